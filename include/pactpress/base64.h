/* Base64 (RFC 4648) with padding. */
#ifndef PACTPRESS_BASE64_H
#define PACTPRESS_BASE64_H

#include <stddef.h>

struct pp_str;

/* Appends the bytes; a line ends with CRLF after `width` characters, 0: never. */
void pp_base64(const void *bytes, size_t size, size_t width, struct pp_str *out);

#endif
