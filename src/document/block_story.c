/* Stories: the one that a slot takes, and the sections of the issue with all others. */
#include <string.h>

#include "document/composer.h"
#include "pactpress/placeholder.h"
#include "pactpress/story.h"
#include "pactpress/str.h"

/* One story in one document: which version, and where it stands. */
struct printed {
    const struct pp_story *story;
    bool missing; /* the translation is missing, and the story does not say what to do then */
    int level;    /* rank of its title */
    enum pp_look look;
    int columns;
    bool side_notes;
};

/* The story's language where it is not the document's. */
static const char *foreign(struct pp_composer *composer, const struct pp_story *story)
{
    return pp_streq(story->lang, composer->job->lang) ? NULL : story->lang;
}

/* Every block of a story in another language says so itself, so that it is hyphenated in it
 * wherever it is set. */
static void tag(struct pp_node *node, const char *lang, int deeper)
{
    node->lang = lang;
    if (node->kind == PP_NODE_TABLE && lang == NULL)
        return; /* nor do its rows say anything; they may be those of the story */
    if (node->kind == PP_NODE_HEADING) {
        node->as.heading.level += deeper;
        if (node->as.heading.level > 4)
            node->as.heading.level = 4;
    }
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        tag(child, lang, deeper);
}

/* A final document has no hole where a translation should be. */
static enum pp_status check_version(struct pp_composer *composer, const struct printed *printed)
{
    const struct pp_story *story = printed->story;
    if (!printed->missing || composer->job->draft)
        return PP_OK;
    pp_error(
        composer->run, ((struct pp_where){.file = story->path}), "story.missing-language",
        "The story has no text in \"%s\", which %s needs; translate it to content/%s/%s/%s, or say "
        "\"untranslated: {print-in: %s}\" in its front matter.",
        composer->job->lang, composer->job->name, story->issue->id, composer->job->lang,
        story->file, story->lang);
    return PP_DATA;
}

static void add_kicker(
    struct pp_composer *composer, const struct pp_story *story, struct pp_node *section)
{
    const char *id;
    if (!pp_is_empty(story->matter.kicker)) {
        pp_compose_paragraph(
            composer, section, PP_LOOK_KICKER,
            pp_inline_text(composer->arena, story->matter.kicker, story->lang))
            ->lang = foreign(composer, story);
        return;
    }
    if (story->matter.slot == NULL)
        return;
    id = pp_arena_printf(composer->arena, "story.kicker.%s", story->matter.slot);
    if (pp_wording_has(composer->wording, id))
        pp_compose_paragraph(composer, section, PP_LOOK_KICKER, pp_say_plain(composer, id));
}

static void add_language_note(
    struct pp_composer *composer, const struct printed *printed, struct pp_node *section)
{
    const char *lang = printed->story->lang;
    struct pp_inline *name =
        pp_inline_text(composer->arena, pp_lang_own_name(composer->arena, lang), lang);
    if (foreign(composer, printed->story) == NULL)
        return;
    pp_compose_paragraph(
        composer, section, PP_LOOK_NOTE,
        PP_SAY(
            composer, printed->missing ? "story.untranslated.draft" : "story.untranslated",
            pp_arg_node("language", name)));
}

/* "Photo: ..." around the credits that the story gives. */
static void word_credits(struct pp_composer *composer, struct pp_node *node)
{
    if (node->kind == PP_NODE_PICTURE && node->as.picture.credit != NULL)
        node->as.picture.credit = PP_SAY(
            composer, "story.credit",
            pp_arg_node(
                "name",
                pp_inline_around(composer->arena, PP_INLINE_GROUP, node->as.picture.credit)));
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        word_credits(composer, child);
}

/* "attendance.persons, events.held": commas inside brackets belong to an address. */
static void list_figures(struct pp_composer *composer, const char *text, struct pp_strings *figures)
{
    while (!pp_is_empty(text)) {
        size_t length = 0;
        for (bool inside = false; text[length] != '\0' && (inside || text[length] != ','); length++)
            inside = text[length] == '[' || (inside && text[length] != ']');
        *(const char **)PP_PUSH(composer->arena, figures) =
            pp_arena_strndup(composer->arena, text, length);
        text += length;
        text += strspn(text, ", ");
    }
}

