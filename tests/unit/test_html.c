/* The writer of web pages: what text may hold, and what is left of a picture. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "output/html_parts.h"

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

static void cleaned_png(const char *file, size_t size, bool good)
{
    struct pp_bytes bytes = {(const unsigned char *)file, size};
    const char *type;
    struct pp_str out;
    pp_str_init(&out);
    assert_int_equal(html_picture_clean(bytes, &out, &type) == NULL, good);
    assert_string_equal(type, "image/png");
    assert_false(contains(&out, "56.95"));
    if (good)
        assert_true(contains(&out, "IDAT") && contains(&out, "IEND"));
    pp_str_free(&out);
}

/* What a program wrote beside the pixels does not go to readers; sums are those of the chunks. */
static void a_picture_keeps_its_pixels_only(void **state)
{
    (void)state;
    static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\0IHDR----\0\0\0\x05tEXt56.95----"
                              "\0\0\0\x02IDATab----\0\0\0\0IEND----behind 56.95";
    cleaned_png(png, sizeof png - 1, true);
    cleaned_png(png, 40, false);
    cleaned_png(png, 20, false);
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
        cmocka_unit_test(other_bytes_are_no_picture),
        cmocka_unit_test(an_index_is_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
