/* A message run backwards: from the sentence to the arguments. */
#include <string.h>

#include "message_parts.h"
#include "pactpress/arena.h"
#include "pactpress/speech.h"
#include "pactpress/str.h"

enum { MOST_STEPS = 20000, MOST_DIGITS = 18 };

/* What is still to come: parts from `at` on, and then those of the message around them. */
struct rest {
    const struct pp_parts *parts;
    size_t at;
    const char *number; /* the argument that `#` stands for */
    const struct rest *outer;
};

struct matcher {
    struct {
        const char *name, *text;
        size_t length;
    } bound[PP_SPEECH_ARGS];
    size_t count, literal, steps;
};

static bool match(struct matcher *m, const struct rest *rest, const char *text);

/* Takes back what a way that led nowhere has bound. */
static bool go_on(struct matcher *m, const struct rest *rest, const char *text)
{
    size_t count = m->count, literal = m->literal;
    if (match(m, rest, text))
        return true;
    m->count = count;
    m->literal = literal;
    return false;
}

/* An argument that stands twice is the same both times. */
static bool bind(struct matcher *m, const char *name, const char *text, size_t length)
{
    for (size_t i = 0; i < m->count; i++)
        if (pp_streq(m->bound[i].name, name))
            return m->bound[i].length == length && memcmp(m->bound[i].text, text, length) == 0;
    if (m->count == PP_SPEECH_ARGS)
        return false;
    m->bound[m->count].name = name;
    m->bound[m->count].text = text;
    m->bound[m->count++].length = length;
    return true;
}

static bool match_argument(
    struct matcher *m, const char *name, bool number, const struct rest *next, const char *text)
{
    size_t most = number ? strspn(text, "0123456789") : strlen(text);
    for (size_t length = number; length <= most; length++) {
        size_t count = m->count;
        if (bind(m, name, text, length) && go_on(m, next, text + length))
            return true;
        m->count = count;
    }
    return false;
}

/* A branch tells the argument, where it does not print it. */
static bool bind_keyword(
    struct matcher *m, const struct pp_part *part, const struct pp_branch *branch)
{
    const char *word = branch->keyword;
    if (part->kind == PP_PART_SELECT)
        return bind(m, part->name, word, strlen(word));
    if (branch->exact)
        return bind(m, part->name, word + 1, strlen(word + 1));
    return pp_streq(word, "other") || bind(m, part->name, "1", 1);
}

static bool match_choice(
    struct matcher *m, const struct pp_part *part, const struct rest *next, const char *text)
{
    for (size_t i = 0; i < part->branches.count; i++) {
        const struct pp_branch *branch = &part->branches.items[i];
        struct rest inner = {.parts = &branch->parts, .number = next->number, .outer = next};
        size_t count = m->count;
        if (part->kind != PP_PART_SELECT)
            inner.number = part->name;
        if (bind_keyword(m, part, branch) && go_on(m, &inner, text))
            return true;
        m->count = count;
    }
    return false;
}

static bool match(struct matcher *m, const struct rest *rest, const char *text)
{
    while (rest != NULL && rest->at == rest->parts->count)
        rest = rest->outer;
    if (rest == NULL)
        return *text == '\0';
    if (m->steps++ > MOST_STEPS)
        return false;
    const struct pp_part *part = &rest->parts->items[rest->at];
    struct rest next = *rest;
    next.at++;
    if (part->kind == PP_PART_TEXT) {
        size_t length = strlen(part->text);
        m->literal += length;
        return strncmp(text, part->text, length) == 0 && match(m, &next, text + length);
    }
    if (part->kind == PP_PART_NUMBER_SIGN)
        return match_argument(m, rest->number, true, &next, text);
    if (part->kind >= PP_PART_PLURAL)
        return match_choice(m, part, &next, text);
    return match_argument(m, part->name, part->kind == PP_PART_NUMBER, &next, text);
}

static struct pp_arg argument(
    struct pp_arena *arena, const char *name, const char *text, size_t length)
{
    struct pp_arg arg = {.name = name, .text = pp_arena_strndup(arena, text, length)};
    if (length == 0 || length > MOST_DIGITS || strspn(arg.text, "0123456789") != length)
        return arg;
    arg.kind = PP_ARG_NUMBER;
    for (const char *c = arg.text; *c != '\0'; c++)
        arg.value = arg.value * 10 + (*c - '0');
    return arg;
}

bool pp_speech_match(
    struct pp_arena *arena, const struct pp_message *message, const char *sentence,
    struct pp_arg args[PP_SPEECH_ARGS], size_t *count, size_t *literal)
{
    struct matcher matcher = {.count = 0};
    struct rest whole = {.parts = &message->parts};
    if (!match(&matcher, &whole, sentence))
        return false;
    for (size_t i = 0; i < matcher.count; i++)
        args[i] =
            argument(arena, matcher.bound[i].name, matcher.bound[i].text, matcher.bound[i].length);
    *count = matcher.count;
    *literal = matcher.literal;
    return true;
}
