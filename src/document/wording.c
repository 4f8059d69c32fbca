#include "pactpress/wording.h"

#include <string.h>

#include "document/pseudo.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { UNREVIEWED_SHOWN = 3 };

struct pp_wording {
    struct pp_run *run;
    struct pp_arena *arena; /* catalogue messages, as they are parsed */
    const char *lang;
    const char *number_style, *digits; /* project.h */
    struct pp_locale *locale;
    const struct pp_catalog *catalog;
    struct pp_map *messages; /* id -> struct pp_message *: those that were asked for */
    struct pp_map *missing;  /* ids already reported */
    struct pp_map *locales;  /* lang -> struct pp_locale *: of stories in another language */
    bool review_checked;
    const char *pseudo; /* language that words are distorted for, or NULL */
};

/* What surrounds a leaf while a list of inlines is flattened. */
struct surround {
    struct pp_wording *wording;
    struct pp_arena *arena;
    struct pp_wordings *out;
    const char *lang;
    bool strong, emphasis, code;
    const char *url;
    const struct pp_inline *link, *quote;
    const char *expansion;
};

static enum pp_status flatten(const struct surround *around, const struct pp_inline *content);

static enum pp_status open_with(
    struct pp_run *run, const struct pp_catalog *catalog, const char *number_style,
    const char *digits, const char *lang, struct pp_wording **out)
{
    struct pp_arena *arena;
    struct pp_wording *wording;
    struct pp_locale *locale;
    PP_TRY(pp_locale_open_digits(run, lang, number_style, digits, &locale));
    arena = pp_arena_new();
    wording = pp_arena_alloc(arena, sizeof *wording);
    wording->run = run;
    wording->arena = arena;
    wording->lang = pp_arena_strdup(arena, lang);
    wording->number_style = number_style;
    wording->digits = digits;
    wording->locale = locale;
    wording->catalog = catalog;
    wording->messages = pp_arena_alloc(arena, sizeof *wording->messages);
    wording->missing = pp_arena_alloc(arena, sizeof *wording->missing);
    wording->locales = pp_arena_alloc(arena, sizeof *wording->locales);
    pp_map_init(wording->messages, arena);
    pp_map_init(wording->missing, arena);
    pp_map_init(wording->locales, arena);
    *out = wording;
    return PP_OK;
}

enum pp_status pp_wording_open(
    struct pp_run *run, const struct pp_project *project, const char *lang, struct pp_wording **out)
{
    struct pp_catalog *catalog;
    PP_TRY(pp_catalog_load(run, project, lang, &catalog));
    return open_with(
        run, catalog, project != NULL ? project->number_style : "eu",
        project != NULL ? project->digits : NULL, lang, out);
}

enum pp_status pp_wording_branch(
    struct pp_run *run, const struct pp_wording *wording, struct pp_wording **out)
{
    return open_with(
        run, wording->catalog, wording->number_style, wording->digits, wording->lang, out);
}

void pp_wording_begin(struct pp_wording *wording, struct pp_run *run)
{
    wording->run = run;
    pp_map_init(wording->missing, wording->arena);
}

void pp_wording_pseudo(struct pp_wording *wording, const char *lang)
{
    wording->pseudo = lang;
}

const char *pp_wording_digest(const struct pp_wording *wording)
{
    return wording->catalog->digest;
}

void pp_wording_close(struct pp_wording *wording)
{
    if (wording == NULL)
        return;
    for (size_t i = 0; i < wording->locales->count; i++)
        pp_locale_close(wording->locales->entries[i].value);
    pp_locale_close(wording->locale);
    pp_arena_free(wording->arena);
}

const struct pp_locale *pp_wording_locale(const struct pp_wording *wording)
{
    return wording->locale;
}

const char *pp_wording_lang(const struct pp_wording *wording)
{
    return wording->lang;
}

const char *pp_wording_foreign(const struct pp_wording *wording)
{
    const char *lang = wording->catalog->lang;
    return pp_streq(lang, wording->lang) ? NULL : lang;
}

bool pp_wording_has(const struct pp_wording *wording, const char *id)
{
    return pp_catalog_find(wording->catalog, id) != NULL;
}

/* One report per id: a missing string is asked for by every document. */
static void report_missing(const struct pp_wording *wording, const char *id, struct pp_where where)
{
    if (pp_map_get(wording->missing, id) != NULL)
        return;
    pp_map_set(wording->missing, id, wording->missing);
    pp_error(
        wording->run, where, "wording.missing-string",
        "The string \"%s\" is missing in the catalogue of \"%s\"; add it to strings/%s.yaml.", id,
        wording->lang, wording->lang);
}

