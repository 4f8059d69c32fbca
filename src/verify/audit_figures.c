#include "audit_figures.h"

#include <ctype.h>
#include <string.h>

#include "pactpress/csvrow.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

enum { ADDRESS, MEASURE, CITY, FRAMEWORK, DIMENSION, BREAKDOWN, PERIOD, STATE, VALUE, COLUMNS };

static const char *const names[COLUMNS] = {"address",   "measure",   "city",
                                           "framework", "dimension", "breakdown",
                                           "period",    "state",     "value"};

struct reading {
    struct pp_run *run;
    struct pp_arena *arena;
    struct audit_figures *out;
    struct pp_csvrow *row;
    size_t at[COLUMNS];
};

static enum pp_status refuse(const struct reading *reading, size_t line, const char *what)
{
    pp_error(
        reading->run, ((struct pp_where){.file = reading->out->path, .line = line}),
        "audit.figures", "%s", what);
    return PP_DATA;
}

/* One number of a value; false when it is none. */
static bool read_number(const char **text, int64_t *out)
{
    bool minus = **text == '-';
    int64_t number = 0;
    const char *from;

    *text += minus;
    from = *text;
    for (; isdigit((unsigned char)**text) || (**text == '.' && isdigit((unsigned char)(*text)[1]));
         ++*text)
        if (**text != '.')
            number = number > INT64_MAX / 100 ? number : 10 * number + (**text - '0');
    *out = minus ? -number : number;
    return *text > from;
}

/* "43", "3.5", "20..30", "126.." */
static bool read_value(const char *text, struct audit_figure *figure)
{
    if (!read_number(&text, &figure->low))
        return false;
    figure->high = figure->low;
    if (strncmp(text, "..", 2) != 0)
        return *text == 0;
    text += 2;
    if (*text == 0) {
        figure->high = AUDIT_OPEN;
        return true;
    }
    return read_number(&text, &figure->high) && *text == 0;
}

static const char *field(struct reading *reading, size_t column)
{
    struct pp_bytes bytes = pp_csvrow_field(reading->row, reading->at[column]);

    return pp_arena_strndup(reading->arena, (const char *)bytes.data, bytes.size);
}

static const char *key_of(
    struct pp_arena *arena, const char *measure, const char *city, const char *framework,
    const char *dimension, const char *breakdown, const char *period)
{
    return pp_arena_printf(
        arena, "%s\n%s\n%s\n%s\n%s\n%s", measure, city, framework, dimension, breakdown, period);
}

void audit_figures_add(
    struct pp_arena *arena, struct audit_figures *figures, const struct audit_figure *figure)
{
    size_t *index = pp_arena_alloc(arena, sizeof *index);

    *index = figures->figures.count;
    pp_map_set(
        &figures->by_key,
        key_of(
            arena, figure->measure, figure->city, figure->framework, figure->dimension,
            figure->breakdown, figure->period),
        index);
    *(struct audit_figure *)PP_PUSH(arena, &figures->figures) = *figure;
}

size_t audit_figures_find(
    const struct audit_figures *figures, const char *measure, const char *city,
    const char *framework, const char *dimension, const char *breakdown, const char *period)
{
    struct pp_arena *scratch = pp_arena_new();
    const size_t *index = pp_map_get(
        &figures->by_key,
        key_of(scratch, measure, city, framework, dimension, breakdown, period ? period : "-"));

    pp_arena_free(scratch);
    return index == NULL ? AUDIT_NONE : *index;
}

static enum pp_status read_header(struct reading *reading)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        reading->at[c] = AUDIT_NONE;
        for (size_t f = 0; f < pp_csvrow_count(reading->row); f++)
            if (pp_streq((const char *)pp_csvrow_field(reading->row, f).data, names[c]))
                reading->at[c] = f;
        if (reading->at[c] == AUDIT_NONE)
            return refuse(
                reading, 1,
                pp_arena_printf(reading->arena, "The header has no column \"%s\".", names[c]));
    }
    return PP_OK;
}

static enum pp_status read_row(struct reading *reading, size_t line)
{
    struct audit_figure figure = {
        .address = field(reading, ADDRESS),
        .measure = field(reading, MEASURE),
        .city = field(reading, CITY),
        .framework = field(reading, FRAMEWORK),
        .dimension = field(reading, DIMENSION),
        .breakdown = field(reading, BREAKDOWN),
        .period = field(reading, PERIOD),
        .value = field(reading, VALUE),
        .line = line};
    const char *value = figure.value;

    figure.hidden = pp_streq(field(reading, STATE), "suppressed");
    figure.known = *value != 0;
    if (figure.known && (figure.hidden || !read_value(value, &figure)))
        return refuse(reading, line, "The value does not go with its state, or is no number.");
    audit_figures_add(reading->arena, reading->out, &figure);
    return PP_OK;
}

static enum pp_status read_all(struct reading *reading, struct pp_bytes bytes)
{
    struct pp_scanner scanner;
    struct pp_span span;
    bool header = true;

    pp_scanner_init(&scanner, bytes.data, bytes.size, ',');
    while (pp_scanner_next(&scanner, &span)) {
        pp_csvrow_split(reading->row, bytes.data + span.start, span.length);
        if (pp_csvrow_is_blank(reading->row))
            continue;
        PP_TRY(header ? read_header(reading) : read_row(reading, span.line));
        header = false;
    }
    return header ? refuse(reading, 0, "The file is empty.") : PP_OK;
}

/* The cumulative period names the period; the third is the one before. */
static void find_periods(struct audit_figures *figures)
{
    for (size_t i = 0; i < figures->figures.count; i++)
        if (pp_starts_with(figures->figures.items[i].period, ".."))
            figures->until = figures->figures.items[i].period;
    if (figures->until != NULL)
        figures->now = figures->until + 2;
    for (size_t i = 0; i < figures->figures.count; i++) {
        const char *period = figures->figures.items[i].period;
        if (!pp_streq(period, figures->until) && !pp_streq(period, figures->now))
            figures->previous = period;
    }
}

enum pp_status audit_figures_parse(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_bytes bytes,
    struct audit_figures *out)
{
    struct reading reading = {.run = run, .arena = arena, .out = out};

    *out = (struct audit_figures){.path = path};
    pp_map_init(&out->by_key, arena);
    reading.row = pp_csvrow_new(',');
    enum pp_status status = read_all(&reading, bytes);
    pp_csvrow_free(reading.row);
    find_periods(out);
    return status;
}

enum pp_status audit_figures_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct audit_figures *out)
{
    struct pp_bytes bytes;

    PP_TRY(pp_file_read(run, arena, path, 0, &bytes));
    return audit_figures_parse(run, arena, path, bytes, out);
}
