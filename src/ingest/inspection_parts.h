/* What the parts of an inspection share. */
#ifndef PACTPRESS_INGEST_INSPECTION_PARTS_H
#define PACTPRESS_INGEST_INSPECTION_PARTS_H

#include "pactpress/dates.h"
#include "pactpress/inspection.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

struct pp_window;

enum { PP_LOOK_AT_ROWS = 1000 };

/* Scales of questionnaires end at 10 or before. */
enum { PP_HIGHEST_RANK = 10 };

/* What the cells of one column prove. */
struct pp_column_proof {
    size_t filled, numbers, dates, emails;
    size_t commas, points;                 /* decimal marks that cells prove */
    size_t ranks;                          /* whole numbers from 0 to PP_HIGHEST_RANK */
    unsigned seen;                         /* which of them: a bit each */
    size_t day_first, month_first, either; /* lines; 0: none */
    const char *either_text;
};

struct pp_look {
    struct pp_arena *arena, *scratch;
    struct pp_inspection *out;
    struct pp_window *window;
    struct pp_charset of_file;
    struct pp_charset charset; /* of the text at hand */
    struct pp_csvrow *row;
    struct pp_bytes header_text;
    size_t header_line;
    struct pp_str first, last; /* data rows, as scanned */
    size_t needed, widest;
    struct pp_column_proof *proofs;
};

struct pp_fault {
    size_t count, line; /* how many rows, and the first one's line */
};

struct pp_shape_faults {
    struct pp_fault torn, stray, nul, too_long;
    size_t torn_fields; /* of the first torn row */
};

void pp_fault_add(struct pp_fault *fault, size_t line);
void pp_tell_shape_faults(struct pp_look *look, const struct pp_shape_faults *faults);
void pp_look_problem(struct pp_look *look, size_t line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Types of the current row's cells. */
void pp_look_at_cells(struct pp_look *look, size_t line);
bool pp_look_has_dates(const struct pp_look *look);
/* Types, meanings, preset; problems of headers and dates. */
void pp_look_conclude(struct pp_look *look);

#endif
