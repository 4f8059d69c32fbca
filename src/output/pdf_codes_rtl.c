#include <string.h>

#include "output/pdf_codes.h"
#include "output/pdf_fonts.h"
#include "output/pdf_subset.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

enum { ZWNJ = 0x200C, ZWJ = 0x200D, SOFT_HYPHEN = 0xAD };

/* A run in logical order; codes are turned round at the end. */
struct walk {
    struct pp_arena *arena;
    const struct pp_glyph_run *run;
    const char *text;
    const double *pens; /* [pt] by glyph */
    uint32_t carrier;   /* glyph without width and ink; 0 = the font has none */
    struct pp_pdf_codes *out;
};

/* One character of a cluster. */
struct letter {
    const char *text; /* UTF-8 */
    size_t length;
    bool mark;
};

struct letters {
    struct letter *items;
    size_t count, capacity;
};

static const char *text_of(struct walk *walk, unsigned c)
{
    char *text = pp_arena_alloc(walk->arena, 5);
    pp_utf8_encode(c, text);
    return text;
}

static struct pp_pdf_shown *add(struct walk *walk, size_t glyph, const char *text, size_t length)
{
    struct pp_pdf_shown *shown = PP_PUSH(walk->arena, &walk->out->shown);
    shown->text = text;
    shown->length = length;
    shown->x = walk->pens[glyph];
    return shown;
}

static void show_glyph(struct walk *walk, size_t glyph, const char *text, size_t length)
{
    const struct pp_glyph *source = &walk->run->glyphs[glyph];
    struct pp_pdf_shown *shown = add(walk, glyph, text, length);
    shown->glyph = source->id;
    shown->x += source->dx;
    shown->dy = source->dy;
}

/* Puts text before that of the latest code, which readers turn round. */
static void join(struct walk *walk, const char *text, size_t length)
{
    struct pp_pdf_shown_list *shown = &walk->out->shown;
    for (size_t i = shown->count; i-- > 0;) {
        struct pp_pdf_shown *last = &shown->items[i];
        if (last->length == 0)
            continue;
        last->text = pp_arena_printf(
            walk->arena, "%.*s%.*s", (int)length, text, (int)last->length, last->text);
        last->length += length;
        return;
    }
}

/* Text at the pen that takes no room. Without a carrier it joins the code before it. */
static void carry(struct walk *walk, size_t glyph, const char *text, size_t length)
{
    if (walk->carrier)
        add(walk, glyph, text, length)->glyph = walk->carrier;
    else
        join(walk, text, length);
}

/* Draws a glyph as a path, with its text (if any) on a carrier. */
static void draw(struct walk *walk, size_t glyph, const char *text, size_t length)
{
    const struct pp_glyph *source = &walk->run->glyphs[glyph];
    struct pp_pdf_shown *shown = add(walk, glyph, text, walk->carrier ? length : 0);
    shown->glyph = walk->carrier;
    shown->drawn = true;
    shown->outline = source->id;
    shown->outline_x = walk->pens[glyph] + source->dx;
    shown->dy = source->dy;
}

/* The characters of a cluster, as a reader shall get them: brackets as drawn. Joiners go to the
 * letter before them. */
static void spell(struct walk *walk, size_t start, size_t end, struct letters *letters)
{
    for (size_t at = start; at < end;) {
        unsigned c;
        size_t taken = pp_utf8_decode(walk->text + at, end - at, &c);
        if (taken == 0)
            return;
        at += taken;
        if (c == ZWNJ || c == ZWJ) {
            if (letters->count > 0) {
                struct letter *last = &letters->items[letters->count - 1];
                last->text = pp_arena_printf(
                    walk->arena, "%s%.*s", text_of(walk, c), (int)last->length, last->text);
                last->length += taken;
            } else {
                join(walk, text_of(walk, c), taken);
            }
            continue;
        }
        struct letter *letter = PP_PUSH(walk->arena, letters);
        letter->mark = pp_pdf_is_mark(c);
        letter->text = text_of(walk, pp_pdf_mirror(c));
        letter->length = strlen(letter->text);
    }
}

static size_t count_of(const struct letters *letters, bool mark)
{
    size_t count = 0;
    for (size_t i = 0; i < letters->count; i++)
        count += letters->items[i].mark == mark;
    return count;
}

/* The n-th letter or mark; NULL when there are fewer. */
static const struct letter *nth(const struct letters *letters, bool mark, size_t n)
{
    for (size_t i = 0; i < letters->count; i++)
        if (letters->items[i].mark == mark && n-- == 0)
            return &letters->items[i];
    return NULL;
}

static bool is_base(const struct walk *walk, size_t glyph)
{
    return walk->run->glyphs[glyph].advance > 0;
}

/* More glyphs than letters: Arabic fonts put a stroke into some pairs. All are drawn as paths; the
 * letter stands unseen in their middle, as wide as the widest. A gap in the line would be a space
 * to readers. */
