#include "pdf_content.h"

#include <math.h>
#include <string.h>

#include "pactpress/arena.h"

enum {
    OPERANDS = 32,
    NESTED = 64,
    SAVED = 64,
    UNKNOWN = 1000,
    SHAPES = 100000,
    LONGEST = 32 << 20 /* [bytes] */
};

struct matrix {
    double a, b, c, d, e, f;
};

struct sequence {
    long mark; /* index; -1: has none */
    bool artifact;
    const char *lang; /* said by it or one around it; or NULL */
};

struct state {
    struct matrix place;
    struct rb_font *font;
    long fill; /* see struct rb_shape */
};

struct content {
    const struct rb_objects *objects;
    struct rb_fonts *fonts;
    struct rb_page *page;
    struct rb_reader reader;
    struct rb_value operands[OPERANDS];
    size_t operand_count;
    struct sequence sequences[NESTED];
    size_t depth;      /* of sequences, also those too deep to keep */
    size_t text_depth; /* of sequences when BT came */
    struct state state, saved[SAVED];
    size_t saves;
    struct rb_shapes path; /* drawn and not painted yet */
    struct matrix line;    /* start of the line, in text space */
    double leading;
    bool in_text;
    bool moved; /* since text was shown last */
};

static const struct matrix identity = {1, 0, 0, 1, 0, 0};

static struct matrix times(struct matrix m, struct matrix n)
{
    return (struct matrix){
        m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d,       m.c * n.a + m.d * n.c,
        m.c * n.b + m.d * n.d, m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f,
    };
}

static struct rb_value operand(const struct content *content, size_t from_last)
{
    return from_last < content->operand_count
               ? content->operands[content->operand_count - 1 - from_last]
               : (struct rb_value){0};
}

static double number(const struct content *content, size_t from_last)
{
    struct rb_value value = operand(content, from_last);
    return value.kind == RB_NUMBER ? value.as.number : 0;
}

static struct matrix matrix_of(const struct content *content)
{
    return (struct matrix){number(content, 5), number(content, 4), number(content, 3),
                           number(content, 2), number(content, 1), number(content, 0)};
}

/* The sequence that paintings belong to now: the innermost that has an MCID or is an artifact. */
static struct rb_mark *current(struct content *content)
{
    for (size_t i = content->depth < NESTED ? content->depth : NESTED; i-- > 0;)
        if (content->sequences[i].mark >= 0)
            return &content->page->marks.items[content->sequences[i].mark];
    return NULL;
}

/* Something is painted there. Returns the sequence that it belongs to, or NULL. */
static struct rb_mark *paint_at(struct content *content, double x, double y)
{
    struct rb_mark *mark = current(content);
    if (!mark) {
        content->page->loose++;
    } else if (!mark->painted) {
        mark->painted = true;
        mark->at[0] = (float)x;
        mark->at[1] = (float)y;
    }
    return mark;
}

static void paint(struct content *content, long fill)
{
    const struct matrix *place = &content->state.place;
    const struct rb_shape *first = content->path.count > 0 ? content->path.items : NULL;
    struct rb_mark *mark = paint_at(
        content, first ? (first->left + first->right) / 2 : place->e,
        first ? (first->low + first->high) / 2 : place->f);
    for (size_t i = 0; mark && i < content->path.count; i++)
        if (content->page->shapes.count < SHAPES &&
            (mark->artifact || pp_streq(mark->tag, "Figure"))) {
            struct rb_shape *shape = PP_PUSH(content->reader.arena, &content->page->shapes);
            *shape = content->path.items[i];
            shape->fill = fill;
            shape->mark = (size_t)(mark - content->page->marks.items);
        }
    content->path.count = 0;
}

/* --- paths --- */

static struct matrix on_page(const struct content *content, double x, double y)
{
    return times((struct matrix){1, 0, 0, 1, x, y}, content->state.place);
}

static void start_path(struct content *content, double x, double y)
{
    struct matrix at = on_page(content, x, y);
    if (content->path.count < SHAPES)
        rb_shape_start(content->reader.arena, &content->path, at.e, at.f);
}

