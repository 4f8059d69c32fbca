#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "support.h"

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

static enum pp_status parse_bytes(const char *bytes, size_t size, struct pp_yaml **out)
{
    struct pp_bytes all = {(const unsigned char *)bytes, size};
    return pp_yaml_parse(run, run->arena, "t.yaml", 1, all, out);
}

static struct pp_yaml *good(const char *text)
{
    struct pp_yaml *root = NULL;
    assert_int_equal(parse_bytes(text, strlen(text), &root), PP_OK);
    assert_int_equal(pp_diag_count(run, PP_ERROR), 0);
    return root;
}

/* The text is refused with one message of this rule at this place; `part` stands in it. */
static void assert_bad(
    const char *text, const char *rule, size_t line, size_t col, const char *part)
{
    struct pp_run *own = pp_run_new(NULL);
    struct pp_yaml *root = NULL;
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    assert_int_equal(pp_yaml_parse(own, own->arena, "t.yaml", 1, bytes, &root), PP_USAGE);
    assert_null(root);
    const struct pp_diag *diag = pp_diag_at(own, 0);
    assert_non_null(diag);
    assert_null(pp_diag_at(own, 1));
    assert_string_equal(diag->rule, rule);
    assert_int_equal(diag->where.line, line);
    assert_int_equal(diag->where.col, col);
    assert_non_null(strstr(diag->sentence, part));
    pp_run_free(own);
}

static const char *text_at(const struct pp_yaml *map, const char *key)
{
    const struct pp_yaml *node = pp_yaml_get(map, key);
    assert_non_null(node);
    assert_int_equal(node->kind, PP_YAML_SCALAR);
    return node->text;
}

static void test_a_tree_with_places(void **state)
{
    (void)state;
    struct pp_yaml *root = good("id: epi\nlist:\n  - one\n  - {ā: b, key: [1, 2]}\n");
    assert_int_equal(root->kind, PP_YAML_MAP);
    assert_int_equal(root->count, 2);
    assert_string_equal(text_at(root, "id"), "epi");
    const struct pp_yaml *list = pp_yaml_get(root, "list");
    assert_int_equal(list->kind, PP_YAML_LIST);
    assert_int_equal(list->key_where.line, 2);
    const struct pp_yaml *map = list->first->next;
    const struct pp_yaml *inner = pp_yaml_get(map, "key");
    assert_int_equal(inner->key_where.line, 4);
    assert_int_equal(inner->key_where.col, 12); /* in characters, not bytes */
    assert_int_equal(inner->where.col, 17);
    assert_string_equal(inner->where.file, "t.yaml");
    assert_string_equal(inner->first->next->text, "2");
    assert_null(pp_yaml_get(root, "nothing"));
    assert_null(pp_yaml_get(list, "id"));
}

static void test_quoted_and_null(void **state)
{
    (void)state;
    struct pp_yaml *root = good("a:\nb: ~\nc: null\nd: \"\"\ne: 'null'\nf: !!str 5\ng: |\n  x\n");
    assert_true(pp_yaml_is_null(pp_yaml_get(root, "a")));
    assert_true(pp_yaml_is_null(pp_yaml_get(root, "b")));
    assert_true(pp_yaml_is_null(pp_yaml_get(root, "c")));
    assert_false(pp_yaml_is_null(pp_yaml_get(root, "d")));
    assert_string_equal(text_at(root, "e"), "null");
    assert_true(pp_yaml_get(root, "f")->quoted);
    assert_string_equal(text_at(root, "g"), "x\n");
    assert_string_equal(pp_yaml_kind_name(pp_yaml_get(root, "a")), "nothing");
}

static void test_an_empty_file_is_nothing(void **state)
{
    (void)state;
    assert_true(pp_yaml_is_null(good("")));
    assert_true(pp_yaml_is_null(good("# only a remark\n")));
    assert_true(pp_yaml_is_null(good("\xEF\xBB\xBF")));
    assert_true(pp_yaml_is_null(good("---\n...\n")));
}

static void test_line_ends_and_marks_do_not_matter(void **state)
{
    (void)state;
    const char *text = "\xEF\xBB\xBFid: epi\r\nname: 'Rīga'\rlist: |\r\n  a\r\n  b\r\n";
    struct pp_yaml *root = good(text);
    assert_string_equal(text_at(root, "name"), "Rīga");
    assert_string_equal(text_at(root, "list"), "a\nb\n");
    assert_int_equal(pp_yaml_get(root, "list")->key_where.line, 3);
    assert_int_equal(pp_yaml_get(root, "id")->key_where.col, 1);
}

