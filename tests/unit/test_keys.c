/* The key reader, and what is made from its tables. `test_keys --write DIR` writes
 * DIR/docs/configuration.md and DIR/layouts/schema/...json; without arguments they are compared. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/i18n.h"
#include "pactpress/keys.h"
#include "pactpress/layout.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "support.h"

static const char *const colours[] = {"red", "green", "blue", NULL};

struct item {
    const char *id;
    int size;
    struct pp_where where;
};

static const struct pp_key item_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = offsetof(struct item, id),
     .required = true,
     .unique = true,
     .help = "Its name."},
    {.name = "size",
     .type = PP_KEY_INT,
     .offset = offsetof(struct item, size),
     .min = 1,
     .max = 9,
     .fallback = "3",
     .help = "Its size."},
};

static const struct pp_keyset item_set = {
    .name = "item",
    .help = "A thing.",
    PP_KEYS_OF(item_keys),
    .size = sizeof(struct item),
    .where_offset = offsetof(struct item, where)};

struct things {
    const char *text, *id, *lang, *choice, *country, *pattern, *address, *custom;
    int number, colour;
    int64_t large;
    double share;
    bool flag;
    pp_day day;
    struct pp_i18n name;
    struct pp_strings words, langs, figures;
    struct pp_map map, labels;
    struct item inner;
    struct item *items;
    size_t item_count, item_capacity;
    struct pp_where where;
};

static enum pp_status read_custom(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *target)
{
    (void)run;
    *(const char **)target = pp_arena_printf(arena, "<%s>", node->text);
    return PP_OK;
}

#define KEY(key, ...)                                                                              \
    {                                                                                              \
        .name = #key, .offset = offsetof(struct things, key), .help = "A | key.", __VA_ARGS__      \
    }

static const struct pp_key thing_keys[] = {
    KEY(text, .type = PP_KEY_TEXT, .fallback = "plain"),
    KEY(id, .type = PP_KEY_ID, .required = true),
    KEY(lang, .type = PP_KEY_LANG),
    KEY(choice, .type = PP_KEY_CHOICE, .choices = colours),
    KEY(country, .type = PP_KEY_COUNTRY),
    KEY(pattern, .type = PP_KEY_PATTERN),
    KEY(address, .type = PP_KEY_ADDRESS),
    KEY(custom, .type = PP_KEY_CUSTOM, .read = read_custom, .form = "anything",
        .schema = "\"type\": \"string\""),
    KEY(number, .type = PP_KEY_INT, .min = -5, .max = 5),
    KEY(colour, .type = PP_KEY_ENUM, .choices = colours, .fallback = "blue"),
    KEY(large, .type = PP_KEY_INT64),
    KEY(share, .type = PP_KEY_NUMBER, .fallback = "0.25"),
    KEY(flag, .type = PP_KEY_BOOL, .fallback = "true"),
    KEY(day, .type = PP_KEY_DATE),
    KEY(name, .type = PP_KEY_I18N),
    KEY(words, .type = PP_KEY_STRINGS, .fallback = "[a, b]"),
    KEY(langs, .type = PP_KEY_LANGS),
    KEY(figures, .type = PP_KEY_ADDRESSES),
    KEY(map, .type = PP_KEY_STRMAP),
    KEY(labels, .type = PP_KEY_I18NMAP),
    KEY(inner, .type = PP_KEY_STRUCT, .sub = &item_set),
    KEY(items, .type = PP_KEY_LIST, .sub = &item_set),
};

static const struct pp_keyset thing_set = {
    .name = "thing",
    .help = "Many things.",
    PP_KEYS_OF(thing_keys),
    .size = sizeof(struct things),
    .where_offset = offsetof(struct things, where)};

static struct pp_run *run;

static int set_up(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pp_run_free(run);
    return 0;
}

static enum pp_status read_text(const char *text, struct things *out)
{
    struct pp_yaml *root = NULL;
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    *out = (struct things){0};
    assert_int_equal(pp_yaml_parse(run, run->arena, "t.yaml", 1, bytes, &root), PP_OK);
    return pp_keys_read(run, run->arena, &thing_set, root, out);
}

static void test_defaults(void **state)
{
    (void)state;
    struct things t;
    assert_int_equal(read_text("id: x\n", &t), PP_OK);
    assert_string_equal(t.text, "plain");
    assert_null(t.lang);
    assert_int_equal(t.number, 0);
    assert_int_equal(t.colour, 2);
    assert_true(t.share == 0.25);
    assert_true(t.flag);
    assert_int_equal(t.day, PP_NO_DAY);
    assert_int_equal(t.words.count, 2);
    assert_string_equal(t.words.items[1], "b");
    assert_int_equal(t.inner.size, 3); /* below a map that is not there */
    assert_null(t.inner.id);
    assert_int_equal(t.where.line, 1);
}

