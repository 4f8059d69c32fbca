#include "pactpress/setting.h"

#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static const double mark_gap = 2; /* [pt] between a mark and the words after it */

/* Where the baseline stands in a line: capital letters (0.7 em) in the middle of the leading. */
static double baseline_of(double leading, double size)
{
    return (leading + 0.7 * size) / 2;
}

static const struct pp_type_style *type_of(
    const struct pp_setter *setter, const struct pp_text_spec *spec)
{
    return &setter->styles->types[spec->type];
}

static double size_of(const struct pp_setter *setter, const struct pp_text_spec *spec)
{
    return spec->size > 0 ? spec->size : type_of(setter, spec)->font.size;
}

static struct pp_font_style font_of(
    const struct pp_setter *setter, const struct pp_text_spec *spec, const struct pp_words *words)
{
    struct pp_font_style font = type_of(setter, spec)->font;
    font.size = size_of(setter, spec);
    if ((words->strong || spec->bold) && font.weight < PP_BOLD)
        font.weight = PP_BOLD;
    if (words->emphasis)
        font.italic = !font.italic;
    return font;
}

static void span_of(
    const struct pp_setter *setter, const struct pp_words *words, const struct pp_text_spec *spec,
    struct pp_arena *arena, struct pp_span *span)
{
    span->text = words->line_end ? pp_arena_printf(arena, "%s\n", words->text) : words->text;
    span->lang = words->lang;
    span->style = font_of(setter, spec, words);
    span->tag = words;
    if (words->mark == PP_MARK_NONE)
        return;
    span->object = true;
    pp_mark_size(words->mark, span->style.size, &span->width, &span->height);
}

static enum pp_status make_spans(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_inline *content,
    const struct pp_text_spec *spec, struct pp_wordings *words, struct pp_span **spans)
{
    PP_TRY(pp_wording_flatten(setter->wording, arena, content, words));
    *spans = pp_arena_array(arena, words->count, sizeof **spans);
    for (size_t i = 0; i < words->count; i++) {
        span_of(setter, &words->items[i], spec, arena, &(*spans)[i]);
        if ((*spans)[i].object && i + 1 < words->count)
            (*spans)[i].width += mark_gap;
    }
    return PP_OK;
}

/* Names the text in messages: the place in a story, else the document. */
static const char *what_of(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_text_spec *spec)
{
    if (!spec->where.file)
        return setter->what;
    /* By hand: it is asked for with every cell, and only read in a message. */
    char digits[24], *at = digits + sizeof digits;
    size_t line = spec->where.line, length = strlen(spec->where.file);
    *--at = '\0';
    do
        *--at = (char)('0' + line % 10);
    while ((line /= 10) > 0);
    *--at = ':';
    size_t size = (size_t)(digits + sizeof digits - at);
    char *what = pp_arena_take(arena, length + size);
    memcpy(what, spec->where.file, length);
    memcpy(what + length, at, size);
    return what;
}

/* Text against the page's direction: stories are ragged where their readers expect it, short pieces
 * (cells, labels, captions) stay at the edge that the page gives them. */
static enum pp_align foreign_align(
    const struct pp_setter *setter, const struct pp_text_spec *spec, const char *foreign)
{
    bool story = !foreign && type_of(setter, spec)->font.family == PP_SERIF;
    if (story || spec->align == PP_CENTRE)
        return spec->align;
    return spec->align == PP_START ? PP_END : PP_START;
}

/* Words that are all in one language keep the direction of their readers, whatever stands around:
 * a question mark stays at its end. NULL: they are not, or they take the direction of the text. */
static const char *own_direction(const struct pp_setter *setter, const struct pp_wordings *words)
{
    const char *lang = words->count > 0 ? words->items[0].lang : NULL;
    for (size_t i = 1; i < words->count; i++)
        if (!pp_streq(words->items[i].lang, lang))
            return NULL;
    return lang && pp_typesetter_rtl(setter->typesetter, lang) != setter->rtl ? lang : NULL;
}

