#include "ingest/attended.h"

#include <limits.h>
#include <string.h>

#include "ingest/settle.h"
#include "pactpress/account.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum {
    ROWS_SHARE = 8, /* of the memory is for the rows that wait, and for those that are duplicates */
    LEAST_BUFFER = 1024, /* [bytes] */
    CHECK_EVERY = 4096   /* rows between two looks at the signals */
};

/* What many rows have in common. */
struct occasion {
    uint32_t number, event;           /* event: its number + 1; 0: none is named */
    struct pp_attendance_record like; /* but for what a row has of its own */
    bool adds;                        /* `stays: add` */
};

/* A row that waits, or only notices. Behind it lie the parts that it has, in the order of their
 * bits, and its notices. */
struct waiting {
    unsigned char line[6];
    uint16_t minutes; /* a length is 31 days at most (durations.c) */
    uint32_t occasion;
    uint16_t notices;
    bool staff;
    unsigned char parts;
};
enum { IS_ROW = 1, HAS_PERSON = 2, HAS_COUNT = 4, HAS_TRAITS = 8 };

struct waiting_traits {
    struct pp_cell_place gender_at, birth_at;
    uint32_t group; /* index + 1; 0: none */
    int32_t birth_day;
    int16_t birth_year;
    uint8_t age_low, age_high;
};

struct waiting_notice {
    uint64_t line, col;
    uint32_t number, file;
};

/* The same sentence about many rows is kept once. */
struct told {
    struct pp_notice notice;
    uint32_t number;
};

/* A row that names person and event, as it is sorted: numbers by their bytes, high ones first. */
struct seat {
    struct pp_person person;
    unsigned char event[4], row[6];
    uint16_t minutes; /* these two only where stays are added */
    uint32_t occasion;
};

/* What becomes of a row that is not simply counted. */
enum fate { FIRST_OF_STAYS, FURTHER_STAY, DUPLICATE };
struct verdict {
    unsigned char row[6];
    uint16_t fate; /* enum fate */
    int32_t more;  /* of the first of stays: the minutes of the others */
};

static void put_number(unsigned char *out, size_t size, uint64_t number)
{
    for (size_t i = size; i-- > 0; number >>= 8)
        out[i] = (unsigned char)number;
}

static uint64_t get_number(const unsigned char *bytes, size_t size)
{
    uint64_t number = 0;
    for (size_t i = 0; i < size; i++)
        number = number << 8 | bytes[i];
    return number;
}

static bool adds_stays(const struct pp_source *source)
{
    return pp_streq(source->stays, "add");
}

static size_t part_of(size_t memory)
{
    size_t part = memory / ROWS_SHARE;
    return part > LEAST_BUFFER ? part : LEAST_BUFFER;
}

void pp_attended_init(
    struct pp_attended *attended, struct pp_run *run, const struct pp_project *project,
    struct pp_arena *arena)
{
    size_t width = offsetof(struct seat, minutes);
    for (size_t i = 0; i < project->source_count; i++)
        if (adds_stays(&project->sources[i]))
            width = sizeof(struct seat);
    pp_map_init(&attended->occasions, arena);
    pp_map_init(&attended->events, arena);
    pp_map_init(&attended->notices, arena);
    pp_str_init(&attended->key);
    pp_sorter_init(&attended->seats, width, run->memory);
    pp_spool_init(&attended->rows, part_of(run->memory));
    attended->count = 0;
}

void pp_attended_free(struct pp_attended *attended)
{
    pp_str_free(&attended->key);
    pp_sorter_free(&attended->seats);
    pp_spool_free(&attended->rows);
}

/* --- what rows have in common ------------------------------------------------------------- */

static void add_text(struct pp_str *key, const char *text)
{
    pp_str_append_n(key, text != NULL ? text : "\xFF", text != NULL ? strlen(text) + 1 : 1);
}

/* An event is the same by its id, wherever it is named; without one by name and day in its source.
 */
