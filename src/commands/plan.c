#include "pactpress/plan.h"

#include <string.h>

#include "pactpress/run.h"
#include "pactpress/str.h"

struct planner {
    struct pp_run *run;
    const struct pp_project *project;
    const struct pp_period *period;
    const struct pp_options *options;
    struct pp_plan *plan;
};

/* No filter lets everything through. */
static bool passes(struct planner *p, const struct pp_strings *filter, const char *word)
{
    bool through = filter->count == 0 || pp_strings_have(filter, word);
    p->plan->filtered = p->plan->filtered || !through;
    return through;
}

static const char *lang_of(const char *lang, const struct pp_city *city)
{
    return pp_streq(lang, "home") ? (city ? city->lang : NULL) : lang;
}

/* Languages of one document, "home" resolved, each once. */
static struct pp_strings langs_of(
    struct planner *p, const struct pp_output *output, const struct pp_city *city)
{
    struct pp_strings langs = {0};
    const struct pp_strings *asked = output->langs.count ? &output->langs : &p->project->languages;
    for (size_t i = 0; i < asked->count; i++) {
        const char *lang = lang_of(asked->items[i], city);
        if (lang && pp_strings_have(&p->project->languages, lang) && !pp_strings_have(&langs, lang))
            *(const char **)PP_PUSH(p->run->arena, &langs) = lang;
    }
    return langs;
}

/* All languages in which any output shows this layout of this city; with a format: in that. */
static struct pp_strings all_langs(
    struct planner *p, const struct pp_output *like, const struct pp_city *city, const char *format)
{
    struct pp_strings all = {0};
    for (size_t i = 0; i < p->project->output_count; i++) {
        const struct pp_output *output = &p->project->outputs[i];
        bool city_fits =
            !city || output->cities.count == 0 || pp_strings_have(&output->cities, city->id);
        if (!pp_streq(output->layout, like->layout) || !pp_streq(output->scope, like->scope) ||
            !pp_streq(output->klass, like->klass) || !city_fits ||
            (format && !pp_strings_have(&output->formats, format)))
            continue;
        struct pp_strings langs = langs_of(p, output, city);
        for (size_t j = 0; j < langs.count; j++)
            if (!pp_strings_have(&all, langs.items[j]))
                *(const char **)PP_PUSH(p->run->arena, &all) = langs.items[j];
    }
    return all;
}

static const char *const *other_langs(
    struct planner *p, const struct pp_strings *all, const char *lang)
{
    const char **others = pp_arena_array(p->run->arena, all->count + 1, sizeof *others);
    size_t n = 0;
    for (size_t i = 0; i < all->count; i++)
        if (!pp_streq(all->items[i], lang))
            others[n++] = all->items[i];
    return others;
}

static bool wants(struct planner *p, const struct pp_output *output, const char *format)
{
    return pp_strings_have(&output->formats, format) && passes(p, &p->options->formats, format);
}

static void add_document(
    struct planner *p, const struct pp_output *output, const struct pp_layout *layout,
    const struct pp_city *city, const char *lang, const struct pp_strings *all,
    const char *const *pages)
{
    if (!passes(p, &p->options->langs, lang))
        return;
    struct pp_planned *planned = PP_PUSH(p->run->arena, p->plan);
    planned->pdf = wants(p, output, "pdf");
    planned->xlsx = wants(p, output, "xlsx");
    planned->html = wants(p, output, "html");
    planned->eml = wants(p, output, "eml");
    planned->pages = pages;
    planned->job = (struct pp_job){
        .output = output,
        .layout = layout,
        .city = city,
        .lang = lang,
        .name = pp_arena_printf(
            p->run->arena, "%s-%s-%s%s%s-%s", p->project->id, output->layout, p->period->key,
            city ? "-" : "", city ? city->id : "", lang),
        .also = other_langs(p, all, lang),
        .draft = p->options->draft,
    };
}

static void add_city(
    struct planner *p, const struct pp_output *output, const struct pp_layout *layout,
    const struct pp_city *city)
{
    if (!passes(p, &p->options->cities, city ? city->id : "project"))
        return;
    struct pp_strings langs = langs_of(p, output, city);
    struct pp_strings all = all_langs(p, output, city, NULL);
    struct pp_strings pages = all_langs(p, output, city, "html");
    const char *const *list = other_langs(p, &pages, "");
    for (size_t i = 0; i < langs.count; i++)
        add_document(p, output, layout, city, langs.items[i], &all, list);
}

