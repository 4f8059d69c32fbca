#include "output/pdf_structure.h"

#include <stdlib.h>
#include <string.h>

#include "output/pdf_store.h"
#include "output/pdf_syntax.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

/* On the heap, where what they have outgrown goes: each row of a table is a kid. */
static size_t new_kid(struct pp_pdf_kids *kids)
{
    if (kids->count == kids->capacity) {
        kids->capacity += kids->capacity / 2 + 64;
        kids->items = pp_xrealloc(kids->items, kids->capacity * sizeof *kids->items);
    }
    return kids->count++;
}

void pp_pdf_structure_init(
    struct pp_pdf_structure *structure, struct pp_arena *arena, struct pp_pdf_store *store)
{
    *structure = (struct pp_pdf_structure){.arena = arena, .store = store};
    structure->root = pp_pdf_store_reserve(store);
    pp_map_init(&structure->headers, arena);
    pp_str_init(&structure->owners.leaf);
    new_kid(&structure->kids); /* index 0 means none */
}

static size_t chunk_count(const struct pp_pdf_nodes *nodes)
{
    return (nodes->count + PP_PDF_CHUNK - 1) / PP_PDF_CHUNK;
}

static void drop_chunk(struct pp_pdf_chunk *chunk)
{
    free(chunk->items);
    chunk->items = NULL;
}

void pp_pdf_structure_free(struct pp_pdf_structure *structure)
{
    for (size_t i = 0; i < chunk_count(&structure->nodes); i++)
        drop_chunk(&structure->nodes.chunks[i]);
    free(structure->nodes.chunks);
    free(structure->kids.items);
    pp_str_free(&structure->owners.leaf);
}

/* There are very many; an arena would keep what they have outgrown. */
static void add_node(struct pp_pdf_nodes *nodes)
{
    size_t chunk = nodes->count / PP_PDF_CHUNK, index = nodes->count % PP_PDF_CHUNK;
    if (chunk == nodes->capacity) {
        nodes->capacity = 2 * nodes->capacity + 16;
        nodes->chunks = pp_xrealloc(nodes->chunks, nodes->capacity * sizeof *nodes->chunks);
    }
    if (index == 0)
        nodes->chunks[chunk] =
            (struct pp_pdf_chunk){.items = pp_xmalloc(PP_PDF_CHUNK * sizeof *nodes->chunks->items)};
    nodes->chunks[chunk].items[index] = (struct pp_pdf_node){0};
    nodes->count++;
}

struct pp_pdf_node *pp_pdf_node_at(const struct pp_pdf_structure *structure, size_t element)
{
    struct pp_pdf_chunk *chunk = &structure->nodes.chunks[element / PP_PDF_CHUNK];
    return chunk->items ? &chunk->items[element % PP_PDF_CHUNK] : NULL;
}

static enum pp_status check_text(
    struct pp_run *run, enum pp_role role, const char *what, const char *text)
{
    if (!text)
        return PP_OK;
    if (pp_pdf_utf16_length(text) > PP_LIMIT_ALT) {
        pp_error(
            run, PP_NOWHERE, "pdf.long-text",
            "The %s of a %s has %zu characters; an archivable PDF holds up to %d. Shorten it: "
            "\"%.60s...\"",
            what, pp_role_name(role), pp_pdf_utf16_length(text), PP_LIMIT_ALT, text);
        return PP_DATA;
    }
    if (pp_pdf_printable(text))
        return PP_OK;
    pp_error(
        run, PP_NOWHERE, "pdf.control-character",
        "The %s of a %s holds a control character or bytes that are not UTF-8; remove them.", what,
        pp_role_name(role));
    return PP_DATA;
}

static enum pp_status check_element(
    struct pp_run *run, const struct pp_structure *source, size_t index)
{
    const struct pp_element *element = pp_structure_at(source, index);
    if (index > 0 && element->parent >= index) {
        pp_error(
            run, PP_NOWHERE, "pdf.structure",
            "The structure element %zu (%s) stands before its parent.", index,
            pp_role_name(element->role));
        return PP_DATA;
    }
    if (element->lang && !pp_pdf_is_lang(element->lang)) {
        pp_error(
            run, PP_NOWHERE, "pdf.language",
            "\"%s\" is not a language tag; write one such as en, lv or sr-Latn.", element->lang);
        return PP_DATA;
    }
    if (element->role == PP_ROLE_FIGURE && pp_is_empty(pp_more(element)->alt) &&
        pp_is_empty(pp_more(element)->actual)) {
        pp_error(
            run, PP_NOWHERE, "pdf.no-alternative",
            "A picture or chart has no alternative text; readers who cannot see it need one.");
        return PP_DATA;
    }
    PP_TRY(check_text(run, element->role, "alternative text", pp_more(element)->alt));
    PP_TRY(check_text(run, element->role, "id", element->id));
    PP_TRY(check_text(run, element->role, "expansion", pp_more(element)->expansion));
    return check_text(run, element->role, "replacement text", pp_more(element)->actual);
}

