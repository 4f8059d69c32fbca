#!/usr/bin/env python3
"""What readers get from lines that run from right to left.

    check_rtl.py FOLDER      the folder where tests/unit/test_pdf_rtl.c left its documents and their lines

Prints `ok NAME` and `not ok NAME: why`. pdftotext and PDFium (the reader in Chrome) must give every line as it
was written, and PDFium and pdf.js (in Firefox) must find every word; mutool, which keeps the order of sight, must give each line
turned round and nothing else. PDFium is asked through pypdfium2; without it, that is said and left out.
"""

import re
import subprocess
import sys
from pathlib import Path

try:
    import pypdfium2
except ImportError:
    pypdfium2 = None

MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def lines_of(text):
    return [line.strip() for line in MARKS.sub("", text).splitlines() if line.strip()]


def output(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def tell(name, found, wanted):
    if found == wanted:
        print(f"ok {name}")
    else:
        wrong = [pair for pair in zip(wanted, found) if pair[0] != pair[1]]
        print(f"not ok {name}: {wrong[:1] or [len(wanted), len(found)]}")


def ask_pdfium(path, wanted):
    page = pypdfium2.PdfDocument(str(path))[0].get_textpage()
    tell(f"PDFium reads {path.stem}", lines_of(page.get_text_range()), wanted)
    words = {word for line in wanted for word in line.split()}
    lost = [word for word in sorted(words) if page.search(word).get_next() is None]
    tell(f"PDFium finds {len(words)} words of {path.stem}", lost, [])
    # A search that finds everything is none.
    tell(f"PDFium does not find in {path.stem} what is not there",
         page.search("\u0698\u05e5\u0623").get_next(), None)


def main():
    paths = sorted(Path(sys.argv[1]).glob("rtl-*.pdf"))
    for path in paths:
        wanted = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
        tell(f"pdftotext reads {path.stem}", lines_of(output("pdftotext", str(path), "-")), wanted)
        # ZWNJ goes before its letter in both directions (docs/pdf.md).
        turned = [line.replace("\u200c", "")[::-1] for line in wanted]
        seen = output("mutool", "draw", "-q", "-F", "txt", str(path)).replace("\u200c", "")
        tell(f"mutool sees {path.stem}", lines_of(seen), turned)
        text = output("node", str(Path(__file__).with_name("pdfjs_text.js")), str(path))
        words = {word for line in wanted for word in line.split()}
        tell(f"pdf.js finds {len(words)} words of {path.stem}", [word for word in sorted(words) if word not in text], [])
        if pypdfium2:
            ask_pdfium(path, wanted)
    if not pypdfium2:
        print("left out PDFium: pypdfium2 is not installed and cannot be fetched")
    if not paths:
        print("not ok right to left: there are no documents")


main()
