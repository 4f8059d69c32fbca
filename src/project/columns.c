#include "project/columns.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/keys.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "project/codes.h"
#include "project/key_value.h"

static const char *const attendance_fields[] = {
    "person",   "email",      "name",  "first_name", "last_name",    "event",
    "event_id", "event_name", "date",  "city",       "cities",       "status",
    "role",     "gender",     "age",   "birth_year", "hours",        "minutes",
    "mode",     "record",     "count", "type",       "target_group", NULL};
static const char *const assessment_fields[] = {"respondent", "record", "date",     "city",
                                                "dimension",  "score",  "question", NULL};
static const char *const event_fields[] = {
    "id",   "record",   "date",  "end",        "city",    "cities", "partners", "type", "mode",
    "link", "evidence", "count", "registered", "planned", "text",   "who",      NULL};
static const char *const figure_fields[] = {"address", "value",    "unit",   "publisher",
                                            "year",    "url",      "date",   "retrieved",
                                            "licence", "document", "record", NULL};
static const char *const declared_fields[] = {"address",     "value", "unit",   "document",
                                              "declared_by", "date",  "record", NULL};

static const char *const *const fields_of[] = {
    attendance_fields, assessment_fields, event_fields, figure_fields, declared_fields};

const char pp_columns_form[] =
    "a map from field to column; a column is its header text, a '/pattern/' or its number "
    "(\"#3\"), or a map {column: ..., optional: true, values: {text: value}, value: [texts]}";

#define COLUMN_SCHEMA "{\"type\": [\"string\", \"number\", \"boolean\", \"null\", \"object\"]}"
const char pp_columns_schema[] =
    "\"type\": \"object\", \"propertyNames\": {\"anyOf\": [{\"enum\": [\"address\", \"age\", "
    "\"birth_year\", \"cities\", \"city\", \"count\", \"date\", \"declared_by\", \"dimension\", "
    "\"dimensions\", \"document\", \"email\", \"end\", \"event\", \"event_id\", \"event_name\", "
    "\"evidence\", "
    "\"first_name\", \"gender\", \"hours\", \"id\", \"last_name\", \"licence\", \"link\", "
    "\"minutes\", \"mode\", \"name\", \"partners\", \"person\", \"planned\", \"publisher\", "
    "\"question\", "
    "\"record\", \"registered\", \"respondent\", \"retrieved\", \"role\", \"score\", "
    "\"status\", \"target_group\", \"text\", \"type\", \"unit\", \"url\", \"value\", \"who\", "
    "\"year\"]}, "
    "{\"pattern\": \"^(dimension|text|who):.+$\"}]}, \"additionalProperties\": " COLUMN_SCHEMA;

/* Fields with a part behind a colon, and the key that groups them in the YAML. */
static const struct group {
    const char *key, *prefix, *part;
} groups[] = {
    {"dimensions", "dimension:", "dimension code"},
    {"text", "text:", "language"},
    {"who", "who:", "language"}};

enum { GROUPS = sizeof groups / sizeof *groups };

/* Values that a field can take, where that is settled. */
static const struct vocabulary {
    const char *field;
    const char *values[6];
} vocabularies[] = {
    {"status", {"attended", "registered", "absent", "cancelled", NULL}},
    {"role", {"participant", "staff", "speaker", "partner", NULL}},
    {"gender", {"female", "male", "nonbinary", "unknown", NULL}},
    {"mode", {"onsite", "online", "hybrid", NULL}},
    {"planned", {"yes", "no", NULL}},
};

const char *const *pp_source_fields(enum pp_source_kind kind)
{
    return fields_of[kind];
}

static bool stands_in(const char *const *list, const char *word, size_t length)
{
    for (; *list; list++)
        if (strlen(*list) == length && memcmp(*list, word, length) == 0)
            return true;
    return false;
}

bool pp_source_has_field(enum pp_source_kind kind, const char *field)
{
    if (strcmp(field, "dimensions") == 0)
        return kind == PP_SOURCE_ASSESSMENT;
    return stands_in(fields_of[kind], field, strcspn(field, ":"));
}

bool pp_is_source_field(const char *field)
{
    for (int kind = PP_SOURCE_ATTENDANCE; kind <= PP_SOURCE_DECLARED; kind++)
        if (pp_source_has_field((enum pp_source_kind)kind, field))
            return true;
    return false;
}

struct reading {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_source *source;
    bool bad;
};

static const struct vocabulary *vocabulary_of(const char *field)
{
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
        if (strcmp(vocabularies[i].field, field) == 0)
            return &vocabularies[i];
    return NULL;
}

/* A text in the file that stands for `value`. What counts as attended, and who is staff, is
 * collected in the source besides: both the text and the value it becomes. */
