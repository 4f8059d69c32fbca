/* Counts as people write them; the forms stand in values.h. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"
#include "pactpress/values.h"

enum { COUNT_SIZE = 160, WORD_SIZE = 48 };

/* Folded, as pp_fold makes them: no case, no accents. */
static const char *const about_words[] = {"c.",           "c",
                                          "ca.",          "ca",
                                          "circa",        "cca",
                                          "cca.",         "approx.",
                                          "approx",       "approximately",
                                          "about",        "around",
                                          "roughly",      "apm.",
                                          "apmeram",      "ap",
                                          "aptuveni",     "omkring",
                                          "cirka",        "ungefar",
                                          "etwa",         "ungefahr",
                                          "rund",         "ok.",
                                          "okolo",        "około",
                                          "aprox.",       "aprox",
                                          "alrededor de", "unos",
                                          "environ",      "env.",
                                          "aproximativ",  "vreo",
                                          "quasi",        "nearly",
                                          "almost",       "noin",
                                          "n.",           "umbes",
                                          "u.",           "apie",
                                          "priblizne",    "asi",
                                          "kb.",          "korulbelul",
                                          "priblizno",    "oko",
                                          "περιπου",      "около",
                                          "прибл.",       "близько",
                                          "примерно",     "ongeveer",
                                          "cerca de",     "mais ou menos",
                                          "vers",         "bortimot",
                                          "timpeall",     "madwar"};
static const char *const over_words[] = {
    "more than",  "over",     "above",   "mer an",     "piu di",       "oltre",       "vairak neka",
    "vairak par", "mehr als", "uber",    "ponad",      "wiecej niz",   "peste",       "mas de",
    "plus de",    "yli",      "ule",     "rohkem kui", "daugiau kaip", "daugiau nei", "vice nez",
    "pres",       "viac ako", "vyse",    "tobb mint",  "tobb, mint",   "vec kot",     "vise od",
    "preko",      "πανω απο", "над",     "повече от",  "більше ніж",   "понад",       "более",
    "больше чем", "meer dan", "mais de", "flere end",  "enemman kuin", "nios mo na",  "aktar minn"};
static const char *const least_words[] = {
    "at least",    "minimum",        "min.",       "minst",       "almeno",    "vismaz",
    "mindestens",  "co najmniej",    "cel putin",  "al menos",    "au moins",  "vahintaan",
    "vahemalt",    "ne maziau kaip", "maziausiai", "nejmene",     "alespon",   "najmenej",
    "aspon",       "legalabb",       "vsaj",       "najmanj",     "najmanje",  "barem",
    "τουλαχιστον", "поне",           "наи-малко",  "щонаименше",  "не менее",  "ten minste",
    "minstens",    "pelo menos",     "mindst",     "ar a laghad", "mill-inqas"};
static const char *const person_words[] = {
    "participants",  "participant",   "people",       "person",       "persons",
    "attendees",     "attendee",      "guests",       "visitors",     "dalibnieki",
    "dalibnieks",    "cilveki",       "cilveks",      "personas",     "deltagare",
    "personer",      "partecipanti",  "partecipante", "persone",      "persona",
    "participantes", "asistentes",    "teilnehmer",   "teilnehmende", "teilnehmerinnen",
    "personen",      "uczestnikow",   "uczestnicy",   "osob",         "osoby",
    "osoba",         "participanti",  "persoane",     "persoana",     "pers.",
    "pers",          "pax",           "dalyviai",     "dalyviu",      "dalyvis",
    "osallistujaa",  "osallistujat",  "henkiloa",     "osalejat",     "osalejad",
    "inimest",       "ucastniku",     "ucastnici",    "ucastnikov",   "fo",
    "resztvevo",     "udelezencev",   "oseb",         "sudionika",    "sudionici",
    "ατομα",         "συμμετεχοντες", "участници",    "души",         "осіб",
    "учасників",     "человек",       "участников",   "deelnemers",   "deltagere",
    "personnes",     "participante",  "asistente",    "pessoas",      "asmenys",
    "zmones",        "zmoniu",        "lidi",         "ludi",         "ljudi",
    "gaster",        "gaste"};
static const char *const to_words[] = {"to",  "bis", "till", "lidz", "do",   "a",  "la",  "al",
                                       "til", "tot", "ate",  "iki",  "kuni", "az", "εως", "до"};

/* "None": a count, and exact. */
static const char *const none_words[] = {
    "none",    "nobody",   "no one",  "zero",     "nil",           "nessuno",   "nessuna",
    "ingen",   "inga",     "neviens", "neviena",  "nekas",         "nikt",      "brak",
    "nadie",   "ninguno",  "nimeni",  "niciunul", "niemand",       "keine",     "keiner",
    "aucun",   "personne", "ninguem", "nenhum",   "geen",          "ei kukaan", "mitte keegi",
    "niekas",  "nikdo",    "nikto",   "senki",    "nihce",         "nitko",     "κανενας",
    "никои",   "ніхто",    "никто",   "hadd",     "duine ar bith", "لا احد",    "لا شيء",
    "لا يوجد", "صفر",      "هیچ",     "هیچ کس"};

static bool is_none(const char *folded)
{
    for (size_t i = 0; i < sizeof none_words / sizeof *none_words; i++)
        if (strcmp(folded, none_words[i]) == 0)
            return true;
    return false;
}

