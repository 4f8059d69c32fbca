#include "hyphenation.h"

#include <dirent.h>
#include <hyphen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/font.h"
#include "pactpress/charset.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "langtag.h"
#include "patterns.h"

struct pp_hyphenator {
    const struct pp_patterns *patterns; /* a plain dictionary */
    HyphenDict *dict;                   /* any other, by libhyphen */
    int left, right;                    /* [letters] kept whole at a word's ends */
    const uint32_t *letters;            /* of the 256 bytes of its encoding; NULL: UTF-8 */
};

/* Which dictionary serves a language whose region does not say, and how many letters stay together
 * where the dictionary does not say. */
static const struct custom {
    const char *lang, *file;
    int left, right;
} customs[] = {
    {"en", "en_GB", 2, 3},           {"sv", "sv_SE", 2, 2},
    {"et", "et_EE", 2, 2},           {"pt", "pt_PT", 2, 3},
    {"de", "de_DE", 2, 2},           {"sr", "sr_RS", 2, 2},
    {"sr-Latn", "sr-Latn_RS", 2, 2}, {"fr", "fr", 2, 3},
    {"el", "el_GR", 2, 2},           {"ga", "ga", 2, 3},
};

const char *const pp_hyphen_folders[PP_HYPHEN_FOLDERS] = {
    "/usr/share/hyphen", "/usr/local/share/hyphen",
    "/usr/share/texlive/texmf-dist/tex/generic/hyph-utf8/patterns/txt"};

static const struct custom *custom_of(const char *lang)
{
    char base[PP_LANG_SIZE];
    pp_lang_base(lang, base);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < sizeof customs / sizeof *customs; i++)
            if (pp_streq(customs[i].lang, pass == 0 ? lang : base))
                return &customs[i];
    return NULL;
}

static char *existing(struct pp_arena *arena, const char *folder, const char *stem)
{
    char *path = pp_arena_printf(arena, "%s/hyph_%s.dic", folder, stem);
    return access(path, R_OK) == 0 ? path : NULL;
}

/* TeX's own patterns, as texlive-lang-european has them for languages that LibreOffice lacks. */
static char *of_tex(struct pp_arena *arena, const char *folder, const char *base)
{
    char *path = pp_arena_printf(arena, "%s/hyph-%s.pat.txt", folder, base);
    return access(path, R_OK) == 0 ? path : NULL;
}

/* The first dictionary, by name, of any region of the language. */
static char *any_region(struct pp_arena *arena, const char *folder, const char *base)
{
    char *start = pp_arena_printf(arena, "hyph_%s_", base);
    const char *best = NULL;
    DIR *dir = opendir(folder);
    if (dir == NULL)
        return NULL;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        if (pp_starts_with(entry->d_name, start) && pp_ends_with(entry->d_name, ".dic") &&
            (best == NULL || strcmp(entry->d_name, best) < 0))
            best = pp_arena_strdup(arena, entry->d_name);
    closedir(dir);
    return best != NULL ? pp_arena_printf(arena, "%s/%s", folder, best) : NULL;
}

char *pp_hyphen_dictionary(struct pp_arena *arena, const char *lang)
{
    char base[PP_LANG_SIZE], region[PP_LANG_SIZE];
    pp_lang_base(lang, base);
    pp_lang_region(lang, region);
    const struct custom *custom = custom_of(lang);
    char *exact = region[0] != '\0' ? pp_arena_printf(arena, "%s_%s", base, region) : NULL;
    for (size_t i = 0; i < PP_HYPHEN_FOLDERS; i++) {
        char *path = exact != NULL ? existing(arena, pp_hyphen_folders[i], exact) : NULL;
        if (path == NULL && custom != NULL)
            path = existing(arena, pp_hyphen_folders[i], custom->file);
        if (path == NULL)
            path = existing(arena, pp_hyphen_folders[i], base);
        if (path == NULL)
            path = any_region(arena, pp_hyphen_folders[i], base);
        if (path == NULL)
            path = of_tex(arena, pp_hyphen_folders[i], base);
        if (path != NULL)
            return path;
    }
    return NULL;
}

/* The 256 characters of a dictionary's encoding, whose name is spelt as nowhere else: "ISO8859-13",
 * "microsoft-cp1251". NULL when it is not known. */
