#!/usr/bin/env python3
"""Plants single defects that veraPDF does not see (or not always) into finished PDFs of Pactpress.

    plant_invisible.py SAMPLE.pdf ATTACHED.pdf NOTES.pdf FOLDER

Writes FOLDER/NAME.pdf per defect, and a line per file: its name and the rule under which `pactpress verify` must find
it, parted by a tab; those that begin with "none" are unpacked and packed again, and unchanged. Needs qpdf. The samples
are those that tests/unit/test_pdf.c and test_pdf_attachments.c write, and a story with two notes. Every file still
opens, is tagged, and names its language and title.
"""

import re
import subprocess
import sys
from pathlib import Path

LIMITS = rb"/Limits \[\s+0\s+3\s+\]"
OUTLINE = rb"(/Title \(Notes\))"


def text16(text):
    return text.encode("utf-16-be").hex().encode()


# name, rule (behind "readback.pdf-"), pattern, replacement. The first place that fits is changed.
DEFECTS = [
    # languages
    ("language-of-the-document", "lang", rb"/Lang \(en\)", b"/Lang (de)"),
    ("language-in-xmp", "lang", rb"<rdf:li>en</rdf:li>", b"<rdf:li>fr</rdf:li>"),
    ("language-of-other-letters", "lang", rb"/Lang \(en\)(.*?)<rdf:li>en</rdf:li>",
     rb"/Lang (el)\1<rdf:li>el</rdf:li>"),
    ("language-that-is-none", "lang", rb"/Lang \(sv\)", b"/Lang (Swedish language)"),
    ("direction", "direction", rb"/DisplayDocTitle true", b"/DisplayDocTitle true /Direction /R2L"),
    # text
    ("unicode-missing", "unicode", rb"<0020> <007E> <0020>", b"<0020> <0073> <0020>"),
    ("unicode-private", "unicode", rb"<0020> <007E> <0020>", b"<0020> <007E> <E020>"),
    ("unicode-no-character", "unicode", rb"<0020> <007E> <0020>", b"<0020> <007E> <FFFD>"),
    # artifacts
    ("text-as-artifact", "artifact", rb"/P<</MCID 1>>BDC", b"/Artifact<<>>BDC"),
    ("heading-as-artifact", "artifact", rb"/H1<</MCID 0>>BDC", b"/Artifact<</Type/Layout>>BDC"),
    ("text-as-pagination", "artifact", rb"/Caption<</MCID 10>>BDC", b"/Artifact<</Type/Pagination>>BDC"),
    ("content-outside", "content", rb"/H1<</MCID 0>>BDC", b"/H1 BMC"),
    ("artifact-within", "content", rb"(/H1<</MCID 0>>BDC)(.*?)(EMC)", rb"\1 /Artifact BMC 0 0 1 1 re f EMC \2\3"),
    # alternative texts
    ("alternative-file-name", "alt", rb"\(Two persons at a table\)", b"(IMG_2042.jpg)"),
    ("alternative-path", "alt", rb"\(Two persons at a table\)", b"(content/images/club.png)"),
    ("alternative-one-word", "alt", rb"\(Two persons at a table\)", b"(image)"),
    ("alternative-blank", "alt", rb"\(Two persons at a table\)", b"(   )"),
    ("alternative-missing", "alt", rb"/Alt \(Two persons at a table\)", b""),
    ("box-missing", "figure", rb"/BBox (\[[^]]*\])", b""),
    ("box-off-the-page", "figure", rb"(/BBox \[\s+)56", rb"\g<1>656"),
    ("box-empty", "figure", rb"(/BBox \[\s+56\s+)361.89(\s+176\s+)441.89", rb"\g<1>361.89\g<2>361.89"),
    # ParentTree
    ("parent-tree-swapped", "parent-tree", rb"(/Nums \[\s+0\s+\[\s+)(38 0 R)(\s+)(39 0 R)", rb"\1\4\3\2"),
    ("parent-tree-hole", "parent-tree", rb"(/Nums \[\s+0\s+\[\s+)38 0 R", rb"\1null"),
    ("parent-tree-limits", "parent-tree", LIMITS, b"/Limits [ 0 2 ]"),
    ("parent-tree-next-key", "parent-tree", rb"/ParentTreeNextKey 4", b"/ParentTreeNextKey 2"),
    ("parent-tree-of-another-page", "parent-tree", rb"/StructParents 3", b"/StructParents 0"),
    ("parent-tree-no-key", "parent-tree", rb"/StructParents 3", b""),
    ("annotation-key", "link", rb"/StructParent 1\n", b"/StructParent 2\n"),
    # elements and content
    ("content-of-nobody", "structure", rb"/K 12\n(  /P 37 0 R)", rb"\1"),
    ("content-twice", "structure", rb"/P<</MCID 1>>BDC", b"/P<</MCID 0>>BDC"),
    ("content-of-two", "structure", rb"/K 22\n", b"/K 21\n"),
    ("content-that-is-not-there", "structure", rb"/K 23\n", b"/K 99\n"),
    ("wrong-parent", "structure", rb"/P 13 0 R(\s+/Pg 15 0 R\s+/S /L\b)", rb"/P 20 0 R\1"),
    ("sections-reversed", "order", rb"20 0 R(\s+)21 0 R", rb"21 0 R\g<1>20 0 R"),
    ("rows-reversed", "order", rb"(/K \[\s+)(40 0 R)(\s+)(41 0 R)", rb"\1\4\3\2"),
    ("tag-of-content", "tag", rb"/H1<</MCID 0>>BDC", b"/P<</MCID 0>>BDC"),
    ("caption-as-paragraph", "tag", rb"/S /Caption", b"/S /P"),
    ("head-cell-as-cell", "tag", rb"/S /TH\b", b"/S /TD"),
    ("empty-paragraph", "empty", rb"/K 1\n(\s+/P 13 0 R\s+/Pg 17 0 R\s+/S /H2)", rb"\1"),
    # tables, lists, notes, ids, headings
    ("no-scope", "table", rb"/Scope /Column", b""),
    ("scope-of-the-wrong-way", "table", rb"/Scope /Column", b"/Scope /Row"),
    ("headers-of-nobody", "table", rb"(/Headers \[\s+)\(t.persons\)", rb"\1(t.nobody)"),
    ("headers-of-a-note", "table", rb"(/Headers \[\s+)\(t.persons\)", rb"\1(note-1)"),
    ("no-numbering", "list", rb"/ListNumbering /Disc", b""),
    ("numbering-of-none", "list", rb"/ListNumbering /Disc", b"/ListNumbering /None"),
    ("no-id-tree", "ids", rb"/IDTree <<.*?>>", b""),
    ("id-of-another", "ids", rb"\(note-1\)(\s+)18 0 R", rb"(note-1)\g<1>19 0 R"),
    ("ids-out-of-order", "ids", rb"(/Names \[\s+\()note-1", rb"\1zzz"),
    ("note-without-id", "note", rb"/ID \(note-1\)\n", b""),
    ("skipped-heading", "heading", rb"/S /H2", b"/S /H4"),
    # links, bookmarks, labels
    ("link-without-object", "link", rb"<<\s+/Obj 30 0 R.*?>>", b""),
    ("link-to-another-object", "link", rb"/Obj 30 0 R", b"/Obj 31 0 R"),
    ("link-mute", "link", rb"/Contents \(EPI handbook\)", b"/Contents ()"),
    ("link-to-nowhere", "link", rb"710\.46", b"910.46"),
    ("link-to-no-page", "link", rb"(/Dest \[\s+)17 0 R(\s+/XYZ\s+null\s+710)", rb"\g<1>18 0 R\2"),
    ("link-without-area", "link", rb"(/Rect \[\s+258\.03\s+702\.89\s+)325\.53", rb"\g<1>258.03"),
    ("bookmark-elsewhere", "outline", rb"(/Dest \[\s+)17 0 R(\s+/XYZ\s+null\s+741)", rb"\g<1>15 0 R\2"),
    ("bookmark-of-no-heading", "outline", OUTLINE, b"/Title (Votes)"),
    ("bookmarks-miscounted", "outline", rb"/Count 2(\s+/First 10)", rb"/Count 7\1"),
    ("labels-in-letters", "labels", rb"/S /D\b", b"/S /a"),
    ("labels-from-page-two", "labels", rb"(/PageLabels <<\s+/Nums \[\s+)0", rb"\g<1>1"),
    # metadata
    ("title-in-info", "title", rb"(/Title <feff)" + text16("EPI"), rb"\g<1>" + text16("API")),
    ("author", "metadata", rb"/Author \(EPI project\)", b"/Author (EPI praject)"),
    ("keywords", "metadata", rb"<pdf:Keywords>integration", b"<pdf:Keywords>immigration"),
    ("subject", "metadata", rb"/Subject \(Figures", b"/Subject (Figuren"),
    ("date", "metadata", rb"/ModDate \(D:20220401", b"/ModDate (D:20220402"),
    # fonts
    ("font-flags", "font", rb"/Flags 4\n", b"/Flags 0\n"),
    ("font-italic", "font", rb"/Flags 4\n", b"/Flags 68\n"),
    ("font-angle", "font", rb"/ItalicAngle 0\n", b"/ItalicAngle -12\n"),
    ("font-box", "font", rb"/FontBBox \[[^]]*\]", b"/FontBBox [ 0 0 0 0 ]"),
    ("font-name", "font", rb"(/FontName /\w{6}\+)\w+", rb"\1Other"),
]

