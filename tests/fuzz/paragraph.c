/* Any bytes as a paragraph of three spans: it is set or refused with a message, every byte of the
 * text stands on at most one line, and glyphs point into their runs. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/paragraph.h"
#include "pactpress/run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Opened once: fonts are the same for every input. */
static struct pp_run *world;
static struct pp_fonts *fonts;

static void open_world(void)
{
    world = pp_run_new(stderr);
    world->share = ".";
    if (pp_fonts_load(world, NULL, &fonts) != PP_OK)
        abort();
}

static void check_run(const struct pp_glyph_run *run, const struct pp_line *line)
{
    if (run->start < line->start || run->end > line->end)
        abort();
    for (size_t i = 0; i < run->glyph_count; i++) {
        size_t cluster = run->glyphs[i].cluster;
        bool hyphen = run->hyphen && cluster == run->end;
        if (!hyphen && (cluster < run->start || cluster >= run->end))
            abort();
        if (run->glyphs[i].id == 0)
            abort();
    }
}

static void check_lines(const struct pp_lines *lines)
{
    size_t at = 0;
    for (size_t i = 0; i < lines->count; i++) {
        const struct pp_line *line = &lines->items[i];
        if (line->start < at || line->end < line->start || line->end > lines->length)
            abort();
        at = line->end;
        for (size_t k = 0; k < line->run_count; k++)
            check_run(&line->runs[k], line);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (world == NULL)
        open_world();
    static const char *const langs[] = {"en", "ar", "lv", "hi"};
    struct pp_run *run = pp_run_new(NULL);
    struct pp_typesetter *typesetter;
    struct pp_lines *lines;
    if (pp_typesetter_open(run, fonts, &typesetter) != PP_OK)
        abort();
    unsigned choice = size > 0 ? data[0] : 0;
    size_t cut = size / 3;
    struct pp_span spans[3] = {{0}};
    for (size_t i = 0; i < 3; i++) {
        size_t end = i == 2 ? size : cut * (i + 1);
        spans[i].text = pp_arena_strndup(run->arena, (const char *)data + cut * i, end - cut * i);
        spans[i].lang = langs[(choice >> i) & 3];
        spans[i].style = (struct pp_font_style){
            .family = (enum pp_family)(i % 2),
            .size = 9,
            .tracking = i == 1 ? 0.02 : 0,
        };
        spans[i].nobreak = i == 1 && (choice & 8);
    }
    struct pp_paragraph_style style = {
        .rtl = (choice & 16) != 0,
        .width = 20 + choice,
        .hyphenate = true,
        .lang = langs[choice & 3],
    };
    enum pp_status status =
        pp_paragraph_set(typesetter, run->arena, spans, 3, &style, "fuzz", &lines);
    if (status == PP_OK)
        check_lines(lines);
    else if (pp_diag_count(run, PP_ERROR) == 0)
        abort();
    pp_typesetter_close(typesetter);
    pp_run_free(run);
    return 0;
}
