#!/usr/bin/env python3
"""Plural categories by CLDR's rules, as the table that tests/unit/test_plurals.c holds the program to.

    cldr_plurals.py plurals.xml ordinals.xml > tests/data/plurals.txt

The two files are CLDR's (common/supplemental). Release 42 belongs to ICU 72; the table was made from the files of
Debian's unicode-cldr-core, release 41, with three changes of 42: Hebrew without `many`, Maltese with `two`, Romanian 101 as `few`.
The rules are computed here anew, from the operands of UTS #35, and must give CLDR's own samples first.
`pt` is the Portuguese of Portugal. A line per language and kind: the categories of 0 to 200, of 0.0 to 20.9 and of 1000000, a letter each (z, 1, 2, f, m, o).
"""

import re
import sys
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

LANGS = ("am ar bg bn ckb cs da de el en es et fa fi fr ga he hi hr hu hy it ka ku lt lv mt nl pl ps pt "
         "ro ru sk sl so sq sr sv ti tr uk ur zh").split()
LETTERS = {"zero": "z", "one": "1", "two": "2", "few": "f", "many": "m", "other": "o"}


def operands(text):
    whole, _, fraction = text.partition(".")
    bare = fraction.rstrip("0")
    return {"n": Decimal(text), "i": int(whole), "v": len(fraction), "w": len(bare),
            "f": int(fraction or 0), "t": int(bare or 0), "c": 0, "e": 0}


def holds(relation, values):
    name, modulus, negated, ranges = re.fullmatch(
        r"([nivwftce])(?: % (\d+))? (!?)= (.*)", relation.strip()).groups()
    value = values[name] % int(modulus) if modulus else values[name]
    inside = False
    for part in ranges.split(","):
        low, _, high = part.partition("..")
        if int(low) <= value <= int(high or low) and value == int(value):
            inside = True
    return inside != bool(negated)


def category(rules, text):
    values = operands(text)
    for name, condition in rules:
        if not condition or any(all(holds(one, values) for one in part.split(" and "))
                                for part in condition.split(" or ")):
            return name
    raise AssertionError(text)


def samples(text):
    for token in re.findall(r"[\d.]+~?[\d.]*", re.sub(r"\d[\d.]*c\d+", "", text)):
        low, _, high = token.partition("~")
        step = Decimal(10) ** -len(low.partition(".")[2])
        value = Decimal(low)
        while value <= Decimal(high or low):
            yield str(value)
            value += step


def read(path):
    found = {}
    for group in ElementTree.parse(path).iter("pluralRules"):
        rules, checks = [], []
        for rule in group.iter("pluralRule"):
            condition, _, examples = rule.text.partition("@")
            rules.append((rule.get("count"), condition.strip()))
            checks += [(value, rule.get("count")) for value in samples(examples)]
        rules.sort(key=lambda rule: rule[0] == "other")
        for value, wanted in checks:
            assert category(rules, value) == wanted, (group.get("locales"), value, wanted)
        for locale in group.get("locales").split():
            found[locale.replace("_", "-")] = rules
    return found


def main():
    numbers = [str(n) for n in range(201)]
    decimals = [f"{n // 10}.{n % 10}" for n in range(210)]
    for kind, path in zip(("cardinal", "ordinal"), sys.argv[1:3]):
        rules = read(path)
        for lang in LANGS:
            own = rules.get("pt-PT" if lang == "pt" else lang) or rules.get(lang.split("-")[0])
            if own:
                print(lang, kind, *("".join(LETTERS[category(own, text)] for text in texts)
                                    for texts in (numbers, decimals, ["1000000"])))


main()
