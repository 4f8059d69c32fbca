/* What became of every row, file by file, why rows were left out, and the register of events. */
#include <string.h>

#include "document/composer.h"
#include "pactpress/address.h"
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

struct reason {
    const char *rule;
    bool held_back;
    struct pp_inline *files; /* their numbers */
};

struct reason_list {
    struct reason *items;
    size_t count, capacity;
};

static void add_reasons(
    struct pp_composer *composer, struct reason_list *list, size_t file,
    const struct pp_reasons *reasons, bool held_back)
{
    for (size_t i = 0; i < reasons->count; i++) {
        struct reason *reason = NULL;
        for (size_t k = 0; k < list->count && reason == NULL; k++)
            if (list->items[k].held_back == held_back &&
                pp_streq(list->items[k].rule, reasons->items[i].rule))
                reason = &list->items[k];
        if (reason == NULL) {
            reason = PP_PUSH(composer->arena, list);
            *reason = (struct reason){.rule = reasons->items[i].rule, .held_back = held_back};
        }
        reason->files = pp_inline_join(
            reason->files,
            pp_compose_raw(composer, pp_arena_printf(composer->arena, "#%zu", file + 1)));
    }
}

static void add_reason(
    struct pp_composer *composer, const struct reason *reason, struct pp_node *table)
{
    struct pp_node *row = pp_compose_row(composer, table, false);
    pp_compose_cell(
        composer, row,
        pp_say_plain(
            composer,
            reason->held_back ? "annex.measure.rows.held_back" : "annex.measure.rows.excluded"));
    pp_compose_cell(
        composer, row,
        pp_inline_around(composer->arena, PP_INLINE_CODE, pp_compose_raw(composer, reason->rule)));
    pp_compose_cell(
        composer, row, pp_inline_around(composer->arena, PP_INLINE_LIST, reason->files));
    pp_compose_cell(
        composer, row,
        pp_inline_figure(
            composer->arena,
            pp_compose_figure(
                composer, reason->held_back ? "rows.held_back" : "rows.excluded", NULL, NULL, NULL,
                pp_breakdown_pair(composer->arena, "rule", reason->rule))));
}

enum pp_status pp_compose_exclusions(
    struct pp_composer *composer, const struct pp_block *block, struct pp_node *parent)
{
    static const struct pp_table_column columns[] = {
        {.kind = PP_COLUMN_FIXED, .width = 126},
        {.kind = PP_COLUMN_FIXED, .width = 112, .row_header = true},
        {.kind = PP_COLUMN_REST},
        {.kind = PP_COLUMN_FIXED, .width = 42, .numeric = true}};
    static const char *const heads[] = {
        "annex.column.state", "annex.column.rule", "accounts.file", "annex.column.rows"};
    const struct pp_accounts *accounts = composer->results->accounts;
    struct pp_inline *title = pp_say_plain(composer, "exclusions.title");
    struct reason_list reasons = {0};
    for (size_t i = 0; accounts != NULL && i < accounts->count; i++)
        add_reasons(composer, &reasons, i, &accounts->items[i].excluded_by, false);
    for (size_t i = 0; accounts != NULL && i < accounts->count; i++)
        add_reasons(composer, &reasons, i, &accounts->items[i].held_back_by, true);
    if (reasons.count == 0)
        return PP_OK;
    pp_compose_title(composer, block, parent, 2, title);
    struct pp_node *table = pp_compose_table(composer, parent, columns, 4, title);
    pp_compose_head(composer, table, heads, 4);
    for (size_t i = 0; i < reasons.count; i++)
        add_reason(composer, &reasons.items[i], table);
    return PP_OK;
}
