/* Any bytes: the decision on the encoding ends with one or with a message, and whatever a field is
 * read as is valid UTF-8. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/charset.h"
#include "pactpress/run.h"
#include "pactpress/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
    if (text != NULL && pp_utf8_valid(text, strlen(text)) != strlen(text))
        abort();
}

static void read_as(struct pp_run *run, const char *name, struct pp_bytes bytes)
{
    struct pp_charset charset;
    size_t bad = bytes.size;
    if (!pp_charset_named(run->arena, name, &charset))
        abort();
    const char *text = pp_charset_text(&charset, run->arena, bytes, &bad);
    if (text == NULL && bad >= bytes.size)
        abort();
    check_text(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"lv", "it"};
    struct pp_bytes bytes = {data, size};
    struct pp_charset_hint hint = {.declared = "auto", .langs = langs, .lang_count = 2};
    struct pp_charset charset = {.name = NULL};
    struct pp_run *run = pp_run_new(NULL);
    struct pp_charset_look *look = pp_charset_look_new(run->arena);
    size_t seen = 0;
    for (size_t end = 0; end < size; end += 7) /* piece by piece, as files are read */
        seen = pp_charset_look_add(look, (struct pp_bytes){data, end}, seen, false);
    pp_charset_look_add(look, bytes, seen, true);
    enum pp_status status = pp_charset_decide(run, run->arena, "fuzz.csv", look, &hint, &charset);
    if ((status == PP_OK) != (charset.name != NULL) ||
        (status != PP_OK && pp_diag_count(run, PP_ERROR) == 0))
        abort();
    struct pp_charset_guess guess;
    pp_charset_guess_of(run->arena, pp_charset_look_at(run->arena, bytes), &guess);
    if (guess.charset.name == NULL || guess.evidence == NULL)
        abort();
    if (guess.charset.kind == PP_CHARSET_UTF8 || guess.charset.kind == PP_CHARSET_TABLE)
        check_text(pp_charset_show(&guess.charset, run->arena, bytes));
    read_as(run, "iso-8859-16", bytes);
    read_as(run, "utf-8", bytes);
    read_as(run, "windows-1257", bytes);
    read_as(run, "macroman", bytes);
    struct pp_bytes wide = pp_charset_from_utf16(run->arena, bytes, true);
    if (pp_utf8_valid((const char *)wide.data, wide.size) != wide.size)
        abort();
    pp_run_free(run);
    return 0;
}
