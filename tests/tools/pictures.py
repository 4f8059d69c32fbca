#!/usr/bin/env python3
"""Makes the small pictures under tests/fuzz/corpus/{png,jpeg} that tests and fuzzers start from.

    tests/tools/pictures.py [FOLDER]      default: tests/fuzz/corpus

Needs Python's own library only: PNG by zlib, baseline JPEG by a small encoder with the tables of
ITU-T T.81, annex K. Every picture is drawn here.
"""

import math
import struct
import sys
import zlib
from pathlib import Path

SIDE = 16


def colour(x, y):
    """A gradient with a dark corner at the top left, so that turning shows."""
    if x < SIDE // 2 and y < SIDE // 2:
        return (20, 40, 90)
    return (255 * x // SIDE, 255 * y // SIDE, 128)


def grey(x, y):
    r, g, b = colour(x, y)
    return (299 * r + 587 * g + 114 * b) // 1000


# PNG (RFC 2083)

def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def png(kind, bits, rows, extra=b"", interlace=0):
    """Rows are bytes without filter; kind is the colour type."""
    head = struct.pack(">IIBBBBB", SIDE, SIDE, bits, kind, 0, 0, interlace)
    data = b"".join(b"\0" + row for row in rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra
            + chunk(b"IDAT", zlib.compress(data, 9)) + chunk(b"IEND", b""))


def grid(pixel):
    return [b"".join(pixel(x, y) for x in range(SIDE)) for y in range(SIDE)]


def adam7(pixel):
    rows = []
    for x0, y0, dx, dy in ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4),
                           (1, 0, 2, 2), (0, 1, 1, 2)):
        for y in range(y0, SIDE, dy):
            rows.append(b"".join(pixel(x, y) for x in range(x0, SIDE, dx)))
    return rows


