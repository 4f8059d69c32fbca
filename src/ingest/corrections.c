#include "pactpress/corrections.h"

#include <ctype.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/charset.h"
#include "pactpress/csvrow.h"
#include "pactpress/dialect.h"
#include "pactpress/digest.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"

static const char folder_name[] = "private/corrections";

void pp_correction_field(struct pp_str *out, const char *text)
{
    bool sign = text[0] == '+' || text[0] == '-';
    bool formula = text[0] == '=' || text[0] == '@' || (sign && !isdigit((unsigned char)text[1]));
    pp_str_append_char(out, '"');
    pp_str_append(out, formula && text[1] != '\0' ? "'" : "");
    for (; *text != '\0'; text++) {
        if (*text == '"')
            pp_str_append_char(out, '"');
        pp_str_append_char(out, *text);
    }
    pp_str_append_char(out, '"');
}

static const char *file_of(struct pp_arena *arena, const char *folder, const char *digest)
{
    return pp_path_join(arena, folder, pp_arena_printf(arena, "%s/%s.csv", folder_name, digest));
}

/* One record a line number: what stands behind the first comma. */
static void index_records(struct pp_arena *arena, struct pp_bytes text, struct pp_map *out)
{
    struct pp_scanner scanner;
    struct pp_span span;
    pp_scanner_init(&scanner, text.data, text.size, ',');
    while (pp_scanner_next(&scanner, &span)) {
        const char *record = (const char *)text.data + span.start;
        size_t digits = strspn(record, "0123456789");
        if (digits == 0 || digits >= span.length || record[digits] != ',')
            continue;
        char *cells = pp_arena_strndup(arena, record + digits + 1, span.length - digits - 1);
        pp_map_set_n(out, record, digits, cells);
    }
}

enum pp_status pp_corrections_load(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *digest,
    struct pp_map *out)
{
    struct pp_bytes text = {0};
    const char *path = file_of(arena, folder, digest);
    pp_map_init(out, arena);
    if (!pp_file_exists(path))
        return PP_OK;
    PP_TRY(pp_file_read(run, arena, pp_arena_strdup(run->arena, path), 0, &text));
    index_records(arena, text, out);
    return PP_OK;
}

/* --- taking in ---------------------------------------------------------------------------- */

struct intake {
    struct pp_run *run;
    const struct pp_project *project;
    const char *shown;
    struct pp_arena *arena;
    struct pp_charset charset;
    struct pp_map files; /* digest -> struct pp_map * (line -> record) */
    size_t rows;
};

static const char *text_of(struct intake *in, const struct pp_csvrow *row, size_t column)
{
    const char *text = pp_charset_show(&in->charset, in->arena, pp_csvrow_field(row, column));
    bool guarded = text[0] == '\'' && text[1] != '\0' && strchr("=@+-", text[1]) != NULL;
    return guarded ? text + 1 : text;
}

/* "<64 hex digits>:<line>" */
static bool split_key(struct intake *in, const char *key, const char **digest, const char **line)
{
    size_t hex = strspn(key, "0123456789abcdef");
    if (hex != PP_DIGEST_HEX - 1 || key[hex] != ':')
        return false;
    *digest = pp_arena_strndup(in->arena, key, hex);
    *line = key + hex + 1;
    size_t digits = strspn(*line, "0123456789");
    return digits > 0 && digits < 12 && (*line)[digits] == '\0';
}

static struct pp_map *corrections_of(struct intake *in, const char *digest)
{
    struct pp_map *map = pp_map_get(&in->files, digest);
    if (map != NULL)
        return map;
    map = pp_arena_alloc(in->arena, sizeof *map);
    if (pp_corrections_load(in->run, in->arena, in->project->folder, digest, map) != PP_OK)
        return NULL;
    pp_map_set(&in->files, digest, map);
    return map;
}

static enum pp_status take_row(struct intake *in, const struct pp_csvrow *row, size_t line)
{
    const char *digest = NULL, *number = NULL;
    struct pp_str record;
    if (!split_key(in, text_of(in, row, 0), &digest, &number)) {
        pp_error(
            in->run, ((struct pp_where){.file = in->shown, .line = line}), "corrections.key",
            "This row has no key in its column \"%s\". Leave that column as it is; rows without "
            "correction may be deleted.",
            PP_CORRECTION_KEY);
        return PP_DATA;
    }
    struct pp_map *map = corrections_of(in, digest);
    if (map == NULL)
        return PP_DATA;
    pp_str_init(&record);
    for (size_t i = 2; i < pp_csvrow_count(row); i++) {
        pp_str_append(&record, i > 2 ? "," : "");
        pp_correction_field(&record, text_of(in, row, i));
    }
    pp_map_set(map, number, pp_str_copy(&record, in->arena));
    pp_str_free(&record);
    in->rows++;
    return PP_OK;
}

