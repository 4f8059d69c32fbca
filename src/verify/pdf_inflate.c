#include "pdf_inflate.h"

#include <stdint.h>
#include <stdlib.h>

#include <zlib.h>

#include "pactpress/arena.h"

enum { ROOM = 1 << 16 /* [bytes] */ };

/* How it ends: Z_OK when there is more than `most`. */
static int unpack_within(const void *bytes, size_t size, size_t most)
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
    if (stream.total_out > most)
        status = Z_OK;
    inflateEnd(&stream);
    free(room);
    return status;
}

bool rb_unpacks_within(const void *bytes, size_t size, size_t most)
{
    return unpack_within(bytes, size, most) != Z_OK;
}

/* The checksum is the last thing in a stream, but for line ends that some writers count. Where it
 * is not there, all is unpacked again: a predictor may have been at work, or something stands
 * behind. */
bool rb_agrees(const void *bytes, size_t size, const void *unpacked, size_t unpacked_size)
{
    const unsigned char *last = (const unsigned char *)bytes + size;
    unsigned long sum = adler32_z(adler32(0, NULL, 0), unpacked, unpacked_size);
    if (size >= 6 && sum == ((unsigned long)last[-4] << 24 | (unsigned long)last[-3] << 16 |
                             (unsigned long)last[-2] << 8 | last[-1]))
        return true;
    return unpack_within(bytes, size, SIZE_MAX) == Z_STREAM_END;
}
