/* The keys of styles: one for each token. */
#include <stdlib.h>
#include <string.h>

#include "pactpress/keys.h"
#include "pactpress/str.h"
#include "pactpress/styles.h"
#include "pactpress/yaml.h"

static bool parse_colour(const char *text, struct pp_colour *out)
{
    if (text[0] != '#' || strlen(text) != 7 ||
        text[1 + strspn(text + 1, "0123456789ABCDEFabcdef")] != '\0')
        return false;
    unsigned long rgb = strtoul(text + 1, NULL, 16);
    *out = (struct pp_colour){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb};
    return true;
}

static enum pp_status read_colour(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *target)
{
    (void)arena;
    bool is_text = node->kind == PP_YAML_SCALAR;
    if (is_text && parse_colour(node->text, target))
        return PP_OK;
    pp_yaml_report(
        run, PP_ERROR, node, "styles.colour",
        "%s is no colour; write six digits in quotes: \"#A23A1B\"",
        is_text ? node->text : pp_yaml_kind_name(node));
    return PP_USAGE;
}

static enum pp_status check_steps(struct pp_run *run, const struct pp_yaml *node)
{
    if (node->kind == PP_YAML_LIST && node->count == PP_SCALE)
        return PP_OK;
    pp_yaml_report(
        run, PP_ERROR, node, "styles.scale", "a scale has %d steps: [lowest, ..., highest]",
        PP_SCALE);
    return PP_USAGE;
}

static enum pp_status read_scale(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *target)
{
    struct pp_colour *colours = target;
    enum pp_status status = check_steps(run, node);
    if (status == PP_OK)
        for (const struct pp_yaml *step = node->first; step; step = step->next)
            if (read_colour(run, arena, step, colours++) != PP_OK)
                status = PP_USAGE;
    return status;
}

static enum pp_status read_tint(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *target)
{
    static const char *const names[] = {"ink", "grey", "brick", "petrol", NULL};
    (void)arena;
    for (size_t i = 0; node->kind == PP_YAML_SCALAR && names[i]; i++)
        if (pp_streq(names[i], node->text)) {
            *(enum pp_tint *)target = pp_tint_named(names[i]);
            return PP_OK;
        }
    pp_yaml_report(
        run, PP_ERROR, node, "styles.text-colour",
        "\"%s\" is no colour for text; text is ink, grey, brick or petrol", node->text);
    return PP_USAGE;
}

static enum pp_status read_texts(
    struct pp_run *run, struct pp_arena *arena, const struct pp_yaml *node, void *target)
{
    enum pp_tint *out = target;
    (void)arena;
    PP_TRY(check_steps(run, node));
    for (const struct pp_yaml *step = node->first; step; step = step->next, out++) {
        bool is_text = step->kind == PP_YAML_SCALAR;
        *out = is_text ? pp_tint_named(step->text) : PP_NO_TINT;
        if (is_text && (pp_streq(step->text, "ink") || pp_streq(step->text, "white")))
            continue;
        pp_yaml_report(
            run, PP_ERROR, step, "styles.scale-text", "figures on a scale are ink or white, not %s",
            is_text ? step->text : pp_yaml_kind_name(step));
        return PP_USAGE;
    }
    return PP_OK;
}

#define HEX "\"type\": \"string\", \"pattern\": \"^#[0-9A-Fa-f]{6}$\""
#define FIVE "\"type\": \"array\", \"minItems\": 5, \"maxItems\": 5, \"items\": {"
#define CUSTOM(token, field, reader, form_text, json, text)                                        \
    {                                                                                              \
        .name = token, .type = PP_KEY_CUSTOM, .offset = offsetof(struct pp_styles, field),         \
        .read = reader, .form = form_text, .schema = json, .help = text                            \
    }
#define COLOUR(token, tint, text)                                                                  \
    CUSTOM(token, colours[tint], read_colour, "a colour in quotes: `\"#A23A1B\"`", HEX, text)
#define SCALE(token, tint, text)                                                                   \
    CUSTOM(token, colours[tint], read_scale, "five colours in quotes", FIVE HEX "}", text)
#define TEXTS(token, field, text)                                                                  \
    CUSTOM(                                                                                        \
        token, field, read_texts, "five of ink and white", FIVE "\"enum\": [\"ink\", \"white\"]}", \
        text)

static const struct pp_key colour_keys[] = {
    COLOUR("ink", PP_INK, "Text and rules."),
    COLOUR("grey", PP_GREY, "Notes, sources, running heads."),
    COLOUR("mid", PP_MID, "Lines of charts; never text."),
    COLOUR("line", PP_LINE, "Thin rules between rows."),
    COLOUR("sand", PP_SAND, "Boxes, and every other row of zebra tables."),
    COLOUR("brick", PP_BRICK, "Kickers, the own city; a field, with white text."),
    COLOUR("clay", PP_CLAY, "One of the houses on a cover."),
    COLOUR("petrol", PP_PETROL, "Links, bars; a field, with white text."),
    COLOUR("ochre", PP_OCHRE, "A field, with ink text."),
    SCALE("likert", PP_LIKERT, "Answers, from the lowest to the highest."),
    TEXTS("likert_text", likert_text, "Figures on them."),
    SCALE("heat", PP_HEAT, "Cells of heat tables, from low to high."),
    TEXTS("heat_text", heat_text, "Figures on them."),
};

