/* A locale: how a language writes numbers, percentages, dates and lists (ICU).
 *
 * Numbers arrive as whole numbers of 10^-decimals, already rounded: formatting never adds or takes
 * a digit. number_style "eu" follows the Commission's house style (comma but in en, ga, mt; NBSP
 * for thousands), "cldr" the language's own. English is en-IE (d MMMM y). All results are NFC UTF-8
 * in the arena. */
#ifndef PACTPRESS_LOCALE_H
#define PACTPRESS_LOCALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/period.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;
struct pp_locale;

/* Opens `lang` (BCP 47). An unknown language is PP_USAGE. Free with pp_locale_close. One thread. */
enum pp_status pp_locale_open(
    struct pp_run *run, const char *lang, const char *number_style,
    struct pp_locale **out) PP_CHECK;
/* The same with the project's choice of digits: "latin" (1234), "native" (those of the script), or
 * NULL and "auto" for what the language uses in CLDR; Arabic then has Latin ones. */
enum pp_status pp_locale_open_digits(
    struct pp_run *run, const char *lang, const char *number_style, const char *digits,
    struct pp_locale **out) PP_CHECK;
void pp_locale_close(struct pp_locale *locale);
const char *pp_locale_lang(const struct pp_locale *locale); /* as asked: "pt-PT" */
bool pp_locale_rtl(const struct pp_locale *locale);
/* Is the language usually written from right to left? */
bool pp_lang_is_rtl(const char *lang);
/* Can the text be in this language, by its letters? One of the language's script is enough, and a
 * text without letters is in every language. */
bool pp_lang_has_letters_of(const char *lang, const char *text);
/* Name of a language in itself: "Latviešu" (upper-case first letter, as list of languages show). */
char *pp_lang_own_name(struct pp_arena *arena, const char *lang);

char *pp_locale_number(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t value, int decimals);
/* With a sign for changes: "+38", "−20" (space after sign none), "0". */
char *pp_locale_signed(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t value, int decimals);
char *pp_locale_percent(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t value, int decimals);
/* "20–30" */
char *pp_locale_range(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t lo, int64_t hi, int decimals);

enum pp_date_style {
    PP_DATE_LONG,     /* 20 January 2022 */
    PP_DATE_SHORT,    /* 20/01/2022 */
    PP_DATE_MONTH,    /* January 2022 */
    PP_DATE_DAY_MONTH /* 20 January */
};
char *pp_locale_date(
    const struct pp_locale *locale, struct pp_arena *arena, pp_day day, enum pp_date_style style);
/* "3–4 March 2022", "31 March – 1 April 2022" by ICU's interval format; one day: as a date. A dash
 * with spaces around it has NO-BREAK SPACE before it. House style closes single words up
 * ("January–March 2022"), whatever CLDR does. */
char *pp_locale_date_range(
    const struct pp_locale *locale, struct pp_arena *arena, pp_day first, pp_day last,
    enum pp_date_style style);
/* "January 2022", "January–March 2022", "2022", "July 2021 – June 2022". */
char *pp_locale_period(
    const struct pp_locale *locale, struct pp_arena *arena, const struct pp_period *period);
/* "Riga, Lublin and Ravenna"; `with_and` false: plain commas of the language. */
char *pp_locale_list(
    const struct pp_locale *locale, struct pp_arena *arena, const char *const *items, size_t count,
    bool with_and);
/* Collation order of the language: <0, 0, >0. */
int pp_locale_compare(const struct pp_locale *locale, const char *a, const char *b);
/* CLDR plural category of the number as printed ("one", "few", ..., "other"). */
const char *pp_locale_plural(
    const struct pp_locale *locale, int64_t value, int decimals, bool ordinal);

#endif
