#!/usr/bin/env python3
"""Plants single faults into copies of a candidate, to prove that `pactpress verify` finds them.

    plant_edition.py CANDIDATE FOLDER

Makes FOLDER/NAME per fault, a copy of the candidate (hard links where nothing changed), and prints a line per
fault: its name and the rule under which it must be found, parted by a tab; "none" is an untouched copy.
Unless the fault is one of the manifest, the manifest is made to agree with what was planted: so what is found is
the wrong number itself. The candidate is one of the sample, in English, of Riga and of the project.
"""

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from to_unicode import meanings

CITY = "annex/epi-annex-2022-Q1-riga-en.xlsx"
BULLETIN = "bulletin/epi-bulletin-2022-Q1-riga-en.pdf"
PROJECT = "annex/epi-annex-2022-Q1-en.xlsx"


class Book:
    """The parts of a workbook, with cells found by table, row and column (both from 0, below the head)."""

    def __init__(self, path):
        self.path = path
        with zipfile.ZipFile(path) as package:
            self.parts = {info.filename: package.read(info) for info in package.infolist()}
        self.strings = [re.sub(r"<[^>]*>", "", item) for item in
                        re.findall(r"<si>(.*?)</si>", self.parts["xl/sharedStrings.xml"].decode(), re.S)]

    def save(self):
        self.path.unlink()
        with zipfile.ZipFile(self.path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in self.parts.items():
                package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)

    def table(self, name):
        """The part of the sheet, and first row and column of its table."""
        for part, data in self.parts.items():
            if part.startswith("xl/tables/") and f' displayName="{name}"'.encode() in data:
                place = re.search(rb' ref="([A-Z]+)(\d+):', data)
                target = part.replace("xl/", "../").encode()
                for rels, links in self.parts.items():
                    if rels.startswith("xl/worksheets/_rels/") and b'"' + target + b'"' in links:
                        sheet = rels.replace("_rels/", "").removesuffix(".rels")
                        return sheet, int(place[2]), ord(place[1].decode()) - 65
        raise KeyError(name)

    def cell(self, table, row, column):
        sheet, top, left = self.table(table)
        place = f"{chr(65 + left + column)}{top + 1 + row}".encode()
        found = re.search(rb'<c r="' + place + rb'"(?:[^>]*/>|.*?</c>)', self.parts[sheet], re.S)
        return sheet, found

    def text(self, table, row, column):
        _, found = self.cell(table, row, column)
        value = found and re.search(rb"<v>(.*?)</v>", found[0])
        if not value:
            return ""
        return self.strings[int(value[1])] if b' t="s"' in found[0] else value[1].decode()

    def last_row(self, table):
        row = 0
        while self.cell(table, row + 1, 0)[1]:
            row += 1
        return row

    def row_of(self, table, wanted):
        """The row whose cells hold these texts, by column."""
        for row in range(5000):
            if self.cell(table, row, 0)[1] is None:
                raise KeyError(wanted)
            if all(self.text(table, row, column) == text for column, text in wanted.items()):
                return row
        raise KeyError(wanted)

    def put(self, table, row, column, value):
        """Replaces what the cell holds by raw XML; its style stays."""
        sheet, found = self.cell(table, row, column)
        head = re.sub(rb' t="[^"]*"', b"", re.match(rb"<c [^>]*?(?=/?>)", found[0])[0])
        data = self.parts[sheet]
        self.parts[sheet] = data[:found.start()] + head + value.encode() + b"</c>" + data[found.end():]

    def number(self, table, row, column, value):
        self.put(table, row, column, f"><v>{value}</v>")

    def replace(self, part, pattern, replacement):
        data, count = re.subn(pattern, replacement, self.parts[part], count=1, flags=re.S)
        if count != 1 or data == self.parts[part]:
            raise KeyError((part, pattern))
        self.parts[part] = data


