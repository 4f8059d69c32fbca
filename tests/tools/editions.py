#!/usr/bin/env python3
"""Compares link, folders and archive of a project's editions, knowing nothing of the program.

    editions.py reader OUT            what readers see: each link leads to a whole edition
    editions.py settled PROJECT OUT   and nothing is left open: archive, folders and links agree

Prints what is wrong, one line each; exit status 1 when there is something.
"""

import hashlib
import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

wrong = []


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_folder(folder):
    """Every file of the manifest is there with its bytes, and no other."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        wrong.append(f"{folder.name}: no manifest: {error}")
        return
    expected = {"manifest.json"}
    for entry in manifest["files"]:
        path = folder / entry["path"]
        expected.add(entry["path"])
        if not path.is_file() or path.stat().st_size != entry["size"]:
            wrong.append(f"{folder.name}: {entry['path']} is missing or has another size")
        elif digest(path) != entry["sha256"]:
            wrong.append(f"{folder.name}: {entry['path']} has other bytes")
    found = {str(f.relative_to(folder)) for f in folder.rglob("*") if not f.is_dir()}
    for name in sorted(found - expected):
        wrong.append(f"{folder.name}: {name} is not in the manifest")


def links(out):
    """{(class, period): id} of the links; anything else beside them is wrong."""
    named = {}
    for klass in ("public", "restricted"):
        for path in sorted((out / klass).glob("*")) if (out / klass).is_dir() else []:
            if not path.is_symlink():
                wrong.append(f"{klass}/{path.name} is no link")
                continue
            target = os.readlink(path)
            folder = path.resolve()
            if not target.startswith("../editions/") or not folder.is_dir():
                wrong.append(f"{klass}/{path.name} leads to {target}, which is no edition")
                continue
            named[klass, path.name] = folder.name
            check_folder(folder)
    return named


def rows(project):
    with closing(sqlite3.connect(f"file:{project}/archive.db?mode=ro", uri=True)) as archive:
        if archive.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            wrong.append("archive.db is damaged")
        loose = archive.execute("PRAGMA foreign_key_check").fetchall()
        if loose:
            wrong.append(f"archive.db: {len(loose)} rows belong to no edition")
        empty = archive.execute("SELECT id FROM editions WHERE seq NOT IN "
                                "(SELECT edition FROM figures)").fetchall()
        wrong.extend(f"archive.db: {name} has no figures" for name, in empty)
        return archive.execute("SELECT id, class, period, number, state, manifest FROM editions "
                               "ORDER BY seq").fetchall()


def settled(project, out):
    named = links(out)
    last, numbers, known = {}, {}, set()
    for name, klass, period, number, state, manifest in rows(project):
        known.add(name)
        numbers.setdefault((klass, period), []).append(number)
        if state == "prepared":
            wrong.append(f"{name} is still prepared")
        if state == "published":
            last[klass, period] = name
        path = out / "editions" / name / "manifest.json"
        if not path.is_file() or digest(path) != manifest:
            wrong.append(f"{name}: the manifest is not the one of the archive")
        check_folder(path.parent)
    if named != last:
        wrong.append(f"links name {named}, the archive {last}")
    for key, found in numbers.items():
        if found != list(range(1, len(found) + 1)):
            wrong.append(f"the editions of {key} have the numbers {found}")
    folders = {path.name for path in (out / "editions").iterdir()}
    for name in sorted(folders - known):
        wrong.append(f"editions/{name} is not in the archive")
    for path in sorted(out.rglob(".*")):
        is_record = path.name.startswith(".record-") and path.parent.parent == out / "candidate"
        if path.name != ".lock" and not is_record:
            wrong.append(f"{path.relative_to(out)} was left behind")


def main():
    if sys.argv[1] == "reader":
        links(Path(sys.argv[2]))
    else:
        settled(Path(sys.argv[2]), Path(sys.argv[3]))
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
