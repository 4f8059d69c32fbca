/* Content streams (ISO 32000-1, 8 and 14.6): what a page paints, by marked-content sequence, with
 * the text that readers get for it. Read by our own reader from any bytes. */
#ifndef PACTPRESS_VERIFY_PDF_CONTENT_H
#define PACTPRESS_VERIFY_PDF_CONTENT_H

#include "pactpress/str.h"
#include "pdf_cmap.h"
#include "pdf_objects.h"
#include "shapes.h"

/* A font as content streams use it. */
struct rb_font {
    uint32_t object; /* 0: stands in its resources itself */
    struct rb_value dict;
    const char *name; /* BaseFont */
    bool composite;   /* codes have two bytes */
    bool has_unicode;
    struct rb_cmap unicode;
    unsigned char *used; /* RB_CODES bits: codes that were shown */
    size_t mute;         /* shown codes without text */
};

struct rb_fonts {
    struct rb_font **items;
    size_t count, capacity;
};

/* A marked-content sequence with an MCID, or an artifact. There may be a million: each byte counts.
 */
struct rb_mark {
    const char *tag;
    const char *lang, *actual; /* or NULL */
    uint32_t start, length;    /* [bytes] in the page's text: what is read */
    float low, high; /* [pt] baselines of its text, from the page's foot; low > high: none */
    int32_t mcid;    /* -1: none */
    uint32_t owner;  /* number of the element that claims it; 0: none yet */
    float at[2];     /* [pt] where its first text starts, or the middle of its first shape */
    bool artifact, pagination;
    bool painted; /* shows anything */
};

struct rb_marks {
    struct rb_mark *items;
    size_t count, capacity;
};

struct rb_page {
    uint32_t object;
    struct rb_value dict, resources;
    double box[4]; /* MediaBox [pt]: left, bottom, right, top */
    long key;      /* StructParents; -1: none */
    struct rb_marks marks;
    struct rb_shapes shapes; /* of charts and artifacts, in the order of painting */
    struct pp_str text;      /* of all marks */
    /* What no sound page has. */
    size_t loose;      /* paintings outside of every sequence */
    size_t nested;     /* artifacts in content or content in artifacts, MCIDs in MCIDs */
    size_t unbalanced; /* BDC, BT, q without their ends, or crossing */
    size_t unknown;    /* operators that do not exist */
    size_t fontless;   /* text without a font */
    bool damaged;
};

/* The font behind a resource, read once per object. */
struct rb_font *rb_font_of(
    const struct rb_objects *objects, struct rb_fonts *fonts, struct rb_value resource);
/* Reads the content of a page; marks, text and the counts are set. The text is freed by the caller.
 */
void rb_content_read(
    const struct rb_objects *objects, struct rb_fonts *fonts, struct rb_page *page);
/* Claims the streams of a page, or drops them: pages may share them. `page` is its dictionary. */
void rb_content_claim(struct rb_objects *objects, struct rb_value page);
void rb_content_drop(struct rb_objects *objects, struct rb_value page);

#endif
