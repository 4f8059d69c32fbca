#include "pactpress/segments.h"

#include <stdlib.h>
#include <string.h>

#include "document/markdown_read.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/story.h"
#include "pactpress/utf8.h"
#include "pactpress/yaml.h"

struct finder {
    struct pp_arena *arena;
    const struct pp_source_text *source;
    struct pp_md_reading reading; /* for the swapped text */
    struct pp_segments *out;
};

static struct pp_segment *add(
    struct finder *finder, const char *kind, enum pp_segment_form form, size_t start, size_t stop)
{
    struct pp_segment *segment = PP_PUSH(finder->arena, finder->out);
    segment->kind = kind;
    segment->form = form;
    segment->start = start;
    segment->stop = stop;
    return segment;
}

/* --- Front matter */

static enum pp_status find_matter(struct pp_run *run, struct finder *finder, size_t *body)
{
    static const char *const keys[] = {"title", "kicker",  "summary", "byline",
                                       "alt",   "caption", "credit",  NULL};
    const struct pp_source_text *source = finder->source;
    size_t start, end;
    struct pp_yaml *map;
    if (!pp_story_matter(source, &start, &end, body)) {
        *body = 0;
        return PP_OK;
    }
    struct pp_bytes bytes = {(const unsigned char *)source->text + start, end - start};
    PP_TRY(pp_yaml_parse(run, run->arena, source->path, 2, bytes, &map));
    for (size_t i = 0; keys[i] != NULL; i++) {
        const struct pp_yaml *scalar = pp_yaml_get(map, keys[i]);
        if (scalar == NULL || scalar->kind != PP_YAML_SCALAR || scalar->text[0] == '\0')
            continue;
        size_t at = pp_edit_offset(source->text, source->length, 1, scalar->where);
        struct pp_segment *segment = add(finder, keys[i], PP_SEGMENT_YAML, at, at);
        segment->scalar = scalar;
        segment->text = scalar->text;
    }
    return PP_OK;
}

/* --- Markdown */

static int quotes_around(const struct pp_md *node)
{
    int depth = 0;
    for (; node != NULL; node = node->parent)
        depth += node->kind == PP_MD_QUOTE;
    return depth;
}

/* What a further line of a paragraph begins with and does not mean: indent, marks of quotes. */
static size_t prefix_of(const char *line, size_t length, int quotes)
{
    size_t at = 0;
    for (;;) {
        while (at < length && (line[at] == ' ' || line[at] == '\t'))
            at++;
        if (quotes-- <= 0 || at == length || line[at] != '>')
            return at;
        at++;
    }
}

/* Lines become one; a forced line end stays, as backslash and line feed. */
static const char *unwrap(struct pp_arena *arena, const char *text, size_t length, int quotes)
{
    struct pp_str str;
    pp_str_init(&str);
    for (size_t at = 0; at < length;) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t stop = end != NULL ? (size_t)(end - text) : length, next = stop + (end != NULL);
        if (at > 0)
            at += prefix_of(text + at, stop - at, quotes);
        while (stop > at && strchr(" \t\r", text[stop - 1]) != NULL)
            stop--;
        bool forced = next < length && ((stop > at && text[stop - 1] == '\\') ||
                                        (size_t)(end - text) >= stop + 2 + (end[-1] == '\r'));
        pp_str_append_n(&str, text + at, stop - at);
        if (forced)
            pp_str_append(&str, text[stop - 1] == '\\' ? "\n" : "\\\n");
        else if (next < length)
            pp_str_append_char(&str, ' ');
        at = next;
    }
    const char *copy = pp_str_copy(&str, arena);
    pp_str_free(&str);
    return copy;
}

/* A segment without the blanks around it, if anything is left. */
static void add_text(
    struct finder *finder, const char *kind, enum pp_segment_form form, size_t start, size_t stop,
    int quotes)
{
    const char *text = finder->source->text;
    while (start < stop && strchr(" \t", text[start]) != NULL)
        start++;
    while (stop > start && strchr(" \t\r\n", text[stop - 1]) != NULL)
        stop--;
    if (start >= stop)
        return;
    struct pp_segment *segment = add(finder, kind, form, start, stop);
    segment->text = unwrap(finder->arena, text + start, stop - start, quotes);
}

static void add_markdown(
    struct finder *finder, const char *kind, size_t start, size_t stop, int quotes)
{
    add_text(finder, kind, PP_SEGMENT_MARKDOWN, start, stop, quotes);
}

static void add_line(struct finder *finder, const char *kind, size_t start, size_t stop)
{
    add_text(finder, kind, PP_SEGMENT_LINE, start, stop, 0);
}

