/* The keys of pactpress.yaml. */
#include "pactpress/keys.h"
#include "pactpress/project.h"
#include "project/table_facts.h"
#include "project/table_framework.h"
#include "project/table_indicators.h"

#define NO_PLACE .where_offset = PP_NO_OFFSET

static const struct pp_key contact_keys[] = {
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = offsetof(struct pp_contact, name),
     .help = "Office or person who answers."},
    {.name = "email",
     .type = PP_KEY_MAIL,
     .offset = offsetof(struct pp_contact, email),
     .help = "Address for mail."},
    {.name = "web",
     .type = PP_KEY_WEB,
     .offset = offsetof(struct pp_contact, web),
     .help = "Web address."},
    {.name = "phone",
     .type = PP_KEY_TEXT,
     .offset = offsetof(struct pp_contact, phone),
     .help = "Telephone number."},
    {.name = "qr",
     .type = PP_KEY_BOOL,
     .offset = offsetof(struct pp_contact, qr),
     .help = "Print a QR code of the web address in the imprint."},
};

const struct pp_keyset pp_contact_keys = {
    .name = "contact",
    .help = "Whom readers can ask.",
    PP_KEYS_OF(contact_keys),
    .size = sizeof(struct pp_contact),
    NO_PLACE};

static const struct pp_key position_keys[] = {
    {.name = "lat",
     .type = PP_KEY_NUMBER,
     .offset = offsetof(struct pp_city, position.lat) - offsetof(struct pp_city, position),
     .required = true,
     .min = -90,
     .max = 90,
     .help = "Degrees north of the equator: 56.95."},
    {.name = "lon",
     .type = PP_KEY_NUMBER,
     .offset = offsetof(struct pp_city, position.lon) - offsetof(struct pp_city, position),
     .required = true,
     .min = -180,
     .max = 180,
     .help = "Degrees east of Greenwich: 24.11; west of it, with a minus sign."},
};

static const struct pp_keyset position_set = {
    .name = "position",
    .help = "Where a city lies.",
    PP_KEYS_OF(position_keys),
    .size = sizeof(((struct pp_city *)0)->position),
    NO_PLACE};

#define AT(field) offsetof(struct pp_city, field)

static const struct pp_key city_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .unique = true,
     .help = "Key of the city in addresses, file names and constants."},
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "Name of the city."},
    {.name = "name_in",
     .type = PP_KEY_I18N,
     .offset = AT(name_in),
     .help = "The form of the name that follows \"in\", where it differs (lv: Rīgā)."},
    {.name = "country",
     .type = PP_KEY_COUNTRY,
     .offset = AT(country),
     .required = true,
     .help = "Country."},
    {.name = "lang",
     .type = PP_KEY_LANG,
     .offset = AT(lang),
     .required = true,
     .help = "Home language: what `home` stands for in outputs."},
    {.name = "aliases",
     .type = PP_KEY_STRINGS,
     .offset = AT(aliases),
     .help = "Other spellings in exports. Case, accents and spacing never matter."},
    {.name = "from",
     .type = PP_KEY_DATE,
     .offset = AT(from),
     .help = "First day as a member of the project; without it, from the start."},
    {.name = "to",
     .type = PP_KEY_DATE,
     .offset = AT(to),
     .help = "Last day as a member; without it, to the end."},
    {.name = "partners",
     .type = PP_KEY_STRINGS,
     .offset = AT(partners),
     .help = "Ids of the partners who work in this city."},
    {.name = "contact",
     .type = PP_KEY_STRUCT,
     .offset = AT(contact),
     .sub = &pp_contact_keys,
     .help = "Contact printed in this city's bulletins; without it, the project's."},
    {.name = "position",
     .type = PP_KEY_STRUCT,
     .offset = AT(position),
     .sub = &position_set,
     .help = "Where the city lies, for maps: {lat: 56.95, lon: 24.11}."},
};
#undef AT

