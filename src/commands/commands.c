#include "pactpress/commands.h"

#include <stddef.h>

const struct pp_command pp_commands[] = {
    {"build", "Makes the documents of a period: a candidate, or with --release an edition.",
     "build [-C DIR] [--period P] [--city C]... [--lang X]... [--release]", 'b', pp_command_build},
    {"check", "Says everything that build would complain about; writes nothing.",
     "check [-C DIR] [--period P]", 'c', pp_command_check},
    {"proof", "Sets one story on a page, without a project.",
     "proof FILE.md [-o OUT.pdf] [--lang X]", 'p', pp_command_proof},
    {NULL, NULL, NULL, 0, NULL},
};
