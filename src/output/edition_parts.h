/* What the files of the edition protocol (docs/figures.md, section 8) share: names on the disk,
 * settling, and the making of a folder. */
#ifndef PACTPRESS_OUTPUT_EDITION_PARTS_H
#define PACTPRESS_OUTPUT_EDITION_PARTS_H

#include "pactpress/archive.h"
#include "pactpress/digest.h"

/* The editions below one output folder, whose lock is held, and the archive that knows them. */
struct pp_editions {
    struct pp_run *run;
    struct pp_arena *arena;
    const char *out;
    const char *folder; /* <out>/editions */
    struct pp_archive *archive;
};

/* <out>/editions/<id> */
const char *pp_editions_path(const struct pp_editions *editions, const char *id);
/* <out>/<class>/<period> */
const char *pp_editions_link(
    const struct pp_editions *editions, const char *klass, const char *period);
/* Is this a temporary name of the protocol: `.NAME.new`? */
bool pp_editions_is_temporary(const char *name);
/* Takes the id of an edition apart: "public-2022-Q1-2". `number` and `period` alone are filled in,
 * and `klass`; false when it is no id. */
bool pp_editions_parse(
    struct pp_arena *arena, const char *id, struct pp_archive_edition *out) PP_CHECK;
/* Id of the edition that the link of a class and period names; NULL when it names none. */
enum pp_status pp_editions_linked(
    const struct pp_editions *editions, const char *klass, const char *period,
    const char **id) PP_CHECK;
/* Makes the link name the edition: the moment of publication. */
enum pp_status pp_editions_point(
    const struct pp_editions *editions, const struct pp_archive_edition *edition) PP_CHECK;
/* Hex SHA-256 of the manifest in the edition's folder; *there is false when there is none. */
enum pp_status pp_editions_manifest(
    const struct pp_editions *editions, const char *id, char digest[PP_DIGEST_HEX],
    bool *there) PP_CHECK;
/* The folder of an edition out of a candidate, made under a temporary name, synced and renamed.
 * Files whose bytes are those of edition `before` (NULL: none) are hard-linked. After a failure
 * nothing is left of it. */
enum pp_status pp_editions_make(
    const struct pp_editions *editions, const char *candidate, const char *id,
    const char *before) PP_CHECK;
/* Does the folder of an edition hold the same names and bytes as the candidate? */
enum pp_status pp_editions_compare(
    const struct pp_editions *editions, const char *candidate, const char *id, bool *same) PP_CHECK;
/* Settles what a stopped run left. Everything is judged first; when something cannot be explained
 * by a crash, that is an error and nothing is touched. `klass` and `period` are what is released
 * next. */
enum pp_status pp_editions_settle(
    const struct pp_editions *editions, const char *klass, const char *period) PP_CHECK;
/* What settling would do, a sentence each; nothing is done. Without an archive only scraps of
 * builds are looked for. */
enum pp_status pp_editions_left(
    const struct pp_editions *editions, const char *klass, const char *period,
    struct pp_strings *left) PP_CHECK;
/* Deletes the folders of editions of a class and period that are older than the `keep` (0: all)
 * latest published ones. Their rows stay, and so does what the link names. */
enum pp_status pp_editions_prune(
    const struct pp_editions *editions, const char *klass, const char *period, int keep) PP_CHECK;
/* Makes the link name the latest edition of this one's class and period that is published and still
 * has its folder; without one the link goes. */
enum pp_status pp_editions_move_link(
    const struct pp_editions *editions, const struct pp_archive_edition *edition) PP_CHECK;

#endif
