#!/usr/bin/env python3
"""How each page of the PDFs below a folder looks, as a text that can be compared.

    page_digests.py FOLDER                     prints a line per page: file, page, digest
    page_digests.py FOLDER EXPECTED [SHEETS]   compares; exit status 1 when a page looks otherwise

A digest is the page in 24 x 34 fields of grey, two hexadecimal digits each: enough to see a block that moved,
a colour that changed or text that is gone, and too little to see another rounding of another version of the
renderer. In SHEETS, a picture NAME-PAGE.pgm is left per page that differs: expected and found, side by side.
Needs pdftoppm.
"""

import subprocess
import sys
from pathlib import Path

ACROSS, DOWN = 24, 34
# A field whose grey differs by more than this, or more than this on average, is seen.
FIELD, MEAN = 20, 1.0


def pages_of(path):
    """The pages as (width, height, bytes of grey)."""
    data = subprocess.run(["pdftoppm", "-gray", "-r", "24", str(path)], capture_output=True,
                          check=True).stdout
    at = 0
    while at < len(data):
        head = data[at:at + 40].split(maxsplit=4)
        width, height = int(head[1]), int(head[2])
        at = data.index(b"\n255\n", at) + 5
        yield width, height, data[at:at + width * height]
        at += width * height


def digest(width, height, grey):
    fields = bytearray()
    for row in range(DOWN):
        lines = range(row * height // DOWN, (row + 1) * height // DOWN)
        for column in range(ACROSS):
            left, right = column * width // ACROSS, (column + 1) * width // ACROSS
            total = sum(sum(grey[y * width + left:y * width + right]) for y in lines)
            fields.append(total // (len(lines) * (right - left)))
    return bytes(fields)


def digests(folder):
    found = {}
    for path in sorted(Path(folder).rglob("*.pdf")):
        for number, page in enumerate(pages_of(path), 1):
            found[path.name, number] = digest(*page)
    return found


def read(path):
    expected = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        name, number, fields = line.split()
        expected[name, int(number)] = bytes.fromhex(fields)
    return expected


def sheet(path, expected, found):
    """Both, each field 8 x 8 pixels."""
    blank = bytes(ACROSS * DOWN)
    rows = bytearray()
    for row in range(DOWN):
        line = bytearray()
        for fields in (expected or blank, found or blank):
            for grey in fields[row * ACROSS:(row + 1) * ACROSS]:
                line += bytes([grey]) * 8
            line += bytes(16)
        rows += line * 8
    width = 2 * (ACROSS * 8 + 16)
    path.write_bytes(b"P5 %d %d 255\n" % (width, DOWN * 8) + rows)


def difference(a, b):
    """What is wrong, or None."""
    if a is None or b is None:
        return "is new" if a is None else "is gone"
    apart = [abs(x - y) for x, y in zip(a, b)]
    worst, mean = max(apart), sum(apart) / len(apart)
    if worst <= FIELD and mean <= MEAN:
        return None
    place = apart.index(worst)
    return (f"looks otherwise: {mean:.2f} of 255 on average, {worst} at "
            f"{place % ACROSS * 100 // ACROSS} % across and {place // ACROSS * 100 // DOWN} % down")


def main():
    found = digests(sys.argv[1])
    if len(sys.argv) == 2:
        for (name, number), fields in found.items():
            print(name, number, fields.hex())
        return 0 if found else 1
    expected, failed = read(sys.argv[2]), not found
    for key in sorted(expected.keys() | found.keys()):
        wrong = difference(expected.get(key), found.get(key))
        if wrong is None:
            continue
        failed = True
        print(f"{key[0]} page {key[1]} {wrong}")
        if len(sys.argv) > 3:
            sheet(Path(sys.argv[3]) / f"{key[0]}-{key[1]}.pgm", expected.get(key), found.get(key))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
