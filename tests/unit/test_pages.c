/* Pages: what stays together, what is repeated, that nothing is lost or stands outside, over many
 * lengths of the same document. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/look.h"
#include "pactpress/pages.h"
#include "pactpress/str.h"

#include "document_kit.h"
#include "support.h"

enum { MOST_PAGES = 40 };

struct world {
    struct document_kit *kit;
    struct pp_fonts *fonts;
    struct pp_typesetter *typesetter;
    const struct pp_styles *styles;
};

/* A laid out document: the dump of each page. */
struct laid {
    enum pp_status status;
    size_t count;
    const char *lines[MOST_PAGES], *ops[MOST_PAGES];
};

static int open_world(void **state)
{
    void *kit;
    if (document_kit_open(&kit) != 0)
        return -1;
    struct document_kit *document = kit;
    struct world *world = pp_arena_alloc(document->arena, sizeof *world);
    world->kit = document;
    if (pp_styles_load(document->run, NULL, NULL, PP_STYLES, &world->styles) != PP_OK ||
        pp_fonts_load(document->run, NULL, &world->fonts) != PP_OK ||
        pp_typesetter_open(document->run, world->fonts, &world->typesetter) != PP_OK)
        return -1;
    *state = world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;
    void *kit = world->kit;
    pp_typesetter_close(world->typesetter);
    pp_fonts_free(world->fonts);
    return document_kit_close(&kit);
}

static const char *kept(struct pp_arena *arena, struct pp_str *text)
{
    const char *copy = pp_str_copy(text, arena);
    pp_str_free(text);
    return copy;
}

/* Every box inside the page, every element after its parent. */
static void check_sheet(
    const struct pp_sheet *sheet, const struct pp_structure *structure, double margin)
{
    for (size_t i = 0; i < sheet->op_count; i++) {
        const struct pp_op *op = &sheet->ops[i];
        if (op->kind == PP_OP_GLYPHS) {
            assert_true(op->as.glyphs.x > margin - 10);
            assert_true(op->as.glyphs.x + op->as.glyphs.run->width < sheet->width - margin + 10);
            assert_true(op->as.glyphs.y > 20 && op->as.glyphs.y < sheet->height - 20);
            if (op->element >= 0) /* running heads apart */
                assert_true(op->as.glyphs.y < sheet->height - 57);
        }
        if (op->kind == PP_OP_IMAGE)
            assert_true(op->as.image.y + op->as.image.h < sheet->height - 57);
        for (long at = op->element; at > 0;
             at = (long)pp_structure_at(structure, (size_t)at)->parent) {
            assert_true((size_t)at < structure->count);
            assert_true((long)pp_structure_at(structure, (size_t)at)->parent < at);
        }
    }
}

static struct laid lay(struct world *world, struct pp_node *root, const char *lang, bool rtl)
{
    struct pp_arena *arena = world->kit->arena;
    struct pp_document document = {
        .root = root,
        .lang = lang,
        .rtl = rtl,
        .page = "a4",
        .styles = world->styles,
        .name = "test"};
    struct pp_pages *pages;
    struct laid laid = {0};
    laid.status = pp_pages_open(
        world->kit->run, arena, &document, world->kit->wording, world->typesetter, world->fonts,
        &pages);
    if (laid.status != PP_OK)
        return laid;
    laid.count = pp_pages_count(pages);
    assert_true(laid.count <= MOST_PAGES);
    for (size_t i = 0; i < laid.count; i++) {
        const struct pp_sheet *sheet;
        struct pp_str text;
        assert_int_equal(pp_pages_next(pages, &sheet), PP_OK);
        check_sheet(sheet, pp_pages_structure(pages), document.styles->page[PP_A4].side);
        pp_str_init(&text);
        pp_sheet_dump_lines(sheet, &text);
        laid.lines[i] = kept(arena, &text);
        pp_str_init(&text);
        pp_sheet_dump(sheet, pp_pages_structure(pages), &text);
        laid.ops[i] = kept(arena, &text);
    }
    pp_pages_close(pages);
    return laid;
}

static struct pp_inline *words(struct world *world, const char *text)
{
    return pp_inline_text(world->kit->arena, text, "en");
}

static struct pp_node *put(
    struct world *world, struct pp_node *parent, enum pp_node_kind kind, enum pp_look look,
    const char *text)
{
    struct pp_node *node = pp_node_append(parent, pp_node_new(world->kit->arena, kind));
    node->look = look;
    if (text)
        node->content = words(world, text);
    if (kind == PP_NODE_HEADING)
        node->as.heading.level = 2;
    return node;
}

static void put_pair(struct world *world, struct pp_node *table, const char *a, const char *b)
{
    struct pp_node *row = put(world, table, PP_NODE_ROW, PP_LOOK_BODY, NULL);
    put(world, row, PP_NODE_CELL, PP_LOOK_BODY, a);
    put(world, row, PP_NODE_CELL, PP_LOOK_BODY, b);
}

static void put_row(struct world *world, struct pp_node *table, bool head, const char *text)
{
    struct pp_node *row = put(world, table, PP_NODE_ROW, PP_LOOK_BODY, NULL);
    row->in_table.row.head = head;
    put(world, row, PP_NODE_CELL, PP_LOOK_BODY, text);
    put(world, row, PP_NODE_CELL, PP_LOOK_BODY, head ? "Count" : "1");
}

/* Text above, then a section: heading, note, table of `rows`, note. */
static struct pp_node *long_table_below(
    struct world *world, size_t above, size_t rows, enum pp_look before)
{
    struct pp_arena *arena = world->kit->arena;
    struct pp_node *root = pp_node_new(arena, PP_NODE_DOCUMENT);
    for (size_t i = 0; i < above; i++)
        put(world, root, PP_NODE_PARAGRAPH, PP_LOOK_BODY, "Above");
    put(world, root, PP_NODE_HEADING, PP_LOOK_H2, "Heading");
    put(world, root, PP_NODE_PARAGRAPH, before, "Before");
    struct pp_node *table = put(world, root, PP_NODE_TABLE, PP_LOOK_BODY, NULL);
    struct pp_table_column *columns = pp_arena_array(arena, 2, sizeof *columns);
    columns[0] = (struct pp_table_column){.kind = PP_COLUMN_REST, .row_header = true};
    columns[1] = (struct pp_table_column){.kind = PP_COLUMN_FIXED, .width = 80, .numeric = true};
    table->as.table.columns = columns;
    table->as.table.column_count = 2;
    table->keep_next = true;
    put_row(world, table, true, "Column");
    for (size_t i = 0; i < rows; i++)
        put_row(world, table, false, pp_arena_printf(arena, "Row%zu.", i + 1));
    put(world, root, PP_NODE_PARAGRAPH, PP_LOOK_MICRO, "After");
    return root;
}

static struct pp_node *long_table(struct world *world, size_t above, size_t rows)
{
    return long_table_below(world, above, rows, PP_LOOK_NOTE);
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part))
        count++;
    return count;
}

static void check_table_page(const char *page, size_t rows)
{
    size_t here = count_of(page, "Row");
    assert_int_equal(count_of(page, "Column"), here > 0 ? 1 : 0);
    if (strstr(page, "Heading") || strstr(page, "Before")) {
        assert_non_null(strstr(page, "Heading"));
        assert_non_null(strstr(page, "Before"));
        assert_true(here >= (rows < 2 ? rows : 2));
    }
    if (strstr(page, "After") || (here > 0 && !strstr(page, "Heading")))
        assert_true(here >= (rows < 5 ? 1 : 2));
}

