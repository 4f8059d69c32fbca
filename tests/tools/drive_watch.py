#!/usr/bin/python3
"""Drives `pactpress watch` as an editor and a browser do.

    drive_watch.py PROGRAM PROJECT      PROJECT: a copy of the sample that may be changed

Prints `ok ...` or `not ok ...` for each thing looked at; exit status 1 when one failed.
"""

import atexit
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as tree

import html5lib

program, project = sys.argv[1], pathlib.Path(sys.argv[2])
LIMIT = 60  # [s] after which something has not happened
failed = False


def say(good, name, why=""):
    global failed
    failed = failed or not good
    print(f"ok {name}" if good else f"not ok {name}: {why}", flush=True)


def start(*options):
    said = project.parent / f"said-{time.monotonic_ns()}"
    with open(said, "w", encoding="utf-8") as file:
        process = subprocess.Popen([program, "watch", "-C", str(project), "--period", "2022-Q1", *options],
                                   stderr=file)
    atexit.register(process.kill)  # none outlives the test, whatever happens to it
    wait_for(lambda: process.poll() is not None or "Ctrl-C" in said.read_text(encoding="utf-8"))
    found = re.search(r"http://127\.0\.0\.1:(\d+)/", said.read_text(encoding="utf-8"))
    return process, int(found.group(1)) if found else None, said.read_text(encoding="utf-8")


