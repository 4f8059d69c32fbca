/* explain: where a figure comes from, down to the lines of the exports and never to a name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain_figures.h"
#include "fit.h"
#include "inputs.h"
#include "pactpress/commands.h"
#include "pactpress/digest.h"
#include "pactpress/measure.h"
#include "pactpress/method.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

struct explaining {
    struct pp_run *run;
    const struct pp_options *options;
    const struct inputs *in;
    const struct pp_figure *figure;
    struct pp_rows rows; /* that entered, by file and line, each once */
    struct pp_str out;
};

/* --- Which figure */

static const char *nearest_address(
    struct pp_run *run, const struct pp_figure_table *table, const char *wanted)
{
    const char **names = pp_arena_array(run->arena, table->count + 1, sizeof *names);
    const char *measure = pp_arena_strndup(run->arena, wanted, strcspn(wanted, "[ "));
    size_t count = 0;
    for (size_t i = 0; i < table->count; i++)
        if (pp_streq(table->items[i].at.measure, measure))
            names[count++] = table->items[i].address;
    if (count > 0) {
        const char *near = pp_nearest(wanted, names);
        return near != NULL ? near : names[0];
    }
    return pp_figure_nearest_measure(table, measure);
}

static enum pp_status unknown_figure(struct explaining *e, const char *wanted)
{
    const char *near = nearest_address(e->run, e->in->results->table, wanted);
    pp_error(
        e->run, PP_NOWHERE, "explain.no-figure", "there is no figure %s of %s (class %s)%s%s%s",
        wanted, e->in->period.key, e->in->klass, near ? "; did you mean \"" : "", near ? near : "",
        near ? "\"?" : "");
    return PP_USAGE;
}

/* Of the period; else since the start of the project. */
static enum pp_status find_figure(struct explaining *e)
{
    const char *wanted = e->options->arguments.items[0], *error;
    const struct pp_results *results = e->in->results;
    struct pp_address at;
    if (pp_address_parse(e->run->arena, wanted, NULL, &at, &error) != PP_OK) {
        pp_error(e->run, PP_NOWHERE, "explain.address", "%s", error);
        return PP_USAGE;
    }
    const char *const periods[] = {
        at.period != NULL ? at.period : results->period.key,
        at.period != NULL ? at.period : results->until.key};
    for (size_t i = 0; i < 2 && e->figure == NULL; i++) {
        at.period = periods[i];
        e->figure = pp_figure_find(results->table, &at);
    }
    return e->figure != NULL ? PP_OK : unknown_figure(e, wanted);
}

/* --- Rows */

