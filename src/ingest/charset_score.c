#include "pactpress/charset_score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/letter_model.h"
#include "pactpress/arena.h"
#include "pactpress/exemplar.h"
#include "pactpress/str.h"

/* A reading below this fit makes no sense; a rival this near to the best cannot be told from it. */
static const double fit_needed = 0.75;
/* A rival this much less probable is none (e to the power of it). */
static const double apart = 6;

enum { CONTEXTS = 1 << 16, LETTERS_SHOWN = 12 };

/* Few files are in an encoding that hardly any program saves in, or that lacks a letter of the
 * language. */
static const double rare = 3, lacking = 3;
/* Plain words may speak against a language as much as this: headers are often in another. */
static const double plain_most = 5;

/* What a sign or a mistake is worth beside letters (natural logarithms). */
static const double sign = -8, odd_sign = -16, odd_place = -6, no_character = -30;

/* A byte over 127 with its neighbours. */
struct context {
    unsigned char around[3]; /* before, byte, behind */
    double times;
};

struct evidence {
    struct context *contexts; /* different ones */
    size_t count;
    size_t gathered; /* with repetitions */
};

/* In the order of preference where two read the same. The IANA name of Mac Roman is macintosh. */
static const char *const candidates[] = {
    "windows-1252", "windows-1250", "windows-1257", "windows-1251", "windows-1253", "windows-1254",
    "windows-1256", "macintosh",    "koi8-r",       "koi8-u",       "iso-8859-2",   "iso-8859-3",
    "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7",   "iso-8859-10",  "iso-8859-13",
    "iso-8859-14",  "iso-8859-15",  "iso-8859-16"};
enum { CANDIDATES = sizeof candidates / sizeof *candidates };

static bool is_rare(const char *name)
{
    static const char *const names[] = {
        "iso-8859-3", "iso-8859-4", "iso-8859-10", "iso-8859-14", "iso-8859-16"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, 3);
}

/* Equal contexts become one. */
static struct evidence put_together(struct pp_arena *arena, struct pp_charset_evidence *gathered)
{
    struct evidence found = {.gathered = gathered->gathered};
    unsigned char(*around)[3] = gathered->around;
    qsort(around, found.gathered, sizeof *around, by_bytes);
    found.contexts = pp_arena_array(arena, found.gathered + 1, sizeof *found.contexts);
    for (size_t i = 0; i < found.gathered; i++) {
        if (i == 0 || memcmp(around[i], around[i - 1], 3) != 0)
            memcpy(found.contexts[found.count++].around, around[i], 3);
        found.contexts[found.count - 1].times += 1;
    }
    return found;
}

void pp_charset_evidence_init(struct pp_charset_evidence *evidence, struct pp_arena *arena)
{
    *evidence = (struct pp_charset_evidence){
        .around = pp_arena_take(arena, CONTEXTS * sizeof *evidence->around)};
}

/* 1 to 26, 0: no letter; more: a byte that is another letter in each candidate. */
static unsigned plain_letter(unsigned char byte)
{
    unsigned char lower = byte | 0x20;
    if (byte >= 0x80)
        return PP_CHARSET_PLAIN;
    return lower >= 'a' && lower <= 'z' ? lower - 'a' + 1u : 0;
}

static void add_plain(
    struct pp_charset_evidence *evidence, struct pp_bytes bytes, size_t from, size_t to)
{
    unsigned before = from > 0 ? plain_letter(bytes.data[from - 1]) : 0;
    for (size_t i = from; i < to && evidence->paired < PP_CHARSET_PAIRED; i++) {
        unsigned letter = plain_letter(bytes.data[i]);
        if (before + letter > 0 && before < PP_CHARSET_PLAIN && letter < PP_CHARSET_PLAIN)
            evidence->pairs[before][letter]++;
        before = letter;
        evidence->paired++;
    }
}

void pp_charset_evidence_add(
    struct pp_charset_evidence *evidence, struct pp_bytes bytes, size_t from, size_t to)
{
    add_plain(evidence, bytes, from, to);
    for (size_t i = from; i < to; i++) {
        if (bytes.data[i] < 0x80)
            continue;
        evidence->bytes++;
        if (evidence->gathered == CONTEXTS)
            continue;
        unsigned char *place = evidence->around[evidence->gathered++];
        place[0] = i > 0 ? bytes.data[i - 1] : '\n';
        place[1] = bytes.data[i];
        place[2] = i + 1 < bytes.size ? bytes.data[i + 1] : '\n';
    }
}

