/* What a stream would unpack to, before anybody makes room for it, and whether it did. */
#ifndef PACTPRESS_VERIFY_PDF_INFLATE_H
#define PACTPRESS_VERIFY_PDF_INFLATE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether a zlib stream (FlateDecode), sound or not, unpacks to at most `most` bytes. Takes 64 KiB,
 * whatever the stream says. */
bool rb_unpacks_within(const void *bytes, size_t size, size_t most);
/* Whether a zlib stream is whole and agrees with its own checksum (Adler-32, RFC 1950); libqpdf
 * does not mind. `unpacked` is what libqpdf made of it. */
bool rb_agrees(const void *bytes, size_t size, const void *unpacked, size_t unpacked_size);

#endif
