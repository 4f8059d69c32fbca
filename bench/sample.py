#!/usr/bin/env python3
"""Measures the program over the sample project: CPU time and the most memory it held.

    PACTPRESS=build/pactpress bench/sample.py [ROUNDS]

Of each job the best of ROUNDS (default 5) is printed, in a process of its own each time. Figures
are printed, not judged: they depend on the machine. The goals stand beside them.
"""

import os
import secrets
import shutil
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
]


def prepare():
    shutil.rmtree(SCRATCH, ignore_errors=True)
    shutil.copytree(ROOT / "samples/epi", SCRATCH / "epi")
    key = SCRATCH / "key"
    key.write_text(secrets.token_hex(32))
    key.chmod(0o600)
    os.environ["PACTPRESS_KEY_FILE"] = str(key)


def run_once(arguments):
    """CPU [s] and peak memory [MB] of one run; ends the benchmark when the run fails."""
    out = SCRATCH / "out"
    shutil.rmtree(out, ignore_errors=True)
    command = [str(PROGRAM), "build", "--quiet", "-C", str(SCRATCH / "epi"), "--out", str(out)]
    child = os.fork()
    if child == 0:
        os.execv(PROGRAM, command + arguments)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        sys.exit(f"bench: {' '.join(command + arguments)} ended with "
                 f"status {os.waitstatus_to_exitcode(status)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    prepare()
    print(f"{'job':<28} {'CPU':>9} {'memory':>9}   goal")
    for name, arguments, goal in JOBS:
        measured = [run_once(arguments) for _ in range(rounds)]
        cpu, memory = (min(values) for values in zip(*measured))
        print(f"{name:<28} {cpu * 1000:>6.0f} ms {memory:>6.1f} MB   {goal}")


if __name__ == "__main__":
    main()
