#include "output/pdf_subset.h"

#include <stdlib.h>

#include <hb-subset.h>
#include <hb.h>

#include "output/pdf_sfnt.h"
#include "pactpress/run.h"

struct pp_pdf_program {
    const struct pp_face *face;
    hb_face_t *hb_face;
    hb_font_t *hb_font;
};

/* Licence bits of OS/2.fsType (OpenType 1.9). */
enum { RESTRICTED = 0x0002, PREVIEW = 0x0004, EDITABLE = 0x0008, NO_SUBSET = 0x0100 };
enum { BITMAP_ONLY = 0x0200, TYPE_OFFSET = 8 };

static enum pp_status refuse(struct pp_run *run, const struct pp_face *face, const char *why)
{
    pp_error(
        run, PP_NOWHERE, "pdf.font", "The font %s cannot be put into a PDF: %s.", face->postscript,
        why);
    return PP_DATA;
}

/* OS/2.fsType; fonts without the table are free to embed. */
static unsigned licence_of(const struct pp_pdf_program *program)
{
    hb_blob_t *table = hb_face_reference_table(program->hb_face, HB_TAG('O', 'S', '/', '2'));
    unsigned length = 0, bits = 0;
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(table, &length);
    if (length >= TYPE_OFFSET + 2)
        bits = (unsigned)bytes[TYPE_OFFSET] << 8 | bytes[TYPE_OFFSET + 1];
    hb_blob_destroy(table);
    return bits;
}

static enum pp_status check_program(struct pp_run *run, const struct pp_pdf_program *program)
{
    unsigned licence = licence_of(program);
    if (hb_face_get_glyph_count(program->hb_face) == 0)
        return refuse(run, program->face, "its file holds no glyphs");
    if ((int)hb_face_get_upem(program->hb_face) <= 0)
        return refuse(run, program->face, "its units per em are not a number");
    /* The least restrictive bit counts. */
    if (licence & RESTRICTED && !(licence & (PREVIEW | EDITABLE)))
        return refuse(run, program->face, "its licence flag (fsType) forbids embedding");
    if (licence & NO_SUBSET)
        return refuse(run, program->face, "its licence flag (fsType) forbids subsets");
    if (licence & BITMAP_ONLY)
        return refuse(run, program->face, "its licence flag (fsType) allows bitmaps only");
    return PP_OK;
}

enum pp_status pp_pdf_program_open(
    struct pp_run *run, const struct pp_face *face, struct pp_pdf_program **out)
{
    struct pp_pdf_program *program = pp_xmalloc(sizeof *program);
    hb_blob_t *blob = hb_blob_create(
        (const char *)face->bytes.data, (unsigned)face->bytes.size, HB_MEMORY_MODE_READONLY, NULL,
        NULL);
    program->face = face;
    program->hb_face = hb_face_create(blob, face->index);
    program->hb_font = hb_font_create(program->hb_face);
    hb_blob_destroy(blob);
    enum pp_status status = check_program(run, program);
    if (status != PP_OK) {
        pp_pdf_program_close(program);
        return status;
    }
    *out = program;
    return PP_OK;
}

void pp_pdf_program_close(struct pp_pdf_program *program)
{
    if (!program)
        return;
    hb_font_destroy(program->hb_font);
    hb_face_destroy(program->hb_face);
    free(program);
}

size_t pp_pdf_program_glyph_count(const struct pp_pdf_program *program)
{
    return hb_face_get_glyph_count(program->hb_face);
}

int64_t pp_pdf_program_width(const struct pp_pdf_program *program, uint32_t glyph)
{
    int64_t upem = hb_face_get_upem(program->hb_face);
    int64_t units = hb_font_get_glyph_h_advance(program->hb_font, glyph);
    return (units * 200000 + upem) / (2 * upem);
}

uint32_t pp_pdf_program_nominal(const struct pp_pdf_program *program, unsigned codepoint)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(program->hb_font, codepoint, &glyph) ? glyph : 0;
}

/* An outline in the making. */
struct outline {
    struct pp_arena *arena;
    struct pp_step *items;
    size_t count, capacity;
};

static struct pp_step *add_step(void *data, enum pp_step_kind kind, float x, float y)
{
    struct outline *outline = data;
    struct pp_step *step = PP_PUSH(outline->arena, outline);
    step->kind = kind;
    step->x = x;
    step->y = y;
    return step;
}

