#!/usr/bin/env python3
"""Draws what is withheld into charts, to prove that `pactpress audit` measures them.

    plant_shapes.py project FOLDER              makes a project with every kind of chart that withholds something
    plant_shapes.py leaks CANDIDATE FOLDER      makes FOLDER/NAME per leak, a copy of the candidate of that project

Of each leak it prints the name and what the audit must say, parted by a tab. In Dale 3 people took part, and a question has
too few answers; nothing but a shape tells it: a circle by its place, its area or its height, a line by its end, a bar by its
length, a cell by its tint.
"""

import csv
import math
import os
import re
import shutil
import sys
from pathlib import Path

from plant_edition import Pdf, own

KINDS = ["change", "groups", "map", "slope", "bars", "likert", "heat", "trend"]
CITIES = [("Aston", 57, 24, 90, 61), ("Brook", 51, 22, 44, 33), ("Cove", 45.6, 9, 71, 97), ("Dale", 46.8, 23.6, 52, 3),
          ("Elm", 60.4, 22.3, 17, 28), ("Ford", 52, 5, 38, 46), ("Glen", 40, -3, 26, 79), ("Hill", 48, 16, 64, 13)]
NOW = [city[4] for city in CITIES if city[0] != "Dale"]
PROJECT = """project: {id: edge, name: Edges, start: 2020-01-01, end: 2022-12-31}
timezone: Europe/Berlin
languages: [en]
cities:
%sframeworks:
  - id: f
    name: Questions
    scale: {min: 1, max: 5}
    dimensions:
%ssources:
  - {id: counts, kind: attendance, shape: counts, files: data/counts.csv, dates: yyyy-MM-dd,
     columns: {event_id: event, date: date, city: city, count: count}}
  - {id: answers, kind: assessment, files: data/answers.csv, dates: yyyy-MM-dd,
     columns: {respondent: id, date: date, city: city, dimensions: {a: a, b: b, c: c, d: d, e: e, f: f}}}
outputs:
  - {layout: charts, scope: project, langs: [en], formats: [pdf, html], class: public}
  - {layout: own, scope: city, cities: [dale], langs: [en], formats: [pdf, html, eml], class: public}
visibility: {statement: {en: Co-funded by the European Union}}
"""
LAYOUT = "title: {en: Charts}\npage: a4\nfield: ochre\nfield_text: ink\nblocks:\n  - kind: masthead\n%s  - kind: chart_tables\n  - kind: imprint\n"


