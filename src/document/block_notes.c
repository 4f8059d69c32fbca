/* What stands beside the figures: facts of others, what the issue covers, how we count, what to
 * read. */
#include <string.h>

#include "document/composer.h"
#include "pactpress/address.h"
#include "pactpress/method_lines.h"
#include "pactpress/str.h"

/* --- Facts & figures */

/* The fact of that name; without one, the project's first. */
static const struct pp_fact *find_fact(const struct pp_project *project, const char *id)
{
    for (size_t i = 0; i < project->fact_count; i++)
        if (id == NULL || pp_streq(id, project->facts[i].id))
            return &project->facts[i];
    return NULL;
}

/* "54.5" as a whole number of tenths: the digits as the editor wrote them. */
static struct pp_arg fact_value(const struct pp_fact *fact)
{
    struct pp_arg arg = pp_arg_number("value", 0);
    const char *text = pp_is_empty(fact->value) ? "0" : fact->value;
    bool negative = text[0] == '-', fraction = false;
    for (text += negative; *text != '\0' && arg.value < INT64_MAX / 100; text++) {
        if (*text == '.')
            fraction = true;
        else if (*text >= '0' && *text <= '9') {
            arg.value = arg.value * 10 + (*text - '0');
            arg.decimals += fraction;
        }
    }
    if (negative)
        arg.value = -arg.value;
    return arg;
}

/* The ready figure that a fact names: of the period, or of all time so far; NULL: none is there. */
static enum pp_status find_ready(
    struct pp_composer *composer, const struct pp_fact *fact, const struct pp_figure **out)
{
    const char *const periods[] = {composer->results->period.key, composer->results->until.key};
    struct pp_address at;
    const char *error;
    *out = NULL;
    for (size_t i = 0; fact->figure != NULL && *out == NULL && i < 2; i++) {
        struct pp_address defaults = {.period = periods[i]};
        if (pp_address_parse(composer->arena, fact->figure, &defaults, &at, &error) != PP_OK) {
            pp_error(composer->run, fact->where, "facts.figure", "%s", error);
            return PP_USAGE;
        }
        *out = pp_figure_find(composer->results->table, &at);
    }
    if (*out != NULL && !pp_figure_has_value(*out))
        *out = NULL;
    if (*out == NULL && pp_is_empty(fact->value))
        pp_warn(
            composer->run, fact->where, "facts.no-figure",
            "The fact \"%s\" is left out of %s: there is no figure %s by then. Give it a value, "
            "too.",
            fact->id, composer->job->name, fact->figure);
    return PP_OK;
}

static double share_of(const struct pp_arg *value)
{
    double share = (double)value->value / 100;
    for (int i = 0; i < value->decimals; i++)
        share /= 10;
    return share;
}

static struct pp_inline *fact_source(struct pp_composer *composer, const struct pp_fact *fact)
{
    struct pp_inline *source =
        pp_compose_part(composer, &fact->source, pp_compose_keep(composer).links);
    struct pp_inline *line;
    pp_day day = fact->retrieved != NULL ? pp_day_parse_iso(fact->retrieved) : PP_NO_DAY;
    if (source == NULL)
        return NULL;
    if (!pp_is_empty(fact->url))
        source = pp_inline_link(composer->arena, fact->url, source);
    line = day != PP_NO_DAY ? PP_SAY(
                                  composer, "facts.source.retrieved", pp_arg_node("source", source),
                                  pp_arg_day("day", day))
                            : PP_SAY(composer, "facts.source", pp_arg_node("source", source));
    if (fact->bar) {
        line = pp_inline_join(line, pp_compose_raw(composer, " "));
        line = pp_inline_join(line, pp_say_plain(composer, "facts.stroke"));
    }
    return line;
}

