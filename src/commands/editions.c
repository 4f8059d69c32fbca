#include "editions.h"

#include "inputs.h"
#include "pactpress/edition.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

bool editions_have_project(const struct pp_options *options)
{
    struct pp_arena *scratch = pp_arena_new();
    const char *folder = options->folder ? options->folder : ".";
    bool is = pp_file_exists(pp_path_join(scratch, folder, "pactpress.yaml"));
    pp_arena_free(scratch);
    return is;
}

static enum pp_status no_such_edition(struct pp_run *run, const char *editions, const char *id)
{
    char **names = NULL;
    size_t count = 0;
    if (pp_is_folder(editions))
        PP_TRY(pp_folder_list(run, run->arena, editions, &names, &count));
    const char **known = pp_arena_array(run->arena, count + 1, sizeof *known);
    for (size_t i = 0; i < count; i++)
        known[i] = names[i];
    const char *nearest = pp_nearest(id, known);
    pp_error(
        run, PP_NOWHERE, "edition.no-folder",
        "`%s` is no file, no folder and no edition in %s%s%s%s", id, editions,
        nearest ? "; did you mean `" : "", nearest ? nearest : "", nearest ? "`?" : "");
    return PP_DATA;
}

enum pp_status editions_find(
    struct pp_run *run, const struct pp_options *options, const char *id, const char **folder)
{
    struct inputs in = {0};
    PP_TRY(pp_project_load(run, options->folder, &in.project));
    const char *editions = pp_path_join(run->arena, inputs_out(run, options, &in), "editions");
    *folder = pp_path_join(run->arena, editions, id);
    return pp_is_folder(*folder) ? PP_OK : no_such_edition(run, editions, id);
}

enum pp_status editions_public(
    struct pp_run *run, const struct pp_options *options, struct pp_strings *folders)
{
    struct inputs in = {0};
    struct pp_editions_view view = {0};
    PP_TRY(pp_project_load(run, options->folder, &in.project));
    const char *out = inputs_out(run, options, &in);
    const char *editions = pp_path_join(run->arena, out, "editions");
    PP_TRY(pp_editions_look(run, run->arena, in.project, out, "public", "", &view));
    for (size_t i = 0; i < view.editions.count; i++) {
        const struct pp_archive_edition *edition = &view.editions.items[i];
        const char *folder = pp_path_join(run->arena, editions, edition->id);
        if (pp_streq(edition->klass, "public") && edition->state != PP_EDITION_PREPARED &&
            pp_is_folder(folder))
            *(const char **)PP_PUSH(run->arena, folders) = folder;
    }
    if (folders->count > 0)
        return PP_OK;
    pp_error(
        run, ((struct pp_where){.file = editions}), "edition.none",
        "There is no edition of class public here; name the folder of a candidate, or release "
        "one.");
    return PP_DATA;
}
