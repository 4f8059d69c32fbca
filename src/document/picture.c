#include "pactpress/picture.h"

#include <stdint.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/tree.h"
#include "pactpress/utf8.h"

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

/* Frame headers are SOF0 to SOF15; three codes in between are tables (ITU-T T.81, table B.1). */
static bool is_frame(unsigned char code)
{
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
}

/* JPEG: a chain of segments up to the frame header. */
static bool jpeg_size(struct pp_bytes file, unsigned long *width, unsigned long *height)
{
    size_t at = 2;
    if (file.size < 4 || file.data[0] != 0xFF || file.data[1] != 0xD8)
        return false;
    while (at + 9 <= file.size && file.data[at] == 0xFF) {
        unsigned char code = file.data[at + 1];
        if (code == 0xFF) { /* fill byte */
            at++;
            continue;
        }
        if (is_frame(code)) {
            *height = big_endian(file.data + at + 5, 2);
            *width = big_endian(file.data + at + 7, 2);
            return true;
        }
        at += 2 + big_endian(file.data + at + 2, 2);
    }
    return false;
}

enum pp_status pp_picture_size(
    struct pp_run *run, const char *path, int *width, int *height, const char **error)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_bytes file;
    unsigned long w = 0, h = 0;
    enum pp_status status = pp_file_read(run, scratch, path, PP_LIMIT_IMAGE, &file);
    *error = NULL;
    if (status == PP_OK && !png_size(file, &w, &h) && !jpeg_size(file, &w, &h)) {
        *error = "it is neither a PNG nor a JPEG file, or its head is damaged";
        status = PP_DATA;
    } else if (
        status == PP_OK &&
        (w == 0 || h == 0 || w > PP_LIMIT_IMAGE_SIDE || h > PP_LIMIT_IMAGE_SIDE)) {
        *error = "it has no size or is larger than 20000 pixels on a side";
        status = PP_DATA;
    }
    pp_arena_free(scratch);
    if (status != PP_OK)
        return status;
    *width = (int)w;
    *height = (int)h;
    return PP_OK;
}

static size_t length_of(const struct pp_inline *content)
{
    size_t length = 0;
    for (; content != NULL; content = content->next) {
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
