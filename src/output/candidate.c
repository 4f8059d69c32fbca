#include "pactpress/candidate.h"

#include <stdlib.h>
#include <string.h>

#include "candidate_line.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* Changes with the form of the record: one of another form counts as missing. */
static const char form[] = "pactpress candidate 3";

/* Stands for a part that is that of the output before. */
static const char same[] = "=";

const char *pp_candidate_record(
    struct pp_arena *arena, const char *out, const char *klass, const char *period)
{
    return pp_arena_printf(arena, "%s/candidate/%s/.record-%s", out, klass, period);
}

static void write_file(struct pp_str *out, const struct pp_made_file *file)
{
    char size[24], pages[24];
    snprintf(size, sizeof size, "%llu", (unsigned long long)file->size);
    snprintf(pages, sizeof pages, "%zu", file->pages);
    const char *const fields[] = {"file",     file->path, size,        file->digest, file->layout,
                                  file->city, file->lang, file->title, pages};
    candidate_line(out, fields, sizeof fields / sizeof *fields);
}

static void write_said(struct pp_str *out, const char *path, const struct pp_said *said)
{
    for (size_t i = 0; i < said->count; i++) {
        const struct pp_diag *diag = &said->items[i];
        char line[24], col[24];
        snprintf(line, sizeof line, "%zu", diag->where.line);
        snprintf(col, sizeof col, "%zu", diag->where.col);
        const char *const fields[] = {
            "said",
            path,
            pp_severity_name(diag->severity),
            diag->rule,
            diag->where.file,
            line,
            col,
            diag->sentence,
            diag->source};
        candidate_line(out, fields, sizeof fields / sizeof *fields);
    }
}

/* Most parts are those of the output before, or NULL. */
static void write_output(
    struct pp_str *out, const struct pp_candidate_output *output,
    const struct pp_candidate_output *before)
{
    const char *fields[2 + PP_PART_COUNT] = {"output", output->path};
    for (size_t i = 0; i < PP_PART_COUNT; i++)
        fields[2 + i] =
            before && pp_streq(before->parts[i], output->parts[i]) ? same : output->parts[i];
    candidate_line(out, fields, sizeof fields / sizeof *fields);
    write_said(out, output->path, &output->said);
}

static void write_sources(struct pp_str *out, const struct pp_candidate *candidate)
{
    const char *const state[] = {"state", candidate->state, candidate->held, candidate->summary};
    candidate_line(out, state, sizeof state / sizeof *state);
    for (size_t i = 0; i < candidate->assets.count; i++) {
        const struct pp_candidate_asset *asset = &candidate->assets.items[i];
        const char *const fields[] = {"asset", asset->path, asset->digest};
        candidate_line(out, fields, sizeof fields / sizeof *fields);
    }
    for (size_t i = 0; i < candidate->outputs.count; i++)
        write_output(
            out, &candidate->outputs.items[i], i > 0 ? &candidate->outputs.items[i - 1] : NULL);
    write_said(out, "", &candidate->said);
    pp_str_append(out, "end\n");
}

enum pp_status pp_candidate_write(
    struct pp_run *run, const char *path, const struct pp_candidate *candidate)
{
    struct pp_str text;
    pp_str_init(&text);
    pp_str_printf(&text, "%s\n", form);
    const char *const head[] = {
        "made", candidate->manifest, candidate->fingerprint, candidate->whole ? "whole" : "part",
        candidate->draft ? "draft" : "final"};
    candidate_line(&text, head, sizeof head / sizeof *head);
    for (size_t i = 0; i < candidate->inputs.count; i++) {
        const struct pp_file_account *input = &candidate->inputs.items[i];
        const char *const fields[] = {"input", input->path, input->digest};
        candidate_line(&text, fields, sizeof fields / sizeof *fields);
    }
    for (size_t i = 0; i < candidate->files.count; i++)
        write_file(&text, &candidate->files.items[i]);
    write_sources(&text, candidate);
    enum pp_status status = pp_file_replace(run, path, text.text, text.length, 0600);
    pp_str_free(&text);
    return status;
}

static bool is_digest(const char *text)
{
    return strlen(text) == PP_DIGEST_HEX - 1;
}

static bool set_digest(char out[PP_DIGEST_HEX], const char *text)
{
    if (!is_digest(text))
        return false;
    memcpy(out, text, PP_DIGEST_HEX);
    return true;
}

