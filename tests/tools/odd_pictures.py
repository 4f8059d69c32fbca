#!/usr/bin/env python3
"""Pictures that editors have, and that nobody should send: odd_pictures.py FOLDER [PROFILE.icc]

All made here, byte by byte; with the colour profile of a camera, if it is named.
"""

import struct
import sys
import zlib
from pathlib import Path


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, bits=8, extra=b"", rows=None, more=b"", behind=b""):
    """RGB: left half red, right half blue. `more` stands behind the rows, `behind` behind their stream."""
    size = bits // 8
    half = width // 2
    row = b"\0" + (b"\xa2" * size + b"\x3a" * size + b"\x1b" * size) * half + \
        (b"\x0e" * size + b"\x54" * size + b"\x65" * size) * (width - half)
    data = zlib.compress(row * height + more if rows is None else rows, 9) + behind
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 2, 0, 0, 0)) + extra
            + chunk(b"IDAT", data) + chunk(b"IEND", b""))


def palette(*colours, extra=b""):
    """Upright stripes, of a width of 40 pixels each."""
    row = b"\0" + b"".join(bytes([i % len(colours)]) * 40 for i in range(600 // 40))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 600, 300, 8, 3, 0, 0, 0)) + extra
            + chunk(b"PLTE", b"".join(map(bytes, colours))) + chunk(b"IDAT", zlib.compress(row * 300)) + chunk(b"IEND", b""))


def main():
    folder = Path(sys.argv[1])
    good = png(600, 300)
    files = {
        "good.png": good,
        "wide.png": png(10000, 40),
        "narrow.png": png(1, 400),
        "deep.png": png(600, 300, bits=16),
        "palette.png": palette((0, 0, 0), (0, 90, 49), (40, 41, 92), (13, 10, 255)),
        "animated.png": png(600, 300, extra=chunk(b"acTL", struct.pack(">II", 2, 0))),
        "cut.png": good[:len(good) // 2],
        "cut-head.png": good[:20],
        "hostile.png": png(20000, 20000, rows=b""),
        "lying.png": png(600, 300, rows=b"\0" * 100),
        "bomb.png": png(600, 300, more=b"\0" * 50_000_000),
        "more.png": png(600, 300, more=b"Told in confidence"),
        "behind.png": png(600, 300, behind=b"Told in confidence"),
        "huge.png": png(30000, 2, rows=b""),
        "checksum.png": good[:-20] + bytes([good[-20] ^ 1]) + good[-19:],
        "empty.png": b"",
        "text.png": b"This is no picture.\n",
        "moving.gif": b"GIF89a" + bytes(40),
        "web.webp": b"RIFF\x20\0\0\0WEBPVP8 " + bytes(20),
        "drawing.svg": b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "phone.heic": b"\0\0\0\x18ftypheic" + bytes(20),
        "scan.tif": b"II*\0" + bytes(40),
    }
    if len(sys.argv) > 2:
        profile = chunk(b"iCCP", b"camera\0\0" + zlib.compress(Path(sys.argv[2]).read_bytes()))
        linear = chunk(b"gAMA", struct.pack(">I", 100000))
        files["camera.png"] = png(600, 300, extra=profile)
        files["camera-deep.png"] = png(600, 300, bits=16, extra=profile)
        files["camera-linear.png"] = png(600, 300, extra=linear + profile)
        files["camera-palette.png"] = palette((0, 0, 0), (162, 58, 27), extra=profile)
        files["linear.png"] = png(600, 300, extra=linear)
        files["bad-profile.png"] = png(600, 300, extra=chunk(b"iCCP", b"camera\0\0" + zlib.compress(b"none" * 90)))
    for name, data in files.items():
        (folder / name).write_bytes(data)


main()
