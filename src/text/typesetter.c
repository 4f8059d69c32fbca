#include "typesetter.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "bidi.h"
#include "breaks.h"
#include "fonts.h"
#include "harfbuzz.h"
#include "hyphenation.h"
#include "langtag.h"
#include "nobreak.h"
#include "shape_cache.h"
#include "unicode.h"

enum pp_status pp_typesetter_open(
    struct pp_run *run, const struct pp_fonts *fonts, struct pp_typesetter **out)
{
    struct pp_typesetter *typesetter = pp_xmalloc(sizeof *typesetter);
    *typesetter = (struct pp_typesetter){
        .run = run,
        .fonts = fonts,
        .arena = pp_arena_new(),
        .bidi = pp_bidi_new(),
        .shaper = pp_shaper_new(),
        .cache = pp_shape_cache_new(PP_LIMIT_SHAPES),
    };
    pp_str_init(&typesetter->key);
    pp_map_init(&typesetter->said, typesetter->arena);
    *out = typesetter;
    return PP_OK;
}

void pp_typesetter_close(struct pp_typesetter *typesetter)
{
    if (typesetter == NULL)
        return;
    for (size_t i = 0; i < typesetter->tongues.count; i++) {
        pp_breaker_free(typesetter->tongues.items[i]->breaker);
        pp_hyphenator_free(typesetter->tongues.items[i]->hyphenator);
    }
    pp_bidi_free(typesetter->bidi);
    pp_shaper_free(typesetter->shaper);
    pp_shape_cache_free(typesetter->cache);
    pp_str_free(&typesetter->key);
    pp_arena_free(typesetter->arena);
    free(typesetter);
}

void pp_typesetter_begin(struct pp_typesetter *typesetter, struct pp_run *run)
{
    typesetter->run = run;
    if (typesetter->said.count > 0)
        pp_map_init(&typesetter->said, typesetter->arena);
}

struct pp_tongue *pp_typesetter_tongue(struct pp_typesetter *typesetter, const char *lang)
{
    if (lang == NULL)
        lang = "";
    for (size_t i = 0; i < typesetter->tongues.count; i++)
        if (strcmp(typesetter->tongues.items[i]->lang, lang) == 0)
            return typesetter->tongues.items[i];
    struct pp_tongue *tongue = pp_arena_alloc(typesetter->arena, sizeof *tongue);
    char base[PP_LANG_SIZE];
    pp_lang_base(lang, base);
    tongue->lang = pp_arena_strdup(typesetter->arena, lang);
    tongue->script = pp_lang_script(lang);
    tongue->rtl = pp_lang_is_rtl(lang);
    tongue->capital_nouns = pp_streq(base, "de") || pp_streq(base, "lb");
    *(struct pp_tongue **)PP_PUSH(typesetter->arena, &typesetter->tongues) = tongue;
    return tongue;
}

bool pp_typesetter_rtl(struct pp_typesetter *typesetter, const char *lang)
{
    return pp_typesetter_tongue(typesetter, lang)->rtl;
}

struct pp_breaker *pp_tongue_breaker(struct pp_tongue *tongue)
{
    if (tongue->breaker == NULL)
        tongue->breaker = pp_breaker_new(tongue->lang);
    return tongue->breaker;
}

struct pp_hyphenator *pp_tongue_hyphenator(
    struct pp_typesetter *typesetter, struct pp_tongue *tongue)
{
    if (!tongue->sought)
        tongue->hyphenator = pp_hyphenator_new(typesetter->arena, tongue->lang);
    tongue->sought = true;
    return tongue->hyphenator;
}

const struct pp_nobreak *pp_tongue_nobreak(
    struct pp_typesetter *typesetter, struct pp_tongue *tongue)
{
    if (tongue->nobreak == NULL)
        tongue->nobreak = pp_nobreak_new(typesetter->arena, tongue->lang);
    return tongue->nobreak;
}

