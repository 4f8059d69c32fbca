/* Inside of pp_fonts, for text/ only: faces are opened when first tried, stacks resolved on demand.
 *
 * All functions may be called by several threads: opening is guarded, an opened face never changes.
 */
#ifndef PACTPRESS_TEXT_FONTS_H
#define PACTPRESS_TEXT_FONTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pactpress/font.h"
#include "pactpress/project.h"

enum { PP_STYLE_COUNT = 2 * PP_WEIGHT_COUNT };

/* An entry of `stacks:` in fonts/stacks.yaml. */
struct pp_stack_entry {
    const char *family;                       /* serif, sans, emblem or any */
    struct pp_strings scripts;                /* ISO 15924; empty = first choice of every script */
    bool required;                            /* a missing file is an error at start */
    struct pp_strings styles[PP_STYLE_COUNT]; /* by weight * 2 + italic: file names */
    struct pp_where where;
};

/* An entry of `packages:`. */
struct pp_font_package {
    const char *name;         /* Debian's */
    const char *folder;       /* below a font folder, where Debian puts its files */
    struct pp_strings starts; /* how names of its files start */
    struct pp_where where;
};

struct pp_stack_file {
    struct pp_font_package *packages;
    size_t package_count, package_capacity;
    struct pp_stack_entry *stacks;
    size_t stack_count, stack_capacity;
};

enum pp_face_state { PP_FACE_UNTRIED, PP_FACE_OPEN, PP_FACE_MISSING, PP_FACE_BROKEN };

struct pp_font_slot {
    struct pp_face face;
    const char *name; /* as in stacks.yaml: "File.ttf" or "File.ttc#2" */
    const char *file; /* without the index */
    struct pp_where where;
    enum pp_face_state state;
};

struct pp_fonts {
    struct pp_run *run;
    struct pp_arena *arena;
    const char *folders[5]; /* in order of preference, NULL-terminated */
    struct pp_stack_file stacks;
    struct pp_font_slot *items; /* never moves once the stacks are read */
    size_t count, capacity;
    struct pp_map by_name; /* name -> index + 1, as a pointer */
    struct pp_map found;   /* file name -> path, of all font folders; filled when a hint fails */
    bool searched;
    bool broken; /* a face that was asked for cannot be used */
    pthread_mutex_t lock;
};

/* font_stacks.c: reads stacks.yaml and gives every file it names a slot. */
enum pp_status pp_stacks_read(struct pp_fonts *fonts, const char *project_folder) PP_CHECK;
/* Path of a font file in the font folders, or NULL. Call with the lock held. */
const char *pp_stacks_find_file(struct pp_fonts *fonts, const char *file);
/* The package to install for a file, or NULL. */
const char *pp_stacks_package(const struct pp_fonts *fonts, const char *file);

/* Ids of the faces to try for a style in text of a script (ISO 15924 as a 32-bit tag), in order,
 * each once. Returns how many; `ids` has room for pp_fonts_count. */
size_t pp_fonts_resolve(
    const struct pp_fonts *fonts, enum pp_family family, enum pp_weight weight, bool italic,
    uint32_t script, size_t *ids);
/* Opens a face on first use; NULL when its file is missing or unusable (reported once). */
const struct pp_face *pp_fonts_open(const struct pp_fonts *fonts, size_t id);

#endif
