#include "pactpress/message.h"

#include <string.h>

#include "pactpress/arena.h"
#include "pactpress/run.h"
#include "pactpress/str.h"
#include "message_parts.h"

struct formatter {
    struct pp_run *run;
    struct pp_arena *arena;
    const struct pp_locale *locale;
    const struct pp_message *message;
    const struct pp_arg *args;
    size_t arg_count;
    struct pp_pieces *out;
};

/* The choice around a part. */
struct context {
    const struct pp_arg *arg; /* of the plural that `#` stands for */
    int64_t offset;
    const struct pp_arg *worded; /* figure whose branch says its state in words: no mark besides */
};

static void add_piece(struct formatter *formatter, const char *text, const struct pp_arg *arg)
{
    if (pp_is_empty(text) && (arg == NULL || arg->kind != PP_ARG_NODE))
        return;
    struct pp_pieces *out = formatter->out;
    struct pp_piece *last = out->count > 0 ? &out->items[out->count - 1] : NULL;
    if (arg == NULL && last != NULL && last->arg == NULL) {
        last->text = pp_arena_printf(formatter->arena, "%s%s", last->text, text);
        return;
    }
    struct pp_piece *piece = PP_PUSH(formatter->arena, out);
    *piece = (struct pp_piece){text != NULL ? text : "", arg};
}

static enum pp_status find_arg(
    struct formatter *formatter, const struct pp_part *part, const struct pp_arg **out)
{
    for (size_t i = 0; i < formatter->arg_count; i++)
        if (pp_streq(formatter->args[i].name, part->name)) {
            *out = &formatter->args[i];
            return PP_OK;
        }
    struct pp_str known;
    pp_str_init(&known);
    for (size_t i = 0; i < formatter->arg_count; i++)
        pp_str_printf(&known, "%s{%s}", i > 0 ? ", " : "", formatter->args[i].name);
    pp_error(
        formatter->run, part->where, "message.unknown-argument",
        "There is no {%s} to print here; %s%s%s.", part->name,
        known.length > 0 ? "this text may use " : "this text takes no arguments", known.text, "");
    pp_str_free(&known);
    return PP_DATA;
}

static bool is_exact(const struct pp_figure *figure)
{
    return figure->state == PP_EXACT || figure->state == PP_ROUNDED;
}

/* How an argument prints without a format of the pattern. */
static const char *plain_text(struct formatter *formatter, const struct pp_arg *arg)
{
    const struct pp_locale *locale = formatter->locale;
    struct pp_arena *arena = formatter->arena;
    switch (arg->kind) {
    case PP_ARG_NUMBER:
        return arg->text != NULL ? arg->text
                                 : pp_locale_number(locale, arena, arg->value, arg->decimals);
    case PP_ARG_FIGURE:
        return pp_figure_print(locale, arena, arg->figure);
    case PP_ARG_DAY:
        return pp_locale_date(locale, arena, arg->day, PP_DATE_LONG);
    case PP_ARG_PERIOD:
        return pp_locale_period(locale, arena, arg->period);
    default:
        return arg->text;
    }
}

static const char *number_text(
    struct formatter *formatter, const struct pp_arg *arg, enum pp_part_kind kind)
{
    int64_t value = arg->value;
    int decimals = arg->decimals;
    if (arg->kind == PP_ARG_FIGURE) {
        if (!is_exact(arg->figure) || kind == PP_PART_NUMBER)
            return plain_text(formatter, arg);
        value = arg->figure->lo;
        decimals = arg->figure->decimals;
    } else if (arg->kind != PP_ARG_NUMBER) {
        return plain_text(formatter, arg);
    }
    if (kind == PP_PART_SIGNED)
        return pp_locale_signed(formatter->locale, formatter->arena, value, decimals);
    if (kind == PP_PART_PERCENT)
        return pp_locale_percent(formatter->locale, formatter->arena, value, decimals);
    return pp_locale_number(formatter->locale, formatter->arena, value, decimals);
}

static const char *date_text(
    struct formatter *formatter, const struct pp_arg *arg, enum pp_date_style style)
{
    if (arg->kind != PP_ARG_DAY)
        return plain_text(formatter, arg);
    return pp_locale_date(formatter->locale, formatter->arena, arg->day, style);
}

static const struct pp_branch *find_branch(const struct pp_part *part, const char *keyword)
{
    for (size_t i = 0; keyword != NULL && i < part->branches.count; i++)
        if (pp_streq(part->branches.items[i].keyword, keyword))
            return &part->branches.items[i];
    return NULL;
}

