#include "indicator_cells.h"

#include "pactpress/address.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "traits.h"

/* Row 0 and column 0 are the margins, the last of each is "unknown". */
static size_t rows_of(const struct pp_profile *profile)
{
    return profile->genders.count + 2;
}

static size_t columns_of(const struct pp_profile *profile)
{
    return profile->age_count + 2;
}

static size_t table_of(const struct pp_profile *profile)
{
    return rows_of(profile) * columns_of(profile);
}

static size_t groups_of(const struct pp_indicators *indicators)
{
    return indicators->group_count > 0 ? indicators->group_count + 1 : 0;
}

size_t pp_cells_count(const struct pp_indicators *indicators)
{
    return table_of(indicators->profile) + groups_of(indicators);
}

static size_t row_of(const struct pp_profile *profile, const struct pp_traits *traits)
{
    enum pp_gender gender = pp_traits_gender(traits);

    for (size_t i = 0; gender != PP_GENDERS && i < profile->genders.count; i++)
        if (pp_streq(profile->genders.items[i], pp_gender_name(gender)))
            return i + 1;
    return rows_of(profile) - 1;
}

static size_t column_of(const struct pp_profile *profile, const struct pp_traits *traits)
{
    const struct pp_bracket *bracket = pp_traits_bracket(traits, profile);

    return bracket != NULL ? (size_t)(bracket - profile->ages) + 1 : columns_of(profile) - 1;
}

void pp_cells_add(
    int64_t *counts, const struct pp_indicators *indicators, const struct pp_traits *traits)
{
    const struct pp_profile *profile = indicators->profile;
    size_t columns = columns_of(profile);
    size_t row = row_of(profile, traits), column = column_of(profile, traits);

    counts[0]++;
    counts[row * columns]++;
    counts[column]++;
    counts[row * columns + column]++;
    if (indicators->group_count > 0)
        counts
            [table_of(profile) +
             (traits->group.at.origin.line > 0 ? traits->group.group : indicators->group_count)]++;
}

const char *pp_cells_breakdown(
    struct pp_arena *arena, const struct pp_indicators *indicators, const char *code, size_t cell)
{
    const struct pp_profile *profile = indicators->profile;
    const char *text = pp_breakdown_pair(arena, "indicator", code);

    if (cell == 0)
        return text; /* also without a profile */
    if (cell >= table_of(profile)) {
        size_t group = cell - table_of(profile);
        return pp_arena_printf(
            arena, "%s;target_group=%s", text,
            group < indicators->group_count ? indicators->groups[group].code : "unknown");
    }
    size_t row = cell / columns_of(profile), column = cell % columns_of(profile);
    if (row > 0)
        text = pp_arena_printf(
            arena, "gender=%s;%s",
            row <= profile->genders.count ? profile->genders.items[row - 1] : "unknown", text);
    if (column > 0)
        text = pp_arena_printf(
            arena, "age=%s;%s",
            column <= profile->age_count ? profile->ages[column - 1].code : "unknown", text);
    return text;
}

static void relate(
    struct pp_drafts *drafts, const size_t *figures, size_t total, size_t step, size_t count)
{
    size_t equation = pp_drafts_equation(drafts, PP_RELATION_SUM, figures[total]);

    for (size_t i = 1; i < count; i++)
        pp_drafts_part(drafts, equation, figures[total + i * step]);
}

void pp_cells_relate(
    struct pp_drafts *drafts, const struct pp_indicators *indicators, const size_t *figures)
{
    const struct pp_profile *profile = indicators->profile;
    size_t rows = rows_of(profile), columns = columns_of(profile);

    for (size_t row = 0; row < rows; row++)
        relate(drafts, figures, row * columns, 1, columns);
    for (size_t column = 0; column < columns; column++)
        relate(drafts, figures, column, columns, rows);
    if (indicators->group_count == 0)
        return;
    size_t equation = pp_drafts_equation(drafts, PP_RELATION_SUM, figures[0]);
    for (size_t i = 0; i < groups_of(indicators); i++)
        pp_drafts_part(drafts, equation, figures[table_of(profile) + i]);
}
