#include "pactpress/options.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "pactpress/file.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

enum option_type { FLAG, TEXT, NUMBER, LIST, COLOUR, LOG };

struct option {
    const char *name; /* long, without dashes */
    char letter;      /* short, or 0 */
    enum option_type type;
    size_t offset;              /* into struct pp_options [bytes] */
    const char *value;          /* what its value is called in help */
    const char *commands;       /* letters of the commands that know it; "*" all */
    const char *const *choices; /* allowed values, or NULL */
    const char *help;
};

static const char *const formats[] = {"pdf", "xlsx", "html", "eml", NULL};
static const char *const classes[] = {"public", "restricted", NULL};
static const char *const dumps[] = {"records", "figures", "document", "lines",
                                    "pages",   "reading", NULL};
static const char *const colours[] = {"auto", "always", "never", NULL};
static const char *const logs[] = {"text", "json", NULL};

#define AT(field) offsetof(struct pp_options, field)

static const struct option options[] = {
    {"period", 0, TEXT, AT(period), "P", "bcrsnehx", NULL,
     "the period: 2022-03, 2022-Q1, 2022, 2021-07..2022-06, previous-quarter (default: that of the "
     "newest issue)"},
    {"as-of", 0, TEXT, AT(as_of), "DATE", "bcrsnehx", NULL,
     "the day that relative periods and planned events are seen from (YYYY-MM-DD)"},
    {"layout", 0, LIST, AT(layouts), "L", "bnhxp", NULL,
     "render this layout only (repeatable; of proof: the page, styles and columns it is set in)"},
    {"issue", 0, TEXT, AT(issue), "I", "bcrsnhx", NULL, "take the stories of this issue only"},
    {"city", 0, LIST, AT(cities), "C", "bnhx", NULL,
     "render this city only (repeatable; \"project\" is the project's own)"},
    {"lang", 0, LIST, AT(langs), "X", "bpnh", NULL, "render this language only (repeatable)"},
    {"format", 0, LIST, AT(formats), "F", "bn", formats,
     "pdf, xlsx, html or eml only (repeatable)"},
    {"out", 0, TEXT, AT(out), "DIR", "brwsnxva", NULL,
     "where outputs go (default: out in the project)"},
    {"draft", 0, FLAG, AT(draft), NULL, "bnx", NULL,
     "mark every page as a draft and forgive missing translations"},
    {"strict", 0, FLAG, AT(strict), NULL, "bcs", NULL, "any held-back row ends with status 1"},
    {"class", 0, TEXT, AT(klass), "CLASS", "bcrsnehx", classes,
     "public (default) or restricted: what may be seen"},
    {"release", 0, FLAG, AT(release), NULL, "b", NULL, "publish the result as an edition"},
    {"jobs", 'j', NUMBER, AT(jobs), "N", "bcnx", NULL,
     "make so many documents at a time (default: one a processor)"},
    {"keep-going", 'k', FLAG, AT(keep_going), NULL, "b", NULL,
     "show the errors of documents too when data cannot be read; nothing is made then"},
    {"require-complete", 0, FLAG, AT(complete), NULL, "bs", NULL,
     "a city whose data for the period is not there ends with status 1"},
    {"fresh", 0, FLAG, AT(fresh), NULL, "b", NULL,
     "make every file anew, even where nothing has changed"},
    {"port", 0, NUMBER, AT(port), "N", "h", NULL,
     "the port of the preview (default: 8040, or any that is free)"},
    {"wait", 0, NUMBER, AT(patience), "SECONDS", "brw", NULL,
     "wait so long for another run to end (default: 0)"},
    {"json", 0, FLAG, AT(json), NULL, "sinx", NULL, "print JSON"},
    {"dump", 0, TEXT, AT(dump), "STAGE", "b", dumps,
     "print a stage instead: records, figures, document, lines, pages or reading"},
    {"output", 'o', TEXT, AT(output), "FILE", "p", NULL, "the PDF to write (default: beside it)"},
    {"threshold", 0, TEXT, AT(threshold), "T", "t", NULL, "counts from 1 to T-1 are suppressed"},
    {"table", 0, TEXT, AT(table), "FILE", "a", NULL,
     "a table whose hidden counts are blank: attack it instead"},
    {"width", 0, TEXT, AT(width), "W", "ta", NULL,
     "how far apart the values must be that a suppressed count can have (default: T; audit: 1)"},
    {"protect-zeros", 0, FLAG, AT(protect_zeros), NULL, "ta", NULL,
     "0 is suppressed, too; without this every 0 is printed, and readers know it"},
    {"rows", 0, FLAG, AT(rows), NULL, "e", NULL, "name the lines of all rows that entered"},
    {"sample", 0, NUMBER, AT(sample), "N", "e", NULL,
     "draw so many of these rows, to be compared with the signed lists"},
    {"seed", 0, TEXT, AT(seed), "S", "e", NULL,
     "the word that decides the draw: the same word draws the same rows (default: 1)"},
    {"corrected", 0, LIST, AT(corrected), "FILE", "b", NULL,
     "take rows corrected in this sheet (CSV, XLSX) from private/held-back (repeatable)"},
    {"from", 0, LIST, AT(from), "FILE", "m", NULL,
     "start from these exports: each is copied to data/, and a source is proposed for it"},
    {"export", 0, TEXT, AT(to_xliff), "FILE", "x", NULL,
     "write all texts in LANG as XLIFF 2.0, for translators' programs"},
    {"import", 0, TEXT, AT(from_xliff), "FILE", "x", NULL,
     "take translations from this XLIFF file; what did not change is not written"},
    {"reviewed", 0, TEXT, AT(reviewed_by), "NAME", "x", NULL,
     "who has read the translations of the file, or without --import all there are, against their "
     "sources"},
    {"accept", 0, FLAG, AT(accept), NULL, "x", NULL,
     "take the translations as they stand for made from the texts as they stand"},
    {"keep", 0, LIST, AT(kept), "KEY", "x", NULL,
     "this label, such as visibility.disclaimer, stays in the first language on purpose "
     "(repeatable)"},
    {"pseudo", 0, FLAG, AT(pseudo), NULL, "x", NULL,
     "make the documents with long, accented words in brackets, and mirrored, under out/pseudo/"},
    {"save", 0, TEXT, AT(save), "ID", "i", NULL,
     "write the proposed source to sources/ID.yaml in the project folder"},
    {"", 'C', TEXT, AT(folder), "DIR", "*", NULL, "the project folder (default: .)"},
    {"quiet", 'q', FLAG, AT(quiet), NULL, "*", NULL, "say errors only"},
    {"verbose", 'v', FLAG, AT(verbose), NULL, "*", NULL, "say what was decided, and why"},
    {"color", 0, COLOUR, AT(colour), "WHEN", "*", colours, "auto, always or never"},
    {"log", 0, LOG, AT(log_json), "FORM", "*", logs, "text, or json: one object a line"},
    {"help", 'h', FLAG, AT(help), NULL, "*", NULL, "show this help"},
    {"version", 0, FLAG, AT(version), NULL, "*", NULL, "show the version"},
};
enum { OPTION_COUNT = sizeof options / sizeof *options };

