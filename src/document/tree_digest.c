/* What a document prints, as one digest: every word as it is printed, every figure that is drawn,
 * every picture by its bytes, every property of every node. Equal digests, layouts, fonts and
 * programs make equal files. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/compose.h"
#include "pactpress/digest.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/styles.h"

struct digester {
    struct pp_run *run;
    struct pp_arena *scratch; /* rewound after each leaf */
    struct pp_wording *wording;
    struct pp_hasher *hasher;
    enum pp_status status;
};

static void add_number(struct digester *d, int64_t value)
{
    pp_hasher_add(d->hasher, &value, sizeof value);
}

static void add_double(struct digester *d, double value)
{
    pp_hasher_add(d->hasher, &value, sizeof value);
}

/* With its length, so that no two lists of texts look alike; NULL is none. */
static void add_text(struct digester *d, const char *text)
{
    add_number(d, text ? (int64_t)strlen(text) : -1);
    if (text)
        pp_hasher_add(d->hasher, text, strlen(text));
}

static void keep(struct digester *d, enum pp_status status)
{
    if (d->status == PP_OK)
        d->status = status;
}

static void add_words(
    struct digester *d, const struct pp_words *words, bool new_link, bool new_quote)
{
    add_text(d, words->text);
    add_text(d, words->lang);
    add_number(
        d, words->strong | words->emphasis << 1 | words->code << 2 | words->line_end << 3 |
               new_link << 4 | new_quote << 5 | (words->quote != NULL) << 6);
    add_text(d, words->expansion);
    add_text(d, words->url);
    add_number(d, words->mark);
    add_number(d, words->mark_index);
    add_text(d, words->actual);
}

static void add_content(struct digester *d, const struct pp_inline *content)
{
    struct pp_arena_mark mark = pp_arena_mark(d->scratch);
    struct pp_wordings words = {0};
    const struct pp_inline *link = NULL, *quote = NULL;
    if (content)
        keep(d, pp_wording_flatten(d->wording, d->scratch, content, &words));
    add_number(d, content ? (int64_t)words.count : -1);
    for (size_t i = 0; i < words.count; i++) {
        add_words(d, &words.items[i], words.items[i].link != link, words.items[i].quote != quote);
        link = words.items[i].link;
        quote = words.items[i].quote;
    }
    for (size_t i = 0; i < words.figures.count; i++) {
        add_text(d, words.figures.items[i]->address);
        add_text(d, words.figures.items[i]->at.period);
    }
    pp_arena_rewind(d->scratch, mark);
}

static void add_contents(struct digester *d, struct pp_inline *const *items, size_t count)
{
    add_number(d, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        add_content(d, items[i]);
}

/* As it is printed is not all: charts draw it to scale. */
static void add_figure(struct digester *d, const struct pp_figure *figure)
{
    struct pp_inline leaf = {.kind = PP_INLINE_FIGURE, .figure = figure};
    add_number(d, figure != NULL);
    if (!figure)
        return;
    add_number(d, figure->state);
    add_number(d, figure->unit);
    add_number(d, figure->decimals);
    add_number(d, figure->lo);
    add_number(d, figure->hi);
    add_number(d, figure->n);
    add_content(d, &leaf);
}

static void add_figures(struct digester *d, const struct pp_figure *const *figures, size_t count)
{
    add_number(d, (int64_t)count);
    for (size_t i = 0; i < count; i++)
        add_figure(d, figures[i]);
}

static void add_likert(struct digester *d, const struct pp_likert *chart)
{
    add_contents(d, chart->answer_labels, chart->answers);
    add_content(d, chart->low_label);
    add_content(d, chart->top_label);
    add_content(d, chart->neutral_label);
    add_content(d, chart->n_label);
    add_content(d, chart->missing_label);
    add_number(d, (int64_t)chart->row_count);
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_likert_row *row = &chart->rows[i];
        const struct pp_figure *const ends[] = {
            row->low, row->neutral, row->top, row->n, row->missing};
        add_content(d, row->label);
        add_figures(d, row->shares, chart->answers);
        add_figures(d, ends, sizeof ends / sizeof *ends);
    }
}