static uint32_t event_of(struct pp_attended *a, const struct pp_attendance_record *record)
{
    pp_str_clear(&a->key);
    if (record->event_id != NULL) {
        pp_str_append(&a->key, "id:");
        pp_str_append(&a->key, record->event_id);
    } else if (record->event_name != NULL) {
        pp_str_append(&a->key, "name:");
        pp_str_append_n(&a->key, &record->origin.source, sizeof record->origin.source);
        pp_str_append_n(&a->key, &record->day, sizeof record->day);
        pp_fold_into(&a->key, record->event_name);
    } else {
        return 0;
    }
    struct pp_map_entry *entry = pp_map_entry(&a->events, a->key.text, a->key.length);
    if (entry->value == NULL)
        entry->value = (void *)(uintptr_t)a->events.count;
    return (uint32_t)(uintptr_t)entry->value;
}

static const char *copy_of(struct pp_arena *arena, const char *text)
{
    return text != NULL ? pp_arena_strdup(arena, text) : NULL;
}

static struct occasion *make_occasion(
    const struct pp_intake *in, const struct pp_attendance_record *record)
{
    struct pp_attended *a = in->attended;
    struct pp_arena *arena = in->arena;
    struct occasion *made = pp_arena_alloc(arena, sizeof *made);
    made->number = (uint32_t)(a->occasions.count - 1);
    made->event = event_of(a, record);
    made->adds = adds_stays(&in->project->sources[record->origin.source]);
    made->like = (struct pp_attendance_record){
        .origin = {.source = record->origin.source, .file = record->origin.file},
        .event_id = copy_of(arena, record->event_id),
        .event_name = copy_of(arena, record->event_name),
        .day = record->day,
        .cities =
            pp_arena_memdup(arena, record->cities, record->city_count * sizeof *record->cities),
        .city_count = record->city_count,
        .type = record->type,
        .gender = copy_of(arena, record->gender)};
    return made;
}

static const struct occasion *occasion_of(
    const struct pp_intake *in, const struct pp_attendance_record *record)
{
    struct pp_attended *a = in->attended;
    struct pp_str *key = &a->key;
    pp_str_clear(key);
    pp_str_append_n(key, &record->origin.file, sizeof record->origin.file);
    pp_str_append_n(key, &record->day, sizeof record->day);
    pp_str_append_n(key, &record->type, sizeof record->type);
    add_text(key, record->event_id);
    add_text(key, record->event_name);
    add_text(key, record->gender);
    pp_str_append_n(key, record->cities, record->city_count * sizeof *record->cities);
    struct pp_map_entry *entry = pp_map_entry(&a->occasions, key->text, key->length);
    if (entry->value == NULL)
        entry->value = make_occasion(in, record);
    return entry->value;
}

static const struct occasion *occasion_at(const struct pp_attended *a, uint32_t number)
{
    return a->occasions.entries[number].value;
}

/* --- waiting ------------------------------------------------------------------------------ */

/* What was told already is not told again. */
static bool is_news(const struct pp_intake *in, const struct pp_notice *notice)
{
    return pp_map_get(&in->warned, notice->key) == NULL;
}

static uint32_t number_of(struct pp_attended *a, struct pp_arena *arena, const struct pp_notice *n)
{
    struct pp_map_entry *entry = pp_map_entry(&a->notices, n->key, strlen(n->key));
    struct told *told = entry->value;
    if (told == NULL) {
        entry->value = told = pp_arena_alloc(arena, sizeof *told);
        told->number = (uint32_t)(a->notices.count - 1);
        told->notice = *n;
        told->notice.key = pp_arena_strdup(arena, n->key);
        told->notice.rule = pp_arena_strdup(arena, n->rule);
        told->notice.sentence = pp_arena_strdup(arena, n->sentence);
    }
    return told->number;
}

