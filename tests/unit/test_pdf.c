/* The PDF writer, judged by other programs: qpdf, poppler, mupdf. (veraPDF judges the files that
 * this program leaves behind, see tests/end-to-end/verapdf.sh.) */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "output/pdf_cff.h"
#include "pdf_kit.h"
#include "pactpress/file.h"
#include "pactpress/readback.h"
#include "pactpress/reading.h"
#include "pdf_sample.h"

static const char lato[] = "truetype/lato/Lato-Regular.ttf";
static const char vollkorn[] = "truetype/vollkorn/Vollkorn-Regular.ttf";

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in:\n%.2000s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("\"%s\" is in:\n%.2000s", part, text);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)); text += strlen(part))
        count++;
    return count;
}

static void assert_saved(struct kit *kit, const char *name)
{
    if (kit_save(kit, name) != PP_OK)
        fail_msg("%s", pp_diag_at(kit->run, 0)->sentence);
    assert_holds(kit_output(kit, name, "qpdf --check %s 2>&1"), "No syntax or stream encoding");
    assert_lacks(kit_output(kit, name, "mutool draw -q -F text -o /dev/null %s 2>&1"), "error");
}

static void sample_is_read_back(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    sample_fill(kit);
    assert_saved(kit, "sample");
    const char *text = kit_output(kit, "sample", "pdftotext -layout %s -");
    assert_holds(text, "Rīga: efficient offices\n");
    assert_holds(text, "Ķekava, Ādaži un Jūrmala: 43 dalībnieki “AVĀRIJA”, fi\n");
    assert_holds(text, "ffluent AVATAR Ta VA Linköping, with the EPI handbook");
    const char *structure = kit_output(kit, "sample", "pdfinfo -struct-text %s");
    assert_holds(
        structure,
        "      \", with the \"\n      Link (inline)\n        \"EPI handbook\"\n        Object");
    assert_holds(structure, "      \" and a divided word.\"\n");
    /* The paragraph that goes on after the page break stays one, in front of the heading. */
    assert_holds(structure, "    \"and on the next page.\"\n  BlockQuote");
    assert_holds(structure, "TD:\n           /Headers [(t.persons)]\n        TD:");
    assert_lacks(structure, "EPI Bulletin");
    const char *fonts = kit_output(kit, "sample", "pdffonts %s");
    assert_int_equal(count_of(fonts, "CID TrueType      Identity-H       yes yes yes"), 3);
    kit_free(kit);
}

static void same_input_gives_same_bytes(void **state)
{
    (void)state;
    struct kit *first = kit_new(), *second = kit_new();
    sample_fill(first);
    sample_fill(second);
    assert_int_equal(kit_close(first), PP_OK);
    assert_int_equal(kit_close(second), PP_OK);
    assert_int_equal(first->file.size, second->file.size);
    assert_memory_equal(first->file.data, second->file.data, first->file.size);
    kit_free(first);
    kit_free(second);
}

/* Reads the x of each glyph that mupdf draws. */
static size_t traced_places(const char *trace, double *places, size_t most)
{
    size_t count = 0;
    /* Further letters of a ligature have no glyph. */
    while (count < most && (trace = strstr(trace, " glyph=\""))) {
        trace = strstr(trace, " x=\"") + 4;
        places[count++] = strtod(trace, NULL);
    }
    return count;
}

static void pen_stands_where_shaping_says(void **state)
{
    (void)state;
    static const char text[] = "AVATAR To Wave, T.A. V, Tõ fjord ffi Ľ’";
    double places[80], x = 100;
    struct kit *kit = kit_new();
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    const struct pp_face *face = kit_face(kit, vollkorn);
    kit_text(kit, (long)p, face, 11.3, x, 200, text, 0);
    struct pp_glyph_run *run = kit_run(kit, face, 11.3, text, 0);
    assert_saved(kit, "kerning");
    size_t count = traced_places(
        kit_output(kit, "kerning", "mutool trace %s"), places, sizeof places / sizeof *places);
    assert_int_equal(count, run->glyph_count);
    for (size_t i = 0; i < count; i++) {
        /* Half a thousandth of an em, and the rounding of the start and of the trace. */
        if (fabs(places[i] - x) > 0.5 * 11.3 / 1000 + 0.011)
            fail_msg("glyph %zu stands at %f, not at %f", i, places[i], x);
        x += run->glyphs[i].advance;
    }
    assert_holds(kit_output(kit, "kerning", "pdftotext %s -"), "Tõ fjord ffi Ľ’");
    kit_free(kit);
}

