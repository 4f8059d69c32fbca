/* Month names of languages (ICU date symbols: wide and short, standing alone and in a date). A name
 * that means two different months in the given languages means none. */
#ifndef PACTPRESS_MONTHS_H
#define PACTPRESS_MONTHS_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/map.h"

struct pp_arena;

struct pp_months {
    struct pp_map names;   /* folded name -> month as a pointer-sized number, 13 = two months */
    struct pp_map fillers; /* folded words that dates hold beside: weekdays, "de", "gada" */
};

void pp_months_init(
    struct pp_months *months, struct pp_arena *arena, const char *const *langs, size_t count);
/* 1..12; 0: no month; 13: two languages use it for different months. `word` is folded. */
int pp_months_find(const struct pp_months *months, const char *word, size_t length);
/* Is it a weekday or one of the small words that stand in dates? */
bool pp_months_filler(const struct pp_months *months, const char *word, size_t length);

#endif
