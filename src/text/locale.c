#include "pactpress/locale.h"

#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "locale_parts.h"

enum pp_status pp_locale_open(
    struct pp_run *run, const char *lang, const char *number_style, struct pp_locale **out)
{
    return pp_locale_open_digits(run, lang, number_style, NULL, out);
}

enum pp_status pp_locale_open_digits(
    struct pp_run *run, const char *lang, const char *number_style, const char *digits,
    struct pp_locale **out)
{
    if (!pp_lang_is_known(lang)) {
        pp_error(
            run, PP_NOWHERE, "locale.unknown-language",
            "“%s” is not the tag of a known language; write one such as en, lv or pt-PT.",
            lang != NULL ? lang : "");
        return PP_USAGE;
    }
    struct pp_arena *arena = pp_arena_new();
    struct pp_locale *locale = pp_arena_alloc(arena, sizeof *locale);
    locale->arena = arena;
    locale->lang = pp_arena_strdup(arena, lang);
    locale->eu = !pp_streq(number_style, "cldr");
    locale->rtl = pp_lang_is_rtl(lang);
    locale->script = pp_lang_script(lang);
    pp_lang_base(lang, locale->base);
    pp_lang_locale(lang, digits, locale->icu);
    *out = locale;
    return PP_OK;
}

void pp_locale_close(struct pp_locale *locale)
{
    if (locale == NULL)
        return;
    pp_numbers_free(locale->numbers);
    pp_dates_free(locale->dates);
    pp_ranges_free(locale->ranges);
    pp_lists_free(locale->lists);
    pp_plurals_free(locale->plurals);
    pp_collation_free(locale->collation);
    pp_arena_free(locale->arena);
}

const char *pp_locale_lang(const struct pp_locale *locale)
{
    return locale->lang;
}

bool pp_locale_rtl(const struct pp_locale *locale)
{
    return locale->rtl;
}

struct pp_locale *pp_locale_inside(const struct pp_locale *locale)
{
    return (struct pp_locale *)(uintptr_t)locale;
}

_Noreturn void pp_locale_no_icu(void)
{
    pp_out_of_memory();
}

char *pp_decimal_text(struct pp_arena *arena, int64_t value, int decimals)
{
    /* The magnitude of INT64_MIN is no int64_t. */
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char digits[48];
    size_t at = sizeof digits;
    digits[--at] = '\0';
    for (int place = 0; rest > 0 || place <= decimals; place++) {
        if (place == decimals && decimals > 0)
            digits[--at] = '.';
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (value < 0)
        digits[--at] = '-';
    return pp_arena_strdup(arena, digits + at);
}
