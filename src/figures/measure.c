#include "pactpress/measure.h"

#include <string.h>

#include "pactpress/str.h"

enum {
    CITY = PP_TAKES_CITY,
    SURVEY = PP_TAKES_CITY | PP_TAKES_FRAMEWORK,
    QUESTION = PP_TAKES_CITY | PP_TAKES_FRAMEWORK | PP_TAKES_DIMENSION
};

static const struct pp_measure measures[] = {
    {"events.held", PP_UNIT_EVENTS, 0, CITY, "events",
     "Events that took place, by their first day; an event of several cities counts once in the "
     "project."},
    {"events.shared", PP_UNIT_EVENTS, 0, CITY, "events",
     "Of the events held, those with more than one city."},
    {"events.planned", PP_UNIT_EVENTS, 0, CITY, "events",
     "Planned events from the first day of the period on."},
    {"event.participants", PP_UNIT_PERSONS, 0, PP_TAKES_BREAKDOWN, "participants",
     "Participants of one event, staff apart."},
    {"attendance.attendances", PP_UNIT_ATTENDANCES, 0, CITY, "attendances",
     "Sum of the participants of all events held."},
    {"attendance.persons", PP_UNIT_PERSONS, 0, CITY, "unique-persons",
     "Unique persons who took part in at least one event whose type counts persons."},
    {"attendance.persons_before", PP_UNIT_PERSONS, 0, CITY, "unique-persons",
     "Unique persons from the start of the project to the day before the period."},
    {"attendance.new_persons", PP_UNIT_PERSONS, 0, CITY, "new-persons",
     "Persons first seen in this period."},
    {"attendance.persons_change", PP_UNIT_PERSONS, 0, CITY, "change",
     "Unique persons less those of the previous period."},
    {"attendance.hours", PP_UNIT_HOURS, 1, CITY, "hours",
     "Time that participants spent at events, where an export has minutes."},
    {"assessment.respondents", PP_UNIT_PERSONS, 0, SURVEY, "respondents",
     "Questionnaires with at least one score."},
    {"assessment.response_rate", PP_UNIT_PERCENT, 0, SURVEY, "response-rate",
     "Respondents in percent of unique persons."},
    {"assessment.n", PP_UNIT_PERSONS, 0, QUESTION, "respondents",
     "Respondents who gave a score in this dimension."},
    {"assessment.missing", PP_UNIT_ANSWERS, 0, QUESTION, "respondents",
     "Questionnaires that left the question blank."},
    {"assessment.not_applicable", PP_UNIT_ANSWERS, 0, QUESTION, "respondents",
     "Answers such as \"don't know\" or \"not applicable\"."},
    {"assessment.answers", PP_UNIT_ANSWERS, 0, QUESTION | PP_TAKES_BREAKDOWN, "respondents",
     "How many gave this answer."},
    {"assessment.share", PP_UNIT_PERCENT, 0, QUESTION | PP_TAKES_BREAKDOWN, "largest-remainder",
     "Share of this answer among the scores; the shares of a dimension add up to 100."},
    {"assessment.share_low", PP_UNIT_PERCENT, 0, QUESTION, "side-totals",
     "Share of the answers below the middle of the scale."},
    {"assessment.share_neutral", PP_UNIT_PERCENT, 0, QUESTION, "side-totals",
     "Share of the answer in the middle of the scale."},
    {"assessment.share_high", PP_UNIT_PERCENT, 0, QUESTION, "side-totals",
     "Share of the answers above the middle of the scale."},
    {"assessment.share_top", PP_UNIT_PERCENT, 0, QUESTION, "side-totals",
     "Share of the top answers, from the framework's `top` on."},
    {"assessment.share_top_change", PP_UNIT_PERCENT_POINTS, 0, QUESTION, "change",
     "Share of the top answers less that of the previous period."},
    {"assessment.median", PP_UNIT_SCORE, 1, QUESTION, "median-mid-point", "The middle score."},
    {"assessment.quartile1", PP_UNIT_SCORE, 1, QUESTION, "quartiles",
     "A quarter of the scores is this or lower."},
    {"assessment.quartile3", PP_UNIT_SCORE, 1, QUESTION, "quartiles",
     "A quarter of the scores is this or higher."},
    {"assessment.mean", PP_UNIT_SCORE, 1, QUESTION, "mean",
     "Arithmetic mean of the scores, beside median and distribution: every respondent weighs "
     "alike."},
    {"assessment.mean_of_cities", PP_UNIT_SCORE, 1, QUESTION, "mean-of-cities",
     "Mean of the means of the cities that have answers: every city weighs alike."},
    {"assessment.share_top_from", PP_UNIT_PERCENT, 0, QUESTION, "interval-share",
     "Lower end of the 95 % interval of the share of the top answers."},
    {"assessment.share_top_to", PP_UNIT_PERCENT, 0, QUESTION, "interval-share",
     "Upper end of the 95 % interval of the share of the top answers."},
    {"assessment.mean_from", PP_UNIT_SCORE, 1, QUESTION, "interval-mean",
     "Lower end of the 95 % interval of the mean."},
    {"assessment.mean_to", PP_UNIT_SCORE, 1, QUESTION, "interval-mean",
     "Upper end of the 95 % interval of the mean."},
    {"indicator.before", PP_UNIT_PERSONS, 0, PP_TAKES_BREAKDOWN, "indicator",
     "What an indicator counted from the start of the project to the day before the period."},
    {"indicator.new", PP_UNIT_PERSONS, 0, PP_TAKES_BREAKDOWN, "indicator",
     "What an indicator counted first in this period."},
    {"indicator.total", PP_UNIT_PERSONS, 0, PP_TAKES_BREAKDOWN, "indicator",
     "Before and new together: since the start of the project."},
    {"indicator.persons", PP_UNIT_PERSONS, 0, PP_TAKES_BREAKDOWN, "indicator-breakdown",
     "Registered persons by gender and age, and by target group: new ones of the period, and all "
     "since the start."},
    {"indicator.events", PP_UNIT_EVENTS, 0, PP_TAKES_BREAKDOWN, "events",
     "Events of the period that an indicator looks at."},
    {"indicator.events_unlisted", PP_UNIT_EVENTS, 0, PP_TAKES_BREAKDOWN, "indicator",
     "Of these, events without a list of persons: nobody of them is in the indicator."},
    {"coverage.cities", PP_UNIT_CITIES, 0, 0, "coverage",
     "Cities that belong to the project in this period."},
    {"coverage.delivered", PP_UNIT_CITIES, 0, 0, "coverage",
     "Of these, cities from which anything arrived."},
    {"coverage.attendance", PP_UNIT_CITIES, 0, 0, "coverage",
     "Of these, cities from which attendance arrived."},
    {"coverage.assessment", PP_UNIT_CITIES, 0, 0, "coverage",
     "Of these, cities from which assessments arrived."},
    {"project.months", PP_UNIT_NUMBER, 0, 0, "time", "Calendar months of the project."},
    {"project.months_passed", PP_UNIT_NUMBER, 0, 0, "time",
     "Of these, months that have begun by the end of the period."},
    {"project.passed", PP_UNIT_PERCENT, 0, 0, "time",
     "Days of the project that have passed at the end of the period, of all its days."},
    {"figures.from_rows", PP_UNIT_NUMBER, 0, 0, "origins",
     "Figures of this edition with a value that was counted from rows."},
    {"figures.ready", PP_UNIT_NUMBER, 0, 0, "origins",
     "Figures of this edition that a publisher gives."},
    {"figures.declared", PP_UNIT_NUMBER, 0, 0, "origins",
     "Figures of this edition that somebody declared."},
    {"files.read", PP_UNIT_FILES, 0, 0, "row-accounts", "Files that were read."},
    {"rows.read", PP_UNIT_ROWS, 0, PP_TAKES_BREAKDOWN, "row-accounts", "Rows that were read."},
    {"rows.used", PP_UNIT_ROWS, 0, PP_TAKES_BREAKDOWN, "row-accounts",
     "Rows that entered the figures."},
    {"rows.excluded", PP_UNIT_ROWS, 0, PP_TAKES_BREAKDOWN, "row-accounts",
     "Rows left out by a stated rule."},
    {"rows.superseded", PP_UNIT_ROWS, 0, PP_TAKES_BREAKDOWN, "row-accounts",
     "Rows replaced by a later export of the same record."},
    {"rows.duplicates", PP_UNIT_ROWS, 0, PP_TAKES_BREAKDOWN, "row-accounts",
     "Rows that repeat another row."},
    {"rows.held_back", PP_UNIT_ROWS, 0, PP_TAKES_BREAKDOWN, "row-accounts",
     "Rows held back for correction."},
};

