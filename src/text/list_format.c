#include "locale_parts.h"

#include <unicode/ulistformatter.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "unicode.h"
#include "utf16.h"

struct pp_lists {
    UListFormatter *with_and;
};

void pp_lists_free(struct pp_lists *lists)
{
    if (lists != NULL)
        ulistfmt_close(lists->with_and);
}

static UListFormatter *formatter_of(const struct pp_locale *locale)
{
    if (locale->lists == NULL) {
        UErrorCode status = U_ZERO_ERROR;
        struct pp_lists *lists = pp_arena_alloc(locale->arena, sizeof *lists);
        lists->with_and =
            ulistfmt_openForType(locale->icu, ULISTFMT_TYPE_AND, ULISTFMT_WIDTH_WIDE, &status);
        if (U_FAILURE(status))
            pp_locale_no_icu();
        pp_locale_inside(locale)->lists = lists;
    }
    return locale->lists->with_and;
}

/* CLDR's lists without "and" are for measures, and some languages put no comma into those. */
static char *join_with_commas(
    const struct pp_locale *locale, struct pp_arena *arena, const char *const *items, size_t count)
{
    uint32_t script = locale->script;
    const char *comma = script == PP_SCRIPT('A', 'r', 'a', 'b')   ? "\xD8\x8C "
                        : script == PP_SCRIPT('H', 'a', 'n', 'i') ? "\xE3\x80\x81"
                                                                  : ", ";
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < count; i++)
        pp_str_printf(&text, "%s%s", i > 0 ? comma : "", items[i]);
    char *joined = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return joined;
}

char *pp_locale_list(
    const struct pp_locale *locale, struct pp_arena *arena, const char *const *items, size_t count,
    bool with_and)
{
    if (!with_and)
        return join_with_commas(locale, arena, items, count);
    const UChar **texts = pp_arena_array(arena, count, sizeof *texts);
    int32_t *lengths = pp_arena_array(arena, count, sizeof *lengths);
    size_t total = 1;
    for (size_t i = 0; i < count; i++) {
        size_t units;
        texts[i] = pp_utf16_from(arena, items[i], &units);
        lengths[i] = (int32_t)units;
        /* No language puts more than this between two items. */
        total += units + 16;
    }
    UErrorCode status = U_ZERO_ERROR;
    UChar *out = pp_arena_array(arena, total, sizeof *out);
    int32_t length = ulistfmt_format(
        formatter_of(locale), texts, lengths, (int32_t)count, out, (int32_t)total, &status);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    return pp_utf16_to(arena, out, (size_t)length);
}
