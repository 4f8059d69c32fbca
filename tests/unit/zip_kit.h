/* ZIP packages made by hand, parts stored as they are, so that a test can spoil any byte. */
#ifndef PACTPRESS_TESTS_ZIP_KIT_H
#define PACTPRESS_TESTS_ZIP_KIT_H

#include "pactpress/arena.h"
#include "pactpress/file.h"

struct zip_part {
    const char *name, *text;
};

/* The package of these parts; it lives in the arena. */
struct pp_bytes zip_pack(struct pp_arena *arena, const struct zip_part *parts, size_t count);

#endif
