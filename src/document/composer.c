#include "document/composer.h"

#include <string.h>

#include "pactpress/str.h"

struct pp_inline *pp_say_args(
    struct pp_composer *composer, const char *id, const struct pp_arg *args, size_t count)
{
    size_t common = sizeof composer->place / sizeof *composer->place;
    struct pp_arg *all = pp_arena_array(composer->arena, count + common + 1, sizeof *all);
    if (count > 0)
        memcpy(all, args, count * sizeof *args);
    memcpy(all + count, composer->place, sizeof composer->place);
    all[count + common] = pp_arg_period("period", &composer->results->period);
    return pp_inline_message(composer->arena, id, all, count + common + 1);
}

struct pp_inline *pp_say_plain(struct pp_composer *composer, const char *id)
{
    return pp_say_args(composer, id, composer->place, 0);
}

struct pp_arg pp_arg_text(const char *name, const char *text)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_TEXT, .text = text};
}

struct pp_arg pp_arg_number(const char *name, int64_t value)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_NUMBER, .value = value};
}

struct pp_arg pp_arg_figure(const char *name, const struct pp_figure *figure)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_FIGURE, .figure = figure};
}

struct pp_arg pp_arg_period(const char *name, const struct pp_period *period)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_PERIOD, .period = period};
}

struct pp_arg pp_arg_day(const char *name, pp_day day)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_DAY, .day = day};
}

struct pp_arg pp_arg_node(const char *name, struct pp_inline *node)
{
    struct pp_arg arg = {.name = name, .kind = PP_ARG_NODE};
    arg.node = node;
    return arg;
}

struct pp_inline *pp_compose_raw(struct pp_composer *composer, const char *text)
{
    return pp_inline_text(composer->arena, text, NULL);
}

enum { LONGEST_NAME = 40 /* [bytes] */ };

/* One or two words are a name, which is read as it is in any language. */
static bool is_phrase(const char *text)
{
    const char *first = strchr(text, ' ');
    return (first != NULL && strchr(first + 1, ' ') != NULL) || strlen(text) >= LONGEST_NAME;
}

const char *pp_compose_lang_of(
    const struct pp_composer *composer, const char *text, const char *found)
{
    const struct pp_strings *langs = &composer->project->languages;
    if (pp_lang_has_letters_of(composer->job->lang, text))
        return NULL;
    if (!pp_is_empty(found))
        return found;
    if (!is_phrase(text))
        return NULL;
    for (size_t i = 0; i < langs->count; i++)
        if (pp_lang_has_letters_of(langs->items[i], text))
            return langs->items[i];
    return "und"; /* BCP 47: not determined */
}

struct pp_inline *pp_compose_place(struct pp_composer *composer)
{
    return pp_inline_text(composer->arena, composer->place[0].text, composer->place_lang);
}

struct pp_inline *pp_compose_host(struct pp_composer *composer, const char *web)
{
    const char *scheme = strstr(web, "://");
    const char *host = scheme != NULL ? scheme + strlen("://") : web;
    return pp_compose_raw(
        composer, pp_arena_strndup(composer->arena, host, strlen(host) - pp_ends_with(host, "/")));
}

struct pp_keep pp_compose_keep(const struct pp_composer *composer)
{
    return composer->issue != NULL ? composer->issue->keep : (struct pp_keep){NULL};
}

/* Printed in another language and marked so, which nobody may have wanted. */
static void warn_of_stand_in(struct pp_composer *composer, const struct pp_i18n *text)
{
    const char *found;
    pp_i18n_get(text, composer->job->lang, composer->fallback, &found);
    if (!pp_is_empty(found) && !pp_streq(found, composer->job->lang) && !composer->job->draft)
        pp_warn(
            composer->run, text->items[0].where, "text.missing-language",
            "This text is not there in \"%s\", and is printed in \"%s\". Write it, too.",
            composer->job->lang, found);
}

struct pp_inline *pp_compose_text(struct pp_composer *composer, const struct pp_i18n *text)
{
    if (!pp_i18n_is_empty(text))
        warn_of_stand_in(composer, text);
    return pp_compose_part(composer, text, NULL);
}

struct pp_inline *pp_compose_part(
    struct pp_composer *composer, const struct pp_i18n *text, const char *keep)
{
    const char *found = "";
    const char *words;
    if (pp_i18n_is_empty(text))
        return NULL;
    words =
        pp_i18n_get(text, keep != NULL ? keep : composer->job->lang, composer->fallback, &found);
    if (pp_is_empty(words))
        return NULL;
    if (pp_is_empty(found))
        found = pp_compose_lang_of(composer, words, found);
    return pp_inline_text(
        composer->arena, words, pp_streq(found, composer->job->lang) ? NULL : found);
}

struct pp_inline *pp_compose_statement(struct pp_composer *composer)
{
    return pp_compose_part(
        composer, &composer->project->visibility.statement, pp_compose_keep(composer).statement);
}

/* Names of cities are the same word in most languages: a name that the configuration has for
 * another language is no text in that language. */
struct pp_inline *pp_compose_city_name(struct pp_composer *composer, const struct pp_city *city)
{
    const char *found = "";
    const char *name = pp_i18n_get(&city->name, composer->job->lang, composer->fallback, &found);
    name = pp_is_empty(name) ? city->id : name;
    return pp_inline_text(composer->arena, name, pp_compose_lang_of(composer, name, found));
}

