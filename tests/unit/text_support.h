/* Fonts and a typesetter for tests of text/. */
#ifndef PACTPRESS_TESTS_TEXT_SUPPORT_H
#define PACTPRESS_TESTS_TEXT_SUPPORT_H

#include "pactpress/paragraph.h"

struct text_world {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_fonts *fonts;
    struct pp_typesetter *typesetter;
};

/* cmocka group fixtures: *state is a struct text_world. */
int text_world_open(void **state);
int text_world_close(void **state);

/* A serif span of 10.5 pt. */
struct pp_span text_span(const char *text, const char *lang);
/* Sets one span; fails the test when that fails. */
struct pp_lines *text_set(
    struct text_world *world, const char *text, const char *lang, double width);
struct pp_lines *text_set_spans(
    struct text_world *world, const struct pp_span *spans, size_t count,
    const struct pp_paragraph_style *style);
/* The lines' text with " | " between them and "-" where a hyphen was added. */
char *text_of_lines(struct text_world *world, const struct pp_lines *lines);
/* The last diagnostic's sentence, or "". */
const char *text_last_message(const struct text_world *world);

#endif
