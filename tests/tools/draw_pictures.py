#!/usr/bin/env python3
"""Draws the pictures of the sample issue: flat shapes in the colours of the almanac.

    python3 tests/tools/draw_pictures.py [FOLDER]    default: the images of samples/epi

Nothing but the standard library: shapes are filled line by line on a canvas three times as fine as
the picture, then averaged, so that edges are smooth. Same script, same bytes.
"""

import math
import pathlib
import struct
import sys
import zlib

FINE = 3
INK, WHITE, SAND = "#1F1A17", "#FFFFFF", "#F6F0E6"
BRICK, PETROL, OCHRE, LINE = "#A23A1B", "#0E5465", "#E8B23A", "#CFC5B8"
ROSE, AIR, MIST, TEAL = "#EDB79C", "#A9CBD0", "#DDE8E6", "#2F7684"
WALL, WOOD, DARK = "#CBBBA6", "#7A4A2B", "#4A2A1A"
SKIN = ("#8C5A3C", "#E8B896", "#6B4128", "#D9A07A", "#C08560", "#F0C9A8")
HAIR = ("#2A1C14", "#5B2E16", "#1F1A17", "#B5702A", "#8A8177", "#3B2A20")


class Canvas:
    """A picture of w x h [pixels]; all lengths below are pixels too, y runs down."""

    def __init__(self, w, h, ground):
        self.w, self.h = w, h
        self.colours = {}
        start = bytes([self.index(ground)]) * (w * FINE)
        self.rows = [bytearray(start) for _ in range(h * FINE)]

    def index(self, colour):
        return self.colours.setdefault(colour, len(self.colours))

    def span(self, y, x0, x1, colour):
        a, b = max(0, round(x0)), min(self.w * FINE, round(x1))
        if b > a and 0 <= y < len(self.rows):
            self.rows[y][a:b] = bytes([self.index(colour)]) * (b - a)

    def polygon(self, points, colour):
        points = [(x * FINE, y * FINE) for x, y in points]
        low, high = min(y for _, y in points), max(y for _, y in points)
        for y in range(max(0, int(low)), min(len(self.rows), int(high) + 1)):
            line, cuts = y + 0.5, []
            for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
                if (y0 <= line) != (y1 <= line):
                    cuts.append(x0 + (line - y0) * (x1 - x0) / (y1 - y0))
            cuts.sort()
            for a, b in zip(cuts[::2], cuts[1::2]):
                self.span(y, a, b, colour)

    def rect(self, x, y, w, h, colour, edge=0):
        if edge:
            self.rect(x - edge, y - edge, w + 2 * edge, h + 2 * edge, INK)
        self.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], colour)

    def ellipse(self, cx, cy, rx, ry, colour, start=0, stop=360):
        steps = 120
        arc = [math.radians(start + (stop - start) * i / steps) for i in range(steps + 1)]
        self.polygon([(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in arc], colour)

    def circle(self, cx, cy, r, colour):
        self.ellipse(cx, cy, r, r, colour)

    def rounded(self, x, y, w, h, r, colour):
        self.rect(x + r, y, w - 2 * r, h, colour)
        self.rect(x, y + r, w, h - 2 * r, colour)
        for cx in (x + r, x + w - r):
            for cy in (y + r, y + h - r):
                self.circle(cx, cy, r, colour)

    def stroke(self, points, width, colour):
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            length = math.hypot(x1 - x0, y1 - y0)
            dx, dy = (y1 - y0) / length * width / 2, (x0 - x1) / length * width / 2
            self.polygon([(x0 + dx, y0 + dy), (x1 + dx, y1 + dy), (x1 - dx, y1 - dy), (x0 - dx, y0 - dy)],
                         colour)

    def png(self):
        """Averages each block of fine pixels; a block of one colour (most are) is looked up once."""
        rgb = [tuple(int(c[i:i + 2], 16) for i in (1, 3, 5)) for c in self.colours]
        flat = [bytes(c) for c in rgb]
        known, data = {}, bytearray()
        for top in range(0, len(self.rows), FINE):
            lines = self.rows[top:top + FINE]
            data.append(0)
            for x in range(0, self.w * FINE, FINE):
                block = b"".join(bytes(line[x:x + FINE]) for line in lines)
                if block.count(block[0]) == len(block):
                    data += flat[block[0]]
                    continue
                if block not in known:
                    known[block] = bytes((sum(rgb[i][k] for i in block) + len(block) // 2) // len(block)
                                         for k in range(3))
                data += known[block]

        def chunk(kind, body):
            return (struct.pack(">I", len(body)) + kind + body
                    + struct.pack(">I", zlib.crc32(kind + body)))
        head = struct.pack(">IIBBBBB", self.w, self.h, 8, 2, 0, 0, 0)
        density = struct.pack(">IIB", 11811, 11811, 1)    # 300 dots an inch
        return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"sRGB", b"\0")
                + chunk(b"pHYs", density) + chunk(b"IDAT", zlib.compress(bytes(data), 9))
                + chunk(b"IEND", b""))


