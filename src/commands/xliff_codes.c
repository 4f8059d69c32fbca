/* Which code of a translation is which of its source, and which branches a translation has. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "xliff.h"

/* A code of the source that stands for the same and is not taken yet. */
static const char *claim(
    const struct pp_coded *source, const char *const *ids, bool *taken, const struct pp_code *code)
{
    for (size_t i = 0; i < source->count; i++)
        if (ids[i] != NULL && !taken[i] && source->items[i].kind == code->kind &&
            pp_streq(source->items[i].key, code->key)) {
            taken[i] = true;
            return ids[i];
        }
    return NULL;
}

void xliff_ids(
    struct pp_arena *arena, const struct pp_coded *source, const struct pp_coded *target,
    const char ***source_ids, const char ***target_ids)
{
    const char **from = pp_arena_array(arena, source->count + 1, sizeof *from);
    const char **to = pp_arena_array(arena, target->count + 1, sizeof *to);
    bool *taken = pp_arena_array(arena, source->count + 1, sizeof *taken);
    int number = 0, extra = 0;
    for (size_t i = 0; i < source->count; i++)
        if (source->items[i].kind == PP_CODE_CLOSE)
            from[i] = from[source->items[i].partner];
        else if (source->items[i].kind != PP_CODE_WORDS)
            from[i] = pp_arena_printf(arena, "%d", ++number);
    for (size_t i = 0; i < target->count; i++) {
        const struct pp_code *code = &target->items[i];
        if (code->kind == PP_CODE_CLOSE)
            to[i] = to[code->partner];
        else if (code->kind != PP_CODE_WORDS)
            to[i] = claim(source, from, taken, code);
        if (to[i] == NULL && code->kind != PP_CODE_WORDS)
            to[i] = pp_arena_printf(arena, "x%d", ++extra);
    }
    *source_ids = from;
    *target_ids = to;
}

struct words {
    const char **items;
    size_t count, capacity;
};

static void add_word(struct pp_arena *arena, struct words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++)
        if (pp_streq(words->items[i], word))
            return;
    *(const char **)PP_PUSH(arena, words) = word;
}

static bool is_plural_form(const char *keyword)
{
    static const char *const forms[] = {"zero", "one", "two", "few", "many"};
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (pp_streq(keyword, forms[i]))
            return true;
    return false;
}

/* A plural that only tells states of a figure apart has no forms for a language to have more of. */
static bool has_forms(const struct pp_code *code)
{
    for (size_t i = 0; i < code->branches.count; i++)
        if (is_plural_form(code->branches.items[i].keyword))
            return !code->is_choice && strstr(code->text, "selectordinal") == NULL;
    return false;
}

const char *const *xliff_branches(
    struct pp_arena *arena, const struct pp_locale *locale, const struct pp_code *source,
    const struct pp_code *target)
{
    static const char *const forms[] = {"zero", "one", "two", "few", "many"};
    struct words words = {0};
    bool by_number = has_forms(source);
    for (size_t i = 0; target != NULL && i < target->branches.count; i++)
        add_word(arena, &words, target->branches.items[i].keyword);
    for (size_t i = 0; by_number && i < sizeof forms / sizeof *forms; i++)
        if (texts_needs_plural(locale, forms[i]))
            add_word(arena, &words, forms[i]);
    for (size_t i = 0; i < source->branches.count; i++) {
        const char *keyword = source->branches.items[i].keyword;
        if (!by_number || !is_plural_form(keyword) || texts_has_plural(locale, keyword))
            add_word(arena, &words, keyword);
    }
    *(const char **)PP_PUSH(arena, &words) = NULL;
    return words.items;
}

const char *xliff_branch(const struct pp_code *code, const char *keyword, bool or_other)
{
    const char *other = NULL;
    for (size_t i = 0; i < code->branches.count; i++) {
        if (pp_streq(code->branches.items[i].keyword, keyword))
            return code->branches.items[i].text;
        if (pp_streq(code->branches.items[i].keyword, "other"))
            other = code->branches.items[i].text;
    }
    return or_other ? other : NULL;
}
