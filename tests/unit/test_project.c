/* Projects as wholes: tests/data/project/good loads and means what it says; each file of
 * tests/data/project/bad is refused with exactly the messages that its first lines announce:
 *
 *     #! RULE LINE:COL words of the sentence       (warning RULE ... for a warning)        */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/file.h"
#include "pactpress/project.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "support.h"

static struct pp_run *run;

static int set_up(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
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
    assert_int_equal(pp_diag_count(run, PP_ERROR), 0);
    return project;
}

static void test_a_good_project(void **state)
{
    (void)state;
    const struct pp_project *p = good();
    assert_string_equal(p->id, "demo");
    assert_string_equal(p->grant, "123456");
    assert_string_equal(pp_i18n_find(&p->name, "lv"), "Parauga projekts");
    assert_int_equal(p->start, pp_day_from_date(2021, 1, 1));
    assert_int_equal(p->privacy.threshold, 5);
    assert_int_equal(p->privacy.respondents, 5);
    assert_int_equal(p->dead_band.percent_points, 3);
    assert_string_equal(p->number_style, "eu");
    assert_int_equal(p->fallback.count, 1);
    assert_int_equal(p->city_count, 3);
    assert_int_equal(p->cities[2].index, 2);
    assert_int_equal(p->cities[0].from, PP_NO_DAY);
    assert_string_equal(pp_i18n_find(&p->cities[0].name_in, "lv"), "Rīgā");
    assert_int_equal(strlen(p->digest), 64);
    assert_string_equal(p->path, "tests/data/project/good/pactpress.yaml");
    assert_false(p->event_types[1].persons);
    assert_string_equal(pp_project_partner(p, "harbour")->city, "riga");
    assert_null(pp_project_partner(p, "none"));
    assert_string_equal(pp_project_event_type(p, "launch")->id, "launch");
}

static void test_printing_one_word_for_two_is_a_warning(void **state)
{
    (void)state;
    good();
    assert_int_equal(pp_diag_count(run, PP_WARNING), 1);
    const struct pp_diag *diag = pp_diag_at(run, 0);
    assert_string_equal(diag->rule, "framework.same-label");
    assert_non_null(strstr(diag->sentence, "\"sv\""));
    assert_non_null(strstr(diag->sentence, "effectiveness and efficiency"));
}

static void test_defaults_of_outputs_and_scales(void **state)
{
    (void)state;
    const struct pp_project *p = good();
    assert_int_equal(p->frameworks[0].scale.min, 1);
    assert_int_equal(p->frameworks[0].scale.max, 5);
    assert_int_equal(p->frameworks[0].scale.top, 4);
    const struct pp_i18n *label = pp_map_get(&p->frameworks[0].scale.labels, "5");
    assert_string_equal(pp_i18n_find(label, "lv"), "pilnībā");
    assert_int_equal(p->outputs[0].cities.count, 0);
    assert_int_equal(p->outputs[0].formats.count, 2);
    assert_string_equal(p->outputs[0].klass, "public");
    assert_string_equal(p->outputs[1].langs.items[0], "home");
    assert_string_equal(p->outputs[2].langs.items[0], "en");
    assert_string_equal(p->outputs[2].formats.items[0], "xlsx");
    assert_int_equal(p->outputs[2].formats.count, 1);
}

static const struct pp_column *column(const struct pp_source *source, const char *field)
{
    for (size_t i = 0; i < source->column_count; i++)
        if (strcmp(source->columns[i].field, field) == 0)
            return &source->columns[i];
    return NULL;
}

