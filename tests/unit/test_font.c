#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/font.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "support.h"
#include "text_support.h"

static const struct pp_face *primary(
    struct text_world *world, enum pp_family family, enum pp_weight weight, const char *lang)
{
    const struct pp_face *face = pp_fonts_primary(world->fonts, family, weight, false, lang);
    assert_non_null(face);
    return face;
}

static void finds_the_faces_of_the_look(void **state)
{
    struct text_world *world = *state;
    assert_string_equal(primary(world, PP_SERIF, PP_REGULAR, "en")->postscript, "Vollkorn-Regular");
    assert_string_equal(primary(world, PP_SERIF, PP_BLACK, "lv")->postscript, "Vollkorn-Black");
    assert_string_equal(primary(world, PP_SANS, PP_BOLD, "sv")->postscript, "Lato-Bold");
    assert_string_equal(primary(world, PP_EMBLEM, PP_REGULAR, "el")->family, "EB Garamond");
    assert_string_equal(primary(world, PP_SERIF, PP_REGULAR, "ar")->postscript, "Amiri-Regular");
    /* Labels in Arabic: Lato stands first for digits, but the letters set the line. */
    assert_string_equal(
        primary(world, PP_SANS, PP_REGULAR, "ar")->postscript, "NotoSansArabic-Regular");
    assert_string_equal(
        primary(world, PP_SERIF, PP_REGULAR, "ti")->postscript, "NotoSerifEthiopic-Regular");
    assert_string_equal(primary(world, PP_SERIF, PP_SEMIBOLD, "ar")->postscript, "Amiri-Bold");
}

static void reads_what_a_face_says_of_itself(void **state)
{
    struct text_world *world = *state;
    const struct pp_face *regular = primary(world, PP_SERIF, PP_REGULAR, "en");
    const struct pp_face *bold = primary(world, PP_SERIF, PP_BOLD, "en");
    const struct pp_face *italic = pp_fonts_primary(world->fonts, PP_SERIF, PP_REGULAR, true, "en");
    assert_int_equal(regular->upem, 1000);
    assert_string_equal(regular->family, "Vollkorn");
    assert_true(regular->ascender > 700 && regular->descender < -150);
    assert_in_range(regular->cap_height, 500, 800);
    assert_in_range(regular->x_height, 350, 550);
    assert_true(regular->bbox[0] < regular->bbox[2] && regular->bbox[1] < regular->bbox[3]);
    assert_int_equal(regular->weight, 400);
    assert_int_equal(bold->weight, 700);
    assert_false(regular->italic);
    assert_true(italic->italic);
    assert_true(italic->italic_angle < 0);
    assert_false(regular->cff);
    assert_false(regular->fixed);
    assert_true(regular->bytes.size > 100000);
    assert_ptr_equal(pp_fonts_face(world->fonts, regular->id), regular);
    assert_null(pp_fonts_face(world->fonts, pp_fonts_count(world->fonts)));
    assert_true(pp_face_advance(regular, 5) > 0);
}

static enum pp_status load(struct pp_run *run, const char *project, struct pp_fonts **fonts)
{
    run->share = ".";
    return pp_fonts_load(run, project, fonts);
}

static void a_project_may_bring_its_own_stacks(void **state)
{
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    struct pp_fonts *fonts;
    const char *folder = support_folder(run->arena, "own-fonts");
    support_file(
        run->arena, folder, "fonts/stacks.yaml",
        "stacks:\n  - {family: any, required: true, regular: Lato-Regular.ttf}\n");
    assert_int_equal(load(run, folder, &fonts), PP_OK);
    assert_int_equal(pp_fonts_count(fonts), 1);
    assert_string_equal(
        pp_fonts_primary(fonts, PP_SERIF, PP_BLACK, true, "en")->postscript, "Lato-Regular");
    pp_fonts_free(fonts);
    pp_run_free(run);
}

static void a_missing_font_names_its_package(void **state)
{
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    struct pp_fonts *fonts = NULL;
    const char *folder = support_folder(run->arena, "missing-fonts");
    support_file(
        run->arena, folder, "fonts/stacks.yaml",
        "packages:\n  - {name: fonts-nowhere, folder: truetype/nowhere, starts: [Nowhere]}\n"
        "stacks:\n  - {family: any, required: true, regular: [Lato-Regular.ttf, Nowhere-R.ttf]}\n");
    assert_int_equal(load(run, folder, &fonts), PP_ENV);
    assert_null(fonts);
    assert_int_equal(pp_diag_count(run, PP_ERROR), 1);
    const struct pp_diag *diag = pp_diag_at(run, 0);
    assert_string_equal(diag->rule, "font.missing");
    assert_non_null(strstr(diag->sentence, "Nowhere-R.ttf"));
    assert_non_null(strstr(diag->sentence, "fonts-nowhere"));
    assert_int_equal(diag->where.line, 4);
    pp_run_free(run);
}