/* A place in a story that stays empty is one that its editor should know of. */
static void warn_of_nothing(struct pp_composer *composer, const struct pp_node *fence)
{
    pp_warn(
        composer->run, fence->where, "story.nothing-to-show",
        "This \"%s\" block is empty in %s: there are no figures for it in this period.",
        fence->as.fence.name, composer->job->name);
}

/* The block that a fence of a story stands for, composed like one of the layout. */
static enum pp_status compose_fence(
    struct pp_composer *composer, const struct pp_node *fence, struct pp_node *section)
{
    static const struct {
        const char *kind;
        pp_compose_block *compose;
    } kinds[] = {
        {"likert", pp_compose_likert},    {"heat", pp_compose_heat},   {"bars", pp_compose_bars},
        {"change", pp_compose_change},    {"trend", pp_compose_trend}, {"held", pp_compose_events},
        {"coming", pp_compose_coming_up}, {"slope", pp_compose_slope}, {"map", pp_compose_map},
        {"groups", pp_compose_groups},
    };
    const char *kind = fence->as.fence.kind;
    struct pp_block block = {
        .kind = fence->as.fence.kind != NULL ? fence->as.fence.kind : fence->as.fence.name,
        .framework = fence->as.fence.framework,
        .columns = 2,
        .where = fence->where};
    list_figures(composer, fence->as.fence.figure, &block.figures);
    if (pp_streq(fence->as.fence.name, "figure")) {
        struct pp_node *content = pp_node_new(composer->arena, PP_NODE_SECTION);
        PP_TRY(pp_compose_big_number(composer, &block, content));
        pp_compose_box(composer, section, PP_BOX_TINT, content);
        return PP_OK;
    }
    if (kind == NULL)
        kind = pp_streq(fence->as.fence.name, "events") ? "held" : "bars";
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (pp_streq(kinds[i].kind, kind))
            return kinds[i].compose(composer, &block, section);
    return PP_OK;
}

/* Every fence is replaced by what it stands for, one rank below the story's title. */
static enum pp_status compose_fences(struct pp_composer *composer, struct pp_node *columns)
{
    struct pp_node *list = columns->first, *next;
    columns->first = columns->last = NULL;
    for (struct pp_node *block = list; block != NULL; block = next) {
        struct pp_node *made;
        next = block->next;
        if (block->kind == PP_NODE_TIMELINE && composer->issue != NULL)
            block->as.timeline.today = composer->issue->date;
        if (block->kind == PP_NODE_FLOAT)
            PP_TRY(compose_fences(composer, block));
        if (block->kind != PP_NODE_FENCE) {
            pp_node_append(columns, block);
            continue;
        }
        made = pp_node_append(columns, pp_node_new(composer->arena, PP_NODE_SECTION));
        made->id = block->id;
        made->turned = block->turned;
        PP_TRY(compose_fence(composer, block, made));
        if (made->first == NULL)
            warn_of_nothing(composer, block);
        tag(made, NULL, 1);
    }
    return PP_OK;
}

/* Each story counts its notes from 1; in a document their names differ by story. */
static void name_calls(struct pp_composer *composer, struct pp_inline *content)
{
    for (; content != NULL; content = content->next) {
        if (content->kind == PP_INLINE_LINK && pp_starts_with(content->url, "#"))
            content->url =
                pp_arena_printf(composer->arena, "#%zu.%s", composer->bodies, content->url + 1);
        name_calls(composer, content->children);
    }
}

static void name_notes(struct pp_composer *composer, struct pp_node *node)
{
    if (pp_node_is_block(node) && node->id != NULL)
        node->id = pp_arena_printf(composer->arena, "%zu.%s", composer->bodies, node->id);
    name_calls(composer, node->content);
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        name_notes(composer, child);
}

