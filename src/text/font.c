#include "pactpress/font.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pactpress/arena.h"
#include "pactpress/diag.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "fonts.h"
#include "harfbuzz.h"
#include "langtag.h"
#include "sfnt.h"
#include "unicode.h"

enum pp_status pp_fonts_load(struct pp_run *run, const char *project_folder, struct pp_fonts **out)
{
    struct pp_fonts *fonts = pp_xmalloc(sizeof *fonts);
    *fonts = (struct pp_fonts){.run = run, .arena = pp_arena_new()};
    pthread_mutex_init(&fonts->lock, NULL);
    pp_map_init(&fonts->by_name, fonts->arena);
    pp_map_init(&fonts->found, fonts->arena);
    enum pp_status status = pp_stacks_read(fonts, project_folder);
    if (status != PP_OK) {
        pp_fonts_free(fonts);
        return status;
    }
    *out = fonts;
    return PP_OK;
}

void pp_fonts_free(struct pp_fonts *fonts)
{
    if (fonts == NULL)
        return;
    for (size_t i = 0; i < fonts->count; i++) {
        struct pp_face *face = &fonts->items[i].face;
        pp_hb_font_free(face->hb);
        if (face->bytes.data != NULL)
            munmap((void *)(uintptr_t)face->bytes.data, face->bytes.size);
    }
    pthread_mutex_destroy(&fonts->lock);
    pp_arena_free(fonts->arena);
    free(fonts);
}

bool pp_fonts_broken(const struct pp_fonts *fonts)
{
    struct pp_fonts *inside = (struct pp_fonts *)(uintptr_t)fonts;
    pthread_mutex_lock(&inside->lock);
    bool broken = inside->broken;
    pthread_mutex_unlock(&inside->lock);
    return broken;
}

size_t pp_fonts_count(const struct pp_fonts *fonts)
{
    return fonts->count;
}

static bool map_file(const char *path, struct pp_bytes *out)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    struct stat status;
    void *data = MAP_FAILED;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
        data = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    if (data == MAP_FAILED)
        return false;
    *out = (struct pp_bytes){data, (size_t)status.st_size};
    return true;
}

static const char *licence_problem(enum pp_sfnt_licence licence)
{
    switch (licence) {
    case PP_LICENCE_RESTRICTED:
        return "its licence flag forbids embedding (OS/2 fsType 2)";
    case PP_LICENCE_NO_SUBSET:
        return "its licence flag forbids subsets (OS/2 fsType bit 8)";
    case PP_LICENCE_BITMAP_ONLY:
        return "its licence flag allows bitmaps only (OS/2 fsType bit 9)";
    case PP_LICENCE_FINE:
        break;
    }
    return NULL;
}

/* Opens a slot's face: NULL, or half a sentence on why not. */
static const char *open_face(struct pp_fonts *fonts, struct pp_font_slot *slot)
{
    struct pp_face *face = &slot->face;
    enum pp_sfnt_licence licence = PP_LICENCE_FINE;
    if (!map_file(face->path, &face->bytes))
        return strerror(errno);
    const char *problem = pp_sfnt_read(fonts->arena, face, &licence);
    if (problem == NULL)
        problem = licence_problem(licence);
    if (problem == NULL && (face->hb = pp_hb_font_new(face)) == NULL)
        problem = "it holds no glyphs";
    return problem;
}

static void try_slot(struct pp_fonts *fonts, struct pp_font_slot *slot)
{
    slot->face.path = pp_stacks_find_file(fonts, slot->file);
    if (slot->face.path == NULL) {
        slot->state = PP_FACE_MISSING;
        return;
    }
    const char *problem = open_face(fonts, slot);
    slot->state = problem == NULL ? PP_FACE_OPEN : PP_FACE_BROKEN;
    fonts->broken = fonts->broken || problem != NULL;
    if (problem != NULL)
        pp_error(
            fonts->run, (struct pp_where){.file = slot->face.path}, "font.unusable",
            "The font %s cannot be used: %s; install another copy or take it out of "
            "fonts/stacks.yaml.",
            slot->name, problem);
}

/* A face of its own: the fonts in use stay as they are. */
static void add_version(
    struct pp_fonts *fonts, const struct pp_font_slot *slot, struct pp_arena *arena,
    struct pp_strings *out)
{
    struct pp_face face = {
        .path = pp_stacks_find_file(fonts, slot->file), .index = slot->face.index};
    enum pp_sfnt_licence licence;
    if (face.path == NULL || !map_file(face.path, &face.bytes))
        return;
    if (pp_sfnt_read(fonts->arena, &face, &licence) == NULL)
        *(const char **)PP_PUSH(arena, out) = pp_arena_printf(
            arena, "%s %u.%03u", face.postscript, face.revision >> 16,
            ((face.revision & 0xFFFF) * 1000 + 0x8000) >> 16);
    munmap((void *)(uintptr_t)face.bytes.data, face.bytes.size);
}

enum pp_status pp_fonts_versions(
    struct pp_run *run, struct pp_arena *arena, const char *project_folder, struct pp_strings *out)
{
    struct pp_fonts *fonts;
    PP_TRY(pp_fonts_load(run, project_folder, &fonts));
    for (size_t i = 0; i < fonts->count; i++)
        add_version(fonts, &fonts->items[i], arena, out);
    pp_fonts_free(fonts);
    return PP_OK;
}

