/* How answers spread, and how far a part of the people speaks for all of them: quartiles, intervals
 * of confidence, and the mean of the cities beside the mean of all answers. All of it is computed
 * from counts that stand among the drafts, and printed only beside them. */
#include "pactpress/arena.h"
#include "pactpress/intervals.h"
#include "pactpress/stats.h"

#include "closing.h"

/* A question of one city (PP_NO_INDEX: the project) in one window. */
struct asked {
    enum pp_window window;
    size_t city;
    const struct pp_framework *framework;
    const struct pp_dimension *dimension;
    size_t n, answers; /* figures */
    int64_t *counts;   /* of each class */
    int64_t total, top;
    size_t persons;     /* figure, or PP_NO_INDEX: what follows it does so whether it was used or
                           not, else a row that is not there would tell that it was */
    int64_t population; /* 0: not known */
};

static size_t find(
    const struct pp_closing *closing, const struct asked *asked, const char *measure,
    const char *breakdown)
{
    struct pp_address at = pp_closing_address(closing, asked->window, measure, asked->city);

    at.framework = asked->framework->id;
    at.dimension = asked->dimension->code;
    at.breakdown = breakdown;
    return pp_drafts_find(&closing->drafts, &at);
}

static void take_counts(struct pp_closing *closing, struct asked *asked)
{
    size_t classes = pp_scale_classes(asked->framework);

    asked->counts = pp_arena_array(closing->scratch, classes, sizeof *asked->counts);
    for (size_t i = 0; i < classes; i++) {
        size_t figure = find(
            closing, asked, "assessment.answers",
            pp_closing_answer(closing->scratch, asked->framework, i));
        asked->counts[i] = pp_drafts_at(&closing->drafts, figure)->figure.lo;
        asked->total += asked->counts[i];
        if (pp_scale_score2(asked->framework, i) >= 2 * asked->framework->scale.top)
            asked->top += asked->counts[i];
    }
}

/* Everybody who could have answered, where that is known. */
static void take_population(struct pp_closing *closing, struct asked *asked)
{
    asked->persons = pp_closing_find(closing, asked->window, "attendance.persons", asked->city);
    if (asked->persons == PP_NO_INDEX)
        return;
    const struct pp_figure *persons = &pp_drafts_at(&closing->drafts, asked->persons)->figure;
    if (persons->state == PP_EXACT && persons->lo >= asked->total)
        asked->population = persons->lo;
}

/* False where nobody gave a score. */
static bool look_up(struct pp_closing *closing, struct asked *asked)
{
    const char *first = pp_closing_answer(closing->scratch, asked->framework, 0);

    asked->n = find(closing, asked, "assessment.n", NULL);
    asked->answers = find(closing, asked, "assessment.answers", first);
    if (asked->n == PP_NO_INDEX || asked->answers == PP_NO_INDEX ||
        pp_drafts_at(&closing->drafts, asked->n)->figure.lo <= 0)
        return false;
    take_counts(closing, asked);
    take_population(closing, asked);
    return true;
}

static struct pp_draft *add(
    struct pp_closing *closing, const struct asked *asked, const char *measure, int64_t value,
    int64_t denominator)
{
    struct pp_drafts *drafts = &closing->drafts;
    struct pp_address at = pp_closing_address(closing, asked->window, measure, asked->city);

    at.framework = asked->framework->id;
    at.dimension = asked->dimension->code;
    struct pp_draft *draft = pp_drafts_at(drafts, pp_drafts_add(drafts, &at));
    const char *rule = draft->figure.from.rule;
    draft->figure.from = pp_drafts_at(drafts, asked->answers)->figure.from;
    draft->figure.from.rule = rule;
    draft->aside = true;
    pp_draft_set_exact(draft, value);
    draft->denominator = denominator;
    draft->figure.n = asked->total;
    draft->n_from = asked->n;
    pp_draft_follow(draft, asked->n);
    pp_draft_follow(draft, asked->answers);
    return draft;
}

