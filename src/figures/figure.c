#include "pactpress/figure.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/address.h"
#include "pactpress/arena.h"
#include "pactpress/measure.h"
#include "pactpress/str.h"

#include "table.h"

const char *pp_state_name(enum pp_state state)
{
    static const char *const names[] = {[PP_EXACT] = "exact",
                                        [PP_ESTIMATED] = "estimated",
                                        [PP_AT_LEAST] = "at_least",
                                        [PP_UNKNOWN] = "unknown",
                                        [PP_NOT_ASSESSED] = "not_assessed",
                                        [PP_SUPPRESSED] = "suppressed",
                                        [PP_ROUNDED] = "rounded"};

    return names[state];
}

bool pp_state_find(const char *name, enum pp_state *out)
{
    for (int state = PP_EXACT; name != NULL && state <= PP_ROUNDED; state++)
        if (pp_streq(pp_state_name((enum pp_state)state), name)) {
            *out = (enum pp_state)state;
            return true;
        }
    return false;
}

const char *pp_unit_name(enum pp_unit unit)
{
    static const char *const names[] = {
        [PP_UNIT_PERSONS] = "persons",
        [PP_UNIT_EVENTS] = "events",
        [PP_UNIT_ATTENDANCES] = "attendances",
        [PP_UNIT_HOURS] = "hours",
        [PP_UNIT_ANSWERS] = "answers",
        [PP_UNIT_PERCENT] = "percent",
        [PP_UNIT_PERCENT_POINTS] = "percent_points",
        [PP_UNIT_SCORE] = "score",
        [PP_UNIT_CITIES] = "cities",
        [PP_UNIT_FILES] = "files",
        [PP_UNIT_ROWS] = "rows",
        [PP_UNIT_NUMBER] = "number"};

    return names[unit];
}

bool pp_figure_has_value(const struct pp_figure *figure)
{
    return figure->state == PP_EXACT || figure->state == PP_ESTIMATED ||
           figure->state == PP_AT_LEAST || figure->state == PP_ROUNDED;
}

static void write_number(struct pp_str *out, int64_t value, int decimals)
{
    uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t unit = 1;

    for (int i = 0; i < decimals; i++)
        unit *= 10;
    pp_str_printf(out, "%s%llu", value < 0 ? "-" : "", (unsigned long long)(size / unit));
    if (decimals > 0)
        pp_str_printf(out, ".%0*llu", decimals, (unsigned long long)(size % unit));
}

char *pp_figure_value_text(struct pp_arena *arena, const struct pp_figure *figure)
{
    struct pp_str text;

    pp_str_init(&text);
    if (pp_figure_has_value(figure)) {
        write_number(&text, figure->lo, figure->decimals);
        if (figure->state == PP_AT_LEAST) {
            pp_str_append(&text, "..");
        } else if (figure->hi != figure->lo) {
            pp_str_append(&text, "..");
            write_number(&text, figure->hi, figure->decimals);
        }
    }
    char *copy = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return copy;
}

void pp_table_key(struct pp_str *out, const struct pp_address *address)
{
    const struct pp_measure *measure = pp_measure_base(address->measure);
    struct pp_address at = *address;

    if (measure != NULL && !(measure->takes & PP_TAKES_CITY))
        at.city = NULL;
    if (measure != NULL && !(measure->takes & PP_TAKES_FRAMEWORK))
        at.framework = NULL;
    if (measure != NULL && !(measure->takes & PP_TAKES_DIMENSION))
        at.dimension = NULL;
    pp_address_write(out, &at);
    pp_str_append_char(out, '@');
    pp_str_append(out, at.period == NULL ? "" : at.period);
}

const struct pp_figure *pp_figure_find(
    const struct pp_figure_table *table, const struct pp_address *address)
{
    struct pp_str key;

    pp_str_init(&key);
    pp_table_key(&key, address);
    const struct pp_figure *figure = pp_map_get(&table->by_address, key.text);
    pp_str_free(&key);
    return figure;
}

const struct pp_figure *pp_figure_get(
    const struct pp_figure_table *table, const char *measure, const char *city,
    const char *framework, const char *dimension, const char *breakdown, const char *period)
{
    struct pp_address address = {measure, city, framework, dimension, breakdown, period};

    return pp_figure_find(table, &address);
}

const char *pp_figure_nearest_measure(const struct pp_figure_table *table, const char *measure)
{
    const char **names = pp_xmalloc((table->count + 1) * sizeof *names);
    size_t count = 0;

    for (size_t i = 0; i < table->count; i++)
        if (count == 0 || strcmp(names[count - 1], table->items[i].at.measure) != 0)
            names[count++] = table->items[i].at.measure;
    names[count] = NULL;
    const char *nearest = pp_nearest(measure, names);
    free(names);
    return nearest;
}

