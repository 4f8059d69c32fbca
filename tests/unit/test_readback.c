/* Read-back: good files pass; each kind of damage is found, and nothing else is. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pactpress/digest.h"
#include "pactpress/file.h"
#include "pactpress/readback.h"
#include "pactpress/str.h"

#include "pdf_sample.h"
#include "support.h"
#include "verify/xml_scan.h"
#include "zip_kit.h"

static struct pp_arena *arena;
static struct pp_run *run;
static const char *folder;

static int set_up(void **state)
{
    (void)state;
    arena = pp_arena_new();
    run = pp_run_new(NULL);
    folder = support_folder(arena, "readback");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    int status = pp_folder_remove(run, folder) == PP_OK ? 0 : 1;
    pp_run_free(run);
    pp_arena_free(arena);
    return status;
}

static struct pp_made_file write_file(const char *name, const void *data, size_t size)
{
    struct pp_made_file made = {.path = name, .size = size};
    unsigned char sum[PP_DIGEST_SIZE];
    pp_digest(data, size, sum);
    pp_hex(sum, sizeof sum, made.digest);
    assert_int_equal(
        pp_file_write(run, pp_path_join(arena, folder, name), data, size, 0644), PP_OK);
    return made;
}

static enum pp_status read_back(struct pp_made_file made)
{
    enum pp_status status = pp_readback(run, folder, &made, NULL);
    enum pp_status strays = pp_readback_strays(run, folder, &made, 1);
    return status != PP_OK ? status : strays;
}

static void assert_good(struct pp_made_file made)
{
    enum pp_status status = read_back(made);
    if (pp_diag_at(run, 0))
        fail_msg("%s", pp_diag_at(run, 0)->sentence);
    assert_int_equal(status, PP_OK);
}

/* Findings of this rule, and of no other, at the file. */
static void assert_ends(enum pp_status status, struct pp_made_file made, const char *rule)
{
    const struct pp_diag *diag;
    assert_int_equal(read_back(made), status);
    assert_non_null(pp_diag_at(run, 0));
    for (size_t i = 0; (diag = pp_diag_at(run, i)); i++) {
        if (!pp_streq(diag->rule, rule))
            fail_msg("%s: %s", diag->rule, diag->sentence);
        assert_string_equal(diag->where.file, pp_path_join(arena, folder, made.path));
    }
}

/* What only a disk does to a file is not the fault of its contents. */
static void assert_found(struct pp_made_file made, const char *rule)
{
    bool damage = pp_streq(rule, "readback.size") || pp_streq(rule, "readback.digest") ||
                  pp_streq(rule, "readback.xlsx-xml") || pp_streq(rule, "file.missing");
    assert_ends(damage ? PP_ENV : PP_DATA, made, rule);
}

/* --- PDF --- */

static const char title[] = "EPI Bulletin for R\xC4\xABga & partners";

static struct pp_made_file pdf_file(const void *data, size_t size)
{
    struct pp_made_file made = write_file("a.pdf", data, size);
    made.lang = "en";
    made.title = title;
    made.pages = 2;
    return made;
}

/* The sample as the writer makes it, or unpacked by qpdf so that it can be changed in place. */
static struct pp_bytes sample(bool unpacked)
{
    struct kit *kit = kit_new();
    struct pp_bytes bytes;
    sample_fill(kit);
    assert_int_equal(kit_save(kit, "readback"), PP_OK);
    const char *text = unpacked ? kit_unpacked(kit, "readback") : NULL;
    bytes.size = unpacked ? strlen(text) : kit->file.size;
    bytes.data = pp_arena_memdup(arena, unpacked ? text : (const char *)kit->file.data, bytes.size);
    kit_free(kit);
    return bytes;
}

/* The sample with the first `from` overwritten, padded with blanks: all offsets stay. */
static struct pp_made_file changed_pdf(const char *from, const char *to)
{
    struct pp_bytes bytes = sample(true);
    char *text = pp_arena_strndup(arena, (const char *)bytes.data, bytes.size);
    char *at = strstr(text, from);
    assert_non_null(at);
    assert_true(strlen(to) <= strlen(from));
    memset(at, ' ', strlen(from));
    memcpy(at, to, strlen(to));
    return pdf_file(text, bytes.size);
}

static void takes_a_sound_pdf(void **state)
{
    (void)state;
    struct pp_bytes bytes = sample(false);
    assert_good(pdf_file(bytes.data, bytes.size));
}

