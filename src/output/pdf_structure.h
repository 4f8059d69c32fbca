/* The structure tree of a document: which element owns which content, annotation and element, in
 * reading order (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).
 *
 * An element enters its parent's kids when its first content, or that of a descendant, comes; so
 * the order of the display list is the order of the tree. Elements without any content are left
 * out. */
#ifndef PACTPRESS_OUTPUT_PDF_STRUCTURE_H
#define PACTPRESS_OUTPUT_PDF_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/display.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_pdf_store;
struct pp_run;
struct pp_str;

enum pp_pdf_kid_kind { PP_PDF_KID_ELEMENT, PP_PDF_KID_CONTENT, PP_PDF_KID_ANNOTATION };

struct pp_pdf_kid {
    enum pp_pdf_kid_kind kind;
    size_t page;  /* index of its page; for content and annotations */
    size_t value; /* element: its index; content: its MCID; annotation: its object */
    size_t next;  /* index of the next kid, 0 = none */
};

/* What a document knows of an element besides struct pp_element. */
struct pp_pdf_node {
    size_t object;              /* 0 = not attached */
    size_t first_kid, last_kid; /* indexes of kids, 0 = none */
    size_t page;                /* index of the page where it starts */
    double top;                 /* [pt] from the page's top, where it starts */
};

/* A page as the structure sees it. */
struct pp_pdf_leaf {
    size_t object; /* of the page */
    double height; /* [pt] */
    size_t key;    /* in the parent tree */
    size_t *items; /* by MCID: index of the element */
    size_t count, capacity;
};

struct pp_pdf_nodes {
    struct pp_pdf_node *items; /* by index of the element */
    size_t count, capacity;
};

struct pp_pdf_kids {
    struct pp_pdf_kid *items; /* 0 is no kid */
    size_t count, capacity;
};

struct pp_pdf_leaves {
    struct pp_pdf_leaf *items; /* by page */
    size_t count, capacity;
};

/* By key of the parent tree: the element of an annotation, or the page of content. */
struct pp_pdf_owner {
    bool annotation;
    size_t value; /* index of the element, or of the page */
};

struct pp_pdf_owners {
    struct pp_pdf_owner *items;
    size_t count, capacity;
};

/* An attached element with an id. */
struct pp_pdf_name {
    const char *id;
    size_t element;
};

struct pp_pdf_names {
    struct pp_pdf_name *items; /* by id, once sealed */
    size_t count, capacity;
};

struct pp_pdf_structure {
    struct pp_arena *arena;
    struct pp_pdf_store *store;
    const struct pp_structure *source; /* as of the latest page */
    size_t root;                       /* object of the structure tree root */
    struct pp_pdf_nodes nodes;
    struct pp_pdf_kids kids;
    struct pp_pdf_leaves leaves;
    struct pp_pdf_owners owners;
    struct pp_pdf_names names;
};

void pp_pdf_structure_init(
    struct pp_pdf_structure *structure, struct pp_arena *arena, struct pp_pdf_store *store);
/* Begins a page; takes over what elements have come since the last one. */
enum pp_status pp_pdf_structure_begin_page(
    struct pp_run *run, struct pp_pdf_structure *structure, const struct pp_structure *source,
    size_t page_object, double height) PP_CHECK;
size_t pp_pdf_structure_page_key(const struct pp_pdf_structure *structure);

/* Attaches an element, and its ancestors where they are not yet; `top` is where it starts on the
 * current page, y down. */
void pp_pdf_structure_attach(struct pp_pdf_structure *structure, size_t element, double top);
/* A new marked-content sequence of an attached element on the current page. */
size_t pp_pdf_structure_content(struct pp_pdf_structure *structure, size_t element);
/* An annotation of an attached element; returns its key in the parent tree. */
size_t pp_pdf_structure_annotation(
    struct pp_pdf_structure *structure, size_t element, size_t object);
/* After the last page: sorts the ids and refuses doubled ones. */
enum pp_status pp_pdf_structure_seal(
    struct pp_run *run, struct pp_pdf_structure *structure) PP_CHECK;
/* The attached element of an id, or NULL. The structure must be sealed. */
const struct pp_pdf_node *pp_pdf_structure_find(
    const struct pp_pdf_structure *structure, const char *id);
/* Writes all elements, the parent tree and the tree of ids of a sealed structure. */
enum pp_status pp_pdf_structure_finish(
    struct pp_run *run, struct pp_pdf_structure *structure) PP_CHECK;

/* pdf_element.c: the entries of one element. */
enum pp_status pp_pdf_element_put(
    struct pp_run *run, const struct pp_pdf_structure *structure, size_t element,
    struct pp_str *out) PP_CHECK;
/* The id of an element: its own, or one made for it where a Note lacks one. NULL = none. */
const char *pp_pdf_element_id(struct pp_arena *arena, const struct pp_structure *source, size_t i);
/* pdf_trees.c: entries of the structure tree root. */
void pp_pdf_trees_put(const struct pp_pdf_structure *structure, struct pp_str *out);

#endif
