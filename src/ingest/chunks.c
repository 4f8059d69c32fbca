#include "ingest/chunks.h"

#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/pool.h"
#include "pactpress/run.h"
#include "pactpress/table.h"

enum { AHEAD = 2 /* chunks for each thread that wait to be taken */ };

/* The pass and how far it is. */
struct march {
    const struct pp_pass *pass;
    const struct pp_chunks *chunks;
    struct hand
        *own; /* of the calling thread, for chunks that are read anew; NULL: not needed yet */
    enum pp_status worst;
};

/* One thread's things. */
struct hand {
    void *worker;
    const struct pp_table *of; /* whose view it is */
    struct pp_table view;
};

void pp_chunks_add(
    struct pp_arena *arena, struct pp_chunks *chunks, size_t file, struct pp_table *table)
{
    size_t count = table->starts->count;
    for (size_t i = 0; i <= count; i++) {
        struct pp_chunk *chunk = PP_PUSH(arena, chunks);
        *chunk = (struct pp_chunk){
            .file = file,
            .table = table,
            .first = i == 0,
            .last = i == count,
            .before_first = i == 0,
            .stop = i == count ? (size_t)-1 : table->starts->items[i].at};
        if (i > 0)
            chunk->from = table->starts->items[i - 1];
    }
}

static struct hand *new_hand(const struct march *march)
{
    struct hand *hand = pp_xmalloc(sizeof *hand);
    *hand = (struct hand){.worker = march->pass->open(march->pass->context)};
    return hand;
}

static void free_hand(const struct march *march, struct hand *hand)
{
    if (hand == NULL)
        return;
    if (hand->of != NULL)
        pp_table_park(&hand->view);
    march->pass->close(hand->worker);
    free(hand);
}

static enum pp_status get_view(struct hand *hand, struct pp_chunk *chunk)
{
    if (hand->of == chunk->table)
        return PP_OK;
    if (hand->of != NULL)
        pp_table_park(&hand->view);
    hand->view = *chunk->table;
    hand->of = NULL;
    enum pp_status status = pp_table_wake(chunk->said, hand->view.folder, &hand->view);
    hand->of = status == PP_OK ? chunk->table : NULL;
    return status;
}

/* What is said of a file is kept for the calling thread. */
static void read_chunk(const struct march *march, struct hand *hand, struct pp_chunk *chunk)
{
    const struct pp_pass *pass = march->pass;
    struct pp_table *table = &hand->view;
    chunk->arena = pp_arena_new();
    chunk->said = pp_run_branch(pass->run);
    chunk->status = get_view(hand, chunk);
    if (chunk->status != PP_OK)
        return;
    pp_table_go(table, chunk->first ? NULL : &chunk->from, chunk->stop);
    table->before_first = chunk->before_first;
    pass->act(pass->context, hand->worker, table, chunk);
    chunk->to = pp_table_place(table);
    chunk->before_first_then = table->before_first;
    chunk->status = chunk->last ? pp_table_finish(chunk->said, table)
                                : pp_window_report(chunk->said, table->window);
}

static void drop(struct pp_chunk *chunk)
{
    pp_arena_free(chunk->arena);
    chunk->arena = NULL;
    chunk->result = NULL;
}

/* --- the work, as the pool sees it -------------------------------------------------------- */

static enum pp_status open_hand(void *context, void **worker)
{
    *worker = new_hand(context);
    return PP_OK;
}

static void close_hand(void *context, void *worker)
{
    free_hand(context, worker);
}

static void act(void *context, void *worker, size_t index)
{
    const struct march *march = context;
    read_chunk(march, worker, &march->chunks->items[index]);
}

/* Does it begin where the one before it ended? */
static bool fits(const struct pp_chunk *chunk, const struct pp_chunk *before)
{
    return chunk->from.at == before->to.at && chunk->from.line == before->to.line &&
           chunk->before_first == before->before_first_then;
}

static void read_anew(struct march *march, struct pp_chunk *chunk, const struct pp_chunk *before)
{
    if (march->own == NULL)
        march->own = new_hand(march);
    drop(chunk);
    pp_run_free(chunk->said);
    chunk->from = before->to;
    chunk->before_first = before->before_first_then;
    read_chunk(march, march->own, chunk);
}

static bool ends_file(enum pp_status status)
{
    return status == PP_DATA || status == PP_USAGE;
}

static enum pp_status take_chunk(struct march *march, struct pp_chunk *chunk)
{
    enum pp_status status = pp_run_stopped(march->pass->run);
    if (status == PP_OK && !chunk->first && !fits(chunk, chunk - 1))
        read_anew(march, chunk, chunk - 1);
    if (status == PP_OK)
        status = chunk->status;
    pp_run_join(march->pass->run, chunk->said);
    chunk->said = NULL;
    return status == PP_OK ? march->pass->take(march->pass->context, chunk) : status;
}

static enum pp_status take(void *context, size_t index)
{
    struct march *march = context;
    struct pp_chunk *chunk = &march->chunks->items[index];
    enum pp_status status = PP_OK;
    if (!chunk->refused)
        status = take_chunk(march, chunk);
    drop(chunk);
    if (!ends_file(status))
        return status;
    for (size_t i = index; i < march->chunks->count && march->chunks->items[i].file == chunk->file;
         i++)
        march->chunks->items[i].refused = true;
    for (size_t i = index; i > 0 && march->chunks->items[i - 1].file == chunk->file; i--)
        march->chunks->items[i - 1].refused = true;
    march->worst = status > march->worst ? status : march->worst;
    return PP_OK;
}

/* What was begun and never taken. */
static void sweep(const struct pp_chunks *chunks)
{
    for (size_t i = 0; i < chunks->count; i++) {
        drop(&chunks->items[i]);
        pp_run_free(chunks->items[i].said);
        chunks->items[i].said = NULL;
    }
}

enum pp_status pp_chunks_run(
    const struct pp_pass *pass, const struct pp_chunks *chunks, enum pp_status *worst)
{
    struct march march = {.pass = pass, .chunks = chunks, .worst = *worst};
    struct pp_work work = {
        .count = chunks->count,
        .threads = pass->threads,
        .ahead = AHEAD * pass->threads,
        .context = &march,
        .open = open_hand,
        .close = close_hand,
        .act = act,
        .take = take};
    enum pp_status status = pp_pool_run(&work);
    free_hand(&march, march.own);
    sweep(chunks);
    *worst = march.worst;
    return status;
}
