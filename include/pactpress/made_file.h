/* A finished file of a candidate: what the manifest names and read-back looks for. */
#ifndef PACTPRESS_MADE_FILE_H
#define PACTPRESS_MADE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "pactpress/digest.h"

struct pp_made_file {
    const char *path; /* relative to the folder: "bulletin/epi-....pdf" */
    uint64_t size;    /* [bytes] */
    char digest[PP_DIGEST_HEX];
    const char *lang;    /* of the document; NULL: has none (figures.csv) */
    const char *title;   /* or NULL */
    const char *city;    /* id, or NULL */
    const char *layout;  /* or NULL */
    size_t pages;        /* of a PDF */
    const char *reading; /* of a PDF: what it should say (reading.h), or NULL */
};

#endif
