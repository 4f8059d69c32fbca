/* Translations out of an XLIFF file: each text is put together again from its units, and looked at
 * before it is taken. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/message.h"
#include "pactpress/run.h"
#include "xliff.h"

struct taker {
    struct pp_run *run;
    const struct xliff *xliff;
    struct texts *texts;
    struct taking *taking;
    const char *original;
    bool open;         /* a unit of this text has no translation yet */
    bool says_is_done; /* all units say so by their state */
};

static void refuse(struct taker *taker, struct pp_where where, const char *rule, const char *text)
{
    pp_error(taker->run, where, rule, "%s", text);
    taker->taking->bad = true;
}

#define REFUSE(taker, where, rule, ...)                                                            \
    refuse((taker), (where), (rule), pp_arena_printf((taker)->run->arena, __VA_ARGS__))

/* The code that a piece stands for: of the source by id and key, else of the translation that is
 * there, else any code of the source with that key. NULL: none. */
static const struct pp_code *code_of(
    const struct pp_coded *coded, const char *const *ids, const struct xliff_piece *piece,
    bool by_id)
{
    for (size_t i = 0; i < coded->count; i++) {
        const struct pp_code *code = &coded->items[i];
        bool same = pp_streq(code->text, piece->text) || pp_streq(code->key, piece->text);
        if (ids[i] != NULL && code->kind == piece->kind && same &&
            (!by_id || pp_streq(ids[i], piece->id)))
            return code;
    }
    return NULL;
}

/* Both sides of a text as they are now. */
struct now {
    struct pp_coded source, target;
    const char **source_ids, **target_ids;
};

static const char *rebuild(
    struct taker *taker, const char *name, enum pp_coded_syntax syntax, const char *source,
    const char *target, int depth);

/* An argument with the branches that the file gives. */
static const char *rebuild_branches(
    struct taker *taker, const char *name, const struct pp_code *source,
    const struct pp_code *target, const char *id, int depth)
{
    struct pp_code code = *source;
    const char *const *words =
        xliff_branches(taker->run->arena, taker->texts->locale, source, target);
    code.branches.items = NULL;
    code.branches.count = code.branches.capacity = 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        const char *unit = pp_arena_printf(taker->run->arena, "%s/%s/%s", name, id, words[i]);
        const char *from = xliff_branch(source, words[i], true);
        bool open = taker->open;
        const char *text = rebuild(
            taker, unit, PP_CODED_BRANCH, from != NULL ? from : "",
            target != NULL ? xliff_branch(target, words[i], false) : NULL, depth + 1);
        /* A form that the language can do without may stay away. */
        if (text == NULL && !taker->taking->bad &&
            !texts_needs_plural(taker->texts->locale, words[i]) &&
            xliff_branch(source, words[i], false) == NULL)
            taker->open = open;
        if (text != NULL)
            *(struct pp_code_branch *)PP_PUSH(taker->run->arena, &code.branches) =
                (struct pp_code_branch){words[i], text};
    }
    return pp_code_write(taker->run->arena, &code);
}

static const char *id_in(
    const struct pp_coded *coded, const char *const *ids, const struct pp_code *code)
{
    return ids[code - coded->items];
}

/* A code as it is written; NULL after a report. */
static const char *rebuild_code(
    struct taker *taker, const struct xliff_unit *unit, const struct now *now,
    const struct xliff_piece *piece, int depth)
{
    const struct pp_code *code = code_of(&now->source, now->source_ids, piece, true);
    const struct pp_code *there = NULL;
    if (code == NULL)
        there = code_of(&now->target, now->target_ids, piece, true);
    if (code == NULL && there == NULL)
        code = code_of(&now->source, now->source_ids, piece, false);
    if (there != NULL)
        return pp_code_write(taker->run->arena, there);
    if (code == NULL) {
        for (size_t i = 0; i < now->target.count; i++) /* an argument with branches of its own */
            if (now->target_ids[i] != NULL && pp_streq(now->target_ids[i], piece->id) &&
                pp_streq(pp_code_write(taker->run->arena, &now->target.items[i]), piece->text))
                return piece->text;
        REFUSE(
            taker, unit->where, "xliff.unknown-code",
            "The code %s in the translation of \"%s\" (%s) is not in its source, or is no longer. "
            "Take the codes of the source as they are, or export again.",
            piece->text, unit->name, unit->original);
        return NULL;
    }
    if (code->branches.count == 0)
        return code->text;
    const char *id = id_in(&now->source, now->source_ids, code);
    for (size_t i = 0; i < now->target.count; i++)
        if (now->target_ids[i] != NULL && pp_streq(now->target_ids[i], id))
            there = &now->target.items[i];
    return rebuild_branches(taker, unit->name, code, there, id, depth);
}

