#include "pactpress/labels.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

struct finder {
    struct pp_arena *arena;
    struct pp_labels *out;
};

static void find_in(
    struct finder *finder, const struct pp_keyset *set, const struct pp_yaml *map,
    const char *path);

static void add_label(
    struct finder *finder, const struct pp_key *key, const struct pp_yaml *texts,
    const struct pp_yaml *sibling, const char *path)
{
    if (texts->kind != PP_YAML_MAP || !texts->first)
        return;
    struct pp_label *label = PP_PUSH(finder->arena, finder->out);
    *label = (struct pp_label){path, key->help, texts, sibling};
}

/* What an item of a list is called: its id, else its place. */
static const char *name_of(struct finder *finder, const struct pp_yaml *item, size_t index)
{
    static const char *const names[] = {"id", "code"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct pp_yaml *name = pp_yaml_get(item, names[i]);
        if (name && name->kind == PP_YAML_SCALAR && name->text[0] != '\0')
            return name->text;
    }
    return pp_arena_printf(finder->arena, "%zu", index + 1);
}

static void find_in_list(
    struct finder *finder, const struct pp_key *key, const struct pp_yaml *list, const char *path)
{
    size_t index = 0;
    for (const struct pp_yaml *item = list->first; item; item = item->next, index++)
        find_in(
            finder, key->sub, item,
            pp_arena_printf(finder->arena, "%s.%s", path, name_of(finder, item, index)));
}

static void find_in(
    struct finder *finder, const struct pp_keyset *set, const struct pp_yaml *map, const char *path)
{
    for (const struct pp_yaml *node = map->kind == PP_YAML_MAP ? map->first : NULL; node;
         node = node->next) {
        const struct pp_key *key = NULL;
        for (size_t i = 0; i < set->count && !key; i++)
            key = pp_streq(set->keys[i].name, node->key) ? &set->keys[i] : NULL;
        if (!key)
            continue;
        const char *here =
            pp_arena_printf(finder->arena, "%s%s%s", path, *path != '\0' ? "." : "", node->key);
        if (key->type == PP_KEY_I18N)
            add_label(finder, key, node, map, here);
        else if (key->type == PP_KEY_I18NMAP && node->kind == PP_YAML_MAP)
            for (const struct pp_yaml *item = node->first; item; item = item->next)
                add_label(
                    finder, key, item, node,
                    pp_arena_printf(finder->arena, "%s.%s", here, item->key));
        else if (key->type == PP_KEY_STRUCT)
            find_in(finder, key->sub, node, here);
        else if (key->type == PP_KEY_LIST && node->kind == PP_YAML_LIST)
            find_in_list(finder, key, node, here);
    }
}

void pp_labels_find(
    struct pp_arena *arena, const struct pp_keyset *set, const struct pp_yaml *root,
    struct pp_labels *out)
{
    struct finder finder = {arena, out};
    find_in(&finder, set, root, "");
}

size_t pp_edit_offset(const char *text, size_t length, size_t first_line, struct pp_where where)
{
    size_t at = 0;
    for (size_t line = first_line; line < where.line && at < length; at++)
        line += text[at] == '\n';
    for (size_t col = 1; col < where.col && at < length; col++) {
        unsigned c;
        size_t size = pp_utf8_decode(text + at, length - at, &c);
        at += size > 0 ? size : 1;
    }
    return at;
}

/* Can the value stand without quotes where a bare one stood? The reader is stricter than YAML. */
static bool can_be_bare(const char *value)
{
    static const char *const words[] = {"null", "true", "false", "yes", "no", "on", "off", NULL};
    unsigned char first = (unsigned char)value[0];
    if (!((first >= 'A' && first <= 'Z') || (first >= 'a' && first <= 'z') || first >= 0xC3))
        return false;
    if (strpbrk(value, "\n\t\"\\#:,[]{}&*!|>%@`?=") || value[strlen(value) - 1] == ' ')
        return false;
    for (size_t i = 0; words[i]; i++)
        if (pp_fold_equal(value, words[i]))
            return false;
    return true;
}

