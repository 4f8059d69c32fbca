/* Assessments: per city and project, framework, dimension: n, missing, distribution, shares,
 * median, mean; respondents and response rate per framework. */
#include "pactpress/address.h"
#include "pactpress/arena.h"
#include "pactpress/disclosure.h"

#include "census.h"

/* One framework of one city (or the project) in one window. */
struct cell {
    enum pp_window window;
    size_t city;
    const struct pp_framework *framework;
    size_t index;            /* of the framework */
    struct pp_survey survey; /* of the city, or all cities' */
    enum pp_state silence;   /* of a survey without a single record */
    size_t respondents;      /* figure */
};

/* One dimension of it. */
struct question {
    const struct cell *cell;
    const struct pp_dimension *dimension;
    const struct pp_answers *answers;
    int64_t n;
    int64_t *shares;               /* per class, adding up to 100 */
    enum pp_state state;           /* of what needs scores: exact when there are some */
    size_t n_figure, distribution; /* figures that the others follow */
};

static bool asks(const struct pp_closing *closing, size_t framework, size_t city)
{
    const struct pp_project *project = closing->project;

    for (size_t s = 0; s < project->source_count; s++) {
        const struct pp_source *source = &project->sources[s];
        size_t asked = 0;
        if (source->kind != PP_SOURCE_ASSESSMENT)
            continue;
        if (source->framework != NULL) {
            const struct pp_framework *f = pp_project_framework(project, source->framework);
            asked = f == NULL ? PP_NO_INDEX : (size_t)(f - project->frameworks);
        }
        if (asked == framework && (city == PP_NO_INDEX || pp_source_speaks(project, source, city)))
            return true;
    }
    return false;
}

static bool answered_any(const struct pp_closing *closing, enum pp_window window, size_t city)
{
    for (size_t f = 0; f < closing->project->framework_count; f++)
        if (pp_closing_survey(closing, window, city, f) != NULL)
            return true;
    return false;
}

/* Silence is unknown, unless the city spoke elsewhere and nobody asked it this. */
static enum pp_state silence_of(
    const struct pp_closing *closing, enum pp_window window, size_t city, size_t framework)
{
    if (city != PP_NO_INDEX && answered_any(closing, window, city) &&
        !asks(closing, framework, city))
        return PP_NOT_ASSESSED;
    return PP_UNKNOWN;
}

static void add_survey(
    struct pp_closing *closing, struct cell *cell, const struct pp_survey *survey)
{
    struct pp_arena *arena = closing->scratch;

    pp_trace_merge(arena, &cell->survey.trace, &survey->trace);
    for (size_t d = 0; d < cell->framework->dimension_count; d++) {
        if (survey->dimensions[d] == NULL)
            continue;
        if (cell->survey.dimensions[d] == NULL)
            cell->survey.dimensions[d] = pp_answers_new(arena, cell->framework);
        pp_answers_merge(arena, cell->framework, cell->survey.dimensions[d], survey->dimensions[d]);
    }
}

static struct cell gather(
    struct pp_closing *closing, enum pp_window window, size_t city, size_t framework)
{
    const struct pp_project *project = closing->project;
    struct cell cell = {
        .window = window,
        .city = city,
        .framework = &project->frameworks[framework],
        .index = framework,
        .silence = silence_of(closing, window, city, framework)};

    cell.survey.dimensions = pp_arena_array(
        closing->scratch, cell.framework->dimension_count, sizeof(struct pp_answers *));
    for (size_t c = 0; c < project->city_count; c++) {
        const struct pp_survey *survey = pp_closing_survey(closing, window, c, framework);
        if (survey != NULL && (city == PP_NO_INDEX || city == c))
            add_survey(closing, &cell, survey);
    }
    return cell;
}

static struct pp_address address_of(
    const struct pp_closing *closing, const struct cell *cell, const char *measure,
    const struct pp_dimension *dimension)
{
    struct pp_address at = pp_closing_address(closing, cell->window, measure, cell->city);

    at.framework = cell->framework->id;
    at.dimension = dimension == NULL ? NULL : dimension->code;
    return at;
}

const char *pp_closing_answer(
    struct pp_arena *arena, const struct pp_framework *framework, size_t class)
{
    int score2 = pp_scale_score2(framework, class);
    const char *sign = score2 < 0 ? "-" : "";
    int size = score2 < 0 ? -score2 : score2;