static bool is_done(const char *state)
{
    return pp_streq(state, "translated") || pp_streq(state, "reviewed") || pp_streq(state, "final");
}

/* The text of a unit and those below; NULL: it is not translated, or a report was made. */
static const char *rebuild(
    struct taker *taker, const char *name, enum pp_coded_syntax syntax, const char *source,
    const char *target, int depth)
{
    struct pp_arena *arena = taker->run->arena;
    const struct xliff_unit *unit = xliff_find(taker->xliff, arena, taker->original, name);
    struct now now = {0};
    struct pp_str str;
    if (unit == NULL || !unit->has_target || depth > PP_LIMIT_MESSAGE_DEPTH) {
        taker->open = true;
        return NULL;
    }
    taker->says_is_done = taker->says_is_done && is_done(unit->state);
    pp_coded_read(arena, syntax, source, &now.source);
    if (target != NULL)
        pp_coded_read(arena, syntax, target, &now.target);
    xliff_ids(arena, &now.source, &now.target, &now.source_ids, &now.target_ids);
    pp_str_init(&str);
    for (size_t i = 0; i < unit->target.count && !taker->taking->bad; i++) {
        const struct xliff_piece *piece = &unit->target.items[i];
        const char *text = piece->kind == PP_CODE_WORDS
                               ? piece->text
                               : rebuild_code(taker, unit, &now, piece, depth);
        pp_str_append(&str, text != NULL ? text : "");
    }
    const char *text = pp_str_copy(&str, arena);
    pp_str_free(&str);
    if (*text == '\0' && depth == 0)
        taker->open = true;
    return text;
}

/* --- Is the source what the translator saw? */

/* A unit's pieces and a text's codes, as one line each. */
static bool same_source(
    struct pp_arena *arena, const struct xliff_unit *unit, enum pp_coded_syntax syntax,
    const char *source)
{
    struct pp_coded coded;
    struct pp_str one, other;
    pp_coded_read(arena, syntax, source, &coded);
    pp_str_init(&one);
    pp_str_init(&other);
    for (size_t i = 0; i < coded.count; i++)
        pp_str_append(
            &one, coded.items[i].branches.count > 0 ? coded.items[i].key : coded.items[i].text);
    for (size_t i = 0; i < unit->source.count; i++)
        pp_str_append(&other, unit->source.items[i].text);
    bool same = pp_streq(one.text, other.text);
    pp_str_free(&one);
    pp_str_free(&other);
    return same;
}

/* The same of the branches, as far as they are in the file. */
static bool same_branches(
    struct taker *taker, const char *name, enum pp_coded_syntax syntax, const char *source,
    int depth)
{
    struct pp_arena *arena = taker->run->arena;
    const struct xliff_unit *unit = xliff_find(taker->xliff, arena, taker->original, name);
    struct pp_coded coded;
    if (unit == NULL || depth > PP_LIMIT_MESSAGE_DEPTH)
        return true;
    if (!same_source(arena, unit, syntax, source))
        return false;
    pp_coded_read(arena, syntax, source, &coded);
    int number = 0;
    for (size_t i = 0; i < coded.count; i++) {
        const struct pp_code *code = &coded.items[i];
        if (code->kind == PP_CODE_ALONE || code->kind == PP_CODE_OPEN)
            number++;
        for (size_t k = 0; k < code->branches.count; k++)
            if (!same_branches(
                    taker,
                    pp_arena_printf(
                        arena, "%s/%d/%s", name, number, code->branches.items[k].keyword),
                    PP_CODED_BRANCH, code->branches.items[k].text, depth + 1))
                return false;
    }
    return true;
}

/* A paragraph that stands elsewhere than when the file was made. */
static const char *moved_name(struct taker *taker, const struct text *text)
{
    const struct xliff *xliff = taker->xliff;
    for (size_t i = 0; i < xliff->units.count; i++)
        if (pp_streq(xliff->units.items[i].original, taker->original) &&
            strchr(xliff->units.items[i].name, '/') == NULL &&
            same_source(taker->run->arena, &xliff->units.items[i], text->syntax, text->source))
            return xliff->units.items[i].name;
    return NULL;
}

/* --- One text */

static enum pp_status check(struct taker *taker, const struct text *text, struct pp_where where)
{
    struct pp_arena *arena = taker->run->arena;
    const char *problem =
        texts_mismatch(arena, taker->texts->locale, text->syntax, text->source, text->target);
    struct pp_message *message;
    if (problem != NULL) {
        REFUSE(
            taker, where, "xliff.codes", "The translation of \"%s\" (%s) does not fit: %s.",
            text->id, taker->original, problem);
        return PP_DATA;
    }
    if (text->syntax == PP_CODED_MESSAGE &&
        pp_message_parse(taker->run, arena, text->target, where, &message) != PP_OK) {
        taker->taking->bad = true;
        return PP_DATA;
    }
    return PP_OK;
}

