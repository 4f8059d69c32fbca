/* The figure table as text: figures.csv for everybody, the dump for tests. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/figure.h"
#include "pactpress/str.h"

/* RFC 4180: quoted only where it must be. */
static void write_field(struct pp_str *out, const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);

    if (length == 0)
        return;
    if (strpbrk(text, ",\"\r\n") == NULL && text[0] != ' ' && text[length - 1] != ' ') {
        pp_str_append(out, text);
        return;
    }
    pp_str_append_char(out, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"')
            pp_str_append_char(out, '"');
        pp_str_append_char(out, *text);
    }
    pp_str_append_char(out, '"');
}

static void write_row(struct pp_str *out, const char *const *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            pp_str_append_char(out, ',');
        write_field(out, fields[i]);
    }
    pp_str_append(out, "\r\n");
}

void pp_figures_csv(const struct pp_figure_table *table, struct pp_str *out)
{
    static const char *const header[] = {"address",   "measure",   "city",   "framework",
                                         "dimension", "breakdown", "period", "state",
                                         "value",     "n",         "unit"};
    struct pp_arena *scratch = pp_arena_new();
    struct pp_arena_mark mark = pp_arena_mark(scratch);

    write_row(out, header, sizeof header / sizeof header[0]);
    for (size_t i = 0; i < table->count; i++) {
        const struct pp_figure *figure = &table->items[i];
        const struct pp_address *at = &figure->at;
        const char *n = figure->n < 0 ? "" : pp_arena_printf(scratch, "%lld", (long long)figure->n);
        const char *const fields[] = {
            figure->address,
            at->measure,
            at->city,
            at->framework,
            at->dimension,
            at->breakdown,
            at->period,
            pp_state_name(figure->state),
            pp_figure_value_text(scratch, figure),
            n,
            pp_unit_name(figure->unit)};
        write_row(out, fields, sizeof fields / sizeof fields[0]);
        pp_arena_rewind(scratch, mark);
    }
    pp_arena_free(scratch);
}

/* Provenance of a withheld figure would tell what is withheld. */
static void dump_provenance(const struct pp_figure *figure, struct pp_str *out)
{
    if (figure->state == PP_SUPPRESSED)
        pp_str_append(out, "files=- rows=-");
    else
        pp_str_printf(out, "files=%zu rows=%zu", figure->from.file_count, figure->from.rows);
    pp_str_printf(
        out, " rule=%s revision=%d\n", figure->from.rule == NULL ? "-" : figure->from.rule,
        figure->revision);
}

void pp_figures_dump(const struct pp_figure_table *table, struct pp_str *out)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_arena_mark mark = pp_arena_mark(scratch);

    for (size_t i = 0; i < table->count; i++) {
        const struct pp_figure *figure = &table->items[i];
        pp_str_printf(
            out, "%s @%s %s", figure->address, figure->at.period, pp_state_name(figure->state));
        if (pp_figure_has_value(figure))
            pp_str_printf(
                out, " %s %s", pp_figure_value_text(scratch, figure), pp_unit_name(figure->unit));
        if (figure->n >= 0)
            pp_str_printf(out, " n=%lld", (long long)figure->n);
        pp_str_append_char(out, ' ');
        dump_provenance(figure, out);
        pp_arena_rewind(scratch, mark);
    }
    pp_arena_free(scratch);
}