static void add_heat(struct digester *d, const struct pp_heat *chart)
{
    add_contents(d, chart->column_labels, chart->column_count);
    add_content(d, chart->n_label);
    add_content(d, chart->corner_label);
    add_number(d, (int64_t)chart->row_count);
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_heat_row *row = &chart->rows[i];
        add_content(d, row->label);
        add_figures(d, row->cells, chart->column_count);
        add_figure(d, row->n);
        add_number(d, row->own);
    }
    for (size_t i = 0; chart->bounds && i < 4; i++)
        add_number(d, chart->bounds[i]);
}

static void add_picture(struct digester *d, const struct pp_node *node)
{
    char digest[PP_DIGEST_HEX] = "";
    uint64_t size;
    keep(d, pp_file_digest(d->run, node->as.picture.path, &size, digest));
    add_text(d, digest);
    add_text(d, node->as.picture.name);
    add_number(d, node->as.picture.pixel_width);
    add_number(d, node->as.picture.pixel_height);
    add_number(d, node->as.picture.crop.across);
    add_number(d, node->as.picture.crop.down);
    add_number(d, node->as.picture.crop.focus[0]);
    add_number(d, node->as.picture.crop.focus[1]);
    add_content(d, node->as.picture.alt);
    add_content(d, node->as.picture.caption);
    add_content(d, node->as.picture.credit);
}

static void add_columns(struct digester *d, const struct pp_node *node)
{
    add_content(d, node->as.table.caption);
    add_number(d, (int64_t)node->as.table.column_count);
    for (size_t i = 0; i < node->as.table.column_count; i++) {
        const struct pp_table_column *column = &node->as.table.columns[i];
        add_number(d, column->kind);
        add_double(d, column->width);
        add_number(d, column->numeric | column->row_header << 1 | column->plain << 2);
    }
}

static void add_report(struct digester *d, const struct pp_node *node)
{
    add_content(d, node->as.report.statement);
    add_content(d, node->as.report.emblem_alt);
    add_content(d, node->as.report.klass);
    add_content(d, node->as.report.klass_note);
    add_content(d, node->as.report.project);
    add_content(d, node->as.report.title);
    for (size_t i = 0; i < node->as.report.facts; i++) {
        add_content(d, node->as.report.labels[i]);
        add_content(d, node->as.report.values[i]);
    }
}

static void add_masthead(struct digester *d, const struct pp_node *node)
{
    add_content(d, node->as.masthead.project);
    add_content(d, node->as.masthead.tagline);
    add_content(d, node->as.masthead.statement);
    add_content(d, node->as.masthead.emblem_alt);
    add_content(d, node->as.masthead.title);
    add_content(d, node->as.masthead.issue);
    add_content(d, node->as.masthead.period);
    add_content(d, node->as.masthead.languages);
    add_text(d, node->as.masthead.field);
    add_text(d, node->as.masthead.field_text);
    add_double(d, node->as.masthead.height);
    add_number(d, node->as.masthead.line);
}

static void add_fact(struct digester *d, const struct pp_node *node)
{
    add_content(d, node->as.fact.value);
    add_content(d, node->as.fact.title);
    add_content(d, node->as.fact.text);
    add_content(d, node->as.fact.source);
    add_content(d, node->as.fact.bar_alt);
    add_double(d, node->as.fact.share);
}

static void add_chart(struct digester *d, const struct pp_chart *chart)
{
    add_number(d, chart->kind);
    add_number(d, chart->full);
    add_number(d, chart->half);
    add_number(d, chart->band);
    add_number(d, chart->cities | chart->goes_on << 1);
    add_number(d, (int64_t)chart->series_count);
    for (size_t i = 0; i < chart->series_count; i++)
        add_content(d, chart->series_heads[i]);
    add_content(d, chart->change_head);
    add_content(d, chart->now_head);
    add_content(d, chart->before_head);
    add_contents(d, chart->periods, chart->period_count);
    add_number(d, (int64_t)chart->row_count);
    for (size_t i = 0; i < chart->row_count; i++) {
        add_content(d, chart->rows[i].label);
        add_figure(d, chart->rows[i].now);
        add_figure(d, chart->rows[i].before);
        add_content(d, chart->rows[i].change);
        add_number(d, chart->rows[i].own | chart->rows[i].clear << 1);
        add_double(d, chart->rows[i].lat);
        add_double(d, chart->rows[i].lon);
        add_figures(d, chart->rows[i].series, chart->series_count);
    }
    add_number(d, (int64_t)chart->panel_count);
    for (size_t i = 0; i < chart->panel_count; i++) {
        const struct pp_chart_panel *panel = &chart->panels[i];
        add_content(d, panel->label);
        add_number(d, (int64_t)panel->line_count);
        for (size_t k = 0; k < panel->line_count; k++) {
            add_figures(d, panel->lines[k].points, chart->period_count);
            add_number(d, panel->lines[k].own);
        }
    }
}

