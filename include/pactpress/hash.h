/* A quick hash that tells bytes apart by chance; digest.h is for what somebody may forge. */
#ifndef PACTPRESS_HASH_H
#define PACTPRESS_HASH_H

#include <stddef.h>
#include <stdint.h>

/* The same in every run on a machine. All bits of it are good. */
uint64_t pp_hash(const void *bytes, size_t size);

#endif
