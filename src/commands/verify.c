/* verify: finished files are read back, whoever made them. */
#include "pactpress/commands.h"
#include "pactpress/readback.h"
#include "pactpress/run.h"

enum pp_status pp_command_verify(struct pp_run *run, const struct pp_options *options)
{
    enum pp_status worst = PP_OK;
    size_t count = 0;
    if (options->arguments.count == 0) {
        pp_error(
            run, PP_NOWHERE, "verify.nothing",
            "verify takes files or folders: pactpress verify "
            "FILE.pdf|FILE.xlsx|FILE.html|FILE.eml|FOLDER...");
        return PP_USAGE;
    }
    for (size_t i = 0; i < options->arguments.count; i++) {
        enum pp_status status = pp_readback_path(run, options->arguments.items[i], &count);
        if (status != PP_OK && status != PP_DATA)
            return status;
        worst = status != PP_OK ? status : worst;
    }
    if (count == 0) {
        pp_error(
            run, PP_NOWHERE, "verify.nothing", "There is no .pdf, .xlsx, .html or .eml to verify.");
        return PP_DATA;
    }
    if (worst == PP_OK)
        pp_say(run, "done", "%zu file%s read back, nothing found", count, count == 1 ? "" : "s");
    return worst;
}
