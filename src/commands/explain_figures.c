#include "explain_figures.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/measure.h"

struct basis {
    struct pp_arena *arena;
    const struct inputs *in;
    const struct pp_figure *figure;
    struct pp_str *out;
};

static void put(const struct basis *b, const struct pp_figure *part)
{
    if (part != NULL)
        pp_str_printf(
            b->out, "computed    from %s of %s: %s (%s)\n", part->address, part->at.period,
            pp_figure_has_value(part) ? pp_figure_value_text(b->arena, part) : "-",
            pp_state_name(part->state));
}

/* The figure of another measure at the same place. */
static void put_measure(const struct basis *b, const char *measure, const char *period)
{
    struct pp_address at = b->figure->at;
    at.measure = measure;
    if (period != NULL)
        at.period = period;
    put(b, pp_figure_find(b->in->results->table, &at));
}

/* The persons of the same place: their address has no framework and no dimension. */
static void put_persons(const struct basis *b)
{
    const struct pp_address *at = &b->figure->at;
    put(b,
        pp_figure_get(
            b->in->results->table, "attendance.persons", at->city, NULL, NULL, NULL, at->period));
}

static void put_means_of_cities(const struct basis *b)
{
    const struct pp_project *project = b->in->project;
    for (size_t i = 0; i < project->city_count; i++) {
        struct pp_address at = b->figure->at;
        at.measure = "assessment.mean";
        at.city = project->cities[i].id;
        put(b, pp_figure_find(b->in->results->table, &at));
    }
}

/* Where the target stands, since when it is in force, and the value that is set against it. */
static void put_target(const struct basis *b)
{
    const struct pp_measure *base = pp_measure_base(b->figure->at.measure);
    const struct pp_project *project = b->in->project;
    struct pp_address at = b->figure->at;
    if (base == NULL)
        return;
    at.measure = base->name;
    const struct pp_target *target =
        pp_project_target(project, pp_address_text(b->arena, &at), &b->in->results->period);
    if (target == NULL)
        return;
    pp_str_printf(
        b->out, "target      %lld, line %zu of %s, in force from %s, due %s\n",
        (long long)target->value, target->where.line, target->where.file,
        pp_day_iso(b->arena, target->from != PP_NO_DAY ? target->from : project->start),
        pp_day_iso(b->arena, target->due != PP_NO_DAY ? target->due : project->end));
    if (pp_ends_with(b->figure->at.measure, ".of_target"))
        put_measure(b, base->name, NULL);
}

static void put_deliveries(const struct basis *b)
{
    static const char *const words[] = {"all", "part", "nothing"};
    const struct pp_results *results = b->in->results;
    for (size_t i = 0; i < results->coverage_count; i++) {
        const struct pp_coverage *city = &results->coverage[i];
        pp_str_printf(
            b->out, "delivered   %s: attendance %s, assessment %s\n",
            b->in->project->cities[city->city].id, words[city->attendance],
            words[city->assessment]);
    }
}

static void put_change(const struct basis *b)
{
    const char *measure = b->figure->at.measure;
    size_t length = strlen(measure) - strlen("_change");
    measure = pp_arena_strndup(b->arena, measure, length);
    put_measure(b, measure, NULL);
    put_measure(b, measure, b->in->results->previous.key);
}

static void put_answers(const struct basis *b, bool persons)
{
    put_measure(b, persons ? "assessment.n" : "assessment.respondents", NULL);
    put_persons(b);
}

void explain_figures(
    struct pp_arena *arena, const struct inputs *in, const struct pp_figure *figure,
    struct pp_str *out)
{
    const struct basis b = {arena, in, figure, out};
    const char *rule = figure->from.rule;
    if (pp_streq(rule, "change"))
        put_change(&b);
    else if (pp_streq(rule, "response-rate"))
        put_answers(&b, false);
    else if (pp_streq(rule, "interval-share") || pp_streq(rule, "interval-mean"))
        put_answers(&b, true);
    else if (pp_streq(rule, "mean-of-cities"))
        put_means_of_cities(&b);
    else if (pp_streq(rule, "coverage"))
        put_deliveries(&b);
    else if (pp_streq(rule, "target"))
        put_target(&b);
    else if (pp_streq(figure->at.measure, "indicator.total")) {
        put_measure(&b, "indicator.before", in->results->period.key);
        put_measure(&b, "indicator.new", in->results->period.key);
    }
}

bool explain_counts_files(const struct pp_figure *figure)
{
    return pp_streq(figure->from.rule, "row-accounts");
}
