/* Paths, colours and pictures. */
#include <math.h>
#include <string.h>

#include "output/pdf_content.h"
#include "output/pdf_images.h"
#include "output/pdf_syntax.h"
#include "pactpress/run.h"

enum { MOST_STEPS_OF_RULE = 3 };

enum pp_status pp_pdf_refuse_position(const struct pp_pdf_content *content)
{
    pp_error(
        content->run, PP_NOWHERE, "pdf.position",
        "Something on page %zu has no valid position or size: it must be finite and at most %d "
        "points.",
        content->sheet->number, PP_PDF_FARTHEST);
    return PP_DATA;
}

static bool same_colour(struct pp_colour a, struct pp_colour b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* Greys are written as such: shorter, and the same colour under the sRGB output intent. */
static void put_colour(
    struct pp_str *out, struct pp_colour colour, const char *grey, const char *rgb)
{
    pp_pdf_put_colour(out, colour.r);
    pp_str_append_char(out, ' ');
    if (colour.r == colour.g && colour.g == colour.b) {
        pp_str_append(out, grey);
        return;
    }
    pp_pdf_put_colour(out, colour.g);
    pp_str_append_char(out, ' ');
    pp_pdf_put_colour(out, colour.b);
    pp_str_append_char(out, ' ');
    pp_str_append(out, rgb);
}

void pp_pdf_set_fill(struct pp_pdf_content *content, struct pp_colour colour)
{
    struct pp_pdf_state *state = &content->state;
    if (state->filled && same_colour(state->fill, colour))
        return;
    put_colour(&content->out, colour, "g\n", "rg\n");
    state->filled = true;
    state->fill = colour;
}

static void set_stroke(struct pp_pdf_content *content, const struct pp_op *op)
{
    struct pp_pdf_state *state = &content->state;
    struct pp_str *out = &content->out;
    long width = pp_pdf_quantum(op->as.path.width);
    long dash[] = {pp_pdf_quantum(op->as.path.dash[0]), pp_pdf_quantum(op->as.path.dash[1])};
    if (!state->stroked || !same_colour(state->stroke, op->as.path.stroke_colour)) {
        put_colour(out, op->as.path.stroke_colour, "G\n", "RG\n");
        state->stroked = true;
        state->stroke = op->as.path.stroke_colour;
    }
    if (state->width != width) {
        pp_pdf_put_decimal(out, width, PP_PDF_PLACES);
        pp_str_append(out, " w\n");
        state->width = width;
    }
    if (dash[0] <= 0)
        dash[0] = dash[1] = 0;
    if (state->dash[0] == dash[0] && state->dash[1] == dash[1])
        return;
    pp_str_append_char(out, '[');
    for (size_t i = 0; i < 2 && dash[0] > 0; i++) {
        pp_pdf_put_decimal(out, dash[i], PP_PDF_PLACES);
        pp_str_append_char(out, ' ');
    }
    pp_str_append(out, "]0 d\n");
    state->dash[0] = dash[0];
    state->dash[1] = dash[1];
}

void pp_pdf_put_origin(struct pp_str *out, double x, double y)
{
    pp_str_append(out, "q 1 0 0 1 ");
    pp_pdf_put_length(out, x);
    pp_str_append_char(out, ' ');
    pp_pdf_put_length(out, y);
    pp_str_append(out, " cm\n");
}

static size_t first_number(enum pp_step_kind kind)
{
    return kind == PP_CURVE_TO ? 0 : kind == PP_CLOSE ? 6 : 4;
}

void pp_pdf_put_step(struct pp_str *out, enum pp_step_kind kind, const double points[6])
{
    static const char *const operators[] = {
        [PP_MOVE] = "m\n", [PP_LINE_TO] = "l\n", [PP_CURVE_TO] = "c\n", [PP_CLOSE] = "h\n"};
    for (size_t i = first_number(kind); i < 6; i++) {
        pp_pdf_put_length(out, points[i]);
        pp_str_append_char(out, ' ');
    }
    pp_str_append(out, operators[kind]);
}

/* The numbers of a step as seen from a place, y up. */
static void points_of(const struct pp_step *step, double x, double y, double points[6])
{
    const double all[] = {step->x1 - x, y - step->y1, step->x2 - x,
                          y - step->y2, step->x - x,  y - step->y};
    memcpy(points, all, sizeof all);
}

static bool is_writable(const struct pp_op *op, double height, double *top)
{
    bool good = pp_pdf_writable(op->as.path.width) && pp_pdf_writable(op->as.path.dash[0]) &&
                pp_pdf_writable(op->as.path.dash[1]);
    *top = height;
    for (size_t i = 0; i < op->as.path.step_count && good; i++) {
        double points[6];
        points_of(&op->as.path.steps[i], 0, height, points);
        for (size_t k = first_number(op->as.path.steps[i].kind); k < 6 && good; k++)
            good = pp_pdf_writable(points[k]);
        if (op->as.path.steps[i].kind != PP_CLOSE)
            *top = fmin(*top, op->as.path.steps[i].y);
    }
    return good;
}

/* An upright rectangle: four corners and a close. */
static bool is_rectangle(const struct pp_op *op)
{
    const struct pp_step *s = op->as.path.steps;
    if (op->as.path.step_count != 5 || s[0].kind != PP_MOVE || s[4].kind != PP_CLOSE)
        return false;
    for (size_t i = 1; i < 4; i++)
        if (s[i].kind != PP_LINE_TO)
            return false;
    return (s[0].y == s[1].y && s[1].x == s[2].x && s[2].y == s[3].y && s[3].x == s[0].x) ||
           (s[0].x == s[1].x && s[1].y == s[2].y && s[2].x == s[3].x && s[3].y == s[0].y);
}

/* The opposite corners are rounded, not the sides, so that neighbours meet. */
static void put_rectangle(struct pp_str *out, const struct pp_op *op, double height)
{
    const struct pp_step *s = op->as.path.steps;
    long x = pp_pdf_quantum(s[0].x), y = pp_pdf_quantum(height - s[0].y);
    const long values[] = {x, y, pp_pdf_quantum(s[2].x) - x, pp_pdf_quantum(height - s[2].y) - y};
    for (size_t i = 0; i < 4; i++) {
        pp_pdf_put_decimal(out, values[i], PP_PDF_PLACES);
        pp_str_append_char(out, ' ');
    }
    pp_str_append(out, "re\n");
}

static void put_steps(struct pp_str *out, const struct pp_op *op, double x, double y)
{
    for (size_t i = 0; i < op->as.path.step_count; i++) {
        double points[6];
        points_of(&op->as.path.steps[i], x, y, points);
        pp_pdf_put_step(out, op->as.path.steps[i].kind, points);
    }
}

/* Rules are where they are; shapes of several sides are drawn from where they begin. */
static void put_path(struct pp_str *out, const struct pp_op *op, double height)
{
    const struct pp_step *first = op->as.path.steps;
    const char *paint = !op->as.path.stroke ? "f\n" : op->as.path.fill ? "B\n" : "S\n";
    bool shape = op->as.path.step_count > MOST_STEPS_OF_RULE && !is_rectangle(op);
    if (is_rectangle(op)) {
        put_rectangle(out, op, height);
    } else if (shape) {
        pp_pdf_put_origin(out, first->x, height - first->y);
        put_steps(out, op, first->x, first->y);
    } else {
        put_steps(out, op, 0, height);
    }
    pp_str_append(out, paint);
    pp_str_append(out, shape ? "Q\n" : "");
}

enum pp_status pp_pdf_show_path(struct pp_pdf_content *content, const struct pp_op *op)
{
    double top;
    bool fill = op->as.path.fill, stroke = op->as.path.stroke;
    if (op->as.path.step_count == 0 || (!fill && !stroke))
        return PP_OK;
    if (op->as.path.steps[0].kind != PP_MOVE || !is_writable(op, content->sheet->height, &top))
        return pp_pdf_refuse_position(content);
    content->top = top;
    pp_pdf_mark(content, op->element);
    pp_pdf_end_text(content);
    if (fill)
        pp_pdf_set_fill(content, op->as.path.fill_colour);
    if (stroke)
        set_stroke(content, op);
    put_path(&content->out, op, content->sheet->height);
    return PP_OK;
}

/* How the unit square of an image is laid into another unit square so that its rows stand as EXIF's
 * orientation says: x' = a x + c y + e, y' = b x + d y + f. */
static const double turns[9][6] = {{1, 0, 0, 1, 0, 0},   {1, 0, 0, 1, 0, 0},  {-1, 0, 0, 1, 1, 0},
                                   {-1, 0, 0, -1, 1, 1}, {1, 0, 0, -1, 0, 1}, {0, -1, -1, 0, 1, 1},
                                   {0, -1, 1, 0, 0, 1},  {0, 1, 1, 0, 0, 0},  {0, 1, -1, 0, 1, 0}};

/* The whole picture's rectangle, y up from the page's foot, of which the crop is shown. */
static bool place_image(const struct pp_op *op, double height, double box[4])
{
    const double *crop = op->as.image.crop;
    double across = crop[2] - crop[0], down = crop[3] - crop[1];
    if (!(across > 0) || !(down > 0))
        return false;
    box[2] = op->as.image.w / across;
    box[3] = op->as.image.h / down;
    box[0] = op->as.image.x - crop[0] * box[2];
    box[1] = height - (op->as.image.y - crop[1] * box[3]) - box[3];
    for (size_t i = 0; i < 4; i++)
        if (!pp_pdf_writable(box[i]))
            return false;
    return true;
}

static bool is_cropped(const double crop[4])
{
    return crop[0] > 0 || crop[1] > 0 || crop[2] < 1 || crop[3] < 1;
}

static void put_image(
    struct pp_pdf_content *content, const struct pp_op *op, const double box[4],
    const struct pp_pdf_image *image)
{
    struct pp_str *out = &content->out;
    const double *turn = turns[image->orientation];
    const double clip[] = {
        op->as.image.x, content->sheet->height - op->as.image.y - op->as.image.h, op->as.image.w,
        op->as.image.h};
    const double matrix[] = {turn[0] * box[2],          turn[1] * box[3],
                             turn[2] * box[2],          turn[3] * box[3],
                             turn[4] * box[2] + box[0], turn[5] * box[3] + box[1]};
    pp_str_append(out, "q\n");
    if (is_cropped(op->as.image.crop)) {
        for (size_t i = 0; i < 4; i++) {
            pp_pdf_put_length(out, clip[i]);
            pp_str_append_char(out, ' ');
        }
        pp_str_append(out, "re W n\n");
    }
    for (size_t i = 0; i < 6; i++) {
        pp_pdf_put_length(out, matrix[i]);
        pp_str_append_char(out, ' ');
    }
    pp_str_append(out, "cm/I");
    pp_pdf_put_int(out, (int64_t)image->index);
    pp_str_append(out, " Do\nQ\n");
}

enum pp_status pp_pdf_show_image(struct pp_pdf_content *content, const struct pp_op *op)
{
    const struct pp_pdf_image *image;
    double box[4];
    if (!(op->as.image.w > 0) || !(op->as.image.h > 0) ||
        !place_image(op, content->sheet->height, box))
        return pp_pdf_refuse_position(content);
    PP_TRY(pp_pdf_images_use(content->run, content->images, op->as.image.path, &image));
    content->top = op->as.image.y;
    pp_pdf_mark(content, op->element);
    pp_pdf_end_text(content);
    put_image(content, op, box, image);
    return PP_OK;
}
