/* The cities on a map: circles whose area is the number, where the cities lie. No borders are
 * needed: a grid of degrees says where that is. East is to the right on every page. */
#include <math.h>

#include "pactpress/chart.h"
#include "pactpress/run.h"

static const double most_height = 330, least_height = 190, inset = 26, above_list = 4;
static const double most_radius = 17, least_radius = 2.5, degree = 0.017453292519943295;

struct box {
    double x0, y0, x1, y1;
};

struct map {
    const struct pp_chart *chart;
    const struct pp_place *place;
    bool rtl;
    double lat, lon;   /* [degrees] of the middle */
    double unit;       /* [pt] per degree of latitude */
    double shrink;     /* of a degree of longitude */
    double height;     /* [pt] */
    double most;       /* the greatest value */
    struct box *taken; /* circles and names so far */
    size_t count;
};

static bool has_place(const struct pp_chart_row *row)
{
    return row->lat != 0 || row->lon != 0;
}

static struct map make_map(const struct pp_chart *chart, const struct pp_place *place, bool rtl)
{
    struct map map = {.chart = chart, .place = place, .rtl = rtl};
    double south = 90, north = -90, west = 180, east = -180;
    for (size_t i = 0; i < chart->row_count; i++) {
        const struct pp_chart_row *row = &chart->rows[i];
        map.most = fmax(map.most, pp_chart_high(row->now));
        if (!has_place(row))
            continue;
        south = fmin(south, row->lat);
        north = fmax(north, row->lat);
        west = fmin(west, row->lon);
        east = fmax(east, row->lon);
    }
    map.lat = (south + north) / 2;
    map.lon = (west + east) / 2;
    map.shrink = fmax(cos(map.lat * degree), 0.1);
    double tall = fmax(north - south, 2), wide = fmax((east - west) * map.shrink, 2);
    map.unit = fmin((place->width - 2 * inset - 70) / wide, (most_height - 2 * inset) / tall);
    map.height = fmax(tall * map.unit + 2 * inset, least_height);
    return map;
}

/* On the page, before it is mirrored: where that is done, the map is mirrored once more. */
static double x_of(const struct map *map, double lon)
{
    double off = (lon - map->lon) * map->shrink * map->unit;
    return map->place->x + map->place->width / 2 + (map->rtl ? -off : off);
}

static double y_of(const struct map *map, double lat)
{
    return map->place->y + map->height / 2 - (lat - map->lat) * map->unit;
}

/* Every five degrees, or ten or one, that there are three lines at least. */
static double grid_step(const struct map *map)
{
    static const double steps[] = {30, 10, 5, 2, 1};
    size_t i = 0;
    while (i + 1 < sizeof steps / sizeof *steps && map->height / map->unit / steps[i] < 3)
        i++;
    return steps[i];
}

static enum pp_status put_degrees(
    struct pp_layouter *layouter, double degrees, double x, double y, long element)
{
    struct pp_arena *arena = layouter->arena;
    const struct pp_locale *locale = pp_wording_locale(layouter->setter.wording);
    const char *number = pp_locale_number(locale, arena, (int64_t)lround(degrees), 0);
    struct pp_text_spec spec = {.type = PP_TYPE_MICRO, .width = 40};
    return pp_chart_label(
        layouter, pp_inline_text(arena, pp_arena_printf(arena, "%s°", number), NULL), &spec, x, y,
        11, element);
}

static enum pp_status put_grid(struct pp_layouter *layouter, const struct map *map, long element)
{
    const struct pp_place *place = map->place;
    double step = grid_step(map), end = place->x + place->width, foot = place->y + map->height;
    pp_canvas_rect(
        layouter->canvas, PP_ARTIFACT_LAYOUT, place->x, place->y, place->width, map->height,
        (struct pp_paint){.fill = PP_SAND});
    for (double lat = ceil((map->lat - 90) / step) * step; lat <= 90; lat += step) {
        double y = y_of(map, lat);
        if (y < place->y + 14 || y > foot - 14)
            continue;
        pp_canvas_rule(layouter->canvas, place->x, y, place->width, PP_RULE_HAIR, PP_LINE);
        PP_TRY(put_degrees(layouter, lat, place->x + 4, y - 11, element));
    }
    for (double lon = -180; lon <= 180; lon += step) {
        double x = x_of(map, lon);
        if (x < place->x + 30 || x > end - 14)
            continue;
        pp_canvas_upright(layouter->canvas, x, place->y, map->height, PP_RULE_HAIR, PP_LINE);
        PP_TRY(put_degrees(layouter, lon, x + 3, foot - 12, element));
    }
    return PP_OK;
}

