/* Styles: what a document looks like, as tokens of colour, type, page, space and rules with names.
 * Their values are data, `layouts/styles/<name>.yaml`: blocks and layouts name tokens, never a
 * value of their own for what a token covers. */
#ifndef PACTPRESS_STYLES_H
#define PACTPRESS_STYLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/paper.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_project;
struct pp_yaml;

enum pp_family { PP_SERIF, PP_SANS, PP_EMBLEM, PP_FAMILY_COUNT };
enum pp_weight { PP_REGULAR, PP_SEMIBOLD, PP_BOLD, PP_BLACK, PP_WEIGHT_COUNT };

/* How text looks. Leading, colour and such belong to the page. */
struct pp_font_style {
    enum pp_family family;
    enum pp_weight weight;
    bool italic;
    double size;     /* [pt] */
    double tracking; /* [em] added between clusters */
    bool tabular;    /* figures of equal width (tnum) */
    bool old_style;  /* old-style figures (onum); false: lining (lnum) */
};

struct pp_colour {
    uint8_t r, g, b;
};

enum { PP_SCALE = 5 }; /* steps of the two scales */

/* The scales take PP_SCALE places each: pp_likert() and its like. */
enum pp_tint {
    PP_NO_TINT, /* of a text: its type's; of a shape: not painted */
    PP_INK,
    PP_GREY,
    PP_MID,
    PP_LINE,
    PP_SAND,
    PP_BRICK,
    PP_CLAY,
    PP_PETROL,
    PP_OCHRE,
    PP_WHITE, /* the paper; these three are no tokens: nobody changes them */
    PP_EU_BLUE,
    PP_EU_YELLOW,
    PP_LIKERT,
    PP_LIKERT_TEXT = PP_LIKERT + PP_SCALE,
    PP_HEAT = PP_LIKERT_TEXT + PP_SCALE,
    PP_HEAT_TEXT = PP_HEAT + PP_SCALE,
    PP_TINT_COUNT = PP_HEAT_TEXT + PP_SCALE
};

/* Likert tints 0..4 (answer 1..5) and heat tints 0..4 (low to high), and the colour of text on
 * each. What lies outside is the nearest step. */
enum pp_tint pp_likert(int step);
enum pp_tint pp_likert_text(int step);
enum pp_tint pp_heat(int step);
enum pp_tint pp_heat_text(int step);

enum pp_type {
    PP_TYPE_CITY,
    PP_TYPE_COVER,
    PP_TYPE_COVER_STAND,
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
    PP_TYPE_EMBLEM, /* no token: the rules of the emblem say how it looks */
    PP_TYPE_COUNT
};

struct pp_type_style {
    struct pp_font_style font;
    double leading; /* [pt] */
    enum pp_tint tint;
    bool hyphenate;
    enum { PP_LINING, PP_OLD_STYLE, PP_TABULAR } figures; /* as the font says them */
};

enum pp_rule {
    PP_NO_RULE,
    PP_RULE_STRONG,
    PP_RULE_MID,
    PP_RULE_HAIR,
    PP_RULE_KEYLINE, /* around marks */
    PP_RULE_STROKE,  /* across a bar: today, an average */
    PP_RULE_COUNT
};

#define PP_STYLES "almanac" /* those that have all tokens */

struct pp_styles {
    const char *name;
    struct pp_colour colours[PP_TINT_COUNT];
    enum pp_tint likert_text[PP_SCALE], heat_text[PP_SCALE]; /* in colours, too */
    struct pp_type_style types[PP_TYPE_COUNT];
    struct pp_margins page[PP_PAPER_COUNT];
    struct {
        double baseline, gutter, cells, block, section, head_to_table; /* [pt] */
    } space;
    double rules[PP_RULE_COUNT]; /* [pt] */
    const char *digest;          /* hex SHA-256 of what it was read from */
};

/* Finds and reads styles by name: those of the project (<project>/layouts/styles/<name>.yaml) win,
 * token by token, over the installed ones of that name, and these over PP_STYLES, where the
 * project's win, too. `where` names them, for messages. Unknown tokens, colours that are none and
 * contrasts too low to read are PP_USAGE. */
enum pp_status pp_styles_load(
    struct pp_run *run, const struct pp_project *project, const struct pp_yaml *where,
    const char *name, const struct pp_styles **out) PP_CHECK;

/* Contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3). */
double pp_contrast(struct pp_colour a, struct pp_colour b);

/* A token by name: "ochre"; PP_WHITE for "none" and names there are not. */
enum pp_tint pp_tint_named(const char *name);

#endif
