#include "pactpress/markdown.h"

#include <stdarg.h>
#include <string.h>

#include "document/markdown_read.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/placeholder.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

static void read_blocks(struct pp_md_reading *reading, struct pp_md *parent, struct pp_node *into);

/* cmark loses the indent of a paragraph's further lines: from where it points, go on to the
 * character that such a leaf begins with. */
static size_t begins_at(const struct pp_md_reading *reading, struct pp_md *node)
{
    const char *text = reading->swapped.text;
    size_t at = pp_source_text_offset(&reading->swapped, node->line, node->col);
    char mark = node->kind == PP_MD_LINK ? '[' : node->kind == PP_MD_IMAGE ? '!' : '<';
    size_t i = at;
    if (node->kind != PP_MD_LINK && node->kind != PP_MD_IMAGE && node->kind != PP_MD_HTML)
        return at;
    while (text[i] != '\0' && text[i] != '\n' && text[i] != mark && text[i] != '<')
        i++;
    return text[i] == mark || text[i] == '<' ? i : at;
}

/* Counting columns from the start of the line each time would take long in a long line: leaves come
 * in order, so the count goes on from the last one. */
struct pp_where pp_md_where(struct pp_md_reading *reading, struct pp_md *node)
{
    const struct pp_source_text *source = reading->in->source;
    struct pp_where where = reading->last;
    size_t at, from = reading->last_at;
    if (reading->place != NULL)
        return *reading->place;
    while (node->line == 0 && node->parent != NULL)
        node = node->parent;
    at = pp_swap_origin(reading, begins_at(reading, node));
    if (where.line == 0 || at < from || memchr(source->text + from, '\n', at - from) != NULL ||
        memchr(source->text + from, '\r', at - from) != NULL)
        where = pp_source_text_where(source, at);
    else
        where.col += pp_utf8_count(source->text + from, at - from);
    reading->last = where;
    reading->last_at = at;
    return where;
}

void pp_md_error(
    struct pp_md_reading *reading, struct pp_where where, const char *rule, const char *format, ...)
{
    va_list args;
    const char *sentence;
    va_start(args, format);
    sentence = pp_arena_vprintf(reading->arena, format, args);
    va_end(args);
    pp_source_text_report(reading->run, PP_ERROR, reading->in->source, where, rule, "%s", sentence);
    reading->status = PP_DATA;
}

static struct pp_node *text_node(
    struct pp_md_reading *reading, enum pp_node_kind kind, struct pp_md *from)
{
    struct pp_node *node = pp_node_new(reading->arena, kind);
    node->where = pp_md_where(reading, from);
    return node;
}

static bool is_blank(const struct pp_md *node)
{
    return node->kind == PP_MD_SOFT_BREAK ||
           (node->kind == PP_MD_TEXT && strspn(node->text, " ") == strlen(node->text));
}

/* The image of a paragraph that holds nothing else. */
static struct pp_md *lone_image(struct pp_md *paragraph)
{
    struct pp_md *image = NULL;
    for (struct pp_md *node = paragraph->first; node != NULL; node = node->next) {
        if (node->kind == PP_MD_IMAGE && image == NULL)
            image = node;
        else if (!is_blank(node))
            return NULL;
    }
    return image;
}

static void read_paragraph(
    struct pp_md_reading *reading, struct pp_md *paragraph, struct pp_node *into)
{
    struct pp_md *image = lone_image(paragraph);
    struct pp_node *node;
    if (image != NULL) {
        node = pp_read_picture(reading, image);
        if (node != NULL)
            pp_node_append(into, node);
        return;
    }
    node = pp_node_append(into, text_node(reading, PP_NODE_PARAGRAPH, paragraph));
    node->content = pp_read_inlines(reading, paragraph);
}

/* Ranks have no gaps, whatever levels the editor chose: a heading is one below the nearest open one
 * of a higher level. Pages know ranks up to 4. */
static int rank_of(struct pp_md_reading *reading, int level)
{
    int rank;
    while (reading->open_count > 0 && reading->open[reading->open_count - 1] >= level)
        reading->open_count--;
    reading->open[reading->open_count++] = level;
    rank = reading->in->level + reading->open_count;
    return rank < 4 ? rank : 4;
}

