#include "pactpress/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/digest.h"
#include "pactpress/run.h"

void pp_json_string(struct pp_str *out, const char *text)
{
    pp_str_append_char(out, '"');
    for (const unsigned char *c = (const unsigned char *)(text ? text : ""); *c; c++) {
        if (*c == '"' || *c == '\\')
            pp_str_printf(out, "\\%c", *c);
        else if (*c < 0x20)
            pp_str_printf(out, "\\u%04x", *c);
        else
            pp_str_append_char(out, (char)*c);
    }
    pp_str_append_char(out, '"');
}

static void pair(struct pp_str *out, const char *key, const char *value, const char *after)
{
    pp_json_string(out, key);
    pp_str_append(out, ": ");
    pp_json_string(out, value);
    pp_str_append(out, after);
}

static void optional(struct pp_str *out, const char *key, const char *value)
{
    if (!value)
        return;
    pp_str_append(out, ", ");
    pair(out, key, value, "");
}

static void one_file(struct pp_str *out, const struct pp_made_file *file)
{
    pp_str_append(out, "    {");
    pair(out, "path", file->path, "");
    pp_str_printf(out, ", \"size\": %llu, ", (unsigned long long)file->size);
    pair(out, "sha256", file->digest, "");
    optional(out, "layout", file->layout);
    optional(out, "city", file->city);
    optional(out, "lang", file->lang);
    optional(out, "title", file->title);
    if (file->pages)
        pp_str_printf(out, ", \"pages\": %zu", file->pages);
    pp_str_append_char(out, '}');
}

static void files(struct pp_str *out, const struct pp_manifest *manifest)
{
    pp_str_append(out, "  \"files\": [\n");
    for (size_t i = 0; i < manifest->file_count; i++) {
        one_file(out, &manifest->files[i]);
        pp_str_append(out, i + 1 < manifest->file_count ? ",\n" : "\n");
    }
    pp_str_append(out, "  ],\n");
}

struct counts {
    size_t read, used, excluded, superseded, duplicates, held_back;
};

static void count_pairs(struct pp_str *out, const struct counts *counts, bool all)
{
    if (all)
        pp_str_printf(out, "\"read\": %zu, \"used\": %zu, ", counts->read, counts->used);
    pp_str_printf(
        out,
        "\"excluded\": %zu, \"superseded\": %zu, \"duplicates\": "
        "%zu, "
        "\"held_back\": %zu}",
        counts->excluded, counts->superseded, counts->duplicates, counts->held_back);
}

static void one_account(
    struct pp_str *out, const struct pp_project *project, const char *klass,
    const struct pp_file_account *account)
{
    const struct counts counts = {account->read,       account->used,       account->excluded,
                                  account->superseded, account->duplicates, account->held_back};
    bool public = pp_streq(klass, "public");
    pp_str_append(out, "    {");
    pair(out, "source", project->sources[account->source].id, public ? "}" : ", ");
    if (public)
        return;
    pair(out, "path", account->path, ", ");
    pair(out, "sha256", account->digest, ", ");
    count_pairs(out, &counts, true);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void pp_inputs_digest(const struct pp_accounts *all, char out[PP_DIGEST_HEX])
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_hasher *hasher = pp_hasher_new();
    const char **digests = pp_arena_array(arena, all->count, sizeof *digests);
    unsigned char digest[PP_DIGEST_SIZE];
    for (size_t i = 0; i < all->count; i++)
        digests[i] = all->items[i].digest;
    if (all->count > 0)
        qsort(digests, all->count, sizeof *digests, compare_texts);
    for (size_t i = 0; i < all->count; i++) {
        pp_hasher_add(hasher, digests[i], strlen(digests[i]));
        pp_hasher_add(hasher, "\n", 1);
    }
    pp_hasher_finish(hasher, digest);
    pp_hex(digest, sizeof digest, out);
    pp_arena_free(arena);
}

/* In public the rows of a single file are not told: they may be those of the one event that is
 * withheld. Nor are all of them where the figures do not tell them. Nor is the digest of a single
 * file: a short list of counts could be tried until it fits. */
