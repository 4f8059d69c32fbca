#include "output/pdf_file.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "output/pdf_deflate.h"
#include "output/pdf_syntax.h"
#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/digest.h"
#include "pactpress/limits.h"

enum {
    GROUP = 1000,         /* objects of an object stream at most */
    GROUP_SIZE = 1 << 16, /* [bytes] more than that begins another: readers unpack it whole */
    ROW = 7,              /* [bytes] of the cross-reference table: kind 1, place 4, index 2 */
    ID_SIZE = 16,         /* [bytes] */
    PIECE = 1 << 18,      /* [bytes] that the file grows by */
    LONG = 1 << 20,       /* [bytes] of a file of which the rest is deflated quickly */
    FREE_GENERATION = 0xFFFF
};

/* Where an object lies: kind 0 free (next free, generation), 1 at an offset, 2 in a stream
 * (its number, index). */
struct place {
    unsigned char kind;
    uint16_t index;
    uint32_t where;
};

struct piece {
    struct piece *next;
    size_t used; /* [bytes] */
    unsigned char bytes[PIECE];
};

struct pp_pdf_file {
    struct piece *first, *last;
    size_t length;        /* [bytes] so far */
    size_t limit;         /* [bytes] */
    bool full;            /* the limit was reached */
    struct place *places; /* by object number */
    size_t count, capacity;
    size_t group[GROUP], group_count; /* numbers of objects in the group below */
    struct pp_str head, values;       /* of the group that is not written yet */
};

static void put_n(struct pp_pdf_file *file, const void *bytes, size_t size)
{
    const unsigned char *from = bytes;
    file->full = file->full || size > file->limit - file->length;
    while (size > 0 && !file->full) {
        if (!file->last || file->last->used == PIECE) {
            struct piece *piece = pp_xmalloc(sizeof *piece);
            piece->next = NULL;
            piece->used = 0;
            *(file->last ? &file->last->next : &file->first) = piece;
            file->last = piece;
        }
        size_t room = PIECE - file->last->used, part = size < room ? size : room;
        memcpy(file->last->bytes + file->last->used, from, part);
        file->last->used += part;
        file->length += part;
        from += part;
        size -= part;
    }
}

static void put(struct pp_pdf_file *file, const char *text)
{
    put_n(file, text, strlen(text));
}

static void put_int(struct pp_pdf_file *file, size_t value)
{
    struct pp_str text;
    pp_str_init(&text);
    pp_pdf_put_int(&text, (int64_t)value);
    put_n(file, text.text, text.length);
    pp_str_free(&text);
}

