#!/usr/bin/env python3
"""Measures many bulletins in one run: pages per CPU second, and memory, which must not grow with their number.

    PACTPRESS=build/pactpress bench/batch.py [MORE]

The sample's seven cities in four languages, made under so many copies of the layout that about 200 PDFs come
out; then 100 and all of a project that declares MORE (default 2000; the goal is 10000), for the memory. Each is tagged, and
read back before it counts; that cannot be switched off. Where Python finds the module typst (pip install typst), it
sets 200 documents of six pages in one process beside it, which ask less of it: no charts, one column. Figures
are printed, not judged.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import sample

PROJECT = sample.SCRATCH / "epi/pactpress.yaml"
LANGS, CITIES = 4, 7

PEER = """
import time, typst
from resource import getrusage, RUSAGE_SELF
words = "#lorem(60)\\n\\n" * 12
cells = ", ".join("[Riga], [%d], [workshop]" % n for n in range(60))
source = '#set document(title: "Bulletin")\\n#set text(lang: "{}", hyphenate: true)\\n#set par(justify: true)\\n= Bulletin\\n' + words
source += "#table(columns: 3, table.header[City][Number][Type], " + cells + ")\\n" + words + words
for n in range(200):
    lang = ("en", "it", "sv", "lv")[n % 4]
    open("peer.typ", "w").write(source.replace("{}", lang) + "\\n// %d" % n)
    typst.compile("peer.typ", output="peer-%d.pdf" % n, pdf_standards="ua-1")
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


def peer(rate):
    found = subprocess.run([sys.executable, "-c", "import typst"], capture_output=True, check=False)
    if found.returncode != 0:
        print("typst-py is not installed")
        return
    cpu, memory = sample.measure([sys.executable, "-c", PEER])
    pages = count_pages(list(sample.SCRATCH.glob("peer-*.pdf")))
    print(f"{'typst-py':<12} {200:>6} documents, {pages:>6.0f} pages, {cpu:>7.1f} s CPU, {pages / cpu:>6.1f} pages per s, "
          f"{memory:>6.1f} MB; ours {rate * cpu / pages:.1f} times as many pages per CPU second")


def main():
    more = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    sample.prepare()
    rate, held = None, []
    for documents, declared in ((200, 200), (100, more), (more, more)):
        count, pages, cpu, memory = build(documents, declared)
        held.append((count, memory))
        rate = rate or pages / cpu
        print(f"{'pactpress':<12} {count:>6} documents, {pages:>6.0f} pages, {cpu:>7.1f} s CPU, {pages / cpu:>6.1f} pages per s, "
              f"{memory:>6.1f} MB", flush=True)
    grown = (held[2][1] - held[1][1]) * 1024 / (held[2][0] - held[1][0])
    print(f"of the same project, each document more takes {grown:.2f} kB")
    peer(rate)


if __name__ == "__main__":
    main()
