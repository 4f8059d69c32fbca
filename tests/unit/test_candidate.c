/* The record of a candidate, and figures.csv read back. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pactpress/candidate.h"
#include "pactpress/figure.h"
#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

#include "figures_world.h"
#include "support.h"

struct scene {
    struct pp_run *run;
    struct pp_arena *arena;
    const char *out;
    struct pp_candidate candidate;
};

static const char *const odd_name = "data/a\tb\nc%09.csv";

static void put(struct scene *scene, const char *name, const char *text)
{
    const char *folder = pp_path_join(scene->arena, scene->out, "candidate/public/2022-Q1");
    struct pp_made_file file = {.path = name, .layout = "bulletin", .title = "Rīga\t100%"};
    const char *path = support_file(scene->arena, folder, name, text);
    assert_int_equal(pp_file_digest(scene->run, path, &file.size, file.digest), PP_OK);
    *(struct pp_made_file *)PP_PUSH(scene->arena, &scene->candidate.files) = file;
    strcpy(scene->candidate.manifest, file.digest);
}

static const char *record(struct scene *scene)
{
    return pp_candidate_record(scene->arena, scene->out, "public", "2022-Q1");
}

static int set_up(void **state)
{
    struct pp_run *run = pp_run_new(NULL);
    struct scene *scene = pp_arena_alloc(run->arena, sizeof *scene);
    scene->run = run;
    scene->arena = run->arena;
    scene->out = support_folder(run->arena, "candidate");
    scene->candidate.fingerprint = "0123456789abcdef";
    scene->candidate.whole = true;
    struct pp_file_account *input = PP_PUSH(run->arena, &scene->candidate.inputs);
    input->path = odd_name;
    memset(input->digest, 'a', PP_DIGEST_HEX - 1);
    struct pp_candidate_output *output = PP_PUSH(run->arena, &scene->candidate.outputs);
    struct pp_diag diag = {
        .severity = PP_WARNING,
        .where = {.file = "a\tb", .line = 3, .col = 4},
        .rule = "test.rule",
        .sentence = "Sentence."};
    output->path = "bulletin/riga.pdf";
    for (size_t i = 0; i < PP_PART_COUNT; i++) {
        char *part = pp_arena_alloc(run->arena, PP_DIGEST_HEX);
        memset(part, 'a' + (int)i, PP_DIGEST_HEX - 1);
        output->parts[i] = part;
    }
    pp_said_add(run->arena, &output->said, &diag);
    pp_said_add(run->arena, &scene->candidate.said, &diag);
    struct pp_candidate_output *next = PP_PUSH(run->arena, &scene->candidate.outputs);
    *next = scene->candidate.outputs.items[0];
    next->path = "bulletin/lublin.pdf";
    next->said = (struct pp_said){0};
    next->parts[PP_PART_CONTENT] = scene->candidate.outputs.items[0].parts[PP_PART_DATE];
    memset(scene->candidate.state, 'b', PP_DIGEST_HEX - 1);
    memset(scene->candidate.held, 'c', PP_DIGEST_HEX - 1);
    put(scene, "bulletin/riga.pdf", "pages");
    put(scene, "manifest.json", "{}\n");
    *state = scene;
    return pp_candidate_write(run, record(scene), &scene->candidate) == PP_OK ? 0 : 1;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    int status = pp_folder_remove(scene->run, scene->out) == PP_OK ? 0 : 1;
    pp_run_free(scene->run);
    return status;
}

static struct pp_candidate *read_record(struct scene *scene)
{
    struct pp_candidate *candidate;
    assert_int_equal(
        pp_candidate_read(scene->run, scene->arena, scene->out, "public", "2022-Q1", &candidate),
        PP_OK);
    return candidate;
}

static void keeps_what_was_noted(void **state)
{
    struct scene *scene = *state;
    struct stat about;
    struct pp_candidate *candidate = read_record(scene);
    assert_non_null(candidate);
    assert_true(candidate->whole);
    assert_false(candidate->draft);
    assert_string_equal(candidate->fingerprint, "0123456789abcdef");
    assert_string_equal(candidate->inputs.items[0].path, odd_name);
    assert_int_equal(candidate->files.count, 2);
    assert_string_equal(candidate->files.items[0].title, "Rīga\t100%");
    assert_null(candidate->files.items[0].city);
    const struct pp_candidate_output *output =
        pp_candidate_output_at(candidate, "bulletin/riga.pdf");
    assert_non_null(output);
    assert_int_equal(output->parts[PP_PART_CONTENT][63], 'a' + PP_PART_CONTENT);
    assert_int_equal(output->said.count, 1);
    assert_int_equal(candidate->said.count, 1);
    assert_string_equal(output->said.items[0].where.file, "a\tb");
    assert_int_equal(output->said.items[0].severity, PP_WARNING);
    assert_int_equal(output->said.items[0].where.col, 4);
    assert_null(output->said.items[0].source);
    const struct pp_candidate_output *next =
        pp_candidate_output_at(candidate, "bulletin/lublin.pdf");
    assert_non_null(next);
    assert_int_equal(next->said.count, 0);
    for (size_t i = 0; i < PP_PART_COUNT; i++) /* what is the same is written once */
        if (i == PP_PART_CONTENT)
            assert_string_equal(next->parts[i], output->parts[PP_PART_DATE]);
        else
            assert_ptr_equal(next->parts[i], output->parts[i]);
    assert_non_null(pp_candidate_file_at(candidate, "manifest.json"));
    assert_null(pp_candidate_file_at(candidate, "manifest"));
    assert_int_equal(stat(record(scene), &about), 0);
    assert_int_equal(about.st_mode & 0777, 0600);
}

