#include "pdf_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hb-ot.h>
#include <hb.h>

#include "pactpress/file.h"
#include "pactpress/reading.h"
#include "pactpress/str.h"

static const double page_width = 595.276, page_height = 841.89;

struct kit *kit_new(void)
{
    const struct pp_pdf_meta meta = {
        .title = "EPI Bulletin for R\xC4\xABga & partners",
        .lang = "en",
        .subject = "Figures <of> the quarter",
        .author = "EPI project",
        .rights = "CC BY 4.0",
        .keywords = "integration, evaluation",
        .date = 1648771200};
    return kit_new_with(&meta);
}

struct kit *kit_new_with(const struct pp_pdf_meta *meta)
{
    struct pp_run *run = pp_run_new(NULL);
    struct pp_arena *arena = pp_arena_new();
    struct kit *kit = pp_arena_alloc(arena, sizeof *kit);
    kit->run = run;
    kit->arena = arena;
    kit->meta = *meta;
    pp_structure_add(&kit->structure, PP_ROLE_DOCUMENT, 0);
    kit->status = pp_pdf_open(run, arena, meta, &kit->pdf);
    return kit;
}

void kit_free(struct kit *kit)
{
    if (kit->pdf)
        pp_pdf_abort(kit->pdf);
    pp_structure_free(&kit->structure);
    pp_run_free(kit->run);
    pp_arena_free(kit->arena);
}

static void read_metrics(struct pp_face *face, hb_face_t *hb_face, hb_font_t *font)
{
    hb_position_t value;
    hb_font_extents_t extents;
    hb_font_get_h_extents(font, &extents);
    face->upem = hb_face_get_upem(hb_face);
    face->ascender = extents.ascender;
    face->descender = extents.descender;
    hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_CAP_HEIGHT, &value);
    face->cap_height = value;
    hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_X_HEIGHT, &value);
    face->x_height = value;
    hb_blob_t *head = hb_face_reference_table(hb_face, HB_TAG('h', 'e', 'a', 'd'));
    const unsigned char *bytes = (const unsigned char *)hb_blob_get_data(head, NULL);
    for (size_t i = 0; i < 4; i++)
        face->bbox[i] = (int16_t)(bytes[36 + 2 * i] << 8 | bytes[37 + 2 * i]);
    hb_blob_destroy(head);
}

static struct pp_face *open_face(struct kit *kit, const char *name)
{
    struct pp_face *face = pp_arena_alloc(kit->arena, sizeof *face);
    unsigned length = 64;
    char postscript[64] = "";
    face->path = pp_path_join(kit->arena, "/usr/share/fonts", name);
    face->weight = strstr(name, "Bold") ? 700 : 400;
    face->serif = strstr(name, "Vollkorn") != NULL;
    face->italic = strstr(name, "Italic") != NULL;
    if (pp_file_read(kit->run, kit->arena, face->path, 0, &face->bytes) != PP_OK) {
        fprintf(stderr, "The font %s is missing.\n", face->path);
        abort();
    }
    hb_blob_t *blob = hb_blob_create(
        (const char *)face->bytes.data, (unsigned)face->bytes.size, HB_MEMORY_MODE_READONLY, NULL,
        NULL);
    hb_face_t *hb_face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(hb_face);
    read_metrics(face, hb_face, font);
    hb_ot_name_get_utf8(
        hb_face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &length, postscript);
    face->postscript = pp_arena_strdup(kit->arena, postscript);
    face->family = face->postscript;
    hb_blob_t *cff = hb_face_reference_table(hb_face, HB_TAG('C', 'F', 'F', ' '));
    face->cff = hb_blob_get_length(cff) > 0;
    hb_blob_destroy(cff);
    hb_font_destroy(font);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
    return face;
}

const struct pp_face *kit_face(struct kit *kit, const char *name)
{
    for (size_t i = 0; i < kit->faces.count; i++)
        if (pp_ends_with(kit->faces.items[i]->path, name))
            return kit->faces.items[i];
    struct pp_face *face = open_face(kit, name);
    *(struct pp_face **)PP_PUSH(kit->arena, &kit->faces) = face;
    return face;
}

size_t kit_element(struct kit *kit, enum pp_role role, size_t parent)
{
    return pp_structure_add(&kit->structure, role, parent);
}