static const struct pp_keyset city_set = {
    .name = "city",
    .help = "A city of the project.",
    PP_KEYS_OF(city_keys),
    .size = sizeof(struct pp_city),
    .where_offset = offsetof(struct pp_city, where)};

#define AT(field) offsetof(struct pp_partner, field)

static const struct pp_key partner_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .unique = true,
     .help = "Key of the partner."},
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "Name printed."},
    {.name = "logo",
     .type = PP_KEY_TEXT,
     .offset = AT(logo),
     .help = "Picture file, relative to the project folder; without it, the name in a frame."},
    {.name = "city", .type = PP_KEY_ID, .offset = AT(city), .help = "Id of its city."},
};
#undef AT

static const struct pp_keyset partner_set = {
    .name = "partner",
    .help = "A partner organisation.",
    PP_KEYS_OF(partner_keys),
    .size = sizeof(struct pp_partner),
    .where_offset = offsetof(struct pp_partner, where)};

#define AT(field) offsetof(struct pp_event_type, field)

static const struct pp_key event_type_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .unique = true,
     .help = "Key of the type in exports."},
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "Name printed."},
    {.name = "persons",
     .type = PP_KEY_BOOL,
     .offset = AT(persons),
     .fallback = "true",
     .help = "Who comes counts as a person reached; false: dissemination only."},
};
#undef AT

static const struct pp_keyset event_type_set = {
    .name = "event type",
    .help = "A kind of event.",
    PP_KEYS_OF(event_type_keys),
    .size = sizeof(struct pp_event_type),
    .where_offset = offsetof(struct pp_event_type, where)};

#define AT(field) offsetof(struct pp_target, field)

static const struct pp_key target_keys[] = {
    {.name = "figure",
     .type = PP_KEY_ADDRESS,
     .offset = AT(figure),
     .required = true,
     .help = "The figure it is for."},
    {.name = "value",
     .type = PP_KEY_INT64,
     .offset = AT(value),
     .required = true,
     .help = "The number to be reached."},
    {.name = "from",
     .type = PP_KEY_DATE,
     .offset = AT(from),
     .help = "In force from this day; of several, the latest holds."},
    {.name = "due",
     .type = PP_KEY_DATE,
     .offset = AT(due),
     .help = "To be reached by this day; without it, by the end of the project."},
};
#undef AT

static const struct pp_keyset target_set = {
    .name = "target",
    .help = "A number to be reached.",
    PP_KEYS_OF(target_keys),
    .size = sizeof(struct pp_target),
    .where_offset = offsetof(struct pp_target, where)};

static const char *const scopes[] = {"city", "project", NULL};
static const char *const home[] = {"home", NULL};
static const char *const formats[] = {"pdf", "xlsx", "html", "eml", NULL};
static const char *const papers[] = {"a4", "letter", NULL};
static const char *const classes[] = {"public", "restricted", NULL};

#define AT(field) offsetof(struct pp_output, field)

static const struct pp_key output_keys[] = {
    {.name = "layout",
     .type = PP_KEY_TEXT,
     .offset = AT(layout),
     .required = true,
     .help = "Name of a layout: a file layouts/<name>.yaml of the project or of Pactpress."},
    {.name = "scope",
     .type = PP_KEY_CHOICE,
     .offset = AT(scope),
     .choices = scopes,
     .fallback = "city",
     .help = "One document per city, or one of the whole project."},
    {.name = "cities",
     .type = PP_KEY_STRINGS,
     .offset = AT(cities),
     .help = "Ids of the cities; without it, all cities of the period."},
    {.name = "langs",
     .type = PP_KEY_LANGS,
     .offset = AT(langs),
     .choices = home,
     .help = "Languages; home is the city's own. Without it: home for cities, the project's first "
             "language for the project."},
    {.name = "formats",
     .type = PP_KEY_STRINGS,
     .offset = AT(formats),
     .choices = formats,
     .fallback = "[pdf, xlsx]",
     .help = "Files per document: a PDF, a workbook, a web page, a message to mail."},
    {.name = "class",
     .type = PP_KEY_CHOICE,
     .offset = AT(klass),
     .choices = classes,
     .fallback = "public",
     .help = "Who may read it."},
    {.name = "pages",
     .type = PP_KEY_INT,
     .offset = AT(pages),
     .min = 0,
     .max = 200,
     .help = "How many pages each of these documents may have; 0: as many as the layout says."},
    {.name = "page",
     .type = PP_KEY_CHOICE,
     .offset = AT(page),
     .choices = papers,
     .help = "Paper: a4 or letter; without it, what the layout says."},
    {.name = "same_pages",
     .type = PP_KEY_BOOL,
     .offset = AT(same_pages),
     .fallback = "false",
     .help = "A document has the same number of pages in all its languages."},
};
#undef AT

