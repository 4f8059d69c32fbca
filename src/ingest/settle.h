/* Rows settled: what a row is beside the others of its source, in their order. Is it a copy, was
 * the person there already, is the id taken? Then it is handed over, or held back, and counted. */
#ifndef PACTPRESS_INGEST_SETTLE_H
#define PACTPRESS_INGEST_SETTLE_H

#include "pactpress/digests.h"
#include "pactpress/heldback.h"
#include "pactpress/reader.h"

struct pp_arena;

/* How a row looks when it is held back. */
struct pp_held_row {
    struct pp_bytes raw; /* as in the file, with its line end */
    const char *cells;   /* for the sheet to correct in */
    struct pp_fault fault;
    const char *column; /* its name; "": the whole row */
    struct pp_where where;
};

/* One file on its way out. */
struct pp_ledger {
    struct pp_intake *in;
    const struct pp_source *source;
    const struct pp_framework *framework;
    const struct pp_table *table; /* parked */
    struct pp_accounts *accounts;
    struct pp_file_account *account; /* one of them */
    pp_correction_writer *workbook;  /* for rows that are held back; NULL: they are kept nowhere */
    struct pp_heldback held;
    struct pp_arena *arena; /* of what is remembered of the file */
    struct pp_digests seen; /* of rows without a record id that may stand there twice */
};

void pp_ledger_open(struct pp_ledger *ledger);
void pp_ledger_close(struct pp_ledger *ledger);
/* The name of a file's column as the file has it, on one line, in `arena`. */
const char *pp_column_name(const struct pp_table *table, struct pp_arena *arena, size_t at);
/* Tells it, unless the same was told before. */
void pp_tell_once(struct pp_intake *in, const struct pp_notice *notice);
/* Tells it now, or behind what rows that wait still have to tell (attended.h). */
enum pp_status pp_ledger_tell(struct pp_ledger *ledger, const struct pp_notices *notices) PP_CHECK;
/* PP_OK, what the sink says, or why a row that is held back or waits cannot be kept. */
enum pp_status pp_settle(struct pp_ledger *ledger, struct pp_finding *finding) PP_CHECK;

#endif
