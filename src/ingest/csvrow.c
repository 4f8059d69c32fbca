#include "pactpress/csvrow.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"

enum { DELIMITER = 1, QUOTE, LINE_FEED, RETURN };

struct pp_csvrow {
    struct csv_parser parser;
    unsigned char *bytes; /* all fields, each with a 0 behind it */
    size_t room, used;    /* of `bytes` */
    size_t *starts;       /* offsets of the fields in `bytes`, one more than kept */
    size_t kept, capacity;
    size_t count;
    unsigned char escape;
    struct pp_str unescaped; /* the record as libcsv gets it when there is an escape */
};

struct pp_csvrow *pp_csvrow_new(unsigned char delimiter)
{
    struct pp_csvrow *row = pp_xmalloc(sizeof *row);
    *row = (struct pp_csvrow){.capacity = 64};
    if (csv_init(&row->parser, CSV_APPEND_NULL) != 0)
        pp_out_of_memory();
    csv_set_delim(&row->parser, delimiter);
    csv_set_blk_size(&row->parser, 4096);
    pp_str_init(&row->unescaped);
    row->starts = pp_xmalloc((row->capacity + 1) * sizeof *row->starts);
    row->starts[0] = 0;
    return row;
}

void pp_csvrow_free(struct pp_csvrow *row)
{
    if (row == NULL)
        return;
    csv_free(&row->parser);
    free(row->bytes);
    pp_str_free(&row->unescaped);
    free(row->starts);
    free(row);
}

void pp_csvrow_quote(struct pp_csvrow *row, unsigned char quote, unsigned char escape)
{
    csv_set_quote(&row->parser, quote);
    row->escape = escape;
}

/* libcsv knows no escapes. What is escaped and would mean something goes through it as a control
 * character that no text holds, and becomes itself again in keep_field. */
static unsigned char disguise(struct pp_csvrow *row, unsigned char c)
{
    return c == csv_get_delim(&row->parser)   ? DELIMITER
           : c == csv_get_quote(&row->parser) ? QUOTE
           : c == '\n'                        ? LINE_FEED
           : c == '\r'                        ? RETURN
                                              : c;
}

static unsigned char undisguise(struct pp_csvrow *row, unsigned char c)
{
    return c == DELIMITER   ? csv_get_delim(&row->parser)
           : c == QUOTE     ? csv_get_quote(&row->parser)
           : c == LINE_FEED ? '\n'
           : c == RETURN    ? '\r'
                            : c;
}

static void unescape(struct pp_csvrow *row, const unsigned char *record, size_t length)
{
    pp_str_clear(&row->unescaped);
    for (size_t i = 0; i < length; i++) {
        bool escapes = record[i] == row->escape && i + 1 < length;
        unsigned char c = escapes ? disguise(row, record[++i]) : record[i];
        pp_str_append_n(&row->unescaped, &c, 1);
    }
}

/* A record of n bytes has no more than n bytes and n + 1 ends in its fields. */
static void make_room(struct pp_csvrow *row, size_t length)
{
    row->used = 0;
    if (row->room >= 2 * length + 2)
        return;
    row->room = 4 * length + 1024;
    row->bytes = pp_xrealloc(row->bytes, row->room);
}

static void undisguise_all(struct pp_csvrow *row, unsigned char *field, size_t length)
{
    for (size_t i = 0; i < length; i++)
        field[i] = undisguise(row, field[i]);
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
        memcpy(row->bytes + row->used, field, length);
    if (row->escape != 0)
        undisguise_all(row, row->bytes + row->used, length);
    row->used += length;
    row->bytes[row->used++] = '\0';
    row->starts[++row->kept] = row->used;
}

static void end_of_record(int terminator, void *self)
{
    (void)terminator;
    (void)self;
}

size_t pp_csvrow_split(struct pp_csvrow *row, const void *record, size_t length)
{
    make_room(row, length);
    row->kept = row->count = 0;
    row->starts[0] = 0;
    if (row->escape != 0 && length > 0 && memchr(record, row->escape, length) != NULL) {
        unescape(row, record, length);
        record = row->unescaped.text;
        length = row->unescaped.length;
    }
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
        .data = row->bytes + row->starts[index],
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
