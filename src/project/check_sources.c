#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "project/check.h"
#include "project/columns.h"
#include "project/find.h"

/* Names of encodings that exports come in; ICU knows them all. */
static const char *const encodings[] = {
    "auto",
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "utf-32",
    "us-ascii",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-3",
    "iso-8859-4",
    "iso-8859-5",
    "iso-8859-6",
    "iso-8859-7",
    "iso-8859-8",
    "iso-8859-9",
    "iso-8859-10",
    "iso-8859-13",
    "iso-8859-14",
    "iso-8859-15",
    "macroman",
    "macintosh",
    "ibm437",
    "ibm850",
    "ibm852",
    "ibm855",
    "ibm857",
    "ibm866",
    "koi8-r",
    "koi8-u",
    "gb18030",
    "gbk",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    NULL};

static bool stands_in(const char *const *list, const char *word)
{
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

static void check_encoding(
    struct pp_checker *checker, const struct pp_source *source, const struct pp_yaml *node)
{
    if (!source->encoding || stands_in(encodings, source->encoding))
        return;
    const char *nearest = pp_nearest(source->encoding, encodings);
    pp_check_error(
        checker, pp_check_at(node, "encoding"), "source.encoding",
        "\"%s\" is not an encoding known here; %s%s%s", source->encoding,
        nearest ? "did you mean \"" : "write auto, utf-8, utf-16le, windows-1252 or another",
        nearest ? nearest : "", nearest ? "\"?" : "");
}

static void check_delimiter(
    struct pp_checker *checker, const struct pp_source *source, const struct pp_yaml *node)
{
    const char *text = source->delimiter;
    if (!text || strcmp(text, "auto") == 0 || strcmp(text, "tab") == 0)
        return;
    if (strlen(text) != 1 || strchr("\"'\r\n ", *text) || (*text >= '0' && *text <= '9') ||
        ((*text | 32) >= 'a' && (*text | 32) <= 'z'))
        pp_check_error(
            checker, pp_check_at(node, "delimiter"), "source.delimiter",
            "\"delimiter\" takes one sign as \",\" \";\" or \"|\", the word tab, or auto, not "
            "\"%s\"",
            text);
}

/* d, M and y each in one run; H, m and s at most once; everything else signs. */
static bool is_date_pattern(const char *text)
{
    unsigned seen = 0;
    static const char letters[] = "dMyHms";
    for (const char *at = text; *at;) {
        const char *letter = strchr(letters, *at);
        if (!letter) {
            if ((*at | 32) >= 'a' && (*at | 32) <= 'z' && *at != 'T')
                return false;
            at++;
            continue;
        }
        size_t run = strspn(at, (char[]){*at, '\0'});
        unsigned bit = 1u << (letter - letters);
        if (seen & bit || run > 4)
            return false;
        seen |= bit;
        at += run;
    }
    return (seen & 7) == 7;
}

/* Words for what is no pattern: decided by the file; numbers of spreadsheets. */
static bool is_date_word(const char *text)
{
    return strcmp(text, "auto") == 0 || strcmp(text, "excel") == 0 ||
           strcmp(text, "excel-1904") == 0;
}

static void check_dates(
    struct pp_checker *checker, const struct pp_source *source, const struct pp_yaml *node)
{
    if (source->dates && !is_date_word(source->dates) && !is_date_pattern(source->dates))
        pp_check_error(
            checker, pp_check_at(node, "dates"), "source.dates",
            "\"dates\" takes a pattern of d, M, y and signs, as dd/MM/yyyy or \"yyyy-MM-dd "
            "HH:mm\", or auto, not \"%s\"",
            source->dates);
}

static void check_shape(
    struct pp_checker *checker, const struct pp_source *source, const struct pp_yaml *node)
{
    if (!source->shape)
        return;
    bool of_answers = strcmp(source->shape, "long") == 0 || strcmp(source->shape, "wide") == 0;
    if (of_answers == (source->kind == PP_SOURCE_ASSESSMENT))
        return;
    pp_check_error(
        checker, pp_check_at(node, "shape"), "source.shape", "a source of this kind is %s, not %s",
        of_answers ? "persons or counts" : "long or wide", source->shape);
}

static const struct pp_framework *framework_of(
    struct pp_checker *checker, const struct pp_source *source, const struct pp_yaml *node)
{
    const struct pp_project *project = checker->project;
    if (!source->framework)
        return project->framework_count > 0 ? &project->frameworks[0] : NULL;
    const struct pp_framework *framework = pp_project_framework(project, source->framework);
    if (framework)
        return framework;
    const char **ids =
        pp_arena_array(checker->run->arena, project->framework_count + 1, sizeof *ids);
    size_t n = 0;
    for (size_t i = 0; i < project->framework_count; i++)
        if (project->frameworks[i].id)
            ids[n++] = project->frameworks[i].id;
    pp_check_unknown(
        checker, pp_check_at(node, "framework"), "source.no-framework", "framework",
        source->framework, ids);
    return NULL;
}

static const char *const *dimension_codes(
    struct pp_checker *checker, const struct pp_framework *framework)
{
    const char **codes =
        pp_arena_array(checker->run->arena, framework->dimension_count + 1, sizeof *codes);
    size_t n = 0;
    for (size_t i = 0; i < framework->dimension_count; i++)
        if (framework->dimensions[i].code)
            codes[n++] = framework->dimensions[i].code;
    return codes;
}

/* A column for a dimension that is in the framework; columns of presets may be for others. */
static void check_dimension(
    struct pp_checker *checker, const struct pp_yaml *node, const struct pp_column *column,
    const struct pp_framework *framework)
{
    const char *code = column->field + strlen("dimension:");
    if (!framework || pp_framework_dimension(framework, code))
        return;
    const struct pp_yaml *columns = pp_check_at(node, "columns");
    const struct pp_yaml *group = pp_yaml_get(columns, "dimensions");
    const struct pp_yaml *place = group ? pp_yaml_get(group, code) : NULL;
    pp_check_unknown(
        checker, place ? place : pp_check_at(columns, column->field), "source.no-dimension",
        "dimension", code, dimension_codes(checker, framework));
}

static void check_columns(
    struct pp_checker *checker, const struct pp_source *source, const struct pp_yaml *node)
{
    const struct pp_framework *framework = NULL;
    if (source->kind == PP_SOURCE_ASSESSMENT && checker->project->framework_count == 0)
        pp_check_error(
            checker, node, "source.no-framework",
            "an assessment needs a framework; add one under \"frameworks\"");
    else if (source->kind == PP_SOURCE_ASSESSMENT)
        framework = framework_of(checker, source, node);
    for (size_t i = 0; i < source->column_count; i++)
        if (pp_starts_with(source->columns[i].field, "dimension:"))
            check_dimension(checker, node, &source->columns[i], framework);
}

static const struct pp_column *column_of(const struct pp_source *source, const char *field)
{
    for (size_t i = 0; i < source->column_count; i++)
        if (strcmp(source->columns[i].field, field) == 0)
            return &source->columns[i];
    return NULL;
}

static void check_constant(
    struct pp_checker *checker, const struct pp_source *source, const struct pp_yaml *constant)
{
    const char *field = constant->key;
    if (!pp_source_has_field(source->kind, field)) {
        pp_yaml_report_key(
            checker->run, PP_ERROR, constant, "source.unknown-field",
            "\"%s\" is not a field of this source; its fields are %s", field,
            pp_words_join(checker->run, pp_source_fields(source->kind)));
        checker->bad = true;
        return;
    }
    const struct pp_column *column = column_of(source, field);
    if (column && !column->optional)
        pp_check_error(
            checker, constant, "source.doubled-field",
            "\"%s\" has a column and a constant; keep one of them", field);
    if (strcmp(field, "city") == 0 && !pp_project_city(checker->project, constant->text))
        pp_check_unknown(
            checker, constant, "source.no-city", "city", constant->text,
            pp_check_city_ids(checker));
}

static void check_source(struct pp_checker *checker, size_t index)
{
    const struct pp_source *source = &checker->project->sources[index];
    const struct pp_yaml *node = pp_check_item(checker, "sources", index);
    if (node->kind != PP_YAML_MAP)
        return;
    check_encoding(checker, source, node);
    check_delimiter(checker, source, node);
    check_dates(checker, source, node);
    check_shape(checker, source, node);
    check_columns(checker, source, node);
    const struct pp_yaml *constants = pp_yaml_get(node, "constants");
    for (const struct pp_yaml *c = constants ? constants->first : NULL; c; c = c->next)
        check_constant(checker, source, c);
}

void pp_check_sources(struct pp_checker *checker)
{
    for (size_t i = 0; i < checker->project->source_count; i++)
        check_source(checker, i);
}
