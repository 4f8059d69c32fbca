/* Any bytes as figures.csv, and as a text with numbers: every figure that was read is found again.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "verify/printed_number.h"
#include "verify/published.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_published published;
    struct printed_numbers numbers = {0};
    char *text = pp_arena_strndup(run->arena, (const char *)data, size);
    struct pp_bytes bytes = {(const unsigned char *)text, size};
    if (published_read(run, run->arena, "figures.csv", bytes, &published) != PP_OK &&
        !pp_diag_at(run, 0))
        abort();
    for (size_t i = 0; i < published.figures.count; i++) {
        const struct published_figure *figure = &published.figures.items[i];
        const struct published_figure *found =
            published_find(&published, figure->address, figure->period);
        double number;
        if (!found || found->line != figure->line ||
            (published_has_value(figure) && !published_number(figure->low, &number)))
            abort();
    }
    printed_numbers_find(run->arena, text, true, &numbers);
    for (size_t i = 0; i < numbers.count; i++)
        if (numbers.items[i].digits[0] == '\0')
            abort();
    pp_run_free(run);
    return 0;
}