/* Bytes of the longest word of the list that `text` starts with, 0: none. */
static size_t leading_word(const char *text, const char *const *words, size_t count)
{
    size_t best = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(words[i]);
        char behind = strncmp(text, words[i], length) == 0 ? text[length] : 'x';
        bool ends = behind == ' ' || (behind >= '0' && behind <= '9');
        if (ends && length > best)
            best = length;
    }
    return best;
}
#define LEADING(text, words) leading_word((text), (words), sizeof(words) / sizeof *(words))

/* Bytes of the number that `text` starts with: digits, with groups of three behind a mark. */
static size_t number_length(const char *text)
{
    size_t at = strspn(text, "0123456789");
    if (at == 0)
        return 0;
    while (text[at] != '\0' && strchr(" '.,", text[at]) != NULL) {
        size_t digits = strspn(text + at + 1, "0123456789");
        if (digits == 0 || (text[at] == ' ' && digits != 3))
            break;
        at += 1 + digits;
    }
    return at;
}

static enum pp_reading whole_number(const char *text, size_t length, char decimal, int64_t *out)
{
    char digits[COUNT_SIZE];
    struct pp_number number;
    if (length == 0 || length >= sizeof digits)
        return PP_READ_WRONG;
    memcpy(digits, text, length);
    digits[length] = '\0';
    enum pp_reading reading = pp_value_number(digits, decimal, &number);
    for (; reading == PP_READ_OK && number.decimals > 0; number.decimals--) {
        if (number.mantissa % 10 != 0) /* 43,0 is a count as spreadsheets write it; 43,5 is none */
            return PP_READ_WRONG;
        number.mantissa /= 10;
    }
    if (reading == PP_READ_OK)
        *out = number.mantissa;
    return reading;
}

static const char *skip_spaces(const char *text)
{
    return text + strspn(text, " ");
}

/* Nothing, the word for persons, or a remark in brackets without a number. */
static bool is_harmless_rest(const char *text)
{
    text = skip_spaces(text);
    size_t word = strcspn(text, " (");
    for (size_t i = 0; word > 0 && i < sizeof person_words / sizeof *person_words; i++)
        if (strlen(person_words[i]) == word && strncmp(text, person_words[i], word) == 0) {
            text = skip_spaces(text + word);
            break;
        }
    if (*text == '\0')
        return true;
    return *text == '(' && text[strlen(text) - 1] == ')' && strpbrk(text, "0123456789") == NULL;
}

/* "20-30", "20 to 30": the end of the range behind `text`, and what comes after it. */
static const char *range_end(const char *text, char decimal, int64_t *hi)
{
    text = skip_spaces(text);
    size_t word = *text == '-' ? 1 : LEADING(text, to_words);
    if (word == 0)
        return NULL;
    text = skip_spaces(text + word);
    size_t length = number_length(text);
    return whole_number(text, length, decimal, hi) == PP_READ_OK ? text + length : NULL;
}

/* What stands before the number says how sure it is; *plus is added ("more than 100": 101). */
static enum pp_count_state leading_state(const char **text, int64_t *plus)
{
    const char *t = *text;
    enum pp_count_state state = PP_COUNT_EXACT;
    size_t length = 0;
    if (strncmp(t, ">=", 2) == 0 || strncmp(t, "\xE2\x89\xA5", 3) == 0) {
        state = PP_COUNT_AT_LEAST;
        length = *t == '>' ? 2 : 3;
    } else if (*t == '>' || (length = LEADING(t, over_words)) > 0) {
        state = PP_COUNT_AT_LEAST;
        length = *t == '>' ? 1 : length;
        *plus = 1;
    } else if ((length = LEADING(t, least_words)) > 0) {
        state = PP_COUNT_AT_LEAST;
    } else if (*t == '~' || (length = LEADING(t, about_words)) > 0) {
        state = PP_COUNT_ESTIMATED;
        length = *t == '~' ? 1 : length;
    }
    *text = skip_spaces(t + length);
    return state;
}

static enum pp_reading read_folded(const char *text, char decimal, struct pp_count *out)
{
    struct pp_count count = {.state = PP_COUNT_EXACT};
    int64_t plus = 0;
    if (is_none(text)) {
        *out = count;
        return PP_READ_OK;
    }
    count.state = leading_state(&text, &plus);
    size_t length = number_length(text);
    enum pp_reading reading = whole_number(text, length, decimal, &count.lo);
    if (reading != PP_READ_OK)
        return reading;
    count.lo += plus;
    count.hi = count.lo;
    const char *rest = text + length;
    const char *behind = range_end(rest, decimal, &count.hi);
    if (behind != NULL && count.state != PP_COUNT_AT_LEAST) {
        if (count.hi < count.lo)
            return PP_READ_WRONG;
        count.state = PP_COUNT_ESTIMATED;
        rest = behind;
    } else if (*rest == '+' && count.state == PP_COUNT_EXACT) {
        count.state = PP_COUNT_AT_LEAST;
        rest++;
    }
    if (!is_harmless_rest(rest))
        return PP_READ_WRONG;
    *out = count;
    return PP_READ_OK;
}

enum pp_reading pp_value_count(const char *text, char decimal, struct pp_count *out)
{
    char plain[COUNT_SIZE];
    if (pp_value_is_blank(text)) {
        *out = (struct pp_count){.state = PP_COUNT_UNKNOWN};
        return PP_READ_OK;
    }
    if (!pp_value_plain(text, plain, sizeof plain))
        return PP_READ_WRONG;
    struct pp_arena *arena = pp_arena_new();
    enum pp_reading reading = read_folded(pp_fold(arena, plain), decimal, out);
    pp_arena_free(arena);
    return reading;
}
