#include "pactpress/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/address.h"
#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/measure.h"
#include "pactpress/run.h"
#include "pactpress/stats.h"
#include "pactpress/str.h"

#include "table.h"

void pp_drafts_init(struct pp_drafts *drafts, struct pp_run *run, struct pp_arena *arena)
{
    *drafts = (struct pp_drafts){.run = run, .arena = arena};
    pp_map_init(&drafts->by_address, arena);
}

size_t pp_drafts_add(struct pp_drafts *drafts, const struct pp_address *at)
{
    const struct pp_measure *measure = pp_measure_base(at->measure);
    size_t index = drafts->count;
    struct pp_draft *draft = PP_PUSH(drafts->arena, drafts);
    struct pp_str key;

    *draft = (struct pp_draft){
        .figure = {.at = *at, .state = PP_UNKNOWN, .unit = PP_UNIT_NUMBER, .n = -1},
        .denominator = 1,
        .n_from = PP_NO_INDEX,
        .n_over = PP_NO_INDEX,
        .with = PP_NO_INDEX};
    if (measure != NULL) {
        draft->figure.unit = measure->unit;
        draft->figure.decimals = measure->decimals;
        draft->figure.from.rule = measure->rule;
    }
    draft->figure.address = pp_address_text(drafts->arena, at);
    pp_str_init(&key);
    pp_str_printf(&key, "%s@%s", draft->figure.address, at->period == NULL ? "" : at->period);
    size_t *slot = pp_arena_alloc(drafts->arena, sizeof *slot);
    *slot = index;
    pp_map_set(&drafts->by_address, key.text, slot);
    pp_str_free(&key);
    return index;
}

size_t pp_drafts_find(const struct pp_drafts *drafts, const struct pp_address *at)
{
    struct pp_str key;

    pp_str_init(&key);
    pp_table_key(&key, at);
    const size_t *slot = pp_map_get(&drafts->by_address, key.text);
    pp_str_free(&key);
    return slot == NULL ? PP_NO_INDEX : *slot;
}

struct pp_draft *pp_drafts_at(struct pp_drafts *drafts, size_t index)
{
    return &drafts->items[index];
}

void pp_draft_set_count(struct pp_draft *draft, const struct pp_count *count)
{
    struct pp_figure *figure = &draft->figure;

    figure->lo = count->lo;
    figure->hi = count->hi;
    switch (count->state) {
    case PP_COUNT_EXACT:
        figure->state = PP_EXACT;
        return;
    case PP_COUNT_ESTIMATED:
        figure->state = PP_ESTIMATED;
        return;
    case PP_COUNT_AT_LEAST:
        figure->state = PP_AT_LEAST;
        figure->hi = PP_FIGURE_MANY;
        return;
    case PP_COUNT_NONE:
        figure->state = PP_NOT_ASSESSED;
        break;
    case PP_COUNT_UNKNOWN:
        figure->state = PP_UNKNOWN;
        break;
    }
    figure->lo = figure->hi = 0;
}

void pp_draft_set_exact(struct pp_draft *draft, int64_t value)
{
    draft->figure.state = PP_EXACT;
    draft->figure.lo = draft->figure.hi = value;
}

void pp_draft_follow(struct pp_draft *draft, size_t base)
{
    if (base != PP_NO_INDEX && draft->base_count < PP_DRAFT_BASES)
        draft->bases[draft->base_count++] = base;
}

bool pp_draft_has_value(const struct pp_draft *draft)
{
    return pp_figure_has_value(&draft->figure);
}

size_t pp_drafts_equation(struct pp_drafts *drafts, enum pp_relation relation, size_t total)
{
    struct pp_equation *equation = PP_PUSH(drafts->arena, &drafts->equations);

    *equation = (struct pp_equation){.relation = relation, .total = total};
    return drafts->equations.count - 1;
}

void pp_drafts_part(struct pp_drafts *drafts, size_t equation, size_t part)
{
    struct pp_equation *e = &drafts->equations.items[equation];

    if (part == PP_NO_INDEX)
        return;
    size_t *slot = pp_arena_push(
        drafts->arena, &e->parts, &e->part_count, &e->part_capacity, sizeof *e->parts);
    *slot = part;
}

static enum pp_status too_large(struct pp_drafts *drafts, const struct pp_figure *figure)
{
    pp_error(
        drafts->run, PP_NOWHERE, "figures.too-large",
        "The figure %s of %s is larger than the program can count; look for a mistyped number "
        "in its sources.",
        figure->address, figure->at.period);
    return PP_DATA;
}

/* Rounds in place: from numerators to whole numbers of 10^-decimals. */
static bool round_figure(struct pp_draft *draft)
{
    struct pp_figure *figure = &draft->figure;

    if (!pp_figure_has_value(figure)) {
        figure->lo = figure->hi = 0;
        figure->n = -1;
        return true;
    }
    if (!pp_round_ratio(figure->lo, draft->denominator, figure->decimals, &figure->lo))
        return false;
    return figure->state == PP_AT_LEAST ||
           (pp_round_ratio(figure->hi, draft->denominator, figure->decimals, &figure->hi) &&
            figure->hi != PP_FIGURE_MANY);
}

static bool is_hidden(const struct pp_drafts *drafts, size_t index)
{
    return index != PP_NO_INDEX && drafts->items[index].figure.state == PP_SUPPRESSED;
}

static bool has_hidden_part(const struct pp_drafts *drafts, size_t total)
{
    for (size_t e = 0; e < drafts->equations.count; e++) {
        const struct pp_equation *equation = &drafts->equations.items[e];
        for (size_t p = 0; equation->total == total && p < equation->part_count; p++)
            if (is_hidden(drafts, equation->parts[p]))
                return true;
    }
    return false;
}

/* An n that is a suppressed number would tell it, and one beside suppressed parts would bound them.
 */
static void blank_n(struct pp_drafts *drafts)
{
    for (size_t i = 0; i < drafts->count; i++) {
        struct pp_draft *draft = &drafts->items[i];
        bool plain = draft->n_from != PP_NO_INDEX &&
                     drafts->items[draft->n_from].figure.lo == draft->figure.n;
        if (is_hidden(drafts, draft->n_from) ||
            (draft->n_over != PP_NO_INDEX && !plain && has_hidden_part(drafts, draft->n_over)))
            draft->figure.n = -1;
    }
}

static bool has_row(const struct pp_draft *draft)
{
    return !draft->unprinted && !(draft->aside && !pp_figure_has_value(&draft->figure));
}

enum pp_status pp_drafts_close(
    struct pp_drafts *drafts, const struct pp_project *project, struct pp_figure_table **out)
{
    struct pp_figure_table *table = pp_arena_alloc(drafts->arena, sizeof *table);
    enum pp_status status = PP_OK;

    blank_n(drafts);
    table->items = pp_arena_array(drafts->arena, drafts->count, sizeof *table->items);
    table->capacity = drafts->count;
    for (size_t i = 0; i < drafts->count; i++) {
        if (!round_figure(&drafts->items[i]))
            status = too_large(drafts, &drafts->items[i].figure);
        if (has_row(&drafts->items[i]))
            table->items[table->count++] = drafts->items[i].figure;
    }
    if (status != PP_OK)
        return status;
    pp_table_freeze(table, drafts->arena, project);
    *out = table;
    return PP_OK;
}