static void test_sources_and_presets(void **state)
{
    (void)state;
    const struct pp_project *p = good();
    assert_int_equal(p->source_count, 3); /* the third from sources/ */
    const struct pp_source *workshops = &p->sources[0];
    assert_string_equal(workshops->encoding, "utf-8"); /* the preset's */
    assert_string_equal(workshops->delimiter, ";");
    assert_string_equal(workshops->decimal, "auto"); /* nobody's: the default */
    assert_int_equal(workshops->person_by.count, 1);
    assert_string_equal(column(workshops, "event")->match, "Event"); /* not "Event Name" */
    assert_false(column(workshops, "event")->optional);
    assert_true(column(workshops, "person")->optional);
    assert_null(column(workshops, "email")); /* switched off */
    const struct pp_column *status = column(workshops, "status");
    assert_string_equal(pp_map_get(&status->values, "Here"), "attended");
    assert_string_equal(pp_map_get(&status->values, "No"), "absent");
    assert_int_equal(workshops->attended.count, 3); /* Here, Sì, attended: not the preset's */
    assert_string_equal(pp_map_get(&workshops->constants, "city"), "riga");
    const struct pp_source *answers = &p->sources[1];
    assert_int_equal(answers->kind, PP_SOURCE_ASSESSMENT);
    assert_string_equal(answers->encoding, "windows-1257"); /* its own wins; lower case */
    assert_string_equal(answers->delimiter, "tab");
    assert_string_equal(column(answers, "dimension:relevance")->match, "Q1[SQ001]");
    assert_non_null(column(answers, "date"));
    assert_null(column(answers, "person")); /* not a field of assessments */
    assert_int_equal(answers->attended.count, 0);
    const struct pp_source *events = &p->sources[2];
    assert_string_equal(events->id, "events");
    assert_int_equal(events->index, 2);
    assert_string_equal(column(events, "text:lv")->match, "Kas");
    assert_string_equal(column(events, "who:en")->match, "Who");
    assert_string_equal(events->where.file, "tests/data/project/good/sources/events.yaml");
}

static void assert_city(const struct pp_project *p, const char *label, const char *id)
{
    const struct pp_city *city = pp_project_city_by_label(p, label);
    assert_non_null(city);
    assert_string_equal(city->id, id);
}

static void test_cities_by_label(void **state)
{
    (void)state;
    const struct pp_project *p = good();
    assert_city(p, "riga", "riga");
    assert_city(p, "RĪGA", "riga");
    assert_city(p, "  rigas   PILSETA ", "riga");
    assert_city(p, "Linkoping", "linkoping");
    assert_city(p, "lodz", "lodz");
    assert_city(p, "ŁÓDŹ", "lodz");
    assert_null(pp_project_city_by_label(p, "Rig"));
    assert_null(pp_project_city_by_label(p, ""));
    assert_null(pp_project_city_by_label(p, NULL));
    assert_null(pp_project_city(p, "Riga"));
    assert_string_equal(pp_project_city_nearest(p, "Linköpping"), "linkoping");
    assert_string_equal(pp_project_city_nearest(p, "Rīgaa"), "riga");
    assert_null(pp_project_city_nearest(p, "Barcelona"));
}

static void assert_matches(
    const struct pp_framework *framework, const char *label, size_t count, const char *first)
{
    const struct pp_dimension *found[4];
    assert_int_equal(pp_framework_match(framework, label, found, 4), count);
    if (count > 0)
        assert_string_equal(found[0]->code, first);
}

static void check_matches(const struct pp_framework *framework)
{
    assert_matches(framework, "relevance", 1, "relevance");
    assert_matches(framework, "ATBILSTIBA", 1, "relevance");
    assert_matches(framework, "does it fit?", 1, "relevance");
    assert_matches(framework, "thrift", 1, "efficiency");
    assert_matches(framework, "Effektivitet", 2, "effectiveness");
    assert_matches(framework, "Efektivitāte", 1, "effectiveness");
    assert_matches(framework, "coherence", 0, NULL);
    assert_matches(framework, "", 0, NULL);
    const struct pp_dimension *found[1] = {NULL};
    assert_int_equal(pp_framework_match(framework, "EFFEKTIVITET", found, 1), 2);
    assert_int_equal(pp_framework_match(framework, "EFFEKTIVITET", NULL, 0), 2);
}

