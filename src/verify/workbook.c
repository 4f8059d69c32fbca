#include "workbook.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "readback_parts.h"
#include "xml_walk.h"

enum { MOST_ROWS = 1 << 20, MOST_COLUMNS = 1 << 14 };

/* "B7"; the end of it, or NULL. */
static const char *read_place(const char *text, uint32_t *row, uint32_t *column)
{
    *row = *column = 0;
    text += *text == '$';
    for (; *text >= 'A' && *text <= 'Z' && *column < MOST_COLUMNS; text++)
        *column = *column * 26 + (uint32_t)(*text - 'A') + 1;
    text += *text == '$';
    for (; *text >= '0' && *text <= '9' && *row < MOST_ROWS; text++)
        *row = *row * 10 + (uint32_t)(*text - '0');
    return *row > 0 && *column > 0 ? text : NULL;
}

static bool read_area(const char *text, struct wb_area *area)
{
    const char *end = read_place(text, &area->row, &area->column);
    area->last_row = area->row;
    area->last_column = area->column;
    if (end && *end == ':')
        end = read_place(end + 1, &area->last_row, &area->last_column);
    return end && *end == '\0' && area->last_row >= area->row && area->last_column >= area->column;
}

/* A part that is there and plain; the rest is not read. */
static bool part_of(struct workbook *book, const char *name, struct xml_walk *walk)
{
    const struct readback_part *part = pp_map_get(book->parts, name);
    if (!part)
        return false;
    if (!part->plain)
        book->odd = book->odd ? book->odd : name;
    else
        xml_walk_open(walk, part->bytes);
    return part->plain;
}

static void read_strings(struct workbook *book)
{
    struct xml_walk walk;
    struct pp_str text;
    if (!part_of(book, "xl/sharedStrings.xml", &walk))
        return;
    pp_str_init(&text);
    while (xml_walk_next(&walk)) {
        if (xml_walk_is(&walk, "si"))
            pp_str_clear(&text);
        else if (xml_walk_is(&walk, "t"))
            pp_str_append(&text, xml_walk_text(&walk, book->arena));
        else if (xml_walk_ends(&walk, "si"))
            *(const char **)PP_PUSH(book->arena, &book->strings) = pp_str_copy(&text, book->arena);
    }
    pp_str_free(&text);
}

static const char *shared(const struct workbook *book, const char *index)
{
    size_t number = 0;
    for (; *index >= '0' && *index <= '9' && number < book->strings.count; index++)
        number = number * 10 + (size_t)(*index - '0');
    return *index == '\0' && number < book->strings.count ? book->strings.items[number] : "";
}

static bool is_true(const char *text)
{
    return pp_streq(text, "1") || pp_streq(text, "true");
}

static bool is_hidden(const struct xml_walk *walk, const char *size)
{
    char text[16];
    if (xml_walk_short(walk, "hidden", text, sizeof text) && is_true(text))
        return true;
    return xml_walk_short(walk, size, text, sizeof text) &&
           (pp_streq(text, "0") || pp_streq(text, "0.0"));
}

static void read_cell(struct workbook *book, struct wb_sheet *sheet, struct xml_walk *walk)
{
    char place[16], type[16];
    struct wb_cell cell = {.kind = WB_BLANK, .text = ""};
    bool empty = walk->attributes_size > 0 && walk->attributes[walk->attributes_size - 1] == '/';
    if (empty || !xml_walk_short(walk, "r", place, sizeof place) ||
        !read_place(place, &cell.row, &cell.column))
        return;
    bool typed = xml_walk_short(walk, "t", type, sizeof type);
    while (xml_walk_next(walk) && !xml_walk_ends(walk, "c")) {
        if (!xml_walk_is(walk, "v") && !xml_walk_is(walk, "t"))
            continue;
        cell.kind = typed && !pp_streq(type, "n") ? WB_TEXT : WB_NUMBER;
        cell.text = xml_walk_text(walk, book->arena);
        if (typed && pp_streq(type, "s"))
            cell.text = shared(book, cell.text);
    }
    if (cell.kind == WB_BLANK)
        return;
    /* What stands out of order is shown by some readers and found by no search. */
    const struct wb_cell *last =
        sheet->cells.count > 0 ? &sheet->cells.items[sheet->cells.count - 1] : NULL;
    if (last && (cell.row < last->row || (cell.row == last->row && cell.column <= last->column)))
        book->odd = sheet->part;
    *(struct wb_cell *)PP_PUSH(book->arena, &sheet->cells) = cell;
}

static void read_cells(struct workbook *book, struct wb_sheet *sheet)
{
    struct xml_walk walk;
    if (!part_of(book, sheet->part, &walk))
        return;
    while (xml_walk_next(&walk)) {
        if (xml_walk_is(&walk, "c"))
            read_cell(book, sheet, &walk);
        else if (xml_walk_is(&walk, "col"))
            sheet->hidden += is_hidden(&walk, "width");
        else if (xml_walk_is(&walk, "row"))
            sheet->hidden += is_hidden(&walk, "ht");
    }
}

/* "../tables/table1.xml", seen from xl/worksheets. */
static const char *target_of(const struct workbook *book, const char *target, const char *from)
{
    if (!target)
        return "";
    if (*target == '/')
        return target + 1;
    if (pp_starts_with(target, "../"))
        return pp_arena_printf(book->arena, "xl/%s", target + 3);
    return pp_arena_printf(book->arena, "%s%s", from, target);
}

static const char *rels_of(const struct workbook *book, const char *part)
{
    const char *slash = strrchr(part, '/');
    int length = slash ? (int)(slash - part) + 1 : 0;
    return pp_arena_printf(book->arena, "%.*s_rels/%s.rels", length, part, part + length);
}

