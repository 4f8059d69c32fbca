/* Bytes that wait: the same come back in any memory, and a disk that refuses them is said. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "pactpress/run.h"
#include "pactpress/spool.h"

#include "support.h"

enum { PARTS = 3000, LONGEST = 50 };

static size_t length_of(uint32_t number)
{
    return number * 2654435761u % LONGEST;
}

static void the_same_comes_back(void **state)
{
    static const size_t budgets[] = {LONGEST, 1000, 1 << 20};
    struct pp_run *run = pp_run_new(NULL);
    unsigned char bytes[LONGEST], wanted[LONGEST];

    (void)state;
    for (size_t b = 0; b < sizeof budgets / sizeof budgets[0]; b++) {
        struct pp_spool spool;
        pp_spool_init(&spool, budgets[b]);
        for (uint32_t i = 0; i < PARTS; i++) {
            memset(bytes, (int)i, sizeof bytes);
            assert_int_equal(pp_spool_add(run, &spool, bytes, length_of(i)), PP_OK);
            assert_true(spool.capacity <= budgets[b]);
        }
        assert_int_equal(spool.file >= 0, b < 2);
        for (uint32_t i = 0; i < PARTS; i++) {
            memset(wanted, (int)i, sizeof wanted);
            assert_int_equal(pp_spool_take(run, &spool, bytes, length_of(i)), PP_OK);
            assert_memory_equal(bytes, wanted, length_of(i));
        }
        assert_true(spool.capacity <= budgets[b]);
        pp_spool_free(&spool);
    }
    pp_run_free(run);
}

static enum pp_status fill(struct pp_run *run, struct pp_spool *spool)
{
    unsigned char bytes[LONGEST] = {0};
    enum pp_status status = PP_OK;

    for (size_t i = 0; i < PARTS && status == PP_OK; i++)
        status = pp_spool_add(run, spool, bytes, sizeof bytes);
    return status;
}

/* No larger file may be written, as on a disk that is full. */
static void a_full_disk_is_said(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_spool spool;
    struct rlimit before, small;

    (void)state;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    small.rlim_cur = 1000;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    pp_spool_init(&spool, 400);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum pp_status status = fill(run, &spool);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(status, PP_ENV);
    assert_int_equal(support_count_rule(run, "sorter.failed"), 1);
    pp_spool_free(&spool);
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_comes_back),
        cmocka_unit_test(a_full_disk_is_said),
    };
    return cmocka_run_group_tests_name("spool", tests, NULL, NULL);
}
