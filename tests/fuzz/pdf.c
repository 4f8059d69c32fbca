/* Any bytes as a PDF that nobody made: read back to the end, and read aloud. */
#include <stdint.h>
#include <stdlib.h>

#include "pactpress/reading.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "verify/readback_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_bytes bytes = {.data = data, .size = size};
    struct pp_run *run = pp_run_new(NULL);
    struct pp_arena *arena = pp_arena_new();
    struct readback at = {.run = run, .arena = arena, .path = "any.pdf"};
    struct pp_str said;
    pp_str_init(&said);
    readback_pdf(&at, bytes);
    /* Whatever is found is said in valid UTF-8, and a file that is no PDF at all is not taken. */
    if (at.findings != pp_diag_count(run, PP_ERROR) || (size < 8 && at.findings == 0))
        abort();
    if (pp_reading_of_pdf(run, "any.pdf", bytes, &said) != PP_OK &&
        pp_diag_count(run, PP_ERROR) == 0)
        abort();
    if (pp_utf8_valid(said.text, said.length) != said.length)
        abort();
    pp_str_free(&said);
    pp_arena_free(arena);
    pp_run_free(run);
    return 0;
}
