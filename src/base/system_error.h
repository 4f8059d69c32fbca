/* How the system's reasons become sentences; shared by the files of base that call it. */
#ifndef PACTPRESS_BASE_SYSTEM_ERROR_H
#define PACTPRESS_BASE_SYSTEM_ERROR_H

#include "pactpress/status.h"

struct pp_run;

enum { PP_REASON_SIZE = 256 };

/* The reason behind an errno, in English whatever the locale is, with a small first letter. */
void pp_system_reason(int number, char reason[PP_REASON_SIZE]);

/* Reports `path: error: SENTENCE: reason of errno.` and returns PP_ENV. */
enum pp_status pp_system_failed(
    struct pp_run *run, const char *path, const char *rule, const char *sentence);

#endif
