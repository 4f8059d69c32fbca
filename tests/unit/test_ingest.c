#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest_world.h"
#include "pactpress/account.h"
#include "pactpress/file.h"
#include "pactpress/str.h"
#include "support.h"

static const char persons_source[] =
    "  - {id: a, kind: attendance, files: 'data/*.csv', constants: {city: riga},\n"
    "     columns: {event_id: Event, date: Date, email: Email}}\n";

static const struct pp_file_account *account_of(const struct ingest_world *world, size_t index)
{
    assert_non_null(world->accounts);
    assert_true(index < world->accounts->count);
    return &world->accounts->items[index];
}

/* --- files that are none ------------------------------------------------------------------- */

static void check_refused_file(const char *bytes, size_t size, const char *rule, const char *word)
{
    struct ingest_world *world = ingest_world_open("ingest-refused", persons_source);
    ingest_world_file(world, "data/bad.csv", bytes, size);
    ingest_world_text(world, "data/good.csv", "Event,Date,Email\nx,2022-01-20,a@example.org\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    if (strstr(ingest_world_said(world, rule), word) == NULL)
        fail_msg("%s: %s", word, ingest_world_said(world, rule));
    assert_int_equal(world->handed_over, 1); /* the good one goes on */
    assert_int_equal(account_of(world, 0)->read, 0);
    assert_int_equal(account_of(world, 1)->used, 1);
    ingest_world_close(world);
}

static void what_is_no_csv_is_named(void **state)
{
    (void)state;
    check_refused_file("", 0, "file.not-csv", "empty");
    check_refused_file("\n \r\n", 4, "file.not-csv", "blank lines");
    check_refused_file("PK\x03\x04zip", 7, "file.not-csv", "XLSX");
    check_refused_file("\x1F\x8B\x08gzip", 7, "file.not-csv", "gzip");
    check_refused_file("%PDF-1.7\n", 9, "file.not-csv", "PDF");
    check_refused_file("\n<!DOCTYPE html><html>", 22, "file.not-csv", "HTML");
}

static void missing_files_are_errors(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-missing",
        "  - {id: a, kind: attendance, files: ['data/none-*.csv', data/gone.csv],\n"
        "     constants: {city: riga}, columns: {date: Date}}\n");
    (void)state;
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    assert_int_equal(support_count_rule(world->run, "file.none"), 2);
    assert_non_null(strstr(ingest_world_said(world, "file.none"), "data/none-*.csv"));
    ingest_world_close(world);
}

static void a_dead_link_is_an_error_and_the_others_go_on(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-dead-link", persons_source);
    const char *link = pp_path_join(world->run->arena, world->folder, "data/link.csv");
    (void)state;
    ingest_world_text(world, "data/good.csv", "Event,Date,Email\nx,2022-01-20,a@example.org\n");
    assert_int_equal(symlink("nowhere.csv", link), 0);
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    assert_string_equal(ingest_world_diag(world, "file.dead-link")->where.file, "data/link.csv");
    assert_int_equal(world->handed_over, 1);
    ingest_world_close(world);
}

static void folders_and_pipes_are_errors(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-folder", persons_source);
    const char *folder = pp_path_join(world->run->arena, world->folder, "data/folder.csv");
    const char *pipe = pp_path_join(world->run->arena, world->folder, "data/pipe.csv");
    (void)state;
    assert_int_equal(pp_folder_make(world->run, folder, 0), PP_OK);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    assert_int_equal(pp_diag_count(world->run, PP_ERROR), 2);
    ingest_world_close(world);
}

/* --- rows ---------------------------------------------------------------------------------- */

static void every_row_has_one_fate(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-fates", persons_source);
    const struct pp_file_account *account;
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "Event,Date,Email\n"
        "e1,2022-01-20,a@example.org\n"                /* used */
        "e1,2022-01-20,b@example.org\n"                /* used */
        "e1,2022-01-20,a@example.org\n"                /* the same bytes: duplicate */
        "e1,2022-01-20,A@Example.org\n"                /* the same person: duplicate */
        "\n"                                           /* no row */
        ",,\n"                                         /* no row */
        "e1,2022-02-30,c@example.org\n"                /* bad date */
        "e1,2032-01-20,d@example.org\n"                /* outside the project */
        "e1,2022-01-20\n"                              /* torn */
        "e1,2022-01-20,x,y\n"                          /* torn */
        ",2022-01-20,e@example.org\n"                  /* no event */
        "Event,Date,Email\n"                           /* the header again */
        "e1,2022-01-20,\xFFz@example.org\n"            /* a byte that is none */
        "e1,2022-01-20,J\xC3\xBCrgen@example.org,\n"); /* used: the field too many is empty */
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_OK);
    account = account_of(world, 0);
    assert_int_equal(account->read, 12);
    assert_int_equal(account->used, 3);
    assert_int_equal(account->duplicates, 2);
    assert_int_equal(account->excluded, 1);
    assert_int_equal(account->held_back, 6);
    assert_int_equal(ingest_world_held(world, "bad-date"), 1);
    assert_int_equal(ingest_world_held(world, "outside-project"), 1);
    assert_int_equal(ingest_world_held(world, "torn-row"), 2);
    assert_int_equal(ingest_world_held(world, "no-event"), 1);
    assert_int_equal(ingest_world_held(world, "bad-bytes"), 1);
    assert_int_equal(support_count_rule(world->run, "rows.held-back"), 1);
    assert_int_equal(account->cities, 1);
    ingest_world_close(world);
}