/* Does the character stand where texts have it? Read with the candidate's own neighbours. */
static bool stands_well(const uint32_t *table, const unsigned char around[3])
{
    uint32_t before = table[around[0]], self = table[around[1]], behind = table[around[2]];
    if (before == PP_NO_CHARACTER || behind == PP_NO_CHARACTER)
        return false;
    enum pp_letter left = pp_letter_kind(before), right = pp_letter_kind(behind);
    if (pp_letter_kind(self) == PP_LETTER_NONE) {
        bool inside_word = left != PP_LETTER_NONE && right != PP_LETTER_NONE;
        bool joins = self == 0x2019 || self == 0xB7 || self == 0xAD || self == 0x200C;
        bool closes = self == 0x2019 && left == PP_LETTER_NONE && right != PP_LETTER_NONE;
        bool alone = self == 0x200C && !inside_word;
        return pp_is_text_sign(self) && (!inside_word || joins) && !closes && !alone;
    }
    if (pp_letter_kind(self) == PP_LETTER_UPPER && left == PP_LETTER_LOWER)
        return false;
    if (pp_letter_kind(self) == PP_LETTER_LOWER && left == PP_LETTER_UPPER &&
        right == PP_LETTER_UPPER)
        return false;
    int script = pp_letter_script(self);
    int left_script = pp_letter_script(before), right_script = pp_letter_script(behind);
    return (left_script < 0 || left_script == script) &&
           (right_script < 0 || right_script == script);
}

/* The exemplar letters of a language under a candidate: what each byte over 127 weighs. */
static void weigh_bytes(
    const uint32_t *table, const struct pp_exemplar *exemplar, double letters[256])
{
    for (unsigned byte = 128; byte < 256; byte++)
        letters[byte] = table[byte] == PP_NO_CHARACTER ? -1.0
                        : pp_letter_kind(table[byte]) != PP_LETTER_NONE
                            ? pp_exemplar_weight(exemplar, table[byte])
                            : 1.0;
}

static double weigh(
    const uint32_t *table, const struct evidence *evidence, const struct pp_exemplar *exemplar)
{
    double letters[256], sum = 0;
    weigh_bytes(table, exemplar, letters);
    for (size_t i = 0; i < evidence->count; i++) {
        const struct context *context = &evidence->contexts[i];
        bool wrong =
            table[context->around[1]] == PP_NO_CHARACTER || !stands_well(table, context->around);
        sum += context->times * (wrong ? -1.0 : letters[context->around[1]]);
    }
    return sum / (double)evidence->gathered;
}

/* How probable the reading is in the language (natural logarithm, summed up). A context that comes
 * often counts more than one that comes once, but not as often: it may be one word. */
static double likelihood(
    const uint32_t *table, const struct evidence *evidence, const struct pp_letter_model *model)
{
    double sum = 0;
    for (size_t i = 0; i < evidence->count; i++) {
        const unsigned char *around = evidence->contexts[i].around;
        uint32_t before = table[around[0]], self = table[around[1]], behind = table[around[2]];
        double one = no_character;
        if (self != PP_NO_CHARACTER && pp_letter_kind(self) == PP_LETTER_NONE)
            one = stands_well(table, around) ? sign : odd_sign;
        else if (self != PP_NO_CHARACTER)
            one = pp_letter_model_follows(model, before, self) +
                  pp_letter_model_follows(model, self, behind) +
                  (stands_well(table, around) ? 0 : odd_place);
        sum += (1.0 + log(evidence->contexts[i].times)) * one;
    }
    return sum;
}

/* How well the plain words fit the language, as a mean over the different pairs of letters. */
static double plain_fit(
    const struct pp_charset_evidence *evidence, const struct pp_letter_model *model, double *weight)
{
    double sum = 0;
    *weight = 0;
    for (unsigned i = 0; i < PP_CHARSET_PLAIN * PP_CHARSET_PLAIN; i++) {
        unsigned before = i / PP_CHARSET_PLAIN, letter = i % PP_CHARSET_PLAIN;
        if (evidence->pairs[before][letter] == 0)
            continue;
        double times = 1.0 + log(evidence->pairs[before][letter]);
        sum += times * pp_letter_model_follows(
                           model, before ? 'a' + before - 1 : ' ', letter ? 'a' + letter - 1 : ' ');
        *weight += times;
    }
    return *weight > 0 ? sum / *weight : 0;
}

/* What plain words say against each language of Latin script, 0 for the one that fits best. */
static void weigh_plain(
    const struct pp_charset_evidence *evidence, const struct pp_letter_model *languages,
    size_t count, double *against)
{
    double best = -1e9, weight = 0;
    for (size_t i = 0; i < count; i++) {
        bool latin = pp_exemplar_weight(&languages[i].letters, 'a') > 0;
        against[i] = latin ? plain_fit(evidence, &languages[i], &weight) : 1;
        if (latin && against[i] > best)
            best = against[i];
    }
    for (size_t i = 0; i < count; i++)
        against[i] = against[i] > 0 ? 0 : fmin(plain_most, weight * (best - against[i]) / 2);
}

/* Which characters are read, one each; letters only, so that no word can be put together. */
static const char *letters_read(
    struct pp_arena *arena, const uint32_t *table, const struct evidence *evidence)
{
    bool seen[256] = {false};
    for (size_t i = 0; i < evidence->count; i++)
        seen[evidence->contexts[i].around[1]] = true;
    struct pp_str text;
    pp_str_init(&text);
    size_t shown = 0;
    for (unsigned byte = 128; byte < 256 && shown < LETTERS_SHOWN; byte++)
        if (seen[byte] && table[byte] != PP_NO_CHARACTER && table[byte] > 0xA0) {
            pp_str_append(&text, shown++ > 0 ? " " : "");
            pp_str_append_utf8(&text, table[byte]);
        }
    char *copy = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return copy;
}

