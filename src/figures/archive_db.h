/* The archive as a database: opening, checking and migrating it, its failures in a user's words,
 * and the few calls that statements need. archive_db.c is the only file that knows sqlite3.h. */
#ifndef PACTPRESS_FIGURES_ARCHIVE_DB_H
#define PACTPRESS_FIGURES_ARCHIVE_DB_H

#include "pactpress/archive.h"

struct sqlite3;
struct sqlite3_stmt;

struct pp_archive {
    struct pp_run *run;
    struct pp_arena *arena;
    struct sqlite3 *db;
    const char *path;
    bool is_new;
};

/* Statements of text without parameters. */
enum pp_status pp_db_execute(struct pp_archive *archive, const char *sql) PP_CHECK;
/* Ends a transaction: commits when `status` is PP_OK, else undoes it. A failed commit is undone. */
enum pp_status pp_db_end(struct pp_archive *archive, enum pp_status status) PP_CHECK;

/* *out must be finalized; NULL may be. */
enum pp_status pp_db_prepare(
    struct pp_archive *archive, const char *sql, struct sqlite3_stmt **out) PP_CHECK;
/* Binds `count` texts (NULL is NULL) to parameters 1, 2, ... */
void pp_db_bind_texts(struct sqlite3_stmt *statement, int count, ...);
void pp_db_bind_int(struct sqlite3_stmt *statement, int parameter, int64_t value);
/* One step; *row tells whether there is a row to read. */
enum pp_status pp_db_step(
    struct pp_archive *archive, struct sqlite3_stmt *statement, bool *row) PP_CHECK;
/* A statement that yields no row: step and reset. */
enum pp_status pp_db_run_once(struct pp_archive *archive, struct sqlite3_stmt *statement) PP_CHECK;
void pp_db_reset(struct sqlite3_stmt *statement);
void pp_db_finalize(struct sqlite3_stmt *statement);

/* Columns of the row in work; texts are copied into the archive's arena. */
const char *pp_db_text(struct pp_archive *archive, struct sqlite3_stmt *statement, int column);
int64_t pp_db_int(struct sqlite3_stmt *statement, int column);
bool pp_db_is_null(struct sqlite3_stmt *statement, int column);

/* Of the last INSERT; of the last change. */
int64_t pp_db_last_id(const struct pp_archive *archive);
int pp_db_changes(const struct pp_archive *archive);

#endif
