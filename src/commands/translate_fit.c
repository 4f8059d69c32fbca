/* Do the texts of a language fit their places? The documents are laid out as build would do it, and
 * what their layout complains of is kept. */
#include "documents.h"
#include "inputs.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "translate.h"

/* Rules of what has no room. */
static bool is_about_room(const char *rule)
{
    static const char *const rules[] = {
        "text.overfull", "page.no-room", "page.budget", "page.left-out", "page.does-not-fit"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (pp_streq(rule, rules[i]))
            return true;
    return false;
}

static enum pp_status lay_out(
    struct pp_run *run, const struct inputs *in, struct pp_plan *plan,
    const struct pp_options *options)
{
    struct pp_stories *stories;
    PP_TRY(pp_stories_load(run, run->arena, in->project, in->results, options->issue, &stories));
    return documents_check(run, in, stories, plan, options->jobs);
}

/* In a run of its own, so that what is said of data is not said here. */
static enum pp_status make(struct pp_run *run, const struct pp_options *options)
{
    struct inputs in = {0};
    struct pp_plan *plan;
    PP_TRY(inputs_open(run, options, false, &in));
    PP_TRY(pp_plan_make(run, in.project, &in.period, options, in.klass, &plan));
    PP_TRY(inputs_tally(run, false, &in));
    return lay_out(run, &in, plan, options);
}

enum pp_status translate_fit(
    struct pp_run *run, const struct pp_options *options, const char *lang, struct unfits *out)
{
    struct pp_options own = *options;
    struct pp_run *branch = pp_run_branch(run);
    const struct pp_diag *diag, *first = NULL;
    own.langs = (struct pp_strings){.items = &lang, .count = 1};
    own.draft = true; /* what is not translated yet is laid out in another language */
    enum pp_status status = make(branch, &own);
    for (size_t i = 0; (diag = pp_diag_at(branch, i)) != NULL; i++) {
        if (is_about_room(diag->rule))
            *(const char **)PP_PUSH(run->arena, out) = pp_arena_strdup(run->arena, diag->sentence);
        if (diag->severity == PP_ERROR && first == NULL)
            first = diag;
    }
    if (status != PP_OK && first != NULL)
        pp_warn(
            run, PP_NOWHERE, "translate.no-layout",
            "whether the texts in \"%s\" fit could not be looked at everywhere: %s", lang,
            first->sentence);
    pp_run_free(branch);
    return status == PP_INTERRUPTED || status == PP_TERMINATED ? status : PP_OK;
}
