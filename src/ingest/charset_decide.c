/* The decision on a file's encoding: marks, validity, declaration, evidence, in that order. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/charset.h"
#include "pactpress/charset_score.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"

static struct pp_where at_file(const char *path)
{
    return (struct pp_where){.file = path};
}

static struct pp_where at_line(const char *path, size_t line)
{
    return (struct pp_where){.file = path, .line = line};
}

static bool begins_with(struct pp_bytes bytes, const char *mark, size_t size)
{
    return bytes.size >= size && memcmp(bytes.data, mark, size) == 0;
}

static bool by_mark(struct pp_bytes bytes, struct pp_charset *out)
{
    if (begins_with(bytes, "\xEF\xBB\xBF", 3))
        *out = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8, .bom = 3};
    else if (begins_with(bytes, "\xFF\xFE", 2))
        *out = (struct pp_charset){.name = "utf-16le", .kind = PP_CHARSET_UTF16LE, .bom = 2};
    else if (begins_with(bytes, "\xFE\xFF", 2))
        *out = (struct pp_charset){.name = "utf-16be", .kind = PP_CHARSET_UTF16BE, .bom = 2};
    else
        return false;
    return true;
}

/* What a text is, read in units of two bytes. */
struct units {
    size_t count, ascii, wrong;
    size_t pairs;  /* of two bytes that are ASCII text, each */
    size_t blocks; /* different high bytes */
};

static bool is_text(unsigned char c)
{
    return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
}

static struct units read_units(struct pp_bytes bytes, bool little)
{
    struct units found = {0};
    bool seen[256] = {false};
    size_t looked = bytes.size < 4096 ? bytes.size : 4096;
    for (size_t i = 0; i + 1 < looked; i += 2) {
        unsigned low = bytes.data[little ? i : i + 1], high = bytes.data[little ? i + 1 : i];
        bool control = high == 0 && (low < 0x20 || low == 0x7F);
        bool white = high == 0 && (low == '\t' || low == '\n' || low == '\r');
        found.count++;
        found.ascii += high == 0 && low < 0x80 && (!control || white);
        found.wrong += (control && !white) || high >= 0xE0;
        found.pairs += is_text(bytes.data[i]) && is_text(bytes.data[i + 1]);
        found.blocks += !seen[high];
        seen[high] = true;
    }
    return found;
}

/* UTF-16 without a mark: delimiters, blanks and line ends have a NUL beside them, always on the
 * same side, and the letters come out of a few blocks of 256. */
static bool by_nuls(struct pp_bytes bytes, struct pp_charset *out)
{
    size_t looked = bytes.size < 4096 ? bytes.size : 4096;
    if (looked < 2 || memchr(bytes.data, 0, looked) == NULL)
        return false;
    struct units little = read_units(bytes, true), big = read_units(bytes, false);
    bool is_little = little.ascii > big.ascii;
    const struct units *units = is_little ? &little : &big;
    const struct units *other = is_little ? &big : &little;
    if (units->ascii * 12 < units->count || units->wrong * 20 > units->count ||
        units->ascii < 3 * other->ascii || units->blocks > 24 || units->pairs * 2 > units->count)
        return false;
    *out = is_little ? (struct pp_charset){.name = "utf-16le", .kind = PP_CHARSET_UTF16LE}
                     : (struct pp_charset){.name = "utf-16be", .kind = PP_CHARSET_UTF16BE};
    return true;
}

/* Characters of several bytes that are valid UTF-8, and bytes that are not. */
struct utf8_census {
    size_t characters, bad;
    size_t first_bad_line;
    size_t latin, first_latin_line; /* of the characters, Latin letters of two bytes */
    size_t twice; /* characters that look like UTF-8 read as windows-1252 and written again */
};

enum { HEAD = 4096, AHEAD = 4 /* bytes that are looked at beyond the present one */ };

struct pp_charset_look {
    unsigned char head[HEAD];
    size_t head_size;
    size_t lines; /* line feeds so far */
    struct utf8_census census;
    struct pp_charset_evidence evidence;
};

