/* init: makes a project to start from. It asks nothing. */
#include <string.h>

#include "pactpress/commands.h"
#include "pactpress/file.h"
#include "pactpress/ingest.h"
#include "pactpress/inspection.h"
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

struct starting {
    struct pp_run *run;
    const char *folder, *id;
    struct pp_strings from; /* exports of the user; none: those of the example */
    struct pp_inspection *found;
};

/* The sources of the example go: up to the next line that begins a key, or a comment. */
static void leave_out_sources(struct pp_str *text)
{
    static const char key[] = "\nsources:\n";
    char *start = strstr(text->text, key), *end = start ? start + sizeof key - 2 : NULL;
    while (end && (end[1] == ' ' || end[1] == '\n'))
        end = strchr(end + 1, '\n');
    if (!end)
        return;
    struct pp_str kept;
    pp_str_init(&kept);
    pp_str_append_n(&kept, text->text, (size_t)(start - text->text));
    pp_str_append(&kept, "\n# Yours stand in sources/, a file each.\n");
    pp_str_append(&kept, end);
    pp_str_free(text);
    *text = kept;
}

/* @ID@ becomes the project's id. */
static enum pp_status copy_file(const struct starting *starting, const char *from, const char *to)
{
    struct pp_run *run = starting->run;
    static const char mark[] = "@ID@";
    struct pp_bytes bytes;
    struct pp_str text;
    PP_TRY(pp_file_read(run, run->arena, from, 0, &bytes));
    const char *at = (const char *)bytes.data, *found;
    pp_str_init(&text);
    while ((found = strstr(at, mark))) {
        pp_str_append_n(&text, at, (size_t)(found - at));
        pp_str_append(&text, starting->id);
        at = found + sizeof mark - 1;
    }
    pp_str_append(&text, at);
    if (starting->from.count > 0 && pp_ends_with(to, "/pactpress.yaml"))
        leave_out_sources(&text);
    enum pp_status status = pp_file_write(run, to, text.text, text.length, 0);
    pp_str_free(&text);
    return status;
}

