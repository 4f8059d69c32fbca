#include "nobreak.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/months.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "langtag.h"
#include "unicode.h"

enum { LONGEST = 24 }; /* [units] of a word that any rule knows */

/* Languages with rules of their own; the others keep what all keep. */
static const struct custom {
    const char *lang, *single;
    bool ordinals, spaced_signs, leaning_hyphen;
} customs[] = {
    {.lang = "bs", .single = "aiuoskAIUOSK", .ordinals = true},
    {.lang = "cs", .single = "aikosuvzAIKOSUVZ", .ordinals = true},
    {.lang = "da", .ordinals = true},
    {.lang = "de", .ordinals = true},
    {.lang = "et", .ordinals = true},
    {.lang = "fi", .ordinals = true},
    {.lang = "fr", .spaced_signs = true},
    {.lang = "hr", .single = "aiuoskAIUOSK", .ordinals = true},
    {.lang = "hu", .ordinals = true},
    {.lang = "lv", .ordinals = true},
    {.lang = "mt", .leaning_hyphen = true},
    {.lang = "pl", .single = "aiouwzAIOUWZ"},
    {.lang = "ru", .single = "аивкосуяАИВКОСУЯ"},
    {.lang = "sk", .single = "aikosuvzAIKOSUVZ", .ordinals = true},
    {.lang = "sl", .single = "vszkhoaiVSZKHOAI", .ordinals = true},
    {.lang = "sr", .single = "аиуоскАИУОСКaiuoskAIUOSK", .ordinals = true},
    {.lang = "uk", .single = "аеєиіїйвзоуяАЕЄИІЇЙВЗОУЯ"},
};

/* What follows a number without being a word of its own. */
static const char *const units_of_measure[] = {
    "%",    "‰",     "€",    "$",    "£",    "°",    "km",   "m",    "cm",    "m²",  "km²",  "kg",
    "g",    "t",     "h",    "min",  "min.", "s",    "ha",   "EUR",  "SEK",   "kr",  "kr.",  "zł",
    "Kč",   "lei",   "Ft",   "лв.",  "г.",   "гр.",  "р.",   "m.",   "d.",    "mln", "mln.", "mld",
    "mld.", "milj.", "Mio.", "mio.", "Mrd.", "tys.", "tis.", "mil.", "tūkst."};

/* A word of the text: what stands between spaces. */
struct word {
    const uint16_t *units;
    size_t count;
};

static bool is_space(uint16_t unit)
{
    return pp_char_is_space(unit) || unit == 0xA0 || unit == 0x202F;
}

static struct word word_before(const uint16_t *units, size_t end)
{
    while (end > 0 && is_space(units[end - 1]))
        end--;
    size_t start = end;
    while (start > 0 && !is_space(units[start - 1]))
        start--;
    return (struct word){units + start, end - start};
}

static struct word word_at(const uint16_t *units, size_t count, size_t at)
{
    while (at < count && is_space(units[at]))
        at++;
    size_t end = at;
    while (end < count && !is_space(units[end]))
        end++;
    return (struct word){units + at, end - at};
}

static bool is_open(uint16_t unit)
{
    uint32_t mate;
    return pp_char_bracket(unit, &mate) > 0 || unit == 0xAB || unit == 0x201E || unit == 0x201C ||
           unit == 0x2018 || unit == 0x201A || unit == '"' || unit == '\'';
}

static struct word from(struct word word, size_t start)
{
    return (struct word){word.units + start, word.count - start};
}

/* The word without brackets and quotation marks before it, and without an article: fil-13. */
static struct word bare(struct word word)
{
    while (word.count > 0 && is_open(word.units[0]))
        word = from(word, 1);
    for (size_t i = 1; i + 1 < word.count; i++)
        if (word.units[i] == '-' && pp_char_is_digit(word.units[i + 1]) &&
            pp_char_is_letter(word.units[i - 1]))
            return from(word, i + 1);
    return word;
}

