#include "pactpress/address.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/measure.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

struct pair {
    const char *key;
    const char *value;
};

struct reader {
    struct pp_arena *arena;
    const char *text; /* the whole address, for messages */
    const char *at;
    struct pair pairs[PP_LIMIT_ADDRESS_PAIRS];
    size_t count;
    const char *error; /* sentence */
};

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_bare(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '_' || c == '-';
}

static bool fits_bare(const char *value)
{
    for (const char *c = value; *c != '\0'; c++)
        if (!is_bare(*c))
            return false;
    return *value != '\0';
}

static void write_value(struct pp_str *out, const char *value)
{
    if (fits_bare(value)) {
        pp_str_append(out, value);
        return;
    }
    pp_str_append_char(out, '"');
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            pp_str_append_char(out, '\\');
        pp_str_append_char(out, *c);
    }
    pp_str_append_char(out, '"');
}

/* The end of the breakdown pair at `pair`: its `;` or the end. Quoted parts are skipped. */
static const char *pair_end(const char *pair)
{
    bool quoted = false;

    for (; *pair != '\0'; pair++) {
        if (quoted && *pair == '\\' && pair[1] != '\0')
            pair++;
        else if (*pair == '"')
            quoted = !quoted;
        else if (*pair == ';' && !quoted)
            break;
    }
    return pair;
}

char *pp_breakdown_pair(struct pp_arena *arena, const char *key, const char *value)
{
    struct pp_str text;

    pp_str_init(&text);
    pp_str_printf(&text, "%s=", key);
    write_value(&text, value);
    char *copy = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return copy;
}

static char *unquote(struct pp_arena *arena, const char *value, size_t length)
{
    if (length < 2 || value[0] != '"')
        return pp_arena_strndup(arena, value, length);
    char *plain = pp_arena_alloc(arena, length);
    size_t used = 0;
    for (size_t i = 1; i + 1 < length; i++) {
        if (value[i] == '\\' && i + 2 < length)
            i++;
        plain[used++] = value[i];
    }
    return plain;
}

char *pp_breakdown_value(struct pp_arena *arena, const char *breakdown, const char *key)
{
    size_t length = strlen(key);

    if (breakdown == NULL)
        return NULL;
    for (const char *pair = breakdown; *pair != '\0';) {
        const char *end = pair_end(pair);
        if (strncmp(pair, key, length) == 0 && pair[length] == '=') {
            const char *value = pair + length + 1;
            return unquote(arena, value, (size_t)(end - value));
        }
        pair = *end == ';' ? end + 1 : end;
    }
    return NULL;
}

static void write_key(
    struct pp_str *out, const char **separator, const char *key, const char *value)
{
    if (pp_is_empty(value))
        return;
    pp_str_printf(out, "%s%s=", *separator, key);
    write_value(out, value);
    *separator = ", ";
}

void pp_address_write(struct pp_str *out, const struct pp_address *address)
{
    const char *separator = "[";

    pp_str_append(out, address->measure == NULL ? "" : address->measure);
    write_key(out, &separator, "city", address->city);
    write_key(out, &separator, "framework", address->framework);
    write_key(out, &separator, "dimension", address->dimension);
    const char *pair = address->breakdown == NULL ? "" : address->breakdown;
    while (*pair != '\0') {
        const char *end = pair_end(pair);
        pp_str_append(out, separator);
        pp_str_append_n(out, pair, (size_t)(end - pair));
        separator = ", ";
        pair = *end == ';' ? end + 1 : end;
    }
    if (*separator == ',')
        pp_str_append_char(out, ']');
}

char *pp_address_text(struct pp_arena *arena, const struct pp_address *address)
{
    struct pp_str text;

    pp_str_init(&text);
    pp_address_write(&text, address);
    char *copy = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return copy;
}

static size_t digits(const char *text)
{
    size_t count = 0;

    while (is_digit(text[count]))
        count++;
    return count;
}

/* Compares two runs of digits by their number: without leading zeros, longer is larger. */
static int compare_numbers(const char *a, size_t a_length, const char *b, size_t b_length)
{
    while (a_length > 1 && *a == '0')
        a++, a_length--;
    while (b_length > 1 && *b == '0')
        b++, b_length--;
    if (a_length != b_length)
        return a_length < b_length ? -1 : 1;
    return memcmp(a, b, a_length);
}

