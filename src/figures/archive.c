#include "pactpress/archive.h"

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "archive_db.h"

const char *pp_edition_state_name(enum pp_edition_state state)
{
    static const char *const names[] = {
        [PP_EDITION_PREPARED] = "prepared",
        [PP_EDITION_PUBLISHED] = "published",
        [PP_EDITION_WITHDRAWN] = "withdrawn"};

    return names[state];
}

enum pp_status pp_archive_next(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_edition *out)
{
    struct sqlite3_stmt *statement;
    bool row;
    int number = 1;

    PP_TRY(pp_db_prepare(
        archive, "SELECT max(number) FROM editions WHERE class = ? AND period = ?", &statement));
    pp_db_bind_texts(statement, 2, klass, period);
    enum pp_status status = pp_db_step(archive, statement, &row);
    if (status == PP_OK && row)
        number = (int)pp_db_int(statement, 0) + 1;
    pp_db_finalize(statement);
    if (status != PP_OK)
        return status;
    *out = (struct pp_archive_edition){
        .id = pp_arena_printf(archive->arena, "%s-%s-%d", klass, period, number),
        .klass = pp_arena_strdup(archive->arena, klass),
        .period = pp_arena_strdup(archive->arena, period),
        .number = number};
    return PP_OK;
}

static enum pp_status insert_edition(
    struct pp_archive *archive, const struct pp_archive_edition *edition, int64_t *seq)
{
    struct sqlite3_stmt *statement;

    PP_TRY(pp_db_prepare(
        archive,
        "INSERT INTO editions (id, class, period, state, manifest, number, made)"
        " VALUES (?, ?, ?, 'prepared', ?, ?, ?)",
        &statement));
    pp_db_bind_texts(statement, 4, edition->id, edition->klass, edition->period, edition->manifest);
    pp_db_bind_int(statement, 5, edition->number);
    pp_db_bind_int(statement, 6, edition->made);
    enum pp_status status = pp_db_run_once(archive, statement);
    pp_db_finalize(statement);
    *seq = pp_db_last_id(archive);
    return status;
}

#define LAST(condition, order)                                                                     \
    "SELECT e.id, f.state, f.value, f.n, f.revision FROM figures f"                                \
    " JOIN editions e ON e.seq = f.edition"                                                        \
    " WHERE f.address = ?1" condition " AND e.class = ?3 AND e.state <> 'prepared'"                \
    " ORDER BY f.edition DESC" order " LIMIT 1"

#define LAST_FIGURE LAST(" AND f.period = ?2", "")
#define LAST_OF_ANY_PERIOD LAST("", ", f.period")
#define LAST_OTHER LAST(" AND f.period = ?2 AND f.revision < ?4", "")

static enum pp_status read_figure(
    struct pp_archive *archive, struct sqlite3_stmt *statement, const char *klass,
    const char *address, const char *period, struct pp_archive_figure *out)
{
    bool row;

    pp_db_bind_texts(statement, 3, address, period, klass);
    enum pp_status status = pp_db_step(archive, statement, &row);
    if (status == PP_OK) {
        *out = (struct pp_archive_figure){.n = -1};
        if (row) {
            out->edition = pp_db_text(archive, statement, 0);
            out->state = pp_db_text(archive, statement, 1);
            out->value = pp_db_text(archive, statement, 2);
            if (!pp_db_is_null(statement, 3))
                out->n = pp_db_int(statement, 3);
            out->revision = (int)pp_db_int(statement, 4);
        }
    }
    pp_db_reset(statement);
    return status;
}

enum pp_status pp_archive_figure(
    struct pp_archive *archive, const char *klass, const char *address, const char *period,
    struct pp_archive_figure *out)
{
    struct sqlite3_stmt *statement;

    PP_TRY(pp_db_prepare(archive, period == NULL ? LAST_OF_ANY_PERIOD : LAST_FIGURE, &statement));
    enum pp_status status = read_figure(archive, statement, klass, address, period, out);
    pp_db_finalize(statement);
    return status;
}

enum pp_status pp_archive_figure_before(
    struct pp_archive *archive, const char *klass, const char *address, const char *period,
    int revision, struct pp_archive_figure *out)
{
    struct sqlite3_stmt *statement;

    PP_TRY(pp_db_prepare(archive, LAST_OTHER, &statement));
    pp_db_bind_int(statement, 4, revision);
    enum pp_status status = read_figure(archive, statement, klass, address, period, out);
    pp_db_finalize(statement);
    return status;
}