static void tables_keep_their_heading_and_their_note(void **state)
{
    struct world *world = *state;
    static const size_t above[] = {0, 3, 20, 28, 29, 30, 31, 32};
    for (size_t a = 0; a < sizeof above / sizeof *above; a++)
        for (size_t rows = 1; rows < 130; rows += rows < 45 ? 1 : 7) {
            struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
            struct laid laid = lay(world, long_table(world, above[a], rows), "en", false);
            assert_int_equal(laid.status, PP_OK);
            size_t seen = 0;
            for (size_t i = 0; i < laid.count; i++) {
                seen += count_of(laid.lines[i], "Row");
                check_table_page(laid.lines[i], rows);
                if (i + 1 < laid.count) /* no page is left empty */
                    assert_true(count_of(laid.lines[i], "\n") > 10);
            }
            assert_int_equal(seen, rows);
            pp_arena_rewind(world->kit->arena, mark);
        }
}

static void sentences_that_lead_in_stay_with_their_table(void **state)
{
    struct world *world = *state;
    for (size_t above = 3; above < 45; above++) {
        struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
        struct laid laid =
            lay(world, long_table_below(world, above, 6, PP_LOOK_SMALL), "en", false);
        assert_int_equal(laid.status, PP_OK);
        for (size_t i = 0; i < laid.count; i++)
            check_table_page(laid.lines[i], 6);
        pp_arena_rewind(world->kit->arena, mark);
    }
}

static void repeated_heads_are_artifacts(void **state)
{
    struct world *world = *state;
    struct laid laid = lay(world, long_table(world, 0, 80), "en", false);
    assert_true(laid.count >= 2);
    assert_non_null(strstr(laid.ops[0], "glyphs TH#"));
    assert_null(strstr(laid.ops[0], "glyphs artifact/layout"));
    const char *again = strstr(laid.ops[1], "glyphs artifact/layout");
    assert_non_null(again);
    assert_non_null(strstr(again, "\"Column\""));
}

static struct pp_node *story(struct world *world, size_t paragraphs)
{
    struct pp_arena *arena = world->kit->arena;
    struct pp_node *root = pp_node_new(arena, PP_NODE_DOCUMENT);
    struct pp_node *columns = put(world, root, PP_NODE_COLUMNS, PP_LOOK_BODY, NULL);
    columns->as.columns.count = 2;
    for (size_t i = 0; i < paragraphs; i++) {
        struct pp_str text;
        pp_str_init(&text);
        for (size_t word = 0; word < 40; word++)
            pp_str_printf(&text, "w%zu.%zu ", i, word);
        put(world, columns, PP_NODE_PARAGRAPH, PP_LOOK_BODY, kept(arena, &text));
    }
    return root;
}

/* The words of all pages in order, without places. */
static const char *running_text(struct world *world, const struct laid *laid)
{
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < laid->count; i++)
        for (const char *at = laid->lines[i]; (at = strchr(at, '|')) != NULL;) {
            size_t length = strcspn(++at, "\n");
            pp_str_append_n(&text, at, length);
            pp_str_append_char(&text, ' ');
        }
    return kept(world->kit->arena, &text);
}

/* The place of the line of a dump that `at` stands in. */
static void place_of(const char *lines, const char *at, double *x, double *y)
{
    while (at > lines && at[-1] != '\n')
        at--;
    assert_int_equal(sscanf(at, "%lf %lf", x, y), 2);
}

static void check_balance(const char *page)
{
    size_t left = 0, right = 0;
    for (const char *at = strchr(page, '\n'); at != NULL && at[1] != '\0';
         at = strchr(at + 1, '\n'))
        if (strncmp(strchr(at, '|'), "|w", 2) == 0) /* not the page number */
            *(strtod(at + 1, NULL) < 297 ? &left : &right) += 1;
    if (left < right || left - right > 3)
        fail_msg("%zu lines beside %zu:\n%s", left, right, page);
}

static void columns_are_balanced_and_lose_nothing(void **state)
{
    struct world *world = *state;
    for (size_t paragraphs = 2; paragraphs < 60; paragraphs += paragraphs < 12 ? 1 : 6) {
        struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
        struct laid laid = lay(world, story(world, paragraphs), "en", false);
        assert_int_equal(laid.status, PP_OK);
        const char *text = running_text(world, &laid), *at = text;
        for (size_t i = 0; i < paragraphs; i++)
            for (size_t word = 0; word < 40; word++) {
                at = strstr(at, pp_arena_printf(world->kit->arena, "w%zu.%zu", i, word));
                assert_non_null(at);
            }
        assert_int_equal(count_of(text, "w"), paragraphs * 40);
        check_balance(laid.lines[laid.count - 1]);
        pp_arena_rewind(world->kit->arena, mark);
    }
}

/* Three lines beside three are no columns. */
static void a_short_text_is_not_divided(void **state)
{
    struct world *world = *state;
    struct laid laid = lay(world, story(world, 1), "en", false);
    assert_int_equal(laid.status, PP_OK);
    assert_int_equal(count_of(laid.lines[0], " 52.6 "), 4);
    assert_non_null(strstr(laid.lines[0], "w0.39"));
}

/* Is the last line of each column of a page a whole one? The lines of a dump: x, y, | and text. */
static void check_column_ends(const char *page)
{
    double last = 0;
    bool divided = false;
    for (const char *at = page; *at != '\0';
         at += strcspn(at, "\n") + (at[strcspn(at, "\n")] != 0)) {
        double x, y;
        if (sscanf(at, "%lf %lf", &x, &y) != 2 || y > 788) /* the foot */
            continue;
        assert_false(divided && y < last);
        size_t length = strcspn(at, "\n");
        divided = length > 0 && at[length - 1] == '-';
        last = y;
    }
    assert_false(divided);
}

static void columns_end_with_whole_words(void **state)
{
    struct world *world = *state;
    static const char sentence[] =
        "Participants practised methodological considerations concerning "
        "municipal administrations and neighbourhood associations. ";
    size_t divided = 0;
    for (size_t above = 0; above < 24; above++) {
        struct pp_arena *arena = world->kit->arena;
        struct pp_node *root = pp_node_new(arena, PP_NODE_DOCUMENT);
        struct pp_node *columns = put(world, root, PP_NODE_COLUMNS, PP_LOOK_BODY, NULL);
        columns->as.columns.count = 2;
        struct pp_str text;
        pp_str_init(&text);
        for (size_t i = 0; i < above; i++)
            put(world, columns, PP_NODE_PARAGRAPH, PP_LOOK_BODY, "Above");
        for (size_t i = 0; i < 60; i++)
            pp_str_append(&text, sentence);
        put(world, columns, PP_NODE_PARAGRAPH, PP_LOOK_BODY, kept(arena, &text));
        struct laid laid = lay(world, root, "en", false);
        assert_int_equal(laid.status, PP_OK);
        for (size_t i = 0; i < laid.count; i++) {
            divided += count_of(laid.lines[i], "-\n");
            check_column_ends(laid.lines[i]);
        }
    }
    assert_true(divided > 100);
}

