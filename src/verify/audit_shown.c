#include "audit_shown.h"

#include <stdlib.h>
#include <string.h>

#include "manifest_read.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "published.h"
#include "readback_parts.h"

/* Several places may show the same figure; the first one is believed. */
static void learn(struct audit_figures *figures, const struct readback_shown *shown)
{
    enum { LONGEST = 15 };
    if (strlen(shown->number) > LONGEST ||
        shown->number[strspn(shown->number, "0123456789")] != '\0')
        return;
    for (size_t i = 0; i < figures->figures.count; i++) {
        struct audit_figure *figure = &figures->figures.items[i];
        if (!figure->hidden || !pp_streq(figure->address, shown->address) ||
            !pp_streq(figure->period, shown->period))
            continue;
        figure->hidden = false;
        figure->known = true;
        figure->low = figure->high = strtoll(shown->number, NULL, 10);
    }
}

static enum pp_status read_file(
    struct pp_run *run, const char *folder, const struct pp_made_file *file,
    const struct pp_published *published, struct audit_figures *figures, size_t *count)
{
    struct readback at = {
        .run = run,
        .arena = pp_arena_new(),
        .path = pp_path_join(run->arena, folder, file->path),
        .file = file,
        .published = published,
        .foreign = true,
        .attacking = true};
    enum pp_status status = readback_made(&at, folder);
    for (size_t i = 0; i < at.shown.count; i++)
        learn(figures, &at.shown.items[i]);
    *count += at.findings;
    pp_arena_free(at.arena);
    return status;
}

enum pp_status audit_shown_read(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const int64_t thresholds[2],
    struct audit_figures *figures, size_t *count)
{
    struct manifest manifest;
    struct pp_published published;
    struct pp_bytes bytes;
    PP_TRY(manifest_read(run, arena, pp_path_join(run->arena, folder, "manifest.json"), &manifest));
    PP_TRY(pp_file_read(run, arena, figures->path, 0, &bytes));
    PP_TRY(published_read(run, arena, figures->path, bytes, &published));
    for (size_t i = 0; i < 2; i++)
        published.fewer[i] = (long)thresholds[i];
    for (size_t i = 0; i < manifest.files.count; i++) {
        const struct pp_made_file *file = &manifest.files.items[i];
        if (pp_ends_with(file->path, ".pdf") || pp_ends_with(file->path, ".xlsx") ||
            pp_readback_prints_figures(file->path))
            PP_TRY(read_file(run, folder, file, &published, figures, count));
        PP_TRY(pp_run_stopped(run));
    }
    return PP_OK;
}
