#include "pactpress/persons.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/digest.h"
#include "pactpress/fold.h"
#include "pactpress/ingest.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

enum { NAME_WORDS = 32 };

void pp_persons_init(
    struct pp_persons *persons, struct pp_arena *arena, const struct pp_person_key *key)
{
    *persons = (struct pp_persons){.arena = arena, .key = key};
    pp_map_init(&persons->known, arena);
}

struct pp_person pp_persons_hash(
    struct pp_persons *persons, struct pp_arena *scratch, const char *kind, const char *identity)
{
    char *text = pp_arena_printf(scratch, "%s:%s", kind, identity);
    size_t length = strlen(text);
    struct pp_map_entry *entry = pp_map_entry(&persons->known, text, length);
    if (entry->value == NULL) {
        unsigned char digest[PP_DIGEST_SIZE];
        struct pp_person *person = pp_arena_alloc(persons->arena, sizeof *person);
        pp_hmac(persons->key->bytes, sizeof persons->key->bytes, text, length, digest);
        memcpy(person->hash, digest, sizeof person->hash);
        entry->value = person;
    }
    return *(const struct pp_person *)entry->value;
}

/* Tools write these where nobody is named. */
static bool names_nobody(const char *text)
{
    static const char *const words[] = {"anonymous", "anonym",  "anonimo", "anonyme",
                                        "anonimowy", "anonims", "guest"};
    if (pp_value_is_blank(text))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pp_fold_equal(text, words[i]))
            return true;
    return false;
}

const char *pp_person_email(struct pp_arena *arena, const char *text)
{
    if (names_nobody(text) || strchr(text, '@') == NULL)
        return NULL;
    text += strspn(text, " ");
    if (pp_starts_with(text, "mailto:"))
        text += strlen("mailto:");
    char *email = pp_arena_strdup(arena, text);
    size_t length = strlen(email);
    while (length > 0 && strchr(" ;,.", email[length - 1]) != NULL)
        email[--length] = '\0';
    for (char *c = email; *c != '\0'; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c - 'A' + 'a');
    return email;
}

const char *pp_person_code(struct pp_arena *arena, const char *text)
{
    return names_nobody(text) ? NULL : pp_fold(arena, text);
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Letters of any script; what stands between them ends a word. A hyphen or an apostrophe inside a
 * name is written by some and left out by others, so it ends a word too. */
static bool ends_word(char c)
{
    return c != '\0' && strchr(" ,;.-'\"()/\t", c) != NULL;
}

const char *pp_person_name(struct pp_arena *arena, const char *text)
{
    const char *words[NAME_WORDS];
    size_t count = 0;
    if (names_nobody(text))
        return NULL;
    char *folded = pp_fold(arena, text);
    for (char *c = folded; *c != '\0' && count < NAME_WORDS;) {
        while (ends_word(*c))
            c++;
        if (*c == '\0')
            break;
        words[count++] = c;
        while (*c != '\0' && !ends_word(*c))
            c++;
        if (*c != '\0')
            *c++ = '\0';
    }
    if (count == 0)
        return NULL;
    qsort(words, count, sizeof *words, compare_words);
    struct pp_str name;
    pp_str_init(&name);
    for (size_t i = 0; i < count; i++) {
        pp_str_append(&name, i > 0 ? " " : "");
        pp_str_append(&name, words[i]);
    }
    char *copy = pp_str_copy(&name, arena);
    pp_str_free(&name);
    return copy;
}
