/* How fast display lists become PDFs, how large the PDFs are and what memory they take: a document
 * of text and tables (30 rows of 5 cells a page), tagged.
 *
 *   bench_pdf [PAGES [plain|table]]      default 500; shaping is done before the clock starts
 *
 * `plain`: all of it belongs to one paragraph, which shows what the tags cost. `table`: the tables
 * of all pages are one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "../tests/unit/pdf_kit.h"

enum { ROWS = 30, CELLS = 5, LINES = 12 };

/* Runs that are shown again and again. */
struct stock {
    struct pp_op line, heading, cells[ROWS][CELLS];
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct pp_op shaped(
    struct kit *kit, const struct pp_face *face, double size, const char *text)
{
    kit_text(kit, PP_ARTIFACT_LAYOUT, face, size, 0, 0, text, KIT_SPACE);
    return kit->ops.items[--kit->ops.count];
}

static void prepare(struct kit *kit, struct stock *stock)
{
    const struct pp_face *text = kit_face(kit, "truetype/vollkorn/Vollkorn-Regular.ttf");
    const struct pp_face *label = kit_face(kit, "truetype/lato/Lato-Regular.ttf");
    stock->heading = shaped(kit, label, 16, "Integration in the cities, quarter by quarter");
    stock->line = shaped(
        kit, text, 10.5,
        "The partners met in Rīga, Linköping and Ravenna to compare how offices work together.");
    for (size_t row = 0; row < ROWS; row++)
        for (size_t cell = 0; cell < CELLS; cell++)
            stock->cells[row][cell] = shaped(
                kit, label, 8.5,
                cell == 0 ? pp_arena_printf(kit->arena, "Question %zu on relevance", row + 1)
                          : pp_arena_printf(kit->arena, "%zu.%zu %%", row * 7 + cell, cell));
}

static void place(struct kit *kit, const struct pp_op *op, size_t element, double x, double y)
{
    struct pp_op *placed = kit_op(kit, PP_OP_GLYPHS, (long)element);
    placed->as = op->as;
    placed->as.glyphs.x = x;
    placed->as.glyphs.y = y;
}

/* The same marks on paper, with nothing told apart. */
static void fill_plain(struct kit *kit, const struct stock *stock, size_t p)
{
    place(kit, &stock->heading, p, 56, 70);
    for (size_t i = 0; i < LINES; i++)
        place(kit, &stock->line, p, 56, 100 + 13 * (double)i);
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; k < CELLS; k++)
            place(kit, &stock->cells[i][k], p, k ? 180 + 80 * (double)k : 56, 280 + 16 * (double)i);
    for (size_t i = 0; i < ROWS; i++)
        kit_line(kit, PP_ARTIFACT_LAYOUT, 56, 284 + 16 * (double)i, 539, 284 + 16 * (double)i);
}

static size_t new_body(struct kit *kit, size_t parent)
{
    return kit_element(kit, PP_ROLE_TBODY, kit_element(kit, PP_ROLE_TABLE, parent));
}

/* `body` of the table that goes on, or 0. */
static void fill_page(struct kit *kit, const struct stock *stock, size_t body)
{
    size_t sect = kit_element(kit, PP_ROLE_SECT, 0);
    place(kit, &stock->heading, kit_element(kit, PP_ROLE_H1, sect), 56, 70);
    size_t p = kit_element(kit, PP_ROLE_P, sect);
    for (size_t i = 0; i < LINES; i++)
        place(kit, &stock->line, p, 56, 100 + 13 * (double)i);
    if (!body)
        body = new_body(kit, sect);
    for (size_t i = 0; i < ROWS; i++) {
        size_t row = kit_element(kit, PP_ROLE_TR, body);
        double y = 280 + 16 * (double)i;
        for (size_t k = 0; k < CELLS; k++) {
            size_t cell = kit_element(kit, k ? PP_ROLE_TD : PP_ROLE_TH, row);
            pp_structure_at(&kit->structure, cell)->scope = k ? PP_SCOPE_NONE : PP_SCOPE_ROW;
            place(kit, &stock->cells[i][k], cell, k ? 180 + 80 * (double)k : 56, y);
        }
        kit_line(kit, PP_ARTIFACT_LAYOUT, 56, y + 4, 539, y + 4);
    }
}

int main(int argc, char **argv)
{
    size_t pages = argc > 1 ? strtoul(argv[1], NULL, 10) : 500;
    struct kit *kit = kit_new();
    static struct stock stock;
    struct rusage usage;
    bool plain = argc > 2 && strcmp(argv[2], "plain") == 0;
    double writing = 0, closing = 0;
    prepare(kit, &stock);
    size_t p = plain ? kit_element(kit, PP_ROLE_P, 0) : 0;
    size_t body = argc > 2 && strcmp(argv[2], "table") == 0 ? new_body(kit, 0) : 0;
    for (size_t i = 0; i < pages; i++) {
        /* What a page is made of goes with it; the first one has made room for the operations. */
        struct pp_arena_mark mark = pp_arena_mark(kit->arena);
        if (plain)
            fill_plain(kit, &stock, p);
        else
            fill_page(kit, &stock, body);
        double start = seconds();
        kit_end_page(kit);
        writing += seconds() - start;
        pp_structure_drop_rows(&kit->structure);
        if (i > 0)
            pp_arena_rewind(kit->arena, mark);
    }
    double start = seconds();
    enum pp_status status = kit_close(kit);
    closing = seconds() - start;
    getrusage(RUSAGE_SELF, &usage);
    if (status != PP_OK || pages == 0)
        return status;
    printf(
        "pdf: %zu pages, %zu elements: %.0f pages per CPU second (pages %.1f ms, end %.1f ms), %zu "
        "bytes, %.0f "
        "bytes/page, %ld MB\n",
        pages, kit->structure.count, (double)pages / (writing + closing), writing * 1000,
        closing * 1000, kit->file.size, (double)kit->file.size / (double)pages,
        usage.ru_maxrss / 1024);
    kit_free(kit);
    return 0;
}
