/* Who was at which event: the first row counts, wherever the others stand; and in any memory, by
 * any number of threads, the same is handed over, counted and said. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "ingest_world.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"
#include "support.h"

static const char sources[] =
    "  - {id: a, kind: attendance, files: 'a/*.csv', staff: [staff], columns: {event_id: Id, "
    "event: "
    "Event,\n"
    "     date: Date, city: City, person: Person, type: Type, gender: Gender, birth_year: Born,\n"
    "     minutes: Minutes, role: Role}}\n"
    "  - {id: b, kind: attendance, files: b.csv, constants: {city: ravenna},\n"
    "     columns: {event_id: Id, event: Event, date: Date, person: Person}}\n"
    "  - {id: online, kind: attendance, files: c.csv, stays: add, constants: {city: riga},\n"
    "     columns: {event_id: Id, date: Date, person: Person, minutes: Minutes}}\n"
    "  - {id: counts, kind: attendance, files: d.csv, shape: counts, constants: {city: riga},\n"
    "     columns: {event: Event, date: Date, count: Count}}\n";

static const char head[] = "Id,Event,Date,City,Person,Type,Gender,Born,Minutes,Role\n";

static struct ingest_world *open_world(const char *name)
{
    struct ingest_world *world = ingest_world_open(name, sources);
    ingest_world_text(
        world, "d.csv", "Event,Date,Count\nfair,2022-02-01,c. 40\nfair,2022-02-02,\n");
    return world;
}

/* Every kind of second row: in the file, in the next one, in another source; by id, by name. */
static void first_rows_count(void **state)
{
    struct ingest_world *world = open_world("attended-first");

    (void)state;
    ingest_world_text(
        world, "a/1.csv",
        pp_arena_printf(
            world->run->arena, "%s%s", head,
            "e1,,2022-01-20,riga,P1,,f,1990,60,\n"
            "e1,,2022-01-20,riga,P1,,m,1991,30,\n" /* 3: twice */
            "e2,,2022-01-21,riga,P1,,,,,\n"        /* another event */
            ",Walk,2022-01-22,riga,P1,,,,,\n"
            ",WALK,2022-01-22,riga,p1,walking,,,,\n" /* 6: twice, and its type is not told */
            ",Walk,2022-01-23,riga,P1,,,,,\n"        /* another day */
            ",Walk,2022-01-22,riga,,,,,,\n"
            ",Walk,2022-01-22,riga,,,,,,\n" /* nobody knows: the same row is a copy */
            "e1,,2022-01-20,riga,S1,,,,,staff\n"));
    ingest_world_text(
        world, "a/2.csv",
        pp_arena_printf(
            world->run->arena, "%s%s", head,
            "e1,,2022-01-20,riga,P1,,,,,\n" /* 2: twice, in the next file */
            "e1,,2022-01-20,riga,P2,walking,,,,\n"
            "e1,,2022-01-20,riga,s1,,,,,\n" /* staff there: not once more */
            ",Walk,2022-01-22,riga,P1,,,,,\n"
            "e9,,soon,riga,P1,walking,,,,\n")); /* held back */
    ingest_world_text(
        world, "b.csv",
        "Id,Event,Date,Person\n"
        "e1,,2022-01-20,P1\n"   /* 2: twice, in another source */
        ",Walk,2022-01-22,P1\n" /* a name is an event of its source */
        "e3,,2022-01-24,P1\n");
    ingest_world_text(
        world, "c.csv",
        "Id,Date,Person,Minutes\n"
        "e3,2022-01-24,P1,10\n" /* 2: was there by source b */
        "e4,2022-01-25,P1,10\n"
        "e4,2022-01-25,P2,5\n"
        "e4,2022-01-25,P1,20\n" /* further stays */
        "e4,2022-01-25,P1,12\n"
        "e4,2022-01-25,P1,12\n"); /* the same row is a copy */
    static const size_t memories[] = {PP_LIMIT_PERSONS_MEMORY, 1};
    for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
        world->run->memory = memories[m];
        ingest_world_read(world, false);
        const struct pp_file_account *files = world->accounts->items;
        assert_int_equal(files[0].used, 6);
        assert_int_equal(files[0].duplicates, 3);
        assert_int_equal(files[1].used, 1);
        assert_int_equal(files[1].duplicates, 3);
        assert_int_equal(files[1].held_back, 1);
        assert_int_equal(files[2].used, 2);
        assert_int_equal(files[2].duplicates, 1);
        assert_int_equal(files[3].used, 4);
        assert_int_equal(files[3].duplicates, 2);
        assert_int_equal(files[4].used, 2);
        assert_non_null(strstr(world->records, "a:0:2\tperson=p1\tevent=e1"));
        assert_null(strstr(world->records, "a:0:3\t"));
        assert_null(strstr(world->records, "a:0:6\t"));
        assert_null(strstr(world->records, "a:1:2\t"));
        assert_null(strstr(world->records, "a:1:4\t"));
        assert_non_null(strstr(world->records, "\tminutes=42"));
        assert_null(strstr(world->records, "b:2:2\t"));
        assert_null(strstr(world->records, "online:3:2\t"));
        assert_int_equal(files[0].first, pp_day_from_date(2022, 1, 20));
        assert_int_equal(files[3].first, pp_day_from_date(2022, 1, 25));
    }
    /* a duplicate says nothing; the first row that counts, or is held back, does */
    const struct pp_diag *type = ingest_world_diag(world, "row.unknown-type");
    assert_string_equal(type->where.file, "a/2.csv");
    assert_int_equal(type->where.line, 3);
    assert_int_equal(type->where.col, 24);
    ingest_world_close(world);
}

