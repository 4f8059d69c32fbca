#include "pactpress/source_text.h"

#include <stdarg.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

/* A line ends with LF, CR LF or CR, as in CommonMark. */
static bool ends_line(const char *text, size_t at)
{
    return text[at] == '\n' || (text[at] == '\r' && text[at + 1] != '\n');
}

static void find_lines(struct pp_arena *arena, struct pp_source_text *source)
{
    size_t line = 0;
    source->lines = 1;
    for (size_t i = 0; i < source->length; i++)
        source->lines += ends_line(source->text, i);
    source->starts = pp_arena_array(arena, source->lines, sizeof *source->starts);
    for (size_t i = 0; i < source->length; i++)
        if (ends_line(source->text, i))
            source->starts[++line] = i + 1;
}

/* Tab and line ends are the only control characters that a text needs. */
static bool is_control(unsigned c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

/* U+FFFD stands for characters that were lost when a file was converted. */
static bool means_nothing(unsigned c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000 || c == 0xFFFD;
}

static enum pp_status check_characters(struct pp_run *run, const struct pp_source_text *source)
{
    unsigned c = 0;
    for (size_t at = 0; at < source->length;) {
        size_t size = pp_utf8_decode(source->text + at, source->length - at, &c);
        if (size == 0) {
            pp_error(
                run, pp_source_text_where(source, at), "story.encoding",
                "The text is not UTF-8 from here on; save the file as UTF-8.");
            return PP_DATA;
        }
        if (is_control(c) || means_nothing(c)) {
            pp_error(
                run, pp_source_text_where(source, at), "story.character",
                "The character U+%04X cannot be printed; delete it or write another one.", c);
            return PP_DATA;
        }
        at += size;
    }
    return PP_OK;
}

void pp_source_text_index(
    struct pp_arena *arena, const char *path, const char *text, size_t length,
    struct pp_source_text *out)
{
    *out = (struct pp_source_text){.path = path, .text = text, .length = length};
    find_lines(arena, out);
}

enum pp_status pp_source_text_take(
    struct pp_run *run, struct pp_arena *arena, const char *path, const void *bytes, size_t size,
    struct pp_source_text *out)
{
    struct pp_source_text source;
    struct pp_str text;
    pp_str_init(&text);
    pp_utf8_from_file(&text, bytes, size);
    pp_source_text_index(
        arena, pp_arena_strdup(run->arena, path), pp_arena_strndup(arena, text.text, text.length),
        text.length, &source);
    pp_str_free(&text);
    PP_TRY(check_characters(run, &source));
    *out = source;
    return PP_OK;
}

enum pp_status pp_source_text_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_source_text *out)
{
    struct pp_bytes bytes;
    PP_TRY(pp_file_read(run, arena, path, PP_LIMIT_STORY, &bytes));
    return pp_source_text_take(run, arena, path, bytes.data, bytes.size, out);
}

static size_t line_of(const struct pp_source_text *source, size_t offset)
{
    size_t low = 0, high = source->lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

struct pp_where pp_source_text_where(const struct pp_source_text *source, size_t offset)
{
    struct pp_where where = {.file = source->path};
    size_t line;
    if (offset > source->length)
        offset = source->length;
    line = line_of(source, offset);
    where.line = line + 1;
    where.col = 1;
    /* Lead bytes only: a damaged text has a place too. */
    for (size_t i = source->starts[line]; i < offset; i++)
        where.col += ((unsigned char)source->text[i] & 0xC0) != 0x80;
    return where;
}

size_t pp_source_text_offset(const struct pp_source_text *source, size_t line, size_t col)
{
    size_t offset;
    if (line == 0 || line > source->lines)
        return source->length;
    offset = source->starts[line - 1] + (col > 0 ? col - 1 : 0);
    return offset < source->length ? offset : source->length;
}

void pp_source_text_report(
    struct pp_run *run, enum pp_severity severity, const struct pp_source_text *source,
    struct pp_where where, const char *rule, const char *format, ...)
{
    struct pp_arena *scratch = pp_arena_new();
    const char *sentence, *line = NULL;
    va_list args;
    va_start(args, format);
    sentence = pp_arena_vprintf(scratch, format, args);
    va_end(args);
    if (where.line >= 1 && where.line <= source->lines) {
        const char *start = source->text + source->starts[where.line - 1];
        line = pp_arena_strndup(scratch, start, strcspn(start, "\r\n"));
    }
    pp_report(run, severity, where, rule, line, "%s", sentence);
    pp_arena_free(scratch);
}
