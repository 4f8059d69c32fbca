#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "pactpress/coded.h"
#include "pactpress/str.h"
#include "support.h"

/* Codes between | and |, words as they are: "a |{n}| b". */
static const char *shown(struct pp_arena *arena, enum pp_coded_syntax syntax, const char *text)
{
    struct pp_coded coded;
    const char *all = "";
    pp_coded_read(arena, syntax, text, &coded);
    for (size_t i = 0; i < coded.count; i++)
        all = pp_arena_printf(
            arena, coded.items[i].kind == PP_CODE_WORDS ? "%s%s" : "%s|%s|", all,
            coded.items[i].text);
    return all;
}

static void takes_apart(void **state)
{
    static const struct {
        enum pp_coded_syntax syntax;
        const char *text, *shown;
    } cases[] = {
        {PP_CODED_PLAIN, "a {b} *c*", "a {b} *c*"},
        {PP_CODED_PLAIN, "a {{ b.c[d=e, f=g] }}", "a |{{ b.c[d=e, f=g] }}|"},
        {PP_CODED_MESSAGE, "a {n,  number} b", "a |{n, number}| b"},
        {PP_CODED_MESSAGE, "a '{n}' b", "a '{n}' b"},
        {PP_CODED_MESSAGE, "# {x", "# {x"},
        {PP_CODED_BRANCH, "# people", "|#| people"},
        {PP_CODED_MESSAGE, "{n, plural, one {# a} other {# b}} c", "|{n, plural,| c"},
        {PP_CODED_MARKDOWN, "a *b* **c** _d_", "a |*|b|*| |**|c|**| |_|d|_|"},
        {PP_CODED_MARKDOWN, "2 * 3 * 4, a_b_c", "2 * 3 * 4, a_b_c"},
        {PP_CODED_MARKDOWN, "**open", "**open"},
        {PP_CODED_MARKDOWN, "\\*no\\*", "\\*no\\*"},
        {PP_CODED_MARKDOWN, "[a *b*](https://e.org/(x)) c", "|[|a |*|b|*||](https://e.org/(x))| c"},
        {PP_CODED_MARKDOWN, "[no link]", "[no link]"},
        {PP_CODED_MARKDOWN, "![alt](a.png \"cap | by\")", "|![|alt|](a.png \"|cap | by|\")|"},
        {PP_CODED_MARKDOWN, "[AB](abbr: \"a b\") c", "|[|AB|](abbr: \"|a b|\")| c"},
        {PP_CODED_MARKDOWN, "`a*b*` x[^1] <https://e.org>", "|`a*b*`| x|[^1]| |<https://e.org>|"},
        {PP_CODED_MARKDOWN, "one\\\ntwo", "one|\\\n|two"},
    };
    struct pp_arena *arena = pp_arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(shown(arena, cases[i].syntax, cases[i].text), cases[i].shown);
    pp_arena_free(arena);
}

static void finds_branches(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_coded coded;
    (void)state;
    pp_coded_read(
        arena, PP_CODED_MARKDOWN,
        "{{ a.b[c=d, e=f], plural,\n one {# it’s {x}} other\t{# '}' b} withheld {few} }}!", &coded);
    assert_int_equal(coded.count, 2);
    const struct pp_code *code = &coded.items[0];
    assert_string_equal(code->name, "a.b[c=d, e=f]");
    assert_string_equal(code->key, "{{ a.b[c=d, e=f], plural }}");
    assert_int_equal(code->branches.count, 3);
    assert_string_equal(code->branches.items[1].keyword, "other");
    assert_string_equal(code->branches.items[1].text, "# '}' b");
    assert_string_equal(
        pp_code_write(arena, code),
        "{{ a.b[c=d, e=f], plural, one {# it’s {x}} other {# '}' b} withheld {few} }}");
    pp_coded_read(arena, PP_CODED_MESSAGE, "{s, select, a {A} other {B}}", &coded);
    assert_true(coded.items[0].is_choice);
    pp_arena_free(arena);
}

/* What is not understood stays one code, as it is written. */
static void leaves_the_rest(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_coded coded;
    (void)state;
    pp_coded_read(arena, PP_CODED_MESSAGE, "{n, plural, offset:1 one {a} other {b}}", &coded);
    assert_int_equal(coded.count, 1);
    assert_int_equal(coded.items[0].branches.count, 0);
    assert_string_equal(pp_coded_write(arena, &coded), "{n, plural, offset:1 one {a} other {b}}");
    pp_arena_free(arena);
}

static void has_one_form(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    (void)state;
    assert_string_equal(
        pp_coded_canonical(arena, PP_CODED_MESSAGE, "{n,plural,one{a  {m ,number}}other{b  c}}"),
        "{n, plural, one {a  {m,number}} other {b  c}}");
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_apart),
        cmocka_unit_test(finds_branches),
        cmocka_unit_test(leaves_the_rest),
        cmocka_unit_test(has_one_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
