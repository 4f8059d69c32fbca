#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "document_kit.h"
#include "figures_world.h"
#include "pactpress/story.h"
#include "pactpress/arena.h"
#include "pactpress/compose.h"
#include "pactpress/file.h"
#include "pactpress/str.h"
#include "support.h"

/* One bulletin of a small project: blocks are added, then it is composed and dumped. */
struct stage {
    struct document_kit *kit;
    struct world *world;
    struct pp_layout layout;
    struct pp_output output;
    struct pp_job job;
    struct pp_results *results;
    struct pp_stories *stories;
};

static struct pp_i18n plain(struct pp_arena *arena, const char *text)
{
    struct pp_i18n i18n = {0};
    *(struct pp_i18n_entry *)PP_PUSH(arena, &i18n) =
        (struct pp_i18n_entry){.lang = "", .text = text};
    return i18n;
}

static struct stage *make_stage(struct document_kit *kit)
{
    struct stage *stage = pp_arena_alloc(kit->arena, sizeof *stage);
    struct pp_project *project;
    stage->kit = kit;
    stage->world = world_new();
    project = &stage->world->project;
    project->name = plain(kit->arena, "Project of Tests");
    project->short_name = plain(kit->arena, "POT");
    project->visibility.statement = plain(kit->arena, "Funded");
    project->visibility.disclaimer = plain(kit->arena, "One\nline.\n\nTwo.\n");
    project->contact.email = "pot@example.org";
    project->contact.web = "https://example.org/";
    *(const char **)PP_PUSH(kit->arena, &project->languages) = "en";
    stage->layout = (struct pp_layout){.name = "bulletin", .page = "a4", .field = "ochre"};
    stage->output = (struct pp_output){.layout = "bulletin", .scope = "city", .klass = "public"};
    stage->job = (struct pp_job){
        .output = &stage->output,
        .layout = &stage->layout,
        .city = &project->cities[0],
        .lang = "en",
        .name = "test-bulletin-2022-Q1-riga-en"};
    return stage;
}

static struct pp_block *add_block(struct stage *stage, const char *kind)
{
    struct pp_arena *arena = stage->kit->arena;
    struct pp_layout *layout = &stage->layout;
    struct pp_block *block = pp_arena_push(
        arena, &layout->blocks, &layout->block_count, &layout->block_capacity,
        sizeof *layout->blocks);
    block->kind = kind;
    return block;
}

/* Spaces that do not break as plain ones, so that expectations can be read. */
static const char *with_plain_spaces(struct pp_arena *arena, const char *text)
{
    struct pp_str out;
    const char *copy;
    pp_str_init(&out);
    while (*text != '\0') {
        size_t size = strncmp(text, "\u00A0", 2) == 0 ? 2 : strncmp(text, "\u202F", 3) == 0 ? 3 : 0;
        pp_str_append_char(&out, size > 0 ? ' ' : *text);
        text += size > 0 ? size : 1;
    }
    copy = pp_str_copy(&out, arena);
    pp_str_free(&out);
    return copy;
}

/* The dump of the composed document, from its root on; "refused" when it is not composed. */
static const char *composed(struct stage *stage)
{
    struct document_kit *kit = stage->kit;
    struct pp_document *document;
    struct pp_str text;
    const char *copy;
    if (stage->results == NULL)
        stage->results = world_close(stage->world, "public");
    if (pp_compose(
            kit->run, kit->arena, stage->results, stage->stories, &stage->job, kit->wording,
            &document) != PP_OK)
        return "refused";
    pp_str_init(&text);
    assert_int_equal(pp_document_dump(kit->run, kit->arena, document, kit->wording, &text), PP_OK);
    copy = with_plain_spaces(kit->arena, text.text);
    pp_str_free(&text);
    return copy;
}

