/* audit: attacks what was published, or any table. */
#include "pactpress/attack.h"
#include "pactpress/audit.h"

#include <string.h>

#include "cells.h"
#include "editions.h"
#include "pactpress/commands.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static void pose(
    struct pp_arena *arena, const struct cells *cells, bool protect_zeros, struct pp_attack *attack)
{
    for (size_t i = 0; i < cells->cells.count; i++) {
        int64_t count = cells->cells.items[i].count;
        *(struct pp_attack_cell *)PP_PUSH(arena, &attack->cells) = (struct pp_attack_cell){
            .hidden = count < 0, .value = count < 0 ? 0 : count, .least = protect_zeros ? 0 : 1};
    }
    for (size_t i = 0; i < cells->equations.count; i++) {
        const struct equation *equation = &cells->equations.items[i];
        *(struct pp_attack_law *)PP_PUSH(arena, &attack->laws) = (struct pp_attack_law){
            .law = equation->is_union ? PP_LAW_UNION : PP_LAW_SUM,
            .total = equation->total,
            .parts = equation->parts,
            .count = equation->count};
    }
}

static const char *verdict(const struct pp_attack_cell *cell, int64_t width)
{
    if (cell->high == PP_ATTACK_OPEN)
        return "safe";
    if (cell->low == cell->high)
        return "pinned";
    if (cell->high - cell->low >= width)
        return "safe";
    return cell->proven ? "narrow" : "unproven";
}

static void print(
    const struct cells *cells, const struct pp_attack *attack, int64_t width, size_t *hidden,
    size_t *found)
{
    struct pp_str out;

    *hidden = *found = 0;
    pp_str_init(&out);
    pp_str_append(&out, "cell,low,high,verdict\n");
    for (size_t i = 0; i < attack->cells.count; i++) {
        const struct pp_attack_cell *cell = &attack->cells.items[i];
        if (!cell->hidden)
            continue;
        const char *word = verdict(cell, width);
        ++*hidden;
        *found += !pp_streq(word, "safe");
        cells_field(&out, cells->cells.items[i].name);
        pp_str_printf(&out, ",%lld,", (long long)cell->low);
        if (cell->high == PP_ATTACK_OPEN)
            pp_str_printf(&out, "inf,%s\n", word);
        else
            pp_str_printf(&out, "%lld,%s\n", (long long)cell->high, word);
    }
    fwrite(out.text, 1, out.length, stdout);
    pp_str_free(&out);
}

static enum pp_status contradiction(
    struct pp_run *run, const struct cells *cells, const struct pp_attack *attack)
{
    const struct equation *equation;

    if (attack->contradiction == PP_ATTACK_NONE)
        return PP_DATA;
    equation = &cells->equations.items[attack->contradiction];
    pp_error(
        run, equation->where, "audit.contradiction",
        "no counts fit what is printed: the equation of the total \"%s\" and those that share "
        "cells "
        "with it contradict each other",
        cells->cells.items[equation->total].name);
    return PP_DATA;
}

static enum pp_status audit_table(struct pp_run *run, const struct pp_options *options)
{
    struct pp_attack attack = {0};
    struct cells cells;
    int64_t width = 1;
    size_t hidden, found;

    if (options->width)
        PP_TRY(cells_option(run, "width", options->width, 1, &width));
    PP_TRY(cells_read(run, options->table, options->arguments.items[0], true, &cells));
    pose(run->arena, &cells, options->protect_zeros, &attack);
    enum pp_status status = pp_attack_run(run, run->arena, &attack);
    if (status == PP_DATA)
        return contradiction(run, &cells, &attack);
    PP_TRY(status);
    print(&cells, &attack, width, &hidden, &found);
    pp_say(
        run, "done", "%zu of %zu cells hidden, %zu of them told within less than %lld", hidden,
        cells.cells.count, found, (long long)width);
    return found > 0 ? PP_DATA : PP_OK;
}

static enum pp_status usage(struct pp_run *run)
{
    pp_error(
        run, PP_NOWHERE, "audit.arguments",
        "audit takes editions or folders, or within a project nothing, or a table: pactpress audit "
        "[EDITION|FOLDER...], or pactpress audit --table PUBLISHED.csv EQUATIONS.csv [--width W] "
        "[--protect-zeros]");
    return PP_USAGE;
}

/* Folders as they are, editions by their ids; nothing: all editions of the project. */
static enum pp_status find_folders(
    struct pp_run *run, const struct pp_options *options, struct pp_strings *out)
{
    const struct pp_strings *given = &options->arguments;
    bool project = editions_have_project(options);
    if (given->count == 0)
        return project ? editions_public(run, options, out) : usage(run);
    for (size_t i = 0; i < given->count; i++) {
        const char *folder = given->items[i];
        if (!pp_file_exists(folder) && project && !strchr(folder, '/')) {
            PP_TRY(editions_find(run, options, folder, &folder));
        } else if (!pp_options_look_for(run, folder)) {
            return PP_USAGE;
        }
        *(const char **)PP_PUSH(run->arena, out) = folder;
    }
    return PP_OK;
}

/* A class is read by its own readers: restricted editions withhold nothing, and tell nobody else.
 */
static enum pp_status audit_folders(struct pp_run *run, const struct pp_options *options)
{
    struct pp_strings folders = {0};
    struct pp_audit all;
    PP_TRY(find_folders(run, options, &folders));
    enum pp_status status =
        pp_audit_folders(run, run->arena, (char *const *)folders.items, folders.count, &all);

    if (status != PP_OK && status != PP_DATA)
        return status;
    pp_say(
        run, "done", "%zu figures withheld, %zu counts among them attacked, %zu told", all.withheld,
        all.attacked, all.told);
    return status;
}

enum pp_status pp_command_audit(struct pp_run *run, const struct pp_options *options)
{
    if (options->table)
        return options->arguments.count == 1 ? audit_table(run, options) : usage(run);
    if (options->width || options->protect_zeros)
        return usage(run);
    return audit_folders(run, options);
}