int pp_breakdown_compare(const char *a, const char *b)
{
    const char *left = a == NULL ? "" : a, *right = b == NULL ? "" : b;

    while (*left != '\0' && *right != '\0') {
        size_t left_digits = digits(left), right_digits = digits(right);
        if (left_digits > 0 && right_digits > 0) {
            int order = compare_numbers(left, left_digits, right, right_digits);
            if (order != 0)
                return order;
            left += left_digits;
            right += right_digits;
        } else if (*left != *right) {
            return (unsigned char)*left < (unsigned char)*right ? -1 : 1;
        } else {
            left++;
            right++;
        }
    }
    if (*left != *right)
        return *left == '\0' ? -1 : 1;
    /* "01" and "1" are the same number but not the same text */
    return strcmp(a == NULL ? "" : a, b == NULL ? "" : b);
}

static bool fail(struct reader *reader, const char *what)
{
    reader->error = pp_arena_printf(
        reader->arena,
        "The figure address `%s` is not right at character %zu: %s. An address looks like "
        "`attendance.persons[city=riga]`.",
        reader->text, pp_utf8_count(reader->text, (size_t)(reader->at - reader->text)) + 1, what);
    return false;
}

static void skip_spaces(struct reader *reader)
{
    while (*reader->at == ' ')
        reader->at++;
}

static bool read_name(struct reader *reader, const char *what, const char **out)
{
    const char *start = reader->at;

    if (!is_lower(*start))
        return fail(
            reader, pp_arena_printf(reader->arena, "%s starts with a lower-case letter", what));
    while (is_lower(*reader->at) || is_digit(*reader->at) || *reader->at == '_')
        reader->at++;
    *out = pp_arena_strndup(reader->arena, start, (size_t)(reader->at - start));
    return true;
}

static bool read_measure(struct reader *reader, const char **out)
{
    const char *start = reader->at, *name;

    if (!read_name(reader, "each part of a measure", &name))
        return false;
    while (*reader->at == '.') {
        reader->at++;
        if (!read_name(reader, "each part of a measure", &name))
            return false;
    }
    *out = pp_arena_strndup(reader->arena, start, (size_t)(reader->at - start));
    return true;
}

static bool read_quoted(struct reader *reader, const char **out)
{
    const char *start = reader->at++;

    while (*reader->at != '"') {
        unsigned char c = (unsigned char)*reader->at;
        if (c == '\0')
            return fail(reader, "the closing quotation mark is missing");
        if (c < 0x20 || c == 0x7F)
            return fail(reader, "control characters cannot stand in a value");
        if (c == '\\' && reader->at[1] != '"' && reader->at[1] != '\\')
            return fail(reader, "after a backslash comes a quotation mark or a backslash");
        reader->at += c == '\\' ? 2 : 1;
    }
    reader->at++;
    if (reader->at - start == 2)
        return fail(reader, "a value cannot be empty");
    *out = unquote(reader->arena, start, (size_t)(reader->at - start));
    return true;
}

static bool read_value(struct reader *reader, const char *key, const char **out)
{
    const char *start = reader->at;

    if (*start == '"')
        return read_quoted(reader, out);
    if (*start == '*') {
        if (strcmp(key, "city") != 0)
            return fail(reader, "`*` stands only after `city`, and means the project");
        reader->at++;
        *out = "";
        return true;
    }
    while (is_bare(*reader->at))
        reader->at++;
    if (reader->at == start)
        return fail(
            reader, "a value is missing, or has characters that need quotation marks around it");
    *out = pp_arena_strndup(reader->arena, start, (size_t)(reader->at - start));
    return true;
}

static bool read_pair(struct reader *reader)
{
    struct pair pair;

    if (!read_name(reader, "a key", &pair.key))
        return false;
    for (size_t i = 0; i < reader->count; i++)
        if (strcmp(reader->pairs[i].key, pair.key) == 0)
            return fail(reader, pp_arena_printf(reader->arena, "`%s` stands twice", pair.key));
    skip_spaces(reader);
    if (*reader->at != '=')
        return fail(reader, pp_arena_printf(reader->arena, "`=` is missing after `%s`", pair.key));
    reader->at++;
    skip_spaces(reader);
    if (!read_value(reader, pair.key, &pair.value))
        return false;
    if (reader->count == PP_LIMIT_ADDRESS_PAIRS)
        return fail(reader, "it has too many keys");
    reader->pairs[reader->count++] = pair;
    skip_spaces(reader);
    return true;
}

static bool read_pairs(struct reader *reader)
{
    skip_spaces(reader);
    if (*reader->at == '\0')
        return true;
    if (*reader->at != '[')
        return fail(reader, "after the measure comes `[`, or nothing");
    reader->at++;
    skip_spaces(reader);
    if (*reader->at != ']') {
        if (!read_pair(reader))
            return false;
        while (*reader->at == ',') {
            reader->at++;
            skip_spaces(reader);
            if (!read_pair(reader))
                return false;
        }
    }
    if (*reader->at != ']')
        return fail(reader, "a comma between pairs or the closing `]` is missing");
    reader->at++;
    skip_spaces(reader);
    return *reader->at == '\0' || fail(reader, "nothing follows the closing `]`");
}

