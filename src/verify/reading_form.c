#include "reading_form.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "pactpress/arena.h"
#include "pactpress/utf8.h"

void reading_form_open(struct reading_form *form, struct pp_str *out, bool compare)
{
    *form = (struct reading_form){.out = out, .compare = compare};
    pp_str_init(&form->text);
    pp_str_init(&form->link);
}

void reading_form_close(struct reading_form *form)
{
    pp_str_free(&form->text);
    pp_str_free(&form->link);
}

static bool is_rtl(unsigned c)
{
    UCharDirection direction = u_charDirection((UChar32)c);
    return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

static bool is_mark(unsigned c)
{
    return (U_GET_GC_MASK((UChar32)c) & U_GC_M_MASK) != 0;
}

unsigned reading_mirrored(unsigned c)
{
    return (unsigned)u_charMirror((UChar32)c);
}

/* Hyphens that are not in the text, and what has no width and no sound. */
static bool is_silent(unsigned c)
{
    return c == 0xAD || c == 0x200B || c == 0x200C || c == 0x200D || c == 0x2060 || c == 0xFEFF;
}

static bool is_space(unsigned c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029;
}

/* The characters of a text, folded; returns how many. */
static size_t fold(const struct pp_str *text, unsigned *out, bool *rtl)
{
    size_t count = 0;
    bool space = false;
    *rtl = false;
    for (size_t at = 0; at < text->length;) {
        unsigned c;
        size_t taken = pp_utf8_decode(text->text + at, text->length - at, &c);
        if (taken == 0) {
            taken = 1;
            c = 0xFFFD;
        }
        at += taken;
        if (is_silent(c))
            continue;
        *rtl |= is_rtl(c);
        if (is_space(c)) {
            space = count > 0;
            continue;
        }
        if (space)
            out[count++] = ' ';
        space = false;
        out[count++] = c;
    }
    return count;
}

/* Of text from right to left everything that stands in the order of sight. A mark's place among the
 * letters is the writer's choice, and so is a space's at the end of a line. */
static size_t keep_letters(unsigned *letters, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (letters[i] != ' ' && !is_mark(letters[i]))
            letters[kept++] = letters[i];
    return kept;
}

static void indent(struct reading_form *form)
{
    for (size_t i = 0; i < form->depth; i++)
        pp_str_append(form->out, form->compare ? " " : "  ");
}

static void put_quoted(struct reading_form *form, const char *text, size_t length)
{
    struct pp_str source = {.text = (char *)text, .length = length};
    unsigned *letters = pp_xmalloc((2 * length + 1) * sizeof *letters);
    bool rtl;
    size_t count = fold(&source, letters, &rtl);
    if (rtl && form->compare)
        count = keep_letters(letters, count);
    pp_str_append_char(form->out, '"');
    for (size_t i = 0; i < count; i++)
        pp_str_append_utf8(form->out, letters[i]);
    pp_str_append_char(form->out, '"');
    free(letters);
}

static bool is_blank(const struct pp_str *text)
{
    return strspn(text->text, " \n\t\r") == text->length;
}

static void flush(struct reading_form *form)
{
    if (!is_blank(&form->text)) {
        indent(form);
        put_quoted(form, form->text.text, form->text.length);
        pp_str_append_char(form->out, '\n');
    }
    pp_str_clear(&form->text);
}

static void put_said(struct reading_form *form, const char *name, const char *text)
{
    if (pp_is_empty(text))
        return;
    pp_str_printf(form->out, " %s=", name);
    put_quoted(form, text, strlen(text));
}

static void put_word(struct reading_form *form, const char *name, const char *text)
{
    if (!pp_is_empty(text))
        pp_str_printf(form->out, " %s=%s", name, text);
}

/* All that was said so far are whole lines. */
static void let_go(struct reading_form *form)
{
    size_t length = form->out->length;
    if (!form->wanted || strnlen(form->wanted, length) != length ||
        memcmp(form->wanted, form->out->text, length) != 0)
        return;
    form->wanted += length;
    pp_str_clear(form->out);
}

void reading_begin(struct reading_form *form, const struct reading_element *element)
{
    flush(form);
    let_go(form);
    if (!form->silent) {
        indent(form);
        pp_str_append(form->out, element->role);
        if (!pp_is_empty(element->lang))
            pp_str_printf(form->out, " [%s]", element->lang);
        put_word(form, "numbering", element->numbering);
        put_word(form, "scope", element->scope);
        if (element->col_span > 1)
            pp_str_printf(form->out, " columns=%u", element->col_span);
        if (element->row_span > 1)
            pp_str_printf(form->out, " rows=%u", element->row_span);
        put_word(form, "headers", element->headers);
        put_said(form, "alt", element->alt);
        put_said(form, "instead", element->actual);
        put_said(form, "short for", element->expansion);
        pp_str_append_char(form->out, '\n');
    }
    form->depth++;
    if (!form->silent && (!pp_is_empty(element->alt) || !pp_is_empty(element->actual)))
        form->silent = form->depth;
}

static void put_link(struct reading_form *form)
{
    if (form->link.length == 0)
        return;
    indent(form);
    pp_str_append(form->out, "leads to ");
    put_quoted(form, form->link.text, form->link.length);
    pp_str_append_char(form->out, '\n');
    pp_str_clear(&form->link);
}

void reading_end(struct reading_form *form)
{
    flush(form);
    put_link(form);
    if (form->silent == form->depth)
        form->silent = 0;
    form->depth--;
}

void reading_text(struct reading_form *form, const char *text, size_t length)
{
    if (!form->silent)
        pp_str_append_n(&form->text, text, length);
}

void reading_lines(struct reading_form *form, const char *lines)
{
    flush(form);
    if (!form->silent)
        pp_str_append(form->out, lines);
}

void reading_link(struct reading_form *form, const char *contents)
{
    if (form->silent)
        return;
    /* A link over two lines has two areas. */
    pp_str_clear(&form->link);
    pp_str_append(&form->link, contents);
}
