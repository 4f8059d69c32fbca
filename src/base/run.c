#include "pactpress/run.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/diag_list.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

enum { REDRAW_EVERY = 100 /* [ms] */, BAR = 24 /* [characters] */, USUAL_WIDTH = 80 };

static const double SOONEST_RATE = 0.5; /* [s] */

struct pp_run *pp_run_new(FILE *messages)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_run *run = pp_arena_alloc(arena, sizeof *run);
    run->arena = arena;
    run->loudness = PP_NORMAL;
    run->memory = PP_LIMIT_PERSONS_MEMORY;
    run->messages = messages;
    run->terminal = messages != NULL && isatty(fileno(messages));
    run->diags = pp_arena_alloc(arena, sizeof *run->diags);
    run->diags->arena = pp_arena_new();
    pthread_mutex_init(&run->diags->lock, NULL);
    return run;
}

void pp_run_free(struct pp_run *run)
{
    if (run == NULL)
        return;
    if (run->messages != NULL)
        pp_messages_erase_progress(run);
    pthread_mutex_destroy(&run->diags->lock);
    pp_arena_free(run->diags->arena);
    pp_arena_free(run->arena);
}

enum pp_status pp_run_stopped(const struct pp_run *run)
{
    int signal_number = run->stop != NULL ? *run->stop : 0;
    if (signal_number == 0)
        return PP_OK;
    return signal_number == SIGTERM ? PP_TERMINATED : PP_INTERRUPTED;
}

void pp_messages_erase_progress(struct pp_run *run)
{
    if (!run->diags->progress_drawn)
        return;
    fputs("\r\033[K", run->messages);
    fflush(run->messages);
    run->diags->progress_drawn = false;
}

void pp_messages_write(struct pp_run *run, const struct pp_str *lines)
{
    pp_messages_erase_progress(run);
    fwrite(lines->text, 1, lines->length, run->messages);
    fflush(run->messages);
}

static int64_t monotonic_ms(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

size_t pp_terminal_width(FILE *stream)
{
    struct winsize size = {0};
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return USUAL_WIDTH;
    return size.ws_col;
}

/* `, 3.2/s, 5 s left`, once there is something to judge by. */
static void append_rate(struct pp_run *run, struct pp_str *out, size_t done, size_t total)
{
    const struct pp_diag_list *list = run->diags;
    double seconds = (double)(monotonic_ms() - list->progress_from) / 1000;
    if (seconds < SOONEST_RATE || done <= list->progress_base)
        return;
    double rate = (double)(done - list->progress_base) / seconds;
    double left = (double)(total - done) / rate;
    pp_str_printf(out, rate < 100 ? ", %.1f/s" : ", %.0f/s", rate);
    if (left >= 120)
        pp_str_printf(out, ", %.0f min left", left / 60);
    else if (done < total)
        pp_str_printf(out, ", %.0f s left", left);
}

/* `building      [########                ] 4/12, 3.2/s, 3 s left`, one column short of the width,
 * because a full line wraps on some terminals and could not be erased. */
static void draw(struct pp_run *run, const char *english, size_t done, size_t total)
{
    struct pp_arena_mark mark = pp_arena_mark(run->diags->arena);
    const char *what = pp_tell(run->speech, run->diags->arena, "progress", english);
    struct pp_str count, bar;
    pp_str_init(&count);
    pp_str_init(&bar);
    size_t filled = (size_t)((double)done / (double)total * BAR);
    for (size_t i = 0; i < BAR; i++)
        pp_str_append_char(&bar, i < filled ? '#' : ' ');
    pp_str_printf(&count, " [%s] %zu/%zu", bar.text, done, total);
    append_rate(run, &count, done, total);
    size_t width = pp_terminal_width(run->messages);
    size_t room = width > count.length + 1 ? width - count.length - 1 : 0;
    pp_str_clear(&bar);
    pp_str_append(&bar, "\r");
    size_t length = strlen(what);
    while (pp_utf8_count(what, length) > room)
        length--;
    while (length > 0 && ((unsigned char)what[length] & 0xC0) == 0x80)
        length--;
    pp_append_printable(&bar, what, length);
    if (count.length < width)
        pp_str_append(&bar, count.text);
    pp_str_append(&bar, "\033[K");
    fwrite(bar.text, 1, bar.length, run->messages);
    fflush(run->messages);
    pp_str_free(&bar);
    pp_str_free(&count);
    pp_arena_rewind(run->diags->arena, mark);
}

void pp_progress(struct pp_run *run, const char *what, size_t done, size_t total)
{
    if (run->messages == NULL || !run->terminal || run->log_json || run->loudness == PP_QUIET)
        return;
    struct pp_diag_list *list = run->diags;
    pthread_mutex_lock(&list->lock);
    if (total == 0) {
        pp_messages_erase_progress(run);
        list->progress_going = false;
    } else {
        int64_t now = monotonic_ms();
        if (!list->progress_going || done < list->progress_done) {
            list->progress_from = now;
            list->progress_base = done;
        }
        list->progress_going = true;
        list->progress_done = done;
        if (now - list->progress_at >= REDRAW_EVERY || done >= total) {
            draw(run, what, done < total ? done : total, total);
            list->progress_drawn = true;
            list->progress_at = now;
        }
    }
    pthread_mutex_unlock(&list->lock);
}

const char *pp_tell(
    struct pp_speech *speech, struct pp_arena *arena, const char *rule, const char *english)
{
    const char *told = speech != NULL ? speech->tell(speech, arena, rule, english) : NULL;
    return told != NULL ? told : english;
}

/* A line of its own, in the user's language. The lock is held. */
static void append_told(
    struct pp_run *run, struct pp_str *out, const char *event, const char *english)
{
    struct pp_arena *arena = run->diags->arena;
    struct pp_arena_mark mark = pp_arena_mark(arena);
    const char *told = pp_tell(run->speech, arena, event, english);
    pp_append_printable(out, told, strlen(told));
    pp_str_append_char(out, '\n');
    pp_arena_rewind(arena, mark);
}

void pp_say(struct pp_run *run, const char *event, const char *format, ...)
{
    if (run->messages == NULL || run->loudness == PP_QUIET)
        return;
    struct pp_str text, line;
    pp_str_init(&text);
    pp_str_init(&line);
    va_list args;
    va_start(args, format);
    pp_str_vprintf(&text, format, args);
    va_end(args);
    if (run->log_json) {
        pp_str_append(&line, "{\"event\":");
        pp_append_json_string(&line, event);
        pp_str_append(&line, ",\"message\":");
        pp_append_json_string(&line, text.text);
        pp_str_append(&line, "}\n");
    }
    pthread_mutex_lock(&run->diags->lock);
    if (!run->log_json)
        append_told(run, &line, event, text.text);
    pp_messages_write(run, &line);
    pthread_mutex_unlock(&run->diags->lock);
    pp_str_free(&line);
    pp_str_free(&text);
}
