/* Watching: which files below a folder have changed since the last look.
 *
 * inotify wakes at once; what has changed is found by looking (size, time and number of every
 * file), which also works where inotify is blind: shares, folders of another system. So a caller
 * that waits with a limit and looks each time misses nothing anywhere. */
#ifndef COMMANDS_WATCHING_H
#define COMMANDS_WATCHING_H

#include <stdbool.h>

#include "pactpress/project.h"

struct pp_watching;

/* `skip`: names in the folder itself that are not looked at, NULL-terminated; hidden files are
 * never. Looks for the first time. Free with pp_watching_close. */
struct pp_watching *pp_watching_open(const char *folder, const char *const *skip);
void pp_watching_close(struct pp_watching *watching);
/* Waits until something may have changed, a signal comes or the time is over. */
void pp_watching_wait(struct pp_watching *watching, int milliseconds);
/* Looks again. Paths that are new, changed or gone since the last look, relative to the folder, by
 * bytes; they live until the next look. */
struct pp_strings pp_watching_look(struct pp_watching *watching);

#endif
