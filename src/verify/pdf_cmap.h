/* ToUnicode CMaps (ISO 32000-1, 9.10.3), read from any bytes by our own reader: which text each
 * code of a font stands for. */
#ifndef PACTPRESS_VERIFY_PDF_CMAP_H
#define PACTPRESS_VERIFY_PDF_CMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_arena;

enum { RB_CODES = 65536 /* codes of one or two bytes */ };

struct rb_cmap {
    const char **texts; /* by code, UTF-8; NULL: the code has no text */
    size_t count;       /* codes before the last one that has, plus one */
    bool damaged;       /* not all of it could be read */
};

/* Never fails: what cannot be read has no text. Lives in the arena. */
void rb_cmap_read(struct pp_arena *arena, const void *bytes, size_t size, struct rb_cmap *out);
const char *rb_cmap_text(const struct rb_cmap *cmap, unsigned code);

#endif
