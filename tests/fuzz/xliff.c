/* Any bytes as XLIFF: reading ends, with one message or with units whose pieces are whole. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "commands/xliff.h"
#include "pactpress/arena.h"
#include "pactpress/run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_pieces(const struct xliff_pieces *pieces)
{
    for (size_t i = 0; i < pieces->count; i++) {
        const struct xliff_piece *piece = &pieces->items[i];
        if (piece->text == NULL || (piece->kind == PP_CODE_WORDS) != (piece->id == NULL))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_bytes bytes = {pp_arena_memdup(run->arena, data, size), size};
    struct xliff xliff;
    enum pp_status status = xliff_read(run, "fuzz.xlf", bytes, &xliff);
    if ((status == PP_OK) != (pp_diag_count(run, PP_ERROR) == 0) ||
        pp_diag_count(run, PP_ERROR) > 1)
        abort();
    for (size_t i = 0; status == PP_OK && i < xliff.units.count; i++) {
        const struct xliff_unit *unit = &xliff.units.items[i];
        check_pieces(&unit->source);
        check_pieces(&unit->target);
        if (xliff_find(&xliff, run->arena, unit->original, unit->name) != unit)
            abort();
    }
    pp_run_free(run);
    return 0;
}
