#!/usr/bin/env python3
"""Who has kept all editions adds and subtracts: months of quarters, cities of the project, what is old of what is new.

    subtraction.py FOLDER PROJECTS [SEED...]

Invents small projects with sparse months, publishes three months and their quarter in any order, and attacks all that
figures.csv ever said, as a patient reader would: by what the sums leave, to a fixed point, and by elimination over
fractions. A withheld count must keep a width of the threshold; a withheld distribution must not come back. Where
periods are published in an order of time, each can be, and the program's own attack on all of them finds nothing; out of
it, a late one may be refused, when nothing protects it. More projects are made from each SEED, and published in time.
"""

import csv
import os
import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

PROGRAM = os.environ["PACTPRESS"]
THRESHOLD, MANY = 5, 10**6
MONTHS = ["2022-01", "2022-02", "2022-03"]
CITIES = ["aston", "brook", "cove"]
PROJECT = """project: {id: town, name: Town, start: 2022-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: aston, name: Aston, country: IT, lang: en}
  - {id: brook, name: Brook, country: IT, lang: en}
  - {id: cove, name: Cove, country: IT, lang: en}
frameworks:
  - {id: f, name: Q, scale: {min: 1, max: 3}, dimensions: [{code: a, label: First, question: One?, sensitive: true}, {code: b, label: Second, question: Two?}]}
visibility: {statement: Co-funded, disclaimer: Views}
outputs:
  - {layout: quarterly, scope: project, langs: [en], formats: [xlsx], class: public}
  - {layout: bulletin, scope: city, langs: [en], formats: [xlsx], class: public}
sources:
  - {id: answers, kind: assessment, files: data/answers.csv, dates: yyyy-MM-dd, columns: {respondent: id, date: date, city: city, dimensions: {a: a, b: b}}}
  - {id: people, kind: attendance, files: data/people.csv, dates: yyyy-MM-dd, columns: {event: event, date: date, city: city, name: name}}
"""
SUMS = {"assessment.n", "assessment.respondents", "attendance.attendances", "attendance.new_persons"}
OVER_CITIES = {"assessment.n", "assessment.respondents", "assessment.answers"}


def invent(folder, chance):
    (folder / "data").mkdir(parents=True)
    (folder / "pactpress.yaml").write_text(PROJECT)
    answers, people = ["id,date,city,a,b"], ["event,date,city,name"]
    for city in CITIES:
        pool = 0
        for month in MONTHS:
            few = chance.random() < 0.4
            count = chance.randint(1, 4) if few else chance.randint(5, 14)
            same = chance.random() < 0.3  # all answer alike: the distribution is withheld, its n is not
            for _ in range(count):
                one = 3 if same else chance.randint(1, 3)
                answers.append(f"r{len(answers)},{month}-10,{city},{one},{chance.randint(1, 3)}")
            fresh = chance.randint(1, 4) if few else chance.randint(5, 9)
            for person in [*range(pool, pool + fresh), *chance.sample(range(pool), min(pool, chance.randint(0, 12)))]:
                people.append(f"{city} {month},{month}-10,{city},{city} {person}")
            pool += fresh
    (folder / "data/answers.csv").write_text("\n".join(answers) + "\n")
    (folder / "data/people.csv").write_text("\n".join(people) + "\n")


def read(folder):
    """Every figure that was ever said: a number, or None while it was always withheld."""
    told = {}
    for path in sorted((folder / "out/editions").glob("*/figures.csv")):
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                key = row["measure"], row["city"], row["dimension"], row["breakdown"], row["period"]
                if row["state"] == "exact" and "." not in row["value"]:
                    told[key] = int(row["value"])
                elif row["state"] == "suppressed":
                    told.setdefault(key, None)
    return told


def equations(told):
    """(total, parts), all keys of figures."""
    for key in told:
        measure, city, dimension, breakdown, period = key
        parts = []
        if period == "2022-Q1" and measure in SUMS | {"assessment.answers"}:
            parts.append([(measure, city, dimension, breakdown, month) for month in MONTHS])
        if city == "" and measure in OVER_CITIES:
            parts.append([(measure, c, dimension, breakdown, period) for c in CITIES])
        if measure == "assessment.n":
            parts.append([("assessment.answers", city, dimension, f"answer={k}", period) for k in (1, 2, 3)])
        if measure == "attendance.persons" and period.startswith(".."):
            parts.append([("attendance.persons_before", city, "", "", period[2:]), ("attendance.new_persons", city, "", "", period[2:])])
        for these in parts:
            if all(part in told for part in these):
                yield key, these


