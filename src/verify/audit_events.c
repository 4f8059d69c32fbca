#include "audit_events.h"

#include <string.h>

#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "readback_parts.h"

/* The text behind `"key": "` on a line, or NULL. The manifest has one file a line. */
static const char *quoted(struct pp_arena *arena, const char *line, size_t length, const char *key)
{
    const char *from = pp_arena_printf(arena, "\"%s\": \"", key), *at;
    const char *copy = pp_arena_strndup(arena, line, length);

    at = strstr(copy, from);
    if (at == NULL)
        return NULL;
    at += strlen(from);
    return pp_arena_strndup(arena, at, strcspn(at, "\""));
}

static void belongs(
    struct pp_arena *arena, struct audit_events *out, const char *id, const char *city)
{
    struct audit_event *event = pp_map_get(&out->by_id, id);

    if (event == NULL) {
        event = pp_arena_alloc(arena, sizeof *event);
        event->id = id;
        pp_map_set(&out->by_id, id, event);
    }
    const char **slot = pp_arena_push(
        arena, &event->cities, &event->count, &event->capacity, sizeof *event->cities);
    *slot = city;
}

/* An id stands alone in a cell only where events are listed, so the texts of the book tell. They
 * are not compared with anything here; what is no event is never asked for. */
static void read_strings(
    struct pp_arena *arena, struct audit_events *out, const char *text, const char *city)
{
    struct pp_map seen;

    pp_map_init(&seen, arena);
    while ((text = strstr(text, "<t")) != NULL) {
        const char *from = strchr(text, '>'), *end = from ? strstr(from, "</t>") : NULL;
        if (end == NULL)
            return;
        const char *id = pp_arena_strndup(arena, from + 1, (size_t)(end - from - 1));
        if (pp_map_get(&seen, id) == NULL) {
            pp_map_set(&seen, id, out);
            belongs(arena, out, id, city);
        }
        text = end;
    }
}

static enum pp_status read_annex(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *city,
    struct audit_events *out)
{
    struct pp_bytes package, strings;

    PP_TRY(pp_file_read(run, arena, path, 0, &package));
    if (readback_xlsx_part(arena, package, "xl/sharedStrings.xml", &strings)) {
        read_strings(arena, out, (const char *)strings.data, city);
        pp_map_set(&out->cities, city, out);
    }
    return PP_OK;
}

enum pp_status audit_events_read(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *manifest,
    struct audit_events *out)
{
    pp_map_init(&out->by_id, arena);
    pp_map_init(&out->cities, arena);
    for (const char *line = manifest; *line; line += strcspn(line, "\n"), line += *line != 0) {
        size_t length = strcspn(line, "\n");
        const char *path = quoted(arena, line, length, "path");
        const char *city = quoted(arena, line, length, "city");
        if (path != NULL && city != NULL && pp_ends_with(path, ".xlsx") &&
            pp_map_get(&out->cities, city) == NULL)
            PP_TRY(read_annex(run, arena, pp_path_join(arena, folder, path), city, out));
    }
    return PP_OK;
}
