#include "pactpress/message.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "message_parts.h"

/* A recursive descent over the pattern. The syntax and its apostrophes are ICU's (MessageFormat,
 * mode DOUBLE_OPTIONAL). */
struct parser {
    struct pp_run *run;
    struct pp_arena *arena;
    const char *pattern;
    size_t length, at; /* [bytes] */
    struct pp_where where;
    int depth;
    struct pp_str text; /* literal text in the making */
};

static struct pp_where place(const struct parser *parser, size_t at)
{
    struct pp_where where = parser->where;
    size_t characters = pp_utf8_count(parser->pattern, at);
    where.col = (where.col > 0 ? where.col : 1) + characters;
    return where;
}

#define FAIL(parser, position, ...)                                                                \
    do {                                                                                           \
        pp_report(                                                                                 \
            (parser)->run, PP_ERROR, place((parser), (position)), "message.syntax",                \
            (parser)->pattern, __VA_ARGS__);                                                       \
        return PP_DATA;                                                                            \
    } while (0)

static char peek(const struct parser *parser)
{
    return parser->at < parser->length ? parser->pattern[parser->at] : '\0';
}

static void skip_space(struct parser *parser)
{
    while (peek(parser) != '\0' && strchr(" \t\r\n", peek(parser)) != NULL)
        parser->at++;
}

/* A word up to white space or punctuation of the syntax; "" when there is none. */
static char *read_word(struct parser *parser)
{
    skip_space(parser);
    size_t size = strcspn(parser->pattern + parser->at, " \t\r\n{},#:|'=");
    char *word = pp_arena_strndup(parser->arena, parser->pattern + parser->at, size);
    parser->at += size;
    return word;
}

static struct pp_part *add_part(struct parser *parser, struct pp_parts *parts)
{
    return PP_PUSH(parser->arena, parts);
}

static void end_text(struct parser *parser, struct pp_parts *parts)
{
    if (parser->text.length == 0)
        return;
    struct pp_part *part = add_part(parser, parts);
    part->kind = PP_PART_TEXT;
    part->text = pp_str_copy(&parser->text, parser->arena);
    pp_str_clear(&parser->text);
}

/* At an apostrophe: '' is one; before { } (and # in a plural) it starts a quotation; else it is
 * itself. A quotation that nobody closes goes on to the end. */
static void read_apostrophe(struct parser *parser, bool in_plural)
{
    char next = parser->pattern[++parser->at];
    if (next == '\'') {
        pp_str_append_char(&parser->text, '\'');
        parser->at++;
        return;
    }
    if (next != '{' && next != '}' && !(in_plural && next == '#')) {
        pp_str_append_char(&parser->text, '\'');
        return;
    }
    for (; parser->at < parser->length; parser->at++) {
        char c = parser->pattern[parser->at];
        if (c == '\'' && parser->pattern[parser->at + 1] != '\'') {
            parser->at++;
            return;
        }
        if (c == '\'')
            parser->at++;
        pp_str_append_char(&parser->text, c);
    }
}

/* l'{city} would print the braces: a letter before tells that an elision was meant. */
static enum pp_status check_elision(struct parser *parser)
{
    const char *here = parser->pattern + parser->at;
    bool letter = parser->at > 0 && (((here[-1] | 0x20) >= 'a' && (here[-1] | 0x20) <= 'z') ||
                                     (unsigned char)here[-1] >= 0x80);
    if (letter && here[1] == '{')
        FAIL(
            parser, parser->at,
            "A straight apostrophe before { makes the brace plain text; write ’ (U+2019) here.");
    return PP_OK;
}

static enum pp_status read_argument(struct parser *parser, struct pp_parts *parts, bool in_plural);

/* Text and arguments up to the end, or to the brace that closes a branch. */
static enum pp_status read_parts(struct parser *parser, struct pp_parts *parts, bool in_plural)
{
    struct pp_str outer = parser->text;
    pp_str_init(&parser->text);
    enum pp_status status = PP_OK;
    for (char c; status == PP_OK && (c = peek(parser)) != '\0' && c != '}';) {
        if (c == '\'') {
            status = check_elision(parser);
            if (status == PP_OK)
                read_apostrophe(parser, in_plural);
        } else if (c == '{') {
            end_text(parser, parts);
            status = read_argument(parser, parts, in_plural);
        } else if (c == '#' && in_plural) {
            end_text(parser, parts);
            add_part(parser, parts)->kind = PP_PART_NUMBER_SIGN;
            parser->at++;
        } else {
            pp_str_append_char(&parser->text, c);
            parser->at++;
        }
    }
    end_text(parser, parts);
    pp_str_free(&parser->text);
    parser->text = outer;
    return status;
}

/* A whole number, or one with decimals, behind `=` or `offset:`. */
static bool read_number(struct parser *parser, int64_t *value, int *decimals)
{
    enum { MOST_DIGITS = 17 };
    bool negative = peek(parser) == '-', point = false;
    int digits = 0;
    *value = 0;
    *decimals = 0;
    if (negative)
        parser->at++;
    for (; (peek(parser) >= '0' && peek(parser) <= '9') || (peek(parser) == '.' && !point);
         parser->at++) {
        if (peek(parser) == '.') {
            point = true;
            continue;
        }
        if (++digits > MOST_DIGITS)
            return false;
        *value = *value * 10 + (peek(parser) - '0');
        *decimals += point;
    }
    *value = negative ? -*value : *value;
    return digits > 0;
}