static void add_value(
    struct reading *reading, struct pp_column *column, const char *text, const char *value)
{
    pp_map_set(&column->values, text, (void *)(uintptr_t)value);
    struct pp_strings *list = NULL;
    if (strcmp(column->field, "status") == 0 && strcmp(value, "attended") == 0)
        list = &reading->source->attended;
    if (strcmp(column->field, "role") == 0 &&
        (strcmp(value, "staff") == 0 || strcmp(value, "speaker") == 0))
        list = &reading->source->staff;
    const char *both[] = {text, value};
    for (size_t k = 0; list && k < 2; k++) {
        bool known = false;
        for (size_t i = 0; i < list->count; i++)
            known = known || strcmp(list->items[i], both[k]) == 0;
        if (!known)
            *(const char **)PP_PUSH(reading->arena, list) = both[k];
    }
}

static bool check_value(
    struct reading *reading, const char *field, const struct pp_yaml *node, const char *value,
    bool at_key)
{
    const struct vocabulary *words = vocabulary_of(field);
    if (!words || stands_in(words->values, value, strlen(value)))
        return true;
    struct pp_str list;
    pp_str_init(&list);
    for (size_t i = 0; words->values[i]; i++)
        pp_str_printf(&list, "%s%s", i > 0 ? ", " : "", words->values[i]);
    const char *format = "\"%s\" is not a value of %s; its values are %s";
    if (at_key)
        pp_yaml_report_key(
            reading->run, PP_ERROR, node, "source.value", format, value, field, list.text);
    else
        pp_yaml_report(
            reading->run, PP_ERROR, node, "source.value", format, value, field, list.text);
    pp_str_free(&list);
    reading->bad = true;
    return false;
}

/* values: {Sì: attended} */
static void read_values(
    struct reading *reading, struct pp_column *column, const struct pp_yaml *node)
{
    if (node->kind != PP_YAML_MAP) {
        pp_yaml_report(
            reading->run, PP_ERROR, node, "yaml.wrong-type",
            "\"values\" takes a map from texts of the file to values ({Sì: attended}), not %s",
            pp_yaml_kind_name(node));
        reading->bad = true;
        return;
    }
    for (const struct pp_yaml *item = node->first; item; item = item->next) {
        if (item->kind != PP_YAML_SCALAR || pp_yaml_is_null(item)) {
            pp_yaml_report(
                reading->run, PP_ERROR, item, "yaml.wrong-type",
                "\"%s\" stands for one value, not for %s", item->key, pp_yaml_kind_name(item));
            reading->bad = true;
        } else if (check_value(reading, column->field, item, item->text, false)) {
            add_value(reading, column, item->key, item->text);
        }
    }
}

/* attended: [Checked In, Attending] */
static void read_texts(
    struct reading *reading, struct pp_column *column, const struct pp_yaml *node)
{
    if (!check_value(reading, column->field, node, node->key, true))
        return;
    const struct pp_yaml *item = node->kind == PP_YAML_LIST ? node->first : node;
    for (; item; item = node->kind == PP_YAML_LIST ? item->next : NULL) {
        if (item->kind == PP_YAML_SCALAR) {
            add_value(reading, column, item->text, node->key);
            continue;
        }
        pp_yaml_report(
            reading->run, PP_ERROR, item, "yaml.wrong-type",
            "\"%s\" takes the texts of the file that stand for it, not %s", node->key,
            pp_yaml_kind_name(item));
        reading->bad = true;
    }
}

static void read_optional(
    struct reading *reading, struct pp_column *column, const struct pp_yaml *node)
{
    static const struct pp_key key = {.name = "optional", .type = PP_KEY_BOOL};
    if (pp_key_read_value(reading->run, reading->arena, &key, node, &column->optional) != PP_OK)
        reading->bad = true;
}

/* {column: Attendee Status, attended: [Checked In]} */
static const struct pp_yaml *read_details(
    struct reading *reading, struct pp_column *column, const struct pp_yaml *node)
{
    const struct pp_yaml *match = NULL;
    for (const struct pp_yaml *child = node->first; child; child = child->next) {
        if (strcmp(child->key, "column") == 0)
            match = child;
        else if (strcmp(child->key, "values") == 0)
            read_values(reading, column, child);
        else if (strcmp(child->key, "optional") == 0)
            read_optional(reading, column, child);
        else
            read_texts(reading, column, child);
    }
    if (!match) {
        pp_yaml_report(
            reading->run, PP_ERROR, node, "yaml.missing-key",
            "\"%s\" needs the key \"column\": a header text, a '/pattern/' or a number (\"#3\")",
            column->field);
        reading->bad = true;
    }
    return match;
}

static bool is_position(const char *text)
{
    return text[0] == '#' && text[1] >= '1' && text[1] <= '9' && strlen(text) <= 5 &&
           strspn(text + 1, "0123456789") == strlen(text + 1);
}

static void check_position(struct reading *reading, const struct pp_yaml *match)
{
    const char *text = match->text;
    if (text[0] != '#' || is_position(text) ||
        strspn(text + 1, "0123456789-") != strlen(text + 1) || text[1] == '\0')
        return;
    pp_yaml_report(
        reading->run, PP_ERROR, match, "source.position",
        "\"%s\" is not a column's number; the first column is \"#1\"", text);
    reading->bad = true;
}

