/* Tables: header cells, their scopes, the headers that cells name, and the shape of rows. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pdf_document.h"

enum { WIDEST = 4096 /* columns that are followed */ };

/* There may be a million: each byte counts. */
struct cell {
    uint32_t element;
    uint16_t column, columns; /* below WIDEST */
    bool in_head;
};

struct cells {
    struct cell *items;
    size_t count, capacity;
};

struct table {
    const struct rb_document *document;
    struct cells cells;
    size_t *taken; /* rows that a cell above still covers, by column */
    size_t width;  /* [columns] of the first row */
    size_t rows, ragged;
};

static size_t span_of(const struct table *table, size_t element, const char *key)
{
    struct rb_value span =
        rb_attribute(table->document, &table->document->elements.items[element], "Table", key);
    return span.kind == RB_NUMBER && span.as.number >= 1 && span.as.number < WIDEST
               ? (size_t)span.as.number
               : 1;
}

static void read_row(struct table *table, const struct rb_element *row, bool in_head)
{
    size_t column = 0;
    for (size_t i = 0; i < row->kids.count; i++) {
        if (row->kids.items[i].kind != RB_KID_ELEMENT)
            continue;
        size_t element = row->kids.items[i].element;
        size_t columns = span_of(table, element, "ColSpan"),
               rows = span_of(table, element, "RowSpan");
        while (column < WIDEST && table->taken[column] > table->rows)
            column++;
        struct cell *cell = PP_PUSH(table->document->arena, &table->cells);
        *cell = (struct cell){(uint32_t)element, (uint16_t)column, (uint16_t)columns, in_head};
        for (size_t k = 0; k < columns && column < WIDEST; k++)
            table->taken[column++] = table->rows + rows;
    }
    while (column < WIDEST && table->taken[column] > table->rows)
        column++;
    table->width = table->rows == 0 ? column : table->width;
    table->ragged += column != table->width;
    table->rows++;
}

static void read_rows(struct table *table, const struct rb_element *group, bool in_head, int depth)
{
    for (size_t i = 0; i < group->kids.count; i++) {
        if (group->kids.items[i].kind != RB_KID_ELEMENT)
            continue;
        const struct rb_element *kid =
            &table->document->elements.items[group->kids.items[i].element];
        bool head = pp_streq(kid->role, "THead");
        if (pp_streq(kid->role, "TR"))
            read_row(table, kid, in_head);
        else if (
            (head || pp_streq(kid->role, "TBody") || pp_streq(kid->role, "TFoot")) && depth < 1)
            read_rows(table, kid, head, depth + 1);
    }
}

static bool is_header(const struct table *table, const struct cell *cell)
{
    return pp_streq(table->document->elements.items[cell->element].role, "TH");
}

static const struct cell *find_header(const struct table *table, const char *id)
{
    for (size_t i = 0; i < table->cells.count; i++)
        if (pp_streq(table->document->elements.items[table->cells.items[i].element].said->id, id))
            return &table->cells.items[i];
    return NULL;
}

static void check_headers(const struct table *table, const struct cell *cell)
{
    const struct rb_document *document = table->document;
    const struct rb_element *element = &document->elements.items[cell->element];
    struct rb_value headers = rb_attribute(document, element, "Table", "Headers");
    for (size_t i = 0; headers.kind == RB_ARRAY && i < headers.size; i++) {
        const char *id = rb_text(document->arena, rb_at(&document->objects, headers, i));
        const struct cell *found = find_header(table, id ? id : "");
        if (!found || !is_header(table, found))
            rb_broken(
                document, "readback.pdf-table", RB_UA("7.5", "15-005"),
                "A cell names the header \"%s\", which is no header cell of its table.",
                id ? id : "");
        else if (
            found->in_head && cell->column + cell->columns > found->column &&
            cell->column < found->column + found->columns)
            continue;
        else if (found->in_head)
            rb_broken(
                document, "readback.pdf-table", RB_UA("7.5", "15-005"),
                "A cell of column %u names the header \"%s\" of another column.", cell->column + 1u,
                id);
    }
}

