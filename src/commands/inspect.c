/* inspect: what would be read of files, before any project exists. */
#include <stdio.h>
#include <string.h>

#include "fit.h"
#include "pactpress/arena.h"
#include "pactpress/commands.h"
#include "pactpress/file.h"
#include "pactpress/inspection.h"
#include "pactpress/manifest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { CELL_SHOWN = 60 /* [bytes] */ };

/* --- as JSON ------------------------------------------------------------------------------ */

static void json_text(struct pp_str *out, const char *key, const char *value)
{
    pp_str_printf(out, ", \"%s\": ", key);
    if (value != NULL)
        pp_json_string(out, value);
    else
        pp_str_append(out, "null");
}

static void json_byte(struct pp_str *out, const char *key, unsigned char byte)
{
    char text[2] = {(char)byte, '\0'};
    json_text(out, key, byte != 0 ? text : NULL);
}

static void json_cells(struct pp_str *out, const char *key, const char *const *cells, size_t count)
{
    pp_str_printf(out, ", \"%s\": [", key);
    for (size_t i = 0; i < count; i++) {
        pp_str_append(out, i > 0 ? ", " : "");
        pp_json_string(out, cells[i]);
    }
    pp_str_append(out, "]");
}

static void json_columns(struct pp_str *out, const struct pp_inspection *in)
{
    pp_str_append(out, ", \"columns\": [");
    for (size_t i = 0; i < in->column_count; i++) {
        pp_str_append(out, i > 0 ? ", " : "");
        pp_json_string(out, in->columns[i].header);
    }
    pp_str_append(out, "]");
}

/* One object a line, so that several files can be told apart. */
static void print_json(const struct pp_inspection *in, struct pp_str *out)
{
    const struct pp_dialect *dialect = &in->dialect;
    pp_str_append(out, "{\"file\": ");
    pp_json_string(out, in->file);
    json_text(out, "encoding", in->readable ? in->encoding : NULL);
    json_byte(out, "delimiter", in->readable ? dialect->delimiter : 0);
    json_byte(out, "quote", in->readable ? dialect->quote : 0);
    json_byte(out, "escape", dialect->escape);
    if (in->header_record > 0)
        pp_str_printf(out, ", \"header_row\": %zu", in->header_record);
    else
        json_text(out, "header_row", NULL);
    json_columns(out, in);
    pp_str_printf(out, ", \"rows\": %zu", in->rows);
    json_cells(out, "first", in->first.cells, in->first.count);
    json_cells(out, "last", in->last.cells, in->last.count);
    json_cells(out, "problems", in->problems.items, in->problems.count);
    pp_str_append(out, "}\n");
}

/* --- for people --------------------------------------------------------------------------- */

static void print_row(struct pp_str *out, const char *what, const struct pp_inspected_row *row)
{
    if (row->count == 0)
        return;
    pp_str_printf(out, "  %-10s", what);
    for (size_t i = 0; i < row->count; i++) {
        size_t length = strlen(row->cells[i]), shown = length;
        if (shown > CELL_SHOWN) {
            shown = CELL_SHOWN;
            while (shown > 0 && ((unsigned char)row->cells[i][shown] & 0xC0) == 0x80)
                shown--;
        }
        pp_str_append(out, i > 0 ? " | " : "");
        for (size_t b = 0; b < shown; b++)
            pp_str_append_char(
                out, (unsigned char)row->cells[i][b] < 0x20 ? ' ' : row->cells[i][b]);
        pp_str_append(out, shown < length ? "..." : "");
    }
    pp_str_append(out, "\n");
}

static void print_columns(struct pp_str *out, const struct pp_inspection *in)
{
    pp_str_append(out, "  columns\n");
    for (size_t i = 0; i < in->column_count; i++) {
        const struct pp_inspected_column *column = &in->columns[i];
        pp_str_printf(out, "    %3zu  %-7s ", i + 1, pp_column_type_name(column->type));
        for (const char *c = column->header; *c != '\0'; c++)
            pp_str_append_char(out, (unsigned char)*c < 0x20 ? ' ' : *c);
        if (column->field != PP_FIELDS)
            pp_str_printf(
                out, "  -> %s%s", pp_field_name(column->field), column->certain ? "" : "?");
        pp_str_append(out, "\n");
    }
}

static void print_dialect(struct pp_str *out, const struct pp_inspection *in)
{
    const struct pp_dialect *dialect = &in->dialect;
    pp_str_printf(out, "  encoding  %s", in->encoding);
    pp_str_printf(out, "%s%s\n", in->evidence[0] != '\0' ? ": " : "", in->evidence);
    pp_str_printf(
        out, "  dialect   %s between fields, quotes %c%s%s\n",
        pp_delimiter_name(dialect->delimiter), dialect->quote,
        dialect->escape != 0 ? ", a backslash before a quote inside" : ", doubled inside",
        dialect->said_separator ? " (a `sep=` line says so)" : "");
    if (in->header_record > 0)
        pp_str_printf(out, "  header    record %zu\n", in->header_record);
    else
        pp_str_append(out, "  header    none: name columns by position\n");
    pp_str_printf(out, "  rows      %zu", in->rows);
    if (in->footers > 0)
        pp_str_printf(
            out, ", and %zu behind the table that %s no data", in->footers,
            in->footers == 1 ? "is" : "are");
    pp_str_append(out, "\n");
}