static enum pp_status add_fact(
    struct pp_composer *composer, const struct pp_block *block, const struct pp_fact *fact,
    struct pp_node *parent)
{
    const struct pp_figure *ready;
    struct pp_arg value;
    bool percent;
    struct pp_node *node;
    PP_TRY(find_ready(composer, fact, &ready));
    if (ready == NULL && pp_is_empty(fact->value))
        return PP_OK;
    value = fact_value(fact);
    percent = pp_streq(fact->unit, "percent");
    if (ready != NULL) {
        value.value = ready->lo;
        value.decimals = ready->decimals;
        percent = ready->unit == PP_UNIT_PERCENT;
    }
    node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_FACT));
    node->as.fact.value = ready != NULL
                              ? pp_inline_figure(composer->arena, ready)
                              : PP_SAY(composer, percent ? "facts.percent" : "facts.number", value);
    node->as.fact.title = pp_say_plain(composer, block->title != NULL ? block->title : "");
    if (block->title == NULL)
        node->as.fact.title = PP_SAY(
            composer, "facts.title", pp_arg_node("title", pp_compose_text(composer, &fact->title)));
    node->as.fact.text = pp_compose_text(composer, &fact->text);
    node->as.fact.source = fact_source(composer, fact);
    node->as.fact.share = -1;
    if (fact->bar && percent) {
        node->as.fact.share = share_of(&value);
        node->as.fact.bar_alt = PP_SAY(composer, "facts.bar", value);
    }
    return PP_OK;
}

/* What the layout names, else what the issue does, else the project's first. */
enum pp_status pp_compose_facts(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_issue *issue = composer->issue;
    if (block->fact != NULL || issue == NULL || issue->facts.count == 0) {
        const struct pp_fact *fact = find_fact(composer->project, block->fact);
        return fact != NULL ? add_fact(composer, block, fact, parent) : PP_OK;
    }
    for (size_t i = 0; i < issue->facts.count; i++) {
        const struct pp_fact *fact = find_fact(composer->project, issue->facts.items[i]);
        if (fact == NULL) {
            pp_error(
                composer->run, issue->where, "issue.no-fact",
                "There is no fact \"%s\" in the \"facts\" of pactpress.yaml.",
                issue->facts.items[i]);
            return PP_USAGE;
        }
        PP_TRY(add_fact(composer, block, fact, parent));
    }
    return PP_OK;
}

/* --- Coverage */

static bool has_assessment(const struct pp_project *project)
{
    for (size_t i = 0; i < project->source_count; i++)
        if (project->sources[i].kind == PP_SOURCE_ASSESSMENT)
            return true;
    return false;
}

static const char *delivery_word(enum pp_delivery delivery)
{
    static const char *const words[] = {"all", "part", "nothing"};
    return words[delivery];
}

static struct pp_inline *delivery_words(
    struct pp_composer *composer, const struct pp_coverage *coverage, bool both)
{
    if (!both)
        return PP_SAY(
            composer, "coverage.one", pp_arg_text("delivery", delivery_word(coverage->attendance)));
    return PP_SAY(
        composer, "coverage.both",
        pp_arg_text("participation", delivery_word(coverage->attendance)),
        pp_arg_text("assessment", delivery_word(coverage->assessment)));
}

static enum pp_mark delivery_mark(const struct pp_coverage *coverage, bool both)
{
    enum pp_delivery a = coverage->attendance, b = both ? coverage->assessment : a;
    if (a == PP_DELIVERED && b == PP_DELIVERED)
        return PP_MARK_ON_TIME;
    if (a == PP_NOTHING_DELIVERED && b == PP_NOTHING_DELIVERED)
        return PP_MARK_NOTHING;
    return PP_MARK_IN_PART;
}

static void add_coverage(
    struct pp_composer *composer, const struct pp_coverage *coverage, bool both,
    struct pp_node *table)
{
    const struct pp_city *city = &composer->project->cities[coverage->city];
    struct pp_node *row = pp_compose_row(composer, table, false);
    struct pp_inline *name = pp_inline_mark(composer->arena, delivery_mark(coverage, both), 0);
    pp_inline_join(name, pp_compose_raw(composer, "  "));
    pp_inline_join(name, pp_compose_city_name(composer, city));
    pp_compose_cell(composer, row, name);
    pp_compose_cell(composer, row, delivery_words(composer, coverage, both));
}