struct pp_inline *pp_compose_dots(
    struct pp_composer *composer, struct pp_inline *list, struct pp_inline *more)
{
    if (list == NULL || more == NULL)
        return list != NULL ? list : more;
    list = pp_inline_join(list, pp_compose_raw(composer, " · "));
    return pp_inline_join(list, more);
}

static const struct pp_figure *unknown_figure(
    struct pp_composer *composer, const struct pp_address *at)
{
    struct pp_figure *figure = pp_arena_alloc(composer->arena, sizeof *figure);
    figure->at = *at;
    figure->address = pp_address_text(composer->arena, at);
    figure->state = PP_UNKNOWN;
    figure->unit = PP_UNIT_NUMBER;
    figure->n = -1;
    return figure;
}

const struct pp_figure *pp_compose_figure(
    struct pp_composer *composer, const char *measure, const char *city, const char *framework,
    const char *dimension, const char *breakdown)
{
    struct pp_address at = {measure,   city,      framework,
                            dimension, breakdown, composer->results->period.key};
    const struct pp_figure *figure = pp_figure_find(composer->results->table, &at);
    return figure != NULL ? figure : unknown_figure(composer, &at);
}

struct pp_node *pp_compose_heading(
    struct pp_composer *composer, struct pp_node *parent, int level, enum pp_look look,
    struct pp_inline *content)
{
    struct pp_node *node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_HEADING));
    node->as.heading.level = level;
    node->look = look;
    node->keep_next = true;
    node->content = content;
    return node;
}

struct pp_node *pp_compose_paragraph(
    struct pp_composer *composer, struct pp_node *parent, enum pp_look look,
    struct pp_inline *content)
{
    struct pp_node *node;
    if (content == NULL)
        return NULL;
    node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_PARAGRAPH));
    node->look = look;
    node->content = content;
    return node;
}

struct pp_node *pp_compose_table(
    struct pp_composer *composer, struct pp_node *parent, const struct pp_table_column *columns,
    size_t count, struct pp_inline *caption)
{
    struct pp_node *table = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_TABLE));
    table->as.table.columns = pp_arena_memdup(composer->arena, columns, count * sizeof *columns);
    table->as.table.column_count = count;
    table->as.table.caption = caption;
    return table;
}

struct pp_node *pp_compose_row(struct pp_composer *composer, struct pp_node *table, bool head)
{
    struct pp_node *row = pp_node_append(table, pp_node_new(composer->arena, PP_NODE_ROW));
    row->in_table.row.head = head;
    return row;
}

void pp_compose_cell(struct pp_composer *composer, struct pp_node *row, struct pp_inline *content)
{
    struct pp_node *cell = pp_node_append(row, pp_node_new(composer->arena, PP_NODE_CELL));
    cell->content = content;
    cell->in_table.cell.header = row->in_table.row.head;
}

void pp_compose_head(
    struct pp_composer *composer, struct pp_node *table, const char *const *ids, size_t count)
{
    struct pp_node *row = pp_compose_row(composer, table, true);
    for (size_t i = 0; i < count; i++)
        pp_compose_cell(composer, row, pp_say_plain(composer, ids[i]));
}

void pp_compose_title(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent, int level,
    struct pp_inline *own)
{
    struct pp_inline *title = block->title != NULL ? pp_say_plain(composer, block->title) : own;
    pp_compose_heading(
        composer, parent, level,
        level <= 2 && block->beside == NULL && !pp_streq(block->column, "side") ? PP_LOOK_H2
                                                                                : PP_LOOK_H3,
        title);
}

const struct pp_figure *pp_states_note(struct pp_states *states, const struct pp_figure *figure)
{
    states->seen[figure->state] = true;
    return figure;
}

static struct pp_inline *sign_of(struct pp_composer *composer, enum pp_state state)
{
    switch (state) {
    case PP_SUPPRESSED:
        return pp_inline_mark(composer->arena, PP_MARK_WITHHELD, PP_MARK_IN_KEY);
    case PP_UNKNOWN:
        return pp_inline_around(composer->arena, PP_INLINE_STRONG, pp_compose_raw(composer, "?"));
    case PP_NOT_ASSESSED:
        return pp_compose_raw(composer, "–");
    case PP_AT_LEAST:
        return pp_compose_raw(composer, "≥");
    default:
        return pp_compose_raw(composer, "≈");
    }
}

struct pp_inline *pp_compose_legend(struct pp_composer *composer, const struct pp_states *states)
{
    static const struct {
        enum pp_state state;
        const char *id;
    } keys[] = {
        {PP_ESTIMATED, "legend.estimated"}, {PP_AT_LEAST, "legend.at_least"},
        {PP_UNKNOWN, "legend.unknown"},     {PP_NOT_ASSESSED, "legend.not_assessed"},
        {PP_SUPPRESSED, "legend.withheld"}, {PP_ROUNDED, "legend.rounded"},
    };
    struct pp_inline *line = NULL;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (states->seen[keys[i].state])
            line = pp_compose_dots(
                composer, line,
                PP_SAY(
                    composer, keys[i].id, pp_arg_node("mark", sign_of(composer, keys[i].state)),
                    pp_arg_number("threshold", composer->project->privacy.threshold),
                    pp_arg_number("base", PP_ROUNDING_BASE)));
    return line;
}

const struct pp_framework *pp_compose_framework(
    struct pp_composer *composer, const struct pp_block *block)
{
    const struct pp_project *project = composer->project;
    if (block->framework != NULL)
        return pp_project_framework(project, block->framework);
    return project->framework_count > 0 ? &project->frameworks[0] : NULL;
}
