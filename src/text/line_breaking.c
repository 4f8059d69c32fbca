#include "line_breaking.h"

#include <float.h>

#include "pactpress/arena.h"

/* Demerits are squares of (LINE + badness) plus squares of penalties, as in the paper; the weights
 * are those of TeX but for hyphens, which ragged text needs less. */
enum {
    LINE_PENALTY = 10,
    WORST_BADNESS = 10000,
    HYPHEN_PENALTY = 120,
    EXPLICIT_PENALTY = 30,
    EMERGENCY_PENALTY = 3000,
    SHORT_LAST_PENALTY = 150, /* a last line of less than a fifth of the measure */
    HYPHEN_RUN_PENALTY = 150, /* the second of two hyphenated lines */
    HYPHEN_RUN = 2,           /* hyphenated lines running at most */
    TOO_MANY_HYPHENS = 20000, /* where nothing else fits */
    OVERFULL_PENALTY = 100000
};

static const double tolerance = 0.001; /* [pt] */
static const double last_share = 0.2;

/* The best way to a break that is the `run`-th hyphenated line end in a row. */
struct node {
    double demerits;
    size_t from; /* breaks before; 0 = start of the paragraph */
    unsigned from_run;
};

struct table {
    struct node (*nodes)[HYPHEN_RUN + 1]; /* by number of the break, 1-based; 0 = the start */
};

static double square(double x)
{
    return x * x;
}

static double shortfall_badness(const struct pp_breaking *breaking, double shortfall)
{
    if (shortfall <= 0)
        return 0;
    double ratio = shortfall / breaking->stretch;
    double badness = 100 * ratio * ratio * ratio;
    return badness < WORST_BADNESS ? badness : WORST_BADNESS;
}

static double kind_demerits(enum pp_break_kind kind)
{
    switch (kind) {
    case PP_BREAK_HYPHEN:
        return square(HYPHEN_PENALTY);
    case PP_BREAK_EXPLICIT:
        return square(EXPLICIT_PENALTY);
    case PP_BREAK_EMERGENCY:
        return square(EMERGENCY_PENALTY);
    default:
        return 0;
    }
}

/* Demerits of the line from break `i` to break `j`, of width `width` where `room` is. */
static double line_demerits(
    const struct pp_breaking *breaking, size_t i, size_t j, double width, double room)
{
    const struct pp_opportunity *end = &breaking->opportunities->items[j - 1];
    double demerits = kind_demerits(end->kind);
    if (width > room + tolerance)
        return demerits + square(OVERFULL_PENALTY) * (1 + width - room);
    if (end->kind != PP_BREAK_HARD)
        return demerits + square(LINE_PENALTY + shortfall_badness(breaking, room - width));
    bool alone = i == 0 || breaking->opportunities->items[i - 1].kind == PP_BREAK_HARD;
    if (!alone && width < last_share * breaking->width)
        demerits += square(SHORT_LAST_PENALTY);
    return demerits + square(LINE_PENALTY);
}

static void relax(struct node *node, double demerits, size_t from, unsigned from_run)
{
    if (demerits < node->demerits)
        *node = (struct node){demerits, from, from_run};
}

/* Extends every way to break `i` by the line that ends at break `j`. False: none
 * of them is fit to be printed. */
static bool extend(
    struct table *table, size_t i, size_t j, enum pp_break_kind kind, double demerits)
{
    bool reached = false;
    for (unsigned run = 0; run <= HYPHEN_RUN; run++) {
        double before = table->nodes[i][run].demerits;
        if (before == DBL_MAX)
            continue;
        reached = reached || kind != PP_BREAK_HYPHEN || run < HYPHEN_RUN;
        unsigned next = 0;
        double more = 0;
        if (kind == PP_BREAK_HYPHEN) {
            next = run < HYPHEN_RUN ? run + 1 : HYPHEN_RUN;
            more = run == 0 ? 0 : square(HYPHEN_RUN_PENALTY);
            if (run == HYPHEN_RUN)
                more = square(TOO_MANY_HYPHENS);
        }
        relax(&table->nodes[j][next], before + demerits + more, i, run);
    }
    return reached;
}

/* Width of the line from break `i` to break `j`, and the room it has. */
static double line_width(const struct pp_breaking *breaking, size_t i, size_t j, double *room)
{
    const struct pp_opportunity *items = breaking->opportunities->items;
    size_t start = i > 0 ? items[i - 1].at : 0, end = items[j - 1].end;
    *room = breaking->width - (i == 0 ? breaking->indent : 0);
    return items[j - 1].hyphen + (end > start ? breaking->pens[end] - breaking->pens[start] : 0);
}

static bool fits(const struct pp_breaking *breaking, size_t i, size_t j)
{
    double room;
    double width = line_width(breaking, i, j, &room);
    return width <= room + tolerance;
}

/* Finds the best ways to break `j`. *first is the earliest break whose line reached the one before;
 * it moves along with `j`, not before `hard`. */
static void find_ways(
    const struct pp_breaking *breaking, struct table *table, size_t j, size_t hard, size_t *first)
{
    /* Shortfalls beyond this are all equally bad: (WORST_BADNESS / 100) ^ 1/3. */
    static const double hopeless = 4.65;
    enum pp_break_kind kind = breaking->opportunities->items[j - 1].kind;
    size_t i = *first;
    while (i > hard && fits(breaking, i - 1, j))
        i--;
    while (i + 1 < j && !fits(breaking, i, j))
        i++;
    *first = i;
    bool reached = false;
    for (; i < j; i++) {
        double room;
        double width = line_width(breaking, i, j, &room);
        if (reached && room - width > hopeless * breaking->stretch && kind != PP_BREAK_HARD)
            break;
        double demerits = line_demerits(breaking, i, j, width, room);
        if (extend(table, i, j, kind, demerits))
            reached = true;
    }
}

size_t *pp_break_lines(struct pp_arena *arena, const struct pp_breaking *breaking, size_t *count)
{
    size_t last = breaking->opportunities->count, lines = 0;
    size_t *ends = pp_arena_array(arena, last, sizeof *ends);
    struct pp_arena_mark mark = pp_arena_mark(arena);
    struct table table = {pp_arena_array(arena, last + 1, sizeof *table.nodes)};
    for (size_t j = 0; j <= last; j++)
        for (unsigned run = 0; run <= HYPHEN_RUN; run++)
            table.nodes[j][run].demerits = j == 0 && run == 0 ? 0 : DBL_MAX;
    size_t hard = 0, first = 0;
    for (size_t j = 1; j <= last; j++) {
        find_ways(breaking, &table, j, hard, &first);
        if (breaking->opportunities->items[j - 1].kind == PP_BREAK_HARD)
            hard = first = j;
    }
    unsigned run = 0;
    for (unsigned other = 1; other <= HYPHEN_RUN; other++)
        if (table.nodes[last][other].demerits < table.nodes[last][run].demerits)
            run = other;
    for (size_t j = last; j > 0;) {
        ends[last - ++lines] = j - 1;
        const struct node *node = &table.nodes[j][run];
        j = node->from;
        run = node->from_run;
    }
    pp_arena_rewind(arena, mark);
    *count = lines;
    return ends + last - lines;
}
