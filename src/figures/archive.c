#include "pactpress/archive.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* How long to wait for another run before giving up [ms]. */
enum { PATIENCE = 2000 };

/* "PPar": tells an archive from any other SQLite file. */
enum { APPLICATION_ID = 0x50506172 };

struct pp_archive {
    struct pp_run *run;
    struct pp_arena *arena;
    sqlite3 *db;
    const char *path;
    bool is_new;
};

/* Each step takes the schema from version i to i + 1, within one transaction. */
static const char *const migrations[] = {
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE editions ("
    "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  id TEXT NOT NULL UNIQUE,"
    "  class TEXT NOT NULL CHECK (class IN ('public', 'restricted')),"
    "  period TEXT NOT NULL,"
    "  number INTEGER NOT NULL CHECK (number > 0),"
    "  state TEXT NOT NULL CHECK (state IN ('prepared', 'published', 'withdrawn')),"
    "  manifest TEXT NOT NULL,"
    "  made INTEGER NOT NULL,"
    "  UNIQUE (class, period, number));"
    "CREATE TABLE figures ("
    "  edition INTEGER NOT NULL REFERENCES editions (seq) ON DELETE CASCADE,"
    "  address TEXT NOT NULL,"
    "  period TEXT NOT NULL,"
    "  state TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  n INTEGER,"
    "  revision INTEGER NOT NULL,"
    "  PRIMARY KEY (address, period, edition)) WITHOUT ROWID;"
    "CREATE INDEX figures_of_edition ON figures (edition);"
    "CREATE TABLE inputs ("
    "  edition INTEGER NOT NULL REFERENCES editions (seq) ON DELETE CASCADE,"
    "  path TEXT NOT NULL,"
    "  digest TEXT NOT NULL,"
    "  PRIMARY KEY (edition, path)) WITHOUT ROWID;",
};

enum { SCHEMA_VERSION = sizeof migrations / sizeof migrations[0] };

const char *pp_edition_state_name(enum pp_edition_state state)
{
    static const char *const names[] = {
        [PP_EDITION_PREPARED] = "prepared",
        [PP_EDITION_PUBLISHED] = "published",
        [PP_EDITION_WITHDRAWN] = "withdrawn"};

    return names[state];
}

static enum pp_status refuse(
    struct pp_archive *archive, enum pp_status status, const char *rule, const char *sentence)
{
    pp_report(
        archive->run, PP_ERROR, (struct pp_where){.file = archive->path}, rule, NULL, "%s",
        sentence);
    return status;
}

/* SQLite's code in a user's words. */
static enum pp_status fail(struct pp_archive *archive, int code)
{
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return refuse(
            archive, PP_LOCKED, "archive.locked",
            "Another run holds the archive; wait until it ends and start again.");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return refuse(
            archive, PP_ENV, "archive.corrupt",
            "The archive is damaged; bring it back from a backup. Without it, decisions of "
            "earlier periods are not known.");
    case SQLITE_READONLY:
        return refuse(
            archive, PP_ENV, "archive.read-only",
            "The archive cannot be written; give the user who runs Pactpress the right to "
            "write the file and its folder.");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return refuse(
            archive, PP_ENV, "archive.cannot-open",
            "The archive cannot be opened; check that its folder is there and may be written.");
    case SQLITE_FULL:
        return refuse(
            archive, PP_ENV, "archive.disk-full",
            "The disk is full, and the archive was left as it was; make room and start again.");
    default:
        break;
    }
    pp_error(
        archive->run, ((struct pp_where){.file = archive->path}), "archive.failed",
        "The archive cannot be used (SQLite says: %s); nothing was changed.", sqlite3_errstr(code));
    return PP_ENV;
}

static enum pp_status execute(struct pp_archive *archive, const char *sql)
{
    int code = sqlite3_exec(archive->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? PP_OK : fail(archive, code);
}

static enum pp_status prepare(struct pp_archive *archive, const char *sql, sqlite3_stmt **out)
{
    int code = sqlite3_prepare_v2(archive->db, sql, -1, out, NULL);

    return code == SQLITE_OK ? PP_OK : fail(archive, code);
}

/* Binds text (NULL is NULL) to parameters 1, 2, ... */
static void bind_texts(sqlite3_stmt *statement, int count, ...)
{
    va_list texts;

    va_start(texts, count);
    for (int i = 1; i <= count; i++)
        sqlite3_bind_text(statement, i, va_arg(texts, const char *), -1, SQLITE_TRANSIENT);
    va_end(texts);
}

/* One step: *row tells whether there is a row to read. */
static enum pp_status step(struct pp_archive *archive, sqlite3_stmt *statement, bool *row)
{
    int code = sqlite3_step(statement);

    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? PP_OK : fail(archive, code);
}

/* A statement that yields no row: step and reset. */
static enum pp_status run_once(struct pp_archive *archive, sqlite3_stmt *statement)
{
    bool row;
    enum pp_status status = step(archive, statement, &row);

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

static const char *column_text(struct pp_archive *archive, sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);

