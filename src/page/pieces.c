/* What tables do that go on: over pages, and beside themselves where they are too wide. */
#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double name_height = 14;

size_t pp_piece_element(struct pp_layouter *layouter, struct pp_flowable *block, size_t piece)
{
    struct pp_canvas *canvas = layouter->canvas;
    if (!canvas || piece == block->piece)
        return pp_flowable_element(layouter, block, PP_ROLE_TABLE);
    const struct pp_group *own = block->own;
    size_t parent = pp_group_element(canvas, own ? own->parent : block->group);
    block->element = pp_canvas_element(canvas, PP_ROLE_TABLE, parent);
    pp_canvas_at(canvas, block->element)->lang = block->node->lang;
    block->piece = piece;
    block->part = 0;
    return block->element;
}

enum pp_status pp_lay_continued(
    struct pp_layouter *layouter, struct pp_inline *name, bool piece, size_t table,
    struct pp_place *place)
{
    struct pp_arena *arena = layouter->arena;
    struct pp_text_spec spec = {.type = PP_TYPE_NOTE, .width = place->width, .ragged = true};
    struct pp_text *text;
    if (!name)
        return PP_OK;
    struct pp_inline *line = pp_inline_new(arena, PP_INLINE_GROUP);
    line->children = name;
    line = pp_inline_join(line, pp_inline_text(arena, " ", NULL));
    line = pp_inline_join(line, pp_inline_message(arena, "page.continued", NULL, 0));
    PP_TRY(pp_text_set(&layouter->setter, arena, line, &spec, &text));
    if (layouter->canvas) {
        long element = piece ? (long)pp_canvas_element(layouter->canvas, PP_ROLE_CAPTION, table)
                             : PP_ARTIFACT_HEADER;
        pp_text_paint_all(layouter->canvas, text, place->x, place->y, element);
    }
    /* A name that is longer than a narrow column goes on in further lines. */
    place->y += name_height + text->height - text->leading;
    return PP_OK;
}
