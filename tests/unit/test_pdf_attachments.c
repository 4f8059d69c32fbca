/* Files inside a PDF, judged by poppler (which takes them out again), qpdf and our own read-back;
 * veraPDF judges attached.pdf in tests/end-to-end/verapdf.sh. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "pactpress/file.h"
#include "pactpress/readback.h"
#include "pactpress/str.h"
#include "pdf_sample.h"

static const char csv[] = "city,persons\nR\xC4\xABga,43\n";
static const char odd_name[] = "persons (all), part 1 of 2.csv";

static struct pp_pdf_attachment table(void)
{
    return (struct pp_pdf_attachment){
        .name = odd_name,
        .mime = "text/csv",
        .description = "Persons per city (R\xC4\xABga)",
        .relation = PP_PDF_DATA,
        .bytes = {(const unsigned char *)csv, sizeof csv - 1}};
}

static struct pp_pdf_attachment nothing(void)
{
    return (struct pp_pdf_attachment){
        .name = "empty.txt",
        .mime = "text/plain",
        .description = "Nothing at all",
        .relation = PP_PDF_SUPPLEMENT,
        .bytes = {(const unsigned char *)"", 0}};
}

static struct kit *sample_with_files(void)
{
    struct kit *kit = kit_new();
    struct pp_pdf_attachment first = table(), second = nothing();
    sample_fill(kit);
    assert_int_equal(pp_pdf_attach(kit->pdf, &first), PP_OK);
    assert_int_equal(pp_pdf_attach(kit->pdf, &second), PP_OK);
    return kit;
}

static void assert_holds(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no \"%s\" in:\n%.3000s", part, text);
}

static void files_come_out_as_they_went_in(void **state)
{
    (void)state;
    struct kit *kit = sample_with_files();
    assert_int_equal(kit_save(kit, "attached"), PP_OK);
    assert_holds(
        kit_output(kit, "attached", "qpdf --check %s 2>&1"), "No syntax or stream encoding");
    /* The list is in the order of names. */
    assert_holds(
        kit_output(kit, "attached", "pdfdetach -list %s"),
        "2 embedded files\n1: empty.txt\n2: persons (all), part 1 of 2.csv\n");
    assert_string_equal(kit_output(kit, "attached", "pdfdetach -save 2 -o /dev/stdout %s"), csv);
    assert_string_equal(kit_output(kit, "attached", "pdfdetach -save 1 -o /dev/stdout %s"), "");
    const char *unpacked = kit_unpacked(kit, "attached");
    assert_holds(unpacked, "<pdfaid:part>3<");
    assert_holds(unpacked, "/AFRelationship /Data");
    assert_holds(unpacked, "/Subtype /text#2fcsv");
    assert_holds(unpacked, "/ModDate (D:20220401000000Z)");
    kit_free(kit);
}

static void they_are_read_back(void **state)
{
    (void)state;
    struct kit *kit = sample_with_files();
    size_t count = 0;
    assert_int_equal(kit_save(kit, "attached"), PP_OK);
    const char *path = pp_path_join(kit->arena, kit_folder(kit), "attached.pdf");
    assert_int_equal(pp_readback_path(kit->run, path, &count), PP_OK);
    assert_int_equal(count, 1);
    kit_free(kit);
}

static void same_files_give_same_bytes(void **state)
{
    (void)state;
    struct kit *first = sample_with_files(), *second = sample_with_files();
    assert_int_equal(kit_close(first), PP_OK);
    assert_int_equal(kit_close(second), PP_OK);
    assert_int_equal(first->file.size, second->file.size);
    assert_memory_equal(first->file.data, second->file.data, first->file.size);
    kit_free(first);
    kit_free(second);
}

static void assert_refused(struct kit *kit, const struct pp_pdf_attachment *file, const char *why)
{
    size_t before = pp_diag_count(kit->run, PP_ERROR);
    assert_int_equal(pp_pdf_attach(kit->pdf, file), PP_DATA);
    assert_int_equal(pp_diag_count(kit->run, PP_ERROR), before + 1);
    assert_string_equal(pp_diag_at(kit->run, before)->rule, "pdf.attachment");
    assert_holds(pp_diag_at(kit->run, before)->sentence, why);
}

static void files_are_checked(void **state)
{
    (void)state;
    static const char *const bad_names[] = {NULL,   "",    "../a.csv", "a\\b.csv",
                                            "a\nb", "C:a", ".hidden",  "R\xC4\xABga.csv"};
    struct kit *kit = kit_new();
    struct pp_pdf_attachment file = table();
    for (size_t i = 0; i < sizeof bad_names / sizeof *bad_names; i++) {
        file.name = bad_names[i];
        assert_refused(kit, &file, "its name must have");
    }
    file = table();
    file.mime = "csv";
    assert_refused(kit, &file, "no media type");
    file = table();
    file.description = "";
    assert_refused(kit, &file, "nobody says what it is");
    file.description = "a\x01";
    assert_refused(kit, &file, "nobody says what it is");
    file = table();
    assert_int_equal(pp_pdf_attach(kit->pdf, &file), PP_OK);
    assert_refused(kit, &file, "another file in it has that name");
    kit_free(kit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_out_as_they_went_in),
        cmocka_unit_test(they_are_read_back),
        cmocka_unit_test(same_files_give_same_bytes),
        cmocka_unit_test(files_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