enum pp_status pp_archive_inputs(
    struct pp_archive *archive, const char *manifest, struct pp_archive_inputs *out)
{
    struct sqlite3_stmt *statement;
    bool row = true;

    PP_TRY(pp_db_prepare(
        archive,
        "SELECT path, inputs.digest FROM inputs JOIN editions ON seq = edition "
        "WHERE manifest = ?1 ORDER BY path",
        &statement));
    pp_db_bind_texts(statement, 1, manifest);
    enum pp_status status;
    while ((status = pp_db_step(archive, statement, &row)) == PP_OK && row) {
        struct pp_archive_input *file = PP_PUSH(archive->arena, out);
        file->path = pp_db_text(archive, statement, 0);
        file->digest = pp_db_text(archive, statement, 1);
    }
    pp_db_finalize(statement);
    return status;
}

/* One more than before when what readers saw has changed. */
static int revision_of(const struct pp_archive_figure *before, const char *state, const char *value)
{
    if (before->edition == NULL)
        return 0;
    return before->revision + !(pp_streq(before->state, state) && pp_streq(before->value, value));
}

static enum pp_status insert_figure(
    struct pp_archive *archive, struct sqlite3_stmt *last, struct sqlite3_stmt *insert,
    const char *klass, int64_t seq, const struct pp_figure *figure)
{
    const char *state = pp_state_name(figure->state);
    const char *value = pp_figure_value_text(archive->arena, figure);
    struct pp_archive_figure before;

    PP_TRY(read_figure(archive, last, klass, figure->address, figure->at.period, &before));
    pp_db_bind_texts(insert, 4, figure->address, figure->at.period, state, value);
    if (figure->n >= 0)
        pp_db_bind_int(insert, 5, figure->n);
    pp_db_bind_int(insert, 6, revision_of(&before, state, value));
    pp_db_bind_int(insert, 7, seq);
    return pp_db_run_once(archive, insert);
}

static enum pp_status insert_figures(
    struct pp_archive *archive, const struct pp_archive_order *order, int64_t seq)
{
    struct sqlite3_stmt *last = NULL, *insert = NULL;
    enum pp_status status = pp_db_prepare(archive, LAST_FIGURE, &last);

    if (status == PP_OK)
        status = pp_db_prepare(
            archive,
            "INSERT INTO figures (address, period, state, value, n, revision, edition)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            &insert);
    struct pp_arena_mark mark = pp_arena_mark(archive->arena);
    for (size_t i = 0; status == PP_OK && i < order->table->count; i++) {
        status = insert_figure(archive, last, insert, order->klass, seq, &order->table->items[i]);
        /* a message would live there too */
        if (status == PP_OK)
            pp_arena_rewind(archive->arena, mark);
    }
    pp_db_finalize(last);
    pp_db_finalize(insert);
    return status;
}

static enum pp_status insert_inputs(
    struct pp_archive *archive, const struct pp_archive_order *order, int64_t seq)
{
    struct sqlite3_stmt *insert;

    if (order->accounts == NULL)
        return PP_OK;
    PP_TRY(pp_db_prepare(
        archive, "INSERT OR IGNORE INTO inputs (path, digest, edition) VALUES (?, ?, ?)", &insert));
    enum pp_status status = PP_OK;
    for (size_t i = 0; status == PP_OK && i < order->accounts->count; i++) {
        const struct pp_file_account *file = &order->accounts->items[i];
        pp_db_bind_texts(insert, 2, file->path, file->digest);
        pp_db_bind_int(insert, 3, seq);
        status = pp_db_run_once(archive, insert);
    }
    pp_db_finalize(insert);
    return status;
}

/* The version of the program, and of the fonts that were there. */
static enum pp_status insert_versions(
    struct pp_archive *archive, const struct pp_archive_order *order, int64_t seq)
{
    struct sqlite3_stmt *insert;
    size_t fonts = order->fonts != NULL ? order->fonts->count : 0;

    PP_TRY(pp_db_prepare(
        archive, "INSERT OR IGNORE INTO made_with (what, edition) VALUES (?, ?)", &insert));
    enum pp_status status = PP_OK;
    for (size_t i = 0; status == PP_OK && i <= fonts; i++) {
        pp_db_bind_texts(insert, 1, i < fonts ? order->fonts->items[i] : "pactpress " PP_VERSION);
        pp_db_bind_int(insert, 2, seq);
        status = pp_db_run_once(archive, insert);
    }
    pp_db_finalize(insert);
    return status;
}

static enum pp_status fill(
    struct pp_archive *archive, const struct pp_archive_order *order,
    struct pp_archive_edition *edition)
{
    int64_t seq;

