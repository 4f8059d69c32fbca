/* Named fenced blocks of a story: callout, video, timeline and ready tables are made here; charts,
 * figures and events need the figures of a document, so they wait for it as a fence node. */
#include <string.h>

#include "document/markdown_fence.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/period.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static const char *trimmed(struct pp_arena *arena, const char *text, size_t length)
{
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    size_t blank = strspn(text, " \t");
    blank = blank < length ? blank : length;
    return pp_arena_strndup(arena, text + blank, length - blank);
}

/* Lines "key: value". */
struct pp_md_pairs pp_md_read_pairs(struct pp_md_reading *reading, struct pp_md *fence)
{
    struct pp_md_pairs pairs = {0};
    struct pp_where where = pp_md_where(reading, fence);
    const char *line = fence->text;
    for (where.line++, where.col = 1; *line != '\0'; where.line++) {
        size_t length = strcspn(line, "\n");
        const char *colon = memchr(line, ':', length);
        if (colon != NULL && colon > line) {
            struct pp_md_pair *pair = PP_PUSH(reading->arena, &pairs);
            pair->key = trimmed(reading->arena, line, (size_t)(colon - line));
            pair->value = trimmed(reading->arena, colon + 1, length - (size_t)(colon - line) - 1);
        } else if (strspn(line, " \t") < length) {
            pp_md_error(
                reading, where, "story.fence", "A line of a \"%s\" block reads \"key: value\".",
                fence->info);
        }
        line += length + (line[length] != '\0');
    }
    return pairs;
}

const char *pp_md_value(const struct pp_md_pairs *pairs, const char *key)
{
    for (size_t i = 0; i < pairs->count; i++)
        if (pp_streq(pairs->items[i].key, key))
            return pairs->items[i].value;
    return NULL;
}

/* "a, b, c" */
static const char *join_words(struct pp_arena *arena, const char *const *words)
{
    const char *list = words[0];
    for (size_t i = 1; words[i] != NULL; i++)
        list = pp_arena_printf(arena, "%s, %s", list, words[i]);
    return list;
}

/* Says which keys a block takes, where one is not among them. */
void pp_md_check_keys(
    struct pp_md_reading *reading, struct pp_md *fence, const struct pp_md_pairs *pairs,
    const char *const *keys)
{
    for (size_t i = 0; i < pairs->count; i++) {
        size_t k = 0;
        while (keys[k] != NULL && !pp_streq(keys[k], pairs->items[i].key))
            k++;
        if (keys[k] == NULL)
            pp_md_error(
                reading, pp_md_where(reading, fence), "story.fence",
                "A \"%s\" block has no key \"%s\"; it takes %s.", fence->info, pairs->items[i].key,
                join_words(reading->arena, keys));
    }
}

static struct pp_node *new_node(
    struct pp_md_reading *reading, enum pp_node_kind kind, struct pp_md *from)
{
    struct pp_node *node = pp_node_new(reading->arena, kind);
    node->where = pp_md_where(reading, from);
    return node;
}

static struct pp_node *add_small(
    struct pp_md_reading *reading, struct pp_node *box, struct pp_inline *content)
{
    struct pp_node *node = pp_node_append(box, pp_node_new(reading->arena, PP_NODE_PARAGRAPH));
    node->where = box->where;
    node->look = PP_LOOK_SMALL;
    node->content = content;
    return node;
}

/* Paragraphs are divided by empty lines; a line end inside one is a space. */
static struct pp_node *read_small(
    struct pp_md_reading *reading, struct pp_md *fence, enum pp_node_kind kind)
{
    struct pp_node *box = new_node(reading, kind, fence);
    char *text = pp_arena_strdup(reading->arena, fence->text);
    while (*text != '\0') {
        char *end = strstr(text, "\n\n");
        char *rest = end != NULL ? end + strspn(end, "\n") : text + strlen(text);
        if (end != NULL)
            *end = '\0';
        for (char *c = text; *c != '\0'; c++)
            *c = *c == '\n' ? ' ' : *c;
        const char *one = trimmed(reading->arena, text, strlen(text));
        if (*one != '\0')
            add_small(reading, box, pp_md_words(reading, one, box->where));
        text = rest;
    }
    if (box->first == NULL)
        pp_md_error(
            reading, box->where, "story.fence", "This \"%s\" block is empty; delete it.",
            fence->info);
    return box;
}

static struct pp_node *read_callout(struct pp_md_reading *reading, struct pp_md *fence)
{
    struct pp_node *box = read_small(reading, fence, PP_NODE_BOX);
    box->as.box.style = PP_BOX_STROKE;
    return box;
}

