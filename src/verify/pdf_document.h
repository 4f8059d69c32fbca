/* A PDF as the checks see it: pages with their content, and the structure tree. */
#ifndef PACTPRESS_VERIFY_PDF_DOCUMENT_H
#define PACTPRESS_VERIFY_PDF_DOCUMENT_H

#include "pdf_content.h"
#include "readback_parts.h"

enum rb_kid_kind { RB_KID_ELEMENT, RB_KID_CONTENT, RB_KID_OBJECT };

/* There may be a million of kids and elements: each byte counts. */
struct rb_kid {
    uint32_t kind; /* enum rb_kid_kind */
    union {
        uint32_t element; /* index */
        int32_t mcid;     /* of content */
        uint32_t object;  /* of an annotation */
    };
    uint32_t page; /* index + 1; 0: unknown */
    uint32_t mark; /* index + 1 into the page's marks; 0: the page has no such sequence */
};

struct rb_kids {
    struct rb_kid *items;
    uint32_t count, room;
};

/* What few elements say. */
struct rb_said {
    const char *lang, *alt, *actual, *expansion, *id; /* or NULL */
    struct rb_value attributes;                       /* or null */
};

struct rb_element {
    uint32_t object;
    uint32_t parent;  /* index; of the first, itself */
    uint32_t above;   /* the object that it names as its parent (/P) */
    uint32_t page;    /* index + 1 of the page that it names (/Pg); 0: none */
    const char *type; /* as it stands */
    const char *role; /* the standard type it is mapped to */
    const struct rb_said *said;
    struct rb_kids kids;
    uint32_t depth;
};

struct rb_elements {
    struct rb_element *items;
    size_t count, capacity;
};

struct rb_pages {
    struct rb_page *items;
    size_t count, capacity;
};

struct rb_document {
    struct readback *at;
    struct pp_arena *arena;
    struct rb_objects objects;
    struct rb_fonts fonts;
    struct rb_pages pages;
    struct rb_elements elements; /* parents before children, in reading order */
    struct pp_arena *scratch;    /* of the elements that are being read */
    const struct rb_said *said;  /* by the last of them that has attributes and nothing else */
    uint32_t *element_of;        /* by object number: index + 1 */
    uint32_t *page_of;           /* by object number: index + 1 */
    struct rb_value tree;        /* StructTreeRoot */
    const char *lang;            /* of the catalogue, or NULL */
    bool own;                    /* one of ours: also what we promise beyond the standard */
    size_t cycles, too_deep;     /* in the structure */
    size_t visits;               /* of nodes of the page tree */
};

/* Reads everything. The pages' texts are freed by rb_document_free. */
void rb_document_read(struct readback *at, struct pp_bytes bytes, struct rb_document *out);
void rb_document_free(struct rb_document *document);

/* An attribute of an element, from /A: the entry `key` of the dictionary whose owner is `owner`. */
struct rb_value rb_attribute(
    const struct rb_document *document, const struct rb_element *element, const char *owner,
    const char *key);
/* The sequence that a kid points to; NULL when there is none. */
struct rb_mark *rb_mark_of(const struct rb_document *document, const struct rb_kid *kid);
/* Number and name trees, flattened: keys and values in the order of the tree. */
struct rb_pair {
    struct rb_value key, value;
};
struct rb_pairs {
    struct rb_pair *items;
    size_t count, capacity;
    size_t visits; /* of nodes, which may be led to more than once */
    bool damaged;  /* out of order, wrong limits, cycles */
};
void rb_tree_read(
    const struct rb_document *document, struct rb_value root, bool names, struct rb_pairs *out);
/* Where a link or bookmark leads to: page (index + 1; 0: nowhere) and height [pt]. */
struct rb_target {
    size_t page;
    double top;
    bool has_top;
};
struct rb_target rb_target_of(const struct rb_document *document, struct rb_value from);
/* All text of an element and what is below it, white space folded. */
const char *rb_element_text(const struct rb_document *document, size_t element);

/* Reports what breaks a rule: `rule` and `clause` are literals, and the clause stands behind the
 * sentence; NULL: it is no rule of a standard. Of one rule in one file, the first few are shown and
 * the others counted. */
void rb_broken(
    const struct rb_document *document, const char *rule, const char *clause, const char *format,
    ...) __attribute__((format(printf, 4, 5)));
/* A clause of ISO 14289-1 with its checkpoint of the Matterhorn protocol 1.1. */
#define RB_UA(clause, checkpoint) "ISO 14289-1, " clause "; Matterhorn " checkpoint
#define RB_PDF(clause) "ISO 32000-1, " clause

/* The checks. */
void rb_check_content(const struct rb_document *document);
void rb_check_tree(const struct rb_document *document);
void rb_check_roles(const struct rb_document *document);
void rb_check_nesting(const struct rb_document *document);
void rb_check_tables(const struct rb_document *document);
void rb_check_links(const struct rb_document *document);
void rb_check_notes(const struct rb_document *document);
void rb_check_ways(const struct rb_document *document);
void rb_check_metadata(const struct rb_document *document);
void rb_check_fonts(const struct rb_document *document);
void rb_check_attachments(const struct rb_document *document);
void rb_check_embedded(const struct rb_document *document);
void rb_check_reading(const struct rb_document *document);

#endif
