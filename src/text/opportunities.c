#include "opportunities.h"

#include <string.h>

#include "pactpress/arena.h"
#include "breaks.h"
#include "hyphenation.h"
#include "nobreak.h"
#include "shape.h"
#include "unicode.h"
#include "utf16.h"

enum { SOFT_HYPHEN = 0xAD };

static double hyphen_width(const struct pp_shaped *shaped, size_t unit)
{
    size_t index = pp_shaped_item_from(shaped, unit);
    return index < shaped->item_count ? shaped->items[index].hyphen : 0;
}

static struct pp_opportunity *add(struct pp_shaped *shaped, struct pp_opportunities *list)
{
    return pp_arena_push(
        shaped->arena, &list->items, &list->count, &list->capacity, sizeof *list->items);
}

static void add_boundary(
    struct pp_shaped *shaped, size_t at, bool must, struct pp_opportunities *list)
{
    size_t end = at;
    while (end > 0 && pp_char_is_space(shaped->units[end - 1]))
        end--;
    struct pp_opportunity *new = add(shaped, list);
    *new = (struct pp_opportunity){.at = at, .end = end, .kind = PP_BREAK_EXPLICIT};
    if (must)
        new->kind = PP_BREAK_HARD;
    else if (end < at)
        new->kind = PP_BREAK_SPACE;
    else if (end > 0 && shaped->units[end - 1] == SOFT_HYPHEN) {
        new->kind = PP_BREAK_HYPHEN;
        new->end = end - 1;
        new->hyphen = end > 1 ? hyphen_width(shaped, end - 2) : 0;
    }
}

/* Marks the units that lie inside of spans which must not be broken. */
static void forbid_inside(
    const struct pp_shaped *shaped, const struct pp_span *spans, uint8_t *boundaries)
{
    for (size_t i = 0; i < shaped->span_count; i++)
        for (size_t at = shaped->span_starts[i] + 1;
             spans[i].nobreak && at < shaped->span_starts[i + 1]; at++)
            if (boundaries[at] == PP_BOUNDARY_MAY)
                boundaries[at] = PP_BOUNDARY_NONE;
}

/* Marks the units that the language of their span keeps with what stands before. */
static void keep_together(
    struct pp_typesetter *typesetter, const struct pp_shaped *shaped, const struct pp_span *spans,
    uint8_t *boundaries)
{
    size_t span = 0;
    for (size_t at = 1; at < shaped->count; at++) {
        if (boundaries[at] != PP_BOUNDARY_MAY)
            continue;
        while (span + 1 < shaped->span_count && shaped->span_starts[span + 1] < at)
            span++;
        struct pp_tongue *tongue = pp_typesetter_tongue(typesetter, spans[span].lang);
        if (pp_nobreak_forbids(
                pp_tongue_nobreak(typesetter, tongue), shaped->units, shaped->count, at))
            boundaries[at] = PP_BOUNDARY_NONE;
    }
}

static void find_plain(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    const char *lang)
{
    struct pp_breaker *breaker = pp_tongue_breaker(pp_typesetter_tongue(typesetter, lang));
    uint8_t *boundaries = pp_arena_array(shaped->arena, shaped->count + 1, 1);
    pp_breaker_lines(breaker, shaped->units, shaped->count, boundaries);
    forbid_inside(shaped, spans, boundaries);
    keep_together(typesetter, shaped, spans, boundaries);
    for (size_t at = 1; at <= shaped->count; at++)
        if (boundaries[at] != PP_BOUNDARY_NONE)
            add_boundary(shaped, at, boundaries[at] == PP_BOUNDARY_MUST, &shaped->plain);
}

/* A word to hyphenate: letters start..end of the text. */
struct word {
    size_t start, end; /* [units] */
    uint32_t letters[PP_HYPHEN_LONGEST];
    size_t places[PP_HYPHEN_LONGEST]; /* [units] of each letter */
    size_t count;
    bool name; /* a capital where none belongs */
};

static bool read_word(
    const struct pp_shaped *shaped, size_t start, size_t limit, bool capital_nouns,
    struct word *word)
{
    word->start = start;
    word->count = 0;
    word->name = false;
    size_t at = start;
    for (size_t next; at < limit; at = next) {
        uint32_t codepoint = pp_utf16_char(shaped->units, limit, at, &next);
        if (!pp_char_is_letter(codepoint) && !pp_char_is_mark(codepoint))
            break;
        if (word->count < PP_HYPHEN_LONGEST) {
            word->letters[word->count] = pp_char_lower(codepoint);
            word->places[word->count] = at;
        }
        if (pp_char_is_upper(codepoint) && (word->count > 0 || !capital_nouns))
            word->name = true;
        word->count++;
    }
    word->end = at;
    return word->count >= PP_HYPHEN_SHORTEST && word->count <= PP_HYPHEN_LONGEST && !word->name;
}

