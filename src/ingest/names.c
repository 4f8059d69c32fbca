#include "pactpress/names.h"

#include <string.h>

#include "pactpress/persons.h"

const char *pp_name_searched(struct pp_arena *arena, const char *text)
{
    const char *name = pp_person_name(arena, text);
    return name != NULL && strchr(name, ' ') != NULL ? name : NULL;
}

bool pp_names_have(const struct pp_names *names, struct pp_arena *scratch, const char *name)
{
    struct pp_person person = pp_person_hash(&names->key, scratch, "name", name);
    return pp_digests_has(&names->hashes, person.hash);
}