static void assert_holds(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("no “%s” in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        fail_msg("“%s” in:\n%s", part, text);
}

static void close_stage(struct stage *stage)
{
    world_free(stage->world);
}

static void furniture_names_place_and_period(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text = composed(stage);
    assert_holds(text, "title: Project of Tests: bulletin, riga, January–March 2022\n");
    assert_holds(text, "head start: **riga** · Project of Tests\n");
    assert_holds(text, "head end: Bulletin · January–March 2022\n");
    assert_holds(text, "foot start: example.org · pot@example.org\n");
    stage->job.city = NULL;
    text = composed(stage);
    assert_holds(text, "title: Project of Tests: bulletin, January–March 2022\n");
    assert_holds(text, "head start: **POT** · Project of Tests\n");
    close_stage(stage);
}

static void key_figures_say_state_change_and_target(void **state)
{
    struct stage *stage = make_stage(*state);
    struct pp_block *block = add_block(stage, "key_figures");
    struct pp_strings *figures = &block->figures;
    const char *text;
    *(const char **)PP_PUSH(stage->kit->arena, figures) = "attendance.persons";
    *(const char **)PP_PUSH(stage->kit->arena, figures) = "events.held";
    world_event(stage->world, "old", "2021-11-02", "riga", "workshop", "?");
    world_people(stage->world, "old", 1, 10);
    world_event(stage->world, "new", NULL, "riga lublin", "workshop", "?");
    world_people(stage->world, "new", 5, 30);
    text = composed(stage);
    assert_holds(text, "value: 26\n      label: people took part\n");
    assert_holds(text, "<up 0>▲[up] 16 more than in October–December 2021");
    assert_holds(text, "value: 1\n      label: event held\n      note: 1 shared with other cities");
    close_stage(stage);
}

static void a_response_rate_says_of_how_many(void **state)
{
    struct stage *stage = make_stage(*state);
    struct pp_block *block = add_block(stage, "key_figures");
    int respondent = 1;
    *(const char **)PP_PUSH(stage->kit->arena, &block->figures) = "assessment.response_rate";
    world_event(stage->world, "e", NULL, "riga", "workshop", "?");
    world_people(stage->world, "e", 1, 40);
    world_answers(stage->world, "riga", &respondent, "relevance", 10, 10);
    assert_holds(
        composed(stage), "value: 25 %\n      label: answered the questionnaire\n"
                         "      note: 10 of 40 people\n");
    close_stage(stage);
}

static void a_small_change_is_no_clear_change(void **state)
{
    struct stage *stage = make_stage(*state);
    struct pp_block *block = add_block(stage, "key_figures");
    *(const char **)PP_PUSH(stage->kit->arena, &block->figures) = "attendance.persons";
    world_event(stage->world, "old", "2021-11-02", "riga", "workshop", "?");
    world_people(stage->world, "old", 1, 10);
    world_event(stage->world, "new", NULL, "riga", "workshop", "?");
    world_people(stage->world, "new", 1, 14);
    assert_holds(composed(stage), "no clear change from October–December 2021");
    close_stage(stage);
}

/* An estimated change is clear when all of it is; the methodology says the rule. */
static void an_estimated_change_is_clear_as_a_whole(void **state)
{
    struct stage *stage = make_stage(*state);
    struct pp_block *block = add_block(stage, "key_figures");
    const char *text;
    add_block(stage, "methodology");
    stage->world->project.dead_band.persons = 0;
    *(const char **)PP_PUSH(stage->kit->arena, &block->figures) = "attendance.persons";
    world_event(stage->world, "old", "2021-11-02", "riga", "workshop", "30..40");
    world_event(stage->world, "new", NULL, "riga", "workshop", "45..50");
    text = composed(stage);
    assert_holds(text, "<up 0>▲[up] 5–20[about 5–20] more than in October–December 2021");
    assert_holds(
        text, "from 3 percentage points or 1 person on; a smaller one, or an estimate that may be "
              "smaller, is called “no clear change”.");
    close_stage(stage);
    stage = make_stage(*state);
    block = add_block(stage, "key_figures");
    *(const char **)PP_PUSH(stage->kit->arena, &block->figures) = "attendance.persons";
    world_event(stage->world, "old", "2021-11-02", "riga", "workshop", "30..40");
    world_event(stage->world, "new", NULL, "riga", "workshop", "42..50");
    text = composed(stage);
    assert_holds(text, "no clear change from October–December 2021");
    close_stage(stage);
}

static void events_have_signs_and_their_key(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "events");
    world_event(stage->world, "a", "2022-01-10", "riga", "workshop", "43");
    world_event(stage->world, "b", "2022-01-11", "riga lublin", "launch", "~60");
    world_event(stage->world, "c", "2022-01-12", "riga", "launch", "?");
    world_event(stage->world, "d", "2022-01-13", "lublin", "launch", "77");
    world_event(stage->world, "e", "2022-04-13", "riga", "launch", "99");
    text = composed(stage);
    assert_holds(text, "text: riga, lublin\n");
    assert_holds(text, "text: ≈ 60[about 60]\n");
    assert_holds(text, "text: ≈ estimated by the organiser · **?** not reported\n");
    assert_lacks(text, "withheld to protect");
    assert_lacks(text, "77");
    assert_lacks(text, "99");
    close_stage(stage);
}

