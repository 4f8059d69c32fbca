/* Pictures: as data: addresses, without what cameras and programs write beside the pixels, such as
 * the place where a photograph was taken. */
#include <string.h>

#include "html_parts.h"
#include "output/pdf_images.h"
#include "output/pdf_profile.h"
#include "pactpress/base64.h"
#include "pactpress/file.h"

enum { PNG_HEAD = 8 }; /* [bytes] */

/* An EXIF segment with the one thing that a browser must know: which way is up. */
static void put_orientation(struct pp_str *out, int orientation)
{
    unsigned char exif[] = {0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0,    0,    'M', 'M',
                            0,    42,   0, 0,  0,   8,   0,   1,   0x01, 0x12, 0,   3,
                            0,    0,    0, 1,  0,   0,   0,   0,   0,    0,    0,   0};
    exif[29] = (unsigned char)orientation;
    if (orientation > 1)
        pp_str_append_n(out, exif, sizeof exif);
}

static void put_profile(struct pp_str *out, const struct pp_str *profile, unsigned components)
{
    enum { HEAD = 16, MOST = 65519 }; /* [bytes] a larger one would need several segments */
    size_t size = pp_pdf_profile_size(profile->text, profile->length, components);
    size_t length = size + HEAD;
    unsigned char head[] = {0xFF, 0xE2, 0,   0,   'I', 'C', 'C', '_', 'P',
                            'R',  'O',  'F', 'I', 'L', 'E', 0,   1,   1};
    head[2] = (unsigned char)(length >> 8);
    head[3] = (unsigned char)length;
    if (size == 0 || size > MOST)
        return;
    pp_str_append_n(out, head, sizeof head);
    pp_str_append_n(out, profile->text, size);
}

static const char *clean_jpeg(struct pp_bytes file, struct pp_str *out)
{
    enum { START = 2 };
    struct pp_str body, profile;
    struct pp_pdf_jpeg info;
    pp_str_init(&body);
    pp_str_init(&profile);
    const char *failure = pp_pdf_jpeg_strip(file, &body, &profile, &info);
    if (!failure) {
        pp_str_append_n(out, body.text, START);
        put_orientation(out, info.orientation);
        put_profile(out, &profile, info.components);
        pp_str_append_n(out, body.text + START, body.length - START);
    }
    pp_str_free(&body);
    pp_str_free(&profile);
    return failure;
}

const char *html_picture_clean(struct pp_bytes file, struct pp_str *out, const char **type)
{
    *type = "image/png";
    if (file.size >= PNG_HEAD && memcmp(file.data, "\x89PNG\r\n\x1A\n", PNG_HEAD) == 0)
        return pp_pdf_png_clean(file, out);
    *type = "image/jpeg";
    if (file.size >= 3 && memcmp(file.data, "\xFF\xD8\xFF", 3) == 0)
        return clean_jpeg(file, out);
    return "it is neither a PNG nor a JPEG file";
}

static void put_data(struct html *html, const struct pp_node *node, struct pp_bytes file)
{
    struct pp_str clean;
    const char *type;
    pp_str_init(&clean);
    const char *failure = html_picture_clean(file, &clean, &type);
    if (failure) {
        pp_error(
            html->run, node->where, "picture.use", "The picture \"%s\" cannot be used: %s.",
            node->as.picture.name, failure);
        html->status = PP_DATA;
    }
    html_printf(html, "<img src=\"data:%s;base64,", type);
    pp_base64(clean.text, clean.length, 0, html->out);
    html_raw(html, "\"");
    pp_str_free(&clean);
}

void html_picture(struct html *html, const struct pp_node *node)
{
    struct pp_arena *scratch = pp_arena_new();
    struct pp_bytes file = {0};
    enum pp_status status = pp_file_read(html->run, scratch, node->as.picture.path, 0, &file);
    if (status != PP_OK)
        html->status = status;
    html_raw(html, "<figure class=\"picture\">");
    put_data(html, node, file);
    pp_arena_free(scratch);
    html_printf(
        html, " width=\"%d\" height=\"%d\"", node->as.picture.pixel_width,
        node->as.picture.pixel_height);
    const struct pp_crop *crop = &node->as.picture.crop;
    if (crop->across > 0)
        html_printf(
            html, " style=\"aspect-ratio:%d/%d;object-fit:cover;object-position:%d%% %d%%\"",
            crop->across, crop->down, crop->focus[0], crop->focus[1]);
    html_attribute(html, "alt", html_plain(html, node->as.picture.alt));
    html_raw(html, "/>");
    if (node->as.picture.caption || node->as.picture.credit) {
        html_raw(html, "<figcaption>");
        html_inline(html, node->as.picture.caption);
        html_raw(html, node->as.picture.caption && node->as.picture.credit ? " " : "");
        html_element(html, "em", NULL, node->as.picture.credit);
        html_raw(html, "</figcaption>");
    }
    html_raw(html, "</figure>\n");
}
