#!/usr/bin/env python3
"""The sample's documents of one period in 26 languages, as pdftotext and qpdf see them.

    check_languages.py FOLDER SOURCE      the candidate's folder, and the repository

Prints `ok NAME` and `not ok NAME: why`. Each string of the English catalogue that has no argument and makes a line of
the English document must be found, translated, in every other language's; so must the six criteria and the
funding statement. No character may be lost, every file is sound.
"""

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import yaml

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\\s")
# Strings of sheets and of marks that are spoken; the stories of the newsletter bring a table in English.
ELSEWHERE = {"bulletin": ("annex.", "mark."), "quarterly": ("annex.", "mark."),
             "newsletter": ("annex.", "mark.", "events.")}
failed = False


def tell(name, problem):
    global failed
    failed = failed or bool(problem)
    print(f"not ok {name}: {problem}" if problem else f"ok {name}")


def output(*command):
    return subprocess.run(command, capture_output=True, check=False).stdout.decode("utf-8", "replace")


def squeezed(text):
    """Letters and signs only: where lines and words end is the page's business, where the vowel marks of Arabic
    go that of the reader."""
    text = re.sub("[\u2010-]", "", INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    return "".join(c for c in text.casefold() if not unicodedata.combining(c))


def catalogue(source, lang):
    root = yaml.safe_load((source / f"layouts/strings/{lang}.yaml").read_text(encoding="utf-8"))
    texts = {key: value if isinstance(value, str) else value["text"] for key, value in root["strings"].items()}
    return {key: text for key, text in texts.items() if "{" not in text}


def main():
    folder, source = Path(sys.argv[1]), Path(sys.argv[2])
    words = yaml.safe_load((source / "tests/data/languages/words.yaml").read_text(encoding="utf-8"))
    english = catalogue(source, "en")
    for layout in ELSEWHERE:
        paths = {path.stem.rsplit("-", 1)[1]: path for path in sorted((folder / layout).glob("*.pdf"))}
        tell(f"{layout} in 26 languages", len(paths) != 26 and f"there are {len(paths)}")
        plain = {lang: output("pdftotext", str(path), "-") for lang, path in paths.items()}
        texts = {lang: squeezed(text) for lang, text in plain.items()}
        lines = set(plain["en"].splitlines())
        seen = [key for key, text in english.items() if text in lines and not key.startswith(ELSEWHERE[layout])]
        tell(f"{layout}: strings to look for", len(seen) < 5 and f"only {len(seen)}")
        for lang, path in paths.items():
            own = catalogue(source, lang)
            wanted = [(key, own[key]) for key in seen if key in own]
            if lang in words:
                wanted.append(("funding statement", words[lang]["statement"]))
                wanted += [("criterion", word) for word in words[lang]["criteria"] if layout != "newsletter"]
            lost = [f"{key} “{text}”" for key, text in wanted if squeezed(text) not in texts[lang]]
            if "\ufffd" in texts[lang]:
                lost.append("a character without Unicode")
            if subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode:
                lost.append("qpdf finds it damaged")
            tell(f"{layout} in {lang}", ", ".join(lost[:3]))
    return failed


sys.exit(main())
