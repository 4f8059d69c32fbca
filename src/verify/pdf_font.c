#include "pactpress/arena.h"
#include "pdf_content.h"

struct rb_font *rb_font_of(
    const struct rb_objects *objects, struct rb_fonts *fonts, struct rb_value resource)
{
    struct rb_value dict = rb_resolve(objects, resource);
    uint32_t object = resource.kind == RB_REF ? resource.as.object : 0;
    if (dict.kind != RB_DICT)
        return NULL;
    for (size_t i = 0; i < fonts->count; i++)
        if (object ? fonts->items[i]->object == object
                   : fonts->items[i]->dict.as.items == dict.as.items)
            return fonts->items[i];
    struct rb_font *font = pp_arena_alloc(objects->arena, sizeof *font);
    struct rb_pdf_stream unicode = rb_stream(objects, rb_entry(dict, "ToUnicode"));
    font->object = object;
    font->dict = dict;
    font->name = rb_shown(objects->arena, rb_get(objects, dict, "BaseFont"));
    font->composite = rb_is(rb_get(objects, dict, "Subtype"), "Type0");
    font->has_unicode = unicode.data != NULL;
    rb_cmap_read(objects->arena, unicode.data, unicode.size, &font->unicode);
    font->used = pp_arena_alloc(objects->arena, RB_CODES / 8);
    *(struct rb_font **)PP_PUSH(objects->arena, fonts) = font;
    return font;
}
