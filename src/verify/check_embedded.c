/* What is inside a document against the document: the workbook is sound and holds the numbers of
 * the tables; inputs.json tells of this document and of that workbook, and its rows add up. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "pdf_document.h"
#include "workbook_numbers.h"

struct inside {
    const char *name;
    struct pp_bytes bytes;
};

struct insides {
    struct inside *items;
    size_t count, capacity;
};

static const char rule[] = "readback.pdf-embedded";

static void find_files(const struct rb_document *document, struct insides *out)
{
    const struct rb_objects *objects = &document->objects;
    for (uint32_t i = 1; i < objects->count; i++) {
        struct rb_value files = rb_get(objects, objects->items[i], "EF");
        const char *name = rb_text(document->arena, rb_get(objects, objects->items[i], "UF"));
        struct rb_pdf_stream bytes = rb_stream(objects, rb_entry(files, "F"));
        if (!name || !bytes.data)
            continue;
        *(struct inside *)PP_PUSH(document->arena, out) =
            (struct inside){.name = name, .bytes = {bytes.data, bytes.size}};
    }
}

/* Findings in a file inside are told of both. */
static void check_workbook(const struct rb_document *document, const struct inside *file)
{
    struct readback *at = document->at;
    const char *outer = at->path;
    const struct pp_made_file *made = at->file;
    at->path = pp_arena_printf(at->run->arena, "%s (%s)", outer, file->name);
    at->file = NULL;
    readback_xlsx(at, file->bytes);
    at->path = outer;
    at->file = made;
}

static bool is_empty_cell(const struct rb_document *document, size_t element)
{
    const struct rb_kids *kids = &document->elements.items[element].kids;
    return kids->count == 0;
}

/* Before the last cell of a row, where that one is marked as restated: what was published before is
 * in no workbook of today. */
static bool is_former(const struct rb_document *document, size_t cell)
{
    const struct rb_elements *elements = &document->elements;
    size_t next = 0, behind = 0;
    for (size_t i = cell + 1;
         i < elements->count && elements->items[i].depth >= elements->items[cell].depth; i++)
        if (elements->items[i].parent == elements->items[cell].parent) {
            next = behind == 0 ? i : next;
            behind++;
        }
    return behind == 1 && pp_ends_with(rb_element_text(document, next), "(r)");
}

/* A number that stands alone in a cell of a table is a figure, and figures are in the workbook. */
static void check_numbers(const struct rb_document *document, struct pp_bytes workbook)
{
    struct readback_numbers numbers = {0};
    readback_xlsx_numbers(document->arena, workbook, &numbers);
    for (size_t i = 0; i < document->elements.count; i++) {
        int64_t readings[2];
        if (!pp_streq(document->elements.items[i].role, "TD") || is_empty_cell(document, i))
            continue;
        const char *text = rb_element_text(document, i);
        if (readback_number_read(text, readings) && !readback_numbers_hold(&numbers, readings[0]) &&
            !readback_numbers_hold(&numbers, readings[1]) && !is_former(document, i))
            rb_broken(
                document, rule, "ISO 19005-3, 6.8",
                "A table prints the number %.40s, which no cell of the workbook inside holds.",
                text);
    }
}

static const char *string_at(const struct pp_yaml *map, const char *key)
{
    const struct pp_yaml *node = map && map->kind == PP_YAML_MAP ? pp_yaml_get(map, key) : NULL;
    return node && node->kind == PP_YAML_SCALAR ? node->text : "";
}

static uint64_t number_at(const struct pp_yaml *map, const char *key)
{
    return strtoull(string_at(map, key), NULL, 10);
}

static bool adds_up(const struct pp_yaml *rows)
{
    static const char *const parts[] = {
        "used", "excluded", "superseded", "duplicates", "held_back"};
    if (!pp_yaml_get(rows, "read") && !pp_yaml_get(rows, "used"))
        return true; /* in public they are told only beside what they are the sum of */
    uint64_t sum = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        sum += number_at(rows, parts[i]);
    return sum == number_at(rows, "read");
}

static void check_rows(const struct rb_document *document, const struct pp_yaml *note)
{
    const struct pp_yaml *rows = pp_yaml_get(note, "rows"), *inputs = pp_yaml_get(note, "inputs");
    uint64_t read = 0;
    bool told = false, good = rows && adds_up(rows);
    for (const struct pp_yaml *one = inputs ? inputs->first : NULL; one; one = one->next) {
        if (one->kind != PP_YAML_MAP || !pp_yaml_get(one, "read"))
            continue;
        told = true;
        good = good && adds_up(one);
        read += number_at(one, "read");
    }
    if (!good || (told && read != number_at(rows, "read")))
        rb_broken(
            document, rule, "ISO 19005-3, 6.8",
            "The rows in inputs.json do not add up: read = used + excluded + superseded + "
            "duplicates + held back.");
}

static void check_about(const struct rb_document *document, const struct pp_yaml *note)
{
    struct rb_value info = rb_get(&document->objects, document->objects.trailer, "Info");
    const char *title = rb_text(document->arena, rb_get(&document->objects, info, "Title"));
    const char *said = string_at(note, "title"), *lang = string_at(note, "language");
    if (!pp_streq(said, title ? title : "") ||
        !pp_streq(lang, document->lang ? document->lang : ""))
        rb_broken(
            document, rule, "ISO 19005-3, 6.8",
            "inputs.json is about `%.80s` (%.20s), not about this document.", said, lang);
}

static void check_annex(
    const struct rb_document *document, const struct pp_yaml *note, const struct insides *files)
{
    const struct pp_yaml *annex = pp_yaml_get(note, "annex");
    unsigned char sum[PP_DIGEST_SIZE];
    char digest[PP_DIGEST_HEX] = "";
    if (!annex)
        return;
    for (size_t i = 0; i < files->count; i++) {
        if (!pp_streq(files->items[i].name, string_at(annex, "name")))
            continue;
        pp_digest(files->items[i].bytes.data, files->items[i].bytes.size, sum);
        pp_hex(sum, sizeof sum, digest);
    }
    if (!pp_streq(digest, string_at(annex, "sha256")))
        rb_broken(
            document, rule, "ISO 19005-3, 6.8",
            "The workbook that inputs.json names, `%.80s`, is not inside, or has other bytes.",
            string_at(annex, "name"));
}

/* JSON is YAML; its mistakes are told by the reader. */
static void check_note(
    const struct rb_document *document, const struct inside *file, const struct insides *files)
{
    struct readback *at = document->at;
    struct pp_yaml *note = NULL;
    const char *path = pp_arena_printf(at->run->arena, "%s (%s)", at->path, file->name);
    if (pp_yaml_parse(at->run, document->arena, path, 1, file->bytes, &note) != PP_OK ||
        note->kind != PP_YAML_MAP) {
        rb_broken(document, rule, "ISO 19005-3, 6.8", "inputs.json cannot be read.");
        return;
    }
    check_about(document, note);
    check_annex(document, note, files);
    check_rows(document, note);
}

void rb_check_embedded(const struct rb_document *document)
{
    struct insides files = {0};
    if (!document->own)
        return;
    find_files(document, &files);
    for (size_t i = 0; i < files.count; i++) {
        if (pp_ends_with(files.items[i].name, ".xlsx")) {
            check_workbook(document, &files.items[i]);
            check_numbers(document, files.items[i].bytes);
        } else if (pp_streq(files.items[i].name, "inputs.json")) {
            check_note(document, &files.items[i], &files);
        }
    }
}
