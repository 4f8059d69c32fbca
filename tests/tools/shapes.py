#!/usr/bin/env python3
"""Makes small projects of many shapes out of seeds, and recomputes every figure of them.

    shapes.py PROGRAM FOLDER FIRST COUNT        seeds FIRST to FIRST + COUNT - 1

Each project has its own number of cities, events, persons, answers, its own scale, and its own mistakes of the
ordinary kind: rows twice, staff, rows without a name, counts as ranges, unknown counts, events of several
cities, files cut anywhere and shuffled. What is expected is computed from what was made up, not from the files,
with Python's sets and fractions. Class restricted must say exactly that; class public must print nothing
else, and nothing small. Prints `ok` or `not ok` lines; stays silent about seeds that are as they should be.
"""

import csv
import datetime as dt
import os
import random
import re
import shutil
import subprocess
import sys
from fractions import Fraction

sys.dont_write_bytecode = True

from recompute import add_up, half_away, hamilton, quartile, student_interval, wilson

START = dt.date(2021, 1, 1)
PERIODS = {"2022-Q1": (dt.date(2022, 1, 1), dt.date(2022, 3, 31)),
           "2021-Q4": (dt.date(2021, 10, 1), dt.date(2021, 12, 31)),
           "..2022-Q1": (START, dt.date(2022, 3, 31))}
NOW, BEFORE, UNTIL = "2022-Q1", "2021-Q4", "..2022-Q1"
THRESHOLD = 5


# --- making up -------------------------------------------------------------------------------------

class Event:
    def __init__(self, number, first, cities, kind):
        self.id, self.first, self.cities, self.kind = f"e{number}", first, cities, kind
        self.people, self.nameless, self.staff, self.given = set(), 0, 0, None

    def participants(self):
        if self.people or self.nameless:
            every = len(self.people) + self.nameless
            return (every, every, "exact")
        return self.given

    def nobody_knows(self):
        """How many of the participants have no name."""
        return self.nameless if self.people else self.participants()[1]


class Shape:
    def __init__(self, seed):
        self.random = random.Random(seed)
        r = self.random
        self.cities = [f"city{k}" for k in range(r.randint(1, 5))]
        self.half = r.random() < 0.3
        self.low = r.choice([0, 1, 1, 1])
        self.high = self.low + r.randint(1, 6)
        self.top = r.randint(self.low + 1, self.high)
        self.dimensions = [f"d{k}" for k in range(r.randint(1, 3))]
        self.target = r.randint(1, 400)
        self.events = [self.event(k) for k in range(r.randint(2, 14))]
        self.answers = [a for city in self.cities for a in self.survey(city)]

    def event(self, number):
        r = self.random
        if number < 2:  # in both periods something is told of every city
            first = PERIODS[(NOW, BEFORE)[number]][0]
            event = Event(number, first, list(self.cities), "workshop")
            event.given = (7, 7, "exact")
            return event
        first = START + dt.timedelta(days=r.randint(0, 450))
        cities = sorted(r.sample(self.cities, r.choice([1, 1, 1, min(2, len(self.cities))])))
        event = Event(number, first, cities, r.choice(["workshop", "workshop", "launch"]))
        form = r.random()
        if form < 0.6:
            pool = r.choice([12, 60, 300])
            event.people = {f"p{r.randint(1, pool)}@example.org"
                            for _ in range(r.choice([3, 9, 40, 120]))}
            event.nameless = r.choice([0, 0, 0, 1, 4])
            event.staff = r.choice([0, 0, 2])
        elif form < 0.75:
            event.given = (0, 0, "unknown")
        else:
            few = r.choice([0, 3, 5, 30])
            event.given = (few, few + r.choice([0, 0, 10]), "exact")
            if event.given[0] != event.given[1]:
                event.given = (*event.given[:2], "estimated")
        return event

    def survey(self, city):
        """(city, day, respondent, scores by dimension); scores in half points, "" or "-"."""
        r = self.random
        step = 1 if self.half else 2
        likes = r.randint(2 * self.low, 2 * self.high)
        for period in (NOW, BEFORE):
            first, last = PERIODS[period]
            for k in range(r.choice([0, 1, 4, 5, 9, 10, 29, 30, 35, 150])):
                scores = []
                for _ in self.dimensions:
                    score = r.choice([likes, r.randrange(2 * self.low, 2 * self.high + 1)])
                    scores.append(r.choice(["", "-"]) if r.random() < 0.1 and any(
                        isinstance(s, int) for s in scores) else score - (score - 2 * self.low) % step)
                day = first + dt.timedelta(days=r.randint(0, (last - first).days))
                yield city, day, f"{city}-{period}-{k}", scores


