/* Small blocks of first pages and side columns: cover, one large number, contents, contact; and the
 * boxes that any block can stand in. */
#include <string.h>

#include "document/composer.h"
#include "pactpress/story.h"
#include "pactpress/str.h"

/* --- Styles */

/* In a card or a box everything is set small. */
static void make_small(struct pp_node *node)
{
    if (node->kind == PP_NODE_HEADING)
        node->look = PP_LOOK_H3;
    if (node->kind == PP_NODE_PARAGRAPH &&
        (node->look == PP_LOOK_BODY || node->look == PP_LOOK_STAND))
        node->look = PP_LOOK_SMALL;
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        make_small(child);
}

/* Children of columns stand in the box themselves. */
static void move_children(struct pp_node *from, struct pp_node *to)
{
    struct pp_node *next;
    for (struct pp_node *child = from->first; child != NULL; child = next) {
        next = child->next;
        if (child->kind == PP_NODE_COLUMNS)
            move_children(child, to);
        else
            pp_node_append(to, child);
    }
}

struct pp_node *pp_compose_box(
    struct pp_composer *composer, struct pp_node *parent, enum pp_box_style style,
    struct pp_node *content)
{
    struct pp_node *box = pp_node_new(composer->arena, PP_NODE_BOX);
    box->as.box.style = style;
    move_children(content, box);
    if (box->first == NULL)
        return NULL;
    make_small(box);
    return pp_node_append(parent, box);
}

/* --- Cover */

static const char *cover_story_file(struct pp_composer *composer)
{
    return pp_compose_slot_file(composer, "lead");
}

static struct pp_inline *issue_line(struct pp_composer *composer)
{
    return pp_compose_dots(
        composer, pp_compose_issue(composer), pp_say_plain(composer, "masthead.period"));
}

/* The headline is the issue's title, or that of its lead story; the standfirst is the story's. */
static enum pp_status add_headline(struct pp_composer *composer, struct pp_node *node)
{
    const char *file = cover_story_file(composer);
    const struct pp_story *story = NULL;
    bool missing;
    if (file != NULL)
        story = pp_stories_version(
            composer->stories, composer->issue, file, composer->job->lang, &missing);
    if (composer->issue != NULL)
        node->as.cover.title =
            pp_compose_part(composer, &composer->issue->title, composer->issue->keep.title);
    if (story == NULL)
        return PP_OK;
    struct pp_placeholder_scope scope = {
        .table = composer->results->table, .document = composer->job->name};
    scope.defaults.city = pp_story_city(story, composer->city);
    scope.defaults.period = composer->results->period.key;
    if (node->as.cover.title == NULL)
        PP_TRY(pp_placeholder_bind_inlines(
            composer->run, composer->arena, &story->source, &scope, story->title,
            &node->as.cover.title));
    if (story->summary != NULL)
        PP_TRY(pp_placeholder_bind_inlines(
            composer->run, composer->arena, &story->source, &scope, story->summary,
            &node->as.cover.summary));
    node->as.cover.see = PP_SAY(composer, "cover.page", pp_arg_number("page", 2));
    return PP_OK;
}

enum pp_status pp_compose_cover(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_project *project = composer->project;
    const struct pp_layout *layout = composer->job->layout;
    struct pp_node *node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_COVER));
    (void)block;
    node->as.cover.project = pp_compose_text(composer, &project->name);
    node->as.cover.tagline = pp_compose_text(composer, &project->tagline);
    if (composer->issue != NULL && !pp_i18n_is_empty(&composer->issue->strapline))
        node->as.cover.tagline =
            pp_compose_part(composer, &composer->issue->strapline, composer->issue->keep.strapline);
    node->as.cover.statement = pp_compose_statement(composer);
    node->as.cover.emblem_alt = pp_say_plain(composer, "emblem.alt");
    node->as.cover.place = pp_compose_place(composer);
    node->as.cover.issue = issue_line(composer);
    node->as.cover.language = pp_compose_language(composer, composer->job->lang);
    for (size_t i = 0; i < project->city_count; i++)
        node->as.cover.houses += pp_city_active(&project->cities[i], &composer->results->period);
    node->as.cover.field = layout->field;
    node->as.cover.field_text = layout->field_text;
    PP_TRY(add_headline(composer, node));
    if (node->as.cover.title == NULL)
        node->as.cover.title = pp_compose_text(composer, &layout->title);
    return PP_OK;
}

/* --- Contents, contact */

enum pp_status pp_compose_contents(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_node *heading;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "contents.title"));
    heading = parent->last;
    heading->look = PP_LOOK_H3;
    pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_CONTENTS));
    return PP_OK;
}

enum pp_status pp_compose_contact(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_inline **lines, *text = NULL;
    size_t count = pp_compose_contact_lines(composer, &lines);
    for (size_t i = 0; i < count; i++) {
        if (text != NULL)
            text = pp_inline_join(text, pp_inline_new(composer->arena, PP_INLINE_BREAK));
        text = pp_inline_join(text, lines[i]);
    }
    if (text == NULL)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "contact.title"));
    pp_compose_paragraph(composer, parent, PP_LOOK_SMALL, text);
    return PP_OK;
}
