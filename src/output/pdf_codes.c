#include "output/pdf_codes.h"

#include <string.h>

#include "output/pdf_fonts.h"
#include "output/pdf_subset.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

/* What readers get for a hyphen that is not in the text, and for a glyph that stands for nothing.
 */
#define SOFT_HYPHEN "\xC2\xAD"
#define NOTHING "\xE2\x80\x8B"

enum { DECOMPOSITION = 64 };

/* A run on its way to codes. */
struct walk {
    struct pp_arena *arena;
    const struct pp_glyph_run *run;
    const char *text;
    const double *pens; /* [pt] by glyph */
    const char *joiner; /* that the next code takes, or NULL */
    struct pp_pdf_codes *out;
    struct pp_pdf_shown_list drawn;
};

/* A joiner at the end of a code's text makes pdf.js pass over the code: it goes to the next one. */
static void pass_joiner_on(struct walk *walk, const char **text, size_t *length)
{
    static const char zwnj[] = "\xE2\x80\x8C", zwj[] = "\xE2\x80\x8D";
    if (walk->joiner != NULL) {
        *text = pp_arena_printf(walk->arena, "%s%.*s", walk->joiner, (int)*length, *text);
        *length += strlen(walk->joiner);
        walk->joiner = NULL;
    }
    const size_t size = strlen(zwj);
    if (*length <= size)
        return;
    const char *end = *text + *length - size;
    if (memcmp(end, zwnj, size) == 0 || memcmp(end, zwj, size) == 0) {
        walk->joiner = *end == zwnj[0] && end[2] == zwnj[2] ? zwnj : zwj;
        *length -= size;
    }
}

static void show(struct walk *walk, size_t glyph, const char *text, size_t length, size_t actual)
{
    const struct pp_glyph *source = &walk->run->glyphs[glyph];
    pass_joiner_on(walk, &text, &length);
    struct pp_pdf_shown *shown = PP_PUSH(walk->arena, &walk->out->shown);
    shown->glyph = source->id;
    shown->text = text;
    shown->length = length;
    shown->x = walk->pens[glyph] + source->dx;
    shown->dy = source->dy;
    shown->actual = actual;
}

/* A glyph without width, as a path: readers sort codes by place, and a mark over the letter before
 * it would part the characters of its cluster. */
static void draw(struct walk *walk, size_t glyph)
{
    const struct pp_glyph *source = &walk->run->glyphs[glyph];
    struct pp_pdf_shown *drawn = PP_PUSH(walk->arena, &walk->drawn);
    drawn->drawn = true;
    drawn->outline = source->id;
    drawn->outline_x = walk->pens[glyph] + source->dx;
    drawn->dy = source->dy;
}

/* The full canonical decomposition of a text; NULL when it is too long to be of use. */
static const char *decomposed(struct pp_arena *arena, const char *text, size_t length)
{
    struct pp_str out;
    unsigned stack[DECOMPOSITION];
    pp_str_init(&out);
    for (size_t at = 0; at < length;) {
        size_t taken = pp_utf8_decode(text + at, length - at, &stack[0]);
        size_t depth = 1;
        if (taken == 0)
            break;
        at += taken;
        while (depth > 0) {
            unsigned first, second = 0;
            unsigned c = stack[--depth];
            if (depth + 2 >= DECOMPOSITION || !pp_pdf_decompose(c, &first, &second)) {
                pp_str_append_utf8(&out, c);
                continue;
            }
            if (second)
                stack[depth++] = second;
            stack[depth++] = first;
        }
    }
    const char *copy = pp_str_copy(&out, arena);
    pp_str_free(&out);
    return copy;
}

static size_t character_length(const char *text, size_t length)
{
    unsigned c;
    size_t taken = pp_utf8_decode(text, length, &c);
    return taken ? taken : length;
}

/* Glyphs of a cluster, in order of writing. */
struct part {
    size_t first, count;
    size_t shown; /* those with a width, or all where none has one */
};

static bool is_shown(const struct walk *walk, const struct part *part, size_t glyph)
{
    return part->shown == part->count || walk->run->glyphs[glyph].advance > 0;
}

