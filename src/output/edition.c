/* Release: the protocol of docs/figures.md, section 8, step by step. */
#include "pactpress/edition.h"

#include "edition_parts.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/staging.h"
#include "pactpress/str.h"

enum pp_status pp_edition_archive_lost(
    struct pp_run *run, struct pp_arena *arena, const char *archive, const char *folder, bool *lost)
{
    char **names;
    size_t count;
    struct pp_archive_edition edition;
    *lost = false;
    if (pp_file_exists(archive))
        return PP_OK;
    PP_TRY(pp_folder_list(run, arena, folder, &names, &count));
    for (size_t i = 0; i < count && !*lost; i++)
        *lost = pp_editions_parse(arena, names[i], &edition);
    return PP_OK;
}

/* An archive that is gone would be made anew, and would know nothing of what was published. */
static enum pp_status refuse_lost_archive(const struct pp_editions *editions, const char *path)
{
    bool lost;
    PP_TRY(pp_edition_archive_lost(editions->run, editions->arena, path, editions->folder, &lost));
    if (!lost)
        return PP_OK;
    pp_error(
        editions->run, ((struct pp_where){.file = path}), "edition.no-archive",
        "There are editions in %s, but the archive that knows them is not here: bring it back "
        "from a back-up. Without it, nobody knows what earlier periods withheld, and a new "
        "edition could tell it.",
        editions->folder);
    return PP_ENV;
}

/* A rename cannot replace a folder: this is found out before anything is made. */
static enum pp_status refuse_folder_as_link(
    const struct pp_editions *editions, const struct pp_release *order)
{
    const char *path = pp_editions_link(editions, order->klass, order->period);
    const char *target;
    PP_TRY(pp_link_read(editions->run, editions->arena, path, &target));
    if (target || !pp_file_exists(path))
        return PP_OK;
    pp_error(
        editions->run, ((struct pp_where){.file = path}), "edition.no-link",
        "The link to the current edition belongs here, but something else stands under this name; "
        "move it away.");
    return PP_ENV;
}

static enum pp_status prepare(
    const struct pp_editions *editions, const struct pp_release *order, const char *manifest,
    const char *id, struct pp_archive_edition *edition)
{
    struct pp_archive_order entry = {
        .klass = order->klass,
        .period = order->period,
        .manifest = manifest,
        .table = order->table,
        .accounts = order->accounts,
        .fonts = order->fonts,
    };
    enum pp_status status = pp_archive_prepare(editions->archive, &entry, edition);
    if (status == PP_OK || !pp_is_folder(pp_editions_path(editions, id)))
        return status;
    if (pp_folder_remove(editions->run, pp_editions_path(editions, id)) != PP_OK)
        return status; /* the next run removes it */
    return status;
}

/* Gives up before the link names the edition; after that the next run finds it published. */
static enum pp_status take_back(
    const struct pp_editions *editions, const struct pp_archive_edition *edition,
    enum pp_status status)
{
    const char *named;
    if (pp_editions_linked(editions, edition->klass, edition->period, &named) != PP_OK ||
        pp_streq(named, edition->id))
        return status;
    if (pp_archive_discard(editions->archive, edition->id) != PP_OK ||
        pp_folder_remove(editions->run, pp_editions_path(editions, edition->id)) != PP_OK)
        return status; /* the next run settles it */
    return status;
}

static enum pp_status publish(
    const struct pp_editions *editions, const struct pp_release *order, const char *manifest,
    const struct pp_archive_edition *last, struct pp_edition *out)
{
    struct pp_archive_edition edition;
    PP_TRY(pp_archive_next(editions->archive, order->klass, order->period, &edition));
    PP_TRY(pp_editions_make(editions, order->candidate, edition.id, last->id));
    PP_TRY(prepare(editions, order, manifest, edition.id, &edition));
    enum pp_status status = pp_editions_point(editions, &edition);
    if (status != PP_OK)
        return take_back(editions, &edition, status);
    PP_TRY(pp_archive_publish(editions->archive, edition.id));
    pp_say(editions->run, "published", "Edition %s is published.", edition.id);
    out->id = edition.id;
    return PP_OK;
}

/* The same manifest names the same bytes: a folder that is gone can be made again. One that was
 * changed is not ours to mend. */
static enum pp_status keep_folder(
    const struct pp_editions *editions, const struct pp_release *order, const char *id)
{
    const char *folder = pp_editions_path(editions, id);
    bool same;
    if (!pp_is_folder(folder))
        return pp_editions_make(editions, order->candidate, id, NULL);
    PP_TRY(pp_editions_compare(editions, order->candidate, id, &same));
    if (same)
        return PP_OK;
    pp_error(
        editions->run, ((struct pp_where){.file = folder}), "edition.changed",
        "Files of edition `%s` are gone or were changed after it was published. Bring the folder "
        "back from a back-up, or delete it to have it made again; nothing was touched.",
        id);
    return PP_ENV;
}

/* Nothing new; but the folder and the link must be what they were. */
static enum pp_status keep(
    const struct pp_editions *editions, const struct pp_release *order,
    const struct pp_archive_edition *last, struct pp_edition *out)
{
    const char *named;
    PP_TRY(keep_folder(editions, order, last->id));
    PP_TRY(pp_editions_linked(editions, last->klass, last->period, &named));
    if (!pp_streq(named, last->id))
        PP_TRY(pp_editions_point(editions, last));
    pp_say(editions->run, "same", "Nothing new: this is what edition %s already holds.", last->id);
    out->id = last->id;
    out->same = true;
    return PP_OK;
}

