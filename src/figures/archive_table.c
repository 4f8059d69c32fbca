/* What an edition published, out of the archive: its folder may be gone. */
#include "pactpress/archive.h"

#include "pactpress/arena.h"
#include "pactpress/measure.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "archive_db.h"

static enum pp_status wrong(struct pp_archive *archive, const char *id)
{
    pp_error(
        archive->run, ((struct pp_where){.file = archive->path}), "archive.figure",
        "The archive has a figure of edition %s that Pactpress does not write; is it damaged? "
        "Bring it back from a back-up.",
        id);
    return PP_ENV;
}

static bool read_row(
    struct pp_archive *archive, struct sqlite3_stmt *statement, struct pp_figure *out)
{
    const char *error, *value = pp_db_text(archive, statement, 3);

    *out = (struct pp_figure){
        .address = pp_db_text(archive, statement, 0),
        .n = pp_db_is_null(statement, 4) ? -1 : pp_db_int(statement, 4),
        .revision = (int)pp_db_int(statement, 5)};
    if (pp_address_parse(archive->arena, out->address, NULL, &out->at, &error) != PP_OK ||
        !pp_state_find(pp_db_text(archive, statement, 2), &out->state))
        return false;
    const struct pp_measure *measure = pp_measure_base(out->at.measure);
    out->at.period = pp_db_text(archive, statement, 1);
    out->unit = measure != NULL ? measure->unit : PP_UNIT_NUMBER;
    return pp_figure_read_value(pp_is_empty(value) ? NULL : value, out);
}

static enum pp_status read_rows(
    struct pp_archive *archive, struct sqlite3_stmt *statement, const char *id,
    struct pp_figure_table *table)
{
    struct pp_figure figure;
    bool row;

    for (;;) {
        PP_TRY(pp_db_step(archive, statement, &row));
        if (!row)
            return PP_OK;
        if (!read_row(archive, statement, &figure))
            return wrong(archive, id);
        *(struct pp_figure *)PP_PUSH(archive->arena, table) = figure;
    }
}

enum pp_status pp_archive_table(
    struct pp_archive *archive, const char *id, struct pp_figure_table **out)
{
    struct pp_figure_table *table = pp_arena_alloc(archive->arena, sizeof *table);
    struct sqlite3_stmt *statement;

    PP_TRY(pp_db_prepare(
        archive,
        "SELECT f.address, f.period, f.state, f.value, f.n, f.revision FROM figures f"
        " JOIN editions e ON e.seq = f.edition WHERE e.id = ? ORDER BY f.address, f.period",
        &statement));
    pp_db_bind_texts(statement, 1, id);
    enum pp_status status = read_rows(archive, statement, id, table);
    pp_db_finalize(statement);
    if (status != PP_OK)
        return status;
    table->closed = true;
    *out = table;
    return PP_OK;
}
