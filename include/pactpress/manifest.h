/* The manifest: manifest.json of a candidate or edition. Every file with its digest, what was made
 * of which version, the row accounts (counts) and the warnings. No timings, no clock, no input
 * paths in class public. */
#ifndef PACTPRESS_MANIFEST_H
#define PACTPRESS_MANIFEST_H

#include "pactpress/made_file.h"
#include "pactpress/str.h"
#include "pactpress/tally.h"

struct pp_run;

struct pp_manifest {
    const char *klass;
    const char *as_of; /* data state, ISO date */
    bool draft;
    const struct pp_results *results;
    const struct pp_made_file *files;
    size_t file_count;
};

/* Appends the JSON text: UTF-8, keys in fixed order, one file a line. */
void pp_manifest_text(
    const struct pp_run *run, const struct pp_manifest *manifest, struct pp_str *out);

/* The SHA-256 of all input files together: of their digests in hexadecimal, in order, a line each.
 */
void pp_inputs_digest(const struct pp_accounts *all, char out[PP_DIGEST_HEX]);

/* inputs.json, which goes into a document: what that was made from. Digests of inputs and row
 * accounts; in class public neither paths nor rows nor digests of single files. */
struct pp_inputs_note {
    const char *klass, *as_of; /* as in the manifest */
    bool draft;
    const struct pp_results *results;
    const char *title, *lang; /* of the document */
    const char *annex;        /* name of the workbook that is inside, too, or NULL */
    char annex_digest[PP_DIGEST_HEX];
};
void pp_inputs_text(const struct pp_inputs_note *note, struct pp_str *out);

/* Appends a JSON string with its quotes. */
void pp_json_string(struct pp_str *out, const char *text);

#endif
