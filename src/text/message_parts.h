/* A parsed message: a tree of text, arguments and branches. */
#ifndef PACTPRESS_TEXT_MESSAGE_PARTS_H
#define PACTPRESS_TEXT_MESSAGE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/diag.h"
#include "pactpress/locale.h"
#include "pactpress/message.h"

enum pp_part_kind {
    PP_PART_TEXT,
    PP_PART_NUMBER_SIGN, /* # in a plural: the number of the plural around it */
    PP_PART_PLAIN,       /* {name} */
    PP_PART_NUMBER,      /* {name, number} */
    PP_PART_SIGNED,      /* {name, number, signed} */
    PP_PART_PERCENT,
    PP_PART_DATE,
    PP_PART_PERIOD,
    PP_PART_PLURAL,
    PP_PART_ORDINAL,
    PP_PART_SELECT
};

struct pp_parts {
    struct pp_part *items;
    size_t count, capacity;
};

struct pp_branch {
    const char *keyword; /* "one", "withheld", "=0", "other" */
    bool exact;          /* =value */
    int64_t value;       /* whole number of 10^-decimals */
    int decimals;
    struct pp_parts parts;
};

struct pp_branches {
    struct pp_branch *items;
    size_t count, capacity;
};

struct pp_part {
    enum pp_part_kind kind;
    const char *text; /* PP_PART_TEXT */
    const char *name; /* of the argument */
    struct pp_where where;
    enum pp_date_style date;
    int64_t offset; /* of a plural */
    struct pp_branches branches;
};

struct pp_message {
    struct pp_parts parts;
    struct pp_where where;
};

#endif
