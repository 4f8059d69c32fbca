#include "xml_walk.h"

#include <string.h>

#include "pactpress/arena.h"

void xml_walk_open(struct xml_walk *walk, struct pp_bytes bytes)
{
    *walk = (struct xml_walk){.at = (const char *)bytes.data};
    walk->end = bytes.size > 0 ? walk->at + bytes.size : walk->at;
}

static const char *find(const char *from, const char *end, char c)
{
    const char *found = from < end ? memchr(from, c, (size_t)(end - from)) : NULL;
    return found ? found : end;
}

/* The end of a tag: a > outside of quotes. */
static const char *tag_end(const char *from, const char *end)
{
    char quote = 0;
    for (; from < end && (quote || *from != '>'); from++)
        if (quote ? *from == quote : *from == '"' || *from == '\'')
            quote = quote ? 0 : *from;
    return from;
}

static bool is_name_end(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' || c == '>';
}

bool xml_walk_next(struct xml_walk *walk)
{
    const char *from = find(walk->at, walk->end, '<');
    if (from == walk->end)
        return false;
    const char *close = tag_end(++from, walk->end);
    walk->closes = from < close && *from == '/';
    from += walk->closes;
    const char *name = from;
    while (from < close && !is_name_end(*from)) {
        if (*from == ':')
            name = from + 1;
        from++;
    }
    walk->name = name;
    walk->name_size = (size_t)(from - name);
    walk->attributes = from;
    walk->attributes_size = (size_t)(close - from);
    walk->at = walk->text = close < walk->end ? close + 1 : walk->end;
    walk->text_size = (size_t)(find(walk->text, walk->end, '<') - walk->text);
    return true;
}

static bool has_name(const struct xml_walk *walk, const char *name)
{
    return strlen(name) == walk->name_size && memcmp(walk->name, name, walk->name_size) == 0;
}

bool xml_walk_is(const struct xml_walk *walk, const char *name)
{
    return !walk->closes && has_name(walk, name);
}

bool xml_walk_ends(const struct xml_walk *walk, const char *name)
{
    return walk->closes && has_name(walk, name);
}

static const char *decode(struct pp_arena *arena, const char *text, size_t size)
{
    static const struct {
        const char *name;
        char c;
    } named[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    char *out = pp_arena_strndup(arena, text, size), *to = out;
    if (!memchr(text, '&', size))
        return out;
    for (const char *from = out; *from;) {
        size_t taken = 1;
        char c = *from;
        for (size_t i = 0; c == '&' && i < sizeof named / sizeof *named; i++)
            if (strncmp(from, named[i].name, strlen(named[i].name)) == 0) {
                taken = strlen(named[i].name);
                c = named[i].c;
                break;
            }
        *to++ = c;
        from += taken;
    }
    *to = '\0';
    return out;
}

static const char *find_value(const struct xml_walk *walk, const char *name, size_t *size)
{
    const char *at = walk->attributes, *end = at + walk->attributes_size;
    size_t length = strlen(name);
    while (at < end) {
        while (at < end && is_name_end(*at))
            at++;
        const char *key = at, *equals = find(at, end, '=');
        for (const char *c = key; c < equals; c++)
            if (*c == ':')
                key = c + 1;
        if (equals + 1 >= end)
            return NULL;
        const char *value = equals + 2, *close = find(value, end, equals[1]);
        *size = value < close ? (size_t)(close - value) : 0;
        if ((size_t)(equals - key) == length && memcmp(key, name, length) == 0)
            return value;
        at = close < end ? close + 1 : end;
    }
    return NULL;
}

const char *xml_walk_attribute(
    const struct xml_walk *walk, struct pp_arena *arena, const char *name)
{
    size_t size;
    const char *value = find_value(walk, name, &size);
    return value ? decode(arena, value, size) : NULL;
}

bool xml_walk_short(const struct xml_walk *walk, const char *name, char *out, size_t room)
{
    size_t size;
    const char *value = find_value(walk, name, &size);
    if (!value || size >= room)
        return false;
    memcpy(out, value, size);
    out[size] = '\0';
    return true;
}

const char *xml_walk_text(const struct xml_walk *walk, struct pp_arena *arena)
{
    return decode(arena, walk->text, walk->text_size);
}
