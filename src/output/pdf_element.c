/* The dictionary of one structure element (ISO 32000-1, tables 323 and 348-349). */
#include <string.h>

#include "output/pdf_structure.h"
#include "output/pdf_syntax.h"
#include "pactpress/figure.h"
#include "pactpress/run.h"

const char *pp_pdf_element_id(struct pp_arena *arena, const struct pp_structure *source, size_t i)
{
    const struct pp_element *element = pp_structure_at(source, i);
    if (element->id || element->role != PP_ROLE_NOTE)
        return element->id;
    return pp_arena_printf(arena, "note.%zu", i);
}

/* A kid that is the content of another page names it; the element's own page goes without saying.
 */
static void put_kid(
    const struct pp_pdf_structure *structure, size_t page, const struct pp_pdf_kid *kid,
    struct pp_str *out)
{
    if (kid->kind == PP_PDF_KID_ELEMENT) {
        pp_pdf_put_ref(out, kid->page);
        return;
    }
    size_t page_object = structure->leaves.items[kid->page].object;
    if (kid->kind == PP_PDF_KID_ANNOTATION) {
        pp_str_append(out, "<</Type/OBJR/Obj ");
        pp_pdf_put_ref(out, kid->value);
        pp_str_append(out, "/Pg ");
        pp_pdf_put_ref(out, page_object);
        pp_str_append(out, ">>");
    } else if (kid->page == page) {
        pp_pdf_put_int(out, (int64_t)kid->value);
    } else {
        pp_str_append(out, "<</Type/MCR/Pg ");
        pp_pdf_put_ref(out, page_object);
        pp_str_append(out, "/MCID ");
        pp_pdf_put_int(out, (int64_t)kid->value);
        pp_str_append(out, ">>");
    }
}

/* The page of the first own content; where there is none, the page where the element starts. */
static size_t page_of(const struct pp_pdf_structure *structure, const struct pp_pdf_node *node)
{
    for (size_t i = node->first_kid; i; i = structure->kids.items[i].next)
        if (structure->kids.items[i].kind == PP_PDF_KID_CONTENT)
            return structure->kids.items[i].page;
    return node->page;
}

static void put_kids(
    const struct pp_pdf_structure *structure, const struct pp_pdf_node *node, struct pp_str *out)
{
    size_t page = page_of(structure, node);
    pp_str_append(out, "/Pg ");
    pp_pdf_put_ref(out, structure->leaves.items[page].object);
    if (!node->first_kid)
        return;
    bool several = node->first_kid != node->last_kid;
    pp_str_append(out, several ? "/K[" : "/K ");
    for (size_t i = node->first_kid; i; i = structure->kids.items[i].next) {
        if (i != node->first_kid)
            pp_str_append_char(out, ' ');
        put_kid(structure, page, &structure->kids.items[i], out);
    }
    if (several)
        pp_str_append_char(out, ']');
}

static const char *scope_name(enum pp_scope scope)
{
    static const char *const names[] = {NULL, "Column", "Row", "Both"};
    return names[scope];
}

static void put_headers(
    struct pp_pdf_structure *structure, const struct pp_element *element, struct pp_str *out)
{
    pp_str_append(out, "/Headers[");
    for (size_t i = 0; i < pp_more(element)->header_count; i++) {
        const char *id = pp_more(element)->headers[i];
        if (!pp_map_get(&structure->headers, id))
            pp_map_set(&structure->headers, id, structure);
        pp_pdf_put_bytes(out, id, strlen(id));
    }
    pp_str_append_char(out, ']');
}

static void put_cell_attributes(
    struct pp_pdf_structure *structure, const struct pp_element *element, struct pp_str *out)
{
    bool scoped = element->role == PP_ROLE_TH && element->scope != PP_SCOPE_NONE;
    if (!scoped && element->col_span <= 1 && element->row_span <= 1 &&
        pp_more(element)->header_count == 0)
        return;
    pp_str_append(out, "<</O/Table");
    if (scoped) {
        pp_str_append(out, "/Scope");
        pp_pdf_put_name(out, scope_name(element->scope));
    }
    if (element->col_span > 1) {
        pp_str_append(out, "/ColSpan ");
        pp_pdf_put_int(out, element->col_span);
    }
    if (element->row_span > 1) {
        pp_str_append(out, "/RowSpan ");
        pp_pdf_put_int(out, element->row_span);
    }
    if (pp_more(element)->header_count > 0)
        put_headers(structure, element, out);
    pp_str_append(out, ">>");
}

static enum pp_status put_figure_attributes(
    struct pp_run *run, const struct pp_pdf_structure *structure, const struct pp_pdf_node *node,
    const struct pp_element *element, struct pp_str *out)
{
    const float *box = pp_more(element)->box;
    double height = structure->leaves.items[page_of(structure, node)].height;
    double sides[] = {box[0], height - box[1] - box[3], box[0] + box[2], height - box[1]};
    pp_str_append(out, "<</O/Layout/Placement/Block");
    for (size_t i = 0; i < 4 && pp_more(element)->has_box; i++) {
        if (!pp_pdf_writable(sides[i])) {
            pp_error(
                run, PP_NOWHERE, "pdf.position", "The box of a %s has no valid position.",
                pp_role_name(element->role));
            return PP_DATA;
        }
        pp_str_append(out, i == 0 ? "/BBox[" : " ");
        pp_pdf_put_length(out, sides[i]);
    }
    pp_str_append(out, pp_more(element)->has_box ? "]>>" : ">>");
    return PP_OK;
}