const struct pp_command *pp_command_find(const char *name)
{
    for (const struct pp_command *command = pp_commands; command->name; command++)
        if (pp_streq(command->name, name))
            return command;
    return NULL;
}

static bool knows(const struct option *option, const struct pp_command *command)
{
    if (!command || strchr(option->commands, '*'))
        return true;
    return strchr(option->commands, command->letter) != NULL;
}

static const struct option *find_long(const char *name, size_t length)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (*options[i].name && strlen(options[i].name) == length &&
            strncmp(options[i].name, name, length) == 0)
            return &options[i];
    return NULL;
}

static const struct option *find_short(char letter)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].letter == letter)
            return &options[i];
    return NULL;
}

static enum pp_status unknown_option(
    struct pp_run *run, const char *word, const struct pp_command *command)
{
    const char *names[OPTION_COUNT + 1];
    size_t n = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (*options[i].name && knows(&options[i], command))
            names[n++] = options[i].name;
    names[n] = NULL;
    const char *bare = word + strspn(word, "-");
    size_t length = strcspn(bare, "=");
    const char *near = pp_nearest(pp_arena_strndup(run->arena, bare, length), names);
    pp_error(
        run, PP_NOWHERE, "options.unknown", "there is no option %s%s%s%s; see pactpress %s--help",
        word, near ? ", did you mean --" : "", near ? near : "", near ? "?" : "",
        command ? pp_arena_printf(run->arena, "%s ", command->name) : "");
    return PP_USAGE;
}

