#include "ingest/window.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/file_kind.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/scanner.h"
#include "pactpress/str.h"

enum { PIECE = 1 << 16, MARGIN = 4096 /* [bytes] more than a row may have */ };

struct pp_window {
    const char *path, *shown;
    int fd;
    struct stat before;
    struct pp_hasher *hasher;    /* of the bytes as they are; NULL: not asked for */
    struct pp_piece_sums *watch; /* or NULL */
    uint64_t at; /* in the file: what is read next, always the start of a piece [bytes] */
    bool ended;
    bool failed;  /* the system could not read on */
    bool changed; /* a piece is not what was digested */
    struct pp_str text;
    size_t base;        /* of `text` in the whole text [bytes] */
    bool wide, little;  /* UTF-16 */
    struct pp_str rest; /* UTF-16: bytes of a character that goes on in the next piece */
    struct {
        size_t text;  /* a place in `text` ... */
        uint64_t raw; /* ... and where it stands in the file (UTF-16) */
    } cursor;
    uint64_t base_raw; /* where text[0] stands in the file (UTF-16) */
    uint64_t first;    /* of the text in the file: behind the byte order mark */
    uint64_t from;     /* what lies before it in the file is not wanted */
    struct pp_str raw;
};

/* Up to `size` bytes from a place in the file; fewer at its end, or after an error. */
static size_t read_at(struct pp_window *window, unsigned char *out, size_t size, uint64_t at)
{
    size_t got = 0;
    while (got < size) {
        ssize_t now = pread(window->fd, out + got, size - got, (off_t)(at + got));
        if (now < 0 && errno == EINTR)
            continue;
        if (now < 0)
            window->failed = true;
        if (now <= 0)
            break;
        got += (size_t)now;
    }
    return got;
}

/* --- opening ------------------------------------------------------------------------------ */

static const char *judge_head(struct pp_bytes head, bool whole)
{
    const char *kind = pp_file_kind(head);
    /* The head may be blank, or end, where the file goes on. */
    if (kind != NULL && (whole || pp_file_kind_is_sure(head)))
        return kind;
    bool line_end =
        memchr(head.data, '\n', head.size) != NULL || memchr(head.data, '\r', head.size) != NULL;
    if (whole || line_end)
        return NULL;
    return memchr(head.data, 0, head.size) == head.data && head.data[head.size / 2] == 0
               ? "This file begins with a million bytes of zero: it is no CSV, or was never "
                 "written to its end. Export it again."
               : "The first line of this file is longer than 1 MiB, so it is no table with rows. "
                 "Is it another kind of file?";
}

/* A look at the first bytes, before gigabytes are read. */
static enum pp_status look(struct pp_run *run, struct pp_window *window)
{
    unsigned char *bytes = pp_xmalloc(PP_LIMIT_ROW + MARGIN);
    struct pp_bytes head = {bytes, read_at(window, bytes, PP_LIMIT_ROW + MARGIN, 0)};
    const char *fault = window->failed ? NULL : judge_head(head, head.size < PP_LIMIT_ROW + MARGIN);
    free(bytes);
    if (fault == NULL)
        return PP_OK;
    pp_error(run, (struct pp_where){.file = window->shown}, "file.not-csv", "%s", fault);
    return PP_DATA;
}

enum pp_status pp_window_open_again(
    struct pp_run *run, const char *path, const char *shown, struct pp_window **out)
{
    struct stat about;
    int fd = -1;
    PP_TRY(pp_file_open(run, path, &about, &fd));
    struct pp_window *window = pp_xmalloc(sizeof *window);
    *window = (struct pp_window){.path = path, .shown = shown, .fd = fd, .before = about};
    pp_str_init(&window->text);
    pp_str_init(&window->rest);
    pp_str_init(&window->raw);
    *out = window;
    return PP_OK;
}

enum pp_status pp_window_open(
    struct pp_run *run, const char *path, const char *shown, struct pp_window **out)
{
    struct pp_window *window = NULL;
    PP_TRY(pp_window_open_again(run, path, shown, &window));
    enum pp_status status = look(run, window);
    pp_window_rewind(window, NULL);
    if (status == PP_OK)
        *out = window;
    else
        pp_window_close(window);
    return status;
}