/* "What was asked for {#asked}": takes the name off the heading; NULL: it has none. */
static const char *take_name(struct pp_md_reading *reading, struct pp_md *heading)
{
    struct pp_md *last = heading->first;
    struct pp_md_words words;
    while (last != NULL && last->next != NULL)
        last = last->next;
    if (last == NULL || last->kind != PP_MD_TEXT)
        return NULL;
    const char *open = strstr(last->text, "{#");
    size_t length = open != NULL ? strlen(open) : 0;
    if (length < 4 || open[length - 1] != '}')
        return NULL;
    const char *name = pp_arena_strndup(reading->arena, open + 1, length - 2);
    if (pp_md_words_read(reading->arena, name, &words) != NULL || words.id == NULL)
        return NULL;
    size_t kept = (size_t)(open - last->text);
    while (kept > 0 && last->text[kept - 1] == ' ')
        kept--;
    last->text = pp_arena_strndup(reading->arena, last->text, kept);
    return words.id;
}

static void read_heading(struct pp_md_reading *reading, struct pp_md *from, struct pp_node *into)
{
    struct pp_node *node = pp_node_append(into, text_node(reading, PP_NODE_HEADING, from));
    node->look = PP_LOOK_H3;
    node->keep_next = true;
    node->as.heading.level = rank_of(reading, from->level);
    node->id = take_name(reading, from);
    node->content = pp_read_inlines(reading, from);
    if (node->content == NULL)
        pp_md_error(
            reading, node->where, "story.empty-heading", "This heading is empty; delete it.");
}

static void read_list(struct pp_md_reading *reading, struct pp_md *from, struct pp_node *into)
{
    struct pp_node *list = pp_node_append(into, text_node(reading, PP_NODE_LIST, from));
    list->as.list.ordered = from->ordered;
    list->as.list.start = from->start;
    for (struct pp_md *item = from->first; item != NULL; item = item->next)
        read_blocks(reading, item, pp_node_append(list, text_node(reading, PP_NODE_ITEM, item)));
}

/* A quote is one text: its paragraphs become lines of it. */
static void read_quote(struct pp_md_reading *reading, struct pp_md *from, struct pp_node *into)
{
    struct pp_node *quote = text_node(reading, PP_NODE_QUOTE, from);
    for (struct pp_md *child = from->first; child != NULL; child = child->next) {
        if (child->kind != PP_MD_PARAGRAPH) {
            pp_md_error(
                reading, pp_md_where(reading, child), "story.quote",
                "A quotation holds paragraphs only; end it before a list, table or heading.");
            continue;
        }
        if (quote->content != NULL)
            quote->content =
                pp_inline_join(quote->content, pp_inline_new(reading->arena, PP_INLINE_BREAK));
        quote->content = pp_inline_join(quote->content, pp_read_inlines(reading, child));
    }
    if (quote->content != NULL)
        pp_node_append(into, quote);
}

static void read_code_lines(struct pp_md_reading *reading, struct pp_md *from, struct pp_node *into)
{
    struct pp_node *node = text_node(reading, PP_NODE_PARAGRAPH, from);
    const char *line = pp_swap_back(reading, from->text);
    struct pp_inline **end = &node->content;
    while (*line != '\0') {
        size_t length = strcspn(line, "\n");
        if (node->content != NULL) {
            *end = pp_inline_new(reading->arena, PP_INLINE_BREAK);
            end = &(*end)->next;
        }
        *end = pp_inline_new(reading->arena, PP_INLINE_CODE);
        (*end)->text = pp_arena_strndup(reading->arena, line, length);
        end = &(*end)->next;
        line += length + (line[length] != '\0');
    }
    if (node->content != NULL)
        pp_node_append(into, node);
}

static void read_fence(struct pp_md_reading *reading, struct pp_md *from, struct pp_node *into)
{
    struct pp_node *node = pp_read_fence(reading, from), *next;
    if (node == NULL)
        read_code_lines(reading, from, into);
    for (; node != NULL; node = next) {
        next = node->next;
        pp_node_append(into, node);
    }
}

