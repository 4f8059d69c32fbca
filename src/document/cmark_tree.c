/* The owner of libcmark-gfm. Its tree is copied, so that nothing else depends on the library, its
 * memory or the numbers of its node types, which extensions get at run time. */
#include "document/cmark_tree.h"

#include <string.h>

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

struct copier {
    struct pp_arena *arena;
    int depth;
    size_t line, col; /* where it became too deep; 0: nowhere */
};

static const struct {
    const char *name;
    enum pp_md_kind kind;
} extension_kinds[] = {
    {"table", PP_MD_TABLE},
    {"table_header", PP_MD_ROW},
    {"table_row", PP_MD_ROW},
    {"table_cell", PP_MD_CELL},
};

static enum pp_md_kind extension_kind(cmark_node *node)
{
    const char *name = cmark_node_get_type_string(node);
    for (size_t i = 0; i < sizeof extension_kinds / sizeof *extension_kinds; i++)
        if (pp_streq(extension_kinds[i].name, name))
            return extension_kinds[i].kind;
    return PP_MD_TEXT;
}

static enum pp_md_kind inline_kind(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_SOFTBREAK:
        return PP_MD_SOFT_BREAK;
    case CMARK_NODE_LINEBREAK:
        return PP_MD_BREAK;
    case CMARK_NODE_CODE:
        return PP_MD_CODE;
    case CMARK_NODE_HTML_INLINE:
        return PP_MD_HTML;
    case CMARK_NODE_EMPH:
        return PP_MD_EMPHASIS;
    case CMARK_NODE_STRONG:
        return PP_MD_STRONG;
    case CMARK_NODE_LINK:
        return PP_MD_LINK;
    case CMARK_NODE_IMAGE:
        return PP_MD_IMAGE;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return PP_MD_FOOTNOTE_REFERENCE;
    default:
        return extension_kind(node);
    }
}

static enum pp_md_kind kind_of(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        return PP_MD_DOCUMENT;
    case CMARK_NODE_BLOCK_QUOTE:
        return PP_MD_QUOTE;
    case CMARK_NODE_LIST:
        return PP_MD_LIST;
    case CMARK_NODE_ITEM:
        return PP_MD_ITEM;
    case CMARK_NODE_CODE_BLOCK:
        return PP_MD_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK:
        return PP_MD_HTML_BLOCK;
    case CMARK_NODE_PARAGRAPH:
        return PP_MD_PARAGRAPH;
    case CMARK_NODE_HEADING:
        return PP_MD_HEADING;
    case CMARK_NODE_THEMATIC_BREAK:
        return PP_MD_RULE;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return PP_MD_FOOTNOTE;
    default:
        return inline_kind(node);
    }
}

static const char *copy(struct pp_arena *arena, const char *text)
{
    return pp_arena_strdup(arena, text != NULL ? text : "");
}

static void copy_table(struct copier *copier, cmark_node *node, struct pp_md *md)
{
    const uint8_t *align = cmark_gfm_extensions_get_table_alignments(node);
    md->columns = cmark_gfm_extensions_get_table_columns(node);
    md->numeric = pp_arena_array(copier->arena, md->columns, sizeof *md->numeric);
    for (size_t i = 0; i < md->columns; i++)
        md->numeric[i] = align != NULL && align[i] == 'r';
}

static void copy_fields(struct copier *copier, cmark_node *node, struct pp_md *md)
{
    const char *info;
    md->text = copy(copier->arena, cmark_node_get_literal(node));
    md->line = (size_t)cmark_node_get_start_line(node);
    md->col = (size_t)cmark_node_get_start_column(node);
    md->end_line = (size_t)cmark_node_get_end_line(node);
    md->end_col = (size_t)cmark_node_get_end_column(node);
    switch (md->kind) {
    case PP_MD_HEADING:
        md->level = cmark_node_get_heading_level(node);
        break;
    case PP_MD_LIST:
        md->ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
        md->start = md->ordered ? cmark_node_get_list_start(node) : 1;
        break;
    case PP_MD_CODE_BLOCK:
        info = cmark_node_get_fence_info(node);
        if (info != NULL && info[0] != '\0')
            md->info = pp_arena_strndup(copier->arena, info, strcspn(info, " \t"));
        md->words = info != NULL ? copy(copier->arena, info + strcspn(info, " \t")) : "";
        break;
    case PP_MD_LINK:
    case PP_MD_IMAGE:
        md->url = copy(copier->arena, cmark_node_get_url(node));
        md->title = copy(copier->arena, cmark_node_get_title(node));
        break;
    case PP_MD_TABLE:
        copy_table(copier, node, md);
        break;
    case PP_MD_ROW:
        md->head = cmark_gfm_extensions_get_table_row_is_header(node) != 0;
        break;
    default:
        break;
    }
}

static struct pp_md *copy_node(struct copier *copier, cmark_node *node, int depth)
{
    struct pp_md *md = pp_arena_alloc(copier->arena, sizeof *md);
    md->kind = kind_of(node);
    copy_fields(copier, node, md);
    if (depth >= copier->depth && cmark_node_first_child(node) != NULL) {
        if (copier->line == 0) {
            copier->line = md->line > 0 ? md->line : 1;
            copier->col = md->col;
        }
        return md;
    }
    for (cmark_node *child = cmark_node_first_child(node); child != NULL;
         child = cmark_node_next(child)) {
        struct pp_md *below = copy_node(copier, child, depth + 1);
        below->parent = md;
        if (md->last != NULL)
            md->last->next = below;
        else
            md->first = below;
        md->last = below;
    }
    return md;
}

bool pp_md_parse(
    struct pp_arena *arena, const char *text, size_t length, int depth, struct pp_md **out,
    size_t *deep_line, size_t *deep_col)
{
    struct copier copier = {.arena = arena, .depth = depth};
    cmark_parser *parser;
    cmark_node *document;
    cmark_gfm_core_extensions_ensure_registered();
    parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("table"));
    cmark_parser_feed(parser, text, length);
    document = cmark_parser_finish(parser);
    *out = copy_node(&copier, document, 0);
    cmark_node_free(document);
    cmark_parser_free(parser);
    *deep_line = copier.line;
    *deep_col = copier.col;
    return copier.line == 0;
}
