/* Key figures: a number, what it counts, and a note with change, target and state. */
#include "document/composer.h"
#include "pactpress/change.h"
#include "pactpress/str.h"

/* What each measure is called as a label under its number. */
static const struct {
    const char *measure, *id;
} labels[] = {
    {"attendance.persons", "key.persons"},
    {"attendance.new_persons", "key.new_persons"},
    {"attendance.attendances", "key.attendances"},
    {"attendance.hours", "key.hours"},
    {"events.held", "key.events"},
    {"assessment.respondents", "key.respondents"},
    {"assessment.response_rate", "key.response_rate"},
    {"coverage.delivered", "key.cities"},
};

static const char *label_id(const char *measure)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (pp_streq(labels[i].measure, measure))
            return labels[i].id;
    return NULL;
}

static struct pp_inline *join_notes(
    struct pp_composer *composer, struct pp_inline *first, struct pp_inline *second)
{
    if (first == NULL || second == NULL)
        return first != NULL ? first : second;
    return PP_SAY(
        composer, "key.note.join", pp_arg_node("first", first), pp_arg_node("second", second));
}

/* Why there is a sign, or a sign before the number. */
static struct pp_inline *state_note(struct pp_composer *composer, const struct pp_figure *figure)
{
    static const char *const ids[] = {
        [PP_EXACT] = NULL,
        [PP_ESTIMATED] = "key.note.estimated",
        [PP_AT_LEAST] = "key.note.at_least",
        [PP_UNKNOWN] = "key.note.unknown",
        [PP_NOT_ASSESSED] = "key.note.not_assessed",
        [PP_SUPPRESSED] = "key.note.withheld",
        [PP_ROUNDED] = NULL,
    };
    return ids[figure->state] != NULL ? pp_say_plain(composer, ids[figure->state]) : NULL;
}

/* A change is said as its size and a direction: the same figure without its sign. */
static const struct pp_figure *size_of(struct pp_composer *composer, const struct pp_figure *change)
{
    struct pp_figure *size = pp_arena_memdup(composer->arena, change, sizeof *change);
    if (size->lo < 0) {
        size->lo = -change->hi;
        size->hi = -change->lo;
    }
    return size;
}

static struct pp_inline *change_words(
    struct pp_composer *composer, const struct pp_figure *change, bool clear)
{
    static const char *const ids[2][2] = {
        {"key.note.more", "key.note.fewer"}, {"key.note.points_up", "key.note.points_down"}};
    bool fewer = change->lo < 0, points = change->unit == PP_UNIT_PERCENT_POINTS;
    struct pp_arg previous = pp_arg_period("previous", &composer->results->previous);
    if (!clear)
        return PP_SAY(composer, "key.note.no_clear_change", previous);
    return PP_SAY(
        composer, ids[points][fewer], previous, pp_arg_figure("change", size_of(composer, change)),
        pp_arg_node("mark", pp_inline_mark(composer->arena, fewer ? PP_MARK_DOWN : PP_MARK_UP, 0)));
}

/* The change of a figure, where the table has one. */
static struct pp_inline *change_note(struct pp_composer *composer, const struct pp_figure *figure)
{
    struct pp_address at = figure->at;
    const struct pp_figure *change;
    at.measure = pp_arena_printf(composer->arena, "%s_change", figure->at.measure);
    change = pp_figure_find(composer->results->table, &at);
    if (change == NULL || !pp_figure_has_value(figure) ||
        (change->state != PP_EXACT && change->state != PP_ESTIMATED))
        return NULL;
    return change_words(composer, change, pp_change_is_clear(composer->project, change));
}

/* The target and how far the whole way has come: both are cumulative figures. */
static struct pp_inline *target_note(struct pp_composer *composer, const struct pp_figure *figure)
{
    const struct pp_results *results = composer->results;
    const struct pp_target *target =
        pp_project_target(composer->project, figure->address, &results->period);
    struct pp_address at = figure->at, total = figure->at;
    const struct pp_figure *value, *so_far;
    struct pp_inline *note;
    at.measure = pp_arena_printf(composer->arena, "%s.target", figure->at.measure);
    at.period = total.period = results->until.key;
    so_far = pp_figure_find(results->table, &total);
    value = pp_figure_find(results->table, &at);
    if (value == NULL) {
        at.period = figure->at.period;
        so_far = NULL;
        value = pp_figure_find(results->table, &at);
    }
    if (target == NULL || value == NULL)
        return NULL;
    note = PP_SAY(
        composer, "key.note.target", pp_arg_figure("target", value),
        pp_arg_day("due", target->due != PP_NO_DAY ? target->due : composer->project->end));
    if (so_far == NULL)
        return note;
    return join_notes(
        composer, PP_SAY(composer, "key.note.so_far", pp_arg_figure("total", so_far)), note);
}

