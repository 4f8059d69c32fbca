/* What became of every row, file by file, why rows were left out, and the register of events. */
#include <string.h>

#include "document/composer.h"
#include "pactpress/left_out.h"
#include "pactpress/str.h"

/* --- Row accounts */

static const char *const measures[] = {"rows.read",       "rows.used",       "rows.excluded",
                                       "rows.superseded", "rows.duplicates", "rows.held_back"};
enum { MEASURES = sizeof measures / sizeof *measures, SHORT_DIGEST = 8 };

static void add_numbers(struct pp_composer *composer, struct pp_node *row, const char *breakdown)
{
    for (size_t i = 0; i < MEASURES; i++)
        pp_compose_cell(
            composer, row,
            pp_inline_figure(
                composer->arena,
                pp_compose_figure(composer, measures[i], NULL, NULL, NULL, breakdown)));
}

static const char *file_pair(struct pp_composer *composer, size_t index)
{
    return pp_arena_printf(composer->arena, "file=%zu", index + 1);
}

/* "riga/dalibnieki-2022-q1.csv", and both ends of its digest. */
static struct pp_inline *file_name(struct pp_composer *composer, size_t index)
{
    const struct pp_file_account *file = &composer->results->accounts->items[index];
    const char *path = file->path + (pp_starts_with(file->path, "data/") ? strlen("data/") : 0);
    struct pp_inline *cell = pp_inline_around(
        composer->arena, PP_INLINE_STRONG,
        pp_compose_raw(composer, pp_arena_printf(composer->arena, "#%zu\xC2\xA0 ", index + 1)));
    pp_inline_join(cell, pp_compose_raw(composer, path));
    pp_inline_join(cell, pp_inline_new(composer->arena, PP_INLINE_BREAK));
    return pp_inline_join(
        cell,
        pp_inline_around(
            composer->arena, PP_INLINE_CODE,
            pp_compose_raw(
                composer, pp_arena_printf(
                              composer->arena, "%.*s…%.*s", SHORT_DIGEST, file->digest,
                              SHORT_DIGEST, file->digest + PP_DIGEST_HEX - 1 - SHORT_DIGEST))));
}

enum pp_status pp_compose_accounts(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_REST},
        {.kind = PP_COLUMN_FIXED, .width = 26, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 26, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 38, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 38, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 38, .numeric = true},
        {.kind = PP_COLUMN_FIXED, .width = 40, .numeric = true}};
    static const char *const heads[] = {
        "accounts.file",
        "annex.measure.rows.read",
        "annex.measure.rows.used",
        "annex.measure.rows.excluded",
        "annex.measure.rows.superseded",
        "annex.measure.rows.duplicates",
        "annex.measure.rows.held_back"};
    const struct pp_accounts *accounts = composer->results->accounts;
    struct pp_inline *title = pp_say_plain(composer, "accounts.title");
    struct pp_node *table, *row;
    if (accounts == NULL || accounts->count == 0)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, title);
    pp_compose_paragraph(composer, parent, PP_LOOK_NOTE, pp_say_plain(composer, "accounts.note"));
    table = pp_compose_table(composer, parent, columns, 1 + MEASURES, title);
    pp_compose_head(composer, table, heads, 1 + MEASURES);
    for (size_t i = 0; i < accounts->count; i++) {
        row = pp_compose_row(composer, table, false);
        pp_compose_cell(composer, row, file_name(composer, i));
        add_numbers(composer, row, file_pair(composer, i));
    }
    row = pp_compose_row(composer, table, false);
    row->in_table.row.total = true;
    pp_compose_cell(composer, row, pp_say_plain(composer, "annex.all_sources"));
    add_numbers(composer, row, NULL);
    return PP_OK;
}

/* --- Exclusions, and why */

static struct pp_inline *file_numbers(struct pp_composer *composer, const struct pp_left_out *entry)
{
    struct pp_inline *numbers = NULL;
    for (size_t i = 0; i < entry->files.count; i++)
        numbers = pp_inline_join(
            numbers,
            pp_compose_raw(
                composer, pp_arena_printf(composer->arena, "#%zu", entry->files.items[i] + 1)));
    return pp_inline_around(composer->arena, PP_INLINE_LIST, numbers);
}

/* The phrase is for those who read the report, the rule for those who look it up. */
static void add_left_out(
    struct pp_composer *composer, const struct pp_left_out *entry, struct pp_node *table)
{
    struct pp_node *row = pp_compose_row(composer, table, false);
    const char *class = pp_arena_printf(composer->arena, "annex.measure.%s", entry->measure);
    pp_compose_cell(composer, row, pp_say_plain(composer, class));
    pp_compose_cell(composer, row, pp_say_plain(composer, entry->says));
    pp_compose_cell(
        composer, row,
        pp_inline_around(composer->arena, PP_INLINE_CODE, pp_compose_raw(composer, entry->rule)));
    pp_compose_cell(composer, row, file_numbers(composer, entry));
    pp_compose_cell(
        composer, row,
        pp_inline_figure(
            composer->arena,
            pp_compose_figure(composer, entry->measure, NULL, NULL, NULL, entry->breakdown)));
}

enum pp_status pp_compose_exclusions(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_FIXED, .width = 84},
        {.kind = PP_COLUMN_REST, .row_header = true},
        {.kind = PP_COLUMN_FIXED, .width = 88},
        {.kind = PP_COLUMN_FIXED, .width = 80},
        {.kind = PP_COLUMN_FIXED, .width = 38, .numeric = true}};
    static const char *const heads[] = {
        "annex.column.state", "exclusions.reason", "annex.column.rule", "accounts.file",
        "annex.column.rows"};
    enum { COLUMNS = sizeof columns / sizeof *columns };
    struct pp_inline *title = pp_say_plain(composer, "exclusions.title");
    struct pp_left_out_list list = {0};
    pp_left_out(composer->arena, composer->results->accounts, &list);
    if (list.count == 0)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, title);
    struct pp_node *table = pp_compose_table(composer, parent, columns, COLUMNS, title);
    pp_compose_head(composer, table, heads, COLUMNS);
    for (size_t i = 0; i < list.count; i++)
        add_left_out(composer, &list.items[i], table);
    return PP_OK;
}
