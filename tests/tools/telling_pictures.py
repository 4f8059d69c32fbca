#!/usr/bin/env python3
"""Pictures that tell more than they show, and what is left of it in documents.

    telling_pictures.py make FOLDER         told.png, told.jpg (from good.jpg): a secret in every place that takes one; good.png: none
    telling_pictures.py take FOLDER FILE    pictures of a web page, as files in FOLDER
    telling_pictures.py look FILE...        prints each place where a file still tells it
"""

import base64
import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

SECRET = b"Told in confidence"
SOURCE = re.compile(rb'src="data:image/(png|jpeg);base64,([^"]+)"')
BASIC = {"IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "iCCP", "IDAT", "IEND"}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def exif():
    """Orientation 1, an artist, a place in Riga, and a second directory with a thumbnail."""
    text = SECRET + b"\0"
    place = struct.pack(">HHHI4s", 1, 1, 2, 2, b"N\0\0\0") + b"\0\0\0\0"
    first = struct.pack(">H", 3) + struct.pack(">HHIHH", 0x0112, 3, 1, 1, 0)
    start = 8 + 2 + 3 * 12 + 4
    first += struct.pack(">HHII", 0x013B, 2, len(text), start)
    first += struct.pack(">HHII", 0x8825, 4, 1, start + len(text)) + b"\0\0\0\0"
    return b"MM\0*\0\0\0\x08" + first + text + place


def head():
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 600, 300, 8, 2, 0, 0, 0))


def rows():
    return (b"\0" + b"\xa2\x3a\x1b" * 300 + b"\x0e\x54\x65" * 300) * 300


def png():
    data = zlib.compress(rows() + SECRET, 9)
    profile = SECRET + b"\0\0" + zlib.compress(SECRET * 9)
    return (head() + chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"iCCP", profile)
            + chunk(b"tEXt", b"Author\0" + SECRET) + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET))
            + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>" + SECRET + b"</x>") + chunk(b"eXIf", exif())
            + chunk(b"tIME", struct.pack(">HBBBBB", 2022, 3, 1, 9, 30, 0)) + chunk(b"prVt", SECRET)
            + chunk(b"gAMA", SECRET[:4]) + chunk(b"IDAT", data[:100]) + chunk(b"IDAT", data[100:] + SECRET)
            + chunk(b"tEXt", b"Title\0" + SECRET) + chunk(b"IEND", b"") + SECRET)


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(plain):
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
    return (plain[:2] + segment(0xE0, b"JFXX\0\x10" + SECRET) + segment(0xE1, b"Exif\0\0" + exif()) + segment(0xE1, xmp)
            + segment(0xE2, b"ICC_PROFILE\0\1\1" + SECRET * 10) + segment(0xED, b"Photoshop 3.0\0" + SECRET)
            + segment(0xFE, SECRET) + plain[2:] + SECRET)


def make(folder):
    (folder / "good.png").write_bytes(head() + chunk(b"IDAT", zlib.compress(rows())) + chunk(b"IEND", b""))
    (folder / "told.png").write_bytes(png())
    (folder / "told.jpg").write_bytes(jpeg((folder / "good.jpg").read_bytes()))


def take(folder, file):
    data = file.read_bytes()
    pictures = [(kind.decode(), base64.b64decode(text)) for kind, text in SOURCE.findall(data)]
    for i, (kind, picture) in enumerate(pictures):
        (folder / f"{file.stem}-{i}.{kind}").write_bytes(picture)


def unpacked(data):
    """Whatever zlib stream begins anywhere."""
    for at in range(len(data) - 1):
        if data[at] == 0x78 and (data[at] << 8 | data[at + 1]) % 31 == 0:
            try:
                yield zlib.decompressobj().decompress(data[at:])
            except zlib.error:
                pass


def chunks(data):
    at = 8
    while at + 12 <= len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind.decode("latin-1"), data[at + 8:at + 8 + size]
        at += 12 + size
        if kind == b"IEND":
            break
    if at != len(data):
        yield "behind the end", b""


def look(file):
    data, found = file.read_bytes(), []
    found += ["in the open"] if SECRET in data or SECRET[:4] in data else []
    found += ["deflated"] if any(SECRET in text for text in unpacked(data)) else []
    if data.startswith(b"\x89PNG"):
        names = [name for name, _ in chunks(data)]
        found += [f"chunk {name}" for name in names if name not in BASIC]
        found += [f"{name} twice" for name in set(names) if names.count(name) > 1 and name != "IDAT"]
        stream = zlib.decompressobj()
        shown = stream.decompress(b"".join(content for name, content in chunks(data) if name == "IDAT"))
        found += ["behind the rows"] if stream.unused_data or not stream.eof or len(shown) != len(rows()) else []
    told = subprocess.run(["exiftool", "-a", "-G1", "-s", "-u", str(file)], capture_output=True, text=True).stdout
    if not data.startswith(b"%PDF"):
        found += [line for line in told.splitlines() if re.search(r"GPS|Artist|XMP|Photoshop|Comment|Author|Warning", line)]
    for place in found:
        print(f"{file.name}: {place}")


def main():
    verb, files = sys.argv[1], [Path(name) for name in sys.argv[2:]]
    if verb == "make":
        make(files[0])
    elif verb == "take":
        take(*files)
    else:
        for file in files:
            look(file)


main()
