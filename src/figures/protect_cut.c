#include "protect_cut.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"

#include "solver.h"

/* Duals are rounded to multiples of 1/SCALE: all fractions with denominators up to 10 are exact. */
#define SCALE 2520
/* Room of cells that are printed: of equally violated cuts, the one with the fewest members. */
static const double elbow = 1e-3, least_lack = 1e-3;

struct row {
    size_t cells; /* start of its entries */
    int64_t slack;
    bool is_equal;
};

struct pp_separator {
    const struct pp_protection *problem;
    struct pp_arena *arena, *scratch;
    struct pp_lp *lp;
    size_t *column; /* [cell] 1 + column, or 0 */
    struct {
        size_t *items;
        size_t count, capacity;
    } cells; /* of the columns */
    struct {
        struct row *items;
        size_t count, capacity;
    } rows;
    struct {
        struct {
            size_t column;
            int64_t sign;
        } * items;
        size_t count, capacity;
    } entries;
    const double *x;
    double *lower, *upper, *costs;
    int64_t *weights; /* [blank] in the cut that is worked out */
    int64_t width;    /* that the bounds are for; 0: for none */
};

static const struct pp_protect_cell *cell_at(const struct pp_separator *s, size_t cell)
{
    return &s->problem->cells.items[cell];
}

/* --- The rows */

static void add_entry(struct pp_separator *s, struct pp_program *program, size_t cell, int sign)
{
    if (s->column[cell] == 0)
        return;
    pp_program_entry(program, s->rows.count - 1, s->column[cell] - 1, sign);
    PP_PUSH(s->arena, &s->entries);
    s->entries.items[s->entries.count - 1].column = s->column[cell] - 1;
    s->entries.items[s->entries.count - 1].sign = sign;
}

static void add_row(struct pp_separator *s, struct pp_program *program, int64_t slack, bool equal)
{
    struct row *row = PP_PUSH(s->arena, &s->rows);

    *row = (struct row){.cells = s->entries.count, .slack = slack, .is_equal = equal};
    pp_program_row(program, (double)-slack, equal ? (double)-slack : PP_SOLVER_MANY);
}

static void add_tie(
    struct pp_separator *s, struct pp_program *program, const struct pp_protect_tie *tie)
{
    int64_t total = cell_at(s, tie->total)->value, sum = 0;

    for (size_t p = 0; p < tie->count; p++)
        sum += cell_at(s, tie->parts[p])->value;
    if (tie->relation != PP_RELATION_BOUND) {
        add_row(s, program, sum - total, tie->relation == PP_RELATION_SUM);
        for (size_t p = 0; p < tie->count; p++)
            add_entry(s, program, tie->parts[p], 1);
        add_entry(s, program, tie->total, -1);
    }
    if (tie->relation != PP_RELATION_BOUND && tie->relation != PP_RELATION_UNION)
        return;
    for (size_t p = 0; p < tie->count; p++) {
        add_row(s, program, total - cell_at(s, tie->parts[p])->value, false);
        add_entry(s, program, tie->total, 1);
        add_entry(s, program, tie->parts[p], -1);
    }
}

static void add_columns(struct pp_separator *s, struct pp_program *program)
{
    for (size_t t = 0; t < s->problem->ties.count; t++) {
        const struct pp_protect_tie *tie = &s->problem->ties.items[t];
        for (size_t p = 0; p <= tie->count; p++) {
            size_t cell = p == tie->count ? tie->total : tie->parts[p];
            if (s->problem->blanks.items[cell_at(s, cell)->blank].rule == PP_BLANK_NEVER ||
                s->column[cell] != 0)
                continue;
            *(size_t *)PP_PUSH(s->arena, &s->cells) = cell;
            s->column[cell] = s->cells.count;
            pp_program_column(program, 0, 0, 0);
        }
    }
}

struct pp_separator *pp_separator_new(struct pp_arena *arena, const struct pp_protection *problem)
{
    struct pp_separator *s = pp_arena_alloc(arena, sizeof *s);
    struct pp_program program;

