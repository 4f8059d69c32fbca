#include "pactpress/coded.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"

struct reader {
    struct pp_arena *arena;
    enum pp_coded_syntax syntax;
    const char *text;
    size_t at, words; /* [bytes] here, and where the words before it begin */
    struct pp_coded *out;
};

static bool is_message(const struct reader *reader)
{
    return reader->syntax == PP_CODED_MESSAGE || reader->syntax == PP_CODED_BRANCH;
}

static void end_words(struct reader *reader)
{
    if (reader->at == reader->words)
        return;
    struct pp_code *code = PP_PUSH(reader->arena, reader->out);
    code->kind = PP_CODE_WORDS;
    code->text = code->key =
        pp_arena_strndup(reader->arena, reader->text + reader->words, reader->at - reader->words);
}

/* The next `size` bytes are a code. */
static struct pp_code *take(struct reader *reader, enum pp_code_kind kind, size_t size)
{
    end_words(reader);
    struct pp_code *code = PP_PUSH(reader->arena, reader->out);
    code->kind = kind;
    code->text = code->key = pp_arena_strndup(reader->arena, reader->text + reader->at, size);
    code->partner = reader->out->count - 1;
    reader->at += size;
    reader->words = reader->at;
    return code;
}

/* Behind an apostrophe that quotes a brace, up to the next one: where text goes on. */
static size_t skip_quoted(const char *text, size_t at)
{
    if (text[at + 1] == '\'')
        return at + 2;
    if (text[at + 1] != '{' && text[at + 1] != '}')
        return at + 1;
    for (at++; text[at] != '\0'; at++) {
        if (text[at] == '\'' && text[at + 1] != '\'')
            return at + 1;
        at += text[at] == '\'';
    }
    return at;
}

/* The brace that closes the one at `at`; 0: there is none. */
static size_t closing(const char *text, size_t at)
{
    int depth = 0;
    while (text[at] != '\0') {
        if (text[at] == '\'') {
            at = skip_quoted(text, at);
            continue;
        }
        depth += text[at] == '{';
        depth -= text[at] == '}';
        if (depth == 0)
            return at;
        at++;
    }
    return 0;
}

/* White space becomes one space, none behind `{` and in front of `}` and `,`. */
static const char *tidy(struct pp_arena *arena, const char *text, size_t length)
{
    char *out = pp_arena_strndup(arena, text, length);
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        bool blank = strchr(" \t\r\n", text[i]) != NULL;
        if (blank && (n == 0 || out[n - 1] == ' '))
            continue;
        if (text[i] == ',' && n > 0 && out[n - 1] == ' ')
            n--;
        out[n++] = blank ? ' ' : text[i];
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return out;
}

/* The end of a part of an argument: a comma outside of brackets, or `stop`. */
static size_t part_end(const char *text, size_t at, size_t stop)
{
    int depth = 0;
    for (; at < stop; at++) {
        depth += text[at] == '[';
        depth -= text[at] == ']';
        if (text[at] == ',' && depth <= 0)
            break;
    }
    return at;
}

static bool is_branching(const char *kind)
{
    return pp_streq(kind, "plural") || pp_streq(kind, "select") || pp_streq(kind, "selectordinal");
}

/* Branches in [at, stop); false when that is not what they are. */
static bool read_branches(struct reader *reader, struct pp_code *code, size_t at, size_t stop)
{
    const char *text = reader->text;
    for (at += strspn(text + at, " \t\r\n"); at < stop; at += strspn(text + at, " \t\r\n")) {
        size_t open = at + strcspn(text + at, "{}");
        size_t end = open < stop && text[open] == '{' ? closing(text, open) : 0;
        if (end == 0 || end >= stop || open == at)
            return false;
        struct pp_code_branch *branch = PP_PUSH(reader->arena, &code->branches);
        branch->keyword = tidy(reader->arena, text + at, open - at);
        branch->text = pp_arena_strndup(reader->arena, text + open + 1, end - open - 1);
        if (strpbrk(branch->keyword, " '") != NULL) /* "offset:1 one" */
            return false;
        at = end + 1;
    }
    return code->branches.count > 0;
}

/* An argument whose braces are [open, stop) with `braces` of them at each end. */
static void read_argument(struct reader *reader, size_t stop, size_t braces)
{
    const char *text = reader->text, *left = braces == 2 ? "{{ " : "{";
    const char *right = braces == 2 ? " }}" : "}";
    struct pp_arena *arena = reader->arena;
    size_t at = reader->at + braces, inner = stop - braces;
    struct pp_code *code = take(reader, PP_CODE_ALONE, stop - reader->at);
    size_t end = part_end(text, at, inner), next = end < inner ? end + 1 : inner;
    code->name = tidy(arena, text + at, end - at);
    code->is_argument = true;
    end = part_end(text, next, inner);
    const char *kind = tidy(arena, text + next, end - next);
    if (memchr(text + at, '\'', inner - at) == NULL) /* a quotation is left alone */
        code->text = code->key =
            pp_arena_printf(arena, "%s%s%s", left, tidy(arena, text + at, inner - at), right);
    if (!is_branching(kind) || end >= inner || strpbrk(code->name, "'{}") != NULL)
        return;
    if (read_branches(reader, code, end + 1, inner)) {
        code->text = pp_arena_printf(arena, "%s%s, %s,", left, code->name, kind);
        code->key = pp_arena_printf(arena, "%s%s, %s%s", left, code->name, kind, right);
        code->is_choice = pp_streq(kind, "select");
    } else {
        code->branches.count = 0;
    }
}

