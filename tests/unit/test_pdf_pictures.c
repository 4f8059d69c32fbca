/* Pictures: what comes out of PNG and JPEG files. The files are made by tests/tools/pictures.py,
 * whose drawing is known here. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "output/pdf_images.h"
#include "pdf_kit.h"

enum { SIDE = 16 };

/* The gradient with a dark corner that the script draws. */
static void drawn(size_t x, size_t y, unsigned char out[3])
{
    if (x < SIDE / 2 && y < SIDE / 2)
        memcpy(out, (unsigned char[]){20, 40, 90}, 3);
    else
        memcpy(out, (unsigned char[]){255 * x / SIDE, 255 * y / SIDE, 128}, 3);
}

static struct pp_bytes read_picture(struct kit *kit, const char *name)
{
    struct pp_bytes file;
    const char *path = pp_path_join(kit->arena, "tests/fuzz/corpus", name);
    assert_int_equal(pp_file_read(kit->run, kit->arena, path, 0, &file), PP_OK);
    return file;
}

static int paeth(int left, int above, int corner)
{
    int p = left + above - corner, a = abs(p - left), b = abs(p - above), c = abs(p - corner);
    return a <= b && a <= c ? left : b <= c ? above : corner;
}

/* Undoes PNG's filters (RFC 2083, section 6), as a reader of the PDF does. `length` of a row and
 * `pixel` in bytes. */
static void unfilter(
    const unsigned char *rows, size_t size, size_t length, size_t pixel, unsigned char *out)
{
    assert_int_equal(size, SIDE * (length + 1));
    for (size_t y = 0; y < SIDE; y++) {
        const unsigned char *row = rows + y * (length + 1);
        for (size_t i = 0; i < length; i++) {
            int left = i >= pixel ? out[y * length + i - pixel] : 0;
            int above = y > 0 ? out[(y - 1) * length + i] : 0;
            int corner = y > 0 && i >= pixel ? out[(y - 1) * length + i - pixel] : 0;
            int guesses[] = {0, left, above, (left + above) / 2, paeth(left, above, corner)};
            assert_in_range(row[0], 0, 4);
            out[y * length + i] = (unsigned char)(row[1 + i] + guesses[row[0]]);
        }
    }
}

/* Samples of less than a byte become bytes: colours of the palette, or shares of 255. */
static void widen(const struct pp_pdf_png *info, const unsigned char *rows, unsigned char *out)
{
    for (size_t i = 0; i < SIDE * SIDE * (info->colours ? 1 : info->components); i++) {
        size_t bit = i * info->bits;
        unsigned most = (1u << info->bits) - 1;
        unsigned value = rows[bit / 8] >> (8 - info->bits - bit % 8) & most;
        if (info->colours)
            memcpy(out + 3 * i, info->palette + 3 * (size_t)value, 3);
        else
            out[i] = (unsigned char)(value * 255 / most);
    }
}

struct decoded {
    struct pp_pdf_png info;
    unsigned char pixels[SIDE * SIDE * 3], alpha[SIDE * SIDE];
};

static struct decoded decode(struct kit *kit, const char *name)
{
    struct decoded out;
    struct pp_str pixels, alpha;
    pp_str_init(&pixels);
    pp_str_init(&alpha);
    assert_null(pp_pdf_png_decode(read_picture(kit, name), &pixels, &alpha, &out.info));
    assert_int_equal(out.info.width, SIDE);
    assert_int_equal(out.info.height, SIDE);
    unsigned char rows[SIDE * (SIDE * 3 + 1)], samples[SIDE * SIDE * 3];
    uLongf size = sizeof rows;
    if (out.info.packed)
        assert_int_equal(uncompress(rows, &size, (const Bytef *)pixels.text, pixels.length), Z_OK);
    else
        memcpy(rows, pixels.text, size = pixels.length);
    size_t bits = (size_t)out.info.components * out.info.bits;
    unfilter(rows, size, SIDE * bits / 8, bits < 8 ? 1 : bits / 8, samples);
    widen(&out.info, samples, out.pixels);
    if (out.info.alpha)
        unfilter((const unsigned char *)alpha.text, alpha.length, SIDE, 1, out.alpha);
    else
        assert_int_equal(alpha.length, 0);
    pp_str_free(&pixels);
    pp_str_free(&alpha);
    return out;
}

static void expect_drawing(const struct decoded *image)
{
    assert_int_equal(image->info.components, 3);
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        unsigned char colour[3];
        drawn(i % SIDE, i / SIDE, colour);
        assert_memory_equal(image->pixels + 3 * i, colour, 3);
    }
}

