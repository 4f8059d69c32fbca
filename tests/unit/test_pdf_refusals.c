/* What the PDF writer refuses: a message with the right rule, no file, and no memory left behind.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "output/pdf_store.h"
#include "pactpress/limits.h"
#include "pdf_kit.h"

static const char lato[] = "truetype/lato/Lato-Regular.ttf";

/* Changes a document that is fine: one paragraph with one word. */
typedef void spoil(struct kit *kit, size_t p);

static void expect_refusal(spoil *change, const char *rule)
{
    struct kit *kit = kit_new();
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    kit_text(kit, (long)p, kit_face(kit, lato), 12, 56, 100, "word", 0);
    if (change)
        change(kit, p);
    enum pp_status status = kit_close(kit);
    if (rule) {
        assert_int_equal(status, PP_DATA);
        assert_null(kit->file.data);
        if (!kit_said(kit, rule))
            fail_msg("said %s instead of %s", pp_diag_at(kit->run, 0)->rule, rule);
        assert_int_equal(pp_diag_count(kit->run, PP_ERROR), 1);
    } else {
        assert_int_equal(status, PP_OK);
        assert_non_null(kit->file.data);
    }
    kit_free(kit);
}

static void not_a_number(struct kit *kit, size_t p)
{
    kit_box(kit, (long)p, 10, NAN, 5, 5, 0);
}

static void far_away(struct kit *kit, size_t p)
{
    (void)p;
    kit->ops.items[0].as.glyphs.x = 1e7;
}

static void endless_glyph(struct kit *kit, size_t p)
{
    (void)p;
    struct pp_glyph *glyphs = (struct pp_glyph *)kit->ops.items[0].as.glyphs.run->glyphs;
    glyphs[1].advance = INFINITY;
}

static void no_glyph(struct kit *kit, size_t p)
{
    (void)p;
    struct pp_glyph *glyphs = (struct pp_glyph *)kit->ops.items[0].as.glyphs.run->glyphs;
    glyphs[1].id = 0;
}

static void glyph_of_another_font(struct kit *kit, size_t p)
{
    (void)p;
    struct pp_glyph *glyphs = (struct pp_glyph *)kit->ops.items[0].as.glyphs.run->glyphs;
    glyphs[1].id = 65000;
}

static void private_character(struct kit *kit, size_t p)
{
    (void)p;
    kit->ops.items[0].as.glyphs.text = "\xEE\x80\x80w";
}

static void path_from_nowhere(struct kit *kit, size_t p)
{
    kit_line(kit, (long)p, 1, 1, 2, 2);
    struct pp_step *steps = (struct pp_step *)kit->ops.items[kit->ops.count - 1].as.path.steps;
    steps[0].kind = PP_LINE_TO;
}

static void foreign_element(struct kit *kit, size_t p)
{
    kit_box(kit, (long)p + 7, 1, 1, 2, 2, 0);
}

static void child_before_parent(struct kit *kit, size_t p)
{
    pp_structure_at(&kit->structure, p)->parent = p;
}

static void no_language(struct kit *kit, size_t p)
{
    pp_structure_at(&kit->structure, p)->lang = "en_GB";
}

static void figure_without_words(struct kit *kit, size_t p)
{
    (void)p;
    kit_box(kit, (long)kit_element(kit, PP_ROLE_FIGURE, 0), 1, 1, 2, 2, 0);
}

static char *long_text(struct kit *kit, size_t length)
{
    char *text = pp_arena_alloc(kit->arena, length + 1);
    memset(text, 'a', length);
    return text;
}

static void longest_alternative(struct kit *kit, size_t p)
{
    kit_more(kit, p)->alt = long_text(kit, PP_LIMIT_ALT);
}

static void too_long_alternative(struct kit *kit, size_t p)
{
    kit_more(kit, p)->alt = long_text(kit, PP_LIMIT_ALT + 1);
}

static void control_character(struct kit *kit, size_t p)
{
    kit_more(kit, p)->actual = "a\x02";
}

static void doubled_id(struct kit *kit, size_t p)
{
    size_t q = kit_element(kit, PP_ROLE_P, 0);
    pp_structure_at(&kit->structure, p)->id = pp_structure_at(&kit->structure, q)->id = "same";
    kit_box(kit, (long)q, 1, 1, 2, 2, 0);
}

