#include "ingest_world.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "pactpress/account.h"
#include "pactpress/file.h"
#include "pactpress/str.h"
#include "support.h"

static const char base[] =
    "project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}\n"
    "timezone: Europe/Riga\n"
    "languages: [en, lv, sv]\n"
    "cities:\n"
    "  - {id: riga, name: {en: Riga, lv: R\xC4\xABga}, country: LV, lang: lv}\n"
    "  - {id: ravenna, name: Ravenna, country: IT, lang: it, aliases: ['Ravenna, Italy']}\n"
    "  - {id: linkoping, name: Link\xC3\xB6ping, country: SE, lang: sv, from: 2022-01-01}\n"
    "frameworks:\n"
    "  - id: dac\n"
    "    name: Criteria\n"
    "    scale: {min: 1, max: 5, labels: {1: never, 5: always}, not_applicable: [vet ej]}\n"
    "    dimensions:\n"
    "      - {code: effectiveness, label: {en: Effectiveness, sv: EFFEKTIVITET}, question: Does it "
    "work?}\n"
    "      - {code: efficiency, label: {en: Efficiency, sv: EFFEKTIVITET}, question: Is it worth "
    "it?}\n"
    "      - {code: impact, label: Impact, question: Does it matter?}\n"
    "event_types:\n"
    "  - {id: workshop, name: Workshop}\n"
    "visibility: {statement: Co-funded, disclaimer: Views}\n";

static const struct pp_person_key test_key = {.bytes = {7}, .fingerprint = "0"};

struct ingest_world *ingest_world_open(const char *name, const char *sources)
{
    struct pp_run *run = pp_run_new(NULL);
    struct ingest_world *world = pp_arena_alloc(run->arena, sizeof *world);
    world->run = run;
    world->folder = support_folder(run->arena, name);
    run->clock = (int64_t)pp_day_from_date(2022, 6, 1) * 86400;
    const char *yaml = pp_arena_printf(run->arena, "%ssources:\n%s", base, sources);
    ingest_world_text(world, "pactpress.yaml", yaml);
    if (pp_project_load(run, world->folder, &world->project) != PP_OK) {
        const struct pp_diag *diag = pp_diag_at(run, 0);
        fail_msg("the project does not load: %s", diag != NULL ? diag->sentence : "");
    }
    return world;
}

void ingest_world_close(struct ingest_world *world)
{
    pp_run_free(world->run);
}

void ingest_world_file(struct ingest_world *world, const char *path, const void *bytes, size_t size)
{
    const char *full = pp_path_join(world->run->arena, world->folder, path);
    assert_int_equal(pp_folder_make(world->run, pp_path_folder(world->run->arena, full), 0), PP_OK);
    assert_int_equal(pp_file_write(world->run, full, bytes, size, 0), PP_OK);
}

void ingest_world_text(struct ingest_world *world, const char *path, const char *text)
{
    ingest_world_file(world, path, text, strlen(text));
}

static enum pp_status count_event(void *self, const struct pp_event_record *record)
{
    (void)record;
    ++*(size_t *)self;
    return PP_OK;
}

static enum pp_status count_attendance(void *self, const struct pp_attendance_record *record)
{
    (void)record;
    ++*(size_t *)self;
    return PP_OK;
}

static enum pp_status count_answer(void *self, const struct pp_answer_record *record)
{
    (void)record;
    ++*(size_t *)self;
    return PP_OK;
}

static enum pp_status count_value(void *self, const struct pp_value_record *record)
{
    (void)record;
    ++*(size_t *)self;
    return PP_OK;
}

/* The dump comes from a run of its own, so that nothing is said twice. */
static const char *dump_records(struct ingest_world *world)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_str text;
    run->clock = world->run->clock;
    run->memory = world->run->memory;
    run->jobs = world->run->jobs;
    pp_str_init(&text);
    enum pp_status ignored = pp_ingest_dump(run, run->arena, world->project, &test_key, &text);
    (void)ignored;
    char *files = strncmp(text.text, "file\t", 5) == 0 ? text.text : strstr(text.text, "\nfile\t");
    if (files != NULL)
        *(files == text.text ? files : files + 1) = '\0';
    const char *copy = pp_arena_strdup(world->run->arena, text.text);
    pp_str_free(&text);
    pp_run_free(run);
    return copy;
}

void ingest_world_read(struct ingest_world *world, bool write_private)
{
    struct pp_record_sink sink = {
        .self = &world->handed_over,
        .event = count_event,
        .attendance = count_attendance,
        .answer = count_answer,
        .value = count_value};
    world->handed_over = 0;
    world->accounts = NULL;
    world->records = dump_records(world);
    world->status = pp_ingest(
        world->run, world->run->arena, world->project, &test_key,
        write_private ? pp_correction_workbook : NULL, &sink, &world->accounts);
    for (size_t i = 0; world->accounts != NULL && i < world->accounts->count; i++)
        assert_true(pp_account_adds_up(&world->accounts->items[i]));
}

const char *ingest_world_get(struct ingest_world *world, const char *path)
{
    struct pp_bytes bytes;
    const char *full = pp_path_join(world->run->arena, world->folder, path);
    if (!pp_file_exists(full))
        return NULL;
    assert_int_equal(pp_file_read(world->run, world->run->arena, full, 0, &bytes), PP_OK);
    return (const char *)bytes.data;
}

const struct pp_diag *ingest_world_diag(const struct ingest_world *world, const char *rule)
{
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(world->run, i)) != NULL; i++)
        if (strcmp(diag->rule, rule) == 0)
            return diag;
    fail_msg("nothing was said under the rule %s", rule);
    return NULL;
}

const char *ingest_world_said(const struct ingest_world *world, const char *rule)
{
    return ingest_world_diag(world, rule)->sentence;
}

size_t ingest_world_held(const struct ingest_world *world, const char *rule)
{
    size_t rows = 0;
    for (size_t i = 0; i < world->accounts->count; i++) {
        const struct pp_reasons *reasons = &world->accounts->items[i].held_back_by;
        for (size_t n = 0; n < reasons->count; n++)
            rows += strcmp(reasons->items[n].rule, rule) == 0 ? reasons->items[n].rows : 0;
    }
    return rows;
}