/* French: « a », b ; c */
static bool is_spaced_sign(struct word before, struct word next)
{
    static const uint16_t signs[] = {';', ':', '!', '?', 0xBB};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (next.units[0] == signs[i])
            return true;
    return before.units[before.count - 1] == 0xAB;
}

/* Digits, and how a number is written: 1 180, 4,5, 30. */
static bool is_number(struct word word, size_t *digits)
{
    *digits = 0;
    for (size_t i = 0; i < word.count; i++) {
        uint16_t unit = word.units[i];
        if (pp_char_is_digit(unit))
            ++*digits;
        else if (unit != '.' && unit != ',' && unit != 0x2013 && unit != '-' && unit != 0x2212)
            return false;
    }
    return *digits > 0;
}

static bool ends_with(struct word word, uint16_t unit)
{
    return word.count > 0 && word.units[word.count - 1] == unit;
}

static void as_utf8(struct word word, char out[4 * LONGEST])
{
    size_t length = 0;
    for (size_t i = 0; i < word.count && i < LONGEST; i++)
        length += pp_utf8_encode(word.units[i], out + length);
    out[length] = '\0';
}

static bool is_month(const struct pp_nobreak *rules, struct word word)
{
    char text[4 * LONGEST];
    if (word.count == 0 || word.count >= LONGEST || !pp_char_is_letter(word.units[0]))
        return false;
    while (word.count > 1 && !pp_char_is_letter(word.units[word.count - 1]) &&
           !pp_char_is_mark(word.units[word.count - 1]))
        word.count--;
    as_utf8(word, text);
    struct pp_str folded;
    pp_str_init(&folded);
    pp_fold_into(&folded, text);
    bool found = pp_months_find(rules->months, folded.text, folded.length) > 0;
    pp_str_free(&folded);
    return found;
}

static bool is_unit(struct word word)
{
    char text[4 * LONGEST];
    if (word.count == 0 || word.count >= LONGEST)
        return false;
    if (word.units[0] == '%' || word.units[0] == 0x2030 || word.units[0] == 0x20AC ||
        word.units[0] == 0xB0)
        return true;
    if (ends_with(word, ',') || ends_with(word, ';') || ends_with(word, ')'))
        word.count--;
    as_utf8(word, text);
    for (size_t i = 0; i < sizeof units_of_measure / sizeof *units_of_measure; i++)
        if (pp_streq(text, units_of_measure[i]))
            return true;
    return false;
}

/* "de" in 20 de enero, "ta’" in 20 ta’ Jannar. */
static bool is_link(struct word word)
{
    char text[4 * LONGEST];
    if (word.count < 2 || word.count > 3)
        return false;
    as_utf8(word, text);
    return pp_streq(text, "de") || pp_streq(text, "ta’") || pp_streq(text, "ta'") ||
           pp_streq(text, "di");
}

/* "Art.", "Nr.", "lpp.": letters, few, and a dot; or a sign that a number follows. */
static bool is_reference(struct word word)
{
    enum { MOST = 4 };
    if (word.count == 1)
        return word.units[0] == 0xA7 || word.units[0] == 0x2116 || word.units[0] == '#';
    if (!ends_with(word, '.') || word.count > MOST + 1)
        return ends_with(word, 0xBA) && word.count <= MOST; /* n.º */
    for (size_t i = 0; i + 1 < word.count; i++)
        if (!pp_char_is_letter(word.units[i]))
            return false;
    return true;
}

static bool is_initial(struct word word)
{
    return word.count >= 2 && word.count <= 6 && word.count % 2 == 0 && ends_with(word, '.') &&
           pp_char_is_upper(word.units[word.count - 2]) &&
           (word.count == 2 || word.units[word.count - 3] == '.');
}

static bool leans(const struct pp_nobreak *rules, struct word word)
{
    char text[4];
    if (rules->single == NULL || word.count != 1)
        return false;
    text[pp_utf8_encode(word.units[0], text)] = '\0';
    return strstr(rules->single, text) != NULL;
}

