#include "output/pdf_store.h"

#include <stdlib.h>

#include <hpdf.h>

#include "output/pdf_deflate.h"
#include "output/pdf_file.h"
#include "output/pdf_syntax.h"
#include "pactpress/run.h"

enum {
    PAGES_OF_NODE = 256,
    NUMBER_BITS = 0x00FFFFFF,
    MOST_OBJECTS = 8388607 /* ISO 19005-2, 6.1.13 */
};

/* An object that libharu keeps until the end: a page, a node of the page tree, the catalogue. */
struct kept {
    size_t number; /* in the file; 0: it is not written */
    const char *text;
    size_t length; /* [bytes] what we add to its entries */
};

struct pp_pdf_store {
    struct pp_arena *arena;
    HPDF_Doc doc;
    struct pp_pdf_file *file;
    struct kept *items; /* by libharu's numbers */
    size_t count, capacity;
    HPDF_STATUS refusal; /* the first one; 0 = none */
    bool too_many;       /* objects */
};

/* libharu's own ways out of lack of memory leak; ours ends the program with a message. */
static void *HPDF_STDCALL take_memory(HPDF_UINT size)
{
    return pp_xmalloc(size);
}

static void HPDF_STDCALL give_memory(void *memory)
{
    free(memory);
}

/* Notes what libharu refused. Its own error is sticky too, but says the last one only. */
static bool refused(struct pp_pdf_store *store, HPDF_STATUS status)
{
    if (status != HPDF_OK && store->refusal == 0)
        store->refusal = status;
    return status != HPDF_OK;
}

static bool is_missing(struct pp_pdf_store *store, const void *object)
{
    if (object)
        return false;
    HPDF_STATUS status = HPDF_GetError(store->doc);
    return refused(store, status == HPDF_OK ? HPDF_INVALID_OBJECT : status);
}

static HPDF_Dict object_at(const struct pp_pdf_store *store, size_t number)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(store->doc->xref, (HPDF_UINT)number);
    HPDF_Dict dict = entry ? entry->obj : NULL;
    /* Lone numbers are the lengths that libharu keeps beside its streams; we write them inside. */
    return dict && (dict->header.obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT ? dict : NULL;
}

/* Numbers what libharu has made since the last time. */
static void take_over(struct pp_pdf_store *store)
{
    while (store->count < store->doc->xref->entries->count) {
        struct kept *kept = PP_PUSH(store->arena, store);
        if (object_at(store, store->count - 1))
            kept->number = pp_pdf_store_reserve(store);
    }
}

static struct kept *kept_of(struct pp_pdf_store *store, const void *object)
{
    return &store->items[((const HPDF_Obj_Header *)object)->obj_id & NUMBER_BITS];
}

static size_t number_of(struct pp_pdf_store *store, const void *object)
{
    return kept_of(store, object)->number;
}

enum pp_status pp_pdf_store_open(struct pp_run *run, struct pp_pdf_store **out)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_pdf_store *store = pp_arena_alloc(arena, sizeof *store);
    store->arena = arena;
    store->doc = HPDF_NewEx(NULL, take_memory, give_memory, 0, NULL);
    if (!store->doc) {
        pp_error(run, PP_NOWHERE, "pdf.library", "The PDF library libharu cannot be started.");
        pp_arena_free(arena);
        return PP_ENV;
    }
    store->file = pp_pdf_file_open();
    /* A flat page tree would end at 32767 pages. */
    refused(store, HPDF_SetPagesConfiguration(store->doc, PAGES_OF_NODE));
    /* Its name and version; we write all entries ourselves. */
    if (store->doc->info)
        refused(store, HPDF_Dict_RemoveElement(store->doc->info, "Producer"));
    take_over(store);
    *out = store;
    return PP_OK;
}

void pp_pdf_store_close(struct pp_pdf_store *store)
{
    if (!store)
        return;
    HPDF_Free(store->doc);
    pp_pdf_file_free(store->file);
    pp_arena_free(store->arena);
}

enum pp_status pp_pdf_store_status(struct pp_run *run, const struct pp_pdf_store *store)
{
    HPDF_STATUS status = store->refusal ? store->refusal : HPDF_GetError(store->doc);
    if (store->too_many) {
        pp_error(
            run, PP_NOWHERE, "pdf.too-large",
            "The PDF would have more than %d objects, which is too much for readers. Split the "
            "document.",
            MOST_OBJECTS);
        return PP_DATA;
    }
    PP_TRY(pp_pdf_file_status(run, store->file));
    if (status == HPDF_OK)
        return PP_OK;
    pp_error(
        run, PP_NOWHERE, "pdf.library",
        "The PDF library libharu refused a part of the document with its error 0x%04lX.",
        (unsigned long)status);
    return PP_DATA;
}

void pp_pdf_store_limit(struct pp_pdf_store *store, size_t limit)
{
    pp_pdf_file_limit(store->file, limit);
}

size_t pp_pdf_store_reserve(struct pp_pdf_store *store)
{
    store->too_many = store->too_many || pp_pdf_file_count(store->file) >= MOST_OBJECTS;
    return pp_pdf_file_reserve(store->file);
}

void pp_pdf_store_set(struct pp_pdf_store *store, size_t number, const struct pp_str *entries)
{
    struct pp_str value;
    pp_str_init(&value);
    pp_str_append(&value, "<<");
    pp_str_append_n(&value, entries->text, entries->length);
    pp_str_append(&value, ">>");
    pp_pdf_file_value(store->file, number, &value);
    pp_str_free(&value);
}

