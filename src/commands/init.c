/* init: makes a project to start from. It asks nothing. */
#include <string.h>

#include "pactpress/commands.h"
#include "pactpress/file.h"
#include "pactpress/ingest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { ID_LONGEST = 40 };

/* The folder's name as an id: "Our Town 2" -> "our-town-2". */
static const char *id_of(struct pp_arena *arena, const char *folder)
{
    struct pp_str id;
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    const char *base = pp_path_base(pp_arena_strndup(arena, folder, length));
    pp_str_init(&id);
    for (; *base && id.length < ID_LONGEST; base++) {
        unsigned char c = (unsigned char)*base;
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            pp_str_append_char(&id, (char)c);
        else if (c >= 'A' && c <= 'Z')
            pp_str_append_char(&id, (char)(c - 'A' + 'a'));
        else if (id.length > 0 && id.text[id.length - 1] != '-')
            pp_str_append_char(&id, '-');
    }
    while (id.length > 0 && id.text[id.length - 1] == '-')
        pp_str_truncate(&id, id.length - 1);
    bool usable = id.length > 0 && id.text[0] >= 'a';
    const char *copy = usable ? pp_str_copy(&id, arena) : "project";
    pp_str_free(&id);
    return copy;
}

/* Nothing that is there is written over. */
static enum pp_status refuse_full(struct pp_run *run, const char *folder)
{
    char **names;
    size_t count = 0;
    if (pp_file_exists(folder) && !pp_is_folder(folder)) {
        pp_error(
            run, ((struct pp_where){.file = folder}), "init.no-folder",
            "this is no folder; name one that is empty, or not there yet");
        return PP_USAGE;
    }
    PP_TRY(pp_folder_list(run, run->arena, folder, &names, &count));
    if (count == 0)
        return PP_OK;
    pp_error(
        run, ((struct pp_where){.file = folder}), "init.not-empty",
        "there is something in this folder already (%s); name one that is empty, or not there yet",
        names[0]);
    return PP_USAGE;
}

/* @ID@ becomes the project's id. */
static enum pp_status copy_file(
    struct pp_run *run, const char *from, const char *to, const char *id)
{
    static const char mark[] = "@ID@";
    struct pp_bytes bytes;
    struct pp_str text;
    PP_TRY(pp_file_read(run, run->arena, from, 0, &bytes));
    const char *at = (const char *)bytes.data, *found;
    pp_str_init(&text);
    while ((found = strstr(at, mark))) {
        pp_str_append_n(&text, at, (size_t)(found - at));
        pp_str_append(&text, id);
        at = found + sizeof mark - 1;
    }
    pp_str_append(&text, at);
    enum pp_status status = pp_file_write(run, to, text.text, text.length, 0);
    pp_str_free(&text);
    return status;
}

static enum pp_status copy_folder(
    struct pp_run *run, const char *from, const char *to, const char *id)
{
    char **names;
    size_t count;
    PP_TRY(pp_folder_make(run, to, 0755));
    PP_TRY(pp_folder_list(run, run->arena, from, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *source = pp_path_join(run->arena, from, names[i]);
        bool ignored = pp_streq(names[i], "gitignore"); /* a dot there would hide it from us */
        const char *target = pp_path_join(run->arena, to, ignored ? ".gitignore" : names[i]);
        PP_TRY(
            pp_is_folder(source) ? copy_folder(run, source, target, id)
                                 : copy_file(run, source, target, id));
    }
    return pp_folder_sync(run, to);
}

enum pp_status pp_command_init(struct pp_run *run, const struct pp_options *options)
{
    struct pp_project *project;
    struct pp_person_key key;
    if (options->arguments.count != 1) {
        pp_error(
            run, PP_NOWHERE, "init.one-folder",
            "init takes the folder to make: pactpress init our-project");
        return PP_USAGE;
    }
    const char *folder = options->arguments.items[0], *id = id_of(run->arena, folder);
    PP_TRY(refuse_full(run, folder));
    PP_TRY(copy_folder(run, pp_path_join(run->arena, run->share, "layouts/start"), folder, id));
    PP_TRY(pp_folder_make(run, pp_path_join(run->arena, folder, "private"), 0700));
    PP_TRY(pp_project_load(run, folder, &project));
    PP_TRY(pp_person_key_load(run, project, true, &key));
    pp_say(
        run, "done", "%s: a project with example data. Try: pactpress build -C %s", folder, folder);
    return PP_OK;
}
