#include "project/key_value.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/i18n.h"
#include "pactpress/map.h"
#include "pactpress/pattern.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/web.h"
#include "pactpress/yaml.h"
#include "project/codes.h"

enum pp_status pp_key_report_wrong(
    struct pp_run *run, const struct pp_key *key, const struct pp_yaml *node)
{
    struct pp_str form;
    pp_str_init(&form);
    pp_key_describe(key, &form);
    bool is_text = node->kind == PP_YAML_SCALAR && !pp_yaml_is_null(node);
    const char *nearest = is_text && key->choices ? pp_nearest(node->text, key->choices) : NULL;
    struct pp_str hint;
    pp_str_init(&hint);
    if (nearest)
        pp_str_printf(&hint, "; did you mean \"%s\"?", nearest);
    else if (
        is_text && node->quoted &&
        (key->type == PP_KEY_INT || key->type == PP_KEY_INT64 || key->type == PP_KEY_NUMBER ||
         key->type == PP_KEY_BOOL))
        pp_str_append(&hint, " in quotes");
    if (is_text)
        pp_yaml_report(
            run, PP_ERROR, node, "yaml.wrong-value", "\"%s\" takes %s, not \"%s\"%s", key->name,
            form.text, node->text, hint.text);
    else
        pp_yaml_report(
            run, PP_ERROR, node, "yaml.wrong-type", "\"%s\" takes %s, not %s", key->name, form.text,
            pp_yaml_kind_name(node));
    pp_str_free(&form);
    pp_str_free(&hint);
    return PP_USAGE;
}

static bool is_plain(const struct pp_yaml *node)
{
    return node->kind == PP_YAML_SCALAR && !node->quoted;
}

/* Decimal digits with an optional sign; nothing octal, hexadecimal or underscored. */
static bool read_integer(const struct pp_yaml *node, long long *out)
{
    const char *text = node->text;
    size_t sign = *text == '-' || *text == '+';
    if (!is_plain(node) || text[sign] == '\0' ||
        strspn(text + sign, "0123456789") != strlen(text + sign))
        return false;
    errno = 0;
    *out = strtoll(text, NULL, 10);
    return errno == 0;
}

static bool read_int(const struct pp_key *key, const struct pp_yaml *node, void *field)
{
    long long value;
    if (!read_integer(node, &value) || value < INT_MIN || value > INT_MAX)
        return false;
    if ((key->min != 0 || key->max != 0) && (value < key->min || value > key->max))
        return false;
    *(int *)field = (int)value;
    return true;
}

static bool read_int64(const struct pp_yaml *node, void *field)
{
    long long value;
    if (!read_integer(node, &value))
        return false;
    *(int64_t *)field = value;
    return true;
}

static bool read_number(const struct pp_key *key, const struct pp_yaml *node, void *field)
{
    const char *text = node->text;
    if (!is_plain(node) || strspn(text, "+-0123456789.") != strlen(text))
        return false;
    char *end;
    double value = strtod(text, &end);
    if (end == text || *end != '\0')
        return false;
    if ((key->min != 0 || key->max != 0) && (value < (double)key->min || value > (double)key->max))
        return false;
    *(double *)field = value;
    return true;
}

static bool read_bool(const struct pp_yaml *node, void *field)
{
    bool is_true = pp_streq(node->text, "true");
    if (!is_plain(node) || (!is_true && !pp_streq(node->text, "false")))
        return false;
    *(bool *)field = is_true;
    return true;
}

static bool read_date(const struct pp_yaml *node, void *field)
{
    pp_day day = node->kind == PP_YAML_SCALAR ? pp_day_parse_iso(node->text) : PP_NO_DAY;
    *(pp_day *)field = day;
    return day != PP_NO_DAY;
}

static bool is_choice(const struct pp_key *key, const char *text, unsigned *place)
{
    for (unsigned i = 0; key->choices && key->choices[i]; i++)
        if (strcmp(key->choices[i], text) == 0) {
            *place = i;
            return true;
        }
    return false;
}

static bool read_enum(const struct pp_key *key, const struct pp_yaml *node, void *field)
{
    unsigned place = 0;
    if (node->kind != PP_YAML_SCALAR || !is_choice(key, node->text, &place))
        return false;
    memcpy(field, &place, sizeof place);
    return true;
}

