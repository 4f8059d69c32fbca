#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "ingest/window.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

#include "support.h"

/* Several pieces of a window, with records of every length over their borders. */
enum { ROWS = 6000, LONG_ROW = 700000 };

static const char *path_of(struct pp_run *run, const char *name)
{
    return pp_path_join(run->arena, support_folder(run->arena, "window"), name);
}

static void make_rows(struct pp_str *out)
{
    pp_str_init(out);
    for (int i = 0; i < ROWS; i++) {
        pp_str_printf(out, "%d,\"R\xC4\x93zekne \xF0\x9F\x8C\xB3 %d\r\n", i, i * i % 97);
        for (int j = i % 61; j > 0; j--)
            pp_str_append(out, j % 7 == 0 ? "\"\"\n" : "\xC4\x81");
        pp_str_append(out, i % 3 == 0 ? "\"\r\n" : i % 3 == 1 ? "\"\n" : "\"\r");
        if (i == ROWS / 2)
            for (int j = 0; j < LONG_ROW; j++)
                pp_str_append_char(out, 'x');
    }
}

static void write_text(struct pp_str *file, const struct pp_str *text, bool wide, bool little)
{
    pp_str_init(file);
    for (size_t i = 0; i < text->length;) {
        unsigned char c = (unsigned char)text->text[i];
        size_t size = !wide || c < 0x80 ? 1 : c < 0xE0 ? 2 : 4;
        unsigned units[2] = {c, 0};
        if (size == 2)
            units[0] = (c & 0x1Fu) << 6 | ((unsigned char)text->text[i + 1] & 0x3Fu);
        if (size == 4) { /* the one tree of these rows */
            units[0] = 0xD83C;
            units[1] = 0xDF33;
        }
        for (int u = 0; u < (size == 4 ? 2 : 1); u++) {
            unsigned char high = (unsigned char)(units[u] >> 8), low = (unsigned char)units[u];
            if (wide && !little)
                pp_str_append_n(file, &high, 1);
            pp_str_append_n(file, &low, 1);
            if (wide && little)
                pp_str_append_n(file, &high, 1);
        }
        i += size;
    }
}

static struct pp_scanner scan_window(struct pp_window *window, const struct pp_charset *charset)
{
    struct pp_scanner scanner;
    pp_window_rewind(window, charset);
    pp_scanner_init(&scanner, NULL, 0, ',');
    scanner.more = pp_window_feed;
    scanner.self = window;
    return scanner;
}

/* Every record through the window is the record of the text in memory, and its raw bytes stand in
 * the file one behind the other. */
static void compare(enum pp_charset_kind kind)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_str text, file;
    struct pp_window *window = NULL;
    struct pp_charset charset = {.name = "x", .kind = kind};
    struct pp_scanner whole;
    struct pp_span span, expected;
    char digest[PP_DIGEST_HEX], of_file[PP_DIGEST_HEX];
    uint64_t size = 0, raw_at = 0;
    make_rows(&text);
    write_text(&file, &text, kind != PP_CHARSET_UTF8, kind == PP_CHARSET_UTF16LE);
    const char *path = path_of(run, "rows.csv");
    assert_int_equal(pp_file_write(run, path, file.text, file.length, 0), PP_OK);
    assert_int_equal(pp_window_open(run, path, "rows.csv", &window), PP_OK);
    for (int pass = 0; pass < 2; pass++) {
        struct pp_scanner scanner = scan_window(window, &charset);
        pp_scanner_init(&whole, text.text, text.length, ',');
        raw_at = 0;
        while (pp_scanner_next(&whole, &expected)) {
            assert_true(pp_scanner_next(&scanner, &span));
            assert_int_equal(scanner.base + span.start, expected.start);
            assert_int_equal(span.length, expected.length);
            assert_int_equal(span.whole, expected.whole);
            assert_int_equal(span.line, expected.line);
            assert_int_equal(span.stray_quote, expected.stray_quote);
            assert_memory_equal(
                scanner.data + span.start, whole.data + expected.start, span.length);
            struct pp_bytes raw = pp_window_raw(window, span.start, span.whole);
            assert_memory_equal(raw.data, file.text + raw_at, raw.size);
            raw_at += raw.size;
        }
        assert_false(pp_scanner_next(&scanner, &span));
        assert_int_equal(raw_at, file.length);
        assert_int_equal(pp_window_report(run, window), PP_OK);
    }
    pp_window_rewind(window, NULL);
    while (pp_window_more(window, 0))
        ;
    assert_int_equal(pp_window_end(run, window, digest), PP_OK);
    assert_int_equal(pp_file_digest(run, path, &size, of_file), PP_OK);
    assert_string_equal(digest, of_file);
    assert_int_equal(pp_window_file_size(window), size);
    pp_window_close(window);
    pp_str_free(&text);
    pp_str_free(&file);
    pp_run_free(run);
}

