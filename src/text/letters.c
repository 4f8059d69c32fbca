#include "pactpress/letters.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/exemplar.h"
#include "pactpress/quotation.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "fonts.h"
#include "typesetter.h"
#include "unicode.h"

struct search {
    struct pp_typesetter *typesetter;
    struct pp_stack *stacks[2];
    struct pp_str sample, packages;
    size_t count;
};

static void list_packages(struct search *search, const struct pp_stack *stack)
{
    const struct pp_fonts *fonts = search->typesetter->fonts;
    for (size_t i = 0; i < stack->count; i++) {
        const char *name = pp_stacks_package(fonts, fonts->items[stack->ids[i]].file);
        if (stack->faces[i] != NULL || name == NULL || strstr(search->packages.text, name) != NULL)
            continue;
        pp_str_printf(&search->packages, "%s%s", search->packages.length > 0 ? ", " : "", name);
    }
}

static void look_for(struct search *search, uint32_t codepoint)
{
    enum { SHOWN = 8 };
    bool found = true;
    for (size_t i = 0; i < 2; i++) {
        struct pp_stack *stack = search->stacks[i];
        if (pp_stack_find(search->typesetter, stack, codepoint) != PP_NO_FACE)
            continue;
        found = false;
        if (search->count == 0)
            list_packages(search, stack);
    }
    if (found)
        return;
    if (search->count++ < SHOWN) {
        if (search->sample.length > 0)
            pp_str_append_char(&search->sample, ' ');
        pp_str_append_utf8(&search->sample, codepoint);
    }
}

static void look_for_text(struct search *search, const char *text)
{
    unsigned c;
    for (size_t left = strlen(text); left > 0;) {
        size_t size = pp_utf8_decode(text, left, &c);
        look_for(search, c);
        text += size;
        left -= size;
    }
}

static void look_for_letters(struct search *search, const struct pp_exemplar *letters)
{
    for (size_t i = 0; i < letters->main_count; i++)
        for (uint32_t c = letters->main[2 * i]; c <= letters->main[2 * i + 1]; c++) {
            look_for(search, c);
            if (pp_char_title(c) != c)
                look_for(search, pp_char_title(c));
        }
}

static void warn(struct pp_run *run, const struct search *search, const char *lang)
{
    bool install = search->packages.length > 0;
    pp_warn(
        run, PP_NOWHERE, "text.letters-missing",
        "No font has %zu of the letters that \"%s\" is written with: %s. %s%s.", search->count,
        lang, search->sample.text,
        install ? "Install a package that fonts/stacks.yaml names: "
                : "Name a font that has them in fonts/stacks.yaml",
        install ? search->packages.text : "");
}

void pp_letters_check(struct pp_run *run, struct pp_typesetter *typesetter, const char *lang)
{
    static const enum pp_family families[] = {PP_SERIF, PP_SANS};
    struct search search = {.typesetter = typesetter};
    struct pp_exemplar letters;
    struct pp_arena_mark mark = pp_arena_mark(run->arena);
    if (!pp_exemplar_load(run->arena, lang, &letters))
        return;
    pp_str_init(&search.sample);
    pp_str_init(&search.packages);
    uint32_t script = pp_typesetter_tongue(typesetter, lang)->script;
    for (size_t i = 0; i < 2; i++) {
        struct pp_font_style style = {.family = families[i], .weight = PP_REGULAR, .size = 9};
        search.stacks[i] = pp_typesetter_stack(typesetter, &style, script);
    }
    look_for_letters(&search, &letters);
    struct pp_quotation marks = pp_quotation_of(run->arena, lang);
    look_for_text(&search, marks.open);
    look_for_text(&search, marks.close);
    pp_arena_rewind(run->arena, mark);
    if (search.count > 0)
        warn(run, &search, lang);
    pp_str_free(&search.sample);
    pp_str_free(&search.packages);
}
