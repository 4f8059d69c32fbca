/* A PDF against figures.csv. Elements name the figures that they print in their user properties
 * (ISO 32000-1, 14.7.5.4): address and period, then state and value. What is painted, what is read
 * aloud and what alternative texts say must be these numbers. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "printed_number.h"
#include "reconcile.h"

struct property {
    const char *key;                        /* "attendance.persons[city=riga]@2022-Q1" */
    const char *state, *value, *low, *high; /* value "": none; high "": open or none */
    bool alternative;
    bool former; /* a number of an earlier edition, which figures.csv does not have */
};

struct properties {
    struct property *items;
    size_t count, capacity;
};

struct pages {
    const struct rb_document *document;
    const struct pp_published *published; /* NULL: the document alone */
    bool chart;                           /* the element is one */
    bool alone; /* the element is a figure in a sentence or a cell, without other words of ours */
    unsigned decimal, group; /* marks that numbers had so far; 0: none */
    bool turned;
};

/* --- properties --- */

static void split(struct pp_arena *arena, const char *value, struct property *out)
{
    const char *space = strchr(value, ' '), *dots;
    out->state = space ? pp_arena_strndup(arena, value, (size_t)(space - value)) : value;
    out->value = out->low = space ? space + 1 : "";
    out->high = out->low;
    dots = strstr(out->value, "..");
    if (dots) {
        out->low = pp_arena_strndup(arena, out->value, (size_t)(dots - out->value));
        out->high = dots + 2;
    }
}

static void add_properties(
    const struct pages *pages, struct rb_value attributes, struct properties *out)
{
    static const char alternative[] = "alt ", former[] = "was ";
    const struct rb_objects *objects = &pages->document->objects;
    struct pp_arena *arena = pages->document->arena;
    struct rb_value list = rb_get(objects, attributes, "P");
    if (!rb_is(rb_get(objects, attributes, "O"), "UserProperties") || list.kind != RB_ARRAY)
        return;
    for (size_t i = 0; i < list.size; i++) {
        const char *name = rb_text(arena, rb_get(objects, list.as.items[i], "N"));
        const char *value = rb_text(arena, rb_get(objects, list.as.items[i], "V"));
        if (!name || !value || !strchr(name, '@'))
            continue;
        struct property *property = PP_PUSH(arena, out);
        property->alternative = pp_starts_with(name, alternative);
        property->key = name + (property->alternative ? sizeof alternative - 1 : 0);
        property->former = pp_starts_with(property->key, former);
        property->key += property->former ? sizeof former - 1 : 0;
        split(arena, value, property);
    }
}

static void find_properties(
    const struct pages *pages, const struct rb_element *element, struct properties *out)
{
    const struct rb_objects *objects = &pages->document->objects;
    struct rb_value all = rb_resolve(objects, element->said->attributes);
    if (all.kind == RB_DICT)
        add_properties(pages, all, out);
    for (size_t i = 0; all.kind == RB_ARRAY && i < all.size; i++)
        add_properties(pages, rb_at(objects, all, i), out);
}

/* --- texts --- */

/* What is painted in an element and below it; the texts of elements do not run into each other. */
static void add_painted(const struct rb_document *document, size_t index, struct pp_str *out)
{
    const struct rb_element *element = &document->elements.items[index];
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        const struct rb_mark *mark = rb_mark_of(document, kid);
        if (kid->kind == RB_KID_ELEMENT) {
            pp_str_append_char(out, '\n');
            add_painted(document, kid->element, out);
            pp_str_append_char(out, '\n');
        } else if (mark) {
            if (pp_streq(mark->tag, "Figure"))
                pp_str_append_char(out, '\n'); /* labels of a chart */
            const struct pp_str *text = &document->pages.items[kid->page - 1].text;
            pp_str_append_n(out, text->text + mark->start, mark->length);
        }
    }
}

/* What is read aloud instead. */
static void add_spoken(const struct rb_document *document, size_t index, struct pp_str *out)
{
    const struct rb_element *element = &document->elements.items[index];
    if (element->said->actual) {
        pp_str_append(out, element->said->actual);
        return;
    }
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        const struct rb_mark *mark = rb_mark_of(document, kid);
        if (kid->kind == RB_KID_ELEMENT) {
            pp_str_append_char(out, '\n');
            add_spoken(document, kid->element, out);
            pp_str_append_char(out, '\n');
        } else if (mark && mark->actual) {
            pp_str_append(out, mark->actual);
        } else if (mark) {
            const struct pp_str *text = &document->pages.items[kid->page - 1].text;
            pp_str_append_n(out, text->text + mark->start, mark->length);
        }
    }
}

