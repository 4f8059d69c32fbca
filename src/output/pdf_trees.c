/* The structure tree root with the trees that find elements by content and by id (ISO 32000-1,
 * 14.7.2, 14.7.4.4, 7.9.6, 7.9.7). */
#include <string.h>

#include "output/pdf_store.h"
#include "output/pdf_structure.h"
#include "output/pdf_syntax.h"
#include "pactpress/arena.h"

/* A leaf that has got so long ends before it has all keys: readers take it up whole. */
enum { LEAF_KEYS = 500, LEAF_SIZE = 1 << 14 /* [bytes] */ };

static void write_leaf(struct pp_pdf_structure *structure, size_t end)
{
    struct pp_pdf_owners *owners = &structure->owners;
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/Limits[");
    pp_pdf_put_int(&out, (int64_t)owners->first);
    pp_str_append_char(&out, ' ');
    pp_pdf_put_int(&out, (int64_t)end - 1);
    pp_str_append(&out, "]/Nums[");
    pp_str_append_n(&out, owners->leaf.text, owners->leaf.length);
    pp_str_append_char(&out, ']');
    size_t object = pp_pdf_store_reserve(structure->store);
    *(size_t *)PP_PUSH(structure->arena, &owners->leaves) = object;
    pp_pdf_store_set(structure->store, object, &out);
    pp_str_clear(&owners->leaf);
    owners->first = end;
    pp_str_free(&out);
}

static void put_element(struct pp_pdf_structure *structure, size_t element)
{
    pp_pdf_put_ref(&structure->owners.leaf, pp_pdf_node_at(structure, element)->object);
}

static void begin_key(struct pp_pdf_structure *structure, size_t key)
{
    struct pp_pdf_owners *owners = &structure->owners;
    if (key == owners->first + LEAF_KEYS || owners->leaf.length > LEAF_SIZE)
        write_leaf(structure, key);
    if (owners->leaf.length > 0)
        pp_str_append_char(&owners->leaf, ' ');
    pp_pdf_put_int(&owners->leaf, (int64_t)key);
    pp_str_append_char(&owners->leaf, ' ');
}

void pp_pdf_trees_end_page(struct pp_pdf_structure *structure)
{
    size_t key = pp_pdf_structure_page_key(structure);
    begin_key(structure, key++);
    pp_str_append_char(&structure->owners.leaf, '[');
    for (size_t i = 0; i < structure->content.count; i++) {
        if (i > 0)
            pp_str_append_char(&structure->owners.leaf, ' ');
        put_element(structure, structure->content.items[i]);
    }
    pp_str_append_char(&structure->owners.leaf, ']');
    for (size_t i = 0; i < structure->annotations.count; i++) {
        begin_key(structure, key++);
        put_element(structure, structure->annotations.items[i]);
    }
}

static size_t write_parent_tree(struct pp_pdf_structure *structure)
{
    struct pp_pdf_owners *owners = &structure->owners;
    struct pp_str tree;
    if (owners->leaf.length > 0)
        write_leaf(structure, owners->next);
    pp_str_init(&tree);
    pp_str_append(&tree, "/Kids[");
    for (size_t i = 0; i < owners->leaves.count; i++) {
        if (i > 0)
            pp_str_append_char(&tree, ' ');
        pp_pdf_put_ref(&tree, owners->leaves.items[i]);
    }
    pp_str_append_char(&tree, ']');
    size_t root = pp_pdf_store_reserve(structure->store);
    pp_pdf_store_set(structure->store, root, &tree);
    pp_str_free(&tree);
    return root;
}

static void put_id(struct pp_str *out, const char *id)
{
    pp_pdf_put_bytes(out, id, strlen(id));
}

static size_t write_id_leaf(
    const struct pp_pdf_structure *structure, const struct pp_pdf_name *first, size_t count)
{
    size_t object = pp_pdf_store_reserve(structure->store);
    struct pp_str out;
    pp_str_init(&out);
    pp_str_append(&out, "/Limits[");
    put_id(&out, first[0].id);
    put_id(&out, first[count - 1].id);
    pp_str_append(&out, "]/Names[");
    for (size_t i = 0; i < count; i++) {
        put_id(&out, first[i].id);
        pp_pdf_put_ref(&out, first[i].node.object);
        pp_str_append_char(&out, ' ');
    }
    pp_str_append_char(&out, ']');
    pp_pdf_store_set(structure->store, object, &out);
    pp_str_free(&out);
    return object;
}

static void put_id_tree(const struct pp_pdf_structure *structure, struct pp_str *out)
{
    const struct pp_pdf_names *names = &structure->names;
    pp_str_append(out, "/IDTree<</Kids[");
    for (size_t from = 0; from < names->count; from += LEAF_KEYS) {
        size_t left = names->count - from;
        if (from > 0)
            pp_str_append_char(out, ' ');
        pp_pdf_put_ref(
            out,
            write_id_leaf(structure, names->items + from, left < LEAF_KEYS ? left : LEAF_KEYS));
    }
    pp_str_append(out, "]>>");
}

void pp_pdf_trees_put(struct pp_pdf_structure *structure, struct pp_str *out)
{
    pp_str_append(out, "/Type/StructTreeRoot/K ");
    pp_pdf_put_ref(out, pp_pdf_node_at(structure, 0)->object);
    pp_str_append(out, "/ParentTree ");
    pp_pdf_put_ref(out, write_parent_tree(structure));
    pp_str_append(out, "/ParentTreeNextKey ");
    pp_pdf_put_int(out, (int64_t)structure->owners.next);
    if (structure->names.count > 0)
        put_id_tree(structure, out);
}