static void add_quartiles(struct pp_closing *closing, const struct asked *asked)
{
    const struct pp_framework *framework = asked->framework;
    int step = framework->scale.half_points ? 1 : 2;

    for (int quarters = 1; quarters <= 3; quarters += 2) {
        int64_t place =
            pp_quartile2(asked->counts, pp_scale_classes(framework), asked->total, quarters);
        add(closing, asked, quarters == 1 ? "assessment.quartile1" : "assessment.quartile3",
            4 * (int64_t)framework->scale.min + step * place, 4);
    }
}

static void add_bounds(
    struct pp_closing *closing, const struct asked *asked, const char *from, const char *to,
    const struct pp_interval *interval, int64_t denominator)
{
    pp_draft_follow(add(closing, asked, from, interval->from, denominator), asked->persons);
    pp_draft_follow(add(closing, asked, to, interval->to, denominator), asked->persons);
}

/* Where everybody answered there is nothing to be unsure of. */
static void add_intervals(struct pp_closing *closing, const struct asked *asked)
{
    const struct pp_framework *framework = asked->framework;
    struct pp_scores scores = {
        .counts = asked->counts,
        .count = pp_scale_classes(framework),
        .first2 = 2 * framework->scale.min,
        .step2 = framework->scale.half_points ? 1 : 2};
    struct pp_interval interval;

    if (asked->total < PP_INTERVAL_SHARE_LEAST || asked->population == asked->total)
        return;
    if (pp_interval_share(asked->top, asked->total, asked->population, &interval))
        add_bounds(
            closing, asked, "assessment.share_top_from", "assessment.share_top_to", &interval, 1);
    else
        pp_closing_too_large(closing, "assessment.share_top_from", asked->city);
    if (asked->total < PP_INTERVAL_MEAN_LEAST)
        return;
    if (pp_interval_mean(&scores, asked->population, &interval))
        add_bounds(closing, asked, "assessment.mean_from", "assessment.mean_to", &interval, 10);
    else
        pp_closing_too_large(closing, "assessment.mean_from", asked->city);
}

/* The cities' means as they are printed: whoever adds them up gets the same. */
static void add_mean_of_cities(struct pp_closing *closing, struct asked *project)
{
    size_t cities = closing->project->city_count, count = 0;
    size_t *means = pp_arena_array(closing->arena, cities, sizeof *means);
    int64_t sum = 0;

    for (size_t c = 0; c < cities; c++) {
        struct asked city = *project;
        int64_t mean;
        city.city = c;
        size_t figure = find(closing, &city, "assessment.mean", NULL);
        const struct pp_draft *draft =
            figure == PP_NO_INDEX ? NULL : pp_drafts_at(&closing->drafts, figure);
        if (draft == NULL || draft->figure.state != PP_EXACT)
            continue;
        if (!pp_round_ratio(draft->figure.lo, draft->denominator, draft->figure.decimals, &mean))
            return; /* the mean itself is refused then, when the table closes */
        sum += mean;
        means[count++] = figure;
    }
    if (count < 2)
        return;
    struct pp_draft *all =
        add(closing, project, "assessment.mean_of_cities", sum, 10 * (int64_t)count);
    all->more_bases = means;
    all->more_count = count;
}

void pp_close_spread(struct pp_closing *closing)
{
    static const enum pp_window windows[] = {PP_WINDOW_PREVIOUS, PP_WINDOW_NOW};
    const struct pp_project *project = closing->project;

    for (size_t f = 0; f < project->framework_count; f++)
        for (size_t i = 0; i < 2 * project->frameworks[f].dimension_count; i++)
            for (size_t c = 0; c <= project->city_count; c++) {
                struct asked asked = {
                    .window = windows[i % 2],
                    .city = c == project->city_count ? PP_NO_INDEX : c,
                    .framework = &project->frameworks[f],
                    .dimension = &project->frameworks[f].dimensions[i / 2]};
                if (!look_up(closing, &asked))
                    continue;
                add_quartiles(closing, &asked);
                add_intervals(closing, &asked);
                if (asked.city == PP_NO_INDEX)
                    add_mean_of_cities(closing, &asked);
            }
}