static void no_events_is_a_sentence(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "events");
    add_block(stage, "coming_up");
    world_event(stage->world, "d", "2022-01-13", "lublin", "launch", "77");
    text = composed(stage);
    assert_holds(text, "text: No event with riga was reported for January–March 2022.\n");
    assert_lacks(text, "table");
    assert_lacks(text, "Coming up");
    close_stage(stage);
}

static void coming_up_has_no_counts(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "coming_up");
    world_event(stage->world, "p", "2022-05-12", "riga", "launch", NULL)->planned = true;
    world_event(stage->world, "far", "2023-05-12", "riga", "launch", NULL)->planned = true;
    text = composed(stage);
    assert_holds(text, "text: 12 May 2022\n");
    assert_lacks(text, "2023");
    assert_lacks(text, "People");
    close_stage(stage);
}

/* The bulletin of a quarter is made before its last days: what is planned for them is to come, what
 * was held or should have been is not. */
static void coming_up_rests_on_the_day_of_the_data(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    stage->kit->run->clock = (int64_t)pp_day_parse_iso("2022-03-30") * 86400;
    add_block(stage, "events");
    add_block(stage, "coming_up");
    struct pp_event_record *event =
        world_event(stage->world, "p", "2022-03-31", "riga", "launch", NULL);
    event->planned = true;
    event->last = event->first + 1;
    world_event(stage->world, "past", "2022-02-02", "riga", "launch", NULL)->planned = true;
    world_event(stage->world, "before", "2021-12-30", "riga", "launch", NULL)->planned = true;
    world_event(stage->world, "after", "2022-04-02", "riga", "launch", "40");
    text = composed(stage);
    assert_holds(text, "No event with riga was reported");
    assert_holds(text, "Coming up");
    assert_holds(text, "text: 31 March – 1 April 2022\n");
    assert_lacks(text, "2 April");
    assert_lacks(text, "February");
    assert_lacks(text, "December");
    close_stage(stage);
}

/* Relevance: 10 fives; impact: 5 ones and 5 fours; trust: nobody asked. */
static void answer(struct stage *stage, const char *city)
{
    int respondent = 1;
    world_answers(stage->world, city, &respondent, "relevance", 10, 10);
    respondent = 1;
    world_answers(stage->world, city, &respondent, "impact", 2, 5);
    world_answers(stage->world, city, &respondent, "impact", 8, 5);
}

static void the_chart_says_its_finding(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "dimensions");
    add_block(stage, "likert");
    answer(stage, "riga");
    text = composed(stage);
    assert_holds(text, "text: Three questions we ask everywhere\n");
    assert_holds(text, "text: relevance: most agreement. impact: least\n");
    assert_holds(text, "Most agreement: relevance, 100 %. Least agreement: impact, 50 %.");
    assert_holds(
        text, "impact: 50 % disagree, 0 % neutral, 50 % agree; 10 answers, 0 missing. "
              "trust: not assessed.");
    assert_holds(text, "– not assessed\n");
    close_stage(stage);
}

