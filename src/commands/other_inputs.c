#include "other_inputs.h"

#include "pactpress/archive.h"
#include "pactpress/file.h"
#include "pactpress/manifest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

bool inputs_are_those_of(const struct inputs *in, const struct pp_reconciled *edition)
{
    char digest[PP_DIGEST_HEX];
    pp_inputs_digest(in->results->accounts, digest);
    return pp_streq(digest, edition->inputs);
}

struct comparing {
    struct pp_run *run;
    const struct inputs *in;
    const struct pp_accounts *now;
    const struct pp_archive_input *then;
    size_t then_count;
    bool *explained; /* per file of now: it is the same, or was told */
};

/* The file of now that is not explained and is the one wanted, by its digest or by its path; their
 * count when there is none. */
static size_t find(const struct comparing *c, const char *digest, const char *path)
{
    size_t i = 0;
    while (i < c->now->count &&
           (c->explained[i] || (digest && !pp_streq(c->now->items[i].digest, digest)) ||
            (path && !pp_streq(c->now->items[i].path, path))))
        i++;
    return i;
}

/* The same bytes are the same file, wherever they lie. */
static bool is_there(struct comparing *c, const struct pp_archive_input *file)
{
    size_t i = find(c, file->digest, NULL);
    if (i < c->now->count)
        c->explained[i] = true;
    return i < c->now->count;
}

static void tell_then(struct comparing *c, const struct pp_archive_input *file)
{
    size_t i = find(c, NULL, file->path);
    struct pp_where where = {.file = file->path};
    if (i == c->now->count) {
        pp_warn(
            c->run, where, "verify.input",
            "The edition was made from this file, too (SHA-256 %s), and it is gone.", file->digest);
        return;
    }
    c->explained[i] = true;
    pp_warn(
        c->run, where, "verify.input",
        "This file is not as it was when the edition was made from it (SHA-256 %s).", file->digest);
}

static void tell_now(const struct comparing *c)
{
    for (size_t i = 0; i < c->now->count; i++)
        if (!c->explained[i])
            pp_warn(
                c->run, (struct pp_where){.file = c->now->items[i].path}, "verify.input",
                "The edition was not made from this file of source %s, as it is now.",
                c->in->project->sources[c->now->items[i].source].id);
}

static void compare(struct comparing *c)
{
    struct pp_arena *arena = c->run->arena;
    bool *there = pp_arena_array(arena, c->then_count, sizeof *there);
    c->explained = pp_arena_array(arena, c->now->count, sizeof *c->explained);
    for (size_t i = 0; i < c->then_count; i++)
        there[i] = is_there(c, &c->then[i]);
    for (size_t i = 0; i < c->then_count; i++)
        if (!there[i])
            tell_then(c, &c->then[i]);
    tell_now(c);
}

/* What the archive knows of an edition that was released. */
static enum pp_status ask_archive(
    struct pp_run *run, const struct inputs *in, const struct pp_reconciled *edition,
    struct pp_archive_inputs *out)
{
    const char *path = pp_path_join(run->arena, in->project->folder, "archive.db");
    struct pp_archive *archive;
    if (!pp_file_exists(path))
        return PP_OK;
    PP_TRY(pp_archive_open(run, run->arena, path, NULL, &archive));
    enum pp_status status =
        pp_archive_inputs(archive, edition->files[edition->file_count - 1].digest, out);
    pp_archive_close(archive);
    return status;
}

enum pp_status inputs_tell_others(
    struct pp_run *run, const struct inputs *in, const struct pp_reconciled *edition)
{
    struct pp_archive_inputs then = {0};
    for (size_t i = 0; i < edition->source_count; i++) {
        struct pp_archive_input *file = PP_PUSH(run->arena, &then);
        file->path = edition->sources[i].path;
        file->digest = edition->sources[i].digest;
    }
    if (then.count == 0)
        PP_TRY(ask_archive(run, in, edition, &then));
    if (then.count == 0) {
        pp_warn(
            run, PP_NOWHERE, "verify.input",
            "The edition was made from other files than those that are there (SHA-256 of their "
            "digests: %s); neither its manifest nor the archive names them.",
            edition->inputs);
        return PP_OK;
    }
    struct comparing c = {
        .run = run,
        .in = in,
        .now = in->results->accounts,
        .then = then.items,
        .then_count = then.count};
    compare(&c);
    return PP_OK;
}