static void add_timeline(struct digester *d, const struct pp_node *node)
{
    add_content(d, node->as.timeline.alt);
    add_number(d, node->as.timeline.today);
    add_number(d, (int64_t)node->as.timeline.row_count);
    for (size_t i = 0; i < node->as.timeline.row_count; i++) {
        const struct pp_timeline_row *row = &node->as.timeline.rows[i];
        add_number(d, row->first);
        add_number(d, row->last);
        add_content(d, row->label);
        add_content(d, row->text);
    }
}

static void add_cover(struct digester *d, const struct pp_node *node)
{
    const struct pp_inline *const lines[] = {node->as.cover.project,   node->as.cover.tagline,
                                             node->as.cover.statement, node->as.cover.emblem_alt,
                                             node->as.cover.place,     node->as.cover.issue,
                                             node->as.cover.language,  node->as.cover.title,
                                             node->as.cover.summary,   node->as.cover.see};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        add_content(d, lines[i]);
    add_number(d, (int64_t)node->as.cover.houses);
    add_text(d, node->as.cover.field);
    add_text(d, node->as.cover.field_text);
}

static void add_imprint(struct digester *d, const struct pp_node *node)
{
    add_number(d, node->as.imprint.brief);
    add_content(d, node->as.imprint.qr ? node->as.imprint.qr->as.qr.alt : NULL);
    add_content(d, node->as.imprint.statement);
    add_content(d, node->as.imprint.emblem_alt);
    add_contents(d, node->as.imprint.contact, node->as.imprint.contact_count);
    add_contents(d, node->as.imprint.partners, node->as.imprint.partner_count);
    for (size_t i = 0; i < node->as.imprint.partner_count; i++) {
        const struct pp_node *logo = node->as.imprint.logos ? node->as.imprint.logos[i] : NULL;
        add_number(d, logo != NULL);
        if (logo)
            add_picture(d, logo);
    }
}

static void add_list(struct digester *d, const struct pp_node *node)
{
    add_number(d, node->as.list.ordered);
    add_number(d, node->as.list.start);
    add_number(d, node->as.list.notes);
}

static void add_cell(struct digester *d, const struct pp_node *node)
{
    add_number(d, (int64_t)node->in_table.cell.span);
    add_number(d, node->in_table.cell.header);
}

static void add_city_line(struct digester *d, const struct pp_node *node)
{
    add_contents(d, node->as.cities.names, node->as.cities.count);
    add_number(d, (int64_t)node->as.cities.own);
    add_text(d, node->as.cities.field_text);
    add_double(d, node->as.cities.height);
}

static void add_key_figure(struct digester *d, const struct pp_node *node)
{
    add_content(d, node->as.key.value);
    add_content(d, node->as.key.label);
    add_content(d, node->as.key.note);
}

/* What only nodes of one kind have. Every kind is named: the compiler asks about new ones. */
static void add_drawn(struct digester *d, const struct pp_node *node)
{
    if (node->kind == PP_NODE_LIKERT) {
        add_content(d, node->as.likert.alt);
        add_likert(d, node->as.likert.chart);
    } else if (node->kind == PP_NODE_HEAT) {
        add_content(d, node->as.heat.caption);
        add_heat(d, node->as.heat.chart);
    } else if (node->kind == PP_NODE_CHART) {
        add_content(d, node->as.chart.alt);
        add_chart(d, node->as.chart.chart);
    } else if (node->kind == PP_NODE_TIMELINE) {
        add_timeline(d, node);
    } else {
        add_content(d, node->as.qr.alt); /* it has the address */
    }
}

