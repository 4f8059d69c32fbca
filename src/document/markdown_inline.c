/* The leaves of a story: text, emphasis, links, runs in another language. */
#include <string.h>
#include <strings.h>

#include "document/markdown_read.h"
#include "pactpress/arena.h"
#include "pactpress/fold.h"
#include "pactpress/limits.h"
#include "pactpress/str.h"
#include "pactpress/web.h"

static struct pp_inline *read_inline(struct pp_md_reading *reading, struct pp_md *node);

/* Words that say nothing of where a link leads (WCAG 2.2, 2.4.4), in the languages that Pactpress
 * speaks. They are only wrong as the whole text of a link. */
static const char *const vague[][2] = {
    {"en", "click, click here, here, link, this link, more, learn more, read more, this page, "
           "download here, click here to download"},
    {"bg", "тук, кликнете тук, натиснете тук, още, повече, прочетете повече, връзка"},
    {"cs", "zde, klikněte zde, tady, více, číst více, odkaz"},
    {"da", "her, klik her, mere, læs mere, link"},
    {"de", "hier, hier klicken, klicken sie hier, klick hier, mehr, mehr lesen, weiterlesen, "
           "weitere informationen"},
    {"el", "εδώ, πατήστε εδώ, κάντε κλικ εδώ, περισσότερα, διαβάστε περισσότερα, σύνδεσμος"},
    {"es", "aquí, haga clic aquí, haz clic aquí, pulse aquí, más, leer más, enlace"},
    {"et", "siin, siit, vajuta siia, klõpsake siin, rohkem, loe edasi, loe lisaks"},
    {"fi", "tässä, täältä, täällä, napsauta tästä, klikkaa tästä, lisää, lue lisää"},
    {"fr", "ici, cliquez ici, cliquer ici, lien, en savoir plus, lire la suite, plus"},
    {"ga", "anseo, cliceáil anseo, tuilleadh, léigh tuilleadh"},
    {"hr", "ovdje, kliknite ovdje, više, pročitajte više, poveznica"},
    {"hu", "itt, ide, ide kattintva, kattintson ide, tovább, bővebben"},
    {"it", "qui, clicca qui, clicca, leggi di più, leggi tutto, altro, di più"},
    {"lt", "čia, spauskite čia, spustelėkite čia, daugiau, skaityti daugiau, nuoroda"},
    {"lv", "šeit, spied šeit, klikšķini šeit, noklikšķiniet šeit, vairāk, lasīt vairāk, saite"},
    {"mt", "hawn, ikklikkja hawn, aktar, aqra aktar"},
    {"nl", "klik hier, klik, lees meer, meer, deze link"},
    {"pl", "tutaj, tu, kliknij tutaj, kliknij, więcej, czytaj więcej"},
    {"pt", "clique aqui, mais, ler mais, leia mais, saiba mais, ligação"},
    {"ro", "aici, click aici, apasă aici, mai mult, citește mai mult, legătură"},
    {"sk", "tu, kliknite sem, sem, viac, čítať viac"},
    {"sl", "tukaj, kliknite tukaj, preberite več, več, povezava"},
    {"sv", "här, klicka här, läs mer, mer, länk"},
    {"uk", "тут, натисніть тут, клацніть тут, більше, докладніше, читати далі, посилання"},
    {"ar", "هنا, اضغط هنا, انقر هنا, المزيد, اقرأ المزيد, رابط"},
};

static void plain_text(struct pp_md *node, struct pp_str *out)
{
    for (; node != NULL; node = node->next) {
        if (node->kind == PP_MD_TEXT || node->kind == PP_MD_CODE)
            pp_str_append(out, node->text);
        else if (node->kind == PP_MD_SOFT_BREAK || node->kind == PP_MD_BREAK)
            pp_str_append_char(out, ' ');
        plain_text(node->first, out);
    }
}

