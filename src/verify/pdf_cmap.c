#include "pdf_cmap.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pdf_object.h"

/* A CMap in work. The table grows with the codes, so that a small font costs little. */
struct reading {
    struct pp_arena *arena;
    struct rb_reader reader;
    struct rb_cmap *cmap;
    size_t capacity;
    size_t given; /* texts of ranges so far: a limit against lying files */
};

const char *rb_cmap_text(const struct rb_cmap *cmap, unsigned code)
{
    return code < cmap->count ? cmap->texts[code] : NULL;
}

static void set(struct reading *reading, unsigned code, const char *text)
{
    struct rb_cmap *cmap = reading->cmap;
    if (code >= RB_CODES) {
        cmap->damaged = true;
        return;
    }
    if (code >= reading->capacity) {
        size_t capacity = reading->capacity ? reading->capacity : 256;
        while (capacity <= code)
            capacity *= 2;
        const char **texts = pp_arena_array(reading->arena, capacity, sizeof *texts);
        if (cmap->count > 0)
            memcpy(texts, cmap->texts, cmap->count * sizeof *texts);
        cmap->texts = texts;
        reading->capacity = capacity;
    }
    cmap->texts[code] = text;
    if (code >= cmap->count)
        cmap->count = code + 1;
}

static bool code_of(struct rb_value value, unsigned *code)
{
    if (value.kind != RB_STRING || value.size < 1 || value.size > 2)
        return false;
    const unsigned char *at = (const unsigned char *)value.as.text;
    *code = value.size == 1 ? at[0] : (unsigned)at[0] << 8 | at[1];
    return true;
}

static const char *text_of(struct reading *reading, struct rb_value value)
{
    return value.kind == RB_STRING ? rb_utf16(reading->arena, value.as.text, value.size) : NULL;
}

static void read_characters(struct reading *reading)
{
    for (;;) {
        struct rb_value from = rb_read(&reading->reader, false);
        if (from.kind == RB_END || from.kind == RB_WORD)
            return;
        struct rb_value to = rb_read(&reading->reader, false);
        unsigned code;
        if (!code_of(from, &code) || to.kind != RB_STRING) {
            reading->cmap->damaged = true;
            return;
        }
        set(reading, code, text_of(reading, to));
    }
}

/* The last byte of the text counts up with the code. */
static void give_range(struct reading *reading, unsigned low, unsigned high, struct rb_value to)
{
    for (unsigned code = low; code <= high && to.size > 0; code++) {
        char *bytes = pp_arena_memdup(reading->arena, to.as.text, to.size);
        unsigned last = (unsigned char)bytes[to.size - 1] + (code - low);
        if (last > 255 || ++reading->given > RB_CODES) {
            reading->cmap->damaged = true;
            return;
        }
        bytes[to.size - 1] = (char)last;
        set(reading, code, rb_utf16(reading->arena, bytes, to.size));
    }
}

static void read_ranges(struct reading *reading)
{
    for (;;) {
        struct rb_value from = rb_read(&reading->reader, false);
        if (from.kind == RB_END || from.kind == RB_WORD)
            return;
        struct rb_value till = rb_read(&reading->reader, false);
        struct rb_value to = rb_read(&reading->reader, false);
        unsigned low, high;
        if (!code_of(from, &low) || !code_of(till, &high) || high < low) {
            reading->cmap->damaged = true;
            return;
        }
        if (to.kind == RB_STRING)
            give_range(reading, low, high, to);
        for (unsigned i = 0; to.kind == RB_ARRAY && i < to.size && low + i <= high; i++)
            set(reading, low + i, text_of(reading, rb_item(to, i)));
    }
}

void rb_cmap_read(struct pp_arena *arena, const void *bytes, size_t size, struct rb_cmap *out)
{
    *out = (struct rb_cmap){0};
    struct reading reading = {.arena = arena, .cmap = out};
    rb_reader_open(&reading.reader, arena, bytes, size);
    for (;;) {
        struct rb_value value = rb_read(&reading.reader, false);
        if (value.kind == RB_END)
            break;
        if (value.kind == RB_WORD && rb_is(value, "beginbfchar"))
            read_characters(&reading);
        else if (value.kind == RB_WORD && rb_is(value, "beginbfrange"))
            read_ranges(&reading);
    }
    out->damaged |= reading.reader.damaged;
    rb_reader_close(&reading.reader);
}