void pp_wording_want(const struct pp_wording *wording, const char *id, struct pp_where where)
{
    if (!pp_wording_has(wording, id))
        report_missing(wording, id, where);
}

const struct pp_message *pp_wording_message(const struct pp_wording *wording, const char *id)
{
    struct pp_message *message = pp_map_get(wording->messages, id);
    const struct pp_string *string;
    if (message != NULL)
        return message;
    string = pp_catalog_find(wording->catalog, id);
    if (string == NULL) {
        report_missing(wording, id, PP_NOWHERE);
        return NULL;
    }
    if (pp_message_parse(wording->run, wording->arena, string->pattern, string->where, &message) !=
        PP_OK)
        return NULL;
    pp_map_set(wording->messages, id, message);
    return message;
}

/* The first ids, so that a translator finds the place. */
static const char *first_ids(
    struct pp_arena *arena, const struct pp_string *const *strings, size_t count)
{
    const char *list = strings[0]->id;
    for (size_t i = 1; i < count && i < UNREVIEWED_SHOWN; i++)
        list = pp_arena_printf(arena, "%s, %s", list, strings[i]->id);
    return count > UNREVIEWED_SHOWN ? pp_arena_printf(arena, "%s, ...", list) : list;
}

void pp_wording_warn_unreviewed(struct pp_wording *wording)
{
    const struct pp_map *strings = &wording->catalog->strings;
    const struct pp_string **open;
    size_t count = 0;
    if (wording->review_checked)
        return;
    wording->review_checked = true;
    open = pp_arena_array(wording->arena, strings->count + 1, sizeof *open);
    for (size_t i = 0; i < strings->count; i++) {
        const struct pp_string *string = strings->entries[i].value;
        if (pp_is_empty(string->reviewed_by))
            open[count++] = string;
    }
    if (count == 0)
        return;
    pp_warn(
        wording->run, open[0]->where, "wording.unreviewed",
        "%zu of %zu strings in \"%s\" are not marked as reviewed (%s). Have them read, and write "
        "who did in `reviewed_by:`, or for one string in `reviewed:`; --verbose lists all.",
        count, strings->count, wording->lang, first_ids(wording->arena, open, count));
    for (size_t i = 0; i < count; i++)
        pp_note(
            wording->run, open[i]->where, "wording.unreviewed",
            "The string \"%s\" in \"%s\" is not marked as reviewed.", open[i]->id, wording->lang);
}

static bool joins(const struct pp_words *a, const struct pp_words *b)
{
    return a->mark == PP_MARK_NONE && b->mark == PP_MARK_NONE && a->actual == NULL &&
           b->actual == NULL && !a->figure && !b->figure && !a->line_end && a->link == b->link &&
           a->quote == b->quote && a->expansion == b->expansion && a->strong == b->strong &&
           a->emphasis == b->emphasis && a->code == b->code && pp_streq(a->lang, b->lang);
}

static void push(const struct surround *around, struct pp_words words)
{
    words.text = pp_nfc(around->arena, words.text, strlen(words.text), NULL);
    if (words.lang == NULL)
        words.lang = around->lang;
    words.strong = words.strong || around->strong;
    words.emphasis = around->emphasis;
    words.code = around->code;
    words.url = around->url;
    words.link = around->link;
    words.quote = around->quote;
    words.expansion = around->expansion;
    if (words.text[0] != '\0' || words.mark != PP_MARK_NONE || words.line_end)
        *(struct pp_words *)PP_PUSH(around->arena, around->out) = words;
}

/* Neighbours in one style become one stretch, so that they are shaped together. */
static void merge(struct pp_arena *arena, struct pp_wordings *out, size_t first)
{
    size_t count = first;
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = first; i < out->count;) {
        struct pp_words words = out->items[i];
        size_t end = i + 1;
        while (end < out->count && joins(&words, &out->items[end])) {
            if (end == i + 1)
                pp_str_append(&text, words.text);
            pp_str_append(&text, out->items[end].text);
            words.line_end = out->items[end++].line_end;
        }
        if (end > i + 1)
            words.text = pp_str_copy(&text, arena);
        pp_str_clear(&text);
        out->items[count++] = words;
        i = end;
    }
    out->count = count;
    pp_str_free(&text);
}

