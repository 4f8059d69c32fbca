#include "pactpress/mail.h"

#include <string.h>

#include "html_parts.h"
#include "pactpress/base64.h"
#include "pactpress/digest.h"
#include "pactpress/period.h"
#include "pactpress/styles.h"

/* What a message takes from the tree. */
struct digest {
    const struct pp_inline *title, *stand; /* of the first story */
    const struct pp_node *keys[12];
    size_t key_count;
};

struct mail {
    struct html html; /* its `out` is the part in work */
    const struct pp_document *document;
    const struct pp_mail_about *about;
    struct digest digest;
    struct pp_str *out;
    char id[PP_DIGEST_HEX];
};

static void look_for(struct digest *digest, const struct pp_node *node)
{
    bool key = node->kind == PP_NODE_KEY_FIGURE || node->kind == PP_NODE_BIG;
    if (node->kind == PP_NODE_COVER && !digest->title) {
        digest->title = node->as.cover.title;
        digest->stand = node->as.cover.summary;
    }
    if (node->kind == PP_NODE_HEADING && node->look == PP_LOOK_H1 && !digest->title)
        digest->title = node->content;
    if (node->kind == PP_NODE_PARAGRAPH && node->look == PP_LOOK_STAND && !digest->stand)
        digest->stand = node->content;
    if (key && digest->key_count < sizeof digest->keys / sizeof *digest->keys)
        digest->keys[digest->key_count++] = node;
    for (const struct pp_node *child = node->first; child; child = child->next)
        look_for(digest, child);
}

/* --- The two bodies */

static struct pp_inline *online(struct mail *mail, bool as_link)
{
    struct pp_arena *arena = mail->html.arena;
    struct pp_inline *message = pp_inline_new(arena, PP_INLINE_MESSAGE);
    struct pp_inline *address = pp_inline_text(arena, mail->about->address, NULL);
    struct pp_arg arg = {.name = "address", .kind = PP_ARG_NODE};
    arg.node = as_link ? pp_inline_link(arena, mail->about->address, address) : address;
    message->text = "mail.online";
    message->args = pp_arena_memdup(arena, &arg, sizeof arg);
    message->arg_count = 1;
    return message;
}

static void text_line(struct mail *mail, const char *before, const struct pp_inline *content)
{
    const char *text = html_plain(&mail->html, content);
    if (*text)
        pp_str_printf(mail->html.out, "%s%s\n", before, text);
}

static void text_keys(struct mail *mail)
{
    for (size_t i = 0; i < mail->digest.key_count; i++) {
        const struct pp_node *key = mail->digest.keys[i];
        const char *note = html_plain(&mail->html, key->as.key.note);
        pp_str_printf(
            mail->html.out, "%s- %s %s%s%s%s\n", i ? "" : "\n",
            html_plain(&mail->html, key->as.key.value), html_plain(&mail->html, key->as.key.label),
            *note ? " (" : "", note, *note ? ")" : "");
    }
}

static void write_text(struct mail *mail)
{
    struct html *html = &mail->html;
    text_line(mail, "", mail->document->title);
    text_line(mail, "\n", mail->document->subject);
    text_line(mail, "\n", mail->digest.title);
    text_line(mail, "", mail->digest.stand);
    text_keys(mail);
    if (mail->about->address)
        text_line(mail, "\n", online(mail, false));
    pp_str_printf(html->out, "\n%s\n\n-- \n", html_string(html, "mail.attached"));
    text_line(mail, "", mail->document->rights);
    text_line(mail, "", mail->document->foot_start);
}

static void html_keys(struct mail *mail)
{
    struct html *html = &mail->html;
    if (mail->digest.key_count == 0)
        return;
    html_raw(html, "<ul>\n");
    for (size_t i = 0; i < mail->digest.key_count; i++) {
        const struct pp_node *key = mail->digest.keys[i];
        html_raw(html, "<li><strong>");
        html_inline(html, key->as.key.value);
        html_raw(html, "</strong> ");
        html_inline(html, key->as.key.label);
        if (key->as.key.note) {
            html_raw(html, "<br/>");
            html_inline(html, key->as.key.note);
        }
        html_raw(html, "</li>\n");
    }
    html_raw(html, "</ul>\n");
}

/* Programs that show mail drop style sheets: words stand in the place of signs, and what little
 * style there is stands at the element. */