static enum pp_status release(
    const struct pp_editions *editions, const struct pp_release *order, struct pp_edition *out)
{
    const char *period = order->period;
    const char *path = pp_path_join(editions->arena, order->candidate, "manifest.json");
    char manifest[PP_DIGEST_HEX];
    uint64_t size;
    struct pp_archive_edition last;
    PP_TRY(pp_editions_settle(editions, order->klass, period));
    if (pp_file_digest(editions->run, path, &size, manifest) != PP_OK)
        return PP_ENV;
    PP_TRY(refuse_folder_as_link(editions, order));
    PP_TRY(pp_archive_last(editions->archive, order->klass, period, &last));
    if (last.id && pp_streq(last.manifest, manifest))
        PP_TRY(keep(editions, order, &last, out));
    else
        PP_TRY(publish(editions, order, manifest, &last, out));
    PP_TRY(pp_editions_prune(editions, order->klass, period, order->project->editions.keep));
    out->folder = pp_editions_path(editions, out->id);
    out->link = pp_editions_link(editions, order->klass, period);
    return PP_OK;
}

struct releasing {
    const struct pp_release *order;
    struct pp_edition edition;
};

static enum pp_status release_in(struct pp_editions *editions, void *context)
{
    struct releasing *releasing = context;
    return release(editions, releasing->order, &releasing->edition);
}

/* Opens the archive under the lock of the project: two output folders have two locks, but a project
 * has one archive. */
static enum pp_status with_archive(
    struct pp_editions *editions, const struct pp_project *project, const char *fingerprint,
    enum pp_status (*act)(struct pp_editions *, void *), void *context)
{
    const char *path = pp_path_join(editions->arena, project->folder, "archive.db");
    const char *private = pp_path_join(editions->arena, project->folder, "private");
    int lock;
    PP_TRY(pp_folder_make(editions->run, private, 0700));
    PP_TRY(pp_lock(editions->run, editions->arena, private, &lock));
    enum pp_status status = refuse_lost_archive(editions, path);
    if (status == PP_OK)
        status =
            pp_archive_open(editions->run, editions->arena, path, fingerprint, &editions->archive);
    if (status == PP_OK) {
        status = act(editions, context);
        pp_archive_close(editions->archive);
    }
    pp_unlock(lock);
    return status;
}

static struct pp_editions below(struct pp_run *run, struct pp_arena *arena, const char *out)
{
    return (struct pp_editions){
        .run = run, .arena = arena, .out = out, .folder = pp_path_join(arena, out, "editions")};
}

enum pp_status pp_edition_release(
    struct pp_run *run, struct pp_arena *arena, const struct pp_release *order,
    struct pp_edition *out)
{
    struct pp_editions editions = below(run, arena, order->out);
    struct releasing releasing = {.order = order};
    PP_TRY(with_archive(&editions, order->project, order->fingerprint, release_in, &releasing));
    *out = releasing.edition;
    return PP_OK;
}

struct withdrawing {
    const char *id;
    struct pp_withdrawal result;
};

static enum pp_status no_edition(
    const struct pp_editions *editions, const struct pp_archive_editions *rows, const char *id)
{
    const char **ids = pp_arena_array(editions->arena, rows->count + 1, sizeof *ids);
    for (size_t i = 0; i < rows->count; i++)
        ids[i] = rows->items[i].id;
    const char *near = pp_nearest(id, ids);
    pp_error(
        editions->run, PP_NOWHERE, "edition.no-such",
        "there is no edition \"%s\"%s%s%s; pactpress status lists them", id,
        near ? ", did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return PP_USAGE;
}

static enum pp_status find_row(
    const struct pp_editions *editions, const char *id, struct pp_archive_edition *out)
{
    struct pp_archive_editions rows;
    PP_TRY(pp_archive_list(editions->archive, NULL, NULL, &rows));
    for (size_t i = 0; i < rows.count; i++)
        if (pp_streq(rows.items[i].id, id)) {
            *out = rows.items[i];
            return PP_OK;
        }
    return no_edition(editions, &rows, id);
}

/* The archive first: after a crash the next run finds the row and moves the link. */
static enum pp_status withdraw_in(struct pp_editions *editions, void *context)
{
    struct withdrawing *withdrawing = context;
    struct pp_archive_edition edition;
    struct pp_withdrawal *result = &withdrawing->result;
    PP_TRY(find_row(editions, withdrawing->id, &edition));
    PP_TRY(pp_editions_settle(editions, edition.klass, edition.period));
    PP_TRY(find_row(editions, withdrawing->id, &edition)); /* settling may have changed it */
    result->klass = edition.klass;
    result->period = edition.period;
    result->already = edition.state == PP_EDITION_WITHDRAWN;
    result->link = pp_editions_link(editions, edition.klass, edition.period);
    if (!result->already) {
        PP_TRY(pp_archive_withdraw(editions->archive, edition.id));
        PP_TRY(pp_editions_move_link(editions, &edition));
    }
    return pp_editions_linked(editions, edition.klass, edition.period, &result->now);
}

enum pp_status pp_edition_withdraw(
    struct pp_run *run, struct pp_arena *arena, const struct pp_project *project, const char *out,
    const char *id, struct pp_withdrawal *withdrawal)
{
    struct pp_editions editions = below(run, arena, out);
    struct withdrawing withdrawing = {.id = id};
    if (!pp_file_exists(pp_path_join(arena, project->folder, "archive.db")))
        return no_edition(&editions, &(struct pp_archive_editions){0}, id);
    PP_TRY(with_archive(&editions, project, NULL, withdraw_in, &withdrawing));
    *withdrawal = withdrawing.result;
    return PP_OK;
}