/* What belongs to one measure only. */
static struct pp_inline *own_note(struct pp_composer *composer, const struct pp_figure *figure)
{
    const char *city = figure->at.city;
    if (pp_streq(figure->at.measure, "events.held") && city != NULL) {
        const struct pp_figure *shared =
            pp_compose_figure(composer, "events.shared", city, NULL, NULL, NULL);
        if (shared->state == PP_EXACT && shared->lo > 0)
            return PP_SAY(composer, "key.note.shared", pp_arg_figure("shared", shared));
    }
    if (pp_streq(figure->at.measure, "assessment.response_rate"))
        return PP_SAY(
            composer, "key.note.of_people",
            pp_arg_figure(
                "part",
                pp_compose_figure(
                    composer, "assessment.respondents", city, figure->at.framework, NULL, NULL)),
            pp_arg_figure(
                "whole",
                pp_compose_figure(composer, "attendance.persons", city, NULL, NULL, NULL)));
    return NULL;
}

static struct pp_inline *note_of(struct pp_composer *composer, const struct pp_figure *figure)
{
    struct pp_inline *note = state_note(composer, figure);
    if (!pp_figure_has_value(figure))
        return note;
    note = join_notes(composer, note, own_note(composer, figure));
    note = join_notes(composer, note, change_note(composer, figure));
    return join_notes(composer, note, target_note(composer, figure));
}

static enum pp_status find_figure(
    struct pp_composer *composer, const struct pp_block *block, const char *text,
    const struct pp_figure **out)
{
    struct pp_address defaults = {0}, at;
    const char *error = NULL;
    defaults.city = composer->city;
    defaults.period = composer->results->period.key;
    if (composer->project->framework_count > 0)
        defaults.framework = composer->project->frameworks[0].id;
    if (pp_address_parse(composer->arena, text, &defaults, &at, &error) != PP_OK) {
        pp_error(composer->run, block->where, "layout.figure", "%s", error);
        return PP_USAGE;
    }
    *out =
        pp_compose_figure(composer, at.measure, at.city, at.framework, at.dimension, at.breakdown);
    return PP_OK;
}

struct pp_inline *pp_compose_measure_label(
    struct pp_composer *composer, const char *measure, const struct pp_figure *figure)
{
    const char *id = label_id(measure);
    return id != NULL ? PP_SAY(composer, id, pp_arg_figure("n", figure)) : NULL;
}

struct pp_inline *pp_compose_measure_name(struct pp_composer *composer, const char *measure)
{
    const char *id = pp_arena_printf(composer->arena, "annex.measure.%s", measure);
    return pp_wording_has(composer->wording, id) ? pp_say_plain(composer, id)
                                                 : pp_compose_raw(composer, measure);
}

static enum pp_status add_key(
    struct pp_composer *composer, const struct pp_block *block, const char *text,
    enum pp_node_kind kind, struct pp_node *parent)
{
    const struct pp_figure *figure;
    struct pp_node *key;
    const char *id;
    if (composer->project->framework_count == 0 && pp_starts_with(text, "assessment."))
        return PP_OK; /* nobody was asked anything */
    PP_TRY(find_figure(composer, block, text, &figure));
    id = label_id(figure->at.measure);
    if (id == NULL) {
        const char *measures[sizeof labels / sizeof *labels + 1] = {NULL};
        for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
            measures[i] = labels[i].measure;
        const char *nearest = pp_nearest(figure->at.measure, measures);
        pp_error(
            composer->run, block->where, "layout.figure",
            "\"%s\" has no label for key figures; take another measure, such as \"%s\".",
            figure->at.measure, nearest != NULL ? nearest : measures[0]);
        return PP_USAGE;
    }
    if (kind == PP_NODE_BIG && figure->state == PP_EXACT && figure->lo == 0)
        return PP_OK; /* none at all is no number to print large */
    key = pp_node_append(parent, pp_node_new(composer->arena, kind));
    key->as.key.value = pp_inline_figure(composer->arena, figure);
    key->as.key.label = PP_SAY(composer, id, pp_arg_figure("n", figure));
    key->as.key.note = note_of(composer, figure);
    return PP_OK;
}

enum pp_status pp_compose_key_figures(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_node *keys = pp_node_new(composer->arena, PP_NODE_KEY_FIGURES);
    for (size_t i = 0; i < block->figures.count; i++)
        PP_TRY(add_key(composer, block, block->figures.items[i], PP_NODE_KEY_FIGURE, keys));
    if (keys->first != NULL)
        pp_node_append(parent, keys);
    return PP_OK;
}

enum pp_status pp_compose_big_number(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    for (size_t i = 0; i < block->figures.count; i++)
        PP_TRY(add_key(composer, block, block->figures.items[i], PP_NODE_BIG, parent));
    return PP_OK;
}
