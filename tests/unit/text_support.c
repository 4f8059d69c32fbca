#include "text_support.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

int text_world_open(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct text_world *world = pp_arena_alloc(run->arena, sizeof *world);
    run->share = ".";
    world->run = run;
    world->arena = pp_arena_new();
    *state = world;
    if (pp_fonts_load(run, NULL, &world->fonts) != PP_OK ||
        pp_typesetter_open(run, world->fonts, &world->typesetter) != PP_OK) {
        print_error("%s\n", text_last_message(world));
        return -1;
    }
    return 0;
}

int text_world_close(void **state)
{
    struct text_world *world = *state;
    pp_typesetter_close(world->typesetter);
    pp_fonts_free(world->fonts);
    pp_arena_free(world->arena);
    pp_run_free(world->run);
    return 0;
}

struct pp_span text_span(const char *text, const char *lang)
{
    return (struct pp_span){
        .text = text,
        .lang = lang,
        .style = {.family = PP_SERIF, .size = 10.5, .old_style = true},
    };
}

struct pp_lines *text_set_spans(
    struct text_world *world, const struct pp_span *spans, size_t count,
    const struct pp_paragraph_style *style)
{
    struct pp_lines *lines;
    enum pp_status status = pp_paragraph_set(
        world->typesetter, world->arena, spans, count, style, "the test's text", &lines);
    if (status != PP_OK)
        print_error("%s\n", text_last_message(world));
    assert_int_equal(status, PP_OK);
    return lines;
}

struct pp_lines *text_set(
    struct text_world *world, const char *text, const char *lang, double width)
{
    struct pp_span span = text_span(text, lang);
    struct pp_paragraph_style style = {
        .rtl = strcmp(lang, "ar") == 0 || strcmp(lang, "he") == 0,
        .width = width,
        .hyphenate = true,
        .lang = lang,
    };
    return text_set_spans(world, &span, 1, &style);
}

char *text_of_lines(struct text_world *world, const struct pp_lines *lines)
{
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < lines->count; i++) {
        const struct pp_line *line = &lines->items[i];
        if (i > 0)
            pp_str_append(&text, " | ");
        pp_str_append_n(&text, lines->text + line->start, line->end - line->start);
        for (size_t k = 0; k < line->run_count; k++)
            if (line->runs[k].hyphen)
                pp_str_append(&text, "-");
    }
    char *copy = pp_str_copy(&text, world->arena);
    pp_str_free(&text);
    return copy;
}

const char *text_last_message(const struct text_world *world)
{
    const char *sentence = "";
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(world->run, i)) != NULL; i++)
        sentence = diag->sentence;
    return sentence;
}
