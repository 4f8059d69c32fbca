/* The inside of a typesetter: what one worker keeps from paragraph to paragraph. */
#ifndef PACTPRESS_TEXT_TYPESETTER_H
#define PACTPRESS_TEXT_TYPESETTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/font.h"
#include "pactpress/map.h"
#include "pactpress/paragraph.h"
#include "pactpress/str.h"

struct pp_bidi;
struct pp_breaker;
struct pp_hyphenator;
struct pp_nobreak;
struct pp_shape_cache;
struct pp_shaper;

/* A language as the typesetter needs it. Iterators and patterns are opened when first used. */
struct pp_tongue {
    const char *lang;
    uint32_t script;
    bool capital_nouns; /* a capital letter does not mean a name */
    bool rtl;
    struct pp_breaker *breaker;
    struct pp_hyphenator *hyphenator;
    bool sought; /* the hyphenator */
    const struct pp_nobreak *nobreak;
};

enum { PP_QUICK = 0x2200 }; /* characters whose face is looked up in a table */

/* The faces of a style for one script, in order of preference. */
struct pp_stack {
    enum pp_family family;
    enum pp_weight weight;
    bool italic;
    uint32_t script;
    size_t *ids;
    const struct pp_face **faces; /* NULL until tried, or when missing */
    bool *tried;
    size_t count;
    uint8_t *quick; /* per character: 0 not looked up, 255 nobody has it, else index + 1 */
    const struct pp_face *primary;
};

struct pp_typesetter {
    struct pp_run *run;
    const struct pp_fonts *fonts;
    struct pp_arena *arena;
    struct {
        struct pp_tongue **items;
        size_t count, capacity;
    } tongues;
    struct {
        struct pp_stack **items;
        size_t count, capacity;
    } stacks;
    struct pp_bidi *bidi;
    struct pp_shaper *shaper;
    struct pp_shape_cache *cache;
    struct pp_str key;  /* of the paragraph that is looked up in it */
    struct pp_map said; /* warnings given already: layout sets a paragraph many times */
};

struct pp_tongue *pp_typesetter_tongue(struct pp_typesetter *typesetter, const char *lang);
struct pp_stack *pp_typesetter_stack(
    struct pp_typesetter *typesetter, const struct pp_font_style *style, uint32_t script);
struct pp_breaker *pp_tongue_breaker(struct pp_tongue *tongue);
const struct pp_nobreak *pp_tongue_nobreak(
    struct pp_typesetter *typesetter, struct pp_tongue *tongue);
/* NULL when the language has no patterns. */
struct pp_hyphenator *pp_tongue_hyphenator(
    struct pp_typesetter *typesetter, struct pp_tongue *tongue);

/* The index of the first face that has the character, or PP_NO_FACE. */
#define PP_NO_FACE ((size_t)-1)
size_t pp_stack_find(struct pp_typesetter *typesetter, struct pp_stack *stack, uint32_t codepoint);
/* The face at an index, opened on first use; NULL when its file is missing. */
const struct pp_face *pp_stack_face(
    struct pp_typesetter *typesetter, struct pp_stack *stack, size_t index);
/* Can the face set the character, on its own or by what shaping puts in its place? */
bool pp_face_covers(const struct pp_face *face, uint32_t codepoint);

/* True the first time it is asked about a sentence: whether to say it. */
bool pp_typesetter_news(struct pp_typesetter *typesetter, const char *sentence);

#endif
