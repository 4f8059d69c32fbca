/* A document is compared with the files inside: each planted contradiction is found. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <string.h>

#include "pactpress/digest.h"
#include "pactpress/file.h"
#include "pactpress/readback.h"
#include "pactpress/str.h"
#include "pdf_sample.h"
#include "verify/workbook_numbers.h"
#include "zip_kit.h"

/* The sample's table prints -43 and 1 204. */
static const char cells[] =
    "<worksheet "
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row>"
    "<c r=\"A1\"><v>-43</v></c><c r=\"B1\" t=\"n\"><v>1204</v></c><c r=\"C1\" t=\"s\"><v>77</v></c>"
    "<c r=\"D1\"><v>0.62</v></c></row></sheetData></worksheet>";

static struct pp_bytes workbook(struct pp_arena *arena, const char *sheet)
{
    const struct zip_part parts[] = {
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", "<Relationships/>"},
        {"xl/workbook.xml", "<workbook><sheets><sheet name=\"All\"/></sheets></workbook>"},
        {"xl/worksheets/sheet1.xml", sheet}};
    return zip_pack(arena, parts, sizeof parts / sizeof *parts);
}

static const char note[] =
    "{\"title\": \"EPI Bulletin for R\xC4\xABga & partners\", \"language\": \"en\",\n"
    "\"annex\": {\"name\": \"all.xlsx\", \"sha256\": \"%s\"},\n"
    "\"inputs\": [{\"source\": \"a\", \"read\": 3, \"used\": 1, \"excluded\": 1, \"superseded\": 0,"
    " \"duplicates\": 0, \"held_back\": 1}],\n"
    "\"rows\": {\"read\": 3, \"used\": 1, \"excluded\": 1, \"superseded\": 0, \"duplicates\": 0,"
    " \"held_back\": 1}}\n";

static void attach(struct kit *kit, const char *name, const char *mime, struct pp_bytes bytes)
{
    struct pp_pdf_attachment file = {
        .name = name, .mime = mime, .description = "A file", .bytes = bytes};
    assert_int_equal(pp_pdf_attach(kit->pdf, &file), PP_OK);
}

