#include "fonts.h"
#include "hyphenation.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/keys.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"

static const char *const families[] = {"serif", "sans", "emblem", "any", NULL};

#define STYLE(weight, italic) offsetof(struct pp_stack_entry, styles[2 * (weight) + (italic)])

static const struct pp_key stack_keys[] = {
    {.name = "family",
     .type = PP_KEY_CHOICE,
     .offset = offsetof(struct pp_stack_entry, family),
     .required = true,
     .choices = families,
     .help = "Role of the faces: serif for text, sans for labels, emblem for the funding "
             "statement, any for all three."},
    {.name = "scripts",
     .type = PP_KEY_STRINGS,
     .offset = offsetof(struct pp_stack_entry, scripts),
     .help = "Scripts (ISO 15924) whose languages try these faces first. Without it every "
             "language tries them, in the order of the file."},
    {.name = "required",
     .type = PP_KEY_BOOL,
     .offset = offsetof(struct pp_stack_entry, required),
     .fallback = "false",
     .help = "A missing file stops the build instead of being passed over."},
    {.name = "regular",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_REGULAR, 0),
     .help = "Font files, tried in order; name#n takes face n of a collection."},
    {.name = "italic",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_REGULAR, 1),
     .help = "Italic; without it the upright faces are used, never a slanted copy."},
    {.name = "semibold",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_SEMIBOLD, 0),
     .help = "Semibold; without it bold, then regular."},
    {.name = "semibold_italic",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_SEMIBOLD, 1),
     .help = "Semibold italic."},
    {.name = "bold",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_BOLD, 0),
     .help = "Bold; without it semibold, then regular."},
    {.name = "bold_italic",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_BOLD, 1),
     .help = "Bold italic."},
    {.name = "black",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_BLACK, 0),
     .help = "Black; without it bold."},
    {.name = "black_italic",
     .type = PP_KEY_STRINGS,
     .offset = STYLE(PP_BLACK, 1),
     .help = "Black italic."},
};

static const struct pp_keyset stack_keyset = {
    .name = "stack",
    .help = "Font files for a role, style by style.",
    .keys = stack_keys,
    .count = sizeof stack_keys / sizeof *stack_keys,
    .size = sizeof(struct pp_stack_entry),
    .where_offset = offsetof(struct pp_stack_entry, where),
};

static const struct pp_key package_keys[] = {
    {.name = "name",
     .type = PP_KEY_TEXT,
     .offset = offsetof(struct pp_font_package, name),
     .required = true,
     .help = "Debian package, named in messages about missing fonts."},
    {.name = "folder",
     .type = PP_KEY_TEXT,
     .offset = offsetof(struct pp_font_package, folder),
     .required = true,
     .help = "Folder of its files below /usr/share/fonts."},
    {.name = "starts",
     .type = PP_KEY_STRINGS,
     .offset = offsetof(struct pp_font_package, starts),
     .required = true,
     .help = "How the names of its files start; the first package that fits counts."},
};

static const struct pp_keyset package_keyset = {
    .name = "package",
    .help = "Where font files come from.",
    .keys = package_keys,
    .count = sizeof package_keys / sizeof *package_keys,
    .size = sizeof(struct pp_font_package),
    .where_offset = offsetof(struct pp_font_package, where),
};

static const struct pp_key file_keys[] = {
    {.name = "packages",
     .type = PP_KEY_LIST,
     .offset = offsetof(struct pp_stack_file, packages),
     .sub = &package_keyset,
     .help = "Packages that hold the fonts."},
    {.name = "stacks",
     .type = PP_KEY_LIST,
     .offset = offsetof(struct pp_stack_file, stacks),
     .required = true,
     .sub = &stack_keyset,
     .help = "Faces to try, in order."},
};

static const struct pp_keyset file_keyset = {
    .name = "fonts",
    .help = "fonts/stacks.yaml: which font files set which text.",
    .keys = file_keys,
    .count = sizeof file_keys / sizeof *file_keys,
    .size = sizeof(struct pp_stack_file),
    .where_offset = (size_t)-1,
};

static unsigned collection_index(const char *name, size_t *stem)
{
    const char *hash = strrchr(name, '#');
    *stem = hash != NULL ? (size_t)(hash - name) : strlen(name);
    return hash != NULL ? (unsigned)strtoul(hash + 1, NULL, 10) : 0;
}

static void add_slot(struct pp_fonts *fonts, const char *name, struct pp_where where)
{
    if (pp_map_get(&fonts->by_name, name) != NULL)
        return;
    size_t stem;
    unsigned index = collection_index(name, &stem);
    struct pp_font_slot *slot = PP_PUSH(fonts->arena, fonts);
    slot->name = name;
    slot->file = pp_arena_strndup(fonts->arena, name, stem);
    slot->face.index = index;
    slot->face.id = fonts->count - 1;
    slot->where = where;
    pp_map_set(&fonts->by_name, name, (void *)(uintptr_t)fonts->count);
}

/* Folders are searched this deep; Debian's are two deep. */
enum { FOLDER_DEPTH = 6 };

static void search(struct pp_fonts *fonts, const char *folder, int depth)
{
    DIR *dir = depth < FOLDER_DEPTH ? opendir(folder) : NULL;
    if (dir == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        char *path = pp_path_join(fonts->arena, folder, entry->d_name);
        struct stat status;
        if (stat(path, &status) != 0)
            continue;
        if (S_ISDIR(status.st_mode)) {
            search(fonts, path, depth + 1);
            continue;
        }
        /* Of two files of one name in a tree the first path by bytes counts, whatever order the
         * file system lists them in; an earlier tree always wins. */
        const char *known = pp_map_get(&fonts->found, entry->d_name);
        if (known == NULL ||
            (strncmp(known, folder, strlen(folder)) == 0 && strcmp(path, known) < 0))
            pp_map_set(&fonts->found, entry->d_name, path);
    }
    closedir(dir);
}

