#include "pactpress/pool.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "pactpress/arena.h"

struct pool {
    const struct pp_work *work;
    pthread_mutex_t lock;
    pthread_cond_t changed; /* an item is done or taken, or a worker is gone */
    size_t next;            /* item to be begun */
    size_t taken;
    bool *done;
    bool stop;
    size_t workers; /* that have not ended */
    enum pp_status failed;
};

size_t pp_pool_processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (size_t)count : 1;
}

static enum pp_status run_alone(const struct pp_work *work)
{
    void *worker;
    enum pp_status status = PP_OK;
    PP_TRY(work->open(work->context, &worker));
    for (size_t i = 0; i < work->count && status == PP_OK; i++) {
        work->act(work->context, worker, i);
        status = work->take(work->context, i);
    }
    work->close(work->context, worker);
    return status;
}

static bool is_far_ahead(const struct pool *pool)
{
    return pool->work->ahead > 0 && !pool->stop && pool->next < pool->work->count &&
           pool->next >= pool->taken + pool->work->ahead;
}

static bool begin(struct pool *pool, size_t *index)
{
    pthread_mutex_lock(&pool->lock);
    while (is_far_ahead(pool))
        pthread_cond_wait(&pool->changed, &pool->lock);
    bool more = !pool->stop && pool->next < pool->work->count;
    if (more)
        *index = pool->next++;
    pthread_mutex_unlock(&pool->lock);
    return more;
}

static void finish(struct pool *pool, size_t index)
{
    pthread_mutex_lock(&pool->lock);
    pool->done[index] = true;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

static void leave(struct pool *pool, enum pp_status status)
{
    pthread_mutex_lock(&pool->lock);
    pool->workers--;
    if (status != PP_OK) {
        pool->stop = true;
        if (pool->failed == PP_OK)
            pool->failed = status;
    }
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

static void *labour(void *of_pool)
{
    struct pool *pool = of_pool;
    const struct pp_work *work = pool->work;
    void *worker;
    size_t index;
    enum pp_status status = work->open(work->context, &worker);
    if (status == PP_OK) {
        while (begin(pool, &index)) {
            work->act(work->context, worker, index);
            finish(pool, index);
        }
        work->close(work->context, worker);
    }
    leave(pool, status);
    return NULL;
}

/* Waits for an item; false when nobody will do it any more. */
static bool await(struct pool *pool, size_t index)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->done[index] && pool->workers > 0)
        pthread_cond_wait(&pool->changed, &pool->lock);
    bool done = pool->done[index];
    pthread_mutex_unlock(&pool->lock);
    return done;
}

/* An item is taken, or none will be any more. */
static void go_on(struct pool *pool, bool stop)
{
    pthread_mutex_lock(&pool->lock);
    pool->taken++;
    pool->stop = pool->stop || stop;
    pthread_cond_broadcast(&pool->changed);
    pthread_mutex_unlock(&pool->lock);
}

static enum pp_status take_all(struct pool *pool)
{
    const struct pp_work *work = pool->work;
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < work->count && status == PP_OK; i++) {
        status = await(pool, i) ? work->take(work->context, i) : pool->failed;
        go_on(pool, status != PP_OK);
    }
    return status;
}

static size_t start(struct pool *pool, pthread_t *threads, size_t wanted)
{
    size_t started = 0;
    pool->workers = wanted;
    while (started < wanted && pthread_create(&threads[started], NULL, labour, pool) == 0)
        started++;
    pthread_mutex_lock(&pool->lock);
    pool->workers -= wanted - started;
    pthread_mutex_unlock(&pool->lock);
    return started;
}

enum pp_status pp_pool_run(const struct pp_work *work)
{
    size_t wanted = work->threads < work->count ? work->threads : work->count;
    if (wanted <= 1)
        return run_alone(work);
    struct pool pool = {.work = work};
    struct pp_arena *arena = pp_arena_new();
    pthread_t *threads = pp_arena_array(arena, wanted, sizeof *threads);
    pool.done = pp_arena_array(arena, work->count, sizeof *pool.done);
    pthread_mutex_init(&pool.lock, NULL);
    pthread_cond_init(&pool.changed, NULL);
    size_t started = start(&pool, threads, wanted);
    /* a system that gives no threads gets the work done all the same */
    enum pp_status status = started > 0 ? take_all(&pool) : run_alone(work);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&pool.changed);
    pthread_mutex_destroy(&pool.lock);
    pp_arena_free(arena);
    return status;
}
