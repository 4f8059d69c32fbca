#include "pactpress/paragraph.h"

#include "pactpress/str.h"

static void dump_run(
    const struct pp_lines *lines, const struct pp_glyph_run *run, struct pp_str *out)
{
    pp_str_printf(
        out, "  run %s %g x %.2f width %.2f span %zu%s%s %zu glyphs “%.*s”\n",
        run->face->postscript, run->size, run->x, run->width, run->span, run->rtl ? " rtl" : "",
        run->hyphen ? " hyphen" : "", run->glyph_count, (int)(run->end - run->start),
        lines->text + run->start);
}

void pp_lines_dump(const struct pp_lines *lines, struct pp_str *out)
{
    for (size_t i = 0; i < lines->count; i++) {
        const struct pp_line *line = &lines->items[i];
        pp_str_printf(
            out, "line %zu x %.2f width %.2f ascent %.2f descent %.2f “%.*s”\n", i + 1, line->x,
            line->width, line->ascent, line->descent, (int)(line->end - line->start),
            lines->text + line->start);
        for (size_t k = 0; k < line->run_count; k++)
            dump_run(lines, &line->runs[k], out);
    }
}