/* The locale of `lang`: a story that was not translated writes its numbers in its own language. */
static enum pp_status locale_of(
    const struct surround *around, const char *lang, const struct pp_locale **out)
{
    struct pp_wording *wording = around->wording;
    struct pp_locale *locale;
    if (lang == NULL || pp_streq(lang, wording->lang)) {
        *out = wording->locale;
        return PP_OK;
    }
    locale = pp_map_get(wording->locales, lang);
    if (locale == NULL) {
        PP_TRY(pp_locale_open_digits(
            wording->run, lang, wording->number_style, wording->digits, &locale));
        pp_map_set(wording->locales, lang, locale);
    }
    *out = locale;
    return PP_OK;
}

static enum pp_status catalogue_text(
    const struct surround *around, const char *id, const struct pp_arg *args, size_t arg_count,
    const char **out)
{
    const struct pp_message *message = pp_wording_message(around->wording, id);
    const struct pp_locale *locale;
    if (message == NULL)
        return PP_DATA;
    PP_TRY(locale_of(around, around->wording->catalog->lang, &locale));
    return pp_message_text(
        around->wording->run, around->arena, locale, message, args, arg_count, out);
}

/* The value alone, without the sign of its state: "60", "20–30", "126". */
static const char *bare_value(const struct surround *around, const struct pp_figure *figure)
{
    struct pp_figure bare = *figure;
    if (figure->state == PP_ESTIMATED && figure->lo != figure->hi)
        return pp_figure_print(around->wording->locale, around->arena, figure);
    bare.state = PP_EXACT;
    bare.hi = bare.lo;
    return pp_figure_print(around->wording->locale, around->arena, &bare);
}

/* What is said instead of the sign; NULL for a number that says itself. */
static enum pp_status figure_actual(
    const struct surround *around, const struct pp_figure *figure, const char **out)
{
    struct pp_arg value = {.name = "value", .kind = PP_ARG_TEXT};
    switch (figure->state) {
    case PP_SUPPRESSED:
        return catalogue_text(around, "state.withheld", NULL, 0, out);
    case PP_UNKNOWN:
        return catalogue_text(around, "state.unknown", NULL, 0, out);
    case PP_NOT_ASSESSED:
        return catalogue_text(around, "state.not_assessed", NULL, 0, out);
    case PP_ESTIMATED:
        value.text = bare_value(around, figure);
        return catalogue_text(around, "state.estimated", &value, 1, out);
    case PP_AT_LEAST:
        value.text = bare_value(around, figure);
        return catalogue_text(around, "state.at_least", &value, 1, out);
    case PP_EXACT:
    case PP_ROUNDED:
        break;
    }
    *out = NULL;
    return PP_OK;
}

static void note_figure(const struct surround *around, const struct pp_figure *figure)
{
    *(const struct pp_figure **)PP_PUSH(around->arena, &around->out->figures) = figure;
}

/* `text` is what the message printed for the figure. */
static enum pp_status push_figure(
    const struct surround *around, const struct pp_figure *figure, const char *text)
{
    struct pp_words words = {.text = text};
    PP_TRY(figure_actual(around, figure, &words.actual));
    if (around->out->apart)
        words.figure = figure;
    if (figure->state == PP_SUPPRESSED)
        words.mark = PP_MARK_WITHHELD;
    words.strong = figure->state == PP_UNKNOWN;
    note_figure(around, figure);
    push(around, words);
    return PP_OK;
}

static enum pp_status push_mark(const struct surround *around, const struct pp_inline *leaf)
{
    static const struct {
        const char *text, *id;
    } marks[] = {
        [PP_MARK_NONE] = {"", NULL},     [PP_MARK_WITHHELD] = {"c", "state.withheld"},
        [PP_MARK_UP] = {"▲", "mark.up"}, [PP_MARK_DOWN] = {"▼", "mark.down"},
        [PP_MARK_ON_TIME] = {"●", NULL}, [PP_MARK_IN_PART] = {"◐", NULL},
        [PP_MARK_NOTHING] = {"⊗", NULL}, [PP_MARK_LIKERT] = {"■", NULL},
        [PP_MARK_HEAT] = {"■", NULL},    [PP_MARK_BULLET] = {"•", NULL},
        [PP_MARK_SHARE] = {"▬", NULL},
    };
    struct pp_words words = {.text = marks[leaf->mark].text};
    words.mark = leaf->mark;
    words.mark_index = leaf->mark_index;
    bool in_key = leaf->mark == PP_MARK_WITHHELD && leaf->mark_index == PP_MARK_IN_KEY;
    if (marks[leaf->mark].id != NULL && !in_key)
        PP_TRY(catalogue_text(around, marks[leaf->mark].id, NULL, 0, &words.actual));
    push(around, words);
    return PP_OK;
}