static void test_dimensions_by_label(void **state)
{
    (void)state;
    const struct pp_framework *framework = pp_project_framework(good(), "dac");
    check_matches(framework);
    struct pp_framework by_hand = *framework;
    by_hand.labels = NULL;
    check_matches(&by_hand);
    assert_string_equal(pp_framework_dimension(framework, "efficiency")->code, "efficiency");
    assert_null(pp_framework_dimension(framework, "Efficiency"));
}

static void test_a_project_put_together_by_hand(void **state)
{
    (void)state;
    struct pp_project by_hand = *good();
    by_hand.city_labels = NULL;
    assert_city(&by_hand, "Rīgas pilsēta", "riga");
    assert_null(pp_project_city_by_label(&by_hand, "Rom"));
}

static struct pp_period period_of(const struct pp_project *project, const char *text)
{
    struct pp_period period = {0};
    const char *error = NULL;
    assert_int_equal(
        pp_project_period(project, run->arena, text, PP_NO_DAY, &period, &error), PP_OK);
    return period;
}

static void test_periods_of_the_project(void **state)
{
    (void)state;
    const struct pp_project *p = good();
    assert_string_equal(period_of(p, "pilot").key, "2021-07..2022-03");
    assert_string_equal(period_of(p, "2022-Q1").key, "2022-Q1");
    struct pp_period early = period_of(p, "2021-Q1"), late = period_of(p, "2022-Q1");
    assert_true(pp_city_active(&p->cities[0], &early));
    assert_false(pp_city_active(&p->cities[1], &early)); /* from 2021-06 */
    assert_true(pp_city_active(&p->cities[2], &early));
    assert_false(pp_city_active(&p->cities[2], &late)); /* to 2021-12 */
}

static void test_targets(void **state)
{
    (void)state;
    const struct pp_project *p = good();
    struct pp_period early = period_of(p, "2021-Q4"), late = period_of(p, "2022-Q1");
    assert_int_equal(pp_project_target(p, "attendance.persons[city=riga]", &early)->value, 100);
    assert_int_equal(pp_project_target(p, "attendance.persons[city=riga]", &late)->value, 200);
    const char *with_period = "attendance.persons[city=\"riga\", period=2022-Q1]";
    assert_int_equal(pp_project_target(p, with_period, &late)->value, 200);
    assert_int_equal(pp_project_target(p, "events.held", &early)->value, 20);
    assert_null(pp_project_target(p, "events.held[city=riga]", &late));
    assert_null(pp_project_target(p, "attendance.persons[city=lodz]", &late));
    assert_null(pp_project_target(p, "attendance.persons", &late));
}

static void test_the_digest_follows_every_file(void **state)
{
    (void)state;
    const char *folder = support_folder(run->arena, "digest");
    struct pp_bytes bytes;
    assert_int_equal(
        pp_file_read(run, run->arena, "tests/data/project/bad/same-label.yaml", 0, &bytes), PP_OK);
    support_file(run->arena, folder, "pactpress.yaml", (const char *)bytes.data);
    struct pp_project *one = NULL, *two = NULL;
    assert_int_equal(pp_project_load(run, folder, &one), PP_OK);
    support_file(run->arena, folder, "sources/e.yaml", "id: e\nkind: events\nfiles: e.csv\n");
    assert_int_equal(pp_project_load(run, folder, &two), PP_OK);
    assert_string_not_equal(one->digest, two->digest);
    assert_int_equal(two->source_count, 1);
}

static void test_a_folder_without_a_project(void **state)
{
    (void)state;
    struct pp_project *project = NULL;
    assert_int_equal(pp_project_load(run, "tests/data", &project), PP_USAGE);
    assert_int_equal(pp_project_load(run, "tests/data/nowhere", &project), PP_USAGE);
    assert_null(project);
    assert_int_equal(support_count_rule(run, "project.none"), 2);
    assert_non_null(strstr(pp_diag_at(run, 0)->sentence, "init"));
}

