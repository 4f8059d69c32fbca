#include "pactpress/readback.h"

#include <stdarg.h>

#include "pactpress/limits.h"
#include "pactpress/map.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "published.h"
#include "readback_parts.h"
#include "reconcile.h"

void readback_found(struct readback *at, const char *rule, const char *format, ...)
{
    va_list args;
    if (at->attacking && !pp_starts_with(rule, "audit."))
        return;
    va_start(args, format);
    const char *sentence = pp_arena_vprintf(at->arena, format, args);
    va_end(args);
    pp_report(at->run, PP_ERROR, (struct pp_where){.file = at->path}, rule, NULL, "%s", sentence);
    at->findings++;
}

void readback_shows(
    struct readback *at, const struct published_figure *figure, const char *number,
    const char *where)
{
    if (figure)
        readback_found(
            at, "audit.shown", "The figure %s of %s is withheld, and %s shows %s.", figure->address,
            figure->period, where, number);
    else
        readback_found(
            at, "audit.shown", "%s shows %s, where a number is withheld.", where, number);
    if (figure)
        *(struct readback_shown *)PP_PUSH(at->arena, &at->shown) =
            (struct readback_shown){figure->address, figure->period, number};
}

static void compare(struct readback *at, uint64_t size, const char *digest)
{
    if (size != at->file->size)
        readback_found(
            at, "readback.size", "The file has %llu bytes, and %llu were written.",
            (unsigned long long)size, (unsigned long long)at->file->size);
    else if (!pp_streq(digest, at->file->digest))
        readback_found(
            at, "readback.digest",
            "The bytes read are not those that were written: their digests differ.");
    at->damaged = at->findings > 0;
}

bool pp_readback_prints_figures(const char *path)
{
    return pp_ends_with(path, ".html") || pp_ends_with(path, ".eml");
}

static bool is_readable(const char *path)
{
    return pp_ends_with(path, ".pdf") || pp_ends_with(path, ".xlsx") ||
           pp_readback_prints_figures(path);
}

/* As it is made, nothing but figures.csv shall say which figures a workbook has. */
static void look_into_xlsx(struct readback *at, struct pp_bytes bytes)
{
    readback_xlsx(at, bytes);
    if (at->findings == 0 && (at->published || at->foreign))
        reconcile_xlsx(at, at->published);
}

static void look_into(
    struct readback *at, struct pp_bytes bytes, const struct readback_figures *figures)
{
    if (pp_ends_with(at->path, ".pdf"))
        readback_pdf(at, bytes);
    else if (pp_ends_with(at->path, ".xlsx"))
        look_into_xlsx(at, bytes);
    else if (pp_ends_with(at->path, ".eml"))
        readback_mail(at, bytes, figures);
    else
        readback_html(at, bytes, figures);
}

/* The figures that stand beside the pages; *out stays NULL when there are none. */
static enum pp_status find_figures(
    struct pp_run *run, struct pp_arena *arena, const char *folder, struct readback_figures **out)
{
    const char *path = pp_path_join(arena, folder, "figures.csv");
    return pp_file_exists(path) ? readback_figures_read(run, arena, path, out) : PP_OK;
}

/* What the libraries look into is read whole; anything else passes in pieces. */
static enum pp_status read_back(struct readback *at, const struct readback_figures *figures)
{
    unsigned char sum[PP_DIGEST_SIZE];
    char digest[PP_DIGEST_HEX];
    struct pp_bytes bytes;
    uint64_t size;
    if (!is_readable(at->path)) {
        PP_TRY(pp_file_digest(at->run, at->path, &size, digest));
        compare(at, size, digest);
        return PP_OK;
    }
    PP_TRY(pp_file_read(at->run, at->arena, at->path, 0, &bytes));
    pp_digest(bytes.data, bytes.size, sum);
    pp_hex(sum, sizeof sum, digest);
    compare(at, bytes.size, digest);
    look_into(at, bytes, figures);
    return PP_OK;
}