enum pp_status pp_text_set(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_inline *content,
    const struct pp_text_spec *spec, struct pp_text **out)
{
    const struct pp_type_style *type = type_of(setter, spec);
    struct pp_text *text = pp_arena_alloc(arena, sizeof *text);
    struct pp_span *spans;
    text->spec = *spec;
    if (!spec->lang)
        text->spec.lang = setter->lang;
    text->leading = spec->leading > 0 ? spec->leading : type->leading;
    text->baseline = baseline_of(text->leading, size_of(setter, spec));
    PP_TRY(make_spans(setter, arena, content, spec, &text->words, &spans));
    const char *foreign = spec->lang ? NULL : own_direction(setter, &text->words);
    bool rtl = pp_typesetter_rtl(setter->typesetter, foreign ? foreign : text->spec.lang);
    struct pp_paragraph_style style = {
        .align = rtl == setter->rtl ? spec->align : foreign_align(setter, spec, foreign),
        .rtl = rtl,
        .width = spec->width,
        .first_indent = spec->first_indent,
        .hang = spec->hang,
        .hyphenate = type->hyphenate && !spec->ragged,
        .lang = foreign ? foreign : text->spec.lang,
    };
    PP_TRY(pp_paragraph_set(
        setter->typesetter, arena, spans, text->words.count, &style, what_of(setter, arena, spec),
        &text->lines));
    text->height = text->leading * (double)text->lines->count;
    text->places = pp_arena_array(arena, text->words.count, sizeof *text->places);
    *out = text;
    return PP_OK;
}

enum pp_status pp_text_measure(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_inline *content,
    const struct pp_text_spec *spec, double *natural, double *longest_word)
{
    struct pp_wordings words = {0};
    struct pp_span *spans;
    PP_TRY(make_spans(setter, arena, content, spec, &words, &spans));
    return pp_paragraph_measure(
        setter->typesetter, arena, spans, words.count, spec->lang ? spec->lang : setter->lang,
        what_of(setter, arena, spec), natural, longest_word);
}

enum pp_status pp_text_set_balanced(
    const struct pp_setter *setter, struct pp_arena *arena, const struct pp_inline *content,
    const struct pp_text_spec *spec, struct pp_text **out)
{
    struct pp_text *best, *trial;
    double natural, word, high = spec->width;
    PP_TRY(pp_text_set(setter, arena, content, spec, &best));
    PP_TRY(pp_text_measure(setter, arena, content, spec, &natural, &word));
    double low = fmax(spec->width / 4, word);
    for (int i = 0; i < 7 && best->lines->count > 1; i++) {
        struct pp_text_spec narrower = *spec;
        narrower.width = (low + high) / 2;
        PP_TRY(pp_text_set(setter, arena, content, &narrower, &trial));
        if (trial->lines->count > best->lines->count || trial->lines->width > narrower.width) {
            low = narrower.width;
        } else {
            best = trial;
            high = narrower.width;
        }
    }
    *out = best;
    return PP_OK;
}

double pp_text_top(const struct pp_text *text, double baseline)
{
    return baseline - text->baseline;
}

/* What painting a text keeps in mind from run to run. */
struct painter {
    struct pp_canvas *canvas;
    const struct pp_text *text;
    long base;               /* element of the text */
    const char *lang;        /* of that element */
    struct pp_colour colour; /* of plain text */
};

/* The call of a note is a reference; brackets around its number are all the sign it needs. */
static bool leads_inside(const struct pp_words *words)
{
    return words->link && words->url && words->url[0] == '#';
}

/* The call of a note keeps the colour of its text. */
static bool is_note(const struct pp_words *words)
{
    return leads_inside(words) && !words->link->reference;
}

static bool needs_element(const struct painter *p, const struct pp_words *words)
{
    return words->link || words->actual || words->expansion || !pp_streq(words->lang, p->lang);
}

