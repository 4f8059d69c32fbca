#include "pdf_inflate.h"

#include <stdlib.h>

#include <zlib.h>

#include "pactpress/arena.h"

enum { ROOM = 1 << 16 /* [bytes] */ };

bool rb_unpacks_within(const void *bytes, size_t size, size_t most)
{
    z_stream stream = {0};
    unsigned char *room = pp_xmalloc(ROOM);
    int status = Z_OK;
    stream.next_in = (z_const Bytef *)bytes;
    stream.avail_in = (uInt)size;
    if (inflateInit(&stream) != Z_OK)
        pp_out_of_memory();
    while (status == Z_OK && stream.total_out <= most) {
        stream.next_out = room;
        stream.avail_out = ROOM;
        status = inflate(&stream, Z_NO_FLUSH);
    }
    inflateEnd(&stream);
    free(room);
    return stream.total_out <= most;
}
