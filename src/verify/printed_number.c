#include "printed_number.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/utf8.h"

/* The value of a decimal digit, or -1. */
static int digit_of(unsigned c)
{
    static const unsigned zeros[] = {'0',   0x660, 0x6F0,  0x7C0,  0x966,  0x9E6, 0xA66,
                                     0xAE6, 0xB66, 0xBE6,  0xC66,  0xCE6,  0xD66, 0xE50,
                                     0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c < zeros[i] + 10)
            return (int)(c - zeros[i]);
    return -1;
}

/* Point, comma, apostrophes, no-break spaces, Arabic marks. */
static bool is_mark(unsigned c)
{
    return c == '.' || c == ',' || c == '\'' || c == 0x2019 || c == 0xA0 || c == 0x202F ||
           c == 0x2009 || c == 0x66B || c == 0x66C;
}

static bool is_minus(unsigned c)
{
    return c == '-' || c == 0x2212;
}

/* Signs of direction around numbers, which nobody sees. */
static bool is_silent(unsigned c)
{
    return c == 0x200E || c == 0x200F || c == 0x61C || c == 0x2060 || (c >= 0x2066 && c <= 0x2069);
}

struct scan {
    const char *at, *end;
    unsigned before[2]; /* the last two characters */
};

static unsigned peek(const struct scan *scan, size_t *taken)
{
    unsigned c = 0;
    *taken =
        scan->at < scan->end ? pp_utf8_decode(scan->at, (size_t)(scan->end - scan->at), &c) : 0;
    if (*taken == 0 && scan->at < scan->end) {
        *taken = 1;
        c = 0xFFFD;
    }
    return c;
}

static void step(struct scan *scan, unsigned c, size_t taken)
{
    scan->at += taken;
    if (is_silent(c))
        return;
    scan->before[1] = scan->before[0];
    scan->before[0] = c;
}

/* A hyphen behind a letter or number is none. */
static bool is_negative(const struct scan *scan)
{
    unsigned c = scan->before[1];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
    return is_minus(scan->before[0]) &&
           (scan->before[0] == 0x2212 || !(digit_of(c) >= 0 || (letter && c != 0x2248)));
}

static void read_digits(struct scan *scan, struct printed_number *out)
{
    size_t taken, count = 0, *behind = NULL;
    for (;;) {
        unsigned c = peek(scan, &taken);
        int digit = taken ? digit_of(c) : -1;
        if (digit >= 0) {
            if (count < PRINTED_DIGITS)
                out->digits[count++] = (char)('0' + digit);
            else
                out->digits[0] = '#';
            if (behind)
                ++*behind;
            step(scan, c, taken);
            continue;
        }
        struct scan next = *scan;
        step(&next, c, taken);
        size_t after;
        if (!taken || !is_mark(c) || digit_of(peek(&next, &after)) < 0 ||
            out->mark_count == PRINTED_MARKS)
            return;
        behind = &out->behind[out->mark_count];
        out->marks[out->mark_count++] = c;
        *scan = next;
    }
}

void printed_numbers_find(
    struct pp_arena *arena, const char *text, bool turned, struct printed_numbers *out)
{
    struct scan scan = {.at = text, .end = text + strlen(text)};
    size_t taken;
    for (;;) {
        unsigned c = peek(&scan, &taken);
        if (taken == 0)
            return;
        if (digit_of(c) < 0) {
            step(&scan, c, taken);
            continue;
        }
        struct printed_number *number = PP_PUSH(arena, out);
        number->minus = is_negative(&scan);
        read_digits(&scan, number);
        number->minus |= turned && is_minus(peek(&scan, &taken));
    }
}

/* Digits of the value behind its point. */
static size_t decimals_of(const char *value)
{
    const char *point = strchr(value, '.');
    return point ? strlen(point + 1) : 0;
}

/* Do the marks stand where they should? Groups of three, and of two before the last three. */
static bool has_good_marks(const struct printed_number *number, size_t decimals)
{
    size_t groups = number->mark_count;
    if (decimals > 0) {
        if (groups == 0 || number->behind[groups - 1] != decimals)
            return false;
        groups--;
    }
    for (size_t i = 0; i < groups; i++)
        if (number->behind[i] != 3 && (number->behind[i] != 2 || i + 1 == groups))
            return false;
    for (size_t i = 1; i < groups; i++)
        if (number->marks[i] != number->marks[0])
            return false;
    return true;
}

bool printed_number_is(const struct printed_number *number, const char *value)
{
    const char *digit = number->digits;
    if ((*value == '-') != number->minus)
        return false;
    for (const char *at = value + number->minus; *at; at++)
        if (*at != '.' && *at != *digit++)
            return false;
    return *digit == '\0' && has_good_marks(number, decimals_of(value));
}

unsigned printed_number_decimal(const struct printed_number *number, const char *value)
{
    return decimals_of(value) > 0 ? number->marks[number->mark_count - 1] : 0;
}

unsigned printed_number_group(const struct printed_number *number, const char *value)
{
    return number->mark_count > (decimals_of(value) > 0) ? number->marks[0] : 0;
}

bool printed_without_sign(const char *fall, const char *shown)
{
    const char *dots = strstr(fall, "..");
    if (*fall != '-')
        return false;
    if (!dots)
        return strcmp(fall + 1, shown) == 0;
    size_t low = (size_t)(dots - fall) - 1, length = strlen(shown);
    if (dots[2] != '-' || length < low + 2)
        return false;
    size_t high = length - low - 2;
    return strlen(dots + 3) == high && strncmp(shown, dots + 3, high) == 0 &&
           strncmp(shown + high, "..", 2) == 0 && strncmp(shown + high + 2, fall + 1, low) == 0;
}