static bool is_known_keyword(const char *word)
{
    static const char *const known[] = {"zero",      "one",      "two",          "few",
                                        "many",      "other",    "withheld",     "unknown",
                                        "estimated", "at_least", "not_assessed", NULL};
    for (size_t i = 0; known[i] != NULL; i++)
        if (pp_streq(word, known[i]))
            return true;
    return false;
}

static enum pp_status check_keyword(
    struct parser *parser, const struct pp_part *part, const struct pp_branch *branch, size_t start)
{
    static const char *const known[] = {"zero",      "one",      "two",          "few",
                                        "many",      "other",    "withheld",     "unknown",
                                        "estimated", "at_least", "not_assessed", NULL};
    if (part->kind != PP_PART_SELECT && !branch->exact && !is_known_keyword(branch->keyword)) {
        const char *near = pp_nearest(branch->keyword, known);
        FAIL(
            parser, start,
            "“%s” is no plural category%s%s%s; write one of zero, one, two, few, "
            "many, other, a number such as =0, or a state such as withheld.",
            branch->keyword, near != NULL ? " (“" : "", near != NULL ? near : "",
            near != NULL ? "” is near)" : "");
    }
    for (size_t i = 0; i + 1 < part->branches.count; i++)
        if (pp_streq(part->branches.items[i].keyword, branch->keyword))
            FAIL(
                parser, start, "The branch “%s” of {%s} stands twice; delete one of them.",
                branch->keyword, part->name);
    return PP_OK;
}

static enum pp_status read_selector(struct parser *parser, struct pp_part *part)
{
    skip_space(parser);
    size_t start = parser->at;
    struct pp_branch *branch = PP_PUSH(parser->arena, &part->branches);
    branch->exact = peek(parser) == '=' && part->kind != PP_PART_SELECT;
    if (branch->exact) {
        parser->at++;
        if (!read_number(parser, &branch->value, &branch->decimals))
            FAIL(parser, start, "A number must follow “=” in {%s}, as in =0 {...}.", part->name);
        branch->keyword =
            pp_arena_strndup(parser->arena, parser->pattern + start, parser->at - start);
    } else {
        branch->keyword = read_word(parser);
    }
    if (branch->keyword[0] == '\0')
        FAIL(
            parser, start, "A branch of {%s} needs a name before its braces, as in other {...}.",
            part->name);
    return check_keyword(parser, part, branch, start);
}

static enum pp_status read_branch(struct parser *parser, struct pp_part *part, bool in_plural)
{
    PP_TRY(read_selector(parser, part));
    skip_space(parser);
    if (peek(parser) != '{')
        FAIL(
            parser, parser->at, "The branch “%s” of {%s} needs its text in braces: %s {...}.",
            part->branches.items[part->branches.count - 1].keyword, part->name,
            part->branches.items[part->branches.count - 1].keyword);
    size_t open = parser->at++;
    struct pp_parts parts = {0};
    bool plural = part->kind != PP_PART_SELECT;
    PP_TRY(read_parts(parser, &parts, plural || in_plural));
    if (peek(parser) != '}')
        FAIL(parser, open, "The brace that opens here is never closed; put } behind the branch.");
    parser->at++;
    part->branches.items[part->branches.count - 1].parts = parts;
    return PP_OK;
}

static enum pp_status read_offset(struct parser *parser, struct pp_part *part)
{
    skip_space(parser);
    if (part->kind == PP_PART_SELECT || strncmp(parser->pattern + parser->at, "offset:", 7) != 0)
        return PP_OK;
    size_t start = parser->at;
    int decimals;
    parser->at += 7;
    skip_space(parser);
    if (!read_number(parser, &part->offset, &decimals) || decimals > 0)
        FAIL(parser, start, "A whole number must follow “offset:”, as in offset:1.");
    return PP_OK;
}

static enum pp_status read_branches(
    struct parser *parser, struct pp_part *part, bool in_plural, size_t start)
{
    skip_space(parser);
    if (peek(parser) != ',')
        FAIL(
            parser, parser->at,
            "Branches must follow: {%s, plural, one {...} other {...}} or {%s, select, a {...} "
            "other {...}}.",
            part->name, part->name);
    parser->at++;
    PP_TRY(read_offset(parser, part));
    bool other = false;
    for (skip_space(parser); peek(parser) != '}' && peek(parser) != '\0'; skip_space(parser)) {
        PP_TRY(read_branch(parser, part, in_plural));
        if (pp_streq(part->branches.items[part->branches.count - 1].keyword, "other"))
            other = true;
    }
    if (!other)
        FAIL(
            parser, start, "{%s, ...} has no branch “other {...}”; every choice needs one.",
            part->name);
    return PP_OK;
}

