#include "pactpress/i18n.h"

#include <string.h>

#include "pactpress/str.h"

bool pp_strings_have(const struct pp_strings *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (pp_streq(list->items[i], text))
            return true;
    return false;
}

static const struct pp_i18n_entry *entry_of(const struct pp_i18n *text, const char *lang, size_t n)
{
    for (size_t i = 0; i < text->count; i++) {
        const char *have = text->items[i].lang;
        if (strlen(have) == n && memcmp(have, lang, n) == 0)
            return &text->items[i];
    }
    return NULL;
}

/* "pt-PT" itself, then "pt"; never a text of another language. */
static const struct pp_i18n_entry *nearest_entry(const struct pp_i18n *text, const char *lang)
{
    for (size_t n = strlen(lang); n > 0;) {
        const struct pp_i18n_entry *entry = entry_of(text, lang, n);
        if (entry)
            return entry;
        while (n > 0 && lang[n - 1] != '-')
            n--;
        n -= n > 0;
    }
    return NULL;
}

static const struct pp_i18n_entry *find(const struct pp_i18n *text, const char *lang)
{
    const struct pp_i18n_entry *entry = lang ? nearest_entry(text, lang) : NULL;
    return entry ? entry : entry_of(text, "", 0);
}

const char *pp_i18n_find(const struct pp_i18n *text, const char *lang)
{
    const struct pp_i18n_entry *entry = find(text, lang);
    return entry ? entry->text : NULL;
}

const char *pp_i18n_get(
    const struct pp_i18n *text, const char *lang, const char *const *fallback,
    const char **found_lang)
{
    const struct pp_i18n_entry *entry = find(text, lang);
    for (; !entry && fallback && *fallback; fallback++)
        entry = find(text, *fallback);
    if (!entry && text->count > 0)
        entry = &text->items[0];
    if (found_lang)
        *found_lang = entry ? entry->lang : "";
    return entry ? entry->text : "";
}

bool pp_i18n_is_empty(const struct pp_i18n *text)
{
    for (size_t i = 0; i < text->count; i++)
        if (!pp_is_empty(text->items[i].text))
            return false;
    return true;
}
