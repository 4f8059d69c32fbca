#!/usr/bin/env python3
"""Measures how fast exports are read, beside DuckDB and Polars doing the same grouping.

    PACTPRESS=build/pactpress bench/ingest.py [ROWS]

Makes two files of ROWS (default 5,000,000) rows and 7 columns under build/bench: UTF-8 with commas, and
windows-1257 with semicolons and decimal commas; both with quoted comments over several lines. All three sum
participants by city, and must come to the same sums. Pactpress validates every cell it reads, keeps row
accounts and holds rows back meanwhile. DuckDB and Polars are installed from PyPI into build/bench/venv; where
that cannot be done, that is said, and only Pactpress is measured. Figures are printed, not judged.
"""

import json
import sys

from peers import SCRATCH, figures_of, install, run

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000
CITIES = ["Rīga", "Cēsis", "Liepāja", "Ķekava", "Jūrmala", "Valmiera", "Rēzekne"]

PROJECT = """project: {id: bench, name: Bench, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [lv]
cities:
%s
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
sources:
  - {id: rows, kind: attendance, shape: counts, files: "%s", encoding: %s, delimiter: "%s", decimal: "%s", dates: yyyy-MM-dd, columns: {date: date, city: city, event: event, count: participants, hours: hours}}
outputs:
  - {layout: bulletin, scope: project, langs: [lv], formats: [xlsx], class: restricted}
"""

PEERS = {
    "DuckDB": """
import duckdb, json, sys
path, encoding, delimiter, threads = sys.argv[1:]
duckdb.sql(f"set threads={threads}")
duckdb.sql("set enable_progress_bar=false")
latin = encoding != "utf-8"  # its reader of other encodings is fetched over the network: by a detour, as its users do
rows = duckdb.sql(f"select city, sum(participants) from read_csv('{path}', delim='{delimiter}', quote='\\"', "
    f"header=true, encoding='{'latin-1' if latin else encoding}', all_varchar=false, types={{'hours': 'VARCHAR'}}) group by city").fetchall()
print(json.dumps({city.encode("latin-1").decode(encoding) if latin else city: int(total) for city, total in rows}))
""",
    "Polars": """
import polars, json, os, sys
path, encoding, delimiter, threads = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads
source = path
if encoding != "utf-8":  # Polars reads UTF-8 only: converted before, as its users do
    source = open(path, encoding=encoding, newline="").read().encode()
table = polars.read_csv(source, separator=delimiter, infer_schema_length=100, schema_overrides={"hours": polars.String})
rows = table.group_by("city").agg(polars.col("participants").sum()).rows()
print(json.dumps(dict(rows)))
""",
}


def make_file(path, encoding, delimiter, decimal):
    if path.exists():
        return
    with open(path, "w", encoding=encoding, newline="") as out:
        out.write(delimiter.join(["nr", "date", "city", "event", "participants", "hours", "comment"]) + "\r\n")
        for i in range(ROWS):
            comment = f'"ļoti labi{delimiter} ""paldies""\nun vēl {i % 97}"' if i % 5 == 0 else "ok"
            out.write(delimiter.join([
                str(i), f"2022-{1 + i % 3:02}-{1 + i % 28:02}", CITIES[i * i % 7], f"nodarbība {i % 500}",
                str(1 + i % 40), f"1{decimal}{i % 2 * 5}", comment]) + "\r\n")


def pactpress(path, encoding, delimiter, decimal):
    folder = SCRATCH / ("project-" + encoding)
    folder.mkdir(exist_ok=True)
    cities = "\n".join(f"  - {{id: c{n}, name: {name}, country: LV, lang: lv}}" for n, name in enumerate(CITIES))
    link = folder / "rows.csv"
    link.unlink(missing_ok=True)
    link.symlink_to(path)
    (folder / "pactpress.yaml").write_text(
        PROJECT % (cities, "rows.csv", encoding, delimiter, decimal), encoding="utf-8")
    (lines, figures), (others, two) = figures_of(folder, 1), figures_of(folder, 2)
    if lines != others:
        sys.exit("Pactpress comes to other figures with two threads than with one.")
    sums = {}
    for line in lines:
        for n, name in enumerate(CITIES):
            if line.startswith(f"attendance.attendances[city=c{n}] @2022-Q1 "):
                sums.setdefault(name, line)
    return sums, figures, two


def show(name, figures, base=None):
    cpu, wall, memory = figures
    ratio = f"  {cpu / base[0]:5.2f} x CPU, {memory / base[2]:5.2f} x memory of Pactpress" if base else ""
    print(f"  {name:<22} {cpu:7.2f} s CPU  {wall:7.2f} s  {memory:7.0f} MB{ratio}")


def main():
    SCRATCH.mkdir(parents=True, exist_ok=True)
    python = install()
    for encoding, delimiter, decimal in (("utf-8", ",", "."), ("windows-1257", ";", ",")):
        path = SCRATCH / f"rows-{ROWS}-{encoding}.csv"
        make_file(path, encoding, delimiter, decimal)
        print(f"{ROWS:,} rows, {path.stat().st_size / 1e6:.0f} MB, {encoding}")
        sums, mine, two = pactpress(path, encoding, delimiter, decimal)
        show("Pactpress, 1 threads", mine)
        show("Pactpress, 2 threads", two, mine)
        if len(sums) != len(CITIES):
            sys.exit("Pactpress printed no sum for some city.")
        for name, script in PEERS.items() if python else ():
            for threads in ("1", "2"):
                code, out, err, figures = run([python, "-c", script, path, encoding, delimiter, threads])
                if code != 0:
                    print(f"  {name}, {threads} threads: cannot read it: {err.strip().splitlines()[-1][:150]}")
                    continue
                show(f"{name}, {threads} threads", figures, mine)
                for city, total in json.loads(out).items():
                    if f" {total} " not in f"{sums[city]} ":
                        sys.exit(f"{name} sums {total} for {city}, Pactpress {sums[city]}")
    return 0


sys.exit(main())