def get(path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def state():
    return json.loads(get("/state")[1])


def errors():
    return [m for m in state()["messages"] if m["severity"] == "error"]


def wait_for(condition):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def write(path, text):
    """As most editors do: beside it, and then over it."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.rename(path)


def end(process, number):
    process.send_signal(number)
    try:
        return process.wait(LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        return None


def listening():
    """Addresses that something listens at, at our port."""
    lines = []
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        if os.path.exists(table):
            lines += open(table, encoding="ascii").read().splitlines()[1:]
    rows = [line.split() for line in lines]
    return [row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port]


def browse(seconds):
    """The page as Chromium has it after so many seconds of its own time."""
    return subprocess.Popen(
        ["chromium-headless-shell", "--no-sandbox", "--disable-gpu", f"--virtual-time-budget={seconds * 1000}",
         "--dump-dom", f"http://127.0.0.1:{port}/"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def snapshot():
    return {str(p): p.stat().st_mtime_ns for p in project.rglob("*") if p.is_file()}


files = snapshot()
watch, port, line = start()
say(port is not None, "the preview says where it is", line)
if port is None:
    sys.exit(1)
say(wait_for(lambda: state()["documents"]), "documents are there")
names = [d["name"] for d in state()["documents"]]
say("epi-bulletin-2022-Q1-riga-lv" in names and len(names) == 19, "they are those of the plan", str(names))
say(listening() == ["0100007F"], "it listens to 127.0.0.1 only", str(listening()))
parser = html5lib.HTMLParser(strict=False)
parser.parse(get("/")[1])
say(not parser.errors, "the page around is valid", str(parser.errors[:2]))
say(get("/state", Host="example.org")[0] == 403, "it does not answer to another name")
say(get("/../pactpress.yaml")[0] == 404 and get("/pactpress.yaml")[0] == 404, "it shows documents only")
request = urllib.request.Request(f"http://127.0.0.1:{port}/state", data=b"a")
try:
    urllib.request.urlopen(request)
    say(False, "nothing can be sent to it")
except urllib.error.HTTPError as error:
    say(error.code == 405, "nothing can be sent to it", str(error.code))

document = next(d for d in state()["documents"] if d["name"].endswith("riga-lv"))
page, pdf = "/" + document["page"], "/" + document["pdf"]
say(get(pdf)[1].startswith(b"%PDF-1.7"), "a document is shown as PDF")
say(tree.fromstring(get(page)[1]).get("lang") == "lv", "a document is shown as a web page")

stories = sorted((project / "content").glob("*/lv/*.md"))
title = re.search(r"<h2[^>]*class=\"h1\"[^>]*>([^<]*)<", get(page)[1].decode()).group(1)
story = next(p for p in stories if title in p.read_text(encoding="utf-8"))
text = story.read_text(encoding="utf-8")
version = state()["version"]
write(story, text.rstrip("\n") + " Zvaigznītes.\n")
say(wait_for(lambda: state()["version"] > version), "a save is noticed")
say("Zvaigznītes" in get(page)[1].decode(), "the page shows it")

write(story, text.rstrip("\n") + " {{ attendance.nobody, number }}\n")
say(wait_for(errors), "an error is said")
found = errors()[0] if errors() else {}
count = len(text.rstrip("\n").split("\n"))
say(found.get("file", "").endswith(f"lv/{story.name}") and found.get("line") == count,
    "with file and line", f"{found.get('file')}:{found.get('line')}, wanted line {count}")
say("Zvaigznītes" in get(page)[1].decode(), "the last good page stays meanwhile")
before = state()["version"]
window = browse(4)
dom = window.communicate(timeout=LIMIT)[0]
say(f"{story.name}:{count}" in dom and 'class="error"' in dom, "Chromium shows the error with its line",
    dom[:200])
story.write_text(text, encoding="utf-8")
say(wait_for(lambda: state()["version"] > before and not errors()), "when it is mended, so it says")
say("Zvaigznītes" not in get(page)[1].decode(), "and the page is as before")
dom = browse(4).communicate(timeout=LIMIT)[0]
say('class="error"' not in dom and "<iframe" in dom, "Chromium shows no error any more", dom[:200])
get(page)  # the browser has looked at another one; the last that was looked at is kept

yaml = project / "pactpress.yaml"
settings = yaml.read_text(encoding="utf-8")
write(yaml, settings + "nonsense: 1\n")
say(wait_for(lambda: any(m["line"] == settings.count("\n") + 1 for m in errors())), "a mistake in the settings is said")
say(get(page)[0] == 200, "the last good page stays meanwhile, too")
write(yaml, settings)
say(wait_for(lambda: state()["documents"] and not errors()), "settings that are mended are taken")
version = state()["version"]
moved = next((project / "data").rglob("*.csv"))
moved.rename(moved.with_suffix(".away"))
say(wait_for(lambda: state()["version"] > version), "a file of data that goes is noticed")
version = state()["version"]
moved.with_suffix(".away").rename(moved)
say(wait_for(lambda: state()["version"] > version), "and when it comes back")

version = state()["version"]
window = browse(30)
while window.poll() is None:
    write(story, text.rstrip("\n") + f" {time.monotonic()}\n")
    time.sleep(0.1)
dom = window.communicate()[0]
shown = re.search(r'<iframe[^>]*src="([^"]*)\?(\d+)"', dom)
say(bool(shown) and int(shown.group(2)) > version + 1, "Chromium reloads by itself while somebody writes",
    shown.group(0) if shown else dom[:200])
write(story, text)

other, its_port, _ = start()
say(its_port not in (None, port), "a second preview finds a port of its own", str(its_port))
say(end(other, signal.SIGINT) == 130, "an interrupt ends it with 130")
taken = subprocess.run([program, "watch", "-C", str(project), "--port", str(port)], capture_output=True, text=True,
                       timeout=LIMIT, check=False)
say(taken.returncode == 3 and "watch.port" in taken.stderr, "a port that is taken is said", taken.stderr[-200:])
say(end(watch, signal.SIGTERM) == 143, "TERM ends it with 143")
with socket.socket() as probe:
    say(probe.connect_ex(("127.0.0.1", port)) != 0, "then nothing listens any more")
now = snapshot()
say(set(now) == set(files), "it has written nothing", str(sorted(set(now) ^ set(files))[:3]))
sys.exit(1 if failed else 0)
