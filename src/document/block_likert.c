/* The questions of a framework, and how people answered them. */
#include "document/composer.h"
#include "pactpress/address.h"
#include "pactpress/str.h"

static struct pp_inline *label(struct pp_composer *composer, const struct pp_dimension *dimension)
{
    struct pp_inline *text = pp_compose_text(composer, &dimension->label);
    return text != NULL ? text : pp_compose_raw(composer, dimension->code);
}

/* The project's own words for an answer, or NULL. */
static struct pp_inline *answer_words(
    struct pp_composer *composer, const struct pp_framework *framework, int answer)
{
    const struct pp_i18n *words =
        pp_map_get(&framework->scale.labels, pp_arena_printf(composer->arena, "%d", answer));
    return words != NULL ? pp_compose_text(composer, words) : NULL;
}

/* `id` with the ends of the scale; `plain` where the project has no words for them. */
static struct pp_inline *scale_words(
    struct pp_composer *composer, const struct pp_framework *framework, const char *id,
    const char *plain)
{
    struct pp_inline *min = answer_words(composer, framework, framework->scale.min);
    struct pp_inline *max = answer_words(composer, framework, framework->scale.max);
    struct pp_arg low = pp_arg_number("min", framework->scale.min);
    struct pp_arg high = pp_arg_number("max", framework->scale.max);
    if (min == NULL || max == NULL)
        return PP_SAY(composer, plain, low, high);
    return PP_SAY(
        composer, id, low, high, pp_arg_node("min_label", min), pp_arg_node("max_label", max));
}

/* Two sentences in a row. */
static struct pp_inline *sentences(
    struct pp_composer *composer, struct pp_inline *first, struct pp_inline *second)
{
    if (first == NULL || second == NULL)
        return first != NULL ? first : second;
    first = pp_inline_join(first, pp_compose_raw(composer, " "));
    return pp_inline_join(first, second);
}

static const struct pp_figure *of_dimension(
    struct pp_composer *composer, const struct pp_framework *framework,
    const struct pp_dimension *dimension, const char *measure)
{
    return pp_compose_figure(
        composer, measure, composer->city, framework->id, dimension->code, NULL);
}

static struct pp_node *start_dimensions(
    struct pp_composer *composer, const struct pp_block *block,
    const struct pp_framework *framework, size_t count, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_FIXED, .width = 112, .row_header = true},
        {.kind = PP_COLUMN_REST},
        {.kind = PP_COLUMN_FIXED, .width = 70, .numeric = true},
    };
    static const char *const heads[] = {
        "dimensions.dimension", "dimensions.question", "dimensions.median"};
    struct pp_arg questions = pp_arg_number("count", (int64_t)framework->dimension_count);
    struct pp_node *table;
    pp_compose_title(composer, block, parent, 2, PP_SAY(composer, "dimensions.title", questions));
    pp_compose_paragraph(
        composer, parent, PP_LOOK_NOTE,
        sentences(
            composer, pp_compose_text(composer, &framework->intro),
            scale_words(composer, framework, "dimensions.scale", "dimensions.scale.plain")));
    table = pp_compose_table(
        composer, parent, columns, count, PP_SAY(composer, "dimensions.title", questions));
    table->keep_next = true;
    pp_compose_head(composer, table, heads, count);
    return table;
}

/* Of a period without any answers the project says what it asks; a city says that it does not know.
 */
static bool has_medians(
    struct pp_composer *composer, const struct pp_figure *const *medians, size_t count)
{
    bool any = composer->city != NULL;
    for (size_t i = 0; i < count && !any; i++)
        any = medians[i] != NULL && medians[i]->state != PP_UNKNOWN &&
              medians[i]->state != PP_NOT_ASSESSED;
    return any;
}

enum pp_status pp_compose_dimensions(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_framework *framework = pp_compose_framework(composer, block);
    struct pp_states states = {0};
    if (framework == NULL || framework->dimension_count == 0)
        return PP_OK;
    size_t count = framework->dimension_count;
    const struct pp_figure **medians = pp_arena_array(composer->arena, count, sizeof *medians);
    for (size_t i = 0; i < count; i++)
        medians[i] =
            of_dimension(composer, framework, &framework->dimensions[i], "assessment.median");
    bool with_medians = has_medians(composer, medians, count);
    struct pp_node *table =
        start_dimensions(composer, block, framework, with_medians ? 3 : 2, parent);
    for (size_t i = 0; i < count; i++) {
        const struct pp_dimension *dimension = &framework->dimensions[i];
        struct pp_node *row = pp_compose_row(composer, table, false);
        pp_compose_cell(composer, row, label(composer, dimension));
        pp_compose_cell(composer, row, pp_compose_text(composer, &dimension->question));
        if (with_medians)
            pp_compose_cell(
                composer, row,
                pp_inline_figure(composer->arena, pp_states_note(&states, medians[i])));
    }
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
    return PP_OK;
}

