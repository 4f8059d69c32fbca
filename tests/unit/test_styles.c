#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "pactpress/layout.h"
#include "pactpress/run.h"
#include "pactpress/styles.h"
#include "support.h"

static struct pp_run *run;
static const struct pp_styles *styles;

static int set_up(void **state)
{
    (void)state;
    run = pp_run_new(NULL);
    run->share = ".";
    return pp_styles_load(run, NULL, NULL, PP_STYLES, &styles) == PP_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    pp_run_free(run);
    return 0;
}

static struct pp_colour C(int tint) {
    return styles->colours[tint];
}

/* A channel of sRGB as light (IEC 61966-2-1). */
static double
linear(uint8_t channel)
{
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, 1.4.3. */
static double contrast(struct pp_colour a, struct pp_colour b)
{
    struct pp_colour pair[2] = {a, b};
    double light[2];
    for (int k = 0; k < 2; k++)
        light[k] =
            0.2126 * linear(pair[k].r) + 0.7152 * linear(pair[k].g) + 0.0722 * linear(pair[k].b);
    return (fmax(light[0], light[1]) + 0.05) / (fmin(light[0], light[1]) + 0.05);
}

/* Text 4.5:1 on whatever it stands on, marks and keylines 3:1; and tints that stand side by side
 * differ in lightness, so that a grey print loses nothing. */
static void colours_are_told_apart(void **state)
{
    static const enum pp_tint texts[] = {PP_INK, PP_GREY, PP_BRICK, PP_PETROL};
    static const enum pp_tint marks[] = {PP_INK, PP_GREY, PP_MID, PP_BRICK, PP_PETROL};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(contrast(C(texts[i]), C(PP_WHITE)) >= 4.5);
        assert_true(contrast(C(texts[i]), C(PP_SAND)) >= 4.5);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        assert_true(contrast(C(marks[i]), C(PP_WHITE)) >= 3);
    assert_true(contrast(C(PP_INK), C(PP_OCHRE)) >= 4.5);
    assert_true(contrast(C(PP_WHITE), C(PP_BRICK)) >= 4.5);
    assert_true(contrast(C(PP_WHITE), C(PP_PETROL)) >= 4.5);
    for (int i = 0; i < 5; i++) {
        assert_true(contrast(C(PP_LIKERT + i), C(PP_LIKERT_TEXT + i)) >= 4.5);
        assert_true(contrast(C(PP_HEAT + i), C(PP_HEAT_TEXT + i)) >= 4.5);
        /* a light tint is told from paper by its keyline */
        assert_true(
            contrast(C(PP_LIKERT + i), C(PP_WHITE)) >= 3 ||
            contrast(C(PP_INK), C(PP_LIKERT + i)) >= 3);
        if (i > 0)
            assert_true(contrast(C(PP_HEAT + i - 1), C(PP_HEAT + i)) >= 1.2);
    }
    for (int bar = 4; bar > 2; bar--) /* of a group, side by side */
        assert_true(contrast(C(PP_LIKERT + bar), C(PP_LIKERT + bar - 1)) >= 1.1);
}

static void tokens_have_values(void **state)
{
    (void)state;
    assert_int_equal(pp_tint_named("ochre"), PP_OCHRE);
    assert_int_equal(pp_tint_named("none"), PP_WHITE);
    assert_int_equal(C(PP_EU_BLUE).b, 0x99);
    assert_int_equal(pp_likert(9), PP_LIKERT + 4);
    assert_int_equal(pp_heat(-1), PP_HEAT);
    for (int type = 0; type < PP_TYPE_COUNT; type++) {
        const struct pp_type_style *style = &styles->types[type];
        assert_true(style->font.size >= 8 && style->leading >= style->font.size * 0.99);
        assert_int_not_equal(style->tint, PP_NO_TINT);
    }
    for (int rule = PP_RULE_STRONG; rule < PP_RULE_COUNT; rule++)
        assert_true(styles->rules[rule] > 0);
    assert_true(styles->types[PP_TYPE_BODY].font.old_style);
    assert_true(styles->types[PP_TYPE_TABLE].font.tabular);
    assert_true(styles->types[PP_TYPE_BODY].leading == styles->space.baseline);
    for (int paper = 0; paper < PP_PAPER_COUNT; paper++) {
        const struct pp_margins *margins = &styles->page[paper];
        assert_true(margins->side > 0 && margins->head > 0 && margins->foot > 0);
        assert_true(margins->top > margins->head && margins->bottom > margins->foot);
    }
}

static enum pp_status load(const char *name, const char *text, const struct pp_styles **out)
{
    const char *folder = support_folder(run->arena, "styles");
    support_file(
        run->arena, folder,
        strcmp(name, PP_STYLES) == 0 ? "layouts/styles/almanac.yaml" : "layouts/styles/own.yaml",
        text);
    struct pp_project project = {.folder = folder};
    *out = NULL;
    return pp_styles_load(run, &project, NULL, name, out);
}

/* What a project's file does not say is as it was; one of the same name and one of another. */
static void a_project_changes_what_it_names(void **state)
{
    static const char *const text =
        "colours: {brick: \"#7A1F5C\"}\ntype: {h2: {size: 18, leading: 23}}\nspace: {block: 21}\n";
    static const char *const names[] = {PP_STYLES, "own"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct pp_styles *own;
        assert_int_equal(load(names[i], text, &own), PP_OK);
        assert_int_equal(own->colours[PP_BRICK].g, 0x1F);
        assert_int_equal(own->colours[PP_INK].r, C(PP_INK).r);
        assert_true(own->types[PP_TYPE_H2].font.size == 18);
        assert_int_equal(own->types[PP_TYPE_H2].font.weight, PP_BOLD);
        assert_true(own->space.block == 21 && own->space.section == 28);
        assert_string_not_equal(own->digest, styles->digest);
    }
}

/* Margins of one paper leave those of the other alone, and the grid says the leading of stories,
 * unless the project does. */
static void a_project_has_its_own_page(void **state)
{
    static const char *const text =
        "page: {a4: {side: 34, head: 30}}\nspace: {baseline: 16, gutter: 22.7}\n";
    const struct pp_styles *own;
    (void)state;
    assert_int_equal(load("own", text, &own), PP_OK);
    assert_true(own->page[PP_A4].side == 34 && own->page[PP_A4].head == 30);
    assert_true(own->page[PP_A4].top == styles->page[PP_A4].top);
    assert_memory_equal(&own->page[PP_LETTER], &styles->page[PP_LETTER], sizeof(struct pp_margins));
    assert_true(own->space.gutter == 22.7 && own->space.cells == styles->space.cells);
    assert_true(own->types[PP_TYPE_BODY].leading == 16);
    assert_true(own->types[PP_TYPE_H2].leading == styles->types[PP_TYPE_H2].leading);
    assert_int_equal(
        load("own", "space: {baseline: 16}\ntype: {body: {leading: 16}}\n", &own), PP_OK);
    assert_int_equal(
        load("own", "page: {a4: {side: 85.04}}\nspace: {baseline: 12}\n", &own), PP_OK);
}

static void assert_bad(
    const char *text, const char *rule, size_t line, size_t col, const char *part)
{
    const struct pp_styles *own;
    const struct pp_diag *last = NULL, *diag;
    assert_int_equal(load("own", text, &own), PP_USAGE);
    assert_null(own);
    for (size_t i = 0; (diag = pp_diag_at(run, i)) != NULL; i++)
        last = diag;
    assert_non_null(last);
    assert_string_equal(last->rule, rule);
    assert_int_equal(last->where.line, line);
    assert_int_equal(last->where.col, col);
    if (!strstr(last->sentence, part))
        fail_msg("\"%s\" is not in: %s", part, last->sentence);
}

static void mistakes_are_said_where_they_stand(void **state)
{
    (void)state;
    assert_bad("colours:\n  brik: \"#111111\"\n", "yaml.unknown-key", 2, 3, "brick");
    assert_bad("colours:\n  brick: \"#11111\"\n", "styles.colour", 2, 10, "six digits");
    assert_bad("colours:\n  brick: [1]\n", "styles.colour", 2, 10, "a list");
    assert_bad("colours:\n  brick: red\n", "styles.colour", 2, 10, "red is no colour");
    assert_bad("colours: {brick: #111111\n}\n", "styles.no-value", 1, 11, "brick");
    assert_bad("colours:\n  grey: \"#9A9A9A\"\n", "styles.contrast", 2, 9, "needs 4.5:1");
    assert_bad("colours:\n  mid: \"#B0B0B0\"\n", "styles.contrast", 2, 8, "needs 3.0:1");
    assert_bad("colours:\n  sand: \"#808080\"\n", "styles.contrast", 2, 9, "on sand");
    assert_bad(
        "colours:\n  heat_text: [ink, ink, ink, ink, white]\n", "styles.contrast", 2, 30, "heat");
    assert_bad("colours:\n  heat: [\"#FFFFFF\"]\n", "styles.scale", 2, 9, "5 steps");
    assert_bad(
        "colours:\n  likert_text: [ink, red, ink, ink, ink]\n", "styles.scale-text", 2, 22, "red");
    assert_bad("type:\n  note: {colour: mid}\n", "styles.text-colour", 2, 18, "mid");
    assert_bad("type:\n  note: {size: 7}\n", "yaml.wrong-value", 2, 16, "8");
    assert_bad("type:\n  h2: {size: 30}\n", "styles.leading", 2, 7, "size 30, leading 21");
    assert_bad("type:\n  body: {leading: 15}\n", "styles.baseline", 2, 9, "14, not 15");
    assert_bad(
        "space:\n  baseline: 16\ntype: {body: {leading: 14}}\n", "styles.baseline", 3, 14,
        "16, not 14");
    assert_bad("space:\n  baseline: 10\n", "styles.leading", 2, 13, "size 10.5, leading 10");
    assert_bad("space:\n  baseline: 9\n", "yaml.wrong-value", 2, 13, "10");
    assert_bad(
        "page:\n  letter: {side: 98}\n", "styles.measure", 2, 18,
        "leave 416 pt for lines on letter, which need 420");
    assert_bad(
        "page: {a4: {side: 80}}\nspace: {cells: 7, gutter: 42}\n", "styles.columns", 2, 27,
        "three columns of text on a4 would be 117 pt wide");
    assert_bad("page: {a5: {side: 30}}\n", "yaml.unknown-key", 1, 8, "a4");
    assert_bad("page: {a4: {left: 30}}\n", "yaml.unknown-key", 1, 13, "side, top");
    assert_bad("page: {a4: {side: 10}}\n", "yaml.wrong-value", 1, 19, "28");
    assert_bad("page: {a4: {top: 46}}\n", "styles.edge", 1, 18, "\"head\" is 37 and \"top\" 46");
    assert_bad("page: {letter: {head: 50}}\n", "styles.edge", 1, 23, "on letter");
    assert_bad(
        "page: {a4: {foot: 46}}\n", "styles.edge", 1, 19, "\"foot\" is 46 and \"bottom\" 54.39");
    assert_bad("type: {micro: {leading: 24}}\n", "styles.edge", 1, 15, "a line of micro, 24 pt");
    assert_bad("space: {blok: 1}\n", "yaml.unknown-key", 1, 9, "block");
    assert_bad("type: 3\n", "yaml.wrong-type", 1, 7, "map");
}

/* Two steps of one lightness are a warning: on a screen they can be told apart. */
static void grey_prints_are_thought_of(void **state)
{
    const struct pp_styles *own;
    (void)state;
    assert_int_equal(
        load(
            "own",
            "colours: {heat: [\"#F2F6F5\", \"#F2F0F5\", \"#94C0C6\", \"#2F7684\", \"#0B4352\"]}",
            &own),
        PP_OK);
    assert_int_equal(support_count_rule(run, "styles.steps"), 1);
}

static void layouts_name_their_styles(void **state)
{
    const char *folder = support_folder(run->arena, "named");
    struct pp_project project = {.folder = folder};
    struct pp_layout *layout = NULL;
    (void)state;
    support_file(run->arena, folder, "layouts/styles/almanac.yaml", "rules: {mid: 1, strong: 3}\n");
    support_file(run->arena, folder, "layouts/styles/mine.yaml", "rules: {strong: 2}\n");
    support_file(
        run->arena, folder, "layouts/a.yaml",
        "title: A\nstyles: mine\nblocks: [{kind: imprint}]\n");
    support_file(
        run->arena, folder, "layouts/b.yaml",
        "title: A\nstyles: mien\nblocks: [{kind: imprint}]\n");
    support_file(
        run->arena, folder, "layouts/c.yaml",
        "title: A\nfield: brick\nfield_text: ink\nblocks: [{kind: masthead}]\n");
    assert_int_equal(pp_layout_load(run, &project, "a", &layout), PP_OK);
    assert_string_equal(layout->styles->name, "mine");
    assert_true(layout->styles->rules[PP_RULE_STRONG] == 2);
    assert_true(layout->styles->rules[PP_RULE_MID] == 1); /* as in the project's almanac */
    assert_int_equal(pp_layout_load(run, &project, "b", &layout), PP_USAGE);
    assert_int_equal(support_count_rule(run, "styles.none"), 1);
    assert_non_null(strstr(pp_diag_at(run, 0)->sentence, "did you mean \"mine\"?"));
    assert_int_equal(pp_diag_at(run, 0)->where.line, 2);
    assert_int_equal(pp_layout_load(run, &project, "c", &layout), PP_USAGE);
    assert_int_equal(support_count_rule(run, "layout.contrast"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(colours_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tokens_have_values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_project_changes_what_it_names, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_project_has_its_own_page, set_up, tear_down),
        cmocka_unit_test_setup_teardown(mistakes_are_said_where_they_stand, set_up, tear_down),
        cmocka_unit_test_setup_teardown(grey_prints_are_thought_of, set_up, tear_down),
        cmocka_unit_test_setup_teardown(layouts_name_their_styles, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
