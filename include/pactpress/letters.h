/* Has a language all its letters? Asked before anything is set in it, so that a missing font is
 * said at the start and not where the first letter is needed. */
#ifndef PACTPRESS_LETTERS_H
#define PACTPRESS_LETTERS_H

struct pp_run;
struct pp_typesetter;

/* Warns of the letters of `lang` (CLDR's exemplars, small and capital) and of its quotation marks
 * that no font of the text stacks (serif, sans) has, with the packages that would help. A language
 * that CLDR does not know lacks nothing. */
void pp_letters_check(struct pp_run *run, struct pp_typesetter *typesetter, const char *lang);

#endif