    return pp_arena_printf(arena, "answer=%s%d%s", sign, size / 2, size % 2 ? ".5" : "");
}

/* A figure of a question, following n. */
static size_t add(
    struct pp_closing *closing, const struct question *question, const char *measure,
    const char *breakdown)
{
    struct pp_address at = address_of(closing, question->cell, measure, question->dimension);

    at.breakdown = breakdown;
    size_t figure = pp_drafts_add(&closing->drafts, &at);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);
    if (question->answers != NULL)
        pp_closing_trace(closing, figure, &question->answers->trace);
    draft->figure.state = question->state;
    pp_draft_follow(draft, question->n_figure);
    if (question->answers != NULL)
        draft->figure.n = question->n;
    draft->n_from = question->n_figure;
    return figure;
}

/* A count that is known as soon as there is a record, even without a score. */
static size_t add_number(
    struct pp_closing *closing, const struct question *question, const char *measure,
    const char *breakdown, int64_t value)
{
    size_t figure = add(closing, question, measure, breakdown);

    if (question->answers != NULL)
        pp_draft_set_exact(pp_drafts_at(&closing->drafts, figure), value);
    return figure;
}

/* A figure that needs scores; follows the distribution. */
static size_t add_derived(
    struct pp_closing *closing, const struct question *question, const char *measure,
    const char *breakdown, int64_t numerator, int64_t denominator)
{
    size_t figure = add(closing, question, measure, breakdown);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);

    pp_draft_follow(draft, question->distribution);
    if (question->n > 0) {
        pp_draft_set_exact(draft, numerator);
        draft->denominator = denominator;
    }
    return figure;
}

static void add_n(struct pp_closing *closing, struct question *question)
{
    size_t figure = add_number(closing, question, "assessment.n", NULL, question->n);
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);

    question->n_figure = figure;
    draft->protect = PP_PROTECT_RESPONDENTS;
    draft->behind_lo = draft->behind_hi = question->n;
    if (question->answers == NULL)
        return;
    add_number(closing, question, "assessment.missing", NULL, question->answers->missing);
    add_number(
        closing, question, "assessment.not_applicable", NULL, question->answers->not_applicable);
}

/* Every answer of the scale; the first is the one that the rest of the distribution follows. */
static void add_distribution(struct pp_closing *closing, struct question *question)
{
    const struct pp_framework *framework = question->cell->framework;
    size_t classes = pp_scale_classes(framework);

    for (size_t i = 0; i < classes; i++) {
        const char *breakdown = pp_closing_answer(closing->arena, framework, i);
        int64_t count = question->answers == NULL ? 0 : question->answers->counts[i];
        size_t figure = add_number(closing, question, "assessment.answers", breakdown, count);
        struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);
        draft->sensitive = question->dimension->sensitive;
        if (i == 0) {
            question->distribution = figure;
            draft->behind_lo = draft->behind_hi = question->n;
            draft->concentrated = question->dimension->sensitive && question->answers != NULL &&
                                  pp_is_concentrated(question->answers->counts, classes);
        } else {
            pp_draft_follow(draft, question->distribution);
            draft->with = question->distribution;
        }
        draft->telling = question->dimension->sensitive && question->answers != NULL &&
                         pp_is_concentrated(question->answers->counts, classes) &&
                         count * 2 > question->n &&
                         question->n >= closing->project->privacy.respondents;
        add_derived(closing, question, "assessment.share", breakdown, question->shares[i], 1);
    }
}

/* Sums of printed shares, so that readers who add get the same. */
static void add_sides(struct pp_closing *closing, const struct question *question)
{
    const struct pp_framework *framework = question->cell->framework;
    int middle2 = framework->scale.min + framework->scale.max;
    int64_t low = 0, neutral = 0, high = 0, top = 0;
    bool has_middle = false;

    for (size_t i = 0; i < pp_scale_classes(framework); i++) {
        int score2 = pp_scale_score2(framework, i);
        *(score2 < middle2 ? &low : score2 > middle2 ? &high : &neutral) += question->shares[i];
        has_middle = has_middle || score2 == middle2;
        if (score2 >= 2 * framework->scale.top)
            top += question->shares[i];
    }
    add_derived(closing, question, "assessment.share_low", NULL, low, 1);
    if (has_middle)
        add_derived(closing, question, "assessment.share_neutral", NULL, neutral, 1);
    add_derived(closing, question, "assessment.share_high", NULL, high, 1);
    add_derived(closing, question, "assessment.share_top", NULL, top, 1);
}

