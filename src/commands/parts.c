#include "parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pactpress/file.h"
#include "pactpress/font.h"
#include "pactpress/limits.h"
#include "pactpress/paragraph.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* Changes when the same parts would make other bytes. */
static const char epoch[] = "parts 1";

const char *part_name(enum pp_part part)
{
    static const char *const names[PP_PART_COUNT] = {
        [PP_PART_PROGRAM] = "program", [PP_PART_FONTS] = "fonts", [PP_PART_SETTINGS] = "settings",
        [PP_PART_LAYOUTS] = "layouts", [PP_PART_DATE] = "date",   [PP_PART_STRINGS] = "strings",
        [PP_PART_CONTENT] = "content"};
    return names[part];
}

static void add(struct pp_hasher *hasher, const char *text)
{
    pp_hasher_add(hasher, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_number(struct pp_hasher *hasher, int64_t number)
{
    pp_hasher_add(hasher, &number, sizeof number);
}

static void finish(struct pp_hasher *hasher, char out[PP_DIGEST_HEX])
{
    unsigned char sum[PP_DIGEST_SIZE];
    pp_hasher_finish(hasher, sum);
    pp_hex(sum, sizeof sum, out);
}

static void add_identity(struct pp_hasher *hasher, const char *path)
{
    struct stat about;
    add(hasher, path);
    if (stat(path, &about) != 0)
        return;
    add_number(hasher, (int64_t)about.st_size);
    add_number(hasher, (int64_t)about.st_mtim.tv_sec);
    add_number(hasher, (int64_t)about.st_mtim.tv_nsec);
    add_number(hasher, (int64_t)about.st_ino);
}

/* Every file below a folder, by identity. */
static enum pp_status add_tree(
    struct pp_run *run, struct pp_arena *arena, struct pp_hasher *hasher, const char *folder,
    int depth)
{
    char **names;
    size_t count;
    if (depth > PP_LIMIT_FOLDER_DEPTH)
        return PP_OK;
    PP_TRY(pp_folder_list(run, arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = pp_path_join(arena, folder, names[i]);
        if (pp_is_folder(path))
            PP_TRY(add_tree(run, arena, hasher, path, depth + 1));
        else
            add_identity(hasher, path);
    }
    return PP_OK;
}

/* One digest of several folders (NULL-terminated). */
static enum pp_status digest_trees(
    struct pp_run *run, const char *const *folders, char out[PP_DIGEST_HEX])
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_hasher *hasher = pp_hasher_new();
    enum pp_status status = PP_OK;
    for (size_t i = 0; folders[i] && status == PP_OK; i++)
        status = add_tree(run, scratch, hasher, folders[i], 0);
    finish(hasher, out);
    pp_arena_free(scratch);
    return status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Paths of all files that the system has mapped for this process, as often as it says. */
static struct pp_strings mapped_files(struct pp_arena *arena)
{
    struct pp_strings files = {0};
    char line[4608];
    FILE *maps = fopen("/proc/self/maps", "re");
    while (maps && fgets(line, sizeof line, maps)) {
        char *path = strchr(line, '/');
        if (!path)
            continue;
        path[strcspn(path, "\n")] = 0;
        *(const char **)PP_PUSH(arena, &files) = pp_arena_strdup(arena, path);
    }
    if (maps)
        fclose(maps);
    return files;
}

/* The program and every library it runs with. Where they lie in memory is another thing each time.
 */
static void digest_program(char out[PP_DIGEST_HEX])
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_strings files = mapped_files(scratch);
    struct pp_hasher *hasher = pp_hasher_new();
    add(hasher, epoch);
    add(hasher, PP_VERSION);
    if (files.count > 0)
        qsort(files.items, files.count, sizeof *files.items, by_name);
    for (size_t i = 0; i < files.count; i++)
        if (i == 0 || !pp_streq(files.items[i], files.items[i - 1]))
            add_identity(hasher, files.items[i]);
    finish(hasher, out);
    pp_arena_free(scratch);
}

/* A file of the project, by its bytes. */
static enum pp_status add_asset(
    struct pp_run *run, const struct inputs *in, const char *path, struct pp_candidate *out)
{
    struct pp_candidate_asset asset = {.path = path};
    uint64_t size;
    const char *full = pp_path_join(run->arena, in->project->folder, path);
    if (!pp_file_exists(full) || pp_is_folder(full))
        return PP_OK;
    PP_TRY(pp_file_digest(run, full, &size, asset.digest));
    *(struct pp_candidate_asset *)PP_PUSH(run->arena, &out->assets) = asset;
    return PP_OK;
}

static enum pp_status add_assets(
    struct pp_run *run, const struct inputs *in, const char *folder, int depth,
    struct pp_candidate *out)
{
    char **names;
    size_t count;
    const char *full = pp_path_join(run->arena, in->project->folder, folder);
    if (depth > PP_LIMIT_FOLDER_DEPTH || !pp_is_folder(full))
        return PP_OK;
    PP_TRY(pp_folder_list(run, run->arena, full, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = pp_path_join(run->arena, folder, names[i]);
        if (pp_is_folder(pp_path_join(run->arena, full, names[i])))
            PP_TRY(add_assets(run, in, path, depth + 1, out));
        else
            PP_TRY(add_asset(run, in, path, out));
    }
    return PP_OK;
}

static enum pp_status add_data(
    struct pp_run *run, const struct inputs *in, struct pp_candidate *out)
{
    for (size_t i = 0; i < in->project->source_count; i++) {
        const struct pp_strings *patterns = &in->project->sources[i].files;
        for (size_t j = 0; j < patterns->count; j++) {
            char **paths;
            size_t count;
            PP_TRY(
                pp_glob(run, run->arena, in->project->folder, patterns->items[j], &paths, &count));
            for (size_t k = 0; k < count; k++)
                PP_TRY(add_asset(run, in, paths[k], out));
        }
    }
    return PP_OK;
}

/* issue.yaml decides which stories stand where; stories themselves are content. */
static bool is_setting(const char *path)
{
    static const char *const starts[] = {
        "pactpress.yaml", "sources/", "layouts/", "strings/", "fonts/"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (pp_starts_with(path, starts[i]))
            return true;
    return pp_starts_with(path, "content/") && pp_ends_with(path, "/issue.yaml");
}

static void digest_assets(
    const struct pp_candidate *candidate, bool settings_only, struct pp_hasher *hasher)
{
    for (size_t i = 0; i < candidate->assets.count; i++) {
        const struct pp_candidate_asset *asset = &candidate->assets.items[i];
        if (settings_only && !is_setting(asset->path))
            continue;
        add(hasher, asset->path);
        add(hasher, asset->digest);
    }
}

static void add_list(struct pp_hasher *hasher, const struct pp_strings *list)
{
    add_number(hasher, (int64_t)list->count);
    for (size_t i = 0; i < list->count; i++)
        add(hasher, list->items[i]);
}

/* All that a run is made from: with the same state it would make the same again. */
static void digest_state(
    const struct pp_options *options, const struct inputs *in, struct pp_candidate *out)
{
    struct pp_hasher *hasher = pp_hasher_new();
    for (int part = 0; part <= PP_PART_DATE; part++)
        add(hasher, out->parts[part]);
    digest_assets(out, false, hasher);
    add(hasher, in->period.key);
    add(hasher, in->key.fingerprint);
    add(hasher, options->issue);
    add_list(hasher, &options->layouts);
    add_list(hasher, &options->cities);
    add_list(hasher, &options->langs);
    add_list(hasher, &options->formats);
    finish(hasher, out->state);
}

static enum pp_status find_files(
    struct pp_run *run, const struct inputs *in, struct pp_candidate *out)
{
    static const char *const folders[] = {"content", "sources", "layouts",
                                          "strings", "fonts",   "private/corrections"};
    PP_TRY(add_asset(run, in, "pactpress.yaml", out));
    PP_TRY(add_asset(run, in, "archive.db", out)); /* what was published binds what follows */
    PP_TRY(add_asset(run, in, "archive.db-wal", out));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        PP_TRY(add_assets(run, in, folders[i], 0, out));
    return add_data(run, in, out);
}

enum pp_status parts_find(
    struct pp_run *run, const struct pp_options *options, const struct inputs *in,
    struct pp_candidate *out)
{
    const char *const installed[] = {
        pp_path_join(run->arena, run->share, "layouts"),
        pp_path_join(run->arena, run->share, "fonts"), NULL};
    struct pp_hasher *settings = pp_hasher_new(), *date = pp_hasher_new();
    enum pp_status status = find_files(run, in, out);
    digest_program(out->parts[PP_PART_PROGRAM]);
    digest_assets(out, true, settings);
    finish(settings, out->parts[PP_PART_SETTINGS]);
    add(date, in->klass);
    add_number(date, in->data_state);
    add_number(date, options->draft);
    add_number(date, run->dated ? run->epoch : -1);
    finish(date, out->parts[PP_PART_DATE]);
    PP_TRY(status);
    PP_TRY(digest_trees(run, pp_text_folders(run, in->project->folder), out->parts[PP_PART_FONTS]));
    PP_TRY(digest_trees(run, installed, out->parts[PP_PART_LAYOUTS]));
    digest_state(options, in, out);
    return PP_OK;
}

/* By their bytes: builds into other folders write them again. */
static enum pp_status add_bytes(
    struct pp_run *run, struct pp_arena *arena, struct pp_hasher *hasher, const char *folder,
    int depth)
{
    char **names, digest[PP_DIGEST_HEX];
    size_t count;
    uint64_t size;
    if (depth > PP_LIMIT_FOLDER_DEPTH)
        return PP_OK;
    PP_TRY(pp_folder_list(run, arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = pp_path_join(arena, folder, names[i]);
        if (pp_is_folder(path)) {
            PP_TRY(add_bytes(run, arena, hasher, path, depth + 1));
            continue;
        }
        PP_TRY(pp_file_digest(run, path, &size, digest));
        add(hasher, path);
        add(hasher, digest);
    }
    return PP_OK;
}

enum pp_status parts_held(struct pp_run *run, const struct inputs *in, char out[PP_DIGEST_HEX])
{
    struct pp_hasher *hasher = pp_hasher_new();
    struct pp_arena *scratch = pp_arena_new();
    const char *folder = pp_path_join(scratch, in->project->folder, "private/held-back");
    enum pp_status status = add_bytes(run, scratch, hasher, folder, 0);
    if (pp_is_folder(folder)) /* another reader has it said anew */
        add(hasher, inputs_letters(run, in));
    finish(hasher, out);
    pp_arena_free(scratch);
    return status;
}

void parts_figures(const struct pp_results *results, char out[PP_DIGEST_HEX])
{
    struct pp_hasher *hasher = pp_hasher_new();
    struct pp_str csv;
    pp_str_init(&csv);
    pp_figures_csv(results->table, &csv);
    pp_hasher_add(hasher, csv.text, csv.length);
    pp_str_free(&csv);
    for (size_t i = 0; i < results->table->count; i++)
        add_number(hasher, results->table->items[i].revision);
    for (size_t i = 0; i < results->accounts->count; i++) {
        const struct pp_file_account *account = &results->accounts->items[i];
        add(hasher, account->path);
        add(hasher, account->digest);
        add_number(hasher, (int64_t)account->used);
    }
    finish(hasher, out);
}
