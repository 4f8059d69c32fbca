#include "archive_db.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* How long to wait for another run before giving up [ms]. */
enum { PATIENCE = 2000 };

/* "PPar": tells an archive from any other SQLite file. */
enum { APPLICATION_ID = 0x50506172 };

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
    "CREATE TABLE made_with ("
    "  edition INTEGER NOT NULL REFERENCES editions (seq) ON DELETE CASCADE,"
    "  what TEXT NOT NULL,"
    "  PRIMARY KEY (edition, what)) WITHOUT ROWID;",
};

enum { SCHEMA_VERSION = sizeof migrations / sizeof migrations[0] };

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

enum pp_status pp_db_execute(struct pp_archive *archive, const char *sql)
{
    int code = sqlite3_exec(archive->db, sql, NULL, NULL, NULL);

    return code == SQLITE_OK ? PP_OK : fail(archive, code);
}

enum pp_status pp_db_prepare(struct pp_archive *archive, const char *sql, struct sqlite3_stmt **out)
{
    int code = sqlite3_prepare_v2(archive->db, sql, -1, out, NULL);

    return code == SQLITE_OK ? PP_OK : fail(archive, code);
}

/* Binds text (NULL is NULL) to parameters 1, 2, ... */
void pp_db_bind_texts(struct sqlite3_stmt *statement, int count, ...)
{
    va_list texts;

    va_start(texts, count);
    for (int i = 1; i <= count; i++)
        sqlite3_bind_text(statement, i, va_arg(texts, const char *), -1, SQLITE_TRANSIENT);
    va_end(texts);
}

/* One step: *row tells whether there is a row to read. */
enum pp_status pp_db_step(struct pp_archive *archive, struct sqlite3_stmt *statement, bool *row)
{
    int code = sqlite3_step(statement);

    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE ? PP_OK : fail(archive, code);
}

/* A statement that yields no row: step and reset. */
enum pp_status pp_db_run_once(struct pp_archive *archive, struct sqlite3_stmt *statement)
{
    bool row;
    enum pp_status status = pp_db_step(archive, statement, &row);

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return status;
}

const char *pp_db_text(struct pp_archive *archive, struct sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);

    return pp_arena_strdup(archive->arena, text == NULL ? "" : (const char *)text);
}

/* The first column of the first row of a query. */
static enum pp_status ask_int(struct pp_archive *archive, const char *sql, int64_t *out)
{
    struct sqlite3_stmt *statement;
    bool row;

    PP_TRY(pp_db_prepare(archive, sql, &statement));
    enum pp_status status = pp_db_step(archive, statement, &row);
    if (status == PP_OK)
        *out = row ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return status;
}

static enum pp_status ask_text(struct pp_archive *archive, const char *sql, const char **out)
{
    struct sqlite3_stmt *statement;
    bool row;

    PP_TRY(pp_db_prepare(archive, sql, &statement));
    enum pp_status status = pp_db_step(archive, statement, &row);
    if (status == PP_OK)
        *out = row ? pp_db_text(archive, statement, 0) : NULL;
    sqlite3_finalize(statement);
    return status;
}

/* Ends a transaction one way or the other; a failed commit is undone. */
enum pp_status pp_db_end(struct pp_archive *archive, enum pp_status status)
{
    if (status == PP_OK)
        status = pp_db_execute(archive, "COMMIT");
    if (status != PP_OK)
        sqlite3_exec(archive->db, "ROLLBACK", NULL, NULL, NULL);
    return status;
}

/* A write-ahead log where the file system can; else the rollback journal, as safe and slower. The
 * log needs memory that all who read it share, which a network share seems to give and does not. */
static enum pp_status set_journal(struct pp_archive *archive)
{
    const char *mode;

    if (pp_file_is_shared(archive->path)) {
        pp_note(
            archive->run, ((struct pp_where){.file = archive->path}), "archive.share",
            "This is on a share (network, or a disk of Windows): the archive is kept without a "
            "write-ahead log.");
        return pp_db_execute(
            archive,
            "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    }
    if (sqlite3_exec(archive->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK)
        PP_TRY(pp_db_execute(archive, "PRAGMA journal_mode = DELETE"));
    PP_TRY(ask_text(archive, "PRAGMA journal_mode", &mode));
    if (!pp_streq(mode, "wal"))
        PP_TRY(pp_db_execute(archive, "PRAGMA journal_mode = DELETE"));
    return pp_db_execute(archive, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
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

    PP_TRY(pp_db_execute(archive, "BEGIN IMMEDIATE"));
    /* asked again under the lock: another run may have been faster */
    enum pp_status status = check_kind(archive, &version);
    for (; status == PP_OK && version < SCHEMA_VERSION; version++)
        status = pp_db_execute(archive, migrations[version]);
    if (status == PP_OK)
        status = pp_db_execute(
            archive, pp_arena_printf(
                         archive->arena, "PRAGMA application_id = %d; PRAGMA user_version = %d",
                         APPLICATION_ID, SCHEMA_VERSION));
    return pp_db_end(archive, status);
}

/* The first key that comes is kept; another one is refused. */
static enum pp_status check_key(struct pp_archive *archive, const char *fingerprint)
{
    struct sqlite3_stmt *statement;
    const char *kept;

    if (fingerprint == NULL)
        return PP_OK;
    PP_TRY(pp_db_prepare(
        archive, "INSERT OR IGNORE INTO meta (key, value) VALUES ('person key', ?)", &statement));
    pp_db_bind_texts(statement, 1, fingerprint);
    enum pp_status status = pp_db_run_once(archive, statement);
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

void pp_db_bind_int(struct sqlite3_stmt *statement, int parameter, int64_t value)
{
    sqlite3_bind_int64(statement, parameter, value);
}

int64_t pp_db_int(struct sqlite3_stmt *statement, int column)
{
    return sqlite3_column_int64(statement, column);
}

bool pp_db_is_null(struct sqlite3_stmt *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL;
}

void pp_db_reset(struct sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

void pp_db_finalize(struct sqlite3_stmt *statement)
{
    sqlite3_finalize(statement);
}

int64_t pp_db_last_id(const struct pp_archive *archive)
{
    return sqlite3_last_insert_rowid(archive->db);
}

int pp_db_changes(const struct pp_archive *archive)
{
    return sqlite3_changes(archive->db);
}