static void takes_an_unpacked_pdf(void **state)
{
    (void)state;
    struct pp_bytes bytes = sample(true);
    assert_good(pdf_file(bytes.data, bytes.size));
}

struct change {
    const char *from, *to, *rule;
};

static void finds_one_change(void **state)
{
    const struct change *change = *state;
    set_up(NULL);
    assert_found(changed_pdf(change->from, change->to), change->rule);
    tear_down(NULL);
}

static struct change pdf_changes[] = {
    {"/Lang (en)", "/Lnag (en)", "readback.pdf-lang"},
    {"/Lang (en)", "/Lang (lv)", "readback.pdf-lang"},
    {"/Marked true", "/Marked null", "readback.pdf-tags"},
    {"/StructTreeRoot", "/StructureRoots", "readback.pdf-tags"},
    {"/DisplayDocTitle true", "/DisplayDocTitle null", "readback.pdf-title"},
    {">EPI Bulletin for", ">API Bulletin for", "readback.pdf-title"},
    {"</rdf:Alt></dc:title>", "</rdf:Alt></dc:tifle>", "readback.pdf-metadata"},
    {"/Metadata 3", "/Metabase 3", "readback.pdf-metadata"},
    {"/FontFile2", "/FontFilez", "readback.pdf-font"},
    {"/OutputIntents", "/OpenAction", "readback.pdf-active"},
    {"/Outlines", "/AA", "readback.pdf-active"},
    {"/Outlines", "/AF", "readback.pdf-active"},
    {"/S /URI\n    /URI (https", "/S/JavaScript/JS(https", "readback.pdf-active"},
};

static void finds_embedded_files(void **state)
{
    (void)state;
    assert_found(
        changed_pdf(
            "/OutputIntents [\n    <<\n      /DestOutputProfile",
            "/Names<</EmbeddedFiles[0 1]>>/X[<</Y"),
        "readback.pdf-active");
}

static void finds_another_title(void **state)
{
    (void)state;
    struct pp_bytes bytes = sample(false);
    struct pp_made_file made = pdf_file(bytes.data, bytes.size);
    made.title = "EPI Bulletin";
    assert_found(made, "readback.pdf-title");
    assert_int_equal(pp_diag_count(run, PP_ERROR), 2); /* Info and XMP */
}

static void finds_missing_pages(void **state)
{
    (void)state;
    struct pp_bytes bytes = sample(false);
    struct pp_made_file made = pdf_file(bytes.data, bytes.size);
    made.pages = 3;
    assert_found(made, "readback.pdf-pages");
}

/* Wherever a PDF is cut, it is damaged. */
static void finds_a_truncated_pdf(void **state)
{
    (void)state;
    struct pp_bytes bytes = sample(false);
    assert_found(pdf_file(bytes.data, bytes.size / 2), "readback.pdf-damaged");
    assert_found(pdf_file(bytes.data, bytes.size - 30), "readback.pdf-damaged");
    assert_found(pdf_file(bytes.data, 20), "readback.pdf-damaged");
    assert_found(pdf_file("", 0), "readback.pdf-damaged");
}

/* The content of the first page, its digest taken afterwards: only unpacking can tell. */
static void finds_a_flipped_byte(void **state)
{
    (void)state;
    struct pp_bytes bytes = sample(false);
    unsigned char *data = pp_arena_memdup(arena, bytes.data, bytes.size);
    static const char head[] = "<</Filter/FlateDecode/Length "; /* pictures and fonts say more */
    size_t at = 0;
    while (at + sizeof head < bytes.size && memcmp(data + at, head, sizeof head - 1) != 0)
        at++;
    data[at + 60] ^= 0x20;
    assert_found(pdf_file(data, bytes.size), "readback.pdf-damaged");
}

/* One bit of a font still unpacks, to another outline; the last bit is one of the checksum itself.
 */