static size_t offset_of(struct finder *finder, size_t line, size_t col)
{
    return pp_swap_origin(
        &finder->reading, pp_source_text_offset(&finder->reading.swapped, line, col));
}

static bool is_picture(const struct pp_md *paragraph)
{
    return paragraph->first != NULL && paragraph->first->kind == PP_MD_IMAGE &&
           paragraph->first->next == NULL;
}

/* The words of a heading: without # in front and behind, or without the line below. */
static void add_heading(struct finder *finder, const struct pp_md *node)
{
    const char *text = finder->source->text;
    size_t start = offset_of(finder, node->line, node->col);
    size_t stop = offset_of(finder, node->end_line, node->end_col + 1);
    if (node->line == node->end_line && text[start] == '#') {
        start += strspn(text + start, "#");
        while (stop > start && strchr("# \t\r", text[stop - 1]) != NULL)
            stop--;
    } else {
        while (stop > start && strchr("\r\n", text[stop - 1]) != NULL)
            stop--;
        while (stop > start && text[stop - 1] != '\n')
            stop--;
    }
    add_markdown(finder, "heading", start, stop, quotes_around(node));
}

static bool has_letter(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= 'a' && text[i] <= 'z') ||
            (unsigned char)text[i] >= 0xC3)
            return true;
    return false;
}

/* A cell that only prints a figure has nothing to translate. */
static void add_cell(struct finder *finder, const struct pp_md *cell)
{
    size_t at = pp_source_text_offset(&finder->reading.swapped, cell->line, cell->col);
    const char *text = finder->reading.swapped.text;
    size_t stop =
        pp_source_text_offset(&finder->reading.swapped, cell->end_line, cell->end_col + 1);
    bool letters = false;
    for (size_t i = at; i < stop; i += (unsigned char)text[i] == 0xEE ? 3 : 1)
        letters = letters || ((unsigned char)text[i] != 0xEE && has_letter(text + i, 1));
    if (letters)
        add_markdown(
            finder, "cell", pp_swap_origin(&finder->reading, at),
            pp_swap_origin(&finder->reading, stop), 0);
}

/* A line of a fenced block: all of it, or what stands behind the colon. */
static void add_fence_line(
    struct finder *finder, const struct pp_md *fence, size_t start, size_t stop)
{
    const char *line = finder->source->text + start;
    const char *colon = memchr(line, ':', stop - start);
    size_t behind = colon != NULL ? (size_t)(colon - line) + 1 : 0;
    if (pp_streq(fence->info, "terms"))
        add_line(finder, "term", start, stop);
    else if (pp_streq(fence->info, "timeline") && colon != NULL)
        add_line(finder, "timeline", start + behind, stop);
    else if (
        (pp_streq(fence->info, "video") || pp_streq(fence->info, "link")) && colon != NULL &&
        (strncmp(line + strspn(line, " "), "title", 5) == 0 ||
         strncmp(line + strspn(line, " "), "publisher", 9) == 0))
        add_line(finder, "video", start + behind, stop);
}

/* Lines of a callout up to an empty one are a paragraph. */
static void add_callout(struct finder *finder, size_t start, size_t stop)
{
    const char *text = finder->source->text;
    while (start < stop) {
        size_t end = start, next = start;
        for (; next < stop; end = next) {
            next += strcspn(text + next, "\n");
            next += next < stop;
            if (strspn(text + end, " \t\r\n") >= next - end)
                break;
        }
        if (end > start)
            add_line(finder, "callout", start, end);
        start = next;
    }
}

static void add_fence(struct finder *finder, const struct pp_md *fence)
{
    size_t lines = 0;
    for (const char *c = fence->text; *c != '\0'; c++)
        lines += *c == '\n';
    if (pp_streq(fence->info, "callout") || pp_streq(fence->info, "side"))
        add_callout(
            finder, offset_of(finder, fence->line + 1, 1),
            offset_of(finder, fence->line + lines + 1, 1));
    for (size_t i = 1; i <= lines; i++) {
        size_t start = offset_of(finder, fence->line + i, 1);
        size_t stop = offset_of(finder, fence->line + i + 1, 1);
        add_fence_line(finder, fence, start, stop);
    }
}

static void find_below(struct finder *finder, const struct pp_md *parent)
{
    for (const struct pp_md *node = parent->first; node != NULL; node = node->next) {
        if (node->kind == PP_MD_PARAGRAPH)
            add_markdown(
                finder, is_picture(node) ? "picture" : "paragraph",
                offset_of(finder, node->line, node->col),
                offset_of(finder, node->end_line, node->end_col + 1), quotes_around(node));
        else if (node->kind == PP_MD_HEADING)
            add_heading(finder, node);
        else if (node->kind == PP_MD_CELL)
            add_cell(finder, node);
        else if (node->kind == PP_MD_CODE_BLOCK)
            add_fence(finder, node);
        else
            find_below(finder, node);
    }
}

