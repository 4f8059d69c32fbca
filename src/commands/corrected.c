#include "corrected.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "verify/readback_parts.h"

/* The workbook on its way to CSV: shared strings first, then the cells of the first sheet. */
struct workbook {
    struct pp_arena *arena;
    struct {
        const char **items;
        size_t count, capacity;
    } shared;
    struct pp_str text; /* of the element in work */
    bool in_text;       /* inside t or v */
    bool is_phonetic;   /* inside rPh: how Japanese is read aloud */
    bool is_shared;     /* this cell's value is a number of a shared string */
    size_t column;      /* of this cell */
    size_t filled;      /* cells of this row so far */
    struct pp_str *csv;
};

static const char *attribute(const char **attributes, const char *name)
{
    for (; *attributes != NULL; attributes += 2)
        if (strcmp(*attributes, name) == 0)
            return attributes[1];
    return NULL;
}

/* "C17": 2 */
static size_t column_of(const char *reference)
{
    size_t column = 0;
    for (; *reference >= 'A' && *reference <= 'Z' && column < PP_LIMIT_COLUMNS; reference++)
        column = column * 26 + (size_t)(*reference - 'A' + 1);
    return column > 0 ? column - 1 : 0;
}

static void start(void *data, const char *name, const char **attributes)
{
    struct workbook *book = data;
    const char *local = readback_xml_local(name);
    if (strcmp(local, "si") == 0 || strcmp(local, "c") == 0)
        pp_str_clear(&book->text);
    if (strcmp(local, "row") == 0)
        book->filled = 0;
    if (strcmp(local, "c") == 0) {
        const char *reference = attribute(attributes, "r");
        book->is_shared = pp_streq(attribute(attributes, "t"), "s");
        book->column = reference != NULL ? column_of(reference) : book->filled;
    }
    book->is_phonetic = book->is_phonetic || strcmp(local, "rPh") == 0;
    book->in_text = strcmp(local, "t") == 0 || strcmp(local, "v") == 0;
}

static void text(void *data, const char *bytes, size_t size)
{
    struct workbook *book = data;
    if (book->in_text && !book->is_phonetic)
        pp_str_append_n(&book->text, bytes, size);
}

static void end_cell(struct workbook *book)
{
    const char *value = book->text.text;
    if (book->is_shared) {
        size_t index = (size_t)strtoul(value, NULL, 10);
        value = index < book->shared.count ? book->shared.items[index] : "";
    }
    for (; book->filled < book->column; book->filled++)
        pp_str_append(book->csv, book->filled > 0 ? ",\"\"" : "\"\"");
    pp_str_append(book->csv, book->filled > 0 ? "," : "");
    pp_correction_field(book->csv, value);
    book->filled++;
}

static void end(void *data, const char *name)
{
    struct workbook *book = data;
    const char *local = readback_xml_local(name);
    book->in_text = false;
    if (strcmp(local, "rPh") == 0)
        book->is_phonetic = false;
    else if (strcmp(local, "si") == 0)
        *(const char **)PP_PUSH(book->arena, &book->shared) = pp_str_copy(&book->text, book->arena);
    else if (strcmp(local, "c") == 0)
        end_cell(book);
    else if (strcmp(local, "row") == 0)
        pp_str_append(book->csv, "\r\n");
}

static bool read_part(struct workbook *book, struct pp_bytes package, const char *part)
{
    struct readback_xml_handler handler = {.data = book, .start = start, .text = text, .end = end};
    struct pp_bytes bytes;
    if (!readback_xlsx_part(book->arena, package, part, &bytes))
        return false;
    struct readback_xml *xml = readback_xml_open(&handler, false);
    bool good = readback_xml_feed(xml, bytes.data, bytes.size, true);
    readback_xml_close(xml);
    return good;
}

static bool read_workbook(struct pp_arena *arena, struct pp_bytes package, struct pp_str *csv)
{
    struct workbook book = {.arena = arena, .csv = csv};
    pp_str_init(&book.text);
    read_part(
        &book, package, "xl/sharedStrings.xml"); /* there is none when cells hold their text */
    pp_str_clear(csv);
    bool good = read_part(&book, package, "xl/worksheets/sheet1.xml");
    pp_str_free(&book.text);
    return good;
}

static enum pp_status take(
    struct pp_run *run, const struct pp_project *project, const char *path, size_t *rows)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_bytes bytes = {0};
    struct pp_str csv;
    pp_str_init(&csv);
    enum pp_status status = pp_file_read(run, arena, path, 0, &bytes);
    bool package = status == PP_OK && bytes.size > 4 && memcmp(bytes.data, "PK\x03\x04", 4) == 0;
    if (package && !read_workbook(arena, bytes, &csv)) {
        pp_error(
            run, (struct pp_where){.file = path}, "corrections.workbook",
            "This workbook cannot be read, or has no first sheet. Save it again as XLSX or CSV.");
        status = PP_DATA;
    } else if (package) {
        bytes = (struct pp_bytes){(const unsigned char *)csv.text, csv.length};
    }
    if (status == PP_OK)
        status = pp_corrections_take(run, project, path, bytes, rows);
    pp_str_free(&csv);
    pp_arena_free(arena);
    return status;
}

enum pp_status corrected_take(
    struct pp_run *run, const struct pp_project *project, const struct pp_strings *sheets)
{
    for (size_t i = 0; i < sheets->count; i++) {
        size_t rows = 0;
        PP_TRY(take(run, project, sheets->items[i], &rows));
        pp_say(
            run, "corrected", "%s: %zu corrected %s taken", sheets->items[i], rows,
            rows == 1 ? "row" : "rows");
    }
    return PP_OK;
}