/* What became of single rows is for the funder alone. */
static enum pp_status check_class(
    struct planner *p, const struct pp_output *output, const struct pp_layout *layout)
{
    static const char *const kinds[] = {"accounts", "exclusions", "sign_off"};
    enum pp_status status = PP_OK;
    if (pp_streq(output->klass, "restricted"))
        return PP_OK;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (pp_layout_has(layout, kinds[k])) {
            pp_error(
                p->run, output->where, "plan.restricted",
                "The layout %s has a block \"%s\", which tells what became of single rows and "
                "is for the funder alone; write \"class: restricted\", or take another layout.",
                output->layout, kinds[k]);
            status = PP_USAGE;
        }
    return status;
}

static enum pp_status add_output(struct planner *p, const struct pp_output *output)
{
    struct pp_layout *layout;
    if (!passes(p, &p->options->layouts, output->layout))
        return PP_OK;
    PP_TRY(pp_layout_load(p->run, p->project, output->layout, &layout));
    PP_TRY(check_class(p, output, layout));
    bool of_project = pp_streq(output->scope, "project");
    if (of_project)
        add_city(p, output, layout, NULL);
    for (size_t i = 0; i < p->project->city_count && !of_project; i++) {
        const struct pp_city *city = &p->project->cities[i];
        bool named = output->cities.count == 0 || pp_strings_have(&output->cities, city->id);
        if (named && pp_city_active(city, p->period))
            add_city(p, output, layout, city);
    }
    return PP_OK;
}

