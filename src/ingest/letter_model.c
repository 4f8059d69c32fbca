#include "ingest/letter_model.h"

#include <math.h>
#include <string.h>
#include <unicode/ures.h>

#include "pactpress/arena.h"
#include "pactpress/utf8.h"

enum { SLOTS = 1 << 13, END = 0 };

/* Additive weights of letters that were not seen: own, borrowed, foreign. */
static const double own = 0.3, borrowed = 0.05, foreign = 0.001;
/* How many observations of a letter outweigh what is known about the next one alone. */
static const double smoothing = 4.0;

struct pp_letter_pair {
    uint32_t letter, next; /* next END + 1 is no letter: see key_single */
    uint32_t count;        /* 0: free */
};

enum { SINGLE = 1 }; /* U+0001 stands behind a letter that is counted alone */

static struct pp_letter_pair *find(
    const struct pp_letter_model *model, uint32_t letter, uint32_t next)
{
    uint32_t hash = letter * 2654435761u ^ next * 40503u * 65599u;
    for (uint32_t i = hash >> 7;; i++) {
        struct pp_letter_pair *pair = &model->pairs[i % SLOTS];
        if (pair->count == 0 || (pair->letter == letter && pair->next == next))
            return pair;
    }
}

/* `used` keeps the table from filling up: CLDR's names have some 2000 pairs at most in scripts that
 * one-byte encodings hold. */
static void count(const struct pp_letter_model *model, uint32_t letter, uint32_t next, size_t *used)
{
    struct pp_letter_pair *pair = find(model, letter, next);
    if (pair->count == 0) {
        if (*used >= SLOTS / 2)
            return;
        ++*used;
    }
    pair->letter = letter;
    pair->next = next;
    pair->count++;
}

/* One letter behind another; END at both sides of a word. */
static void learn_letter(
    struct pp_letter_model *model, uint32_t codepoint, uint32_t *before, size_t *used)
{
    uint32_t letter = pp_letter_lower(codepoint);
    if (letter == END && *before == END)
        return;
    count(model, *before, letter, used);
    count(model, letter, SINGLE, used);
    model->seen += 1;
    *before = letter;
}

static void learn_units(
    struct pp_letter_model *model, const UChar *text, int32_t length, size_t *used)
{
    uint32_t before = END;
    for (int32_t i = 0; i <= length; i++)
        learn_letter(model, i < length ? text[i] : END, &before, used);
}

static void learn_text(struct pp_letter_model *model, const char *text, size_t *used)
{
    uint32_t before = END;
    unsigned codepoint = 0;
    for (size_t size, left = strlen(text); (size = pp_utf8_decode(text, left, &codepoint)) > 0;
         text += size, left -= size)
        learn_letter(model, codepoint, &before, used);
    learn_letter(model, END, &before, used);
}

static void learn_table(
    struct pp_letter_model *model, const char *package, const char *lang, const char *table,
    size_t *used)
{
    UErrorCode error = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_open(package, lang, &error);
    UResourceBundle *names = ures_getByKey(bundle, table, NULL, &error);
    int32_t size = U_SUCCESS(error) ? ures_getSize(names) : 0;
    for (int32_t i = 0; i < size; i++) {
        UErrorCode wrong = U_ZERO_ERROR;
        int32_t length = 0;
        const UChar *text = ures_getStringByIndex(names, i, &length, &wrong);
        if (U_SUCCESS(wrong))
            learn_units(model, text, length, used);
    }
    ures_close(names);
    ures_close(bundle);
}

