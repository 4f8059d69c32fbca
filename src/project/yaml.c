#include "pactpress/yaml.h"

#include <string.h>
#include <yaml.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/map.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "project/yaml_text.h"

struct reader {
    struct pp_run *run;
    struct pp_arena *arena, *scratch;
    const struct pp_yaml_text *text;
    yaml_parser_t parser;
    struct pp_map anchors; /* name -> struct pp_yaml *, complete ones only */
    struct pp_map open;    /* name -> anything: anchors whose value is still being read */
    size_t aliases;
    size_t nodes; /* values so far, aliases written out */
    bool bad;     /* a mistake was reported that did not end the reading */
};

static struct pp_where where_of(const struct reader *reader, yaml_mark_t mark)
{
    return (struct pp_where){
        reader->text->path, mark.line + reader->text->first_line, mark.column + 1};
}

static void complain(struct reader *reader, struct pp_where where, const char *rule, const char *s)
{
    reader->bad = true;
    pp_yaml_text_report(reader->run, PP_ERROR, reader->text, where, rule, s);
}

static enum pp_status give_up(
    struct reader *reader, struct pp_where where, const char *rule, const char *sentence)
{
    complain(reader, where, rule, sentence);
    return PP_USAGE;
}

/* What most often lies behind a message of libyaml. */
static const char *hint(const struct reader *reader, struct pp_where where)
{
    const char *problem = reader->parser.problem;
    size_t length;
    const char *line = pp_yaml_text_line(reader->text, where.line, &length);
    char c = where.col <= length ? line[where.col - 1] : '\0';
    if (strstr(problem, "cannot start any token"))
        return c == '\t' ? "use spaces instead of the tab"
                         : "put quotes around a value that starts with this sign";
    if (strstr(problem, "mapping values are not allowed"))
        return "put quotes around a value that holds a colon and a space, or mend the indentation";
    if (strstr(problem, "expected ',' or"))
        return "close the brackets, and put quotes around values that hold , [ ] { or }";
    if (strstr(problem, "expected key"))
        return "all keys of a map stand under each other at the same indentation";
    if (strstr(problem, "could not find expected ':'"))
        return "write a key as \"key: value\"";
    if (strstr(problem, "expected '-' indicator"))
        return "all items of a list start with \"- \" at the same indentation";
    return "compare with the lines above it";
}

static enum pp_status report_syntax(struct reader *reader)
{
    const yaml_parser_t *parser = &reader->parser;
    if (parser->error == YAML_MEMORY_ERROR || !parser->problem)
        pp_out_of_memory();
    struct pp_where where = where_of(reader, parser->problem_mark);
    const char *sentence;
    if (parser->context && strstr(parser->problem, "unexpected end of stream"))
        return give_up(
            reader, where_of(reader, parser->context_mark), "yaml.syntax",
            "this is not YAML: a text in quotes starts here and never ends; close the quotation "
            "mark");
    if (parser->context && parser->context_mark.line != parser->problem_mark.line)
        sentence = pp_arena_printf(
            reader->run->arena, "this is not YAML: %s (%s that starts in line %zu); %s",
            parser->problem, parser->context, parser->context_mark.line + reader->text->first_line,
            hint(reader, where));
    else
        sentence = pp_arena_printf(
            reader->run->arena, "this is not YAML: %s; %s", parser->problem, hint(reader, where));
    return give_up(reader, where, "yaml.syntax", sentence);
}

static enum pp_status next_event(struct reader *reader, yaml_event_t *event)
{
    if (!yaml_parser_parse(&reader->parser, event))
        return report_syntax(reader);
    return PP_OK;
}

