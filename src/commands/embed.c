#include "embed.h"

#include <string.h>

#include "pactpress/annex.h"
#include "pactpress/digest.h"
#include "pactpress/manifest.h"
#include "pactpress/run.h"

struct embedding {
    struct pp_workshop *shop;
    struct pp_arena *arena;
    const struct pp_planned *planned;
    const struct pp_document *document;
    struct pp_wording *wording;
    struct pp_staging *staging;
    const char *title;
    struct embedded *out;
};

static enum pp_status add(
    struct embedding *embedding, const char *name, const char *mime, enum pp_pdf_relation relation,
    const struct pp_inline *says, struct pp_bytes bytes)
{
    struct pp_pdf_attachment *file = &embedding->out->items[embedding->out->count++];
    *file = (struct pp_pdf_attachment){
        .name = name, .mime = mime, .relation = relation, .bytes = bytes};
    return pp_wording_plain(embedding->wording, embedding->arena, says, &file->description);
}

/* A workbook for this PDF alone: it is written where files of libxlsxwriter go, and taken away. */
static enum pp_status write_annex(
    struct embedding *embedding, const char *name, struct pp_bytes *out)
{
    struct pp_workshop *shop = embedding->shop;
    struct pp_arena *arena = embedding->arena;
    const char *path;
    PP_TRY(pp_staging_path(
        embedding->staging, pp_arena_printf(arena, ".embedded-%s/%s", name, name), &path));
    PP_TRY(pp_annex_write(
        shop->run, arena, shop->results, &embedding->planned->job, embedding->wording,
        embedding->title, shop->date, path));
    PP_TRY(pp_file_read(shop->run, arena, path, 0, out));
    return pp_folder_remove(shop->run, pp_path_folder(arena, path));
}

static enum pp_status add_annex(struct embedding *embedding, struct pp_inputs_note *note)
{
    struct pp_workshop *shop = embedding->shop;
    struct pp_arena *arena = embedding->arena;
    const char *path =
        pp_planned_annex(arena, shop->project, &shop->results->period, embedding->planned);
    unsigned char digest[PP_DIGEST_SIZE];
    struct pp_bytes bytes;
    note->annex = pp_path_base(path);
    if (embedding->planned->xlsx) {
        const char *staged = pp_path_join(arena, embedding->staging->folder, path);
        PP_TRY(pp_file_read(shop->run, arena, staged, 0, &bytes));
    } else {
        PP_TRY(write_annex(embedding, note->annex, &bytes));
    }
    pp_digest(bytes.data, bytes.size, digest);
    pp_hex(digest, sizeof digest, note->annex_digest);
    return add(
        embedding, note->annex, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        PP_PDF_DATA, embedding->document->annex_file, bytes);
}

static enum pp_status add_inputs(struct embedding *embedding, const struct pp_inputs_note *note)
{
    struct pp_str text;
    pp_str_init(&text);
    pp_inputs_text(note, &text);
    struct pp_bytes bytes = {
        pp_arena_memdup(embedding->arena, text.text, text.length), text.length};
    pp_str_free(&text);
    return add(
        embedding, "inputs.json", "application/json", PP_PDF_SUPPLEMENT,
        embedding->document->inputs_file, bytes);
}

enum pp_status embed_files(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned,
    const struct pp_document *document, struct pp_wording *wording, struct pp_staging *staging,
    struct embedded *out)
{
    struct embedding embedding = {
        .shop = shop,
        .arena = arena,
        .planned = planned,
        .document = document,
        .wording = wording,
        .staging = staging,
        .out = out};
    struct pp_inputs_note note = {
        .klass = planned->job.output->klass,
        .as_of = shop->data_state,
        .draft = document->draft,
        .results = shop->results,
        .lang = document->lang};
    *out = (struct embedded){0};
    PP_TRY(pp_wording_plain(wording, arena, document->title, &embedding.title));
    note.title = embedding.title;
    if (document->annex_file)
        PP_TRY(add_annex(&embedding, &note));
    return document->inputs_file ? add_inputs(&embedding, &note) : PP_OK;
}
