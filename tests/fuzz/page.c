/* Any bytes as a web page that nobody made. */
#include <stdint.h>
#include <stdlib.h>

#include "pactpress/run.h"
#include "verify/readback_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_bytes bytes = {.data = data, .size = size};
    struct pp_run *run = pp_run_new(NULL);
    struct pp_arena *arena = pp_arena_new();
    struct readback at = {.run = run, .arena = arena, .path = "any.html"};
    readback_html(&at, bytes, NULL);
    /* What is no page is never taken for a good one. */
    if (at.findings != pp_diag_count(run, PP_ERROR) || (size < 64 && at.findings == 0))
        abort();
    pp_arena_free(arena);
    pp_run_free(run);
    return 0;
}
