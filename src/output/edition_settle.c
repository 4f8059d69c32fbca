/* Settling: what a stopped run left is judged by the table of docs/figures.md, section 8, then done
 * away with. */
#include "edition_parts.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

struct action {
    enum { REMOVE, PUBLISH, DISCARD, MOVE_LINK } what;
    const struct pp_archive_edition *edition; /* of all but REMOVE */
    const char *path;                         /* of REMOVE */
};

struct settling {
    const struct pp_editions *editions;
    const char *klass, *period; /* what is released next */
    struct pp_archive_editions rows;
    struct {
        struct action *items;
        size_t count, capacity;
    } actions;
};

static void plan(
    struct settling *settling, int what, const struct pp_archive_edition *edition, const char *path)
{
    struct action *action = PP_PUSH(settling->editions->arena, &settling->actions);
    action->what = what;
    action->edition = edition;
    action->path = path;
}

static enum pp_status changed(const struct settling *settling, const char *id)
{
    pp_error(
        settling->editions->run,
        ((struct pp_where){.file = pp_editions_path(settling->editions, id)}), "edition.changed",
        "The folder of edition `%s` is not the one that was published: it is gone, or its "
        "manifest.json was changed. Bring the folder back from a back-up; nothing was touched.",
        id);
    return PP_ENV;
}

/* Published by the link, but the archive has not heard of it. */
static enum pp_status judge_linked(
    struct settling *settling, const struct pp_archive_edition *edition)
{
    char digest[PP_DIGEST_HEX];
    bool there;
    PP_TRY(pp_editions_manifest(settling->editions, edition->id, digest, &there));
    if (!there || !pp_streq(digest, edition->manifest))
        return changed(settling, edition->id);
    plan(settling, PUBLISH, edition, NULL);
    return PP_OK;
}

static enum pp_status judge_row(struct settling *settling, const struct pp_archive_edition *edition)
{
    const struct pp_editions *editions = settling->editions;
    const char *named;
    if (edition->state == PP_EDITION_PUBLISHED)
        return PP_OK;
    PP_TRY(pp_editions_linked(editions, edition->klass, edition->period, &named));
    bool linked = pp_streq(named, edition->id);
    if (edition->state == PP_EDITION_WITHDRAWN) {
        if (linked)
            plan(settling, MOVE_LINK, edition, NULL);
        return PP_OK;
    }
    if (linked)
        return judge_linked(settling, edition);
    /* Without a folder here it may stand in another output folder, whose run settles it. */
    bool here = pp_is_folder(pp_editions_path(editions, edition->id));
    bool wanted =
        pp_streq(edition->klass, settling->klass) && pp_streq(edition->period, settling->period);
    if (here || wanted)
        plan(settling, DISCARD, edition, NULL);
    return PP_OK;
}

static bool has_row(const struct settling *settling, const char *id)
{
    for (size_t i = 0; i < settling->rows.count; i++)
        if (pp_streq(settling->rows.items[i].id, id))
            return true;
    return false;
}

/* A crash leaves the folder of the next edition at most, and before the link names it. Anything
 * else was published by an archive that is not here any more. */
static enum pp_status judge_orphan(
    struct settling *settling, const struct pp_archive_edition *edition)
{
    const struct pp_editions *editions = settling->editions;
    struct pp_archive_edition next, linked;
    const char *named;
    PP_TRY(pp_archive_next(editions->archive, edition->klass, edition->period, &next));
    PP_TRY(pp_editions_linked(editions, edition->klass, edition->period, &named));
    bool foreign =
        named && pp_editions_parse(editions->arena, named, &linked) && !has_row(settling, named);
    if (!foreign && pp_streq(next.id, edition->id)) {
        plan(settling, REMOVE, NULL, pp_editions_path(editions, edition->id));
        return PP_OK;
    }
    pp_error(
        editions->run, ((struct pp_where){.file = pp_editions_path(editions, edition->id)}),
        "edition.unknown",
        "The archive does not know edition `%s`, and no stopped run explains it: archive.db is "
        "older than the editions, or of another project. Bring back the right archive.db; nothing "
        "was touched.",
        edition->id);
    return PP_ENV;
}

static enum pp_status judge_folders(struct settling *settling)
{
    const struct pp_editions *editions = settling->editions;
    char **names;
    size_t count;
    PP_TRY(pp_folder_list(editions->run, editions->arena, editions->folder, &names, &count));
    for (size_t i = 0; i < count; i++) {
        struct pp_archive_edition edition;
        if (pp_editions_is_temporary(names[i]))
            plan(settling, REMOVE, NULL, pp_editions_path(editions, names[i]));
        else if (
            pp_editions_parse(editions->arena, names[i], &edition) && !has_row(settling, names[i]))
            PP_TRY(judge_orphan(settling, &edition));
    }
    return PP_OK;
}

