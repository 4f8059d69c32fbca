#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "document_kit.h"
#include "figures_world.h"
#include "pactpress/arena.h"
#include "pactpress/placeholder.h"
#include "pactpress/str.h"

static void take(struct document_kit *kit, const char *text)
{
    assert_int_equal(
        pp_source_text_take(kit->run, kit->arena, "story.md", text, strlen(text), &kit->source),
        PP_OK);
}

/* The text between the braces of the first placeholder, or "none". */
static const char *found(struct document_kit *kit, const char *text)
{
    struct pp_ranges ranges = {0};
    take(kit, text);
    pp_placeholder_find(kit->arena, &kit->source, 0, &ranges);
    if (ranges.count == 0)
        return "none";
    return pp_arena_strndup(
        kit->arena, kit->source.text + ranges.items[0].start,
        ranges.items[0].stop - ranges.items[0].start);
}

static void braces_are_matched(void **state)
{
    assert_string_equal(found(*state, "a {{ b }} c"), "{{ b }}");
    assert_string_equal(found(*state, "{{a, plural, other {x}}}"), "{{a, plural, other {x}}}");
    assert_string_equal(
        found(*state, "{{ a, plural,\n other {x} }}"), "{{ a, plural,\n other {x} }}");
    assert_string_equal(
        found(*state, "{{ a, plural, other {'}' x} }}"), "{{ a, plural, other {'}' x} }}");
    assert_string_equal(
        found(*state, "{{ a, plural, other {it's} }}"), "{{ a, plural, other {it's} }}");
}

static void the_outer_pair_counts(void **state)
{
    assert_string_equal(found(*state, "{{ a {{ b }} }} {{ c }}"), "{{ a {{ b }} }}");
    assert_string_equal(found(*state, "'{{ a }}'"), "{{ a }}");
    assert_string_equal(found(*state, "{ {{ a }}"), "{{ a }}");
    assert_string_equal(found(*state, "{{{ a }}}"), "{{{ a }}}");
}

static void what_is_not_closed_is_none(void **state)
{
    assert_string_equal(found(*state, "{{ a }"), "none");
    assert_string_equal(found(*state, "{{ a\n\n}}"), "none");
    assert_string_equal(found(*state, "{{ a\r\n\r\n}}"), "none");
    assert_string_equal(found(*state, "\\{{ a }}"), "none");
    assert_string_equal(found(*state, "{ a } {"), "none");
    assert_string_equal(found(*state, "{{"), "none");
    assert_string_equal(found(*state, "{ { a }}"), "none");
    assert_string_equal(found(*state, "{{ a } }"), "none");
    assert_string_equal(found(*state, "{{ a {x }} {{ b }}"), "{{ b }}");
}

/* Reads the first placeholder of a text. */
static struct pp_inline *read(struct document_kit *kit, const char *text)
{
    struct pp_inline *leaf = NULL;
    struct pp_ranges ranges = {0};
    take(kit, text);
    pp_placeholder_find(kit->arena, &kit->source, 0, &ranges);
    assert_int_equal(ranges.count, 1);
    if (pp_placeholder_read(
            kit->run, kit->arena, &kit->source, ranges.items[0].start, ranges.items[0].stop, "en",
            &leaf) != PP_OK)
        return NULL;
    return leaf;
}

static void the_address_is_taken_apart(void **state)
{
    struct pp_inline *leaf = read(
        *state,
        "x\n {{ event.participants[event=\"a, b]\", city=*] , plural, one {#} other {#} }}");
    assert_string_equal(leaf->text, "event.participants[event=\"a, b]\", city=*]");
    assert_int_equal(leaf->where.line, 2);
    assert_int_equal(leaf->where.col, 5);
    assert_null(leaf->args);
}

static void a_wrong_address_has_a_place(void **state)
{
    assert_null(read(*state, "ab {{ Attendance Persons }}"));
    assert_string_equal(document_kit_message(*state), "1:7 error story.placeholder");
}

static void a_wrong_pattern_has_a_place(void **state)
{
    struct document_kit *kit = *state;
    assert_null(read(kit, "ab {{ attendance.persons, plurale, other {x} }}"));
    assert_int_equal(pp_diag_count(kit->run, PP_ERROR), 1);
    assert_int_equal(pp_diag_at(kit->run, 0)->where.line, 1);
    assert_in_range(pp_diag_at(kit->run, 0)->where.col, 25, 34);
}

struct scene {
    struct document_kit *kit;
    struct world *world;
    struct pp_placeholder_scope scope;
};

/* Riga: 7 known persons; Lublin: an event with 3; Ravenna: one that nobody counted. */
static struct scene make_scene(struct document_kit *kit, const char *city)
{
    struct scene scene = {.kit = kit, .world = world_new()};
    const struct pp_results *results;
    world_event(scene.world, "r1", NULL, "riga", "workshop", "?");
    world_people(scene.world, "r1", 1, 7);
    world_event(scene.world, "l1", NULL, "lublin", "workshop", "?");
    world_people(scene.world, "l1", 21, 23);
    world_event(scene.world, "v1", NULL, "ravenna", "workshop", "?");
    results = world_close(scene.world, "public");
    scene.scope.table = results->table;
    scene.scope.defaults.city = city;
    scene.scope.defaults.period = results->period.key;
    scene.scope.document = "the bulletin of riga";
    return scene;
}

static const char *bound(struct scene *scene, const char *text)
{
    struct pp_inline *template = read(scene->kit, text), *leaf;
    assert_non_null(template);
    if (pp_placeholder_bind_inlines(
            scene->kit->run, scene->kit->arena, &scene->kit->source, &scene->scope, template,
            &leaf) != PP_OK)
        return "refused";
    assert_null(template->args);
    return document_kit_plain(scene->kit, leaf);
}

