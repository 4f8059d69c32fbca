/* The parts of `translate`. */
#ifndef COMMANDS_TRANSLATE_H
#define COMMANDS_TRANSLATE_H

#include "pactpress/options.h"
#include "texts.h"

struct pp_str;

/* A text that does not fit its place, as the layout of a document found it. */
struct unfit {
    const char *document;
    struct pp_where where;
    const char *sentence;
};

struct unfits {
    struct unfit *items;
    size_t count, capacity;
};

/* Lays out every document of the period in `lang` and keeps what does not fit. Nothing is written.
 */
enum pp_status translate_fit(
    struct pp_run *run, const struct pp_options *options, const char *lang,
    struct unfits *out) PP_CHECK;

/* What is to be done in one language: for people, or as an object of JSON. */
void translate_list(
    const struct pp_run *run, const struct texts *texts, const struct unfits *unfits,
    struct pp_str *out);
void translate_list_json(
    const struct texts *texts, const struct unfits *unfits, struct pp_str *out);
/* How many texts are in one of the states; `required`: only those that are printed. */
size_t translate_count(const struct texts *texts, unsigned states, bool required);

#endif