static void draw_to(struct content *content, double x, double y, bool curved)
{
    struct matrix at = on_page(content, x, y);
    rb_shape_go(&content->path, at.e, at.f, curved);
}

static void draw_rectangle(struct content *content)
{
    double x = number(content, 3), y = number(content, 2);
    struct matrix from = on_page(content, x, y);
    struct matrix to = on_page(content, x + number(content, 1), y + number(content, 0));
    if (content->path.count < SHAPES)
        rb_shape_rectangle(
            content->objects->arena, &content->path, (const double[]){from.e, from.f},
            (const double[]){to.e, to.f});
}

/* Of three operands, counted from the last. */
static long colour(const struct content *content, size_t red, size_t green, size_t blue)
{
    const size_t parts[] = {red, green, blue};
    long fill = 0;
    for (size_t i = 0; i < 3; i++)
        fill = fill << 8 | lround(255 * fmin(fmax(number(content, parts[i]), 0), 1));
    return fill;
}

/* --- sequences --- */

static struct rb_value properties_of(struct content *content)
{
    struct rb_value value = operand(content, 0);
    if (value.kind != RB_NAME)
        return value;
    struct rb_value all = rb_get(content->objects, content->page->resources, "Properties");
    return rb_get(content->objects, all, rb_copy(content->reader.arena, value));
}

static const char *lang_around(const struct content *content)
{
    size_t depth = content->depth < NESTED ? content->depth : NESTED;
    return depth > 0 ? content->sequences[depth - 1].lang : NULL;
}

static void push(struct content *content, long mark, bool artifact, const char *lang)
{
    if (content->depth < NESTED)
        content->sequences[content->depth] = (struct sequence){mark, artifact, lang};
    else
        content->page->damaged = true;
    content->depth++;
}

static void begin(struct content *content, struct rb_value tag, struct rb_value properties)
{
    struct pp_arena *arena = content->objects->arena;
    struct rb_value mcid = rb_entry(properties, "MCID");
    struct rb_mark *outer = current(content);
    bool artifact = rb_is(tag, "Artifact"), numbered = mcid.kind == RB_NUMBER;
    if (outer && (outer->artifact != artifact ? artifact || numbered : numbered))
        content->page->nested++;
    const char *lang = rb_text(arena, rb_entry(properties, "Lang"));
    lang = lang ? lang : lang_around(content);
    if (!artifact && !numbered) {
        if (outer && !outer->lang)
            outer->lang = lang; /* of a part: then it is known that somebody thought of it */
        push(content, -1, false, lang);
        return;
    }
    bool good = numbered && mcid.whole && mcid.as.number >= 0 && mcid.as.number < 1e9;
    struct rb_mark *mark = PP_PUSH(arena, &content->page->marks);
    *mark = (struct rb_mark){
        .mcid = good ? (int32_t)mcid.as.number : -1,
        .tag = rb_name(content->objects, tag),
        .lang = lang,
        .actual = rb_text(arena, rb_entry(properties, "ActualText")),
        .artifact = artifact,
        .pagination = rb_is(rb_entry(properties, "Type"), "Pagination"),
        .start = (uint32_t)content->page->text.length,
        .low = 1,
        .high = 0};
    push(content, (long)content->page->marks.count - 1, artifact, lang);
}

static void end(struct content *content)
{
    if (content->depth == 0) {
        content->page->unbalanced++;
        return;
    }
    content->depth--;
    if (content->in_text && content->depth < content->text_depth)
        content->page->unbalanced++;
}

/* --- text --- */

/* Text goes behind what its sequence has. One that was interrupted moves to the end first. */
static void add_text(struct content *content, struct rb_mark *mark, const char *text)
{
    struct pp_str *all = &content->page->text;
    size_t length = strlen(text);
    if (mark->start + mark->length != all->length) {
        struct pp_str copy;
        pp_str_init(&copy);
        pp_str_append_n(&copy, all->text + mark->start, mark->length);
        mark->start = (uint32_t)all->length;
        pp_str_append_n(all, copy.text, copy.length);
        pp_str_free(&copy);
    }
    pp_str_append_n(all, text, length);
    mark->length += (uint32_t)length;
}

