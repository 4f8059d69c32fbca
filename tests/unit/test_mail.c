/* How text stands in a message. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/mail.h"
#include "pactpress/str.h"

static void assert_header(const char *text, const char *expected)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_mail_header(&out, "Subject", text);
    assert_string_equal(out.text, expected);
    pp_str_free(&out);
}

static void plain_words_stay_as_they_are(void **state)
{
    (void)state;
    assert_header("Riga, January", "Subject: Riga, January\r\n");
    assert_header(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        "Subject: one two three four five six seven eight nine ten eleven twelve\r\n"
        " thirteen fourteen\r\n");
}

/* RFC 2047: a word has 75 letters at most, and no character is torn. */
static void others_become_encoded_words(void **state)
{
    (void)state;
    assert_header("Rīga", "Subject: =?utf-8?B?UsSrZ2E=?=\r\n");
    assert_header("=?a", "Subject: =?utf-8?B?PT9h?=\r\n");
    assert_header("a\r\nTo: b", "Subject: =?utf-8?B?YQ0KVG86IGI=?=\r\n");
    assert_header(
        "aīīīīīīīīīīīīīīīīīīīīī",
        "Subject: =?utf-8?B?YcSrxKvEq8SrxKvEq8SrxKvEq8SrxKvEq8SrxKvEq8SrxKvEq8Sr?=\r\n"
        " =?utf-8?B?xKvEqw==?=\r\n");
}

static void assert_quoted(const char *text, const char *expected)
{
    struct pp_str out;
    pp_str_init(&out);
    pp_mail_quoted(&out, text, strlen(text));
    assert_string_equal(out.text, expected);
    pp_str_free(&out);
}

static void text_becomes_quoted_printable(void **state)
{
    (void)state;
    assert_quoted("Rīga = 1", "R=C4=ABga =3D 1\r\n");
    assert_quoted("a \nb", "a=20\r\nb\r\n");
    assert_quoted(".\nFrom", "=2E\r\n=46rom\r\n");
    assert_quoted(
        "0123456789012345678901234567890123456789012345678901234567890123456789012345678",
        "012345678901234567890123456789012345678901234567890123456789012345678901234=\r\n"
        "5678\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_stay_as_they_are),
        cmocka_unit_test(others_become_encoded_words),
        cmocka_unit_test(text_becomes_quoted_printable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