static size_t ascii_length(const unsigned char *at, size_t size)
{
    size_t length = 0;
    uint64_t eight;
    while (length + sizeof eight <= size) {
        memcpy(&eight, at + length, sizeof eight);
        if ((eight & 0x8080808080808080u) != 0)
            break;
        length += sizeof eight;
    }
    while (length < size && at[length] < 0x80)
        length++;
    return length;
}

static size_t line_feeds(const unsigned char *at, size_t size)
{
    const unsigned char *end = at + size;
    size_t count = 0;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        count++;
        at++;
    }
    return count;
}

/* One character that is not ASCII, or a byte that begins none; returns its size. */
static size_t count_character(struct utf8_census *census, struct pp_bytes bytes, size_t line)
{
    unsigned codepoint = 0;
    const char *text = (const char *)bytes.data;
    size_t size = pp_utf8_decode(text, bytes.size, &codepoint);
    if (size == 0) {
        if (census->bad++ == 0)
            census->first_bad_line = line;
        return 1;
    }
    census->characters++;
    if (codepoint >= 0xC0 && codepoint < 0x180 && census->latin++ == 0)
        census->first_latin_line = line;
    if ((codepoint >= 0xC2 && codepoint <= 0xC5) && 3 < bytes.size && text[2] == '\xC2')
        census->twice++;
    return size;
}

/* Up to `stop` or a few bytes more; returns where it came to. */
static size_t count_utf8(
    struct pp_charset_look *look, struct pp_bytes bytes, size_t from, size_t stop)
{
    size_t at = from, counted = from;
    while (at < stop) {
        at += ascii_length(bytes.data + at, stop - at);
        if (at >= stop)
            break;
        if (look->census.bad == 0 || look->census.latin == 0) { /* the line of a first one */
            look->lines += line_feeds(bytes.data + counted, at - counted);
            counted = at;
        }
        at += count_character(
            &look->census, (struct pp_bytes){bytes.data + at, bytes.size - at}, look->lines + 1);
    }
    look->lines += line_feeds(bytes.data + counted, at - counted);
    return at;
}

struct pp_charset_look *pp_charset_look_new(struct pp_arena *arena)
{
    struct pp_charset_look *look = pp_arena_alloc(arena, sizeof *look);
    pp_charset_evidence_init(&look->evidence, arena);
    return look;
}

size_t pp_charset_look_add(
    struct pp_charset_look *look, struct pp_bytes bytes, size_t from, bool last)
{
    size_t stop = last ? bytes.size : bytes.size > AHEAD ? bytes.size - AHEAD : 0;
    if (stop <= from)
        return from;
    size_t to = count_utf8(look, bytes, from, stop);
    size_t wanted = to - from < HEAD - look->head_size ? to - from : HEAD - look->head_size;
    memcpy(look->head + look->head_size, bytes.data + from, wanted);
    look->head_size += wanted;
    pp_charset_evidence_add(&look->evidence, bytes, from, to);
    return to;
}

struct pp_charset_look *pp_charset_look_at(struct pp_arena *arena, struct pp_bytes bytes)
{
    struct pp_charset_look *look = pp_charset_look_new(arena);
    pp_charset_look_add(look, bytes, 0, true);
    return look;
}

static enum pp_status by_utf8(
    struct pp_run *run, const char *path, const struct pp_charset_hint *hint,
    const struct utf8_census *census, struct pp_charset *out)
{
    *out = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    bool declared_other = strcmp(hint->declared, "auto") != 0 &&
                          strcmp(hint->declared, "utf-8") != 0 && census->characters > 0;
    if (declared_other)
        pp_warn(
            run, at_file(path), "encoding.not-as-declared",
            "The source says %s, but this file holds %zu characters of valid UTF-8; it is read as "
            "UTF-8.",
            hint->declared, census->characters);
    if (census->twice > 0)
        pp_warn(
            run, at_file(path), "encoding.converted-twice",
            "%zu characters look as if UTF-8 had been converted twice (like \xC3\x83\xC2\xB6 for "
            "\xC3\xB6); export the file again and open it as UTF-8.",
            census->twice);
    if (census->bad > 0)
        pp_note(
            run, at_line(path, census->first_bad_line), "encoding.mixed",
            "Read as UTF-8: %zu characters are valid, %zu %s not (first in this line). Rows with "
            "such a "
            "byte in a column that is read are held back.",
            census->characters, census->bad, census->bad == 1 ? "byte is" : "bytes are");
    return PP_OK;
}

