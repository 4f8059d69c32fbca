/* Lengths of time as people and meeting tools write them; the forms stand in values.h. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/values.h"

enum { TEXT_SIZE = 160, SECONDS = 1, MINUTE = 60, HOUR = 3600, LONGEST = 31 * 24 * HOUR };

/* Units as their words begin, folded: h, hours, Std., stunda, ore, timmar, godz., tuntia. */
static int unit_of(const char *word, size_t length)
{
    static const struct {
        const char *begins;
        int seconds;
    } units[] = {{"min", MINUTE},      {"m", MINUTE},      {"sek", SECONDS},  {"sec", SECONDS},
                 {"s", SECONDS},       {"st", HOUR},       {"h", HOUR},       {"or", HOUR},
                 {"tim", HOUR},        {"t", HOUR},        {"god", HOUR},     {"tun", HOUR},
                 {"val", HOUR},        {"u", HOUR},        {"hod", HOUR},     {"ora", HOUR},
                 {"\xD0\xBC", MINUTE}, {"\xD1\x87", HOUR}, {"\xD0\xB3", HOUR}};
    size_t best = 0;
    int seconds = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t size = strlen(units[i].begins);
        if (size > best && size <= length && strncmp(word, units[i].begins, size) == 0) {
            best = size;
            seconds = units[i].seconds;
        }
    }
    return seconds;
}

/* "1:30" is hours and minutes, "1:30:15" seconds too. */
static bool read_clock(const char *text, long *seconds)
{
    long parts[3] = {0};
    size_t count = 0;
    for (;; text++) {
        size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 3 || count == 3)
            return false;
        for (size_t i = 0; i < digits; i++)
            parts[count] = parts[count] * 10 + (*text++ - '0');
        count++;
        if (*text != ':')
            break;
    }
    *seconds = parts[0] * HOUR + parts[1] * MINUTE + parts[2];
    return count >= 2 && *text == '\0' && parts[1] < 60 && parts[2] < 60;
}

/* "1h 30m 15s", "45 min". */
static bool read_units(const char *text, long *seconds)
{
    bool any = false;
    *seconds = 0;
    while (*text != '\0') {
        size_t digits = strspn(text, "0123456789");
        long value = 0;
        if (digits == 0 || digits > 5)
            return false;
        for (size_t i = 0; i < digits; i++)
            value = value * 10 + (*text++ - '0');
        text += strspn(text, " ");
        size_t word = strcspn(text, " 0123456789");
        int unit = unit_of(text, word);
        if (unit == 0)
            return false;
        *seconds += value * unit;
        text += word;
        text += strspn(text, " ,");
        any = true;
    }
    return any;
}

static enum pp_reading read_number(const char *text, char decimal, bool hours, long *seconds)
{
    struct pp_number number = {0};
    enum pp_reading reading = pp_value_number(text, decimal, &number);
    if (reading != PP_READ_OK)
        return reading;
    if (number.mantissa < 0 || number.mantissa > INT64_C(1000000000) || number.decimals > 6)
        return PP_READ_WRONG;
    int64_t sum = number.mantissa * (hours ? HOUR : MINUTE);
    for (int i = 0; i < number.decimals; i++)
        sum /= 10;
    if (sum > LONGEST)
        return PP_READ_WRONG;
    *seconds = (long)sum;
    return PP_READ_OK;
}

enum pp_reading pp_value_duration(const char *text, char decimal, bool hours, int *minutes)
{
    char plain[TEXT_SIZE];
    long seconds = 0;
    if (pp_value_is_blank(text))
        return PP_READ_BLANK;
    if (!pp_value_plain(text, plain, sizeof plain))
        return PP_READ_WRONG;
    struct pp_arena *arena = pp_arena_new();
    const char *folded = pp_fold(arena, plain);
    enum pp_reading reading = PP_READ_OK;
    if (!read_clock(folded, &seconds) && !read_units(folded, &seconds))
        reading = read_number(plain, decimal, hours, &seconds);
    pp_arena_free(arena);
    if (reading == PP_READ_OK && seconds > LONGEST)
        reading = PP_READ_WRONG;
    if (reading == PP_READ_OK)
        *minutes = seconds > 0 && seconds < MINUTE ? 1 : (int)((seconds + MINUTE / 2) / MINUTE);
    return reading;
}
