/* What a document should say, from its display list. */
#include "pactpress/reading.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "reading_form.h"

enum kid_kind { ELEMENT, TEXT, LINK, ROW };

struct kid {
    enum kid_kind kind;
    size_t element;
    const char *text; /* TEXT, LINK: what it says; ROW: lines of the reading */
    struct kid *next;
};

struct node {
    size_t element;
    bool attached;
    struct kid *first, *last;
};

struct nodes {
    struct node **items; /* in the order of their elements */
    size_t count, capacity;
};

/* A row of the current page, and what stands for it in its group. */
struct row {
    struct node *node;
    struct kid *kid;
};

struct rows {
    struct row *items;
    size_t count, capacity;
};

/* Rows of tables are read out at the end of their page, and are text from then on; what stays is
 * what is not in a row. */
struct pp_reading {
    struct pp_arena *arena, *page; /* the document's; the current page's */
    struct nodes nodes, in_rows;
    struct rows rows;
    size_t count; /* elements so far */
    const char *lang;
};

struct pp_reading *pp_reading_open(struct pp_arena *arena, const char *lang)
{
    struct pp_reading *reading = pp_arena_alloc(arena, sizeof *reading);
    reading->arena = arena;
    reading->page = pp_arena_new();
    reading->lang = lang;
    return reading;
}

static int compare_elements(const void *a, const void *b)
{
    size_t left = *(const size_t *)a, right = (*(struct node *const *)b)->element;
    return left < right ? -1 : left > right;
}

/* NULL: its row is on another page. */
static struct node *node_at(const struct pp_reading *reading, size_t element)
{
    const struct nodes *const lists[] = {&reading->in_rows, &reading->nodes};
    for (size_t i = 0; i < 2; i++) {
        struct node **found = lists[i]->count == 0 ? NULL
                                                   : bsearch(
                                                         &element, lists[i]->items, lists[i]->count,
                                                         sizeof *lists[i]->items, compare_elements);
        if (found)
            return *found;
    }
    return NULL;
}

static struct pp_arena *arena_of(const struct pp_reading *reading, const struct pp_element *element)
{
    return element->in_row ? reading->page : reading->arena;
}

static void add_nodes(struct pp_reading *reading, const struct pp_structure *structure)
{
    for (; reading->count < structure->count; reading->count++) {
        const struct pp_element *element = pp_structure_at(structure, reading->count);
        struct pp_arena *arena = arena_of(reading, element);
        struct node *node = pp_arena_alloc(arena, sizeof *node);
        node->element = reading->count;
        *(struct node **)PP_PUSH(arena, element->in_row ? &reading->in_rows : &reading->nodes) =
            node;
    }
}

static struct kid *add(struct pp_arena *arena, struct node *node, struct kid kid)
{
    struct kid *added = pp_arena_alloc(arena, sizeof *added);
    *added = kid;
    if (node->last)
        node->last->next = added;
    else
        node->first = added;
    node->last = added;
    return added;
}

