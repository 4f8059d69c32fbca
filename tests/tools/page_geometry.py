#!/usr/bin/env python3
"""Reads what --dump=pages prints and says what stands where nothing should stand.

    page_geometry.py FILE...      exit status 1 when something is wrong

Text that belongs to the document begins between the margins and ends above the foot; text of stories stands on the
baseline grid; no two lines of one size begin at the same place within half a line of each other; no shape but the
fields of first pages reaches over the margins; no page is nearly empty.
"""

import re
import sys
from pathlib import Path

MARGIN, TOP, STEP = 52.64, 56.0, 14.0
PAGE = re.compile(r"page (\d+) ([\d.]+) ([\d.]+)$")
GLYPHS = re.compile(r"  glyphs (\S+) ([-\d.]+) ([-\d.]+) ([\d.]+) (\S+) \"(.*)\"")
PATH = re.compile(r"  path (\S+) ([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) ")


def pages_of(text):
    page = None
    for line in text.splitlines():
        head = PAGE.match(line)
        if head:
            if page:
                yield page
            page = {"number": int(head[1]), "width": float(head[2]), "height": float(head[3]),
                    "glyphs": [], "paths": []}
        elif page and (found := GLYPHS.match(line)):
            page["glyphs"].append((found[1], *map(float, found.group(2, 3, 4)), found[5], found[6]))
        elif page and (found := PATH.match(line)):
            page["paths"].append((found[1], *map(float, found.group(2, 3, 4, 5))))
    if page:
        yield page


def faults(page, pages):
    right = page["width"] - MARGIN
    body = [g for g in page["glyphs"] if not g[0].startswith("artifact/")]
    for element, x, y, size, font, words in body:
        if x < MARGIN - 12 or x > right:
            yield f"\"{words}\" begins at {x}, outside the margins"
        if y > page["height"] - 57 or y < 20:
            yield f"\"{words}\" stands at {y}, in the foot or the head"
        if size < 7.9:
            yield f"\"{words}\" is set in {size}"
        story = re.match(r"P#", element) and font == "Vollkorn-Regular" and size == 10.5
        if story and abs((y - TOP + STEP / 2) % STEP - STEP / 2) > 0.11:
            yield f"\"{words}\" stands at {y}, not on the grid"
    places = {}
    for _, x, y, size, _, words in body:
        for other_y, other in places.setdefault((x, size), []):
            if 0.3 < abs(other_y - y) < size / 2:
                yield f"\"{words}\" at {y} runs into \"{other}\" at {other_y}"
        places[(x, size)].append((y, words))
    for _, x0, _, x1, _ in page["paths"]:
        field = page["number"] == 1 and (x0 < 1 or x1 > page["width"] - 1 or page["cover"])
        if not field and (x0 < MARGIN - 13 or x1 > right + 13):
            yield f"a shape reaches from {x0} to {x1}"
    lines = {round(y) for _, _, y, _, _, _ in body}
    if pages > 1 and len(lines) < 4:
        yield f"it has {len(lines)} lines"


def main():
    wrong = 0
    for name in sys.argv[1:]:
        pages = list(pages_of(Path(name).read_text(encoding="utf-8")))
        if not pages:
            print(f"{name}: no pages")
            wrong += 1
        for page in pages:
            page["cover"] = any(y1 >= page["height"] - 1 for _, _, _, _, y1 in page["paths"])
            for fault in faults(page, len(pages)):
                print(f"{name}, page {page['number']}: {fault}")
                wrong += 1
    sys.exit(1 if wrong else 0)


main()
