#!/usr/bin/env python3
"""Writes a made-up project of cities with counts as people write them, small ones and such without an upper end
among them, and every chart that shows them.

    open_counts.py FOLDER SEED

Sound figures of such projects must be published: what is withheld in them is told by nothing.
"""

import random
import sys
from pathlib import Path

CITIES = [("riga", 57, 24), ("lublin", 51, 22), ("monza", 45.6, 9), ("cluj", 46.8, 23.6), ("turku", 60.4, 22.3),
          ("ghent", 51, 3.7), ("porto", 41.1, -8.6), ("split", 43.5, 16.4)]

PROJECT = """project: {id: town, name: Town, start: 2020-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
%svisibility: {statement: Co-funded, disclaimer: Views}
outputs:
  - {layout: charts, scope: project, langs: [en], formats: [pdf], class: public}
sources:
  - {id: people, kind: attendance, shape: counts, files: data/people.csv, dates: yyyy-MM-dd, columns: {event_id: event, date: date, city: city, count: count}}
"""

LAYOUT = """title: {en: Charts}
page: a4
field: ochre
field_text: ink
blocks:
  - kind: masthead
  - {kind: change, figures: [attendance.persons]}
  - {kind: slope, figures: [attendance.persons]}
  - {kind: map}
  - {kind: bars}
  - {kind: trend}
  - {kind: groups, figures: [attendance.persons]}
  - kind: imprint
"""


def count(rng, kind, city, quarter):
    value = {"steps": 10 + 5 * city + 3 * quarter, "small": rng.randint(5, 14), "any": rng.randint(5, 90),
             "large": rng.randint(5, 3000)}[kind]
    if rng.random() < 0.25:
        value = rng.randint(1, 4)
    if value > 6 and rng.random() < 0.1:
        return rng.choice([f"c. {value}", f"{value}-{value + 7}", f"more than {value}", ""])
    return str(value)


def main():
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    for name in ("data", "layouts"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    cities = "".join(f"  - {{id: {name}, name: {name.title()}, country: DE, lang: de, position: {{lat: {lat}, lon: {lon}}}}}\n"
                     for name, lat, lon in CITIES)
    (folder / "pactpress.yaml").write_text(PROJECT % cities, encoding="utf-8")
    (folder / "layouts/charts.yaml").write_text(LAYOUT, encoding="utf-8")
    kind = rng.choice(["steps", "small", "any", "large"])
    rows = ["event,date,city,count"]
    for i, city in enumerate(CITIES[:rng.randint(4, 8)]):
        for quarter, day in enumerate(("2021-11-04", "2022-02-03")):
            rows.append(f"{city[0]}{quarter},{day},{city[0]},{count(rng, kind, i, quarter)}")
    (folder / "data/people.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