/* Columns that a preset gave stand in another file than the source; not every export has them. */
static bool is_from_preset(const struct reading *reading, const struct pp_yaml *node)
{
    const char *own = reading->source->where.file;
    return own && node->where.file && strcmp(own, node->where.file) != 0;
}

static bool is_taken(const struct reading *reading, const char *field)
{
    for (size_t i = 0; i < reading->source->column_count; i++)
        if (strcmp(reading->source->columns[i].field, field) == 0)
            return true;
    return false;
}

static void read_column(struct reading *reading, const char *field, const struct pp_yaml *node)
{
    if (pp_yaml_is_null(node)) /* switches a preset's column off */
        return;
    if (is_taken(reading, field)) {
        pp_yaml_report_key(
            reading->run, PP_ERROR, node, "source.doubled-field",
            "the field \"%s\" has two columns; keep one of them", field);
        reading->bad = true;
        return;
    }
    struct pp_column column = {.field = field, .match = "", .where = node->where};
    column.optional = is_from_preset(reading, node);
    pp_map_init(&column.values, reading->arena);
    const struct pp_yaml *match =
        node->kind == PP_YAML_MAP ? read_details(reading, &column, node) : node;
    if (match) {
        if (pp_key_check_pattern(reading->run, reading->arena, match) != PP_OK)
            reading->bad = true;
        check_position(reading, match);
        column.match = match->text;
    }
    struct {
        struct pp_column *items;
        size_t count, capacity;
    } list = {
        reading->source->columns, reading->source->column_count, reading->source->column_capacity};
    *(struct pp_column *)PP_PUSH(reading->arena, &list) = column;
    reading->source->columns = list.items;
    reading->source->column_count = list.count;
    reading->source->column_capacity = list.capacity;
}

static const struct group *group_of(const char *key)
{
    for (size_t i = 0; i < GROUPS; i++)
        if (strcmp(groups[i].key, key) == 0)
            return &groups[i];
    return NULL;
}

/* dimensions: {relevance: Q1, impact: Q6} */
static void read_group(
    struct reading *reading, const struct group *group, const struct pp_yaml *node)
{
    if (pp_yaml_is_null(node))
        return;
    if (node->kind != PP_YAML_MAP) {
        pp_yaml_report(
            reading->run, PP_ERROR, node, "yaml.wrong-type",
            "\"%s\" takes a map from %s to column, not %s", group->key, group->part,
            pp_yaml_kind_name(node));
        reading->bad = true;
        return;
    }
    for (const struct pp_yaml *child = node->first; child; child = child->next) {
        if (strcmp(group->part, "language") == 0 && !pp_is_lang(child->key)) {
            pp_yaml_report_key(
                reading->run, PP_ERROR, child, "yaml.language",
                "\"%s\" is not a language; write its code (en, lv, pt-PT)", child->key);
            reading->bad = true;
        }
        const char *field = pp_arena_printf(reading->arena, "%s%s", group->prefix, child->key);
        read_column(reading, field, child);
    }
}

static void report_unknown_field(
    struct reading *reading, const struct pp_yaml *node, const char *const *fields)
{
    reading->bad = true;
    const char *nearest = pp_nearest(node->key, fields);
    if (nearest) {
        pp_yaml_report_key(
            reading->run, PP_ERROR, node, "source.unknown-field",
            "\"%s\" is not a field of this source; did you mean \"%s\"?", node->key, nearest);
        return;
    }
    struct pp_str list;
    pp_str_init(&list);
    for (size_t i = 0; fields[i]; i++)
        pp_str_printf(&list, "%s%s", i > 0 ? ", " : "", fields[i]);
    pp_yaml_report_key(
        reading->run, PP_ERROR, node, "source.unknown-field",
        "\"%s\" is not a field of this source; its fields are %s", node->key, list.text);
    pp_str_free(&list);
}

static void read_field(struct reading *reading, const struct pp_yaml *node)
{
    const struct group *group = group_of(node->key);
    if (group)
        read_group(reading, group, node);
    else
        read_column(reading, node->key, node);
}

static enum pp_status read_columns(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node,
    struct pp_source *source, bool any_kind)
{
    if (node->kind != PP_YAML_MAP) {
        pp_yaml_report(
            run, PP_ERROR, node, "yaml.wrong-type",
            "\"columns\" takes a map from field to column, not %s", pp_yaml_kind_name(node));
        return PP_USAGE;
    }
    struct reading reading = {run, arena, source, false};
    for (const struct pp_yaml *child = node->first; child; child = child->next) {
        bool known = any_kind ? pp_is_source_field(child->key)
                              : pp_source_has_field(source->kind, child->key);
        if (known)
            read_field(&reading, child);
        else
            report_unknown_field(&reading, child, pp_source_fields(source->kind));
    }
    return reading.bad ? PP_USAGE : PP_OK;
}

enum pp_status pp_columns_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *source)
{
    return read_columns(run, arena, node, source, false);
}

enum pp_status pp_columns_read_preset(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *source)
{
    return read_columns(run, arena, node, source, true);
}
