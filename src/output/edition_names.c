/* Names of editions on the disk. */
#include <string.h>

#include "edition_parts.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* What a link says before the id. */
static const char up[] = "../editions/";

const char *pp_editions_path(const struct pp_editions *editions, const char *id)
{
    return pp_path_join(editions->arena, editions->folder, id);
}

const char *pp_editions_link(
    const struct pp_editions *editions, const char *klass, const char *period)
{
    return pp_arena_printf(editions->arena, "%s/%s/%s", editions->out, klass, period);
}

bool pp_editions_is_temporary(const char *name)
{
    return name[0] == '.' && pp_ends_with(name, ".new");
}

/* A number without leading zeros, 0 when it is none. */
static int read_number(const char *text)
{
    int number = 0;
    if (*text == '0' || strlen(text) > 6)
        return 0;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return 0;
        number = number * 10 + (*text - '0');
    }
    return number;
}

bool pp_editions_parse(struct pp_arena *arena, const char *id, struct pp_archive_edition *out)
{
    const char *first = strchr(id, '-'), *last = strrchr(id, '-');
    if (!first || last <= first + 1)
        return false;
    struct pp_archive_edition edition = {
        .id = id,
        .klass = pp_arena_strndup(arena, id, (size_t)(first - id)),
        .period = pp_arena_strndup(arena, first + 1, (size_t)(last - first - 1)),
        .number = read_number(last + 1)};
    if (!pp_streq(edition.klass, "public") && !pp_streq(edition.klass, "restricted"))
        return false;
    if (edition.number == 0)
        return false;
    *out = edition;
    return true;
}

enum pp_status pp_editions_linked(
    const struct pp_editions *editions, const char *klass, const char *period, const char **id)
{
    const char *target;
    PP_TRY(pp_link_read(
        editions->run, editions->arena, pp_editions_link(editions, klass, period), &target));
    *id = target && pp_starts_with(target, up) ? target + sizeof up - 1 : NULL;
    return PP_OK;
}

enum pp_status pp_editions_point(
    const struct pp_editions *editions, const struct pp_archive_edition *edition)
{
    const char *path = pp_editions_link(editions, edition->klass, edition->period);
    const char *target = pp_arena_printf(editions->arena, "%s%s", up, edition->id);
    PP_TRY(pp_folder_make(editions->run, pp_path_folder(editions->arena, path), 0755));
    PP_TRY(pp_folder_sync(editions->run, editions->out));
    return pp_link_replace(editions->run, target, path);
}

enum pp_status pp_editions_manifest(
    const struct pp_editions *editions, const char *id, char digest[PP_DIGEST_HEX], bool *there)
{
    uint64_t size;
    const char *path =
        pp_path_join(editions->arena, pp_editions_path(editions, id), "manifest.json");
    *there = pp_file_exists(path);
    if (!*there)
        return PP_OK;
    return pp_file_digest(editions->run, path, &size, digest) == PP_OK ? PP_OK : PP_ENV;
}
