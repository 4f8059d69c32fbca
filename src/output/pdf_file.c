#include "output/pdf_file.h"

#include <stdint.h>

#include "output/pdf_deflate.h"
#include "output/pdf_store.h"
#include "output/pdf_syntax.h"
#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/digest.h"

enum {
    GROUP = 200,  /* objects of an object stream */
    ROW = 7,      /* [bytes] of the cross-reference table: kind 1, place 4, index 2 */
    ID_SIZE = 16, /* [bytes] */
    FREE_GENERATION = 0xFFFF
};

/* Where an object lies: kind 0 free (next free, generation), 1 at an offset, 2 in a stream
 * (its number, index). */
struct place {
    unsigned char kind;
    uint32_t where;
    uint16_t index;
};

struct file {
    struct pp_pdf_store *store;
    struct pp_str *out;
    struct place *places; /* by object number */
    size_t count, last;   /* objects of the store; number in use so far */
    size_t group[GROUP], group_count;
};

static void begin_object(struct file *file, size_t number)
{
    file->places[number] = (struct place){.kind = 1, .where = (uint32_t)file->out->length};
    pp_pdf_put_int(file->out, (int64_t)number);
    pp_str_append(file->out, " 0 obj\n");
}

static void put_stream(struct file *file, const struct pp_str *bytes)
{
    pp_str_append(file->out, "/Length ");
    pp_pdf_put_int(file->out, (int64_t)bytes->length);
    pp_str_append(file->out, ">>\nstream\n");
    pp_str_append_n(file->out, bytes->text, bytes->length);
    pp_str_append(file->out, "\nendstream\nendobj\n");
}

static void write_stream(struct file *file, size_t number)
{
    begin_object(file, number);
    pp_pdf_store_put(file->store, number, file->out);
    pp_str_append(file->out, "\nstream\n");
    pp_pdf_store_put_bytes(file->store, number, file->out);
    pp_str_append(file->out, "\nendstream\nendobj\n");
}

/* Writes the collected objects into one object stream. */
static void flush_group(struct file *file)
{
    struct pp_str head, values, packed;
    if (file->group_count == 0)
        return;
    pp_str_init(&head);
    pp_str_init(&values);
    pp_str_init(&packed);
    size_t number = ++file->last;
    for (size_t i = 0; i < file->group_count; i++) {
        file->places[file->group[i]] =
            (struct place){.kind = 2, .where = (uint32_t)number, .index = (uint16_t)i};
        pp_pdf_put_int(&head, (int64_t)file->group[i]);
        pp_str_append_char(&head, ' ');
        pp_pdf_put_int(&head, (int64_t)values.length);
        pp_str_append_char(&head, ' ');
        pp_pdf_store_put(file->store, file->group[i], &values);
        pp_str_append_char(&values, '\n');
    }
    size_t first = head.length;
    pp_str_append_n(&head, values.text, values.length);
    pp_pdf_deflate(&packed, head.text, head.length);
    begin_object(file, number);
    pp_str_append(file->out, "<</Type/ObjStm/Filter/FlateDecode/N ");
    pp_pdf_put_int(file->out, (int64_t)file->group_count);
    pp_str_append(file->out, "/First ");
    pp_pdf_put_int(file->out, (int64_t)first);
    put_stream(file, &packed);
    file->group_count = 0;
    pp_str_free(&head);
    pp_str_free(&values);
    pp_str_free(&packed);
}

static void write_objects(struct file *file)
{
    for (size_t number = 1; number <= file->count; number++) {
        switch (pp_pdf_store_kind(file->store, number)) {
        case PP_PDF_VALUE:
            file->group[file->group_count++] = number;
            if (file->group_count == GROUP)
                flush_group(file);
            break;
        case PP_PDF_STREAM:
            write_stream(file, number);
            break;
        case PP_PDF_UNUSED:
            break;
        }
    }
    flush_group(file);
}

/* Chains the free objects, the first one hanging on object 0. */
static void chain_free(struct file *file)
{
    size_t next = 0;
    for (size_t number = file->last + 1; number-- > 0;) {
        if (file->places[number].kind != 0)
            continue;
        file->places[number].where = (uint32_t)next;
        file->places[number].index = number == 0 ? FREE_GENERATION : 0;
        next = number;
    }
}

/* The cross-reference table as rows of bytes, each row less the one before (PNG's Up filter). */
static void pack_places(const struct file *file, struct pp_str *packed)
{
    unsigned char before[ROW] = {0};
    struct pp_str rows;
    pp_str_init(&rows);
    for (size_t number = 0; number <= file->last; number++) {
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
    pp_pdf_deflate(packed, rows.text, rows.length);
    pp_str_free(&rows);
}

/* The same bytes have the same identifier; it covers all but the table that it stands in. */
static void put_id(struct pp_str *out, size_t written)
{
    unsigned char digest[PP_DIGEST_SIZE];
    char hex[2 * ID_SIZE + 1];
    pp_digest(out->text, written, digest);
    pp_hex(digest, ID_SIZE, hex);
    pp_str_printf(out, "/ID[<%s><%s>]", hex, hex);
}

static void write_table(struct file *file, size_t info)
{
    struct pp_str packed;
    struct pp_str *out = file->out;
    size_t start = out->length;
    pp_str_init(&packed);
    begin_object(file, ++file->last);
    chain_free(file);
    pack_places(file, &packed);
    pp_str_append(out, "<</Type/XRef/W[1 4 2]/Size ");
    pp_pdf_put_int(out, (int64_t)file->last + 1);
    pp_str_append(out, "/Root ");
    pp_pdf_put_ref(out, pp_pdf_store_catalog(file->store));
    pp_str_append(out, "/Info ");
    pp_pdf_put_ref(out, info);
    put_id(out, start);
    pp_str_append(out, "/Filter/FlateDecode/DecodeParms<</Columns 7/Predictor 12>>");
    put_stream(file, &packed);
    pp_str_append(out, "startxref\n");
    pp_pdf_put_int(out, (int64_t)start);
    pp_str_append(out, "\n%%EOF\n");
    pp_str_free(&packed);
}

enum pp_status pp_pdf_file_write(
    struct pp_run *run, struct pp_pdf_store *store, size_t info, struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    struct file *file = pp_arena_alloc(arena, sizeof *file);
    file->store = store;
    file->out = out;
    file->count = file->last = pp_pdf_store_count(store);
    file->places =
        pp_arena_array(arena, file->count + file->count / GROUP + 4, sizeof *file->places);
    pp_str_append(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    write_objects(file);
    write_table(file, info);
    pp_arena_free(arena);
    if (out->length > INT32_MAX) {
        pp_error(
            run, PP_NOWHERE, "pdf.too-large",
            "The PDF would have %zu bytes; readers take up to 2,147,483,647. Split the document or "
            "use smaller pictures.",
            out->length);
        return PP_DATA;
    }
    return pp_pdf_store_status(run, store);
}
