#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <zip.h>

#include "figures_world.h"
#include "output/annex_grid.h"
#include "pactpress/annex.h"
#include "pactpress/file.h"
#include "pactpress/str.h"
#include "support.h"

static const char hostile[] = "=HYPERLINK(\"http://a.example\",\"x\")";

struct kit {
    struct world *world;
    struct pp_arena *arena;
    struct pp_run *run;
    struct pp_wording *wording;
    const struct pp_results *results;
    struct pp_output output;
    struct pp_styles styles;
    struct pp_layout layout;
    struct pp_job job;
    const char *folder;
};

static struct pp_i18n words(struct pp_arena *arena, const char *text)
{
    struct pp_i18n i18n = {0};
    *(struct pp_i18n_entry *)PP_PUSH(arena, &i18n) =
        (struct pp_i18n_entry){.lang = "", .text = text};
    return i18n;
}

/* An event with 43 persons, one with 3 in another city that is withheld, one about which nobody
 * knows, one whose words begin like a formula. */
static void fill(struct world *world)
{
    int respondent = 1;
    world_event(world, "big", "2022-01-20", "lublin", "workshop", "43");
    world_event(world, "small", "2022-01-21", "riga", "workshop", "3");
    world_event(world, "silent", "2022-01-22", "lublin", "workshop", "?");
    world_event(world, "range", "2022-01-23", "ravenna", "workshop", "20..30")->what =
        words(world->arena, hostile);
    world_answers(world, "riga", &respondent, "relevance", 8, 12);
    respondent = 1;
    world_answers(world, "riga", &respondent, "impact", 4, 3);
}

static int open_kit(void **state)
{
    struct world *world = world_new();
    struct kit *kit = pp_arena_alloc(world->arena, sizeof *kit);
    const char *source = getenv("SOURCE");
    struct pp_framework *framework = &world->project.frameworks[0];
    world->run->share = source != NULL ? source : ".";
    world->project.id = "test";
    world->project.name = words(world->arena, "A & B <project>");
    world->project.number_style = "eu";
    world->project.visibility.statement = words(world->arena, "Funded & seen");
    pp_map_init(&framework->scale.labels, world->arena);
    fill(world);
    *kit = (struct kit){.world = world, .arena = world->arena, .run = world->run};
    kit->results = world_close(world, "public");
    kit->output = (struct pp_output){.layout = "bulletin", .scope = "project", .klass = "public"};
    kit->layout.styles = &kit->styles;
    kit->job = (struct pp_job){
        .output = &kit->output, .layout = &kit->layout, .lang = "en", .name = "annex"};
    kit->folder = support_folder(kit->arena, "annex");
    const struct pp_styles *styles;
    if (pp_wording_open(kit->run, &world->project, "en", &kit->wording) != PP_OK ||
        pp_styles_load(kit->run, NULL, NULL, PP_STYLES, &styles) != PP_OK)
        return -1;
    kit->styles = *styles;
    *state = kit;
    return 0;
}

static int close_kit(void **state)
{
    struct kit *kit = *state;
    pp_wording_close(kit->wording);
    world_free(kit->world);
    return 0;
}

static const char *write_annex(struct kit *kit, const char *name)
{
    const char *path = pp_path_join(kit->arena, kit->folder, name);
    assert_int_equal(
        pp_annex_write(
            kit->run, kit->arena, kit->results, &kit->job, kit->wording, "Bulletin <1> & more",
            1649376000, path),
        PP_OK);
    return path;
}

/* A part of the package as text; "" when there is none. */
static const char *part(struct kit *kit, const char *path, const char *name)
{
    zip_stat_t about;
    zip_t *zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    char *text = pp_arena_strdup(kit->arena, "");
    assert_non_null(zip);
    if (zip_stat(zip, name, 0, &about) == 0) {
        zip_file_t *file = zip_fopen(zip, name, 0);
        text = pp_arena_alloc(kit->arena, about.size + 1);
        assert_int_equal(zip_fread(file, text, about.size), about.size);
        zip_fclose(file);
    }
    zip_discard(zip);
    return text;
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (text = strstr(text, what); text != NULL; text = strstr(text + 1, what))
        count++;
    return count;
}

