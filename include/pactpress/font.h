/* Fonts: stacks as data (fonts/stacks.yaml), faces found in the system's font folders at run time.
 *
 * A stack names, for a role (serif, sans, emblem), style by style, the faces to try in order; the
 * first face that has all characters of a grapheme cluster sets it. HarfBuzz's headers are owned by
 * font.c and shape.c; others see glyph ids and numbers only. Faces are loaded once a run and
 * shared read-only. */
#ifndef PACTPRESS_FONT_H
#define PACTPRESS_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/file.h"
#include "pactpress/project.h"
#include "pactpress/status.h"
#include "pactpress/styles.h"

struct pp_run;
struct pp_arena;
struct pp_fonts;

/* One face of one file. Open: the PDF writer reads these. */
struct pp_face {
    const char *path;       /* of the font file; never printed into outputs */
    unsigned index;         /* in a collection */
    const char *postscript; /* PostScript name */
    const char *family;     /* family name, for font dictionaries */
    struct pp_bytes bytes;  /* the file (mapped), lives as long as the fonts */
    unsigned upem;          /* units per em */
    int ascender, descender, cap_height, x_height; /* [font units], descender < 0 */
    int bbox[4];                                   /* [font units] xMin yMin xMax yMax */
    double italic_angle;                           /* [degrees] */
    bool serif, italic, fixed, cff;
    int weight;        /* 100..900 */
    unsigned revision; /* of the file, as the maker counts: 16.16 */
    size_t id;         /* index in order of loading within the stacks file: stable */
    void *hb;          /* hb_font_t *, for text/ only */
};

/* Reads the stacks and opens the faces they name. Missing files are an error that names the Debian
 * package to install. */
enum pp_status pp_fonts_load(
    struct pp_run *run, const char *project_folder, struct pp_fonts **out) PP_CHECK;
/* The folders that fonts and hyphenation patterns are looked for in, in that order,
 * NULL-terminated.
 */
const char *const *pp_text_folders(struct pp_run *run, const char *project_folder);
/* Packages of fonts that stacks name and that are not, or not wholly, installed: each once, in the
 * order of the stacks file. Text in the scripts they serve would miss glyphs. */
void pp_fonts_missing(struct pp_fonts *fonts, struct pp_arena *arena, struct pp_strings *packages);
/* Path of the hyphenation dictionary of a language, in the arena; NULL when none is installed. */
char *pp_hyphen_dictionary(struct pp_arena *arena, const char *lang);
void pp_fonts_free(struct pp_fonts *fonts);
/* Was a face needed that is there and cannot be used? That was reported; what is set since then is
 * in another face, and no document. */
bool pp_fonts_broken(const struct pp_fonts *fonts);
/* "Lato-Regular 2.015": name and revision of every face that the stacks name and that is
 * installed, each once, in the order of the stacks. What cannot be read is left out. */
enum pp_status pp_fonts_versions(
    struct pp_run *run, struct pp_arena *arena, const char *project_folder,
    struct pp_strings *out) PP_CHECK;
size_t pp_fonts_count(const struct pp_fonts *fonts);
const struct pp_face *pp_fonts_face(const struct pp_fonts *fonts, size_t id);
/* The first face of a stack: whose metrics set the line. Never NULL. */
const struct pp_face *pp_fonts_primary(
    const struct pp_fonts *fonts, enum pp_family family, enum pp_weight weight, bool italic,
    const char *lang);

/* Outline of a glyph as path commands in font units, for checks and drawn text. Advance width too.
 */
int pp_face_advance(const struct pp_face *face, unsigned glyph); /* [font units] */

#endif
