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
    ("wrong-widths", "ua1", "7.21.5-1", rb"/W \[\s*0\s*\[\s*[\d.]+\s*\]\s*\d+\s*\[\s*\d+", b"\\g<0>9"),
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
    ("no-metadata", "ua1", "unjudged", rb"/Metadata \d+ 0 R", b""),
    ("suspect-tags", "ua1", "7.1-4", b"/Marked true", b"/Marked true /Suspects true"),
    ("no-structure", "ua1", "7.1-11", rb"/StructTreeRoot \d+ 0 R", b""),
    ("no-parent", "ua1", "7.1-3", rb"/P \d+ 0 R(\s+/Pg \d+ 0 R\s+/S /H1)", rb"\1"),
    ("remapped-role", "ua1", "7.1-7",
     b"/Type /StructTreeRoot",
     b"/RoleMap <</P /H1>> /Type /StructTreeRoot"),
    ("table-with-paragraph", "ua1", "7.2-3", b"/S /TBody", b"/S /P"),
    ("head-outside-table", "ua1", "7.2-5", rb"/S /Table\b", b"/S /Sect"),
    ("head-cell-outside-row", "ua1", "7.2-8", b"/S /TR", b"/S /Sect"),
    ("two-heads", "ua1", "7.2-11", b"/S /TBody", b"/S /THead"),
    ("foot-without-body", "ua1", "7.2-13", b"/S /TBody", b"/S /TFoot"),
    ("body-with-items", "ua1", "7.2-37", rb"(/S /TR\b)(?=(?:(?!/S /TR\b).)*$)", b"/S /LI"),
    ("caption-inside", "ua1", "7.2-16",
     rb"(/K \[\s+)(\d+ 0 R)(\s+)(\d+ 0 R)(\s+\d+ 0 R\s+\](?:(?!endobj).)*?/S /Table\b)",
     rb"\1\4\3\2\5"),
    ("body-outside-item", "ua1", "7.2-18", rb"/S /LI\b", b"/S /Sect"),
    ("item-with-paragraph", "ua1", "7.2-20", b"/S /Lbl", b"/S /P"),
    ("caption-in-list", "ua1", "7.2-27",
     rb"(/K \[\s+)(\d+ 0 R)(\s+)(\d+ 0 R)(\s+\](?:(?!endobj).)*?/S )/L\b",
     rb"\1\2\3\4\5/TOC"),
    ("contents-item-alone", "ua1", "7.2-26", rb"/S /LI\b", b"/S /TOCI"),
    ("two-h", "ua1", "7.4.4-2", b"/S /H1", b"/S /H"),
    ("not-first-level", "ua1", "7.4.2-1", b"/S /H1", b"/S /H2"),
    ("formula-without-words", "ua1", "7.7-1", b"/S /BlockQuote", b"/S /Formula"),
    ("doubled-note", "ua1", "7.9-2",
     rb"/ID \(t.persons\)(.*?)/S /TH\b",
     rb"/ID (note-1)\1/S /Note"),
    ("tall-cell", "ua1", "7.2-42", b"/ColSpan 2", b"/ColSpan 2 /RowSpan 3"),
    ("artifact-in-content", "ua1", "7.1-1",
     b"/H1<</MCID 0>>BDC",
     b"/H1<</MCID 0>>BDC /Artifact BMC EMC BT ET /Artifact BMC 0 0 1 1 re f EMC"),
    ("content-in-artifact", "ua1", "7.1-2",
     b"/H1<</MCID 0>>BDC",
     b"/Artifact BMC /H1<</MCID 0>>BDC 0 0 1 1 re f EMC EMC /H1<</MCID 0>>BDC"),
    ("loose-annotation", "ua1", "7.18.1-1", rb"/Subtype /Link\n", b"/Subtype /Square\n"),
    ("trap-net", "ua1", "7.18.2-1", rb"/Subtype /Link\n", b"/Subtype /TrapNet\n"),
    ("no-font-type", "2a", "6.2.11.2-2", b"/Subtype /CIDFontType2", b""),
    ("wrong-font-type", "2a", "6.2.11.4.1-1", b"/Subtype /CIDFontType2", b"/Subtype /CIDFontType0"),
    ("unknown-encoding", "ua1", "7.21.3.3-1", b"/Encoding /Identity-H", b"/Encoding /Nowhere-H"),
    ("notdef", "ua1", "7.21.8-1", rb"\[<00\w\w", b"[<0000"),
    ("unicode-nothing", "ua1", "7.21.7-2", b"<0020> <007E> <0020>", b"<0020> <007E> <0000>"),
    ("unicode-mark", "ua1", "7.21.7-2", b"<0020> <007E> <0020>", b"<0020> <007E> <FECD>"),
    ("private-use", "2a", "6.2.11.7.3-1", b"<0020> <007E> <0020>", b"<0020> <007E> <E001>"),
    ("zero-language", "ua1", "7.2-29", rb"/Lang \(en\)", b"/Lang ()"),
    ("xmp-broken", "ua1", "unjudged", b"</rdf:RDF>", b""),
    ("unknown-version", "2a", "6.1.2-1", rb"%PDF-1\.7", b"%PDF-2.7"),
    ("other-intent", "2a", "6.2.4.3-2", b"/S /GTS_PDFA1", b"/S /GTS_PDFX\n"),
    ("open-action", "2a", "6.5.1-1",
     b"/Type /Catalog",
     b"/Type /Catalog /OpenAction <</S /Launch>>"),
    ("page-action", "2a", "6.5.2-2", rb"/Type /Page\n", b"/Type /Page /AA <</O <</S /GoTo>>>>\n"),
    ("form", "2a", "6.4.1-3",
     b"/Type /Catalog",
     b"/Type /Catalog /AcroForm <</Fields [] /NeedAppearances true>>"),
    ("needs-rendering", "2a", "6.4.2-2", b"/Type /Catalog", b"/Type /Catalog /NeedsRendering true"),
    ("alternate-pages", "2a", "6.10-1",
     b"/Type /Catalog",
     b"/Type /Catalog /Names <</AlternatePresentations <<>>>>"),
    ("requirements", "2a", "6.11-1",
     b"/Type /Catalog",
     b"/Type /Catalog /Requirements [<</S /EnableJavaScripts>>]"),
    ("permissions", "2a", "6.1.12-1", b"/Type /Catalog", b"/Type /Catalog /Perms <</Foo 1>>"),
    ("layers", "2a", "6.9-4",
     b"/Type /Catalog",
     b"/Type /Catalog /OCProperties <</OCGs [] /D <</AS []>>>>"),
    ("attached", "2a", "6.8-2",
     b"/Type /Catalog",
     b"/Type /Catalog /Names <</EmbeddedFiles <</Names [(a) <</Type /Filespec /F (a.txt)"
     b" /EF <</F 1 0 R>>>>]>>>>"),
    ("hidden-annotation", "2a", "6.3.2-2", rb"/F 4\n", b"/F 6\n"),
    ("no-annotation-flags", "2a", "6.3.2-1", rb"/F 4\n", b""),
    ("unknown-annotation", "2a", "6.3.1-1", rb"/Subtype /Link\n", b"/Subtype /Movie\n"),
    ("unknown-intent", "2a", "6.2.6-1", rb"/Subtype /Image\n", b"/Subtype /Image /Intent /Nice\n"),
    ("alternate-image", "2a", "6.2.8-1",
     rb"/Subtype /Image\n",
     b"/Subtype /Image /Alternates []\n"),
    ("postscript", "2a", "6.2.9-3", rb"/Subtype /Image\n", b"/Subtype /PS\n"),
    ("unknown-operator", "2a", "6.2.2-1", b"/H1<</MCID 0>>BDC", b"/H1<</MCID 0>>BDC nowhere"),
    ("unknown-part", "2a", "unjudged", b"<pdfaid:part>2<", b"<pdfaid:part>4<"),
    ("unknown-action", "2a", "6.5.1-1", b"/S /URI", b"/S /ResetForm"),
    ("movie", "2a", "6.5.1-1", b"/S /URI", b"/S /Movie"),
    ("named-action", "2a", "6.5.1-2", b"/S /URI", b"/S /Named /N /Nowhere"),
    ("external-stream", "2a", "6.1.7.1-3", rb"/Subtype /Image\n", b"/Subtype /Image /F (a.jpg)\n"),
    ("rendering", "2a", "6.2.6-1", b"/H1<</MCID 0>>BDC", b"/H1<</MCID 0>>BDC /Nice ri"),
    ("page-too-small", "2a", "6.1.13-11",
     rb"/MediaBox \[\s+0\s+0\s+595\.28\s+841\.89",
     b"/MediaBox [0 0 2 2"),
    ("no-profile", "2a", "6.2.10-2", rb"/DestOutputProfile \d+ 0 R", b""),
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


if __name__ == "__main__":
    main()
