#include "pactpress/method.h"

#include <string.h>

#include "pactpress/measure.h"
#include "pactpress/str.h"

static const struct pp_method_rule rules[] = {
    {"unique-persons", "people", "method.people", true, "max(U, a) ≤ n ≤ U + a1 + a2 + …",
     "FIPS 198-1",
     "A person is recognised over events, files, cities and periods by a keyed hash "
     "(HMAC-SHA-256) of the normalised identity; the set is exact, never a sketch. The project's "
     "number is the size of the union. Where U persons are identified and some events give only "
     "numbers a1, a2, ..., the union lies between max(U, the largest event) and U + a1 + a2 + "
     "...; where both ends meet, it is exact."},
    {"events", "people", "method.events", false, NULL, NULL,
     "An event belongs to the period of its first day, with all its participants. An event in "
     "several cities counts once in each of them and once in the project, so the cities do not "
     "add up to the project. An attendance row that names an event that no register holds makes "
     "an event of its own, and is reported. A city without any event in the period is unknown, and "
     "the project's number \"at least\", unless a register declares that it is complete until the "
     "end of the period or later: then the city has 0 events."},
    {"participants", "people", "method.events", false, NULL, NULL,
     "With an attendance list: unique persons plus rows without identity, staff and speakers "
     "apart. Without a list: the counts of attendance rows, else the count in the register, "
     "each with its state. A list wins over a count."},
    {"attendances", "people", "method.events", false, NULL, NULL,
     "The sum over events; the low and high ends of estimated counts are added up separately, "
     "an unknown count makes the sum \"at least\"."},
    {"hours", "people", "method.events", false, "Σ min / 60", NULL,
     "The sum of the minutes of all attendance rows, staff apart, divided by 60. Rows without "
     "minutes make the sum \"at least\"."},
    {"new-persons", "people", "method.new_persons", false, NULL, NULL,
     "Persons identified in this period and never before, from the start of the project on. "
     "Participants without identity widen the number to a range: they may be new or not; its low "
     "end is never less than all persons at least, less those before at most. Persons "
     "before + new persons = persons since the project's start, whenever all three are exact."},
    {"indicator", "indicators", "method.indicators", false, NULL, NULL,
     "An indicator of persons counts registered persons of its event types, each once, from the "
     "first participation on, staff and speakers apart. A number without a list of persons never "
     "enters. Before + new = total, always. An event that tells nothing at all makes the number "
     "\"at least\". Whoever counts under a part counts under the main indicator, once; parts may "
     "add up to more and are never added up. An indicator of events counts events held; one of "
     "values takes the declared value that stands at the end of the period, and before it the one "
     "that stood at the end of the previous period."},
    {"indicator-breakdown", "indicators", "method.indicators", false, NULL, NULL,
     "Gender and age are those of the first registration: what the earliest row that says it says. "
     "Age is counted on the day of the first registration; where only the year of birth is told, "
     "it is the age reached in that year. Where nothing is told or the age fits no bracket, the "
     "person stands under \"unknown\". Genders, ages and their combinations add up to all."},
    {"target", "indicators", "method.target", false, "T · d / D; 100 · n / T", NULL,
     "The target in force at the end of the period, and 100 x value / target. Expected by now: "
     "target x days passed / all days, from the start of the project to the day on which the "
     "target is due (or the end of the project); from that day on the target itself. Only what is "
     "counted from the start of the project on has a course: of a share or a mean nothing is "
     "expected."},
    {"time", "indicators", "method.target", false, "100 · d / D", NULL,
     "Months are calendar months that are touched; the share is that of days, from the first to "
     "the last day of the project."},
    {"row-accounts", "sources", "method.sources", true, NULL, NULL,
     "Per file, rows read = used + excluded by a rule + superseded + duplicates + held back. "
     "The figures are the sums over all files; in class restricted there is one for each file, "
     "numbered in the order of the report, and for each rule by which its rows were left out."},
    {"coverage", "sources", "method.coverage", false, NULL, NULL,
     "Attendance of a city is delivered when every event held in the period has a number of "
     "participants, in part when some have, and not delivered when none has; an event of a type "
     "without persons is asked for none. An assessment is delivered when every framework that asks "
     "the city has answers, in part when some have."},
    {"ready", "sources", "method.ready", false, NULL, NULL,
     "A ready figure of a named publisher, as it stands. It is never mixed with counts."},
    {"declared", "sources", "method.ready", false, NULL, NULL,
     "A value that somebody declared, with a document. It is never mixed with counts."},
    {"origins", "sources", "method.ready", false, NULL, NULL,
     "Figures with a value, by their rule: ready, declared, or computed from rows. Targets, time "
     "and sums of row accounts are none of them."},
    {"median-mid-point", "assessment", "method.assessment", true,
     "(x[⌊(n + 1) / 2⌋] + x[⌈(n + 1) / 2⌉]) / 2", "Stevens 1946",
     "The middle score in order of size; with an even number of scores the mean of the middle "
     "two, so 3 and 4 give 3.5."},
    {"respondents", "assessment", "method.assessment", true, NULL, NULL,
     "A respondent is one questionnaire: source and record id, as a keyed hash. A questionnaire "
     "answers each dimension once; ingest sees to that."},
    {"response-rate", "assessment", "method.response_rate", false, "100 · r / U", NULL,
     "100 x respondents / unique persons of the same city and period. Only where persons are "
     "exact, not 0, and not fewer than the respondents."},
    {"largest-remainder", "assessment", "method.shares", false, "⌊100 · k / n⌋ + 0 | 1; Σ = 100",
     "Balinski & Young 2001",
     "Method of Hamilton: each answer gets the whole part of 100 x count / n; what is missing to "
     "100 goes, one each, to the largest remainders; of equal remainders the lower answer is "
     "first. No share is more than one point off, and the set adds up to 100."},
    {"side-totals", "assessment", "method.shares", false, NULL, NULL,
     "Sums of the shares that the largest-remainder rule gave, so that a side total is exactly "
     "what a reader gets by adding the printed shares."},
    {"quartiles", "assessment", "method.quartiles", false, "(x[⌈n / 4⌉] + x[⌊n / 4⌋ + 1]) / 2",
     "Hyndman & Fan 1996",
     "The first, of n scores in order: where n / 4 is whole, the mean of the scores at that place "
     "and the next, else the score at the next whole place; the third, from the other end (Hyndman "
     "and Fan, definition 2, of which the median is the mid-point rule)."},
    {"mean", "assessment", "method.mean", false, "Σ x / n", NULL,
     "The sum of the scores, in whole half points, divided by their number: exact until it is "
     "rounded once. Scores are ordinal and the distances between them a convention, so median "
     "and distribution come first. One decimal only: a second would tell how many answered."},
    {"mean-of-cities", "assessment", "method.mean", false, "Σ M / m", NULL,
     "Only of the project, and of at least two cities: the sum of the cities' printed means, "
     "divided by their number. It has a row only where all of these means are printed."},
    {"interval-share", "assessment", "method.intervals", false,
     "(k / n − p)² ≤ z² · p · (1 − p) / m; z = 1.96; m = n · (N − 1) / (N − n)",
     "Wilson 1927; Cochran 1977",
     "Wilson's interval with z = 1.96, for k top answers of n: all p with (k/n - p)^2 <= z^2 p "
     "(1 - p) / n'. Where the unique persons N of the same city and period are exact and not "
     "fewer than n, n' = n (N - 1) / (N - n), the correction for a finite population; else n' = "
     "n. From 10 respondents on, and only where not everybody answered. It tells how far chance "
     "alone may have chosen the respondents, not who stayed away. It has a row only where all "
     "that it is computed from is printed."},
    {"interval-mean", "assessment", "method.intervals", false, "M ± t · s / √n · √(1 − n / N)",
     "Student 1908; Cochran 1977",
     "Mean +- t s / sqrt(n), with s^2 = sum of squared distances from the mean / (n - 1), and "
     "s^2 times 1 - n/N where N is known as for shares; cut at the ends of the scale. t is that "
     "of the nearest row at or below n - 1 degrees of freedom: 29 2.045, 30 2.042, 40 2.021, 60 "
     "2.000, 80 1.990, 100 1.984, 120 1.980, 1000 1.962. From 30 respondents on; below there is "
     "none, for scores of few answers are far from a bell. Else as for shares."},
    {"protection", "privacy", "method.privacy", true, NULL, "SDC 2024",
     "What has fewer people behind it than the threshold is withheld, and with it as few other "
     "figures as make sure that nobody can work it out; answers are printed from a number of "
     "respondents on. A project that rounds instead prints counts of people to base 5. Class "
     "restricted withholds nothing. See below, and disclosure.md."},
    {"change", "change", "method.change", true, "b − a", NULL,
     "The difference of the two printed values. Exact only when both are; a range when either is "
     "one; unknown when either is unknown or \"at least\". It is called clear only when all of "
     "it lies outside the project's dead band."},
};

