#include "project/yaml_text.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

/* CRLF and CR become LF, so that lines count the same for us and for libyaml. */
static size_t unify_line_ends(char *text, size_t length)
{
    size_t out = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n')
            continue;
        text[out++] = text[i] == '\r' ? '\n' : text[i];
    }
    text[out] = '\0';
    return out;
}

/* What YAML 1.2 calls printable, without the BOM inside of a text. */
static bool is_allowed(unsigned c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n';
    return c != 0x7F && !(c > 0x7F && c < 0xA0 && c != 0x85) && c != 0xFEFF && c != 0xFFFE &&
           c != 0xFFFF;
}

static bool breaks_line(unsigned c)
{
    return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

enum { NOT_TEXT = -1 };

static enum pp_status report_bad(
    struct pp_run *run, const struct pp_yaml_text *text, struct pp_where where, long bad,
    bool utf16)
{
    const char *sentence = utf16 ? "this is not valid UTF-16; save the file as UTF-8"
                                 : "these bytes are not UTF-8; save the file as UTF-8";
    if (bad != NOT_TEXT)
        sentence = pp_arena_printf(
            run->arena, "the character U+%04lX may not stand in YAML; delete it", bad);
    pp_yaml_text_report(run, PP_ERROR, text, where, "yaml.encoding", sentence);
    return PP_USAGE;
}

/* Checks every character, and notes where lines begin. */
static enum pp_status check(
    struct pp_run *run, struct pp_arena *arena, struct pp_yaml_text *text, bool utf16)
{
    struct pp_where where = {text->path, text->first_line, 1};
    *(size_t *)PP_PUSH(arena, &text->lines) = 0;
    for (size_t at = 0; at < text->length;) {
        unsigned c = 0;
        size_t took = pp_utf8_decode(text->text + at, text->length - at, &c);
        if (took == 0 || !is_allowed(c))
            return report_bad(run, text, where, took == 0 ? NOT_TEXT : (long)c, utf16);
        at += took;
        where.col++;
        if (breaks_line(c)) {
            where.line++;
            where.col = 1;
            *(size_t *)PP_PUSH(arena, &text->lines) = at;
        }
    }
    return PP_OK;
}

enum pp_status pp_yaml_text_decode(
    struct pp_run *run, struct pp_arena *arena, const char *path, size_t first_line,
    struct pp_bytes bytes, struct pp_yaml_text **out)
{
    struct pp_str text;
    pp_str_init(&text);
    bool utf16 = pp_utf8_from_file(&text, bytes.data, bytes.size);
    char *copy = pp_arena_memdup(arena, text.text, text.length + 1);
    struct pp_yaml_text *result = pp_arena_alloc(arena, sizeof *result);
    result->path = pp_arena_strdup(run->arena, path);
    result->first_line = first_line;
    result->text = copy;
    result->length = unify_line_ends(copy, text.length);
    pp_str_free(&text);
    PP_TRY(check(run, arena, result, utf16));
    *out = result;
    return PP_OK;
}

/* The end of the line that begins at `at`; the last line known may be one that was not checked yet.
 */
static size_t line_end(const struct pp_yaml_text *text, size_t index, size_t at)
{
    if (index + 1 < text->lines.count)
        return text->lines.items[index + 1];
    const char *newline = memchr(text->text + at, '\n', text->length - at);
    return newline ? (size_t)(newline - text->text) : text->length;
}

const char *pp_yaml_text_line(const struct pp_yaml_text *text, size_t line, size_t *length)
{
    size_t index = line > text->first_line ? line - text->first_line : 0;
    *length = 0;
    if (index >= text->lines.count)
        return text->text + text->length;
    size_t at = text->lines.items[index], end = line_end(text, index, at);
    while (end > at && (text->text[end - 1] == '\n' || text->text[end - 1] == ' '))
        end--;
    *length = end - at;
    return text->text + at;
}

void pp_yaml_text_report(
    struct pp_run *run, enum pp_severity severity, const struct pp_yaml_text *text,
    struct pp_where where, const char *rule, const char *sentence)
{
    size_t length;
    const char *line = pp_yaml_text_line(text, where.line, &length);
    const char *source = length > 0 ? pp_arena_strndup(run->arena, line, length) : NULL;
    pp_report(run, severity, where, rule, source, "%s", sentence);
}
