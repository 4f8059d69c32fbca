#include "xml_scan.h"

#include <stdint.h>
#include <string.h>

#include "pactpress/str.h"
#include "pactpress/utf8.h"

enum { DEEPEST = 32, MOST_ATTRIBUTES = 24 };

struct name {
    const char *text;
    size_t size;
};

struct scan {
    const char *at, *end;
    struct name open[DEEPEST];
    size_t depth, elements;
    const char *local;
    size_t local_size, count;
};

/* What may stand in a name without a further look. */
static bool is_name(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' ||
           c == '_' || c == '-' || c == '.';
}

static bool is_letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool take(struct scan *scan, const char *word)
{
    size_t size = strlen(word);
    if ((size_t)(scan->end - scan->at) < size || memcmp(scan->at, word, size) != 0)
        return false;
    scan->at += size;
    return true;
}

static struct name take_name(struct scan *scan)
{
    struct name name = {scan->at, 0};
    if (scan->at < scan->end && is_letter((unsigned char)*scan->at))
        while (scan->at < scan->end && is_name((unsigned char)*scan->at))
            scan->at++;
    name.size = (size_t)(scan->at - name.text);
    return name;
}

static bool same(struct name a, struct name b)
{
    return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
}

static bool take_reference(struct scan *scan)
{
    return take(scan, "&amp;") || take(scan, "&lt;") || take(scan, "&gt;") ||
           take(scan, "&quot;") || take(scan, "&apos;");
}

/* Characters up to `stop`. Tabs and line ends in attributes are left to expat. */
static bool take_characters(struct scan *scan, char stop)
{
    for (; scan->at < scan->end; scan->at++) {
        unsigned char c = (unsigned char)*scan->at;
        if (c >= '?' || (c > '&' && c < '<') || c == ' ')
            continue;
        if (*scan->at == stop)
            return true;
        if (c == '&') {
            if (!take_reference(scan))
                return false;
            scan->at--;
        } else if (
            c == '<' || (c < ' ' && (stop != '<' || (c != '\n' && c != '\r' && c != '\t')))) {
            return false;
        } else if (c == '>' && stop == '<') {
            return false; /* could end a CDATA section that did not begin */
        }
    }
    return stop == '<';
}

static bool take_attributes(struct scan *scan)
{
    struct name names[MOST_ATTRIBUTES];
    for (size_t count = 0; scan->at < scan->end && *scan->at == ' '; count++) {
        scan->at++;
        struct name name = take_name(scan);
        if (name.size == 0 || count == MOST_ATTRIBUTES || !take(scan, "=\""))
            return false;
        for (size_t i = 0; i < count; i++)
            if (same(names[i], name))
                return false;
        names[count] = name;
        if (!take_characters(scan, '"') || !take(scan, "\""))
            return false;
    }
    return true;
}

static void count_element(struct scan *scan, struct name name)
{
    size_t size = scan->local_size;
    scan->elements++;
    if (name.size >= size && memcmp(name.text + name.size - size, scan->local, size) == 0 &&
        (name.size == size || name.text[name.size - size - 1] == ':'))
        scan->count++;
}

static bool take_tag(struct scan *scan)
{
    scan->at++; /* < */
    if (scan->at < scan->end && *scan->at == '/') {
        scan->at++;
        struct name name = take_name(scan);
        return scan->depth > 0 && same(name, scan->open[--scan->depth]) && take(scan, ">");
    }
    struct name name = take_name(scan);
    if (name.size == 0 || scan->depth == DEEPEST || (scan->depth == 0 && scan->elements > 0))
        return false;
    count_element(scan, name);
    if (!take_attributes(scan))
        return false;
    if (take(scan, "/>"))
        return true;
    scan->open[scan->depth++] = name;
    return take(scan, ">");
}

/* UTF-8 without the two noncharacters that XML forbids. */
static bool is_text(const char *text, size_t size)
{
    static const uint64_t high = 0x8080808080808080u;
    size_t at = 0;
    while (at < size) {
        uint64_t eight;
        while (at + sizeof eight <= size) {
            memcpy(&eight, text + at, sizeof eight);
            if (eight & high)
                break;
            at += sizeof eight;
        }
        for (size_t i = 0; i < sizeof eight && at < size; i++) {
            unsigned c = (unsigned char)text[at];
            size_t taken = c < 0x80 ? 1 : pp_utf8_decode(text + at, size - at, &c);
            if (taken == 0 || c == 0xFFFE || c == 0xFFFF)
                return false;
            at += taken;
        }
    }
    return true;
}

bool readback_xml_scan(const char *text, size_t size, const char *local, size_t *count)
{
    struct scan scan = {
        .at = text, .end = text + size, .local = local, .local_size = strlen(local)};
    if (!is_text(text, size))
        return false;
    if (!take(&scan, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"))
        return false;
    while (scan.at < scan.end) {
        if (scan.depth == 0 && take(&scan, "\n"))
            continue;
        if (*scan.at == '<' ? !take_tag(&scan) : scan.depth == 0 || !take_characters(&scan, '<'))
            return false;
    }
    *count = scan.count;
    return scan.depth == 0 && scan.elements > 0;
}
