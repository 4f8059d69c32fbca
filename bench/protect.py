#!/usr/bin/env python3
"""Measures `protect` and `audit --table` over generated tables: blanks, gap to the fewest, CPU time.

    PACTPRESS=build/pactpress bench/protect.py [NAME...]

Each table is drawn from a fixed seed. `blanks` are the cells suppressed, `small` those among them that
are below the threshold of 5; `fewest` is what is proven: no choice has fewer. The attacker then has to
find all of them safe. Times depend on the machine, blanks do not: the search is limited in nodes.
"""

import csv
import itertools
import os
import random
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("PACTPRESS", ROOT / "build/pactpress")).resolve()
SCRATCH = ROOT / "build/bench/protect"


def cube(sides, draw):
    """A table of as many ways as there are sides, with all margins: `*` stands for "all"."""
    axes = [[str(i) for i in range(n)] for n in sides]
    inner = {at: draw() for at in itertools.product(*axes)}
    cells, equations = {}, []
    for at in itertools.product(*[a + ["*"] for a in axes]):
        cells["/".join(at)] = sum(v for k, v in inner.items()
                                  if all(a in (b, "*") for a, b in zip(at, k)))
        for way, label in enumerate(at):
            if label == "*":
                parts = ["/".join(at[:way] + (i,) + at[way + 1:]) for i in axes[way]]
                equations.append(("/".join(at), f"way {way}", "sum", parts))
    return cells, equations


def tree(widths, draw):
    """A hierarchy: each node of a level has so many below it."""
    cells, equations = {}, []

    def grow(name, level):
        if level == len(widths):
            cells[name] = draw()
            return cells[name]
        parts = [f"{name}.{i}" for i in range(widths[level])]
        cells[name] = None
        cells[name] = sum(grow(p, level + 1) for p in parts)
        equations.append((name, "", "sum", parts))
        return cells[name]

    grow("all", 0)
    return cells, equations