/* A note beside the text that comes next. */
static struct pp_node *read_side(struct pp_md_reading *reading, struct pp_md *fence)
{
    struct pp_node *side = read_small(reading, fence, PP_NODE_SIDE);
    side->id = pp_arena_printf(reading->arena, "side.%zu", side->where.line);
    return side;
}

static struct pp_inline *dots(
    struct pp_md_reading *reading, struct pp_inline *list, const char *more)
{
    if (more == NULL)
        return list;
    if (list != NULL)
        list = pp_inline_join(list, pp_inline_text(reading->arena, " · ", NULL));
    return pp_inline_join(list, pp_swap_leaves(reading, more));
}

/* `qr: yes`: the address as a code, too. */
static void add_code(
    struct pp_md_reading *reading, const struct pp_md_pairs *pairs, const char *url,
    struct pp_node *box)
{
    const char *asked = pp_md_value(pairs, "qr");
    if (asked == NULL || pp_streq(asked, "no") || pp_streq(asked, "false"))
        return;
    if (!pp_streq(asked, "yes") && !pp_streq(asked, "true")) {
        pp_md_error(
            reading, box->where, "story.fence", "\"qr\" is \"yes\" or \"no\", not \"%s\".", asked);
        return;
    }
    struct pp_node *code = pp_node_qr(reading->arena, url);
    if (code != NULL)
        pp_node_append(box, code);
    else
        pp_md_error(
            reading, box->where, "story.fence",
            "This address is too long for a QR code: it has more than %d bytes.", PP_QR_LONGEST);
}

/* "Video" (not of a plain link), what it shows as a link, how long, who made it, the address in
 * full, and a code. */
static struct pp_node *read_link(struct pp_md_reading *reading, struct pp_md *fence)
{
    static const char *const video_keys[] = {"title", "url", "length", "publisher", "qr", NULL};
    static const char *const link_keys[] = {"title", "url", "publisher", "qr", NULL};
    bool video = pp_streq(fence->info, "video");
    const char *const *keys = video ? video_keys : link_keys;
    struct pp_md_pairs pairs = pp_md_read_pairs(reading, fence);
    const char *title = pp_md_value(&pairs, "title"), *url = pp_md_value(&pairs, "url");
    struct pp_node *box = new_node(reading, PP_NODE_BOX, fence);
    struct pp_arena *arena = reading->arena;
    struct pp_inline *line = NULL;
    pp_md_check_keys(reading, fence, &pairs, keys);
    if (title == NULL || url == NULL || strstr(url, "://") == NULL) {
        pp_md_error(
            reading, box->where, "story.fence",
            "A \"%s\" block needs a title and a url with the whole address.", fence->info);
        return box;
    }
    if (video)
        line = pp_inline_around(
            arena, PP_INLINE_STRONG, pp_inline_message(arena, "video.label", NULL, 0));
    line = dots(reading, line, pp_md_value(&pairs, "length"));
    line = dots(reading, line, pp_md_value(&pairs, "publisher"));
    if (line != NULL)
        add_small(reading, box, line);
    line = pp_inline_link(arena, url, pp_swap_leaves(reading, title));
    add_small(reading, box, line);
    line = pp_inline_text(arena, strstr(url, "://") + 3, NULL);
    add_small(reading, box, line)->look = PP_LOOK_MICRO;
    add_code(reading, &pairs, url, box);
    return box;
}

static bool read_days(struct pp_md_reading *reading, const char *text, pp_day *first, pp_day *last)
{
    struct pp_period period;
    const char *error;
    *first = *last = pp_day_parse_iso(text);
    if (*first != PP_NO_DAY)
        return true;
    if (pp_period_parse(reading->arena, text, 0, &period, &error) != PP_OK)
        return false;
    *first = period.first;
    *last = period.last;
    return true;
}

/* "label: days. " for people who do not see the bars. */
static struct pp_inline *say_row(
    struct pp_md_reading *reading, const struct pp_timeline_row *row, struct pp_inline *list)
{
    struct pp_arena *arena = reading->arena;
    struct pp_inline *label = pp_inline_around(arena, PP_INLINE_GROUP, row->label);
    struct pp_inline *days = pp_inline_new(arena, PP_INLINE_DAYS);
    days->first = row->first;
    days->last = row->last;
    days->days = PP_DATE_LONG;
    list = pp_inline_join(list, label);
    pp_inline_join(list, pp_inline_text(arena, ": ", NULL));
    pp_inline_join(list, days);
    if (row->text != NULL) {
        pp_inline_join(list, pp_inline_text(arena, ", ", NULL));
        pp_inline_join(list, pp_inline_around(arena, PP_INLINE_GROUP, row->text));
    }
    return pp_inline_join(list, pp_inline_text(arena, ". ", NULL));
}

