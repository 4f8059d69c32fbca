/* A story's body from anybody's hand: it becomes a tree whose every place lies inside the text, or
 * it is refused with a message; never anything else. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/markdown.h"
#include "pactpress/run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_place(const struct pp_source_text *source, struct pp_where where)
{
    if (where.file != NULL && (where.line < 1 || where.line > source->lines || where.col < 1))
        abort();
}

static void check_leaves(const struct pp_source_text *source, const struct pp_inline *leaf)
{
    for (; leaf != NULL; leaf = leaf->next) {
        if (leaf->kind != PP_INLINE_TEXT)
            check_place(source, leaf->where);
        if (leaf->kind == PP_INLINE_TEXT && leaf->text == NULL)
            abort();
        if (leaf->kind == PP_INLINE_PATTERN && leaf->message == NULL)
            abort();
        check_leaves(source, leaf->children);
    }
}

static void check_nodes(const struct pp_source_text *source, const struct pp_node *node)
{
    check_place(source, node->where);
    check_leaves(source, node->content);
    if (node->kind == PP_NODE_HEADING && (node->as.heading.level < 3 || node->as.heading.level > 4))
        abort();
    for (const struct pp_node *child = node->first; child != NULL; child = child->next) {
        if (child->parent != node)
            abort();
        check_nodes(source, child);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const nowhere[] = {NULL};
    struct pp_run *run = pp_run_new(NULL);
    struct pp_source_text source;
    struct pp_markdown in = {.source = &source, .lang = "en", .folders = nowhere, .level = 2};
    struct pp_node *section;
    if (size <= PP_LIMIT_STORY &&
        pp_source_text_take(run, run->arena, "story.md", data, size, &source) == PP_OK) {
        if (pp_markdown_read(run, run->arena, &in, &section) == PP_OK)
            check_nodes(&source, section);
        else if (pp_diag_count(run, PP_ERROR) == 0)
            abort();
    }
    pp_run_free(run);
    return 0;
}
