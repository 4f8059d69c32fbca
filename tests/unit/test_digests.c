/* Sets of digests: what was there before, and nothing else. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/digests.h"

static void digest_of(uint64_t number, unsigned char out[PP_DIGESTS_BYTES])
{
    memset(out, 0, PP_DIGESTS_BYTES);
    memcpy(out, &number, sizeof number);
}

static void tells_what_was_there(void **state)
{
    struct pp_digests set = {0};
    unsigned char digest[PP_DIGESTS_BYTES];

    (void)state;
    /* 0 is the mark of a free slot and a digest as good as any; multiples of 4096 share slots */
    for (uint64_t round = 0; round < 2; round++)
        for (uint64_t i = 0; i < 5000; i++) {
            digest_of(i * 4096, digest);
            assert_int_equal(pp_digests_add(&set, digest), round == 0);
        }
    digest_of(4095, digest);
    assert_true(pp_digests_add(&set, digest));
    digest[PP_DIGESTS_BYTES - 1] = 1; /* they differ in the last byte */
    assert_true(pp_digests_add(&set, digest));
    assert_false(pp_digests_add(&set, digest));
    digest[PP_DIGESTS_BYTES - 1] = 2;
    assert_true(pp_digests_add(&set, digest));
    pp_digests_free(&set);
}

/* (Under the sanitizers, which count what was not freed.) */
static void leaves_nothing_behind(void **state)
{
    struct pp_digests set = {0};
    unsigned char digest[PP_DIGESTS_BYTES];

    (void)state;
    digest_of(1, digest);
    assert_true(pp_digests_add(&set, digest));
    pp_digests_free(&set);
    assert_true(pp_digests_add(&set, digest));
    pp_digests_free(&set);
    pp_digests_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_was_there), cmocka_unit_test(leaves_nothing_behind)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
