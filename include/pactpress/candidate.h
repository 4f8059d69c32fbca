/* The record of a candidate: what a later run must know about the files that `build` made and that
 * stands in none of them, because readers have no business with it.
 *
 *     <out>/candidate/<class>/.record-<period>      (mode 0600)
 *
 * It names the manifest it belongs to by digest; with any other manifest it counts as missing.
 * Text, one line a fact, fields divided by tabs. It holds paths of inputs, and no person. */
#ifndef PACTPRESS_CANDIDATE_H
#define PACTPRESS_CANDIDATE_H

#include "pactpress/diag.h"
#include "pactpress/ingest.h"
#include "pactpress/made_file.h"
#include "pactpress/status.h"

/* What decides the bytes of an output. The first five are the same for all outputs of a run. */
enum pp_part {
    PP_PART_PROGRAM, /* program and libraries */
    PP_PART_FONTS,   /* fonts and hyphenation */
    PP_PART_SETTINGS,
    PP_PART_LAYOUTS, /* as installed; those of the project are settings */
    PP_PART_DATE,    /* class, data state, draft */
    PP_PART_STRINGS, /* of the document's language */
    PP_PART_CONTENT, /* all that is printed: of a PDF its tree, of an annex the figures */
    PP_PART_COUNT
};

/* A file of the project that was read. */
struct pp_candidate_asset {
    const char *path; /* relative to the project folder */
    char digest[PP_DIGEST_HEX];
};

struct pp_said {
    struct pp_diag *items;
    size_t count, capacity;
};

/* A file that was made, and what was said while it was. */
struct pp_candidate_output {
    const char *path;                 /* as in the manifest */
    const char *parts[PP_PART_COUNT]; /* digests in hex; outputs may share them */
    struct pp_said said;
};

struct pp_candidate_outputs {
    struct pp_candidate_output *items;
    size_t count, capacity;
};

struct pp_candidate {
    const char *folder;           /* <out>/candidate/<class>/<period> */
    char manifest[PP_DIGEST_HEX]; /* SHA-256 of its manifest.json */
    const char *fingerprint;      /* of the person key it was made with */
    bool whole;                   /* everything that `outputs:` declares for class and period */
    bool draft;
    char state[PP_DIGEST_HEX];                /* of all that it was made from */
    char held[PP_DIGEST_HEX];                 /* of private/held-back as it was left */
    char parts[PP_PART_COUNT][PP_DIGEST_HEX]; /* those that all outputs share; not in the record */
    struct {
        struct pp_candidate_asset *items;
        size_t count, capacity;
    } assets;
    struct pp_candidate_outputs outputs;
    struct pp_said said;       /* all of the run, in order */
    const char *summary;       /* the last line of the run */
    struct pp_accounts inputs; /* path and digest only */
    struct {
        struct pp_made_file *items; /* manifest.json among them */
        size_t count, capacity;
    } files;
    bool ended;                       /* the record is complete */
    struct pp_map by_output, by_file; /* path -> item; of a record that was read */
};

/* Keeps messages: copies of the texts go to `arena`. */
void pp_said_add(struct pp_arena *arena, struct pp_said *said, const struct pp_diag *diag);
/* The output of this path, or NULL. */
const struct pp_candidate_output *pp_candidate_output_at(
    const struct pp_candidate *candidate, const char *path);
/* The file of this path, or NULL. */
const struct pp_made_file *pp_candidate_file_at(
    const struct pp_candidate *candidate, const char *path);
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
