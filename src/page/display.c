#include "pactpress/display.h"

#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

size_t pp_structure_add(struct pp_structure *structure, enum pp_role role, size_t parent)
{
    size_t chunk = structure->count / PP_STRUCTURE_CHUNK, index = structure->count;
    const struct pp_element *above = pp_structure_at(structure, parent);
    if (chunk == structure->capacity) {
        structure->capacity = 2 * structure->capacity + 16;
        structure->chunks =
            pp_xrealloc(structure->chunks, structure->capacity * sizeof *structure->chunks);
    }
    if (index % PP_STRUCTURE_CHUNK == 0)
        structure->chunks[chunk] = pp_xmalloc(PP_STRUCTURE_CHUNK * sizeof **structure->chunks);
    structure->chunks[chunk][index % PP_STRUCTURE_CHUNK] = (struct pp_element){
        .role = (uint8_t)role,
        .parent = (uint32_t)parent,
        .in_row = role == PP_ROLE_TR || (above && above->in_row)};
    return structure->count++;
}

struct pp_element *pp_structure_at(const struct pp_structure *structure, size_t element)
{
    if (element >= structure->count || !structure->chunks[element / PP_STRUCTURE_CHUNK])
        return NULL;
    return &structure->chunks[element / PP_STRUCTURE_CHUNK][element % PP_STRUCTURE_CHUNK];
}

void pp_structure_drop_rows(struct pp_structure *structure)
{
    for (; (structure->settled + 1) * PP_STRUCTURE_CHUNK <= structure->count;
         structure->settled++) {
        struct pp_element *chunk = structure->chunks[structure->settled];
        size_t in_rows = 0;
        while (in_rows < PP_STRUCTURE_CHUNK && chunk[in_rows].in_row && !chunk[in_rows].id)
            in_rows++;
        if (in_rows < PP_STRUCTURE_CHUNK)
            continue;
        free(chunk);
        structure->chunks[structure->settled] = NULL;
    }
}

const struct pp_element_more *pp_more(const struct pp_element *element)
{
    static const struct pp_element_more nothing;
    return element->more ? element->more : &nothing;
}

struct pp_element_more *pp_more_of(struct pp_arena *arena, struct pp_element *element)
{
    if (!element->more)
        element->more = pp_arena_alloc(arena, sizeof *element->more);
    return element->more;
}

void pp_structure_free(struct pp_structure *structure)
{
    for (size_t i = 0; i * PP_STRUCTURE_CHUNK < structure->count; i++)
        free(structure->chunks[i]);
    free(structure->chunks);
    *structure = (struct pp_structure){0};
}

const char *pp_role_name(enum pp_role role)
{
    static const char *const names[PP_ROLE_COUNT] = {
        [PP_ROLE_DOCUMENT] = "Document",
        [PP_ROLE_SECT] = "Sect",
        [PP_ROLE_H1] = "H1",
        [PP_ROLE_H2] = "H2",
        [PP_ROLE_H3] = "H3",
        [PP_ROLE_H4] = "H4",
        [PP_ROLE_H5] = "H5",
        [PP_ROLE_H6] = "H6",
        [PP_ROLE_P] = "P",
        [PP_ROLE_L] = "L",
        [PP_ROLE_LI] = "LI",
        [PP_ROLE_LBL] = "Lbl",
        [PP_ROLE_LBODY] = "LBody",
        [PP_ROLE_BLOCKQUOTE] = "BlockQuote",
        [PP_ROLE_QUOTE] = "Quote",
        [PP_ROLE_TABLE] = "Table",
        [PP_ROLE_THEAD] = "THead",
        [PP_ROLE_TBODY] = "TBody",
        [PP_ROLE_TR] = "TR",
        [PP_ROLE_TH] = "TH",
        [PP_ROLE_TD] = "TD",
        [PP_ROLE_CAPTION] = "Caption",
        [PP_ROLE_FIGURE] = "Figure",
        [PP_ROLE_SPAN] = "Span",
        [PP_ROLE_LINK] = "Link",
        [PP_ROLE_NOTE] = "Note",
        [PP_ROLE_REFERENCE] = "Reference",
        [PP_ROLE_TOC] = "TOC",
        [PP_ROLE_TOCI] = "TOCI",
        [PP_ROLE_DIV] = "Div",
    };
    return names[role];
}

/* Numbers of the dump: a tenth of a point, written by hand so that no locale shows. */
static void number(struct pp_str *out, double value)
{
    long tenths = (long)(value * 10 + (value < 0 ? -0.5 : 0.5));
    if (tenths < 0) {
        pp_str_append_char(out, '-');
        tenths = -tenths;
    }
    pp_str_printf(out, "%ld.%ld", tenths / 10, tenths % 10);
}

static void numbers(struct pp_str *out, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pp_str_append_char(out, ' ');
        number(out, values[i]);
    }
}

/* Part of a line: what it stands in is the element of the text. */
static bool is_inside_line(enum pp_role role)
{
    return role == PP_ROLE_SPAN || role == PP_ROLE_LINK || role == PP_ROLE_QUOTE ||
           role == PP_ROLE_REFERENCE;
}

