/* Placeholders stand aside while cmark reads: each becomes one character of private use (which a
 * story may not contain), and comes back when text turns into leaves. */
#include <string.h>

#include "document/markdown_read.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/placeholder.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

enum { FIRST = 0xE000, SWAP_BYTES = 3 };

static void add_swap(struct pp_md_reading *reading, struct pp_str *text, size_t start, size_t stop)
{
    struct pp_swap *swap = PP_PUSH(reading->arena, &reading->swaps);
    swap->at = text->length;
    swap->start = start;
    swap->stop = stop;
    pp_str_append_utf8(text, FIRST + (unsigned)(reading->swaps.count - 1));
}

void pp_swap_placeholders(struct pp_md_reading *reading)
{
    const struct pp_source_text *source = reading->in->source;
    size_t done = reading->in->start;
    struct pp_ranges found = {0};
    struct pp_str text;
    pp_str_init(&text);
    pp_placeholder_find(reading->arena, source, done, &found);
    for (size_t i = 0; i < found.count; i++) {
        size_t start = found.items[i].start, stop = found.items[i].stop;
        if (reading->swaps.count == PP_LIMIT_STORY_FIGURES) {
            pp_md_error(
                reading, pp_source_text_where(source, start), "story.too-many-figures",
                "A story has at most %d placeholders; divide it.", PP_LIMIT_STORY_FIGURES);
            break;
        }
        pp_str_append_n(&text, source->text + done, start - done);
        add_swap(reading, &text, start, stop);
        done = stop;
    }
    pp_str_append_n(&text, source->text + done, source->length - done);
    pp_source_text_index(
        reading->arena, source->path, pp_str_copy(&text, reading->arena), text.length,
        &reading->swapped);
    pp_str_free(&text);
}

size_t pp_swap_origin(const struct pp_md_reading *reading, size_t at)
{
    const struct pp_swaps *swaps = &reading->swaps;
    size_t low = 0, high = swaps->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (swaps->items[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return reading->in->start + at;
    const struct pp_swap *swap = &swaps->items[low - 1];
    return at < swap->at + SWAP_BYTES ? swap->start : swap->stop + (at - swap->at - SWAP_BYTES);
}

/* The index of the placeholder whose character stands at `text`, or -1. */
static long swap_at(const char *text)
{
    unsigned c = 0;
    if ((unsigned char)text[0] < 0xEE || pp_utf8_decode(text, strlen(text), &c) != SWAP_BYTES)
        return -1;
    return c >= FIRST && c < FIRST + PP_LIMIT_STORY_FIGURES ? (long)(c - FIRST) : -1;
}

/* The length of the text before the next placeholder. */
static size_t plain_length(const char *text)
{
    size_t length = 0;
    while (text[length] != '\0' && swap_at(text + length) < 0)
        length++;
    return length;
}

bool pp_swap_has(const char *text)
{
    return text[plain_length(text)] != '\0';
}

/* A placeholder is read where it is used: one inside code stays as it is. */
static struct pp_inline *swap_leaf(struct pp_md_reading *reading, struct pp_swap *swap)
{
    struct pp_inline *copy;
    enum pp_status status;
    if (swap->leaf == NULL) {
        status = pp_placeholder_read(
            reading->run, reading->arena, reading->in->source, swap->start, swap->stop,
            reading->lang, &swap->leaf);
        if (status != PP_OK) {
            reading->status = status;
            swap->leaf = pp_inline_text(reading->arena, "", reading->lang);
        }
    }
    copy = pp_inline_copy(reading->arena, swap->leaf);
    copy->lang = reading->lang;
    return copy;
}

struct pp_inline *pp_swap_leaves(struct pp_md_reading *reading, const char *text)
{
    struct pp_inline *list = NULL, **end = &list;
    while (*text != '\0') {
        size_t length = plain_length(text);
        if (length > 0) {
            *end = pp_inline_text(
                reading->arena, pp_arena_strndup(reading->arena, text, length), reading->lang);
            text += length;
        } else {
            *end = swap_leaf(reading, &reading->swaps.items[swap_at(text)]);
            text += SWAP_BYTES;
        }
        end = &(*end)->next;
    }
    return list;
}

const char *pp_swap_back(struct pp_md_reading *reading, const char *text)
{
    struct pp_str back;
    const char *copy;
    pp_str_init(&back);
    while (*text != '\0') {
        size_t length = plain_length(text);
        pp_str_append_n(&back, text, length);
        text += length;
        if (*text != '\0') {
            const struct pp_swap *swap = &reading->swaps.items[swap_at(text)];
            pp_str_append_n(
                &back, reading->in->source->text + swap->start, swap->stop - swap->start);
            text += SWAP_BYTES;
        }
    }
    copy = pp_str_copy(&back, reading->arena);
    pp_str_free(&back);
    return copy;
}
