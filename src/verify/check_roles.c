/* What elements are and say: tags, languages, pictures, headings, lists, notes. */
#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/str.h"
#include "pactpress/utf8.h"
#include "pdf_document.h"

/* Content of an element carries its name; a Span in its place only brings replacement text. */
static void check_tags(const struct rb_document *document, const struct rb_element *element)
{
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_mark *mark = rb_mark_of(document, &element->kids.items[i]);
        if (!mark || pp_streq(mark->tag, element->type) || pp_streq(mark->tag, element->role) ||
            (mark->actual && pp_streq(mark->tag, "Span")))
            continue;
        rb_broken(
            document, "readback.pdf-tag", RB_UA("7.1", "01-006"),
            "The content %ld of page %zu is tagged %s, but belongs to an element %s.",
            (long)mark->mcid, (size_t)element->kids.items[i].page, mark->tag, element->type);
    }
}

/* --- languages --- */

enum script { LATIN = 1, CYRILLIC = 2, GREEK = 4, ARABIC = 8, HEBREW = 16, OTHER = 32 };

static enum script script_of(unsigned c)
{
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F) ||
        (c >= 0x1E00 && c <= 0x1EFF))
        return LATIN;
    if (c >= 0x370 && c <= 0x3FF)
        return GREEK;
    if (c >= 0x400 && c <= 0x52F)
        return CYRILLIC;
    if (c >= 0x5D0 && c <= 0x5EA)
        return HEBREW;
    if ((c >= 0x620 && c <= 0x6FF) || (c >= 0xFB50 && c <= 0xFEFC))
        return ARABIC;
    return c >= 0x900 && !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0xFF00) ? OTHER : 0;
}

/* The scripts that a language may be written in; 0: not known here. */
static unsigned scripts_of(const char *lang)
{
    static const struct {
        const char *langs;
        unsigned scripts;
    } known[] = {
        {" en de fr es it pt nl sv da nb nn no fi et lv lt pl cs sk sl hr hu ro ga mt eu ca gl is "
         "sq tr cy la lb rm so sw vi id ",
         LATIN},
        {" bg ru uk be mk ", CYRILLIC},
        {" sr bs kk uz ky az mn tg ", LATIN | CYRILLIC},
        {" el ", GREEK},
        {" ar fa ur ps ckb ug sd ", ARABIC},
        {" he yi ", HEBREW},
        {" hi bn ta te ml kn gu pa mr ne am ti ka hy th km lo my ja zh ko ", OTHER}};
    char word[16];
    size_t length = strcspn(lang, "-");
    if (length + 3 > sizeof word || strchr(lang, '-'))
        return 0;
    word[0] = ' ';
    memcpy(word + 1, lang, length);
    memcpy(word + 1 + length, " ", 2);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(known[i].langs, word))
            return known[i].scripts;
    return 0;
}

static bool is_lang(const char *lang)
{
    size_t part = 0, parts = 0;
    for (const char *at = lang; *at; at++) {
        bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
        bool digit = *at >= '0' && *at <= '9';
        if (*at == '-' && part > 0) {
            part = 0;
            parts++;
        } else if (letter || (digit && parts > 0)) {
            part++;
        } else {
            return false;
        }
        if (part > 8 || (parts == 0 && part > 3 && part < 5))
            return false;
    }
    return part > 0 && (parts > 0 || part >= 2);
}

static const char *language_of(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    while (!element->said->lang && element->depth > 0)
        element = &document->elements.items[element->parent];
    return element->said->lang ? element->said->lang : document->lang;
}

/* Letters of which none belongs to the language that should read them: a sentence of them, since
 * names stand anywhere, and Latin ones more than others. */
static void check_script(
    const struct rb_document *document, size_t index, const char *text, size_t length)
{
    enum { FOREIGN = 12, LATIN_NAMES = 40 };
    const char *lang = language_of(document, index);
    unsigned wanted = lang ? scripts_of(lang) : 0;
    size_t good = 0, latin = 0, other = 0;
    for (size_t at = 0; wanted && at < length;) {
        unsigned c;
        size_t taken = pp_utf8_decode(text + at, length - at, &c);
        if (taken == 0)
            return;
        at += taken;
        enum script script = script_of(c);
        good += (script & wanted) != 0;
        latin += script == LATIN && !(wanted & LATIN);
        other += script && script != LATIN && !(script & wanted);
    }
    if (good == 0 && (other >= FOREIGN || latin >= LATIN_NAMES))
        rb_broken(
            document, "readback.pdf-lang", RB_UA("7.2", "11-007"),
            "The text \"%.40s\" is said to be in the language `%s`, which has no such letters.",
            pp_arena_strndup(document->arena, text, length), lang);
}

