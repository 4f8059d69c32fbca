#include "pactpress/paragraph.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "bidi.h"
#include "itemise.h"
#include "line_breaking.h"
#include "opportunities.h"
#include "shape.h"
#include "shape_cache.h"
#include "shaped.h"
#include "typesetter.h"
#include "unicode.h"

/* Everything that shaping depends on, as bytes. */
static void write_key(
    struct pp_str *key, const struct pp_span *spans, size_t span_count, const char *lang, bool rtl)
{
    pp_str_append(key, lang);
    pp_str_append_char(key, rtl ? '\1' : '\0');
    for (size_t i = 0; i < span_count; i++) {
        const struct pp_span *span = &spans[i];
        const struct pp_font_style *style = &span->style;
        const int choices[] = {
            (int)style->family, (int)style->weight, style->italic, style->tabular,
            style->old_style,   span->object,       span->nobreak,
        };
        const double sizes[] = {
            style->size, style->tracking, span->object ? span->width : 0,
            span->object ? span->height : 0};
        pp_str_append_n(key, choices, sizeof choices);
        pp_str_append_n(key, sizes, sizeof sizes);
        pp_str_append(key, span->lang != NULL ? span->lang : "");
        pp_str_append_char(key, '\0');
        pp_str_append(key, span->text);
        pp_str_append_char(key, '\0');
    }
}

static enum pp_status shape_anew(
    struct pp_typesetter *typesetter, const struct pp_span *spans, size_t span_count,
    const char *lang, bool rtl, const char *what, struct pp_shaped *shaped)
{
    PP_TRY(pp_text_join(typesetter, shaped, spans, span_count, what));
    if (shaped->count == 0)
        return PP_OK;
    PP_TRY(pp_text_itemise(typesetter, shaped, spans, lang, rtl, what));
    return pp_shape_items(typesetter, shaped, spans, what);
}

/* A shaped paragraph, from the cache or new. `*owned` is true when the caller frees its arena. */
static enum pp_status get_shaped(
    struct pp_typesetter *typesetter, const struct pp_span *spans, size_t span_count,
    const char *lang, bool rtl, const char *what, struct pp_shaped **out, bool *owned)
{
    struct pp_str *key = &typesetter->key;
    pp_str_clear(key);
    write_key(key, spans, span_count, lang, rtl);
    *owned = false;
    *out = pp_shape_cache_get(typesetter->cache, key->text, key->length);
    enum pp_status status = PP_OK;
    if (*out == NULL) {
        struct pp_arena *arena = pp_arena_new();
        struct pp_shaped *shaped = pp_arena_alloc(arena, sizeof *shaped);
        shaped->arena = arena;
        status = shape_anew(typesetter, spans, span_count, lang, rtl, what, shaped);
        if (status != PP_OK)
            pp_arena_free(arena);
        else if (shaped->noisy)
            *owned = true;
        else
            pp_shape_cache_put(typesetter->cache, key->text, key->length, shaped);
        *out = shaped;
    }
    return status;
}

static void warn_overfull(
    struct pp_typesetter *typesetter, const struct pp_shaped *shaped, size_t unit, double width,
    const char *what)
{
    enum { AROUND = 24 };
    struct pp_arena_mark mark = pp_arena_mark(typesetter->run->arena);
    char *sentence = pp_arena_printf(
        typesetter->run->arena,
        "A word of %s is wider than its line of %.0f pt and is broken without a hyphen: “%s”; "
        "shorten it, or write a soft hyphen where it may be divided.",
        what, width, pp_text_excerpt(typesetter->run->arena, shaped, unit, AROUND));
    if (pp_typesetter_news(typesetter, sentence))
        pp_warn(typesetter->run, PP_NOWHERE, "text.overfull", "%s", sentence);
    else
        pp_arena_rewind(typesetter->run->arena, mark);
}

/* What setting the lines of one paragraph needs to know. */
struct setting {
    struct pp_typesetter *typesetter;
    struct pp_arena *arena; /* of the result */
    const struct pp_shaped *shaped;
    const struct pp_span *spans;
    const struct pp_paragraph_style *style;
    const char *lang;
};