static enum pp_status put(struct pp_intake *in, const void *bytes, size_t size)
{
    return pp_spool_add(in->run, &in->attended->rows, bytes, size);
}

static uint16_t count_news(const struct pp_intake *in, const struct pp_notices *notices)
{
    uint16_t count = 0;
    for (size_t i = 0; i < notices->count; i++)
        count += is_news(in, &notices->items[i]);
    return count;
}

static enum pp_status put_notices(
    struct pp_intake *in, size_t file, const struct pp_notices *notices)
{
    for (size_t i = 0; i < notices->count; i++) {
        const struct pp_notice *notice = &notices->items[i];
        if (!is_news(in, notice))
            continue;
        struct waiting_notice kept = {
            .line = notice->where.line,
            .col = notice->where.col,
            .number = number_of(in->attended, in->arena, notice),
            .file = (uint32_t)file};
        PP_TRY(put(in, &kept, sizeof kept));
    }
    return PP_OK;
}

enum pp_status pp_attended_tell(struct pp_intake *in, size_t file, const struct pp_notices *notices)
{
    struct waiting waiting = {.notices = count_news(in, notices)};
    if (waiting.notices == 0)
        return PP_OK;
    in->attended->count++;
    PP_TRY(put(in, &waiting, sizeof waiting));
    return put_notices(in, file, notices);
}

static enum pp_status take_seat(
    struct pp_intake *in, const struct pp_attendance_record *record,
    const struct occasion *occasion)
{
    struct seat seat = {
        .person = record->person,
        .minutes = (uint16_t)record->minutes,
        .occasion = occasion->number};
    put_number(seat.event, sizeof seat.event, occasion->event);
    put_number(seat.row, sizeof seat.row, in->attended->count);
    return pp_sorter_add(in->run, &in->attended->seats, &seat);
}

static enum pp_status put_parts(
    struct pp_intake *in, const struct pp_attendance_record *record, unsigned parts)
{
    struct waiting_traits traits = {
        .gender_at = record->gender_at,
        .birth_at = record->birth_at,
        .birth_day = record->birth_day,
        .birth_year = (int16_t)record->birth_year,
        .age_low = (uint8_t)record->age_low,
        .age_high = (uint8_t)record->age_high};
    if (record->group != NULL)
        traits.group = (uint32_t)(record->group - in->project->indicators.groups) + 1;
    if (parts & HAS_PERSON)
        PP_TRY(put(in, &record->person, sizeof record->person));
    if (parts & HAS_COUNT)
        PP_TRY(put(in, &record->count, sizeof record->count));
    return parts & HAS_TRAITS ? put(in, &traits, sizeof traits) : PP_OK;
}

static unsigned parts_of(const struct pp_attendance_record *record)
{
    bool traits = record->group != NULL || record->age_high > 0 || record->birth_year > 0 ||
                  record->gender_at.col > 0;
    bool count = record->count.state != PP_COUNT_NONE;
    return IS_ROW | (record->identified ? HAS_PERSON : 0) | (count ? HAS_COUNT : 0) |
           (traits ? HAS_TRAITS : 0);
}

enum pp_status pp_attended_wait(struct pp_intake *in, const struct pp_finding *finding)
{
    const struct pp_attendance_record *record = finding->record;
    const struct occasion *occasion = occasion_of(in, record);
    struct waiting waiting = {
        .minutes = (uint16_t)record->minutes,
        .occasion = occasion->number,
        .notices = count_news(in, &finding->notices),
        .staff = record->staff,
        .parts = (unsigned char)parts_of(record)};
    put_number(waiting.line, sizeof waiting.line, record->origin.line);
    if (record->identified && occasion->event != 0)
        PP_TRY(take_seat(in, record, occasion));
    in->attended->count++;
    PP_TRY(put(in, &waiting, sizeof waiting));
    PP_TRY(put_parts(in, record, waiting.parts));
    return put_notices(in, record->origin.file, &finding->notices);
}

