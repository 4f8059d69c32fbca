/* From figures to the rules by which they were computed, where a document prints all of these: the
 * head of a column links to the rule of its figures, and where these differ, the head of each row.
 */
#include <string.h>

#include "document/composer.h"
#include "pactpress/str.h"

/* The id of the paragraph that says a figure's rule; NULL: it is not printed. */
static const char *place_of(const struct pp_composer *composer, const struct pp_figure *figure)
{
    for (size_t i = 0; i < composer->methods.count; i++)
        if (pp_streq(composer->methods.items[i].rule, figure->from.rule))
            return composer->methods.items[i].id;
    return NULL;
}

/* The first figure in a text; NULL: there is none. */
static const struct pp_figure *figure_in(const struct pp_inline *list)
{
    const struct pp_figure *found = NULL;
    for (; list != NULL && found == NULL; list = list->next) {
        if (list->kind == PP_INLINE_FIGURE)
            return list->figure;
        bool says = list->kind == PP_INLINE_MESSAGE || list->kind == PP_INLINE_PATTERN;
        for (size_t i = 0; says && i < list->arg_count && found == NULL; i++)
            if (list->args[i].kind == PP_ARG_FIGURE)
                found = list->args[i].figure;
        if (found == NULL)
            found = figure_in(list->children);
    }
    return found;
}

static struct pp_node *cell_at(const struct pp_node *row, size_t column)
{
    struct pp_node *cell = row->first;
    while (cell != NULL && column > 0) {
        column -= cell->in_table.cell.span > 1 ? cell->in_table.cell.span : 1;
        cell = cell->next;
        if (column > SIZE_MAX / 2)
            return NULL; /* inside a cell that goes over several columns */
    }
    return cell;
}

static bool has_link(const struct pp_inline *list)
{
    for (; list != NULL; list = list->next)
        if (list->kind == PP_INLINE_LINK || has_link(list->children))
            return true;
    return false;
}

static void link_cell(struct pp_composer *composer, struct pp_node *cell, const char *id)
{
    struct pp_inline *link;
    if (cell == NULL || cell->content == NULL || has_link(cell->content))
        return;
    link =
        pp_inline_link(composer->arena, pp_arena_printf(composer->arena, "#%s", id), cell->content);
    link->reference = true;
    link->text = composer->methods.says;
    cell->content = link;
}

static bool is_body(const struct pp_node *row)
{
    return row->kind == PP_NODE_ROW && !row->in_table.row.head && !row->in_table.row.group;
}

/* The rule of all figures of a column; NULL: they have several, or none that is printed. */
static const char *rule_of_column(
    const struct pp_composer *composer, const struct pp_node *table, size_t column, bool *several)
{
    const char *only = NULL;
    for (const struct pp_node *row = table->first; row != NULL; row = row->next) {
        const struct pp_node *cell = is_body(row) ? cell_at(row, column) : NULL;
        const struct pp_figure *figure = cell != NULL ? figure_in(cell->content) : NULL;
        const char *id = figure != NULL ? place_of(composer, figure) : NULL;
        if (id == NULL)
            continue;
        if (only != NULL && !pp_streq(only, id)) {
            *several = true;
            return NULL;
        }
        only = id;
    }
    return only;
}

static struct pp_node *head_of_column(const struct pp_node *table, size_t column)
{
    struct pp_node *found = NULL;
    for (const struct pp_node *row = table->first; row != NULL; row = row->next)
        if (row->kind == PP_NODE_ROW && row->in_table.row.head)
            found = cell_at(row, column);
    return found;
}

static void link_rows(struct pp_composer *composer, const struct pp_node *table, size_t column)
{
    for (const struct pp_node *row = table->first; row != NULL; row = row->next) {
        const struct pp_node *cell = is_body(row) ? cell_at(row, column) : NULL;
        const struct pp_figure *figure = cell != NULL ? figure_in(cell->content) : NULL;
        const char *id = figure != NULL ? place_of(composer, figure) : NULL;
        if (id != NULL && row->first != cell)
            link_cell(composer, row->first, id);
    }
}

static void link_table(struct pp_composer *composer, const struct pp_node *table)
{
    for (size_t i = 1; i < table->as.table.column_count; i++) {
        bool several = false;
        const char *id = rule_of_column(composer, table, i, &several);
        if (id != NULL)
            link_cell(composer, head_of_column(table, i), id);
        else if (several)
            link_rows(composer, table, i);
    }
}

static void link_below(struct pp_composer *composer, struct pp_node *node)
{
    if (node->kind == PP_NODE_TABLE)
        link_table(composer, node);
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        link_below(composer, child);
}

enum pp_status pp_link_methods(struct pp_composer *composer)
{
    if (composer->methods.count == 0)
        return PP_OK;
    PP_TRY(pp_wording_plain(
        composer->wording, composer->arena, pp_say_plain(composer, "method.title"),
        &composer->methods.says));
    link_below(composer, composer->document->root);
    return PP_OK;
}
