/* One document in the making: what every block's composer gets, and short words for what they all
 * do. Blocks add sections to a parent; one that has nothing to say adds nothing. */
#ifndef PACTPRESS_DOCUMENT_COMPOSER_H
#define PACTPRESS_DOCUMENT_COMPOSER_H

#include "pactpress/arena.h"
#include "pactpress/compose.h"
#include "pactpress/run.h"

/* Where the title of a story stands. */
struct pp_story_title {
    const char *file;
    struct pp_node *heading;
};

/* Where a rule of counting is printed. */
struct pp_method_place {
    const char *rule, *id;
};

struct pp_composer {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_results *results;
    const struct pp_project *project;
    const struct pp_stories *stories;
    const struct pp_job *job;
    struct pp_wording *wording;
    struct pp_document *document;
    const struct pp_issue *issue; /* of the period; NULL: none */
    const char *city;             /* id, or NULL: the project */
    const char **fallback;        /* languages, NULL-terminated */
    struct pp_arg place[3];       /* place, place_in, scope: every message may use them */
    const char *place_lang;       /* of the place's name; NULL: the document's */
    size_t bodies;                /* texts of stories so far */
    struct {
        struct pp_story_title *items;
        size_t count, capacity;
    } titles;
    struct {
        struct pp_method_place *items;
        size_t count, capacity;
        const char *says; /* where they are: "How we count" */
    } methods;
    size_t joined; /* charts that lead to their figures as a table */
};

/* A block of the layout, or part of one. */
typedef enum pp_status pp_compose_block(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent);

pp_compose_block pp_compose_masthead, pp_compose_city_line, pp_compose_imprint,
    pp_compose_key_figures, pp_compose_story, pp_compose_sections, pp_compose_events,
    pp_compose_coming_up, pp_compose_dimensions, pp_compose_likert, pp_compose_heat,
    pp_compose_facts, pp_compose_coverage, pp_compose_methodology, pp_compose_resources,
    pp_compose_cover, pp_compose_big_number, pp_compose_contents, pp_compose_contact,
    pp_compose_bars, pp_compose_slope, pp_compose_groups, pp_compose_map, pp_compose_change,
    pp_compose_trend, pp_compose_targets, pp_compose_chart_tables, pp_compose_report_head,
    pp_compose_summary, pp_compose_indicators, pp_compose_breakdown, pp_compose_register,
    pp_compose_accounts, pp_compose_exclusions, pp_compose_visibility, pp_compose_retention,
    pp_compose_sign_off, pp_compose_changes;

/* Moves the blocks of a story into its section: in columns like `columns`, which is empty then, but
 * for those that are too wide for one. The title names its tables. */
void pp_place_story(
    struct pp_arena *arena, struct pp_node *columns, struct pp_inline *title,
    struct pp_node *section);
/* Moves what a block made into a box, set small. NULL: there was nothing. */
struct pp_node *pp_compose_box(
    struct pp_composer *composer, struct pp_node *parent, enum pp_box_style style,
    struct pp_node *content);
/* Makes references of stories links that say the page. PP_DATA: one leads nowhere. `composer` is
 * NULL for a story on its own. */
enum pp_status pp_resolve_references(
    struct pp_run *run, struct pp_arena *arena, const struct pp_composer *composer,
    struct pp_document *document) PP_CHECK;
/* Links heads of tables to the rules of their figures, where the document prints all rules. */
enum pp_status pp_link_methods(struct pp_composer *composer) PP_CHECK;
/* The file of the story that a slot takes; NULL: none. */
const char *pp_compose_slot_file(struct pp_composer *composer, const char *slot);
/* "Bulletin 9", "Flash 14": the layout's name with the issue's number. */
struct pp_inline *pp_compose_issue(struct pp_composer *composer);
/* The name of a language in itself. */
struct pp_inline *pp_compose_language(struct pp_composer *composer, const char *lang);
/* Name, mail, telephone, web of who answers for the document; returns how many lines. */
struct pp_contact pp_compose_contact_of(const struct pp_composer *composer);
size_t pp_compose_contact_lines(struct pp_composer *composer, struct pp_inline ***lines);
/* What the project has promised beside its indicators, and what came of it by the end of the
 * period. */
struct pp_promise {
    struct pp_inline *label;                  /* "Riga · People who took part" */
    const struct pp_figure *target, *reached; /* never NULL */
    const struct pp_figure *expected, *share,
        *now; /* `now`: of the period alone; NULL: none is there */
};
/* False: it stands with the indicators, or among the targets before it, or in another city's
 * document. */
bool pp_compose_promise(
    struct pp_composer *composer, const struct pp_target *target, struct pp_promise *out);