static void png_of_every_kind_is_decoded(void **state)
{
    static const char *const plain[] = {"png/rgb", "png/opaque", "png/deep", "png/interlaced"};
    (void)state;
    struct kit *kit = kit_new();
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        struct decoded image = decode(kit, plain[i]);
        assert_false(image.info.alpha);
        /* Only what the file holds as a PDF wants it is passed on. */
        assert_int_equal(image.info.packed, i == 0);
        expect_drawing(&image);
    }
    /* 1,200 remarks, and one of 16 MB that takes 16 KB in the file: nobody unpacks it. */
    struct decoded image = decode(kit, "png/chunks");
    expect_drawing(&image);
    image = decode(kit, "png/rgba");
    assert_true(image.info.alpha);
    expect_drawing(&image);
    assert_int_equal(image.alpha[0], 128);
    assert_int_equal(image.alpha[SIDE - 1], 255);
    image = decode(kit, "png/one-bit");
    assert_int_equal(image.info.components, 1);
    assert_int_equal(image.pixels[0], 255);
    assert_int_equal(image.pixels[4], 0);
    image = decode(kit, "png/palette");
    assert_int_equal(image.info.colours, 4);
    assert_memory_equal(image.pixels, ((unsigned char[]){240, 240, 240}), 3);
    image = decode(kit, "png/grey-alpha");
    assert_int_equal(image.info.components, 1);
    assert_int_equal(image.alpha[SIDE], 16);
    image = decode(kit, "png/palette-alpha");
    assert_int_equal(image.alpha[0], 255);
    assert_int_equal(image.alpha[3], 0);
    assert_memory_equal(image.pixels, ((unsigned char[]){240, 240, 240}), 3);
    /* Linear light: a half is brighter in sRGB. */
    image = decode(kit, "png/gamma");
    assert_in_range(image.pixels[3 * (SIDE * SIDE - 1) + 2], 186, 190);
    kit_free(kit);
}

static void expect_failure(struct kit *kit, const char *name, const char *part)
{
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    const char *path = pp_path_join(kit->arena, "tests/fuzz/corpus", name);
    size_t before = pp_diag_count(kit->run, PP_ERROR);
    kit->status = PP_OK;
    kit_image(kit, (long)p, path, 10, 10, 20, 20);
    kit_end_page(kit);
    kit->page--;
    assert_int_equal(kit->status, PP_DATA);
    assert_int_equal(pp_diag_count(kit->run, PP_ERROR), before + 1);
    const struct pp_diag *diag = pp_diag_at(kit->run, before);
    assert_string_equal(diag->rule, "pdf.picture");
    assert_string_equal(diag->where.file, path);
    if (!strstr(diag->sentence, part))
        fail_msg("%s: %s", name, diag->sentence);
}

static void pictures_that_are_none_are_named(void **state)
{
    static const struct {
        const char *name, *part;
    } cases[] = {
        {"png/cut", "damaged"},         {"png/bad-sum", "damaged"},   {"png/huge", "damaged"},
        {"png/wide", "50 million"},     {"jpeg/cut", "damaged"},      {"jpeg/cmyk", "RGB"},
        {"jpeg/arithmetic", "save it"}, {"utf8/european", "neither"},
    };
    (void)state;
    struct kit *kit = kit_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_failure(kit, cases[i].name, cases[i].part);
    kit_free(kit);
}

static struct pp_pdf_jpeg strip(struct kit *kit, const char *name, struct pp_str *out)
{
    struct pp_pdf_jpeg info;
    struct pp_str profile;
    pp_str_init(&profile);
    pp_str_clear(out);
    assert_null(pp_pdf_jpeg_strip(read_picture(kit, name), out, &profile, &info));
    pp_str_free(&profile);
    assert_int_equal(info.width, SIDE);
    assert_int_equal(info.height, SIDE);
    return info;
}

static bool holds_bytes(const struct pp_str *data, const char *part)
{
    for (size_t i = 0; i + strlen(part) <= data->length; i++)
        if (memcmp(data->text + i, part, strlen(part)) == 0)
            return true;
    return false;
}

