/* Pictures: files become image objects, each file once.
 *
 * PNG is decoded (pdf_png.c) and written losslessly, alpha as a soft mask; JPEG data go in as they
 * are, less what cameras write about people and places (pdf_jpeg.c). Colours are those of the
 * profile in the file, else sRGB. */
#ifndef PACTPRESS_OUTPUT_PDF_IMAGES_H
#define PACTPRESS_OUTPUT_PDF_IMAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"
#include "pactpress/map.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_pdf_store;
struct pp_run;

struct pp_pdf_image {
    size_t object;
    size_t index;    /* its resource name is I and this number */
    int orientation; /* 1..8 as in EXIF: how the stored rows are to be turned */
};

struct pp_pdf_image_list {
    struct pp_pdf_image **items; /* in order of first use */
    size_t count, capacity;
};

struct pp_pdf_images {
    struct pp_arena *arena;
    struct pp_pdf_store *store;
    struct pp_map by_path, by_digest;
    struct pp_pdf_image_list list;
};

void pp_pdf_images_init(
    struct pp_pdf_images *images, struct pp_arena *arena, struct pp_pdf_store *store);
/* The image object of a file. What is no PNG or JPEG, damaged, too large or in CMYK is reported
 * (PP_DATA) with the path. */
enum pp_status pp_pdf_images_use(
    struct pp_run *run, struct pp_pdf_images *images, const char *path,
    const struct pp_pdf_image **out) PP_CHECK;
/* Appends the XObject resources: "/I0 12 0 R ...". */
void pp_pdf_images_put_resources(const struct pp_pdf_images *images, struct pp_str *out);

/* The parts below take bytes of any origin; they are fuzzed. A failure is a phrase that ends the
 * sentence "The picture cannot be used: ..."; NULL is success. */

struct pp_pdf_jpeg {
    unsigned width, height; /* [pixels] as stored */
    unsigned components;    /* 1 or 3 */
    int orientation;        /* 1..8 */
    bool untransformed;     /* three components that are R, G and B, not Y, Cb and Cr */
};
/* Appends the JPEG without comments, EXIF, thumbnails and other application data; its colour
 * profile, if it has one, to `profile`. */
const char *pp_pdf_jpeg_strip(
    struct pp_bytes file, struct pp_str *out, struct pp_str *profile, struct pp_pdf_jpeg *info);

enum { PP_PNG_COLOURS = 256 };

struct pp_pdf_png {
    unsigned width, height; /* [pixels] */
    unsigned components;    /* 1 or 3, without alpha; 1 with a palette */
    unsigned bits;          /* of a component: 1, 2, 4, 8 */
    bool alpha;
    bool packed;                               /* the rows are deflated already */
    unsigned char palette[3 * PP_PNG_COLOURS]; /* R, G, B */
    unsigned colours;                          /* of the palette; 0 = none */
};
/* Appends rows of pixels in sRGB, each row with a PNG filter byte before it; alpha (8 bits)
 * likewise to another string. Rows that are fit for a PDF as they stand in the file are appended as
 * they stand there, deflated. */
const char *pp_pdf_png_decode(
    struct pp_bytes file, struct pp_str *pixels, struct pp_str *alpha, struct pp_pdf_png *info);
/* pdf_png_rows.c: false when the rows of a PNG file go on far behind its last one, as they do in
 * one that is made to fill memory. `exactly`: they have what its head says, and nothing behind. */
bool pp_pdf_png_rows_fit(struct pp_bytes file, bool *exactly);
/* pdf_png_rows.c: takes the rows of a sound PNG file out of it, as they are. False when they need
 * decoding: alpha, 16 bits, interlacing, a gamma other than that of sRGB. */
bool pp_pdf_png_take_rows(struct pp_bytes file, struct pp_str *rows, struct pp_pdf_png *info);
/* pdf_png_rows.c: a PNG file's colour profile, unpacked, and the file without what tells its
 * colours otherwise (gamma, primaries). Returns the components of a colour, 1 or 3; 0 and nothing
 * appended when there is no profile that an archivable PDF may hold: then colours are those that
 * libpng makes. */
unsigned pp_pdf_png_profile(struct pp_bytes file, struct pp_str *profile, struct pp_str *rest);
/* pdf_png_rows.c: appends the PNG file with its pixels and what tells their colours: no words,
 * times and places, no second chunk of a kind, nothing behind the last row, behind its stream or
 * behind the file. What is clean stays as it is. */
const char *pp_pdf_png_clean(struct pp_bytes file, struct pp_str *out);

#endif