static void a_message_names_place_and_no_person(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-silent", persons_source);
    const struct pp_diag *diag;
    (void)state;
    /* The row slipped: a name stands where the date belongs. */
    ingest_world_text(world, "data/a.csv", "Event,Date,Email\ne1,Anna Berzina,2022-01-20\n");
    ingest_world_read(world, true);
    diag = ingest_world_diag(world, "rows.held-back");
    assert_string_equal(diag->where.file, "data/a.csv");
    assert_int_equal(diag->where.line, 2);
    assert_int_equal(diag->where.col, 4);
    assert_null(strstr(diag->sentence, "Anna"));
    assert_non_null(strstr(diag->sentence, "column \"Date\""));
    assert_non_null(strstr(diag->sentence, "see private/held-back/a/a.csv"));
    assert_non_null(strstr(ingest_world_get(world, "private/held-back/a/a.reasons.csv"), "Anna"));
    ingest_world_close(world);
}

static void a_stray_quote_holds_back_one_row(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-quote", persons_source);
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "Event,Date,Email\ne1,2022-01-20,a@example.org\ne1,\"2022-01-20,b@example.org\n"
        "e1,2022-01-20,c@example.org\n\"e1\",\"2022-01-20\",\"d@example.org\"\n");
    ingest_world_read(world, false);
    assert_int_equal(account_of(world, 0)->read, 4);
    assert_int_equal(account_of(world, 0)->used, 3);
    assert_int_equal(ingest_world_held(world, "stray-quote"), 1);
    ingest_world_close(world);
}

static void later_versions_replace_earlier_ones(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-versions",
        "  - {id: a, kind: attendance, files: 'data/*.csv', constants: {city: riga},\n"
        "     columns: {record: Id, event_id: Event, date: Date, name: Name,\n"
        "       status: {column: Status, attended: ['yes']}}}\n");
    (void)state;
    ingest_world_text(
        world, "data/1.csv",
        "Id,Event,Date,Name,Status\n1,e1,2022-01-20,Anna A,yes\n2,e1,2022-01-20,Bo B,yes\n");
    ingest_world_text(
        world, "data/2.csv",
        "Id,Event,Date,Name,Status\n2,e1,2022-01-20,Bo B,no\n3,e1,2022-01-20,Cy C,yes\n"
        "3,e1,2022-01-20,Cy  C,yes\n");
    ingest_world_read(world, false);
    assert_int_equal(account_of(world, 0)->used, 1);
    assert_int_equal(account_of(world, 0)->superseded, 1);
    assert_int_equal(account_of(world, 1)->excluded, 1);
    assert_int_equal(account_of(world, 1)->superseded, 1);
    assert_int_equal(account_of(world, 1)->used, 1);
    ingest_world_close(world);
}

static void a_record_that_says_the_same_again_is_a_duplicate(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-same-record",
        "  - {id: a, kind: attendance, files: 'data/*.csv', constants: {city: riga},\n"
        "     columns: {record: Id, event_id: Event, date: Date, name: Name}}\n");
    (void)state;
    ingest_world_text(
        world, "data/1.csv",
        "Id,Event,Date,Name\n1,e1,2022-01-20,Anna A\n1,e1,2022-01-20,Anna A\n"
        "2,e1,2022-01-20,Bo B\n2,e1,2022-01-20,Bo C\n");
    ingest_world_text(
        world, "data/2.csv", "Id,Event,Date,Name\n2,e1,2022-01-20,Bo C\n3,e1,2022-01-20,Di D\n");
    ingest_world_read(world, false);
    assert_int_equal(account_of(world, 0)->used, 1);
    assert_int_equal(account_of(world, 0)->duplicates, 2);
    assert_int_equal(account_of(world, 0)->superseded, 1);
    assert_int_equal(account_of(world, 1)->used, 2);
    ingest_world_close(world);
}

/* Swedish prints one word for two of the six criteria. */
static void a_label_of_two_dimensions_is_an_error_with_both_codes(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-two-dimensions",
        "  - {id: a, kind: assessment, files: 'data/*.csv', constants: {city: riga},\n"
        "     columns: {respondent: No, date: Date, dimension: Asked, score: Score}}\n");
    (void)state;
    ingest_world_text(
        world, "data/1.csv",
        "No,Date,Asked,Score\n1,2022-01-20,EFFEKTIVITET,4\n1,2022-01-20,efficiency,5\n"
        "2,2022-01-20,Effektivitet,3\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    const struct pp_diag *diag = ingest_world_diag(world, "assessment.ambiguous-label");
    assert_non_null(strstr(diag->sentence, "effectiveness and efficiency"));
    assert_int_equal(diag->severity, PP_ERROR);
    assert_int_equal(diag->where.line, 2);
    assert_int_equal(diag->where.col, 14);
    assert_int_equal(account_of(world, 0)->used, 1);
    assert_int_equal(ingest_world_held(world, "ambiguous-dimension"), 2);
    ingest_world_close(world);
}

