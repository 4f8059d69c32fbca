/* One annex in the making, and short words for what its sheets all do. */
#ifndef PACTPRESS_OUTPUT_ANNEX_WORDS_H
#define PACTPRESS_OUTPUT_ANNEX_WORDS_H

#include "output/annex_grid.h"
#include "pactpress/arena.h"
#include "pactpress/compose.h"
#include "pactpress/run.h"

struct pp_annex {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_results *results;
    const struct pp_project *project;
    const struct pp_job *job;
    struct pp_wording *wording;
    const struct pp_locale *locale;
    const char **fallback;  /* languages, NULL-terminated */
    struct pp_arg place[4]; /* place, place_in, scope, period: every message may use them */
    bool restricted;
    enum pp_status status; /* the first word that failed: asked for once, at the end of a sheet */
    struct pp_book book;
};

void pp_annex_open(struct pp_annex *annex);

/* A catalogue string as plain text; "" after a failure, which stays in `status`. */
const char *pp_annex_say_args(
    struct pp_annex *annex, const char *id, const struct pp_arg *args, size_t count);
#define PP_ANNEX_SAY(annex, id, ...)                                                               \
    pp_annex_say_args(                                                                             \
        (annex), (id), (const struct pp_arg[]){__VA_ARGS__},                                       \
        sizeof((const struct pp_arg[]){__VA_ARGS__}) / sizeof(struct pp_arg))
const char *pp_annex_say(struct pp_annex *annex, const char *id);

struct pp_arg pp_annex_text_arg(const char *name, const char *text);
struct pp_arg pp_annex_number_arg(const char *name, int64_t value);

/* A text of the configuration in the document's language or along the fallback chain; "" = none. */
const char *pp_annex_text(struct pp_annex *annex, const struct pp_i18n *text);
const char *pp_annex_city_name(struct pp_annex *annex, const struct pp_city *city);
/* The city's name, or the short name of the project for NULL. */
const char *pp_annex_scope_name(struct pp_annex *annex, const char *city);
const char *pp_annex_measure_name(struct pp_annex *annex, const char *measure);
const char *pp_annex_unit_name(struct pp_annex *annex, enum pp_unit unit);
/* The state in one word: "exact", "withheld". */
const char *pp_annex_state_name(struct pp_annex *annex, enum pp_state state);
/* The same with its value where that is no single number: "about 20–30", "at least 126". */
const char *pp_annex_state_words(struct pp_annex *annex, const struct pp_figure *figure);
/* "January–March 2022" for the key of this, the previous or the cumulative period; others as they
 * stand. */
const char *pp_annex_period_name(struct pp_annex *annex, const char *key);

/* The figure, or NULL: the table has none. `period` NULL: the document's. */
const struct pp_figure *pp_annex_figure(
    struct pp_annex *annex, const char *measure, const char *city, const char *framework,
    const char *dimension, const char *breakdown, const char *period);

/* A new sheet `id` ("key_figures") of the book. */
struct pp_grid *pp_annex_grid(struct pp_annex *annex, const char *id, const char *table);
/* A column from the catalogue: heading `annex.column.<id>`, meaning `annex.meaning.<id>`. */
enum pp_annex_type {
    PP_ANNEX_TEXT,
    PP_ANNEX_WHOLE,
    PP_ANNEX_NUMBER,
    PP_ANNEX_PERCENT,
    PP_ANNEX_DATE,
    PP_ANNEX_LINK
};
struct pp_grid_column *pp_annex_column(
    struct pp_annex *annex, struct pp_grid *grid, const char *id, enum pp_annex_type type);
/* A column that holds a measure for each row. */
struct pp_grid_column *pp_annex_measure_column(
    struct pp_annex *annex, struct pp_grid *grid, const char *measure);
struct pp_cell pp_annex_cell(struct pp_annex *annex, const char *text);
/* The one number of a figure, or a blank cell: without a value, for a range, for "at least". */
struct pp_cell pp_annex_value_cell(const struct pp_figure *figure);
/* Its low and high end; blank where there is none. */
struct pp_cell pp_annex_low_cell(const struct pp_figure *figure);
struct pp_cell pp_annex_high_cell(const struct pp_figure *figure);
struct pp_cell pp_annex_n_cell(const struct pp_figure *figure);

/* States of a row of figures in one text: one word when all agree, else "People: withheld; ...". */
struct pp_annex_state {
    const struct pp_figure *figure;
    const char *head;
};
struct pp_annex_states {
    struct pp_annex_state *items;
    size_t count, capacity;
};
void pp_annex_note_state(
    struct pp_annex *annex, struct pp_annex_states *states, const struct pp_figure *figure,
    const char *head);
const char *pp_annex_states_text(struct pp_annex *annex, const struct pp_annex_states *states);

/* The sheets. */
void pp_annex_key_figures(struct pp_annex *annex);
void pp_annex_events(struct pp_annex *annex);
void pp_annex_dimensions(struct pp_annex *annex);
void pp_annex_cities(struct pp_annex *annex);
void pp_annex_all_figures(struct pp_annex *annex);
void pp_annex_notes(struct pp_annex *annex);
void pp_annex_sources(struct pp_annex *annex);
/* Last: one line a column of every sheet, its own included. */
void pp_annex_dictionary(struct pp_annex *annex);

#endif
