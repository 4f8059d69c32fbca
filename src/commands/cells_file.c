#include "cells_file.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

#define ABSENT ((size_t)-1)

static enum pp_status refuse(struct cells_file *file, const char *rule, const char *sentence)
{
    pp_error(file->run, ((struct pp_where){.file = file->path}), rule, "%s", sentence);
    return PP_DATA;
}

/* Of the header: the names of its columns have neither. */
static char delimiter_of(const char *text, size_t size)
{
    bool semicolon = false;

    for (size_t i = 0; i < size && text[i] != ','; i++) {
        semicolon = semicolon || text[i] == ';';
        if (semicolon && (text[i] == '\n' || text[i] == '\r'))
            return ';';
    }
    return ',';
}

/* Text of this kind is UTF-8, with or without a mark at its start. */
static enum pp_status load(struct cells_file *file)
{
    struct pp_bytes bytes;
    const char *text;

    PP_TRY(pp_file_read(file->run, file->run->arena, file->path, PP_LIMIT_CELLS_FILE, &bytes));
    text = (const char *)bytes.data;
    if (bytes.size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        bytes.size -= 3;
    }
    if (pp_utf8_valid(text, bytes.size) != bytes.size || memchr(text, 0, bytes.size) != NULL)
        return refuse(
            file, "cells.encoding", "this file is no text in UTF-8; save it as CSV in UTF-8");
    file->delimiter = delimiter_of(text, bytes.size);
    pp_scanner_init(&file->scanner, text, bytes.size, file->delimiter);
    return PP_OK;
}

static const char *record(const struct cells_file *file)
{
    return (const char *)file->scanner.data + file->span.start;
}

/* Byte offset of a field within its record; quoted fields may hold delimiters. */
static size_t field_offset(const struct cells_file *file, size_t field)
{
    const char *text = record(file);
    size_t at = 0;
    bool quoted = false;

    for (; at < file->span.length && field > 0; at++) {
        if (text[at] == '"')
            quoted = !quoted;
        else if (text[at] == file->delimiter && !quoted)
            field--;
    }
    return at;
}

struct pp_where cells_file_where(const struct cells_file *file, size_t column)
{
    size_t field = file->at[column] == ABSENT ? 0 : file->at[column];
    size_t offset = field_offset(file, field);

    return (struct pp_where){
        .file = file->path,
        .line = file->span.line,
        .col = pp_utf8_count(record(file), offset) + 1};
}

static bool next_record(struct cells_file *file)
{
    file->after_blank = false;
    while (pp_scanner_next(&file->scanner, &file->span)) {
        pp_csvrow_split(file->row, record(file), file->span.length);
        if (!pp_csvrow_is_blank(file->row))
            return true;
        file->after_blank = true;
    }
    return false;
}

static const char *field_text(struct cells_file *file, size_t field)
{
    struct pp_bytes bytes = pp_csvrow_field(file->row, field);

    return pp_arena_strndup(file->run->arena, (const char *)bytes.data, bytes.size);
}

static enum pp_status unknown_column(struct cells_file *file, size_t field)
{
    const char *name = field_text(file, field), *near = pp_nearest(name, file->names);
    struct pp_where where = {
        .file = file->path,
        .line = file->span.line,
        .col = pp_utf8_count(record(file), field_offset(file, field)) + 1};

    pp_error(
        file->run, where, "cells.unknown-column", "the header has no use for a column \"%s\"%s%s%s",
        name, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return PP_DATA;
}

static enum pp_status read_header(struct cells_file *file, size_t needed)
{
    enum pp_status status = PP_OK;

    if (!next_record(file))
        return refuse(file, "cells.empty", "this file is empty; its first line is the header");
    file->width = pp_csvrow_count(file->row);
    for (size_t field = 0; field < file->width; field++) {
        size_t column = 0;
        while (file->names[column] && !pp_streq(file->names[column], field_text(file, field)))
            column++;
        if (!file->names[column])
            status = unknown_column(file, field);
        else if (file->at[column] != ABSENT)
            status = refuse(file, "cells.doubled-column", "a column stands twice in the header");
        else
            file->at[column] = field;
    }
    for (size_t column = 0; column < needed; column++)
        if (file->at[column] == ABSENT) {
            struct pp_where where = {.file = file->path, .line = file->span.line, .col = 1};
            pp_error(
                file->run, where, "cells.missing-column", "the header has no column \"%s\"",
                file->names[column]);
            status = PP_DATA;
        }
    return status;
}

enum pp_status cells_file_open(
    struct pp_run *run, const char *path, const char *const *names, size_t needed,
    struct cells_file *file)
{
    *file = (struct cells_file){.run = run, .path = path, .names = names};
    for (size_t i = 0; i < CELLS_COLUMNS; i++)
        file->at[i] = ABSENT;
    PP_TRY(load(file));
    file->row = pp_csvrow_new(file->delimiter);
    return read_header(file, needed);
}

void cells_file_close(struct cells_file *file)
{
    pp_csvrow_free(file->row);
    file->row = NULL;
}

bool cells_file_next(struct cells_file *file, bool *sound)
{
    if (!next_record(file))
        return false;
    size_t count = pp_csvrow_count(file->row);
    *sound = count == file->width && !file->span.stray_quote && !file->span.too_long;
    if (!*sound)
        pp_error(
            file->run, ((struct pp_where){.file = file->path, .line = file->span.line}),
            "cells.fields", "this row has %zu field%s, and the header has %zu%s", count,
            count == 1 ? "" : "s", file->width,
            file->span.stray_quote ? "; a quotation mark in it is not closed" : "");
    return true;
}

const char *cells_file_text(struct cells_file *file, size_t column)
{
    return file->at[column] == ABSENT ? "" : field_text(file, file->at[column]);
}

bool cells_file_has(const struct cells_file *file, size_t column)
{
    return file->at[column] != ABSENT;
}
