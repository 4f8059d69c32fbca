#include "told.h"

#include <stdio.h>
#include <string.h>

#include "fit.h"
#include "pactpress/arena.h"
#include "pactpress/utf8.h"

static void put_line(const char *line)
{
    struct pp_str fitted;
    pp_str_init(&fitted);
    fit_lines(&fitted, line, fit_width());
    puts(fitted.text);
    pp_str_free(&fitted);
}

void told_print(struct pp_run *run, const char *rule, const char *lines)
{
    while (*lines != '\0') {
        struct pp_arena_mark mark = pp_arena_mark(run->arena);
        size_t length = strcspn(lines, "\n");
        const char *english = pp_arena_strndup(run->arena, lines, length);
        put_line(pp_tell(run->speech, run->arena, rule, english));
        lines += length + (lines[length] == '\n');
        pp_arena_rewind(run->arena, mark);
    }
}

void told_word(struct pp_run *run, const char *rule, const char *word, const char *text)
{
    enum { COLUMN = 8 };
    const char *told = pp_tell(run->speech, run->arena, rule, word);
    size_t width = pp_utf8_count(told, strlen(told));
    struct pp_arena_mark mark = pp_arena_mark(run->arena);
    put_line(pp_arena_printf(
        run->arena, "%s%*s %s", told, width < COLUMN ? (int)(COLUMN - width) : 0, "", text));
    pp_arena_rewind(run->arena, mark);
}
