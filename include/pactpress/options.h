/* The command line: one declarative table of options and one of commands, from which reading, help
 * and error messages with the nearest valid word are made. */
#ifndef PACTPRESS_OPTIONS_H
#define PACTPRESS_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

#include "pactpress/project.h"
#include "pactpress/status.h"

struct pp_run;

enum pp_colour_choice { PP_COLOUR_AUTO, PP_COLOUR_ALWAYS, PP_COLOUR_NEVER };

struct pp_options {
    const char *command; /* "build" ...; NULL: none given */
    bool help, version;
    /* everywhere */
    const char *folder; /* -C */
    bool quiet, verbose, log_json;
    enum pp_colour_choice colour;
    /* build, check */
    const char *period, *as_of, *out, *klass, *issue, *dump;
    bool draft, strict, release;
    struct pp_strings layouts, cities, langs, formats;
    int patience; /* --wait [s] */
    int jobs;     /* 0: one a processor */
    bool keep_going, fresh, complete;
    bool json;
    /* proof */
    const char *output, *lang;
    /* protect, audit */
    const char *threshold, *width, *table;
    bool protect_zeros;
    /* explain */
    bool rows;
    int sample;
    const char *seed;
    int port;               /* watch; 0: the usual one */
    struct pp_strings from; /* init: exports to propose sources for */
    /* translate */
    const char *to_xliff, *from_xliff, *reviewed_by;
    bool accept, pseudo;
    struct pp_strings kept;
    /* inspect */
    const char *save;
    struct pp_strings corrected; /* build: sheets of corrected rows */
    struct pp_strings arguments; /* what is not an option */
};

/* A command: its word, one line of help, what its usage line says, and what runs it. */
struct pp_command {
    const char *name, *summary, *usage;
    char letter; /* marks its options in the option table */
    enum pp_status (*run)(struct pp_run *run, const struct pp_options *options);
    enum { PP_TAKES_NOTHING, PP_TAKES_WORDS, PP_TAKES_FILES } takes; /* files that are there */
};

extern const struct pp_command pp_commands[]; /* ends with a NULL name */
const struct pp_command *pp_command_find(const char *name);

/* Reads the command line into `out`; mistakes are reported, PP_USAGE. */
enum pp_status pp_options_read(
    struct pp_run *run, int argc, char **argv, struct pp_options *out) PP_CHECK;
/* Arguments of a command that takes none, and files that the command line names for reading and
 * that are not there, are mistakes in it: PP_USAGE. */
enum pp_status pp_options_files(
    struct pp_run *run, const struct pp_command *command, const struct pp_options *given) PP_CHECK;
/* Is there a file or folder of that name? None is reported. */
bool pp_options_look_for(struct pp_run *run, const char *path);
/* Help for one command, or for the program when `command` is NULL. */
void pp_options_help(const struct pp_command *command, FILE *out);

/* What the table says of an option, for manual and completion. */
struct pp_option_about {
    const char *name; /* long, without dashes, or "" */
    char letter;      /* short, or 0 */
    const char *value, *commands, *help;
    const char *const *choices; /* NULL: any */
};
/* The i-th option; false behind the last. */
bool pp_option_at(size_t index, struct pp_option_about *out);

#endif
