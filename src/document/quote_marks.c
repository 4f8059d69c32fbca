/* Straight quotation marks and apostrophes of stories become those of their language, block by
 * block: a quotation may run over emphasis and links. */
#include <string.h>

#include "document/markdown_read.h"
#include "pactpress/arena.h"
#include "pactpress/quotation.h"
#include "pactpress/str.h"

struct leaves {
    struct pp_quotation_part *items;
    size_t count, capacity;
};

/* The texts in reading order. What is no text is a word, or a space. */
static void collect(
    struct pp_arena *arena, const struct pp_inline *list, const char *lang, struct leaves *leaves)
{
    for (; list != NULL; list = list->next) {
        const char *own = list->lang != NULL ? list->lang : lang;
        bool text = list->kind == PP_INLINE_TEXT;
        if (list->children != NULL && list->kind != PP_INLINE_CODE) {
            collect(arena, list->children, own, leaves);
            continue;
        }
        struct pp_quotation_part *part = PP_PUSH(arena, leaves);
        *part = (struct pp_quotation_part){.lang = own, .kept = !text};
        part->text = text ? list->text : list->kind == PP_INLINE_BREAK ? "\n" : "x";
    }
}

/* Takes the texts back in the same order. */
static void give_back(struct pp_inline *list, const struct pp_quotation_part *parts, size_t *next)
{
    for (; list != NULL; list = list->next) {
        if (list->children != NULL && list->kind != PP_INLINE_CODE) {
            give_back(list->children, parts, next);
            continue;
        }
        if (list->kind == PP_INLINE_TEXT)
            list->text = parts[*next].text;
        (*next)++;
    }
}

/* Most words have none, and the cells of long tables are many. */
static bool has_straight(const struct pp_inline *list)
{
    for (; list != NULL; list = list->next)
        if ((list->kind == PP_INLINE_TEXT && strpbrk(list->text, "\"'") != NULL) ||
            has_straight(list->children))
            return true;
    return false;
}

void pp_md_quote_line(struct pp_arena *arena, struct pp_inline *list, const char *lang)
{
    struct leaves leaves = {0};
    size_t next = 0;
    if (!has_straight(list))
        return;
    collect(arena, list, lang, &leaves);
    pp_quotation_set(arena, leaves.items, leaves.count);
    give_back(list, leaves.items, &next);
}

void pp_md_quote(struct pp_arena *arena, struct pp_node *node, const char *lang)
{
    const char *own = node->lang != NULL ? node->lang : lang;
    pp_md_quote_line(arena, node->content, own);
    if (node->kind == PP_NODE_PICTURE) {
        pp_md_quote_line(arena, node->as.picture.alt, own);
        pp_md_quote_line(arena, node->as.picture.credit, own);
    }
    if (node->kind == PP_NODE_TIMELINE) {
        for (size_t i = 0; i < node->as.timeline.row_count; i++) {
            pp_md_quote_line(arena, node->as.timeline.rows[i].label, own);
            pp_md_quote_line(arena, node->as.timeline.rows[i].text, own);
        }
        pp_md_quote_line(arena, node->as.timeline.alt, own);
    }
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        pp_md_quote(arena, child, own);
}
