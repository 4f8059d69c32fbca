#!/usr/bin/env python3
"""Interrupts `pactpress build` once and twice, on a terminal and where nobody reads what it says.

    interrupt.py PROGRAM PROJECT      PROJECT: a copy of the sample

Prints `ok ...` or `not ok ...` for each thing looked at; exit status 1 when one failed.
"""

import atexit
import fcntl
import os
import pathlib
import pty
import signal
import struct
import subprocess
import sys
import termios
import time

PROGRAM, PROJECT = sys.argv[1], pathlib.Path(sys.argv[2])
OUT = PROJECT.parent / "out"
BUILD = [PROGRAM, "build", "-C", str(PROJECT), "--out", str(OUT), "--jobs", "1"]
LIMIT = 120  # [s] after which something has not happened

failed = False


def say(good, name, why=""):
    global failed
    failed = failed or not good
    print(f"ok {name}" if good else f"not ok {name}: {why}", flush=True)


def wait_for(condition):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def left_over():
    return [str(path) for path in OUT.rglob(".*") if path.name.startswith((".staging", ".old"))]


def of_process(number, key):
    for line in pathlib.Path(f"/proc/{number}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(key + ":"):
            return line.split()[1]
    return ""


def is_waiting(number):
    """Does it sleep, as one does who has something to say that nobody takes?"""
    return of_process(number, "State") == "S"


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=LIMIT, check=False)


def full_pipe():
    """A pipe that takes nothing more."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    try:
        while os.write(writer, b"x" * 4096):
            pass
    except BlockingIOError:
        os.set_blocking(writer, True)
    return reader, writer


def where_nobody_reads():
    """It waits with its first message, and holds the lock as long."""
    reader, writer = full_pipe()
    process = subprocess.Popen([*BUILD, "--verbose"], stderr=writer, stdout=subprocess.DEVNULL)
    atexit.register(process.kill)
    os.close(writer)
    lock = OUT / ".lock"
    wait_for(lambda: lock.exists() and lock.read_text(encoding="ascii") == f"{process.pid}\n" and is_waiting(process.pid))
    other = run(*BUILD[1:])
    say(other.returncode == 4 and f"(process {process.pid})" in other.stderr,
        "a second run ends with 4 and names the first", f"{other.returncode}: {other.stderr[-200:]}")
    status = run("status", "-C", str(PROJECT), "--out", str(OUT))
    say(f"running: process {process.pid} " in status.stdout, "and so does status", status.stdout[-200:])
    process.kill()
    process.wait()
    os.close(reader)
    after = run(*BUILD[1:], "--quiet")
    say(after.returncode == 0, "the lock goes with its process, however that ended", after.stderr[-200:])


def twice():
    """Both signals come before the program can do anything about the first: the one that comes second finds the
    first, and what was begun lies there until the next run."""
    said = PROJECT.parent / "said"
    with open(said, "w", encoding="utf-8") as file:
        process = subprocess.Popen([*BUILD, "--fresh"], stderr=file)
    atexit.register(process.kill)
    wait_for(lambda: list(OUT.rglob(".staging*/*/*.pdf")) or process.poll() is not None)
    process.send_signal(signal.SIGSTOP)
    wait_for(lambda: of_process(process.pid, "State") == "T")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCONT):
        process.send_signal(number)
    status = process.wait(LIMIT)
    say(status == 130 and left_over() and "stopped" not in said.read_text(encoding="utf-8"),
        "a second signal ends it at once, with 128 and its number", f"{status}, {left_over()}")
    after = run(*BUILD[1:], "--quiet")
    say(after.returncode == 0 and not left_over(), "the next run clears up", after.stderr[-200:])


def on_terminal(number, wanted):
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
        os.environ["TERM"] = "xterm"
        os.execv(PROGRAM, [*BUILD, "--fresh"])
    before, shown, sent = termios.tcgetattr(terminal), b"", False
    try:
        while piece := os.read(terminal, 65536):
            shown += piece
            if not sent and b"documents" in shown:
                os.kill(child, number)
                sent = True
            now = termios.tcgetattr(terminal)
    except OSError:
        pass
    _, status = os.waitpid(child, 0)
    name = signal.Signals(number).name
    say(os.waitstatus_to_exitcode(status) == wanted, f"{name} at a terminal ends with {wanted}",
        f"{os.waitstatus_to_exitcode(status)}: {shown[-200:]!r}")
    last = shown.decode("utf-8", "replace").rsplit("\x1b[K", 1)[-1]
    say(now == before and "documents [" not in last and last.endswith("stopped; nothing was published\r\n"),
        f"{name} leaves the terminal as it was, the line of progress taken away", repr(shown[-200:]))
    say(not left_over(), f"{name} leaves nothing half done", str(left_over()))


where_nobody_reads()
twice()
for signal_number, exit_status in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
    on_terminal(signal_number, exit_status)
sys.exit(1 if failed else 0)
