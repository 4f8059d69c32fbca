#include "audit_events.h"

#include <string.h>

#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "readback_parts.h"
#include "xml_walk.h"

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

static void belongs(struct pp_arena *arena, struct audit_event *event, const char *city)
{
    /* One city's texts are read at a stretch, and each of them may stand there again. */
    if (event->count > 0 && event->items[event->count - 1] == city)
        return;
    *(const char **)PP_PUSH(arena, event) = city;
}

/* An id stands alone in a cell only where events are listed, so the texts of the book tell. */
static void read_strings(
    struct pp_arena *arena, struct pp_arena *scratch, struct audit_events *out,
    struct pp_bytes strings, const char *city)
{
    struct pp_arena_mark mark = pp_arena_mark(scratch);
    struct xml_walk walk;

    xml_walk_open(&walk, strings);
    while (xml_walk_next(&walk)) {
        struct audit_event *event =
            xml_walk_is(&walk, "t") ? pp_map_get(&out->by_id, xml_walk_text(&walk, scratch)) : NULL;
        if (event != NULL)
            belongs(arena, event, city);
        pp_arena_rewind(scratch, mark);
    }
}

/* Of a whole book no more is kept than which events it names. */
static enum pp_status read_annex(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *city,
    struct audit_events *out)
{
    struct pp_bytes package, strings;
    struct pp_arena *scratch = pp_arena_new();
    enum pp_status status = pp_file_read(run, scratch, path, 0, &package);
    if (status == PP_OK && readback_xlsx_part(scratch, package, "xl/sharedStrings.xml", &strings)) {
        read_strings(arena, scratch, out, strings, city);
        pp_map_set(&out->cities, city, out);
    }
    pp_arena_free(scratch);
    return status;
}

/* Of "event=n-1" or "event=\"n 1\"" (docs/figures.md) the id; NULL: it is about no event. */
static const char *id_of(struct pp_arena *arena, const char *breakdown)
{
    static const char key[] = "event=";
    if (!pp_starts_with(breakdown, key))
        return NULL;
    const char *from = breakdown + strlen(key);
    if (*from != '"')
        return from;
    char *id = pp_arena_strndup(arena, from, strlen(from)), *to = id;
    for (from++; *from != '\0' && *from != '"'; from++) {
        if (*from == '\\' && from[1] != '\0')
            from++;
        *to++ = *from;
    }
    *to = '\0';
    return id;
}

/* The events that have a figure of their own. */
static void expect(
    struct pp_arena *arena, const struct audit_figures *figures, struct audit_events *out)
{
    for (size_t i = 0; i < figures->figures.count; i++) {
        const struct audit_figure *figure = &figures->figures.items[i];
        const char *id = id_of(arena, figure->breakdown);
        if (id == NULL || !pp_streq(figure->measure, "event.participants") ||
            pp_map_get(&out->by_id, id) != NULL)
            continue;
        struct audit_event *event = pp_arena_alloc(arena, sizeof *event);
        pp_map_set(&out->by_id, id, event);
        pp_map_set(&out->by_breakdown, figure->breakdown, event);
    }
}

enum pp_status audit_events_read(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *manifest,
    const struct audit_figures *figures, struct audit_events *out)
{
    pp_map_init(&out->by_id, arena);
    pp_map_init(&out->by_breakdown, arena);
    pp_map_init(&out->cities, arena);
    expect(arena, figures, out);
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
