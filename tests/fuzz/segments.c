/* Any bytes as a story or a table: segments lie in the text, in order, and do not overlap. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/segments.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct pp_source_text *source, const struct pp_segments *segments)
{
    size_t done = 0;
    for (size_t i = 0; i < segments->count; i++) {
        const struct pp_segment *segment = &segments->items[i];
        if (segment->text == NULL || segment->stop > source->length)
            abort();
        if (segment->form == PP_SEGMENT_YAML)
            continue; /* in the order of the keys */
        if (segment->start < done || segment->stop <= segment->start)
            abort();
        done = segment->stop;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const paths[] = {"fuzz.md", "fuzz.csv"};
    for (size_t i = 0; i < 2; i++) {
        struct pp_run *run = pp_run_new(NULL);
        struct pp_source_text source;
        struct pp_segments segments = {0};
        if (pp_source_text_take(run, run->arena, paths[i], data, size, &source) == PP_OK &&
            pp_segments_find(run, run->arena, &source, &segments) == PP_OK)
            check(&source, &segments);
        pp_run_free(run);
    }
    return 0;
}