def house(c, x, base, w, h, gable, colour, windows, door=None, light=SAND):
    """A house front; gable: "peak", "steps", "curve", "flat" or "tower"."""
    top = base - h
    c.rect(x, top, w, h, colour)
    if gable == "peak":
        c.polygon([(x, top), (x + w / 2, top - w * 0.52), (x + w, top)], colour)
        c.circle(x + w / 2, top - w * 0.12, w * 0.08, light)
    elif gable == "steps":
        for i in range(4):
            c.rect(x + w * i * 0.125, top - (i + 1) * w * 0.13, w * (1 - i * 0.25), w * 0.14, colour)
        c.rect(x + w * 0.44, top - w * 0.32, w * 0.12, w * 0.2, light)
    elif gable == "curve":
        c.ellipse(x + w / 2, top + 1, w / 2, w * 0.45, colour, 180, 360)
        c.circle(x + w / 2, top - w * 0.16, w * 0.09, light)
    elif gable == "tower":
        c.rect(x + w * 0.3, top - w * 0.5, w * 0.4, w * 0.52, colour)
        c.polygon([(x + w * 0.24, top - w * 0.5), (x + w / 2, top - w * 1.35), (x + w * 0.76, top - w * 0.5)],
                  colour)
        c.circle(x + w / 2, top - w * 0.24, w * 0.1, light)
    else:
        c.rect(x - w * 0.04, top - w * 0.06, w * 1.08, w * 0.09, colour)
    columns, rows = windows
    ww, gap = w * 0.62 / columns, w * 0.38 / (columns + 1)
    floor = (h * 0.94 - w * 0.42) / rows
    for row in range(rows):
        for column in range(columns):
            wx = x + gap + column * (ww + gap)
            wy = top + h * 0.06 + row * floor
            c.rect(wx, wy, ww, floor * 0.62, light)
            c.rect(wx + ww / 2 - 1.5, wy, 3, floor * 0.62, colour)
    if door:
        dw, dh = w * 0.24, w * 0.4
        c.rect(x + w / 2 - dw / 2, base - dh, dw, dh, door)
        c.ellipse(x + w / 2, base - dh + 1, dw / 2, dw / 2, door, 180, 360)


def head(c, x, y, r, skin, hair, style):
    if style == "long":
        c.rounded(x - r * 1.12, y - r * 1.05, r * 2.24, r * 2.5, r * 0.95, hair)
    if style == "scarf":
        c.ellipse(x, y + r * 0.1, r * 1.2, r * 1.3, hair)
        c.polygon([(x - r * 1.1, y + r * 0.3), (x + r * 1.1, y + r * 0.3), (x + r * 1.35, y + r * 1.9),
                   (x - r * 1.35, y + r * 1.9)], hair)
    c.rect(x - r * 0.36, y + r * 0.6, r * 0.72, r * 0.9, skin)
    c.circle(x, y, r, skin)
    if style == "scarf":
        c.ellipse(x, y - r * 0.42, r * 1.08, r * 0.72, hair, 180, 360)
    elif style == "bun":
        c.circle(x, y - r * 1.15, r * 0.42, hair)
        c.ellipse(x, y - r * 0.12, r * 1.06, r * 0.98, hair, 180, 360)
    elif style == "bald":
        c.ellipse(x - r * 0.94, y + r * 0.05, r * 0.2, r * 0.42, hair)
        c.ellipse(x + r * 0.94, y + r * 0.05, r * 0.2, r * 0.42, hair)
    else:
        c.ellipse(x, y - r * 0.18, r * 1.06, r * 0.95, hair, 180, 360)
    if style == "beard":
        c.ellipse(x, y + r * 0.22, r * 0.96, r * 0.86, hair, 0, 180)


