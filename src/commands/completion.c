/* completion: what the tables of commands and options say, for bash, zsh and fish. */
#include <stdio.h>
#include <string.h>

#include "pactpress/commands.h"
#include "pactpress/run.h"
#include "pactpress/str.h"

static bool knows(const struct pp_option_about *option, const struct pp_command *command)
{
    return strchr(option->commands, '*') || strchr(option->commands, command->letter);
}

static bool is_folder(const struct pp_option_about *option)
{
    return pp_streq(option->value, "DIR");
}

static bool is_file(const struct pp_option_about *option)
{
    return pp_streq(option->value, "FILE");
}

static void put_choices(const struct pp_option_about *option)
{
    for (size_t i = 0; option->choices[i]; i++)
        printf("%s%s", i ? " " : "", option->choices[i]);
}

/* Text within single quotes; `special` are characters that take a backslash besides. */
static void put_quoted(const char *text, const char *special)
{
    for (; *text; text++) {
        if (*text == '\'')
            fputs("'\\'", stdout);
        else if (strchr(special, *text))
            putchar('\\');
        putchar(*text);
    }
}

/* --- bash */

static void put_words(const struct pp_command *command)
{
    struct pp_option_about option;
    for (size_t i = 0; pp_option_at(i, &option); i++) {
        if (!knows(&option, command))
            continue;
        if (*option.name)
            printf(" --%s", option.name);
        if (option.letter)
            printf(" -%c", option.letter);
    }
}

/* `case $previous in` branches: allowed values, or files and folders. */
static void put_values(void)
{
    struct pp_option_about option;
    for (size_t i = 0; pp_option_at(i, &option); i++) {
        if (!option.value)
            continue;
        printf("    ");
        if (*option.name)
            printf("--%s", option.name);
        if (option.letter)
            printf("%s-%c", *option.name ? "|" : "", option.letter);
        if (option.choices) {
            printf(") COMPREPLY=($(compgen -W '");
            put_choices(&option);
            puts("' -- \"$word\")) && return ;;");
        } else if (is_folder(&option) || is_file(&option)) {
            printf(
                ") COMPREPLY=($(compgen -%c -- \"$word\")) && return ;;\n",
                is_folder(&option) ? 'd' : 'f');
        } else {
            puts(") return ;;");
        }
    }
}

static void complete_bash(void)
{
    puts("# Completion of pactpress for bash, made by `pactpress completion bash`.\n"
         "_pactpress() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command= "
         "i\n"
         "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
         "        case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]} && break ;; esac\n"
         "    done\n"
         "    case $previous in");
    put_values();
    puts("    esac\n    case $command in");
    for (const struct pp_command *command = pp_commands; command->name; command++) {
        printf("    %s) COMPREPLY=($(compgen -W '", command->name);
        put_words(command);
        puts("' -- \"$word\")) ;;");
    }
    fputs("    *) COMPREPLY=($(compgen -W '--help --version", stdout);
    for (const struct pp_command *command = pp_commands; command->name; command++)
        printf(" %s", command->name);
    puts("' -- \"$word\")) ;;\n"
         "    esac\n"
         "    [[ $word == -* || -z $command || ${#COMPREPLY[@]} -gt 0 && -n $word ]] ||\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "}\n"
         "complete -o filenames -F _pactpress pactpress");
}

/* --- zsh */

/* '*'{-j,--jobs=}'[text]:N:' or '*--quiet[text]' */
static void put_zsh_option(const struct pp_option_about *option)
{
    const char *equals = option->value ? "=" : "";
    fputs("        '*'", stdout);
    if (option->letter && *option->name)
        printf("{-%c,--%s%s}", option->letter, option->name, equals);
    else if (option->letter)
        printf("-%c", option->letter);
    else
        printf("--%s%s", option->name, equals);
    fputs("'[", stdout);
    put_quoted(option->help, "[]\\:");
    fputs("]", stdout);
    if (option->value)
        printf(":%s:", option->value);
    if (option->choices) {
        putchar('(');
        put_choices(option);
        putchar(')');
    } else if (is_folder(option) || is_file(option)) {
        fputs(is_folder(option) ? "_files -/" : "_files", stdout);
    }
    puts("' \\");
}

static void complete_zsh(void)
{
    struct pp_option_about option;
    puts("#compdef pactpress\n"
         "# Completion of pactpress for zsh, made by `pactpress completion zsh`.\n"
         "local -a verbs=(");
    for (const struct pp_command *command = pp_commands; command->name; command++) {
        printf("    '%s:", command->name);
        put_quoted(command->summary, "\\:");
        puts("'");
    }
    puts(")\n"
         "if (( CURRENT == 2 )); then\n"
         "    _describe command verbs\n"
         "    return\n"
         "fi\n"
         "case $words[2] in");
    for (const struct pp_command *command = pp_commands; command->name; command++) {
        printf("%s)\n    _arguments -s \\\n", command->name);
        for (size_t i = 0; pp_option_at(i, &option); i++)
            if (knows(&option, command))
                put_zsh_option(&option);
        puts("        '*: :_files'\n    ;;");
    }
    puts("esac");
}

/* --- fish */

static void put_fish_option(const struct pp_option_about *option, const struct pp_command *command)
{
    printf("complete -c pactpress -n '__fish_seen_subcommand_from %s'", command->name);
    if (option->letter)
        printf(" -s %c", option->letter);
    if (*option->name)
        printf(" -l %s", option->name);
    if (option->choices) {
        fputs(" -x -a '", stdout);
        put_choices(option);
        putchar('\'');
    } else if (is_folder(option)) {
        fputs(" -x -a '(__fish_complete_directories)'", stdout);
    } else if (option->value) {
        fputs(is_file(option) ? " -r -F" : " -x", stdout);
    }
    fputs(" -d '", stdout);
    put_quoted(option->help, "\\");
    puts("'");
}

static void complete_fish(void)
{
    struct pp_option_about option;
    puts("# Completion of pactpress for fish, made by `pactpress completion fish`.");
    for (const struct pp_command *command = pp_commands; command->name; command++) {
        printf("complete -c pactpress -n __fish_use_subcommand -f -a %s -d '", command->name);
        put_quoted(command->summary, "\\");
        puts("'");
        for (size_t i = 0; pp_option_at(i, &option); i++)
            if (knows(&option, command))
                put_fish_option(&option, command);
    }
}

enum pp_status pp_command_completion(struct pp_run *run, const struct pp_options *options)
{
    const char *shell = options->arguments.count ? options->arguments.items[0] : "bash";
    if (pp_streq(shell, "bash"))
        complete_bash();
    else if (pp_streq(shell, "zsh"))
        complete_zsh();
    else if (pp_streq(shell, "fish"))
        complete_fish();
    else
        pp_error(
            run, PP_NOWHERE, "completion.shell",
            "there is no completion for \"%s\"; it is one of: bash, zsh, fish", shell);
    return pp_diag_count(run, PP_ERROR) ? PP_USAGE : PP_OK;
}