static void drop_hasher(struct pp_window *window)
{
    unsigned char digest[PP_DIGEST_SIZE];
    if (window->hasher != NULL)
        pp_hasher_finish(window->hasher, digest);
    window->hasher = NULL;
}

void pp_window_close(struct pp_window *window)
{
    if (window == NULL)
        return;
    close(window->fd);
    drop_hasher(window);
    pp_str_free(&window->text);
    pp_str_free(&window->rest);
    pp_str_free(&window->raw);
    free(window);
}

uint64_t pp_window_file_size(const struct pp_window *window)
{
    return (uint64_t)window->before.st_size;
}

/* --- reading ------------------------------------------------------------------------------ */

void pp_window_watch(struct pp_window *window, struct pp_piece_sums *sums)
{
    window->watch = sums;
}

static void begin(struct pp_window *window, const struct pp_charset *charset, uint64_t raw)
{
    drop_hasher(window);
    window->little = charset != NULL && charset->kind == PP_CHARSET_UTF16LE;
    window->wide = window->little || (charset != NULL && charset->kind == PP_CHARSET_UTF16BE);
    window->first = charset != NULL ? charset->bom : 0;
    window->at = raw / PIECE * PIECE;
    window->from = raw;
    window->base = 0;
    window->ended = false;
    window->cursor.text = 0;
    window->cursor.raw = window->base_raw = raw;
    pp_str_clear(&window->text);
    pp_str_clear(&window->rest);
}

void pp_window_rewind(struct pp_window *window, const struct pp_charset *charset)
{
    begin(window, charset, charset != NULL ? charset->bom : 0);
    if (charset == NULL)
        window->hasher = pp_hasher_new();
}

void pp_window_seek(
    struct pp_window *window, const struct pp_charset *charset, const struct pp_place *place)
{
    begin(window, charset, place->raw);
    window->base = place->at;
}

/* Moves the cursor, which walks through converted UTF-16, to a place in the text. */
static uint64_t raw_offset(struct pp_window *window, size_t place)
{
    if (!window->wide)
        return window->first + window->base + place;
    if (place < window->cursor.text) {
        window->cursor.text = 0;
        window->cursor.raw = window->base_raw;
    }
    for (; window->cursor.text < place; window->cursor.text++) {
        unsigned char c = (unsigned char)window->text.text[window->cursor.text];
        /* UTF-16 has one unit for each character, two for those of four bytes */
        window->cursor.raw += (c & 0xC0) == 0x80 ? 0 : c < 0xF0 ? 2 : 4;
    }
    return window->cursor.raw;
}

uint64_t pp_window_raw_at(struct pp_window *window, size_t at)
{
    return raw_offset(window, at);
}

static void give_back(struct pp_window *window, size_t done)
{
    if (window->wide)
        window->base_raw = raw_offset(window, done);
    window->cursor.text = 0;
    window->cursor.raw = window->base_raw;
    memmove(window->text.text, window->text.text + done, window->text.length - done);
    pp_str_truncate(&window->text, window->text.length - done);
    window->base += done;
}

static void add_text(struct pp_window *window, struct pp_bytes piece)
{
    if (!window->wide) {
        pp_str_append_n(&window->text, piece.data, piece.size);
        return;
    }
    pp_str_append_n(&window->rest, piece.data, piece.size);
    struct pp_bytes all = {(const unsigned char *)window->rest.text, window->rest.length};
    size_t used = pp_charset_add_utf16(&window->text, all, window->little, window->ended);
    memmove(window->rest.text, window->rest.text + used, all.size - used);
    pp_str_truncate(&window->rest, all.size - used);
}

/* Eight bytes at a time on four ways. It only has to notice what changes by chance. */
static uint64_t sum_of(struct pp_bytes piece)
{
    uint64_t ways[4] = {1, 2, 3, piece.size}, words[4];
    size_t at = 0;
    for (; at + sizeof words <= piece.size; at += sizeof words) {
        memcpy(words, piece.data + at, sizeof words);
        for (int i = 0; i < 4; i++) {
            ways[i] = (ways[i] ^ words[i]) * 0x9E3779B97F4A7C15u;
            ways[i] ^= ways[i] >> 32;
        }
    }
    for (; at < piece.size; at++)
        ways[at % 4] = (ways[at % 4] ^ piece.data[at]) * 0x9E3779B97F4A7C15u;
    return ways[0] ^ ways[1] << 1 ^ ways[2] << 2 ^ ways[3] << 3;
}

