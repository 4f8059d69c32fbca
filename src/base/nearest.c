/* "Did you mean": the distance between words, and the nearest of a list. */
#include "pactpress/str.h"

#include <string.h>

#include "pactpress/utf8.h"

/* Longer words are compared by their first characters; no word worth proposing is longer. */
enum { LONGEST = 63 };

struct word {
    unsigned characters[LONGEST];
    size_t count;
};

static struct word read_word(const char *text)
{
    struct word word = {.count = 0};
    size_t length = text != NULL ? strlen(text) : 0;
    for (size_t at = 0; at < length && word.count < LONGEST;) {
        unsigned codepoint = 0;
        size_t size = pp_utf8_decode(text + at, length - at, &codepoint);
        word.characters[word.count++] = size > 0 ? codepoint : (unsigned char)text[at];
        at += size > 0 ? size : 1;
    }
    return word;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: rows of the dynamic programme, the last three of them. */
static size_t distance(const struct word *a, const struct word *b)
{
    size_t rows[3][LONGEST + 1];
    size_t *two_up = rows[0], *up = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->count; j++)
        up[j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            const unsigned *x = a->characters + i - 1, *y = b->characters + j - 1;
            row[j] = smaller(smaller(up[j], row[j - 1]) + 1, up[j - 1] + (*x != *y));
            if (i > 1 && j > 1 && x[0] == y[-1] && x[-1] == y[0])
                row[j] = smaller(row[j], two_up[j - 2] + 1);
        }
        size_t *free_row = two_up;
        two_up = up;
        up = row;
        row = free_row;
    }
    return up[b->count];
}

size_t pp_edit_distance(const char *a, const char *b)
{
    struct word first = read_word(a), second = read_word(b);
    return distance(&first, &second);
}

static void fold_ascii(struct word *word)
{
    for (size_t i = 0; i < word->count; i++)
        if (word->characters[i] >= 'A' && word->characters[i] <= 'Z')
            word->characters[i] += 'a' - 'A';
}

const char *pp_nearest(const char *word, const char *const *candidates)
{
    struct word wanted = read_word(word);
    fold_ascii(&wanted);
    const char *nearest = NULL;
    size_t best = LONGEST + 1;
    for (size_t i = 0; candidates != NULL && candidates[i] != NULL; i++) {
        struct word candidate = read_word(candidates[i]);
        fold_ascii(&candidate);
        size_t longer = wanted.count > candidate.count ? wanted.count : candidate.count;
        size_t far = distance(&wanted, &candidate);
        /* A third of the letters may differ; a proposal that shares less only confuses. */
        if (far < best && (far * 3 <= longer || (far == 1 && longer == 2))) {
            best = far;
            nearest = candidates[i];
        }
    }
    return nearest;
}