static void an_identical_file_is_counted_and_not_used(void **state)
{
    static const char text[] = "Event,Date,Email\ne1,2022-01-20,a@example.org\ntorn\n";
    struct ingest_world *world = ingest_world_open("ingest-twin", persons_source);
    (void)state;
    ingest_world_text(world, "data/a (1).csv", text);
    ingest_world_text(world, "data/a.csv", text);
    ingest_world_read(world, false);
    assert_int_equal(support_count_rule(world->run, "file.identical"), 1);
    assert_int_equal(account_of(world, 0)->used, 1);
    assert_int_equal(account_of(world, 1)->read, 2);
    assert_int_equal(account_of(world, 1)->duplicates, 2);
    /* The copy is the one with something behind its name. */
    assert_string_equal(account_of(world, 1)->path, "data/a (1).csv");
    assert_string_equal(account_of(world, 1)->same_as, "data/a.csv");
    ingest_world_close(world);
}

static void held_back_rows_are_kept_byte_for_byte(void **state)
{
    static const char text[] = "\xEF\xBB\xBF"
                               "Event;Date;Email\r\ne1;2022-01-20;a@example.org\r\n"
                               "e1; never ;\"b@example.org\"\r\ne1;2022-01-20";
    struct ingest_world *world = ingest_world_open("ingest-private", persons_source);
    struct stat info;
    (void)state;
    ingest_world_text(world, "data/a.csv", text);
    ingest_world_text(world, "private/held-back/old/gone.csv", "x");
    ingest_world_read(world, true);
    assert_string_equal(
        ingest_world_get(world, "private/held-back/a/a.csv"),
        "\xEF\xBB\xBF"
        "Event;Date;Email\r\ne1; never ;\"b@example.org\"\r\ne1;2022-01-20");
    assert_string_equal(
        ingest_world_get(world, "private/held-back/a/a.reasons.csv"),
        "\xEF\xBB\xBFline,column,rule,sentence\r\n"
        "3,\"Date\",\"bad-date\",\"\"\"never\"\": this is no date (2022-01-20, 20.01.2022 and 20 "
        "January 2022 are)\"\r\n"
        "4,\"\",\"torn-row\",\"the row has 2 fields, the header has 3\"\r\n");
    assert_null(ingest_world_get(world, "private/held-back/old/gone.csv"));
    const char *folder = pp_path_join(world->run->arena, world->folder, "private");
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    /* A run without held-back rows leaves none behind. */
    ingest_world_text(world, "data/a.csv", "Event;Date;Email\ne1;2022-01-20;a@example.org\n");
    ingest_world_read(world, true);
    assert_null(ingest_world_get(world, "private/held-back/a/a.csv"));
    ingest_world_close(world);
}

static void files_of_one_name_are_kept_apart(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-names",
        "  - {id: a, kind: attendance, files: 'data/*/list.csv', constants: {city: riga},\n"
        "     columns: {date: Date}}\n"
        "  - {id: b, kind: attendance, files: 'more/list.csv', constants: {city: ravenna},\n"
        "     columns: {date: Date}}\n");
    (void)state;
    ingest_world_text(world, "data/x/list.csv", "Date,n\nnever,1\n");
    ingest_world_text(world, "data/y/list.csv", "Date,n\nnever,2\n");
    ingest_world_text(world, "more/list.csv", "Date,n\nnever,1\n");
    ingest_world_read(world, true);
    assert_string_equal(
        ingest_world_get(world, "private/held-back/a/list.csv"), "Date,n\nnever,1\n");
    assert_string_equal(
        ingest_world_get(world, "private/held-back/a/list-2.csv"), "Date,n\nnever,2\n");
    assert_string_equal(
        ingest_world_get(world, "private/held-back/b/list.csv"), "Date,n\nnever,1\n");
    assert_int_equal(support_count_rule(world->run, "file.in-two-sources"), 1);
    ingest_world_close(world);
}

static void a_list_of_statuses_needs_its_column(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-status",
        "  - {id: a, kind: attendance, files: 'data/*.csv', constants: {city: riga},\n"
        "     columns: {date: Date, status: {column: State, optional: true, attended: [came]}}}\n");
    (void)state;
    ingest_world_text(world, "data/a.csv", "Date,x\n2022-01-20,1\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    assert_int_equal(support_count_rule(world->run, "columns.missing"), 1);
    ingest_world_close(world);
}