/* Numbers of list items stand with their first line, in columns of every height. */
static void labels_stand_with_their_items(void **state)
{
    struct world *world = *state;
    for (size_t items = 2; items < 40; items++) {
        struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
        struct pp_node *root = story(world, 1), *columns = root->first;
        struct pp_node *list = put(world, columns, PP_NODE_LIST, PP_LOOK_BODY, NULL);
        list->as.list.ordered = true;
        list->as.list.start = 1;
        for (size_t i = 0; i < items; i++) {
            struct pp_node *item = put(world, list, PP_NODE_ITEM, PP_LOOK_BODY, NULL);
            put(world, item, PP_NODE_PARAGRAPH, PP_LOOK_BODY,
                pp_arena_printf(
                    world->kit->arena, ". item %zu with so many words that it takes two lines",
                    i + 1));
        }
        struct laid laid = lay(world, root, "en", false);
        assert_int_equal(laid.status, PP_OK);
        const char *text = running_text(world, &laid);
        for (size_t i = 0; i < items; i++)
            assert_int_equal(
                count_of(text, pp_arena_printf(world->kit->arena, "%zu. item %zu ", i + 1, i + 1)),
                1);
        pp_arena_rewind(world->kit->arena, mark);
    }
}

/* Where there is no room for a picture, text goes on, and the picture heads the next column: no
 * column but the last ends early, and nothing is lost, wherever the picture is mentioned. */
static void pictures_float_to_the_next_column(void **state)
{
    struct world *world = *state;
    size_t early = 0;
    for (size_t before = 1; before < 26; before++) {
        struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
        struct pp_node *root = story(world, before), *columns = root->first;
        struct pp_node *picture = put(world, columns, PP_NODE_PICTURE, PP_LOOK_BODY, NULL);
        picture->as.picture.path = "street.png";
        picture->as.picture.pixel_width = 1000;
        picture->as.picture.pixel_height = 900;
        struct pp_node *more = story(world, 30)->first;
        for (struct pp_node *node = more->first, *next; node; node = next) {
            next = node->next;
            pp_node_append(columns, node);
        }
        struct laid laid = lay(world, root, "en", false);
        assert_int_equal(laid.status, PP_OK);
        assert_int_equal(count_of(running_text(world, &laid), "w"), (before + 30) * 40);
        size_t pictures = 0;
        for (size_t i = 0; i < laid.count; i++) {
            pictures += count_of(laid.ops[i], "  image ");
            if (i + 1 < laid.count && !strstr(laid.lines[i], " 784.0 |"))
                early++;
        }
        assert_int_equal(pictures, 1);
        pp_arena_rewind(world->kit->arena, mark);
    }
    assert_in_range(early, 0, 5); /* widows take a line with them; 9 without floats */
}

/* A note stands below the line that calls it first, in the same column, whatever stands above. */
static void notes_stand_at_the_foot(void **state)
{
    struct world *world = *state;
    struct pp_arena *arena = world->kit->arena;
    for (size_t called = 0; called < 24; called++) {
        struct pp_arena_mark mark = pp_arena_mark(arena);
        struct pp_node *root = story(world, 24), *columns = root->first, *caller = columns->first;
        for (size_t i = 0; i < called; i++)
            caller = caller->next;
        struct pp_inline *call = pp_inline_new(arena, PP_INLINE_LINK);
        call->url = "#note.1";
        call->children = pp_inline_text(arena, "calls", NULL);
        caller->content = pp_inline_join(caller->content, call);
        struct pp_node *heading = put(world, columns, PP_NODE_HEADING, PP_LOOK_H3, "Notes");
        heading->as.heading.level = 3;
        struct pp_node *list = put(world, columns, PP_NODE_LIST, PP_LOOK_BODY, NULL);
        list->as.list.ordered = list->as.list.notes = true;
        list->as.list.start = 1;
        struct pp_node *item = put(world, list, PP_NODE_ITEM, PP_LOOK_BODY, NULL);
        item->id = "note.1";
        put(world, item, PP_NODE_PARAGRAPH, PP_LOOK_BODY, "the remark");
        struct laid laid = lay(world, root, "en", false);
        assert_int_equal(laid.status, PP_OK);
        const char *text = running_text(world, &laid);
        assert_int_equal(count_of(text, "w"), 24 * 40);
        assert_int_equal(count_of(text, "the remark"), 1);
        assert_null(strstr(text, "Notes"));
        for (size_t i = 0; i < laid.count; i++) {
            const char *caller_at = strstr(laid.lines[i], "calls");
            const char *note_at = strstr(laid.lines[i], "the remark");
            assert_true((caller_at != NULL) == (note_at != NULL));
            double call_x, call_y, note_x, note_y;
            if (!caller_at)
                continue;
            place_of(laid.lines[i], caller_at, &call_x, &call_y);
            place_of(laid.lines[i], note_at, &note_x, &note_y);
            assert_true((call_x < 297) == (note_x < 297) && note_y > call_y && note_y < 790);
        }
        pp_arena_rewind(arena, mark);
    }
}

/* A picture that heads the last column never stands lower than the page, whatever is above it. */
static void pictures_stay_on_the_page(void **state)
{
    struct world *world = *state;
    for (size_t above = 0; above < 60; above++)
        for (int tall = 50; tall <= 250; tall += 100) {
            struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
            struct pp_node *tail = story(world, 2), *columns = tail->first;
            struct pp_node *picture = pp_node_new(world->kit->arena, PP_NODE_PICTURE);
            picture->parent = columns;
            picture->next = columns->first;
            columns->first = picture;
            picture->as.picture.path = "picture.png";
            picture->as.picture.pixel_width = 100;
            picture->as.picture.pixel_height = tall;
            picture->as.picture.alt = words(world, "A picture");
            picture->as.picture.caption = words(world, "Its caption");
            struct pp_node *root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT);
            for (size_t i = 0; i < above; i++)
                put(world, root, PP_NODE_PARAGRAPH, PP_LOOK_MICRO, "Above");
            put(world, root, PP_NODE_HEADING, PP_LOOK_H1, "Story");
            pp_node_append(root, columns);
            struct laid laid = lay(world, root, "en", false);
            assert_int_equal(laid.status, PP_OK);
            assert_int_equal(count_of(running_text(world, &laid), "w"), 80);
            pp_arena_rewind(world->kit->arena, mark);
        }
}

static void pages_repeat(void **state)
{
    struct world *world = *state;
    struct laid a = lay(world, long_table(world, 5, 60), "en", false);
    struct laid b = lay(world, long_table(world, 5, 60), "en", false);
    assert_int_equal(a.count, b.count);
    for (size_t i = 0; i < a.count; i++)
        assert_string_equal(a.ops[i], b.ops[i]);
}

static double first_x(const char *ops, const char *text)
{
    const char *at = strstr(ops, text);
    while (at > ops && at[-1] != '\n')
        at--;
    at = strchr(at, '#');
    return strtod(strchr(at, ' '), NULL);
}

static struct pp_node *table_of(struct pp_node *root)
{
    struct pp_node *node = root->first;
    while (node->kind != PP_NODE_TABLE)
        node = node->next;
    return node;
}

