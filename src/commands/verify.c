/* verify: finished files are read back, whoever made them; an edition is compared with itself. */
#include "pactpress/reconciliation.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "editions.h"
#include "pactpress/commands.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/readback.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "rebuild.h"

struct verifying {
    struct pp_run *run;
    const struct pp_options *options;
    size_t files, editions;
    size_t rebuilt, not_rebuilt;
    struct pp_rebuilt compared;
};

/* A folder of its own under TMPDIR, readable by nobody else. */
static enum pp_status make_folder(struct pp_run *run, char **out)
{
    const char *base = getenv("TMPDIR");
    *out = pp_arena_printf(run->arena, "%s/pactpress-XXXXXX", pp_is_empty(base) ? "/tmp" : base);
    if (mkdtemp(*out))
        return PP_OK;
    pp_error(
        run, ((struct pp_where){.file = *out}), "folder.unmakable",
        "No folder for a rebuild can be made here; name another place in TMPDIR.");
    return PP_ENV;
}

/* Why an edition could not be built again is told: what failed, or which files are others. What
 * else is said of those is not. */
static void retell(struct pp_run *run, struct pp_run *branch, enum pp_status status)
{
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(branch, i)); i++)
        if ((diag->severity == PP_ERROR && status != PP_OK) || pp_streq(diag->rule, "verify.input"))
            pp_run_retell(run, diag);
}

static enum pp_status rebuild(
    struct verifying *v, const char *folder, const struct pp_reconciled *edition)
{
    struct pp_rebuilt compared = {0};
    const char *made;
    char *place;
    PP_TRY(make_folder(v->run, &place));
    struct pp_run *branch = pp_run_branch(v->run);
    enum pp_status status = build_again(branch, v->options, edition, place, &made);
    retell(v->run, branch, status);
    if (status == PP_OK && made)
        status = pp_reconcile_rebuilt(v->run, edition, folder, made, &compared);
    v->rebuilt += made != NULL;
    v->not_rebuilt += !made;
    v->compared.same += compared.same;
    v->compared.similar += compared.similar;
    pp_run_free(branch);
    enum pp_status removed = pp_folder_remove(v->run, place);
    return status != PP_OK ? status : removed;
}

/* Is this folder the project that made it? */
static bool is_project_of(struct verifying *v, const struct pp_reconciled *edition)
{
    struct pp_project *project;
    struct pp_run *branch = pp_run_branch(v->run);
    bool is = pp_project_load(branch, v->options->folder, &project) == PP_OK &&
              pp_streq(project->id, edition->project);
    pp_run_free(branch);
    return is;
}

static enum pp_status verify_edition(struct verifying *v, const char *folder)
{
    struct pp_reconciled verified;
    struct pp_arena *arena = pp_arena_new();
    size_t before = pp_memory_limit(PP_LIMIT_VERIFY_MEMORY);
    enum pp_status status = pp_reconcile_folder(v->run, arena, folder, &verified);
    pp_memory_limit(before);
    v->files += verified.file_count;
    v->editions++;
    if (status == PP_OK && editions_have_project(v->options) && is_project_of(v, &verified))
        status = rebuild(v, folder, &verified);
    else if (status == PP_OK)
        v->not_rebuilt++;
    pp_arena_free(arena);
    return status;
}

/* "public-2022-Q1-1": below the outputs of the project. */
static enum pp_status verify_id(struct verifying *v, const char *id)
{
    const char *folder;
    PP_TRY(editions_find(v->run, v->options, id, &folder));
    return verify_edition(v, folder);
}

static bool is_id(const char *argument)
{
    return !strchr(argument, '/') && !pp_ends_with(argument, ".pdf") &&
           !pp_ends_with(argument, ".xlsx") && !pp_readback_prints_figures(argument);
}

/* Files of anybody: what a small one unpacks to may be larger than the machine. */
static enum pp_status read_files(struct verifying *v, const char *path)
{
    size_t before = pp_memory_limit(PP_LIMIT_VERIFY_MEMORY);
    enum pp_status status = pp_readback_path(v->run, path, &v->files);
    pp_memory_limit(before);
    return status;
}

static enum pp_status verify_one(struct verifying *v, const char *argument)
{
    struct pp_run *run = v->run;
    if (!pp_file_exists(argument) && is_id(argument) && editions_have_project(v->options))
        return verify_id(v, argument);
    if (!pp_options_look_for(run, argument))
        return PP_USAGE;
    if (pp_streq(pp_path_base(argument), "manifest.json"))
        return verify_edition(v, pp_path_folder(run->arena, argument));
    if (pp_is_folder(argument) &&
        pp_file_exists(pp_path_join(run->arena, argument, "manifest.json")))
        return verify_edition(v, argument);
    return read_files(v, argument);
}

static void say_rebuilt(const struct verifying *v)
{
    if (v->rebuilt > 0 && v->compared.similar == 0)
        pp_say(v->run, "rebuilt", "Rebuilt: every file has the same bytes.");
    else if (v->rebuilt > 0)
        pp_say(
            v->run, "rebuilt",
            "Rebuilt with other libraries or another version: %zu files have the same bytes, %zu "
            "the same text and figures.",
            v->compared.same, v->compared.similar);
    if (v->not_rebuilt > 0)
        pp_say(
            v->run, "not-rebuilt",
            "Not rebuilt: the project and the very files that went into it are not at hand (-C "
            "DIR).");
}

static void say_done(const struct verifying *v)
{
    say_rebuilt(v);
    if (v->editions > 0)
        pp_say(
            v->run, "done", "%zu file%s read back, every figure is that of figures.csv", v->files,
            v->files == 1 ? "" : "s");
    else
        pp_say(
            v->run, "done", "%zu file%s read back, nothing found", v->files,
            v->files == 1 ? "" : "s");
}

enum pp_status pp_command_verify(struct pp_run *run, const struct pp_options *options)
{
    struct verifying v = {.run = run, .options = options};
    enum pp_status worst = PP_OK;
    if (options->arguments.count == 0) {
        pp_error(
            run, PP_NOWHERE, "verify.nothing",
            "verify takes files, folders or editions: pactpress verify "
            "FILE.pdf|FILE.xlsx|FILE.html|FILE.eml|FOLDER|EDITION...");
        return PP_USAGE;
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        enum pp_status status = verify_one(&v, options->arguments.items[i]);
        if (status != PP_OK && status != PP_DATA)
            return status;
        worst = status != PP_OK ? status : worst;
    }
    if (v.files == 0 && worst == PP_OK) {
        pp_error(
            run, PP_NOWHERE, "verify.nothing", "There is no .pdf, .xlsx, .html or .eml to verify.");
        return PP_DATA;
    }
    if (worst == PP_OK)
        say_done(&v);
    return worst;
}