/* The shares of a period, said of earlier ones, too. */
static void tell_before(struct stage *stage, const char *const *periods, size_t count)
{
    static const char *const dimensions[] = {"relevance", "impact"};
    struct pp_figure_table *table = stage->results->table;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < 2; k++) {
            const struct pp_figure *now = pp_figure_get(
                table, "assessment.share_top", "riga", "dac", dimensions[k], NULL, "2022-Q1");
            const char *key = pp_arena_printf(stage->kit->arena, "%s@%s", now->address, periods[i]);
            struct pp_figure *before = pp_arena_memdup(stage->kit->arena, now, sizeof *before);
            before->at.period = periods[i];
            before->lo = before->hi = (int64_t)(10 * i + k);
            pp_map_set(&table->by_address, key, before);
        }
}

/* Up to five periods stand side by side; of more, each has a row. All are named in words. */
static void periods_of_a_trend_have_names(void **state)
{
    static const char *const before[] = {"2021-Q4", "2021-Q3", "2021-Q2",
                                         "2021-Q1", "2020-Q4", "2020-Q3"};
    static const char *const wanted[] = {
        "text: Dimension\n        cell\n          text: January–March 2021\n",
        "text: Period\n        cell\n          text: relevance\n        cell\n          text: "
        "impact\n"};
    static const char *const rows[] = {
        "text: relevance\n        cell\n          text: 30 %\n        cell\n          text: 20 %\n",
        "text: April–June 2021\n        cell\n          text: 20 %\n        cell\n          text: "
        "21 %\n"};
    for (size_t i = 0; i < 2; i++) {
        struct stage *stage = make_stage(*state);
        add_block(stage, "trend");
        add_block(stage, "chart_tables");
        answer(stage, "riga");
        stage->results = world_close(stage->world, "public");
        tell_before(stage, before, 4 + 2 * i);
        const char *text = composed(stage);
        assert_holds(text, wanted[i]);
        assert_holds(text, rows[i]);
        assert_lacks(text, "2021-Q");
        close_stage(stage);
    }
}

static void a_shared_place_is_no_finding(void **state)
{
    struct stage *stage = make_stage(*state);
    int respondent = 1;
    add_block(stage, "likert");
    world_answers(stage->world, "riga", &respondent, "relevance", 10, 10);
    respondent = 1;
    world_answers(stage->world, "riga", &respondent, "impact", 10, 10);
    assert_holds(composed(stage), "text: How people answered\n");
    close_stage(stage);
}

static void without_answers_there_is_a_sentence(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "likert");
    add_block(stage, "heat");
    text = composed(stage);
    assert_holds(text, "text: No answers from riga were delivered for January–March 2022.\n");
    assert_lacks(text, "heat");
    close_stage(stage);
}

static void few_answers_are_withheld_in_words(void **state)
{
    struct stage *stage = make_stage(*state);
    int respondent = 1;
    add_block(stage, "likert");
    world_answers(stage->world, "riga", &respondent, "relevance", 10, 3);
    assert_holds(
        composed(stage), "text: So few people answered in riga that their answers are withheld.\n");
    close_stage(stage);
}

static void the_own_city_leads_the_heat_table(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "heat");
    answer(stage, "lublin");
    stage->job.city = &stage->world->project.cities[2];
    text = composed(stage);
    assert_holds(
        text,
        "own row: ravenna\n        cells not reported not reported not reported n not reported\n"
        "      row: riga\n        cells not reported not reported not reported n not reported\n"
        "      row: lublin\n        cells 100 % 50 % not assessed n 10\n");
    assert_holds(text, "<heat 0>■ under 40 · <heat 1>■ 40–54 · ");
    assert_holds(text, "Share of answers 4 and above, in per cent");
    stage->world->project.frameworks[0].scale.low_is_good = true;
    assert_holds(composed(stage), "Share of answers 4 and below, in per cent");
    close_stage(stage);
}