static void tables_that_go_on_say_so(void **state)
{
    struct world *world = *state;
    struct pp_node *root = long_table(world, 0, 100);
    table_of(root)->as.table.caption = words(world, "Visits");
    struct laid laid = lay(world, root, "en", false);
    assert_int_equal(laid.status, PP_OK);
    assert_true(laid.count > 2);
    assert_int_equal(count_of(laid.lines[0], "(continued)"), 0);
    for (size_t i = 1; i < laid.count; i++)
        if (count_of(laid.lines[i], "Row") > 0)
            assert_int_equal(count_of(laid.lines[i], "Visits (continued)"), 1);
}

/* The row where a page ends is remembered: time follows the rows, not rows times pages. ROWS in the
 * environment asks for more. */
static void very_long_tables_are_laid_row_by_row(void **state)
{
    struct world *world = *state;
    size_t rows = getenv("ROWS") ? strtoul(getenv("ROWS"), NULL, 10) : 4000, ops = 0;
    struct pp_document document = {
        .root = long_table(world, 0, rows),
        .lang = "en",
        .page = "a4",
        .styles = world->styles,
        .name = "test"};
    struct pp_pages *pages;
    assert_int_equal(
        pp_pages_open(
            world->kit->run, world->kit->arena, &document, world->kit->wording, world->typesetter,
            world->fonts, &pages),
        PP_OK);
    assert_true(pp_pages_count(pages) > rows / 50 && pp_pages_count(pages) < rows / 25);
    for (size_t i = 0; i < pp_pages_count(pages); i++) {
        const struct pp_sheet *sheet;
        assert_int_equal(pp_pages_next(pages, &sheet), PP_OK);
        for (size_t k = 0; k < sheet->op_count; k++)
            ops += sheet->ops[k].kind == PP_OP_GLYPHS && sheet->ops[k].element > 0;
    }
    assert_true(ops >= 2 * rows);
    pp_pages_close(pages);
}

/* Blocks that may be left out: the highest number goes first, and what fits comes back. */
static void a_page_budget_is_kept_in_order(void **state)
{
    struct world *world = *state;
    struct pp_node *root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT);
    static const struct {
        const char *text;
        int optional;
        size_t lines;
    } blocks[] = {{"Must", 0, 36}, {"Small", 60, 4}, {"Large", 40, 20}, {"Middle", 20, 8}};
    for (size_t i = 0; i < 4; i++) {
        struct pp_node *section = put(world, root, PP_NODE_SECTION, PP_LOOK_BODY, NULL);
        section->optional = blocks[i].optional;
        section->name = blocks[i].text;
        for (size_t k = 0; k < blocks[i].lines; k++)
            put(world, section, PP_NODE_PARAGRAPH, PP_LOOK_MICRO, blocks[i].text);
    }
    struct pp_document document = {
        .root = root,
        .lang = "en",
        .page = "a4",
        .styles = world->styles,
        .name = "test",
        .pages = 1};
    struct pp_pages *pages;
    assert_int_equal(
        pp_pages_open(
            world->kit->run, world->kit->arena, &document, world->kit->wording, world->typesetter,
            world->fonts, &pages),
        PP_OK);
    assert_int_equal(pp_pages_count(pages), 1);
    pp_pages_close(pages);
    assert_false(root->first->left_out);
    assert_true(root->first->next->next->left_out); /* Large */
    assert_false(root->last->left_out);             /* Middle came back first */
    assert_int_equal(
        support_count_rule(world->kit->run, "page.left-out"), root->first->next->left_out ? 2 : 1);
}

/* Six sections, the first of so many lines, the last of them optional: how many pages, and was it
 * left out?
 */
static size_t pages_of_sections(struct world *world, size_t lines, int budget, bool *left_out)
{
    struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
    struct pp_node *root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT);
    for (size_t i = 0; i < 6; i++) {
        struct pp_node *section = put(world, root, PP_NODE_SECTION, PP_LOOK_BODY, NULL);
        section->name = "Section";
        section->optional = i == 5;
        put(world, section, PP_NODE_HEADING, PP_LOOK_H2, "Heading");
        for (size_t k = 0; k < (i ? 3 : lines); k++)
            put(world, section, PP_NODE_PARAGRAPH, PP_LOOK_MICRO, "Line");
    }
    struct pp_document document = {
        .root = root,
        .lang = "en",
        .page = "a4",
        .styles = world->styles,
        .name = "test",
        .pages = budget};
    struct pp_pages *pages;
    assert_int_equal(
        pp_pages_open(
            world->kit->run, world->kit->arena, &document, world->kit->wording, world->typesetter,
            world->fonts, &pages),
        PP_OK);
    size_t count = pp_pages_count(pages);
    *left_out = root->last->left_out;
    pp_pages_close(pages);
    pp_arena_rewind(world->kit->arena, mark);
    return count;
}

/* Before anything is left out, sections move together; what is far too long still loses a block. */
static void sections_move_together_first(void **state)
{
    struct world *world = *state;
    size_t lines = 1;
    bool left_out;
    while (pages_of_sections(world, lines, 0, &left_out) == 1)
        lines++;
    assert_int_equal(pages_of_sections(world, lines - 1, 1, &left_out), 1);
    assert_false(left_out);
    assert_int_equal(pages_of_sections(world, lines, 1, &left_out), 1);
    assert_true(left_out);
}

/* Lays a document of its own and tells how many pages it has; *rule: how often a rule was said. */
static size_t pages_of(
    struct world *world, struct pp_document *document, const char *rule, size_t *said)
{
    struct pp_pages *pages;
    size_t before = support_count_rule(world->kit->run, rule);
    document->lang = "en";
    document->page = "a4";
    document->name = "test";
    document->styles = world->styles;
    assert_int_equal(
        pp_pages_open(
            world->kit->run, world->kit->arena, document, world->kit->wording, world->typesetter,
            world->fonts, &pages),
        PP_OK);
    size_t count = pp_pages_count(pages);
    pp_pages_close(pages);
    *said = support_count_rule(world->kit->run, rule) - before;
    return count;
}

static struct pp_node *lines_of(struct world *world, struct pp_node *parent, size_t count)
{
    struct pp_node *section = put(world, parent, PP_NODE_SECTION, PP_LOOK_BODY, NULL);
    put(world, section, PP_NODE_HEADING, PP_LOOK_H2, "Heading");
    for (size_t i = 0; i < count; i++)
        put(world, section, PP_NODE_PARAGRAPH, PP_LOOK_MICRO, "Line");
    return section;
}

/* However long a document of sections is: its last page is never bare. */
static void last_pages_hold_something(void **state)
{
    struct world *world = *state;
    size_t two = 0;
    for (size_t lines = 1; lines < 45; lines++) {
        struct pp_document document = {.root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT)};
        size_t said;
        for (size_t i = 0; i < 6; i++)
            lines_of(world, document.root, i == 0 ? lines : 5);
        two += pages_of(world, &document, "page.bare", &said) == 2;
        assert_int_equal(said, 0);
    }
    assert_true(two > 5 && two < 40);
}

