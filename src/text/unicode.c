#include "unicode.h"

#include <stdio.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

uint32_t pp_script_tag(const char *name)
{
    if (name == NULL || strlen(name) != 4)
        return 0;
    return PP_SCRIPT(
        (unsigned char)name[0], (unsigned char)name[1], (unsigned char)name[2],
        (unsigned char)name[3]);
}

uint32_t pp_char_script(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return (codepoint | 0x20) - 'a' < 26 ? PP_SCRIPT_LATIN : PP_SCRIPT_COMMON;
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)codepoint, &status);
    if (U_FAILURE(status) || script <= USCRIPT_INHERITED)
        return PP_SCRIPT_COMMON;
    if (script == USCRIPT_LATIN)
        return PP_SCRIPT_LATIN;
    return pp_script_tag(uscript_getShortName(script));
}

static UScriptCode script_code(uint32_t script)
{
    char name[5] = {
        (char)(script >> 24), (char)(script >> 16), (char)(script >> 8), (char)script, '\0'};
    UScriptCode code;
    UErrorCode status = U_ZERO_ERROR;
    if (uscript_getCode(name, &code, 1, &status) != 1 || U_FAILURE(status))
        return USCRIPT_INVALID_CODE;
    return code;
}

uint32_t pp_script_sample(uint32_t script)
{
    UChar sample[8];
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode code = script_code(script);
    int32_t count =
        code > USCRIPT_INHERITED ? uscript_getSampleString(code, sample, 8, &status) : 0;
    if (U_FAILURE(status) || count <= 0)
        return 0;
    UChar32 codepoint;
    U16_GET(sample, 0, 0, count, codepoint);
    return (uint32_t)codepoint;
}

bool pp_script_is_cursive(uint32_t script)
{
    static const char joined[][5] = {"Arab", "Syrc", "Mong", "Nkoo", "Phag", "Mand",
                                     "Mani", "Adlm", "Rohg", "Deva", "Beng", "Guru"};
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
        if (pp_script_tag(joined[i]) == script)
            return true;
    return false;
}

bool pp_char_is_letter(uint32_t codepoint)
{
    return u_isalpha((UChar32)codepoint);
}

bool pp_char_is_upper(uint32_t codepoint)
{
    return u_isupper((UChar32)codepoint) || u_istitle((UChar32)codepoint);
}

bool pp_char_is_mark(uint32_t codepoint)
{
    return (U_GET_GC_MASK((UChar32)codepoint) & U_GC_M_MASK) != 0;
}

bool pp_char_is_digit(uint32_t codepoint)
{
    return u_isdigit((UChar32)codepoint);
}

bool pp_char_is_space(uint32_t codepoint)
{
    if (codepoint < 0x80)
        return codepoint == ' ' || (codepoint >= '\t' && codepoint <= '\r');
    return u_isWhitespace((UChar32)codepoint);
}

bool pp_char_is_control(uint32_t codepoint)
{
    bool line = codepoint == '\t' || codepoint == '\n' || codepoint == '\r' || codepoint == 0x85;
    return !line && u_charType((UChar32)codepoint) == U_CONTROL_CHAR;
}

bool pp_char_is_ignorable(uint32_t codepoint)
{
    return codepoint >= 0x80 &&
           u_hasBinaryProperty((UChar32)codepoint, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool pp_char_needs_bidi(uint32_t codepoint)
{
    /* Nothing below Hebrew is written from the right. */
    if (codepoint < 0x590)
        return false;
    switch (u_charDirection((UChar32)codepoint)) {
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
    case U_ARABIC_NUMBER:
    case U_LEFT_TO_RIGHT_EMBEDDING:
    case U_LEFT_TO_RIGHT_OVERRIDE:
    case U_RIGHT_TO_LEFT_EMBEDDING:
    case U_RIGHT_TO_LEFT_OVERRIDE:
    case U_POP_DIRECTIONAL_FORMAT:
    case U_FIRST_STRONG_ISOLATE:
    case U_LEFT_TO_RIGHT_ISOLATE:
    case U_RIGHT_TO_LEFT_ISOLATE:
        return true;
    default:
        return false;
    }
}

bool pp_char_opens(uint32_t codepoint)
{
    switch (u_charType((UChar32)codepoint)) {
    case U_START_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_DASH_PUNCTUATION:
        return true;
    default:
        return false;
    }
}

bool pp_char_is_quotation_mark(uint32_t codepoint)
{
    return u_hasBinaryProperty((UChar32)codepoint, UCHAR_QUOTATION_MARK);
}

int pp_char_bracket(uint32_t codepoint, uint32_t *mate)
{
    int32_t type = u_getIntPropertyValue((UChar32)codepoint, UCHAR_BIDI_PAIRED_BRACKET_TYPE);
    if (type == U_BPT_NONE)
        return 0;
    *mate = (uint32_t)u_getBidiPairedBracket((UChar32)codepoint);
    return type == U_BPT_OPEN ? 1 : -1;
}

void pp_char_name(uint32_t codepoint, char *out, size_t size)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t length =
        u_charName((UChar32)codepoint, U_EXTENDED_CHAR_NAME, out, (int32_t)size, &status);
    if (U_FAILURE(status) || length <= 0)
        snprintf(out, size, "<unnamed>");
}

uint32_t pp_char_lower(uint32_t codepoint)
{
    return (uint32_t)u_tolower((UChar32)codepoint);
}

uint32_t pp_char_title(uint32_t codepoint)
{
    /* Georgian has capitals for headings only. */
    bool georgian = codepoint >= 0x10D0 && codepoint <= 0x10FF;
    return georgian ? codepoint : (uint32_t)u_totitle((UChar32)codepoint);
}
