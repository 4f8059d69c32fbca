#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "document_kit.h"
#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/markdown.h"
#include "pactpress/picture.h"
#include "pactpress/str.h"
#include "support.h"

static void text_has_emphasis_and_lines(void **state)
{
    document_kit_expect(
        *state, "One *two*\n**three** `four`\\\nfive & \\<six\\>.\n",
        "  paragraph body\n    text: One *two* **three** `four`\\five & <six>.\n");
}

static void headings_have_no_gaps(void **state)
{
    document_kit_expect(
        *state, "# A\n\n#### B\n\n## C\n\n### D\n\n# E\n",
        "  heading 3 h3\n    text: A\n"
        "  heading 4 h3\n    text: B\n"
        "  heading 4 h3\n    text: C\n"
        "  heading 4 h3\n    text: D\n"
        "  heading 3 h3\n    text: E\n");
}

static void lists_nest(void **state)
{
    document_kit_expect(
        *state, "3. a\n4. b\n   - c\n",
        "  list from 3\n    item\n      paragraph body\n        text: a\n"
        "    item\n      paragraph body\n        text: b\n"
        "      list\n        item\n          paragraph body\n            text: c\n");
}

static void a_quote_is_one_text(void **state)
{
    document_kit_expect(*state, "> one\n>\n> two\n", "  quote\n    text: one\\two\n");
}

static void tables_have_heads(void **state)
{
    document_kit_expect(
        *state, "| Who | How many |\n|---|--:|\n| Riga | *some* |\n",
        "  table\n    row head\n      cell\n        text: Who\n      cell\n        text: How many\n"
        "    row\n      cell\n        text: Riga\n      cell\n        text: *some*\n");
}

static void a_bar_in_a_placeholder_divides_no_cell(void **state)
{
    struct pp_node *section = document_kit_read(
        *state, NULL, "| a | b |\n|---|---|\n| {{ x, plural, one {p|q} other {r} }} | c |\n");
    const struct pp_node *cell = section->first->last->first;
    assert_int_equal(cell->content->kind, PP_INLINE_PATTERN);
    assert_string_equal(cell->content->text, "x");
    assert_string_equal(document_kit_plain(*state, cell->next->content), "c");
}

static void a_numeric_column_is_set_to_the_end(void **state)
{
    struct pp_node *section = document_kit_read(*state, NULL, "| a | b |\n|:--|--:|\n| c | 1 |\n");
    assert_non_null(section);
    assert_int_equal(section->first->as.table.column_count, 2);
    assert_false(section->first->as.table.columns[0].numeric);
    assert_true(section->first->as.table.columns[1].numeric);
}

static void links_and_languages(void **state)
{
    document_kit_expect(
        *state, "See [the Atlas](https://example.org/a) or [*labdien* {x}](lang:lv).\n",
        "  paragraph body\n    text: See the Atlas(https://example.org/a) or "
        "*labdien*{lv} {x}{lv}.\n");
}

static void abbreviations_and_quotations(void **state)
{
    document_kit_expect(
        *state,
        "The [AMIF](abbr: \"Asylum, Migration and Integration Fund\") and "
        "[\"so be it\"](quote:) or [« oui »](quote:fr).\n",
        "  paragraph body\n    text: The AMIF(short for Asylum, Migration and Integration Fund) "
        "and "
        "“so be it”(quoted) or « oui »{fr}(quoted).\n");
    document_kit_expect_message(*state, "An [AB](abbr:x).\n", "1:4 error story.abbreviation");
    document_kit_expect_message(*state, "An [\"a\"](quote:!).\n", "1:4 error story.language");
}

static void terms_become_a_table(void **state)
{
    document_kit_expect(
        *state, "```terms\nPACT: what a city signs: a promise\n\nPILOT: a try\n```\n",
        "  table\n    row head\n      cell\n        text: Keyword\n      cell\n        text: What "
        "it means\n"
        "    row\n      cell\n        text: PACT\n      cell\n        text: what a city signs: a "
        "promise\n"
        "    row\n      cell\n        text: PILOT\n      cell\n        text: a try\n");
}

