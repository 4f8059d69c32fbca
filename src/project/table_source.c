/* The keys of a source and of a preset. */
#include "pactpress/keys.h"
#include "pactpress/project.h"
#include "project/columns.h"

static const char *const kinds[] = {"attendance", "assessment", "events",
                                    "figures",    "declared",   NULL};
static const char *const decimals[] = {"auto", ",", ".", NULL};
static const char *const shapes[] = {"long", "wide", "persons", "counts", NULL};
static const char *const stays[] = {"once", "add", NULL};
static const char *const identities[] = {"email", "person", "name", NULL};

#define AT(field) offsetof(struct pp_source, field)

/* How a file is read: what a preset may give and a source may override. */
#define READING_KEYS(columns_reader)                                                               \
    {.name = "encoding",                                                                           \
     .type = PP_KEY_TEXT,                                                                          \
     .offset = AT(encoding),                                                                       \
     .fallback = "auto",                                                                           \
     .help = "Character encoding of the files; auto decides and says on what evidence."},          \
        {.name = "delimiter",                                                                      \
         .type = PP_KEY_TEXT,                                                                      \
         .offset = AT(delimiter),                                                                  \
         .fallback = "auto",                                                                       \
         .help = "One character between fields, the word tab, or auto."},                          \
        {.name = "decimal",                                                                        \
         .type = PP_KEY_CHOICE,                                                                    \
         .offset = AT(decimal),                                                                    \
         .choices = decimals,                                                                      \
         .fallback = "auto",                                                                       \
         .help = "Decimal sign of numbers; auto refuses to guess where both readings fit."},       \
        {.name = "dates",                                                                          \
         .type = PP_KEY_TEXT,                                                                      \
         .offset = AT(dates),                                                                      \
         .fallback = "auto",                                                                       \
         .help = "How dates are written: d, M, y, H, m, s and signs, as dd/MM/yyyy; auto refuses " \
                 "03/04/2025 where no other row tells day from month."},                           \
        {.name = "skip",                                                                           \
         .type = PP_KEY_INT,                                                                       \
         .offset = AT(skip),                                                                       \
         .min = 0,                                                                                 \
         .max = 1000,                                                                              \
         .fallback = "0",                                                                          \
         .help = "Records before the header row that are not data."},                              \
        {.name = "shape",                                                                          \
         .type = PP_KEY_CHOICE,                                                                    \
         .offset = AT(shape),                                                                      \
         .choices = shapes,                                                                        \
         .help = "Assessment: long (a dimension column) or wide (a column per dimension). "        \
                 "Attendance: persons (a row per person) or counts (a row per event). Without "    \
                 "it, the columns tell."},                                                         \
        {.name = "attended",                                                                       \
         .type = PP_KEY_STRINGS,                                                                   \
         .offset = AT(attended),                                                                   \
         .help = "Attendance: statuses that count as attended, in any case; without it, every "    \
                 "row counts."},                                                                   \
        {.name = "staff",                                                                          \
         .type = PP_KEY_STRINGS,                                                                   \
         .offset = AT(staff),                                                                      \
         .help = "Attendance: roles that are not participants, in any case."},                     \
        {.name = "person_by",                                                                      \
         .type = PP_KEY_STRINGS,                                                                   \
         .offset = AT(person_by),                                                                  \
         .choices = identities,                                                                    \
         .fallback = "[email, person, name]",                                                      \
         .help = "Attendance: which fields tell who a person is; the first that is filled in "     \
                 "decides."},                                                                      \
        {.name = "stays",                                                                          \
         .type = PP_KEY_CHOICE,                                                                    \
         .offset = AT(stays),                                                                      \
         .choices = stays,                                                                         \
         .fallback = "once",                                                                       \
         .help = "Attendance: what further rows of one person at one event are: the same stay "    \
                 "once more (once), or a further stay, whose length is added (add)."},             \
        {.name = "missing",                                                                        \
         .type = PP_KEY_STRINGS,                                                                   \
         .offset = AT(missing),                                                                    \
         .help = "Texts that mean \"no answer\", besides the blank."},                             \
    {                                                                                              \
        .name = "columns", .type = PP_KEY_CUSTOM, .read = (columns_reader),                        \
        .form = pp_columns_form, .schema = pp_columns_schema,                                      \
        .help = "Which column fills which field. Attendance: person, email, name, first_name, "    \
                "last_name, event, event_id, event_name, date, city, cities, status, role, "       \
                "gender, age, birth_year, target_group, hours, minutes, mode, record, count, "     \
                "type. Assessment: "                                                               \
                "respondent, record, date, city, dimension, score, question, and dimensions: "     \
                "{code: column}. Events: id, record, date, end, city, cities, partners, type, "    \
                "mode, link, evidence, count, registered, planned, text: {language: column}, "     \
                "who: {language: column}. Figures: address, value, unit, publisher, year, url, "   \
                "date, retrieved, licence, document, record. Declared: address, value, unit, "     \
                "document, declared_by, date, record. An empty value switches a preset's column "  \
                "off."                                                                             \
    }