enum pp_status pp_pdf_structure_begin_page(
    struct pp_run *run, struct pp_pdf_structure *structure, const struct pp_structure *source,
    size_t page_object, double height)
{
    structure->source = source;
    while (structure->nodes.count < source->count) {
        PP_TRY(check_element(run, source, structure->nodes.count));
        add_node(&structure->nodes);
    }
    struct pp_pdf_leaf *leaf = PP_PUSH(structure->arena, &structure->leaves);
    leaf->object = page_object;
    leaf->height = height;
    leaf->key = structure->owners.next++;
    structure->content.count = structure->annotations.count = structure->rows.count = 0;
    return PP_OK;
}

size_t pp_pdf_structure_page_key(const struct pp_pdf_structure *structure)
{
    return structure->leaves.items[structure->leaves.count - 1].key;
}

static void add_kid(
    struct pp_pdf_structure *structure, size_t element, enum pp_pdf_kid_kind kind, size_t value)
{
    struct pp_pdf_node *node = pp_pdf_node_at(structure, element);
    structure->late = structure->late || !node || node->written;
    if (!node)
        return;
    size_t index = structure->free_kid ? structure->free_kid : new_kid(&structure->kids);
    structure->free_kid = index == structure->free_kid ? structure->kids.items[index].next : 0;
    uint32_t page = kind == PP_PDF_KID_ELEMENT ? pp_pdf_node_at(structure, value)->object
                                               : (uint32_t)structure->leaves.count - 1;
    structure->kids.items[index] =
        (struct pp_pdf_kid){.kind = kind, .page = page, .value = (uint32_t)value};
    if (node->last_kid)
        structure->kids.items[node->last_kid].next = (uint32_t)index;
    else
        node->first_kid = (uint32_t)index;
    node->last_kid = (uint32_t)index;
}

/* Ancestors first: numbers then stand in the order in which objects are written, for the most part,
 * and the cross-reference table gets smaller. */
void pp_pdf_structure_attach(struct pp_pdf_structure *structure, size_t element, double top)
{
    struct pp_pdf_node *node = pp_pdf_node_at(structure, element);
    if (!node || node->object)
        return;
    size_t parent = pp_structure_at(structure->source, element)->parent;
    if (element > 0)
        pp_pdf_structure_attach(structure, parent, top);
    node->object = (uint32_t)pp_pdf_store_reserve(structure->store);
    node->page = (uint32_t)structure->leaves.count - 1;
    node->top = (float)top;
    if (pp_structure_at(structure->source, element)->role == PP_ROLE_TR)
        *(size_t *)PP_PUSH(structure->arena, &structure->rows) = element;
    if (element > 0)
        add_kid(structure, parent, PP_PDF_KID_ELEMENT, element);
}

size_t pp_pdf_structure_content(struct pp_pdf_structure *structure, size_t element)
{
    size_t mcid = structure->content.count;
    *(size_t *)PP_PUSH(structure->arena, &structure->content) = element;
    add_kid(structure, element, PP_PDF_KID_CONTENT, mcid);
    return mcid;
}

size_t pp_pdf_structure_annotation(
    struct pp_pdf_structure *structure, size_t element, size_t object)
{
    size_t key = structure->owners.next++;
    *(size_t *)PP_PUSH(structure->arena, &structure->annotations) = element;
    add_kid(structure, element, PP_PDF_KID_ANNOTATION, object);
    return key;
}

static void take_name(
    struct pp_pdf_structure *structure, size_t element, const struct pp_pdf_node *node)
{
    const char *id = pp_pdf_element_id(structure->arena, structure->source, element);
    if (id)
        *(struct pp_pdf_name *)PP_PUSH(structure->arena, &structure->names) =
            (struct pp_pdf_name){.id = id, .node = *node};
}

static enum pp_status write_element(
    struct pp_run *run, struct pp_pdf_structure *structure, size_t element, struct pp_str *out)
{
    struct pp_pdf_node *node = pp_pdf_node_at(structure, element);
    if (!structure->sealed)
        take_name(structure, element, node);
    pp_str_clear(out);
    PP_TRY(pp_pdf_element_put(run, structure, element, out));
    pp_pdf_store_set(structure->store, node->object, out);
    node->written = true;
    structure->nodes.chunks[element / PP_PDF_CHUNK].written++;
    return PP_OK;
}