static void say_decision(
    struct pp_run *run, const char *path, const struct pp_charset_verdict *verdict)
{
    pp_note(
        run, at_file(path), "encoding.decided",
        "Read as %s: it makes sense of the %zu bytes over 127 (letters %s, as in %s). Write "
        "`encoding: %s` in the source to settle it.",
        verdict->best.charset.name, verdict->bytes, verdict->best.letters, verdict->best.lang,
        verdict->best.charset.name);
}

static enum pp_status refuse(
    struct pp_run *run, const char *path, bool sense, const struct pp_charset_verdict *verdict)
{
    if (sense)
        pp_error(
            run, at_file(path), "encoding.ambiguous",
            "This file can be read as %s (letters %s, as in %s) and as %s (letters %s, as in %s), "
            "and nothing in it says which. Write `encoding: %s` or `encoding: %s` in the source.",
            verdict->best.charset.name, verdict->best.letters, verdict->best.lang,
            verdict->rival.charset.name, verdict->rival.letters, verdict->rival.lang,
            verdict->best.charset.name, verdict->rival.charset.name);
    else
        pp_error(
            run, at_file(path), "encoding.unknown",
            "The bytes over 127 make no sense as letters of the project's languages in any "
            "encoding that was tried%s%s. Write `encoding:` in the source; known are %s.",
            verdict->best.charset.name != NULL ? "; nearest is " : "",
            verdict->best.charset.name != NULL ? verdict->best.charset.name : "", pp_charset_offer);
    return PP_DATA;
}

/* First in the language of the source's city, where it has one; then in all of the project's. */
static enum pp_status by_evidence(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_charset_look *look,
    const struct pp_charset_hint *hint, struct pp_charset *out)
{
    static const char *const everywhere[] = {"en", "de", "fr", "it", "es", "pl", "ro", "sv", "lv"};
    struct pp_charset_verdict verdict = {0};
    bool sense =
        hint->home != NULL && pp_charset_judge(arena, &look->evidence, &hint->home, 1, &verdict);
    if (!sense && hint->lang_count > 0)
        sense = pp_charset_judge(arena, &look->evidence, hint->langs, hint->lang_count, &verdict);
    else if (!sense)
        sense = pp_charset_judge(
            arena, &look->evidence, everywhere, sizeof everywhere / sizeof *everywhere, &verdict);
    if (!sense || verdict.has_rival)
        return refuse(run, path, sense, &verdict);
    say_decision(run, path, &verdict);
    *out = verdict.best.charset;
    return PP_OK;
}

/* Languages of Europe, and of those who come to it. */
static const char *const all_languages[] = {"en", "de", "fr", "it", "es", "pt", "nl", "sv", "da",
                                            "fi", "nb", "is", "ga", "mt", "pl", "cs", "sk", "hu",
                                            "sl", "hr", "ro", "sq", "bs", "et", "lv", "lt", "el",
                                            "bg", "ru", "uk", "sr", "mk", "be", "tr", "ar", "fa"};

static void guess_by_evidence(
    struct pp_arena *arena, struct pp_charset_look *look, struct pp_charset_guess *out)
{
    struct pp_charset_verdict verdict = {0};
    bool sense = pp_charset_judge(
        arena, &look->evidence, all_languages, sizeof all_languages / sizeof *all_languages,
        &verdict);
    out->charset = verdict.best.charset;
    if (out->charset.name == NULL)
        out->charset = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    const char *letters = verdict.best.letters != NULL ? verdict.best.letters : "";
    out->evidence = pp_arena_printf(
        arena, "%zu bytes over 127 are read as %s (as in %s)", verdict.bytes, letters,
        verdict.best.lang != NULL ? verdict.best.lang : "?");
    if (!sense)
        out->problem = pp_arena_printf(
            arena, "the bytes over 127 make no sense in any encoding that was tried; nearest is %s",
            out->charset.name);
    else if (verdict.has_rival)
        out->problem = pp_arena_printf(
            arena,
            "the bytes over 127 can be read as %s (letters %s, as in %s) and as %s (letters %s, as "
            "in %s); write `encoding:` in the source",
            verdict.best.charset.name, letters, verdict.best.lang, verdict.rival.charset.name,
            verdict.rival.letters, verdict.rival.lang);
}

