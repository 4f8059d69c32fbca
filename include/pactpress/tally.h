/* The tally: records become the figure table.
 *
 * A tally is a set of mergeable accumulators over every cell (city or project x period). Adding
 * records is associative and commutative: the order of rows, files, threads or machines never
 * shows. Closing computes each figure, decides what is withheld (threshold on unique persons behind
 * it), rounds once, half away from zero, and sorts. */
#ifndef PACTPRESS_TALLY_H
#define PACTPRESS_TALLY_H

#include "pactpress/figure.h"
#include "pactpress/ingest.h"
#include "pactpress/record.h"

struct pp_archive;
struct pp_tally;

/* A tally for `period`, the period before it, and all since the project's start. Persons, and what
 * is known of them, take run->memory each; more goes to a file under TMPDIR (sorter.h). */
struct pp_tally *pp_tally_new(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_period *period);
/* Gives back what it holds beside the arena; the tally is not to be used any more. */
void pp_tally_free(struct pp_tally *tally);
/* Keeps the line of every row beside counting it: figures say their rows then
 * (figure->from.groups). For explain; takes memory for every row. */
void pp_tally_keep_rows(struct pp_tally *tally);
/* The sink to hand to pp_ingest. */
struct pp_record_sink pp_tally_sink(struct pp_tally *tally);
/* Adds all of `other` to `tally` (same project, same period). */
enum pp_status pp_tally_merge(struct pp_tally *tally, const struct pp_tally *other) PP_CHECK;

/* One event as documents need it: texts and links; its numbers are figures
 * (`event.participants[city=..., event=ID]` etc.). */
struct pp_event {
    const char *id;
    pp_day first, last;
    const size_t *cities;
    size_t city_count;
    const char *partners;
    const struct pp_event_type *type;
    const char *mode, *link, *evidence;
    bool planned;
    struct pp_i18n what, who;
    struct pp_origin origin;
};

/* Is it one of the city's? The project (NULL) has all. */
bool pp_event_is_in(const struct pp_event *event, const struct pp_city *city);

struct pp_events {
    struct pp_event *items; /* by first day, last day, id */
    size_t count, capacity;
};

/* Did a city's data arrive for the period? */
enum pp_delivery { PP_DELIVERED, PP_DELIVERED_IN_PART, PP_NOTHING_DELIVERED };

struct pp_coverage {
    size_t city; /* index in project.cities */
    enum pp_delivery attendance, assessment;
};

/* Does a source deliver for a city? One with a fixed city delivers for this city only. */
bool pp_source_speaks(
    const struct pp_project *project, const struct pp_source *source, size_t city);

/* A count of persons that is withheld in the period: known to those who look for it in what others
 * typed, and printed nowhere. */
struct pp_withheld {
    const char *city; /* NULL: the project */
    int64_t value;
};

struct pp_results {
    const struct pp_project *project;
    struct pp_period period, previous, until;
    struct pp_figure_table *table;
    struct pp_events events;      /* all, of every period */
    struct pp_coverage *coverage; /* one per active city, project order */
    size_t coverage_count;
    const struct pp_accounts *accounts;
    struct pp_withheld *withheld;
    size_t withheld_count;
};

/* Are all rows that were read and used among the figures? In public they may tell what is withheld.
 */
bool pp_results_tell_rows(const struct pp_results *results);

/* The archive whose editions bind what is withheld; it must be open until the tally is closed. */
void pp_tally_bind(struct pp_tally *tally, struct pp_archive *past);

/* Something of the class that it is closed for prints indicators by gender and age: then these
 * cells are figures of the class, and all that tells them is protected. Class "restricted" always
 * has them. */
void pp_tally_break_down(struct pp_tally *tally);

/* Closes the table. For class "restricted" nothing is withheld; everything else follows privacy.*.
 * Reports events that joined nothing and attendance without event. */
enum pp_status pp_tally_close(
    struct pp_tally *tally, const struct pp_accounts *accounts, const char *klass,
    struct pp_results **out) PP_CHECK;

#endif