    return pp_arena_strdup(archive->arena, text == NULL ? "" : (const char *)text);
}

/* The first column of the first row of a query. */
static enum pp_status ask_int(struct pp_archive *archive, const char *sql, int64_t *out)
{
    sqlite3_stmt *statement;
    bool row;

    PP_TRY(prepare(archive, sql, &statement));
    enum pp_status status = step(archive, statement, &row);
    if (status == PP_OK)
        *out = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

static enum pp_status ask_text(struct pp_archive *archive, const char *sql, const char **out)
{
    sqlite3_stmt *statement;
    bool row;

    PP_TRY(prepare(archive, sql, &statement));
    enum pp_status status = step(archive, statement, &row);
    if (status == PP_OK)
        *out = row ? column_text(archive, statement, 0) : NULL;
    sqlite3_finalize(statement);
    return status;
}

/* Ends a transaction one way or the other; a failed commit is undone. */
static enum pp_status end(struct pp_archive *archive, enum pp_status status)
{
    if (status == PP_OK)
        status = execute(archive, "COMMIT");
    if (status != PP_OK)
        sqlite3_exec(archive->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* A write-ahead log where the file system can; else the rollback journal, as safe and slower. */
static enum pp_status set_journal(struct pp_archive *archive)
{
    const char *mode;

    if (sqlite3_exec(archive->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK)
        PP_TRY(execute(archive, "PRAGMA journal_mode = DELETE"));
    PP_TRY(ask_text(archive, "PRAGMA journal_mode", &mode));
    if (!pp_streq(mode, "wal"))
        PP_TRY(execute(archive, "PRAGMA journal_mode = DELETE"));
    return execute(archive, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
}

static enum pp_status check_integrity(struct pp_archive *archive)
{
    const char *verdict;

    PP_TRY(ask_text(archive, "PRAGMA integrity_check(1)", &verdict));
    return pp_streq(verdict, "ok") ? PP_OK : fail(archive, SQLITE_CORRUPT);
}

static enum pp_status check_kind(struct pp_archive *archive, int64_t *version)
{
    int64_t application, tables;

    PP_TRY(ask_int(archive, "PRAGMA application_id", &application));
    PP_TRY(ask_int(archive, "PRAGMA user_version", version));
    PP_TRY(ask_int(archive, "SELECT count(*) FROM sqlite_schema", &tables));
    archive->is_new = tables == 0 && *version == 0;
    if (!archive->is_new && application != APPLICATION_ID)
        return refuse(
            archive, PP_ENV, "archive.other-file",
            "This is a database of another program and no archive; move it out of the way.");
    if (*version <= SCHEMA_VERSION)
        return PP_OK;
    return refuse(
        archive, PP_ENV, "archive.newer",
        "A newer version of Pactpress has written the archive; use that version, or a newer "
        "one.");
}

static enum pp_status migrate(struct pp_archive *archive)
{
    int64_t version;

    PP_TRY(execute(archive, "BEGIN IMMEDIATE"));
    /* asked again under the lock: another run may have been faster */
    enum pp_status status = check_kind(archive, &version);
    for (; status == PP_OK && version < SCHEMA_VERSION; version++)
        status = execute(archive, migrations[version]);
    if (status == PP_OK)
        status = execute(
            archive, pp_arena_printf(
                         archive->arena, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                         APPLICATION_ID, SCHEMA_VERSION));
    return end(archive, status);
}

/* The first key that comes is kept; another one is refused. */
static enum pp_status check_key(struct pp_archive *archive, const char *fingerprint)
{
    sqlite3_stmt *statement;
    const char *kept;

    if (fingerprint == NULL)
        return PP_OK;
    PP_TRY(prepare(
        archive, "INSERT OR IGNORE INTO meta (key, value) VALUES ('person key', ?)", &statement));
    bind_texts(statement, 1, fingerprint);
    enum pp_status status = run_once(archive, statement);
    sqlite3_finalize(statement);
    if (status != PP_OK)
        return status;
    PP_TRY(ask_text(archive, "SELECT value FROM meta WHERE key = 'person key'", &kept));
    if (pp_streq(kept, fingerprint))
        return PP_OK;
    pp_error(
        archive->run, ((struct pp_where){.file = archive->path}), "archive.other-key",
        "The person key (fingerprint %s) is not the one of this archive (%s); persons would be "
        "counted anew. Bring back the old key file, or name it in PACTPRESS_KEY_FILE.",
        fingerprint, kept);
    return PP_USAGE;
}

static enum pp_status set_up(struct pp_archive *archive, const char *fingerprint)
{
    int64_t version;

    sqlite3_busy_timeout(archive->db, PATIENCE);
    PP_TRY(check_kind(archive, &version));
    bool is_new = archive->is_new;
    if (sqlite3_db_readonly(archive->db, "main") == 1)
        return fail(archive, SQLITE_READONLY);
    PP_TRY(set_journal(archive));
    PP_TRY(check_integrity(archive));
    if (version < SCHEMA_VERSION)
        PP_TRY(migrate(archive));
    archive->is_new = is_new;
    return check_key(archive, fingerprint);
}

enum pp_status pp_archive_open(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *fingerprint,
    struct pp_archive **out)
{
    struct pp_archive *archive = pp_arena_alloc(arena, sizeof *archive);

    *archive =
        (struct pp_archive){.run = run, .arena = arena, .path = pp_arena_strdup(arena, path)};
    int code = sqlite3_open_v2(
        path, &archive->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX,
        NULL);
    if (archive->db == NULL)
        pp_out_of_memory();
    enum pp_status status = code == SQLITE_OK ? set_up(archive, fingerprint) : fail(archive, code);
    if (status != PP_OK) {
        pp_archive_close(archive);
        return status;
    }
    *out = archive;
    return PP_OK;
}

void pp_archive_close(struct pp_archive *archive)
{
    if (archive == NULL)
        return;
    sqlite3_close(archive->db);
    archive->db = NULL;
}

bool pp_archive_is_new(const struct pp_archive *archive)
{
    return archive->is_new;
}

enum pp_status pp_archive_next(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_edition *out)
{
    sqlite3_stmt *statement;
    bool row;
    int number = 1;

    PP_TRY(prepare(
        archive, "SELECT max(number) FROM editions WHERE class = ? AND period = ?", &statement));
    bind_texts(statement, 2, klass, period);
    enum pp_status status = step(archive, statement, &row);
    if (status == PP_OK && row)
        number = sqlite3_column_int(statement, 0) + 1;
    sqlite3_finalize(statement);
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
    sqlite3_stmt *statement;

    PP_TRY(prepare(
        archive,
        "INSERT INTO editions (id, class, period, state, manifest, number, made)"
        " VALUES (?, ?, ?, 'prepared', ?, ?, ?)",
        &statement));
    bind_texts(statement, 4, edition->id, edition->klass, edition->period, edition->manifest);
    sqlite3_bind_int(statement, 5, edition->number);
    sqlite3_bind_int64(statement, 6, edition->made);
    enum pp_status status = run_once(archive, statement);
    sqlite3_finalize(statement);
    *seq = sqlite3_last_insert_rowid(archive->db);
    return status;
}

#define LAST_FIGURE                                                                                \
    "SELECT e.id, f.state, f.value, f.n, f.revision FROM figures f"                                \
    " JOIN editions e ON e.seq = f.edition"                                                        \
    " WHERE f.address = ? AND f.period = ? AND e.class = ? AND e.state <> 'prepared'"              \
    " ORDER BY f.edition DESC LIMIT 1"

static enum pp_status read_figure(
    struct pp_archive *archive, sqlite3_stmt *statement, const char *klass, const char *address,
    const char *period, struct pp_archive_figure *out)
{
    bool row;

    bind_texts(statement, 3, address, period, klass);
    enum pp_status status = step(archive, statement, &row);
    if (status == PP_OK) {
        *out = (struct pp_archive_figure){.n = -1};
        if (row) {
            out->edition = column_text(archive, statement, 0);
            out->state = column_text(archive, statement, 1);
            out->value = column_text(archive, statement, 2);
            if (sqlite3_column_type(statement, 3) != SQLITE_NULL)
                out->n = sqlite3_column_int64(statement, 3);
            out->revision = sqlite3_column_int(statement, 4);
        }
    }
    sqlite3_reset(statement);
    return status;
}

enum pp_status pp_archive_figure(
    struct pp_archive *archive, const char *klass, const char *address, const char *period,
    struct pp_archive_figure *out)
{
    sqlite3_stmt *statement;

    PP_TRY(prepare(archive, LAST_FIGURE, &statement));
    enum pp_status status = read_figure(archive, statement, klass, address, period, out);
    sqlite3_finalize(statement);
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
    struct pp_archive *archive, sqlite3_stmt *last, sqlite3_stmt *insert, const char *klass,
    int64_t seq, const struct pp_figure *figure)
{
    const char *state = pp_state_name(figure->state);
    const char *value = pp_figure_value_text(archive->arena, figure);
    struct pp_archive_figure before;

    PP_TRY(read_figure(archive, last, klass, figure->address, figure->at.period, &before));
    bind_texts(insert, 4, figure->address, figure->at.period, state, value);
    if (figure->n >= 0)
        sqlite3_bind_int64(insert, 5, figure->n);
    sqlite3_bind_int(insert, 6, revision_of(&before, state, value));
    sqlite3_bind_int64(insert, 7, seq);
    return run_once(archive, insert);
}

static enum pp_status insert_figures(
    struct pp_archive *archive, const struct pp_archive_order *order, int64_t seq)
{
    sqlite3_stmt *last = NULL, *insert = NULL;
    enum pp_status status = prepare(archive, LAST_FIGURE, &last);

    if (status == PP_OK)
        status = prepare(
            archive,
            "INSERT INTO figures (address, period, state, value, n, revision, edition)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            &insert);
    struct pp_arena_mark mark = pp_arena_mark(archive->arena);
    for (size_t i = 0; status == PP_OK && i < order->table->count; i++) {
        status = insert_figure(archive, last, insert, order->klass, seq, &order->table->items[i]);
        pp_arena_rewind(archive->arena, mark);
    }
    sqlite3_finalize(last);
    sqlite3_finalize(insert);
    return status;
}

static enum pp_status insert_inputs(
    struct pp_archive *archive, const struct pp_archive_order *order, int64_t seq)
{
    sqlite3_stmt *insert;

    if (order->accounts == NULL)
        return PP_OK;
    PP_TRY(prepare(
        archive, "INSERT OR IGNORE INTO inputs (path, digest, edition) VALUES (?, ?, ?)", &insert));
    enum pp_status status = PP_OK;
    for (size_t i = 0; status == PP_OK && i < order->accounts->count; i++) {
        const struct pp_file_account *file = &order->accounts->items[i];
        bind_texts(insert, 2, file->path, file->digest);
        sqlite3_bind_int64(insert, 3, seq);
        status = run_once(archive, insert);
    }
    sqlite3_finalize(insert);
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
    return insert_inputs(archive, order, seq);
}

enum pp_status pp_archive_prepare(
    struct pp_archive *archive, const struct pp_archive_order *order,
    struct pp_archive_edition *out)
{
    struct pp_archive_edition edition;

    PP_TRY(execute(archive, "BEGIN IMMEDIATE"));
    PP_TRY(end(archive, fill(archive, order, &edition)));
    *out = edition;
    return PP_OK;
}

/* A change of exactly one edition that is in the state expected. */
static enum pp_status change(
    struct pp_archive *archive, const char *sql, const char *id, enum pp_edition_state from)
{
    sqlite3_stmt *statement;

    PP_TRY(prepare(archive, sql, &statement));
    bind_texts(statement, 2, id, pp_edition_state_name(from));
    enum pp_status status = run_once(archive, statement);
    sqlite3_finalize(statement);
    if (status != PP_OK || sqlite3_changes(archive->db) == 1)
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

static struct pp_archive_edition read_edition(struct pp_archive *archive, sqlite3_stmt *statement)
{
    return (struct pp_archive_edition){
        .id = column_text(archive, statement, 0),
        .klass = column_text(archive, statement, 1),
        .period = column_text(archive, statement, 2),
        .number = sqlite3_column_int(statement, 3),
        .state = read_state(column_text(archive, statement, 4)),
        .manifest = column_text(archive, statement, 5),
        .made = sqlite3_column_int64(statement, 6)};
}

enum pp_status pp_archive_list(
    struct pp_archive *archive, const char *klass, const char *period,
    struct pp_archive_editions *out)
{
    struct pp_archive_editions list = {0};
    sqlite3_stmt *statement;
    bool row = false;

    PP_TRY(prepare(
        archive,
        "SELECT id, class, period, number, state, manifest, made FROM editions"
        " WHERE class = coalesce(?1, class) AND period = coalesce(?2, period) ORDER BY seq",
        &statement));
    bind_texts(statement, 2, klass, period);
    enum pp_status status = step(archive, statement, &row);
    while (status == PP_OK && row) {
        struct pp_archive_edition *edition = PP_PUSH(archive->arena, &list);
        *edition = read_edition(archive, statement);
        status = step(archive, statement, &row);
    }
    sqlite3_finalize(statement);
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
