/* Sheets of figures: the key figures, the cities, and every figure that the document may show. */
#include "output/annex_words.h"
#include "pactpress/address.h"
#include "pactpress/measure.h"
#include "pactpress/str.h"

/* --- Key figures */

static const char *const key_measures[] = {
    "events.held",
    "events.shared",
    "attendance.persons",
    "attendance.new_persons",
    "attendance.persons_change",
    "attendance.attendances",
    "attendance.hours",
    "assessment.respondents",
    "assessment.response_rate",
    "coverage.cities",
    "coverage.delivered",
};

static void add_key(struct pp_annex *annex, struct pp_grid *grid, const struct pp_figure *figure)
{
    const struct pp_framework *framework =
        figure->at.framework != NULL ? pp_project_framework(annex->project, figure->at.framework)
                                     : NULL;
    struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
    const char *name = pp_annex_measure_name(annex, figure->at.measure);
    if (framework != NULL && annex->project->framework_count > 1)
        name = PP_ANNEX_SAY(
            annex, "annex.measure_of_framework", pp_annex_text_arg("measure", name),
            pp_annex_text_arg("framework", pp_annex_text(annex, &framework->name)));
    cells[0] = pp_annex_cell(annex, name);
    cells[0].strong = true;
    cells[1] = pp_annex_cell(annex, pp_annex_scope_name(annex, figure->at.city));
    cells[2] = pp_annex_cell(annex, pp_annex_period_name(annex, figure->at.period));
    cells[3] = pp_annex_value_cell(figure);
    cells[4] = pp_annex_low_cell(figure);
    cells[5] = pp_annex_high_cell(figure);
    cells[6] = pp_annex_cell(annex, pp_annex_unit_name(annex, figure->unit));
    cells[7] = pp_annex_cell(annex, pp_annex_state_name(annex, figure->state));
}

/* A measure in this, the previous and the cumulative period, and against its target. */
static void add_periods(
    struct pp_annex *annex, struct pp_grid *grid, const char *measure, const char *city,
    const char *framework)
{
    const struct pp_results *results = annex->results;
    const char *const periods[] = {results->period.key, results->previous.key, results->until.key};
    static const char *const endings[] = {"", ".target", ".expected", ".of_target"};
    for (size_t form = 0; form < sizeof endings / sizeof *endings; form++) {
        const char *name = pp_arena_printf(annex->arena, "%s%s", measure, endings[form]);
        for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
            const struct pp_figure *figure =
                pp_annex_figure(annex, name, city, framework, NULL, NULL, periods[i]);
            if (figure != NULL)
                add_key(annex, grid, figure);
        }
    }
}

void pp_annex_key_figures(struct pp_annex *annex)
{
    const struct pp_project *project = annex->project;
    const char *city = annex->job->city != NULL ? annex->job->city->id : NULL;
    struct pp_grid *grid = pp_annex_grid(annex, "key_figures", "KeyFigures");
    pp_annex_column(annex, grid, "measure", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "scope", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "period", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "value", PP_ANNEX_NUMBER);
    pp_annex_column(annex, grid, "low", PP_ANNEX_NUMBER);
    pp_annex_column(annex, grid, "high", PP_ANNEX_NUMBER);
    pp_annex_column(annex, grid, "unit", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "state", PP_ANNEX_TEXT)->state = true;
    for (size_t i = 0; i < sizeof key_measures / sizeof *key_measures; i++) {
        const struct pp_measure *about = pp_measure_find(key_measures[i]);
        const char *of = about != NULL && (about->takes & PP_TAKES_CITY) != 0 ? city : NULL;
        if (about == NULL || (about->takes & PP_TAKES_FRAMEWORK) == 0)
            add_periods(annex, grid, key_measures[i], of, NULL);
        else
            for (size_t k = 0; k < project->framework_count; k++)
                add_periods(annex, grid, key_measures[i], of, project->frameworks[k].id);
    }
}

/* --- Cities */

