/* QR codes of addresses (ISO/IEC 18004, by libqrencode): error correction M, the smallest version
 * that holds the bytes. The same address gives the same code. */
#ifndef PACTPRESS_QR_H
#define PACTPRESS_QR_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;

enum {
    PP_QR_LONGEST = 300, /* [bytes] of an address: more gives modules too small for a telephone */
    PP_QR_QUIET = 4      /* modules of white around a code */
};

struct pp_qr {
    size_t size;               /* modules a side, without the quiet zone */
    const unsigned char *dark; /* size * size, row by row: 1 or 0 */
};

/* False: the address is too long (or empty). */
bool pp_qr_make(struct pp_arena *arena, const char *address, struct pp_qr *out);

#endif
