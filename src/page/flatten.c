/* The tree becomes a flow: groups for structure, distances, indents, what stays together. */
#include "pactpress/flow.h"

#include "page/foot.h"
#include "pactpress/arena.h"

struct flattener {
    struct pp_arena *arena;
    const struct pp_styles *styles;
    bool in_columns;
    bool note; /* footnotes at the foot of a column */
    bool held; /* nothing floats out of here */
    bool turned;
    double indent;
    double section;             /* distance of sections [pt] */
    struct pp_group *captioned; /* holds the note before and the table or chart that comes now */
};

static void flatten_children(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *parent,
    struct pp_group *group);

static struct pp_group *new_group(
    struct flattener *f, enum pp_role role, struct pp_group *parent, const char *lang)
{
    struct pp_group *group = pp_arena_alloc(f->arena, sizeof *group);
    group->role = role;
    group->parent = parent;
    group->lang = lang;
    return group;
}

static bool is_body(const struct pp_node *node)
{
    return node->kind == PP_NODE_PARAGRAPH && node->look == PP_LOOK_BODY;
}

static double space_before_heading(const struct flattener *f, const struct pp_node *node)
{
    bool after_kicker = node->parent && node->parent->first != node && node->look != PP_LOOK_KICKER;
    if (f->in_columns)
        return f->styles->space.block;
    if (node->look == PP_LOOK_H3)
        return 21;
    if (after_kicker && node->look == PP_LOOK_H1)
        return 2;
    return f->section;
}

static double space_before_paragraph(const struct flattener *f, const struct pp_node *node)
{
    switch (node->look) {
    case PP_LOOK_BODY:
        return f->in_columns ? 0 : 7;
    case PP_LOOK_KICKER:
        return f->section;
    case PP_LOOK_STAND:
        return f->styles->space.head_to_table;
    case PP_LOOK_NOTE:
        return 2;
    case PP_LOOK_SMALL:
        return 6;
    case PP_LOOK_MICRO:
        return 5;
    default:
        return f->styles->space.head_to_table;
    }
}

static double space_before(const struct flattener *f, const struct pp_node *node)
{
    switch (node->kind) {
    case PP_NODE_HEADING:
        return space_before_heading(f, node);
    case PP_NODE_PARAGRAPH:
        return space_before_paragraph(f, node);
    case PP_NODE_TABLE:
    case PP_NODE_LIKERT:
    case PP_NODE_HEAT:
        return f->styles->space.head_to_table;
    case PP_NODE_QUOTE:
        return f->in_columns ? f->styles->space.block / 2 : f->styles->space.block;
    case PP_NODE_CITY_LINE:
    case PP_NODE_COVER:
    case PP_NODE_FLOAT:
    case PP_NODE_SIDE:
        return 0;
    case PP_NODE_QR:
        return 5;
    case PP_NODE_CHART:
    case PP_NODE_TIMELINE:
    case PP_NODE_CONTENTS:
        return f->styles->space.head_to_table;
    case PP_NODE_ASIDE:
        return f->section;
    case PP_NODE_BOX:
        return node->as.box.style == PP_BOX_RULE ? 21 : f->styles->space.block;
    case PP_NODE_FACT:
    case PP_NODE_BESIDE:
    case PP_NODE_IMPRINT:
        return f->section;
    default:
        return f->styles->space.block;
    }
}

/* A quotation or list ends between the two. */
static bool ends_a_group(const struct pp_node *before, const struct pp_node *node)
{
    bool quote = before->kind == PP_NODE_QUOTE || before->parent->kind == PP_NODE_QUOTE;
    bool item = before->parent->kind == PP_NODE_ITEM;
    return before->parent != node->parent ? quote || item : before->kind == PP_NODE_QUOTE;
}

static struct pp_table_memo *new_memo(struct flattener *f, size_t columns)
{
    struct pp_arena *arena = f->arena;
    struct pp_table_memo *memo = pp_arena_alloc(arena, sizeof *memo);
    memo->arena = arena;
    memo->gap = f->styles->space.cells;
    memo->words = pp_arena_array(arena, columns, sizeof *memo->words);
    memo->natural = pp_arena_array(arena, columns, sizeof *memo->natural);
    memo->lines = pp_arena_array(arena, columns, sizeof *memo->lines);
    memo->whole = pp_arena_array(arena, columns, sizeof *memo->whole);
    memo->fraction = pp_arena_array(arena, columns, sizeof *memo->fraction);
    return memo;
}