static int compare_rows(const void *left, const void *right)
{
    const struct pp_row *a = left, *b = right;
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

static void gather_rows(struct explaining *e)
{
    size_t kept = 0;
    for (size_t g = 0; g < e->figure->from.group_count; g++)
        for (size_t i = 0; i < e->figure->from.groups[g]->count; i++)
            *(struct pp_row *)PP_PUSH(e->run->arena, &e->rows) =
                e->figure->from.groups[g]->items[i];
    if (e->rows.count > 0)
        qsort(e->rows.items, e->rows.count, sizeof *e->rows.items, compare_rows);
    for (size_t i = 0; i < e->rows.count; i++)
        if (kept == 0 || compare_rows(&e->rows.items[kept - 1], &e->rows.items[i]) != 0)
            e->rows.items[kept++] = e->rows.items[i];
    e->rows.count = kept;
}

static const char *const kinds[] = {
    [PP_ROW_PERSON] = "of a recognised person",
    [PP_ROW_NAMELESS] = "of somebody who is not recognised",
    [PP_ROW_STAFF] = "of staff or speakers (counted as nobody)",
    [PP_ROW_COUNT] = "with a number of people",
    [PP_ROW_EVENT] = "of a register of events",
    [PP_ROW_ANSWER] = "of a questionnaire",
    [PP_ROW_VALUE] = "with a ready or declared value",
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void put_kinds(struct explaining *e)
{
    size_t counts[KINDS] = {0};
    for (size_t i = 0; i < e->rows.count; i++)
        counts[e->rows.items[i].kind]++;
    for (size_t k = 0; k < KINDS; k++)
        if (counts[k] > 0)
            pp_str_printf(&e->out, "            %zu %s\n", counts[k], kinds[k]);
}

/* "2-14, 16, 18-33" */
static void put_lines(struct explaining *e, size_t from, size_t to)
{
    const struct pp_row *rows = e->rows.items;
    pp_str_append(&e->out, "            lines ");
    for (size_t i = from; i < to;) {
        size_t end = i;
        while (end + 1 < to && rows[end + 1].line == rows[end].line + 1)
            end++;
        pp_str_printf(&e->out, "%s%zu", i > from ? ", " : "", rows[i].line);
        if (end > i)
            pp_str_printf(&e->out, "-%zu", rows[end].line);
        i = end + 1;
    }
    pp_str_append_char(&e->out, '\n');
}

static void put_account(struct explaining *e, const struct pp_file_account *file)
{
    pp_str_printf(
        &e->out,
        "file        %s\n            SHA-256 %s\n            source %s; read %zu = used %zu "
        "+ excluded %zu + superseded %zu + duplicates %zu + held back %zu\n",
        file->path, file->digest, e->in->project->sources[file->source].id, file->read, file->used,
        file->excluded, file->superseded, file->duplicates, file->held_back);
}

static void put_files(struct explaining *e)
{
    const struct pp_accounts *accounts = e->in->results->accounts;
    for (size_t from = 0, to; from < e->rows.count; from = to) {
        for (to = from; to < e->rows.count && e->rows.items[to].file == e->rows.items[from].file;)
            to++;
        put_account(e, &accounts->items[e->rows.items[from].file]);
        pp_str_printf(&e->out, "            of these %zu entered the figure\n", to - from);
        if (e->options->rows)
            put_lines(e, from, to);
    }
}

/* A figure of row accounts: those of all files, or of the one that it is about. */
static void put_accounts(struct explaining *e)
{
    const struct pp_accounts *accounts = e->in->results->accounts;
    const char *breakdown = e->figure->at.breakdown, *pair;
    pair = breakdown != NULL ? strstr(breakdown, "file=") : NULL;
    size_t number = pair != NULL ? strtoul(pair + strlen("file="), NULL, 10) : 0;
    for (size_t i = 0; i < accounts->count; i++)
        if (number == 0 || number == i + 1)
            put_account(e, &accounts->items[i]);
}

/* --- A draw that anybody can repeat: the rows whose SHA-256 of seed, digest of the file and line
 * comes first */

struct ticket {
    unsigned char digest[PP_DIGEST_SIZE];
    const struct pp_row *row;
};

static int compare_tickets(const void *left, const void *right)
{
    return memcmp(left, right, PP_DIGEST_SIZE);
}

static void put_sample(struct explaining *e)
{
    const struct pp_accounts *accounts = e->in->results->accounts;
    const char *seed = e->options->seed != NULL ? e->options->seed : "1";
    struct ticket *tickets = pp_arena_array(e->run->arena, e->rows.count, sizeof *tickets);
    size_t drawn = (size_t)e->options->sample;
    drawn = drawn > e->rows.count ? e->rows.count : drawn;
    if (drawn == 0)
        return;
    for (size_t i = 0; i < e->rows.count; i++) {
        const struct pp_row *row = &e->rows.items[i];
        const char *text = pp_arena_printf(
            e->run->arena, "%s\n%s\n%zu\n", seed, accounts->items[row->file].digest, row->line);
        pp_digest(text, strlen(text), tickets[i].digest);
        tickets[i].row = row;
    }
    qsort(tickets, e->rows.count, sizeof *tickets, compare_tickets);
    pp_str_printf(&e->out, "sample      %zu of %zu rows, seed %s\n", drawn, e->rows.count, seed);
    for (size_t i = 0; i < drawn; i++)
        pp_str_printf(
            &e->out, "            %s:%zu\n", accounts->items[tickets[i].row->file].path,
            tickets[i].row->line);
}

/* --- What the figure is */

/* The rule in full, with its formula and where that comes from. */
static void say_rule(struct explaining *e, const char *name)
{
    const struct pp_method_rule *rule = pp_method_rule_find(name);
    pp_str_printf(&e->out, "rule        %s: %s\n", name, rule != NULL ? rule->text : "");
    if (rule != NULL && rule->formula != NULL)
        pp_str_printf(&e->out, "formula     %s\n", rule->formula);
    if (rule != NULL && rule->source != NULL)
        pp_str_printf(&e->out, "source      %s\n", rule->source);
}

static const struct pp_period *period_of(const struct explaining *e)
{
    const struct pp_results *results = e->in->results;
    const struct pp_period *const all[] = {&results->period, &results->previous, &results->until};
    for (size_t i = 0; i < 3; i++)
        if (pp_streq(all[i]->key, e->figure->at.period))
            return all[i];
    return &results->period;
}

/* Which events of which types an indicator looks at. */
static void put_indicator(struct explaining *e, const char *breakdown)
{
    const char *code = strstr(breakdown, "indicator=");
    code = code != NULL ? code + strlen("indicator=") : NULL;
    const struct pp_indicator *indicator =
        code != NULL ? pp_indicator_find(
                           &e->in->project->indicators,
                           pp_arena_strndup(e->run->arena, code, strcspn(code, ";")))
                     : NULL;
    if (indicator == NULL)
        return;
    for (size_t i = 0; i < indicator->types.count; i++)
        pp_str_printf(
            &e->out, "%s%s", i == 0 ? "            event types " : ", ", indicator->types.items[i]);
    if (indicator->types.count > 0)
        pp_str_append_char(&e->out, '\n');
    if (indicator->figure != NULL)
        pp_str_printf(&e->out, "            value of %s\n", indicator->figure);
}

static void put_filters(struct explaining *e)
{
    const struct pp_address *at = &e->figure->at;
    const struct pp_period *period = period_of(e);
    const char *first = pp_day_iso(e->run->arena, period->first);
    pp_str_printf(
        &e->out, "filters     %s to %s, by the first day of an event\n            %s%s\n", first,
        pp_day_iso(e->run->arena, period->last), at->city != NULL ? "city " : "all cities",
        at->city != NULL ? at->city : "");
    if (at->framework != NULL)
        pp_str_printf(
            &e->out, "            framework %s%s%s\n", at->framework,
            at->dimension != NULL ? ", dimension " : "",
            at->dimension != NULL ? at->dimension : "");
    if (at->breakdown == NULL)
        return;
    pp_str_printf(&e->out, "            %s\n", at->breakdown);
    put_indicator(e, at->breakdown);
    if (strstr(at->breakdown, "gender=") != NULL || strstr(at->breakdown, "age=") != NULL ||
        strstr(at->breakdown, "target_group=") != NULL)
        pp_str_append(
            &e->out, "            the rows are those of all persons that the indicator looks at\n");
}

static void put_value(struct explaining *e)
{
    const struct pp_figure *figure = e->figure;
    const struct pp_measure *measure = pp_measure_base(figure->at.measure);
    pp_str_printf(
        &e->out, "figure      %s of %s, class %s\n", figure->address, figure->at.period,
        e->in->klass);
    pp_str_printf(
        &e->out, "value       %s%s%s (%s)\n", pp_figure_value_text(e->run->arena, figure),
        pp_figure_has_value(figure) ? " " : "",
        pp_figure_has_value(figure) ? pp_unit_name(figure->unit) : "-",
        pp_state_name(figure->state));
    if (measure != NULL && !pp_streq(figure->from.rule, "target"))
        pp_str_printf(&e->out, "meaning     %s\n", measure->meaning);
    else if (measure != NULL)
        pp_str_printf(&e->out, "meaning     Set for %s: %s\n", measure->name, measure->meaning);
    if (figure->from.rule != NULL)
        say_rule(e, figure->from.rule);
}

/* A withheld number is not told by the rows it came from. */
static void put_all(struct explaining *e)
{
    put_value(e);
    put_filters(e);
    if (e->figure->state == PP_SUPPRESSED) {
        pp_str_append(
            &e->out, "rows        withheld like the figure; --class restricted tells them\n");
        return;
    }
    explain_figures(e->run->arena, e->in, e->figure, &e->out);
    if (explain_counts_files(e->figure)) {
        put_accounts(e);
        return;
    }
    pp_str_printf(&e->out, "rows        %zu\n", e->rows.count);
    put_kinds(e);
    put_files(e);
    put_sample(e);
}

static enum pp_status print(struct explaining *e)
{
    struct pp_str fitted;
    pp_str_init(&fitted);
    fit_lines(&fitted, e->out.text, fit_width());
    bool printed = fwrite(fitted.text, 1, fitted.length, stdout) == fitted.length;
    pp_str_free(&fitted);
    if (printed && fflush(stdout) == 0)
        return PP_OK;
    pp_error(e->run, PP_NOWHERE, "output.stdout", "standard output cannot be written");
    return PP_ENV;
}

enum pp_status pp_command_explain(struct pp_run *run, const struct pp_options *options)
{
    struct inputs in = {.keep_rows = true};
    struct explaining e = {.run = run, .options = options, .in = &in};
    if (options->arguments.count != 1) {
        pp_error(
            run, PP_NOWHERE, "explain.one-figure",
            "explain takes one figure: pactpress explain 'attendance.persons[city=riga]', say; the "
            "addresses stand in figures.csv");
        return PP_USAGE;
    }
    PP_TRY(inputs_open(run, options, false, &in));
    PP_TRY(inputs_tally(run, false, &in));
    PP_TRY(find_figure(&e));
    gather_rows(&e);
    pp_str_init(&e.out);
    put_all(&e);
    enum pp_status status = print(&e);
    pp_str_free(&e.out);
    return status;
}
