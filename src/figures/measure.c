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