class Pdf:
    """A PDF unpacked by qpdf: strings are replaced as they stand, painted text by the codes of its font."""

    def __init__(self, path):
        self.path = path
        self.data = subprocess.run(
            ["qpdf", "--qdf", "--object-streams=disable", path, "-"], check=True, capture_output=True).stdout
        self.fonts = {}
        for name, number in set(re.findall(rb"/(F\d+) (\d+) 0 R", self.data)):
            font = re.search(rb"\n" + number + rb" 0 obj\n.*?endobj", self.data, re.S)[0]
            unicode = re.search(rb"/ToUnicode (\d+) 0 R", font)[1]
            table = re.search(rb"\n" + unicode + rb" 0 obj\n.*?endobj", self.data, re.S)[0]
            self.fonts[name] = {b"%04x" % code: text for code, text in meanings(table).items()}

    def save(self):
        self.path.unlink()
        fixed = subprocess.run(["fix-qdf"], input=self.data, check=True, capture_output=True).stdout
        self.path.write_bytes(fixed)

    def replace(self, old, new, behind=b""):
        start = self.data.index(old, self.data.index(behind))
        self.data = self.data[:start] + new + self.data[start + len(old):]

    def retype(self, old, new, whole=True):
        """The first painted text that is (or, unless `whole`, holds) `old` says `new`, of the same length."""
        font = None
        for found in re.finditer(rb"/(F\d+) [\d.]+ Tf|\[([^\]]*)\]TJ", self.data):
            font = found[1] or font
            codes = [(code[1], found.start(2) + run.start(1) + code.start())
                     for run in re.finditer(rb"<(\w*)>", found[2] or b"")
                     for code in re.finditer(rb"(\w{4})", run[1])]
            letters = [(letter, at) for code, at in codes for letter in self.fonts[font].get(code, "?")]
            text = "".join(letter for letter, _ in letters)
            if text != old if whole else old not in text:
                continue
            by_text = {text: code for code, text in self.fonts[font].items()}
            if not all(c in by_text for c in new):
                continue
            for c, (_, at) in zip(new, letters[text.index(old):]):
                self.data = self.data[:at] + by_text[c] + self.data[at + 4:]
            return
        raise KeyError(old)


def own(path):
    """The file as one of this copy alone, to be changed."""
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data)
    return path


def in_book(file, change):
    def plant(folder):
        book = Book(folder / file)
        change(book)
        book.save()
    return plant


def in_pdf(change, file=None):
    def plant(folder):
        pdf = Pdf(folder / (file or BULLETIN))
        change(pdf)
        pdf.save()
    return plant


def number_in(file, table, wanted, column, value):
    return in_book(file, lambda book: book.number(table, book.row_of(table, wanted), column, value))


def persons(book):
    return book.row_of("AllFigures", {12: "attendance.persons[city=riga]", 13: "2022-Q1"})


def withheld(book):
    return book.row_of("AllFigures", {14: "suppressed"})


def swap(table, column, first, second):
    def change(book):
        cells = [re.search(rb"<v>.*?</v>", book.cell(table, row, column)[1][0])[0].decode() for row in (first, second)]
        kinds = [b' t="s"' in book.cell(table, row, column)[1][0] for row in (first, second)]
        for row, value, shared in ((first, cells[1], kinds[1]), (second, cells[0], kinds[0])):
            book.put(table, row, column, (' t="s">' if shared else ">") + value)
    return change


def drop_row(table, find):
    def change(book):
        sheet, top, _ = book.table(table)
        place = str(top + 1 + find(book)).encode()
        book.replace(sheet, rb'<row r="' + place + rb'".*?</row>', b"")
    return change


def chart(book):
    return next(part for part in book.parts if part.startswith("xl/charts/chart"))


def formula(book):
    row = persons(book)
    value = book.text("AllFigures", row, 6)
    book.put("AllFigures", row, 6, f"><f>{value}+0</f><v>{value}</v>")


def text_number(book):
    row = persons(book)
    value = book.text("AllFigures", row, 6)
    book.put("AllFigures", row, 6, f' t="str"><v>{value}</v>')


def sheet_part(book, table):
    return book.table(table)[0]


def name(reference):
    return lambda book: book.replace(
        "xl/workbook.xml", rb"(</definedNames>)",
        b'<definedName name="persons">' + reference + rb"</definedName>\1")