static enum pp_status bind_body(
    struct pp_composer *composer, const struct printed *printed,
    const struct pp_placeholder_scope *scope, struct pp_node *columns)
{
    const struct pp_story *story = printed->story;
    struct pp_node *picture, *body, *next;
    if (story->picture != NULL) {
        PP_TRY(pp_placeholder_bind(
            composer->run, composer->arena, &story->source, scope, story->picture, &picture));
        pp_node_append(columns, picture);
    }
    PP_TRY(pp_placeholder_bind(
        composer->run, composer->arena, &story->source, scope, story->body, &body));
    composer->bodies++;
    name_notes(composer, body);
    for (struct pp_node *block = body->first; block != NULL; block = next) {
        next = block->next;
        pp_node_append(columns, block);
    }
    if (columns->first == NULL)
        return PP_OK;
    PP_TRY(compose_fences(composer, columns));
    tag(columns, foreign(composer, story), printed->level - 2);
    word_credits(composer, columns);
    return PP_OK;
}

static void add_byline(
    struct pp_composer *composer, const struct pp_story *story, struct pp_node *section)
{
    if (!pp_is_empty(story->matter.byline))
        pp_compose_paragraph(
            composer, section, PP_LOOK_MICRO,
            PP_SAY(composer, "story.byline", pp_arg_text("name", story->matter.byline)));
}

static enum pp_status add_title(
    struct pp_composer *composer, const struct printed *printed,
    const struct pp_placeholder_scope *scope, struct pp_node *section, struct pp_inline **title)
{
    const struct pp_story *story = printed->story;
    struct pp_inline *summary;
    PP_TRY(pp_placeholder_bind_inlines(
        composer->run, composer->arena, &story->source, scope, story->title, title));
    struct pp_story_title *heading = PP_PUSH(composer->arena, &composer->titles);
    heading->file = story->file;
    heading->heading = pp_compose_heading(composer, section, printed->level, printed->look, *title);
    heading->heading->lang = foreign(composer, story);
    add_language_note(composer, printed, section);
    if (story->summary == NULL)
        return PP_OK;
    PP_TRY(pp_placeholder_bind_inlines(
        composer->run, composer->arena, &story->source, scope, story->summary, &summary));
    pp_compose_paragraph(composer, section, PP_LOOK_STAND, summary)->lang =
        foreign(composer, story);
    return PP_OK;
}

/* The first variant that the story names is its shorter text, for a page budget. */
static enum pp_status bind_shorter(
    struct pp_composer *composer, const struct printed *printed,
    const struct pp_placeholder_scope *scope, struct pp_node *columns)
{
    const struct pp_strings *variants = &printed->story->matter.variants;
    struct printed shorter = *printed;
    struct pp_node *node;
    bool missing;
    if (variants->count == 0 || columns->first == NULL)
        return PP_OK;
    shorter.story = pp_stories_version(
        composer->stories, composer->issue, variants->items[0], printed->story->lang, &missing);
    if (shorter.story == NULL || missing)
        return PP_OK;
    node = pp_node_new(composer->arena, PP_NODE_COLUMNS);
    PP_TRY(bind_body(composer, &shorter, scope, node));
    columns->shorter = node;
    return PP_OK;
}

static enum pp_status compose_one(
    struct pp_composer *composer, const struct printed *printed, struct pp_node *section)
{
    const struct pp_story *story = printed->story;
    struct pp_placeholder_scope scope = {
        .table = composer->results->table,
        .document = composer->job->name,
        .shares_rows = foreign(composer, story) == NULL};
    struct pp_node *columns = pp_node_new(composer->arena, PP_NODE_COLUMNS);
    struct pp_inline *title;
    scope.defaults.city = pp_story_city(story, composer->city);
    scope.defaults.period = composer->results->period.key;
    PP_TRY(check_version(composer, printed));
    columns->as.columns.count = printed->columns;
    columns->as.columns.side = printed->side_notes;
    add_kicker(composer, story, section);
    PP_TRY(add_title(composer, printed, &scope, section, &title));
    PP_TRY(bind_body(composer, printed, &scope, columns));
    PP_TRY(bind_shorter(composer, printed, &scope, columns));
    pp_place_story(composer->arena, columns, title, section);
    add_byline(composer, story, section);
    return PP_OK;
}