static void fill_run(
    struct kit *kit, struct pp_glyph_run *run, hb_font_t *font, hb_buffer_t *buffer)
{
    unsigned count;
    hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, NULL);
    struct pp_glyph *glyphs = pp_arena_array(kit->arena, count, sizeof *glyphs);
    double scale = run->size / hb_face_get_upem(hb_font_get_face(font));
    for (unsigned i = 0; i < count; i++) {
        glyphs[i].id = infos[i].codepoint;
        glyphs[i].cluster = infos[i].cluster;
        glyphs[i].advance = (float)(positions[i].x_advance * scale);
        glyphs[i].dx = (float)(positions[i].x_offset * scale);
        glyphs[i].dy = (float)(positions[i].y_offset * scale);
        run->width += glyphs[i].advance;
    }
    run->glyphs = glyphs;
    run->glyph_count = count;
}

struct pp_glyph_run *kit_run(
    struct kit *kit, const struct pp_face *face, double size, const char *text, int flags)
{
    struct pp_glyph_run *run = pp_arena_alloc(kit->arena, sizeof *run);
    const char *shown = flags & KIT_HYPHEN ? pp_arena_printf(kit->arena, "%s-", text) : text;
    hb_blob_t *blob = hb_blob_create(
        (const char *)face->bytes.data, (unsigned)face->bytes.size, HB_MEMORY_MODE_READONLY, NULL,
        NULL);
    hb_face_t *hb_face = hb_face_create(blob, face->index);
    hb_font_t *font = hb_font_create(hb_face);
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, shown, -1, 0, -1);
    hb_buffer_set_direction(buffer, flags & KIT_RTL ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(font, buffer, NULL, 0);
    run->face = face;
    run->size = size;
    run->rtl = flags & KIT_RTL;
    run->end = strlen(text);
    run->hyphen = flags & KIT_HYPHEN;
    fill_run(kit, run, font, buffer);
    hb_buffer_destroy(buffer);
    hb_font_destroy(font);
    hb_face_destroy(hb_face);
    hb_blob_destroy(blob);
    return run;
}

struct pp_op *kit_op(struct kit *kit, enum pp_op_kind kind, long element)
{
    struct pp_op *op = PP_PUSH(kit->arena, &kit->ops);
    op->kind = kind;
    op->element = element;
    return op;
}

double kit_text(
    struct kit *kit, long element, const struct pp_face *face, double size, double x, double y,
    const char *text, int flags)
{
    struct pp_glyph_run *run = kit_run(kit, face, size, text, flags);
    struct pp_op *op = kit_op(kit, PP_OP_GLYPHS, element);
    op->as.glyphs.run = run;
    op->as.glyphs.text = pp_arena_strdup(kit->arena, text);
    op->as.glyphs.x = x;
    op->as.glyphs.y = y;
    op->as.glyphs.colour = (struct pp_colour){0x1A, 0x1A, 0x1A};
    op->as.glyphs.space = flags & KIT_SPACE;
    return run->width;
}

void kit_box(struct kit *kit, long element, double x, double y, double w, double h, unsigned rgb)
{
    const struct pp_step steps[] = {
        {.kind = PP_MOVE, .x = x, .y = y},
        {.kind = PP_LINE_TO, .x = x + w, .y = y},
        {.kind = PP_LINE_TO, .x = x + w, .y = y + h},
        {.kind = PP_LINE_TO, .x = x, .y = y + h},
        {.kind = PP_CLOSE}};
    struct pp_op *op = kit_op(kit, PP_OP_PATH, element);
    op->as.path.steps = pp_arena_memdup(kit->arena, steps, sizeof steps);
    op->as.path.step_count = 5;
    op->as.path.fill = true;
    op->as.path.fill_colour =
        (struct pp_colour){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb};
}

void kit_line(struct kit *kit, long element, double x1, double y1, double x2, double y2)
{
    const struct pp_step steps[] = {
        {.kind = PP_MOVE, .x = x1, .y = y1}, {.kind = PP_LINE_TO, .x = x2, .y = y2}};
    struct pp_op *op = kit_op(kit, PP_OP_PATH, element);
    op->as.path.steps = pp_arena_memdup(kit->arena, steps, sizeof steps);
    op->as.path.step_count = 2;
    op->as.path.stroke = true;
    op->as.path.width = 0.5;
    op->as.path.dash[0] = 2;
    op->as.path.dash[1] = 1.5;
}

void kit_image(
    struct kit *kit, long element, const char *path, double x, double y, double w, double h)
{
    struct pp_op *op = kit_op(kit, PP_OP_IMAGE, element);
    op->as.image.path = path;
    op->as.image.x = x;
    op->as.image.y = y;
    op->as.image.w = w;
    op->as.image.h = h;
    op->as.image.crop[2] = op->as.image.crop[3] = 1;
}

