/* --dump=document: the tree as indented text, with its words in the document's language. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/compose.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

struct dumper {
    struct pp_arena *arena;
    struct pp_wording *wording;
    struct pp_str *out;
    enum pp_status status;
};

static const char *const kind_names[] = {
    [PP_NODE_DOCUMENT] = "document",
    [PP_NODE_SECTION] = "section",
    [PP_NODE_HEADING] = "heading",
    [PP_NODE_PARAGRAPH] = "paragraph",
    [PP_NODE_LIST] = "list",
    [PP_NODE_ITEM] = "item",
    [PP_NODE_QUOTE] = "quote",
    [PP_NODE_PICTURE] = "picture",
    [PP_NODE_COLUMNS] = "columns",
    [PP_NODE_BESIDE] = "beside",
    [PP_NODE_TABLE] = "table",
    [PP_NODE_ROW] = "row",
    [PP_NODE_CELL] = "cell",
    [PP_NODE_MASTHEAD] = "masthead",
    [PP_NODE_CITY_LINE] = "city_line",
    [PP_NODE_KEY_FIGURES] = "key_figures",
    [PP_NODE_KEY_FIGURE] = "key_figure",
    [PP_NODE_LIKERT] = "likert",
    [PP_NODE_HEAT] = "heat",
    [PP_NODE_FACT] = "fact",
    [PP_NODE_IMPRINT] = "imprint",
    [PP_NODE_COVER] = "cover",
    [PP_NODE_REPORT] = "report",
    [PP_NODE_ASIDE] = "aside",
    [PP_NODE_BOX] = "box",
    [PP_NODE_SIDE] = "side",
    [PP_NODE_FLOAT] = "float",
    [PP_NODE_BIG] = "big",
    [PP_NODE_CHART] = "chart",
    [PP_NODE_TIMELINE] = "timeline",
    [PP_NODE_CONTENTS] = "contents",
    [PP_NODE_QR] = "qr",
    [PP_NODE_FENCE] = "fence",
};

static const char *const look_names[] = {
    [PP_LOOK_BODY] = "body", [PP_LOOK_H1] = "h1",         [PP_LOOK_H2] = "h2",
    [PP_LOOK_H3] = "h3",     [PP_LOOK_KICKER] = "kicker", [PP_LOOK_STAND] = "stand",
    [PP_LOOK_NOTE] = "note", [PP_LOOK_SMALL] = "small",   [PP_LOOK_MICRO] = "micro",
};

static const char *const mark_names[] = {
    [PP_MARK_NONE] = "",           [PP_MARK_WITHHELD] = "withheld", [PP_MARK_UP] = "up",
    [PP_MARK_DOWN] = "down",       [PP_MARK_ON_TIME] = "on_time",   [PP_MARK_IN_PART] = "in_part",
    [PP_MARK_NOTHING] = "nothing", [PP_MARK_LIKERT] = "likert",     [PP_MARK_HEAT] = "heat",
    [PP_MARK_BULLET] = "bullet",   [PP_MARK_SHARE] = "share",
};

/* A stretch of words: its style around it, what is said instead behind it. */
static void dump_words(struct dumper *dumper, const struct pp_words *words)
{
    struct pp_str *out = dumper->out;
    const char *frame = words->strong ? "**" : words->emphasis ? "*" : words->code ? "`" : "";
    if (words->mark != PP_MARK_NONE)
        pp_str_printf(out, "<%s %d>", mark_names[words->mark], words->mark_index);
    pp_str_printf(out, "%s%s%s", frame, words->text, frame);
    if (words->url != NULL)
        pp_str_printf(out, "(%s)", words->url);
    if (!pp_streq(words->lang, pp_wording_lang(dumper->wording)))
        pp_str_printf(out, "{%s}", words->lang);
    if (words->expansion != NULL)
        pp_str_printf(out, "(short for %s)", words->expansion);
    if (words->quote != NULL)
        pp_str_append(out, "(quoted)");
    if (words->actual != NULL)
        pp_str_printf(out, "[%s]", words->actual);
    if (words->line_end)
        pp_str_append(out, "\\");
}

static void dump_content(
    struct dumper *dumper, int depth, const char *name, const struct pp_inline *content)
{
    struct pp_wordings words = {0};
    enum pp_status status;
    if (content == NULL)
        return;
    status = pp_wording_flatten(dumper->wording, dumper->arena, content, &words);
    if (status != PP_OK)
        dumper->status = status;
    pp_str_printf(dumper->out, "%*s%s: ", depth * 2, "", name);
    for (size_t i = 0; i < words.count; i++)
        dump_words(dumper, &words.items[i]);
    pp_str_append(dumper->out, "\n");
}

