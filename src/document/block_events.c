/* Who, when, what: events that were held, and those to come. */
#include "document/composer.h"
#include "pactpress/address.h"
#include "pactpress/str.h"

/* How far ahead "coming up" looks: what is later is not news yet. */
enum { DAYS_AHEAD = 184, DAY_SECONDS = 86400 };

static const struct pp_table_column columns[] = {
    {.kind = PP_COLUMN_FIXED, .width = 112},
    {.kind = PP_COLUMN_FIXED, .width = 98},
    {.kind = PP_COLUMN_REST},
    {.kind = PP_COLUMN_FIXED, .width = 56, .numeric = true},
};
static const char *const heads[] = {"events.who", "events.when", "events.what", "events.people"};

/* An event belongs to the period of its first day, as in the figures. */
static bool was_held(struct pp_composer *composer, const struct pp_event *event)
{
    return !event->planned && pp_period_holds(&composer->results->period, event->first) &&
           pp_event_is_in(event, composer->job->city);
}

/* What the register calls planned and the day of the data has not passed: also an event of the
 * period itself, when the bulletin is made before its end. */
static bool is_coming(struct pp_composer *composer, const struct pp_event *event)
{
    pp_day today = (pp_day)(composer->run->clock / DAY_SECONDS);
    return event->planned && event->last >= today &&
           event->first >= composer->results->period.first &&
           event->first <= composer->results->period.last + DAYS_AHEAD &&
           pp_event_is_in(event, composer->job->city);
}

static struct pp_inline *who(struct pp_composer *composer, const struct pp_event *event)
{
    struct pp_inline *own = pp_compose_text(composer, &event->who), *names = NULL;
    if (own != NULL)
        return own;
    for (size_t i = 0; i < event->city_count; i++)
        names = pp_inline_join(
            names, pp_compose_city_name(composer, &composer->project->cities[event->cities[i]]));
    if (!pp_is_empty(event->partners))
        names = pp_inline_join(names, pp_compose_raw(composer, event->partners));
    return pp_inline_around(composer->arena, PP_INLINE_LIST, names);
}

static struct pp_inline *when(struct pp_composer *composer, const struct pp_event *event)
{
    struct pp_inline *days = pp_inline_new(composer->arena, PP_INLINE_DAYS);
    days->first = event->first;
    days->last = event->last;
    days->days = PP_DATE_LONG;
    return days;
}

/* What happened; where there is a page about it, the words lead there. */
static struct pp_inline *what(struct pp_composer *composer, const struct pp_event *event)
{
    struct pp_inline *text = pp_compose_text(composer, &event->what);
    if (text == NULL && event->type != NULL)
        text = pp_compose_text(composer, &event->type->name);
    if (text == NULL)
        text = pp_compose_raw(composer, event->id);
    if (pp_is_empty(event->link))
        return text;
    return pp_inline_link(composer->arena, event->link, text);
}

static struct pp_node *add_event(
    struct pp_composer *composer, const struct pp_event *event, struct pp_node *table)
{
    struct pp_node *row = pp_compose_row(composer, table, false);
    pp_compose_cell(composer, row, who(composer, event));
    pp_compose_cell(composer, row, when(composer, event));
    pp_compose_cell(composer, row, what(composer, event));
    return row;
}

static const struct pp_figure *participants(
    struct pp_composer *composer, const struct pp_event *event)
{
    return pp_compose_figure(
        composer, "event.participants", NULL, NULL, NULL,
        pp_breakdown_pair(composer->arena, "event", event->id));
}

enum pp_status pp_compose_events(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_events *events = &composer->results->events;
    struct pp_node *table = NULL;
    struct pp_states states = {0};
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "events.title"));
    for (size_t i = 0; i < events->count; i++) {
        const struct pp_event *event = &events->items[i];
        if (!was_held(composer, event))
            continue;
        if (table == NULL) {
            pp_compose_paragraph(
                composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "events.note"));
            table = pp_compose_table(
                composer, parent, columns, 4, pp_say_plain(composer, "events.title"));
            table->keep_next = true;
            pp_compose_head(composer, table, heads, 4);
        }
        pp_compose_cell(
            composer, add_event(composer, event, table),
            pp_inline_figure(
                composer->arena, pp_states_note(&states, participants(composer, event))));
    }
    if (table == NULL)
        pp_compose_paragraph(composer, parent, PP_LOOK_BODY, pp_say_plain(composer, "events.none"));
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
    return PP_OK;
}

