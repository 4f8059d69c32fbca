#include "pactpress/compose.h"

#include "document/composer.h"
#include "pactpress/story.h"
#include "pactpress/str.h"

static const struct {
    const char *kind;
    pp_compose_block *compose;
} block_kinds[] = {
    {"masthead", pp_compose_masthead},
    {"city_line", pp_compose_city_line},
    {"key_figures", pp_compose_key_figures},
    {"story", pp_compose_story},
    {"sections", pp_compose_sections},
    {"events", pp_compose_events},
    {"coming_up", pp_compose_coming_up},
    {"dimensions", pp_compose_dimensions},
    {"likert", pp_compose_likert},
    {"heat", pp_compose_heat},
    {"facts", pp_compose_facts},
    {"coverage", pp_compose_coverage},
    {"methodology", pp_compose_methodology},
    {"resources", pp_compose_resources},
    {"imprint", pp_compose_imprint},
    {"cover", pp_compose_cover},
    {"big_number", pp_compose_big_number},
    {"timeline", pp_compose_story},
    {"practice", pp_compose_story},
    {"takeaways", pp_compose_story},
    {"bars", pp_compose_bars},
    {"slope", pp_compose_slope},
    {"groups", pp_compose_groups},
    {"map", pp_compose_map},
    {"change", pp_compose_change},
    {"trend", pp_compose_trend},
    {"targets", pp_compose_targets},
    {"chart_tables", pp_compose_chart_tables},
    {"contents", pp_compose_contents},
    {"contact", pp_compose_contact},
    {"report_head", pp_compose_report_head},
    {"summary", pp_compose_summary},
    {"indicators", pp_compose_indicators},
    {"breakdown", pp_compose_breakdown},
    {"register", pp_compose_register},
    {"accounts", pp_compose_accounts},
    {"exclusions", pp_compose_exclusions},
    {"visibility", pp_compose_visibility},
    {"retention", pp_compose_retention},
    {"sign_off", pp_compose_sign_off},
    {"changes", pp_compose_changes},
};

static enum pp_status compose_plain(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    if (block->title != NULL)
        pp_wording_want(composer->wording, block->title, block->where);
    for (size_t i = 0; i < sizeof block_kinds / sizeof *block_kinds; i++)
        if (pp_streq(block_kinds[i].kind, block->kind))
            return block_kinds[i].compose(composer, block, parent);
    pp_error(
        composer->run, block->where, "layout.unknown-block", "There is no block \"%s\".",
        block->kind);
    return PP_USAGE;
}

/* A card or a box around what the block makes. */
static enum pp_status compose_block(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    struct pp_node *content;
    if (pp_is_empty(block->style) || pp_streq(block->style, "plain") ||
        pp_streq(block->kind, "imprint"))
        return compose_plain(composer, block, parent);
    content = pp_node_new(composer->arena, PP_NODE_SECTION);
    PP_TRY(compose_plain(composer, block, content));
    pp_compose_box(
        composer, parent, pp_streq(block->style, "box") ? PP_BOX_TINT : PP_BOX_RULE, content);
    return PP_OK;
}

/* The two halves stand beside each other only when both have something to say. */
static enum pp_status compose_beside(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *root)
{
    struct pp_node *halves[2], *parent = root;
    struct pp_block second = block[1];
    second.beside = "";
    for (size_t i = 0; i < 2; i++) {
        halves[i] = pp_node_new(composer->arena, PP_NODE_SECTION);
        PP_TRY(compose_block(composer, i == 0 ? block : &second, halves[i]));
    }
    if (halves[0]->first != NULL && halves[1]->first != NULL) {
        parent = pp_node_append(root, pp_node_new(composer->arena, PP_NODE_BESIDE));
        parent->page_break = block->page_break;
    }
    for (size_t i = 0; i < 2; i++)
        if (halves[i]->first != NULL)
            pp_node_append(parent, halves[i]);
    return PP_OK;
}

/* Blocks that are a whole of their own stand directly in the document. */
static bool stands_alone(const char *kind)
{
    static const char *const alone[] = {"masthead", "city_line", "key_figures", "facts",
                                        "imprint",  "sections",  "report_head", NULL};
    for (size_t i = 0; alone[i] != NULL; i++)
        if (pp_streq(alone[i], kind))
            return true;
    return false;
}

