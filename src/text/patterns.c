#include "patterns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"

enum { LONGEST_WORD = 500, LARGEST_FILE = 16 << 20 }; /* [bytes] */

static char *read_whole(struct pp_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    struct pp_str text;
    char chunk[16384];
    pp_str_init(&text);
    for (size_t size; (size = fread(chunk, 1, sizeof chunk, file)) > 0;)
        pp_str_append_n(&text, chunk, size);
    bool fine = !ferror(file) && text.length < LARGEST_FILE;
    fclose(file);
    char *copy = fine ? pp_str_copy(&text, arena) : NULL;
    pp_str_free(&text);
    return copy;
}

/* Cuts the next line off *at; without its end and trailing space. NULL behind the last. */
static char *next_line(char **at)
{
    char *line = *at;
    if (*line == '\0')
        return NULL;
    size_t length = strcspn(line, "\n");
    *at = line + length + (line[length] != '\0');
    while (length > 0 && strchr("\r\t ", line[length - 1]) != NULL)
        length--;
    line[length] = '\0';
    return line;
}

static uint64_t hash_step(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * 1099511628211u;
}

static const uint64_t hash_start = 14695981039346656037u;

static struct pp_pattern_entry *find_slot(
    const struct pp_patterns *patterns, const char *letters, size_t length, uint64_t hash)
{
    size_t mask = patterns->slot_count - 1;
    for (size_t slot = (size_t)(hash ^ hash >> 29) & mask;; slot = (slot + 1) & mask) {
        struct pp_pattern_entry *entry = &patterns->slots[slot];
        if (entry->letters == NULL ||
            (entry->length == length && memcmp(entry->letters, letters, length) == 0))
            return entry;
    }
}

/* "LEFTHYPHENMIN 2" and its like. False: a keyword that makes the dictionary more than plain. */
static bool read_keyword(struct pp_patterns *patterns, const char *line)
{
    static const char left[] = "LEFTHYPHENMIN", right[] = "RIGHTHYPHENMIN";
    if (pp_starts_with(line, left))
        patterns->left = (int)strtol(line + strlen(left), NULL, 10);
    else if (pp_starts_with(line, right))
        patterns->right = (int)strtol(line + strlen(right), NULL, 10);
    else
        /* Minimums at compounds mean something with levels only, and those are refused. */
        return pp_starts_with(line, "COMPOUNDLEFTHYPHENMIN") ||
               pp_starts_with(line, "COMPOUNDRIGHTHYPHENMIN");
    return true;
}

static bool continues_character(const struct pp_patterns *patterns, char byte)
{
    return patterns->utf8 && ((unsigned char)byte & 0xC0) == 0x80;
}

/* Splits "1ba2c" into letters, in place, and values. */
static void add_pattern(struct pp_arena *arena, struct pp_patterns *patterns, char *line)
{
    unsigned char *values = pp_arena_alloc(arena, strlen(line) + 2);
    size_t length = 0, characters = 0;
    uint64_t hash = hash_start;
    for (const char *at = line; *at != '\0'; at++) {
        if (*at >= '0' && *at <= '9') {
            values[characters] = (unsigned char)(*at - '0');
            continue;
        }
        characters += !continues_character(patterns, *at);
        hash = hash_step(hash, (unsigned char)*at);
        line[length++] = *at;
    }
    if (length == 0)
        return;
    struct pp_pattern_entry *entry = find_slot(patterns, line, length, hash);
    *entry = (struct pp_pattern_entry){line, length, values};
    if (length > patterns->longest)
        patterns->longest = length;
}

static bool is_keyword(const char *line)
{
    size_t capitals = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return capitals >= 8;
}

/* A pattern with a change of spelling: "f1f/ff=f,1,2". */
static bool respells(const char *line)
{
    return strchr(line, '/') != NULL || strchr(line, '=') != NULL;
}

struct pp_patterns *pp_patterns_read(struct pp_arena *arena, const char *path)
{
    char *at = read_whole(arena, path);
    static const char utf8[] = "UTF-8";
    bool headed = !pp_ends_with(path, ".pat.txt"); /* TeX's have no line with the encoding */
    const char *encoding = utf8;
    char *line;
    if (at != NULL && headed)
        encoding = next_line(&at);
    if (at == NULL || encoding == NULL)
        return NULL;
    struct pp_patterns *patterns = pp_arena_alloc(arena, sizeof *patterns);
    patterns->encoding = encoding;
    patterns->utf8 = strcmp(encoding, utf8) == 0;
    size_t lines = 1;
    for (const char *c = at; *c != '\0'; c++)
        lines += *c == '\n';
    for (patterns->slot_count = 64; patterns->slot_count < 2 * lines;)
        patterns->slot_count *= 2;
    patterns->slots = pp_arena_array(arena, patterns->slot_count, sizeof *patterns->slots);
    while ((line = next_line(&at)) != NULL) {
        if (line[0] == '%' || line[0] == '#')
            continue;
        if (is_keyword(line) ? !read_keyword(patterns, line) : respells(line))
            return NULL;
        if (!is_keyword(line))
            add_pattern(arena, patterns, line);
    }
    return patterns;
}

void pp_patterns_apply(
    const struct pp_patterns *patterns, const char *word, size_t length, unsigned char *values)
{
    /* The word between dots; a dot is a character of the patterns. */
    char dotted[LONGEST_WORD + 2];
    unsigned char found[LONGEST_WORD + 3] = {0};
    if (length > LONGEST_WORD)
        length = 0;
    dotted[0] = dotted[length + 1] = '.';
    memcpy(dotted + 1, word, length);
    size_t characters = 0;
    for (size_t start = 0; start < length + 2; start++) {
        if (continues_character(patterns, dotted[start]))
            continue;
        uint64_t hash = hash_start;
        size_t end = start;
        while (end < length + 2 && end - start < patterns->longest) {
            hash = hash_step(hash, (unsigned char)dotted[end++]);
            const struct pp_pattern_entry *entry =
                find_slot(patterns, dotted + start, end - start, hash);
            if (entry->letters == NULL)
                continue;
            size_t place = characters;
            for (size_t i = 0; i <= entry->length; i++) {
                if (i < entry->length && continues_character(patterns, entry->letters[i]))
                    continue;
                unsigned char value = entry->values[place - characters];
                if (value > found[place])
                    found[place] = value;
                place++;
            }
        }
        characters++;
    }
    /* found[1] stands before the first letter. */
    memcpy(values, found + 1, characters - 1);
}