enum { MEASURE_COUNT = sizeof measures / sizeof measures[0] };

static const struct pp_measure_rule rules[] = {
    {"events",
     "An event belongs to the period of its first day, with all its participants. An event in "
     "several cities counts once in each of them and once in the project, so the cities do not "
     "add up to the project. An attendance row that names an event that no register holds makes "
     "an event of its own, and is reported. A city has 0 events when a register that speaks for "
     "it holds rows of the period; otherwise its number is unknown."},
    {"participants",
     "With an attendance list: unique persons plus rows without identity, staff and speakers "
     "apart. Without a list: the counts of attendance rows, else the count in the register, "
     "each with its state. A list wins over a count."},
    {"attendances",
     "The sum over events; the low and high ends of estimated counts are added up separately, "
     "an unknown count makes the sum \"at least\"."},
    {"unique-persons",
     "A person is recognised over events, files, cities and periods by a keyed hash "
     "(HMAC-SHA-256) of the normalised identity; the set is exact, never a sketch. The project's "
     "number is the size of the union. Where U persons are identified and some events give only "
     "numbers a1, a2, ..., the union lies between max(U, the largest event) and U + a1 + a2 + "
     "...; where both ends meet, it is exact."},
    {"new-persons",
     "Persons identified in this period and never before, from the start of the project on. "
     "Participants without identity widen the number to a range: they may be new or not; its low "
     "end is never less than all persons at least, less those before at most. Persons "
     "before + new persons = persons since the project's start, whenever all three are exact."},
    {"change",
     "The difference of the two printed values. Exact only when both are; a range when either is "
     "one; unknown when either is unknown or \"at least\". It is called clear only when all of "
     "it lies outside the project's dead band."},
    {"hours",
     "The sum of the minutes of all attendance rows, staff apart, divided by 60. Rows without "
     "minutes make the sum \"at least\"."},
    {"respondents",
     "A respondent is one questionnaire: source and record id, as a keyed hash. A questionnaire "
     "answers each dimension once; ingest sees to that."},
    {"response-rate",
     "100 x respondents / unique persons of the same city and period. Only where persons are "
     "exact, not 0, and not fewer than the respondents."},
    {"largest-remainder",
     "Method of Hamilton: each answer gets the whole part of 100 x count / n; what is missing to "
     "100 goes, one each, to the largest remainders; of equal remainders the lower answer is "
     "first. No share is more than one point off, and the set adds up to 100."},
    {"side-totals",
     "Sums of the shares that the largest-remainder rule gave, so that a side total is exactly "
     "what a reader gets by adding the printed shares."},
    {"median-mid-point",
     "The middle score in order of size; with an even number of scores the mean of the middle "
     "two, so 3 and 4 give 3.5."},
    {"quartiles",
     "The first, of n scores in order: where n / 4 is whole, the mean of the scores at that place "
     "and the next, else the score at the next whole place; the third, from the other end (Hyndman "
     "and Fan, definition 2, of which the median is the mid-point rule)."},
    {"mean-of-cities",
     "Only of the project, and of at least two cities: the sum of the cities' printed means, "
     "divided by their number. It has a row only where all of these means are printed."},
    {"interval-share",
     "Wilson's interval with z = 1.96, for k top answers of n: all p with (k/n - p)^2 <= z^2 p "
     "(1 - p) / n'. Where the unique persons N of the same city and period are exact and not "
     "fewer than n, n' = n (N - 1) / (N - n), the correction for a finite population; else n' = "
     "n. From 10 respondents on, and only where not everybody answered. It tells how far chance "
     "alone may have chosen the respondents, not who stayed away. It has a row only where all "
     "that it is computed from is printed."},
    {"interval-mean",
     "Mean +- t s / sqrt(n), with s^2 = sum of squared distances from the mean / (n - 1), and "
     "s^2 times 1 - n/N where N is known as for shares; cut at the ends of the scale. t is that "
     "of the nearest row at or below n - 1 degrees of freedom: 29 2.045, 30 2.042, 40 2.021, 60 "
     "2.000, 80 1.990, 100 1.984, 120 1.980, 1000 1.962. From 30 respondents on; below there is "
     "none, for scores of few answers are far from a bell. Else as for shares."},
    {"mean",
     "The sum of the scores, in whole half points, divided by their number: exact until it is "
     "rounded once. Scores are ordinal and the distances between them a convention, so median "
     "and distribution come first. One decimal only: a second would tell how many answered."},
    {"indicator",
     "An indicator of persons counts registered persons of its event types, each once, from the "
     "first participation on, staff and speakers apart. A number without a list of persons never "
     "enters. Before + new = total, always. An event that tells nothing at all makes the number "
     "\"at least\". Whoever counts under a part counts under the main indicator, once; parts may "
     "add up to more and are never added up. An indicator of events counts events held; one of "
     "values takes the declared value that stands at the end of the period, and before it the one "
     "that stood at the end of the previous period."},
    {"indicator-breakdown",
     "Gender and age are those of the first registration: what the earliest row that says it says. "
     "Age is counted on the day of the first registration; where only the year of birth is told, "
     "it is the age reached in that year. Where nothing is told or the age fits no bracket, the "
     "person stands under \"unknown\". Genders, ages and their combinations add up to all."},
    {"coverage",
     "Attendance of a city is delivered when every event held in the period has a number of "
     "participants, in part when some have, and not delivered when none has; an event of a type "
     "without persons is asked for none. An assessment is delivered when every framework that asks "
     "the city has answers, in part when some have."},
    {"row-accounts",
     "Per file, rows read = used + excluded by a rule + superseded + duplicates + held back. "
     "The figures are the sums over all files; in class restricted there is one for each file, "
     "numbered in the order of the report, and for each rule by which its rows were left out."},
    {"time",
     "Months are calendar months that are touched; the share is that of days, from the first to "
     "the last day of the project."},
    {"origins",
     "Figures with a value, by their rule: ready, declared, or computed from rows. Targets, time "
     "and sums of row accounts are none of them."},
    {"target",
     "The target in force at the end of the period, and 100 x value / target. Expected by now: "
     "target x days passed / all days, from the start of the project to the day on which the "
     "target is due (or the end of the project); from that day on the target itself."},
    {"ready", "A ready figure of a named publisher, as it stands. It is never mixed with counts."},
    {"declared", "A value that somebody declared, with a document. It is never mixed with counts."},
};

