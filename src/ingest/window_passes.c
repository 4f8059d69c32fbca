#include "ingest/window_passes.h"

#include "pactpress/limits.h"

enum pp_status pp_window_look(
    struct pp_run *run, struct pp_window *window, struct pp_charset_look *look,
    char digest[PP_DIGEST_HEX])
{
    size_t base = 0, seen = 0;
    pp_window_rewind(window, NULL);
    while (pp_window_more(window, seen > 0 ? seen - 1 : 0)) {
        size_t from = seen > 0 ? 1 : 0;
        seen = pp_charset_look_add(look, pp_window_text(window, &base), from, false);
    }
    struct pp_bytes rest = pp_window_text(window, &base);
    pp_charset_look_add(look, rest, seen, true);
    return pp_window_end(run, window, digest);
}

struct pp_bytes pp_window_head(struct pp_window *window, const struct pp_charset *charset)
{
    size_t base;
    bool more = true;
    struct pp_bytes head = {.size = 0};
    pp_window_rewind(window, charset);
    while (more && head.size < PP_LIMIT_HEAD) {
        more = pp_window_more(window, 0);
        head = pp_window_text(window, &base);
    }
    size_t end = head.size;
    while (more && end > 0 && head.data[end - 1] != '\n')
        end--;
    head.size = end > 0 ? end : head.size;
    return head;
}
