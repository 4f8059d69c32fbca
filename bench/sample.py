#!/usr/bin/env python3
"""Measures the program over the sample project: CPU time and the most memory it held.

    PACTPRESS=build/pactpress bench/sample.py [ROUNDS]

Of each job the best of ROUNDS (default 5) is printed, in a process of its own each time. Figures
are printed, not judged: they depend on the machine. The goals stand beside them. Then other programs
set a document of about the same length on the same machine, as far as they are installed (Debian's
python3-reportlab and weasyprint), as multiples of one bulletin.
"""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("PACTPRESS", ROOT / "build/pactpress")).resolve()
SCRATCH = ROOT / "build/bench"

ONE = ["--city", "riga", "--lang", "en", "--layout", "bulletin"]
JOBS = [
    ("whole sample, PDF and XLSX", [], "2 s"),
    ("one bulletin, PDF", ONE + ["--format", "pdf"], "60 ms, 40 MB"),
    ("one annex, XLSX", ONE + ["--format", "xlsx"], ""),
    ("one city, all languages", ["--city", "riga"], "memory as for one"),
    ("all bulletins, PDF", ["--format", "pdf", "--jobs", "1"], "memory as for one"),
]

# Four pages: 40 paragraphs of 60 words and a table of 60 rows in each. Both do less than a bulletin
# asks for: no tags, no hyphenation, no charts.
WORDS = " ".join(["integration", "city", "workshop", "people", "language", "of", "the", "week"] * 8)
PEERS = [
    ("ReportLab", f"""
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from reportlab.lib.styles import getSampleStyleSheet
style = getSampleStyleSheet()["Normal"]
story = [Paragraph("{WORDS}", style) for _ in range(40)]
story.append(Table([["Riga", str(n), "{WORDS[:30]}"] for n in range(60)], repeatRows=1))
SimpleDocTemplate("peer.pdf").build(story)
"""),
    ("WeasyPrint", f"""
from weasyprint import HTML
rows = "".join(f"<tr><td>Riga<td>{{n}}<td>{WORDS[:30]}" for n in range(60))
HTML(string="<p>{WORDS}" * 40 + "<table>" + rows + "</table>").write_pdf("peer.pdf")
"""),
]


def prepare():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    shutil.copytree(ROOT / "samples/epi", SCRATCH / "epi")
    key = SCRATCH / "key"
    key.write_text(secrets.token_hex(32))
    key.chmod(0o600)
    os.environ["PACTPRESS_KEY_FILE"] = str(key)


def run_once(arguments, kept=None):
    """CPU [s] and peak memory [MB] of one run; ends the benchmark when the run fails. `kept`: the
    outputs of the run before stay, if they are of the same job."""
    out = SCRATCH / (kept or "out")
    if not kept:
        shutil.rmtree(out, ignore_errors=True)
    command = [str(PROGRAM), "build", "--quiet", "-C", str(SCRATCH / "epi"), "--out", str(out)]
    return measure(command + arguments)


def measure(command):
    child = os.fork()
    if child == 0:
        os.chdir(SCRATCH)
        os.execv(command[0], command)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"bench: {' '.join(command)[:200]} ended with "
                 f"status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(rounds, run):
    """The least CPU time [s] and memory [MB] of so many runs."""
    return [min(values) for values in zip(*(run() for _ in range(rounds)))]


def compare(rounds, own):
    """Debian's Python, because Debian's packages are installed for it."""
    for name, program in PEERS:
        module = name.lower()
        found = subprocess.run(["/usr/bin/python3", "-c", f"import {module}"],
                               capture_output=True, check=False).returncode == 0
        if not found:
            print(f"{name:<28} is not installed")
            continue
        cpu, memory = best(rounds, lambda: measure(["/usr/bin/python3", "-c", program]))
        print(f"{name:<28} {cpu * 1000:>6.0f} ms {memory:>6.1f} MB   "
              f"{cpu / own[0]:.1f} times the CPU, {memory / own[1]:.1f} times the memory")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    measured = {}
    prepare()
    print(f"{'job':<28} {'CPU':>9} {'memory':>9}   goal")
    for name, arguments, goal in JOBS:
        cpu, memory = measured[name] = best(rounds, lambda: run_once(arguments))
        print(f"{name:<28} {cpu * 1000:>6.0f} ms {memory:>6.1f} MB   {goal}")
    run_once([], "kept")
    cpu, memory = best(rounds, lambda: run_once([], "kept"))
    print(f"{'whole sample, up to date':<28} {cpu * 1000:>6.0f} ms {memory:>6.1f} MB   50 ms")
    one, many = measured["one bulletin, PDF"], measured["all bulletins, PDF"]
    print(f"14 bulletins instead of one take {many[1] - one[1]:+.1f} MB")
    compare(rounds, one)


if __name__ == "__main__":
    main()
