/* libqpdf, whose C API this file alone knows. */
#include "pdf_objects.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"

enum { MOST_DAMAGES = 5 /* more of them would tell nothing new */ };

struct opening {
    struct rb_objects *out;
    qpdf_data q;
    bool streams;
};

/* The object's text is read, never libqpdf's own tree: one crossing per object, not one per entry.
 */
static struct rb_value value_of(struct opening *opening, qpdf_oh object)
{
    struct rb_reader reader;
    qpdf_oh dict =
        qpdf_oh_is_stream(opening->q, object) ? qpdf_oh_get_dict(opening->q, object) : object;
    const char *text = qpdf_oh_unparse_resolved(opening->q, dict);
    size_t size = qpdf_get_last_string_length(opening->q);
    char *copy = pp_arena_strndup(opening->out->arena, text, size);
    rb_reader_open(&reader, opening->out->arena, copy, size);
    struct rb_value value = rb_read(&reader, true);
    rb_reader_close(&reader);
    return value.kind == RB_END || value.kind == RB_WORD ? (struct rb_value){0} : value;
}

static void unpack(struct opening *opening, qpdf_oh object, struct rb_pdf_stream *out)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    QPDF_BOOL decoded = QPDF_FALSE;
    QPDF_ERROR_CODE result =
        qpdf_oh_get_stream_data(opening->q, object, qpdf_dl_generalized, &decoded, &bytes, &size);
    if (result == QPDF_SUCCESS && decoded) {
        out->data = pp_arena_memdup(opening->out->arena, bytes ? (void *)bytes : "", size);
        out->size = size;
    }
    free(bytes);
}

static void read_object(struct opening *opening, size_t number)
{
    struct rb_objects *out = opening->out;
    qpdf_oh object = qpdf_get_object_by_id(opening->q, (int)number, 0);
    if (!qpdf_oh_is_null(opening->q, object)) {
        out->items[number] = value_of(opening, object);
        out->is_stream[number] = qpdf_oh_is_stream(opening->q, object);
        if (out->is_stream[number] && opening->streams &&
            !rb_is(rb_entry(out->items[number], "Subtype"), "Image"))
            unpack(opening, object, &out->streams[number]);
    }
    qpdf_oh_release_all(opening->q);
}

/* No more objects than bytes: a file may lie about its size. */
static void read_objects(struct opening *opening, size_t bytes)
{
    struct rb_objects *out = opening->out;
    out->trailer = value_of(opening, qpdf_get_trailer(opening->q));
    struct rb_value size = rb_entry(out->trailer, "Size");
    double wanted = size.kind == RB_NUMBER && size.as.number > 0 ? size.as.number : 0;
    out->count = wanted < (double)bytes ? (size_t)wanted : bytes;
    out->items = pp_arena_array(out->arena, out->count + 1, sizeof *out->items);
    out->is_stream = pp_arena_array(out->arena, out->count + 1, sizeof *out->is_stream);
    out->streams = pp_arena_array(out->arena, out->count + 1, sizeof *out->streams);
    for (size_t i = 1; i < out->count; i++)
        read_object(opening, i);
    out->root = rb_get(out, out->trailer, "Root");
}

static void keep_damages(struct opening *opening)
{
    struct rb_objects *out = opening->out;
    out->damages = pp_arena_array(out->arena, MOST_DAMAGES, sizeof *out->damages);
    while (out->damage_count < MOST_DAMAGES) {
        qpdf_error error =
            qpdf_has_error(opening->q) ? qpdf_get_error(opening->q) : qpdf_next_warning(opening->q);
        if (!error)
            return;
        out->damages[out->damage_count++] = pp_arena_printf(
            out->arena, "%s (at byte %llu)", qpdf_get_error_message_detail(opening->q, error),
            qpdf_get_error_file_position(opening->q, error));
    }
}

void rb_objects_open(
    struct pp_arena *arena, struct pp_bytes bytes, bool streams, struct rb_objects *out)
{
    *out = (struct rb_objects){.arena = arena};
    struct opening opening = {.out = out, .q = qpdf_init(), .streams = streams};
    qpdf_silence_errors(opening.q);
    qpdf_set_suppress_warnings(opening.q, QPDF_TRUE);
    qpdf_set_attempt_recovery(opening.q, QPDF_FALSE);
    int result = qpdf_read_memory(opening.q, "file", (const char *)bytes.data, bytes.size, NULL);
    out->readable = (result & QPDF_ERRORS) == 0;
    if (out->readable) {
        out->encrypted = qpdf_is_encrypted(opening.q);
        read_objects(&opening, bytes.size);
    }
    keep_damages(&opening);
    qpdf_cleanup(&opening.q);
}

struct rb_value rb_resolve(const struct rb_objects *objects, struct rb_value value)
{
    if (value.kind != RB_REF)
        return value;
    if (value.as.object >= objects->count)
        return (struct rb_value){0};
    value = objects->items[value.as.object];
    /* An indirect object is never a reference itself. */
    return value.kind == RB_REF ? (struct rb_value){0} : value;
}

struct rb_value rb_get(const struct rb_objects *objects, struct rb_value dict, const char *key)
{
    return rb_resolve(objects, rb_entry(rb_resolve(objects, dict), key));
}

struct rb_value rb_at(const struct rb_objects *objects, struct rb_value array, size_t index)
{
    return rb_resolve(objects, rb_item(rb_resolve(objects, array), index));
}

uint32_t rb_number_of(const struct rb_objects *objects, struct rb_value dict, const char *key)
{
    struct rb_value value = rb_entry(rb_resolve(objects, dict), key);
    return value.kind == RB_REF ? value.as.object : 0;
}

struct rb_pdf_stream rb_stream(const struct rb_objects *objects, struct rb_value reference)
{
    if (reference.kind != RB_REF || reference.as.object >= objects->count ||
        !objects->is_stream[reference.as.object])
        return (struct rb_pdf_stream){0};
    return objects->streams[reference.as.object];
}
