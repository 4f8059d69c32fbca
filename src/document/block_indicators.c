/* Indicators against their targets, and who took part, by gender, age and target group. */
#include "document/composer.h"
#include "pactpress/address.h"
#include "pactpress/str.h"

static const char *code_pair(struct pp_composer *composer, const struct pp_indicator *indicator)
{
    return pp_breakdown_pair(composer->arena, "indicator", indicator->code);
}

/* NULL: the table has none. */
static const struct pp_figure *figure_of(
    struct pp_composer *composer, const char *measure, const char *breakdown, bool until)
{
    const struct pp_results *results = composer->results;
    return pp_figure_get(
        results->table, measure, NULL, NULL, NULL, breakdown,
        until ? results->until.key : results->period.key);
}

static void add_figure(
    struct pp_composer *composer, struct pp_node *row, struct pp_states *states,
    const struct pp_figure *figure)
{
    pp_compose_cell(
        composer, row,
        figure != NULL ? pp_inline_figure(composer->arena, pp_states_note(states, figure)) : NULL);
}

/* --- Summary against targets */

/* Of what is known for certain: the low end counts. NULL: nothing can be said, for a figure that
 * does not grow has no course. */
static const char *state_of(const struct pp_promise *promise)
{
    const struct pp_figure *reached = promise->reached, *expected = promise->expected;
    if (reached == NULL || !pp_figure_has_value(reached))
        return "unknown";
    if (reached->lo >= promise->target->lo)
        return "reached";
    if (expected == NULL)
        return NULL;
    return reached->lo >= expected->lo ? "on_course" : "behind";
}

static void add_summary(
    struct pp_composer *composer, const struct pp_promise *promise, struct pp_node *table,
    struct pp_states *states)
{
    struct pp_node *row = pp_compose_row(composer, table, false);
    pp_compose_cell(composer, row, promise->label);
    add_figure(composer, row, states, promise->target);
    add_figure(composer, row, states, promise->expected);
    add_figure(composer, row, states, promise->reached);
    const char *state = state_of(promise);
    pp_compose_cell(
        composer, row,
        state != NULL ? PP_SAY(composer, "summary.state", pp_arg_text("state", state)) : NULL);
}

static struct pp_promise indicator_promise(
    struct pp_composer *composer, const struct pp_indicator *indicator)
{
    const char *pair = code_pair(composer, indicator);
    return (struct pp_promise){
        .label = pp_compose_raw(composer, indicator->code),
        .target = figure_of(composer, "indicator.total.target", pair, true),
        .expected = figure_of(composer, "indicator.total.expected", pair, true),
        .reached = figure_of(composer, "indicator.total", pair, true)};
}

/* Indicators in their order, then what else the project has promised. */
static void add_summaries(
    struct pp_composer *composer, struct pp_node *table, struct pp_states *states)
{
    const struct pp_project *project = composer->project;
    struct pp_promise promise;
    for (size_t i = 0; i < project->indicators.count; i++) {
        promise = indicator_promise(composer, &project->indicators.items[i]);
        if (promise.target != NULL)
            add_summary(composer, &promise, table, states);
    }
    for (size_t i = 0; i < project->target_count; i++)
        if (pp_compose_promise(composer, &project->targets[i], &promise))
            add_summary(composer, &promise, table, states);
}

enum pp_status pp_compose_summary(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_REST, .row_header = true},
        {.kind = PP_COLUMN_FIXED, .width = 48, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 84, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 74, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 70}};
    static const char *const heads[] = {
        "indicators.name", "targets.target", "summary.expected", "targets.reached",
        "annex.column.state"};
    struct pp_inline *title = pp_say_plain(composer, "summary.title");
    struct pp_node *holder = pp_node_new(composer->arena, PP_NODE_SECTION);
    struct pp_node *table = pp_compose_table(composer, holder, columns, 5, title);
    struct pp_states states = {0};
    pp_compose_head(composer, table, heads, 5);
    add_summaries(composer, table, &states);
    if (table->first->next == NULL)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, title);
    pp_compose_paragraph(composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "summary.note"));
    table->keep_next = true;
    pp_node_append(parent, table);
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
    return PP_OK;
}

/* --- Indicator table */

/* A final report does not print a legal wording that nobody compared. */
static void warn_unverified(struct pp_composer *composer, const struct pp_indicator *indicator)
{
    if (indicator->verified || composer->job->draft)
        return;
    pp_warn(
        composer->run, indicator->where, "indicator.unverified",
        "The wording of %s was never compared with %s. Compare it, and set \"verified: true\" in a "
        "copy of the profile in layouts/indicators/ of the project.",
        indicator->code, composer->project->indicators.profile->act);
}