/* Is `text`, folded, one of the words of a list? */
static bool is_among(const char *text, const char *list)
{
    struct pp_str word;
    bool found = false;
    pp_str_init(&word);
    for (size_t length; *list != '\0' && !found; list += length + (list[length] == ',')) {
        char part[64] = "";
        list += strspn(list, " ");
        length = strcspn(list, ",");
        memcpy(part, list, length < sizeof part ? length : 0);
        pp_str_clear(&word);
        pp_fold_into(&word, part);
        found = pp_streq(text, word.text);
    }
    pp_str_free(&word);
    return found;
}

static bool is_vague(const char *text)
{
    struct pp_str folded;
    bool found = false;
    pp_str_init(&folded);
    pp_fold_into(&folded, text);
    for (size_t i = 0; i < sizeof vague / sizeof *vague && !found; i++)
        found = is_among(folded.text, vague[i][1]);
    pp_str_free(&folded);
    return found;
}

static void check_link_text(struct pp_md_reading *reading, struct pp_md *link)
{
    struct pp_str text;
    pp_str_init(&text);
    plain_text(link->first, &text);
    while (text.length > 0 && strchr(" .!:>", text.text[text.length - 1]) != NULL)
        pp_str_truncate(&text, text.length - 1);
    if (text.length == 0)
        pp_md_error(
            reading, pp_md_where(reading, link), "story.link-text",
            "This link has no text; write where it leads between the square brackets.");
    else if (is_vague(text.text))
        pp_source_text_report(
            reading->run, PP_WARNING, reading->in->source, pp_md_where(reading, link),
            "story.link-text",
            "The link text \"%s\" does not say where the link leads (WCAG 2.4.4); name the page or "
            "document instead.",
            text.text);
    pp_str_free(&text);
}

static bool is_language(const char *tag)
{
    size_t part = 0, total = 0;
    for (; *tag != '\0'; tag++, total++) {
        bool letter = (*tag >= 'a' && *tag <= 'z') || (*tag >= 'A' && *tag <= 'Z');
        bool digit = *tag >= '0' && *tag <= '9';
        if (*tag == '-' && part > 0)
            part = 0;
        else if ((letter || (digit && total > 1)) && part < 8)
            part++;
        else
            return false;
    }
    return part > 0 && total >= 2;
}

static struct pp_inline *read_language(
    struct pp_md_reading *reading, struct pp_md *link, const char *tag)
{
    struct pp_inline *run = pp_inline_new(reading->arena, PP_INLINE_LANG);
    const char *outside = reading->lang;
    if (!is_language(tag))
        pp_md_error(
            reading, pp_md_where(reading, link), "story.language",
            "\"%s\" is no language; write its code, such as (lang:en) or (lang:pt-PT).", tag);
    run->lang = reading->lang = tag;
    run->children = pp_read_inlines(reading, link);
    reading->lang = outside;
    return run;
}

static bool is_web_address(const char *url)
{
    static const char mail[] = "mailto:", phone[] = "tel:";
    if (strncasecmp(url, mail, sizeof mail - 1) == 0)
        return strchr(url, '@') != NULL && strpbrk(url, " \t\n") == NULL;
    if (strncasecmp(url, phone, sizeof phone - 1) == 0)
        return strpbrk(url, "0123456789") != NULL && strpbrk(url, " \t\n") == NULL;
    return pp_is_url(url);
}

static void check_url(struct pp_md_reading *reading, struct pp_md *link)
{
    static const char *const code[] = {"javascript:", "data:", "vbscript:", "file:"};
    struct pp_where where = pp_md_where(reading, link);
    for (size_t i = 0; i < sizeof code / sizeof *code; i++)
        if (strncasecmp(link->url, code[i], strlen(code[i])) == 0) {
            pp_md_error(
                reading, where, "story.link-target",
                "Links to \"%s\" addresses are refused; a story links to web pages (https://…), "
                "mail "
                "(mailto:…) and telephone numbers (tel:…).",
                code[i]);
            return;
        }
    if (strlen(link->url) > PP_LIMIT_LINK)
        pp_md_error(
            reading, where, "story.link-target",
            "This address has %zu bytes; readers and archives take up to %d.", strlen(link->url),
            PP_LIMIT_LINK);
    else if (pp_swap_has(link->url))
        pp_md_error(reading, where, "story.link-target", "An address cannot hold a placeholder.");
    else if (!is_web_address(link->url))
        pp_md_error(
            reading, where, "story.link-target",
            "\"%s\" leads nowhere from a printed page; write the whole address, with https://.",
            link->url);
}

