#!/usr/bin/env python3
"""The sample's documents of one period in 26 languages, as pdftotext and qpdf see them.

    check_languages.py FOLDER SOURCE [LAYOUT...]      the candidate's folder, and the repository

Prints `ok NAME` and `not ok NAME: why`. Each string of the English catalogue that has no argument and makes a line of
the English document must be found, translated, in every other language's; so must the labels of
samples/languages and, in the bulletin, the lead story, while nothing of the English one may be left. No character
may be lost, every file is sound.
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
CODES = ["relevance", "effectiveness", "coherence", "sustainability", "efficiency", "impact"]
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


def stands(text, page, lang):
    """A text with numbers or Latin words within Arabic is read word by word: pdftotext has its pieces in another order."""
    if lang == "ar" and re.search("[0-9A-Za-z]", text):
        return all(squeezed(word) in page for word in re.findall(r"\w+", text))
    return squeezed(text) in page


def labels_of(source, lang, layout):
    """What samples/languages says in the project's own words, where the layout prints it."""
    texts = yaml.safe_load((source / f"samples/languages/{lang}/labels.yaml").read_text(encoding="utf-8"))
    parts = ["visibility.statement"]
    if layout != "newsletter":
        parts += [f"frameworks.dac.dimensions.{code}.label" for code in CODES]
    if layout == "bulletin":
        parts += [key for key in texts if key.startswith(("facts.", "issue.", "frameworks.", "cities."))
                  and not key.endswith("name_in") and ".facts.atlas" not in "." + key
                  and key not in ("frameworks.dac.name", "frameworks.dac.intro", "issue.title")
                  and not re.search(r"labels\.[234]$", key)]
    return [(key, texts[key]) for key in parts]


def paragraphs(source, path):
    """Title, summary, caption and headings of a story, and the plain paragraphs of its text."""
    _, front, body = (source / path).read_text(encoding="utf-8").split("---\n", 2)
    front = yaml.safe_load(front)
    texts = [front[key] for key in ("title", "summary", "caption", "credit")]
    texts += [re.sub(r"\[(.*?)\]\(.*?\)", r"\1", part).replace("#", "").strip()
              for part in body.strip().split("\n\n") if "{{" not in part and not part.startswith("1.")]
    return texts


def main():
    folder, source = Path(sys.argv[1]), Path(sys.argv[2])
    words = {path.name for path in (source / "samples/languages").iterdir()}
    english = catalogue(source, "en")
    english_story = paragraphs(source, "samples/epi/content/2022-Q1-bulletin/en/lead.md")
    for layout in sys.argv[3:] or ELSEWHERE:
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
                wanted += labels_of(source, lang, layout)
            if lang in words and layout == "bulletin":
                wanted += [("story", text) for text in paragraphs(source, f"samples/languages/{lang}/lead.md")]
            lost = [f"{key} “{text}”" for key, text in wanted if not stands(text, texts[lang], lang)]
            lost += [f"English is left: “{text}”" for text in english_story
                     if lang != "en" and layout == "bulletin" and squeezed(text) in texts[lang]]
            if "\ufffd" in texts[lang]:
                lost.append("a character without Unicode")
            if subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode:
                lost.append("qpdf finds it damaged")
            tell(f"{layout} in {lang}", ", ".join(lost[:3]))
    return failed


sys.exit(main())
