/* Words that say where a block of a story stands and what it is called: behind the name of a fenced
 * block, and as the last part of a picture's title. */
#include <string.h>

#include "document/markdown_read.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

static bool is_name(const char *text)
{
    static const char *const letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return *text != '\0' && strspn(text, letters) == strlen(text);
}

static bool read_word(const char *word, struct pp_md_words *out)
{
    if (word[0] == '#' && is_name(word + 1))
        out->id = word + 1;
    else if (pp_streq(word, "top"))
        out->at = PP_FLOAT_TOP;
    else if (pp_streq(word, "bottom"))
        out->at = PP_FLOAT_BOTTOM;
    else if (pp_streq(word, "turned"))
        out->turned = true;
    else if (pp_streq(word, "zebra"))
        out->zebra = true;
    else
        return false;
    return true;
}

const char *pp_md_words_read(struct pp_arena *arena, const char *text, struct pp_md_words *out)
{
    *out = (struct pp_md_words){0};
    while (*(text += strspn(text, " \t")) != '\0') {
        size_t length = strcspn(text, " \t");
        const char *word = pp_arena_strndup(arena, text, length);
        if (!read_word(word, out))
            return word;
        text += length;
    }
    return NULL;
}

static void set_words(struct pp_node *node, const struct pp_md_words *words)
{
    node->turned = words->turned;
    if (node->kind == PP_NODE_TABLE)
        node->as.table.zebra = words->zebra;
}

struct pp_node *pp_md_words_apply(
    struct pp_arena *arena, const struct pp_md_words *words, struct pp_node *list)
{
    struct pp_node *next;
    if (words->id != NULL)
        list->id = words->id;
    for (struct pp_node *node = list; node != NULL; node = node->next)
        set_words(node, words);
    if (words->at == PP_FLOAT_NONE)
        return list;
    struct pp_node *around = pp_node_new(arena, PP_NODE_FLOAT);
    around->where = list->where;
    around->as.floating.at = words->at;
    for (; list != NULL; list = next) {
        next = list->next;
        pp_node_append(around, list);
    }
    return around;
}
