/* Where the lines of a narrow column end in each language: tests/data/line-ends.txt has a language
 * and a text a line, and below it the lines, as somebody has looked at them. UPDATE=1
 * build/tests/test_line_ends writes them anew.
 *
 * Finnish and Irish are not there: their patterns may be on a machine or not (docs/languages.md).
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/paragraph.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "text_support.h"

static const char path[] = "tests/data/line-ends.txt";

/* The lines of one text below it. */
static void set_below(struct text_world *world, const char *line, struct pp_str *out)
{
    const char *tab = strchr(line, '\t');
    assert_non_null(tab);
    char *lang = pp_arena_strndup(world->arena, line, (size_t)(tab - line));
    struct pp_span span = text_span(tab + 1, lang);
    struct pp_paragraph_style style = {
        .width = 150,
        .hyphenate = true,
        .lang = lang,
        .rtl = pp_typesetter_rtl(world->typesetter, lang)};
    const char *at = text_of_lines(world, text_set_spans(world, &span, 1, &style));
    pp_str_printf(out, "%s\n", line);
    for (const char *bar; (bar = strstr(at, " | ")) != NULL; at = bar + 3)
        pp_str_printf(out, "  %.*s\n", (int)(bar - at), at);
    pp_str_printf(out, "  %s\n", at);
}

/* Tells the first line that is another one. */
static void compare(const char *wanted, const char *made)
{
    size_t line = 1;
    if (strcmp(wanted, made) == 0)
        return;
    for (; *wanted == *made; wanted++, made++)
        line += *wanted == '\n';
    fail_msg("%s:%zu: otherwise from “%.40s” on", path, line, made);
}

static void lines_end_where_they_did(void **state)
{
    struct text_world *world = *state;
    struct pp_bytes bytes;
    struct pp_str made;
    size_t texts = 0;
    pp_str_init(&made);
    assert_int_equal(pp_file_read(world->run, world->arena, path, 1 << 20, &bytes), PP_OK);
    char *wanted = pp_arena_strndup(world->arena, (const char *)bytes.data, bytes.size);
    char *rest = pp_arena_strdup(world->arena, wanted);
    for (char *line; (line = strtok_r(rest, "\n", &rest)) != NULL;)
        if (line[0] != ' ') {
            set_below(world, line, &made);
            texts++;
        }
    assert_true(texts >= 30);
    if (getenv("UPDATE") != NULL)
        assert_int_equal(pp_file_replace(world->run, path, made.text, made.length, 0), PP_OK);
    else
        compare(wanted, made.text);
    pp_str_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_end_where_they_did)};
    return cmocka_run_group_tests(tests, text_world_open, text_world_close);
}
