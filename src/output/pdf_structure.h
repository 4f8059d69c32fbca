/* The structure tree of a document: which element owns which content, annotation and element, in
 * reading order (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).
 *
 * An element enters its parent's kids when its first content, or that of a descendant, comes; so
 * the order of the display list is the order of the tree. Elements without any content are left
 * out. Rows of tables stand on one page (display.h): they are written at its end, with all that is
 * below them, and leave nothing behind but their numbers. */
#ifndef PACTPRESS_OUTPUT_PDF_STRUCTURE_H
#define PACTPRESS_OUTPUT_PDF_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/display.h"
#include "pactpress/map.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_pdf_store;
struct pp_run;

enum pp_pdf_kid_kind { PP_PDF_KID_ELEMENT, PP_PDF_KID_CONTENT, PP_PDF_KID_ANNOTATION };

struct pp_pdf_kid {
    uint32_t kind;  /* enum pp_pdf_kid_kind */
    uint32_t page;  /* index of its page; element: its object, which outlives its node */
    uint32_t value; /* element: its index; content: its MCID; annotation: its object */
    uint32_t next;  /* index of the next kid, 0 = none */
};

/* What a document knows of an element besides struct pp_element. */
struct pp_pdf_node {
    uint32_t object;              /* 0 = not attached */
    uint32_t first_kid, last_kid; /* indexes of kids, 0 = none */
    uint32_t page;                /* index of the page where it starts */
    float top;                    /* [pt] from the page's top, where it starts */
    bool written;                 /* nothing can be added any more */
};

/* A page as the structure sees it. */
struct pp_pdf_leaf {
    size_t object; /* of the page */
    double height; /* [pt] */
    size_t key;    /* in the parent tree */
};

enum { PP_PDF_CHUNK = 16 };

/* Nodes stand in chunks on the heap. When all elements of a chunk are written, it goes. */
struct pp_pdf_chunk {
    struct pp_pdf_node *items; /* NULL = gone */
    size_t written;
};

struct pp_pdf_nodes {
    struct pp_pdf_chunk *chunks;
    size_t count;    /* of nodes */
    size_t capacity; /* of chunks */
};

struct pp_pdf_kids {
    struct pp_pdf_kid *items; /* 0 is no kid */
    size_t count, capacity;
};

struct pp_pdf_leaves {
    struct pp_pdf_leaf *items; /* by page */
    size_t count, capacity;
};

/* Indexes of elements, or numbers of objects. */
struct pp_pdf_indexes {
    size_t *items;
    size_t count, capacity;
};

/* The parent tree: by key the elements that own the content of a page, by MCID, or the element of
 * an annotation. Leaves are written as they fill. */
struct pp_pdf_owners {
    size_t next; /* key */
    struct pp_str leaf;
    size_t first;                 /* key of it */
    struct pp_pdf_indexes leaves; /* objects */
};

/* An attached element with an id. */
struct pp_pdf_name {
    const char *id;
    struct pp_pdf_node node;
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
    struct pp_pdf_indexes content, annotations, rows; /* elements of the current page */
    size_t free_kid;       /* index of a kid that may be used again, 0 = none */
    struct pp_map headers; /* ids that cells have named: each must be there */
    struct pp_pdf_names names;
    bool late;   /* something came for a row that had been written */
    bool sealed; /* all ids are known */
};

void pp_pdf_structure_init(
    struct pp_pdf_structure *structure, struct pp_arena *arena, struct pp_pdf_store *store);
void pp_pdf_structure_free(struct pp_pdf_structure *structure);
/* Begins a page; takes over what elements have come since the last one. */
enum pp_status pp_pdf_structure_begin_page(
    struct pp_run *run, struct pp_pdf_structure *structure, const struct pp_structure *source,
    size_t page_object, double height) PP_CHECK;
/* Ends it: its rows are written. */
enum pp_status pp_pdf_structure_end_page(
    struct pp_run *run, struct pp_pdf_structure *structure) PP_CHECK;
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
/* Writes all elements that are left, the parent tree and the tree of ids of a sealed structure. */
enum pp_status pp_pdf_structure_finish(
    struct pp_run *run, struct pp_pdf_structure *structure) PP_CHECK;

/* NULL: all around it is written, and nobody asks any more. */
struct pp_pdf_node *pp_pdf_node_at(const struct pp_pdf_structure *structure, size_t element);

/* pdf_element.c: the entries of one element. */
enum pp_status pp_pdf_element_put(
    struct pp_run *run, struct pp_pdf_structure *structure, size_t element,
    struct pp_str *out) PP_CHECK;
/* The id of an element: its own, or one made for it where a Note lacks one. NULL = none. */
const char *pp_pdf_element_id(struct pp_arena *arena, const struct pp_structure *source, size_t i);
/* pdf_trees.c: who owns the content and the annotations of the current page. */
void pp_pdf_trees_end_page(struct pp_pdf_structure *structure);
/* Entries of the structure tree root. */
void pp_pdf_trees_put(struct pp_pdf_structure *structure, struct pp_str *out);

#endif
