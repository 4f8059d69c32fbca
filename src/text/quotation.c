#include "pactpress/quotation.h"

#include <stdint.h>
#include <string.h>
#include <unicode/ulocdata.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "langtag.h"
#include "unicode.h"
#include "utf16.h"

static const char *delimiter(
    struct pp_arena *arena, ULocaleData *data, ULocaleDataDelimiterType type)
{
    UErrorCode error = U_ZERO_ERROR;
    UChar sign[8];
    int32_t length = ulocdata_getDelimiter(data, type, sign, 8, &error);
    return U_SUCCESS(error) ? pp_utf16_to(arena, sign, (size_t)length) : "";
}

/* CLDR leaves the spaces of French to the typographer. */
static void add_spaces(struct pp_quotation *marks)
{
    if (pp_streq(marks->open, "«")) {
        marks->open = "«\u202f";
        marks->close = "\u202f»";
    }
    if (pp_streq(marks->inner_open, "«")) {
        marks->inner_open = "«\u202f";
        marks->inner_close = "\u202f»";
    }
}

struct pp_quotation pp_quotation_of(struct pp_arena *arena, const char *lang)
{
    struct pp_quotation marks = {"“", "”", "‘", "’"};
    char locale[PP_LANG_SIZE], base[PP_LANG_SIZE];
    UErrorCode error = U_ZERO_ERROR;
    if (lang == NULL || !pp_lang_is_known(lang))
        return marks;
    pp_lang_locale(lang, NULL, locale);
    ULocaleData *data = ulocdata_open(locale, &error);
    if (U_FAILURE(error))
        return marks;
    marks.open = delimiter(arena, data, ULOCDATA_QUOTATION_START);
    marks.close = delimiter(arena, data, ULOCDATA_QUOTATION_END);
    marks.inner_open = delimiter(arena, data, ULOCDATA_ALT_QUOTATION_START);
    marks.inner_close = delimiter(arena, data, ULOCDATA_ALT_QUOTATION_END);
    ulocdata_close(data);
    pp_lang_base(lang, base);
    if (pp_streq(base, "fr"))
        add_spaces(&marks);
    return marks;
}

/* The whole text, and how far its quotations are. */
struct quoting {
    const char *text;
    size_t length, at;       /* [bytes] */
    unsigned before;         /* the character before `at`; 0 = none */
    bool opened;             /* ... was a mark that opened a quotation */
    size_t doubles, singles; /* quotations that are open */
    size_t last_single;      /* [bytes] of the last mark that can close one; 0 = none */
};

static unsigned behind(const struct quoting *quoting, size_t at)
{
    unsigned c = 0;
    if (at < quoting->length)
        pp_utf8_decode(quoting->text + at, quoting->length - at, &c);
    return c;
}

static bool is_gap(unsigned c)
{
    return c == 0 || pp_char_is_space(c) || c == 0xA0 || c == 0x202F;
}

static bool is_word(unsigned c)
{
    return pp_char_is_letter(c) || pp_char_is_digit(c);
}

/* Does the mark open a quotation, as far as its neighbours tell? */
static bool opens(const struct quoting *quoting)
{
    unsigned before = quoting->before;
    bool starts = is_gap(before) || quoting->opened || before == '/' || pp_char_opens(before);
    return starts && !is_gap(behind(quoting, quoting->at + 1));
}

static size_t last_closing(const char *text, size_t length)
{
    struct quoting all = {.text = text, .length = length};
    for (size_t i = length; i-- > 1;)
        if (text[i] == '\'' && strchr(" \n", text[i - 1]) == NULL && !is_word(behind(&all, i + 1)))
            return i;
    return 0;
}

static const char *set_double(struct quoting *quoting, const struct pp_quotation *marks)
{
    if (opens(quoting)) {
        quoting->doubles++;
        quoting->opened = true;
        return marks->open;
    }
    quoting->opened = false;
    if (quoting->doubles == 0)
        return "\"";
    quoting->doubles--;
    return marks->close;
}

static const char *set_single(struct quoting *quoting, const struct pp_quotation *marks)
{
    unsigned next = behind(quoting, quoting->at + 1);
    bool within = is_word(next), year = pp_char_is_digit(next); /* the ’90s */
    if (opens(quoting) && !year && quoting->last_single > quoting->at + 1) {
        quoting->singles++;
        quoting->opened = true;
        return marks->inner_open;
    }
    quoting->opened = false;
    if (quoting->singles > 0 && !within) {
        quoting->singles--;
        return marks->inner_close;
    }
    return pp_char_is_digit(quoting->before) && !within ? "'" : "’";
}

/* Goes over one part; `out` gets its text with the marks of its language. */
static void set_part(
    struct quoting *quoting, const struct pp_quotation_part *part, const struct pp_quotation *marks,
    struct pp_str *out)
{
    size_t end = quoting->at + strlen(part->text);
    pp_str_clear(out);
    while (quoting->at < end) {
        unsigned c;
        const char *from = quoting->text + quoting->at;
        size_t size = pp_utf8_decode(from, end - quoting->at, &c);
        if (!part->kept && c == '"') {
            pp_str_append(out, set_double(quoting, marks));
        } else if (!part->kept && c == '\'') {
            pp_str_append(out, set_single(quoting, marks));
        } else {
            quoting->opened = false;
            pp_str_append_n(out, from, size);
        }
        quoting->before = c;
        quoting->at += size;
    }
}

void pp_quotation_set(struct pp_arena *arena, struct pp_quotation_part *parts, size_t count)
{
    struct pp_str whole, out;
    pp_str_init(&whole);
    pp_str_init(&out);
    for (size_t i = 0; i < count; i++)
        pp_str_append(&whole, parts[i].text);
    struct quoting quoting = {.text = whole.text, .length = whole.length};
    quoting.last_single = last_closing(whole.text, whole.length);
    for (size_t i = 0; i < count; i++) {
        bool straight = !parts[i].kept && strpbrk(parts[i].text, "\"'") != NULL;
        struct pp_quotation marks = {0};
        if (straight)
            marks = pp_quotation_of(arena, parts[i].lang);
        set_part(&quoting, &parts[i], &marks, &out);
        if (straight)
            parts[i].text = pp_str_copy(&out, arena);
    }
    pp_str_free(&out);
    pp_str_free(&whole);
}