static void add_own(struct digester *d, const struct pp_node *node)
{
    switch (node->kind) {
    case PP_NODE_HEADING:
        add_number(d, node->as.heading.level);
        break;
    case PP_NODE_LIST:
        add_list(d, node);
        break;
    case PP_NODE_COLUMNS:
        add_number(d, node->as.columns.side ? -1 : node->as.columns.count);
        add_number(d, node->as.columns.whole);
        break;
    case PP_NODE_PICTURE:
        add_picture(d, node);
        break;
    case PP_NODE_TABLE:
        add_columns(d, node);
        break;
    case PP_NODE_ROW:
        add_number(
            d, node->in_table.row.head | node->in_table.row.total << 1 |
                   node->in_table.row.group << 2);
        break;
    case PP_NODE_CELL:
        add_cell(d, node);
        break;
    case PP_NODE_MASTHEAD:
        add_masthead(d, node);
        break;
    case PP_NODE_CITY_LINE:
        add_city_line(d, node);
        break;
    case PP_NODE_BIG:
    case PP_NODE_KEY_FIGURE:
        add_key_figure(d, node);
        break;
    case PP_NODE_LIKERT:
    case PP_NODE_HEAT:
    case PP_NODE_CHART:
    case PP_NODE_TIMELINE:
    case PP_NODE_QR:
        add_drawn(d, node);
        break;
    case PP_NODE_FACT:
        add_fact(d, node);
        break;
    case PP_NODE_IMPRINT:
        add_imprint(d, node);
        break;
    case PP_NODE_COVER:
        add_cover(d, node);
        break;
    case PP_NODE_REPORT:
        add_report(d, node);
        break;
    case PP_NODE_BOX:
        add_number(d, node->as.box.style);
        break;
    case PP_NODE_SIDE:
    case PP_NODE_FLOAT:
    case PP_NODE_ASIDE:
    case PP_NODE_CONTENTS:
    case PP_NODE_FENCE: /* none is left in a composed document */
    case PP_NODE_DOCUMENT:
    case PP_NODE_SECTION:
    case PP_NODE_PARAGRAPH:
    case PP_NODE_ITEM:
    case PP_NODE_QUOTE:
    case PP_NODE_BESIDE:
    case PP_NODE_KEY_FIGURES:
        break;
    }
}

static bool is_striped(const struct pp_node *node)
{
    return node->kind == PP_NODE_TABLE && node->as.table.zebra;
}

static void add_node(struct digester *d, const struct pp_node *node);

static void add_block(struct digester *d, const struct pp_node *node)
{
    add_number(d, node->optional);
    add_text(d, node->name);
    add_text(d, node->id);
    add_text(d, node->leads_to ? node->leads_to->id : NULL);
    add_content(d, node->leads_says);
    if (node->shorter)
        add_node(d, node->shorter);
}

static void add_node(struct digester *d, const struct pp_node *node)
{
    size_t children = 0;
    for (const struct pp_node *child = node->first; child; child = child->next)
        children++;
    add_number(d, node->kind);
    add_number(d, (int64_t)children);
    add_text(d, node->lang);
    add_content(d, node->content);
    add_number(d, node->look);
    add_number(
        d, node->page_break | node->keep_next << 1 | node->turned << 2 | is_striped(node) << 3);
    add_number(d, node->kind == PP_NODE_FLOAT ? (int64_t)node->as.floating.at : 0);
    if (pp_node_is_block(node))
        add_block(d, node);
    add_text(d, node->where.file); /* messages name it */
    add_own(d, node);
    for (const struct pp_node *child = node->first; child; child = child->next)
        add_node(d, child);
}

enum pp_status pp_document_digest(
    struct pp_run *run, const struct pp_document *document, struct pp_wording *wording,
    char out[PP_DIGEST_HEX])
{
    unsigned char sum[PP_DIGEST_SIZE];
    struct digester d = {
        .run = run, .scratch = pp_arena_new(), .wording = wording, .hasher = pp_hasher_new()};
    add_text(&d, document->lang);
    add_number(&d, document->rtl | document->draft << 1);
    add_text(&d, document->page);
    add_text(&d, document->styles->digest);
    add_number(&d, document->pages);
    add_number(&d, document->at_least);
    add_text(&d, document->name);
    add_text(&d, document->author);
    add_content(&d, document->title);
    add_content(&d, document->subject);
    add_content(&d, document->head_start);
    add_content(&d, document->head_end);
    add_content(&d, document->head_section);
    add_content(&d, document->foot_start);
    add_number(&d, document->first_page.head | document->first_page.foot << 1);
    add_number(&d, document->last_page.head | document->last_page.foot << 1);
    add_content(&d, document->rights);
    add_content(&d, document->annex_file);
    add_content(&d, document->inputs_file);
    add_node(&d, document->root);
    pp_hasher_finish(d.hasher, sum);
    pp_arena_free(d.scratch);
    if (d.status == PP_OK)
        pp_hex(sum, sizeof sum, out);
    return d.status;
}