/* --- Markdown. A mark without its partner is words. */

static bool is_space(char c)
{
    return c == '\0' || strchr(" \t\n", c) != NULL;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

/* The bracket that closes the one at `at`; 0: none. */
static size_t closing_bracket(const char *text, size_t at)
{
    int depth = 0;
    for (; text[at] != '\0'; at++) {
        if (text[at] == '\\' && text[at + 1] != '\0') {
            at++;
            continue;
        }
        depth += text[at] == '[';
        depth -= text[at] == ']';
        if (depth == 0)
            return at;
    }
    return 0;
}

/* Behind "](address)" at `at`; 0: that is not there. With `title`, up to the quote that opens it.
 */
static size_t address_end(const char *text, size_t at, size_t *title)
{
    int depth = 0;
    *title = 0;
    if (text[at + 1] != '(')
        return 0;
    for (at++; text[at] != '\0' && text[at] != '\n'; at++) {
        if (text[at] == '"') {
            *title = at;
            const char *end = strchr(text + at + 1, '"');
            if (end == NULL)
                return 0;
            at = (size_t)(end - text);
            continue;
        }
        depth += text[at] == '(';
        depth -= text[at] == ')';
        if (depth == 0)
            return at + 1;
    }
    return 0;
}

/* ![what it shows](file "caption | credit"), [AB](abbr: "what it is short for"): the words are
 * those between its codes, of which the first is `opening` long. */
static bool read_titled(struct reader *reader, size_t opening)
{
    size_t bracket = closing_bracket(reader->text, reader->at + opening - 1), title;
    size_t stop = bracket > 0 ? address_end(reader->text, bracket, &title) : 0;
    if (stop == 0)
        return false;
    take(reader, PP_CODE_ALONE, opening)->is_argument = true;
    reader->at = bracket;
    if (title > 0) {
        take(reader, PP_CODE_ALONE, title + 1 - bracket)->is_argument = true;
        reader->at = title + 1 + strcspn(reader->text + title + 1, "\"");
    }
    take(reader, PP_CODE_ALONE, stop - reader->at)->is_argument = true;
    return true;
}

static void close_pair(struct reader *reader, size_t open, size_t size)
{
    const char *opens = reader->out->items[open].text;
    struct pp_code *close = take(reader, PP_CODE_CLOSE, size);
    close->partner = open;
    struct pp_code *mate = &reader->out->items[open];
    mate->partner = reader->out->count - 1;
    mate->key = close->key = pp_arena_printf(reader->arena, "%s%s", opens, close->text);
    mate->is_argument = close->is_argument = close->text[0] == ']';
}

/* The innermost code that is open and written as `mark`; -1: none. */
static long find_open(const struct reader *reader, const char *mark, size_t size)
{
    for (size_t i = reader->out->count; i-- > 0;) {
        const struct pp_code *code = &reader->out->items[i];
        if (code->kind != PP_CODE_OPEN || code->partner != i)
            continue;
        return strlen(code->text) == size && strncmp(code->text, mark, size) == 0 ? (long)i : -1;
    }
    return -1;
}

static bool read_link(struct reader *reader)
{
    size_t title;
    const char *text = reader->text;
    if (text[reader->at] == '[') {
        size_t bracket = closing_bracket(text, reader->at);
        if (bracket == 0 || address_end(text, bracket, &title) == 0)
            return false;
        if (pp_starts_with(text + bracket, "](abbr:"))
            return read_titled(reader, 1);
        take(reader, PP_CODE_OPEN, 1);
        return true;
    }
    long open = find_open(reader, "[", 1);
    size_t stop = address_end(text, reader->at, &title);
    if (open < 0 || stop == 0)
        return false;
    close_pair(reader, (size_t)open, stop - reader->at);
    return true;
}

static bool read_emphasis(struct reader *reader)
{
    const char *here = reader->text + reader->at;
    char before = reader->at > 0 ? here[-1] : '\0';
    size_t size = here[1] == here[0] ? 2 : 1;
    bool underscore = here[0] == '_';
    long open = find_open(reader, here, size);
    if (open >= 0 && !is_space(before) && !(underscore && is_word(here[size]))) {
        close_pair(reader, (size_t)open, size);
        return true;
    }
    if (is_space(here[size]) || (underscore && is_word(before)))
        return false;
    take(reader, PP_CODE_OPEN, size);
    return true;
}

/* `code`, <https://...>, [^1], and a forced line end. */
static bool read_whole(struct reader *reader)
{
    const char *here = reader->text + reader->at, *end = NULL;
    if (here[0] == '`')
        end = strchr(here + 1, '`');
    else if (here[0] == '<' && strcspn(here, " >") > strcspn(here, ":"))
        end = strchr(here, '>');
    else if (here[0] == '[' && here[1] == '^')
        end = strchr(here, ']');
    else if (here[0] == '\\' && here[1] == '\n')
        end = here + 1;
    if (end == NULL)
        return false;
    take(reader, PP_CODE_ALONE, (size_t)(end - here) + 1)->is_argument = here[0] != '\\';
    return true;
}

static bool read_mark(struct reader *reader)
{
    switch (reader->text[reader->at]) {
    case '!':
        return reader->text[reader->at + 1] == '[' && read_titled(reader, 2);
    case '[':
        return read_whole(reader) || read_link(reader);
    case ']':
        return read_link(reader);
    case '*':
    case '_':
        return read_emphasis(reader);
    default:
        return read_whole(reader);
    }
}

/* What opened and was never closed is words. */
static void mend(struct reader *reader)
{
    struct pp_coded *out = reader->out;
    size_t count = 0;
    size_t *places = pp_arena_array(reader->arena, out->count + 1, sizeof *places);
    for (size_t i = 0; i < out->count; i++) {
        struct pp_code code = out->items[i];
        if (code.kind == PP_CODE_OPEN && code.partner == i)
            code.kind = PP_CODE_WORDS;
        struct pp_code *last = count > 0 ? &out->items[count - 1] : NULL;
        if (code.kind == PP_CODE_WORDS && last != NULL && last->kind == PP_CODE_WORDS) {
            last->text = last->key = pp_arena_printf(reader->arena, "%s%s", last->text, code.text);
            places[i] = count - 1;
            continue;
        }
        places[i] = count;
        out->items[count++] = code;
    }
    out->count = count;
    for (size_t i = 0; i < count; i++)
        out->items[i].partner = places[out->items[i].partner];
}

/* A code at this place, or not. */
static bool read_code(struct reader *reader)
{
    const char *here = reader->text + reader->at;
    if (reader->syntax == PP_CODED_BRANCH && *here == '#') {
        take(reader, PP_CODE_ALONE, 1);
        return true;
    }
    if (*here == '{' && (is_message(reader) || here[1] == '{')) {
        size_t end = closing(reader->text, reader->at);
        if (end > reader->at + 1 && (is_message(reader) || reader->text[end - 1] == '}')) {
            read_argument(reader, end + 1, is_message(reader) ? 1 : 2);
            return true;
        }
    }
    return reader->syntax == PP_CODED_MARKDOWN && read_mark(reader);
}

void pp_coded_read(
    struct pp_arena *arena, enum pp_coded_syntax syntax, const char *text, struct pp_coded *out)
{
    struct reader reader = {.arena = arena, .syntax = syntax, .text = text, .out = out};
    *out = (struct pp_coded){0};
    while (text[reader.at] != '\0') {
        if (is_message(&reader) && text[reader.at] == '\'') {
            reader.at = skip_quoted(text, reader.at);
        } else if (
            syntax == PP_CODED_MARKDOWN && text[reader.at] == '\\' && text[reader.at + 1] != '\n' &&
            text[reader.at + 1] != '\0') {
            reader.at += 2;
        } else if (!read_code(&reader)) {
            reader.at++;
        }
    }
    end_words(&reader);
    mend(&reader);
}

const char *pp_code_write(struct pp_arena *arena, const struct pp_code *code)
{
    struct pp_str str;
    if (code->branches.count == 0)
        return code->text;
    pp_str_init(&str);
    pp_str_append(&str, code->text);
    for (size_t i = 0; i < code->branches.count; i++)
        pp_str_printf(
            &str, " %s {%s}", code->branches.items[i].keyword, code->branches.items[i].text);
    pp_str_append(&str, pp_starts_with(code->text, "{{") ? " }}" : "}");
    const char *text = pp_str_copy(&str, arena);
    pp_str_free(&str);
    return text;
}

const char *pp_coded_write(struct pp_arena *arena, const struct pp_coded *coded)
{
    struct pp_str str;
    pp_str_init(&str);
    for (size_t i = 0; i < coded->count; i++)
        pp_str_append(&str, pp_code_write(arena, &coded->items[i]));
    const char *text = pp_str_copy(&str, arena);
    pp_str_free(&str);
    return text;
}

/* Branches inside of branches, too, down to what a message may hold. */
static const char *canonical(
    struct pp_arena *arena, enum pp_coded_syntax syntax, const char *text, int depth)
{
    struct pp_coded coded;
    pp_coded_read(arena, syntax, text, &coded);
    for (size_t i = 0; i < coded.count && depth < PP_LIMIT_MESSAGE_DEPTH; i++)
        for (size_t k = 0; k < coded.items[i].branches.count; k++) {
            struct pp_code_branch *branch = &coded.items[i].branches.items[k];
            branch->text = canonical(arena, PP_CODED_BRANCH, branch->text, depth + 1);
        }
    return pp_coded_write(arena, &coded);
}

const char *pp_coded_canonical(
    struct pp_arena *arena, enum pp_coded_syntax syntax, const char *text)
{
    return canonical(arena, syntax, text, 0);
}