static void check_language(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    if (element->said->lang && !is_lang(element->said->lang))
        rb_broken(
            document, "readback.pdf-lang", RB_UA("7.2", "11-007"),
            "\"%s\" of an element %s is no language tag.", element->said->lang, element->type);
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        const struct rb_mark *mark = rb_mark_of(document, kid);
        if (mark && mark->length > 0 && !mark->lang && pp_is_empty(language_of(document, index)) &&
            !document->own)
            rb_broken(
                document, "readback.pdf-lang", RB_UA("7.2", "11-001"),
                "The text of an element %s is in no language (Lang).", element->type);
        if (mark && !mark->lang)
            check_script(
                document, index, document->pages.items[kid->page - 1].text.text + mark->start,
                mark->length);
    }
    if (element->said->alt)
        check_script(document, index, element->said->alt, strlen(element->said->alt));
}

/* --- pictures --- */

static bool is_file_name(const char *text)
{
    static const char *const endings[] = {".png",  ".jpg",  ".jpeg", ".gif", ".svg", ".tif",
                                          ".tiff", ".webp", ".bmp",  ".eps", ".pdf", ".heic"};
    size_t length = strlen(text);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]), same = 0;
        if (length <= size)
            continue;
        while (same < size && (text[length - size + same] | 0x20) == (endings[i][same] | 0x20))
            same++;
        if (same == size)
            return true;
    }
    return false;
}

/* Words that say no more than that there is a picture; camera names. */
static bool says_nothing(const char *text)
{
    static const char *const empty[] = {"image", "picture", "photo",   "figure",
                                        "chart", "graphic", "diagram", "logo",
                                        "bild",  "foto",    "alt",     "untitled"};
    size_t length = strlen(text);
    while (length > 0 && strchr(" .0123456789", text[length - 1]))
        length--;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        size_t same = 0;
        while (same < length && (text[same] | 0x20) == empty[i][same])
            same++;
        if (same == length && !empty[i][same])
            return true;
    }
    return length == 0 || pp_starts_with(text, "IMG_") || pp_starts_with(text, "DSC");
}

/* [pt] Boxes may stand out by the width of a line. */
static bool is_inside(const double box[4], const double page[4])
{
    return box[0] >= page[0] - 1 && box[1] >= page[1] - 1 && box[2] <= page[2] + 1 &&
           box[3] <= page[3] + 1 && box[2] > box[0] && box[3] > box[1];
}

static void check_box(const struct rb_document *document, const struct rb_element *element)
{
    struct rb_value box = rb_attribute(document, element, "Layout", "BBox");
    double sides[4];
    if (box.kind != RB_ARRAY || box.size != 4) {
        rb_broken(
            document, "readback.pdf-figure", RB_PDF("14.8.5.4.3"),
            "A %s has no box (BBox): \"%.40s\".", element->type,
            element->said->alt ? element->said->alt : "");
        return;
    }
    for (size_t i = 0; i < 4; i++) {
        struct rb_value side = rb_at(&document->objects, box, i);
        sides[i] = side.kind == RB_NUMBER ? side.as.number : 0;
    }
    if (element->page && !is_inside(sides, document->pages.items[element->page - 1].box))
        rb_broken(
            document, "readback.pdf-figure", RB_PDF("14.8.5.4.3"),
            "The box of a %s is empty or lies outside of its page: \"%.40s\".", element->type,
            element->said->alt ? element->said->alt : "");
}

