#!/usr/bin/env python3
"""What four programs read from the specimen is what stands in its stories, in every language.

    check_specimen.py PROJECT FOLDER     the project (samples/specimen) and the folder of its PDFs

Prints `ok NAME` and `not ok NAME: why`. Title, paragraphs, cells of the table and names of the chart must come
from pdftotext, mutool, pdf.js (the reader in Firefox) and PDFium (in Chrome) in the order of reading, in NFC, letter by letter;
spaces and line ends are the reader's, and so is the order of cells in a table from right to left. Lines from right to left come from mutool in the order of sight
(docs/pdf.md), so they are turned round first; pdf.js puts a line together run by run and
parts some vowel marks from their letters, so 97 of 100 words are enough there. PDFium is asked through pypdfium2; without it, that is said.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import yaml

try:
    import pypdfium2
except ImportError:
    pypdfium2 = None

TEXTS = 4  # title and paragraphs of a story
RTL = {"ar", "ckb", "fa", "he", "ps", "ur"}
MARKS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
failed = False


def tell(name, problem):
    global failed
    failed = failed or bool(problem)
    print(f"not ok {name}: {problem}" if problem else f"ok {name}")


def squeezed(text):
    """Without spaces, line ends and what has no width; a hyphen at a line's end goes with it."""
    return re.sub(r"\s+", "", MARKS.sub("", text))


def blocks_of(path, cities):
    """What a story says, in order: title, paragraphs, cells, and the names that its chart adds."""
    head, body = re.match(r"---\n(.*?)---\n(.*)", path.read_text(encoding="utf-8"), re.S).groups()
    yield yaml.safe_load(head)["title"]
    for line in re.sub(r"```.*?```", "", body, flags=re.S).splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            yield from (cell.strip() for cell in line.strip("|").split("|"))
        elif line and not line.startswith("|"):
            yield line
    yield from cities


def turned(line):
    """A line in the order of sight, in that of reading: numbers go from left to right in both."""
    return re.sub(r"\d[\d.,:٫٬]*\d", lambda number: number[0][::-1], line[::-1])


def by_pdftotext(path, _rtl):
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode("utf-8")


def by_mutool(path, rtl):
    text = subprocess.run(["mutool", "draw", "-q", "-F", "txt", path], capture_output=True, check=True)
    text = text.stdout.decode("utf-8")
    return "\n".join(turned(line) for line in text.splitlines()) if rtl else text


def by_pdfium(path, _rtl):
    page = pypdfium2.PdfDocument(str(path))[0].get_textpage()
    return page.get_text_range().replace("\ufffe", "").replace("\x02", "")


def by_pdfjs(paths):
    """Texts by path: starting the program takes longer than reading."""
    script = Path(__file__).with_name("pdfjs_text.js")
    out = subprocess.run(["node", script, *paths], capture_output=True, check=True).stdout.decode("utf-8")
    parts = re.split(r"^== (.*)\n", out, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def words_of(blocks):
    return [word for block in blocks for word in re.split(r"[\d\s.:,،۔;؛]+", block)]


def missing(text, blocks, ordered):
    """The first block that does not follow the one before it; "" when all do. Beyond the first `ordered`
    ones they may come in any order."""
    text, at = squeezed(text), 0
    for i, block in enumerate(blocks):
        wanted = squeezed(block)
        found = text.find(wanted, at)
        if found < 0:
            where = "comes too early" if wanted in text else "is missing"
            return f"“{block}” {where}"
        if i < ordered:
            at = found + len(wanted)
    return ""


def main():
    project, folder = Path(sys.argv[1]), Path(sys.argv[2])
    config = yaml.safe_load((project / "pactpress.yaml").read_text(encoding="utf-8"))
    programs = {"pdftotext": by_pdftotext, "mutool": by_mutool}
    if pypdfium2:
        programs["PDFium"] = by_pdfium
    else:
        print("left out PDFium: pypdfium2 is not installed and cannot be fetched")
    paths = {lang: folder / f"specimen-specimen-2022-Q1-{lang}.pdf" for lang in config["languages"]}
    firefox = by_pdfjs(paths.values())
    programs["pdf.js"] = lambda path, _rtl: firefox[str(path)]
    for lang, path in paths.items():
        cities = [city["name"][lang] for city in config["cities"]]
        # Apostrophes of keyboards are printed as those of books.
        blocks = [block.replace("'", "\u2019")
                  for block in blocks_of(project / "content" / "specimen" / lang / "specimen.md", cities)]
        for name, read in programs.items():
            # pdf.js gives one form of what Unicode calls compatible (Armenian ligatures).
            form = "NFKC" if name == "pdf.js" else "NFC"
            text = unicodedata.normalize(form, read(path, lang in RTL))
            wanted, ordered = [unicodedata.normalize(form, block) for block in blocks], len(blocks)
            if lang in RTL and name == "pdf.js":
                words = [unicodedata.normalize(form, word) for word in words_of(blocks)]
                lost = [word for word in words if word not in text]
                tell(f"pdf.js finds {len(words) - len(lost)} of {len(words)} words of {lang}",
                     len(lost) * 33 > len(words) and f"it does not find {lost}")
                continue
            if lang in RTL and name != "PDFium":
                # Both take the columns of a table from the left, whatever the script, and glue cells together.
                wanted, ordered = blocks[:TEXTS] + words_of(blocks[TEXTS:]), TEXTS
            tell(f"{name} reads {lang}", missing(text, wanted, ordered))
    return failed


sys.exit(main())
