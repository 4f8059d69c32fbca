#!/usr/bin/env python3
"""Writes PDFs that ask too much of a reader: NAME-is-RULE.pdf, where readback.pdf-RULE must be said of it.

    odd_pdf.py FOLDER
"""

import sys
import zlib
from pathlib import Path

PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"


def pdf(content, entries=b"", pages=PAGES, more=()):
    objects = [b"<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R >>", pages,
               b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
               b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content), *more]
    out, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, text)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def packed(piece, times):
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True)
    flate = b"/Filter /FlateDecode"
    chain = b"<< /S /Sect /K %d 0 R >>"
    for name, data in {
            "pages-in-a-circle-is-pages": pdf(b"q Q", pages=b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
            "pages-without-end-is-pages": pdf(b"q Q", pages=b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 9 >>"),
            "deep-arrays-is-damaged": pdf(b"q Q", more=[b"[" * 100000 + b"]" * 100000]),
            "deep-content-is-content": pdf(b"[" * 100000),
            "deep-states-is-content": pdf(packed(b"q " * 50000, 20), flate),
            "deep-sequences-is-content": pdf(packed(b"/P <</MCID 0>> BDC " * 5000, 20), flate),
            "no-content-is-content": pdf(b"hello " * 100000),
            "long-content-is-content": pdf(packed(b"0 0 m " * 10000, 700), flate),
            "bomb-is-damaged": pdf(packed(b" " * (1 << 20), 1100), flate),
            "packed-twice-is-damaged": pdf(
                zlib.compress(packed(b" " * (1 << 20), 1100)), b"/Filter [/FlateDecode /FlateDecode]"),
            "elements-in-a-circle-is-structure": pdf(
                b"q Q", more=[b"<< /Type /StructTreeRoot /K 6 0 R >>", chain % 7, chain % 6]),
            "deep-elements-is-structure": pdf(
                b"q Q",
                more=[b"<< /Type /StructTreeRoot /K 6 0 R >>", *(chain % (i + 7) for i in range(2000)), b"<< >>"]),
            "too-many-objects-is-tags": pdf(b"q Q").replace(b"/Size 5", b"/Size 999999999"),
            "far-start-is-damaged": pdf(b"q Q").replace(b"startxref\n", b"startxref\n99"),
    }.items():
        (folder / (name + ".pdf")).write_bytes(data)


main()
