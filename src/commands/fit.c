#include "fit.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pactpress/run.h"
#include "pactpress/utf8.h"

size_t fit_width(void)
{
    return isatty(STDOUT_FILENO) ? pp_terminal_width(stdout) : 0;
}

/* Where the text of a line begins: behind its first word and the gap after that, or where its first
 * word does. Half of the width stays for it. */
static size_t text_at(const char *line, size_t length, size_t width)
{
    size_t first = 0, at;
    while (first < length && line[first] == ' ')
        first++;
    for (at = first; at + 1 < length && !(line[at] == ' ' && line[at + 1] == ' '); at++)
        if (((unsigned char)line[at] & 0x80) != 0)
            break; /* words of people, no head of a line */
    while (at < length && line[at] == ' ')
        at++;
    bool has_head = at > first && at + 1 < length && line[at - 1] == ' ';
    size_t indent = has_head ? at : first;
    return indent <= width / 2 ? indent : 0;
}

/* Bytes of so many characters, at most all. */
static size_t bytes_of(const char *text, size_t length, size_t characters)
{
    size_t at = 0;
    for (; characters > 0 && at < length; characters--)
        for (at++; at < length && ((unsigned char)text[at] & 0xC0) == 0x80;)
            at++;
    return at;
}

/* How much of the text stands in a line of so many columns: up to a space, if there is one. */
static size_t piece(const char *text, size_t length, size_t room, size_t least)
{
    size_t most = bytes_of(text, length, room);
    if (most == length)
        return length;
    for (size_t at = most; at > least; at--)
        if (text[at] == ' ')
            return at;
    return most;
}

static void fit_line(struct pp_str *out, const char *line, size_t length, size_t width)
{
    size_t indent = text_at(line, length, width);
    size_t taken = piece(line, length, width, indent);
    pp_str_append_n(out, line, taken);
    while (taken < length) {
        while (taken < length && line[taken] == ' ')
            taken++;
        if (taken == length)
            break;
        size_t more = piece(line + taken, length - taken, width - indent, 0);
        pp_str_printf(out, "\n%*s%.*s", (int)indent, "", (int)more, line + taken);
        taken += more;
    }
}

void fit_lines(struct pp_str *out, const char *lines, size_t width)
{
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        if (width == 0)
            pp_str_append_n(out, lines, length);
        else
            fit_line(out, lines, length, width);
        lines += length;
        if (*lines == '\n')
            pp_str_append_char(out, *lines++);
    }
}
