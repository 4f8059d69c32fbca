#include "ingest/memo.h"

#include <stdint.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/hash.h"

enum { SLOTS = 2048, TRIAL = 2 * SLOTS };

/* Two places for each hash: a later cell takes one over, and the earlier memory stays where it is.
 */
struct column {
    struct pp_memory **slots;
    size_t found, kept;
};

struct pp_memo {
    struct pp_arena *arena;
    struct column *columns;
};

struct pp_memo *pp_memo_new(struct pp_arena *arena, size_t columns)
{
    struct pp_memo *memo = pp_arena_alloc(arena, sizeof *memo);
    memo->arena = arena;
    memo->columns = pp_arena_array(arena, columns + 1, sizeof *memo->columns);
    for (size_t c = 0; c < columns; c++)
        memo->columns[c].slots = pp_arena_array(arena, SLOTS, sizeof(struct pp_memory *));
    return memo;
}

static size_t slot_of(struct pp_bytes cell)
{
    return (size_t)pp_hash(cell.data, cell.size) % SLOTS;
}

/* Not worth it: of so many cells hardly any came again. */
static bool is_idle(const struct column *column)
{
    return column->kept > TRIAL && column->found < column->kept / 4;
}

struct pp_memory *pp_memo_find(struct pp_memo *memo, size_t index, struct pp_bytes cell)
{
    struct column *column = &memo->columns[index];
    if (cell.size > PP_MEMO_CELL || is_idle(column))
        return NULL;
    size_t slot = slot_of(cell);
    for (size_t way = 0; way < 2; way++) {
        struct pp_memory *memory = column->slots[slot ^ way];
        if (memory == NULL || memory->size != cell.size ||
            memcmp(memory->cell, cell.data, cell.size) != 0)
            continue;
        column->found++;
        return memory;
    }
    return NULL;
}

struct pp_memory *pp_memo_keep(
    struct pp_memo *memo, size_t index, struct pp_bytes cell, const char *text)
{
    struct column *column = &memo->columns[index];
    size_t length = strlen(text);
    if (cell.size > PP_MEMO_CELL || length >= PP_MEMO_TEXT || is_idle(column))
        return NULL;
    struct pp_memory *memory = pp_arena_take(memo->arena, sizeof *memory);
    size_t slot = slot_of(cell);
    column->slots[column->slots[slot] == NULL ? slot : slot ^ 1] = memory;
    memory->size = cell.size;
    memcpy(memory->cell, cell.data, cell.size);
    memcpy(memory->text, text, length + 1);
    memory->has_day = memory->has_city = memory->has_count = memory->has_minutes = false;
    column->kept++;
    return memory;
}
