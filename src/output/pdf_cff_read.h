/* Reading CFF tables: indexes and dictionaries (Adobe Technical Note 5176, sections 4 and 5). Every
 * offset is checked against the table. */
#ifndef PACTPRESS_OUTPUT_PDF_CFF_READ_H
#define PACTPRESS_OUTPUT_PDF_CFF_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pp_cff_span {
    const unsigned char *data;
    size_t size; /* [bytes] */
};

/* An INDEX: an array of byte strings. */
struct pp_cff_index {
    size_t count;
    unsigned offset_size;
    const unsigned char *offsets, *items; /* items counts from 1 */
    struct pp_cff_span whole;             /* all bytes of it */
};

bool pp_cff_read_index(struct pp_cff_span table, size_t at, struct pp_cff_index *out);
bool pp_cff_item(const struct pp_cff_index *index, size_t i, struct pp_cff_span *out);

/* Operators that are looked at; those of two bytes are 0x0C00 and the second. */
enum pp_cff_operator {
    PP_CFF_CHARSET = 15,
    PP_CFF_ENCODING = 16,
    PP_CFF_CHAR_STRINGS = 17,
    PP_CFF_PRIVATE = 18,
    PP_CFF_SUBRS = 19,
    PP_CFF_FONT_MATRIX = 0x0C07,
    PP_CFF_ROS = 0x0C1E,
    PP_CFF_FD_ARRAY = 0x0C24,
    PP_CFF_FD_SELECT = 0x0C25
};

/* One entry of a DICT. */
struct pp_cff_entry {
    unsigned op;
    struct pp_cff_span raw; /* operands and operator */
    long values[2];         /* the last two operands, as far as they are integers */
};

/* Takes the next entry off `dict`; false at its end or where it is damaged (then dict->size > 0).
 */
bool pp_cff_next(struct pp_cff_span *dict, struct pp_cff_entry *out);
/* Finds an operator in a DICT. */
bool pp_cff_find(struct pp_cff_span dict, unsigned op, struct pp_cff_entry *out);

#endif