/* "people took part": what a measure counts, in the number of `figure`; NULL: no words for it. */
struct pp_inline *pp_compose_measure_label(
    struct pp_composer *composer, const char *measure, const struct pp_figure *figure);
/* "Share of top answers": its name beside any number; the measure itself where there are no words.
 */
struct pp_inline *pp_compose_measure_name(struct pp_composer *composer, const char *measure);

/* Messages. Every message gets place, place_in, scope and period besides `args`. */
struct pp_inline *pp_say_args(
    struct pp_composer *composer, const char *id, const struct pp_arg *args, size_t count);
#define PP_SAY(composer, id, ...)                                                                  \
    pp_say_args(                                                                                   \
        (composer), (id), (const struct pp_arg[]){__VA_ARGS__},                                    \
        sizeof((const struct pp_arg[]){__VA_ARGS__}) / sizeof(struct pp_arg))
struct pp_inline *pp_say_plain(struct pp_composer *composer, const char *id);

struct pp_arg pp_arg_text(const char *name, const char *text);
struct pp_arg pp_arg_number(const char *name, int64_t value);
struct pp_arg pp_arg_figure(const char *name, const struct pp_figure *figure);
struct pp_arg pp_arg_period(const char *name, const struct pp_period *period);
struct pp_arg pp_arg_day(const char *name, pp_day day);
struct pp_arg pp_arg_node(const char *name, struct pp_inline *node);

/* A text of the configuration, tagged when it is in another language. NULL: there is none. */
struct pp_inline *pp_compose_text(struct pp_composer *composer, const struct pp_i18n *text);
/* The same for a part that the issue keeps in one language: `keep`, or NULL. */
struct pp_inline *pp_compose_part(
    struct pp_composer *composer, const struct pp_i18n *text, const char *keep);
/* What the issue keeps; all NULL without one. */
struct pp_keep pp_compose_keep(const struct pp_composer *composer);
struct pp_inline *pp_compose_statement(struct pp_composer *composer); /* of funding */
/* The name of the place, in the language that can read it. */
struct pp_inline *pp_compose_place(struct pp_composer *composer);
/* The language of a text that was found for `found` ("": for every language), by its letters: NULL
 * is the document's. */
const char *pp_compose_lang_of(
    const struct pp_composer *composer, const char *text, const char *found);
/* Text that belongs to no language (names of files, addresses) or was written by the editor. */
struct pp_inline *pp_compose_raw(struct pp_composer *composer, const char *text);
/* A web address as people write it: without "https://" and the last slash. */
struct pp_inline *pp_compose_host(struct pp_composer *composer, const char *web);
struct pp_inline *pp_compose_city_name(struct pp_composer *composer, const struct pp_city *city);
/* Inlines in a row, "a · b · c". */
struct pp_inline *pp_compose_dots(
    struct pp_composer *composer, struct pp_inline *list, struct pp_inline *more);

/* The figure of the document's period; where the table has none, one that is unknown. */
const struct pp_figure *pp_compose_figure(
    struct pp_composer *composer, const char *measure, const char *city, const char *framework,
    const char *dimension, const char *breakdown);

/* Nodes. */
struct pp_node *pp_compose_heading(
    struct pp_composer *composer, struct pp_node *parent, int level, enum pp_look look,
    struct pp_inline *content);
/* A paragraph; none when there is no content. */
struct pp_node *pp_compose_paragraph(
    struct pp_composer *composer, struct pp_node *parent, enum pp_look look,
    struct pp_inline *content);
struct pp_node *pp_compose_table(
    struct pp_composer *composer, struct pp_node *parent, const struct pp_table_column *columns,
    size_t count, struct pp_inline *caption);
struct pp_node *pp_compose_row(struct pp_composer *composer, struct pp_node *table, bool head);
void pp_compose_cell(struct pp_composer *composer, struct pp_node *row, struct pp_inline *content);
/* A heading cell a column, from message ids. */
void pp_compose_head(
    struct pp_composer *composer, struct pp_node *table, const char *const *ids, size_t count);
/* The heading of a block: its own title or the layout's. */
void pp_compose_title(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent, int level,
    struct pp_inline *own);

/* Which states a block printed, for its key. */
struct pp_states {
    bool seen[PP_ROUNDED + 1];
};
const struct pp_figure *pp_states_note(
    struct pp_states *states, const struct pp_figure *figure); /* returns figure */
/* The key of the states that were seen, as one line; NULL when all are exact. */
struct pp_inline *pp_compose_legend(struct pp_composer *composer, const struct pp_states *states);

/* The framework of a block: named, or the project's first; NULL after nothing when there is none.
 */
const struct pp_framework *pp_compose_framework(
    struct pp_composer *composer, const struct pp_block *block);

#endif