static const struct pp_keyset output_set = {
    .name = "output",
    .help = "Documents that belong to every period. What is protected is decided over all of them "
            "together.",
    PP_KEYS_OF(output_keys),
    .size = sizeof(struct pp_output),
    .where_offset = offsetof(struct pp_output, where)};

#define AT(field) offsetof(struct pp_signer, field)

static const struct pp_key signer_keys[] = {
    {.name = "role",
     .type = PP_KEY_I18N,
     .offset = AT(role),
     .required = true,
     .help = "In which capacity: Data officer."},
    {.name = "name", .type = PP_KEY_I18N, .offset = AT(name), .help = "Person or organisation."},
};
#undef AT

static const struct pp_keyset signer_set = {
    .name = "signer",
    .help = "Who signs a report.",
    PP_KEYS_OF(signer_keys),
    .size = sizeof(struct pp_signer),
    .where_offset = offsetof(struct pp_signer, where)};

#define AT(field) offsetof(struct pp_project, field)
#define WITHIN .size = sizeof(struct pp_project), NO_PLACE

static const struct pp_key identity_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .help = "Short name in file names: epi."},
    {.name = "name",
     .type = PP_KEY_I18N,
     .offset = AT(name),
     .required = true,
     .help = "Full name."},
    {.name = "short_name",
     .type = PP_KEY_I18N,
     .offset = AT(short_name),
     .help = "For running heads; without it, the name."},
    {.name = "tagline", .type = PP_KEY_I18N, .offset = AT(tagline), .help = "Line under the name."},
    {.name = "start",
     .type = PP_KEY_DATE,
     .offset = AT(start),
     .required = true,
     .help = "First day of the project: cumulative figures start here."},
    {.name = "end",
     .type = PP_KEY_DATE,
     .offset = AT(end),
     .required = true,
     .help = "Last day of the project."},
    {.name = "coordinator",
     .type = PP_KEY_ID,
     .offset = AT(coordinator),
     .help = "Id of the coordinating partner."},
};

static const struct pp_keyset identity_set = {
    .name = "project", .help = "Who we are.", PP_KEYS_OF(identity_keys), WITHIN};

static const struct pp_key visibility_keys[] = {
    {.name = "programme",
     .type = PP_KEY_ID,
     .offset = AT(visibility.programme),
     .help = "Whose words are printed in languages without own ones: amif-2014-2020, "
             "amif-2021-2027, or one in layouts/programmes/."},
    {.name = "statement",
     .type = PP_KEY_I18N,
     .offset = AT(visibility.statement),
     .help = "Funding statement beside the emblem, in full; needed without programme."},
    {.name = "disclaimer",
     .type = PP_KEY_I18N,
     .offset = AT(visibility.disclaimer),
     .help = "Paragraphs separated by a blank line; a language without one keeps the fallback."},
};

static const struct pp_keyset visibility_set = {
    .name = "visibility",
    .help = "What the funder asks to be said.",
    PP_KEYS_OF(visibility_keys),
    WITHIN};

static const struct pp_key site_keys[] = {
    {.name = "base_url",
     .type = PP_KEY_URL,
     .offset = AT(site.base_url),
     .help = "Where the outputs are published; without it, other editions are named, not linked."},
};

