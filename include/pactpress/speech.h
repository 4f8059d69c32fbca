/* Speech: what the program says to its user, in the user's language.
 *
 * The program thinks in English. At the very end, where a sentence meets the user, it is compared
 * with the patterns of layouts/messages/en.yaml; the one that fits tells what the arguments were,
 * and layouts/messages/<lang>.yaml says the same in the user's language:
 *
 *     en: rows.held-back: "{count, plural, one {# row is} other {# rows are}} held back: {reason}"
 *     it: rows.held-back: "{count, plural, one {# riga è} many {...} other {...}}: {reason}"
 *
 * So whatever is stored, compared or logged stays English, and a sentence that nobody has
 * translated is said in English. Keys are rule names (diag.h), or events (pp_say), with a word
 * behind a slash where one rule has several sentences. An argument named `reason` is a sentence
 * again, or a word, and is told in turn. */
#ifndef PACTPRESS_SPEECH_H
#define PACTPRESS_SPEECH_H

#include "pactpress/message.h"
#include "pactpress/run.h"

/* The language that the environment asks for, among those of layouts/messages: "it"; "en" when
 * there is none of them; NULL when it asks for nothing. As gettext does: LC_ALL, LC_MESSAGES or
 * LANG, the first that is set; unless that is C or POSIX, a list in LANGUAGE goes before it. */
const char *pp_speech_language(struct pp_run *run);
/* The speech of a language, which lives as long as the run. NULL (English) for "en", and for a
 * language without a file. Files are read when something is said. */
struct pp_speech *pp_speech_open(struct pp_run *run, const char *lang);
void pp_speech_close(struct pp_speech *speech);

/* Reads back what a message was formatted from: binds its arguments to stretches of the sentence.
 * False when the sentence is not of this message. Numbers are PP_ARG_NUMBER with their text. The
 * shortest stretches that fit are taken, from the left. *literal: characters of the pattern's own
 * (the more, the surer). */
enum { PP_SPEECH_ARGS = 16 };
bool pp_speech_match(
    struct pp_arena *arena, const struct pp_message *message, const char *sentence,
    struct pp_arg args[PP_SPEECH_ARGS], size_t *count, size_t *literal);

#endif
