#!/usr/bin/env python3
"""What four readers make of lines from right to left, written in several ways, counted: the table of docs/pdf.md.

    rtl_table.py STORIES FOLDER      stories (tests/data/rtl) and the folder of their PDFs

Eleven lines in Arabic, Persian and Hebrew, with vowel points, zero width non-joiners, numbers, brackets and Latin
words. Of each reader: lines that it gives letter for letter, and the first five words of each page that are
found in what it reads (in PDFium by its own search). The ways are ours, three others that rtl_orders.py makes of our
files, and what Chromium prints. Prints `ok NAME` and `not ok NAME: why`: no count of ours may fall, and no other way
may serve PDFium and pdf.js, in which most people read, better.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import rtl_orders

try:
    import pypdfium2
except ImportError:
    pypdfium2 = None

MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")
WORDS = 5
OURS, PRINT = "visual order", "print of Chromium"
# Lines of 11 and words of 15 that were found when somebody last counted.
EXPECTED = {"PDFium": (10, 15), "pdf.js": (6, 15), "pdftotext": (4, 15), "mutool": (0, 0), "mutool, turned": (5, 15)}
PEOPLE = ("PDFium", "pdf.js")


def output(*command):
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
    return unicodedata.normalize("NFC", MARKS.sub("", text))


def lines_of(path):
    body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    return [unicodedata.normalize("NFC", line) for line in body.splitlines() if line]


def turned(text):
    return "\n".join(re.sub(r"\d[\d.]*\d", lambda number: number[0][::-1], line[::-1]) for line in text.splitlines())


def by_pdfium(path):
    page = pypdfium2.PdfDocument(str(path))[0].get_textpage()
    text = unicodedata.normalize("NFC", MARKS.sub("", page.get_text_range()))
    return text, lambda word: page.search(word).get_next() is not None


def within(text):
    return text, lambda word: word in text


def readers():
    if pypdfium2:
        yield "PDFium", by_pdfium
    else:
        print("left out PDFium: pypdfium2 is not installed and cannot be fetched")
    script = str(Path(__file__).with_name("pdfjs_text.js"))
    yield "pdf.js", lambda path: within(output("node", script, str(path)))
    yield "pdftotext", lambda path: within(output("pdftotext", str(path), "-"))
    yield "mutool", lambda path: within(output("mutool", "draw", "-q", "-F", "txt", str(path)))
    yield "mutool, turned", lambda path: within(turned(output("mutool", "draw", "-q", "-F", "txt", str(path))))


def print_story(story, target):
    """As a browser prints a page of these lines, in a font that we use."""
    lines = "".join(f"<p>{line}</p>" for line in lines_of(story))
    page = target.with_suffix(".html")
    page.write_text(f'<!DOCTYPE html><html lang="{story.stem}" dir="rtl"><meta charset="utf-8"><title>-</title>'
                    f'<body style="font-family: Amiri, \'Noto Sans Hebrew\'">{lines}', encoding="utf-8")
    subprocess.run(["chromium-headless-shell", "--no-sandbox", "--no-pdf-header-footer", f"--user-data-dir={target.parent}",
                    f"--print-to-pdf={target}", page.as_uri()], capture_output=True, check=True)


def make(way, stories, folder):
    """The folder of the PDFs of a way."""
    if way == OURS:
        return folder
    other = folder / re.sub(r"\W+", "-", way)
    other.mkdir()
    for story in stories:
        target = other / f"{story.stem}.pdf"
        if way == PRINT:
            print_story(story, target)
        else:
            rtl_orders.write(folder / f"{story.stem}.pdf", target, way)
    return other


def count(stories, folder, read):
    exact, found = 0, 0
    for story in stories:
        wanted = lines_of(story)
        text, has = read(folder / f"{story.stem}.pdf")
        seen = {line.strip() for line in text.splitlines()}
        exact += sum(line in seen for line in wanted)
        words = [word for line in wanted for word in re.findall(r"[^\s\d().]{3,}", line)][:WORDS]
        found += sum(has(word) for word in words)
        found -= has("\u0698\u05e5\u0623")  # a search that finds everything is none
    return exact, found


def tell(name, good, why):
    print(f"ok {name}" if good else f"not ok {name}: {why}")
    return not good


def main():
    stories, folder = sorted(Path(sys.argv[1]).glob("*.md")), Path(sys.argv[2])
    failed = tell("there are three stories", len(stories) == 3, len(stories))
    ways = [OURS, *rtl_orders.WAYS, PRINT]
    folders = {way: make(way, stories, folder) for way in ways}
    for name, read in readers():
        counts = {way: count(stories, folders[way], read) for way in ways}
        ours = counts[OURS]
        failed |= tell(f"{name} gives {ours[0]} of 11 lines, and {ours[1]} of 15 words",
                       ours[0] >= EXPECTED[name][0] and ours[1] >= EXPECTED[name][1], f"they were {EXPECTED[name]}")
        for way in ways[1:]:
            good = name not in PEOPLE or (counts[way][0] <= ours[0] and counts[way][1] <= ours[1])
            failed |= tell(f"{name} of {way}: {counts[way][0]} and {counts[way][1]}", good, "better than ours")
    return failed


sys.exit(main())
