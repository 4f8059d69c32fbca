#include "published.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "pactpress/csvrow.h"
#include "pactpress/readback.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

enum {
    ADDRESS,
    MEASURE,
    CITY,
    FRAMEWORK,
    DIMENSION,
    BREAKDOWN,
    PERIOD,
    STATE,
    VALUE,
    N,
    UNIT,
    COLUMNS
};

static const char *const names[COLUMNS] = {"address",   "measure",   "city",   "framework",
                                           "dimension", "breakdown", "period", "state",
                                           "value",     "n",         "unit"};

struct reading {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_published *out;
    struct pp_csvrow *row;
    size_t line;
};

static enum pp_status refuse(const struct reading *reading, const char *what)
{
    pp_error(
        reading->run, ((struct pp_where){.file = reading->out->path, .line = reading->line}),
        "verify.figures", "%s", what);
    return PP_DATA;
}

static const char *field(const struct reading *reading, size_t column)
{
    struct pp_bytes bytes = pp_csvrow_field(reading->row, column);
    return pp_arena_strndup(reading->arena, (const char *)bytes.data, bytes.size);
}

/* "-43", "3.5"; its end, or NULL. */
static const char *number_end(const char *text)
{
    text += *text == '-';
    if (!isdigit((unsigned char)*text))
        return NULL;
    while (isdigit((unsigned char)*text))
        text++;
    if (*text == '.' && isdigit((unsigned char)text[1]))
        for (text++; isdigit((unsigned char)*text);)
            text++;
    return text;
}

/* "43", "20..30", "126.." */
static bool split_value(struct pp_arena *arena, struct published_figure *figure)
{
    const char *end = number_end(figure->value);
    figure->low = figure->high = "";
    if (*figure->value == '\0')
        return true;
    if (!end)
        return false;
    figure->low = pp_arena_strndup(arena, figure->value, (size_t)(end - figure->value));
    if (*end == '\0')
        figure->high = figure->low;
    if (*end == '\0' || strcmp(end, "..") == 0)
        return true;
    if (strncmp(end, "..", 2) != 0)
        return false;
    figure->high = end + 2;
    end = number_end(figure->high);
    return end && *end == '\0';
}

/* A state that has no number, has none; any other has one. */
static bool fits_state(const struct published_figure *figure)
{
    static const char *const with[] = {"exact", "estimated", "at_least", "rounded", NULL};
    static const char *const without[] = {"unknown", "not_assessed", "suppressed", NULL};
    const char *const *states = *figure->value ? with : without;
    for (; *states; states++)
        if (pp_streq(*states, figure->state))
            return !pp_streq(figure->state, "suppressed") || *figure->n == '\0';
    return false;
}

static enum pp_status read_header(const struct reading *reading)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (!pp_streq(field(reading, i), names[i]))
            return refuse(
                reading,
                pp_arena_printf(
                    reading->arena, "Column %zu is not \"%s\": this is no list of figures.", i + 1,
                    names[i]));
    return PP_OK;
}

static enum pp_status read_row(const struct reading *reading)
{
    struct pp_arena *arena = reading->arena;
    struct pp_published *out = reading->out;
    struct published_figure figure = {
        .address = field(reading, ADDRESS),
        .measure = field(reading, MEASURE),
        .city = field(reading, CITY),
        .framework = field(reading, FRAMEWORK),
        .dimension = field(reading, DIMENSION),
        .breakdown = field(reading, BREAKDOWN),
        .period = field(reading, PERIOD),
        .state = field(reading, STATE),
        .value = field(reading, VALUE),
        .n = field(reading, N),
        .unit = field(reading, UNIT),
        .line = reading->line};
    if (pp_csvrow_count(reading->row) != COLUMNS || !pp_starts_with(figure.address, figure.measure))
        return refuse(reading, "This line is no figure.");
    if (!split_value(arena, &figure) || !fits_state(&figure))
        return refuse(reading, "The value does not go with its state, or is no number.");
    const char *key = pp_arena_printf(arena, "%s@%s", figure.address, figure.period);
    if (pp_map_get(&out->by_key, key))
        return refuse(reading, "This figure stands here twice.");
    pp_map_set(&out->by_key, key, pp_arena_memdup(arena, &figure, sizeof figure));
    *(struct published_figure *)PP_PUSH(arena, &out->figures) = figure;
    if (pp_streq(figure.measure, "files.read"))
        out->period = figure.period;
    return PP_OK;
}

static enum pp_status read_all(struct reading *reading, struct pp_bytes bytes)
{
    struct pp_scanner scanner;
    struct pp_span span;
    bool header = true;
    enum pp_status worst = PP_OK;
    pp_scanner_init(&scanner, bytes.data, bytes.size, ',');
    while (pp_scanner_next(&scanner, &span)) {
        reading->line = span.line;
        pp_csvrow_split(reading->row, bytes.data + span.start, span.length);
        if (pp_csvrow_is_blank(reading->row))
            continue;
        if (header)
            PP_TRY(read_header(reading));
        else if (read_row(reading) != PP_OK)
            worst = PP_DATA;
        header = false;
    }
    return header ? refuse(reading, "The file is empty.") : worst;
}

enum pp_status pp_published_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_bytes bytes,
    struct pp_published **out)
{
    struct pp_published *published = pp_arena_alloc(arena, sizeof *published);
    *out = NULL;
    PP_TRY(published_read(run, arena, path, bytes, published));
    *out = published;
    return PP_OK;
}

enum pp_status published_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_bytes bytes,
    struct pp_published *out)
{
    struct reading reading = {.run = run, .arena = arena, .out = out};
    *out = (struct pp_published){.path = path};
    pp_map_init(&out->by_key, arena);
    reading.row = pp_csvrow_new(',');
    enum pp_status status = read_all(&reading, bytes);
    pp_csvrow_free(reading.row);
    return status;
}

const struct published_figure *published_find_key(
    const struct pp_published *published, const char *key)
{
    return pp_map_get(&published->by_key, key);
}

const struct published_figure *published_find(
    const struct pp_published *published, const char *address, const char *period)
{
    struct pp_arena *scratch = pp_arena_new();
    const struct published_figure *figure =
        published_find_key(published, pp_arena_printf(scratch, "%s@%s", address, period));
    pp_arena_free(scratch);
    return figure;
}

bool published_is_withheld(const struct published_figure *figure)
{
    return pp_streq(figure->state, "suppressed");
}

bool published_number(const char *text, double *out)
{
    double number = 0, scale = 1;
    bool minus = *text == '-', digits = false, point = false;
    int exponent = 0;
    for (text += minus; isdigit((unsigned char)*text) || (*text == '.' && !point); text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        digits = true;
        number = number * 10 + (*text - '0');
        scale *= point ? 10 : 1;
    }
    if (digits && (*text == 'e' || *text == 'E')) {
        bool small = *++text == '-';
        text += *text == '-' || *text == '+';
        digits = isdigit((unsigned char)*text) != 0;
        for (; isdigit((unsigned char)*text) && exponent < 400; text++)
            exponent = exponent * 10 + (*text - '0');
        number *= pow(10, small ? -exponent : exponent);
    }
    *out = (minus ? -number : number) / scale;
    return digits && *text == '\0';
}

bool published_has_value(const struct published_figure *figure)
{
    return *figure->value != '\0';
}

bool published_is_single(const struct published_figure *figure)
{
    return *figure->value != '\0' && pp_streq(figure->low, figure->high);
}