static void finds_a_flipped_bit_of_a_font(void **state)
{
    (void)state;
    struct pp_bytes bytes = sample(false);
    static const char head[] = "<</Length1 ", length[] = "/Length ", start[] = "stream\n";
    unsigned char *data = pp_arena_memdup(arena, bytes.data, bytes.size);
    size_t at = 0, size;
    while (at + sizeof head < bytes.size && memcmp(data + at, head, sizeof head - 1) != 0)
        at++;
    while (memcmp(data + at, length, sizeof length - 1) != 0)
        at++;
    size = strtoul((const char *)data + at + sizeof length - 1, NULL, 10);
    while (memcmp(data + at, start, sizeof start - 1) != 0)
        at++;
    at += sizeof start - 1;
    size_t places[] = {at + size / 2, at + size * 2 / 3, at + size - 1};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        data[places[i]] ^= 1;
        assert_found(pdf_file(data, bytes.size), "readback.pdf-damaged");
        data[places[i]] ^= 1;
    }
}

static void finds_encryption(void **state)
{
    (void)state;
    struct kit *kit = kit_new();
    struct pp_bytes bytes;
    sample_fill(kit);
    assert_int_equal(kit_save(kit, "readback"), PP_OK);
    const char *path = pp_path_join(arena, kit_folder(kit), "locked.pdf");
    kit_output(
        kit, "readback", pp_arena_printf(arena, "qpdf --encrypt '' owner 256 -- %%s '%s'", path));
    assert_int_equal(pp_file_read(run, arena, path, 0, &bytes), PP_OK);
    kit_free(kit);
    assert_found(pdf_file(bytes.data, bytes.size), "readback.pdf-encrypted");
}

/* --- any file --- */

static void compares_size_and_digest(void **state)
{
    (void)state;
    struct pp_made_file made = write_file("notes.csv", "a,b\r\n", 5);
    assert_good(made);
    write_file("notes.csv", "a,c\r\n", 5);
    assert_found(made, "readback.digest");
}

static void compares_the_size(void **state)
{
    (void)state;
    struct pp_made_file made = write_file("notes.csv", "a,b\r\n", 5);
    write_file("notes.csv", "a,b\r", 4);
    assert_found(made, "readback.size");
}

static void names_a_missing_file(void **state)
{
    (void)state;
    struct pp_made_file made = write_file("notes.csv", "a", 1);
    assert_int_equal(unlink(pp_path_join(arena, folder, "notes.csv")), 0);
    assert_found(made, "file.missing");
}

static void finds_what_nobody_made(void **state)
{
    (void)state;
    struct pp_made_file made = write_file("notes.csv", "a", 1);
    support_file(arena, folder, "bulletin/old.txt", "old");
    assert_int_equal(read_back(made), PP_ENV);
    assert_string_equal(pp_diag_at(run, 0)->rule, "readback.stray");
    assert_string_equal(
        pp_diag_at(run, 0)->where.file, pp_path_join(arena, folder, "bulletin/old.txt"));
    assert_null(pp_diag_at(run, 1));
}

static void stops_when_asked(void **state)
{
    (void)state;
    volatile int stop = SIGINT;
    struct pp_made_file made = write_file("notes.csv", "a", 1);
    run->stop = &stop;
    assert_int_equal(read_back(made), PP_INTERRUPTED);
    run->stop = NULL;
}

/* --- XLSX --- */

#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const struct zip_part book[] = {
    {"[Content_Types].xml", "<Types><Default Extension='xml' ContentType='application/xml'/>"
                            "<Override PartName='/xl/workbook.xml' ContentType='a.sheet.main+xml'/>"
                            "</Types>"},
    {"_rels/.rels", "<Relationships><Relationship Id='r1' Type='" REL "officeDocument' "
                    "Target='xl/workbook.xml'/></Relationships>"},
    {"xl/workbook.xml", "<workbook><sheets><sheet name='Notes' sheetId='1'/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id='r1' Type='" REL "worksheet' "
                                   "Target='worksheets/sheet1.xml'/></Relationships>"},
    {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c r='A1'><v>43</v></c></row>"
                                 "</sheetData></worksheet>"},
    {"xl/worksheets/_rels/sheet1.xml.rels",
     "<Relationships><Relationship Id='r1' Type='" REL "hyperlink' Target='https://example.org/' "
     "TargetMode='External'/><Relationship Id='r2' Type='" REL "chart' "
     "Target='../charts/chart1.xml'/></Relationships>"},
    {"xl/charts/chart1.xml", "<c:chart xmlns:c='urn:c'><c:f>Notes!$A$1</c:f></c:chart>"},
    {"xl/tables/table1.xml", "<table ref='A1:B2'/>"},
    {"xl/media/image1.png", "\x89PNG, which nobody reads here"},
};
enum { PARTS = sizeof book / sizeof *book };