/* An element without content is not part of the document: its id is free. */
static void id_of_nothing(struct kit *kit, size_t p)
{
    size_t q = kit_element(kit, PP_ROLE_P, 0);
    pp_structure_at(&kit->structure, p)->id = pp_structure_at(&kit->structure, q)->id = "same";
}

static void header_of_nothing(struct kit *kit, size_t p)
{
    static const char *headers[] = {"nothing"};
    size_t cell = kit_element(kit, PP_ROLE_TD, p);
    kit_more(kit, cell)->headers = headers;
    kit_more(kit, cell)->header_count = 1;
    kit_touch(kit, (long)cell);
}

static void link_to(
    struct kit *kit, size_t p, const char *url, const char *dest, const char *contents)
{
    size_t link = kit_element(kit, PP_ROLE_LINK, p);
    kit_link(kit, (long)link, 1, 1, 20, 10, url, dest, contents);
}

static void good_links(struct kit *kit, size_t p)
{
    pp_structure_at(&kit->structure, p)->id = "p";
    link_to(kit, p, "HTTPS://example.org", NULL, "a");
    link_to(kit, p, "mailto:ilze@example.org", NULL, "a");
    link_to(kit, p, "tel:+37160000000", NULL, "a");
    link_to(kit, p, NULL, "p", "a");
}

static void script_link(struct kit *kit, size_t p)
{
    link_to(kit, p, "javascript:alert(1)", NULL, "a");
}

static void file_link(struct kit *kit, size_t p)
{
    link_to(kit, p, "file:///etc/passwd", NULL, "a");
}

static void empty_link(struct kit *kit, size_t p)
{
    link_to(kit, p, "https://", NULL, "a");
}

static void broken_link(struct kit *kit, size_t p)
{
    link_to(kit, p, "https://example.org/a\nb", NULL, "a");
}

static const char *long_address(struct kit *kit, size_t length)
{
    char *text = long_text(kit, length);
    memcpy(text, "https://", 8);
    return text;
}

static void longest_address(struct kit *kit, size_t p)
{
    link_to(kit, p, long_address(kit, PP_LIMIT_LINK), NULL, "a");
}

static void too_long_address(struct kit *kit, size_t p)
{
    link_to(kit, p, long_address(kit, PP_LIMIT_LINK + 1), NULL, "a");
}

static void too_long_contents(struct kit *kit, size_t p)
{
    link_to(kit, p, "https://example.org", NULL, long_text(kit, PP_LIMIT_ALT + 1));
}

static void too_long_bookmark(struct kit *kit, size_t p)
{
    (void)p;
    kit_bookmark(kit, long_text(kit, PP_LIMIT_ALT + 1), 1, 1, 0);
}

static void mute_link(struct kit *kit, size_t p)
{
    link_to(kit, p, "https://example.org", NULL, "");
}

static void link_to_nowhere(struct kit *kit, size_t p)
{
    link_to(kit, p, NULL, NULL, "a");
}

static void link_to_nothing(struct kit *kit, size_t p)
{
    link_to(kit, p, NULL, "nothing", "a");
}

static void link_in_paragraph(struct kit *kit, size_t p)
{
    kit_link(kit, (long)p, 1, 1, 20, 10, "https://example.org", NULL, "a");
}

static void link_in_heading(struct kit *kit, size_t p)
{
    (void)p;
    kit_link(kit, PP_ARTIFACT_HEADER, 1, 1, 20, 10, "https://example.org", NULL, "a");
}

static void mute_bookmark(struct kit *kit, size_t p)
{
    (void)p;
    kit_bookmark(kit, "", 1, 1, 0);
}

static void bookmark_behind_the_end(struct kit *kit, size_t p)
{
    (void)p;
    kit_bookmark(kit, "a", 1, 2, 0);
}

static void skipped_page(struct kit *kit, size_t p)
{
    (void)p;
    kit->page++;
}

static void no_text(struct kit *kit, size_t p)
{
    (void)p;
    kit->ops.count = 0;
    kit_box(kit, PP_ARTIFACT_LAYOUT, 1, 1, 2, 2, 0);
}

static void flat_picture(struct kit *kit, size_t p)
{
    kit_image(kit, (long)p, "tests/fuzz/corpus/png/rgb", 10, 10, 20, 0);
}

static void no_crop(struct kit *kit, size_t p)
{
    kit_image(kit, (long)p, "tests/fuzz/corpus/png/rgb", 10, 10, 20, 20);
    kit->ops.items[kit->ops.count - 1].as.image.crop[2] = 0;
}