static void counts_as_missing_with_another_manifest(void **state)
{
    struct scene *scene = *state;
    support_file(scene->arena, scene->out, "candidate/public/2022-Q1/manifest.json", "{ }\n");
    assert_null(read_record(scene));
}

static void counts_as_missing_when_cut_off(void **state)
{
    struct scene *scene = *state;
    struct pp_bytes bytes;
    assert_int_equal(pp_file_read(scene->run, scene->arena, record(scene), 0, &bytes), PP_OK);
    for (size_t size = 0; size < bytes.size; size++) {
        assert_int_equal(pp_file_write(scene->run, record(scene), bytes.data, size, 0600), PP_OK);
        struct pp_candidate *candidate = read_record(scene);
        assert_null(candidate);
    }
}

static const char *wrong_path(struct scene *scene)
{
    const char *wrong = NULL;
    assert_int_equal(
        pp_candidate_verify(scene->run, scene->arena, read_record(scene), &wrong), PP_OK);
    return wrong;
}

static void finds_what_was_changed(void **state)
{
    struct scene *scene = *state;
    const char *folder = pp_path_join(scene->arena, scene->out, "candidate/public/2022-Q1");
    assert_null(wrong_path(scene));
    support_file(scene->arena, folder, "bulletin/riga.pdf", "sages");
    assert_true(pp_ends_with(wrong_path(scene), "bulletin/riga.pdf"));
    assert_int_equal(unlink(pp_path_join(scene->arena, folder, "bulletin/riga.pdf")), 0);
    assert_true(pp_ends_with(wrong_path(scene), "bulletin/riga.pdf"));
    support_file(scene->arena, folder, "bulletin/riga.pdf", "pages");
    assert_null(wrong_path(scene));
    support_file(scene->arena, folder, "bulletin/more.pdf", "more");
    assert_string_equal(wrong_path(scene), folder);
}

static void reads_figures_as_they_were_written(void **state)
{
    struct scene *scene = *state;
    struct world *world = world_new();
    struct pp_figure_table *table;
    struct pp_str before, after;
    world_event(world, "a", NULL, "riga", NULL, "43");
    world_event(world, "b", NULL, "riga", NULL, "20-30");
    world_event(world, "c", NULL, "riga", NULL, "");
    pp_str_init(&before);
    pp_str_init(&after);
    pp_figures_csv(world_close(world, "public")->table, &before);
    assert_true(strstr(before.text, "..") != NULL);
    const char *path = support_file(scene->arena, scene->out, "figures.csv", before.text);
    assert_int_equal(pp_figures_read(scene->run, scene->arena, path, &table), PP_OK);
    pp_figures_csv(table, &after);
    assert_string_equal(after.text, before.text);
    pp_str_free(&before);
    pp_str_free(&after);
    world_free(world);
}

static void refuses_what_is_no_figures_file(void **state)
{
    static const char *const heads =
        "address,measure,city,framework,dimension,breakdown,period,state,value,n,unit\r\n";
    static const char *const lines[] = {
        "a,a,,,,,2022,exact,43,,persons\n",
        "a,a,,,,,2022,exact,4x3,,persons\r\n",
        "a,a,,,,,2022,exact,,,persons\r\n",
        "a,a,,,,,2022,exact,43..,,persons\r\n",
        "a,a,,,,,2022,exact,3.5..40,,persons\r\n",
        "a,a,,,,,2022,certain,43,,persons\r\n",
        "a,a,,,,,2022,exact,43,,heads\r\n",
        "a,a,,,,,2022,exact,43,x,persons\r\n",
        "a,a,,,,,,exact,43,,persons\r\n",
        "a,a,,,,,2022,exact,43,,persons,more\r\n",
        "a,a,,,,,2022,exact,99999999999999999999,,persons\r\n",
    };
    struct scene *scene = *state;
    struct pp_figure_table *table = NULL;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        const char *path = support_file(
            scene->arena, scene->out, "figures.csv",
            pp_arena_printf(scene->arena, "%s%s", heads, lines[i]));
        assert_int_equal(pp_figures_read(scene->run, scene->arena, path, &table), PP_DATA);
        assert_null(table);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(keeps_what_was_noted),
        TEST(counts_as_missing_with_another_manifest),
        TEST(counts_as_missing_when_cut_off),
        TEST(finds_what_was_changed),
        TEST(reads_figures_as_they_were_written),
        TEST(refuses_what_is_no_figures_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
