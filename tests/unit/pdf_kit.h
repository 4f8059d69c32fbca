/* Documents made by hand for the tests of the PDF writer: faces opened and text shaped here,
 * without the text engine, so that each test says exactly what stands in the display list. */
#ifndef PACTPRESS_TESTS_PDF_KIT_H
#define PACTPRESS_TESTS_PDF_KIT_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/arena.h"
#include "pactpress/pdf.h"
#include "pactpress/run.h"

struct kit_ops {
    struct pp_op *items;
    size_t count, capacity;
};

struct kit_faces {
    struct pp_face **items;
    size_t count, capacity;
};

struct kit {
    struct pp_run *run; /* collects messages */
    struct pp_arena *arena;
    struct pp_pdf_meta meta;
    struct pp_structure structure; /* 0 is the Document */
    struct pp_bookmarks bookmarks;
    struct kit_ops ops; /* of the page in the making */
    struct kit_faces faces;
    size_t page; /* pages ended so far */
    struct pp_pdf *pdf;
    enum pp_status status;      /* the first that was not PP_OK */
    struct pp_bytes file;       /* after kit_close */
    struct pp_reading *reading; /* gets the pages when it is set (reading.h) */
};

/* A4, English, titled; opened. */
struct kit *kit_new(void);
struct kit *kit_new_with(const struct pp_pdf_meta *meta);
void kit_free(struct kit *kit);

/* A face of a font file of the system, e.g. "truetype/lato/Lato-Regular.ttf". */
const struct pp_face *kit_face(struct kit *kit, const char *name);
size_t kit_element(struct kit *kit, enum pp_role role, size_t parent);

enum { KIT_SPACE = 1, KIT_RTL = 2, KIT_HYPHEN = 4 };
/* Shapes text in one run at a baseline [pt from the top left]; returns the width [pt]. */
double kit_text(
    struct kit *kit, long element, const struct pp_face *face, double size, double x, double y,
    const char *text, int flags);
/* Makes the run only, to be spoiled. */
struct pp_glyph_run *kit_run(
    struct kit *kit, const struct pp_face *face, double size, const char *text, int flags);
struct pp_op *kit_op(struct kit *kit, enum pp_op_kind kind, long element);
void kit_box(struct kit *kit, long element, double x, double y, double w, double h, unsigned rgb);
void kit_line(struct kit *kit, long element, double x1, double y1, double x2, double y2);
void kit_image(
    struct kit *kit, long element, const char *path, double x, double y, double w, double h);
void kit_link(
    struct kit *kit, long element, double x, double y, double w, double h, const char *url,
    const char *dest, const char *contents);
void kit_touch(struct kit *kit, long element);
void kit_bookmark(struct kit *kit, const char *title, int level, size_t page, double y);

/* Hands the page over and begins the next. */
void kit_end_page(struct kit *kit);
/* Ends the page and the document. */
enum pp_status kit_close(struct kit *kit);
/* Ends the document and writes it as NAME.pdf to $BUILD/pdf (build/tests/pdf by default). */
enum pp_status kit_save(struct kit *kit, const char *name);
/* That folder, made. */
const char *kit_folder(struct kit *kit);
/* The file unpacked by qpdf (object streams and compression undone), its NULs as spaces, so that it
 * can be searched as a string. */
const char *kit_unpacked(struct kit *kit, const char *name);
/* What a program prints: `command` with the file's path in place of %s. */
const char *kit_output(struct kit *kit, const char *name, const char *command);
/* Whether a message of that rule was reported. */
/* What few elements have. */
struct pp_element_more *kit_more(struct kit *kit, size_t element);
bool kit_said(const struct kit *kit, const char *rule);

#endif
