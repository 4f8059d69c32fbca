/* SHA-256 and HMAC-SHA-256 (OpenSSL's libcrypto). */
#ifndef PACTPRESS_DIGEST_H
#define PACTPRESS_DIGEST_H

#include <stddef.h>

#include "pactpress/status.h"

enum { PP_DIGEST_SIZE = 32, PP_DIGEST_HEX = 65 };

struct pp_hasher; /* a digest in the making */

struct pp_hasher *pp_hasher_new(void);
void pp_hasher_add(struct pp_hasher *hasher, const void *bytes, size_t size);
/* Writes the digest and frees the hasher. */
void pp_hasher_finish(struct pp_hasher *hasher, unsigned char out[PP_DIGEST_SIZE]);

void pp_digest(const void *bytes, size_t size, unsigned char out[PP_DIGEST_SIZE]);
/* HMAC (FIPS 198-1) of many texts under one key, which is prepared once: that takes five times as
 * long as a short text. */
struct pp_hmac;
struct pp_hmac *pp_hmac_new(const void *key, size_t size);
void pp_hmac_of(
    struct pp_hmac *hmac, const void *bytes, size_t size, unsigned char out[PP_DIGEST_SIZE]);
void pp_hmac_free(struct pp_hmac *hmac); /* NULL is fine */
/* Random bytes for keys, from the system. */
enum pp_status pp_random(void *out, size_t size) PP_CHECK;
/* Lower-case hexadecimal with a NUL. */
void pp_hex(const unsigned char *bytes, size_t size, char *out);

#endif