static const char *const city_measures[] = {
    "attendance.persons",     "attendance.new_persons", "events.held",
    "attendance.attendances", "assessment.respondents", "assessment.response_rate",
};
enum { CITY_MEASURES = sizeof city_measures / sizeof *city_measures, CITY_HEADS = 2 };

static const char *framework_of(const struct pp_annex *annex, const char *measure)
{
    const struct pp_measure *about = pp_measure_find(measure);
    if (about == NULL || (about->takes & PP_TAKES_FRAMEWORK) == 0 ||
        annex->project->framework_count == 0)
        return NULL;
    return annex->project->frameworks[0].id;
}

static void add_city(
    struct pp_annex *annex, struct pp_grid *grid, const struct pp_city *city, const char *period)
{
    struct pp_annex_states states = {0};
    struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
    cells[0] = pp_annex_cell(annex, pp_annex_city_name(annex, city));
    cells[0].strong = true;
    cells[1] = pp_annex_cell(annex, pp_annex_period_name(annex, period));
    for (size_t i = 0; i < CITY_MEASURES; i++) {
        const char *measure = city_measures[i];
        const struct pp_figure *figure = pp_annex_figure(
            annex, measure, city->id, framework_of(annex, measure), NULL, NULL, period);
        cells[CITY_HEADS + i] = pp_annex_value_cell(figure);
        pp_annex_note_state(annex, &states, figure, grid->columns.items[CITY_HEADS + i].head);
    }
    cells[CITY_HEADS + CITY_MEASURES] = pp_annex_cell(annex, pp_annex_states_text(annex, &states));
}

/* Every city in one period after the other: so a period is one stretch of each column. */
static void add_cities(struct pp_annex *annex, struct pp_grid *grid, const char *period)
{
    const struct pp_results *results = annex->results;
    if (annex->job->city != NULL) {
        add_city(annex, grid, annex->job->city, period);
        return;
    }
    for (size_t i = 0; i < results->coverage_count; i++)
        add_city(annex, grid, &annex->project->cities[results->coverage[i].city], period);
}

static bool any_number(const struct pp_grid *grid, size_t column)
{
    for (size_t i = 0; i < grid->rows.count; i++)
        if (grid->rows.items[i].cells[column].kind == PP_CELL_NUMBER)
            return true;
    return false;
}

/* "Riga: 43. Lublin: withheld." for the alternative text. */
static const char *persons_in_words(struct pp_annex *annex)
{
    const char *text = "";
    for (size_t i = 0; i < annex->results->coverage_count; i++) {
        const struct pp_city *city = &annex->project->cities[annex->results->coverage[i].city];
        const struct pp_figure *figure =
            pp_annex_figure(annex, city_measures[0], city->id, NULL, NULL, NULL, NULL);
        struct pp_arg number = {.name = "number", .kind = PP_ARG_FIGURE, .figure = figure};
        if (figure == NULL || (annex->job->city != NULL && annex->job->city != city))
            continue;
        text = pp_arena_printf(
            annex->arena, "%s %s", text,
            PP_ANNEX_SAY(
                annex, "annex.chart.alt.city",
                pp_annex_text_arg("city", pp_annex_city_name(annex, city)), number));
    }
    return text;
}

static void add_series(
    struct pp_annex *annex, struct pp_grid_chart *chart, const char *period, size_t first,
    size_t last, enum pp_tint tint)
{
    *(struct pp_grid_series *)PP_PUSH(annex->arena, &chart->series) = (struct pp_grid_series){
        pp_grid_text(annex->arena, pp_annex_period_name(annex, period)), CITY_HEADS, first, last,
        tint};
}

