#include "pactpress/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdlib.h>
#include <unistd.h>

#include "pactpress/arena.h"

struct pp_hasher {
    EVP_MD_CTX *context;
};

struct pp_hasher *pp_hasher_new(void)
{
    struct pp_hasher *hasher = pp_xmalloc(sizeof *hasher);
    hasher->context = EVP_MD_CTX_new();
    /* SHA-256 is always built in: only lack of memory can fail here and below. */
    if (hasher->context == NULL || EVP_DigestInit_ex(hasher->context, EVP_sha256(), NULL) != 1)
        pp_out_of_memory();
    return hasher;
}

void pp_hasher_add(struct pp_hasher *hasher, const void *bytes, size_t size)
{
    if (size > 0 && EVP_DigestUpdate(hasher->context, bytes, size) != 1)
        pp_out_of_memory();
}

void pp_hasher_finish(struct pp_hasher *hasher, unsigned char out[PP_DIGEST_SIZE])
{
    if (EVP_DigestFinal_ex(hasher->context, out, NULL) != 1)
        pp_out_of_memory();
    EVP_MD_CTX_free(hasher->context);
    free(hasher);
}

void pp_digest(const void *bytes, size_t size, unsigned char out[PP_DIGEST_SIZE])
{
    struct pp_hasher *hasher = pp_hasher_new();
    pp_hasher_add(hasher, bytes, size);
    pp_hasher_finish(hasher, out);
}

struct pp_hmac {
    EVP_MAC *mac;
    EVP_MAC_CTX *context;
};

struct pp_hmac *pp_hmac_new(const void *key, size_t size)
{
    char name[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end()};
    struct pp_hmac *hmac = pp_xmalloc(sizeof *hmac);
    unsigned char digest[PP_DIGEST_SIZE];
    /* HMAC takes the length of the key as an int, and a NULL key means "the one before". */
    if (size > INT_MAX) {
        pp_digest(key, size, digest);
        key = digest;
        size = sizeof digest;
    }
    hmac->mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    hmac->context = EVP_MAC_CTX_new(hmac->mac);
    if (hmac->context == NULL ||
        EVP_MAC_init(hmac->context, size > 0 ? key : (const void *)"", size, params) != 1)
        pp_out_of_memory();
    return hmac;
}

void pp_hmac_of(
    struct pp_hmac *hmac, const void *bytes, size_t size, unsigned char out[PP_DIGEST_SIZE])
{
    size_t made;
    if (EVP_MAC_init(hmac->context, NULL, 0, NULL) != 1 ||
        (size > 0 && EVP_MAC_update(hmac->context, bytes, size) != 1) ||
        EVP_MAC_final(hmac->context, out, &made, PP_DIGEST_SIZE) != 1)
        pp_out_of_memory();
}

void pp_hmac_free(struct pp_hmac *hmac)
{
    if (hmac == NULL)
        return;
    EVP_MAC_CTX_free(hmac->context);
    EVP_MAC_free(hmac->mac);
    free(hmac);
}

enum pp_status pp_random(void *out, size_t size)
{
    int source = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (source < 0)
        return PP_ENV;
    unsigned char *at = out;
    while (size > 0) {
        ssize_t got = read(source, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        at += got;
        size -= (size_t)got;
    }
    close(source);
    return size == 0 ? PP_OK : PP_ENV;
}

void pp_hex(const unsigned char *bytes, size_t size, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < size; i++) {
        *out++ = digits[bytes[i] >> 4];
        *out++ = digits[bytes[i] & 15];
    }
    *out = '\0';
}
