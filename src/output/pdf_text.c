/* Runs of glyphs as text-showing operators. The pen is tracked in the widths that the font
 * dictionary gives, and every correction is measured from where it stands: rounding never adds up.
 */
#include <math.h>
#include <stdlib.h>

#include "output/pdf_content.h"
#include "output/pdf_fonts.h"
#include "output/pdf_subset.h"
#include "output/pdf_syntax.h"
#include "pactpress/run.h"

/* [1/100000 em] in an em, and in the unit of TJ's numbers. */
enum { EM = 100000, THOUSANDTH = 100 };

/* [1/1000 em] What is nearer to its place stays: a hundredth of a point that nobody sees. */
enum { SMALLEST_SHIFT = 2 };

/* A stretch of codes in one text-showing operator. */
struct showing {
    struct pp_pdf_content *content;
    struct pp_pdf_font *font;
    double size;    /* [pt] as written */
    double x, y;    /* [pt] of the run's start, y up from the page's foot */
    double start;   /* [pt] of the stretch, from the run's start */
    int64_t pen;    /* [1/100000 em] from the stretch's start */
    bool in_string; /* between ( and ) */
};

static void set_font(struct pp_pdf_content *content, const struct pp_pdf_font *font, long size)
{
    if (content->state.font == font && content->state.size == size)
        return;
    pp_str_append(&content->out, "/F");
    pp_pdf_put_int(&content->out, (int64_t)font->index);
    pp_str_append_char(&content->out, ' ');
    pp_pdf_put_decimal(&content->out, size, PP_PDF_PLACES);
    pp_str_append(&content->out, " Tf\n");
    content->state.font = font;
    content->state.size = size;
}

static void set_rise(struct pp_pdf_content *content, long rise)
{
    if (content->state.rise == rise)
        return;
    pp_pdf_put_decimal(&content->out, rise, PP_PDF_PLACES);
    pp_str_append(&content->out, " Ts\n");
    content->state.rise = rise;
}

static void set_hidden(struct pp_pdf_content *content, bool hidden)
{
    if (content->state.hidden != hidden)
        pp_str_append(&content->out, hidden ? "3 Tr\n" : "0 Tr\n");
    content->state.hidden = hidden;
}

static void move_to(struct pp_pdf_content *content, double x, double y)
{
    long to_x = pp_pdf_quantum(x), to_y = pp_pdf_quantum(y);
    pp_pdf_put_decimal(&content->out, to_x - content->line_x, PP_PDF_PLACES);
    pp_str_append_char(&content->out, ' ');
    pp_pdf_put_decimal(&content->out, to_y - content->line_y, PP_PDF_PLACES);
    pp_str_append(&content->out, " Td\n");
    content->line_x = to_x;
    content->line_y = to_y;
}

/* Brings the pen to where the code shall stand, if that is elsewhere. */
static void put_shift(struct showing *showing, const struct pp_pdf_shown *shown)
{
    struct pp_str *out = &showing->content->out;
    double wanted = (shown->x - showing->start) / showing->size * EM;
    long shift = lround(((double)showing->pen - wanted) / THOUSANDTH);
    if (labs(shift) < SMALLEST_SHIFT)
        return;
    if (showing->in_string)
        pp_str_append_char(out, ')');
    showing->in_string = false;
    pp_pdf_put_int(out, shift);
    showing->pen -= (int64_t)shift * THOUSANDTH;
}

static enum pp_status put_code(struct showing *showing, const struct pp_pdf_shown *shown)
{
    struct pp_pdf_content *content = showing->content;
    unsigned code;
    PP_TRY(pp_pdf_fonts_code(
        content->run, content->fonts, showing->font, shown->glyph, shown->text, shown->length,
        &code));
    put_shift(showing, shown);
    if (!showing->in_string)
        pp_str_append_char(&content->out, '(');
    showing->in_string = true;
    pp_pdf_put_byte(&content->out, (unsigned char)(code >> 8));
    pp_pdf_put_byte(&content->out, (unsigned char)code);
    showing->pen += showing->font->items[code].width;
    return PP_OK;
}

/* Codes of one height above the baseline, none of them without text. */
static enum pp_status put_stretch(
    struct showing *showing, const struct pp_pdf_shown *items, size_t count)
{
    struct pp_pdf_content *content = showing->content;
    pp_pdf_begin_text(content);
    set_font(content, showing->font, lround(showing->size * PP_PDF_SCALE));
    set_rise(content, items[0].drawn ? 0 : pp_pdf_quantum(items[0].dy));
    set_hidden(content, items[0].hidden);
    move_to(content, showing->x + items[0].x, showing->y);
    showing->start = items[0].x;
    showing->pen = 0;
    showing->in_string = false;
    pp_str_append_char(&content->out, '[');
    for (size_t i = 0; i < count; i++)
        PP_TRY(put_code(showing, &items[i]));
    pp_str_append(&content->out, showing->in_string ? ")]TJ\n" : "]TJ\n");
    return PP_OK;
}

static bool go_together(const struct pp_pdf_shown *a, const struct pp_pdf_shown *b)
{
    double rise_a = a->drawn ? 0 : a->dy, rise_b = b->drawn ? 0 : b->dy;
    return a->actual == b->actual && a->hidden == b->hidden && b->length > 0 &&
           pp_pdf_quantum(rise_a) == pp_pdf_quantum(rise_b);
}

