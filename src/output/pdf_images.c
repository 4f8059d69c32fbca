#include "output/pdf_images.h"

#include <string.h>

#include "output/pdf_profile.h"
#include "output/pdf_store.h"
#include "output/pdf_syntax.h"
#include "pactpress/digest.h"
#include "pactpress/limits.h"
#include "pactpress/pdf.h"
#include "pactpress/run.h"

void pp_pdf_images_init(
    struct pp_pdf_images *images, struct pp_arena *arena, struct pp_pdf_store *store)
{
    *images = (struct pp_pdf_images){.arena = arena, .store = store};
    pp_map_init(&images->by_path, arena);
    pp_map_init(&images->by_digest, arena);
}

static void put_head(struct pp_str *entries, unsigned width, unsigned height, unsigned bits)
{
    pp_str_append(entries, "/Type/XObject/Subtype/Image/Width ");
    pp_pdf_put_int(entries, width);
    pp_str_append(entries, "/Height ");
    pp_pdf_put_int(entries, height);
    pp_str_append(entries, "/BitsPerComponent ");
    pp_pdf_put_int(entries, bits);
    pp_str_append(entries, "/ColorSpace");
}

/* The profile of a picture as an object, if it is one that an archivable PDF may hold; else 0, and
 * the colours are taken for sRGB. */
static size_t write_profile(
    struct pp_pdf_images *images, const struct pp_str *profile, unsigned components)
{
    size_t size = pp_pdf_profile_size(profile->text, profile->length, components);
    if (size == 0)
        return 0;
    size_t object = pp_pdf_store_reserve(images->store);
    pp_pdf_store_set_stream(
        images->store, object, components == 1 ? "/N 1" : "/N 3", profile->text, size, NULL);
    return object;
}

/* `profile` is an object, or 0. */
static void put_colours(struct pp_str *entries, unsigned components, size_t profile)
{
    if (profile == 0) {
        pp_str_append(entries, components == 1 ? "/DeviceGray" : "/DeviceRGB");
        return;
    }
    pp_str_append(entries, "[/ICCBased ");
    pp_pdf_put_ref(entries, profile);
    pp_str_append_char(entries, ']');
}

static void put_palette(struct pp_str *entries, const struct pp_pdf_png *info, size_t profile)
{
    pp_str_append(entries, "[/Indexed");
    put_colours(entries, 3, profile);
    pp_str_append_char(entries, ' ');
    pp_pdf_put_int(entries, info->colours - 1);
    pp_str_append_char(entries, '(');
    for (size_t i = 0; i < 3 * (size_t)info->colours; i++) {
        if (info->palette[i] == 0)
            pp_str_append(entries, "\\000"); /* entries of a dictionary are text */
        else
            pp_pdf_put_byte(entries, info->palette[i]);
    }
    pp_str_append(entries, ")]");
}

static size_t write_rows(
    struct pp_pdf_images *images, const struct pp_pdf_png *info, unsigned components,
    const struct pp_str *rows, size_t mask, size_t profile)
{
    size_t object = pp_pdf_store_reserve(images->store);
    struct pp_str entries;
    pp_str_init(&entries);
    put_head(&entries, info->width, info->height, info->bits);
    if (info->colours > 0)
        put_palette(&entries, info, profile);
    else
        put_colours(&entries, components, profile);
    pp_str_append(&entries, "/DecodeParms<</Predictor 15/Colors ");
    pp_pdf_put_int(&entries, components);
    pp_str_append(&entries, "/BitsPerComponent ");
    pp_pdf_put_int(&entries, info->bits);
    pp_str_append(&entries, "/Columns ");
    pp_pdf_put_int(&entries, info->width);
    pp_str_append(&entries, ">>");
    if (mask) {
        pp_str_append(&entries, "/SMask ");
        pp_pdf_put_ref(&entries, mask);
    }
    pp_pdf_store_set_stream(
        images->store, object, entries.text, rows->text, rows->length,
        info->packed ? "FlateDecode" : NULL);
    pp_str_free(&entries);
    return object;
}

static const char *add_png(
    struct pp_pdf_images *images, struct pp_bytes file, struct pp_pdf_image *image)
{
    struct pp_pdf_png info = {0};
    struct pp_str pixels, alpha, profile, rest;
    pp_str_init(&pixels);
    pp_str_init(&alpha);
    pp_str_init(&profile);
    pp_str_init(&rest);
    unsigned components = pp_pdf_png_profile(file, &profile, &rest);
    if (components > 0)
        file = (struct pp_bytes){(const unsigned char *)rest.text, rest.length};
    const char *failure = pp_pdf_png_decode(file, &pixels, &alpha, &info);
    if (!failure) {
        size_t colours = components > 0 ? write_profile(images, &profile, components) : 0;
        size_t mask = info.alpha ? write_rows(images, &info, 1, &alpha, 0, 0) : 0;
        image->object = write_rows(images, &info, info.components, &pixels, mask, colours);
        image->orientation = 1;
    }
    pp_str_free(&pixels);
    pp_str_free(&alpha);
    pp_str_free(&profile);
    pp_str_free(&rest);
    return failure;
}

