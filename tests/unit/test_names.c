/* Who may be looked for in stories, and found by a keyed hash. */
#include "pactpress/names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pactpress/arena.h"
#include "pactpress/persons.h"
#include "pactpress/run.h"

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

static bool have(struct pp_run *run, const struct pp_names *names, const char *name)
{
    bool found;

    assert_int_equal(pp_names_have(run, names, name, &found), PP_OK);
    return found;
}

static void add(struct pp_run *run, struct pp_names *names, const char *name)
{
    struct pp_persons persons;

    pp_persons_init(&persons, &names->key);
    struct pp_person person = pp_persons_hash(&persons, "name", name);
    pp_persons_free(&persons);
    assert_int_equal(pp_sorter_add(run, &names->hashes, &person), PP_OK);
}

/* In memory, and with so little of it that most of them are on the disk. */
static void names_are_found_under_their_key(void **state)
{
    static const size_t memories[] = {1 << 20, 1};
    struct pp_run *run = pp_run_new(NULL);
    const char *anna = pp_name_searched(run->arena, "Anna Bērziņa");

    (void)state;
    assert_true(pp_names_are_none(NULL));
    for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
        run->memory = memories[m];
        struct pp_arena *arena = pp_arena_new();
        struct pp_names *names = pp_names_new(run, arena, &(struct pp_person_key){.bytes = {1}});
        assert_true(pp_names_are_none(names));
        assert_false(have(run, names, anna));
        add(run, names, anna);
        for (int i = 0; i < 100; i++)
            add(run, names, pp_arena_printf(arena, "carl person%d", i));
        assert_int_equal(pp_sorter_seal(run, &names->hashes), PP_OK);
        assert_int_equal(names->hashes.run_count > 1, m == 1);
        assert_false(pp_names_are_none(names));
        assert_true(have(run, names, anna));
        for (int i = 0; i < 100; i++)
            assert_true(have(run, names, pp_arena_printf(arena, "carl person%d", i)));
        assert_false(have(run, names, pp_name_searched(arena, "Anna Berzins")));
        names->key.bytes[0] = 2;
        assert_false(have(run, names, anna));
        pp_arena_free(arena);
    }
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_word_is_no_name),
        cmocka_unit_test(names_are_found_under_their_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