static struct pp_stack *new_stack(
    struct pp_typesetter *typesetter, const struct pp_font_style *style, uint32_t script)
{
    struct pp_arena *arena = typesetter->arena;
    size_t most = pp_fonts_count(typesetter->fonts);
    struct pp_stack *stack = pp_arena_alloc(arena, sizeof *stack);
    stack->family = style->family;
    stack->weight = style->weight;
    stack->italic = style->italic;
    stack->script = script;
    stack->ids = pp_arena_array(arena, most, sizeof *stack->ids);
    stack->count = pp_fonts_resolve(
        typesetter->fonts, style->family, style->weight, style->italic, script, stack->ids);
    stack->faces = pp_arena_array(arena, stack->count, sizeof *stack->faces);
    stack->tried = pp_arena_array(arena, stack->count, sizeof *stack->tried);
    stack->quick = pp_arena_array(arena, PP_QUICK, 1);
    uint32_t sample = pp_script_sample(script);
    size_t primary = sample != 0 ? pp_stack_find(typesetter, stack, sample) : PP_NO_FACE;
    for (size_t i = 0; primary == PP_NO_FACE && i < stack->count; i++)
        if (pp_stack_face(typesetter, stack, i) != NULL)
            primary = i;
    stack->primary = primary != PP_NO_FACE ? pp_stack_face(typesetter, stack, primary) : NULL;
    return stack;
}

struct pp_stack *pp_typesetter_stack(
    struct pp_typesetter *typesetter, const struct pp_font_style *style, uint32_t script)
{
    for (size_t i = 0; i < typesetter->stacks.count; i++) {
        struct pp_stack *stack = typesetter->stacks.items[i];
        if (stack->script == script && stack->family == style->family &&
            stack->weight == style->weight && stack->italic == style->italic)
            return stack;
    }
    struct pp_stack *stack = new_stack(typesetter, style, script);
    *(struct pp_stack **)PP_PUSH(typesetter->arena, &typesetter->stacks) = stack;
    return stack;
}

const struct pp_face *pp_stack_face(
    struct pp_typesetter *typesetter, struct pp_stack *stack, size_t index)
{
    if (!stack->tried[index]) {
        stack->faces[index] = pp_fonts_open(typesetter->fonts, stack->ids[index]);
        stack->tried[index] = true;
    }
    return stack->faces[index];
}

bool pp_face_covers(const struct pp_face *face, uint32_t codepoint)
{
    /* A picture of a lost character is none. */
    if (codepoint == PP_REPLACEMENT)
        return false;
    if (pp_hb_glyph(face, codepoint) != 0 || pp_char_is_ignorable(codepoint))
        return true;
    /* HarfBuzz makes these from their plain forms. */
    if (codepoint == 0x2011)
        return pp_hb_glyph(face, 0x2010) != 0;
    bool space = codepoint == 0xA0 || (codepoint >= 0x2000 && codepoint <= 0x200A) ||
                 codepoint == 0x202F || codepoint == 0x205F || codepoint == 0x3000;
    return space && pp_hb_glyph(face, ' ') != 0;
}

static size_t search_faces(
    struct pp_typesetter *typesetter, struct pp_stack *stack, uint32_t codepoint)
{
    for (size_t i = 0; i < stack->count; i++) {
        const struct pp_face *face = pp_stack_face(typesetter, stack, i);
        if (face != NULL && pp_face_covers(face, codepoint))
            return i;
    }
    return PP_NO_FACE;
}

size_t pp_stack_find(struct pp_typesetter *typesetter, struct pp_stack *stack, uint32_t codepoint)
{
    enum { NOBODY = 255 };
    if (codepoint >= PP_QUICK)
        return search_faces(typesetter, stack, codepoint);
    if (stack->quick[codepoint] == 0) {
        size_t index = search_faces(typesetter, stack, codepoint);
        stack->quick[codepoint] = index < NOBODY - 1 ? (uint8_t)(index + 1) : NOBODY;
    }
    return stack->quick[codepoint] == NOBODY ? PP_NO_FACE : stack->quick[codepoint] - 1u;
}

bool pp_typesetter_news(struct pp_typesetter *typesetter, const char *sentence)
{
    if (pp_map_get(&typesetter->said, sentence) != NULL)
        return false;
    pp_map_set(&typesetter->said, sentence, typesetter);
    return true;
}
