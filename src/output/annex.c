/* The annex: which sheets there are, in which order, and the contents before them. */
#include "pactpress/annex.h"

#include <string.h>

#include "output/annex_words.h"
#include "pactpress/str.h"

static void add_line(struct pp_annex *annex, struct pp_grid *grid, const char *text)
{
    if (!pp_is_empty(text))
        *(const char **)PP_PUSH(annex->arena, &grid->lines) = pp_grid_text(annex->arena, text);
}

static void about_lines(struct pp_annex *annex, struct pp_grid *grid)
{
    const struct pp_project *project = annex->project;
    struct pp_arg day = {.name = "day", .kind = PP_ARG_DAY};
    day.day = (pp_day)(annex->book.date / 86400);
    add_line(
        annex, grid,
        PP_ANNEX_SAY(
            annex, "annex.about.project",
            pp_annex_text_arg("project", pp_annex_text(annex, &project->name))));
    if (!pp_is_empty(project->grant) && !pp_is_empty(project->programme))
        add_line(
            annex, grid,
            PP_ANNEX_SAY(
                annex, "annex.about.grant", pp_annex_text_arg("grant", project->grant),
                pp_annex_text_arg("programme", project->programme)));
    add_line(annex, grid, pp_annex_say(annex, "annex.about.period"));
    add_line(annex, grid, PP_ANNEX_SAY(annex, "annex.about.state", day));
    if (annex->restricted)
        add_line(annex, grid, pp_annex_say(annex, "method.privacy.restricted"));
}

/* Made first, filled last: it names all the others. */
static struct pp_grid *start_contents(struct pp_annex *annex)
{
    struct pp_grid *grid = pp_annex_grid(annex, "contents", "Contents");
    grid->title = annex->book.title;
    pp_annex_column(annex, grid, "sheet", PP_ANNEX_LINK);
    pp_annex_column(annex, grid, "holds", PP_ANNEX_TEXT)->widest = 90;
    pp_annex_column(annex, grid, "rows", PP_ANNEX_WHOLE);
    about_lines(annex, grid);
    return grid;
}

static void fill_contents(struct pp_annex *annex, struct pp_grid *contents)
{
    for (size_t i = 0; i < annex->book.grids.count; i++) {
        const struct pp_grid *grid = annex->book.grids.items[i];
        struct pp_cell *cells;
        if (grid == contents)
            continue;
        cells = pp_grid_add_row(annex->arena, contents);
        cells[0] = pp_annex_cell(annex, grid->name);
        cells[0].kind = PP_CELL_SHEET;
        cells[0].target = grid->name;
        cells[1] = pp_annex_cell(annex, grid->holds);
        cells[2] = pp_cell_number((int64_t)grid->rows.count, 0);
    }
}

static void make_sheets(struct pp_annex *annex)
{
    struct pp_grid *contents = start_contents(annex);
    pp_annex_key_figures(annex);
    pp_annex_events(annex);
    pp_annex_dimensions(annex);
    pp_annex_cities(annex);
    pp_annex_all_figures(annex);
    pp_annex_notes(annex);
    pp_annex_sources(annex);
    pp_annex_dictionary(annex);
    fill_contents(annex, contents);
}

/* Puts what a day of 1 February 2003 shows ("01/02/2003") into the letters of a number format. */
static const char *day_format(struct pp_annex *annex)
{
    const char *day =
        pp_locale_date(annex->locale, annex->arena, pp_day_from_date(2003, 2, 1), PP_DATE_SHORT);
    struct pp_str out;
    const char *format;
    unsigned seen = 0;
    pp_str_init(&out);
    while (*day != '\0') {
        size_t digits = strspn(day, "0123456789");
        if (digits == 4 && pp_starts_with(day, "2003")) {
            pp_str_append(&out, "yyyy");
            seen |= 1;
        } else if (digits > 0 && digits < 3 && day[digits - 1] == '2') {
            pp_str_append(&out, digits == 2 ? "mm" : "m");
            seen |= 2;
        } else if (digits > 0 && digits < 3 && day[digits - 1] == '1') {
            pp_str_append(&out, digits == 2 ? "dd" : "d");
            seen |= 4;
        } else if (strchr("/-. ", *day) != NULL) {
            pp_str_append_char(&out, *day);
            digits = 1;
        } else {
            break;
        }
        day += digits;
    }
    format = *day == '\0' && seen == 7 ? pp_str_copy(&out, annex->arena) : "yyyy-mm-dd";
    pp_str_free(&out);
    return format;
}

static void about_book(struct pp_annex *annex, const char *title, int64_t date)
{
    const struct pp_project *project = annex->project;
    const struct pp_partner *coordinator = pp_project_partner(project, project->coordinator);
    struct pp_book *book = &annex->book;
    struct pp_arena *arena = annex->arena;
    book->title = pp_grid_text(arena, title);
    book->subject = pp_grid_text(arena, pp_annex_say(annex, "document.subject"));
    book->company = pp_grid_text(arena, pp_annex_text(annex, &project->name));
    book->author = coordinator != NULL
                       ? pp_grid_text(arena, pp_annex_text(annex, &coordinator->name))
                       : book->company;
    book->lang = annex->job->lang;
    book->period = annex->results->period.key;
    book->klass = annex->job->output->klass;
    book->funding = pp_grid_text(arena, pp_annex_text(annex, &project->visibility.statement));
    book->days = day_format(annex);
    book->date = date;
    book->styles = annex->job->layout->styles;
    book->rtl = pp_locale_rtl(annex->locale);
}

enum pp_status pp_annex_write(
    struct pp_run *run, struct pp_arena *arena, const struct pp_results *results,
    const struct pp_job *job, struct pp_wording *wording, const char *title, int64_t date,
    const char *path)
{
    struct pp_annex annex = {
        .run = run,
        .arena = arena,
        .results = results,
        .project = results->project,
        .job = job,
        .wording = wording};
    pp_annex_open(&annex);
    about_book(&annex, title, date);
    make_sheets(&annex);
    PP_TRY(annex.status);
    PP_TRY(pp_book_check(run, &annex.book, path));
    return pp_annex_book_write(run, arena, &annex.book, path);
}
