/* Lines for people on standard output, in the user's language (speech.h). Private to the folder. */
#ifndef COMMANDS_TOLD_H
#define COMMANDS_TOLD_H

#include "pactpress/run.h"

/* Prints English lines, each told on its own as a sentence of `rule`. */
void told_print(struct pp_run *run, const char *rule, const char *lines);

/* The same for one line of a word, in a column, and a text that stays as it is. */
void told_word(struct pp_run *run, const char *rule, const char *word, const char *text);

#endif
