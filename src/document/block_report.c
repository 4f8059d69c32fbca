/* What makes a report a report: its head, what it publishes, what is kept, and who signs. */
#include "document/composer.h"
#include "pactpress/str.h"

/* --- Head */

static void add_fact(
    struct pp_composer *composer, struct pp_node *node, const char *label, struct pp_inline *value)
{
    size_t index = node->as.report.facts;
    if (value == NULL || index == PP_REPORT_FACTS)
        return;
    node->as.report.labels[index] = pp_say_plain(composer, label);
    node->as.report.values[index] = value;
    node->as.report.facts++;
}

static struct pp_inline *days(struct pp_composer *composer, pp_day first, pp_day last)
{
    struct pp_inline *inline_ = pp_inline_new(composer->arena, PP_INLINE_DAYS);
    inline_->first = first;
    inline_->last = last;
    inline_->days = PP_DATE_LONG;
    return inline_;
}

static struct pp_inline *coordinator(struct pp_composer *composer)
{
    const struct pp_project *project = composer->project;
    const struct pp_partner *partner =
        project->coordinator != NULL ? pp_project_partner(project, project->coordinator) : NULL;
    return partner != NULL ? pp_compose_text(composer, &partner->name) : NULL;
}

static const struct pp_figure *time_figure(struct pp_composer *composer, const char *measure)
{
    return pp_compose_figure(composer, measure, NULL, NULL, NULL, NULL);
}

/* "27 / 30 (90 %)" */
static struct pp_inline *elapsed(struct pp_composer *composer, const struct pp_figure *passed)
{
    struct pp_inline *line =
        pp_inline_figure(composer->arena, time_figure(composer, "project.months_passed"));
    pp_inline_join(line, pp_compose_raw(composer, " / "));
    pp_inline_join(
        line, pp_inline_figure(composer->arena, time_figure(composer, "project.months")));
    pp_inline_join(line, pp_compose_raw(composer, " ("));
    pp_inline_join(line, pp_inline_figure(composer->arena, passed));
    return pp_inline_join(line, pp_compose_raw(composer, ")"));
}

static void add_facts(struct pp_composer *composer, struct pp_node *node)
{
    const struct pp_project *project = composer->project;
    const struct pp_figure *passed = time_figure(composer, "project.passed");
    add_fact(composer, node, "report.coordinator", coordinator(composer));
    if (project->start != PP_NO_DAY && project->end != PP_NO_DAY)
        add_fact(composer, node, "report.duration", days(composer, project->start, project->end));
    if (pp_figure_has_value(passed))
        add_fact(composer, node, "report.elapsed", elapsed(composer, passed));
}

enum pp_status pp_compose_report_head(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    const struct pp_project *project = composer->project;
    struct pp_node *node = pp_node_append(parent, pp_node_new(composer->arena, PP_NODE_REPORT));
    (void)block;
    node->as.report.statement = pp_compose_statement(composer);
    node->as.report.emblem_alt = pp_say_plain(composer, "emblem.alt");
    if (pp_streq(composer->job->output->klass, "restricted")) {
        node->as.report.klass = pp_say_plain(composer, "report.class");
        node->as.report.klass_note = pp_say_plain(composer, "report.class.note");
    }
    node->as.report.project = pp_compose_text(composer, &project->name);
    if (!pp_is_empty(project->grant) && !pp_is_empty(project->programme))
        node->as.report.project = pp_compose_dots(
            composer, node->as.report.project,
            PP_SAY(
                composer, "annex.about.grant", pp_arg_text("grant", project->grant),
                pp_arg_text("programme", project->programme)));
    node->as.report.title = PP_SAY(
        composer, "report.title",
        pp_arg_node("title", pp_compose_text(composer, &composer->job->layout->title)));
    add_facts(composer, node);
    return PP_OK;
}

/* --- Visibility */

static bool is_known(struct pp_inline *list, const char *text)
{
    for (; list != NULL; list = list->next)
        if (pp_streq(list->text, text))
            return true;
    return false;
}

/* Names of the languages of an output, each in itself. */
static struct pp_inline *languages(struct pp_composer *composer, const struct pp_output *output)
{
    const struct pp_project *project = composer->project;
    struct pp_inline *list = NULL;
    for (size_t i = 0; i < output->langs.count; i++) {
        bool home = pp_streq(output->langs.items[i], "home");
        size_t count = !home                      ? 1
                       : output->cities.count > 0 ? output->cities.count
                                                  : project->city_count;
        for (size_t c = 0; c < count; c++) {
            const struct pp_city *city = !home ? NULL
                                         : output->cities.count > 0
                                             ? pp_project_city(project, output->cities.items[c])
                                             : &project->cities[c];
            const char *lang = city != NULL ? city->lang : output->langs.items[i];
            const char *name = pp_lang_own_name(composer->arena, lang);
            if (!is_known(list, name))
                list = pp_inline_join(list, pp_inline_text(composer->arena, name, lang));
        }
    }
    return list == NULL ? NULL : pp_inline_around(composer->arena, PP_INLINE_LIST, list);
}

/* Does a document of this layout show emblem and statement? */
static bool shows_emblem(const struct pp_layout *layout)
{
    static const char *const kinds[] = {"masthead", "cover", "report_head", "imprint"};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (pp_layout_has(layout, kinds[k]))
            return true;
    return false;
}