static void blocks_stand_beside_only_in_pairs(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "coverage")->beside = "next";
    add_block(stage, "methodology");
    text = composed(stage);
    assert_holds(text, "  beside\n    section\n      heading 1 h3\n        text: What this issue");
    assert_holds(text, "    section\n      heading 1 h3\n        text: How we count\n");
    close_stage(stage);
    stage = make_stage(*state);
    add_block(stage, "heat")->beside = "next";
    add_block(stage, "methodology");
    text = composed(stage);
    assert_lacks(text, "beside");
    assert_holds(text, "text: How we count\n");
    close_stage(stage);
}

static void the_restricted_edition_says_so(void **state)
{
    struct stage *stage = make_stage(*state);
    add_block(stage, "methodology");
    stage->output.klass = "restricted";
    assert_holds(composed(stage), "It withholds nothing: do not pass it on.");
    close_stage(stage);
}

static void the_imprint_has_paragraphs_and_contact(void **state)
{
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "imprint");
    text = composed(stage);
    assert_holds(text, "text: One line.\n    paragraph micro\n      text: Two.\n");
    assert_holds(text, "contact: Contact: pot@example.org(mailto:pot@example.org)\n");
    assert_holds(text, "contact: example.org(https://example.org/)\n");
    close_stage(stage);
}

static void a_fact_is_its_own_number(void **state)
{
    struct stage *stage = make_stage(*state);
    struct pp_project *project = &stage->world->project;
    struct pp_fact *fact = pp_arena_alloc(stage->kit->arena, sizeof *fact);
    const char *text;
    *fact = (struct pp_fact){.id = "oecd", .value = "54.5", .unit = "percent", .bar = true};
    fact->title = plain(stage->kit->arena, "half have a plan");
    fact->source = plain(stage->kit->arena, "OECD");
    project->facts = fact;
    project->fact_count = 1;
    add_block(stage, "facts");
    text = composed(stage);
    assert_holds(text, "value: 54.5 %\n    title: Facts & figures: half have a plan\n");
    assert_holds(text, "source: Source: OECD. The stroke marks one half.\n");
    close_stage(stage);
}

static void other_languages_are_links_only_with_an_address(void **state)
{
    static const char *const also[] = {"en", "lv", "sv", NULL};
    struct stage *stage = make_stage(*state);
    add_block(stage, "masthead");
    stage->job.also = also;
    assert_holds(composed(stage), "languages: English · also in Latviešu{lv} and Svenska{sv}\n");
    stage->world->project.site.base_url = "https://example.org/out/";
    assert_holds(
        composed(stage), "Latviešu(https://example.org/out/public/2022-Q1/bulletin/"
                         "test-bulletin-2022-Q1-riga-lv.pdf){lv} and");
    close_stage(stage);
}

/* A project folder with one issue; its stories are `files`: name, text, name, text ... NULL. */
static enum pp_status load_stories(struct stage *stage, const char *const *files)
{
    struct document_kit *kit = stage->kit;
    const char *folder = support_folder(kit->arena, "compose-stories");
    struct pp_project *project = &stage->world->project;
    project->folder = folder;
    project->path = support_file(kit->arena, folder, "pactpress.yaml", "");
    project->languages.count = 0;
    *(const char **)PP_PUSH(kit->arena, &project->languages) = "en";
    *(const char **)PP_PUSH(kit->arena, &project->languages) = "lv";
    pp_map_init(&project->periods, kit->arena);
    project->outputs = pp_arena_memdup(kit->arena, &stage->output, sizeof stage->output);
    project->output_count = 1;
    support_file(
        kit->arena, folder, "content/one/issue.yaml",
        "number: 3\ndate: 2022-04-04\nperiod: 2022-Q1\ntitle: One\nsections:\n"
        "  - {id: news, heading: {en: News, lv: Jaunumi}, stories: [news.md]}\n");
    for (size_t i = 0; files[i] != NULL; i += 2)
        support_file(
            kit->arena, folder, pp_arena_printf(kit->arena, "content/one/%s", files[i]),
            files[i + 1]);
    world_event(stage->world, "r", NULL, "riga", "workshop", "?");
    world_people(stage->world, "r", 1, 12);
    world_event(stage->world, "l", NULL, "lublin ravenna", "workshop", "?");
    world_people(stage->world, "l", 21, 29);
    stage->results = world_close(stage->world, "public");
    return pp_stories_load(kit->run, kit->arena, project, stage->results, NULL, &stage->stories);
}

