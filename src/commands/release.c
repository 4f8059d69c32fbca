/* release: publishes the candidate that the last build made, without building. */
#include "inputs.h"
#include "pactpress/commands.h"
#include "pactpress/run.h"
#include "pactpress/staging.h"
#include "publish.h"

static enum pp_status no_candidate(struct pp_run *run, const struct inputs *in, const char *out)
{
    const char *folder =
        pp_arena_printf(run->arena, "%s/candidate/%s/%s", out, in->klass, in->period.key);
    if (pp_file_exists(folder))
        pp_error(
            run, ((struct pp_where){.file = folder}), "release.no-record",
            "what the build noted about this candidate is gone, or is about another one: build it "
            "again with pactpress build");
    else
        pp_error(
            run, ((struct pp_where){.file = folder}), "release.no-candidate",
            "there is no candidate for %s (%s): make one with pactpress build", in->period.key,
            in->klass);
    return PP_USAGE;
}

static enum pp_status refuse(struct pp_run *run, const struct pp_candidate *candidate)
{
    const char *wrong;
    if (candidate->draft || !candidate->whole) {
        pp_error(
            run, ((struct pp_where){.file = candidate->folder}), "release.partial",
            "this candidate is %s; an edition is everything that `outputs:` declares: build it "
            "without --draft, --city, --lang, --layout and --format",
            candidate->draft ? "a draft" : "only a part");
        return PP_USAGE;
    }
    PP_TRY(pp_candidate_verify(run, run->arena, candidate, &wrong));
    if (!wrong)
        return PP_OK;
    pp_error(
        run, ((struct pp_where){.file = wrong}), "release.changed",
        "this is not what the build made and its manifest.json says: something was changed, added "
        "or taken away; build again with pactpress build");
    return PP_ENV;
}

static enum pp_status publish(
    struct pp_run *run, const struct inputs *in, const char *out, struct pp_edition *edition)
{
    struct pp_candidate *candidate;
    PP_TRY(pp_candidate_read(run, run->arena, out, in->klass, in->period.key, &candidate));
    if (!candidate)
        return no_candidate(run, in, out);
    PP_TRY(refuse(run, candidate));
    PP_TRY(publish_candidate(run, in, out, candidate, edition));
    pp_say(
        run, "done", "%zu files for %s (%s) in %s", candidate->files.count, in->period.key,
        in->klass, edition->link);
    return PP_OK;
}

enum pp_status pp_command_release(struct pp_run *run, const struct pp_options *options)
{
    struct inputs in;
    struct pp_edition edition;
    int lock;
    PP_TRY(inputs_find(run, options, &in));
    const char *out = inputs_out(run, options, &in);
    if (!pp_is_folder(out)) /* releasing makes no output folder */
        return no_candidate(run, &in, out);
    PP_TRY(pp_lock(run, run->arena, out, &lock));
    enum pp_status status = publish(run, &in, out, &edition);
    pp_unlock(lock);
    return status;
}