static enum pp_status take_rows(
    struct intake *in, struct pp_bytes text, const struct pp_dialect *dialect,
    struct pp_csvrow *row)
{
    struct pp_scanner scanner;
    struct pp_span span;
    bool header = false;
    pp_scanner_init(&scanner, text.data, text.size, dialect->delimiter);
    while (pp_scanner_next(&scanner, &span)) {
        if (pp_csvrow_split(row, text.data + span.start, span.length) == 0 ||
            pp_csvrow_is_blank(row))
            continue;
        if (!header) {
            header = strcmp(text_of(in, row, 0), PP_CORRECTION_KEY) == 0;
            if (header)
                continue;
            pp_error(
                in->run, (struct pp_where){.file = in->shown}, "corrections.no-sheet",
                "This is no sheet for correcting: its first column is not \"%s\". Take a file "
                "that ends in .correct.csv or .xlsx under private/held-back.",
                PP_CORRECTION_KEY);
            return PP_DATA;
        }
        PP_TRY(take_row(in, row, span.line));
    }
    return PP_OK;
}

/* In the order of their lines, so that the file does not depend on the order of corrections. */
static size_t next_line(const struct pp_map *map, size_t behind)
{
    size_t next = 0;
    for (size_t i = 0; i < map->count; i++) {
        size_t line = 0;
        for (const char *c = map->entries[i].key; *c != '\0'; c++)
            line = line * 10 + (size_t)(*c - '0');
        if (line > behind && (next == 0 || line < next))
            next = line;
    }
    return next;
}

static enum pp_status write_file(struct intake *in, const char *digest, const struct pp_map *map)
{
    struct pp_str text;
    const char *path = file_of(in->run->arena, in->project->folder, digest);
    pp_str_init(&text);
    for (size_t line = next_line(map, 0); line > 0; line = next_line(map, line)) {
        const char *record = pp_map_get(map, pp_arena_printf(in->arena, "%zu", line));
        pp_str_printf(&text, "%zu,%s\r\n", line, record != NULL ? record : "");
    }
    enum pp_status status = pp_file_replace(in->run, path, text.text, text.length, 0600);
    pp_str_free(&text);
    return status;
}

static enum pp_status write_all(struct intake *in)
{
    const char *folder = in->project->folder;
    PP_TRY(pp_folder_make(in->run, pp_path_join(in->run->arena, folder, "private"), 0700));
    PP_TRY(pp_folder_make(in->run, pp_path_join(in->run->arena, folder, folder_name), 0700));
    for (size_t i = 0; i < in->files.count; i++)
        PP_TRY(write_file(in, in->files.entries[i].key, in->files.entries[i].value));
    return PP_OK;
}

static enum pp_status take_sheet(struct intake *in, struct pp_bytes sheet)
{
    struct pp_charset_guess guess;
    struct pp_dialect_guess dialect;
    pp_charset_guess_of(in->arena, pp_charset_look_at(in->arena, sheet), &guess);
    size_t bom = guess.charset.bom;
    struct pp_bytes text = {sheet.data + bom, sheet.size - bom};
    in->charset = guess.charset;
    bool little = guess.charset.kind == PP_CHARSET_UTF16LE;
    if (little || guess.charset.kind == PP_CHARSET_UTF16BE) {
        text = pp_charset_from_utf16(in->arena, text, little);
        in->charset = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    }
    pp_dialect_guess(text, 0, NULL, &dialect);
    struct pp_csvrow *row = pp_csvrow_new(dialect.best.delimiter);
    enum pp_status status = take_rows(in, text, &dialect.best, row);
    pp_csvrow_free(row);
    return status;
}

enum pp_status pp_corrections_take(
    struct pp_run *run, const struct pp_project *project, const char *shown, struct pp_bytes sheet,
    size_t *rows)
{
    struct intake in = {.run = run, .project = project, .shown = shown, .arena = pp_arena_new()};
    pp_map_init(&in.files, in.arena);
    enum pp_status status = take_sheet(&in, sheet);
    if (status == PP_OK)
        status = write_all(&in);
    if (status == PP_OK)
        *rows = in.rows;
    pp_arena_free(in.arena);
    return status;
}