/* The branch keyword of a figure's state. */
static const char *state_keyword(enum pp_state state)
{
    switch (state) {
    case PP_ESTIMATED:
        return "estimated";
    case PP_AT_LEAST:
        return "at_least";
    case PP_UNKNOWN:
        return "unknown";
    case PP_NOT_ASSESSED:
        return "not_assessed";
    case PP_SUPPRESSED:
        return "withheld";
    default:
        return NULL;
    }
}

static bool same_number(int64_t a, int a_decimals, int64_t b, int b_decimals)
{
    for (; a_decimals > b_decimals && a % 10 == 0; a_decimals--)
        a /= 10;
    for (; b_decimals > a_decimals && b % 10 == 0; b_decimals--)
        b /= 10;
    return a_decimals == b_decimals && a == b;
}

static int64_t power_of_ten(int decimals)
{
    int64_t power = 1;
    while (decimals-- > 0)
        power *= 10;
    return power;
}

/* The number that a plural chooses by; false when there is none. A range counts as its end (CLDR's
 * plural ranges do so in nearly all languages), an open one as its start. */
static bool plural_operand(const struct pp_arg *arg, int64_t *value, int *decimals, bool *exact)
{
    *exact = true;
    if (arg->kind == PP_ARG_NUMBER) {
        *value = arg->value;
        *decimals = arg->decimals;
        return true;
    }
    if (arg->kind != PP_ARG_FIGURE)
        return false;
    const struct pp_figure *figure = arg->figure;
    *exact = is_exact(figure);
    *value = figure->state == PP_ESTIMATED ? figure->hi : figure->lo;
    *decimals = figure->decimals;
    return *exact || figure->state == PP_ESTIMATED || figure->state == PP_AT_LEAST;
}

static const struct pp_branch *choose_plural(
    const struct formatter *formatter, const struct pp_part *part, const struct pp_arg *arg)
{
    const struct pp_branch *branch = NULL;
    int64_t value;
    int decimals;
    bool exact;
    if (arg->kind == PP_ARG_FIGURE)
        branch = find_branch(part, state_keyword(arg->figure->state));
    if (branch != NULL || !plural_operand(arg, &value, &decimals, &exact))
        return branch != NULL ? branch : find_branch(part, "other");
    for (size_t i = 0; exact && i < part->branches.count; i++) {
        const struct pp_branch *choice = &part->branches.items[i];
        if (choice->exact && same_number(value, decimals, choice->value, choice->decimals))
            return choice;
    }
    const char *category = pp_locale_plural(
        formatter->locale, value - part->offset * power_of_ten(decimals), decimals,
        part->kind == PP_PART_ORDINAL);
    branch = find_branch(part, category);
    return branch != NULL ? branch : find_branch(part, "other");
}

static const struct pp_branch *choose_word(const struct pp_part *part, const struct pp_arg *arg)
{
    const struct pp_branch *branch;
    if (arg->kind == PP_ARG_FIGURE)
        branch = find_branch(part, state_keyword(arg->figure->state));
    else
        branch = find_branch(part, arg->text);
    return branch != NULL ? branch : find_branch(part, "other");
}

/* A figure whose state the branch around it tells: "about 60 people", not "about ≈ 60 people". */
static const char *value_without_mark(struct formatter *formatter, const struct pp_arg *arg)
{
    struct pp_figure plain = *arg->figure;
    bool single = plain.state == PP_AT_LEAST || plain.lo == plain.hi;
    if (plain.state == PP_AT_LEAST || (plain.state == PP_ESTIMATED && single)) {
        plain.state = PP_EXACT;
        plain.hi = plain.lo;
    }
    return pp_figure_print(formatter->locale, formatter->arena, &plain);
}

static const char *number_sign(struct formatter *formatter, const struct context *context)
{
    const struct pp_arg *arg = context->arg;
    if (arg == context->worded)
        return value_without_mark(formatter, arg);
    int64_t value;
    int decimals;
    bool exact;
    if (context->offset == 0 || !plural_operand(arg, &value, &decimals, &exact) || !exact)
        return plain_text(formatter, arg);
    return pp_locale_number(
        formatter->locale, formatter->arena, value - context->offset * power_of_ten(decimals),
        decimals);
}

static enum pp_status format_parts(
    struct formatter *formatter, const struct pp_parts *parts, struct context context);

