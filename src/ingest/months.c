#include "pactpress/months.h"

#include <stdint.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/ustring.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"

enum { TWO_MONTHS = 13, NAME_UNITS = 64, NAME_BYTES = 256 };

/* The folded name without a dot at its end; "" when ICU has none. */
static const char *symbol(
    struct pp_arena *arena, const UDateFormat *format, UDateFormatSymbolType type, int32_t index)
{
    UChar units[NAME_UNITS];
    char name[NAME_BYTES] = "";
    UErrorCode error = U_ZERO_ERROR;
    udat_getSymbols(format, type, index, units, NAME_UNITS, &error);
    u_strToUTF8(name, NAME_BYTES, NULL, units, -1, &error);
    if (U_FAILURE(error))
        return "";
    char *folded = pp_fold(arena, name);
    size_t length = strlen(folded);
    if (length > 0 && folded[length - 1] == '.')
        folded[length - 1] = '\0';
    return folded;
}

static void add_month(struct pp_months *months, const char *name, int month)
{
    /* Chinese, say, writes "1月": digits are read as digits, not as names. */
    if (name[0] == '\0' || (name[0] >= '0' && name[0] <= '9'))
        return;
    struct pp_map_entry *entry = pp_map_entry(&months->names, name, strlen(name));
    intptr_t known = (intptr_t)entry->value;
    entry->value = (void *)(intptr_t)(known == 0 || known == month ? month : TWO_MONTHS);
}

static void add_language(struct pp_months *months, struct pp_arena *arena, const char *lang)
{
    static const UDateFormatSymbolType month_types[] = {
        UDAT_MONTHS, UDAT_SHORT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_STANDALONE_SHORT_MONTHS};
    static const UDateFormatSymbolType day_types[] = {
        UDAT_WEEKDAYS, UDAT_SHORT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS};
    UErrorCode error = U_ZERO_ERROR;
    UDateFormat *format = udat_open(UDAT_NONE, UDAT_LONG, lang, NULL, 0, NULL, 0, &error);
    if (U_FAILURE(error))
        return;
    for (size_t t = 0; t < sizeof month_types / sizeof *month_types; t++)
        for (int month = 1; month <= 12; month++)
            add_month(months, symbol(arena, format, month_types[t], month - 1), month);
    for (size_t t = 0; t < sizeof day_types / sizeof *day_types; t++)
        for (int day = 1; day <= 7; day++) {
            const char *name = symbol(arena, format, day_types[t], day);
            if (name[0] != '\0')
                pp_map_set(&months->fillers, name, months);
        }
    udat_close(format);
}

void pp_months_init(
    struct pp_months *months, struct pp_arena *arena, const char *const *langs, size_t count)
{
    /* Folded; beside the names of weekdays, what stands in dates of the languages of the EU. */
    static const char *const small_words[] = {
        "de",   "del",  "di",   "den",  "der",   "the",  "of",    "gada", "gads",     "r",
        "roku", "year", "m",    "d",    "st",    "nd",   "rd",    "th",   "\xC2\xBA", "o",
        "van",  "do",   "da",   "dne",  "dna",   "dia",  "le",    "il",   "lo",       "ta",
        "ta'",  "ta’",  "г",    "года", "год",   "р",    "року",  "на",   "του",      "η",
        "a",    "an",   "e",    "er",   "ieme",  "re",   "am",    "on",   "el",       "kl",
        "ore",  "ora",  "metų", "metu", "aasta", "leta", "godine"};
    pp_map_init(&months->names, arena);
    pp_map_init(&months->fillers, arena);
    for (size_t i = 0; i < sizeof small_words / sizeof *small_words; i++)
        pp_map_set(&months->fillers, small_words[i], months);
    add_language(months, arena, "en");
    for (size_t i = 0; i < count; i++)
        if (!pp_streq(langs[i], "en") && !pp_is_empty(langs[i]))
            add_language(months, arena, langs[i]);
}

int pp_months_find(const struct pp_months *months, const char *word, size_t length)
{
    return (int)(intptr_t)pp_map_get_n(&months->names, word, length);
}

bool pp_months_filler(const struct pp_months *months, const char *word, size_t length)
{
    return pp_map_get_n(&months->fillers, word, length) != NULL;
}
