/* Editions: a candidate is published, whole or not at all. The protocol, and what is done after a
 * crash, stand in docs/figures.md, section 8. */
#ifndef PACTPRESS_EDITION_H
#define PACTPRESS_EDITION_H

#include "pactpress/archive.h"
#include "pactpress/ingest.h"
#include "pactpress/status.h"

struct pp_release {
    const struct pp_project *project;
    const char *period; /* key */
    const struct pp_figure_table *table;
    const struct pp_accounts *accounts; /* inputs: path and digest */
    const struct pp_strings *fonts;     /* that are installed; may be NULL */
    const char *fingerprint;            /* of the person key */
    const char *out;                    /* output folder, locked by the caller */
    const char *klass;
    const char *candidate; /* folder that was just built */
};

struct pp_edition {
    const char *id;     /* "public-2022-Q1-1" */
    const char *folder; /* <out>/editions/<id> */
    const char *link;   /* <out>/<class>/<period> */
    bool same;          /* the candidate equals the last edition: nothing new was published */
};

/* Settles what an earlier run left, then publishes the candidate as the next edition of its class
 * and period. A candidate whose manifest equals that of the last published edition publishes
 * nothing new. */
enum pp_status pp_edition_release(
    struct pp_run *run, struct pp_arena *arena, const struct pp_release *order,
    struct pp_edition *out) PP_CHECK;

/* Are there editions in this folder, and no archive that knows them? */
enum pp_status pp_edition_archive_lost(
    struct pp_run *run, struct pp_arena *arena, const char *archive, const char *folder,
    bool *lost) PP_CHECK;

/* Takes an edition back: the archive says so, then the link moves to the latest edition of the
 * class and period that is still published, or goes. What an earlier run left is settled first. An
 * id that is no edition is PP_USAGE, with the nearest one. One that was withdrawn before is fine:
 * `already` says so. */
struct pp_withdrawal {
    const char *link; /* <out>/<class>/<period> */
    const char *now;  /* id of the edition it names now, NULL: none */
    const char *klass, *period;
    bool already;
};
enum pp_status pp_edition_withdraw(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project, const char *out,
    const char *id, struct pp_withdrawal *withdrawal) PP_CHECK;

/* What is there, for `status`. Nothing is changed, and no lock is taken. */
struct pp_editions_view {
    struct pp_archive_editions editions; /* all of the archive, in order of making */
    struct {                             /* the links below `out`: as readers see it */
        struct pp_link_view {
            const char *klass, *period, *id;
        } * items;
        size_t count, capacity;
    } links;
    struct pp_strings left; /* what a stopped run left, and what the next release does about it */
};
enum pp_status pp_editions_look(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project, const char *out,
    const char *klass, const char *period, struct pp_editions_view *view) PP_CHECK;

#endif
