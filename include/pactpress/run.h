/* The run: what every stage gets first. It carries the diagnostics, how loud to be, the clock the
 * run may know, and whether the user wants it to stop. There is no global state beside it. */
#ifndef PACTPRESS_RUN_H
#define PACTPRESS_RUN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/status.h"

enum pp_loudness { PP_QUIET, PP_NORMAL, PP_VERBOSE };

/* Says English sentences in another language. The program thinks in English: messages, manifests
 * and logs are English all the way, and a sentence is turned into the user's language where it
 * meets the user, at the very end (text/speech.c). */
struct pp_speech {
    /* The sentence of that rule, from `arena`, or NULL when it is not known. In any thread. */
    const char *(*tell)(
        struct pp_speech *self, struct pp_arena *arena, const char *rule, const char *english);
};

struct pp_run {
    struct pp_arena *arena; /* lives as long as the run */
    enum pp_loudness loudness;
    bool colour;      /* on standard error */
    bool log_json;    /* one JSON object a line on standard error */
    bool terminal;    /* standard error is a terminal: progress may be drawn */
    bool strict;      /* any held-back row ends in PP_DATA */
    FILE *messages;   /* standard error; NULL: collect only (tests) */
    size_t jobs;      /* threads that do a work together, at most; 0: one a processor */
    size_t memory;    /* [bytes] for each list of persons before it goes to the disk (sorter.h) */
    int64_t patience; /* [s] how long to wait for another run to end */
    int64_t clock;    /* [s since 1970] the only "now" the run knows: --as-of, SOURCE_DATE_EPOCH or
                         the clock at start */
    int64_t epoch;    /* [s since 1970] SOURCE_DATE_EPOCH, if `dated` */
    bool dated;
    const char *share;         /* folder that holds installed layouts/ and fonts/ */
    const char *lang;          /* that the user reads; NULL: the environment does not tell */
    struct pp_speech *speech;  /* for the terminal; NULL: English */
    struct pp_speech *letters; /* for what is left in private/ to be read later; NULL: English */
    volatile int *stop;        /* set by a signal handler to the signal's number; may be NULL */
    struct pp_diag_list *diags;
};

/* A run that prints to `messages` (NULL: collects only). Never fails. Free with pp_run_free. */
struct pp_run *pp_run_new(FILE *messages);
void pp_run_free(struct pp_run *run);

/* A run for a part of the work, in any thread: silent, with an arena and diagnostics of its own,
 * else like `run`. */
struct pp_run *pp_run_branch(const struct pp_run *run);
/* Tells in `run` what was reported in the branch, and frees it. What branches say alike, at the
 * same place, is told once. */
void pp_run_join(struct pp_run *run, struct pp_run *branch);
/* Tells one message as pp_run_join does. */
void pp_run_retell(struct pp_run *run, const struct pp_diag *diag);

/* PP_OK, or PP_INTERRUPTED / PP_TERMINATED when a signal asked to stop. Stages call it often. */
enum pp_status pp_run_stopped(const struct pp_run *run) PP_CHECK;

/* What the speech (NULL: English) says for an English sentence, or the sentence as it is. */
const char *pp_tell(
    struct pp_speech *speech, struct pp_arena *arena, const char *rule, const char *english);

/* Columns of the terminal that the stream is; 80 where it does not say. */
size_t pp_terminal_width(FILE *stream);
/* A progress line: drawn on a terminal only, erased by the next message; `total` 0 erases it. */
void pp_progress(struct pp_run *run, const char *what, size_t done, size_t total);
/* One plain line for people; silent when quiet, an object of event `event` under --log=json. */
void pp_say(struct pp_run *run, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
