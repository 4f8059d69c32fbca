#include "ingest/file_bytes.h"

#include "ingest/window.h"
#include "pactpress/arena.h"

enum pp_status pp_export_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, const char *shown,
    struct pp_bytes *out)
{
    struct pp_window *window = NULL;
    char digest[PP_DIGEST_HEX];
    size_t base = 0;
    PP_TRY(pp_window_open(run, path, shown, &window));
    while (pp_window_more(window, 0))
        ;
    enum pp_status status = pp_window_end(run, window, digest);
    struct pp_bytes text = pp_window_text(window, &base);
    if (status == PP_OK)
        *out = (struct pp_bytes){pp_arena_memdup(arena, text.data, text.size + 1), text.size};
    pp_window_close(window);
    return status;
}