static void add_centre(struct pp_closing *closing, const struct question *question)
{
    const struct pp_framework *framework = question->cell->framework;
    size_t classes = pp_scale_classes(framework);
    int64_t sum2 = 0, median4 = 0;

    if (question->n > 0) {
        /* classes are half a step or a whole step of score2 apart */
        int step = framework->scale.half_points ? 1 : 2;
        median4 = 4 * (int64_t)framework->scale.min +
                  step * pp_median2(question->answers->counts, classes, question->n);
        for (size_t i = 0; i < classes; i++) {
            int64_t part;
            if (!pp_multiply(question->answers->counts[i], pp_scale_score2(framework, i), &part) ||
                !pp_add(sum2, part, &sum2)) {
                pp_closing_too_large(closing, "assessment.mean", question->cell->city);
                return;
            }
        }
    }
    add_derived(closing, question, "assessment.median", NULL, median4, 4);
    add_derived(closing, question, "assessment.mean", NULL, sum2, 2 * question->n);
}

/* The state of figures that need a score. */
static enum pp_state state_of(const struct cell *cell, const struct pp_answers *answers, int64_t n)
{
    if (cell->survey.trace.rows == 0)
        return cell->silence;
    if (answers == NULL)
        return PP_NOT_ASSESSED;
    if (n > 0)
        return PP_EXACT;
    return answers->missing == 0 ? PP_NOT_ASSESSED : PP_UNKNOWN;
}

static void close_question(
    struct pp_closing *closing, const struct cell *cell, const struct pp_dimension *dimension)
{
    size_t classes = pp_scale_classes(cell->framework);
    struct question question = {
        .cell = cell,
        .dimension = dimension,
        .answers = cell->survey.dimensions[dimension->index],
        .shares = pp_arena_array(closing->scratch, classes, sizeof(int64_t)),
        .n_figure = PP_NO_INDEX,
        .distribution = PP_NO_INDEX};

    for (size_t i = 0; question.answers != NULL && i < classes; i++)
        question.n += question.answers->counts[i];
    if (question.answers != NULL &&
        !pp_largest_remainder(question.answers->counts, classes, question.shares)) {
        pp_closing_too_large(closing, "assessment.share", cell->city);
        return;
    }
    question.state = state_of(cell, question.answers, question.n);
    add_n(closing, &question);
    if (question.answers == NULL) {
        add(closing, &question, "assessment.missing", NULL);
        add(closing, &question, "assessment.not_applicable", NULL);
    }
    add_distribution(closing, &question);
    add_sides(closing, &question);
    add_centre(closing, &question);
}

/* 100 x respondents / persons, where that makes sense. */
static void add_response_rate(struct pp_closing *closing, const struct cell *cell)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t persons = pp_closing_find(closing, cell->window, "attendance.persons", cell->city);

    if (persons == PP_NO_INDEX)
        return;
    int64_t respondents = pp_drafts_at(drafts, cell->respondents)->figure.lo;
    const struct pp_figure *base = &pp_drafts_at(drafts, persons)->figure;
    if (base->state != PP_EXACT || base->lo <= 0 || respondents > base->lo ||
        cell->survey.trace.rows == 0)
        return;
    int64_t all = base->lo;
    struct pp_address at = address_of(closing, cell, "assessment.response_rate", NULL);
    size_t figure = pp_drafts_add(drafts, &at);
    struct pp_draft *draft = pp_drafts_at(drafts, figure);
    pp_closing_trace(closing, figure, &cell->survey.trace);
    pp_draft_set_exact(draft, 100 * respondents);
    draft->denominator = all;
    draft->figure.n = respondents;
    draft->aside = true; /* a row without a number would tell that there are as many persons */
    pp_draft_follow(draft, cell->respondents);
    pp_draft_follow(draft, persons);
}

