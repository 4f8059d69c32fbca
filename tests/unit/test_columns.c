#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "ingest_world.h"
#include "support.h"

/* Attendance in Riga with the given columns, read from one file. */
static struct ingest_world *read_columns(const char *name, const char *columns, const char *file)
{
    struct pp_arena *arena = pp_arena_new();
    const char *sources = pp_arena_printf(
        arena,
        "  - {id: a, kind: attendance, files: data/a.csv, constants: {city: riga},\n"
        "     columns: {%s}}\n",
        columns);
    struct ingest_world *world = ingest_world_open(name, sources);
    pp_arena_free(arena);
    ingest_world_text(world, "data/a.csv", file);
    ingest_world_read(world, false);
    return world;
}

static void headers_match_folded(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-folded", "date: Datum der Aktivitat, email: e-mail",
        "\" DATUM  der\nAktivit\xC3\xA4t\",E-Mail\n2022-01-20,a@example.org\n");
    (void)state;
    assert_int_equal(world->status, PP_OK);
    assert_string_equal(
        world->records, "attendance\ta:0:3\tperson=p1\tday=2022-01-20\tcities=riga\n");
    ingest_world_close(world);
}

static void patterns_and_positions_match(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-pattern", "date: '/^dat(e|um)\\b/i', name: '#3'",
        "id,Datum (day),who\n1,2022-01-20,Anna\n2,2022-01-21,Bo\n");
    (void)state;
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(world->handed_over, 2);
    ingest_world_close(world);
}

static void a_file_without_header_is_read_by_position(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-headless", "date: '#2', name: '#1'", "Anna,2022-01-20\nBo,2022-01-21\n");
    (void)state;
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(world->accounts->items[0].used, 2);
    assert_non_null(strstr(world->records, "a:0:1\t"));
    ingest_world_close(world);
}

static void a_missing_column_is_named_with_the_nearest(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-missing", "date: Date, name: Surname", "Date,Surnme,City\n2022-01-20,x,y\n");
    (void)state;
    assert_int_equal(world->status, PP_DATA);
    const char *said = ingest_world_said(world, "columns.missing");
    assert_non_null(strstr(said, "\"Surname\""));
    assert_non_null(strstr(said, "nearest is \"Surnme\""));
    assert_non_null(strstr(said, "\"City\""));
    assert_int_equal(world->accounts->items[0].read, 0);
    ingest_world_close(world);
}

static void data_in_the_place_of_a_header_is_not_shown(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-no-header", "date: Date, name: Name", "2022-01-20,Anna Berzina\n2022-01-21,Bo\n");
    (void)state;
    assert_int_equal(world->status, PP_DATA);
    const char *said = ingest_world_said(world, "columns.none");
    assert_null(strstr(said, "Anna"));
    assert_non_null(
        strstr(said, "(\"Date\", \"Name\") stands in this header, read as utf-8 with comma"));
    assert_int_equal(pp_diag_count(world->run, PP_ERROR), 1);
    ingest_world_close(world);
}

static void two_headers_for_one_column_are_refused(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-doubled", "date: Date, name: Name", "Date,Name,City,name\n2022-01-20,a,b,c\n");
    (void)state;
    /* "Name" fits the second column letter by letter, which wins over "name". */
    assert_int_equal(world->status, PP_OK);
    ingest_world_close(world);
    world = read_columns(
        "columns-doubled", "date: Date, name: Name", "Date,Name,City,Name\n2022-01-20,a,b,c\n");
    assert_int_equal(world->status, PP_DATA);
    assert_non_null(strstr(ingest_world_said(world, "columns.doubled"), "`#2` or `#4`"));
    ingest_world_close(world);
    /* Doubled headers that nobody asks for do not matter. */
    world = read_columns(
        "columns-doubled", "date: Date, name: '#2'", "Date,Name,City,Name\n2022-01-20,a,b,c\n");
    assert_int_equal(world->status, PP_OK);
    ingest_world_close(world);
}

static void optional_columns_may_be_missing(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-optional", "date: Date, gender: {column: Gender, optional: true}",
        "Date,x\n2022-01-20,a\n");
    (void)state;
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(world->handed_over, 1);
    ingest_world_close(world);
}

static void values_are_mapped_folded(void **state)
{
    struct ingest_world *world = read_columns(
        "columns-values",
        "date: Date, gender: {column: G, values: {Sieviete (s): female}}, "
        "status: {column: S, attended: [Checked In]}",
        "Date,G,S\n2022-01-20,SIEVIETE  (s),checked in\n2022-01-20,x,Registered\n");
    (void)state;
    assert_int_equal(world->status, PP_OK);
    assert_string_equal(
        world->records, "attendance\ta:0:2\tday=2022-01-20\tcities=riga\tgender=female\n");
    assert_int_equal(world->accounts->items[0].excluded, 1);
    assert_string_equal(world->accounts->items[0].excluded_by.items[0].rule, "not-attended");
    ingest_world_close(world);
}

/* Of the columns that a preset names for an event one will do; without any, one is asked for. */
static void one_of_several_event_columns_will_do(void **state)
{
    static const char columns[] =
        "email: {column: Email, optional: true}, event: {column: Event, optional: true},\n"
        "event_id: {column: Event Id, optional: true}, date: {column: Date, optional: true}";
    struct ingest_world *world = read_columns(
        "columns-event-id", columns, "Event Id,Date,Email\ne1,2022-01-20,a@example.org\n");
    (void)state;
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(world->handed_over, 1);
    ingest_world_close(world);
    /* no register tells the day of e1: the row waits, the file is read */
    world = read_columns("columns-no-date", columns, "Event,Email\ne1,a@example.org\n");
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(ingest_world_held(world, "no-date"), 1);
    ingest_world_close(world);
    world = read_columns("columns-no-event", columns, "Date,Email\n2022-01-20,a@example.org\n");
    assert_int_equal(world->status, PP_DATA);
    assert_int_equal(support_count_rule(world->run, "columns.missing"), 1);
    assert_non_null(strstr(ingest_world_said(world, "columns.missing"), "\"Event\""));
    ingest_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_match_folded),
        cmocka_unit_test(patterns_and_positions_match),
        cmocka_unit_test(a_file_without_header_is_read_by_position),
        cmocka_unit_test(a_missing_column_is_named_with_the_nearest),
        cmocka_unit_test(data_in_the_place_of_a_header_is_not_shown),
        cmocka_unit_test(two_headers_for_one_column_are_refused),
        cmocka_unit_test(optional_columns_may_be_missing),
        cmocka_unit_test(values_are_mapped_folded),
        cmocka_unit_test(one_of_several_event_columns_will_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