/* --- comparing --- */

/* "exact 43", "suppressed" */
static const char *said(const struct pages *pages, const char *state, const char *value)
{
    return *value ? pp_arena_printf(pages->document->arena, "%s %s", state, value) : state;
}

static void differs(
    const struct pages *pages, const struct property *property, const char *where, const char *text)
{
    struct pp_str folded;
    pp_str_init(&folded);
    for (; *text && folded.length < 80; text++)
        if (*text != '\n' || (folded.length && folded.text[folded.length - 1] != ' '))
            pp_str_append_char(&folded, *text == '\n' ? ' ' : *text);
    while (folded.length && (folded.text[folded.length - 1] & 0xC0) == 0x80)
        pp_str_truncate(&folded, folded.length - 1);
    rb_broken(
        pages->document, "verify.number", NULL, "%s is \"%s\", and the figure %s is %s.", where,
        folded.text, property->key, said(pages, property->state, property->value));
    pp_str_free(&folded);
}

/* One document writes its numbers in one way. */
static void note_marks(struct pages *pages, const struct printed_number *number, const char *value)
{
    unsigned decimal = printed_number_decimal(number, value);
    unsigned group = printed_number_group(number, value);
    unsigned is_decimal = pages->decimal ? pages->decimal : decimal;
    unsigned is_group = pages->group ? pages->group : group;
    if ((decimal && decimal != is_decimal) || (group && group != is_group) ||
        (is_group && is_group == is_decimal))
        rb_broken(
            pages->document, "verify.number", NULL,
            "The number %s is written with other marks than the numbers before it.", value);
    pages->decimal = is_decimal;
    pages->group = is_group;
}

static bool take(
    struct pages *pages, struct printed_numbers *numbers, const char *value, bool own_language)
{
    for (size_t i = 0; i < numbers->count; i++) {
        struct printed_number *number = &numbers->items[i];
        if (number->used || !printed_number_is(number, value))
            continue;
        number->used = true;
        if (own_language)
            note_marks(pages, number, value);
        return true;
    }
    return false;
}

/* --- what is withheld --- */

/* Of the years of periods, and of the threshold in "fewer than 5", a reader learns nothing. */
static bool is_common(
    const struct pages *pages, const struct properties *properties,
    const struct printed_number *number)
{
    for (size_t i = 0; i < 2; i++)
        if (pages->published->fewer[i] &&
            pp_streq(
                number->digits,
                pp_arena_printf(pages->document->arena, "%ld", pages->published->fewer[i])))
            return true;
    for (size_t i = 0; i < properties->count; i++) {
        const char *period = strrchr(properties->items[i].key, '@');
        if (strlen(number->digits) == 4 && period && strstr(period, number->digits))
            return true;
    }
    return false;
}

/* A text that says of a figure that it is withheld, and has a number besides that is none of its
 * other figures. Labels of a chart stand beside a scale: its shapes are looked at instead; a
 * caption may say "answers of 4 and more". */
static void find_told(
    const struct pages *pages, const struct properties *properties, bool alternative,
    const struct printed_numbers *numbers, const char *where)
{
    const struct published_figure *withheld = NULL;
    bool all = true;
    for (size_t i = 0; pages->published && i < properties->count; i++) {
        const struct property *property = &properties->items[i];
        if (property->alternative != alternative && !(pages->chart && alternative))
            continue;
        const struct published_figure *figure = published_find_key(pages->published, property->key);
        if (figure && published_is_withheld(figure))
            withheld = withheld ? withheld : figure;
        else
            all = false;
    }
    for (size_t i = 0;
         withheld && (pages->chart ? alternative : all && pages->alone) && i < numbers->count; i++)
        if (!numbers->items[i].used && !is_common(pages, properties, &numbers->items[i]))
            readback_shows(
                pages->document->at, withheld,
                pp_arena_strndup(pages->document->arena, numbers->items[i].digits, PRINTED_DIGITS),
                where);
}

/* Every figure is among the numbers of the text; a cell has no other numbers, and none when what
 * it shows has none. */