static void close_cell(struct pp_closing *closing, struct cell *cell)
{
    struct pp_drafts *drafts = &closing->drafts;
    struct pp_address at = address_of(closing, cell, "assessment.respondents", NULL);

    cell->respondents = pp_drafts_add(drafts, &at);
    struct pp_draft *draft = pp_drafts_at(drafts, cell->respondents);
    pp_closing_trace(closing, cell->respondents, &cell->survey.trace);
    draft->figure.state = cell->silence;
    if (cell->survey.trace.rows > 0) {
        int64_t heads = pp_census_respondents(closing, cell->window, cell->city, cell->index);
        pp_draft_set_exact(draft, heads);
        draft->figure.n = heads;
        draft->protect = PP_PROTECT_RESPONDENTS;
        draft->behind_lo = draft->behind_hi = heads;
    }
    add_response_rate(closing, cell);
    for (size_t d = 0; d < cell->framework->dimension_count; d++)
        close_question(closing, cell, &cell->framework->dimensions[d]);
}

static size_t find(
    const struct pp_closing *closing, enum pp_window window, size_t city,
    const struct pp_framework *framework, const struct pp_dimension *dimension, const char *measure,
    const char *breakdown)
{
    struct pp_address at = pp_closing_address(closing, window, measure, city);

    at.framework = framework->id;
    at.dimension = dimension == NULL ? NULL : dimension->code;
    at.breakdown = breakdown;
    return pp_drafts_find(&closing->drafts, &at);
}

/* Cities are parts of the project: a respondent answers for one city. */
static void relate(
    struct pp_closing *closing, enum pp_window window, const struct pp_framework *framework,
    const struct pp_dimension *dimension, const char *measure, const char *breakdown)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t total = find(closing, window, PP_NO_INDEX, framework, dimension, measure, breakdown);

    if (total == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(drafts, PP_RELATION_SUM, total);
    for (size_t c = 0; c < closing->project->city_count; c++)
        pp_drafts_part(
            drafts, equation, find(closing, window, c, framework, dimension, measure, breakdown));
}

/* Only a sensitive distribution can be withheld while its n is printed. Then its answers matter one
 * by one; elsewhere they go with their n. */
static void relate_answers(
    struct pp_closing *closing, enum pp_window window, const struct pp_framework *framework,
    const struct pp_dimension *dimension)
{
    struct pp_drafts *drafts = &closing->drafts;

    for (size_t k = 0; k < pp_scale_classes(framework); k++)
        relate(
            closing, window, framework, dimension, "assessment.answers",
            pp_closing_answer(closing->arena, framework, k));
    for (size_t c = 0; c <= closing->project->city_count; c++) {
        size_t city = c == closing->project->city_count ? PP_NO_INDEX : c;
        size_t n = find(closing, window, city, framework, dimension, "assessment.n", NULL);
        if (n == PP_NO_INDEX)
            continue;
        size_t equation = pp_drafts_equation(drafts, PP_RELATION_SUM, n);
        for (size_t k = 0; k < pp_scale_classes(framework); k++)
            pp_drafts_part(
                drafts, equation,
                find(
                    closing, window, city, framework, dimension, "assessment.answers",
                    pp_closing_answer(closing->arena, framework, k)));
    }
}

/* A respondent scored at least one dimension. */
static void relate_dimensions(
    struct pp_closing *closing, enum pp_window window, size_t city,
    const struct pp_framework *framework)
{
    struct pp_drafts *drafts = &closing->drafts;
    size_t total = find(closing, window, city, framework, NULL, "assessment.respondents", NULL);

    if (total == PP_NO_INDEX)
        return;
    size_t equation = pp_drafts_equation(drafts, PP_RELATION_UNION, total);
    for (size_t d = 0; d < framework->dimension_count; d++)
        pp_drafts_part(
            drafts, equation,
            find(
                closing, window, city, framework, &framework->dimensions[d], "assessment.n", NULL));
}

static int64_t exact_value(const struct pp_closing *closing, size_t figure)
{
    const struct pp_draft *draft = figure == PP_NO_INDEX ? NULL : &closing->drafts.items[figure];

    return draft != NULL && draft->figure.state == PP_EXACT ? draft->figure.lo : -1;
}

