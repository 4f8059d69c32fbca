/* Any bytes as an export of a project, read as attendance, answers and declared values: every row
 * is accounted for, and three threads say what one says. Some are repeated until they are long
 * enough to be read in chunks. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/ingest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LONG = 300 << 10, ONE_IN = 16, ONE_DAY = 86400, DAY = 19144 /* 2022-06-01 */ };

static const char yaml[] =
    "project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}\n"
    "timezone: Europe/Riga\n"
    "languages: [en, lv]\n"
    "cities: [{id: riga, name: Riga, country: LV, lang: lv}]\n"
    "frameworks:\n"
    "  - {id: dac, name: Criteria, scale: {min: 1, max: 5, labels: {1: never, 5: always}},\n"
    "     dimensions: [{code: impact, label: Impact, question: Does it matter?}]}\n"
    "event_types: [{id: workshop, name: Workshop}]\n"
    "visibility: {statement: Co-funded, disclaimer: Views}\n"
    "sources:\n"
    "  - {id: people, kind: attendance, files: a.csv, constants: {city: riga},\n"
    "     columns: {event: Event, date: Date, email: Email, name: Name}}\n"
    "  - {id: counts, kind: attendance, files: a.csv, constants: {city: riga},\n"
    "     columns: {event: Event, date: Date, count: Count}}\n"
    "  - {id: answers, kind: assessment, files: a.csv, constants: {city: riga},\n"
    "     columns: {date: Date, 'dimension:impact': Impact, record: Id}}\n";

static const struct pp_person_key key = {.bytes = {7}, .fingerprint = "0"};

/* A folder for all inputs; what lies in it goes with the process. */
static const char *folder;

static void remove_folder(void)
{
    struct pp_run *run = pp_run_new(NULL);
    if (pp_folder_remove(run, folder) != PP_OK)
        abort();
    pp_run_free(run);
}

static void make_folder(void)
{
    static char name[256];
    const char *parent = getenv("TMPDIR");
    if (folder != NULL)
        return;
    snprintf(name, sizeof name, "%s/pactpress-fuzz-XXXXXX", parent != NULL ? parent : "/tmp");
    folder = mkdtemp(name);
    if (folder == NULL || atexit(remove_folder) != 0)
        abort();
}

static void write_input(struct pp_run *run, const char *name, struct pp_bytes bytes)
{
    if (pp_file_write(run, pp_path_join(run->arena, folder, name), bytes.data, bytes.size, 0) !=
        PP_OK)
        abort();
}

static size_t number_in(const char *line, const char *name)
{
    const char *at = strstr(line, name);
    if (at == NULL)
        abort();
    return strtoull(at + strlen(name), NULL, 10);
}

static void check_accounts(const char *dump)
{
    for (const char *at = strstr(dump, "\tread="); at != NULL; at = strstr(at + 1, "\tread=")) {
        size_t parts = number_in(at, "\tused=") + number_in(at, "\texcluded=") +
                       number_in(at, "\tsuperseded=") + number_in(at, "\tduplicates=") +
                       number_in(at, "\theld-back=");
        if (number_in(at, "\tread=") != parts)
            abort();
    }
}

static enum pp_status read_with(size_t threads, struct pp_str *out)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_project *project = NULL;
    run->jobs = threads;
    run->clock = (int64_t)DAY * ONE_DAY;
    if (pp_project_load(run, folder, &project) != PP_OK)
        abort();
    enum pp_status status = pp_ingest_dump(run, run->arena, project, &key, out);
    if (status == PP_ENV || (status != PP_OK && pp_diag_count(run, PP_ERROR) == 0))
        abort();
    pp_run_free(run);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_str input, one, three;
    pp_str_init(&input);
    pp_str_init(&one);
    pp_str_init(&three);
    do
        pp_str_append_n(&input, data, size);
    while (size % ONE_IN == 0 && size > 0 && input.length < LONG);
    make_folder();
    write_input(
        run, "pactpress.yaml", (struct pp_bytes){(const unsigned char *)yaml, sizeof yaml - 1});
    write_input(run, "a.csv", (struct pp_bytes){(const unsigned char *)input.text, input.length});
    enum pp_status status = read_with(1, &one);
    if (read_with(3, &three) != status || one.length != three.length ||
        memcmp(one.text, three.text, one.length) != 0)
        abort();
    check_accounts(one.text);
    pp_str_free(&input);
    pp_str_free(&one);
    pp_str_free(&three);
    pp_run_free(run);
    return 0;
}