/* One line "#! [warning ]RULE LINE:COL words"; returns what the program says in that form. */
static void assert_announced(const char *line, size_t length, const struct pp_diag *diag)
{
    struct pp_str want, have;
    pp_str_init(&want);
    pp_str_init(&have);
    pp_str_append_n(&want, line, length);
    if (!diag)
        fail_msg("announced, but not said: %s", want.text);
    pp_str_printf(
        &have, "%s%s %zu:%zu ", diag->severity == PP_WARNING ? "warning " : "", diag->rule,
        diag->where.line, diag->where.col);
    const char *words = want.text + have.length;
    bool same = strncmp(want.text, have.text, have.length) == 0 && strstr(diag->sentence, words);
    if (!same)
        fail_msg("announced: %s\nsaid: %s%s", want.text, have.text, diag->sentence);
    assert_true(diag->severity == PP_WARNING || diag->source);
    pp_str_free(&want);
    pp_str_free(&have);
}

static void check_bad(const char *name)
{
    struct pp_run *own = pp_run_new(NULL);
    own->share = "tests/data/project/good";
    struct pp_bytes bytes;
    const char *from = pp_arena_printf(own->arena, "tests/data/project/bad/%s", name);
    assert_int_equal(pp_file_read(own, own->arena, from, 0, &bytes), PP_OK);
    const char *text = (const char *)bytes.data;
    const char *folder = support_folder(own->arena, "bad");
    support_file(own->arena, folder, "pactpress.yaml", text);
    struct pp_project *project = NULL;
    enum pp_status status = pp_project_load(own, folder, &project);
    size_t announced = 0;
    for (; strncmp(text, "#! ", 3) == 0; announced++) {
        size_t length = strcspn(text, "\n");
        assert_announced(text + 3, length - 3, pp_diag_at(own, announced));
        text += length + 1;
    }
    const struct pp_diag *more = pp_diag_at(own, announced);
    if (more)
        fail_msg(
            "%s: said, but not announced: %s %zu:%zu %s", name, more->rule, more->where.line,
            more->where.col, more->sentence);
    assert_true(announced > 0);
    assert_int_equal(status, pp_diag_count(own, PP_ERROR) > 0 ? PP_USAGE : PP_OK);
    assert_true((status == PP_OK) == (project != NULL));
    pp_run_free(own);
}

static void test_bad_projects(void **state)
{
    (void)state;
    char **names = NULL;
    size_t count = 0;
    assert_int_equal(
        pp_folder_list(run, run->arena, "tests/data/project/bad", &names, &count), PP_OK);
    assert_true(count >= 20);
    for (size_t i = 0; i < count; i++) {
        printf("%s\n", names[i]);
        check_bad(names[i]);
    }
}

static enum pp_status load_funded(const char *visibility, struct pp_project **project)
{
    const char *folder = support_folder(run->arena, "funded");
    support_file(
        run->arena, folder, "pactpress.yaml",
        pp_arena_printf(
            run->arena,
            "project: {id: demo, name: Demo, start: 2021-01-01, end: 2022-12-31}\n"
            "timezone: Europe/Riga\nlanguages: [en, lv, de]\n%s\n"
            "cities: [{id: riga, name: Riga, country: LV, lang: lv}]\n",
            visibility));
    *project = NULL;
    return pp_project_load(run, folder, project);
}