def months(cities, count, chance):
    """Cities over months in quarters: attendances add up both ways; persons unite both ways."""
    cells, equations = {}, []
    times = [f"m{m}" for m in range(count)]
    quarters = {f"q{q}": times[3 * q:3 * q + 3] for q in range(count // 3)}
    names = [f"c{c}" for c in range(cities)]
    for city in names:
        for time in times:
            persons = chance.choice([0, 1, 2, 3, 4, 6, 8, 9, 12, 15, 20, 30, 45])
            cells[f"persons {city} {time}"] = persons
            cells[f"visits {city} {time}"] = persons + (chance.randrange(9) if persons else 0)
    def unite(total, parts):
        values = [cells[p] for p in parts]
        cells[total] = chance.randint(max(values), sum(values))
        equations.append((total, "", "union", parts))
    def add(total, parts, equation):
        cells[total] = sum(cells[p] for p in parts)
        equations.append((total, equation, "sum", parts))
    for city in names:
        for quarter, inside in quarters.items():
            unite(f"persons {city} {quarter}", [f"persons {city} {t}" for t in inside])
            add(f"visits {city} {quarter}", [f"visits {city} {t}" for t in inside], "time")
    for time in times:
        unite(f"persons all {time}", [f"persons {c} {time}" for c in names])
        add(f"visits all {time}", [f"visits {c} {time}" for c in names], "cities")
    for quarter, inside in quarters.items():
        add(f"visits all {quarter}", [f"visits all {t}" for t in inside], "time")
        equations.append((f"visits all {quarter}", "cities", "sum",
                          [f"visits {c} {quarter}" for c in names]))
    return cells, equations


def drawer(seed, kind):
    chance = random.Random(seed)
    if kind == "dense":  # like a survey: many small numbers
        return lambda: chance.randrange(1, 21)
    if kind == "sparse":  # mostly large, some small and some zero
        return lambda: chance.choice([0, 1, 3, 4] + list(range(10, 400, 13)))
    return lambda: int(chance.lognormvariate(3, 1.2))  # as counts of persons are


TABLES = {
    "2-way 5x5 dense": lambda: cube((5, 5), drawer(1, "dense")),
    "2-way 10x10 dense": lambda: cube((10, 10), drawer(2, "dense")),
    "2-way 10x10 sparse": lambda: cube((10, 10), drawer(3, "sparse")),
    "2-way 20x20 dense": lambda: cube((20, 20), drawer(4, "dense")),
    "2-way 20x20 sparse": lambda: cube((20, 20), drawer(5, "sparse")),
    "2-way 40x40 sparse": lambda: cube((40, 40), drawer(6, "sparse")),
    "3-way 2x3x4 dense": lambda: cube((2, 3, 4), drawer(7, "dense")),
    "3-way 3x3x3 dense": lambda: cube((3, 3, 3), drawer(8, "dense")),
    "3-way 3x3x3 skewed": lambda: cube((3, 3, 3), drawer(9, "skewed")),
    "3-way 4x4x4 dense": lambda: cube((4, 4, 4), drawer(10, "dense")),
    "3-way 4x4x4 skewed": lambda: cube((4, 4, 4), drawer(11, "skewed")),
    "3-way 5x5x5 dense": lambda: cube((5, 5, 5), drawer(12, "dense")),
    "3-way 5x5x5 sparse": lambda: cube((5, 5, 5), drawer(13, "sparse")),
    "3-way 2x3x12 skewed": lambda: cube((2, 3, 12), drawer(14, "skewed")),
    "4-way 2x2x3x3 skewed": lambda: cube((2, 2, 3, 3), drawer(15, "skewed")),
    "2-way 60x60 sparse": lambda: cube((60, 60), drawer(20, "sparse")),
    "hierarchy 20x20x20": lambda: tree((20, 20, 20), drawer(22, "skewed")),
    "hierarchy 4x6x5": lambda: tree((4, 6, 5), drawer(16, "skewed")),
    "hierarchy 10x10x10": lambda: tree((10, 10, 10), drawer(17, "skewed")),
    "unions 4 cities, 6 months": lambda: months(4, 6, random.Random(18)),
    "unions 7 cities, 12 months": lambda: months(7, 12, random.Random(19)),
}


def write(name, header, rows):
    with open(SCRATCH / name, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def timed(*words):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(name, make):
    cells, equations = make()
    write("cells.csv", ["cell", "count"], cells.items())
    write("equations.csv", ["total", "part", "relation", "equation"],
          [[t, p, relation, e] for t, e, relation, parts in equations for p in parts])
    done, spent = timed("protect", SCRATCH / "cells.csv", SCRATCH / "equations.csv",
                        "--threshold", 5)
    (SCRATCH / "published.csv").write_text(done.stdout, encoding="utf-8")
    audit, attacked = timed("audit", "--table", SCRATCH / "published.csv",
                            SCRATCH / "equations.csv", "--width", 5)
    blanks = done.stdout.count(",suppressed,")
    small = sum(0 < v < 5 for v in cells.values())
    said = done.stderr.strip().splitlines()[-1]
    if "as few as" in said:
        fewest = blanks
    else:
        fewest = small + int(said.split("fewer than ")[1].rstrip(")"))
    verdict = {0: "safe", 1: "told"}.get(audit.returncode, "?")
    if done.returncode == 1:
        verdict = "bare, " + verdict
    print(f"{name:28} {len(cells):6} {small:6} {blanks:7} {fewest:7} {spent:9.2f} {attacked:9.2f}"
          f"  {verdict}", flush=True)


def main():
    SCRATCH.mkdir(parents=True, exist_ok=True)
    print(f"{'table':28} {'cells':>6} {'small':>6} {'blanks':>7} {'fewest':>7} {'protect s':>9} "
          f"{'audit s':>9}")
    for name, make in TABLES.items():
        if not sys.argv[1:] or any(word in name for word in sys.argv[1:]):
            measure(name, make)


if __name__ == "__main__":
    main()