def bust(c, x, base, r, skin, hair, style, coat):
    """Somebody behind a table: shoulders that end at `base`."""
    c.ellipse(x, base, r * 1.95, r * 2.3, coat, 180, 360)
    head(c, x, base - r * 3.0, r, skin, hair, style)
    c.polygon([(x - r * 0.5, base - r * 2.2), (x + r * 0.5, base - r * 2.2), (x, base - r * 1.5)], skin)


def cup(c, x, y):
    c.ellipse(x + 22, y + 15, 10, 11, INK)
    c.ellipse(x + 22, y + 15, 5, 6, WOOD)
    c.rect(x, y, 24, 30, WHITE, 2)
    c.rect(x, y, 24, 8, ROSE)


def walker(c, x, base, size, skin, hair, style, coat, legs, step):
    s = size / 100
    for side in (-1, 1):
        c.polygon([(x + side * 2 * s, base - 46 * s), (x + side * 13 * s, base - 46 * s),
                   (x + side * (11 + step) * s, base), (x + side * (1 + step) * s, base)], legs)
    c.rounded(x - 19 * s, base - 92 * s, 38 * s, 54 * s, 13 * s, coat)
    c.stroke([(x + 17 * s, base - 84 * s), (x + 27 * s, base - 58 * s)], 9 * s, coat)
    c.stroke([(x - 17 * s, base - 84 * s), (x - 25 * s, base - 56 * s)], 9 * s, coat)
    head(c, x, base - 108 * s, 14 * s, skin, hair, style)


def table():
    """Six people talk around a long table; a window, a board with two speech bubbles."""
    c = Canvas(1190, 625, MIST)
    c.rect(70, 52, 400, 258, WHITE, 7)
    c.rect(70, 52, 400, 258, SAND)
    c.circle(405, 112, 34, OCHRE)
    house(c, 92, 310, 92, 118, "peak", AIR, (2, 2), light=SAND)
    house(c, 186, 310, 84, 158, "steps", ROSE, (2, 3), light=SAND)
    house(c, 296, 310, 74, 96, "curve", TEAL, (2, 1), light=SAND)
    house(c, 374, 310, 82, 130, "peak", "#D9C7A8", (2, 2), light=SAND)
    c.rect(267, 52, 6, 258, INK)
    c.rect(58, 316, 424, 14, LINE)
    # board
    c.rect(742, 62, 368, 206, WHITE, 7)
    c.rounded(776, 92, 150, 78, 26, PETROL)
    c.polygon([(812, 160), (850, 160), (806, 200)], PETROL)
    c.rounded(930, 138, 146, 78, 26, BRICK)
    c.polygon([(1008, 206), (1046, 206), (1054, 244)], BRICK)
    for y, w in ((116, 96), (138, 66)):
        c.rect(803, y, w, 8, WHITE)
    for y, w in ((162, 92), (184, 58)):
        c.rect(957, y, w, 8, WHITE)
    # lamp
    c.rect(603, 0, 6, 84, INK)
    c.ellipse(606, 132, 78, 54, OCHRE, 180, 360)
    c.ellipse(606, 132, 24, 16, SAND, 0, 180)
    # people
    c.rect(0, 448, 1190, 70, WALL)
    coats = (BRICK, PETROL, OCHRE, "#7C2A12", TEAL, "#3E5F4A")
    styles = ("short", "scarf", "bun", "beard", "long", "bald")
    for i in range(6):
        x = 112 + i * 193
        if styles[i] == "scarf":
            bust(c, x, 520, 40, SKIN[i], "#C9A24B", "scarf", coats[i])
        else:
            bust(c, x, 520 - (8 if i in (2, 4) else 0), 40, SKIN[i], HAIR[i], styles[i], coats[i])
    # table
    c.rect(0, 512, 1190, 26, WOOD)
    c.rect(0, 538, 1190, 87, DARK)
    for x in (196, 404, 792, 1000):
        cup(c, x, 478)
    for x, lean in ((258, -16), (640, 14), (880, -12)):
        c.polygon([(x, 530), (x + 104, 530), (x + 92 + lean, 494), (x + 16 + lean, 494)], WHITE)
        for k in (0, 1, 2):
            y = 502 + k * 9
            c.stroke([(x + 24 + lean * (1 - k * 0.4), y), (x + 78 + lean * (1 - k * 0.4), y)], 3, LINE)
    c.ellipse(545, 506, 58, 20, AIR, 0, 180)
    for dx, dy, colour in ((-26, -6, BRICK), (2, -14, ROSE), (28, -5, BRICK)):
        c.circle(545 + dx, 506 + dy, 19, colour)
    c.ellipse(545, 506, 58, 22, AIR, 0, 180)
    c.rect(487, 503, 116, 5, TEAL)
    return c