static bool is_table(const struct pp_node *node)
{
    return node->kind == PP_NODE_TABLE || node->kind == PP_NODE_HEAT;
}

/* Headings, and the few sentences that say what the table below them holds. */
static bool leads_in(const struct pp_node *node)
{
    const struct pp_node *next = node->next;
    return node->keep_next || node->kind == PP_NODE_HEADING || node->kind == PP_NODE_FLOAT ||
           node->kind == PP_NODE_SIDE || node->look == PP_LOOK_KICKER ||
           node->look == PP_LOOK_STAND || node->look == PP_LOOK_NOTE ||
           (node->look == PP_LOOK_SMALL && next && !next->left_out && is_table(next));
}

static const struct pp_node *last_in_text(const struct pp_flow *flow)
{
    for (size_t i = flow->count; i > 0; i--)
        if (flow->items[i - 1].node->kind != PP_NODE_FLOAT &&
            flow->items[i - 1].node->kind != PP_NODE_SIDE)
            return flow->items[i - 1].node;
    return NULL;
}

static struct pp_flowable *add(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    const struct pp_node *before = last_in_text(flow);
    struct pp_flowable *block = PP_PUSH(f->arena, flow);
    block->node = node;
    block->group = group;
    block->in_columns = f->in_columns;
    block->note = f->note;
    block->page_break = node->page_break;
    block->turned = f->turned || node->turned;
    block->space = space_before(f, node);
    if (before && before->kind == PP_NODE_HEADING && node->kind == PP_NODE_HEADING)
        block->space = f->styles->space.head_to_table;
    if (before && before->kind == PP_NODE_HEADING && node->kind == PP_NODE_COLUMNS)
        block->space = f->styles->space.block / 4; /* the grid adds to it */
    if (before && before->look == PP_LOOK_STAND && node->kind == PP_NODE_COLUMNS)
        block->space = f->styles->space.block / 2; /* here, too */
    if (before && is_body(node) && ends_a_group(before, node))
        block->space = f->styles->space.block / 4; /* the grid adds to it */
    block->indent = f->indent;
    if (node->kind == PP_NODE_TABLE)
        block->memo = new_memo(f, node->as.table.column_count);
    if (node->kind == PP_NODE_HEAT)
        block->memo = new_memo(f, node->as.heat.chart->column_count + 1);
    block->keep_next = leads_in(node);
    if (node->kind == PP_NODE_TABLE || node->kind == PP_NODE_LIKERT || node->kind == PP_NODE_HEAT)
        block->keep_next = node->next && node->next->look == PP_LOOK_MICRO && node->keep_next;
    if (is_body(node) && before && is_body(before) && before->parent == node->parent)
        block->first_indent = 14;
    return block;
}

/* Bullets and one digit stand in 16 pt; each further digit needs its own width. */
static double label_room(const struct pp_node *list)
{
    int last = list->as.list.start - 1;
    double room = 16;
    for (const struct pp_node *item = list->first; item; item = item->next)
        last++;
    for (; list->as.list.ordered && last >= 10; last /= 10)
        room += 7;
    return room;
}

static void flatten_list(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *list, struct pp_group *group)
{
    bool notes = list->as.list.notes;
    struct pp_group *l = notes ? group : new_group(f, PP_ROLE_L, group, list->lang);
    int number = list->as.list.start;
    double indent = f->indent, room = label_room(list);
    if (!notes)
        l->ordered = list->as.list.ordered;
    for (const struct pp_node *item = list->first; item; item = item->next) {
        if (notes && pp_foot_takes(item)) {
            number++;
            continue;
        }
        struct pp_group *li = new_group(f, notes ? PP_ROLE_NOTE : PP_ROLE_LI, l, item->lang);
        struct pp_group *body = notes ? li : new_group(f, PP_ROLE_LBODY, li, NULL);
        size_t first = flow->count;
        f->indent = indent + room;
        flatten_children(f, flow, item, body);
        f->indent = indent;
        if (first == flow->count)
            continue;
        struct pp_flowable *block = &flow->items[first];
        li->id = item->id;
        block->label = list->as.list.ordered ? pp_arena_printf(f->arena, "%d", number++) : "";
        block->label_group = li;
        block->label_room = room;
        block->space = item == list->first ? 7 : f->in_columns ? 0 : 3.5; /* columns: on the grid */
        block->first_indent = 0;
    }
}

