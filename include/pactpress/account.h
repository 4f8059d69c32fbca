/* Row accounts: read = used + excluded + superseded + duplicates + held_back, per file. */
#ifndef PACTPRESS_ACCOUNT_H
#define PACTPRESS_ACCOUNT_H

#include <stdbool.h>

#include "pactpress/ingest.h"

struct pp_arena;

/* One more row for a rule; rules are listed in order of first appearance. */
void pp_reason_add(struct pp_arena *arena, struct pp_reasons *reasons, const char *rule);
/* Days and cities of a row that is used. */
void pp_account_use(
    struct pp_file_account *account, pp_day day, const size_t *cities, size_t city_count);
/* Do the classes add up to what was read, and the reasons to their classes? */
bool pp_account_adds_up(const struct pp_file_account *account);

/* A share of rows, "5 %" or "2.5 %", in thousandths; -1: the text is none. */
int64_t pp_share_read(const char *text);

#endif
