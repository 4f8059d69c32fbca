/* Sheets of events and of the questions of each framework. */
#include "output/annex_words.h"
#include "pactpress/address.h"
#include "pactpress/str.h"

/* --- Events */

static const char *cities_of(struct pp_annex *annex, const struct pp_event *event)
{
    const char **names = pp_arena_array(annex->arena, event->city_count, sizeof *names);
    for (size_t i = 0; i < event->city_count; i++)
        names[i] = pp_annex_city_name(annex, &annex->project->cities[event->cities[i]]);
    return pp_locale_list(annex->locale, annex->arena, names, event->city_count, false);
}

static struct pp_cell what_of(struct pp_annex *annex, const struct pp_event *event)
{
    struct pp_cell cell = pp_annex_cell(annex, pp_annex_text(annex, &event->what));
    if (cell.kind == PP_CELL_TEXT && !pp_is_empty(event->link)) {
        cell.kind = PP_CELL_WEB;
        cell.target = event->link;
    }
    return cell;
}

static const char *mode_of(struct pp_annex *annex, const struct pp_event *event)
{
    const char *id;
    if (pp_is_empty(event->mode))
        return "";
    id = pp_arena_printf(annex->arena, "annex.mode.%s", event->mode);
    return pp_wording_has(annex->wording, id) ? pp_annex_say(annex, id) : event->mode;
}

static void add_event(struct pp_annex *annex, struct pp_grid *grid, const struct pp_event *event)
{
    const struct pp_figure *people = pp_annex_figure(
        annex, "event.participants", NULL, NULL, NULL,
        pp_breakdown_pair(annex->arena, "event", event->id), NULL);
    struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
    cells[0] = pp_cell_day(event->first);
    cells[1] = pp_cell_day(event->last);
    cells[2] = pp_annex_cell(annex, cities_of(annex, event));
    cells[3] = what_of(annex, event);
    cells[4] = pp_annex_cell(annex, pp_annex_text(annex, &event->who));
    cells[5] =
        pp_annex_cell(annex, event->type != NULL ? pp_annex_text(annex, &event->type->name) : "");
    cells[6] = pp_annex_cell(annex, mode_of(annex, event));
    cells[7] = pp_annex_value_cell(people);
    cells[8] = pp_annex_low_cell(people);
    cells[9] = pp_annex_high_cell(people);
    cells[10] = pp_annex_cell(
        annex, pp_annex_state_name(
                   annex, people != NULL   ? people->state
                          : event->planned ? PP_NOT_ASSESSED
                                           : PP_UNKNOWN));
    cells[11] = pp_annex_cell(annex, event->id);
}

void pp_annex_events(struct pp_annex *annex)
{
    const struct pp_events *events = &annex->results->events;
    struct pp_grid *grid = pp_annex_grid(annex, "events", "Events");
    pp_annex_column(annex, grid, "first_day", PP_ANNEX_DATE);
    pp_annex_column(annex, grid, "last_day", PP_ANNEX_DATE);
    pp_annex_column(annex, grid, "cities", PP_ANNEX_TEXT)->widest = 24;
    pp_annex_column(annex, grid, "what", PP_ANNEX_TEXT)->widest = 46;
    pp_annex_column(annex, grid, "who", PP_ANNEX_TEXT)->widest = 30;
    pp_annex_column(annex, grid, "type", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "mode", PP_ANNEX_TEXT);
    pp_annex_measure_column(annex, grid, "event.participants");
    pp_annex_column(annex, grid, "low", PP_ANNEX_WHOLE);
    pp_annex_column(annex, grid, "high", PP_ANNEX_WHOLE);
    pp_annex_column(annex, grid, "state", PP_ANNEX_TEXT)->state = true;
    pp_annex_column(annex, grid, "event", PP_ANNEX_TEXT)->widest = 30;
    for (size_t i = 0; i < events->count; i++) {
        const struct pp_event *event = &events->items[i];
        if (pp_period_holds(&annex->results->period, event->first) &&
            pp_event_is_in(event, annex->job->city))
            add_event(annex, grid, event);
    }
    grid->printed = grid->columns.count - 1;
    if (grid->rows.count == 0)
        grid->note = pp_annex_say(annex, "events.none");
}

/* --- Dimensions */