static const struct pp_keyset colour_set = {
    .name = "colours",
    .help = "Colours, each for one use. Text stands out from what it stands on by 4.5:1, a mark by "
            "3:1, or `check` refuses them.",
    PP_KEYS_OF(colour_keys),
    .size = sizeof(struct pp_styles),
    .where_offset = PP_NO_OFFSET};

static const char *const families[] = {"serif", "sans", NULL};
static const char *const weights[] = {"regular", "semibold", "bold", "black", NULL};
static const char *const figures[] = {"lining", "old-style", "tabular", NULL};

#define AT(field) offsetof(struct pp_type_style, field)

static const struct pp_key type_keys[] = {
    {.name = "family",
     .type = PP_KEY_ENUM,
     .offset = AT(font.family),
     .choices = families,
     .fallback = "serif",
     .help = "Which of the families of fonts/stacks.yaml."},
    {.name = "weight",
     .type = PP_KEY_ENUM,
     .offset = AT(font.weight),
     .choices = weights,
     .fallback = "regular",
     .help = "How heavy."},
    {.name = "italic",
     .type = PP_KEY_BOOL,
     .offset = AT(font.italic),
     .fallback = "false",
     .help = "In italics."},
    {.name = "size",
     .type = PP_KEY_NUMBER,
     .offset = AT(font.size),
     .min = 8,
     .max = 120,
     .help = "In points; nothing is smaller than 8."},
    {.name = "leading",
     .type = PP_KEY_NUMBER,
     .offset = AT(leading),
     .min = 8,
     .max = 144,
     .help = "From one line to the next, in points: not less than the size."},
    {.name = "tracking",
     .type = PP_KEY_NUMBER,
     .offset = AT(font.tracking),
     .min = -1,
     .max = 1,
     .fallback = "0",
     .help = "Space between letters, in ems."},
    {.name = "colour",
     .type = PP_KEY_CUSTOM,
     .offset = AT(tint),
     .read = read_tint,
     .form = "ink, grey, brick or petrol",
     .schema = "\"enum\": [\"ink\", \"grey\", \"brick\", \"petrol\"]",
     .help = "Without it, ink."},
    {.name = "hyphenate",
     .type = PP_KEY_BOOL,
     .offset = AT(hyphenate),
     .fallback = "false",
     .help = "Break words where the language has patterns."},
    {.name = "figures",
     .type = PP_KEY_ENUM,
     .offset = AT(figures),
     .choices = figures,
     .fallback = "lining",
     .help = "How digits look: old-style in running text, tabular in columns."},
};
#undef AT

static const struct pp_keyset type_set = {
    .name = "type",
    .help = "How one kind of text is set.",
    PP_KEYS_OF(type_keys),
    .size = sizeof(struct pp_type_style),
    .where_offset = PP_NO_OFFSET};

#define TYPE(token, which, text)                                                                   \
    {                                                                                              \
        .name = token, .type = PP_KEY_STRUCT, .offset = offsetof(struct pp_styles, types[which]),  \
        .sub = &type_set, .help = text                                                             \
    }

static const struct pp_key types_keys[] = {
    TYPE("city", PP_TYPE_CITY, "The name on the masthead; steps down where it is long."),
    TYPE("cover", PP_TYPE_COVER, "The headline of a cover; steps down likewise."),
    TYPE("cover_stand", PP_TYPE_COVER_STAND, "The lines below it."),
    TYPE("h1", PP_TYPE_H1, "Titles of stories."),
    TYPE("h2", PP_TYPE_H2, "Headings of sections."),
    TYPE("h3", PP_TYPE_H3, "Headings within them, and of charts."),
    TYPE("project", PP_TYPE_PROJECT, "The project's name at the top of page 1."),
    TYPE("stand", PP_TYPE_STAND, "The lines between a title and its story."),
    TYPE(
        "body", PP_TYPE_BODY,
        "Stories. Its leading is the `baseline` of `space`, with or without the key."),
    TYPE("quote", PP_TYPE_QUOTE, "Quotations."),
    TYPE("key", PP_TYPE_KEY, "Key figures."),
    TYPE("big", PP_TYPE_BIG, "The one big number."),
    TYPE("kicker", PP_TYPE_KICKER, "The line over a title."),
    TYPE("table", PP_TYPE_TABLE, "Tables."),
    TYPE("table_head", PP_TYPE_TABLE_HEAD, "Their heads."),
    TYPE("label", PP_TYPE_LABEL, "Labels of charts and figures."),
    TYPE("note", PP_TYPE_NOTE, "Notes under headings."),
    TYPE("caption", PP_TYPE_CAPTION, "Captions."),
    TYPE("micro", PP_TYPE_MICRO, "Sources, running heads."),
    TYPE("micro_ink", PP_TYPE_MICRO_INK, "The imprint."),
};

