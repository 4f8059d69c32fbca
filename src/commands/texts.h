/* All texts of a project that are translated into one language: strings of the catalogues, labels
 * of the configuration, stories, ready tables. What is known of each: source, translation, state.
 */
#ifndef COMMANDS_TEXTS_H
#define COMMANDS_TEXTS_H

#include "pactpress/coded.h"
#include "pactpress/layout.h"
#include "pactpress/locale.h"
#include "pactpress/segments.h"
#include "pactpress/translations.h"

enum text_state {
    TEXT_MISSING = 1,    /* there is no translation */
    TEXT_STALE = 2,      /* the source was changed since */
    TEXT_MISMATCH = 4,   /* other placeholders, or a branch is missing */
    TEXT_SAME = 8,       /* word for word the source, and nobody said that this is right */
    TEXT_UNREVIEWED = 16 /* nobody has read it against the source */
};

/* A file with texts. */
struct text_file {
    enum { TEXTS_CATALOGUE, TEXTS_LABELS, TEXTS_STORY } kind;
    const char *original;         /* path in the project, of the source; "strings": a catalogue */
    const char *path;             /* where translations stand; may not be there yet */
    const struct pp_keyset *keys; /* labels */
    struct pp_source_text from;   /* story: the source */
    struct pp_source_text to;     /* story: the translation; no text: there is none */
    bool parallel;                /* story: every segment has its translation, and nothing else is
                                     in it */
    size_t first, count;          /* of texts */
};

struct text {
    size_t file;      /* index */
    const char *key;  /* of strings and labels; NULL: a paragraph */
    const char *id;   /* key, or the paragraph's number */
    const char *note; /* for translators */
    enum pp_coded_syntax syntax;
    const char *source, *target; /* target NULL: none */
    char source_digest[PP_TEXT_DIGEST], digest[PP_TEXT_DIGEST];
    struct pp_where where;                 /* of the translation, else of the source */
    unsigned states;                       /* enum text_state */
    const char *problem;                   /* of a mismatch, in words */
    const char *reviewed_by;               /* NULL: nobody */
    bool required;                         /* printed somewhere in this language */
    const struct pp_yaml *texts;           /* label: the map of languages */
    const struct pp_segment *segment, *to; /* story: source and translation */
};

struct texts {
    const struct pp_project *project;
    const char *from, *lang;
    struct pp_locale *locale;
    struct pp_translations *records;
    struct {
        struct text_file *items;
        size_t count, capacity;
    } files;
    struct {
        struct text *items;
        size_t count, capacity;
    } list;
};

/* Finds all texts; `lang` is a language of the project and not its first one. Close what is out. */
enum pp_status texts_find(
    struct pp_run *run, const struct pp_project *project, const char *lang,
    struct texts *out) PP_CHECK;
void texts_close(struct texts *texts);
/* Sets states from source, target and records. */
void texts_judge(struct pp_run *run, struct texts *texts, struct text *text);
/* What is wrong with the codes of a translation; NULL: nothing. */
const char *texts_mismatch(
    struct pp_arena *arena, const struct pp_locale *locale, enum pp_coded_syntax syntax,
    const char *source, const char *target);
/* The plural categories that whole numbers take in a language, and all others that it has. */
bool texts_needs_plural(const struct pp_locale *locale, const char *keyword);
bool texts_has_plural(const struct pp_locale *locale, const char *keyword);
/* May an argument be left out? Those that every string may use. */
bool texts_is_common(const char *name);

/* texts_stories.c */
enum pp_status texts_find_stories(
    struct pp_run *run, const struct pp_issue *issue, struct texts *texts) PP_CHECK;
/* Is an issue printed in the language at all? */
bool texts_issue_is_wanted(const struct texts *texts, const struct pp_issue *issue);
/* A path in the project, for messages and files. */
const char *texts_path(struct pp_run *run, const struct pp_project *project, const char *relative);
/* Adds a text of the file that was added last. */
struct text *texts_add(struct pp_run *run, struct texts *texts, const struct text *text);

#endif