/* Where every respondent was asked, scores, gaps and "not applicable" are all of them. */
static void relate_heads(
    struct pp_closing *closing, enum pp_window window, size_t city,
    const struct pp_framework *framework, const struct pp_dimension *dimension)
{
    static const char *const heads[] = {
        "assessment.n", "assessment.missing", "assessment.not_applicable"};
    struct pp_drafts *drafts = &closing->drafts;
    size_t total = find(closing, window, city, framework, NULL, "assessment.respondents", NULL);
    int64_t left = exact_value(closing, total);
    size_t parts[3];

    for (size_t h = 0; h < 3; h++) {
        parts[h] = find(closing, window, city, framework, dimension, heads[h], NULL);
        int64_t value = exact_value(closing, parts[h]);
        if (value < 0 || value > left)
            return;
        left -= value;
    }
    if (left != 0)
        return;
    size_t equation = pp_drafts_equation(drafts, PP_RELATION_SUM, total);
    for (size_t h = 0; h < 3; h++)
        pp_drafts_part(drafts, equation, parts[h]);
}

static void relate_all(
    struct pp_closing *closing, enum pp_window window, const struct pp_framework *framework)
{
    size_t cities = closing->project->city_count;

    relate(closing, window, framework, NULL, "assessment.respondents", NULL);
    for (size_t d = 0; d < framework->dimension_count; d++) {
        const struct pp_dimension *dimension = &framework->dimensions[d];
        relate(closing, window, framework, dimension, "assessment.n", NULL);
        relate(closing, window, framework, dimension, "assessment.missing", NULL);
        relate(closing, window, framework, dimension, "assessment.not_applicable", NULL);
        if (dimension->sensitive)
            relate_answers(closing, window, framework, dimension);
        for (size_t c = 0; c <= cities; c++)
            relate_heads(closing, window, c == cities ? PP_NO_INDEX : c, framework, dimension);
    }
    for (size_t c = 0; c <= cities; c++)
        relate_dimensions(closing, window, c == cities ? PP_NO_INDEX : c, framework);
}

static void close_changes(
    struct pp_closing *closing, size_t city, const struct pp_framework *framework)
{
    struct pp_drafts *drafts = &closing->drafts;

    for (size_t d = 0; d < framework->dimension_count; d++) {
        struct pp_address at =
            pp_closing_address(closing, PP_WINDOW_NOW, "assessment.share_top", city);
        at.framework = framework->id;
        at.dimension = framework->dimensions[d].code;
        size_t now = pp_drafts_find(drafts, &at);
        at.period = closing->periods[PP_WINDOW_PREVIOUS].key;
        size_t previous = pp_drafts_find(drafts, &at);
        if (now == PP_NO_INDEX || previous == PP_NO_INDEX)
            continue;
        at.period = closing->periods[PP_WINDOW_NOW].key;
        at.measure = "assessment.share_top_change";
        size_t figure = pp_drafts_add(drafts, &at);
        struct pp_draft *change = pp_drafts_at(drafts, figure);
        const struct pp_figure *a = &pp_drafts_at(drafts, now)->figure;
        const struct pp_figure *b = &pp_drafts_at(drafts, previous)->figure;
        change->figure.from = a->from;
        change->figure.from.rule = "change";
        pp_draft_follow(change, now);
        pp_draft_follow(change, previous);
        if (a->state == PP_EXACT && b->state == PP_EXACT)
            pp_draft_set_exact(change, a->lo - b->lo);
        else if (a->state == PP_NOT_ASSESSED || b->state == PP_NOT_ASSESSED)
            change->figure.state = PP_NOT_ASSESSED;
    }
}

void pp_close_assessment(struct pp_closing *closing)
{
    static const enum pp_window windows[] = {PP_WINDOW_PREVIOUS, PP_WINDOW_NOW};
    const struct pp_project *project = closing->project;

    for (size_t f = 0; f < project->framework_count; f++) {
        const struct pp_framework *framework = &project->frameworks[f];
        if (!asks(closing, f, PP_NO_INDEX))
            continue;
        for (size_t i = 0; i < 2; i++) {
            for (size_t c = 0; closing->wanted[windows[i]] && c <= project->city_count; c++) {
                size_t city = c == project->city_count ? PP_NO_INDEX : c;
                if (!pp_closing_has_city(closing, windows[i], city))
                    continue;
                struct cell cell = gather(closing, windows[i], city, f);
                close_cell(closing, &cell);
            }
            relate_all(closing, windows[i], framework);
        }
        for (size_t c = 0; c <= project->city_count; c++)
            close_changes(closing, c == project->city_count ? PP_NO_INDEX : c, framework);
    }
}