static const char NEWS[] = "---\ntitle: News {{ attendance.persons }}\n---\nText.\n";
static const char LEAD[] =
    "---\ntitle: Lead\nslot: lead\nsummary: Of {{ attendance.persons }}.\nbyline: A. "
    "Writer\n---\n# Sub\n\n{{ attendance.persons, plural, one {#} other {# people} }}\n";

static void stories_go_to_slots_and_sections(void **state)
{
    static const char *const files[] = {
        "en/news.md", NEWS,         "en/lead.md",
        LEAD,         "en/riga.md", "---\ntitle: Only Riga\nslot: lead\ncity: riga\n---\nR.\n",
        NULL};
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "story")->slot = "lead";
    add_block(stage, "sections");
    assert_int_equal(load_stories(stage, files), PP_OK);
    text = composed(stage);
    assert_holds(text, "heading 1 h1\n      text: Only Riga\n");
    assert_lacks(text, "text: Lead\n");
    assert_holds(text, "heading 1 h1\n      text: News\n");
    assert_holds(text, "heading 2 h2\n        text: News 12\n");
    stage->job.city = &stage->world->project.cities[1];
    text = composed(stage);
    assert_holds(text, "paragraph kicker\n      text: Lead story\n");
    assert_holds(text, "paragraph stand\n      text: Of 9.\n");
    assert_holds(
        text, "heading 2 h3\n        text: Sub\n      paragraph body\n        text: 9 people\n");
    assert_holds(text, "paragraph micro\n      text: By A. Writer\n");
    close_stage(stage);
}

/* One more issue of the project, for a layout ("": any). */
static void add_issue(struct stage *stage, const char *id, const char *period, const char *layout)
{
    struct document_kit *kit = stage->kit;
    support_file(
        kit->arena, stage->world->project.folder,
        pp_arena_printf(kit->arena, "content/%s/issue.yaml", id),
        pp_arena_printf(
            kit->arena, "number: 4\ndate: 2022-04-05\nperiod: %s\n%s%s\ntitle: Two\n", period,
            *layout ? "layout: " : "", layout));
}

static enum pp_status load_issue(struct stage *stage, const char *issue)
{
    struct document_kit *kit = stage->kit;
    return pp_stories_load(
        kit->run, kit->arena, &stage->world->project, stage->results, issue, &stage->stories);
}

static void two_issues_for_the_same_pages_are_refused(void **state)
{
    static const char *const files[] = {"en/news.md", NEWS, NULL};
    struct stage *stage = make_stage(*state);
    const struct pp_run *run = stage->kit->run;
    assert_int_equal(load_stories(stage, files), PP_OK);
    add_issue(stage, "two", "2022-Q1", "");
    add_issue(stage, "old", "2021-Q4", "");
    assert_int_equal(load_issue(stage, NULL), PP_USAGE);
    assert_int_equal(support_count_rule(run, "issue.rivals"), 1);
    const struct pp_diag *said = pp_diag_at(run, pp_diag_count(run, PP_ERROR) - 1);
    assert_non_null(strstr(said->where.file, "content/two/issue.yaml"));
    assert_non_null(
        strstr(said->sentence, "content/one/issue.yaml are both of the period 2022-Q1"));
    assert_non_null(strstr(said->sentence, "--issue one or --issue two"));
    assert_int_equal(load_issue(stage, "two"), PP_OK);
    assert_int_equal(stage->stories->issue_count, 1);
    assert_int_equal(stage->stories->count, 0);
    assert_string_equal(pp_stories_issue(stage->stories, "bulletin")->id, "two");
    assert_int_equal(load_issue(stage, "one"), PP_OK);
    assert_int_equal(stage->stories->count, 1);
    assert_int_equal(load_issue(stage, "twoo"), PP_USAGE);
    assert_int_equal(support_count_rule(run, "issue.unknown"), 1);
    assert_int_equal(load_issue(stage, "old"), PP_USAGE);
    assert_int_equal(support_count_rule(run, "issue.other-period"), 1);
    close_stage(stage);
}