static const uint32_t *letters_of(struct pp_arena *arena, const char *encoding)
{
    static const char iso[] = "ISO8859-", microsoft[] = "microsoft-cp";
    const char *name = encoding;
    if (pp_starts_with(encoding, iso))
        name = pp_arena_printf(arena, "iso-8859-%s", encoding + strlen(iso));
    else if (pp_starts_with(encoding, microsoft))
        name = pp_arena_printf(arena, "windows-%s", encoding + strlen(microsoft));
    struct pp_charset charset;
    return pp_charset_named(arena, name, &charset) ? charset.table : NULL;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static struct pp_hyphenator *open_dictionary(struct pp_arena *arena, const char *path)
{
    struct pp_hyphenator *hyphenator = pp_arena_alloc(arena, sizeof *hyphenator);
    const char *encoding;
    hyphenator->patterns = pp_patterns_read(arena, path);
    if (hyphenator->patterns != NULL) {
        hyphenator->left = hyphenator->patterns->left;
        hyphenator->right = hyphenator->patterns->right;
        encoding = hyphenator->patterns->encoding;
    } else {
        hyphenator->dict = hnj_hyphen_load(path);
        if (hyphenator->dict == NULL)
            return NULL;
        hyphenator->left = hyphenator->dict->lhmin;
        hyphenator->right = hyphenator->dict->rhmin;
        encoding = hyphenator->dict->cset;
    }
    if (pp_streq(encoding, "UTF-8"))
        return hyphenator;
    hyphenator->letters = letters_of(arena, encoding);
    if (hyphenator->letters != NULL)
        return hyphenator;
    pp_hyphenator_free(hyphenator);
    return NULL;
}

struct pp_hyphenator *pp_hyphenator_open(struct pp_arena *arena, const char *path, const char *lang)
{
    struct pp_hyphenator *hyphenator = open_dictionary(arena, path);
    if (hyphenator == NULL)
        return NULL;
    const struct custom *custom = custom_of(lang);
    hyphenator->left = larger(hyphenator->left, custom != NULL ? custom->left : 2);
    hyphenator->right = larger(hyphenator->right, custom != NULL ? custom->right : 2);
    return hyphenator;
}

struct pp_hyphenator *pp_hyphenator_new(struct pp_arena *arena, const char *lang)
{
    char *path = pp_hyphen_dictionary(arena, lang);
    return path != NULL ? pp_hyphenator_open(arena, path, lang) : NULL;
}

void pp_hyphenator_free(struct pp_hyphenator *hyphenator)
{
    if (hyphenator != NULL && hyphenator->dict != NULL)
        hnj_hyphen_free(hyphenator->dict);
}

/* The byte of a letter in the dictionary's encoding, 0 when it has none. */
static unsigned char byte_of(const uint32_t *letters, uint32_t letter)
{
    if (letter < 0x80)
        return (unsigned char)letter;
    for (unsigned byte = 0x80; byte < 256; byte++)
        if (letters[byte] == letter)
            return (unsigned char)byte;
    return 0;
}

/* Writes the word as the dictionary spells it. Returns its bytes, 0 when the encoding lacks one of
 * its letters. */
static size_t encode(
    const struct pp_hyphenator *hyphenator, const uint32_t *letters, size_t count, char *word)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        size_t size = 1;
        if (hyphenator->letters == NULL)
            size = pp_utf8_encode(letters[i], word + length);
        else
            word[length] = (char)byte_of(hyphenator->letters, letters[i]);
        if (word[length] == '\0')
            return 0;
        length += size;
    }
    word[length] = '\0';
    return length;
}

enum { SIZE = 4 * PP_HYPHEN_LONGEST + 8 }; /* [bytes] of a word */

static void free_replacements(char **replacements, int *places, int *cuts, size_t length)
{
    for (size_t i = 0; replacements != NULL && i < length; i++)
        free(replacements[i]);
    free(replacements);
    free(places);
    free(cuts);
}

/* hyphens[] of libhyphen counts characters, whatever the encoding. A point that changes the
 * spelling (German Schiff-fahrt of old) is left out: the text is printed as it stands. */
static void ask_libhyphen(
    const struct pp_hyphenator *hyphenator, const char *word, size_t length, size_t count,
    unsigned char *values)
{
    char hyphens[SIZE] = {0};
    char **replacements = NULL;
    int *places = NULL, *cuts = NULL;
    hnj_hyphen_hyphenate3(
        hyphenator->dict, word, (int)length, hyphens, NULL, &replacements, &places, &cuts,
        hyphenator->left, hyphenator->right, 0, 0);
    for (size_t i = 0; i + 1 < count; i++) {
        bool respelt = replacements != NULL && replacements[i] != NULL;
        values[i + 1] = !respelt && (hyphens[i] & 1);
    }
    free_replacements(replacements, places, cuts, length);
}

void pp_hyphenate(
    const struct pp_hyphenator *hyphenator, const uint32_t *letters, size_t count, uint8_t *points)
{
    char word[SIZE];
    unsigned char values[SIZE] = {0};
    memset(points, 0, count);
    if (count > PP_HYPHEN_LONGEST)
        return;
    size_t length = encode(hyphenator, letters, count, word);
    if (length == 0)
        return;
    if (hyphenator->patterns != NULL)
        pp_patterns_apply(hyphenator->patterns, word, length, values);
    else
        ask_libhyphen(hyphenator, word, length, count, values);
    for (size_t i = (size_t)hyphenator->left; i + (size_t)hyphenator->right <= count; i++)
        points[i] = values[i] & 1;
}