def answers():
    yield "id,date,city,a,b,c,d,e,f"
    for n, city in enumerate(c[0].lower() for c in CITIES):
        for quarter, day in enumerate(("2021-11-04", "2022-02-03")):
            for k in range(37 + 5 * n + quarter):
                marks = [1 + (k * (d + 3) + n * d + k * k // (2 + d + quarter)) % 5 for d in range(6)]
                if quarter and (city == "dale" and k > 2 or n == 5 and k < 5):
                    marks[2] = ""
                yield f"{city}-{quarter}-{k},{day},{city}," + ",".join(map(str, marks))


def make_project(folder):
    def write(path, text):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")

    write("pactpress.yaml", PROJECT % (
        "".join(f"  - {{id: {c[0].lower()}, name: {c[0]}, country: DE, lang: de, position: {{lat: {c[1]}, lon: {c[2]}}}}}\n"
                for c in CITIES),
        "".join(f"      - {{code: {d}, label: Question {d}, question: \"{d}?\"}}\n" for d in "abcdef")))
    for name, kinds in ("charts", KINDS), ("own", ["trend", "likert", "bars"]):
        write(f"layouts/{name}.yaml", LAYOUT % "".join(
            f"  - {{kind: {k}{', figures: [attendance.persons]' if k in ('slope', 'groups') else ''}}}\n" for k in kinds))
    write("data/counts.csv", "event,date,city,count\n" + "".join(
        f"{c[0].lower()}-{day},{day},{c[0].lower()},{c[at]}\n"
        for c in CITIES for at, day in ((3, "2021-11-04"), (4, "2022-02-03"))))
    write("data/answers.csv", "\n".join(answers()) + "\n")


# --- leaks in PDF: one more shape behind one that is there ------------------------------------------

CIRCLE = re.compile(rb"q 1 0 0 1 ([-\d.]+) ([-\d.]+) cm\n0 0 m\n(?:[-\d.]+ ){4}([-\d.]+) [-\d.]+ c\n(?:[-\d. ]+ c\n){3}h\n[fB]\nQ\n")


class Circle:
    def __init__(self, found):
        self.end, self.radius = found.end(), -float(found[3])
        self.x, self.y = float(found[1]) - self.radius, float(found[2])


def circle(x, y, radius):
    k = 0.5523 * radius
    return (f"{x + radius:.2f} {y:.2f} m\n"
            f"{x + radius:.2f} {y + k:.2f} {x + k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c\n"
            f"{x - k:.2f} {y + radius:.2f} {x - radius:.2f} {y + k:.2f} {x - radius:.2f} {y:.2f} c\n"
            f"{x - radius:.2f} {y - k:.2f} {x - k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c\n"
            f"{x + k:.2f} {y - radius:.2f} {x + radius:.2f} {y - k:.2f} {x + radius:.2f} {y:.2f} c\nh\nf\n").encode()


def stroke(x1, y1, x2, y2, width=1.0):
    length = math.hypot(x2 - x1, y2 - y1)
    dx, dy = (y2 - y1) / length * width / 2, (x2 - x1) / length * width / 2
    corners = [(x1 + dx, y1 - dy), (x2 + dx, y2 - dy), (x2 - dx, y2 + dy), (x1 - dx, y1 + dy)]
    return (" l\n".join(f"{x:.2f} {y:.2f}" for x, y in corners).replace(" l", " m", 1) + " l\nh\nf\n").encode()


class Chart(Pdf):
    def circles(self, *radii):
        """Runs of circles of these sizes, none of another size between them; the longest run."""
        runs, run = [], []
        for found in map(Circle, CIRCLE.finditer(self.data)):
            if not any(abs(found.radius - r) < 0.02 for r in radii):
                runs, run = runs + [run], []
            else:
                run.append(found)
        return max(runs + [run], key=len)

    def add(self, behind, shape):
        self.data = self.data[:behind.end] + shape + self.data[behind.end:]
        self.save()


def now(dots, radius):
    """Circles of this period, in the order of the cities, and the scale across or up."""
    return [dot for dot in dots if abs(dot.radius - radius) < 0.02]


def scale(first, second, one, other):
    unit = (second - first) / (other - one)
    return lambda value: first + unit * (value - one)


def dots(pdf, value):
    circles = now(pdf.circles(4.5, 3), 4.5)
    x = scale(circles[0].x, circles[2].x, NOW[0], NOW[2])
    return circles[2], x(value), (circles[2].y + circles[3].y) / 2  # Dale's row is between them


def dot(pdf):
    behind, x, y = dots(pdf, 3)
    pdf.add(behind, circle(x, y, 4.5))


def join(pdf):
    behind, x, y = dots(pdf, 3)
    _, before, _ = dots(pdf, 52)
    pdf.add(behind, f"{x:.2f} {y:.2f} {before - x:.2f} -1.5 re\nf\n".encode())


def digits(pdf):
    """The circle of Elm, 28, at the place of 28.4."""
    behind, x, _ = dots(pdf, 28.4)
    elm = now(pdf.circles(4.5, 3), 4.5)[3]
    old = f"q 1 0 0 1 {elm.x + 4.5:.2f} ".replace(".00 ", " ").encode()
    start = pdf.data.index(old, behind.end)
    pdf.data = pdf.data[:start] + f"q 1 0 0 1 {x + 4.5:.2f} ".encode() + pdf.data[start + len(old):]
    pdf.save()


def area(pdf):
    found = max(map(Circle, CIRCLE.finditer(pdf.data)), key=lambda c: c.radius)
    pdf.add(found, circle(found.x + 60, found.y + 20, found.radius * math.sqrt(3 / max(NOW))))


def slopes(pdf):
    """The circles of before (3) and now (3.5) of the slope, the scale of its height."""
    circles = pdf.circles(3, 3.5)
    ends = now(circles, 3.5)
    by_height = sorted(ends, key=lambda c: c.y)
    return circles[-1], by_height[-1].x, scale(by_height[0].y, by_height[-1].y, min(NOW), max(NOW))


def slope_end(pdf):
    behind, x, y = slopes(pdf)
    pdf.add(behind, circle(x, y(3), 3.5))


def slope_line(pdf):
    behind, x, y = slopes(pdf)
    pdf.add(behind, stroke(x - 120, y(52), x, y(3)))


def trends(pdf):
    """A share that is printed nowhere in the chart, the place of the question's missing point, and how it is written."""
    rows = csv.DictReader((pdf.path.parent.parent / "figures.csv").read_text(encoding="utf-8").splitlines())
    shares = {(r["dimension"], r["period"]): r["value"] for r in rows
              if r["measure"] == "assessment.share_top" and r["city"] == "dale"}
    ends = now(pdf.circles(1.6, 3), 3)
    y = scale(ends[0].y, ends[1].y, float(shares["a", "2022-Q1"]), float(shares["b", "2022-Q1"]))
    share = next(n for n in range(5, 96) if str(n) not in shares.values())
    return ends[1], 2 * ends[1].x - ends[0].x, y, share


def trend_point(pdf):
    behind, x, y, share = trends(pdf)
    pdf.add(behind, circle(x, y(share), 3))
    return str(share)


def trend_line(pdf):
    behind, x, y, _ = trends(pdf)
    pdf.add(behind, stroke(x - 42, y(50), x, y(103)))  # no share at all is that


def tint(pdf):
    """The first cell that withholds, of Brook, has the tint of another one, below its hatch or above it."""
    tinted = re.search(rb"[\d.]+ [\d.]+ [\d.]+ rg\n(?=(?:[\d.]+ w\n)?[\d.]+ [\d.]+ [\d.]+ -19 re\nB\n)", pdf.data)
    frame = re.compile(rb"[\d.]+ [\d.]+ [\d.]+ -19 re\nS\n").search(pdf.data, tinted.end())
    shape = tinted[0] + frame[0].replace(b"S", b"f")
    pdf.data = pdf.data[:frame.start()] + shape + pdf.data[frame.start():]
    pdf.save()


# --- leaks in web pages ----------------------------------------------------------------------------

class Page:
    def __init__(self, path):
        self.path, self.text = path, path.read_text(encoding="utf-8")

    def insert(self, at, shape):
        own(self.path)
        self.path.write_text(self.text[:at] + shape + self.text[at:], encoding="utf-8")

    def mark(self, pattern, measure="attendance.persons", after=0):
        return re.compile(pattern + r'[^>]*data-figure="' + re.escape(measure) + r'\[([^"]*)\]"[^>]*data-value="([\d.]+)"').finditer(
            self.text, after)


def page_dot(page):
    marks = [(float(f[1]), float(f[3]), f) for f in page.mark(r'<circle cx="([\d.]+)" cy="[\d.]+" r="6.50" class="now"')][:7]
    x = scale(marks[0][0], marks[2][0], marks[0][1], marks[2][1])
    page.insert(page.text.rindex("<circle", 0, marks[2][2].end()),
                f'<circle cx="{x(3):.2f}" cy="300" r="6.50" class="now"/>\n')


def page_join(page):
    marks = [(float(f[1]), float(f[3]), f) for f in page.mark(r'<circle cx="([\d.]+)" cy="[\d.]+" r="6.50" class="now"')][:7]
    x = scale(marks[0][0], marks[2][0], marks[0][1], marks[2][1])
    page.insert(page.text.rindex("<circle", 0, marks[2][2].end()),
                f'<line x1="{x(3):.2f}" y1="99" x2="{x(52):.2f}" y2="99" class="join"/>\n')


def page_bar(page):
    first = next(page.mark(r'<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="15.00" class="likert4"'))
    width = float(first[1]) / float(first[3]) * 3
    page.insert(page.text.rindex("<rect", 0, first.end()),
                f'<rect x="160.00" y="7.00" width="{width:.2f}" height="15.00" class="likert4"/>\n')


def page_point(page):
    marks = [(float(f[1]), float(f[3]), f) for f in page.mark(
        r'<circle cx="[\d.]+" cy="([\d.]+)" r="5.00" class="owndot"', "assessment.share_top")]
    y = scale(marks[0][0], marks[1][0], marks[0][1], marks[1][1])
    share = next(n for n in range(5, 96) if f'data-value="{n}"' not in page.text)
    page.insert(page.text.rindex("<circle", 0, marks[1][2].end()),
                f'<circle cx="650.00" cy="{y(share):.2f}" r="5.00" class="owndot"/>\n')
    return str(share)


def page_tint(page):
    hidden = re.search(r'class="number"(?=><data value="" data-figure="assessment.share_top\[city=dale[^"]*dimension=c)', page.text)
    own(page.path)
    page.path.write_text(page.text[:hidden.start()] + 'class="number heat2"' + page.text[hidden.end():], encoding="utf-8")


PDF, OWN = "charts/edge-charts-2022-Q1-en.pdf", "own/edge-own-2022-Q1-dale-en.pdf"
HTML, OWN_HTML = "html/edge-charts-2022-Q1-en.html", "html/edge-own-2022-Q1-dale-en.html"
PERSONS = "The figure attendance.persons[city=dale] of 2022-Q1 is withheld, and a shape of the chart shows "
SHARE = "The figure assessment.share_top[city=dale, framework=f, dimension=c] of 2022-Q1 is withheld, and "
LEAKS = [
    ("a-dot", PDF, Chart, dot, PERSONS + "3."),
    ("a-line-between-dots", PDF, Chart, join, PERSONS + "3."),
    ("a-dot-with-more-digits", PDF, Chart, digits, PERSONS + "28.4."),
    ("a-circle-of-a-map", PDF, Chart, area, PERSONS + "3."),
    ("an-end-of-a-slope", PDF, Chart, slope_end, PERSONS + "3."),
    ("a-line-of-a-slope", PDF, Chart, slope_line, PERSONS + "3."),
    ("a-point-of-a-trend", OWN, Chart, trend_point, SHARE + "a shape of the chart shows "),
    ("a-line-of-a-trend", OWN, Chart, trend_line, SHARE + "a shape of the chart shows 103."),
    ("a-tint", PDF, Chart, tint, SHARE.replace("dale", "brook") + "the tint of its cell shows "),
    ("a-dot-of-a-page", HTML, Page, page_dot, PERSONS + "3."),
    ("a-line-of-a-page", HTML, Page, page_join, PERSONS + "3."),
    ("a-bar-of-a-page", HTML, Page, page_bar, PERSONS + "3."),
    ("a-point-of-a-page", OWN_HTML, Page, page_point, SHARE + "a shape of the chart shows "),
    ("a-tint-of-a-page", HTML, Page, page_tint, SHARE + "the tint of its cell shows "),
]


def main():
    if sys.argv[1] == "project":
        make_project(Path(sys.argv[2]))
        return
    source, target = Path(sys.argv[2]), Path(sys.argv[3])
    for name, file, kind, plant, words in LEAKS:
        shutil.copytree(source, target / name, copy_function=os.link)
        print(name, words + (plant(kind(target / name / file)) or ""), sep="\t")


main()