static void guess_utf8(
    struct pp_arena *arena, const struct utf8_census *census, struct pp_charset_guess *out)
{
    out->charset = (struct pp_charset){.name = "utf-8", .kind = PP_CHARSET_UTF8};
    out->evidence =
        census->characters == 0
            ? "every byte is ASCII"
            : pp_arena_printf(arena, "%zu characters are valid UTF-8", census->characters);
    if (census->twice > 0)
        out->problem = pp_arena_printf(
            arena,
            "%zu characters look as if UTF-8 had been converted twice (like \xC3\x83\xC2\xB6 "
            "for \xC3\xB6); export the file again",
            census->twice);
    if (census->bad == 0)
        return;
    out->problem_line = census->first_bad_line;
    out->problem = pp_arena_printf(
        arena,
        "two encodings are mixed: %zu characters are valid UTF-8, and %zu %s not, first in this "
        "line; such rows are held back",
        census->characters, census->bad, census->bad == 1 ? "byte is" : "bytes are");
}

void pp_charset_guess_of(
    struct pp_arena *arena, struct pp_charset_look *look, struct pp_charset_guess *out)
{
    struct pp_bytes head = {look->head, look->head_size};
    struct utf8_census census = look->census;
    *out = (struct pp_charset_guess){.evidence = ""};
    if (by_mark(head, &out->charset)) {
        out->evidence = "a byte order mark says so";
        if (out->charset.kind == PP_CHARSET_UTF8 && census.bad > 0)
            guess_utf8(arena, &census, out);
        out->charset.bom = out->charset.kind == PP_CHARSET_UTF8 ? 3 : 2;
        return;
    }
    if (by_nuls(head, &out->charset)) {
        out->evidence = "every second byte is 0";
        return;
    }
    if (census.bad == 0 || census.characters >= census.bad)
        guess_utf8(arena, &census, out);
    else
        guess_by_evidence(arena, look, out);
    if (out->charset.kind == PP_CHARSET_TABLE && census.latin > 0) {
        out->problem_line = census.first_latin_line;
        out->problem = pp_arena_printf(
            arena,
            "two encodings are mixed: the file is %s, and %zu letters are UTF-8, first in "
            "this line; such rows are held back",
            out->charset.name, census.latin);
    }
}

enum pp_status pp_charset_decide(
    struct pp_run *run, struct pp_arena *arena, const char *path, struct pp_charset_look *look,
    const struct pp_charset_hint *hint, struct pp_charset *out)
{
    bool automatic = strcmp(hint->declared, "auto") == 0;
    struct pp_charset declared = {0};
    if (!automatic && !pp_charset_named(arena, hint->declared, &declared)) {
        pp_error(
            run, at_file(path), "encoding.no-such",
            "The source's encoding \"%s\" is not one that is read. Known are auto, %s.",
            hint->declared, pp_charset_offer);
        return PP_USAGE;
    }
    struct pp_bytes head = {look->head, look->head_size};
    struct utf8_census census = look->census;
    if (by_mark(head, out) || by_nuls(head, out))
        return PP_OK;
    bool utf8_declared = !automatic && declared.kind == PP_CHARSET_UTF8;
    /* A pair of bytes in another encoding can be valid UTF-8 by chance: who declares one is
     * believed until it is clear. */
    size_t needed = automatic ? census.bad : 4 * census.bad;
    if (census.bad == 0 || utf8_declared || census.characters >= needed)
        return by_utf8(run, path, hint, &census, out);
    struct pp_charset decided = declared;
    if (automatic)
        PP_TRY(by_evidence(run, arena, path, look, hint, &decided));
    decided.mixed = census.latin > 0;
    if (decided.mixed)
        pp_note(
            run, at_line(path, census.first_latin_line), "encoding.mixed",
            "Read as %s, but %zu letters are UTF-8 (first in this line). Rows with such letters in "
            "a column that is read are held back.",
            decided.name, census.latin);
    *out = decided;
    return PP_OK;
}
