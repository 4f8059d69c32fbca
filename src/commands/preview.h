/* The preview: a web server for one browser on this machine, that shows documents as they are now
 * and says what is wrong with them. It listens to 127.0.0.1 only and answers nobody who calls it by
 * another name.
 *
 *     /             the page around: list of documents, messages, and the document that is looked
 * at /state        version, documents and messages as JSON; the page asks for it and reloads
 *     /html/...     a document as a web page; /<layout>/... as PDF: the paths of outputs */
#ifndef COMMANDS_PREVIEW_H
#define COMMANDS_PREVIEW_H

#include "pactpress/render.h"

struct preview;

/* Makes the document of a path; called by one thread at a time. PP_OK and NULL in *type: there is
 * no such document. */
typedef enum pp_status preview_make(
    void *context, const char *path, struct pp_str *out, const char **type);

/* Members of a JSON object, without its braces: what the page should know. */
typedef void preview_state(void *context, struct pp_str *out);

/* port 0: the usual one, or any that is free when that is taken. */
enum pp_status preview_open(
    struct pp_run *run, int port, preview_make *make, preview_state *state, void *context,
    struct preview **out) PP_CHECK;
int preview_port(const struct preview *preview);
/* Everything is new: what is looked at is made at once, and the page reloads it. To be called while
 * the preview is held. */
void preview_renew(struct preview *preview);
/* No document is made meanwhile: what they are made of may be changed. */
void preview_hold(struct preview *preview);
void preview_release(struct preview *preview);
void preview_close(struct preview *preview);

/* The page around the documents (preview_page.c). */
extern const char preview_page[];
const char *preview_script(size_t part); /* NULL: no further part */

#endif