def intervals(told, laws):
    low = {k: v if v is not None else int(k[0] not in {"assessment.answers", "attendance.new_persons"}) for k, v in told.items()}
    low = {k: 1 if told[k] is None and k[0] == "attendance.new_persons" else v for k, v in low.items()}
    high = {k: MANY if v is None else v for k, v in told.items()}
    changed = True
    while changed:
        changed = False
        for total, parts in laws:
            least, most = sum(low[p] for p in parts), sum(high[p] for p in parts)
            bounds = [(total, least, most)] + [
                (p, low[total] - (most - high[p]), high[total] - (least - low[p])) for p in parts]
            for key, bottom, top in bounds:
                if bottom > low[key] or top < high[key]:
                    low[key], high[key] = max(low[key], bottom), min(high[key], top)
                    changed = True
                if low[key] > high[key]:
                    sys.exit(f"not ok subtraction: {key} fits nothing: the attack itself is wrong")
    return low, high


def determined(told, laws):
    """Which hidden figures the equations leave one value: reduced row echelon form over fractions."""
    names = [k for k, v in told.items() if v is None]
    column = {k: i for i, k in enumerate(names)}
    rows = []
    for total, parts in laws:
        row = {}
        for key, sign in [(total, -1)] + [(p, 1) for p in parts]:
            if key in column:
                row[column[key]] = row.get(column[key], Fraction(0)) + sign
        row = {c: v for c, v in row.items() if v}
        for pivot, other in rows:
            if pivot in row:
                factor = row[pivot]
                for c, v in other.items():
                    row[c] = row.get(c, Fraction(0)) - factor * v
                row = {c: v for c, v in row.items() if v}
        if not row:
            continue
        pivot = min(row)
        row = {c: v / row[pivot] for c, v in row.items()}
        for i, (p, other) in enumerate(rows):
            if pivot in other:
                factor = other[pivot]
                merged = {c: other.get(c, Fraction(0)) - factor * row.get(c, Fraction(0)) for c in {*other, *row}}
                rows[i] = p, {c: v for c, v in merged.items() if v}
        rows.append((pivot, row))
    return [names[pivot] for pivot, row in rows if len(row) == 1]


def main():
    folder, count = Path(sys.argv[1]).resolve(), int(sys.argv[2])
    (folder / "key").touch(mode=0o600)
    (folder / "key").write_text("%064d" % 9)
    environment = {**os.environ, "PACTPRESS_KEY_FILE": str(folder / "key")}
    hidden = refusals = 0
    for number in [*range(count), *map(int, sys.argv[3:])]:
        chance, project = random.Random(number), folder / f"p{number}"
        invent(project, chance)
        order = [*MONTHS, "2022-Q1"]
        orderly = number % 3 != 1 or number >= count
        if not orderly:
            chance.shuffle(order)
        for period in order:
            done = subprocess.run([PROGRAM, "build", "--release", "-C", project, "--period", period, "--as-of", "2022-05-01"],
                                  capture_output=True, text=True, env=environment, check=False)
            refused = done.returncode == 1 and "[audit.told]" in done.stderr
            refusals += refused
            if (done.returncode or "disclosure.bare" in done.stderr) and (not refused or orderly):
                print(f"not ok subtraction: project {number}, {order}: {period} ends with {done.returncode}: {done.stderr[-900:]}")
                return 1
        if orderly:
            editions = [project / f"out/editions/public-{period}-1" for period in order]
            done = subprocess.run([PROGRAM, "audit", *editions], capture_output=True, text=True, env=environment, check=False)
            if done.returncode:
                print(f"not ok subtraction: project {number}: the attack finds {done.stderr[-900:]}")
                return 1
        told = read(project)
        laws = list(equations(told))
        low, high = intervals(told, laws)
        sure = determined(told, laws)
        for key in (k for k, v in told.items() if v is None):
            measure, _, dimension, _, period = key
            hidden += 1
            guarded = measure in SUMS or measure.startswith("attendance.persons")
            if guarded and (high[key] - low[key] < THRESHOLD or key in sure):
                print(f"not ok subtraction: project {number}, {order}: {key} is {low[key]} to {high[key]}")
                return 1
            if measure == "assessment.answers" and key in sure and high[key] > 1:
                print(f"not ok subtraction: project {number}, {order}: {key} comes back")
                return 1
    print(f"ok {hidden} withheld figures of {count} projects stand what editions add up to; {refusals} editions were refused" if hidden > 20 * count else
          f"not ok subtraction: only {hidden} figures were withheld")
    return int(hidden <= 20 * count)


if __name__ == "__main__":
    sys.exit(main())