static void test_values(void **state)
{
    (void)state;
    struct things t;
    const char *text = "id: a-b_1\ntext: 863614\nlang: pt-PT\nchoice: green\ncountry: LV\n"
                       "pattern: '/^dat(e|um)\\b/i'\naddress: \"a.b[c=d, e=\\\"f g\\\"]\"\n"
                       "custom: c\nnumber: -5\ncolour: red\nlarge: 9000000000\nshare: 1.5\n"
                       "flag: false\nday: 2022-01-20\nname: {en: Riga, lv: Rīga}\nwords: one\n"
                       "langs: [en, lv]\nfigures: events.held\nmap: {x: 1}\n"
                       "labels: {1: {en: no}, 5: yes}\ninner: {id: i, size: 9}\n"
                       "items:\n  - {id: p}\n  - {id: q, size: 1}\n";
    assert_int_equal(read_text(text, &t), PP_OK);
    assert_string_equal(t.text, "863614");
    assert_int_equal(t.number, -5);
    assert_int_equal(t.colour, 0);
    assert_true(t.large == 9000000000);
    assert_true(t.share == 1.5);
    assert_false(t.flag);
    assert_int_equal(t.day, pp_day_from_date(2022, 1, 20));
    assert_string_equal(pp_i18n_find(&t.name, "lv"), "Rīga");
    assert_string_equal(t.words.items[0], "one");
    assert_int_equal(t.langs.count, 2);
    assert_string_equal(pp_map_get(&t.map, "x"), "1");
    assert_string_equal(pp_i18n_find(pp_map_get(&t.labels, "5"), "sv"), "yes");
    assert_string_equal(t.custom, "<c>");
    assert_int_equal(t.inner.size, 9);
    assert_int_equal(t.item_count, 2);
    assert_int_equal(t.items[0].size, 3);
    assert_string_equal(t.items[1].id, "q");
    assert_int_equal(t.items[1].where.line, 24);
}

static void assert_wrong(
    const char *text, const char *rule, size_t line, size_t col, const char *part)
{
    struct pp_run *outer = run;
    run = pp_run_new(NULL);
    struct things t;
    assert_int_equal(read_text(text, &t), PP_USAGE);
    const struct pp_diag *diag = pp_diag_at(run, 0);
    assert_non_null(diag);
    assert_string_equal(diag->rule, rule);
    assert_int_equal(diag->where.line, line);
    assert_int_equal(diag->where.col, col);
    if (!strstr(diag->sentence, part))
        fail_msg("\"%s\" is not in: %s", part, diag->sentence);
    assert_null(pp_diag_at(run, 1));
    assert_non_null(diag->source);
    pp_run_free(run);
    run = outer;
}

static void test_wrong_keys(void **state)
{
    (void)state;
    assert_wrong("id: x\nnumbre: 3\n", "yaml.unknown-key", 2, 1, "did you mean \"number\"?");
    assert_wrong("id: x\nzzzzzz: 3\n", "yaml.unknown-key", 2, 1, "its keys are text, id");
    assert_wrong("id: x\nitems: [{id: a, sise: 2}]\n", "yaml.unknown-key", 2, 17, "\"size\"");
    assert_wrong("text: x\n", "yaml.missing-key", 1, 1, "needs the key \"id\": an id");
    assert_wrong("id:\n", "yaml.missing-value", 1, 1, "takes an id");
    assert_wrong("id: x\nitems: [{size: 2}]\n", "yaml.missing-key", 2, 9, "item needs");
    assert_wrong("[a, b]\n", "yaml.wrong-type", 1, 1, "not a list");
}

