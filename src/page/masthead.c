/* The head of the first page: project and emblem above, the city's name on its field, and the line
 * of cities that shows whose page this is. */
#include <math.h>

#include "pactpress/flow.h"
#include "pactpress/run.h"

static const double field_top = 84, issue_width = 140, least_gap = 4, emblem_height = 36;
static const double widest_title = 344, widest_project = 266;

/* Where things stand on a field of some height [pt from the top of the page]. */
static double title_baseline(const struct pp_node *node)
{
    double height = node->as.masthead.height;
    return field_top + (node->as.masthead.line ? height - 70 : height * 0.635);
}

static double issue_baseline(const struct pp_node *node)
{
    return title_baseline(node) - (node->as.masthead.line ? 13 : 20);
}

static double line_of(const struct pp_node *node)
{
    return field_top + node->as.cities.height - 27;
}

static enum pp_status put(
    struct pp_layouter *layouter, const struct pp_inline *content, const struct pp_text_spec *spec,
    double x, double baseline, size_t parent)
{
    struct pp_text *text;
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, content, spec, &text));
    size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    if (text->lines->count)
        pp_text_paint_all(layouter->canvas, text, x, pp_text_top(text, baseline), (long)p);
    return PP_OK;
}

enum pp_status pp_put_project(
    struct pp_layouter *layouter, const struct pp_inline *project, const struct pp_inline *tagline,
    const struct pp_inline *statement, const struct pp_inline *emblem_alt, size_t parent, double x,
    double y, double width)
{
    struct pp_text_spec spec = {.type = PP_TYPE_PROJECT};
    double height, emblem;
    PP_TRY(pp_emblem_width(layouter, statement, emblem_height, &emblem));
    spec.width = fmin(widest_project, width - emblem - emblem_height / 4);
    size_t p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    PP_TRY(pp_text_put(
        &layouter->setter, layouter->arena, layouter->canvas, project, &spec, x, y, (long)p,
        &height));
    spec.type = PP_TYPE_NOTE;
    p = pp_canvas_element(layouter->canvas, PP_ROLE_P, parent);
    PP_TRY(pp_text_put(
        &layouter->setter, layouter->arena, layouter->canvas, tagline, &spec, x, y + height,
        (long)p, NULL));
    return pp_put_emblem(
        layouter, statement, emblem_alt, parent, x + width, y, emblem_height, true);
}

/* [em] What capital letters and ascenders reach above the baseline. */
static const double ascent = 0.75;

enum { MOST_TITLE_LINES = 4 };

/* The largest size up to `largest` in which the title has so many lines and stays in the field; 0:
 * its words are too long for that. */
static enum pp_status size_in_lines(
    struct pp_layouter *layouter, const struct pp_inline *title, const struct pp_text_spec *look,
    size_t lines, double largest, double room, double *size)
{
    struct pp_text_spec spec = *look;
    struct pp_text *text;
    double natural, word, high = (room - 2) / ((double)lines - 1 + ascent);
    PP_TRY(pp_text_measure(&layouter->setter, layouter->arena, title, &spec, &natural, &word));
    high = fmin(fmin(high, largest), spec.size * spec.width / word * 0.99);
    if (lines == 1)
        high = fmin(high, spec.size * spec.width / natural * 0.99);
    spec.size = spec.leading = high;
    PP_TRY(pp_text_set(&layouter->setter, layouter->arena, title, &spec, &text));
    *size = text->lines->count <= lines ? high : 0;
    return PP_OK;
}

/* A title too long for the smallest step: what is largest of one line and several. */
static enum pp_status fit_long_title(
    struct pp_layouter *layouter, const struct pp_inline *title, double room,
    struct pp_text_spec *spec)
{
    double best = 0, size = 0, largest = spec->size;
    for (size_t lines = 1; lines <= MOST_TITLE_LINES; lines++) {
        PP_TRY(size_in_lines(layouter, title, spec, lines, largest, room, &size));
        best = fmax(best, size);
    }
    spec->size = spec->leading = best > 0 ? best : (room - 2) / (MOST_TITLE_LINES - 1 + ascent);
    return PP_OK;
}

