/* The writer of web pages: what text may hold, and what is left of a picture. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "output/html_parts.h"
#include "output/pdf_deflate.h"

static void markup_in_text_stays_text(void **state)
{
    (void)state;
    struct pp_str out;
    pp_str_init(&out);
    html_escape(&out, "a < b & \"c\" > d\x01\x1B, Rīga");
    assert_string_equal(out.text, "a &lt; b &amp; &quot;c&quot; &gt; d, Rīga");
    pp_str_free(&out);
}

static bool contains(const struct pp_str *text, const char *what)
{
    for (size_t i = 0; i + strlen(what) <= text->length; i++)
        if (memcmp(text->text + i, what, strlen(what)) == 0)
            return true;
    return false;
}

static void add_chunk(struct pp_str *png, const char *name, const void *data, size_t size)
{
    const unsigned char length[] = {0, 0, (unsigned char)(size >> 8), (unsigned char)size};
    uint32_t sum = pp_pdf_sum(pp_pdf_sum(0, name, 4), data, size);
    const unsigned char bytes[] = {
        (unsigned char)(sum >> 24), (unsigned char)(sum >> 16), (unsigned char)(sum >> 8),
        (unsigned char)sum};
    pp_str_append_n(png, length, sizeof length);
    pp_str_append_n(png, name, 4);
    pp_str_append_n(png, data, size);
    pp_str_append_n(png, bytes, sizeof bytes);
}

/* One grey pixel; `told` asks for words in each place that takes some. */
static void make_png(struct pp_str *png, const char *rows, size_t size, bool told)
{
    static const unsigned char head[] = {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0};
    struct pp_str packed;
    pp_str_init(&packed);
    pp_pdf_deflate(&packed, rows, size, false);
    pp_str_append_n(&packed, "56.95", told ? 5 : 0);
    pp_str_append_n(png, "\x89PNG\r\n\x1A\n", 8);
    add_chunk(png, "IHDR", head, sizeof head);
    add_chunk(png, "gAMA", "\0\0\xB1\x8F", 4);
    if (told) {
        add_chunk(png, "tEXt", "56.95", 5);
        add_chunk(png, "gAMA", "56.9", 4);
        add_chunk(png, "sRGB", "56.95", 5);
        add_chunk(png, "iCCP", "56.95\0\0", 7);
    }
    add_chunk(png, "IDAT", packed.text, packed.length);
    add_chunk(png, "IEND", "56.95", told ? 5 : 0);
    pp_str_append(png, told ? "56.95" : "");
    pp_str_free(&packed);
}

static void cleaned(const struct pp_str *png, size_t size, const struct pp_str *wanted)
{
    struct pp_bytes bytes = {(const unsigned char *)png->text, size};
    const char *type;
    struct pp_str out;
    pp_str_init(&out);
    assert_int_equal(html_picture_clean(bytes, &out, &type) == NULL, wanted != NULL);
    assert_string_equal(type, "image/png");
    if (wanted) {
        assert_int_equal(out.length, wanted->length);
        assert_memory_equal(out.text, wanted->text, out.length);
    }
    pp_str_free(&out);
}

/* What somebody wrote beside and behind the pixels does not go to readers. */
static void a_picture_keeps_its_pixels_only(void **state)
{
    (void)state;
    struct pp_str plain, told, few;
    pp_str_init(&plain);
    pp_str_init(&told);
    pp_str_init(&few);
    make_png(&plain, "\0\x7F", 2, false);
    make_png(
        &told,
        "\0\x7F"
        "56.95",
        7, true);
    make_png(&few, "", 1, false);
    assert_true(contains(&told, "56.95"));
    cleaned(&plain, plain.length, &plain);
    cleaned(&told, told.length, &plain);
    cleaned(&few, few.length, NULL);
    for (size_t size = 8; size < plain.length; size++)
        cleaned(&plain, size, NULL);
    pp_str_free(&plain);
    pp_str_free(&told);
    pp_str_free(&few);
}

/* A head that promises more than anybody has memory for. */
static void a_huge_picture_is_refused(void **state)
{
    (void)state;
    struct pp_str png;
    pp_str_init(&png);
    make_png(&png, "\0\x7F", 2, false);
    memset(png.text + 16, 0x7F, 8);
    cleaned(&png, png.length, NULL);
    memcpy(png.text + 16, "\0\0\x4E\x20\0\0\x4E\x20", 8);
    cleaned(&png, png.length, NULL);
    memset(png.text + 16, 0, 8);
    cleaned(&png, png.length, NULL);
    pp_str_free(&png);
}

static void other_bytes_are_no_picture(void **state)
{
    (void)state;
    struct pp_bytes bytes = {(const unsigned char *)"GIF89a", 6};
    const char *type;
    struct pp_str out;
    pp_str_init(&out);
    assert_string_equal(
        html_picture_clean(bytes, &out, &type), "it is neither a PNG nor a JPEG file");
    pp_str_free(&out);
}

static void an_index_is_json(void **state)
{
    (void)state;
    struct pp_html_entry entry = {
        .page = "a.html", .thumbnail = "a.svg", .title = "\"A\"", .lang = "lv", .layout = "flash"};
    struct pp_html_index index = {
        .project = "P", .period = "2022", .klass = "public", .entries = &entry, .count = 1};
    struct pp_str out;
    pp_str_init(&out);
    pp_html_index_json(&index, &out);
    assert_string_equal(
        out.text,
        "{\"schema\": 1, \"project\": \"P\", \"period\": \"2022\", \"class\": \"public\", "
        "\"base\": null, \"documents\": [\n  {\"page\": \"a.html\", \"lang\": \"lv\", "
        "\"title\": \"\\\"A\\\"\", \"layout\": \"flash\", \"city\": null, "
        "\"thumbnail\": \"a.svg\", \"pdf\": null, \"xlsx\": null}\n]}\n");
    pp_str_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_in_text_stays_text),
        cmocka_unit_test(a_picture_keeps_its_pixels_only),
        cmocka_unit_test(a_huge_picture_is_refused),
        cmocka_unit_test(other_bytes_are_no_picture),
        cmocka_unit_test(an_index_is_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