static double radius_of(const struct map *map, const struct pp_chart_row *row)
{
    if (!row->now || !pp_figure_has_value(row->now))
        return 7; /* its state's sign */
    double part = map->most > 0 ? pp_chart_value(row->now) / map->most : 0;
    return fmax(most_radius * sqrt(part), least_radius);
}

static enum pp_status put_circle(
    struct pp_layouter *layouter, const struct map *map, const struct pp_chart_row *row,
    long element)
{
    enum pp_tint fill = row->own ? PP_BRICK : pp_likert(3);
    double x = x_of(map, row->lon), y = y_of(map, row->lat), r = radius_of(map, row);
    if (!row->now || !pp_figure_has_value(row->now)) {
        pp_canvas_rect(
            layouter->canvas, PP_ARTIFACT_LAYOUT, x - 11, y - 6, 22, 12,
            (struct pp_paint){.fill = PP_WHITE});
        return pp_chart_state(layouter, row->now, x - 11, y - 6, 22, 12, element);
    }
    bool vague = pp_chart_is_vague(row->now);
    pp_canvas_circle(
        layouter->canvas, element, x, y, r,
        (struct pp_paint){.fill = vague ? PP_WHITE : fill, .stroke = PP_INK, .width = 0.8});
    if (vague)
        pp_canvas_circle(layouter->canvas, element, x, y, 1.3, (struct pp_paint){.fill = PP_INK});
    return PP_OK;
}

static bool is_free(const struct map *map, const struct box *box)
{
    const struct pp_place *place = map->place;
    if (box->x0 < place->x + 2 || box->x1 > place->x + place->width - 2 || box->y0 < place->y + 1 ||
        box->y1 > place->y + map->height - 1)
        return false;
    for (size_t i = 0; i < map->count; i++) {
        const struct box *other = &map->taken[i];
        if (box->x0 < other->x1 && other->x0 < box->x1 && box->y0 < other->y1 &&
            other->y0 < box->y1)
            return false;
    }
    return true;
}

/* Beside the circle, above or below it, further away where that is taken. */
static bool find_room(
    const struct map *map, const struct pp_chart_row *row, double width, struct box *out)
{
    static const double sides[][2] = {{1, 0},  {-1, 0}, {0, -1},  {0, 1},
                                      {1, -1}, {1, 1},  {-1, -1}, {-1, 1}};
    double x = x_of(map, row->lon), y = y_of(map, row->lat), r = radius_of(map, row);
    r = row->now && pp_figure_has_value(row->now) ? r : 11;
    for (double away = 3; away < 60; away += 9)
        for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
            double cx = x + sides[i][0] * (r + away + width / 2);
            double cy = y + sides[i][1] * (r + away + 4);
            *out = (struct box){cx - width / 2, cy - 6, cx + width / 2, cy + 6};
            if (is_free(map, out))
                return true;
        }
    return false;
}

/* "Riga 43": with the number only where there is one; a state has its form on the map. */
static struct pp_inline *name_of(
    struct pp_layouter *layouter, const struct pp_chart_row *row, bool state)
{
    struct pp_arena *arena = layouter->arena;
    struct pp_inline *words =
        pp_inline_around(arena, row->own ? PP_INLINE_STRONG : PP_INLINE_GROUP, row->label);
    if (!row->now || (!state && !pp_figure_has_value(row->now)))
        return words;
    pp_inline_join(words, pp_inline_text(arena, "\xC2\xA0", NULL));
    return pp_inline_join(
        words, pp_inline_around(arena, PP_INLINE_STRONG, pp_chart_number(layouter, row->now)));
}

/* A name's place; *found is false where there is none. */
static enum pp_status place_name(
    struct pp_layouter *layouter, struct map *map, const struct pp_chart_row *row, struct box *box,
    bool *found)
{
    struct pp_text_spec spec = {.type = PP_TYPE_CAPTION, .ragged = true};
    double width, word;
    PP_TRY(pp_text_measure(
        &layouter->setter, layouter->arena, name_of(layouter, row, false), &spec, &width, &word));
    *found = find_room(map, row, width + 2, box);
    if (*found)
        map->taken[map->count++] = *box;
    return PP_OK;
}

