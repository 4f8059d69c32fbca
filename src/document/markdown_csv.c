/* Ready tables: a CSV file of the issue becomes a table, with heads of one line or more, groups of
 * rows, and notes that marks in its cells lead to. */
#include <stdlib.h>
#include <string.h>

#include "document/markdown_fence.h"
#include "pactpress/arena.h"
#include "pactpress/csvrow.h"
#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/map.h"
#include "pactpress/markdown.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { MOST_HEADS = 9 }; /* lines of a head, and columns that head the rows */

struct reader {
    struct pp_md_reading *reading;
    struct pp_md_pairs pairs;
    struct pp_source_text source; /* the file */
    struct pp_csvrow *split;
    struct pp_node *table;
    struct pp_map plain;     /* cells of words alone, by their bytes: equal ones share their leaf */
    size_t heads, row_heads; /* lines and columns */
    size_t line;             /* 1-based */
};

static const char *find_table(struct pp_md_reading *reading, const char *name)
{
    for (const char *const *folder = reading->in->folders; *folder != NULL; folder++) {
        const char *path =
            pp_path_join(reading->arena, pp_path_join(reading->arena, *folder, "tables"), name);
        if (pp_file_exists(path))
            return path;
    }
    return NULL;
}

/* The number of a note by its key "[^x]", from 0 on; as many as there are pairs: none. */
static size_t note_of(const struct reader *reader, const char *key, size_t *number)
{
    *number = 0;
    for (size_t i = 0; i < reader->pairs.count; i++) {
        if (pp_streq(reader->pairs.items[i].key, key))
            return i;
        *number += pp_starts_with(reader->pairs.items[i].key, "[^");
    }
    return reader->pairs.count;
}

static const char *note_mark(struct reader *reader, size_t number)
{
    if (number < 26)
        return pp_arena_printf(reader->reading->arena, "[%c]", (int)('a' + number));
    return pp_arena_printf(reader->reading->arena, "[%zu]", number + 1);
}

/* Several tables of a story have notes: the line of the block tells them apart. */
static const char *note_id(struct reader *reader, size_t number)
{
    return pp_arena_printf(
        reader->reading->arena, "table.%zu.%zu", (size_t)reader->table->where.line, number + 1);
}

/* Takes a mark "[^x]" from the end of a cell. NULL: there is none. */
static struct pp_inline *take_mark(struct reader *reader, char *text)
{
    struct pp_md_reading *reading = reader->reading;
    struct pp_arena *arena = reading->arena;
    size_t length = strlen(text), number;
    char *mark = strstr(text, "[^");
    if (mark == NULL || length == 0 || text[length - 1] != ']')
        return NULL;
    for (char *next; (next = strstr(mark + 1, "[^")) != NULL;)
        mark = next;
    if (note_of(reader, mark, &number) == reader->pairs.count) {
        pp_md_error(
            reading, reader->table->where, "story.footnote",
            "Line %zu of the table calls the note %s, which is not written; add \"%s: its text\" "
            "to the block.",
            reader->line, mark, mark);
        *mark = '\0';
        return NULL;
    }
    struct pp_inline *text_of = pp_inline_text(arena, note_mark(reader, number), reading->lang);
    *mark = '\0';
    while (mark > text && mark[-1] == ' ')
        *--mark = '\0';
    return pp_inline_link(arena, pp_arena_printf(arena, "#%s", note_id(reader, number)), text_of);
}

static struct pp_inline *read_cell(struct reader *reader, char *text)
{
    struct pp_md_reading *reading = reader->reading;
    struct pp_where where = reader->table->where;
    struct pp_inline *content = NULL, *mark = take_mark(reader, text);
    if (reader->source.path != NULL)
        where = (struct pp_where){.file = reader->source.path, .line = reader->line};
    enum pp_status status =
        pp_markdown_cell(reading->run, reading->arena, text, reading->lang, where, &content);
    if (status != PP_OK)
        reading->status = status;
    if (mark == NULL)
        return content;
    content = pp_inline_join(content, pp_inline_text(reading->arena, "\xC2\xA0", NULL));
    return pp_inline_join(content, mark);
}