static const char *or_null(const char *text)
{
    return *text ? text : NULL;
}

static bool read_file(struct pp_arena *arena, char **field, struct pp_candidate *candidate)
{
    struct pp_made_file file = {
        .path = field[1],
        .size = strtoull(field[2], NULL, 10),
        .layout = or_null(field[4]),
        .city = or_null(field[5]),
        .lang = or_null(field[6]),
        .title = or_null(field[7]),
        .pages = strtoul(field[8], NULL, 10)};
    if (!set_digest(file.digest, field[3]))
        return false;
    *(struct pp_made_file *)PP_PUSH(arena, &candidate->files) = file;
    return true;
}

static bool read_input(struct pp_arena *arena, char **field, struct pp_candidate *candidate)
{
    struct pp_file_account *input = PP_PUSH(arena, &candidate->inputs);
    input->path = field[1];
    return set_digest(input->digest, field[2]);
}

static bool read_head(char **field, struct pp_candidate *candidate)
{
    candidate->fingerprint = field[2];
    candidate->whole = pp_streq(field[3], "whole");
    candidate->draft = pp_streq(field[4], "draft");
    return set_digest(candidate->manifest, field[1]);
}

static bool read_state(char **field, struct pp_candidate *candidate)
{
    candidate->summary = field[3];
    return set_digest(candidate->state, field[1]) && set_digest(candidate->held, field[2]);
}

static bool read_asset(struct pp_arena *arena, char **field, struct pp_candidate *candidate)
{
    struct pp_candidate_asset *asset = PP_PUSH(arena, &candidate->assets);
    asset->path = field[1];
    return set_digest(asset->digest, field[2]);
}

static bool read_output(struct pp_arena *arena, char **field, struct pp_candidate *candidate)
{
    struct pp_candidate_output *output = PP_PUSH(arena, &candidate->outputs);
    bool first = candidate->outputs.count == 1;
    output->path = field[1];
    for (size_t i = 0; i < PP_PART_COUNT; i++) {
        bool again = !first && pp_streq(field[2 + i], same);
        output->parts[i] = again ? (output - 1)->parts[i] : field[2 + i];
        if (!is_digest(output->parts[i]))
            return false;
    }
    return true;
}

/* Messages of an output stand behind it. */
static bool read_said(struct pp_arena *arena, char **field, struct pp_candidate *candidate)
{
    struct pp_candidate_outputs *outputs = &candidate->outputs;
    struct pp_diag diag = {
        .where =
            {.file = or_null(field[4]),
             .line = strtoul(field[5], NULL, 10),
             .col = strtoul(field[6], NULL, 10)},
        .rule = field[3],
        .sentence = field[7],
        .source = or_null(field[8])};
    while (!pp_streq(pp_severity_name(diag.severity), field[2]))
        if (diag.severity++ == PP_ERROR)
            return false;
    bool own = *field[1] != 0;
    if (own &&
        (outputs->count == 0 || !pp_streq(outputs->items[outputs->count - 1].path, field[1])))
        return false;
    struct pp_said *said = own ? &outputs->items[outputs->count - 1].said : &candidate->said;
    *(struct pp_diag *)PP_PUSH(arena, said) = diag;
    return true;
}

static bool read_line(
    struct pp_arena *arena, char **field, size_t count, struct pp_candidate *candidate)
{
    if (pp_streq(field[0], "made") && count == 5)
        return read_head(field, candidate);
    if (pp_streq(field[0], "input") && count == 3)
        return read_input(arena, field, candidate);
    if (pp_streq(field[0], "file") && count == 9)
        return read_file(arena, field, candidate);
    if (pp_streq(field[0], "state") && count == 4)
        return read_state(field, candidate);
    if (pp_streq(field[0], "asset") && count == 3)
        return read_asset(arena, field, candidate);
    if (pp_streq(field[0], "output") && count == 2 + PP_PART_COUNT)
        return read_output(arena, field, candidate);
    if (pp_streq(field[0], "said") && count == 9)
        return read_said(arena, field, candidate);
    candidate->ended = pp_streq(field[0], "end") && count == 1;
    return candidate->ended;
}

static bool parse(struct pp_arena *arena, char *text, struct pp_candidate *candidate)
{
    char *line = text, *next, *field[CANDIDATE_FIELDS];
    for (bool first = true; *line; line = next, first = false) {
        next = strchr(line, '\n');
        if (!next)
            return false; /* cut off */
        *next++ = 0;
        if (first ? strcmp(line, form) != 0
                  : !read_line(arena, field, candidate_fields(line, field), candidate))
            return false;
    }
    return candidate->fingerprint != NULL && candidate->ended;
}

