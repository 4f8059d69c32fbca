/* Gender, age and birth out of a row of attendance. Private to the folder. */
#ifndef INGEST_TRAITS_H
#define INGEST_TRAITS_H

#include "pactpress/reader.h"

/* Fills gender, age and birth of a record whose day is known. */
void pp_row_traits(struct pp_reader *r, struct pp_attendance_record *record);

#endif
