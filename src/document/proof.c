/* A story on its own, without a project: what its editor looks at while writing. */
#include <string.h>

#include "pactpress/arena.h"
#include "document/composer.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/story.h"
#include "pactpress/str.h"
#include "pactpress/styles.h"

/* Without figures a placeholder prints as it was written. */
static void show_addresses(struct pp_arena *arena, struct pp_inline *leaf)
{
    for (; leaf != NULL; leaf = leaf->next) {
        if (leaf->kind == PP_INLINE_PATTERN) {
            leaf->kind = PP_INLINE_CODE;
            leaf->text = pp_arena_printf(arena, "{{ %s }}", leaf->text);
        }
        show_addresses(arena, leaf->children);
    }
}

static void show_all_addresses(struct pp_arena *arena, struct pp_node *node)
{
    show_addresses(arena, node->content);
    if (node->kind == PP_NODE_PICTURE) {
        show_addresses(arena, node->as.picture.alt);
        show_addresses(arena, node->as.picture.caption);
        show_addresses(arena, node->as.picture.credit);
    }
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        show_all_addresses(arena, child);
}

static struct pp_node *paragraph(
    struct pp_arena *arena, enum pp_look look, struct pp_inline *content)
{
    struct pp_node *node = pp_node_new(arena, PP_NODE_PARAGRAPH);
    node->look = look;
    node->content = content;
    return node;
}

static void add_head(struct pp_arena *arena, struct pp_story *story, struct pp_node *section)
{
    struct pp_node *title = pp_node_new(arena, PP_NODE_HEADING);
    show_addresses(arena, story->title);
    show_addresses(arena, story->summary);
    if (!pp_is_empty(story->matter.kicker))
        pp_node_append(
            section,
            paragraph(
                arena, PP_LOOK_KICKER, pp_inline_text(arena, story->matter.kicker, story->lang)));
    title->look = PP_LOOK_H1;
    title->keep_next = true;
    title->as.heading.level = 1;
    title->content = story->title;
    pp_node_append(section, title);
    if (story->summary != NULL)
        pp_node_append(section, paragraph(arena, PP_LOOK_STAND, story->summary));
}

/* Ranks start below the title, which is the first rank here. */
static void raise(struct pp_node *node)
{
    if (node->kind == PP_NODE_HEADING && node->as.heading.level > 2)
        node->as.heading.level--;
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        raise(child);
}

/* The block of the layout that would print the story: that of its slot, else the sections. */
static const struct pp_block *block_for(
    const struct pp_layout *layout, const struct pp_story *story)
{
    static const struct pp_block none = {.columns = 2};
    const struct pp_block *sections = &none;
    for (size_t i = 0; layout != NULL && i < layout->block_count; i++) {
        const struct pp_block *block = &layout->blocks[i];
        const char *slot = block->slot;
        if (slot == NULL)
            slot = pp_streq(block->kind, "story") ? "lead" : block->kind;
        if (!pp_is_empty(story->matter.slot) && pp_streq(slot, story->matter.slot))
            return block;
        if (pp_streq(block->kind, "sections"))
            sections = block;
    }
    return sections;
}

static struct pp_node *make_section(
    struct pp_arena *arena, struct pp_story *story, const struct pp_block *like)
{
    struct pp_node *section = pp_node_new(arena, PP_NODE_SECTION);
    struct pp_node *columns = pp_node_new(arena, PP_NODE_COLUMNS), *next;
    show_all_addresses(arena, story->body);
    raise(story->body);
    section->lang = story->lang;
    add_head(arena, story, section);
    columns->as.columns.count = like->columns;
    columns->as.columns.side = like->side_notes;
    if (story->picture != NULL) {
        show_all_addresses(arena, story->picture);
        pp_node_append(columns, story->picture);
    }
    for (struct pp_node *block = story->body->first; block != NULL; block = next) {
        next = block->next;
        pp_node_append(columns, block);
    }
    pp_place_story(arena, columns, story->title, section);
    return section;
}

static const char *stem_of(struct pp_arena *arena, const char *path)
{
    const char *base = pp_path_base(path);
    size_t length = 0;
    while (base[length] != '\0' && !pp_streq(base + length, ".md"))
        length++;
    return pp_arena_strndup(arena, base, length);
}

/* "sv" or "pt-PT": two or three small letters, perhaps with a region. */
static bool is_language(const char *name)
{
    size_t small = strspn(name, "abcdefghijklmnopqrstuvwxyz");
    if (small < 2 || small > 3)
        return false;
    return name[small] == '\0' || (name[small] == '-' && strlen(name + small) == 3);
}

enum pp_status pp_proof_lang(struct pp_run *run, const char *path, const char **out)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_story head = {0};
    enum pp_status status = pp_story_head(run, scratch, path, &head);
    const char *folder = pp_path_base(pp_path_folder(scratch, path));
    const char *lang = head.matter.lang;
    if (pp_is_empty(lang))
        lang = is_language(folder) ? folder : "en";
    if (status == PP_OK)
        *out = pp_arena_strdup(run->arena, lang);
    pp_arena_free(scratch);
    return status;
}

enum pp_status pp_compose_proof(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *lang,
    const struct pp_layout *layout, struct pp_wording *wording, struct pp_document **out)
{
    const char *own = pp_path_folder(arena, path);
    const char *issue = pp_path_join(arena, own, "..");
    const char *const folders[] = {own, issue, pp_path_join(arena, issue, "images"), NULL};
    struct pp_document *document = pp_arena_alloc(arena, sizeof *document);
    struct pp_story *story;
    PP_TRY(pp_story_read(run, arena, NULL, path, lang, folders, &story));
    if (story->title == NULL)
        story->title = pp_inline_text(arena, stem_of(arena, path), story->lang);
    document->root = pp_node_new(arena, PP_NODE_DOCUMENT);
    document->root->lang = lang;
    document->lang = lang;
    document->rtl = pp_locale_rtl(pp_wording_locale(wording));
    document->draft = true;
    document->page = layout != NULL ? layout->page : "a4";
    if (layout != NULL)
        document->styles = layout->styles;
    else
        PP_TRY(pp_styles_load(run, NULL, NULL, PP_STYLES, &document->styles));
    document->name = stem_of(arena, path);
    pp_node_append(document->root, make_section(arena, story, block_for(layout, story)));
    document->title = document->head_start = story->title;
    document->head_end =
        pp_inline_around(arena, PP_INLINE_STRONG, pp_inline_message(arena, "page.draft", NULL, 0));
    document->first_page = (struct pp_page_edges){.foot = true};
    document->last_page = (struct pp_page_edges){.head = true, .foot = true};
    document->author = story->matter.byline;
    PP_TRY(pp_resolve_references(run, arena, NULL, document));
    *out = document;
    return PP_OK;
}
