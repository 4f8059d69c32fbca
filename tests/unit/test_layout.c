#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/layout.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "support.h"

static struct pp_run *run;

static int set_up(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
    run->share = ".";
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    pp_run_free(run);
    return 0;
}

static const struct pp_project *good(void)
{
    struct pp_project *project = NULL;
    assert_int_equal(pp_project_load(run, "tests/data/project/good", &project), PP_OK);
    return project;
}

static void assert_last(const char *rule, size_t line, size_t col, const char *part)
{
    const struct pp_diag *last = NULL, *diag;
    for (size_t i = 0; (diag = pp_diag_at(run, i)) != NULL; i++)
        last = diag;
    assert_non_null(last);
    assert_string_equal(last->rule, rule);
    assert_int_equal(last->where.line, line);
    assert_int_equal(last->where.col, col);
    if (!strstr(last->sentence, part))
        fail_msg("\"%s\" is not in: %s", part, last->sentence);
}

static void test_a_layout(void **state)
{
    (void)state;
    struct pp_layout *layout = NULL;
    assert_int_equal(pp_layout_load(run, good(), "page", &layout), PP_OK);
    assert_string_equal(layout->name, "page");
    assert_string_equal(pp_i18n_find(&layout->title, "lv"), "Lapa");
    assert_string_equal(layout->page, "a4");
    assert_string_equal(layout->field, "brick");
    assert_string_equal(layout->field_text, "white");
    assert_int_equal(layout->block_count, 6);
    assert_string_equal(layout->blocks[0].kind, "masthead");
    assert_string_equal(layout->blocks[1].figures.items[1], "events.held");
    assert_string_equal(layout->blocks[2].beside, "next");
    assert_int_equal(layout->blocks[2].columns, 2);
    assert_int_equal(layout->blocks[4].columns, 1);
    assert_true(layout->blocks[4].page_break);
    assert_null(layout->blocks[4].title);
    assert_int_equal(strlen(layout->digest), 64);
}

static void test_where_layouts_are_found(void **state)
{
    (void)state;
    struct pp_layout *layout = NULL;
    assert_int_equal(pp_layout_load(run, NULL, "flash", &layout), PP_OK); /* proof: no project */
    assert_int_equal(pp_layout_load(run, NULL, "falsh", &layout), PP_USAGE);
    assert_last("layout.none", 0, 0, "did you mean \"flash\"?");
    assert_int_equal(pp_layout_load(run, NULL, "zzzzzz", &layout), PP_USAGE);
    assert_last("layout.none", 0, 0, "there are bulletin, compliance, flash");
    assert_int_equal(pp_layout_load(run, NULL, "../strings/en", &layout), PP_USAGE);
    assert_int_equal(pp_layout_load(run, NULL, "", &layout), PP_USAGE);
}

static void test_the_projects_layout_wins(void **state)
{
    (void)state;
    const char *folder = support_folder(run->arena, "own");
    support_file(
        run->arena, folder, "layouts/flash.yaml", "title: Own\nblocks: [{kind: imprint}]\n");
    struct pp_project project = {.folder = folder};
    struct pp_layout *layout = NULL;
    assert_int_equal(pp_layout_load(run, &project, "flash", &layout), PP_OK);
    assert_string_equal(pp_i18n_find(&layout->title, "en"), "Own");
}

static void assert_bad_layout(
    const char *text, const char *rule, size_t line, size_t col, const char *part)
{
    const char *folder = support_folder(run->arena, "layouts");
    support_file(run->arena, folder, "layouts/x.yaml", text);
    struct pp_framework frameworks[] = {{.id = "focus"}};
    struct pp_project project = {.folder = folder, .frameworks = frameworks, .framework_count = 1};
    struct pp_layout *layout = NULL;
    assert_int_equal(pp_layout_load(run, &project, "x", &layout), PP_USAGE);
    assert_null(layout);
    assert_last(rule, line, col, part);
}

