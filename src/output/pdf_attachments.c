#include "output/pdf_attachments.h"

#include <string.h>

#include "output/pdf_store.h"
#include "output/pdf_syntax.h"
#include "pactpress/limits.h"
#include "pactpress/run.h"

enum { LONGEST_NAME = 255, LONGEST_TYPE = 127 /* [bytes] of a name in a PDF */ };

void pp_pdf_attachments_init(
    struct pp_pdf_attachments *attachments, struct pp_arena *arena, struct pp_pdf_store *store)
{
    *attachments = (struct pp_pdf_attachments){.arena = arena, .store = store};
}

/* Names go to disks of all kinds, and old readers take /F for Latin letters of their own. */
static bool is_good_name(const char *name)
{
    if (pp_is_empty(name) || strlen(name) > LONGEST_NAME || *name == '.')
        return false;
    for (; *name; name++)
        if (*name < ' ' || *name > '~' || strchr("/\\:*?\"<>|", *name))
            return false;
    return true;
}

static bool is_good_type(const char *mime)
{
    const char *slash = mime ? strchr(mime, '/') : NULL;
    return slash && slash > mime && slash[1] && strlen(mime) <= LONGEST_TYPE;
}

static enum pp_status refuse(struct pp_run *run, const char *name, const char *why)
{
    pp_error(
        run, PP_NOWHERE, "pdf.attachment", "The file \"%.80s\" cannot be put into the PDF: %s.",
        name ? name : "", why);
    return PP_DATA;
}

static enum pp_status check(
    struct pp_run *run, const struct pp_pdf_attachments *attachments,
    const struct pp_pdf_attachment *file)
{
    if (!is_good_name(file->name))
        return refuse(
            run, file->name,
            "its name must have 1 to 255 characters of ASCII, without / \\ : * ? \" < > | and "
            "without a dot in front");
    if (!is_good_type(file->mime))
        return refuse(run, file->name, "its type is no media type such as text/csv");
    if (pp_is_empty(file->description) || !pp_pdf_printable(file->description) ||
        pp_pdf_utf16_length(file->description) > PP_LIMIT_ALT)
        return refuse(run, file->name, "nobody says what it is, in words that can be shown");
    for (size_t i = 0; i < attachments->count; i++)
        if (pp_streq(attachments->items[i].name, file->name))
            return refuse(run, file->name, "another file in it has that name");
    return PP_OK;
}

static void put_params(struct pp_str *out, const struct pp_pdf_attachment *file, int64_t date)
{
    pp_str_append(out, "/Type/EmbeddedFile/Subtype");
    pp_pdf_put_name(out, file->mime);
    pp_str_append(out, "/Params<</Size ");
    pp_pdf_put_int(out, (int64_t)file->bytes.size);
    pp_str_append(out, "/CreationDate");
    pp_pdf_put_date(out, date);
    pp_str_append(out, "/ModDate");
    pp_pdf_put_date(out, date);
    pp_str_append(out, ">>");
}

static const char *relation_name(enum pp_pdf_relation relation)
{
    static const char *const names[] = {"Source", "Data", "Supplement"};
    return names[relation];
}

static void put_specification(
    struct pp_str *out, const struct pp_pdf_attachment *file, size_t stream)
{
    pp_str_append(out, "/Type/Filespec/F");
    pp_pdf_put_bytes(out, file->name, strlen(file->name));
    pp_str_append(out, "/UF");
    pp_pdf_put_text(out, file->name, strlen(file->name));
    pp_str_append(out, "/Desc");
    pp_pdf_put_text(out, file->description, strlen(file->description));
    pp_str_append(out, "/AFRelationship");
    pp_pdf_put_name(out, relation_name(file->relation));
    pp_str_append(out, "/EF<</F ");
    pp_pdf_put_ref(out, stream);
    pp_str_append(out, "/UF ");
    pp_pdf_put_ref(out, stream);
    pp_str_append(out, ">>");
}

/* Name trees are in the order of their bytes. */
static void enter(struct pp_pdf_attachments *attachments, const char *name, size_t object)
{
    PP_PUSH(attachments->arena, attachments);
    size_t at = attachments->count - 1;
    for (; at > 0 && strcmp(attachments->items[at - 1].name, name) > 0; at--)
        attachments->items[at] = attachments->items[at - 1];
    attachments->items[at] = (struct pp_pdf_attached){
        .name = pp_arena_strdup(attachments->arena, name), .object = object};
}

enum pp_status pp_pdf_attachments_add(
    struct pp_run *run, struct pp_pdf_attachments *attachments,
    const struct pp_pdf_attachment *file, int64_t date)
{
    struct pp_str out;
    PP_TRY(check(run, attachments, file));
    size_t stream = pp_pdf_store_reserve(attachments->store);
    size_t object = pp_pdf_store_reserve(attachments->store);
    pp_str_init(&out);
    put_params(&out, file, date);
    pp_pdf_store_set_stream(
        attachments->store, stream, out.text, file->bytes.data, file->bytes.size, NULL);
    pp_str_clear(&out);
    put_specification(&out, file, stream);
    pp_pdf_store_set(attachments->store, object, &out);
    pp_str_free(&out);
    enter(attachments, file->name, object);
    return PP_OK;
}

void pp_pdf_attachments_put(const struct pp_pdf_attachments *attachments, struct pp_str *out)
{
    if (attachments->count == 0)
        return;
    pp_str_append(out, "/Names<</EmbeddedFiles<</Names[");
    for (size_t i = 0; i < attachments->count; i++) {
        const struct pp_pdf_attached *file = &attachments->items[i];
        pp_pdf_put_text(out, file->name, strlen(file->name));
        pp_pdf_put_ref(out, file->object);
        pp_str_append_char(out, ' ');
    }
    pp_str_append(out, "]>>>>/AF[");
    for (size_t i = 0; i < attachments->count; i++) {
        pp_pdf_put_ref(out, attachments->items[i].object);
        pp_str_append_char(out, ' ');
    }
    pp_str_append_char(out, ']');
}
