/* What is there of editions, without changing anything. */
#include "edition_parts.h"
#include "pactpress/edition.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static enum pp_status look_at_links(
    const struct pp_editions *editions, const char *klass, struct pp_editions_view *view)
{
    char **names;
    size_t count;
    const char *folder = pp_path_join(editions->arena, editions->out, klass), *id;
    PP_TRY(pp_folder_list(editions->run, editions->arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (names[i][0] == '.')
            continue;
        PP_TRY(pp_editions_linked(editions, klass, names[i], &id));
        if (id)
            *(struct pp_link_view *)PP_PUSH(editions->arena, &view->links) =
                (struct pp_link_view){.klass = klass, .period = names[i], .id = id};
    }
    return PP_OK;
}

static enum pp_status look(
    const struct pp_editions *editions, const char *klass, const char *period,
    struct pp_editions_view *view)
{
    if (editions->archive)
        PP_TRY(pp_archive_list(editions->archive, NULL, NULL, &view->editions));
    PP_TRY(look_at_links(editions, "public", view));
    PP_TRY(look_at_links(editions, "restricted", view));
    return pp_editions_left(editions, klass, period, &view->left);
}

enum pp_status pp_editions_look(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project, const char *out,
    const char *klass, const char *period, struct pp_editions_view *view)
{
    struct pp_editions editions = {
        .run = run, .arena = arena, .out = out, .folder = pp_path_join(arena, out, "editions")};
    const char *path = pp_path_join(arena, project->folder, "archive.db");
    *view = (struct pp_editions_view){0};
    if (pp_file_exists(path))
        PP_TRY(pp_archive_open(run, arena, path, NULL, &editions.archive));
    enum pp_status status = look(&editions, klass, period, view);
    pp_archive_close(editions.archive);
    return status;
}
