/* The quick look at XML against expat: what it takes for well-formed, expat takes too. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/arena.h"
#include "verify/readback_parts.h"
#include "verify/xml_scan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(void *data, const char *name, const char **attributes)
{
    (void)attributes;
    *(size_t *)data += strcmp(readback_xml_local(name), "f") == 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t quick = 0, sure = 0;
    if (!readback_xml_scan((const char *)data, size, "f", &quick))
        return 0;
    struct readback_xml_handler handler = {.data = &sure, .start = count};
    struct readback_xml *xml = readback_xml_open(&handler, false);
    if (!readback_xml_feed(xml, data, size, true) || quick != sure)
        abort();
    readback_xml_close(xml);
    return 0;
}
