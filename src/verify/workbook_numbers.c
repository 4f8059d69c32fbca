#include "workbook_numbers.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "readback_parts.h"

enum { THOUSAND = 1000, GROUP = 3, MOST_SHEETS = 255, MOST_DIGITS = 15 };
/* Of cells five decimals are read: shares are compared as per cent. */
enum { PLACES = 5, MOST_WHOLE = 12, PER_THOUSANDTH = 100 };
static const int64_t largest_share = 1000000; /* 10, as 1/10^5 */

/* --- numbers in cells */

struct sheet {
    struct pp_arena *arena;
    struct readback_numbers *out;
    bool number, value; /* inside of a cell that holds a number; inside of its value */
    struct pp_str text;
};

static void start(void *data, const char *name, const char **attributes)
{
    struct sheet *sheet = data;
    const char *local = readback_xml_local(name);
    if (pp_streq(local, "c")) {
        sheet->number = true;
        for (; *attributes; attributes += 2)
            if (pp_streq(attributes[0], "t"))
                sheet->number = pp_streq(attributes[1], "n");
    }
    sheet->value = sheet->number && pp_streq(local, "v");
    pp_str_clear(&sheet->text);
}

static void text(void *data, const char *chars, size_t size)
{
    struct sheet *sheet = data;
    if (sheet->value)
        pp_str_append_n(&sheet->text, chars, size);
}

static void add(struct sheet *sheet, int64_t thousandths)
{
    *(int64_t *)PP_PUSH(sheet->arena, sheet->out) = thousandths;
}

/* The value of a cell as 1/10^5, further digits rounded; false for one that no figure has (with an
 * exponent, or very large). */
static bool read_cell(const char *chars, int64_t *out)
{
    bool minus = *chars == '-';
    size_t whole = 0, places = 0;
    int64_t value = 0, next = 0;
    for (chars += minus; *chars >= '0' && *chars <= '9'; chars++, whole++)
        value = whole < MOST_WHOLE ? 10 * value + (*chars - '0') : value;
    if (*chars == '.') {
        for (chars++; *chars >= '0' && *chars <= '9'; chars++, places++) {
            if (places < PLACES)
                value = 10 * value + (*chars - '0');
            else if (places == PLACES)
                next = *chars >= '5';
        }
    }
    for (; places < PLACES; places++)
        value *= 10;
    *out = minus ? -value - next : value + next;
    return whole > 0 && whole <= MOST_WHOLE && *chars == 0;
}

static void end(void *data, const char *name)
{
    struct sheet *sheet = data;
    int64_t value;
    (void)name;
    if (!sheet->value)
        return;
    sheet->value = false;
    pp_str_append_char(&sheet->text, 0);
    if (!read_cell(sheet->text.text, &value))
        return;
    add(sheet, (value + (value < 0 ? -1 : 1) * PER_THOUSANDTH / 2) / PER_THOUSANDTH);
    if (value <= largest_share && value >= -largest_share)
        add(sheet, value);
}

static int compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

void readback_xlsx_numbers(
    struct pp_arena *arena, struct pp_bytes package, struct readback_numbers *out)
{
    struct sheet sheet = {.arena = arena, .out = out};
    struct readback_xml_handler handler = {&sheet, start, text, end};
    struct pp_bytes part;
    pp_str_init(&sheet.text);
    for (int i = 1; i <= MOST_SHEETS; i++) {
        const char *name = pp_arena_printf(arena, "xl/worksheets/sheet%d.xml", i);
        if (!readback_xlsx_part(arena, package, name, &part))
            break;
        struct readback_xml *xml = readback_xml_open(&handler, false);
        /* What is not well-formed is told by readback_xlsx. */
        (void)readback_xml_feed(xml, part.data, part.size, true);
        readback_xml_close(xml);
        sheet.number = sheet.value = false;
    }
    pp_str_free(&sheet.text);
    if (out->count > 0)
        qsort(out->items, out->count, sizeof *out->items, compare);
}

bool readback_numbers_hold(const struct readback_numbers *numbers, int64_t thousandths)
{
    return numbers->count > 0 &&
           bsearch(&thousandths, numbers->items, numbers->count, sizeof thousandths, compare) !=
               NULL;
}

/* --- printed numbers */

/* Latin, Arabic-Indic and Persian digits; -1: none. */
static int digit_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0x660 && c <= 0x669)
        return (int)(c - 0x660);
    return c >= 0x6F0 && c <= 0x6F9 ? (int)(c - 0x6F0) : -1;
}

/* Blanks of all widths, marks of direction. */
static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0xA0 || c == 0x202F || (c >= 0x2000 && c <= 0x200F) || c == 0x61C;
}

static bool parts_digits(uint32_t c)
{
    return is_blank(c) || c == '.' || c == ',' || c == '\'' || c == 0x2019 || c == 0x66B ||
           c == 0x66C;
}

struct printed {
    bool minus, signed_already, after; /* after: behind the number */
    int64_t digits;
    size_t count, behind; /* digits; those behind the last sign between digits */
    bool parted, waiting; /* a sign between digits came; the last character was one */
};

static bool take_digit(struct printed *printed, int digit)
{
    if (printed->after || printed->count == MOST_DIGITS)
        return false;
    printed->digits = 10 * printed->digits + digit;
    printed->count++;
    printed->behind = printed->waiting ? 1 : printed->behind + 1;
    printed->parted |= printed->waiting;
    printed->waiting = false;
    return true;
}

static bool take(struct printed *printed, uint32_t c)
{
    int digit = digit_of(c);
    if (digit >= 0)
        return take_digit(printed, digit);
    if ((c == '+' || c == '-' || c == 0x2212) && printed->count == 0 && !printed->signed_already) {
        printed->minus = c != '+';
        return printed->signed_already = true;
    }
    if (c == '%' || c == 0x66A)
        return printed->after = true;
    if (printed->count == 0 || printed->after || printed->waiting)
        return is_blank(c);
    if (c == '.' && printed->parted && printed->behind < GROUP)
        return false; /* 14.01.2022: a day, not thousands */
    return printed->waiting = parts_digits(c);
}

bool readback_number_read(const char *chars, int64_t out[2])
{
    struct printed printed = {0};
    size_t length = strlen(chars);
    for (const char *at = chars; *at;) {
        unsigned c;
        size_t size = pp_utf8_decode(at, length - (size_t)(at - chars), &c);
        if (size == 0 || !take(&printed, c))
            return false;
        at += size;
    }
    if (printed.count == 0)
        return false;
    int64_t whole = (printed.minus ? -printed.digits : printed.digits), decimal = whole * THOUSAND;
    for (size_t i = 0; i < printed.behind && printed.parted; i++)
        decimal /= 10;
    out[0] = printed.parted && printed.behind <= GROUP ? decimal : whole * THOUSAND;
    out[1] = printed.parted && printed.behind != GROUP ? out[0] : whole * THOUSAND;
    return true;
}
