#!/usr/bin/env python3
"""Compares pages that two programs have drawn of the same PDF.

    compare_renders.py ONE.pgm OTHER.pgm...      pairs, grey, of (nearly) the same size

Glyph edges differ from program to program, and so do hairlines; what stands where does not. Each page is
averaged over fields of 8 x 8 pixels. Prints for each pair the greatest difference of a field and the mean
over all fields, of 255; exits with 1 when one is greater than MOST or MEAN.
"""

import sys

FIELD, MOST, MEAN = 8, 64, 8.0


def read(path):
    """Width, height and bytes of a PGM (P5, 255)."""
    data = open(path, "rb").read()
    words, at = [], 0
    while len(words) < 4:
        while data[at:at + 1].isspace():
            at += 1
        if data[at:at + 1] == b"#":
            at = data.index(b"\n", at)
            continue
        end = at
        while not data[end:end + 1].isspace():
            end += 1
        words.append(data[at:end])
        at = end
    assert words[0] == b"P5" and words[3] == b"255", path
    return int(words[1]), int(words[2]), data[at + 1:]


def fields(page):
    width, height, pixels = page
    for y in range(0, height - FIELD + 1, FIELD):
        for x in range(0, width - FIELD + 1, FIELD):
            yield sum(sum(pixels[(y + i) * width + x:(y + i) * width + x + FIELD])
                      for i in range(FIELD)) / FIELD ** 2


def cropped(page, width, height):
    return width, height, b"".join(page[2][y * page[0]:y * page[0] + width] for y in range(height))


def main():
    good = True
    for one, other in zip(sys.argv[1::2], sys.argv[2::2]):
        a, b = read(one), read(other)
        if abs(a[0] - b[0]) > 1 or abs(a[1] - b[1]) > 1:
            print(f"{one} {other}: {a[0]} x {a[1]}, not {b[0]} x {b[1]}")
            good = False
            continue
        size = min(a[0], b[0]), min(a[1], b[1])
        gaps = [abs(p - q) for p, q in zip(fields(cropped(a, *size)), fields(cropped(b, *size)))]
        most, mean = max(gaps), sum(gaps) / len(gaps)
        print(f"{one} {other}: {most:.1f} {mean:.2f}")
        good = good and most <= MOST and mean <= MEAN
    return 0 if good else 1


sys.exit(main())
