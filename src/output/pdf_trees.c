/* The structure tree root with the trees that find elements by content and by id (ISO 32000-1,
 * 14.7.2, 14.7.4.4, 7.9.6, 7.9.7). */
#include <string.h>

#include "output/pdf_store.h"
#include "output/pdf_structure.h"
#include "output/pdf_syntax.h"

enum { LEAF_KEYS = 500 };

/* The elements of a page's content, by MCID; of an annotation, its element. */
static void put_owner(
    const struct pp_pdf_structure *structure, const struct pp_pdf_owner *owner, struct pp_str *out)
{
    if (owner->annotation) {
        pp_pdf_put_ref(out, structure->nodes.items[owner->value].object);
        return;
    }
    const struct pp_pdf_leaf *leaf = &structure->leaves.items[owner->value];
    pp_str_append_char(out, '[');
    for (size_t i = 0; i < leaf->count; i++) {
        if (i > 0)
            pp_str_append_char(out, ' ');
        pp_pdf_put_ref(out, structure->nodes.items[leaf->items[i]].object);
    }
    pp_str_append_char(out, ']');
}

static void put_parent_leaf(
    const struct pp_pdf_structure *structure, size_t from, size_t to, struct pp_str *out)
{
    pp_str_append(out, "/Limits[");
    pp_pdf_put_int(out, (int64_t)from);
    pp_str_append_char(out, ' ');
    pp_pdf_put_int(out, (int64_t)to - 1);
    pp_str_append(out, "]/Nums[");
    for (size_t key = from; key < to; key++) {
        if (key > from)
            pp_str_append_char(out, ' ');
        pp_pdf_put_int(out, (int64_t)key);
        pp_str_append_char(out, ' ');
        put_owner(structure, &structure->owners.items[key], out);
    }
    pp_str_append_char(out, ']');
}

static size_t write_parent_tree(const struct pp_pdf_structure *structure)
{
    struct pp_str tree, leaf;
    pp_str_init(&tree);
    pp_str_init(&leaf);
    pp_str_append(&tree, "/Kids[");
    for (size_t from = 0; from < structure->owners.count; from += LEAF_KEYS) {
        size_t left = structure->owners.count - from;
        size_t object = pp_pdf_store_reserve(structure->store);
        pp_str_clear(&leaf);
        put_parent_leaf(structure, from, from + (left < LEAF_KEYS ? left : LEAF_KEYS), &leaf);
        pp_pdf_store_set(structure->store, object, &leaf);
        if (from > 0)
            pp_str_append_char(&tree, ' ');
        pp_pdf_put_ref(&tree, object);
    }
    pp_str_append_char(&tree, ']');
    size_t root = pp_pdf_store_reserve(structure->store);
    pp_pdf_store_set(structure->store, root, &tree);
    pp_str_free(&tree);
    pp_str_free(&leaf);
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
        pp_pdf_put_ref(&out, structure->nodes.items[first[i].element].object);
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

void pp_pdf_trees_put(const struct pp_pdf_structure *structure, struct pp_str *out)
{
    pp_str_append(out, "/Type/StructTreeRoot/K ");
    pp_pdf_put_ref(out, structure->nodes.items[0].object);
    pp_str_append(out, "/ParentTree ");
    pp_pdf_put_ref(out, write_parent_tree(structure));
    pp_str_append(out, "/ParentTreeNextKey ");
    pp_pdf_put_int(out, (int64_t)structure->owners.count);
    if (structure->names.count > 0)
        put_id_tree(structure, out);
}