static const char *add_jpeg(
    struct pp_pdf_images *images, struct pp_bytes file, struct pp_pdf_image *image)
{
    struct pp_pdf_jpeg info;
    struct pp_str bytes, profile, entries;
    pp_str_init(&bytes);
    pp_str_init(&profile);
    pp_str_init(&entries);
    const char *failure = pp_pdf_jpeg_strip(file, &bytes, &profile, &info);
    if (!failure) {
        image->object = pp_pdf_store_reserve(images->store);
        image->orientation = info.orientation;
        put_head(&entries, info.width, info.height, 8);
        size_t object = write_profile(images, &profile, info.components);
        put_colours(&entries, info.components, object);
        if (info.untransformed)
            pp_str_append(&entries, "/DecodeParms<</ColorTransform 0>>");
        pp_pdf_store_set_stream(
            images->store, image->object, entries.text, bytes.text, bytes.length, "DCTDecode");
    }
    pp_str_free(&bytes);
    pp_str_free(&profile);
    pp_str_free(&entries);
    return failure;
}

const char *pp_pdf_picture_failure(struct pp_bytes file)
{
    struct pp_pdf_png png = {0};
    struct pp_pdf_jpeg jpeg;
    struct pp_str data, more;
    bool is_png = file.size >= 8 && memcmp(file.data, "\x89PNG\r\n\x1A\n", 8) == 0;
    pp_str_init(&data);
    pp_str_init(&more);
    const char *failure = is_png ? pp_pdf_png_decode(file, &data, &more, &png)
                                 : pp_pdf_jpeg_strip(file, &data, &more, &jpeg);
    pp_str_free(&data);
    pp_str_free(&more);
    return failure;
}

static const char *add_file(
    struct pp_pdf_images *images, struct pp_bytes file, struct pp_pdf_image *image)
{
    if (file.size >= 8 && memcmp(file.data, "\x89PNG\r\n\x1A\n", 8) == 0)
        return add_png(images, file, image);
    if (file.size >= 3 && memcmp(file.data, "\xFF\xD8\xFF", 3) == 0)
        return add_jpeg(images, file, image);
    return "it is neither a PNG nor a JPEG file";
}

/* An image that is new, or the one that has the same bytes under another path. */
static enum pp_status find_or_add(
    struct pp_run *run, struct pp_pdf_images *images, const char *path, struct pp_bytes file,
    struct pp_pdf_image **out)
{
    unsigned char digest[PP_DIGEST_SIZE];
    pp_digest(file.data, file.size, digest);
    *out = pp_map_get_n(&images->by_digest, digest, sizeof digest);
    if (*out)
        return PP_OK;
    struct pp_pdf_image *image = pp_arena_alloc(images->arena, sizeof *image);
    const char *failure = add_file(images, file, image);
    if (failure) {
        struct pp_where where = {.file = pp_arena_strdup(run->arena, path)};
        pp_error(run, where, "pdf.picture", "The picture cannot be used: %s.", failure);
        return PP_DATA;
    }
    image->index = images->list.count;
    *(struct pp_pdf_image **)PP_PUSH(images->arena, &images->list) = image;
    pp_map_set_n(&images->by_digest, digest, sizeof digest, image);
    *out = image;
    return PP_OK;
}

enum pp_status pp_pdf_images_use(
    struct pp_run *run, struct pp_pdf_images *images, const char *path,
    const struct pp_pdf_image **out)
{
    struct pp_pdf_image *image = pp_map_get(&images->by_path, path);
    if (!image) {
        struct pp_arena *arena = pp_arena_new();
        struct pp_bytes file;
        enum pp_status status = pp_file_read(run, arena, path, PP_LIMIT_IMAGE, &file);
        if (status == PP_OK)
            status = find_or_add(run, images, path, file, &image);
        pp_arena_free(arena);
        if (status != PP_OK)
            return status;
        pp_map_set(&images->by_path, path, image);
    }
    *out = image;
    return PP_OK;
}

void pp_pdf_images_put_resources(const struct pp_pdf_images *images, struct pp_str *out)
{
    for (size_t i = 0; i < images->list.count; i++) {
        pp_str_append(out, "/I");
        pp_pdf_put_int(out, (int64_t)i);
        pp_str_append_char(out, ' ');
        pp_pdf_put_ref(out, images->list.items[i]->object);
    }
}