const struct pp_face *pp_fonts_open(const struct pp_fonts *fonts, size_t id)
{
    /* Faces open on first use behind a frozen front: the lock keeps it one event for all threads.
     */
    struct pp_fonts *inside = (struct pp_fonts *)(uintptr_t)fonts;
    struct pp_font_slot *slot = &inside->items[id];
    pthread_mutex_lock(&inside->lock);
    if (slot->state == PP_FACE_UNTRIED)
        try_slot(inside, slot);
    enum pp_face_state state = slot->state;
    pthread_mutex_unlock(&inside->lock);
    return state == PP_FACE_OPEN ? &slot->face : NULL;
}

const struct pp_face *pp_fonts_face(const struct pp_fonts *fonts, size_t id)
{
    return id < fonts->count ? pp_fonts_open(fonts, id) : NULL;
}

/* What to take when an entry has no faces of a style: a neighbouring weight, then upright. Never a
 * slanted or thickened copy. */
static const struct pp_strings *faces_of_style(
    const struct pp_stack_entry *entry, enum pp_weight weight, bool italic)
{
    static const enum pp_weight order[PP_WEIGHT_COUNT][PP_WEIGHT_COUNT] = {
        [PP_REGULAR] = {PP_REGULAR, PP_SEMIBOLD, PP_BOLD, PP_BLACK},
        [PP_SEMIBOLD] = {PP_SEMIBOLD, PP_BOLD, PP_REGULAR, PP_BLACK},
        [PP_BOLD] = {PP_BOLD, PP_SEMIBOLD, PP_BLACK, PP_REGULAR},
        [PP_BLACK] = {PP_BLACK, PP_BOLD, PP_SEMIBOLD, PP_REGULAR},
    };
    for (int slant = italic ? 1 : 0; slant >= 0; slant--)
        for (size_t i = 0; i < PP_WEIGHT_COUNT; i++) {
            const struct pp_strings *faces = &entry->styles[2 * order[weight][i] + slant];
            if (faces->count > 0)
                return faces;
        }
    return NULL;
}

static bool entry_has_script(const struct pp_stack_entry *entry, uint32_t script)
{
    for (size_t i = 0; i < entry->scripts.count; i++)
        if (pp_script_tag(entry->scripts.items[i]) == script)
            return true;
    return false;
}

struct choice {
    const struct pp_fonts *fonts;
    enum pp_family family;
    enum pp_weight weight;
    bool italic;
    size_t *ids;
    size_t count;
};

static void take_entry(struct choice *choice, const struct pp_stack_entry *entry)
{
    static const char *const names[] = {"serif", "sans", "emblem"};
    if (!pp_streq(entry->family, names[choice->family]) && !pp_streq(entry->family, "any"))
        return;
    const struct pp_strings *faces = faces_of_style(entry, choice->weight, choice->italic);
    for (size_t i = 0; faces != NULL && i < faces->count; i++) {
        uintptr_t id = (uintptr_t)pp_map_get(&choice->fonts->by_name, faces->items[i]) - 1;
        size_t k = 0;
        while (k < choice->count && choice->ids[k] != id)
            k++;
        if (k == choice->count)
            choice->ids[choice->count++] = id;
    }
}

size_t pp_fonts_resolve(
    const struct pp_fonts *fonts, enum pp_family family, enum pp_weight weight, bool italic,
    uint32_t script, size_t *ids)
{
    struct choice choice = {fonts, family, weight, italic, ids, 0};
    const struct pp_stack_entry *entries = fonts->stacks.stacks;
    size_t count = fonts->stacks.stack_count;
    for (size_t i = 0; i < count; i++)
        if (entry_has_script(&entries[i], script))
            take_entry(&choice, &entries[i]);
    for (size_t i = 0; i < count; i++)
        if (entries[i].scripts.count == 0)
            take_entry(&choice, &entries[i]);
    for (size_t i = 0; i < count; i++)
        take_entry(&choice, &entries[i]);
    return choice.count;
}

const struct pp_face *pp_fonts_primary(
    const struct pp_fonts *fonts, enum pp_family family, enum pp_weight weight, bool italic,
    const char *lang)
{
    uint32_t script = pp_lang_script(lang), sample = pp_script_sample(script);
    size_t *ids = pp_xmalloc(fonts->count * sizeof *ids);
    size_t count = pp_fonts_resolve(fonts, family, weight, italic, script, ids);
    const struct pp_face *first = NULL, *found = NULL;
    for (size_t i = 0; i < count && found == NULL; i++) {
        const struct pp_face *face = pp_fonts_open(fonts, ids[i]);
        if (face == NULL)
            continue;
        if (first == NULL)
            first = face;
        if (sample == 0 || pp_hb_glyph(face, sample) != 0)
            found = face;
    }
    free(ids);
    return found != NULL ? found : first;
}

int pp_face_advance(const struct pp_face *face, unsigned glyph)
{
    return pp_hb_advance(face, glyph);
}
