/* withdraw: takes an edition back; readers get the one before, or none. */
#include "inputs.h"
#include "pactpress/commands.h"
#include "pactpress/edition.h"
#include "pactpress/run.h"
#include "pactpress/staging.h"
#include "pactpress/str.h"

static void say_done(struct pp_run *run, const char *id, const struct pp_withdrawal *withdrawal)
{
    const char *how = withdrawal->already ? "was withdrawn before" : "is withdrawn";
    if (withdrawal->now)
        pp_say(
            run, "withdrawn", "Edition %s %s; readers of %s get edition %s.", id, how,
            withdrawal->link, withdrawal->now);
    else
        pp_say(
            run, "withdrawn", "Edition %s %s; readers find nothing at %s.", id, how,
            withdrawal->link);
}

enum pp_status pp_command_withdraw(struct pp_run *run, const struct pp_options *options)
{
    struct inputs in = {0};
    struct pp_withdrawal withdrawal;
    int lock;
    if (options->arguments.count != 1) {
        pp_error(
            run, PP_NOWHERE, "withdraw.one-edition",
            "withdraw takes one edition: pactpress withdraw public-2022-Q1-1, say; pactpress "
            "status "
            "lists them");
        return PP_USAGE;
    }
    PP_TRY(pp_project_load(run, options->folder, &in.project));
    const char *out = inputs_out(run, options, &in), *id = options->arguments.items[0];
    PP_TRY(pp_lock(run, run->arena, out, &lock));
    enum pp_status status = pp_edition_withdraw(run, run->arena, in.project, out, id, &withdrawal);
    pp_unlock(lock);
    if (status == PP_OK)
        say_done(run, id, &withdrawal);
    return status;
}
