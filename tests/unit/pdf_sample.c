#include "pdf_sample.h"

#include <string.h>

static const char lato[] = "truetype/lato/Lato-Regular.ttf";
static const char lato_bold[] = "truetype/lato/Lato-Bold.ttf";
static const char vollkorn[] = "truetype/vollkorn/Vollkorn-Regular.ttf";

static const char png[] = "tests/fuzz/corpus/png/rgba";
static const char jpeg[] = "tests/fuzz/corpus/jpeg/rgb";

static void add_text(struct kit *kit)
{
    const struct pp_face *bold = kit_face(kit, lato_bold), *text = kit_face(kit, vollkorn);
    size_t sect = kit_element(kit, PP_ROLE_SECT, 0);
    size_t h1 = kit_element(kit, PP_ROLE_H1, sect), p = kit_element(kit, PP_ROLE_P, sect);
    double y = 80, x = 56;
    kit_box(kit, PP_ARTIFACT_LAYOUT, x, 96, 483, 2, 0x0B3D91);
    kit_text(kit, (long)h1, bold, 24, x, y, "Rīga: efficient offices", 0);
    kit_text(
        kit, (long)p, text, 11, x, 120, "Ķekava, Ādaži un Jūrmala: 43 dalībnieki “AVĀRIJA”, fi",
        KIT_SPACE);
    x += kit_text(kit, (long)p, text, 11, 56, 135, "ffluent AVATAR Ta VA ", 0);
    size_t span = kit_element(kit, PP_ROLE_SPAN, p);
    pp_structure_at(&kit->structure, span)->lang = "sv";
    x += kit_text(kit, (long)span, text, 11, x, 135, "Linköping", 0);
    x += kit_text(kit, (long)p, text, 11, x, 135, ", with the ", 0);
    size_t link = kit_element(kit, PP_ROLE_LINK, p);
    double width = kit_text(kit, (long)link, text, 11, x, 135, "EPI handbook", 0);
    kit_link(
        kit, (long)link, x, 125, width, 14, "https://example.org/h(1)?q=\xC4\x81", NULL,
        "EPI handbook");
    kit_text(kit, (long)p, text, 11, x + width, 135, " and a divi", KIT_HYPHEN);
    kit_text(kit, (long)p, text, 11, 56, 150, "ded word.", 0);
    kit_bookmark(kit, "Rīga: efficient offices", 1, 1, 60);
}

static void add_list(struct kit *kit)
{
    const struct pp_face *text = kit_face(kit, vollkorn);
    static const char *const lines[] = {"Two workshops", "A training week"};
    size_t list = kit_element(kit, PP_ROLE_L, 0);
    for (size_t i = 0; i < 2; i++) {
        size_t item = kit_element(kit, PP_ROLE_LI, list);
        size_t label = kit_element(kit, PP_ROLE_LBL, item);
        size_t body = kit_element(kit, PP_ROLE_LBODY, item);
        kit_text(kit, (long)label, text, 11, 60, 180 + 15 * (double)i, "•", 0);
        kit_text(kit, (long)body, text, 11, 74, 180 + 15 * (double)i, lines[i], 0);
    }
}

static size_t add_cell(
    struct kit *kit, size_t row, enum pp_role role, const struct pp_face *face, double x, double y,
    const char *text)
{
    size_t cell = kit_element(kit, role, row);
    if (*text)
        kit_text(kit, (long)cell, face, 9, x, y, text, 0);
    else
        kit_touch(kit, (long)cell);
    return cell;
}

static void add_table(struct kit *kit)
{
    const struct pp_face *face = kit_face(kit, lato), *bold = kit_face(kit, lato_bold);
    static const char *const cities[] = {"Rīga", "Lublin", "Ravenna"};
    static const char *headers[] = {"t.persons"};
    size_t table = kit_element(kit, PP_ROLE_TABLE, 0);
    size_t caption = kit_element(kit, PP_ROLE_CAPTION, table);
    kit_text(kit, (long)caption, bold, 10, 56, 240, "Participants by city", 0);
    size_t head = kit_element(kit, PP_ROLE_THEAD, table), row = kit_element(kit, PP_ROLE_TR, head);
    size_t city = add_cell(kit, row, PP_ROLE_TH, bold, 56, 256, "City");
    size_t persons = add_cell(kit, row, PP_ROLE_TH, bold, 160, 256, "Persons (first, all)");
    struct pp_element *heads[] = {
        pp_structure_at(&kit->structure, city), pp_structure_at(&kit->structure, persons)};
    heads[0]->scope = heads[1]->scope = PP_SCOPE_COLUMN;
    heads[1]->id = headers[0];
    heads[1]->col_span = 2;
    kit_line(kit, PP_ARTIFACT_LAYOUT, 56, 260, 300, 260);
    size_t body = kit_element(kit, PP_ROLE_TBODY, table);
    for (size_t i = 0; i < 3; i++) {
        double y = 272 + 14 * (double)i;
        row = kit_element(kit, PP_ROLE_TR, body);
        size_t name = add_cell(kit, row, PP_ROLE_TH, face, 56, y, cities[i]);
        size_t first = add_cell(kit, row, PP_ROLE_TD, face, 160, y, i == 1 ? "" : "−43");
        size_t all = add_cell(kit, row, PP_ROLE_TD, face, 240, y, "1 204");
        pp_structure_at(&kit->structure, name)->scope = PP_SCOPE_ROW;
        kit_more(kit, first)->headers = kit_more(kit, all)->headers = headers;
        kit_more(kit, first)->header_count = kit_more(kit, all)->header_count = 1;
    }
}