static struct pp_flow *inner_flow(
    struct flattener *f, const struct pp_node *node, struct pp_group *group, bool in_columns,
    bool held)
{
    struct flattener inside = {
        .arena = f->arena,
        .styles = f->styles,
        .in_columns = in_columns,
        .held = held || f->held,
        .section = 0.75 * f->section};
    struct pp_flow *flow = pp_arena_alloc(f->arena, sizeof *flow);
    flatten_children(&inside, flow, node, group);
    return flow;
}

/* A picture that comes first heads the last column; the text flows around it. */
static void take_lead(struct flattener *f, struct pp_flowable *block, int columns)
{
    struct pp_flow *flow = block->inner[0];
    if (columns < 2 || flow->count < 2 || flow->items[0].node->kind != PP_NODE_PICTURE)
        return;
    block->lead = pp_arena_memdup(f->arena, &flow->items[0], sizeof *block->lead);
    flow->items++;
    flow->count--;
    flow->items[0].first_indent = 0;
}

/* A footnote: its number, and its paragraphs beside it. */
static struct pp_flow *note_flow(
    struct flattener *f, const struct pp_node *item, struct pp_group *group)
{
    struct flattener inside = {
        .arena = f->arena, .styles = f->styles, .note = true, .indent = label_room(item->parent)};
    struct pp_flow *flow = pp_arena_alloc(f->arena, sizeof *flow);
    struct pp_group *note = new_group(f, PP_ROLE_NOTE, group, item->lang);
    int number = item->parent->as.list.start;
    for (const struct pp_node *other = item->parent->first; other != item; other = other->next)
        number++;
    note->id = item->id;
    flatten_children(&inside, flow, item, note);
    struct pp_flowable *block = &flow->items[0];
    block->label = pp_arena_printf(f->arena, "%d", number);
    block->label_group = note;
    block->label_room = inside.indent;
    return flow;
}

static struct pp_foot *foot_of(
    struct flattener *f, const struct pp_node *columns, struct pp_group *group)
{
    struct pp_foot *foot = pp_arena_alloc(f->arena, sizeof *foot);
    pp_foot_find(f->arena, columns, foot);
    for (size_t i = 0; i < foot->count; i++)
        foot->items[i].flow = note_flow(f, foot->items[i].item, group);
    return foot->count ? foot : NULL;
}

static void flatten_columns(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    struct pp_flow *inner = inner_flow(f, node, group, true, false);
    struct pp_flowable *block = add(f, flow, node, group);
    block->inner[0] = inner;
    block->foot = foot_of(f, node, group);
    take_lead(f, block, node->as.columns.count);
}

static void flatten_beside(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    struct pp_flow *halves[2] = {NULL, NULL};
    int i = 0;
    for (const struct pp_node *half = node->first; half && i < 2; half = half->next, i++)
        halves[i] = inner_flow(
            f, half,
            half->kind == PP_NODE_SECTION ? new_group(f, PP_ROLE_SECT, group, half->lang) : group,
            false, i > 0 || node->kind == PP_NODE_BESIDE);
    struct pp_flowable *block = add(f, flow, node, group);
    block->inner[0] = halves[0];
    block->inner[1] = halves[1];
}

static void flatten_box(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    struct pp_group *own = new_group(f, PP_ROLE_DIV, group, node->lang);
    own->id = node->id;
    struct pp_flow *inner = inner_flow(f, node, own, false, true);
    add(f, flow, node, own)->inner[0] = inner;
}

