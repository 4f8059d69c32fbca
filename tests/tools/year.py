#!/usr/bin/env python3
"""A year of monthly runs of an invented project, month by month, as a scheduler would start them.

    year.py FOLDER
    year.py FOLDER years

Three cities, a fourth from June; one is renamed in September and writes its new name from then on. One sends
March two months late; another sends February again with fewer rows, and May with a date that does not exist,
which is corrected in the sheet. After each run the figures are counted here, on their own, and compared
with figures.csv; earlier editions must be as they were. FOLDER is empty.

With "years" there are two more of them, and one workbook a month instead of all documents: months come late, out of
order, corrected and again; in the end all editions of three years are attacked together.
"""

import csv
import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import editions

PROGRAM = os.environ["PACTPRESS"]
NAMES = {"aston": "Aston", "brook": "Brook", "cove": "Cove", "delta": "Delta"}
RENAMED = "Brookside"  # brook, from September
KEEP = 2
THRESHOLD = 5

failed = 0


def verdict(name, problem):
    global failed
    failed |= bool(problem)
    print(f"not ok {name}: {problem}" if problem else f"ok {name}", flush=True)


def key(month):
    """Months count on from January 2026: 13 is "2027-01"."""
    return f"{2026 + (month - 1) // 12}-{(month - 1) % 12 + 1:02}"


def city_yaml(city, extra=""):
    return f"  - {{id: {city}, name: {{en: {NAMES[city]}}}, country: IT, lang: en{extra}}}\n"