/* What the block made, from behind `before` on, at the edge of a page. */
static struct pp_node *float_from(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *before,
    struct pp_node *root)
{
    struct pp_node *around = pp_node_new(composer->arena, PP_NODE_FLOAT), *next;
    struct pp_node *made = before != NULL ? before->next : root->first;
    around->where = block->where;
    around->as.floating.at = pp_streq(block->floating, "top") ? PP_FLOAT_TOP : PP_FLOAT_BOTTOM;
    for (; made != NULL; made = next) {
        next = made->next;
        pp_node_append(around, made);
    }
    root->last = before;
    if (before != NULL)
        before->next = NULL;
    else
        root->first = NULL;
    return pp_node_append(root, around);
}

static enum pp_status compose_alone(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *root)
{
    struct pp_node *before = root->last, *first, *section;
    if (stands_alone(block->kind)) {
        PP_TRY(compose_block(composer, block, root));
        first = before != NULL ? before->next : root->first;
    } else {
        section = pp_node_new(composer->arena, PP_NODE_SECTION);
        PP_TRY(compose_block(composer, block, section));
        first = section->first != NULL ? pp_node_append(root, section) : NULL;
    }
    if (first != NULL)
        first->turned = block->turned;
    if (first != NULL && block->floating != NULL)
        first = float_from(composer, block, before, root);
    if (first != NULL && block->page_break)
        first->page_break = true;
    if (first != NULL && block->optional > 0) {
        first->optional = block->optional;
        first->name = block->title != NULL ? block->title : block->kind;
    }
    return PP_OK;
}

/* Blocks in a row that name a column: all of "main" in one section, all of "side" in another.
 * Returns how many blocks they are. */
static enum pp_status compose_columns(
    struct pp_composer *composer, const struct pp_block *block, size_t count, struct pp_node *root)
{
    struct pp_node *aside = pp_node_new(composer->arena, PP_NODE_ASIDE), *parts[2];
    for (size_t i = 0; i < 2; i++)
        parts[i] = pp_node_new(composer->arena, PP_NODE_SECTION);
    for (size_t i = 0; i < count; i++)
        PP_TRY(compose_alone(composer, &block[i], parts[pp_streq(block[i].column, "side")]));
    aside->page_break = block->page_break;
    if (parts[0]->first == NULL && parts[1]->first == NULL)
        return PP_OK;
    if (parts[0]->first == NULL) {
        pp_node_append(root, parts[1]);
        return PP_OK;
    }
    pp_node_append(aside, parts[0]);
    if (parts[1]->first != NULL)
        pp_node_append(aside, parts[1]);
    pp_node_append(root, aside);
    return PP_OK;
}

static size_t columns_from(const struct pp_layout *layout, size_t index)
{
    size_t end = index;
    while (end < layout->block_count && layout->blocks[end].column != NULL &&
           (end == index || !layout->blocks[end].page_break))
        end++;
    return end - index;
}

/* All blocks are composed, so that all mistakes are reported. */
static enum pp_status compose_blocks(struct pp_composer *composer, struct pp_node *root)
{
    const struct pp_layout *layout = composer->job->layout;
    enum pp_status status = PP_OK, one;
    for (size_t i = 0; i < layout->block_count; i++) {
        const struct pp_block *block = &layout->blocks[i];
        if (block->beside != NULL && i + 1 < layout->block_count) {
            one = compose_beside(composer, block, root);
            i++;
        } else if (block->column != NULL) {
            size_t columns = columns_from(layout, i);
            one = compose_columns(composer, block, columns, root);
            i += columns - 1;
        } else {
            one = compose_alone(composer, block, root);
        }
        status = status != PP_OK ? status : one;
    }
    return status;
}

static const char **languages_to_try(struct pp_arena *arena, const struct pp_project *project)
{
    const char **list = pp_arena_array(arena, project->fallback.count + 1, sizeof *list);
    for (size_t i = 0; i < project->fallback.count; i++)
        list[i] = project->fallback.items[i];
    return list;
}

static const char *place_name(
    struct pp_composer *composer, const struct pp_i18n *name, const char **found)
{
    const char *text = pp_i18n_get(name, composer->job->lang, composer->fallback, found);
    return pp_is_empty(text) ? composer->project->id : text;
}

/* The form after "in" is only good in the language it was written for. */
static const char *place_in(const struct pp_city *city, const char *lang, const char *name)
{
    const char *text = city != NULL ? pp_i18n_find(&city->name_in, lang) : NULL;
    return pp_is_empty(text) ? name : text;
}

