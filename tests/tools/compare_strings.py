#!/usr/bin/env python3
"""Compares the string catalogues with the English one: same ids, same arguments, right plurals.

    python3 tests/tools/compare_strings.py [FOLDER]     default: layouts/strings

The four arguments that every string may use (place, place_in, scope, period) are left out of the
comparison. Exit status 1 when something differs.
"""

import pathlib
import re
import sys

import yaml

# Plural categories of CLDR 42, as ICU 72 has them.
CATEGORIES = {lang: set(names.split()) for lang, names in {
    "bg": "one other",
    "cs": "one few many other",
    "da": "one other",
    "de": "one other",
    "el": "one other",
    "en": "one other",
    "es": "one many other",
    "et": "one other",
    "fi": "one other",
    "fr": "one many other",
    "ga": "one two few many other",
    "hr": "one few other",
    "hu": "one other",
    "it": "one many other",
    "lt": "one few many other",
    "lv": "zero one other",
    "mt": "one two few many other",
    "nl": "one other",
    "pl": "one few many other",
    "pt": "one many other",
    "ro": "one few other",
    "sk": "one few many other",
    "sl": "one two few other",
    "sv": "one other",
    "uk": "one few many other",
    "ar": "zero one two few many other",
}.items()}
STATES = {"withheld", "unknown", "estimated", "at_least", "not_assessed"}
COMMON = {"place", "place_in", "scope", "period"}


def parse(text, at=0, inside=False):
    """Arguments as (name, kind, keywords) of a pattern; ends at the closing brace when inside."""
    found = []
    while at < len(text):
        c = text[at]
        if c == "'" and text[at + 1:at + 2] in ("{", "}", "'"):
            at = at + 2 if text[at + 1] == "'" else text.index("'", at + 1) + 1
            continue
        if c == "}" and inside:
            return found, at + 1
        at += 1
        if c != "{":
            continue
        head = re.compile(r"\s*(\w+)\s*(?:,\s*(\w+)\s*)?").match(text, at)
        at, name, kind = head.end(), head.group(1), head.group(2)
        keywords = []
        if kind in ("plural", "select", "selectordinal"):
            at = text.index(",", at) + 1
            while True:
                word = re.compile(r"\s*(=?\w+)\s*\{|\s*\}").match(text, at)
                if not word:
                    raise ValueError(f"cannot read {text[at:at + 20]!r}")
                at = word.end()
                if not word.group(1):
                    break
                keywords.append(word.group(1))
                inner, at = parse(text, at, True)
                found += inner
        else:
            at = text.index("}", at) + 1
        found.append((name, kind, tuple(keywords)))
    if inside:
        raise ValueError("a brace is not closed")
    return found, at


def strings_of(path):
    strings = yaml.safe_load(path.read_text(encoding="utf-8"))["strings"]
    return {key: parse(value["text"] if isinstance(value, dict) else value)[0]
            for key, value in strings.items()}


def complain(path, english, own, categories):
    for key in english.keys() - own.keys():
        yield f"{path}: {key} is missing"
    for key in own.keys() - english.keys():
        yield f"{path}: {key} is not in English"
    for key in sorted(english.keys() & own.keys()):
        wanted = {name for name, _, _ in english[key]} - COMMON
        given = {name for name, _, _ in own[key]} - COMMON
        if wanted != given:
            yield f"{path}: {key} has the arguments {sorted(given)}, English {sorted(wanted)}"
        for name, kind, keywords in own[key]:
            plain = {k for k in keywords if not k.startswith("=")} - STATES
            if kind == "plural" and len(plain) > 1 and plain != categories:
                yield f"{path}: {key}: plural of {name} has {sorted(plain)}, not {sorted(categories)}"
        for name, kind, keywords in english[key]:
            if kind != "select" or any(set(k) == set(keywords) for n, _, k in own[key] if n == name):
                continue
            yield f"{path}: {key}: select of {name} has other words than {list(keywords)}"


def main():
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else root / "layouts" / "strings"
    english = strings_of(folder / "en.yaml")
    unknown = sorted(p.name for p in folder.glob("*.yaml") if p.stem not in CATEGORIES)
    if unknown:
        sys.exit(f"{folder}: no plural categories are known here for {', '.join(unknown)}")
    complaints = [text for lang, categories in CATEGORIES.items()
                  for text in complain(folder / f"{lang}.yaml", english, strings_of(folder / f"{lang}.yaml"),
                                       categories)]
    print("\n".join(complaints) if complaints else f"{len(english)} strings agree in {len(CATEGORIES)} languages")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
