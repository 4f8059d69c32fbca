#include "document/typed.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/map.h"
#include "pactpress/months.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { MOST_DIGITS = 12, GROUP = 3, FIRST_YEAR = 1900, LAST_YEAR = 2100 };
enum { FEWEST_ALIKE = 4, ENDING = 2, LONGEST_FILLER = 6 }; /* letters */

struct typed {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_results *results;
    const struct pp_story *story;
    const char *const *cities;
    size_t city_count;
    struct pp_months months;
    const char *text;
    enum pp_status status;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters of every script: bytes above ASCII that begin no space, dash or quotation mark. */
static bool is_letter(const char *at)
{
    unsigned char c = (unsigned char)*at;
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC3 && c != 0xE2);
}

/* Bytes of a blank (no-break ones too) or of an en dash at `at`; 0: neither. */
static size_t blank(const char *at)
{
    static const char *const blanks[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (pp_starts_with(at, blanks[i]))
            return strlen(blanks[i]);
    return 0;
}

static size_t dash(const char *at)
{
    return *at == '-' ? 1 : pp_starts_with(at, "\xE2\x80\x93") ? strlen("\xE2\x80\x93") : 0;
}

/* The bytes of a sign between groups of three digits. */
static size_t group_sign(const char *at)
{
    size_t sign = *at == '.' || *at == ',' ? 1 : blank(at);
    for (size_t i = 0; sign > 0 && i < GROUP; i++)
        if (!is_digit(at[sign + i]))
            return 0;
    return sign > 0 && !is_digit(at[sign + GROUP]) ? sign : 0;
}

/* Reads a whole number at `at`; returns where it ends. */
static size_t read_number(const char *text, size_t at, int64_t *value)
{
    size_t digits = 0;
    *value = 0;
    for (;;) {
        for (; is_digit(text[at]) && digits < MOST_DIGITS; at++, digits++)
            *value = 10 * *value + (text[at] - '0');
        size_t sign = digits <= GROUP || *value >= 1000 ? group_sign(text + at) : 0;
        if (sign == 0 || digits + GROUP > MOST_DIGITS)
            return at;
        at += sign;
    }
}

/* A form of the name that dates do not take, but sentences do: "februārī" of "februāris". */
static bool is_form_of(const char *word, const char *name)
{
    size_t common = 0, length = strlen(name);
    while (word[common] != '\0' && word[common] == name[common])
        common++;
    return common >= FEWEST_ALIKE && common + ENDING >= length &&
           strlen(word) <= length + ENDING + 1;
}

static bool names_month(const struct typed *typed, const char *word, size_t length)
{
    const char *folded = pp_fold(typed->arena, pp_arena_strndup(typed->arena, word, length));
    if (*folded != '\0' && pp_months_find(&typed->months, folded, strlen(folded)) > 0)
        return true;
    for (size_t i = 0; i < typed->months.names.count; i++)
        if (is_form_of(folded, typed->months.names.entries[i].key))
            return true;
    return false;
}

static size_t word_length(const char *at)
{
    size_t length = 0;
    while (is_letter(at + length) || (at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

/* Does a month follow: "3 March", "3. März", "10–12 May", "31 March – 1 April", "3 de marzo"? */
static bool month_follows(const struct typed *typed, size_t at)
{
    const char *text = typed->text;
    for (int words = 0; words < 3;) {
        size_t step = blank(text + at);
        if (step == 0)
            step = dash(text + at);
        if (step == 0 && pp_starts_with(text + at, "\xE2\x80\x99")) /* Maltese: 23 ta’ Frar */
            step = strlen("\xE2\x80\x99");
        if (step == 0 && (is_digit(text[at]) || text[at] == '.' || text[at] == '/'))
            step = 1;
        if (step > 0) {
            at += step;
            continue;
        }
        size_t length = word_length(text + at);
        if (length == 0)
            return false;
        if (names_month(typed, text + at, length))
            return true;
        if (length > LONGEST_FILLER) /* "and", "de", "till", "līdz" stand between */
            return false;
        at += length;
        words++;
    }
    return false;
}

static bool month_precedes(const struct typed *typed, size_t at)
{
    const char *text = typed->text;
    size_t end, start;
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\xA0' || text[at - 1] == '\xC2'))
        at--;
    end = start = at;
    while (start > 0 && ((text[start - 1] & 0x80) || is_letter(text + start - 1)))
        start--;
    return end > start && names_month(typed, text + start, end - start);
}

static bool is_joined_before(const char *text, size_t at)
{
    char c = at > 0 ? text[at - 1] : ' ';
    bool number = at > 1 && is_digit(text[at - 2]);
    if (is_letter(&c) || is_digit(c) || (c & 0xC0) == 0x80)
        return (c & 0xC0) != 0x80 || (at > 1 && (unsigned char)text[at - 2] >= 0xC3 &&
                                      (unsigned char)text[at - 2] != 0xE2);
    return strchr("/:#&=_@+^", c) != NULL || ((c == '.' || c == ',' || c == '-') && number);
}

static bool is_joined_after(const char *text, size_t at)
{
    size_t space = blank(text + at);
    if (is_letter(text + at) || strchr("/:_=@", text[at] ? text[at] : ' ') != NULL)
        return true;
    if ((text[at] == '.' || text[at] == ',') && is_digit(text[at + 1]))
        return true;
    return text[at + space] == '%' || pp_starts_with(text + at + space, "\xE2\x82\xAC") ||
           pp_starts_with(text + at + space, "\xD9\xAA");
}

static bool is_label(const char *text, size_t start, size_t end, int64_t value)
{
    size_t line = start;
    while (line > 0 && (text[line - 1] == ' ' || text[line - 1] == '>'))
        line--;
    bool marker = (line == 0 || text[line - 1] == '\n') && (text[end] == '.' || text[end] == ')') &&
                  (text[end + 1] == ' ' || text[end + 1] == '\n');
    return marker || (end - start == 4 && value >= FIRST_YEAR && value <= LAST_YEAR) ||
           (line >= 3 && memcmp(text + line - 3, "\xE2\x82\xAC", 3) == 0);
}

static bool may_count(const struct typed *typed, size_t start, size_t end, int64_t value)
{
    return value > 0 && !is_joined_before(typed->text, start) &&
           !is_joined_after(typed->text, end) && !is_label(typed->text, start, end, value) &&
           !month_follows(typed, end) && !month_precedes(typed, start);
}

static const struct pp_withheld *withheld_of(const struct typed *typed, int64_t value)
{
    for (size_t i = 0; i < typed->results->withheld_count; i++) {
        const struct pp_withheld *one = &typed->results->withheld[i];
        for (size_t k = 0; one->value == value && k < typed->city_count; k++)
            if (pp_streq(one->city, typed->cities[k]))
                return one;
    }
    return NULL;
}

static void judge(struct typed *typed, size_t start, size_t end, int64_t value)
{
    const struct pp_source_text *source = &typed->story->source;
    struct pp_where where = pp_source_text_where(source, start);
    const struct pp_withheld *withheld = withheld_of(typed, value);
    const char *shown = pp_arena_strndup(typed->arena, typed->text + start, end - start);
    if (withheld == NULL) {
        pp_source_text_report(
            typed->run, PP_NOTE, source, where, "story.typed-number",
            "%s is typed here. If it counts persons who are in the data, name the figure between "
            "{{ and }} instead.",
            shown);
        return;
    }
    pp_source_text_report(
        typed->run, PP_ERROR, source, where, "story.withheld-number",
        "%s is a number that is withheld in the documents of %s in this period, to protect people. "
        "Name the figure between {{ and }}, or leave the number out; a number that counts no "
        "persons is written as a word.",
        shown, withheld->city != NULL ? withheld->city : "the project");
    typed->status = PP_DATA;
}

/* Keys of the front matter whose values are printed. */
static bool is_printed_key(const char *line)
{
    static const char *const keys[] = {"title:", "summary:", "kicker:", "alt:", "caption:", NULL};
    for (size_t i = 0; keys[i] != NULL; i++)
        if (pp_starts_with(line, keys[i]))
            return true;
    return false;
}

/* What is skipped at `at`: a placeholder, the address of a link, code. Returns where it ends. */
static size_t skip(const char *text, size_t at, const struct pp_ranges *ranges)
{
    for (size_t i = 0; i < ranges->count; i++)
        if (ranges->items[i].start == at)
            return ranges->items[i].stop;
    if (pp_starts_with(text + at, "](")) {
        size_t length = strcspn(text + at, ")\n");
        return at + length;
    }
    if (text[at] == '`')
        return at + 1 + strcspn(text + at + 1, "`\n");
    return at;
}

/* Returns where it stopped: a placeholder may go on in the next lines. */
static size_t scan_line(struct typed *typed, size_t at, size_t end, const struct pp_ranges *ranges)
{
    while (at < end) {
        int64_t value;
        size_t next = skip(typed->text, at, ranges);
        if (next > at) {
            at = next;
        } else if (is_digit(typed->text[at])) {
            next = read_number(typed->text, at, &value);
            if (may_count(typed, at, next, value))
                judge(typed, at, next, value);
            at = next > at ? next : at + 1;
            while (is_digit(typed->text[at]))
                at++;
        } else {
            at++;
        }
    }
    return at;
}

/* Fenced blocks hold data, but for those that hold sentences. */
static bool opens_data(const char *line)
{
    return pp_starts_with(line, "```") && !pp_starts_with(line, "```terms") &&
           !pp_starts_with(line, "```callout") && line[3] != '\n' && line[3] != '\0';
}

static void scan(struct typed *typed)
{
    const struct pp_source_text *source = &typed->story->source;
    struct pp_ranges ranges = {0};
    size_t start, end, body = 0, done = 0;
    bool data = false;
    pp_placeholder_find(typed->arena, source, 0, &ranges);
    if (!pp_story_matter(source, &start, &end, &body))
        body = 0;
    for (size_t line = 0; line < source->lines; line++) {
        size_t at = source->starts[line];
        size_t stop = line + 1 < source->lines ? source->starts[line + 1] : source->length;
        if (at < done || (at < body && !is_printed_key(source->text + at)))
            at = at < done && done < stop ? done : stop;
        if (pp_starts_with(source->text + at, "```"))
            data = !data && opens_data(source->text + at);
        else if (!data)
            done = scan_line(typed, at, stop, &ranges);
    }
}

enum pp_status pp_typed_check(
    struct pp_run *run, const struct pp_results *results, const struct pp_story *story,
    const char *const *cities, size_t count)
{
    struct pp_arena *scratch = pp_arena_new();
    struct typed typed = {
        .run = run,
        .arena = scratch,
        .results = results,
        .story = story,
        .cities = cities,
        .city_count = count,
        .text = story->source.text};
    pp_months_init(&typed.months, scratch, (const char *const[]){story->lang}, 1);
    scan(&typed);
    pp_arena_free(scratch);
    return typed.status;
}