/* The file that a slot takes: a story for this city goes before one for all; then order of names.
 * In the project's bulletin a story for all goes before one for a city. NULL: the slot is empty. */
const char *pp_compose_slot_file(struct pp_composer *composer, const char *slot)
{
    const struct pp_stories *stories = composer->stories;
    const char *second = NULL;
    for (size_t i = 0; stories != NULL && i < stories->count; i++) {
        const struct pp_story *story = stories->items[i];
        bool special = story->matter.cities.count > 0;
        if (story->issue != composer->issue || !pp_streq(story->matter.slot, slot) ||
            story->matter.slot == NULL || !pp_story_is_for(story, composer->city))
            continue;
        if (special == (composer->city != NULL))
            return story->file;
        if (second == NULL)
            second = story->file;
    }
    return second;
}

static const char *slot_of(const struct pp_block *block)
{
    if (block->slot != NULL)
        return block->slot;
    return pp_streq(block->kind, "story") ? "lead" : block->kind;
}

enum pp_status pp_compose_story(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct printed printed = {.level = 2, .look = PP_LOOK_H1, .columns = 2};
    if (!pp_streq(block->kind, "story"))
        printed.look = PP_LOOK_H2;
    const char *file = pp_compose_slot_file(composer, slot_of(block));
    if (file == NULL)
        return PP_OK;
    if (block->columns > 0)
        printed.columns = block->columns;
    printed.side_notes = block->side_notes;
    printed.story = pp_stories_version(
        composer->stories, composer->issue, file, composer->job->lang, &printed.missing);
    return compose_one(composer, &printed, parent);
}

static bool takes_story(const struct pp_block *block)
{
    static const char *const kinds[] = {"story", "timeline", "practice", "takeaways", NULL};
    for (size_t i = 0; kinds[i] != NULL; i++)
        if (pp_streq(kinds[i], block->kind))
            return true;
    return false;
}

/* Is the story printed by a slot of this layout? */
static bool is_in_slot(struct pp_composer *composer, const char *file)
{
    const struct pp_layout *layout = composer->job->layout;
    for (size_t i = 0; i < layout->block_count; i++)
        if (takes_story(&layout->blocks[i]) &&
            pp_streq(pp_compose_slot_file(composer, slot_of(&layout->blocks[i])), file))
            return true;
    return false;
}

static enum pp_status add_section_story(
    struct pp_composer *composer, const struct pp_block *block, const char *file,
    struct pp_node *parent)
{
    struct printed printed = {.level = 3, .look = PP_LOOK_H2, .columns = 2};
    if (is_in_slot(composer, file))
        return PP_OK;
    printed.story = pp_stories_version(
        composer->stories, composer->issue, file, composer->job->lang, &printed.missing);
    if (printed.story == NULL || !pp_story_is_for(printed.story, composer->city))
        return PP_OK;
    if (block->columns > 0)
        printed.columns = block->columns;
    printed.side_notes = block->side_notes;
    return compose_one(
        composer, &printed, pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_SECTION)));
}

/* A section without stories for this city is left out with its heading. */
enum pp_status pp_compose_sections(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_issue *issue = composer->issue;
    enum pp_status status = PP_OK;
    for (size_t i = 0; issue != NULL && i < issue->section_count; i++) {
        const struct pp_section *from = &issue->sections[i];
        struct pp_node *section = pp_node_new(composer->arena, PP_NODE_SECTION), *heading;
        heading = pp_compose_heading(
            composer, section, 2, PP_LOOK_H1,
            pp_compose_part(composer, &from->heading, pp_compose_keep(composer).headings));
        for (size_t k = 0; k < from->stories.count; k++) {
            enum pp_status one =
                add_section_story(composer, block, from->stories.items[k], section);
            status = status != PP_OK ? status : one;
        }
        if (heading->next != NULL)
            pp_node_append(parent, section);
    }
    return status;
}