static void read_table(struct workbook *book, struct wb_sheet *sheet)
{
    struct xml_walk walk;
    const char *part = NULL;
    if (!part_of(book, rels_of(book, sheet->part), &walk))
        return;
    while (xml_walk_next(&walk) && !part) {
        const char *type = xml_walk_attribute(&walk, book->arena, "Type");
        if (type && pp_ends_with(type, "/table"))
            part =
                target_of(book, xml_walk_attribute(&walk, book->arena, "Target"), "xl/worksheets/");
    }
    if (!part || !part_of(book, part, &walk))
        return;
    while (xml_walk_next(&walk))
        if (xml_walk_is(&walk, "table")) {
            const char *area = xml_walk_attribute(&walk, book->arena, "ref");
            const char *name = xml_walk_attribute(&walk, book->arena, "name");
            if (name && area && read_area(area, &sheet->area))
                sheet->table = name;
        }
}

static const char *part_by_id(struct workbook *book, const char *id)
{
    struct xml_walk walk;
    if (!id || !part_of(book, "xl/_rels/workbook.xml.rels", &walk))
        return "";
    while (xml_walk_next(&walk))
        if (pp_streq(xml_walk_attribute(&walk, book->arena, "Id"), id))
            return target_of(book, xml_walk_attribute(&walk, book->arena, "Target"), "xl/");
    return "";
}

static void read_sheets(struct workbook *book)
{
    struct xml_walk walk;
    if (!part_of(book, "xl/workbook.xml", &walk))
        return;
    while (xml_walk_next(&walk)) {
        const char *name = xml_walk_attribute(&walk, book->arena, "name");
        if (xml_walk_is(&walk, "sheet") && name) {
            struct wb_sheet *sheet = PP_PUSH(book->arena, &book->sheets);
            sheet->name = name;
            sheet->part = part_by_id(book, xml_walk_attribute(&walk, book->arena, "id"));
        } else if (xml_walk_is(&walk, "definedName") && name) {
            *(struct wb_name *)PP_PUSH(book->arena, &book->names) = (struct wb_name){
                .name = name,
                .reference = xml_walk_text(&walk, book->arena),
                .hidden = is_true(xml_walk_attribute(&walk, book->arena, "hidden"))};
        }
    }
    for (size_t i = 0; i < book->sheets.count; i++) {
        read_cells(book, &book->sheets.items[i]);
        read_table(book, &book->sheets.items[i]);
    }
}

/* <c:f> names the cells, and the <c:pt> behind it say what they held. */
static void read_chart(struct workbook *book, const char *part)
{
    struct xml_walk walk;
    const char *reference = NULL;
    size_t index = 0;
    if (!part_of(book, part, &walk))
        return;
    while (xml_walk_next(&walk)) {
        if (xml_walk_is(&walk, "f"))
            reference = xml_walk_text(&walk, book->arena);
        else if (xml_walk_ends(&walk, "strRef") || xml_walk_ends(&walk, "numRef"))
            reference = NULL;
        else if (xml_walk_is(&walk, "pt")) {
            const char *number = xml_walk_attribute(&walk, book->arena, "idx");
            index = 0;
            for (; number && *number >= '0' && *number <= '9' && index < MOST_ROWS; number++)
                index = index * 10 + (size_t)(*number - '0');
        } else if (xml_walk_is(&walk, "v") && reference)
            *(struct wb_memory *)PP_PUSH(book->arena, &book->memories) =
                (struct wb_memory){part, reference, index, xml_walk_text(&walk, book->arena)};
    }
}

void workbook_read(struct pp_arena *arena, const struct pp_map *parts, struct workbook *out)
{
    struct xml_walk walk;
    *out = (struct workbook){.arena = arena, .parts = parts};
    read_strings(out);
    read_sheets(out);
    if (!part_of(out, "[Content_Types].xml", &walk))
        return;
    while (xml_walk_next(&walk)) {
        const char *part = xml_walk_attribute(&walk, arena, "PartName");
        if (part && pp_starts_with(part, "/xl/charts/"))
            read_chart(out, part + 1);
    }
}

const struct wb_sheet *workbook_table(const struct workbook *book, const char *table)
{
    for (size_t i = 0; i < book->sheets.count; i++)
        if (pp_streq(book->sheets.items[i].table, table))
            return &book->sheets.items[i];
    return NULL;
}

struct wb_cell workbook_cell(const struct wb_sheet *sheet, uint32_t row, uint32_t column)
{
    for (size_t low = 0, high = sheet->cells.count; low < high;) {
        size_t middle = (low + high) / 2;
        const struct wb_cell *cell = &sheet->cells.items[middle];
        if (cell->row == row && cell->column == column)
            return *cell;
        if (cell->row < row || (cell->row == row && cell->column < column))
            low = middle + 1;
        else
            high = middle;
    }
    return (struct wb_cell){.row = row, .column = column, .text = ""};
}

static const struct wb_sheet *sheet_named(
    const struct workbook *book, const char *reference, const char **rest)
{
    for (size_t i = 0; i < book->sheets.count; i++) {
        const char *name = book->sheets.items[i].name, *at = reference;
        bool quoted = *at == '\'';
        at += quoted;
        for (; *name && *at == *name; name++, at++)
            at += quoted && *at == '\'' && at[1] == '\'';
        if (*name || (quoted && *at++ != '\'') || *at != '!')
            continue;
        *rest = at + 1;
        return &book->sheets.items[i];
    }
    return NULL;
}

bool workbook_area(
    const struct workbook *book, const char *reference, const struct wb_sheet **sheet,
    struct wb_area *area)
{
    const char *rest;
    *sheet = sheet_named(book, reference, &rest);
    return *sheet && read_area(rest, area);
}