def in_figures(change):
    def plant(folder):
        path = own(folder / "figures.csv")
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.reader(file))
        change(rows)
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows(rows)
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return plant


def line_of(rows, address, period="2022-Q1"):
    return next(i for i, row in enumerate(rows) if row[0] == address and row[6] == period)


def figure(address, column, value):
    return in_figures(lambda rows: rows[line_of(rows, address)].__setitem__(column, value))


def show_suppressed(rows):
    next(row for row in rows if row[7] == "suppressed")[8] = "3"


def in_manifest(change):
    def plant(folder):
        path = own(folder / "manifest.json")
        manifest = json.loads(path.read_text(encoding="utf-8"))
        change(manifest, manifest["files"])
        path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False), encoding="utf-8")
    return plant


def file_of(files, path):
    return next(file for file in files if file["path"] == path)


def cut_manifest(folder):
    path = own(folder / "manifest.json")
    path.write_bytes(path.read_bytes()[:700])


def link(file):
    def plant(folder):
        path = folder / file
        away = folder.parent / (folder.name + "-away")
        shutil.rmtree(away, ignore_errors=True)
        if path.is_dir():
            shutil.move(path, away)
        else:
            away = away.with_suffix(path.suffix)
            path.replace(away)
        path.symlink_to(away)
    return plant


RIGA = {12: "attendance.persons[city=riga]", 13: "2022-Q1"}
DATA = "verify.workbook"
PAPER = "verify.number"