def written(score):
    if not isinstance(score, int):
        return {"": "", "-": "no idea"}[score]
    return f"{score // 2}.5" if score % 2 else str(score // 2)


def write_count(count):
    if count is None:
        return ""
    lo, hi, state = count
    return {"unknown": "", "exact": str(lo), "estimated": f"{lo}-{hi}"}[state]


def write_csv(path, head, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


CONFIG = """\
project: {{id: shape, name: Shape, start: {start}, end: 2022-12-31}}
timezone: UTC
languages: [en]
cities: [{cities}]
frameworks:
  - id: f
    name: Questions
    scale: {{min: {low}, max: {high}, top: {top}, half_points: {half}, not_applicable: [no idea]}}
    dimensions: [{dimensions}]
event_types: [{{id: workshop, name: Workshop}}, {{id: launch, name: Launch, persons: false}}]
visibility: {{statement: Co-funded, disclaimer: Views}}
privacy: {{threshold: {threshold}, respondents: {threshold}}}
targets: [{{figure: attendance.persons, value: {target}}}]
sources:
  - id: events
    kind: events
    files: data/events.csv
    columns: {{id: id, date: date, cities: cities, type: type, count: count}}
  - id: lists
    kind: attendance
    files: data/list-*.csv
    columns: {{event_id: event, date: date, city: city, email: email, role: {{column: role, staff: [team]}}}}
  - id: survey
    kind: assessment
    files: data/survey-*.csv
    columns: {{respondent: "no", date: date, city: city, dimensions: {{{columns}}}}}
outputs:
  - {{layout: bulletin, scope: project, langs: [en], formats: [pdf], class: public}}
  - {{layout: bulletin, scope: project, langs: [en], formats: [pdf], class: restricted}}
"""


def write_list(shape, folder):
    r, rows = shape.random, []
    for event in shape.events:
        base = [event.id, event.first.isoformat(), event.cities[0]]
        for person in sorted(event.people):
            for _ in range(r.choice([1, 1, 1, 2])):
                rows.append(base + [person if r.random() < 0.5 else person.upper(), "", ""])
        # without a name, rows that say the same would be one row twice
        rows += [base + ["", "", f"seat {k}"] for k in range(event.nameless)]
        rows += [base + [f"team{k}@example.org", "team", ""] for k in range(event.staff)]
    r.shuffle(rows)
    cut = r.randint(0, len(rows))
    head = ["event", "date", "city", "email", "role", "seat"]
    write_csv(f"{folder}/data/list-a.csv", head, rows[:cut])
    write_csv(f"{folder}/data/list-b.csv", head, rows[cut:])


def write_project(shape, folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/data")
    with open(folder + "/pactpress.yaml", "w", encoding="utf-8") as file:
        file.write(CONFIG.format(
            start=START, threshold=THRESHOLD, low=shape.low, high=shape.high, top=shape.top,
            half=str(shape.half).lower(), target=shape.target,
            cities=", ".join(f"{{id: {c}, name: {c}, country: LV, lang: en}}" for c in shape.cities),
            dimensions=", ".join(f"{{code: {d}, label: Label {d}, question: Is it {d}?}}"
                                 for d in shape.dimensions),
            columns=", ".join(f"{d}: {d}" for d in shape.dimensions)))
    write_csv(folder + "/data/events.csv", ["id", "date", "cities", "type", "count"], [
        [e.id, e.first.isoformat(), ";".join(e.cities), e.kind, write_count(e.given)]
        for e in shape.events])
    write_list(shape, folder)
    rows = [[who, day.isoformat(), city, *map(written, scores)]
            for city, day, who, scores in shape.answers]
    shape.random.shuffle(rows)
    cut = shape.random.randint(0, len(rows))
    head = ["no", "date", "city", *shape.dimensions]
    write_csv(f"{folder}/data/survey-a.csv", head, rows[:cut])
    write_csv(f"{folder}/data/survey-b.csv", head, rows[cut:])


# --- expecting -------------------------------------------------------------------------------------

class Expected(dict):
    def put(self, measure, city, period, value, *pairs):
        keys = ([f"city={city}"] if city else []) + list(pairs)
        if isinstance(value, (int, Fraction)):
            value = (value, value, "exact")
        self[measure + (f"[{', '.join(keys)}]" if keys else ""), period] = value

    def of(self, measure, city, period, *pairs):
        keys = ([f"city={city}"] if city else []) + list(pairs)
        return self.get((measure + (f"[{', '.join(keys)}]" if keys else ""), period))


def union(events):
    """How many people, as (lo, hi, state); hi without unknown counts."""
    people = set().union(*(e.people for e in events)) if events else set()
    known = [e for e in events if e.participants()[2] != "unknown"]
    lo = max([len(people)] + [e.participants()[0] for e in known])
    hi = len(people) + sum(e.nobody_knows() for e in known)
    if len(known) < len(events):
        return (lo, None, "at_least") if lo else (0, 0, "unknown")
    unsure = lo != hi or any(e.participants()[2] == "estimated" for e in known)
    return (lo, hi, "estimated" if unsure else "exact")


def new_persons(earlier, now):
    """Never seen before; the nameless may be new or not, but all there are less all there may have
    been before are new for certain."""
    people = set().union(*(e.people for e in now)) if now else set()
    fresh = len(people - (set().union(*(e.people for e in earlier)) if earlier else set()))
    before, until = union(earlier), union(earlier + now)
    lo = fresh
    if before[2] != "at_least" and before[2] != "unknown":
        lo = max(lo, until[0] - before[1])
    known = [e for e in now if e.participants()[2] != "unknown"]
    if len(known) < len(now):
        return (lo, None, "at_least") if lo else (0, 0, "unknown")
    hi = fresh + sum(e.nobody_knows() for e in known)
    unsure = lo != hi or any(e.participants()[2] == "estimated" for e in known)
    return (lo, hi, "estimated" if unsure else "exact")


def difference(now, before):
    states = {now[2], before[2]}
    if states & {"unknown", "at_least"}:
        return (0, 0, "unknown")
    return (now[0] - before[1], now[1] - before[0],
            "exact" if states == {"exact"} else "estimated")


def expect_attendance(expected, shape):
    for city in [None] + shape.cities:
        mine = [e for e in shape.events if city is None or city in e.cities]
        for period, (first, last) in PERIODS.items():
            held = [e for e in mine if first <= e.first <= last]
            expected.put("events.held", city, period, len(held))
            expected.put("events.shared", city, period, sum(len(e.cities) > 1 for e in held))
            expected.put("attendance.attendances", city, period, add_up(
                [e.participants() for e in held] + [(0, 0, "exact")]))
            expected.put("attendance.persons", city, period,
                         union([e for e in held if e.kind == "workshop"]))
        first, last = PERIODS[NOW]
        counted = [e for e in mine if e.kind == "workshop"]
        earlier = [e for e in counted if e.first < first]
        now = [e for e in counted if first <= e.first <= last]
        expected.put("attendance.persons_before", city, NOW, union(earlier))
        expected.put("attendance.new_persons", city, NOW, new_persons(earlier, now))
        expected.put("attendance.persons_change", city, NOW, difference(
            expected.of("attendance.persons", city, NOW),
            expected.of("attendance.persons", city, BEFORE)))
    persons = expected.of("attendance.persons", None, UNTIL)
    expected.put("attendance.persons.target", None, UNTIL, shape.target)
    if persons[2] != "unknown":
        expected.put("attendance.persons.of_target", None, UNTIL, (
            half_away(Fraction(100 * persons[0], shape.target), 0),
            None if persons[1] is None else half_away(Fraction(100 * persons[1], shape.target), 0),
            persons[2]))
    days = (dt.date(2022, 3, 31) - START).days + 1, (dt.date(2022, 12, 31) - START).days + 1
    expected.put("attendance.persons.expected", None, UNTIL,
                 half_away(Fraction(shape.target * days[0], days[1]), 0))


def expect_question(expected, shape, city, period, dimension, scores):
    def put(measure, value, *more):
        expected.put("assessment." + measure, city, period, value, "framework=f",
                     f"dimension={dimension}", *more)

    halves = [s for s in scores if isinstance(s, int)]
    marks = [Fraction(s, 2) for s in halves]
    put("n", len(marks))
    put("missing", scores.count(""))
    put("not_applicable", scores.count("-"))
    classes = range(2 * shape.low, 2 * shape.high + 1, 1 if shape.half else 2)
    counts = [halves.count(k) for k in classes]
    for k, count in zip(classes, counts):
        put("answers", count, f"answer={written(k)}")
    if not marks:
        return
    middle, shares = shape.low + shape.high, hamilton(counts)
    for k, share in zip(classes, shares):
        put("share", share, f"answer={written(k)}")
    put("share_low", sum(s for k, s in zip(classes, shares) if k < middle))
    put("share_high", sum(s for k, s in zip(classes, shares) if k > middle))
    if middle in classes:
        put("share_neutral", shares[classes.index(middle)])
    put("share_top", sum(s for k, s in zip(classes, shares) if k >= 2 * shape.top))
    for measure, quarters in (("quartile1", 1), ("median", 2), ("quartile3", 3)):
        put(measure, half_away(quartile(marks, quarters), 1))
    put("mean", half_away(sum(marks) / len(marks), 1))
    persons = expected.of("attendance.persons", city, period)
    population = persons[0] if persons[2] == "exact" and persons[0] >= len(marks) else None
    if len(marks) >= 10 and population != len(marks):
        low, high = wilson(sum(m >= shape.top for m in marks), len(marks), population)
        put("share_top_from", low)
        put("share_top_to", high)
    if len(marks) >= 30 and population != len(marks):
        low, high = student_interval(marks, population, (shape.low, shape.high))
        put("mean_from", low)
        put("mean_to", high)


def expect_assessment(expected, shape):
    for period in (NOW, BEFORE):
        first, last = PERIODS[period]
        inside = [a for a in shape.answers if first <= a[1] <= last]
        for city in shape.cities + [None]:
            mine = [a for a in inside if city in (None, a[0])]
            if not mine:
                continue
            heads = len({a[2] for a in mine})
            expected.put("assessment.respondents", city, period, heads, "framework=f")
            persons = expected.of("attendance.persons", city, period)
            if persons[2] == "exact" and persons[0] >= max(heads, 1):
                expected.put("assessment.response_rate", city, period,
                             half_away(Fraction(100 * heads, persons[0]), 0), "framework=f")
            for k, dimension in enumerate(shape.dimensions):
                expect_question(
                    expected, shape, city, period, dimension, [a[3][k] for a in mine])
        for dimension in shape.dimensions:
            where = ("framework=f", f"dimension={dimension}")
            means = [expected.of("assessment.mean", c, period, *where) for c in shape.cities]
            means = [m[0] for m in means if m]
            if len(means) >= 2:
                expected.put("assessment.mean_of_cities", None, period,
                             half_away(sum(means) / len(means), 1), *where)
    for city in [None] + shape.cities:
        for dimension in shape.dimensions:
            where = ("framework=f", f"dimension={dimension}")
            shares = [expected.of("assessment.share_top", city, p, *where) for p in (NOW, BEFORE)]
            if None not in shares:
                expected.put("assessment.share_top_change", city, NOW,
                             shares[0][0] - shares[1][0], *where)


# --- comparing -------------------------------------------------------------------------------------

LINE = re.compile(r"(.+?) @(\S+) (\w+)(?: (-?\d[-\d.]*))? ")


def read_value(text, state):
    lo, dots, hi = text.partition("..")
    return Fraction(lo), Fraction(hi) if hi else (None if dots else Fraction(lo)), state


def figures_of(program, folder, klass):
    run = subprocess.run(
        [program, "build", "-C", folder, "--period", NOW, "--as-of", "2022-04-08", "--class", klass,
         "--dump=figures", "--quiet"], capture_output=True, encoding="utf-8")
    if run.returncode:
        raise SystemExit(f"not ok {folder}: status {run.returncode}\n{run.stderr}")
    rows = {}
    for line in run.stdout.splitlines():
        address, period, state, value = LINE.match(line).groups()
        rows[address, period] = read_value(value, state) if value else (0, 0, state)
    return rows


COUNTS = re.compile(r"attendance\.(persons|attendances|persons_before|new_persons)(\[|$)")


def is_small(name, value):
    lo, hi, _ = value
    if COUNTS.match(name):
        return lo < THRESHOLD and (hi is None or hi > 0)
    return name.startswith("assessment.n[") and 0 < lo < THRESHOLD


def judge(name, value, row, public):
    """Why a row is not what was computed, or None."""
    if row is None:
        aside = re.match(r"assessment\.(quartile|mean_|share_top_(from|to)|response_rate)", name)
        return None if public and aside else "there is no such figure"
    if public and row[2] == "suppressed":
        return None
    if public and is_small(name, value):
        return "a small number is printed"
    return None if row == value else f"{row}, not {value}"


def unforeseen(rows, expected):
    """Figures of the compared measures with a value that nobody expected."""
    measures = {name.partition("[")[0] for name, _ in expected}
    for (name, period), row in rows.items():
        if name.partition("[")[0] in measures and (name, period) not in expected \
                and row[2] in ("exact", "estimated", "at_least"):
            yield name, period


def try_seed(program, folder, seed):
    shape, expected = Shape(seed), Expected()
    write_project(shape, folder)
    expect_attendance(expected, shape)
    expect_assessment(expected, shape)
    compared = 0
    for klass in ("restricted", "public"):
        rows = figures_of(program, folder, klass)
        for (name, period), value in expected.items():
            why = judge(name, value, rows.get((name, period)), klass == "public")
            if why:
                raise SystemExit(f"not ok seed {seed}, {klass}: {name} of {period}: {why}")
        for name, period in unforeseen(rows, expected):
            raise SystemExit(f"not ok seed {seed}, {klass}: {name} of {period} was not expected")
        compared += len(expected)
    return compared


def main():
    program, folder, first, count = sys.argv[1:3] + [int(a) for a in sys.argv[3:5]]
    compared = sum(try_seed(program, folder, seed) for seed in range(first, first + count))
    print(f"ok {count} projects of many shapes: {compared} figures recomputed")


if __name__ == "__main__":
    main()