static void to_utf16(const char *ascii, bool little, struct pp_str *out)
{
    pp_str_append_n(out, little ? "\xFF\xFE" : "\xFE\xFF", 2);
    for (; *ascii; ascii++) {
        char pair[2] = {little ? *ascii : 0, little ? 0 : *ascii};
        pp_str_append_n(out, pair, 2);
    }
}

static void test_utf16(void **state)
{
    (void)state;
    for (int little = 0; little < 2; little++) {
        struct pp_str text;
        pp_str_init(&text);
        to_utf16("id: epi\r\nflag: ", little, &text);
        const char pair_le[] = "\x3D\xD8\x00\xDE", pair_be[] = "\xD8\x3D\xDE\x00"; /* U+1F600 */
        pp_str_append_n(&text, little ? pair_le : pair_be, 4);
        struct pp_yaml *root = NULL;
        assert_int_equal(parse_bytes(text.text, text.length, &root), PP_OK);
        assert_string_equal(text_at(root, "id"), "epi");
        assert_string_equal(text_at(root, "flag"), "\xF0\x9F\x98\x80");
        /* Half a character at the end, and half a pair. */
        pp_str_append_char(&text, 'x');
        assert_int_equal(parse_bytes(text.text, text.length, &root), PP_USAGE);
        pp_str_truncate(&text, text.length - 3);
        assert_int_equal(parse_bytes(text.text, text.length, &root), PP_USAGE);
        pp_str_free(&text);
    }
    assert_int_equal(support_count_rule(run, "yaml.encoding"), 4);
}

static void test_texts_become_nfc(void **state)
{
    (void)state;
    assert_string_equal(text_at(good("a: Ri\xCC\x84ga\n"), "a"), "Rīga");
}

static void test_bytes_that_are_no_text(void **state)
{
    (void)state;
    assert_bad("a: b\nc: d\xE9 e\n", "yaml.encoding", 2, 5, "UTF-8");
    assert_bad("a: \x01\n", "yaml.encoding", 1, 4, "U+0001");
    assert_bad("a: \xEF\xBB\xBF\n", "yaml.encoding", 1, 4, "U+FEFF");
    struct pp_yaml *root = NULL;
    assert_int_equal(parse_bytes("a: \0b", 5, &root), PP_USAGE);
    assert_non_null(strstr(pp_diag_at(run, 0)->sentence, "U+0000"));
    assert_int_equal(parse_bytes("a: \"\\0\"", 7, &root), PP_USAGE); /* written as an escape */
    assert_int_equal(support_count_rule(run, "yaml.nul"), 1);
    assert_bad("a: \"b \\x01\"\n", "yaml.character", 1, 4, "U+0001");
    assert_bad("a: \"b \\u202E\"\n", "yaml.direction-override", 1, 4, "U+202E");
}

static void test_broken_yaml_says_what_to_do(void **state)
{
    (void)state;
    assert_bad("a: b: c\n", "yaml.syntax", 1, 5, "quotes");
    assert_bad("a:\n\t- b\n", "yaml.syntax", 2, 1, "tab");
    assert_bad("a: {date: /^d{2}$/, b: c}\n", "yaml.syntax", 1, 14, "quotes");
    assert_bad("a: [1, 2\nb: 3\n", "yaml.syntax", 2, 2, "starts in line 1");
    assert_bad("a: \"open\n", "yaml.syntax", 1, 4, "quotation mark");
    assert_bad("a: @x\n", "yaml.syntax", 1, 4, "quotes");
    assert_bad("a: 1\n b: 2\n", "yaml.syntax", 2, 3, "indentation");
}

static void test_doubled_keys_are_all_told(void **state)
{
    (void)state;
    struct pp_yaml *root = NULL;
    const char *text = "a: 1\nb: {x: 1, x: 2}\na: 3\n";
    assert_int_equal(parse_bytes(text, strlen(text), &root), PP_USAGE);
    assert_int_equal(support_count_rule(run, "yaml.doubled-key"), 2);
    const struct pp_diag *diag = pp_diag_at(run, 1);
    assert_int_equal(diag->where.line, 3);
    assert_string_equal(diag->source, "a: 3");
    assert_non_null(strstr(diag->sentence, "line 1"));
}

static void test_what_is_not_read(void **state)
{
    (void)state;
    assert_bad("a: !!binary x\n", "yaml.tag", 1, 4, "binary");
    assert_bad("a: !env x\n", "yaml.tag", 1, 4, "!env");
    assert_bad("a: 1\n---\nb: 2\n", "yaml.second-document", 2, 1, "one document");
    assert_bad("? [a, b]\n: c\n", "yaml.key", 1, 3, "list");
    assert_bad("a: &x {b: 1}\nc:\n  <<: *x\n", "yaml.merge", 3, 3, "<<");
}

