#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pactpress/segments.h"
#include "support.h"

static void find(
    struct pp_run *run, const char *path, const char *text, struct pp_source_text *source,
    struct pp_segments *segments)
{
    *segments = (struct pp_segments){0};
    assert_int_equal(pp_source_text_take(run, run->arena, path, text, strlen(text), source), PP_OK);
    assert_int_equal(pp_segments_find(run, run->arena, source, segments), PP_OK);
}

static const char story[] = "---\r\n"
                            "title: A title\r\n"
                            "slot: lead\r\n"
                            "alt: 'it''s'\r\n"
                            "---\r\n"
                            "First\r\n"
                            "paragraph with {{ a.b, plural,\r\n"
                            "one {# x} other {# y} }}.\r\n"
                            "\r\n"
                            "## Heading ##\r\n"
                            "\r\n"
                            "Under\r\n"
                            "=====\r\n"
                            "\r\n"
                            "1. item\r\n"
                            "   on two lines\r\n"
                            "   > quote\r\n"
                            "   > goes on\r\n"
                            "\r\n"
                            "| *a* | b  |\r\n"
                            "|-----|---:|\r\n"
                            "| {{ x.y[z=w] }} | 12 |\r\n"
                            "| čau | d e |\r\n"
                            "\r\n"
                            "![alt](a.png \"cap\")\r\n"
                            "\r\n"
                            "```callout\r\n"
                            "one\r\n"
                            "two\r\n"
                            "\r\n"
                            "three\r\n"
                            "```\r\n"
                            "```terms\r\n"
                            "PACT: what\r\n"
                            "```\r\n"
                            "```video\r\n"
                            "title: Film\r\n"
                            "url: https://e.org\r\n"
                            "```\r\n"
                            "forced\\\r\n"
                            "end[^1]\r\n"
                            "\r\n"
                            "[^1]: Note.\r\n";

static const struct {
    const char *kind, *text;
} wanted[] = {
    {"title", "A title"},
    {"alt", "it's"},
    {"paragraph", "First paragraph with {{ a.b, plural, one {# x} other {# y} }}."},
    {"heading", "Heading"},
    {"heading", "Under"},
    {"paragraph", "item on two lines"},
    {"paragraph", "quote goes on"},
    {"cell", "*a*"},
    {"cell", "b"},
    {"cell", "čau"},
    {"cell", "d e"},
    {"picture", "![alt](a.png \"cap\")"},
    {"callout", "one two"},
    {"callout", "three"},
    {"term", "PACT: what"},
    {"video", "Film"},
    {"paragraph", "forced\\\nend[^1]"},
    {"paragraph", "Note."},
};
enum { WANTED = sizeof wanted / sizeof *wanted };

static void finds_all(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_source_text source;
    struct pp_segments segments;
    (void)state;
    find(run, "a.md", story, &source, &segments);
    for (size_t i = 0; i < segments.count && i < WANTED; i++) {
        assert_string_equal(segments.items[i].kind, wanted[i].kind);
        assert_string_equal(segments.items[i].text, wanted[i].text);
    }
    assert_int_equal(segments.count, WANTED);
    pp_run_free(run);
}

/* Each text is replaced by another one; all that is not text stays as it was. */
static void replaces_all(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_source_text source;
    struct pp_segments segments;
    struct pp_edits edits = {0};
    (void)state;
    find(run, "a.md", story, &source, &segments);
    for (size_t i = 0; i < segments.count; i++)
        pp_segment_edit(
            run->arena, &edits, &source, &segments.items[i],
            pp_arena_printf(run->arena, "T%zu: x", i));
    const char *text = pp_edits_apply(run->arena, &edits, source.text, source.length);
    assert_non_null(
        strstr(text, "title: \"T0: x\"\r\nslot: lead\r\nalt: \"T1: x\"\r\n---\r\nT2: x\r\n"));
    assert_non_null(
        strstr(text, "## T3: x ##\r\n\r\nT4: x\r\n=====\r\n\r\n1. T5: x\r\n   > T6: x\r\n"));
    assert_non_null(
        strstr(text, "| T7: x | T8: x  |\r\n|-----|---:|\r\n| {{ x.y[z=w] }} | 12 |\r\n"));
    assert_non_null(strstr(text, "```callout\r\nT12: x\r\n\r\nT13: x\r\n```"));
    find(run, "a.md", text, &source, &segments);
    assert_int_equal(segments.count, WANTED - 1); /* nobody calls the footnote any more */
    for (size_t i = 0; i < segments.count; i++)
        assert_string_equal(segments.items[i].text, pp_arena_printf(run->arena, "T%zu: x", i));
    pp_run_free(run);
}

static void finds_fields(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_source_text source;
    struct pp_segments segments;
    struct pp_edits edits = {0};
    (void)state;
    find(run, "a.csv", "Who,\"What, \"\"when\"\"\",12\r\n\"a\nb\",,2022-01", &source, &segments);
    assert_int_equal(segments.count, 3);
    assert_string_equal(segments.items[1].text, "What, \"when\"");
    assert_string_equal(segments.items[2].text, "a\nb");
    pp_segment_edit(run->arena, &edits, &source, &segments.items[0], "Kas, tas");
    pp_segment_edit(run->arena, &edits, &source, &segments.items[1], "\"Kas\"");
    assert_string_equal(
        pp_edits_apply(run->arena, &edits, source.text, source.length),
        "\"Kas, tas\",\"\"\"Kas\"\"\",12\r\n\"a\nb\",,2022-01");
    pp_run_free(run);
}

static void reports_bad_heads(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_source_text source;
    struct pp_segments segments = {0};
    const char *text = "---\ntitle: [\n---\n";
    (void)state;
    assert_int_equal(
        pp_source_text_take(run, run->arena, "a.md", text, strlen(text), &source), PP_OK);
    assert_int_not_equal(pp_segments_find(run, run->arena, &source, &segments), PP_OK);
    assert_int_equal(support_count_rule(run, "yaml.syntax"), 1);
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_all),
        cmocka_unit_test(replaces_all),
        cmocka_unit_test(finds_fields),
        cmocka_unit_test(reports_bad_heads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