    s->problem = problem;
    s->arena = arena;
    s->scratch = pp_arena_new();
    s->column = pp_arena_array(arena, problem->cells.count, sizeof *s->column);
    s->weights = pp_arena_array(arena, problem->blanks.count, sizeof *s->weights);
    pp_program_init(&program, arena);
    add_columns(s, &program);
    for (size_t t = 0; t < problem->ties.count; t++)
        add_tie(s, &program, &problem->ties.items[t]);
    s->lower = pp_arena_array(arena, s->cells.count, sizeof *s->lower);
    s->upper = pp_arena_array(arena, s->cells.count, sizeof *s->upper);
    s->costs = pp_arena_array(arena, s->cells.count, sizeof *s->costs);
    s->lp = pp_lp_new(&program);
    return s;
}

void pp_separator_free(struct pp_separator *separator)
{
    pp_lp_free(separator->lp);
    pp_arena_free(separator->scratch);
}

void pp_separator_aim(struct pp_separator *separator, const double *x)
{
    separator->x = x;
    separator->width = 0;
}

/* --- From duals to a cut */

/* What the weights make of each cell: how much p moves when the cell moves by one, times SCALE. */
static int64_t *pulls(struct pp_separator *s, size_t cell, int direction, const int64_t *duals)
{
    int64_t *pull = pp_arena_array(s->scratch, s->cells.count, sizeof *pull);

    pull[s->column[cell] - 1] = direction * SCALE;
    for (size_t r = 0; r < s->rows.count; r++) {
        size_t end = r + 1 < s->rows.count ? s->rows.items[r + 1].cells : s->entries.count;
        for (size_t e = s->rows.items[r].cells; duals[r] != 0 && e < end; e++)
            pull[s->entries.items[e].column] += s->entries.items[e].sign * duals[r];
    }
    return pull;
}

/* factor * amount, but not more than `most`; all of them >= 0. */
static int64_t at_most(int64_t factor, int64_t amount, int64_t most)
{
    return factor != 0 && amount > most / factor ? most : factor * amount;
}

static int64_t added(int64_t a, int64_t b, int64_t most)
{
    return a >= most - b ? most : a + b;
}

/* Adds one direction to the weights of the blanks; what is sure without any blank is returned. All
 * stay within `most`. */
static int64_t weigh(
    struct pp_separator *s, size_t cell, int direction, const int64_t *duals, int64_t most)
{
    const int64_t *pull = pulls(s, cell, direction, duals);
    int64_t sure = 0, width = cell_at(s, cell)->width;

    for (size_t r = 0; r < s->rows.count; r++)
        if (s->rows.items[r].slack > 0)
            sure = added(sure, at_most(duals[r], s->rows.items[r].slack, most), most);
    for (size_t c = 0; c < s->cells.count; c++) {
        const struct pp_protect_cell *at = cell_at(s, s->cells.items[c]);
        int64_t room = at->value - at->least, weight;
        if (s->cells.items[c] == cell)
            weight = at_most(
                pull[c] * direction > 0 ? llabs(pull[c]) : 0,
                direction > 0 || room > width ? width : room, most);
        else
            weight = pull[c] > 0 ? most : at_most(-pull[c], room, most);
        s->weights[at->blank] = added(s->weights[at->blank], weight, most);
    }
    return sure;
}

double pp_cut_lack(const struct pp_cut *cut, const double *x)
{
    double lack = cut->subject == PP_CUT_ALWAYS ? 1 : x[cut->subject];

    for (size_t m = 0; m < cut->count; m++)
        lack -= cut->factors[m] * x[cut->members[m]];
    return lack;
}

/* Fractions of weights are rounded up in steps: sum(ceil(w / step) x) >= ceil(need / step). */
static void round_up(struct pp_separator *s, struct pp_cut *cut, int64_t need)
{
    struct pp_cut rounded = *cut;
    const int64_t *weights = s->weights;
    const double *x = s->x;
    double *factors = pp_arena_array(s->scratch, cut->count, sizeof *factors);
    double lack = pp_cut_lack(cut, x);

    rounded.factors = factors;
    for (size_t k = 0; k < cut->count; k++) {
        int64_t step = weights[cut->members[k]];
        double needed = (double)((need + step - 1) / step);
        for (size_t m = 0; m < cut->count; m++)
            factors[m] = (double)((weights[cut->members[m]] + step - 1) / step) / needed;
        double lacking = pp_cut_lack(&rounded, x);
        if (lacking > lack + 1e-9) {
            lack = lacking;
            memcpy(cut->factors, factors, cut->count * sizeof *factors);
        }
    }
}

