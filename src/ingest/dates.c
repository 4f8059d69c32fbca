#include "pactpress/dates.h"

#include <string.h>

#include "ingest/dates_internal.h"
#include "pactpress/str.h"
#include "pactpress/zone.h"

enum { DATE_SIZE = 160, SECONDS_A_DAY = 86400 };

int pp_date_digits(const char **text, size_t max, size_t *count)
{
    int value = 0;
    size_t n = 0;
    while (n < max && (*text)[n] >= '0' && (*text)[n] <= '9')
        value = value * 10 + ((*text)[n++] - '0');
    *text += n;
    *count = n;
    return n == 0 ? -1 : value;
}

int pp_date_year(int value, size_t digits)
{
    if (digits == 4)
        return value;
    return value < 69 ? 2000 + value : 1900 + value;
}

/* --- times and offsets ------------------------------------------------------------------ */

/* Two digits behind `mark`, 0 when nothing more stands there; false on rubbish. */
static bool next_part(const char **text, const char *marks, int limit, int *out)
{
    size_t digits = 0;
    *out = 0;
    if (**text == '\0' || strchr(marks, **text) == NULL)
        return true;
    (*text)++;
    int value = pp_date_digits(text, 2, &digits);
    if (value < 0 || value > limit)
        return false;
    *out = value;
    return true;
}

static bool half_of_day(const char **text, int *hour)
{
    const char *t = *text + strspn(*text, " ");
    bool am = strncmp(t, "AM", 2) == 0 || strncmp(t, "am", 2) == 0;
    bool pm = strncmp(t, "PM", 2) == 0 || strncmp(t, "pm", 2) == 0;
    if (!am && !pm)
        return true;
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (pm ? 12 : 0);
    *text = t + 2;
    return true;
}

/* Z, +02:00, -0400, GMT+1, UTC. *given says whether there was one; [s] east of UTC. */
static bool offset_from_utc(const char *text, bool *given, long *seconds)
{
    text += strspn(text, " ");
    *given = *text != '\0';
    *seconds = 0;
    if (*text == 'Z' || *text == 'z')
        return text[1] == '\0';
    if (strncmp(text, "GMT", 3) == 0 || strncmp(text, "UTC", 3) == 0)
        text += 3;
    if (*text == '\0')
        return true;
    if (*text != '+' && *text != '-')
        return false;
    long sign = *text++ == '-' ? -1 : 1;
    size_t digits = 0;
    int minutes = 0;
    int hours = pp_date_digits(&text, 2, &digits);
    if (*text == ':')
        text++;
    if (*text != '\0')
        minutes = pp_date_digits(&text, 2, &digits);
    *seconds = sign * (hours * 3600L + minutes * 60L);
    return hours >= 0 && hours <= 14 && minutes >= 0 && minutes < 60 && *text == '\0';
}

bool pp_date_finish(const struct pp_date_rule *rule, const char *rest, pp_day *day)
{
    size_t digits = 0;
    int minute = 0, second = 0;
    bool given = false;
    long offset = 0;
    if (*rest == 'T' || *rest == ',')
        rest++;
    rest += strspn(rest, " ");
    if (*rest == '\0')
        return true;
    int hour = pp_date_digits(&rest, 2, &digits);
    if (hour < 0 || hour > 24 || !next_part(&rest, ":.", 59, &minute) ||
        !next_part(&rest, ":.", 60, &second))
        return false;
    if (*rest == '.' || *rest == ',')
        rest += 1 + strspn(rest + 1, "0123456789");
    if (!half_of_day(&rest, &hour) || !offset_from_utc(rest, &given, &offset))
        return false;
    if (given) {
        int64_t moment = (int64_t)*day * SECONDS_A_DAY + hour * 3600 + minute * 60 + second;
        *day = pp_zone_day(rule->zone, moment - offset);
    }
    return true;
}

/* --- dates of digits -------------------------------------------------------------------- */

/* Three numbers with the same mark between them. */
struct triple {
    int value[3];
    size_t digits[3];
    char mark;
    const char *rest;
};

static bool take_triple(const char *text, struct triple *out)
{
    struct triple made = {.mark = 0};
    for (int i = 0; i < 3; i++) {
        made.value[i] = pp_date_digits(&text, 4, &made.digits[i]);
        if (made.value[i] < 0)
            return false;
        if (i == 2)
            break;
        char mark = *text;
        if (mark == '\0' || strchr("-/.", mark) == NULL || (i == 1 && mark != made.mark))
            return false;
        made.mark = mark;
        text++;
        text += strspn(text, " "); /* "20. 1. 2022" */
    }
    /* D.M.YYYY. as Latvian and Croatian write it. */
    if (*text == '.' && made.mark == '.' && (text[1] == '\0' || text[1] == ' '))
        text++;
    made.rest = text;
    *out = made;
    return *text < '0' || *text > '9';
}

static bool year_is_first(const struct triple *t)
{
    return t->digits[0] == 4 && t->digits[1] <= 2 && t->digits[2] <= 2;
}

static bool year_is_last(const struct triple *t)
{
    return t->digits[0] <= 2 && t->digits[1] <= 2 && (t->digits[2] == 4 || t->digits[2] == 2);
}