static void set_run(
    const struct setting *setting, const struct pp_item *item, size_t from, size_t to, bool hyphen,
    struct pp_glyph_run *run)
{
    const struct pp_shaped *shaped = setting->shaped;
    const struct pp_span *span = &setting->spans[item->span];
    *run = (struct pp_glyph_run){
        .face = item->face,
        .size = span->style.size,
        .rtl = item->level % 2 == 1,
        .span = item->span,
        .start = shaped->bytes[from],
        .end = shaped->bytes[to],
        .hyphen = hyphen,
    };
    if (item->object) {
        run->width = span->width;
        return;
    }
    struct pp_cut cut;
    pp_shape_cut(
        setting->typesetter, setting->arena, shaped, setting->spans, item, from, to, hyphen, &cut);
    struct pp_glyph *glyphs = pp_arena_array(setting->arena, cut.count, sizeof *glyphs);
    for (size_t i = 0; i < cut.count; i++) {
        const struct pp_item_glyph *glyph = &cut.glyphs[i];
        glyphs[i] = (struct pp_glyph){
            glyph->id, shaped->bytes[glyph->cluster], glyph->advance, glyph->dx, glyph->dy};
        run->width += glyph->advance;
    }
    run->glyphs = glyphs;
    run->glyph_count = cut.count;
}

/* No tracking behind the last cluster of a line. */
static void trim_tracking(struct pp_glyph_run *run, double tracking)
{
    if (tracking == 0 || run->glyph_count == 0)
        return;
    struct pp_glyph *glyphs = (struct pp_glyph *)(uintptr_t)run->glyphs;
    struct pp_glyph *last = &glyphs[run->rtl ? 0 : run->glyph_count - 1];
    last->advance -= (float)tracking;
    run->width -= tracking;
}

static void set_heights(const struct setting *setting, size_t from, size_t to, struct pp_line *line)
{
    const struct pp_shaped *shaped = setting->shaped;
    for (size_t i = 0; i < shaped->span_count; i++) {
        size_t start = shaped->span_starts[i], end = shaped->span_starts[i + 1];
        bool inside = start < to && end > from;
        if (!inside && !(from == to && start <= from && end >= from))
            continue;
        const struct pp_span *span = &setting->spans[i];
        struct pp_tongue *tongue = pp_typesetter_tongue(setting->typesetter, span->lang);
        const struct pp_face *face =
            pp_typesetter_stack(setting->typesetter, &span->style, tongue->script)->primary;
        double scale = face != NULL ? span->style.size / face->upem : 0;
        double ascent = face != NULL ? face->ascender * scale : 0;
        double descent = face != NULL ? -face->descender * scale : 0;
        if (span->object && span->height > ascent)
            ascent = span->height;
        line->ascent = ascent > line->ascent ? ascent : line->ascent;
        line->descent = descent > line->descent ? descent : line->descent;
    }
}

/* [pt] by which the line from `from` to `to` moves out, so that its letters stand below each other
 * and the quotation marks that open it (with the spaces that belong to them, as in French) beside
 * them. */
static double hung(const struct setting *setting, size_t from, size_t to)
{
    enum { NBSP = 0xA0, NNBSP = 0x202F };
    const struct pp_shaped *shaped = setting->shaped;
    size_t end = from;
    while (end < to && pp_char_is_quotation_mark(shaped->units[end]))
        end++;
    while (end > from && end < to && (shaped->units[end] == NBSP || shaped->units[end] == NNBSP))
        end++;
    double width = shaped->pens[end] - shaped->pens[from];
    return end < to && width <= setting->style->hang ? width : 0;
}

static double left_edge(const struct setting *setting, double width, double indent)
{
    const struct pp_paragraph_style *style = setting->style;
    double room = style->width - width;
    if (style->align == PP_CENTRE)
        return room / 2;
    if (style->align == PP_END)
        return style->rtl ? 0 : room;
    return style->rtl ? room - indent : indent;
}