static void name_the_place(struct pp_composer *composer)
{
    const struct pp_city *city = composer->job->city;
    const struct pp_i18n *name = city != NULL ? &city->name : &composer->project->short_name;
    const char *text, *found = "";
    if (pp_i18n_is_empty(name))
        name = &composer->project->name;
    text = place_name(composer, name, &found);
    composer->place_lang = pp_compose_lang_of(composer, text, found);
    composer->place[0] = pp_arg_text("place", text);
    composer->place[1] = pp_arg_text("place_in", place_in(city, composer->job->lang, text));
    composer->place[2] = pp_arg_text("scope", city != NULL ? "city" : "project");
}

static bool is_bulletin(const struct pp_composer *composer)
{
    return pp_streq(composer->job->layout->name, "bulletin");
}

struct pp_inline *pp_compose_issue(struct pp_composer *composer)
{
    const struct pp_issue *issue = composer->issue;
    if (is_bulletin(composer))
        return issue != NULL
                   ? PP_SAY(composer, "masthead.issue", pp_arg_number("number", issue->number))
                   : pp_say_plain(composer, "masthead.issue.unnumbered");
    struct pp_inline *title = pp_compose_text(composer, &composer->job->layout->title);
    if (issue == NULL)
        return title;
    return PP_SAY(
        composer, "masthead.issue.titled", pp_arg_node("title", title),
        pp_arg_number("number", issue->number));
}

/* "European Pact for Integration · Flash 14 · Linköping · January–March 2022" */
static struct pp_inline *plain_title(struct pp_composer *composer)
{
    struct pp_inline *title = pp_compose_dots(
        composer, pp_compose_text(composer, &composer->project->name), pp_compose_issue(composer));
    if (composer->city != NULL)
        title = pp_compose_dots(composer, title, pp_compose_place(composer));
    return pp_compose_dots(composer, title, pp_say_plain(composer, "masthead.period"));
}

static struct pp_inline *document_title(struct pp_composer *composer)
{
    static const char *const ids[2][2] = {
        {"document.title.project", "document.title.project.numbered"},
        {"document.title", "document.title.numbered"}};
    const struct pp_issue *issue = composer->issue;
    if (!is_bulletin(composer))
        return plain_title(composer);
    struct pp_inline *project = pp_compose_text(composer, &composer->project->name);
    return PP_SAY(
        composer, ids[composer->city != NULL][issue != NULL], pp_arg_node("project", project),
        pp_arg_number("number", issue != NULL ? issue->number : 0));
}

/* "epi-project.com · hello@epi-project.com" */
static struct pp_inline *contact_line(struct pp_composer *composer)
{
    const struct pp_contact *project = &composer->project->contact;
    struct pp_contact contact =
        composer->issue != NULL ? composer->issue->contact : (struct pp_contact){0};
    const char *web = !pp_is_empty(contact.web) ? contact.web : project->web;
    const char *email = !pp_is_empty(contact.email) ? contact.email : project->email;
    struct pp_inline *line = pp_is_empty(web) ? NULL : pp_compose_host(composer, web);
    if (!pp_is_empty(email))
        line = pp_compose_dots(composer, line, pp_compose_raw(composer, email));
    return line;
}

static const char *author(struct pp_composer *composer)
{
    const struct pp_project *project = composer->project;
    const struct pp_partner *coordinator =
        project->coordinator != NULL ? pp_project_partner(project, project->coordinator) : NULL;
    const char *name = pp_i18n_get(
        coordinator != NULL ? &coordinator->name : &project->name, composer->job->lang,
        composer->fallback, NULL);
    return pp_is_empty(name) ? project->id : name;
}

static bool embeds(const struct pp_layout *layout, const char *what)
{
    for (size_t i = 0; i < layout->embed.count; i++)
        if (pp_streq(layout->embed.items[i], what))
            return true;
    return false;
}

static void furnish_edges(struct pp_composer *composer)
{
    struct pp_document *document = composer->document;
    const struct pp_layout *layout = composer->job->layout;
    document->first_page = (struct pp_page_edges){layout->first_page.head, layout->first_page.foot};
    document->last_page = (struct pp_page_edges){layout->last_page.head, layout->last_page.foot};
    if (pp_streq(layout->running_head, "section"))
        document->head_section =
            pp_inline_around(composer->arena, PP_INLINE_STRONG, pp_compose_place(composer));
}

/* All tables of a layout look alike. */
static void stripe_tables(struct pp_node *node)
{
    if (node->kind == PP_NODE_TABLE)
        node->as.table.zebra = true;
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        stripe_tables(child);
}

/* "Riga · European Pact for Integration"; a project without a short name is its own place. */
static struct pp_inline *head_start(struct pp_composer *composer)
{
    const struct pp_i18n *project = &composer->project->name;
    struct pp_inline *place =
        pp_inline_around(composer->arena, PP_INLINE_STRONG, pp_compose_place(composer));
    if (pp_streq(composer->place[0].text, place_name(composer, project, NULL)))
        return place;
    return pp_compose_dots(composer, place, pp_compose_text(composer, project));
}

