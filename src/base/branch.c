/* Branches of a run: messages of a part are collected, and told in the order of the parts. */
#include <string.h>

#include "base/diag_list.h"
#include "pactpress/map.h"
#include "pactpress/run.h"

struct pp_run *pp_run_branch(const struct pp_run *run)
{
    struct pp_run *branch = pp_run_new(NULL);
    struct pp_arena *arena = branch->arena;
    struct pp_diag_list *diags = branch->diags;
    *branch = *run;
    branch->arena = arena;
    branch->diags = diags;
    branch->messages = NULL;
    branch->terminal = false;
    return branch;
}

static bool is_news(struct pp_diag_list *list, const struct pp_diag *diag)
{
    struct pp_arena_mark mark = pp_arena_mark(list->arena);
    const char *key = pp_arena_printf(
        list->arena, "%s %s:%zu:%zu %s", diag->rule, diag->where.file ? diag->where.file : "",
        diag->where.line, diag->where.col, diag->sentence);
    if (list->joined && pp_map_get(list->joined, key)) {
        pp_arena_rewind(list->arena, mark);
        return false;
    }
    if (!list->joined) {
        list->joined = pp_arena_alloc(list->arena, sizeof *list->joined);
        pp_map_init(list->joined, list->arena);
    }
    pp_map_set(list->joined, key, list);
    return true;
}

void pp_run_retell(struct pp_run *run, const struct pp_diag *diag)
{
    pthread_mutex_lock(&run->diags->lock);
    bool news = is_news(run->diags, diag);
    pthread_mutex_unlock(&run->diags->lock);
    if (news)
        pp_report(
            run, diag->severity, diag->where, pp_arena_strdup(run->arena, diag->rule), diag->source,
            "%s", diag->sentence);
}

void pp_run_join(struct pp_run *run, struct pp_run *branch)
{
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(branch, i)); i++)
        pp_run_retell(run, diag);
    pp_run_free(branch);
}