static void print_found(const struct pp_inspection *in, struct pp_str *out)
{
    struct pp_str found;
    pp_str_init(&found);
    print_dialect(&found, in);
    print_columns(&found, in);
    print_row(&found, "first", &in->first);
    print_row(&found, "last", &in->last);
    for (size_t i = 0; i < in->problems.count; i++)
        pp_str_printf(&found, "  problem   %s\n", in->problems.items[i]);
    fit_lines(out, found.text, fit_width());
    pp_str_free(&found);
}

/* The stanza is to be copied: its lines stay as they are. */
static void print_text(const struct pp_inspection *in, const char *id, struct pp_str *out)
{
    pp_str_printf(out, "%s\n", in->file);
    if (!in->readable)
        return;
    print_found(in, out);
    struct pp_str stanza;
    pp_str_init(&stanza);
    pp_inspection_stanza(in, id, in->file, &stanza);
    pp_str_append(out, "  source\n");
    for (const char *at = stanza.text; *at != '\0';) {
        size_t length = strcspn(at, "\n");
        pp_str_printf(out, "    %.*s\n", (int)length, at);
        at += length + (at[length] == '\n');
    }
    pp_str_free(&stanza);
}

/* --- the command -------------------------------------------------------------------------- */

static bool is_id(const char *text)
{
    bool begins = (text[0] >= 'a' && text[0] <= 'z') || (text[0] >= '0' && text[0] <= '9');
    return begins && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-") == strlen(text);
}

/* The path as the project names it: relative to its folder. */
static const char *in_folder(const struct pp_options *options, const char *path)
{
    size_t length = strlen(options->folder);
    while (length > 1 && options->folder[length - 1] == '/')
        length--;
    if (strncmp(path, options->folder, length) == 0 && path[length] == '/')
        return path + length + 1;
    return strncmp(path, "./", 2) == 0 ? path + 2 : path;
}

static enum pp_status save(
    struct pp_run *run, const struct pp_options *options, const struct pp_inspection *in)
{
    const char *folder = pp_path_join(run->arena, options->folder, "sources");
    const char *path = pp_arena_printf(run->arena, "%s/%s.yaml", folder, options->save);
    struct pp_str stanza;
    if (pp_file_exists(path)) {
        pp_error(
            run, (struct pp_where){.file = path}, "inspect.there",
            "This source is there already. Delete it first, or save under another id.");
        return PP_USAGE;
    }
    PP_TRY(pp_folder_make(run, folder, 0755));
    pp_str_init(&stanza);
    pp_inspection_stanza(in, options->save, in_folder(options, in->file), &stanza);
    enum pp_status status = pp_file_replace(run, path, stanza.text, stanza.length, 0644);
    pp_str_free(&stanza);
    if (status == PP_OK)
        pp_say(run, "saved", "saved as %s", path);
    return status;
}

static enum pp_status check_arguments(struct pp_run *run, const struct pp_options *options)
{
    if (options->arguments.count == 0) {
        pp_error(
            run, PP_NOWHERE, "inspect.no-file", "inspect needs a file: pactpress inspect FILE...");
        return PP_USAGE;
    }
    if (options->save != NULL && !is_id(options->save)) {
        pp_error(
            run, PP_NOWHERE, "inspect.bad-id",
            "\"%s\" is no id of a source: small letters, digits, - and _, as in riga-workshops",
            options->save);
        return PP_USAGE;
    }
    if (options->save != NULL && options->arguments.count > 1) {
        pp_error(
            run, PP_NOWHERE, "inspect.one-file",
            "--save takes one file; widen `files:` to the others by hand");
        return PP_USAGE;
    }
    return PP_OK;
}

static enum pp_status look_at(
    struct pp_run *run, const struct pp_options *options, const char *path)
{
    struct pp_inspection in;
    struct pp_str text;
    struct pp_arena *arena = pp_arena_new();
    enum pp_status status = pp_inspect(run, arena, path, &in);
    pp_str_init(&text);
    if (status == PP_OK || status == PP_DATA) {
        if (options->json)
            print_json(&in, &text);
        else
            print_text(
                &in, options->save != NULL ? options->save : pp_inspection_id(run->arena, path),
                &text);
        fwrite(text.text, 1, text.length, stdout);
    }
    if (status == PP_OK && options->save != NULL)
        status = save(run, options, &in);
    pp_str_free(&text);
    pp_arena_free(arena);
    return status;
}

enum pp_status pp_command_inspect(struct pp_run *run, const struct pp_options *options)
{
    enum pp_status worst = PP_OK;
    PP_TRY(check_arguments(run, options));
    for (size_t i = 0; i < options->arguments.count; i++) {
        PP_TRY(pp_run_stopped(run));
        enum pp_status status = look_at(run, options, options->arguments.items[i]);
        worst = status > worst ? status : worst;
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        pp_error(run, PP_NOWHERE, "inspect.unwritable", "Standard output cannot be written.");
        return PP_ENV;
    }
    return worst;
}