/* The largest step of the scale in which the title fits on one line. */
static enum pp_status set_title(
    struct pp_layouter *layouter, const struct pp_node *node, struct pp_text_spec *spec,
    struct pp_text **out)
{
    static const double sizes[] = {91, 77, 63, 49, 42};
    const struct pp_inline *title = node->as.masthead.title;
    const double scale = layouter->setter.styles->types[PP_TYPE_CITY].font.size / sizes[0];
    double room = title_baseline(node) - field_top;
    bool fits = false;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes && !fits; i++) {
        double natural, word;
        spec->size = spec->leading = sizes[i] * scale;
        PP_TRY(pp_text_measure(&layouter->setter, layouter->arena, title, spec, &natural, &word));
        fits = natural <= spec->width && spec->size * ascent <= room - 2;
    }
    if (!fits)
        PP_TRY(fit_long_title(layouter, title, room, spec));
    return pp_text_set(&layouter->setter, layouter->arena, title, spec, out);
}

/* What is larger than its place hangs out of it; said once, when it is painted. */
static enum pp_status warn_no_room(
    struct pp_layouter *layouter, const struct pp_inline *content, double width)
{
    struct pp_setter *setter = &layouter->setter;
    const char *text;
    if (!layouter->canvas)
        return PP_OK;
    PP_TRY(pp_wording_plain(setter->wording, setter->run->arena, content, &text));
    pp_warn(
        setter->run, PP_NOWHERE, "page.no-room",
        "%s: “%s” has no room in the masthead, %.0f pt wide, even in the smallest type; shorten it",
        setter->what, text, width);
    return PP_OK;
}

static enum pp_status put_title(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_text_spec *look,
    double x, double width)
{
    struct pp_text_spec spec = *look;
    struct pp_text *text;
    const char *title;
    spec.type = PP_TYPE_CITY;
    spec.width = fmin(widest_title, width - issue_width - least_gap);
    PP_TRY(set_title(layouter, block->node, &spec, &text));
    if (text->lines->count > MOST_TITLE_LINES)
        PP_TRY(warn_no_room(layouter, block->node->as.masthead.title, spec.width));
    if (!layouter->canvas)
        return PP_OK;
    PP_TRY(pp_wording_plain(
        layouter->setter.wording, layouter->canvas->document, block->node->as.masthead.title,
        &title));
    size_t parent = pp_group_element(layouter->canvas, block->group);
    size_t h1 = pp_canvas_element(layouter->canvas, PP_ROLE_H1, parent);
    double last = title_baseline(block->node) - text->leading * (double)(text->lines->count - 1);
    pp_canvas_bookmark(layouter->canvas, title, 1, field_top);
    pp_text_paint_all(layouter->canvas, text, x, pp_text_top(text, last), (long)h1);
    return PP_OK;
}

/* A long name is set smaller: below it stands the period. */
static enum pp_status fit_line(
    struct pp_layouter *layouter, const struct pp_inline *content, struct pp_text_spec *spec)
{
    const double size = layouter->setter.styles->types[spec->type].font.size;
    double natural, word;
    PP_TRY(pp_text_measure(&layouter->setter, layouter->arena, content, spec, &natural, &word));
    if (natural <= spec->width)
        return PP_OK;
    spec->size = fmax(9, size * spec->width / natural * 0.99);
    spec->leading = spec->size * 1.2;
    if (natural * spec->size / size > spec->width)
        PP_TRY(warn_no_room(layouter, content, spec->width));
    return PP_OK;
}

/* Issue, period and languages at the end margin of the field. */
static enum pp_status put_issue(
    struct pp_layouter *layouter, const struct pp_node *node, const struct pp_text_spec *look,
    size_t parent, double x, double width)
{
    struct pp_text_spec spec = *look;
    spec.type = PP_TYPE_PROJECT;
    spec.width = issue_width;
    spec.align = PP_END;
    spec.ragged = true;
    x += width - issue_width;
    struct pp_text *languages;
    spec.type = PP_TYPE_TABLE;
    PP_TRY(pp_text_set(
        &layouter->setter, layouter->arena, node->as.masthead.languages, &spec, &languages));
    double up = fmax(0, languages->height - 2 * languages->leading); /* two lines have room */
    double base = issue_baseline(node), y = base - fmin(up, base - field_top - 14);
    spec.type = PP_TYPE_PROJECT;
    PP_TRY(fit_line(layouter, node->as.masthead.issue, &spec));
    PP_TRY(put(layouter, node->as.masthead.issue, &spec, x, y, parent));
    spec.size = spec.leading = 0;
    spec.type = PP_TYPE_TABLE;
    PP_TRY(put(layouter, node->as.masthead.period, &spec, x, y + 14, parent));
    return put(layouter, node->as.masthead.languages, &spec, x, y + 26, parent);
}