static void every_sheet_has_one_table_and_no_formula(void **state)
{
    struct kit *kit = *state;
    const char *path = write_annex(kit, "sheets.xlsx");
    for (int i = 1; i <= 9; i++) {
        const char *sheet =
            part(kit, path, pp_arena_printf(kit->arena, "xl/worksheets/sheet%d.xml", i));
        assert_true(sheet[0] != '\0');
        assert_int_equal(count_of(sheet, "<tablePart "), 1);
        assert_int_equal(count_of(sheet, "<f>") + count_of(sheet, "<f "), 0);
        assert_int_equal(count_of(sheet, "nan") + count_of(sheet, "inf"), 0);
        assert_int_equal(count_of(sheet, "state=\"frozen\""), 1);
        assert_non_null(strstr(sheet, "Funded &amp;&amp; seen"));
    }
    assert_string_equal(part(kit, path, "xl/worksheets/sheet10.xml"), "");
    assert_non_null(strstr(part(kit, path, "xl/sharedStrings.xml"), "=HYPERLINK("));
    assert_non_null(strstr(part(kit, path, "xl/styles.xml"), "formatCode=\"@\""));
}

/* The colours of a project are those of its workbooks, too. */
static void styles_give_the_colours(void **state)
{
    struct kit *kit = *state;
    kit->styles.colours[PP_OCHRE] = (struct pp_colour){1, 2, 3};
    kit->styles.colours[PP_LIKERT] = (struct pp_colour){4, 5, 6};
    const char *path = write_annex(kit, "colours.xlsx");
    const char *formats = part(kit, path, "xl/styles.xml");
    assert_non_null(strstr(formats, "FF010203"));
    assert_null(strstr(formats, "FFE8B23A"));
    assert_non_null(strstr(formats, "FF1F1A17"));
    bool charted = false;
    for (int i = 1; i < 9 && !charted; i++)
        charted = strstr(
            part(kit, path, pp_arena_printf(kit->arena, "xl/charts/chart%d.xml", i)), "040506");
    assert_true(charted);
}

static void properties_name_the_document(void **state)
{
    struct kit *kit = *state;
    const char *path = write_annex(kit, "properties.xlsx");
    const char *core = part(kit, path, "docProps/core.xml");
    assert_non_null(strstr(core, "<dc:title>Bulletin &lt;1&gt; &amp; more</dc:title>"));
    assert_non_null(strstr(core, "2022-04-08T00:00:00Z</dcterms:created>"));
    assert_non_null(strstr(part(kit, path, "docProps/custom.xml"), "<vt:lpwstr>en</vt:lpwstr>"));
}

/* The row of "All figures" whose address is this one: cells as "G12=43 ..." without styles. */
static const char *row_of(struct kit *kit, const char *sheet, size_t number)
{
    const char *start = strstr(sheet, pp_arena_printf(kit->arena, "<row r=\"%zu\"", number));
    const char *end = start != NULL ? strstr(start, "</row>") : NULL;
    assert_non_null(end);
    return pp_arena_strndup(kit->arena, start, (size_t)(end - start));
}

static size_t shown_before(const struct pp_figure_table *table, const char *address)
{
    for (size_t i = 0; i < table->count; i++)
        if (pp_streq(table->items[i].address, address) &&
            pp_streq(table->items[i].at.period, "2022-Q1"))
            return i;
    fail_msg("no figure %s", address);
    return 0;
}

/* Title, note, gap and head stand before the first figure. */
enum { FIRST_ROW = 5, ALL_FIGURES = 6 };

static bool has_number(struct kit *kit, const char *row, size_t number, char column)
{
    const char *cell = strstr(row, pp_arena_printf(kit->arena, "<c r=\"%c%zu\"", column, number));
    assert_non_null(cell);
    return strncmp(strchr(cell, '>') - 1, "/>", 2) != 0;
}

static void a_number_is_there_or_not(struct kit *kit, const char *address, const char *expected)
{
    const char *path = pp_path_join(kit->arena, kit->folder, "numbers.xlsx");
    const char *sheet =
        part(kit, path, pp_arena_printf(kit->arena, "xl/worksheets/sheet%d.xml", ALL_FIGURES));
    size_t number = FIRST_ROW + shown_before(kit->results->table, address);
    const char *row = row_of(kit, sheet, number);
    char found[5] = "----";
    const char columns[] = "GHIL"; /* value, low end, high end, n */
    for (size_t i = 0; i < 4; i++)
        if (has_number(kit, row, number, columns[i]))
            found[i] = "vlhn"[i];
    if (strcmp(found, expected) != 0)
        fail_msg("%s has %s, not %s: %s", address, found, expected, row);
}