/* What stands in the folder and was not made would be published too. */
static enum pp_status find_strays(
    struct pp_run *run, struct pp_arena *arena, const struct pp_map *made, const char *folder,
    const char *below, size_t *strays)
{
    char **names;
    size_t count;
    const char *here = below ? pp_path_join(arena, folder, below) : folder;
    PP_TRY(pp_folder_list(run, arena, here, &names, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = below ? pp_path_join(arena, below, names[i]) : names[i];
        const char *full = pp_path_join(run->arena, folder, path), *target;
        PP_TRY(pp_link_read(run, arena, full, &target));
        if (target) {
            pp_error(
                run, ((struct pp_where){.file = full}), "readback.link",
                "This is a link to `%s`: an edition holds its files itself.", target);
            ++*strays;
        } else if (pp_is_folder(full)) {
            PP_TRY(find_strays(run, arena, made, folder, path, strays));
        } else if (!pp_map_get(made, path)) {
            pp_error(
                run, ((struct pp_where){.file = full}), "readback.stray",
                "This file stands among the outputs, but it was not made with them.");
            ++*strays;
        }
    }
    return PP_OK;
}

enum pp_status pp_readback_strays(
    struct pp_run *run, const char *folder, const struct pp_made_file *files, size_t count)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_map made;
    size_t strays = 0;
    pp_map_init(&made, arena);
    for (size_t i = 0; i < count; i++)
        pp_map_set(&made, files[i].path, &made);
    enum pp_status status = find_strays(run, arena, &made, folder, NULL, &strays);
    pp_arena_free(arena);
    return status == PP_OK && strays > 0 ? PP_ENV : status;
}

enum pp_status readback_made(struct readback *at, const char *folder)
{
    struct readback_figures *figures = NULL;
    if (pp_readback_prints_figures(at->path))
        PP_TRY(find_figures(at->run, at->arena, folder, &figures));
    return read_back(at, figures);
}

enum pp_status pp_readback(
    struct pp_run *run, const char *folder, const struct pp_made_file *file,
    const struct pp_published *published)
{
    PP_TRY(pp_run_stopped(run));
    struct readback at = {
        .run = run,
        .arena = pp_arena_new(),
        .path = pp_path_join(run->arena, folder, file->path),
        .file = file,
        .published = published,
    };
    if (readback_made(&at, folder) != PP_OK)
        at.damaged = true;
    pp_arena_free(at.arena);
    return at.damaged ? PP_ENV : at.findings > 0 ? PP_DATA : PP_OK;
}

static enum pp_status read_foreign(struct pp_run *run, const char *path)
{
    struct pp_arena *arena = pp_arena_new();
    struct readback at = {.run = run, .arena = arena, .path = path, .foreign = true};
    struct readback_figures *figures = NULL;
    struct pp_bytes bytes;
    enum pp_status status = pp_file_read(run, arena, path, PP_LIMIT_VERIFY, &bytes);
    if (status == PP_OK && pp_readback_prints_figures(path))
        status = find_figures(
            run, arena, pp_path_join(arena, pp_path_folder(arena, path), ".."), &figures);
    if (status == PP_OK)
        look_into(&at, bytes, figures);
    pp_arena_free(arena);
    return status == PP_OK && at.findings > 0 ? PP_DATA : status;
}

enum pp_status pp_readback_path(struct pp_run *run, const char *path, size_t *count)
{
    enum pp_status worst = PP_OK;
    char **names;
    size_t names_count;
    PP_TRY(pp_run_stopped(run));
    if (!pp_is_folder(path)) {
        ++*count;
        if (is_readable(path))
            return read_foreign(run, path);
        pp_error(
            run, ((struct pp_where){.file = path}), "verify.kind",
            "Neither a .pdf nor an .xlsx, .html or .eml: there is nothing to verify it by.");
        return PP_DATA;
    }
    PP_TRY(pp_folder_list(run, run->arena, path, &names, &names_count));
    for (size_t i = 0; i < names_count; i++) {
        const char *full = pp_path_join(run->arena, path, names[i]);
        if (!pp_is_folder(full) && !is_readable(full))
            continue;
        enum pp_status status = pp_readback_path(run, full, count);
        if (status != PP_OK && status != PP_DATA)
            return status;
        worst = status != PP_OK ? status : worst;
    }
    return worst;
}