void kit_link(
    struct kit *kit, long element, double x, double y, double w, double h, const char *url,
    const char *dest, const char *contents)
{
    struct pp_op *op = kit_op(kit, PP_OP_LINK, element);
    op->as.link.x = x;
    op->as.link.y = y;
    op->as.link.w = w;
    op->as.link.h = h;
    op->as.link.url = url;
    op->as.link.dest = dest;
    op->as.link.contents = contents;
}

void kit_touch(struct kit *kit, long element)
{
    kit_op(kit, PP_OP_TOUCH, element);
}

void kit_bookmark(struct kit *kit, const char *title, int level, size_t page, double y)
{
    struct pp_bookmark *mark = PP_PUSH(kit->arena, &kit->bookmarks);
    *mark = (struct pp_bookmark){.title = title, .level = level, .page = page, .y = y};
}

void kit_end_page(struct kit *kit)
{
    struct pp_sheet sheet = {
        .number = ++kit->page,
        .width = page_width,
        .height = page_height,
        .ops = kit->ops.items,
        .op_count = kit->ops.count};
    if (kit->status == PP_OK)
        kit->status = pp_pdf_sheet(kit->pdf, &sheet, &kit->structure);
    if (kit->reading)
        pp_reading_sheet(kit->reading, &sheet, &kit->structure);
    kit->ops.count = 0;
    /* A sheet lives until the next: nothing of it may be needed any more. */
    if (kit->ops.items)
        memset(kit->ops.items, 0xA5, kit->ops.capacity * sizeof *kit->ops.items);
}

enum pp_status kit_close(struct kit *kit)
{
    if (kit->ops.count > 0)
        kit_end_page(kit);
    if (kit->status == PP_OK) {
        kit->status = pp_pdf_close(kit->pdf, &kit->structure, &kit->bookmarks, &kit->file);
        kit->pdf = NULL;
    }
    return kit->status;
}

const char *kit_folder(struct kit *kit)
{
    const char *build = getenv("BUILD");
    const char *folder = pp_path_join(kit->arena, build ? build : "build/tests", "pdf");
    if (pp_folder_make(kit->run, folder, 0755) != PP_OK)
        abort();
    return folder;
}

static const char *path_of(struct kit *kit, const char *name)
{
    return pp_path_join(kit->arena, kit_folder(kit), pp_arena_printf(kit->arena, "%s.pdf", name));
}

enum pp_status kit_save(struct kit *kit, const char *name)
{
    if (kit_close(kit) == PP_OK)
        kit->status =
            pp_file_write(kit->run, path_of(kit, name), kit->file.data, kit->file.size, 0);
    return kit->status;
}

static const char *run_on(struct kit *kit, const char *name, const char *command, bool searchable)
{
    const char *at = strstr(command, "%s"), *path = path_of(kit, name);
    struct pp_str line, out;
    char buffer[4096];
    size_t taken;
    pp_str_init(&line);
    pp_str_init(&out);
    pp_str_append_n(&line, command, (size_t)(at - command));
    pp_str_append(&line, path);
    pp_str_append(&line, at + 2);
    FILE *pipe = popen(line.text, "r");
    while (pipe && (taken = fread(buffer, 1, sizeof buffer, pipe)) > 0)
        pp_str_append_n(&out, buffer, taken);
    if (!pipe || pclose(pipe) != 0)
        pp_str_append(&out, "\n(failed)\n");
    for (size_t i = 0; i < out.length && searchable; i++)
        if (out.text[i] == '\0')
            out.text[i] = ' ';
    const char *copy = pp_str_copy(&out, kit->arena);
    pp_str_free(&line);
    pp_str_free(&out);
    return copy;
}

const char *kit_output(struct kit *kit, const char *name, const char *command)
{
    return run_on(kit, name, command, false);
}

const char *kit_unpacked(struct kit *kit, const char *name)
{
    return run_on(kit, name, "qpdf --qdf --object-streams=disable %s -", true);
}

struct pp_element_more *kit_more(struct kit *kit, size_t element)
{
    return pp_more_of(kit->arena, pp_structure_at(&kit->structure, element));
}

bool kit_said(const struct kit *kit, const char *rule)
{
    const struct pp_diag *diag;
    for (size_t i = 0; (diag = pp_diag_at(kit->run, i)); i++)
        if (pp_streq(diag->rule, rule))
            return true;
    return false;
}
