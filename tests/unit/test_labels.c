#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pactpress/labels.h"
#include "support.h"

static const struct pp_key item_keys[] = {
    {.name = "id", .type = PP_KEY_ID},
    {.name = "name", .type = PP_KEY_I18N, .help = "Its name."},
};
static const struct pp_keyset item_set = {.name = "item", PP_KEYS_OF(item_keys)};
static const struct pp_key root_keys[] = {
    {.name = "title", .type = PP_KEY_I18N},
    {.name = "words", .type = PP_KEY_I18NMAP},
    {.name = "items", .type = PP_KEY_LIST, .sub = &item_set},
    {.name = "inner", .type = PP_KEY_STRUCT, .sub = &item_set},
};
static const struct pp_keyset root_set = {.name = "root", PP_KEYS_OF(root_keys)};

static const char yaml[] = "# ä comment\n"
                           "title: {en: A title, lv: 'Nosaukums'}   # behind\n"
                           "words:\n"
                           "  1: {en: \"not at all\"}\n"
                           "items:\n"
                           "  - id: riga\n"
                           "    name:\n"
                           "      en: Rīga   # a name\n"
                           "      it: >-\n"
                           "        La città\n"
                           "        di Riga\n"
                           "\n"
                           "  - {name: {en: Second}}\n"
                           "inner: {id: x, name: plain}\n";

static struct pp_yaml *parse(struct pp_run *run, const char *text)
{
    struct pp_yaml *root;
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    assert_int_equal(pp_yaml_parse(run, run->arena, "a.yaml", 1, bytes, &root), PP_OK);
    return root;
}

static void finds_all(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_labels labels = {0};
    (void)state;
    pp_labels_find(run->arena, &root_set, parse(run, yaml), &labels);
    assert_int_equal(labels.count, 4); /* a text for all languages is none */
    assert_string_equal(labels.items[0].key, "title");
    assert_string_equal(labels.items[1].key, "words.1");
    assert_string_equal(labels.items[2].key, "items.riga.name");
    assert_string_equal(labels.items[2].help, "Its name.");
    assert_string_equal(labels.items[3].key, "items.2.name");
    pp_run_free(run);
}

/* Sets a text of a label in a language, as a translation would. */
static const char *changed(struct pp_run *run, size_t label, const char *lang, const char *value)
{
    struct pp_labels labels = {0};
    struct pp_edits edits = {0};
    pp_labels_find(run->arena, &root_set, parse(run, yaml), &labels);
    const struct pp_yaml *map = labels.items[label].texts, *node = pp_yaml_get(map, lang);
    if (node)
        pp_edit_scalar(run->arena, &edits, yaml, sizeof yaml - 1, 1, node, value);
    else
        pp_edit_add(run->arena, &edits, yaml, sizeof yaml - 1, map, lang, value);
    const char *text = pp_edits_apply(run->arena, &edits, yaml, sizeof yaml - 1);
    struct pp_labels after = {0};
    pp_labels_find(run->arena, &root_set, parse(run, text), &after);
    assert_int_equal(after.count, labels.count);
    assert_string_equal(pp_yaml_get(after.items[label].texts, lang)->text, value);
    return text;
}

static void assert_line(const char *text, const char *line)
{
    if (!strstr(text, line))
        fail_msg("no line \"%s\" in\n%s", line, text);
}

static void changes_in_place(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    (void)state;
    assert_line(
        changed(run, 0, "lv", "Cits: #1"),
        "title: {en: A title, lv: \"Cits: #1\"}   # behind\nwords:");
    assert_line(changed(run, 0, "en", "Another"), "title: {en: Another, lv: 'Nosaukums'}");
    assert_line(changed(run, 0, "en", "A, b"), "title: {en: \"A, b\", lv:");
    assert_line(changed(run, 0, "en", "no"), "title: {en: \"no\", lv:");
    assert_line(
        changed(run, 1, "sv", "inte alls"), "  1: {en: \"not at all\", sv: \"inte alls\"}\n");
    assert_line(changed(run, 2, "en", "Rīgā"), "      en: Rīgā   # a name\n      it: >-\n");
    assert_line(
        changed(run, 2, "it", "Riga\n\"due\"\\"),
        "      it: \"Riga\\n\\\"due\\\"\\\\\"\n\n  - {name: {en: Second}}\n");
    assert_line(changed(run, 2, "lv", "Rīga"), "        di Riga\n      lv: \"Rīga\"\n\n  - {name:");
    assert_line(changed(run, 3, "lv", "Otrais"), "  - {name: {en: Second, lv: \"Otrais\"}}\n");
    pp_run_free(run);
}

static void keeps_edits_in_order(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_edit items[] = {{3, 4, "D"}, {1, 1, "x"}, {1, 1, "y"}, {0, 1, ""}};
    struct pp_edits edits = {items, 4, 4};
    (void)state;
    assert_string_equal(pp_edits_apply(run->arena, &edits, "abcd", 4), "xybcD");
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_all),
        cmocka_unit_test(changes_in_place),
        cmocka_unit_test(keeps_edits_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