/* "P#5", or "Link#7<P#5" for a part of its lines. */
static void owner(const struct pp_op *op, const struct pp_structure *structure, struct pp_str *out)
{
    static const char *const artifacts[] = {"layout", "header", "footer"};
    if (op->element < 0) {
        pp_str_printf(out, "artifact/%s", artifacts[-op->element - 1]);
        return;
    }
    const struct pp_element *at = pp_structure_at(structure, (size_t)op->element);
    bool inside = is_inside_line(at->role);
    size_t around = at->parent;
    pp_str_printf(out, "%s#%ld", pp_role_name(at->role), op->element);
    while (inside && is_inside_line(pp_structure_at(structure, around)->role))
        around = pp_structure_at(structure, around)->parent;
    if (inside)
        pp_str_printf(
            out, "<%s#%zu", pp_role_name(pp_structure_at(structure, around)->role), around);
}

static void dump_glyphs(const struct pp_op *op, struct pp_str *out)
{
    const struct pp_glyph_run *run = op->as.glyphs.run;
    double at[4] = {op->as.glyphs.x, op->as.glyphs.y, run->width, run->size};
    numbers(out, at, 4);
    pp_str_printf(out, " %s \"", run->face->postscript);
    pp_str_append_n(out, op->as.glyphs.text + run->start, run->end - run->start);
    pp_str_printf(out, "\"%s", op->as.glyphs.space ? " +space" : "");
}

static void dump_path(const struct pp_op *op, struct pp_str *out)
{
    double low[2] = {1e9, 1e9}, high[2] = {-1e9, -1e9};
    for (size_t i = 0; i < op->as.path.step_count; i++) {
        const struct pp_step *step = &op->as.path.steps[i];
        if (step->kind == PP_CLOSE)
            continue;
        low[0] = step->x < low[0] ? step->x : low[0];
        low[1] = step->y < low[1] ? step->y : low[1];
        high[0] = step->x > high[0] ? step->x : high[0];
        high[1] = step->y > high[1] ? step->y : high[1];
    }
    numbers(out, low, 2);
    numbers(out, high, 2);
    pp_str_printf(
        out, "%s%s", op->as.path.fill ? " fill" : "", op->as.path.stroke ? " stroke" : "");
}

static void dump_op(const struct pp_op *op, struct pp_str *out)
{
    switch (op->kind) {
    case PP_OP_GLYPHS:
        dump_glyphs(op, out);
        break;
    case PP_OP_PATH:
        dump_path(op, out);
        break;
    case PP_OP_IMAGE:
        numbers(out, &op->as.image.x, 1);
        numbers(out, (double[]){op->as.image.y, op->as.image.w, op->as.image.h}, 3);
        break;
    case PP_OP_LINK:
        numbers(out, (double[]){op->as.link.x, op->as.link.y, op->as.link.w, op->as.link.h}, 4);
        pp_str_printf(out, " %s", op->as.link.url ? op->as.link.url : op->as.link.dest);
        break;
    case PP_OP_TOUCH:
        break;
    }
}

static void dump_stretch(const struct pp_stretch *stretch, struct pp_str *out)
{
    double box[] = {stretch->x, stretch->y, stretch->width, stretch->height, stretch->step};
    pp_str_printf(out, "  columns %zu", stretch->columns);
    numbers(out, box, sizeof box / sizeof *box);
    pp_str_append(out, stretch->ends ? " ends\n" : " goes on\n");
}

void pp_sheet_dump_lines(const struct pp_sheet *sheet, struct pp_str *out)
{
    double baseline = -1;
    pp_str_printf(out, "page %zu", sheet->number);
    for (size_t i = 0; i < sheet->op_count; i++) {
        const struct pp_op *op = &sheet->ops[i];
        if (op->kind != PP_OP_GLYPHS)
            continue;
        const struct pp_glyph_run *run = op->as.glyphs.run;
        if (op->as.glyphs.y != baseline) {
            baseline = op->as.glyphs.y;
            pp_str_append_char(out, '\n');
            numbers(out, (double[]){op->as.glyphs.x, baseline}, 2);
            pp_str_append(out, " |");
        }
        pp_str_append_n(out, op->as.glyphs.text + run->start, run->end - run->start);
        pp_str_append(out, run->hyphen ? "-" : "");
    }
    pp_str_append_char(out, '\n');
}

void pp_sheet_dump(
    const struct pp_sheet *sheet, const struct pp_structure *structure, struct pp_str *out)
{
    static const char *const kinds[] = {"glyphs", "path", "image", "link", "touch"};
    pp_str_printf(out, "page %zu", sheet->number);
    numbers(out, (double[]){sheet->width, sheet->height}, 2);
    pp_str_append_char(out, '\n');
    for (size_t i = 0; i < sheet->stretch_count; i++)
        dump_stretch(&sheet->stretches[i], out);
    for (size_t i = 0; i < sheet->op_count; i++) {
        const struct pp_op *op = &sheet->ops[i];
        pp_str_printf(out, "  %s ", kinds[op->kind]);
        owner(op, structure, out);
        dump_op(op, out);
        pp_str_append_char(out, '\n');
    }
}
