#!/usr/bin/python3
"""Compares the web pages of an edition with its figures.csv, its files and each other.

    check_html.py FOLDER      FOLDER holds figures.csv, html/ and what the pages lead to

Pages are parsed as HTML by html5lib, strictly, and as XML. Prints `ok ...` or `not ok ...` for each thing looked
at; exit status 1 when one failed.
"""

import csv
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as tree

import html5lib

H = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
BARS = re.compile(r"^likert\d$")
failed = False


def say(problems, name):
    global failed
    failed = failed or bool(problems)
    print(f"not ok {name}: {'; '.join(problems[:4])}" if problems else f"ok {name}")


def inner(element):
    """The text of an element without what only screen readers say."""
    if element.get("class") == "ear":
        return ""
    return (element.text or "") + "".join(inner(e) + (e.tail or "") for e in element)


def figures_of(page, figures):
    problems, count = [], 0
    for element in page.iter():
        address = element.get("data-figure")
        if not address:
            continue
        count += 1
        value = element.get("value", element.get("data-value"))
        wanted = figures.get((address, element.get("data-period")))
        if wanted is None:
            problems.append(f"{address}: not in figures.csv")
        elif value != wanted and not (address.split("[")[0].endswith("_change") and "-" + value == wanted):
            problems.append(f"{address}: {value} instead of {wanted}")
        shown = re.sub(r"\D", "", inner(element))
        if element.tag.split("}")[-1] in ("data", "text") and shown != re.sub(r"\D", "", value):
            problems.append(f"{address}: shows {inner(element)!r} for {value!r}")
    return problems if count else ["no figure at all"]


def bars_of(page):
    """Bars of one drawing are as long as their figures are large."""
    problems = []
    for drawing in page.iter(f"{SVG}svg"):
        scale = None
        for bar in drawing.iter():
            if not BARS.match(bar.get("class", "")) or not bar.get("data-figure"):
                continue
            ratio = float(bar.get("width")) / float(bar.get("data-value").split("..")[0])
            scale = scale or ratio
            if abs(ratio / scale - 1) > 0.01:
                problems.append(f"{bar.get('data-figure')}: {ratio:.3f} a unit, others {scale:.3f}")
    return problems


def form_of(page):
    problems = []
    if not page.get("lang") or page.get("dir") not in ("ltr", "rtl"):
        problems.append("no language or direction")
    for element in page.iter():
        name = element.tag.split("}")[-1]
        if name == "script" or any(key.startswith("on") for key in element.keys()):
            problems.append("something that runs")
        if name == "th" and element.get("scope") not in ("row", "col"):
            problems.append(f"a head cell without a scope: {inner(element)}")
        if name == "table" and not inner(element.find(f"{H}caption")).strip():
            problems.append("a table without a caption")
        if name == "img" and element.get("alt") is None:
            problems.append("a picture without alt")
        if name == "svg" and not (element.get("aria-label") or element.find(f"{SVG}desc") is not None):
            problems.append("a drawing without a name")
        if element.get("lang") and element.get("dir") is None:
            problems.append("a language without a direction")
    landmarks = [e.tag.split("}")[-1] for e in page.find(f"{H}body")]
    if [name for name in landmarks if name in ("header", "main")] != ["header", "main"]:
        problems.append(f"landmarks: {landmarks}")
    return problems


def links_of(path, page, languages):
    problems = []
    ids = {element.get("id") for element in page.iter()}
    for element in page.iter():
        url = element.get("href") or element.get("src") or ""
        if url.startswith("#") and url[1:] not in ids:
            problems.append(f"nothing has the id {url}")
        elif url and not re.match(r"#|https?:|mailto:|data:image/", url) and not (path.parent / url).exists():
            problems.append(f"no file {url}")
        if element.tag == f"{H}link" and element.get("hreflang"):
            languages.setdefault(path.name, {})[element.get("href")] = element.get("hreflang")
    return problems


def check_index(folder, pages):
    index = json.loads((folder / "html/index.json").read_text(encoding="utf-8"))
    problems = []
    named = [document["page"] for document in index["documents"]]
    if sorted(named) != sorted(pages):
        problems.append("it does not name the pages that are there")
    for document in index["documents"]:
        page = pages[document["page"]]
        if page.get("lang") != document["lang"] or page.find(f".//{H}title").text != document["title"]:
            problems.append(f"{document['page']}: another language or title")
        for key in ("thumbnail", "pdf", "xlsx"):
            if document[key] and not (folder / "html" / document[key]).exists():
                problems.append(f"{document['page']}: no {key}")
        tree.parse(folder / "html" / document["thumbnail"])
    say(problems, f"index.json names the {len(named)} pages")


def main():
    folder = pathlib.Path(sys.argv[1])
    with open(folder / "figures.csv", encoding="utf-8", newline="") as file:
        figures = {(row["address"], row["period"]): row["value"] for row in csv.DictReader(file)}
    pages, languages, problems = {}, {}, {}
    for path in sorted((folder / "html").glob("*.html")):
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(path.read_bytes())
        problems.setdefault("pages are valid HTML", []).extend(f"{path.name}: {e}" for e in parser.errors)
        page = tree.parse(path).getroot()
        found = {"links lead somewhere": links_of(path, page, languages),
                 "languages, heads, captions, names and landmarks are there": form_of(page)}
        if path.name != "index.html":
            pages[path.name] = page
            found["figures are those of figures.csv"] = figures_of(page, figures)
            found["bars are drawn to scale"] = bars_of(page)
        for name, list_ in found.items():
            problems.setdefault(name, []).extend(f"{path.name}: {p}" for p in list_)
    for name, list_ in problems.items():
        say(list_, name)
    one_way = [f"{name} to {other}" for name, links in languages.items() for other in links
               if name not in languages.get(other, {})]
    say(one_way if languages else ["no page leads to another language"], "languages lead to each other")
    check_index(folder, pages)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
