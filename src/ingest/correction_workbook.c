/* A workbook of one sheet, made to correct rows in: text cells, the header frozen, drop-down lists.
 * The package is a ZIP archive of stored parts, so that it needs no library. */
#include <string.h>

#include "pactpress/corrections.h"
#include "pactpress/csvrow.h"
#include "pactpress/scanner.h"

enum { PARTS = 6, LIST_MAX = 250 /* [bytes] of choices in one list: Excel takes 255 */ };

static const char types[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
    "</Types>";
static const char package_rels[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
    "Target=\"xl/workbook.xml\"/></Relationships>";
/* Around the sheet's name. */
static const char workbook_head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
    "<sheet name=\"";
static const char workbook_tail[] = "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
static const char workbook_rels[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    "<Relationship Id=\"rId1\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" "
    "Target=\"styles.xml\"/></Relationships>";
/* 1: header; 2: text, whatever it looks like; 3: key and reason, grey. */
static const char styles[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
    "<fonts count=\"3\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><sz val=\"11\"/><color rgb=\"FF666666\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
    "<cellXfs count=\"4\"><xf/><xf numFmtId=\"49\" fontId=\"1\" applyFont=\"1\" "
    "applyNumberFormat=\"1\"/><xf numFmtId=\"49\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"49\" fontId=\"2\" applyFont=\"1\" applyNumberFormat=\"1\"/></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

/* --- ZIP ---------------------------------------------------------------------------------- */

static uint32_t crc_of(const char *data, size_t size)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++) {
        crc ^= (unsigned char)data[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static void put(struct pp_str *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++, value >>= 8)
        pp_str_append_char(out, (char)(value & 0xFF));
}

/* What local header and directory have in common. The day is 1980-01-01: bytes repeat. */
static void put_entry(struct pp_str *out, const char *name, uint32_t crc, size_t size)
{
    put(out, 0x0800, 2); /* names are UTF-8 */
    put(out, 0, 2);      /* stored */
    put(out, 0, 2);
    put(out, 0x0021, 2);
    put(out, crc, 4);
    put(out, (uint32_t)size, 4);
    put(out, (uint32_t)size, 4);
    put(out, (uint32_t)strlen(name), 2);
    put(out, 0, 2);
}

static void add_part(
    struct pp_str *out, struct pp_str *directory, const char *name, const char *data, size_t size)
{
    uint32_t crc = crc_of(data, size), at = (uint32_t)out->length;
    put(out, 0x04034B50, 4);
    put(out, 20, 2);
    put_entry(out, name, crc, size);
    pp_str_append(out, name);
    pp_str_append_n(out, data, size);
    put(directory, 0x02014B50, 4);
    put(directory, 20, 2);
    put(directory, 20, 2);
    put_entry(directory, name, crc, size);
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 2);
    put(directory, 0, 4);
    put(directory, at, 4);
    pp_str_append(directory, name);
}

static void end_package(struct pp_str *out, const struct pp_str *directory)
{
    uint32_t at = (uint32_t)out->length;
    pp_str_append_n(out, directory->text, directory->length);
    put(out, 0x06054B50, 4);
    put(out, 0, 4);
    put(out, PARTS, 2);
    put(out, PARTS, 2);
    put(out, (uint32_t)directory->length, 4);
    put(out, at, 4);
    put(out, 0, 2);
}

/* --- the sheet ---------------------------------------------------------------------------- */

static void append_xml(struct pp_str *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '&' || c == '<' || c == '>' || c == '"')
            pp_str_append(
                out, c == '&'   ? "&amp;"
                     : c == '<' ? "&lt;"
                     : c == '>' ? "&gt;"
                                : "&quot;");
        else if (c >= 0x20 || c == '\n' || c == '\t')
            pp_str_append_char(out, (char)c);
    }
}

static void append_column(struct pp_str *out, size_t column)
{
    char letters[8];
    size_t count = 0;
    for (size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (rest - 1) % 26);
    while (count > 0)
        pp_str_append_char(out, letters[--count]);
}

static void append_cell(
    struct pp_str *out, size_t row, size_t column, int style, struct pp_bytes text)
{
    pp_str_append(out, "<c r=\"");
    append_column(out, column);
    pp_str_printf(out, "%zu\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", row, style);
    append_xml(out, (const char *)text.data, text.size);
    pp_str_append(out, "</t></is></c>");
}

/* Text is text in a workbook: the apostrophe of the CSV is not needed. */
static struct pp_bytes without_guard(struct pp_bytes text)
{
    bool guarded = text.size > 1 && text.data[0] == '\'' && strchr("=@+-", text.data[1]) != NULL;
    return guarded ? (struct pp_bytes){text.data + 1, text.size - 1} : text;
}

static size_t append_rows(struct pp_str *out, struct pp_bytes sheet)
{
    struct pp_scanner scanner;
    struct pp_span span;
    struct pp_csvrow *row = pp_csvrow_new(',');
    size_t number = 0;
    pp_scanner_init(&scanner, sheet.data, sheet.size, ',');
    while (pp_scanner_next(&scanner, &span)) {
        size_t count = pp_csvrow_split(row, sheet.data + span.start, span.length);
        pp_str_printf(out, "<row r=\"%zu\">", ++number);
        for (size_t i = 0; i < count; i++)
            append_cell(
                out, number, i,
                number == 1 ? 1
                : i < 2     ? 3
                            : 2,
                without_guard(pp_csvrow_field(row, i)));
        pp_str_append(out, "</row>");
    }
    pp_csvrow_free(row);
    return number;
}

/* The hint shows when the cell is chosen, and again when something else was written. */
static void append_hints(struct pp_str *out, const struct pp_correction_words *words)
{
    static const char *const names[] = {"errorTitle", "error", "promptTitle", "prompt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *text = i % 2 == 0 ? words->title : words->hint;
        pp_str_printf(out, " %s=\"", names[i]);
        append_xml(out, text, strlen(text));
        pp_str_append_char(out, '"');
    }
}

static void append_lists(
    struct pp_str *out, const char *const *lists, size_t count, size_t last_row,
    const struct pp_correction_words *words)
{
    size_t used = 0;
    for (size_t i = 0; i < count; i++)
        used += lists[i] != NULL && strlen(lists[i]) <= LIST_MAX;
    if (used == 0)
        return;
    pp_str_printf(out, "<dataValidations count=\"%zu\">", used);
    for (size_t i = 0; i < count; i++) {
        if (lists[i] == NULL || strlen(lists[i]) > LIST_MAX)
            continue;
        /* A warning, not a stop: a cell may hold what the source's `values:` map. */
        pp_str_append(
            out, "<dataValidation type=\"list\" errorStyle=\"warning\" allowBlank=\"1\" "
                 "showErrorMessage=\"1\" showInputMessage=\"1\"");
        append_hints(out, words);
        pp_str_append(out, " sqref=\"");
        append_column(out, i);
        pp_str_append(out, "2:");
        append_column(out, i);
        pp_str_printf(out, "%zu\"><formula1>\"", last_row > 2 ? last_row : 2);
        append_xml(out, lists[i], strlen(lists[i]));
        pp_str_append(out, "\"</formula1></dataValidation>");
    }
    pp_str_append(out, "</dataValidations>");
}

static void append_sheet(
    struct pp_str *out, struct pp_bytes sheet, const char *const *lists, size_t list_count,
    const struct pp_correction_words *words)
{
    pp_str_append(
        out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
             "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">"
             "<sheetViews><sheetView workbookViewId=\"0\"><pane xSplit=\"2\" ySplit=\"1\" "
             "topLeftCell=\"C2\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView>"
             "</sheetViews><cols><col min=\"1\" max=\"1\" width=\"6\" customWidth=\"1\"/>"
             "<col min=\"2\" max=\"2\" width=\"60\" customWidth=\"1\"/>"
             "<col min=\"3\" max=\"4099\" width=\"18\" customWidth=\"1\"/></cols><sheetData>");
    size_t rows = append_rows(out, sheet);
    pp_str_append(out, "</sheetData>");
    append_lists(out, lists, list_count, rows, words);
    pp_str_append(out, "</worksheet>");
}

void pp_correction_workbook(
    struct pp_bytes sheet, const char *const *lists, size_t list_count,
    const struct pp_correction_words *words, struct pp_str *out)
{
    static const size_t mark = 3; /* of UTF-8, which a workbook does not need */
    struct pp_str xml, workbook, directory;
    bool marked = sheet.size >= mark && memcmp(sheet.data, "\xEF\xBB\xBF", mark) == 0;
    if (marked)
        sheet = (struct pp_bytes){sheet.data + mark, sheet.size - mark};
    pp_str_init(&xml);
    pp_str_init(&directory);
    pp_str_init(&workbook);
    pp_str_append(&workbook, workbook_head);
    append_xml(&workbook, words->sheet, strlen(words->sheet));
    pp_str_append(&workbook, workbook_tail);
    append_sheet(&xml, sheet, lists, list_count, words);
    add_part(out, &directory, "[Content_Types].xml", types, sizeof types - 1);
    add_part(out, &directory, "_rels/.rels", package_rels, sizeof package_rels - 1);
    add_part(out, &directory, "xl/workbook.xml", workbook.text, workbook.length);
    add_part(
        out, &directory, "xl/_rels/workbook.xml.rels", workbook_rels, sizeof workbook_rels - 1);
    add_part(out, &directory, "xl/styles.xml", styles, sizeof styles - 1);
    add_part(out, &directory, "xl/worksheets/sheet1.xml", xml.text, xml.length);
    end_package(out, &directory);
    pp_str_free(&xml);
    pp_str_free(&workbook);
    pp_str_free(&directory);
}
