#!/usr/bin/env python3
"""Releases a small project while things go wrong, and looks at what is left. Knows nothing of the program.

    unlucky.py faults FOLDER [CALL...]   each k-th write, open, rename, fsync, link, mkdir, unlink, malloc fails
    unlucky.py kills FOLDER              kill -9 before any call to the system, and at any time
    unlucky.py power FOLDER              the power is cut after any of these calls
    unlucky.py room FOLDER               a small disk (FOLDER) fills up, or has no more room for names

After each misfortune readers have the old edition whole or the new one whole, the run ended with status 3
and a sentence where it lived, and the next run clears up and publishes what it should. FOLDER is empty, and
lies where a file system keeps links; the calls fail by tests/tools/faults.c. Some of the places are tried, chosen
evenly or by a fixed seed; with UNLUCKY=all in the environment every one, and 500 kills.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
import sqlite3

import editions

PROGRAM = os.environ["PACTPRESS"]
SANITIZED = "SANITIZED" in os.environ
ALL = os.environ.get("UNLUCKY") == "all"
FULL, BROKEN, QUOTA = 28, 5, 122  # ENOSPC, EIO, EDQUOT; below also EMFILE, EROFS, EACCES, ENOMEM
CALLS = {  # how many places are tried at most, and what the system says
    "write": (20, FULL), "open": (10, 24), "rename": (20, QUOTA), "fsync": (30, BROKEN), "link": (20, 30),
    "mkdir": (8, FULL), "unlink": (8, 13), "malloc": (20, 12),
}
# Besides failing once: on a disk that stays full; on a share whose server forgot the file (ESTALE), or whose
# answer was lost after the deed.
MORE = {"write": [(" and goes on failing", {"on": 1})],
        "rename": [(" on a share", {"errno": 116}), (" on a share after it was done", {"errno": BROKEN, "done": 1})]}
LINK = "out/public/2026-Q1"

failed = 0


def verdict(name, problem):
    global failed
    failed |= bool(problem)
    print(f"not ok {name}: {problem}" if problem else f"ok {name}", flush=True)


class Playground:
    """One project with an edition, and a change waiting to be published."""

    def __init__(self, folder):
        self.folder, self.base, self.trial = folder, folder / "base", folder / "trial"
        self.shim = self.make_shim()
        self.environment = {**os.environ, "PACTPRESS_KEY_FILE": str(folder / "key")}
        (folder / "key").touch(mode=0o600)
        (folder / "key").write_text("%064d" % 7)
        self.run("init", self.base, project=None)
        for path in self.base.glob("data/survey*.csv"):  # small, for many runs
            path.write_bytes(b"".join(path.read_bytes().splitlines(True)[:25]))
        config = self.base / "pactpress.yaml"
        config.write_text("".join(line for line in config.read_text().splitlines(True)
                                  if "scope: city" not in line))
        self.check(self.release(self.base), 0)
        self.old = self.reader(self.base)
        story = self.base / "content/first-issue/en/lead.md"
        story.write_text(story.read_text() + "\nOne more sentence.\n")
        data = self.base / "data/attendance.csv"
        with data.open("a") as rows:  # as many as may be told apart: fewer would be held back
            rows.writelines(f"s-2,2026-03-10,southport,Late Guest {n},late.guest{n}@example.org\n" for n in range(6))
        self.renew()
        self.check(self.release(self.trial), 0)
        self.new = self.reader(self.trial)
        self.expected = contents(self.trial)
        if self.old == self.new:
            sys.exit("not ok the playground: both editions are the same")

    def make_shim(self):
        shim = self.folder / "faults.so"
        source = Path(__file__).with_name("faults.c")
        compiler = os.environ.get("CC", "gcc").split()
        subprocess.run([*compiler, "-O1", "-shared", "-fPIC", "-o", shim, source], check=True)
        if not SANITIZED:
            return str(shim)
        asan = subprocess.run([*compiler, "-print-file-name=libasan.so"], check=True,
                              capture_output=True, text=True).stdout.strip()
        return f"{asan} {shim}"  # the sanitizer wants to be the first

    def renew(self):
        shutil.rmtree(self.trial, ignore_errors=True)
        shutil.copytree(self.base, self.trial, symlinks=True)

    def run(self, command, *arguments, project, **environment):
        where = [] if project is None else ["-C", project]
        return subprocess.run([PROGRAM, command, *where, *arguments], capture_output=True, text=True,
                              env={**self.environment, **environment}, errors="replace")

    def release(self, project, **environment):
        return self.run("build", "--release", "--jobs", "1", project=project, **environment)

    def unlucky(self, **faults):
        return self.release(self.trial, LD_PRELOAD=self.shim, FAULT_BELOW=str(self.folder),
                            **{f"FAULT_{key.upper()}": str(value) for key, value in faults.items()})

    def count(self, call):
        self.renew()
        self.check(self.unlucky(call=call, at=0, count=self.folder / "count"), 0)
        return int((self.folder / "count").read_text())

    @staticmethod
    def check(done, status):
        if done.returncode != status:
            sys.exit(f"not ok the playground: status {done.returncode}: {done.stderr[-500:]}")

    def reader(self, project):
        """What readers get: the digest of the manifest of a whole edition, or what is wrong."""
        editions.wrong.clear()
        editions.links(project / "out")
        if editions.wrong:
            return editions.wrong[0]
        return editions.digest(project / LINK / "manifest.json")

    def wrong_now(self):
        now = self.reader(self.trial)
        return "" if now in (self.old, self.new) else f"readers get {now}"

    def wrong_later(self):
        """What is wrong after one more run, which nothing disturbs."""
        done = self.release(self.trial)
        if done.returncode != 0:
            return f"the next run ends with {done.returncode}: {last_error(done)}"
        editions.wrong.clear()
        editions.settled(self.trial, self.trial / "out")
        if editions.wrong:
            return f"after the next run: {editions.wrong[0]}"
        return "" if contents(self.trial) == self.expected else "the next run publishes something else"


def contents(project):
    """The current edition, and what the archive says of the editions before."""
    with closing(sqlite3.connect(f"file:{project}/archive.db?mode=ro", uri=True)) as archive:
        rows = archive.execute("SELECT id, state, manifest FROM editions ORDER BY seq").fetchall()
        figures = archive.execute(
            "SELECT id, address, figures.period, value, n, revision FROM figures JOIN editions "
            "ON edition = seq ORDER BY 1, 2, 3").fetchall()
    link = project / LINK
    return rows, figures, {str(path.relative_to(link)): editions.digest(path)
                           for path in sorted(link.rglob("*")) if path.is_file()}


def last_error(done):
    errors = [line for line in done.stderr.splitlines() if ": error: " in line]
    return errors[-1] if errors else done.stderr[-200:]


def wrong_end(done):
    """Is this how a run may end? Done all the same, or status 3 with a reason that is a sentence."""
    if done.returncode == 0:
        return ""
    if done.returncode != 3:
        return f"status {done.returncode}: {last_error(done)}"
    if not any(": error: " in line and line.endswith("]") for line in done.stderr.splitlines()):
        return f"no reason is given: {done.stderr[-200:]}"
    return ""


def places(count, most):
    if SANITIZED:
        most = max(3, most // 5)
    if ALL or count <= most:
        return list(range(1, count + 1))
    return sorted({1 + i * (count - 1) // (most - 1) for i in range(most)})


def try_fault(ground, call, at, how):
    ground.renew()
    done = ground.unlucky(call=call, at=at, **how)
    wrong = wrong_end(done) or ground.wrong_now()
    if not wrong and done.returncode == 0 and ground.reader(ground.trial) != ground.new:
        wrong = "it said that it was done, and was not"
    return wrong or ground.wrong_later()


def faults(ground, calls):
    for call in calls:
        if call == "malloc" and SANITIZED:
            continue  # it has an allocator of its own; malloc is tried in the plain tree
        most, number = CALLS[call]
        count = ground.count(call)
        for name, how in [("", {}), *MORE.get(call, [])]:
            chosen = places(count, most)
            if call == "malloc" and ALL:
                chosen = places_at_random(count, 2000)
            found = [f"number {at} of {count}: {wrong}" for at in chosen
                     if (wrong := try_fault(ground, call, at, {"errno": number, **how}))]
            verdict(f"{call} that fails{name}: {len(chosen)} places of {count}",
                    f"{len(found)} are wrong, first {found[0]}" if found else "")
            for line in found[1:8]:
                print("#", line)


def places_at_random(count, most):
    return sorted(random.Random(20220408).sample(range(1, count + 1), min(most, count)))


def kill_later(ground, seconds):
    command = [PROGRAM, "build", "--release", "-C", ground.trial]
    child = subprocess.Popen(command, env=ground.environment, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    child.kill()
    child.wait()
    return child.returncode < 0


def kills(ground):
    chance = random.Random(863614)
    count = ground.count("all")
    wanted = 250 if ALL else 5 if SANITIZED else 30
    began = time.monotonic()
    ground.renew()
    ground.check(ground.release(ground.trial), 0)
    took = time.monotonic() - began
    for name, kill in (
            ("before a call", lambda: ground.unlucky(call="all", at=chance.randint(1, count), kill=1)),
            ("at any time", lambda: kill_later(ground, chance.uniform(0, took)))):
        wrong = []
        for i in range(wanted):
            if i % 3 == 0:  # the others come upon what the one before left
                ground.renew()
            kill()
            wrong += [problem] if (problem := ground.wrong_now()) else []
            if i % 3 == 2:
                wrong += [problem] if (problem := ground.wrong_later()) else []
        verdict(f"{wanted} kills {name}", f"{len(wrong)} are wrong, first {wrong[0]}" if wrong else "")


# --- Room

def fill(ground, left, names):
    """Takes what the disk has, but so many bytes or names; what to remove to get it back."""
    filler = ground.folder / "filler"
    filler.mkdir()
    if names:
        while os.statvfs(filler).f_ffree > left:
            (filler / str(os.statvfs(filler).f_ffree)).touch()
    else:
        disk = os.statvfs(filler)
        with open(filler / "bytes", "wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(disk.f_bavail * disk.f_frsize - left, 1))
    return filler


def room(ground):
    """The disk is as full as that when the run begins; later somebody makes room."""
    steps = [0, 4, 16, 64, 200, 400, 700, 2000]
    for names, unit in ((False, 1024), (True, 1)):
        ends, wrong = set(), []
        for left in steps if not names else [0, 1, 2, 3, 5, 8, 12, 20, 30, 200]:
            ground.renew()
            filler = fill(ground, left * unit, names)
            done = ground.release(ground.trial)
            problem = wrong_end(done) or ground.wrong_now()
            shutil.rmtree(filler)
            ends.add(done.returncode)
            if problem := problem or ground.wrong_later():
                wrong.append(f"{left} left: {problem}")
        what = "names" if names else "room"
        verdict(f"a disk without {what}", f"{len(wrong)} are wrong, first {wrong[0]}" if wrong else "")
        verdict(f"a disk had too little {what}, and enough", "" if ends == {0, 3} else f"ends: {sorted(ends)}")


# --- The power

class Folder(dict):
    """Entries as the running system sees them; `kept` are those that are on the disk, `since` what happened
    to the names since then."""

    def __init__(self):
        super().__init__()
        self.kept, self.since = {}, []

    def change(self, name, node):
        self.since.append((name, node))
        if node is None:
            self.pop(name, None)
        else:
            self[name] = node

    def sync(self):
        self.kept, self.since = dict(self), []

    def after_a_cut(self, luck):
        """The names that are there again: those on the disk, and some of the first changes since."""
        entries = dict(self.kept)
        for name, node in self.since[:luck(len(self.since))]:
            entries.pop(name, None)
            if node is not None:
                entries[name] = node
        return entries


class Data:
    """A file (bytes as last synced) or a link to somewhere."""

    def __init__(self, kept=b"", target=None):
        self.kept, self.target = kept, target


def load(path):
    if path.is_symlink():
        return Data(target=os.readlink(path))
    if path.is_file():
        return Data(path.read_bytes())
    folder = Folder()
    for child in path.iterdir():
        folder[child.name] = load(child)
    folder.sync()
    return folder


def events(log):
    """What faults.c wrote down: call, path, second path, bytes."""
    at = 0
    while at < len(log):
        fields = []
        for _ in range(4):
            end = log.index(b"\0", at)
            fields.append(log[at:end].decode())
            at = end + 1
        size = int(fields.pop())
        yield *fields, log[at:at + size]
        at += size


class Disk:
    def __init__(self, root):
        self.root, self.top = root, load(root)

    def find(self, path):
        """The folder that holds a name, and the name; None for what lies elsewhere."""
        try:
            *folders, name = Path(os.path.normpath(path)).relative_to(self.root).parts or ("",)
        except ValueError:
            return None, None
        folder = self.top
        for part in folders:
            folder = folder[part]
        return folder, name

    def node(self, path):
        folder, name = self.find(path)
        return None if folder is None else folder.get(name) if name else folder

    def play(self, call, one, two, data):
        folder, name = self.find(one)
        if folder is None:
            return
        if call == "create":
            folder.change(name, Data())
        elif call == "mkdir":
            folder.change(name, Folder())
        elif call == "symlink":
            folder.change(name, Data(target=two))
        elif call == "unlink":
            folder.change(name, None)
        elif call in ("link", "rename"):
            other, new = self.find(two)
            other.change(new, folder[name])
            if call == "rename":
                folder.change(name, None)
        elif call == "syncdir":
            self.node(one).sync()
        elif self.node(one) is not None:  # a file that was unlinked may still be synced
            self.node(one).kept = data

    def restore(self, path, luck, node=None):
        """Makes what is on the disk after the cut into a folder."""
        entries = (self.top if node is None else node).after_a_cut(luck)
        path.mkdir()
        for name, child in sorted(entries.items()):
            if isinstance(child, Folder):
                self.restore(path / name, luck, child)
            elif child.target is not None:
                (path / name).symlink_to(child.target)
            elif not name.endswith("-shm"):  # SQLite's index of its log, which it makes anew
                (path / name).write_bytes(child.kept)


def fingerprint(path):
    return hash(tuple((str(p.relative_to(path)), os.readlink(p) if p.is_symlink() else
                       p.read_bytes() if p.is_file() else b"/") for p in sorted(path.rglob("*"))))


def cut(ground, disk, luck, seen):
    """One cut here; what is wrong after it. States that were judged before are not judged again."""
    shutil.rmtree(ground.trial, ignore_errors=True)
    disk.restore(ground.trial, luck)
    state = fingerprint(ground.trial)
    if state in seen:
        return ""
    seen.add(state)
    return ground.wrong_now() or (ground.wrong_later() if ALL or len(seen) % 8 == 1 else "")


def power(ground):
    """Names that nobody synced may be there or not, bytes that nobody synced are gone."""
    chance = random.Random(1999)
    log = ground.folder / "log"
    ground.renew()
    disk = Disk(ground.trial)
    ground.check(ground.unlucky(log=log), 0)
    lucks = {"nothing more than was synced": lambda n: 0, "all names": lambda n: n,
             "some names": lambda n: chance.randint(0, n)}
    wrong = {name: [] for name in lucks}
    cuts, seen = 0, set()
    happened = list(events(log.read_bytes()))
    for i, event in enumerate(happened):
        disk.play(*event)
        cuts += 1
        for name, luck in lucks.items():
            if problem := cut(ground, disk, luck, seen):
                wrong[name].append(f"after event {i} ({event[0]} {event[1]}): {problem}")
    for name, found in wrong.items():
        verdict(f"{cuts} cuts of the power that leave {name}",
                f"{len(found)} are wrong, first {found[0]}" if found else "")
    verdict("the power was cut in many states", "" if len(seen) > 30 else f"only {len(seen)}")
    published = [i for i, e in enumerate(happened) if e[0] == "rename" and e[2].endswith(LINK)]
    verdict("the run published", "" if len(published) == 1 else str(published))


def main():
    ground = Playground(Path(sys.argv[2]).resolve())
    if sys.argv[1] == "faults":
        faults(ground, sys.argv[3:] or CALLS)
    elif sys.argv[1] == "kills":
        kills(ground)
    elif sys.argv[1] == "room":
        room(ground)
    else:
        power(ground)
    return failed


if __name__ == "__main__":
    sys.exit(main())
