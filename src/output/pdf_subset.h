/* Font programs for embedding: widths of glyphs, and the subset that holds a set of them.
 * HarfBuzz's subsetting library has its only user here. */
#ifndef PACTPRESS_OUTPUT_PDF_SUBSET_H
#define PACTPRESS_OUTPUT_PDF_SUBSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/display.h"
#include "pactpress/font.h"
#include "pactpress/status.h"
#include "pactpress/str.h"

struct pp_arena;
struct pp_pdf_program;
struct pp_run;

/* Opens a face for embedding. A licence flag (OS/2 fsType) that forbids it, or tables that cannot
 * be read, are reported (PP_DATA). Free with pp_pdf_program_close. */
enum pp_status pp_pdf_program_open(
    struct pp_run *run, const struct pp_face *face, struct pp_pdf_program **out) PP_CHECK;
void pp_pdf_program_close(struct pp_pdf_program *program); /* NULL is fine */

size_t pp_pdf_program_glyph_count(const struct pp_pdf_program *program);
/* [1/100000 em] */
int64_t pp_pdf_program_width(const struct pp_pdf_program *program, uint32_t glyph);
/* The glyph of a character; 0 when there is none. */
uint32_t pp_pdf_program_nominal(const struct pp_pdf_program *program, unsigned codepoint);

/* The outline of a glyph as steps in font units, y up, to be filled; in the arena. */
void pp_pdf_program_outline(
    const struct pp_pdf_program *program, uint32_t glyph, struct pp_arena *arena,
    struct pp_step **steps, size_t *count);

/* Appends a font file to `out` that holds the given glyphs, without hints, layout and names;
 * TrueType outlines as a TrueType file, others as a bare CFF table. `new_ids` takes the glyphs' ids
 * in it. The outline of the glyph `blank` is left out (0: of none). */
enum pp_status pp_pdf_program_subset(
    struct pp_run *run, const struct pp_pdf_program *program, const uint32_t *glyphs, size_t count,
    uint32_t blank, struct pp_str *out, uint32_t *new_ids) PP_CHECK;

/* What Unicode says of a character: its canonical decomposition (one step; false when there is
 * none), its mirror image (itself when there is none), whether it is a combining mark. */
bool pp_pdf_decompose(unsigned codepoint, unsigned *first, unsigned *second);
unsigned pp_pdf_mirror(unsigned codepoint);
bool pp_pdf_is_mark(unsigned codepoint);

#endif
