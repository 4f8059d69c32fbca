/* The keys of layouts/indicators/<name>.yaml, and of `indicators:` in pactpress.yaml. */
#include "project/table_indicators.h"

#include "pactpress/indicators.h"
#include "pactpress/project.h"

static const char *const counts[] = {"persons", "events", "value", NULL};

#define AT(field) offsetof(struct pp_indicator, field)

#define CODE_KEY                                                                                   \
    {                                                                                              \
        .name = "code", .type = PP_KEY_TEXT, .offset = AT(code), .required = true, .unique = true, \
        .help = "Code, as the funder writes it: C2.1. It is printed, and stands in addresses."     \
    }
#define WORDING_KEY                                                                                \
    {                                                                                              \
        .name = "wording", .type = PP_KEY_I18N, .offset = AT(wording), .required = true,           \
        .help = "What is counted, in the words of the programme."                                  \
    }
#define NOTE_KEY                                                                                   \
    {                                                                                              \
        .name = "note", .type = PP_KEY_I18N, .offset = AT(note),                                   \
        .help = "Counting rule, in a sentence."                                                    \
    }
#define COUNTS_KEY                                                                                 \
    {                                                                                              \
        .name = "counts", .type = PP_KEY_ENUM, .offset = AT(counts), .choices = counts,            \
        .fallback = "persons",                                                                     \
        .help = "persons: unique persons at events; events: events held; value: what a source of " \
                "kind declared or figures says."                                                   \
    }
#define PART_KEY                                                                                   \
    {                                                                                              \
        .name = "part_of", .type = PP_KEY_TEXT, .offset = AT(part_of),                             \
        .help = "Code of the main indicator. Who counts here counts there, too; parts are never "  \
                "added up."                                                                        \
    }
#define BREAKDOWN_KEY                                                                              \
    {                                                                                              \
        .name = "breakdown", .type = PP_KEY_BOOL, .offset = AT(breakdown), .fallback = "false",    \
        .help = "Persons by gender, age and target group, too."                                    \
    }
#define TYPES_KEY                                                                                  \
    {                                                                                              \
        .name = "types", .type = PP_KEY_STRINGS, .offset = AT(types),                              \
        .help = "Ids of the event types that count here."                                          \
    }
#define FIGURE_KEY                                                                                 \
    {                                                                                              \
        .name = "figure", .type = PP_KEY_ADDRESS, .offset = AT(figure),                            \
        .help = "Of an indicator that counts a value: the address under which a source gives it."  \
    }

static const struct pp_key indicator_keys[] = {
    CODE_KEY,
    WORDING_KEY,
    {.name = "verified",
     .type = PP_KEY_BOOL,
     .offset = AT(verified),
     .fallback = "false",
     .help = "The wording was compared with the legal act. Without it, a report that is no draft "
             "is warned about."},
    NOTE_KEY,
    COUNTS_KEY,
    PART_KEY,
    BREAKDOWN_KEY,
};

static const struct pp_keyset indicator_set = {
    .name = "indicator",
    .help = "An indicator of the programme.",
    PP_KEYS_OF(indicator_keys),
    .size = sizeof(struct pp_indicator),
    .where_offset = AT(where)};

static const struct pp_key own_keys[] = {
    CODE_KEY, WORDING_KEY, NOTE_KEY, COUNTS_KEY, PART_KEY, BREAKDOWN_KEY, TYPES_KEY, FIGURE_KEY,
};

static const struct pp_keyset own_set = {
    .name = "own indicator",
    .help = "A quantity that the project has promised beside the programme's indicators.",
    PP_KEYS_OF(own_keys),
    .size = sizeof(struct pp_indicator),
    .where_offset = AT(where)};
#undef AT

#define AT(field) offsetof(struct pp_bracket, field)

static const struct pp_key bracket_keys[] = {
    {.name = "code",
     .type = PP_KEY_ID,
     .offset = AT(code),
     .required = true,
     .unique = true,
     .help = "Key in addresses."},
    {.name = "from",
     .type = PP_KEY_INT,
     .offset = AT(from),
     .min = 0,
     .max = 150,
     .fallback = "0",
     .help = "Youngest age."},
    {.name = "to",
     .type = PP_KEY_INT,
     .offset = AT(to),
     .min = 0,
     .max = 150,
     .fallback = "150",
     .help = "Oldest age."},
};