/* Where sections cannot move enough, the last one goes to the last page with all it holds. */
static void a_last_section_is_carried_over(void **state)
{
    struct world *world = *state;
    size_t two = 0;
    for (size_t lines = 1; lines < 60; lines++) {
        struct pp_document document = {.root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT)};
        size_t said;
        lines_of(world, document.root, 30);
        lines_of(world, document.root, lines);
        two += pages_of(world, &document, "page.bare", &said) == 2;
        assert_int_equal(said, 0);
    }
    assert_true(two > 5 && two < 50);
}

/* One section has nothing to move: a last page of few lines is told. */
static void a_bare_last_page_is_told(void **state)
{
    struct world *world = *state;
    size_t told = 0;
    for (size_t lines = 40; lines < 60; lines++) {
        struct pp_document document = {.root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT)};
        size_t said, count;
        lines_of(world, document.root, lines);
        count = pages_of(world, &document, "page.bare", &said);
        assert_true(said <= (count == 2));
        told += said;
    }
    assert_true(told > 3 && told < 20);
}

/* On an Arabic page the first column of an English story is the left one. */
static void a_story_is_laid_in_the_direction_of_its_language(void **state)
{
    struct world *world = *state;
    for (int own = 0; own < 2; own++) {
        struct pp_node *root = story(world, 4);
        double first, last, y;
        for (struct pp_node *node = root->first; own && node; node = node->first)
            node->lang = node->first ? "en" : NULL;
        for (struct pp_node *node = root->first->first; own && node; node = node->next)
            node->lang = "en";
        struct laid laid = lay(world, root, "ar", true);
        assert_int_equal(laid.status, PP_OK);
        place_of(laid.lines[0], strstr(laid.lines[0], "w0.0"), &first, &y);
        place_of(laid.lines[0], strstr(laid.lines[0], "w3.39"), &last, &y);
        assert_true(own ? first < 297 && last > 297 : first > 297 && last < 297);
    }
}

/* Entries of two lines, a title and what it leads in, in `columns`. */
static void put_entries(struct world *world, struct pp_node *root, size_t columns, size_t count)
{
    struct pp_arena *arena = world->kit->arena;
    struct pp_node *section = put(world, root, PP_NODE_SECTION, PP_LOOK_BODY, NULL);
    put(world, section, PP_NODE_HEADING, PP_LOOK_H2, "Entries");
    struct pp_node *list = put(world, section, PP_NODE_COLUMNS, PP_LOOK_BODY, NULL);
    list->as.columns.count = (int)columns;
    list->as.columns.whole = true;
    for (size_t i = 0; i < count; i++) {
        put(world, list, PP_NODE_PARAGRAPH, PP_LOOK_BODY, pp_arena_printf(arena, "Title%zu.", i))
            ->keep_next = true;
        put(world, list, PP_NODE_PARAGRAPH, PP_LOOK_MICRO, pp_arena_printf(arena, "Facts%zu.", i));
    }
}

/* Title and facts of each entry stand below each other, on one page. */
static void check_entries(struct world *world, const char *page, size_t count)
{
    struct pp_arena *arena = world->kit->arena;
    for (size_t i = 0; i < count; i++) {
        double title, facts, y;
        const char *at = strstr(page, pp_arena_printf(arena, "Title%zu.", i));
        const char *below = strstr(page, pp_arena_printf(arena, "Facts%zu.", i));
        assert_true(at && below);
        place_of(page, at, &title, &y);
        place_of(page, below, &facts, &y);
        assert_true(fabs(title - facts) < 1);
    }
}

static void entries_are_not_divided(void **state)
{
    struct world *world = *state;
    struct pp_arena *arena = world->kit->arena;
    size_t second = 0;
    for (size_t lines = 0; lines < 46; lines++) {
        struct pp_arena_mark mark = pp_arena_mark(arena);
        struct pp_node *root = pp_node_new(arena, PP_NODE_DOCUMENT);
        size_t columns = 2 + lines % 2, count = lines == 0 ? 1 : 10 + lines % 8;
        lines_of(world, root, lines);
        put_entries(world, root, columns, count);
        struct laid laid = lay(world, root, "en", false);
        const char *page = strstr(laid.lines[0], "Entries") ? laid.lines[0] : laid.lines[1];
        second += page == laid.lines[1];
        check_entries(world, page, count);
        pp_arena_rewind(arena, mark);
    }
    assert_true(second > 3 && second < 40);
}

/* A shorter text is taken where it saves the page, and not where it does not. */
static void shorter_texts_save_a_bare_page(void **state)
{
    struct world *world = *state;
    for (size_t shorter = 30; shorter < 50; shorter += 19) {
        struct pp_document document = {.root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT)};
        struct pp_node *story = lines_of(world, document.root, 50), *first = story->first;
        size_t said, notes, before = support_count_rule(world->kit->run, "page.shorter");
        story->shorter = lines_of(world, pp_node_new(world->kit->arena, PP_NODE_DOCUMENT), shorter);
        bool helps = shorter == 30;
        assert_int_equal(pages_of(world, &document, "page.bare", &said), helps ? 1 : 2);
        notes = support_count_rule(world->kit->run, "page.shorter") - before;
        assert_int_equal(notes, helps);
        assert_int_equal(said, !helps);
        assert_true((story->first == first) == !helps && (story->shorter != NULL) == !helps);
    }
}

/* Words that are many where a heading stands on page 1 push it to page 2, and bring it back where
 * they are few. */
static void references_that_never_settle_are_told(void **state)
{
    struct world *world = *state;
    struct pp_arena *arena = world->kit->arena;
    struct pp_wording *usual = world->kit->wording;
    const char *folder = support_folder(arena, "references");
    size_t told = 0, settled = 0;
    struct pp_str strings;
    pp_str_init(&strings);
    pp_str_append(&strings, "lang: en\nstrings:\n  story.on_page: \"{page, plural, one {({page}");
    for (int i = 0; i < 60; i++)
        pp_str_append(&strings, " and so on");
    pp_str_append(&strings, ")} other {({page})}}\"\n");
    support_file(arena, folder, "strings/en.yaml", strings.text);
    pp_str_free(&strings);
    assert_int_equal(
        pp_wording_open(
            world->kit->run, &(struct pp_project){.folder = folder}, "en", &world->kit->wording),
        PP_OK);
    for (size_t lines = 30; lines < 50; lines++) {
        struct pp_document document = {.root = pp_node_new(arena, PP_NODE_DOCUMENT)};
        struct pp_node *section = lines_of(world, document.root, lines);
        struct pp_node *text = put(world, section, PP_NODE_PARAGRAPH, PP_LOOK_BODY, "See ");
        struct pp_inline *link = pp_inline_link(arena, "#x", words(world, "there"));
        struct pp_arg *page = pp_arena_alloc(arena, sizeof *page);
        *page = (struct pp_arg){.name = "page", .kind = PP_ARG_NUMBER};
        struct pp_inline *message = pp_inline_message(arena, "story.on_page", page, 1);
        message->args = page;
        text->content = pp_inline_join(pp_inline_join(text->content, link), message);
        struct pp_node *to = put(world, section, PP_NODE_HEADING, PP_LOOK_H2, "There");
        for (size_t i = 0; i < 30; i++)
            put(world, section, PP_NODE_PARAGRAPH, PP_LOOK_MICRO, "Line");
        *(struct pp_reference *)PP_PUSH(arena, &document.references) =
            (struct pp_reference){.to = to, .link = link, .page = page};
        size_t said;
        pages_of(world, &document, "page.reference", &said);
        told += said;
        settled += !said;
    }
    pp_wording_close(world->kit->wording);
    world->kit->wording = usual;
    assert_true(told > 0 && settled > told);
}

