#include "pactpress/styles.h"

#include <math.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/file.h"
#include "pactpress/keys.h"
#include "pactpress/limits.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "project/find.h"
#include "project/load.h"

/* [pt] that margins leave for lines, and for each of three columns: the narrowest in which heads,
 * charts and tables were seen to stand well. */
static const double least_measure = 420, least_column = 120;

static enum pp_tint step_of(enum pp_tint first, int step)
{
    int last = PP_SCALE - 1;
    return (enum pp_tint)((int)first + (step < 0 ? 0 : step > last ? last : step));
}

enum pp_tint pp_likert(int step)
{
    return step_of(PP_LIKERT, step);
}

enum pp_tint pp_likert_text(int step)
{
    return step_of(PP_LIKERT_TEXT, step);
}

enum pp_tint pp_heat(int step)
{
    return step_of(PP_HEAT, step);
}

enum pp_tint pp_heat_text(int step)
{
    return step_of(PP_HEAT_TEXT, step);
}

enum pp_tint pp_tint_named(const char *name)
{
    static const struct {
        const char *name;
        enum pp_tint tint;
    } names[] = {{"ink", PP_INK},     {"grey", PP_GREY},     {"sand", PP_SAND},
                 {"brick", PP_BRICK}, {"petrol", PP_PETROL}, {"ochre", PP_OCHRE},
                 {"white", PP_WHITE}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pp_streq(names[i].name, name))
            return names[i].tint;
    return PP_WHITE;
}

