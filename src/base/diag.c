#include "pactpress/diag.h"

#include <stdio.h>
#include <string.h>

#include "base/diag_list.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/utf8.h"

/* A source line is shown as a window of so many characters around the caret. */
enum { WINDOW = 120, BEFORE_CARET = 80 };

struct paint {
    const char *place, *severity, *rule, *caret, *off;
};

static struct paint paint_for(const struct pp_run *run, enum pp_severity severity)
{
    static const char *const severities[] = {"\033[1;36m", "\033[1;35m", "\033[1;31m"};
    if (!run->colour)
        return (struct paint){"", "", "", "", ""};
    return (struct paint){
        .place = "\033[1m",
        .severity = severities[severity],
        .rule = "\033[2m",
        .caret = "\033[1;32m",
        .off = "\033[0m"};
}

const char *pp_severity_name(enum pp_severity severity)
{
    static const char *const names[] = {"note", "warning", "error"};
    return names[severity];
}

static void append_place(struct pp_str *out, const struct pp_where *where)
{
    if (where->file == NULL) {
        pp_str_append(out, "pactpress: ");
        return;
    }
    pp_append_printable(out, where->file, strlen(where->file));
    if (where->line > 0)
        pp_str_printf(out, ":%zu", where->line);
    if (where->line > 0 && where->col > 0)
        pp_str_printf(out, ":%zu", where->col);
    pp_str_append(out, ": ");
}

/* The offset of the n-th character, counted from 0; bytes that are no UTF-8 count one each. */
static size_t offset_of(const char *text, size_t length, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < n && at < length; i++) {
        unsigned codepoint;
        size_t size = pp_utf8_decode(text + at, length - at, &codepoint);
        at += size > 0 ? size : 1;
    }
    return at;
}

static void append_source(struct pp_str *out, const struct pp_diag *diag, const struct paint *paint)
{
    size_t length = strcspn(diag->source, "\r\n");
    size_t col = diag->where.col > 0 ? diag->where.col - 1 : 0;
    size_t first = col > BEFORE_CARET ? col - BEFORE_CARET : 0;
    size_t start = offset_of(diag->source, length, first);
    size_t end = start + offset_of(diag->source + start, length - start, WINDOW);
    pp_str_append(out, "  ");
    pp_append_printable(out, diag->source + start, end - start);
    pp_str_append_char(out, '\n');
    if (diag->where.col == 0)
        return;
    pp_str_append(out, "  ");
    for (size_t i = first, at = start; i < col; i++) {
        pp_str_append_char(out, at < end && diag->source[at] == '\t' ? '\t' : ' ');
        at += at < end ? offset_of(diag->source + at, end - at, 1) : 0;
    }
    pp_str_printf(out, "%s^%s\n", paint->caret, paint->off);
}

static void format_text(const struct pp_run *run, const struct pp_diag *diag, struct pp_str *out)
{
    struct paint paint = paint_for(run, diag->severity);
    struct pp_arena *arena = run->diags->arena;
    struct pp_arena_mark mark = pp_arena_mark(arena);
    const char *severity = pp_severity_name(diag->severity);
    const char *told = pp_tell(run->speech, arena, diag->rule, diag->sentence);
    pp_str_append(out, paint.place);
    append_place(out, &diag->where);
    pp_str_printf(
        out, "%s%s%s: ", paint.off, paint.severity,
        pp_tell(run->speech, arena, "severity", severity));
    pp_str_append(out, paint.off);
    pp_append_printable(out, told, strlen(told));
    pp_arena_rewind(arena, mark);
    pp_str_printf(out, " %s[%s]%s\n", paint.rule, diag->rule, paint.off);
    if (diag->source != NULL)
        append_source(out, diag, &paint);
}

static void format_json(const struct pp_diag *diag, struct pp_str *out)
{
    pp_str_printf(
        out, "{\"event\":\"diagnostic\",\"severity\":\"%s\",\"rule\":\"%s\"",
        pp_severity_name(diag->severity), diag->rule);
    if (diag->where.file != NULL) {
        pp_str_append(out, ",\"file\":");
        pp_append_json_string(out, diag->where.file);
        pp_str_printf(out, ",\"line\":%zu,\"col\":%zu", diag->where.line, diag->where.col);
    }
    pp_str_append(out, ",\"message\":");
    pp_append_json_string(out, diag->sentence);
    pp_str_append(out, "}\n");
}

static bool is_shown(const struct pp_run *run, enum pp_severity severity)
{
    if (run->messages == NULL)
        return false;
    switch (severity) {
    case PP_NOTE:
        return run->loudness == PP_VERBOSE;
    case PP_WARNING:
        return run->loudness != PP_QUIET;
    default:
        return true;
    }
}

static void print(struct pp_run *run, const struct pp_diag *diag)
{
    if (!is_shown(run, diag->severity))
        return;
    struct pp_str out;
    pp_str_init(&out);
    if (run->log_json)
        format_json(diag, &out);
    else
        format_text(run, diag, &out);
    pp_messages_write(run, &out);
    pp_str_free(&out);
}

static const char *copy_or_null(struct pp_arena *arena, const char *text)
{
    return text != NULL ? pp_arena_strdup(arena, text) : NULL;
}

static void store(struct pp_run *run, const struct pp_diag *diag)
{
    struct pp_diag_list *list = run->diags;
    struct pp_diag *stored = PP_PUSH(list->arena, list);
    *stored = *diag;
    stored->where.file = copy_or_null(list->arena, diag->where.file);
    stored->source = copy_or_null(list->arena, diag->source);
    print(run, stored);
}

/* Says once per severity that the rest is only counted. */
static void say_enough(struct pp_run *run, enum pp_severity severity)
{
    struct pp_diag enough = {.severity = severity, .rule = "diag.too-many"};
    enough.sentence = pp_arena_printf(
        run->diags->arena, "There are more than %d messages like this; the rest is counted only.",
        PP_LIMIT_DIAGNOSTICS);
    store(run, &enough);
}

void pp_report(
    struct pp_run *run, enum pp_severity severity, struct pp_where where, const char *rule,
    const char *source, const char *format, ...)
{
    struct pp_diag_list *list = run->diags;
    pthread_mutex_lock(&list->lock);
    size_t before = list->counts[severity]++;
    if (before < PP_LIMIT_DIAGNOSTICS) {
        va_list args;
        va_start(args, format);
        struct pp_diag diag = {
            .severity = severity,
            .where = where,
            .rule = rule,
            .sentence = pp_arena_vprintf(list->arena, format, args),
            .source = source};
        va_end(args);
        store(run, &diag);
    } else if (before == PP_LIMIT_DIAGNOSTICS) {
        say_enough(run, severity);
    }
    pthread_mutex_unlock(&list->lock);
}

size_t pp_diag_count(const struct pp_run *run, enum pp_severity severity)
{
    pthread_mutex_lock(&run->diags->lock);
    size_t count = run->diags->counts[severity];
    pthread_mutex_unlock(&run->diags->lock);
    return count;
}

const struct pp_diag *pp_diag_at(const struct pp_run *run, size_t index)
{
    pthread_mutex_lock(&run->diags->lock);
    const struct pp_diag *diag = index < run->diags->count ? &run->diags->items[index] : NULL;
    pthread_mutex_unlock(&run->diags->lock);
    return diag;
}