/* Temporary links, and what a killed build left. The lock is ours: nobody works there now. */
static enum pp_status judge_scraps(struct settling *settling, const char *folder)
{
    const struct pp_editions *editions = settling->editions;
    char **names;
    size_t count;
    PP_TRY(pp_folder_list(editions->run, editions->arena, folder, &names, &count));
    for (size_t i = 0; i < count; i++)
        if (pp_editions_is_temporary(names[i]) || pp_starts_with(names[i], ".staging-"))
            plan(settling, REMOVE, NULL, pp_path_join(editions->arena, folder, names[i]));
    return PP_OK;
}

static enum pp_status judge(struct settling *settling)
{
    static const char *const folders[] = {
        "public", "restricted", "candidate/public", "candidate/restricted"};
    const struct pp_editions *editions = settling->editions;
    if (editions->archive) {
        PP_TRY(pp_archive_list(editions->archive, NULL, NULL, &settling->rows));
        for (size_t i = 0; i < settling->rows.count; i++)
            PP_TRY(judge_row(settling, &settling->rows.items[i]));
        PP_TRY(judge_folders(settling));
    }
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        PP_TRY(judge_scraps(settling, pp_path_join(editions->arena, editions->out, folders[i])));
    return PP_OK;
}

/* The row goes first: a folder without a row is known to be nothing, a row without a folder not. */
static enum pp_status discard(
    const struct pp_editions *editions, const struct pp_archive_edition *edition)
{
    PP_TRY(pp_archive_discard(editions->archive, edition->id));
    return pp_folder_remove(editions->run, pp_editions_path(editions, edition->id));
}

enum pp_status pp_editions_move_link(
    const struct pp_editions *editions, const struct pp_archive_edition *edition)
{
    const char *path = pp_editions_link(editions, edition->klass, edition->period);
    struct pp_archive_editions rows;
    PP_TRY(pp_archive_list(editions->archive, edition->klass, edition->period, &rows));
    for (size_t i = rows.count; i-- > 0;)
        if (rows.items[i].state == PP_EDITION_PUBLISHED &&
            pp_is_folder(pp_editions_path(editions, rows.items[i].id)))
            return pp_editions_point(editions, &rows.items[i]);
    PP_TRY(pp_folder_remove(editions->run, path)); /* unlinks a link */
    return pp_folder_sync(editions->run, pp_path_folder(editions->arena, path));
}

static enum pp_status act(const struct pp_editions *editions, const struct action *action)
{
    switch (action->what) {
    case REMOVE:
        return pp_folder_remove(editions->run, action->path);
    case PUBLISH:
        return pp_archive_publish(editions->archive, action->edition->id);
    case DISCARD:
        return discard(editions, action->edition);
    case MOVE_LINK:
        return pp_editions_move_link(editions, action->edition);
    }
    return PP_OK;
}

enum pp_status pp_editions_settle(
    const struct pp_editions *editions, const char *klass, const char *period)
{
    struct settling settling = {.editions = editions, .klass = klass, .period = period};
    PP_TRY(judge(&settling));
    for (size_t i = 0; i < settling.actions.count; i++)
        PP_TRY(act(editions, &settling.actions.items[i]));
    return PP_OK;
}

static const char *describe(const struct pp_editions *editions, const struct action *action)
{
    const char *id = action->edition ? action->edition->id : NULL;
    switch (action->what) {
    case REMOVE:
        return pp_arena_printf(
            editions->arena, "%s: left by a stopped run; will be removed", action->path);
    case PUBLISH:
        return pp_arena_printf(
            editions->arena, "edition %s: published, but not yet marked so in the archive; will be",
            id);
    case DISCARD:
        return pp_arena_printf(
            editions->arena, "edition %s: stopped before it was published; will be removed", id);
    case MOVE_LINK:
        return pp_arena_printf(
            editions->arena, "edition %s: withdrawn, but readers still get it; the link will move",
            id);
    }
    return NULL;
}

enum pp_status pp_editions_left(
    const struct pp_editions *editions, const char *klass, const char *period,
    struct pp_strings *left)
{
    struct settling settling = {.editions = editions, .klass = klass, .period = period};
    PP_TRY(judge(&settling));
    for (size_t i = 0; i < settling.actions.count; i++)
        *(const char **)PP_PUSH(editions->arena, left) =
            describe(editions, &settling.actions.items[i]);
    return PP_OK;
}