static void add_chart(struct pp_annex *annex, struct pp_grid *grid, size_t cities)
{
    const struct pp_results *results = annex->results;
    struct pp_grid_chart *chart;
    if (cities == 0 || !any_number(grid, CITY_HEADS))
        return;
    chart = pp_arena_alloc(annex->arena, sizeof *chart);
    chart->title = pp_annex_say(annex, "annex.chart.persons");
    chart->names_title = pp_annex_say(annex, "annex.column.city");
    chart->values_title = pp_annex_unit_name(annex, PP_UNIT_PERSONS);
    chart->alt = pp_arena_printf(
        annex->arena, "%s%s", pp_annex_say(annex, "annex.chart.persons.alt"),
        persons_in_words(annex));
    chart->names_last = cities - 1;
    add_series(annex, chart, results->period.key, 0, cities - 1, PP_PETROL);
    add_series(annex, chart, results->previous.key, cities, 2 * cities - 1, pp_likert(3));
    grid->chart = chart;
}

void pp_annex_cities(struct pp_annex *annex)
{
    struct pp_grid *grid = pp_annex_grid(annex, "cities", "Cities");
    size_t cities;
    pp_annex_column(annex, grid, "city", PP_ANNEX_TEXT);
    pp_annex_column(annex, grid, "period", PP_ANNEX_TEXT);
    for (size_t i = 0; i < CITY_MEASURES; i++)
        pp_annex_measure_column(annex, grid, city_measures[i]);
    struct pp_grid_column *states = pp_annex_column(annex, grid, "state_of_row", PP_ANNEX_TEXT);
    states->widest = 46;
    states->state = true;
    pp_grid_fit_heads(annex->arena, grid);
    add_cities(annex, grid, annex->results->period.key);
    cities = grid->rows.count;
    add_cities(annex, grid, annex->results->previous.key);
    add_chart(annex, grid, cities);
}

/* --- All figures */

static const struct pp_event *event_of(struct pp_annex *annex, const struct pp_figure *figure)
{
    const struct pp_events *events = &annex->results->events;
    const char *id = figure->at.breakdown != NULL
                         ? pp_breakdown_value(annex->arena, figure->at.breakdown, "event")
                         : NULL;
    for (size_t i = 0; id != NULL && i < events->count; i++)
        if (pp_streq(events->items[i].id, id))
            return &events->items[i];
    return NULL;
}

/* A city's document shows its own figures, those of the project, and of the other cities what its
 * table of cities prints. */
static bool is_shown(struct pp_annex *annex, const struct pp_figure *figure)
{
    const struct pp_city *city = annex->job->city;
    const struct pp_event *event;
    if (city == NULL || pp_streq(figure->at.city, city->id))
        return true;
    if (!pp_is_empty(figure->at.city))
        return pp_streq(figure->at.measure, "assessment.share_top") ||
               pp_streq(figure->at.measure, "assessment.respondents") ||
               pp_streq(figure->at.measure, "assessment.n");
    event = event_of(annex, figure);
    return event == NULL || pp_event_is_in(event, annex->job->city);
}

/* Sources of a figure by their ids; of a withheld one nothing is told. */
static const char *sources_of(struct pp_annex *annex, const struct pp_figure *figure)
{
    const struct pp_accounts *accounts = annex->results->accounts;
    const char *text = "";
    size_t last = annex->project->source_count;
    if (figure->state == PP_SUPPRESSED)
        return text;
    for (size_t i = 0; i < figure->from.file_count; i++) {
        size_t source = accounts->items[figure->from.files[i]].source;
        if (source == last) /* files come in order of their sources */
            continue;
        last = source;
        text = pp_arena_printf(
            annex->arena, "%s%s%s", text, text[0] == '\0' ? "" : ", ",
            annex->project->sources[source].id);
    }
    return text;
}

static const char *dimension_name(struct pp_annex *annex, const struct pp_figure *figure)
{
    const struct pp_framework *framework =
        figure->at.framework != NULL ? pp_project_framework(annex->project, figure->at.framework)
                                     : NULL;
    const struct pp_dimension *dimension =
        framework != NULL && figure->at.dimension != NULL
            ? pp_framework_dimension(framework, figure->at.dimension)
            : NULL;
    const char *label = dimension != NULL ? pp_annex_text(annex, &dimension->label) : "";
    return pp_is_empty(label) ? figure->at.dimension : label;
}

