#!/usr/bin/env python3
"""XLIFF 2.0 as a translator's program sees it: checks a file, and translates in it.

    xliff.py check FILE             what the specification wants: elements, attributes, ids, references,
                                    and that no translation has lost a code that may not be deleted
    xliff.py set FILE ORIGINAL NAME TEXT      sets a translation; {1} in TEXT is the code with id 1
    xliff.py fill FILE              translates all that has no translation: "Xx" before each text
    xliff.py state FILE ORIGINAL NAME STATE
    xliff.py get FILE ORIGINAL NAME           state, sub-state and translation

Exit status 1 when the check finds something, or the text is not there.
"""

import copy
import re
import sys
import xml.etree.ElementTree as ET

URI = "urn:oasis:names:tc:xliff:document:2.0"
X = "{%s}" % URI
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TOKEN = re.compile(r"[\w.:-]+$")

# Attributes and children of each element, as the core schema has them; ! must be there.
ATTRIBUTES = {
    "xliff": "!version !srcLang trgLang", "file": "!id canResegment original translate srcDir trgDir",
    "unit": "!id name canResegment translate srcDir trgDir type", "segment": "id canResegment state subState",
    "ignorable": "id", "notes": "", "note": "id appliesTo category priority", "originalData": "",
    "data": "!id dir", "source": "", "target": "order", "cp": "!hex",
    "ph": "!id canCopy canDelete canReorder copyOf disp equiv dataRef subFlows subType type",
    "pc": "!id canCopy canDelete canOverlap canReorder copyOf dispEnd dispStart equivEnd equivStart dataRefEnd "
          "dataRefStart subFlowsEnd subFlowsStart subType type dir",
}
INLINE = "cp ph pc"
CHILDREN = {"xliff": "file", "file": "notes unit", "unit": "notes originalData segment ignorable",
            "segment": "source target", "ignorable": "source target", "notes": "note", "note": "",
            "originalData": "data", "data": "cp", "source": INLINE, "target": INLINE, "pc": INLINE,
            "cp": "", "ph": ""}
ORDER = {"unit": ["notes", "originalData", "segment"], "segment": ["source", "target"]}
STATES = {"initial", "translated", "reviewed", "final"}
HOLD_TEXT = {"note", "data", "source", "target", "pc"}


def local(element):
    return element.tag.removeprefix(X)


def complain_form(element):
    name = local(element)
    if name not in ATTRIBUTES:
        yield f"<{element.tag}> is no element of the core"
        return
    known = ATTRIBUTES[name].replace("!", "").split()
    for attribute in element.attrib:
        if attribute not in known and attribute != SPACE:
            yield f"<{name}> has the attribute {attribute}"
    for attribute in re.findall(r"!(\w+)", ATTRIBUTES[name]):
        if attribute not in element.attrib:
            yield f"<{name}> has no {attribute}"
    for child in element:
        if local(child) not in CHILDREN[name].split():
            yield f"<{local(child)}> stands in <{name}>"
    places = [ORDER[name].index(local(c)) for c in element if local(c) in ORDER.get(name, [])]
    if places != sorted(places):
        yield f"the children of <{name}> are out of order"
    if name not in HOLD_TEXT and any((t or "").strip() for t in [element.text] + [c.tail for c in element]):
        yield f"<{name}> holds text"
    for child in element:
        yield from complain_form(child)


def spans(side):
    return [] if side is None else [e for e in side.iter() if local(e) in ("ph", "pc")]


