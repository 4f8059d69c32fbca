/* A workbook as its readers see it: sheets of cells, with their table, and the charts. Read from an
 * XLSX package that the read-back found sound, in the form in which Pactpress writes it. */
#ifndef PACTPRESS_VERIFY_WORKBOOK_H
#define PACTPRESS_VERIFY_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"

struct pp_arena;
struct pp_map;

enum wb_kind { WB_BLANK, WB_TEXT, WB_NUMBER };

struct wb_cell {
    uint32_t row, column; /* from 1 */
    enum wb_kind kind;
    const char *text; /* of a number: as it stands */
};

struct wb_area {
    uint32_t row, column, last_row, last_column; /* from 1; 0: none */
};

struct wb_sheet {
    const char *name, *part;
    const char *table;   /* name of its table, or NULL */
    struct wb_area area; /* of the table, its head included */
    struct {
        struct wb_cell *items; /* row by row */
        size_t count, capacity;
    } cells;
    size_t hidden; /* rows and columns */
};

/* What a chart remembers of cells. */
struct wb_memory {
    const char *part, *reference; /* "Cities!$A$5:$A$9" */
    size_t index;                 /* of the cell in the area */
    const char *text;
};

struct wb_name {
    const char *name, *reference;
    bool hidden;
};

struct workbook {
    struct pp_arena *arena;
    const struct pp_map *parts; /* name -> struct readback_part * */
    struct {
        struct wb_sheet *items;
        size_t count, capacity;
    } sheets;
    struct {
        struct wb_memory *items;
        size_t count, capacity;
    } memories;
    struct {
        struct wb_name *items;
        size_t count, capacity;
    } names;
    struct {
        const char **items;
        size_t count, capacity;
    } strings;
    const char *odd; /* a part that is not in our form, or NULL */
};

void workbook_read(struct pp_arena *arena, const struct pp_map *parts, struct workbook *out);
/* By the name of its table; NULL: there is none. */
const struct wb_sheet *workbook_table(const struct workbook *book, const char *table);
/* Blank where nothing stands. */
struct wb_cell workbook_cell(const struct wb_sheet *sheet, uint32_t row, uint32_t column);
/* "'Key figures'!$A$5:$B$7"; false: it is no area of a sheet of the book. */
bool workbook_area(
    const struct workbook *book, const char *reference, const struct wb_sheet **sheet,
    struct wb_area *area);

#endif
