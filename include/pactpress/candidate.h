/* The record of a candidate: what a later run must know about the files that `build` made and that
 * stands in none of them, because readers have no business with it.
 *
 *     <out>/candidate/<class>/.record-<period>      (mode 0600)
 *
 * It names the manifest it belongs to by digest; with any other manifest it counts as missing.
 * Text, one line a fact, fields divided by tabs. It holds paths of inputs, and no person. */
#ifndef PACTPRESS_CANDIDATE_H
#define PACTPRESS_CANDIDATE_H

#include "pactpress/ingest.h"
#include "pactpress/made_file.h"
#include "pactpress/status.h"

struct pp_candidate {
    const char *folder;           /* <out>/candidate/<class>/<period> */
    char manifest[PP_DIGEST_HEX]; /* SHA-256 of its manifest.json */
    const char *fingerprint;      /* of the person key it was made with */
    bool whole;                   /* everything that `outputs:` declares for class and period */
    bool draft;
    struct pp_accounts inputs; /* path and digest only */
    struct {
        struct pp_made_file *items; /* manifest.json among them */
        size_t count, capacity;
    } files;
};

/* Path of the record. */
const char *pp_candidate_record(
    struct pp_arena *arena, const char *out, const char *klass, const char *period);
/* Writes the record, replacing the one before. */
enum pp_status pp_candidate_write(
    struct pp_run *run, const char *path, const struct pp_candidate *candidate) PP_CHECK;
/* Reads it. *out is NULL when there is none, or one that no such program wrote: it can be made
 * again by a build, so that is no error. */
enum pp_status pp_candidate_read(
    struct pp_run *run, struct pp_arena *arena, const char *out_folder, const char *klass,
    const char *period, struct pp_candidate **out) PP_CHECK;
/* Is the folder what the record says: the same names, sizes and bytes, none more and none less?
 * *wrong is the first path that is not, NULL when all are. */
enum pp_status pp_candidate_verify(
    struct pp_run *run, struct pp_arena *arena, const struct pp_candidate *candidate,
    const char **wrong) PP_CHECK;

#endif