static const struct pp_key source_keys[] = {
    {.name = "id",
     .type = PP_KEY_ID,
     .offset = AT(id),
     .required = true,
     .unique = true,
     .help = "Name of the source in messages and in private/."},
    {.name = "kind",
     .type = PP_KEY_ENUM,
     .offset = AT(kind),
     .choices = kinds,
     .required = true,
     .help = "What a row is."},
    {.name = "files",
     .type = PP_KEY_STRINGS,
     .offset = AT(files),
     .required = true,
     .help = "Files or shell patterns, relative to the project folder."},
    {.name = "preset",
     .type = PP_KEY_TEXT,
     .offset = AT(preset),
     .help = "Where the files come from: a file layouts/presets/<name>.yaml, whose keys hold "
             "unless the source has its own; or none."},
    {.name = "complete_until",
     .type = PP_KEY_DATE,
     .offset = AT(complete_until),
     .help = "Attendance, events: the files hold all events until this day, so that a city of "
             "which they have none held none: 0. Without it, nothing was received."},
    {.name = "framework",
     .type = PP_KEY_ID,
     .offset = AT(framework),
     .help = "Assessment: id of the framework; without it, the first."},
    {.name = "constants",
     .type = PP_KEY_STRMAP,
     .offset = AT(constants),
     .help = "Fields that are the same in all rows, as {city: riga}."},
    {.name = "max_rejected",
     .type = PP_KEY_TEXT,
     .offset = AT(max_rejected),
     .help = "Share of rows that may be held back, as 5 %; more is an error. Without it, any."},
    READING_KEYS(pp_columns_read),
};

const struct pp_keyset pp_source_keys = {
    .name = "source",
    .help = "One kind of export and how to read it. Also the keys of a file `sources/<id>.yaml`, "
            "which holds one source.",
    PP_KEYS_OF(source_keys),
    .size = sizeof(struct pp_source),
    .where_offset = offsetof(struct pp_source, where)};

static const struct pp_key preset_keys[] = {
    {.name = "about",
     .type = PP_KEY_I18N,
     .offset = sizeof(struct pp_source),
     .help = "What writes such files, for people."},
    READING_KEYS(pp_columns_read_preset),
};

const struct pp_keyset pp_preset_keys = {
    .name = "preset",
    .help = "What all exports of one tool have in common. A source that names a preset takes these "
            "keys from it unless it has its own; of `columns` it takes those fields that its kind "
            "knows, each unless it has its own, and a file without such a column is fine.",
    PP_KEYS_OF(preset_keys),
    .size = sizeof(struct pp_source) + sizeof(struct pp_i18n),
    .where_offset = offsetof(struct pp_source, where)};