static void show_code(struct content *content, struct rb_mark *mark, unsigned code)
{
    struct rb_font *font = content->state.font;
    font->used[code / 8] |= (unsigned char)(1 << code % 8);
    const char *text = rb_cmap_text(&font->unicode, code);
    char plain[2] = {(char)code, 0};
    if (!text && !font->composite && !font->has_unicode && code >= ' ' && code < 127)
        text = plain;
    if (!text)
        font->mute++;
    else if (mark)
        add_text(content, mark, text);
}

static void show_string(struct content *content, struct rb_value string)
{
    const struct rb_font *font = content->state.font;
    const unsigned char *at = (const unsigned char *)string.as.text;
    if (string.kind != RB_STRING || string.size == 0)
        return;
    struct matrix place = times(content->line, content->state.place);
    struct rb_mark *mark = paint_at(content, place.e, place.f);
    if (!font || !content->in_text) {
        content->page->fontless++;
        return;
    }
    float y = (float)place.f;
    /* Labels of a chart are no words of one text. */
    if (content->moved && mark && mark->length > 0 && pp_streq(mark->tag, "Figure"))
        add_text(content, mark, "\n");
    content->moved = false;
    if (mark) {
        bool first = mark->low > mark->high;
        mark->low = first || y < mark->low ? y : mark->low;
        mark->high = first || y > mark->high ? y : mark->high;
    }
    for (size_t i = 0, step = font->composite ? 2 : 1; i + step <= string.size; i += step)
        show_code(content, mark, step == 2 ? (unsigned)at[i] << 8 | at[i + 1] : at[i]);
}

static void show_strings(struct content *content, struct rb_value array)
{
    for (size_t i = 0; array.kind == RB_ARRAY && i < array.size; i++)
        show_string(content, array.as.items[i]);
}

static void next_line(struct content *content, double x, double y)
{
    content->line = times((struct matrix){1, 0, 0, 1, x, y}, content->line);
}

static void set_font(struct content *content)
{
    struct rb_value fonts = rb_get(content->objects, content->page->resources, "Font");
    struct rb_value resource = rb_entry(fonts, rb_copy(content->reader.arena, operand(content, 1)));
    content->state.font = rb_font_of(content->objects, content->fonts, resource);
}

/* --- operators --- */

static void text_object(struct content *content, bool begins)
{
    if (content->in_text == begins || (!begins && content->depth != content->text_depth))
        content->page->unbalanced++;
    content->in_text = begins;
    content->moved = true;
    content->text_depth = content->depth;
    content->line = identity;
}

static void save(struct content *content)
{
    if (content->saves < SAVED)
        content->saved[content->saves] = content->state;
    content->saves++;
}

static void restore(struct content *content)
{
    if (content->saves == 0) {
        content->page->unbalanced++;
        return;
    }
    content->saves--;
    if (content->saves < SAVED)
        content->state = content->saved[content->saves];
}

enum operator_kind {
    STATE,
    FILL_GREY,
    FILL_RGB,
    FILL_OTHER,
    PAINT,
    STROKE,
    MOVE_TO,
    REACH,
    CURVE,
    RECTANGLE,
    NO_PAINT,
    SAVE,
    RESTORE,
    PLACE,
    TEXT_BEGIN,
    TEXT_END,
    FONT,
    MOVE,
    MOVE_LEADING,
    MATRIX,
    LEADING,
    LINE,
    SHOW,
    SHOW_ALL,
    SHOW_LINE,
    MARK,
    MARK_DICT,
    MARK_END,
    IMAGE
};

