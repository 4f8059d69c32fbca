/* Blocks of a story that are more than text: pictures, tables, the list of terms. */
#include <string.h>

#include "document/markdown_read.h"
#include "pactpress/arena.h"
#include "pactpress/limits.h"
#include "pactpress/picture.h"
#include "pactpress/str.h"

static void measure_picture(
    struct pp_md_reading *reading, struct pp_node *node, struct pp_where where)
{
    const char *error = NULL;
    enum pp_status status = pp_picture_size(reading->run, node, &error);
    if (error != NULL)
        pp_md_error(
            reading, where, "story.picture-format", "The picture \"%s\" cannot be printed: %s.",
            node->as.picture.name, error);
    else if (status != PP_OK)
        reading->status = status;
    else if (pp_picture_judge(reading->run, reading->in->source, where, NULL, node) != PP_OK)
        reading->status = PP_DATA;
}

/* Takes "3:2 at 30 20" off the end of a title. */
static const char *take_crop(struct pp_md_reading *reading, const char *title, struct pp_crop *crop)
{
    const char *bar = strrchr(title, '|');
    if (!pp_crop_read(bar != NULL ? bar + 1 : title, crop))
        return title;
    return bar != NULL ? pp_arena_strndup(reading->arena, title, (size_t)(bar - title)) : "";
}

/* Takes "top #square" off the end of a title. */
static const char *take_words(
    struct pp_md_reading *reading, const char *title, struct pp_md_words *words)
{
    const char *bar = strrchr(title, '|'), *last = bar != NULL ? bar + 1 : title;
    if (pp_md_words_read(reading->arena, last, words) != NULL || words->turned || words->zebra) {
        *words = (struct pp_md_words){0};
        return title;
    }
    return bar != NULL ? pp_arena_strndup(reading->arena, title, (size_t)(bar - title)) : "";
}

/* "Caption | Credit | 3:2 at 30 20 | top #square": each may be missing. */
static void read_caption(
    struct pp_md_reading *reading, struct pp_node *node, const char *title,
    struct pp_md_words *words)
{
    title = take_words(reading, title, words);
    title = take_crop(reading, title, &node->as.picture.crop);
    const char *bar = strrchr(title, '|');
    size_t length = bar != NULL ? (size_t)(bar - title) : strlen(title);
    while (length > 0 && title[length - 1] == ' ')
        length--;
    if (length > 0)
        node->as.picture.caption =
            pp_swap_leaves(reading, pp_arena_strndup(reading->arena, title, length));
    if (bar == NULL)
        return;
    for (bar++; *bar == ' '; bar++)
        ;
    if (*bar != '\0')
        node->as.picture.credit = pp_swap_leaves(reading, bar);
}

struct pp_node *pp_read_picture(struct pp_md_reading *reading, struct pp_md *image)
{
    struct pp_where where = pp_md_where(reading, image);
    struct pp_node *node = pp_node_new(reading->arena, PP_NODE_PICTURE);
    node->where = where;
    node->as.picture.name = image->url;
    node->as.picture.alt = pp_read_inlines(reading, image);
    struct pp_md_words words;
    read_caption(reading, node, image->title, &words);
    if (node->as.picture.alt == NULL)
        pp_md_error(
            reading, where, "story.missing-alt",
            "The picture \"%s\" has no description; write between the square brackets what it "
            "shows, "
            "for people who cannot see it.",
            image->url);
    else if (pp_alt_is_long(node->as.picture.alt))
        pp_md_error(
            reading, where, "story.long-alt",
            "The description has more than %d characters; say in a few sentences what the picture "
            "shows.",
            PP_LIMIT_ALT);
    node->as.picture.path = pp_picture_find(reading->arena, reading->in->folders, image->url);
    if (node->as.picture.path == NULL) {
        pp_md_error(
            reading, where, "story.missing-picture",
            "There is no picture \"%s\" beside the story or in the folder of its issue.",
            image->url);
        return NULL;
    }
    measure_picture(reading, node, where);
    return pp_md_words_apply(reading->arena, &words, node);
}

static struct pp_node *add_cell(
    struct pp_md_reading *reading, struct pp_node *row, struct pp_inline *content)
{
    struct pp_node *cell = pp_node_append(row, pp_node_new(reading->arena, PP_NODE_CELL));
    cell->content = content;
    return cell;
}

static void read_row(struct pp_md_reading *reading, struct pp_node *table, struct pp_md *from)
{
    struct pp_node *row = pp_node_append(table, pp_node_new(reading->arena, PP_NODE_ROW));
    row->where = pp_md_where(reading, from);
    row->in_table.row.head = from->head;
    for (struct pp_md *child = from->first; child != NULL; child = child->next) {
        struct pp_node *cell = add_cell(reading, row, pp_read_inlines(reading, child));
        cell->where = pp_md_where(reading, child);
        cell->in_table.cell.header = from->head;
    }
}

