/* --dump=records: what ingest hands over, as text. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/ingest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* A sink that prints. */
struct printer {
    const struct pp_project *project;
    struct pp_arena *arena;
    struct pp_str *out;
    struct pp_map persons; /* hash -> its place in the order of appearance, as text */
};

/* Tabs and line ends would break the line. */
static void put_text(struct printer *p, const char *text)
{
    if (text == NULL)
        text = "";
    for (; *text != '\0'; text++)
        pp_str_append_char(p->out, strchr("\t\r\n", *text) != NULL ? ' ' : *text);
}

static void put(struct printer *p, const char *key, const char *text)
{
    if (pp_is_empty(text))
        return;
    pp_str_printf(p->out, "\t%s=", key);
    put_text(p, text);
}

static void put_origin(struct printer *p, const char *kind, const struct pp_origin *origin)
{
    pp_str_printf(
        p->out, "%s\t%s:%zu:%zu", kind, p->project->sources[origin->source].id, origin->file,
        origin->line);
}

static void put_day(struct printer *p, const char *key, pp_day day)
{
    if (day != PP_NO_DAY)
        put(p, key, pp_day_iso(p->arena, day));
}

static void put_cities(struct printer *p, const size_t *cities, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pp_str_printf(p->out, "%s%s", i == 0 ? "\tcities=" : ",", p->project->cities[cities[i]].id);
}

static void put_count(struct printer *p, const struct pp_count *count)
{
    if (count->state == PP_COUNT_NONE)
        return;
    pp_str_append(p->out, "\tcount=");
    if (count->state == PP_COUNT_UNKNOWN)
        pp_str_append(p->out, "unknown");
    else if (count->state == PP_COUNT_EXACT)
        pp_str_printf(p->out, "%lld", (long long)count->lo);
    else if (count->state == PP_COUNT_AT_LEAST)
        pp_str_printf(p->out, "%lld..", (long long)count->lo);
    else
        pp_str_printf(p->out, "%lld..%lld", (long long)count->lo, (long long)count->hi);
}

static void put_texts(struct printer *p, const char *key, const struct pp_i18n *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        const char *lang = texts->items[i].lang;
        put(p, lang[0] == '\0' ? key : pp_arena_printf(p->arena, "%s:%s", key, lang),
            texts->items[i].text);
    }
}

/* Numbers in the order of appearance stand for persons, so that no key changes the dump. */
static void put_person(struct printer *p, const char *key, const struct pp_person *person)
{
    struct pp_map_entry *entry = pp_map_entry(&p->persons, person->hash, sizeof person->hash);
    if (entry->value == NULL)
        entry->value = pp_arena_printf(p->arena, "p%zu", p->persons.count);
    put(p, key, entry->value);
}

static enum pp_status print_event(void *self, const struct pp_event_record *event)
{
    struct printer *p = self;
    put_origin(p, "event", &event->origin);
    put(p, "id", event->id);
    put_day(p, "first", event->first);
    put_day(p, "last", event->last);
    put_cities(p, event->cities, event->city_count);
    put(p, "partners", event->partners);
    put(p, "type", event->type != NULL ? event->type->id : NULL);
    put(p, "mode", event->mode);
    put(p, "link", event->link);
    put(p, "evidence", event->evidence);
    put(p, "planned", event->planned ? "yes" : NULL);
    put_count(p, &event->count);
    put_texts(p, "what", &event->what);
    put_texts(p, "who", &event->who);
    pp_str_append_char(p->out, '\n');
    return PP_OK;
}