static enum pp_status refuse(
    struct pp_run *run, const char *what, const char *word, const char *near)
{
    pp_error(
        run, PP_NOWHERE, "plan.unknown", "no output of this project has the %s \"%s\"%s%s%s", what,
        word, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return PP_USAGE;
}

static enum pp_status check_cities(struct planner *p)
{
    for (size_t i = 0; i < p->options->cities.count; i++) {
        const char *word = p->options->cities.items[i];
        if (!pp_streq(word, "project") && !pp_project_city(p->project, word))
            return refuse(p->run, "city", word, pp_project_city_nearest(p->project, word));
    }
    return PP_OK;
}

static enum pp_status check_langs(struct planner *p)
{
    const char **known =
        pp_arena_array(p->run->arena, p->project->languages.count + 1, sizeof *known);
    for (size_t i = 0; i < p->project->languages.count; i++)
        known[i] = p->project->languages.items[i];
    for (size_t i = 0; i < p->options->langs.count; i++)
        if (!pp_strings_have(&p->project->languages, p->options->langs.items[i]))
            return refuse(
                p->run, "language", p->options->langs.items[i],
                pp_nearest(p->options->langs.items[i], known));
    return PP_OK;
}

static enum pp_status check_layouts(struct planner *p)
{
    const char **known = pp_arena_array(p->run->arena, p->project->output_count + 1, sizeof *known);
    struct pp_strings list = {0};
    for (size_t i = 0; i < p->project->output_count; i++) {
        known[i] = p->project->outputs[i].layout;
        *(const char **)PP_PUSH(p->run->arena, &list) = known[i];
    }
    for (size_t i = 0; i < p->options->layouts.count; i++)
        if (!pp_strings_have(&list, p->options->layouts.items[i]))
            return refuse(
                p->run, "layout", p->options->layouts.items[i],
                pp_nearest(p->options->layouts.items[i], known));
    return PP_OK;
}

static enum pp_status check_formats(struct planner *p, const char *klass)
{
    struct pp_strings list = {0};
    for (size_t i = 0; i < p->project->output_count; i++) {
        const struct pp_output *output = &p->project->outputs[i];
        for (size_t k = 0; k < output->formats.count && pp_streq(output->klass, klass); k++)
            *(const char **)PP_PUSH(p->run->arena, &list) = output->formats.items[k];
    }
    for (size_t i = 0; i < p->options->formats.count; i++)
        if (!pp_strings_have(&list, p->options->formats.items[i]))
            return refuse(p->run, "format", p->options->formats.items[i], NULL);
    return PP_OK;
}

const char *pp_planned_pdf(struct pp_arena *arena, const struct pp_planned *planned)
{
    return pp_arena_printf(arena, "%s/%s.pdf", planned->job.output->layout, planned->job.name);
}

const char *pp_planned_page(
    struct pp_arena *arena, const struct pp_planned *planned, const char *lang)
{
    size_t stem = strlen(planned->job.name) - strlen(planned->job.lang);
    return pp_arena_printf(arena, "html/%.*s%s.html", (int)stem, planned->job.name, lang);
}

const char *pp_planned_thumbnail(struct pp_arena *arena, const struct pp_planned *planned)
{
    return pp_arena_printf(arena, "html/%s.svg", planned->job.name);
}

const char *pp_planned_annex(
    struct pp_arena *arena, const struct pp_project *project, const struct pp_period *period,
    const struct pp_planned *planned)
{
    const struct pp_job *job = &planned->job;
    bool bulletin = pp_streq(job->output->layout, "bulletin");
    return pp_arena_printf(
        arena, "annex/%s-annex-%s%s%s%s%s-%s.xlsx", project->id,
        bulletin ? "" : job->output->layout, bulletin ? "" : "-", period->key, job->city ? "-" : "",
        job->city ? job->city->id : "", job->lang);
}

const char *pp_planned_mail(struct pp_arena *arena, const struct pp_planned *planned)
{
    return pp_arena_printf(arena, "mail/%s.eml", planned->job.name);
}

bool pp_planned_makes(
    struct pp_arena *arena, const struct pp_project *project, const struct pp_period *period,
    const struct pp_planned *planned, const char *path)
{
    const char *const paths[] = {
        pp_planned_pdf(arena, planned), pp_planned_annex(arena, project, period, planned),
        pp_planned_page(arena, planned, planned->job.lang), pp_planned_thumbnail(arena, planned),
        pp_planned_mail(arena, planned)};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (pp_streq(path, paths[i]))
            return true;
    return false;
}

/* Reports two documents of one name before either is made. */
static enum pp_status check_path(
    struct planner *p, struct pp_map *paths, const char *path, const struct pp_planned *planned)
{
    const struct pp_planned *other = pp_map_get(paths, path);
    pp_map_set(paths, path, (void *)(uintptr_t)planned);
    if (!other)
        return PP_OK;
    pp_error(
        p->run, planned->job.output->where, "output.same-path",
        "two outputs would be the same file %s, this one and that of line %zu: change `outputs:` "
        "so that layout, city and language differ",
        path, other->job.output->where.line);
    return PP_USAGE;
}

static enum pp_status check_paths(struct planner *p)
{
    struct pp_map paths;
    enum pp_status worst = PP_OK;
    struct pp_arena *arena = pp_arena_new();
    pp_map_init(&paths, arena);
    for (size_t i = 0; i < p->plan->count; i++) {
        const struct pp_planned *planned = &p->plan->items[i];
        if (planned->pdf && check_path(p, &paths, pp_planned_pdf(arena, planned), planned) != PP_OK)
            worst = PP_USAGE;
        if (planned->xlsx && check_path(
                                 p, &paths, pp_planned_annex(arena, p->project, p->period, planned),
                                 planned) != PP_OK)
            worst = PP_USAGE;
        if (planned->eml &&
            check_path(p, &paths, pp_planned_mail(arena, planned), planned) != PP_OK)
            worst = PP_USAGE;
        if (planned->html &&
            check_path(p, &paths, pp_planned_page(arena, planned, planned->job.lang), planned) !=
                PP_OK)
            worst = PP_USAGE;
    }
    pp_arena_free(arena);
    return worst;
}

enum pp_status pp_plan_make(
    struct pp_run *run, const struct pp_project *project, const struct pp_period *period,
    const struct pp_options *options, const char *klass, struct pp_plan **out)
{
    struct planner p = {
        .run = run,
        .project = project,
        .period = period,
        .options = options,
        .plan = pp_arena_alloc(run->arena, sizeof *p.plan),
    };
    PP_TRY(check_cities(&p));
    PP_TRY(check_langs(&p));
    PP_TRY(check_layouts(&p));
    PP_TRY(check_formats(&p, klass));
    for (size_t i = 0; i < project->output_count; i++)
        if (pp_streq(project->outputs[i].klass, klass))
            PP_TRY(add_output(&p, &project->outputs[i]));
    if (p.plan->count == 0) {
        pp_error(
            run, ((struct pp_where){.file = project->path}), "plan.empty",
            "there is nothing to build: `outputs:` declares no document of class %s%s", klass,
            p.plan->filtered ? " that passes the options given" : "");
        return PP_USAGE;
    }
    PP_TRY(check_paths(&p));
    *out = p.plan;
    return PP_OK;
}