static const struct pp_keyset site_set = {
    .name = "site", .help = "The web site.", PP_KEYS_OF(site_keys), WITHIN};

static const char *const methods[] = {"suppress", "round", NULL};

static const struct pp_key privacy_keys[] = {
    {.name = "method",
     .type = PP_KEY_CHOICE,
     .offset = AT(privacy.method),
     .choices = methods,
     .fallback = "suppress",
     .help = "How small counts of persons are protected in class public: withheld, with what would "
             "tell "
             "them; or all counts of persons rounded to 5, each on its own."},
    {.name = "threshold",
     .type = PP_KEY_INT,
     .offset = AT(privacy.threshold),
     .min = 3,
     .max = 10,
     .fallback = "5",
     .help = "Unique persons that must stand behind a printed count."},
    {.name = "respondents",
     .type = PP_KEY_INT,
     .offset = AT(privacy.respondents),
     .min = 3,
     .max = 100,
     .fallback = "5",
     .help = "Respondents that must stand behind a printed score."},
    {.name = "key_file",
     .type = PP_KEY_TEXT,
     .offset = AT(privacy.key_file),
     .help = "Secret under which persons become numbers; outside of the project folder."},
};

static const struct pp_keyset privacy_set = {
    .name = "privacy", .help = "Protection of persons.", PP_KEYS_OF(privacy_keys), WITHIN};

static const struct pp_key editions_keys[] = {
    {.name = "keep",
     .type = PP_KEY_INT,
     .offset = AT(editions.keep),
     .min = 0,
     .max = 1000000,
     .fallback = "0",
     .help =
         "How many published editions of a class and period keep their folder; 0: all. What the "
         "archive holds stays in any case."},
};

static const struct pp_keyset editions_set = {
    .name = "editions", .help = "What was published.", PP_KEYS_OF(editions_keys), WITHIN};

static const struct pp_key dead_band_keys[] = {
    {.name = "percent_points",
     .type = PP_KEY_INT,
     .offset = AT(dead_band.percent_points),
     .min = 0,
     .max = 100,
     .fallback = "3",
     .help = "For shares."},
    {.name = "persons",
     .type = PP_KEY_INT,
     .offset = AT(dead_band.persons),
     .min = 0,
     .max = 1000000,
     .fallback = "5",
     .help = "For counts of persons."},
};

static const struct pp_keyset dead_band_set = {
    .name = "dead_band",
    .help = "Changes below this are called \"no clear change\".",
    PP_KEYS_OF(dead_band_keys),
    WITHIN};

static const char *const number_styles[] = {"eu", "cldr", NULL};
static const char *const digits[] = {"auto", "latin", "native", NULL};