static void test_bad_layouts(void **state)
{
    (void)state;
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, framework: fokus}\n", "layout.no-framework", 3, 27,
        "did you mean \"focus\"?");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: facts, fact: steps}\n", "layout.no-fact", 3, 23,
        "there are none");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, slot: a}\n", "layout.foreign-key", 3, 16,
        "takes title and framework");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heatmap}\n", "yaml.wrong-value", 3, 10,
        "masthead, cover, city_line");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heta}\n", "yaml.wrong-value", 3, 10, "did you mean \"heat\"?");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, beside: next}\n", "layout.beside", 3, 24, "last block");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, beside: next}\n- {kind: likert, beside: next}\n"
        "- {kind: heat}\n",
        "layout.beside", 3, 24, "not three");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, float: top, beside: next}\n- {kind: likert}\n",
        "layout.float", 3, 23, "its whole width");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, beside: next}\n- {kind: likert, float: bottom}\n",
        "layout.float", 4, 25, "its whole width");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, float: top, turned: true}\n", "layout.turned", 3, 36,
        "pages of its own");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, column: main, turned: true}\n", "layout.turned", 3, 38,
        "pages of its own");
    assert_bad_layout(
        "title: T\nfirst_page: {head: true}\nblocks:\n- kind: masthead\n", "layout.first-page", 2,
        20, "masthead");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: heat, side_notes: true}\n", "layout.foreign-key", 3, 16,
        "means nothing");
    assert_bad_layout(
        "title: T\ntables: stripes\nblocks:\n- kind: heat\n", "yaml.wrong-value", 2, 9, "zebra");
    assert_bad_layout("title: T\nblocks: []\n", "layout.empty", 2, 9, "one block");
    assert_bad_layout(
        "title: T\nblocks:\n- {kind: key_figures, figures: [Persons]}\n", "yaml.wrong-value", 3, 33,
        "figure addresses");
    assert_bad_layout("title: T\n", "yaml.missing-key", 1, 1, "\"blocks\"");
}

static void test_issues(void **state)
{
    (void)state;
    struct pp_issue **issues = NULL;
    size_t count = 0;
    assert_int_equal(pp_issues_load(run, good(), &issues, &count), PP_OK);
    assert_int_equal(count, 1);
    assert_string_equal(issues[0]->id, "issue-1");
    assert_int_equal(issues[0]->number, 1);
    assert_string_equal(issues[0]->period, "pilot");
    assert_int_equal(issues[0]->section_count, 1);
    assert_string_equal(pp_i18n_find(&issues[0]->sections[0].heading, "lv"), "Jaunumi");
    assert_string_equal(issues[0]->sections[0].stories.items[1], "summer.md");
}

static void test_issues_are_in_order_of_date(void **state)
{
    (void)state;
    const char *folder = support_folder(run->arena, "issues");
    support_file(
        run->arena, folder, "content/a/issue.yaml", "number: 2\ndate: 2022-05-01\nperiod: 2022\n");
    support_file(
        run->arena, folder, "content/c/issue.yaml", "number: 1\ndate: 2022-04-01\nperiod: 2022\n");
    support_file(
        run->arena, folder, "content/b/issue.yaml", "number: 3\ndate: 2022-05-01\nperiod: 2022\n");
    support_file(run->arena, folder, "content/drafts/en/x.md", "x");
    struct pp_project project = {.folder = folder};
    pp_map_init(&project.periods, run->arena);
    struct pp_issue **issues = NULL;
    size_t count = 0;
    assert_int_equal(pp_issues_load(run, &project, &issues, &count), PP_OK);
    assert_int_equal(count, 3);
    assert_string_equal(issues[0]->id, "c");
    assert_string_equal(issues[1]->id, "a");
    assert_string_equal(issues[2]->id, "b");
}

static void test_a_project_without_content(void **state)
{
    (void)state;
    struct pp_project project = {.folder = support_folder(run->arena, "bare")};
    struct pp_issue **issues = NULL;
    size_t count = 7;
    assert_int_equal(pp_issues_load(run, &project, &issues, &count), PP_OK);
    assert_int_equal(count, 0);
}

