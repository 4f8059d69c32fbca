#!/usr/bin/env python3
"""Measures many bulletins in one run: pages per CPU second, and memory, which must not grow with their number.

    PACTPRESS=build/pactpress bench/batch.py [MORE]

The sample's seven cities in four languages, made under so many copies of the layout that about 200 PDFs come
out; then 100 and all of a project that declares MORE (default 2000; the goal is 10000), for the memory. Each is tagged, and
read back before it counts; that cannot be switched off. Where Python finds the module typst (pip install typst), it
sets 200 documents of as many pages with the same words beside it, in one process; they ask less of it. Figures
are printed, not judged.
"""

import json
import os
import re
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


def build(documents, declared=None):
    """Makes documents of a project that declares so many."""
    copies = max(1, round(documents / LANGS / CITIES))
    declare(max(1, round((declared or documents) / LANGS / CITIES)))
    some = [word for n in range(copies) for word in ("--layout", f"b{n}")]
    cpu, memory = sample.run_once(["--draft", "--jobs", "1", *some])
    made = list((sample.SCRATCH / "out/candidate").rglob("*.pdf"))
    if len(made) != copies * LANGS * CITIES:
        sys.exit(f"bench: {len(made)} documents were made, not {copies * LANGS * CITIES}")
    return len(made), count_pages(made), cpu, memory


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
    made = sorted((sample.SCRATCH / "out/candidate").rglob("*-b0-*riga-*.pdf"))
    texts = {path.stem.rsplit("-", 1)[1]: words_of(path) for path in made}
    (sample.SCRATCH / "peer.json").write_text(json.dumps(texts), encoding="utf-8")
    sample.measure([sys.executable, "-c", PEER, str(round(pages))])
    cpu, memory = sample.measure([sys.executable, "-c", PEER, "0"])
    pages = count_pages(list(sample.SCRATCH.glob("peer-*.pdf")))
    print(f"{'typst-py':<12} {200:>6} documents, {pages:>6.0f} pages, {cpu:>7.1f} s CPU, {pages / cpu:>6.1f} pages per s, "
          f"{memory:>6.1f} MB; ours {rate * cpu / pages:.1f} times as many pages per CPU second")


def main():
    more = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    sample.prepare()
    held = []
    for documents, declared in ((200, 200), (100, more), (more, more)):
        count, pages, cpu, memory = build(documents, declared)
        held.append((count, memory))
        print(f"{'pactpress':<12} {count:>6} documents, {pages:>6.0f} pages, {cpu:>7.1f} s CPU, {pages / cpu:>6.1f} pages per s, "
              f"{memory:>6.1f} MB", flush=True)
        if documents == declared == 200:
            print(f"{'':<12} {pages / cpu / RECORDED:.1f} times the pages per CPU second of typst-py as they were recorded")
            peer(pages / cpu, pages / count)
    if held[2][0] == held[1][0]:
        return
    grown = (held[2][1] - held[1][1]) * 1024 / (held[2][0] - held[1][0])
    print(f"of the same project, each document more takes {grown:.2f} kB")


if __name__ == "__main__":
    main()
