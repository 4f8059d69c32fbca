/* Old editions whose folders are not kept. */
#include "edition_parts.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* The first of the rows that keep their folder: so many published ones follow it, or are it. */
static size_t first_kept(const struct pp_archive_editions *rows, int keep)
{
    for (size_t i = rows->count; i-- > 0;)
        if (rows->items[i].state == PP_EDITION_PUBLISHED && --keep == 0)
            return i;
    return 0;
}

/* Under a temporary name first: what a crash leaves of it is known to be nothing. */
static enum pp_status remove_folder(const struct pp_editions *editions, const char *id)
{
    const char *temporary = pp_arena_printf(editions->arena, "%s/.%s.new", editions->folder, id);
    PP_TRY(pp_file_rename(editions->run, pp_editions_path(editions, id), temporary));
    PP_TRY(pp_folder_sync(editions->run, editions->folder));
    return pp_folder_remove(editions->run, temporary);
}

enum pp_status pp_editions_prune(
    const struct pp_editions *editions, const char *klass, const char *period, int keep)
{
    struct pp_archive_editions rows;
    const char *named;
    if (keep == 0)
        return PP_OK;
    PP_TRY(pp_archive_list(editions->archive, klass, period, &rows));
    PP_TRY(pp_editions_linked(editions, klass, period, &named));
    size_t kept = first_kept(&rows, keep);
    for (size_t i = 0; i < kept; i++) {
        const char *id = rows.items[i].id;
        if (!pp_streq(named, id) && pp_is_folder(pp_editions_path(editions, id)))
            PP_TRY(remove_folder(editions, id));
    }
    return PP_OK;
}
