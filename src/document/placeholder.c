#include "pactpress/placeholder.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/measure.h"
#include "pactpress/message.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* The argument's name in the pattern that a placeholder is turned into. */
#define ARGUMENT "f"

/* Is the character at `at` escaped by a backslash? Two backslashes are a backslash. */
static bool is_escaped(const char *text, size_t at)
{
    size_t backslashes = 0;
    while (at > backslashes && text[at - backslashes - 1] == '\\')
        backslashes++;
    return backslashes % 2 == 1;
}

/* The braces that are open while a text is searched. */
struct braces {
    size_t *items; /* [bytes] where each opened */
    size_t count, capacity;
};

/* A blank line ends a paragraph, so what is open then stays open. */
static bool ends_paragraph(const char *text, size_t at)
{
    return text[at] == '\n' && (text[at + 1] == '\n' || text[at + 1] == '\r');
}

/* Is the brace pair that closes at `at` the outer one of `{{` and `}}`? `inner` is where the pair
 * closed just before had opened. */
static bool is_double(const char *text, size_t open, size_t inner, size_t at)
{
    return text[open + 1] == '{' && inner == open + 1 && text[at - 1] == '}';
}

/* What lies inside a placeholder is part of it. */
static void add_range(struct pp_arena *arena, struct pp_ranges *out, size_t start, size_t stop)
{
    while (out->count > 0 && out->items[out->count - 1].start > start)
        out->count--;
    *(struct pp_range *)PP_PUSH(arena, out) = (struct pp_range){start, stop};
}

