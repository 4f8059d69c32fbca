/* Which elements stand in which (ISO 14289-1, 7.2; ISO 32000-1, 14.8.4.3): tables, lists, contents.
 */
#include <string.h>

#include "pactpress/str.h"
#include "pdf_document.h"

/* What a parent may hold, and, the other way round, where a child may stand; " " around each. */
static const struct {
    const char *role, *kids, *parents; /* NULL: anything */
} nesting[] = {
    {"Table", " TR THead TBody TFoot Caption ", NULL},
    {"THead", " TR ", " Table "},
    {"TBody", " TR ", " Table "},
    {"TFoot", " TR ", " Table "},
    {"TR", " TH TD ", " Table THead TBody TFoot "},
    {"TH", NULL, " TR "},
    {"TD", NULL, " TR "},
    {"L", " L LI Caption ", NULL},
    {"LI", " Lbl LBody ", " L "},
    {"LBody", NULL, " LI "},
    {"TOC", " TOC TOCI Caption ", NULL},
    {"TOCI", NULL, " TOC "},
};

static bool names(const char *list, const char *role)
{
    size_t length = strlen(role);
    for (const char *at = list; (at = strstr(at, role)); at += length)
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

static void check_kids(const struct rb_document *document, size_t index, const char *allowed)
{
    const struct rb_element *element = &document->elements.items[index];
    for (size_t i = 0; i < element->kids.count; i++) {
        const struct rb_kid *kid = &element->kids.items[i];
        if (kid->kind != RB_KID_ELEMENT ||
            names(allowed, document->elements.items[kid->element].role))
            continue;
        rb_broken(
            document, "readback.pdf-nesting", RB_UA("7.2", "09-004, 09-005, 09-006"),
            "An element %s holds an element %s, which cannot stand in it.", element->type,
            document->elements.items[kid->element].type);
    }
}

void rb_check_nesting(const struct rb_document *document)
{
    for (size_t i = 0; i < document->elements.count; i++) {
        const struct rb_element *element = &document->elements.items[i];
        const char *parent =
            element->depth > 0 ? document->elements.items[element->parent].role : "nothing";
        for (size_t k = 0; k < sizeof nesting / sizeof *nesting; k++) {
            if (!pp_streq(nesting[k].role, element->role))
                continue;
            if (nesting[k].kids)
                check_kids(document, i, nesting[k].kids);
            if (nesting[k].parents && !names(nesting[k].parents, parent))
                rb_broken(
                    document, "readback.pdf-nesting", RB_UA("7.2", "09-004, 09-005, 09-006"),
                    "An element %s stands in an element %s, where it cannot.", element->type,
                    parent);
        }
    }
}