static const char *const middle[] = {
    "assessment.n", "assessment.missing", "assessment.not_applicable"};
static const char *const after[] = {
    "assessment.median", "assessment.mean", "assessment.share_top", "assessment.share_top_change"};
enum { HEADS = 3, MIDDLE = sizeof middle / sizeof *middle, AFTER = sizeof after / sizeof *after };

/* Answers of the scale times two: whole ones, and half points where the scale has them. */
static int step_of(const struct pp_framework *framework)
{
    return framework->scale.half_points ? 1 : 2;
}

static const char *answer_key(struct pp_annex *annex, int answer2)
{
    return answer2 % 2 == 0 ? pp_arena_printf(annex->arena, "%d", answer2 / 2)
                            : pp_arena_printf(annex->arena, "%d.5", answer2 / 2);
}

static void answer_column(
    struct pp_annex *annex, struct pp_grid *grid, const struct pp_framework *framework, int answer2)
{
    const struct pp_i18n *words = pp_map_get(&framework->scale.labels, answer_key(annex, answer2));
    struct pp_arg answer = {.name = "answer", .kind = PP_ARG_NUMBER};
    struct pp_grid_column column = {.numeric = true};
    struct pp_grid_column *about;
    answer.value = answer2 % 2 == 0 ? answer2 / 2 : answer2 * 5;
    answer.decimals = answer2 % 2 == 0 ? 0 : 1;
    about = pp_annex_measure_column(annex, grid, "assessment.share");
    column = *about;
    column.bars = false; /* the chart below has them */
    if (words != NULL)
        column.head = PP_ANNEX_SAY(
            annex, "annex.column.answer_words", answer,
            pp_annex_text_arg("words", pp_annex_text(annex, words)));
    else
        column.head = PP_ANNEX_SAY(annex, "annex.column.answer", answer);
    column.meaning = PP_ANNEX_SAY(annex, "annex.meaning.answer", answer);
    *about = column;
}

static void dimension_columns(
    struct pp_annex *annex, struct pp_grid *grid, const struct pp_framework *framework)
{
    pp_annex_column(annex, grid, "code", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "dimension", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "question", PP_ANNEX_TEXT)->widest = 44;
    for (size_t i = 0; i < MIDDLE; i++)
        pp_annex_measure_column(annex, grid, middle[i]);
    for (int a = framework->scale.min * 2; a <= framework->scale.max * 2; a += step_of(framework))
        answer_column(annex, grid, framework, a);
    for (size_t i = 0; i < AFTER; i++)
        pp_annex_measure_column(annex, grid, after[i]);
    struct pp_grid_column *states = pp_annex_column(annex, grid, "state_of_row", PP_ANNEX_TEXT);
    states->widest = 40;
    states->state = true;
    pp_grid_fit_heads(annex->arena, grid);
}

struct dimension_row {
    struct pp_cell *cells;
    size_t at;
    struct pp_annex_states states;
    const struct pp_framework *framework;
    const struct pp_dimension *dimension;
};

static void put_figure(
    struct pp_annex *annex, struct pp_grid *grid, struct dimension_row *row, const char *measure,
    const char *breakdown)
{
    const struct pp_city *city = annex->job->city;
    const struct pp_figure *figure = pp_annex_figure(
        annex, measure, city != NULL ? city->id : NULL, row->framework->id, row->dimension->code,
        breakdown, NULL);
    row->cells[row->at] = pp_annex_value_cell(figure);
    pp_annex_note_state(annex, &row->states, figure, grid->columns.items[row->at].head);
    row->at++;
}

/* A question without a label in any language is known by its code. */
static const char *label_of(struct pp_annex *annex, const struct pp_dimension *dimension)
{
    const char *label = pp_annex_text(annex, &dimension->label);
    return pp_is_empty(label) ? dimension->code : label;
}

