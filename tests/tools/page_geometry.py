#!/usr/bin/env python3
"""Reads what --dump=pages prints and says what stands where nothing should stand.

    page_geometry.py [--side PT] [--top PT] [--bottom PT] [--baseline PT] FILE...

Margins and grid are those of the styles that Pactpress brings, unless options say others. Exit status 1 when something
is wrong.

Nothing but the fields and covers of first pages reaches over a margin, at either end; no line runs into another one, no
text into a picture; text of stories stands on the baseline grid; columns end together, but for what cannot be divided;
no line of a paragraph stands alone at the head or the foot of a column; no page is nearly empty.
"""

import argparse
import re
import sys
from pathlib import Path

SIDE, TOP, BOTTOM, STEP, HANG = 52.64, 56.0, 54.39, 14.0, 12.0
STORY = ("Vollkorn-Regular", 10.5)
NUMBER = r"(-?[\d.]+)"
PAGE = re.compile(rf"page (\d+) {NUMBER} {NUMBER}$")
GLYPHS = re.compile(rf"  glyphs (\S+) {NUMBER} {NUMBER} {NUMBER} {NUMBER} (\S+) \"(.*)\"")
PATH = re.compile(rf"  path (\S+) {NUMBER} {NUMBER} {NUMBER} {NUMBER} ")
IMAGE = re.compile(rf"  image (\S+) {NUMBER} {NUMBER} {NUMBER} {NUMBER}$")
COLUMNS = re.compile(rf"  columns (\d+) {NUMBER} {NUMBER} {NUMBER} {NUMBER} {NUMBER} (ends|goes on)$")


class Run:
    """Glyphs of one face in one line."""

    def __init__(self, found):
        self.element = found[1].split("<")[-1]
        self.artifact = found[1].startswith("artifact/")
        self.x, self.y, self.width, self.size = map(float, found.group(2, 3, 4, 5))
        self.font, self.words = found[6], found[7]
        self.end = self.x + self.width
        self.story = self.element.startswith("P#") and (self.font, self.size) == STORY


def pages_of(text):
    page = None
    for line in text.splitlines():
        head = PAGE.match(line)
        if head:
            if page:
                yield page
            page = {"number": int(head[1]), "width": float(head[2]), "height": float(head[3]),
                    "runs": [], "paths": [], "images": [], "columns": []}
        elif page and (found := GLYPHS.match(line)):
            page["runs"].append(Run(found))
        elif page and (found := PATH.match(line)):
            page["paths"].append((found[1], *map(float, found.group(2, 3, 4, 5))))
        elif page and (found := IMAGE.match(line)):
            x, y, w, h = map(float, found.group(2, 3, 4, 5))
            page["images"].append((x, y, x + w, y + h))
        elif page and (found := COLUMNS.match(line)):
            count, (x, y, width, height, step) = int(found[1]), map(float, found.group(2, 3, 4, 5, 6))
            page["columns"].append({"boxes": [(x + i * step, y, width, height) for i in range(count)],
                                    "ends": found[7] == "ends"})
    if page:
        yield page


def margin_faults(page):
    right = page["width"] - SIDE
    for run in page["runs"]:
        if run.x < SIDE - HANG or run.end > right + (HANG if run.size > 15 else 1):
            yield f"\"{run.words}\" reaches from {run.x} to {run.end:.1f}, over a margin"
        if not run.artifact and (run.y > page["height"] - BOTTOM - 2.6 or run.y < 20):
            yield f"\"{run.words}\" stands at {run.y}, in the foot or the head"
        if run.size < 7.9:
            yield f"\"{run.words}\" is set in {run.size}"
        if run.story and abs((run.y - TOP + STEP / 2) % STEP - STEP / 2) > 0.11:
            yield f"\"{run.words}\" stands at {run.y}, not on the grid"
    for kind, x0, _, x1, _ in [*page["paths"], *(("image", *box) for box in page["images"])]:
        field = page["number"] == 1 and (x0 < 1 or x1 > page["width"] - 1 or page["cover"])
        if not field and (x0 < SIDE - 4 or x1 > right + 4):
            yield f"a shape ({kind}) reaches from {x0} to {x1}"


def overlap_faults(page):
    """What is painted of a line lies between 0.6 of its size above the baseline and 0.15 below; two runs of one
    line may touch."""
    boxes = sorted(((r.y - 0.6 * r.size, r.y + 0.15 * r.size, r) for r in page["runs"] if r.words.strip()),
                   key=lambda box: box[0])
    for i, (top, bottom, run) in enumerate(boxes):
        for other_top, other_bottom, other in boxes[i + 1:]:
            if other_top > bottom:
                break
            across = min(run.end, other.end) - max(run.x, other.x)
            if across > 1.5 and min(bottom, other_bottom) - other_top > 1:
                yield f"\"{run.words}\" at {run.x} {run.y} and \"{other.words}\" at {other.x} {other.y} overlap"
        for x0, y0, x1, y1 in page["images"]:
            if (run.x < x1 - 1 and run.end > x0 + 1 and top < y1 - 1 and bottom > y0 + 1 and not page["cover"]):
                yield f"\"{run.words}\" at {run.x} {run.y} stands on a picture"
    for i, (x0, y0, x1, y1) in enumerate(page["images"]):
        for a0, b0, a1, b1 in page["images"][i + 1:]:
            if min(x1, a1) - max(x0, a0) > 1 and min(y1, b1) - max(y0, b0) > 1:
                yield f"two pictures overlap at {x0} {y0}"