static void set_box(struct kit *kit, size_t element, const float box[4])
{
    kit_more(kit, element)->has_box = true;
    memcpy(kit_more(kit, element)->box, box, 4 * sizeof *box);
}

static void add_figures(struct kit *kit)
{
    const struct pp_face *face = kit_face(kit, lato);
    size_t chart = kit_element(kit, PP_ROLE_FIGURE, 0);
    kit_more(kit, chart)->alt = "Most answers are 4 or 5: 62 % in Rīga.";
    set_box(kit, chart, (float[]){56, 330, 200, 40});
    kit_box(kit, (long)chart, 56, 330, 120, 12, 0x0B3D91);
    kit_text(kit, (long)chart, face, 8, 60, 339, "62 %", 0);
    kit_box(kit, (long)chart, 176, 330, 80, 12, 0xC0C0C0);
    size_t picture = kit_element(kit, PP_ROLE_FIGURE, 0);
    kit_more(kit, picture)->alt = "Two persons at a table";
    set_box(kit, picture, (float[]){56, 400, 120, 80});
    kit_image(kit, (long)picture, jpeg, 56, 400, 120, 80);
    size_t logo = kit_element(kit, PP_ROLE_FIGURE, 0);
    kit_more(kit, logo)->alt = "Logo of the partner";
    set_box(kit, logo, (float[]){200, 400, 140, 80});
    kit_image(kit, (long)logo, png, 200, 400, 80, 80);
    kit_image(kit, (long)logo, png, 300, 400, 40, 80);
    memcpy(
        kit->ops.items[kit->ops.count - 1].as.image.crop, (double[]){0.25, 0, 0.75, 1},
        4 * sizeof(double));
}

static void add_note(struct kit *kit)
{
    const struct pp_face *text = kit_face(kit, vollkorn), *small = kit_face(kit, lato);
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    double x = 56 + kit_text(kit, (long)p, text, 11, 56, 520, "Counted once", 0);
    size_t link = kit_element(kit, PP_ROLE_LINK, p);
    double width = kit_text(kit, (long)link, text, 7, x, 516, "1", 0);
    kit_link(kit, (long)link, x, 508, width, 10, NULL, "note-1", "Note 1");
    size_t quote = kit_element(kit, PP_ROLE_BLOCKQUOTE, 0);
    size_t inner = kit_element(kit, PP_ROLE_P, quote);
    kit_text(
        kit, (long)inner, text, 11, 76, 540,
        "e\xCC\x81"
        "a decomposed word",
        0);
    kit_end_page(kit);

    kit_text(kit, PP_ARTIFACT_HEADER, small, 8, 56, 30, "EPI Bulletin", 0);
    /* The paragraph goes on over the page. */
    kit_text(kit, (long)p, text, 11, 56, 80, "and on the next page.", 0);
    size_t h2 = kit_element(kit, PP_ROLE_H2, 0);
    kit_text(kit, (long)h2, text, 16, 56, 120, "Notes", 0);
    size_t note = kit_element(kit, PP_ROLE_NOTE, 0);
    pp_structure_at(&kit->structure, note)->id = "note-1";
    kit_text(kit, (long)note, text, 9, 56, 140, "A person in two cities counts once.", 0);
    kit_text(kit, PP_ARTIFACT_FOOTER, small, 8, 500, 820, "2", 0);
    kit_bookmark(kit, "Notes", 2, 2, 100);
}

void sample_fill(struct kit *kit)
{
    kit_text(kit, PP_ARTIFACT_FOOTER, kit_face(kit, lato), 8, 500, 820, "1", 0);
    add_text(kit);
    add_list(kit);
    add_table(kit);
    add_figures(kit);
    add_note(kit);
}
