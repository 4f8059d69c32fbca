#include "pactpress/values.h"

#include <ctype.h>
#include <string.h>

#include "pactpress/fold.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

enum { VALUE_SIZE = 160, DIGITS_MAX = 15, GROUPS_MAX = 8 };

/* Plain ASCII for the characters that values are written with; 0: none. */
static char plain_character(unsigned c)
{
    if (c < 0x80)
        return (char)c;
    if (c >= 0x0660 && c <= 0x0669)
        return (char)('0' + (c - 0x0660)); /* Arabic-Indic */
    if (c >= 0x06F0 && c <= 0x06F9)
        return (char)('0' + (c - 0x06F0)); /* Persian */
    switch (c) {
    case 0xA0:
    case 0x2009:
    case 0x202F:
        return ' ';
    case 0x2019:
    case 0x066C: /* Arabic thousands separator */
        return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    case 0x2248:
    case 0x223C:
        return '~';
    case 0x066B:
        return ',';
    default:
        return 0;
    }
}

bool pp_value_plain(const char *text, char *out, size_t size)
{
    size_t length = strlen(text), used = 0;
    for (size_t at = 0; at < length;) {
        unsigned codepoint = 0;
        size_t taken = pp_utf8_decode(text + at, length - at, &codepoint);
        if (taken == 0)
            return false;
        char plain = plain_character(codepoint);
        size_t needed = plain != 0 ? 1 : taken;
        if (used + needed + 1 > size)
            return false;
        if (plain != 0)
            out[used] = plain;
        else
            memcpy(out + used, text + at, taken);
        used += needed;
        at += taken;
    }
    out[used] = '\0';
    return true;
}

static bool is_ascii(const char *word)
{
    while ((unsigned char)*word - 1U < 0x7F)
        word++;
    return *word == '\0';
}

/* Is the text one of some short words, folded? They stand here as they are folded; only those with
 * other letters than ASCII are folded once per question, and `ascii` says that there are none. */
static bool is_one_of(const char *text, const char *const *words, size_t count, bool ascii)
{
    struct pp_str folded, word;
    bool found = false;
    pp_str_init(&folded);
    pp_str_init(&word);
    pp_fold_into(&folded, text);
    for (size_t i = 0; i < count && !found; i++) {
        found = strcmp(words[i], folded.text) == 0;
        if (found || ascii || is_ascii(words[i]))
            continue;
        pp_str_clear(&word);
        pp_fold_into(&word, words[i]);
        found = strcmp(word.text, folded.text) == 0;
    }
    pp_str_free(&folded);
    pp_str_free(&word);
    return found;
}

bool pp_value_is_blank(const char *text)
{
    /* as folded: letters without accents, any dash a hyphen */
    static const char *const blanks[] = {
        "-",    "--",   "?",       "??",   "n/a",      "n.a.",     "na",    "k.a.",  "k. a.",
        "n.d.", "b.d.", "unknown", "null", "nan",      "#n/a",     "n/d",   "e.p.",  "nav",
        "n.v.", "i.u.", "tbc",     "tbd",  "nezinams", "nieznane", "okand", "ignoto"};
    if (text[0] == '\0')
        return true;
    if (strlen(text) > 12 || strpbrk(text, "0123456789") != NULL)
        return false;
    return is_one_of(text, blanks, sizeof blanks / sizeof *blanks, true);
}

/* A number taken apart: groups of digits and the marks between them. */
struct pieces {
    const char *group[GROUPS_MAX];
    size_t length[GROUPS_MAX];
    char mark[GROUPS_MAX]; /* before the group; 0 before the first */
    size_t count;
};

static bool take_apart(const char *text, struct pieces *out)
{
    struct pieces made = {.count = 0};
    char mark = 0;
    while (*text != '\0') {
        size_t digits = strspn(text, "0123456789");
        bool open_start = digits == 0 && made.count == 0 && (*text == '.' || *text == ',');
        if ((digits == 0 && !open_start) || made.count == GROUPS_MAX)
            return false;
        made.group[made.count] = text;
        made.length[made.count] = digits;
        made.mark[made.count++] = mark;
        text += digits;
        if (*text == '\0')
            break;
        mark = *text++;
        if (strchr(" '.,", mark) == NULL || *text == '\0')
            return false;
    }
    *out = made;
    return made.count > 0;
}

static size_t count_marks(const struct pieces *pieces, char mark)
{
    size_t count = 0;
    for (size_t i = 1; i < pieces->count; i++)
        count += pieces->mark[i] == mark;
    return count;
}

/* The decimal mark of the number: ',' or '.', ' ' = it has none, '?' = open, 0 = no number. */
static char find_decimal(const struct pieces *p, char decimal)
{
    size_t points = count_marks(p, '.'), commas = count_marks(p, ',');
    char last = p->mark[p->count - 1];
    if (points + commas == 0)
        return ' ';
    if (points > 0 && commas > 0) {
        if ((last != '.' && last != ',') || count_marks(p, last) != 1)
            return 0;
        return decimal == 0 || decimal == last ? last : 0;
    }
    char mark = points > 0 ? '.' : ',';
    if (points + commas > 1)
        return decimal == mark ? 0 : ' ';
    if (mark != last)
        return 0; /* 1.234 567 */
    if (decimal != 0)
        return decimal == mark ? mark : ' ';
    bool beside_groups = p->count > 2; /* 1 234,5: the groups are set apart by spaces */
    bool may_group = p->length[p->count - 1] == 3 && p->length[0] >= 1 && p->length[0] <= 3 &&
                     p->group[0][0] != '0' && !beside_groups;
    return may_group ? '?' : mark;
}

