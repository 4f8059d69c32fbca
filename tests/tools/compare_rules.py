#!/usr/bin/env python3
"""Compares the rules by which rows are left out, as the source has them, with their phrases in layouts/strings.

    python3 tests/tools/compare_rules.py [FOLDER]     default: layouts/strings

Each rule that the source can give has a short phrase of its own in every language, and stands in docs/exports.md;
no phrase is left of a rule that is gone. Exit status 1 when something differs.
"""

import pathlib
import re
import sys

import yaml

from compare_messages import ROOT, call_at, source_files
from compare_strings import CATEGORIES

# Which argument of a call is the rule; and where a rule is set by hand.
CALLS = {r"\bpp_hold_back(?:_at)?\(": 2, r"\bpp_exclude\(": 1, r"\badd_file\(\s*arena, out,": 3}
SET = re.compile(r"\bfault\.rule\s*=\s*([^;]+);")
LITERAL = re.compile(r'"([a-z]+(?:-[a-z]+)*)"')
LONGEST = 60  # characters


def arguments(call):
    """The arguments of a call up to where the first sentence begins: none of them has a comma in quotation marks."""
    depth, parts = 0, [""]
    for c in call[1:]:
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return [part.strip() for part in parts]


def rules_of_source():
    """Pairs of a place and the expression that is a rule there."""
    for path, code in source_files().items():
        for name, at in CALLS.items():
            for match in re.finditer(name, code):
                given = arguments(call_at(code, code.index("(", match.start())))
                if not given[0].startswith("struct "):  # else it is the function's definition
                    yield path.relative_to(ROOT), given[at]
        for match in SET.finditer(code):
            yield path.relative_to(ROOT), match.group(1).strip()


def complain(lang, rules, own, english):
    for rule in sorted(rules - own.keys()):
        yield f"{lang}.yaml: rule.{rule} is missing"
    for rule in sorted(own.keys() - rules):
        yield f"{lang}.yaml: the source has no rule {rule}"
    for rule in sorted(own.keys() & rules):
        phrase = own[rule]
        if not 3 < len(phrase) <= LONGEST:
            yield f"{lang}.yaml: rule.{rule} has {len(phrase)} characters"
        if lang != "en" and phrase == english.get(rule):
            yield f"{lang}.yaml: rule.{rule} is English"
    if len(set(own.values())) < len(own):
        yield f"{lang}.yaml: two rules have the same phrase"


def phrases(folder, lang):
    strings = yaml.safe_load((folder / f"{lang}.yaml").read_text(encoding="utf-8"))["strings"]
    return {key.removeprefix("rule."): value["text"] if isinstance(value, dict) else value
            for key, value in strings.items() if key.startswith("rule.")}


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "layouts" / "strings"
    manual = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    rules, complaints = set(), []
    for path, text in rules_of_source():
        found = LITERAL.findall(text)
        rules.update(found)
        if not found and text != "rule":  # handed on by a function whose callers are looked at
            complaints.append(f"{path}: the rule {text!r} cannot be read")
    english = phrases(folder, "en")
    for lang in sorted(CATEGORIES):
        complaints += complain(lang, rules, phrases(folder, lang), english)
    complaints += [f"docs/exports.md does not explain {rule}" for rule in sorted(rules) if f"`{rule}`" not in manual]
    print("\n".join(complaints) if complaints else f"{len(rules)} rules have words in {len(CATEGORIES)} languages")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