static void dump_list(
    struct dumper *dumper, int depth, const char *name, struct pp_inline *const *items,
    size_t count)
{
    for (size_t i = 0; i < count; i++)
        dump_content(dumper, depth, name, items[i]);
}

static void dump_figures(
    struct dumper *dumper, const struct pp_figure *const *figures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_inline leaf = {.kind = PP_INLINE_FIGURE, .figure = figures[i]};
        const char *text = "";
        if (figures[i] == NULL)
            continue;
        if (pp_wording_plain(dumper->wording, dumper->arena, &leaf, &text) != PP_OK)
            dumper->status = PP_DATA;
        pp_str_printf(dumper->out, " %s", text);
    }
}

static void dump_likert(struct dumper *dumper, int depth, const struct pp_node *node)
{
    const struct pp_likert *chart = node->as.likert.chart;
    dump_content(dumper, depth, "alt", node->as.likert.alt);
    dump_content(dumper, depth, "low", chart->low_label);
    dump_content(dumper, depth, "top", chart->top_label);
    dump_content(dumper, depth, "neutral", chart->neutral_label);
    dump_list(dumper, depth, "answer", chart->answer_labels, chart->answers);
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_likert_row *row = &chart->rows[i];
        const struct pp_figure *const ends[] = {
            row->low, row->neutral, row->top, row->n, row->missing};
        dump_content(dumper, depth, "row", row->label);
        pp_str_printf(dumper->out, "%*sshares", depth * 2 + 2, "");
        dump_figures(dumper, row->shares, chart->answers);
        pp_str_append(dumper->out, " ends");
        dump_figures(dumper, ends, sizeof ends / sizeof *ends);
        pp_str_append(dumper->out, "\n");
    }
}

static void dump_heat(struct dumper *dumper, int depth, const struct pp_node *node)
{
    const struct pp_heat *chart = node->as.heat.chart;
    dump_list(dumper, depth, "column", chart->column_labels, chart->column_count);
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_heat_row *row = &chart->rows[i];
        dump_content(dumper, depth, row->own ? "own row" : "row", row->label);
        pp_str_printf(dumper->out, "%*scells", depth * 2 + 2, "");
        dump_figures(dumper, row->cells, chart->column_count);
        pp_str_append(dumper->out, " n");
        dump_figures(dumper, &row->n, 1);
        pp_str_append(dumper->out, "\n");
    }
}

static void dump_picture(struct dumper *dumper, int depth, const struct pp_node *node)
{
    pp_str_printf(
        dumper->out, "%*sfile: %s %dx%d\n", depth * 2, "", node->as.picture.name,
        node->as.picture.pixel_width, node->as.picture.pixel_height);
    dump_content(dumper, depth, "alt", node->as.picture.alt);
    dump_content(dumper, depth, "caption", node->as.picture.caption);
    dump_content(dumper, depth, "credit", node->as.picture.credit);
}

static void dump_masthead(struct dumper *dumper, int depth, const struct pp_node *node)
{
    dump_content(dumper, depth, "project", node->as.masthead.project);
    dump_content(dumper, depth, "tagline", node->as.masthead.tagline);
    dump_content(dumper, depth, "statement", node->as.masthead.statement);
    dump_content(dumper, depth, "emblem", node->as.masthead.emblem_alt);
    dump_content(dumper, depth, "title", node->as.masthead.title);
    dump_content(dumper, depth, "issue", node->as.masthead.issue);
    dump_content(dumper, depth, "period", node->as.masthead.period);
    dump_content(dumper, depth, "languages", node->as.masthead.languages);
}

static void dump_fact(struct dumper *dumper, int depth, const struct pp_node *node)
{
    dump_content(dumper, depth, "value", node->as.fact.value);
    dump_content(dumper, depth, "title", node->as.fact.title);
    dump_content(dumper, depth, "text", node->as.fact.text);
    dump_content(dumper, depth, "bar", node->as.fact.bar_alt);
    dump_content(dumper, depth, "source", node->as.fact.source);
}

static void dump_imprint(struct dumper *dumper, int depth, const struct pp_node *node)
{
    dump_content(dumper, depth, "statement", node->as.imprint.statement);
    dump_content(dumper, depth, "emblem", node->as.imprint.emblem_alt);
    dump_list(dumper, depth, "contact", node->as.imprint.contact, node->as.imprint.contact_count);
    dump_list(dumper, depth, "partner", node->as.imprint.partners, node->as.imprint.partner_count);
}

