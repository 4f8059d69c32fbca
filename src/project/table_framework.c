/* The keys of an assessment framework. */
#include "project/table_framework.h"

#include "pactpress/project.h"

#define AT(field) offsetof(struct pp_framework, scale.field)

static const struct pp_key scale_keys[] = {
    {.name = "min",
     .type = PP_KEY_INT,
     .offset = AT(min),
     .min = -1000,
     .max = 1000,
     .fallback = "1",
     .help = "Lowest answer."},
    {.name = "max",
     .type = PP_KEY_INT,
     .offset = AT(max),
     .min = -1000,
     .max = 1000,
     .fallback = "5",
     .help = "Highest answer."},
    {.name = "half_points",
     .type = PP_KEY_BOOL,
     .offset = AT(half_points),
     .fallback = "false",
     .help = "Answers such as 3.5 are allowed."},
    {.name = "low_is_good",
     .type = PP_KEY_BOOL,
     .offset = AT(low_is_good),
     .fallback = "false",
     .help = "The lowest answer is the best one."},
    {.name = "labels",
     .type = PP_KEY_I18NMAP,
     .offset = AT(labels),
     .help = "What the answers mean, as {1: {en: not at all}, 5: {en: fully}}."},
    {.name = "not_applicable",
     .type = PP_KEY_STRINGS,
     .offset = AT(not_applicable),
     .help = "Texts that mean \"don't know\" or \"not applicable\"."},
    {.name = "top",
     .type = PP_KEY_INT,
     .offset = AT(top),
     .min = -1000,
     .max = 1000,
     .help = "Answers from here on count to the top share; without it, the best two."},
};
#undef AT

static const struct pp_keyset scale_set = {
    .name = "scale",
    .help = "The answers of a framework.",
    PP_KEYS_OF(scale_keys),
    .size = sizeof(struct pp_framework),
    .where_offset = PP_NO_OFFSET};

#define AT(field) offsetof(struct pp_dimension, field)

static const struct pp_key dimension_keys[] = {
    {.name = "code",
     .type = PP_KEY_ID,
     .offset = AT(code),
     .required = true,
     .unique = true,
     .help = "Key of the dimension; labels are for readers and may change."},
    {.name = "label",
     .type = PP_KEY_I18N,
     .offset = AT(label),
     .required = true,
     .help = "Name printed."},
    {.name = "question",
     .type = PP_KEY_I18N,
     .offset = AT(question),
     .help = "Question asked, in full."},
    {.name = "aliases",
     .type = PP_KEY_STRINGS,
     .offset = AT(aliases),
     .help = "Other labels in exports. One that fits two dimensions is an error where it is read."},
    {.name = "sensitive",
     .type = PP_KEY_BOOL,
     .offset = AT(sensitive),
     .fallback = "false",
     .help = "Single answers are protected like counts of persons."},
};
#undef AT

static const struct pp_keyset dimension_set = {
    .name = "dimension",
    .help = "One question of a framework.",
    PP_KEYS_OF(dimension_keys),
    .size = sizeof(struct pp_dimension),
    .where_offset = offsetof(struct pp_dimension, where)};

#define AT(field) offsetof(struct pp_framework, field)

static const struct pp_key framework_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .unique = true,
     .help = "Key of the framework in addresses."},
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "Name printed."},
    {.name = "intro",
     .type = PP_KEY_I18N,
     .offset = AT(intro),
     .help = "A sentence over the dimension table."},
    {.name = "scale",
     .type = PP_KEY_STRUCT,
     .sub = &scale_set,
     .help = "The answers; without it, 1 to 5."},
    {.name = "dimensions",
     .type = PP_KEY_LIST,
     .offset = AT(dimensions),
     .required = true,
     .sub = &dimension_set,
     .help = "Questions, in the order in which they are printed."},
};
#undef AT

const struct pp_keyset pp_framework_keys = {
    .name = "framework",
    .help = "A set of questions with one scale.",
    PP_KEYS_OF(framework_keys),
    .size = sizeof(struct pp_framework),
    .where_offset = offsetof(struct pp_framework, where)};