static const struct pp_keyset bracket_set = {
    .name = "age bracket",
    .help = "Ages at the first registration, both ends inside.",
    PP_KEYS_OF(bracket_keys),
    .size = sizeof(struct pp_bracket),
    .where_offset = AT(where)};
#undef AT

static const char *const genders[] = {"female", "male", "nonbinary", NULL};

#define AT(field) offsetof(struct pp_profile, field)

static const struct pp_key profile_keys[] = {
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "Name of the programme."},
    {.name = "heading",
     .type = PP_KEY_I18N,
     .offset = AT(heading),
     .required = true,
     .help = "Heading over its indicators."},
    {.name = "act",
     .type = PP_KEY_TEXT,
     .offset = AT(act),
     .required = true,
     .help = "The legal act that defines them."},
    {.name = "genders",
     .type = PP_KEY_STRINGS,
     .offset = AT(genders),
     .choices = genders,
     .fallback = "[female, male, nonbinary]",
     .help = "Genders of the breakdown, in order; other entries count as not recorded."},
    {.name = "ages",
     .type = PP_KEY_LIST,
     .offset = AT(ages),
     .sub = &bracket_set,
     .help = "Age brackets of the breakdown, in order."},
    {.name = "indicators",
     .type = PP_KEY_LIST,
     .offset = AT(indicators),
     .required = true,
     .sub = &indicator_set,
     .help = "Indicators, mains before their parts."},
};
#undef AT

const struct pp_keyset pp_profile_keys = {
    .name = "indicator profile",
    .help = "The indicators of a programme: `layouts/indicators/<name>.yaml`.",
    PP_KEYS_OF(profile_keys),
    .size = sizeof(struct pp_profile),
    .where_offset = PP_NO_OFFSET};

#define AT(field) offsetof(struct pp_mapping, field)

static const struct pp_key mapping_keys[] = {
    {.name = "indicator",
     .type = PP_KEY_TEXT,
     .offset = AT(indicator),
     .required = true,
     .unique = true,
     .help = "Code of the profile."},
    TYPES_KEY,
    FIGURE_KEY,
};

static const struct pp_keyset mapping_set = {
    .name = "mapping",
    .help = "What counts under an indicator.",
    PP_KEYS_OF(mapping_keys),
    .size = sizeof(struct pp_mapping),
    .where_offset = AT(where)};
#undef AT

#define AT(field) offsetof(struct pp_target_group, field)

static const struct pp_key group_keys[] = {
    {.name = "code",
     .type = PP_KEY_ID,
     .offset = AT(code),
     .required = true,
     .unique = true,
     .help = "Key in addresses."},
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "What is printed."},
    {.name = "labels",
     .type = PP_KEY_STRINGS,
     .offset = AT(labels),
     .help = "How exports write it, beside the code and the names."},
};

static const struct pp_keyset group_set = {
    .name = "target group",
    .help = "A part of the target group, by which indicators are broken down.",
    PP_KEYS_OF(group_keys),
    .size = sizeof(struct pp_target_group),
    .where_offset = AT(where)};
#undef AT

#define AT(field) offsetof(struct pp_indicators, field)

static const struct pp_key indicators_keys[] = {
    {.name = "profile",
     .type = PP_KEY_TEXT,
     .offset = AT(profile_name),
     .help = "Name of an indicator profile: amif-2014-2020 or amif-2021-2027, or one of the "
             "project's own in layouts/indicators/."},
    {.name = "map",
     .type = PP_KEY_LIST,
     .offset = AT(maps),
     .sub = &mapping_set,
     .help = "What counts under which indicator of the profile."},
    {.name = "own",
     .type = PP_KEY_LIST,
     .offset = AT(own),
     .sub = &own_set,
     .help = "Further quantities of the project."},
    {.name = "target_groups",
     .type = PP_KEY_LIST,
     .offset = AT(groups),
     .sub = &group_set,
     .help = "Groups of persons that the breakdown tells apart, from the column `target_group` of "
             "attendance lists; what the first registration says counts."},
    {.name = "not_counted",
     .type = PP_KEY_STRINGS,
     .offset = AT(not_counted),
     .help = "Event types that count under no indicator, on purpose; others that are not mapped "
             "are warned about."},
};
#undef AT

const struct pp_keyset pp_indicators_keys = {
    .name = "indicators",
    .help = "What is counted for the funder.",
    PP_KEYS_OF(indicators_keys),
    .size = sizeof(struct pp_indicators),
    .where_offset = PP_NO_OFFSET};
