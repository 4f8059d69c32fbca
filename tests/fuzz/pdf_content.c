/* Any bytes as the content of a page, and as the CMap of a font: read by our own readers alone. */
#include <stdint.h>
#include <stdlib.h>

#include "pactpress/arena.h"
#include "verify/pdf_content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Objects as libqpdf would give them: 1 is the page's content, 2 its font, 3 the font's CMap. */
static struct rb_value read_object(struct pp_arena *arena, const char *text, size_t length)
{
    struct rb_reader reader;
    rb_reader_open(&reader, arena, text, length);
    struct rb_value value = rb_read(&reader, true);
    rb_reader_close(&reader);
    return value;
}

#define OBJECT(text) read_object(arena, text, sizeof(text) - 1)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pp_arena *arena = pp_arena_new();
    struct rb_value items[4] = {{0}};
    uint32_t stream_of[4] = {0, 1, 0, 1};
    struct rb_pdf_stream stream = {.data = pp_arena_memdup(arena, data, size), .size = size};
    struct pp_map names;
    struct rb_objects objects = {
        .arena = arena,
        .items = items,
        .stream_of = stream_of,
        .streams = {.items = &stream, .count = 1, .capacity = 1},
        .count = 4,
        .names = &names};
    struct rb_fonts fonts = {0};
    struct rb_page page = {.dict = OBJECT("<</Contents 1 0 R>>")};
    items[1] = OBJECT("<<>>");
    items[2] = OBJECT("<</Type/Font/Subtype/Type0/BaseFont/A/ToUnicode 3 0 R>>");
    items[3] = OBJECT("<<>>");
    page.resources = OBJECT("<</Font<</F0 2 0 R>>/Properties<</P0<</MCID 5>>>>>>");
    pp_map_init(&names, arena);
    pp_str_init(&page.text);
    rb_content_read(&objects, &fonts, &page);
    for (size_t i = 0; i < page.marks.count; i++)
        if (page.marks.items[i].start + page.marks.items[i].length > page.text.length)
            abort();
    pp_str_free(&page.text);
    pp_arena_free(arena);
    return 0;
}