static const struct {
    const char *word;
    enum operator_kind kind;
} operators[] = {{"TJ", SHOW_ALL},   {"Td", MOVE},        {"BDC", MARK_DICT}, {"EMC", MARK_END},
                 {"BT", TEXT_BEGIN}, {"ET", TEXT_END},    {"re", RECTANGLE},  {"f", PAINT},
                 {"Tf", FONT},       {"rg", FILL_RGB},    {"g", FILL_GREY},   {"l", REACH},
                 {"m", MOVE_TO},     {"c", CURVE},        {"h", STATE},       {"S", STROKE},
                 {"q", SAVE},        {"Q", RESTORE},      {"cm", PLACE},      {"Do", PAINT},
                 {"Tj", SHOW},       {"'", SHOW_LINE},    {"\"", SHOW_LINE},  {"TD", MOVE_LEADING},
                 {"Tm", MATRIX},     {"T*", LINE},        {"TL", LEADING},    {"BMC", MARK},
                 {"F", PAINT},       {"f*", PAINT},       {"B", PAINT},       {"B*", PAINT},
                 {"b", PAINT},       {"b*", PAINT},       {"s", STROKE},      {"sh", PAINT},
                 {"n", NO_PAINT},    {"W", STATE},        {"W*", STATE},      {"v", CURVE},
                 {"y", CURVE},       {"w", STATE},        {"J", STATE},       {"j", STATE},
                 {"M", STATE},       {"d", STATE},        {"ri", STATE},      {"i", STATE},
                 {"gs", STATE},      {"G", STATE},        {"RG", STATE},      {"k", FILL_OTHER},
                 {"K", STATE},       {"cs", FILL_OTHER},  {"CS", STATE},      {"sc", FILL_OTHER},
                 {"SC", STATE},      {"scn", FILL_OTHER}, {"SCN", STATE},     {"Tc", STATE},
                 {"Tw", STATE},      {"Tz", STATE},       {"Ts", STATE},      {"Tr", STATE},
                 {"MP", STATE},      {"DP", STATE},       {"BX", STATE},      {"EX", STATE},
                 {"d0", STATE},      {"d1", STATE},       {"BI", IMAGE}};

static void run_text(struct content *content, enum operator_kind kind)
{
    content->moved |= kind == MOVE || kind == MOVE_LEADING || kind == MATRIX || kind == LINE;
    switch (kind) {
    case FONT:
        set_font(content);
        break;
    case MOVE_LEADING:
        content->leading = -number(content, 0);
        next_line(content, number(content, 1), number(content, 0));
        break;
    case MOVE:
        next_line(content, number(content, 1), number(content, 0));
        break;
    case MATRIX:
        content->line = matrix_of(content);
        break;
    case LEADING:
        content->leading = number(content, 0);
        break;
    case SHOW_LINE:
    case LINE:
        next_line(content, 0, -content->leading);
        if (kind == SHOW_LINE)
            show_string(content, operand(content, 0));
        break;
    case SHOW:
        show_string(content, operand(content, 0));
        break;
    case SHOW_ALL:
        show_strings(content, operand(content, 0));
        break;
    default:
        break;
    }
}

static void run(struct content *content, enum operator_kind kind)
{
    switch (kind) {
    case STATE:
        break;
    case FILL_GREY:
        content->state.fill = colour(content, 0, 0, 0);
        break;
    case FILL_RGB:
        content->state.fill = colour(content, 2, 1, 0);
        break;
    case FILL_OTHER:
        content->state.fill = RB_NO_FILL;
        break;
    case PAINT:
    case STROKE:
        paint(content, kind == PAINT ? content->state.fill : RB_NO_FILL);
        break;
    case MOVE_TO:
        start_path(content, number(content, 1), number(content, 0));
        break;
    case REACH:
    case CURVE: /* its end: a circle has four */
        draw_to(content, number(content, 1), number(content, 0), kind == CURVE);
        break;
    case RECTANGLE:
        draw_rectangle(content);
        break;
    case NO_PAINT:
        content->path.count = 0;
        break;
    case SAVE:
        save(content);
        break;
    case RESTORE:
        restore(content);
        break;
    case PLACE:
        content->state.place = times(matrix_of(content), content->state.place);
        break;
    case TEXT_BEGIN:
    case TEXT_END:
        text_object(content, kind == TEXT_BEGIN);
        break;
    case MARK:
        begin(content, operand(content, 0), (struct rb_value){0});
        break;
    case MARK_DICT:
        begin(content, operand(content, 1), properties_of(content));
        break;
    case MARK_END:
        end(content);
        break;
    case IMAGE:
        while (content->reader.at < content->reader.end) {
            struct rb_value value = rb_read(&content->reader, false);
            if (value.kind == RB_END || (value.kind == RB_WORD && rb_is(value, "ID")))
                break;
        }
        rb_skip_image(&content->reader);
        paint(content, RB_NO_FILL);
        break;
    default:
        run_text(content, kind);
    }
}

