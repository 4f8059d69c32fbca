/* All stories of a period: reading the folders, checking the figures, choosing versions. */
#include <string.h>

#include "document/named.h"
#include "document/typed.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/story.h"
#include "pactpress/str.h"

struct loader {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_results *results;
    struct pp_stories *stories;
    enum pp_status status; /* the worst so far: all mistakes of all stories are reported */
};

static bool is_of_period(struct loader *loader, const struct pp_issue *issue)
{
    struct pp_period period;
    const char *error;
    pp_day today = (pp_day)(loader->run->clock / 86400);
    return pp_project_period(
               loader->stories->project, loader->arena, issue->period, today, &period, &error) ==
               PP_OK &&
           pp_streq(period.key, loader->results->period.key);
}

static enum pp_status refuse_issue(
    struct loader *loader, const char *wanted, struct pp_issue *const *issues, size_t count)
{
    const struct pp_issue *issue = NULL;
    for (size_t i = 0; i < count; i++)
        if (pp_streq(issues[i]->id, wanted))
            issue = issues[i];
    if (issue != NULL) {
        pp_error(
            loader->run, issue->where, "issue.other-period",
            "The issue \"%s\" is of the period %s, and this run is for %s; give --period %s, or "
            "another issue.",
            wanted, issue->period, loader->results->period.key, issue->period);
        return PP_USAGE;
    }
    const char **names = pp_arena_array(loader->arena, count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = issues[i]->id;
    const char *near = pp_nearest(wanted, names);
    pp_error(
        loader->run, PP_NOWHERE, "issue.unknown",
        "There is no issue \"%s\": no folder of that name with an issue.yaml under content/%s%s%s.",
        wanted, near != NULL ? "; nearest is \"" : "", near != NULL ? near : "",
        near != NULL ? "\"" : "");
    return PP_USAGE;
}

/* Two issues that want the same pages: the editor has to say which. */
static enum pp_status refuse_rivals(struct loader *loader)
{
    const struct pp_stories *stories = loader->stories;
    enum pp_status status = PP_OK;
    for (size_t i = 1; i < stories->issue_count; i++)
        for (size_t k = 0; k < i; k++) {
            const struct pp_issue *one = stories->issues[k], *other = stories->issues[i];
            if (!pp_streq(one->layout, other->layout))
                continue;
            pp_error(
                loader->run, other->where, "issue.rivals",
                "This issue and %s are both of the period %s%s%s. Choose one with --issue %s or "
                "--issue %s, or give them different periods or layouts.",
                one->where.file, loader->results->period.key,
                one->layout != NULL ? " and for the layout " : "",
                one->layout != NULL ? one->layout : "", one->id, other->id);
            status = PP_USAGE;
        }
    return status;
}

static enum pp_status find_issues(struct loader *loader, const char *wanted)
{
    struct pp_stories *stories = loader->stories;
    struct pp_issue **issues;
    size_t count;
    PP_TRY(pp_issues_load(loader->run, stories->project, &issues, &count));
    stories->issues = pp_arena_array(loader->arena, count, sizeof *stories->issues);
    for (size_t i = 0; i < count; i++)
        if (is_of_period(loader, issues[i]) && (wanted == NULL || pp_streq(wanted, issues[i]->id)))
            stories->issues[stories->issue_count++] = issues[i];
    if (wanted != NULL && stories->issue_count == 0)
        return refuse_issue(loader, wanted, issues, count);
    return refuse_rivals(loader);
}

static void read_story(
    struct loader *loader, const struct pp_issue *issue, const char *folder, const char *lang,
    const char *file)
{
    struct pp_arena *arena = loader->arena;
    const char *own = pp_path_join(arena, folder, lang);
    const char *const folders[] = {own, folder, pp_path_join(arena, folder, "images"), NULL};
    struct pp_story *story;
    enum pp_status status = pp_story_read(
        loader->run, arena, loader->stories->project, pp_path_join(arena, own, file), lang, folders,
        &story);
    if (status != PP_OK) {
        loader->status = status;
        return;
    }
    story->issue = issue;
    *(struct pp_story **)PP_PUSH(arena, loader->stories) = story;
}

static enum pp_status read_language(
    struct loader *loader, const struct pp_issue *issue, const char *folder, const char *lang)
{
    char **names;
    size_t count;
    PP_TRY(pp_folder_list(
        loader->run, loader->arena, pp_path_join(loader->arena, folder, lang), &names, &count));
    for (size_t i = 0; i < count; i++)
        if (pp_ends_with(names[i], ".md"))
            read_story(loader, issue, folder, lang, names[i]);
    return PP_OK;
}

static enum pp_status read_issue(struct loader *loader, const struct pp_issue *issue)
{
    const struct pp_project *project = loader->stories->project;
    const char *content = pp_streq(project->folder, ".")
                              ? "content"
                              : pp_path_join(loader->arena, project->folder, "content");
    const char *folder = pp_path_join(loader->arena, content, issue->id);
    for (size_t i = 0; i < project->languages.count; i++)
        PP_TRY(read_language(loader, issue, folder, project->languages.items[i]));
    return PP_OK;
}

/* Is there a bulletin of this city (NULL: of the project) in `outputs:`? */
static bool is_printed(const struct pp_project *project, const char *city)
{
    for (size_t i = 0; i < project->output_count; i++) {
        const struct pp_output *output = &project->outputs[i];
        if (pp_streq(output->scope, "project") != (city == NULL))
            continue;
        if (city == NULL || output->cities.count == 0)
            return true;
        for (size_t k = 0; k < output->cities.count; k++)
            if (pp_streq(output->cities.items[k], city))
                return true;
    }
    return false;
}

struct checks {
    struct pp_placeholder_scope *items;
    size_t count, capacity;
};

static void add_check(struct loader *loader, struct checks *checks, const char *city)
{
    struct pp_placeholder_scope *scope = PP_PUSH(loader->arena, checks);
    scope->table = loader->results->table;
    scope->defaults.city = city;
    scope->defaults.period = loader->results->period.key;
    scope->document = city != NULL ? pp_arena_printf(loader->arena, "the bulletin of %s", city)
                                   : "the bulletin of the project";
}

/* Every document that the story can stand in. */
static struct checks checks_of(struct loader *loader, const struct pp_story *story)
{
    const struct pp_project *project = loader->stories->project;
    struct checks checks = {0};
    for (size_t i = 0; i < project->city_count; i++) {
        const struct pp_city *city = &project->cities[i];
        if (pp_city_active(city, &loader->results->period) && is_printed(project, city->id) &&
            pp_story_is_for(story, city->id))
            add_check(loader, &checks, city->id);
    }
    if (is_printed(project, NULL))
        add_check(loader, &checks, pp_story_city(story, NULL));
    return checks;
}

/* One report a placeholder, though it may be wrong in every city. */
static void check_leaves(
    struct loader *loader, const struct pp_story *story, const struct checks *checks,
    const struct pp_inline *leaf)
{
    for (; leaf != NULL; leaf = leaf->next) {
        const struct pp_figure *figure;
        enum pp_status status = PP_OK;
        for (size_t i = 0; leaf->kind == PP_INLINE_PATTERN && status == PP_OK && i < checks->count;
             i++)
            status = pp_placeholder_resolve(
                loader->run, loader->arena, &story->source, &checks->items[i], leaf, &figure);
        if (status != PP_OK)
            loader->status = status;
        check_leaves(loader, story, checks, leaf->children);
    }
}

static void check_nodes(
    struct loader *loader, const struct pp_story *story, const struct checks *checks,
    const struct pp_node *node)
{
    check_leaves(loader, story, checks, node->content);
    if (node->kind == PP_NODE_PICTURE) {
        check_leaves(loader, story, checks, node->as.picture.alt);
        check_leaves(loader, story, checks, node->as.picture.caption);
        check_leaves(loader, story, checks, node->as.picture.credit);
    }
    for (const struct pp_node *child = node->first; child != NULL; child = child->next)
        check_nodes(loader, story, checks, child);
}

static void check_story(struct loader *loader, const struct pp_story *story)
{
    struct checks checks = checks_of(loader, story);
    check_leaves(loader, story, &checks, story->title);
    check_leaves(loader, story, &checks, story->summary);
    if (story->picture != NULL)
        check_nodes(loader, story, &checks, story->picture);
    check_nodes(loader, story, &checks, story->body);
    const char **cities = pp_arena_array(loader->arena, checks.count + 1, sizeof *cities);
    for (size_t i = 0; i < checks.count; i++)
        cities[i] = checks.items[i].defaults.city;
    if (pp_typed_check(loader->run, loader->results, story, cities, checks.count) != PP_OK)
        loader->status = PP_DATA;
    enum pp_status named = pp_named_check(loader->run, loader->results->accounts->names, story);
    loader->status = named > loader->status ? named : loader->status;
}

static bool is_in_section(const struct pp_issue *issue, const char *file)
{
    for (size_t i = 0; i < issue->section_count; i++)
        for (size_t k = 0; k < issue->sections[i].stories.count; k++)
            if (pp_streq(issue->sections[i].stories.items[k], file))
                return true;
    return false;
}

static bool is_variant(const struct pp_stories *stories, const struct pp_story *story)
{
    for (size_t i = 0; i < stories->count; i++) {
        const struct pp_strings *variants = &stories->items[i]->matter.variants;
        for (size_t k = 0; stories->items[i]->issue == story->issue && k < variants->count; k++)
            if (pp_streq(variants->items[k], story->file))
                return true;
    }
    return false;
}

/* A story that nothing prints is most likely forgotten. */
static void warn_unprinted(struct loader *loader)
{
    const struct pp_stories *stories = loader->stories;
    for (size_t i = 0; i < stories->count; i++) {
        const struct pp_story *story = stories->items[i];
        if (story->matter.slot == NULL && !is_in_section(story->issue, story->file) &&
            !is_variant(stories, story))
            pp_warn(
                loader->run, (struct pp_where){.file = story->path}, "story.unused",
                "The story is printed nowhere; name it in a section of issue.yaml, or give it a "
                "slot.");
    }
}

enum pp_status pp_stories_load(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_results *results, const char *issue, struct pp_stories **out)
{
    struct pp_stories *stories = pp_arena_alloc(arena, sizeof *stories);
    struct loader loader = {.run = run, .arena = arena, .results = results, .stories = stories};
    stories->project = project;
    PP_TRY(find_issues(&loader, issue));
    for (size_t i = 0; i < stories->issue_count; i++) {
        PP_TRY(pp_run_stopped(run));
        PP_TRY(read_issue(&loader, stories->issues[i]));
    }
    for (size_t i = 0; i < stories->count; i++)
        check_story(&loader, stories->items[i]);
    if (loader.status != PP_OK)
        return loader.status;
    warn_unprinted(&loader);
    *out = stories;
    return PP_OK;
}

const struct pp_issue *pp_stories_issue(const struct pp_stories *stories, const char *layout)
{
    for (size_t i = 0; stories != NULL && i < stories->issue_count; i++)
        if (pp_streq(stories->issues[i]->layout, layout))
            return stories->issues[i];
    for (size_t i = 0; stories != NULL && i < stories->issue_count; i++)
        if (stories->issues[i]->layout == NULL)
            return stories->issues[i];
    return NULL;
}

static const struct pp_story *find_version(
    const struct pp_stories *stories, const struct pp_issue *issue, const char *file,
    const char *lang)
{
    for (size_t i = 0; i < stories->count; i++) {
        const struct pp_story *story = stories->items[i];
        if (story->issue == issue && pp_streq(story->file, file) &&
            pp_streq(story->edition_lang, lang))
            return story;
    }
    return NULL;
}

/* The version that the story itself names for languages it is not translated into. */
static const struct pp_story *untranslated(
    const struct pp_stories *stories, const struct pp_issue *issue, const char *file)
{
    for (size_t i = 0; i < stories->count; i++) {
        const struct pp_story *story = stories->items[i];
        const char *lang = story->matter.untranslated.print_in;
        if (story->issue == issue && pp_streq(story->file, file) && lang != NULL)
            return find_version(stories, issue, file, lang);
    }
    return NULL;
}

const struct pp_story *pp_stories_version(
    const struct pp_stories *stories, const struct pp_issue *issue, const char *file,
    const char *lang, bool *missing)
{
    const struct pp_strings *fallback = &stories->project->fallback;
    const struct pp_story *story = find_version(stories, issue, file, lang);
    *missing = false;
    if (story == NULL)
        story = untranslated(stories, issue, file);
    if (story != NULL)
        return story;
    *missing = true;
    for (size_t i = 0; story == NULL && i < fallback->count; i++)
        story = find_version(stories, issue, file, fallback->items[i]);
    for (size_t i = 0; story == NULL && i < stories->project->languages.count; i++)
        story = find_version(stories, issue, file, stories->project->languages.items[i]);
    return story;
}
