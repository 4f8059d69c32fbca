#!/usr/bin/env python3
"""Compares the annexes of a candidate or an edition with its figures.csv, cell by cell.

    /usr/bin/python3 tests/tools/check_annex.py FOLDER STRINGS DATE     one line "ok" or "not ok" a file
    /usr/bin/python3 tests/tools/check_annex.py --csv FILE.csv FOLDER STRINGS LANG

FOLDER holds figures.csv, manifest.json and annex/; STRINGS is the folder of the catalogues, DATE the
date that the files shall carry (YYYY-MM-DD). The second form compares the sheet of all figures that
another program has written as CSV. Exit status 1 when anything differs. Needs openpyxl and PyYAML.
"""

import csv
import json
import pathlib
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

import yaml

EMPTY_STATES = {"unknown", "not_assessed", "suppressed"}
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


class Wrong(Exception):
    pass


def want(truth, sentence):
    if not truth:
        raise Wrong(sentence)


def number(text):
    return float(text) if "." in text else int(text)


def read_figures(path):
    """Figures by (address, period), with value, low and high end as a sheet shall hold them."""
    figures = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            low, dots, high = row["value"].partition("..")
            row["low"] = number(low) if low else None
            row["high"] = row["low"] if not dots else number(high) if high else None
            row["one"] = row["low"] if not dots else None
            row["decimals"] = len(low.partition(".")[2])
            row["people"] = int(row["n"]) if row["n"] else None
            figures[row["address"], row["period"]] = row
    want(len(figures) > 100, "figures.csv is short")
    return figures


def words_of(folder, lang):
    strings = yaml.safe_load((folder / f"{lang}.yaml").read_text(encoding="utf-8"))["strings"]
    return {key: value["text"] if isinstance(value, dict) else value
            for key, value in strings.items()}


class Sheet:
    """The one table of a worksheet: heads and rows of cells."""

    def __init__(self, worksheet):
        self.worksheet = worksheet
        tables = list(worksheet.tables.values())
        want(len(tables) == 1, f"{worksheet.title}: {len(tables)} tables, not one")
        self.table = tables[0]
        cells = list(worksheet[self.table.ref])
        self.heads = [cell.value for cell in cells[0]]
        self.head_row = cells[0][0].row
        self.rows = [row for row in cells[1:] if any(cell.value is not None for cell in row)]

    def column(self, head):
        want(head in self.heads, f"{self.worksheet.title}: no column {head!r}")
        return self.heads.index(head)

    def cell(self, row, head):
        return row[self.column(head)]


