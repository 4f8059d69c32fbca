#include "pactpress/account.h"

#include <string.h>

#include "pactpress/arena.h"

void pp_reason_add(struct pp_arena *arena, struct pp_reasons *reasons, const char *rule)
{
    for (size_t i = 0; i < reasons->count; i++)
        if (strcmp(reasons->items[i].rule, rule) == 0) {
            reasons->items[i].rows++;
            return;
        }
    struct pp_reason *reason = PP_PUSH(arena, reasons);
    reason->rule = rule;
    reason->rows = 1;
}

static size_t sum(const struct pp_reasons *reasons)
{
    size_t rows = 0;
    for (size_t i = 0; i < reasons->count; i++)
        rows += reasons->items[i].rows;
    return rows;
}

bool pp_account_adds_up(const struct pp_file_account *a)
{
    return a->read == a->used + a->excluded + a->superseded + a->duplicates + a->held_back &&
           sum(&a->excluded_by) == a->excluded && sum(&a->held_back_by) == a->held_back;
}
