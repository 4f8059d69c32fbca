#include "pactpress/heldback.h"

#include <string.h>
#include <sys/stat.h>

#include "pactpress/arena.h"
#include "pactpress/corrections.h"
#include "pactpress/limits.h"
#include "pactpress/project.h"
#include "pactpress/run.h"

static const char private_folder[] = "private";
static const char new_folder[] = "private/held-back.new";
static const char old_folder[] = "private/held-back.old";
static const char current_folder[] = "private/held-back";
/* Tells spreadsheets that a CSV file is UTF-8. */
static const char utf8_mark[] = "\xEF\xBB\xBF";

static const char *in_project(
    struct pp_run *run, const struct pp_project *project, const char *path)
{
    return pp_path_join(run->arena, project->folder, path);
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

static const char *said(const struct pp_heldback *held, const char *key, const char *english)
{
    return pp_tell(held->run->letters, held->run->arena, key, english);
}

/* --- opened ------------------------------------------------------------------------------- */

/* The folders are their owner's alone. "private" may have been there, open to others. */
static enum pp_status make_folders(struct pp_heldback *held, const char *folder)
{
    struct pp_run *run = held->run;
    const char *closed = in_project(run, held->project, private_folder);
    PP_TRY(pp_folder_make(run, closed, 0700));
    if (chmod(closed, 0700) != 0) {
        pp_error(
            run, (struct pp_where){.file = closed}, "private.mode",
            "This folder is to be its owner's alone (mode 0700), and that cannot be set.");
        return PP_ENV;
    }
    PP_TRY(pp_folder_make(run, in_project(run, held->project, new_folder), 0700));
    return pp_folder_make(run, in_project(run, held->project, folder), 0700);
}

static const char *named(const struct pp_heldback *held, const char *ending)
{
    const char *path = pp_arena_printf(
        held->run->arena, "%s/%s/%s%s", new_folder, held->source, held->stem, ending);
    return in_project(held->run, held->project, path);
}

/* The file's name without its ending; numbered when another file of the source took it. */
static void choose_stem(struct pp_heldback *held)
{
    char *stem = pp_arena_strdup(held->run->arena, pp_path_base(held->path));
    char *dot = strrchr(stem, '.');
    if (dot != NULL && dot != stem)
        *dot = '\0';
    held->stem = stem;
    for (size_t number = 2; pp_file_exists(named(held, ".reasons.csv")); number++)
        held->stem = pp_arena_printf(held->run->arena, "%s-%zu", stem, number);
}

static enum pp_status open_files(struct pp_heldback *held)
{
    PP_TRY(pp_outfile_open(held->run, named(held, ".csv"), 0600, &held->rows));
    PP_TRY(pp_outfile_open(held->run, named(held, ".reasons.csv"), 0600, &held->reasons));
    return pp_outfile_open(held->run, named(held, ".correct.csv"), 0600, &held->correct);
}

static void begin_reasons(struct pp_heldback *held)
{
    static const char *const heads[] = {"line", "column", "rule", "sentence"};
    struct pp_str *out = &held->reasons.waiting;
    pp_str_append(out, utf8_mark);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        pp_str_append(out, i > 0 ? "," : "");
        pp_str_append(out, said(held, "held-back.head", heads[i]));
    }
    pp_str_append(out, "\r\n");
}

/* A record of the sheet for correcting goes to its CSV and, as long as there is room, to the
 * workbook. */
static void add_to_sheet(struct pp_heldback *held, const struct pp_str *record)
{
    pp_str_append_n(&held->correct.waiting, record->text, record->length);
    held->cut = held->cut || held->sheet_rows > PP_LIMIT_WORKBOOK_ROWS ||
                record->length > PP_LIMIT_WORKBOOK_ROW ||
                held->sheet.length + record->length > PP_LIMIT_WORKBOOK;
    if (held->cut)
        return;
    pp_str_append_n(&held->sheet, record->text, record->length);
    held->sheet_rows++;
}

/* Key, reason, and the columns of the export. */
static void begin_sheet(struct pp_heldback *held, const struct pp_heldback_head *head)
{
    struct pp_str record;
    pp_str_init(&record);
    pp_str_append(&held->correct.waiting, utf8_mark);
    pp_str_append(&record, "\"" PP_CORRECTION_KEY "\",");
    pp_correction_field(&record, said(held, "held-back.head", "reason"));
    for (size_t i = 0; i < head->width; i++) {
        pp_str_append_char(&record, ',');
        pp_correction_field(&record, head->columns[i]);
    }
    pp_str_append(&record, "\r\n");
    add_to_sheet(held, &record);
    pp_str_free(&record);
    held->lists = head->lists;
    held->list_count = head->width + 2;
}