static void compare(
    struct pages *pages, const struct properties *properties, bool alternative, const char *text,
    const char *where, bool cell, bool own_language)
{
    struct printed_numbers numbers = {0};
    const struct property *last = NULL;
    bool good = true;
    printed_numbers_find(pages->document->arena, text, pages->turned, &numbers);
    for (size_t i = 0; i < properties->count; i++) {
        const struct property *property = &properties->items[i];
        if (property->alternative != alternative)
            continue;
        last = property;
        if (*property->value == '\0')
            continue;
        bool range = *property->high && !pp_streq(property->low, property->high);
        if (!take(pages, &numbers, property->low, own_language) ||
            (range && !take(pages, &numbers, property->high, own_language))) {
            differs(pages, property, where, text);
            good = false;
        }
    }
    find_told(pages, properties, alternative, &numbers, where);
    for (size_t i = 0; good && cell && last && i < numbers.count; i++)
        if (!numbers.items[i].used) {
            differs(pages, last, where, text);
            return;
        }
}

/* Signs of what is not exact belong to a cell that shows nothing else. */
static void check_sign(
    const struct pages *pages, const struct properties *properties, const char *painted)
{
    const struct property *property = &properties->items[0];
    bool about = pp_streq(property->state, "estimated") && pp_streq(property->low, property->high);
    bool least = pp_streq(property->state, "at_least");
    const char *least_sign = pages->turned ? "\xE2\x89\xA4" : "\xE2\x89\xA5"; /* mirrored */
    if (properties->count == 1 &&
        ((about && !strstr(painted, "\xE2\x89\x88")) || (least && !strstr(painted, least_sign))))
        differs(pages, property, "A cell without the sign of its state", painted);
}

/* --- charts --- */

/* Of a chart its marks, or all flat lines of its page. */
static void find_shapes(
    const struct pages *pages, const struct rb_element *element, struct rb_shapes *out,
    struct rb_shapes *rules)
{
    const struct rb_page *page = NULL;
    for (size_t k = 0; k < element->kids.count; k++) {
        const struct rb_kid *kid = &element->kids.items[k];
        if (!rb_mark_of(pages->document, kid))
            continue;
        page = &pages->document->pages.items[kid->page - 1];
        for (size_t i = 0; i < page->shapes.count; i++)
            if (page->shapes.items[i].mark == kid->mark - 1)
                *(struct rb_shape *)PP_PUSH(pages->document->arena, out) = page->shapes.items[i];
    }
    for (size_t i = 0; page && i < page->shapes.count; i++) {
        const struct rb_shape *shape = &page->shapes.items[i];
        if (page->marks.items[shape->mark].artifact && shape->corner_count == 2 && !shape->slanted)
            *(struct rb_shape *)PP_PUSH(pages->document->arena, rules) = *shape;
    }
}

static void check_shapes(
    const struct pages *pages, const struct rb_element *element,
    const struct properties *properties)
{
    struct rb_shapes shapes = {0}, rules = {0};
    struct reconcile_chart chart = {
        .at = pages->document->at,
        .shapes = &shapes,
        .rules = &rules,
        .named = pp_arena_array(pages->document->arena, properties->count, sizeof *chart.named)};
    bool withholds = false;
    for (size_t i = 0; pages->published && i < properties->count; i++) {
        const struct published_figure *figure =
            published_find_key(pages->published, properties->items[i].key);
        bool is_new = figure != NULL;
        for (size_t k = 0; k < chart.named_count && is_new; k++)
            is_new = chart.named[k] != figure;
        if (!is_new)
            continue;
        chart.named[chart.named_count++] = figure;
        withholds |= published_is_withheld(figure);
    }
    if (!withholds)
        return;
    find_shapes(pages, element, &shapes, &rules);
    reconcile_shapes(&chart);
}

/* The only figure that a cell says it prints. */
static const struct published_figure *figure_of(const void *data, size_t index)
{
    const struct pages *pages = data;
    struct properties properties = {0};
    find_properties(pages, &pages->document->elements.items[index], &properties);
    return properties.count == 1 ? published_find_key(pages->published, properties.items[0].key)
                                 : NULL;
}

static bool is_own_language(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    for (;; index = element->parent) {
        element = &document->elements.items[index];
        if (element->said->lang)
            return pp_streq(element->said->lang, document->lang);
        if (element->depth == 0)
            return true;
    }
}

/* A change may be printed without its sign: a mark or the words around it say which way. */
static bool is_magnitude(const struct property *property, const struct published_figure *figure)
{
    return pp_ends_with(figure->measure, "_change") && *figure->value == '-' &&
           printed_without_sign(figure->value, property->value);
}

