/* What is to be done in one language. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/manifest.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "translate.h"

static const struct {
    unsigned state;
    const char *name, *summary;
} states[] = {
    {TEXT_MISSING, "missing", "missing"},
    {TEXT_STALE, "stale", "stale"},
    {TEXT_MISMATCH, "mismatch", "with other placeholders or branches"},
    {TEXT_SAME, "same", "as in the source"},
    {TEXT_UNREVIEWED, "unreviewed", "not reviewed"},
};
enum { STATE_COUNT = sizeof states / sizeof *states, SHOWN = 56 /* characters of a text */ };

size_t translate_count(const struct texts *texts, unsigned wanted, bool required)
{
    size_t count = 0;
    for (size_t i = 0; i < texts->list.count; i++)
        count += (texts->list.items[i].states & wanted) != 0 &&
                 (!required || texts->list.items[i].required);
    return count;
}

/* The beginning of a text on one line. */
static void put_start(struct pp_str *out, const char *text)
{
    size_t at = 0, shown = 0, length = strlen(text);
    while (at < length && shown < SHOWN) {
        unsigned c;
        size_t size = pp_utf8_decode(text + at, length - at, &c);
        size = size > 0 ? size : 1;
        pp_str_append_n(out, text[at] == '\n' ? " " : text + at, size);
        at += size;
        shown++;
    }
    if (at < length)
        pp_str_append(out, "…");
}

static const char *file_of(const struct texts *texts, const struct text *text)
{
    return texts->files.items[text->file].original;
}

static void put_text(
    const struct texts *texts, const struct text *text, const char *state, struct pp_str *out)
{
    const struct text_file *file = &texts->files.items[text->file];
    pp_str_printf(out, "  %-11s", state);
    if (text->key != NULL)
        pp_str_printf(out, "%s: %s", file->original, text->key);
    else
        pp_str_printf(out, "%s:%zu: %s", text->where.file, text->where.line, text->note);
    pp_str_append(out, "  “");
    put_start(out, text->target != NULL ? text->target : text->source);
    pp_str_append(out, "”");
    if (text->problem != NULL && pp_streq(state, "mismatch"))
        pp_str_printf(out, ": %s", text->problem);
    pp_str_append(out, text->required || text->states != TEXT_MISSING ? "\n" : " (not printed)\n");
}

/* "lv: 512 texts; 3 missing, 2 stale, 500 not reviewed" */
static void put_summary(const struct texts *texts, const struct unfits *unfits, struct pp_str *out)
{
    const char *before = "; ";
    pp_str_printf(out, "%s: %zu texts", texts->lang, texts->list.count);
    for (size_t i = 0; i < STATE_COUNT; i++) {
        size_t count = translate_count(texts, states[i].state, states[i].state == TEXT_MISSING);
        if (count == 0)
            continue;
        pp_str_printf(out, "%s%zu %s", before, count, states[i].summary);
        before = ", ";
    }
    if (unfits->count > 0)
        pp_str_printf(out, "%s%zu without room", before, unfits->count);
    pp_str_append(out, "\n");
}

/* What is missing and printed nowhere in the language is no task. */
static bool is_shown(const struct pp_run *run, const struct text *text)
{
    return text->states != TEXT_MISSING || text->required || run->loudness == PP_VERBOSE;
}

void translate_list(
    const struct pp_run *run, const struct texts *texts, const struct unfits *unfits,
    struct pp_str *out)
{
    put_summary(texts, unfits, out);
    for (size_t i = 0; i < STATE_COUNT; i++) {
        /* Nearly all may be; whoever wants to see them asks for it. */
        if (states[i].state == TEXT_UNREVIEWED && run->loudness != PP_VERBOSE)
            continue;
        for (size_t k = 0; k < texts->list.count; k++)
            if (texts->list.items[k].states & states[i].state &&
                is_shown(run, &texts->list.items[k]))
                put_text(texts, &texts->list.items[k], states[i].name, out);
    }
    for (size_t i = 0; i < unfits->count; i++)
        pp_str_printf(out, "  %-11s%s\n", "no room", unfits->items[i]);
}

static void put_member(struct pp_str *out, const char *key, const char *value)
{
    pp_str_printf(out, "\"%s\": ", key);
    if (value != NULL)
        pp_json_string(out, value);
    else
        pp_str_append(out, "null");
}

static void put_json(const struct texts *texts, const struct text *text, struct pp_str *out)
{
    const char *before = "";
    pp_str_append(out, "{");
    put_member(out, "file", file_of(texts, text));
    pp_str_append(out, ", ");
    put_member(out, "id", text->id);
    pp_str_append(out, ", \"states\": [");
    for (size_t i = 0; i < STATE_COUNT; i++) {
        if ((text->states & states[i].state) == 0)
            continue;
        pp_str_printf(out, "%s\"%s\"", before, states[i].name);
        before = ", ";
    }
    pp_str_printf(out, "], \"required\": %s, ", text->required ? "true" : "false");
    put_member(out, "source", text->source);
    pp_str_append(out, ", ");
    put_member(out, "translation", text->target);
    pp_str_append(out, ", ");
    put_member(out, "problem", text->problem);
    pp_str_append(out, ", ");
    put_member(out, "reviewed", pp_is_empty(text->reviewed_by) ? NULL : text->reviewed_by);
    pp_str_append(out, ", ");
    put_member(out, "in", text->where.file);
    pp_str_printf(out, ", \"line\": %zu}", text->where.line);
}

void translate_list_json(const struct texts *texts, const struct unfits *unfits, struct pp_str *out)
{
    pp_str_append(out, "{");
    put_member(out, "lang", texts->lang);
    pp_str_append(out, ", ");
    put_member(out, "source", texts->from);
    pp_str_append(out, ", \"texts\": [");
    for (size_t i = 0; i < texts->list.count; i++) {
        pp_str_append(out, i > 0 ? ",\n" : "\n");
        put_json(texts, &texts->list.items[i], out);
    }
    pp_str_append(out, "],\n\"no_room\": [");
    for (size_t i = 0; i < unfits->count; i++) {
        pp_str_append(out, i > 0 ? ",\n" : "\n");
        pp_json_string(out, unfits->items[i]);
    }
    pp_str_append(out, "]}");
}