static void utf16_rows_are_kept_byte_for_byte(void **state)
{
    static const char plain[] = "Event\tDate\tEmail\r\ne1\t2022-01-20\ta@example.org\r\n"
                                "e1\tnever\t?\r\n";
    unsigned char wide[2 * sizeof plain + 2] = {0xFF, 0xFE};
    struct ingest_world *world = ingest_world_open("ingest-utf16", persons_source);
    size_t length = sizeof plain - 1, header = strlen("Event\tDate\tEmail\r\n");
    size_t last = strlen("e1\tnever\t?\r\n");
    struct pp_bytes kept;
    (void)state;
    for (size_t i = 0; i < length; i++)
        wide[2 + 2 * i] = (unsigned char)plain[i];
    wide[2 + 2 * (length - 3)] = 0x13; /* the question mark becomes U+0113 */
    wide[3 + 2 * (length - 3)] = 0x01;
    ingest_world_file(world, "data/a.csv", wide, 2 + 2 * length);
    ingest_world_read(world, true);
    assert_string_equal(account_of(world, 0)->encoding, "utf-16le");
    assert_int_equal(account_of(world, 0)->used, 1);
    const char *path = pp_path_join(world->run->arena, world->folder, "private/held-back/a/a.csv");
    assert_int_equal(pp_file_read(world->run, world->run->arena, path, 0, &kept), PP_OK);
    assert_int_equal(kept.size, 2 + 2 * (header + last));
    assert_memory_equal(kept.data, wide, 2 + 2 * header);
    assert_memory_equal(kept.data + 2 + 2 * header, wide + 2 + 2 * (length - last), 2 * last);
    ingest_world_close(world);
}

/* --- dates, cities, persons ---------------------------------------------------------------- */

static void one_row_decides_the_order_of_dates(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-dates", persons_source);
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "Event,Date,Email\ne1,03/04/2022,a@example.org\ne1,13/04/2022,b@example.org\n");
    ingest_world_read(world, false);
    assert_non_null(strstr(world->records, "day=2022-04-03"));
    ingest_world_text(
        world, "data/a.csv",
        "Event,Date,Email\ne1,03/04/2022,a@example.org\ne1,04/13/2022,b@example.org\n");
    ingest_world_read(world, false);
    assert_non_null(strstr(world->records, "day=2022-03-04"));
    assert_int_equal(pp_diag_count(world->run, PP_ERROR), 0);
    ingest_world_text(world, "data/a.csv", "Event,Date,Email\ne1,03/04/2022,a@example.org\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    const char *said = ingest_world_said(world, "dates.ambiguous");
    assert_non_null(strstr(said, "2022-04-03"));
    assert_non_null(strstr(said, "2022-03-04"));
    ingest_world_text(
        world, "data/a.csv",
        "Event,Date,Email\ne1,13/04/2022,a@example.org\ne1,04/13/2022,b@example.org\n");
    ingest_world_read(world, false);
    assert_int_equal(support_count_rule(world->run, "dates.two-orders"), 1);
    ingest_world_close(world);
}

static void cities_are_read_by_label(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-cities", "  - {id: a, kind: attendance, files: data/a.csv,\n"
                         "     columns: {city: City, date: Date}}\n");
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "City,Date\nRIGA,2022-01-20\n\"Ravenna, Italy\",2022-01-20\nRiga / Linkoping,2022-01-20\n"
        "Rigaa,2022-01-20\nLink\xC3\xB6ping,2021-06-01\n,2022-01-21\n");
    ingest_world_read(world, false);
    assert_string_equal(
        world->records, "attendance\ta:0:2\tday=2022-01-20\tcities=riga\n"
                        "attendance\ta:0:3\tday=2022-01-20\tcities=ravenna\n"
                        "attendance\ta:0:4\tday=2022-01-20\tcities=riga,linkoping\n");
    assert_int_equal(ingest_world_held(world, "unknown-city"), 1);
    assert_int_equal(ingest_world_held(world, "city-not-member"), 1);
    assert_int_equal(ingest_world_held(world, "no-city"), 1);
    assert_non_null(strstr(ingest_world_said(world, "rows.held-back"), "nearest is riga"));
    ingest_world_close(world);
}

static void persons_are_known_by_the_first_field_that_is_there(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-persons",
        "  - {id: a, kind: attendance, files: data/a.csv, constants: {city: riga},\n"
        "     columns: {date: Date, email: Email, first_name: First, last_name: Last,\n"
        "       role: {column: Role, staff: [team]}}}\n");
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "Date,Email,First,Last,Role\n2022-01-20,a@example.org,Anna,Berzina,\n"
        "2022-01-21,A@EXAMPLE.ORG,Ann,Berzina,\n2022-01-22,anonymous,Bo,B\xC3\xA9la,Team\n"
        "2022-01-23,,bela,BO,\n2022-01-24,,,,\n");
    ingest_world_read(world, false);
    assert_string_equal(
        world->records, "attendance\ta:0:2\tperson=p1\tday=2022-01-20\tcities=riga\n"
                        "attendance\ta:0:3\tperson=p1\tday=2022-01-21\tcities=riga\n"
                        "attendance\ta:0:4\tperson=p2\tstaff=yes\tday=2022-01-22\tcities=riga\n"
                        "attendance\ta:0:5\tperson=p2\tday=2022-01-23\tcities=riga\n"
                        "attendance\ta:0:6\tday=2022-01-24\tcities=riga\n");
    ingest_world_close(world);
}

