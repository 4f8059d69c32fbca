#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/base64.h"
#include "pactpress/str.h"

static void assert_base64(const char *bytes, size_t width, const char *expected)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_base64(bytes, strlen(bytes), width, &out);
    assert_string_equal(out.text, expected);
    pp_str_free(&out);
}

/* Section 10 of RFC 4648. */
static void the_vectors_of_the_standard(void **state)
{
    (void)state;
    assert_base64("", 0, "");
    assert_base64("f", 0, "Zg==");
    assert_base64("fo", 0, "Zm8=");
    assert_base64("foo", 0, "Zm9v");
    assert_base64("foob", 0, "Zm9vYg==");
    assert_base64("fooba", 0, "Zm9vYmE=");
    assert_base64("foobar", 0, "Zm9vYmFy");
}

static void all_letters_occur(void **state)
{
    (void)state;
    assert_base64("\xFB\xEF\xBE\xFF\xFF\xFF", 0, "++++////");
}

static void lines_are_as_wide_as_asked(void **state)
{
    (void)state;
    assert_base64("foobarfoo", 8, "Zm9vYmFy\r\nZm9v");
    assert_base64("foobar", 8, "Zm9vYmFy");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_vectors_of_the_standard),
        cmocka_unit_test(all_letters_occur),
        cmocka_unit_test(lines_are_as_wide_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
