#include "project/codes.h"

#include <string.h>

/* ISO 639-1, each code with a space behind. */
static const char languages[] =
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy "
    "da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu "
    "hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb "
    "lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om "
    "or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
    "sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ";

/* ISO 3166-1 alpha-2, and XK for Kosovo as the EU writes it. */
static const char countries[] =
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR "
    "BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ "
    "EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW "
    "GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY "
    "KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV "
    "MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY "
    "QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG "
    "TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA "
    "ZM ZW ";

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool stands_in(const char *list, const char *code)
{
    for (; *list; list += 3)
        if (list[0] == code[0] && list[1] == code[1])
            return true;
    return false;
}

static bool are_subtags(const char *text)
{
    while (*text == '-') {
        size_t length = 0;
        for (text++; is_lower(*text) || (*text >= 'A' && *text <= 'Z') || is_digit(*text); text++)
            length++;
        if (length < 1 || length > 8)
            return false;
    }
    return *text == '\0';
}

bool pp_is_lang(const char *tag)
{
    size_t letters = 0;
    while (is_lower(tag[letters]))
        letters++;
    if (letters == 2 && !stands_in(languages, tag))
        return false;
    return (letters == 2 || letters == 3) && are_subtags(tag + letters);
}

bool pp_is_country(const char *code)
{
    return strlen(code) == 2 && stands_in(countries, code);
}

bool pp_is_id(const char *text)
{
    if (!is_lower(text[0]) && !is_digit(text[0]))
        return false;
    for (; *text; text++)
        if (!is_lower(*text) && !is_digit(*text) && *text != '-' && *text != '_')
            return false;
    return true;
}

static const char *skip_spaces(const char *at)
{
    return at + strspn(at, " ");
}

static const char *skip_name(const char *at)
{
    while (is_lower(*at) || is_digit(*at) || *at == '_')
        at++;
    return at;
}

/* A value: bare, "*" or in double quotes with \ before quotes. NULL when there is none. */
static const char *skip_value(const char *at)
{
    if (*at != '"') {
        size_t bare =
            strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-*");
        return bare > 0 ? at + bare : NULL;
    }
    for (at++; *at && *at != '"'; at++)
        if (*at == '\\' && at[1])
            at++;
    return *at == '"' ? at + 1 : NULL;
}

/* key=value, key=value]: the place behind the bracket, or NULL. */
static const char *skip_pairs(const char *at)
{
    for (;;) {
        at = skip_spaces(at);
        const char *end = skip_name(at);
        if (end == at || *skip_spaces(end) != '=')
            return NULL;
        at = skip_value(skip_spaces(skip_spaces(end) + 1));
        if (!at)
            return NULL;
        at = skip_spaces(at);
        if (*at == ']')
            return at + 1;
        if (*at++ != ',')
            return NULL;
    }
}

bool pp_is_address(const char *text)
{
    const char *at = text;
    do {
        at += at != text;
        if (!is_lower(*at))
            return false;
        at = skip_name(at);
    } while (*at == '.');
    at = skip_spaces(at);
    if (*at == '[')
        at = skip_pairs(at + 1);
    return at && *at == '\0';
}
