/* Files that go into a PDF: the annex, and inputs.json (docs/pdf.md). */
#ifndef COMMANDS_EMBED_H
#define COMMANDS_EMBED_H

#include "pactpress/pdf.h"
#include "pactpress/render.h"

enum { EMBED_FILES = 2 };

struct embedded {
    struct pp_pdf_attachment items[EMBED_FILES];
    size_t count;
};

/* Makes the files that the document asks for; all of it lives in the arena. An annex that is an
 * output of its own must stand in `staging`. */
enum pp_status embed_files(
    struct pp_workshop *shop, struct pp_arena *arena, const struct pp_planned *planned,
    const struct pp_document *document, struct pp_wording *wording, struct pp_staging *staging,
    struct embedded *out) PP_CHECK;

#endif