static pp_day day_of(const struct triple *t, bool day_first)
{
    int year = pp_date_year(t->value[2], t->digits[2]);
    return day_first ? pp_day_from_date(year, t->value[1], t->value[0])
                     : pp_day_from_date(year, t->value[0], t->value[1]);
}

static enum pp_date_hint hint_of(const struct triple *t)
{
    if (t->mark == '.' || !year_is_last(t)) /* nobody writes M.D.Y */
        return PP_HINT_NONE;
    bool day_first = day_of(t, true) != PP_NO_DAY, month_first = day_of(t, false) != PP_NO_DAY;
    if (day_first && month_first)
        return t->value[0] == t->value[1] ? PP_HINT_NONE : PP_HINT_EITHER;
    if (!day_first && !month_first)
        return PP_HINT_NONE;
    return day_first ? PP_HINT_DAY_FIRST : PP_HINT_MONTH_FIRST;
}

enum pp_date_hint pp_date_hint(const char *text)
{
    char plain[DATE_SIZE];
    struct triple triple;
    bool digits = pp_value_plain(text, plain, sizeof plain) && take_triple(plain, &triple);
    return digits ? hint_of(&triple) : PP_HINT_NONE;
}

void pp_date_readings(const char *text, pp_day *day_first, pp_day *month_first)
{
    char plain[DATE_SIZE];
    struct triple triple;
    *day_first = *month_first = PP_NO_DAY;
    if (!pp_value_plain(text, plain, sizeof plain) || !take_triple(plain, &triple))
        return;
    *day_first = day_of(&triple, true);
    *month_first = day_of(&triple, false);
}

static enum pp_reading read_triple(
    const struct pp_date_rule *rule, const struct triple *t, pp_day *out)
{
    pp_day day = PP_NO_DAY;
    if (year_is_first(t)) {
        day = pp_day_from_date(t->value[0], t->value[1], t->value[2]);
    } else if (year_is_last(t)) {
        enum pp_date_hint hint = hint_of(t);
        if (hint == PP_HINT_EITHER && rule->order == PP_ORDER_OPEN)
            return PP_READ_AMBIGUOUS;
        bool month_first =
            t->mark != '.' && (rule->order == PP_ORDER_MONTH_FIRST ||
                               (rule->order == PP_ORDER_OPEN && hint == PP_HINT_MONTH_FIRST));
        day = day_of(t, !month_first);
    }
    if (day == PP_NO_DAY || !pp_date_finish(rule, t->rest, &day))
        return PP_READ_WRONG;
    *out = day;
    return PP_READ_OK;
}

/* 20220120, ISO 8601 in its basic form. */
static enum pp_reading read_compact(const char *text, pp_day *out)
{
    int value = 0;
    if (strlen(text) != 8 || strspn(text, "0123456789") != 8)
        return PP_READ_WRONG;
    for (int i = 0; i < 8; i++)
        value = value * 10 + (text[i] - '0');
    pp_day day = pp_day_from_date(value / 10000, value / 100 % 100, value % 100);
    if (day == PP_NO_DAY || value / 10000 < 1900 || value / 10000 > 2199)
        return PP_READ_WRONG;
    *out = day;
    return PP_READ_OK;
}

static enum pp_reading read_auto(const struct pp_date_rule *rule, const char *text, pp_day *out)
{
    struct triple triple;
    if (take_triple(text, &triple))
        return read_triple(rule, &triple, out);
    if (read_compact(text, out) == PP_READ_OK)
        return PP_READ_OK;
    return pp_date_by_name(rule, text, out, NULL);
}

enum pp_reading pp_date_read(const struct pp_date_rule *rule, const char *text, pp_day *out)
{
    char plain[DATE_SIZE];
    if (pp_value_is_blank(text))
        return PP_READ_BLANK;
    if (!pp_value_plain(text, plain, sizeof plain))
        return PP_READ_WRONG;
    return rule->pattern != NULL ? pp_date_by_pattern(rule, plain, out)
                                 : read_auto(rule, plain, out);
}

/* Two whole dates with " - " or " to " between them. */
static enum pp_reading read_pair(
    const struct pp_date_rule *rule, char *plain, pp_day *first, pp_day *last)
{
    char *mark = strstr(plain, " - ");
    size_t width = 3;
    if (mark == NULL && (mark = strstr(plain, " to ")) != NULL)
        width = 4;
    if (mark == NULL)
        return PP_READ_WRONG;
    *mark = '\0';
    enum pp_reading reading = pp_date_read(rule, plain, first);
    if (reading == PP_READ_OK)
        reading = pp_date_read(rule, mark + width, last);
    *mark = ' ';
    return reading;
}

enum pp_reading pp_date_range(
    const struct pp_date_rule *rule, const char *text, pp_day *first, pp_day *last)
{
    char plain[DATE_SIZE];
    pp_day from = PP_NO_DAY, to = PP_NO_DAY;
    enum pp_reading reading = pp_date_read(rule, text, &from);
    to = from;
    if (reading == PP_READ_WRONG && pp_value_plain(text, plain, sizeof plain)) {
        reading = read_pair(rule, plain, &from, &to);
        if (reading == PP_READ_WRONG && rule->pattern == NULL)
            reading = pp_date_by_name(rule, plain, &from, &to);
    }
    if (reading != PP_READ_OK)
        return reading;
    if (to < from)
        return PP_READ_WRONG;
    *first = from;
    *last = to;
    return PP_READ_OK;
}