static void dump_own(struct dumper *dumper, int depth, const struct pp_node *node)
{
    switch (node->kind) {
    case PP_NODE_PICTURE:
        dump_picture(dumper, depth, node);
        break;
    case PP_NODE_MASTHEAD:
        dump_masthead(dumper, depth, node);
        break;
    case PP_NODE_CITY_LINE:
        dump_list(dumper, depth, "name", node->as.cities.names, node->as.cities.count);
        break;
    case PP_NODE_COVER:
        dump_content(dumper, depth, "title", node->as.cover.title);
        dump_content(dumper, depth, "summary", node->as.cover.summary);
        dump_content(dumper, depth, "place", node->as.cover.place);
        dump_content(dumper, depth, "issue", node->as.cover.issue);
        dump_content(dumper, depth, "see", node->as.cover.see);
        break;
    case PP_NODE_REPORT:
        dump_content(dumper, depth, "title", node->as.report.title);
        dump_content(dumper, depth, "class", node->as.report.klass);
        dump_list(dumper, depth, "fact", node->as.report.values, node->as.report.facts);
        break;
    case PP_NODE_CHART:
        dump_content(dumper, depth, "alt", node->as.chart.alt);
        break;
    case PP_NODE_TIMELINE:
        dump_content(dumper, depth, "alt", node->as.timeline.alt);
        break;
    case PP_NODE_QR:
        dump_content(dumper, depth, "alt", node->as.qr.alt);
        break;
    case PP_NODE_BIG:
    case PP_NODE_KEY_FIGURE:
        dump_content(dumper, depth, "value", node->as.key.value);
        dump_content(dumper, depth, "label", node->as.key.label);
        dump_content(dumper, depth, "note", node->as.key.note);
        break;
    case PP_NODE_TABLE:
        dump_content(dumper, depth, "caption", node->as.table.caption);
        break;
    case PP_NODE_LIKERT:
        dump_likert(dumper, depth, node);
        break;
    case PP_NODE_HEAT:
        dump_heat(dumper, depth, node);
        break;
    case PP_NODE_FACT:
        dump_fact(dumper, depth, node);
        break;
    case PP_NODE_IMPRINT:
        dump_imprint(dumper, depth, node);
        break;
    default:
        break;
    }
}

/* What tells one node of a kind from another. */
static void dump_features(struct dumper *dumper, const struct pp_node *node)
{
    struct pp_str *out = dumper->out;
    if (node->kind == PP_NODE_HEADING)
        pp_str_printf(out, " %d", node->as.heading.level);
    if (node->kind == PP_NODE_HEADING || node->kind == PP_NODE_PARAGRAPH)
        pp_str_printf(out, " %s", look_names[node->look]);
    if (node->kind == PP_NODE_LIST && node->as.list.ordered)
        pp_str_printf(out, " from %d", node->as.list.start);
    if (node->kind == PP_NODE_FLOAT)
        pp_str_append(out, node->as.floating.at == PP_FLOAT_TOP ? " top" : " bottom");
    if (node->kind == PP_NODE_COLUMNS)
        pp_str_printf(out, " %d", node->as.columns.count);
    if (node->kind == PP_NODE_ROW && node->in_table.row.head)
        pp_str_append(out, " head");
    if (node->kind == PP_NODE_ROW && node->in_table.row.group)
        pp_str_append(out, " group");
    if (node->kind == PP_NODE_CITY_LINE && node->as.cities.own != (size_t)-1)
        pp_str_printf(out, " own %zu", node->as.cities.own);
    if (node->lang != NULL)
        pp_str_printf(out, " lang=%s", node->lang);
    if (node->page_break)
        pp_str_append(out, " page_break");
}

static void dump_node(struct dumper *dumper, int depth, const struct pp_node *node)
{
    pp_str_printf(dumper->out, "%*s%s", depth * 2, "", kind_names[node->kind]);
    dump_features(dumper, node);
    pp_str_append(dumper->out, "\n");
    dump_content(dumper, depth + 1, "text", node->content);
    dump_own(dumper, depth + 1, node);
    for (const struct pp_node *child = node->first; child != NULL; child = child->next)
        dump_node(dumper, depth + 1, child);
}

enum pp_status pp_document_dump(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, struct pp_str *out)
{
    struct dumper dumper = {.arena = arena, .wording = wording, .out = out};
    (void)run;
    pp_str_printf(
        out, "name: %s\nlang: %s%s%s\n", document->name, document->lang,
        document->rtl ? " rtl" : "", document->draft ? " draft" : "");
    dump_content(&dumper, 0, "title", document->title);
    dump_content(&dumper, 0, "subject", document->subject);
    pp_str_printf(out, "author: %s\n", document->author != NULL ? document->author : "");
    dump_content(&dumper, 0, "rights", document->rights);
    dump_content(&dumper, 0, "head start", document->head_start);
    dump_content(&dumper, 0, "head end", document->head_end);
    dump_content(&dumper, 0, "foot start", document->foot_start);
    dump_node(&dumper, 0, document->root);
    return dumper.status;
}