/* The answers of the scale, times two so that half points are whole. */
static size_t answer_count(const struct pp_framework *framework)
{
    size_t whole = (size_t)(framework->scale.max - framework->scale.min);
    return (framework->scale.half_points ? 2 * whole : whole) + 1;
}

static const char *answer_text(
    struct pp_composer *composer, const struct pp_framework *framework, size_t index)
{
    int twice = 2 * framework->scale.min + (int)index * (framework->scale.half_points ? 1 : 2);
    return pp_arena_printf(composer->arena, "%d%s", twice / 2, twice % 2 != 0 ? ".5" : "");
}

static void fill_row(
    struct pp_composer *composer, const struct pp_framework *framework,
    const struct pp_dimension *dimension, struct pp_likert_row *row, struct pp_states *states)
{
    size_t answers = answer_count(framework);
    row->label = label(composer, dimension);
    row->shares = pp_arena_array(composer->arena, answers, sizeof *row->shares);
    for (size_t i = 0; i < answers; i++)
        row->shares[i] = pp_compose_figure(
            composer, "assessment.share", composer->city, framework->id, dimension->code,
            pp_breakdown_pair(composer->arena, "answer", answer_text(composer, framework, i)));
    row->low = of_dimension(composer, framework, dimension, "assessment.share_low");
    row->top = of_dimension(composer, framework, dimension, "assessment.share_high");
    if (answers % 2 == 1)
        row->neutral = of_dimension(composer, framework, dimension, "assessment.share_neutral");
    row->n = of_dimension(composer, framework, dimension, "assessment.n");
    row->missing = of_dimension(composer, framework, dimension, "assessment.missing");
    pp_states_note(states, row->top);
    pp_states_note(states, row->n);
    pp_states_note(states, row->missing);
}

static struct pp_likert *make_chart(
    struct pp_composer *composer, const struct pp_framework *framework, struct pp_states *states)
{
    struct pp_likert *chart = pp_arena_alloc(composer->arena, sizeof *chart);
    chart->answers = answer_count(framework);
    chart->answer_labels =
        pp_arena_array(composer->arena, chart->answers, sizeof *chart->answer_labels);
    for (size_t i = 0; i < chart->answers; i++)
        chart->answer_labels[i] = pp_compose_raw(composer, answer_text(composer, framework, i));
    chart->low_label = pp_say_plain(composer, "likert.low");
    chart->top_label = pp_say_plain(composer, "likert.top");
    chart->neutral_label = pp_say_plain(composer, "likert.neutral");
    chart->n_label = pp_say_plain(composer, "likert.n");
    chart->missing_label = pp_say_plain(composer, "likert.missing");
    chart->rows = pp_arena_array(composer->arena, framework->dimension_count, sizeof *chart->rows);
    for (size_t i = 0; i < framework->dimension_count; i++)
        fill_row(
            composer, framework, &framework->dimensions[i], &chart->rows[chart->row_count++],
            states);
    return chart;
}

/* The rows with most and with least agreement; none where two share the place. */
struct finding {
    const struct pp_likert_row *high, *low;
};

static bool is_alone(const struct pp_likert *chart, const struct pp_likert_row *row)
{
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_likert_row *other = &chart->rows[i];
        if (other != row && pp_figure_has_value(other->top) && other->top->lo == row->top->lo)
            return false;
    }
    return true;
}

static struct finding find(const struct pp_likert *chart)
{
    struct finding found = {NULL, NULL};
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_likert_row *row = &chart->rows[i];
        if (!pp_figure_has_value(row->top))
            continue;
        if (found.high == NULL || row->top->lo > found.high->top->lo)
            found.high = row;
        if (found.low == NULL || row->top->lo < found.low->top->lo)
            found.low = row;
    }
    if (found.high == NULL || found.high == found.low || !is_alone(chart, found.high) ||
        !is_alone(chart, found.low))
        return (struct finding){NULL, NULL};
    return found;
}

