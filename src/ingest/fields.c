/* Which fields each kind of source knows, and whether a source's columns make sense together. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/columns.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static const char *const names[PP_FIELDS] = {
    [PP_FIELD_RECORD] = "record",
    [PP_FIELD_PERSON] = "person",
    [PP_FIELD_EMAIL] = "email",
    [PP_FIELD_NAME] = "name",
    [PP_FIELD_FIRST_NAME] = "first_name",
    [PP_FIELD_LAST_NAME] = "last_name",
    [PP_FIELD_ID] = "id",
    [PP_FIELD_EVENT] = "event",
    [PP_FIELD_EVENT_ID] = "event_id",
    [PP_FIELD_EVENT_NAME] = "event_name",
    [PP_FIELD_DATE] = "date",
    [PP_FIELD_END] = "end",
    [PP_FIELD_CITY] = "city",
    [PP_FIELD_CITIES] = "cities",
    [PP_FIELD_TYPE] = "type",
    [PP_FIELD_ROLE] = "role",
    [PP_FIELD_STATUS] = "status",
    [PP_FIELD_GENDER] = "gender",
    [PP_FIELD_TARGET_GROUP] = "target_group",
    [PP_FIELD_AGE] = "age",
    [PP_FIELD_MINUTES] = "minutes",
    [PP_FIELD_HOURS] = "hours",
    [PP_FIELD_COUNT] = "count",
    [PP_FIELD_DIMENSION] = "dimension",
    [PP_FIELD_SCORE] = "score",
    [PP_FIELD_PARTNERS] = "partners",
    [PP_FIELD_MODE] = "mode",
    [PP_FIELD_LINK] = "link",
    [PP_FIELD_EVIDENCE] = "evidence",
    [PP_FIELD_PLANNED] = "planned",
    [PP_FIELD_TEXT] = "text",
    [PP_FIELD_WHO] = "who",
    [PP_FIELD_ADDRESS] = "address",
    [PP_FIELD_VALUE] = "value",
    [PP_FIELD_UNIT] = "unit",
    [PP_FIELD_PUBLISHER] = "publisher",
    [PP_FIELD_YEAR] = "year",
    [PP_FIELD_URL] = "url",
    [PP_FIELD_LICENCE] = "licence",
    [PP_FIELD_DOCUMENT] = "document",
    [PP_FIELD_RETRIEVED] = "retrieved",
    [PP_FIELD_RESPONDENT] = "respondent",
    [PP_FIELD_QUESTION] = "question",
    [PP_FIELD_BIRTH_YEAR] = "birth_year",
    [PP_FIELD_REGISTERED] = "registered",
    [PP_FIELD_DECLARED_BY] = "declared_by"};

enum pp_field pp_field_find(const char *name)
{
    size_t length = strcspn(name, ":");
    for (size_t i = 0; i < PP_FIELDS; i++)
        if (strlen(names[i]) == length && strncmp(names[i], name, length) == 0)
            return (enum pp_field)i;
    return PP_FIELDS;
}

const char *pp_field_name(enum pp_field field)
{
    return names[field];
}

const char *pp_field_detail(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon != NULL ? colon + 1 : "";
}

static const char *const attendance_fields[] = {
    "record", "person",   "email",      "name",       "first_name",   "last_name",
    "event",  "event_id", "event_name", "date",       "city",         "cities",
    "type",   "role",     "status",     "gender",     "age",          "minutes",
    "hours",  "count",    "mode",       "birth_year", "target_group", NULL};
static const char *const assessment_fields[] = {
    "record", "person",    "email", "name",       "first_name", "last_name", "date",
    "city",   "dimension", "score", "respondent", "question",   NULL};
static const char *const event_fields[] = {
    "id",   "record",   "date",  "end",     "city", "cities", "partners",   "type", "mode",
    "link", "evidence", "count", "planned", "text", "who",    "registered", NULL};
static const char *const figure_fields[] = {
    "record", "address", "value",    "unit",      "date",        "publisher", "year",
    "url",    "licence", "document", "retrieved", "declared_by", NULL};

static const char *const kind_names[] = {
    [PP_SOURCE_ATTENDANCE] = "attendance",
    [PP_SOURCE_ASSESSMENT] = "assessment",
    [PP_SOURCE_EVENTS] = "events",
    [PP_SOURCE_FIGURES] = "figures",
    [PP_SOURCE_DECLARED] = "declared"};

static const char *const *fields_of(enum pp_source_kind kind)
{
    static const char *const *const lists[] = {
        [PP_SOURCE_ATTENDANCE] = attendance_fields,
        [PP_SOURCE_ASSESSMENT] = assessment_fields,
        [PP_SOURCE_EVENTS] = event_fields,
        [PP_SOURCE_FIGURES] = figure_fields,
        [PP_SOURCE_DECLARED] = figure_fields};
    return lists[kind];
}

static bool has_field(const struct pp_source *source, const char *field)
{
    for (size_t c = 0; c < source->column_count; c++)
        if (pp_streq(source->columns[c].field, field))
            return true;
    return pp_map_get(&source->constants, field) != NULL;
}

static bool has_prefix(const struct pp_source *source, const char *prefix)
{
    for (size_t c = 0; c < source->column_count; c++)
        if (pp_starts_with(source->columns[c].field, prefix))
            return true;
    return false;
}

/* "dimension:impact" names a dimension of the source's framework. */
static bool check_dimension(
    struct pp_run *run, const struct pp_project *project, const struct pp_source *source,
    const struct pp_column *column)
{
    const struct pp_framework *framework = source->framework != NULL
                                               ? pp_project_framework(project, source->framework)
                                           : project->framework_count > 0 ? &project->frameworks[0]
                                                                          : NULL;
    const char *code = column->field + strlen("dimension:");
    if (framework == NULL || pp_framework_dimension(framework, code) != NULL)
        return true;
    struct pp_arena *arena = pp_arena_new();
    const char **codes = pp_arena_array(arena, framework->dimension_count + 1, sizeof *codes);
    for (size_t i = 0; i < framework->dimension_count; i++)
        codes[i] = framework->dimensions[i].code;
    const char *near = pp_nearest(code, codes);
    pp_error(
        run, column->where, "columns.no-such-dimension",
        "Framework %s has no dimension \"%s\"%s%s.", framework->id, code,
        near != NULL ? "; nearest is " : "", near != NULL ? near : "");
    pp_arena_free(arena);
    return false;
}