static void documents_are_checked(void **state)
{
    static const struct {
        spoil *change;
        const char *rule; /* NULL = fine */
    } cases[] = {
        {NULL, NULL},
        {not_a_number, "pdf.position"},
        {far_away, "pdf.position"},
        {endless_glyph, "pdf.position"},
        {path_from_nowhere, "pdf.position"},
        {flat_picture, "pdf.position"},
        {no_crop, "pdf.position"},
        {no_glyph, "pdf.missing-glyph"},
        {glyph_of_another_font, "pdf.missing-glyph"},
        {private_character, "pdf.character"},
        {foreign_element, "pdf.structure"},
        {child_before_parent, "pdf.structure"},
        {no_language, "pdf.language"},
        {figure_without_words, "pdf.no-alternative"},
        {longest_alternative, NULL},
        {too_long_alternative, "pdf.long-text"},
        {control_character, "pdf.control-character"},
        {doubled_id, "pdf.double-id"},
        {id_of_nothing, NULL},
        {header_of_nothing, "pdf.unknown-header"},
        {good_links, NULL},
        {script_link, "pdf.link"},
        {file_link, "pdf.link"},
        {empty_link, "pdf.link"},
        {broken_link, "pdf.link"},
        {longest_address, NULL},
        {too_long_address, "pdf.link"},
        {too_long_contents, "pdf.link"},
        {too_long_bookmark, "pdf.bookmark"},
        {mute_link, "pdf.link"},
        {link_to_nowhere, "pdf.link"},
        {link_to_nothing, "pdf.link"},
        {link_in_paragraph, "pdf.link"},
        {link_in_heading, "pdf.link"},
        {mute_bookmark, "pdf.bookmark"},
        {bookmark_behind_the_end, "pdf.bookmark"},
        {skipped_page, "pdf.page-order"},
        {no_text, "pdf.empty"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_refusal(cases[i].change, cases[i].rule);
}

static void expect_meta(struct pp_pdf_meta meta, const char *rule)
{
    struct kit *kit = kit_new_with(&meta);
    assert_int_equal(kit->status, PP_DATA);
    assert_null(kit->pdf);
    assert_true(kit_said(kit, rule));
    kit_free(kit);
}

static void metadata_are_checked(void **state)
{
    (void)state;
    expect_meta((struct pp_pdf_meta){.title = "", .lang = "en"}, "pdf.metadata");
    expect_meta((struct pp_pdf_meta){.title = "a\x07", .lang = "en"}, "pdf.metadata");
    expect_meta((struct pp_pdf_meta){.title = "a\xFF", .lang = "en"}, "pdf.metadata");
    expect_meta((struct pp_pdf_meta){.title = "a", .lang = NULL}, "pdf.language");
    expect_meta((struct pp_pdf_meta){.title = "a", .lang = "english!"}, "pdf.language");
    expect_meta(
        (struct pp_pdf_meta){.title = "a", .lang = "en", .date = INT64_MAX}, "pdf.metadata");
    expect_meta((struct pp_pdf_meta){.title = "a", .lang = "en", .author = "\x1B"}, "pdf.metadata");
}

static void page_sizes_are_checked(void **state)
{
    static const double sizes[] = {0, 2.9, 14401, NAN, INFINITY, -100};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct kit *kit = kit_new();
        const struct pp_sheet sheet = {.number = 1, .width = 500, .height = sizes[i]};
        assert_int_equal(pp_pdf_sheet(kit->pdf, &sheet, &kit->structure), PP_DATA);
        assert_true(kit_said(kit, "pdf.page-size"));
        kit_free(kit);
    }
}

static void documents_have_so_many_pages(void **state)
{
    struct kit *kit = kit_new();
    (void)state;
    kit_text(kit, (long)kit_element(kit, PP_ROLE_P, 0), kit_face(kit, lato), 10, 50, 50, "a", 0);
    for (size_t i = 0; i < PP_LIMIT_PAGES; i++)
        kit_end_page(kit);
    assert_int_equal(kit->status, PP_OK);
    const struct pp_sheet sheet = {.number = PP_LIMIT_PAGES + 1, .width = 500, .height = 500};
    assert_int_equal(pp_pdf_sheet(kit->pdf, &sheet, &kit->structure), PP_DATA);
    assert_true(kit_said(kit, "pdf.pages"));
    kit_free(kit);
}

/* 2 GiB in the small: what comes after the limit is dropped and said, at the page and at the end.
 */
static void files_have_a_size(void **state)
{
    enum { LIMIT = 5000 };
    static const unsigned char bytes[1000];
    struct kit *kit = kit_new();
    struct pp_pdf_store *store;
    struct pp_str info;
    struct pp_bytes file = {0};
    (void)state;
    pp_str_init(&info);
    assert_int_equal(pp_pdf_store_open(kit->run, &store), PP_OK);
    pp_pdf_store_limit(store, LIMIT);
    for (size_t i = 0; i < 3; i++)
        pp_pdf_store_set_stream(store, pp_pdf_store_reserve(store), "", bytes, sizeof bytes, "");
    assert_int_equal(pp_pdf_store_status(kit->run, store), PP_OK);
    for (size_t i = 0; i < 3; i++)
        pp_pdf_store_set_stream(store, pp_pdf_store_reserve(store), "", bytes, sizeof bytes, "");
    assert_int_equal(pp_pdf_store_status(kit->run, store), PP_DATA);
    assert_true(kit_said(kit, "pdf.too-large"));
    assert_int_equal(pp_pdf_store_finish(kit->run, store, &info, kit->arena, &file), PP_DATA);
    assert_null(file.data);
    pp_str_free(&info);
    pp_pdf_store_close(store);
    kit_free(kit);
}

/* The licence bits of a copy of the font, at their place in OS/2. */
static void set_licence(struct kit *kit, struct pp_face *face, unsigned bits)
{
    unsigned char *data = pp_arena_memdup(kit->arena, face->bytes.data, face->bytes.size);
    size_t count = (size_t)data[4] << 8 | data[5];
    for (size_t i = 0; i < count; i++) {
        const unsigned char *record = data + 12 + 16 * i;
        if (memcmp(record, "OS/2", 4) != 0)
            continue;
        size_t offset = (size_t)record[8] << 24 | (size_t)record[9] << 16 |
                        (size_t)record[10] << 8 | record[11];
        data[offset + 8] = (unsigned char)(bits >> 8);
        data[offset + 9] = (unsigned char)bits;
    }
    face->bytes.data = data;
}

static void licences_are_obeyed(void **state)
{
    static const struct {
        unsigned bits;
        enum pp_status status;
    } cases[] = {{0, PP_OK}, {2, PP_DATA},     {4, PP_OK},
                 {8, PP_OK}, {0x100, PP_DATA}, {0x208, PP_DATA}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit *kit = kit_new();
        struct pp_face face = *kit_face(kit, lato);
        size_t p = kit_element(kit, PP_ROLE_P, 0);
        set_licence(kit, &face, cases[i].bits);
        kit_text(kit, (long)p, &face, 12, 56, 100, "word", 0);
        assert_int_equal(kit_close(kit), cases[i].status);
        assert_int_equal(kit_said(kit, "pdf.font"), cases[i].status != PP_OK);
        kit_free(kit);
    }
}

/* A font file cut short or with wrong bytes gives a message or a document, never a crash. */
static void fonts_that_lie_are_survived(void **state)
{
    (void)state;
    for (size_t step = 1; step <= 60; step++) {
        struct kit *kit = kit_new();
        struct pp_face face = *kit_face(kit, lato);
        size_t p = kit_element(kit, PP_ROLE_P, 0);
        kit_text(kit, (long)p, &face, 12, 56, 100, "word", 0);
        struct pp_glyph_run *run = (struct pp_glyph_run *)kit->ops.items[0].as.glyphs.run;
        unsigned char *data = pp_arena_memdup(kit->arena, face.bytes.data, face.bytes.size);
        if (step <= 30)
            face.bytes.size = face.bytes.size * step / 31;
        for (size_t i = step * 37; step > 30 && i < face.bytes.size; i += 997 * step)
            data[i] ^= (unsigned char)(step * 5 + i);
        face.bytes.data = data;
        run->face = &face;
        enum pp_status status = kit_close(kit);
        assert_true(status == PP_OK || status == PP_DATA);
        assert_int_equal(status == PP_DATA, pp_diag_count(kit->run, PP_ERROR) > 0);
        kit_free(kit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_are_checked),
        cmocka_unit_test(metadata_are_checked),
        cmocka_unit_test(page_sizes_are_checked),
        cmocka_unit_test(documents_have_so_many_pages),
        cmocka_unit_test(files_have_a_size),
        cmocka_unit_test(licences_are_obeyed),
        cmocka_unit_test(fonts_that_lie_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