/* Writes an element with all that is below it; their kids may be used again. Rows of a table in a
 * cell are written before the row that holds it. */
static enum pp_status write_below(
    struct pp_run *run, struct pp_pdf_structure *structure, size_t element, struct pp_str *out)
{
    struct pp_pdf_node *node = pp_pdf_node_at(structure, element);
    if (node->written)
        return PP_OK;
    PP_TRY(write_element(run, structure, element, out));
    for (size_t i = node->first_kid; i; i = structure->kids.items[i].next)
        if (structure->kids.items[i].kind == PP_PDF_KID_ELEMENT)
            PP_TRY(write_below(run, structure, structure->kids.items[i].value, out));
    if (node->first_kid) {
        structure->kids.items[node->last_kid].next = (uint32_t)structure->free_kid;
        structure->free_kid = node->first_kid;
    }
    node->first_kid = node->last_kid = 0;
    return PP_OK;
}

enum pp_status pp_pdf_structure_end_page(struct pp_run *run, struct pp_pdf_structure *structure)
{
    enum pp_status status = PP_OK;
    struct pp_str out;
    if (structure->late) {
        pp_error(
            run, PP_NOWHERE, "pdf.structure",
            "A row of a table goes on over the end of its page; rows are kept whole.");
        return PP_DATA;
    }
    pp_pdf_trees_end_page(structure);
    pp_str_init(&out);
    for (size_t i = 0; i < structure->rows.count && status == PP_OK; i++)
        status = write_below(run, structure, structure->rows.items[i], &out);
    pp_str_free(&out);
    for (size_t i = 0; i < chunk_count(&structure->nodes); i++)
        if (structure->nodes.chunks[i].written == PP_PDF_CHUNK)
            drop_chunk(&structure->nodes.chunks[i]);
    return status;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(((const struct pp_pdf_name *)a)->id, ((const struct pp_pdf_name *)b)->id);
}

enum pp_status pp_pdf_structure_seal(struct pp_run *run, struct pp_pdf_structure *structure)
{
    struct pp_pdf_names *names = &structure->names;
    for (size_t i = 0; i < structure->nodes.count; i++) {
        const struct pp_pdf_node *node = pp_pdf_node_at(structure, i);
        if (node && node->object && !node->written)
            take_name(structure, i, node);
    }
    structure->sealed = true;
    if (names->count > 0)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
    for (size_t i = 1; i < names->count; i++) {
        if (pp_streq(names->items[i].id, names->items[i - 1].id)) {
            pp_error(
                run, PP_NOWHERE, "pdf.double-id",
                "Two parts of the document have the same id \"%s\".", names->items[i].id);
            return PP_DATA;
        }
    }
    return PP_OK;
}

const struct pp_pdf_node *pp_pdf_structure_find(
    const struct pp_pdf_structure *structure, const char *id)
{
    const struct pp_pdf_names *names = &structure->names;
    struct pp_pdf_name key = {.id = id};
    if (names->count == 0)
        return NULL;
    const struct pp_pdf_name *found =
        bsearch(&key, names->items, names->count, sizeof key, compare_names);
    return found ? &found->node : NULL;
}

/* Every header that a cell names must be there, or readers are sent nowhere. */
static enum pp_status check_headers(struct pp_run *run, const struct pp_pdf_structure *structure)
{
    for (size_t i = 0; i < structure->headers.count; i++) {
        if (pp_pdf_structure_find(structure, structure->headers.entries[i].key))
            continue;
        pp_error(
            run, PP_NOWHERE, "pdf.unknown-header",
            "A table cell names the header \"%s\", but no cell of the document has that id.",
            structure->headers.entries[i].key);
        return PP_DATA;
    }
    return PP_OK;
}

enum pp_status pp_pdf_structure_finish(struct pp_run *run, struct pp_pdf_structure *structure)
{
    struct pp_str out;
    enum pp_status status = PP_OK;
    pp_str_init(&out);
    for (size_t i = 0; i < structure->nodes.count && status == PP_OK; i++) {
        const struct pp_pdf_node *node = pp_pdf_node_at(structure, i);
        if (node && node->object && !node->written)
            status = write_element(run, structure, i, &out);
    }
    if (status == PP_OK)
        status = check_headers(run, structure);
    pp_str_clear(&out);
    pp_pdf_trees_put(structure, &out);
    pp_pdf_store_set(structure->store, structure->root, &out);
    pp_str_free(&out);
    return status;
}