/* Reads the sample back with this sheet, and with inputs.json in which `from` is `to`. */
static struct kit *read_with(const char *sheet, const char *from, const char *to)
{
    struct kit *kit = kit_new();
    unsigned char sum[PP_DIGEST_SIZE];
    char digest[PP_DIGEST_HEX];
    struct pp_bytes book = workbook(kit->arena, sheet);
    size_t count = 0;
    sample_fill(kit);
    pp_digest(book.data, book.size, sum);
    pp_hex(sum, sizeof sum, digest);
    const char *text = pp_arena_printf(kit->arena, note, digest);
    const char *at = from ? strstr(text, from) : NULL;
    if (from) {
        assert_non_null(at);
        text =
            pp_arena_printf(kit->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    }
    attach(kit, "all.xlsx", "application/x-book", book);
    attach(
        kit, "inputs.json", "application/json",
        (struct pp_bytes){(const unsigned char *)text, strlen(text)});
    assert_int_equal(kit_save(kit, "embedded"), PP_OK);
    const char *path = pp_path_join(kit->arena, kit_folder(kit), "embedded.pdf");
    enum pp_status status = pp_readback_path(kit->run, path, &count);
    assert_int_equal(status, pp_diag_count(kit->run, PP_ERROR) > 0 ? PP_DATA : PP_OK);
    return kit;
}

static void takes_files_that_agree(void **state)
{
    (void)state;
    struct kit *kit = read_with(cells, NULL, NULL);
    if (pp_diag_at(kit->run, 0))
        fail_msg("%s", pp_diag_at(kit->run, 0)->sentence);
    kit_free(kit);
}

static void assert_finds(
    const char *sheet, const char *from, const char *to, const char *rule, const char *words)
{
    struct kit *kit = read_with(sheet, from, to);
    const struct pp_diag *diag;
    bool found = false;
    for (size_t i = 0; (diag = pp_diag_at(kit->run, i)); i++)
        found |= pp_streq(diag->rule, rule) && strstr(diag->sentence, words);
    if (!found)
        fail_msg("\"%s\" was not said", words);
    kit_free(kit);
}

static void finds_numbers_that_the_workbook_lacks(void **state)
{
    (void)state;
    static const char rule[] = "readback.pdf-embedded";
    assert_finds("<worksheet/>", NULL, NULL, rule, "prints the number 1 204");
    assert_finds(
        "<worksheet><c><v>43</v></c><c t=\"n\"><v>1204</v></c></worksheet>", NULL, NULL, rule,
        "prints the number \xE2\x88\x92"
        "43");
    /* Numbers of texts are their places in a list. */
    assert_finds(
        "<worksheet><c><v>-43</v></c><c t=\"s\"><v>1204</v></c></worksheet>", NULL, NULL, rule,
        "prints the number 1 204");
}

static void finds_notes_that_contradict(void **state)
{
    (void)state;
    static const char rule[] = "readback.pdf-embedded";
    assert_finds(cells, "EPI Bulletin", "EPI Report", rule, "inputs.json is about `EPI Report");
    assert_finds(cells, "\"en\"", "\"lv\"", rule, "(lv), not about this document");
    assert_finds(cells, "all.xlsx", "any.xlsx", rule, "names, `any.xlsx`, is not inside");
    assert_finds(cells, "\"sha256\": \"", "\"sha256\": \"0", rule, "has other bytes");
    assert_finds(cells, "\"excluded\": 1", "\"excluded\": 2", rule, "do not add up");
    assert_finds(
        cells, "\"rows\": {\"read\": 3, \"used\": 1", "\"rows\": {\"read\": 4, \"used\": 2", rule,
        "do not add up");
    assert_finds(cells, "\"rows\"", "\"other\"", rule, "do not add up");
    assert_finds(cells, "{\"title\"", "[\"title\"", rule, "inputs.json cannot be read");
    assert_finds(cells, note + strlen(note) - 2, "", rule, "inputs.json cannot be read");
}

static void looks_into_the_workbook(void **state)
{
    (void)state;
    assert_finds(
        "<worksheet><c><f>1+1</f><v>-43</v></c><c><v>1204</v></c></worksheet>", NULL, NULL,
        "readback.xlsx-formula", "1 formulas");
    assert_finds("<worksheet>", NULL, NULL, "readback.xlsx-xml", "not well-formed");
}

static void reads_printed_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t first, second;
    } good[] = {
        {"43", 43000, 43000},
        {"1 204", 1204, 1204000},
        {"1.204", 1204, 1204000},
        {"12,5\xC2\xA0%", 12500, 12500},
        {"1\xE2\x80\xAF"
         "234,5",
         1234500, 1234500},
        {"+3", 3000, 3000},
        {"\xE2\x88\x92"
         "2",
         -2000, -2000},
        {"\xD9\xA4\xD9\xA3", 43000, 43000},
    };
    static const char *const bad[] = {
        "",
        "Riga",
        "20\xE2\x80\x93"
        "30",
        "c. 40",
        "4 of 5",
        "1,,2",
        "%",
        "+",
        "12 March",
        "14.01.2022",
        "3-4",
        "12345678901234567"};
    int64_t read[2];
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(readback_number_read(good[i].text, read));
        assert_int_equal(read[0], good[i].first);
        assert_int_equal(read[1], good[i].second);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (readback_number_read(bad[i], read))
            fail_msg("\"%s\" is no number", bad[i]);
}

static void knows_shares_as_per_cent(void **state)
{
    (void)state;
    struct pp_arena *arena = pp_arena_new();
    struct readback_numbers numbers = {0};
    readback_xlsx_numbers(arena, workbook(arena, cells), &numbers);
    assert_true(readback_numbers_hold(&numbers, 62000));
    assert_true(readback_numbers_hold(&numbers, 620));
    assert_true(readback_numbers_hold(&numbers, -43000));
    assert_false(readback_numbers_hold(&numbers, 77000));
    pp_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_files_that_agree),
        cmocka_unit_test(finds_numbers_that_the_workbook_lacks),
        cmocka_unit_test(finds_notes_that_contradict),
        cmocka_unit_test(looks_into_the_workbook),
        cmocka_unit_test(reads_printed_numbers),
        cmocka_unit_test(knows_shares_as_per_cent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
