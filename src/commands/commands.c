#include "pactpress/commands.h"

#include <stddef.h>

const struct pp_command pp_commands[] = {
    {"build", "Makes the documents of a period: a candidate, or with --release an edition.",
     "build [-C DIR] [--period P] [--city C]... [--lang X]... [--release]", 'b', pp_command_build},
    {"check", "Says everything that build would complain about; writes nothing.",
     "check [-C DIR] [--period P]", 'c', pp_command_check},
    {"plan", "Says what build would make, and why.", "plan [-C DIR] [--period P] [--json]", 'n',
     pp_command_plan},
    {"release", "Publishes the candidate that the last build made, without building.",
     "release [-C DIR] [--period P] [--class CLASS]", 'r', pp_command_release},
    {"withdraw", "Takes an edition back; readers get the one before, or none.",
     "withdraw [-C DIR] EDITION", 'w', pp_command_withdraw},
    {"status", "Says what is published, which cities are late, what waits for correction.",
     "status [-C DIR] [--period P] [--json]", 's', pp_command_status},
    {"inspect", "Shows what would be read of CSV files, before any project exists.",
     "inspect [--json] [--save ID] FILE...", 'i', pp_command_inspect},
    {"proof", "Sets one story on a page, without a project.",
     "proof FILE.md [-o OUT.pdf] [--lang X]", 'p', pp_command_proof},
    {"protect", "Chooses which counts of any table stay blank.",
     "protect CELLS.csv EQUATIONS.csv --threshold T [--width W] [--protect-zeros]", 't',
     pp_command_protect},
    {"audit", "Attacks what is withheld: in a candidate or edition, or in any table.",
     "audit [FOLDER...] | audit --table PUBLISHED.csv EQUATIONS.csv [--width W] [--protect-zeros]",
     'a', pp_command_audit},
    {"verify", "Reads finished files back: PDF/UA and what only reading finds, XLSX packages.",
     "verify FILE.pdf|FILE.xlsx|FOLDER...", 'v', pp_command_verify},
    {NULL, NULL, NULL, 0, NULL},
};
