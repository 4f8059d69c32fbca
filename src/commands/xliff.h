/* XLIFF 2.0: texts to translators and back.
 *
 * A <file> for each file of the project, a <unit> for each text, by its name. Codes are <ph> and
 * <pc>; what they stand for is in <originalData>. An argument that branches is a <ph> whose
 * branches are units of their own (subFlows), named "key.persons/1/one": code 1 of key.persons,
 * branch one; a language gets a unit for each plural form that it has. */
#ifndef COMMANDS_XLIFF_H
#define COMMANDS_XLIFF_H

#include "pactpress/file.h"
#include "pactpress/str.h"
#include "texts.h"

/* --- Codes and branches, the same for both ways */

/* Ids of the codes of a source, "1", "2" ..., and of its translation: those of the codes they stand
 * for, "x1", "x2" ... for others. NULL for words. Arrays in the arena. */
void xliff_ids(
    struct pp_arena *arena, const struct pp_coded *source, const struct pp_coded *target,
    const char ***source_ids, const char ***target_ids);
/* The branches that a translation may have, NULL-terminated: its own, then those of the source and
 * the plural forms of the language. `target` may be NULL. */
const char *const *xliff_branches(
    struct pp_arena *arena, const struct pp_locale *locale, const struct pp_code *source,
    const struct pp_code *target);
/* What the source says in that branch: its own, or that of `other`. */
const char *xliff_branch(const struct pp_code *code, const char *keyword, bool or_other);

/* --- Writing */

void xliff_write(struct pp_arena *arena, const struct texts *texts, struct pp_str *out);

/* --- Reading */

struct xliff_piece {
    enum pp_code_kind kind;
    const char *text; /* words, or what the code stands for */
    const char *id;   /* of a code */
};

struct xliff_pieces {
    struct xliff_piece *items;
    size_t count, capacity;
};

struct xliff_unit {
    const char *original, *name;
    const char *state; /* of its first segment; "initial" by default */
    bool has_target;
    struct xliff_pieces source, target;
    struct pp_where where;
};

struct xliff {
    const char *path;
    const char *source_lang, *target_lang;
    struct pp_where where; /* of the root */
    struct {
        struct xliff_unit *items;
        size_t count, capacity;
    } units;
    struct pp_map by_name; /* original, line feed, name -> index + 1 */
};

/* Reads a file. Anything else than XLIFF 2.0 or 2.1, a document type declaration, references to
 * data that is not there: PP_DATA and a sentence with line and column. */
enum pp_status xliff_read(
    struct pp_run *run, const char *path, struct pp_bytes bytes, struct xliff *out) PP_CHECK;
const struct xliff_unit *xliff_find(
    const struct xliff *xliff, struct pp_arena *arena, const char *original, const char *name);

/* --- Taking */

struct taking {
    const char *reviewed_by; /* NULL: nobody */
    size_t taken, reviewed, confirmed, unchanged,
        open; /* texts; open: not translated in the file */
    bool bad; /* a mistake was reported */
};

/* Sets targets from the file and marks in texts->records. `changed` says which texts got another
 * translation. Mistakes are PP_DATA. */
enum pp_status xliff_take(
    struct pp_run *run, const struct xliff *xliff, struct texts *texts, bool *changed,
    struct taking *taking) PP_CHECK;

/* texts_write.c: writes what changed to the files of the project, after all of it was read back
 * right: everything, or nothing. */
enum pp_status texts_write(
    struct pp_run *run, struct texts *texts, const bool *changed, size_t *files) PP_CHECK;

#endif
