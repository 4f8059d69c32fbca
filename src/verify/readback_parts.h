/* What the files of the read-back share. Each finding is an error at the file and counted. */
#ifndef PACTPRESS_VERIFY_READBACK_PARTS_H
#define PACTPRESS_VERIFY_READBACK_PARTS_H

#include <stdbool.h>

#include "pactpress/file.h"
#include "pactpress/map.h"
#include "pactpress/readback.h"

enum { READBACK_RULES = 32 };

struct readback_count {
    const char *rule;
    size_t found;
};

struct published_figure;

/* A number that a file shows of a figure that figures.csv withholds. */
struct readback_shown {
    const char *address, *period, *number;
};

/* An XML part of a package, with a 0 behind it. */
struct readback_part {
    struct pp_bytes bytes;
    bool plain;      /* xml_scan.h is sure that it is well-formed */
    size_t formulas; /* elements `f`, when it is plain */
};

struct readback {
    struct pp_run *run;
    struct pp_arena *arena;               /* of one file */
    const char *path;                     /* of the file, lives as long as the run */
    const struct pp_made_file *file;      /* NULL: nobody says what it should be */
    const struct pp_published *published; /* figures it shall agree with, or NULL */
    struct pp_map parts;                  /* of a workbook: name -> struct readback_part * */
    size_t findings;
    bool foreign;   /* perhaps of others, read in bounded memory */
    bool attacking; /* findings are only what is withheld and shown all the same */
    struct {
        struct readback_shown *items;
        size_t count, capacity;
    } shown;
    bool damaged;                                 /* it did not reach the disk as it was written */
    struct readback_count counts[READBACK_RULES]; /* of a PDF's rules */
};

/* Reports what is wrong with the file. `rule` is a literal. */
void readback_found(struct readback *at, const char *rule, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The file shows a number where figures.csv withholds one: rule `audit.shown`. `figure` may be
 * NULL, where only the place is known; `where` is "the sheet \"Events\", row 7". */
void readback_shows(
    struct readback *at, const struct published_figure *figure, const char *number,
    const char *where);

/* Size and digest against those of `file`, which lies below `folder`, then all that those below
 * look for. A file that cannot be read is reported and returns PP_DATA or PP_ENV. */
enum pp_status readback_made(struct readback *at, const char *folder) PP_CHECK;
void readback_pdf(struct readback *at, struct pp_bytes bytes);
void readback_xlsx(struct readback *at, struct pp_bytes bytes);
/* The figures of a figures.csv, to compare pages with; NULL compares with none. */
struct readback_figures;
enum pp_status readback_figures_read(
    struct pp_run *run, struct pp_arena *arena, const char *path,
    struct readback_figures **out) PP_CHECK;
void readback_html(
    struct readback *at, struct pp_bytes bytes, const struct readback_figures *figures);
/* One part of a package, uncompressed, with a 0 behind it; false when it is not there or broken. */
bool readback_xlsx_part(
    struct pp_arena *arena, struct pp_bytes package, const char *part, struct pp_bytes *out);
void readback_mail(
    struct readback *at, struct pp_bytes bytes, const struct readback_figures *figures);

/* XML, read in pieces. Names are as they stand ("dc:title") or, with `spaces`, resolved:
 * "http://purl.org/dc/elements/1.1/ title", which takes twice the time. A document type declaration
 * is refused: no format of ours needs one, and entities could make a small part large. */
struct readback_xml;

struct readback_xml_handler {
    void *data;
    /* Attributes: name, value, name, value, NULL. */
    void (*start)(void *data, const char *name, const char **attributes);
    void (*text)(void *data, const char *text, size_t size);
    void (*end)(void *data, const char *name);
}; /* each may be NULL */

struct readback_xml *readback_xml_open(const struct readback_xml_handler *handler, bool spaces);
/* False when it is not well-formed; `last` ends the document. */
bool readback_xml_feed(struct readback_xml *xml, const void *bytes, size_t size, bool last);
/* Why, and in which line, after a false; in the arena. */
const char *readback_xml_reason(const struct readback_xml *xml, struct pp_arena *arena);
/* [bytes] from the start where the piece that is being read begins, or where it is broken. */
size_t readback_xml_offset(const struct readback_xml *xml);
bool readback_xml_has_doctype(const struct readback_xml *xml);
void readback_xml_close(struct readback_xml *xml);

/* The name without its prefix or namespace. */
const char *readback_xml_local(const char *name);

#endif