/* A main and a side column go on over pages each on its own; nothing is lost, nothing twice. */
static void side_columns_go_on_by_themselves(void **state)
{
    struct world *world = *state;
    for (size_t main = 1; main < 200; main += 33)
        for (size_t side = 1; side < 200; side += 33) {
            struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
            struct pp_node *root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT);
            put(world, root, PP_NODE_HEADING, PP_LOOK_H2, "Before");
            struct pp_node *aside = put(world, root, PP_NODE_ASIDE, PP_LOOK_BODY, NULL);
            struct pp_node *parts[2];
            for (int i = 0; i < 2; i++)
                parts[i] = put(world, aside, PP_NODE_SECTION, PP_LOOK_BODY, NULL);
            for (size_t i = 0; i < main; i++)
                put(world, parts[0], PP_NODE_PARAGRAPH, PP_LOOK_BODY, "Mm");
            for (size_t i = 0; i < side; i++)
                put(world, parts[1], PP_NODE_PARAGRAPH, PP_LOOK_SMALL, "Ss");
            put(world, root, PP_NODE_PARAGRAPH, PP_LOOK_BODY, "After");
            struct laid laid = lay(world, root, "en", false);
            assert_int_equal(laid.status, PP_OK);
            size_t m = 0, s = 0, after = 0;
            for (size_t i = 0; i < laid.count; i++) {
                m += count_of(laid.lines[i], "|Mm");
                s += count_of(laid.lines[i], "|Ss");
                after += count_of(laid.lines[i], "|After");
            }
            assert_int_equal(m, main);
            assert_int_equal(s, side);
            assert_int_equal(after, 1);
            pp_arena_rewind(world->kit->arena, mark);
        }
}

static void numbers_hang_on_their_decimal_separator(void **state)
{
    struct world *world = *state;
    struct pp_node *root = long_table(world, 0, 1), *table = table_of(root);
    put_pair(world, table, "a", "7.25");
    put_pair(world, table, "b", "1234");
    put_pair(world, table, "c", "88.5");
    struct laid laid = lay(world, root, "en", false);
    assert_int_equal(laid.status, PP_OK);
    /* Tabular figures: what has one digit more before the point starts one digit earlier. */
    double seven = first_x(laid.ops[0], "\"7.25"), eighty = first_x(laid.ops[0], "\"88.5");
    double thousand = first_x(laid.ops[0], "\"1234");
    double digit = seven - eighty;
    assert_true(digit > 4 && digit < 6);
    assert_true(fabs(seven - thousand - 3 * digit) < 1);
}

static void a_page_from_right_to_left_is_mirrored(void **state)
{
    struct world *world = *state;
    struct laid left = lay(world, long_table(world, 0, 3), "en", false);
    struct laid right = lay(world, long_table(world, 0, 3), "en", true);
    assert_true(first_x(left.ops[0], "\"Row1") < 60);
    assert_true(first_x(right.ops[0], "\"Row1") > 480);
    assert_true(first_x(left.ops[0], "\"Count") > first_x(left.ops[0], "\"Column"));
    assert_true(first_x(right.ops[0], "\"Count") < first_x(right.ops[0], "\"Column"));
}

/* A table of `rows` by `columns`; its cells read "r.c", its heads "Hc.". */
static struct pp_node *wide_table(struct world *world, size_t rows, size_t columns)
{
    struct pp_arena *arena = world->kit->arena;
    struct pp_node *root = pp_node_new(arena, PP_NODE_DOCUMENT);
    struct pp_node *table = put(world, root, PP_NODE_TABLE, PP_LOOK_BODY, NULL);
    table->as.table.column_count = columns;
    table->as.table.columns = pp_arena_array(arena, columns, sizeof *table->as.table.columns);
    for (size_t k = 0; k < columns; k++)
        table->as.table.columns[k] =
            (struct pp_table_column){.kind = PP_COLUMN_REST, .row_header = k == 0};
    table->as.table.caption = words(world, "Wide");
    for (size_t i = 0; i <= rows; i++) {
        struct pp_node *row = put(world, table, PP_NODE_ROW, PP_LOOK_BODY, NULL);
        row->in_table.row.head = i == 0;
        for (size_t k = 0; k < columns; k++) {
            const char *text = i == 0   ? pp_arena_printf(arena, "H%zu.", k)
                               : k == 0 ? pp_arena_printf(arena, "Row%zu.", i)
                                        : pp_arena_printf(arena, "%zu/%zu.", i, k);
            put(world, row, PP_NODE_CELL, PP_LOOK_BODY, text)->in_table.cell.header = i == 0;
        }
    }
    return root;
}

static size_t count_in(const struct laid *laid, const char *text)
{
    size_t count = 0;
    for (size_t i = 0; i < laid->count; i++)
        count += count_of(laid->ops[i], text);
    return count;
}

/* Every cell once, what heads the rows in every piece. */
static void tables_wider_than_the_page_go_on_below(void **state)
{
    struct world *world = *state;
    static const size_t columns[] = {2, 12, 30, 200};
    for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
        for (size_t rows = 1; rows < 60; rows += 29) {
            struct pp_arena *arena = world->kit->arena;
            struct laid laid = lay(world, wide_table(world, rows, columns[c]), "en", c % 2);
            assert_int_equal(laid.status, PP_OK);
            size_t pieces = count_in(&laid, "\"Row1.\"");
            assert_true(pieces == 1 || columns[c] > 12);
            assert_true(pieces > 1 || columns[c] < 13);
            for (size_t i = 1; i <= rows; i++) {
                const char *row = pp_arena_printf(arena, "\"Row%zu.\"", i);
                assert_int_equal(count_in(&laid, row), pieces);
                for (size_t k = 1; k < columns[c]; k++)
                    assert_int_equal(
                        count_in(&laid, pp_arena_printf(arena, "\"%zu/%zu.\"", i, k)), 1);
            }
        }
    struct laid laid = lay(world, wide_table(world, 1, 1001), "en", false);
    assert_int_equal(laid.status, PP_DATA);
    assert_int_equal(support_count_rule(world->kit->run, "page.too-many-columns"), 1);
}

/* A head over all columns is printed over the columns of every piece. */
static void spans_are_divided_with_their_table(void **state)
{
    struct world *world = *state;
    struct pp_node *root = wide_table(world, 2, 30), *table = root->first;
    struct pp_node *row = table->first, *first = row->first;
    first->next->in_table.cell.span = 29;
    first->next->next = NULL;
    row->last = first->next;
    struct laid laid = lay(world, root, "en", false);
    assert_int_equal(laid.status, PP_OK);
    size_t pieces = count_in(&laid, "\"Row1.\"");
    assert_true(pieces > 1);
    assert_int_equal(count_in(&laid, "\"H1.\""), pieces);
}