static const struct pp_key project_keys[] = {
    {.name = "project",
     .type = PP_KEY_STRUCT,
     .required = true,
     .sub = &identity_set,
     .help = "Name and duration."},
    {.name = "grant", .type = PP_KEY_TEXT, .offset = AT(grant), .help = "Number of the grant."},
    {.name = "programme",
     .type = PP_KEY_TEXT,
     .offset = AT(programme),
     .help = "Funding programme, as AMIF 2014-2020."},
    {.name = "timezone",
     .type = PP_KEY_TEXT,
     .offset = AT(timezone),
     .required = true,
     .help = "Time zone in which days are counted: Europe/Bucharest."},
    {.name = "languages",
     .type = PP_KEY_LANGS,
     .offset = AT(languages),
     .required = true,
     .help = "All languages of outputs; the first is the default."},
    {.name = "fallback",
     .type = PP_KEY_LANGS,
     .offset = AT(fallback),
     .fallback = "[en]",
     .help = "Languages that stand in, in order, where a text is missing."},
    {.name = "number_style",
     .type = PP_KEY_CHOICE,
     .offset = AT(number_style),
     .choices = number_styles,
     .fallback = "eu",
     .help = "eu: as the EU institutions write numbers; cldr: as each language does."},
    {.name = "digits",
     .type = PP_KEY_CHOICE,
     .offset = AT(digits),
     .choices = digits,
     .fallback = "auto",
     .help = "Digits of numbers and dates: latin (1234), native (those of the language's script), "
             "or auto: "
             "what CLDR says, and latin in Arabic."},
    {.name = "cities",
     .type = PP_KEY_LIST,
     .offset = AT(cities),
     .required = true,
     .sub = &city_set,
     .help = "Cities, in the order of the line of cities."},
    {.name = "partners",
     .type = PP_KEY_LIST,
     .offset = AT(partners),
     .sub = &partner_set,
     .help = "Partner organisations, in the order of the imprint."},
    {.name = "frameworks",
     .type = PP_KEY_LIST,
     .offset = AT(frameworks),
     .sub = &pp_framework_keys,
     .help = "Assessment frameworks; the first is the default."},
    {.name = "event_types",
     .type = PP_KEY_LIST,
     .offset = AT(event_types),
     .sub = &event_type_set,
     .help = "Kinds of events."},
    {.name = "sources",
     .type = PP_KEY_LIST,
     .offset = AT(sources),
     .sub = &pp_source_keys,
     .help = "Exports to read; files in sources/ are added."},
    {.name = "indicators",
     .type = PP_KEY_STRUCT,
     .offset = AT(indicators),
     .sub = &pp_indicators_keys,
     .help = "Indicators of the programme and further quantities that are reported."},
    {.name = "targets",
     .type = PP_KEY_LIST,
     .offset = AT(targets),
     .sub = &target_set,
     .help = "Numbers to be reached."},
    {.name = "periods",
     .type = PP_KEY_STRMAP,
     .offset = AT(periods),
     .help = "Names for periods of the project, as {pilot: 2021-07..2022-03}."},
    {.name = "outputs",
     .type = PP_KEY_LIST,
     .offset = AT(outputs),
     .sub = &output_set,
     .help = "Documents that a period consists of."},
    {.name = "contact",
     .type = PP_KEY_STRUCT,
     .offset = AT(contact),
     .sub = &pp_contact_keys,
     .help = "Contact of the project."},
    {.name = "resources",
     .type = PP_KEY_LIST,
     .offset = AT(resources),
     .sub = &pp_resource_keys,
     .help = "Worth reading, with addresses."},
    {.name = "facts",
     .type = PP_KEY_LIST,
     .offset = AT(facts),
     .sub = &pp_fact_keys,
     .help = "Numbers of others for the facts and figures box."},
    {.name = "retention",
     .type = PP_KEY_I18N,
     .offset = AT(retention),
     .help = "How long data and documents are kept, for the report to the funder."},
    {.name = "sign_off",
     .type = PP_KEY_LIST,
     .offset = AT(signers),
     .sub = &signer_set,
     .help = "Who signs the report to the funder, three at most; without it, the coordinator."},
    {.name = "visibility",
     .type = PP_KEY_STRUCT,
     .required = true,
     .sub = &visibility_set,
     .help = "Funding statement and disclaimer."},
    {.name = "site", .type = PP_KEY_STRUCT, .sub = &site_set, .help = "The web site."},
    {.name = "privacy",
     .type = PP_KEY_STRUCT,
     .sub = &privacy_set,
     .help = "Thresholds and the key of persons."},
    {.name = "editions",
     .type = PP_KEY_STRUCT,
     .sub = &editions_set,
     .help = "How long the folders of old editions are kept."},
    {.name = "dead_band",
     .type = PP_KEY_STRUCT,
     .sub = &dead_band_set,
     .help = "When a change is worth calling one."},
};

const struct pp_keyset pp_project_keys = {
    .name = "pactpress.yaml",
    .help = "The project: one file `pactpress.yaml` in the project folder.",
    PP_KEYS_OF(project_keys),
    WITHIN};