ATTACHED_DEFECTS = [
    ("attachment-without-description", "attachment", rb"/Desc \S[^\n]*\n", b""),
    ("attachment-without-relation", "attachment", rb"/AFRelationship /\w+", b""),
    ("attachment-without-kind", "attachment", rb"/Subtype /\w+#2f[^\n]*\n", b""),
    ("attachment-without-day", "attachment", rb"/ModDate \([^)]*\)(\s+/Size)", rb"\1"),
    ("attachment-not-listed", "attachment", rb"(/EmbeddedFiles <<\s+/Names \[\s+)\S+\s+\d+ 0 R", rb"\1"),
]

NOTES_DEFECTS = [
    ("note-leads-elsewhere", "note", rb"(/Contents \(Back to the text: note 1\)\s+/Dest \[\s+\S+ 0 R\s+/XYZ\s+null\s+)7",
     rb"\g<1>6"),
    ("note-without-way-back", "note",
     rb"(/Contents \(Back to the text: note 2\)\s+)/Dest \[.*?\]", rb"\1/A << /S /URI /URI (https://example.org) >>"),
    ("call-of-another-note", "note",
     rb"(/Contents \(\[1\]\)\s+/Dest \[\s+\S+ 0 R\s+/XYZ\s+null\s+)([\d.]+)"
     rb"(.*?/Contents \(\[2\]\)\s+/Dest \[\s+\S+ 0 R\s+/XYZ\s+null\s+)[\d.]+", rb"\1\2\3\2"),
]


def unpack(path):
    return subprocess.run(
        ["qpdf", "--qdf", "--object-streams=disable", "--no-original-object-ids", path, "-"],
        check=True, capture_output=True).stdout


def plant(sample, folder, defects):
    for name, rule, pattern, replacement in defects:
        data = sample
        if pattern:
            data, count = re.subn(pattern, replacement, sample, count=1, flags=re.S)
            if count != 1 or data == sample:
                sys.exit(f"{name}: there is no place for this defect")
        fixed = subprocess.run(["fix-qdf"], input=data, check=True, capture_output=True).stdout
        (folder / (name + ".pdf")).write_bytes(fixed)
        print(name, "readback.pdf-" + rule if rule else "", sep="\t")


def main():
    *samples, folder = sys.argv[1:]
    Path(folder).mkdir(parents=True)
    for path, defects in zip(samples, (DEFECTS, ATTACHED_DEFECTS, NOTES_DEFECTS), strict=True):
        plant(unpack(path), Path(folder), [("none-" + Path(path).stem, "", None, None), *defects])


main()
