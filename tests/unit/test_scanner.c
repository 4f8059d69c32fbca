#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/limits.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

/* All records of a text as "line:bytes|", a stray quote marked by '!'. */
static const char *scan(struct pp_arena *arena, const char *text, char delimiter)
{
    struct pp_scanner scanner;
    struct pp_span span;
    struct pp_str out;
    pp_str_init(&out);
    pp_scanner_init(&scanner, text, strlen(text), (unsigned char)delimiter);
    while (pp_scanner_next(&scanner, &span)) {
        pp_str_printf(&out, "%zu%s:", span.line, span.stray_quote ? "!" : "");
        for (size_t i = 0; i < span.length; i++) {
            char c = text[span.start + i];
            pp_str_append_char(&out, c == '\n' || c == '\r' ? '~' : c);
        }
        pp_str_append_char(&out, '|');
    }
    char *copy = pp_str_copy(&out, arena);
    pp_str_free(&out);
    return copy;
}

static void finds_record_ends(void **state)
{
    static const struct {
        const char *text, *records;
    } cases[] = {
        {"a,b\n1,2\n", "1:a,b|2:1,2|"},
        {"a,b\r\n1,2\r\n", "1:a,b|2:1,2|"},
        {"a,b\r1,2\r", "1:a,b|2:1,2|"},
        {"a,b\n1,2", "1:a,b|2:1,2|"},
        {"a\r\n\nb\rc\n", "1:a|2:|3:b|4:c|"},
        {"a,\"x\ny\",c\nd\n", "1:a,\"x~y\",c|3:d|"},
        {"a,\"x\r\ny\",c\r\nd\r\n", "1:a,\"x~~y\",c|3:d|"},
        {"a,\"say \"\"hi\"\"\nthere\",c\nd\n", "1:a,\"say \"\"hi\"\"~there\",c|3:d|"},
        {"a,5\" pipe,c\nd\n", "1:a,5\" pipe,c|2:d|"},
        {"a, \"x\ny\" ,c\nd\n", "1:a, \"x~y\" ,c|3:d|"},
        {"", ""},
        {"\n", "1:|"},
    };
    struct pp_arena *arena = pp_arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(scan(arena, cases[i].text, ','), cases[i].records);
    pp_arena_free(arena);
}

static void a_stray_quote_swallows_nothing(void **state)
{
    static const struct {
        const char *text, *records;
    } cases[] = {
        /* nothing closes it */
        {"a,b\n1,\"x\n2,y\n3,z\n", "1:a,b|2!:1,\"x|3:2,y|4:3,z|"},
        /* the next row has quotes of its own */
        {"a,b\n1,\"x\n2,\"y\"\n3,\"z\"\n", "1:a,b|2!:1,\"x|3:2,\"y\"|4:3,\"z\"|"},
        {"1,\"x\n\"2\",y\n", "1!:1,\"x|2:\"2\",y|"},
        /* a good field over two lines, and then a stray one */
        {"\"p\nq\",\"x\n2,y\n", "1!:\"p~q\",\"x|3:2,y|"},
        /* at the very end */
        {"1,2\n3,\"", "1:1,2|2!:3,\"|"},
    };
    struct pp_arena *arena = pp_arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(scan(arena, cases[i].text, ','), cases[i].records);
    pp_arena_free(arena);
}

static void cuts_a_record_at_its_first_line(void **state)
{
    const char *text = "1,\"x\n2,y\",z\n3,w\n";
    struct pp_scanner scanner;
    struct pp_span span;
    (void)state;
    pp_scanner_init(&scanner, text, strlen(text), ',');
    assert_true(pp_scanner_next(&scanner, &span));
    assert_int_equal(span.lines, 2);
    pp_scanner_cut(&scanner, &span);
    assert_int_equal(span.length, strlen("1,\"x"));
    assert_int_equal(span.whole, strlen("1,\"x\n"));
    assert_true(pp_scanner_next(&scanner, &span));
    assert_int_equal(span.line, 2);
    assert_int_equal(span.start, 5);
}

