#include "pactpress/names.h"

#include <string.h>

#include "pactpress/persons.h"

const char *pp_name_searched(struct pp_arena *arena, const char *text)
{
    const char *name = pp_person_name(arena, text);
    return name != NULL && strchr(name, ' ') != NULL ? name : NULL;
}

bool pp_names_have(const struct pp_names *names, const char *name)
{
    struct pp_persons persons;
    pp_persons_init(&persons, &names->key);
    struct pp_person person = pp_persons_hash(&persons, "name", name);
    pp_persons_free(&persons);
    return pp_digests_has(&names->hashes, person.hash);
}
