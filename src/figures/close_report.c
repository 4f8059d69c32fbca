/* Figures that only the report to the funder prints, in class restricted: what became of the rows
 * of each file and by which rule, how much of the project's time has passed, and how many figures
 * come from where. */
#include <string.h>

#include "pactpress/address.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

#include "closing.h"

static struct pp_draft *add(
    struct pp_closing *closing, const char *measure, const char *breakdown, int64_t value)
{
    struct pp_address at = pp_closing_address(closing, PP_WINDOW_NOW, measure, PP_NO_INDEX);

    at.breakdown = breakdown;
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, pp_drafts_add(&closing->drafts, &at));
    pp_draft_set_exact(draft, value);
    return draft;
}

/* --- Rows, file by file and rule by rule */

static void add_rows(
    struct pp_closing *closing, const char *measure, const char *breakdown, size_t file,
    size_t rows)
{
    struct pp_draft *draft = add(closing, measure, breakdown, (int64_t)rows);

    draft->figure.from.files = pp_arena_memdup(closing->arena, &file, sizeof file);
    draft->figure.from.file_count = 1;
    draft->figure.from.rows = rows;
}

/* Over all files: the sum of the files' figures. */
static void sum_reason(
    struct pp_closing *closing, const char *measure, const struct pp_reason *reason,
    const struct pp_trace *file)
{
    struct pp_address at = pp_closing_address(closing, PP_WINDOW_NOW, measure, PP_NO_INDEX);

    at.breakdown = pp_breakdown_pair(closing->arena, "rule", reason->rule);
    size_t figure = pp_drafts_find(&closing->drafts, &at);
    if (figure == PP_NO_INDEX) {
        add(closing, measure, at.breakdown, 0);
        figure = closing->drafts.count - 1;
    }
    struct pp_draft *draft = pp_drafts_at(&closing->drafts, figure);
    struct pp_trace trace = {.rows = draft->figure.from.rows};
    for (size_t i = 0; i < draft->figure.from.file_count; i++)
        pp_trace_add(closing->scratch, &trace, draft->figure.from.files[i], 0);
    pp_trace_merge(closing->scratch, &trace, file);
    pp_closing_trace(closing, figure, &trace);
    pp_draft_set_exact(draft, draft->figure.lo + (int64_t)reason->rows);
}

static void add_reasons(
    struct pp_closing *closing, const char *measure, const char *file_pair, size_t file,
    const struct pp_reasons *reasons)
{
    for (size_t i = 0; i < reasons->count; i++) {
        size_t files[] = {file};
        const struct pp_trace trace = {.files = files, .count = 1, .rows = reasons->items[i].rows};
        sum_reason(closing, measure, &reasons->items[i], &trace);
        add_rows(
            closing, measure,
            pp_arena_printf(
                closing->arena, "%s;%s", file_pair,
                pp_breakdown_pair(closing->arena, "rule", reasons->items[i].rule)),
            file, reasons->items[i].rows);
    }
}

static void add_file(struct pp_closing *closing, size_t index)
{
    const struct pp_file_account *file = &closing->accounts->items[index];
    const char *pair = pp_arena_printf(closing->arena, "file=%zu", index + 1);

    add_rows(closing, "rows.read", pair, index, file->read);
    add_rows(closing, "rows.used", pair, index, file->used);
    add_rows(closing, "rows.excluded", pair, index, file->excluded);
    add_rows(closing, "rows.superseded", pair, index, file->superseded);
    add_rows(closing, "rows.duplicates", pair, index, file->duplicates);
    add_rows(closing, "rows.held_back", pair, index, file->held_back);
    add_reasons(closing, "rows.excluded", pair, index, &file->excluded_by);
    add_reasons(closing, "rows.held_back", pair, index, &file->held_back_by);
}

/* --- Time */

/* Calendar months that a stretch of days touches. */
static int64_t months(pp_day first, pp_day last)
{
    int y1, m1, d1, y2, m2, d2;

    pp_day_to_date(first, &y1, &m1, &d1);
    pp_day_to_date(last, &y2, &m2, &d2);
    return last < first ? 0 : 12 * (int64_t)(y2 - y1) + m2 - m1 + 1;
}

static void add_time(struct pp_closing *closing)
{
    const struct pp_project *project = closing->project;
    pp_day last = closing->periods[PP_WINDOW_NOW].last;

    if (project->start == PP_NO_DAY || project->end == PP_NO_DAY || project->end < project->start)
        return;
    last = last > project->end ? project->end : last;
    add(closing, "project.months", NULL, months(project->start, project->end));
    add(closing, "project.months_passed", NULL, months(project->start, last));
    int64_t passed = last < project->start ? 0 : last - project->start + 1;
    add(closing, "project.passed", NULL, 100 * passed)->denominator =
        project->end - project->start + 1;
}

/* --- Where figures come from */

static void add_origins(struct pp_closing *closing)
{
    int64_t rows = 0, ready = 0, declared = 0;

    for (size_t i = 0; i < closing->drafts.count; i++) {
        const struct pp_draft *draft = pp_drafts_at(&closing->drafts, i);
        const char *rule = draft->figure.from.rule;
        if (draft->unprinted || !pp_draft_has_value(draft) || pp_streq(rule, "row-accounts") ||
            pp_streq(rule, "target"))
            continue;
        if (pp_streq(rule, "declared"))
            declared++;
        else if (pp_streq(rule, "ready"))
            ready++;
        else
            rows += draft->figure.from.rows > 0;
    }
    add(closing, "figures.from_rows", NULL, rows);
    add(closing, "figures.ready", NULL, ready);
    add(closing, "figures.declared", NULL, declared);
}

void pp_close_report(struct pp_closing *closing)
{
    for (size_t i = 0; closing->accounts != NULL && i < closing->accounts->count; i++)
        add_file(closing, i);
    add_time(closing);
    add_origins(closing);
}
