#include "documents.h"

#include "pactpress/pool.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "same_pages.h"

/* One document, from its beginning until it is taken; in the memory of its branch of the run. */
struct doing {
    struct pp_run *run;        /* branch: its messages, and the memory of what follows */
    struct pp_staging staging; /* branch: its files */
    struct pp_candidate_outputs outputs;
    enum pp_status status;
};

struct worker {
    struct pp_run *run; /* lives as long as the worker */
    struct pp_workshop shop;
};

struct making {
    struct documents *documents;
    struct doing **doings; /* one a document: NULL before and after */
    enum pp_status worst;
};

enum pp_status documents_prepare(struct pp_workshop *shop, struct pp_plan *plan)
{
    struct pp_wording *wording;
    for (size_t i = 0; i < plan->count; i++)
        PP_TRY(pp_workshop_wording(shop, plan->items[i].job.lang, &wording));
    return shop->stories ? same_pages_agree(shop, plan) : PP_OK;
}

static enum pp_status open_worker(void *context, void **out)
{
    struct making *making = context;
    struct pp_run *run = pp_run_branch(making->documents->shop->run);
    struct worker *worker = pp_arena_alloc(run->arena, sizeof *worker);
    worker->run = run;
    enum pp_status status = pp_workshop_branch(run, making->documents->shop, &worker->shop);
    if (status == PP_OK)
        *out = worker;
    else
        pp_run_free(run);
    return status;
}

static void close_worker(void *context, void *of_worker)
{
    struct worker *worker = of_worker;
    (void)context;
    pp_workshop_close(&worker->shop);
    pp_run_free(worker->run);
}

/* Composed and laid out, and thrown away. */
static enum pp_status lay_out(struct pp_workshop *shop, const struct pp_planned *planned)
{
    struct pp_str unused;
    pp_str_init(&unused);
    enum pp_status status = pp_render_dump(shop, planned, "pages", &unused);
    pp_str_free(&unused);
    return status;
}

static void make_one(void *context, void *of_worker, size_t index)
{
    struct making *making = context;
    const struct documents *documents = making->documents;
    struct worker *worker = of_worker;
    const struct pp_planned *planned = &documents->plan->items[index];
    struct pp_run *run = pp_run_branch(worker->run);
    struct doing *doing = making->doings[index] = pp_arena_alloc(run->arena, sizeof *doing);
    doing->run = run;
    doing->status = pp_run_stopped(doing->run);
    if (doing->status != PP_OK)
        return;
    pp_workshop_begin(&worker->shop, doing->run);
    if (documents->what == DOCUMENTS_BUILD)
        doing->staging = pp_staging_branch(documents->staging, doing->run, doing->run->arena);
    if (documents->what == DOCUMENTS_CHECK)
        doing->status = lay_out(&worker->shop, planned);
    else
        doing->status = pp_render(
            &worker->shop, planned, documents->what == DOCUMENTS_BUILD ? &doing->staging : NULL,
            &doing->outputs);
    pp_workshop_begin(&worker->shop, worker->run);
}

/* Most parts are those of the output before. */
static void keep_parts(
    struct pp_arena *arena, struct pp_candidate_output *output,
    const struct pp_candidate_output *before)
{
    for (size_t i = 0; i < PP_PART_COUNT; i++)
        if (before && pp_streq(before->parts[i], output->parts[i]))
            output->parts[i] = before->parts[i];
        else
            output->parts[i] = pp_arena_strdup(arena, output->parts[i]);
}

static void keep_said(struct pp_arena *arena, struct pp_said *said, const struct pp_said *from)
{
    *said = (struct pp_said){
        .items = pp_arena_array(arena, from->count, sizeof *said->items), .capacity = from->count};
    for (size_t i = 0; i < from->count; i++)
        pp_said_add(arena, said, &from->items[i]);
}

static void keep_outputs(
    struct pp_arena *arena, struct pp_candidate_outputs *all,
    const struct pp_candidate_outputs *outputs)
{
    for (size_t i = 0; i < outputs->count; i++) {
        const struct pp_candidate_output *from = &outputs->items[i];
        struct pp_candidate_output *to = PP_PUSH(arena, all);
        *to = *from;
        to->path = pp_arena_strdup(arena, from->path);
        keep_parts(arena, to, all->count > 1 ? to - 1 : NULL);
        keep_said(arena, &to->said, &from->said);
    }
}

/* Documents that fail for their data do not stop the others; what the machine lacks does. */
static enum pp_status take_one(void *context, size_t index)
{
    struct making *making = context;
    struct documents *documents = making->documents;
    struct doing *doing = making->doings[index];
    struct pp_run *run = documents->shop->run;
    enum pp_status status = doing->status;
    pp_progress(run, "documents", index, documents->plan->count);
    if (status == PP_OK && documents->what == DOCUMENTS_BUILD)
        status = pp_staging_join(documents->staging, &doing->staging);
    if (status == PP_OK && documents->outputs)
        keep_outputs(run->arena, documents->outputs, &doing->outputs);
    making->doings[index] = NULL;
    pp_run_join(run, doing->run);
    if (status == PP_DATA || (status == PP_USAGE && documents->what == DOCUMENTS_CHECK))
        making->worst = status;
    return status == PP_DATA || status == making->worst ? PP_OK : status;
}

/* Room for all files at once: lists that grow by doubling leave as much behind in their arena. */
static void make_room(struct documents *documents)
{
    enum { AND_OTHERS = 64 /* figures, manifest, indexes of web pages */ };
    struct pp_arena *arena = documents->shop->run->arena;
    size_t files = AND_OTHERS;
    for (size_t i = 0; i < documents->plan->count; i++) {
        const struct pp_planned *planned = &documents->plan->items[i];
        files += planned->pdf + planned->xlsx + 2 * planned->html + planned->eml;
    }
    if (documents->outputs)
        PP_RESERVE(arena, documents->outputs, files);
    if (documents->what == DOCUMENTS_BUILD)
        PP_RESERVE(arena, &documents->staging->files, files);
}

enum pp_status documents_make(struct documents *documents)
{
    struct pp_run *run = documents->shop->run;
    size_t count = documents->plan->count;
    make_room(documents);
    struct making making = {
        .documents = documents, .doings = pp_arena_array(run->arena, count, sizeof *making.doings)};
    struct pp_work work = {
        .count = count,
        .threads = documents->jobs > 0 ? (size_t)documents->jobs : pp_pool_processors(),
        .context = &making,
        .open = open_worker,
        .close = close_worker,
        .act = make_one,
        .take = take_one};
    enum pp_status status = pp_pool_run(&work);
    for (size_t i = 0; i < count; i++)
        if (making.doings[i])
            pp_run_free(making.doings[i]->run);
    pp_progress(run, "documents", 0, 0);
    return status != PP_OK ? status : making.worst;
}

enum pp_status documents_check(
    struct pp_run *run, const struct inputs *in, struct pp_stories *stories, struct pp_plan *plan,
    int jobs)
{
    struct pp_workshop shop;
    PP_TRY(pp_workshop_open(run, in->project, &shop));
    shop.results = in->results;
    shop.stories = stories;
    shop.date = run->clock;
    struct documents documents = {
        .shop = &shop, .plan = plan, .what = DOCUMENTS_CHECK, .jobs = jobs};
    enum pp_status status = documents_prepare(&shop, plan);
    if (status == PP_OK)
        status = documents_make(&documents);
    pp_workshop_close(&shop);
    return status;
}
