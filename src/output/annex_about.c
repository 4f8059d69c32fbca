/* Sheets about the figures: notes, sources, data dictionary. */
#include <string.h>

#include "output/annex_words.h"
#include "pactpress/left_out.h"
#include "pactpress/method_lines.h"
#include "pactpress/str.h"

/* --- Notes */

static void add_note(
    struct pp_annex *annex, struct pp_grid *grid, const char *topic, const char *text,
    const char *rule)
{
    struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
    size_t length = topic != NULL ? strlen(topic) : 0;
    while (length > 0 && topic[length - 1] == '.') /* heads of paragraphs end in a full stop */
        length--;
    cells[0] = pp_annex_cell(annex, pp_arena_strndup(annex->arena, topic, length));
    cells[0].strong = true;
    cells[1] = pp_annex_cell(annex, text);
    cells[2] = pp_annex_cell(annex, rule);
}

static void add_states(struct pp_annex *annex, struct pp_grid *grid)
{
    static const struct {
        enum pp_state state;
        const char *id;
    } states[] = {
        {PP_EXACT, "annex.note.exact"},
        {PP_ESTIMATED, "annex.note.estimated"},
        {PP_AT_LEAST, "annex.note.at_least"},
        {PP_UNKNOWN, "annex.note.unknown"},
        {PP_NOT_ASSESSED, "annex.note.not_assessed"},
        {PP_SUPPRESSED, "annex.note.withheld"},
        {PP_ROUNDED, "annex.note.rounded"},
    };
    struct pp_arg threshold = pp_annex_number_arg("threshold", annex->project->privacy.threshold);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        add_note(
            annex, grid, pp_annex_state_name(annex, states[i].state),
            PP_ANNEX_SAY(annex, states[i].id, threshold), NULL);
}

/* Names, formulas and sources of the rules that a line says. */
static const char *notation(struct pp_annex *annex, const struct pp_method_line *line)
{
    const char *text = "";
    for (size_t i = 0; i < line->rules.count; i++)
        text = pp_arena_printf(
            annex->arena, "%s%s%s", text, i > 0 ? "; " : "",
            pp_method_notation(annex->arena, line->rules.items[i]));
    return text;
}

static void add_methods(struct pp_annex *annex, struct pp_grid *grid)
{
    struct pp_method_lines lines = {0};
    const char *head = "";
    pp_method_lines(annex->arena, annex->results, annex->job->output->klass, false, &lines);
    for (size_t i = 0; i < lines.count; i++) {
        const struct pp_method_line *line = &lines.items[i];
        if (line->head != NULL)
            head = pp_annex_say(annex, line->head);
        add_note(
            annex, grid, head, pp_annex_say_args(annex, line->says, line->args, line->arg_count),
            notation(annex, line));
    }
}

/* Why rows were left out: the rules that figures of the row accounts name. */
static void add_left_out(struct pp_annex *annex, struct pp_grid *grid)
{
    struct pp_left_out_list list = {0};
    pp_left_out(annex->arena, annex->results->accounts, &list);
    for (size_t i = 0; i < list.count; i++)
        add_note(
            annex, grid, pp_annex_measure_name(annex, list.items[i].measure),
            pp_annex_say(annex, list.items[i].says), list.items[i].rule);
}

void pp_annex_notes(struct pp_annex *annex)
{
    struct pp_grid *grid = pp_annex_grid(annex, "notes", "Notes");
    pp_annex_column(annex, grid, "topic", PP_ANNEX_TEXT)->widest = 34;
    pp_annex_column(annex, grid, "text", PP_ANNEX_TEXT)->widest = 100;
    pp_annex_column(annex, grid, "rule", PP_ANNEX_TEXT)->widest = 60;
    add_states(annex, grid);
    add_note(
        annex, grid, pp_annex_say(annex, "annex.note.blank.head"),
        pp_annex_say(annex, "annex.note.blank"), NULL);
    add_note(
        annex, grid, pp_annex_say(annex, "annex.note.rounding.head"),
        pp_annex_say(annex, "annex.note.rounding"), NULL);
    add_methods(annex, grid);
    if (annex->restricted)
        add_left_out(annex, grid);
}

/* --- Sources */

static const char *kind_name(struct pp_annex *annex, enum pp_source_kind kind)
{
    static const char *const ids[] = {
        [PP_SOURCE_ATTENDANCE] = "annex.kind.attendance",
        [PP_SOURCE_ASSESSMENT] = "annex.kind.assessment",
        [PP_SOURCE_EVENTS] = "annex.kind.events",
        [PP_SOURCE_FIGURES] = "annex.kind.figures",
        [PP_SOURCE_DECLARED] = "annex.kind.declared",
    };
    return pp_annex_say(annex, ids[kind]);
}