static void one_glyph_may_show_two_texts(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    const struct pp_face *face = kit_face(kit, lato);
    struct pp_glyph_run *first = kit_run(kit, face, 12, "Å", 0);
    struct pp_glyph_run *second = kit_run(kit, face, 12, "Å", 0);
    for (size_t i = 0; i < 2; i++) {
        struct pp_op *op = kit_op(kit, PP_OP_GLYPHS, (long)p);
        op->as.glyphs.run = i ? second : first;
        op->as.glyphs.text = i ? "\xC3\x85 " : "Å";
        op->as.glyphs.x = 56 + 20 * (double)i;
        op->as.glyphs.y = 100;
    }
    /* The Angstrom sign, shown by the same glyph. */
    kit->ops.items[1].as.glyphs.text = "\xE2\x84\xAB";
    second->end = 3;
    assert_int_equal(first->glyphs[0].id, second->glyphs[0].id);
    assert_saved(kit, "two-texts");
    const char *text = kit_output(kit, "two-texts", "pdftotext -layout %s -");
    assert_holds(text, "\xC3\x85");
    assert_holds(text, "\xE2\x84\xAB");
    kit_free(kit);
}

/* A cluster of one character that is set with two glyphs. */
static void more_glyphs_than_characters_carry_their_text(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    const struct pp_face *face = kit_face(kit, lato);
    struct pp_glyph_run *e = kit_run(kit, face, 12, "e", 0),
                        *acute = kit_run(kit, face, 12, "´", 0);
    struct pp_glyph glyphs[3] = {e->glyphs[0], acute->glyphs[0], e->glyphs[0]};
    struct pp_glyph_run run = *e;
    glyphs[1].dx = -4;
    glyphs[1].dy = 0.5;
    glyphs[2].cluster = 2;
    run.glyphs = glyphs;
    run.glyph_count = 3;
    run.end = 3;
    struct pp_op *op = kit_op(kit, PP_OP_GLYPHS, (long)p);
    op->as.glyphs.run = &run;
    op->as.glyphs.text = "ée";
    op->as.glyphs.x = 56;
    op->as.glyphs.y = 100;
    assert_saved(kit, "actual-text");
    const char *unpacked = kit_unpacked(kit, "actual-text");
    assert_holds(unpacked, "/Span<</MCID 0/ActualText<feff00e9>>>BDC");
    assert_holds(kit_output(kit, "actual-text", "pdftotext %s -"), "ée\n");
    /* Readers that pass over ActualText get the canonical decomposition. */
    assert_holds(
        kit_output(kit, "actual-text", "pdfinfo -struct-text %s"), "\"e\xCC\x81\"\n    \"e\"\n");
    kit_free(kit);
}

static void words_end_where_lines_do(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    kit_text(kit, (long)p, kit_face(kit, lato), 12, 56, 100, "one", KIT_SPACE);
    kit_text(kit, (long)p, kit_face(kit, lato), 12, 56, 115, "two", 0);
    assert_saved(kit, "spaces");
    assert_holds(kit_output(kit, "spaces", "pdfinfo -struct-text %s"), "\"one two\"");
    kit_free(kit);
}

/* Content that comes back to an element goes behind what came between. */
static void order_of_display_is_order_of_reading(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    const struct pp_face *face = kit_face(kit, lato);
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    size_t later = kit_element(kit, PP_ROLE_SECT, 0), inner = kit_element(kit, PP_ROLE_P, later);
    size_t never = kit_element(kit, PP_ROLE_P, 0);
    size_t span = kit_element(kit, PP_ROLE_SPAN, p);
    (void)never;
    kit_text(kit, (long)p, face, 12, 56, 100, "A", 0);
    kit_text(kit, (long)span, face, 12, 70, 100, "B", 0);
    kit_text(kit, PP_ARTIFACT_LAYOUT, face, 12, 84, 100, "x", 0);
    kit_text(kit, (long)p, face, 12, 98, 100, "C", 0);
    kit_text(kit, (long)inner, face, 12, 56, 130, "D", 0);
    assert_saved(kit, "order");
    assert_holds(
        kit_output(kit, "order", "pdfinfo -struct-text %s"),
        "Document\n  P (block)\n    \"A\"\n    Span (inline)\n      \"B\"\n    \"C\"\n  Sect\n    "
        "P "
        "(block)\n      \"D\"\n");
    kit_free(kit);
}

