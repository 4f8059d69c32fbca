/* The parts of a locale. Each file owns one of ICU's formatters and keeps it here behind a name of
 * its own; all are opened when first used. */
#ifndef PACTPRESS_TEXT_LOCALE_PARTS_H
#define PACTPRESS_TEXT_LOCALE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/locale.h"
#include "langtag.h"

struct pp_numbers;   /* number_format.c */
struct pp_dates;     /* date_format.c */
struct pp_ranges;    /* date_range.c */
struct pp_lists;     /* list_format.c */
struct pp_plurals;   /* plural.c */
struct pp_collation; /* collation.c */

struct pp_locale {
    const char *lang;        /* as asked */
    char base[PP_LANG_SIZE]; /* "pt" */
    char icu[PP_LANG_SIZE];  /* ICU's id, with calendar and digits */
    bool eu;                 /* number_style: eu */
    bool rtl;
    uint32_t script; /* langtag.h */
    struct pp_arena *arena;
    struct pp_numbers *numbers;
    struct pp_dates *dates;
    struct pp_ranges *ranges;
    struct pp_lists *lists;
    struct pp_plurals *plurals;
    struct pp_collation *collation;
};

/* The parts open on first use, behind a front that looks constant: a locale belongs to one thread.
 */
struct pp_locale *pp_locale_inside(const struct pp_locale *locale);
/* ICU could not make a formatter: only memory or its data file can be lacking. */
_Noreturn void pp_locale_no_icu(void);

/* Exact decimal text of value * 10^-decimals with a point: "-12.50". */
char *pp_decimal_text(struct pp_arena *arena, int64_t value, int decimals);

void pp_numbers_free(struct pp_numbers *numbers);
void pp_dates_free(struct pp_dates *dates);
void pp_ranges_free(struct pp_ranges *ranges);
void pp_lists_free(struct pp_lists *lists);
void pp_plurals_free(struct pp_plurals *plurals);
void pp_collation_free(struct pp_collation *collation);

#endif