static bool is_day(struct word word)
{
    size_t digits;
    return is_number(word, &digits) && digits <= 5 && word.count <= 7;
}

/* A number, then a space, then `next`. */
static bool number_keeps(
    const struct pp_nobreak *rules, struct word number, size_t digits, struct word next,
    struct word after)
{
    size_t next_digits;
    if (is_unit(next) || (is_number(next, &next_digits) && next_digits == 3 && next.count == 3))
        return true;
    if (is_day(number) && (is_month(rules, next) || (is_link(next) && is_month(rules, after))))
        return true;
    bool ordinal = rules->ordinals && ends_with(number, '.') && digits <= 4;
    return ordinal && pp_char_is_letter(next.units[0]) && !pp_char_is_upper(next.units[0]);
}

static bool space_keeps(
    const struct pp_nobreak *rules, const uint16_t *units, size_t count, size_t at)
{
    struct word before = word_before(units, at), next = word_at(units, count, at);
    size_t digits;
    if (before.count == 0 || next.count == 0)
        return false;
    if (rules->spaced_signs && is_spaced_sign(before, next))
        return true;
    before = bare(before);
    struct word after = word_at(units, count, (size_t)(next.units - units) + next.count);
    if (is_number(before, &digits))
        return number_keeps(rules, before, digits, next, after);
    if (leans(rules, before))
        return true;
    bool digit = pp_char_is_digit(next.units[0]);
    if (digit &&
        (is_reference(before) || (is_day(next) && is_month(rules, before) && next.count <= 3)))
        return true;
    if (is_link(before) && is_month(rules, next))
        return is_day(bare(word_before(units, (size_t)(before.units - units))));
    return is_initial(before) && pp_char_is_upper(next.units[0]);
}

/* A hyphen that ends a line after one letter (e-mail, t-uisce) or a Maltese article (il-belt); the
 * dash of a range of numbers (3–4, 20.–21.). */
static bool hyphen_keeps(const struct pp_nobreak *rules, const uint16_t *units, size_t at)
{
    enum { ARTICLE = 5 };
    size_t letters = 0;
    if (units[at - 1] == 0x2013 && at > 1 && pp_char_is_digit(units[at]))
        return pp_char_is_digit(units[at - 2]) ||
               (at > 2 && units[at - 2] == '.' && pp_char_is_digit(units[at - 3]));
    if (units[at - 1] != '-' && units[at - 1] != 0x2010)
        return false;
    while (letters + 1 < at && pp_char_is_letter(units[at - 2 - letters]))
        letters++;
    return letters == 1 || (rules->leaning_hyphen && letters <= ARTICLE);
}

bool pp_nobreak_forbids(
    const struct pp_nobreak *rules, const uint16_t *units, size_t count, size_t at)
{
    if (at == 0 || at >= count)
        return false;
    return pp_char_is_space(units[at - 1]) ? space_keeps(rules, units, count, at)
                                           : hyphen_keeps(rules, units, at);
}

const struct pp_nobreak *pp_nobreak_new(struct pp_arena *arena, const char *lang)
{
    struct pp_nobreak *rules = pp_arena_alloc(arena, sizeof *rules);
    struct pp_months *months = pp_arena_alloc(arena, sizeof *months);
    char base[PP_LANG_SIZE];
    pp_lang_base(lang, base);
    const char *langs[] = {base};
    pp_months_init(months, arena, langs, 1);
    rules->months = months;
    for (size_t i = 0; i < sizeof customs / sizeof *customs; i++)
        if (pp_streq(customs[i].lang, base)) {
            rules->single = customs[i].single;
            rules->ordinals = customs[i].ordinals;
            rules->spaced_signs = customs[i].spaced_signs;
            rules->leaning_hyphen = customs[i].leaning_hyphen;
        }
    return rules;
}
