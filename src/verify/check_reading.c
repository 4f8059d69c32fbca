/* What the bytes say against what the document should say. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/reading.h"
#include "pactpress/str.h"
#include "pdf_document.h"
#include "reading_form.h"

static const char *headers_of(const struct rb_document *document, const struct rb_element *element)
{
    struct rb_value headers = rb_attribute(document, element, "Table", "Headers");
    const char *list = NULL;
    for (size_t i = 0; headers.kind == RB_ARRAY && i < headers.size; i++) {
        const char *id = rb_text(document->arena, rb_at(&document->objects, headers, i));
        list = list ? pp_arena_printf(document->arena, "%s,%s", list, id ? id : "") : id;
    }
    return list;
}

static const char *name_of(
    const struct rb_document *document, const struct rb_element *element, const char *owner,
    const char *key)
{
    struct rb_value value = rb_attribute(document, element, owner, key);
    return value.kind == RB_NAME ? rb_shown(document->arena, value) : NULL;
}

static unsigned span_of(
    const struct rb_document *document, const struct rb_element *element, const char *key)
{
    struct rb_value span = rb_attribute(document, element, "Table", key);
    return span.kind == RB_NUMBER && span.as.number >= 1 && span.as.number < 1e6
               ? (unsigned)span.as.number
               : 0;
}

static void say_content(
    const struct rb_document *document, const struct rb_kid *kid, struct reading_form *form)
{
    const struct rb_mark *mark = rb_mark_of(document, kid);
    if (!mark)
        return;
    if (mark->actual)
        reading_text(form, mark->actual, strlen(mark->actual));
    else
        reading_text(
            form, document->pages.items[kid->page - 1].text.text + mark->start, mark->length);
}

static void say_link(
    const struct rb_document *document, const struct rb_kid *kid, struct reading_form *form)
{
    struct rb_value annotation = {.kind = RB_REF};
    annotation.as.object = kid->object;
    const char *said = rb_text(document->arena, rb_get(&document->objects, annotation, "Contents"));
    reading_link(form, said ? said : "");
}

static void say(
    const struct rb_document *document, size_t index, const char *lang, struct reading_form *form)
{
    const struct rb_element *element = &document->elements.items[index];
    const char *own = element->said->lang ? element->said->lang : lang;
    bool cell = pp_streq(element->role, "TH") || pp_streq(element->role, "TD");
    struct reading_element said = {
        .role = element->role,
        .lang = element->depth == 0 || !pp_streq(own, lang) ? own : NULL,
        .alt = element->said->alt,
        .actual = element->said->actual,
        .expansion = element->said->expansion,
        .scope = cell ? name_of(document, element, "Table", "Scope") : NULL,
        .headers = cell ? headers_of(document, element) : NULL,
        .numbering = pp_streq(element->role, "L")
                         ? name_of(document, element, "List", "ListNumbering")
                         : NULL,
        .col_span = cell ? span_of(document, element, "ColSpan") : 0,
        .row_span = cell ? span_of(document, element, "RowSpan") : 0,
    };
    reading_begin(form, &said);
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        if (kid->kind == RB_KID_ELEMENT)
            say(document, kid->element, own, form);
        else if (kid->kind == RB_KID_CONTENT)
            say_content(document, kid, form);
        else
            say_link(document, kid, form);
    }
    reading_end(form);
}

static void say_all(const struct rb_document *document, struct reading_form *form)
{
    for (size_t i = 0; i < document->elements.count; i++)
        if (document->elements.items[i].depth == 0)
            say(document, i, document->lang, form);
}

static void put_reading(const struct rb_document *document, bool compare, struct pp_str *out)
{
    struct reading_form form;
    reading_form_open(&form, out, compare);
    say_all(document, &form);
    reading_form_close(&form);
}

/* The line that begins here, without its indentation. */
static const char *line_at(const struct rb_document *document, const char *text)
{
    text += strspn(text, " ");
    size_t length = strcspn(text, "\n");
    return length > 0 ? pp_arena_strndup(document->arena, text, length) : "nothing";
}

void rb_check_reading(const struct rb_document *document)
{
    struct reading_form form;
    struct pp_str said;
    if (!document->at->file || !document->at->file->reading)
        return;
    pp_str_init(&said);
    reading_form_open(&form, &said, true);
    form.wanted = document->at->file->reading;
    say_all(document, &form);
    reading_form_close(&form);
    const char *a = form.wanted, *b = said.text;
    while (*a && *b) {
        size_t x = strcspn(a, "\n"), y = strcspn(b, "\n");
        if (x != y || memcmp(a, b, x) != 0)
            break;
        a += x + (a[x] != 0);
        b += y + (b[y] != 0);
    }
    if (*a || *b)
        rb_broken(
            document, "readback.pdf-reading", RB_UA("7.2", "09-001"),
            "What is read aloud is not what the document says: `%.120s` instead of `%.120s`.",
            line_at(document, b), line_at(document, a));
    pp_str_free(&said);
}

static enum pp_status read_aloud(
    struct pp_run *run, const char *path, struct pp_bytes bytes, bool compare, struct pp_str *out)
{
    struct pp_arena *arena = pp_arena_new();
    struct readback at = {.run = run, .arena = arena, .path = path};
    struct rb_document document;
    rb_document_read(&at, bytes, &document);
    for (size_t i = 0; i < document.objects.damage_count; i++)
        readback_found(
            &at, "readback.pdf-damaged", "The PDF is damaged: %s.", document.objects.damages[i]);
    put_reading(&document, compare, out);
    rb_document_free(&document);
    pp_arena_free(arena);
    return at.findings > 0 ? PP_DATA : PP_OK;
}

enum pp_status pp_reading_of_pdf(
    struct pp_run *run, const char *path, struct pp_bytes bytes, struct pp_str *out)
{
    return read_aloud(run, path, bytes, false, out);
}

enum pp_status pp_reading_of_pdf_compared(
    struct pp_run *run, const char *path, struct pp_bytes bytes, struct pp_str *out)
{
    return read_aloud(run, path, bytes, true, out);
}
