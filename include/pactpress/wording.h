/* Wording: leaves of the tree become text in the document's language. The one place where messages,
 * figures and marks turn into words: for pages, alternative texts, sheets and metadata alike. */
#ifndef PACTPRESS_WORDING_H
#define PACTPRESS_WORDING_H

#include "pactpress/catalog.h"
#include "pactpress/locale.h"
#include "pactpress/status.h"
#include "pactpress/tree.h"

struct pp_run;
struct pp_arena;
struct pp_project;
struct pp_wording; /* locale, catalogue, parsed messages of one language */

/* A flat stretch of wording in one style. */
struct pp_words {
    const char *text; /* NFC; for marks the character that stands for it ("c", "▲", "") */
    const char *lang; /* never NULL */
    bool strong, emphasis, code;
    const char *url;               /* inside a link */
    const struct pp_inline *link;  /* which link: equal pointers are one link */
    const struct pp_inline *quote; /* which quotation, likewise */
    const char *expansion;         /* what the text is short for, or NULL */
    enum pp_mark mark;
    int mark_index;
    const char *actual;             /* what a screen reader says instead ("withheld"), or NULL */
    bool line_end;                  /* a forced line end after it */
    const struct pp_figure *figure; /* that it prints; only in wordings that are `apart` */
};

struct pp_wordings {
    struct pp_words *items;
    size_t count, capacity;
    bool apart; /* set by the caller: each figure is a stretch of its own and says which */
    struct {
        const struct pp_figure **items; /* those that the words print, in order */
        size_t count, capacity;
    } figures;
};

enum pp_status pp_wording_open(
    struct pp_run *run, const struct pp_project *project, const char *lang,
    struct pp_wording **out) PP_CHECK;
void pp_wording_close(struct pp_wording *wording);
/* The same words for another thread: shares the catalogue, which is frozen, and nothing else. */
enum pp_status pp_wording_branch(
    struct pp_run *run, const struct pp_wording *wording, struct pp_wording **out) PP_CHECK;
/* From now on messages go to `run`, and what was said before is said again: a document's messages
 * do not depend on which documents were made before it. (But pp_wording_warn_unreviewed, which is
 * about the catalogue alone, goes on being silent.) */
void pp_wording_begin(struct pp_wording *wording, struct pp_run *run);
/* Hex SHA-256 of the catalogue files. */
const char *pp_wording_digest(const struct pp_wording *wording);
const struct pp_locale *pp_wording_locale(const struct pp_wording *wording);
const char *pp_wording_lang(const struct pp_wording *wording);
/* The language of the catalogue's words where it is not the document's (catalog.h), or NULL. */
const char *pp_wording_foreign(const struct pp_wording *wording);
/* The parsed catalogue string, or NULL after reporting that it is missing. */
const struct pp_message *pp_wording_message(const struct pp_wording *wording, const char *id);
/* Has the catalogue this string? (no report) */
bool pp_wording_has(const struct pp_wording *wording, const char *id);
/* Reports a string that the catalogue lacks, at the place that asks for it. */
void pp_wording_want(const struct pp_wording *wording, const char *id, struct pp_where where);
/* Warns, once a wording, when strings of the catalogue are not marked as reviewed: how many, and
 * the first ids; a note for each. For documents that are no draft. */
void pp_wording_warn_unreviewed(struct pp_wording *wording);

/* From now on words come out longer, with accents and in brackets, as of the language `lang` (such
 * as "en-XA"): a layouter sees what does not fit or was not translated. NULL: as they are. */
void pp_wording_pseudo(struct pp_wording *wording, const char *lang);

/* A drawn sign that nobody has to hear: what stands beside it says the same. */
bool pp_words_silent(const struct pp_words *words);

/* Flattens a list of inlines. */
enum pp_status pp_wording_flatten(
    struct pp_wording *wording, struct pp_arena *arena, const struct pp_inline *content,
    struct pp_wordings *out) PP_CHECK;
/* As one plain string: alternative texts, titles, sheet cells. Marks are said in words. */
enum pp_status pp_wording_plain(
    struct pp_wording *wording, struct pp_arena *arena, const struct pp_inline *content,
    const char **out) PP_CHECK;
/* The same, and the words that it is made of: they tell which figures it says. */
enum pp_status pp_wording_said(
    struct pp_wording *wording, struct pp_arena *arena, const struct pp_inline *content,
    const char **out, struct pp_wordings *words) PP_CHECK;

#endif
