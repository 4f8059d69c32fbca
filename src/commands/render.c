#include "pactpress/render.h"

#include <string.h>

#include "embed.h"
#include "pactpress/annex.h"
#include "pactpress/html.h"
#include "pactpress/mail.h"
#include "pactpress/pages.h"
#include "pactpress/pdf.h"
#include "pactpress/readback.h"
#include "pactpress/reading.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

/* The document's words about itself, for metadata. */
static enum pp_status make_meta(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, struct pp_pdf_meta *meta)
{
    *meta = (struct pp_pdf_meta){
        .lang = document->lang,
        .author = document->author,
        .date = shop->date,
        .rtl = document->rtl};
    PP_TRY(pp_wording_plain(wording, arena, document->title, &meta->title));
    PP_TRY(pp_wording_plain(wording, arena, document->subject, &meta->subject));
    return pp_wording_plain(wording, arena, document->rights, &meta->rights);
}

static enum pp_status write_sheets(
    struct pp_pages *pages, struct pp_pdf *pdf, const struct pp_pdf_attachment *files,
    size_t file_count, struct pp_reading *reading)
{
    for (size_t i = 0; i < file_count; i++)
        PP_TRY(pp_pdf_attach(pdf, &files[i]));
    for (size_t i = 0; i < pp_pages_count(pages); i++) {
        const struct pp_sheet *sheet;
        PP_TRY(pp_pages_next(pages, &sheet));
        PP_TRY(pp_pdf_sheet(pdf, sheet, pp_pages_structure(pages)));
        pp_reading_sheet(reading, sheet, pp_pages_structure(pages));
    }
    return PP_OK;
}

enum pp_status pp_render_pdf(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, const struct pp_pdf_attachment *files, size_t file_count,
    struct pp_rendered *out)
{
    struct pp_pdf_meta meta;
    struct pp_pages *pages;
    struct pp_pdf *pdf;
    PP_TRY(make_meta(shop, arena, document, wording, &meta));
    PP_TRY(
        pp_pages_open(shop->run, arena, document, wording, shop->typesetter, shop->fonts, &pages));
    struct pp_reading *reading = pp_reading_open(arena, meta.lang);
    enum pp_status status = pp_pdf_open(shop->run, arena, &meta, &pdf);
    if (status == PP_OK) {
        status = write_sheets(pages, pdf, files, file_count, reading);
        if (status == PP_OK)
            status = pp_pdf_close(
                pdf, pp_pages_structure(pages), pp_pages_bookmarks(pages), &out->bytes);
        else
            pp_pdf_abort(pdf);
    }
    if (status == PP_OK && pp_fonts_broken(shop->fonts))
        status = PP_ENV;
    if (status == PP_OK) {
        out->pages = pp_pages_count(pages);
        out->title = meta.title;
        out->reading = pp_reading_close(reading, pp_pages_structure(pages));
    } else {
        pp_reading_abort(reading);
    }
    pp_pages_close(pages);
    return status;
}

/* A file of a document: what it is made of, and where it goes. */
struct output {
    struct pp_workshop *shop;
    struct pp_arena *arena;
    const struct pp_planned *planned;
    const struct pp_document *document;
    struct pp_wording *wording;
    struct pp_staging *staging;
    const char *path;
    struct pp_made_file made;
    enum pp_status (*write)(struct output *output);
};

/* What was just written is read at once, while what it should say is known. */
static enum pp_status read_back(struct output *output, const char *reading)
{
    struct pp_staging *staging = output->staging;
    struct pp_made_file made = staging->files.items[staging->files.count - 1];
    made.reading = reading;
    enum pp_status status =
        pp_readback(output->shop->run, staging->folder, &made, output->shop->published);
    if (status == PP_ENV)
        pp_error(
            output->shop->run, ((struct pp_where){.file = made.path}), "build.damaged",
            "The file did not reach the disk as it was written: the disk was full or failed. Make "
            "room and run again.");
    return status;
}

static enum pp_status render_pdf(
    struct output *output, struct pp_arena *arena, struct pp_rendered *out)
{
    struct embedded files;
    PP_TRY(embed_files(
        output->shop, arena, output->planned, output->document, output->wording, output->staging,
        &files));
    return pp_render_pdf(
        output->shop, arena, output->document, output->wording, files.items, files.count, out);
}

