#include "zip_kit.h"

#include <stdint.h>
#include <string.h>

#include "pactpress/str.h"

/* APPNOTE 6.3.10: the sum of a part, polynomial EDB88320 reflected. */
static uint32_t crc_of(const char *text, size_t size)
{
    uint32_t crc = 0xFFFFFFFFu;
    for (size_t i = 0; i < size; i++) {
        crc ^= (unsigned char)text[i];
        for (int bit = 0; bit < 8; bit++)
            crc = (crc >> 1) ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

static void put(struct pp_str *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        pp_str_append_char(out, (char)(value >> (8 * i) & 0xFF));
}

/* What local and central headers have in common, from "version needed" on. */
static void put_about(struct pp_str *out, const struct zip_part *part)
{
    uint32_t size = (uint32_t)strlen(part->text);
    put(out, 20, 2);
    put(out, 0, 2);  /* flags */
    put(out, 0, 2);  /* stored */
    put(out, 0, 2);  /* time */
    put(out, 33, 2); /* 1980-01-01 */
    put(out, crc_of(part->text, size), 4);
    put(out, size, 4);
    put(out, size, 4);
    put(out, (uint32_t)strlen(part->name), 2);
    put(out, 0, 2); /* extra field */
}

static void put_local(struct pp_str *out, const struct zip_part *part)
{
    put(out, 0x04034b50, 4);
    put_about(out, part);
    pp_str_append(out, part->name);
    pp_str_append(out, part->text);
}

static void put_central(struct pp_str *out, const struct zip_part *part, uint32_t offset)
{
    put(out, 0x02014b50, 4);
    put(out, 20, 2); /* made by */
    put_about(out, part);
    put(out, 0, 2); /* comment */
    put(out, 0, 2); /* disk */
    put(out, 0, 2); /* internal attributes */
    put(out, 0, 4); /* external attributes */
    put(out, offset, 4);
    pp_str_append(out, part->name);
}

struct pp_bytes zip_pack(struct pp_arena *arena, const struct zip_part *parts, size_t count)
{
    struct pp_str out, directory;
    pp_str_init(&out);
    pp_str_init(&directory);
    for (size_t i = 0; i < count; i++) {
        put_central(&directory, &parts[i], (uint32_t)out.length);
        put_local(&out, &parts[i]);
    }
    uint32_t start = (uint32_t)out.length, size = (uint32_t)directory.length;
    pp_str_append_n(&out, directory.text, directory.length);
    put(&out, 0x06054b50, 4);
    put(&out, 0, 4); /* disks */
    put(&out, (uint32_t)count, 2);
    put(&out, (uint32_t)count, 2);
    put(&out, size, 4);
    put(&out, start, 4);
    put(&out, 0, 2); /* comment */
    struct pp_bytes bytes = {pp_arena_memdup(arena, out.text, out.length), out.length};
    pp_str_free(&out);
    pp_str_free(&directory);
    return bytes;
}
