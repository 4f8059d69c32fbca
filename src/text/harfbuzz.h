/* HarfBuzz, behind one door: fonts that can be shaped, and shaping of one run. */
#ifndef PACTPRESS_TEXT_HARFBUZZ_H
#define PACTPRESS_TEXT_HARFBUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_face;
struct pp_shaper; /* a buffer to shape in; one thread */

/* The shaping font of a face whose bytes, index and upem are set; NULL when it holds no glyphs. It
 * never changes and may be shared by threads. */
void *pp_hb_font_new(const struct pp_face *face);
void pp_hb_font_free(void *font);
uint32_t pp_hb_glyph(const struct pp_face *face, uint32_t codepoint); /* 0 = none */
int pp_hb_advance(const struct pp_face *face, uint32_t glyph);        /* [font units] */

struct pp_shaper *pp_shaper_new(void);
void pp_shaper_free(struct pp_shaper *shaper);

/* What to shape: units start..end of a text whose rest is context (letters join across). */
struct pp_shape_job {
    const struct pp_face *face;
    const uint16_t *units;
    size_t unit_count, start, end;
    uint32_t script;  /* ISO 15924 tag */
    const char *lang; /* BCP 47: chooses localised forms */
    bool rtl;
    bool tabular, old_style, ligatures;
    uint32_t hyphen; /* a character to end with, 0 = none; its cluster is `end` */
};

/* A glyph of a run, in font units. */
struct pp_shaped_glyph {
    uint32_t id;
    uint32_t cluster; /* unit that starts its cluster */
    int32_t advance, dx, dy;
    bool unsafe; /* a line cannot be cut before this cluster without shaping both sides again */
};

/* Shapes. The glyphs, in visual order, are good until the next call. */
const struct pp_shaped_glyph *pp_shape(
    struct pp_shaper *shaper, const struct pp_shape_job *job, size_t *count);

#endif
