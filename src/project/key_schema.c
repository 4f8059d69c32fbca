/* The tables as JSON Schema (draft-07), for editors. */
#include <string.h>

#include "pactpress/keys.h"

#define SCALAR "\"type\": [\"string\", \"number\", \"boolean\"]"
#define LANG_PATTERN "\"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$\""
#define ADDRESS_PATTERN "\"^[a-z][a-z0-9_.-]*(\\\\[.*\\\\])?$\""
#define I18N                                                                                       \
    "\"anyOf\": [{" SCALAR                                                                         \
    "}, {\"type\": \"object\", \"propertyNames\": {\"pattern\": " LANG_PATTERN                     \
    "}, \"additionalProperties\": {" SCALAR "}}]"

static void append_string(struct pp_str *out, const char *text)
{
    pp_str_append_char(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            pp_str_append_char(out, '\\');
        if (c < 0x20)
            pp_str_printf(out, "\\u%04x", c);
        else
            pp_str_append_char(out, *text);
    }
    pp_str_append_char(out, '"');
}

static void append_enum(struct pp_str *out, const char *const *choices)
{
    pp_str_append(out, "\"enum\": [");
    for (size_t i = 0; choices[i]; i++) {
        pp_str_append(out, i > 0 ? ", " : "");
        append_string(out, choices[i]);
    }
    pp_str_append_char(out, ']');
}

static void append_int(struct pp_str *out, const struct pp_key *key)
{
    pp_str_append(out, "\"type\": \"integer\"");
    if (key->min != 0 || key->max != 0)
        pp_str_printf(out, ", \"minimum\": %ld, \"maximum\": %ld", key->min, key->max);
}

/* One item, or a list of items. */
static void append_items(struct pp_str *out, const struct pp_key *key)
{
    struct pp_str item;
    pp_str_init(&item);
    if (key->type == PP_KEY_ADDRESSES) {
        pp_str_append(&item, "\"type\": \"string\", \"pattern\": " ADDRESS_PATTERN);
    } else if (key->type == PP_KEY_LANGS) {
        pp_str_append(&item, "\"anyOf\": [{\"type\": \"string\", \"pattern\": " LANG_PATTERN "}");
        if (key->choices) {
            pp_str_append(&item, ", {");
            append_enum(&item, key->choices);
            pp_str_append_char(&item, '}');
        }
        pp_str_append_char(&item, ']');
    } else if (key->choices) {
        append_enum(&item, key->choices);
    } else {
        pp_str_append(&item, SCALAR);
    }
    pp_str_printf(
        out, "\"anyOf\": [{%s}, {\"type\": \"array\", \"items\": {%s}}]", item.text, item.text);
    pp_str_free(&item);
}

static const char *plain_schema(enum pp_key_type type)
{
    switch (type) {
    case PP_KEY_ID:
        return SCALAR ", \"pattern\": \"^[a-z0-9][a-z0-9_-]*$\"";
    case PP_KEY_LANG:
        return "\"type\": \"string\", \"pattern\": " LANG_PATTERN;
    case PP_KEY_COUNTRY:
        return "\"type\": \"string\", \"pattern\": \"^[A-Z]{2}$\"";
    case PP_KEY_INT64:
        return "\"type\": \"integer\"";
    case PP_KEY_NUMBER:
        return "\"type\": \"number\"";
    case PP_KEY_BOOL:
        return "\"type\": \"boolean\"";
    case PP_KEY_DATE:
        return "\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"";
    case PP_KEY_PATTERN:
        return SCALAR ", \"minLength\": 1";
    case PP_KEY_ADDRESS:
        return "\"type\": \"string\", \"pattern\": " ADDRESS_PATTERN;
    case PP_KEY_URL:
        return "\"type\": \"string\", \"pattern\": \"^[Hh][Tt][Tt][Pp][Ss]?://[^\\\\s]+$\"";
    case PP_KEY_MAIL:
        return "\"type\": \"string\", \"pattern\": \"^[^@\\\\s]+@[^@\\\\s]+$\"";
    case PP_KEY_I18N:
        return I18N;
    case PP_KEY_STRMAP:
        return "\"type\": \"object\", \"additionalProperties\": {" SCALAR "}";
    case PP_KEY_I18NMAP:
        return "\"type\": \"object\", \"additionalProperties\": {" I18N "}";
    default:
        return SCALAR;
    }
}