const char *pp_yaml_quoted(struct pp_arena *arena, const char *value)
{
    struct pp_str str;
    pp_str_init(&str);
    pp_str_append_char(&str, '"');
    for (; *value; value++) {
        if (*value == '"' || *value == '\\')
            pp_str_printf(&str, "\\%c", *value);
        else if (*value == '\n')
            pp_str_append(&str, "\\n");
        else if ((unsigned char)*value < 0x20 || *value == 0x7F)
            pp_str_printf(&str, "\\x%02X", (unsigned)(unsigned char)*value);
        else
            pp_str_append_char(&str, *value);
    }
    pp_str_append_char(&str, '"');
    const char *quoted = pp_str_copy(&str, arena);
    pp_str_free(&str);
    return quoted;
}

/* The byte behind the value, without white space that belongs to nothing. */
static size_t end_of(
    const char *text, size_t length, size_t first_line, const struct pp_yaml *node, size_t start)
{
    size_t stop = pp_edit_offset(text, length, first_line, node->end);
    while (stop > start && strchr(" \n\r", text[stop - 1]))
        stop--;
    return stop;
}

void pp_edit_scalar(
    struct pp_arena *arena, struct pp_edits *edits, const char *text, size_t length,
    size_t first_line, const struct pp_yaml *node, const char *value)
{
    size_t start = pp_edit_offset(text, length, first_line, node->where);
    bool bare = !node->quoted && can_be_bare(value);
    *(struct pp_edit *)PP_PUSH(arena, edits) = (struct pp_edit){
        start, end_of(text, length, first_line, node, start),
        bare ? value : pp_yaml_quoted(arena, value)};
}

void pp_edit_add(
    struct pp_arena *arena, struct pp_edits *edits, const char *text, size_t length,
    const struct pp_yaml *map, const char *key, const char *value)
{
    const struct pp_yaml *last = map->first;
    size_t start = pp_edit_offset(text, length, 1, map->where);
    const char *quoted = pp_yaml_quoted(arena, value);
    struct pp_edit edit = {0};
    while (last->next)
        last = last->next;
    edit.start = end_of(text, length, 1, last, pp_edit_offset(text, length, 1, last->key_where));
    if (text[start] == '{') {
        edit.text = pp_arena_printf(arena, ", %s: %s", key, quoted);
    } else {
        edit.start += strcspn(text + edit.start, "\n");
        edit.text =
            pp_arena_printf(arena, "\n%*s%s: %s", (int)last->key_where.col - 1, "", key, quoted);
    }
    edit.stop = edit.start;
    *(struct pp_edit *)PP_PUSH(arena, edits) = edit;
}

static int by_start(const void *a, const void *b)
{
    const struct pp_edit *one = *(const struct pp_edit *const *)a;
    const struct pp_edit *other = *(const struct pp_edit *const *)b;
    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    return one < other ? -1 : one > other;
}

const char *pp_edits_apply(
    struct pp_arena *arena, const struct pp_edits *edits, const char *text, size_t length)
{
    const struct pp_edit **sorted = pp_arena_array(arena, edits->count + 1, sizeof *sorted);
    struct pp_str str;
    size_t done = 0;
    pp_str_init(&str);
    for (size_t i = 0; i < edits->count; i++)
        sorted[i] = &edits->items[i];
    qsort(sorted, edits->count, sizeof *sorted, by_start);
    for (size_t i = 0; i < edits->count; i++) {
        pp_str_append_n(&str, text + done, sorted[i]->start - done);
        pp_str_append(&str, sorted[i]->text);
        done = sorted[i]->stop;
    }
    pp_str_append_n(&str, text + done, length - done);
    const char *copy = pp_str_copy(&str, arena);
    pp_str_free(&str);
    return copy;
}
