/* The annex against figures.csv. The sheet of all figures names its figures by address; the other
 * sheets name them by words, which the sheet of all figures has beside each address. */
#include <string.h>

#include "check_workbook.h"
#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "reconcile.h"
#include "workbook.h"

/* Columns of the sheet of all figures, from the start of the table. */
enum {
    MEASURE,
    SCOPE,
    SET,
    DIMENSION,
    BREAKDOWN,
    PERIOD,
    VALUE,
    LOW,
    HIGH,
    UNIT,
    STATE,
    N,
    ADDRESS
};
enum { PERIOD_CODE = ADDRESS + 1, STATE_CODE };
enum { SHOWN = 5 };

/* A figure without dimension and breakdown, by the words of the document. */
struct worded {
    const char *measure, *scope, *period;
    const struct published_figure *figure;
};

struct annex {
    struct readback *at;
    const struct pp_published *published;
    struct workbook book;
    const struct wb_sheet *all;
    const char *city, *period;
    size_t wrong;
    bool *seen; /* [line of figures.csv] */
    struct {
        struct worded *items;
        size_t count, capacity;
    } worded;
    struct {
        const struct published_figure **items;
        size_t count, capacity;
    } asked;
};

static void wrong(struct annex *annex, const struct wb_sheet *sheet, uint32_t row, const char *what)
{
    if (annex->wrong++ < SHOWN)
        readback_found(
            annex->at, "verify.workbook", "The sheet \"%s\", row %u: %s", sheet->name, row, what);
}

static struct wb_cell cell_of(const struct wb_sheet *sheet, uint32_t row, uint32_t column)
{
    return workbook_cell(sheet, row, sheet->area.column + column);
}

static const char *text_of(const struct wb_sheet *sheet, uint32_t row, uint32_t column)
{
    return cell_of(sheet, row, column).text;
}

static const char *single(const struct published_figure *figure)
{
    return published_is_single(figure) ? figure->low : "";
}

static void compare(
    struct annex *annex, const struct wb_sheet *sheet, uint32_t row, uint32_t column,
    const char *number, const struct published_figure *figure)
{
    struct wb_cell cell = cell_of(sheet, row, column);
    if (annex->at->attacking && cell.kind == WB_NUMBER && published_is_withheld(figure))
        readback_shows(
            annex->at, figure, cell.text,
            pp_arena_printf(annex->at->arena, "the sheet \"%s\", row %u,", sheet->name, row));
    else if (!workbook_is_number(cell, number, figure->unit))
        wrong(
            annex, sheet, row,
            pp_arena_printf(
                annex->at->arena, "column %u has %s, and the figure %s of %s is %s (%s).",
                column + 1, workbook_shown(cell.text), figure->address, figure->period,
                workbook_shown(number), figure->state));
}

/* --- the sheet of all figures --- */

static void compare_row(struct annex *annex, uint32_t row)
{
    const struct wb_sheet *all = annex->all;
    const char *address = text_of(all, row, ADDRESS), *period = text_of(all, row, PERIOD_CODE);
    const struct published_figure *figure = published_find(annex->published, address, period);
    if (!figure) {
        wrong(
            annex, all, row,
            pp_arena_printf(
                annex->at->arena, "the figure \"%s\" of %s is not published.", address, period));
        return;
    }
    bool *seen = &annex->seen[figure->line];
    if (*seen)
        wrong(annex, all, row, "this figure stands here twice.");
    *seen = true;
    if (!*text_of(all, row, DIMENSION) && !*text_of(all, row, BREAKDOWN))
        *(struct worded *)PP_PUSH(annex->at->arena, &annex->worded) = (struct worded){
            text_of(all, row, MEASURE), text_of(all, row, SCOPE), text_of(all, row, PERIOD),
            figure};
    compare(annex, all, row, VALUE, single(figure), figure);
    compare(annex, all, row, LOW, figure->low, figure);
    compare(annex, all, row, HIGH, figure->high, figure);
    struct published_figure count = *figure;
    count.unit = "persons";
    compare(annex, all, row, N, published_has_value(figure) ? figure->n : "", &count);
    if (!pp_streq(text_of(all, row, STATE_CODE), figure->state))
        wrong(
            annex, all, row,
            pp_arena_printf(
                annex->at->arena, "the figure %s is said to be \"%s\", and is \"%s\".", address,
                text_of(all, row, STATE_CODE), figure->state));
}

/* The project's annex has all figures, a city's all of its own. */
static void find_missing(struct annex *annex)
{
    for (size_t i = 0; i < annex->published->figures.count; i++) {
        const struct published_figure *figure = &annex->published->figures.items[i];
        if (annex->seen[figure->line] || (annex->city && !pp_streq(figure->city, annex->city)))
            continue;
        if (annex->wrong++ < SHOWN)
            readback_found(
                annex->at, "verify.workbook",
                "The figure %s of %s is in figures.csv, and missing in the sheet \"%s\".",
                figure->address, figure->period, annex->all->name);
    }
}

