/* The form of a reading: lines of elements and texts (include/pactpress/reading.h). */
#ifndef PACTPRESS_VERIFY_READING_FORM_H
#define PACTPRESS_VERIFY_READING_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/str.h"

struct reading_form {
    struct pp_str *out;
    bool compare;       /* text from right to left without its marks and spaces */
    const char *wanted; /* lines as long as they are these are let go, both; NULL: all are kept */
    size_t depth;
    size_t silent;      /* depth of the picture whose content is not read; 0: none */
    struct pp_str text; /* pieces that are not yet written */
    struct pp_str link; /* where the element in work leads to; written at its end */
};

struct reading_element {
    const char *role;
    const char *lang; /* where it changes, or NULL */
    const char *alt, *actual, *expansion, *scope, *headers, *numbering; /* or NULL */
    unsigned col_span, row_span;                                        /* 0 = 1 */
};

void reading_form_open(struct reading_form *form, struct pp_str *out, bool compare);
void reading_form_close(struct reading_form *form);
void reading_begin(struct reading_form *form, const struct reading_element *element);
void reading_end(struct reading_form *form);
void reading_text(struct reading_form *form, const char *text, size_t length);
/* Lines that are in this form already. */
void reading_lines(struct reading_form *form, const char *lines);
/* The character that looks like `c` turned round: "(" for ")". */
unsigned reading_mirrored(unsigned c);
/* Where a link leads to, as readers are told. */
void reading_link(struct reading_form *form, const char *contents);

#endif
