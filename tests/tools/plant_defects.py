#!/usr/bin/env python3
"""Plants single defects into a good PDF, to prove that a judge of PDFs can fail.

    plant_defects.py SAMPLE.pdf FOLDER

Writes FOLDER/NAME.pdf per defect, FOLDER/none.pdf (unpacked and packed again, but unchanged) and, on
standard output, a line per file: its name, the flavour and the rule (clause-test of veraPDF) that
must break, parted by tabs; `unjudged` where the file no longer claims the flavour, `pass` for none.
Needs qpdf. The sample is the one that tests/unit/test_pdf.c writes.
"""

import re
import subprocess
import sys
from pathlib import Path

# name, flavour, rule, pattern, replacement. The first place that fits is changed.
DEFECTS = [
    ("no-alternative", "ua1", "7.3-1", rb"/Alt \([^)]*\)", b""),
    ("not-marked", "ua1", "6.2-1", rb"/Marked true", b"/Marked false"),
    ("title-hidden", "ua1", "7.1-10", rb"/DisplayDocTitle true", b"/DisplayDocTitle false"),
    ("no-language", "ua1", "7.2-34", rb"/Lang \(en\)", b""),
    ("bad-language", "ua1", "7.2-29", rb"/Lang \(sv\)", b"/Lang (s_v)"),
    ("no-tab-order", "ua1", "7.18.3-1", rb"/Tabs /S", b""),
    ("mute-link", "ua1", "7.18.5-2", rb"/Contents \(EPI handbook\)", b""),
    ("loose-link", "ua1", "7.18.5-1", rb"/S /Link\b", b"/S /Span"),
    ("skipped-level", "ua1", "7.4.2-1", rb"/S /H2", b"/S /H4"),
    ("cell-outside-row", "ua1", "7.2-10", rb"/S /TD", b"/S /P"),
    ("wide-cell", "ua1", "7.2-43", rb"/ColSpan 2", b"/ColSpan 3"),
    ("note-without-id", "ua1", "7.9-1", rb"/ID \(note-1\)", b""),
    ("item-outside-list", "ua1", "7.2-17", rb"/S /L\n", b"/S /P\n"),
    ("untagged-content", "ua1", "7.1-3", rb"/Artifact<<", b"/Artefact<<"),
    ("unknown-role", "ua1", "7.1-5", rb"/S /BlockQuote", b"/S /Blockquote"),
    ("no-part", "ua1", "unjudged", rb"<pdfuaid:part>1</pdfuaid:part>", b""),
    ("wrong-part", "ua1", "unjudged", rb"<pdfuaid:part>1<", b"<pdfuaid:part>7<"),
    ("wrong-widths", "ua1", "7.21.5-1", rb"/W \[\s*0\s*\[\s*\d+", b"\\g<0>0 333"),
    ("no-unicode", "ua1", "7.21.7-1", rb"/ToUnicode \d+ 0 R", b""),
    ("no-glyph-map", "ua1", "7.21.3.2-1", rb"/CIDToGIDMap \d+ 0 R", b""),
    ("font-not-embedded", "2a", "6.2.11.4.1-1", rb"/FontFile2 \d+ 0 R", b""),
    ("no-output-intent", "2a", "6.2.4.3-2", rb"/OutputIntents \[.*?\]", b""),
    ("wrong-level", "2a", "unjudged", rb"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<"),
    ("unprinted-link", "2a", "6.3.2-2", rb"/F 4\n", b"/F 2\n"),
    ("script", "2a", "6.5.1-1", rb"/S /URI", b"/S /JavaScript"),
    ("no-title", "ua1", "7.1-9", rb"<dc:title>.*?</dc:title>", b""),
    ("unknown-property", "2a", "6.6.2.3.1-1", rb"<pdfaExtension:schemas>.*</pdfaExtension:schemas>",
     b""),
    ("interpolated", "2a", "6.2.8-3", rb"/Subtype /Image\n", b"/Subtype /Image /Interpolate true\n"),
]


def packed(data, path):
    """Repairs offsets and writes what veraPDF takes: lines end before endstream."""
    loose = path.with_suffix(".qdf")
    fixed = subprocess.run(["fix-qdf"], input=data, capture_output=True, check=True).stdout
    loose.write_bytes(fixed)
    subprocess.run(["qpdf", "--object-streams=generate", "--newline-before-endstream",
                    str(loose), str(path)], check=True)
    loose.unlink()


def main():
    sample, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    data = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", "--newline-before-endstream",
                           sample, "-"], capture_output=True, check=True).stdout
    packed(data, folder / "none.pdf")
    print("none.pdf", "ua1", "pass", sep="\t")
    print("none.pdf", "2a", "pass", sep="\t")
    for name, flavour, rule, pattern, replacement in DEFECTS:
        changed, count = re.subn(pattern, replacement, data, count=1, flags=re.S)
        if count != 1:
            sys.exit(f"plant_defects.py: {name}: nothing in {sample} fits {pattern!r}")
        packed(changed, folder / f"{name}.pdf")
        print(f"{name}.pdf", flavour, rule, sep="\t")


main()
