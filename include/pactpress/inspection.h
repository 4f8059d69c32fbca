/* A look at one CSV file before any project exists: what would be read, and what is wrong with it.
 *
 * The same decisions as in a build, without the hints that a source gives: encoding among all
 * languages of Europe and of those who come to it, dialect by the consistency of the table, header
 * by what stands below it. Where a build would refuse, the likelier reading is shown and the
 * refusal is a problem. */
#ifndef PACTPRESS_INSPECTION_H
#define PACTPRESS_INSPECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/charset.h"
#include "pactpress/columns.h"
#include "pactpress/dialect.h"
#include "pactpress/project.h"

struct pp_run;
struct pp_arena;
struct pp_str;

enum pp_column_type { PP_TYPE_BLANK, PP_TYPE_NUMBER, PP_TYPE_DATE, PP_TYPE_EMAIL, PP_TYPE_TEXT };

struct pp_inspected_column {
    const char *header;       /* NFC; "#3" when there is no header */
    enum pp_column_type type; /* of most of its cells */
    enum pp_field field;      /* what it seems to fill; PP_FIELDS: nothing known */
    bool certain;             /* its header names the field */
    bool answers;             /* its cells look like answers on a scale */
};

struct pp_inspected_row {
    const char **cells; /* NFC, as they stand between delimiters or quotes */
    size_t count;
};

struct pp_inspection {
    const char *file;
    bool readable;        /* false: it is no CSV; `problems` says what it is */
    const char *encoding; /* IANA name in lower case */
    const char *evidence; /* a sentence, or "" when nothing had to be decided */
    struct pp_dialect dialect;
    size_t header_record; /* 1-based, of all records; 0: there is none */
    struct pp_inspected_column *columns;
    size_t column_count;
    size_t rows; /* data rows: without blank lines, comments, repeated headers and footers */
    struct pp_inspected_row first, last;
    size_t footers;     /* records behind the table */
    const char *preset; /* whose export it looks like, or NULL */
    enum pp_source_kind kind;
    const char *dates;   /* pattern that its dates prove, or "auto" */
    const char *decimal; /* ",", "." or "auto" */
    struct pp_strings problems;
};

/* Reads the file. PP_DATA when it is no CSV: reported, and *out is set too. */
enum pp_status pp_inspect(
    struct pp_run *run, struct pp_arena *arena, const char *path,
    struct pp_inspection *out) PP_CHECK;

/* The stanza of a source in YAML. `files` is the path as the project would name it. */
void pp_inspection_stanza(
    const struct pp_inspection *inspection, const char *id, const char *files, struct pp_str *out);

/* The name of a file as the id of its source: lower case letters, digits and hyphens. */
const char *pp_inspection_id(struct pp_arena *arena, const char *path);

const char *pp_column_type_name(enum pp_column_type type);
/* The field that a header seems to name in one of many languages; PP_FIELDS: none. */
enum pp_field pp_header_meaning(const char *header);

#endif
