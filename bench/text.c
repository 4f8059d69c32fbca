/* How fast text is set: words shaped and broken a second, from cold, again and from the cache.
 *
 *   sh bench/text.sh
 *
 * The text is as long as that of a four-page bulletin: 25 paragraphs of 100 words. Times are CPU
 * times of one thread. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "pactpress/paragraph.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum { PARAGRAPHS = 25, WORDS = 100, PASSES = 5 };

static const struct sample {
    const char *lang, *text;
} samples[] = {
    {"en",
     "Participants practised methods of non-formal education and compared how their cities welcome "
     "newcomers; the facilitators, who came from municipalities, schools and associations, "
     "described what had worked during the piloting phase and which obstacles remained for "
     "people without a permanent address or with irregular working hours in the first year."},
    {"lv",
     "Dalībnieki izmēģināja neformālās izglītības metodes un salīdzināja, kā viņu pilsētas sagaida "
     "jaunpienācējus; koordinatori, kas pārstāvēja pašvaldības, skolas un biedrības, aprakstīja, "
     "kas izdevies izmēģinājuma posmā un kādi šķēršļi palikuši cilvēkiem bez pastāvīgas "
     "dzīvesvietas vai ar neregulāru darba laiku pirmajā gadā pēc ierašanās."},
    {"it",
     "Le partecipanti hanno sperimentato metodi di educazione non formale e confrontato il modo in "
     "cui le loro città accolgono i nuovi arrivati; i facilitatori, provenienti da comuni, scuole "
     "e associazioni, hanno descritto ciò che aveva funzionato durante la sperimentazione e gli "
     "ostacoli rimasti per le persone senza un indirizzo permanente nel primo anno."},
    {"sv",
     "Deltagarna prövade metoder för icke-formell utbildning och jämförde hur deras städer tar "
     "emot "
     "nyanlända; ledarna, som kom från kommuner, skolor och föreningar, beskrev vad som fungerat "
     "under pilotfasen och vilka hinder som återstod för människor utan fast adress eller med "
     "oregelbundna arbetstider under det första året efter ankomsten."},
    {"ar",
     "جرّب المشاركون أساليب التعليم غير النظامي وقارنوا كيف تستقبل مدنهم الوافدين الجدد؛ ووصف "
     "الميسّرون القادمون من البلديات والمدارس والجمعيات ما نجح خلال المرحلة التجريبية وما بقي من "
     "عقبات أمام الأشخاص الذين لا عنوان دائم لهم أو يعملون في أوقات غير منتظمة في العام الأول."},
};

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* Paragraph `number`: the sample's words, starting elsewhere each time, so that none is a copy. */
static char *paragraph_text(struct pp_arena *arena, const char *sample, size_t number)
{
    const char *words[128];
    size_t lengths[128], count = 0;
    for (const char *at = sample; *at != '\0' && count < 128;) {
        lengths[count] = strcspn(at, " ");
        words[count++] = at;
        at += lengths[count - 1];
        at += strspn(at, " ");
    }
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < WORDS; i++) {
        size_t word = (i * (number % 3 + 1) + number * 7) % count;
        pp_str_printf(&text, "%s%.*s", i > 0 ? " " : "", (int)lengths[word], words[word]);
    }
    char *copy = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return copy;
}

static bool set_all(
    struct pp_typesetter *typesetter, const struct sample *sample, char **texts, double width)
{
    struct pp_arena *arena = pp_arena_new();
    bool fine = true;
    for (size_t i = 0; i < PARAGRAPHS && fine; i++) {
        struct pp_span span = {
            .text = texts[i],
            .lang = sample->lang,
            .style = {.family = PP_SERIF, .size = 10.5, .old_style = true},
        };
        struct pp_paragraph_style style = {
            .rtl = strcmp(sample->lang, "ar") == 0,
            .width = width,
            .hyphenate = true,
            .lang = sample->lang,
        };
        struct pp_lines *lines;
        fine = pp_paragraph_set(typesetter, arena, &span, 1, &style, "bench", &lines) == PP_OK;
    }
    pp_arena_free(arena);
    return fine;
}

/* Milliseconds of a pass. */
static double print_rate(const char *lang, const char *what, double milliseconds, int passes)
{
    double words = (double)PARAGRAPHS * WORDS * passes;
    printf(
        "%s %-22s %8.2f ms %10.0f words/s\n", lang, what, milliseconds / passes,
        words / milliseconds * 1e3);
    return milliseconds / passes;
}

static bool measure(struct pp_run *run, const struct sample *sample)
{
    struct pp_fonts *fonts;
    struct pp_typesetter *typesetter;
    struct pp_arena *arena = pp_arena_new();
    char *texts[PARAGRAPHS];
    for (size_t i = 0; i < PARAGRAPHS; i++)
        texts[i] = paragraph_text(arena, sample->text, i);
    double start = now();
    if (pp_fonts_load(run, NULL, &fonts) != PP_OK ||
        pp_typesetter_open(run, fonts, &typesetter) != PP_OK)
        return false;
    printf("%s %-22s %8.2f ms\n", sample->lang, "font stacks read", now() - start);
    start = now();
    bool fine = set_all(typesetter, sample, texts, 238);
    double cold = print_rate(sample->lang, "cold", now() - start, 1);
    start = now();
    for (int pass = 0; pass < PASSES && fine; pass++)
        fine = set_all(typesetter, sample, texts, 238 + pass);
    double cached = print_rate(sample->lang, "cached", now() - start, PASSES);
    /* The same fonts and patterns, paragraphs that were never seen. */
    for (size_t i = 0; i < PARAGRAPHS; i++)
        texts[i] = pp_arena_printf(arena, "%s.", texts[i]);
    start = now();
    fine = fine && set_all(typesetter, sample, texts, 238);
    double fresh = print_rate(sample->lang, "new text, warm", now() - start, 1);
    printf(
        "%s cold : new : cached = %.1f : %.1f : 1\n", sample->lang, cold / cached, fresh / cached);
    pp_typesetter_close(typesetter);
    pp_fonts_free(fonts);
    pp_arena_free(arena);
    return fine;
}

int main(void)
{
    struct pp_run *run = pp_run_new(stderr);
    run->share = ".";
    bool fine = true;
    for (size_t i = 0; i < sizeof samples / sizeof *samples && fine; i++)
        fine = measure(run, &samples[i]);
    pp_run_free(run);
    return fine ? 0 : 1;
}
