/* What charts share: figures without their unit (the note says it once), and the drawn forms of
 * states, alike in every chart. */
#ifndef PACTPRESS_CHART_H
#define PACTPRESS_CHART_H

#include "pactpress/flow.h"

/* Begins the Figure of a chart that is `height` tall; what belongs to it is painted in *element. */
enum pp_status pp_chart_start(
    struct pp_layouter *layouter, struct pp_flowable *block, const struct pp_inline *alt,
    const struct pp_place *place, double height, long *element) PP_CHECK;
/* The figure as a chart prints it: its number without unit, or its state's mark. */
struct pp_inline *pp_chart_number(struct pp_layouter *layouter, const struct pp_figure *figure);
/* Sets `content` on one line with its middle (align centre), end or start at x, centred in a row of
 * height h at y. */
enum pp_status pp_chart_label(
    struct pp_layouter *layouter, const struct pp_inline *content, const struct pp_text_spec *spec,
    double x, double y, double h, long element) PP_CHECK;
/* [pt] of a row that holds `content`, as `spec` sets it: *height grows where it must. */
enum pp_status pp_chart_grow(
    struct pp_layouter *layouter, const struct pp_inline *content, const struct pp_text_spec *spec,
    double *height) PP_CHECK;
/* The drawn form of a figure without value in a box: hatched (withheld), dashed (unknown) or blank
 * (not assessed), with its mark. */
enum pp_status pp_chart_state(
    struct pp_layouter *layouter, const struct pp_figure *figure, double x, double y, double w,
    double h, long element) PP_CHECK;

/* The form alone, where there is no room for the mark. */
void pp_chart_state_form(
    struct pp_canvas *canvas, enum pp_state state, double x, double y, double w, double h);

/* What a figure is drawn as; the far end of an estimate's interval; 0 without a value. */
double pp_chart_value(const struct pp_figure *figure);
double pp_chart_high(const struct pp_figure *figure);
/* Estimated or a lower bound: drawn light. */
bool pp_chart_is_vague(const struct pp_figure *figure);
/* [pt] for the names of rows. */
double pp_chart_label_width(const struct pp_place *place);
/* A stroke between two points. */
void pp_chart_stroke(
    struct pp_canvas *canvas, long element, double x1, double y1, double x2, double y2,
    double width, enum pp_tint tint);

/* Charts with a file of their own; see tree.h for what they show. */
enum pp_status pp_lay_slope(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_groups(
    struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;
enum pp_status pp_lay_map(struct pp_layouter *, struct pp_flowable *, struct pp_place *) PP_CHECK;

/* Small multiples of a chart in a place: their height [pt], and the panels themselves, moving
 * place->y down. */
enum pp_status pp_panels_height(
    struct pp_layouter *layouter, const struct pp_chart *chart, const struct pp_place *place,
    double *height) PP_CHECK;
enum pp_status pp_put_panels(
    struct pp_layouter *layouter, const struct pp_chart *chart, struct pp_place *place,
    long element) PP_CHECK;

#endif