static bool check_field(
    struct pp_run *run, const struct pp_project *project, const struct pp_source *source,
    const struct pp_column *column)
{
    if (source->kind == PP_SOURCE_ASSESSMENT && pp_starts_with(column->field, "dimension:"))
        return check_dimension(run, project, source, column);
    if (source->kind == PP_SOURCE_EVENTS &&
        (pp_starts_with(column->field, "text:") || pp_starts_with(column->field, "who:")))
        return true;
    const char *const *known = fields_of(source->kind);
    for (size_t i = 0; known[i] != NULL; i++)
        if (strcmp(known[i], column->field) == 0)
            return true;
    const char *near = pp_nearest(column->field, known);
    pp_error(
        run, column->where, "columns.unknown-field",
        "A source of kind %s has no field \"%s\"%s%s%s.", kind_names[source->kind], column->field,
        near != NULL ? "; nearest is \"" : "", near != NULL ? near : "", near != NULL ? "\"" : "");
    return false;
}

/* What a kind cannot do without, as a sentence; NULL: all is there. */
static const char *what_is_missing(const struct pp_source *s)
{
    bool city = has_field(s, "city") || has_field(s, "cities");
    bool event = has_field(s, "event") || has_field(s, "event_id") || has_field(s, "event_name");
    bool wide = has_prefix(s, "dimension:");
    bool told = has_field(s, "record") || has_field(s, "respondent") || has_field(s, "person") ||
                has_field(s, "email") || has_field(s, "name") || has_field(s, "last_name");
    switch (s->kind) {
    case PP_SOURCE_ATTENDANCE:
        if (!has_field(s, "date") && !event)
            return "needs a column `date`, or `event` whose date the events list tells";
        return city || event ? NULL : "needs a `city` (column or constant), or `event`";
    case PP_SOURCE_ASSESSMENT:
        if (!wide &&
            ((!has_field(s, "dimension") && !has_field(s, "question")) || !has_field(s, "score")))
            return "needs `dimension` and `score`, or `dimensions: {code: column}`: a column for "
                   "each question";
        if (!wide && !told)
            return "in long form needs `respondent` or `record`: which rows are one respondent's";
        if (!has_field(s, "city"))
            return "needs a `city` (column or constant)";
        return has_field(s, "date") ? NULL : "needs a `date` (column or constant)";
    case PP_SOURCE_EVENTS:
        if (!has_field(s, "id") || !has_field(s, "date"))
            return "needs `id` and `date`";
        return city ? NULL : "needs `cities` (column or constant)";
    case PP_SOURCE_DECLARED:
        if (!has_field(s, "date"))
            return "needs a `date`";
        break;
    case PP_SOURCE_FIGURES:
        break;
    }
    return has_field(s, "address") && has_field(s, "value") ? NULL : "needs `address` and `value`";
}