static struct pp_made_file xlsx_file(struct pp_bytes bytes)
{
    return write_file("a.xlsx", bytes.data, bytes.size);
}

static struct pp_bytes pack(const struct zip_part *parts, size_t count)
{
    return zip_pack(arena, parts, count);
}

/* The book with one part replaced, added or (text NULL) left out. */
static struct pp_made_file changed_book(const char *name, const char *text)
{
    struct zip_part parts[PARTS + 1];
    size_t count = 0;
    for (size_t i = 0; i < PARTS; i++)
        if (!pp_streq(book[i].name, name))
            parts[count++] = book[i];
    if (text)
        parts[count++] = (struct zip_part){name, text};
    return xlsx_file(pack(parts, count));
}

static void takes_a_sound_book(void **state)
{
    (void)state;
    assert_good(xlsx_file(pack(book, PARTS)));
}

static struct change xlsx_changes[] = {
    {"[Content_Types].xml", NULL, "readback.xlsx-package"},
    {"xl/charts/chart1.xml", NULL, "readback.xlsx-package"},
    {"xl/worksheets/sheet1.xml", "<worksheet><c><f>SUM(A1)</f></c></worksheet>",
     "readback.xlsx-formula"},
    {"xl/worksheets/sheet1.xml", "<x:worksheet xmlns:x='urn:x'><x:f/></x:worksheet>",
     "readback.xlsx-formula"},
    {"xl/tables/table1.xml", "<table><calculatedColumnFormula>1</calculatedColumnFormula></table>",
     "readback.xlsx-formula"},
    {"xl/tables/table1.xml", "<table><totalsRowFormula>1</totalsRowFormula></table>",
     "readback.xlsx-formula"},
    {"xl/workbook.xml", "<workbook><sheet name='A'/><sheet name='B' state='hidden'/></workbook>",
     "readback.xlsx-hidden"},
    {"xl/workbook.xml", "<workbook><sheet name='A' state='veryHidden'/></workbook>",
     "readback.xlsx-hidden"},
    {"xl/workbook.xml", "<workbook/>", "readback.xlsx-package"},
    {"xl/externalLinks/externalLink1.xml", "<externalLink/>", "readback.xlsx-external"},
    {"xl/connections.xml", "<connections/>", "readback.xlsx-external"},
    {"xl/worksheets/_rels/sheet1.xml.rels",
     "<Relationships><Relationship Type='" REL "externalLinkPath' Target='file:///b.xlsx' "
     "TargetMode='External'/></Relationships>",
     "readback.xlsx-external"},
    {"xl/vbaProject.bin", "code", "readback.xlsx-macro"},
    {"[Content_Types].xml",
     "<Types><Override "
     "ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/></Types>",
     "readback.xlsx-macro"},
    {"xl/worksheets/sheet1.xml", "<worksheet><c></worksheet>", "readback.xlsx-xml"},
    {"xl/worksheets/sheet1.xml", "<worksheet>", "readback.xlsx-xml"},
    {"xl/worksheets/sheet1.xml", "<worksheet>\x01</worksheet>", "readback.xlsx-xml"},
    {"xl/worksheets/sheet1.xml", "<worksheet>\xC3(</worksheet>", "readback.xlsx-xml"},
    {"xl/worksheets/sheet1.xml", "", "readback.xlsx-xml"},
    {"xl/worksheets/sheet1.xml",
     "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
     "<worksheet>&b;&b;&b;&b;&b;</worksheet>",
     "readback.xlsx-xml"},
    {"xl/worksheets/sheet1.xml", "<!DOCTYPE w SYSTEM 'file:///etc/passwd'><worksheet/>",
     "readback.xlsx-xml"},
};

static void finds_one_part(void **state)
{
    const struct change *change = *state;
    set_up(NULL);
    assert_found(changed_book(change->from, change->to), change->rule);
    tear_down(NULL);
}

static void finds_a_missing_workbook(void **state)
{
    (void)state;
    assert_found(changed_book("xl/workbook.xml", NULL), "readback.xlsx-package");
    assert_int_equal(pp_diag_count(run, PP_ERROR), 3); /* needed; led to; no sheet */
}

static void finds_what_is_no_zip(void **state)
{
    (void)state;
    assert_ends(PP_ENV, write_file("a.xlsx", "no zip at all", 13), "readback.xlsx-package");
    assert_ends(PP_ENV, write_file("a.xlsx", "", 0), "readback.xlsx-package");
}

