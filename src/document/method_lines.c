#include "pactpress/method_lines.h"

#include "pactpress/project.h"
#include "pactpress/str.h"

static bool computes(const struct pp_figure_table *table, const char *rule)
{
    for (size_t i = 0; i < table->count; i++)
        if (pp_streq(table->items[i].from.rule, rule))
            return true;
    return false;
}

static struct pp_arg number(const char *name, int64_t value)
{
    return (struct pp_arg){.name = name, .kind = PP_ARG_NUMBER, .value = value};
}

/* The rule of pp_change_is_clear, in words: a band of 0 is one of 1, for no change is none. */
static void change_args(
    struct pp_arena *arena, const struct pp_project *project, struct pp_method_line *line)
{
    int64_t points = project->dead_band.percent_points, persons = project->dead_band.persons;
    struct pp_arg args[] = {
        number("points", points > 0 ? points : 1), number("persons", persons > 0 ? persons : 1)};
    line->args = pp_arena_memdup(arena, args, sizeof args);
    line->arg_count = 2;
}

static void privacy_args(
    struct pp_arena *arena, const struct pp_project *project, const char *klass,
    struct pp_method_line *line)
{
    struct pp_arg args[] = {
        number("threshold", project->privacy.threshold),
        number("respondents", project->privacy.respondents), number("base", PP_ROUNDING_BASE)};
    if (pp_streq(klass, "restricted"))
        line->says = "method.privacy.restricted";
    else if (pp_streq(project->privacy.method, "round"))
        line->says = "legend.rounded";
    line->args = pp_arena_memdup(arena, args, sizeof args);
    line->arg_count = 3;
}

/* False: this edition counts no rows. */
static bool account_args(
    struct pp_arena *arena, const struct pp_results *results, struct pp_method_line *line)
{
    static const char *const names[][2] = {
        {"files", "files.read"},
        {"read", "rows.read"},
        {"used", "rows.used"},
        {"excluded", "rows.excluded"},
        {"superseded", "rows.superseded"},
        {"duplicates", "rows.duplicates"},
        {"held_back", "rows.held_back"},
    };
    enum { COUNT = sizeof names / sizeof names[0] };
    struct pp_arg *args = pp_arena_array(arena, COUNT, sizeof *args);
    for (size_t i = 0; i < COUNT; i++) {
        const struct pp_figure *figure =
            pp_figure_get(results->table, names[i][1], NULL, NULL, NULL, NULL, results->period.key);
        if (figure == NULL)
            return false;
        args[i] = (struct pp_arg){.name = names[i][0], .kind = PP_ARG_FIGURE, .figure = figure};
    }
    line->args = args;
    line->arg_count = COUNT;
    return true;
}

static bool fill_line(
    struct pp_arena *arena, const struct pp_results *results, const char *klass,
    struct pp_method_line *line)
{
    if (pp_streq(line->says, "method.sources"))
        return account_args(arena, results, line);
    if (pp_streq(line->says, "method.privacy"))
        privacy_args(arena, results->project, klass, line);
    if (pp_streq(line->says, "method.change"))
        change_args(arena, results->project, line);
    return true;
}

/* The line that says a rule: the last one, when it says this, too. NULL: there is nothing to say.
 */
static struct pp_method_line *line_of(
    struct pp_arena *arena, const struct pp_results *results, const char *klass,
    const struct pp_method_rule *rule, struct pp_method_lines *out)
{
    struct pp_method_line line = {.says = rule->says}, *last;
    const struct pp_method_rule *before = NULL;
    if (out->count > 0) {
        last = &out->items[out->count - 1];
        before = last->rules.items[0];
        if (pp_streq(before->says, rule->says))
            return last;
    }
    if (!fill_line(arena, results, klass, &line))
        return NULL;
    if (before == NULL || !pp_streq(before->topic, rule->topic))
        line.head = pp_arena_printf(arena, "method.%s.head", rule->topic);
    last = PP_PUSH(arena, out);
    *last = line;
    return last;
}

void pp_method_lines(
    struct pp_arena *arena, const struct pp_results *results, const char *klass, bool brief,
    struct pp_method_lines *out)
{
    const struct pp_method_rule *rule;
    for (size_t i = 0; (rule = pp_method_rule_at(i)) != NULL; i++) {
        bool always = pp_streq(rule->topic, "privacy");
        struct pp_method_line *line = NULL;
        if ((rule->brief || !brief) && (always || computes(results->table, rule->name)))
            line = line_of(arena, results, klass, rule, out);
        if (line != NULL)
            *(const struct pp_method_rule **)PP_PUSH(arena, &line->rules) = rule;
    }
}

const char *pp_method_notation(struct pp_arena *arena, const struct pp_method_rule *rule)
{
    const char *text = rule->name;
    if (rule->formula != NULL)
        text = pp_arena_printf(arena, "%s: %s", text, rule->formula);
    if (rule->source != NULL)
        text = pp_arena_printf(arena, "%s (%s)", text, rule->source);
    return text;
}
