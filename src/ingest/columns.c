#include "pactpress/columns.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { HEADERS_SHOWN = 30 };

/* Does the column match the header at `at`? 2: literally, 1: folded or by pattern, 0: no. */
static int match_one(
    const struct pp_wanted *wanted, size_t column, const char *header, const char *folded)
{
    if (wanted->patterns[column] != NULL)
        return pp_pattern_matches(wanted->patterns[column], header, strlen(header)) ? 1 : 0;
    if (wanted->folded[column] == NULL || header[0] == '\0')
        return 0;
    if (strcmp(wanted->source->columns[column].match, header) == 0)
        return 2;
    return strcmp(wanted->folded[column], folded) == 0 ? 1 : 0;
}

/* Headers with their folded forms; the forms live in a scratch arena. */
struct header_row {
    const char *const *texts;
    const char **folded;
    size_t count;
};

static struct header_row fold_headers(
    struct pp_arena *arena, const char *const *texts, size_t count)
{
    struct header_row row = {.texts = texts, .count = count};
    row.folded = pp_arena_array(arena, count + 1, sizeof *row.folded);
    for (size_t i = 0; i < count; i++)
        row.folded[i] = pp_fold(arena, texts[i]);
    return row;
}

/* How many headers match best, and which are the first two. */
static size_t match_all(
    const struct pp_wanted *wanted, size_t column, const struct header_row *row, size_t found[2])
{
    int best = 1;
    size_t matches = 0;
    if (wanted->positions[column] != PP_NO_INDEX) {
        found[0] = wanted->positions[column];
        return found[0] < row->count ? 1 : 0;
    }
    for (size_t i = 0; i < row->count; i++) {
        int match = match_one(wanted, column, row->texts[i], row->folded[i]);
        if (match > best) {
            best = match;
            matches = 0;
        }
        if (match < best)
            continue;
        if (matches < 2)
            found[matches] = i;
        matches++;
    }
    return matches;
}

size_t pp_wanted_fit(const struct pp_wanted *wanted, const char *const *headers, size_t count)
{
    struct pp_arena *arena = pp_arena_new();
    struct header_row row = fold_headers(arena, headers, count);
    size_t fit = 0, found[2];
    for (size_t c = 0; c < wanted->source->column_count; c++)
        if (wanted->positions[c] == PP_NO_INDEX && match_all(wanted, c, &row, found) > 0)
            fit++;
    pp_arena_free(arena);
    return fit;
}

bool pp_wanted_by_name(const struct pp_wanted *wanted)
{
    for (size_t c = 0; c < wanted->source->column_count; c++)
        if (wanted->positions[c] == PP_NO_INDEX)
            return true;
    return false;
}

/* The headers for a message. Where an e-mail address stands among them, the "headers" are
 * somebody's data, and nothing is shown. */
static const char *list_headers(
    struct pp_arena *arena, const char *const *headers, size_t count, bool safe)
{
    struct pp_str list;
    pp_str_init(&list);
    for (size_t i = 0; i < count; i++)
        safe = safe && strchr(headers[i], '@') == NULL;
    for (size_t i = 0; safe && i < count && i < HEADERS_SHOWN; i++)
        if (headers[i][0] != '\0')
            pp_str_printf(&list, "%s\"%s\"", list.length > 0 ? ", " : "", headers[i]);
    if (safe && count > HEADERS_SHOWN)
        pp_str_printf(&list, " and %zu more", count - HEADERS_SHOWN);
    char *text = pp_str_copy(&list, arena);
    pp_str_free(&list);
    return text;
}

static void report_missing(
    struct pp_run *run, struct pp_arena *arena, const struct pp_wanted *wanted, size_t column,
    struct pp_where where, const char *const *headers, size_t count, bool safe)
{
    const struct pp_column *spec = &wanted->source->columns[column];
    if (wanted->positions[column] != PP_NO_INDEX) {
        pp_error(
            run, where, "columns.missing",
            "Field \"%s\" is to come from column %s, but this file "
            "has %zu columns.",
            spec->field, spec->match, count);
        return;
    }
    const char **candidates = pp_arena_array(arena, count + 1, sizeof *candidates);
    memcpy(candidates, headers, count * sizeof *candidates);
    candidates[count] = NULL;
    const char *list = list_headers(arena, headers, count, safe);
    const char *near = list[0] != '\0' ? pp_nearest(spec->match, candidates) : NULL;
    pp_error(
        run, where, "columns.missing",
        "There is no column \"%s\" here (field \"%s\" of source %s)%s%s%s"
        "%s%s.",
        spec->match, spec->field, wanted->source->id, near != NULL ? "; nearest is \"" : "",
        near != NULL ? near : "", near != NULL ? "\"" : "", list[0] != '\0' ? ". There are: " : "",
        list);
}

static void report_doubled(
    struct pp_run *run, const struct pp_wanted *wanted, size_t column, struct pp_where where,
    const size_t found[2])
{
    const struct pp_column *spec = &wanted->source->columns[column];
    pp_error(
        run, where, "columns.doubled",
        "\"%s\" (field \"%s\") fits two columns, number %zu and number %zu. Name one by its "
        "position: `#%zu` or `#%zu`.",
        spec->match, spec->field, found[0] + 1, found[1] + 1, found[0] + 1, found[1] + 1);
}

