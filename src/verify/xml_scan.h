/* A quick look at plain XML: whether a part is well-formed, and how often an element comes.
 *
 * Takes only what it can be sure of: elements, attributes in double quotes, text with the five
 * named references, UTF-8. Of anything else it says that it does not know, and expat is asked,
 * which takes six times as long. */
#ifndef PACTPRESS_VERIFY_XML_SCAN_H
#define PACTPRESS_VERIFY_XML_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* True: well-formed for certain, and *count is the number of elements whose name is `local` behind
 * its prefix. False: not known. */
bool readback_xml_scan(const char *text, size_t size, const char *local, size_t *count);

#endif
