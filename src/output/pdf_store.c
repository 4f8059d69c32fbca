#include "output/pdf_store.h"

#include <stdlib.h>

#include <hpdf.h>

#include "output/pdf_deflate.h"
#include "output/pdf_syntax.h"
#include "pactpress/run.h"

enum { PAGES_OF_NODE = 256, NUMBER_BITS = 0x00FFFFFF };

/* What is written into an object besides the entries that libharu keeps itself. */
struct body {
    const char *text;
    size_t length; /* [bytes] */
};

struct pp_pdf_store {
    struct pp_arena *arena;
    HPDF_Doc doc;
    struct body *items; /* by object number */
    size_t count, capacity;
    HPDF_STATUS refusal; /* the first one; 0 = none */
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
    /* A flat page tree would end at 32767 pages. */
    refused(store, HPDF_SetPagesConfiguration(store->doc, PAGES_OF_NODE));
    /* Its name and version; we write all entries ourselves. */
    if (store->doc->info)
        refused(store, HPDF_Dict_RemoveElement(store->doc->info, "Producer"));
    *out = store;
    return PP_OK;
}

void pp_pdf_store_close(struct pp_pdf_store *store)
{
    if (!store)
        return;
    HPDF_Free(store->doc);
    pp_arena_free(store->arena);
}

enum pp_status pp_pdf_store_status(struct pp_run *run, const struct pp_pdf_store *store)
{
    HPDF_STATUS status = store->refusal ? store->refusal : HPDF_GetError(store->doc);
    if (status == HPDF_OK)
        return PP_OK;
    pp_error(
        run, PP_NOWHERE, "pdf.library",
        "The PDF library libharu refused a part of the document with its error 0x%04lX; the "
        "document may be too large for it (8,388,607 objects).",
        (unsigned long)status);
    return PP_DATA;
}

static HPDF_Dict object_at(const struct pp_pdf_store *store, size_t number)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(store->doc->xref, (HPDF_UINT)number);
    return entry ? entry->obj : NULL;
}

static size_t number_of(const void *object)
{
    return ((const HPDF_Obj_Header *)object)->obj_id & NUMBER_BITS;
}

size_t pp_pdf_store_reserve(struct pp_pdf_store *store)
{
    HPDF_Dict dict = HPDF_Dict_New(store->doc->mmgr);
    if (is_missing(store, dict))
        return 0;
    /* On failure the dictionary is freed by libharu. */
    if (refused(store, HPDF_Xref_Add(store->doc->xref, dict)))
        return 0;
    return number_of(dict);
}

static struct body *body_at(struct pp_pdf_store *store, size_t number)
{
    while (store->count <= number)
        PP_PUSH(store->arena, store);
    return &store->items[number];
}

void pp_pdf_store_set(struct pp_pdf_store *store, size_t number, const struct pp_str *entries)
{
    struct body *body = body_at(store, number);
    body->text = pp_str_copy(entries, store->arena);
    body->length = entries->length;
}

static void keep_bytes(struct pp_pdf_store *store, size_t number, const void *bytes, size_t size)
{
    HPDF_Dict dict = object_at(store, number);
    if (is_missing(store, dict))
        return;
    if (!dict->stream) {
        dict->stream = HPDF_MemStream_New(store->doc->mmgr, size > 0 ? (HPDF_UINT)size : 1);
        if (is_missing(store, dict->stream))
            return;
    }
    refused(store, HPDF_Stream_Write(dict->stream, bytes, (HPDF_UINT)size));
}

void pp_pdf_store_set_stream(
    struct pp_pdf_store *store, size_t number, const char *entries, const void *bytes, size_t size,
    const char *encoded)
{
    struct pp_str text, packed;
    pp_str_init(&text);
    pp_str_init(&packed);
    if (!encoded && size > 0) {
        pp_pdf_deflate(&packed, bytes, size);
        bytes = packed.text;
        size = packed.length;
        encoded = "FlateDecode";
    }
    pp_str_append(&text, entries);
    if (!pp_is_empty(encoded)) {
        pp_str_append(&text, "/Filter");
        pp_pdf_put_name(&text, encoded);
    }
    pp_pdf_store_set(store, number, &text);
    keep_bytes(store, number, bytes, size);
    pp_str_free(&text);
    pp_str_free(&packed);
}