/* What machines need stands behind what people read, and is not printed. */
enum { FIGURE_COLUMNS = 19, PRINTED_COLUMNS = 12, VALUE = 6, STATE = 10 };

static void all_columns(struct pp_annex *annex, struct pp_grid *grid)
{
    static const struct {
        const char *id;
        enum pp_annex_type type;
    } columns[FIGURE_COLUMNS] = {
        {"measure", PP_ANNEX_TEXT},   {"scope", PP_ANNEX_TEXT},      {"framework", PP_ANNEX_TEXT},
        {"dimension", PP_ANNEX_TEXT}, {"detail", PP_ANNEX_TEXT},     {"period", PP_ANNEX_TEXT},
        {"value", PP_ANNEX_NUMBER},   {"low", PP_ANNEX_NUMBER},      {"high", PP_ANNEX_NUMBER},
        {"unit", PP_ANNEX_TEXT},      {"state", PP_ANNEX_TEXT},      {"n", PP_ANNEX_WHOLE},
        {"address", PP_ANNEX_TEXT},   {"period_key", PP_ANNEX_TEXT}, {"state_key", PP_ANNEX_TEXT},
        {"decimals", PP_ANNEX_WHOLE}, {"revision", PP_ANNEX_WHOLE},  {"rule", PP_ANNEX_TEXT},
        {"sources", PP_ANNEX_TEXT},
    };
    for (size_t i = 0; i < FIGURE_COLUMNS; i++) {
        struct pp_grid_column *column =
            pp_annex_column(annex, grid, columns[i].id, columns[i].type);
        column->one_line = i >= PRINTED_COLUMNS;
        column->widest = column->one_line ? 90 : 40;
    }
    if (annex->restricted)
        pp_annex_column(annex, grid, "rows_entered", PP_ANNEX_WHOLE);
}

static void add_figure(struct pp_annex *annex, struct pp_grid *grid, const struct pp_figure *figure)
{
    struct pp_cell *cells = pp_grid_add_row(annex->arena, grid);
    const char *texts[FIGURE_COLUMNS] = {
        [0] = pp_annex_measure_name(annex, figure->at.measure),
        [1] = pp_annex_scope_name(annex, figure->at.city),
        [2] = figure->at.framework,
        [3] = dimension_name(annex, figure),
        [4] = figure->at.breakdown,
        [5] = pp_annex_period_name(annex, figure->at.period),
        [9] = pp_annex_unit_name(annex, figure->unit),
        [10] = pp_annex_state_name(annex, figure->state),
        [18] = sources_of(annex, figure),
        [17] = figure->from.rule,
        [12] = figure->address,
        [13] = figure->at.period,
        [14] = pp_state_name(figure->state),
    };
    for (size_t i = 0; i < FIGURE_COLUMNS; i++)
        cells[i] = pp_annex_cell(annex, texts[i]);
    grid->rows.items[grid->rows.count - 1].name =
        pp_grid_cell_name(annex->arena, figure->address, figure->at.period);
    cells[0].strong = true;
    cells[VALUE] = pp_annex_value_cell(figure);
    cells[7] = pp_annex_low_cell(figure);
    cells[8] = pp_annex_high_cell(figure);
    cells[11] = pp_annex_n_cell(figure);
    cells[15] = pp_cell_number(figure->decimals, 0);
    cells[16] = pp_cell_number(figure->revision, 0);
    if (annex->restricted)
        cells[FIGURE_COLUMNS] = pp_cell_number((int64_t)figure->from.rows, 0);
}

void pp_annex_all_figures(struct pp_annex *annex)
{
    const struct pp_figure_table *table = annex->results->table;
    struct pp_grid *grid = pp_annex_grid(annex, "all_figures", "AllFigures");
    all_columns(annex, grid);
    grid->printed = PRINTED_COLUMNS;
    grid->named = VALUE;
    grid->columns.items[STATE].state = true;
    for (size_t i = 0; i < table->count; i++)
        if (is_shown(annex, &table->items[i]))
            add_figure(annex, grid, &table->items[i]);
}