def complain_unit(unit, ids):
    where = f"unit {unit.get('id')} ({unit.get('name')})"
    data = [d.get("id") for d in unit.iter(X + "data")]
    if len(set(data)) != len(data):
        yield f"{where}: ids of data are doubled"
    for segment in unit.iter(X + "segment"):
        if segment.get("state", "initial") not in STATES:
            yield f"{where}: state {segment.get('state')}"
        if segment.get("subState") and (":" not in segment.get("subState") or not segment.get("state")):
            yield f"{where}: subState {segment.get('subState')}"
        source, target = segment.find(X + "source"), segment.find(X + "target")
        if source is None:
            yield f"{where}: no source"
        for side in (source, target):
            own = [s.get("id") for s in spans(side)]
            if len(set(own)) != len(own):
                yield f"{where}: ids of codes are doubled"
            for span in spans(side):
                for name in ("dataRef", "dataRefStart", "dataRefEnd"):
                    if span.get(name) is not None and span.get(name) not in data:
                        yield f"{where}: {name} {span.get(name)} leads nowhere"
                for flow in (span.get("subFlows") or "").split():
                    if flow not in ids:
                        yield f"{where}: subFlows {flow} leads nowhere"
        if target is not None:
            kept = {s.get("id") for s in spans(target)}
            for span in spans(source):
                opaque = any(s.get("id", "").startswith("x") for s in spans(target))
                if span.get("canDelete") == "no" and span.get("id") not in kept and not opaque and \
                        segment.get("state") != "initial":
                    yield f"{where}: the code {span.get('id')} is lost"


def check(root):
    if root.tag != X + "xliff" or root.get("version") != "2.0":
        yield f"the root is <{root.tag}> of version {root.get('version')}"
        return
    yield from complain_form(root)
    files = [f.get("id") for f in root]
    if len(set(files)) != len(files):
        yield "ids of files are doubled"
    for file in root:
        ids = [u.get("id") for u in file.iter(X + "unit")]
        names = [u.get("name") for u in file.iter(X + "unit")]
        if len(set(ids)) != len(ids) or len(set(names)) != len(names):
            yield f"{file.get('original')}: ids or names of units are doubled"
        for token in [file.get("id")] + ids:
            if not TOKEN.match(token or ""):
                yield f"{token} is no id"
        for unit in file.iter(X + "unit"):
            yield from complain_unit(unit, set(ids))


def find(root, original, name):
    for file in root:
        for unit in file.iter(X + "unit"):
            if file.get("original") == original and unit.get("name") == name:
                return unit
    sys.exit(f"there is no {name} in {original}")


def give(unit, text, state="translated"):
    segment = unit.find(X + "segment")
    target = segment.find(X + "target")
    if target is None:
        target = ET.SubElement(segment, X + "target")
    for child in list(target):
        target.remove(child)
    codes = {s.get("id"): s for s in spans(segment.find(X + "source"))}
    parts = re.split(r"\{(\w+)\}", text)
    target.text = parts[0]
    for code, tail in zip(parts[1::2], parts[2::2]):
        copied = copy.deepcopy(codes[code])
        copied.tail = tail
        target.append(copied)
    segment.set("state", state)
    segment.attrib.pop("subState", None)


def fill(root):
    count = 0
    for unit in root.iter(X + "unit"):
        segment = unit.find(X + "segment")
        if segment.find(X + "target") is not None:
            continue
        target = copy.deepcopy(segment.find(X + "source"))
        target.tag = X + "target"
        target.text = "Xx" + (target.text or "")
        segment.append(target)
        segment.set("state", "translated")
        count += 1
    return count


def main():
    ET.register_namespace("", URI)
    verb, path, *rest = sys.argv[1:]
    tree = ET.parse(path)
    root = tree.getroot()
    if verb == "check":
        found = list(check(root))
        print("\n".join(found) if found else f"{sum(1 for _ in root.iter(X + 'unit'))} units")
        return 1 if found else 0
    if verb == "get":
        segment = find(root, *rest).find(X + "segment")
        target = segment.find(X + "target")
        print(segment.get("state"), segment.get("subState", "-"),
              "" if target is None else "".join(target.itertext()))
        return 0
    if verb == "fill":
        print(fill(root), "filled")
    elif verb == "state":
        find(root, *rest[:2]).find(X + "segment").set("state", rest[2])
    else:
        give(find(root, *rest[:2]), rest[2])
    tree.write(path, encoding="UTF-8", xml_declaration=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