static void a_row_has_a_limit(void **state)
{
    size_t size = PP_LIMIT_ROW + 100;
    char *text = malloc(size + 3);
    struct pp_scanner scanner;
    struct pp_span span;
    (void)state;
    memset(text, 'x', size);
    memcpy(text + size, "\nb\n", 3);
    pp_scanner_init(&scanner, text, size + 3, ',');
    assert_true(pp_scanner_next(&scanner, &span));
    assert_true(span.too_long);
    assert_true(pp_scanner_next(&scanner, &span));
    assert_false(span.too_long);
    assert_int_equal(span.length, 1);
    free(text);
}

static void bytes_of_all_records_are_the_text(void **state)
{
    const char alphabet[] = "a,\"\n\r;x \t";
    uint64_t seed = 88172645463325252u;
    char text[60];
    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t length = 0;
        struct pp_scanner scanner;
        struct pp_span span;
        size_t expected = 0, line = 1;
        for (; length < sizeof text - 1; length++) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            text[length] = alphabet[seed % (sizeof alphabet - 1)];
        }
        pp_scanner_init(&scanner, text, length, ',');
        while (pp_scanner_next(&scanner, &span)) {
            assert_int_equal(span.start, expected);
            assert_int_equal(span.line, line);
            assert_true(span.whole > 0 && span.whole >= span.length);
            expected += span.whole;
            line += span.lines;
        }
        assert_int_equal(expected, length);
    }
}

static void check_fields(const char *record, const char *const *fields, size_t count)
{
    struct pp_csvrow *row = pp_csvrow_new(',');
    assert_int_equal(pp_csvrow_split(row, record, strlen(record)), count);
    for (size_t i = 0; i < count; i++) {
        struct pp_bytes field = pp_csvrow_field(row, i);
        assert_string_equal((const char *)field.data, fields[i]);
        assert_int_equal(field.size, strlen(fields[i]));
    }
    assert_int_equal(pp_csvrow_field(row, count).size, 0);
    pp_csvrow_free(row);
}

static void splits_fields(void **state)
{
    (void)state;
    check_fields("a,b", (const char *[]){"a", "b"}, 2);
    check_fields(" a , \"b, c\" ,", (const char *[]){"a", "b, c", ""}, 3);
    check_fields("\"say \"\"hi\"\"\",\"x\ny\"", (const char *[]){"say \"hi\"", "x\ny"}, 2);
    check_fields("5\" pipe,\"a\"b\"", (const char *[]){"5\" pipe", "a\"b"}, 2);
    check_fields("1,\"open", (const char *[]){"1", "open"}, 2);
    check_fields("\xC4\x81,\xE2", (const char *[]){"\xC4\x81", "\xE2"}, 2);
}

static void a_row_is_used_again(void **state)
{
    struct pp_csvrow *row = pp_csvrow_new(';');
    (void)state;
    assert_int_equal(pp_csvrow_split(row, "\"open;x", 7), 1);
    assert_int_equal(pp_csvrow_split(row, "a;b", 3), 2);
    assert_string_equal((const char *)pp_csvrow_field(row, 1).data, "b");
    assert_int_equal(pp_csvrow_split(row, ";;", 2), 3);
    assert_true(pp_csvrow_is_blank(row));
    assert_int_equal(pp_csvrow_split(row, "", 0), 0);
    pp_csvrow_free(row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_record_ends),
        cmocka_unit_test(a_stray_quote_swallows_nothing),
        cmocka_unit_test(cuts_a_record_at_its_first_line),
        cmocka_unit_test(a_row_has_a_limit),
        cmocka_unit_test(bytes_of_all_records_are_the_text),
        cmocka_unit_test(splits_fields),
        cmocka_unit_test(a_row_is_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
