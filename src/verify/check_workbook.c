/* A workbook in itself: what charts remember, what names stand for, how many rows the contents
 * promise, what nobody sees. */
#include "check_workbook.h"

#include <math.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "published.h"

/* Is the cell this number, or blank where there is none? Shares are parts of 1 in a sheet. */
bool workbook_is_number(struct wb_cell cell, const char *number, const char *unit)
{
    if (*number == '\0')
        return cell.kind == WB_BLANK;
    double is, wanted;
    return cell.kind == WB_NUMBER && published_number(number, &wanted) &&
           published_number(cell.text, &is) &&
           fabs(is - wanted / (pp_streq(unit, "percent") ? 100 : 1)) < 1e-9;
}

const char *workbook_shown(const char *text)
{
    return *text ? text : "nothing";
}

static struct wb_cell cell_of(const struct wb_sheet *sheet, uint32_t row, uint32_t column)
{
    return workbook_cell(sheet, row, sheet->area.column + column);
}

static void check_memory(
    struct readback *at, const struct workbook *book, const struct wb_memory *memory)
{
    const struct wb_sheet *sheet;
    struct wb_area area;
    if (!workbook_area(book, memory->reference, &sheet, &area)) {
        readback_found(
            at, "verify.chart", "%s: %s are no cells of this workbook.", memory->part,
            memory->reference);
        return;
    }
    uint32_t index = (uint32_t)memory->index;
    bool across = area.row == area.last_row;
    struct wb_cell cell =
        workbook_cell(sheet, area.row + (across ? 0 : index), area.column + (across ? index : 0));
    bool same = cell.kind == WB_NUMBER ? workbook_is_number(cell, memory->text, "")
                                       : pp_streq(cell.text, memory->text);
    double number;
    if (!same && at->attacking && cell.kind != WB_NUMBER && published_number(memory->text, &number))
        readback_shows(
            at, NULL, memory->text,
            pp_arena_printf(
                at->arena, "The memory of %s for the cell %u of %s", memory->part, index + 1,
                memory->reference));
    else if (!same)
        readback_found(
            at, "verify.chart",
            "%s: the chart remembers %s for the cell %u of %s, and there is %s.", memory->part,
            workbook_shown(memory->text), index + 1, memory->reference, workbook_shown(cell.text));
}

static void check_names(struct readback *at, const struct workbook *book)
{
    for (size_t i = 0; i < book->names.count; i++) {
        const struct wb_name *name = &book->names.items[i];
        const struct wb_sheet *sheet;
        struct wb_area area;
        const char *reference = name->reference;
        bool titles = pp_streq(name->name, "_xlnm.Print_Titles");
        /* Rows of titles ("Sheet!$4:$4") name no cells. */
        if (!titles && !workbook_area(book, reference, &sheet, &area))
            readback_found(
                at, "verify.name", "The name \"%s\" stands for no cells of a sheet: %s", name->name,
                reference);
    }
}

/* A table has a row at least: one without anything in it is a table without rows. */
static uint32_t rows_of(const struct wb_sheet *sheet)
{
    uint32_t rows = sheet->area.last_row - sheet->area.row;
    for (uint32_t column = 0; column <= sheet->area.last_column - sheet->area.column; column++)
        if (cell_of(sheet, sheet->area.row + 1, column).kind != WB_BLANK)
            return rows;
    return rows == 1 ? 0 : rows;
}

static void check_sheets(struct readback *at, const struct workbook *book)
{
    const struct wb_sheet *contents = workbook_table(book, "Contents");
    for (size_t i = 0; i < book->sheets.count; i++) {
        const struct wb_sheet *sheet = &book->sheets.items[i];
        if (!sheet->table)
            readback_found(at, "verify.workbook", "The sheet \"%s\" has no table.", sheet->name);
        for (uint32_t row = contents ? contents->area.row + 1 : 1;
             contents && sheet->table && row <= contents->area.last_row; row++) {
            char *rows = pp_arena_printf(at->arena, "%u", rows_of(sheet));
            if (pp_streq(cell_of(contents, row, 0).text, sheet->name) &&
                !workbook_is_number(cell_of(contents, row, 2), rows, "rows"))
                readback_found(
                    at, "verify.workbook",
                    "The sheet \"%s\", row %u: the table of \"%s\" has %s rows, not %s.",
                    contents->name, row, sheet->name, rows,
                    workbook_shown(cell_of(contents, row, 2).text));
        }
    }
}

/* Nothing may stand where nobody sees it. */
void check_hidden(struct readback *at, const struct workbook *book)
{
    for (size_t i = 0; i < book->sheets.count; i++)
        if (book->sheets.items[i].hidden > 0)
            readback_found(
                at, "readback.xlsx-hidden", "The sheet \"%s\" has hidden rows or columns.",
                book->sheets.items[i].name);
    for (size_t i = 0; i < book->names.count; i++)
        if (book->names.items[i].hidden && !pp_starts_with(book->names.items[i].name, "_xlnm."))
            readback_found(
                at, "readback.xlsx-hidden", "The name \"%s\" is hidden.",
                book->names.items[i].name);
}

void check_workbook(struct readback *at, const struct workbook *book)
{
    check_sheets(at, book);
    for (size_t i = 0; i < book->memories.count; i++)
        check_memory(at, book, &book->memories.items[i]);
    check_names(at, book);
}