/* [AMIF](abbr: "Asylum, Migration and Integration Fund") */
static struct pp_inline *read_abbreviation(struct pp_md_reading *reading, struct pp_md *link)
{
    struct pp_inline *run = pp_inline_new(reading->arena, PP_INLINE_ABBREVIATION);
    if (link->url[strlen("abbr:")] != '\0' || pp_is_empty(link->title))
        pp_md_error(
            reading, pp_md_where(reading, link), "story.abbreviation",
            "An abbreviation is explained in quotes, such as [EU](abbr: \"European Union\").");
    run->text = pp_swap_back(reading, link->title);
    run->children = pp_read_inlines(reading, link);
    return run;
}

/* ["It is ours."](quote:), or [«C'est à nous.»](quote:fr) in its language. */
static struct pp_inline *read_quotation(struct pp_md_reading *reading, struct pp_md *link)
{
    const char *lang = link->url + strlen("quote:");
    if (*lang == '\0')
        return pp_inline_around(reading->arena, PP_INLINE_QUOTE, pp_read_inlines(reading, link));
    return pp_inline_around(reading->arena, PP_INLINE_QUOTE, read_language(reading, link, lang));
}

/* "#asked": a place of the document. */
static bool is_reference(const char *url)
{
    static const char *const letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return url[0] == '#' && url[1] != '\0' && strspn(url + 1, letters) == strlen(url + 1);
}

static struct pp_inline *read_reference(struct pp_md_reading *reading, struct pp_md *link)
{
    check_link_text(reading, link);
    struct pp_inline *leaf =
        pp_inline_link(reading->arena, link->url, pp_read_inlines(reading, link));
    leaf->reference = true;
    leaf->where = pp_md_where(reading, link);
    return leaf;
}

static struct pp_inline *read_link(struct pp_md_reading *reading, struct pp_md *link)
{
    struct pp_inline *leaf;
    if (pp_starts_with(link->url, "lang:"))
        return read_language(reading, link, link->url + strlen("lang:"));
    if (pp_starts_with(link->url, "abbr:"))
        return read_abbreviation(reading, link);
    if (pp_starts_with(link->url, "quote:"))
        return read_quotation(reading, link);
    if (is_reference(link->url))
        return read_reference(reading, link);
    check_url(reading, link);
    check_link_text(reading, link);
    leaf = pp_inline_link(reading->arena, link->url, pp_read_inlines(reading, link));
    leaf->where = pp_md_where(reading, link);
    return leaf;
}

/* Braces that look like a placeholder and are none: most likely one that is not closed. */
static void check_open_braces(struct pp_md_reading *reading, struct pp_md *node)
{
    const struct pp_source_text *swapped = &reading->swapped;
    size_t at, length;
    const char *line;
    if (strstr(node->text, "{{") == NULL)
        return;
    at = pp_source_text_offset(swapped, node->line, node->col);
    line = swapped->text + at;
    length = strcspn(line, "\r\n");
    for (size_t i = 0; i + 1 < length; i++) {
        if (line[i] == '\\') {
            i++;
            continue;
        }
        if (line[i] != '{' || line[i + 1] != '{')
            continue;
        pp_md_error(
            reading, pp_source_text_where(reading->in->source, pp_swap_origin(reading, at + i)),
            "story.placeholder",
            "A placeholder starts here but is not closed; it ends with \"}}\" in the same "
            "paragraph. "
            "For braces as such write \\{\\{.");
        return;
    }
}