/* Neighbours that make a word part of an address, a file name, an abbreviation or a number. */
static bool is_part_of_code(const struct pp_shaped *shaped, const struct word *word)
{
    static const char joins[] = "@/\\_:&#=.";
    size_t start = word->start, end = word->end;
    uint16_t before = start > 0 ? shaped->units[start - 1] : ' ';
    uint16_t after = end < shaped->count ? shaped->units[end] : ' ';
    uint16_t behind = end + 1 < shaped->count ? shaped->units[end + 1] : ' ';
    if (before < 0x80 && (strchr(joins, before) != NULL || pp_char_is_digit(before)))
        return before != 0;
    if (pp_char_is_digit(after))
        return true;
    return after < 0x80 && after != 0 && strchr(joins, after) != NULL &&
           !pp_char_is_space(behind) && behind < 0x80 && end + 1 < shaped->count;
}

/* Beside a hyphen of its own only a long word is divided once more. */
static bool is_short_part(const struct pp_shaped *shaped, const struct word *word)
{
    enum { LONG_PART = 10 };
    bool hyphened = (word->start > 0 && shaped->units[word->start - 1] == '-') ||
                    (word->end < shaped->count && shaped->units[word->end] == '-');
    return hyphened && word->count < LONG_PART;
}

static bool forbidden_span(
    const struct pp_shaped *shaped, const struct pp_span *spans, size_t unit, size_t *span)
{
    while (*span + 1 < shaped->span_count && shaped->span_starts[*span + 1] <= unit)
        ++*span;
    return spans[*span].nobreak || spans[*span].object;
}

static void hyphenate_word(
    struct pp_arena *arena, const struct pp_shaped *shaped, const struct pp_hyphenator *hyphenator,
    const struct word *word, struct pp_opportunities *list)
{
    uint8_t points[PP_HYPHEN_LONGEST];
    pp_hyphenate(hyphenator, word->letters, word->count, points);
    for (size_t i = 1; i < word->count; i++)
        if (points[i] && shaped->graphemes[word->places[i]]) {
            struct pp_opportunity *new = PP_PUSH(arena, list);
            new->at = new->end = word->places[i];
            new->kind = PP_BREAK_HYPHEN;
            new->hyphen = hyphen_width(shaped, word->places[i] - 1);
        }
}

/* Start of the last word of the stretch that the next hard break ends: it is not divided. `passed`
 * is how many opportunities lie behind. */
static size_t last_word_start(const struct pp_shaped *shaped, size_t passed, size_t *stretch_end)
{
    const struct pp_opportunities *plain = &shaped->plain;
    size_t i = passed;
    while (i + 1 < plain->count && plain->items[i].kind != PP_BREAK_HARD)
        i++;
    *stretch_end = i < plain->count ? plain->items[i].at : shaped->count;
    return i > 0 ? plain->items[i - 1].at : 0;
}

static void find_hyphens(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans)
{
    size_t span = 0, stretch_end = 0, last_word = 0, plain = 0;
    struct word word;
    for (size_t at = 0, next; at < shaped->count; at = next) {
        uint32_t codepoint = pp_utf16_char(shaped->units, shaped->count, at, &next);
        while (plain < shaped->plain.count && shaped->plain.items[plain].at <= at)
            *add(shaped, &shaped->hyphenated) = shaped->plain.items[plain++];
        if (!pp_char_is_letter(codepoint))
            continue;
        if (at >= stretch_end)
            last_word = last_word_start(shaped, plain, &stretch_end);
        bool forbidden = forbidden_span(shaped, spans, at, &span);
        struct pp_tongue *tongue = pp_typesetter_tongue(typesetter, spans[span].lang);
        bool fine = read_word(shaped, at, shaped->count, tongue->capital_nouns, &word);
        next = word.end;
        if (!fine || forbidden || word.start >= last_word || is_part_of_code(shaped, &word) ||
            is_short_part(shaped, &word))
            continue;
        struct pp_hyphenator *hyphenator = pp_tongue_hyphenator(typesetter, tongue);
        if (hyphenator != NULL)
            hyphenate_word(shaped->arena, shaped, hyphenator, &word, &shaped->hyphenated);
    }
    while (plain < shaped->plain.count)
        *add(shaped, &shaped->hyphenated) = shaped->plain.items[plain++];
}

/* A soft hyphen inside of a word that has hyphens by pattern, and line ends inside of words
 * (Chinese among Latin) leave the list out of order. */
static void sort_by_place(struct pp_opportunities *list)
{
    for (size_t i = 1; i < list->count; i++) {
        struct pp_opportunity moved = list->items[i];
        size_t k = i;
        for (; k > 0 && list->items[k - 1].at > moved.at; k--)
            list->items[k] = list->items[k - 1];
        list->items[k] = moved;
    }
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (kept == 0 || list->items[kept - 1].at != list->items[i].at)
            list->items[kept++] = list->items[i];
    list->count = kept;
}

