/* Sentences in the user's language: every English one is read back to its arguments, and told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pactpress/file.h"
#include "pactpress/limits.h"
#include "pactpress/locale.h"
#include "pactpress/speech.h"
#include "pactpress/str.h"
#include "pactpress/yaml.h"
#include "support.h"

struct scene {
    struct pp_run *run;
    struct pp_locale *english;
};

static int open_scene(void **state)
{
    struct scene *scene = calloc(1, sizeof *scene);
    const char *source = getenv("SOURCE");
    scene->run = pp_run_new(NULL);
    scene->run->share = source != NULL ? source : ".";
    assert_int_equal(pp_locale_open(scene->run, "en", "eu", &scene->english), PP_OK);
    *state = scene;
    return 0;
}

static int close_scene(void **state)
{
    struct scene *scene = *state;
    pp_locale_close(scene->english);
    pp_run_free(scene->run);
    free(scene);
    return 0;
}

static struct pp_message *parse(struct scene *scene, const char *pattern)
{
    struct pp_message *message = NULL;
    assert_int_equal(
        pp_message_parse(scene->run, scene->run->arena, pattern, PP_NOWHERE, &message), PP_OK);
    return message;
}

static const struct pp_yaml *messages_of(struct scene *scene, const char *lang)
{
    struct pp_yaml *root = NULL;
    const char *path =
        pp_arena_printf(scene->run->arena, "%s/layouts/messages/%s.yaml", scene->run->share, lang);
    assert_int_equal(pp_yaml_read(scene->run, scene->run->arena, path, &root), PP_OK);
    return pp_yaml_get(root, "messages");
}

/* Numbers from `first` on for all arguments, which serve as texts, too. */
static size_t sample(
    struct scene *scene, const struct pp_message *message, int first,
    struct pp_arg args[PP_SPEECH_ARGS])
{
    const char *const *names = pp_message_arguments(scene->run->arena, message);
    size_t count = 0;
    for (; names[count] != NULL; count++)
        args[count] = (struct pp_arg){
            .name = names[count],
            .kind = PP_ARG_NUMBER,
            .value = first + (int)count,
            .text = pp_arena_printf(scene->run->arena, "%d", first + (int)count)};
    return count;
}

static const char *format(
    struct scene *scene, const struct pp_locale *locale, const struct pp_message *message,
    const struct pp_arg *args, size_t count)
{
    const char *text = NULL;
    assert_int_equal(
        pp_message_text(scene->run, scene->run->arena, locale, message, args, count, &text), PP_OK);
    return text;
}

static void check_read_back(struct scene *scene, const struct pp_yaml *node, int first)
{
    struct pp_arg args[PP_SPEECH_ARGS], found[PP_SPEECH_ARGS];
    const struct pp_message *message = parse(scene, node->text);
    size_t count = sample(scene, message, first, args), found_count = 0, literal = 0;
    const char *text = format(scene, scene->english, message, args, count);
    if (!pp_speech_match(scene->run->arena, message, text, found, &found_count, &literal))
        fail_msg("%s: “%s” is not read back", node->key, text);
    assert_int_equal(found_count, count);
    assert_string_equal(format(scene, scene->english, message, found, count), text);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (found[i].kind == PP_ARG_NUMBER && pp_streq(found[i].name, args[k].name))
                assert_string_equal(found[i].text, args[k].text);
}

/* With singulars and with plurals. */
static void every_sentence_is_read_back(void **state)
{
    const struct pp_yaml *messages = messages_of(*state, "en");
    assert_true(messages->count > 40);
    for (const struct pp_yaml *node = messages->first; node != NULL; node = node->next)
        for (int first = 1; first <= 5; first++)
            check_read_back(*state, node, first);
}

/* What is told is the translation of that very key, for each key of the language. */
static void check_language(struct scene *scene, const char *lang)
{
    struct pp_speech *speech = pp_speech_open(scene->run, lang);
    struct pp_locale *locale = NULL;
    const struct pp_yaml *english = messages_of(scene, "en"), *other = messages_of(scene, lang);
    assert_non_null(speech);
    assert_int_equal(pp_locale_open(scene->run, lang, "eu", &locale), PP_OK);
    for (const struct pp_yaml *node = other->first; node != NULL; node = node->next) {
        struct pp_arg args[PP_SPEECH_ARGS];
        struct pp_arena *arena = scene->run->arena;
        const struct pp_message *message = parse(scene, pp_yaml_get(english, node->key)->text);
        size_t count = sample(scene, message, 3, args);
        const char *rule = pp_arena_strndup(arena, node->key, strcspn(node->key, "/"));
        const char *text = format(scene, scene->english, message, args, count);
        const char *told = pp_tell(speech, arena, rule, text);
        const char *wanted = format(scene, locale, parse(scene, node->text), args, count);
        if (!pp_streq(told, wanted))
            fail_msg("%s, %s: “%s”, not “%s”", lang, node->key, told, wanted);
    }
    pp_locale_close(locale);
    pp_speech_close(speech);
}

