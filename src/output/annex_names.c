/* Names of cells, one a figure, from which its address and period can be told again.
 *
 *     attendance.persons[city=riga] @ 2022-Q1    attendance.persons__city.riga__2022_2d_511
 *
 * Spreadsheets take letters, digits, "." and "_", and no difference between A and a. Measure, pairs
 * and period are parted by "__"; the first "." of a pair stands for "=". Whatever else is not a
 * small letter, a digit or "." is "_" and two hexadecimal digits; so is a "_" that could be read as
 * the start of such a thing. */
#include <string.h>

#include "output/annex_grid.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"

enum { LONGEST = 127 /* [bytes] the library has room for */ };

static bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.';
}

/* A "_" that nothing can be taken for: a plain letter follows it, and no two digits. */
static bool is_plain_line(const char *at, const char *end)
{
    return *at == '_' && at + 1 < end && is_plain(at[1]) &&
           !(is_hex(at[1]) && (at + 2 == end || is_hex(at[2])));
}

static void put_piece(struct pp_str *name, const char *at, const char *end)
{
    static const char digits[] = "0123456789abcdef";

    for (; at < end; at++) {
        unsigned char c = (unsigned char)*at;
        if (is_plain(*at) || is_plain_line(at, end)) {
            pp_str_append_char(name, *at);
        } else {
            const char escaped[] = {'_', digits[c >> 4], digits[c & 15], '\0'};
            pp_str_append(name, escaped);
        }
    }
}

/* Behind a pair that starts at `at`; commas in quotes part nothing. */
static const char *end_of_pair(const char *at)
{
    bool quoted = false;

    for (; *at != '\0' && (quoted || (*at != ',' && *at != ']')); at++) {
        if (*at == '\\' && at[1] != '\0')
            at++;
        else if (*at == '"')
            quoted = !quoted;
    }
    return at;
}

static void put_pair(struct pp_str *name, const char *at, const char *end)
{
    const char *equals = memchr(at, '=', (size_t)(end - at));

    pp_str_append(name, "__");
    put_piece(name, at, equals);
    pp_str_append_char(name, '.');
    put_piece(name, equals + 1, end);
}

const char *pp_grid_cell_name(struct pp_arena *arena, const char *address, const char *period)
{
    struct pp_str name;
    const char *at = address + strcspn(address, "["), *copy;

    pp_str_init(&name);
    put_piece(&name, address, at);
    while (*at == '[' || *at == ',') {
        at += *at == '[' ? 1 : 2;
        const char *end = end_of_pair(at);
        put_pair(&name, at, end);
        at = end;
    }
    pp_str_append(&name, "__");
    put_piece(&name, period, period + strlen(period));
    copy = name.length <= LONGEST ? pp_str_copy(&name, arena) : NULL;
    pp_str_free(&name);
    return copy;
}