/* "#3" is 2; PP_NO_INDEX when it is no position. */
static size_t position_of(const char *match)
{
    if (match[0] != '#' || match[1] == '\0' || strspn(match + 1, "0123456789") != strlen(match + 1))
        return PP_NO_INDEX;
    long position = strtol(match + 1, NULL, 10);
    return position >= 1 && position <= PP_LIMIT_COLUMNS ? (size_t)position - 1 : PP_NO_INDEX;
}

static struct pp_map *fold_values(struct pp_arena *arena, const struct pp_map *values)
{
    if (values->count == 0)
        return NULL;
    struct pp_map *folded = pp_arena_alloc(arena, sizeof *folded);
    pp_map_init(folded, arena);
    for (size_t i = 0; i < values->count; i++)
        pp_map_set(folded, pp_fold(arena, values->entries[i].key), values->entries[i].value);
    return folded;
}

/* Where each plain field comes from; reports a field that two columns fill. */
static bool index_fields(struct pp_run *run, struct pp_wanted *wanted)
{
    const struct pp_source *source = wanted->source;
    bool good = true;
    for (size_t f = 0; f < PP_FIELDS; f++) {
        wanted->by_field[f] = PP_NO_INDEX;
        wanted->constants[f] = pp_map_get(&source->constants, names[f]);
    }
    for (size_t c = 0; c < source->column_count; c++) {
        enum pp_field field = wanted->fields[c];
        if (field == PP_FIELDS || pp_field_detail(source->columns[c].field)[0] != '\0')
            continue;
        if (wanted->by_field[field] != PP_NO_INDEX) {
            pp_error(
                run, source->columns[c].where, "columns.field-twice",
                "Field \"%s\" of source %s is given two columns.", names[field], source->id);
            good = false;
        }
        wanted->by_field[field] = c;
    }
    return good;
}

static bool compile_one(
    struct pp_run *run, struct pp_arena *arena, struct pp_wanted *wanted, size_t c)
{
    const struct pp_column *column = &wanted->source->columns[c];
    wanted->positions[c] = position_of(column->match);
    if (wanted->positions[c] != PP_NO_INDEX)
        return true;
    if (!pp_is_pattern(column->match)) {
        wanted->folded[c] = pp_fold(arena, column->match);
        return true;
    }
    const char *error = "";
    size_t offset = 0;
    if (pp_pattern_compile(arena, column->match, &wanted->patterns[c], &error, &offset) == PP_OK)
        return true;
    pp_error(run, column->where, "columns.pattern", "%s", error);
    return false;
}

enum pp_status pp_wanted_prepare(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_source *source, struct pp_wanted *out)
{
    size_t count = source->column_count;
    struct pp_wanted wanted = {.source = source};
    bool good = true;
    wanted.patterns = pp_arena_array(arena, count + 1, sizeof *wanted.patterns);
    wanted.folded = pp_arena_array(arena, count + 1, sizeof *wanted.folded);
    wanted.positions = pp_arena_array(arena, count + 1, sizeof *wanted.positions);
    wanted.fields = pp_arena_array(arena, count + 1, sizeof *wanted.fields);
    wanted.values = pp_arena_array(arena, count + 1, sizeof(struct pp_map *));
    for (size_t c = 0; c < count; c++) {
        good = check_field(run, project, source, &source->columns[c]) && good;
        good = compile_one(run, arena, &wanted, c) && good;
        wanted.fields[c] = pp_field_find(source->columns[c].field);
        wanted.values[c] = fold_values(arena, &source->columns[c].values);
    }
    good = index_fields(run, &wanted) && good;
    const char *missing = what_is_missing(source);
    if (missing != NULL) {
        pp_error(
            run, source->where, "columns.required", "Source %s of kind %s %s.", source->id,
            kind_names[source->kind], missing);
        good = false;
    }
    if (!good) {
        pp_wanted_release(&wanted);
        return PP_USAGE;
    }
    *out = wanted;
    return PP_OK;
}