void pp_pdf_store_set_stream(
    struct pp_pdf_store *store, size_t number, const char *entries, const void *bytes, size_t size,
    const char *encoded)
{
    struct pp_str text, packed;
    pp_str_init(&text);
    pp_str_init(&packed);
    if (!encoded && size > 0) {
        pp_pdf_file_deflate(store->file, &packed, bytes, size);
        bytes = packed.text;
        size = packed.length;
        encoded = "FlateDecode";
    }
    pp_str_append(&text, entries);
    if (!pp_is_empty(encoded)) {
        pp_str_append(&text, "/Filter");
        pp_pdf_put_name(&text, encoded);
    }
    pp_pdf_file_stream(store->file, number, &text, bytes, size);
    pp_str_free(&text);
    pp_str_free(&packed);
}

static void keep(struct pp_pdf_store *store, void *object, const struct pp_str *entries)
{
    struct kept *kept = kept_of(store, object);
    kept->text = pp_str_copy(entries, store->arena);
    kept->length = entries->length;
}

struct pp_pdf_page pp_pdf_store_add_page(struct pp_pdf_store *store)
{
    struct pp_pdf_page page = {0};
    HPDF_Page added = HPDF_AddPage(store->doc);
    if (is_missing(store, added))
        return page;
    HPDF_Dict stream = HPDF_Dict_GetItem(added, "Contents", HPDF_OCLASS_DICT);
    if (is_missing(store, stream))
        return page;
    /* We write these ourselves: libharu's reals depend on its version. */
    if (refused(store, HPDF_Dict_RemoveElement(added, "MediaBox")) ||
        refused(store, HPDF_Dict_RemoveElement(added, "Resources")))
        return page;
    take_over(store);
    page.handle = added;
    page.number = number_of(store, added);
    page.contents = number_of(store, stream);
    return page;
}

void pp_pdf_store_set_page(
    struct pp_pdf_store *store, const struct pp_pdf_page *page, const struct pp_str *entries)
{
    if (page->handle)
        keep(store, page->handle, entries);
}

void pp_pdf_store_set_catalog(struct pp_pdf_store *store, const struct pp_str *entries)
{
    keep(store, store->doc->catalog, entries);
}

static void put_value(struct pp_pdf_store *store, struct pp_str *out, void *object);

static void put_array(struct pp_pdf_store *store, struct pp_str *out, HPDF_Array array)
{
    pp_str_append_char(out, '[');
    for (HPDF_UINT i = 0; i < array->list->count; i++) {
        if (i > 0)
            pp_str_append_char(out, ' ');
        put_value(store, out, HPDF_List_ItemAt(array->list, i));
    }
    pp_str_append_char(out, ']');
}

static void put_entries(struct pp_pdf_store *store, struct pp_str *out, HPDF_Dict dict)
{
    for (HPDF_UINT i = 0; i < dict->list->count; i++) {
        HPDF_DictElement element = HPDF_List_ItemAt(dict->list, i);
        pp_pdf_put_name(out, element->key);
        pp_str_append_char(out, ' ');
        put_value(store, out, element->value);
    }
}

/* The kinds of values that libharu puts into pages, page tree and catalog. */
static void put_value(struct pp_pdf_store *store, struct pp_str *out, void *object)
{
    HPDF_Obj_Header *header = object;
    switch (header->obj_class & HPDF_OCLASS_ANY) {
    case HPDF_OCLASS_NUMBER:
        pp_pdf_put_int(out, ((HPDF_Number)object)->value);
        break;
    case HPDF_OCLASS_NAME:
        pp_pdf_put_name(out, ((HPDF_Name)object)->value);
        break;
    case HPDF_OCLASS_PROXY:
        pp_pdf_put_ref(out, number_of(store, ((HPDF_Proxy)object)->obj));
        break;
    case HPDF_OCLASS_ARRAY:
        put_array(store, out, object);
        break;
    case HPDF_OCLASS_DICT:
        pp_str_append(out, "<<");
        put_entries(store, out, object);
        pp_str_append(out, ">>");
        break;
    default:
        pp_str_append(out, "null");
    }
}

/* Pages, their tree and the catalogue. */
static void write_kept(struct pp_pdf_store *store)
{
    struct pp_str out;
    pp_str_init(&out);
    for (size_t i = 0; i < store->count; i++) {
        const struct kept *kept = &store->items[i];
        HPDF_Dict dict = object_at(store, i);
        if (kept->number == 0 || !dict || pp_pdf_file_has(store->file, kept->number))
            continue;
        /* Nodes of the page tree count their leaves now. */
        if (dict->before_write_fn && refused(store, dict->before_write_fn(dict)))
            break;
        pp_str_clear(&out);
        put_entries(store, &out, dict);
        pp_str_append_n(&out, kept->text, kept->length);
        pp_pdf_store_set(store, kept->number, &out);
    }
    pp_str_free(&out);
}

enum pp_status pp_pdf_store_finish(
    struct pp_run *run, struct pp_pdf_store *store, const struct pp_str *info,
    struct pp_arena *arena, struct pp_bytes *out)
{
    HPDF_Dict kept = store->doc->info;
    size_t number = kept ? number_of(store, kept) : pp_pdf_store_reserve(store);
    pp_pdf_store_set(store, number, info);
    write_kept(store);
    PP_TRY(pp_pdf_store_status(run, store));
    return pp_pdf_file_end(
        run, store->file, number_of(store, store->doc->catalog), number, arena, out);
}