static void check_figure(const struct rb_document *document, const struct rb_element *element)
{
    const char *alt = element->said->alt ? element->said->alt : element->said->actual;
    if (pp_is_empty(alt) || alt[strspn(alt, " \t\n\r")] == 0)
        rb_broken(
            document, "readback.pdf-alt", RB_UA("7.3", "13-004"), "A %s has no alternative text.",
            element->type);
    else if (is_file_name(alt))
        rb_broken(
            document, "readback.pdf-alt", RB_UA("7.3", "13-008"),
            "The alternative text \"%.60s\" is the name of a file.", alt);
    else if (says_nothing(alt))
        rb_broken(
            document, "readback.pdf-alt", RB_UA("7.3", "13-008"),
            "The alternative text \"%.60s\" does not say what there is to see.", alt);
    if (document->own)
        check_box(document, element);
}

/* --- lists and notes --- */

static bool has_label(const struct rb_document *document, const struct rb_element *list)
{
    for (size_t i = 0; i < list->kids.count; i++) {
        if (list->kids.items[i].kind != RB_KID_ELEMENT)
            continue;
        const struct rb_element *item = &document->elements.items[list->kids.items[i].element];
        for (size_t k = 0; k < item->kids.count; k++)
            if (item->kids.items[k].kind == RB_KID_ELEMENT &&
                pp_streq(document->elements.items[item->kids.items[k].element].role, "Lbl"))
                return true;
    }
    return false;
}

static void check_list(const struct rb_document *document, const struct rb_element *element)
{
    struct rb_value numbering = rb_attribute(document, element, "List", "ListNumbering");
    bool none = numbering.kind != RB_NAME || rb_is(numbering, "None");
    if (has_label(document, element) && none)
        rb_broken(
            document, "readback.pdf-list", RB_UA("7.6", "16-001"),
            "A list has labels, but does not say how it counts (ListNumbering).");
}

static void check_note(const struct rb_document *document, size_t index)
{
    const struct rb_element *element = &document->elements.items[index];
    if (pp_is_empty(element->said->id)) {
        rb_broken(document, "readback.pdf-note", RB_UA("7.9", "19-003"), "A Note has no id.");
        return;
    }
    for (size_t i = 0; i < index; i++)
        if (pp_streq(document->elements.items[i].said->id, element->said->id))
            rb_broken(
                document, "readback.pdf-note", RB_UA("7.9", "19-004"),
                "Two elements have the id \"%s\".", element->said->id);
}

/* --- all --- */

/* What must hold something to be of use. */
static void check_empty(const struct rb_document *document, const struct rb_element *element)
{
    static const char *const full[] = {"P",          "H1",    "H2",    "H3",      "H4",   "H5",
                                       "H6",         "Lbl",   "LBody", "Caption", "Link", "Note",
                                       "Figure",     "Table", "L",     "LI",      "TR",   "Span",
                                       "BlockQuote", "Quote", "TOCI"};
    for (size_t i = 0; i < sizeof full / sizeof *full && element->kids.count == 0; i++)
        if (pp_streq(element->role, full[i]))
            rb_broken(
                document, "readback.pdf-empty", RB_UA("7.1", "01-006"),
                "An element %s holds nothing.", element->type);
}

static int level_of(const char *role)
{
    return role[0] == 'H' && role[1] >= '1' && role[1] <= '6' && !role[2] ? role[1] - '0' : 0;
}

static void check_heading(const struct rb_document *document, size_t index, int *before)
{
    int level = level_of(document->elements.items[index].role);
    if (level > *before + 1)
        rb_broken(
            document, "readback.pdf-heading", RB_UA("7.4.2", "14-002, 14-003"),
            "The heading \"%.60s\" has level %d after level %d.", rb_element_text(document, index),
            level, *before);
    if (*rb_element_text(document, index) == 0)
        rb_broken(
            document, "readback.pdf-heading", RB_UA("7.4", "14-001"),
            "A heading of level %d has no text.", level);
    *before = level;
}

void rb_check_roles(const struct rb_document *document)
{
    int level = 0;
    for (size_t i = 0; i < document->elements.count; i++) {
        const struct rb_element *element = &document->elements.items[i];
        check_tags(document, element);
        check_language(document, i);
        check_empty(document, element);
        if (level_of(element->role))
            check_heading(document, i, &level);
        else if (pp_streq(element->role, "Figure") || pp_streq(element->role, "Formula"))
            check_figure(document, element);
        else if (pp_streq(element->role, "L"))
            check_list(document, element);
        else if (pp_streq(element->role, "Note"))
            check_note(document, i);
    }
}
