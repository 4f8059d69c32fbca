/* The second pass over a file: every row judged, handed over or held back. */
#ifndef PACTPRESS_FILE_ROWS_H
#define PACTPRESS_FILE_ROWS_H

#include "pactpress/heldback.h"
#include "pactpress/reader.h"
#include "pactpress/survey.h"

/* Reads the rows of an open file whose survey is done. `number` is the running number of rows in
 * the source, as the survey counted them. Held-back rows go to `held`, counts to reader->account.
 */
enum pp_status pp_read_rows(
    struct pp_reader *reader, const struct pp_versions *versions, const struct pp_repeats *repeats,
    size_t *number, struct pp_heldback *held) PP_CHECK;
/* All rows of a file that was read before under another name. */
enum pp_status pp_count_rows_again(struct pp_reader *reader) PP_CHECK;

#endif
