#include "pactpress/account.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/values.h"

void pp_reason_add(struct pp_arena *arena, struct pp_reasons *reasons, const char *rule)
{
    for (size_t i = 0; i < reasons->count; i++)
        if (strcmp(reasons->items[i].rule, rule) == 0) {
            reasons->items[i].rows++;
            return;
        }
    struct pp_reason *reason = PP_PUSH(arena, reasons);
    reason->rule = rule;
    reason->rows = 1;
}

static size_t sum(const struct pp_reasons *reasons)
{
    size_t rows = 0;
    for (size_t i = 0; i < reasons->count; i++)
        rows += reasons->items[i].rows;
    return rows;
}

bool pp_account_adds_up(const struct pp_file_account *a)
{
    return a->read == a->used + a->excluded + a->superseded + a->duplicates + a->held_back &&
           sum(&a->excluded_by) == a->excluded && sum(&a->held_back_by) == a->held_back;
}

void pp_account_use(
    struct pp_file_account *account, pp_day day, const size_t *cities, size_t city_count)
{
    for (size_t i = 0; i < city_count; i++)
        if (cities[i] < 64)
            account->cities |= (uint64_t)1 << cities[i];
    if (day == PP_NO_DAY)
        return;
    if (account->first == PP_NO_DAY || day < account->first)
        account->first = day;
    if (account->last == PP_NO_DAY || day > account->last)
        account->last = day;
}

int64_t pp_share_read(const char *text)
{
    char plain[32];
    struct pp_number number;
    size_t length = strcspn(text, "%");
    if (length >= sizeof plain)
        return -1;
    memcpy(plain, text, length);
    while (length > 0 && plain[length - 1] == ' ')
        length--;
    plain[length] = '\0';
    if (pp_value_number(plain, '.', &number) != PP_READ_OK || number.decimals > 1 ||
        number.mantissa < 0)
        return -1;
    int64_t thousandths = number.decimals == 1 ? number.mantissa : number.mantissa * 10;
    return thousandths <= 1000 ? thousandths : -1;
}
