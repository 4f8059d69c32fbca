#include "pactpress/csvrow.h"

#include <csv.h>
#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"

struct pp_csvrow {
    struct csv_parser parser;
    struct pp_str bytes; /* all fields, each with a 0 behind it */
    size_t *starts;      /* offsets of the fields in `bytes`, one more than kept */
    size_t kept, capacity;
    size_t count;
};

struct pp_csvrow *pp_csvrow_new(unsigned char delimiter)
{
    struct pp_csvrow *row = pp_xmalloc(sizeof *row);
    *row = (struct pp_csvrow){.capacity = 64};
    if (csv_init(&row->parser, CSV_APPEND_NULL) != 0)
        pp_out_of_memory();
    csv_set_delim(&row->parser, delimiter);
    csv_set_blk_size(&row->parser, 4096);
    pp_str_init(&row->bytes);
    row->starts = pp_xmalloc((row->capacity + 1) * sizeof *row->starts);
    row->starts[0] = 0;
    return row;
}

void pp_csvrow_free(struct pp_csvrow *row)
{
    if (row == NULL)
        return;
    csv_free(&row->parser);
    pp_str_free(&row->bytes);
    free(row->starts);
    free(row);
}

static void keep_field(void *field, size_t length, void *self)
{
    struct pp_csvrow *row = self;
    row->count++;
    if (row->kept >= PP_LIMIT_COLUMNS)
        return;
    if (row->kept == row->capacity) {
        row->capacity *= 2;
        row->starts = pp_xrealloc(row->starts, (row->capacity + 1) * sizeof *row->starts);
    }
    if (length > 0)
        pp_str_append_n(&row->bytes, field, length);
    pp_str_append_char(&row->bytes, '\0');
    row->starts[++row->kept] = row->bytes.length;
}

static void end_of_record(int terminator, void *self)
{
    (void)terminator;
    (void)self;
}

size_t pp_csvrow_split(struct pp_csvrow *row, const void *record, size_t length)
{
    pp_str_clear(&row->bytes);
    row->kept = row->count = 0;
    row->starts[0] = 0;
    /* Without CSV_STRICT nothing but lack of memory can stop libcsv. */
    if (csv_parse(&row->parser, record, length, keep_field, end_of_record, row) != length ||
        csv_fini(&row->parser, keep_field, end_of_record, row) != 0)
        pp_out_of_memory();
    return row->count;
}

struct pp_bytes pp_csvrow_field(const struct pp_csvrow *row, size_t index)
{
    if (index >= row->kept)
        return (struct pp_bytes){.data = (const unsigned char *)""};
    return (struct pp_bytes){
        .data = (const unsigned char *)row->bytes.text + row->starts[index],
        .size = row->starts[index + 1] - row->starts[index] - 1};
}

size_t pp_csvrow_count(const struct pp_csvrow *row)
{
    return row->count;
}

bool pp_csvrow_is_blank(const struct pp_csvrow *row)
{
    for (size_t i = 0; i < row->kept; i++)
        if (row->starts[i + 1] - row->starts[i] > 1)
            return false;
    return true;
}
