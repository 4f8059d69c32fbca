/* Any text as a value: readers end, set their result on success only, and what they read makes
 * sense. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/dates.h"
#include "pactpress/persons.h"
#include "pactpress/utf8.h"
#include "pactpress/values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_numbers(const char *text, char decimal)
{
    struct pp_number number = {INT64_MIN, -1};
    struct pp_count count = {PP_COUNT_NONE, -1, -1};
    int score2 = -1;
    bool fraction = false;
    bool good = pp_value_number(text, decimal, &number) == PP_READ_OK;
    if (good != (number.decimals >= 0))
        abort();
    if (pp_value_count(text, decimal, &count) == PP_READ_OK) {
        if (count.state == PP_COUNT_NONE || count.lo > count.hi || count.lo < 0)
            abort();
    } else if (count.lo != -1) {
        abort();
    }
    int minutes = -1;
    if ((pp_value_duration(text, decimal, decimal == ',', &minutes) == PP_READ_OK) !=
        (minutes >= 0))
        abort();
    if (pp_value_score2(text, decimal, 5, &score2, &fraction) == PP_READ_OK && fraction)
        abort();
}

static void read_others(struct pp_arena *arena, const char *text)
{
    char plain[64];
    bool answer = false, other = true;
    enum pp_reading reading = pp_value_bool(text, &answer);
    if (pp_value_bool(text, &other) != reading || (reading == PP_READ_OK && answer != other) ||
        (reading != PP_READ_OK && (answer || !other)))
        abort();
    if (pp_value_is_blank(text) && reading == PP_READ_WRONG)
        abort();
    if (pp_value_plain(text, plain, sizeof plain) && strlen(plain) >= sizeof plain)
        abort();
    char decimal = pp_value_decimal_hint(text);
    if (decimal != 0 && decimal != ',' && decimal != '.')
        abort();
    const char *email = pp_person_email(arena, text), *code = pp_person_code(arena, text);
    if ((email != NULL && strchr(email, '@') == NULL) || (code != NULL && code[0] == '\0'))
        abort();
}

static void read_dates(const struct pp_months *months, const char *text, const char *pattern)
{
    struct pp_date_rule rule = {.pattern = pattern, .zone = "Europe/Riga", .months = months};
    pp_day first = PP_NO_DAY, last = PP_NO_DAY;
    if ((pp_date_read(&rule, text, &first) == PP_READ_OK) != (first != PP_NO_DAY))
        abort();
    first = PP_NO_DAY;
    if (pp_date_range(&rule, text, &first, &last) == PP_READ_OK ? last < first : first != PP_NO_DAY)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const langs[] = {"lv", "sv"};
    struct pp_arena *arena = pp_arena_new();
    struct pp_months months;
    char *text = pp_arena_strndup(arena, (const char *)data, size);
    if (size > 400 || pp_utf8_valid(text, strlen(text)) != strlen(text)) {
        pp_arena_free(arena);
        return 0;
    }
    pp_months_init(&months, arena, langs, 2);
    read_numbers(text, 0);
    read_numbers(text, ',');
    read_numbers(text, '.');
    read_others(arena, text);
    read_dates(&months, text, NULL);
    read_dates(&months, text, "dd/MM/yyyy HH:mm");
    read_dates(&months, text, "d MMMM yyyy");
    read_dates(&months, text, "excel");
    const char *name = pp_person_name(arena, text);
    if (name != NULL && name[0] == '\0')
        abort();
    pp_arena_free(arena);
    return 0;
}