static bool is_choice(const struct option *option, const char *value)
{
    if (!option->choices)
        return true;
    for (size_t i = 0; option->choices[i]; i++)
        if (pp_streq(option->choices[i], value))
            return true;
    return false;
}

static enum pp_status bad_choice(struct pp_run *run, const struct option *option, const char *value)
{
    struct pp_str list;
    pp_str_init(&list);
    for (size_t i = 0; option->choices[i]; i++)
        pp_str_printf(&list, "%s%s", i ? ", " : "", option->choices[i]);
    pp_error(
        run, PP_NOWHERE, "options.bad-value", "--%s cannot be \"%s\"; it is one of: %s",
        option->name, value, list.text);
    pp_str_free(&list);
    return PP_USAGE;
}

/* Whole numbers that anybody would mean, and no more. */
static enum pp_status check_number(
    struct pp_run *run, const struct option *option, const char *value)
{
    if (*value && strlen(value) <= 6 && strspn(value, "0123456789") == strlen(value))
        return PP_OK;
    pp_error(
        run, PP_NOWHERE, "options.bad-value",
        "--%s cannot be \"%s\"; it is a whole number from 0 to 999999", option->name, value);
    return PP_USAGE;
}

static void set_value(
    struct pp_run *run, const struct option *option, const char *value, struct pp_options *out)
{
    char *at = (char *)out + option->offset;
    switch (option->type) {
    case FLAG:
        *(bool *)at = true;
        break;
    case TEXT:
        *(const char **)at = value;
        break;
    case NUMBER:
        *(int *)at = (int)strtol(value, NULL, 10);
        break;
    case LIST: {
        struct pp_strings *list = (struct pp_strings *)(void *)at;
        *(const char **)PP_PUSH(run->arena, list) = value;
        break;
    }
    case COLOUR:
        out->colour = pp_streq(value, "always")  ? PP_COLOUR_ALWAYS
                      : pp_streq(value, "never") ? PP_COLOUR_NEVER
                                                 : PP_COLOUR_AUTO;
        break;
    case LOG:
        out->log_json = pp_streq(value, "json");
        break;
    }
}

/* Takes one option; `value` is what stands behind = or the letter, or NULL. */
static enum pp_status take(
    struct pp_run *run, const struct option *option, const char *word, const char *value, int argc,
    char **argv, int *i, struct pp_options *out)
{
    if (option->type == FLAG && value) {
        pp_error(run, PP_NOWHERE, "options.no-value", "%s takes no value", word);
        return PP_USAGE;
    }
    if (option->type != FLAG && !value) {
        if (*i + 1 >= argc) {
            pp_error(
                run, PP_NOWHERE, "options.missing-value", "%s needs a value: %s", word,
                option->help);
            return PP_USAGE;
        }
        value = argv[++*i];
    }
    if (option->type != FLAG && !is_choice(option, value))
        return bad_choice(run, option, value);
    if (option->type == NUMBER)
        PP_TRY(check_number(run, option, value));
    set_value(run, option, value, out);
    return PP_OK;
}

static enum pp_status read_word(
    struct pp_run *run, int argc, char **argv, int *i, const struct pp_command *command,
    struct pp_options *out)
{
    const char *word = argv[*i], *value = NULL;
    const struct option *option;
    if (word[1] == '-') {
        size_t length = strcspn(word + 2, "=");
        option = find_long(word + 2, length);
        value = word[2 + length] == '=' ? word + 3 + length : NULL;
    } else {
        option = find_short(word[1]);
        value = word[2] ? word + 2 : NULL;
    }
    if (!option || !knows(option, command))
        return unknown_option(run, word, command);
    return take(run, option, word, value, argc, argv, i, out);
}

static enum pp_status unknown_command(struct pp_run *run, const char *word)
{
    const char *names[32];
    size_t n = 0;
    for (const struct pp_command *command = pp_commands; command->name && n < 31; command++)
        names[n++] = command->name;
    names[n] = NULL;
    const char *near = pp_nearest(word, names);
    pp_error(
        run, PP_NOWHERE, "options.unknown-command",
        "there is no command \"%s\"%s%s%s; see pactpress --help", word,
        near ? ", did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    return PP_USAGE;
}

/* The command is the first word that is neither an option nor an option's value. */
static const char *command_word(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] != '-')
            return argv[i];
        const struct option *option = argv[i][1] == '-'
                                          ? find_long(argv[i] + 2, strcspn(argv[i] + 2, "="))
                                          : find_short(argv[i][1]);
        bool glued = argv[i][1] == '-' ? strchr(argv[i], '=') != NULL : argv[i][2] != 0;
        if (option && option->type != FLAG && !glued)
            i++;
    }
    return NULL;
}