def in_box(box, run):
    x, y, width, height = box
    return x - HANG - 6 <= run.x < x + width and y - 2 <= run.y <= y + height + 1


def lines_of(runs):
    """Baselines from the top, each with its runs."""
    lines = {}
    for run in runs:
        lines.setdefault(run.y, []).append(run)
    return sorted(lines.items())


def first_unit(lines, before):
    """How high what begins a column is, up to where it may be divided: to be moved, all of it must find room."""
    y, runs = lines[0]
    name = runs[0].element
    own = [line for line, here in lines if here[0].element == name]
    if not runs[0].story:
        rest = [line for line in lines if line[1][0].element != name]
        return (rest[0][0] - y + 3 * STEP) if rest else 10 * STEP
    goes_on = any(run.element == name for run in before)
    divisible = len(own) > (2 if goes_on else 3)
    # a word that is divided at the end of a line keeps the next one with it
    return (2 if goes_on else 3) * STEP if divisible else len(own) * STEP + 2 * STEP


def column_faults(page):
    for stretch in page["columns"]:
        columns = [[r for r in page["runs"] if not r.artifact and in_box(box, r)] for box in stretch["boxes"]]
        for box, runs in zip(stretch["boxes"], columns):
            for run in runs:
                if run.end > box[0] + box[2] + 1:
                    yield f"\"{run.words}\" at {run.x} {run.y} reaches out of its column"
        pictures = [[y1 for x0, y0, x1, y1 in page["images"] if box[0] - 1 <= x0 < box[0] + box[2] and
                     box[1] - 1 <= y0 < box[1] + box[3]] for box in stretch["boxes"]]
        ends = [max([run.y for run in runs] + low, default=0) for runs, low in zip(columns, pictures)]
        if not stretch["ends"] or len(columns) < 2:
            continue
        # text goes on around a picture that waits for the head of a column
        columns = [[run for run in runs if not run.element.startswith("Caption#")] for runs in columns]
        for i in range(len(columns) - 1):
            if not columns[i + 1]:
                if not pictures[i + 1] and ends[i] - stretch["boxes"][0][1] > 4 * STEP:
                    yield f"column {i + 2} of the text at {stretch['boxes'][0][1]} is empty"
                break
            unit = first_unit(lines_of(columns[i + 1]), columns[i])
            if ends[i] + unit + STEP / 2 < max(ends[i + 1:]) and max(ends[i + 1:]) == max(ends):
                yield (f"the columns at {stretch['boxes'][0][1]} end at {ends}: "
                       f"{unit:.0f} pt more have room in column {i + 1}")


def alone_faults(pages):
    """Lines of one paragraph by the column they stand in."""
    places = {}
    for page in pages:
        boxes = [box for stretch in page["columns"] for box in stretch["boxes"]]
        for run in page["runs"]:
            if not re.match(r"(P|BlockQuote)#", run.element):
                continue
            held = [i for i, box in enumerate(boxes) if in_box(box, run)]
            # what hangs before its column may lie in the one beside it: the column that holds it whole comes first
            box = next((i for i in held if boxes[i][0] <= run.x), held[0] if held else None)
            places.setdefault(run.element, {}).setdefault((page["number"], box), {}).setdefault(run.y, run.words)
    for name, columns in places.items():
        for (page, _), lines in columns.items():
            if len(columns) > 1 and len(lines) < 2:
                yield page, f"a line of {name} stands alone: \"{next(iter(lines.values()))}\""


def faults(document):
    for page in document:
        page["cover"] = any(y1 >= page["height"] - 1 for _, _, _, _, y1 in page["paths"])
        for check in (margin_faults, overlap_faults, column_faults):
            yield from ((page["number"], fault) for fault in check(page))
        lines = {round(run.y) for run in page["runs"] if not run.artifact}
        if len(document) > 1 and len(lines) < 4 and not page["images"]:
            yield page["number"], f"it has {len(lines)} lines"
    yield from alone_faults(document)


def documents_of(text):
    document = []
    for page in pages_of(text):
        if page["number"] == 1 and document:
            yield document
            document = []
        document.append(page)
    if document:
        yield document


def main():
    global SIDE, TOP, BOTTOM, STEP
    parser = argparse.ArgumentParser()
    for option, value in (("side", SIDE), ("top", TOP), ("bottom", BOTTOM), ("baseline", STEP)):
        parser.add_argument("--" + option, type=float, default=value)
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    SIDE, TOP, BOTTOM, STEP = options.side, options.top, options.bottom, options.baseline
    wrong = 0
    for name in options.files:
        documents = list(documents_of(Path(name).read_text(encoding="utf-8")))
        if not documents:
            print(f"{name}: no pages")
            wrong += 1
        for document in documents:
            for page, fault in faults(document):
                print(f"{name}, page {page}: {fault}")
                wrong += 1
    sys.exit(1 if wrong else 0)


main()