/* --- who was there already ---------------------------------------------------------------- */

static enum pp_status judge(
    struct pp_run *run, struct pp_sorter *verdicts, const struct seat *seat, enum fate fate,
    int64_t more)
{
    struct verdict verdict = {
        .fate = (uint16_t)fate, .more = more < INT32_MAX ? (int32_t)more : INT32_MAX};
    memcpy(verdict.row, seat->row, sizeof verdict.row);
    return pp_sorter_add(run, verdicts, &verdict);
}

static bool is_same(const struct seat *a, const struct seat *b)
{
    return memcmp(&a->person, &b->person, sizeof a->person) == 0 &&
           memcmp(a->event, b->event, sizeof a->event) == 0;
}

/* A further stay belongs to a first one of the same source. */
static bool is_stay(const struct pp_attended *a, const struct seat *first, const struct seat *seat)
{
    if (a->seats.width < sizeof *seat)
        return false;
    const struct occasion *x = occasion_at(a, first->occasion);
    const struct occasion *y = occasion_at(a, seat->occasion);
    return x->adds && x->like.origin.source == y->like.origin.source;
}

/* Seats of one person at one event come one behind the other, the first row first. */
static enum pp_status compare(
    struct pp_run *run, const struct pp_attended *a, struct pp_sorter_walk *walk,
    struct pp_sorter *verdicts)
{
    struct seat first = {.occasion = 0}, seat = {.occasion = 0};
    const unsigned char *bytes;
    int64_t more = -1; /* no further stay */
    for (bool any = false;; any = true) {
        PP_TRY(pp_sorter_next(walk, &bytes));
        if (bytes != NULL)
            memcpy(&seat, bytes, a->seats.width);
        if (bytes == NULL || !any || !is_same(&first, &seat)) {
            if (more >= 0)
                PP_TRY(judge(run, verdicts, &first, FIRST_OF_STAYS, more));
            if (bytes == NULL)
                return PP_OK;
            first = seat;
            more = -1;
        } else if (is_stay(a, &first, &seat)) {
            more = (more < 0 ? 0 : more) + seat.minutes;
            PP_TRY(judge(run, verdicts, &seat, FURTHER_STAY, 0));
        } else {
            PP_TRY(judge(run, verdicts, &seat, DUPLICATE, 0));
        }
    }
}

static enum pp_status find_duplicates(
    struct pp_run *run, struct pp_attended *a, struct pp_sorter *verdicts)
{
    struct pp_sorter_walk walk;
    enum pp_status status = pp_sorter_begin(run, &a->seats, &walk);
    if (status == PP_OK)
        status = compare(run, a, &walk, verdicts);
    pp_sorter_end(&walk);
    pp_sorter_free(&a->seats);
    return status;
}

/* --- settled ------------------------------------------------------------------------------ */

/* What is on its way out. */
struct exit {
    struct pp_intake *in;
    struct pp_accounts *accounts;
    struct pp_sorter_walk walk; /* of the verdicts */
    struct verdict next;
    bool has_next;
};

static enum pp_status next_verdict(struct exit *e)
{
    const unsigned char *bytes;
    PP_TRY(pp_sorter_next(&e->walk, &bytes));
    e->has_next = bytes != NULL;
    if (bytes != NULL)
        memcpy(&e->next, bytes, sizeof e->next);
    return PP_OK;
}

static enum pp_status take(struct pp_intake *in, void *bytes, size_t size)
{
    return pp_spool_take(in->run, &in->attended->rows, bytes, size);
}