static void lists_tell_their_labels(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    const struct pp_face *face = kit_face(kit, lato);
    for (size_t i = 0; i < 3; i++) {
        size_t list = kit_element(kit, PP_ROLE_L, 0), item = kit_element(kit, PP_ROLE_LI, list);
        pp_structure_at(&kit->structure, list)->ordered = i == 1;
        double y = 100 + 20 * (double)i;
        if (i < 2)
            kit_text(kit, (long)kit_element(kit, PP_ROLE_LBL, item), face, 12, 56, y, "1.", 0);
        kit_text(kit, (long)kit_element(kit, PP_ROLE_LBODY, item), face, 12, 70, y, "item", 0);
    }
    assert_saved(kit, "lists");
    const char *unpacked = kit_unpacked(kit, "lists");
    assert_int_equal(count_of(unpacked, "/ListNumbering /Disc"), 1);
    assert_int_equal(count_of(unpacked, "/ListNumbering /Decimal"), 1);
    assert_int_equal(count_of(unpacked, "/ListNumbering /None"), 1);
    kit_free(kit);
}

static void bookmarks_nest(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    kit_text(kit, (long)p, kit_face(kit, lato), 12, 56, 100, "text", 0);
    kit_bookmark(kit, "One (1)", 1, 1, 0);
    kit_bookmark(kit, "Deep", 3, 1, 10);
    kit_bookmark(kit, "Middle", 2, 1, 20);
    kit_bookmark(kit, "Čtyři", 1, 1, 30);
    assert_saved(kit, "outline");
    assert_string_equal(
        kit_output(kit, "outline", "mutool show %s outline | sed 's/[\\t ]*#.*//; s/^.//'"),
        "\t\"One (1)\"\n\t\t\"Deep\"\n\t\t\"Middle\"\n\t\"Čtyři\"\n");
    kit_free(kit);
}

/* Long tables: page tree, parent tree and object streams have several nodes, rows cross pages. */
static void long_documents_hold_together(void **state)
{
    (void)state;
    enum { PAGES = 600, ROWS = 3 };
    struct kit *kit = kit_new();
    const struct pp_face *face = kit_face(kit, lato);
    size_t table = kit_element(kit, PP_ROLE_TABLE, 0);
    size_t body = kit_element(kit, PP_ROLE_TBODY, table);
    for (size_t page = 0; page < PAGES; page++) {
        for (size_t i = 0; i < ROWS; i++) {
            size_t row = kit_element(kit, PP_ROLE_TR, body);
            size_t head = kit_element(kit, PP_ROLE_TH, row);
            pp_structure_at(&kit->structure, head)->scope = PP_SCOPE_ROW;
            pp_structure_at(&kit->structure, head)->id =
                pp_arena_printf(kit->arena, "row.%04zu.%zu", page, i);
            size_t cell = kit_element(kit, PP_ROLE_TD, row);
            double y = 100 + 20 * (double)i;
            kit_text(kit, (long)head, face, 9, 56, y, "head", 0);
            kit_text(kit, (long)cell, face, 9, 156, y, "cell", 0);
        }
        kit_end_page(kit);
    }
    assert_saved(kit, "long");
    assert_holds(kit_output(kit, "long", "pdfinfo %s"), "Pages:           600\n");
    assert_int_equal(
        count_of(kit_output(kit, "long", "pdftotext -layout %s -"), " cell\n"), PAGES * ROWS);
    const char *unpacked = kit_unpacked(kit, "long");
    assert_int_equal(count_of(unpacked, "/S /TD\n"), PAGES * ROWS);
    assert_int_equal(count_of(unpacked, "    (row.0"), PAGES * ROWS + 2 * 4);
    kit_free(kit);
}