def street():
    """Seven houses in a row, one a city, bunting over the square and people on their way."""
    c = Canvas(1190, 625, MIST)
    c.circle(962, 132, 58, OCHRE)
    for x, y, w in ((150, 92, 190), (520, 58, 150), (760, 150, 130)):
        c.rounded(x, y, w, 34, 17, WHITE)
        c.rounded(x + w * 0.22, y - 20, w * 0.5, 40, 20, WHITE)
    base = 490
    c.polygon([(0, base), (0, 372), (150, 330), (330, 372), (560, 322), (820, 366), (1020, 318),
               (1190, 356), (1190, base)], AIR)
    house(c, 40, base, 142, 196, "steps", BRICK, (3, 3), INK)
    house(c, 196, base, 132, 150, "tower", PETROL, (2, 2), OCHRE)
    house(c, 344, base, 150, 218, "peak", OCHRE, (3, 3), PETROL)
    house(c, 508, base, 160, 176, "curve", "#7C2A12", (3, 2), SAND)
    house(c, 684, base, 146, 238, "flat", TEAL, (3, 4), SAND)
    house(c, 846, base, 140, 170, "peak", ROSE, (2, 2), BRICK)
    house(c, 1000, base, 150, 206, "steps", PETROL, (3, 3), ROSE)
    # bunting
    for x0, y0, x1, y1, sag in ((112, 270, 590, 246, 74), (590, 246, 1076, 262, 70)):
        points = [(x0 + (x1 - x0) * t / 24, y0 + (y1 - y0) * t / 24 + sag * 4 * (t / 24) * (1 - t / 24))
                  for t in range(25)]
        c.stroke(points, 3, INK)
        for i in range(1, 24, 2):
            x, y = points[i]
            c.polygon([(x - 15, y), (x + 15, y), (x, y + 34)], (WHITE, OCHRE, BRICK, SAND)[i // 2 % 4])
    # square
    c.rect(0, base, 1190, 135, "#E4D8C5")
    c.rect(0, base, 1190, 7, INK)
    for y, shift in ((530, 0), (574, 60)):
        for x in range(-60 + shift, 1190, 120):
            c.rect(x, y, 74, 4, LINE)
    people = ((112, 172, "short", OCHRE, 6), (262, 150, "long", BRICK, -5), (420, 166, "beard", TEAL, 6),
              (500, 112, "short", PETROL, 5), (676, 168, "scarf", "#3E5F4A", -6), (796, 158, "bun", OCHRE, 5),
              (1076, 172, "bald", BRICK, -6))
    for i, (x, size, style, coat, step) in enumerate(people):
        hair = "#C9A24B" if style == "scarf" else HAIR[(i + 1) % 6]
        walker(c, x, 600, size, SKIN[(i * 2 + 1) % 6], hair, style, coat, INK, step)
    # a tree in a tub between them
    c.rect(897, 548, 76, 52, WOOD)
    c.rect(929, 470, 12, 80, DARK)
    c.circle(935, 440, 52, "#5E7F5E")
    c.circle(903, 462, 34, "#5E7F5E")
    c.circle(967, 464, 34, "#5E7F5E")
    return c


def shelf():
    """A library of practices: shelves with books, between them houses, a globe and a plant."""
    c = Canvas(1190, 625, SAND)
    c.rect(0, 0, 1190, 625, "#EADFCB")
    c.rect(36, 24, 1118, 577, WOOD)
    for y in (44, 236, 428):
        c.rect(56, y, 1078, 154, "#F9F4EA")
        c.rect(56, y, 1078, 12, "#D9C7A8")
    colours = (BRICK, PETROL, OCHRE, AIR, "#7C2A12", TEAL, ROSE, "#3E5F4A", WHITE, LINE)

    def books(x, floor, number, seed):
        for i in range(number):
            k = (i * 7 + seed * 3) % 10
            w, h = 26 + (i * 5 + seed) % 4 * 6, 98 + (i * 11 + seed * 5) % 5 * 9
            c.rect(x, floor - h, w, h, colours[k], 1.5)
            band = WHITE if k not in (3, 6, 8, 9) else INK
            c.rect(x + 5, floor - h + 16, w - 10, 5, band)
            c.rect(x + 5, floor - h + 26, w - 10, 5, band)
            c.rect(x + 5, floor - 24, w - 10, 4, band)
            x += w + 3
        return x

    def leaning(x, floor, h, colour):
        """Leans to the left, against the books that end at `x`."""
        foot, slope = x + h * 0.3, h * 0.3
        for inset, fill in ((0, INK), (2, colour)):
            c.polygon([(foot - slope + inset, floor - h * 0.94 + inset * 0.4),
                       (foot - slope + 27 - inset, floor - h * 0.94 - 7 + inset * 1.6),
                       (foot + 27 - inset, floor - 6 - inset * 0.6), (foot + inset, floor - inset)], fill)

    floor = 198
    x = books(74, floor, 8, 1)
    house(c, x + 28, floor, 80, 70, "peak", BRICK, (2, 1), INK)
    house(c, x + 112, floor, 70, 84, "steps", PETROL, (2, 1), OCHRE)
    x = books(x + 208, floor, 7, 4)
    leaning(x + 1, floor, 118, OCHRE)
    # a globe
    gx = x + 165
    c.circle(gx, floor - 72, 52, INK)
    c.circle(gx, floor - 72, 48, AIR)
    c.ellipse(gx - 14, floor - 88, 25, 19, "#3E5F4A")
    c.ellipse(gx + 20, floor - 54, 18, 22, "#3E5F4A")
    c.polygon([(gx - 36, floor), (gx + 36, floor), (gx + 10, floor - 22), (gx - 10, floor - 22)], INK)
    books(gx + 78, floor, 4, 6)
    floor = 390
    house(c, 86, floor, 92, 78, "curve", OCHRE, (2, 1), BRICK)
    x = books(204, floor, 9, 2)
    leaning(x + 1, floor, 112, BRICK)
    # a box of cards
    bx = x + 92
    for i, colour in enumerate((ROSE, WHITE, AIR, WHITE, OCHRE)):
        c.rect(bx + 10 + i * 24, floor - 92 - i % 2 * 9, 44, 60, colour, 1.5)
    c.rect(bx, floor - 62, 160, 62, TEAL, 1.5)
    c.rect(bx + 48, floor - 46, 64, 24, WHITE)
    books(bx + 186, floor, 9, 5)
    floor = 582
    x = books(74, floor, 7, 3)
    # a plant
    px = x + 74
    for angle in (-64, -34, -8, 20, 48, 70):
        a = math.radians(angle - 90)
        tip = (px + 92 * math.cos(a), floor - 50 + 92 * math.sin(a))
        side = (14 * math.cos(a + 1.57), 14 * math.sin(a + 1.57))
        mid = (px + 50 * math.cos(a), floor - 50 + 50 * math.sin(a))
        c.polygon([(px, floor - 46), (mid[0] + side[0], mid[1] + side[1]), tip,
                   (mid[0] - side[0], mid[1] - side[1])], "#5E7F5E" if angle % 4 else "#3E5F4A")
    c.polygon([(px - 40, floor - 58), (px + 40, floor - 58), (px + 28, floor), (px - 28, floor)], BRICK)
    c.rect(px - 46, floor - 66, 92, 16, "#7C2A12")
    x = books(px + 96, floor, 8, 7)
    house(c, x + 30, floor, 66, 58, "tower", TEAL, (2, 1), OCHRE)
    house(c, x + 106, floor, 88, 66, "peak", ROSE, (2, 1), PETROL)
    books(x + 222, floor, 5, 9)
    c.rect(1134, 24, 20, 577, WOOD)
    c.rect(1154, 0, 36, 625, "#EADFCB")
    return c


def main():
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else (
        root / "samples" / "epi" / "content" / "2022-Q1-bulletin" / "images")
    folder.mkdir(parents=True, exist_ok=True)
    for draw in (table, street, shelf):
        (folder / (draw.__name__ + ".png")).write_bytes(draw().png())


if __name__ == "__main__":
    main()