static int by_start(const void *a, const void *b)
{
    const struct pp_segment *one = a, *other = b;
    return one->start < other->start ? -1 : one->start > other->start;
}

/* Where cmark's places of odd blocks overlap, the first one stays: a byte is translated once. */
static void drop_overlapping(struct pp_segments *out, size_t first)
{
    size_t kept = first, done = 0;
    for (size_t i = first; i < out->count; i++)
        if (out->items[i].start >= done) {
            done = out->items[i].stop;
            out->items[kept++] = out->items[i];
        }
    out->count = kept;
}

static enum pp_status find_story(struct pp_run *run, struct finder *finder)
{
    struct pp_markdown in = {.source = finder->source};
    struct pp_md *document;
    size_t line, col, first;
    PP_TRY(find_matter(run, finder, &in.start));
    first = finder->out->count;
    finder->reading = (struct pp_md_reading){.run = run, .arena = finder->arena, .in = &in};
    pp_swap_placeholders(&finder->reading);
    if (!pp_md_parse(
            finder->arena, finder->reading.swapped.text, finder->reading.swapped.length,
            PP_LIMIT_STORY_DEPTH, &document, &line, &col)) {
        pp_source_text_report(
            run, PP_ERROR, finder->source,
            pp_source_text_where(finder->source, offset_of(finder, line, col)), "story.too-deep",
            "The text nests deeper than %d levels from here on; make it flatter.",
            PP_LIMIT_STORY_DEPTH);
        return PP_DATA;
    }
    find_below(finder, document);
    if (finder->out->count > first)
        qsort(
            finder->out->items + first, finder->out->count - first, sizeof *finder->out->items,
            by_start);
    drop_overlapping(finder->out, first);
    return PP_OK;
}

/* --- CSV: fields as RFC 4180 has them, divided by commas */

static void add_field(struct finder *finder, size_t start, size_t stop)
{
    const char *text = finder->source->text;
    bool quoted = stop > start + 1 && text[start] == '"' && text[stop - 1] == '"';
    struct pp_str str;
    if (!has_letter(text + start, stop - start))
        return;
    pp_str_init(&str);
    for (size_t i = start + quoted; i < stop - quoted; i++) {
        pp_str_append_char(&str, text[i]);
        i += quoted && text[i] == '"' && text[i + 1] == '"';
    }
    struct pp_segment *segment = add(finder, "cell", PP_SEGMENT_FIELD, start, stop);
    segment->text = pp_str_copy(&str, finder->arena);
    pp_str_free(&str);
}

static void find_fields(struct finder *finder)
{
    const struct pp_source_text *source = finder->source;
    bool quoted = false;
    for (size_t i = 0, start = 0; i <= source->length; i++) {
        char c = source->text[i];
        quoted = quoted != (c == '"');
        if (i < source->length && (quoted || strchr(",\r\n", c) == NULL))
            continue;
        add_field(finder, start, i);
        start = i + 1;
    }
}

enum pp_status pp_segments_find(
    struct pp_run *run, struct pp_arena *arena, const struct pp_source_text *source,
    struct pp_segments *out)
{
    struct finder finder = {.arena = arena, .source = source, .out = out};
    if (!pp_ends_with(source->path, ".csv"))
        return find_story(run, &finder);
    find_fields(&finder);
    return PP_OK;
}

static const char *field(struct pp_arena *arena, const char *text, bool quoted)
{
    struct pp_str str;
    if (!quoted && strpbrk(text, ",\"\r\n") == NULL)
        return text;
    pp_str_init(&str);
    pp_str_append_char(&str, '"');
    for (; *text != '\0'; text++)
        pp_str_append(&str, *text == '"' ? "\"\"" : (char[]){*text, '\0'});
    pp_str_append_char(&str, '"');
    const char *copy = pp_str_copy(&str, arena);
    pp_str_free(&str);
    return copy;
}

void pp_segment_edit(
    struct pp_arena *arena, struct pp_edits *edits, const struct pp_source_text *source,
    const struct pp_segment *segment, const char *text)
{
    if (segment->form == PP_SEGMENT_YAML) {
        pp_edit_scalar(arena, edits, source->text, source->length, 1, segment->scalar, text);
        return;
    }
    if (segment->form == PP_SEGMENT_FIELD)
        text = field(arena, text, source->text[segment->start] == '"');
    *(struct pp_edit *)PP_PUSH(arena, edits) =
        (struct pp_edit){segment->start, segment->stop, text};
}