static void compare_all(struct annex *annex)
{
    size_t lines = 1;
    for (size_t i = 0; i < annex->published->figures.count; i++)
        lines = annex->published->figures.items[i].line + 1;
    annex->seen = pp_arena_array(annex->at->arena, lines, sizeof *annex->seen);
    for (uint32_t row = annex->all->area.row + 1; row <= annex->all->area.last_row; row++)
        compare_row(annex, row);
    find_missing(annex);
}

/* --- sheets that name figures by words --- */

static bool is_worded(
    const struct worded *worded, const char *measure, const char *scope, const char *period)
{
    return pp_streq(worded->measure, measure) && pp_streq(worded->scope, scope) &&
           pp_streq(worded->period, period);
}

static void compare_city(
    struct annex *annex, const struct wb_sheet *sheet, uint32_t row, uint32_t column)
{
    const char *measure = text_of(sheet, sheet->area.row, column);
    for (size_t i = 0; i < annex->worded.count; i++) {
        const struct worded *worded = &annex->worded.items[i];
        if (is_worded(worded, measure, text_of(sheet, row, 0), text_of(sheet, row, 1))) {
            compare(annex, sheet, row, column, single(worded->figure), worded->figure);
            return;
        }
    }
    if (cell_of(sheet, row, column).kind != WB_BLANK)
        wrong(annex, sheet, row, "a number that is no published figure.");
}

static void compare_cities(struct annex *annex)
{
    const struct wb_sheet *sheet = workbook_table(&annex->book, "Cities");
    for (uint32_t row = sheet ? sheet->area.row + 1 : 1; sheet && row <= sheet->area.last_row;
         row++)
        for (uint32_t column = 2; sheet->area.column + column < sheet->area.last_column; column++)
            compare_city(annex, sheet, row, column);
}

static bool has_numbers(
    const struct wb_sheet *sheet, uint32_t row, const struct published_figure *figure)
{
    return workbook_is_number(cell_of(sheet, row, 3), single(figure), figure->unit) &&
           workbook_is_number(cell_of(sheet, row, 4), figure->low, figure->unit) &&
           workbook_is_number(cell_of(sheet, row, 5), figure->high, figure->unit);
}

/* Where a project has several sets of questions, the words name the set, too: then one of the
 * figures whose words are among them must be the one. */
static void compare_key_figure(struct annex *annex, const struct wb_sheet *sheet, uint32_t row)
{
    const char *measure = text_of(sheet, row, 0), *scope = text_of(sheet, row, 1);
    const struct published_figure *figure = NULL;
    for (int exact = 1; exact >= 0 && !figure; exact--)
        for (size_t i = 0; i < annex->worded.count; i++) {
            const struct worded *worded = &annex->worded.items[i];
            if (!strstr(measure, worded->measure) ||
                (exact && !pp_streq(measure, worded->measure)) ||
                !is_worded(worded, worded->measure, scope, text_of(sheet, row, 2)))
                continue;
            figure = worded->figure;
            if (has_numbers(sheet, row, figure))
                return;
        }
    if (!figure) {
        wrong(
            annex, sheet, row,
            pp_arena_printf(
                annex->at->arena, "no published figure is \"%s\" of \"%s\".", measure, scope));
        return;
    }
    compare(annex, sheet, row, 3, single(figure), figure);
    compare(annex, sheet, row, 4, figure->low, figure);
    compare(annex, sheet, row, 5, figure->high, figure);
}

static void compare_key_figures(struct annex *annex)
{
    const struct wb_sheet *sheet = workbook_table(&annex->book, "KeyFigures");
    for (uint32_t row = sheet ? sheet->area.row + 1 : 1; sheet && row <= sheet->area.last_row;
         row++)
        if (*text_of(sheet, row, 0))
            compare_key_figure(annex, sheet, row);
}

/* --- dimensions --- */

struct question {
    const char *framework, *dimension;
};

/* Names of tables hold no other signs than letters, digits and "_". */
static bool is_framework(const char *id, const char *in_table)
{
    for (; *id && *in_table; id++, in_table++)
        if (*id != *in_table && *in_table != '_')
            return false;
    return *id == *in_table;
}

static bool is_of(
    const struct published_figure *figure, const char *measure, const struct question *question)
{
    return pp_streq(figure->measure, measure) && pp_streq(figure->dimension, question->dimension) &&
           is_framework(figure->framework, question->framework);
}

static double answer_of(const struct published_figure *figure)
{
    static const char key[] = "answer=";
    double answer = 0;
    if (pp_starts_with(figure->breakdown, key))
        published_number(figure->breakdown + sizeof key - 1, &answer);
    return answer;
}