/* --- kinds --------------------------------------------------------------------------------- */

/* West of Greenwich too: the day of the data is a day, not an hour. */
static void an_event_of_the_day_of_the_data_is_held(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-today", "  - {id: e, kind: events, files: data/e.csv,\n"
                        "     columns: {id: Id, date: Date, cities: City}}\n");
    (void)state;
    world->project->timezone = "America/Martinique";
    ingest_world_text(world, "data/e.csv", "Id,Date,City\na,2022-06-01,riga\nb,2022-06-02,riga\n");
    ingest_world_read(world, false);
    assert_non_null(strstr(world->records, "id=b"));
    assert_non_null(strstr(strstr(world->records, "id=b"), "planned=yes"));
    assert_ptr_equal(
        strstr(world->records, "planned=yes"),
        strstr(strstr(world->records, "id=b"), "planned=yes"));
    ingest_world_close(world);
}

static void events_whose_link_leads_nowhere_are_held_back(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-link", "  - {id: e, kind: events, files: data/e.csv,\n"
                       "     columns: {id: Id, date: Date, cities: City, link: Link}}\n");
    (void)state;
    ingest_world_text(
        world, "data/e.csv",
        "Id,Date,City,Link\n"
        "a,2022-01-01,riga,javascript:alert(1)\n"
        "b,2022-01-02,riga,https://example.org/b\n"
        "c,2022-01-03,riga,\n");
    ingest_world_read(world, false);
    assert_int_equal(ingest_world_held(world, "bad-link"), 1);
    assert_null(strstr(world->records, "id=a"));
    assert_non_null(strstr(world->records, "id=b"));
    assert_non_null(strstr(world->records, "id=c"));
    ingest_world_close(world);
}

/* Words of `dates:` that are no pattern pass the project's check, too. */
static void dates_are_numbers_of_spreadsheets(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-serial", "  - {id: a, kind: attendance, files: data/a.csv, dates: excel, columns: "
                         "{event: E, date: D},\n"
                         "     constants: {city: riga}}\n"
                         "  - {id: b, kind: attendance, files: data/b.csv, dates: excel-1904, "
                         "columns: {event: E, date: D},\n"
                         "     constants: {city: riga}}\n");
    (void)state;
    ingest_world_text(world, "data/a.csv", "D,E\n44581,x\n");
    ingest_world_text(world, "data/b.csv", "D,E\n43119,x\n");
    ingest_world_read(world, false);
    assert_string_equal(
        world->records, "attendance\ta:0:2\tname=x\tday=2022-01-20\tcities=riga\n"
                        "attendance\tb:1:2\tname=x\tday=2022-01-20\tcities=riga\n");
    ingest_world_close(world);
}

/* By the same id on the same day; by name and day it is asked; and who takes another's id is told.
 */
static void an_event_of_two_cities_is_one(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-shared",
        "  - {id: a, kind: events, files: data/a.csv, constants: {city: riga},\n"
        "     columns: {id: id, date: date, text: {en: what}}}\n"
        "  - {id: b, kind: events, files: data/b.csv, constants: {city: ravenna},\n"
        "     columns: {id: id, date: date, text: {en: what}}}\n");
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "id,date,what\ns1,2022-05-10,Kick-off\na1,2022-05-11,Day of "
        "cities\na2,2022-05-12,Caf\xC3\xA9\n");
    ingest_world_text(
        world, "data/b.csv",
        "id,date,what\ns1,2022-05-10,Kick-off\nb1,2022-05-11,day of  "
        "Cities\na2,2022-05-13,Caf\xC3\xA9\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(world->handed_over, 5);
    assert_int_equal(support_count_rule(world->run, "row.one-event"), 1);
    const struct pp_diag *asked = ingest_world_diag(world, "row.one-event");
    assert_string_equal(asked->where.file, "data/b.csv");
    assert_int_equal(asked->where.line, 3);
    assert_non_null(strstr(asked->sentence, "data/a.csv:3, which another city"));
    assert_int_equal(ingest_world_held(world, "event-id-taken"), 1);
    ingest_world_close(world);
}