void pp_placeholder_find(
    struct pp_arena *arena, const struct pp_source_text *source, size_t from, struct pp_ranges *out)
{
    const char *text = source->text;
    struct braces open = {0};
    size_t inner = 0;
    bool quoted = false;
    for (size_t i = from; i < source->length; i++) {
        bool brace = text[i] == '{' || text[i] == '}';
        if (ends_paragraph(text, i)) {
            open.count = 0;
            quoted = false;
        } else if (
            text[i] == '\'' && open.count > 0 &&
            (quoted || text[i + 1] == '{' || text[i + 1] == '}')) {
            quoted = !quoted;
        } else if (brace && !quoted && !is_escaped(text, i)) {
            if (text[i] == '{') {
                *(size_t *)PP_PUSH(arena, &open) = i;
            } else if (open.count > 0) {
                size_t start = open.items[--open.count];
                if (is_double(text, start, inner, i))
                    add_range(arena, out, start, i + 1);
                inner = start;
            }
        }
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The end of the address: the comma behind it, outside of brackets and quotation marks. */
static size_t address_end(const char *text, size_t at, size_t end)
{
    bool bracket = false, quoted = false;
    for (; at < end; at++) {
        if (quoted && text[at] == '\\')
            at++;
        else if (text[at] == '"')
            quoted = !quoted;
        else if (!quoted && (text[at] == '[' || text[at] == ']'))
            bracket = text[at] == '[';
        else if (!quoted && !bracket && text[at] == ',')
            break;
    }
    return at < end ? at : end;
}

/* A line end inside a placeholder is a space. */
static char *one_line(struct pp_arena *arena, const char *text, size_t length)
{
    char *copy = pp_arena_strndup(arena, text, length);
    for (char *c = copy; *c != '\0'; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    return copy;
}

/* What is written may be no address at all: say so before any figures are there. */
static enum pp_status check_address(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_inline *leaf)
{
    struct pp_address address;
    const char *error = NULL;
    if (pp_address_parse(arena, leaf->text, NULL, &address, &error) == PP_OK)
        return PP_OK;
    pp_source_text_report(run, PP_ERROR, source, leaf->where, "story.placeholder", "%s", error);
    return PP_DATA;
}

enum pp_status pp_placeholder_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source, size_t start,
    size_t stop, const char *lang, struct pp_inline **out)
{
    struct pp_inline *leaf = pp_inline_new(arena, PP_INLINE_PATTERN);
    const char *text = source->text;
    size_t from = start + 2, end = stop - 2, comma, last;
    struct pp_message *message;
    struct pp_where where;
    while (from < end && is_space(text[from]))
        from++;
    comma = last = address_end(text, from, end);
    while (last > from && is_space(text[last - 1]))
        last--;
    leaf->text = one_line(arena, text + from, last - from);
    leaf->lang = lang;
    leaf->where = pp_source_text_where(source, from);
    PP_TRY(check_address(run, arena, source, leaf));
    /* The pattern is "{f" and all from the comma on: its places are those of the story. */
    where = pp_source_text_where(source, comma);
    where.col -= where.col > strlen("{" ARGUMENT) ? strlen("{" ARGUMENT) : where.col - 1;
    PP_TRY(pp_message_parse(
        run, arena,
        pp_arena_printf(arena, "{" ARGUMENT "%s}", one_line(arena, text + comma, end - comma)),
        where, &message));
    leaf->message = message;
    *out = leaf;
    return PP_OK;
}

/* The branch keyword of a state; NULL for numbers that need none. */
static const char *branch_of(enum pp_state state)
{
    static const char *const keywords[] = {
        [PP_ESTIMATED] = "estimated",       [PP_AT_LEAST] = "at_least",   [PP_UNKNOWN] = "unknown",
        [PP_NOT_ASSESSED] = "not_assessed", [PP_SUPPRESSED] = "withheld", [PP_ROUNDED] = NULL,
    };
    return state == PP_EXACT ? NULL : keywords[state];
}

/* A sentence built around an exact number reads wrong around any other. */
static enum pp_status check_branch(
    struct pp_run *run, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_inline *leaf,
    const struct pp_figure *figure)
{
    const char *branch = branch_of(figure->state);
    if (branch == NULL || !pp_message_has_branch(leaf->message, ARGUMENT, "other") ||
        pp_message_has_branch(leaf->message, ARGUMENT, branch))
        return PP_OK;
    pp_source_text_report(
        run, PP_ERROR, source, leaf->where, "story.missing-branch",
        "%s is %s in %s, and the sentence has no branch for that; add \"%s {…}\" to it.",
        figure->address, branch, scope->document, branch);
    return PP_DATA;
}

static void report_unknown(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_inline *leaf,
    const struct pp_address *address)
{
    const char *nearest = pp_figure_nearest_measure(scope->table, address->measure);
    const char *text = pp_address_text(arena, address);
    if (nearest != NULL && pp_streq(nearest, address->measure))
        pp_source_text_report(
            run, PP_ERROR, source, leaf->where, "story.unknown-figure",
            "There is no figure %s for the period %s, which %s needs; compare the keys of the "
            "address with the figures of the project.",
            text, address->period, scope->document);
    else if (nearest != NULL)
        pp_source_text_report(
            run, PP_ERROR, source, leaf->where, "story.unknown-figure",
            "There is no measure \"%s\"; the nearest is \"%s\".", address->measure, nearest);
    else
        pp_source_text_report(
            run, PP_ERROR, source, leaf->where, "story.unknown-figure",
            "There is no measure \"%s\"; docs/figures.md lists those there are.", address->measure);
}

enum pp_status pp_placeholder_resolve(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_inline *placeholder,
    const struct pp_figure **out)
{
    const struct pp_figure *figure;
    struct pp_address address;
    const char *error = NULL;
    if (pp_address_parse(arena, placeholder->text, &scope->defaults, &address, &error) != PP_OK) {
        pp_source_text_report(
            run, PP_ERROR, source, placeholder->where, "story.placeholder", "%s", error);
        return PP_DATA;
    }
    figure = pp_figure_find(scope->table, &address);
    if (figure == NULL) {
        report_unknown(run, arena, source, scope, placeholder, &address);
        return PP_DATA;
    }
    PP_TRY(check_branch(run, source, scope, placeholder, figure));
    *out = figure;
    return PP_OK;
}

static enum pp_status bind_leaf(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, struct pp_inline *leaf)
{
    struct pp_arg arg = {.name = ARGUMENT, .kind = PP_ARG_FIGURE};
    PP_TRY(pp_placeholder_resolve(run, arena, source, scope, leaf, &arg.figure));
    leaf->figure = arg.figure;
    leaf->args = pp_arena_memdup(arena, &arg, sizeof arg);
    leaf->arg_count = 1;
    return PP_OK;
}

/* All mistakes of a story are reported, not only the first. */
static enum pp_status worse(enum pp_status a, enum pp_status b)
{
    return a != PP_OK ? a : b;
}

enum pp_status pp_placeholder_bind_inlines(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_inline *template,
    struct pp_inline **out)
{
    struct pp_inline *head = NULL, **link = &head;
    enum pp_status status = PP_OK;
    for (; template != NULL; template = template->next) {
        struct pp_inline *leaf = pp_inline_copy(arena, template);
        *link = leaf;
        link = &leaf->next;
        if (leaf->kind == PP_INLINE_PATTERN)
            status = worse(status, bind_leaf(run, arena, source, scope, leaf));
        status = worse(
            status, pp_placeholder_bind_inlines(
                        run, arena, source, scope, template->children, &leaf->children));
    }
    *out = head;
    return status;
}

static enum pp_status bind_picture(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, struct pp_node *node)
{
    enum pp_status status = pp_placeholder_bind_inlines(
        run, arena, source, scope, node->as.picture.alt, &node->as.picture.alt);
    status = worse(
        status,
        pp_placeholder_bind_inlines(
            run, arena, source, scope, node->as.picture.caption, &node->as.picture.caption));
    return worse(
        status, pp_placeholder_bind_inlines(
                    run, arena, source, scope, node->as.picture.credit, &node->as.picture.credit));
}

static bool is_words(const struct pp_node *table)
{
    for (const struct pp_node *row = table->first; row != NULL; row = row->next)
        for (const struct pp_node *cell = row->first; cell != NULL; cell = cell->next)
            for (const struct pp_inline *leaf = cell->content; leaf != NULL; leaf = leaf->next)
                if (leaf->kind != PP_INLINE_TEXT)
                    return false;
    return true;
}

enum pp_status pp_placeholder_bind(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    const struct pp_placeholder_scope *scope, const struct pp_node *template, struct pp_node **out)
{
    struct pp_node *node = pp_node_copy(arena, template);
    enum pp_status status;
    node->parent = node->next = NULL;
    if (scope->shares_rows && node->kind == PP_NODE_TABLE && is_words(node)) {
        *out = node;
        return PP_OK;
    }
    node->first = node->last = NULL;
    status =
        pp_placeholder_bind_inlines(run, arena, source, scope, template->content, &node->content);
    if (node->kind == PP_NODE_PICTURE)
        status = worse(status, bind_picture(run, arena, source, scope, node));
    for (const struct pp_node *child = template->first; child != NULL; child = child->next) {
        struct pp_node *copy;
        status = worse(status, pp_placeholder_bind(run, arena, source, scope, child, &copy));
        pp_node_append(node, copy);
    }
    *out = node;
    return status;
}
