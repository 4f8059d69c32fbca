/* Files in chunks: whatever the places where they are cut, and however many threads read them, the
 * rows are those of one thread. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "ingest/chunks.h"
#include "ingest_world.h"
#include "pactpress/arena.h"
#include "pactpress/charset.h"
#include "pactpress/columns.h"
#include "pactpress/str.h"
#include "pactpress/table.h"

enum { SEEDS = 60, ROWS = 120 };

static const char sources[] =
    "  - {id: one, kind: attendance, files: data/rows.csv, encoding: auto, columns: {event: Event, "
    "date: Date, email: Email}, constants: {city: riga}}\n";

static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Rows of every kind, with quotes that are doubled, stray, or hold line ends of all three sorts. */
static void make_text(uint32_t *state, struct pp_str *text)
{
    static const char *const events[] = {
        "Caf\xC3\xA9",
        "\"a, \"\"b\"\"\"",
        "\"two\nlines\"",
        "\"three\r\nmore\rlines\"",
        "\"stray",
        "x\"y",
        "\"\"",
        "",
        "\"end\n,\"open,",
        "# no",
        "\"tail\"\"\n"};
    static const char *const ends[] = {"\n", "\r\n", "\r", "\n\n", "\n"};
    pp_str_append(text, "Event,Date,Email\n");
    for (int i = 0; i < ROWS; i++) {
        const char *event = events[next(state) % (sizeof events / sizeof *events)];
        const char *torn = next(state) % 9 == 0 ? ",more" : "";
        pp_str_printf(
            text, "%s,2022-01-%02u,p%u@example.org%s%s", event, 1 + next(state) % 28,
            next(state) % 40, torn, ends[next(state) % (sizeof ends / sizeof *ends)]);
    }
}

static void write_utf16(struct pp_str *out, const struct pp_str *text)
{
    pp_str_append_n(out, "\xFF\xFE", 2);
    for (size_t i = 0; i < text->length; i++) {
        unsigned char unit[2] = {(unsigned char)text->text[i], 0};
        if (unit[0] == 0xC3) /* all that there is over ASCII is one letter */
            unit[0] = (unsigned char)(text->text[++i] | 0x40);
        pp_str_append_n(out, unit, 2);
    }
}

static void show_row(struct pp_table *table, const struct pp_row *row, struct pp_str *out)
{
    struct pp_bytes raw = pp_table_raw(table, row);
    pp_str_printf(out, "%zu %d %zu|", row->span.line, (int)row->kind, row->count);
    for (size_t i = 0; i < raw.size; i++) /* bytes of UTF-16 that are 0 show as 0 */
        pp_str_printf(out, raw.data[i] > ' ' && raw.data[i] < 127 ? "%c" : "<%u>", raw.data[i]);
    pp_str_append(out, "|\n");
}

static void show_all(struct pp_table *table, struct pp_str *out)
{
    struct pp_row row;
    while (pp_table_next(table, &row))
        show_row(table, &row, out);
}

/* --- the pass ----------------------------------------------------------------------------- */

static void *open_worker(void *context)
{
    return context;
}

static void close_worker(void *worker)
{
    (void)worker;
}

static void act(void *context, void *worker, struct pp_table *table, struct pp_chunk *chunk)
{
    struct pp_str text;
    (void)context;
    (void)worker;
    pp_str_init(&text);
    show_all(table, &text);
    chunk->result = pp_str_copy(&text, chunk->arena);
    pp_str_free(&text);
}

static enum pp_status take(void *context, struct pp_chunk *chunk)
{
    pp_str_append(context, chunk->result);
    return PP_OK;
}

/* Places where a record begins by the look of it, some a few bytes off, some on the wrong line. */
static void cut_anywhere(uint32_t *state, struct pp_table *table)
{
    struct pp_places *starts = table->starts;
    struct pp_row row;
    starts->count = 0;
    pp_table_rewind(table);
    while (pp_table_skim(table, &row)) {
        struct pp_place place = pp_table_place(table);
        uint32_t chance = next(state) % 12;
        if (chance > 3)
            continue;
        if (chance == 0)
            place.line += next(state) % 3;
        if (chance == 1 && table->charset.kind == PP_CHARSET_UTF8) {
            place.at += next(state) % 40;
            place.raw = place.at;
        }
        if (starts->count == 0 || place.at >= starts->items[starts->count - 1].at)
            *(struct pp_place *)PP_PUSH(starts->arena, starts) = place;
    }
}

