/* The look: tokens of colour, type and space. Pure data; blocks say which token, never a number of
 * their own for what a token covers. All lengths in points, from the top left corner of the page.
 */
#ifndef PACTPRESS_LOOK_H
#define PACTPRESS_LOOK_H

#include "pactpress/display.h"
#include "pactpress/tree.h"

#define PP_MARGIN 52.64  /* start and end of the measure */
#define PP_BODY_TOP 56.0 /* first baseline grid line; pages after the first start here */
#define PP_BASELINE 14.0 /* story lines stand on 56 + 14k */
#define PP_GUTTER 14.0
#define PP_QUOTE_INDENT 17.0 /* a stroke of 4 stands at its start */
#define PP_QUOTE_HANG 12.0   /* of that, for quotation marks */
#define PP_SPACE_BLOCK 14.0
#define PP_SPACE_SECTION 28.0
#define PP_HEAD_TO_TABLE 7.0
#define PP_RUNNING_HEAD 37.0 /* baseline */
#define PP_RULE_STRONG 1.0
#define PP_RULE_MID 0.5
#define PP_RULE_HAIR 0.35
#define PP_RULE_KEYLINE 0.5

enum pp_tint {
    PP_INK,
    PP_GREY,
    PP_MID,
    PP_LINE,
    PP_SAND,
    PP_BRICK,
    PP_PETROL,
    PP_OCHRE,
    PP_WHITE,
    PP_EU_BLUE,
    PP_EU_YELLOW,
    PP_TINT_COUNT
};

struct pp_colour pp_tint(enum pp_tint tint);
/* A colour token by name ("ochre"); white for "none" and names there are not. */
struct pp_colour pp_tint_named(const char *name);
/* Likert tints 0..4 (answer 1..5) and heat tints 0..4 (low to high), and the text colour on each.
 */
struct pp_colour pp_tint_likert(int index);
struct pp_colour pp_tint_likert_text(int index);
struct pp_colour pp_tint_heat(int index);
struct pp_colour pp_tint_heat_text(int index);

enum pp_type {
    PP_TYPE_CITY,
    PP_TYPE_H1,
    PP_TYPE_H2,
    PP_TYPE_H3,
    PP_TYPE_PROJECT,
    PP_TYPE_STAND,
    PP_TYPE_BODY,
    PP_TYPE_QUOTE,
    PP_TYPE_KEY,
    PP_TYPE_BIG,
    PP_TYPE_KICKER,
    PP_TYPE_TABLE,
    PP_TYPE_TABLE_HEAD,
    PP_TYPE_LABEL,
    PP_TYPE_NOTE,
    PP_TYPE_CAPTION,
    PP_TYPE_MICRO,
    PP_TYPE_MICRO_INK,
    PP_TYPE_EMBLEM,
    PP_TYPE_COUNT
};

struct pp_type_style {
    struct pp_font_style font;
    double leading; /* [pt] */
    enum pp_tint tint;
    bool hyphenate;
};

const struct pp_type_style *pp_type_style(enum pp_type type);
/* The type that a heading or paragraph of this look is set in. */
enum pp_type pp_look_type(enum pp_look look);

/* Page sizes by name: "a4", "letter". */
void pp_page_size(const char *name, double *width, double *height);

#endif