/* Names of sets may hold spaces, references may not. */
static void append_definition_name(struct pp_str *out, const struct pp_keyset *set)
{
    for (const char *c = set->name; *c; c++)
        pp_str_append_char(out, *c == ' ' ? '-' : *c);
}

static void append_reference(struct pp_str *out, const struct pp_keyset *set)
{
    pp_str_append(out, "{\"$ref\": \"#/definitions/");
    append_definition_name(out, set);
    pp_str_append(out, "\"}");
}

static void append_type(struct pp_str *out, const struct pp_key *key)
{
    switch (key->type) {
    case PP_KEY_INT:
        append_int(out, key);
        return;
    case PP_KEY_CHOICE:
    case PP_KEY_ENUM:
        append_enum(out, key->choices);
        return;
    case PP_KEY_STRINGS:
    case PP_KEY_LANGS:
    case PP_KEY_ADDRESSES:
        append_items(out, key);
        return;
    case PP_KEY_STRUCT:
        pp_str_append(out, "\"allOf\": [");
        append_reference(out, key->sub);
        pp_str_append_char(out, ']');
        return;
    case PP_KEY_LIST:
        pp_str_append(out, "\"type\": \"array\", \"items\": ");
        append_reference(out, key->sub);
        return;
    case PP_KEY_CUSTOM:
        pp_str_append(out, key->schema);
        return;
    default:
        pp_str_append(out, plain_schema(key->type));
    }
}

static void append_property(struct pp_str *out, const struct pp_key *key)
{
    append_string(out, key->name);
    pp_str_append(out, ": {");
    if (key->help) {
        pp_str_append(out, "\"description\": ");
        append_string(out, key->help);
        pp_str_append(out, ", ");
    }
    append_type(out, key);
    pp_str_append_char(out, '}');
}

static void append_object(struct pp_str *out, const struct pp_keyset *set, const char *indent)
{
    pp_str_printf(out, "%s\"description\": ", indent);
    append_string(out, set->help);
    pp_str_printf(
        out, ",\n%s\"type\": \"object\",\n%s\"additionalProperties\": false,\n%s\"required\": [",
        indent, indent, indent);
    size_t required = 0;
    for (size_t i = 0; i < set->count; i++)
        if (set->keys[i].required) {
            pp_str_append(out, required++ > 0 ? ", " : "");
            append_string(out, set->keys[i].name);
        }
    pp_str_printf(out, "],\n%s\"properties\": {", indent);
    for (size_t i = 0; i < set->count; i++) {
        pp_str_printf(out, "%s\n%s  ", i > 0 ? "," : "", indent);
        append_property(out, &set->keys[i]);
    }
    pp_str_printf(out, "\n%s}", indent);
}

struct defined {
    const struct pp_keyset *sets[64];
    size_t count;
};

static void collect(const struct pp_keyset *set, struct defined *all)
{
    for (size_t i = 0; i < set->count; i++) {
        const struct pp_keyset *sub = set->keys[i].sub;
        size_t known = 0;
        while (known < all->count && all->sets[known] != sub)
            known++;
        if (!sub || known < all->count || all->count == sizeof all->sets / sizeof *all->sets)
            continue;
        all->sets[all->count++] = sub;
        collect(sub, all);
    }
}

void pp_keys_schema(const struct pp_keyset *set, const char *title, struct pp_str *out)
{
    struct defined all = {.count = 0};
    collect(set, &all);
    pp_str_append(out, "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n");
    pp_str_append(out, "  \"title\": ");
    append_string(out, title);
    pp_str_append(out, ",\n");
    append_object(out, set, "  ");
    pp_str_append(out, ",\n  \"definitions\": {");
    for (size_t i = 0; i < all.count; i++) {
        pp_str_printf(out, "%s\n    ", i > 0 ? "," : "");
        pp_str_append_char(out, '"');
        append_definition_name(out, all.sets[i]);
        pp_str_append(out, "\": {\n");
        append_object(out, all.sets[i], "      ");
        pp_str_append(out, "\n    }");
    }
    pp_str_append(out, all.count > 0 ? "\n  }\n}\n" : "}\n}\n");
}