static void add_dimension(
    struct pp_annex *annex, struct pp_grid *grid, const struct pp_framework *framework,
    const struct pp_dimension *dimension)
{
    struct dimension_row row = {.framework = framework, .dimension = dimension, .at = HEADS};
    row.cells = pp_grid_add_row(annex->arena, grid);
    row.cells[0] = pp_annex_cell(annex, dimension->code);
    row.cells[1] = pp_annex_cell(annex, label_of(annex, dimension));
    row.cells[1].strong = true;
    row.cells[2] = pp_annex_cell(annex, pp_annex_text(annex, &dimension->question));
    for (size_t i = 0; i < MIDDLE; i++)
        put_figure(annex, grid, &row, middle[i], NULL);
    for (int a = framework->scale.min * 2; a <= framework->scale.max * 2; a += step_of(framework))
        put_figure(
            annex, grid, &row, "assessment.share",
            pp_breakdown_pair(annex->arena, "answer", answer_key(annex, a)));
    for (size_t i = 0; i < AFTER; i++)
        put_figure(annex, grid, &row, after[i], NULL);
    row.cells[row.at] = pp_annex_cell(annex, pp_annex_states_text(annex, &row.states));
}

static const char *alt_of(
    struct pp_annex *annex, const struct pp_framework *framework, const char *city)
{
    const char *text = pp_annex_say(annex, "likert.alt");
    for (size_t i = 0; i < framework->dimension_count; i++) {
        const struct pp_dimension *dimension = &framework->dimensions[i];
        struct pp_arg top = {.name = "number", .kind = PP_ARG_FIGURE};
        top.figure = pp_annex_figure(
            annex, "assessment.share_top", city, framework->id, dimension->code, NULL, NULL);
        if (top.figure != NULL)
            text = pp_arena_printf(
                annex->arena, "%s %s", text,
                PP_ANNEX_SAY(
                    annex, "annex.chart.alt.dimension", top,
                    pp_annex_text_arg("dimension", label_of(annex, dimension))));
    }
    return text;
}

/* Tints of the answers: those of the pages' chart where the scale has five, else along it. */
static enum pp_tint tint(size_t answer, size_t answers)
{
    size_t last = PP_SCALE - 1;
    return pp_likert(
        (int)(answers < 2 ? last : (answer * last + (answers - 1) / 2) / (answers - 1)));
}

static bool any_share(const struct pp_grid *grid, size_t answers)
{
    for (size_t i = 0; i < grid->rows.count; i++)
        for (size_t k = 0; k < answers; k++)
            if (grid->rows.items[i].cells[HEADS + MIDDLE + k].kind == PP_CELL_NUMBER)
                return true;
    return false;
}

static void add_likert(
    struct pp_annex *annex, struct pp_grid *grid, const struct pp_framework *framework)
{
    size_t answers = grid->columns.count - HEADS - MIDDLE - AFTER - 1;
    struct pp_grid_chart *chart;
    if (!any_share(grid, answers))
        return;
    chart = pp_arena_alloc(annex->arena, sizeof *chart);
    chart->title = pp_annex_say(annex, "likert.title");
    chart->names_title = pp_annex_say(annex, "annex.column.dimension");
    chart->values_title = pp_annex_measure_name(annex, "assessment.share");
    chart->alt = alt_of(annex, framework, annex->job->city != NULL ? annex->job->city->id : NULL);
    chart->names = 1;
    chart->names_last = grid->rows.count - 1;
    chart->stacked = chart->percent = true;
    for (size_t i = 0; i < answers; i++)
        *(struct pp_grid_series *)PP_PUSH(annex->arena, &chart->series) = (struct pp_grid_series){
            grid->columns.items[HEADS + MIDDLE + i].head, HEADS + MIDDLE + i, 0,
            grid->rows.count - 1, tint(i, answers)};
    grid->chart = chart;
}

void pp_annex_dimensions(struct pp_annex *annex)
{
    const struct pp_project *project = annex->project;
    for (size_t i = 0; i < project->framework_count; i++) {
        const struct pp_framework *framework = &project->frameworks[i];
        struct pp_grid *grid = pp_annex_grid(
            annex, "dimensions", pp_arena_printf(annex->arena, "Dimensions_%s", framework->id));
        const char *name = pp_annex_text(annex, &framework->name);
        if (!pp_is_empty(name))
            grid->title =
                PP_ANNEX_SAY(annex, "annex.dimensions.title", pp_annex_text_arg("framework", name));
        if (project->framework_count > 1)
            grid->name = pp_is_empty(name) ? framework->id : name;
        dimension_columns(annex, grid, framework);
        for (size_t k = 0; k < framework->dimension_count; k++)
            add_dimension(annex, grid, framework, &framework->dimensions[k]);
        add_likert(annex, grid, framework);
    }
}