/* A folder of an issue with this file in tables/. */
static const char *issue_with(struct document_kit *kit, const char *name, const char *table)
{
    const char *folder = support_folder(kit->arena, name);
    const char *tables = pp_path_join(kit->arena, folder, "tables");
    assert_int_equal(pp_folder_make(kit->run, tables, 0755), PP_OK);
    support_file(kit->arena, tables, "t.csv", table);
    return folder;
}

/* The first column heads its rows where it tells them apart, and looks like the others. */
static void a_first_column_may_name_its_rows(void **state)
{
    static const struct {
        const char *rows;
        bool names;
    } cases[] = {
        {"| City | People |\n|---|--:|\n| Riga | 4 |\n| *Lublin* | 4 |\n", true},
        {"| City | People |\n|---|--:|\n| Riga | 4 |\n| Riga | 5 |\n", false},
        {"| City | People |\n|---|--:|\n| Riga | 4 |\n| *Riga* | 5 |\n", false},
        {"| City | People |\n|---|--:|\n| Riga | 4 |\n|  | 5 |\n", false},
        {"| Year | People |\n|--:|--:|\n| 2021 | 4 |\n| 2022 | 5 |\n", false},
        {"| City |\n|---|\n| Riga |\n| Lublin |\n", false},
        {"| City | People |\n|---|--:|\n| Riga | 4 |\n", false},
        {"| City | People |\n|---|--:|\n| {{ attendance.persons }} | 4 |\n| {{ events.held }} | 5 "
         "|\n",
         true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct pp_node *table = document_kit_read(*state, ".", cases[i].rows);
        while (table != NULL && table->kind != PP_NODE_TABLE)
            table = table->first;
        assert_non_null(table);
        const struct pp_table_column *columns = table->as.table.columns;
        assert_int_equal(columns[0].row_header, cases[i].names);
        assert_int_equal(columns[0].plain, cases[i].names);
        for (size_t k = 1; k < table->as.table.column_count; k++)
            assert_false(columns[k].row_header);
    }
}

static void ready_tables_have_heads_groups_and_notes(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = issue_with(
        kit, "markdown-csv",
        ",People,\nCity,2021,2022\n**North**,,\nRiga,12[^x],*13*\nLublin,-,1.5 [^y]\n");
    struct pp_node *section = document_kit_read(
        kit, folder,
        "```table\nfile: t.csv\ncaption: Who came\nheads: 2\nrow-heads: 1\n[^y]: Estimated.\n"
        "[^x]: Counted *twice*.\n```\n");
    assert_non_null(section);
    const struct pp_node *table = section->first->next, *row = table->first;
    assert_string_equal(document_kit_plain(kit, section->first->content), "Who came");
    assert_true(
        row->in_table.row.head && row->next->in_table.row.head &&
        !row->next->next->in_table.row.head);
    assert_int_equal(row->first->next->in_table.cell.span, 2);
    assert_null(row->first->next->next);
    assert_true(table->as.table.columns[0].row_header);
    assert_false(table->as.table.columns[1].row_header);
    row = row->next->next;
    assert_true(row->in_table.row.group);
    assert_int_equal(row->first->in_table.cell.span, 3);
    assert_int_equal(row->first->content->kind, PP_INLINE_STRONG);
    row = row->next;
    assert_string_equal(document_kit_plain(kit, row->first->next->content), "12\xC2\xA0[b]");
    assert_int_equal(row->first->next->next->content->kind, PP_INLINE_EMPHASIS);
    assert_string_equal(document_kit_plain(kit, row->next->first->next->content), "-");
    assert_string_equal(
        document_kit_plain(kit, table->next->content), "[a]\xC2\xA0"
                                                       "Estimated.");
    assert_string_equal(
        document_kit_plain(kit, table->next->next->content), "[b]\xC2\xA0"
                                                             "Counted twice.");
    const struct pp_inline *call = row->first->next->content->next->next;
    assert_string_equal(call->url + 1, table->next->next->id);
}

static void mistakes_of_ready_tables_have_their_line(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = issue_with(
        kit, "markdown-csv-bad", "A,B\nc[^z],x <b>\nd,\"[click here](https://example.org)\"\n");
    assert_null(document_kit_read(kit, folder, "```table\nfile: t.csv\nheads: x\n```\n"));
    assert_int_equal(support_count_rule(kit->run, "story.footnote"), 1);
    assert_int_equal(support_count_rule(kit->run, "story.raw-html"), 1);
    assert_int_equal(support_count_rule(kit->run, "story.fence"), 1);
    assert_int_equal(support_count_rule(kit->run, "story.missing-table"), 0);
    document_kit_expect_message(
        kit, "```table\nfile: u.csv\n```\n", "1:1 error story.missing-table");
}

static void footnotes_close_the_story(void **state)
{
    document_kit_expect(
        *state, "A[^x] and B[^y].\n\n[^y]: Second.\n[^x]: First.\n",
        "  paragraph body\n    text: A[1](#note.1) and B[2](#note.2).\n"
        "  heading 3 h3\n    text: Notes\n"
        "  list from 1\n    item\n      paragraph body\n        text: First.\n"
        "    item\n      paragraph body\n        text: Second.\n");
}

static void code_stays_as_it_is(void **state)
{
    document_kit_expect(
        *state, "`{{ x.y }}` and\n\n```c\na {{ b }}\n  c\n```\n",
        "  paragraph body\n    text: `{{ x.y }}` and\n"
        "  paragraph body\n    text: `a {{ b }}`\\`  c`\n");
}

static void braces_can_be_escaped(void **state)
{
    document_kit_expect(
        *state, "Write \\{\\{ x }} here.\n", "  paragraph body\n    text: Write {{ x }} here.\n");
}

static void html_is_refused_where_it_stands(void **state)
{
    document_kit_expect_message(*state, "One\n  two <br> three\n", "2:7 error story.raw-html");
}

static void html_blocks_are_refused(void **state)
{
    document_kit_expect_message(*state, "One\n\n<div>two</div>\n", "3:1 error story.raw-html");
}

static void code_in_addresses_is_refused(void **state)
{
    struct document_kit *kit = *state;
    static const char *const addresses[] = {
        "javascript:alert(1)",
        "JavaScript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "page.html",
        "#",
        "<https://example.org/two words>",
        "https://",
        "http://[::1",
        "https://example.org/%zz",
        "mailto:nobody",
        "tel:nobody"};
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        assert_null(document_kit_read(
            kit, NULL, pp_arena_printf(kit->arena, "\xC3\xA4 [the page](%s)\n", addresses[i])));
        assert_string_equal(document_kit_message(kit), "1:3 error story.link-target");
    }
    assert_int_equal(support_count_rule(kit->run, "story.link-target"), 13);
}

