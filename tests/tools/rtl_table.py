#!/usr/bin/env python3
"""What four readers make of lines from right to left, counted: the table of docs/pdf.md.

    rtl_table.py STORIES FOLDER      stories (tests/data/rtl) and the folder of their PDFs

Eleven lines in Arabic, Persian and Hebrew, with vowel points, zero width non-joiners, numbers, brackets and Latin
words. Of each reader: lines that it gives letter for letter, and the first five words of each page that are
found in what it reads (in PDFium by its own search). mutool, which keeps the order of sight, is
turned round first. Prints `ok NAME` and `not ok NAME: why`: no count may fall.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

try:
    import pypdfium2
except ImportError:
    pypdfium2 = None

MARKS = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe]")
WORDS = 5
# Lines of 11 and words of 15 that were found when somebody last counted.
EXPECTED = {"PDFium": (10, 15), "pdf.js": (6, 15), "pdftotext": (4, 15), "mutool": (0, 0), "mutool, turned": (5, 15)}


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


def main():
    stories, folder, failed = sorted(Path(sys.argv[1]).glob("*.md")), Path(sys.argv[2]), False
    for name, read in readers():
        exact, found = 0, 0
        for story in stories:
            wanted = lines_of(story)
            text, has = read(folder / f"{story.stem}.pdf")
            seen = {line.strip() for line in text.splitlines()}
            exact += sum(line in seen for line in wanted)
            words = [word for line in wanted for word in re.findall(r"[^\s\d().]{3,}", line)][:WORDS]
            found += sum(has(word) for word in words)
            found -= has("\u0698\u05e5\u0623")  # a search that finds everything is none
        good = exact >= EXPECTED[name][0] and found >= EXPECTED[name][1]
        failed = failed or not good
        counts = f"{name} gives {exact} of 11 lines, and {found} of 15 words"
        print(f"ok {counts}" if good else f"not ok {counts}: they were {EXPECTED[name]}")
    if len(stories) != 3:
        print("not ok the table: there are not three stories")
    return failed


sys.exit(main())