/* The weights of blanks that must be chosen are sure, too. */
static bool finish(
    struct pp_separator *s, struct pp_arena *arena, const bool *barred, size_t cell, int64_t sure,
    int64_t most, struct pp_cut *out)
{
    const struct pp_protect_blank *blanks = s->problem->blanks.items;
    size_t own = cell_at(s, cell)->blank, count = s->problem->blanks.count;
    int64_t need = most;

    s->weights[own] = added(s->weights[own], sure, most);
    for (size_t b = 0; b < count; b++)
        if (b == own || blanks[b].rule == PP_BLANK_MUST)
            need -= s->weights[b] < need ? s->weights[b] : need;
    if (need == 0)
        return false;
    *out = (struct pp_cut){
        .subject = blanks[own].rule == PP_BLANK_MUST ? PP_CUT_ALWAYS : own,
        .members = pp_arena_array(s->scratch, count, sizeof(size_t)),
        .factors = pp_arena_array(s->scratch, count, sizeof(double))};
    for (size_t b = 0; b < count; b++) {
        if (s->weights[b] == 0 || b == own || blanks[b].rule != PP_BLANK_MAY || barred[b])
            continue;
        s->weights[b] = s->weights[b] < need ? s->weights[b] : need;
        out->factors[out->count] = (double)s->weights[b] / (double)need;
        out->members[out->count++] = b;
    }
    round_up(s, out, need);
    if (pp_cut_lack(out, s->x) <= least_lack)
        return false;
    out->members = pp_arena_memdup(arena, out->members, out->count * sizeof *out->members);
    out->factors = pp_arena_memdup(arena, out->factors, out->count * sizeof *out->factors);
    return true;
}

/* --- Duals */

static void set_rooms(struct pp_separator *s, int64_t width)
{
    for (size_t c = 0; c < s->cells.count; c++) {
        const struct pp_protect_cell *at = cell_at(s, s->cells.items[c]);
        int64_t room = at->value - at->least;
        double x = s->x[at->blank] + elbow;
        s->upper[c] = (double)width * x;
        s->lower[c] = -(double)(room < width ? room : width) * x;
    }
    pp_lp_bounds(s->lp, s->lower, s->upper);
    s->width = width;
}

/* Rounded duals of the question how far the cell can go; NULL when it goes as far as it need. */
static int64_t *ask(struct pp_separator *s, size_t cell, int direction)
{
    size_t column = s->column[cell] - 1;
    int64_t *duals = pp_arena_array(s->scratch, s->rows.count, sizeof *duals);

    memset(s->costs, 0, s->cells.count * sizeof *s->costs);
    s->costs[column] = -direction;
    pp_lp_costs(s->lp, s->costs);
    if (pp_lp_solve(s->lp, PP_LP_PRIMAL) != PP_SOLVED)
        return NULL;
    const double *found = pp_lp_duals(s->lp);
    for (size_t r = 0; r < s->rows.count; r++) {
        duals[r] = llround(found[r] * SCALE);
        if (!s->rows.items[r].is_equal && duals[r] < 0)
            duals[r] = 0;
    }
    return duals;
}

bool pp_separate(
    struct pp_separator *s, struct pp_arena *arena, const bool *barred, size_t cell,
    struct pp_cut *out)
{
    struct pp_arena_mark mark = pp_arena_mark(s->scratch);
    int64_t width = cell_at(s, cell)->width, most = width * SCALE, sure = 0;
    bool asked = s->column[cell] != 0;

    memset(s->weights, 0, s->problem->blanks.count * sizeof *s->weights);
    if (asked && s->width != width)
        set_rooms(s, width);
    for (int direction = -1; asked && direction <= 1; direction += 2) {
        const int64_t *duals = ask(s, cell, direction);
        asked = duals != NULL;
        if (asked)
            sure = added(sure, weigh(s, cell, direction, duals, most), most);
    }
    bool found = asked && finish(s, arena, barred, cell, sure, most, out);
    pp_arena_rewind(s->scratch, mark);
    return found;
}
