#!/usr/bin/env python3
"""Makes the sample project speak 26 languages: its own four and those of tests/data/languages/words.yaml.

    sample_languages.py PROJECT SOURCE      changes PROJECT/pactpress.yaml, a copy of the sample's

The project's bulletin, quarterly and newsletter are asked for in each of them, nothing else.
"""

import re
import sys
from pathlib import Path

import yaml

CODES = ["relevance", "effectiveness", "coherence", "sustainability", "efficiency", "impact"]


def main():
    path, source = Path(sys.argv[1]) / "pactpress.yaml", Path(sys.argv[2])
    words = yaml.safe_load((source / "tests/data/languages/words.yaml").read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    for i, code in enumerate(CODES):
        more = "".join(f", {lang}: {words[lang]['criteria'][i]}" for lang in words)
        text, count = re.subn(rf"(- code: {code}\n        label: {{[^}}]*)}}", rf"\1{more}}}", text)
        assert count == 1, code
    statements = "".join(f"    {lang}: {words[lang]['statement']}\n" for lang in words)
    text, count = re.subn(r"(\n  statement:[^\n]*\n)", r"\1" + statements, text)
    assert count == 1, "statement"
    langs = ", ".join(["en", "it", "sv", "lv", *words])
    text = text.replace("languages: [en, it, sv, lv]", f"languages: [{langs}]")
    outputs = "".join(f"  - {{layout: {layout}, scope: project, langs: [{langs}], formats: [pdf], class: public}}\n"
                      for layout in ("bulletin", "quarterly", "newsletter"))
    text = re.sub(r"\noutputs:\n(  - [^\n]*\n)+", f"\noutputs:\n{outputs}", text)
    path.write_text(text, encoding="utf-8")


main()