static void read_block(struct pp_md_reading *reading, struct pp_md *node, struct pp_node *into)
{
    switch (node->kind) {
    case PP_MD_PARAGRAPH:
        read_paragraph(reading, node, into);
        break;
    case PP_MD_HEADING:
        read_heading(reading, node, into);
        break;
    case PP_MD_LIST:
        read_list(reading, node, into);
        break;
    case PP_MD_QUOTE:
        read_quote(reading, node, into);
        break;
    case PP_MD_CODE_BLOCK:
        read_fence(reading, node, into);
        break;
    case PP_MD_TABLE:
        pp_node_append(into, pp_read_table(reading, node));
        break;
    case PP_MD_HTML_BLOCK:
        pp_md_error(
            reading, pp_md_where(reading, node), "story.raw-html",
            "HTML has no meaning here; use Markdown, as docs/stories.md shows. A \"<\" as such is "
            "written \\<.");
        break;
    case PP_MD_RULE:
        pp_source_text_report(
            reading->run, PP_WARNING, reading->in->source, pp_md_where(reading, node), "story.rule",
            "A rule between paragraphs is not printed; use a heading instead.");
        break;
    default:
        break;
    }
}

static void read_blocks(struct pp_md_reading *reading, struct pp_md *parent, struct pp_node *into)
{
    for (struct pp_md *node = parent->first; node != NULL; node = node->next)
        if (node->kind != PP_MD_FOOTNOTE)
            read_block(reading, node, into);
}

/* Footnotes close the story as a numbered list: cmark has them in order of their first call. */
static void read_footnotes(
    struct pp_md_reading *reading, struct pp_md *document, struct pp_node *into)
{
    struct pp_node *heading, *list = NULL, *item;
    int number = 0;
    for (struct pp_md *node = document->first; node != NULL; node = node->next) {
        if (node->kind != PP_MD_FOOTNOTE)
            continue;
        if (list == NULL) {
            heading = pp_node_append(into, text_node(reading, PP_NODE_HEADING, node));
            heading->look = PP_LOOK_H3;
            heading->as.heading.level = rank_of(reading, 1);
            heading->content = pp_inline_message(reading->arena, "story.footnotes", NULL, 0);
            list = pp_node_append(into, text_node(reading, PP_NODE_LIST, node));
            list->as.list.ordered = true;
            list->as.list.start = 1;
            list->as.list.notes = true;
        }
        item = pp_node_append(list, text_node(reading, PP_NODE_ITEM, node));
        item->id = pp_arena_printf(reading->arena, "note.%d", ++number);
        read_blocks(reading, node, item);
    }
}

/* A note that nobody calls is not printed. */
static void warn_uncalled(struct pp_md_reading *reading)
{
    const struct pp_source_text *source = reading->in->source;
    for (size_t i = 0; i < source->lines; i++) {
        const char *line = source->text + source->starts[i], *call = source->text;
        size_t length = strcspn(line, "]\n") + 1;
        if (source->starts[i] < reading->in->start || !pp_starts_with(line, "[^") ||
            line[length - 1] != ']' || line[length] != ':')
            continue;
        const char *name = pp_arena_strndup(reading->arena, line, length);
        while ((call = strstr(call, name)) == line)
            call += length;
        if (call == NULL)
            pp_source_text_report(
                reading->run, PP_WARNING, source, pp_source_text_where(source, source->starts[i]),
                "story.uncalled-note",
                "Nothing in the text calls this note, so it is not printed; write %s where it "
                "belongs.",
                name);
    }
}

enum pp_status pp_markdown_read(
    struct pp_run *run, struct pp_arena *arena, const struct pp_markdown *in, struct pp_node **out)
{
    struct pp_md_reading reading = {.run = run, .arena = arena, .in = in, .lang = in->lang};
    struct pp_node *section = pp_node_new(arena, PP_NODE_SECTION);
    struct pp_md *document;
    size_t line, col;
    section->lang = in->lang;
    pp_swap_placeholders(&reading);
    if (!pp_md_parse(
            arena, reading.swapped.text, reading.swapped.length, PP_LIMIT_STORY_DEPTH, &document,
            &line, &col)) {
        size_t at = pp_source_text_offset(&reading.swapped, line, col);
        pp_md_error(
            &reading, pp_source_text_where(in->source, pp_swap_origin(&reading, at)),
            "story.too-deep", "The text nests deeper than %d levels from here on; make it flatter.",
            PP_LIMIT_STORY_DEPTH);
        return reading.status;
    }
    read_blocks(&reading, document, section);
    read_footnotes(&reading, document, section);
    warn_uncalled(&reading);
    if (reading.status != PP_OK)
        return reading.status;
    pp_md_quote(arena, section, in->lang);
    *out = section;
    return PP_OK;
}

