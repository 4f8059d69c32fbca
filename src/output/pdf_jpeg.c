/* JPEG files (ITU-T T.81): what a PDF needs of them, and no more. Segments are walked,
 * entropy-coded data are passed on unread. */
#include <string.h>

#include "output/pdf_images.h"
#include "pactpress/limits.h"
#include "pactpress/picture.h"

enum marker {
    SOF0 = 0xC0,
    SOF2 = 0xC2,
    DHT = 0xC4,
    JPG = 0xC8,
    DAC = 0xCC,
    SOF15 = 0xCF,
    RST0 = 0xD0,
    RST7 = 0xD7,
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    DQT = 0xDB,
    DNL = 0xDC,
    DRI = 0xDD,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP2 = 0xE2,
    APP14 = 0xEE,
    APP15 = 0xEF,
    COM = 0xFE,
    TEM = 0x01
};

enum { JFIF_LENGTH = 14, ADOBE_LENGTH = 12, PROFILE_HEAD = 14, ORIENTATION_TAG = 0x0112 };

static const char damaged[] = "it is damaged or cut off";

struct reader {
    const unsigned char *data;
    size_t size, at;
    struct pp_str *out, *profile;
    struct pp_pdf_jpeg *info;
    bool framed, adobe, scanned;
};

static unsigned word(const unsigned char *at)
{
    return (unsigned)at[0] << 8 | at[1];
}

static bool starts(const unsigned char *body, size_t length, const char *magic, size_t size)
{
    return length >= size && memcmp(body, magic, size) == 0;
}

static void put_segment(
    struct reader *reader, unsigned marker, const unsigned char *body, size_t length)
{
    const unsigned char head[] = {
        0xFF, (unsigned char)marker, (unsigned char)((length + 2) >> 8),
        (unsigned char)(length + 2)};
    pp_str_append_n(reader->out, head, sizeof head);
    pp_str_append_n(reader->out, body, length);
}

static const char *read_frame(
    struct reader *reader, unsigned marker, const unsigned char *body, size_t length)
{
    struct pp_pdf_jpeg *info = reader->info;
    if (marker > SOF2)
        return "it is a kind of JPEG (lossless or arithmetic) that readers do not show; save it "
               "anew";
    if (reader->framed || length < 6 || length != 6 + 3 * (size_t)body[5])
        return damaged;
    if (body[0] != 8)
        return "it has more than 8 bits a colour; save it with 8";
    info->height = word(body + 1);
    info->width = word(body + 3);
    info->components = body[5];
    reader->framed = true;
    if (info->components == 4)
        return "its colours are CMYK, for printing presses; save it as RGB";
    if (info->components != 1 && info->components != 3)
        return damaged;
    if (info->width == 0 || info->height == 0)
        return damaged;
    if (info->width > PP_LIMIT_IMAGE_SIDE || info->height > PP_LIMIT_IMAGE_SIDE)
        return "it has more pixels on a side than Pactpress takes (20,000); make it smaller";
    if (info->components == 3 && body[6] == 'R' && body[9] == 'G' && body[12] == 'B')
        info->untransformed = true;
    put_segment(reader, marker, body, length);
    return NULL;
}

/* Of application data only what decoders need is kept: JFIF without its thumbnail, Adobe's
 * transform; the colour profile goes where PDF keeps it. */
static void read_application(
    struct reader *reader, unsigned marker, const unsigned char *body, size_t length)
{
    if (marker == APP0 && starts(body, length, "JFIF\0", 5) && length >= JFIF_LENGTH) {
        unsigned char bare[JFIF_LENGTH];
        memcpy(bare, body, sizeof bare);
        bare[12] = bare[13] = 0;
        put_segment(reader, marker, bare, sizeof bare);
    } else if (marker == APP1 && starts(body, length, "Exif\0\0", 6)) {
        reader->info->orientation = pp_exif_orientation(body + 6, length - 6);
    } else if (marker == APP2 && starts(body, length, "ICC_PROFILE\0", 12)) {
        if (length > PROFILE_HEAD)
            pp_str_append_n(reader->profile, body + PROFILE_HEAD, length - PROFILE_HEAD);
    } else if (marker == APP14 && starts(body, length, "Adobe", 5) && length >= ADOBE_LENGTH) {
        reader->adobe = true;
        put_segment(reader, marker, body, ADOBE_LENGTH);
    }
}

/* Entropy-coded data up to the next marker that ends them. */
static const char *read_scan(struct reader *reader)
{
    size_t start = reader->at;
    reader->scanned = true;
    for (; reader->at + 1 < reader->size; reader->at++) {
        if (reader->data[reader->at] != 0xFF)
            continue;
        unsigned next = reader->data[reader->at + 1];
        if (next == 0 || next == 0xFF || (next >= RST0 && next <= RST7))
            continue;
        pp_str_append_n(reader->out, reader->data + start, reader->at - start);
        return NULL;
    }
    return damaged;
}

static const char *read_segment(struct reader *reader, unsigned marker)
{
    if (reader->size - reader->at < 2)
        return damaged;
    size_t length = word(reader->data + reader->at);
    if (length < 2 || length > reader->size - reader->at)
        return damaged;
    const unsigned char *body = reader->data + reader->at + 2;
    reader->at += length;
    length -= 2;
    if (marker >= APP0 && marker <= APP15) {
        read_application(reader, marker, body, length);
        return NULL;
    }
    if (marker == COM)
        return NULL;
    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC)
        return read_frame(reader, marker, body, length);
    if (marker == DHT || marker == DQT || marker == DRI) {
        put_segment(reader, marker, body, length);
        return NULL;
    }
    if (marker != SOS || !reader->framed)
        return damaged;
    put_segment(reader, marker, body, length);
    return read_scan(reader);
}

/* The next marker after any fill bytes; 0 when there is none. */
static unsigned next_marker(struct reader *reader)
{
    if (reader->at + 1 >= reader->size || reader->data[reader->at] != 0xFF)
        return 0;
    while (reader->at < reader->size && reader->data[reader->at] == 0xFF)
        reader->at++;
    return reader->at < reader->size ? reader->data[reader->at++] : 0;
}

const char *pp_pdf_jpeg_strip(
    struct pp_bytes file, struct pp_str *out, struct pp_str *profile, struct pp_pdf_jpeg *info)
{
    static const unsigned char start[] = {0xFF, SOI}, end[] = {0xFF, EOI};
    struct reader reader = {
        .data = file.data, .size = file.size, .out = out, .profile = profile, .info = info};
    *info = (struct pp_pdf_jpeg){.orientation = 1};
    if (next_marker(&reader) != SOI)
        return damaged;
    pp_str_append_n(out, start, sizeof start);
    for (;;) {
        unsigned marker = next_marker(&reader);
        if (marker == EOI)
            break;
        if (marker == TEM)
            continue;
        const char *failure = marker ? read_segment(&reader, marker) : damaged;
        if (failure)
            return failure;
    }
    pp_str_append_n(out, end, sizeof end);
    /* Adobe's segment says itself what the components are. */
    if (reader.adobe)
        info->untransformed = false;
    return reader.scanned ? NULL : damaged;
}