static const char *const row_measures[] = {"files.read",    "rows.read",       "rows.used",
                                           "rows.excluded", "rows.superseded", "rows.duplicates",
                                           "rows.held_back"};
enum { ROW_MEASURES = sizeof row_measures / sizeof *row_measures };

/* Adds what was read of a source, or with NULL of all. */
static void sum_rows(
    const struct pp_accounts *accounts, const struct pp_source *source, size_t sums[ROW_MEASURES])
{
    for (size_t i = 0; i < accounts->count; i++) {
        const struct pp_file_account *file = &accounts->items[i];
        const size_t parts[ROW_MEASURES] = {1,
                                            file->read,
                                            file->used,
                                            file->excluded,
                                            file->superseded,
                                            file->duplicates,
                                            file->held_back};
        for (size_t k = 0; k < ROW_MEASURES && (!source || file->source == source->index); k++)
            sums[k] += parts[k];
    }
}

/* Paths of files stay inside the project folder: a source is known by its id. In public only its
 * files are counted: its rows may be those of the one event that is withheld. */
static void add_source(struct pp_annex *annex, struct pp_grid *grid, const struct pp_source *source)
{
    struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
    size_t sums[ROW_MEASURES] = {0}, shown = ROW_MEASURES;
    if (!annex->restricted)
        shown = 1;
    sum_rows(annex->results->accounts, source, sums);
    cells[0] = pp_annex_cell(annex, source->id);
    cells[0].strong = true;
    cells[1] = pp_annex_cell(annex, kind_name(annex, source->kind));
    for (size_t k = 0; k < shown; k++)
        cells[2 + k] = pp_cell_number((int64_t)sums[k], 0);
}

static void add_all_sources(struct pp_annex *annex, struct pp_grid *grid)
{
    struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
    size_t sums[ROW_MEASURES] = {0};
    sum_rows(annex->results->accounts, NULL, sums);
    cells[0] = pp_annex_cell(annex, pp_annex_say(annex, "annex.all_sources"));
    cells[0].strong = true;
    for (size_t k = 0; k < ROW_MEASURES; k++)
        if (pp_figure_get(
                annex->results->table, row_measures[k], NULL, NULL, NULL, NULL,
                annex->results->period.key) != NULL)
            cells[2 + k] = pp_cell_number((int64_t)sums[k], 0);
}

void pp_annex_sources(struct pp_annex *annex)
{
    const struct pp_project *project = annex->project;
    struct pp_grid *grid = pp_annex_grid(annex, "sources", "Sources");
    pp_annex_column(annex, grid, "source", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "kind", PP_ANNEX_TEXT);
    for (size_t i = 0; i < ROW_MEASURES; i++)
        pp_annex_measure_column(annex, grid, row_measures[i])->meaning =
            pp_annex_say(annex, "annex.meaning.rows_of_source");
    for (size_t i = 0; i < project->source_count; i++)
        add_source(annex, grid, &project->sources[i]);
    add_all_sources(annex, grid);
}

/* --- Data dictionary */

void pp_annex_dictionary(struct pp_annex *annex)
{
    struct pp_grid *grid = pp_annex_grid(annex, "dictionary", "DataDictionary");
    pp_annex_column(annex, grid, "sheet", PP_ANNEX_LINK);
    pp_annex_column(annex, grid, "column", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "meaning", PP_ANNEX_TEXT)->widest = 80;
    pp_annex_column(annex, grid, "unit_of_column", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "type_of_value", PP_ANNEX_TEXT);
    pp_book_fit_names(annex->arena, &annex->book);
    for (size_t i = 0; i < annex->book.grids.count; i++) {
        struct pp_grid *other = annex->book.grids.items[i];
        pp_grid_fit_heads(annex->arena, other);
        for (size_t k = 0; k < other->columns.count; k++) {
            const struct pp_grid_column *column = &other->columns.items[k];
            struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
            cells[0] = pp_annex_cell(annex, other->name);
            cells[0].kind = PP_CELL_SHEET;
            cells[0].target = other->name;
            cells[1] = pp_annex_cell(annex, column->head);
            cells[1].strong = true;
            cells[2] = pp_annex_cell(annex, column->meaning);
            cells[3] = pp_annex_cell(annex, column->unit);
            cells[4] = pp_annex_cell(annex, column->type);
        }
    }
}
