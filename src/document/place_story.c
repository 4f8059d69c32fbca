/* Where the blocks of a story stand: in columns, or across them. */
#include "document/composer.h"

/* Tables are named by the story they stand in. */
static void name_tables(struct pp_node *node, struct pp_inline *title)
{
    if (node->kind == PP_NODE_TABLE && node->as.table.caption == NULL)
        node->as.table.caption = title;
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        name_tables(child, title);
}

static bool is_wide(const struct pp_node *node)
{
    return node->kind == PP_NODE_TIMELINE || node->turned ||
           (node->kind == PP_NODE_SECTION && node->first != NULL &&
            node->first->kind != PP_NODE_BOX) ||
           (node->kind == PP_NODE_TABLE && node->as.table.column_count > 3);
}

void pp_place_story(
    struct pp_arena *arena, struct pp_node *columns, struct pp_inline *title,
    struct pp_node *section)
{
    struct pp_node *part = NULL, *next;
    bool wide = false; /* caption and notes of a wide table stay with it */
    bool whole = true; /* a text in parts has no shorter one */
    name_tables(columns, title);
    if (columns->shorter != NULL)
        name_tables(columns->shorter, title);
    for (const struct pp_node *block = columns->first; block != NULL; block = block->next)
        whole = whole && !is_wide(block);
    for (struct pp_node *block = columns->first; block != NULL; block = next) {
        next = block->next;
        wide = is_wide(block) || (wide && block->look == PP_LOOK_MICRO) ||
               (block->look == PP_LOOK_NOTE && next != NULL && is_wide(next));
        if (wide) {
            pp_node_append(section, block);
            part = NULL;
            continue;
        }
        if (part == NULL) {
            part = pp_node_append(section, pp_node_new(arena, PP_NODE_COLUMNS));
            part->lang = columns->lang;
            part->as.columns = columns->as.columns;
            part->shorter = whole ? columns->shorter : NULL;
        }
        pp_node_append(part, block);
    }
}
