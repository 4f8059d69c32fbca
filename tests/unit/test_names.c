/* Who may be looked for in stories, and found by a keyed hash. */
#include "pactpress/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pactpress/arena.h"
#include "pactpress/persons.h"

static void one_word_is_no_name(void **state)
{
    struct pp_arena *arena = pp_arena_new();

    (void)state;
    assert_null(pp_name_searched(arena, ""));
    assert_null(pp_name_searched(arena, "Anna"));
    assert_null(pp_name_searched(arena, "Anna."));
    assert_null(pp_name_searched(arena, "anonymous"));
    assert_string_equal(pp_name_searched(arena, "Anna Bērziņa"), "anna berzina");
    assert_string_equal(pp_name_searched(arena, "BERZINA,\n Anna"), "anna berzina");
    pp_arena_free(arena);
}

static void names_are_found_under_their_key(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_names names = {.key = {.bytes = {1}}}, others = {.key = {.bytes = {2}}};
    const char *anna = pp_name_searched(arena, "Anna Bērziņa");

    (void)state;
    assert_false(pp_names_have(&names, anna));
    struct pp_persons persons;
    pp_persons_init(&persons, &names.key);
    struct pp_person person = pp_persons_hash(&persons, "name", anna);
    pp_persons_free(&persons);
    pp_digests_add(&names.hashes, person.hash);
    pp_digests_keep(arena, &names.hashes);
    others.hashes = names.hashes;
    assert_true(pp_names_have(&names, anna));
    assert_false(pp_names_have(&others, anna));
    assert_false(pp_names_have(&names, pp_name_searched(arena, "Anna Berzins")));
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_word_is_no_name),
        cmocka_unit_test(names_are_found_under_their_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