/* What a file cannot do without: one of these fields, from a column or a constant. */
struct need {
    enum pp_source_kind kind;
    const char *fields[5];
};

static const struct need needs[] = {
    {PP_SOURCE_ATTENDANCE, {"event", "event_id", "event_name"}},
    {PP_SOURCE_ATTENDANCE, {"date", "event", "event_id", "event_name"}}, /* the register tells it */
    {PP_SOURCE_ATTENDANCE, {"city", "event", "event_id", "event_name"}},
    {PP_SOURCE_ASSESSMENT, {"date"}},
    {PP_SOURCE_ASSESSMENT, {"city"}},
    {PP_SOURCE_ASSESSMENT, {"dimension", "question", "dimension:"}},
    {PP_SOURCE_ASSESSMENT, {"score", "dimension:"}},
    {PP_SOURCE_EVENTS, {"id"}},
    {PP_SOURCE_EVENTS, {"date"}},
    {PP_SOURCE_EVENTS, {"city", "cities"}},
    {PP_SOURCE_FIGURES, {"address"}},
    {PP_SOURCE_FIGURES, {"value"}},
    {PP_SOURCE_DECLARED, {"address"}},
    {PP_SOURCE_DECLARED, {"value"}},
    {PP_SOURCE_DECLARED, {"date"}},
};

/* "dimension:" stands for all fields that begin so. */
static bool serves(const struct need *need, const char *field)
{
    for (size_t i = 0; i < 5 && need->fields[i] != NULL; i++) {
        bool prefix = pp_ends_with(need->fields[i], ":");
        if (prefix ? pp_starts_with(field, need->fields[i]) : pp_streq(field, need->fields[i]))
            return true;
    }
    return false;
}

static bool is_met(const struct need *need, const struct pp_columns *columns)
{
    const struct pp_source *source = columns->source;
    for (size_t i = 0; i < source->constants.count; i++)
        if (serves(need, source->constants.entries[i].key))
            return true;
    for (size_t c = 0; c < source->column_count; c++)
        if (columns->at[c] != PP_NO_INDEX && serves(need, source->columns[c].field))
            return true;
    return false;
}

/* Is a column before this one missed for the same need? One message will do. */
static bool is_said(const struct need *need, const struct pp_source *source, size_t column)
{
    for (size_t c = 0; c < column; c++)
        if (serves(need, source->columns[c].field))
            return true;
    return false;
}

/* Tools do not export all columns of a preset always: of several that tell the same, one will do.
 */
static bool may_be_missing(
    const struct pp_wanted *wanted, const struct pp_columns *columns, size_t c)
{
    const struct pp_source *source = wanted->source;
    const struct pp_column *column = &source->columns[c];
    bool constant = pp_map_get(&source->constants, column->field) != NULL;
    /* Without it nobody would have attended, or everybody. */
    if (wanted->fields[c] == PP_FIELD_STATUS && source->attended.count > 0)
        return constant;
    if (!column->optional || pp_starts_with(column->field, "dimension:"))
        return false;
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        if (needs[i].kind == source->kind && serves(&needs[i], column->field) &&
            !is_met(&needs[i], columns) && !is_said(&needs[i], source, c))
            return false;
    return true;
}

enum pp_status pp_columns_find(
    struct pp_run *run, struct pp_arena *arena, const struct pp_wanted *wanted,
    struct pp_where where, const char *const *headers, size_t count, struct pp_columns *out)
{
    const struct pp_source *source = wanted->source;
    struct pp_arena *scratch = pp_arena_new();
    struct header_row row = fold_headers(scratch, headers, count);
    bool safe = pp_wanted_fit(wanted, headers, count) > 0;
    struct pp_columns columns = {.source = source, .count = source->column_count};
    size_t *matches = pp_arena_array(scratch, source->column_count + 1, sizeof *matches);
    enum pp_status status = PP_OK;
    columns.at = pp_arena_array(arena, source->column_count + 1, sizeof *columns.at);
    for (size_t c = 0; c < source->column_count; c++) {
        size_t found[2] = {PP_NO_INDEX, PP_NO_INDEX};
        matches[c] = match_all(wanted, c, &row, found);
        columns.at[c] = matches[c] > 0 ? found[0] : PP_NO_INDEX;
        if (matches[c] < 2)
            continue;
        report_doubled(run, wanted, c, where, found);
        status = PP_DATA;
    }
    for (size_t c = 0; c < source->column_count; c++) {
        if (matches[c] > 0 || may_be_missing(wanted, &columns, c))
            continue;
        report_missing(run, scratch, wanted, c, where, headers, count, safe);
        status = PP_DATA;
    }
    pp_arena_free(scratch);
    if (status == PP_OK)
        *out = columns;
    return status;
}

void pp_wanted_release(struct pp_wanted *wanted)
{
    for (size_t c = 0; wanted->patterns != NULL && c < wanted->source->column_count; c++)
        pp_pattern_free(wanted->patterns[c]);
    *wanted = (struct pp_wanted){0};
}
