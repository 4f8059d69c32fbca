/* The stanza of a source, as an inspection proposes it. */
#include <stdio.h>
#include <string.h>

#include "pactpress/file.h"
#include "pactpress/inspection.h"
#include "pactpress/str.h"
#include "project/columns.h"

/* A double-quoted YAML scalar. */
static void append_text(struct pp_str *out, const char *text)
{
    pp_str_append_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            pp_str_append_char(out, '\\');
        if (*text == '\n')
            pp_str_append(out, "\\n");
        else if (*text == '\t')
            pp_str_append(out, "\\t");
        else if (*text == '\r')
            pp_str_append(out, "\\r");
        else if ((unsigned char)*text >= 0x20)
            pp_str_append_char(out, *text);
    }
    pp_str_append_char(out, '"');
}

static void append_key(struct pp_str *out, const char *key, const char *value)
{
    pp_str_printf(out, "%s: ", key);
    append_text(out, value);
    pp_str_append_char(out, '\n');
}

/* Kinds of the keys in the YAML, in the order of enum pp_source_kind. */
static const char *const kinds[] = {"attendance", "assessment", "events", "figures", "declared"};

static bool is_twice(const struct pp_inspection *in, size_t column)
{
    for (size_t c = 0; c < in->column_count; c++)
        if (c != column && strcmp(in->columns[c].header, in->columns[column].header) == 0)
            return true;
    return false;
}

/* By its header, or by its position where that does not tell it from others. */
static void append_column(const struct pp_inspection *in, size_t column, struct pp_str *out)
{
    const char *header = in->columns[column].header;
    char position[32];
    snprintf(position, sizeof position, "#%zu", column + 1);
    bool by_name = in->header_record > 0 && header[0] != '\0' && !is_twice(in, column);
    append_text(out, by_name ? header : position);
}

/* A column for each answer: nobody but the user knows which dimension it answers to. */
static void append_answers(const struct pp_inspection *in, struct pp_str *out)
{
    size_t count = 0;
    for (size_t c = 0; c < in->column_count && in->kind == PP_SOURCE_ASSESSMENT; c++) {
        if (!in->columns[c].answers)
            continue;
        if (count++ == 0)
            pp_str_append(
                out, "  # These seem to be answers. Give each the code of a dimension of yours:\n"
                     "  # dimensions:\n");
        pp_str_printf(out, "  #   answer-%zu: ", count);
        append_column(in, c, out);
        pp_str_append_char(out, '\n');
    }
}

static void append_columns(const struct pp_inspection *in, struct pp_str *out)
{
    struct pp_str columns;
    pp_str_init(&columns);
    for (size_t c = 0; c < in->column_count; c++) {
        const struct pp_inspected_column *column = &in->columns[c];
        const char *field = column->field != PP_FIELDS ? pp_field_name(column->field) : NULL;
        if (field == NULL || !pp_source_has_field(in->kind, field))
            continue;
        pp_str_printf(&columns, "  %s: ", field);
        append_column(in, c, &columns);
        pp_str_append(&columns, column->certain ? "\n" : "  # by what its cells look like\n");
    }
    append_answers(in, &columns);
    pp_str_append(out, columns.length > 0 ? "columns:\n" : "columns: {}\n");
    pp_str_append_n(out, columns.text, columns.length);
    pp_str_free(&columns);
}

void pp_inspection_stanza(
    const struct pp_inspection *in, const char *id, const char *files, struct pp_str *out)
{
    char delimiter[2] = {(char)in->dialect.delimiter, '\0'};
    bool plain = in->dialect.is_table;
    pp_str_append(
        out, "# Proposed by `pactpress inspect`: look through the columns before you use it.\n");
    append_key(out, "id", id);
    pp_str_printf(out, "kind: %s\n", kinds[in->kind]);
    append_key(out, "files", files);
    if (in->preset != NULL)
        pp_str_printf(out, "preset: %s\n", in->preset);
    append_key(out, "encoding", in->encoding);
    if (plain)
        append_key(out, "delimiter", delimiter[0] == '\t' ? "tab" : delimiter);
    append_key(out, "decimal", in->decimal);
    append_key(out, "dates", in->dates);
    size_t skip = in->header_record > 1 ? in->header_record - 1 : 0;
    if (skip > 0)
        pp_str_printf(out, "skip: %zu\n", skip);
    append_columns(in, out);
}

const char *pp_inspection_id(struct pp_arena *arena, const char *path)
{
    struct pp_str id;
    const char *base = pp_path_base(path), *dot = strrchr(base, '.');
    size_t length = dot != NULL && dot > base ? (size_t)(dot - base) : strlen(base);
    pp_str_init(&id);
    for (size_t i = 0; i < length; i++) {
        char c = base[i];
        bool upper = c >= 'A' && c <= 'Z', known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (upper || known)
            pp_str_append_char(&id, upper ? (char)(c + 'a' - 'A') : c);
        else if (id.length > 0 && id.text[id.length - 1] != '-')
            pp_str_append_char(&id, '-');
    }
    while (id.length > 0 && id.text[id.length - 1] == '-')
        pp_str_truncate(&id, id.length - 1);
    const char *copy = id.length > 0 ? pp_str_copy(&id, arena) : "source";
    pp_str_free(&id);
    return copy;
}
