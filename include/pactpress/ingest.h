/* Ingest: the bytes of CSV exports become typed records, or held-back rows with a reason.
 *
 * For every file: read = used + excluded + superseded + duplicates + held_back. Held-back rows are
 * written byte for byte to private/held-back/<source>/ when `workbook` is given, with a
 * reasons file (line, column, rule, sentence); never under the outputs. */
#ifndef PACTPRESS_INGEST_H
#define PACTPRESS_INGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/corrections.h"
#include "pactpress/digest.h"
#include "pactpress/project.h"
#include "pactpress/record.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;
struct pp_str;
struct pp_names;

/* Why rows of one file were excluded or held back: rule name and how many rows. */
struct pp_reason {
    const char *rule;
    size_t rows;
};

struct pp_reasons {
    struct pp_reason *items; /* in order of first appearance */
    size_t count, capacity;
};

struct pp_file_account {
    const char *path; /* relative to the project folder */
    size_t source;    /* index in project.sources */
    char digest[PP_DIGEST_HEX];
    uint64_t size;                    /* [bytes] */
    const char *encoding, *delimiter; /* as decided */
    const char *same_as;              /* path of an identical file that was read instead, or NULL */
    size_t read;                      /* data rows: records after the header, without blank lines */
    size_t used, excluded, superseded, duplicates, held_back;
    struct pp_reasons excluded_by, held_back_by;
    uint64_t cities;    /* unused bits 0; bit i: rows of city i were used (projects of up to 64) */
    pp_day first, last; /* days of used rows; PP_NO_DAY when none */
};

struct pp_accounts {
    struct pp_file_account *items; /* in order of sources, then path */
    size_t count, capacity;
    const struct pp_names *names; /* who is in the data; NULL: there are no stories to ask */
};

/* The secret under which persons become numbers. */
struct pp_person_key {
    unsigned char bytes[32];
    char fingerprint[17]; /* hex: of HMAC(key, "pactpress key fingerprint"); "": not kept */
};

/* Loads the key: PACTPRESS_KEY_FILE, else privacy.key_file, else
 * $XDG_CONFIG_HOME/pactpress/<project id>.key (or ~/.config). When there is none, makes one
 * (0600, in a folder 0700), or without `create` one for this run that is written nowhere; a key
 * file inside the project folder or readable by others is PP_USAGE. Outputs never depend on the
 * key. */
enum pp_status pp_person_key_load(
    struct pp_run *run, const struct pp_project *project, bool create,
    struct pp_person_key *out) PP_CHECK;

/* Where the key is or would be; NULL when the environment names no place. */
const char *pp_person_key_path(struct pp_run *run, const struct pp_project *project);

/* Reads all sources of the project in order (events first, then attendance, assessment, figures,
 * declared) and hands every used row to the sink. A file that is missing, unreadable or has no
 * usable header is an error for that file (PP_DATA at the end); good rows of other files go on.
 * *out is set whenever all sources were gone through, with PP_DATA and PP_USAGE too: check prints
 * the accounts next to the errors. `workbook` writes sheets for correcting
 * (pp_correction_workbook); NULL: nothing is kept of the rows that are held back. */
enum pp_status pp_ingest(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_person_key *key, pp_correction_writer *workbook,
    const struct pp_record_sink *sink, struct pp_accounts **out) PP_CHECK;

/* --dump=records: one line a record, tab-separated, persons as p1, p2 ... in order of appearance.
 */
enum pp_status pp_ingest_dump(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_person_key *key, struct pp_str *out) PP_CHECK;

#endif