static size_t add_row(struct kit *kit, size_t table, const struct pp_face *face, double y)
{
    size_t row = kit_element(kit, PP_ROLE_TR, table);
    size_t head = kit_element(kit, PP_ROLE_TH, row);
    pp_structure_at(&kit->structure, head)->scope = PP_SCOPE_ROW;
    kit_text(kit, (long)head, face, 9, 56, y, "head", 0);
    return row;
}

static void rows_of_tables_in_cells_are_written_once(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    const struct pp_face *face = kit_face(kit, lato);
    size_t table = kit_element(kit, PP_ROLE_TABLE, 0), row = add_row(kit, table, face, 100);
    size_t cell = kit_element(kit, PP_ROLE_TD, row);
    size_t inner = kit_element(kit, PP_ROLE_TABLE, cell);
    add_row(kit, inner, face, 120);
    add_row(kit, inner, face, 140);
    kit_end_page(kit);
    add_row(kit, table, face, 100);
    assert_saved(kit, "nested");
    const char *unpacked = kit_unpacked(kit, "nested");
    assert_int_equal(count_of(unpacked, "/S /TR\n"), 4);
    assert_int_equal(count_of(unpacked, "/S /TH\n"), 4);
    assert_int_equal(count_of(unpacked, "/S /Table\n"), 2);
    kit_free(kit);
}

static void rows_end_with_their_page(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    const struct pp_face *face = kit_face(kit, lato);
    size_t row = add_row(kit, kit_element(kit, PP_ROLE_TABLE, 0), face, 100);
    kit_end_page(kit);
    kit_text(kit, (long)row, face, 9, 56, 100, "late", 0);
    assert_int_equal(kit_close(kit), PP_DATA);
    assert_true(kit_said(kit, "pdf.structure"));
    kit_free(kit);
}

/* A table over 20 pages, whose rows are dropped or not; returns what it should say. */
static const char *rows_of_pages(struct kit *kit, bool drop)
{
    const struct pp_face *face = kit_face(kit, lato);
    size_t table = kit_element(kit, PP_ROLE_TABLE, 0), first = add_row(kit, table, face, 80);
    size_t cell = kit_element(kit, PP_ROLE_TD, first); /* rows have as many cells as each other */
    kit_text(kit, (long)cell, face, 9, 156, 80, "Cesis", 0);
    pp_structure_at(&kit->structure, first)->id = "first";
    pp_structure_at(&kit->structure, table)->lang = "sv";
    kit->reading = pp_reading_open(kit->arena, "en");
    for (size_t page = 0; page < 20; page++) {
        for (size_t i = 0; i < 10; i++) {
            size_t row = add_row(kit, table, face, 100 + 20 * (double)i);
            size_t span = kit_element(kit, PP_ROLE_SPAN, kit_element(kit, PP_ROLE_TD, row));
            pp_structure_at(&kit->structure, span)->lang = "lv";
            kit_text(kit, (long)span, face, 9, 156, 100 + 20 * (double)i, "R\xC4\xABga", 0);
        }
        kit_end_page(kit);
        if (drop)
            pp_structure_drop_rows(&kit->structure);
    }
    assert_int_equal(pp_structure_at(&kit->structure, 100) == NULL, drop);
    assert_string_equal(pp_structure_at(&kit->structure, first)->id, "first");
    const char *said = pp_reading_close(kit->reading, &kit->structure);
    kit->reading = NULL;
    return said;
}

static void rows_leave_memory_and_nothing_changes(void **state)
{
    (void)state;
    struct kit *kept = kit_new(), *dropped = kit_new();
    struct pp_str said;
    pp_str_init(&said);
    const char *wanted = rows_of_pages(kept, false);
    assert_string_equal(rows_of_pages(dropped, true), wanted);
    assert_int_equal(kit_save(kept, "rows"), PP_OK);
    assert_int_equal(kit_save(dropped, "rows"), PP_OK);
    assert_int_equal(kept->file.size, dropped->file.size);
    assert_memory_equal(kept->file.data, dropped->file.data, kept->file.size);
    assert_int_equal(pp_reading_of_pdf_compared(kept->run, "rows.pdf", kept->file, &said), PP_OK);
    assert_string_equal(said.text, wanted);
    pp_str_free(&said);
    kit_free(kept);
    kit_free(dropped);
}