enum pp_status pp_heldback_open(struct pp_heldback *held, const struct pp_heldback_head *head)
{
    PP_TRY(
        make_folders(held, pp_arena_printf(held->run->arena, "%s/%s", new_folder, held->source)));
    choose_stem(held);
    PP_TRY(open_files(held));
    append_bytes(&held->rows.waiting, head->mark);
    append_bytes(&held->rows.waiting, head->header);
    begin_reasons(held);
    begin_sheet(held, head);
    return PP_OK;
}

/* --- rows --------------------------------------------------------------------------------- */

static void add_reason(struct pp_heldback *held, const struct pp_heldback_row *row)
{
    struct pp_str *out = &held->reasons.waiting;
    const char *const fields[] = {row->column, row->rule, row->sentence};
    pp_str_printf(out, "%zu", row->line);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        pp_str_append_char(out, ',');
        append_field(out, fields[i]);
    }
    pp_str_append(out, "\r\n");
}

static void add_record(struct pp_heldback *held, const struct pp_heldback_row *row)
{
    struct pp_str record, reason;
    pp_str_init(&record);
    pp_str_init(&reason);
    pp_str_printf(&record, "\"%s:%zu\",", row->digest, row->line);
    if (row->column[0] != '\0')
        pp_str_printf(&reason, "%s: ", row->column);
    pp_str_append(&reason, row->sentence);
    pp_correction_field(&record, reason.text);
    pp_str_append(&record, row->cells);
    pp_str_append(&record, "\r\n");
    add_to_sheet(held, &record);
    pp_str_free(&reason);
    pp_str_free(&record);
}

enum pp_status pp_heldback_add(struct pp_heldback *held, const struct pp_heldback_row *row)
{
    held->count++;
    if (held->project == NULL)
        return PP_OK;
    append_bytes(&held->rows.waiting, row->raw);
    add_reason(held, row);
    add_record(held, row);
    PP_TRY(pp_outfile_pass(held->run, &held->rows));
    PP_TRY(pp_outfile_pass(held->run, &held->reasons));
    return pp_outfile_pass(held->run, &held->correct);
}

/* --- closed ------------------------------------------------------------------------------- */

static enum pp_status write_workbook(struct pp_heldback *held)
{
    struct pp_correction_sheet sheet = {
        .csv = {(const unsigned char *)held->sheet.text, held->sheet.length},
        .lists = held->lists,
        .list_count = held->list_count,
        .name = said(held, "held-back.sheet", "Rows"),
        .title = said(held, "held-back.sheet", "A value of the project"),
        .hint = said(
            held, "held-back.sheet",
            "Choose from the list. Another value is taken, too, when the source maps it to one of "
            "these.")};
    return held->workbook(held->run, named(held, ".xlsx"), &sheet);
}

static void tell_of_cut(struct pp_heldback *held)
{
    size_t rows = held->sheet_rows - 1;
    if (!held->cut)
        return;
    pp_warn(
        held->run, (struct pp_where){.file = held->path}, "rows.workbook-cut",
        "The workbook for correcting holds the first %zu of %zu rows that are held back; all of "
        "them stand in %s/%s/%s.correct.csv.",
        rows, held->count, current_folder, held->source, held->stem);
}

enum pp_status pp_heldback_close(struct pp_heldback *held, const char **place)
{
    *place = NULL;
    if (held->stem == NULL)
        return PP_OK;
    PP_TRY(pp_outfile_close(held->run, &held->rows));
    PP_TRY(pp_outfile_close(held->run, &held->reasons));
    PP_TRY(pp_outfile_close(held->run, &held->correct));
    PP_TRY(write_workbook(held));
    tell_of_cut(held);
    *place =
        pp_arena_printf(held->run->arena, "%s/%s/%s.csv", current_folder, held->source, held->stem);
    return PP_OK;
}

void pp_heldback_init(
    struct pp_heldback *held, struct pp_run *run, const struct pp_project *project,
    const char *source, const char *path, pp_correction_writer *workbook)
{
    *held = (struct pp_heldback){
        .run = run, .project = project, .source = source, .path = path, .workbook = workbook};
    pp_str_init(&held->sheet);
}

void pp_heldback_free(struct pp_heldback *held)
{
    pp_outfile_drop(&held->rows);
    pp_outfile_drop(&held->reasons);
    pp_outfile_drop(&held->correct);
    pp_str_free(&held->sheet);
}

/* --- the folder --------------------------------------------------------------------------- */

enum pp_status pp_heldback_begin(struct pp_run *run, const struct pp_project *project)
{
    return pp_folder_remove(run, in_project(run, project, new_folder));
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