static enum pp_status add_publication(
    struct pp_composer *composer, const struct pp_output *output, struct pp_node *table)
{
    struct pp_layout *layout;
    struct pp_node *row;
    PP_TRY(pp_layout_load(composer->run, composer->project, output->layout, &layout));
    if (!shows_emblem(layout))
        pp_warn(
            composer->run, output->where, "report.no-emblem",
            "Documents of layout %s show no emblem and no funding statement, but the report says "
            "that "
            "all do. Give the layout a block \"masthead\", \"cover\" or \"imprint\".",
            output->layout);
    struct pp_inline *place = NULL;
    for (size_t i = 0; i < output->cities.count; i++)
        place = pp_inline_join(
            place, pp_compose_city_name(
                       composer, pp_project_city(composer->project, output->cities.items[i])));
    if (place != NULL)
        place = pp_inline_around(composer->arena, PP_INLINE_LIST, place);
    else
        place = pp_streq(output->scope, "project") ? pp_compose_place(composer)
                                                   : pp_say_plain(composer, "annex.column.cities");
    row = pp_compose_row(composer, table, false);
    pp_compose_cell(composer, row, pp_compose_text(composer, &layout->title));
    pp_compose_cell(composer, row, place);
    pp_compose_cell(composer, row, languages(composer, output));
    return PP_OK;
}

enum pp_status pp_compose_visibility(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_FIXED, .width = 140, .row_header = true},
        {.kind = PP_COLUMN_FIXED, .width = 154},
        {.kind = PP_COLUMN_REST}};
    static const char *const heads[] = {
        "visibility.publication", "annex.column.scope", "visibility.languages"};
    const struct pp_project *project = composer->project;
    struct pp_inline *title = pp_say_plain(composer, "visibility.title");
    struct pp_node *table = pp_node_new(composer->arena, PP_NODE_SECTION);
    pp_compose_title(composer, block, parent, 2, title);
    pp_compose_paragraph(
        composer, parent, PP_LOOK_SMALL,
        PP_SAY(
            composer, "visibility.text", pp_arg_node("statement", pp_compose_statement(composer))));
    table = pp_compose_table(composer, table, columns, 3, title);
    pp_compose_head(composer, table, heads, 3);
    for (size_t i = 0; i < project->output_count; i++)
        if (pp_streq(project->outputs[i].klass, "public"))
            PP_TRY(add_publication(composer, &project->outputs[i], table));
    if (table->first->next != NULL)
        pp_node_append(parent, table);
    return PP_OK;
}

/* --- Retention */

enum pp_status pp_compose_retention(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "retention.title"));
    pp_compose_paragraph(composer, parent, PP_LOOK_SMALL, pp_say_plain(composer, "retention.text"));
    pp_compose_paragraph(
        composer, parent, PP_LOOK_SMALL, pp_compose_text(composer, &composer->project->retention));
    return PP_OK;
}

/* --- Sign-off */

static struct pp_inline *signer(
    struct pp_composer *composer, struct pp_inline *role, struct pp_inline *name)
{
    struct pp_inline *cell = pp_inline_around(composer->arena, PP_INLINE_STRONG, role);
    if (name == NULL)
        return cell;
    pp_inline_join(cell, pp_inline_new(composer->arena, PP_INLINE_BREAK));
    return pp_inline_join(cell, name);
}

/* Room for a hand, then the words under it. */
static struct pp_inline *line_to_sign(struct pp_composer *composer)
{
    struct pp_inline *cell = pp_inline_new(composer->arena, PP_INLINE_BREAK);
    pp_inline_join(cell, pp_inline_new(composer->arena, PP_INLINE_BREAK));
    pp_inline_join(cell, pp_inline_new(composer->arena, PP_INLINE_BREAK));
    return pp_inline_join(cell, pp_say_plain(composer, "signoff.line"));
}

static void add_signatures(struct pp_composer *composer, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_REST}, {.kind = PP_COLUMN_REST}, {.kind = PP_COLUMN_REST}};
    const struct pp_project *project = composer->project;
    size_t count = project->signer_count == 0 ? 1 : project->signer_count;
    struct pp_node *table, *heads, *lines;
    count = count > 3 ? 3 : count;
    table =
        pp_compose_table(composer, parent, columns, count, pp_say_plain(composer, "signoff.title"));
    heads = pp_compose_row(composer, table, true);
    lines = pp_compose_row(composer, table, false);
    for (size_t i = 0; i < count; i++) {
        const struct pp_signer *who = i < project->signer_count ? &project->signers[i] : NULL;
        pp_compose_cell(
            composer, heads,
            who != NULL ? signer(
                              composer, pp_compose_text(composer, &who->role),
                              pp_compose_text(composer, &who->name))
                        : signer(
                              composer, pp_say_plain(composer, "report.coordinator"),
                              coordinator(composer)));
        pp_compose_cell(composer, lines, line_to_sign(composer));
    }
}

enum pp_status pp_compose_sign_off(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    pp_compose_title(composer, block, parent, 2, pp_say_plain(composer, "signoff.title"));
    pp_compose_paragraph(
        composer, parent, PP_LOOK_SMALL,
        PP_SAY(
            composer, "signoff.text",
            pp_arg_figure("rows", time_figure(composer, "figures.from_rows")),
            pp_arg_figure("ready", time_figure(composer, "figures.ready")),
            pp_arg_figure("declared", time_figure(composer, "figures.declared"))));
    add_signatures(composer, parent);
    return PP_OK;
}
