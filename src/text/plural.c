#include "locale_parts.h"

#include <stdio.h>
#include <string.h>

#include <unicode/unumberformatter.h>
#include <unicode/upluralrules.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "utf16.h"

enum { MOST_DECIMALS = 6 };

/* Categories follow the number as printed, with its visible decimals (1.0 is not 1): ICU wants a
 * formatted number for that. */
struct pp_plurals {
    UPluralRules *cardinal, *ordinal;
    UNumberFormatter *formatters[MOST_DECIMALS + 1]; /* by decimals */
    UFormattedNumber *number;
};

static UPluralRules *open_rules(const struct pp_locale *locale, UPluralType type)
{
    UErrorCode status = U_ZERO_ERROR;
    UPluralRules *rules = uplrules_openForType(locale->icu, type, &status);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    return rules;
}

static UNumberFormatter *open_formatter(const struct pp_locale *locale, int decimals)
{
    UErrorCode status = U_ZERO_ERROR;
    char skeleton[16];
    if (decimals > 0)
        snprintf(skeleton, sizeof skeleton, ".%.*s", decimals, "000000");
    else
        snprintf(skeleton, sizeof skeleton, ".");
    size_t count;
    uint16_t *units = pp_utf16_from(locale->arena, skeleton, &count);
    UNumberFormatter *formatter =
        unumf_openForSkeletonAndLocale(units, (int32_t)count, locale->icu, &status);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    return formatter;
}

static struct pp_plurals *plurals_of(const struct pp_locale *locale)
{
    if (locale->plurals == NULL) {
        UErrorCode status = U_ZERO_ERROR;
        struct pp_plurals *plurals = pp_arena_alloc(locale->arena, sizeof *plurals);
        plurals->cardinal = open_rules(locale, UPLURAL_TYPE_CARDINAL);
        plurals->ordinal = open_rules(locale, UPLURAL_TYPE_ORDINAL);
        plurals->number = unumf_openResult(&status);
        if (U_FAILURE(status))
            pp_locale_no_icu();
        pp_locale_inside(locale)->plurals = plurals;
    }
    return locale->plurals;
}

void pp_plurals_free(struct pp_plurals *plurals)
{
    if (plurals == NULL)
        return;
    uplrules_close(plurals->cardinal);
    uplrules_close(plurals->ordinal);
    unumf_closeResult(plurals->number);
    for (size_t i = 0; i <= MOST_DECIMALS; i++)
        if (plurals->formatters[i] != NULL)
            unumf_close(plurals->formatters[i]);
}

static const char *category_name(const UChar *keyword, int32_t length)
{
    static const char *const names[] = {"zero", "one", "two", "few", "many"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t k = 0;
        while (names[i][k] != '\0' && (int32_t)k < length && keyword[k] == (UChar)names[i][k])
            k++;
        if (names[i][k] == '\0' && (int32_t)k == length)
            return names[i];
    }
    return "other";
}

const char *pp_locale_plural(
    const struct pp_locale *locale, int64_t value, int decimals, bool ordinal)
{
    enum { SIZE = 16 };
    struct pp_plurals *plurals = plurals_of(locale);
    /* Digits beyond these decide nothing in any language of CLDR. */
    for (; decimals > MOST_DECIMALS; decimals--)
        value /= 10;
    if (plurals->formatters[decimals] == NULL)
        plurals->formatters[decimals] = open_formatter(locale, decimals);
    struct pp_arena_mark mark = pp_arena_mark(locale->arena);
    char *text = pp_decimal_text(locale->arena, value, decimals);
    UErrorCode status = U_ZERO_ERROR;
    UChar keyword[SIZE];
    unumf_formatDecimal(
        plurals->formatters[decimals], text, (int32_t)strlen(text), plurals->number, &status);
    int32_t length = uplrules_selectFormatted(
        ordinal ? plurals->ordinal : plurals->cardinal, plurals->number, keyword, SIZE, &status);
    pp_arena_rewind(locale->arena, mark);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    return category_name(keyword, length);
}
