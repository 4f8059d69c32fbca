/* A PDF opened for checks: all its objects as values, its streams unpacked once.
 *
 * libqpdf finds, decrypts and unpacks; every value is read by our own reader (pdf_object.h).
 * Damage is never mended: a warning of libqpdf is a finding of the caller. */
#ifndef PACTPRESS_VERIFY_PDF_OBJECTS_H
#define PACTPRESS_VERIFY_PDF_OBJECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"
#include "pactpress/map.h"
#include "pdf_object.h"

struct rb_pdf_stream {
    unsigned char *data; /* NULL: not unpacked (a picture, or a failure), or dropped */
    size_t size;         /* [bytes] */
    size_t packed;       /* structure elements in it that were not forgotten */
    size_t claims;       /* how often it will be dropped before it goes; 0: at once */
    bool unpacked;
};

struct rb_pdf_streams {
    struct rb_pdf_stream *items;
    size_t count, capacity;
};

struct rb_objects {
    struct pp_arena *arena;
    /* By object number; of a stream, its dictionary. Nearly all objects of a long document are
     * structure elements: they stay packed until they are resolved. */
    struct rb_value *items;
    uint32_t *places;    /* by object number: the object stream that it lies in; 0: none. Or NULL */
    uint32_t *stream_of; /* by object number: index + 1; 0: it is no stream */
    struct rb_pdf_streams streams; /* data on the heap */
    size_t count;
    struct rb_value trailer, root; /* dictionaries, or null */
    bool encrypted, readable;
    bool size_differs;    /* /Size is not the highest number plus one: odd, and no harm is done */
    bool too_large;       /* memory ran out as it was unpacked */
    const char **damages; /* sentences, at most 5 */
    size_t damage_count;
    struct pp_map *names; /* that were shown, each kept once */
};

/* Reads all of the file into the arena. `streams`: unpacks what is no picture, too. Never fails:
 * a file that cannot be opened is not `readable` and has damages. */
void rb_objects_open(
    struct pp_arena *arena, struct pp_bytes bytes, bool streams, struct rb_objects *out);
/* Ends the life of streams and values. */
void rb_objects_close(struct rb_objects *objects);
/* Somebody will ask for the stream and drop it. */
void rb_stream_claim(struct rb_objects *objects, struct rb_value reference);
/* Lets go of the bytes of a stream that nobody will ask for again: the last of those who claimed
 * it. */
void rb_stream_drop(struct rb_objects *objects, struct rb_value reference);
/* As rb_resolve, but of what is packed only as long as the arena's bytes and those of its stream
 * stand. */
struct rb_value rb_peek(
    const struct rb_objects *objects, struct rb_value value, struct pp_arena *arena);
/* A packed object is null from now on. */
void rb_forget(struct rb_objects *objects, uint32_t number);
/* A copy for good of what was peeked at. References stay such. */
struct rb_value rb_keep(const struct rb_objects *objects, struct rb_value value);

/* What a reference stands for; any other value itself. */
struct rb_value rb_resolve(const struct rb_objects *objects, struct rb_value value);
/* An entry of a dictionary (or of the one that a reference stands for), resolved. */
struct rb_value rb_get(const struct rb_objects *objects, struct rb_value dict, const char *key);
/* The same, in an array. */
struct rb_value rb_at(const struct rb_objects *objects, struct rb_value array, size_t index);
/* The object number of an entry that is a reference; 0 when it is none. */
uint32_t rb_number_of(const struct rb_objects *objects, struct rb_value dict, const char *key);
/* As rb_shown, for the names that a file has many times. */
const char *rb_name(const struct rb_objects *objects, struct rb_value name);
/* The unpacked bytes of the stream that a value refers to; NULL data when there are none. */
struct rb_pdf_stream rb_stream(const struct rb_objects *objects, struct rb_value reference);

#endif
