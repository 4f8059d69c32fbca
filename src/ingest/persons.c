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

enum { NAME_WORDS = 32, KNOWN = 1 << 14, KNOWN_TEXT = 64 };

/* An identity met lately, and its hash. Rows of one person often stand near each other; who falls
 * out is hashed once more. So memory does not follow the number of persons. */
struct pp_known_person {
    char text[KNOWN_TEXT]; /* "": nobody yet */
    struct pp_person person;
};

void pp_persons_init(
    struct pp_persons *persons, struct pp_arena *arena, const struct pp_person_key *key)
{
    *persons = (struct pp_persons){
        .key = key, .known = pp_arena_array(arena, KNOWN, sizeof *persons->known)};
}

static struct pp_person hash(const struct pp_person_key *key, const char *text, size_t length)
{
    unsigned char digest[PP_DIGEST_SIZE];
    struct pp_person person;

    pp_hmac(key->bytes, sizeof key->bytes, text, length, digest);
    memcpy(person.hash, digest, sizeof person.hash);
    return person;
}

static struct pp_known_person *known(
    const struct pp_persons *persons, const char *text, size_t length)
{
    uint32_t at = 2166136261u; /* FNV-1a */

    for (size_t i = 0; i < length; i++)
        at = (at ^ (unsigned char)text[i]) * 16777619u;
    return &persons->known[(at ^ at >> 16) % KNOWN];
}

struct pp_person pp_persons_hash(
    struct pp_persons *persons, struct pp_arena *scratch, const char *kind, const char *identity)
{
    char *text = pp_arena_printf(scratch, "%s:%s", kind, identity);
    size_t length = strlen(text);
    struct pp_known_person *lately = known(persons, text, length);

    if (length >= KNOWN_TEXT)
        return hash(persons->key, text, length);
    if (strcmp(lately->text, text) != 0) {
        memcpy(lately->text, text, length + 1);
        lately->person = hash(persons->key, text, length);
    }
    return lately->person;
}

struct pp_person pp_person_hash(
    const struct pp_person_key *key, struct pp_arena *scratch, const char *kind,
    const char *identity)
{
    char *text = pp_arena_printf(scratch, "%s:%s", kind, identity);

    return hash(key, text, strlen(text));
}

/* Tools write these where nobody is named. */
static bool names_nobody(const char *text)
{
    static const char *const words[] = {"anonymous", "anonym",  "anonimo", "anonyme",
                                        "anonimowy", "anonims", "guest"};
    if (pp_value_is_blank(text))
        return true;
    struct pp_str folded; /* once: it is asked of every name */
    bool is = false;
    pp_str_init(&folded);
    pp_fold_into(&folded, text);
    for (size_t i = 0; i < sizeof words / sizeof *words && !is; i++)
        is = pp_streq(folded.text, words[i]);
    pp_str_free(&folded);
    return is;
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
    const char *code = names_nobody(text) ? "" : pp_fold(arena, text);
    return code[0] != '\0' ? code : NULL; /* line ends and marks alone name nobody */
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
