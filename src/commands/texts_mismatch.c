/* Does a translation print what its source prints, and has it the branches that its language needs?
 */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"
#include "texts.h"

struct codes {
    const struct pp_code **items;
    size_t count, capacity;
};

bool texts_is_common(const char *name)
{
    static const char *const common[] = {"place", "place_in", "scope", "period"};
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (pp_streq(name, common[i]))
            return true;
    return false;
}

bool texts_needs_plural(const struct pp_locale *locale, const char *keyword)
{
    for (int64_t n = 0; n <= 200; n++)
        if (pp_streq(pp_locale_plural(locale, n, 0, false), keyword))
            return true;
    return false;
}

bool texts_has_plural(const struct pp_locale *locale, const char *keyword)
{
    if (texts_needs_plural(locale, keyword) ||
        pp_streq(pp_locale_plural(locale, 1000000, 0, false), keyword))
        return true;
    for (int64_t n = 0; n <= 100; n++)
        if (pp_streq(pp_locale_plural(locale, n, 1, false), keyword))
            return true;
    return false;
}

/* Arguments, those in branches, too. */
static void collect(
    struct pp_arena *arena, enum pp_coded_syntax syntax, const char *text, int depth,
    struct codes *out)
{
    struct pp_coded coded;
    pp_coded_read(arena, syntax, text, &coded);
    for (size_t i = 0; i < coded.count; i++) {
        const struct pp_code *code = &coded.items[i];
        if (code->is_argument && code->kind != PP_CODE_CLOSE)
            *(const struct pp_code **)PP_PUSH(arena, out) = code;
        for (size_t k = 0; k < code->branches.count && depth < PP_LIMIT_MESSAGE_DEPTH; k++)
            collect(arena, PP_CODED_BRANCH, code->branches.items[k].text, depth + 1, out);
    }
}

/* What two codes have in common that stand for the same: the name of an argument. An address of a
 * link may differ: there may be a page in the language. */
static const char *sense(const struct pp_code *code)
{
    if (code->kind == PP_CODE_OPEN)
        return "a link";
    return code->name != NULL ? code->name : code->key;
}

static const struct pp_code *find(const struct codes *codes, const char *wanted, bool branching)
{
    for (size_t i = 0; i < codes->count; i++)
        if (pp_streq(sense(codes->items[i]), wanted) &&
            (!branching || codes->items[i]->branches.count > 0))
            return codes->items[i];
    return NULL;
}

static bool has_branch(const struct pp_code *code, const char *keyword)
{
    for (size_t i = 0; i < code->branches.count; i++)
        if (pp_streq(code->branches.items[i].keyword, keyword))
            return true;
    return false;
}

static bool is_plural_word(const char *keyword)
{
    static const char *const words[] = {"zero", "one", "two", "few", "many", "other"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pp_streq(keyword, words[i]))
            return true;
    return false;
}

/* A plural in one form only says the same for every number, on purpose. */
static const char *missing_plural(
    struct pp_arena *arena, const struct pp_locale *locale, const struct pp_code *code)
{
    static const char *const words[] = {"zero", "one", "two", "few", "many"};
    size_t given = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        given += has_branch(code, words[i]);
    if (given == 0 || code->is_choice || strstr(code->text, "selectordinal") != NULL)
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!has_branch(code, words[i]) && texts_needs_plural(locale, words[i]))
            return pp_arena_printf(
                arena, "%s has no branch \"%s\", which the language needs", code->name, words[i]);
        if (has_branch(code, words[i]) && !texts_has_plural(locale, words[i]))
            return pp_arena_printf(
                arena, "%s has a branch \"%s\", which the language does not have", code->name,
                words[i]);
    }
    return NULL;
}

/* States of figures and words of a choice: what the source tells apart. */
static const char *missing_branch(
    struct pp_arena *arena, const struct pp_code *source, const struct codes *target)
{
    const struct pp_code *code = find(target, sense(source), true);
    for (size_t i = 0; code != NULL && i < source->branches.count; i++) {
        const char *keyword = source->branches.items[i].keyword;
        bool plural = !source->is_choice && (is_plural_word(keyword) || keyword[0] == '=');
        if (!plural && !has_branch(code, keyword))
            return pp_arena_printf(arena, "%s has no branch \"%s\"", code->name, keyword);
    }
    return NULL;
}

const char *texts_mismatch(
    struct pp_arena *arena, const struct pp_locale *locale, enum pp_coded_syntax syntax,
    const char *source, const char *target)
{
    struct codes from = {0}, to = {0};
    const char *problem = NULL;
    collect(arena, syntax, source, 0, &from);
    collect(arena, syntax, target, 0, &to);
    for (size_t i = 0; i < from.count && problem == NULL; i++) {
        const char *wanted = sense(from.items[i]);
        if (find(&to, wanted, false) == NULL && !texts_is_common(wanted))
            problem = pp_arena_printf(arena, "%s is not in the translation", wanted);
        else
            problem = missing_branch(arena, from.items[i], &to);
    }
    for (size_t i = 0; i < to.count && problem == NULL; i++) {
        const char *given = sense(to.items[i]);
        if (find(&from, given, false) == NULL && !texts_is_common(given))
            problem = pp_arena_printf(arena, "%s is not in the source", given);
        else if (to.items[i]->branches.count > 0)
            problem = missing_plural(arena, locale, to.items[i]);
    }
    return problem;
}
