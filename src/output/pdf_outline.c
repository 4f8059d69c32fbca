#include "output/pdf_outline.h"

#include <string.h>

#include "output/pdf_links.h"
#include "output/pdf_store.h"
#include "output/pdf_structure.h"
#include "output/pdf_syntax.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

/* One entry among its relatives, by index; 0 is the root, entry i is bookmark i - 1. */
struct entry {
    size_t object;
    size_t parent, first, last, next, previous; /* 0 = none */
    size_t shown;                               /* descendants; all of them are open */
    int level;
};

static enum pp_status check_bookmark(
    struct pp_run *run, const struct pp_pdf_structure *structure, const struct pp_bookmark *mark)
{
    if (pp_is_empty(mark->title) || !pp_pdf_printable(mark->title) ||
        pp_pdf_utf16_length(mark->title) > PP_LIMIT_ALT) {
        pp_error(
            run, PP_NOWHERE, "pdf.bookmark",
            "A bookmark to page %zu has no title that can be shown.", mark->page);
        return PP_DATA;
    }
    if (mark->page < 1 || mark->page > structure->leaves.count || !pp_pdf_writable(mark->y)) {
        pp_error(
            run, PP_NOWHERE, "pdf.bookmark",
            "The bookmark \"%.60s\" leads to page %zu, but the document has %zu pages.",
            mark->title, mark->page, structure->leaves.count);
        return PP_DATA;
    }
    return PP_OK;
}

/* Hangs an entry under the nearest one before it that has a lower level. */
static void hang(struct entry *entries, size_t index)
{
    size_t parent = index - 1;
    while (parent > 0 && entries[parent].level >= entries[index].level)
        parent = entries[parent].parent;
    entries[index].parent = parent;
    entries[index].previous = entries[parent].last;
    if (entries[parent].last)
        entries[entries[parent].last].next = index;
    else
        entries[parent].first = index;
    entries[parent].last = index;
    for (size_t up = parent;; up = entries[up].parent) {
        entries[up].shown++;
        if (up == 0)
            return;
    }
}

static void put_relative(
    struct pp_str *out, const char *key, const struct entry *entries, size_t index)
{
    if (index == 0)
        return;
    pp_str_append(out, key);
    pp_pdf_put_ref(out, entries[index].object);
}

/* Where a heading may be divided is no matter of its bookmark; some viewers show a hyphen there. */
static void put_title(struct pp_str *out, const char *title)
{
    static const char soft_hyphen[] = "\xC2\xAD";
    struct pp_str plain;
    pp_str_init(&plain);
    for (const char *next; (next = strstr(title, soft_hyphen)); title = next + 2)
        pp_str_append_n(&plain, title, (size_t)(next - title));
    pp_str_append(&plain, title);
    pp_str_append(out, "/Title");
    pp_pdf_put_text(out, plain.text, plain.length);
    pp_str_free(&plain);
}

static void write_entry(
    struct pp_pdf_store *store, const struct pp_pdf_structure *structure,
    const struct entry *entries, size_t index, const struct pp_bookmark *mark)
{
    const struct entry *entry = &entries[index];
    struct pp_str out;
    pp_str_init(&out);
    if (mark) {
        put_title(&out, mark->title);
        pp_str_append(&out, "/Parent ");
        pp_pdf_put_ref(&out, entries[entry->parent].object);
        pp_str_append(&out, "/Dest");
        pp_pdf_put_target(structure, mark->page - 1, mark->y, &out);
    } else {
        pp_str_append(&out, "/Type/Outlines");
    }
    put_relative(&out, "/Prev ", entries, entry->previous);
    put_relative(&out, "/Next ", entries, entry->next);
    put_relative(&out, "/First ", entries, entry->first);
    put_relative(&out, "/Last ", entries, entry->last);
    if (entry->shown > 0) {
        pp_str_append(&out, "/Count ");
        pp_pdf_put_int(&out, (int64_t)entry->shown);
    }
    pp_pdf_store_set(store, entry->object, &out);
    pp_str_free(&out);
}

enum pp_status pp_pdf_outline_write(
    struct pp_run *run, struct pp_arena *arena, struct pp_pdf_store *store,
    const struct pp_pdf_structure *structure, const struct pp_bookmarks *bookmarks, size_t *root)
{
    *root = 0;
    if (!bookmarks || bookmarks->count == 0)
        return PP_OK;
    struct entry *entries = pp_arena_array(arena, bookmarks->count + 1, sizeof *entries);
    entries[0].object = pp_pdf_store_reserve(store);
    for (size_t i = 1; i <= bookmarks->count; i++) {
        PP_TRY(check_bookmark(run, structure, &bookmarks->items[i - 1]));
        entries[i].object = pp_pdf_store_reserve(store);
        entries[i].level = bookmarks->items[i - 1].level;
        hang(entries, i);
    }
    for (size_t i = 0; i <= bookmarks->count; i++)
        write_entry(store, structure, entries, i, i > 0 ? &bookmarks->items[i - 1] : NULL);
    *root = entries[0].object;
    return PP_OK;
}
