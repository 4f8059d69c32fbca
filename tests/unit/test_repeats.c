#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/memo.h"
#include "pactpress/arena.h"
#include "pactpress/repeats.h"

enum { ROWS = 20000 };

static struct pp_bytes row(char *buffer, size_t size, int number)
{
    int length = snprintf(buffer, size, "%d,R\xC4\xABga,2022-01-%02d", number, number % 28 + 1);
    return (struct pp_bytes){(const unsigned char *)buffer, (size_t)length};
}

/* What stands twice is always suspected; of the others hardly any is. */
static void twins_are_suspected_and_few_others(void **state)
{
    (void)state;
    char text[64];
    struct pp_arena *arena = pp_arena_new();
    struct pp_repeats repeats;
    size_t suspected = 0;
    pp_repeats_begin(&repeats, arena, ROWS * 24);
    for (int i = 0; i < ROWS; i++)
        pp_repeats_note(&repeats, pp_repeats_hash(row(text, sizeof text, i)));
    for (int i = 0; i < ROWS; i += 100)
        pp_repeats_note(&repeats, pp_repeats_hash(row(text, sizeof text, i)));
    pp_repeats_end(&repeats);
    for (int i = 0; i < ROWS; i++) {
        bool may = pp_repeats_may(&repeats, row(text, sizeof text, i));
        if (i % 100 == 0)
            assert_true(may);
        suspected += may;
    }
    assert_true(suspected < ROWS / 4);
    pp_arena_free(arena);
}

static struct pp_bytes cell_of(const char *text)
{
    return (struct pp_bytes){(const unsigned char *)text, strlen(text)};
}

static void a_cell_is_remembered_by_column(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_memo *memo = pp_memo_new(arena, 2);
    assert_null(pp_memo_find(memo, 0, cell_of("R\xEEga")));
    struct pp_memory *memory = pp_memo_keep(memo, 0, cell_of("R\xEEga"), "R\xC4\xABga");
    assert_non_null(memory);
    memory->city = 3;
    memory->has_city = true;
    assert_ptr_equal(pp_memo_find(memo, 0, cell_of("R\xEEga")), memory);
    assert_string_equal(memory->text, "R\xC4\xABga");
    assert_null(pp_memo_find(memo, 1, cell_of("R\xEEga")));
    assert_null(pp_memo_find(memo, 0, cell_of("R\xEEg")));
    /* kept anew, it has to be understood anew */
    assert_false(pp_memo_keep(memo, 0, cell_of("R\xEEga"), "Riga")->has_city);
    pp_arena_free(arena);
}

static void long_cells_and_columns_without_repeats_are_left_alone(void **state)
{
    (void)state;
    char text[PP_MEMO_TEXT + 1];
    struct pp_arena *arena = pp_arena_new();
    struct pp_memo *memo = pp_memo_new(arena, 1);
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    assert_null(pp_memo_keep(memo, 0, cell_of(text), "x"));
    assert_null(pp_memo_keep(memo, 0, cell_of("x"), text));
    struct pp_memory *last = NULL;
    for (int i = 0; i < ROWS; i++) {
        struct pp_bytes cell = row(text, sizeof text, i);
        last = pp_memo_find(memo, 0, cell);
        last = pp_memo_keep(memo, 0, cell, text);
    }
    assert_null(last);
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(twins_are_suspected_and_few_others),
        cmocka_unit_test(a_cell_is_remembered_by_column),
        cmocka_unit_test(long_cells_and_columns_without_repeats_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
