/* Sorted runs: the same records as a plain sort has, whatever the memory, in memory or on the disk,
 * and what happens where the disk refuses. */
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
#include "pactpress/run.h"
#include "pactpress/sorter.h"

#include "support.h"

enum { WIDTH = 20, RECORDS = 5000 };

static uint64_t next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, WIDTH);
}

static size_t keep_each_once(unsigned char (*records)[WIDTH], size_t count)
{
    size_t kept = 1;

    qsort(records, count, WIDTH, by_bytes);
    for (size_t i = 1; i < count; i++)
        if (memcmp(records[kept - 1], records[i], WIDTH) != 0)
            memmove(records[kept++], records[i], WIDTH);
    return kept;
}

static void expect_walk(
    struct pp_run *run, struct pp_sorter *sorter, unsigned char (*records)[WIDTH], size_t count)
{
    struct pp_sorter_walk walk;
    const unsigned char *record;

    assert_int_equal(pp_sorter_begin(run, sorter, &walk), PP_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(pp_sorter_next(&walk, &record), PP_OK);
        assert_non_null(record);
        assert_memory_equal(record, records[i], WIDTH);
    }
    assert_int_equal(pp_sorter_next(&walk, &record), PP_OK);
    assert_null(record);
    pp_sorter_end(&walk);
}

/* Spread from the first byte, alike up to the last ones, or a few that come again and again. */
static void make_record(unsigned char *record, int kind, uint64_t *seed)
{
    uint64_t number = next(seed);

    if (kind > 0)
        number %= kind == 1 ? 900 : 7;
    memset(record, 0, WIDTH);
    memcpy(record + (kind == 1 ? 12 : 0), &number, sizeof number);
}

static void any_memory_gives_the_same_records(void **state)
{
    static const size_t budgets[] = {1, 640, 4000, 40000, 1 << 20};
    struct pp_run *run = pp_run_new(NULL);
    uint64_t seed = 17;

    (void)state;
    for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++)
        for (int kind = 0; kind < 3; kind++) {
            unsigned char(*plain)[WIDTH] = calloc(RECORDS, WIDTH);
            struct pp_sorter sorter;
            assert_non_null(plain);
            pp_sorter_init(&sorter, WIDTH, budgets[b]);
            for (size_t i = 0; i < RECORDS; i++) {
                make_record(plain[i], kind, &seed);
                assert_int_equal(pp_sorter_add(run, &sorter, plain[i]), PP_OK);
            }
            if (kind == 0)
                assert_int_equal(sorter.run_count > 1, b < 4);
            if (kind == 2) /* seven records need no disk */
                assert_int_equal(sorter.run_count, 0);
            size_t count = keep_each_once(plain, RECORDS);
            expect_walk(run, &sorter, plain, count);
            expect_walk(run, &sorter, plain, count);
            pp_sorter_free(&sorter);
            free(plain);
        }
    pp_run_free(run);
}

static void more_comes_after_a_walk(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    static unsigned char records[300][WIDTH];
    struct pp_sorter sorter;

    (void)state;
    pp_sorter_init(&sorter, WIDTH, 500);
    expect_walk(run, &sorter, records, 0);
    for (size_t i = 0; i < 300; i++) {
        records[i][0] = (unsigned char)(i / 2); /* each twice, in different runs */
        if (i % 2 == 0)
            assert_int_equal(pp_sorter_add(run, &sorter, records[i]), PP_OK);
    }
    struct pp_sorter_walk walk;
    const unsigned char *record;
    assert_int_equal(pp_sorter_begin(run, &sorter, &walk), PP_OK);
    assert_int_equal(pp_sorter_next(&walk, &record), PP_OK); /* and ends early */
    pp_sorter_end(&walk);
    for (size_t i = 1; i < 300; i += 2)
        assert_int_equal(pp_sorter_add(run, &sorter, records[i]), PP_OK);
    expect_walk(run, &sorter, records, keep_each_once(records, 300));
    pp_sorter_free(&sorter);
    pp_run_free(run);
}