static void torn_links_are_refused(void **state)
{
    document_kit_expect_message(
        *state, "[The page](https://exam ple.org/a)\n", "1:1 error story.link-target");
    assert_non_null(document_kit_read(*state, NULL, "It says [so](or so it seems).\n"));
}

static void addresses_have_a_length(void **state)
{
    struct document_kit *kit = *state;
    enum { HOST = 20 };
    char *path = pp_arena_alloc(kit->arena, PP_LIMIT_LINK + 1);
    memset(path, 'a', PP_LIMIT_LINK);
    path[PP_LIMIT_LINK - HOST] = '\0';
    assert_non_null(document_kit_read(
        kit, NULL, pp_arena_printf(kit->arena, "[A page](https://example.org/%s)\n", path)));
    path[PP_LIMIT_LINK - HOST] = 'a';
    document_kit_expect_message(
        kit, pp_arena_printf(kit->arena, "[A page](https://example.org/%s)\n", path),
        "1:1 error story.link-target");
}

static void vague_link_texts_are_warned_of(void **state)
{
    struct document_kit *kit = *state;
    /* One a language of the catalogues. */
    static const char *const texts[] = {"click here",    "Кликнете тук", "zde",
                                        "Læs mere",      "Weiterlesen",  "Εδώ",
                                        "aquí",          "siin",         "täältä",
                                        "Cliquez ici !", "anseo",        "ovdje",
                                        "ide",           "QUI",          "čia",
                                        "Spied šeit",    "hawn",         "Lees meer",
                                        "więcej",        "Clique aqui",  "Citește mai mult",
                                        "viac",          "tukaj",        "Här",
                                        "Читати далі",   "اضغط هنا"};
    enum { TEXTS = sizeof texts / sizeof *texts };
    for (size_t i = 0; i < TEXTS; i++) {
        assert_non_null(document_kit_read(
            kit, NULL, pp_arena_printf(kit->arena, "\n[%s](https://example.org)\n", texts[i])));
        assert_string_equal(document_kit_message(kit), "2:1 warning story.link-text");
    }
    assert_int_equal(support_count_rule(kit->run, "story.link-text"), TEXTS);
    assert_non_null(document_kit_read(kit, NULL, "[here we stand](https://example.org)\n"));
    assert_int_equal(support_count_rule(kit->run, "story.link-text"), TEXTS);
    assert_int_equal(pp_diag_count(kit->run, PP_ERROR), 0);
}

