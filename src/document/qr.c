#include "pactpress/qr.h"

#include <qrencode.h>
#include <string.h>

#include "pactpress/arena.h"

bool pp_qr_make(struct pp_arena *arena, const char *address, struct pp_qr *out)
{
    size_t length = strlen(address);
    QRcode *code = length > 0 && length <= PP_QR_LONGEST
                       ? QRcode_encodeString8bit(address, 0, QR_ECLEVEL_M)
                       : NULL;
    if (code == NULL)
        return false;
    out->size = (size_t)code->width;
    unsigned char *dark = pp_arena_memdup(arena, code->data, out->size * out->size);
    for (size_t i = 0; i < out->size * out->size; i++)
        dark[i] &= 1; /* the other bits say what a module is for */
    out->dark = dark;
    QRcode_free(code);
    return true;
}