    PP_TRY(pp_archive_next(archive, order->klass, order->period, edition));
    edition->manifest = pp_arena_strdup(archive->arena, order->manifest);
    edition->made = archive->run->clock;
    PP_TRY(insert_edition(archive, edition, &seq));
    PP_TRY(insert_figures(archive, order, seq));
    PP_TRY(insert_inputs(archive, order, seq));
    return insert_versions(archive, order, seq);
}

enum pp_status pp_archive_prepare(
    struct pp_archive *archive, const struct pp_archive_order *order,
    struct pp_archive_edition *out)
{
    struct pp_archive_edition edition;

    PP_TRY(pp_db_execute(archive, "BEGIN IMMEDIATE"));
    PP_TRY(pp_db_end(archive, fill(archive, order, &edition)));
    *out = edition;
    return PP_OK;
}

/* A change of exactly one edition that is in the state expected. */
static enum pp_status change(
    struct pp_archive *archive, const char *sql, const char *id, enum pp_edition_state from)
{
    struct sqlite3_stmt *statement;

    PP_TRY(pp_db_prepare(archive, sql, &statement));
    pp_db_bind_texts(statement, 2, id, pp_edition_state_name(from));
    enum pp_status status = pp_db_run_once(archive, statement);
    pp_db_finalize(statement);
    if (status != PP_OK || pp_db_changes(archive) == 1)
        return status;
    pp_error(
        archive->run, ((struct pp_where){.file = archive->path}), "archive.no-such-edition",
        "The archive has no %s edition `%s`.", pp_edition_state_name(from), id);
    return PP_USAGE;
}

enum pp_status pp_archive_publish(struct pp_archive *archive, const char *id)
{
    return change(
        archive, "UPDATE editions SET state = 'published' WHERE id = ? AND state = ?", id,
        PP_EDITION_PREPARED);
}

enum pp_status pp_archive_discard(struct pp_archive *archive, const char *id)
{
    return change(
        archive, "DELETE FROM editions WHERE id = ? AND state = ?", id, PP_EDITION_PREPARED);
}

enum pp_status pp_archive_withdraw(struct pp_archive *archive, const char *id)
{
    return change(
        archive, "UPDATE editions SET state = 'withdrawn' WHERE id = ? AND state = ?", id,
        PP_EDITION_PUBLISHED);
}

static enum pp_edition_state read_state(const char *name)
{
    if (pp_streq(name, "published"))
        return PP_EDITION_PUBLISHED;
    return pp_streq(name, "withdrawn") ? PP_EDITION_WITHDRAWN : PP_EDITION_PREPARED;
}

static struct pp_archive_edition read_edition(
    struct pp_archive *archive, struct sqlite3_stmt *statement)
{
    return (struct pp_archive_edition){
        .id = pp_db_text(archive, statement, 0),
        .klass = pp_db_text(archive, statement, 1),
        .period = pp_db_text(archive, statement, 2),
        .number = (int)pp_db_int(statement, 3),
        .state = read_state(pp_db_text(archive, statement, 4)),
        .manifest = pp_db_text(archive, statement, 5),
        .made = pp_db_int(statement, 6)};
}

enum pp_status pp_archive_list(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_editions *out)
{
    struct pp_archive_editions list = {0};
    struct sqlite3_stmt *statement;
    bool row = false;

    PP_TRY(pp_db_prepare(
        archive,
        "SELECT id, class, period, number, state, manifest, made FROM editions"
        " WHERE class = coalesce(?1, class) AND period = coalesce(?2, period) ORDER BY seq",
        &statement));
    pp_db_bind_texts(statement, 2, klass, period);
    enum pp_status status = pp_db_step(archive, statement, &row);
    while (status == PP_OK && row) {
        struct pp_archive_edition *edition = PP_PUSH(archive->arena, &list);
        *edition = read_edition(archive, statement);
        status = pp_db_step(archive, statement, &row);
    }
    pp_db_finalize(statement);
    if (status == PP_OK)
        *out = list;
    return status;
}

enum pp_status pp_archive_last(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_edition *out)
{
    struct pp_archive_editions list;

    PP_TRY(pp_archive_list(archive, klass, period, &list));
    *out = (struct pp_archive_edition){0};
    for (size_t i = 0; i < list.count; i++)
        if (list.items[i].state == PP_EDITION_PUBLISHED)
            *out = list.items[i];
    return PP_OK;
}