# name, rule, how. Whatever comes first in the manifest's list of faults keeps its own manifest.
FAULTS = [
    ("digit", DATA, number_in(CITY, "AllFigures", RIGA, 6, 193)),
    ("low-end", DATA, number_in(CITY, "AllFigures", RIGA, 7, 129)),
    ("out-of-order", DATA,
     in_book(CITY, lambda b: b.replace(sheet_part(b, "Cities"), rb"</row></sheetData>",
                                       b'<c r="C5"><v>193</v></c></row></sheetData>'))),
    ("people-behind", DATA, number_in(CITY, "AllFigures", RIGA, 11, 19)),
    ("minus", DATA, number_in(CITY, "AllFigures", RIGA, 6, -192)),
    ("thousandfold", DATA, number_in(CITY, "AllFigures", RIGA, 6, 192000)),
    ("no-number", DATA, in_book(CITY, lambda b: b.put("AllFigures", persons(b), 6, ">"))),
    ("number-as-text", DATA, in_book(CITY, text_number)),
    ("unknown-address", DATA, in_book(CITY, lambda b: b.put("AllFigures", persons(b), 12, ' t="str"><v>a.b</v>'))),
    ("withheld-shown", DATA, in_book(CITY, lambda b: b.number("AllFigures", withheld(b), 6, 3))),
    ("withheld-bounds", DATA, in_book(CITY, lambda b: b.number("AllFigures", withheld(b), 8, 4))),
    ("state", DATA, in_book(CITY, lambda b: b.put("AllFigures", persons(b), 14, ' t="str"><v>estimated</v>'))),
    ("missing-row", DATA, in_book(CITY, drop_row("AllFigures", persons))),
    ("missing-in-project", DATA, in_book(PROJECT, drop_row("AllFigures", withheld))),
    ("key-figure", DATA, number_in(CITY, "KeyFigures", {0: "Events held"}, 3, 11)),
    ("key-figure-swapped", DATA, in_book(CITY, swap("KeyFigures", 3, 0, 1))),
    ("cities-swapped", DATA, in_book(PROJECT, swap("Cities", 0, 0, 1))),
    ("city-number", DATA, in_book(PROJECT, lambda b: b.number("Cities", 0, 2, 200))),
    ("share", DATA, number_in(CITY, "Dimensions_dac", {0: "relevance"}, 6, 4)),
    ("change-of-sign", DATA, number_in(CITY, "Dimensions_dac", {0: "relevance"}, 14, -6)),
    ("questions-swapped", DATA, in_book(CITY, swap("Dimensions_dac", 0, 0, 1))),
    ("event-shown", DATA, number_in(CITY, "Events", {11: "riga-22q1-01"}, 7, 3)),
    ("events-swapped", DATA, in_book(CITY, swap("Events", 11, 1, 2))),
    ("source-total", DATA, in_book(PROJECT, lambda b: b.number("Sources", b.last_row("Sources"), 3, 5960))),
    ("contents", DATA, in_book(CITY, lambda b: b.number("Contents", 0, 2, 24))),
    ("formula", "readback.xlsx-formula", in_book(CITY, formula)),
    ("hidden-row", "readback.xlsx-hidden",
     in_book(CITY, lambda b: b.replace(sheet_part(b, "Cities"), rb'(<row r="6")', rb'\1 hidden="1"'))),
    ("flat-row", "readback.xlsx-hidden",
     in_book(CITY, lambda b: b.replace(sheet_part(b, "Cities"), rb'<row r="6"[^>]*>', rb'<row r="6" ht="0">'))),
    ("hidden-column", "readback.xlsx-hidden",
     in_book(CITY, lambda b: b.replace(sheet_part(b, "Cities"), rb"<col ", b'<col hidden="1" '))),
    ("hidden-sheet", "readback.xlsx-hidden",
     in_book(CITY, lambda b: b.replace("xl/workbook.xml", rb'(sheetId="3")', rb'\1 state="hidden"'))),
    ("chart-number", "verify.chart",
     in_book(CITY, lambda b: b.replace(chart(b), rb'(<c:numCache>.*?<c:v>)[^<]*', rb"\g<1>0.05"))),
    ("chart-words", "verify.chart",
     in_book(CITY, lambda b: b.replace(chart(b), rb"(<c:strCache>.*?<c:v>)[^<]*", rb"\1Impact"))),
    ("chart-moved", "verify.chart",
     in_book(CITY, lambda b: b.replace(chart(b), rb"(<c:numRef><c:f>[^<]*)\$G\$5:\$G\$10", rb"\1$H$5:$H$10"))),
    ("name-of-a-number", "verify.name", in_book(CITY, name(b"192"))),
    ("name-of-no-sheet", "verify.name", in_book(CITY, name(b"Nowhere!$A$1"))),
    ("pdf-digit", PAPER, in_pdf(lambda p: p.retype("73", "75"))),
    ("pdf-cells-swapped", PAPER, in_pdf(lambda p: (p.retype("73", "00"), p.retype("55", "73"), p.retype("00", "55")))),
    ("pdf-sentence", PAPER, in_pdf(lambda p: p.retype("192 people", "193 people", False))),
    ("pdf-chart-label", PAPER, in_pdf(lambda p: p.retype("46", "48"))),
    ("pdf-decimals", PAPER, in_pdf(lambda p: p.retype("3.5", "3,5"))),
    ("pdf-tenfold", PAPER, in_pdf(lambda p: p.retype("3.5", "354"))),
    ("pdf-estimate", PAPER, in_pdf(lambda p: p.replace(b"(about 60)", b"(about 61)"))),
    ("pdf-estimate-as-exact", PAPER, in_pdf(lambda p: p.replace(b"(estimated 60)", b"(exact 60)"))),
    ("pdf-no-sign", PAPER, in_pdf(lambda p: p.retype("\u2248", "c", False))),
    ("pdf-withheld-said", PAPER,
     in_pdf(lambda p: p.replace(b"(withheld)", b"(3)", b"/S /Span"))),
    ("pdf-withheld-named", PAPER, in_pdf(lambda p: p.replace(b"(suppressed)", b"(exact 3)"))),
    ("pdf-alternative", PAPER,
     in_pdf(lambda p: p.replace("74\u00a0%".encode("utf-16-be").hex().encode(),
                                "75\u00a0%".encode("utf-16-be").hex().encode(), b"/Alt <feff0042006100720020"))),
    ("pdf-other-period", PAPER,
     in_pdf(lambda p: p.replace(b"(attendance.persons[city=riga]@2022-Q1)", b"(attendance.persons[city=riga]@2021-Q4)"))),
    ("pdf-other-city", PAPER,
     in_pdf(lambda p: p.replace(b"(events.held[city=riga]@2022-Q1)", b"(events.held[city=lublin]@2022-Q1)"))),
    ("pdf-unknown-figure", PAPER,
     in_pdf(lambda p: p.replace(b"(events.held[city=riga]@2022-Q1)", b"(events.lost[city=riga]@2022-Q1)"))),
    ("pdf-rows", PAPER, in_pdf(lambda p: p.retype("5\u00a0967", "5\u00a0976", False))),
    ("pdf-thousands", PAPER, in_pdf(lambda p: p.retype("5\u00a0967", "5,967", False))),
    ("figure-changed", DATA, figure("attendance.persons[city=riga]", 8, "193")),
    ("figure-missing", DATA, in_figures(lambda rows: rows.pop(line_of(rows, "attendance.persons[city=riga]")))),
    ("figure-twice", "verify.figures",
     in_figures(lambda rows: rows.append(rows[line_of(rows, "attendance.persons[city=riga]")]))),
    ("figure-shown", "verify.figures", in_figures(show_suppressed)),
    ("figure-with-comma", "verify.figures", figure("attendance.persons[city=riga]", 8, "1,92")),
    ("figure-of-no-state", "verify.figures", figure("attendance.persons[city=riga]", 7, "sure")),
    ("rebuild-other-word", "verify.rebuild", in_pdf(lambda p: p.retype("library", "librory", False))),
    ("rebuild-other-kind", "verify.rebuild",
     in_book(CITY, lambda b: b.replace(sheet_part(b, "Events"), rb'(<c r="F5"[^>]*><v>)(\d+)', rb"\g<1>0"))),
    ("rebuild-packed-anew", "", in_pdf(lambda p: None)),
    ("extra-file", "readback.stray", lambda folder: (folder / "annex" / "more.txt").write_text("more")),
    ("extra-hidden-file", "readback.stray", lambda folder: (folder / ".names").write_text("names")),
    ("link", "readback.link", link(CITY)),
    ("linked-folder", "readback.link", link("annex")),
    ("deleted", "file.missing", lambda folder: (folder / CITY).unlink()),
]
OF_MANIFEST = [
    ("digest", "readback.digest",
     in_manifest(lambda _, files: file_of(files, CITY).update(sha256="0" * 64))),
    ("size", "readback.size", in_manifest(lambda _, files: file_of(files, CITY).update(size=5))),
    ("not-named", "readback.stray", in_manifest(lambda _, files: files.remove(file_of(files, CITY)))),
    ("named-twice", "verify.manifest", in_manifest(lambda _, files: files.append(file_of(files, CITY)))),
    ("no-figures", "verify.manifest",
     in_manifest(lambda _, files: files.remove(file_of(files, "figures.csv")))),
    ("leads-out", "verify.manifest", in_manifest(lambda _, files: files[0].update(path="../../etc/passwd"))),
    ("other-format", "verify.manifest", in_manifest(lambda manifest, _: manifest.update(format=9))),
    ("cut", "yaml.", cut_manifest),
    ("city", DATA, in_manifest(lambda _, files: file_of(files, CITY).update(city="lublin"))),
]


def agree(folder):
    """Sizes and digests of the manifest as the files are now."""
    path = own(folder / "manifest.json")
    manifest = json.loads(path.read_text(encoding="utf-8"))
    for file in manifest["files"]:
        place = folder / file["path"]
        if place.exists():
            data = place.read_bytes()
            file.update(size=len(data), sha256=hashlib.sha256(data).hexdigest())
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False), encoding="utf-8")


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    for faults, own_manifest in ((FAULTS, False), (OF_MANIFEST, True), ([("none", "", agree)], False)):
        for fault, rule, plant in faults:
            fault = "manifest-" + fault if own_manifest else fault
            shutil.copytree(source, target / fault, copy_function=os.link)
            plant(target / fault)
            if not own_manifest:
                agree(target / fault)
            print(fault, rule, sep="\t")


if __name__ == "__main__":
    main()