static void check_published(const struct pages *pages, const struct properties *properties)
{
    for (size_t i = 0; i < properties->count; i++) {
        const struct property *property = &properties->items[i];
        const struct published_figure *figure = published_find_key(pages->published, property->key);
        if (figure && *property->value && pages->document->at->attacking &&
            published_is_withheld(figure))
            readback_shows(
                pages->document->at, figure, property->value, "what an element says of itself");
        if (!figure && pp_streq(property->state, "unknown"))
            continue; /* nothing of it was ever delivered */
        if (!figure)
            rb_broken(
                pages->document, "verify.number", NULL,
                "The figure %s is shown, and not published in figures.csv.", property->key);
        else if (
            !property->former &&
            (!pp_streq(figure->state, property->state) ||
             (!pp_streq(figure->value, property->value) && !is_magnitude(property, figure))))
            rb_broken(
                pages->document, "verify.number", NULL,
                "The figure %s is said to be %s, and is %s in figures.csv.", property->key,
                said(pages, property->state, property->value),
                said(pages, figure->state, figure->value));
    }
}

/* What stands in the place of a chart's signs: words, and the numbers of its figures ("about 40"
 * for "≈ 40"). */
static void add_signs(const struct rb_document *document, size_t index, struct pp_str *out)
{
    const struct rb_element *element = &document->elements.items[index];
    for (size_t i = 0; i < element->kids.count; i++) {
        if (element->kids.items[i].kind != RB_KID_ELEMENT)
            continue;
        size_t kid = element->kids.items[i].element;
        const char *actual = document->elements.items[kid].said->actual;
        pp_str_append(out, actual ? actual : "");
        pp_str_append_char(out, '\n');
        add_signs(document, kid, out);
    }
}

/* Its labels stand beside a scale, its signs do not. */
static void check_signs(struct pages *pages, size_t index, const struct properties *properties)
{
    struct printed_numbers numbers = {0};
    struct pp_str signs;
    pp_str_init(&signs);
    add_signs(pages->document, index, &signs);
    printed_numbers_find(pages->document->arena, signs.text, pages->turned, &numbers);
    for (size_t i = 0; i < properties->count; i++) {
        take(pages, &numbers, properties->items[i].low, false);
        take(pages, &numbers, properties->items[i].high, false);
    }
    find_told(pages, properties, true, &numbers, "What is read aloud");
    pp_str_free(&signs);
}

static void check_element(struct pages *pages, size_t index)
{
    const struct rb_element *element = &pages->document->elements.items[index];
    struct properties properties = {0};
    struct pp_str text, spoken;
    if (pages->published && pp_streq(element->role, "Table"))
        reconcile_table(pages->document, index, figure_of, pages);
    find_properties(pages, element, &properties);
    if (properties.count == 0)
        return;
    bool cell = pp_streq(element->role, "TD"), own = is_own_language(pages->document, index);
    pages->chart = pp_streq(element->role, "Figure");
    pages->alone = cell || pp_streq(element->role, "Span");
    if (pages->published)
        check_published(pages, &properties);
    if (pages->chart) {
        check_shapes(pages, element, &properties);
        check_signs(pages, index, &properties);
    }
    pp_str_init(&text);
    add_painted(pages->document, index, &text);
    compare(pages, &properties, false, text.text, "What is printed", cell, own);
    if (cell)
        check_sign(pages, &properties, text.text);
    if (!element->said->alt) {
        pp_str_init(&spoken);
        add_spoken(pages->document, index, &spoken);
        if (!pp_streq(spoken.text, text.text))
            compare(pages, &properties, false, spoken.text, "What is read aloud", cell, own);
        pp_str_free(&spoken);
    }
    compare(
        pages, &properties, true, element->said->alt ? element->said->alt : "",
        "The alternative text", false, own);
    pp_str_free(&text);
}

void reconcile_pdf(const struct rb_document *document, const struct pp_published *published)
{
    struct rb_value viewer =
        rb_get(&document->objects, document->objects.root, "ViewerPreferences");
    struct pages pages = {
        .document = document,
        .published = published,
        .turned = rb_is(rb_get(&document->objects, viewer, "Direction"), "R2L")};
    for (size_t i = 0; i < document->elements.count; i++)
        check_element(&pages, i);
}
