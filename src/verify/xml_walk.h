/* Walks through plain XML from tag to tag. Only for parts that xml_scan.h or expat found
 * well-formed: nothing is read past the end of any bytes, but what broken XML means is not said. */
#ifndef PACTPRESS_VERIFY_XML_WALK_H
#define PACTPRESS_VERIFY_XML_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "pactpress/file.h"

struct pp_arena;

struct xml_walk {
    const char *at, *end;
    const char *name; /* of the tag, behind its prefix */
    size_t name_size;
    const char *attributes;
    size_t attributes_size;
    const char *text; /* from this tag to the next one */
    size_t text_size;
    bool closes; /* </name>; <name/> only opens */
};

void xml_walk_open(struct xml_walk *walk, struct pp_bytes bytes);
bool xml_walk_next(struct xml_walk *walk);
bool xml_walk_is(const struct xml_walk *walk, const char *name); /* opens such an element */
bool xml_walk_ends(const struct xml_walk *walk, const char *name);
/* Value of an attribute, its prefix left away too; NULL: it has none. */
const char *xml_walk_attribute(
    const struct xml_walk *walk, struct pp_arena *arena, const char *name);
/* The same of a value that is short and has no references; false: it has none, or a longer one. */
bool xml_walk_short(const struct xml_walk *walk, const char *name, char *out, size_t room);
/* What stands behind the tag. */
const char *xml_walk_text(const struct xml_walk *walk, struct pp_arena *arena);

#endif
