/* Lines from right to left in three scripts (rule of docs/pdf.md): one document each, which the
 * test tests/end-to-end/rtl.sh opens in the programs that people read with. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "pactpress/file.h"
#include "pactpress/reading.h"
#include "pactpress/str.h"

#include "pdf_kit.h"

enum { LINES = 5 };

struct script {
    const char *name, *lang, *title, *font;
    const char *lines[LINES];
};

static struct script scripts[] = {
    {"rtl-arabic",
     "ar",
     "نشرة",
     "opentype/fonts-hosny-amiri/Amiri-Regular.ttf",
     {"الاجتماع السابع للإدماج في المدينة", "شارك الناس في ورشة العمل", "اللغة والسكن والكرامة",
      "خطة محلية لاستقبال القادمين", "مكتبة الممارسات الجيدة"}},
    {"rtl-persian",
     "fa",
     "خبرنامه",
     "truetype/noto/NotoSansArabic-Regular.ttf",
     {"نشست هفتم برای ادغام در شهر", "شرکت‌کنندگان در کارگاه آموزشی",
      "زبان و مسکن و آموزش", "برنامه محلی برای تازه واردان", "کتابخانه تجربه های والا و خوب"}},
    {"rtl-hebrew",
     "he",
     "עלון",
     "truetype/noto/NotoSansHebrew-Regular.ttf",
     {"הפגישה השביעית לשילוב בעיר", "המשתתפים בסדנה דיברו יחד", "שפה דיור וחינוך",
      "תוכנית מקומית לקליטת הבאים", "ספרייה של מעשים טובים"}},
};

/* The lines as they were written, beside the document. */
static void save_lines(struct kit *kit, const struct script *script)
{
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < LINES; i++)
        pp_str_printf(&text, "%s\n", script->lines[i]);
    const char *path = pp_arena_printf(kit->arena, "%s/%s.txt", kit_folder(kit), script->name);
    assert_int_equal(pp_file_write(kit->run, path, text.text, text.length, 0644), PP_OK);
    pp_str_free(&text);
}

/* Saved, and what its bytes say is what its display list says, letter for letter. */
static void says_its_letters(void **state)
{
    const struct script *script = *state;
    struct pp_pdf_meta meta = {
        .title = script->title, .lang = script->lang, .date = 1648771200, .rtl = true};
    struct kit *kit = kit_new_with(&meta);
    struct pp_arena *arena = pp_arena_new();
    struct pp_str said;
    kit->reading = pp_reading_open(arena, script->lang);
    const struct pp_face *face = kit_face(kit, script->font);
    for (size_t i = 0; i < LINES; i++) {
        size_t p = kit_element(kit, PP_ROLE_P, 0);
        kit_text(kit, (long)p, face, 14, 100, 100 + 30 * (double)i, script->lines[i], KIT_RTL);
    }
    assert_int_equal(kit_save(kit, script->name), PP_OK);
    const char *wanted = pp_reading_close(kit->reading, &kit->structure);
    pp_str_init(&said);
    assert_int_equal(pp_reading_of_pdf_compared(kit->run, "rtl.pdf", kit->file, &said), PP_OK);
    assert_string_equal(said.text, wanted);
    save_lines(kit, script);
    pp_str_free(&said);
    pp_arena_free(arena);
    kit_free(kit);
}

/* What is said of a document of the run `text`, read as from its display list, and as from its
 * bytes if `bytes`. */
static char *said_of(const char *text, bool bytes)
{
    struct kit *kit = kit_new();
    struct pp_arena *arena = pp_arena_new();
    struct pp_str said;
    pp_str_init(&said);
    kit->reading = pp_reading_open(arena, "ar");
    const struct pp_face *face = kit_face(kit, scripts[0].font);
    size_t p = kit_element(kit, PP_ROLE_P, 0);
    kit_text(kit, (long)p, face, 14, 100, 100, text, KIT_RTL);
    assert_int_equal(kit_save(kit, "rtl_order"), PP_OK);
    const char *wanted = pp_reading_close(kit->reading, &kit->structure);
    if (bytes)
        assert_int_equal(pp_reading_of_pdf_compared(kit->run, "rtl.pdf", kit->file, &said), PP_OK);
    else
        pp_str_append(&said, wanted);
    char *copy = strcpy(test_malloc(said.length + 1), strchr(said.text, '"'));
    pp_str_free(&said);
    pp_arena_free(arena);
    kit_free(kit);
    return copy;
}

static void compare_readings(const char *written, const char *read, bool same)
{
    char *wanted = said_of(written, false), *found = said_of(read, true);
    if (same)
        assert_string_equal(found, wanted);
    else
        assert_string_not_equal(found, wanted);
    test_free(wanted);
    test_free(found);
}

/* Where only signs and brackets stand in a run from right to left, their order still counts, and it
 * is that of sight; letters in another order are other words. */
static void order_counts(void **state)
{
    (void)state;
    compare_readings(").", ").", true);
    compare_readings(": \xC2\xAB", ": \xC2\xAB", true);
    compare_readings("\xD9\x86\xD8\xB4\xD8\xB1\xD8\xA9", "\xD9\x86\xD8\xB4\xD8\xB1\xD8\xA9", true);
    compare_readings(").", ".)", false);
    compare_readings("\xD9\x86\xD8\xB4\xD8\xB1\xD8\xA9", "\xD8\xB4\xD9\x86\xD8\xB1\xD8\xA9", false);
}

int main(void)
{
    enum { SCRIPTS = sizeof scripts / sizeof *scripts };
    struct CMUnitTest tests[SCRIPTS + 1];
    tests[SCRIPTS] = (struct CMUnitTest)cmocka_unit_test(order_counts);
    for (size_t i = 0; i < SCRIPTS; i++)
        tests[i] = (struct CMUnitTest){
            .name = scripts[i].name, .test_func = says_its_letters, .initial_state = &scripts[i]};
    return cmocka_run_group_tests_name("pdf_rtl", tests, NULL, NULL);
}
