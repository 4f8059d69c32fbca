/* Any bytes as every part of a workbook at once: cells are found where they stand. */
#include <stdint.h>
#include <stdlib.h>

#include "pactpress/arena.h"
#include "verify/readback_parts.h"
#include "verify/workbook.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put(struct pp_map *parts, const char *name, const void *bytes, size_t size)
{
    struct readback_part *part = pp_arena_alloc(parts->arena, sizeof *part);
    part->bytes = (struct pp_bytes){pp_arena_memdup(parts->arena, bytes, size), size};
    part->plain = true;
    pp_map_set(parts, name, part);
}

#define PUT(parts, name, text) put(parts, name, text, sizeof(text) - 1)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const given[] = {
        "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/charts/chart1.xml",
        "xl/sharedStrings.xml"};
    struct pp_arena *arena = pp_arena_new();
    struct workbook book;
    struct pp_map parts;
    pp_map_init(&parts, arena);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        put(&parts, given[i], data, size);
    PUT(&parts, "xl/workbook.xml", "<workbook><sheet name='It&apos;s' r:id='1'/></workbook>");
    PUT(&parts, "xl/_rels/workbook.xml.rels",
        "<Relationship Id='1' Target='worksheets/sheet1.xml'/>");
    PUT(&parts, "xl/worksheets/_rels/sheet1.xml.rels",
        "<Relationship Type='x/table' Target='../tables/table1.xml'/>");
    PUT(&parts, "[Content_Types].xml", "<Override PartName='/xl/charts/chart1.xml'/>");
    workbook_read(arena, &parts, &book);
    if (book.sheets.count != 1)
        abort();
    const struct wb_sheet *sheet = &book.sheets.items[0];
    for (size_t i = 0; i < sheet->cells.count && !book.odd; i++) {
        const struct wb_cell *cell = &sheet->cells.items[i];
        if (workbook_cell(sheet, cell->row, cell->column).text != cell->text)
            abort();
    }
    for (size_t i = 0; i < book.memories.count; i++) {
        const struct wb_sheet *found;
        struct wb_area area;
        if (workbook_area(&book, book.memories.items[i].reference, &found, &area) &&
            (found != sheet || area.last_row < area.row || area.last_column < area.column))
            abort();
    }
    pp_arena_free(arena);
    return 0;
}