static void a_wrong_stack_file_is_pointed_at(void **state)
{
    (void)state;
    struct pp_run *run = pp_run_new(NULL);
    struct pp_fonts *fonts = NULL;
    const char *folder = support_folder(run->arena, "wrong-stacks");
    support_file(
        run->arena, folder, "fonts/stacks.yaml", "stacks:\n  - {family: any, regulr: a.ttf}\n");
    assert_int_equal(load(run, folder, &fonts), PP_USAGE);
    assert_int_equal(pp_diag_at(run, 0)->where.line, 2);
    pp_run_free(run);
}

/* Lato as a file of the project, `bytes` of it, with its fsType set to `fs_type`. */
static void copy_font(
    struct pp_run *run, struct text_world *world, const char *folder, size_t bytes,
    unsigned fs_type)
{
    const struct pp_face *face = primary(world, PP_SANS, PP_REGULAR, "en");
    unsigned char *copy = pp_arena_memdup(run->arena, face->bytes.data, face->bytes.size);
    unsigned tables = (unsigned)copy[4] << 8 | copy[5];
    for (unsigned i = 0; i < tables; i++) {
        const unsigned char *record = copy + 12 + 16 * i;
        if (memcmp(record, "OS/2", 4) != 0)
            continue;
        size_t offset = (size_t)record[8] << 24 | (size_t)record[9] << 16 |
                        (size_t)record[10] << 8 | record[11];
        copy[offset + 8] = (unsigned char)(fs_type >> 8);
        copy[offset + 9] = (unsigned char)fs_type;
    }
    const char *path = pp_path_join(run->arena, folder, "fonts/Copy.ttf");
    assert_int_equal(
        pp_file_write(run, path, copy, bytes < face->bytes.size ? bytes : face->bytes.size, 0),
        PP_OK);
}

static const struct {
    size_t bytes;
    unsigned fs_type;
    const char *why;
} unusable[] = {
    {SIZE_MAX, 0x002, "forbids embedding"}, {SIZE_MAX, 0x100, "forbids subsets"},
    {SIZE_MAX, 0x200, "bitmaps only"},      {1000, 0, "not a whole OpenType font"},
    {3, 0, "not a whole OpenType font"},    {400, 0, "not a whole OpenType font"},
};

static void refuses_unusable_fonts(void **state)
{
    struct text_world *world = *state;
    for (size_t i = 0; i < sizeof unusable / sizeof *unusable; i++) {
        struct pp_run *run = pp_run_new(NULL);
        struct pp_fonts *fonts;
        const char *folder = support_folder(run->arena, "unusable-font");
        support_file(
            run->arena, folder, "fonts/stacks.yaml",
            "stacks:\n  - {family: any, regular: [Copy.ttf, Lato-Regular.ttf]}\n");
        copy_font(run, world, folder, unusable[i].bytes, unusable[i].fs_type);
        assert_int_equal(load(run, folder, &fonts), PP_OK);
        const struct pp_face *face = pp_fonts_primary(fonts, PP_SANS, PP_REGULAR, false, "en");
        assert_string_equal(pp_path_base(face->path), "Lato-Regular.ttf");
        assert_int_equal(support_count_rule(run, "font.unusable"), 1);
        assert_non_null(strstr(pp_diag_at(run, 0)->sentence, unusable[i].why));
        pp_fonts_free(fonts);
        pp_run_free(run);
    }
}

/* "Preview and print" beside "restricted": the milder one counts. */
static void takes_the_mildest_licence(void **state)
{
    struct text_world *world = *state;
    struct pp_run *run = pp_run_new(NULL);
    struct pp_fonts *fonts;
    const char *folder = support_folder(run->arena, "mild-font");
    support_file(
        run->arena, folder, "fonts/stacks.yaml", "stacks:\n  - {family: any, regular: Copy.ttf}\n");
    copy_font(run, world, folder, SIZE_MAX, 0x006);
    assert_int_equal(load(run, folder, &fonts), PP_OK);
    assert_non_null(pp_fonts_primary(fonts, PP_SANS, PP_REGULAR, false, "en"));
    assert_int_equal(pp_diag_count(run, PP_ERROR), 0);
    pp_fonts_free(fonts);
    pp_run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_faces_of_the_look),
        cmocka_unit_test(reads_what_a_face_says_of_itself),
        cmocka_unit_test(a_project_may_bring_its_own_stacks),
        cmocka_unit_test(a_missing_font_names_its_package),
        cmocka_unit_test(a_wrong_stack_file_is_pointed_at),
        cmocka_unit_test(refuses_unusable_fonts),
        cmocka_unit_test(takes_the_mildest_licence),
    };
    return cmocka_run_group_tests(tests, text_world_open, text_world_close);
}