static void move_to(
    hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_step(data, PP_MOVE, x, y);
}

static void line_to(
    hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_step(data, PP_LINE_TO, x, y);
}

static void curve_to(
    hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2,
    float y2, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    struct pp_step *step = add_step(data, PP_CURVE_TO, x, y);
    step->x1 = x1;
    step->y1 = y1;
    step->x2 = x2;
    step->y2 = y2;
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    add_step(data, PP_CLOSE, 0, 0);
}

void pp_pdf_program_outline(
    const struct pp_pdf_program *program, uint32_t glyph, struct pp_arena *arena,
    struct pp_step **steps, size_t *count)
{
    struct outline outline = {.arena = arena};
    /* Without a function for them, HarfBuzz turns the quadratic curves of TrueType into cubic ones.
     */
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, curve_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
    hb_font_get_glyph_shape(program->hb_font, glyph, funcs, &outline);
    hb_draw_funcs_destroy(funcs);
    *steps = outline.items;
    *count = outline.count;
}

bool pp_pdf_decompose(unsigned codepoint, unsigned *first, unsigned *second)
{
    return hb_unicode_decompose(hb_unicode_funcs_get_default(), codepoint, first, second);
}

unsigned pp_pdf_mirror(unsigned codepoint)
{
    return hb_unicode_mirroring(hb_unicode_funcs_get_default(), codepoint);
}

bool pp_pdf_is_mark(unsigned codepoint)
{
    hb_unicode_general_category_t category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), codepoint);
    return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
           category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK;
}

static bool is_kept(hb_tag_t tag)
{
    static const char kept[][5] = {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "CFF "};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (tag == HB_TAG(kept[i][0], kept[i][1], kept[i][2], kept[i][3]))
            return true;
    return false;
}

/* All tables but those that a PDF needs. A variable font is embedded as its default instance. */
static void drop_tables(hb_face_t *face, hb_set_t *dropped)
{
    hb_tag_t tags[32];
    unsigned start = 0, count;
    do {
        count = sizeof tags / sizeof *tags;
        hb_face_get_table_tags(face, start, &count, tags);
        for (unsigned i = 0; i < count; i++)
            if (!is_kept(tags[i]))
                hb_set_add(dropped, tags[i]);
        start += count;
    } while (count == sizeof tags / sizeof *tags);
}

static hb_subset_plan_t *plan_subset(
    const struct pp_pdf_program *program, const uint32_t *glyphs, size_t count)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    if (!input)
        pp_out_of_memory();
    hb_set_t *wanted = hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < count; i++)
        hb_set_add(wanted, glyphs[i]);
    drop_tables(program->hb_face, hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
    /* Glyph 0 is never shown, so its outline goes, too: in some fonts it is larger than ten
     * letters.
     */
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(program->hb_face, input);
    hb_subset_input_destroy(input);
    return plan;
}

/* Appends the bytes of the subset; false when there are none. */
static bool take_bytes(const struct pp_pdf_program *program, hb_face_t *subset, struct pp_str *out)
{
    hb_blob_t *blob = program->face->cff
                          ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '))
                          : hb_face_reference_blob(subset);
    unsigned length = 0;
    const char *bytes = hb_blob_get_data(blob, &length);
    pp_str_append_n(out, bytes, length);
    hb_blob_destroy(blob);
    return length > 0;
}

enum pp_status pp_pdf_program_subset(
    struct pp_run *run, const struct pp_pdf_program *program, const uint32_t *glyphs, size_t count,
    uint32_t blank, struct pp_str *out, uint32_t *new_ids)
{
    hb_subset_plan_t *plan = plan_subset(program, glyphs, count);
    hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    bool good = subset && take_bytes(program, subset, out);
    if (good) {
        const hb_map_t *map = hb_subset_plan_old_to_new_glyph_mapping(plan);
        for (size_t i = 0; i < count && good; i++) {
            new_ids[i] = hb_map_get(map, glyphs[i]);
            good = new_ids[i] != HB_MAP_VALUE_INVALID;
            if (good && blank && glyphs[i] == blank && !program->face->cff)
                good = pp_pdf_sfnt_blank(out, new_ids[i]);
        }
    }
    hb_face_destroy(subset);
    hb_subset_plan_destroy(plan);
    return good ? PP_OK : refuse(run, program->face, "its tables contradict each other");
}