/* `outside` is what surrounds the message: a city's name in it is no word of the message's
 * language.
 */
static enum pp_status push_piece(
    const struct surround *around, const struct surround *outside, const struct pp_piece *piece)
{
    struct pp_words words = {.text = piece->text};
    if (piece->arg != NULL && piece->arg->kind == PP_ARG_NODE && piece->arg->node != NULL)
        return flatten(outside, piece->arg->node);
    if (piece->arg != NULL && piece->arg->kind == PP_ARG_FIGURE)
        return push_figure(around, piece->arg->figure, piece->text);
    if (piece->arg != NULL && piece->arg->kind == PP_ARG_TEXT)
        words.lang = piece->arg->lang;
    push(around, words);
    return PP_OK;
}

/* Text that came with a node argument stands for nothing: the node itself is spliced in. But a
 * piece of it must come, so the plain form may not be empty. */
static struct pp_arg *spliceable(const struct surround *around, const struct pp_inline *leaf)
{
    struct pp_arg *args =
        pp_arena_memdup(around->arena, leaf->args, leaf->arg_count * sizeof *leaf->args);
    for (size_t i = 0; i < leaf->arg_count; i++)
        if (args[i].kind == PP_ARG_NODE && pp_is_empty(args[i].text))
            args[i].text = "•";
    return args;
}

static enum pp_status push_message(
    const struct surround *around, const struct pp_message *message, const char *lang,
    const struct pp_inline *leaf)
{
    struct pp_pieces pieces = {0};
    struct surround inner = *around;
    const struct pp_locale *locale;
    if (message == NULL)
        return PP_DATA;
    if (lang != NULL)
        inner.lang = lang;
    PP_TRY(locale_of(around, lang, &locale));
    PP_TRY(pp_message_format(
        around->wording->run, around->arena, locale, message, spliceable(around, leaf),
        leaf->arg_count, &pieces));
    for (size_t i = 0; i < pieces.count; i++)
        PP_TRY(push_piece(&inner, around, &pieces.items[i]));
    return PP_OK;
}

/* Items are taken without those behind them, and their copies stay: words keep the leaf they come
 * from. They carry a character that no text has behind them, so that the separators which the
 * language puts between them can be told from their text. The text is there because some languages
 * look at it ("e" before "i" in Italian or Spanish). */
static enum pp_status push_list(const struct surround *around, const struct pp_inline *leaf)
{
    const char **items;
    const char *list;
    size_t count = 0, i = 0;
    for (const struct pp_inline *item = leaf->children; item != NULL; item = item->next)
        count++;
    items = pp_arena_array(around->arena, count, sizeof *items);
    for (const struct pp_inline *item = leaf->children; item != NULL; item = item->next) {
        PP_TRY(pp_wording_plain(
            around->wording, around->arena, pp_inline_copy(around->arena, item), &items[i]));
        items[i] = pp_arena_printf(around->arena, "%s\uE000", items[i]);
        i++;
    }
    list = pp_locale_list(around->wording->locale, around->arena, items, count, leaf->with_and);
    i = 0;
    for (const struct pp_inline *item = leaf->children; item != NULL; item = item->next) {
        const char *at = strstr(list, items[i]);
        if (at != NULL && at > list)
            push(
                around, (struct pp_words){
                            .text = pp_arena_strndup(around->arena, list, (size_t)(at - list))});
        PP_TRY(flatten(around, pp_inline_copy(around->arena, item)));
        list = at != NULL ? at + strlen(items[i]) : list;
        i++;
    }
    push(around, (struct pp_words){.text = list});
    return PP_OK;
}

static void push_break(const struct surround *around)
{
    struct pp_wordings *out = around->out;
    if (out->count > 0 && !out->items[out->count - 1].line_end)
        out->items[out->count - 1].line_end = true;
    else
        push(around, (struct pp_words){.text = "", .line_end = true});
}

static enum pp_status flatten_inside(const struct surround *around, const struct pp_inline *leaf)
{
    struct surround inner = *around;
    if (leaf->lang != NULL)
        inner.lang = leaf->lang;
    inner.strong = inner.strong || leaf->kind == PP_INLINE_STRONG;
    inner.emphasis = inner.emphasis || leaf->kind == PP_INLINE_EMPHASIS;
    inner.code = inner.code || leaf->kind == PP_INLINE_CODE;
    if (leaf->kind == PP_INLINE_LINK) {
        inner.url = leaf->url;
        inner.link = leaf;
    }
    if (leaf->kind == PP_INLINE_QUOTE)
        inner.quote = leaf;
    if (leaf->kind == PP_INLINE_ABBREVIATION)
        inner.expansion = leaf->text;
    if (leaf->kind == PP_INLINE_CODE && leaf->text != NULL)
        push(&inner, (struct pp_words){.text = leaf->text});
    return flatten(&inner, leaf->children);
}

