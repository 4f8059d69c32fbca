/* For the tests of document/: a run whose strings are those of the repository, text that becomes a
 * tree, and a tree as the text of --dump=document. */
#ifndef PACTPRESS_TESTS_DOCUMENT_KIT_H
#define PACTPRESS_TESTS_DOCUMENT_KIT_H

#include "pactpress/placeholder.h"
#include "pactpress/run.h"
#include "pactpress/source_text.h"
#include "pactpress/wording.h"

struct document_kit {
    struct pp_run *run;
    struct pp_arena *arena;
    struct pp_wording *wording;   /* English */
    struct pp_source_text source; /* of the last text that was read */
};

int document_kit_open(void **state);
int document_kit_close(void **state);

/* Reads Markdown; NULL when it is refused. Pictures are looked for in `folder`. */
struct pp_node *document_kit_read(struct document_kit *kit, const char *folder, const char *text);
/* A node and all below it as text. */
const char *document_kit_dump(struct document_kit *kit, struct pp_node *node);
/* Reads Markdown and expects this dump of its blocks. */
void document_kit_expect(struct document_kit *kit, const char *text, const char *expected);
/* Reads Markdown and expects one message: "12:3 error story.raw-html", say. */
void document_kit_expect_message(struct document_kit *kit, const char *text, const char *expected);
/* The words of inlines, marks said. */
const char *document_kit_plain(struct document_kit *kit, const struct pp_inline *content);
/* The last message as "line:col severity rule"; "" when there is none. */
const char *document_kit_message(struct document_kit *kit);
/* A small PNG of 3 x 2 pixels in `folder`. */
void document_kit_picture(struct document_kit *kit, const char *folder, const char *name);

#endif
