#include "project/blocks.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *kind;
    const char *keys[5];
} kinds[] = {
    {"masthead", {NULL}},
    {"city_line", {NULL}},
    {"key_figures", {"title", "figures", NULL}},
    {"story", {"title", "slot", "columns", NULL}},
    {"sections", {"columns", NULL}},
    {"events", {"title", NULL}},
    {"coming_up", {"title", NULL}},
    {"dimensions", {"title", "framework", NULL}},
    {"likert", {"title", "framework", NULL}},
    {"heat", {"title", "framework", NULL}},
    {"facts", {"title", "fact", NULL}},
    {"coverage", {"title", NULL}},
    {"methodology", {"title", NULL}},
    {"resources", {"title", "columns", NULL}},
    {"imprint", {NULL}},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *const pp_block_kinds[] = {"masthead",    "city_line", "key_figures", "story",
                                      "sections",    "events",    "coming_up",   "dimensions",
                                      "likert",      "heat",      "facts",       "coverage",
                                      "methodology", "resources", "imprint",     NULL};

const char *const *pp_block_keys(const char *kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i].keys;
    return NULL;
}
