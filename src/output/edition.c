/* Release: the protocol of docs/figures.md, section 8, step by step. */
#include "pactpress/edition.h"

#include "edition_parts.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/staging.h"
#include "pactpress/str.h"

/* An archive that is gone would be made anew, and would know nothing of what was published. */
static enum pp_status refuse_lost_archive(const struct pp_editions *editions, const char *path)
{
    char **names;
    size_t count;
    struct pp_archive_edition edition;
    if (pp_file_exists(path))
        return PP_OK;
    PP_TRY(pp_folder_list(editions->run, editions->arena, editions->folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        if (!pp_editions_parse(editions->arena, names[i], &edition))
            continue;
        pp_error(
            editions->run, ((struct pp_where){.file = path}), "edition.no-archive",
            "There are editions in %s, but the archive that knows them is not here: bring it back "
            "from a back-up.",
            editions->folder);
        return PP_ENV;
    }
    return PP_OK;
}

/* A rename cannot replace a folder: this is found out before anything is made. */
static enum pp_status refuse_folder_as_link(
    const struct pp_editions *editions, const struct pp_release *order)
{
    const char *path = pp_editions_link(editions, order->klass, order->results->period.key);
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
        .period = order->results->period.key,
        .manifest = manifest,
        .table = order->results->table,
        .accounts = order->results->accounts,
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
    PP_TRY(pp_archive_next(editions->archive, order->klass, order->results->period.key, &edition));
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
    const char *period = order->results->period.key;
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
    out->folder = pp_editions_path(editions, out->id);
    out->link = pp_editions_link(editions, order->klass, period);
    return PP_OK;
}

static enum pp_status with_archive(
    struct pp_editions *editions, const struct pp_release *order, struct pp_edition *out)
{
    const char *path = pp_path_join(editions->arena, order->project->folder, "archive.db");
    struct pp_edition edition = {0};
    PP_TRY(refuse_lost_archive(editions, path));
    PP_TRY(pp_archive_open(
        editions->run, editions->arena, path, order->key->fingerprint, &editions->archive));
    enum pp_status status = release(editions, order, &edition);
    pp_archive_close(editions->archive);
    if (status == PP_OK)
        *out = edition;
    return status;
}

enum pp_status pp_edition_release(
    struct pp_run *run, struct pp_arena *arena, const struct pp_release *order,
    struct pp_edition *out)
{
    struct pp_editions editions = {
        .run = run,
        .arena = arena,
        .out = order->out,
        .folder = pp_path_join(arena, order->out, "editions"),
    };
    const char *private = pp_path_join(arena, order->project->folder, "private");
    int lock;
    /* Two output folders have two locks, but a project has one archive. */
    PP_TRY(pp_folder_make(run, private, 0700));
    PP_TRY(pp_lock(run, arena, private, &lock));
    enum pp_status status = with_archive(&editions, order, out);
    pp_unlock(lock);
    return status;
}