class Year:
    def __init__(self, folder, years=False):
        self.folder, self.project = folder, folder / "town"
        self.environment = {**os.environ, "PACTPRESS_KEY_FILE": str(folder / "key")}
        (folder / "key").touch(mode=0o600)
        (folder / "key").write_text("%064d" % 9)
        self.run("init", self.project, where=False)
        for path in [*self.project.glob("data/*"), *self.project.glob("content/*/*/*")]:
            path.unlink()
        for path in self.project.glob("content/*/*"):
            path.unlink() if path.is_file() else path.rmdir()
        for path in self.project.glob("content/*"):
            path.rmdir()
        self.config = self.project / "pactpress.yaml"
        text = self.config.read_text()
        start, end = text.index("  - id: northtown"), text.index("# A partner may")
        cities = "".join(city_yaml(c) for c in ("aston", "brook", "cove"))
        text = text[:start] + cities + "\n" + text[end:]
        start, end = text.index("sources:\n"), text.index("# Who pays")
        text = text[:start] + """sources:
  - id: attendance
    kind: attendance
    files: data/*.csv
    encoding: utf-8
    dates: yyyy-MM-dd
    columns: {event: event, date: date, name: name, email: email, city: city}

""" + text[end:] + f"\neditions: {{keep: {KEEP}}}\n"
        if years:
            text = re.sub(r"(?m)^  - \{layout: bulletin, scope: city.*\n", "", text)
            text = text.replace("formats: [pdf, xlsx]", "formats: [xlsx]").replace("end: 2027-12-31", "end: 2028-12-31")
        self.config.write_text(text)
        self.years, self.order = years, []  # ids of editions, as they were published
        self.rows = {}  # (city, month) -> rows that the program has and can read
        self.printed, self.withheld = {}, set()  # (address, month) -> values that editions printed; withheld ones
        self.seen = {}  # edition -> digests of its files
        self.chance = random.Random(2026)

    def edit(self, old, new):
        text = self.config.read_text()
        if old not in text:
            sys.exit(f"not ok year: {old!r} is not in pactpress.yaml")
        self.config.write_text(text.replace(old, new))

    def run(self, command, *arguments, where=True):
        place = ["-C", self.project] if where else []
        return subprocess.run([PROGRAM, command, *place, *arguments], capture_output=True, text=True,
                              env=self.environment, check=False)

    def sends(self, city, month, people=None, bad=False):
        """A file of a city for a month: two workshops, people of a pool, who come again over the year."""
        rows = []
        for number in (1, 2):
            for person in sorted(self.chance.sample(range(60), people or self.chance.randint(14, 30))):
                rows.append((f"{city} {month}-{number}", f"{key(month)}-{10 * number:02}",
                             f"Person {person}", f"p{person}@{city}.example.org"))
        self.rows[city, month] = rows
        label = RENAMED if city == "brook" and month >= 9 else NAMES[city]
        with (self.project / f"data/{city}-{key(month)}.csv").open("w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["event", "date", "city", "name", "email"])
            for i, (event, date, person, mail) in enumerate(rows):
                out.writerow([event, "2026-02-30" if bad and i == 3 else date, label, person, mail])
        if bad:
            self.bad = rows.pop(3)

    def release(self, month, day, *arguments):
        after, year = month % 12 + 1, 2026 + month // 12
        return self.run("build", "--release", "--period", "previous-month",
                        "--as-of", f"{year}-{after:02}-{day:02}", *arguments)

    def expected(self, month):
        """attendance.attendances and attendance.persons of each city that sent its month."""
        found = {}
        for (city, of), rows in self.rows.items():
            if of == month:
                found[f"attendance.attendances[city={city}]"] = len(rows)
                found[f"attendance.persons[city={city}]"] = len({row[3] for row in rows})
        return found

    def compare_counts(self, month, figures):
        """A correction of a few persons is held back: who subtracts any old edition would know them."""
        expected = self.expected(month)
        few = {address for address, value in expected.items()
               if any(0 < abs(value - was) < THRESHOLD for was in self.printed.get((address, month), []))}
        for address, value in expected.items():
            row = figures.get(address)
            if row and row["state"] == "suppressed" and (few or (address, month) in self.withheld):
                self.withheld.add((address, month))
            elif row is None or row["state"] != "exact" or row["value"] != str(value) or address in few:
                return f"{address} is {row and (row['state'], row['value'])}, not {value}"
            else:
                self.printed.setdefault((address, month), []).append(value)
        return ""

    def compare(self, month):
        """What differs between the published figures and those counted here."""
        folder = self.project / f"out/public/{key(month)}"
        with (folder / "figures.csv").open(newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["period"] == key(month)]
        figures = {row["address"]: row for row in rows}
        problem = self.compare_counts(month, figures)
        if problem:
            return problem
        for row in rows:
            if row["city"] and row["measure"].startswith("attendance.") and row["value"] == "0" and \
                    (row["city"], month) not in self.rows:
                return f"{row['address']} is 0, and {row['city']} sent nothing"
        if self.years:
            return ""
        documents = {path.stem.rsplit("-", 2)[1] for path in folder.glob("bulletin/*-*-en.pdf")}
        missing = {"aston", "brook", "cove"} - documents
        return f"no bulletin of {missing}" if missing else ""

    def old_editions(self):
        """Folders that were there before and changed, or are gone although they should be kept."""
        now = {}
        for folder in sorted((self.project / "out/editions").iterdir()):
            now[folder.name] = {str(p.relative_to(folder)): editions.digest(p)
                                for p in folder.rglob("*") if p.is_file()}
        for name, files in self.seen.items():
            if name in now and now[name] != files:
                return f"{name} was changed"
            period, number = name.rsplit("-", 1)
            newer = [n for n in now if n.startswith(period + "-") and int(n.rsplit("-", 1)[1]) > int(number)]
            if name not in now and len(newer) < KEEP:
                return f"{name} is gone"
            if name in now and len(newer) >= KEEP:
                return f"{name} is still there"
        self.seen = {**self.seen, **now}
        editions.wrong.clear()
        editions.links(self.project / "out")
        return editions.wrong[0] if editions.wrong else ""

    def late(self, month):
        said = self.run("status", "--json", "--period", key(month))
        return sorted(city["city"] for city in json.loads(said.stdout)["cities"] if city["late"])

    def published(self, name, month, done, late=()):
        problem = f"status {done.returncode}: {done.stderr[-300:]}" if done.returncode else \
            self.compare(month) or self.old_editions()
        if self.edition_of(month):
            self.order.append(f"public-{key(month)}-{self.edition_of(month)}")
        now = self.late(month)
        verdict(name, problem or ("" if now == sorted(late) else f"late are {now}"))

    def edition_of(self, month):
        link = self.project / f"out/public/{key(month)}"
        return int(os.readlink(link).rsplit("-", 1)[1]) if link.is_symlink() else 0


def march_is_late(year):
    """The grace rule: strict until the tenth, with a note after it."""
    done = year.release(3, 5, "--require-complete")
    verdict("on 5 April March is not published, because cove is late",
            "" if done.returncode == 1 and '"cove"' in done.stderr and year.edition_of(3) == 0
            else f"status {done.returncode}: {done.stderr[-300:]}")
    year.published("on 11 April it is, and says that cove is late", 3, year.release(3, 11), late=["cove"])


def corrections(year, month):
    if month == 3:
        year.sends("aston", 2, people=16)
        year.published("February, which aston sent again, is restated", 2,
                       year.run("build", "--release", "--period", "2026-02"))
        verdict("as a second edition", "" if year.edition_of(2) == 2 else str(year.edition_of(2)))
    if month == 5:
        sheets = list(year.project.glob(f"private/held-back/**/brook-{key(5)}.correct.csv"))
        sheet = year.folder / "corrected.csv"
        sheet.write_text("" if not sheets else sheets[0].read_text().replace("2026-02-30", year.bad[1]))
        year.rows["brook", 5].append(year.bad)
        done = year.run("build", "--release", "--period", "2026-05", "--corrected", sheet)
        year.published("May is restated with the row that was corrected", 5, done)
        verdict("and that is one person more, so it is held back, and said",
                "" if "[disclosure.correction]" in done.stderr and year.withheld else done.stderr[-300:])
        year.sends("cove", 3)
        year.published("March is restated when cove has sent it", 3,
                       year.run("build", "--release", "--period", "2026-03"))
    if month == 10:
        year.sends("aston", 2, people=20)
        year.published("February is restated once more", 2,
                       year.run("build", "--release", "--period", "2026-02"))
        verdict("and its first edition is not kept any longer",
                "" if year.edition_of(2) == 3 and not (year.project / "out/editions/public-2026-02-1").exists()
                else str(year.edition_of(2)))


def month_by_month(year):
    for month in range(1, 13):
        if month == 6:
            year.edit(city_yaml("cove"), city_yaml("cove") + city_yaml("delta", ", from: 2026-06-01"))
        if month == 9:
            year.edit(city_yaml("brook"), city_yaml("brook", ", aliases: [Brook]").replace(
                "en: Brook}", f"en: {RENAMED}}}"))
        for city in NAMES:
            if (city != "delta" or month >= 6) and (city, month) != ("cove", 3):
                year.sends(city, month, bad=(city, month) == ("brook", 5))
        if month == 3:
            march_is_late(year)
        else:
            year.published(f"month {month}", month, year.release(month, 5))
        again = year.release(month, 11 if month == 3 else 5)
        verdict(f"month {month} again is nothing new",
                "" if again.returncode == 0 and "Nothing new" in again.stderr else again.stderr[-300:])
        corrections(year, month)


def send_month(year, month):
    if month == 6:
        year.edit(city_yaml("cove"), city_yaml("cove") + city_yaml("delta", ", from: 2026-06-01"))
    if month == 9:
        year.edit(city_yaml("brook"), city_yaml("brook", ", aliases: [Brook]").replace(
            "en: Brook}", f"en: {RENAMED}}}"))
    for city in NAMES:
        if (city != "delta" or month >= 6) and (city, month) not in LATE:
            year.sends(city, month)


# (city, month that it sends late): the month in which it comes
LATE = {("cove", 3): 5, ("aston", 14): 17, ("delta", 14): 17, ("brook", 29): 30}
AGAIN = {8: ("aston", 2), 20: ("brook", 11), 33: ("delta", 21)}  # month: (city, month that it sends again)
SKIPPED = {16: 18, 27: 28}  # months that are published after later ones


def three_years(year):
    for month in range(1, 37):
        send_month(year, month)
        if month not in SKIPPED:
            year.published(f"{key(month)}", month, year.release(month, 11),
                           late=sorted(c for c, m in LATE if m == month))
        for (city, of), when in LATE.items():
            if when == month:
                year.sends(city, of)
        for of in sorted({of for (_, of), when in LATE.items() if when == month}):
            year.published(f"{key(of)} again, with who was late", of,
                           year.run("build", "--release", "--period", key(of)))
        if month in AGAIN:
            city, of = AGAIN[month]
            year.sends(city, of)
            year.published(f"{key(of)} again, as {city} corrected it", of,
                           year.run("build", "--release", "--period", key(of)))
        for of in [of for of, when in SKIPPED.items() if when == month]:
            year.published(f"{key(of)} after {key(month)}", of,
                           year.run("build", "--release", "--period", key(of)))
    order = [year.project / "out/editions" / id for id in dict.fromkeys(year.order)]
    done = subprocess.run([PROGRAM, "audit", *(path for path in order if path.exists())], capture_output=True, text=True)
    verdict(f"{len(order)} editions of three years tell nothing together",
            "" if done.returncode == 0 and len(order) > 40 else done.stderr[-500:])
    return failed


def main():
    if sys.argv[2:] == ["years"]:
        return three_years(Year(Path(sys.argv[1]).resolve(), True))
    year = Year(Path(sys.argv[1]).resolve())
    month_by_month(year)
    bulletin = year.project / "out/public/2026-12/bulletin"
    said = subprocess.run(["pdftotext", *bulletin.glob("*-brook-en.pdf"), "-"], capture_output=True, text=True)
    verdict("in December brook has its new name", "" if RENAMED in said.stdout else said.stdout[:200])
    verdict("delta has bulletins since June", "" if list(bulletin.glob("*-delta-en.pdf")) and
            not list((year.project / "out/public/2026-05/bulletin").glob("*-delta-en.pdf")) else "it has not")
    return failed


if __name__ == "__main__":
    sys.exit(main())
