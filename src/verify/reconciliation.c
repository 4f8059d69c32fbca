#include "pactpress/reconciliation.h"

#include "manifest_read.h"
#include "pactpress/readback.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "readback_parts.h"

/* The manifest cannot name itself. */
static void add_itself(struct pp_run *run, struct pp_arena *arena, struct manifest *manifest)
{
    struct pp_made_file *file = PP_PUSH(arena, &manifest->files);
    file->path = "manifest.json";
    if (pp_file_digest(run, manifest->path, &file->size, file->digest) != PP_OK)
        file->size = 0; /* said already, and a finding of the read-back */
}

static enum pp_status check_names(struct pp_run *run, const struct manifest *manifest)
{
    bool figures = false;
    for (size_t i = 0; i < manifest->files.count; i++) {
        figures |= pp_streq(manifest->files.items[i].path, "figures.csv");
        for (size_t k = 0; k < i; k++)
            if (pp_streq(manifest->files.items[i].path, manifest->files.items[k].path)) {
                pp_error(
                    run, ((struct pp_where){.file = manifest->path}), "verify.manifest",
                    "The file `%s` is named twice.", manifest->files.items[i].path);
                return PP_DATA;
            }
    }
    if (figures)
        return PP_OK;
    pp_error(
        run, ((struct pp_where){.file = manifest->path}), "verify.manifest",
        "It names no figures.csv: there is nothing to compare figures with.");
    return PP_DATA;
}

/* The figures that all other files show; none when they cannot be read, which is said. */
static enum pp_status read_figures(
    struct pp_run *run, struct pp_arena *arena, const char *folder, struct pp_published **out)
{
    struct pp_bytes bytes;
    const char *path = pp_path_join(arena, folder, "figures.csv");
    *out = NULL;
    if (!pp_file_exists(path))
        return PP_OK; /* is a finding of the read-back */
    PP_TRY(pp_file_read(run, arena, path, 0, &bytes));
    return pp_published_read(run, arena, path, bytes, out);
}

/* PP_DATA for any finding: whatever a file of an edition has become, it was written once. */
static enum pp_status read_files(
    struct pp_run *run, const char *folder, const struct manifest *manifest,
    const struct pp_published *published)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_arena_mark mark = pp_arena_mark(scratch);
    enum pp_status worst = PP_OK, status = PP_OK;
    for (size_t i = 0; i < manifest->files.count && status == PP_OK; i++) {
        struct readback at = {
            .run = run,
            .arena = scratch,
            .path = pp_path_join(run->arena, folder, manifest->files.items[i].path),
            .file = &manifest->files.items[i],
            .published = published,
            .foreign = true,
        };
        if (readback_made(&at, folder) != PP_OK || at.findings > 0)
            worst = PP_DATA;
        pp_arena_rewind(scratch, mark);
        status = pp_run_stopped(run);
    }
    pp_arena_free(scratch);
    return status != PP_OK ? status : worst;
}

enum pp_status pp_reconcile_folder(
    struct pp_run *run, struct pp_arena *arena, const char *folder, struct pp_reconciled *out)
{
    struct manifest manifest;
    const char *path = pp_path_join(run->arena, folder, "manifest.json");
    *out = (struct pp_reconciled){0};
    PP_TRY(manifest_read(run, arena, path, &manifest));
    enum pp_status names = check_names(run, &manifest);
    add_itself(run, arena, &manifest);
    *out = (struct pp_reconciled){
        .program = manifest.program,
        .project = manifest.project,
        .klass = manifest.klass,
        .period = manifest.period,
        .data_state = manifest.data_state,
        .draft = manifest.draft,
        .file_count = manifest.files.count,
        .files = manifest.files.items,
        .inputs = manifest.inputs,
        .source_count = manifest.sources.count,
        .sources = manifest.sources.items};
    struct pp_published *published;
    enum pp_status figures = read_figures(run, arena, folder, &published);
    enum pp_status files = read_files(run, folder, &manifest, published);
    if (files != PP_OK && files != PP_DATA)
        return files;
    enum pp_status strays =
        pp_readback_strays(run, folder, manifest.files.items, manifest.files.count);
    strays = strays == PP_ENV ? PP_DATA : strays;
    return strays != PP_OK ? strays : files != PP_OK ? files : figures != PP_OK ? figures : names;
}
