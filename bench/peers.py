"""What benchmarks with DuckDB and Polars share: one measured run, the figures of Pactpress, the peers' Python."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = Path(os.environ.get("PACTPRESS", ROOT / "build/pactpress")).resolve()
SCRATCH = ROOT / "build/bench"


def run(words, **more):
    """Status, output, messages, and CPU [s], wall clock [s] and memory [MiB] together."""
    begin = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
    out, err = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    return process.returncode, out.decode(), err.decode(), (
        cpu, time.monotonic() - begin, usage.ru_maxrss / 1024)


def figures_of(folder, jobs=0):
    """The lines of figures of a project, and what making them took."""
    key = SCRATCH / "key"
    if not key.exists():
        key.write_text("0" * 63 + "1\n")
        key.chmod(0o600)
    code, out, err, figures = run(
        [PROGRAM, "build", "-C", folder, "--dump=figures", "--class", "restricted", "--period", "2022-Q1",
         "--as-of", "2022-06-01", *(["--jobs", str(jobs)] if jobs else [])], env=dict(os.environ, PACTPRESS_KEY_FILE=str(key)))
    if code != 0:
        sys.exit(f"Pactpress ended with {code}: {err[-2000:]}")
    return out.splitlines(), figures


def install():
    """A Python with DuckDB and Polars, or None."""
    python = SCRATCH / "venv/bin/python"
    if not python.exists():
        try:
            subprocess.run([sys.executable, "-m", "venv", SCRATCH / "venv"], check=True, capture_output=True)
            subprocess.run([python, "-m", "pip", "-q", "install", "duckdb", "polars"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            print("DuckDB and Polars cannot be installed here: only Pactpress is measured.")
            return None
    return python