static double linear(uint8_t part)
{
    double c = part / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double light_of(struct pp_colour c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

double pp_contrast(struct pp_colour a, struct pp_colour b)
{
    double one = light_of(a), two = light_of(b);
    return (fmax(one, two) + 0.05) / (fmin(one, two) + 0.05);
}

/* --- Checking */

struct checker {
    struct pp_run *run;
    const struct pp_styles *styles;
    const struct pp_yaml *root; /* with what is underneath */
    const char *own;            /* path of the file on top */
    bool bad;
};

static const struct pp_yaml *find(const struct checker *checker, const char *map, const char *key)
{
    const struct pp_yaml *tokens = pp_yaml_get(checker->root, map);
    const struct pp_yaml *token = tokens ? pp_yaml_get(tokens, key) : NULL;
    return token ? token : checker->root;
}

static const struct pp_yaml *nth(const struct pp_yaml *list, size_t i)
{
    const struct pp_yaml *item = list->first;
    while (item && i-- > 0)
        item = item->next;
    return item ? item : list;
}

/* Of two colours that are too like, the one that the user wrote. */
static const struct pp_yaml *blamed(
    const struct checker *checker, const struct pp_yaml *one, const struct pp_yaml *other)
{
    return pp_streq(one->where.file, checker->own) ? one : other;
}

static void check_pair(
    struct checker *checker, const struct pp_yaml *where, const char *what, enum pp_tint a,
    const char *ground, enum pp_tint b, double least)
{
    const struct pp_colour *colours = checker->styles->colours;
    double contrast = pp_contrast(colours[a], colours[b]);
    if (contrast >= least)
        return;
    pp_yaml_report(
        checker->run, PP_ERROR, where, "styles.contrast",
        "%s on %s has a contrast of %.2f:1 and needs %.1f:1; choose a darker or a lighter one",
        what, ground, floor(contrast * 100) / 100, least);
    checker->bad = true;
}

static void check_colours(struct checker *checker)
{
    static const struct {
        const char *text, *ground;
        enum pp_tint a, b;
        double least;
    } pairs[] = {
        {"ink", "white", PP_INK, PP_WHITE, 4.5},       {"ink", "sand", PP_INK, PP_SAND, 4.5},
        {"grey", "white", PP_GREY, PP_WHITE, 4.5},     {"grey", "sand", PP_GREY, PP_SAND, 4.5},
        {"brick", "white", PP_BRICK, PP_WHITE, 4.5},   {"brick", "sand", PP_BRICK, PP_SAND, 4.5},
        {"petrol", "white", PP_PETROL, PP_WHITE, 4.5}, {"petrol", "sand", PP_PETROL, PP_SAND, 4.5},
        {"ink", "ochre", PP_INK, PP_OCHRE, 4.5},       {"mid", "white", PP_MID, PP_WHITE, 3}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check_pair(
            checker,
            blamed(
                checker, find(checker, "colours", pairs[i].text),
                find(checker, "colours", pairs[i].ground)),
            pairs[i].text, pairs[i].a, pairs[i].ground, pairs[i].b, pairs[i].least);
}

static void check_scale(
    struct checker *checker, const char *name, const char *texts, enum pp_tint fill,
    enum pp_tint text)
{
    for (size_t i = 0; i < PP_SCALE; i++)
        check_pair(
            checker,
            blamed(
                checker, nth(find(checker, "colours", name), i),
                nth(find(checker, "colours", texts), i)),
            "a figure", (enum pp_tint)(text + i), name, (enum pp_tint)(fill + i), 4.5);
}

/* Steps of the heat table stand beside each other in grey print, too. */
static void check_steps(struct checker *checker)
{
    const struct pp_colour *heat = &checker->styles->colours[PP_HEAT];
    for (size_t i = 1; i < PP_SCALE; i++) {
        if (pp_contrast(heat[i - 1], heat[i]) >= 1.2)
            continue;
        pp_yaml_report(
            checker->run, PP_WARNING, nth(find(checker, "colours", "heat"), i), "styles.steps",
            "steps %zu and %zu of heat are one grey in print; make them differ in lightness", i,
            i + 1);
    }
}

/* What is wrong with `body` may be its size, or the grid that says its leading. */
static const struct pp_yaml *blamed_for(const struct checker *checker, const char *type)
{
    const struct pp_yaml *own = find(checker, "type", type);
    return pp_streq(type, "body") ? blamed(checker, own, find(checker, "space", "baseline")) : own;
}

static void check_types(struct checker *checker)
{
    const struct pp_keyset *set = &pp_styles_types;
    for (size_t i = 0; i < set->count; i++) {
        const struct pp_type_style *style =
            (const void *)((const char *)checker->styles + set->keys[i].offset);
        if (style->font.size >= 8 && style->leading >= style->font.size)
            continue;
        pp_yaml_report(
            checker->run, PP_ERROR, blamed_for(checker, set->keys[i].name), "styles.leading",
            "lines of %s would run into each other: size %g, leading %g", set->keys[i].name,
            style->font.size, style->leading);
        checker->bad = true;
    }
    double body = checker->styles->types[PP_TYPE_BODY].leading;
    double baseline = checker->styles->space.baseline;
    if (body == baseline)
        return;
    pp_yaml_report(
        checker->run, PP_ERROR, blamed_for(checker, "body"), "styles.baseline",
        "the leading of body is that of the grid, %g, not %g", baseline, body);
    checker->bad = true;
}

static const struct pp_yaml *find_edge(
    const struct checker *checker, enum pp_paper paper, const char *key)
{
    const struct pp_yaml *margins = find(checker, "page", pp_paper_name(paper));
    const struct pp_yaml *edge = pp_yaml_get(margins, key);
    return edge ? edge : margins;
}

static void check_measure(struct checker *checker, enum pp_paper paper)
{
    const struct pp_yaml *edge = find_edge(checker, paper, "side");
    double width, height, side = checker->styles->page[paper].side;
    pp_paper_size(paper, &width, &height);
    double measure = width - 2 * side;
    double column = (measure - 2 * checker->styles->space.gutter) / 3;
    if (measure < least_measure)
        pp_yaml_report(
            checker->run, PP_ERROR, edge, "styles.measure",
            "margins of %g leave %.0f pt for lines on %s, which need %.0f: make \"side\" smaller",
            side, floor(measure), pp_paper_name(paper), least_measure);
    else if (column < least_column)
        pp_yaml_report(
            checker->run, PP_ERROR, blamed(checker, find(checker, "space", "gutter"), edge),
            "styles.columns",
            "three columns of text on %s would be %.0f pt wide each, and need %.0f: make "
            "\"gutter\" or \"side\" smaller",
            pp_paper_name(paper), floor(column), least_column);
    checker->bad = checker->bad || measure < least_measure || column < least_column;
}

/* Between the baseline of a running head or foot and the text there is a line of it. */
static void check_edge(
    struct checker *checker, enum pp_paper paper, const char *line, double at, const char *edge,
    double margin)
{
    double leading = checker->styles->types[PP_TYPE_MICRO].leading;
    const struct pp_yaml *own = find_edge(checker, paper, line);
    if (margin - at >= leading)
        return;
    pp_yaml_report(
        checker->run, PP_ERROR,
        blamed(
            checker, find_edge(checker, paper, edge),
            blamed(checker, find(checker, "type", "micro"), own)),
        "styles.edge",
        "\"%s\" is %g and \"%s\" %g on %s: between a baseline there and the text there is a line "
        "of "
        "micro, %g pt",
        line, at, edge, margin, pp_paper_name(paper), leading);
    checker->bad = true;
}

static void check_page(struct checker *checker)
{
    for (int paper = 0; paper < PP_PAPER_COUNT; paper++) {
        const struct pp_margins *margins = &checker->styles->page[paper];
        check_measure(checker, (enum pp_paper)paper);
        check_edge(checker, (enum pp_paper)paper, "head", margins->head, "top", margins->top);
        check_edge(checker, (enum pp_paper)paper, "foot", margins->foot, "bottom", margins->bottom);
    }
}

static enum pp_status check(
    struct pp_run *run, const struct pp_styles *styles, const struct pp_yaml *root, const char *own)
{
    struct checker checker = {.run = run, .styles = styles, .root = root, .own = own};
    check_colours(&checker);
    check_scale(&checker, "likert", "likert_text", PP_LIKERT, PP_LIKERT_TEXT);
    check_scale(&checker, "heat", "heat_text", PP_HEAT, PP_HEAT_TEXT);
    check_steps(&checker);
    check_types(&checker);
    check_page(&checker);
    return checker.bad ? PP_USAGE : PP_OK;
}

/* --- Reading */

static void append(struct pp_yaml *parent, struct pp_yaml *child)
{
    struct pp_yaml **place = &parent->first;
    while (*place)
        place = &(*place)->next;
    *place = child;
    parent->count++;
}

/* A copy of `own`, map by map with what only `base` says. */
static struct pp_yaml *over(
    struct pp_arena *arena, const struct pp_yaml *own, const struct pp_yaml *base)
{
    struct pp_yaml *copy = pp_arena_memdup(arena, own ? own : base, sizeof *copy);
    copy->next = NULL;
    if (!own || !base || base->kind != PP_YAML_MAP ||
        (own->kind != PP_YAML_MAP && !pp_yaml_is_null(own)))
        return copy;
    copy->kind = PP_YAML_MAP;
    copy->first = NULL;
    copy->count = 0;
    for (const struct pp_yaml *child = own->first; child; child = child->next)
        append(copy, over(arena, child, pp_yaml_get(base, child->key)));
    for (const struct pp_yaml *child = base->first; child; child = child->next)
        if (!pp_yaml_get(copy, child->key))
            append(copy, over(arena, NULL, child));
    return copy;
}

/* A colour without quotes is a comment, and its token has no value. */
static enum pp_status check_values(struct pp_run *run, const struct pp_yaml *node)
{
    enum pp_status status = PP_OK;
    for (const struct pp_yaml *child = node->first; child; child = child->next) {
        if (child->kind == PP_YAML_SCALAR && pp_yaml_is_null(child)) {
            pp_yaml_report_key(
                run, PP_ERROR, child, "styles.no-value",
                "\"%s\" has no value; a colour stands in quotes, or its # begins a comment",
                child->key ? child->key : "it");
            status = PP_USAGE;
        } else if (check_values(run, child) != PP_OK) {
            status = PP_USAGE;
        }
    }
    return status;
}

struct reader {
    struct pp_run *run;
    struct pp_hasher *hasher;
    struct pp_yaml *root; /* so far; NULL: nothing */
    const char *path;     /* of the last */
};

/* Puts a file over what was read before; NULL is no file. */
static enum pp_status lay_over(struct reader *reader, const char *path)
{
    struct pp_run *run = reader->run;
    struct pp_bytes bytes;
    struct pp_yaml *tree;
    if (!path || pp_streq(path, reader->path))
        return PP_OK;
    PP_TRY(pp_file_read(run, run->arena, path, PP_LIMIT_YAML, &bytes));
    pp_hasher_add(reader->hasher, bytes.data, bytes.size);
    PP_TRY(pp_yaml_parse(run, run->arena, path, 1, bytes, &tree));
    PP_TRY(check_values(run, tree));
    reader->root = over(run->arena, tree, reader->root);
    reader->path = path;
    return PP_OK;
}

static void complete(struct pp_styles *styles)
{
    struct pp_type_style *body = &styles->types[PP_TYPE_BODY];
    if (body->leading == 0)
        body->leading = styles->space.baseline;
    styles->colours[PP_WHITE] = (struct pp_colour){0xFF, 0xFF, 0xFF};
    styles->colours[PP_EU_BLUE] = (struct pp_colour){0x00, 0x33, 0x99};
    styles->colours[PP_EU_YELLOW] = (struct pp_colour){0xFF, 0xCC, 0x00};
    styles->types[PP_TYPE_EMBLEM] = (struct pp_type_style){
        .font = {.family = PP_EMBLEM, .size = 14.4}, .leading = 16, .tint = PP_EU_BLUE};
    for (int i = 0; i < PP_SCALE; i++) {
        styles->colours[PP_LIKERT_TEXT + i] = styles->colours[styles->likert_text[i]];
        styles->colours[PP_HEAT_TEXT + i] = styles->colours[styles->heat_text[i]];
    }
    for (int i = 0; i < PP_TYPE_COUNT; i++) {
        struct pp_type_style *type = &styles->types[i];
        type->font.old_style = type->figures == PP_OLD_STYLE;
        type->font.tabular = type->figures == PP_TABULAR;
        if (type->tint == PP_NO_TINT)
            type->tint = PP_INK;
    }
}

static enum pp_status no_styles(
    struct pp_run *run, const struct pp_yaml *where, const char *name,
    const struct pp_places *places)
{
    const char *const *names = pp_places_list(run, places);
    const char *nearest = pp_nearest(name, names);
    const char *sentence =
        nearest ? pp_arena_printf(
                      run->arena, "there are no styles \"%s\"; did you mean \"%s\"?", name, nearest)
                : pp_arena_printf(
                      run->arena, "there are no styles \"%s\"; there are %s", name,
                      pp_words_join(run, names));
    if (where)
        pp_yaml_report(run, PP_ERROR, where, "styles.none", "%s", sentence);
    else
        pp_error(run, PP_NOWHERE, "styles.none", "%s", sentence);
    return PP_USAGE;
}

static enum pp_status read_files(
    struct reader *reader, const struct pp_places *places, const char *name)
{
    const struct pp_places installed = {.installed = places->installed};
    PP_TRY(lay_over(reader, pp_places_find(reader->run, &installed, PP_STYLES)));
    PP_TRY(lay_over(reader, pp_places_find(reader->run, places, PP_STYLES)));
    PP_TRY(lay_over(reader, pp_places_find(reader->run, &installed, name)));
    return lay_over(reader, pp_places_find(reader->run, places, name));
}

enum pp_status pp_styles_load(
    struct pp_run *run, const struct pp_project *project, const struct pp_yaml *where,
    const char *name, const struct pp_styles **out)
{
    struct pp_places places = pp_layout_places(run, project ? project->folder : NULL, "styles");
    struct reader reader = {.run = run, .hasher = pp_hasher_new()};
    enum pp_status status = pp_places_find(run, &places, name)
                                ? read_files(&reader, &places, name)
                                : no_styles(run, where, name, &places);
    const char *digest = pp_load_digest(run->arena, reader.hasher);
    PP_TRY(status);
    struct pp_styles *styles = pp_arena_alloc(run->arena, sizeof *styles);
    PP_TRY(pp_keys_read(run, run->arena, &pp_styles_keys, reader.root, styles));
    complete(styles);
    PP_TRY(check(run, styles, reader.root, reader.path));
    styles->name = name;
    styles->digest = digest;
    *out = styles;
    return PP_OK;
}
