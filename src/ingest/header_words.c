/* What headers and totals rows are called in the languages of Europe: for proposals of `inspect`,
 * and for rows that are no data. */
#include "ingest/header_words.h"

#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/str.h"

/* Words in folded form (lower case, without accents); a header names the field when it is one of
 * them. */
static const struct meaning {
    enum pp_field field;
    const char *words;
} meanings[] = {
    {PP_FIELD_EMAIL,
     "email|e-mail|mail|email address|e-mail address|e-pasts|epasts|epost|e-post|e-postadress|"
     "indirizzo email|correo|correo electronico|courriel|adresse e-mail|adres "
     "e-mail|e-mail-adresse|"
     "adresa de e-mail|adresa de e-mail|email adresa|sahkoposti|sahkopostiosoite|el. pastas|"
     "elektroninis pastas|e-posti aadress|e-naslov|имеил|електронна поща|электронная почта|"
     "електронна пошта|ηλεκτρονικη διευθυνση|email:|user email"},
    {PP_FIELD_FIRST_NAME,
     "first name|given name|firstname|vorname|nome|prenom|nombre|fornamn|vards|vardas|imie|prenume|"
     "jmeno|etunimi|eesnimi|fornavn|voornaam|ime|keresztnev|имя|ім'я|собствено име|όνομα|ονομα"},
    {PP_FIELD_LAST_NAME,
     "last name|surname|family name|lastname|nachname|familienname|cognome|nom|apellido|apellidos|"
     "efternamn|uzvards|pavarde|nazwisko|nume|prijmeni|priezvisko|sukunimi|perekonnanimi|efternavn|"
     "achternaam|priimek|prezime|vezeteknev|фамилия|прізвище|επωνυμο"},
    {PP_FIELD_NAME,
     "name|full name|participant|participant name|participants|vards uzvards|vards, uzvards|"
     "nome e cognome|nombre y apellidos|nom et prenom|imie i nazwisko|nume si "
     "prenume|namn|navn|naam|"
     "nimi|nev|teilnehmer|teilnehmerin|deltagare|dalibnieks|partecipante|uczestnik|name (original "
     "name)|"
     "ф.и.о.|фио|ονοματεπωνυμο|meno"},
    {PP_FIELD_PERSON,
     "person|person id|participant id|user id|kods|codice|codigo|personnummer|pesel"},
    {PP_FIELD_EVENT_ID,
     "event id|event code|event_id|veranstaltungsnummer|pasakuma kods|kod wydarzenia|codice evento|"
     "codice dell'incontro|codigo del evento|codul evenimentului"},
    {PP_FIELD_EVENT,
     "event|event name|event_name|workshop|topic|session|veranstaltung|evento|incontro|evenement|"
     "atelier|taller|pasakums|renginys|wydarzenie|warsztat|eveniment|handelse|tapahtuma|uritus|"
     "arrangement|akce|dogodek|dogadaj|esemeny|събитие|мероприятие|захід|εκδηλωση|meeting title"},
    {PP_FIELD_DATE,
     "date|timestamp|day|event date|datum|datums|data|fecha|data|dato|paivamaara|paiva|kuupaev|"
     "datum und uhrzeit|zeitstempel|startzeit|horodateur|marca temporal|informazioni cronologiche|"
     "tidstampel|sygnatura czasowa|start time|completion time|created|submitdate|date submitted|"
     "start|дата|ημερομηνια|keltezes|date of event|data wydarzenia|data evento|aizpildita"},
    {PP_FIELD_END, "end|end date|enddatum|beigas|fine|fin|koniec|slut"},
    {PP_FIELD_CITY,
     "city|town|place|stadt|ort|citta|ciudad|ville|miasto|pilseta|miestas|oras|stad|kaupunki|linn|"
     "by|mesto|grad|varos|град|город|місто|πολη|municipality|kommun"},
    {PP_FIELD_STATUS,
     "status|attendee status|stato|estado|statut|statuss|stan|attended|attendance|present|presence|"
     "teilnahme|anwesend|anwesenheit|narvaro|narvarande|lasna|lasnaolo|presente|presenza|presencia|"
     "asistencia|obecnosc|obecny|dalyvavo|dalyvavimas|klatbutne|apmekleja|pritomnost|pritomen|"
     "ucast|"
     "jelenlet|prisotnost|prisotan|nazocnost|prisutnost|prezenta|prezent|kohal|osales|tilstede|"
     "aanwezig|aanwezigheid|статус|присъствие|присутствие|присутність|παρουσια"},
    {PP_FIELD_ROLE,
     "role|rolle|ruolo|rol|loma|rola|roll|vaidmuo|роль|partecipo come|ich nehme teil als"},
    {PP_FIELD_GENDER, "gender|sex|geschlecht|genere|sesso|genero|sexo|genre|sexe|dzimums|lytis|"
                      "plec|gen|kon|sukupuoli|"
                      "sugu|kjonn|pohlavi|spol|nem|пол|стать|φυλο"},
    {PP_FIELD_AGE,
     "age|alter|eta|edad|vecums|amzius|wiek|varsta|alder|ika|vanus|vek|starost|kor|възраст"},
    {PP_FIELD_BIRTH_YEAR,
     "birth year|year of birth|geburtsjahr|jahrgang|anno di nascita|dzimsanas gads|fodelsear|"
     "fodselsar|syntymavuosi|sunniaasta|gimimo metai|rok urodzenia|rok narozeni|rok narodenia|"
     "szuletesi ev|leto rojstva|godina rodenja|anul nasterii|annee de naissance|ano de nacimiento|"
     "ano de nascimento|geboortejaar|година на раждане|год рождения|рік народження|ετος γεννησης"},
    {PP_FIELD_HOURS,
     "hours|stunden|ore|horas|heures|stundas|valandos|godziny|timmar|tunnit|tunnid"},
    {PP_FIELD_MINUTES, "minutes|minuten|minuti|minutos|minutes|minutes attended|duration "
                       "(minutes)|total duration (minutes)|"
                       "minutes|minuter"},
    {PP_FIELD_COUNT,
     "count|participants count|number|number of participants|anzahl|teilnehmende|skaits|"
     "numero di partecipanti|partecipanti|participantes|liczba uczestnikow|antal|antal deltagare"},
    {PP_FIELD_SCORE,
     "score|rating|answer|vertejums|bewertung|punteggio|puntuacion|ocena|betyg|note"},
    {PP_FIELD_DIMENSION, "dimension|dimensija|criterion|kriterium|dimensione|wymiar"},
    {PP_FIELD_QUESTION, "question|frage|domanda|pregunta|jautajums|pytanie|fraga"},
    {PP_FIELD_RESPONDENT,
     "respondent|response id|anketas nr.|questionnaire|contribution id|antwort id|antwort-id|"
     "id risposta|id de la reponse|id de respuesta|svars-id|vastaus id|vastaustunnus|"
     "id odpowiedzi|id odpovedi"},
    {PP_FIELD_RECORD,
     "id|nr|nr.|no|no.|#|number|record|record id|attendee #|lfd. nr.|order #|_uuid|apmeklejuma nr.|"
     "numer|lp|lp.|numero"},
    {PP_FIELD_TYPE, "type|event type|typ|tipo|veids|rodzaj|tip|tyyppi|liik"},
    {PP_FIELD_MODE, "mode|format|online|on site|modus"},
};