static struct pp_inline *share_cell(
    struct pp_composer *composer, const char *pair, const struct pp_figure *target)
{
    const struct pp_figure *share = figure_of(composer, "indicator.total.of_target", pair, true);
    const struct pp_figure *passed =
        pp_compose_figure(composer, "project.passed", NULL, NULL, NULL, NULL);
    struct pp_inline *cell;
    if (target == NULL)
        return pp_say_plain(composer, "indicators.none");
    if (share == NULL || !pp_figure_has_value(share))
        return share != NULL ? pp_inline_figure(composer->arena, share) : NULL;
    int64_t percent = share->lo > 999 ? 999 : share->lo;
    cell = pp_inline_mark(
        composer->arena, PP_MARK_SHARE,
        (int)percent + PP_MARK_SHARE_STROKE * (int)(pp_figure_has_value(passed) ? passed->lo : 0));
    pp_inline_join(cell, pp_compose_raw(composer, " "));
    return pp_inline_join(cell, pp_inline_figure(composer->arena, share));
}

static void add_indicator(
    struct pp_composer *composer, const struct pp_indicator *indicator, struct pp_node *table,
    struct pp_states *states)
{
    const char *pair = code_pair(composer, indicator);
    const struct pp_figure *target = figure_of(composer, "indicator.total.target", pair, true);
    struct pp_node *row = pp_compose_row(composer, table, false);
    struct pp_inline *code = pp_compose_raw(composer, indicator->code);
    if (indicator->part_of == NULL)
        code = pp_inline_around(composer->arena, PP_INLINE_STRONG, code);
    warn_unverified(composer, indicator);
    pp_compose_cell(composer, row, code);
    row->first->in_table.cell.header = true; /* bold or not, it heads its row */
    pp_compose_cell(composer, row, pp_compose_text(composer, &indicator->wording));
    add_figure(composer, row, states, target);
    add_figure(composer, row, states, figure_of(composer, "indicator.before", pair, false));
    add_figure(composer, row, states, figure_of(composer, "indicator.new", pair, false));
    add_figure(composer, row, states, figure_of(composer, "indicator.total", pair, true));
    pp_compose_cell(composer, row, share_cell(composer, pair, target));
}

/* Indicators of the programme under its heading, then those of the project. */
static void add_group(
    struct pp_composer *composer, bool own, struct pp_inline *heading, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_FIXED, .width = 28, .row_header = false},
        {.kind = PP_COLUMN_REST, .row_header = false},
        {.kind = PP_COLUMN_FIXED, .width = 34, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 34, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 34, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 42, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 92}};
    static const char *const heads[] = {"annex.column.code", "indicators.name", "targets.target",
                                        "indicators.before", "indicators.new",  "indicators.total",
                                        "targets.share"};
    const struct pp_indicators *indicators = &composer->project->indicators;
    struct pp_node *holder = pp_node_new(composer->arena, PP_NODE_SECTION);
    struct pp_node *table = pp_compose_table(composer, holder, columns, 7, heading);
    struct pp_states states = {0};
    pp_compose_head(composer, table, heads, 7);
    for (size_t i = 0; i < indicators->count; i++)
        if (indicators->items[i].own == own)
            add_indicator(composer, &indicators->items[i], table, &states);
    if (table->first->next == NULL)
        return;
    pp_compose_heading(composer, parent, 3, PP_LOOK_H3, heading);
    table->keep_next = true;
    pp_node_append(parent, table);
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
}

enum pp_status pp_compose_indicators(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_indicators *indicators = &composer->project->indicators;
    if (indicators->count == 0)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "indicators.title"));
    pp_compose_paragraph(composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "indicators.note"));
    if (indicators->profile != NULL)
        add_group(
            composer, false, pp_compose_text(composer, &indicators->profile->heading), parent);
    add_group(composer, true, pp_say_plain(composer, "indicators.own"), parent);
    return PP_OK;
}

/* --- Who took part */

static struct pp_inline *age_words(struct pp_composer *composer, const struct pp_bracket *bracket)
{
    const char *kind = bracket->from == 0 ? "under" : bracket->to >= 150 ? "over" : "between";
    return PP_SAY(
        composer, "who.ages", pp_arg_text("kind", kind),
        pp_arg_number("from", pp_streq(kind, "over") ? bracket->from - 1 : bracket->from),
        pp_arg_number("to", pp_streq(kind, "under") ? bracket->to + 1 : bracket->to));
}

static struct pp_inline *other_ages(struct pp_composer *composer, const char *kind)
{
    return PP_SAY(
        composer, "who.ages", pp_arg_text("kind", kind), pp_arg_number("from", 0),
        pp_arg_number("to", 0));
}

static struct pp_inline *gender_words(struct pp_composer *composer, const char *gender)
{
    return PP_SAY(composer, "who.gender", pp_arg_text("gender", gender));
}

/* Numbers of one age (NULL: all) over all genders. */
static void add_ages(
    struct pp_composer *composer, struct pp_node *row, const struct pp_indicator *indicator,
    const char *age, bool until, struct pp_states *states)
{
    const struct pp_profile *profile = composer->project->indicators.profile;
    const char *first = age != NULL ? pp_arena_printf(composer->arena, "age=%s;", age) : "";
    for (size_t g = 0; g <= profile->genders.count + 1; g++) {
        const char *gender = g < profile->genders.count ? profile->genders.items[g] : "unknown";
        const char *second = g <= profile->genders.count
                                 ? pp_arena_printf(composer->arena, "gender=%s;", gender)
                                 : "";
        add_figure(
            composer, row, states,
            figure_of(
                composer, "indicator.persons",
                pp_arena_printf(
                    composer->arena, "%s%s%s", first, second, code_pair(composer, indicator)),
                until));
    }
}