static void events_tell_rows_of_attendance_what_they_lack(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-events",
        "  - {id: a, kind: attendance, files: data/a.csv, columns: {event: Event, name: Name}}\n"
        "  - {id: e, kind: events, files: data/e.csv,\n"
        "     columns: {id: id, date: date, cities: cities, type: type, count: count,\n"
        "       text: {en: what}}}\n");
    (void)state;
    ingest_world_text(
        world, "data/e.csv",
        "id,date,cities,type,count,what\n"
        "e1,10-12 May 2022,riga; ravenna,Workshop,c. 40,Three days\n"
        "e2,2022-07-01,riga,party,43,Later\n"
        "e3,2022-05-20,riga,party,,No count\n"
        "e4,2022-05-20,riga,,lots,\n");
    ingest_world_text(world, "data/a.csv", "Event,Name\ne1,Anna\nsomething,Bo\n");
    ingest_world_read(world, false);
    assert_string_equal(
        world->records,
        "event\te:1:2\tid=e1\tfirst=2022-05-10\tlast=2022-05-12\tcities=riga,ravenna\t"
        "type=workshop\tcount=40..40\twhat:en=Three days\n"
        "event\te:1:3\tid=e2\tfirst=2022-07-01\tlast=2022-07-01\tcities=riga\tplanned=yes\t"
        "what:en=Later\n"
        "event\te:1:4\tid=e3\tfirst=2022-05-20\tlast=2022-05-20\tcities=riga\tcount=unknown\t"
        "what:en=No count\n"
        "attendance\ta:0:2\tperson=p1\tevent=e1\tday=2022-05-10\n");
    assert_int_equal(ingest_world_held(world, "bad-count"), 1);
    assert_int_equal(ingest_world_held(world, "no-date"), 1);
    assert_int_equal(support_count_rule(world->run, "row.unknown-type"), 1); /* once for two rows */
    ingest_world_close(world);
}

static void answers_are_read_wide(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-wide", "  - {id: q, kind: assessment, files: data/q.csv, constants: {city: riga},\n"
                       "     columns: {respondent: Id, date: Date,\n"
                       "       dimensions: {effectiveness: Q1, impact: Q2}}}\n");
    (void)state;
    ingest_world_text(
        world, "data/q.csv",
        "Id;Date;Q1;Q2\n1;2022-01-20;4,0;always\n2;2022-01-20;;vet ej\n3;2022-01-20;6;3\n"
        "4;2022-01-20;3,5;3\n5;2022-01-20;often;3\n");
    ingest_world_read(world, false);
    assert_string_equal(
        world->records,
        "answer\tq:0:2\trespondent=p1\tcities=riga\tframework=dac\tdimension=effectiveness\t"
        "day=2022-01-20\tscore=4\n"
        "answer\tq:0:2\trespondent=p1\tcities=riga\tframework=dac\tdimension=impact\t"
        "day=2022-01-20\tscore=5\n"
        "answer\tq:0:3\trespondent=p2\tcities=riga\tframework=dac\tdimension=effectiveness\t"
        "day=2022-01-20\tscore=missing\n"
        "answer\tq:0:3\trespondent=p2\tcities=riga\tframework=dac\tdimension=impact\t"
        "day=2022-01-20\tscore=not-applicable\n");
    assert_int_equal(ingest_world_held(world, "off-scale"), 1);
    assert_int_equal(ingest_world_held(world, "half-point"), 1);
    assert_int_equal(ingest_world_held(world, "bad-score"), 1);
    ingest_world_close(world);
}

static void a_label_of_two_dimensions_is_an_error(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-long",
        "  - {id: q, kind: assessment, files: data/q.csv, constants: {city: riga},\n"
        "     columns: {respondent: Id, date: Date, dimension: What, score: Score}}\n");
    (void)state;
    ingest_world_text(
        world, "data/q.csv",
        "Id,Date,What,Score\n1,2022-01-20,Impact,4\n1,2022-01-20,EFFEKTIVITET,3\n"
        "1,2022-01-20,Is it worth it?,2\n1,2022-01-20,efficiency,2\n1,2022-01-20,Luck,2\n"
        "2,2022-01-20,effektivitet,3\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    assert_int_equal(account_of(world, 0)->used, 3);
    assert_int_equal(ingest_world_held(world, "ambiguous-dimension"), 2);
    assert_int_equal(ingest_world_held(world, "unknown-dimension"), 1);
    const char *said = ingest_world_said(world, "assessment.ambiguous-label");
    assert_non_null(strstr(said, "effectiveness"));
    assert_non_null(strstr(said, "efficiency"));
    assert_non_null(strstr(said, "dimension:<code>"));
    ingest_world_close(world);
}

static void ready_figures_keep_their_decimals(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-values",
        "  - {id: f, kind: figures, files: data/f.csv,\n"
        "     columns: {address: address, value: value, publisher: by, year: year}}\n");
    (void)state;
    ingest_world_text(
        world, "data/f.csv",
        "address,value,by,year\noecd.share,\"54,5 %\",OECD,2018\nx.y,\"1.234\",X,2020\n"
        "x.z,c. 40,X,2020\n");
    ingest_world_read(world, false);
    /* The file proves the decimal comma, so 1.234 is a thousand and more. */
    assert_string_equal(
        world->records,
        "figure\tf:0:2\taddress=oecd.share\tcount=545\tdecimals=1\tunit=percent\tpublisher=OECD\t"
        "year=2018\n"
        "figure\tf:0:3\taddress=x.y\tcount=1234\tdecimals=0\tpublisher=X\tyear=2020\n"
        "figure\tf:0:4\taddress=x.z\tcount=40..40\tdecimals=0\tpublisher=X\tyear=2020\n");
    ingest_world_close(world);
}

static void a_strict_run_ends_with_held_back_rows(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-strict", persons_source);
    (void)state;
    ingest_world_text(world, "data/a.csv", "Event,Date,Email\ne1,never,a@example.org\n");
    world->run->strict = true;
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_DATA);
    assert_int_equal(support_count_rule(world->run, "rows.strict"), 1);
    ingest_world_close(world);
}