static void check_footnote(struct pp_md_reading *reading, struct pp_md *node)
{
    if (strstr(node->text, "[^") != NULL)
        pp_source_text_report(
            reading->run, PP_WARNING, reading->in->source, pp_md_where(reading, node),
            "story.footnote",
            "A footnote is called here that is not written; add \"[^…]: its text\" on a line of "
            "its "
            "own.");
}

/* An address with a blank in it makes no link: its marks would be printed. */
static void check_torn_link(struct pp_md_reading *reading, struct pp_md *node)
{
    static const char *const starts[] = {"http://", "https://", "www.", "mailto:"};
    for (const char *at = strstr(node->text, "]("); at != NULL; at = strstr(at + 1, "]("))
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
            if (strncasecmp(at + 2, starts[i], strlen(starts[i])) == 0)
                pp_md_error(
                    reading, pp_md_where(reading, node), "story.link-target",
                    "This is no link yet: an address has no blanks in it and ends with \")\"; "
                    "write "
                    "%%20 for a blank.");
}

static struct pp_inline *read_text(struct pp_md_reading *reading, struct pp_md *node)
{
    check_torn_link(reading, node);
    check_open_braces(reading, node);
    check_footnote(reading, node);
    return pp_swap_leaves(reading, node->text);
}

static struct pp_inline *read_code(struct pp_md_reading *reading, struct pp_md *node)
{
    struct pp_inline *leaf = pp_inline_new(reading->arena, PP_INLINE_CODE);
    leaf->text = pp_swap_back(reading, node->text);
    return leaf;
}

static struct pp_inline *read_note_number(struct pp_md_reading *reading, struct pp_md *node)
{
    struct pp_arena *arena = reading->arena;
    return pp_inline_link(
        arena, pp_arena_printf(arena, "#note.%s", node->text),
        pp_inline_text(arena, pp_arena_printf(arena, "[%s]", node->text), reading->lang));
}

static struct pp_inline *refuse(
    struct pp_md_reading *reading, struct pp_md *node, const char *rule, const char *sentence)
{
    pp_md_error(reading, pp_md_where(reading, node), rule, "%s", sentence);
    return NULL;
}

static struct pp_inline *read_inline(struct pp_md_reading *reading, struct pp_md *node)
{
    switch (node->kind) {
    case PP_MD_TEXT:
        return read_text(reading, node);
    case PP_MD_SOFT_BREAK:
        return pp_inline_text(reading->arena, " ", reading->lang);
    case PP_MD_BREAK:
        return pp_inline_new(reading->arena, PP_INLINE_BREAK);
    case PP_MD_CODE:
        return read_code(reading, node);
    case PP_MD_EMPHASIS:
        return pp_inline_around(reading->arena, PP_INLINE_EMPHASIS, pp_read_inlines(reading, node));
    case PP_MD_STRONG:
        return pp_inline_around(reading->arena, PP_INLINE_STRONG, pp_read_inlines(reading, node));
    case PP_MD_LINK:
        return read_link(reading, node);
    case PP_MD_FOOTNOTE_REFERENCE:
        return read_note_number(reading, node);
    case PP_MD_HTML:
        return refuse(
            reading, node, "story.raw-html",
            "HTML has no meaning here; use Markdown, as docs/stories.md shows. A \"<\" as such is "
            "written \\<.");
    case PP_MD_IMAGE:
        return refuse(
            reading, node, "story.picture-place",
            "A picture stands in a paragraph of its own; put an empty line before and after it.");
    default:
        return NULL;
    }
}

struct pp_inline *pp_read_inlines(struct pp_md_reading *reading, struct pp_md *parent)
{
    struct pp_inline *list = NULL, **end = &list;
    for (struct pp_md *node = parent->first; node != NULL; node = node->next) {
        *end = read_inline(reading, node);
        while (*end != NULL)
            end = &(*end)->next;
    }
    return list;
}