enum pp_status pp_compose_coverage(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_FIXED, .width = 84, .row_header = true}, {.kind = PP_COLUMN_REST}};
    const struct pp_results *results = composer->results;
    bool both = has_assessment(composer->project);
    struct pp_node *table;
    if (results->coverage_count == 0)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "coverage.title"));
    pp_compose_paragraph(composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "coverage.note"));
    table =
        pp_compose_table(composer, parent, columns, 2, pp_say_plain(composer, "coverage.title"));
    for (size_t i = 0; i < results->coverage_count; i++)
        add_coverage(composer, &results->coverage[i], both, table);
    return PP_OK;
}

/* --- Methodology */

/* "interval-share: ... (Wilson 1927)": names, signs and sources, for readers of all languages. */
static struct pp_inline *notation(
    struct pp_composer *composer, const struct pp_method_line *line, struct pp_inline *list)
{
    for (size_t i = 0; i < line->rules.count; i++)
        list = pp_compose_dots(
            composer, list,
            pp_inline_text(
                composer->arena, pp_method_notation(composer->arena, line->rules.items[i]), "en"));
    return list;
}

static void add_method(
    struct pp_composer *composer, struct pp_node *parent, const struct pp_method_line *line,
    bool full)
{
    struct pp_inline *text = NULL;
    struct pp_node *node;
    if (line->head != NULL) {
        text =
            pp_inline_around(composer->arena, PP_INLINE_STRONG, pp_say_plain(composer, line->head));
        pp_inline_join(text, pp_compose_raw(composer, " "));
    }
    text = pp_inline_join(text, pp_say_args(composer, line->says, line->args, line->arg_count));
    node = pp_compose_paragraph(composer, parent, PP_LOOK_SMALL, text);
    if (!full)
        return;
    node->keep_next = true;
    node->id = pp_arena_printf(composer->arena, "method.%s", line->rules.items[0]->name);
    for (size_t i = 0; i < line->rules.count; i++)
        *(struct pp_method_place *)PP_PUSH(composer->arena, &composer->methods) =
            (struct pp_method_place){line->rules.items[i]->name, node->id};
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, notation(composer, line, NULL));
}

static bool cites(const struct pp_method_lines *lines, const char *source)
{
    for (size_t i = 0; i < lines->count; i++)
        for (size_t k = 0; k < lines->items[i].rules.count; k++) {
            const char *sources = lines->items[i].rules.items[k]->source;
            if (sources != NULL && strstr(sources, source) != NULL)
                return true;
        }
    return false;
}

static void add_literature(
    struct pp_composer *composer, struct pp_node *parent, const struct pp_method_lines *lines)
{
    const struct pp_method_source *source;
    struct pp_inline *text = pp_inline_around(
        composer->arena, PP_INLINE_STRONG, pp_say_plain(composer, "method.literature.head"));
    for (size_t i = 0; (source = pp_method_source_at(i)) != NULL; i++)
        if (cites(lines, source->name)) {
            pp_inline_join(text, pp_compose_raw(composer, " "));
            pp_inline_join(text, pp_inline_text(composer->arena, source->text, "en"));
        }
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, text);
}

enum pp_status pp_compose_methodology(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_method_lines lines = {0};
    pp_method_lines(
        composer->arena, composer->results, composer->job->output->klass, !block->full, &lines);
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "method.title"));
    for (size_t i = 0; i < lines.count; i++)
        add_method(composer, parent, &lines.items[i], block->full);
    if (block->full)
        add_literature(composer, parent, &lines);
    return PP_OK;
}

/* --- Resources */

