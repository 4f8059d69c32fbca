#include "pactpress/left_out.h"

#include "pactpress/address.h"
#include "pactpress/str.h"

static void add_file(
    struct pp_arena *arena, struct pp_left_out_list *list, const char *measure, const char *rule,
    const char *breakdown, size_t file)
{
    struct pp_left_out *entry = NULL;
    for (size_t i = 0; i < list->count && entry == NULL; i++)
        if (pp_streq(list->items[i].measure, measure) && pp_streq(list->items[i].rule, rule))
            entry = &list->items[i];
    if (entry == NULL) {
        entry = PP_PUSH(arena, list);
        *entry = (struct pp_left_out){
            .measure = measure,
            .rule = rule,
            .says = pp_arena_printf(arena, "rule.%s", rule),
            .breakdown = breakdown};
    }
    *(size_t *)PP_PUSH(arena, &entry->files) = file;
}

static void add_reasons(
    struct pp_arena *arena, struct pp_left_out_list *list, const char *measure,
    const struct pp_reasons *reasons, size_t file)
{
    for (size_t i = 0; i < reasons->count; i++) {
        const char *rule = reasons->items[i].rule;
        add_file(arena, list, measure, rule, pp_breakdown_pair(arena, "rule", rule), file);
    }
}

void pp_left_out(
    struct pp_arena *arena, const struct pp_accounts *accounts, struct pp_left_out_list *out)
{
    size_t count = accounts != NULL ? accounts->count : 0;
    for (size_t i = 0; i < count; i++)
        add_reasons(arena, out, "rows.excluded", &accounts->items[i].excluded_by, i);
    for (size_t i = 0; i < count; i++)
        if (accounts->items[i].superseded > 0)
            add_file(arena, out, "rows.superseded", "superseded", NULL, i);
    for (size_t i = 0; i < count; i++)
        if (accounts->items[i].duplicates > 0)
            add_file(arena, out, "rows.duplicates", "duplicates", NULL, i);
    for (size_t i = 0; i < count; i++)
        add_reasons(arena, out, "rows.held_back", &accounts->items[i].held_back_by, i);
}