static void what_is_withheld_is_blank_everywhere(void **state)
{
    struct kit *kit = *state;
    write_annex(kit, "numbers.xlsx");
    a_number_is_there_or_not(kit, "event.participants[event=small]", "----");
    a_number_is_there_or_not(kit, "event.participants[event=silent]", "----");
    a_number_is_there_or_not(kit, "event.participants[event=big]", "vlhn");
    a_number_is_there_or_not(kit, "event.participants[event=range]", "-lhn");
    a_number_is_there_or_not(
        kit, "assessment.share_top[city=riga, framework=dac, dimension=impact]", "----");
    a_number_is_there_or_not(
        kit, "assessment.share_top[city=riga, framework=dac, dimension=relevance]", "vlhn");
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    struct kit *kit = *state;
    struct pp_bytes a, b;
    const char *first = write_annex(kit, "first.xlsx"), *second;
    setenv("TZ", "Asia/Kathmandu", 1);
    tzset();
    second = write_annex(kit, "second.xlsx");
    unsetenv("TZ");
    tzset();
    assert_int_equal(pp_file_read(kit->run, kit->arena, first, 0, &a), PP_OK);
    assert_int_equal(pp_file_read(kit->run, kit->arena, second, 0, &b), PP_OK);
    assert_int_equal(a.size, b.size);
    assert_memory_equal(a.data, b.data, a.size);
}

static void no_room_is_an_error_and_leaves_no_file(void **state)
{
    struct kit *kit = *state;
    const char *path = pp_path_join(kit->arena, kit->folder, "full.xlsx");
    struct rlimit usual, small;
    enum pp_status status;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &usual), 0);
    small = (struct rlimit){.rlim_cur = 20000, .rlim_max = usual.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    status = pp_annex_write(
        kit->run, kit->arena, kit->results, &kit->job, kit->wording, "Title", 0, path);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &usual), 0);
    assert_int_equal(status, PP_ENV);
    assert_int_equal(support_count_rule(kit->run, "annex.unwritable"), 1);
    assert_false(pp_file_exists(path));
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
    struct kit *kit = *state;
    const char *path = pp_path_join(kit->arena, kit->folder, "none/annex.xlsx");
    assert_int_equal(
        pp_annex_write(
            kit->run, kit->arena, kit->results, &kit->job, kit->wording, "Title", 0, path),
        PP_ENV);
    assert_int_equal(support_count_rule(kit->run, "annex.unwritable"), 1);
}

/* A withheld number beside others: charts must not remember it as 0. */
static void charts_remember_numbers_only(void **state)
{
    struct kit *kit = *state;
    const char *chart = part(kit, write_annex(kit, "chart.xlsx"), "xl/charts/chart1.xml");
    const char *cache = strstr(chart, "<c:val>");
    assert_non_null(cache);
    cache = pp_arena_strndup(kit->arena, cache, (size_t)(strstr(cache, "</c:val>") - cache));
    assert_non_null(strstr(cache, "<c:ptCount val=\"3\"/>"));
    /* Of relevance nobody gave the answer 1, which is a true 0; impact is withheld, trust not
     * asked. */
    assert_int_equal(count_of(cache, "<c:pt "), 1);
    assert_non_null(strstr(cache, "<c:pt idx=\"0\"><c:v>0</c:v>"));
    assert_non_null(strstr(chart, "<c:v>impact</c:v>"));
    assert_non_null(strstr(chart, "<c:v>1</c:v>"));
}

static void add_grid(struct kit *kit, struct pp_book *book, const char *name, const char *table)
{
    struct pp_grid *grid = pp_arena_alloc(kit->arena, sizeof *grid);
    grid->name = name;
    grid->table = table;
    *(struct pp_grid **)PP_PUSH(kit->arena, &book->grids) = grid;
}

static void names_of_sheets_are_made_to_fit(void **state)
{
    static const char *const cases[][4] = {
        /* name, table, name that fits, table that fits */
        {"Dimensions", "Dimensions_a-b", "Dimensions", "Dimensions_a_b"},
        {"dimensions", "Dimensions_a_b", "dimensions 2", "Dimensions_a_b_2"},
        {"'A/B: what [is] it?'", "T", "A B  what  is  it", "T"},
        {"Ārkārtīgi gari nosaukti jautājumi un atbildes", "U", "Ārkārtīgi gari nosaukti jautāju",
         "U"},
        {"Ārkārtīgi gari nosaukti jautājumi un citi", "V", "Ārkārtīgi gari nosaukti jautā 2", "V"},
        {"///", "W", "1", "W"},
    };
    struct kit *kit = *state;
    struct pp_book book = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        add_grid(kit, &book, cases[i][0], cases[i][1]);
    pp_book_fit_names(kit->arena, &book);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(book.grids.items[i]->name, cases[i][2]);
        assert_string_equal(book.grids.items[i]->table, cases[i][3]);
    }
}