static void the_document_fills_in_the_city(void **state)
{
    struct scene scene = make_scene(*state, "riga");
    assert_string_equal(bound(&scene, "{{ attendance.persons }}"), "7");
    assert_string_equal(bound(&scene, "{{ attendance.persons[city=riga], number }}"), "7");
    assert_string_equal(
        bound(&scene, "{{ attendance.persons, plural, one {# person} other {# people} }}"),
        "7 people");
    assert_string_equal(bound(&scene, "{{ events.held[city=*] }}"), "3");
    world_free(scene.world);
}

static void a_plain_number_says_its_state(void **state)
{
    struct scene scene = make_scene(*state, "lublin");
    assert_string_equal(bound(&scene, "{{ attendance.persons }}"), "withheld");
    scene.scope.defaults.city = "ravenna";
    assert_string_equal(bound(&scene, "{{ attendance.persons, number }}"), "not reported");
    world_free(scene.world);
}

static void a_sentence_needs_the_branch(void **state)
{
    struct scene scene = make_scene(*state, "lublin");
    assert_string_equal(
        bound(&scene, "ab\n{{ attendance.persons, plural, one {#} other {#} }}"), "refused");
    assert_string_equal(document_kit_message(*state), "2:4 error story.missing-branch");
    assert_string_equal(
        bound(&scene, "{{ attendance.persons, plural, one {#} other {#} withheld {a few} }}"),
        "a few");
    scene.scope.defaults.city = "ravenna";
    assert_string_equal(
        bound(&scene, "{{ attendance.persons, plural, other {#} withheld {a few} }}"), "refused");
    assert_string_equal(
        bound(&scene, "{{ attendance.persons, plural, other {#} unknown {some} }}"), "some");
    world_free(scene.world);
}

static void an_unknown_measure_names_the_nearest(void **state)
{
    struct scene scene = make_scene(*state, "riga");
    const struct pp_diag *diag;
    assert_string_equal(bound(&scene, "{{ attendance.person }}"), "refused");
    assert_string_equal(document_kit_message(*state), "1:4 error story.unknown-figure");
    diag = pp_diag_at(scene.kit->run, 0);
    assert_non_null(strstr(diag->sentence, "attendance.persons"));
    assert_string_equal(diag->source, "{{ attendance.person }}");
    world_free(scene.world);
}

static void a_figure_that_is_not_there_is_an_error(void **state)
{
    struct scene scene = make_scene(*state, "riga");
    assert_string_equal(bound(&scene, "{{ attendance.persons[period=1999-Q1] }}"), "refused");
    assert_string_equal(document_kit_message(*state), "1:4 error story.unknown-figure");
    assert_string_equal(bound(&scene, "{{ event.participants[event=nowhere] }}"), "refused");
    world_free(scene.world);
}

static void all_of_a_tree_is_bound(void **state)
{
    struct scene scene = make_scene(*state, "riga");
    struct pp_node *section = document_kit_read(
        scene.kit, NULL,
        "# {{ attendance.persons }}\n\n- *{{ events.held }}*\n\n> [{{ attendance.persons }} "
        "people](https://example.org)\n");
    struct pp_node *copy;
    assert_int_equal(
        pp_placeholder_bind(
            scene.kit->run, scene.kit->arena, &scene.kit->source, &scene.scope, section, &copy),
        PP_OK);
    assert_string_equal(
        document_kit_dump(scene.kit, copy),
        "  heading 3 h3\n    text: 7\n"
        "  list\n    item\n      paragraph body\n        text: *1*\n"
        "  quote\n    text: 7 people(https://example.org)\n");
    assert_null(section->first->content->args);
    world_free(scene.world);
}

static struct pp_node *bind_table(struct scene *scene, const char *cell, struct pp_node **read)
{
    struct pp_node *copy;
    const char *text = pp_arena_printf(scene->kit->arena, "| a |\n|---|\n| %s |\n", cell);
    *read = document_kit_read(scene->kit, NULL, text)->first;
    assert_int_equal((*read)->kind, PP_NODE_TABLE);
    assert_int_equal(
        pp_placeholder_bind(
            scene->kit->run, scene->kit->arena, &scene->kit->source, &scene->scope, *read, &copy),
        PP_OK);
    assert_ptr_not_equal(copy, *read);
    assert_int_equal(copy->first->first->kind, PP_NODE_CELL);
    return copy;
}

static void rows_of_words_are_shared(void **state)
{
    struct scene scene = make_scene(*state, "riga");
    struct pp_node *read, *copy = bind_table(&scene, "words", &read);
    assert_ptr_not_equal(copy->first, read->first);
    scene.scope.shares_rows = true;
    copy = bind_table(&scene, "words", &read);
    assert_ptr_equal(copy->first, read->first);
    assert_ptr_equal(copy->last, read->last);
    copy = bind_table(&scene, "{{ attendance.persons }}", &read);
    assert_ptr_not_equal(copy->first, read->first);
    copy = bind_table(&scene, "[words](#there)", &read);
    assert_ptr_not_equal(copy->first, read->first);
    world_free(scene.world);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, document_kit_open, document_kit_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(braces_are_matched),
        CASE(the_outer_pair_counts),
        CASE(what_is_not_closed_is_none),
        CASE(the_address_is_taken_apart),
        CASE(a_wrong_address_has_a_place),
        CASE(a_wrong_pattern_has_a_place),
        CASE(the_document_fills_in_the_city),
        CASE(a_plain_number_says_its_state),
        CASE(a_sentence_needs_the_branch),
        CASE(an_unknown_measure_names_the_nearest),
        CASE(a_figure_that_is_not_there_is_an_error),
        CASE(all_of_a_tree_is_bound),
        CASE(rows_of_words_are_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
