/* Any bytes as a message that nobody made; and any text through the two encodings of a message. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/mail.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "verify/readback_parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_any(const uint8_t *data, size_t size)
{
    struct pp_bytes bytes = {.data = data, .size = size};
    struct pp_run *run = pp_run_new(NULL);
    struct pp_arena *arena = pp_arena_new();
    struct readback at = {.run = run, .arena = arena, .path = "any.eml"};
    readback_mail(&at, bytes, NULL);
    if (at.findings != pp_diag_count(run, PP_ERROR) || (size < 64 && at.findings == 0))
        abort();
    pp_arena_free(arena);
    pp_run_free(run);
}

/* Lines end with CRLF, are short and hold seven bits. */
static void check_lines(const struct pp_str *text)
{
    size_t start = 0;
    for (size_t i = 0; i < text->length; i++) {
        if ((unsigned char)text->text[i] > 126 || i - start > 998)
            abort();
        if (text->text[i] == '\n') {
            if (i == 0 || text->text[i - 1] != '\r')
                abort();
            start = i + 1;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_str out;
    read_any(data, size);
    pp_str_init(&out);
    pp_mail_quoted(&out, (const char *)data, size);
    check_lines(&out);
    pp_str_clear(&out);
    char *text = pp_xmalloc(size + 1);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = 0;
    if (size < 900) /* a word of a header is never longer */
        pp_mail_header(&out, "Subject", text);
    check_lines(&out);
    free(text);
    pp_str_free(&out);
    return 0;
}