static void make_columns(struct reader *reader, size_t count)
{
    struct pp_node *table = reader->table;
    table->as.table.column_count = count;
    table->as.table.columns =
        pp_arena_array(reader->reading->arena, count, sizeof *table->as.table.columns);
    for (size_t i = 0; i < count; i++)
        table->as.table.columns[i] = (struct pp_table_column){
            .kind = PP_COLUMN_REST,
            .numeric = i >= reader->row_heads && i > 0,
            .row_header = i < reader->row_heads};
}

static bool is_empty(const struct reader *reader, size_t column)
{
    return pp_csvrow_field(reader->split, column).size == 0;
}

/* Only its first field is written: it heads the lines below. */
static bool heads_group(const struct reader *reader, size_t columns)
{
    bool group = columns > 1 && !is_empty(reader, 0);
    for (size_t i = 1; i < columns && group; i++)
        group = is_empty(reader, i);
    return group;
}

/* Fields of a head that belong to the one before: those left empty above another line of the head.
 */
static size_t span_at(const struct reader *reader, const struct pp_node *row, size_t column)
{
    size_t columns = reader->table->as.table.column_count, span = 1;
    if (row->in_table.row.group)
        return columns;
    if (!row->in_table.row.head || reader->line >= reader->heads || is_empty(reader, column))
        return 1;
    while (column + span < columns && is_empty(reader, column + span))
        span++;
    return span;
}

/* Most cells of a long table say what others say. `text`: as written, without a mark. */
static struct pp_inline *find_cell(struct reader *reader, struct pp_bytes field, const char **text)
{
    struct pp_inline *leaf = pp_map_get_n(&reader->plain, field.data, field.size);
    if (leaf != NULL) {
        *text = leaf->text;
        return leaf;
    }
    char *own = pp_arena_strndup(reader->reading->arena, (const char *)field.data, field.size);
    leaf = read_cell(reader, own);
    if (leaf != NULL && leaf->text == own && leaf->next == NULL && strlen(own) == field.size)
        pp_map_set_n(&reader->plain, field.data, field.size, leaf);
    *text = own;
    return leaf;
}

static void add_cell(struct reader *reader, struct pp_node *row, size_t column, size_t span)
{
    struct pp_arena *arena = reader->reading->arena;
    const char *text;
    struct pp_node *cell = pp_node_append(row, pp_node_new(arena, PP_NODE_CELL));
    cell->where = reader->table->where;
    cell->in_table.cell.header = row->in_table.row.head || row->in_table.row.group;
    cell->in_table.cell.span = span > 1 ? span : 0;
    cell->content = find_cell(reader, pp_csvrow_field(reader->split, column), &text);
    if (!cell->in_table.cell.header && strspn(text, "0123456789.,-+% ?") < strlen(text))
        reader->table->as.table.columns[column].numeric = false;
}

static void add_record(struct reader *reader, const char *line, size_t length)
{
    size_t count = pp_csvrow_split(reader->split, line, length);
    struct pp_node *row;
    if (count == 0)
        return;
    if (reader->table->as.table.column_count == 0)
        make_columns(reader, count);
    size_t columns = reader->table->as.table.column_count;
    row = pp_node_append(reader->table, pp_node_new(reader->reading->arena, PP_NODE_ROW));
    row->where = reader->table->where;
    row->in_table.row.head = reader->line <= reader->heads;
    row->in_table.row.group = !row->in_table.row.head && heads_group(reader, columns);
    for (size_t i = 0; i < columns;) {
        size_t span = span_at(reader, row, i);
        add_cell(reader, row, i, span);
        i += span;
    }
}

/* A small number of the block, or what stands for it. */
static size_t number_of(struct reader *reader, const char *key, size_t otherwise)
{
    const char *value = pp_md_value(&reader->pairs, key);
    if (value == NULL)
        return otherwise;
    if (strlen(value) == 1 && value[0] >= '0' && value[0] <= '0' + MOST_HEADS)
        return (size_t)(value[0] - '0');
    pp_md_error(
        reader->reading, reader->table->where, "story.fence",
        "\"%s\" of a \"table\" block is a number from 0 to %d.", key, MOST_HEADS);
    return otherwise;
}