enum pp_status pp_markdown_line(
    struct pp_run *run, struct pp_arena *arena, const char *text, const char *lang,
    struct pp_where where, struct pp_inline **out)
{
    struct pp_source_text source;
    struct pp_markdown in = {.source = &source, .lang = lang};
    struct pp_md_reading reading = {.run = run, .arena = arena, .in = &in, .lang = lang};
    struct pp_inline *list;
    pp_source_text_index(arena, where.file, text, strlen(text), &source);
    pp_swap_placeholders(&reading);
    list = pp_swap_leaves(&reading, reading.swapped.text);
    if (strstr(reading.swapped.text, "{{") != NULL) {
        pp_error(
            run, where, "story.placeholder",
            "A placeholder in this line is not closed. Put quotes around the whole value: without "
            "them YAML takes a \" #\" for the start of a comment.");
        reading.status = PP_DATA;
    }
    for (struct pp_inline *leaf = list; leaf != NULL; leaf = leaf->next)
        leaf->where = where;
    if (reading.status != PP_OK)
        return reading.status;
    pp_md_quote_line(arena, list, lang);
    *out = list;
    return PP_OK;
}

/* Nothing that Markdown knows: words with single spaces between them. Most cells are so. */
static bool is_plain(const char *text)
{
    if (text[0] == ' ' || strpbrk(text, "*_[]<>`!&\\~{}|#@:\"'\n\r\t") != NULL ||
        strstr(text, "  ") != NULL)
        return false;
    size_t digits = strspn(text, "0123456789"), length = strlen(text);
    bool is_mark = digits > 0 && (text[digits] == '.' || text[digits] == ')') &&
                   (text[digits + 1] == ' ' || text[digits + 1] == '\0');
    bool list = strchr("+-=", text[0]) != NULL || is_mark;
    return length > 0 && !list && text[length - 1] != ' ' && strstr(text, "www.") == NULL;
}

/* Anything but one paragraph is no Markdown here: "-", "12." and "# 3" are cells, too. NULL then.
 */
static struct pp_inline *read_one(struct pp_md_reading *reading, const char *text)
{
    struct pp_md *document = NULL;
    size_t line, col;
    if (!pp_md_parse(
            reading->arena, text, strlen(text), PP_LIMIT_STORY_DEPTH, &document, &line, &col) ||
        document->first == NULL || document->first->kind != PP_MD_PARAGRAPH ||
        document->first->next != NULL)
        return NULL;
    return pp_read_inlines(reading, document->first);
}

struct pp_inline *pp_md_words(
    struct pp_md_reading *reading, const char *text, struct pp_where where)
{
    const struct pp_where *around = reading->place;
    struct pp_inline *list = NULL;
    reading->place = &where;
    if (!is_plain(text))
        list = read_one(reading, text);
    reading->place = around;
    return list != NULL ? list : pp_swap_leaves(reading, text);
}

enum pp_status pp_markdown_cell(
    struct pp_run *run, struct pp_arena *arena, const char *text, const char *lang,
    struct pp_where where, struct pp_inline **out)
{
    struct pp_source_text source;
    struct pp_markdown in = {.source = &source, .lang = lang};
    struct pp_md_reading reading = {
        .run = run, .arena = arena, .in = &in, .lang = lang, .place = &where};
    *out = pp_inline_text(arena, text, lang);
    if (is_plain(text) || strstr(text, "{{") != NULL)
        return PP_OK;
    pp_source_text_index(arena, where.file, text, strlen(text), &source);
    reading.swapped = source;
    struct pp_inline *list = read_one(&reading, text);
    *out = list != NULL ? list : *out;
    return reading.status;
}