/* In a card, a box or a side column: the day over what happens. */
static enum pp_status list_coming(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_events *events = &composer->results->events;
    for (size_t i = 0; i < events->count; i++) {
        struct pp_inline *line, *days;
        if (!is_coming(composer, &events->items[i]))
            continue;
        if (parent->first == NULL)
            pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "coming.title"));
        days = when(composer, &events->items[i]);
        line = pp_inline_around(composer->arena, PP_INLINE_STRONG, days);
        pp_inline_join(line, pp_inline_new(composer->arena, PP_INLINE_BREAK));
        pp_inline_join(line, what(composer, &events->items[i]));
        pp_compose_paragraph(composer, parent, PP_LOOK_SMALL, line);
    }
    return PP_OK;
}

/* Nothing planned is no news: then the block is left out. */
enum pp_status pp_compose_coming_up(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_events *events = &composer->results->events;
    struct pp_node *table = NULL;
    if (pp_streq(block->column, "side") ||
        (!pp_is_empty(block->style) && !pp_streq(block->style, "plain")))
        return list_coming(composer, block, parent);
    for (size_t i = 0; i < events->count; i++) {
        if (!is_coming(composer, &events->items[i]))
            continue;
        if (table == NULL) {
            pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "coming.title"));
            parent->last->look = PP_LOOK_H3;
            table = pp_compose_table(
                composer, parent, columns, 3, pp_say_plain(composer, "coming.title"));
            pp_compose_head(composer, table, heads, 3);
        }
        add_event(composer, &events->items[i], table);
    }
    return PP_OK;
}

/* --- Register: every event of the period with its evidence, and nobody's name */

/* What it was, then its type and id, as far as they were not said. */
static struct pp_inline *about(struct pp_composer *composer, const struct pp_event *event)
{
    struct pp_inline *id =
        pp_inline_around(composer->arena, PP_INLINE_CODE, pp_compose_raw(composer, event->id));
    bool told = pp_compose_text(composer, &event->what) != NULL;
    bool unregistered = told && pp_streq(event->what.items[0].text, event->id);
    if ((!told || unregistered) && event->type == NULL)
        return id;
    struct pp_inline *first = what(composer, event);
    pp_inline_join(first, pp_inline_new(composer->arena, PP_INLINE_BREAK));
    return pp_inline_join(
        first, told && event->type != NULL
                   ? pp_compose_dots(composer, pp_compose_text(composer, &event->type->name), id)
                   : id);
}

enum pp_status pp_compose_register(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column wide[] = {
        {.kind = PP_COLUMN_FIXED, .width = 56},
        {.kind = PP_COLUMN_REST},
        {.kind = PP_COLUMN_FIXED, .width = 70},
        {.kind = PP_COLUMN_FIXED, .width = 98},
        {.kind = PP_COLUMN_FIXED, .width = 34, .numeric = true},
    };
    static const char *const names[] = {
        "events.when", "events.what", "annex.column.cities", "register.evidence", "events.people"};
    const struct pp_events *events = &composer->results->events;
    struct pp_inline *title = pp_say_plain(composer, "register.title");
    struct pp_states states = {0};
    pp_compose_title(composer, block, parent, 2, title);
    pp_compose_paragraph(composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "events.note"));
    struct pp_node *table = pp_compose_table(composer, parent, wide, 5, title);
    table->keep_next = true;
    pp_compose_head(composer, table, names, 5);
    for (size_t i = 0; i < events->count; i++) {
        const struct pp_event *event = &events->items[i];
        if (!was_held(composer, event))
            continue;
        struct pp_node *row = pp_compose_row(composer, table, false);
        struct pp_inline *day = when(composer, event), *cities = NULL;
        day->days = PP_DATE_SHORT;
        for (size_t c = 0; c < event->city_count; c++)
            cities = pp_inline_join(
                cities,
                pp_compose_city_name(composer, &composer->project->cities[event->cities[c]]));
        pp_compose_cell(composer, row, day);
        pp_compose_cell(composer, row, about(composer, event));
        pp_compose_cell(composer, row, pp_inline_around(composer->arena, PP_INLINE_LIST, cities));
        pp_compose_cell(
            composer, row,
            pp_is_empty(event->evidence) ? NULL : pp_compose_raw(composer, event->evidence));
        pp_compose_cell(
            composer, row,
            pp_inline_figure(
                composer->arena, pp_states_note(&states, participants(composer, event))));
    }
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, pp_compose_legend(composer, &states));
    return PP_OK;
}