/* Asked one by one, as a walk has them. */
static void what_is_sealed_can_be_asked(void **state)
{
    static const size_t budgets[] = {1, 4000, 1 << 20};
    struct pp_run *run = pp_run_new(NULL);

    (void)state;
    for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++) {
        struct pp_sorter sorter;
        unsigned char record[WIDTH] = {0};
        bool has = true;
        pp_sorter_init(&sorter, WIDTH, budgets[b]);
        for (uint64_t i = 0; i < 1000; i++) {
            uint64_t even = 2 * i * 7919 % 2000;
            memcpy(record + 3, &even, sizeof even);
            assert_int_equal(pp_sorter_add(run, &sorter, record), PP_OK);
        }
        assert_int_equal(pp_sorter_seal(run, &sorter), PP_OK);
        assert_int_equal(sorter.buffer == NULL, b < 2); /* then it is on the disk */
        for (uint64_t i = 0; i < 2001; i++) {
            memcpy(record + 3, &i, sizeof i);
            assert_int_equal(pp_sorter_has(run, &sorter, record, &has), PP_OK);
            assert_int_equal(has, i % 2 == 0 && i < 2000);
        }
        pp_sorter_free(&sorter);
    }
    pp_run_free(run);
}

/* Nobody else can open what was spilled, and no name of it is left. */
static void runs_have_no_name(void **state)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_run *run = pp_run_new(NULL);
    const char *folder = support_folder(arena, "sorter");
    unsigned char record[WIDTH] = {0};
    struct pp_sorter sorter;
    struct stat about;
    char **names;
    size_t count;

    (void)state;
    char *before = getenv("TMPDIR") != NULL ? strdup(getenv("TMPDIR")) : NULL;
    assert_int_equal(setenv("TMPDIR", folder, 1), 0);
    pp_sorter_init(&sorter, WIDTH, 1);
    for (; record[0] < 100; record[0]++)
        assert_int_equal(pp_sorter_add(run, &sorter, record), PP_OK);
    assert_true(sorter.run_count > 1);
    assert_int_equal(fstat(sorter.file, &about), 0);
    assert_int_equal(about.st_mode & 07777, 0600);
    assert_int_equal(about.st_nlink, 0);
    assert_int_equal(pp_folder_list(run, arena, folder, &names, &count), PP_OK);
    assert_int_equal(count, 0);
    pp_sorter_free(&sorter);
    assert_int_equal(before != NULL ? setenv("TMPDIR", before, 1) : unsetenv("TMPDIR"), 0);
    free(before);
    assert_int_equal(pp_folder_remove(run, folder), PP_OK);
    pp_run_free(run);
    pp_arena_free(arena);
}

static void a_folder_that_is_not_there_is_said(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    unsigned char record[WIDTH] = {0};
    enum pp_status status = PP_OK;
    struct pp_sorter sorter;

    (void)state;
    char *before = getenv("TMPDIR") != NULL ? strdup(getenv("TMPDIR")) : NULL;
    assert_int_equal(setenv("TMPDIR", "/nowhere/at/all", 1), 0);
    pp_sorter_init(&sorter, WIDTH, 1);
    for (int i = 0; i < 100 && status == PP_OK; i++) {
        record[0] = (unsigned char)i;
        status = pp_sorter_add(run, &sorter, record);
    }
    assert_int_equal(status, PP_ENV);
    assert_int_equal(support_count_rule(run, "sorter.failed"), 1);
    pp_sorter_free(&sorter);
    assert_int_equal(before != NULL ? setenv("TMPDIR", before, 1) : unsetenv("TMPDIR"), 0);
    free(before);
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_memory_gives_the_same_records),
        cmocka_unit_test(more_comes_after_a_walk),
        cmocka_unit_test(what_is_sealed_can_be_asked),
        cmocka_unit_test(runs_have_no_name),
        cmocka_unit_test(a_folder_that_is_not_there_is_said),
    };
    return cmocka_run_group_tests_name("sorter", tests, NULL, NULL);
}