def palette_rows():
    """Two bits a pixel: four colours."""
    return [bytes(0b00011011 if (y // 4) % 2 else 0b11100100 for _ in range(SIDE // 4))
            for y in range(SIDE)]


def pngs():
    rgb = lambda x, y: bytes(colour(x, y))
    rgba = lambda x, y: bytes(colour(x, y)) + bytes([128 if x < SIDE // 2 else 255])
    opaque = lambda x, y: bytes(colour(x, y)) + b"\xff"
    deep = lambda x, y: struct.pack(">HHH", *(v * 257 for v in colour(x, y)))
    colours = chunk(b"PLTE", bytes([200, 30, 30, 30, 200, 30, 30, 30, 200, 240, 240, 240]))
    yield "rgb", png(2, 8, grid(rgb))
    yield "rgba", png(6, 8, grid(rgba))
    yield "opaque", png(6, 8, grid(opaque))
    yield "grey", png(0, 8, grid(lambda x, y: bytes([grey(x, y)])))
    yield "grey-alpha", png(4, 8, grid(lambda x, y: bytes([grey(x, y), 16 * y])))
    yield "one-bit", png(0, 1, [bytes([0xF0, 0x0F])] * SIDE)
    yield "palette", png(3, 2, palette_rows(), colours)
    yield "palette-alpha", png(3, 2, palette_rows(), colours + chunk(b"tRNS", bytes([0, 128])))
    yield "deep", png(2, 16, grid(deep))
    yield "interlaced", png(2, 8, adam7(rgb), interlace=1)
    remark = chunk(b"tEXt", b"Comment\0again")
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(16 << 20), 9))
    yield "chunks", png(2, 8, grid(rgb), remark * 1200 + bomb)
    yield "gamma", png(2, 8, grid(rgb), chunk(b"gAMA", struct.pack(">I", 100000)))
    whole = png(2, 8, grid(rgb))
    yield "cut", whole[:len(whole) - 40]
    yield "bad-sum", whole[:-20] + bytes([whole[-20] ^ 0xFF]) + whole[-19:]
    yield "huge", whole[:16] + struct.pack(">II", 60000, 60000) + whole[24:]
    yield "wide", (b"\x89PNG\r\n\x1a\n"
                   + chunk(b"IHDR", struct.pack(">IIBBBBB", 19000, 19000, 8, 2, 0, 0, 0))
                   + chunk(b"IDAT", zlib.compress(b"\0" * 1000, 9)) + chunk(b"IEND", b""))


# JPEG (ITU-T T.81)

ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8,
                                          i // 8 if (i // 8 + i % 8) % 2 else i % 8))
DC_COUNTS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
DC_VALUES = list(range(12))
AC_COUNTS = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7D]
AC_VALUES = bytes.fromhex(
    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25"
    "262728292a3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a83"
    "8485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3"
    "d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa")


def huffman(counts, values):
    table, code, at = {}, 0, 0
    for length, count in enumerate(counts, 1):
        for _ in range(count):
            table[values[at]] = (code, length)
            code, at = code + 1, at + 1
        code <<= 1
    return table


DC, AC = huffman(DC_COUNTS, DC_VALUES), huffman(AC_COUNTS, AC_VALUES)


def transform(block):
    """The discrete cosine transform of 8 x 8 values, in zigzag order, divided by 8."""
    def term(u, v):
        total = sum(block[y][x] * math.cos((2 * x + 1) * u * math.pi / 16)
                    * math.cos((2 * y + 1) * v * math.pi / 16)
                    for y in range(8) for x in range(8))
        return total / 4 * (math.sqrt(0.5) if u == 0 else 1) * (math.sqrt(0.5) if v == 0 else 1)
    flat = [round(term(i % 8, i // 8) / 8) for i in range(64)]
    return [flat[i] for i in ZIGZAG]


def bits_of(value):
    size = abs(value).bit_length()
    return size, value if value >= 0 else value + (1 << size) - 1


def encode_block(block, before, out):
    size, extra = bits_of(block[0] - before)
    out += [DC[size], (extra, size)]
    zeros = 0
    for value in block[1:]:
        if value == 0:
            zeros += 1
            continue
        while zeros > 15:
            out.append(AC[0xF0])
            zeros -= 16
        size, extra = bits_of(value)
        out += [AC[zeros << 4 | size], (extra, size)]
        zeros = 0
    if zeros:
        out.append(AC[0])
    return block[0]


def entropy(planes):
    out, before = [], [0] * len(planes)
    for y in range(0, SIDE, 8):
        for x in range(0, SIDE, 8):
            for i, plane in enumerate(planes):
                block = [[plane(x + dx, y + dy) - 128 for dx in range(8)] for dy in range(8)]
                before[i] = encode_block(transform(block), before[i], out)
    text = "".join(format(code, f"0{length}b") for code, length in out if length)
    text += "1" * (-len(text) % 8)
    data = bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))
    return data.replace(b"\xff", b"\xff\0")


def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(planes, extra=b"", ids=None, frame=0xC0):
    ids = ids or list(range(1, len(planes) + 1))
    head = struct.pack(">BHHB", 8, SIDE, SIDE, len(planes))
    parts = b"".join(bytes([i, 0x11, 0]) for i in ids)
    scan = bytes([len(planes)]) + b"".join(bytes([i, 0]) for i in ids) + bytes([0, 63, 0])
    return (b"\xff\xd8" + extra + segment(0xDB, b"\0" + bytes([8] * 64))
            + segment(frame, head + parts)
            + segment(0xC4, b"\0" + bytes(DC_COUNTS) + bytes(DC_VALUES))
            + segment(0xC4, b"\x10" + bytes(AC_COUNTS) + AC_VALUES)
            + segment(0xDA, scan) + entropy(planes) + b"\xff\xd9")


def ycc(x, y):
    r, g, b = colour(x, y)
    return (0.299 * r + 0.587 * g + 0.114 * b,
            128 - 0.168736 * r - 0.331264 * g + 0.5 * b,
            128 + 0.5 * r - 0.418688 * g - 0.081312 * b)


def exif(orientation):
    """A directory of orientation and of a place, as a telephone writes it."""
    tiff = (b"MM\0*\0\0\0\x08" + struct.pack(">H", 2)
            + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
            + struct.pack(">HHI4s", 0x8825, 2, 4, b"RIGA") + b"\0\0\0\0")
    return segment(0xE1, b"Exif\0\0" + tiff)


def jpegs():
    planes = [lambda x, y, i=i: ycc(x, y)[i] for i in range(3)]
    raw = [lambda x, y, i=i: colour(x, y)[i] for i in range(3)]
    jfif = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\1\1" + b"\x7f\x7f\x7f")
    yield "rgb", jpeg(planes, jfif + segment(0xFE, b"a remark about Ilze in Riga"))
    yield "grey", jpeg([grey])
    yield "turned", jpeg(planes, exif(6))
    yield "mirrored", jpeg(planes, exif(2))
    yield "untransformed", jpeg(raw, ids=[ord(c) for c in "RGB"])
    yield "adobe", jpeg(raw, segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"))
    yield "cmyk", jpeg(raw + [grey])
    yield "arithmetic", jpeg([grey], frame=0xC9)
    yield "profile", jpeg([grey], segment(0xE2, b"ICC_PROFILE\0\1\1no profile"))
    whole = jpeg(planes)
    yield "cut", whole[:len(whole) - 30]
    yield "trailing", jpeg([grey]) + jpeg([grey])


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/fuzz/corpus")
    for kind, pictures in (("png", pngs()), ("jpeg", jpegs())):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for name, data in pictures:
            (folder / kind / name).write_bytes(data)


main()