/* A note has a name of its own. In a text without room beside it, it is a block of it. */
static void flatten_side(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    const struct pp_node *around = node->parent;
    bool beside = around->kind == PP_NODE_COLUMNS && around->as.columns.side;
    struct pp_group *own = new_group(f, PP_ROLE_NOTE, group, node->lang);
    own->id = node->id;
    struct pp_flow *inner = inner_flow(f, node, own, false, true);
    struct pp_flowable *block = add(f, flow, node, own);
    block->inner[0] = inner;
    block->space = beside ? 0 : f->styles->space.block / 2;
}

/* A note right before a table or chart says what it shows: its caption. */
static bool is_caption(const struct pp_node *node)
{
    const struct pp_node *next = node->next;
    return node->kind == PP_NODE_PARAGRAPH && node->look == PP_LOOK_NOTE && next &&
           !next->left_out &&
           (is_table(next) || next->kind == PP_NODE_LIKERT || next->kind == PP_NODE_CHART ||
            next->kind == PP_NODE_TIMELINE);
}

/* A caption belongs into its table; beside a chart, whose alternative text is all that is read. */
static void flatten_leaf(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    struct pp_group *captioned = f->captioned;
    f->captioned = NULL;
    if (is_caption(node)) {
        bool table = is_table(node->next);
        f->captioned = new_group(
            f, table ? PP_ROLE_TABLE : PP_ROLE_DIV, group, table ? node->next->lang : NULL);
        add(f, flow, node, f->captioned)->caption = true;
        return;
    }
    struct pp_flowable *block = add(f, flow, node, captioned ? captioned : group);
    if (captioned && is_table(node))
        block->own = captioned;
}

/* The heading of notes that all stand at the foot of their columns. */
static bool heads_nothing(const struct pp_node *node)
{
    const struct pp_node *list = node->kind == PP_NODE_HEADING ? node->next : NULL;
    if (!list || list->kind != PP_NODE_LIST || !list->as.list.notes)
        return false;
    for (const struct pp_node *item = list->first; item; item = item->next)
        if (!pp_foot_takes(item))
            return false;
    return true;
}

static void flatten_section(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    struct pp_group *section = new_group(f, PP_ROLE_SECT, group, node->lang);
    bool turned = f->turned;
    section->id = node->id;
    f->turned = turned || node->turned;
    flatten_children(f, flow, node, section);
    f->turned = turned;
}

static void flatten_node(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *node, struct pp_group *group)
{
    size_t first = flow->count;
    switch (node->kind) {
    case PP_NODE_SECTION:
        flatten_section(f, flow, node, group);
        if (flow->count > first && node->page_break)
            flow->items[first].page_break = true;
        break;
    case PP_NODE_LIST:
        flatten_list(f, flow, node, group);
        break;
    case PP_NODE_QUOTE: {
        struct pp_group *quote = new_group(f, PP_ROLE_BLOCKQUOTE, group, node->lang);
        f->indent += PP_QUOTE_INDENT;
        if (node->content)
            add(f, flow, node, quote);
        flatten_children(f, flow, node, quote);
        f->indent -= PP_QUOTE_INDENT;
        break;
    }
    case PP_NODE_FLOAT:
        if (f->held)
            flatten_children(f, flow, node, group);
        else
            flatten_box(f, flow, node, group);
        break;
    case PP_NODE_COLUMNS:
        flatten_columns(f, flow, node, group);
        break;
    case PP_NODE_BESIDE:
    case PP_NODE_ASIDE:
        flatten_beside(f, flow, node, group);
        break;
    case PP_NODE_BOX:
        flatten_box(f, flow, node, group);
        break;
    case PP_NODE_SIDE:
        flatten_side(f, flow, node, group);
        break;
    default:
        flatten_leaf(f, flow, node, group);
        break;
    }
}

static void flatten_children(
    struct flattener *f, struct pp_flow *flow, const struct pp_node *parent, struct pp_group *group)
{
    for (const struct pp_node *node = parent->first; node; node = node->next)
        if (!node->left_out && !heads_nothing(node))
            flatten_node(f, flow, node, group);
}

struct pp_flow *pp_flow_build(
    struct pp_arena *arena, const struct pp_document *document, double section)
{
    struct flattener f = {.arena = arena, .styles = document->styles, .section = section};
    struct pp_flow *flow = pp_arena_alloc(arena, sizeof *flow);
    flatten_children(&f, flow, document->root, NULL);
    return flow;
}