static void accounts(struct pp_str *out, const struct pp_results *results, const char *klass)
{
    const struct pp_accounts *all = results->accounts;
    struct counts sum = {0};
    char digest[PP_DIGEST_HEX];
    pp_inputs_digest(all, digest);
    pp_str_append(out, "  \"inputs_sha256\": ");
    pp_json_string(out, digest);
    pp_str_append(out, ",\n  \"inputs\": [\n");
    for (size_t i = 0; i < all->count; i++) {
        const struct pp_file_account *account = &all->items[i];
        one_account(out, results->project, klass, account);
        pp_str_append(out, i + 1 < all->count ? ",\n" : "\n");
        sum.read += account->read;
        sum.used += account->used;
        sum.excluded += account->excluded;
        sum.superseded += account->superseded;
        sum.duplicates += account->duplicates;
        sum.held_back += account->held_back;
    }
    pp_str_append(out, "  ],\n  \"rows\": {");
    count_pairs(out, &sum, pp_results_tell_rows(results));
}

/* Warnings by rule: sentences name input files, which a public manifest may not. */
static void warnings(const struct pp_run *run, struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_map counts;
    const struct pp_diag *diag;
    pp_map_init(&counts, arena);
    for (size_t i = 0; (diag = pp_diag_at(run, i)); i++) {
        if (diag->severity != PP_WARNING)
            continue;
        size_t *count = pp_map_get(&counts, diag->rule);
        if (!count)
            pp_map_set(&counts, diag->rule, count = pp_arena_alloc(arena, sizeof *count));
        ++*count;
    }
    pp_str_append(out, "  \"warnings\": {");
    for (size_t i = 0; i < counts.count; i++) {
        pp_str_append(out, i ? ", " : "");
        pp_json_string(out, counts.entries[i].key);
        pp_str_printf(out, ": %zu", *(size_t *)counts.entries[i].value);
    }
    pp_str_append(out, "}\n");
    pp_arena_free(arena);
}

/* What every such file says first. */
static void about(
    struct pp_str *out, const struct pp_results *results, const char *klass, const char *as_of,
    bool draft)
{
    pp_str_append(out, "{\n  \"format\": 1,\n  ");
    pair(out, "program", "pactpress " PP_VERSION, ",\n  ");
    pair(out, "project", results->project->id, ",\n  ");
    pair(out, "grant", results->project->grant, ",\n  ");
    pair(out, "class", klass, ",\n  ");
    pair(out, "period", results->period.key, ",\n  ");
    pair(out, "data_state", as_of, ",\n  ");
    pp_str_printf(out, "\"draft\": %s,\n  ", draft ? "true" : "false");
}

void pp_manifest_text(
    const struct pp_run *run, const struct pp_manifest *manifest, struct pp_str *out)
{
    const struct pp_project *project = manifest->results->project;
    about(out, manifest->results, manifest->klass, manifest->as_of, manifest->draft);
    pp_str_printf(
        out, "\"privacy\": {\"threshold\": %d, \"respondents\": %d, \"suppression\": \"%s\"},\n",
        project->privacy.threshold, project->privacy.respondents,
        pp_streq(project->privacy.method, "round") ? "rounded to 5" : "complementary");
    files(out, manifest);
    accounts(out, manifest->results, manifest->klass);
    pp_str_append(out, ",\n");
    warnings(run, out);
    pp_str_append(out, "}\n");
}

void pp_inputs_text(const struct pp_inputs_note *note, struct pp_str *out)
{
    about(out, note->results, note->klass, note->as_of, note->draft);
    pair(out, "title", note->title, ",\n  ");
    pair(out, "language", note->lang, ",\n");
    if (note->annex) {
        pp_str_append(out, "  \"annex\": {");
        pair(out, "name", note->annex, ", ");
        pair(out, "sha256", note->annex_digest, "},\n");
    }
    accounts(out, note->results, note->klass);
    pp_str_append(out, "\n}\n");
}