static void every_language_tells(void **state)
{
    struct scene *scene = *state;
    char **paths = NULL;
    size_t count = 0;
    assert_int_equal(
        pp_glob(
            scene->run, scene->run->arena, scene->run->share, "layouts/messages/*.yaml", &paths,
            &count),
        PP_OK);
    assert_true(count > 3);
    for (size_t i = 0; i < count; i++) {
        char *lang = pp_arena_strdup(scene->run->arena, pp_path_base(paths[i]));
        *strchr(lang, '.') = '\0';
        if (strcmp(lang, "en") != 0)
            check_language(scene, lang);
    }
}

static void the_unknown_stays_english(void **state)
{
    struct scene *scene = *state;
    struct pp_speech *speech = pp_speech_open(scene->run, "it");
    struct pp_arena *arena = scene->run->arena;
    const char *strange = "a sentence that nobody has translated";
    assert_ptr_equal(pp_tell(speech, arena, "off-scale", strange), strange);
    assert_ptr_equal(pp_tell(NULL, arena, "off-scale", strange), strange);
    assert_null(pp_speech_open(scene->run, "en"));
    assert_null(pp_speech_open(scene->run, "tlh"));
    assert_null(pp_speech_open(scene->run, NULL));
    pp_speech_close(speech);
}

static void reasons_are_told_in_turn(void **state)
{
    struct scene *scene = *state;
    struct pp_speech *speech = pp_speech_open(scene->run, "sv");
    assert_string_equal(
        pp_tell(
            speech, scene->run->arena, "rows.held-back",
            "1 row of this file is held back. The first: column \"Score\": \"17\": the scale goes "
            "from 0 to 4."),
        "1 rad i filen hålls tillbaka. Den första: kolumnen ”Score”: ”17”: skalan går från 0 till "
        "4.");
    pp_speech_close(speech);
}

/* Arguments that hold the words around them, braces, or nothing; and a text that could be divided
 * in very many ways. */
static void strange_arguments(void **state)
{
    struct scene *scene = *state;
    struct pp_arg args[PP_SPEECH_ARGS];
    size_t count, literal;
    const struct pp_message *message = parse(scene, "\"{a}\" is no {b}; {a}");
    struct pp_arena *arena = scene->run->arena;
    assert_true(pp_speech_match(arena, message, "\"\" is no {x}; ", args, &count, &literal));
    assert_string_equal(args[0].text, "");
    assert_string_equal(args[1].text, "{x}");
    assert_true(pp_speech_match(
        arena, message, "\"x\" is no y\" is no z; x\" is no y", args, &count, &literal));
    assert_string_equal(args[0].text, "x\" is no y");
    assert_false(pp_speech_match(arena, message, "\"x\" is no y; z", args, &count, &literal));
    struct pp_str text;
    pp_str_init(&text);
    for (int i = 0; i < 2000; i++)
        pp_str_append(&text, "a ");
    message = parse(scene, "{a} {b} {c} {d} {e} {f} {g}!");
    assert_false(pp_speech_match(arena, message, text.text, args, &count, &literal));
    pp_str_free(&text);
}

/* LC_ALL, LC_MESSAGES, LANG, LANGUAGE -> language. */
static void the_environment_chooses(void **state)
{
    static const char *const cases[][5] = {
        {"", "", "", "", NULL},
        {"", "", "it_IT.UTF-8", "", "it"},
        {"", "lv_LV.UTF-8", "it_IT.UTF-8", "", "lv"},
        {"sv_SE@euro", "lv_LV.UTF-8", "it_IT.UTF-8", "", "sv"},
        {"C", "lv_LV.UTF-8", "it_IT.UTF-8", "sv", "en"},
        {"POSIX", "", "", "sv", "en"},
        {"C.UTF-8", "", "", "", "en"},
        {"C.UTF-8", "", "", "sv", "sv"},
        {"", "", "", "sv", "sv"},
        {"it_IT.UTF-8", "", "", "tlh:lv_LV:sv", "lv"},
        {"it_IT.UTF-8", "", "", "tlh", "it"},
        {"it_IT.UTF-8", "", "", "en:lv", "en"},
        {"tlh_XX.UTF-8", "", "", "", "en"},
        {"../../strings/it", "", "", "", "en"},
    };
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"};
    struct scene *scene = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t k = 0; k < 4; k++)
            setenv(names[k], cases[i][k], 1);
        const char *lang = pp_speech_language(scene->run);
        if (cases[i][4] == NULL)
            assert_null(lang);
        else
            assert_string_equal(lang, cases[i][4]);
    }
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, open_scene, close_scene)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_sentence_is_read_back), CASE(every_language_tells),
        CASE(the_unknown_stays_english),   CASE(reasons_are_told_in_turn),
        CASE(strange_arguments),           CASE(the_environment_chooses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