static void test_aliases(void **state)
{
    (void)state;
    struct pp_yaml *root = good("a: &x {b: 1}\nc: *x\nd: &y z\ne: [*y, *y]\n");
    const struct pp_yaml *copy = pp_yaml_get(root, "c");
    assert_string_equal(copy->key, "c");
    assert_string_equal(text_at(copy, "b"), "1");
    assert_int_equal(pp_yaml_get(root, "e")->count, 2);
    assert_string_equal(pp_yaml_get(root, "a")->key, "a");
    assert_bad("a: *x\n", "yaml.alias", 1, 4, "&x");
    assert_bad("a: &x [1, *x]\n", "yaml.alias", 1, 11, "inside");
}

/* Nine levels of nine references each: 9^9 values, if they were written out. */
static void test_alias_bombs_are_refused(void **state)
{
    (void)state;
    struct pp_str text;
    pp_str_init(&text);
    pp_str_append(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 9; i++) {
        pp_str_printf(&text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 9; k++)
            pp_str_printf(&text, "%s*a%d", k ? ", " : "", i - 1);
        pp_str_append(&text, "]\n");
    }
    struct pp_yaml *root = NULL;
    assert_int_equal(parse_bytes(text.text, text.length, &root), PP_USAGE);
    assert_int_equal(support_count_rule(run, "yaml.too-large"), 1);
    pp_str_clear(&text);
    pp_str_append(&text, "a: &a x\nb:\n");
    for (int i = 0; i <= PP_LIMIT_YAML_ALIASES; i++)
        pp_str_append(&text, "- *a\n");
    assert_int_equal(parse_bytes(text.text, text.length, &root), PP_USAGE);
    assert_int_equal(support_count_rule(run, "yaml.too-many-aliases"), 1);
    pp_str_free(&text);
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    struct pp_str text;
    pp_str_init(&text);
    for (int i = 0; i < 100000; i++)
        pp_str_append_char(&text, '[');
    struct pp_yaml *root = NULL;
    assert_int_equal(parse_bytes(text.text, text.length, &root), PP_USAGE);
    assert_int_equal(support_count_rule(run, "yaml.too-deep"), 1);
    pp_str_clear(&text);
    for (int i = 0; i < PP_LIMIT_YAML_DEPTH; i++)
        pp_str_append_char(&text, '[');
    for (int i = 0; i < PP_LIMIT_YAML_DEPTH; i++)
        pp_str_append_char(&text, ']');
    assert_int_equal(parse_bytes(text.text, text.length, &root), PP_OK);
    pp_str_free(&text);
}

static void test_front_matter_counts_lines_from_its_own(void **state)
{
    (void)state;
    const char *text = "title: A\ntitle: B\n";
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    struct pp_yaml *root = NULL;
    assert_int_equal(pp_yaml_parse(run, run->arena, "s.md", 2, bytes, &root), PP_USAGE);
    assert_int_equal(pp_diag_at(run, 0)->where.line, 3);
    assert_string_equal(pp_diag_at(run, 0)->source, "title: B");
}

static void assert_content(const char *text, const char *key, size_t line, size_t col)
{
    struct pp_where where = pp_yaml_content_where(pp_yaml_get(good(text), key));
    assert_int_equal(where.line, line);
    assert_int_equal(where.col, col);
}

static void test_where_the_first_character_stands(void **state)
{
    (void)state;
    assert_content("a: text\n", "a", 1, 4);
    assert_content("a: \"text\"\n", "a", 1, 5);
    assert_content("ā: x\nb:   'text'\n", "b", 2, 7);
    assert_content("a: |\n    text\n", "a", 2, 5);
    assert_content("{ā: x, b: \"t\"}\n", "b", 1, 12);
    assert_content("a: !!str text\n", "a", 1, 4);
}

static void test_a_file_that_is_not_there(void **state)
{
    (void)state;
    struct pp_yaml *root = NULL;
    assert_int_equal(pp_yaml_read(run, run->arena, "tests/data/none.yaml", &root), PP_DATA);
    assert_int_equal(pp_diag_count(run, PP_ERROR), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_tree_with_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_quoted_and_null, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_an_empty_file_is_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_line_ends_and_marks_do_not_matter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_utf16, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_texts_become_nfc, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bytes_that_are_no_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_broken_yaml_says_what_to_do, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_doubled_keys_are_all_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_what_is_not_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_aliases, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_alias_bombs_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_depth_is_limited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_front_matter_counts_lines_from_its_own, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_where_the_first_character_stands, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_file_that_is_not_there, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