static bool is_word_of(const char *words, const char *text)
{
    size_t length = strlen(text);
    for (const char *at = words; at != NULL; at = strchr(at, '|'), at += at != NULL)
        if (strncmp(at, text, length) == 0 && (at[length] == '|' || at[length] == '\0'))
            return true;
    return false;
}

enum pp_field pp_header_meaning(const char *header)
{
    struct pp_str folded;
    enum pp_field found = PP_FIELDS;
    pp_str_init(&folded);
    pp_fold_into(&folded, header);
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings && found == PP_FIELDS; i++)
        if (folded.length > 0 && is_word_of(meanings[i].words, folded.text))
            found = meanings[i].field;
    pp_str_free(&folded);
    return found;
}

static const char sums[] =
    "total|totals|grand total|sum|total:|totale|totali|somma|totaal|som|gesamt|gesamtsumme|summe|"
    "insgesamt|summa|summa:|totalt|i alt|ialt|sum:|kopa|kopa:|pavisam|viso|is "
    "viso|razem|suma|ogolem|"
    "lacznie|celkem|soucet|spolu|sucet|celkom|osszesen|osszeg|skupaj|vsota|ukupno|zbroj|yhteensa|"
    "kokku|"
    "totalul|total general|somme|sous-total|ensemble|subtotal|total geral|total general|iomlan|"
    "συνολο|αθροισμα|общо|всичко|сума|итого|всего|разом|усього|toplam|genel "
    "toplam|المجموع|الاجمالي|"
    "مجموع|جمع";

bool pp_is_sum_word(const char *text)
{
    struct pp_str folded;
    pp_str_init(&folded);
    pp_fold_into(&folded, text);
    while (folded.length > 0 && strchr(": .", folded.text[folded.length - 1]) != NULL)
        pp_str_truncate(&folded, folded.length - 1);
    bool sum = folded.length > 0 && is_word_of(sums, folded.text);
    /* "Total: 43", "Kopā 43" */
    char *digits = folded.length > 0 ? strpbrk(folded.text, "0123456789") : NULL;
    if (!sum && digits != NULL && digits > folded.text &&
        strspn(digits, "0123456789 .,") == strlen(digits)) {
        pp_str_truncate(&folded, (size_t)(digits - folded.text));
        while (folded.length > 0 && strchr(": ", folded.text[folded.length - 1]) != NULL)
            pp_str_truncate(&folded, folded.length - 1);
        sum = folded.length > 0 && is_word_of(sums, folded.text);
    }
    pp_str_free(&folded);
    return sum;
}
