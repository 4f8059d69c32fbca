#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/map.h"

static void finds_what_was_set_in_order(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_map map;
    static int values[5000];
    pp_map_init(&map, arena);
    assert_null(pp_map_get(&map, "key 0"));
    for (int i = 0; i < 5000; i++) {
        char key[32]; /* the map keeps its own copy */
        snprintf(key, sizeof key, "key %d", i * 7919 % 5000);
        pp_map_set(&map, key, &values[i]);
    }
    assert_int_equal(map.count, 5000);
    for (int i = 0; i < 5000; i++) {
        char key[32];
        snprintf(key, sizeof key, "key %d", i * 7919 % 5000);
        assert_ptr_equal(pp_map_get(&map, key), &values[i]);
        assert_string_equal(map.entries[i].key, key);
        assert_int_equal(map.entries[i].key_length, strlen(key));
    }
    assert_null(pp_map_get(&map, "key 5000"));
    pp_arena_free(arena);
}

static void setting_again_keeps_the_place(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_map map;
    int one, two, three;
    pp_map_init(&map, arena);
    pp_map_set(&map, "riga", &one);
    pp_map_set(&map, "ravenna", &two);
    struct pp_map_entry *entry = pp_map_set(&map, "riga", &three);
    assert_ptr_equal(entry, &map.entries[0]);
    assert_int_equal(map.count, 2);
    assert_ptr_equal(pp_map_get(&map, "riga"), &three);
    assert_ptr_equal(pp_map_get(&map, "ravenna"), &two);
    pp_arena_free(arena);
}

static void keys_are_bytes_with_a_length(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_map map;
    int one, two, three;
    pp_map_init(&map, arena);
    pp_map_set_n(&map, "a\0b", 3, &one);
    pp_map_set_n(&map, "a\0c", 3, &two);
    pp_map_set_n(&map, "", 0, &three);
    assert_ptr_equal(pp_map_get_n(&map, "a\0b", 3), &one);
    assert_ptr_equal(pp_map_get_n(&map, "a\0c", 3), &two);
    assert_ptr_equal(pp_map_get(&map, ""), &three);
    assert_null(pp_map_get(&map, "a"));
    pp_arena_free(arena);
}

static void an_entry_is_made_once(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct pp_map map;
    int value;
    pp_map_init(&map, arena);
    struct pp_map_entry *entry = pp_map_entry(&map, "lublin", 6);
    assert_null(entry->value);
    entry->value = &value;
    assert_ptr_equal(pp_map_entry(&map, "lublin", 6)->value, &value);
    assert_int_equal(map.count, 1);
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_set_in_order),
        cmocka_unit_test(setting_again_keeps_the_place),
        cmocka_unit_test(keys_are_bytes_with_a_length),
        cmocka_unit_test(an_entry_is_made_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
