#include "document/named.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/map.h"
#include "pactpress/names.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { MOST_WORDS = 5 }; /* of a name */

struct named {
    struct pp_run *run;
    struct pp_arena *arena, *scratch;
    const struct pp_names *names;
    const struct pp_story *story;
    struct pp_map said; /* normalised names: listed in the head, or reported */
    enum pp_status status;
};

/* A word of a text. */
struct word {
    size_t start, end; /* [bytes] */
    bool joined;       /* to the word before it: only what may stand inside a name is between */
};

struct words {
    struct word *items;
    size_t count, capacity;
};

/* Signs that stand between the words of a name: "Bērziņa, *Anna*", "A. Bērziņa", "Anna-Marija". A
 * line may end there; an empty line ends a paragraph. */
static bool joins(const char *text, size_t start, size_t end)
{
    size_t lines = 0;
    for (size_t i = start; i < end; i++) {
        lines += text[i] == '\n';
        if (strchr(" \t\r\n.,-'*_>", text[i]) == NULL)
            return false;
    }
    return lines < 2;
}

/* Letters, digits and everything beyond ASCII but dashes and quotation marks. */
static size_t word_bytes(const char *at)
{
    unsigned char c = (unsigned char)*at;
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
        return 1;
    if (c < 0x80 || (c == 0xE2 && (unsigned char)at[1] == 0x80) ||
        (c == 0xC2 && strchr("\xA0\xAB\xBB", at[1]) != NULL))
        return 0;
    size_t length = 1;
    while (((unsigned char)at[length] & 0xC0) == 0x80)
        length++;
    return length;
}

static void find_words(
    struct named *named, const char *text, size_t start, size_t end, struct words *out)
{
    size_t last = start;
    while (start < end) {
        size_t length = word_bytes(text + start);
        if (length == 0) {
            start++;
            continue;
        }
        struct word *word = PP_PUSH(named->scratch, out);
        word->start = start;
        word->joined = out->count > 1 && joins(text, last, start);
        for (; start < end && length > 0; length = word_bytes(text + start))
            start += length;
        last = word->end = start;
    }
}

/* Prose is written small: what begins so at both ends is not looked for. */
static bool is_small(const char *at)
{
    return *at >= 'a' && *at <= 'z';
}

static bool is_named(struct named *named, const char *text, size_t start, size_t end)
{
    struct pp_arena_mark mark = pp_arena_mark(named->scratch);
    char *words = pp_arena_strndup(named->scratch, text + start, end - start);
    for (char *c = words; *c != '\0'; c++)
        if (strchr("*_>", *c) != NULL)
            *c = ' ';
    const char *name = pp_name_searched(named->scratch, words);
    bool found = false;
    if (name != NULL && pp_map_get(&named->said, name) == NULL) {
        enum pp_status status = pp_names_have(named->run, named->names, name, &found);
        named->status = status != PP_OK ? status : named->status;
    }
    if (found)
        pp_map_set(&named->said, name, named);
    pp_arena_rewind(named->scratch, mark);
    return found;
}

static void report(struct named *named, struct pp_where where)
{
    named->status = named->status == PP_OK ? PP_DATA : named->status;
    pp_error(
        named->run, where, "story.person",
        "Somebody who is in the data is named here. If the person has agreed, add the name to "
        "\"people:\" in the head of the story; else leave it out.");
}

/* Names in a stretch of a text. `where` is its place, or NULL where it is one of the story. */
static void look(
    struct named *named, const char *text, size_t start, size_t end, const struct pp_where *where)
{
    struct words words = {0};
    struct pp_arena_mark mark = pp_arena_mark(named->scratch);
    find_words(named, text, start, end, &words);
    for (size_t i = 0; i < words.count; i++)
        for (size_t k = i + 1; k < words.count && k < i + MOST_WORDS && words.items[k].joined;
             k++) {
            size_t from = words.items[i].start, to = words.items[k].end;
            if ((is_small(text + from) && is_small(text + words.items[k].start)) ||
                !is_named(named, text, from, to))
                continue;
            report(named, where ? *where : pp_source_text_where(&named->story->source, from));
        }
    pp_arena_rewind(named->scratch, mark);
}

/* Lines of the head that are printed. */
static bool is_printed_key(const char *line)
{
    static const char *const keys[] = {
        "title:", "summary:", "kicker:", "byline:", "alt:", "caption:", "credit:"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (pp_starts_with(line, keys[i]))
            return true;
    return false;
}

static void look_at_source(struct named *named)
{
    const struct pp_source_text *source = &named->story->source;
    size_t start, end, body = 0;
    bool printed = false;
    if (!pp_story_matter(source, &start, &end, &body))
        body = 0;
    for (size_t line = 0; line < source->lines && source->starts[line] < body; line++) {
        size_t at = source->starts[line], next = at + strcspn(source->text + at, "\n");
        if (strchr(" \t\n", source->text[at]) == NULL) /* else the value above goes on */
            printed = is_printed_key(source->text + at);
        if (printed)
            look(named, source->text, at + strcspn(source->text + at, ": \n"), next, NULL);
    }
    look(named, source->text, body, source->length, NULL);
}

static void add_text(struct pp_str *out, const struct pp_inline *leaf)
{
    for (; leaf != NULL; leaf = leaf->next) {
        if (leaf->kind == PP_INLINE_TEXT)
            pp_str_append(out, leaf->text);
        add_text(out, leaf->children);
    }
}

/* Ready tables are files of their own. */
static void look_at_cells(struct named *named, const struct pp_node *node)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == PP_NODE_CELL && node->content != NULL) {
            struct pp_str text;
            pp_str_init(&text);
            add_text(&text, node->content);
            if (text.length > 0)
                look(named, text.text, 0, text.length, &node->where);
            pp_str_free(&text);
        }
        look_at_cells(named, node->first);
    }
}

enum pp_status pp_named_check(
    struct pp_run *run, const struct pp_names *names, const struct pp_story *story)
{
    const struct pp_strings *people = &story->matter.people;
    struct named named = {.run = run, .names = names, .story = story};
    if (pp_names_are_none(names))
        return PP_OK;
    named.arena = pp_arena_new();
    named.scratch = pp_arena_new();
    pp_map_init(&named.said, named.arena);
    for (size_t i = 0; i < people->count; i++) {
        const char *name = pp_name_searched(named.arena, people->items[i]);
        if (name != NULL)
            pp_map_set(&named.said, name, &named);
    }
    look_at_source(&named);
    look_at_cells(&named, story->body);
    pp_arena_free(named.scratch);
    pp_arena_free(named.arena);
    return named.status;
}