/* Is the text what the type asks for? The kinds of text that need no conversion. */
static bool fits(const struct pp_key *key, const char *text)
{
    unsigned place;
    switch (key->type) {
    case PP_KEY_ID:
        return pp_is_id(text);
    case PP_KEY_LANG:
        return pp_is_lang(text);
    case PP_KEY_LANGS:
        return pp_is_lang(text) || is_choice(key, text, &place);
    case PP_KEY_COUNTRY:
        return pp_is_country(text);
    case PP_KEY_ADDRESS:
    case PP_KEY_ADDRESSES:
        return pp_is_address(text);
    case PP_KEY_URL:
        return pp_is_url(text);
    case PP_KEY_WEB:
        return pp_is_web(text);
    case PP_KEY_MAIL:
        return pp_is_mail(text);
    case PP_KEY_CHOICE:
        return is_choice(key, text, &place);
    case PP_KEY_STRINGS:
        return !key->choices || is_choice(key, text, &place);
    default:
        return true;
    }
}

/* A text is kept even where it is wrong, so that references to it do not fail as well. */
static bool read_text(const struct pp_key *key, const struct pp_yaml *node, void *field)
{
    if (node->kind != PP_YAML_SCALAR)
        return false;
    *(const char **)field = node->text;
    return fits(key, node->text);
}

static enum pp_status read_strings(
    struct pp_run *run, struct pp_arena *arena, const struct pp_key *key,
    const struct pp_yaml *node, struct pp_strings *out)
{
    if (node->kind == PP_YAML_MAP)
        return pp_key_report_wrong(run, key, node);
    enum pp_status status = PP_OK;
    const struct pp_yaml *item = node->kind == PP_YAML_LIST ? node->first : node;
    for (; item; item = node->kind == PP_YAML_LIST ? item->next : NULL) {
        if (item->kind != PP_YAML_SCALAR || !fits(key, item->text))
            status = pp_key_report_wrong(run, key, item);
        else
            *(const char **)PP_PUSH(arena, out) = item->text;
    }
    return status;
}

enum pp_status pp_key_read_i18n(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *field)
{
    struct pp_i18n *out = field;
    if (node->kind == PP_YAML_LIST) {
        pp_yaml_report(
            run, PP_ERROR, node, "yaml.wrong-type",
            "\"%s\" takes a text, or one per language ({en: ..., lv: ...}), not a list",
            node->key ? node->key : "this");
        return PP_USAGE;
    }
    enum pp_status status = PP_OK;
    const struct pp_yaml *item = node->kind == PP_YAML_MAP ? node->first : node;
    for (; item; item = node->kind == PP_YAML_MAP ? item->next : NULL) {
        const char *lang = node->kind == PP_YAML_MAP ? item->key : "";
        if (*lang && !pp_is_lang(lang)) {
            pp_yaml_report_key(
                run, PP_ERROR, item, "yaml.language",
                "\"%s\" is not a language; write its code (en, lv, pt-PT)", lang);
            status = PP_USAGE;
        }
        if (item->kind != PP_YAML_SCALAR || pp_yaml_is_null(item)) {
            pp_yaml_report_key(
                run, PP_ERROR, item, "yaml.wrong-type", "the text in \"%s\" is %s; write a text",
                lang, pp_yaml_kind_name(item));
            status = PP_USAGE;
            continue;
        }
        struct pp_i18n_entry *entry = PP_PUSH(arena, out);
        *entry = (struct pp_i18n_entry){lang, item->text, item->where};
    }
    return status;
}

static enum pp_status read_map(
    struct pp_run *run, struct pp_arena *arena, const struct pp_key *key,
    const struct pp_yaml *node, struct pp_map *out)
{
    pp_map_init(out, arena);
    if (node->kind != PP_YAML_MAP)
        return pp_key_report_wrong(run, key, node);
    enum pp_status status = PP_OK;
    for (const struct pp_yaml *item = node->first; item; item = item->next) {
        if (key->type == PP_KEY_I18NMAP) {
            struct pp_i18n *text = pp_arena_alloc(arena, sizeof *text);
            if (pp_key_read_i18n(run, arena, item, text) != PP_OK)
                status = PP_USAGE;
            pp_map_set(out, item->key, text);
        } else if (item->kind != PP_YAML_SCALAR) {
            status = pp_key_report_wrong(run, key, item);
        } else {
            pp_map_set(out, item->key, (void *)(uintptr_t)item->text);
        }
    }
    return status;
}