/* A piece of size 0 ends the file, and has a sum, too. */
static void watch_piece(struct pp_window *window, struct pp_bytes piece)
{
    struct pp_piece_sums *sums = window->watch;
    size_t index = (size_t)(window->at / PIECE);
    if (sums == NULL)
        return;
    uint64_t sum = sum_of(piece);
    if (window->hasher != NULL && !sums->whole) {
        *(uint64_t *)PP_PUSH(sums->arena, sums) = sum;
        sums->whole = piece.size < PIECE;
    } else if (index >= sums->count || sums->items[index] != sum) {
        window->changed = true;
    }
}

/* The next piece of the file. */
static void read_piece(struct pp_window *window)
{
    unsigned char piece[PIECE];
    struct pp_bytes got = {piece, read_at(window, piece, PIECE, window->at)};
    if (window->hasher != NULL)
        pp_hasher_add(window->hasher, got.data, got.size);
    watch_piece(window, got);
    window->ended = got.size < PIECE;
    size_t before = window->at < window->from ? (size_t)(window->from - window->at) : 0;
    before = before < got.size ? before : got.size;
    window->at += got.size;
    got.data += before;
    got.size -= before;
    add_text(window, got);
}

bool pp_window_more(struct pp_window *window, size_t done)
{
    size_t kept = window->text.length - done, length = window->text.length;
    while (!window->ended && (window->text.length == length || window->text.length - length < kept))
        read_piece(window);
    if (window->text.length == length)
        return false;
    give_back(window, done);
    return true;
}

struct pp_bytes pp_window_text(const struct pp_window *window, size_t *base)
{
    *base = window->base;
    return (struct pp_bytes){(const unsigned char *)window->text.text, window->text.length};
}

bool pp_window_feed(void *self, struct pp_scanner *scanner)
{
    struct pp_window *window = self;
    if (!pp_window_more(window, scanner->at))
        return false;
    struct pp_bytes text = pp_window_text(window, &scanner->base);
    scanner->data = text.data;
    scanner->size = text.size;
    scanner->at = 0;
    return true;
}

struct pp_bytes pp_window_raw(struct pp_window *window, size_t from, size_t size)
{
    if (!window->wide)
        return (struct pp_bytes){(const unsigned char *)window->text.text + from, size};
    uint64_t begin = raw_offset(window, from), end = raw_offset(window, from + size);
    unsigned char *bytes = pp_xmalloc((size_t)(end - begin));
    size_t got = read_at(window, bytes, (size_t)(end - begin), begin);
    pp_str_clear(&window->raw);
    pp_str_append_n(&window->raw, bytes, got);
    free(bytes);
    return (struct pp_bytes){(const unsigned char *)window->raw.text, window->raw.length};
}

/* --- the end ------------------------------------------------------------------------------ */

static bool has_changed(const struct pp_window *window)
{
    const struct stat *before = &window->before;
    struct stat now;
    return window->changed || stat(window->path, &now) != 0 || now.st_size != before->st_size ||
           now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
           now.st_mtim.tv_nsec != before->st_mtim.tv_nsec || now.st_ino != before->st_ino ||
           (window->ended && window->at != (uint64_t)before->st_size);
}

bool pp_window_is_sound(const struct pp_window *window)
{
    return !window->failed && !has_changed(window);
}

enum pp_status pp_window_report(struct pp_run *run, const struct pp_window *window)
{
    if (window->failed) {
        pp_error(
            run, (struct pp_where){.file = window->shown}, "file.unreadable",
            "The file cannot be read to its end: the system reports an error at byte %llu.",
            (unsigned long long)window->at);
        return PP_DATA;
    }
    if (has_changed(window)) {
        pp_error(
            run, (struct pp_where){.file = window->shown}, "file.changed",
            "This file changed while it was read. Run again when nothing writes to it.");
        return PP_DATA;
    }
    return PP_OK;
}

enum pp_status pp_window_end(
    struct pp_run *run, struct pp_window *window, char digest[PP_DIGEST_HEX])
{
    unsigned char sum[PP_DIGEST_SIZE];
    PP_TRY(pp_window_report(run, window));
    pp_hasher_finish(window->hasher, sum);
    window->hasher = NULL;
    pp_hex(sum, sizeof sum, digest);
    return PP_OK;
}
