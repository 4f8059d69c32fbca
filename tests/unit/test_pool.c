#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <time.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/pool.h"
#include "pactpress/run.h"

enum { ITEMS = 200 };

struct job {
    size_t done[ITEMS], taken; /* how often each was done; how many were taken */
    bool in_order;
    size_t refuse; /* item whose taking fails */
    enum pp_status open;
};

static enum pp_status open_worker(void *context, void **worker)
{
    struct job *job = context;
    *worker = job;
    return job->open;
}

static void close_worker(void *context, void *worker)
{
    assert_ptr_equal(context, worker);
}

/* Later items are done sooner. */
static void act(void *context, void *worker, size_t index)
{
    struct job *job = worker;
    struct timespec pause = {.tv_nsec = index % 7 == 0 ? 300000 : 0};
    (void)context;
    nanosleep(&pause, NULL);
    job->done[index]++;
}

static enum pp_status take(void *context, size_t index)
{
    struct job *job = context;
    job->in_order = job->in_order && index == job->taken && job->done[index] == 1;
    job->taken++;
    return index == job->refuse ? PP_ENV : PP_OK;
}

static enum pp_status run_job(struct job *job, size_t count, size_t threads)
{
    struct pp_work work = {
        .count = count,
        .threads = threads,
        .context = job,
        .open = open_worker,
        .close = close_worker,
        .act = act,
        .take = take};
    job->in_order = true;
    return pp_pool_run(&work);
}

static void takes_in_order_what_is_done_in_any(void **state)
{
    static const size_t threads[] = {0, 1, 2, 3, 8, 500};
    (void)state;
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        struct job job = {.refuse = ITEMS};
        assert_int_equal(run_job(&job, ITEMS, threads[i]), PP_OK);
        assert_true(job.in_order);
        assert_int_equal(job.taken, ITEMS);
    }
}

static void ends_at_the_first_refusal(void **state)
{
    (void)state;
    for (size_t threads = 1; threads < 5; threads++) {
        struct job job = {.refuse = 10};
        assert_int_equal(run_job(&job, ITEMS, threads), PP_ENV);
        assert_true(job.in_order);
        assert_int_equal(job.taken, 11);
        assert_int_equal(job.done[ITEMS - 1], 0);
    }
}

static void says_when_no_worker_can_work(void **state)
{
    (void)state;
    for (size_t threads = 1; threads < 5; threads++) {
        struct job job = {.refuse = ITEMS, .open = PP_USAGE};
        assert_int_equal(run_job(&job, ITEMS, threads), PP_USAGE);
        assert_int_equal(job.taken, 0);
    }
}

static void has_nothing_to_do(void **state)
{
    struct job job = {.refuse = ITEMS};
    (void)state;
    assert_int_equal(run_job(&job, 0, 4), PP_OK);
    assert_true(pp_pool_processors() >= 1);
}

static void tells_what_branches_said_once_and_in_order(void **state)
{
    struct pp_run *run = pp_run_new(NULL), *branches[3];
    (void)state;
    for (size_t i = 3; i-- > 0;) {
        branches[i] = pp_run_branch(run);
        pp_warn(branches[i], PP_NOWHERE, "test.alike", "All say this.");
        pp_warn(branches[i], PP_NOWHERE, "test.own", "This says %zu.", i);
    }
    assert_int_equal(pp_diag_count(run, PP_WARNING), 0);
    for (size_t i = 0; i < 3; i++)
        pp_run_join(run, branches[i]);
    assert_int_equal(pp_diag_count(run, PP_WARNING), 4);
    assert_string_equal(pp_diag_at(run, 0)->sentence, "All say this.");
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(
            pp_diag_at(run, i + 1)->sentence, pp_arena_printf(run->arena, "This says %zu.", i));
    assert_string_equal(pp_diag_at(run, 3)->rule, "test.own");
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_in_order_what_is_done_in_any),
        cmocka_unit_test(ends_at_the_first_refusal),
        cmocka_unit_test(says_when_no_worker_can_work),
        cmocka_unit_test(has_nothing_to_do),
        cmocka_unit_test(tells_what_branches_said_once_and_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