static void unreviewed_strings_are_said_once(void **state)
{
    struct stage *stage = make_stage(*state);
    struct pp_run *run = stage->kit->run;
    (void)composed(stage);
    assert_int_equal(support_count_rule(run, "wording.unreviewed"), 0);
    pp_wording_warn_unreviewed(stage->kit->wording);
    pp_wording_begin(stage->kit->wording, run); /* the next document */
    pp_wording_warn_unreviewed(stage->kit->wording);
    size_t all = support_count_rule(run, "wording.unreviewed");
    assert_int_equal(pp_diag_count(run, PP_WARNING), 1);
    assert_int_equal(pp_diag_count(run, PP_NOTE), all - 1);
    assert_true(all > 100);
    assert_non_null(strstr(
        pp_diag_at(run, 0)->sentence,
        "strings in \"en\" are not marked as reviewed (state.withheld, state.unknown, "
        "state.not_assessed, ...)"));
    close_stage(stage);
}

static void a_missing_translation_is_marked_or_refused(void **state)
{
    static const char *const files[] = {"en/news.md", NEWS, NULL};
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "sections");
    assert_int_equal(load_stories(stage, files), PP_OK);
    stage->job.lang = "lv";
    assert_string_equal(composed(stage), "refused");
    assert_int_equal(support_count_rule(stage->kit->run, "story.missing-language"), 1);
    stage->job.draft = true;
    text = composed(stage);
    assert_holds(text, "heading 2 h2 lang=en\n");
    assert_holds(text, "Draft: the translation is missing.");
    close_stage(stage);
}

static void an_untranslated_story_says_so(void **state)
{
    static const char *const files[] = {
        "en/news.md", "---\ntitle: News\nuntranslated: {print-in: en}\n---\n# Sub\n\nText.\n",
        NULL};
    struct stage *stage = make_stage(*state);
    const char *text;
    add_block(stage, "sections");
    assert_int_equal(load_stories(stage, files), PP_OK);
    stage->job.lang = "lv";
    text = composed(stage);
    assert_holds(text, "This story has not been translated. Its language: English");
    assert_holds(text, "heading 3 h3 lang=en\n");
    assert_holds(text, "paragraph body lang=en\n");
    close_stage(stage);
}

static void mistakes_of_all_stories_are_reported(void **state)
{
    static const char *const files[] = {
        "en/news.md", "---\ntitle: News {{ attendance.person }}\n---\nText\n",
        "en/two.md",  "no front matter\n",
        "lv/news.md", "---\ntitle: X\nimage: none.png\nalt: y\n---\n<b>\n",
        NULL};
    struct stage *stage = make_stage(*state);
    struct pp_run *run = stage->kit->run;
    assert_int_equal(load_stories(stage, files), PP_DATA);
    assert_int_equal(support_count_rule(run, "story.unknown-figure"), 1);
    assert_int_equal(support_count_rule(run, "story.front-matter"), 1);
    assert_int_equal(support_count_rule(run, "story.missing-picture"), 1);
    assert_int_equal(support_count_rule(run, "story.raw-html"), 1);
    close_stage(stage);
}

static void a_title_cut_by_yaml_is_an_error(void **state)
{
    static const char *const files[] = {
        "en/news.md", "---\ntitle: N {{ events.held, plural, other {about #} }}\n---\nText\n",
        NULL};
    struct stage *stage = make_stage(*state);
    assert_int_equal(load_stories(stage, files), PP_DATA);
    assert_string_equal(document_kit_message(stage->kit), "2:8 error story.placeholder");
    close_stage(stage);
}

static void every_city_that_prints_it_needs_the_branch(void **state)
{
    static const char *const files[] = {
        "en/news.md",
        "---\ntitle: News\n---\n{{ attendance.new_persons, plural, one {#} other {#} }}\n", NULL};
    struct stage *stage = make_stage(*state);
    world_event(stage->world, "few", NULL, "ravenna", "workshop", "?");
    world_people(stage->world, "few", 31, 31);
    stage->output.cities.count = 0;
    world_event(stage->world, "nobody", NULL, "lublin", "workshop", "?");
    assert_int_equal(load_stories(stage, files), PP_DATA);
    assert_int_equal(support_count_rule(stage->kit->run, "story.missing-branch"), 1);
    close_stage(stage);
}

