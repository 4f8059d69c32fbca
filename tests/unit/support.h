/* What several unit tests need: a folder to write in, files made from a string, and a run whose
 * messages can be read. Linked with every unit test. */
#ifndef PACTPRESS_TESTS_SUPPORT_H
#define PACTPRESS_TESTS_SUPPORT_H

#include <stdio.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"

/* The path of an empty folder for this test: below $BUILD, which tests/run sets, or below
 * build/scratch when the program is started by hand. */
const char *support_folder(struct pp_arena *arena, const char *name);
/* Writes a file below `folder`; returns its path. Fails the test when that is not possible. */
const char *support_file(
    struct pp_arena *arena, const char *folder, const char *name, const char *text);
/* All that was written to a stream so far. */
char *support_text(struct pp_arena *arena, FILE *stream);
/* How many diagnostics of the run have this rule. */
size_t support_count_rule(const struct pp_run *run, const char *rule);

#endif
