/* pactpress: reads the command line, prepares the run, hands over to a command. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pactpress/file.h"
#include "pactpress/options.h"
#include "pactpress/run.h"
#include "pactpress/speech.h"
#include "pactpress/str.h"

#ifndef PP_VERSION
#error "PP_VERSION comes from the file VERSION through the Makefile"
#endif

/* The only variable of the program that a signal may write: the signal's number. */
static volatile int stop;

static void on_signal(int number)
{
    if (stop) /* asked twice: at once */
        _exit(128 + number);
    stop = number;
}

static void catch_signals(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL); /* a file over the limit is an error, not an end */
}

/* Where layouts/ and fonts/ are: PACTPRESS_SHARE, beside the program as installed, or in the source
 * tree that the program was built in. */
static const char *find_share(struct pp_run *run)
{
    static const char *const places[] = {"../share/pactpress", "..", "../.."};
    const char *set = getenv("PACTPRESS_SHARE");
    char exe[4096];
    if (set && *set)
        return set;
    ssize_t length = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (length <= 0)
        return ".";
    exe[length] = 0;
    const char *folder = pp_path_folder(run->arena, exe);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *place = pp_path_join(run->arena, folder, places[i]);
        if (pp_is_folder(pp_path_join(run->arena, place, "layouts/strings")))
            return place;
    }
    return folder;
}

/* Without its data the program knows no layout, no word and no font: said once, not hundredfold. */
static enum pp_status check_share(struct pp_run *run)
{
    if (pp_is_folder(pp_path_join(run->arena, run->share, "layouts/strings")))
        return PP_OK;
    pp_error(
        run, (struct pp_where){.file = run->share}, "share.missing",
        "layouts/ and fonts/, which belong to the program, are not here: install it with `make "
        "install`, or set PACTPRESS_SHARE to the folder that holds them");
    return PP_ENV;
}

/* SOURCE_DATE_EPOCH; false when it is not given, or no number. */
static bool find_epoch(int64_t *out)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    if (!epoch || !*epoch)
        return false;
    *out = strtoll(epoch, &end, 10);
    return *end == 0 && *out >= 0;
}

static void prepare(struct pp_run *run, const struct pp_options *options)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool terminal = isatty(STDERR_FILENO) && !(term && strcmp(term, "dumb") == 0);
    run->terminal = terminal;
    run->colour = options->colour == PP_COLOUR_ALWAYS ||
                  (options->colour == PP_COLOUR_AUTO && terminal && !(no_color && *no_color));
    run->loudness = options->quiet ? PP_QUIET : options->verbose ? PP_VERBOSE : PP_NORMAL;
    run->log_json = options->log_json;
    run->strict = options->strict;
    run->jobs = options->jobs > 0 ? (size_t)options->jobs : 0;
    run->patience = options->patience;
    run->dated = find_epoch(&run->clock);
    if (!run->dated)
        run->clock = (int64_t)time(NULL);
    run->epoch = run->clock;
    run->stop = &stop;
}

/* Output that nobody could take (a full disk behind a pipe) is an error too. */
static enum pp_status flushed(enum pp_status status)
{
    if (fflush(stdout) != 0 && status == PP_OK) {
        fputs("pactpress: error: standard output cannot be written\n", stderr);
        return PP_ENV;
    }
    return status;
}

/* The last line of a run that was not done, as commands say theirs when it was. */
static void say_failed(struct pp_run *run, enum pp_status status)
{
    size_t errors = pp_diag_count(run, PP_ERROR), warnings = pp_diag_count(run, PP_WARNING);
    if (status == PP_INTERRUPTED || status == PP_TERMINATED)
        pp_say(run, "stopped", "stopped; nothing was published");
    else
        pp_say(
            run, "failed", "not done: %zu error%s, %zu warning%s", errors, errors == 1 ? "" : "s",
            warnings, warnings == 1 ? "" : "s");
}

/* Mistakes in the command line are told in the form it asks for, before it is understood. */
static bool asks_for_json(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (pp_streq(argv[i], "--log=json") ||
            (i + 1 < argc && pp_streq(argv[i], "--log") && pp_streq(argv[i + 1], "json")))
            return true;
    return false;
}

static enum pp_status dispatch(struct pp_run *run, int argc, char **argv)
{
    struct pp_options options = {0};
    run->log_json = asks_for_json(argc, argv);
    run->share = find_share(run);
    run->lang = pp_speech_language(run);
    run->speech = pp_speech_open(run, run->lang);
    enum pp_status status = pp_options_read(run, argc, argv, &options);
    const struct pp_command *command = pp_command_find(options.command);
    if (status != PP_OK) {
        if (run->log_json)
            say_failed(run, status);
        return status;
    }
    if (options.version) {
        puts("pactpress " PP_VERSION);
        return PP_OK;
    }
    if (options.help || !command) {
        pp_options_help(command, options.help ? stdout : stderr);
        return options.help ? PP_OK : PP_USAGE;
    }
    prepare(run, &options);
    PP_TRY(check_share(run));
    status = pp_options_files(run, command, &options);
    if (status == PP_OK)
        status = command->run(run, &options);
    /* Without an error a command came to its end and said so: rows wait, or a table tells. */
    bool stopped = status == PP_INTERRUPTED || status == PP_TERMINATED;
    if (stopped || (status != PP_OK && pp_diag_count(run, PP_ERROR) > 0))
        say_failed(run, status);
    return status;
}

int main(int argc, char **argv)
{
    struct pp_run *run = pp_run_new(stderr);
    catch_signals();
    enum pp_status status = flushed(dispatch(run, argc, argv));
    pp_speech_close(run->speech);
    pp_run_free(run);
    return (int)status;
}
