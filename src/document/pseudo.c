#include "document/pseudo.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/locale.h"
#include "pactpress/str.h"

/* On a mirrored page a text keeps its own direction, so that its brackets stay around it. */
#define ISOLATE "\u2066"
#define END_ISOLATE "\u2069"

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_vowel(char c)
{
    return strchr("AEIOUYaeiouy", c) != NULL;
}

/* Letters of Latin-1 and Latin Extended-A, which every font of the stacks has. */
static const char *accented(char c)
{
    static const char *const upper[] = {"Å", "B", "Ç", "Ð", "É", "F", "Ğ", "Ħ", "Î",
                                        "Ĵ", "Ķ", "Ļ", "M", "Ñ", "Ö", "Þ", "Q", "Ŕ",
                                        "Š", "Ţ", "Û", "V", "Ŵ", "X", "Ý", "Ž"};
    static const char *const lower[] = {"å", "b", "ç", "ð", "é", "f", "ğ", "ħ", "î",
                                        "ĵ", "ķ", "ļ", "m", "ñ", "ö", "þ", "q", "ŕ",
                                        "š", "ţ", "û", "v", "ŵ", "x", "ý", "ž"};
    return c >= 'a' ? lower[c - 'a'] : upper[c - 'A'];
}

/* By how much a text of so many letters may grow: short ones most. After the table that IBM's
 * guidelines for globalisation give for translations from English. */
static double growth(size_t letters)
{
    static const struct {
        size_t letters;
        double share;
    } steps[] = {{10, 1.0}, {20, 0.8}, {30, 0.6}, {50, 0.4}, {70, 0.35}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (letters <= steps[i].letters)
            return steps[i].share;
    return 0.3;
}

/* epi-project.com, hello@example.org: how many bytes of an address stand here; 0: none. */
static size_t address_at(const char *text)
{
    size_t length = strcspn(text, " "), dot = strcspn(text, ".@");
    return dot + 1 < length && is_letter(text[dot + 1]) ? length : 0;
}

static bool is_words(const struct pp_words *words)
{
    return words->mark == PP_MARK_NONE && !words->code;
}

static size_t letters_in(const char *text)
{
    size_t count = 0;
    for (bool start = true; *text != '\0'; start = *text++ == ' ') {
        if (start && address_at(text) > 0)
            text += address_at(text) - 1;
        else
            count += is_letter(*text);
    }
    return count;
}

/* Words that make up for what longer vowels do not reach: nobody's words double. */
static void put_fillers(struct pp_str *out, double due)
{
    static const char *const fillers[] = {"öñé", "ţŵö", "ţħŕéé", "föûŕ", "fîvé"};
    for (size_t i = 0; due >= 3; i++) {
        const char *word = fillers[i % (sizeof fillers / sizeof *fillers)];
        pp_str_printf(out, " %s", word);
        due -= 4;
    }
}

/* Vowels are repeated as soon as the text is behind its growth. */
static void distort(struct pp_str *out, const char *text, double share, double *due)
{
    for (bool start = true; *text != '\0'; start = *text++ == ' ') {
        size_t address = start ? address_at(text) : 0;
        if (address > 0) {
            pp_str_append_n(out, text, address);
            text += address - 1;
            continue;
        }
        if (!is_letter(*text)) {
            pp_str_append_char(out, *text);
            continue;
        }
        pp_str_append(out, accented(*text));
        *due += share;
        for (int i = 0; is_vowel(*text) && *due >= 1 && i < 3; i++, *due -= 1)
            pp_str_append(out, accented((char)(*text | 0x20)));
    }
}

void pp_pseudo_words(
    struct pp_arena *arena, struct pp_wordings *words, size_t first, const char *from,
    const char *lang)
{
    static const double in_words = 0.4;
    size_t letters = 0, last = 0;
    double due = 0, share;
    bool opened = false, rtl = pp_lang_is_rtl(lang);
    struct pp_str text;
    for (size_t i = first; i < words->count; i++)
        if (is_words(&words->items[i]) && letters_in(words->items[i].text) > 0) {
            letters += letters_in(words->items[i].text);
            last = i;
        }
    share = growth(letters);
    pp_str_init(&text);
    for (size_t i = first; i < words->count; i++) {
        struct pp_words *one = &words->items[i];
        one->lang = pp_streq(one->lang, from) ? lang : one->lang;
        if (letters == 0 || !is_words(one) || letters_in(one->text) == 0)
            continue;
        pp_str_clear(&text);
        pp_str_append(&text, opened ? "" : rtl ? ISOLATE "[" : "[");
        opened = true;
        distort(&text, one->text, share < in_words ? share : in_words, &due);
        if (i == last && share > in_words)
            put_fillers(&text, (share - in_words) * (double)letters);
        pp_str_append(&text, i != last ? "" : rtl ? "]" END_ISOLATE : "]");
        one->text = pp_str_copy(&text, arena);
    }
    pp_str_free(&text);
}
