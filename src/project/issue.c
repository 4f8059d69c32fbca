/* content/<issue>/issue.yaml. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/keys.h"
#include "pactpress/layout.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "project/codes.h"
#include "project/find.h"
#include "project/load.h"

struct reading {
    struct pp_run *run;
    const struct pp_project *project;
    const char *folder; /* of the issue */
    struct pp_issue *issue;
    bool bad;
};

static void check_period(struct reading *reading, const struct pp_yaml *root)
{
    struct pp_period period;
    const char *error = NULL;
    const char *text = reading->issue->period;
    if (!text ||
        pp_project_period(
            reading->project, reading->run->arena, text, PP_NO_DAY, &period, &error) == PP_OK)
        return;
    pp_yaml_report(
        reading->run, PP_ERROR, pp_yaml_get(root, "period"), "issue.period", "%s", error);
    reading->bad = true;
}

static void check_layout(struct reading *reading, const struct pp_yaml *root)
{
    const char *name = reading->issue->layout;
    struct pp_places places = pp_layout_places(reading->run, reading->project->folder, "");
    if (!name || pp_places_find(reading->run, &places, name))
        return;
    pp_yaml_report(
        reading->run, PP_ERROR, pp_yaml_get(root, "layout"), "issue.no-layout",
        "there is no layout \"%s\"; there are %s", name,
        pp_words_join(reading->run, pp_places_list(reading->run, &places)));
    reading->bad = true;
}

/* Every <lang>/<story> that there is; *nearest is a file name like it. */
static bool is_written(struct reading *reading, const char *story, const char **nearest)
{
    struct pp_run *run = reading->run;
    char **names = NULL;
    size_t count = 0;
    if (pp_folder_list(run, run->arena, reading->folder, &names, &count) != PP_OK)
        return true; /* said already */
    for (size_t i = 0; i < count; i++) {
        const char *folder = pp_path_join(run->arena, reading->folder, names[i]);
        if (!pp_is_lang(names[i]) || !pp_is_folder(folder))
            continue;
        if (pp_file_exists(pp_path_join(run->arena, folder, story)))
            return true;
        char **files = NULL;
        size_t file_count = 0;
        if (pp_folder_list(run, run->arena, folder, &files, &file_count) != PP_OK)
            continue;
        const char **words = pp_arena_array(run->arena, file_count + 1, sizeof *words);
        for (size_t k = 0; k < file_count; k++)
            words[k] = files[k];
        if (!*nearest)
            *nearest = pp_nearest(story, words);
    }
    return false;
}

static void check_story(struct reading *reading, const struct pp_yaml *story)
{
    const char *nearest = NULL;
    if (story->kind != PP_YAML_SCALAR)
        return;
    bool plain = *story->text && !strchr(story->text, '/') && pp_ends_with(story->text, ".md");
    if (plain && is_written(reading, story->text, &nearest))
        return;
    reading->bad = true;
    if (!plain)
        pp_yaml_report(
            reading->run, PP_ERROR, story, "issue.story",
            "\"%s\" is not the file name of a story; write one as training-week.md, without its "
            "folder",
            story->text);
    else
        pp_yaml_report(
            reading->run, PP_ERROR, story, "issue.no-story",
            "there is no story %s in any language's folder of %s; %s%s%s", story->text,
            reading->folder,
            nearest ? "did you mean \"" : "put it into a folder named by its language, as en/",
            nearest ? nearest : "", nearest ? "\"?" : "");
}

static void check_stories(struct reading *reading, const struct pp_yaml *root)
{
    const struct pp_yaml *sections = pp_yaml_get(root, "sections");
    for (const struct pp_yaml *section = sections ? sections->first : NULL; section;
         section = section->next) {
        const struct pp_yaml *stories = pp_yaml_get(section, "stories");
        if (stories && stories->kind == PP_YAML_SCALAR && !pp_yaml_is_null(stories))
            check_story(reading, stories);
        for (const struct pp_yaml *story = stories ? stories->first : NULL; story;
             story = story->next)
            check_story(reading, story);
    }
}

static enum pp_status read_issue(
    struct pp_run *run, const struct pp_project *project, const char *folder, const char *path,
    struct pp_issue **out)
{
    struct pp_bytes bytes;
    struct pp_yaml *root = NULL;
    PP_TRY(pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes));
    PP_TRY(pp_yaml_parse(run, run->arena, path, 1, bytes, &root));
    struct pp_hasher *hasher = pp_hasher_new();
    pp_hasher_add(hasher, bytes.data, bytes.size);
    struct pp_issue *issue = pp_arena_alloc(run->arena, sizeof *issue);
    struct reading reading = {run, project, folder, issue, false};
    reading.bad = pp_keys_read(run, run->arena, &pp_issue_keys, root, issue) != PP_OK;
    check_period(&reading, root);
    check_layout(&reading, root);
    check_stories(&reading, root);
    issue->id = pp_arena_strdup(run->arena, pp_path_base(folder));
    issue->digest = pp_load_digest(run->arena, hasher);
    *out = issue;
    return reading.bad ? PP_USAGE : PP_OK;
}

static int by_date(const void *a, const void *b)
{
    const struct pp_issue *x = *(struct pp_issue *const *)a, *y = *(struct pp_issue *const *)b;
    if (x->date != y->date)
        return x->date < y->date ? -1 : 1;
    return strcmp(x->id, y->id);
}

enum pp_status pp_issues_load(
    struct pp_run *run, const struct pp_project *project, struct pp_issue ***out, size_t *count)
{
    bool here = strcmp(project->folder, ".") == 0;
    const char *content = here ? "content" : pp_path_join(run->arena, project->folder, "content");
    char **names = NULL;
    size_t name_count = 0, issue_count = 0;
    PP_TRY(pp_folder_list(run, run->arena, content, &names, &name_count));
    struct pp_issue **issues = pp_arena_array(run->arena, name_count, sizeof *issues);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < name_count; i++) {
        const char *folder = pp_path_join(run->arena, content, names[i]);
        const char *path = pp_path_join(run->arena, folder, "issue.yaml");
        if (names[i][0] == '.' || !pp_file_exists(path))
            continue;
        struct pp_issue *issue = NULL;
        enum pp_status one = read_issue(run, project, folder, path, &issue);
        if (one == PP_OK)
            issues[issue_count++] = issue;
        else
            status = one;
    }
    PP_TRY(status);
    if (issue_count > 0)
        qsort(issues, issue_count, sizeof *issues, by_date);
    *out = issues;
    *count = issue_count;
    return PP_OK;
}