static bool is_core_tag(const char *tag, bool *is_string)
{
    static const char prefix[] = "tag:yaml.org,2002:";
    static const char *const names[] = {"str", "int", "float", "bool", "null", "seq", "map"};
    *is_string = false;
    if (!tag)
        return true;
    if (strcmp(tag, "!") == 0) {
        *is_string = true;
        return true;
    }
    if (!pp_starts_with(tag, prefix))
        return false;
    const char *name = tag + sizeof prefix - 1;
    *is_string = strcmp(name, "str") == 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static enum pp_status count_nodes(struct reader *reader, struct pp_where where, size_t more)
{
    reader->nodes += more;
    if (reader->nodes <= PP_LIMIT_YAML_NODES)
        return PP_OK;
    return give_up(
        reader, where, "yaml.too-large",
        pp_arena_printf(
            reader->run->arena,
            "this file holds more than %d values; split it or use fewer aliases",
            PP_LIMIT_YAML_NODES));
}

static struct pp_yaml *new_node(
    struct reader *reader, enum pp_yaml_kind kind, yaml_mark_t mark, const yaml_char_t *tag,
    bool *is_string)
{
    struct pp_yaml *node = pp_arena_alloc(reader->arena, sizeof *node);
    node->kind = kind;
    node->where = where_of(reader, mark);
    node->text = "";
    node->weight = 1;
    node->origin = reader->text;
    if (!is_core_tag((const char *)tag, is_string))
        complain(
            reader, node->where, "yaml.tag",
            pp_arena_printf(
                reader->run->arena, "the tag %s has no meaning here; write the value without it",
                (const char *)tag));
    return node;
}

static bool is_null_word(const char *text)
{
    return pp_streq(text, "") || pp_streq(text, "~") || pp_streq(text, "null") ||
           pp_streq(text, "Null") || pp_streq(text, "NULL");
}

/* What has no place in a text that is printed. */
static bool is_unprintable(unsigned c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

static void check_characters(
    struct reader *reader, struct pp_where where, const char *value, size_t length)
{
    unsigned c;
    for (size_t at = 0, size; at < length; at += size) {
        size = pp_utf8_decode(value + at, length - at, &c);
        if (size == 0)
            return; /* libyaml has seen to that */
        if (!is_unprintable(c))
            continue;
        complain(
            reader, where, c ? "yaml.character" : "yaml.nul",
            pp_arena_printf(
                reader->arena, "a text may not hold the character U+%04X, which cannot be printed",
                c));
        return;
    }
}

static struct pp_yaml *scalar(struct reader *reader, const yaml_event_t *event)
{
    bool is_string;
    struct pp_yaml *node =
        new_node(reader, PP_YAML_SCALAR, event->start_mark, event->data.scalar.tag, &is_string);
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    node->end = where_of(reader, event->end_mark);
    check_characters(reader, node->where, value, length);
    size_t nfc_length;
    const char *nfc = pp_nfc(reader->arena, value, length, &nfc_length);
    node->text = pp_arena_strndup(reader->arena, nfc, nfc_length);
    if (pp_utf8_overrides(node->text))
        complain(
            reader, node->where, "yaml.direction-override",
            "a text may not hold a direction override (U+202A to U+202E), which makes it read as "
            "something else; delete it");
    node->quoted = is_string || event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    if (!node->quoted && is_null_word(node->text))
        node->text = "";
    return node;
}

static enum pp_status alias(struct reader *reader, const yaml_event_t *event, struct pp_yaml **out)
{
    struct pp_where where = where_of(reader, event->start_mark);
    const char *name = (const char *)event->data.alias.anchor;
    const struct pp_yaml *original = pp_map_get(&reader->anchors, name);
    if (!original) {
        bool within = pp_map_get(&reader->open, name) != NULL;
        return give_up(
            reader, where, "yaml.alias",
            pp_arena_printf(
                reader->run->arena,
                within ? "*%s stands inside of the value it names; write the value out"
                       : "nothing above is named &%s; an anchor stands before its aliases",
                name));
    }
    if (++reader->aliases > PP_LIMIT_YAML_ALIASES)
        return give_up(
            reader, where, "yaml.too-many-aliases",
            pp_arena_printf(
                reader->run->arena, "this file holds more than %d aliases; write values out",
                PP_LIMIT_YAML_ALIASES));
    PP_TRY(count_nodes(reader, where, original->weight));
    struct pp_yaml *copy = pp_arena_memdup(reader->arena, original, sizeof *original);
    copy->key = NULL;
    copy->next = NULL;
    *out = copy;
    return PP_OK;
}

static enum pp_status compose(
    struct reader *reader, yaml_event_t *event, int depth, struct pp_yaml **out);

static enum pp_status compose_next(
    struct reader *reader, int depth, bool *ended, struct pp_yaml **out)
{
    yaml_event_t event;
    PP_TRY(next_event(reader, &event));
    *ended = event.type == YAML_SEQUENCE_END_EVENT || event.type == YAML_MAPPING_END_EVENT;
    enum pp_status status = *ended ? PP_OK : compose(reader, &event, depth, out);
    yaml_event_delete(&event);
    return status;
}

static void append_child(struct pp_yaml *parent, struct pp_yaml **last, struct pp_yaml *child)
{
    if (*last)
        (*last)->next = child;
    else
        parent->first = child;
    *last = child;
    parent->count++;
    parent->weight += child->weight;
}

static enum pp_status compose_list(struct reader *reader, int depth, struct pp_yaml *list)
{
    struct pp_yaml *last = NULL;
    for (;;) {
        struct pp_yaml *item = NULL;
        bool ended = false;
        PP_TRY(compose_next(reader, depth + 1, &ended, &item));
        if (ended)
            return PP_OK;
        append_child(list, &last, item);
    }
}

static enum pp_status check_key(struct reader *reader, const struct pp_yaml *key)
{
    if (key->kind != PP_YAML_SCALAR)
        return give_up(
            reader, key->where, "yaml.key",
            pp_arena_printf(
                reader->run->arena,
                "a key is a word, not %s; put quotes around a text that starts "
                "with a bracket",
                pp_yaml_kind_name(key)));
    if (strcmp(key->text, "<<") == 0 && !key->quoted)
        complain(
            reader, key->where, "yaml.merge", "merge keys (<<) are not read; write the keys out");
    return PP_OK;
}

static void report_doubled(
    struct reader *reader, const struct pp_yaml *key, const struct pp_yaml *before)
{
    complain(
        reader, key->where, "yaml.doubled-key",
        pp_arena_printf(
            reader->run->arena,
            "the key \"%s\" stands here for the second time (first in line %zu); keep one of them",
            key->text, before->key_where.line));
}

static enum pp_status compose_pairs(
    struct reader *reader, int depth, struct pp_map *seen, struct pp_yaml *map)
{
    struct pp_yaml *last = NULL;
    for (;;) {
        struct pp_yaml *key = NULL, *value = NULL;
        bool ended = false, unused = false;
        PP_TRY(compose_next(reader, depth + 1, &ended, &key));
        if (ended)
            return PP_OK;
        PP_TRY(check_key(reader, key));
        PP_TRY(compose_next(reader, depth + 1, &unused, &value));
        value->key = key->text;
        value->key_where = key->where;
        const struct pp_yaml *before = pp_map_get(seen, key->text);
        if (before)
            report_doubled(reader, key, before);
        else
            pp_map_set(seen, key->text, value);
        append_child(map, &last, value);
    }
}

static enum pp_status compose_map(struct reader *reader, int depth, struct pp_yaml *map)
{
    struct pp_arena_mark mark = pp_arena_mark(reader->scratch);
    struct pp_map seen;
    pp_map_init(&seen, reader->scratch);
    enum pp_status status = compose_pairs(reader, depth, &seen, map);
    pp_arena_rewind(reader->scratch, mark);
    return status;
}

static enum pp_status compose_collection(
    struct reader *reader, const yaml_event_t *event, int depth, struct pp_yaml **out)
{
    bool is_list = event->type == YAML_SEQUENCE_START_EVENT, unused;
    const yaml_char_t *tag =
        is_list ? event->data.sequence_start.tag : event->data.mapping_start.tag;
    struct pp_yaml *node =
        new_node(reader, is_list ? PP_YAML_LIST : PP_YAML_MAP, event->start_mark, tag, &unused);
    if (depth > PP_LIMIT_YAML_DEPTH)
        return give_up(
            reader, node->where, "yaml.too-deep",
            pp_arena_printf(
                reader->run->arena, "lists and maps are nested more than %d deep",
                PP_LIMIT_YAML_DEPTH));
    PP_TRY(is_list ? compose_list(reader, depth, node) : compose_map(reader, depth, node));
    *out = node;
    return PP_OK;
}

static const char *anchor_of(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return (const char *)event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
        return (const char *)event->data.sequence_start.anchor;
    case YAML_MAPPING_START_EVENT:
        return (const char *)event->data.mapping_start.anchor;
    default:
        return NULL;
    }
}

static enum pp_status compose(
    struct reader *reader, yaml_event_t *event, int depth, struct pp_yaml **out)
{
    const char *anchor = anchor_of(event);
    if (anchor) {
        pp_map_set(&reader->open, anchor, reader);
        pp_map_set(&reader->anchors, anchor, NULL);
    }
    struct pp_yaml *node = NULL;
    if (event->type == YAML_ALIAS_EVENT) {
        PP_TRY(alias(reader, event, &node));
    } else {
        PP_TRY(count_nodes(reader, where_of(reader, event->start_mark), 1));
        if (event->type == YAML_SCALAR_EVENT)
            node = scalar(reader, event);
        else
            PP_TRY(compose_collection(reader, event, depth, &node));
    }
    if (anchor)
        pp_map_set(&reader->anchors, anchor, node);
    *out = node;
    return PP_OK;
}

/* The one document of the stream: start, value, end, and nothing behind it. */
static enum pp_status compose_stream(struct reader *reader, struct pp_yaml **out)
{
    bool is_string;
    struct pp_yaml *root = new_node(reader, PP_YAML_SCALAR, (yaml_mark_t){0}, NULL, &is_string);
    for (size_t documents = 0;;) {
        yaml_event_t event;
        PP_TRY(next_event(reader, &event));
        yaml_event_type_t type = event.type;
        struct pp_where where = where_of(reader, event.start_mark);
        enum pp_status status = PP_OK;
        if (type == YAML_DOCUMENT_START_EVENT && ++documents > 1)
            status = give_up(
                reader, where, "yaml.second-document",
                "a second document starts here; one file holds one document");
        else if (
            type == YAML_SCALAR_EVENT || type == YAML_ALIAS_EVENT ||
            type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT)
            status = compose(reader, &event, 1, &root);
        yaml_event_delete(&event);
        PP_TRY(status);
        if (type == YAML_STREAM_END_EVENT)
            break;
    }
    *out = root;
    return reader->bad ? PP_USAGE : PP_OK;
}

enum pp_status pp_yaml_parse(
    struct pp_run *run, struct pp_arena *arena, const char *path, size_t first_line,
    struct pp_bytes bytes, struct pp_yaml **out)
{
    struct pp_yaml_text *text = NULL;
    PP_TRY(pp_yaml_text_decode(run, arena, path, first_line, bytes, &text));
    struct reader reader = {.run = run, .arena = arena, .scratch = pp_arena_new(), .text = text};
    pp_map_init(&reader.anchors, arena);
    pp_map_init(&reader.open, arena);
    if (!yaml_parser_initialize(&reader.parser))
        pp_out_of_memory();
    yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text->text, text->length);
    struct pp_yaml *root = NULL;
    enum pp_status status = compose_stream(&reader, &root);
    yaml_parser_delete(&reader.parser);
    pp_arena_free(reader.scratch);
    PP_TRY(status);
    *out = root;
    return PP_OK;
}

enum pp_status pp_yaml_read(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_yaml **out)
{
    struct pp_bytes bytes;
    PP_TRY(pp_file_read(run, arena, path, PP_LIMIT_YAML, &bytes));
    return pp_yaml_parse(run, arena, path, 1, bytes, out);
}
