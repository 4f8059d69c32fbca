#include "sfnt.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/font.h"
#include "pactpress/str.h"
#include "utf16.h"

struct table {
    const unsigned char *data;
    size_t size;
};

/* Outside of the table everything is 0: a short table of an old font lacks its last fields. */
static unsigned u16_at(struct table table, size_t at)
{
    if (table.size < 2 || at > table.size - 2)
        return 0;
    return (unsigned)table.data[at] << 8 | table.data[at + 1];
}

static int s16_at(struct table table, size_t at)
{
    return (int16_t)u16_at(table, at);
}

static uint32_t u32_at(struct table table, size_t at)
{
    return (uint32_t)u16_at(table, at) << 16 | u16_at(table, at + 2);
}

static struct table slice(struct table whole, size_t offset, size_t size)
{
    if (offset > whole.size)
        return (struct table){0};
    if (size > whole.size - offset)
        size = whole.size - offset;
    return (struct table){whole.data + offset, size};
}

/* Where the font's table directory starts: 0, or an entry of a collection's list. */
static bool directory_offset(struct table file, unsigned index, size_t *offset)
{
    static const uint32_t collection = 0x74746366; /* ttcf */
    *offset = 0;
    if (u32_at(file, 0) != collection)
        return index == 0;
    if (index >= u32_at(file, 8))
        return false;
    *offset = u32_at(file, 12 + 4 * (size_t)index);
    return *offset > 0;
}

static struct table find_table(struct table file, size_t directory, const char tag[5])
{
    unsigned count = u16_at(file, directory + 4);
    for (unsigned i = 0; i < count; i++) {
        size_t record = directory + 12 + 16 * (size_t)i;
        if (record + 16 > file.size)
            break;
        if (memcmp(file.data + record, tag, 4) == 0)
            return slice(file, u32_at(file, record + 8), u32_at(file, record + 12));
    }
    return (struct table){0};
}

enum { NAME_FAMILY = 1, NAME_POSTSCRIPT = 6, NAME_TYPOGRAPHIC_FAMILY = 16 };

/* A name in UTF-16 of platform Windows or Unicode, preferring English; NULL when there is none. */
static char *find_name(struct pp_arena *arena, struct table table, unsigned wanted)
{
    unsigned count = u16_at(table, 2), strings = u16_at(table, 4);
    struct table best = {0};
    for (unsigned i = 0; i < count; i++) {
        size_t record = 6 + 12 * (size_t)i;
        unsigned platform = u16_at(table, record), language = u16_at(table, record + 4);
        if (u16_at(table, record + 6) != wanted || (platform != 3 && platform != 0))
            continue;
        struct table text =
            slice(table, strings + (size_t)u16_at(table, record + 10), u16_at(table, record + 8));
        if (best.size == 0 || (platform == 3 && language == 0x409))
            best = text;
    }
    if (best.size < 2)
        return NULL;
    uint16_t *units = pp_arena_array(arena, best.size / 2, sizeof *units);
    for (size_t i = 0; i < best.size / 2; i++)
        units[i] = (uint16_t)u16_at(best, 2 * i);
    return pp_utf16_to(arena, units, best.size / 2);
}

static enum pp_sfnt_licence licence_of(unsigned fs_type)
{
    /* Several usage bits at once: the least restrictive counts (OpenType, OS/2 fsType). */
    if ((fs_type & 0xF) == 0x2)
        return PP_LICENCE_RESTRICTED;
    if (fs_type & 0x100)
        return PP_LICENCE_NO_SUBSET;
    return fs_type & 0x200 ? PP_LICENCE_BITMAP_ONLY : PP_LICENCE_FINE;
}

static void read_os2(struct table os2, struct pp_face *face, enum pp_sfnt_licence *licence)
{
    enum { USE_TYPO_METRICS = 1 << 7, ITALIC = 1 };
    unsigned version = u16_at(os2, 0), selection = u16_at(os2, 62);
    unsigned class = u16_at(os2, 30) >> 8;
    face->weight = (int)u16_at(os2, 4);
    *licence = licence_of(u16_at(os2, 8));
    face->italic = (selection & ITALIC) != 0;
    /* IBM font classes 1 to 5 and 7 have serifs; PANOSE text serif styles are 2 to 10. */
    face->serif = (class >= 1 && class <= 7 && class != 6) ||
                  (os2.size > 33 && os2.data[32] == 2 && os2.data[33] >= 2 && os2.data[33] <= 10);
    if (selection & USE_TYPO_METRICS) {
        face->ascender = s16_at(os2, 68);
        face->descender = s16_at(os2, 70);
    }
    if (version >= 2) {
        face->x_height = s16_at(os2, 86);
        face->cap_height = s16_at(os2, 88);
    }
}

static void read_names(struct pp_arena *arena, struct table table, struct pp_face *face)
{
    char *family = find_name(arena, table, NAME_TYPOGRAPHIC_FAMILY);
    if (family == NULL)
        family = find_name(arena, table, NAME_FAMILY);
    char *postscript = find_name(arena, table, NAME_POSTSCRIPT);
    face->family = family != NULL ? family : "Unnamed";
    face->postscript = postscript != NULL ? postscript : "Unnamed";
}

const char *pp_sfnt_read(
    struct pp_arena *arena, struct pp_face *face, enum pp_sfnt_licence *licence)
{
    struct table file = {face->bytes.data, face->bytes.size};
    size_t directory;
    if (!directory_offset(file, face->index, &directory))
        return "it holds no font of that index";
    struct table head = find_table(file, directory, "head");
    struct table hhea = find_table(file, directory, "hhea");
    if (head.size < 54 || hhea.size < 36 || find_table(file, directory, "cmap").size == 0)
        return "it is not a whole OpenType font (head, hhea or cmap is missing)";
    face->revision = (unsigned)u16_at(head, 4) << 16 | (unsigned)u16_at(head, 6);
    face->upem = u16_at(head, 18);
    if (face->upem < 16 || face->upem > 16384)
        return "it states no units per em between 16 and 16384";
    for (size_t i = 0; i < 4; i++)
        face->bbox[i] = s16_at(head, 36 + 2 * i);
    face->ascender = s16_at(hhea, 4);
    face->descender = s16_at(hhea, 6);
    struct table post = find_table(file, directory, "post");
    face->italic_angle = (double)(int32_t)u32_at(post, 4) / 65536;
    face->fixed = u32_at(post, 12) != 0;
    face->cff = find_table(file, directory, "CFF ").size > 0;
    face->cap_height = face->ascender;
    face->x_height = face->ascender / 2;
    read_os2(find_table(file, directory, "OS/2"), face, licence);
    read_names(arena, find_table(file, directory, "name"), face);
    return NULL;
}
