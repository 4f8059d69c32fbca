#!/usr/bin/env python3
"""Makes a project with more cities, questions and events than a page holds.

    make_wide.py FOLDER CITIES QUESTIONS EVENTS LANG...

Two quarters; answers and attendance are invented with a fixed seed, so the same call makes the same files. City 3 sends
nothing, of city 4 so few answer that it is withheld, city 5 gives an estimate. One event has a word of 90 letters.
"""

import random
import sys
from pathlib import Path

folder, cities, questions, events = Path(sys.argv[1]), *map(int, sys.argv[2:5])
langs = sys.argv[5:]
NAMES = ["Relevance", "Effectiveness", "Coherence", "Sustainability", "Efficiency", "Impact"]


def name(k):
    return NAMES[k] if k < len(NAMES) else "Question " + letters(k)


def letters(k):
    """No digits: what is withheld must not be printed, not even as the number of a question."""
    return chr(65 + k // 26) + chr(97 + k % 26)


def spread(k):
    """Where a city lies, in whole degrees; every seventh has no place."""
    return f", position: {{lat: {36 + k * 7 % 24}, lon: {-8 + k * 11 % 32}}}" if k % 7 != 6 else ""


yaml = [f"""project:
  id: wide
  name: A wide project
  coordinator: office
  start: 2021-01-01
  end: 2022-12-31
timezone: Europe/Brussels
languages: [{", ".join(langs)}]
fallback: [{langs[0]}]
cities:"""]
for k in range(cities):
    long = " am Wasserfallgebirge und Umgebung" if k == 7 else ""
    yaml.append(f"  - {{id: city{k}, name: {{{langs[0]}: City {letters(k)}{long}}}, country: LV, lang: lv{spread(k)}}}")
yaml.append("""partners:
  - {id: office, name: Project office}
frameworks:
  - id: ours
    name: {%s: Questions}
    scale: {min: 1, max: 5}
    dimensions:""" % langs[0])
for k in range(questions):
    yaml.append(f"      - {{code: q{k}, label: {{{langs[0]}: {name(k)}}}, question: {{{langs[0]}: How is question {letters(k)}?}}}}")
columns = ", ".join(f"q{k}: q{k}" for k in range(questions))
yaml.append(f"""sources:
  - {{id: events, kind: events, files: data/events.csv, encoding: utf-8, dates: yyyy-MM-dd, columns: {{id: id, date: date, cities: city, text: {{{langs[0]}: what}}, who: {{{langs[0]}: who}}}}}}
  - {{id: attendance, kind: attendance, files: data/attendance.csv, encoding: utf-8, dates: yyyy-MM-dd, columns: {{event_id: event, date: date, city: city, count: count}}}}
  - {{id: survey, kind: assessment, files: data/survey.csv, encoding: utf-8, dates: yyyy-MM-dd, columns: {{date: date, city: city, dimensions: {{{columns}}}}}}}
visibility:
  statement: {{{langs[0]}: Co-funded by the European Union}}
outputs:
  - {{layout: wide, scope: project, langs: [{", ".join(langs)}], formats: [pdf], class: public}}""")

rows = {"events": ["id,date,city,what,who"], "attendance": ["event,date,city,count"],
        "survey": ["date,city," + ",".join(f"q{k}" for k in range(questions))]}
for e in range(events):
    month = 1 + e % 3
    what = "Meeting" + ("in" * 42 if e == 5 else "") + f" {e}"
    rows["events"].append(f"e{e},2022-0{month}-{1 + e % 28:02},city{e % cities},{what},Office {e % 5}")
chance = random.Random(6)
for year, first in ((2021, 10), (2022, 1)):
    for k in range(cities):
        if k == 3:
            continue
        count = f"{20 + k}-{30 + k}" if k == 5 else str(8 + (k * 37 + first) % 90)
        rows["attendance"].append(f"w{year}-{k},{year}-{first:02}-10,city{k},{count}")
        rows["events"].append(f"w{year}-{k},{year}-{first:02}-10,city{k},Evening {k},Office {k % 5}")
        for person in range(2 if k == 4 else 24 + k % 5):
            answers = ",".join(str(chance.randint(1, 5)) for q in range(questions))
            rows["survey"].append(f"{year}-{first:02}-11,city{k},{answers}")

(folder / "data").mkdir(parents=True, exist_ok=True)
(folder / "pactpress.yaml").write_text("\n".join(yaml) + "\n", encoding="utf-8")
for kind, lines in rows.items():
    (folder / "data" / f"{kind}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
