/* The tables in words: what a key takes, and docs/configuration.md. */
#include <ctype.h>
#include <string.h>

#include "pactpress/keys.h"

static void append_choices(const char *const *choices, struct pp_str *out)
{
    for (size_t i = 0; choices[i]; i++) {
        if (i > 0)
            pp_str_append(out, choices[i + 1] ? ", " : " or ");
        bool is_word = isalnum((unsigned char)choices[i][0]) != 0;
        pp_str_printf(out, is_word ? "%s" : "\"%s\"", choices[i]);
    }
}

static void describe_int(const struct pp_key *key, struct pp_str *out)
{
    pp_str_append(out, "a whole number");
    if (key->min != 0 || key->max != 0)
        pp_str_printf(out, " from %ld to %ld", key->min, key->max);
}

static void describe_strings(const struct pp_key *key, struct pp_str *out)
{
    if (key->choices) {
        pp_str_append(out, "a list of ");
        append_choices(key->choices, out);
    } else {
        pp_str_append(out, "a text or a list of texts");
    }
}

static const char *plain_words(enum pp_key_type type)
{
    switch (type) {
    case PP_KEY_ID:
        return "an id (lower-case letters, digits, - and _)";
    case PP_KEY_LANG:
        return "a language code (en, lv, pt-PT)";
    case PP_KEY_INT64:
        return "a whole number";
    case PP_KEY_NUMBER:
        return "a number (with a decimal point)";
    case PP_KEY_BOOL:
        return "true or false";
    case PP_KEY_DATE:
        return "a date (YYYY-MM-DD)";
    case PP_KEY_COUNTRY:
        return "a country code in two capital letters (LV, RO)";
    case PP_KEY_PATTERN:
        return "a column: its header text, a '/pattern/' or its number (\"#3\")";
    case PP_KEY_ADDRESS:
        return "a figure address, as attendance.persons[city=riga]";
    case PP_KEY_URL:
        return "a web address (https://...)";
    case PP_KEY_WEB:
        return "a web address (https://... or www.example.org)";
    case PP_KEY_MAIL:
        return "an address for mail (office@example.org)";
    case PP_KEY_ADDRESSES:
        return "a list of figure addresses, as attendance.persons[city=riga]";
    case PP_KEY_I18N:
        return "a text, or one per language ({en: ..., lv: ...})";
    case PP_KEY_STRMAP:
        return "a map of texts ({name: text})";
    case PP_KEY_I18NMAP:
        return "a map of texts, each one or one per language";
    case PP_KEY_STRUCT:
        return "a map of keys";
    default:
        return "a text";
    }
}

void pp_key_describe(const struct pp_key *key, struct pp_str *out)
{
    switch (key->type) {
    case PP_KEY_INT:
        describe_int(key, out);
        return;
    case PP_KEY_NUMBER:
        pp_str_append(out, plain_words(key->type));
        if (key->min != 0 || key->max != 0)
            pp_str_printf(out, " from %ld to %ld", key->min, key->max);
        return;
    case PP_KEY_CHOICE:
    case PP_KEY_ENUM:
        append_choices(key->choices, out);
        return;
    case PP_KEY_STRINGS:
        describe_strings(key, out);
        return;
    case PP_KEY_LANGS:
        pp_str_append(out, "a list of language codes (en, lv, pt-PT)");
        if (key->choices) {
            pp_str_append(out, " or of ");
            append_choices(key->choices, out);
        }
        return;
    case PP_KEY_LIST:
        pp_str_printf(out, "a list; each item is one %s", key->sub->name);
        return;
    case PP_KEY_CUSTOM:
        pp_str_append(out, key->form);
        return;
    default:
        pp_str_append(out, plain_words(key->type));
    }
}

/* Text for a table cell: a bar would end the cell, a line break the row. */
static void append_cell(struct pp_str *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '|')
            pp_str_append_char(out, '\\');
        pp_str_append_char(out, *text == '\n' ? ' ' : *text);
    }
}

static void append_key_row(const struct pp_key *key, struct pp_str *out)
{
    struct pp_str form;
    pp_str_init(&form);
    pp_key_describe(key, &form);
    pp_str_printf(out, "| `%s` | ", key->name);
    append_cell(out, form.text);
    pp_str_append(out, " | ");
    if (key->required)
        pp_str_append(out, "required");
    else if (key->fallback)
        pp_str_printf(out, "`%s`", key->fallback);
    pp_str_append(out, " | ");
    append_cell(out, key->help ? key->help : "");
    pp_str_append(out, " |\n");
    pp_str_free(&form);
}

/* Key sets that stand in a document already; a set used twice is described once. */
struct described {
    const struct pp_keyset *sets[64];
    size_t count;
};

static bool is_described(const struct described *done, const struct pp_keyset *set)
{
    for (size_t i = 0; i < done->count; i++)
        if (done->sets[i] == set)
            return true;
    return false;
}

static bool is_new(struct described *done, const struct pp_keyset *set)
{
    if (is_described(done, set))
        return false;
    if (done->count < sizeof done->sets / sizeof *done->sets)
        done->sets[done->count++] = set;
    return true;
}

static void document_set(
    const struct pp_keyset *set, const char *path, struct described *done, struct pp_str *out)
{
    if (!is_new(done, set))
        return;
    if (*path)
        pp_str_printf(out, "### `%s`: %s\n\n", path, set->name);
    pp_str_printf(out, "%s\n\n| key | value | default | meaning |\n|---|---|---|---|\n", set->help);
    for (size_t i = 0; i < set->count; i++)
        append_key_row(&set->keys[i], out);
    pp_str_append_char(out, '\n');
    for (size_t i = 0; i < set->count; i++) {
        const struct pp_key *key = &set->keys[i];
        if (!key->sub)
            continue;
        struct pp_str below;
        pp_str_init(&below);
        pp_str_printf(
            &below, "%s%s%s%s", path, *path ? "." : "", key->name,
            key->type == PP_KEY_LIST ? "[]" : "");
        document_set(key->sub, below.text, done, out);
        pp_str_free(&below);
    }
}

void pp_keys_document(const struct pp_keyset *set, struct pp_str *out)
{
    struct described done = {.count = 0};
    document_set(set, "", &done, out);
}

static const char introduction[] =
    "# Configuration\n"
    "\n"
    "Every key that Pactpress reads, made from the table the program itself checks with.\n"
    "Do not edit this page: `build/tests/test_keys --write .` writes it, together with the JSON\n"
    "Schemas in `layouts/schema/`.\n"
    "\n"
    "Files are YAML in UTF-8 (UTF-16 with a byte order mark works too). A key that is not in "
    "these\n"
    "tables is an error, and so is a key that stands twice. A text *per language* is either one\n"
    "text that serves every language, or a map such as `{en: Riga, lv: Rīga}`. Put patterns and\n"
    "texts that hold `: `, `#`, `{`, `[` or `,` in quotes.\n"
    "\n"
    "An editor with a YAML language server completes and checks keys when the first line reads\n"
    "`# yaml-language-server: $schema=<path to>/layouts/schema/project.json`.\n"
    "\n";

void pp_keys_write_reference(struct pp_str *out)
{
    pp_str_append(out, introduction);
    struct described done = {.count = 0};
    for (const struct pp_keys_root *root = pp_keys_roots; root->name; root++) {
        pp_str_printf(out, "## %s\n\n", root->file);
        if (is_described(&done, root->set))
            pp_str_printf(
                out, "One %s per file, with the keys described above.\n\n", root->set->name);
        else
            document_set(root->set, "", &done, out);
    }
}
