#include "pactpress/reader.h"
#include "ingest/memo.h"
#include "pactpress/utf8.h"

#include <stdarg.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static const char *apply_values(struct pp_reader *r, size_t column, const char *text)
{
    const struct pp_map *values = &r->source->columns[column].values;
    if (values->count == 0 || text[0] == '\0')
        return text;
    const char *exact = pp_map_get(values, text);
    if (exact != NULL)
        return exact;
    const char *folded = pp_map_get(r->wanted->values[column], pp_fold(r->scratch, text));
    return folded != NULL ? folded : text;
}

static const char *remember(struct pp_reader *r, size_t column, struct pp_memory *memory)
{
    r->memories[column] = memory;
    if (memory != NULL)
        r->cells[column] = memory->text;
    return r->cells[column];
}

const char *pp_cell_at(struct pp_reader *r, size_t column)
{
    size_t at = r->table->columns.at[column];
    if (r->cells[column] != NULL)
        return r->cells[column];
    struct pp_bytes cell = {.size = 0};
    bool lasting = at != PP_NO_INDEX && !r->table->is_mended;
    if (lasting) {
        cell = pp_table_cell(r->table, at);
        struct pp_memory *memory = pp_memo_find(r->memo, column, cell);
        if (memory != NULL)
            return remember(r, column, memory);
    }
    const char *text = at == PP_NO_INDEX ? "" : pp_table_text(r->table, r->scratch, at);
    bool good = text != NULL && !pp_utf8_overrides(text);
    if (text == NULL) {
        pp_hold_back_at(
            r, column, "bad-bytes", NULL, "this cell holds bytes that are no character in %s",
            r->table->charset.name);
        text = "";
    } else if (!good) {
        pp_hold_back_at(
            r, column, "direction-override", NULL,
            "this cell holds a character that makes it read as something else (U+202A to U+202E)");
        text = "";
    }
    r->cells[column] = apply_values(r, column, text);
    if (lasting && good)
        remember(r, column, pp_memo_keep(r->memo, column, cell, r->cells[column]));
    return r->cells[column];
}

struct pp_memory *pp_cell_memory(const struct pp_reader *r, enum pp_field field)
{
    size_t column = r->wanted->by_field[field];
    struct pp_memory *memory = column == PP_NO_INDEX ? NULL : r->memories[column];
    return memory != NULL && memory->text[0] != '\0' ? memory : NULL;
}

const char *pp_cell(struct pp_reader *r, enum pp_field field)
{
    size_t column = r->wanted->by_field[field];
    bool there = column != PP_NO_INDEX && r->table->columns.at[column] != PP_NO_INDEX;
    const char *text = there ? pp_cell_at(r, column) : "";
    if (text[0] == '\0' && r->wanted->constants[field] != NULL)
        return r->wanted->constants[field];
    return text;
}

bool pp_has_cell(const struct pp_reader *r, enum pp_field field)
{
    size_t column = r->wanted->by_field[field];
    bool there = column != PP_NO_INDEX && r->table->columns.at[column] != PP_NO_INDEX;
    return there || r->wanted->constants[field] != NULL;
}

bool pp_reader_broken(const struct pp_reader *r)
{
    return r->fault.rule != NULL;
}

/* Digits and signs name nobody. A cell may hold a name where a date belongs, when a row slipped. */
static bool names_nobody(const char *text)
{
    return strlen(text) <= 24 && strspn(text, "0123456789 .,:;/-+~<>%#*()") == strlen(text);
}

void pp_fault_tell(
    const struct pp_intake *in, struct pp_arena *arena, const char *value, const char *sentence,
    struct pp_fault *fault)
{
    fault->brief = sentence;
    fault->sentence = pp_tell(in->run->letters, arena, fault->rule, sentence);
    if (pp_is_empty(value))
        return;
    fault->sentence = pp_arena_printf(arena, "\"%.200s\": %s", value, fault->sentence);
    if (names_nobody(value))
        fault->brief = pp_arena_printf(arena, "\"%s\": %s", value, sentence);
}

static void set_fault(
    struct pp_reader *r, size_t column, const char *rule, const char *value, const char *sentence)
{
    if (r->fault.rule != NULL)
        return;
    r->fault.rule = rule;
    r->fault.column = column;
    pp_fault_tell(r->in, r->scratch, value, sentence, &r->fault);
}

enum pp_verdict pp_hold_back_at(
    struct pp_reader *r, size_t column, const char *rule, const char *value, const char *format,
    ...)
{
    va_list args;
    va_start(args, format);
    set_fault(r, column, rule, value, pp_arena_vprintf(r->scratch, format, args));
    va_end(args);
    return PP_ROW_HELD_BACK;
}

enum pp_verdict pp_hold_back(
    struct pp_reader *r, enum pp_field field, const char *rule, const char *value,
    const char *format, ...)
{
    size_t column = field < PP_FIELDS ? r->wanted->by_field[field] : PP_NO_INDEX;
    va_list args;
    va_start(args, format);
    set_fault(r, column, rule, value, pp_arena_vprintf(r->scratch, format, args));
    va_end(args);
    return PP_ROW_HELD_BACK;
}

enum pp_verdict pp_exclude(struct pp_reader *r, const char *rule)
{
    if (pp_reader_broken(r))
        return PP_ROW_HELD_BACK;
    r->finding->excluded_by = rule;
    return PP_ROW_EXCLUDED;
}

void pp_notice(struct pp_reader *r, struct pp_notice notice, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    notice.sentence = pp_arena_vprintf(r->scratch, format, args);
    va_end(args);
    *(struct pp_notice *)PP_PUSH(r->scratch, &r->finding->notices) = notice;
}

struct pp_origin pp_reader_origin(const struct pp_reader *r)
{
    return (struct pp_origin){
        .source = r->source->index, .file = r->file, .line = r->row.span.line};
}

struct pp_where pp_cell_where(const struct pp_reader *r, enum pp_field field)
{
    size_t column = r->wanted->by_field[field];
    size_t at = column == PP_NO_INDEX ? PP_NO_INDEX : r->table->columns.at[column];
    if (at == PP_NO_INDEX)
        return (struct pp_where){.file = r->table->path, .line = r->row.span.line};
    return pp_table_where(r->table, &r->row, at);
}