/* The element that words hang on: the text's own, or a quotation in it. */
static size_t parent_of(struct painter *p, const struct pp_words *words)
{
    const struct pp_wordings *all = &p->text->words;
    struct pp_words_place *place = &p->text->places[words - all->items];
    if (!words->quote)
        return (size_t)p->base;
    if (place->quote)
        return place->quote;
    size_t quote = pp_canvas_element(p->canvas, PP_ROLE_QUOTE, (size_t)p->base);
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].quote == words->quote)
            p->text->places[i].quote = quote;
    return quote;
}

/* The first call of a note is where its note leads back to. */
static void name_call(struct pp_canvas *canvas, size_t element, const char *note)
{
    const char *id = pp_arena_printf(canvas->document, "%s.call", note);
    if (!pp_canvas_find(canvas, id))
        pp_canvas_at(canvas, element)->id = id;
}

/* The element of a link, for all its words. Lines from right to left are painted in the order of
 * sight: any of them may come first. */
static size_t link_of(struct painter *p, const struct pp_words *words, size_t parent)
{
    const struct pp_wordings *all = &p->text->words;
    struct pp_words_place *place = &p->text->places[words - all->items];
    for (size_t i = 0; i < all->count && !place->link; i++)
        if (all->items[i].link == words->link)
            place->link = p->text->places[i].link;
    if (place->link)
        return place->link;
    if (is_note(words))
        parent = pp_canvas_element(p->canvas, PP_ROLE_REFERENCE, parent);
    place->link = pp_canvas_element(p->canvas, PP_ROLE_LINK, parent);
    if (is_note(words))
        name_call(p->canvas, place->link, words->url + 1);
    return place->link;
}

/* Are its words in several languages? Then each has its own, and the link none. */
static bool is_mixed(const struct painter *p, const struct pp_words *words)
{
    const struct pp_wordings *all = &p->text->words;
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i].link == words->link && !pp_streq(all->items[i].lang, words->lang))
            return true;
    return false;
}

/* The element that a words item belongs to: a Link, a Span, or the text's own. */
static long element_of(struct painter *p, const struct pp_words *words)
{
    struct pp_words_place *place = &p->text->places[words - p->text->words.items];
    if (p->base < 0)
        return p->base;
    size_t parent = parent_of(p, words);
    if (!needs_element(p, words))
        return (long)parent;
    if (place->own)
        return (long)place->own;
    if (words->link) {
        parent = link_of(p, words, parent);
        if (!is_mixed(p, words) && !pp_streq(words->lang, p->lang))
            pp_canvas_at(p->canvas, parent)->lang = words->lang;
        if (!is_mixed(p, words) || pp_streq(words->lang, p->lang))
            return (long)(place->own = parent);
    }
    size_t element = pp_canvas_element(p->canvas, PP_ROLE_SPAN, parent);
    struct pp_element *at = pp_canvas_at(p->canvas, element);
    struct pp_arena *document = p->canvas->document;
    if (words->actual)
        pp_more_of(document, at)->actual = pp_arena_strdup(document, words->actual);
    if (words->expansion)
        pp_more_of(document, at)->expansion = pp_arena_strdup(document, words->expansion);
    if (!pp_streq(words->lang, p->lang))
        at->lang = words->lang;
    place->own = element;
    return (long)element;
}

static struct pp_colour colour_of(const struct pp_styles *styles, const struct pp_text_spec *spec)
{
    return styles->colours[spec->tint ? spec->tint : styles->types[spec->type].tint];
}

/* Link text is petrol where the text is ink or grey on white; on fields it keeps the text's colour.
 */
static struct pp_colour link_colour(const struct painter *p)
{
    return p->text->spec.tint ? p->colour : p->canvas->styles->colours[PP_PETROL];
}

static const struct pp_words *words_of(const struct pp_text *text, const struct pp_glyph_run *run)
{
    return &text->words.items[run->span];
}

/* True when the source has white space between this line and the next. */
static bool broken_at_space(const struct pp_lines *lines, size_t line)
{
    return line + 1 < lines->count && lines->items[line].end < lines->items[line + 1].start;
}