static enum pp_status format_choice(
    struct formatter *formatter, const struct pp_part *part, const struct pp_arg *arg,
    struct context context)
{
    const struct pp_branch *branch =
        part->kind == PP_PART_SELECT ? choose_word(part, arg) : choose_plural(formatter, part, arg);
    if (part->kind != PP_PART_SELECT) {
        context.arg = arg;
        context.offset = part->offset;
    }
    if (arg->kind == PP_ARG_FIGURE && pp_streq(branch->keyword, state_keyword(arg->figure->state)))
        context.worded = arg;
    return format_parts(formatter, &branch->parts, context);
}

static enum pp_status format_part(
    struct formatter *formatter, const struct pp_part *part, struct context context)
{
    const struct pp_arg *arg = NULL;
    if (part->kind == PP_PART_TEXT) {
        add_piece(formatter, part->text, NULL);
        return PP_OK;
    }
    if (part->kind == PP_PART_NUMBER_SIGN) {
        add_piece(formatter, number_sign(formatter, &context), context.arg);
        return PP_OK;
    }
    PP_TRY(find_arg(formatter, part, &arg));
    if (part->kind >= PP_PART_PLURAL)
        return format_choice(formatter, part, arg, context);
    if (arg == context.worded && part->kind < PP_PART_DATE) {
        add_piece(formatter, value_without_mark(formatter, arg), arg);
        return PP_OK;
    }
    switch (part->kind) {
    case PP_PART_NUMBER:
    case PP_PART_SIGNED:
    case PP_PART_PERCENT:
        add_piece(formatter, number_text(formatter, arg, part->kind), arg);
        return PP_OK;
    case PP_PART_DATE:
        add_piece(formatter, date_text(formatter, arg, part->date), arg);
        return PP_OK;
    default:
        add_piece(formatter, plain_text(formatter, arg), arg);
        return PP_OK;
    }
}

static enum pp_status format_parts(
    struct formatter *formatter, const struct pp_parts *parts, struct context context)
{
    for (size_t i = 0; i < parts->count; i++)
        PP_TRY(format_part(formatter, &parts->items[i], context));
    return PP_OK;
}

enum pp_status pp_message_format(
    struct pp_run *run, struct pp_arena *arena, const struct pp_locale *locale,
    const struct pp_message *message, const struct pp_arg *args, size_t arg_count,
    struct pp_pieces *out)
{
    struct pp_pieces pieces = {0};
    struct formatter formatter = {run, arena, locale, message, args, arg_count, &pieces};
    PP_TRY(format_parts(&formatter, &message->parts, (struct context){0}));
    *out = pieces;
    return PP_OK;
}

enum pp_status pp_message_text(
    struct pp_run *run, struct pp_arena *arena, const struct pp_locale *locale,
    const struct pp_message *message, const struct pp_arg *args, size_t arg_count, const char **out)
{
    struct pp_pieces pieces;
    PP_TRY(pp_message_format(run, arena, locale, message, args, arg_count, &pieces));
    struct pp_str text;
    pp_str_init(&text);
    for (size_t i = 0; i < pieces.count; i++)
        pp_str_append(&text, pieces.items[i].text);
    *out = pp_str_copy(&text, arena);
    pp_str_free(&text);
    return PP_OK;
}

/* Calls for every part of the tree, in order of appearance. */
static void collect_names(
    struct pp_arena *arena, const struct pp_parts *parts, struct pp_strings *names)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct pp_part *part = &parts->items[i];
        size_t k = 0;
        while (part->name != NULL && k < names->count && !pp_streq(names->items[k], part->name))
            k++;
        if (part->name != NULL && k == names->count)
            *(const char **)PP_PUSH(arena, names) = part->name;
        for (size_t b = 0; b < part->branches.count; b++)
            collect_names(arena, &part->branches.items[b].parts, names);
    }
}

const char *const *pp_message_arguments(struct pp_arena *arena, const struct pp_message *message)
{
    struct pp_strings names = {0};
    collect_names(arena, &message->parts, &names);
    *(const char **)PP_PUSH(arena, &names) = NULL;
    return names.items;
}

static bool has_branch(const struct pp_parts *parts, const char *name, const char *keyword)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct pp_part *part = &parts->items[i];
        if (pp_streq(part->name, name) && part->name != NULL && find_branch(part, keyword) != NULL)
            return true;
        for (size_t b = 0; b < part->branches.count; b++)
            if (has_branch(&part->branches.items[b].parts, name, keyword))
                return true;
    }
    return false;
}

bool pp_message_has_branch(const struct pp_message *message, const char *name, const char *keyword)
{
    return has_branch(&message->parts, name, keyword);
}