/* Puts the file into the staging folder; what it should say stays. */
static enum pp_status stage_pdf(struct output *output, struct pp_arena *arena, const char **reading)
{
    struct pp_rendered pdf;
    struct pp_made_file made = output->made;
    PP_TRY(render_pdf(output, arena, &pdf));
    made.pages = pdf.pages;
    made.title = pp_arena_strdup(output->staging->arena, pdf.title);
    *reading = pp_arena_strdup(output->arena, pdf.reading);
    return pp_staging_add(output->staging, output->path, pdf.bytes, made);
}

/* A long file and all that it was made of is gone when it is read back. */
static enum pp_status write_pdf(struct output *output)
{
    const char *reading;
    struct pp_arena *arena = pp_arena_new();
    enum pp_status status = stage_pdf(output, arena, &reading);
    pp_arena_free(arena);
    return status == PP_OK ? read_back(output, reading) : status;
}

static enum pp_status write_annex(struct output *output)
{
    struct pp_workshop *shop = output->shop;
    const char *full, *title;
    struct pp_made_file made = output->made;
    PP_TRY(pp_wording_plain(output->wording, output->arena, output->document->title, &title));
    PP_TRY(pp_staging_path(output->staging, output->path, &full));
    PP_TRY(pp_annex_write(
        shop->run, output->arena, shop->results, &output->planned->job, output->wording, title,
        shop->date, full));
    made.title = pp_arena_strdup(output->staging->arena, title);
    PP_TRY(pp_staging_adopt(output->staging, output->path, made));
    return read_back(output, NULL);
}

static struct pp_html_link *add_link(struct output *output, struct pp_html_about *about)
{
    return PP_PUSH(output->arena, &about->links);
}

static bool has_format(const struct pp_planned *planned, const char *format)
{
    const struct pp_strings *formats = &planned->job.output->formats;
    for (size_t i = 0; i < formats->count; i++)
        if (pp_streq(formats->items[i], format))
            return true;
    return false;
}

/* Ways to the same document in other languages and forms, as `outputs:` declares them. */
static void find_links(struct output *output, struct pp_html_about *about)
{
    const struct pp_workshop *shop = output->shop;
    const struct pp_planned *planned = output->planned;
    for (size_t i = 0; planned->pages[i]; i++)
        if (!pp_streq(planned->pages[i], planned->job.lang))
            *add_link(output, about) = (struct pp_html_link){
                .lang = planned->pages[i],
                .url = pp_path_base(pp_planned_page(output->arena, planned, planned->pages[i])),
                .name = pp_lang_own_name(output->arena, planned->pages[i])};
    if (has_format(planned, "pdf"))
        *add_link(output, about) = (struct pp_html_link){
            .url = pp_path_join(output->arena, "..", pp_planned_pdf(output->arena, planned)),
            .type = "application/pdf",
            .name = "PDF"};
    if (has_format(planned, "xlsx"))
        *add_link(output, about) = (struct pp_html_link){
            .url = pp_path_join(
                output->arena, "..",
                pp_planned_annex(output->arena, shop->project, &shop->results->period, planned)),
            .type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            .name = "XLSX"};
}

/* Adds the text and notes the document's title. */
static enum pp_status add_text(struct output *output, enum pp_status status, struct pp_str *text)
{
    struct pp_made_file made = output->made;
    const char *title;
    if (status == PP_OK)
        status = pp_wording_plain(output->wording, output->arena, output->document->title, &title);
    if (status == PP_OK) {
        made.title = pp_arena_strdup(output->staging->arena, title);
        status = pp_staging_add(
            output->staging, output->path,
            (struct pp_bytes){(const unsigned char *)text->text, text->length}, made);
    }
    pp_str_free(text);
    return status;
}

static enum pp_status make_html(struct output *output, struct pp_str *out)
{
    struct pp_html_about about = {
        .address = pp_site_address(
            output->arena, output->shop->project, output->planned->job.output->klass,
            output->shop->results->period.key, output->path)};
    find_links(output, &about);
    return pp_html_page(
        output->shop->run, output->arena, output->document, output->wording, &about, out);
}

