/* The keys of what others publish: resources to read, and facts for the box beside our figures. */
#include "project/table_facts.h"

#include "pactpress/project.h"

#define AT(field) offsetof(struct pp_resource, field)

static const struct pp_key resource_keys[] = {
    {.name = "title",
     .type = PP_KEY_I18N,
     .offset = AT(title),
     .required = true,
     .help = "Title, which is also the text of the link."},
    {.name = "note", .type = PP_KEY_I18N, .offset = AT(note), .help = "One sentence on it."},
    {.name = "url",
     .type = PP_KEY_URL,
     .offset = AT(url),
     .required = true,
     .help = "Web address."},
    {.name = "format", .type = PP_KEY_TEXT, .offset = AT(format), .help = "PDF, web page ..."},
    {.name = "size", .type = PP_KEY_TEXT, .offset = AT(size), .help = "Size of the download."},
    {.name = "publisher",
     .type = PP_KEY_TEXT,
     .offset = AT(publisher),
     .help = "Who publishes it."},
    {.name = "langs",
     .type = PP_KEY_LANGS,
     .offset = AT(langs),
     .help = "Languages it is written in."},
};
#undef AT

const struct pp_keyset pp_resource_keys = {
    .name = "resource",
    .help = "Something worth reading, with an address.",
    PP_KEYS_OF(resource_keys),
    .size = sizeof(struct pp_resource),
    .where_offset = offsetof(struct pp_resource, where)};

#define AT(field) offsetof(struct pp_fact, field)

static const struct pp_key fact_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .unique = true,
     .help = "Key of the fact in layouts."},
    {.name = "figure",
     .type = PP_KEY_TEXT,
     .offset = AT(figure),
     .help = "Address of a ready figure; its number is printed from the day it was retrieved."},
    {.name = "value",
     .type = PP_KEY_TEXT,
     .offset = AT(value),
     .help = "A number with a decimal point; with figure, printed before there is one."},
    {.name = "unit",
     .type = PP_KEY_TEXT,
     .offset = AT(unit),
     .fallback = "\"\"",
     .help = "percent, or nothing."},
    {.name = "title", .type = PP_KEY_I18N, .offset = AT(title), .help = "Heading."},
    {.name = "text",
     .type = PP_KEY_I18N,
     .offset = AT(text),
     .required = true,
     .help = "Sentence beside the number."},
    {.name = "source",
     .type = PP_KEY_I18N,
     .offset = AT(source),
     .required = true,
     .help = "Who says so: publisher, title, year."},
    {.name = "url", .type = PP_KEY_URL, .offset = AT(url), .help = "Web address of the source."},
    {.name = "retrieved",
     .type = PP_KEY_TEXT,
     .offset = AT(retrieved),
     .help = "Day on which it was looked up (YYYY-MM-DD)."},
    {.name = "bar",
     .type = PP_KEY_BOOL,
     .offset = AT(bar),
     .fallback = "false",
     .help = "Draw the share as a bar."},
};
#undef AT

const struct pp_keyset pp_fact_keys = {
    .name = "fact",
    .help = "A ready number for the facts and figures box.",
    PP_KEYS_OF(fact_keys),
    .size = sizeof(struct pp_fact),
    .where_offset = offsetof(struct pp_fact, where)};