static void paint_run(
    struct painter *p, const struct pp_glyph_run *run, double left, double y, bool space)
{
    const struct pp_words *words = words_of(p->text, run);
    long element = pp_words_silent(words) ? PP_ARTIFACT_LAYOUT : element_of(p, words);
    if (words->mark != PP_MARK_NONE) {
        double x = pp_canvas_left(p->canvas, left + run->x, run->width);
        if (p->text->spec.bare && words->mark == PP_MARK_WITHHELD)
            pp_mark_paint_letter(p->canvas, x, y, element);
        else
            pp_mark_paint(p->canvas, words->mark, words->mark_index, run->size, x, y, element);
    }
    if (run->glyph_count == 0)
        return;
    struct pp_op *op = pp_canvas_op(p->canvas, PP_OP_GLYPHS, element);
    op->as.glyphs.run = run;
    op->as.glyphs.text = p->text->lines->text;
    op->as.glyphs.x = left + run->x;
    op->as.glyphs.y = y;
    op->as.glyphs.colour = words->link && !is_note(words) ? link_colour(p) : p->colour;
    op->as.glyphs.space = space;
}

/* The active area of a link on one line, from its first to its last run there. */
static void paint_link(
    struct painter *p, const struct pp_line *line, size_t first, size_t last, double left, double y)
{
    const struct pp_words *words = words_of(p->text, &line->runs[first]);
    const struct pp_glyph_run *end = &line->runs[last];
    if (end->x + end->width <= line->runs[first].x)
        return; /* an isolate that stands by itself */
    element_of(p, words);
    long element = (long)p->text->places[words - p->text->words.items].link;
    struct pp_op *op = pp_canvas_op(p->canvas, PP_OP_LINK, element);
    struct pp_str contents;
    pp_str_init(&contents);
    pp_str_append(&contents, words->link->text ? words->link->text : "");
    for (size_t i = 0; i < p->text->words.count && !words->link->text; i++)
        if (p->text->words.items[i].link == words->link)
            pp_str_append(&contents, p->text->words.items[i].text);
    op->as.link.contents = pp_str_copy(&contents, p->canvas->document);
    pp_str_free(&contents);
    if (leads_inside(words))
        op->as.link.dest = words->url + 1;
    else
        op->as.link.url = words->url;
    op->as.link.x = left + line->runs[first].x;
    op->as.link.w = end->x + end->width - line->runs[first].x;
    op->as.link.y = y - p->text->baseline;
    op->as.link.h = p->text->leading;
}

static size_t link_end(const struct pp_text *text, const struct pp_line *line, size_t first)
{
    size_t last = first;
    while (last + 1 < line->run_count &&
           words_of(text, &line->runs[last + 1])->link == words_of(text, &line->runs[first])->link)
        last++;
    return last;
}

static void underline_links(struct painter *p, const struct pp_line *line, double left, double y)
{
    for (size_t i = 0; i < line->run_count; i++) {
        const struct pp_words *words = words_of(p->text, &line->runs[i]);
        if (!words->link || leads_inside(words))
            continue;
        size_t last = link_end(p->text, line, i);
        double w = line->runs[last].x + line->runs[last].width - line->runs[i].x;
        struct pp_colour colour = link_colour(p);
        struct pp_step *steps = pp_arena_array(p->canvas->arena, 2, sizeof *steps);
        struct pp_op *op = pp_canvas_op(p->canvas, PP_OP_PATH, PP_ARTIFACT_LAYOUT);
        steps[0] = (struct pp_step){.kind = PP_MOVE, .x = left + line->runs[i].x, .y = y + 1.8};
        steps[1] =
            (struct pp_step){.kind = PP_LINE_TO, .x = left + line->runs[i].x + w, .y = y + 1.8};
        op->as.path.steps = steps;
        op->as.path.step_count = 2;
        op->as.path.stroke = true;
        op->as.path.stroke_colour = colour;
        op->as.path.width = 0.5;
        i = last;
    }
}

