/* Formats of cells, in the colours of the house. */
#include "output/annex_writer.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

void pp_writer_note(struct pp_writer *w, lxw_error error)
{
    if (w->first_error == LXW_NO_ERROR)
        w->first_error = error;
}

lxw_color_t pp_writer_colour(const struct pp_writer *w, enum pp_tint tint)
{
    struct pp_colour colour = w->book->styles->colours[tint];
    return (lxw_color_t)(colour.r << 16 | colour.g << 8 | colour.b);
}

static void paint_border(const struct pp_writer *w, lxw_format *format, unsigned flags)
{
    lxw_color_t ink = pp_writer_colour(w, PP_INK);
    if (flags & PP_LOOKS_HEAD) {
        format_set_top(format, LXW_BORDER_MEDIUM);
        format_set_top_color(format, ink);
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, ink);
    } else if (!(flags & (PP_LOOKS_TITLE | PP_LOOKS_NOTE))) {
        format_set_bottom(format, flags & PP_LOOKS_LAST ? LXW_BORDER_THIN : LXW_BORDER_HAIR);
        format_set_bottom_color(format, flags & PP_LOOKS_LAST ? ink : pp_writer_colour(w, PP_MID));
    }
}

static void paint_text(const struct pp_writer *w, lxw_format *format, unsigned flags)
{
    format_set_font_name(format, flags & PP_LOOKS_TITLE ? PP_SHEET_SERIF : PP_SHEET_SANS);
    format_set_font_size(format, flags & PP_LOOKS_TITLE ? 20 : 11);
    format_set_font_color(
        format, pp_writer_colour(
                    w, flags & PP_LOOKS_LINK   ? PP_PETROL
                       : flags & PP_LOOKS_NOTE ? PP_GREY
                                               : PP_INK));
    if (flags & (PP_LOOKS_STRONG | PP_LOOKS_HEAD | PP_LOOKS_TITLE))
        format_set_bold(format);
    if (flags & PP_LOOKS_LINK)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
}

static lxw_format *make_format(struct pp_writer *w, const char *number, unsigned flags)
{
    lxw_format *format = workbook_add_format(w->workbook);
    if (format == NULL)
        return NULL;
    paint_text(w, format, flags);
    paint_border(w, format, flags);
    format_set_align(
        format, flags & PP_LOOKS_TITLE ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (flags & PP_LOOKS_HEAD)
        format_set_align(format, LXW_ALIGN_VERTICAL_BOTTOM);
    if (flags & PP_LOOKS_TO_END) /* the end of the line is left in sheets from right to left */
        format_set_align(format, w->book->rtl ? LXW_ALIGN_LEFT : LXW_ALIGN_RIGHT);
    if (flags & (PP_LOOKS_WRAP | PP_LOOKS_HEAD | PP_LOOKS_NOTE))
        format_set_text_wrap(format);
    if (flags & PP_LOOKS_START)
        format_set_align(format, w->book->rtl ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    if (flags & (PP_LOOKS_TITLE | PP_LOOKS_NOTE | PP_LOOKS_TO_END | PP_LOOKS_INSET))
        format_set_indent(format, 1);
    if (w->book->rtl)
        format_set_reading_order(format, 2);
    if (flags & PP_LOOKS_TITLE)
        format_set_bg_color(format, pp_writer_colour(w, PP_OCHRE));
    if (flags & PP_LOOKS_WITHHELD) {
        format_set_pattern(format, LXW_PATTERN_LIGHT_UP);
        format_set_fg_color(format, pp_writer_colour(w, PP_MID));
        format_set_bg_color(format, 0xFFFFFF);
    }
    if (number[0] != '\0')
        format_set_num_format(format, number);
    return format;
}

lxw_format *pp_writer_format(struct pp_writer *w, const char *number, unsigned flags)
{
    struct pp_made_format *made;
    for (size_t i = 0; i < w->formats.count; i++)
        if (w->formats.items[i].flags == flags && pp_streq(w->formats.items[i].number, number))
            return w->formats.items[i].format;
    made = PP_PUSH(w->arena, &w->formats);
    *made = (struct pp_made_format){number, flags, make_format(w, number, flags)};
    return made->format;
}

double pp_writer_number(const struct pp_cell *cell)
{
    double divisor = 1;
    for (int i = cell->percent ? -2 : 0; i < cell->decimals; i++)
        divisor *= 10;
    return (double)cell->value / divisor;
}
