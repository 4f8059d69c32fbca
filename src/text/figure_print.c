#include "pactpress/message.h"

#include "pactpress/arena.h"

#define NBSP "\xC2\xA0"
#define ABOUT "\xE2\x89\x88"    /* ALMOST EQUAL TO */
#define AT_LEAST "\xE2\x89\xA5" /* GREATER-THAN OR EQUAL TO */
#define EN_DASH "\xE2\x80\x93"

static char *value_text(
    const struct pp_locale *locale, struct pp_arena *arena, const struct pp_figure *figure,
    int64_t value)
{
    switch (figure->unit) {
    case PP_UNIT_PERCENT:
        return pp_locale_percent(locale, arena, value, figure->decimals);
    case PP_UNIT_PERCENT_POINTS:
        return pp_locale_signed(locale, arena, value, figure->decimals);
    default:
        return pp_locale_number(locale, arena, value, figure->decimals);
    }
}

static char *estimate_text(
    const struct pp_locale *locale, struct pp_arena *arena, const struct pp_figure *figure)
{
    char *high = value_text(locale, arena, figure, figure->hi);
    if (figure->lo == figure->hi)
        return pp_arena_printf(arena, ABOUT NBSP "%s", high);
    /* The unit stands once, behind the end of the range. */
    char *low = pp_locale_number(locale, arena, figure->lo, figure->decimals);
    return pp_arena_printf(arena, "%s" EN_DASH "%s", low, high);
}

static char *print_plain(
    const struct pp_locale *locale, struct pp_arena *arena, const struct pp_figure *figure)
{
    switch (figure->state) {
    case PP_EXACT:
    case PP_ROUNDED:
        return value_text(locale, arena, figure, figure->lo);
    case PP_ESTIMATED:
        return estimate_text(locale, arena, figure);
    case PP_AT_LEAST:
        return pp_arena_printf(
            arena, AT_LEAST NBSP "%s", value_text(locale, arena, figure, figure->lo));
    case PP_UNKNOWN:
        return pp_arena_strdup(arena, "?");
    case PP_NOT_ASSESSED:
        return pp_arena_strdup(arena, EN_DASH);
    case PP_SUPPRESSED:
        return pp_arena_strdup(arena, "c");
    }
    return pp_arena_strdup(arena, "?");
}

/* (r): another value was published before. */
char *pp_figure_print(
    const struct pp_locale *locale, struct pp_arena *arena, const struct pp_figure *figure)
{
    char *text = print_plain(locale, arena, figure);
    return figure->was == NULL ? text : pp_arena_printf(arena, "%s" NBSP "(r)", text);
}