static void records_over_borders_of_pieces(void **state)
{
    (void)state;
    compare(PP_CHARSET_UTF8);
}

static void records_of_utf16(void **state)
{
    (void)state;
    compare(PP_CHARSET_UTF16LE);
    compare(PP_CHARSET_UTF16BE);
}

static void a_window_stays_small(void **state)
{
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    struct pp_str text;
    struct pp_window *window = NULL;
    struct pp_span span;
    size_t largest = 0;
    pp_str_init(&text);
    for (int i = 0; i < 1000000; i++)
        pp_str_append(&text, "a,b,c\n");
    const char *path = path_of(run, "many.csv");
    assert_int_equal(pp_file_write(run, path, text.text, text.length, 0), PP_OK);
    assert_int_equal(pp_window_open(run, path, "many.csv", &window), PP_OK);
    struct pp_scanner scanner = scan_window(window, NULL);
    while (pp_scanner_next(&scanner, &span))
        largest = scanner.size > largest ? scanner.size : largest;
    assert_true(largest < text.length / 8);
    pp_window_close(window);
    pp_str_free(&text);
    pp_run_free(run);
}

/* A line of 9 MiB in the middle: its beginning is the row, memory does not follow it, and the rows
 * behind it are read as if nothing were. */
static void an_endless_line_in_the_middle(void **state)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    for (size_t e = 0; e < 3; e++) {
        struct pp_str text;
        struct pp_window *window = NULL;
        struct pp_span span;
        size_t rows = 0, endless = 0, largest = 0, last_line = 0;
        pp_str_init(&text);
        for (int i = 0; i < 5; i++)
            pp_str_printf(&text, "a,b,%d%s", i, ends[e]);
        for (int i = 0; i < 9 << 20; i++)
            pp_str_append_char(&text, 'x');
        for (int i = 0; i < 5; i++)
            pp_str_printf(&text, "%sa,b,%d", ends[e], i);
        const char *path = path_of(run, "endless.csv");
        assert_int_equal(pp_file_write(run, path, text.text, text.length, 0), PP_OK);
        assert_int_equal(pp_window_open(run, path, "endless.csv", &window), PP_OK);
        struct pp_scanner scanner = scan_window(window, NULL);
        while (pp_scanner_next(&scanner, &span)) {
            rows++;
            endless += span.too_long;
            last_line = span.line;
            largest = scanner.size > largest ? scanner.size : largest;
            assert_true(span.too_long || span.length == 5);
        }
        assert_int_equal(rows, 11);
        assert_int_equal(endless, 1);
        assert_int_equal(last_line, 11);
        assert_true(largest < 5 << 20);
        pp_window_close(window);
        pp_str_free(&text);
    }
    pp_run_free(run);
}

static void a_file_that_changes_is_told(void **state)
{
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    struct pp_window *window = NULL;
    char digest[PP_DIGEST_HEX];
    const char *path = path_of(run, "short.csv");
    assert_int_equal(pp_file_write(run, path, "a,b\n1,2\n", 8, 0), PP_OK);
    assert_int_equal(pp_window_open(run, path, "short.csv", &window), PP_OK);
    assert_int_equal(truncate(path, 4), 0);
    while (pp_window_more(window, 0))
        ;
    assert_int_equal(pp_window_end(run, window, digest), PP_DATA);
    assert_string_equal(pp_diag_at(run, 0)->rule, "file.changed");
    pp_window_close(window);
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_over_borders_of_pieces),
        cmocka_unit_test(records_of_utf16),
        cmocka_unit_test(a_window_stays_small),
        cmocka_unit_test(an_endless_line_in_the_middle),
        cmocka_unit_test(a_file_that_changes_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
