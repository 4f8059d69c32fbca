#include "publish.h"

#include "pactpress/file.h"
#include "pactpress/font.h"
#include "pactpress/run.h"

enum pp_status publish_candidate(
    struct pp_run *run, const struct inputs *in, const char *out,
    const struct pp_candidate *candidate, struct pp_edition *edition)
{
    struct pp_figure_table *table;
    PP_TRY(publish_attack(run, in, candidate->folder, false));
    PP_TRY(pp_figures_read(
        run, run->arena, pp_path_join(run->arena, candidate->folder, "figures.csv"), &table));
    struct pp_strings fonts = {0};
    PP_TRY(pp_fonts_versions(run, run->arena, in->project->folder, &fonts));
    struct pp_release order = {
        .fonts = &fonts,
        .project = in->project,
        .period = in->period.key,
        .table = table,
        .accounts = &candidate->inputs,
        .fingerprint = candidate->fingerprint,
        .out = out,
        .klass = in->klass,
        .candidate = candidate->folder,
    };
    return pp_edition_release(run, run->arena, &order, edition);
}