/* Puts the runs of a line into visual order and gives them their places. */
static void order_runs(
    const struct setting *setting, struct pp_glyph_run *logical, const uint8_t *levels,
    size_t count, struct pp_line *line)
{
    size_t *order = pp_arena_array(setting->arena, count, sizeof *order);
    struct pp_glyph_run *runs = pp_arena_array(setting->arena, count, sizeof *runs);
    pp_bidi_order(levels, count, order);
    for (size_t i = 0; i < count; i++) {
        runs[i] = logical[order[i]];
        runs[i].x = line->width;
        line->width += runs[i].width;
    }
    line->runs = runs;
    line->run_count = count;
}

static void set_line(
    const struct setting *setting, size_t from, const struct pp_opportunity *end, bool first,
    struct pp_line *line)
{
    const struct pp_shaped *shaped = setting->shaped;
    size_t to = end->end > from ? end->end : from;
    *line = (struct pp_line){.start = shaped->bytes[from], .end = shaped->bytes[to]};
    size_t begin = pp_shaped_item_from(shaped, from), count = 0;
    while (begin + count < shaped->item_count && shaped->items[begin + count].start < to)
        count++;
    struct pp_glyph_run *runs = pp_arena_array(setting->arena, count, sizeof *runs);
    uint8_t *levels = pp_arena_array(setting->arena, count, 1);
    for (size_t i = 0; i < count; i++) {
        const struct pp_item *item = &shaped->items[begin + i];
        size_t a = item->start > from ? item->start : from, b = item->end < to ? item->end : to;
        bool last = i + 1 == count;
        set_run(
            setting, item, a, b, last && !item->object && end->kind == PP_BREAK_HYPHEN, &runs[i]);
        levels[i] = item->level;
        if (last)
            trim_tracking(&runs[i], item->tracking);
    }
    order_runs(setting, runs, levels, count, line);
    set_heights(setting, from, to, line);
    double indent = first ? setting->style->first_indent : 0;
    line->x = left_edge(setting, line->width, indent - hung(setting, from, to));
}

static void set_lines(
    const struct setting *setting, const struct pp_opportunities *opportunities, const size_t *ends,
    size_t count, struct pp_lines *lines)
{
    lines->items = pp_arena_array(setting->arena, count, sizeof *lines->items);
    lines->count = count;
    size_t from = 0;
    for (size_t i = 0; i < count; i++) {
        const struct pp_opportunity *end = &opportunities->items[ends[i]];
        set_line(setting, from, end, i == 0, &lines->items[i]);
        if (lines->items[i].width > lines->width)
            lines->width = lines->items[i].width;
        from = end->at;
    }
}

/* [pt] of the largest text: the em that raggedness is judged by. */
static double largest_size(const struct pp_span *spans, size_t count)
{
    double largest = 1;
    for (size_t i = 0; i < count; i++)
        if (spans[i].style.size > largest)
            largest = spans[i].style.size;
    return largest;
}

/* Returns false when a warning was given: that is said for each document. */
static bool break_and_set(
    const struct setting *setting, struct pp_shaped *shaped, const char *what,
    struct pp_lines *lines)
{
    static const double ems = 2.5, share = 0.1; /* of shortfall that looks just bearable */
    const struct pp_paragraph_style *style = setting->style;
    struct pp_arena *scratch = pp_arena_new();
    size_t count, wide = PP_NOTHING_WIDE;
    const struct pp_opportunities *plain = pp_opportunities_get(
        setting->typesetter, shaped, setting->spans, setting->lang, style->hyphenate);
    const struct pp_opportunities *all = pp_opportunities_for_width(
        setting->typesetter, scratch, shaped, setting->spans, plain,
        style->width - style->first_indent, &wide);
    if (wide != PP_NOTHING_WIDE)
        warn_overfull(setting->typesetter, shaped, wide, style->width, what);
    double em = largest_size(setting->spans, shaped->span_count);
    struct pp_breaking breaking = {
        .opportunities = all,
        .pens = shaped->pens,
        .width = style->width,
        .indent = style->first_indent,
        .stretch = ems * em > share * style->width ? ems * em : share * style->width,
    };
    const size_t *ends = pp_break_lines(scratch, &breaking, &count);
    lines->text = pp_arena_strndup(setting->arena, shaped->text, shaped->length);
    lines->length = shaped->length;
    set_lines(setting, all, ends, count, lines);
    pp_arena_free(scratch);
    return wide == PP_NOTHING_WIDE;
}

