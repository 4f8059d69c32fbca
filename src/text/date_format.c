#include "locale_parts.h"

#include <unicode/udat.h>
#include <unicode/udatpg.h>

#include "pactpress/arena.h"
#include "utf16.h"

enum { STYLES = PP_DATE_DAY_MONTH + 1, YEAR = STYLES, FORMATS, SIZE = 128, KEPT = 64 };

/* A day as it was written. */
struct written {
    pp_day day;
    unsigned format;
    UChar text[SIZE];
    size_t length; /* 0: nothing yet */
};

struct pp_dates {
    UDateFormat *formats[FORMATS]; /* by style, and of the year alone; opened when first used */
    struct written kept[KEPT];     /* the last of each place: documents repeat their days */
};

static const UChar utc[] = {'U', 'T', 'C', 0};

/* Fields of a style; the language's patterns put them into order (CLDR skeletons). */
static const char *skeleton_of(unsigned format)
{
    static const char *const skeletons[FORMATS] = {
        [PP_DATE_SHORT] = "yMMdd",
        [PP_DATE_MONTH] = "yMMMM",
        [PP_DATE_DAY_MONTH] = "MMMMd",
        [YEAR] = "y",
    };
    return skeletons[format];
}

static int32_t best_pattern(const struct pp_locale *locale, const char *skeleton, UChar out[SIZE])
{
    UErrorCode status = U_ZERO_ERROR;
    size_t count;
    uint16_t *wanted = pp_utf16_from(locale->arena, skeleton, &count);
    UDateTimePatternGenerator *generator = udatpg_open(locale->icu, &status);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    int32_t length = udatpg_getBestPattern(generator, wanted, (int32_t)count, out, SIZE, &status);
    udatpg_close(generator);
    if (U_FAILURE(status) || length >= SIZE)
        pp_locale_no_icu();
    return length;
}

static UDateFormat *open_format(const struct pp_locale *locale, unsigned format)
{
    UErrorCode status = U_ZERO_ERROR;
    UDateFormat *opened;
    if (format == PP_DATE_LONG) {
        opened = udat_open(UDAT_NONE, UDAT_LONG, locale->icu, utc, -1, NULL, 0, &status);
    } else {
        UChar pattern[SIZE];
        int32_t length = best_pattern(locale, skeleton_of(format), pattern);
        opened =
            udat_open(UDAT_PATTERN, UDAT_PATTERN, locale->icu, utc, -1, pattern, length, &status);
    }
    if (U_FAILURE(status))
        pp_locale_no_icu();
    return opened;
}

static char *format_day(
    const struct pp_locale *locale, struct pp_arena *arena, pp_day day, unsigned format)
{
    static const double milliseconds_of_day = 86400000;
    if (locale->dates == NULL)
        pp_locale_inside(locale)->dates = pp_arena_alloc(locale->arena, sizeof *locale->dates);
    if (locale->dates->formats[format] == NULL)
        locale->dates->formats[format] = open_format(locale, format);
    struct written *kept = &locale->dates->kept[((unsigned)day * FORMATS + format) % KEPT];
    if (kept->length == 0 || kept->day != day || kept->format != format) {
        UErrorCode status = U_ZERO_ERROR;
        int32_t length = udat_format(
            locale->dates->formats[format], day * milliseconds_of_day, kept->text, SIZE, NULL,
            &status);
        if (U_FAILURE(status) || length > SIZE)
            pp_locale_no_icu();
        kept->day = day;
        kept->format = format;
        kept->length = (size_t)length;
    }
    return pp_utf16_to(arena, kept->text, kept->length);
}

void pp_dates_free(struct pp_dates *dates)
{
    for (unsigned i = 0; dates != NULL && i < FORMATS; i++)
        if (dates->formats[i] != NULL)
            udat_close(dates->formats[i]);
}

char *pp_locale_date(
    const struct pp_locale *locale, struct pp_arena *arena, pp_day day, enum pp_date_style style)
{
    return format_day(locale, arena, day, style);
}

static bool is_whole_months(const struct pp_period *period)
{
    int year, month, first, after;
    pp_day_to_date(period->first, &year, &month, &first);
    pp_day_to_date(period->last + 1, &year, &month, &after);
    return first == 1 && after == 1;
}

char *pp_locale_period(
    const struct pp_locale *locale, struct pp_arena *arena, const struct pp_period *period)
{
    switch (period->kind) {
    case PP_PERIOD_YEAR:
        return format_day(locale, arena, period->first, YEAR);
    case PP_PERIOD_MONTH:
        return format_day(locale, arena, period->first, PP_DATE_MONTH);
    default:
        return pp_locale_date_range(
            locale, arena, period->first, period->last,
            is_whole_months(period) ? PP_DATE_MONTH : PP_DATE_LONG);
    }
}