/* Many rows about few persons, in files that are read in several pieces. */
static void write_many(struct ingest_world *world, const char *path, size_t rows, uint64_t seed)
{
    static const char *const kinds[] = {"workshop", "walking", "workshop", "party"};
    struct pp_str text;

    pp_str_init(&text);
    pp_str_append(&text, head);
    for (size_t i = 0; i < rows; i++) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        unsigned event = seed >> 33 & 31, person = (unsigned)(seed >> 40) % 3000;
        bool named = event % 4 != 0;
        pp_str_printf(&text, named ? "e%u,," : ",walk %u,", event);
        pp_str_printf(
            &text, "%s-%02u,riga,", person % 97 == 5 ? "later" : "2022-02", 1 + event % 28);
        if (person % 11 != 0)
            pp_str_printf(&text, "K%u", person);
        pp_str_printf(
            &text, ",%s,%s,%u,%u,\n", kinds[seed >> 20 & 3], person % 3 ? "f" : "",
            1950 + person % 50, person % 90);
    }
    ingest_world_file(world, path, text.text, text.length);
    pp_str_free(&text);
}

/* Accounts and messages of a reading, as text. */
static const char *told(struct ingest_world *world, size_t from)
{
    struct pp_str text;
    const struct pp_diag *diag;

    pp_str_init(&text);
    for (size_t i = 0; i < world->accounts->count; i++) {
        const struct pp_file_account *file = &world->accounts->items[i];
        pp_str_printf(
            &text, "%zu %zu %zu %zu %ld %ld\n", file->read, file->used, file->duplicates,
            file->held_back, (long)file->first, (long)file->last);
    }
    for (size_t i = from; (diag = pp_diag_at(world->run, i)) != NULL; i++)
        pp_str_printf(
            &text, "%s:%zu:%zu %s\n", diag->where.file, diag->where.line, diag->where.col,
            diag->sentence);
    const char *copy = pp_str_copy(&text, world->run->arena);
    pp_str_free(&text);
    return copy;
}

static size_t diags_of(const struct ingest_world *world)
{
    size_t count = 0;

    while (pp_diag_at(world->run, count) != NULL)
        count++;
    return count;
}

static void memory_and_threads_never_show(void **state)
{
    static const struct {
        size_t memory, jobs;
    } ways[] = {{PP_LIMIT_PERSONS_MEMORY, 1}, {PP_LIMIT_PERSONS_MEMORY, 4}, {1, 1}, {20000, 3}};
    struct ingest_world *world = open_world("attended-many");
    const char *records = NULL, *said = NULL;

    (void)state;
    ingest_world_text(world, "b.csv", "Id,Event,Date,Person\ne1,,2022-02-02,K1\n");
    ingest_world_text(
        world, "c.csv", "Id,Date,Person,Minutes\nx,2022-02-02,K1,5\nx,2022-02-02,K1,6\n");
    write_many(world, "a/1.csv", 15000, 1);
    write_many(world, "a/2.csv", 9000, 2);
    for (size_t w = 0; w < sizeof ways / sizeof *ways; w++) {
        size_t before = diags_of(world);
        world->run->memory = ways[w].memory;
        world->run->jobs = ways[w].jobs;
        ingest_world_read(world, false);
        const char *now = told(world, before);
        if (w == 0) {
            records = world->records;
            said = now;
            assert_true(world->accounts->items[0].duplicates > 1000);
            assert_true(world->accounts->items[1].duplicates > 1000);
        }
        assert_string_equal(world->records, records);
        assert_string_equal(now, said);
    }
    ingest_world_close(world);
}

static void a_disk_that_refuses_ends_it(void **state)
{
    struct ingest_world *world = open_world("attended-disk");

    (void)state;
    ingest_world_text(world, "b.csv", "Id,Event,Date,Person\ne1,,2022-02-02,K1\n");
    ingest_world_text(world, "c.csv", "Id,Date,Person,Minutes\nx,2022-02-02,K1,5\n");
    write_many(world, "a/1.csv", 3000, 1);
    char *before = getenv("TMPDIR") != NULL ? strdup(getenv("TMPDIR")) : NULL;
    assert_int_equal(setenv("TMPDIR", "/nowhere/at/all", 1), 0);
    world->run->memory = 1;
    ingest_world_read(world, false);
    assert_int_equal(before != NULL ? setenv("TMPDIR", before, 1) : unsetenv("TMPDIR"), 0);
    free(before);
    assert_int_equal(world->status, PP_ENV);
    assert_int_equal(support_count_rule(world->run, "sorter.failed"), 1);
    assert_int_equal(world->handed_over, 0);
    ingest_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_rows_count),
        cmocka_unit_test(memory_and_threads_never_show),
        cmocka_unit_test(a_disk_that_refuses_ends_it),
    };
    return cmocka_run_group_tests_name("attended", tests, NULL, NULL);
}
