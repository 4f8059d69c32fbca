/* Shell patterns over folders, by characters and in byte order whatever the locale is (glob(3)
 * asks the locale for both). `*` and `?` stop at slashes and leave out hidden names, `[a-z]` and
 * `[!a-z]` name ranges, `**` as a whole part means any number of folders. */
#include "pactpress/file.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/utf8.h"

struct search {
    struct pp_run *run;
    struct pp_arena *arena;
    const char *base;
    char **items; /* paths found */
    size_t count;
    size_t capacity;
};

static size_t next_character(const char *text, unsigned *codepoint)
{
    size_t size = pp_utf8_decode(text, strlen(text), codepoint);
    if (size > 0)
        return size;
    *codepoint = 0x110000u + (unsigned char)text[0]; /* a byte that is no UTF-8 */
    return 1;
}

/* Matches one character against the class that starts at `pattern` (behind the bracket). Returns
 * the place behind the class, or NULL when no bracket closes it. */
static const char *match_class(const char *pattern, unsigned character, bool *matched)
{
    bool negated = *pattern == '!' || *pattern == '^';
    bool found = false;
    const char *at = pattern + negated;
    for (bool first = true; *at != '\0' && (*at != ']' || first); first = false) {
        unsigned low, high;
        at += next_character(at, &low);
        high = low;
        if (at[0] == '-' && at[1] != ']' && at[1] != '\0')
            at += 1 + next_character(at + 1, &high);
        found = found || (character >= low && character <= high);
    }
    if (*at != ']')
        return NULL;
    *matched = found != negated;
    return at + 1;
}

/* Matches one name. Iterative: only the last star ever needs a second try. */
static bool match_name(const char *pattern, const char *name)
{
    if (name[0] == '.' && pattern[0] != '.')
        return false;
    const char *star = NULL, *retry = NULL;
    while (*name != '\0') {
        unsigned character, wanted;
        size_t size = next_character(name, &character);
        bool matched = false;
        const char *next = pattern;
        if (*pattern == '*') {
            star = ++pattern;
            retry = name;
            continue;
        }
        if (*pattern == '?') {
            matched = true;
            next = pattern + 1;
        } else if (*pattern == '[' && (next = match_class(pattern + 1, character, &matched))) {
            /* decided by the class */
        } else if (*pattern != '\0') {
            next = pattern + (pattern[0] == '\\' && pattern[1] != '\0');
            next += next_character(next, &wanted);
            matched = wanted == character;
        }
        if (matched) {
            pattern = next;
            name += size;
        } else if (star != NULL) {
            unsigned skipped;
            retry += next_character(retry, &skipped);
            name = retry;
            pattern = star;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}

static bool is_link(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISLNK(about.st_mode);
}

static char *append_part(struct pp_arena *arena, const char *prefix, const char *name)
{
    return prefix[0] == '\0' ? pp_arena_strdup(arena, name) : pp_path_join(arena, prefix, name);
}

static enum pp_status search_parts(
    struct search *search, const char *prefix, const char *pattern, size_t depth);

/* Goes on behind a name that fits: either it is the last part, or a folder to enter. */
static enum pp_status found_name(
    struct search *search, const char *path, const char *rest, size_t depth)
{
    const char *on_disk = pp_path_join(search->arena, search->base, path);
    if (rest != NULL)
        return pp_is_folder(on_disk) ? search_parts(search, path, rest, depth) : PP_OK;
    if (pp_file_exists(on_disk) || is_link(on_disk)) {
        char **item = PP_PUSH(search->arena, search);
        *item = pp_arena_strdup(search->arena, path);
    }
    return PP_OK;
}

static enum pp_status search_any_depth(
    struct search *search, const char *prefix, const char *pattern, size_t depth)
{
    const char *folder = pp_path_join(search->arena, search->base, prefix);
    const char *rest = pattern[2] == '/' ? pattern + 3 : "*";
    char **names = NULL;
    size_t count = 0;
    PP_TRY(search_parts(search, prefix, rest, depth));
    PP_TRY(pp_folder_list(search->run, search->arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = append_part(search->arena, prefix, names[i]);
        const char *on_disk = pp_path_join(search->arena, search->base, path);
        /* Links are not entered: they may lead back up. */
        if (names[i][0] == '.' || !pp_is_folder(on_disk) || is_link(on_disk))
            continue;
        if (depth == PP_LIMIT_FOLDER_DEPTH) {
            struct pp_where where = {.file = pp_arena_strdup(search->run->arena, on_disk)};
            pp_error(
                search->run, where, "file.too-deep",
                "Folders are nested deeper than %d here; name the folder in the pattern.",
                PP_LIMIT_FOLDER_DEPTH);
            return PP_DATA;
        }
        PP_TRY(search_any_depth(search, path, pattern, depth + 1));
    }
    return PP_OK;
}

static enum pp_status search_parts(
    struct search *search, const char *prefix, const char *pattern, size_t depth)
{
    while (*pattern == '/')
        pattern++;
    size_t length = strcspn(pattern, "/");
    if (length == 0)
        return PP_OK;
    if (length == 2 && memcmp(pattern, "**", 2) == 0)
        return search_any_depth(search, prefix, pattern, depth);
    const char *part = pp_arena_strndup(search->arena, pattern, length);
    const char *rest = pattern[length] == '/' ? pattern + length + 1 : NULL;
    if (strpbrk(part, "*?[\\") == NULL)
        return found_name(search, append_part(search->arena, prefix, part), rest, depth);
    char **names = NULL;
    size_t count = 0;
    const char *folder = pp_path_join(search->arena, search->base, prefix);
    PP_TRY(pp_folder_list(search->run, search->arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++)
        if (match_name(part, names[i]))
            PP_TRY(found_name(search, append_part(search->arena, prefix, names[i]), rest, depth));
    return PP_OK;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

enum pp_status pp_glob(
    struct pp_run *run, struct pp_arena *arena, const char *base, const char *pattern,
    char ***paths, size_t *count)
{
    struct search search = {.run = run, .arena = arena, .base = base};
    PP_TRY(search_parts(&search, pattern[0] == '/' ? "/" : "", pattern, 0));
    if (search.count > 0)
        qsort(search.items, search.count, sizeof *search.items, by_bytes);
    size_t kept = 0;
    for (size_t i = 0; i < search.count; i++) /* two `**` may find a file twice */
        if (kept == 0 || strcmp(search.items[kept - 1], search.items[i]) != 0)
            search.items[kept++] = search.items[i];
    *paths = search.items;
    *count = kept;
    return PP_OK;
}
