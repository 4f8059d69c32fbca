"""Looks at the pages of samples/layouts: PAGES is what --dump=pages prints of them, OUT the folder of its documents."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

WRONG = []


def say(name, good, why=""):
    print(f"ok {name}" if good else f"not ok {name}: {why}")
    if not good:
        WRONG.append(name)


def documents():
    """Of each document its pages, of each page its lines."""
    document = []
    for line in Path(os.environ["PAGES"]).read_text(encoding="utf-8").splitlines():
        if line.startswith("page 1 ") and document:
            yield document
            document = []
        if line.startswith("page "):
            document.append([])
        document[-1].append(line)
    yield document


def numbers(line):
    return [float(word) for word in re.findall(r" (-?\d+\.\d)(?= |$)", line)]


def where(document, word, kind="glyphs"):
    """(page, index of the line, its numbers) of what holds the word first."""
    for page, lines in enumerate(document):
        for index, line in enumerate(lines):
            if line.startswith(f"  {kind} ") and word in line:
                return page + 1, index, numbers(line)
    return 0, 0, []


def read_order(layout):
    """Words of the document in the order of its tags."""
    path = next(Path(os.environ["OUT"]).glob(f"**/*-{layout}-*.pdf"))
    tree = subprocess.run(["pdfinfo", "-struct-text", path], stdout=subprocess.PIPE, text=True, check=True).stdout
    return " ".join(re.findall(r"\"(.*)\"", tree))


def check_floats(journal):
    page, _, quay = where(journal, "seen from the bridge")
    images = [numbers(line) for line in journal[page - 1] if line.startswith("  image ")]
    say("a picture floats to the head of a page", images and abs(images[0][1] - 56) < 1 and images[0][2] > 480, images)
    mention, _, _ = where(journal, "The House of Neighbours put up")
    say("its page is that of its mention, or the next", page in (mention, mention + 1), f"{page}, {mention}")
    page, _, table = where(journal, "heavier than they look")
    below = [numbers(line)[1] for line in journal[page - 1] if "Vollkorn-Regular" in line]
    say("another one to the foot, below all text", table and below and table[1] > max(below), f"{table}, {max(below)}")
    page, _, imprint = where(journal, "views are those")
    say("the imprint stands at the foot of the last page", page == len(journal) and imprint[1] > 640, f"{page}, {imprint}")
    words = read_order("journal")
    order = [words.find(text) for text in ("theirs alone", "seen from the", "put up a long", "improved with every",
                                           "heavier than", "Take planks")]
    say("what floats is read at its mention", -1 not in order and order == sorted(order), order)


def check_tables(journal):
    page, _, _ = where(journal, "Eleventh")
    wide, high = map(float, journal[page - 1][0].split()[2:])
    say("a turned page is wider than high", wide > high, f"{wide} {high}")
    stripes = [line for line in journal[page - 1] if line.startswith("  path artifact/layout") and numbers(line)[3] - numbers(line)[1] > 10]
    say("every other of eleven rows stands on a tint", len(stripes) == 5, len(stripes))
    others = {tuple(map(float, lines[0].split()[2:])) for lines in journal if lines != journal[page - 1]}
    say("the others are not", len(others) == 1 and next(iter(others)) == (high, wide), others)


def check_heads(journal):
    heads = [[line.split('"')[1] for line in lines if "artifact/header" in line] for lines in journal]
    say("the first page has no running head", not heads[0], heads[0])
    say("the second names its section", any("Work in hand" in word for word in heads[1]), heads[1])
    say("the last has none, as the layout says", not heads[-1], heads[-1])


def check_references(journal):
    for words, target in (("(page\u00a02)", "seen from the bridge"), ("(page\u00a01)", "What was asked for"),
                          ("(page\u00a03)", "Eleven benches, built")):
        page, _, _ = where(journal, words)
        there, _, _ = where(journal, target)
        say(f"a reference says the page of \"{target}\"", page and words == f"(page\u00a0{there})", f"{words}, {there}")
    links = [line.split()[-1] for lines in journal for line in lines if line.startswith("  link ")]
    say("references are links", {"1.quay", "1.asked", "2.measures", "story.benches"} <= set(links), links)


def check_sides(essay):
    text = [numbers(line)[1] for line in essay[0] if " 10.5 Vollkorn-Regular" in line]
    notes = [where(essay, words)[2] for words in ("The first bench of the quay", "Counted on 14 May", "All measures",
                                                  "Four people take")]
    for (x, y, *_), words in zip(notes[:3], ("Where there is no bench", "With benches there", "It does take somebody")):
        _, _, (_, line, *_) = where(essay, words)
        say(f"a note stands beside \"{words}\"", x > 388 and abs(y - line) < 4 and min(text) < y < max(text), f"{x} {y}")
    say("two notes of one place stand below each other", 11 < notes[3][1] - notes[2][1] < 50, notes)
    words = read_order("essay")
    order = [words.find(text) for text in ("Counted on 14 May", "With benches there", "All measures", "Four people")]
    say("a note is read before the text that it stands beside", -1 not in order and order == sorted(order), order)
    heads = [line for line in essay[0] if "artifact/header" in line]
    feet = [line for line in essay[0] if "artifact/footer" in line]
    say("a first page may have a running head, and no foot", heads and not feet, f"{heads} {feet}")


def check_docs():
    source = Path(__file__).parents[2]
    text = (source / "docs/layouts.md").read_text(encoding="utf-8")
    schema = json.loads((source / "layouts/schema/layout.json").read_text(encoding="utf-8"))
    names = []

    def collect(part):
        for key, value in part.items():
            if key == "properties":
                names.extend(value)
            if isinstance(value, dict):
                collect(value)
    collect(schema)
    missing = [name for name in names if f"`{name}`" not in text and f"`{name}: " not in text and f"{{{name}: " not in text]
    say("docs/layouts.md explains every key", len(names) > 20 and not missing, f"{len(names)} keys, {missing}")
    pictures = re.findall(r"\((pictures/[^)]*)\)", text)
    gone = [name for name in pictures if not (source / "docs" / name).exists()]
    say("its pictures are there", len(pictures) > 12 and not gone, gone)


def main():
    check_docs()
    laid = dict(zip(("brochure", "journal", "essay"), documents()))
    for check in (check_floats, check_tables, check_heads, check_references):
        check(laid["journal"])
    check_sides(laid["essay"])
    sys.exit(1 if WRONG else 0)


main()