/* 100,000 elements: objects, trees and lists of kids of any length hold together. */
static void very_many_elements_hold_together(void **state)
{
    (void)state;
    enum { PAGES = 100, ROWS = 200, CELLS = 4 };
    struct kit *kit = kit_new();
    size_t table = kit_element(kit, PP_ROLE_TABLE, 0), count = 0;
    const struct pp_face *face = kit_face(kit, lato);
    for (size_t page = 0; page < PAGES; page++) {
        for (size_t i = 0; i < ROWS; i++) {
            size_t row = kit_element(kit, PP_ROLE_TR, table);
            for (size_t k = 0; k < CELLS; k++) {
                size_t cell = kit_element(kit, k ? PP_ROLE_TD : PP_ROLE_TH, row);
                pp_structure_at(&kit->structure, cell)->scope = k ? PP_SCOPE_NONE : PP_SCOPE_ROW;
                if (i == 0)
                    kit_text(kit, (long)cell, face, 9, 56 + 90 * (double)k, 100, "cell", 0);
                else
                    kit_touch(kit, (long)cell);
            }
        }
        kit_end_page(kit);
    }
    assert_true(kit->structure.count > 100000);
    assert_int_equal(kit_save(kit, "elements"), PP_OK);
    const char *path = pp_path_join(kit->arena, kit_folder(kit), "elements.pdf");
    assert_int_equal(pp_readback_path(kit->run, path, &count), PP_OK);
    assert_int_equal(count, 1);
    kit_free(kit);
}

/* Links have keys of their own between those of pages: leaves of the parent tree end anywhere. */
static void many_keys_are_found(void **state)
{
    (void)state;
    enum { PAGES = 260, LINKS = 3 };
    struct kit *kit = kit_new();
    const struct pp_face *face = kit_face(kit, lato);
    size_t count = 0;
    for (size_t page = 0; page < PAGES; page++) {
        size_t p = kit_element(kit, PP_ROLE_P, 0);
        for (size_t i = 0; i < LINKS; i++) {
            size_t link = kit_element(kit, PP_ROLE_LINK, p);
            double x = 56 + 80 * (double)i;
            kit_text(kit, (long)link, face, 9, x, 100, "there", 0);
            kit_link(kit, (long)link, x, 92, 30, 10, "https://example.org/", NULL, "there");
        }
        kit_end_page(kit);
    }
    assert_saved(kit, "keys");
    const char *path = pp_path_join(kit->arena, kit_folder(kit), "keys.pdf");
    assert_int_equal(pp_readback_path(kit->run, path, &count), PP_OK);
    assert_int_equal(count_of(kit_unpacked(kit, "keys"), "/Nums ["), 4);
    kit_free(kit);
}

static void right_to_left_lines_are_found(void **state)
{
    (void)state;
    const struct pp_pdf_meta meta = {
        .title = "نشرة", .lang = "ar", .date = 1648771200, .rtl = true};
    struct kit *kit = kit_new_with(&meta);
    const struct pp_face *amiri = kit_face(kit, "opentype/fonts-hosny-amiri/Amiri-Regular.ttf");
    const struct pp_face *hebrew = kit_face(kit, "truetype/noto/NotoSansHebrew-Regular.ttf");
    size_t p = kit_element(kit, PP_ROLE_P, 0), q = kit_element(kit, PP_ROLE_P, 0);
    kit_text(
        kit, (long)p, amiri, 14, 100, 100, "الاجتماع السابع (المكتب) للإدماج", KIT_RTL | KIT_SPACE);
    kit_text(kit, (long)p, amiri, 14, 100, 125, "مُحَمَّد في الورشة", KIT_RTL);
    pp_structure_at(&kit->structure, q)->lang = "he";
    kit_text(kit, (long)q, hebrew, 14, 100, 160, "שָׁלוֹם עולם", KIT_RTL);
    assert_saved(kit, "rtl");
    const char *text = kit_output(kit, "rtl", "pdftotext %s - | tr -d '\\342\\200\\252\\253\\254'");
    assert_holds(text, "السابع");
    assert_holds(kit_unpacked(kit, "rtl"), "/Direction /R2L");
    assert_int_equal(count_of(kit_unpacked(kit, "rtl"), ">>BDC"), 3);
    kit_free(kit);
}