/* Small words, which names do not hold and texts are full of. */
static const char *const common_words[][2] = {
    {"it", "è perché così più già può città università attività qualità metà ciò sì perciò sarà "
           "lunedì venerdì"},
    {"fr", "à où été très après même être déjà voilà réunion prénom français événement côté noël "
           "prêt ça"},
    {"es", "qué más también está así aquí día año mañana sesión atención número después español "
           "niños sábado"},
    {"pt",
     "não são é está também até você ações formação irmã às mês língua público português sessão"},
    {"ca", "és també però més això català atenció frança ja que allà"},
    {"de", "für über können möglich schön müssen größe straße hätte wäre gruß könig müller ältere "
           "österreich"},
    {"nl", "één reünie coördinator beïnvloeden geïnteresseerd ideeën vóór"},
    {"sv", "på är från också för när även så gång många två sjö hör kväll år lära där"},
    {"da", "på også når være så før møde år lærer københavn øst høre gå aften"},
    {"nb", "på også når være så før møte år lærer øst gå besøk"},
    {"is", "það við á ég ætti mót ár þau hefði"},
    {"fi", "myös tämä että sekä päivä hyvä työ mäki näin käydä kyllä jälkeen"},
    {"et", "või üks õpe pärast käia töö väga hästi jüri kõik mõni üle"},
    {"lv", "ļoti arī vairāk būt paldies mēs jūs šis vēl tā kā pēc biežāk četri daži skālņi"},
    {"lt", "būti ačiū šis mūsų irą kurų lėšų žmonės už dėl todėl josų galių sąrašas"},
    {"pl", "że się są być może także już również zajęcia mówi łatwo świetne długo więcej dziękuję "
           "państwo"},
    {"cs", "že jsou být také již vše ještě děkuji může říká při některé více čas důležité"},
    {"sk", "že sú byť tiež už všetko ešte ďakujem môže veľmi dlhšie čas kľúč päť vňom"},
    {"hu", "és több között műhely köszönöm szépen nő idő húsz jövőre volt úgy által fő még"},
    {"ro",
     "și în să că pentru după între participă discuție țara așa școală sunteți când român fără"},
    {"hr", "što će više također već može još član među želim kuća"},
    {"bs", "što će više također već može još član među"},
    {"sl", "še več tudi če že možn hiša čas vprašanje šola zželeti"},
    {"sq", "është në për dhe të këtë shumë çdo çfarë"},
    {"tr", "için çok değil şey teşekkür ışık güzel büyük iyi yaş öğrenci gün"},
    {"mt", "għal ħafna ġdida żmien ċentru ieħor għandu bħal jeġġu"},
};
enum { COMMON_TIMES = 8 /* what such a word weighs beside a name */ };

static void learn_common_words(struct pp_letter_model *model, const char *lang, size_t *used)
{
    for (size_t i = 0; i < sizeof common_words / sizeof *common_words; i++)
        for (int times = 0; strncmp(common_words[i][0], lang, 2) == 0 && times < COMMON_TIMES;
             times++)
            learn_text(model, common_words[i][1], used);
}

bool pp_letter_model_load(struct pp_arena *arena, const char *lang, struct pp_letter_model *out)
{
    struct pp_letter_model made = {.seen = 0};
    size_t used = 0;
    if (!pp_exemplar_load(arena, lang, &made.letters))
        return false;
    made.pairs = pp_arena_array(arena, SLOTS, sizeof *made.pairs);
    learn_table(&made, U_ICUDATA_NAME "-region", lang, "Countries", &used);
    learn_table(&made, U_ICUDATA_NAME "-lang", lang, "Languages", &used);
    learn_common_words(&made, lang, &used);
    *out = made;
    return true;
}

static double count_of(const struct pp_letter_model *model, uint32_t letter, uint32_t next)
{
    return find(model, letter, next)->count;
}

static double weight_unseen(const struct pp_letter_model *model, uint32_t letter)
{
    double weight = letter == END ? 1.0 : pp_exemplar_weight(&model->letters, letter);
    return weight >= 1.0 ? own : weight > 0 ? borrowed : foreign;
}

double pp_letter_model_follows(const struct pp_letter_model *model, uint32_t letter, uint32_t next)
{
    uint32_t first = pp_letter_lower(pp_exemplar_letter(&model->letters, letter));
    uint32_t second = pp_letter_lower(pp_exemplar_letter(&model->letters, next));
    double alone =
        (count_of(model, second, SINGLE) + weight_unseen(model, second)) / (model->seen + 30);
    double both = count_of(model, first, second), all = count_of(model, first, SINGLE);
    return log((both + smoothing * alone) / (all + smoothing));
}
