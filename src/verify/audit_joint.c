#include "audit_joint.h"

#include <stdlib.h>
#include <string.h>

#include "audit_laws.h"
#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static size_t find(const struct audit_figures *in, const struct audit_figure *figure)
{
    return audit_figures_find(
        in, figure->measure, figure->city, figure->framework, figure->dimension, figure->breakdown,
        figure->period);
}

static bool is_exact(const struct audit_figure *figure)
{
    return figure->known && !figure->rounded && figure->low == figure->high &&
           strchr(figure->value, '.') == NULL;
}

/* Is anything told of this figure by an earlier edition? */
static bool compare(
    struct pp_run *run, const struct audit_figures *earlier, const struct audit_figures *later,
    const struct audit_figure *now, int64_t width)
{
    size_t at = find(earlier, now);
    struct pp_where where = {.file = later->path, .line = now->line};

    if (at == AUDIT_NONE)
        return false;
    const struct audit_figure *was = &earlier->figures.items[at];
    if (was->hidden && now->known) {
        pp_error(
            run, where, "audit.told",
            "The figure %s of %s is withheld in %s, line %zu, and printed here.", now->address,
            now->period, earlier->path, was->line);
        return true;
    }
    int64_t difference = now->low > was->low ? now->low - was->low : was->low - now->low;
    if (!is_exact(was) || !is_exact(now) || difference == 0 || difference >= width)
        return false;
    pp_error(
        run, where, "audit.difference",
        "The figure %s of %s differs by %lld from %s, line %zu: that is a count of persons below "
        "%lld.",
        now->address, now->period, (long long)difference, earlier->path, was->line,
        (long long)width);
    return true;
}

void audit_joint_differences(
    struct pp_run *run, const struct audit_figures *editions, size_t first, size_t count,
    const int64_t thresholds[2], size_t *told)
{
    for (size_t later = first; later < count; later++)
        for (size_t i = 0; i < editions[later].figures.count; i++) {
            const struct audit_figure *figure = &editions[later].figures.items[i];
            char guard = audit_laws_guard(figure);
            bool found = false;
            for (size_t e = later; guard != 0 && e-- > 0 && !found;)
                found =
                    compare(run, &editions[e], &editions[later], figure, thresholds[guard == 'r']);
            *told += found;
        }
}

/* A measure together, the project first, and else as they came: laws rely on it. */
static int by_measure(const void *a, const void *b)
{
    const struct audit_figure *one = *(struct audit_figure *const *)a,
                              *other = *(struct audit_figure *const *)b;
    int order = strcmp(one->measure, other->measure);

    if (order == 0)
        order = (*one->city != 0) - (*other->city != 0);
    if (order == 0)
        order = strcmp(one->address, other->address);
    return order != 0 ? order : strcmp(one->period, other->period);
}

/* What was printed once and is withheld later was corrected: what the first edition said is known
 * and no longer true, and tells nothing of the number now. */
static void forget_corrected(
    struct pp_arena *arena, const struct audit_figures *editions, size_t count)
{
    struct pp_map printed;

    pp_map_init(&printed, arena);
    for (size_t e = 0; e < count; e++)
        for (size_t i = 0; i < editions[e].figures.count; i++) {
            struct audit_figure *figure = &editions[e].figures.items[i];
            const char *key = audit_periods_name(arena, figure);
            if (figure->known)
                pp_map_set(&printed, key, figure);
            else if (figure->hidden && pp_map_get(&printed, key) != NULL)
                figure->hidden = false;
        }
}

void audit_joint_merge(
    struct pp_arena *arena, const struct audit_figures *editions, size_t count,
    struct audit_figures *out)
{
    struct pp_map last;
    const struct audit_figure **all;

    *out = (struct audit_figures){
        .path = editions[count - 1].path, .rounds = editions[count - 1].rounds};
    forget_corrected(arena, editions, count);
    pp_map_init(&last, arena);
    for (size_t e = 0; e < count; e++)
        for (size_t i = 0; i < editions[e].figures.count; i++) {
            struct audit_figure *figure = &editions[e].figures.items[i];
            pp_map_set(
                &last, pp_arena_printf(arena, "%s@%s", figure->address, figure->period), figure);
        }
    all = pp_arena_array(arena, last.count, sizeof *all);
    for (size_t i = 0; i < last.count; i++)
        all[i] = last.entries[i].value;
    qsort(all, last.count, sizeof *all, by_measure);
    pp_map_init(&out->by_key, arena);
    for (size_t i = 0; i < last.count; i++)
        audit_figures_add(arena, out, all[i]);
}
