#include "itemise.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "bidi.h"
#include "breaks.h"
#include "unicode.h"
#include "utf16.h"

enum { BRACKETS = 32 }; /* nested; deeper ones count as plain punctuation */

struct open_bracket {
    uint32_t mate;
    size_t at; /* [units] */
};

struct brackets {
    struct open_bracket items[BRACKETS];
    size_t count;
};

/* A closing bracket has the script of its opening one (UAX #24, 5.1); 0 when it closes nothing. */
static uint32_t bracket_script(
    struct brackets *open, uint32_t codepoint, size_t at, const uint32_t *scripts)
{
    uint32_t mate = 0;
    int side = pp_char_bracket(codepoint, &mate);
    if (side > 0 && open->count < BRACKETS)
        open->items[open->count++] = (struct open_bracket){mate, at};
    if (side >= 0)
        return 0;
    for (size_t i = open->count; i > 0; i--)
        if (open->items[i - 1].mate == codepoint) {
            open->count = i - 1;
            return scripts[open->items[i - 1].at];
        }
    return 0;
}

/* Script of each unit. Common and inherited characters go with the text before them, at the start
 * with the text behind; text of nothing else has the script of the language. */
static void resolve_scripts(const struct pp_shaped *shaped, uint32_t fallback, uint32_t *scripts)
{
    struct brackets open = {.count = 0};
    uint32_t last = 0;
    for (size_t at = 0, next; at < shaped->count; at = next) {
        uint32_t codepoint = pp_utf16_char(shaped->units, shaped->count, at, &next);
        uint32_t script = pp_char_script(codepoint);
        if (script == PP_SCRIPT_COMMON) {
            script = bracket_script(&open, codepoint, at, scripts);
            if (script == 0)
                script = last;
        } else if (last == 0) {
            for (size_t i = 0; i < at; i++)
                scripts[i] = script;
        }
        last = script != 0 ? script : last;
        for (size_t i = at; i < next; i++)
            scripts[i] = script;
    }
    for (size_t i = 0; last == 0 && i < shaped->count; i++)
        scripts[i] = fallback;
}

static void resolve_levels(
    struct pp_typesetter *typesetter, const struct pp_shaped *shaped, bool rtl, uint8_t *levels)
{
    bool needed = rtl;
    for (size_t at = 0, next; at < shaped->count && !needed; at = next)
        needed = pp_char_needs_bidi(pp_utf16_char(shaped->units, shaped->count, at, &next));
    if (needed)
        pp_bidi_levels(typesetter->bidi, shaped->units, shaped->count, rtl, levels);
    else
        memset(levels, 0, shaped->count);
}

/* What choosing faces knows while it walks along the text. */
struct walk {
    struct pp_typesetter *typesetter;
    struct pp_shaped *shaped;
    const struct pp_span *spans;
    const uint32_t *scripts;
    const uint8_t *levels;
    const char *what;
    size_t span; /* of the cluster in hand */
    struct pp_stack *stack;
    struct pp_tongue *tongue;
    const struct pp_face *anchor; /* face of the last letter or digit in this stack */
    bool failed;
};

static bool covers_cluster(
    const struct walk *walk, const struct pp_face *face, size_t start, size_t end)
{
    for (size_t at = start, next; at < end; at = next)
        if (!pp_face_covers(face, pp_utf16_char(walk->shaped->units, end, at, &next)))
            return false;
    return true;
}

/* The first face that has all characters of a cluster: marks never leave their base. */
static const struct pp_face *face_of_cluster(struct walk *walk, size_t start, size_t end)
{
    size_t next;
    uint32_t first = pp_utf16_char(walk->shaped->units, end, start, &next);
    bool neutral = pp_char_script(first) == PP_SCRIPT_COMMON && !pp_char_is_digit(first);
    if (neutral && walk->anchor != NULL && covers_cluster(walk, walk->anchor, start, end))
        return walk->anchor;
    size_t index = pp_stack_find(walk->typesetter, walk->stack, first);
    const struct pp_face *face = NULL;
    if (index != PP_NO_FACE)
        face = pp_stack_face(walk->typesetter, walk->stack, index);
    if (face != NULL && next < end && !covers_cluster(walk, face, next, end)) {
        face = NULL;
        for (size_t i = index + 1; face == NULL && i < walk->stack->count; i++) {
            face = pp_stack_face(walk->typesetter, walk->stack, i);
            if (face != NULL && !covers_cluster(walk, face, start, end))
                face = NULL;
        }
    }
    if (!neutral && face != NULL)
        walk->anchor = face;
    return face;
}