/* The figure of the `answer`th answer, counted from the lowest. */
static const struct published_figure *figure_of(
    const struct annex *annex, const char *measure, const struct question *question, size_t answer)
{
    for (size_t i = 0; i < annex->asked.count; i++) {
        const struct published_figure *figure = annex->asked.items[i];
        size_t lower = 0;
        if (!is_of(figure, measure, question))
            continue;
        for (size_t k = 0; k < annex->asked.count; k++)
            lower += is_of(annex->asked.items[k], measure, question) &&
                     answer_of(annex->asked.items[k]) < answer_of(figure);
        if (lower == answer)
            return figure;
    }
    return NULL;
}

/* The figures of questions that the sheets of dimensions show. */
static void find_asked(struct annex *annex)
{
    for (size_t i = 0; i < annex->published->figures.count; i++) {
        const struct published_figure *figure = &annex->published->figures.items[i];
        if (*figure->dimension && pp_streq(figure->city, annex->city) &&
            pp_streq(figure->period, annex->period))
            *(const struct published_figure **)PP_PUSH(annex->at->arena, &annex->asked) = figure;
    }
}

static void compare_question(
    struct annex *annex, const struct wb_sheet *sheet, uint32_t row,
    const struct question *question)
{
    static const char *const before[] = {
        "assessment.n", "assessment.missing", "assessment.not_applicable"};
    static const char *const after[] = {
        "assessment.median", "assessment.mean", "assessment.share_top",
        "assessment.share_top_change"};
    enum { HEADS = 3, BEFORE = 3, AFTER = 4 };
    uint32_t last = sheet->area.last_column - sheet->area.column; /* the state */
    for (uint32_t column = HEADS; column < last; column++) {
        uint32_t from = column - HEADS;
        bool early = from < BEFORE, late = column + AFTER >= last;
        const char *measure = early  ? before[from]
                              : late ? after[column + AFTER - last]
                                     : "assessment.share";
        const struct published_figure *figure =
            figure_of(annex, measure, question, early || late ? 0 : from - BEFORE);
        if (figure)
            compare(annex, sheet, row, column, single(figure), figure);
        else if (cell_of(sheet, row, column).kind != WB_BLANK)
            wrong(annex, sheet, row, "a number that is no published figure.");
    }
}

static void compare_dimensions(struct annex *annex)
{
    static const char prefix[] = "Dimensions_";
    find_asked(annex);
    for (size_t i = 0; i < annex->book.sheets.count; i++) {
        const struct wb_sheet *sheet = &annex->book.sheets.items[i];
        if (!sheet->table || !pp_starts_with(sheet->table, prefix))
            continue;
        struct question question = {.framework = sheet->table + sizeof prefix - 1};
        for (uint32_t row = sheet->area.row + 1; row <= sheet->area.last_row; row++) {
            question.dimension = text_of(sheet, row, 0);
            compare_question(annex, sheet, row, &question);
        }
    }
}

/* --- events and sources --- */

/* A value is bare in an address where it can be, else in quotes (docs/figures.md): one of the two
 * is there. */
static const struct published_figure *participants_of(const struct annex *annex, const char *event)
{
    struct pp_str address;
    const struct published_figure *figure;
    pp_str_init(&address);
    pp_str_printf(&address, "event.participants[event=%s]", event);
    figure = published_find(annex->published, address.text, annex->period);
    if (!figure) {
        pp_str_clear(&address);
        pp_str_append(&address, "event.participants[event=\"");
        for (const char *at = event; *at; at++) {
            if (*at == '"' || *at == '\\')
                pp_str_append_char(&address, '\\');
            pp_str_append_char(&address, *at);
        }
        pp_str_append(&address, "\"]");
        figure = published_find(annex->published, address.text, annex->period);
    }
    pp_str_free(&address);
    return figure;
}

static void compare_events(struct annex *annex)
{
    const struct wb_sheet *sheet = workbook_table(&annex->book, "Events");
    if (!sheet || sheet->area.last_column < sheet->area.column + 4)
        return;
    uint32_t last = sheet->area.last_column - sheet->area.column;
    for (uint32_t row = sheet->area.row + 1; row <= sheet->area.last_row; row++) {
        const char *event = text_of(sheet, row, last);
        const struct published_figure *figure = participants_of(annex, event);
        if (figure) {
            compare(annex, sheet, row, last - 4, single(figure), figure);
            compare(annex, sheet, row, last - 3, figure->low, figure);
            compare(annex, sheet, row, last - 2, figure->high, figure);
        } else if (cell_of(sheet, row, last - 4).kind == WB_NUMBER) {
            wrong(annex, sheet, row, "an event that is no published figure.");
        }
    }
}

