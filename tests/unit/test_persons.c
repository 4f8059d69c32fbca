#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/ingest.h"
#include "pactpress/persons.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "support.h"

static void spellings_of_a_name_are_one(void **state)
{
    static const char *const same[][2] = {
        {"Anna B\xC4\x93rzi\xC5\x86"
         "a",
         "anna berzina"},
        {"B\xC4\x93rzi\xC5\x86"
         "a, Anna",
         "Anna Berzina"},
        {"  Anna   Berzina ", "BERZINA ANNA"},
        {"Anna-Maria D'Amico", "d amico anna maria"},
    };
    struct pp_arena *arena = pp_arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_string_equal(pp_person_name(arena, same[i][0]), pp_person_name(arena, same[i][1]));
    assert_string_not_equal(
        pp_person_name(arena, "Anna Berzina"), pp_person_name(arena, "Anna Berzins"));
    assert_null(pp_person_name(arena, ""));
    assert_null(pp_person_name(arena, "-"));
    assert_null(pp_person_name(arena, "Anonymous"));
    assert_null(pp_person_name(arena, "., '"));
    pp_arena_free(arena);
}

static void addresses_are_trimmed_and_lowered(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    (void)state;
    assert_string_equal(pp_person_email(arena, "Anna.B@Example.ORG;"), "anna.b@example.org");
    assert_string_equal(pp_person_email(arena, "mailto:a@example.org"), "a@example.org");
    assert_null(pp_person_email(arena, "anonymous"));
    assert_null(pp_person_email(arena, "no address"));
    assert_null(pp_person_code(arena, "\n\n"));
    assert_null(pp_person_code(arena, "n/a"));
    assert_string_equal(pp_person_code(arena, "R-017"), "r-017");
    pp_arena_free(arena);
}

static void a_hash_depends_on_key_kind_and_identity(void **state)
{
    struct pp_person_key one = {.bytes = {1}}, two = {.bytes = {2}};
    struct pp_persons persons, others;
    (void)state;
    pp_persons_init(&persons, &one);
    pp_persons_init(&others, &two);
    struct pp_person a = pp_persons_hash(&persons, "email", "a@example.org");
    struct pp_person kind = pp_persons_hash(&persons, "name", "a@example.org");
    struct pp_person longer = pp_persons_hash(&persons, "email", "a@example.org2");
    struct pp_person again = pp_persons_hash(&persons, "email", "a@example.org");
    struct pp_person key = pp_persons_hash(&others, "email", "a@example.org");
    assert_memory_equal(a.hash, again.hash, sizeof a.hash);
    assert_memory_not_equal(a.hash, kind.hash, sizeof a.hash);
    assert_memory_not_equal(a.hash, longer.hash, sizeof a.hash);
    assert_memory_not_equal(a.hash, key.hash, sizeof a.hash);
    pp_persons_free(&persons);
    pp_persons_free(&others);
}

/* HMAC-SHA-256 of "person:x" under 32 zero bytes, computed with another program:
 * printf person:x | openssl dgst -sha256 -mac HMAC -macopt hexkey:00..00 */
static void a_hash_is_an_hmac(void **state)
{
    static const unsigned char expected[16] = {0xf7, 0xfe, 0x4f, 0x66, 0x96, 0x61, 0xb9, 0xc1,
                                               0xdf, 0x8c, 0xb8, 0x6d, 0x00, 0xf1, 0x9b, 0x3f};
    struct pp_person_key key = {.bytes = {0}};
    struct pp_persons persons;
    (void)state;
    pp_persons_init(&persons, &key);
    struct pp_person person = pp_persons_hash(&persons, "person", "x");
    assert_memory_equal(person.hash, expected, sizeof expected);
    pp_persons_free(&persons);
}

/* --- the key file -------------------------------------------------------------------------- */

struct place {
    struct pp_run *run;
    struct pp_project project;
    const char *folder;
};

static struct place open_place(const char *name)
{
    struct place place = {.run = pp_run_new(NULL)};
    place.folder = support_folder(place.run->arena, name);
    place.project.id = "epi";
    place.project.folder = pp_path_join(place.run->arena, place.folder, "project");
    assert_int_equal(pp_folder_make(place.run, place.project.folder, 0), PP_OK);
    assert_int_equal(
        setenv("XDG_CONFIG_HOME", pp_path_join(place.run->arena, place.folder, "config"), 1), 0);
    unsetenv("PACTPRESS_KEY_FILE");
    return place;
}

static void a_key_is_made_once(void **state)
{
    struct place place = open_place("key-made");
    struct pp_person_key first, again;
    struct stat info;
    (void)state;
    assert_int_equal(pp_person_key_load(place.run, &place.project, false, &first), PP_OK);
    assert_false(pp_file_exists(pp_path_join(place.run->arena, place.folder, "config")));
    assert_int_equal(pp_person_key_load(place.run, &place.project, true, &first), PP_OK);
    assert_int_equal(pp_person_key_load(place.run, &place.project, true, &again), PP_OK);
    assert_memory_equal(first.bytes, again.bytes, sizeof first.bytes);
    assert_string_equal(first.fingerprint, again.fingerprint);
    assert_int_equal(strlen(first.fingerprint), 16);
    const char *folder = pp_path_join(place.run->arena, place.folder, "config/pactpress");
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    const char *file = pp_path_join(place.run->arena, folder, "epi.key");
    assert_int_equal(stat(file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(chmod(file, 0644), 0);
    assert_int_equal(pp_person_key_load(place.run, &place.project, true, &again), PP_USAGE);
    assert_int_equal(support_count_rule(place.run, "key.readable"), 1);
    pp_run_free(place.run);
}

static void a_key_lies_outside_the_project(void **state)
{
    struct place place = open_place("key-inside");
    struct pp_person_key key;
    (void)state;
    place.project.privacy.key_file = "my.key";
    assert_int_equal(pp_person_key_load(place.run, &place.project, true, &key), PP_USAGE);
    assert_int_equal(support_count_rule(place.run, "key.inside"), 1);
    place.project.privacy.key_file = "../outside.key";
    assert_int_equal(pp_person_key_load(place.run, &place.project, true, &key), PP_OK);
    pp_run_free(place.run);
}

static void a_key_file_has_a_form(void **state)
{
    struct place place = open_place("key-form");
    struct pp_person_key key;
    (void)state;
    const char *path = support_file(place.run->arena, place.folder, "bad.key", "secret\n");
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(setenv("PACTPRESS_KEY_FILE", path, 1), 0);
    assert_int_equal(pp_person_key_load(place.run, &place.project, true, &key), PP_USAGE);
    assert_int_equal(support_count_rule(place.run, "key.form"), 1);
    unsetenv("PACTPRESS_KEY_FILE");
    pp_run_free(place.run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_a_name_are_one),
        cmocka_unit_test(addresses_are_trimmed_and_lowered),
        cmocka_unit_test(a_hash_depends_on_key_kind_and_identity),
        cmocka_unit_test(a_hash_is_an_hmac),
        cmocka_unit_test(a_key_is_made_once),
        cmocka_unit_test(a_key_lies_outside_the_project),
        cmocka_unit_test(a_key_file_has_a_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
