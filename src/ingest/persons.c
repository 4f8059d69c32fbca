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

void pp_persons_init(struct pp_persons *persons, const struct pp_person_key *key)
{
    pp_str_init(&persons->text);
    persons->hmac = pp_hmac_new(key->bytes, sizeof key->bytes);
}

void pp_persons_free(struct pp_persons *persons)
{
    pp_str_free(&persons->text);
    pp_hmac_free(persons->hmac);
}

struct pp_person pp_persons_hash(struct pp_persons *persons, const char *kind, const char *identity)
{
    unsigned char digest[PP_DIGEST_SIZE];
    struct pp_person person;

    pp_str_clear(&persons->text);
    pp_str_append(&persons->text, kind);
    pp_str_append_char(&persons->text, ':');
    pp_str_append(&persons->text, identity);
    pp_hmac_of(persons->hmac, persons->text.text, persons->text.length, digest);
    memcpy(person.hash, digest, sizeof person.hash);
    return person;
}

/* Tools write these where nobody is named. */
static bool names_nobody(const char *folded)
{
    static const char *const words[] = {"anonymous", "anonym",  "anonimo", "anonyme",
                                        "anonimowy", "anonims", "guest"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(folded, words[i]) == 0)
            return true;
    return folded[0] == '\0'; /* line ends and marks alone name nobody */
}

/* NULL: the text names nobody. */
static char *folded_identity(struct pp_arena *arena, const char *text)
{
    char *folded = pp_value_is_blank(text) ? NULL : pp_fold(arena, text);
    return folded != NULL && !names_nobody(folded) ? folded : NULL;
}

const char *pp_person_email(struct pp_arena *arena, const char *text)
{
    if (strchr(text, '@') == NULL)
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
    return folded_identity(arena, text);
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
    char *folded = folded_identity(arena, text);
    if (folded == NULL)
        return NULL;
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
