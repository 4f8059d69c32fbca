/* A small project on the disk for tests of ingest: two cities, one framework, sources and exports
 * as the test writes them. */
#ifndef PACTPRESS_TESTS_INGEST_WORLD_H
#define PACTPRESS_TESTS_INGEST_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/ingest.h"
#include "pactpress/project.h"
#include "pactpress/run.h"

struct ingest_world {
    struct pp_run *run; /* collects; loads the project and reads the files */
    const char *folder;
    struct pp_project *project;
    struct pp_accounts *accounts;
    enum pp_status status;
    const char *records; /* one line a record, as in --dump=records, without the files' lines */
    size_t handed_over;  /* calls of the sink */
};

/* `sources`: the list under `sources:`, each line indented by two spaces. Fails the test when the
 * project does not load. */
struct ingest_world *ingest_world_open(const char *name, const char *sources);
void ingest_world_close(struct ingest_world *world);
void ingest_world_file(
    struct ingest_world *world, const char *path, const void *bytes, size_t size);
void ingest_world_text(struct ingest_world *world, const char *path, const char *text);
/* Reads everything; fills accounts, status, records, handed_over. */
void ingest_world_read(struct ingest_world *world, bool write_private);
/* The text of a file below the project folder, or NULL. */
const char *ingest_world_get(struct ingest_world *world, const char *path);
/* The first diagnostic with this rule; fails the test when there is none. */
const struct pp_diag *ingest_world_diag(const struct ingest_world *world, const char *rule);
/* The sentence of the first diagnostic with this rule; fails the test when there is none. */
const char *ingest_world_said(const struct ingest_world *world, const char *rule);
/* Rows held back under a rule, over all files. */
size_t ingest_world_held(const struct ingest_world *world, const char *rule);

#endif