static void cff_fonts_are_embedded(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    const struct pp_face *face = kit_face(kit, "opentype/ebgaramond/EBGaramondSC12-Regular.otf");
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    assert_true(face->cff);
    kit_text(kit, (long)p, face, 18, 56, 100, "Funded by the European Union ffl Rīga", 0);
    assert_saved(kit, "cff");
    assert_holds(
        kit_output(kit, "cff", "pdffonts %s"), "CID Type 0C       Identity-H       yes yes yes");
    assert_holds(
        kit_output(kit, "cff", "pdftotext %s -"), "Funded by the European Union ffl Rīga\n");
    kit_free(kit);
}

/* The table "CFF " of a font file, whole. */
static struct pp_str cff_table(const struct pp_face *face)
{
    const unsigned char *data = face->bytes.data;
    struct pp_str table;
    pp_str_init(&table);
    for (size_t i = 0; i < ((size_t)data[4] << 8 | data[5]); i++) {
        const unsigned char *at = data + 12 + 16 * i;
        if (memcmp(at, "CFF ", 4) == 0)
            pp_str_append_n(
                &table,
                data + ((size_t)at[8] << 24 | (size_t)at[9] << 16 | (size_t)at[10] << 8 | at[11]),
                (size_t)at[12] << 24 | (size_t)at[13] << 16 | (size_t)at[14] << 8 | at[15]);
    }
    return table;
}

/* What was made anew is CID-keyed; made anew again, it stays as it is. Damaged tables are refused
 * or give some program, but are never read beyond their end (the sanitizers watch). */
static void cff_tables_are_made_anew(void **state)
{
    static const uint32_t some[] = {0, 40, 41, 42, 40}, same[] = {0, 1, 2, 3, 4};
    static const uint16_t codes[] = {0, 1, 2, 7, 300};
    struct pp_str once, twice, damaged;
    (void)state;
    struct kit *kit = kit_new();
    struct pp_str table =
        cff_table(kit_face(kit, "opentype/ebgaramond/EBGaramondSC12-Regular.otf"));
    pp_str_init(&once);
    pp_str_init(&twice);
    pp_str_init(&damaged);
    assert_true(pp_pdf_cff_rebuild(&table, some, codes, 5, &once));
    assert_true(pp_pdf_cff_rebuild(&once, same, codes, 5, &twice));
    assert_int_equal(once.length, twice.length);
    assert_memory_equal(once.text, twice.text, once.length);
    uint64_t random = 1;
    for (size_t i = 0; i < 3000; i++) {
        pp_str_clear(&damaged);
        pp_str_append_n(&damaged, once.text, i % 3 ? once.length : once.length * i / 3000);
        for (size_t k = 0; k < 1 + i % 4 && damaged.length > 0; k++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            /* Mostly the head, where the structure is. */
            size_t range = i % 2 ? 64 : damaged.length;
            damaged.text[(random >> 33) % range % damaged.length] = (char)(random >> 24);
        }
        pp_str_clear(&twice);
        if (!pp_pdf_cff_rebuild(&damaged, same, codes, 5, &twice))
            continue;
        assert_true(twice.length > 0);
    }
    pp_str_free(&table);
    pp_str_free(&once);
    pp_str_free(&twice);
    pp_str_free(&damaged);
    kit_free(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_is_read_back),
        cmocka_unit_test(same_input_gives_same_bytes),
        cmocka_unit_test(pen_stands_where_shaping_says),
        cmocka_unit_test(one_glyph_may_show_two_texts),
        cmocka_unit_test(more_glyphs_than_characters_carry_their_text),
        cmocka_unit_test(words_end_where_lines_do),
        cmocka_unit_test(order_of_display_is_order_of_reading),
        cmocka_unit_test(lists_tell_their_labels),
        cmocka_unit_test(bookmarks_nest),
        cmocka_unit_test(long_documents_hold_together),
        cmocka_unit_test(rows_of_tables_in_cells_are_written_once),
        cmocka_unit_test(rows_end_with_their_page),
        cmocka_unit_test(rows_leave_memory_and_nothing_changes),
        cmocka_unit_test(many_keys_are_found),
        cmocka_unit_test(very_many_elements_hold_together),
        cmocka_unit_test(right_to_left_lines_are_found),
        cmocka_unit_test(cff_fonts_are_embedded),
        cmocka_unit_test(cff_tables_are_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
