/* What figures, measures, states and places are called in the annex's language. */
#include "output/annex_words.h"

#include <string.h>

#include "pactpress/str.h"

static const char *first_text(const struct pp_annex *annex, const struct pp_i18n *text)
{
    return pp_i18n_get(text, annex->job->lang, annex->fallback, NULL);
}

static const char *place_name(const struct pp_annex *annex)
{
    const struct pp_city *city = annex->job->city;
    const char *text = first_text(annex, city != NULL ? &city->name : &annex->project->short_name);
    if (pp_is_empty(text) && city == NULL)
        text = first_text(annex, &annex->project->name);
    if (pp_is_empty(text))
        text = city != NULL ? city->id : annex->project->id;
    return text;
}

void pp_annex_open(struct pp_annex *annex)
{
    const struct pp_project *project = annex->project;
    const struct pp_city *city = annex->job->city;
    const char *name, *in;
    annex->locale = pp_wording_locale(annex->wording);
    annex->restricted = pp_streq(annex->job->output->klass, "restricted");
    annex->fallback =
        pp_arena_array(annex->arena, project->fallback.count + 1, sizeof *annex->fallback);
    for (size_t i = 0; i < project->fallback.count; i++)
        annex->fallback[i] = project->fallback.items[i];
    name = place_name(annex);
    in = city != NULL ? pp_i18n_find(&city->name_in, annex->job->lang) : NULL;
    annex->place[0] = pp_annex_text_arg("place", name);
    annex->place[1] = pp_annex_text_arg("place_in", pp_is_empty(in) ? name : in);
    annex->place[2] = pp_annex_text_arg("scope", city != NULL ? "city" : "project");
    annex->place[3] =
        (struct pp_arg){.name = "period", .kind = PP_ARG_PERIOD, .period = &annex->results->period};
}

struct pp_arg pp_annex_text_arg(const char *name, const char *text)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_TEXT, .text = text};
}

struct pp_arg pp_annex_number_arg(const char *name, int64_t value)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_NUMBER, .value = value};
}

const char *pp_annex_say_args(
    struct pp_annex *annex, const char *id, const struct pp_arg *args, size_t count)
{
    size_t common = sizeof annex->place / sizeof *annex->place;
    struct pp_arg *all = pp_arena_array(annex->arena, count + common, sizeof *all);
    const char *text = "";
    enum pp_status status;
    if (count > 0)
        memcpy(all, args, count * sizeof *args);
    memcpy(all + count, annex->place, sizeof annex->place);
    status = pp_wording_plain(
        annex->wording, annex->arena, pp_inline_message(annex->arena, id, all, count + common),
        &text);
    if (status != PP_OK) {
        annex->status = annex->status != PP_OK ? annex->status : status;
        return "";
    }
    return text;
}

const char *pp_annex_say(struct pp_annex *annex, const char *id)
{
    return pp_annex_say_args(annex, id, NULL, 0);
}

const char *pp_annex_text(struct pp_annex *annex, const struct pp_i18n *text)
{
    const char *found = pp_i18n_is_empty(text) ? "" : first_text(annex, text);
    return found != NULL ? found : "";
}

const char *pp_annex_city_name(struct pp_annex *annex, const struct pp_city *city)
{
    const char *name = pp_annex_text(annex, &city->name);
    return pp_is_empty(name) ? city->id : name;
}

const char *pp_annex_scope_name(struct pp_annex *annex, const char *city)
{
    const struct pp_city *known = city != NULL ? pp_project_city(annex->project, city) : NULL;
    const char *name;
    if (known != NULL)
        return pp_annex_city_name(annex, known);
    if (city != NULL)
        return city;
    name = pp_annex_text(annex, &annex->project->short_name);
    if (pp_is_empty(name))
        name = pp_annex_text(annex, &annex->project->name);
    return pp_is_empty(name) ? annex->project->id : name;
}

/* Ready and declared figures have measures that no catalogue knows: they keep their own name. */
static const char *plain_measure_name(struct pp_annex *annex, const char *measure)
{
    const char *id = pp_arena_printf(annex->arena, "annex.measure.%s", measure);
    return pp_wording_has(annex->wording, id) ? pp_annex_say(annex, id) : measure;
}

const char *pp_annex_measure_name(struct pp_annex *annex, const char *measure)
{
    static const struct {
        const char *ending, *id;
    } endings[] = {
        {".of_target", "annex.measure_of_target"},
        {".target", "annex.measure_target"},
        {".expected", "annex.measure_expected"}};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t length = strlen(measure), cut = strlen(endings[i].ending);
        const char *base;
        if (!pp_ends_with(measure, endings[i].ending))
            continue;
        base = pp_arena_strndup(annex->arena, measure, length - cut);
        return PP_ANNEX_SAY(
            annex, endings[i].id, pp_annex_text_arg("measure", plain_measure_name(annex, base)));
    }
    return plain_measure_name(annex, measure);
}

const char *pp_annex_unit_name(struct pp_annex *annex, enum pp_unit unit)
{
    return pp_annex_say(annex, pp_arena_printf(annex->arena, "annex.unit.%s", pp_unit_name(unit)));
}

const char *pp_annex_state_name(struct pp_annex *annex, enum pp_state state)
{
    static const char *const ids[] = {
        [PP_EXACT] = "annex.state.exact",         [PP_ESTIMATED] = "annex.state.estimated",
        [PP_AT_LEAST] = "annex.state.at_least",   [PP_UNKNOWN] = "state.unknown",
        [PP_NOT_ASSESSED] = "state.not_assessed", [PP_SUPPRESSED] = "state.withheld",
        [PP_ROUNDED] = "annex.state.rounded",
    };
    return pp_annex_say(annex, ids[state]);
}

const char *pp_annex_state_words(struct pp_annex *annex, const struct pp_figure *figure)
{
    const char *text = "";
    enum pp_status status;
    if (figure->state != PP_ESTIMATED && figure->state != PP_AT_LEAST)
        return pp_annex_state_name(annex, figure->state);
    status = pp_wording_plain(
        annex->wording, annex->arena, pp_inline_figure(annex->arena, figure), &text);
    if (status != PP_OK && annex->status == PP_OK)
        annex->status = status;
    return text;
}

const char *pp_annex_period_name(struct pp_annex *annex, const char *key)
{
    const struct pp_results *results = annex->results;
    const struct pp_period *const periods[] = {
        &results->period, &results->previous, &results->until};
    for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
        if (pp_streq(periods[i]->key, key))
            return pp_locale_period(annex->locale, annex->arena, periods[i]);
    return key;
}

const struct pp_figure *pp_annex_figure(
    struct pp_annex *annex, const char *measure, const char *city, const char *framework,
    const char *dimension, const char *breakdown, const char *period)
{
    return pp_figure_get(
        annex->results->table, measure, city, framework, dimension, breakdown,
        period != NULL ? period : annex->results->period.key);
}
