/* What translations were made from, and who has read them: translations/<lang>.yaml of a project.
 *
 *     lang: lv
 *     translations:
 *       - {file: strings, key: heat.note, source: 9f86d081884c7d65, text: 2c26b46b68ffc68f}
 *       - {file: content/2022-Q1/lead.md, source: ..., text: ..., reviewed: A. Reviewer}
 *
 * Each line says: this text was made from that one, both by digest. So nothing has to be written
 * into the texts themselves, a text that was edited by hand since loses its mark, and it does not
 * matter where in its file a paragraph stands. `pactpress translate` writes the file. */
#ifndef PACTPRESS_TRANSLATIONS_H
#define PACTPRESS_TRANSLATIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/diag.h"
#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_run;
struct pp_arena;

/* In place of a translation's digest: the text stays in the language it is in, on purpose. */
#define PP_TEXT_KEPT "kept"

enum { PP_TEXT_DIGEST = 17 }; /* hexadecimal, with its NUL */

struct pp_translation {
    const char *file; /* that of the source language; "strings": a catalogue */
    const char *key;  /* within it; NULL: a paragraph, wherever it stands */
    const char *source, *text;
    const char *reviewed_by; /* NULL: nobody yet */
    struct pp_where where;
};

struct pp_translations {
    const char *lang;
    struct pp_translation *items;
    size_t count, capacity;
    struct pp_bytes bytes; /* of the file; none: there is no file */
    bool changed;          /* by pp_translations_set */
};

/* A digest of a text that tells it from others: the first quarter of its SHA-256. */
void pp_text_digest(const char *text, char out[PP_TEXT_DIGEST]);

/* The path of the file of `lang`; `folder` is the project's. */
const char *pp_translations_path(struct pp_arena *arena, const char *folder, const char *lang);
/* Reads it; no file is no translations. Mistakes are PP_USAGE. */
enum pp_status pp_translations_load(
    struct pp_run *run, const char *folder, const char *lang,
    struct pp_translations **out) PP_CHECK;
/* The line that says that `text` was made from `source` (digests); `key` may be NULL. */
const struct pp_translation *pp_translations_find(
    const struct pp_translations *all, const char *file, const char *key, const char *source,
    const char *text);
/* Is it known what `text` was made from, whatever that was? */
bool pp_translations_knows(
    const struct pp_translations *all, const char *file, const char *key, const char *text);
/* Sets a line. An earlier line of the same text and key goes where the key is known: a string has
 * one source. */
void pp_translations_set(
    struct pp_arena *arena, struct pp_translations *all, const struct pp_translation *line);
/* The file's text: lines in order of file, key and digests. */
const char *pp_translations_write(struct pp_arena *arena, const struct pp_translations *all);

#endif
