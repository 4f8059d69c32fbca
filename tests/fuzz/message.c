/* Any bytes as a pattern: parsing and formatting end, and what parses formats with the arguments
 * that it names itself. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/locale.h"
#include "pactpress/message.h"
#include "pactpress/run.h"
#include "pactpress/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void format_all(
    struct pp_run *run, const struct pp_locale *locale, const struct pp_message *message)
{
    enum { MOST = 64 };
    static const struct pp_figure withheld = {.state = PP_SUPPRESSED};
    struct pp_arg args[MOST];
    size_t count = 0;
    for (const char *const *name = pp_message_arguments(run->arena, message);
         *name != NULL && count < MOST; name++, count++) {
        args[count] = (struct pp_arg){
            .name = *name,
            .kind = count % 3 == 0   ? PP_ARG_NUMBER
                    : count % 3 == 1 ? PP_ARG_FIGURE
                                     : PP_ARG_TEXT,
            .text = "text",
            .value = 21,
            .figure = &withheld,
        };
        pp_message_has_branch(message, *name, "withheld");
    }
    const char *text;
    enum pp_status status = pp_message_text(run, run->arena, locale, message, args, count, &text);
    if (count < MOST && (status != PP_OK || pp_diag_count(run, PP_ERROR) > 0))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_run *run = pp_run_new(NULL);
    char *pattern = pp_arena_strndup(run->arena, (const char *)data, size);
    pattern[pp_utf8_valid(pattern, strlen(pattern))] = '\0';
    struct pp_locale *locale;
    struct pp_message *message;
    if (pp_locale_open(run, "lv", "eu", &locale) != PP_OK)
        abort();
    enum pp_status status =
        pp_message_parse(run, run->arena, pattern, (struct pp_where){"fuzz", 1, 1}, &message);
    if (status == PP_OK)
        format_all(run, locale, message);
    else if (pp_diag_count(run, PP_ERROR) != 1)
        abort();
    pp_locale_close(locale);
    pp_run_free(run);
    return 0;
}