static struct pp_arg label_arg(const char *name, const struct pp_likert_row *row)
{
    return pp_arg_node(name, row->label);
}

static struct pp_inline *title_of(struct pp_composer *composer, const struct finding *found)
{
    if (found->high == NULL)
        return pp_say_plain(composer, "likert.title");
    return PP_SAY(
        composer, "likert.title.finding", label_arg("high", found->high),
        label_arg("low", found->low));
}

static struct pp_inline *row_words(struct pp_composer *composer, const struct pp_likert_row *row)
{
    struct pp_arg args[] = {
        label_arg("dimension", row),
        pp_arg_figure("low_share", row->low),
        pp_arg_figure("top", row->top),
        pp_arg_figure("n", row->n),
        pp_arg_figure("missing", row->missing),
        pp_arg_figure("neutral_share", row->neutral),
    };
    if (row->neutral == NULL)
        return pp_say_args(composer, "likert.alt.row.even", args, 5);
    return pp_say_args(composer, "likert.alt.row", args, 6);
}

enum { MOST_ROWS = 22 }; /* of one chart: more would fill more than a page */

/* The chart in words: what it shows, the finding, then every row with its numbers. */
static struct pp_inline *alternative(
    struct pp_composer *composer, const struct pp_likert *chart, const struct finding *found)
{
    struct pp_inline *text = pp_say_plain(composer, "likert.alt");
    if (found->high != NULL)
        text = sentences(
            composer, text,
            PP_SAY(
                composer, "likert.alt.finding", label_arg("high", found->high),
                label_arg("low", found->low), pp_arg_figure("high_share", found->high->top),
                pp_arg_figure("low_share", found->low->top)));
    for (size_t i = 0; i < chart->row_count; i++)
        text = sentences(composer, text, row_words(composer, &chart->rows[i]));
    return text;
}

static bool any_value(const struct pp_likert *chart)
{
    for (size_t i = 0; i < chart->row_count; i++)
        if (pp_figure_has_value(chart->rows[i].top))
            return true;
    return false;
}

/* Why there is no chart. */
static const char *reason(const struct pp_likert *chart)
{
    for (size_t i = 0; i < chart->row_count; i++)
        if (chart->rows[i].top->state == PP_SUPPRESSED)
            return "likert.withheld";
    return "likert.none";
}

/* The rows from `row` on that one chart holds, on the scale of all. */
static void add_part(
    struct pp_composer *composer, const struct pp_likert *chart, size_t row,
    const struct finding *found, struct pp_node *parent)
{
    struct pp_likert *part = pp_arena_memdup(composer->arena, chart, sizeof *chart);
    struct pp_node *node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_LIKERT));
    size_t left = chart->row_count - row;
    part->rows += row;
    part->row_count = left < MOST_ROWS ? left : MOST_ROWS;
    part->whole = chart;
    part->goes_on = row > 0;
    node->keep_next = left <= MOST_ROWS;
    node->as.likert.chart = part;
    node->as.likert.alt = alternative(composer, part, found);
}

static void add_chart(
    struct pp_composer *composer, const struct pp_framework *framework, struct pp_likert *chart,
    const struct finding *found, struct pp_node *parent)
{
    const struct pp_figure *people = pp_compose_figure(
        composer, "assessment.respondents", composer->city, framework->id, NULL, NULL);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_NOTE,
        PP_SAY(composer, "likert.note", pp_arg_figure("n", people)));
    for (size_t row = 0; row < chart->row_count; row += MOST_ROWS)
        add_part(composer, chart, row, found, parent);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_MICRO,
        sentences(
            composer, scale_words(composer, framework, "likert.key", "likert.key.plain"),
            pp_say_plain(composer, "likert.source")));
}

enum pp_status pp_compose_likert(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_framework *framework = pp_compose_framework(composer, block);
    struct pp_states states = {0};
    struct pp_likert *chart;
    struct finding found;
    if (framework == NULL || framework->dimension_count == 0)
        return PP_OK;
    chart = make_chart(composer, framework, &states);
    found = find(chart);
    pp_compose_title(composer, block, parent, 2, title_of(composer, &found));
    if (!any_value(chart)) {
        pp_compose_paragraph(composer, parent, PP_LOOK_BODY, pp_say_plain(composer, reason(chart)));
        return PP_OK;
    }
    add_chart(composer, framework, chart, &found, parent);
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
    return PP_OK;
}
