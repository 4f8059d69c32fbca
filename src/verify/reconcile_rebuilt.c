/* An edition against a rebuild of it. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/reading.h"
#include "pactpress/reconciliation.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "readback_parts.h"

struct pair {
    struct pp_run *run;
    struct pp_arena *arena;
    const char *path;          /* of the edition's file */
    struct pp_bytes old, anew; /* the edition's and the rebuilt one's */
};

static enum pp_status differs(const struct pair *pair, const char *old, const char *anew)
{
    pp_error(
        pair->run, ((struct pp_where){.file = pair->path}), "verify.rebuild",
        "A rebuild says other things than this file: `%.120s` instead of `%.120s`.", anew, old);
    return PP_DATA;
}

static const char *line_at(struct pp_arena *arena, const char *text)
{
    text += strspn(text, " ");
    size_t length = strcspn(text, "\r\n");
    return length > 0 ? pp_arena_strndup(arena, text, length) : "nothing";
}

/* The first line that is not the same. */
static enum pp_status compare_lines(const struct pair *pair, const char *old, const char *anew)
{
    while (*old && *anew) {
        size_t x = strcspn(old, "\n"), y = strcspn(anew, "\n");
        if (x != y || memcmp(old, anew, x) != 0)
            break;
        old += x + (old[x] != 0);
        anew += y + (anew[y] != 0);
    }
    if (*old == '\0' && *anew == '\0')
        return PP_OK;
    return differs(pair, line_at(pair->arena, old), line_at(pair->arena, anew));
}

static enum pp_status compare_pdf(const struct pair *pair)
{
    struct pp_str old, anew;
    pp_str_init(&old);
    pp_str_init(&anew);
    enum pp_status status = pp_reading_of_pdf_compared(pair->run, pair->path, pair->old, &old);
    if (status == PP_OK)
        status = pp_reading_of_pdf_compared(pair->run, pair->path, pair->anew, &anew);
    if (status == PP_OK)
        status = compare_lines(pair, old.text, anew.text);
    pp_str_free(&old);
    pp_str_free(&anew);
    return status;
}

/* Sheets, texts, tables and charts of a workbook are written by us alone. */
static enum pp_status compare_xlsx(const struct pair *pair)
{
    struct readback old = {.run = pair->run, .arena = pair->arena, .path = pair->path};
    struct readback anew = old;
    readback_xlsx(&old, pair->old);
    readback_xlsx(&anew, pair->anew);
    for (size_t i = 0; i < old.parts.count; i++) {
        const struct readback_part *x = old.parts.entries[i].value;
        const struct readback_part *y = pp_map_get(&anew.parts, old.parts.entries[i].key);
        if (!y || x->bytes.size != y->bytes.size ||
            memcmp(x->bytes.data, y->bytes.data, x->bytes.size) != 0)
            return differs(
                pair, old.parts.entries[i].key, y ? "another part of this name" : "no such part");
    }
    if (old.parts.count != anew.parts.count)
        return differs(pair, "the parts that are there", "more parts");
    return old.findings + anew.findings > 0 ? PP_DATA : PP_OK;
}

static enum pp_status compare_file(const struct pair *pair, struct pp_rebuilt *out)
{
    if (pair->old.size == pair->anew.size &&
        memcmp(pair->old.data, pair->anew.data, pair->old.size) == 0) {
        out->same++;
        return PP_OK;
    }
    if (pp_ends_with(pair->path, ".pdf"))
        PP_TRY(compare_pdf(pair));
    else if (pp_ends_with(pair->path, ".xlsx"))
        PP_TRY(compare_xlsx(pair));
    else
        return compare_lines(pair, (const char *)pair->old.data, (const char *)pair->anew.data);
    out->similar++;
    return PP_OK;
}

static enum pp_status compare_named(
    struct pp_run *run, struct pp_arena *arena, const char *folder, const char *rebuilt,
    const char *path, struct pp_rebuilt *out)
{
    struct pair pair = {.run = run, .arena = arena, .path = pp_path_join(run->arena, folder, path)};
    const char *anew = pp_path_join(arena, rebuilt, path);
    PP_TRY(pp_file_read(run, arena, pair.path, 0, &pair.old));
    if (!pp_file_exists(anew))
        return differs(&pair, "this file", "no such file");
    PP_TRY(pp_file_read(run, arena, anew, 0, &pair.anew));
    return compare_file(&pair, out);
}

enum pp_status pp_reconcile_rebuilt(
    struct pp_run *run, const struct pp_reconciled *edition, const char *folder,
    const char *rebuilt, struct pp_rebuilt *out)
{
    enum pp_status worst = PP_OK, status = PP_OK;
    struct pp_arena *scratch = pp_arena_new();
    struct pp_arena_mark mark = pp_arena_mark(scratch);
    *out = (struct pp_rebuilt){0};
    for (size_t i = 0; i + 1 < edition->file_count && status == PP_OK; i++) {
        if (compare_named(run, scratch, folder, rebuilt, edition->files[i].path, out) != PP_OK)
            worst = PP_DATA;
        pp_arena_rewind(scratch, mark);
        status = pp_run_stopped(run);
    }
    pp_arena_free(scratch);
    return status != PP_OK ? status : worst;
}