/* Gives the characters out one by one; the last glyph gets the rest. */
static void give_out(
    struct walk *walk, const struct part *part, const char *text, size_t length, size_t actual)
{
    size_t given = 0;
    for (size_t i = part->first; i < part->first + part->count; i++) {
        if (!is_shown(walk, part, i)) {
            draw(walk, i);
            continue;
        }
        size_t taken = ++given == part->shown ? length : character_length(text, length);
        if (taken > 0)
            show(walk, i, text, taken, actual);
        else
            show(walk, i, NOTHING, strlen(NOTHING), actual);
        text += taken;
        length -= taken;
    }
}

static void show_cluster(struct walk *walk, size_t first, size_t count, size_t start, size_t end)
{
    const char *text = walk->text + start;
    size_t length = end - start;
    struct part part = {first, count, 0};
    for (size_t i = first; i < first + count; i++)
        part.shown += walk->run->glyphs[i].advance > 0;
    if (part.shown == 0)
        part.shown = count;
    if (pp_utf8_count(text, length) >= part.shown) {
        give_out(walk, &part, text, length, 0);
        return;
    }
    struct pp_pdf_actual *actual = PP_PUSH(walk->arena, &walk->out->actuals);
    *actual = (struct pp_pdf_actual){.text = text, .length = length};
    const char *parts = decomposed(walk->arena, text, length);
    give_out(walk, &part, parts, strlen(parts), walk->out->actuals.count);
}

/* No code came after it. */
static void put_joiner_back(struct walk *walk)
{
    if (walk->joiner == NULL)
        return;
    struct pp_pdf_shown *last = &walk->out->shown.items[walk->out->shown.count - 1];
    last->text =
        pp_arena_printf(walk->arena, "%.*s%s", (int)last->length, last->text, walk->joiner);
    last->length += strlen(walk->joiner);
    walk->joiner = NULL;
}

static void show_space(struct walk *walk, const struct pp_pdf_font *font)
{
    if (font->space == 0)
        return;
    struct pp_pdf_shown *shown = PP_PUSH(walk->arena, &walk->out->shown);
    *shown = (struct pp_pdf_shown){
        .glyph = font->space, .text = " ", .length = 1, .x = walk->pens[walk->run->glyph_count]};
}

const double *pp_pdf_pens(struct pp_arena *arena, const struct pp_glyph_run *run)
{
    double *pens = pp_arena_array(arena, run->glyph_count + 1, sizeof *pens);
    for (size_t i = 0; i < run->glyph_count; i++)
        pens[i + 1] = pens[i] + run->glyphs[i].advance;
    return pens;
}

void pp_pdf_codes_make(
    struct pp_arena *arena, const struct pp_pdf_font *font, const struct pp_glyph_run *run,
    const char *text, bool space, struct pp_pdf_codes *out)
{
    *out = (struct pp_pdf_codes){0};
    if (run->rtl) {
        pp_pdf_codes_make_rtl(arena, font, run, text, space, out);
        return;
    }
    struct walk walk = {
        .arena = arena, .run = run, .text = text, .pens = pp_pdf_pens(arena, run), .out = out};
    size_t count = run->glyph_count - (run->hyphen && run->glyph_count > 0 ? 1 : 0);
    size_t start = run->start;
    for (size_t first = 0; first < count;) {
        size_t next = first + 1;
        while (next < count && run->glyphs[next].cluster <= run->glyphs[first].cluster)
            next++;
        size_t end = next < count ? run->glyphs[next].cluster : run->end;
        show_cluster(&walk, first, next - first, start, end > start ? end : start);
        start = end;
        first = next;
    }
    put_joiner_back(&walk);
    if (count < run->glyph_count)
        show(&walk, count, SOFT_HYPHEN, strlen(SOFT_HYPHEN), 0);
    if (space)
        show_space(&walk, font);
    for (size_t i = 0; i < walk.drawn.count; i++)
        *(struct pp_pdf_shown *)PP_PUSH(arena, &out->shown) = walk.drawn.items[i];
}
