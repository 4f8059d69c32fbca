#include "harfbuzz.h"

#include <hb.h>
#include <stdlib.h>

#include "pactpress/arena.h"
#include "pactpress/font.h"

struct pp_shaper {
    hb_buffer_t *buffer;
    struct pp_shaped_glyph *glyphs;
    size_t capacity;
};

void *pp_hb_font_new(const struct pp_face *face)
{
    hb_blob_t *blob = hb_blob_create(
        (const char *)face->bytes.data, (unsigned)face->bytes.size, HB_MEMORY_MODE_READONLY, NULL,
        NULL);
    hb_face_t *hb_face = hb_face_create(blob, face->index);
    hb_blob_destroy(blob);
    hb_font_t *font = hb_face_get_glyph_count(hb_face) > 0 ? hb_font_create(hb_face) : NULL;
    hb_face_destroy(hb_face);
    if (font == NULL)
        return NULL;
    /* Advances in font units: sizes are applied afterwards, so one font serves all of them. */
    hb_font_set_scale(font, (int)face->upem, (int)face->upem);
    hb_font_make_immutable(font);
    return font;
}

void pp_hb_font_free(void *font)
{
    hb_font_destroy(font);
}

uint32_t pp_hb_glyph(const struct pp_face *face, uint32_t codepoint)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face->hb, codepoint, &glyph) ? glyph : 0;
}

int pp_hb_advance(const struct pp_face *face, uint32_t glyph)
{
    return hb_font_get_glyph_h_advance(face->hb, glyph);
}

struct pp_shaper *pp_shaper_new(void)
{
    struct pp_shaper *shaper = pp_xmalloc(sizeof *shaper);
    *shaper = (struct pp_shaper){.buffer = hb_buffer_create()};
    if (!hb_buffer_allocation_successful(shaper->buffer))
        pp_out_of_memory();
    return shaper;
}

void pp_shaper_free(struct pp_shaper *shaper)
{
    if (shaper == NULL)
        return;
    hb_buffer_destroy(shaper->buffer);
    free(shaper->glyphs);
    free(shaper);
}

static void fill_buffer(hb_buffer_t *buffer, const struct pp_shape_job *job)
{
    hb_buffer_reset(buffer);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_cluster_level(buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_add_utf16(
        buffer, job->units, (int)job->unit_count, (unsigned)job->start,
        (int)(job->end - job->start));
    if (job->hyphen != 0)
        hb_buffer_add(buffer, job->hyphen, (unsigned)job->end);
    hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
    hb_buffer_set_direction(buffer, job->rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, hb_script_from_iso15924_tag(job->script));
    hb_buffer_set_language(buffer, hb_language_from_string(job->lang, -1));
}

static unsigned list_features(const struct pp_shape_job *job, hb_feature_t features[4])
{
    unsigned count = 0;
    const hb_tag_t figures =
        job->old_style ? HB_TAG('o', 'n', 'u', 'm') : HB_TAG('l', 'n', 'u', 'm');
    features[count++] = (hb_feature_t){figures, 1, 0, (unsigned)-1};
    if (job->tabular)
        features[count++] = (hb_feature_t){HB_TAG('t', 'n', 'u', 'm'), 1, 0, (unsigned)-1};
    if (!job->ligatures) {
        features[count++] = (hb_feature_t){HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1};
        features[count++] = (hb_feature_t){HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1};
    }
    return count;
}

/* [upem] how far the pen may go back or on between two letters from right to left */
static const double most_back = 0.19, most_on = 0.09;

/* Where kerning moves the pen by more than a fifth of the em back, or a tenth on, programs that put
 * lines together from places (pdf.js is one) part the word, and order its parts from left to right.
 * Vowel marks take no room and are left alone, and so are letters off the baseline. */
static void soften_kerning(const struct pp_face *face, struct pp_shaped_glyph *glyphs, size_t count)
{
    const int back = -(int)(most_back * face->upem), on = (int)(most_on * face->upem);
    struct pp_shaped_glyph *left = NULL;
    int after = 0; /* advances of the marks between the two */
    for (size_t i = 0; i < count; i++) {
        struct pp_shaped_glyph *glyph = &glyphs[i];
        int width = pp_hb_advance(face, glyph->id);
        if (width == 0) {
            after += glyph->advance;
            continue;
        }
        if (left != NULL && left->dy == 0 && glyph->dy == 0) {
            int gap = left->advance + after + glyph->dx - left->dx - pp_hb_advance(face, left->id);
            left->advance += gap < back ? back - gap : gap > on ? on - gap : 0;
        }
        left = glyph;
        after = 0;
    }
}

const struct pp_shaped_glyph *pp_shape(
    struct pp_shaper *shaper, const struct pp_shape_job *job, size_t *count)
{
    hb_feature_t features[4];
    fill_buffer(shaper->buffer, job);
    hb_shape(job->face->hb, shaper->buffer, features, list_features(job, features));
    if (!hb_buffer_allocation_successful(shaper->buffer))
        pp_out_of_memory();
    unsigned length;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(shaper->buffer, &length);
    const hb_glyph_position_t *places = hb_buffer_get_glyph_positions(shaper->buffer, NULL);
    if (length > shaper->capacity) {
        shaper->capacity = (size_t)length * 2;
        shaper->glyphs = pp_xrealloc(shaper->glyphs, shaper->capacity * sizeof *shaper->glyphs);
    }
    for (unsigned i = 0; i < length; i++)
        shaper->glyphs[i] = (struct pp_shaped_glyph){
            .id = infos[i].codepoint,
            .cluster = infos[i].cluster,
            .advance = places[i].x_advance,
            .dx = places[i].x_offset,
            .dy = places[i].y_offset,
            .unsafe =
                (hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0,
        };
    if (job->rtl)
        soften_kerning(job->face, shaper->glyphs, length);
    *count = length;
    return shaper->glyphs;
}