/* Places for all names. Those for which there is none are listed below the map; NULL: none are. */
static enum pp_status place_names(
    struct pp_layouter *layouter, struct map *map, struct box *boxes, bool *named,
    struct pp_inline **list)
{
    struct pp_arena *arena = layouter->arena;
    struct pp_inline *rest = NULL;
    for (size_t i = 0; i < map->chart->row_count; i++) {
        const struct pp_chart_row *row = &map->chart->rows[i];
        named[i] = true;
        if (has_place(row))
            PP_TRY(place_name(layouter, map, row, &boxes[i], &named[i]));
        if (named[i])
            continue;
        if (rest)
            pp_inline_join(rest, pp_inline_text(arena, ", ", NULL));
        rest = pp_inline_join(rest, name_of(layouter, row, true));
    }
    struct pp_arg cities = {.name = "cities", .kind = PP_ARG_NODE};
    cities.node = pp_inline_around(arena, PP_INLINE_GROUP, rest);
    *list = rest ? pp_inline_message(
                       arena, "map.unnamed", pp_arena_memdup(arena, &cities, sizeof cities), 1)
                 : NULL;
    return PP_OK;
}

static enum pp_status put_name(
    struct pp_layouter *layouter, const struct map *map, const struct pp_chart_row *row,
    const struct box *box, long element)
{
    double width = box->x1 - box->x0, x = (box->x0 + box->x1) / 2;
    double from = x_of(map, row->lon), y = y_of(map, row->lat);
    struct pp_text_spec spec = {
        .type = PP_TYPE_CAPTION, .align = PP_CENTRE, .ragged = true, .width = width + 2};
    if (hypot(x - from, (box->y0 + box->y1) / 2 - y) > width / 2 + radius_of(map, row) + 16)
        pp_chart_stroke(
            layouter->canvas, PP_ARTIFACT_LAYOUT, from, y, fmin(fmax(from, box->x0), box->x1),
            fmin(fmax(y, box->y0), box->y1), layouter->setter.styles->rules[PP_RULE_HAIR], PP_GREY);
    return pp_chart_label(layouter, name_of(layouter, row, false), &spec, x, box->y0, 12, element);
}

static void take_circle(struct map *map, const struct pp_chart_row *row)
{
    double x = x_of(map, row->lon), y = y_of(map, row->lat), r = radius_of(map, row);
    double w = row->now && pp_figure_has_value(row->now) ? r : 11;
    map->taken[map->count++] = (struct box){x - w, y - r, x + w, y + r};
}

/* Grid, circles, names. */
static enum pp_status put_map(
    struct pp_layouter *layouter, const struct map *map, const struct box *boxes, const bool *named,
    long element)
{
    const struct pp_chart *chart = map->chart;
    PP_TRY(put_grid(layouter, map, element));
    for (size_t i = 0; i < chart->row_count; i++)
        if (has_place(&chart->rows[i]))
            PP_TRY(put_circle(layouter, map, &chart->rows[i], element));
    for (size_t i = 0; i < chart->row_count; i++)
        if (has_place(&chart->rows[i]) && named[i])
            PP_TRY(put_name(layouter, map, &chart->rows[i], &boxes[i], element));
    return PP_OK;
}

enum pp_status pp_lay_map(
    struct pp_layouter *layouter, struct pp_flowable *block, struct pp_place *place)
{
    const struct pp_chart *chart = block->node->as.chart.chart;
    struct pp_arena *arena = layouter->arena;
    struct map map = make_map(chart, place, layouter->setter.rtl);
    struct box *boxes = pp_arena_array(arena, chart->row_count + 1, sizeof *boxes);
    bool *named = pp_arena_array(arena, chart->row_count + 1, sizeof *named);
    struct pp_text_spec spec = {.type = PP_TYPE_MICRO, .width = place->width};
    struct pp_inline *list;
    struct pp_text *text = NULL;
    long element;
    map.taken = pp_arena_array(arena, 2 * chart->row_count + 1, sizeof *map.taken);
    for (size_t i = 0; i < chart->row_count; i++)
        if (has_place(&chart->rows[i]))
            take_circle(&map, &chart->rows[i]);
    PP_TRY(place_names(layouter, &map, boxes, named, &list));
    if (list)
        PP_TRY(pp_text_set(&layouter->setter, arena, list, &spec, &text));
    double height = map.height + (text ? above_list + text->height : 0);
    PP_TRY(pp_chart_start(layouter, block, block->node->as.chart.alt, place, height, &element));
    PP_TRY(put_map(layouter, &map, boxes, named, element));
    if (text)
        pp_text_paint_all(
            layouter->canvas, text, place->x, place->y + map.height + above_list, element);
    place->y += height;
    return PP_OK;
}
