#include "langtag.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uldnames.h>
#include <unicode/uloc.h>

#include "pactpress/arena.h"
#include "pactpress/locale.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "unicode.h"
#include "utf16.h"

/* ICU's id of a tag, "" when the tag is not well-formed. */
static void icu_id(const char *lang, char out[PP_LANG_SIZE])
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t parsed = 0;
    uloc_forLanguageTag(lang, out, PP_LANG_SIZE, &parsed, &status);
    if (U_FAILURE(status) || status == U_STRING_NOT_TERMINATED_WARNING ||
        parsed != (int32_t)strlen(lang))
        out[0] = '\0';
}

bool pp_lang_is_known(const char *lang)
{
    char id[PP_LANG_SIZE];
    if (pp_is_empty(lang) || strlen(lang) >= PP_LANG_SIZE / 2)
        return false;
    icu_id(lang, id);
    return id[0] != '\0' && uloc_getISO3Language(id)[0] != '\0';
}

uint32_t pp_lang_script(const char *lang)
{
    char id[PP_LANG_SIZE], full[PP_LANG_SIZE], script[8];
    UErrorCode status = U_ZERO_ERROR;
    if (pp_is_empty(lang))
        return PP_SCRIPT_LATIN;
    icu_id(lang, id);
    uloc_addLikelySubtags(id, full, sizeof full, &status);
    uloc_getScript(full, script, sizeof script, &status);
    uint32_t tag = U_SUCCESS(status) ? pp_script_tag(script) : 0;
    /* Languages of several scripts at once are set with the letters of the main one. */
    if (tag == PP_SCRIPT('H', 'a', 'n', 's') || tag == PP_SCRIPT('H', 'a', 'n', 't') ||
        tag == PP_SCRIPT('J', 'p', 'a', 'n'))
        return PP_SCRIPT('H', 'a', 'n', 'i');
    if (tag == PP_SCRIPT('K', 'o', 'r', 'e'))
        return PP_SCRIPT('H', 'a', 'n', 'g');
    return tag != 0 ? tag : PP_SCRIPT_LATIN;
}

static bool is_east_asian(uint32_t script)
{
    return script == PP_SCRIPT('H', 'a', 'n', 'i') || script == PP_SCRIPT('H', 'a', 'n', 'g') ||
           script == PP_SCRIPT('H', 'i', 'r', 'a') || script == PP_SCRIPT('K', 'a', 'n', 'a');
}

bool pp_lang_has_letters_of(const char *lang, const char *text)
{
    uint32_t own = pp_lang_script(lang);
    size_t length = strlen(text);
    bool letters = false;
    for (size_t at = 0, taken; at < length; at += taken) {
        unsigned c;
        taken = pp_utf8_decode(text + at, length - at, &c);
        if (taken == 0)
            break;
        uint32_t script = pp_char_script(c);
        /* Japanese is written in several */
        if (script == own || (is_east_asian(own) && is_east_asian(script)))
            return true;
        letters = letters || script != PP_SCRIPT_COMMON;
    }
    return !letters;
}

bool pp_lang_is_rtl(const char *lang)
{
    char id[PP_LANG_SIZE];
    icu_id(lang, id);
    return uloc_isRightToLeft(id);
}

void pp_lang_base(const char *lang, char out[PP_LANG_SIZE])
{
    UErrorCode status = U_ZERO_ERROR;
    uloc_getLanguage(lang, out, PP_LANG_SIZE, &status);
    if (U_FAILURE(status))
        out[0] = '\0';
}

void pp_lang_region(const char *lang, char out[PP_LANG_SIZE])
{
    char id[PP_LANG_SIZE];
    UErrorCode status = U_ZERO_ERROR;
    icu_id(lang, id);
    uloc_getCountry(id, out, PP_LANG_SIZE, &status);
    if (U_FAILURE(status))
        out[0] = '\0';
}

void pp_lang_locale(const char *lang, const char *digits, char out[PP_LANG_SIZE])
{
    char id[PP_LANG_SIZE], base[PP_LANG_SIZE];
    icu_id(lang, id);
    pp_lang_base(lang, base);
    if (strcmp(id, "en") == 0)
        snprintf(id, sizeof id, "en_IE");
    if (strcmp(id, "pt") == 0)
        snprintf(id, sizeof id, "pt_PT");
    const char *numbers = strcmp(base, "ar") == 0 ? ";numbers=latn" : "";
    if (pp_streq(digits, "latin") || pp_streq(digits, "native"))
        numbers = pp_streq(digits, "latin") ? ";numbers=latn" : ";numbers=native";
    int length = snprintf(out, PP_LANG_SIZE, "%s@calendar=gregorian%s", id, numbers);
    if (length >= PP_LANG_SIZE)
        snprintf(out, PP_LANG_SIZE, "%s", base);
}

char *pp_lang_own_name(struct pp_arena *arena, const char *lang)
{
    enum { SIZE = 128 };
    char id[PP_LANG_SIZE];
    UChar name[SIZE];
    UErrorCode status = U_ZERO_ERROR;
    UDisplayContext contexts[] = {
        UDISPCTX_STANDARD_NAMES, UDISPCTX_CAPITALIZATION_FOR_UI_LIST_OR_MENU};
    icu_id(lang, id);
    ULocaleDisplayNames *names = uldn_openForContext(id, contexts, 2, &status);
    int32_t length = U_SUCCESS(status) ? uldn_localeDisplayName(names, id, name, SIZE, &status) : 0;
    uldn_close(names);
    if (U_FAILURE(status) || length <= 0 || length > SIZE)
        return pp_arena_strdup(arena, lang);
    /* CLDR knows for some languages only that names in a list start with a capital. */
    char *text = pp_utf16_to(arena, name, (size_t)length);
    unsigned first;
    size_t size = pp_utf8_decode(text, strlen(text), &first);
    char capital[5] = {0};
    pp_utf8_encode(pp_char_title(first), capital);
    return pp_arena_printf(arena, "%s%s", capital, text + size);
}
