/* figures.csv read back into a table: what is published is what stands in the file, not what would
 * be computed today. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/figure.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { ADDRESS, MEASURE, CITY, FRAMEWORK, DIMENSION, BREAKDOWN, PERIOD, STATE, VALUE, N, UNIT };
enum { COLUMNS = UNIT + 1, MOST_DECIMALS = 9 };

struct reading {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_csvrow *row;
    struct pp_where where;
    struct pp_figure_table *table;
};

static enum pp_status wrong(const struct reading *reading)
{
    pp_error(
        reading->run, reading->where, "figures.unreadable",
        "This is no line of figures.csv as Pactpress writes it.");
    return PP_DATA;
}

/* The field in the arena; NULL when it is empty. */
static const char *text_of(const struct reading *reading, size_t column)
{
    struct pp_bytes field = pp_csvrow_field(reading->row, column);
    if (field.size == 0)
        return NULL;
    return pp_arena_strndup(reading->arena, (const char *)field.data, field.size);
}

static bool read_unit(const char *name, enum pp_unit *out)
{
    for (int unit = PP_UNIT_PERSONS; name && unit <= PP_UNIT_NUMBER; unit++)
        if (pp_streq(pp_unit_name((enum pp_unit)unit), name)) {
            *out = (enum pp_unit)unit;
            return true;
        }
    return false;
}

/* "-3.5" -> -35 with one decimal; *end stands behind it. */
static bool read_number(const char *text, int64_t *value, int *decimals, const char **end)
{
    bool negative = *text == '-', point = false;
    int64_t sum = 0;
    const char *at = text + negative;
    *decimals = 0;
    if (*at < '0' || *at > '9')
        return false;
    for (;; at++) {
        if (*at == '.' && !point && at[1] >= '0' && at[1] <= '9') {
            point = true;
            continue;
        }
        if (*at < '0' || *at > '9')
            break;
        if (sum > (INT64_MAX - 9) / 10 || *decimals >= MOST_DECIMALS)
            return false;
        sum = sum * 10 + (*at - '0');
        *decimals += point;
    }
    *value = negative ? -sum : sum;
    *end = at;
    return true;
}

bool pp_figure_read_value(const char *text, struct pp_figure *figure)
{
    int decimals;
    const char *at;
    if (!text)
        return !pp_figure_has_value(figure);
    if (!read_number(text, &figure->lo, &figure->decimals, &at))
        return false;
    figure->hi = figure->lo;
    if (*at == 0)
        return true;
    if (!pp_starts_with(at, ".."))
        return false;
    if (at[2] == 0) {
        figure->hi = PP_FIGURE_MANY;
        return figure->state == PP_AT_LEAST;
    }
    return read_number(at + 2, &figure->hi, &decimals, &at) && *at == 0 &&
           decimals == figure->decimals;
}

static bool read_n(const char *text, int64_t *out)
{
    int decimals;
    const char *end;
    *out = -1;
    return !text || (read_number(text, out, &decimals, &end) && *end == 0 && decimals == 0);
}

static enum pp_status read_figure(struct reading *reading)
{
    struct pp_figure figure = {
        .address = text_of(reading, ADDRESS),
        .at = {
            .measure = text_of(reading, MEASURE),
            .city = text_of(reading, CITY),
            .framework = text_of(reading, FRAMEWORK),
            .dimension = text_of(reading, DIMENSION),
            .breakdown = text_of(reading, BREAKDOWN),
            .period = text_of(reading, PERIOD),
        }};
    if (pp_csvrow_count(reading->row) != COLUMNS || !figure.address || !figure.at.period ||
        !pp_state_find(text_of(reading, STATE), &figure.state) ||
        !read_unit(text_of(reading, UNIT), &figure.unit) ||
        !pp_figure_read_value(text_of(reading, VALUE), &figure) ||
        !read_n(text_of(reading, N), &figure.n))
        return wrong(reading);
    *(struct pp_figure *)PP_PUSH(reading->arena, reading->table) = figure;
    return PP_OK;
}

/* Line by line: no field that Pactpress writes has a line end in it. */
static enum pp_status read_lines(struct reading *reading, struct pp_bytes bytes)
{
    const char *at = (const char *)bytes.data, *end = at + bytes.size;
    for (; at < end; reading->where.line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop || stop == at || stop[-1] != '\r')
            return wrong(reading);
        pp_csvrow_split(reading->row, at, (size_t)(stop - at - 1));
        if (reading->where.line > 1)
            PP_TRY(read_figure(reading));
        else if (!pp_starts_with(at, "address,measure,city,"))
            return wrong(reading);
        at = stop + 1;
    }
    return PP_OK;
}

enum pp_status pp_figures_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_figure_table **out)
{
    struct pp_bytes bytes;
    struct reading reading = {.run = run, .arena = arena, .where = {.file = path, .line = 1}};
    PP_TRY(pp_file_read(run, arena, path, 0, &bytes));
    reading.table = pp_arena_alloc(arena, sizeof *reading.table);
    reading.row = pp_csvrow_new(',');
    enum pp_status status = read_lines(&reading, bytes);
    pp_csvrow_free(reading.row);
    if (status != PP_OK)
        return status;
    reading.table->closed = true;
    *out = reading.table;
    return PP_OK;
}
