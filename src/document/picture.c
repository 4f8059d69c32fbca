#include "pactpress/picture.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/source_text.h"
#include "pactpress/str.h"
#include "pactpress/tree.h"
#include "pactpress/utf8.h"

enum { APP1 = 0xE1, PNG_HEAD = 8, FEWEST_PIXELS = 240 };
static const unsigned orientation_tag = 0x0112;

/* Only names below the folder: a story may come from somebody else's hand. */
static bool is_inside(const char *name)
{
    if (pp_is_empty(name) || name[0] == '/' || strstr(name, "://") != NULL)
        return false;
    for (const char *part = name; part != NULL; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0'))
            return false;
    }
    return true;
}

const char *pp_picture_find(struct pp_arena *arena, const char *const *folders, const char *name)
{
    if (!is_inside(name))
        return NULL;
    for (; *folders != NULL; folders++) {
        const char *path = pp_path_join(arena, *folders, name);
        if (pp_file_exists(path) && !pp_is_folder(path))
            return path;
    }
    return NULL;
}

static unsigned long big_endian(const unsigned char *bytes, int count)
{
    unsigned long value = 0;
    for (int i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* PNG (ISO/IEC 15948): signature, then the IHDR chunk with width and height. */
static bool png_size(struct pp_bytes file, unsigned long *width, unsigned long *height)
{
    if (file.size < 33 || memcmp(file.data, "\x89PNG\r\n\x1A\n", 8) != 0 ||
        memcmp(file.data + 12, "IHDR", 4) != 0)
        return false;
    *width = big_endian(file.data + 16, 4);
    *height = big_endian(file.data + 20, 4);
    return true;
}

static unsigned word16(const unsigned char *bytes)
{
    return (unsigned)big_endian(bytes, 2);
}

int pp_exif_orientation(const unsigned char *tiff, size_t size)
{
    if (size < 8)
        return 1;
    bool little = tiff[0] == 'I';
    unsigned offset = 0;
    for (size_t i = 0; i < 4; i++)
        offset = offset << 8 | tiff[little ? 7 - i : 4 + i];
    if (offset > size - 2)
        return 1;
    const unsigned char *entry = tiff + offset;
    unsigned count = little ? (unsigned)entry[1] << 8 | entry[0] : word16(entry);
    size_t left = (size - offset - 2) / 12;
    entry += 2;
    for (size_t i = 0; i < count && i < left; i++, entry += 12) {
        unsigned tag = little ? (unsigned)entry[1] << 8 | entry[0] : word16(entry);
        unsigned value = little ? (unsigned)entry[9] << 8 | entry[8] : word16(entry + 8);
        if (tag == orientation_tag)
            return value >= 1 && value <= 8 ? (int)value : 1;
    }
    return 1;
}

/* Orientations from 5 on stand on their side. */
static bool is_sideways(struct pp_bytes file, size_t at, size_t length)
{
    return length > 8 && memcmp(file.data + at, "Exif\0\0", 6) == 0 &&
           pp_exif_orientation(file.data + at + 6, length - 6) >= 5;
}

/* Frame headers are SOF0 to SOF15; three codes in between are tables (ITU-T T.81, table B.1). */
static bool is_frame(unsigned char code)
{
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
}

/* JPEG: a chain of segments up to the frame header. */
static bool jpeg_size(struct pp_bytes file, unsigned long *width, unsigned long *height)
{
    size_t at = 2;
    bool sideways = false;
    if (file.size < 4 || file.data[0] != 0xFF || file.data[1] != 0xD8)
        return false;
    while (at + 9 <= file.size && file.data[at] == 0xFF) {
        unsigned char code = file.data[at + 1];
        if (code == 0xFF) { /* fill byte */
            at++;
            continue;
        }
        if (is_frame(code)) {
            *height = big_endian(file.data + at + (sideways ? 7 : 5), 2);
            *width = big_endian(file.data + at + (sideways ? 5 : 7), 2);
            return true;
        }
        size_t length = big_endian(file.data + at + 2, 2);
        if (code == APP1 && length >= 2 && at + 2 + length <= file.size)
            sideways = sideways || is_sideways(file, at + 4, length - 2);
        at += 2 + length;
    }
    return false;
}

static bool begins(struct pp_bytes file, size_t at, const char *magic)
{
    size_t length = strlen(magic);
    return file.size >= at + length && memcmp(file.data + at, magic, length) == 0;
}

/* What else people take for a picture. */
static const char *why_not(struct pp_bytes file)
{
    if (begins(file, 0, "GIF8"))
        return "it is a GIF; save it as PNG, and of an animated one the picture that says most";
    if (begins(file, 0, "RIFF") && begins(file, 8, "WEBP"))
        return "it is a WebP picture; save it as PNG or JPEG";
    if (begins(file, 4, "ftyp"))
        return "it is a picture or film of a telephone (HEIC, AVIF, MP4); save it as JPEG";
    if (begins(file, 0, "II*") || begins(file, 0, "MM"))
        return "it is a TIFF picture; save it as PNG";
    if (begins(file, 0, "<svg") || begins(file, 0, "<?xml"))
        return "it is a drawing (SVG); save it as PNG";
    if (begins(file, 0, "%PDF") || begins(file, 0, "BM"))
        return "it is a PDF or a bitmap; save it as PNG";
    return "it is neither a PNG nor a JPEG file, or its head is damaged";
}

/* Animated PNG: a chunk before the pixels says so. */
static bool png_moves(struct pp_bytes file)
{
    size_t at = PNG_HEAD;
    while (at + 12 <= file.size && memcmp(file.data + at + 4, "IDAT", 4) != 0) {
        size_t length = big_endian(file.data + at, 4);
        if (memcmp(file.data + at + 4, "acTL", 4) == 0)
            return true;
        if (length > file.size - at - 12)
            return false;
        at += 12 + length;
    }
    return false;
}

enum pp_status pp_picture_size(struct pp_run *run, struct pp_node *picture, const char **error)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_bytes file;
    unsigned long w = 0, h = 0;
    enum pp_status status =
        pp_file_read(run, scratch, picture->as.picture.path, PP_LIMIT_IMAGE, &file);
    *error = NULL;
    if (status == PP_OK && !png_size(file, &w, &h) && !jpeg_size(file, &w, &h)) {
        *error = why_not(file);
        status = PP_DATA;
    } else if (
        status == PP_OK &&
        (w == 0 || h == 0 || w > PP_LIMIT_IMAGE_SIDE || h > PP_LIMIT_IMAGE_SIDE)) {
        *error = "it has no size or is larger than 20000 pixels on a side";
        status = PP_DATA;
    }
    if (status == PP_OK)
        picture->as.picture.moves = begins(file, 0, "\x89PNG") && png_moves(file);
    pp_arena_free(scratch);
    if (status != PP_OK)
        return status;
    picture->as.picture.pixel_width = (int)w;
    picture->as.picture.pixel_height = (int)h;
    return PP_OK;
}

/* In units of UTF-16, as PDF holds it: characters of four bytes take two. */
static size_t length_of(const struct pp_inline *content)
{
    size_t length = 0;
    for (; content != NULL; content = content->next) {
        for (const char *at = content->text; at != NULL && *at != '\0'; at++)
            length += (unsigned char)*at >= 0xF0;
        if (content->text != NULL)
            length += pp_utf8_count(content->text, strlen(content->text));
        length += length_of(content->children);
    }
    return length;
}

bool pp_alt_is_long(const struct pp_inline *alt)
{
    return length_of(alt) > PP_LIMIT_ALT;
}

bool pp_crop_read(const char *text, struct pp_crop *out)
{
    struct pp_crop crop = {.focus = {50, 50}};
    int end = 0, read = sscanf(text, " %3d:%3d %n", &crop.across, &crop.down, &end);
    if (read == 2 && text[end] != '\0') {
        const char *rest = text + end;
        read = sscanf(rest, "at %3d %3d %n", &crop.focus[0], &crop.focus[1], &end);
        text = rest;
    }
    bool good = read == 2 && text[end] == '\0' && crop.across > 0 && crop.down > 0;
    for (int i = 0; i < 2; i++)
        good = good && crop.focus[i] >= 0 && crop.focus[i] <= 100;
    if (good)
        *out = crop;
    return good;
}

enum pp_status pp_picture_judge(
    struct pp_run *run, const struct pp_source_text *source, struct pp_where where,
    const char *crop, struct pp_node *picture)
{
    if (picture->as.picture.pixel_width < FEWEST_PIXELS)
        pp_source_text_report(
            run, PP_WARNING, source, where, "story.coarse-picture",
            "The picture \"%s\" has a width of %d px and will look coarse; a column takes %d px at "
            "least, and looks best with 1,000.",
            picture->as.picture.name, picture->as.picture.pixel_width, FEWEST_PIXELS);
    if (picture->as.picture.moves)
        pp_source_text_report(
            run, PP_WARNING, source, where, "story.moving-picture",
            "The picture \"%s\" moves; only the first of its pictures is printed.",
            picture->as.picture.name);
    if (crop == NULL || pp_crop_read(crop, &picture->as.picture.crop))
        return PP_OK;
    pp_source_text_report(
        run, PP_ERROR, source, where, "story.crop",
        "\"%s\" says no part of a picture; write a ratio, as 3:2, or 3:2 at 30 20: what must stay "
        "is "
        "30 %% from the left and 20 %% from the top.",
        crop);
    return PP_DATA;
}
