#!/usr/bin/env python3
"""Makes a project with one story that is one long table.

    make_long.py FOLDER ROWS

Six columns: a number that heads the row, words, a date, words, a count and a share. The same call makes the same files.
"""

import sys
from pathlib import Path

PROJECT = """project: {id: long, name: One long table, coordinator: office, start: 2022-01-01, end: 2022-12-31}
timezone: Europe/Brussels
languages: [en]
fallback: [en]
cities:
  - {id: riga, name: {en: Riga}, country: LV, lang: en}
partners:
  - {id: office, name: Project office}
visibility: {statement: {en: Co-funded by the European Union}}
outputs:
  - {layout: register, scope: project, langs: [en], formats: [pdf], class: public}
"""

LAYOUT = """title: {en: Register}
page: a4
field: none
field_text: ink
blocks:
  - kind: masthead
  - {kind: story, slot: lead, columns: 1}
  - kind: imprint
"""

ISSUE = "number: 1\ndate: 2022-04-01\nperiod: 2022-Q1\nlayout: register\ntitle: {en: Register}\n"

STORY = """---
title: Register
slot: lead
summary: All of them.
---
The table.

```table
file: register.csv
caption: All
row-heads: 1
```
"""

CITIES = ["Riga", "Cartagena", "Ravenna", "Limassol", "Erlangen", "Lisbon", "Olot"]
KINDS = ["workshop", "training", "walk in the city", "evening of languages"]


def record(k):
    return (f"R{k:06},{CITIES[k % 7]},2022-{1 + k % 12:02}-{1 + k % 28:02},{KINDS[k * 7 % 4]},"
            f"{k * 37 % 90},{k * 13 % 1000 / 10}")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def main():
    folder, rows = Path(sys.argv[1]), int(sys.argv[2])
    write(folder / "pactpress.yaml", PROJECT)
    write(folder / "layouts/register.yaml", LAYOUT)
    write(folder / "content/2022-Q1/issue.yaml", ISSUE)
    write(folder / "content/2022-Q1/en/lead.md", STORY)
    lines = ["Number,City,Date,What,People,Share"] + [record(k) for k in range(rows)]
    write(folder / "content/2022-Q1/tables/register.csv", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