/* Begins the sequence that a stretch goes to, if it does not go on. */
static void mark_stretch(
    struct pp_pdf_content *content, const struct pp_op *op, const struct pp_pdf_codes *codes,
    size_t actual, size_t *before)
{
    if (actual != *before)
        pp_pdf_unmark(content);
    if (actual && actual != *before)
        pp_pdf_mark_actual(content, op->element, &codes->actuals.items[actual - 1]);
    else if (!actual)
        pp_pdf_mark(content, op->element);
    *before = actual;
    content->rtl = content->rtl || op->as.glyphs.run->rtl;
    pp_pdf_set_fill(content, op->as.glyphs.colour);
}

static enum pp_status put_codes(
    struct showing *showing, const struct pp_op *op, const struct pp_pdf_codes *codes)
{
    struct pp_pdf_content *content = showing->content;
    const struct pp_pdf_shown_list *list = &codes->shown;
    size_t actual = 0;
    for (size_t from = 0, to; from < list->count; from = to) {
        to = from + 1;
        if (list->items[from].length == 0)
            continue;
        while (to < list->count && go_together(&list->items[from], &list->items[to]))
            to++;
        mark_stretch(content, op, codes, list->items[from].actual, &actual);
        PP_TRY(put_stretch(showing, &list->items[from], to - from));
    }
    if (content->state.rise != 0)
        set_rise(content, 0);
    set_hidden(content, false);
    /* What follows is not part of the cluster that the last sequence stands for. */
    if (actual)
        pp_pdf_unmark(content);
    return PP_OK;
}

/* Outlines of marks, beside the text that carries them. */
static void put_outline(struct showing *showing, const struct pp_pdf_shown *shown)
{
    struct pp_str *out = &showing->content->out;
    double scale = showing->size / showing->font->face->upem;
    struct pp_step *steps;
    size_t count;
    pp_pdf_program_outline(
        showing->font->program, shown->outline, showing->content->scratch, &steps, &count);
    if (count == 0)
        return;
    pp_pdf_put_origin(out, showing->x + shown->outline_x, showing->y + shown->dy);
    for (size_t i = 0; i < count; i++) {
        const struct pp_step *step = &steps[i];
        const double points[] = {step->x1 * scale, step->y1 * scale, step->x2 * scale,
                                 step->y2 * scale, step->x * scale,  step->y * scale};
        pp_pdf_put_step(out, step->kind, points);
    }
    pp_str_append(out, "f\nQ\n");
}

static void put_outlines(
    struct showing *showing, const struct pp_op *op, const struct pp_pdf_codes *codes)
{
    for (size_t i = 0; i < codes->shown.count; i++) {
        if (!codes->shown.items[i].drawn)
            continue;
        pp_pdf_mark(showing->content, op->element);
        pp_pdf_end_text(showing->content);
        pp_pdf_set_fill(showing->content, op->as.glyphs.colour);
        put_outline(showing, &codes->shown.items[i]);
    }
}

static bool is_writable(const struct pp_op *op)
{
    const struct pp_glyph_run *run = op->as.glyphs.run;
    bool good = pp_pdf_writable(op->as.glyphs.x) && pp_pdf_writable(op->as.glyphs.y) &&
                pp_pdf_writable(run->size) && pp_pdf_quantum(run->size) > 0;
    for (size_t i = 0; i < run->glyph_count && good; i++)
        good = pp_pdf_writable(run->glyphs[i].advance) && pp_pdf_writable(run->glyphs[i].dx) &&
               pp_pdf_writable(run->glyphs[i].dy);
    return good;
}

/* Lines from right to left have a sequence each, so that readers order them one by one. */
static void end_other_line(struct pp_pdf_content *content, const struct pp_op *op)
{
    long baseline = pp_pdf_quantum(op->as.glyphs.y);
    if (content->open && op->element >= 0 && (op->as.glyphs.run->rtl || content->rtl) &&
        baseline != content->baseline)
        pp_pdf_unmark(content);
    content->baseline = baseline;
}

static enum pp_status show(struct pp_pdf_content *content, const struct pp_op *op)
{
    const struct pp_glyph_run *run = op->as.glyphs.run;
    struct pp_pdf_codes codes;
    struct showing showing = {
        .content = content,
        .size = (double)pp_pdf_quantum(run->size) / PP_PDF_SCALE,
        .x = op->as.glyphs.x,
        .y = content->sheet->height - op->as.glyphs.y};
    PP_TRY(pp_pdf_fonts_use(content->run, content->fonts, run->face, &showing.font));
    content->top = op->as.glyphs.y - run->size * run->face->ascender / run->face->upem;
    pp_pdf_codes_make(
        content->scratch, showing.font, run, op->as.glyphs.text, op->as.glyphs.space, &codes);
    end_other_line(content, op);
    PP_TRY(put_codes(&showing, op, &codes));
    put_outlines(&showing, op, &codes);
    return PP_OK;
}

enum pp_status pp_pdf_show_glyphs(struct pp_pdf_content *content, const struct pp_op *op)
{
    if (op->as.glyphs.run->glyph_count == 0)
        return PP_OK;
    if (!is_writable(op))
        return pp_pdf_refuse_position(content);
    struct pp_arena_mark mark = pp_arena_mark(content->scratch);
    enum pp_status status = show(content, op);
    pp_arena_rewind(content->scratch, mark);
    return status;
}