/* Lines "2021-06..2022-03: Coordination body | what is done". */
static struct pp_node *read_timeline(struct pp_md_reading *reading, struct pp_md *fence)
{
    struct pp_node *node = new_node(reading, PP_NODE_TIMELINE, fence);
    struct pp_md_pairs pairs = pp_md_read_pairs(reading, fence);
    struct {
        struct pp_timeline_row *items;
        size_t count, capacity;
    } rows = {0};
    node->as.timeline.today = PP_NO_DAY;
    for (size_t i = 0; i < pairs.count; i++) {
        const char *value = pairs.items[i].value, *bar = strchr(value, '|');
        struct pp_timeline_row row = {0};
        if (!read_days(reading, pairs.items[i].key, &row.first, &row.last)) {
            pp_md_error(
                reading, node->where, "story.fence",
                "\"%s\" is no time; write 2021-07-01, 2021-07, 2021-Q3 or 2021-06..2022-03.",
                pairs.items[i].key);
            continue;
        }
        row.label = pp_swap_leaves(
            reading,
            trimmed(reading->arena, value, bar != NULL ? (size_t)(bar - value) : strlen(value)));
        if (bar != NULL)
            row.text = pp_swap_leaves(reading, trimmed(reading->arena, bar + 1, strlen(bar + 1)));
        node->as.timeline.alt = say_row(reading, &row, node->as.timeline.alt);
        *(struct pp_timeline_row *)PP_PUSH(reading->arena, &rows) = row;
    }
    node->as.timeline.rows = rows.items;
    node->as.timeline.row_count = rows.count;
    if (rows.count == 0)
        pp_md_error(
            reading, node->where, "story.fence",
            "This \"timeline\" block is empty; write one \"2021-07: what\" a line.");
    return node;
}

/* --- What needs figures */

static struct pp_node *read_later(struct pp_md_reading *reading, struct pp_md *fence)
{
    static const char *const keys[] = {"kind", "figure", "framework", NULL};
    static const char *const kinds[] = {"likert", "heat", "bars", "change", "trend", "slope",
                                        "groups", "map",  "held", "coming", NULL};
    struct pp_node *node = new_node(reading, PP_NODE_FENCE, fence);
    struct pp_md_pairs pairs = pp_md_read_pairs(reading, fence);
    const char *kind = pp_md_value(&pairs, "kind");
    pp_md_check_keys(reading, fence, &pairs, keys);
    node->as.fence.name = fence->info;
    node->as.fence.kind = kind;
    node->as.fence.figure = pp_md_value(&pairs, "figure");
    node->as.fence.framework = pp_md_value(&pairs, "framework");
    for (size_t i = 0; kind != NULL && kinds[i] != NULL; i++)
        if (pp_streq(kinds[i], kind))
            kind = NULL;
    if (kind != NULL)
        pp_md_error(
            reading, node->where, "story.fence", "There is no kind \"%s\"; there are %s.", kind,
            join_words(reading->arena, kinds));
    if (pp_streq(fence->info, "figure") && node->as.fence.figure == NULL)
        pp_md_error(
            reading, node->where, "story.fence",
            "A \"figure\" block names its figure: \"figure: attendance.persons\".");
    return node;
}

/* "```chart top #people" */
static struct pp_node *with_words(
    struct pp_md_reading *reading, struct pp_md *fence, struct pp_node *node)
{
    struct pp_md_words words;
    const char *wrong = pp_md_words_read(reading->arena, fence->words, &words);
    if (wrong != NULL)
        pp_md_error(
            reading, node->where, "story.fence-word",
            "\"%s\" means nothing behind the name of a \"%s\" block; there may stand top, bottom, "
            "turned, zebra, and what it is called, as #map.",
            wrong, fence->info);
    if (words.at != PP_FLOAT_NONE && words.turned)
        pp_md_error(
            reading, node->where, "story.fence-word",
            "A turned block has a page of its own; delete \"top\", \"bottom\" or \"turned\".");
    return pp_md_words_apply(reading->arena, &words, node);
}

struct pp_node *pp_read_fence(struct pp_md_reading *reading, struct pp_md *fence)
{
    static const struct {
        const char *name;
        struct pp_node *(*read)(struct pp_md_reading *, struct pp_md *);
    } kinds[] = {
        {"side", read_side},    {"terms", pp_read_terms}, {"callout", read_callout},
        {"video", read_link},   {"link", read_link},      {"timeline", read_timeline},
        {"table", pp_read_csv}, {"chart", read_later},    {"figure", read_later},
        {"events", read_later},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (pp_streq(kinds[i].name, fence->info))
            return with_words(reading, fence, kinds[i].read(reading, fence));
    return NULL;
}
