#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/status.h"

static void memory_is_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    unsigned char *pieces[500];
    for (size_t i = 0; i < 500; i++) {
        size_t size = i * 37 % 20000;
        pieces[i] = pp_arena_alloc(arena, size);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
        for (size_t j = 0; j < size; j++)
            assert_int_equal(pieces[i][j], 0);
        memset(pieces[i], (int)(i % 251 + 1), size);
    }
    for (size_t i = 0; i < 500; i++)
        for (size_t j = 0; j < i * 37 % 20000; j++)
            assert_int_equal(pieces[i][j], i % 251 + 1);
    pp_arena_free(arena);
}

static void rewinding_gives_back_and_zeroes_again(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    char *kept = pp_arena_strdup(arena, "kept");
    size_t before = pp_arena_used(arena), held = pp_arena_held(arena);
    for (int round = 0; round < 100; round++) {
        struct pp_arena_mark mark = pp_arena_mark(arena);
        char *scratch = pp_arena_alloc(arena, 3000);
        for (size_t i = 0; i < 3000; i++)
            assert_int_equal(scratch[i], 0);
        memset(scratch, 'x', 3000);
        pp_arena_alloc(arena, 3 << 20);
        assert_true(pp_arena_used(arena) >= before + 3000 + (3 << 20));
        assert_true(pp_arena_held(arena) > pp_arena_used(arena));
        pp_arena_rewind(arena, mark);
        assert_true(pp_arena_held(arena) == held);
        assert_int_equal(pp_arena_used(arena), before);
    }
    assert_string_equal(kept, "kept");
    pp_arena_free(arena);
}

static void an_empty_mark_rewinds_to_nothing(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_arena_mark mark = pp_arena_mark(arena);
    pp_arena_alloc(arena, 100);
    pp_arena_rewind(arena, mark);
    assert_int_equal(pp_arena_used(arena), 0);
    assert_non_null(pp_arena_alloc(arena, 0));
    pp_arena_free(arena);
    pp_arena_free(NULL);
}

static void copies_end_where_they_should(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    assert_string_equal(pp_arena_strdup(arena, ""), "");
    assert_string_equal(pp_arena_strndup(arena, "Ravenna", 3), "Rav");
    assert_memory_equal(pp_arena_memdup(arena, "a\0b", 3), "a\0b", 3);
    assert_string_equal(pp_arena_printf(arena, "%s %d", "page", 4), "page 4");
    char *wide = pp_arena_printf(arena, "%20000d", 7);
    assert_int_equal(strlen(wide), 20000);
    assert_int_equal(wide[19999], '7');
    pp_arena_free(arena);
}

static void pushing_keeps_what_was_there(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct {
        uint64_t *items;
        size_t count, capacity;
    } list = {0};
    for (uint64_t i = 0; i < 1000; i++) {
        uint64_t *item = PP_PUSH(arena, &list);
        assert_int_equal(*item, 0);
        *item = i * i;
    }
    assert_int_equal(list.count, 1000);
    assert_int_equal(list.capacity, 1024);
    for (uint64_t i = 0; i < 1000; i++)
        assert_int_equal(list.items[i], i * i);
    list.count = 10; /* taken back: the place comes zeroed again */
    uint64_t *again = PP_PUSH(arena, &list);
    assert_int_equal(*again, 0);
    assert_ptr_equal(again, list.items + 10);
    pp_arena_free(arena);
}

static void reserved_room_is_used(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    struct {
        int *items;
        size_t count, capacity;
    } list = {0};
    (void)state;
    *(int *)PP_PUSH(arena, &list) = 7;
    PP_RESERVE(arena, &list, 100);
    const int *room = list.items;
    for (int i = 0; i < 100; i++)
        *(int *)PP_PUSH(arena, &list) = i;
    assert_ptr_equal(list.items, room);
    assert_int_equal(list.items[0], 7);
    assert_int_equal(list.items[100], 99);
    PP_RESERVE(arena, &list, 0);
    assert_ptr_equal(list.items, room);
    pp_arena_free(arena);
}

/* Runs a request that no machine can serve in a child; its exit status is returned. */
static int status_of_child(void (*request)(struct pp_arena *))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(STDERR_FILENO);
        request(pp_arena_new());
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void ask_for_too_many(struct pp_arena *arena)
{
    pp_arena_array(arena, SIZE_MAX / 4, 8);
}

static void append_mark(void *thing)
{
    char *marks = *(char **)thing;
    marks[strlen(marks)] = (char)('a' + strlen(marks));
    *(char **)thing = NULL;
}

/* When the arena goes, while its memory is still there; not when it is rewound. */
static void what_is_deferred_is_done_at_the_end(void **state)
{
    char marks[8] = "";
    struct pp_arena *arena = pp_arena_new();
    char **first = pp_arena_alloc(arena, sizeof *first), **second;

    (void)state;
    *first = marks;
    pp_arena_defer(arena, append_mark, first);
    struct pp_arena_mark mark = pp_arena_mark(arena);
    pp_arena_alloc(arena, 100000);
    pp_arena_rewind(arena, mark);
    assert_string_equal(marks, "");
    second = pp_arena_alloc(arena, sizeof *second);
    *second = marks;
    pp_arena_defer(arena, append_mark, second);
    pp_arena_free(arena);
    assert_string_equal(marks, "ab");
}

static void ask_for_too_much(struct pp_arena *arena)
{
    pp_arena_alloc(arena, SIZE_MAX - 2);
}

static void impossible_sizes_end_like_lack_of_memory(void **state)
{
    (void)state;
    assert_int_equal(status_of_child(ask_for_too_many), PP_ENV);
    assert_int_equal(status_of_child(ask_for_too_much), PP_ENV);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
        cmocka_unit_test(rewinding_gives_back_and_zeroes_again),
        cmocka_unit_test(an_empty_mark_rewinds_to_nothing),
        cmocka_unit_test(copies_end_where_they_should),
        cmocka_unit_test(pushing_keeps_what_was_there),
        cmocka_unit_test(reserved_room_is_used),
        cmocka_unit_test(what_is_deferred_is_done_at_the_end),
        cmocka_unit_test(impossible_sizes_end_like_lack_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