static void test_bad_issues(void **state)
{
    (void)state;
    const char *folder = support_folder(run->arena, "bad-issue");
    support_file(run->arena, folder, "content/i/en/spring.md", "x");
    support_file(
        run->arena, folder, "content/i/issue.yaml",
        "number: 0\ndate: 2022-05-01\nperiod: spring\nlayout: pagee\nsections:\n"
        "- {id: a, heading: A, stories: [sprnig.md, en/spring.md, spring.md]}\n");
    run->share = "tests/data/project/good";
    struct pp_project project = {.folder = folder};
    pp_map_init(&project.periods, run->arena);
    struct pp_issue **issues = NULL;
    size_t count = 7;
    assert_int_equal(pp_issues_load(run, &project, &issues, &count), PP_USAGE);
    assert_int_equal(count, 7);
    static const char *const rules[] = {
        "yaml.wrong-value", "issue.period", "issue.no-layout", "issue.no-story", "issue.story"};
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(pp_diag_at(run, i)->rule, rules[i]);
    assert_null(pp_diag_at(run, 5));
    assert_non_null(strstr(pp_diag_at(run, 3)->sentence, "did you mean \"spring.md\"?"));
    assert_int_equal(pp_diag_at(run, 3)->where.col, 33);
}

static enum pp_status front_matter(
    const char *text, const struct pp_project *project, struct pp_front_matter *out)
{
    struct pp_yaml *map = NULL;
    struct pp_bytes bytes = {(const unsigned char *)text, strlen(text)};
    *out = (struct pp_front_matter){0};
    assert_int_equal(pp_yaml_parse(run, run->arena, "s.md", 2, bytes, &map), PP_OK);
    enum pp_status status = pp_front_matter_read(run, run->arena, map, out);
    if (status == PP_OK && project)
        status = pp_front_matter_check(run, project, map, out);
    return status;
}

static void test_front_matter(void **state)
{
    (void)state;
    const struct pp_project *project = good();
    struct pp_front_matter m;
    const char *text = "title: 'A: b'\nlang: lv\ncity: [riga, lodz]\nslot: lead\nkicker: News\n"
                       "image: images/a.png\nalt: A table.\npeople: Ann Example\n"
                       "untranslated: {print-in: en}\n";
    assert_int_equal(front_matter(text, project, &m), PP_OK);
    assert_string_equal(m.title, "A: b");
    assert_int_equal(m.cities.count, 2);
    assert_string_equal(m.people.items[0], "Ann Example");
    assert_string_equal(m.untranslated.print_in, "en");
    assert_int_equal(m.where.line, 2);
    assert_int_equal(front_matter("title: T\ncity: all\n", project, &m), PP_OK);
    assert_int_equal(m.cities.count, 0);
    assert_int_equal(front_matter("title: T\n", project, &m), PP_OK);
    assert_int_equal(m.cities.count, 0);
    assert_null(m.image);
}

static void test_bad_front_matter(void **state)
{
    (void)state;
    const struct pp_project *project = good();
    struct pp_front_matter m;
    assert_int_equal(front_matter("title: T\nimage: a.png\n", project, &m), PP_DATA);
    assert_last("story.no-alt", 3, 1, "alt");
    assert_int_equal(front_matter("titel: T\n", project, &m), PP_DATA);
    assert_last("yaml.unknown-key", 2, 1, "did you mean \"title\"");
    assert_int_equal(front_matter("lang: en\n", project, &m), PP_DATA);
    assert_last("yaml.missing-key", 2, 1, "\"title\"");
    assert_int_equal(front_matter("title: T\ncity: [riga, Rīgas pilsēta]\n", project, &m), PP_DATA);
    assert_last("story.no-city", 3, 14, "did you mean \"riga\"?");
    assert_int_equal(front_matter("title: T\nlang: de\n", project, &m), PP_DATA);
    assert_last("story.language", 3, 7, "\"de\"");
    assert_int_equal(
        front_matter("title: T\nuntranslated: {print-in: de}\n", project, &m), PP_DATA);
    assert_last("story.language", 3, 26, "\"de\"");
    assert_int_equal(front_matter("", project, &m), PP_DATA);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_layout, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_where_layouts_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_projects_layout_wins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_layouts, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_issues, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_issues_are_in_order_of_date, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_project_without_content, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_issues, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_front_matter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_front_matter, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
