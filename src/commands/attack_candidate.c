/* The attack on a candidate: alone, and with all that was published before, as somebody has it who
 * kept every edition. */
#include "pactpress/archive.h"
#include "pactpress/audit.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "publish.h"

struct earlier {
    struct pp_audit_edition *items;
    size_t count, capacity;
};

static enum pp_status read_edition(
    struct pp_run *run, struct pp_arena *arena, struct pp_archive *archive, const char *id,
    struct earlier *out)
{
    struct pp_figure_table *table;
    struct pp_str text;
    PP_TRY(pp_archive_table(archive, id, &table));
    pp_str_init(&text);
    pp_figures_csv(table, &text);
    *(struct pp_audit_edition *)PP_PUSH(arena, out) = (struct pp_audit_edition){
        .name = pp_arena_printf(run->arena, "edition %s", id),
        .figures = {pp_arena_memdup(arena, text.text, text.length), text.length}};
    pp_str_free(&text);
    return PP_OK;
}

/* Readers saw those that were withdrawn, too. */
static enum pp_status read_editions(
    struct pp_run *run, struct pp_arena *arena, struct pp_archive *archive, struct earlier *out)
{
    struct pp_archive_editions editions;
    PP_TRY(pp_archive_list(archive, "public", NULL, &editions));
    for (size_t i = 0; i < editions.count; i++)
        if (editions.items[i].state != PP_EDITION_PREPARED)
            PP_TRY(read_edition(run, arena, archive, editions.items[i].id, out));
    return PP_OK;
}

static enum pp_status look_back(
    struct pp_run *run, struct pp_arena *arena, const struct inputs *in, struct earlier *out)
{
    const char *path = pp_path_join(run->arena, in->project->folder, "archive.db");
    struct pp_archive *archive;
    if (!pp_file_exists(path))
        return PP_OK;
    PP_TRY(pp_archive_open(run, arena, path, NULL, &archive));
    enum pp_status status = read_editions(run, arena, archive, out);
    pp_archive_close(archive);
    return status;
}

enum pp_status publish_attack(
    struct pp_run *run, const struct inputs *in, const char *folder, bool alone)
{
    struct earlier earlier = {0};
    struct pp_audit found;
    if (!pp_streq(in->klass, "public"))
        return PP_OK;
    struct pp_arena *arena = pp_arena_new();
    enum pp_status status = alone ? PP_OK : look_back(run, arena, in, &earlier);
    if (status == PP_OK)
        status = pp_audit_candidate(run, arena, folder, earlier.items, earlier.count, &found);
    pp_arena_free(arena);
    return status;
}
