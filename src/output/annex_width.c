/* How wide text is on a sheet. No spreadsheet tells, and each reader has other fonts: letters are
 * counted in widths of a digit, as the file format does, a little generously. */
#include <stdio.h>
#include <string.h>

#include "output/annex_grid.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

static const double narrowest = 7, widest = 60, margin = 2.5;

struct span {
    unsigned first, last;
};

static bool is_within(unsigned c, const struct span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (c >= spans[i].first && c <= spans[i].last)
            return true;
    return false;
}

static double letter_width(unsigned c)
{
    /* Marks that stand on other letters; zero-width signs. */
    static const struct span none[] = {{0x0300, 0x036F}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                                       {0x0670, 0x0670}, {0x200B, 0x200F}, {0x202A, 0x202E},
                                       {0x2060, 0x2064}, {0xFE00, 0xFE0F}};
    static const struct span wide[] = {{0x1100, 0x115F},   {0x2E80, 0xA4CF},  {0xAC00, 0xD7A3},
                                       {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},  {0xFF00, 0xFF60},
                                       {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
    if (c < 0x80 && strchr("iljtfrI.,:;!'|()[] ", (int)c) != NULL)
        return 0.62;
    if (c < 0x80 && strchr("mwMWQO@%&", (int)c) != NULL)
        return 1.55;
    if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE))
        return 1.22;
    if (is_within(c, none, sizeof none / sizeof *none))
        return 0;
    if (is_within(c, wide, sizeof wide / sizeof *wide))
        return 2;
    if (c >= 0x0900 && c <= 0x13FF)
        return 1.4;
    return 1.02;
}

double pp_text_width(const char *text)
{
    size_t length = text == NULL ? 0 : strlen(text);
    double width = 0, best = 0;
    for (size_t at = 0, step; at < length; at += step) {
        unsigned c;
        step = pp_utf8_decode(text + at, length - at, &c);
        if (step == 0) {
            step = 1;
            continue;
        }
        if (c == '\n')
            width = 0;
        else
            width += letter_width(c);
        if (width > best)
            best = width;
    }
    return best;
}

static double cell_width(const struct pp_book *book, const struct pp_cell *cell)
{
    char digits[32];
    int length;
    switch (cell->kind) {
    case PP_CELL_BLANK:
        return 0;
    case PP_CELL_DAY:
        return (double)strlen(book->days) + 1;
    case PP_CELL_NUMBER:
        length = snprintf(digits, sizeof digits, "%lld", (long long)cell->value);
        return length + length / 3 + (cell->decimals > 0) + cell->percent * 2 + cell->change;
    case PP_CELL_TEXT:
    case PP_CELL_SHEET:
    case PP_CELL_WEB:
        break;
    }
    return pp_text_width(cell->text) * (cell->strong ? 1.13 : 1.05);
}

/* The widest word: what cannot be broken. */
static double longest_word(const char *text)
{
    double best = 0;
    while (*text != '\0') {
        size_t length = strcspn(text, " \n");
        char word[256];
        if (length >= sizeof word)
            return widest;
        memcpy(word, text, length);
        word[length] = '\0';
        double width = pp_text_width(word);
        best = width > best ? width : best;
        text += length + strspn(text + length, " \n");
    }
    return best;
}

/* Can the cell be wider than this at all? No letter takes more than 1.55 a byte. */
static bool may_exceed(const struct pp_grid *grid, size_t row, size_t column, double width)
{
    const struct pp_cell *cell = &grid->rows.items[row].cells[column];
    if (!cell->text)
        return true;
    if (row > 0 && pp_streq(cell->text, grid->rows.items[row - 1].cells[column].text))
        return false;
    return (double)strlen(cell->text) * 1.55 * 1.13 > width;
}

/* Heads wrap, so they ask for their longest word, with room for the filter button. */
double pp_grid_column_width(const struct pp_book *book, const struct pp_grid *grid, size_t column)
{
    const struct pp_grid_column *about = &grid->columns.items[column];
    double limit = about->widest > 0 ? about->widest : widest;
    double head = longest_word(about->head) * 1.1 + 3, width = head;
    if (pp_text_width(about->head) / 3 > width)
        width = pp_text_width(about->head) / 3;
    for (size_t i = 0; i < grid->rows.count && width + margin <= limit; i++) {
        if (!may_exceed(grid, i, column, width))
            continue;
        double cell = cell_width(book, &grid->rows.items[i].cells[column]);
        width = cell > width ? cell : width;
    }
    width += margin;
    if (width > limit)
        width = limit > head ? limit : head;
    return width < narrowest ? narrowest : width;
}

int pp_text_lines(const char *text, double width)
{
    int lines = 1;
    double used = 0;
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, " \n");
        char word[256];
        size_t kept = length < sizeof word ? length : sizeof word - 1;
        memcpy(word, text, kept);
        word[kept] = '\0';
        double needed = pp_text_width(word);
        if (used > 0 && used + needed > width) {
            lines++;
            used = 0;
        }
        used += needed + letter_width(' ');
        text += length;
        for (; *text == ' ' || *text == '\n'; text++)
            if (*text == '\n') {
                lines++;
                used = 0;
            }
    }
    return lines;
}
