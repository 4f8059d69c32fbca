#!/usr/bin/env python3
"""Measures many bulletins in one run: pages per CPU second, and memory, which must not grow with their number.

    PACTPRESS=build/pactpress bench/batch.py [MOST]

The sample's seven cities in four languages, made under so many copies of the layout that about 200 PDFs come
out. Then, for the memory, a tenth, three tenths and all of MOST (default 10000) sheets of one page. Each document is tagged, and
read back before it counts; that cannot be switched off. Where Python finds the module typst (pip install typst), it
sets 200 documents of as many pages with the same words beside it, in one process; they ask less of it. Figures
are printed, not judged.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import sample

PROJECT = sample.SCRATCH / "epi/pactpress.yaml"
LANGS, CITIES = 4, 7

# Pages per CPU second of typst-py as they were measured when the goal was set: eight times without the read-back
# and four times with it were aimed at.
RECORDED = 43.5

# The words of our own bulletins, in their languages and in other orders as cities have them, in two columns, with a table
# and bars, until there are as many pages. No alternative texts, no cells that name their headers, nothing is read back.
PEER = """
import json, sys, typst
texts, pages = json.load(open("peer.json")), int(sys.argv[1])
def source(lang, n, more):
    words = texts[lang][n % 7:] + texts[lang][:n % 7]
    words = (words * 4)[:more]
    bars = "".join("#rect(width: %d%%, height: 6pt, fill: blue)" % (10 + (n * k) % 80) for k in range(1, 9))
    cells = ", ".join("[Riga %d], [%d], [%d], [workshop]" % (k, k * n, k) for k in range(30))
    return ('#set document(title: "Bulletin %d")\\n#set text(lang: "%s", hyphenate: true, size: 9.5pt)\\n'
            '#set par(justify: true)\\n#set page(columns: 2)\\n= Bulletin %d\\n' % (n, lang, n) + "\\n\\n".join(words[:5]) +
            '\\n\\n#figure(alt: "bars", caption: [Bars])[' + bars + ']\\n\\n== Figures\\n#table(columns: 4, table.header[City][Number][All][Type], ' +
            cells + ')\\n\\n' + "\\n\\n".join(words[5:]))
compiler = typst.Compiler()
def count(lang, more):
    made = compiler.compile(source(lang, 1, more).encode(), format="svg")
    return len(made) if isinstance(made, list) else 1
if pages:
    for lang in texts:
        more = 5
        while count(lang, more) < pages:
            more += 1
        texts[lang] = (texts[lang] * 4)[:more]
    json.dump(texts, open("peer.json", "w"))
else:
    for n in range(200):
        lang = sorted(texts)[n % 4]
        compiler.compile(source(lang, n, len(texts[lang])).encode(), output="peer-%d.pdf" % n, pdf_standards="ua-1")
"""


def declare(copies):
    """`outputs:` of so many copies of the bulletin, in every language for every city."""
    text = PROJECT.read_text(encoding="utf-8")
    lines = "".join(f"  - {{layout: b{n}, scope: city, langs: [en, it, sv, lv], formats: [pdf]}}\n"
                    for n in range(copies))
    PROJECT.write_text(re.sub(r"(?m)^outputs:\n(  - .*\n)+", "outputs:\n" + lines, text), encoding="utf-8")
    layouts = PROJECT.with_name("layouts")
    layouts.mkdir(exist_ok=True)
    layout = (sample.ROOT / "layouts/bulletin.yaml").read_text(encoding="utf-8")
    for n in range(copies):
        (layouts / f"b{n}.yaml").write_text(layout, encoding="utf-8")


def count_pages(paths):
    """By another program; of every tenth."""
    some = sorted(paths)[::10]
    pages = 0
    for path in some:
        said = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
        pages += int(re.search(r"^Pages: +(\d+)", said, re.M)[1])
    return pages * len(paths) / len(some)


def made(count):
    """What a run made, if it is so many."""
    found = list((sample.SCRATCH / "out/candidate").rglob("*.pdf"))
    if len(found) != count:
        sys.exit(f"bench: {len(found)} documents were made, not {count}")
    return found


def say(name, documents, pages, cpu, memory, more=""):
    print(f"{name:<12} {documents:>6} documents, {pages:>6.0f} pages, {cpu:>7.1f} s CPU, {pages / cpu:>6.1f} pages per s, "
          f"{memory:>6.1f} MB{more}", flush=True)


def bulletins(documents):
    """As many bulletins of four pages: their number, pages and CPU [s]."""
    copies = round(documents / LANGS / CITIES)
    declare(copies)
    cpu, memory = sample.run_once(["--draft", "--jobs", "1"])
    paths = made(copies * LANGS * CITIES)
    pages = count_pages(paths)
    say("pactpress", len(paths), pages, cpu, memory)
    return len(paths), pages, cpu


def sheets(documents):
    """As many sheets of one page, of at most a hundred cities: the memory [MB]."""
    cities = min(100, documents // LANGS)
    layouts = documents // LANGS // cities
    folder = sample.SCRATCH / "sheets"
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, sample.ROOT / "tests/tools/make_many.py", folder, str(cities), str(layouts),
                    "en", "it", "sv", "lv"], check=True)
    cpu, memory = sample.run_once(["-C", str(folder), "--period", "2022-Q1", "--draft", "--jobs", "1"])
    made(cities * layouts * LANGS)
    say("sheets", cities * layouts * LANGS, cities * layouts * LANGS, cpu, memory)
    return cities * layouts * LANGS, memory


def words_of(path):
    """The text of a PDF in paragraphs of some sixty words, free of what Typst takes for commands."""
    said = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    words = re.sub(r"[^\w.,;:%() -]", " ", said).split()
    return [" ".join(words[at:at + 60]) for at in range(0, len(words), 60)]


def peer(rate, pages):
    """200 documents of as many pages as ours, in one process."""
    if subprocess.run([sys.executable, "-c", "import typst"], capture_output=True, check=False).returncode != 0:
        print("typst-py is not installed")
        return
    ours = sorted((sample.SCRATCH / "out/candidate").rglob("*-b0-*riga-*.pdf"))
    texts = {path.stem.rsplit("-", 1)[1]: words_of(path) for path in ours}
    (sample.SCRATCH / "peer.json").write_text(json.dumps(texts), encoding="utf-8")
    sample.measure([sys.executable, "-c", PEER, str(round(pages))])
    cpu, memory = sample.measure([sys.executable, "-c", PEER, "0"])
    pages = count_pages(list(sample.SCRATCH.glob("peer-*.pdf")))
    say("typst-py", 200, pages, cpu, memory, f"; ours {rate * cpu / pages:.1f} times as many pages per CPU second")


def main():
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    sample.prepare()
    count, pages, cpu = bulletins(200)
    print(f"{'':<12} {pages / cpu / RECORDED:.1f} times the pages per CPU second of typst-py as they were recorded")
    peer(pages / cpu, pages / count)
    first, *_, last = [sheets(documents) for documents in (most // 10, most * 3 // 10, most)]
    print(f"each sheet more takes {(last[1] - first[1]) * 1024 / (last[0] - first[0]):.2f} kB")


if __name__ == "__main__":
    main()
