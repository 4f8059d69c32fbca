/* The archive (archive.db): what was published, for ever. SQLite; this module is its only owner.
 *
 * It holds editions, the figures of each, the digests of their inputs, and the versions of the
 * program and of the fonts that were installed; no person, no hash of a
 * person, no row. The edition protocol that its states serve stands in docs/figures.md, section 8.
 *
 * What can fail, each reported as a sentence with the archive's path: another run holds it
 * (PP_LOCKED); another person key made it (PP_USAGE); it is corrupt, read-only, no archive, written
 * by a newer version, or the disk is full (PP_ENV). Every change is one transaction. */
#ifndef PACTPRESS_ARCHIVE_H
#define PACTPRESS_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/figure.h"
#include "pactpress/ingest.h"
#include "pactpress/status.h"

struct pp_archive;

enum pp_edition_state { PP_EDITION_PREPARED, PP_EDITION_PUBLISHED, PP_EDITION_WITHDRAWN };

struct pp_archive_edition {
    const char *id; /* "public-2022-Q1-1"; NULL: none */
    const char *klass, *period;
    int number; /* k, from 1 per class and period */
    enum pp_edition_state state;
    const char *manifest; /* hex SHA-256 of its manifest.json */
    int64_t made;         /* the run's clock when it was prepared [s since 1970] */
};

struct pp_archive_editions {
    struct pp_archive_edition *items; /* in the order in which they were made */
    size_t count, capacity;
};

/* A file that went into an edition. */
struct pp_archive_input {
    const char *path;   /* below the project's folder */
    const char *digest; /* hex SHA-256 */
};

struct pp_archive_inputs {
    struct pp_archive_input *items; /* by path */
    size_t count, capacity;
};

/* What an edition consists of. */
struct pp_archive_order {
    const char *klass, *period;
    const char *manifest; /* hex SHA-256 */
    const struct pp_figure_table *table;
    const struct pp_accounts *accounts; /* inputs; may be NULL */
    const struct pp_strings *fonts;     /* names with versions; may be NULL */
};

/* A figure as an edition published it. */
struct pp_archive_figure {
    const char *edition;       /* NULL: none */
    const char *state, *value; /* as in figures.csv */
    int64_t n;                 /* -1: blank */
    int revision;
};

/* Opens the archive and checks it; makes one when there is none. `fingerprint` is that of the
 * person key (the first one is kept), NULL to leave it unchecked. Texts that this module returns
 * live in `arena`. Close it on every path. */
enum pp_status pp_archive_open(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *fingerprint,
    struct pp_archive **out) PP_CHECK;
void pp_archive_close(struct pp_archive *archive); /* NULL is fine */
/* Was it made by this open? With editions on the disk this means that the old archive is gone, and
 * with it the decisions of earlier periods. */
bool pp_archive_is_new(const struct pp_archive *archive);

/* Id of the next edition of a class and period; number and id only. */
enum pp_status pp_archive_next(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_edition *out) PP_CHECK;
/* Enters the next edition as prepared, with its figures (their revisions counted) and inputs. */
enum pp_status pp_archive_prepare(
    struct pp_archive *archive, const struct pp_archive_order *order,
    struct pp_archive_edition *out) PP_CHECK;
/* prepared -> published. An edition in another state, or none, is PP_USAGE. */
enum pp_status pp_archive_publish(struct pp_archive *archive, const char *id) PP_CHECK;
/* Takes a prepared edition out again: nobody has seen it. */
enum pp_status pp_archive_discard(struct pp_archive *archive, const char *id) PP_CHECK;
/* published -> withdrawn. Its figures and decisions stay. */
enum pp_status pp_archive_withdraw(struct pp_archive *archive, const char *id) PP_CHECK;

/* Editions of a class and period (either NULL: all). */
enum pp_status pp_archive_list(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_editions *out) PP_CHECK;
/* The latest published edition of a class and period (either NULL: any); id NULL when none is. */
enum pp_status pp_archive_last(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_edition *out) PP_CHECK;
/* A figure (canonical address without period, period; NULL: any) as the latest published or
 * withdrawn edition of the class had it; edition NULL when none had. */
enum pp_status pp_archive_figure(
    struct pp_archive *archive, const char *klass, const char *address, const char *period,
    struct pp_archive_figure *out) PP_CHECK;
/* The same as it was before this revision; edition NULL when there was none before. */
enum pp_status pp_archive_figure_before(
    struct pp_archive *archive, const char *klass, const char *address, const char *period,
    int revision, struct pp_archive_figure *out) PP_CHECK;

/* All figures of an edition, as a closed table that has what figures.csv had. */
enum pp_status pp_archive_table(
    struct pp_archive *archive, const char *id, struct pp_figure_table **out) PP_CHECK;

/* The files that went into the edition with this manifest (hex SHA-256); none where no edition has
 * it. */
enum pp_status pp_archive_inputs(
    struct pp_archive *archive, const char *manifest, struct pp_archive_inputs *out) PP_CHECK;

const char *pp_edition_state_name(enum pp_edition_state state); /* "prepared", ... */

#endif
