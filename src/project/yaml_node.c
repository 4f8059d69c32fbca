/* Questions to nodes of a YAML tree, and messages about them. */
#include <stdarg.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "project/yaml_text.h"

const struct pp_yaml *pp_yaml_get(const struct pp_yaml *map, const char *key)
{
    if (!map || map->kind != PP_YAML_MAP)
        return NULL;
    for (const struct pp_yaml *child = map->first; child; child = child->next)
        if (strcmp(child->key, key) == 0)
            return child;
    return NULL;
}

bool pp_yaml_is_null(const struct pp_yaml *node)
{
    return node->kind == PP_YAML_SCALAR && !node->quoted && node->text[0] == '\0';
}

const char *pp_yaml_kind_name(const struct pp_yaml *node)
{
    if (node->kind == PP_YAML_LIST)
        return "a list";
    if (node->kind == PP_YAML_MAP)
        return "a map";
    return pp_yaml_is_null(node) ? "nothing" : "a text";
}

static size_t indentation(const char *line, size_t length)
{
    size_t n = 0;
    while (n < length && line[n] == ' ')
        n++;
    return n;
}

struct pp_where pp_yaml_content_where(const struct pp_yaml *node)
{
    struct pp_where where = node->where;
    if (node->kind != PP_YAML_SCALAR || !node->quoted || !node->origin)
        return where;
    size_t length;
    const char *line = pp_yaml_text_line(node->origin, where.line, &length);
    const char *at = line;
    for (size_t col = 1; col < where.col && at < line + length; at++)
        col += ((unsigned char)at[1] & 0xC0) != 0x80; /* characters, not bytes */
    if (at >= line + length)
        return where;
    if (*at == '"' || *at == '\'') {
        where.col++;
    } else if (*at == '|' || *at == '>') {
        where.line++;
        line = pp_yaml_text_line(node->origin, where.line, &length);
        where.col = indentation(line, length) + 1;
    }
    return where;
}

static void report(
    struct pp_run *run, enum pp_severity severity, const struct pp_yaml *node,
    struct pp_where where, const char *rule, const char *format, va_list args)
{
    const char *sentence = pp_arena_vprintf(run->arena, format, args);
    if (node->origin)
        pp_yaml_text_report(run, severity, node->origin, where, rule, sentence);
    else
        pp_report(run, severity, where, rule, NULL, "%s", sentence);
}

void pp_yaml_report(
    struct pp_run *run, enum pp_severity severity, const struct pp_yaml *node, const char *rule,
    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(run, severity, node, node->where, rule, format, args);
    va_end(args);
}

void pp_yaml_report_key(
    struct pp_run *run, enum pp_severity severity, const struct pp_yaml *node, const char *rule,
    const char *format, ...)
{
    va_list args;
    va_start(args, format);
    report(run, severity, node, node->key ? node->key_where : node->where, rule, format, args);
    va_end(args);
}
