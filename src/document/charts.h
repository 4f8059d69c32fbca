/* What the charts of rows share: names, notes, and the chart as nodes of the tree. */
#ifndef PACTPRESS_DOCUMENT_CHARTS_H
#define PACTPRESS_DOCUMENT_CHARTS_H

#include "document/composer.h"

/* The chart in words: its finding, and every row with its numbers. */
typedef struct pp_inline *pp_chart_words(
    struct pp_composer *composer, const struct pp_chart *chart);
pp_chart_words pp_chart_say_rows;    /* "Riga: 43." */
pp_chart_words pp_chart_say_changes; /* "Riga: 40 (last quarter), 43 (this quarter)." */

/* An empty chart with room for rows; its columns are headed by this period and the one before. */
struct pp_chart *pp_chart_new(struct pp_composer *composer, enum pp_chart_kind kind, size_t most);
/* The same with a row for each city of the period: a measure now and before, and its change. */
struct pp_chart *pp_chart_of_cities(
    struct pp_composer *composer, enum pp_chart_kind kind, const char *measure);
/* The states that the rows show; `before`: also in the period before. */
void pp_chart_note_states(const struct pp_chart *chart, bool before, struct pp_states *states);

/* Adds the chart. One with more rows or panels than a page holds goes on in further charts, on the
 * same scale. */
void pp_chart_add(
    struct pp_composer *composer, struct pp_node *parent, struct pp_chart *chart,
    pp_chart_words *words);

/* Two lists with a space between them; either may be NULL. */
struct pp_inline *pp_chart_sentence(
    struct pp_composer *composer, struct pp_inline *list, struct pp_inline *more);
struct pp_inline *pp_chart_dimension(
    struct pp_composer *composer, const struct pp_dimension *dimension);
struct pp_inline *pp_chart_period(struct pp_composer *composer, const struct pp_period *period);
/* "2022-Q1" */
struct pp_inline *pp_chart_period_code(struct pp_composer *composer, const char *key);
/* "Share of answers 4 and above, in per cent ..." and "n = 152" */
struct pp_inline *pp_chart_share_note(
    struct pp_composer *composer, const struct pp_framework *framework);
struct pp_inline *pp_chart_n(struct pp_composer *composer, const struct pp_framework *framework);
/* The same for a measure that is shown city by city: all of the project. NULL: there is no such
 * figure. */
struct pp_inline *pp_chart_n_of(struct pp_composer *composer, const char *measure);
/* A city's figure of any period; NULL: the table has none. */
const struct pp_figure *pp_chart_figure(
    struct pp_composer *composer, const char *measure, const char *city, const char *period);
/* The change as words or with its sign, NULL where there is none; *clear: outside the dead band. */
struct pp_inline *pp_chart_change(
    struct pp_composer *composer, const struct pp_chart_row *row, const struct pp_figure *change,
    bool *clear);

#endif
