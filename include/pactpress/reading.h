/* The reading: what a program that reads a document aloud says, in its order, as text.
 *
 *     Document [en]
 *       H1
 *         "Riga: efficient offices"
 *       Table
 *         TR
 *           TH scope=Column
 *             "City"
 *       Figure alt="Most answers are 4 or 5."
 *
 * An element a line, with what is said about it; its own text and elements below it. A language
 * stands where it changes. White space is folded, hyphens at line ends are taken out, and what is
 * drawn inside a picture that has an alternative text is left out: the text is read instead.
 *
 * The same text is made in two ways that share nothing but this form: from the display list, which
 * is what a document should say, and from the bytes of the finished PDF, which is what it says. */
#ifndef PACTPRESS_READING_H
#define PACTPRESS_READING_H

#include "pactpress/display.h"
#include "pactpress/file.h"
#include "pactpress/status.h"

struct pp_arena;
struct pp_run;
struct pp_str;

/* What a document should say: a page at a time, as the pages are made. Lives in the arena. */
struct pp_reading;
struct pp_reading *pp_reading_open(struct pp_arena *arena, const char *lang);
void pp_reading_sheet(
    struct pp_reading *reading, const struct pp_sheet *sheet, const struct pp_structure *structure);
/* In the form for comparison: text from right to left in the order of sight, as a PDF holds it, and
 * without marks and spaces, whose place in it is the writer's choice. */
const char *pp_reading_close(struct pp_reading *reading, const struct pp_structure *structure);
/* Instead of pp_reading_close. */
void pp_reading_abort(struct pp_reading *reading);

/* What the bytes of a PDF say (--dump=reading). A file that cannot be read is reported at `path`,
 * PP_DATA. */
enum pp_status pp_reading_of_pdf(
    struct pp_run *run, const char *path, struct pp_bytes bytes, struct pp_str *out) PP_CHECK;
/* The same in the form for comparison. */
enum pp_status pp_reading_of_pdf_compared(
    struct pp_run *run, const char *path, struct pp_bytes bytes, struct pp_str *out) PP_CHECK;

#endif
