#!/usr/bin/env python3
"""Measures exact unique persons, beside DuckDB and Polars in the same run.

    PACTPRESS=build/pactpress bench/persons.py [ROWS [PERSONS]]

Makes one attendance list of ROWS (default 10,000,000) rows with PERSONS (default 2,800,000) different codes at 280
events of seven cities, under build/bench. All three count the different persons of each city and of the whole,
and must come to the same numbers. Pactpress makes keyed hashes of the codes, joins rows to events, keeps row
accounts and closes its whole table of figures meanwhile. DuckDB and Polars are installed from PyPI into
build/bench/venv; where that cannot be done, that is said, and only Pactpress is measured. Figures are
printed, not judged.
"""

import json
import sys

from peers import SCRATCH, figures_of, install, run

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000_000
PERSONS = int(sys.argv[2]) if len(sys.argv) > 2 else ROWS * 28 // 100
CITIES = [f"c{n}" for n in range(7)]
EVENTS = 280

PROJECT = """project: {id: bench, name: Bench, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [lv]
cities:
%s
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
sources:
  - {id: rows, kind: attendance, files: rows.csv, encoding: utf-8, delimiter: ",", dates: yyyy-MM-dd, columns: {date: date, city: city, event: event, person: person}}
outputs:
  - {layout: bulletin, scope: project, langs: [lv], formats: [xlsx], class: restricted}
"""

PEERS = {
    "DuckDB": """
import duckdb, json, sys
path, threads = sys.argv[1:]
duckdb.sql(f"set threads={threads}")
duckdb.sql("set preserve_insertion_order=false")
duckdb.sql("set enable_progress_bar=false")
rows = duckdb.sql(f"select city, count(distinct person) from read_csv('{path}', header=true) "
    "group by grouping sets ((city), ())").fetchall()
print(json.dumps({city or "": n for city, n in rows}))
""",
    "Polars": """
import json, os, sys
path, threads = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads
import polars
table = polars.scan_csv(path).select("city", "person").collect()
rows = dict(table.group_by("city").agg(polars.col("person").n_unique()).rows())
print(json.dumps(rows | {"": table["person"].n_unique()}))
""",
}


def make_file(path):
    """Everybody once, then the rest of the rows spread over them."""
    with open(path, "w", encoding="ascii", newline="") as out:
        out.write("nr,date,city,event,person\r\n")
        for start in range(0, ROWS, 100_000):
            lines = []
            for i in range(start, min(start + 100_000, ROWS)):
                event = i * 7919 % EVENTS
                person = i if i < PERSONS else i * 2654435761 % 4294967296 % PERSONS
                lines.append(f"{i},2022-0{1 + event % 3}-{1 + event % 28:02},{CITIES[event % 7]},"
                             f"evening {event},K-{person:08}\r\n")
            out.write("".join(lines))


def pactpress(folder):
    (folder / "pactpress.yaml").write_text(PROJECT % "\n".join(
        f"  - {{id: {c}, name: {c}, country: LV, lang: lv}}" for c in CITIES), encoding="utf-8")
    lines, figures = figures_of(folder)
    counts = {}
    for line in lines:
        address, _, rest = line.partition(" @2022-Q1 exact ")
        if rest and (address == "attendance.persons" or address.startswith("attendance.persons[")):
            counts[address.partition("city=")[2].rstrip("]")] = int(rest.split()[0])
    return counts, figures


def show(name, figures, base=None):
    cpu, wall, memory = figures
    ratio = f"  {base[0] / cpu:5.2f} x its CPU, {base[2] / memory:5.2f} x its memory for Pactpress" if base else ""
    print(f"  {name:<20} {cpu:7.2f} s CPU  {wall:7.2f} s  {memory:7.0f} MiB{ratio}", flush=True)


def main():
    folder = SCRATCH / f"persons-{ROWS}-{PERSONS}"
    folder.mkdir(parents=True, exist_ok=True)
    python, path = install(), folder / "rows.csv"
    if not path.exists():
        make_file(path)
    print(f"{ROWS:,} rows, {PERSONS:,} persons, {path.stat().st_size / 1e6:.0f} MB", flush=True)
    counts, mine = pactpress(folder)
    show("Pactpress", mine)
    if len(counts) != len(CITIES) + 1 or counts[""] != PERSONS:
        sys.exit(f"Pactpress counts {counts}")
    for name, script in PEERS.items() if python else ():
        for threads in ("1", "2"):
            code, out, err, figures = run([python, "-c", script, path, threads])
            if code != 0:
                sys.exit(f"{name}: {err[-500:]}")
            show(f"{name}, {threads} thread{'s' * (threads > '1')}", figures, mine)
            if json.loads(out) != counts:
                sys.exit(f"{name} counts {out}, Pactpress {counts}")
    return 0


sys.exit(main())
