/* The rules of counting stand in one place: docs/methodology.md is made of them, and every
 * catalogue says them. `test_method --write DIR` writes DIR/docs/methodology.md anew. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "document_kit.h"
#include "pactpress/catalog.h"
#include "pactpress/file.h"
#include "pactpress/measure.h"
#include "pactpress/method.h"
#include "pactpress/str.h"

static const char begin_mark[] = "<!-- measures -->\n", end_mark[] = "<!-- end of measures -->";

/* The page with its generated part made again. */
static void make_page(struct pp_run *run, const char *page, struct pp_str *out)
{
    struct pp_catalog *english = NULL;
    const char *begin = strstr(page, begin_mark), *end = strstr(page, end_mark);
    assert_non_null(begin);
    assert_non_null(end);
    assert_int_equal(pp_catalog_load(run, NULL, "en", &english), PP_OK);
    pp_str_append_n(out, page, (size_t)(begin - page) + strlen(begin_mark));
    pp_method_document(english, out);
    pp_str_append(out, end);
}

static const char *read_text(struct document_kit *kit, const char *path)
{
    struct pp_bytes bytes;
    assert_int_equal(pp_file_read(kit->run, kit->arena, path, 0, &bytes), PP_OK);
    return pp_arena_strndup(kit->arena, (const char *)bytes.data, bytes.size);
}

static void the_page_is_made_of_the_rules(void **state)
{
    struct document_kit *kit = *state;
    const char *page = read_text(kit, "docs/methodology.md");
    struct pp_str expected;
    pp_str_init(&expected);
    make_page(kit->run, page, &expected);
    if (!pp_streq(page, expected.text))
        fail_msg("docs/methodology.md is not up to date; run build/tests/test_method --write .");
    pp_str_free(&expected);
}

static void every_rule_can_be_said_and_sourced(void **state)
{
    struct document_kit *kit = *state;
    const struct pp_method_rule *rule;
    const struct pp_method_source *source;
    struct pp_catalog *english = NULL;
    struct pp_str named;
    assert_int_equal(pp_catalog_load(kit->run, NULL, "en", &english), PP_OK);
    pp_str_init(&named);
    for (size_t i = 0; (rule = pp_method_rule_at(i)) != NULL; i++) {
        assert_ptr_equal(pp_method_rule_find(rule->name), rule);
        assert_non_null(pp_catalog_find(english, rule->says));
        assert_non_null(
            pp_catalog_find(english, pp_arena_printf(kit->arena, "method.%s.head", rule->topic)));
        if (rule->source != NULL)
            pp_str_printf(&named, "; %s; ", rule->source);
    }
    for (size_t i = 0; (source = pp_method_source_at(i)) != NULL; i++)
        assert_non_null(strstr(named.text, pp_arena_printf(kit->arena, "; %s; ", source->name)));
    pp_str_free(&named);
}

static void every_measure_has_a_rule(void **state)
{
    (void)state;
    for (size_t i = 0; pp_measure_at(i) != NULL; i++)
        assert_non_null(pp_method_rule_find(pp_measure_at(i)->rule));
    assert_null(pp_method_rule_find("guess"));
    assert_null(pp_method_rule_find(NULL));
}

static int write_page(const char *folder)
{
    struct pp_bytes bytes;
    struct pp_str text;
    void *state = NULL;
    if (document_kit_open(&state) != 0)
        return 1;
    struct document_kit *kit = state;
    const char *path = pp_arena_printf(kit->arena, "%s/docs/methodology.md", folder);
    if (pp_file_read(kit->run, kit->arena, path, 0, &bytes) != PP_OK)
        return 1;
    pp_str_init(&text);
    make_page(kit->run, pp_arena_strndup(kit->arena, (const char *)bytes.data, bytes.size), &text);
    if (pp_file_replace(kit->run, path, text.text, text.length, 0644) != PP_OK)
        return 1;
    pp_str_free(&text);
    return document_kit_close(&state);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--write") == 0)
        return write_page(argv[2]);
#define TEST(name) cmocka_unit_test_setup_teardown(name, document_kit_open, document_kit_close)
    const struct CMUnitTest tests[] = {
        TEST(the_page_is_made_of_the_rules),
        TEST(every_rule_can_be_said_and_sourced),
        TEST(every_measure_has_a_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
