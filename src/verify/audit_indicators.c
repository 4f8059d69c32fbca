/* What everybody knows about indicators: before + new = total, genders, ages and target groups add
 * up to all, a part ("C2.1") is never larger than what it is part of ("C2"). */
#include <string.h>

#include "audit_laws.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

static const struct audit_figure *figure_at(const struct audit_laws *laws, size_t figure)
{
    return &laws->figures->figures.items[figure];
}

static size_t find(
    const struct audit_laws *laws, const char *measure, const char *breakdown, const char *period)
{
    return period == NULL
               ? AUDIT_NONE
               : audit_figures_find(laws->figures, measure, "", "", "", breakdown, period);
}

static void tie(struct audit_laws *laws, enum pp_law law, size_t total, size_t one, size_t other)
{
    const size_t parts[2] = {one, other};

    /* a sum over a part that nobody knows says nothing */
    for (size_t i = 0; i < 2; i++)
        if (parts[i] != AUDIT_NONE && !figure_at(laws, parts[i])->hidden &&
            !figure_at(laws, parts[i])->known)
            return;
    size_t at = audit_law_begin(laws, law, total);
    audit_law_add(laws, at, one);
    audit_law_add(laws, at, other);
    audit_law_finish(laws, at);
}

/* The breakdown without its pair of that key; NULL: it has none. */
static const char *strip(struct audit_laws *laws, const char *breakdown, const char *key)
{
    size_t length = strlen(key);

    for (const char *at = breakdown; at != NULL; at = strchr(at, ';')) {
        at += *at == ';';
        if (strncmp(at, key, length) != 0 || at[length] != '=')
            continue;
        const char *end = strchr(at, ';');
        return pp_arena_printf(
            laws->arena, "%.*s%s", (int)(at - breakdown), breakdown, end != NULL ? end + 1 : "");
    }
    return NULL;
}

/* All cells that differ from the total by this key only. */
static void over_key(struct audit_laws *laws, size_t total, const char *key)
{
    const struct audit_figure *of = figure_at(laws, total);

    if (strip(laws, of->breakdown, key) != NULL)
        return;
    size_t law = audit_law_begin(laws, PP_LAW_SUM, total);
    for (size_t i = 0; i < laws->figures->figures.count; i++) {
        const struct audit_figure *part = figure_at(laws, i);
        if (!pp_streq(part->measure, of->measure) || !pp_streq(part->period, of->period))
            continue;
        const char *rest = strip(laws, part->breakdown, key);
        if (rest != NULL && pp_streq(rest, of->breakdown))
            audit_law_add(laws, law, i);
    }
    audit_law_finish(laws, law);
}

/* "gender=female;indicator=C2.1" is part of "gender=female;indicator=C2". */
static void over_main(struct audit_laws *laws, size_t part)
{
    const struct audit_figure *of = figure_at(laws, part);
    const char *code = strstr(of->breakdown, "indicator=");
    const char *dot = code != NULL ? strrchr(code, '.') : NULL;

    if (dot == NULL)
        return;
    size_t main = find(
        laws, of->measure,
        pp_arena_strndup(laws->arena, of->breakdown, (size_t)(dot - of->breakdown)), of->period);
    if (main != AUDIT_NONE)
        tie(laws, PP_LAW_OVER, main, part, AUDIT_NONE);
}

void audit_indicators_pose(struct audit_laws *laws)
{
    const struct audit_figures *f = laws->figures;

    for (size_t i = 0; i < f->figures.count; i++) {
        const struct audit_figure *figure = figure_at(laws, i);
        if (pp_streq(figure->measure, "indicator.total")) {
            size_t before = find(laws, "indicator.before", figure->breakdown, f->now);
            if (before != AUDIT_NONE)
                tie(laws, PP_LAW_SUM, i, before,
                    find(laws, "indicator.new", figure->breakdown, f->now));
            tie(laws, PP_LAW_SUM, i, find(laws, "indicator.persons", figure->breakdown, f->until),
                AUDIT_NONE);
            over_main(laws, i);
        }
        if (pp_streq(figure->measure, "indicator.new"))
            tie(laws, PP_LAW_SUM, i, find(laws, "indicator.persons", figure->breakdown, f->now),
                AUDIT_NONE);
        if (!pp_streq(figure->measure, "indicator.persons"))
            continue;
        over_key(laws, i, "gender");
        over_key(laws, i, "age");
        over_key(laws, i, "target_group");
        if (pp_streq(figure->period, f->until))
            over_main(laws, i);
        else
            tie(laws, PP_LAW_OVER, find(laws, figure->measure, figure->breakdown, f->until), i,
                AUDIT_NONE);
    }
}
