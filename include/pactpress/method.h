/* How figures are computed: the one place of rules, formulas and sources. docs/methodology.md is
 * written from it, and what documents print under "How we count" (method_lines.h), in the language
 * of the document; so are the notes of the annex and what `explain` says. Full sentences are in
 * English; the short ones that are printed stand in the catalogues, and the page quotes them. */
#ifndef PACTPRESS_METHOD_H
#define PACTPRESS_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/catalog.h"

struct pp_str;

struct pp_method_rule {
    const char *name;    /* what pp_measure.rule and a figure's `from.rule` name */
    const char *topic;   /* its head on pages: message method.<topic>.head */
    const char *says;    /* message that says it on pages; rules next to each other may share one */
    bool brief;          /* said on short pages, too */
    const char *formula; /* in signs, for readers of every language; NULL: words are enough */
    const char *source;  /* names of sources, "Wilson 1927; Cochran 1977"; NULL: our own rule */
    const char *text;    /* sentences: the rule in full */
};

struct pp_method_source {
    const char *name; /* "Wilson 1927" */
    const char *text; /* who, what, where */
};

/* The i-th rule in order of the documentation; NULL after the last. */
const struct pp_method_rule *pp_method_rule_at(size_t index);
const struct pp_method_rule *pp_method_rule_find(const char *name);
const struct pp_method_source *pp_method_source_at(size_t index);

/* Markdown of all measures, rules and sources: the generated part of docs/methodology.md. What is
 * printed is quoted from the English catalogue, with "..." where a message has a value. */
void pp_method_document(const struct pp_catalog *english, struct pp_str *out);

#endif
