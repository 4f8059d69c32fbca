/* protect: the disclosure engine on any table of counts. */
#include "pactpress/protect.h"

#include "cells.h"
#include "pactpress/commands.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

struct order {
    int64_t threshold, width;
    bool protect_zeros;
};

static enum pp_status read_order(
    struct pp_run *run, const struct pp_options *options, struct order *order)
{
    if (options->arguments.count != 2 || !options->threshold) {
        pp_error(
            run, PP_NOWHERE, "protect.arguments",
            "protect takes two files and a threshold: pactpress protect CELLS.csv EQUATIONS.csv "
            "--threshold T [--width W] [--protect-zeros]");
        return PP_USAGE;
    }
    order->protect_zeros = options->protect_zeros;
    PP_TRY(cells_option(run, "threshold", options->threshold, 1, &order->threshold));
    order->width = order->threshold;
    if (options->width)
        PP_TRY(cells_option(run, "width", options->width, 1, &order->width));
    return PP_OK;
}

static enum pp_blank_rule rule_of(const struct order *order, int64_t count)
{
    if (count == 0)
        return order->protect_zeros ? PP_BLANK_MUST : PP_BLANK_NEVER;
    return count < order->threshold ? PP_BLANK_MUST : PP_BLANK_MAY;
}

static void pose(
    struct pp_arena *arena, const struct order *order, const struct cells *cells,
    struct pp_protection *problem)
{
    for (size_t i = 0; i < cells->cells.count; i++) {
        int64_t count = cells->cells.items[i].count;
        size_t blank = pp_protect_add_blank(arena, problem, rule_of(order, count), 1, count);
        pp_protect_add_cell(
            arena, problem, blank, count, order->protect_zeros ? 0 : 1, order->width);
    }
    for (size_t i = 0; i < cells->equations.count; i++) {
        const struct equation *equation = &cells->equations.items[i];
        size_t tie = pp_protect_add_tie(
            arena, problem, equation->is_union ? PP_RELATION_UNION : PP_RELATION_SUM,
            equation->total);
        for (size_t p = 0; p < equation->count; p++)
            pp_protect_add_part(arena, problem, tie, equation->parts[p]);
    }
}

static void print(const struct cells *cells, const struct pp_protection *problem)
{
    struct pp_str out;

    pp_str_init(&out);
    pp_str_append(&out, "cell,state,value\n");
    for (size_t i = 0; i < cells->cells.count; i++) {
        cells_field(&out, cells->cells.items[i].name);
        if (problem->blanks.items[i].chosen)
            pp_str_append(&out, ",suppressed,\n");
        else
            pp_str_printf(&out, ",exact,%lld\n", (long long)cells->cells.items[i].count);
    }
    fwrite(out.text, 1, out.length, stdout);
    pp_str_free(&out);
}

static size_t count_musts(const struct pp_protection *problem)
{
    size_t musts = 0;

    for (size_t i = 0; i < problem->blanks.count; i++)
        musts += problem->blanks.items[i].rule == PP_BLANK_MUST;
    return musts;
}

static void say_done(struct pp_run *run, const struct pp_protection *problem)
{
    size_t musts = count_musts(problem);
    long long cost = problem->cost, gap = problem->cost - problem->bound;

    if (gap == 0)
        pp_say(
            run, "done", "%zu cells: %zu small, %lld suppressed with them; as few as can be",
            problem->cells.count, musts, cost - (long long)musts);
    else
        pp_say(
            run, "done",
            "%zu cells: %zu small, %lld suppressed with them; at most %lld more than the fewest "
            "(no choice has fewer than %lld)",
            problem->cells.count, musts, cost - (long long)musts, gap,
            (long long)problem->bound - (long long)musts);
}

/* Everything below it is suppressed, but zeros that are printed. */
static bool is_without_parts(
    const struct cells *cells, const struct pp_protection *problem, const struct equation *equation)
{
    for (size_t p = 0; p < equation->count; p++)
        if (!problem->blanks.items[equation->parts[p]].chosen &&
            cells->cells.items[equation->parts[p]].count > 0)
            return false;
    return problem->blanks.items[equation->total].chosen;
}

/* A small total goes for its own sake; a large one because nothing less would do. */
static void tell_totals(
    struct pp_run *run, const struct cells *cells, const struct pp_protection *problem)
{
    for (size_t i = 0; i < cells->equations.count; i++) {
        const struct equation *equation = &cells->equations.items[i];
        const struct cell *total = &cells->cells.items[equation->total];
        if (problem->blanks.items[equation->total].rule == PP_BLANK_MAY &&
            is_without_parts(cells, problem, equation))
            pp_warn(
                run, total->where, "protect.total",
                "the total \"%s\" is suppressed with all of its parts: they cannot protect each "
                "other",
                total->name);
    }
}

static enum pp_status report_bare(
    struct pp_run *run, const struct cells *cells, const struct order *order,
    const struct pp_protection *problem)
{
    for (size_t i = 0; i < problem->bare_count; i++) {
        const struct cell *cell = &cells->cells.items[problem->bare[i]];
        pp_error(
            run, cell->where, "protect.bare",
            "nothing protects the cell \"%s\": even with every other cell suppressed, the "
            "equations "
            "tell it within less than %lld",
            cell->name, (long long)order->width);
    }
    return problem->bare_count > 0 ? PP_DATA : PP_OK;
}

enum pp_status pp_command_protect(struct pp_run *run, const struct pp_options *options)
{
    struct pp_protection problem = {0};
    struct order order;
    struct cells cells;

    PP_TRY(read_order(run, options, &order));
    PP_TRY(
        cells_read(run, options->arguments.items[0], options->arguments.items[1], false, &cells));
    pose(run->arena, &order, &cells, &problem);
    PP_TRY(pp_protect_choose(run, run->arena, &problem));
    print(&cells, &problem);
    tell_totals(run, &cells, &problem);
    PP_TRY(report_bare(run, &cells, &order, &problem));
    say_done(run, &problem);
    return PP_OK;
}