static void operate(struct content *content, struct rb_value word)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (rb_is(word, operators[i].word)) {
            run(content, operators[i].kind);
            return;
        }
    content->page->unknown++;
}

static void read_all(struct content *content)
{
    for (;;) {
        struct rb_value value = rb_read(&content->reader, false);
        if (value.kind == RB_END)
            break;
        if (content->page->unknown >= UNKNOWN) {
            content->page->damaged = true; /* this is no content */
            break;
        }
        if (value.kind == RB_WORD) {
            operate(content, value);
            content->operand_count = 0;
        } else if (content->operand_count < OPERANDS) {
            content->operands[content->operand_count++] = value;
        } else {
            content->page->damaged = true;
        }
    }
    content->page->damaged |= content->reader.damaged;
    content->page->unbalanced += content->depth > 0 || content->in_text || content->saves > 0;
}

/* The streams of a page are one, parted by white space. */
static struct rb_pdf_stream contents_of(const struct rb_objects *objects, struct rb_value entry)
{
    struct rb_value array = rb_resolve(objects, entry);
    struct pp_str all;
    if (array.kind != RB_ARRAY)
        return rb_stream(objects, entry);
    if (array.size == 1)
        return rb_stream(objects, rb_item(array, 0));
    pp_str_init(&all);
    for (size_t i = 0; i < array.size; i++) {
        struct rb_pdf_stream part = rb_stream(objects, rb_item(array, i));
        if (part.data)
            pp_str_append_n(&all, part.data, part.size);
        pp_str_append_char(&all, '\n');
    }
    struct rb_pdf_stream stream = {.size = all.length};
    stream.data = pp_arena_memdup(objects->arena, all.text, all.length);
    pp_str_free(&all);
    return stream;
}

/* So many marked-content sequences begin, or somewhat fewer. */
static size_t count_sequences(const unsigned char *data, size_t size)
{
    size_t count = 0;
    for (size_t i = 0; i + 3 <= size; i++)
        count += data[i] == 'B' && data[i + 1] == 'D' && data[i + 2] == 'C';
    return count;
}

void rb_content_read(const struct rb_objects *objects, struct rb_fonts *fonts, struct rb_page *page)
{
    struct rb_pdf_stream stream = contents_of(objects, rb_entry(page->dict, "Contents"));
    struct content content = {.objects = objects, .fonts = fonts, .page = page};
    content.state.place = content.line = identity;
    size_t size = stream.size > LONGEST ? LONGEST : stream.size;
    page->damaged |= stream.size > LONGEST;
    struct pp_arena *operands = pp_arena_new();
    PP_RESERVE(objects->arena, &page->marks, count_sequences(stream.data, size));
    rb_reader_open(&content.reader, operands, stream.data, size);
    read_all(&content);
    rb_reader_close(&content.reader);
    page->shapes.items = pp_arena_memdup(
        objects->arena, page->shapes.items, page->shapes.count * sizeof *page->shapes.items);
    pp_arena_free(operands);
}

static void for_each_stream(
    struct rb_objects *objects, struct rb_value page,
    void (*use)(struct rb_objects *objects, struct rb_value reference))
{
    struct rb_value entry = rb_entry(page, "Contents");
    struct rb_value array = rb_resolve(objects, entry);
    use(objects, entry);
    for (size_t i = 0; array.kind == RB_ARRAY && i < array.size; i++)
        use(objects, array.as.items[i]);
}

void rb_content_claim(struct rb_objects *objects, struct rb_value page)
{
    for_each_stream(objects, page, rb_stream_claim);
}

void rb_content_drop(struct rb_objects *objects, struct rb_value page)
{
    for_each_stream(objects, page, rb_stream_drop);
}