static size_t first_inner(const struct pp_pdf_structure *structure, size_t element)
{
    for (size_t i = pp_pdf_node_at(structure, element)->first_kid; i;
         i = structure->kids.items[i].next)
        if (structure->kids.items[i].kind == PP_PDF_KID_ELEMENT)
            return structure->kids.items[i].value;
    return 0;
}

/* Items without labels have no numbering to read out. */
static const char *numbering_of(const struct pp_pdf_structure *structure, size_t list)
{
    size_t item = first_inner(structure, list);
    size_t label = item ? first_inner(structure, item) : 0;
    if (!label || pp_structure_at(structure->source, label)->role != PP_ROLE_LBL)
        return "/None";
    return pp_structure_at(structure->source, list)->ordered ? "/Decimal" : "/Disc";
}

static enum pp_status put_own_attributes(
    struct pp_run *run, struct pp_pdf_structure *structure, size_t index, struct pp_str *out)
{
    const struct pp_element *element = pp_structure_at(structure->source, index);
    const struct pp_pdf_node *node = pp_pdf_node_at(structure, index);
    switch (element->role) {
    case PP_ROLE_TH:
    case PP_ROLE_TD:
        put_cell_attributes(structure, element, out);
        return PP_OK;
    case PP_ROLE_FIGURE:
        return put_figure_attributes(run, structure, node, element, out);
    case PP_ROLE_L:
        pp_str_append(out, "<</O/List/ListNumbering");
        pp_str_append(out, numbering_of(structure, index));
        pp_str_append(out, ">>");
        return PP_OK;
    default:
        return PP_OK;
    }
}

/* User properties (ISO 32000-1, 14.7.5.4): the address and period of each figure that the element
 * prints, with its state and value; "alt " before those that its alternative text says, "was "
 * before those of an earlier edition. */
static void put_figures(
    struct pp_arena *arena, const struct pp_element *element, struct pp_str *out)
{
    pp_str_append(out, "<</O/UserProperties/P[");
    for (const struct pp_shown *shown = element->shown; shown; shown = shown->next) {
        struct pp_arena_mark mark = pp_arena_mark(arena);
        const struct pp_figure *figure = shown->figure;
        const char *said = shown->alternative ? "alt " : "";
        const char *name = pp_arena_printf(
            arena, "%s%s%s@%s", said, figure->former ? "was " : "", figure->address,
            figure->at.period);
        const char *value = pp_figure_value_text(arena, figure);
        value = pp_arena_printf(
            arena, "%s%s%s", pp_state_name(figure->state), *value ? " " : "", value);
        pp_str_append(out, "<</N");
        pp_pdf_put_text(out, name, strlen(name));
        pp_str_append(out, "/V");
        pp_pdf_put_text(out, value, strlen(value));
        pp_str_append(out, ">>");
        pp_arena_rewind(arena, mark);
    }
    pp_str_append(out, "]>>");
}

static enum pp_status put_attributes(
    struct pp_run *run, struct pp_pdf_structure *structure, size_t index, struct pp_str *out)
{
    const struct pp_element *element = pp_structure_at(structure->source, index);
    size_t before = out->length;
    bool shows = element->shown != NULL;
    pp_str_append(out, shows ? "/A[" : "/A");
    size_t start = out->length;
    PP_TRY(put_own_attributes(run, structure, index, out));
    if (shows) {
        put_figures(structure->arena, element, out);
        pp_str_append_char(out, ']');
    } else if (out->length == start) {
        pp_str_truncate(out, before);
    }
    return PP_OK;
}

static void put_text_entry(struct pp_str *out, const char *key, const char *text)
{
    if (pp_is_empty(text))
        return;
    pp_str_append(out, key);
    pp_pdf_put_text(out, text, strlen(text));
}

enum pp_status pp_pdf_element_put(
    struct pp_run *run, struct pp_pdf_structure *structure, size_t index, struct pp_str *out)
{
    const struct pp_element *element = pp_structure_at(structure->source, index);
    const struct pp_pdf_node *node = pp_pdf_node_at(structure, index);
    const char *id = pp_pdf_element_id(structure->arena, structure->source, index);
    pp_str_append(out, "/S");
    pp_pdf_put_name(out, pp_role_name(element->role));
    pp_str_append(out, "/P ");
    pp_pdf_put_ref(
        out, index == 0 ? structure->root : pp_pdf_node_at(structure, element->parent)->object);
    put_kids(structure, node, out);
    put_text_entry(out, "/Lang", element->lang);
    put_text_entry(out, "/Alt", pp_more(element)->alt);
    put_text_entry(out, "/ActualText", pp_more(element)->actual);
    put_text_entry(out, "/E", pp_more(element)->expansion);
    if (id) {
        pp_str_append(out, "/ID");
        pp_pdf_put_bytes(out, id, strlen(id));
    }
    return put_attributes(run, structure, index, out);
}