/* Index behind the last run that shows something: isolates by themselves show nothing. */
static size_t runs_shown(const struct painter *p, const struct pp_line *line)
{
    size_t count = line->run_count;
    while (count > 0 && line->runs[count - 1].glyph_count == 0 &&
           words_of(p->text, &line->runs[count - 1])->mark == PP_MARK_NONE)
        count--;
    return count;
}

static void paint_line(struct painter *p, size_t index, double left, double y)
{
    const struct pp_lines *lines = p->text->lines;
    const struct pp_line *line = &lines->items[index];
    bool space = broken_at_space(lines, index);
    size_t shown = runs_shown(p, line);
    for (size_t i = 0; i < line->run_count; i++) {
        const struct pp_words *words = words_of(p->text, &line->runs[i]);
        paint_run(p, &line->runs[i], left + line->x, y, space && i + 1 == shown);
        bool starts = i == 0 || words_of(p->text, &line->runs[i - 1])->link != words->link;
        if (words->link && starts && p->base >= 0)
            paint_link(p, line, i, link_end(p->text, line, i), left + line->x, y);
    }
}

/* An element knows which figures it shows, so that they can be compared with the finished file. */
static void show_figures(
    struct pp_canvas *canvas, const struct pp_wordings *words, size_t element, bool alternative)
{
    struct pp_shown **last = &pp_canvas_at(canvas, element)->shown;
    while (*last)
        last = &(*last)->next;
    for (size_t i = 0; i < words->figures.count; i++, last = &(*last)->next) {
        *last = pp_arena_alloc(canvas->document, sizeof **last);
        (*last)->figure = words->figures.items[i];
        (*last)->alternative = alternative;
    }
}

enum pp_status pp_text_alternative(
    const struct pp_setter *setter, struct pp_canvas *canvas, const struct pp_inline *content,
    size_t element)
{
    struct pp_wordings words = {0};
    if (!canvas)
        return PP_OK;
    PP_TRY(pp_wording_said(
        setter->wording, canvas->document, content,
        &pp_more_of(canvas->document, pp_canvas_at(canvas, element))->alt, &words));
    show_figures(canvas, &words, element, true);
    return PP_OK;
}

void pp_text_paint(
    struct pp_canvas *canvas, const struct pp_text *text, size_t first, size_t count, double x,
    double y, long element)
{
    if (!canvas || count == 0)
        return;
    const char *own = element >= 0 ? pp_canvas_at(canvas, (size_t)element)->lang : NULL;
    struct painter p = {
        .canvas = canvas,
        .text = text,
        .base = element,
        .lang = own ? own : text->spec.lang,
        .colour = colour_of(canvas->styles, &text->spec),
    };
    double left = pp_canvas_left(canvas, x, text->spec.width);
    if (first == 0)
        memset(text->places, 0, text->words.count * sizeof *text->places);
    if (first == 0 && element >= 0)
        show_figures(canvas, &text->words, (size_t)element, false);
    for (size_t i = 0; i < count; i++)
        paint_line(&p, first + i, left, y + text->baseline + text->leading * (double)i);
    for (size_t i = 0; i < count; i++)
        underline_links(
            &p, &text->lines->items[first + i], left + text->lines->items[first + i].x,
            y + text->baseline + text->leading * (double)i);
}

void pp_text_paint_all(
    struct pp_canvas *canvas, const struct pp_text *text, double x, double y, long element)
{
    pp_text_paint(canvas, text, 0, text->lines->count, x, y, element);
}

enum pp_status pp_text_put(
    const struct pp_setter *setter, struct pp_arena *arena, struct pp_canvas *canvas,
    const struct pp_inline *content, const struct pp_text_spec *spec, double x, double y,
    long element, double *height)
{
    struct pp_text *text;
    PP_TRY(pp_text_set(setter, arena, content, spec, &text));
    pp_text_paint_all(canvas, text, x, y, element);
    if (height)
        *height = text->height;
    return PP_OK;
}