static void places_survive_placeholders(void **state)
{
    document_kit_expect_message(
        *state, "\xC4\x80 {{ a.b,\n  plural, one {x} other {y} }} and {{ c }} <i>\n",
        "2:44 error story.raw-html");
}

static void an_open_placeholder_is_an_error(void **state)
{
    document_kit_expect_message(
        *state, "One {{ a }} and\ntwo {{ b }\n\nthree }}\n", "2:5 error story.placeholder");
}

static void figures_of_later_are_named(void **state)
{
    document_kit_expect_message(
        *state, "Text\n\n```chart\nkind: pie\n```\n", "3:1 error story.fence");
}

static void a_term_needs_its_colon(void **state)
{
    document_kit_expect_message(*state, "```terms\nA: b\nnothing\n```\n", "3:1 error story.terms");
}

static void depth_has_a_limit(void **state)
{
    struct document_kit *kit = *state;
    struct pp_str text;
    pp_str_init(&text);
    for (int i = 0; i < 5000; i++)
        pp_str_append(&text, "> ");
    pp_str_append(&text, "x\n");
    assert_null(document_kit_read(kit, NULL, text.text));
    pp_str_free(&text);
    assert_int_equal(support_count_rule(kit->run, "story.too-deep"), 1);
}

static void what_cannot_be_printed_is_refused(void **state)
{
    document_kit_expect_message(*state, "a\nb \x01\n", "2:3 error story.character");
}

static void private_characters_are_refused(void **state)
{
    document_kit_expect_message(*state, "\xEE\x80\x80\n", "1:1 error story.character");
}

static void other_encodings_are_refused(void **state)
{
    document_kit_expect_message(*state, "ok\nR\xEEga\n", "2:2 error story.encoding");
}

static void crlf_and_bom_are_welcome(void **state)
{
    document_kit_expect(
        *state, "\xEF\xBB\xBFOne\r\ntwo\r\n\r\nthree\r\n",
        "  paragraph body\n    text: One two\n  paragraph body\n    text: three\n");
}

static void a_picture_brings_its_size(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = support_folder(kit->arena, "markdown-picture");
    struct pp_node *section;
    document_kit_picture(kit, folder, "club.png");
    section = document_kit_read(
        kit, folder, "Text\n\n![A *full* room](club.png \"The club | City of Riga\")\n");
    assert_string_equal(document_kit_message(kit), "");
    assert_string_equal(
        document_kit_dump(kit, section),
        "  paragraph body\n    text: Text\n"
        "  picture\n    file: club.png 771x514\n    alt: A *full* room\n    caption: The club\n"
        "    credit: City of Riga\n");
}

/* Remarks and explanations are lines of Markdown, and what is none stays as it was typed. */
static void fences_take_soft_and_strong_words(void **state)
{
    struct document_kit *kit = *state;
    struct pp_node *body = document_kit_read(
        kit, NULL,
        "```callout\nMind *this*, {{ attendance.persons, number }}.\n\n# 3\n```\n\n"
        "```terms\nPACT: a **promise** [times](lang:de)\n```\n");
    assert_string_equal(document_kit_message(kit), "");
    const struct pp_node *remark = body->first->first;
    const struct pp_inline *words = remark->content->next;
    assert_int_equal(words->kind, PP_INLINE_EMPHASIS);
    assert_int_equal(words->next->next->kind, PP_INLINE_PATTERN);
    assert_string_equal(remark->next->content->text, "# 3");
    words = body->first->next->last->last->content;
    assert_string_equal(words->text, "a ");
    assert_int_equal(words->next->kind, PP_INLINE_STRONG);
    assert_string_equal(words->next->next->next->lang, "de");
}

