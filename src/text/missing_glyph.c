#include "itemise.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "fonts.h"
#include "unicode.h"
#include "utf16.h"

static void list_tried(
    const struct pp_typesetter *typesetter, const struct pp_stack *stack, struct pp_str *tried,
    struct pp_str *absent)
{
    for (size_t i = 0; i < stack->count; i++) {
        const struct pp_font_slot *slot = &typesetter->fonts->items[stack->ids[i]];
        struct pp_str *list = stack->faces[i] != NULL ? tried : absent;
        if (list->length > 0)
            pp_str_append(list, ", ");
        pp_str_append(list, slot->name);
        const char *package = pp_stacks_package(typesetter->fonts, slot->file);
        if (list == absent && package != NULL)
            pp_str_printf(list, " (package %s)", package);
    }
}

/* The first character of a cluster that the first face lacks, else its first one. */
static uint32_t culprit(const struct pp_shaped *shaped, struct pp_stack *stack, size_t unit)
{
    size_t next;
    uint32_t first = pp_utf16_char(shaped->units, shaped->count, unit, &next);
    for (size_t at = unit; at < shaped->count && (at == unit || !shaped->graphemes[at]);
         at = next) {
        uint32_t codepoint = pp_utf16_char(shaped->units, shaped->count, at, &next);
        bool covered = false;
        for (size_t i = 0; i < stack->count && !covered; i++)
            covered = stack->faces[i] != NULL && pp_face_covers(stack->faces[i], codepoint);
        if (!covered)
            return codepoint;
    }
    return first;
}

void pp_report_missing(
    struct pp_typesetter *typesetter, const struct pp_shaped *shaped, struct pp_stack *stack,
    size_t unit, const char *what)
{
    enum { AROUND = 20 };
    uint32_t codepoint = culprit(shaped, stack, unit);
    /* Once a text, however often it stands in it and is set. */
    char *key = pp_arena_printf(shaped->arena, "U+%04X %s", (unsigned)codepoint, what);
    if (!pp_typesetter_news(typesetter, key))
        return;
    if (codepoint == PP_REPLACEMENT) {
        pp_error(
            typesetter->run, PP_NOWHERE, "text.lost-character",
            "A character of “%s” (%s) was lost when a file was converted: U+FFFD stands in its "
            "place. Take the text from where it is whole.",
            pp_text_excerpt(shaped->arena, shaped, unit, AROUND), what);
        return;
    }
    char name[96];
    struct pp_str tried, absent;
    pp_str_init(&tried);
    pp_str_init(&absent);
    list_tried(typesetter, stack, &tried, &absent);
    pp_char_name(codepoint, name, sizeof name);
    pp_error(
        typesetter->run, PP_NOWHERE, "text.missing-glyph",
        "No font has the character U+%04X %s in “%s” (%s). Tried: %s.%s%s%s Use another character, "
        "or name a font that has it in fonts/stacks.yaml.",
        (unsigned)codepoint, name, pp_text_excerpt(shaped->arena, shaped, unit, AROUND), what,
        tried.text, absent.length > 0 ? " Not installed: " : "", absent.text,
        absent.length > 0 ? "." : "");
    pp_str_free(&tried);
    pp_str_free(&absent);
}