static void write_html(struct mail *mail)
{
    struct html *html = &mail->html;
    html_raw(html, "<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"");
    html_attribute(html, "lang", html->lang);
    html_attribute(html, "dir", html->rtl ? "rtl" : "ltr");
    html_raw(html, ">\n<head><meta charset=\"utf-8\"/>");
    html_element(
        html, "title", NULL,
        &(struct pp_inline){.kind = PP_INLINE_TEXT, .text = mail->html.heading});
    struct pp_colour ink = html->styles->colours[PP_INK];
    html_printf(
        html,
        "</head>\n<body><main style=\"max-width:38em;margin:0 auto;font-family:Georgia,serif;"
        "font-size:17px;line-height:1.45;color:#%02X%02X%02X\"",
        ink.r, ink.g, ink.b);
    html_attribute(html, "lang", html->lang);
    html_attribute(html, "dir", html->rtl ? "rtl" : "ltr");
    html_raw(html, ">\n");
    html_element(html, "h1", NULL, mail->document->title);
    html_element(html, "p", NULL, mail->document->subject);
    html_element(html, "h2", NULL, mail->digest.title);
    html_element(html, "p", NULL, mail->digest.stand);
    html_keys(mail);
    if (mail->about->address)
        html_element(html, "p", NULL, online(mail, true));
    html_raw(html, "<p>");
    html_text(html, html_string(html, "mail.attached"));
    html_raw(html, "</p>\n<hr/>\n");
    html_element(html, "p", NULL, mail->document->rights);
    html_element(html, "p", NULL, mail->document->foot_start);
    html_raw(html, "</main></body>\n</html>\n");
}

/* --- The message around them */

/* The same document has the same id, and another text another. */
static void make_id(struct mail *mail, const struct pp_str *text)
{
    unsigned char sum[PP_DIGEST_SIZE];
    struct pp_hasher *hasher = pp_hasher_new();
    pp_hasher_add(hasher, mail->document->name, strlen(mail->document->name) + 1);
    pp_hasher_add(hasher, text->text, text->length);
    pp_hasher_add(hasher, mail->about->pdf.data, mail->about->pdf.size);
    pp_hasher_finish(hasher, sum);
    pp_hex(sum, 16, mail->id);
}

static void put_date(struct mail *mail)
{
    static const char *const days[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    int64_t date = mail->about->date, day = date / 86400, second = date % 86400;
    int year, month, of_month;
    if (!mail->about->dated)
        return;
    pp_day_to_date((pp_day)day, &year, &month, &of_month);
    pp_str_printf(
        mail->out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n", days[day % 7], of_month,
        months[month - 1], year, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

static void put_sender(struct mail *mail)
{
    struct pp_str *out = mail->out;
    if (pp_is_empty(mail->about->email))
        return;
    if (pp_is_empty(mail->about->name)) {
        pp_str_printf(out, "From: %s\r\n", mail->about->email);
        return;
    }
    size_t start = out->length;
    const char *name = mail->about->name;
    bool bare = name[strspn(
                    name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "
                          "0123456789-")] == 0;
    bool ascii = name[strspn(
                     name, "\t !#$%&'()*+,-./0123456789:;<=>?@[]^_`{|}~"
                           "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")] == 0;
    if (ascii && !bare)
        name = pp_arena_printf(mail->html.arena, "\"%s\"", name);
    pp_mail_header(out, "From", name);
    pp_str_truncate(out, out->length - 2);
    pp_str_printf(out, "%s<%s>\r\n", out->length - start > 40 ? "\r\n " : " ", mail->about->email);
}

static void put_headers(struct mail *mail)
{
    struct pp_str *out = mail->out;
    put_sender(mail);
    pp_mail_header(out, "Subject", html_plain(&mail->html, mail->document->title));
    put_date(mail);
    pp_str_printf(
        out,
        "Message-ID: <%s@%s>\r\nMIME-Version: 1.0\r\nContent-Language: %s\r\nX-Unsent: 1\r\n"
        "Content-Type: multipart/mixed; boundary=\"=_%s-m\"\r\n\r\n"
        "--=_%s-m\r\nContent-Type: multipart/alternative; boundary=\"=_%s-a\"\r\n\r\n",
        mail->id, mail->about->host, mail->html.lang, mail->id, mail->id, mail->id);
}

static void put_part(struct mail *mail, const char *type, const struct pp_str *text)
{
    pp_str_printf(
        mail->out,
        "--=_%s-a\r\nContent-Type: %s; charset=utf-8\r\nContent-Language: %s\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
        mail->id, type, mail->html.lang);
    pp_mail_quoted(mail->out, text->text, text->length);
}

static void put_attachment(struct mail *mail)
{
    const char *name = mail->document->name;
    pp_str_printf(
        mail->out,
        "--=_%s-a--\r\n\r\n--=_%s-m\r\nContent-Type: application/pdf;\r\n name=\"%s.pdf\"\r\n"
        "Content-Language: %s\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Disposition: attachment;\r\n filename=\"%s.pdf\"\r\n\r\n",
        mail->id, mail->id, name, mail->html.lang, name);
    pp_base64(mail->about->pdf.data, mail->about->pdf.size, 76, mail->out);
    pp_str_printf(mail->out, "\r\n--=_%s-m--\r\n", mail->id);
}

enum pp_status pp_mail_write(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, const struct pp_mail_about *about, struct pp_str *out)
{
    struct pp_str text, html;
    pp_str_init(&text);
    pp_str_init(&html);
    struct mail mail = {
        .html = html_start(run, arena, wording, document->styles, &text),
        .document = document,
        .about = about,
        .out = out};
    mail.html.words_only = true;
    mail.html.heading = html_plain(&mail.html, document->title);
    look_for(&mail.digest, document->root);
    write_text(&mail);
    mail.html.out = &html;
    write_html(&mail);
    make_id(&mail, &text);
    put_headers(&mail);
    put_part(&mail, "text/plain", &text);
    put_part(&mail, "text/html", &html);
    put_attachment(&mail);
    pp_str_free(&text);
    pp_str_free(&html);
    return mail.html.status;
}
