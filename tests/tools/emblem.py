#!/usr/bin/env python3
"""Reads what `mutool trace` prints of a PDF and measures every emblem of the European Union in it.

    emblem.py FILE      exit status 1 when one is not as published, too small, or crowded

A rectangle 3:2; twelve upright five-pointed stars, each in a circle of 1/18 of the height, on a circle of 1/3 of the
height, at the hours of a clock; at least 1 cm high; nothing nearer than a quarter of the height; no picture on the page
wider or higher than the emblem but those above 200 pt, which are no logos.
"""

import math
import re
import sys
import xml.etree.ElementTree as tree

BLUE, YELLOW = (0, 0.2, 0.6), (1, 0.8, 0)
CENTIMETRE = 72 / 2.54
LARGEST_LOGO = 200


def colour_of(element):
    parts = [float(part) for part in element.get("color", "").split()]
    return tuple(parts)


def placed(element, x, y):
    """A point on the page, from its top left corner."""
    a, b, c, d, e, f = (float(part) for part in element.get("transform").split())
    return a * x + c * y + e, b * x + d * y + f


def corners_of(path):
    return [placed(path, float(e.get("x")), float(e.get("y"))) for e in path if e.tag in ("moveto", "lineto")]


def box_of(points):
    return (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))


def star_faults(hours, centre, height):
    if len(hours) != 12:
        yield f"{len(hours)} stars"
    places = set()
    for points in hours:
        if len(points) != 10:
            yield f"a star of {len(points)} corners"
            continue
        middle = [sum(p[i] for p in points) / 10 for i in (0, 1)]
        outside = math.dist(points[0], middle) > math.dist(points[1], middle)
        tips = points[0::2] if outside else points[1::2]
        x, y = (sum(p[i] for p in tips) / 5 for i in (0, 1))
        away, angle = math.hypot(x - centre[0], y - centre[1]), math.atan2(x - centre[0], centre[1] - y)
        hour = angle / (math.pi / 6)
        places.add(round(hour) % 12)
        if abs(away - height / 3) > 0.02:
            yield f"a star {away:.2f} from the middle, not {height / 3:.2f}"
        if abs(hour - round(hour)) > 0.01:
            yield f"a star at {hour:.3f} o'clock"
        for tip in tips:
            if abs(math.hypot(tip[0] - x, tip[1] - y) - height / 18) > 0.02:
                yield "a star in no circle of 1/18 of the height"
        inner = height / 18 * math.sin(math.pi / 10) / math.sin(0.7 * math.pi)
        for corner in points[1::2] if outside else points[0::2]:
            if abs(math.hypot(corner[0] - x, corner[1] - y) - inner) > 0.02:
                yield "a star whose points are not straight"
        top = min(tips, key=lambda tip: tip[1])
        if abs(top[0] - x) > 0.01:
            yield "a star that stands askew"
    if len(places) != 12 and len(hours) == 12:
        yield "two stars at one hour"


def texts_of(page):
    for text in page.iter("fill_text"):
        for span in text.iter("span"):
            size = float(span.get("trm").split()[0])
            for glyph in span.iter("g"):
                x, y = placed(text, float(glyph.get("x")), float(glyph.get("y")))
                if glyph.get("unicode", " ").strip():
                    yield (x, y - size / 2, x, y)


def pictures_of(page):
    for image in page.iter("fill_image"):
        yield box_of([placed(image, 0, 0), placed(image, 1, 1)])


def near(box, other, room):
    return (other[0] < box[2] + room - 0.05 and other[2] > box[0] - room + 0.05 and
            other[1] < box[3] + room - 0.05 and other[3] > box[1] - room + 0.05)


def faults_of(page):
    paths = [(colour_of(p), corners_of(p)) for p in page.iter("fill_path") if corners_of(p)]
    emblems = [box_of(points) for colour, points in paths if colour == BLUE]
    for box in emblems:
        wide, high = box[2] - box[0], box[3] - box[1]
        if abs(wide / high - 1.5) > 0.002:
            yield f"{wide:.2f} by {high:.2f} is not 3:2"
        if high < CENTIMETRE:
            yield f"{high:.1f} pt high, less than a centimetre"
        stars = [points for colour, points in paths if colour == YELLOW and near(box, box_of(points), 0)]
        yield from star_faults(stars, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), high)
        for colour, points in paths:
            if colour not in (BLUE, YELLOW) and near(box, box_of(points), high / 4):
                yield f"a shape {box_of(points)} within a quarter of the height of {box}"
        for text in texts_of(page):
            if near(box, text, high / 4):
                yield f"a letter {text} within a quarter of the height of {box}"
        for picture in pictures_of(page):
            if near(box, picture, high / 4):
                yield f"a picture {picture} within a quarter of the height"
            across, up = picture[2] - picture[0], picture[3] - picture[1]
            if max(across, up) < LARGEST_LOGO and (across > wide or up > high):
                yield f"a logo of {across:.1f} by {up:.1f} beside an emblem of {wide:.1f} by {high:.1f}"


def main():
    text = open(sys.argv[1], encoding="utf-8", errors="replace").read()
    pages = [tree.fromstring(page) for page in re.findall(r"<page .*?</page>", text, re.S)]
    count = sum(1 for page in pages for p in page.iter("fill_path") if colour_of(p) == BLUE)
    wrong = [f"page {page.get('number')}: {fault}" for page in pages for fault in faults_of(page)]
    pictures = sum(1 for page in pages for _ in pictures_of(page))
    print("\n".join(wrong) or f"{count} emblems, {pictures} pictures")
    return 1 if wrong or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
