#!/usr/bin/env python3
"""What takes the room in PDFs of Pactpress: bytes by kind of object, compressed as they are in the file.

    pdf_parts.py FILE.pdf...
"""

import re
import sys
import zlib
from pathlib import Path

STREAM = re.compile(rb"\d+ 0 obj\n<<(?:(?!endobj).)*?/Length (\d+)>>\nstream\n", re.S)


def unpacked(data):
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data


def kind_of(head, data):
    if b"/Subtype/Image" in head:
        return "pictures"
    if b"/Length1 " in head or b"/CIDFontType0C" in head:
        return "outlines of fonts"
    if b"/ObjStm" in head:
        return "structure and other objects"
    if b"/XRef" in head or b"/Subtype/XML" in head or b"/N 3/" in head:
        return "table, metadata, colour profile"
    if b"/EmbeddedFile" in head:
        return "files inside"
    text = unpacked(data)
    if text.startswith(b"/CIDInit"):
        return "what codes of fonts mean"
    return "content of pages" if b"BDC" in text else "what codes of fonts mean"


def main():
    for path in sys.argv[1:]:
        data, parts, at = Path(path).read_bytes(), {}, 0
        while match := STREAM.search(data, at):
            at = match.end() + int(match[1])
            kind = kind_of(match[0], data[match.end():at])
            parts[kind] = parts.get(kind, 0) + int(match[1])
        parts["what holds them together"] = len(data) - sum(parts.values())
        plain = len(data) - parts.get("pictures", 0)
        fonts = data.count(b"/Length1 ") + data.count(b"/CIDFontType0C")
        print(f"{Path(path).name}: {len(data):,} bytes, {plain:,} without pictures; {fonts} fonts")
        for kind, size in sorted(parts.items(), key=lambda item: -item[1]):
            print(f"  {size:8,}  {kind}")


main()