/* Groups behind the first have three digits, and one kind of mark stands between them. */
static bool groups_are_right(const struct pieces *p, size_t whole)
{
    if (whole > 1 && (p->length[0] == 0 || p->length[0] > 3))
        return false;
    for (size_t i = 1; i < whole; i++)
        if (p->length[i] != 3 || p->mark[i] != p->mark[1])
            return false;
    return true;
}

static enum pp_reading put_together(
    const struct pieces *p, char decimal, bool negative, struct pp_number *out)
{
    bool fraction = decimal == ',' || decimal == '.';
    size_t whole = fraction ? p->count - 1 : p->count;
    struct pp_number number = {0};
    size_t digits = 0;
    if (!groups_are_right(p, whole))
        return PP_READ_WRONG;
    for (size_t i = 0; i < p->count; i++)
        for (size_t d = 0; d < p->length[i]; d++) {
            if (++digits > DIGITS_MAX)
                return PP_READ_WRONG;
            number.mantissa = number.mantissa * 10 + (p->group[i][d] - '0');
        }
    if (digits == 0)
        return PP_READ_WRONG;
    number.decimals = fraction ? (int)p->length[p->count - 1] : 0;
    if (negative)
        number.mantissa = -number.mantissa;
    *out = number;
    return PP_READ_OK;
}

static enum pp_reading read_plain(const char *text, char decimal, struct pp_number *out)
{
    bool negative = *text == '-';
    struct pieces pieces;
    if (*text == '-' || *text == '+')
        text++;
    if (!take_apart(text, &pieces))
        return PP_READ_WRONG;
    char mark = find_decimal(&pieces, decimal);
    if (mark == '?')
        return PP_READ_AMBIGUOUS;
    return mark == 0 ? PP_READ_WRONG : put_together(&pieces, mark, negative, out);
}

enum pp_reading pp_value_number(const char *text, char decimal, struct pp_number *out)
{
    char plain[VALUE_SIZE];
    if (text[0] == '\0')
        return PP_READ_BLANK;
    if (!pp_value_plain(text, plain, sizeof plain))
        return PP_READ_WRONG;
    return read_plain(plain, decimal, out);
}

char pp_value_decimal_hint(const char *text)
{
    char plain[VALUE_SIZE];
    struct pp_number as_comma, as_point;
    if (!pp_value_plain(text, plain, sizeof plain))
        return 0;
    size_t length = strlen(plain);
    while (length > 0 && strchr("% ", plain[length - 1]) != NULL) /* "54,5 %" */
        plain[--length] = '\0';
    bool comma = read_plain(plain, ',', &as_comma) == PP_READ_OK;
    bool point = read_plain(plain, '.', &as_point) == PP_READ_OK;
    if (comma == point)
        return 0;
    return comma ? ',' : '.';
}

enum pp_reading pp_value_score2(
    const char *text, char decimal, int scale_max, int *score2, bool *fraction)
{
    char plain[VALUE_SIZE];
    struct pp_number number;
    if (pp_value_is_blank(text))
        return PP_READ_BLANK;
    if (!pp_value_plain(text, plain, sizeof plain))
        return PP_READ_WRONG;
    bool half = pp_ends_with(plain, "\xC2\xBD");
    if (half)
        plain[strlen(plain) - 2] = '\0';
    char *slash = strchr(plain, '/');
    if (slash != NULL) { /* "4/5": only as "out of the scale's end" */
        struct pp_number end;
        *slash = '\0';
        bool same = read_plain(slash + 1, decimal, &end) == PP_READ_OK && end.decimals == 0 &&
                    end.mantissa == scale_max;
        if (!same)
            return PP_READ_WRONG;
    }
    enum pp_reading reading = read_plain(plain, decimal, &number);
    if (reading != PP_READ_OK)
        return reading;
    int64_t doubled = number.mantissa * 2 + (half ? 1 : 0);
    if (half && number.decimals > 0)
        return PP_READ_WRONG;
    for (int i = 0; i < number.decimals; i++, doubled /= 10)
        if (doubled % 10 != 0) {
            *fraction = true;
            return PP_READ_WRONG;
        }
    if (doubled > 1000000 || doubled < -1000000)
        doubled = doubled > 0 ? 1000000 : -1000000; /* off any scale all the same */
    *score2 = (int)doubled;
    return PP_READ_OK;
}

enum pp_reading pp_value_bool(const char *text, bool *out)
{
    /* In the languages of the EU, Ukrainian, Russian, Turkish, Albanian, Arabic, Persian. */
    static const char *const yes[] = {
        "1",      "yes",  "y",    "true", "x",         "✓",          "✔",        "sì",   "si",
        "ja",     "jā",   "j",    "jo",   "jah",       "ano",        "áno",      "tak",  "taip",
        "da",     "sí",   "oui",  "sim",  "kyllä",     "kyl",        "igen",     "ναι",  "да",
        "так",    "evet", "po",   "iva",  "tá",        "planned",    "wahr",     "vero", "vrai",
        "prawda", "igaz", "tosi", "sant", "verdadero", "verdadeiro", "adevărat", "نعم",  "بله"};
    static const char *const no[] = {"0",       "no",   "n",      "false", "✗",    "✘",     "nē",
                                     "ne",      "nej",  "nein",   "ei",    "nie",  "nu",    "non",
                                     "não",     "nem",  "όχι",    "нет",   "ні",   "не",    "hayır",
                                     "le",      "níl",  "falsch", "falso", "faux", "fałsz", "hamis",
                                     "epätosi", "fals", "لا",     "خیر"};
    if (pp_value_is_blank(text))
        return PP_READ_BLANK;
    bool is_yes = is_one_of(text, yes, sizeof yes / sizeof *yes, false);
    if (!is_yes && !is_one_of(text, no, sizeof no / sizeof *no, false))
        return PP_READ_WRONG;
    *out = is_yes;
    return PP_READ_OK;
}