static enum pp_status print_attendance(void *self, const struct pp_attendance_record *record)
{
    struct printer *p = self;
    put_origin(p, "attendance", &record->origin);
    if (record->identified)
        put_person(p, "person", &record->person);
    put(p, "staff", record->staff ? "yes" : NULL);
    put(p, "event", record->event_id);
    put(p, "name", record->event_name);
    put_day(p, "day", record->day);
    put_cities(p, record->cities, record->city_count);
    put(p, "type", record->type != NULL ? record->type->id : NULL);
    put(p, "gender", record->gender);
    put(p, "group", record->group != NULL ? record->group->code : NULL);
    if (record->age_high > 0)
        pp_str_printf(p->out, "\tage=%d-%d", record->age_low, record->age_high);
    if (record->birth_year > 0)
        pp_str_printf(p->out, "\tborn=%d", record->birth_year);
    if (record->minutes > 0)
        pp_str_printf(p->out, "\tminutes=%d", record->minutes);
    put_count(p, &record->count);
    pp_str_append_char(p->out, '\n');
    return PP_OK;
}

static enum pp_status print_answer(void *self, const struct pp_answer_record *answer)
{
    struct printer *p = self;
    put_origin(p, "answer", &answer->origin);
    put_person(p, "respondent", &answer->respondent);
    put_cities(p, &answer->city, 1);
    put(p, "framework", answer->framework->id);
    put(p, "dimension", answer->dimension->code);
    put_day(p, "day", answer->day);
    if (answer->state == PP_ANSWER_SCORE)
        pp_str_printf(
            p->out, "\tscore=%d%s", answer->score2 / 2, answer->score2 % 2 != 0 ? ".5" : "");
    else
        put(p, "score", answer->state == PP_ANSWER_MISSING ? "missing" : "not-applicable");
    pp_str_append_char(p->out, '\n');
    return PP_OK;
}

static enum pp_status print_value(void *self, const struct pp_value_record *record)
{
    struct printer *p = self;
    put_origin(p, record->declared ? "declared" : "figure", &record->origin);
    put(p, "address", record->address);
    put_day(p, "day", record->day);
    put_count(p, &record->value);
    pp_str_printf(p->out, "\tdecimals=%d", record->decimals);
    put(p, "unit", record->unit);
    put(p, "publisher", record->publisher);
    put(p, "year", record->year);
    put(p, "url", record->url);
    put(p, "licence", record->licence);
    put(p, "document", record->document);
    put_day(p, "retrieved", record->retrieved);
    pp_str_append_char(p->out, '\n');
    return PP_OK;
}

static void put_reasons(struct printer *p, const char *key, const struct pp_reasons *reasons)
{
    for (size_t i = 0; i < reasons->count; i++)
        pp_str_printf(
            p->out, "%s%s=%zu", i == 0 ? pp_arena_printf(p->arena, "\t%s:", key) : ",",
            reasons->items[i].rule, reasons->items[i].rows);
}

static void print_account(struct printer *p, size_t index, const struct pp_file_account *a)
{
    pp_str_printf(p->out, "file\t%s:%zu\t%s", p->project->sources[a->source].id, index, a->path);
    put(p, "encoding", a->encoding);
    put(p, "delimiter", a->delimiter);
    put(p, "same-as", a->same_as);
    pp_str_printf(
        p->out, "\tread=%zu\tused=%zu\texcluded=%zu\tsuperseded=%zu\tduplicates=%zu\theld-back=%zu",
        a->read, a->used, a->excluded, a->superseded, a->duplicates, a->held_back);
    put_day(p, "first", a->first);
    put_day(p, "last", a->last);
    put_reasons(p, "excluded", &a->excluded_by);
    put_reasons(p, "held-back", &a->held_back_by);
    pp_str_append_char(p->out, '\n');
}

enum pp_status pp_ingest_dump(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project,
    const struct pp_person_key *key, struct pp_str *out)
{
    struct printer printer = {.project = project, .arena = arena, .out = out};
    struct pp_record_sink sink = {
        .self = &printer,
        .event = print_event,
        .attendance = print_attendance,
        .answer = print_answer,
        .value = print_value};
    struct pp_accounts *accounts = NULL;
    pp_map_init(&printer.persons, arena);
    enum pp_status status = pp_ingest(run, arena, project, key, NULL, &sink, &accounts);
    for (size_t i = 0; accounts != NULL && i < accounts->count; i++)
        print_account(&printer, i, &accounts->items[i]);
    return status;
}
