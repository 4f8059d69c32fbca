/* Figure addresses as stories and configurations hold them. Whatever comes: a sentence, or an
 * address whose canonical text reads back as itself, and whose breakdown gives its values back. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/address.h"
#include "pactpress/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_same(const char *a, const char *b)
{
    if ((a == NULL) != (b == NULL) || (a != NULL && strcmp(a, b) != 0))
        abort();
}

static void check_round(struct pp_arena *arena, const struct pp_address *first)
{
    const char *text = pp_address_text(arena, first);
    struct pp_address second;
    const char *error = NULL;

    if (pp_address_parse(arena, text, NULL, &second, &error) != PP_OK)
        abort();
    check_same(text, pp_address_text(arena, &second));
    check_same(first->measure, second.measure);
    check_same(first->city, second.city);
    check_same(first->framework, second.framework);
    check_same(first->dimension, second.dimension);
    check_same(first->breakdown, second.breakdown);
    if (pp_breakdown_compare(first->breakdown, second.breakdown) != 0)
        abort();
}

/* A value taken out of a breakdown makes the same pair again. */
static void check_value(struct pp_arena *arena, const struct pp_address *address)
{
    const char *value = pp_breakdown_value(arena, address->breakdown, "answer");

    if (value == NULL)
        return;
    const char *pair = pp_breakdown_pair(arena, "answer", value);
    check_same(pp_breakdown_value(arena, pair, "answer"), value);
    if (strstr(address->breakdown, pair) == NULL)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct pp_address defaults = {
        .city = "riga", .framework = "dac", .dimension = "impact", .period = "2022-Q1"};
    struct pp_arena *arena = pp_arena_new();
    const char *text = pp_arena_strndup(arena, (const char *)data, size);
    struct pp_address address;
    const char *error = NULL;

    if (pp_address_parse(arena, text, NULL, &address, &error) == PP_OK) {
        check_round(arena, &address);
        check_value(arena, &address);
        /* with what is filled in it may become too long */
        if (pp_address_parse(arena, text, &defaults, &address, &error) == PP_OK)
            check_round(arena, &address);
        else if (error == NULL)
            abort();
    } else if (error == NULL || strlen(error) < 20) {
        abort();
    }
    pp_arena_free(arena);
    return 0;
}
