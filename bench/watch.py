#!/usr/bin/env python3
"""Measures how long it takes from the save of a story until `pactpress watch` shows it, on the sample project.

    PACTPRESS=build/pactpress bench/watch.py [SAVES]

So many saves (default 20) of one story, as most editors write: beside the file, then over it. The page is
asked for again and again until it has the new sentence. The median and the slowest are printed beside the goal, for
the web page of the document and for its PDF.
"""

import re
import statistics
import subprocess
import sys
import time
import urllib.request

import sample

STORY = sample.SCRATCH / "epi/content/2022-Q1-bulletin/en/lead-riga.md"
DOCUMENT = "riga-en"


def start():
    watch = subprocess.Popen([sample.PROGRAM, "watch", "-C", sample.SCRATCH / "epi"], stderr=subprocess.PIPE, text=True)
    for line in watch.stderr:
        if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
            return watch, found[0]
    sys.exit("bench: the preview did not begin")


def get(address):
    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.read().decode("utf-8", "replace")


def save(text):
    beside = STORY.with_name(".beside")
    beside.write_text(text, encoding="utf-8")
    beside.rename(STORY)


def measure(address, saves, name, shows):
    """From each save until what `shows` gives is another than before [ms]."""
    text, took = STORY.read_text(encoding="utf-8"), []
    for n in range(saves):
        before, began = shows(address), time.monotonic()
        save(text.rstrip("\n") + f" A sentence of save {n}.\n")
        while shows(address) == before:
            time.sleep(0.002)
        took.append((time.monotonic() - began) * 1000)
    save(text)
    print(f"{name:<32} median {statistics.median(took):>4.0f} ms, slowest {max(took):>4.0f} ms   goal 300 ms")


def main():
    saves = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    sample.prepare()
    watch, address = start()
    while f'{DOCUMENT}"' not in (state := get(address + "state")):
        time.sleep(0.1)
    page = re.search(rf'"page": ?"([^"]*{DOCUMENT}[^"]*)"', state)[1]
    pdf = re.search(rf'"pdf": ?"([^"]*{DOCUMENT}[^"]*)"', state)[1]
    measure(address, saves, "a saved story, as a web page", lambda a: get(a + page))
    measure(address, saves, "a saved story, as PDF", lambda a: get(a + pdf))
    watch.terminate()
    watch.wait()


if __name__ == "__main__":
    main()