static void cameras_tell_nothing_of_people_and_places(void **state)
{
    struct pp_str out;
    (void)state;
    struct kit *kit = kit_new();
    pp_str_init(&out);
    assert_int_equal(strip(kit, "jpeg/rgb", &out).orientation, 1);
    assert_true(holds_bytes(&out, "JFIF"));
    assert_false(holds_bytes(&out, "Ilze"));
    assert_false(holds_bytes(&out, "\x7F\x7F\x7F"));
    assert_int_equal(strip(kit, "jpeg/turned", &out).orientation, 6);
    assert_false(holds_bytes(&out, "Exif"));
    assert_false(holds_bytes(&out, "RIGA"));
    assert_true(strip(kit, "jpeg/untransformed", &out).untransformed);
    assert_false(strip(kit, "jpeg/adobe", &out).untransformed);
    assert_true(holds_bytes(&out, "Adobe"));
    assert_int_equal(strip(kit, "jpeg/grey", &out).components, 1);
    size_t alone = out.length;
    strip(kit, "jpeg/trailing", &out);
    assert_int_equal(out.length, alone);
    pp_str_free(&out);
    kit_free(kit);
}

/* Red, green and blue of a pixel in mupdf's picture of the page, 1 pixel a point. */
static void pixel_at(const char *ppm, size_t x, size_t y, unsigned char out[3])
{
    unsigned width, height;
    const char *line = strchr(ppm, '\n') + 1;
    width = (unsigned)strtoul(line, (char **)&line, 10);
    height = (unsigned)strtoul(line, (char **)&line, 10);
    assert_true(x < width && y < height);
    strtoul(line, (char **)&line, 10);
    memcpy(out, line + 1 + 3 * (y * width + x), 3);
}

static void expect_colour(const char *ppm, size_t x, size_t y, int r, int g, int b)
{
    unsigned char found[3];
    pixel_at(ppm, x, y, found);
    if (abs(found[0] - r) > 24 || abs(found[1] - g) > 24 || abs(found[2] - b) > 24)
        fail_msg(
            "at %zu, %zu: %d %d %d, not %d %d %d", x, y, found[0], found[1], found[2], r, g, b);
}

/* Orientation, transforms and crops, looked at in mupdf's drawing. */
static void pictures_stand_upright(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    size_t figure = kit_element(kit, PP_ROLE_FIGURE, 0);
    kit_more(kit, figure)->alt = "Squares";
    static const char *const paths[] = {
        "tests/fuzz/corpus/jpeg/rgb",      "tests/fuzz/corpus/jpeg/turned",
        "tests/fuzz/corpus/jpeg/mirrored", "tests/fuzz/corpus/jpeg/untransformed",
        "tests/fuzz/corpus/jpeg/adobe",    "tests/fuzz/corpus/png/rgb"};
    for (size_t i = 0; i < 6; i++)
        kit_image(kit, (long)figure, paths[i], 100, 100 * (double)(i + 1), 80, 80);
    kit_image(kit, (long)figure, "tests/fuzz/corpus/png/palette", 300, 300, 80, 80);
    kit_image(kit, (long)figure, "tests/fuzz/corpus/png/rgba", 300, 400, 80, 80);
    kit_image(kit, (long)figure, "tests/fuzz/corpus/png/one-bit", 300, 500, 80, 80);
    static const char *const others[] = {
        "png/deep", "png/interlaced", "png/gamma", "jpeg/grey", "png/palette-alpha"};
    for (size_t i = 0; i < 5; i++)
        kit_image(
            kit, (long)figure, pp_path_join(kit->arena, "tests/fuzz/corpus", others[i]), 420,
            100 * (double)(i + 1), 80, 80);
    kit_image(kit, (long)figure, "tests/fuzz/corpus/png/rgb", 300, 100, 80, 80);
    /* The right half only. */
    kit->ops.items[kit->ops.count - 1].as.image.crop[0] = 0.5;
    assert_int_equal(kit_save(kit, "pictures"), PP_OK);
    const char *ppm =
        kit_output(kit, "pictures", "mutool draw -q -r 72 -F ppm -o - %s 2>/dev/null");
    /* The dark corner: top left, top right after a quarter turn clockwise and after mirroring. */
    expect_colour(ppm, 110, 110, 20, 40, 90);
    expect_colour(ppm, 170, 210, 20, 40, 90);
    expect_colour(ppm, 170, 310, 20, 40, 90);
    expect_colour(ppm, 110, 410, 20, 40, 90);
    expect_colour(ppm, 110, 510, 20, 40, 90);
    expect_colour(ppm, 110, 610, 20, 40, 90);
    expect_colour(ppm, 178, 678, 240, 240, 128);
    expect_colour(ppm, 170, 110, 223, 31, 128);
    expect_colour(ppm, 310, 110, 135, 31, 128);
    expect_colour(ppm, 290, 110, 255, 255, 255);
    expect_colour(ppm, 302, 302, 240, 240, 240);
    expect_colour(ppm, 317, 302, 200, 30, 30);
    expect_colour(ppm, 310, 410, 137, 147, 172);
    expect_colour(ppm, 310, 510, 255, 255, 255);
    expect_colour(ppm, 330, 510, 0, 0, 0);
    expect_colour(ppm, 430, 110, 20, 40, 90);
    expect_colour(ppm, 430, 210, 20, 40, 90);
    expect_colour(ppm, 498, 378, 247, 247, 188);
    expect_colour(ppm, 430, 410, 40, 40, 40);
    expect_colour(ppm, 422, 502, 240, 240, 240);
    expect_colour(ppm, 437, 502, 255, 255, 255);
    kit_free(kit);
}

