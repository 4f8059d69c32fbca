/* Addresses that are one, and those that are none. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "pactpress/web.h"

static const char *const broken[] = {
    "",
    "javascript:alert(1)",
    "JavaScript://x",
    "file:///etc/passwd",
    "https://",
    "https:///a",
    "https://a b",
    "https://a/b\"c",
    "https://a/b\nc",
    "https://..",
    "https://a:x",
    "https://a:123456",
    "https://user@host/x",
    "ftp://host/x",
    "data:text/html,x",
    "https://a/{{ x }}",
    "http://[::1",
    "https://a/%zz",
    "https://a/%4",
    "https://-a.org/",
    "https://a-.org/",
    "https://a.-b.org/",
    "https://a.org-",
    "https://example.org:65536/"};

static void web_addresses_are_told_apart(void **state)
{
    (void)state;
    static const char *const good[] = {
        "https://www.example.org",    "http://example.org/a?b=c%2f#d",
        "HTTPS://EXAMPLE.ORG",        "https://r\xC4\xABga.lv/pa\xC5\xA1valdiba",
        "https://example.org:65535/", "http://localhost/",
        "https://xn--rga-tya.lv./a-b"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        if (!pp_is_url(good[i]) || !pp_is_web(good[i]))
            fail_msg("%s is one", good[i]);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        if (pp_is_url(broken[i]) || pp_is_web(broken[i]))
            fail_msg("%s is none", broken[i]);
    assert_false(pp_is_url("www.example.org"));
    assert_true(pp_is_web("www.example.org"));
    assert_true(pp_is_web("example.org/path"));
    assert_false(pp_is_web("nowhere"));
}

static void mail_addresses_are_told_apart(void **state)
{
    (void)state;
    static const char *const none[] = {
        "",
        "office",
        "@example.org",
        "office@",
        "a b@example.org",
        "a@b@c",
        "a@example.org?bcc=x",
        "mailto:a@example.org",
        "a@example.org/x"};
    assert_true(pp_is_mail("office@example.org"));
    assert_true(pp_is_mail("first.last+news@epi-project.com"));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (pp_is_mail(none[i]))
            fail_msg("%s is none", none[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(web_addresses_are_told_apart),
        cmocka_unit_test(mail_addresses_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
