#include "project/blocks.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *kind;
    const char *keys[6];
} kinds[] = {
    {"cover", {NULL}},
    {"masthead", {NULL}},
    {"city_line", {NULL}},
    {"key_figures", {"title", "figures", NULL}},
    {"big_number", {"figures", "style", NULL}},
    {"story", {"title", "slot", "columns", "style", "side_notes", NULL}},
    {"timeline", {"title", "slot", "columns", "style", "side_notes", NULL}},
    {"practice", {"title", "slot", "columns", "style", "side_notes", NULL}},
    {"takeaways", {"title", "slot", "columns", "style", "side_notes", NULL}},
    {"sections", {"columns", "side_notes", NULL}},
    {"events", {"title", NULL}},
    {"coming_up", {"title", "style", NULL}},
    {"dimensions", {"title", "framework", NULL}},
    {"likert", {"title", "framework", NULL}},
    {"heat", {"title", "framework", NULL}},
    {"bars", {"title", "framework", NULL}},
    {"slope", {"title", "figures", "framework", NULL}},
    {"groups", {"title", "figures", "framework", NULL}},
    {"map", {"title", "figures", NULL}},
    {"change", {"title", "figures", NULL}},
    {"trend", {"title", "framework", NULL}},
    {"targets", {"title", NULL}},
    {"chart_tables", {"title", NULL}},
    {"contents", {"title", "style", NULL}},
    {"contact", {"title", "style", NULL}},
    {"facts", {"title", "fact", NULL}},
    {"coverage", {"title", NULL}},
    {"methodology", {"title", "full", NULL}},
    {"resources", {"title", "columns", "style", NULL}},
    {"report_head", {NULL}},
    {"summary", {"title", NULL}},
    {"indicators", {"title", NULL}},
    {"breakdown", {"title", NULL}},
    {"register", {"title", NULL}},
    {"accounts", {"title", NULL}},
    {"exclusions", {"title", NULL}},
    {"visibility", {"title", NULL}},
    {"retention", {"title", NULL}},
    {"sign_off", {"title", NULL}},
    {"changes", {"title", NULL}},
    {"imprint", {"style", NULL}},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *const pp_block_kinds[] = {
    "masthead",    "cover",      "city_line",  "key_figures", "big_number",   "story",
    "timeline",    "practice",   "takeaways",  "sections",    "events",       "coming_up",
    "dimensions",  "likert",     "heat",       "bars",        "slope",        "groups",
    "map",         "change",     "trend",      "targets",     "facts",        "coverage",
    "methodology", "resources",  "contact",    "contents",    "chart_tables", "imprint",
    "report_head", "summary",    "indicators", "breakdown",   "register",     "accounts",
    "exclusions",  "visibility", "retention",  "sign_off",    "changes",      NULL};

const char *const *pp_block_keys(const char *kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].kind, kind) == 0)
            return kinds[i].keys;
    return NULL;
}