/* Marks where the translation comes from. One that was made from an older source is stale at once:
 * it is marked as made from a text that is not there. */
static void mark(struct taker *taker, struct text *text, bool current, bool reviewed)
{
    struct pp_arena *arena = taker->run->arena;
    struct pp_translation line = {
        .file = taker->original,
        .key = text->key,
        .source = pp_arena_strdup(arena, current ? text->source_digest : "0000000000000000"),
        .reviewed_by = reviewed && current ? taker->taking->reviewed_by : NULL};
    char *digest = pp_arena_alloc(arena, PP_TEXT_DIGEST);
    pp_text_digest(text->target, digest);
    line.text = digest;
    pp_translations_set(arena, taker->texts->records, &line);
}

static void take_text(struct taker *taker, struct text *text, bool *changed)
{
    struct pp_arena *arena = taker->run->arena;
    const char *name = text->id;
    bool current = same_branches(taker, name, text->syntax, text->source, 0);
    if (!current && text->key == NULL) {
        const char *moved = moved_name(taker, text);
        name = moved != NULL ? moved : name;
        current = moved != NULL && same_branches(taker, moved, text->syntax, text->source, 0);
    }
    const struct xliff_unit *unit = xliff_find(taker->xliff, arena, taker->original, name);
    taker->open = false;
    taker->says_is_done = true;
    const char *target =
        unit != NULL ? rebuild(taker, name, text->syntax, text->source, text->target, 0) : NULL;
    if (unit == NULL || taker->taking->bad)
        return;
    if (target == NULL || taker->open) {
        taker->taking->open++;
        return;
    }
    bool same = text->target != NULL &&
                pp_streq(target, pp_coded_canonical(arena, text->syntax, text->target));
    if (!same) {
        text->target = target;
        if (check(taker, text, unit->where) != PP_OK)
            return;
        *changed = true;
        taker->taking->taken++;
        mark(taker, text, current, true);
    } else if (taker->taking->reviewed_by != NULL && current) {
        taker->taking->reviewed++;
        mark(taker, text, true, true);
    } else if ((text->states & TEXT_STALE) && taker->says_is_done && current) {
        taker->taking->confirmed++;
        mark(taker, text, true, false);
    } else {
        taker->taking->unchanged++;
    }
}

/* --- All */

static bool is_known_file(const struct texts *texts, const char *original)
{
    for (size_t i = 0; i < texts->files.count; i++)
        if (pp_streq(texts->files.items[i].original, original))
            return true;
    return false;
}

static bool is_known_text(const struct texts *texts, const struct xliff_unit *unit)
{
    size_t length = strcspn(unit->name, "/");
    for (size_t i = 0; i < texts->list.count; i++) {
        const struct text *text = &texts->list.items[i];
        if (strlen(text->id) == length && strncmp(text->id, unit->name, length) == 0 &&
            pp_streq(texts->files.items[text->file].original, unit->original))
            return true;
    }
    return false;
}

/* Units of which nobody knows what they are for: the file is of another project, or its sources are
 * gone. */
static void check_names(struct taker *taker)
{
    const struct xliff *xliff = taker->xliff;
    for (size_t i = 0; i < xliff->units.count && !taker->taking->bad; i++) {
        const struct xliff_unit *unit = &xliff->units.items[i];
        if (!is_known_file(taker->texts, unit->original))
            REFUSE(
                taker, unit->where, "xliff.unknown-file",
                "There is no file \"%s\" in this project; is this the right project, and the right "
                "file?",
                unit->original);
        else if (!is_known_text(taker->texts, unit))
            REFUSE(
                taker, unit->where, "xliff.unknown-unit",
                "There is no text \"%s\" in %s; if it was removed since, export again.", unit->name,
                unit->original);
    }
}

enum pp_status xliff_take(
    struct pp_run *run, const struct xliff *xliff, struct texts *texts, bool *changed,
    struct taking *taking)
{
    struct taker taker = {.run = run, .xliff = xliff, .texts = texts, .taking = taking};
    bool bad = false;
    check_names(&taker);
    bad = taking->bad;
    for (size_t i = 0; i < texts->list.count; i++) {
        struct text *text = &texts->list.items[i];
        taker.original = texts->files.items[text->file].original;
        taking->bad = false; /* every mistake is shown */
        take_text(&taker, text, &changed[i]);
        bad = bad || taking->bad;
    }
    taking->bad = bad;
    return bad ? PP_DATA : PP_OK;
}
