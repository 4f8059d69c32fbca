#!/usr/bin/env python3
"""Spoils a page and asks page_geometry.py whether it sees it.

    plant_geometry.py PAGES FOLDER      PAGES: --dump=pages of a document whose text stands in two columns
"""

import re
import subprocess
import sys
from pathlib import Path

STORY = re.compile(r"  glyphs (P#\d+) (\S+) (\S+) (\S+) 10\.5 Vollkorn-Regular .*")


def moved(line, across=0, down=0, wider=0):
    head, x, y, width, rest = re.match(r"(  glyphs \S+) (\S+) (\S+) (\S+) (.*)", line).groups()
    return f"{head} {float(x) + across:.1f} {float(y) + down:.1f} {float(width) + wider:.1f} {rest}"


def first_page(lines):
    """The first page whose columns end on it, as a document of its own, and where its story stands."""
    starts = [i for i, line in enumerate(lines) if line.startswith("page ")] + [len(lines)]
    for start, end in zip(starts, starts[1:]):
        page = ["page 1 " + lines[start].split(" ", 2)[2], *lines[start + 1:end]]
        story = [i for i, line in enumerate(page) if STORY.match(line)]
        if len(page) > 1 and page[1].startswith("  columns 2 ") and page[1].endswith(" ends") and len(story) > 20:
            return page, story
    sys.exit("no page has a story that ends on it")


def main():
    page, story = first_page(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    x, y = map(float, page[1].split()[2:4])
    inside = [i for i in story if float(STORY.match(page[i])[3]) < y + float(page[1].split()[5])]
    second = [i for i in inside if abs(float(STORY.match(page[i])[2]) - x) > 200]
    full = [i for i in inside if float(STORY.match(page[i])[4]) > 200 and i - 1 in inside]
    right = [i for i in full if float(STORY.match(page[i])[2]) > 300 - 50]
    one = STORY.match(page[second[-1]])[1]
    cut = float(STORY.match(page[inside[4]])[3])
    lower = [i for i, line in enumerate(page) if line.startswith("  glyphs ") and
             float(line.split()[2]) < x + 200 and float(line.split()[3]) > cut]
    planted = {
        "off the grid": ("not on the grid", {story[5]: moved(page[story[5]], down=3)}),
        "over the end margin": ("over a margin", {right[0]: moved(page[right[0]], wider=60)}),
        "over the start margin": ("over a margin", {inside[0]: moved(page[inside[0]], across=-40)}),
        "out of its column": ("out of its column", {full[0]: moved(page[full[0]], wider=80)}),
        "on another line": ("overlap", {full[1]: moved(page[full[1]], down=-12)}),
        "columns that end apart": ("have room", {i: "" for i in lower}),
        "a line alone": ("stands alone", {inside[0]: page[inside[0]].replace(STORY.match(page[inside[0]])[1], one)}),
    }
    wrong = 0
    for name, (sentence, lines) in planted.items():
        spoiled = Path(sys.argv[2]) / "spoiled.pages"
        spoiled.write_text("\n".join(lines.get(i, line) for i, line in enumerate(page)), encoding="utf-8")
        seen = subprocess.run([sys.executable, Path(__file__).with_name("page_geometry.py"), spoiled],
                              stdout=subprocess.PIPE, text=True, check=False)
        if seen.returncode == 1 and sentence in seen.stdout:
            print(f"ok {name} is seen")
        else:
            print(f"not ok {name} is seen: {seen.stdout[:300]!r}")
            wrong = 1
    sys.exit(wrong)


main()