static void a_source_allows_a_share_of_held_back_rows(void **state)
{
    static const char *const shares[][2] = {
        {"5 %", ""}, {"33.3 %", ""}, {"34 %", "ok"}, {"50 %", "ok"}};
    (void)state;
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        char sources[300];
        snprintf(
            sources, sizeof sources,
            "  - {id: a, kind: attendance, files: data/*.csv, max_rejected: %s, constants: {city: "
            "riga}, columns: {event: Event, date: Date, email: Email}}\n",
            shares[i][0]);
        struct ingest_world *world = ingest_world_open("ingest-share", sources);
        ingest_world_text(
            world, "data/a.csv",
            "Event,Date,Email\nx,2022-01-20,a@example.org\nx,soon,b@example.org\n"
            "x,2022-01-21,c@example.org\n");
        ingest_world_read(world, false);
        if ((world->status == PP_OK) != (shares[i][1][0] != '\0'))
            fail_msg("%s ends with %d", shares[i][0], (int)world->status);
        if (world->status != PP_OK)
            assert_non_null(strstr(
                ingest_world_said(world, "rows.too-many-held-back"), "1 of 3 rows of source a"));
        ingest_world_close(world);
    }
}

/* A totals row, a remark and comments are told apart from rows that are torn. */
static void what_is_behind_the_table_is_no_row(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-behind", persons_source);
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "# exported for the project\nEvent,Date,Email\nx,2022-01-20,a@example.org\n# half-time\n"
        "x,2022-01-20\ny,2022-01-20,b@example.org\nTotal,,2\n\nSource: the city of Riga\n");
    ingest_world_read(world, false);
    const struct pp_file_account *account = &world->accounts->items[0];
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(account->read, 6);
    assert_int_equal(account->used, 2);
    assert_int_equal(account->excluded, 3);
    assert_int_equal(account->held_back, 1);
    assert_true(pp_account_adds_up(account));
    ingest_world_close(world);
}

/* The same table with quotes escaped, in single quotes, with lines of another encoding. */
static void dialects_are_read_alike(void **state)
{
    static const char *const files[] = {
        "Event,Date,Email\n\"a \\\"b\\\", c\",2022-01-20,a@example.org\n",
        "Event,Date,Email\n\"a \"\"b\"\", c\",2022-01-20,a@example.org\n",
        "Event;Date;Email\n'a \"b\", c';'2022-01-20';'a@example.org'\n",
        "sep=|\r\nEvent|Date|Email\r\na \"b\", c|2022-01-20|a@example.org\r\n",
        "Event\tDate\tEmail\ra \"b\", c\t2022-01-20\ta@example.org\r",
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct ingest_world *world = ingest_world_open("ingest-alike", persons_source);
        ingest_world_text(world, "data/a.csv", files[i]);
        ingest_world_read(world, false);
        if (strstr(world->records, "event=a \"b\", c") == NULL)
            fail_msg("file %zu is read as %s", i, world->records);
        ingest_world_close(world);
    }
}

static void lines_in_another_encoding_are_held_back(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-mixed", persons_source);
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "Event,Date,Email\nRunn\xE2s k\xE2p\xE7"
        "c \xF0\xFB\xED"
        "as,2022-01-20,a@example.org\n"
        "M\xE2j\xE2s m\xE7s runn\xE2jam,2022-01-20,b@example.org\n"
        "R\xC4\xABga,2022-01-20,c@example.org\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(ingest_world_held(world, "bad-bytes"), 1);
    assert_int_equal(ingest_world_diag(world, "encoding.mixed")->where.line, 4);
    assert_non_null(strstr(ingest_world_said(world, "encoding.mixed"), "windows-1257"));
    ingest_world_close(world);
}

static void further_stays_add_their_minutes(void **state)
{
    struct ingest_world *world = ingest_world_open(
        "ingest-stays", "  - {id: a, kind: attendance, files: data/*.csv, stays: add, constants: "
                        "{city: riga, event: "
                        "Online}, columns: {date: Join, name: Name, minutes: Duration}}\n");
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "Name,Join,Duration\nAnna Liepa,2022-01-20 18:00,30\nBo Egle,2022-01-20 18:01,1h 5m\n"
        "LIEPA Anna,2022-01-20 18:40,20\n");
    ingest_world_read(world, false);
    assert_int_equal(world->handed_over, 2);
    assert_int_equal(world->accounts->items[0].used, 3);
    assert_non_null(strstr(world->records, "minutes=50"));
    assert_non_null(strstr(world->records, "minutes=65"));
    ingest_world_close(world);
}

