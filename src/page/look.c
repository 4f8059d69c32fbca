#include "pactpress/look.h"

#include "pactpress/str.h"

static const struct pp_colour tints[PP_TINT_COUNT] = {
    [PP_INK] = {0x1F, 0x1A, 0x17},       [PP_GREY] = {0x5E, 0x56, 0x4E},
    [PP_MID] = {0x8A, 0x81, 0x77},       [PP_LINE] = {0xCF, 0xC5, 0xB8},
    [PP_SAND] = {0xF6, 0xF0, 0xE6},      [PP_BRICK] = {0xA2, 0x3A, 0x1B},
    [PP_PETROL] = {0x0E, 0x54, 0x65},    [PP_OCHRE] = {0xE8, 0xB2, 0x3A},
    [PP_WHITE] = {0xFF, 0xFF, 0xFF},     [PP_EU_BLUE] = {0x00, 0x33, 0x99},
    [PP_EU_YELLOW] = {0xFF, 0xCC, 0x00},
};

static const struct {
    const char *name;
    enum pp_tint tint;
} names[] = {
    {"ink", PP_INK},       {"grey", PP_GREY},   {"sand", PP_SAND},   {"brick", PP_BRICK},
    {"petrol", PP_PETROL}, {"ochre", PP_OCHRE}, {"white", PP_WHITE},
};

struct scale {
    struct pp_colour fill;
    enum pp_tint text;
};

static const struct scale likert[5] = {
    {{0xA2, 0x3A, 0x1B}, PP_WHITE}, {{0xED, 0xB7, 0x9C}, PP_INK},   {{0xDA, 0xD4, 0xCA}, PP_INK},
    {{0xA9, 0xCB, 0xD0}, PP_INK},   {{0x0E, 0x54, 0x65}, PP_WHITE},
};

static const struct scale heat[5] = {
    {{0xF2, 0xF6, 0xF5}, PP_INK},   {{0xCC, 0xE0, 0xE1}, PP_INK},   {{0x94, 0xC0, 0xC6}, PP_INK},
    {{0x2F, 0x76, 0x84}, PP_WHITE}, {{0x0B, 0x43, 0x52}, PP_WHITE},
};

#define SERIF(w, it, s, oldstyle)                                                                  \
    {                                                                                              \
        .family = PP_SERIF, .weight = w, .italic = it, .size = s, .old_style = oldstyle            \
    }
#define SANS(w, s)                                                                                 \
    {                                                                                              \
        .family = PP_SANS, .weight = w, .size = s, .tabular = true                                 \
    }

static const struct pp_type_style types[PP_TYPE_COUNT] = {
    [PP_TYPE_CITY] =
        {{.family = PP_SERIF, .weight = PP_BLACK, .size = 91, .tracking = -0.015},
         91,
         PP_INK,
         false},
    [PP_TYPE_H1] = {SERIF(PP_BOLD, false, 24, false), 28, PP_INK, false},
    [PP_TYPE_H2] = {SERIF(PP_BOLD, false, 16, false), 21, PP_INK, false},
    [PP_TYPE_H3] = {SERIF(PP_SEMIBOLD, false, 12.5, false), 14, PP_INK, false},
    [PP_TYPE_PROJECT] = {SERIF(PP_BOLD, false, 14, false), 17, PP_INK, false},
    [PP_TYPE_STAND] = {SERIF(PP_REGULAR, true, 12.5, true), 17.5, PP_INK, false},
    [PP_TYPE_BODY] = {SERIF(PP_REGULAR, false, 10.5, true), 14, PP_INK, true},
    [PP_TYPE_QUOTE] = {SERIF(PP_REGULAR, true, 16, true), 21, PP_INK, false},
    [PP_TYPE_KEY] = {SERIF(PP_SEMIBOLD, false, 31, false), 35, PP_INK, false},
    [PP_TYPE_BIG] = {SERIF(PP_SEMIBOLD, false, 52, false), 56, PP_INK, false},
    [PP_TYPE_KICKER] = {SANS(PP_BOLD, 8.5), 14, PP_BRICK, false},
    [PP_TYPE_TABLE] = {SANS(PP_REGULAR, 9), 12, PP_INK, true},
    [PP_TYPE_TABLE_HEAD] = {SANS(PP_BOLD, 9), 12, PP_INK, true},
    [PP_TYPE_LABEL] = {SANS(PP_BOLD, 8.5), 11, PP_INK, false},
    [PP_TYPE_NOTE] = {SANS(PP_REGULAR, 8.5), 11, PP_GREY, false},
    [PP_TYPE_CAPTION] = {SANS(PP_REGULAR, 8.5), 11, PP_INK, false},
    [PP_TYPE_MICRO] = {SANS(PP_REGULAR, 8), 10.5, PP_GREY, false},
    [PP_TYPE_MICRO_INK] = {SANS(PP_REGULAR, 8), 10.5, PP_INK, false},
    [PP_TYPE_EMBLEM] =
        {{.family = PP_EMBLEM, .weight = PP_REGULAR, .size = 14.4}, 16, PP_EU_BLUE, false},
};

struct pp_colour pp_tint(enum pp_tint tint)
{
    return tints[tint];
}

struct pp_colour pp_tint_named(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pp_streq(names[i].name, name))
            return tints[names[i].tint];
    return tints[PP_WHITE];
}

static int in_scale(int index)
{
    return index < 0 ? 0 : index > 4 ? 4 : index;
}

struct pp_colour pp_tint_likert(int index)
{
    return likert[in_scale(index)].fill;
}

struct pp_colour pp_tint_likert_text(int index)
{
    return tints[likert[in_scale(index)].text];
}

struct pp_colour pp_tint_heat(int index)
{
    return heat[in_scale(index)].fill;
}

struct pp_colour pp_tint_heat_text(int index)
{
    return tints[heat[in_scale(index)].text];
}

const struct pp_type_style *pp_type_style(enum pp_type type)
{
    return &types[type];
}

enum pp_type pp_look_type(enum pp_look look)
{
    static const enum pp_type of[] = {
        [PP_LOOK_BODY] = PP_TYPE_BODY,     [PP_LOOK_H1] = PP_TYPE_H1,
        [PP_LOOK_H2] = PP_TYPE_H2,         [PP_LOOK_H3] = PP_TYPE_H3,
        [PP_LOOK_KICKER] = PP_TYPE_KICKER, [PP_LOOK_STAND] = PP_TYPE_STAND,
        [PP_LOOK_NOTE] = PP_TYPE_NOTE,     [PP_LOOK_SMALL] = PP_TYPE_TABLE,
        [PP_LOOK_MICRO] = PP_TYPE_MICRO,
    };
    return of[look];
}

void pp_page_size(const char *name, double *width, double *height)
{
    bool letter = pp_streq(name, "letter");
    *width = letter ? 612 : 595.28;
    *height = letter ? 792 : 841.89;
}