static void test_wrong_values(void **state)
{
    (void)state;
    const char *value = "yaml.wrong-value", *type = "yaml.wrong-type";
    assert_wrong("id: Riga\n", value, 1, 5, "lower-case");
    assert_wrong("id: [x]\n", type, 1, 5, "not a list");
    assert_wrong("id: x\nnumber: six\n", value, 2, 9, "a whole number from -5 to 5, not \"six\"");
    assert_wrong("id: x\nnumber: 6\n", value, 2, 9, "from -5 to 5");
    assert_wrong("id: x\nnumber: 0x3\n", value, 2, 9, "whole number");
    assert_wrong("id: x\nnumber: \"3\"\n", value, 2, 9, "in quotes");
    assert_wrong("id: x\nnumber: 99999999999999999999\n", value, 2, 9, "whole number");
    assert_wrong("id: x\nlarge: 1.5\n", value, 2, 8, "whole number");
    assert_wrong("id: x\nlarge: 9223372036854775808\n", value, 2, 8, "whole number");
    assert_wrong("id: x\nshare: 1,5\n", value, 2, 8, "decimal point");
    assert_wrong("id: x\nshare: nan\n", value, 2, 8, "decimal point");
    assert_wrong("id: x\nflag: yes\n", value, 2, 7, "true or false");
    assert_wrong("id: x\nday: 20.01.2022\n", value, 2, 6, "YYYY-MM-DD");
    assert_wrong("id: x\nday: 2022-02-30\n", value, 2, 6, "YYYY-MM-DD");
    assert_wrong("id: x\nchoice: gren\n", value, 2, 9, "did you mean \"green\"?");
    assert_wrong("id: x\ncolour: pink\n", value, 2, 9, "red, green or blue");
    assert_wrong("id: x\nlang: english\n", value, 2, 7, "language code");
    assert_wrong("id: x\nlang: xx\n", value, 2, 7, "language code");
    assert_wrong("id: x\nlangs: [en, xx]\n", value, 2, 13, "language code");
    assert_wrong("id: x\ncountry: lv\n", value, 2, 10, "capital");
    assert_wrong("id: x\naddress: \"a[b\"\n", value, 2, 10, "figure address");
    assert_wrong("id: x\nfigures: [a.b, A]\n", value, 2, 16, "figure address");
    assert_wrong("id: x\nwords: {a: b}\n", type, 2, 8, "not a map");
    assert_wrong("id: x\nwords: [[a]]\n", type, 2, 9, "not a list");
    assert_wrong("id: x\nname: {lav: x, zz: y}\n", "yaml.language", 2, 16, "\"zz\"");
    assert_wrong("id: x\nname: {en: [x]}\n", type, 2, 8, "write a text");
    assert_wrong("id: x\nname: [x]\n", type, 2, 7, "one per language");
    assert_wrong("id: x\nmap: [x]\n", type, 2, 6, "a map of texts");
    assert_wrong("id: x\ninner: 3\n", type, 2, 8, "item is a map of keys");
    assert_wrong("id: x\nitems: {id: a}\n", type, 2, 8, "a list");
    assert_wrong("id: x\npattern: '/(/'\n", "yaml.pattern", 2, 10, "is not a pattern");
    assert_wrong("id: x\npattern: ''\n", type, 2, 10, "empty text");
}

static void test_doubled_ids_in_lists(void **state)
{
    (void)state;
    assert_wrong(
        "id: x\nitems:\n- {id: a}\n- {id: b}\n- {id: a}\n", "yaml.doubled-id", 5, 8, "t.yaml:3");
}

static void test_all_mistakes_are_told(void **state)
{
    (void)state;
    struct things t;
    const char *text = "idd: x\nnumber: z\nflag: maybe\nitems: [{id: A, size: 77}]\nchoice: red\n";
    assert_int_equal(read_text(text, &t), PP_USAGE);
    /* "idd" is one mistake, though "id" is missing with it */
    assert_int_equal(pp_diag_count(run, PP_ERROR), 5);
    assert_string_equal(t.choice, "red");
    assert_string_equal(t.items[0].id, "A");
}