static const struct pp_font_package *package_of(const struct pp_fonts *fonts, const char *file)
{
    for (size_t i = 0; i < fonts->stacks.package_count; i++) {
        const struct pp_font_package *package = &fonts->stacks.packages[i];
        for (size_t k = 0; k < package->starts.count; k++)
            if (pp_starts_with(file, package->starts.items[k]))
                return package;
    }
    return NULL;
}

const char *pp_stacks_package(const struct pp_fonts *fonts, const char *file)
{
    const struct pp_font_package *package = package_of(fonts, file);
    return package != NULL ? package->name : NULL;
}

static bool readable(const char *path)
{
    return access(path, R_OK) == 0;
}

const char *pp_stacks_find_file(struct pp_fonts *fonts, const char *file)
{
    const struct pp_font_package *package = package_of(fonts, file);
    struct pp_arena_mark mark = pp_arena_mark(fonts->arena);
    for (size_t i = 0; fonts->folders[i] != NULL; i++) {
        const char *path = pp_path_join(fonts->arena, fonts->folders[i], file);
        if (readable(path))
            return path;
        if (package == NULL)
            continue;
        const char *home = pp_path_join(fonts->arena, fonts->folders[i], package->folder);
        path = pp_path_join(fonts->arena, home, file);
        if (readable(path))
            return path;
    }
    pp_arena_rewind(fonts->arena, mark);
    if (!fonts->searched) {
        for (size_t i = 0; fonts->folders[i] != NULL; i++)
            search(fonts, fonts->folders[i], 0);
        fonts->searched = true;
    }
    return pp_map_get(&fonts->found, file);
}

/* Room for 5. */
static void list_folders(struct pp_arena *arena, const char *project_folder, const char **folders)
{
    const char *home = getenv("HOME");
    if (project_folder != NULL)
        *folders++ = pp_path_join(arena, project_folder, "fonts");
    if (!pp_is_empty(home))
        *folders++ = pp_path_join(arena, home, ".local/share/fonts");
    *folders++ = "/usr/local/share/fonts";
    *folders++ = "/usr/share/fonts";
    *folders = NULL;
}

const char *const *pp_text_folders(struct pp_run *run, const char *project_folder)
{
    const char **folders = pp_arena_array(run->arena, 5 + PP_HYPHEN_FOLDERS, sizeof *folders);
    size_t count = 0;
    list_folders(run->arena, project_folder, folders);
    while (folders[count] != NULL)
        count++;
    for (size_t i = 0; i < PP_HYPHEN_FOLDERS; i++)
        folders[count++] = pp_hyphen_folders[i];
    return folders;
}

static enum pp_status check_required(struct pp_fonts *fonts, const struct pp_stack_entry *entry)
{
    enum pp_status status = PP_OK;
    for (size_t style = 0; style < PP_STYLE_COUNT; style++)
        for (size_t i = 0; i < entry->styles[style].count; i++) {
            size_t stem;
            const char *name = entry->styles[style].items[i];
            collection_index(name, &stem);
            const char *file = pp_arena_strndup(fonts->arena, name, stem);
            if (pp_stacks_find_file(fonts, file) != NULL)
                continue;
            const char *package = pp_stacks_package(fonts, file);
            pp_error(
                fonts->run, entry->where, "font.missing",
                "The font file %s is in no font folder; install %s%s.", file,
                package != NULL ? "the Debian package " : "it under ~/.local/share/fonts",
                package != NULL ? package : "");
            status = PP_ENV;
        }
    return status;
}

enum pp_status pp_stacks_read(struct pp_fonts *fonts, const char *project_folder)
{
    static const char file[] = "fonts/stacks.yaml";
    char *path = pp_path_join(fonts->arena, project_folder != NULL ? project_folder : ".", file);
    if (project_folder == NULL || !pp_file_exists(path))
        path =
            pp_path_join(fonts->arena, fonts->run->share != NULL ? fonts->run->share : ".", file);
    list_folders(fonts->arena, project_folder, fonts->folders);
    struct pp_yaml *yaml;
    PP_TRY(pp_yaml_read(fonts->run, fonts->arena, path, &yaml));
    PP_TRY(pp_keys_read(fonts->run, fonts->arena, &file_keyset, yaml, &fonts->stacks));
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < fonts->stacks.stack_count; i++) {
        const struct pp_stack_entry *entry = &fonts->stacks.stacks[i];
        for (size_t style = 0; style < PP_STYLE_COUNT; style++)
            for (size_t k = 0; k < entry->styles[style].count; k++)
                add_slot(fonts, entry->styles[style].items[k], entry->where);
        if (entry->required && check_required(fonts, entry) != PP_OK)
            status = PP_ENV;
    }
    return status;
}

void pp_fonts_missing(struct pp_fonts *fonts, struct pp_arena *arena, struct pp_strings *packages)
{
    pthread_mutex_lock(&fonts->lock);
    for (size_t i = 0; i < fonts->count; i++) {
        const char *file = fonts->items[i].file, *package = pp_stacks_package(fonts, file);
        const char *name = package != NULL ? package : file;
        bool named = false;
        if (pp_stacks_find_file(fonts, file) != NULL)
            continue;
        for (size_t j = 0; j < packages->count; j++)
            named = named || pp_streq(packages->items[j], name);
        if (!named)
            *(const char **)PP_PUSH(arena, packages) = pp_arena_strdup(arena, name);
    }
    pthread_mutex_unlock(&fonts->lock);
}