static void words_say_where_blocks_stand(void **state)
{
    struct document_kit *kit = *state;
    struct pp_node *body = document_kit_read(
        kit, NULL,
        "## Asked {#asked-2}\n\n```callout top #map\nA word.\n```\n\nSee [the map](#map).\n");
    assert_non_null(body);
    struct pp_node *heading = body->first, *around = heading->next;
    assert_string_equal(heading->id, "asked-2");
    assert_string_equal(heading->content->text, "Asked");
    assert_int_equal(around->kind, PP_NODE_FLOAT);
    assert_int_equal(around->as.floating.at, PP_FLOAT_TOP);
    assert_string_equal(around->first->id, "map");
    struct pp_inline *link = around->next->content->next;
    assert_int_equal(link->kind, PP_INLINE_LINK);
    assert_true(link->reference);
    assert_string_equal(link->url, "#map");
}

static void other_words_are_refused(void **state)
{
    struct document_kit *kit = *state;
    static const char *const infos[] = {
        "callout left", "callout #Map", "terms top middle", "callout top turned"};
    for (size_t i = 0; i < sizeof infos / sizeof *infos; i++) {
        assert_null(document_kit_read(
            kit, NULL, pp_arena_printf(kit->arena, "```%s\nA: word.\n```\n", infos[i])));
        assert_string_equal(document_kit_message(kit), "1:1 error story.fence-word");
    }
    struct pp_node *body = document_kit_read(kit, NULL, "## A {#B}\n\n## C {#}\n");
    assert_null(body->first->id); /* braces as such */
}

static void side_notes_have_names(void **state)
{
    struct document_kit *kit = *state;
    struct pp_node *body =
        document_kit_read(kit, NULL, "```side\nOne.\n\nTwo.\n```\n\n```side #own\nThree.\n```\n");
    assert_non_null(body);
    assert_int_equal(body->first->kind, PP_NODE_SIDE);
    assert_non_null(body->first->first->next);
    assert_string_equal(body->first->id, "side.1");
    assert_string_equal(body->first->next->id, "own");
}