static void walk(const struct pp_keyset *set, size_t depth)
{
    assert_true(depth < 10);
    assert_true(set->count > 0 && !pp_is_empty(set->name) && !pp_is_empty(set->help));
    for (size_t i = 0; i < set->count; i++) {
        const struct pp_key *key = &set->keys[i];
        if (pp_is_empty(key->help))
            fail_msg("the key %s of %s has no help", key->name, set->name);
        bool nested = key->type == PP_KEY_STRUCT || key->type == PP_KEY_LIST;
        assert_true(nested == (key->sub != NULL));
        assert_true((key->type == PP_KEY_CUSTOM) == (key->read && key->form && key->schema));
        assert_true(!key->required || !key->fallback);
        assert_true(key->offset < set->size || key->offset == 0);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(set->keys[k].name, key->name);
        if (key->sub)
            walk(key->sub, depth + 1);
    }
}

static void test_the_tables_are_sound(void **state)
{
    (void)state;
    for (const struct pp_keys_root *root = pp_keys_roots; root->name; root++) {
        walk(root->set, 0);
        /* Every default is one that the key itself accepts. */
        struct pp_yaml *empty = NULL;
        assert_int_equal(
            pp_yaml_parse(run, run->arena, "t", 1, (struct pp_bytes){0}, &empty), PP_OK);
        void *target = pp_arena_alloc(run->arena, root->set->size);
        (void)!pp_keys_read(run, run->arena, root->set, empty, target);
        assert_int_equal(support_count_rule(run, "yaml.missing-key"), pp_diag_count(run, PP_ERROR));
    }
}

static void test_words_for_people(void **state)
{
    (void)state;
    struct pp_str out;
    pp_str_init(&out);
    pp_keys_document(&thing_set, &out);
    assert_non_null(strstr(out.text, "| `number` | a whole number from -5 to 5 |  | A \\| key. |"));
    assert_non_null(strstr(out.text, "| `id` | an id (lower-case letters, digits, - and _) | req"));
    assert_non_null(strstr(out.text, "### `inner`: item"));
    assert_null(strstr(out.text, "### `items[]`: item")); /* described already */
    pp_str_free(&out);
}

static void schema_path(const struct pp_keys_root *root, const char *folder, struct pp_str *out)
{
    pp_str_clear(out);
    pp_str_printf(out, "%s/layouts/schema/%s.json", folder, root->name);
}

static int write_one(const char *path, const struct pp_str *text)
{
    struct pp_run *own = pp_run_new(stderr);
    enum pp_status status = pp_file_replace(own, path, text->text, text->length, 0);
    pp_run_free(own);
    return status == PP_OK ? 0 : 1;
}

static int write_all(const char *folder)
{
    struct pp_str text, path;
    pp_str_init(&text);
    pp_str_init(&path);
    pp_keys_write_reference(&text);
    pp_str_printf(&path, "%s/docs/configuration.md", folder);
    int failed = write_one(path.text, &text);
    for (const struct pp_keys_root *root = pp_keys_roots; root->name; root++) {
        pp_str_clear(&text);
        pp_keys_schema(root->set, root->title, &text);
        schema_path(root, folder, &path);
        failed |= write_one(path.text, &text);
    }
    pp_str_free(&text);
    pp_str_free(&path);
    return failed;
}

static void assert_up_to_date(const char *path, const struct pp_str *text)
{
    struct pp_bytes bytes;
    assert_int_equal(pp_file_read(run, run->arena, path, 0, &bytes), PP_OK);
    if (bytes.size != text->length || memcmp(bytes.data, text->text, bytes.size) != 0)
        fail_msg("%s is not up to date; run build/tests/test_keys --write .", path);
}

static void test_what_is_committed_is_up_to_date(void **state)
{
    (void)state;
    struct pp_str text, path;
    pp_str_init(&text);
    pp_str_init(&path);
    pp_keys_write_reference(&text);
    assert_up_to_date("docs/configuration.md", &text);
    for (const struct pp_keys_root *root = pp_keys_roots; root->name; root++) {
        pp_str_clear(&text);
        pp_keys_schema(root->set, root->title, &text);
        schema_path(root, ".", &path);
        assert_up_to_date(path.text, &text);
    }
    pp_str_free(&text);
    pp_str_free(&path);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--write") == 0)
        return write_all(argv[2]);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_defaults, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_wrong_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_doubled_ids_in_lists, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_all_mistakes_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_tables_are_sound, set_up, tear_down),
        cmocka_unit_test(test_words_for_people),
        cmocka_unit_test_setup_teardown(test_what_is_committed_is_up_to_date, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
