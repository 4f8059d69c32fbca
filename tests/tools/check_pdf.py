#!/usr/bin/env python3
"""Judges a PDF of Pactpress by other programs: qpdf, poppler's tools and mutool.

    check_pdf.py FILE.pdf [--title TEXT] [--lang X] [--date YYYY-MM-DD] [--pages N]

Every finding is a line `FILE: page N: what is wrong` (without a page where it concerns the file).
The exit status is 1 when there is any. Imported, `check(path, expected)` returns the findings, and
`Pdf` gives other checks the texts. Only the standard library is used.
"""

import argparse
import html
import json
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

# The page of the house: A4 with these margins, to the point [pt]; text may reach over by OVERHANG,
# as a comma that hangs into the margin does.
A4 = (595.28, 841.89)
SIDE, TOP, BOTTOM, OVERHANG = 52.64, 28.0, 28.0, 1.0
# Of a letter's size, so much above its base line is taken for its body when overlaps are looked for.
BODY = 0.45
TOUCH = 0.35  # letters may come so near to each other [pt]
HEADINGS = {f"/H{level}": level for level in range(1, 7)}


def run(*command):
    """Standard output as text; what went wrong is part of it, behind the other lines."""
    done = subprocess.run(command, capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace"), \
        done.stderr.decode("utf-8", "replace")


def plain(value):
    """A string of qpdf's JSON, or None."""
    if isinstance(value, str) and value.startswith("u:"):
        return value[2:]
    return None


def joined(text):
    """Words that a soft hyphen parts at the end of a line, whole again; ligatures as letters."""
    text = re.sub("\u00ad\\s*", "", text)
    for ligature, letters in (("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl")):
        text = text.replace(ligature, letters)
    return text


class Pdf:
    """One file as the other programs see it. Each of them is asked once."""

    def __init__(self, path):
        self.path = str(path)
        self.findings = []
        status, said, errors = run("qpdf", "--check", self.path)
        if status != 0:
            self.say(f"qpdf --check: {' '.join((errors or said).split())[:300]}")
        self.objects = self.read_objects()
        self.trailer = self.objects.get("trailer", {}).get("value", {})
        self.root = self.look(self.trailer.get("/Root")) or {}
        self.info = self.read_info()
        status, text, errors = run("pdftotext", "-enc", "UTF-8", self.path, "-")
        if status != 0 or errors.strip():
            self.say(f"pdftotext: {errors.strip()[:200]}")
        self.pages = text.split("\f")[:-1]
        self.text = joined(text)

    def say(self, what, page=None):
        self.findings.append(f"{self.path}: {f'page {page}: ' if page else ''}{what}")

    def read_objects(self):
        status, text, errors = run("qpdf", "--json", self.path)
        try:
            return json.loads(text)["qpdf"][1]
        except (ValueError, KeyError, IndexError):
            self.say(f"qpdf --json: status {status}: {errors.strip()[:200]}")
            return {}

    def look(self, value):
        """What a reference leads to: a dictionary or a list, of a stream its dictionary."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.objects.get("obj:" + value, {})
            value = entry["stream"]["dict"] if "stream" in entry else entry.get("value")
        return value

    def read_info(self):
        status, text, errors = run("pdfinfo", "-isodates", self.path)
        if status != 0 or errors.strip():
            self.say(f"pdfinfo: {errors.strip()[:200]}")
        return {key.strip(): value.strip()
                for key, _, value in (line.partition(":") for line in text.splitlines())}

    def elements(self, node=None, depth=0):
        """The structure elements in reading order, each with its depth."""
        if node is None:
            node = (self.look(self.root.get("/StructTreeRoot")) or {}).get("/K")
        node = self.look(node)
        for kid in node if isinstance(node, list) else [node]:
            kid = self.look(kid)
            if isinstance(kid, dict) and "/S" in kid:
                yield kid, depth
                if "/K" in kid:
                    yield from self.elements(kid["/K"], depth + 1)

    def kids(self, element):
        kids = self.look(element.get("/K", []))
        kids = kids if isinstance(kids, list) else [kids]
        return [self.look(kid) for kid in kids]

    def attribute(self, element, name):
        attributes = self.look(element.get("/A", []))
        for each in attributes if isinstance(attributes, list) else [attributes]:
            each = self.look(each)
            if isinstance(each, dict) and name in each:
                return each[name]
        return None

    def page_of(self, element):
        return self.page_numbers().get(element.get("/Pg"))

    def page_numbers(self):
        if not hasattr(self, "numbers"):
            self.numbers = {reference: number for number, reference in
                            enumerate(self.page_references(self.root.get("/Pages")), 1)}
        return self.numbers

    def page_references(self, reference):
        node = self.look(reference) or {}
        if node.get("/Type") == "/Page":
            yield reference
        for kid in self.look(node.get("/Kids", [])) or []:
            yield from self.page_references(kid)

    def letters(self):
        """Per page: (x0, y0, x1, y1, text, size) of each letter of mutool's structured text; y0 and y1
        span the letter's body above the base line."""
        if hasattr(self, "all_letters"):
            return self.all_letters
        status, text, errors = run("mutool", "draw", "-q", "-F", "stext", self.path)
        errors = [line for line in errors.splitlines() if line and "ICC support" not in line]
        if status != 0 or errors:
            self.say(f"mutool draw: {' '.join(errors)[:200]}")
        self.all_letters = []
        try:
            pages = ET.fromstring(text).iter("page")
        except ET.ParseError as error:
            self.say(f"mutool draw -F stext: {error}")
            return self.all_letters
        for page in pages:
            found = []
            for font in page.iter("font"):
                size = float(font.get("size"))
                for char in font.iter("char"):
                    quad = [float(part) for part in char.get("quad").split()]
                    base, letter = float(char.get("y")), char.get("c")
                    if letter.strip() and letter != "\u00ad":
                        found.append((min(quad[0::2]), base - BODY * size, max(quad[0::2]), base,
                                      letter, size))
            self.all_letters.append((page, found))
        return self.all_letters


# ---- The checks. Each gets a Pdf, says what is wrong, and knows nothing of the others.

def check_file(pdf, expected):
    info = pdf.info
    for key, value in (("Encrypted", "no"), ("JavaScript", "no"), ("Tagged", "yes"),
                       ("Suspects", "no"), ("Form", "none"), ("Metadata Stream", "yes"),
                       ("Page rot", "0")):
        if info.get(key) != value:
            pdf.say(f"pdfinfo says {key}: {info.get(key)}, not {value}")
    if "(A4)" not in info.get("Page size", ""):
        pdf.say(f"the page size is {info.get('Page size')}, not A4")
    if not info.get("Title"):
        pdf.say("there is no title")
    if expected.get("title") and info.get("Title") != expected["title"]:
        pdf.say(f"the title is \"{info.get('Title')}\", not \"{expected['title']}\"")
    if expected.get("pages") and info.get("Pages") != str(expected["pages"]):
        pdf.say(f"there are {info.get('Pages')} pages, not {expected['pages']}")
    if expected.get("date"):
        for key in ("CreationDate", "ModDate"):
            if info.get(key) != expected["date"] + "T00:00:00Z":
                pdf.say(f"{key} is {info.get(key)}, not the day of the data, {expected['date']}")


def check_catalog(pdf, expected):
    root = pdf.root
    if plain(root.get("/Lang")) is None or \
            (expected.get("lang") and plain(root["/Lang"]) != expected["lang"]):
        pdf.say(f"the catalog's language is {root.get('/Lang')}, not {expected.get('lang')}")
    if (pdf.look(root.get("/MarkInfo")) or {}).get("/Marked") is not True:
        pdf.say("the catalog does not say that the file is tagged")
    if (pdf.look(root.get("/ViewerPreferences")) or {}).get("/DisplayDocTitle") is not True:
        pdf.say("viewers are not asked to show the title")
    for key in ("/OpenAction", "/AA", "/AcroForm", "/Names"):
        if key in root:
            pdf.say(f"the catalog holds {key}")
    outlines = pdf.look(root.get("/Outlines")) or {}
    titles = list(outline_titles(pdf, outlines.get("/First")))
    headings = [element for element, _ in pdf.elements() if element["/S"] in HEADINGS]
    if not titles:
        pdf.say("there is no outline")
    elif len(titles) != len(headings):
        pdf.say(f"the outline has {len(titles)} entries for {len(headings)} headings")
    for title in titles:
        if not title or re.sub(r"\s", "", joined(title)) not in re.sub(r"\s", "", pdf.text):
            pdf.say(f"the outline's \"{title}\" stands on no page")


def outline_titles(pdf, reference):
    while reference:
        item = pdf.look(reference) or {}
        yield plain(item.get("/Title"))
        yield from outline_titles(pdf, item.get("/First"))
        reference = item.get("/Next")


def check_fonts(pdf, _):
    _, text, _ = run("pdffonts", pdf.path)
    rows = text.splitlines()[2:]
    if not rows:
        pdf.say("there is no font")
    for row in rows:
        embedded, subset, unicode_map = row.split()[-5:-2]
        if (embedded, subset, unicode_map) != ("yes", "yes", "yes"):
            pdf.say(f"font {row.split()[0]}: embedded {embedded}, subset {subset}, "
                    f"ToUnicode {unicode_map}")


def check_text(pdf, _):
    number = len(pdf.pages)
    if number == 0:
        pdf.say("there is no page")
    for page, text in enumerate(pdf.pages, 1):
        if len(text.split()) < 10:
            pdf.say("there is no text", page)
        for bad in re.findall("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]", text):
            pdf.say(f"a letter without meaning, U+{ord(bad):04X}", page)
        for soft in re.findall("\u00ad(?!\\s*\\w)", text):
            pdf.say("a soft hyphen with no word behind it", page)
        if not re.search(rf"(?m)(^|\s){page}\s*/\s*{number}\s*$", text):
            pdf.say(f"there is no page number {page}/{number}", page)


def check_places(pdf, _):
    """Text inside the margins, and no letter over another."""
    for number, (page, letters) in enumerate(pdf.letters(), 1):
        size = float(page.get("width")), float(page.get("height"))
        if max(abs(size[0] - A4[0]), abs(size[1] - A4[1])) > 0.1:
            pdf.say(f"the page is {size[0]} x {size[1]} pt", number)
        for x0, y0, x1, y1, letter, _ in letters:
            if x0 < SIDE - OVERHANG or x1 > A4[0] - SIDE + OVERHANG or y0 < TOP or \
                    y1 > A4[1] - BOTTOM:
                pdf.say(f"\"{letter}\" at {x0:.1f}, {y1:.1f} lies outside the margins", number)
                break
        report_overlap(pdf, number, letters)


def report_overlap(pdf, number, letters):
    """Sweeps from top to bottom. Letters of one run of text may touch (kerning), so only letters whose
    base lines differ, or whose boxes share most of their width, are taken for a mistake."""
    active = []
    for box in sorted(letters, key=lambda each: each[1]):
        active = [other for other in active if other[3] > box[1] + TOUCH]
        for other in active:
            wide = min(box[2], other[2]) - max(box[0], other[0])
            least = min(box[2] - box[0], other[2] - other[0])
            same_line = abs(box[3] - other[3]) < 0.01 and box[5] == other[5]
            if least > 0 and wide > (0.8 * least if same_line else TOUCH):
                pdf.say(f"\"{box[4]}\" at {box[0]:.1f}, {box[3]:.1f} overlaps \"{other[4]}\" at "
                        f"{other[0]:.1f}, {other[3]:.1f}", number)
                return
        active.append(box)


def check_headings(pdf, _):
    last, first = 0, True
    for element, _ in pdf.elements():
        level = HEADINGS.get(element["/S"])
        if level is None:
            continue
        if first and level != 1:
            pdf.say(f"the first heading is {element['/S'][1:]}, not H1", pdf.page_of(element))
        if not first and level == 1:
            pdf.say("there is a second H1", pdf.page_of(element))
        if level > last + 1 and not first:
            pdf.say(f"H{level} follows H{last}: a level is skipped", pdf.page_of(element))
        last, first = level, False
    if first:
        pdf.say("there is no heading")


def check_pictures(pdf, _):
    for element, _ in pdf.elements():
        if element["/S"] == "/Figure" and not (plain(element.get("/Alt")) or "").strip():
            pdf.say("a picture has no alternative text", pdf.page_of(element))
        for key in ("/Alt", "/ActualText"):
            if key not in element:
                continue
            text = plain(element[key])
            # Broken memory shows as control characters and as texts that are no words.
            if text is None or not text.strip() or \
                    re.search("[\x00-\x1f\x7f\ufffd\ue000-\uf8ff]", text):
                pdf.say(f"{key[1:]} is no text: {element[key]!r}", pdf.page_of(element))


def check_actual_texts(pdf, expected):
    """Marks are drawn, and read as one of the catalogue's words."""
    allowed = expected.get("actual")
    for element, _ in pdf.elements():
        text = plain(element.get("/ActualText"))
        if allowed and "/ActualText" in element and \
                not (text and any(re.fullmatch(pattern, text) for pattern in allowed)):
            pdf.say(f"\"{text}\" is read out, which no word of the catalogue says",
                    pdf.page_of(element))


def check_tables(pdf, _):
    for element, _ in pdf.elements():
        if element["/S"] != "/Table":
            continue
        rows = [row for row, _ in pdf.elements(element["/K"]) if row["/S"] == "/TR"]
        cells = [[cell for cell in pdf.kids(row) if isinstance(cell, dict) and
                  cell.get("/S") in ("/TH", "/TD")] for row in rows]
        heads = [cell for row in cells for cell in row if cell["/S"] == "/TH"]
        page = pdf.page_of(element) or (pdf.page_of(rows[0]) if rows else None)
        if not heads:
            pdf.say("a table has no heads", page)
        if any(pdf.attribute(head, "/Scope") is None for head in heads):
            pdf.say("a head of a table has no scope", page)
        widths = {sum(pdf.attribute(cell, "/ColSpan") or 1 for cell in row) for row in cells}
        if len(widths) > 1 and not any(pdf.attribute(cell, "/RowSpan") for row in cells
                                       for cell in row):
            pdf.say(f"rows of a table have {sorted(widths)} cells", page)


def check_lists(pdf, _):
    for element, _ in pdf.elements():
        kids = [kid.get("/S") for kid in pdf.kids(element) if isinstance(kid, dict) and "/S" in kid]
        page = pdf.page_of(element)
        if element["/S"] == "/L":
            if not kids or set(kids) - {"/LI", "/Caption", "/L"}:
                pdf.say(f"a list holds {kids}", page)
            numbered = pdf.attribute(element, "/ListNumbering") not in (None, "/None")
            for item in pdf.kids(element):
                inside = [kid.get("/S") for kid in pdf.kids(item) if isinstance(kid, dict)] \
                    if isinstance(item, dict) else []
                if isinstance(item, dict) and item.get("/S") == "/LI" and numbered and \
                        "/Lbl" not in inside:
                    pdf.say("an item of a marked list has no label", page)
        if element["/S"] == "/LI" and "/LBody" not in kids:
            pdf.say("an item of a list has no body", page)


def check_links(pdf, _):
    tagged = sum(1 for element, _ in pdf.elements() if element["/S"] == "/Link")
    count = 0
    for reference, page in pdf.page_numbers().items():
        for annotation in pdf.look((pdf.look(reference) or {}).get("/Annots", [])) or []:
            annotation = pdf.look(annotation) or {}
            if annotation.get("/Subtype") != "/Link":
                pdf.say(f"an annotation of the kind {annotation.get('/Subtype')}", page)
                continue
            count += 1
            address = plain((pdf.look(annotation.get("/A")) or {}).get("/URI"))
            if not (plain(annotation.get("/Contents")) or "").strip():
                pdf.say(f"the link to {address} has no description", page)
            if not (address and re.match(r"https?://\S+\.\S+|mailto:\S+@\S+", address)) and \
                    "/Dest" not in annotation:
                pdf.say(f"a link leads to {address!r}", page)
            left, low, right, high = annotation.get("/Rect", [0, 0, 0, 0])
            if not (0 <= left < right <= A4[0] and 0 <= low < high <= A4[1]):
                pdf.say(f"a link's place is {annotation.get('/Rect')}", page)
    if tagged and not count:
        pdf.say("links are tagged, but none can be followed")
    if count and not tagged:
        pdf.say("links are not tagged")


CHECKS = [check_file, check_catalog, check_fonts, check_text, check_places, check_headings,
          check_pictures, check_actual_texts, check_tables, check_lists, check_links]


def check(path, expected):
    """The file, and what is wrong with it. `expected` may hold title, lang, date, pages, actual."""
    pdf = Pdf(path)
    if pdf.objects:
        for each in CHECKS:
            each(pdf, expected)
    return pdf


def key_figures(pdf):
    """The numbers of the row of key figures, in its order: the first paragraph of each item of the
    second list on page 1, as poppler reads the structure (of one page: it takes its time)."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as first:
        run("qpdf", pdf.path, "--pages", ".", "1", "--", first.name)
        _, text, _ = run("pdfinfo", "-struct-text", first.name)
    found, lists, wait = [], 0, False
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        line = line.strip()
        if indent == 2:
            lists += line.startswith("L ")
            if lists > 2 or (lists == 2 and not line.startswith("L ")):
                break
        if lists == 2 and line.startswith("LBody"):
            wait = True
            found.append("")
        elif wait and line.startswith('"') and found:
            found[-1] += html.unescape(line.strip('"'))
        elif wait and line.startswith("P ") and found[-1]:
            wait = False
    return found


def main():
    parser = argparse.ArgumentParser(description="Judges PDF files by other programs.")
    parser.add_argument("file")
    for name in ("title", "lang", "date", "pages"):
        parser.add_argument("--" + name)
    arguments = parser.parse_args()
    findings = check(arguments.file, vars(arguments)).findings
    print("\n".join(findings) or f"{arguments.file}: nothing is wrong")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