enum { RULE_COUNT = sizeof rules / sizeof rules[0] };

static const struct pp_method_source sources[] = {
    {"Balinski & Young 2001",
     "M. Balinski and H. P. Young, Fair Representation, 2nd ed., 2001: Hamilton's method."},
    {"Cochran 1977",
     "W. G. Cochran, Sampling Techniques, 3rd ed., 1977, chapters 2 and 3: finite populations."},
    {"FIPS 198-1", "NIST, FIPS 198-1 (RFC 2104) with SHA-256 of FIPS 180-4: keyed hashes."},
    {"Hyndman & Fan 1996",
     "R. J. Hyndman and Y. Fan, \"Sample Quantiles in Statistical Packages\", The American "
     "Statistician 50, 1996: definition 2."},
    {"SDC 2024",
     "Handbook on Statistical Disclosure Control, 2nd ed., 2024 (sdcTools): thresholds, linked "
     "tables."},
    {"Stevens 1946",
     "S. S. Stevens, \"On the Theory of Scales of Measurement\", Science 103, 1946: ordinal data."},
    {"Student 1908", "Student, \"The Probable Error of a Mean\", Biometrika 6, 1908."},
    {"Wilson 1927",
     "E. B. Wilson, \"Probable Inference, the Law of Succession, and Statistical Inference\", "
     "Journal of the American Statistical Association 22, 1927."},
};