/* A row higher than a page is broken at lines: all its words, in order, and what follows it. */
static void rows_higher_than_a_page_are_broken(void **state)
{
    struct world *world = *state;
    struct pp_node *root = wide_table(world, 3, 2), *table = root->first;
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < 300; i++)
        pp_str_printf(
            &text, "%sWord%zu. and twelve others that fill nearly half a line of it", i ? " " : "",
            i);
    struct pp_node *cell = table->first->next->next->first->next;
    cell->content = words(world, kept(world->kit->arena, &text));
    struct laid laid = lay(world, root, "en", false);
    assert_int_equal(laid.status, PP_OK);
    assert_true(laid.count > 2);
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(count_in(&laid, pp_arena_printf(world->kit->arena, "Word%zu.", i)), 1);
    assert_int_equal(count_in(&laid, "\"3/1.\""), 1);
    assert_true(count_in(&laid, "\"Row2.\"") > 2);
}

/* [pt] between the starts of two columns of the only table. */
static double width_between(const struct laid *laid, const char *one, const char *next)
{
    return first_x(laid->ops[0], next) - first_x(laid->ops[0], one);
}

/* Columns that share the rest are alike as long as no line breaks; then those of short texts have
 * as much as they need, and the long ones what is left. */
static void short_columns_leave_room_to_long_ones(void **state)
{
    static const char sentence[] = "Seldom have so many words stood in one cell of a table. ";
    struct world *world = *state;
    struct pp_arena *arena = world->kit->arena;
    struct pp_node *root = wide_table(world, 3, 3);
    struct laid laid = lay(world, root, "en", false);
    assert_int_equal(laid.status, PP_OK);
    double alike = width_between(&laid, "H0.", "H1.");
    assert_true(fabs(width_between(&laid, "H1.", "H2.") - alike) < 0.02);
    root = wide_table(world, 3, 3);
    struct pp_node *cell = root->first->first->next->first->next;
    cell->content = words(world, pp_arena_printf(arena, "%s%s%s", sentence, sentence, sentence));
    laid = lay(world, root, "en", false);
    assert_int_equal(laid.status, PP_OK);
    assert_true(width_between(&laid, "H0.", "H1.") < alike / 2);
    assert_true(width_between(&laid, "H1.", "H2.") > 2 * alike);
}

/* What heads a group never stands last on a page, and stands again where its group goes on. */
static void groups_stay_with_their_rows(void **state)
{
    struct world *world = *state;
    for (size_t every = 3; every < 60; every += 7) {
        struct pp_node *root = wide_table(world, 117, 3), *table = root->first;
        size_t i = 0;
        for (struct pp_node *row = table->first->next; row; row = row->next, i++)
            if (i % every == 0) {
                row->in_table.row.group = true;
                row->first->content = words(world, "Group.");
                row->first->in_table.cell.span = 3;
                row->first->next = NULL;
                row->last = row->first;
            }
        struct laid laid = lay(world, root, "en", false);
        assert_int_equal(laid.status, PP_OK);
        size_t rows = 0;
        for (size_t page = 0; page < laid.count; page++) {
            const char *last = NULL, *at = laid.ops[page];
            rows += count_of(at, "\"Row");
            for (; (at = strstr(at, "\"Group.")) != NULL; at++)
                last = at;
            assert_non_null(last);
            assert_non_null(strstr(last, "\"Row"));
            assert_true(strstr(laid.ops[page], "\"Group.") < strstr(laid.ops[page], "\"Row"));
        }
        assert_int_equal(rows, 117 - (117 + every - 1) / every);
    }
}

static struct pp_node *wide_heat(
    struct world *world, size_t rows, size_t columns, const char *caption)
{
    struct pp_arena *arena = world->kit->arena;
    struct pp_node *root = pp_node_new(arena, PP_NODE_DOCUMENT);
    struct pp_node *node = put(world, root, PP_NODE_HEAT, PP_LOOK_BODY, NULL);
    struct pp_heat *heat = pp_arena_alloc(arena, sizeof *heat);
    struct pp_figure *figure = pp_arena_alloc(arena, sizeof *figure);
    static const int bounds[] = {40, 55, 70, 85};
    *figure = (struct pp_figure){.state = PP_EXACT, .lo = 77, .hi = 77};
    heat->bounds = bounds;
    heat->column_count = columns;
    heat->column_labels = pp_arena_array(arena, columns, sizeof *heat->column_labels);
    for (size_t i = 0; i < columns; i++)
        heat->column_labels[i] = words(world, pp_arena_printf(arena, "Q%zu.", i));
    heat->row_count = rows;
    heat->rows = pp_arena_array(arena, rows, sizeof *heat->rows);
    for (size_t i = 0; i < rows; i++) {
        heat->rows[i].label = words(world, pp_arena_printf(arena, "City%zu.", i));
        heat->rows[i].n = figure;
        heat->rows[i].cells = pp_arena_array(arena, columns, sizeof *heat->rows[i].cells);
        for (size_t k = 0; k < columns; k++)
            heat->rows[i].cells[k] = figure;
    }
    node->as.heat.chart = heat;
    node->as.heat.caption = words(world, caption);
    return root;
}

/* A name of several lines is measured, on the pages on which the table goes on, too: rows end above
 * the foot. */
static void long_names_of_heat_tables_take_room(void **state)
{
    struct world *world = *state;
    struct pp_str name;
    pp_str_init(&name);
    for (int i = 0; i < 60; i++)
        pp_str_append(&name, "Quay and harbour ");
    struct laid laid = lay(world, wide_heat(world, 90, 6, name.text), "en", false);
    pp_str_free(&name);
    assert_int_equal(laid.status, PP_OK);
    assert_true(laid.count > 2);
}

/* Every city in every piece, every question in one; all cells; heads on every page. */
static void heat_tables_go_on(void **state)
{
    struct world *world = *state;
    static const size_t rows[] = {1, 2, 31, 32, 33, 34, 60}, columns[] = {1, 6, 9, 14, 60};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
            struct laid laid =
                lay(world, wide_heat(world, rows[r], columns[c], "Cities"), "en", false);
            size_t cities = 0, cells = 0, pieces = (columns[c] + 8) / 9;
            assert_int_equal(laid.status, PP_OK);
            for (size_t i = 0; i < laid.count; i++) {
                size_t here = count_of(laid.ops[i], "\"City");
                cities += here;
                cells += count_of(laid.ops[i], "\"77\"");
                assert_true(count_of(laid.ops[i], "\"Q") > 0);
                assert_true(here > 1 || rows[r] == 1);
                if (i > 0)
                    assert_true(count_of(laid.lines[i], "Cities (continued)") > 0);
            }
            assert_int_equal(cities, rows[r] * pieces);
            assert_int_equal(cells, rows[r] * (columns[c] + pieces));
        }
}

/* Rows "Row0." on with these figures, before and now; bars of a group are both. */
static struct laid lay_chart(
    struct world *world, enum pp_chart_kind kind, size_t rows, const struct pp_figure *before,
    const struct pp_figure *now, bool rtl)
{
    struct pp_arena *arena = world->kit->arena;
    struct pp_node *root = pp_node_new(arena, PP_NODE_DOCUMENT);
    struct pp_node *node = put(world, root, PP_NODE_CHART, PP_LOOK_BODY, NULL);
    struct pp_chart *chart = pp_arena_alloc(arena, sizeof *chart);
    *chart = (struct pp_chart){.kind = kind, .row_count = rows, .series_count = 2};
    chart->rows = pp_arena_array(arena, rows, sizeof *chart->rows);
    chart->before_head = words(world, "Before");
    chart->now_head = words(world, "Now");
    for (size_t i = 0; i < rows; i++) {
        struct pp_chart_row *row = &chart->rows[i];
        row->label = words(world, pp_arena_printf(arena, "Row%zu.", i));
        row->now = now;
        row->before = before;
        row->clear = i % 2 == 0;
        row->change = words(world, "much");
        row->series = pp_arena_array(arena, 2, sizeof *row->series);
        row->series[0] = now;
        row->series[1] = before;
        row->lat = 40 + (double)(i % 5) * 3;
        row->lon = (double)(i * 7 % 20);
    }
    node->as.chart.chart = chart;
    node->as.chart.alt = words(world, "What it shows.");
    return lay(world, root, "en", rtl);
}