enum pp_status pp_lay_masthead(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    enum pp_tint field = pp_tint_named(node->as.masthead.field);
    enum pp_tint text = pp_tint_named(node->as.masthead.field_text);
    struct pp_text_spec look = {.tint = text};
    double page, height;
    pp_paper_size(pp_paper_named(layouter->document->page), &page, &height);
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, 0, field_top, page, node->as.masthead.height,
        (struct pp_paint){.fill = field});
    size_t parent = pp_group_element(layouter->canvas, block->group);
    PP_TRY(pp_put_project(
        layouter, node->as.masthead.project, node->as.masthead.tagline, node->as.masthead.statement,
        node->as.masthead.emblem_alt, parent, place->x, 28, place->width));
    PP_TRY(put_title(layouter, block, &look, place->x, place->width));
    PP_TRY(put_issue(layouter, node, &look, parent, place->x, place->width));
    place->y = field_top + node->as.masthead.height;
    return PP_OK;
}

static void node_mark(
    struct pp_canvas *canvas, double x, double line_y, bool own, bool all, enum pp_tint edge)
{
    bool light = edge == PP_WHITE;
    enum pp_tint fill = own ? PP_BRICK : all && !light ? PP_WHITE : PP_OCHRE;
    pp_canvas_circle(
        canvas, PP_ARTIFACT_LAYOUT, x, line_y, own || light ? 5 : 3,
        (struct pp_paint){.fill = fill, .stroke = edge, .width = 1});
}

/* Do all names fit their steps? If not, only this city is named. */
static enum pp_status names_fit(
    struct pp_layouter *layouter, const struct pp_node *node, double step, bool *fit)
{
    *fit = true;
    for (size_t i = 0; i < node->as.cities.count && *fit; i++) {
        struct pp_text_spec spec = {.type = PP_TYPE_CAPTION, .bold = i == node->as.cities.own};
        double natural, word;
        PP_TRY(pp_text_measure(
            &layouter->setter, layouter->arena, node->as.cities.names[i], &spec, &natural, &word));
        *fit = natural + 4 <= step;
    }
    return PP_OK;
}

enum pp_status pp_lay_city_line(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_node *node = block->node;
    size_t count = node->as.cities.count, own = node->as.cities.own;
    if (count == 0)
        return PP_OK;
    double step = place->width / (double)count, r = 5, line_y = line_of(node);
    enum pp_tint text = pp_tint_named(node->as.cities.field_text);
    bool fit;
    PP_TRY(names_fit(layouter, node, step, &fit));
    pp_canvas_rule(
        layouter->canvas, place->x + r, line_y, step * (double)(count - 1), PP_RULE_STRONG, text);
    size_t parent = pp_group_element(layouter->canvas, block->group);
    size_t list = pp_canvas_element(layouter->canvas, PP_ROLE_L, parent);
    for (size_t i = 0; i < count; i++) {
        double x = place->x + step * (double)i;
        node_mark(layouter->canvas, x + r, line_y, i == own, own >= count, text);
        if (!fit && i != own)
            continue;
        struct pp_text_spec spec = {
            .type = PP_TYPE_CAPTION,
            .width = fit ? step : 300,
            .bold = i == own,
            .tint = text,
            .ragged = true};
        size_t item = pp_canvas_element(layouter->canvas, PP_ROLE_LI, list);
        size_t body = pp_canvas_element(layouter->canvas, PP_ROLE_LBODY, item);
        PP_TRY(pp_text_put(
            &layouter->setter, layouter->arena, layouter->canvas, node->as.cities.names[i], &spec,
            x, line_y + 7, (long)body, NULL));
    }
    place->y = field_top + node->as.cities.height;
    return PP_OK;
}