static void heads_of_columns_differ(void **state)
{
    struct kit *kit = *state;
    struct pp_grid grid = {0};
    const char *const heads[] = {"State", "", "state", "State"};
    const char *const expected[] = {"State", "2", "state 2", "State 3"};
    for (size_t i = 0; i < 4; i++)
        pp_grid_add_column(kit->arena, &grid, (struct pp_grid_column){.head = heads[i]});
    pp_grid_fit_heads(kit->arena, &grid);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(grid.columns.items[i].head, expected[i]);
}

static void sheets_of_some_languages_run_from_the_right(void **state)
{
    struct kit *kit = *state;
    const char *path = pp_path_join(kit->arena, kit->folder, "rtl.xlsx"), *sheet;
    struct pp_book book = {
        .title = "T",
        .lang = "ar",
        .period = "2022-Q1",
        .klass = "public",
        .funding = "F",
        .days = "yyyy-mm-dd",
        .styles = &kit->styles,
        .rtl = true};
    struct pp_grid *grid;
    add_grid(kit, &book, "One's sheet", "Table");
    grid = book.grids.items[0];
    grid->title = grid->note = "N";
    pp_grid_add_column(kit->arena, grid, (struct pp_grid_column){.head = "Day"});
    pp_grid_add_row(kit->arena, grid)[0] = pp_cell_day(pp_day_from_date(2022, 1, 20));
    assert_int_equal(pp_annex_book_write(kit->run, kit->arena, &book, path), PP_OK);
    sheet = part(kit, path, "xl/worksheets/sheet1.xml");
    assert_non_null(strstr(sheet, "rightToLeft=\"1\""));
    assert_non_null(strstr(sheet, "<v>44581</v>")); /* 2022-01-20, counted from 1899-12-30 */
}

static void text_that_no_cell_holds_is_refused(void **state)
{
    struct kit *kit = *state;
    struct pp_book book = {0};
    char *text = pp_arena_alloc(kit->arena, 40000);
    struct pp_grid *grid;
    add_grid(kit, &book, "Sheet", "Table");
    grid = book.grids.items[0];
    grid->title = grid->note = "";
    pp_grid_add_column(kit->arena, grid, (struct pp_grid_column){.head = "Text"});
    memset(text, 'x', 32767);
    pp_grid_add_row(kit->arena, grid)[0] = pp_cell_text(kit->arena, text);
    assert_int_equal(pp_book_check(kit->run, &book, "a.xlsx"), PP_OK);
    memset(text, 'x', 32768);
    grid->rows.items[0].cells[0] = pp_cell_text(kit->arena, text);
    assert_int_equal(pp_book_check(kit->run, &book, "a.xlsx"), PP_DATA);
    assert_int_equal(support_count_rule(kit->run, "annex.too-large"), 1);
}

static void text_is_made_fit_for_sheets(void **state)
{
    struct kit *kit = *state;
    assert_string_equal(
        pp_grid_text(kit->arena, "Kostnads\u00ADeffekt\x01\t\xC2\x85\uFFFE!"), "Kostnadseffekt  !");
    assert_string_equal(pp_grid_text(kit->arena, NULL), "");
    assert_int_equal(pp_cell_text(kit->arena, "\u00AD").kind, PP_CELL_BLANK);
    assert_int_equal(pp_cell_day(PP_NO_DAY).kind, PP_CELL_BLANK);
}

static void lines_are_counted_by_words(void **state)
{
    (void)state;
    assert_int_equal(pp_text_lines("", 10), 1);
    assert_int_equal(pp_text_lines("one two", 40), 1);
    assert_int_equal(pp_text_lines("aaaaaaaa bbbbbbbb cccccccc", 10), 3);
    assert_int_equal(pp_text_lines("one\ntwo", 40), 2);
    assert_true(pp_text_width("漢字") > pp_text_width("ab"));
    assert_true(pp_text_width("e\u0301") <= pp_text_width("e"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            every_sheet_has_one_table_and_no_formula, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(styles_give_the_colours, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(properties_name_the_document, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(what_is_withheld_is_blank_everywhere, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(the_same_input_gives_the_same_bytes, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(
            no_room_is_an_error_and_leaves_no_file, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(
            a_folder_that_is_not_there_is_an_error, open_kit, close_kit),

        cmocka_unit_test_setup_teardown(
            sheets_of_some_languages_run_from_the_right, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(names_of_sheets_are_made_to_fit, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(heads_of_columns_differ, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(text_that_no_cell_holds_is_refused, open_kit, close_kit),
        cmocka_unit_test_setup_teardown(text_is_made_fit_for_sheets, open_kit, close_kit),
        cmocka_unit_test(lines_are_counted_by_words),
        cmocka_unit_test_setup_teardown(charts_remember_numbers_only, open_kit, close_kit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
