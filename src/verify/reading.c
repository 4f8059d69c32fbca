/* What a document should say, from its display list. */
#include "pactpress/reading.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "reading_form.h"

enum kid_kind { ELEMENT, TEXT, LINK };

struct kid {
    enum kid_kind kind;
    size_t element;
    const char *text;
    size_t next; /* 0: none */
};

struct node {
    bool attached;
    size_t first, last; /* kids; 0: none */
};

struct nodes {
    struct node *items;
    size_t count, capacity;
};

struct kids {
    struct kid *items;
    size_t count, capacity;
};

struct pp_reading {
    struct pp_arena *arena;
    struct nodes nodes;
    struct kids kids;
};

struct pp_reading *pp_reading_open(struct pp_arena *arena)
{
    struct pp_reading *reading = pp_arena_alloc(arena, sizeof *reading);
    reading->arena = arena;
    PP_PUSH(arena, &reading->kids); /* index 0 means none */
    return reading;
}

static void add(struct pp_reading *reading, size_t element, struct kid kid)
{
    struct node *node = &reading->nodes.items[element];
    size_t index = reading->kids.count;
    *(struct kid *)PP_PUSH(reading->arena, &reading->kids) = kid;
    if (node->last)
        reading->kids.items[node->last].next = index;
    else
        node->first = index;
    node->last = index;
}

/* An element comes where the first operation of it or of a descendant comes (display.h). */
static void attach(struct pp_reading *reading, const struct pp_structure *structure, size_t element)
{
    while (!reading->nodes.items[element].attached) {
        reading->nodes.items[element].attached = true;
        if (element == 0)
            return;
        size_t parent = structure->items[element].parent;
        add(reading, parent, (struct kid){.kind = ELEMENT, .element = element});
        element = parent;
    }
}

/* The characters from last to first, as they look: so runs from right to left stand in a PDF. */
static const char *turned(struct pp_arena *arena, const char *text, size_t length)
{
    char *out = pp_arena_alloc(arena, length + 1);
    for (size_t at = 0; at < length;) {
        unsigned c;
        size_t taken = pp_utf8_decode(text + at, length - at, &c);
        if (taken == 0)
            return text;
        at += taken;
        pp_utf8_encode(reading_mirrored(c), out + length - at);
    }
    return out;
}

static void take_glyphs(struct pp_reading *reading, const struct pp_op *op)
{
    const struct pp_glyph_run *run = op->as.glyphs.run;
    const char *text = op->as.glyphs.text + run->start, *space = op->as.glyphs.space ? " " : "";
    size_t length = run->end - run->start;
    if (run->rtl)
        text = pp_arena_printf(reading->arena, "%s%s", space, turned(reading->arena, text, length));
    else
        text = pp_arena_printf(reading->arena, "%.*s%s", (int)length, text, space);
    add(reading, (size_t)op->element, (struct kid){.kind = TEXT, .text = text});
}

static void take(
    struct pp_reading *reading, const struct pp_structure *structure, const struct pp_op *op)
{
    if (op->element < 0 || (size_t)op->element >= reading->nodes.count ||
        (op->kind == PP_OP_GLYPHS && op->as.glyphs.run->glyph_count == 0) ||
        (op->kind == PP_OP_PATH &&
         (op->as.path.step_count == 0 || !(op->as.path.fill || op->as.path.stroke))))
        return;
    attach(reading, structure, (size_t)op->element);
    if (op->kind == PP_OP_GLYPHS)
        take_glyphs(reading, op);
    else if (op->kind == PP_OP_LINK)
        add(reading, (size_t)op->element,
            (struct kid){
                .kind = LINK, .text = pp_arena_strdup(reading->arena, op->as.link.contents)});
}

void pp_reading_sheet(
    struct pp_reading *reading, const struct pp_sheet *sheet, const struct pp_structure *structure)
{
    while (reading->nodes.count < structure->count)
        PP_PUSH(reading->arena, &reading->nodes);
    for (size_t i = 0; i < sheet->op_count; i++)
        take(reading, structure, &sheet->ops[i]);
}

static const char *headers_of(struct pp_arena *arena, const struct pp_element *element)
{
    const char *list = NULL;
    for (size_t i = 0; i < pp_more(element)->header_count; i++)
        list = list ? pp_arena_printf(arena, "%s,%s", list, pp_more(element)->headers[i])
                    : pp_more(element)->headers[i];
    return list;
}

static const char *scope_of(const struct pp_element *element)
{
    static const char *const names[] = {NULL, "Column", "Row", "Both"};
    return element->role == PP_ROLE_TH ? names[element->scope] : NULL;
}

/* Items with a label are numbered, or have a sign of their own. */
static const char *numbering_of(
    const struct pp_reading *reading, const struct pp_structure *structure, size_t list)
{
    size_t at = list;
    if (structure->items[list].role != PP_ROLE_L)
        return NULL;
    for (int level = 0; level < 2; level++) {
        size_t kid = reading->nodes.items[at].first;
        while (kid && reading->kids.items[kid].kind != ELEMENT)
            kid = reading->kids.items[kid].next;
        if (!kid)
            return "None";
        at = reading->kids.items[kid].element;
    }
    if (structure->items[at].role != PP_ROLE_LBL)
        return "None";
    return structure->items[list].ordered ? "Decimal" : "Disc";
}

static void say(
    const struct pp_reading *reading, const struct pp_structure *structure, size_t index,
    const char *lang, struct reading_form *form)
{
    const struct pp_element *element = &structure->items[index];
    const char *own = element->lang ? element->lang : lang;
    struct reading_element said = {
        .role = pp_role_name(element->role),
        .lang = index == 0 || !pp_streq(own, lang) ? own : NULL,
        .alt = pp_more(element)->alt,
        .actual = pp_more(element)->actual,
        .expansion = pp_more(element)->expansion,
        .scope = scope_of(element),
        .headers = headers_of(reading->arena, element),
        .numbering = numbering_of(reading, structure, index),
        .col_span = element->col_span,
        .row_span = element->row_span,
    };
    reading_begin(form, &said);
    for (size_t i = reading->nodes.items[index].first; i; i = reading->kids.items[i].next) {
        const struct kid *kid = &reading->kids.items[i];
        if (kid->kind == ELEMENT)
            say(reading, structure, kid->element, own, form);
        else if (kid->kind == TEXT)
            reading_text(form, kid->text, strlen(kid->text));
        else
            reading_link(form, kid->text);
    }
    reading_end(form);
}

const char *pp_reading_close(
    struct pp_reading *reading, const struct pp_structure *structure, const char *lang)
{
    struct reading_form form;
    struct pp_str out;
    pp_str_init(&out);
    reading_form_open(&form, &out, true);
    if (reading->nodes.count > 0 && reading->nodes.items[0].attached)
        say(reading, structure, 0, lang, &form);
    reading_form_close(&form);
    const char *text = pp_str_copy(&out, reading->arena);
    pp_str_free(&out);
    return text;
}
