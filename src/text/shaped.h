/* A paragraph that is shaped but not yet broken: what does not depend on the measure.
 *
 * Positions inside are UTF-16 units, because ICU and HarfBuzz count so; `bytes` leads back to the
 * UTF-8 text. One arena holds all of it: the entry of a cache. */
#ifndef PACTPRESS_TEXT_SHAPED_H
#define PACTPRESS_TEXT_SHAPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/paragraph.h"

enum pp_break_kind {
    PP_BREAK_SPACE,    /* the line end swallows white space */
    PP_BREAK_EXPLICIT, /* after a dash, a slash, between ideographs */
    PP_BREAK_HYPHEN,   /* a hyphen appears */
    PP_BREAK_HARD,     /* a line ends here: line feed, end of the text */
    PP_BREAK_EMERGENCY /* inside of a word that no line can hold */
};

/* A place where a line may end. */
struct pp_opportunity {
    size_t at;  /* [units] where the next line starts */
    size_t end; /* [units] end of the line without trailing space */
    enum pp_break_kind kind;
    double hyphen; /* [pt] width that a hyphen adds */
};

struct pp_opportunities {
    struct pp_opportunity *items;
    size_t count, capacity;
};

/* A run of one span, direction, script and face. */
struct pp_item {
    size_t start, end; /* [units] */
    size_t span;
    uint8_t level;   /* of UAX #9; odd = right to left */
    uint32_t script; /* ISO 15924 */
    const struct pp_face *face;
    const char *lang;
    bool object;
    double tracking; /* [pt] */
    size_t glyph_start, glyph_count;
    double hyphen; /* [pt] width of the face's hyphen */
};

/* A glyph in visual order of its item. */
struct pp_item_glyph {
    uint32_t id;
    uint32_t cluster;      /* [units] */
    float advance, dx, dy; /* [pt] */
    bool unsafe;           /* no cut before this cluster without shaping again */
};

/* A paragraph that was set before, and how: pages are laid out more than once until they fit. */
struct pp_kept_lines {
    struct pp_paragraph_style style;
    const struct pp_lines *lines;
};

enum { PP_KEPT_LINES = 2 };

struct pp_shaped {
    struct pp_arena *arena;
    char *text;
    size_t length; /* [bytes] */
    uint16_t *units;
    size_t count;
    uint32_t *bytes;     /* of each unit and the end [bytes] */
    size_t *span_starts; /* of each span and the end [units] */
    size_t span_count;
    uint8_t *graphemes;    /* 1 where a grapheme cluster starts */
    struct pp_item *items; /* in logical order */
    size_t item_count, item_capacity;
    struct pp_item_glyph *glyphs;
    size_t glyph_count, glyph_capacity;
    double *pens; /* [pt] sum of advances before each unit, and of all */
    struct pp_opportunities plain, hyphenated;
    bool has_hyphenated;
    bool noisy;                               /* a warning was given: not to be cached */
    struct pp_kept_lines kept[PP_KEPT_LINES]; /* the first measures that were asked for */
    size_t kept_count;
};

/* The index of the first item that ends behind a unit, or item_count. */
size_t pp_shaped_item_from(const struct pp_shaped *shaped, size_t unit);

#endif