static enum pp_status flatten_days(const struct surround *around, const struct pp_inline *leaf)
{
    const struct pp_locale *locale = around->wording->locale;
    struct pp_words words = {0};
    if (leaf->first == leaf->last)
        words.text = pp_locale_date(locale, around->arena, leaf->first, leaf->days);
    else
        words.text =
            pp_locale_date_range(locale, around->arena, leaf->first, leaf->last, leaf->days);
    push(around, words);
    return PP_OK;
}

static enum pp_status flatten_one(const struct surround *around, const struct pp_inline *leaf)
{
    const struct pp_wording *wording = around->wording;
    switch (leaf->kind) {
    case PP_INLINE_TEXT:
        push(around, (struct pp_words){.text = leaf->text, .lang = leaf->lang});
        if (leaf->figure != NULL)
            note_figure(around, leaf->figure);
        return PP_OK;
    case PP_INLINE_MESSAGE:
        if (pp_streq(leaf->text, "story.on_page") && leaf->args[0].value == 0)
            return PP_OK; /* on the web there are no pages */
        return push_message(
            around, pp_wording_message(wording, leaf->text),
            leaf->lang != NULL ? leaf->lang : pp_wording_foreign(wording), leaf);
    case PP_INLINE_PATTERN:
        return push_message(around, leaf->message, leaf->lang, leaf);
    case PP_INLINE_FIGURE:
        return push_figure(
            around, leaf->figure, pp_figure_print(wording->locale, around->arena, leaf->figure));
    case PP_INLINE_BREAK:
        push_break(around);
        return PP_OK;
    case PP_INLINE_MARK:
        return push_mark(around, leaf);
    case PP_INLINE_DAYS:
        return flatten_days(around, leaf);
    case PP_INLINE_LIST:
        return push_list(around, leaf);
    case PP_INLINE_STRONG:
    case PP_INLINE_EMPHASIS:
    case PP_INLINE_CODE:
    case PP_INLINE_LINK:
    case PP_INLINE_LANG:
    case PP_INLINE_QUOTE:
    case PP_INLINE_ABBREVIATION:
    case PP_INLINE_GROUP:
        return flatten_inside(around, leaf);
    }
    return PP_OK;
}

static enum pp_status flatten(const struct surround *around, const struct pp_inline *content)
{
    for (; content != NULL; content = content->next)
        PP_TRY(flatten_one(around, content));
    return PP_OK;
}

enum pp_status pp_wording_flatten(
    struct pp_wording *wording, struct pp_arena *arena, const struct pp_inline *content,
    struct pp_wordings *out)
{
    struct surround around = {.wording = wording, .arena = arena, .out = out};
    size_t first = out->count;
    around.lang = wording->lang;
    PP_TRY(flatten(&around, content));
    merge(arena, out, first);
    if (wording->pseudo != NULL)
        pp_pseudo_words(arena, out, first, wording->lang, wording->pseudo);
    return PP_OK;
}

bool pp_words_silent(const struct pp_words *words)
{
    return words->mark != PP_MARK_NONE && words->actual == NULL;
}

enum pp_status pp_wording_said(
    struct pp_wording *wording, struct pp_arena *arena, const struct pp_inline *content,
    const char **out, struct pp_wordings *words)
{
    struct pp_str text;
    PP_TRY(pp_wording_flatten(wording, arena, content, words));
    pp_str_init(&text);
    for (size_t i = 0; i < words->count; i++) {
        const struct pp_words *part = &words->items[i];
        if (part->actual != NULL)
            pp_str_append(&text, part->actual);
        else if (!pp_words_silent(part))
            pp_str_append(&text, part->text);
        if (part->line_end && i + 1 < words->count)
            pp_str_append_char(&text, ' ');
    }
    *out = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return PP_OK;
}

enum pp_status pp_wording_plain(
    struct pp_wording *wording, struct pp_arena *arena, const struct pp_inline *content,
    const char **out)
{
    struct pp_wordings words = {0};
    return pp_wording_said(wording, arena, content, out, &words);
}
