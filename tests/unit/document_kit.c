#include "document_kit.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/compose.h"
#include "pactpress/file.h"
#include "pactpress/markdown.h"
#include "pactpress/str.h"

int document_kit_open(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct document_kit *kit = pp_arena_alloc(run->arena, sizeof *kit);
    const char *source = getenv("SOURCE");
    run->share = source != NULL ? source : ".";
    kit->run = run;
    kit->arena = run->arena;
    if (pp_wording_open(run, NULL, "en", &kit->wording) != PP_OK)
        return -1;
    *state = kit;
    return 0;
}

int document_kit_close(void **state)
{
    struct document_kit *kit = *state;
    pp_wording_close(kit->wording);
    pp_run_free(kit->run);
    return 0;
}

struct pp_node *document_kit_read(struct document_kit *kit, const char *folder, const char *text)
{
    const char *const folders[] = {folder, NULL};
    struct pp_markdown in = {
        .source = &kit->source,
        .lang = "en",
        .folders = folder != NULL ? folders : folders + 1,
        .level = 2};
    struct pp_node *section;
    if (pp_source_text_take(kit->run, kit->arena, "story.md", text, strlen(text), &kit->source) !=
            PP_OK ||
        pp_markdown_read(kit->run, kit->arena, &in, &section) != PP_OK)
        return NULL;
    return section;
}

const char *document_kit_dump(struct document_kit *kit, struct pp_node *node)
{
    struct pp_document document = {.root = node, .lang = "en", .name = "test"};
    struct pp_str text;
    const char *copy;
    pp_str_init(&text);
    assert_int_equal(pp_document_dump(kit->run, kit->arena, &document, kit->wording, &text), PP_OK);
    copy = pp_str_copy(&text, kit->arena);
    pp_str_free(&text);
    /* Without the head and the line of the node itself. */
    copy = strstr(copy, "author: \n") + strlen("author: \n");
    return strchr(copy, '\n') + 1;
}

void document_kit_expect(struct document_kit *kit, const char *text, const char *expected)
{
    struct pp_node *section = document_kit_read(kit, NULL, text);
    assert_string_equal(document_kit_message(kit), "");
    assert_non_null(section);
    assert_string_equal(document_kit_dump(kit, section), expected);
}

void document_kit_expect_message(struct document_kit *kit, const char *text, const char *expected)
{
    bool is_error = strstr(expected, " error ") != NULL;
    assert_int_equal(document_kit_read(kit, NULL, text) == NULL, is_error);
    assert_string_equal(document_kit_message(kit), expected);
}

const char *document_kit_plain(struct document_kit *kit, const struct pp_inline *content)
{
    const char *text;
    assert_int_equal(pp_wording_plain(kit->wording, kit->arena, content, &text), PP_OK);
    return text;
}

const char *document_kit_message(struct document_kit *kit)
{
    const struct pp_diag *last = NULL, *diag;
    for (size_t i = 0; (diag = pp_diag_at(kit->run, i)) != NULL; i++)
        last = diag;
    if (last == NULL)
        return "";
    return pp_arena_printf(
        kit->arena, "%zu:%zu %s %s", last->where.line, last->where.col,
        pp_severity_name(last->severity), last->rule);
}

void document_kit_picture(struct document_kit *kit, const char *folder, const char *name)
{
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0,    0, 0, 13,
                                        'I',  'H', 'D', 'R', 0,    0,    3,    3,    0,    0, 2, 2,
                                        8,    2,   0,   0,   0,    0x12, 0x16, 0xF1, 0x4D, 0};
    assert_int_equal(
        pp_file_write(kit->run, pp_path_join(kit->arena, folder, name), png, sizeof png, 0644),
        PP_OK);
}
