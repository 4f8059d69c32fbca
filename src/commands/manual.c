/* manual: what the tables of commands and options say, for man. */
#include <stdio.h>
#include <string.h>

#include "pactpress/commands.h"
#include "pactpress/str.h"

static bool knows(const struct pp_option_about *option, const struct pp_command *command)
{
    return strchr(option->commands, '*') == NULL && strchr(option->commands, command->letter);
}

static bool for_all(const struct pp_option_about *option)
{
    return strchr(option->commands, '*') != NULL;
}

/* Text of a line of mdoc: what would be a request or an escape is made harmless. */
static void put(const char *text)
{
    if (*text == '.' || *text == '\'')
        fputs("\\&", stdout);
    for (; *text; text++)
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
    putchar('\n');
}

/* `\\&` so that no word is taken for a macro. */
static void put_usage(const char *usage)
{
    fputs(".Pp\n.D1 ", stdout);
    fputs("\\&pactpress ", stdout);
    put(usage);
}

static void put_option(const struct pp_option_about *option)
{
    fputs(".It ", stdout);
    if (option->letter)
        printf("Fl %c%s", option->letter, *option->name ? " , " : "");
    if (*option->name)
        printf("Fl \\-%s", option->name);
    if (option->value)
        printf(" Ar %s", option->value);
    putchar('\n');
    put(option->help);
}

static void put_options(const struct pp_command *command)
{
    struct pp_option_about option;
    bool any = false;
    for (size_t i = 0; pp_option_at(i, &option); i++) {
        if (command ? !knows(&option, command) : !for_all(&option))
            continue;
        if (!any)
            puts(command ? ".Pp\n.Bl -tag -width Ds -compact" : ".Bl -tag -width Ds -compact");
        any = true;
        put_option(&option);
    }
    if (any)
        puts(".El");
}

static const char head[] =
    ".\\\" Made by `pactpress manual` from the tables of commands and options.\n"
    ".Dd November 21, 2026\n"
    ".Dt PACTPRESS 1\n"
    ".Os\n"
    ".Sh NAME\n"
    ".Nm pactpress\n"
    ".Nd make bulletins and annexes from workshop data\n"
    ".Sh SYNOPSIS\n"
    ".Nm\n"
    ".Ar command\n"
    ".Op Ar option ...\n"
    ".Sh DESCRIPTION\n"
    ".Nm\n"
    "reads CSV exports of workshop attendance and assessment, and makes bulletins (PDF) and "
    "annexes\n"
    "(XLSX) in many languages.\n"
    "Figures about few people are withheld, every row is accounted for, and nothing is published "
    "by\n"
    "halves.\n"
    ".Pp\n"
    "To begin, run\n"
    ".Dl pactpress init our\\-project\n"
    ".Dl pactpress build \\-C our\\-project\n"
    "and change what stands in\n"
    ".Pa our\\-project/pactpress.yaml .\n";

static const char tail[] =
    ".Sh ENVIRONMENT\n"
    ".Bl -tag -width Ds\n"
    ".It Ev PACTPRESS_KEY_FILE\n"
    "The file with the key of persons.\n"
    ".It Ev PACTPRESS_SHARE\n"
    "A folder with layouts and fonts to take instead of the installed ones.\n"
    ".It Ev SOURCE_DATE_EPOCH\n"
    "The clock, in seconds since 1970, for relative periods, and the date of messages.\n"
    ".It Ev XDG_CONFIG_HOME , HOME\n"
    "Where\n"
    ".Pa pactpress/PROJECT.key\n"
    "is looked for.\n"
    ".It Ev NO_COLOR , TERM\n"
    "No colours when the first is set, or the second is\n"
    ".Dq dumb .\n"
    ".It Ev LANGUAGE , LC_ALL , LC_MESSAGES , LANG\n"
    "The language of messages for people; outputs and logs do not depend on it.\n"
    ".El\n"
    ".Sh FILES\n"
    ".Bl -tag -width Ds\n"
    ".It Pa pactpress.yaml\n"
    "The project: who, which exports, which documents.\n"
    ".It Pa data/ , content/\n"
    "Exports, and stories by issue and language; never changed.\n"
    ".It Pa private/\n"
    "Rows held back; persons are in here.\n"
    ".It Pa archive.db\n"
    "What was published.\n"
    ".It Pa out/candidate/ , out/editions/\n"
    "What the last build made, and what was published.\n"
    ".It Pa out/public/PERIOD\n"
    "A link to the current edition.\n"
    ".El\n"
    ".Sh EXIT STATUS\n"
    ".Bl -tag -width Ds -compact\n"
    ".It 0\n"
    "Done; there may be warnings.\n"
    ".It 1\n"
    "Data, text or conformance: something cannot be read, or a finished file fails its check.\n"
    ".It 2\n"
    "The command line, the configuration or the key is wrong.\n"
    ".It 3\n"
    "The environment: disk, permission, memory, archive.\n"
    ".It 4\n"
    "Another run holds the lock.\n"
    ".It 130 , 143\n"
    "Interrupted, terminated.\n"
    ".El\n"
    ".Sh EXAMPLES\n"
    "Every night, from cron:\n"
    ".Dl pactpress build \\-\\-release \\-\\-quiet \\-C /srv/epi\n"
    "Look first, publish later:\n"
    ".Dl pactpress build && pactpress release\n"
    "What would be made, and why:\n"
    ".Dl pactpress plan\n";

enum pp_status pp_command_manual(struct pp_run *run, const struct pp_options *options)
{
    (void)run;
    (void)options;
    fputs(head, stdout);
    puts(".Sh COMMANDS");
    for (const struct pp_command *command = pp_commands; command->name; command++) {
        printf(".Ss %s\n", command->name);
        put(command->summary);
        put_usage(command->usage);
        put_options(command);
    }
    puts(".Sh OPTIONS OF ALL COMMANDS");
    put_options(NULL);
    fputs(tail, stdout);
    return PP_OK;
}