const struct pp_opportunities *pp_opportunities_get(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    const char *lang, bool hyphenate)
{
    if (shaped->plain.count == 0)
        find_plain(typesetter, shaped, spans, lang);
    if (!hyphenate)
        return &shaped->plain;
    if (!shaped->has_hyphenated) {
        find_hyphens(typesetter, shaped, spans);
        sort_by_place(&shaped->hyphenated);
        shaped->has_hyphenated = true;
    }
    return &shaped->hyphenated;
}

/* Hyphens by pattern in all words of from..end, names and last words too, in `list`. */
static void hyphenate_anyhow(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_shaped *shaped,
    const struct pp_span *spans, size_t from, size_t end, struct pp_opportunities *list)
{
    size_t span = 0;
    struct word word;
    for (size_t at = from, next; at < end; at = next) {
        uint32_t codepoint = pp_utf16_char(shaped->units, shaped->count, at, &next);
        if (!pp_char_is_letter(codepoint))
            continue;
        bool forbidden = forbidden_span(shaped, spans, at, &span);
        struct pp_tongue *tongue = pp_typesetter_tongue(typesetter, spans[span].lang);
        struct pp_hyphenator *hyphenator = pp_tongue_hyphenator(typesetter, tongue);
        read_word(shaped, at, end, true, &word);
        next = word.end;
        if (!forbidden && hyphenator != NULL && word.count >= PP_HYPHEN_SHORTEST &&
            word.count <= PP_HYPHEN_LONGEST && !is_part_of_code(shaped, &word))
            hyphenate_word(arena, shaped, hyphenator, &word, list);
    }
}

/* Do all pieces between the hyphens fit? */
static bool pieces_fit(
    const struct pp_shaped *shaped, const struct pp_opportunities *list, size_t from, size_t end,
    double width)
{
    for (size_t i = 0; i <= list->count; i++) {
        size_t to = i < list->count ? list->items[i].end : end;
        double hyphen = i < list->count ? list->items[i].hyphen : 0;
        if (shaped->pens[to] - shaped->pens[from] + hyphen > width)
            return false;
        from = to;
    }
    return true;
}

/* As much on each line as fits, a grapheme cluster at least. (A place at every letter would let a
 * word of a megabyte take hours.) */
static void chop(
    struct pp_arena *arena, const struct pp_shaped *shaped, size_t from,
    const struct pp_opportunity *next, double width, struct pp_opportunities *list)
{
    size_t last = from;
    for (size_t at = from + 1; at <= next->end; at++) {
        double hyphen = at == next->end ? next->hyphen : 0;
        if (at < next->end && !shaped->graphemes[at])
            continue;
        if (last > from && shaped->pens[at] - shaped->pens[from] + hyphen > width) {
            *(struct pp_opportunity *)PP_PUSH(arena, list) =
                (struct pp_opportunity){.at = last, .end = last, .kind = PP_BREAK_EMERGENCY};
            from = last;
        }
        last = at;
    }
}

/* Places to break inside of from..next, which is wider than its line: hyphens where they are
 * enough, else where a line is full, and *wide is set. */
static void divide(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_shaped *shaped,
    const struct pp_span *spans, size_t from, const struct pp_opportunity *next, double width,
    struct pp_opportunities *list, size_t *wide)
{
    struct pp_opportunities hyphens = {0};
    hyphenate_anyhow(typesetter, arena, shaped, spans, from, next->end, &hyphens);
    if (hyphens.count > 0 && pieces_fit(shaped, &hyphens, from, next->end, width)) {
        for (size_t i = 0; i < hyphens.count; i++)
            *(struct pp_opportunity *)PP_PUSH(arena, list) = hyphens.items[i];
        return;
    }
    if (*wide == PP_NOTHING_WIDE)
        *wide = from;
    chop(arena, shaped, from, next, width, list);
}

const struct pp_opportunities *pp_opportunities_for_width(
    struct pp_typesetter *typesetter, struct pp_arena *arena, const struct pp_shaped *shaped,
    const struct pp_span *spans, const struct pp_opportunities *plain, double width, size_t *wide)
{
    struct pp_opportunities *list = NULL;
    size_t from = 0;
    *wide = PP_NOTHING_WIDE;
    for (size_t i = 0; i < plain->count; i++) {
        const struct pp_opportunity *next = &plain->items[i];
        bool fits = shaped->pens[next->end] - shaped->pens[from] + next->hyphen <= width;
        if (!fits && list == NULL) {
            list = pp_arena_alloc(arena, sizeof *list);
            for (size_t k = 0; k < i; k++)
                *(struct pp_opportunity *)PP_PUSH(arena, list) = plain->items[k];
        }
        if (!fits)
            divide(typesetter, arena, shaped, spans, from, next, width, list, wide);
        if (list != NULL)
            *(struct pp_opportunity *)PP_PUSH(arena, list) = *next;
        from = next->at;
    }
    return list != NULL ? list : plain;
}
