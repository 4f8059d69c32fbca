#!/usr/bin/env python3
"""Judges workbooks by the schemas of ECMA-376 (transitional), part by part, and by the rules of its packages.

    /usr/bin/python3 tests/tools/check_ooxml.py SCHEMAS FILE.xlsx...    one line "ok" or "not ok" a file

SCHEMAS is a folder with the schemas (tests/tools/ooxml.sh fetches them). Every XML part must be of a kind that is
known here and valid by the schema of its kind; every part must have a content type and be reached by a
relation; every relation must lead to a part. Exit status 1 when anything differs. Needs lxml.
"""

import pathlib
import posixpath
import sys
import zipfile

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
# Which schema knows the root element of a part.
SCHEMAS = {
    MAIN: "sml.xsd",
    DRAWING + "chart": "dml-chart.xsd",
    DRAWING + "spreadsheetDrawing": "dml-spreadsheetDrawing.xsd",
    DRAWING + "main": "dml-main.xsd",
    PROPERTIES + "extended-properties": "shared-documentPropertiesExtended.xsd",
    PROPERTIES + "custom-properties": "shared-documentPropertiesCustom.xsd",
    PACKAGE + "relationships": "opc-relationships.xsd",
}
# The schemas at hand have none of these; they are looked at below, as far as they matter.
PLAIN = {PACKAGE + "content-types", PACKAGE + "metadata/core-properties"}


class Judge:
    def __init__(self, folder):
        self.folder, self.schemas = pathlib.Path(folder), {}

    def schema(self, namespace):
        if namespace not in self.schemas:
            self.schemas[namespace] = etree.XMLSchema(etree.parse(self.folder / SCHEMAS[namespace]))
        return self.schemas[namespace]

    def parts(self, parts):
        for name, root in parts.items():
            namespace = etree.QName(root).namespace
            if namespace in PLAIN:
                continue
            if namespace not in SCHEMAS:
                yield f"{name}: nothing judges {root.tag}"
            elif not self.schema(namespace).validate(root):
                for error in self.schema(namespace).error_log:
                    yield f"{name}:{error.line}: {error.message}"


def content_types(parts, names):
    root = parts.get("[Content_Types].xml")
    if root is None:
        yield "there is no list of content types"
        return
    defaults = {e.get("Extension") for e in root if e.tag.endswith("}Default")}
    own = [e.get("PartName") for e in root if e.tag.endswith("}Override")]
    for part in own:
        if part.lstrip("/") not in names or own.count(part) > 1:
            yield f"{part}: a content type of nothing, or two"
    for name in names:
        if f"/{name}" not in own and name.rpartition(".")[2] not in defaults:
            yield f"{name}: no content type"


def relations(parts, names):
    reached = {"[Content_Types].xml"}
    for name, root in parts.items():
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        base = posixpath.dirname(posixpath.dirname(name))
        ids = [e.get("Id") for e in root]
        if len(set(ids)) < len(ids):
            yield f"{name}: two relations with one id"
        for e in root:
            if e.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/" + base, e.get("Target"))).lstrip("/")
            reached.add(target)
            if target not in names:
                yield f"{name}: leads to {target}, which is not there"
    for name in names:
        if name not in reached:
            yield f"{name}: nothing leads here"


def without_space(root):
    """Texts may say that their spaces count: XML itself defines that, and the schemas leave it out."""
    for text in root.iter(f"{{{MAIN}}}t"):
        text.attrib.pop("{http://www.w3.org/XML/1998/namespace}space", None)
    return root


def judge(path, schemas):
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        parts = {name: without_space(etree.fromstring(package.read(name))) for name in names
                 if name.endswith((".xml", ".rels"))}
    if len(set(names)) < len(names):
        yield "two parts with one name"
    yield from schemas.parts(parts)
    yield from content_types(parts, names)
    yield from relations(parts, names)


def main(folder, *paths):
    schemas, failed = Judge(folder), not paths
    for path in paths:
        wrong = list(judge(path, schemas))
        failed = failed or bool(wrong)
        print(f"not ok {path}: {'; '.join(wrong[:5])}" if wrong else f"ok {path}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