def check_layout(sheet):
    ws, name = sheet.worksheet, sheet.worksheet.title
    want(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", sheet.table.displayName), f"{name}: table's name")
    want([c.name for c in sheet.table.tableColumns] == sheet.heads, f"{name}: heads and table differ")
    want(len(set(h.casefold() for h in sheet.heads)) == len(sheet.heads), f"{name}: two heads alike")
    want(ws.freeze_panes == f"A{sheet.head_row + 1}", f"{name}: panes at {ws.freeze_panes}")
    want(ws.print_title_rows == f"${sheet.head_row}:${sheet.head_row}",
         f"{name}: repeats {ws.print_title_rows}")
    want(ws.page_setup.orientation == "landscape", f"{name}: not landscape")
    # One page where there is a chart (1 is what is meant when nothing is said), else any number.
    height = 1 if ws.page_setup.fitToHeight is None else ws.page_setup.fitToHeight
    want(ws.sheet_properties.pageSetUpPr.fitToPage and height == (1 if ws._charts else 0),
         f"{name}: does not fit the width")
    want("&P" in ws.oddFooter.right.text or "Page" in ws.oddFooter.right.text,
         f"{name}: no page numbers")
    want(len(ws.oddFooter.left.text) > 5, f"{name}: no funding text in the foot")
    want(not ws.sheet_view.rightToLeft, f"{name}: runs from right to left")
    want(ws.sheet_state == "visible", f"{name}: is hidden")


def check_cells(sheet):
    for row in sheet.worksheet.iter_rows():
        for cell in row:
            want(cell.data_type in ("n", "s", "d"), f"{cell.coordinate}: type {cell.data_type}")
            if cell.data_type == "n" and cell.value is not None:
                want(cell.number_format != "General", f"{cell.coordinate}: no number format")


def same_number(cell, expected, unit, what):
    if expected is None:
        want(cell.value is None, f"{what}: {cell.coordinate} holds {cell.value}, not a blank")
        return
    want(cell.value is not None, f"{what}: {cell.coordinate} is blank, not {expected}")
    found = cell.value * 100 if unit == "percent" else cell.value
    want(abs(found - expected) < 1e-9, f"{what}: {cell.coordinate} holds {found}, not {expected}")
    decimals = len(str(expected).partition(".")[2]) if isinstance(expected, float) else 0
    shape = cell.number_format.split(";")[0].lstrip("+")
    want(shape.endswith("%") == (unit == "percent"), f"{what}: format {cell.number_format}")
    want(len(shape.rstrip("%").partition(".")[2]) == decimals, f"{what}: format {cell.number_format}")


def figure_of_name(name):
    """(address, period) of "attendance.persons__city.riga__2022_2d_511"."""
    def plain(text):
        return re.sub(r"_([0-9a-f]{2})", lambda m: chr(int(m[1], 16)), text).encode("latin-1").decode("utf-8")
    measure, *pairs, period = name.split("__")
    pairs = [plain(pair.partition(".")[0]) + "=" + plain(pair.partition(".")[2]) for pair in pairs]
    return plain(measure) + (f"[{', '.join(pairs)}]" if pairs else ""), plain(period)


class Annex:
    def __init__(self, path, figures, strings, period):
        import openpyxl
        self.path, self.figures = path, figures
        self.lang = path.stem.rsplit("-", 1)[1]
        self.words = words_of(strings, self.lang)
        self.period = period
        self.book = openpyxl.load_workbook(path)
        self.sheets = {}
        for worksheet in self.book.worksheets:
            sheet = Sheet(worksheet)
            want(sheet.table.displayName not in self.sheets, "two tables have one name")
            self.sheets[sheet.table.displayName] = sheet
        cities = {row["city"] for row in figures.values()} - {""}
        self.city = next((c for c in cities if f"-{period}-{c}-" in path.stem), None)

    def head(self, name):
        return self.words[f"annex.column.{name}"]

    def measure(self, name):
        return self.words[f"annex.measure.{name}"]

    def figure(self, address, period=None):
        return self.figures.get((address, period or self.period))

    def in_scope(self, figure, events):
        if self.city is None or figure["city"] == self.city:
            return True
        if figure["city"]:
            return figure["measure"] in (
                "assessment.share_top", "assessment.n", "assessment.respondents")
        return figure["measure"] != "event.participants" or figure["period"] != self.period \
            or figure["breakdown"] in events

    def check_all_figures(self):
        sheet = self.sheets["AllFigures"]
        self.labels = {}
        found = set()
        for row in sheet.rows:
            get = lambda name: sheet.cell(row, self.head(name))  # noqa: E731
            key = get("address").value, get("period_key").value
            want(key in self.figures, f"{key} is not in figures.csv")
            want(key not in found, f"{key} stands there twice")
            found.add(key)
            figure = self.figures[key]
            want(get("state_key").value == figure["state"], f"{key}: state")
            same_number(get("value"), figure["one"], figure["unit"], key)
            same_number(get("low"), figure["low"], figure["unit"], key)
            same_number(get("high"), figure["high"], figure["unit"], key)
            want(get("n").value == figure["people"], f"{key}: n")
            if figure["low"] is not None:
                want(get("decimals").value == figure["decimals"], f"{key}: decimals")
            want(get("state").value, f"{key}: no word for its state")
            want(get("unit").value == self.words[f"annex.unit.{figure['unit']}"], f"{key}: unit")
            if figure["state"] in EMPTY_STATES:
                want(figure["low"] is None, f"{key}: figures.csv tells a value")
            if figure["state"] == "suppressed":
                want(get("sources").value is None, f"{key}: names the sources of a withheld figure")
            if not figure["dimension"] and not figure["breakdown"]:
                label = get("measure").value, get("scope").value, get("period").value
                self.labels.setdefault(label, []).append(figure)
        events = {f"event={row[self.sheets['Events'].column(self.head('event'))].value}"
                  for row in self.sheets["Events"].rows}
        expected = {key for key, figure in self.figures.items() if self.in_scope(figure, events)
                    and not (self.city and figure["measure"] == "event.participants")}
        others = {key for key in found if self.figures[key]["measure"] == "event.participants"}
        want(expected <= found, f"{sorted(expected - found)[:3]} are missing")
        want(found - others == expected - others, f"{sorted(found - expected)[:3]} are too many")

    def check_names(self):
        """Every figure has a name, from which its address and period are told again, over its value."""
        sheet = self.sheets["AllFigures"]
        rows = {(sheet.cell(row, self.head("address")).value, sheet.cell(row, self.head("period_key")).value): row
                for row in sheet.rows}
        found = {}
        for name, defined in self.book.defined_names.items() if hasattr(self.book.defined_names, "items") \
                else ((d.name, d) for d in self.book.defined_names.definedName):
            if name.startswith("_xlnm."):
                continue
            want(len(name) <= 255 and re.fullmatch(r"[a-z][a-z0-9_.]*", name), f"name {name}")
            found[figure_of_name(name)] = defined.attr_text
        for key, row in rows.items():
            place = sheet.cell(row, self.head("value"))
            quoted = sheet.worksheet.title.replace("'", "''")
            wanted = f"'{quoted}'!${place.column_letter}${place.row}"
            reference = found.pop(key, None)
            want(reference == wanted or (reference is None and sum(map(len, key)) > 95),
                 f"the name of {key} stands for {reference}, not {wanted}")
        want(not found, f"names of nothing: {list(found)[:3]}")

    def check_conditions(self):
        """Formats that follow cells say it by weight, slope or length, never by colour alone."""
        kinds = set()
        for sheet in self.sheets.values():
            for area in sheet.worksheet.conditional_formatting:
                for rule in area.rules:
                    kinds.add(rule.type)
                    font = rule.dxf.font if rule.dxf is not None else None
                    want(rule.type == "dataBar" or (font is not None and font.b and font.i),
                         f"{sheet.worksheet.title}: {rule.type} is colour alone")
        want(kinds == {"cellIs", "dataBar"} or (kinds == {"cellIs"} and not self.measures_shares()),
             f"conditional formats {kinds}")

    def measures_shares(self):
        return any("share_top" in str(address) for address, _ in self.figures)

    def check_key_figures(self):
        sheet = self.sheets["KeyFigures"]
        want(len(sheet.rows) >= 8, "few key figures")
        for row in sheet.rows:
            get = lambda name: sheet.cell(row, self.head(name))  # noqa: E731
            label = get("measure").value, get("scope").value, get("period").value
            figures = self.labels.get(label, [])
            want(len(figures) == 1, f"key figure {label}: {len(figures)} figures")
            same_number(get("value"), figures[0]["one"], figures[0]["unit"], label)
            same_number(get("low"), figures[0]["low"], figures[0]["unit"], label)
            same_number(get("high"), figures[0]["high"], figures[0]["unit"], label)

    def check_events(self):
        sheet = self.sheets["Events"]
        for row in sheet.rows:
            code = sheet.cell(row, self.head("event")).value
            day = sheet.cell(row, self.head("first_day"))
            want(day.is_date and "yyyy" in day.number_format, f"event {code}: the day is no date")
            figure = self.figure(f"event.participants[event={code}]")
            want(figure is not None, f"event {code}: no figure")
            same_number(sheet.cell(row, self.measure("event.participants")), figure["one"], "persons",
                        code)
            same_number(sheet.cell(row, self.head("low")), figure["low"], "persons", code)
            same_number(sheet.cell(row, self.head("high")), figure["high"], "persons", code)

    def check_dimensions(self):
        sheets = [s for name, s in self.sheets.items() if name.startswith("Dimensions_")]
        want(sheets, "no sheet of dimensions")
        for sheet in sheets:
            framework = sheet.table.displayName.removeprefix("Dimensions_")
            scope = f"city={self.city}, " if self.city else ""
            names = {self.measure(m): m for m in (
                "assessment.n", "assessment.missing", "assessment.not_applicable",
                "assessment.median", "assessment.mean", "assessment.share_top",
                "assessment.share_top_change")}
            want(set(names) <= set(sheet.heads), "columns of dimensions are missing")
            for row in sheet.rows:
                code = sheet.cell(row, self.head("code")).value
                numbers = 0
                for head, cell in zip(sheet.heads, row):
                    answer = re.match(r"(\d+(?:[.,]5)?): |.* (\d+)$", head)
                    measure = names.get(head, "assessment.share" if answer else None)
                    if measure is None:
                        continue
                    pair = f", answer={answer.group(1) or answer.group(2)}" \
                        if measure == "assessment.share" else ""
                    figure = self.figure(
                        f"{measure}[{scope}framework={framework}, dimension={code}{pair}]")
                    same_number(cell, figure and figure["one"], figure and figure["unit"],
                                f"{code} {head}")
                    numbers += figure is not None
                want(numbers >= 11, f"dimension {code}: only {numbers} figures")

    def check_cities(self):
        sheet = self.sheets["Cities"]
        heads = sheet.heads[2:-1]
        want(len(heads) >= 6 and sheet.rows, "the sheet of cities is short")
        for row in sheet.rows:
            city, period = row[0].value, row[1].value
            for head, cell in zip(heads, row[2:-1]):
                figures = self.labels.get((head, city, period), [])
                expected = figures[0] if figures else {"one": None, "unit": ""}
                same_number(cell, expected["one"], expected["unit"], f"{city} {head}")

    def check_sources(self):
        sheet = self.sheets["Sources"]
        parts = ["used", "excluded", "superseded", "duplicates", "held_back"]
        *sources, total = sheet.rows
        get = lambda row, part: sheet.cell(row, self.measure(f"rows.{part}")).value  # noqa: E731
        for row in sources:
            want(all(get(row, part) is None for part in ["read"] + parts),
                 f"{row[0].value} tells its rows in public")
        want(get(total, "read") == sum(get(total, part) for part in parts), "the sources do not add up")
        for part in ["read"] + parts:
            want(self.figure(f"rows.{part}")["one"] == get(total, part), f"rows {part} in all sources")

    def check_contents(self):
        contents, book = self.sheets["Contents"], self.book
        want(book.worksheets[0].title == contents.worksheet.title, "the contents do not come first")
        listed = []
        for row in contents.rows:
            link = row[0].hyperlink
            want(link is not None and link.location == f"'{row[0].value}'!A1", "a link leads nowhere")
            listed.append((row[0].value, row[2].value))
        expected = [(s.worksheet.title, len(s.rows)) for s in self.sheets.values() if s is not contents]
        want(listed == expected, f"the contents list {listed}, not {expected}")
        dictionary = self.sheets["DataDictionary"]
        columns = [(row[0].value, row[1].value) for row in dictionary.rows]
        want(columns == [(s.worksheet.title, h) for s in self.sheets.values() for h in s.heads],
             "the data dictionary differs from the sheets")
        want(all(row[2].value and row[4].value for row in dictionary.rows),
             "the data dictionary has gaps")
        want(len(self.sheets["Notes"].rows) >= 12, "few notes")

    def check_properties(self, title, date):
        properties = self.book.properties
        want(properties.title == title, f"title {properties.title!r}")
        want(properties.creator and properties.subject, "author or subject is missing")
        want(properties.created.isoformat().startswith(f"{date}T00:00:00"),
             f"made {properties.created}")
        with zipfile.ZipFile(self.path) as package:
            custom = ET.fromstring(package.read("docProps/custom.xml"))
        values = {p.get("name"): "".join(p.itertext()) for p in custom}
        want(values.get("Language") == self.lang, f"language {values.get('Language')}")

    def check_package(self):
        with zipfile.ZipFile(self.path) as package:
            want(package.testzip() is None, "a part is damaged")
            charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
            drawings = [n for n in package.namelist() if n.startswith("xl/drawings/drawing")]
            want(charts, "no chart")
            for name in package.namelist():
                text = package.read(name).decode("utf-8")
                want("<f>" not in text and "<f " not in text, f"{name}: a formula")
                want(not re.search(r"\b(?<!-)data/", text) and ".csv" not in text.replace("figures.csv", ""),
                     f"{name}: names an input file")
                want("externalLink" not in name, f"{name}: another file")
            for info in package.infolist():
                want(info.date_time == (1980, 1, 1, 0, 0, 0), f"{info.filename}: made {info.date_time}")
            for name in drawings:
                alts = [e.get("descr", "") for e in ET.fromstring(package.read(name)).iter(XDR + "cNvPr")]
                want(alts and all(len(alt) > 40 for alt in alts), f"{name}: no alternative text")
            for name in charts:
                self.check_chart(name, ET.fromstring(package.read(name)))

    def check_chart(self, name, root):
        titles = ["".join(t.text or "" for t in e.iter(A + "t")) for e in root.iter(C + "title")]
        want(len(titles) == 3 and all(titles), f"{name}: titles {titles}")
        series = list(root.iter(C + "ser"))
        want(len(series) >= 2, f"{name}: {len(series)} series")
        for one in series:
            reference = one.find(f"{C}val/{C}numRef")
            sheet, area = reference.find(C + "f").text.rsplit("!", 1)
            cells = self.book[sheet.strip("'").replace("''", "'")][area.replace("$", "")]
            values = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
            cached = {int(p.get("idx")): float(p.find(C + "v").text) for p in reference.iter(C + "pt")}
            want(cached == {i: v for i, v in enumerate(values) if v is not None},
                 f"{name}: the chart holds {cached} for {values}")

    def check(self, title, date):
        want(len(self.sheets) >= 9, f"{len(self.sheets)} sheets")
        for sheet in self.sheets.values():
            check_layout(sheet)
            check_cells(sheet)
        self.check_all_figures()
        self.check_key_figures()
        self.check_events()
        self.check_dimensions()
        self.check_cities()
        self.check_sources()
        self.check_contents()
        self.check_properties(title, date)
        self.check_package()
        self.check_names()
        self.check_conditions()


def check_folder(folder, strings, date):
    figures = read_figures(folder / "figures.csv")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = [f for f in manifest["files"] if f["path"].endswith(".xlsx")]
    failed = not files
    for file in files:
        try:
            Annex(folder / file["path"], figures, strings, manifest["period"]).check(
                file["title"], date)
            print(f"ok {file['path']}")
        except Wrong as wrong:
            failed = True
            print(f"not ok {file['path']}: {wrong}")
    if not files:
        print("not ok the candidate has no annex")
    return 1 if failed else 0


def check_csv(path, folder, strings, lang):
    """A sheet as another program shows it."""
    figures, words = read_figures(folder / "figures.csv"), words_of(strings, lang)
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    heads = next(r for r in rows if words["annex.column.address"] in r)
    at = {name: heads.index(words[f"annex.column.{name}"])
          for name in ("address", "period_key", "value", "low", "high", "n")}
    count = 0
    for row in rows[rows.index(heads) + 1:]:
        figure = figures[row[at["address"]], row[at["period_key"]]]
        for name, key in (("value", "one"), ("low", "low"), ("high", "high"), ("n", "people")):
            text, expected = row[at[name]], figure[key]
            # As shown: 70% for a share, +4 for a change.
            found = float(text.rstrip("%").replace(",", "")) if text else None
            if (found is None) != (expected is None) or \
                    found is not None and abs(found - expected) > 1e-9:
                print(f"not ok {path}: {figure['address']} {name} is {found}, not {expected}")
                return 1
        count += 1
    if count != len(figures):
        print(f"not ok {path}: {count} figures, not {len(figures)}")
        return 1
    print(f"ok another program reads the same {count} figures")
    return 0


def main(arguments):
    if arguments[:1] == ["--csv"] and len(arguments) == 5:
        return check_csv(arguments[1], pathlib.Path(arguments[2]), pathlib.Path(arguments[3]),
                         arguments[4])
    if len(arguments) == 3:
        return check_folder(pathlib.Path(arguments[0]), pathlib.Path(arguments[1]), arguments[2])
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