static enum pp_status read_style(struct parser *parser, struct pp_part *part)
{
    skip_space(parser);
    if (peek(parser) != ',') {
        part->date = PP_DATE_LONG;
        return PP_OK;
    }
    parser->at++;
    skip_space(parser);
    size_t start = parser->at;
    char *style = read_word(parser);
    if (part->kind == PP_PART_NUMBER && pp_streq(style, "signed"))
        part->kind = PP_PART_SIGNED;
    else if (part->kind == PP_PART_NUMBER && pp_streq(style, "percent"))
        part->kind = PP_PART_PERCENT;
    else if (part->kind == PP_PART_DATE && pp_streq(style, "long"))
        part->date = PP_DATE_LONG;
    else if (part->kind == PP_PART_DATE && pp_streq(style, "short"))
        part->date = PP_DATE_SHORT;
    else if (part->kind == PP_PART_DATE && pp_streq(style, "month"))
        part->date = PP_DATE_MONTH;
    else if (part->kind == PP_PART_DATE && pp_streq(style, "day"))
        part->date = PP_DATE_DAY_MONTH;
    else if (part->kind == PP_PART_DATE)
        FAIL(parser, start, "“%s” is no style of dates; write long, short, month or day.", style);
    else if (part->kind == PP_PART_NUMBER)
        FAIL(parser, start, "“%s” is no style of numbers; write signed or percent.", style);
    else
        FAIL(parser, start, "{%s} takes no style here; delete “, %s”.", part->name, style);
    return PP_OK;
}

static const struct format {
    const char *word;
    enum pp_part_kind kind;
} formats[] = {
    {"number", PP_PART_NUMBER}, {"percent", PP_PART_PERCENT}, {"date", PP_PART_DATE},
    {"period", PP_PART_PERIOD}, {"plural", PP_PART_PLURAL},   {"selectordinal", PP_PART_ORDINAL},
    {"select", PP_PART_SELECT},
};

static enum pp_status read_kind(struct parser *parser, struct pp_part *part)
{
    static const char *const words[] = {"number", "percent",       "date",   "period",
                                        "plural", "selectordinal", "select", NULL};
    skip_space(parser);
    size_t start = parser->at;
    const char *word = read_word(parser);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (pp_streq(word, formats[i].word)) {
            part->kind = formats[i].kind;
            return PP_OK;
        }
    const char *near = pp_nearest(word, words);
    FAIL(
        parser, start, "“%s” is no way to print an argument; write %s%s.", word,
        near != NULL ? near : "number, percent, date, period, plural, selectordinal or select",
        near != NULL ? " perhaps" : "");
}

static enum pp_status read_argument(struct parser *parser, struct pp_parts *parts, bool in_plural)
{
    size_t open = parser->at++;
    if (++parser->depth > PP_LIMIT_MESSAGE_DEPTH)
        FAIL(
            parser, open, "Braces stand more than %d deep; write whole sentences per branch.",
            PP_LIMIT_MESSAGE_DEPTH);
    struct pp_part part = {.kind = PP_PART_PLAIN, .where = place(parser, open)};
    part.name = read_word(parser);
    if (part.name[0] == '\0')
        FAIL(
            parser, open,
            "An argument needs a name in its braces, as in {count}; a brace that "
            "shall be printed is written '{'.");
    skip_space(parser);
    if (peek(parser) == ',') {
        parser->at++;
        PP_TRY(read_kind(parser, &part));
        if (part.kind >= PP_PART_PLURAL)
            PP_TRY(read_branches(parser, &part, in_plural, open));
        else
            PP_TRY(read_style(parser, &part));
        skip_space(parser);
    }
    if (peek(parser) == '\0')
        FAIL(
            parser, open, "The brace that opens here is never closed; put } behind {%s.",
            part.name);
    if (peek(parser) != '}')
        FAIL(parser, parser->at, "A comma or } must follow here in {%s ...}.", part.name);
    parser->at++;
    parser->depth--;
    *add_part(parser, parts) = part;
    return PP_OK;
}

static enum pp_status read_message(struct parser *parser, struct pp_parts *parts)
{
    if (parser->length > PP_LIMIT_MESSAGE)
        FAIL(parser, 0, "The message is longer than %d bytes; divide it.", PP_LIMIT_MESSAGE);
    PP_TRY(read_parts(parser, parts, false));
    if (parser->at < parser->length)
        FAIL(parser, parser->at, "This brace closes nothing; delete it, or write '}' to print it.");
    return PP_OK;
}

enum pp_status pp_message_parse(
    struct pp_run *run, struct pp_arena *arena, const char *pattern, struct pp_where where,
    struct pp_message **out)
{
    struct parser parser = {
        .run = run,
        .arena = arena,
        .pattern = pattern,
        .length = strlen(pattern),
        .where = where,
    };
    pp_str_init(&parser.text);
    struct pp_message *message = pp_arena_alloc(arena, sizeof *message);
    message->where = where;
    enum pp_status status = read_message(&parser, &message->parts);
    pp_str_free(&parser.text);
    if (status == PP_OK)
        *out = message;
    return status;
}