/* The quick look must take what our workbooks hold, or it is none; what it may not be sure of, it
 * leaves to expat. */
static void looks_quickly_at_plain_parts(void **state)
{
    static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    static const char *const good[] = {
        "<a/>", "<a b=\"1\" c:d=\"&quot;2\"><f>x &amp; y</f><x:f/>\n\t<g/></a>\n",
        "<a>R\xC4\xABga</a>"};
    static const char *const doubtful[] = {
        "",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a b='1'/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a b=\"<\"/>",
        "<a>&#1;</a>",
        "<a>&none;</a>",
        "<a><!-- --></a>",
        "<!DOCTYPE a><a/>",
        "<a>\x01</a>",
        "<a>\xC3(</a>",
        "<a>]]></a>",
        "<a b=\"1\"c=\"2\"/>",
        "x<a/>",
        "<a/>x",
        "<a"};
    size_t count;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const char *text = pp_arena_printf(arena, "%s%s", head, good[i]);
        assert_true(readback_xml_scan(text, strlen(text), "f", &count));
        assert_int_equal(count, i == 1 ? 2 : 0);
    }
    for (size_t i = 0; i < sizeof doubtful / sizeof *doubtful; i++) {
        const char *text = pp_arena_printf(arena, "%s%s", head, doubtful[i]);
        if (readback_xml_scan(text, strlen(text), "f", &count))
            fail_msg("taken for sure: %s", doubtful[i]);
    }
    assert_false(readback_xml_scan("<a/>", 4, "f", &count));
}

static void finds_a_truncated_zip(void **state)
{
    (void)state;
    struct pp_bytes bytes = pack(book, PARTS);
    bytes.size -= 40;
    assert_ends(PP_ENV, xlsx_file(bytes), "readback.xlsx-package");
}

/* Still well-formed: only the checksum tells. */
static void finds_a_flipped_digit_in_a_part(void **state)
{
    (void)state;
    struct pp_bytes bytes = pack(book, PARTS);
    unsigned char *data = pp_arena_memdup(arena, bytes.data, bytes.size);
    for (size_t i = 0; i + 5 < bytes.size; i++)
        if (memcmp(data + i, "<v>43", 5) == 0)
            data[i + 4] = '4';
    bytes.data = data;
    assert_ends(PP_ENV, xlsx_file(bytes), "readback.xlsx-package");
}

#define FRESH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static const struct CMUnitTest single[] = {
    FRESH(takes_a_sound_pdf),
    FRESH(takes_an_unpacked_pdf),
    FRESH(finds_embedded_files),
    FRESH(finds_another_title),
    FRESH(finds_missing_pages),
    FRESH(finds_a_truncated_pdf),
    FRESH(finds_a_flipped_byte),
    FRESH(finds_a_flipped_bit_of_a_font),
    FRESH(finds_encryption),
    FRESH(compares_size_and_digest),
    FRESH(compares_the_size),
    FRESH(names_a_missing_file),
    FRESH(finds_what_nobody_made),
    FRESH(stops_when_asked),
    FRESH(takes_a_sound_book),
    FRESH(finds_a_missing_workbook),
    FRESH(finds_what_is_no_zip),
    FRESH(finds_a_truncated_zip),
    FRESH(looks_quickly_at_plain_parts),
    FRESH(finds_a_flipped_digit_in_a_part),
};
enum {
    SINGLE = sizeof single / sizeof *single,
    PDF = sizeof pdf_changes / sizeof *pdf_changes,
    XLSX = sizeof xlsx_changes / sizeof *xlsx_changes
};

/* Each change is a test of its own, named by what was changed into what. */
static struct CMUnitTest of_change(struct change *change, CMUnitTestFunction function)
{
    struct CMUnitTest test = cmocka_unit_test_prestate(finds_one_change, change);
    test.test_func = function;
    test.name = change->to ? change->to : change->from;
    return test;
}

int main(void)
{
    struct CMUnitTest tests[SINGLE + PDF + XLSX];
    memcpy(tests, single, sizeof single);
    for (size_t i = 0; i < PDF; i++)
        tests[SINGLE + i] = of_change(&pdf_changes[i], finds_one_change);
    for (size_t i = 0; i < XLSX; i++)
        tests[SINGLE + PDF + i] = of_change(&xlsx_changes[i], finds_one_part);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
