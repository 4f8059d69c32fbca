#include "locale_parts.h"

#include <string.h>

#include <unicode/unum.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "utf16.h"

enum { SMALL = 1000, FEW_DECIMALS = 2 };

/* Most numbers of a document are small, and are set many times while it finds its pages. */
struct format {
    UNumberFormat *icu;
    const char *made[FEW_DECIMALS][SMALL]; /* by decimals and value, or NULL */
};

struct pp_numbers {
    struct format plain, percent;
};

#define NBSP "\xC2\xA0"
#define EN_DASH "\xE2\x80\x93"
#define LRM "\xE2\x80\x8E"

enum { SIZE = 96 }; /* [units] more than 19 digits, their groups and signs take */

static bool is_one_of(const char *base, const char *const *list)
{
    for (; *list != NULL; list++)
        if (pp_streq(base, *list))
            return true;
    return false;
}

/* Commission's house style: the decimal comma for all official languages but three; other languages
 * keep their own sign. */
static void set_decimal_sign(const struct pp_locale *locale, UNumberFormat *format)
{
    static const char *const points[] = {"en", "ga", "mt", NULL};
    static const char *const commas[] = {"bg", "cs", "da", "de", "el", "es", "et", "fi",
                                         "fr", "hr", "hu", "it", "lt", "lv", "nl", "pl",
                                         "pt", "ro", "sk", "sl", "sv", NULL};
    static const UChar point[] = {'.', 0}, comma[] = {',', 0};
    UErrorCode status = U_ZERO_ERROR;
    if (is_one_of(locale->base, points))
        unum_setSymbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, point, 1, &status);
    else if (is_one_of(locale->base, commas))
        unum_setSymbol(format, UNUM_DECIMAL_SEPARATOR_SYMBOL, comma, 1, &status);
}

static void set_house_style(const struct pp_locale *locale, UNumberFormat *format)
{
    static const UChar nbsp[] = {0xA0, 0}, minus[] = {0x2212, 0}, rtl_minus[] = {0x200E, 0x2212, 0};
    UErrorCode status = U_ZERO_ERROR;
    set_decimal_sign(locale, format);
    unum_setSymbol(format, UNUM_GROUPING_SEPARATOR_SYMBOL, nbsp, 1, &status);
    unum_setAttribute(format, UNUM_MINIMUM_GROUPING_DIGITS, 1);
    /* In right-to-left text a sign before European digits would drift behind them. */
    if (locale->rtl)
        unum_setSymbol(format, UNUM_MINUS_SIGN_SYMBOL, rtl_minus, 2, &status);
    else
        unum_setSymbol(format, UNUM_MINUS_SIGN_SYMBOL, minus, 1, &status);
}

static UNumberFormat *open_format(const struct pp_locale *locale, UNumberFormatStyle style)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = unum_open(style, NULL, 0, locale->icu, NULL, &status);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    if (locale->eu)
        set_house_style(locale, format);
    else /* 1234 but 12 345 where the language does so */
        unum_setAttribute(format, UNUM_MINIMUM_GROUPING_DIGITS, UNUM_MINIMUM_GROUPING_DIGITS_AUTO);
    unum_setAttribute(format, UNUM_MULTIPLIER, 1);
    return format;
}

static struct pp_numbers *numbers_of(const struct pp_locale *locale)
{
    if (locale->numbers == NULL) {
        struct pp_numbers *numbers = pp_arena_alloc(locale->arena, sizeof *numbers);
        numbers->plain.icu = open_format(locale, UNUM_DECIMAL);
        numbers->percent.icu = open_format(locale, UNUM_PERCENT);
        pp_locale_inside(locale)->numbers = numbers;
    }
    return locale->numbers;
}

void pp_numbers_free(struct pp_numbers *numbers)
{
    if (numbers == NULL)
        return;
    unum_close(numbers->plain.icu);
    unum_close(numbers->percent.icu);
}

static char *format_anew(UNumberFormat *format, struct pp_arena *arena, int64_t value, int decimals)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar out[SIZE];
    char *text = pp_decimal_text(arena, value, decimals);
    unum_setAttribute(format, UNUM_MAX_FRACTION_DIGITS, decimals);
    unum_setAttribute(format, UNUM_MIN_FRACTION_DIGITS, decimals);
    int32_t length =
        unum_formatDecimal(format, text, (int32_t)strlen(text), out, SIZE, NULL, &status);
    if (U_FAILURE(status) || length > SIZE)
        pp_locale_no_icu();
    return pp_utf16_to(arena, out, (size_t)length);
}

static char *format_exactly(
    const struct pp_locale *locale, struct format *format, struct pp_arena *arena, int64_t value,
    int decimals)
{
    if (value < 0 || value >= SMALL || decimals < 0 || decimals >= FEW_DECIMALS)
        return format_anew(format->icu, arena, value, decimals);
    const char **made = &format->made[decimals][value];
    if (*made == NULL)
        *made = format_anew(format->icu, locale->arena, value, decimals);
    return pp_arena_strdup(arena, *made);
}

char *pp_locale_number(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t value, int decimals)
{
    return format_exactly(locale, &numbers_of(locale)->plain, arena, value, decimals);
}

char *pp_locale_signed(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t value, int decimals)
{
    char *number = pp_locale_number(locale, arena, value, decimals);
    if (value <= 0)
        return number;
    return pp_arena_printf(arena, "%s+%s", locale->rtl ? LRM : "", number);
}

/* Does the language write the sign first, as Turkish and Basque do? */
static bool percent_first(const struct pp_numbers *numbers)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar pattern[SIZE];
    int32_t length = unum_toPattern(numbers->percent.icu, 0, pattern, SIZE, &status);
    return U_SUCCESS(status) && length > 0 && pattern[0] == '%';
}

char *pp_locale_percent(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t value, int decimals)
{
    struct pp_numbers *numbers = numbers_of(locale);
    if (!locale->eu || percent_first(numbers))
        return format_exactly(locale, &numbers->percent, arena, value, decimals);
    char *number = pp_locale_number(locale, arena, value, decimals);
    return pp_arena_printf(arena, "%s" NBSP "%%", number);
}

char *pp_locale_range(
    const struct pp_locale *locale, struct pp_arena *arena, int64_t lo, int64_t hi, int decimals)
{
    char *low = pp_locale_number(locale, arena, lo, decimals);
    char *high = pp_locale_number(locale, arena, hi, decimals);
    return pp_arena_printf(arena, "%s" EN_DASH "%s", low, high);
}
