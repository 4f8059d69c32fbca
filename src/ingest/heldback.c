#include "pactpress/heldback.h"

#include <string.h>
#include <sys/stat.h>

#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/project.h"
#include "pactpress/run.h"

static const char private_folder[] = "private";
static const char new_folder[] = "private/held-back.new";
static const char old_folder[] = "private/held-back.old";
static const char current_folder[] = "private/held-back";

void pp_heldback_init(struct pp_heldback *held, struct pp_speech *letters)
{
    *held = (struct pp_heldback){.letters = letters};
    pp_str_init(&held->rows);
    pp_str_init(&held->reasons);
    pp_str_init(&held->correct);
}

void pp_heldback_free(struct pp_heldback *held)
{
    pp_str_free(&held->rows);
    pp_str_free(&held->reasons);
    pp_str_free(&held->correct);
}

/* One quoted field. A spreadsheet must not take a column's name for a formula. */
static void append_field(struct pp_str *out, const char *text)
{
    pp_str_append_char(out, '"');
    if (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL)
        pp_str_append_char(out, '\'');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            pp_str_append_char(out, '"');
        pp_str_append_char(out, *text);
    }
    pp_str_append_char(out, '"');
}

static void append_bytes(struct pp_str *out, struct pp_bytes bytes)
{
    if (bytes.size > 0)
        pp_str_append_n(out, bytes.data, bytes.size);
}

static void begin_reasons(struct pp_heldback *held)
{
    static const char *const heads[] = {"line", "column", "rule", "sentence"};
    struct pp_arena *arena = pp_arena_new();
    pp_str_append(&held->reasons, "\xEF\xBB\xBF"); /* tells spreadsheets that this is UTF-8 */
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        pp_str_append(&held->reasons, i > 0 ? "," : "");
        pp_str_append(&held->reasons, pp_tell(held->letters, arena, "held-back.head", heads[i]));
    }
    pp_str_append(&held->reasons, "\r\n");
    pp_arena_free(arena);
}

void pp_heldback_add(
    struct pp_heldback *held, struct pp_bytes mark, struct pp_bytes header, struct pp_bytes row,
    size_t line, const char *column, const char *rule, const char *sentence)
{
    if (held->count++ == 0) {
        append_bytes(&held->rows, mark);
        append_bytes(&held->rows, header);
        begin_reasons(held);
    }
    append_bytes(&held->rows, row);
    pp_str_printf(&held->reasons, "%zu,", line);
    append_field(&held->reasons, column);
    pp_str_append_char(&held->reasons, ',');
    append_field(&held->reasons, rule);
    pp_str_append_char(&held->reasons, ',');
    append_field(&held->reasons, sentence);
    pp_str_append(&held->reasons, "\r\n");
}

static const char *in_project(
    struct pp_run *run, const struct pp_project *project, const char *path)
{
    return pp_path_join(run->arena, project->folder, path);
}

enum pp_status pp_heldback_begin(struct pp_run *run, const struct pp_project *project)
{
    return pp_folder_remove(run, in_project(run, project, new_folder));
}

/* The file's name without its ending; numbered when another file of the source took it. */
static const char *free_stem(
    struct pp_run *run, const struct pp_project *project, const char *folder, const char *path)
{
    char *stem = pp_arena_strdup(run->arena, pp_path_base(path));
    char *dot = strrchr(stem, '.');
    if (dot != NULL && dot != stem)
        *dot = '\0';
    const char *name = stem;
    for (size_t number = 2;; number++) {
        const char *there = pp_arena_printf(run->arena, "%s/%s.reasons.csv", folder, name);
        if (!pp_file_exists(in_project(run, project, there)))
            return name;
        name = pp_arena_printf(run->arena, "%s-%zu", stem, number);
    }
}

static const char *said(struct pp_run *run, const struct pp_heldback *held, const char *english)
{
    return pp_tell(held->letters, run->arena, "held-back.sheet", english);
}

/* The sheets to correct in: the same rows as CSV and as a workbook. */
static enum pp_status write_sheets(
    struct pp_run *run, const struct pp_project *project, const char *stem,
    const struct pp_heldback *held)
{
    struct pp_str workbook;
    struct pp_bytes sheet = {(const unsigned char *)held->correct.text, held->correct.length};
    const char *csv = pp_arena_printf(run->arena, "%s.correct.csv", stem);
    const char *xlsx = pp_arena_printf(run->arena, "%s.xlsx", stem);
    PP_TRY(pp_file_write(run, in_project(run, project, csv), sheet.data, sheet.size, 0600));
    pp_str_init(&workbook);
    struct pp_correction_words words = {
        .sheet = said(run, held, "Rows"),
        .title = said(run, held, "A value of the project"),
        .hint = said(
            run, held,
            "Choose from the list. Another value is taken, too, when the source maps it to one of "
            "these.")};
    pp_correction_workbook(sheet, held->lists, held->list_count, &words, &workbook);
    enum pp_status status =
        pp_file_write(run, in_project(run, project, xlsx), workbook.text, workbook.length, 0600);
    pp_str_free(&workbook);
    return status;
}

enum pp_status pp_heldback_write(
    struct pp_run *run, const struct pp_project *project, const char *source, const char *path,
    const struct pp_heldback *held, const char **place)
{
    const char *folder = pp_arena_printf(run->arena, "%s/%s", new_folder, source);
    const char *closed = in_project(run, project, private_folder);
    PP_TRY(pp_folder_make(run, closed, 0700));
    if (chmod(closed, 0700) != 0) { /* it may have been there, open to others */
        pp_error(
            run, (struct pp_where){.file = closed}, "private.mode",
            "This folder is to be its owner's alone (mode 0700), and that cannot be set.");
        return PP_ENV;
    }
    PP_TRY(pp_folder_make(run, in_project(run, project, new_folder), 0700));
    PP_TRY(pp_folder_make(run, in_project(run, project, folder), 0700));
    const char *stem = free_stem(run, project, folder, path);
    const char *rows = pp_arena_printf(run->arena, "%s/%s.csv", folder, stem);
    const char *reasons = pp_arena_printf(run->arena, "%s/%s.reasons.csv", folder, stem);
    PP_TRY(pp_file_write(
        run, in_project(run, project, rows), held->rows.text, held->rows.length, 0600));
    PP_TRY(pp_file_write(
        run, in_project(run, project, reasons), held->reasons.text, held->reasons.length, 0600));
    PP_TRY(write_sheets(run, project, pp_arena_printf(run->arena, "%s/%s", folder, stem), held));
    *place = pp_arena_printf(run->arena, "%s/%s/%s.csv", current_folder, source, stem);
    return PP_OK;
}

enum pp_status pp_heldback_finish(struct pp_run *run, const struct pp_project *project)
{
    const char *made = in_project(run, project, new_folder);
    const char *current = in_project(run, project, current_folder);
    const char *old = in_project(run, project, old_folder);
    PP_TRY(pp_folder_remove(run, old));
    if (pp_is_folder(current))
        PP_TRY(pp_file_rename(run, current, old));
    if (pp_is_folder(made))
        PP_TRY(pp_file_rename(run, made, current));
    return pp_folder_remove(run, old);
}
