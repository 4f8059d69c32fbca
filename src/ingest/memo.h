/* What cells of a column were read as before. Exports say the same few cities, dates, events and
 * counts over and over: their bytes are converted and understood once. Memory is bounded; a column
 * whose cells do not come again is left alone. */
#ifndef PACTPRESS_INGEST_MEMO_H
#define PACTPRESS_INGEST_MEMO_H

#include "pactpress/dates.h"
#include "pactpress/file.h"
#include "pactpress/values.h"

struct pp_arena;
struct pp_memo;

enum { PP_MEMO_CELL = 64, PP_MEMO_TEXT = 96 /* [bytes] longer ones are read each time */ };

/* A cell, its text, and what the column's field made of it when there was nothing to object to. */
struct pp_memory {
    unsigned char cell[PP_MEMO_CELL];
    char text[PP_MEMO_TEXT];
    size_t size; /* of the cell [bytes] */
    bool has_day, has_city, has_count, has_minutes;
    pp_day day;
    size_t city; /* index in the project: the only city of the cell */
    struct pp_count count;
    int minutes;
};

struct pp_memo *pp_memo_new(struct pp_arena *arena, size_t columns);
/* What is known of the cell, or NULL. Lives as long as the memo's arena. */
struct pp_memory *pp_memo_find(struct pp_memo *memo, size_t column, struct pp_bytes cell);
/* Keeps a cell's text; NULL when it is too long, or the column's cells do not repeat. */
struct pp_memory *pp_memo_keep(
    struct pp_memo *memo, size_t column, struct pp_bytes cell, const char *text);

#endif