static enum pp_status write_page(struct output *output)
{
    struct pp_str text;
    pp_str_init(&text);
    return add_text(output, make_html(output, &text), &text);
}

static enum pp_status write_thumbnail(struct output *output)
{
    struct pp_str text;
    pp_str_init(&text);
    return add_text(
        output,
        pp_html_thumbnail(
            output->shop->run, output->arena, output->document, output->wording, &text),
        &text);
}

/* The PDF that this run has made, or one for the message alone. */
static enum pp_status find_pdf(struct output *output, struct pp_bytes *out)
{
    struct pp_rendered pdf;
    struct pp_arena *arena = output->arena;
    if (output->planned->pdf)
        return pp_file_read(
            output->shop->run, arena,
            pp_path_join(arena, output->staging->folder, pp_planned_pdf(arena, output->planned)), 0,
            out);
    PP_TRY(render_pdf(output, arena, &pdf));
    *out = pdf.bytes;
    return PP_OK;
}

/* The city answers for its documents, and what it does not give comes from the project. */
static void find_sender(struct output *output, struct pp_mail_about *about)
{
    const struct pp_job *job = &output->planned->job;
    const struct pp_contact *project = &output->shop->project->contact;
    const struct pp_contact *own = job->city ? &job->city->contact : project;
    const struct pp_contact *from = pp_is_empty(own->email) ? project : own;
    about->email = from->email;
    about->name = pp_i18n_get(&from->name, job->lang, NULL, NULL);
    const char *at = about->email ? strchr(about->email, '@') : NULL;
    about->host = at && at[1] ? at + 1 : "pactpress.invalid";
}

static enum pp_status write_mail(struct output *output)
{
    struct pp_workshop *shop = output->shop;
    const struct pp_planned *planned = output->planned;
    struct pp_mail_about about = {.dated = shop->run->dated, .date = shop->run->epoch};
    const char *read = has_format(planned, "html")
                           ? pp_planned_page(output->arena, planned, planned->job.lang)
                           : pp_planned_pdf(output->arena, planned);
    struct pp_str text;
    if (has_format(planned, "html") || has_format(planned, "pdf"))
        about.address = pp_site_address(
            output->arena, shop->project, planned->job.output->klass, shop->results->period.key,
            read);
    find_sender(output, &about);
    PP_TRY(find_pdf(output, &about.pdf));
    pp_str_init(&text);
    return add_text(
        output,
        pp_mail_write(shop->run, output->arena, output->document, output->wording, &about, &text),
        &text);
}

/* Writes the file and notes what was said meanwhile. */
static enum pp_status write_anew(struct output *output, struct pp_said *said)
{
    struct pp_run *run = output->shop->run, *branch = pp_run_branch(run);
    const struct pp_diag *diag;
    pp_workshop_begin(output->shop, branch);
    enum pp_status status = output->write(output);
    pp_workshop_begin(output->shop, run);
    for (size_t i = 0; (diag = pp_diag_at(branch, i)); i++)
        pp_said_add(run->arena, said, diag);
    pp_run_join(run, branch);
    return status;
}

static bool parts_agree(const struct pp_candidate_output *a, const struct pp_candidate_output *b)
{
    for (size_t i = 0; i < PP_PART_COUNT; i++)
        if (!pp_streq(a->parts[i], b->parts[i]))
            return false;
    return true;
}

/* Takes the file of the last candidate, when it was made of the same and nobody changed it. */
static enum pp_status reuse(struct output *output, struct pp_candidate_output *now, bool *reused)
{
    const struct pp_candidate *last = output->shop->last;
    const struct pp_candidate_output *before = pp_candidate_output_at(last, output->path);
    const struct pp_made_file *made = pp_candidate_file_at(last, output->path);
    *reused = false;
    if (!before || !made || !parts_agree(before, now))
        return PP_OK;
    PP_TRY(pp_staging_reuse(output->staging, last->folder, made, reused));
    for (size_t i = 0; *reused && i < before->said.count; i++) {
        pp_run_retell(output->shop->run, &before->said.items[i]);
        pp_said_add(output->shop->run->arena, &now->said, &before->said.items[i]);
    }
    return PP_OK;
}

