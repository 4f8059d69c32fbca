/* What a file is that is called .csv and is none. */
#ifndef PACTPRESS_FILE_KIND_H
#define PACTPRESS_FILE_KIND_H

#include <stdbool.h>

#include "pactpress/file.h"

/* A sentence that says what it is and what to do, or NULL for what may be CSV. */
const char *pp_file_kind(struct pp_bytes bytes);

/* Is that sure when more bytes follow? (Blank lines may.) */
bool pp_file_kind_is_sure(struct pp_bytes head);

#endif