static void a_picture_can_be_cropped(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
        int values[4];
    } cases[] = {
        {"3:2", true, {3, 2, 50, 50}},
        {" 16:9 at 30 20 ", true, {16, 9, 30, 20}},
        {"1:1 at 0 100", true, {1, 1, 0, 100}},
        {"3:0", false, {0}},
        {"3/2", false, {0}},
        {"3:2 at 30", false, {0}},
        {"3:2 at 30 101", false, {0}},
        {"3:2 x", false, {0}},
        {"", false, {0}},
        {"0:1", false, {0}},
        {"3:2 at 1 2 3", false, {0}},
        {"-3:2", false, {0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pp_crop crop = {0};
        if (pp_crop_read(cases[i].text, &crop) != cases[i].good)
            fail_msg("\"%s\"", cases[i].text);
        assert_int_equal(crop.across, cases[i].values[0]);
        assert_int_equal(crop.down, cases[i].values[1]);
        assert_int_equal(crop.focus[0], cases[i].values[2]);
        assert_int_equal(crop.focus[1], cases[i].values[3]);
    }
}

static void a_picture_needs_a_description(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = support_folder(kit->arena, "markdown-alt");
    document_kit_picture(kit, folder, "club.png");
    assert_null(document_kit_read(kit, folder, "One\n\n ![](club.png)\n"));
    assert_string_equal(document_kit_message(kit), "3:2 error story.missing-alt");
}

static void a_description_has_a_limit(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = support_folder(kit->arena, "markdown-long-alt");
    document_kit_picture(kit, folder, "club.png");
    char *words = pp_arena_alloc(kit->arena, PP_LIMIT_ALT + 4);
    memset(words, 'a', PP_LIMIT_ALT);
    document_kit_read(kit, folder, pp_arena_printf(kit->arena, "![%s](club.png)\n", words));
    assert_int_equal(support_count_rule(kit->run, "story.long-alt"), 0);
    words[PP_LIMIT_ALT] = 'a';
    assert_null(document_kit_read(
        kit, folder, pp_arena_printf(kit->arena, "One\n\n![%s](club.png)\n", words)));
    assert_string_equal(document_kit_message(kit), "3:1 error story.long-alt");
    memcpy(words, "\xF0\x9F\x8F\xA0", 4); /* one character, two units of UTF-16 */
    words[PP_LIMIT_ALT] = '\0';
    assert_int_equal(support_count_rule(kit->run, "story.long-alt"), 1);
    document_kit_read(kit, folder, pp_arena_printf(kit->arena, "![%s](club.png)\n", words));
    assert_int_equal(support_count_rule(kit->run, "story.long-alt"), 1);
    words[PP_LIMIT_ALT] = words[PP_LIMIT_ALT + 1] = 'a';
    words[PP_LIMIT_ALT + 2] = 'a';
    assert_null(
        document_kit_read(kit, folder, pp_arena_printf(kit->arena, "![%s](club.png)\n", words)));
    assert_int_equal(support_count_rule(kit->run, "story.long-alt"), 2);
}

static void a_missing_picture_is_an_error(void **state)
{
    document_kit_expect_message(*state, "![A room](club.png)\n", "1:1 error story.missing-picture");
}

static void pictures_stay_in_their_folder(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = support_folder(kit->arena, "markdown-inside");
    const char *const inner[] = {pp_path_join(kit->arena, folder, "en"), NULL};
    document_kit_picture(kit, folder, "secret.png");
    assert_int_equal(pp_folder_make(kit->run, inner[0], 0755), PP_OK);
    assert_null(pp_picture_find(kit->arena, inner, "../secret.png"));
    assert_null(pp_picture_find(kit->arena, inner, pp_path_join(kit->arena, folder, "secret.png")));
    const char *const outer[] = {folder, NULL};
    assert_non_null(pp_picture_find(kit->arena, outer, "secret.png"));
}

static void a_picture_in_a_sentence_is_an_error(void **state)
{
    document_kit_expect_message(
        *state, "See ![A room](club.png) there\n", "1:5 error story.picture-place");
}

static void a_file_that_is_no_picture_is_an_error(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = support_folder(kit->arena, "markdown-format");
    support_file(kit->arena, folder, "club.png", "GIF89a");
    assert_null(document_kit_read(kit, folder, "![A room](club.png)\n"));
    assert_string_equal(document_kit_message(kit), "1:1 error story.picture-format");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, document_kit_open, document_kit_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(text_has_emphasis_and_lines),
        CASE(headings_have_no_gaps),
        CASE(lists_nest),
        CASE(a_quote_is_one_text),
        CASE(tables_have_heads),
        CASE(a_bar_in_a_placeholder_divides_no_cell),
        CASE(a_numeric_column_is_set_to_the_end),
        CASE(links_and_languages),
        CASE(abbreviations_and_quotations),
        CASE(terms_become_a_table),
        CASE(a_first_column_may_name_its_rows),
        CASE(ready_tables_have_heads_groups_and_notes),
        CASE(mistakes_of_ready_tables_have_their_line),
        CASE(footnotes_close_the_story),
        CASE(code_stays_as_it_is),
        CASE(braces_can_be_escaped),
        CASE(html_is_refused_where_it_stands),
        CASE(html_blocks_are_refused),
        CASE(code_in_addresses_is_refused),
        CASE(torn_links_are_refused),
        CASE(addresses_have_a_length),
        CASE(vague_link_texts_are_warned_of),
        CASE(places_survive_placeholders),
        CASE(an_open_placeholder_is_an_error),
        CASE(figures_of_later_are_named),
        CASE(a_term_needs_its_colon),
        CASE(depth_has_a_limit),
        CASE(what_cannot_be_printed_is_refused),
        CASE(private_characters_are_refused),
        CASE(other_encodings_are_refused),
        CASE(crlf_and_bom_are_welcome),
        CASE(a_picture_brings_its_size),
        CASE(a_picture_needs_a_description),
        CASE(fences_take_soft_and_strong_words),
        CASE(words_say_where_blocks_stand),
        CASE(other_words_are_refused),
        CASE(side_notes_have_names),
        CASE(a_picture_can_be_cropped),
        CASE(a_description_has_a_limit),
        CASE(a_missing_picture_is_an_error),
        CASE(pictures_stay_in_their_folder),
        CASE(a_picture_in_a_sentence_is_an_error),
        CASE(a_file_that_is_no_picture_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
