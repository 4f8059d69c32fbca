#include "pactpress/names.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/persons.h"
#include "pactpress/run.h"

enum { MEMORY_SHARE = 4 /* names are fewer than rows */ };

const char *pp_name_searched(struct pp_arena *arena, const char *text)
{
    const char *name = pp_person_name(arena, text);
    return name != NULL && strchr(name, ' ') != NULL ? name : NULL;
}

static void give_back(void *hashes)
{
    pp_sorter_free(hashes);
}

struct pp_names *pp_names_new(
    struct pp_run *run, struct pp_arena *arena, const struct pp_person_key *key)
{
    struct pp_names *names = pp_arena_alloc(arena, sizeof *names);
    names->key = *key;
    pp_sorter_init(&names->hashes, sizeof(struct pp_person), run->memory / MEMORY_SHARE);
    pp_arena_defer(arena, give_back, &names->hashes);
    return names;
}

bool pp_names_are_none(const struct pp_names *names)
{
    return names == NULL || (names->hashes.count == 0 && names->hashes.run_count == 0);
}

enum pp_status pp_names_have(
    struct pp_run *run, const struct pp_names *names, const char *name, bool *have)
{
    struct pp_persons persons;
    pp_persons_init(&persons, &names->key);
    struct pp_person person = pp_persons_hash(&persons, "name", name);
    pp_persons_free(&persons);
    return pp_sorter_has(run, &names->hashes, &person, have);
}