static struct pp_inline *languages_of(
    struct pp_composer *composer, const struct pp_resource *resource, struct pp_inline *list)
{
    for (size_t i = 0; i < resource->langs.count; i++) {
        const char *lang = resource->langs.items[i];
        list = pp_inline_join(
            list, pp_inline_text(composer->arena, pp_lang_own_name(composer->arena, lang), lang));
    }
    return list;
}

/* "PDF, 2.1 MB, English · European Migration Network" */
static struct pp_inline *resource_facts(
    struct pp_composer *composer, const struct pp_resource *resource)
{
    struct pp_inline *list = NULL;
    if (!pp_is_empty(resource->format))
        list = pp_inline_join(list, pp_compose_raw(composer, resource->format));
    if (!pp_is_empty(resource->size))
        list = pp_inline_join(list, pp_compose_raw(composer, resource->size));
    list = languages_of(composer, resource, list);
    if (list != NULL)
        list = pp_inline_around(composer->arena, PP_INLINE_LIST, list);
    return pp_compose_dots(
        composer, list,
        pp_is_empty(resource->publisher) ? NULL : pp_compose_raw(composer, resource->publisher));
}

static void add_resource(
    struct pp_composer *composer, struct pp_inline *title, const char *url, struct pp_inline *note,
    struct pp_inline *facts, struct pp_node *parent)
{
    if (!pp_is_empty(url))
        title = pp_inline_link(composer->arena, url, title);
    if (note != NULL)
        title = PP_SAY(
            composer, "resources.entry", pp_arg_node("title", title), pp_arg_node("note", note));
    pp_compose_paragraph(composer, parent, PP_LOOK_BODY, title)->keep_next = true;
    pp_compose_paragraph(composer, parent, PP_LOOK_MICRO, facts);
}

/* The annex stands beside this document: <base>/<class>/<period>/annex/epi-annex-....xlsx, with the
 * layout in its name unless that is the bulletin. */
static const char *annex_address(struct pp_composer *composer)
{
    const struct pp_job *job = composer->job;
    const char *layout = job->layout->name, *id = composer->project->id;
    const char *head = pp_arena_printf(composer->arena, "%s-%s-", id, layout);
    bool bulletin = pp_streq(layout, "bulletin");
    if (!pp_starts_with(job->name, head))
        return NULL;
    return pp_site_address(
        composer->arena, composer->project, job->output->klass, composer->results->period.key,
        pp_arena_printf(
            composer->arena, "annex/%s-annex-%s%s%s.xlsx", id, bulletin ? "" : layout,
            bulletin ? "" : "-", job->name + strlen(head)));
}

static void add_annex(struct pp_composer *composer, struct pp_node *parent)
{
    const struct pp_strings *formats = &composer->job->output->formats;
    struct pp_inline *facts = pp_compose_raw(composer, "XLSX");
    for (size_t i = 0; i < formats->count; i++)
        if (pp_streq(formats->items[i], "xlsx")) {
            add_resource(
                composer, pp_say_plain(composer, "resources.annex.title"), annex_address(composer),
                pp_say_plain(composer, "resources.annex.note"),
                pp_compose_dots(
                    composer, facts, pp_say_plain(composer, "resources.annex.publisher")),
                parent);
            return;
        }
}

enum pp_status pp_compose_resources(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_project *project = composer->project;
    struct pp_node *columns = pp_node_new(composer->arena, PP_NODE_COLUMNS);
    columns->as.columns.count = block->columns > 0 ? block->columns : 2;
    columns->as.columns.whole = true;
    for (size_t i = 0; i < project->resource_count; i++) {
        const struct pp_resource *resource = &project->resources[i];
        struct pp_inline *title =
            pp_compose_part(composer, &resource->title, pp_compose_keep(composer).links);
        if (title != NULL)
            add_resource(
                composer, title, resource->url, pp_compose_text(composer, &resource->note),
                resource_facts(composer, resource), columns);
    }
    add_annex(composer, columns);
    if (columns->first == NULL)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "resources.title"));
    pp_node_append(parent, columns);
    return PP_OK;
}