/* When the lists have their final place. */
static void index_paths(struct pp_arena *arena, struct pp_candidate *candidate)
{
    pp_map_init(&candidate->by_output, arena);
    pp_map_init(&candidate->by_file, arena);
    for (size_t i = 0; i < candidate->outputs.count; i++)
        pp_map_set(
            &candidate->by_output, candidate->outputs.items[i].path, &candidate->outputs.items[i]);
    for (size_t i = 0; i < candidate->files.count; i++)
        pp_map_set(&candidate->by_file, candidate->files.items[i].path, &candidate->files.items[i]);
}

enum pp_status pp_candidate_read(
    struct pp_run *run, struct pp_arena *arena, const char *out_folder, const char *klass,
    const char *period, struct pp_candidate **out)
{
    struct pp_bytes bytes;
    char manifest[PP_DIGEST_HEX];
    uint64_t size;
    const char *path = pp_candidate_record(arena, out_folder, klass, period);
    struct pp_candidate *candidate = pp_arena_alloc(arena, sizeof *candidate);
    candidate->folder = pp_arena_printf(arena, "%s/candidate/%s/%s", out_folder, klass, period);
    const char *named = pp_path_join(arena, candidate->folder, "manifest.json");
    *out = NULL;
    if (!pp_file_exists(path) || !pp_file_exists(named))
        return PP_OK;
    PP_TRY(pp_file_read(run, arena, path, 0, &bytes));
    PP_TRY(pp_file_digest(run, named, &size, manifest));
    if (parse(arena, pp_arena_strndup(arena, (const char *)bytes.data, bytes.size), candidate) &&
        pp_streq(manifest, candidate->manifest)) {
        index_paths(arena, candidate);
        *out = candidate;
    }
    return PP_OK;
}

static const char *copy(struct pp_arena *arena, const char *text)
{
    return text ? pp_arena_strdup(arena, text) : NULL;
}

void pp_said_add(struct pp_arena *arena, struct pp_said *said, const struct pp_diag *diag)
{
    struct pp_diag *kept = PP_PUSH(arena, said);
    *kept = *diag;
    kept->where.file = copy(arena, diag->where.file);
    kept->rule = copy(arena, diag->rule);
    kept->sentence = copy(arena, diag->sentence);
    kept->source = copy(arena, diag->source);
}

const struct pp_candidate_output *pp_candidate_output_at(
    const struct pp_candidate *candidate, const char *path)
{
    return candidate ? pp_map_get(&candidate->by_output, path) : NULL;
}

const struct pp_made_file *pp_candidate_file_at(
    const struct pp_candidate *candidate, const char *path)
{
    return candidate ? pp_map_get(&candidate->by_file, path) : NULL;
}

/* How many files lie below a folder. */
static enum pp_status count_files(
    struct pp_run *run, struct pp_arena *arena, const char *folder, size_t *count)
{
    char **names;
    size_t n;
    PP_TRY(pp_folder_list(run, arena, folder, &names, &n));
    for (size_t i = 0; i < n; i++) {
        const char *path = pp_path_join(arena, folder, names[i]);
        if (pp_is_folder(path))
            PP_TRY(count_files(run, arena, path, count));
        else
            ++*count;
    }
    return PP_OK;
}

enum pp_status pp_candidate_verify(
    struct pp_run *run, struct pp_arena *arena, const struct pp_candidate *candidate,
    const char **wrong)
{
    size_t count = 0;
    *wrong = NULL;
    for (size_t i = 0; i < candidate->files.count; i++) {
        const struct pp_made_file *file = &candidate->files.items[i];
        const char *path = pp_path_join(arena, candidate->folder, file->path);
        char digest[PP_DIGEST_HEX];
        uint64_t size;
        PP_TRY(pp_run_stopped(run));
        *wrong = path;
        if (!pp_file_exists(path))
            return PP_OK;
        PP_TRY(pp_file_digest(run, path, &size, digest));
        if (size != file->size || !pp_streq(digest, file->digest))
            return PP_OK;
    }
    PP_TRY(count_files(run, arena, candidate->folder, &count));
    *wrong = count == candidate->files.count ? NULL : candidate->folder;
    return PP_OK;
}
