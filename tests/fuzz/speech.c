/* A pattern, a line end, a sentence: reading back ends, and what was read back of a pattern without
 * branches formats to that very sentence. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/locale.h"
#include "pactpress/run.h"
#include "pactpress/speech.h"
#include "pactpress/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(
    struct pp_run *run, const struct pp_message *message, const char *pattern, const char *sentence)
{
    struct pp_arg args[PP_SPEECH_ARGS];
    size_t count, literal;
    struct pp_locale *locale;
    const char *text;
    if (!pp_speech_match(run->arena, message, sentence, args, &count, &literal))
        return;
    if (count > PP_SPEECH_ARGS || literal > strlen(pattern))
        abort();
    if (strchr(pattern, ',') != NULL)
        return;
    if (pp_locale_open(run, "en", "eu", &locale) != PP_OK ||
        pp_message_text(run, run->arena, locale, message, args, count, &text) != PP_OK ||
        strcmp(text, sentence) != 0)
        abort();
    pp_locale_close(locale);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_run *run = pp_run_new(NULL);
    char *pattern = pp_arena_strndup(run->arena, (const char *)data, size);
    pattern[pp_utf8_valid(pattern, strlen(pattern))] = '\0';
    char *sentence = pattern + strcspn(pattern, "\n");
    if (*sentence == '\n')
        *sentence++ = '\0';
    struct pp_message *message;
    if (pp_message_parse(run, run->arena, pattern, PP_NOWHERE, &message) == PP_OK)
        check(run, message, pattern, sentence);
    pp_run_free(run);
    return 0;
}
