/* Shaped paragraphs of late, bounded by bytes; the least recently used go first. What comes out of
 * it is what would be made anew, so results never depend on it. */
#ifndef PACTPRESS_TEXT_SHAPE_CACHE_H
#define PACTPRESS_TEXT_SHAPE_CACHE_H

#include <stddef.h>

struct pp_shape_cache;
struct pp_shaped;

struct pp_shape_cache *pp_shape_cache_new(size_t limit); /* [bytes] */
void pp_shape_cache_free(struct pp_shape_cache *cache);
/* NULL when unknown. Good until the next put. */
struct pp_shaped *pp_shape_cache_get(struct pp_shape_cache *cache, const void *key, size_t size);
/* Takes over the paragraph and its arena. It stays good until the next put. */
void pp_shape_cache_put(
    struct pp_shape_cache *cache, const void *key, size_t size, struct pp_shaped *shaped);

#endif