/* The project's words win, language by language; the programme's stand where it has none. */
static void test_words_of_a_programme(void **state)
{
    (void)state;
    struct pp_project *project;
    run->share = ".";
    assert_int_equal(load_funded("visibility: {programme: amif-2021-2027}", &project), PP_OK);
    const struct pp_i18n *statement = &project->visibility.statement;
    assert_string_equal(pp_i18n_find(statement, "lv"), "Līdzfinansē Eiropas Savienība");
    assert_non_null(strstr(pp_i18n_find(&project->visibility.disclaimer, "de"), "Ansichten"));
    assert_null(pp_i18n_find(&project->visibility.disclaimer, "lv")); /* in English, then */
    assert_int_equal(support_count_rule(run, "visibility.unverified"), 1);
    assert_non_null(strstr(pp_diag_at(run, 0)->sentence, "(en, lv, de)"));

    assert_int_equal(
        load_funded(
            "visibility: {programme: amif-2021-2027, statement: {lv: Pašu vārdi}}", &project),
        PP_OK);
    statement = &project->visibility.statement;
    assert_string_equal(pp_i18n_find(statement, "lv"), "Pašu vārdi");
    assert_string_equal(pp_i18n_find(statement, "en"), "Co-funded by the European Union");

    assert_int_equal(
        load_funded("visibility: {programme: amif-2014-2020, statement: Ours}", &project), PP_OK);
    assert_string_equal(pp_i18n_find(&project->visibility.statement, "lv"), "Ours");
    assert_int_equal(project->visibility.statement.count, 1);
}

static void test_programmes_that_are_not_there(void **state)
{
    (void)state;
    struct pp_project *project;
    run->share = ".";
    assert_int_equal(load_funded("visibility: {programme: amif-2021}", &project), PP_USAGE);
    assert_int_equal(support_count_rule(run, "visibility.no-programme"), 1);
    assert_int_equal(pp_diag_at(run, 0)->where.line, 4);
    assert_int_equal(pp_diag_at(run, 0)->where.col, 25);
    assert_int_equal(load_funded("visibility: {disclaimer: Ours}", &project), PP_USAGE);
    assert_int_equal(support_count_rule(run, "visibility.no-statement"), 1);
}

static void test_all_shipped_presets_and_the_sample_load(void **state)
{
    (void)state;
    run->share = ".";
    struct pp_project *project = NULL;
    assert_int_equal(pp_project_load(run, "samples/epi", &project), PP_OK);
    assert_int_equal(pp_diag_count(run, PP_ERROR), 0);
    char **names = NULL;
    size_t count = 0;
    assert_int_equal(pp_folder_list(run, run->arena, "layouts/presets", &names, &count), PP_OK);
    assert_true(count >= 5);
    const char *folder = support_folder(run->arena, "presets");
    static const char *const kinds[] = {"attendance", "assessment", "events", "figures"};
    struct pp_str text;
    pp_str_init(&text);
    pp_str_append(
        &text, "project: {id: p, name: P, start: 2021-01-01, end: 2022-01-01}\ntimezone: UTC\n"
               "languages: [en]\nvisibility: {statement: S}\ncities: []\nframeworks:\n"
               "- {id: f, name: F, dimensions: [{code: d, label: D}]}\nsources:\n");
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 4; k++)
            pp_str_printf(
                &text, "- {id: s-%zu-%zu, kind: %s, files: x.csv, preset: %.*s}\n", i, k, kinds[k],
                (int)(strlen(names[i]) - strlen(".yaml")), names[i]);
    support_file(run->arena, folder, "pactpress.yaml", text.text);
    pp_str_free(&text);
    enum pp_status status = pp_project_load(run, folder, &project);
    for (size_t i = 0; pp_diag_at(run, i); i++)
        printf("%s\n", pp_diag_at(run, i)->sentence);
    assert_int_equal(status, PP_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_good_project, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_printing_one_word_for_two_is_a_warning, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_defaults_of_outputs_and_scales, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sources_and_presets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_cities_by_label, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_dimensions_by_label, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_project_put_together_by_hand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_periods_of_the_project, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_targets, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_digest_follows_every_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_a_folder_without_a_project, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_bad_projects, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_words_of_a_programme, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_programmes_that_are_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            test_all_shipped_presets_and_the_sample_load, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
