/* Mail: a document as a message that is ready to be sent (RFC 5322, MIME), by whomever and to
 * whomever: it names no recipient, and nothing here touches a network.
 *
 * Text and accessible HTML say the same: title, what it is about, the beginning of the first story,
 * the key figures, and where to read on; the PDF is attached. Lines end with CRLF and are short. A
 * Date stands in it only where SOURCE_DATE_EPOCH gives one: the program that sends it adds its own.
 */
#ifndef PACTPRESS_MAIL_H
#define PACTPRESS_MAIL_H

#include "pactpress/file.h"
#include "pactpress/status.h"
#include "pactpress/tree.h"
#include "pactpress/wording.h"

struct pp_str;

struct pp_mail_about {
    const char *name, *email; /* of who sends; NULL: not said */
    const char *address;      /* where it can be read in a browser, or NULL */
    const char *host;         /* of the message's id: "example.org" */
    bool dated;               /* has a date */
    int64_t date;             /* [s since 1970] */
    struct pp_bytes pdf;
};

enum pp_status pp_mail_write(
    struct pp_run *run, struct pp_arena *arena, const struct pp_document *document,
    struct pp_wording *wording, const struct pp_mail_about *about, struct pp_str *out) PP_CHECK;

/* Appends `Name: text` with the text as encoded words where it is not plain ASCII (RFC 2047),
 * folded; CRLF at its end. */
void pp_mail_header(struct pp_str *out, const char *name, const char *text);
/* Appends text as quoted-printable: lines of at most 76 characters that end with CRLF. */
void pp_mail_quoted(struct pp_str *out, const char *text, size_t length);

#endif