static void a_proof_needs_no_project(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = support_folder(kit->arena, "compose-proof");
    const char *path = support_file(
        kit->arena, folder, "sv/story.md",
        "---\ntitle: En rubrik\n---\n# Under\n\n{{ attendance.persons, plural, other {#} }}\n");
    struct pp_document *document;
    const char *lang;
    assert_int_equal(pp_proof_lang(kit->run, path, &lang), PP_OK);
    assert_string_equal(lang, "sv");
    assert_int_equal(
        pp_compose_proof(kit->run, kit->arena, path, lang, NULL, kit->wording, &document), PP_OK);
    assert_string_equal(document->name, "story");
    assert_string_equal(
        document_kit_dump(kit, document->root),
        "  section lang=sv\n"
        "    heading 1 h1\n      text: En rubrik{sv}\n"
        "    columns 2\n"
        "      heading 2 h3\n        text: Under{sv}\n"
        "      paragraph body\n        text: `{{ attendance.persons }}`{sv}\n");
}

/* As in a build: what is too wide for a column stands across them. */
static void a_proof_places_wide_tables(void **state)
{
    struct document_kit *kit = *state;
    const char *folder = support_folder(kit->arena, "compose-proof");
    const char *path = support_file(
        kit->arena, folder, "en/wide.md",
        "---\ntitle: Wide\n---\nBefore.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "| a | b | c | d |\n|---|---|---|---|\n| 1 | 2 | 3 | 4 |\n\nAfter.\n");
    static const enum pp_node_kind wanted[] = {
        PP_NODE_HEADING, PP_NODE_COLUMNS, PP_NODE_TABLE, PP_NODE_COLUMNS};
    struct pp_document *document;
    assert_int_equal(
        pp_compose_proof(kit->run, kit->arena, path, "en", NULL, kit->wording, &document), PP_OK);
    const struct pp_node *block = document->root->first->first;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++, block = block->next) {
        assert_non_null(block);
        assert_int_equal(block->kind, wanted[i]);
        if (block->kind == PP_NODE_TABLE)
            assert_ptr_equal(block->as.table.caption, document->title); /* where it goes on */
    }
    assert_null(block);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, document_kit_open, document_kit_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(furniture_names_place_and_period),
        CASE(key_figures_say_state_change_and_target),
        CASE(a_response_rate_says_of_how_many),
        CASE(a_small_change_is_no_clear_change),
        CASE(an_estimated_change_is_clear_as_a_whole),
        CASE(events_have_signs_and_their_key),
        CASE(no_events_is_a_sentence),
        CASE(coming_up_has_no_counts),
        CASE(coming_up_rests_on_the_day_of_the_data),
        CASE(the_chart_says_its_finding),
        CASE(periods_of_a_trend_have_names),
        CASE(a_shared_place_is_no_finding),
        CASE(without_answers_there_is_a_sentence),
        CASE(few_answers_are_withheld_in_words),
        CASE(the_own_city_leads_the_heat_table),
        CASE(blocks_stand_beside_only_in_pairs),
        CASE(the_restricted_edition_says_so),
        CASE(the_imprint_has_paragraphs_and_contact),
        CASE(a_fact_is_its_own_number),
        CASE(other_languages_are_links_only_with_an_address),
        CASE(stories_go_to_slots_and_sections),
        CASE(two_issues_for_the_same_pages_are_refused),
        CASE(unreviewed_strings_are_said_once),
        CASE(a_missing_translation_is_marked_or_refused),
        CASE(an_untranslated_story_says_so),
        CASE(mistakes_of_all_stories_are_reported),
        CASE(a_title_cut_by_yaml_is_an_error),
        CASE(every_city_that_prints_it_needs_the_branch),
        CASE(a_proof_needs_no_project),
        CASE(a_proof_places_wide_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