static void hxl_tags_and_preambles_are_no_rows(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-hxl", persons_source);
    (void)state;
    ingest_world_text(
        world, "data/a.csv",
        "Alias;spring;\nExport Date;01/02/2022;\n;;\n\"Event\";\"Date\";\"Email\"\n"
        "\"#event\";\"\";\"#contact+email\"\n\"e1\";\"2022-01-20\";\"a@example.org\"\n");
    ingest_world_read(world, false);
    assert_int_equal(world->status, PP_OK);
    assert_int_equal(account_of(world, 0)->read, 1);
    assert_int_equal(account_of(world, 0)->used, 1);
    assert_int_equal(support_count_rule(world->run, "dialect.preamble"), 1);
    ingest_world_close(world);
}

/* --- a property: whatever the file holds, the account adds up ------------------------------- */

static uint64_t next_number(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void write_messy_file(struct ingest_world *world, uint64_t *seed)
{
    static const char *const parts[] = {
        "e1",
        "2022-01-20",
        "a@example.org",
        ",",
        ",",
        ",",
        ",",
        ",",
        "\n",
        "\n",
        "\n",
        "\"",
        "\"\"",
        "\r\n",
        "Event,Date,Email\n",
        "e1,2022-01-20,b@example.org\n",
        "\xFF",
        "\xC4\x81",
        "e2,2032-01-20,c@example.org\n",
        " ",
        "\r",
        "e2,31.12.2021,\"d\"\n",
        "#x,#y,#z\n",
        "\t"};
    struct pp_str text;
    pp_str_init(&text);
    pp_str_append(&text, "Event,Date,Email\n\xC4\x81,2022-01-20,x@example.org\n");
    size_t count = next_number(seed) % 60;
    for (size_t i = 0; i < count; i++)
        pp_str_append(&text, parts[next_number(seed) % (sizeof parts / sizeof *parts)]);
    ingest_world_file(world, "data/a.csv", text.text, text.length);
    pp_str_free(&text);
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;
    for (; text != NULL && *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

static void accounts_of_messy_files_add_up(void **state)
{
    struct ingest_world *world = ingest_world_open("ingest-messy", persons_source);
    uint64_t seed = 4101842887655102017u;
    size_t used = 0, held = 0, duplicates = 0;
    (void)state;
    for (int round = 0; round < 150; round++) {
        write_messy_file(world, &seed);
        ingest_world_read(world, true); /* asserts that classes and reasons add up */
        assert_non_null(world->accounts);
        const struct pp_file_account *account = account_of(world, 0);
        assert_int_equal(world->handed_over, account->used);
        const char *reasons = ingest_world_get(world, "private/held-back/a/a.reasons.csv");
        assert_int_equal(count_lines(reasons), account->held_back > 0 ? account->held_back + 1 : 0);
        used += account->used;
        held += account->held_back;
        duplicates += account->duplicates;
    }
    assert_true(used > 150 && held > 150 && duplicates > 10); /* the files were messy indeed */
    ingest_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_csv_is_named),
        cmocka_unit_test(missing_files_are_errors),
        cmocka_unit_test(a_dead_link_is_an_error_and_the_others_go_on),
        cmocka_unit_test(folders_and_pipes_are_errors),
        cmocka_unit_test(every_row_has_one_fate),
        cmocka_unit_test(a_message_names_place_and_no_person),
        cmocka_unit_test(a_stray_quote_holds_back_one_row),
        cmocka_unit_test(later_versions_replace_earlier_ones),
        cmocka_unit_test(a_record_that_says_the_same_again_is_a_duplicate),
        cmocka_unit_test(a_label_of_two_dimensions_is_an_error_with_both_codes),
        cmocka_unit_test(an_identical_file_is_counted_and_not_used),
        cmocka_unit_test(held_back_rows_are_kept_byte_for_byte),
        cmocka_unit_test(files_of_one_name_are_kept_apart),
        cmocka_unit_test(a_list_of_statuses_needs_its_column),
        cmocka_unit_test(utf16_rows_are_kept_byte_for_byte),
        cmocka_unit_test(one_row_decides_the_order_of_dates),
        cmocka_unit_test(cities_are_read_by_label),
        cmocka_unit_test(persons_are_known_by_the_first_field_that_is_there),
        cmocka_unit_test(an_event_of_the_day_of_the_data_is_held),
        cmocka_unit_test(events_whose_link_leads_nowhere_are_held_back),
        cmocka_unit_test(dates_are_numbers_of_spreadsheets),
        cmocka_unit_test(an_event_of_two_cities_is_one),
        cmocka_unit_test(events_tell_rows_of_attendance_what_they_lack),
        cmocka_unit_test(answers_are_read_wide),
        cmocka_unit_test(a_label_of_two_dimensions_is_an_error),
        cmocka_unit_test(ready_figures_keep_their_decimals),
        cmocka_unit_test(a_strict_run_ends_with_held_back_rows),
        cmocka_unit_test(a_source_allows_a_share_of_held_back_rows),
        cmocka_unit_test(what_is_behind_the_table_is_no_row),
        cmocka_unit_test(dialects_are_read_alike),
        cmocka_unit_test(lines_in_another_encoding_are_held_back),
        cmocka_unit_test(further_stays_add_their_minutes),
        cmocka_unit_test(hxl_tags_and_preambles_are_no_rows),
        cmocka_unit_test(accounts_of_messy_files_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