void pp_pdf_store_add_page(struct pp_pdf_store *store, size_t *page, size_t *contents)
{
    *page = *contents = 0;
    HPDF_Page added = HPDF_AddPage(store->doc);
    if (is_missing(store, added))
        return;
    HPDF_Dict stream = HPDF_Dict_GetItem(added, "Contents", HPDF_OCLASS_DICT);
    if (is_missing(store, stream))
        return;
    /* We write these ourselves: libharu's reals depend on its version. */
    if (refused(store, HPDF_Dict_RemoveElement(added, "MediaBox")) ||
        refused(store, HPDF_Dict_RemoveElement(added, "Resources")))
        return;
    *page = number_of(added);
    *contents = number_of(stream);
}

size_t pp_pdf_store_catalog(const struct pp_pdf_store *store)
{
    return number_of(store->doc->catalog);
}

size_t pp_pdf_store_info(struct pp_pdf_store *store)
{
    return store->doc->info ? number_of(store->doc->info) : pp_pdf_store_reserve(store);
}

size_t pp_pdf_store_count(const struct pp_pdf_store *store)
{
    return store->doc->xref->entries->count - 1;
}

enum pp_pdf_kind pp_pdf_store_kind(const struct pp_pdf_store *store, size_t number)
{
    HPDF_Dict dict = object_at(store, number);
    /* Lone numbers are the lengths that libharu keeps beside its streams; we write them inside. */
    if (!dict || (dict->header.obj_class & HPDF_OCLASS_ANY) != HPDF_OCLASS_DICT)
        return PP_PDF_UNUSED;
    return dict->stream ? PP_PDF_STREAM : PP_PDF_VALUE;
}

static void put_value(struct pp_str *out, void *object);

static void put_array(struct pp_str *out, HPDF_Array array)
{
    pp_str_append_char(out, '[');
    for (HPDF_UINT i = 0; i < array->list->count; i++) {
        if (i > 0)
            pp_str_append_char(out, ' ');
        put_value(out, HPDF_List_ItemAt(array->list, i));
    }
    pp_str_append_char(out, ']');
}

static void put_entries(struct pp_str *out, HPDF_Dict dict)
{
    for (HPDF_UINT i = 0; i < dict->list->count; i++) {
        HPDF_DictElement element = HPDF_List_ItemAt(dict->list, i);
        if (dict->stream && (pp_streq(element->key, "Length") || pp_streq(element->key, "Filter")))
            continue;
        pp_pdf_put_name(out, element->key);
        pp_str_append_char(out, ' ');
        put_value(out, element->value);
    }
}

/* The kinds of values that libharu puts into pages, page tree and catalog. */
static void put_value(struct pp_str *out, void *object)
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
        pp_pdf_put_ref(out, number_of(((HPDF_Proxy)object)->obj));
        break;
    case HPDF_OCLASS_ARRAY:
        put_array(out, object);
        break;
    case HPDF_OCLASS_DICT:
        pp_str_append(out, "<<");
        put_entries(out, object);
        pp_str_append(out, ">>");
        break;
    default:
        pp_str_append(out, "null");
    }
}

void pp_pdf_store_put(struct pp_pdf_store *store, size_t number, struct pp_str *out)
{
    HPDF_Dict dict = object_at(store, number);
    if (is_missing(store, dict))
        return;
    /* Nodes of the page tree count their leaves now. */
    if (dict->before_write_fn && refused(store, dict->before_write_fn(dict)))
        return;
    pp_str_append(out, "<<");
    put_entries(out, dict);
    if (number < store->count)
        pp_str_append_n(out, store->items[number].text, store->items[number].length);
    if (dict->stream) {
        pp_str_append(out, "/Length ");
        pp_pdf_put_int(out, dict->stream->size);
    }
    pp_str_append(out, ">>");
}

void pp_pdf_store_put_bytes(struct pp_pdf_store *store, size_t number, struct pp_str *out)
{
    HPDF_Dict dict = object_at(store, number);
    if (is_missing(store, dict) || is_missing(store, dict->stream))
        return;
    for (HPDF_UINT i = 0; i < HPDF_MemStream_GetBufCount(dict->stream); i++) {
        HPDF_UINT length = 0;
        const HPDF_BYTE *bytes = HPDF_MemStream_GetBufPtr(dict->stream, i, &length);
        pp_str_append_n(out, bytes, length);
    }
}