/* What a PDF shows and, where files are inside, what those are made of. */
static enum pp_status digest_pdf(const struct output *output, char out[PP_DIGEST_HEX])
{
    const struct pp_document *document = output->document;
    unsigned char sum[PP_DIGEST_SIZE];
    PP_TRY(pp_document_digest(output->shop->run, document, output->wording, out));
    if (!document->annex_file && !document->inputs_file)
        return PP_OK;
    struct pp_hasher *hasher = pp_hasher_new();
    pp_hasher_add(hasher, out, PP_DIGEST_HEX);
    pp_hasher_add(hasher, output->shop->figures, PP_DIGEST_HEX);
    pp_hasher_finish(hasher, sum);
    pp_hex(sum, sizeof sum, out);
    return PP_OK;
}

static enum pp_status make_output(struct output *output, struct pp_candidate_outputs *outputs)
{
    struct pp_workshop *shop = output->shop;
    struct pp_candidate_output *now = PP_PUSH(shop->run->arena, outputs);
    bool reused, pdf = output->write == write_pdf || output->write == write_mail;
    char *content = pp_arena_alloc(shop->run->arena, PP_DIGEST_HEX);
    /* shop and catalogue are the worker's, who may be gone when these are read */
    for (size_t i = 0; i < PP_PART_COUNT; i++)
        now->parts[i] = pp_arena_strdup(shop->run->arena, shop->parts[i]);
    now->parts[PP_PART_STRINGS] =
        pp_arena_strdup(shop->run->arena, pp_wording_digest(output->wording));
    now->parts[PP_PART_CONTENT] = content;
    now->path = output->path;
    if (pdf)
        PP_TRY(digest_pdf(output, content));
    else if (output->write != write_annex)
        PP_TRY(pp_document_digest(shop->run, output->document, output->wording, content));
    else
        memcpy(content, shop->figures, PP_DIGEST_HEX);
    if (!output->staging)
        return PP_OK;
    PP_TRY(reuse(output, now, &reused));
    return reused ? PP_OK : write_anew(output, &now->said);
}

static enum pp_status make_annex(struct output output, struct pp_candidate_outputs *outputs)
{
    struct pp_workshop *shop = output.shop;
    output.path =
        pp_planned_annex(shop->run->arena, shop->project, &shop->results->period, output.planned);
    output.write = write_annex;
    return output.planned->xlsx ? make_output(&output, outputs) : PP_OK;
}

/* The page and its small picture. */
static enum pp_status make_page(struct output *output, struct pp_candidate_outputs *outputs)
{
    struct pp_arena *arena = output->shop->run->arena;
    output->path = pp_planned_page(arena, output->planned, output->planned->job.lang);
    output->write = write_page;
    PP_TRY(make_output(output, outputs));
    output->path = pp_planned_thumbnail(arena, output->planned);
    output->write = write_thumbnail;
    return make_output(output, outputs);
}

static enum pp_status compose(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned,
    struct pp_wording *wording, struct pp_document **out)
{
    if (!planned->job.draft)
        pp_wording_warn_unreviewed(wording);
    return pp_compose(shop->run, arena, shop->results, shop->stories, &planned->job, wording, out);
}

static enum pp_status render_in(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned,
    struct pp_staging *staging, struct pp_candidate_outputs *outputs)
{
    struct pp_document *document;
    struct output output = {
        .shop = shop,
        .arena = arena,
        .planned = planned,
        .staging = staging,
        .made = {
            .lang = planned->job.lang,
            .city = planned->job.city ? planned->job.city->id : NULL,
            .layout = planned->job.output->layout}};
    PP_TRY(pp_workshop_wording(shop, planned->job.lang, &output.wording));
    PP_TRY(compose(shop, arena, planned, output.wording, &document));
    output.document = document;
    if (planned->html) /* before pages are fitted: a page budget is none of theirs */
        PP_TRY(make_page(&output, outputs));
    /* A workbook that goes into the PDF must be there first. */
    if (document->annex_file)
        PP_TRY(make_annex(output, outputs));
    output.path = pp_planned_pdf(shop->run->arena, planned);
    output.write = write_pdf;
    if (planned->pdf)
        PP_TRY(make_output(&output, outputs));
    if (!document->annex_file)
        PP_TRY(make_annex(output, outputs));
    output.path = pp_planned_mail(shop->run->arena, planned);
    output.write = write_mail;
    return planned->eml ? make_output(&output, outputs) : PP_OK;
}