/* One point, all alike, all 0, nothing known, all withheld, from nothing to something. */
static void charts_bear_every_figure(void **state)
{
    struct world *world = *state;
    static const struct pp_figure figures[] = {
        {.state = PP_EXACT, .lo = 77, .hi = 77},
        {.state = PP_EXACT},
        {.state = PP_SUPPRESSED},
        {.state = PP_UNKNOWN},
        {.state = PP_NOT_ASSESSED},
        {.state = PP_ESTIMATED, .lo = 20, .hi = 90},
        {.state = PP_AT_LEAST, .lo = 9, .hi = INT64_MAX},
    };
    static const enum pp_chart_kind kinds[] = {
        PP_CHART_BARS, PP_CHART_DOTS, PP_CHART_SLOPE, PP_CHART_GROUPS, PP_CHART_MAP};
    const size_t count = sizeof figures / sizeof *figures;
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++)
        for (size_t i = 0; i < count * count; i++)
            for (size_t rows = 1; rows <= 12; rows += 11) {
                struct pp_arena_mark mark = pp_arena_mark(world->kit->arena);
                const struct pp_figure *before = i / count ? &figures[i / count] : NULL;
                struct laid laid = lay_chart(
                    world, kinds[kind], rows, before, &figures[i % count], rows > 1 && i % 2);
                assert_int_equal(laid.status, PP_OK);
                assert_int_equal(laid.count, 1);
                assert_true(count_in(&laid, "Row0.") > 0);
                assert_int_equal(count_in(&laid, "nan"), 0);
                pp_arena_rewind(world->kit->arena, mark);
            }
}

/* On pages from right to left, too, time and east run to the right. */
static void time_and_east_are_not_mirrored(void **state)
{
    struct world *world = *state;
    static const struct pp_figure figure = {.state = PP_EXACT, .lo = 77, .hi = 77};
    for (int rtl = 0; rtl < 2; rtl++) {
        struct laid slope = lay_chart(world, PP_CHART_SLOPE, 3, &figure, &figure, rtl);
        assert_true(first_x(slope.ops[0], "\"Before") < first_x(slope.ops[0], "\"Now"));
        struct laid map = lay_chart(world, PP_CHART_MAP, 2, &figure, &figure, rtl);
        assert_true(first_x(map.ops[0], "\"Row0.") < first_x(map.ops[0], "\"Row1."));
    }
}

static void what_fits_on_no_page_is_named(void **state)
{
    struct world *world = *state;
    struct pp_node *root = pp_node_new(world->kit->arena, PP_NODE_DOCUMENT);
    struct pp_node *node = put(world, root, PP_NODE_CHART, PP_LOOK_BODY, NULL);
    struct pp_chart *chart = pp_arena_alloc(world->kit->arena, sizeof *chart);
    chart->row_count = 60;
    chart->rows = pp_arena_array(world->kit->arena, chart->row_count, sizeof *chart->rows);
    for (size_t i = 0; i < chart->row_count; i++)
        chart->rows[i].label = words(world, "City");
    node->as.chart.chart = chart;
    struct laid laid = lay(world, root, "en", false);
    assert_int_equal(laid.status, PP_DATA);
    assert_int_equal(support_count_rule(world->kit->run, "page.does-not-fit"), 1);
}

static void pages_have_sizes(void **state)
{
    double width, height;
    (void)state;
    pp_paper_size(PP_A4, &width, &height);
    assert_true(width > 595 && width < 596 && height > 841 && height < 842);
    pp_paper_size(PP_LETTER, &width, &height);
    assert_true(width == 612 && height == 792);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            tables_keep_their_heading_and_their_note, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            sentences_that_lead_in_stay_with_their_table, open_world, close_world),
        cmocka_unit_test_setup_teardown(repeated_heads_are_artifacts, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            columns_are_balanced_and_lose_nothing, open_world, close_world),
        cmocka_unit_test_setup_teardown(a_short_text_is_not_divided, open_world, close_world),
        cmocka_unit_test_setup_teardown(columns_end_with_whole_words, open_world, close_world),
        cmocka_unit_test_setup_teardown(labels_stand_with_their_items, open_world, close_world),
        cmocka_unit_test_setup_teardown(pictures_float_to_the_next_column, open_world, close_world),
        cmocka_unit_test_setup_teardown(notes_stand_at_the_foot, open_world, close_world),
        cmocka_unit_test_setup_teardown(pictures_stay_on_the_page, open_world, close_world),
        cmocka_unit_test_setup_teardown(pages_repeat, open_world, close_world),
        cmocka_unit_test_setup_teardown(tables_that_go_on_say_so, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            very_long_tables_are_laid_row_by_row, open_world, close_world),
        cmocka_unit_test_setup_teardown(a_page_budget_is_kept_in_order, open_world, close_world),
        cmocka_unit_test_setup_teardown(sections_move_together_first, open_world, close_world),
        cmocka_unit_test_setup_teardown(side_columns_go_on_by_themselves, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            numbers_hang_on_their_decimal_separator, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            a_page_from_right_to_left_is_mirrored, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            tables_wider_than_the_page_go_on_below, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            spans_are_divided_with_their_table, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            rows_higher_than_a_page_are_broken, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            short_columns_leave_room_to_long_ones, open_world, close_world),
        cmocka_unit_test_setup_teardown(groups_stay_with_their_rows, open_world, close_world),
        cmocka_unit_test_setup_teardown(heat_tables_go_on, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            long_names_of_heat_tables_take_room, open_world, close_world),
        cmocka_unit_test_setup_teardown(last_pages_hold_something, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            a_story_is_laid_in_the_direction_of_its_language, open_world, close_world),
        cmocka_unit_test_setup_teardown(entries_are_not_divided, open_world, close_world),
        cmocka_unit_test_setup_teardown(a_last_section_is_carried_over, open_world, close_world),
        cmocka_unit_test_setup_teardown(a_bare_last_page_is_told, open_world, close_world),
        cmocka_unit_test_setup_teardown(shorter_texts_save_a_bare_page, open_world, close_world),
        cmocka_unit_test_setup_teardown(
            references_that_never_settle_are_told, open_world, close_world),
        cmocka_unit_test_setup_teardown(charts_bear_every_figure, open_world, close_world),
        cmocka_unit_test_setup_teardown(time_and_east_are_not_mirrored, open_world, close_world),
        cmocka_unit_test_setup_teardown(what_fits_on_no_page_is_named, open_world, close_world),
        cmocka_unit_test(pages_have_sizes),
    };
    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}