/* An element comes where the first operation of it or of a descendant comes (display.h). */
static void attach(
    struct pp_reading *reading, const struct pp_structure *structure, struct node *node)
{
    while (!node->attached) {
        const struct pp_element *element = pp_structure_at(structure, node->element);
        node->attached = true;
        if (node->element == 0)
            return;
        struct node *parent = node_at(reading, element->parent);
        const struct pp_element *above = pp_structure_at(structure, element->parent);
        bool row = element->in_row && !above->in_row;
        struct kid *kid =
            add(arena_of(reading, above), parent,
                (struct kid){.kind = row ? ROW : ELEMENT, .element = node->element});
        if (row)
            *(struct row *)PP_PUSH(reading->page, &reading->rows) =
                (struct row){.node = node, .kid = kid};
        node = parent;
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

static const char *text_of(struct pp_arena *arena, const struct pp_op *op)
{
    const struct pp_glyph_run *run = op->as.glyphs.run;
    const char *text = op->as.glyphs.text + run->start, *space = op->as.glyphs.space ? " " : "";
    size_t length = run->end - run->start;
    if (run->rtl)
        return pp_arena_printf(arena, "%s%s", turned(arena, text, length), space);
    return pp_arena_printf(arena, "%.*s%s", (int)length, text, space);
}

static void take(
    struct pp_reading *reading, const struct pp_structure *structure, const struct pp_op *op)
{
    if (op->element < 0 || (op->kind == PP_OP_GLYPHS && op->as.glyphs.run->glyph_count == 0) ||
        (op->kind == PP_OP_PATH &&
         (op->as.path.step_count == 0 || !(op->as.path.fill || op->as.path.stroke))))
        return;
    struct node *node = node_at(reading, (size_t)op->element);
    if (!node)
        return;
    attach(reading, structure, node);
    struct pp_arena *arena = arena_of(reading, pp_structure_at(structure, (size_t)op->element));
    if (op->kind == PP_OP_GLYPHS)
        add(arena, node, (struct kid){.kind = TEXT, .text = text_of(arena, op)});
    else if (op->kind == PP_OP_LINK)
        add(arena, node,
            (struct kid){.kind = LINK, .text = pp_arena_strdup(arena, op->as.link.contents)});
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

static const struct node *first_inner(const struct pp_reading *reading, const struct node *node)
{
    const struct kid *kid = node->first;
    while (kid && kid->kind != ELEMENT)
        kid = kid->next;
    return kid ? node_at(reading, kid->element) : NULL;
}

/* Items with a label are numbered, or have a sign of their own. */
static const char *numbering_of(
    const struct pp_reading *reading, const struct pp_structure *structure, const struct node *list)
{
    const struct pp_element *element = pp_structure_at(structure, list->element);
    if (element->role != PP_ROLE_L)
        return NULL;
    const struct node *item = first_inner(reading, list);
    const struct node *label = item ? first_inner(reading, item) : NULL;
    if (!label || pp_structure_at(structure, label->element)->role != PP_ROLE_LBL)
        return "None";
    return element->ordered ? "Decimal" : "Disc";
}

static void say(
    const struct pp_reading *reading, const struct pp_structure *structure, const struct node *node,
    const char *lang, struct reading_form *form)
{
    const struct pp_element *element = pp_structure_at(structure, node->element);
    const char *own = element->lang ? element->lang : lang;
    struct reading_element said = {
        .role = pp_role_name(element->role),
        .lang = node->element == 0 || !pp_streq(own, lang) ? own : NULL,
        .alt = pp_more(element)->alt,
        .actual = pp_more(element)->actual,
        .expansion = pp_more(element)->expansion,
        .scope = scope_of(element),
        .headers = headers_of(reading->page, element),
        .numbering = numbering_of(reading, structure, node),
        .col_span = element->col_span,
        .row_span = element->row_span,
    };
    reading_begin(form, &said);
    for (const struct kid *kid = node->first; kid; kid = kid->next) {
        if (kid->kind == ELEMENT)
            say(reading, structure, node_at(reading, kid->element), own, form);
        else if (kid->kind == TEXT)
            reading_text(form, kid->text, strlen(kid->text));
        else if (kid->kind == LINK)
            reading_link(form, kid->text);
        else
            reading_lines(form, kid->text);
    }
    reading_end(form);
}

/* Reads a row out, in the language and at the depth of where it stands. */
static void settle_row(
    struct pp_reading *reading, const struct pp_structure *structure, const struct row *row)
{
    const char *lang = NULL;
    struct reading_form form;
    struct pp_str out;
    pp_str_init(&out);
    reading_form_open(&form, &out, true);
    for (size_t at = row->node->element; at > 0; form.depth++) {
        at = pp_structure_at(structure, at)->parent;
        lang = lang ? lang : pp_structure_at(structure, at)->lang;
    }
    say(reading, structure, row->node, lang ? lang : reading->lang, &form);
    reading_form_close(&form);
    row->kid->text = pp_str_copy(&out, reading->arena);
    pp_str_free(&out);
}

void pp_reading_sheet(
    struct pp_reading *reading, const struct pp_sheet *sheet, const struct pp_structure *structure)
{
    struct pp_arena_mark mark = pp_arena_mark(reading->page);
    add_nodes(reading, structure);
    for (size_t i = 0; i < sheet->op_count; i++)
        take(reading, structure, &sheet->ops[i]);
    for (size_t i = 0; i < reading->rows.count; i++)
        settle_row(reading, structure, &reading->rows.items[i]);
    reading->rows = (struct rows){0};
    reading->in_rows = (struct nodes){0};
    pp_arena_rewind(reading->page, mark);
}

const char *pp_reading_close(struct pp_reading *reading, const struct pp_structure *structure)
{
    struct reading_form form;
    struct pp_str out;
    const struct node *document = node_at(reading, 0);
    pp_str_init(&out);
    reading_form_open(&form, &out, true);
    if (document && document->attached)
        say(reading, structure, document, reading->lang, &form);
    reading_form_close(&form);
    const char *text = pp_str_copy(&out, reading->arena);
    pp_str_free(&out);
    pp_reading_abort(reading);
    return text;
}

void pp_reading_abort(struct pp_reading *reading)
{
    pp_arena_free(reading->page);
}