static void read_in_chunks(
    struct ingest_world *world, struct pp_table *table, size_t threads, struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_chunks chunks = {.count = 0};
    enum pp_status worst = PP_OK;
    struct pp_pass pass = {
        .run = world->run,
        .threads = threads,
        .context = out,
        .open = open_worker,
        .close = close_worker,
        .act = act,
        .take = take};
    pp_chunks_add(arena, &chunks, 0, table);
    assert_int_equal(pp_chunks_run(&pass, &chunks, &worst), PP_OK);
    assert_int_equal(worst, PP_OK);
    /* once more from the places that are known by now: nothing is read anew, and all is the same */
    pp_str_append(out, "again\n");
    assert_int_equal(pp_chunks_run(&pass, &chunks, &worst), PP_OK);
    pp_arena_free(arena);
}

static void compare(struct ingest_world *world, uint32_t seed, bool wide)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_charset_hint hint = {.declared = "auto"};
    struct pp_str text, file, once, twice, chunked;
    struct pp_table *table = NULL;
    struct pp_wanted wanted;
    uint32_t state = seed;
    pp_str_init(&text);
    pp_str_init(&file);
    pp_str_init(&once);
    pp_str_init(&twice);
    make_text(&state, &text);
    if (wide)
        write_utf16(&file, &text);
    else
        pp_str_append_n(&file, text.text, text.length);
    ingest_world_file(world, "data/rows.csv", file.text, file.length);
    assert_int_equal(
        pp_wanted_prepare(world->run, arena, world->project, &world->project->sources[0], &wanted),
        PP_OK);
    assert_int_equal(
        pp_table_open(world->run, arena, world->folder, "data/rows.csv", &wanted, &hint, &table),
        PP_OK);
    pp_table_rewind(table);
    show_all(table, &once);
    pp_str_printf(&twice, "%sagain\n%s", once.text, once.text);
    cut_anywhere(&state, table);
    pp_table_park(table);
    for (size_t threads = 1; threads <= 4; threads++) {
        pp_str_init(&chunked);
        read_in_chunks(world, table, threads, &chunked);
        assert_string_equal(chunked.text, twice.text);
        pp_str_free(&chunked);
    }
    pp_wanted_release(&wanted);
    pp_str_free(&text);
    pp_str_free(&file);
    pp_str_free(&once);
    pp_str_free(&twice);
    pp_arena_free(arena);
}

static void chunks_read_what_one_pass_reads(void **state)
{
    (void)state;
    struct ingest_world *world = ingest_world_open("chunks", sources);
    for (uint32_t seed = 1; seed <= SEEDS; seed++)
        compare(world, seed, seed % 3 == 0);
    ingest_world_close(world);
}

/* The file of the second pass is not the one that was digested. */
static void a_piece_that_changed_is_told(void **state)
{
    (void)state;
    struct ingest_world *world = ingest_world_open("changed", sources);
    struct pp_arena *arena = pp_arena_new();
    struct pp_charset_hint hint = {.declared = "auto"};
    struct pp_chunks chunks = {.count = 0};
    struct pp_table *table = NULL;
    struct pp_wanted wanted;
    struct pp_str out;
    enum pp_status worst = PP_OK;
    pp_str_init(&out);
    ingest_world_text(world, "data/rows.csv", "Event,Date,Email\nA,2022-01-01,a@example.org\n");
    assert_int_equal(
        pp_wanted_prepare(world->run, arena, world->project, &world->project->sources[0], &wanted),
        PP_OK);
    assert_int_equal(
        pp_table_open(world->run, arena, world->folder, "data/rows.csv", &wanted, &hint, &table),
        PP_OK);
    pp_table_park(table);
    ingest_world_text(world, "data/rows.csv", "Event,Date,Email\nB,2022-01-01,a@example.org\n");
    struct pp_pass pass = {
        .run = world->run,
        .threads = 2,
        .context = &out,
        .open = open_worker,
        .close = close_worker,
        .act = act,
        .take = take};
    pp_chunks_add(arena, &chunks, 0, table);
    assert_int_equal(pp_chunks_run(&pass, &chunks, &worst), PP_OK);
    assert_int_equal(worst, PP_DATA);
    assert_true(chunks.items[0].refused);
    assert_string_equal(out.text, "");
    ingest_world_said(world, "file.changed");
    pp_wanted_release(&wanted);
    pp_str_free(&out);
    pp_arena_free(arena);
    ingest_world_close(world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chunks_read_what_one_pass_reads),
        cmocka_unit_test(a_piece_that_changed_is_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
