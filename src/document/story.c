#include "pactpress/story.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/markdown.h"
#include "pactpress/picture.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"

/* The end of a line that holds `---` only, or 0: where front matter opens or closes. */
static size_t fence_end(const char *text, size_t at)
{
    if (strncmp(text + at, "---", 3) != 0)
        return 0;
    at += 3;
    at += strspn(text + at, " \t");
    at += text[at] == '\r';
    if (text[at] == '\n')
        return at + 1;
    return text[at] == '\0' ? at : 0;
}

bool pp_story_matter(const struct pp_source_text *source, size_t *start, size_t *end, size_t *body)
{
    *start = *body = fence_end(source->text, 0);
    if (*start == 0)
        return false;
    for (size_t line = 1; line < source->lines; line++) {
        *end = source->starts[line];
        *body = fence_end(source->text, *end);
        if (*body != 0)
            return true;
    }
    return false;
}

static struct pp_where where_of(
    const struct pp_story *story, const struct pp_yaml *map, const char *key)
{
    const struct pp_yaml *value = pp_yaml_get(map, key);
    return value != NULL ? value->where : (struct pp_where){story->source.path, 1, 0};
}

/* The picture that front matter names. */
static enum pp_status read_picture(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *map,
    const char *const *folders, struct pp_story *story)
{
    const struct pp_front_matter *matter = &story->matter;
    struct pp_where where = where_of(story, map, "image");
    struct pp_node *node = pp_node_new(arena, PP_NODE_PICTURE);
    const char *error = NULL;
    enum pp_status status;
    node->where = where;
    node->as.picture.name = matter->image;
    node->as.picture.path = pp_picture_find(arena, folders, matter->image);
    if (node->as.picture.path == NULL) {
        pp_source_text_report(
            run, PP_ERROR, &story->source, where, "story.missing-picture",
            "There is no picture \"%s\" beside the story or in the folder of its issue.",
            matter->image);
        return PP_DATA;
    }
    if (pp_is_empty(matter->alt)) {
        pp_source_text_report(
            run, PP_ERROR, &story->source, where, "story.missing-alt",
            "The picture \"%s\" has no description; add \"alt:\" and say what it shows, for people "
            "who "
            "cannot see it.",
            matter->image);
        return PP_DATA;
    }
    status = pp_picture_size(run, node, &error);
    if (error != NULL)
        pp_source_text_report(
            run, PP_ERROR, &story->source, where, "story.picture-format",
            "The picture \"%s\" cannot be printed: %s.", matter->image, error);
    PP_TRY(status);
    PP_TRY(pp_picture_judge(run, &story->source, where, matter->crop, node));
    PP_TRY(pp_markdown_line(
        run, arena, matter->alt, story->lang, where_of(story, map, "alt"), &node->as.picture.alt));
    if (pp_alt_is_long(node->as.picture.alt)) {
        pp_source_text_report(
            run, PP_ERROR, &story->source, where_of(story, map, "alt"), "story.long-alt",
            "The description has more than %d characters; say in a few sentences what the picture "
            "shows.",
            PP_LIMIT_ALT);
        return PP_DATA;
    }
    if (!pp_is_empty(matter->caption))
        PP_TRY(pp_markdown_line(
            run, arena, matter->caption, story->lang, where_of(story, map, "caption"),
            &node->as.picture.caption));
    if (!pp_is_empty(matter->credit))
        node->as.picture.credit = pp_inline_text(arena, matter->credit, story->lang);
    story->picture = node;
    return PP_OK;
}

static enum pp_status read_matter(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project, size_t start,
    size_t end, struct pp_story *story, struct pp_yaml **map)
{
    struct pp_bytes bytes = {(const unsigned char *)story->source.text + start, end - start};
    PP_TRY(pp_yaml_parse(run, arena, story->source.path, 2, bytes, map));
    PP_TRY(pp_front_matter_read(run, arena, *map, &story->matter));
    if (project != NULL)
        PP_TRY(pp_front_matter_check(run, project, *map, &story->matter));
    if (!pp_is_empty(story->matter.lang))
        story->lang = story->matter.lang;
    PP_TRY(pp_markdown_line(
        run, arena, story->matter.title, story->lang, where_of(story, *map, "title"),
        &story->title));
    if (!pp_is_empty(story->matter.summary))
        PP_TRY(pp_markdown_line(
            run, arena, story->matter.summary, story->lang, where_of(story, *map, "summary"),
            &story->summary));
    return PP_OK;
}

static enum pp_status report_no_matter(
    struct pp_run *run, const struct pp_story *story, bool opened)
{
    struct pp_where where = {story->source.path, 1, 1};
    pp_source_text_report(
        run, PP_ERROR, &story->source, where, "story.front-matter",
        opened ? "The front matter that starts here is not closed; end it with a line \"---\"."
               : "The story has no front matter; start it with a line \"---\", then \"title: …\", "
                 "then a "
                 "line \"---\".");
    return PP_DATA;
}

enum pp_status pp_story_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project, const char *path,
    const char *lang, const char *const *folders, struct pp_story **out)
{
    struct pp_story *story = pp_arena_alloc(arena, sizeof *story);
    struct pp_markdown in = {.source = &story->source, .folders = folders, .level = 2};
    enum pp_status matter = PP_OK, picture = PP_OK;
    size_t start = 0, end = 0;
    struct pp_yaml *map = NULL;
    PP_TRY(pp_source_text_read(run, arena, path, &story->source));
    story->path = story->source.path;
    story->file = pp_path_base(story->path);
    story->edition_lang = story->lang = lang;
    if (pp_story_matter(&story->source, &start, &end, &in.start))
        matter = read_matter(run, arena, project, start, end, story, &map);
    else if (project != NULL || start > 0)
        return report_no_matter(run, story, start > 0);
    if (matter == PP_OK && !pp_is_empty(story->matter.image))
        picture = read_picture(run, arena, map, folders, story);
    in.lang = story->lang;
    PP_TRY(pp_markdown_read(run, arena, &in, &story->body));
    PP_TRY(matter);
    PP_TRY(picture);
    if (story->body->first == NULL && story->picture == NULL)
        pp_warn(
            run, ((struct pp_where){story->source.path, story->source.lines, 0}), "story.empty",
            "The story has no text; only its title is printed.");
    *out = story;
    return PP_OK;
}

enum pp_status pp_story_head(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_story *out)
{
    struct pp_story story = {0};
    size_t start = 0, end = 0, body;
    struct pp_yaml *map;
    PP_TRY(pp_source_text_read(run, arena, path, &story.source));
    if (pp_story_matter(&story.source, &start, &end, &body))
        PP_TRY(read_matter(run, arena, NULL, start, end, &story, &map));
    *out = story;
    return PP_OK;
}

bool pp_story_is_for(const struct pp_story *story, const char *city)
{
    if (city == NULL || story->matter.cities.count == 0)
        return true;
    for (size_t i = 0; i < story->matter.cities.count; i++)
        if (pp_streq(story->matter.cities.items[i], city))
            return true;
    return false;
}

const char *pp_story_city(const struct pp_story *story, const char *city)
{
    if (city == NULL && story->matter.cities.count == 1)
        return story->matter.cities.items[0];
    return city;
}