static void add_breakdown(
    struct pp_composer *composer, const struct pp_indicator *indicator, bool until,
    struct pp_node *parent)
{
    const struct pp_profile *profile = composer->project->indicators.profile;
    size_t count = profile->genders.count + 3;
    struct pp_table_column *columns = pp_arena_array(composer->arena, count, sizeof *columns);
    struct pp_states states = {0};
    struct pp_inline *title = pp_compose_dots(
        composer, pp_compose_raw(composer, indicator->code),
        pp_say_plain(composer, until ? "indicators.total" : "indicators.new"));
    columns[0] = (struct pp_table_column){.kind = PP_COLUMN_REST, .row_header = true};
    for (size_t i = 1; i < count; i++)
        columns[i] =
            (struct pp_table_column){.kind = PP_COLUMN_FIXED, .width = 62, .numeric = true};
    pp_compose_heading(composer, parent, 3, PP_LOOK_H3, title);
    struct pp_node *table = pp_compose_table(composer, parent, columns, count, title);
    table->keep_next = true;
    struct pp_node *row = pp_compose_row(composer, table, true);
    pp_compose_cell(composer, row, pp_say_plain(composer, "who.age"));
    for (size_t g = 0; g < profile->genders.count; g++)
        pp_compose_cell(composer, row, gender_words(composer, profile->genders.items[g]));
    pp_compose_cell(composer, row, gender_words(composer, "unknown"));
    pp_compose_cell(composer, row, gender_words(composer, "all"));
    for (size_t a = 0; a <= profile->age_count; a++) {
        bool known = a < profile->age_count;
        row = pp_compose_row(composer, table, false);
        pp_compose_cell(
            composer, row,
            known ? age_words(composer, &profile->ages[a]) : other_ages(composer, "unknown"));
        add_ages(
            composer, row, indicator, known ? profile->ages[a].code : "unknown", until, &states);
    }
    row = pp_compose_row(composer, table, false);
    row->in_table.row.total = true;
    pp_compose_cell(composer, row, other_ages(composer, "all"));
    add_ages(composer, row, indicator, NULL, until, &states);
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
}

static void add_group_row(
    struct pp_composer *composer, struct pp_node *table, const struct pp_indicator *indicator,
    const char *group, struct pp_inline *name, struct pp_states *states)
{
    const char *pair = code_pair(composer, indicator);
    struct pp_node *row = pp_compose_row(composer, table, false);
    row->in_table.row.total = group == NULL;
    if (group != NULL)
        pair = pp_arena_printf(composer->arena, "%s;target_group=%s", pair, group);
    pp_compose_cell(composer, row, name);
    add_figure(composer, row, states, figure_of(composer, "indicator.persons", pair, false));
    add_figure(composer, row, states, figure_of(composer, "indicator.persons", pair, true));
}

/* New ones and all, by target group. */
static void add_groups(
    struct pp_composer *composer, const struct pp_indicator *indicator, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_REST, .row_header = true},
        {.kind = PP_COLUMN_FIXED, .width = 62, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 62, .numeric = true}};
    static const char *const heads[] = {"who.target_group", "indicators.new", "indicators.total"};
    const struct pp_indicators *indicators = &composer->project->indicators;
    struct pp_states states = {0};
    struct pp_inline *title = pp_compose_dots(
        composer, pp_compose_raw(composer, indicator->code),
        pp_say_plain(composer, "who.target_group"));
    if (indicators->group_count == 0)
        return;
    pp_compose_heading(composer, parent, 3, PP_LOOK_H3, title);
    struct pp_node *table = pp_compose_table(composer, parent, columns, 3, title);
    table->keep_next = true;
    pp_compose_head(composer, table, heads, 3);
    for (size_t i = 0; i < indicators->group_count; i++)
        add_group_row(
            composer, table, indicator, indicators->groups[i].code,
            pp_compose_text(composer, &indicators->groups[i].name), &states);
    add_group_row(
        composer, table, indicator, "unknown", gender_words(composer, "unknown"), &states);
    add_group_row(composer, table, indicator, NULL, gender_words(composer, "all"), &states);
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
}

/* Main indicators, new and in all; their parts in the annex. */
enum pp_status pp_compose_breakdown(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_indicators *indicators = &composer->project->indicators;
    bool any = false;
    for (size_t i = 0; i < indicators->count; i++) {
        const struct pp_indicator *indicator = &indicators->items[i];
        if (!indicator->breakdown || indicator->part_of != NULL || indicators->profile == NULL)
            continue;
        if (!any) {
            pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "who.title"));
            pp_compose_paragraph(
                composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "who.note"));
        }
        any = true;
        add_breakdown(composer, indicator, false, parent);
        add_breakdown(composer, indicator, true, parent);
        add_groups(composer, indicator, parent);
    }
    return PP_OK;
}
