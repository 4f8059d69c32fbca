#include "ingest/settle.h"

#include <string.h>

#include "ingest/attended.h"
#include "pactpress/account.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/names.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

void pp_ledger_open(struct pp_ledger *l)
{
    const struct pp_project *project = l->workbook ? l->in->project : NULL;
    l->arena = pp_arena_new();
    pp_heldback_init(&l->held, l->in->run, project, l->source->id, l->account->path, l->workbook);
}

void pp_ledger_close(struct pp_ledger *l)
{
    if (l->arena == NULL)
        return;
    pp_heldback_free(&l->held);
    pp_digests_free(&l->seen);
    pp_arena_free(l->arena);
    l->arena = NULL;
}

/* --- held back ---------------------------------------------------------------------------- */

/* The column's header as the file has it, on one line; "" when the whole row is meant. */
const char *pp_column_name(const struct pp_table *table, struct pp_arena *arena, size_t at)
{
    if (at == PP_NO_INDEX || at >= table->width)
        return "";
    char *name = pp_arena_strdup(arena, table->headers[at]);
    for (char *c = name; *c != '\0'; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    return name[0] != '\0' ? name : pp_arena_printf(arena, "#%zu", at + 1);
}

/* What a field can hold, with commas between; NULL: anything, or too much for a list. */
static const char *choices_of(const struct pp_ledger *l, size_t column)
{
    const struct pp_project *project = l->in->project;
    enum pp_field field = pp_field_find(l->source->columns[column].field);
    const char *list = NULL;
#define ADD(item)                                                                                  \
    list = pp_arena_printf(l->in->arena, "%s%s%s", list ? list : "", list ? "," : "", item)
    if (field == PP_FIELD_CITY)
        for (size_t i = 0; i < project->city_count; i++)
            ADD(project->cities[i].id);
    if (field == PP_FIELD_TYPE)
        for (size_t i = 0; i < project->event_type_count; i++)
            ADD(project->event_types[i].id);
    if (field == PP_FIELD_STATUS)
        for (size_t i = 0; i < l->source->attended.count; i++)
            ADD(l->source->attended.items[i]);
    if (field == PP_FIELD_DIMENSION && l->framework != NULL &&
        pp_field_detail(l->source->columns[column].field)[0] == '\0')
        for (size_t i = 0; i < l->framework->dimension_count; i++)
            ADD(l->framework->dimensions[i].code);
#undef ADD
    return list;
}

/* Heads and choices of the sheet to correct in. */
static enum pp_status open_held(struct pp_ledger *l)
{
    struct pp_arena *arena = l->in->arena;
    size_t width = l->table->width;
    const char **columns = pp_arena_array(arena, width + 1, sizeof *columns);
    const char **lists = pp_arena_array(arena, width + 3, sizeof *lists);
    for (size_t i = 0; i < width; i++)
        columns[i] = pp_column_name(l->table, arena, i);
    for (size_t c = 0; c < l->source->column_count; c++)
        if (l->table->columns.at[c] != PP_NO_INDEX)
            lists[l->table->columns.at[c] + 2] = choices_of(l, c);
    struct pp_heldback_head head = {
        .mark = l->table->mark,
        .header = l->table->header_raw,
        .columns = columns,
        .lists = lists,
        .width = width};
    return pp_heldback_open(&l->held, &head);
}

static void note_first(struct pp_ledger *l, const struct pp_held_row *row)
{
    l->held.first = row->where;
    l->held.first_brief =
        row->column[0] != '\0'
            ? pp_arena_printf(l->in->arena, "column \"%s\": %s", row->column, row->fault.brief)
            : pp_arena_strdup(l->in->arena, row->fault.brief);
}

static enum pp_status hold_back(struct pp_ledger *l, const struct pp_finding *finding)
{
    const struct pp_held_row *row = finding->held;
    struct pp_heldback_row kept = {
        .raw = row->raw,
        .line = finding->origin.line,
        .column = row->column,
        .rule = row->fault.rule,
        .sentence = row->fault.sentence,
        .digest = l->account->digest,
        .cells = row->cells};
    if (l->held.count == 0)
        note_first(l, row);
    if (l->held.count == 0 && l->workbook)
        PP_TRY(open_held(l));
    pp_reason_add(l->in->arena, &l->account->held_back_by, row->fault.rule);
    return pp_heldback_add(&l->held, &kept);
}

/* --- handed over -------------------------------------------------------------------------- */

static bool shares_city(const struct pp_known_event *known, const struct pp_event_record *event)
{
    for (size_t i = 0; i < known->city_count; i++)
        for (size_t k = 0; k < event->city_count; k++)
            if (known->cities[i] == event->cities[k])
                return true;
    return false;
}

static struct pp_known_event *remember_event(
    struct pp_ledger *l, const struct pp_event_record *event)
{
    struct pp_known_event *made = pp_arena_alloc(l->in->arena, sizeof *made);
    *made = (struct pp_known_event){
        .first = event->first,
        .cities =
            pp_arena_memdup(l->in->arena, event->cities, event->city_count * sizeof *event->cities),
        .city_count = event->city_count,
        .source = l->source->index,
        .path = l->table->path,
        .line = event->origin.line};
    return made;
}

static void refuse_id(
    struct pp_ledger *l, struct pp_finding *finding, const struct pp_event_record *event,
    const struct pp_known_event *known)
{
    struct pp_held_row *row = pp_arena_memdup(l->arena, finding->held, sizeof *row);
    row->fault.rule = "event-id-taken";
    pp_fault_tell(
        l->in, l->arena, event->id,
        pp_arena_printf(
            l->arena,
            "this id belongs to the event in %s, line %zu; give every event an id of its own",
            known->path, known->line),
        &row->fault);
    finding->held = row;
}

/* The same name on the same day in another city under another id: perhaps one event that two
 * cities report. Nobody but them can tell. */
static void ask_about_name(
    struct pp_ledger *l, const struct pp_finding *finding, const struct pp_event_record *event,
    struct pp_known_event *self)
{
    for (size_t i = 0; i < event->what.count; i++) {
        const char *key = pp_arena_printf(
            l->arena, "%ld %s", (long)event->first, pp_fold(l->arena, event->what.items[i].text));
        struct pp_map_entry *entry = pp_map_entry(&l->in->happenings, key, strlen(key));
        const struct pp_known_event *known = entry->value;
        if (known == NULL)
            entry->value = self;
        if (known == NULL || known == self || shares_city(known, event))
            continue;
        pp_warn(
            l->in->run, finding->held->where, "row.one-event",
            "This event has the name and the day of the one in %s:%zu, which another city reports "
            "under another id; both are counted. If they are one event, give both the same id; "
            "if they are two, tell them apart by their names.",
            known->path, known->line);
        return;
    }
}

/* An id belongs to one event. The same id in the same source is a later version of the row (and was
 * settled before). In another source, of another city and on the same day, it is that city's report
 * of the same event; else it is somebody else's event. */
static bool claim_id(
    struct pp_ledger *l, struct pp_finding *finding, const struct pp_event_record *event)
{
    struct pp_map_entry *entry = pp_map_entry(&l->in->events, event->id, strlen(event->id));
    const struct pp_known_event *known = entry->value;
    struct pp_known_event *self = remember_event(l, event);
    bool shared = known != NULL && known->source != l->source->index &&
                  known->first == event->first && !shares_city(known, event);
    if (known != NULL && !shared) {
        refuse_id(l, finding, event, known);
        return false;
    }
    if (known == NULL) {
        entry->value = self;
        ask_about_name(l, finding, event, self);
    }
    return true;
}

static enum pp_verdict settle_event(
    struct pp_ledger *l, struct pp_finding *finding, enum pp_status *status)
{
    const struct pp_event_record *event = finding->record;
    if (!claim_id(l, finding, event))
        return PP_ROW_HELD_BACK;
    pp_account_use(l->account, event->first, event->cities, event->city_count);
    *status = l->in->sink->event(l->in->sink->self, event);
    return PP_ROW_USED;
}

static enum pp_verdict settle_answers(
    struct pp_ledger *l, struct pp_finding *finding, enum pp_status *status)
{
    const struct pp_answer_record *answers = finding->record;
    for (size_t i = 0; i < finding->records && *status == PP_OK; i++)
        *status = l->in->sink->answer(l->in->sink->self, &answers[i]);
    pp_account_use(l->account, answers->day, &answers->city, 1);
    return PP_ROW_USED;
}

static enum pp_verdict settle_record(
    struct pp_ledger *l, struct pp_finding *finding, enum pp_status *status)
{
    const struct pp_value_record *value = finding->record;
    switch (l->source->kind) {
    case PP_SOURCE_EVENTS:
        return settle_event(l, finding, status);
    case PP_SOURCE_ASSESSMENT:
        return settle_answers(l, finding, status);
    case PP_SOURCE_ATTENDANCE:
    case PP_SOURCE_FIGURES:
    case PP_SOURCE_DECLARED:
        break;
    }
    pp_account_use(l->account, value->day, NULL, 0);
    *status = l->in->sink->value(l->in->sink->self, value);
    return PP_ROW_USED;
}

/* --- a row -------------------------------------------------------------------------------- */

void pp_tell_once(struct pp_intake *in, const struct pp_notice *notice)
{
    struct pp_map_entry *entry = pp_map_entry(&in->warned, notice->key, strlen(notice->key));
    in->failed = in->failed || notice->error;
    if (entry->value != NULL)
        return;
    entry->value = in;
    pp_report(
        in->run, notice->error ? PP_ERROR : PP_WARNING, notice->where,
        pp_arena_strdup(in->run->arena, notice->rule), NULL, "%s", notice->sentence);
}

enum pp_status pp_ledger_tell(struct pp_ledger *l, const struct pp_notices *notices)
{
    if (l->source->kind == PP_SOURCE_ATTENDANCE)
        return pp_attended_tell(l->in, (size_t)(l->account - l->accounts->items), notices);
    for (size_t i = 0; i < notices->count; i++)
        pp_tell_once(l->in, &notices->items[i]);
    return PP_OK;
}

static enum pp_status count_row(
    struct pp_ledger *l, enum pp_verdict verdict, const struct pp_finding *finding)
{
    struct pp_file_account *account = l->account;
    account->read++;
    switch (verdict) {
    case PP_ROW_USED:
        account->used++;
        break;
    case PP_ROW_EXCLUDED:
        account->excluded++;
        pp_reason_add(l->in->arena, &account->excluded_by, finding->excluded_by);
        break;
    case PP_ROW_SUPERSEDED:
        account->superseded++;
        break;
    case PP_ROW_DUPLICATE:
        account->duplicates++;
        break;
    case PP_ROW_HELD_BACK:
        account->held_back++;
        return hold_back(l, finding);
    }
    return PP_OK;
}

/* What a row is beside those before it; PP_ROW_USED of attendance: as far as can be told yet. */
static enum pp_verdict judge_beside(
    struct pp_ledger *l, struct pp_finding *finding, enum pp_status *status)
{
    if (finding->copy != NULL && !pp_digests_add(&l->seen, finding->copy))
        return PP_ROW_DUPLICATE;
    if (finding->verdict != PP_ROW_USED || l->source->kind == PP_SOURCE_ATTENDANCE)
        return finding->verdict;
    return settle_record(l, finding, status);
}

enum pp_status pp_settle(struct pp_ledger *l, struct pp_finding *finding)
{
    enum pp_status status = PP_OK;
    if (finding->name != NULL)
        PP_TRY(pp_sorter_add(l->in->run, &l->in->names->hashes, finding->name));
    enum pp_verdict verdict = judge_beside(l, finding, &status);
    PP_TRY(status);
    if (verdict == PP_ROW_USED && l->source->kind == PP_SOURCE_ATTENDANCE) {
        l->account->read++;
        return pp_attended_wait(l->in, finding);
    }
    if (verdict == finding->verdict && (verdict == PP_ROW_USED || verdict == PP_ROW_HELD_BACK))
        PP_TRY(pp_ledger_tell(l, &finding->notices));
    return count_row(l, verdict, finding);
}