enum pp_status pp_options_read(struct pp_run *run, int argc, char **argv, struct pp_options *out)
{
    const struct pp_command *command = NULL;
    bool seen = false, only_arguments = false;
    enum pp_status status = PP_OK;
    out->folder = ".";
    out->command = command_word(argc, argv);
    if (out->command && !(command = pp_command_find(out->command)))
        return unknown_command(run, out->command);
    for (int i = 1; i < argc; i++) {
        if (!only_arguments && strcmp(argv[i], "--") == 0) {
            only_arguments = true;
        } else if (!only_arguments && argv[i][0] == '-' && argv[i][1]) {
            enum pp_status bad = read_word(run, argc, argv, &i, command, out);
            status = bad != PP_OK ? bad : status;
        } else if (!seen && argv[i] == out->command) {
            seen = true;
        } else {
            *(const char **)PP_PUSH(run->arena, &out->arguments) = argv[i];
        }
    }
    return status;
}

bool pp_options_look_for(struct pp_run *run, const char *path)
{
    bool there = pp_file_exists(path);
    if (!there)
        pp_error(
            run, ((struct pp_where){.file = path}), "file.missing",
            "There is no such file; check its name and folder.");
    return there;
}

enum pp_status pp_options_files(
    struct pp_run *run, const struct pp_command *command, const struct pp_options *given)
{
    if (command->takes == PP_TAKES_NOTHING && given->arguments.count > 0)
        pp_error(
            run, PP_NOWHERE, "options.argument",
            "%s takes no argument such as \"%s\": pactpress %s", command->name,
            given->arguments.items[0], command->usage);
    bool files = command->takes == PP_TAKES_FILES || given->table;
    for (size_t i = 0; files && i < given->arguments.count; i++)
        pp_options_look_for(run, given->arguments.items[i]);
    for (size_t i = 0; i < given->corrected.count; i++)
        pp_options_look_for(run, given->corrected.items[i]);
    if (given->table)
        pp_options_look_for(run, given->table);
    return pp_diag_count(run, PP_ERROR) ? PP_USAGE : PP_OK;
}

static void help_options(const struct pp_command *command, FILE *out)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option *option = &options[i];
        char head[64];
        if (!knows(option, command) || (!command && !strchr(option->commands, '*')))
            continue;
        snprintf(
            head, sizeof head, "%s%c%s%s%s%s%s", option->letter ? "-" : "",
            option->letter ? option->letter : ' ', option->letter && *option->name ? ", " : "",
            *option->name ? (option->letter ? "--" : "   --") : "", option->name,
            option->value ? " " : "", option->value ? option->value : "");
        fprintf(out, "  %-22s %s\n", head, option->help);
    }
}

void pp_options_help(const struct pp_command *command, FILE *out)
{
    if (command) {
        fprintf(out, "usage: pactpress %s\n\n%s\n\n", command->usage, command->summary);
        help_options(command, out);
        return;
    }
    fputs(
        "usage: pactpress COMMAND [OPTION...]\n\n"
        "Reads CSV exports of workshop attendance and assessment, and makes bulletins (PDF) and\n"
        "annexes (XLSX) in many languages. Nothing is published by halves.\n\ncommands:\n",
        out);
    for (const struct pp_command *each = pp_commands; each->name; each++)
        fprintf(out, "  %-10s %s\n", each->name, each->summary);
    fputs("\neverywhere:\n", out);
    help_options(NULL, out);
    fputs(
        "\nexit status: 0 done; 1 data, text or conformance; 2 usage or configuration;\n"
        "3 environment (disk, permission, memory); 4 another run holds the lock; 130, 143 stopped\n"
        "\n`pactpress COMMAND --help` tells more about a command.\n",
        out);
}

bool pp_option_at(size_t index, struct pp_option_about *out)
{
    if (index >= OPTION_COUNT)
        return false;
    const struct option *option = &options[index];
    *out = (struct pp_option_about){
        .name = option->name,
        .letter = option->letter,
        .value = option->type == FLAG ? NULL : option->value,
        .commands = option->commands,
        .choices = option->choices,
        .help = option->help};
    return true;
}
