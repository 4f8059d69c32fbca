/* Which target is in force for a figure: addresses are compared by their pairs, in any order, and
 * without their period. */
#include <string.h>

#include "pactpress/project.h"
#include "pactpress/str.h"

enum { PAIRS = 16, BYTES = 1024 };

/* An address taken apart: the measure, then key=value without spaces and needless quotes. */
struct parts {
    char bytes[BYTES];
    const char *items[PAIRS + 1]; /* [0] is the measure */
    size_t count;
};

static bool is_bare(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-' || c == '=' || c == '*';
}

static void finish_part(struct parts *parts, size_t *start, size_t *used)
{
    parts->bytes[(*used)++] = '\0';
    const char *part = parts->bytes + *start;
    *start = *used;
    bool left_out = *part == '\0' || pp_starts_with(part, "period=") || pp_streq(part, "city=*");
    if (!left_out && parts->count <= PAIRS)
        parts->items[parts->count++] = part;
}

/* False when the address is too long to be one. */
static bool take_apart(const char *address, struct parts *parts)
{
    size_t used = 0, start = 0;
    bool quoted = false;
    parts->count = 0;
    if (strlen(address) + PAIRS + 2 > BYTES)
        return false;
    for (const char *at = address; *at; at++) {
        if (*at == '"') {
            quoted = !quoted;
        } else if (quoted) {
            at += *at == '\\' && at[1];
            parts->bytes[used++] = *at;
        } else if (*at == '[' || *at == ',' || *at == ']') {
            finish_part(parts, &start, &used);
            if (used + 1 >= BYTES)
                return false;
        } else if (is_bare(*at)) {
            parts->bytes[used++] = *at;
        }
    }
    finish_part(parts, &start, &used);
    return parts->count > 0;
}

static bool holds(const struct parts *parts, const char *pair)
{
    for (size_t i = 1; i < parts->count; i++)
        if (strcmp(parts->items[i], pair) == 0)
            return true;
    return false;
}

static bool is_same_figure(const struct parts *a, const struct parts *b)
{
    if (a->count != b->count || strcmp(a->items[0], b->items[0]) != 0)
        return false;
    for (size_t i = 1; i < a->count; i++)
        if (!holds(b, a->items[i]))
            return false;
    return true;
}

const struct pp_target *pp_project_target(
    const struct pp_project *project, const char *figure, const struct pp_period *period)
{
    struct parts wanted, have;
    if (!figure || !take_apart(figure, &wanted))
        return NULL;
    const struct pp_target *found = NULL;
    for (size_t i = 0; i < project->target_count; i++) {
        const struct pp_target *target = &project->targets[i];
        if (target->from != PP_NO_DAY && target->from > period->last)
            continue;
        if (found && found->from > target->from)
            continue;
        if (target->figure && take_apart(target->figure, &have) && is_same_figure(&wanted, &have))
            found = target;
    }
    return found;
}