static enum pp_status copy_folder(const struct starting *starting, const char *from, const char *to)
{
    struct pp_run *run = starting->run;
    char **names;
    size_t count;
    PP_TRY(pp_folder_make(run, to, 0755));
    PP_TRY(pp_folder_list(run, run->arena, from, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *source = pp_path_join(run->arena, from, names[i]);
        bool ignored = pp_streq(names[i], "gitignore"); /* a dot there would hide it from us */
        if (pp_streq(names[i], "data") && starting->from.count > 0)
            continue;
        const char *target = pp_path_join(run->arena, to, ignored ? ".gitignore" : names[i]);
        PP_TRY(
            pp_is_folder(source) ? copy_folder(starting, source, target)
                                 : copy_file(starting, source, target));
    }
    return pp_folder_sync(run, to);
}

/* --- --from: exports of the user */

static const char *file_of(const struct starting *starting, size_t i)
{
    return pp_path_base(starting->from.items[i]);
}

/* Two exports of one name would be one file, or one source. */
static enum pp_status refuse_doubled(const struct starting *starting)
{
    struct pp_arena *arena = starting->run->arena;
    for (size_t i = 0; i < starting->from.count; i++)
        for (size_t k = 0; k < i; k++)
            if (pp_streq(
                    pp_inspection_id(arena, starting->from.items[i]),
                    pp_inspection_id(arena, starting->from.items[k]))) {
                pp_error(
                    starting->run, ((struct pp_where){.file = starting->from.items[i]}),
                    "init.same-name",
                    "this file and %s would make sources of one name: give one of them another",
                    starting->from.items[k]);
                return PP_USAGE;
            }
    return PP_OK;
}

/* All of them, before anything is written. */
static enum pp_status inspect_all(struct starting *starting)
{
    struct pp_run *run = starting->run;
    enum pp_status worst = PP_OK;
    starting->found = pp_arena_array(run->arena, starting->from.count + 1, sizeof *starting->found);
    PP_TRY(refuse_doubled(starting));
    for (size_t i = 0; i < starting->from.count; i++) {
        enum pp_status status =
            pp_inspect(run, run->arena, starting->from.items[i], &starting->found[i]);
        worst = status > worst ? status : worst;
    }
    return worst;
}

static enum pp_status write_source(const struct starting *starting, size_t i)
{
    struct pp_run *run = starting->run;
    struct pp_arena *arena = run->arena;
    const char *id = pp_inspection_id(arena, starting->from.items[i]);
    const char *data = pp_arena_printf(arena, "data/%s", file_of(starting, i));
    const char *path = pp_arena_printf(arena, "%s/sources/%s.yaml", starting->folder, id);
    struct pp_bytes bytes;
    struct pp_str stanza;
    PP_TRY(pp_file_read(run, arena, starting->from.items[i], 0, &bytes));
    PP_TRY(
        pp_file_write(run, pp_path_join(arena, starting->folder, data), bytes.data, bytes.size, 0));
    pp_str_init(&stanza);
    pp_inspection_stanza(&starting->found[i], id, data, &stanza);
    if (!strstr(stanza.text, "\n  city: "))
        pp_str_append(
            &stanza, "# No column seems to say the city. Where all rows are of one, say which:\n"
                     "# constants: {city: northtown}\n");
    enum pp_status status = pp_file_write(run, path, stanza.text, stanza.length, 0);
    pp_str_free(&stanza);
    return status;
}

static enum pp_status write_sources(const struct starting *starting)
{
    struct pp_run *run = starting->run;
    if (starting->from.count == 0)
        return PP_OK;
    PP_TRY(pp_folder_make(run, pp_path_join(run->arena, starting->folder, "data"), 0755));
    PP_TRY(pp_folder_make(run, pp_path_join(run->arena, starting->folder, "sources"), 0755));
    for (size_t i = 0; i < starting->from.count; i++)
        PP_TRY(write_source(starting, i));
    return PP_OK;
}

/* `init DIR --from A.csv B.csv`, in any order: what is no file is the folder, all else are exports.
 */
static size_t find_folder(const struct pp_strings *arguments)
{
    for (size_t i = 0; i < arguments->count; i++)
        if (!pp_file_exists(arguments->items[i]) || pp_is_folder(arguments->items[i]))
            return i;
    return 0;
}

static enum pp_status take_arguments(const struct pp_options *options, struct starting *starting)
{
    const struct pp_strings *arguments = &options->arguments;
    if (arguments->count == 0 || (arguments->count > 1 && options->from.count == 0)) {
        pp_error(
            starting->run, PP_NOWHERE, "init.one-folder",
            "init takes the folder to make: pactpress init our-project");
        return PP_USAGE;
    }
    size_t folder = options->from.count > 0 ? find_folder(arguments) : 0;
    starting->folder = arguments->items[folder];
    starting->id = id_of(starting->run->arena, starting->folder);
    for (size_t i = 0; i < options->from.count; i++)
        *(const char **)PP_PUSH(starting->run->arena, &starting->from) = options->from.items[i];
    for (size_t i = 0; i < arguments->count; i++)
        if (i != folder)
            *(const char **)PP_PUSH(starting->run->arena, &starting->from) = arguments->items[i];
    return PP_OK;
}

static void say_made(const struct starting *starting)
{
    const char *folder = starting->folder;
    if (starting->from.count > 0)
        pp_say(
            starting->run, "done",
            "%s: a project with %zu source%s proposed in sources/. Look through the columns, name "
            "your "
            "cities in pactpress.yaml, then try: pactpress check -C %s",
            folder, starting->from.count, starting->from.count == 1 ? "" : "s", folder);
    else
        pp_say(
            starting->run, "done", "%s: a project with example data. Try: pactpress build -C %s",
            folder, folder);
}

enum pp_status pp_command_init(struct pp_run *run, const struct pp_options *options)
{
    struct starting starting = {.run = run};
    struct pp_project *project;
    struct pp_person_key key;
    PP_TRY(take_arguments(options, &starting));
    PP_TRY(refuse_full(run, starting.folder));
    PP_TRY(inspect_all(&starting));
    PP_TRY(copy_folder(
        &starting, pp_path_join(run->arena, run->share, "layouts/start"), starting.folder));
    PP_TRY(write_sources(&starting));
    PP_TRY(pp_folder_make(run, pp_path_join(run->arena, starting.folder, "private"), 0700));
    PP_TRY(pp_project_load(run, starting.folder, &project));
    PP_TRY(pp_person_key_load(run, project, true, &key));
    say_made(&starting);
    return PP_OK;
}