/* The last row is that of all sources together. */
static void compare_sources(struct annex *annex)
{
    static const char *const measures[] = {"files.read",    "rows.read",       "rows.used",
                                           "rows.excluded", "rows.superseded", "rows.duplicates",
                                           "rows.held_back"};
    const struct wb_sheet *sheet = workbook_table(&annex->book, "Sources");
    for (uint32_t i = 0; sheet && i < sizeof measures / sizeof *measures; i++) {
        const struct published_figure *figure =
            published_find(annex->published, measures[i], annex->period);
        if (figure)
            compare(annex, sheet, sheet->area.last_row, 2 + i, single(figure), figure);
    }
}

static void reconcile(struct annex *annex)
{
    compare_all(annex);
    compare_key_figures(annex);
    compare_cities(annex);
    compare_dimensions(annex);
    compare_events(annex);
    compare_sources(annex);
    check_workbook(annex->at, &annex->book);
    if (annex->wrong > SHOWN)
        readback_found(
            annex->at, "verify.workbook", "%zu more differences are like these.",
            annex->wrong - SHOWN);
}

/* --- a workbook alone --- */

/* The part of an address behind `key`, up to the next one. */
static const char *key_of(struct pp_arena *arena, const char *address, const char *key)
{
    for (const char *at = strchr(address, '['); at; at = strchr(at, ' ')) {
        at++;
        size_t length = strlen(key);
        if (strncmp(at, key, length) == 0 && at[length] == '=')
            return pp_arena_strndup(arena, at + length + 1, strcspn(at + length + 1, ",]"));
    }
    return "";
}

static struct published_figure figure_in(const struct annex *annex, uint32_t row)
{
    struct pp_arena *arena = annex->at->arena;
    const char *address = text_of(annex->all, row, ADDRESS);
    const char *answer = key_of(arena, address, "answer");
    struct published_figure figure = {
        .address = address,
        .measure = pp_arena_strndup(arena, address, strcspn(address, "[")),
        .city = key_of(arena, address, "city"),
        .framework = key_of(arena, address, "framework"),
        .dimension = key_of(arena, address, "dimension"),
        .breakdown = *answer ? pp_arena_printf(arena, "answer=%s", answer) : "",
        .period = text_of(annex->all, row, PERIOD_CODE),
        .state = text_of(annex->all, row, STATE_CODE),
        .low = text_of(annex->all, row, LOW),
        .high = text_of(annex->all, row, HIGH),
        .n = text_of(annex->all, row, N),
        .unit = "as it stands",
        .line = row};
    figure.value = figure.low;
    return figure;
}

/* A workbook's own sheet of all figures stands for figures.csv. */
static void publish(struct annex *annex, struct pp_published *out)
{
    struct pp_arena *arena = annex->at->arena;
    *out = (struct pp_published){.path = annex->at->path};
    pp_map_init(&out->by_key, arena);
    for (uint32_t row = annex->all->area.row + 1; row <= annex->all->area.last_row; row++) {
        struct published_figure figure = figure_in(annex, row);
        if (pp_streq(figure.measure, "files.read"))
            out->period = figure.period;
        /* A city's annex has the events that were held in no other city. */
        if (pp_streq(figure.measure, "events.held") && *figure.city)
            annex->city = !annex->city || pp_streq(annex->city, figure.city) ? figure.city : "";
        pp_map_set(
            &out->by_key, pp_arena_printf(arena, "%s@%s", figure.address, figure.period),
            pp_arena_memdup(arena, &figure, sizeof figure));
        *(struct published_figure *)PP_PUSH(arena, &out->figures) = figure;
    }
    if (pp_is_empty(annex->city))
        annex->city = NULL;
    annex->published = out;
    annex->period = out->period;
}

static bool is_annex(const struct annex *annex)
{
    return annex->all && annex->all->area.last_column >= annex->all->area.column + STATE_CODE;
}

void reconcile_xlsx(struct readback *at, const struct pp_published *published)
{
    struct pp_published own;
    struct annex annex = {
        .at = at,
        .published = published,
        .city = at->file ? at->file->city : NULL,
        .period = published ? published->period : NULL};
    workbook_read(at->arena, &at->parts, &annex.book);
    annex.all = workbook_table(&annex.book, "AllFigures");
    check_hidden(at, &annex.book);
    if (published && annex.book.odd)
        readback_found(
            at, "verify.workbook", "%s is not in the form in which Pactpress writes it.",
            annex.book.odd);
    else if (published && !is_annex(&annex))
        readback_found(
            at, "verify.workbook",
            "There is no table of all figures (AllFigures) in this workbook.");
    else if (is_annex(&annex) && !annex.book.odd) {
        if (!published)
            publish(&annex, &own);
        reconcile(&annex);
    }
}