const struct pp_keyset pp_styles_types = {
    .name = "type",
    .help = "Types, each for one kind of text.",
    PP_KEYS_OF(types_keys),
    .size = sizeof(struct pp_styles),
    .where_offset = PP_NO_OFFSET};

#define LENGTH(token, field, least, most, text)                                                    \
    {                                                                                              \
        .name = token, .type = PP_KEY_NUMBER, .offset = offsetof(struct pp_styles, field),         \
        .min = least, .max = most, .help = text                                                    \
    }

#define EDGE(token, field, least, most, text)                                                      \
    {                                                                                              \
        .name = token, .type = PP_KEY_NUMBER, .offset = offsetof(struct pp_margins, field),        \
        .min = least, .max = most, .help = text                                                    \
    }

static const struct pp_key margin_keys[] = {
    EDGE("side", side, 28, 140, "At the start and the end of lines."),
    EDGE("top", top, 36, 140, "Above the text; the lines of stories are counted from there."),
    EDGE("bottom", bottom, 36, 140, "Below the text; only the foot stands in it."),
    EDGE("head", head, 18, 130, "Baseline of the running head, from the upper edge."),
    EDGE("foot", foot, 14, 130, "Baseline of the foot, from the lower edge."),
};

static const struct pp_keyset margin_set = {
    .name = "margins",
    .help = "The margins of one paper, in points (10 mm are 28.35). They leave 420 points for "
            "lines and 120 for each of three columns, and room for a running head and a foot.",
    PP_KEYS_OF(margin_keys),
    .size = sizeof(struct pp_margins),
    .where_offset = PP_NO_OFFSET};

#define PAPER(token, paper, text)                                                                  \
    {                                                                                              \
        .name = token, .type = PP_KEY_STRUCT, .offset = offsetof(struct pp_styles, page[paper]),   \
        .sub = &margin_set, .help = text                                                           \
    }

static const struct pp_key page_keys[] = {
    PAPER("a4", PP_A4, "On A4, 595.28 by 841.89 points."),
    PAPER("letter", PP_LETTER, "On Letter, 612 by 792 points."),
};

static const struct pp_keyset page_set = {
    .name = "page",
    .help = "Margins, for each paper.",
    PP_KEYS_OF(page_keys),
    .size = sizeof(struct pp_styles),
    .where_offset = PP_NO_OFFSET};

static const struct pp_key space_keys[] = {
    LENGTH(
        "baseline", space.baseline, 10, 28,
        "From line to line of stories: the grid that they stand on in all columns."),
    LENGTH("gutter", space.gutter, 7, 42, "Between columns of text and blocks beside each other."),
    LENGTH("cells", space.cells, 7, 42, "Between columns of tables."),
    LENGTH("block", space.block, 7, 42, "Between blocks."),
    LENGTH("section", space.section, 14, 84, "Before a section; less where pages are few."),
    LENGTH("head_to_table", space.head_to_table, 2, 28, "From a heading to its table or chart."),
};

static const struct pp_keyset space_set = {
    .name = "space",
    .help = "Distances, in points.",
    PP_KEYS_OF(space_keys),
    .size = sizeof(struct pp_styles),
    .where_offset = PP_NO_OFFSET};

static const struct pp_key rule_keys[] = {
    LENGTH("strong", rules[PP_RULE_STRONG], 0, 4, "Above tables and key figures."),
    LENGTH("mid", rules[PP_RULE_MID], 0, 4, "Below heads, at the end of tables."),
    LENGTH("hair", rules[PP_RULE_HAIR], 0, 4, "Between rows."),
    LENGTH("keyline", rules[PP_RULE_KEYLINE], 0, 4, "Around bars, cells and marks."),
    LENGTH("stroke", rules[PP_RULE_STROKE], 0, 4, "Across a bar: today, an average."),
};

static const struct pp_keyset rule_set = {
    .name = "rules",
    .help = "Widths of lines, in points.",
    PP_KEYS_OF(rule_keys),
    .size = sizeof(struct pp_styles),
    .where_offset = PP_NO_OFFSET};

static const struct pp_key styles_keys[] = {
    {.name = "colours", .type = PP_KEY_STRUCT, .sub = &colour_set, .help = "Colours."},
    {.name = "type", .type = PP_KEY_STRUCT, .sub = &pp_styles_types, .help = "Types of text."},
    {.name = "page", .type = PP_KEY_STRUCT, .sub = &page_set, .help = "Margins."},
    {.name = "space", .type = PP_KEY_STRUCT, .sub = &space_set, .help = "Distances."},
    {.name = "rules", .type = PP_KEY_STRUCT, .sub = &rule_set, .help = "Lines."},
};

const struct pp_keyset pp_styles_keys = {
    .name = "styles",
    .help =
        "How documents look: a file `layouts/styles/<name>.yaml` of the project or of Pactpress. "
        "What the project's does not say is as in Pactpress's of that name, or as in `almanac`.",
    PP_KEYS_OF(styles_keys),
    .size = sizeof(struct pp_styles),
    .where_offset = PP_NO_OFFSET};