static enum pp_status take_row(
    struct pp_intake *in, const struct waiting *waiting, struct pp_attendance_record *record)
{
    struct waiting_traits traits = {0};
    *record = occasion_at(in->attended, waiting->occasion)->like;
    record->origin.line = (size_t)get_number(waiting->line, sizeof waiting->line);
    record->minutes = waiting->minutes;
    record->staff = waiting->staff;
    record->identified = (waiting->parts & HAS_PERSON) != 0;
    if (waiting->parts & HAS_PERSON)
        PP_TRY(take(in, &record->person, sizeof record->person));
    if (waiting->parts & HAS_COUNT)
        PP_TRY(take(in, &record->count, sizeof record->count));
    if (waiting->parts & HAS_TRAITS)
        PP_TRY(take(in, &traits, sizeof traits));
    if (traits.group > 0)
        record->group = &in->project->indicators.groups[traits.group - 1];
    record->gender_at = traits.gender_at;
    record->birth_at = traits.birth_at;
    record->birth_day = traits.birth_day;
    record->birth_year = traits.birth_year;
    record->age_low = traits.age_low;
    record->age_high = traits.age_high;
    return PP_OK;
}

static enum pp_status take_notices(struct exit *e, size_t count, bool tells)
{
    for (size_t i = 0; i < count; i++) {
        struct waiting_notice kept;
        PP_TRY(take(e->in, &kept, sizeof kept));
        const struct told *told = e->in->attended->notices.entries[kept.number].value;
        struct pp_notice notice = told->notice;
        notice.where = (struct pp_where){
            .file = e->accounts->items[kept.file].path, .line = kept.line, .col = kept.col};
        if (tells)
            pp_tell_once(e->in, &notice);
    }
    return PP_OK;
}

static enum pp_status settle_row(
    struct exit *e, struct pp_attendance_record *record, const struct verdict *verdict)
{
    struct pp_file_account *account = &e->accounts->items[record->origin.file];
    if (verdict != NULL && verdict->fate == DUPLICATE) {
        account->duplicates++;
        return PP_OK;
    }
    account->used++;
    if (verdict != NULL && verdict->fate == FURTHER_STAY)
        return PP_OK;
    if (verdict != NULL)
        record->minutes =
            verdict->more < INT_MAX - record->minutes ? record->minutes + verdict->more : INT_MAX;
    pp_account_use(account, record->day, record->cities, record->city_count);
    return e->in->sink->attendance(e->in->sink->self, record);
}

static enum pp_status settle_next(struct exit *e, uint64_t number)
{
    struct waiting waiting;
    struct pp_attendance_record record;
    struct verdict verdict = e->next;
    bool judged = e->has_next && get_number(verdict.row, sizeof verdict.row) == number;
    if (judged)
        PP_TRY(next_verdict(e));
    PP_TRY(take(e->in, &waiting, sizeof waiting));
    if (waiting.parts & IS_ROW)
        PP_TRY(take_row(e->in, &waiting, &record));
    PP_TRY(take_notices(e, waiting.notices, !judged || verdict.fate == FIRST_OF_STAYS));
    return waiting.parts & IS_ROW ? settle_row(e, &record, judged ? &verdict : NULL) : PP_OK;
}

static enum pp_status settle_all(struct exit *e)
{
    PP_TRY(next_verdict(e));
    for (uint64_t i = 0; i < e->in->attended->count; i++) {
        if (i % CHECK_EVERY == 0)
            PP_TRY(pp_run_stopped(e->in->run));
        PP_TRY(settle_next(e, i));
    }
    return PP_OK;
}

enum pp_status pp_attended_settle(struct pp_intake *in, struct pp_accounts *accounts)
{
    struct pp_attended *a = in->attended;
    struct exit out = {.in = in, .accounts = accounts};
    struct pp_sorter verdicts;
    pp_sorter_init(&verdicts, sizeof(struct verdict), part_of(in->run->memory));
    enum pp_status status = find_duplicates(in->run, a, &verdicts);
    if (status == PP_OK)
        status = pp_sorter_begin(in->run, &verdicts, &out.walk);
    if (status == PP_OK)
        status = settle_all(&out);
    pp_sorter_end(&out.walk);
    pp_sorter_free(&verdicts);
    pp_spool_free(&a->rows);
    a->count = 0;
    return status;
}