struct pp_pdf_file *pp_pdf_file_open(void)
{
    struct pp_pdf_file *file = pp_xmalloc(sizeof *file);
    *file = (struct pp_pdf_file){.limit = PP_LIMIT_PDF};
    pp_str_init(&file->head);
    pp_str_init(&file->values);
    put(file, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    pp_pdf_file_reserve(file); /* 0 is the head of the free ones */
    return file;
}

void pp_pdf_file_limit(struct pp_pdf_file *file, size_t limit)
{
    file->limit = limit;
}

enum pp_status pp_pdf_file_status(struct pp_run *run, const struct pp_pdf_file *file)
{
    if (!file->full)
        return PP_OK;
    pp_error(
        run, PP_NOWHERE, "pdf.too-large",
        "The PDF would have more than %zu bytes, which is too much for readers. Split the document "
        "or use smaller pictures.",
        file->limit);
    return PP_DATA;
}

void pp_pdf_file_free(struct pp_pdf_file *file)
{
    if (!file)
        return;
    for (struct piece *piece = file->first, *next; piece; piece = next) {
        next = piece->next;
        free(piece);
    }
    pp_str_free(&file->head);
    pp_str_free(&file->values);
    free(file->places);
    free(file);
}

size_t pp_pdf_file_reserve(struct pp_pdf_file *file)
{
    if (file->count == file->capacity) {
        file->capacity = file->capacity ? file->capacity + file->capacity / 2 : 256;
        file->places = pp_xrealloc(file->places, file->capacity * sizeof *file->places);
    }
    file->places[file->count] = (struct place){0};
    return file->count++;
}

size_t pp_pdf_file_count(const struct pp_pdf_file *file)
{
    return file->count - 1;
}

bool pp_pdf_file_has(const struct pp_pdf_file *file, size_t number)
{
    return file->places[number].kind != 0;
}

void pp_pdf_file_deflate(
    const struct pp_pdf_file *file, struct pp_str *out, const void *bytes, size_t size)
{
    pp_pdf_deflate(out, bytes, size, file->length > LONG);
}

static void begin_object(struct pp_pdf_file *file, size_t number)
{
    file->places[number] = (struct place){.kind = 1, .where = (uint32_t)file->length};
    put_int(file, number);
    put(file, " 0 obj\n<<");
}

void pp_pdf_file_stream(
    struct pp_pdf_file *file, size_t number, const struct pp_str *entries, const void *bytes,
    size_t size)
{
    begin_object(file, number);
    put_n(file, entries->text, entries->length);
    put(file, "/Length ");
    put_int(file, size);
    put(file, ">>\nstream\n");
    put_n(file, bytes, size);
    put(file, "\nendstream\nendobj\n");
}

/* Writes the collected objects into one object stream. */
static void flush_group(struct pp_pdf_file *file)
{
    struct pp_str packed, entries;
    if (file->group_count == 0)
        return;
    pp_str_init(&packed);
    pp_str_init(&entries);
    size_t number = pp_pdf_file_reserve(file), first = file->head.length;
    for (size_t i = 0; i < file->group_count; i++)
        file->places[file->group[i]].where = (uint32_t)number;
    pp_str_append_n(&file->head, file->values.text, file->values.length);
    pp_pdf_file_deflate(file, &packed, file->head.text, file->head.length);
    pp_str_append(&entries, "/Type/ObjStm/Filter/FlateDecode/N ");
    pp_pdf_put_int(&entries, (int64_t)file->group_count);
    pp_str_append(&entries, "/First ");
    pp_pdf_put_int(&entries, (int64_t)first);
    pp_pdf_file_stream(file, number, &entries, packed.text, packed.length);
    file->group_count = 0;
    pp_str_clear(&file->head);
    pp_str_clear(&file->values);
    pp_str_free(&packed);
    pp_str_free(&entries);
}

void pp_pdf_file_value(struct pp_pdf_file *file, size_t number, const struct pp_str *value)
{
    file->places[number] = (struct place){.kind = 2, .index = (uint16_t)file->group_count};
    file->group[file->group_count++] = number;
    pp_pdf_put_int(&file->head, (int64_t)number);
    pp_str_append_char(&file->head, ' ');
    pp_pdf_put_int(&file->head, (int64_t)file->values.length);
    pp_str_append_char(&file->head, ' ');
    pp_str_append_n(&file->values, value->text, value->length);
    pp_str_append_char(&file->values, '\n');
    if (file->group_count == GROUP || file->values.length >= GROUP_SIZE)
        flush_group(file);
}

/* Chains the free objects, the first one hanging on object 0. */
static void chain_free(struct pp_pdf_file *file)
{
    size_t next = 0;
    for (size_t number = file->count; number-- > 0;) {
        if (file->places[number].kind != 0)
            continue;
        file->places[number].where = (uint32_t)next;
        file->places[number].index = number == 0 ? FREE_GENERATION : 0;
        next = number;
    }
}

/* The cross-reference table as rows of bytes, each row less the one before (PNG's Up filter). */
static void pack_places(const struct pp_pdf_file *file, struct pp_str *packed)
{
    unsigned char before[ROW] = {0};
    struct pp_str rows;
    pp_str_init(&rows);
    for (size_t number = 0; number < file->count; number++) {
        const struct place *place = &file->places[number];
        unsigned char row[ROW] = {
            place->kind,
            (unsigned char)(place->where >> 24),
            (unsigned char)(place->where >> 16),
            (unsigned char)(place->where >> 8),
            (unsigned char)place->where,
            (unsigned char)(place->index >> 8),
            (unsigned char)place->index};
        pp_str_append_char(&rows, 2);
        for (size_t i = 0; i < ROW; i++) {
            pp_str_append_char(&rows, (char)(row[i] - before[i]));
            before[i] = row[i];
        }
    }
    pp_pdf_file_deflate(file, packed, rows.text, rows.length);
    pp_str_free(&rows);
}

/* The same bytes have the same identifier; it covers all but the table that it stands in. */
static void put_id(const struct pp_pdf_file *file, struct pp_str *out)
{
    unsigned char digest[PP_DIGEST_SIZE];
    char hex[2 * ID_SIZE + 1];
    struct pp_hasher *hasher = pp_hasher_new();
    for (const struct piece *piece = file->first; piece; piece = piece->next)
        pp_hasher_add(hasher, piece->bytes, piece->used);
    pp_hasher_finish(hasher, digest);
    pp_hex(digest, ID_SIZE, hex);
    pp_str_printf(out, "/ID[<%s><%s>]", hex, hex);
}

static void write_table(struct pp_pdf_file *file, size_t root, size_t info)
{
    struct pp_str packed, entries;
    size_t start = file->length, number = pp_pdf_file_reserve(file);
    pp_str_init(&packed);
    pp_str_init(&entries);
    file->places[number] = (struct place){.kind = 1, .where = (uint32_t)start};
    chain_free(file);
    pack_places(file, &packed);
    pp_str_append(&entries, "/Type/XRef/W[1 4 2]/Size ");
    pp_pdf_put_int(&entries, (int64_t)file->count);
    pp_str_append(&entries, "/Root ");
    pp_pdf_put_ref(&entries, root);
    pp_str_append(&entries, "/Info ");
    pp_pdf_put_ref(&entries, info);
    put_id(file, &entries);
    pp_str_append(&entries, "/Filter/FlateDecode/DecodeParms<</Columns 7/Predictor 12>>");
    pp_pdf_file_stream(file, number, &entries, packed.text, packed.length);
    put(file, "startxref\n");
    put_int(file, start);
    put(file, "\n%%EOF\n");
    pp_str_free(&packed);
    pp_str_free(&entries);
}

/* Piece by piece, so that the bytes are there once. */
static struct pp_bytes take_bytes(struct pp_pdf_file *file, struct pp_arena *arena)
{
    unsigned char *bytes = pp_arena_take(arena, file->length), *to = bytes;
    while (file->first) {
        struct piece *piece = file->first;
        memcpy(to, piece->bytes, piece->used);
        to += piece->used;
        file->first = piece->next;
        free(piece);
    }
    file->last = NULL;
    return (struct pp_bytes){.data = bytes, .size = file->length};
}

enum pp_status pp_pdf_file_end(
    struct pp_run *run, struct pp_pdf_file *file, size_t root, size_t info, struct pp_arena *arena,
    struct pp_bytes *out)
{
    flush_group(file);
    write_table(file, root, info);
    PP_TRY(pp_pdf_file_status(run, file));
    *out = take_bytes(file, arena);
    return PP_OK;
}
