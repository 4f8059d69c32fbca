/* The parts of `translate`. */
#ifndef COMMANDS_TRANSLATE_H
#define COMMANDS_TRANSLATE_H

#include "pactpress/options.h"
#include "texts.h"

struct pp_str;

/* What does not fit its place, in words, as the layout of a document found it. */
struct unfits {
    const char **items;
    size_t count, capacity;
};

/* Lays out every document of the period in `lang` and keeps what does not fit. Nothing is written.
 */
enum pp_status translate_fit(
    struct pp_run *run, const struct pp_options *options, const char *lang,
    struct unfits *out) PP_CHECK;

/* Makes the documents of the first language in a pseudo-language, and mirrored, under out/pseudo/.
 */
enum pp_status translate_pseudo(struct pp_run *run, const struct pp_options *options) PP_CHECK;

/* What is to be done in one language: for people, or as an object of JSON. */
void translate_list(
    const struct pp_run *run, const struct texts *texts, const struct unfits *unfits,
    struct pp_str *out);
void translate_list_json(
    const struct texts *texts, const struct unfits *unfits, struct pp_str *out);
/* How many texts are in one of the states; `required`: only those that are printed. */
size_t translate_count(const struct texts *texts, unsigned states, bool required);

#endif