/* Do two encodings read the same out of the file? Romanian's commas and cedillas are the same. */
static bool reads_the_same(
    const struct pp_charset_reading *a, const struct pp_charset_reading *b,
    const struct evidence *evidence)
{
    const struct pp_exemplar romanian = {.lang = "ro"};
    bool both = strcmp(a->lang, "ro") == 0 && strcmp(b->lang, "ro") == 0;
    for (size_t i = 0; i < evidence->count; i++) {
        unsigned char byte = evidence->contexts[i].around[1];
        uint32_t x = a->charset.table[byte], y = b->charset.table[byte];
        bool same = x == y ||
                    (both && pp_exemplar_letter(&romanian, x) == pp_exemplar_letter(&romanian, y));
        if (!same)
            return false;
    }
    return true;
}

/* Latvian can be read out of windows-1250 as long as no letter occurs that it lacks; people who
 * write Latvian save in windows-1257. */
static bool covers_language(const uint32_t *table, const struct pp_exemplar *exemplar)
{
    for (size_t i = 0; i < exemplar->main_count; i++)
        for (uint32_t c = exemplar->main[i * 2]; c <= exemplar->main[i * 2 + 1]; c++) {
            unsigned byte = 0;
            while (byte < 256 && pp_exemplar_letter(exemplar, table[byte]) != c)
                byte++;
            if (byte == 256)
                return false;
        }
    return true;
}

static bool is_better(const struct pp_charset_reading *a, const struct pp_charset_reading *b)
{
    bool a_fits = a->fit >= fit_needed, b_fits = b->fit >= fit_needed;
    if (a_fits != b_fits)
        return a_fits;
    return a->likelihood > b->likelihood;
}

static struct pp_charset_reading judge_one(
    struct pp_arena *arena, const char *name, const struct evidence *evidence,
    const struct pp_letter_model *languages, const double *against, size_t count)
{
    struct pp_charset_reading reading = {.fit = -1.0, .likelihood = -1e9, .lang = ""};
    if (!pp_charset_named(arena, name, &reading.charset))
        return reading;
    for (size_t i = 0; i < count; i++) {
        const uint32_t *table = reading.charset.table;
        struct pp_charset_reading in_this = {.fit = weigh(table, evidence, &languages[i].letters)};
        in_this.likelihood = likelihood(table, evidence, &languages[i]) - against[i] -
                             (is_rare(name) ? rare : 0) -
                             (covers_language(table, &languages[i].letters) ? 0 : lacking);
        if (i > 0 && !is_better(&in_this, &reading))
            continue;
        reading.fit = in_this.fit;
        reading.likelihood = in_this.likelihood;
        reading.lang = languages[i].letters.lang;
    }
    reading.letters = letters_read(arena, reading.charset.table, evidence);
    return reading;
}

static struct pp_letter_model *load_languages(
    struct pp_arena *arena, const char *const *langs, size_t *count)
{
    struct pp_letter_model *list = pp_arena_array(arena, *count + 1, sizeof *list);
    size_t loaded = 0;
    for (size_t i = 0; i < *count; i++)
        if (pp_letter_model_load(arena, langs[i], &list[loaded]))
            loaded++;
    *count = loaded;
    return list;
}

bool pp_charset_judge(
    struct pp_arena *arena, struct pp_charset_evidence *gathered, const char *const *langs,
    size_t lang_count, struct pp_charset_verdict *out)
{
    struct evidence evidence = put_together(arena, gathered);
    struct pp_letter_model *languages = load_languages(arena, langs, &lang_count);
    struct pp_charset_verdict verdict = {
        .bytes = gathered->bytes, .best = {.fit = -2.0, .likelihood = -1e9}};
    struct pp_charset_reading readings[CANDIDATES];
    size_t best = 0;
    if (evidence.count == 0 || lang_count == 0)
        return false;
    double *against = pp_arena_array(arena, lang_count, sizeof *against);
    weigh_plain(gathered, languages, lang_count, against);
    for (size_t i = 0; i < CANDIDATES; i++) {
        readings[i] = judge_one(arena, candidates[i], &evidence, languages, against, lang_count);
        if (i == 0 || is_better(&readings[i], &verdict.best)) {
            verdict.best = readings[i];
            best = i;
        }
    }
    for (size_t i = 0; i < CANDIDATES; i++) {
        bool near = readings[i].charset.table != NULL && i != best &&
                    readings[i].fit >= fit_needed &&
                    readings[i].likelihood > verdict.best.likelihood - apart;
        if (!near || reads_the_same(&readings[i], &verdict.best, &evidence))
            continue;
        if (!verdict.has_rival || is_better(&readings[i], &verdict.rival))
            verdict.rival = readings[i];
        verdict.has_rival = true;
    }
    *out = verdict;
    return verdict.best.fit >= fit_needed;
}