/* A figure with its place in the order of the configuration: what strings cannot tell. */
struct placed {
    struct pp_figure figure;
    size_t city, framework, dimension; /* 0: not given; unknown ids: after all known */
    struct pp_day_span {
        pp_day first, last;
    } span;
};

static size_t place_city(const struct pp_project *project, const char *id)
{
    if (pp_is_empty(id))
        return 0;
    for (size_t i = 0; i < project->city_count; i++)
        if (strcmp(project->cities[i].id, id) == 0)
            return i + 1;
    return project->city_count + 1;
}

static size_t place_framework(const struct pp_project *project, const char *id)
{
    if (pp_is_empty(id))
        return 0;
    for (size_t i = 0; i < project->framework_count; i++)
        if (strcmp(project->frameworks[i].id, id) == 0)
            return i + 1;
    return project->framework_count + 1;
}

static size_t place_dimension(const struct pp_project *project, size_t framework, const char *code)
{
    if (pp_is_empty(code))
        return 0;
    if (framework == 0 || framework > project->framework_count)
        return 1;
    const struct pp_framework *f = &project->frameworks[framework - 1];
    for (size_t i = 0; i < f->dimension_count; i++)
        if (strcmp(f->dimensions[i].code, code) == 0)
            return i + 1;
    return f->dimension_count + 1;
}

/* The days of a canonical period key; a cumulative one ("..2022-Q1") begins at no day. A key that
 * is no period (a named one) comes last. */
static struct pp_day_span span_of(struct pp_arena *arena, const char *key)
{
    struct pp_day_span span = {INT32_MAX, INT32_MAX};
    struct pp_period period;
    const char *error;
    const char *text = key == NULL ? "" : key;
    bool cumulative = strncmp(text, "..", 2) == 0;

    if (pp_period_parse(arena, cumulative ? text + 2 : text, 0, &period, &error) == PP_OK) {
        span.first = cumulative ? INT32_MIN : period.first;
        span.last = period.last;
    }
    return span;
}

static int by_size(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int by_text(const char *a, const char *b)
{
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

/* By last day, then the shorter first. */
static int by_period(const struct placed *a, const struct placed *b)
{
    if (a->span.last != b->span.last)
        return a->span.last < b->span.last ? -1 : 1;
    if (a->span.first != b->span.first)
        return a->span.first > b->span.first ? -1 : 1;
    return by_text(a->figure.at.period, b->figure.at.period);
}

static int compare_placed(const void *left, const void *right)
{
    const struct placed *a = left, *b = right;
    const struct pp_address *x = &a->figure.at, *y = &b->figure.at;
    int order = strcmp(x->measure, y->measure);

    order = order != 0 ? order : by_size(a->city, b->city);
    order = order != 0 ? order : by_text(x->city, y->city);
    order = order != 0 ? order : by_size(a->framework, b->framework);
    order = order != 0 ? order : by_text(x->framework, y->framework);
    order = order != 0 ? order : by_size(a->dimension, b->dimension);
    order = order != 0 ? order : by_text(x->dimension, y->dimension);
    order = order != 0 ? order : pp_breakdown_compare(x->breakdown, y->breakdown);
    return order != 0 ? order : by_period(a, b);
}

static void place(
    struct placed *placed, struct pp_map *spans, struct pp_arena *arena,
    const struct pp_project *project)
{
    const struct pp_address *at = &placed->figure.at;
    const char *key = at->period == NULL ? "" : at->period;
    struct pp_day_span *span = pp_map_get(spans, key);

    placed->city = place_city(project, at->city);
    placed->framework = place_framework(project, at->framework);
    placed->dimension = place_dimension(project, placed->framework, at->dimension);
    if (span == NULL) {
        span = pp_arena_alloc(arena, sizeof *span);
        *span = span_of(arena, key);
        pp_map_set(spans, key, span);
    }
    placed->span = *span;
}

void pp_table_freeze(
    struct pp_figure_table *table, struct pp_arena *arena, const struct pp_project *project)
{
    struct placed *order = pp_xmalloc((table->count + 1) * sizeof *order);
    struct pp_arena *scratch = pp_arena_new();
    struct pp_map spans;
    struct pp_str key;

    pp_map_init(&spans, scratch);
    for (size_t i = 0; i < table->count; i++) {
        order[i].figure = table->items[i];
        place(&order[i], &spans, scratch, project);
    }
    qsort(order, table->count, sizeof *order, compare_placed);
    pp_map_init(&table->by_address, arena);
    pp_str_init(&key);
    for (size_t i = 0; i < table->count; i++) {
        table->items[i] = order[i].figure;
        pp_str_clear(&key);
        pp_table_key(&key, &table->items[i].at);
        pp_map_set(&table->by_address, key.text, &table->items[i]);
    }
    pp_str_free(&key);
    pp_arena_free(scratch);
    free(order);
    table->closed = true;
}
