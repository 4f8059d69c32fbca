#!/usr/bin/env python3
"""Plants single defects into the built sample and expects check_candidate.py to find each of them.

    plant_sample.py PROJECT CANDIDATE PERIOD SHARE SCRATCH

A check that cannot fail is none. Prints `ok` and `not ok` lines. Needs qpdf and python3-yaml.
"""

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_candidate  # noqa: E402  (beside this file)

# name, words of the finding, pattern in the unpacked PDF, replacement. The first place is changed.
IN_PDF = [
    ("another title", "the title is", rb"/Title <feff", rb"/Title <feff0058"),
    ("another day", "CreationDate is", rb"/CreationDate \(D:2022", rb"/CreationDate (D:2023"),
    ("another language", "the catalog's language", rb"/Lang \(en\)(?=[^<>]*/MarkInfo)", rb"/Lang (de)"),
    ("no tags", "Tagged", rb"/Marked true", rb"/Marked false"),
    ("a script at the start", "the catalog holds /OpenAction", rb"/Type /Catalog",
     rb"/Type /Catalog /OpenAction << /S /JavaScript /JS (1) >>"),
    ("a font without meaning", "ToUnicode no", rb"/ToUnicode \d+ 0 R", b""),
    ("another page size", "not A4", rb"595\.28\s+841\.89", rb"612 792"),
    ("a heading too deep", "a level is skipped", rb"/S /H2", rb"/S /H4"),
    ("a heading less", "entries for", rb"/S /H3", rb"/S /P"),
    ("a picture without words", "no alternative text", rb"/Alt \([^)]*\)", b""),
    ("broken memory in a text", "is no text", rb"/ActualText \([^)]*\)", rb"/ActualText (\\037)"),
    ("a foreign text", "is read out", rb"/ActualText \([^)]*\)", rb"/ActualText (5510)"),
    ("a table without heads", "no scope", rb"/Scope /Column", b""),
    ("a row too short", "rows of a table", rb"/S /TD", rb"/S /P"),
    ("an item without a body", "no body", rb"/S /LBody", rb"/S /P"),
    ("a mute link", "no description", rb"/Contents \([^)]*\)(?=[^<>]*/F )", b""),
    ("a link to nowhere", "a link leads to", rb"/URI \(http[^)]*\)", rb"/URI (example)"),
    ("an outline of another text", "stands on no page", rb"/Title \(Coming up\)",
     rb"/Title (Gone away)"),
]