enum pp_status pp_key_check_pattern(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node)
{
    const char *text = node->text;
    if (node->kind != PP_YAML_SCALAR || *text == '\0') {
        pp_yaml_report(
            run, PP_ERROR, node, "yaml.wrong-type",
            "a column is named by its header text, a '/pattern/' or its number (\"#3\"), not by %s",
            *text || node->kind != PP_YAML_SCALAR ? pp_yaml_kind_name(node) : "an empty text");
        return PP_USAGE;
    }
    if (!pp_is_pattern(text))
        return PP_OK;
    struct pp_pattern *pattern = NULL;
    const char *error = NULL;
    size_t offset = 0;
    if (pp_pattern_compile(arena, text, &pattern, &error, &offset) == PP_OK) {
        pp_pattern_free(pattern);
        return PP_OK;
    }
    pp_yaml_report(
        run, PP_ERROR, node, "yaml.pattern", "%s is not a pattern (at character %zu): %s", text,
        offset + 1, error);
    return PP_USAGE;
}

struct list {
    void *items;
    size_t count, capacity;
};

/* Two items with one value of a unique key. */
static enum pp_status check_unique(
    struct pp_run *run, const struct pp_key *key, const struct pp_yaml *node)
{
    enum pp_status status = PP_OK;
    for (size_t k = 0; k < key->sub->count; k++) {
        const char *name = key->sub->keys[k].name;
        struct pp_map seen;
        pp_map_init(&seen, run->arena);
        for (struct pp_yaml *item = node->first; item && key->sub->keys[k].unique;
             item = item->next) {
            const struct pp_yaml *value = pp_yaml_get(item, name);
            if (!value || value->kind != PP_YAML_SCALAR || pp_yaml_is_null(value))
                continue;
            const struct pp_yaml *before = pp_map_get(&seen, value->text);
            if (before) {
                pp_yaml_report(
                    run, PP_ERROR, value, "yaml.doubled-id",
                    "the %s \"%s\" is already taken by another %s (%s:%zu); choose another", name,
                    value->text, key->sub->name, before->where.file, before->where.line);
                status = PP_USAGE;
            }
            pp_map_set(&seen, value->text, (void *)(uintptr_t)value);
        }
    }
    return status;
}

static enum pp_status read_list(
    struct pp_run *run, struct pp_arena *arena, const struct pp_key *key,
    const struct pp_yaml *node, void *field)
{
    if (node->kind != PP_YAML_LIST)
        return pp_key_report_wrong(run, key, node);
    struct list list = {.count = node->count, .capacity = node->count};
    char *items = pp_arena_array(arena, node->count, key->sub->size);
    list.items = items;
    memcpy(field, &list, sizeof list);
    enum pp_status status = check_unique(run, key, node);
    for (const struct pp_yaml *item = node->first; item; item = item->next) {
        if (pp_keys_read(run, arena, key->sub, item, items) != PP_OK)
            status = PP_USAGE;
        items += key->sub->size;
    }
    return status;
}

static bool read_scalar(const struct pp_key *key, const struct pp_yaml *node, void *field)
{
    switch (key->type) {
    case PP_KEY_INT:
        return read_int(key, node, field);
    case PP_KEY_INT64:
        return read_int64(node, field);
    case PP_KEY_NUMBER:
        return read_number(key, node, field);
    case PP_KEY_BOOL:
        return read_bool(node, field);
    case PP_KEY_DATE:
        return read_date(node, field);
    case PP_KEY_ENUM:
        return read_enum(key, node, field);
    default:
        return read_text(key, node, field);
    }
}

enum pp_status pp_key_read_value(
    struct pp_run *run, struct pp_arena *arena, const struct pp_key *key,
    const struct pp_yaml *node, void *field)
{
    switch (key->type) {
    case PP_KEY_STRINGS:
    case PP_KEY_LANGS:
    case PP_KEY_ADDRESSES:
        return read_strings(run, arena, key, node, field);
    case PP_KEY_I18N:
        return pp_key_read_i18n(run, arena, node, field);
    case PP_KEY_STRMAP:
    case PP_KEY_I18NMAP:
        return read_map(run, arena, key, node, field);
    case PP_KEY_STRUCT:
        return pp_keys_read(run, arena, key->sub, node, field);
    case PP_KEY_LIST:
        return read_list(run, arena, key, node, field);
    case PP_KEY_CUSTOM:
        return key->read(run, arena, node, field);
    case PP_KEY_PATTERN:
        *(const char **)field = node->text;
        return pp_key_check_pattern(run, arena, node);
    default:
        if (read_scalar(key, node, field))
            return PP_OK;
        return pp_key_report_wrong(run, key, node);
    }
}