static struct pp_lines *copy_lines(struct pp_arena *arena, const struct pp_lines *from)
{
    struct pp_lines *to = pp_arena_memdup(arena, from, sizeof *from);
    to->text = pp_arena_strndup(arena, from->text, from->length);
    to->items = pp_arena_memdup(arena, from->items, from->count * sizeof *from->items);
    for (size_t i = 0; i < to->count; i++) {
        struct pp_line *line = &to->items[i];
        struct pp_glyph_run *runs =
            pp_arena_memdup(arena, line->runs, line->run_count * sizeof *runs);
        for (size_t k = 0; k < line->run_count; k++)
            runs[k].glyphs = pp_arena_memdup(
                arena, runs[k].glyphs, runs[k].glyph_count * sizeof *runs[k].glyphs);
        line->runs = runs;
    }
    return to;
}

/* The language and the direction are those of the shaped paragraph. */
static bool is_same_measure(const struct pp_paragraph_style *a, const struct pp_paragraph_style *b)
{
    return a->align == b->align && a->width == b->width && a->first_indent == b->first_indent &&
           a->hang == b->hang && a->hyphenate == b->hyphenate;
}

static const struct pp_lines *find_kept(
    const struct pp_shaped *shaped, const struct pp_paragraph_style *style)
{
    for (size_t i = 0; i < shaped->kept_count; i++)
        if (is_same_measure(&shaped->kept[i].style, style))
            return shaped->kept[i].lines;
    return NULL;
}

static void keep_lines(
    struct pp_shaped *shaped, const struct pp_paragraph_style *style, const struct pp_lines *lines)
{
    if (shaped->kept_count == PP_KEPT_LINES)
        return;
    struct pp_kept_lines *kept = &shaped->kept[shaped->kept_count++];
    kept->style = *style;
    kept->style.lang = NULL;
    kept->lines = copy_lines(shaped->arena, lines);
}

enum pp_status pp_paragraph_set(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_span *spans,
    size_t span_count, const struct pp_paragraph_style *style, const char *what,
    struct pp_lines **out)
{
    struct pp_shaped *shaped;
    bool owned;
    const char *lang = style->lang != NULL ? style->lang : "";
    PP_TRY(get_shaped(typesetter, spans, span_count, lang, style->rtl, what, &shaped, &owned));
    const struct pp_lines *kept = find_kept(shaped, style);
    if (kept) {
        *out = copy_lines(arena, kept);
        return PP_OK;
    }
    struct pp_lines *lines = pp_arena_alloc(arena, sizeof *lines);
    lines->text = "";
    struct setting setting = {typesetter, arena, shaped, spans, style, lang};
    if (shaped->count > 0 && break_and_set(&setting, shaped, what, lines) && !owned)
        keep_lines(shaped, style, lines);
    if (owned)
        pp_arena_free(shaped->arena);
    *out = lines;
    return PP_OK;
}

enum pp_status pp_paragraph_measure(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_span *spans,
    size_t span_count, const char *lang, const char *what, double *natural, double *longest_word)
{
    struct pp_shaped *shaped;
    bool owned;
    (void)arena;
    PP_TRY(get_shaped(typesetter, spans, span_count, lang, false, what, &shaped, &owned));
    double widest_line = 0, widest_part = 0;
    if (shaped->count > 0) {
        const struct pp_opportunities *list =
            pp_opportunities_get(typesetter, shaped, spans, lang, false);
        size_t line = 0, part = 0;
        for (size_t i = 0; i < list->count; i++) {
            const struct pp_opportunity *next = &list->items[i];
            double end = shaped->pens[next->end];
            if (end - shaped->pens[part] + next->hyphen > widest_part)
                widest_part = end - shaped->pens[part] + next->hyphen;
            part = next->at;
            if (next->kind != PP_BREAK_HARD)
                continue;
            if (end - shaped->pens[line] > widest_line)
                widest_line = end - shaped->pens[line];
            line = next->at;
        }
    }
    if (owned)
        pp_arena_free(shaped->arena);
    *natural = widest_line;
    *longest_word = widest_part;
    return PP_OK;
}
