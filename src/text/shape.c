#include "shape.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "harfbuzz.h"
#include "itemise.h"

size_t pp_shaped_item_from(const struct pp_shaped *shaped, size_t unit)
{
    size_t low = 0, high = shaped->item_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (shaped->items[middle].end <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t pp_face_hyphen(const struct pp_face *face)
{
    enum { HYPHEN = 0x2010 };
    return pp_hb_glyph(face, HYPHEN) != 0 ? HYPHEN : '-';
}

static double hyphen_width(const struct pp_face *face, double size)
{
    return pp_hb_advance(face, pp_hb_glyph(face, pp_face_hyphen(face))) * size / face->upem;
}

static struct pp_shape_job job_of(
    const struct pp_shaped *shaped, const struct pp_span *spans, const struct pp_item *item,
    size_t from, size_t to)
{
    const struct pp_font_style *style = &spans[item->span].style;
    return (struct pp_shape_job){
        .face = item->face,
        .units = shaped->units,
        .unit_count = shaped->count,
        .start = from,
        .end = to,
        .script = item->script,
        .lang = item->lang,
        .rtl = item->level % 2 == 1,
        .tabular = style->tabular,
        .old_style = style->old_style,
        .ligatures = item->tracking == 0,
    };
}

/* Turns font units into points. Tracking goes behind the last glyph of each cluster. */
static void set_glyphs(
    const struct pp_shaped_glyph *glyphs, size_t count, const struct pp_item *item, double size,
    struct pp_item_glyph *out)
{
    double scale = size / item->face->upem;
    for (size_t i = 0; i < count; i++) {
        bool last = i + 1 == count || glyphs[i + 1].cluster != glyphs[i].cluster;
        out[i] = (struct pp_item_glyph){
            .id = glyphs[i].id,
            .cluster = glyphs[i].cluster,
            .advance = (float)(glyphs[i].advance * scale + (last ? item->tracking : 0)),
            .dx = (float)(glyphs[i].dx * scale),
            .dy = (float)(glyphs[i].dy * scale),
            .unsafe = glyphs[i].unsafe,
        };
    }
}

static struct pp_item_glyph *make_room(struct pp_shaped *shaped, size_t more)
{
    if (shaped->glyph_count + more > shaped->glyph_capacity) {
        size_t grown = 2 * shaped->glyph_capacity + more + 16;
        struct pp_item_glyph *bigger = pp_arena_array(shaped->arena, grown, sizeof *bigger);
        if (shaped->glyph_count > 0)
            memcpy(bigger, shaped->glyphs, shaped->glyph_count * sizeof *bigger);
        shaped->glyphs = bigger;
        shaped->glyph_capacity = grown;
    }
    return shaped->glyphs + shaped->glyph_count;
}

/* Gives the width of a cluster to its units: a ligature's is shared by its graphemes, so that a
 * cut inside of it can be measured. */
static void spread(
    const struct pp_shaped *shaped, size_t start, size_t end, double width, double *widths)
{
    size_t parts = 0;
    for (size_t i = start; i < end; i++)
        parts += shaped->graphemes[i];
    for (size_t i = start; i < end; i++)
        if (shaped->graphemes[i])
            widths[i] += width / (double)parts;
    if (parts == 0 && start < end)
        widths[start] += width;
}

static void measure_item(const struct pp_shaped *shaped, const struct pp_item *item, double *widths)
{
    const struct pp_item_glyph *glyphs = shaped->glyphs + item->glyph_start;
    bool rtl = item->level % 2 == 1;
    size_t end = item->end;
    double width = 0;
    /* Backwards in logical order, so that each cluster's end is known. */
    for (size_t k = 0; k < item->glyph_count; k++) {
        size_t i = rtl ? k : item->glyph_count - 1 - k;
        size_t following = rtl ? i + 1 : i - 1;
        width += glyphs[i].advance;
        bool last = k + 1 == item->glyph_count;
        if (!last && glyphs[following].cluster == glyphs[i].cluster)
            continue;
        spread(shaped, glyphs[i].cluster, end, width, widths);
        end = glyphs[i].cluster;
        width = 0;
    }
}

static void add_pens(struct pp_shaped *shaped)
{
    double sum = 0;
    for (size_t i = 0; i <= shaped->count; i++) {
        double width = shaped->pens[i];
        shaped->pens[i] = sum;
        sum += width;
    }
}

static bool report_holes(
    struct pp_typesetter *typesetter, const struct pp_shaped *shaped, const struct pp_span *spans,
    const struct pp_item *item, const char *what)
{
    const struct pp_tongue *tongue = pp_typesetter_tongue(typesetter, item->lang);
    for (size_t i = 0; i < item->glyph_count; i++) {
        const struct pp_item_glyph *glyph = &shaped->glyphs[item->glyph_start + i];
        if (glyph->id != 0)
            continue;
        struct pp_stack *stack =
            pp_typesetter_stack(typesetter, &spans[item->span].style, tongue->script);
        pp_report_missing(typesetter, shaped, stack, glyph->cluster, what);
        return true;
    }
    return false;
}

enum pp_status pp_shape_items(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    const char *what)
{
    bool holes = false;
    shaped->pens = pp_arena_array(shaped->arena, shaped->count + 1, sizeof *shaped->pens);
    for (size_t i = 0; i < shaped->item_count; i++) {
        struct pp_item *item = &shaped->items[i];
        if (item->object) {
            shaped->pens[item->start] += spans[item->span].width;
            continue;
        }
        struct pp_shape_job job = job_of(shaped, spans, item, item->start, item->end);
        size_t count;
        const struct pp_shaped_glyph *glyphs = pp_shape(typesetter->shaper, &job, &count);
        set_glyphs(glyphs, count, item, spans[item->span].style.size, make_room(shaped, count));
        item->glyph_start = shaped->glyph_count;
        item->glyph_count = count;
        shaped->glyph_count += count;
        item->hyphen = hyphen_width(item->face, spans[item->span].style.size);
        measure_item(shaped, item, shaped->pens);
        if (report_holes(typesetter, shaped, spans, item, what))
            holes = true;
    }
    add_pens(shaped);
    return holes ? PP_DATA : PP_OK;
}

/* Index, in the item's glyphs taken in logical order, of the first one whose cluster is not before
 * `unit`. */
static size_t logical_bound(const struct pp_shaped *shaped, const struct pp_item *item, size_t unit)
{
    const struct pp_item_glyph *glyphs = shaped->glyphs + item->glyph_start;
    bool rtl = item->level % 2 == 1;
    size_t low = 0, high = item->glyph_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t place = rtl ? item->glyph_count - 1 - middle : middle;
        if (glyphs[place].cluster < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_safe(const struct pp_shaped *shaped, const struct pp_item *item, size_t unit)
{
    if (unit <= item->start || unit >= item->end)
        return true;
    size_t place = logical_bound(shaped, item, unit);
    if (place == item->glyph_count)
        return false;
    size_t index = item->level % 2 == 1 ? item->glyph_count - 1 - place : place;
    const struct pp_item_glyph *glyph = &shaped->glyphs[item->glyph_start + index];
    return glyph->cluster == unit && !glyph->unsafe;
}

/* A part of the cut: copied when it is shaped already, else shaped. */
struct part {
    size_t from, to; /* [units] */
    bool fresh, hyphen;
};

static void append_part(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_shaped *shaped,
    const struct pp_span *spans, const struct pp_item *item, const struct part *part,
    struct pp_cut *out)
{
    size_t count;
    struct pp_item_glyph *joined;
    if (part->fresh) {
        struct pp_shape_job job = job_of(shaped, spans, item, part->from, part->to);
        job.hyphen = part->hyphen ? pp_face_hyphen(item->face) : 0;
        const struct pp_shaped_glyph *glyphs = pp_shape(typesetter->shaper, &job, &count);
        joined = pp_arena_array(arena, out->count + count, sizeof *joined);
        set_glyphs(glyphs, count, item, spans[item->span].style.size, joined + out->count);
    } else {
        size_t first = logical_bound(shaped, item, part->from);
        size_t end = logical_bound(shaped, item, part->to);
        count = end - first;
        if (item->level % 2 == 1)
            first = item->glyph_count - end;
        joined = pp_arena_array(arena, out->count + count, sizeof *joined);
        if (count > 0)
            memcpy(
                joined + out->count, shaped->glyphs + item->glyph_start + first,
                count * sizeof *joined);
    }
    if (out->count > 0)
        memcpy(joined, out->glyphs, out->count * sizeof *joined);
    out->glyphs = joined;
    out->count += count;
}

void pp_shape_cut(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_shaped *shaped,
    const struct pp_span *spans, const struct pp_item *item, size_t from, size_t to, bool hyphen,
    struct pp_cut *out)
{
    size_t head = from, tail = to;
    while (head < to && !is_safe(shaped, item, head))
        head++;
    if (hyphen && tail > head)
        tail--;
    while (tail > head && !is_safe(shaped, item, tail))
        tail--;
    struct part parts[3] = {
        {from, head, true, hyphen && head == to},
        {head, tail, false, false},
        {tail, to, true, hyphen},
    };
    *out = (struct pp_cut){NULL, 0};
    bool rtl = item->level % 2 == 1;
    for (size_t k = 0; k < 3; k++) {
        const struct part *part = &parts[rtl ? 2 - k : k];
        if (part->from < part->to)
            append_part(typesetter, arena, shaped, spans, item, part, out);
    }
}