static int compare_keys(const void *a, const void *b)
{
    return strcmp(((const struct pair *)a)->key, ((const struct pair *)b)->key);
}

/* Puts the pairs into the parts of the address; what is no part of its own is breakdown. */
static void distribute(struct reader *reader, struct pp_address *out)
{
    struct pp_str breakdown;

    qsort(reader->pairs, reader->count, sizeof reader->pairs[0], compare_keys);
    pp_str_init(&breakdown);
    for (size_t i = 0; i < reader->count; i++) {
        const struct pair *pair = &reader->pairs[i];
        if (strcmp(pair->key, "city") == 0) {
            out->city = pair->value;
        } else if (strcmp(pair->key, "framework") == 0) {
            out->framework = pair->value;
        } else if (strcmp(pair->key, "dimension") == 0) {
            out->dimension = pair->value;
        } else if (strcmp(pair->key, "period") == 0) {
            out->period = pair->value;
        } else {
            pp_str_printf(&breakdown, "%s%s=", breakdown.length == 0 ? "" : ";", pair->key);
            write_value(&breakdown, pair->value);
        }
    }
    if (breakdown.length > 0)
        out->breakdown = pp_str_copy(&breakdown, reader->arena);
    pp_str_free(&breakdown);
}

/* A measure of the catalogue takes only its own keys. */
static bool check_keys(struct reader *reader, const struct pp_address *address)
{
    const struct pp_measure *measure = pp_measure_base(address->measure);
    const char *wrong = NULL;

    if (measure == NULL)
        return true;
    if (!pp_is_empty(address->city) && !(measure->takes & PP_TAKES_CITY))
        wrong = "city";
    else if (!pp_is_empty(address->framework) && !(measure->takes & PP_TAKES_FRAMEWORK))
        wrong = "framework";
    else if (!pp_is_empty(address->dimension) && !(measure->takes & PP_TAKES_DIMENSION))
        wrong = "dimension";
    if (wrong == NULL)
        return true;
    reader->error = pp_arena_printf(
        reader->arena, "The figure address `%s` is not right: `%s` takes no `%s`; leave it out.",
        reader->text, address->measure, wrong);
    return false;
}

static void fill_defaults(struct pp_address *address, const struct pp_address *defaults)
{
    const struct pp_measure *measure = pp_measure_base(address->measure);
    unsigned takes = measure == NULL ? 0 : measure->takes;

    if (address->city == NULL && (takes & PP_TAKES_CITY))
        address->city = defaults->city;
    if (address->framework == NULL && (takes & PP_TAKES_FRAMEWORK))
        address->framework = defaults->framework;
    if (address->dimension == NULL && (takes & PP_TAKES_DIMENSION))
        address->dimension = defaults->dimension;
    if (address->breakdown == NULL && (takes & PP_TAKES_BREAKDOWN))
        address->breakdown = defaults->breakdown;
    if (address->period == NULL)
        address->period = defaults->period;
}

static enum pp_status too_long(struct pp_arena *arena, const char **error)
{
    *error = pp_arena_printf(
        arena, "A figure address is longer than %d bytes; shorten it.", PP_LIMIT_ADDRESS);
    return PP_USAGE;
}

enum pp_status pp_address_parse(
    struct pp_arena *arena, const char *text, const struct pp_address *defaults,
    struct pp_address *out, const char **error)
{
    struct reader reader = {.arena = arena, .text = text, .at = text};
    struct pp_address address = {0};

    if (strlen(text) > PP_LIMIT_ADDRESS)
        return too_long(arena, error);
    if (pp_utf8_valid(text, strlen(text)) != strlen(text)) {
        *error = "A figure address holds bytes that are not UTF-8; save the file as UTF-8.";
        return PP_USAGE;
    }
    skip_spaces(&reader);
    if (!read_measure(&reader, &address.measure) || !read_pairs(&reader)) {
        *error = reader.error;
        return PP_USAGE;
    }
    distribute(&reader, &address);
    if (!check_keys(&reader, &address)) {
        *error = reader.error;
        return PP_USAGE;
    }
    if (defaults != NULL)
        fill_defaults(&address, defaults);
    if (pp_is_empty(address.city))
        address.city = NULL;
    if (strlen(pp_address_text(arena, &address)) > PP_LIMIT_ADDRESS)
        return too_long(arena, error);
    *out = address;
    return PP_OK;
}