/* The photograph that a camera turned in any of the eight ways of EXIF: where its dark corner is.
 */
static void cameras_turn_in_eight_ways(void **state)
{
    enum { ORIENTATION = 0x12 };
    static const struct {
        size_t x, y;
    } corners[8] = {{10, 10}, {70, 10}, {70, 70}, {10, 70}, {10, 10}, {70, 10}, {70, 70}, {10, 70}};
    (void)state;
    struct kit *kit = kit_new();
    size_t figure = kit_element(kit, PP_ROLE_FIGURE, 0);
    kit_more(kit, figure)->alt = "Squares";
    struct pp_bytes file = read_picture(kit, "jpeg/turned");
    size_t at = 0;
    /* The entry of the orientation: its tag, the type "short", one value. */
    static const unsigned char big[] = {1, ORIENTATION, 0, 3, 0, 0, 0, 1, 0};
    static const unsigned char little[] = {ORIENTATION, 1, 3, 0, 1, 0, 0, 0};
    bool is_big = false;
    for (; at + 10 < file.size; at++) {
        is_big = memcmp(file.data + at, big, sizeof big) == 0;
        if (is_big || memcmp(file.data + at, little, sizeof little) == 0)
            break;
    }
    assert_true(at + 10 < file.size);
    unsigned char *copy = pp_arena_memdup(kit->arena, file.data, file.size);
    for (unsigned char way = 1; way <= 8; way++) {
        const char *path = pp_arena_printf(kit->arena, "%s/way-%u.jpg", kit_folder(kit), way);
        copy[at + (is_big ? 9 : 8)] = way;
        assert_int_equal(pp_file_write(kit->run, path, copy, file.size, 0), PP_OK);
        kit_image(kit, (long)figure, path, 100, 90 * (double)(way - 1) + 20, 80, 80);
    }
    assert_int_equal(kit_save(kit, "eight-ways"), PP_OK);
    const char *ppm =
        kit_output(kit, "eight-ways", "mutool draw -q -r 72 -F ppm -o - %s 2>/dev/null");
    for (size_t i = 0; i < 8; i++)
        expect_colour(ppm, 100 + corners[i].x, 90 * i + 20 + corners[i].y, 20, 40, 90);
    kit_free(kit);
}

/* Two names for one picture: one object. */
static void a_picture_is_stored_once(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    struct pp_bytes file = read_picture(kit, "png/rgb");
    const char *copy = pp_path_join(kit->arena, kit_folder(kit), "copy.png");
    assert_int_equal(pp_file_write(kit->run, copy, file.data, file.size, 0), PP_OK);
    size_t figure = kit_element(kit, PP_ROLE_FIGURE, 0);
    kit_more(kit, figure)->alt = "Squares";
    kit_image(kit, (long)figure, "tests/fuzz/corpus/png/rgb", 100, 100, 80, 80);
    kit_image(kit, (long)figure, copy, 200, 100, 80, 80);
    kit_image(kit, (long)figure, "tests/fuzz/corpus/png/rgb", 300, 100, 80, 80);
    assert_int_equal(kit_save(kit, "one-picture"), PP_OK);
    const char *unpacked = kit_unpacked(kit, "one-picture");
    const char *first = strstr(unpacked, "/Subtype /Image");
    assert_non_null(first);
    assert_null(strstr(first + 1, "/Subtype /Image"));
    kit_free(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_of_every_kind_is_decoded),
        cmocka_unit_test(pictures_that_are_none_are_named),
        cmocka_unit_test(cameras_tell_nothing_of_people_and_places),
        cmocka_unit_test(pictures_stand_upright),
        cmocka_unit_test(cameras_turn_in_eight_ways),
        cmocka_unit_test(a_picture_is_stored_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