class Planter:
    def __init__(self, arguments):
        self.world = check_candidate.World(*arguments[:4])
        self.scratch = Path(arguments[4])
        self.figures = check_candidate.figures_of(self.world)
        self.path = next(self.world.candidate.glob("bulletin/*-riga-en.pdf"))
        self.loose = subprocess.run(
            ["qpdf", "--qdf", "--object-streams=disable", str(self.path), "-"],
            capture_output=True, check=True).stdout
        self.good = True

    def verdict(self, name, findings, words):
        found = [finding for finding in findings if words in finding]
        if found:
            print(f"ok planted and found: {name}")
        else:
            print(f"not ok planted: {name}: expected \"{words}\", got {findings[:2] or 'nothing'}")
            self.good = False

    def judge(self, data, name):
        """The findings on a document with other bytes, under its own name."""
        folder = self.scratch / re.sub(r"\W", "-", name)
        folder.mkdir(parents=True)
        path = folder / self.path.name
        path.write_bytes(data)
        return check_candidate.check_document(self.world, path, "riga", "en", self.figures)

    def in_pdf(self, job):
        name, words, pattern, replacement = job
        changed, count = re.subn(pattern, replacement, self.loose, count=1)
        if count != 1:
            return name, ["the defect could not be planted"], "(planted)"
        fixed = subprocess.run(["fix-qdf"], input=changed, capture_output=True, check=True).stdout
        return name, self.judge(fixed, name), words

    def pdfs(self):
        data = self.path.read_bytes()
        jobs = list(IN_PDF) + self.moved()
        with ThreadPoolExecutor(2) as pool:
            for result in pool.map(self.in_pdf, jobs):
                self.verdict(*result)
        self.verdict("half a file", self.judge(data[:len(data) // 2], "half"), "qpdf")
        self.verdict("no defect", self.judge(data, "none") or ["nothing"], "nothing")

    def moved(self):
        """Text that stands elsewhere: out of the page, over another line."""
        start = rb"(\nBT\n/F\d+ [\d.]+ Tf\n)"
        places = re.findall(start + rb"(\S+ \S+ Td\n)", self.loose)
        (_, first), (font, second) = places[1:3]
        return [("text outside the page", "outside the margins", start + rb"\S+ \S+ Td\n",
                 rb"\g<1>570 400 Td\n"),
                ("text over another", "overlaps", re.escape(font + second), font + first)]

    # ---- Defects of the folder.

    def copy(self):
        out = self.scratch / "out"
        shutil.rmtree(out, ignore_errors=True)
        place = out / "candidate/public" / self.world.period
        shutil.copytree(self.world.candidate, place)
        world = check_candidate.World(self.world.project, place, self.world.period,
                                      self.world.share)
        return world

    def edit(self, world, name, pattern, replacement):
        path = world.candidate / name
        text = path.read_bytes().decode("utf-8")
        changed, count = re.subn(pattern, replacement, text, count=1)
        path.write_bytes(changed.encode("utf-8"))
        return count

    def folders(self):
        checks = check_candidate
        mails, names = checks.persons(self.world)
        name = " ".join(sorted(names)[0])
        for title, check, words, change in [
            ("a file too much", checks.check_files, "is too much",
             lambda w: (w.candidate / "notes.txt").write_text("x")),
            ("a file too few", checks.check_files, "is missing",
             lambda w: next(w.candidate.glob("annex/*")).unlink()),
            ("rows under the outputs", checks.check_private, "under the outputs",
             lambda w: (w.candidate / "held-back").mkdir()),
            ("a wrong digest", checks.check_manifest, "the digest of",
             lambda w: self.edit(w, "figures.csv", "exact", "rough")),
            ("a path in the manifest", checks.check_manifest, "not foreseen",
             lambda w: self.edit(w, "manifest.json", '"source":', '"path": "data/a", "source":')),
            ("a time in the manifest", checks.check_manifest, "a path or a time",
             lambda w: self.edit(w, "manifest.json", '"2022-03-30"', '"2022-03-30 10:11:12"')),
            ("rows that do not add up", checks.check_manifest, "told of",
             lambda w: self.edit(w, "manifest.json", '"used": ', '"used": 1')),
            ("a withheld value", checks.check_figures, "the value of suppressed",
             lambda w: self.edit(w, "figures.csv", ",suppressed,,,", ",suppressed,3,,")),
            ("a withheld n", checks.check_figures, "its n stands there",
             lambda w: self.edit(w, "figures.csv", ",suppressed,,,", ",suppressed,,3,")),
            ("a figure twice", checks.check_figures, "stands twice",
             lambda w: self.edit(w, "figures.csv", r"(\r\n)([^\r]*\r\n)", r"\1\2\2")),
            ("a wrong column", checks.check_figures, "the column city",
             lambda w: self.edit(w, "figures.csv", ",riga,", ",rome,")),
            ("an e-mail address", checks.check_persons, "the e-mail address",
             lambda w: self.edit(w, "figures.csv", "$", sorted(mails)[0])),
            ("a name", checks.check_persons, "the name of",
             lambda w: self.edit(w, "manifest.json", "pactpress ", name + " ")),
            ("somebody's hash", checks.check_persons, "a digest that is no file's",
             lambda w: self.edit(w, "figures.csv", "$", "0123456789abcdef" * 4)),
            ("a path of this machine", checks.check_persons, "a path of this machine",
             lambda w: self.edit(w, "figures.csv", "$", str(self.world.project.resolve()))),
        ]:
            world = self.copy()
            if check == checks.check_persons:  # the PDFs are as they were, and slow to search
                shutil.rmtree(world.candidate / "bulletin")
            if change(world) == 0:
                self.verdict(title, ["the defect could not be planted"], "(planted)")
            else:
                self.verdict(title, list(check(world)), words)

    def budget(self):
        kept = self.world.yaml["outputs"]
        self.world.yaml["outputs"] = [dict(output, pages=3) for output in kept]
        self.verdict("a page too much", self.judge(self.path.read_bytes(), "budget"), "and may be 3")
        self.world.yaml["outputs"] = kept

    def key_figure(self):
        row = self.figures["attendance.persons", "riga"]
        self.figures["attendance.persons", "riga"] = dict(row, value=str(int(row["value"]) + 1))
        self.verdict("another key figure", self.judge(self.path.read_bytes(), "key"),
                     "attendance.persons is shown as")
        self.figures["attendance.persons", "riga"] = row


def main():
    planter = Planter(sys.argv[1:6])
    planter.pdfs()
    planter.folders()
    planter.budget()
    planter.key_figure()
    return 0 if planter.good else 1


if __name__ == "__main__":
    sys.exit(main())
