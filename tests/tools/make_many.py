#!/usr/bin/env python3
"""Makes a project of many small documents: one page for each city, language and layout.

    make_many.py FOLDER CITIES LAYOUTS LANG...

Each city has one evening of some thirty people; names and numbers follow from the city's number, so the same call makes
the same files.
"""

import sys
from pathlib import Path

LAYOUT = """title: {en: Sheet}
page: a4
field: petrol
field_text: white
field_height: 98
blocks:
  - kind: masthead
  - kind: key_figures
  - kind: events
  - {kind: imprint, style: card}
"""


def letters(k):
    """No digits: what is withheld must not be printed, not even in the name of a city."""
    return chr(65 + k // 676) + chr(97 + k // 26 % 26) + chr(97 + k % 26)


def project(cities, layouts, langs):
    yield "project: {id: many, name: Many sheets, coordinator: office, start: 2022-01-01, end: 2022-12-31}"
    yield f"timezone: Europe/Brussels\nlanguages: [{', '.join(langs)}]\nfallback: [{langs[0]}]\ncities:"
    for k in range(cities):
        yield f"  - {{id: city{k}, name: {{{langs[0]}: Town {letters(k)}}}, country: LV, lang: lv}}"
    yield "partners:\n  - {id: office, name: Project office}\nsources:"
    yield f"""  - {{id: events, kind: events, files: data/events.csv, encoding: utf-8, dates: yyyy-MM-dd, columns: {{id: id, date: date, cities: city, text: {{{langs[0]}: what}}, who: {{{langs[0]}: who}}}}}}
  - {{id: attendance, kind: attendance, files: data/attendance.csv, encoding: utf-8, dates: yyyy-MM-dd, columns: {{event_id: event, date: date, city: city, count: count}}}}"""
    yield f"visibility: {{statement: {{{langs[0]}: Co-funded by the European Union}}}}\noutputs:"
    for n in range(layouts):
        yield f"  - {{layout: sheet{n}, scope: city, langs: [{', '.join(langs)}], formats: [pdf], class: public}}"


def write(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    folder, cities, layouts, langs = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    write(folder / "pactpress.yaml", project(cities, layouts, langs))
    for n in range(layouts):
        write(folder / f"layouts/sheet{n}.yaml", LAYOUT.splitlines())
    days = [f"2022-0{1 + k % 3}-{1 + k % 28:02}" for k in range(cities)]
    write(folder / "data/events.csv", ["id,date,city,what,who"] +
          [f"e{k},{days[k]},city{k},Evening in Town {letters(k)},Office {letters(k % 5)}" for k in range(cities)])
    write(folder / "data/attendance.csv", ["event,date,city,count"] +
          [f"e{k},{days[k]},city{k},{20 + k * 37 % 50}" for k in range(cities)])


if __name__ == "__main__":
    main()
