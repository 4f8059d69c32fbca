/* Coded text: a text taken apart into words, which are translated, and codes, which are not:
 * arguments and placeholders, marks of emphasis, addresses of links, calls of footnotes.
 *
 * Words stay as they are written, in the syntax of their file, so that taking apart and putting
 * together gives the same text; only white space inside of codes is brought into one form. An
 * argument that branches (plural, select) is one code, with a text for each branch. */
#ifndef PACTPRESS_CODED_H
#define PACTPRESS_CODED_H

#include <stdbool.h>
#include <stddef.h>

struct pp_arena;

enum pp_coded_syntax {
    PP_CODED_PLAIN,    /* words and {{ placeholders }} */
    PP_CODED_MARKDOWN, /* and Markdown's marks */
    PP_CODED_MESSAGE,  /* a pattern of a catalogue: words and {arguments} */
    PP_CODED_BRANCH    /* of an argument: the same, and # */
};

enum pp_code_kind { PP_CODE_WORDS, PP_CODE_ALONE, PP_CODE_OPEN, PP_CODE_CLOSE };

struct pp_code_branch {
    const char *keyword; /* "one", "=0", "withheld" */
    const char *text;
};

struct pp_code {
    enum pp_code_kind kind;
    const char *text; /* as written; of one that branches: up to the first branch */
    const char *key;  /* codes of one key stand for the same: "{n, number}", "{n, plural}", "**" */
    bool is_argument; /* prints something: an argument, not a mark of style */
    bool is_choice;   /* branches by select, not by number */
    const char *name; /* of an argument */
    size_t partner;   /* OPEN, CLOSE: index of the other one */
    struct {
        struct pp_code_branch *items;
        size_t count, capacity;
    } branches;
};

struct pp_coded {
    struct pp_code *items;
    size_t count, capacity;
};

/* Takes apart any text; what is no code is words. */
void pp_coded_read(
    struct pp_arena *arena, enum pp_coded_syntax syntax, const char *text, struct pp_coded *out);
/* Puts together. */
const char *pp_coded_write(struct pp_arena *arena, const struct pp_coded *coded);
/* An argument with its branches, as it is written. */
const char *pp_code_write(struct pp_arena *arena, const struct pp_code *code);
/* The one form of a text: equal texts may differ in white space inside of codes. */
const char *pp_coded_canonical(
    struct pp_arena *arena, enum pp_coded_syntax syntax, const char *text);

#endif
