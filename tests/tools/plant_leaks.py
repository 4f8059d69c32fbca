#!/usr/bin/env python3
"""Plants single leaks into copies of a candidate, to prove that `pactpress audit` finds them.

    plant_leaks.py CANDIDATE FOLDER

Makes FOLDER/NAME per leak: figures.csv goes on withholding the number, and one other place shows it. Prints the
names, and what the audit must say of each, parted by a tab. The candidate is that of the sample: its bulletin and
workbook of Cartagena in English withhold a question of a chart and two events.
"""

import csv
import os
import re
import shutil
import sys
from pathlib import Path

from plant_edition import Book, Pdf

BULLETIN = "bulletin/epi-bulletin-2022-Q1-cartagena-en.pdf"
ANNEX = "annex/epi-annex-2022-Q1-cartagena-en.xlsx"
BAR = rb"([\d.]+) -14 re\n"  # of the chart of answers
EVENT = "event=cartagena-22q1-02"


def utf16(text):
    return text.encode("utf-16-be").hex().encode()


def of_withheld(book, table, column, words):
    return book.row_of(table, {column: words})


def cell_of_all(book):
    book.number("AllFigures", of_withheld(book, "AllFigures", 14, "suppressed"), 6, 3)


def bounds(book):
    book.number("AllFigures", of_withheld(book, "AllFigures", 14, "suppressed"), 8, 4)


def cell_of_event(book):
    book.number("Events", of_withheld(book, "Events", 11, EVENT.partition("=")[2]), 7, 3)


def cell_of_question(book):
    book.number("Dimensions_dac", of_withheld(book, "Dimensions_dac", 0, "efficiency"), 3, 4)


def memory(book):
    """A chart that remembers a number for a cell that has none."""
    for part, data in book.parts.items():
        gap = re.search(rb'<c:pt idx="3"><c:v>[\d.]*</c:v></c:pt>(?=<c:pt idx="5">)', data)
        if part.startswith("xl/charts/chart") and gap:
            more = b'<c:pt idx="4"><c:v>0.37</c:v></c:pt>'
            book.parts[part] = data[:gap.end()] + more + data[gap.end():]
            return
    raise KeyError("no chart withholds anything")


def alternative(pdf):
    pdf.replace(utf16("Efficiency: withheld"), utf16("Efficiency: 4 people"))


def spoken(pdf):
    pdf.replace(b"(withheld)", b"(3)", b"/S /Span")


def named(pdf):
    pdf.replace(b"(suppressed)", b"(exact 3)")


def shape(folder):
    """A bar more, as long as a share that no answer has."""
    with (folder / "figures.csv").open(newline="", encoding="utf-8") as file:
        shares = {row["value"] for row in csv.DictReader(file) if row["measure"].startswith("assessment.")}
    share = next(n for n in range(31, 99) if str(n) not in shares)
    pdf = Pdf(folder / BULLETIN)
    widths = sorted(float(found[1]) for found in re.finditer(BAR, pdf.data))
    unit = min(b - a for a, b in zip(widths, widths[1:]) if b - a > 0.1)  # shares are whole percent
    bar = re.search(rb"[\d.]+ [\d.]+ " + BAR, pdf.data)
    more = b"100 100 %.2f -14 re\n" % (share * unit)
    pdf.data = pdf.data[:bar.end()] + more + pdf.data[bar.end():]
    pdf.save()
    return str(share)


def in_book(change):
    def plant(folder):
        book = Book(folder / ANNEX)
        change(book)
        book.save()
    return plant


def in_pdf(change):
    def plant(folder):
        pdf = Pdf(folder / BULLETIN)
        change(pdf)
        pdf.save()
    return plant


LEAKS = [
    ("cell", "shows 3.", in_book(cell_of_all)),
    ("upper-end", "shows 4.", in_book(bounds)),
    ("cell-of-an-event", f"event.participants[{EVENT}] of 2022-Q1 is withheld, and the sheet", in_book(cell_of_event)),
    ("cell-of-a-question", "dimension=efficiency] of 2022-Q1 is withheld, and the sheet", in_book(cell_of_question)),
    ("memory-of-a-chart", "where a number is withheld", in_book(memory)),
    ("alternative-text", "The alternative text shows 4.", in_pdf(alternative)),
    ("read-aloud", "What is read aloud shows 3.", in_pdf(spoken)),
    ("property", "what an element says of itself shows 3.", in_pdf(named)),
    ("shape-of-a-chart", "a shape of the chart shows ", shape),
]


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for name, words, plant in LEAKS:
        shutil.copytree(source, target / name, copy_function=os.link)
        print(name, words + (plant(target / name) or ""), sep="\t")


main()