/* Notes take keys of their own: "[^x]". */
static void check_block_keys(struct reader *reader, struct pp_md *fence)
{
    static const char *const keys[] = {"file", "caption", "heads", "row-heads", NULL};
    struct pp_md_pairs others = {0};
    for (size_t i = 0; i < reader->pairs.count; i++)
        if (!pp_starts_with(reader->pairs.items[i].key, "[^"))
            *(struct pp_md_pair *)PP_PUSH(reader->reading->arena, &others) = reader->pairs.items[i];
    pp_md_check_keys(reader->reading, fence, &others, keys);
}

/* The notes in their order, below the table: "[a] ..." */
static void add_notes(struct reader *reader)
{
    struct pp_arena *arena = reader->reading->arena;
    struct pp_node *last = reader->table;
    size_t number = 0;
    reader->source.path = NULL; /* they stand in the story */
    for (size_t i = 0; i < reader->pairs.count; i++) {
        const struct pp_md_pair *pair = &reader->pairs.items[i];
        if (!pp_starts_with(pair->key, "[^"))
            continue;
        struct pp_node *note = pp_node_new(arena, PP_NODE_PARAGRAPH);
        note->where = reader->table->where;
        note->look = PP_LOOK_MICRO;
        note->id = note_id(reader, number);
        note->content = pp_inline_text(
            arena, pp_arena_printf(arena, "%s\xC2\xA0", note_mark(reader, number)),
            reader->reading->lang);
        pp_inline_join(note->content, read_cell(reader, pp_arena_strdup(arena, pair->value)));
        reader->table->keep_next = true;
        last->next = note;
        last = note;
        number++;
    }
}

/* The caption as a line above the table. */
static struct pp_node *below_caption(struct reader *reader)
{
    struct pp_node *line = pp_node_new(reader->reading->arena, PP_NODE_PARAGRAPH);
    line->where = reader->table->where;
    line->look = PP_LOOK_NOTE;
    line->content = reader->table->as.table.caption;
    line->next = reader->table;
    return line;
}

static void read_records(struct reader *reader)
{
    const char *text = reader->source.text, *end = text + reader->source.length;
    struct pp_arena *arena = pp_arena_new();
    pp_map_init(&reader->plain, arena);
    reader->split = pp_csvrow_new(',');
    for (; text < end; reader->line++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        size_t length = (size_t)((stop != NULL ? stop : end) - text);
        add_record(reader, text, length - (length > 0 && text[length - 1] == '\r'));
        text += length + 1;
    }
    pp_csvrow_free(reader->split);
    pp_arena_free(arena);
}

/* A table may be much longer than a story. */
static enum pp_status read_file(
    struct pp_md_reading *reading, const char *path, struct pp_source_text *out)
{
    struct pp_bytes bytes;
    PP_TRY(pp_file_read(reading->run, reading->arena, path, PP_LIMIT_STORY_TABLE, &bytes));
    return pp_source_text_take(reading->run, reading->arena, path, bytes.data, bytes.size, out);
}

struct pp_node *pp_read_csv(struct pp_md_reading *reading, struct pp_md *fence)
{
    struct reader reader = {
        .reading = reading, .pairs = pp_md_read_pairs(reading, fence), .line = 1};
    const char *name = pp_md_value(&reader.pairs, "file"), *caption;
    const char *path = name != NULL ? find_table(reading, name) : NULL;
    reader.table = pp_node_new(reading->arena, PP_NODE_TABLE);
    reader.table->where = pp_md_where(reading, fence);
    check_block_keys(&reader, fence);
    reader.heads = number_of(&reader, "heads", 1);
    reader.row_heads = number_of(&reader, "row-heads", 0);
    if (path == NULL) {
        pp_md_error(
            reading, reader.table->where, "story.missing-table",
            "There is no table \"%s\" in the folder tables/ of the issue; write \"file: "
            "name.csv\".",
            name != NULL ? name : "");
        return reader.table;
    }
    caption = pp_md_value(&reader.pairs, "caption");
    if (caption != NULL)
        reader.table->as.table.caption = pp_inline_text(reading->arena, caption, reading->lang);
    if (read_file(reading, path, &reader.source) != PP_OK) {
        reading->status = PP_DATA;
        return reader.table;
    }
    read_records(&reader);
    add_notes(&reader);
    return caption != NULL ? below_caption(&reader) : reader.table;
}
