/* libqpdf, whose C API this file alone knows. */
#include "pdf_objects.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pdf_inflate.h"

enum { MOST_DAMAGES = 5 /* more of them would tell nothing new */ };

struct opening {
    struct rb_objects *out;
    qpdf_data q;
    struct pp_arena *scratch; /* of one object */
    bool streams;
    size_t unpacked; /* [bytes] so far */
    bool bomb;       /* a stream was left packed: it is too large */
    int broken;      /* number of the first stream that differs from its checksum */
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

/* How many of a stream's filters make more of less. */
static size_t count_packers(struct rb_value filter)
{
    static const char *const packers[] = {
        "FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode"};
    size_t count = 0;
    for (size_t i = 0; filter.kind == RB_ARRAY && i < filter.size; i++)
        count += count_packers(filter.as.items[i]);
    for (size_t i = 0; filter.kind == RB_NAME && i < sizeof packers / sizeof *packers; i++)
        count += rb_is(filter, packers[i]);
    return filter.kind == RB_REF ? 1 : count;
}

/* Whether a stream may be unpacked. Most are too small to become large, at the 4,096 for 1.5 that
 * is the best of all packers; others are counted first. Nobody packs text twice in good faith. */
static bool is_bearable(struct opening *opening, qpdf_oh object, struct rb_value dict)
{
    enum { BEST = 2731 };
    struct rb_value filter = rb_entry(dict, "Filter"), length = rb_entry(dict, "Length");
    size_t packers = count_packers(filter), left = PP_LIMIT_UNPACKED - opening->unpacked;
    if (packers != 1)
        return packers == 0;
    if (length.kind == RB_NUMBER && length.as.number < (double)(left / BEST))
        return true;
    unsigned char *bytes = NULL;
    size_t size = 0;
    QPDF_BOOL decoded = QPDF_FALSE;
    bool good = true; /* what cannot be read is said when it is unpacked */
    if ((qpdf_oh_get_stream_data(opening->q, object, qpdf_dl_none, &decoded, &bytes, &size) &
         QPDF_ERRORS) == 0)
        good = size < left / BEST || rb_unpacks_within(bytes, size, left);
    free(bytes);
    return good;
}

/* A bit that fell over may leave a stream that unpacks, to other glyphs or numbers. */
static void compare_sum(
    struct opening *opening, qpdf_oh object, struct rb_value dict,
    const struct rb_pdf_stream *stream)
{
    struct rb_value filter = rb_entry(dict, "Filter");
    if (filter.kind == RB_ARRAY && filter.size == 1)
        filter = filter.as.items[0];
    if (opening->broken || (!rb_is(filter, "FlateDecode") && !rb_is(filter, "Fl")))
        return;
    unsigned char *bytes = NULL;
    size_t size = 0;
    QPDF_BOOL decoded = QPDF_FALSE;
    if ((qpdf_oh_get_stream_data(opening->q, object, qpdf_dl_none, &decoded, &bytes, &size) &
         QPDF_ERRORS) == 0 &&
        !rb_agrees(bytes, size, stream->data, stream->size))
        opening->broken = qpdf_oh_get_object_id(opening->q, object);
    free(bytes);
}

static void unpack(
    struct opening *opening, qpdf_oh object, struct rb_value dict, struct rb_pdf_stream *out)
{
    unsigned char *bytes = NULL;
    size_t size = 0;
    QPDF_BOOL decoded = QPDF_FALSE;
    if (!is_bearable(opening, object, dict)) {
        opening->bomb = true;
        return;
    }
    QPDF_ERROR_CODE result =
        qpdf_oh_get_stream_data(opening->q, object, qpdf_dl_generalized, &decoded, &bytes, &size);
    if ((result & QPDF_ERRORS) == 0 && decoded) {
        out->data = bytes ? bytes : pp_xmalloc(1);
        out->size = size;
        out->unpacked = true;
        opening->unpacked += size < PP_LIMIT_UNPACKED - opening->unpacked
                                 ? size
                                 : PP_LIMIT_UNPACKED - opening->unpacked;
        compare_sum(opening, object, dict, out);
    } else {
        free(bytes);
    }
}

/* From now on the object is known to be a stream. */
static struct rb_pdf_stream *stream_at(struct rb_objects *objects, size_t number)
{
    if (!objects->stream_of[number]) {
        PP_PUSH(objects->arena, &objects->streams);
        objects->stream_of[number] = (uint32_t)objects->streams.count;
    }
    return &objects->streams.items[objects->stream_of[number] - 1];
}

static void drop_stream(struct rb_pdf_stream *stream)
{
    free(stream->data);
    stream->data = NULL;
    stream->size = 0;
}

static void read_object(struct opening *opening, size_t number)
{
    struct rb_objects *out = opening->out;
    qpdf_oh object = qpdf_get_object_by_id(opening->q, (int)number, 0);
    out->items[number] = (struct rb_value){0};
    if (!qpdf_oh_is_null(opening->q, object)) {
        out->items[number] = value_of(opening, object);
        if (qpdf_oh_is_stream(opening->q, object)) {
            struct rb_pdf_stream *stream = stream_at(out, number);
            if (opening->streams && !stream->data &&
                !rb_is(rb_entry(out->items[number], "Subtype"), "Image"))
                unpack(opening, object, out->items[number], stream);
        }
    }
    qpdf_oh_release_all(opening->q);
}

/* --- object streams ---
 *
 * Most objects of a document lie in a few object streams. Taking them apart here costs a fraction
 * of what libqpdf needs to make its own objects of them first. Only plain files are read so: one
 * cross-reference stream and no older version of anything. Of all others, and wherever a doubt is
 * left, libqpdf gives every object. */

/* The last "startxref" of the file. */
static bool find_table(struct pp_bytes bytes, size_t *offset)
{
    static const char word[] = "startxref";
    enum { TAIL = 1024, WORD = sizeof word - 1 };
    size_t last = bytes.size > TAIL ? bytes.size - TAIL : 0;
    for (size_t at = bytes.size; at-- > last;) {
        if (bytes.size - at < WORD || memcmp(bytes.data + at, word, WORD) != 0)
            continue;
        *offset = 0;
        for (at += WORD; at < bytes.size && strchr(" \r\n", bytes.data[at]); at++)
            ;
        for (; at < bytes.size && bytes.data[at] >= '0' && bytes.data[at] <= '9'; at++)
            *offset = *offset * 10 + bytes.data[at] - '0';
        return *offset < bytes.size;
    }
    return false;
}

/* "12 0 obj <<...>>" of the cross-reference stream. */
static bool read_table_dict(
    struct opening *opening, struct pp_bytes bytes, size_t offset, size_t *number,
    struct rb_value *dict)
{
    struct rb_reader reader;
    rb_reader_open(&reader, opening->out->arena, bytes.data + offset, bytes.size - offset);
    struct rb_value object = rb_read(&reader, false);
    struct rb_value generation = rb_read(&reader, false);
    bool good = rb_is(rb_read(&reader, false), "obj") && object.kind == RB_NUMBER &&
                generation.kind == RB_NUMBER && generation.as.number == 0 && object.as.number > 0 &&
                object.as.number < (double)opening->out->count;
    *dict = good ? rb_read(&reader, true) : object;
    *number = good ? (size_t)object.as.number : 0;
    rb_reader_close(&reader);
    return good && rb_is(rb_entry(*dict, "Type"), "XRef") &&
           rb_entry(*dict, "Prev").kind == RB_NULL && rb_entry(*dict, "Index").kind == RB_NULL;
}

/* `dict`: of the stream, where it is known. */
static bool unpack_number(
    struct opening *opening, size_t number, const struct rb_value *dict, struct rb_pdf_stream *out)
{
    qpdf_oh object = qpdf_get_object_by_id(opening->q, (int)number, 0);
    *out = (struct rb_pdf_stream){0};
    if (qpdf_oh_is_stream(opening->q, object)) {
        opening->out->items[number] = dict ? *dict : value_of(opening, object);
        unpack(opening, object, opening->out->items[number], out);
        *stream_at(opening->out, number) = *out;
    }
    qpdf_oh_release_all(opening->q);
    return out->data != NULL;
}

static size_t field(const unsigned char **at, size_t width)
{
    size_t value = 0;
    for (; width > 0; width--)
        value = value << 8 | *(*at)++;
    return value;
}

/* By object number, the number of the stream that it lies in; 0: it stands for itself. NULL: not a
 * plain file. */
static uint32_t *read_table(struct opening *opening, struct pp_bytes bytes)
{
    struct rb_value dict;
    struct rb_pdf_stream table;
    size_t offset, number, widths[3], row = 0;
    if (!find_table(bytes, &offset) || !read_table_dict(opening, bytes, offset, &number, &dict) ||
        !unpack_number(opening, number, &dict, &table))
        return NULL;
    for (size_t i = 0; i < 3; i++) {
        struct rb_value width = rb_item(rb_entry(dict, "W"), i);
        bool good = width.kind == RB_NUMBER && width.as.number >= 1 && width.as.number <= 4;
        widths[i] = good ? (size_t)width.as.number : 0;
        row += widths[i];
        if (!good)
            return NULL;
    }
    uint32_t *places = pp_arena_array(opening->out->arena, opening->out->count, sizeof *places);
    const unsigned char *at = table.data;
    for (size_t i = 0; i < opening->out->count && (i + 1) * row <= table.size; i++) {
        size_t kind = field(&at, widths[0]), place = field(&at, widths[1]);
        field(&at, widths[2]);
        if (kind == 2)
            places[i] = (uint32_t)place;
    }
    drop_stream(stream_at(opening->out, number));
    return places;
}

static size_t whole(struct rb_value value, size_t limit)
{
    return value.kind == RB_NUMBER && value.whole && value.as.number >= 0 &&
                   value.as.number < (double)limit
               ? (size_t)value.as.number
               : limit;
}

/* Says of itself what structure elements say, and nothing else: nobody but who walks over the
 * structure will ask for it. */
static bool is_element(struct rb_value dict)
{
    static const char *const keys[] = {"S", "P",  "Pg", "K",   "A",    "C",          "R",
                                       "T", "ID", "E",  "Alt", "Lang", "ActualText", "Type"};
    struct rb_value type = rb_entry(dict, "Type");
    size_t known = 0;
    for (size_t i = 0; dict.kind == RB_DICT && i < dict.size; i += 2)
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            if (rb_is(dict.as.items[i], keys[k])) {
                known += 2;
                break;
            }
    return known > 0 && known == dict.size && rb_entry(dict, "S").kind == RB_NAME &&
           rb_entry(dict, "P").kind == RB_REF &&
           (type.kind == RB_NULL || rb_is(type, "StructElem"));
}

/* Reads the object that begins at the bytes, which it is given the size of. */
static bool take_object(struct opening *opening, size_t number, struct rb_value bytes)
{
    struct rb_objects *out = opening->out;
    struct rb_reader reader;
    rb_reader_open(&reader, opening->scratch, bytes.as.text, bytes.size);
    struct rb_value value = rb_read(&reader, true);
    rb_reader_close(&reader);
    if (reader.damaged || value.kind == RB_WORD || value.kind == RB_END || value.kind == RB_NULL)
        return false;
    if (is_element(value)) {
        bytes.kind = RB_PACKED;
        bytes.size = (uint32_t)((const char *)reader.at - bytes.as.text);
        out->items[number] = bytes;
        stream_at(out, out->places[number])->packed++;
    } else {
        out->items[number] = rb_keep(out, value);
    }
    return true;
}

/* False: something in it is not as it should be, and libqpdf shall look. */
static bool take_apart(struct opening *opening, size_t number)
{
    struct rb_objects *out = opening->out;
    struct rb_pdf_stream stream;
    struct rb_reader head;
    if (!unpack_number(opening, number, NULL, &stream) ||
        !rb_is(rb_entry(out->items[number], "Type"), "ObjStm"))
        return false;
    size_t count = whole(rb_entry(out->items[number], "N"), stream.size + 1);
    size_t first = whole(rb_entry(out->items[number], "First"), stream.size + 1);
    bool good = count <= stream.size && first <= stream.size && stream.size <= UINT32_MAX;
    rb_reader_open(&head, out->arena, stream.data, good ? first : 0);
    for (size_t i = 0; i < count && good; i++) {
        size_t object = whole(rb_read(&head, false), out->count);
        size_t offset = whole(rb_read(&head, false), stream.size - first + 1);
        good = object < out->count && offset <= stream.size - first;
        if (!good || out->places[object] != number)
            continue;
        struct pp_arena_mark mark = pp_arena_mark(opening->scratch);
        struct rb_value bytes = {.size = (uint32_t)(stream.size - first - offset)};
        bytes.as.text = (const char *)stream.data + first + offset;
        good = take_object(opening, object, bytes);
        pp_arena_rewind(opening->scratch, mark);
    }
    good = good && !head.damaged;
    rb_reader_close(&head);
    return good;
}

/* Reads what lies in object streams. Returns, by object number, whether it was read. */
static bool *read_packed(struct opening *opening, struct pp_bytes bytes)
{
    struct rb_objects *out = opening->out;
    bool *read = pp_arena_array(out->arena, out->count + 1, sizeof *read);
    bool *taken = pp_arena_array(out->arena, out->count + 1, sizeof *taken);
    bool good = true;
    uint32_t *places = out->places = read_table(opening, bytes);
    for (size_t i = 0; places && i < out->count && good; i++) {
        size_t stream = places[i];
        if (stream == 0 || stream >= out->count || taken[stream])
            continue;
        taken[stream] = true;
        good = take_apart(opening, stream);
    }
    for (size_t i = 0; places && good && i < out->count; i++)
        read[i] = out->stream_of[i] || (places[i] && out->items[i].kind != RB_NULL);
    return read;
}

/* Libqpdf would look at all that the trailer refers to, and make its objects of a whole object
 * stream. */
static struct rb_value read_trailer(struct opening *opening, struct pp_bytes bytes)
{
    struct rb_value dict;
    size_t offset, number;
    opening->out->count = bytes.size;
    if (find_table(bytes, &offset) && read_table_dict(opening, bytes, offset, &number, &dict))
        return dict;
    return value_of(opening, qpdf_get_trailer(opening->q));
}

/* No more objects than bytes: a file may lie about its size. */
static void read_objects(struct opening *opening, struct pp_bytes bytes)
{
    struct rb_objects *out = opening->out;
    out->trailer = read_trailer(opening, bytes);
    struct rb_value size = rb_entry(out->trailer, "Size");
    double wanted = size.kind == RB_NUMBER && size.as.number > 0 ? size.as.number : 0;
    out->count = wanted < (double)bytes.size ? (size_t)wanted : bytes.size;
    out->items = pp_arena_array(out->arena, out->count + 1, sizeof *out->items);
    out->stream_of = pp_arena_array(out->arena, out->count + 1, sizeof *out->stream_of);
    const bool *read = read_packed(opening, bytes);
    for (size_t i = 1; i < out->count; i++)
        if (!read[i])
            read_object(opening, i);
    out->root = rb_get(out, out->trailer, "Root");
}

static void keep_damages(struct opening *opening)
{
    struct rb_objects *out = opening->out;
    out->damages = pp_arena_array(out->arena, MOST_DAMAGES, sizeof *out->damages);
    if (opening->bomb)
        out->damages[out->damage_count++] = pp_arena_printf(
            out->arena, "what is in it would unpack to more than %d MiB, or is packed twice",
            PP_LIMIT_UNPACKED >> 20);
    if (opening->broken)
        out->damages[out->damage_count++] = pp_arena_printf(
            out->arena, "the stream of object %d differs from its own checksum", opening->broken);
    while (out->damage_count < MOST_DAMAGES) {
        qpdf_error error =
            qpdf_has_error(opening->q) ? qpdf_get_error(opening->q) : qpdf_next_warning(opening->q);
        if (!error)
            return;
        const char *what = qpdf_get_error_message_detail(opening->q, error);
        if (strstr(what, "is not one plus the highest object number")) {
            out->size_differs = true;
            continue;
        }
        if (strstr(what, "bad_alloc")) {
            out->too_large = true;
            what = "a stream unpacks to more than fits into memory";
        }
        out->damages[out->damage_count++] = pp_arena_printf(
            out->arena, "%s (at byte %llu)", what, qpdf_get_error_file_position(opening->q, error));
    }
}

void rb_objects_open(
    struct pp_arena *arena, struct pp_bytes bytes, bool streams, struct rb_objects *out)
{
    *out = (struct rb_objects){.arena = arena, .names = pp_arena_alloc(arena, sizeof *out->names)};
    pp_map_init(out->names, arena);
    struct opening opening = {
        .out = out, .q = qpdf_init(), .scratch = pp_arena_new(), .streams = streams};
    qpdf_silence_errors(opening.q);
    qpdf_set_suppress_warnings(opening.q, QPDF_TRUE);
    qpdf_set_attempt_recovery(opening.q, QPDF_FALSE);
    int result = qpdf_read_memory(opening.q, "file", (const char *)bytes.data, bytes.size, NULL);
    out->readable = (result & QPDF_ERRORS) == 0;
    if (out->readable) {
        out->encrypted = qpdf_is_encrypted(opening.q);
        read_objects(&opening, bytes);
    }
    keep_damages(&opening);
    pp_arena_free(opening.scratch);
    qpdf_cleanup(&opening.q);
}

void rb_stream_claim(struct rb_objects *objects, struct rb_value reference)
{
    if (rb_stream(objects, reference).data)
        stream_at(objects, reference.as.object)->claims++;
}

void rb_stream_drop(struct rb_objects *objects, struct rb_value reference)
{
    /* Elements point into object streams, even where a file says that they are something else, too.
     */
    if (!rb_stream(objects, reference).data)
        return;
    struct rb_pdf_stream *stream = stream_at(objects, reference.as.object);
    stream->claims -= stream->claims > 0;
    if (stream->claims == 0 && stream->packed == 0)
        drop_stream(stream);
}

struct rb_value rb_peek(
    const struct rb_objects *objects, struct rb_value value, struct pp_arena *arena)
{
    struct rb_reader reader;
    bool known = value.kind == RB_REF && value.as.object < objects->count;
    struct rb_value packed = known ? objects->items[value.as.object] : value;
    if (packed.kind != RB_PACKED)
        return rb_resolve(objects, value);
    rb_reader_open(&reader, arena, packed.as.text, packed.size);
    value = rb_read(&reader, true);
    rb_reader_close(&reader);
    return value;
}

void rb_forget(struct rb_objects *objects, uint32_t number)
{
    if (objects->items[number].kind != RB_PACKED)
        return;
    struct rb_pdf_stream *stream = stream_at(objects, objects->places[number]);
    objects->items[number] = (struct rb_value){0};
    if (--stream->packed == 0)
        drop_stream(stream);
}

struct rb_value rb_keep(const struct rb_objects *objects, struct rb_value value)
{
    if (value.kind == RB_NAME)
        value.as.text = pp_map_entry(objects->names, value.as.text, value.size)->key;
    else if (value.kind == RB_STRING)
        value.as.text = pp_arena_memdup(objects->arena, value.as.text, value.size);
    if ((value.kind != RB_ARRAY && value.kind != RB_DICT) || value.size == 0)
        return value;
    struct rb_value *items =
        pp_arena_memdup(objects->arena, value.as.items, value.size * sizeof *items);
    for (size_t i = 0; i < value.size; i++)
        items[i] = rb_keep(objects, items[i]);
    value.as.items = items;
    return value;
}

/* An element that somebody asks for stays, as other objects do. */
static struct rb_value settle(const struct rb_objects *objects, struct rb_value reference)
{
    struct pp_arena *scratch = pp_arena_new();
    struct rb_value value = rb_keep(objects, rb_peek(objects, reference, scratch));
    objects->items[reference.as.object] = value;
    pp_arena_free(scratch);
    return value;
}

void rb_objects_close(struct rb_objects *objects)
{
    for (size_t i = 0; i < objects->streams.count; i++)
        free(objects->streams.items[i].data);
    objects->streams.count = 0;
}

struct rb_value rb_resolve(const struct rb_objects *objects, struct rb_value value)
{
    if (value.kind != RB_REF)
        return value;
    if (value.as.object >= objects->count)
        return (struct rb_value){0};
    if (objects->items[value.as.object].kind == RB_PACKED)
        return settle(objects, value);
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

const char *rb_name(const struct rb_objects *objects, struct rb_value name)
{
    if (name.kind != RB_NAME)
        return rb_shown(objects->arena, name);
    struct pp_map_entry *entry = pp_map_entry(objects->names, name.as.text, name.size);
    if (entry->value == NULL)
        entry->value = (void *)rb_shown(objects->arena, name);
    return entry->value;
}

struct rb_pdf_stream rb_stream(const struct rb_objects *objects, struct rb_value reference)
{
    if (reference.kind != RB_REF || reference.as.object >= objects->count ||
        !objects->stream_of[reference.as.object])
        return (struct rb_pdf_stream){0};
    return objects->streams.items[objects->stream_of[reference.as.object] - 1];
}