enum pp_status pp_render(
    struct pp_workshop *shop, const struct pp_planned *planned, struct pp_staging *staging,
    struct pp_candidate_outputs *outputs)
{
    struct pp_arena *arena = pp_arena_new();
    enum pp_status status = render_in(shop, arena, planned, staging, outputs);
    pp_arena_free(arena);
    return status;
}

static enum pp_status render_now(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned, bool page,
    struct pp_str *out)
{
    struct pp_document *document;
    struct pp_rendered pdf;
    struct output output = {
        .shop = shop,
        .arena = arena,
        .planned = planned,
        .path = pp_planned_page(arena, planned, planned->job.lang)};
    PP_TRY(pp_workshop_wording(shop, planned->job.lang, &output.wording));
    PP_TRY(compose(shop, arena, planned, output.wording, &document));
    output.document = document;
    if (page)
        return make_html(&output, out);
    PP_TRY(pp_render_pdf(shop, arena, document, output.wording, NULL, 0, &pdf));
    pp_str_append_n(out, pdf.bytes.data, pdf.bytes.size);
    return PP_OK;
}

enum pp_status pp_render_now(
    struct pp_workshop *shop, const struct pp_planned *planned, bool page, struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    enum pp_status status = render_now(shop, arena, planned, page, out);
    pp_arena_free(arena);
    return status;
}

static enum pp_status dump_pages(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, bool lines_only, struct pp_str *out)
{
    struct pp_pages *pages;
    enum pp_status status = PP_OK;
    PP_TRY(
        pp_pages_open(shop->run, arena, document, wording, shop->typesetter, shop->fonts, &pages));
    for (size_t i = 0; i < pp_pages_count(pages) && status == PP_OK; i++) {
        const struct pp_sheet *sheet;
        status = pp_pages_next(pages, &sheet);
        if (status != PP_OK)
            break;
        if (lines_only)
            pp_sheet_dump_lines(sheet, out);
        else
            pp_sheet_dump(sheet, pp_pages_structure(pages), out);
    }
    pp_pages_close(pages);
    return status;
}

/* From the finished bytes: what a program that reads aloud finds in them. */
static enum pp_status dump_reading(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned,
    const struct pp_document *document, struct pp_wording *wording, struct pp_str *out)
{
    struct pp_rendered pdf;
    if (!planned->pdf)
        return PP_OK;
    PP_TRY(pp_render_pdf(shop, arena, document, wording, NULL, 0, &pdf));
    const char *path = pp_arena_printf(shop->run->arena, "%s.pdf", planned->job.name);
    return pp_reading_of_pdf(shop->run, path, pdf.bytes, out);
}

static enum pp_status dump_stage(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned,
    const struct pp_document *document, struct pp_wording *wording, const char *stage,
    struct pp_str *out)
{
    if (pp_streq(stage, "document"))
        return pp_document_dump(shop->run, arena, document, wording, out);
    if (pp_streq(stage, "reading"))
        return dump_reading(shop, arena, planned, document, wording, out);
    return dump_pages(shop, arena, document, wording, pp_streq(stage, "lines"), out);
}

enum pp_status pp_render_dump(
    struct pp_workshop *shop, const struct pp_planned *planned, const char *stage,
    struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    struct pp_document *document;
    struct pp_wording *wording;
    enum pp_status status = pp_workshop_wording(shop, planned->job.lang, &wording);
    if (status == PP_OK)
        status = compose(shop, arena, planned, wording, &document);
    if (status == PP_OK)
        status = dump_stage(shop, arena, planned, document, wording, stage, out);
    pp_arena_free(arena);
    return status;
}