static void furnish(struct pp_composer *composer)
{
    struct pp_document *document = composer->document;
    const struct pp_job *job = composer->job;
    struct pp_inline *issue = pp_compose_issue(composer);
    document->lang = job->lang;
    document->rtl = pp_locale_rtl(pp_wording_locale(composer->wording));
    document->draft = job->draft;
    document->page = job->output->page ? job->output->page : job->layout->page;
    document->styles = job->layout->styles;
    document->pages = job->output->pages > 0 ? job->output->pages : job->layout->pages;
    document->at_least = job->same_pages;
    if (job->same_pages > 0)
        document->pages = job->same_pages;
    document->name = job->name;
    document->title = document_title(composer);
    document->subject = pp_say_plain(composer, "document.subject");
    if (embeds(job->layout, "annex"))
        document->annex_file = pp_say_plain(composer, "document.annex_file");
    if (embeds(job->layout, "inputs"))
        document->inputs_file = pp_say_plain(composer, "document.inputs_file");
    document->head_start = head_start(composer);
    document->head_end =
        pp_compose_dots(composer, issue, pp_say_plain(composer, "masthead.period"));
    if (pp_streq(job->output->klass, "restricted"))
        document->head_end = pp_compose_dots(
            composer,
            pp_inline_around(
                composer->arena, PP_INLINE_STRONG, pp_say_plain(composer, "report.class")),
            pp_say_plain(composer, "report.class.note"));
    if (job->draft)
        document->head_end = pp_compose_dots(
            composer,
            pp_inline_around(
                composer->arena, PP_INLINE_STRONG, pp_say_plain(composer, "page.draft")),
            document->head_end);
    document->foot_start = contact_line(composer);
    furnish_edges(composer);
    document->author = author(composer);
    document->rights = pp_compose_statement(composer);
}

/* "1  Summary": sections of a report are cited by their numbers. */
static void number_headings(struct pp_composer *composer, struct pp_node *node, int *last)
{
    for (struct pp_node *child = node->first; child != NULL; child = child->next) {
        number_headings(composer, child, last);
        if (child->kind != PP_NODE_HEADING || child->as.heading.level != 2)
            continue;
        child->look = PP_LOOK_H2; /* titles of stories, too */
        child->content = pp_inline_join(
            pp_compose_raw(composer, pp_arena_printf(composer->arena, "%d\xC2\xA0 ", ++*last)),
            child->content);
    }
}

/* Masthead, cover and the head of a report hold the title of the document, of the first rank. */
static bool has_title(const struct pp_layout *layout)
{
    return pp_layout_has(layout, "masthead") || pp_layout_has(layout, "cover") ||
           pp_layout_has(layout, "report_head");
}

/* Without it, the titles of stories and sections are of the first rank. */
static void raise(struct pp_node *node)
{
    if (node->kind == PP_NODE_HEADING && node->as.heading.level > 1)
        node->as.heading.level--;
    for (struct pp_node *child = node->first; child != NULL; child = child->next)
        raise(child);
}

enum pp_status pp_compose(
    struct pp_run *run, struct pp_arena *arena, const struct pp_results *results,
    const struct pp_stories *stories, const struct pp_job *job, struct pp_wording *wording,
    struct pp_document **out)
{
    struct pp_composer composer = {
        .run = run,
        .arena = arena,
        .results = results,
        .project = results->project,
        .stories = stories,
        .job = job,
        .wording = wording,
        .city = job->city != NULL ? job->city->id : NULL};
    composer.document = pp_arena_alloc(arena, sizeof *composer.document);
    composer.fallback = languages_to_try(arena, results->project);
    composer.issue = pp_stories_issue(stories, job->layout->name);
    composer.document->root = pp_node_new(arena, PP_NODE_DOCUMENT);
    composer.document->root->lang = job->lang;
    name_the_place(&composer);
    furnish(&composer);
    PP_TRY(compose_blocks(&composer, composer.document->root));
    if (job->layout->numbered)
        number_headings(&composer, composer.document->root, &(int){0});
    if (pp_streq(job->layout->tables, "zebra"))
        stripe_tables(composer.document->root);
    if (!has_title(job->layout))
        raise(composer.document->root);
    PP_TRY(pp_resolve_references(run, arena, &composer, composer.document));
    PP_TRY(pp_link_methods(&composer));
    *out = composer.document;
    return PP_OK;
}