enum { RULE_COUNT = sizeof rules / sizeof rules[0] };

static const struct pp_measure *find_n(const char *name, size_t length)
{
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        if (strlen(measures[i].name) == length && memcmp(measures[i].name, name, length) == 0)
            return &measures[i];
    return NULL;
}

const struct pp_measure *pp_measure_find(const char *name)
{
    return name == NULL ? NULL : find_n(name, strlen(name));
}

const struct pp_measure *pp_measure_base(const char *name)
{
    static const char *const endings[] = {".target", ".of_target", ".expected"};

    if (name == NULL)
        return NULL;
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (pp_ends_with(name, endings[i])) {
            length -= strlen(endings[i]);
            break;
        }
    return find_n(name, length);
}

const struct pp_measure *pp_measure_at(size_t index)
{
    return index < MEASURE_COUNT ? &measures[index] : NULL;
}

const struct pp_measure_rule *pp_measure_rule_at(size_t index)
{
    return index < RULE_COUNT ? &rules[index] : NULL;
}

void pp_measures_document(struct pp_str *out)
{
    pp_str_append(
        out, "| measure | unit | decimals | what it is | rule |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < MEASURE_COUNT; i++)
        pp_str_printf(
            out, "| `%s` | %s | %d | %s | [%s](#%s) |\n", measures[i].name,
            pp_unit_name(measures[i].unit), measures[i].decimals, measures[i].meaning,
            measures[i].rule, measures[i].rule);
    for (size_t i = 0; i < RULE_COUNT; i++)
        pp_str_printf(out, "\n### %s\n\n%s\n", rules[i].name, rules[i].text);
}
