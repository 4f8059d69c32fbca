#include "locale_parts.h"

#include <unicode/ucol.h>

#include "pactpress/arena.h"

struct pp_collation {
    UCollator *collator;
};

void pp_collation_free(struct pp_collation *collation)
{
    if (collation != NULL)
        ucol_close(collation->collator);
}

int pp_locale_compare(const struct pp_locale *locale, const char *a, const char *b)
{
    UErrorCode status = U_ZERO_ERROR;
    if (locale->collation == NULL) {
        struct pp_collation *collation = pp_arena_alloc(locale->arena, sizeof *collation);
        collation->collator = ucol_open(locale->icu, &status);
        if (U_FAILURE(status))
            pp_locale_no_icu();
        pp_locale_inside(locale)->collation = collation;
    }
    UCollationResult result = ucol_strcollUTF8(locale->collation->collator, a, -1, b, -1, &status);
    if (U_FAILURE(status))
        pp_locale_no_icu();
    return result == UCOL_LESS ? -1 : result == UCOL_GREATER ? 1 : 0;
}
