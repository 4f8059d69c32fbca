#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/digest.h"

static void assert_digest(const unsigned char *digest, const char *expected)
{
    char hex[PP_DIGEST_HEX];
    pp_hex(digest, PP_DIGEST_SIZE, hex);
    assert_string_equal(hex, expected);
}

/* The examples of FIPS 180-4. */
static void sha_256_of_the_standard(void **state)
{
    (void)state;
    unsigned char digest[PP_DIGEST_SIZE];
    pp_digest("", 0, digest);
    assert_digest(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    pp_digest("abc", 3, digest);
    assert_digest(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void pieces_make_the_same_digest(void **state)
{
    (void)state;
    unsigned char digest[PP_DIGEST_SIZE];
    struct pp_hasher *hasher = pp_hasher_new();
    static char thousand[1000];
    memset(thousand, 'a', sizeof thousand);
    for (int i = 0; i < 1000; i++)
        pp_hasher_add(hasher, thousand, sizeof thousand);
    pp_hasher_add(hasher, NULL, 0);
    pp_hasher_finish(hasher, digest);
    assert_digest(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void hmac(
    const void *key, size_t key_size, const void *bytes, size_t size,
    unsigned char out[PP_DIGEST_SIZE])
{
    struct pp_hmac *hmac = pp_hmac_new(key, key_size);
    pp_hmac_of(hmac, "another text", 12, out); /* the next one knows nothing of it */
    pp_hmac_of(hmac, bytes, size, out);
    pp_hmac_free(hmac);
}

/* Test cases 1, 2 and 6 of RFC 4231. */
static void hmac_of_the_standard(void **state)
{
    (void)state;
    unsigned char digest[PP_DIGEST_SIZE], key[131];
    memset(key, 0x0b, 20);
    hmac(key, 20, "Hi There", 8, digest);
    assert_digest(digest, "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    hmac("Jefe", 4, "what do ya want for nothing?", 28, digest);
    assert_digest(digest, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, sizeof key);
    hmac(key, sizeof key, "Test Using Larger Than Block-Size Key - Hash Key First", 54, digest);
    assert_digest(digest, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void hmac_of_nothing_with_no_key(void **state)
{
    (void)state;
    unsigned char digest[PP_DIGEST_SIZE];
    hmac(NULL, 0, NULL, 0, digest);
    assert_digest(digest, "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

static void random_bytes_differ(void **state)
{
    (void)state;
    unsigned char first[32] = {0}, second[32] = {0};
    assert_int_equal(pp_random(first, sizeof first), PP_OK);
    assert_int_equal(pp_random(second, sizeof second), PP_OK);
    assert_memory_not_equal(first, second, sizeof first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha_256_of_the_standard), cmocka_unit_test(pieces_make_the_same_digest),
        cmocka_unit_test(hmac_of_the_standard),    cmocka_unit_test(hmac_of_nothing_with_no_key),
        cmocka_unit_test(random_bytes_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