static void make_columns(
    struct pp_md_reading *reading, struct pp_node *table, size_t count, const bool *numeric)
{
    table->as.table.column_count = count;
    table->as.table.columns =
        pp_arena_array(reading->arena, count, sizeof *table->as.table.columns);
    for (size_t i = 0; i < count; i++) {
        table->as.table.columns[i].kind = PP_COLUMN_REST;
        table->as.table.columns[i].numeric = numeric != NULL && numeric[i];
    }
}

static void append_words(struct pp_str *out, const struct pp_inline *content)
{
    for (; content != NULL; content = content->next) {
        pp_str_append(out, content->text != NULL ? content->text : "");
        append_words(out, content->children);
    }
}

/* Are the cells of the first column words, all there, and no two alike? Then they name their rows
 * for those who hear the table cell by cell. Markdown has no sign for it. */
static bool first_names_rows(struct pp_arena *arena, const struct pp_node *table)
{
    struct pp_map seen;
    bool names = table->as.table.column_count > 1 && !table->as.table.columns[0].numeric;
    size_t rows = 0;
    pp_map_init(&seen, arena);
    for (const struct pp_node *row = table->first; row != NULL && names; row = row->next) {
        struct pp_str words;
        if (row->in_table.row.head)
            continue;
        pp_str_init(&words);
        append_words(&words, row->first != NULL ? row->first->content : NULL);
        const char *key = pp_str_copy(&words, arena);
        names = *key != '\0' && pp_map_get(&seen, key) == NULL;
        pp_map_set(&seen, key, table->as.table.columns);
        pp_str_free(&words);
        rows++;
    }
    return names && rows > 1;
}

struct pp_node *pp_read_table(struct pp_md_reading *reading, struct pp_md *from)
{
    struct pp_node *table = pp_node_new(reading->arena, PP_NODE_TABLE);
    table->where = pp_md_where(reading, from);
    make_columns(reading, table, from->columns, from->numeric);
    for (struct pp_md *row = from->first; row != NULL; row = row->next)
        read_row(reading, table, row);
    if (first_names_rows(reading->arena, table))
        table->as.table.columns[0].row_header = table->as.table.columns[0].plain = true;
    return table;
}

static void add_term(
    struct pp_md_reading *reading, struct pp_node *table, const char *line, size_t length,
    struct pp_where where)
{
    const char *text = pp_arena_strndup(reading->arena, line, length);
    const char *colon = strchr(text, ':');
    struct pp_node *row;
    if (colon == NULL || colon == text || colon[1] == '\0') {
        pp_md_error(
            reading, where, "story.terms",
            "A line of a \"terms\" block reads \"KEYWORD: explanation\"; this one does not.");
        return;
    }
    row = pp_node_append(table, pp_node_new(reading->arena, PP_NODE_ROW));
    row->where = where;
    add_cell(
        reading, row,
        pp_swap_leaves(reading, pp_arena_strndup(reading->arena, text, (size_t)(colon - text))))
        ->in_table.cell.header = true;
    colon += 1 + strspn(colon + 1, " \t");
    add_cell(reading, row, pp_md_words(reading, colon, where));
}

static void add_terms_head(struct pp_md_reading *reading, struct pp_node *table)
{
    static const char *const ids[] = {"terms.term", "terms.explanation"};
    struct pp_node *row = pp_node_append(table, pp_node_new(reading->arena, PP_NODE_ROW));
    row->in_table.row.head = true;
    for (size_t i = 0; i < 2; i++)
        add_cell(reading, row, pp_inline_message(reading->arena, ids[i], NULL, 0))
            ->in_table.cell.header = true;
}

struct pp_node *pp_read_terms(struct pp_md_reading *reading, struct pp_md *fence)
{
    struct pp_node *table = pp_node_new(reading->arena, PP_NODE_TABLE);
    const char *line = fence->text;
    struct pp_where where = pp_md_where(reading, fence);
    table->where = where;
    make_columns(reading, table, 2, NULL);
    table->as.table.columns[0] =
        (struct pp_table_column){.kind = PP_COLUMN_FIXED, .width = 84, .row_header = true};
    add_terms_head(reading, table);
    for (where.line++, where.col = 1; *line != '\0'; where.line++) {
        size_t length = strcspn(line, "\n");
        if (strspn(line, " \t") < length)
            add_term(reading, table, line, length, where);
        line += length + (line[length] != '\0');
    }
    if (strspn(fence->text, " \t\n") == strlen(fence->text))
        pp_md_error(
            reading, table->where, "story.terms",
            "This \"terms\" block is empty; write one \"KEYWORD: explanation\" a line.");
    return table;
}