enum { SOURCE_COUNT = sizeof sources / sizeof sources[0] };

const struct pp_method_rule *pp_method_rule_at(size_t index)
{
    return index < RULE_COUNT ? &rules[index] : NULL;
}

const struct pp_method_rule *pp_method_rule_find(const char *name)
{
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (pp_streq(rules[i].name, name))
            return &rules[i];
    return NULL;
}

const struct pp_method_source *pp_method_source_at(size_t index)
{
    return index < SOURCE_COUNT ? &sources[index] : NULL;
}

/* A pattern as a reader may see it: "from {points, plural, ...} on" is "from ... on". */
static void append_pattern(struct pp_str *out, const char *pattern)
{
    int depth = 0;
    for (; *pattern != '\0'; pattern++) {
        if (*pattern == '{' && depth++ == 0)
            pp_str_append(out, "...");
        else if (*pattern == '}')
            depth--;
        else if (depth == 0)
            pp_str_append_char(out, *pattern);
    }
}

static void append_rule(
    struct pp_str *out, const struct pp_method_rule *rule, const struct pp_catalog *english)
{
    const struct pp_string *says = pp_catalog_find(english, rule->says);
    pp_str_printf(out, "\n### %s\n\n%s\n", rule->name, rule->text);
    if (rule->formula != NULL)
        pp_str_printf(out, "\n    %s\n", rule->formula);
    if (rule->source != NULL)
        pp_str_printf(out, "\nSource: %s.\n", rule->source);
    if (says != NULL) {
        pp_str_append(out, "\nPrinted: *");
        append_pattern(out, says->pattern);
        pp_str_append(out, "*\n");
    }
}

void pp_method_document(const struct pp_catalog *english, struct pp_str *out)
{
    const struct pp_measure *measure;
    pp_str_append(
        out, "| measure | unit | decimals | what it is | rule |\n|---|---|---|---|---|\n");
    for (size_t i = 0; (measure = pp_measure_at(i)) != NULL; i++)
        pp_str_printf(
            out, "| `%s` | %s | %d | %s | [%s](#%s) |\n", measure->name,
            pp_unit_name(measure->unit), measure->decimals, measure->meaning, measure->rule,
            measure->rule);
    for (size_t i = 0; i < RULE_COUNT; i++)
        append_rule(out, &rules[i], english);
    pp_str_append(out, "\n### Sources\n\n");
    for (size_t i = 0; i < SOURCE_COUNT; i++)
        pp_str_printf(out, "- %s: %s\n", sources[i].name, sources[i].text);
}