static void show_stretched(
    struct walk *walk, size_t first, size_t last, const struct letter *letter)
{
    const struct pp_glyph *glyphs = walk->run->glyphs;
    size_t widest = first;
    for (size_t i = first + 1; i-- > last;) {
        if (is_base(walk, i))
            draw(walk, i, "", 0);
        if (glyphs[i].advance > glyphs[widest].advance)
            widest = i;
    }
    show_glyph(walk, widest, letter->text, letter->length);
    struct pp_pdf_shown *shown = &walk->out->shown.items[walk->out->shown.count - 1];
    shown->x = (walk->pens[last] + walk->pens[first + 1] - glyphs[widest].advance) / 2;
    shown->dy = 0;
    shown->hidden = true;
}

/* Base glyphs `first` down to `last` take the letters in order: the last takes what is left, the
 * first of it itself, the others on carriers. */
static void show_bases(
    struct walk *walk, size_t first, size_t last, size_t bases, const struct letters *letters)
{
    size_t count = count_of(letters, false), given = 0, seen = 0;
    for (size_t i = first + 1; i-- > last;) {
        if (!is_base(walk, i))
            continue;
        seen++;
        const struct letter *letter = nth(letters, false, given);
        if (!letter) {
            draw(walk, i, "", 0);
            continue;
        }
        given++;
        if (given == count && bases > count) {
            show_stretched(walk, i, last, letter);
            return;
        }
        show_glyph(walk, i, letter->text, letter->length);
        while (seen == bases && given < count) {
            letter = nth(letters, false, given++);
            carry(walk, i, letter->text, letter->length);
        }
    }
}

static void show_marks(struct walk *walk, size_t first, size_t last, const struct letters *letters)
{
    size_t count = count_of(letters, true), given = 0;
    for (size_t i = first + 1; i-- > last;) {
        if (is_base(walk, i))
            continue;
        const struct letter *letter = given < count ? nth(letters, true, given++) : NULL;
        draw(walk, i, letter ? letter->text : "", letter ? letter->length : 0);
        if (letter && !walk->carrier)
            carry(walk, i, letter->text, letter->length);
    }
    for (; given < count; given++) {
        const struct letter *letter = nth(letters, true, given);
        carry(walk, last, letter->text, letter->length);
    }
}

/* Glyphs `first` down to `last` set the text from `start` to `end`. */
static void show_cluster(struct walk *walk, size_t first, size_t last, size_t start, size_t end)
{
    struct letters letters = {0};
    size_t bases = 0;
    spell(walk, start, end, &letters);
    /* A joiner's own glyph shows nothing, and its text has gone to the letter before it. */
    if (letters.count == 0)
        return;
    for (size_t i = last; i <= first; i++)
        bases += is_base(walk, i);
    if (bases > 0) {
        show_bases(walk, first, last, bases, &letters);
        show_marks(walk, first, last, &letters);
        return;
    }
    /* A mark on its own. */
    for (size_t i = first + 1; i-- > last;)
        draw(walk, i, "", 0);
    for (size_t i = 0; i < letters.count; i++)
        carry(walk, last, letters.items[i].text, letters.items[i].length);
}

static void turn_round(struct pp_pdf_shown_list *shown)
{
    for (size_t i = 0; i < shown->count / 2; i++) {
        struct pp_pdf_shown other = shown->items[i];
        shown->items[i] = shown->items[shown->count - 1 - i];
        shown->items[shown->count - 1 - i] = other;
    }
}

static void show_space(struct walk *walk, const struct pp_pdf_font *font)
{
    if (font->space == 0)
        return;
    struct pp_pdf_shown *shown = PP_PUSH(walk->arena, &walk->out->shown);
    *shown = (struct pp_pdf_shown){
        .glyph = font->space, .text = " ", .length = 1, .x = walk->pens[walk->run->glyph_count]};
}

void pp_pdf_codes_make_rtl(
    struct pp_arena *arena, const struct pp_pdf_font *font, const struct pp_glyph_run *run,
    const char *text, bool space, struct pp_pdf_codes *out)
{
    struct walk walk = {
        .arena = arena,
        .run = run,
        .text = text,
        .pens = pp_pdf_pens(arena, run),
        .carrier = font->carrier,
        .out = out};
    size_t lowest = run->hyphen && run->glyph_count > 0 ? 1 : 0;
    size_t start = run->start;
    for (size_t past = run->glyph_count; past > lowest;) {
        size_t first = past - 1, last = first;
        while (last > lowest && run->glyphs[last - 1].cluster <= run->glyphs[first].cluster)
            last--;
        size_t end = last > lowest ? run->glyphs[last - 1].cluster : run->end;
        show_cluster(&walk, first, last, start, end > start ? end : start);
        start = end;
        past = last;
    }
    if (lowest > 0)
        show_glyph(&walk, 0, text_of(&walk, SOFT_HYPHEN), 2);
    turn_round(&out->shown);
    if (space)
        show_space(&walk, font);
}