static void enter_span(struct walk *walk, size_t span)
{
    const struct pp_span *entered = &walk->spans[span];
    walk->span = span;
    walk->tongue = pp_typesetter_tongue(walk->typesetter, entered->lang);
    struct pp_stack *stack =
        pp_typesetter_stack(walk->typesetter, &entered->style, walk->tongue->script);
    if (stack != walk->stack)
        walk->anchor = NULL;
    walk->stack = stack;
}

static void add_cluster(struct walk *walk, size_t start, size_t end)
{
    struct pp_shaped *shaped = walk->shaped;
    const struct pp_span *span = &walk->spans[walk->span];
    /* A line feed is set by ending the line. */
    if (shaped->units[start] == '\n')
        return;
    const struct pp_face *face =
        span->object ? walk->stack->primary : face_of_cluster(walk, start, end);
    if (face == NULL) {
        pp_report_missing(walk->typesetter, shaped, walk->stack, start, walk->what);
        walk->failed = true;
        return;
    }
    struct pp_item *last = shaped->item_count > 0 ? &shaped->items[shaped->item_count - 1] : NULL;
    if (last != NULL && last->end == start && last->span == walk->span && last->face == face &&
        last->level == walk->levels[start] && last->script == walk->scripts[start] &&
        !last->object) {
        last->end = end;
        return;
    }
    struct pp_item *item = pp_arena_push(
        shaped->arena, &shaped->items, &shaped->item_count, &shaped->item_capacity, sizeof *item);
    *item = (struct pp_item){
        .start = start,
        .end = end,
        .span = walk->span,
        .level = walk->levels[start],
        .script = walk->scripts[start],
        .face = face,
        .lang = walk->tongue->lang,
        .object = span->object,
        .tracking = pp_script_is_cursive(walk->scripts[start])
                        ? 0
                        : span->style.tracking * span->style.size,
    };
}

enum pp_status pp_text_itemise(
    struct pp_typesetter *typesetter, struct pp_shaped *shaped, const struct pp_span *spans,
    const char *lang, bool rtl, const char *what)
{
    struct pp_tongue *base = pp_typesetter_tongue(typesetter, lang);
    size_t count = shaped->count;
    uint32_t *scripts = pp_arena_array(shaped->arena, count, sizeof *scripts);
    uint8_t *levels = pp_arena_array(shaped->arena, count, sizeof *levels);
    shaped->graphemes = pp_arena_array(shaped->arena, count + 1, 1);
    resolve_scripts(shaped, base->script, scripts);
    resolve_levels(typesetter, shaped, rtl, levels);
    pp_breaker_graphemes(pp_tongue_breaker(base), shaped->units, count, shaped->graphemes);
    struct walk walk = {
        .typesetter = typesetter,
        .shaped = shaped,
        .spans = spans,
        .scripts = scripts,
        .levels = levels,
        .what = what,
    };
    size_t next_span = 0;
    for (size_t start = 0, end; start < count; start = end) {
        end = start + 1;
        /* A mark that opens a span stays with its base; an object never joins anything. */
        while (end < count && !shaped->graphemes[end])
            end++;
        while (next_span < shaped->span_count && shaped->span_starts[next_span] <= start) {
            if (shaped->span_starts[next_span + 1] > start)
                enter_span(&walk, next_span);
            next_span++;
        }
        add_cluster(&walk, start, end);
    }
    return walk.failed ? PP_DATA : PP_OK;
}
