#!/usr/bin/env python3
"""Protects and audits small tables with Pactpress, and checks both by brute force.

    tables.py PACTPRESS FOLDER SEEDS

A table is a set of cells and equations. This program fills in the hidden cells in every possible way, by
plain search: no cell may be told within less than the width, no choice of fewer blanks may be safe, nor one
of as many that hides less, and `audit` must give the ends that the search finds. It prints `ok` and `not ok`
lines.
"""

import csv
import itertools
import random
import subprocess
import sys
from pathlib import Path


class Table:
    """cells: name -> count; equations: (total, relation, parts)."""

    def __init__(self, cells, equations):
        self.cells, self.equations = cells, equations

    def write(self, folder):
        with open(folder / "cells.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["cell", "count"])
            writer.writerows(self.cells.items())
        with open(folder / "equations.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["total", "part", "relation"])
            for total, relation, parts in self.equations:
                writer.writerows([total, part, relation] for part in parts)


def two_ways(chance):
    """Rows and columns; the grand total is that of the rows."""
    rows, columns = chance.choice([(2, 2), (2, 3), (3, 2)])
    inner = {(r, c): chance.randrange(8) for r in range(rows) for c in range(columns)}
    cells = {f"x{r}{c}": v for (r, c), v in inner.items()}
    equations = []
    for r in range(rows):
        cells[f"r{r}"] = sum(inner[r, c] for c in range(columns))
        equations.append((f"r{r}", "sum", [f"x{r}{c}" for c in range(columns)]))
    for c in range(columns):
        cells[f"c{c}"] = sum(inner[r, c] for r in range(rows))
        equations.append((f"c{c}", "sum", [f"x{r}{c}" for r in range(rows)]))
    cells["t"] = sum(inner.values())
    equations.append(("t", "sum", [f"r{r}" for r in range(rows)]))
    return Table(cells, equations)


def levels(chance):
    """Months in quarters in a year, with a name that needs quoting."""
    cells, equations = {}, []
    for quarter in ("one, first", "two"):
        months = [f"{quarter} {m}" for m in range(chance.choice([2, 3]))]
        cells |= {m: chance.randrange(9) for m in months}
        cells[quarter] = sum(cells[m] for m in months)
        equations.append((quarter, "sum", months))
    cells["year"] = cells["one, first"] + cells["two"]
    equations.append(("year", "sum", ["one, first", "two"]))
    return Table(cells, equations)


def unions(chance):
    """Persons of cities and project, with attendances that add up."""
    cells, equations = {}, []
    cities = [f"city{i}" for i in range(chance.choice([2, 3]))]
    cells |= {c: chance.randrange(9) for c in cities}
    low, high = max(cells[c] for c in cities), sum(cells[c] for c in cities)
    cells["project"] = chance.randint(low, high)
    equations.append(("project", "union", cities))
    for c in cities:
        cells["visits of " + c] = cells[c] + chance.randrange(4)
    cells["visits"] = sum(cells["visits of " + c] for c in cities)
    equations.append(("visits", "sum", ["visits of " + c for c in cities]))
    cells["new"] = chance.randint(0, cells["project"])
    cells["old"] = cells["project"] - cells["new"]
    equations.append(("project", "sum", ["new", "old"]))
    return Table(cells, equations)


def ends(table, hidden, least, reach):
    """Low and high end of every hidden cell over all fillings in which no cell goes further than
    `reach` beyond its count."""
    order = [c for c in table.cells if c in hidden]
    place = {c: i for i, c in enumerate(order)}
    checks = [[] for _ in order]
    for equation in table.equations:
        inside = [place[c] for c in [equation[0], *equation[2]] if c in hidden]
        if inside:
            checks[max(inside)].append(equation)
    value = dict(table.cells)
    low, high = dict(table.cells), dict(table.cells)

    def holds(total, relation, parts):
        numbers = [value[p] for p in parts]
        if relation == "sum":
            return value[total] == sum(numbers)
        return max(numbers) <= value[total] <= sum(numbers)

    def search(at):
        if at == len(order):
            for c in order:
                low[c], high[c] = min(low[c], value[c]), max(high[c], value[c])
            return
        cell = order[at]
        for v in range(least, table.cells[cell] + reach + 1):
            value[cell] = v
            if all(holds(*e) for e in checks[at]):
                search(at + 1)
        value[cell] = table.cells[cell]

    search(0)
    return {c: (low[c], high[c]) for c in order}


def is_safe(table, hidden, least, width):
    return all(high - low >= width
               for low, high in ends(table, hidden, least, width).values())


def run(*words):
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
    return done.returncode, list(csv.DictReader(done.stdout.splitlines())), done.stderr


def check_protect(program, folder, table, threshold, width, zeros):
    least = 0 if zeros else 1
    extra = ["--protect-zeros"] if zeros else []
    table.write(folder)
    status, rows, said = run(program, "protect", folder / "cells.csv", folder / "equations.csv",
                             "--threshold", threshold, "--width", width, *extra)
    if status != 0:
        return None, f"status {status}: {said}"
    if [r["cell"] for r in rows] != list(table.cells):
        return None, "other cells came back"
    hidden = {r["cell"] for r in rows if r["state"] == "suppressed"}
    small = {c for c, v in table.cells.items() if least <= v < threshold}
    free = [c for c, v in table.cells.items() if v >= threshold]
    for r in rows:
        if r["value"] != ("" if r["cell"] in hidden else str(table.cells[r["cell"]])):
            return None, f"{r['cell']} has the value {r['value']}"
    if not small <= hidden or (not zeros and any(table.cells[c] == 0 for c in hidden)):
        return None, "what is small is printed, or a 0 is hidden"
    if not is_safe(table, hidden, least, width):
        return None, f"told: {ends(table, hidden, least, width)}"
    lost = sum(table.cells[c] for c in hidden - small)
    for size in range(len(hidden - small) + 1):
        for more in itertools.combinations(free, size):
            if size == len(hidden - small) and sum(table.cells[c] for c in more) >= lost:
                continue
            if is_safe(table, small | set(more), least, width):
                return None, f"{sorted(small | set(more))} would do, not {sorted(hidden)}"
    return hidden, None


def check_audit(program, folder, table, hidden, width, zeros, reach=12):
    """The ends that audit gives are those of the search; open ones go beyond it. A low end may need
    another cell to go far: then the search goes further, too."""
    least = 0 if zeros else 1
    with open(folder / "published.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["cell", "count"])
        writer.writerows([c, "" if c in hidden else v] for c, v in table.cells.items())
    extra = ["--protect-zeros"] if zeros else []
    status, rows, said = run(program, "audit", "--table", folder / "published.csv",
                             folder / "equations.csv", "--width", width, *extra)
    found = ends(table, hidden, least, reach)
    if [r["cell"] for r in rows] != list(found):
        return f"other cells came back: {said}"
    told = False
    for r in rows:
        low, high = found[r["cell"]]
        if int(r["low"]) < low and reach < 40:
            return check_audit(program, folder, table, hidden, width, zeros, 40)
        if int(r["low"]) != low:
            return f"{r['cell']} from {r['low']}, not {low}"
        if high < table.cells[r["cell"]] + reach and r["high"] != str(high):
            return f"{r['cell']} to {r['high']}, not {high}"
        if float(r["high"]) < high:
            return f"{r['cell']} to {r['high']}, not {high} or more"
        verdict = ("pinned" if r["low"] == r["high"] else
                   "safe" if float(r["high"]) - low >= width else "narrow")
        if r["verdict"] != verdict:
            return f"{r['cell']} is {r['verdict']}, not {verdict}"
        told = told or verdict != "safe"
    return None if status == int(told) else f"status {status}"


def main():
    program, folder, seeds = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    bad = leaks = 0
    for seed in range(seeds):
        chance = random.Random(seed)
        table = (two_ways, levels, unions)[seed % 3](chance)
        threshold, width, zeros = chance.randint(2, 4), chance.randint(1, 3), seed % 5 == 0
        hidden, why = check_protect(program, folder, table, threshold, width, zeros)
        if not why:
            why = check_audit(program, folder, table, hidden, width, zeros)
        if not why and hidden:
            # a leak: one blank of the best choice filled in
            leak = hidden - {chance.choice(sorted(hidden))}
            safe = is_safe(table, leak, 0 if zeros else 1, width)
            leaks += not safe
            why = check_audit(program, folder, table, leak, width, zeros)
        if why:
            bad += 1
            print(f"not ok table {seed}: {why}")
    if not bad:
        print(f"ok {seeds} tables are safe with the fewest blanks, and audited right")
    if leaks > seeds / 4:
        print("ok planted leaks are found")
    else:
        bad += 1
        print(f"not ok planted leaks: only {leaks}")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
