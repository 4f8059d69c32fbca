#include "locale_parts.h"

#include <string.h>

#include <unicode/udateintervalformat.h>

#include "pactpress/arena.h"
#include "utf16.h"

enum { STYLES = PP_DATE_DAY_MONTH + 1, SIZE = 192, KEPT = 16 };

/* A range as ICU wrote it. */
struct written {
    pp_day first, last;
    enum pp_date_style style;
    UChar text[SIZE];
    int32_t length; /* 0: nothing yet */
};

struct pp_ranges {
    UDateIntervalFormat *formats[STYLES]; /* opened when first used */
    bool broken[STYLES];
    struct written kept[KEPT]; /* the last of each place: documents repeat their period */
};

static const double milliseconds_of_day = 86400000;

static int32_t format_range(UDateIntervalFormat *format, pp_day first, pp_day last, UChar out[SIZE])
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = udtitvfmt_format(
        format, first * milliseconds_of_day, last * milliseconds_of_day, out, SIZE, NULL, &status);
    if (U_FAILURE(status) || length > SIZE)
        pp_locale_no_icu();
    return length;
}

/* ICU 72 prints the first month twice where a pattern writes its months with different letters
 * (Persian): a format whose end makes no difference is not used. */
static bool ignores_end(UDateIntervalFormat *format)
{
    UChar march[SIZE], april[SIZE];
    pp_day start = pp_day_from_date(2022, 1, 1);
    int32_t a = format_range(format, start, pp_day_from_date(2022, 3, 1), march);
    int32_t b = format_range(format, start, pp_day_from_date(2022, 4, 1), april);
    return a == b && memcmp(march, april, (size_t)a * sizeof *march) == 0;
}

static UDateIntervalFormat *open_format(const struct pp_locale *locale, enum pp_date_style style)
{
    static const char *const skeletons[STYLES] = {
        [PP_DATE_LONG] = "yMMMMd",
        [PP_DATE_SHORT] = "yMMdd",
        [PP_DATE_MONTH] = "yMMMM",
        [PP_DATE_DAY_MONTH] = "MMMMd",
    };
    static const UChar utc[] = {'U', 'T', 'C', 0};
    UErrorCode status = U_ZERO_ERROR;
    size_t count;
    uint16_t *skeleton = pp_utf16_from(locale->arena, skeletons[style], &count);
    UDateIntervalFormat *format =
        udtitvfmt_open(locale->icu, skeleton, (int32_t)count, utc, -1, &status);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    return format;
}

static UDateIntervalFormat *format_of(const struct pp_locale *locale, enum pp_date_style style)
{
    if (locale->ranges == NULL)
        pp_locale_inside(locale)->ranges = pp_arena_alloc(locale->arena, sizeof *locale->ranges);
    struct pp_ranges *ranges = locale->ranges;
    if (ranges->formats[style] == NULL) {
        ranges->formats[style] = open_format(locale, style);
        ranges->broken[style] = ignores_end(ranges->formats[style]);
    }
    return ranges->broken[style] ? NULL : ranges->formats[style];
}

/* The same, looked up. */
static int32_t write_range(
    struct pp_ranges *ranges, pp_day first, pp_day last, enum pp_date_style style, UChar out[SIZE])
{
    unsigned place = ((unsigned)first + (unsigned)last * 5 + style) % KEPT;
    struct written *kept = &ranges->kept[place];
    if (kept->length == 0 || kept->first != first || kept->last != last || kept->style != style) {
        kept->length = format_range(ranges->formats[style], first, last, kept->text);
        kept->first = first;
        kept->last = last;
        kept->style = style;
    }
    memcpy(out, kept->text, (size_t)kept->length * sizeof *out);
    return kept->length;
}

enum { NBSP = 0xA0, EN_DASH = 0x2013, THIN_SPACE = 0x2009 };

static bool is_space(UChar c)
{
    return c == ' ' || c == THIN_SPACE || c == NBSP;
}

static bool is_digit(UChar c)
{
    return c >= '0' && c <= '9';
}

/* What CLDR 42 has otherwise than print wants it: thin spaces around the dash become usual ones,
 * the first of them protected, so that no line starts with the dash; `close` drops both (3–4 March,
 * January–March: the house style's dash between single words); `03` is the third as well. */
static int32_t tidy(UChar *text, int32_t length, bool close, bool drop_zeros)
{
    int32_t kept = 0;
    for (int32_t i = 0; i < length; i++) {
        bool before_dash = is_space(text[i]) && i + 1 < length && text[i + 1] == EN_DASH;
        bool after_dash = is_space(text[i]) && i > 0 && text[i - 1] == EN_DASH;
        bool zero = drop_zeros && text[i] == '0' && (i == 0 || !is_digit(text[i - 1])) &&
                    i + 1 < length && is_digit(text[i + 1]);
        if (zero || (close && (before_dash || after_dash)))
            continue;
        UChar c = text[i];
        if (before_dash)
            c = NBSP;
        else if (after_dash || c == THIN_SPACE)
            c = ' ';
        text[kept++] = c;
    }
    return kept;
}

char *pp_locale_date_range(
    const struct pp_locale *locale, struct pp_arena *arena, pp_day first, pp_day last,
    enum pp_date_style style)
{
    int years[2], months[2], days[2];
    pp_day_to_date(first, &years[0], &months[0], &days[0]);
    pp_day_to_date(last, &years[1], &months[1], &days[1]);
    bool same_year = years[0] == years[1], same_month = same_year && months[0] == months[1];
    bool by_month = style == PP_DATE_MONTH;
    if (first == last || (by_month && same_month))
        return pp_locale_date(locale, arena, first, style);
    UDateIntervalFormat *format = format_of(locale, style);
    if (format == NULL)
        return pp_arena_printf(
            arena, "%s\xC2\xA0\xE2\x80\x93 %s", pp_locale_date(locale, arena, first, style),
            pp_locale_date(locale, arena, last, style));
    UChar out[SIZE];
    int32_t length = write_range(locale->ranges, first, last, style, out);
    bool single_words = (by_month ? same_year : same_month) && style != PP_DATE_SHORT;
    length = tidy(out, length, locale->eu && single_words, style != PP_DATE_SHORT);
    return pp_utf16_to(arena, out, (size_t)length);
}

void pp_ranges_free(struct pp_ranges *ranges)
{
    for (unsigned i = 0; ranges != NULL && i < STYLES; i++)
        if (ranges->formats[i] != NULL)
            udtitvfmt_close(ranges->formats[i]);
}