static bool is_named(const struct table *table, const char *id)
{
    const struct rb_document *document = table->document;
    for (size_t i = 0; id && i < table->cells.count; i++) {
        const struct rb_element *element = &document->elements.items[table->cells.items[i].element];
        struct rb_value headers = rb_attribute(document, element, "Table", "Headers");
        for (size_t k = 0; headers.kind == RB_ARRAY && k < headers.size; k++)
            if (pp_streq(rb_text(document->arena, rb_at(&document->objects, headers, k)), id))
                return true;
    }
    return false;
}

static void check_scope(const struct table *table, const struct cell *cell)
{
    const struct rb_document *document = table->document;
    const struct rb_element *element = &document->elements.items[cell->element];
    struct rb_value scope = rb_attribute(document, element, "Table", "Scope");
    bool columns = rb_is(scope, "Column") || rb_is(scope, "Both");
    bool rows = rb_is(scope, "Row") || rb_is(scope, "Both");
    if (!columns && !rows && (document->own || !is_named(table, element->said->id)))
        rb_broken(
            document, "readback.pdf-table", RB_UA("7.5", "15-003"),
            "The header cell \"%.40s\" has no Scope.", rb_element_text(document, cell->element));
    else if (document->own && (cell->in_head ? !columns : !rows) && (columns || rows))
        rb_broken(
            document, "readback.pdf-table", RB_UA("7.5", "15-003"),
            "The header cell \"%.40s\" has the Scope of %s.",
            rb_element_text(document, cell->element),
            cell->in_head ? "a row, but stands in the table's head"
                          : "a column, but stands in the table's body");
}

/* The cells of a grouped head say less by their scope than by their ids. */
static bool is_grouped(const struct table *table)
{
    for (size_t i = 0; i < table->cells.count; i++)
        if (table->cells.items[i].in_head && table->cells.items[i].columns > 1 &&
            table->cells.items[i].columns < table->width)
            return true;
    return false;
}

static void check_grouped(const struct table *table)
{
    const struct rb_document *document = table->document;
    size_t mute = 0;
    for (size_t i = 0; i < table->cells.count; i++) {
        const struct cell *cell = &table->cells.items[i];
        const struct rb_element *element = &document->elements.items[cell->element];
        mute += !is_header(table, cell) &&
                rb_attribute(document, element, "Table", "Headers").kind != RB_ARRAY;
    }
    if (mute > 0)
        rb_broken(
            document, "readback.pdf-table", RB_UA("7.5", "15-005"),
            "%zu cells under grouped headers do not name theirs (Headers).", mute);
}

/* Elements below this one: they follow it. There are no more cells than that. */
static size_t count_below(const struct rb_document *document, const struct rb_element *element)
{
    const struct rb_element *next = element + 1;
    const struct rb_element *end = document->elements.items + document->elements.count;
    while (next < end && next->depth > element->depth)
        next++;
    return (size_t)(next - element - 1);
}

static void check_table(const struct rb_document *document, const struct rb_element *element)
{
    struct table table = {.document = document};
    size_t headers = 0;
    table.taken = pp_arena_array(document->arena, WIDEST, sizeof *table.taken);
    PP_RESERVE(document->arena, &table.cells, count_below(document, element));
    read_rows(&table, element, false, 0);
    for (size_t i = 0; i < table.cells.count; i++) {
        const struct cell *cell = &table.cells.items[i];
        check_headers(&table, cell);
        if (!is_header(&table, cell))
            continue;
        headers++;
        check_scope(&table, cell);
    }
    if (headers == 0)
        rb_broken(
            document, "readback.pdf-table", RB_UA("7.5", "15-001"), "A table has no header cells.");
    if (table.ragged > 0)
        rb_broken(
            document, "readback.pdf-table", RB_UA("7.5", "15-004"),
            "%zu rows of a table have another width than the first.", table.ragged);
    if (document->own && is_grouped(&table))
        check_grouped(&table);
}

void rb_check_tables(const struct rb_document *document)
{
    struct pp_arena_mark mark = pp_arena_mark(document->arena);
    for (size_t i = 0; i < document->elements.count; i++) {
        if (!pp_streq(document->elements.items[i].role, "Table"))
            continue;
        check_table(document, &document->elements.items[i]);
        pp_arena_rewind(document->arena, mark);
    }
}
