/* Columns: which field of a record stands in which column of a file.
 *
 * A source names a column by its header (case, accents and spacing do not matter; an exact match
 * wins over a folded one), by a pattern between slashes, or by its position (#3). What is not named
 * in the file but in `constants:` has that text in every row. */
#ifndef PACTPRESS_COLUMNS_H
#define PACTPRESS_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/pattern.h"
#include "pactpress/project.h"
#include "pactpress/record.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;

/* What a column can fill. Fields that carry a name of their own behind a colon (dimension:impact,
 * text:lv) share one entry here and are told apart by pp_column.field. */
enum pp_field {
    PP_FIELD_RECORD,
    PP_FIELD_PERSON,
    PP_FIELD_EMAIL,
    PP_FIELD_NAME,
    PP_FIELD_FIRST_NAME,
    PP_FIELD_LAST_NAME,
    PP_FIELD_ID,
    PP_FIELD_EVENT,
    PP_FIELD_EVENT_ID,
    PP_FIELD_EVENT_NAME,
    PP_FIELD_DATE,
    PP_FIELD_END,
    PP_FIELD_CITY,
    PP_FIELD_CITIES,
    PP_FIELD_TYPE,
    PP_FIELD_ROLE,
    PP_FIELD_STATUS,
    PP_FIELD_GENDER,
    PP_FIELD_TARGET_GROUP,
    PP_FIELD_AGE,
    PP_FIELD_MINUTES,
    PP_FIELD_HOURS,
    PP_FIELD_COUNT,
    PP_FIELD_DIMENSION,
    PP_FIELD_SCORE,
    PP_FIELD_PARTNERS,
    PP_FIELD_MODE,
    PP_FIELD_LINK,
    PP_FIELD_EVIDENCE,
    PP_FIELD_PLANNED,
    PP_FIELD_TEXT,
    PP_FIELD_WHO,
    PP_FIELD_ADDRESS,
    PP_FIELD_VALUE,
    PP_FIELD_UNIT,
    PP_FIELD_PUBLISHER,
    PP_FIELD_YEAR,
    PP_FIELD_URL,
    PP_FIELD_LICENCE,
    PP_FIELD_DOCUMENT,
    PP_FIELD_RETRIEVED,
    PP_FIELD_RESPONDENT, /* number of a questionnaire: its record */
    PP_FIELD_QUESTION,   /* stands for the dimension when that is not named */
    PP_FIELD_BIRTH_YEAR, /* a year, or the whole date */
    PP_FIELD_REGISTERED, /* known, not read yet; so is the next */
    PP_FIELD_DECLARED_BY,
    PP_FIELDS /* how many there are; as a result: no such field */
};

/* The field that a name stands for ("dimension:impact": PP_FIELD_DIMENSION). */
enum pp_field pp_field_find(const char *name);
const char *pp_field_name(enum pp_field field);
/* The part behind the colon, or "". */
const char *pp_field_detail(const char *name);

/* The columns that a source names, with its patterns compiled: once per source. */
struct pp_wanted {
    const struct pp_source *source;
    enum pp_field *fields;            /* one per source column */
    struct pp_map **values;           /* folded text -> canonical value; NULL: no value map */
    size_t by_field[PP_FIELDS];       /* plain field -> source column, or PP_NO_INDEX */
    const char *constants[PP_FIELDS]; /* text for all rows, or NULL */
    struct pp_pattern **patterns;     /* one per source column; NULL: not a pattern */
    const char **folded;              /* folded header texts; NULL: pattern or position */
    size_t *positions;                /* 0-based; PP_NO_INDEX: not by position */
};

/* Where one file has them. */
struct pp_columns {
    const struct pp_source *source;
    size_t *at; /* one per source column: index in the row, or PP_NO_INDEX */
    size_t count;
};

/* Checks the field names of the source against its kind, and compiles. PP_USAGE with all mistakes
 * reported: an unknown field (with the nearest), a doubled one, a required one that is missing. */
enum pp_status pp_wanted_prepare(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_source *source, struct pp_wanted *out) PP_CHECK;
void pp_wanted_release(struct pp_wanted *wanted); /* frees the patterns */

/* How many of the wanted columns a header row has. */
size_t pp_wanted_fit(const struct pp_wanted *wanted, const char *const *headers, size_t count);
/* True when at least one column is named by text or pattern: the file needs a header. */
bool pp_wanted_by_name(const struct pp_wanted *wanted);

/* Finds the columns in a file's headers. PP_DATA: one is missing (a column from a preset may be,
 * when its kind does not require it) or fits two headers. `where` is the header's line. */
enum pp_status pp_columns_find(
    struct pp_run *run, struct pp_arena *arena, const struct pp_wanted *wanted,
    struct pp_where where, const char *const *headers, size_t count,
    struct pp_columns *out) PP_CHECK;

#endif
