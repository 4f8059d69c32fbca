#!/usr/bin/env python3
"""Compares what the program says with layouts/messages: the English file with the source, the others with it.

    python3 tests/tools/compare_messages.py [FOLDER]    default: layouts/messages
    python3 tests/tools/compare_messages.py --new       lists sentences of the source that no key has yet

A sentence of the English file must stand in the source, so that none goes stale; every reason for holding a row
back must have a key; and each language must have the arguments and plural branches that it needs. A language may
lack keys (the user reads English then), but not those of REQUIRED, and the languages of WHOLE lack none. Exit
status 1 when something is wrong.
"""

import ast
import itertools
import pathlib
import re
import sys

import yaml

from compare_strings import CATEGORIES, parse

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LITERALS = re.compile(r'"(?:[^"\\\n]|\\.)*"(?:\s*(?:PRI[a-z]\w+\s*)?"(?:[^"\\\n]|\\.)*")*')
CONVERSION = re.compile(r"%(?:%|[-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?(?:hh|h|ll|l|z|j|t)?[diouxXeEfgcspn])")
# Functions whose sentences must all have a key.
SPOKEN = re.compile(r"\bpp_(?:hold_back|hold_back_at|fault_tell)\(")
REPORTS = re.compile(r"\b(?:pp_(?:error|warn|note|report|say|yaml_report|yaml_report_key|check_error|md_error|"
                     r"source_text_report|hold_back|hold_back_at|notice|fault_tell)|refuse|complain|FAIL)\(")
# What all languages have: why rows are held back, and what any run says of its beginning, its lock and its end.
REQUIRED = re.compile(r"held-back\.|rows\.held-back|(?:reason/(?:column|cell)|severity/.*|progress/.*|done/(?:build|release)|checked|same|"
                      r"waiting|preview|failed|stopped|published|up-to-date|output\.locked|archive\.locked|build\.strict|"
                      r"release\.no-candidate)$")
WHOLE = {"it", "lv", "sv"}  # those of the sample: every key
ARGUMENT = "\x01"


def read(folder, lang):
    content = yaml.safe_load((folder / f"{lang}.yaml").read_text(encoding="utf-8"))
    if content["lang"] != lang:
        sys.exit(f"{lang}.yaml says that it is in {content['lang']}")
    return content["messages"]


def text_of(literals):
    """The string that adjacent C literals make."""
    parts = [part.group() for part in re.finditer(r'"(?:[^"\\\n]|\\.)*"', literals)]
    return b"".join(ast.literal_eval("b" + part) if part.isascii() else ast.literal_eval(part).encode("utf-8")
                    for part in parts).decode("utf-8", "replace")


def without_comments(code):
    return re.sub(r'("(?:[^"\\\n]|\\.)*")|/\*.*?\*/|//[^\n]*', lambda m: m.group(1) or " ", code, flags=re.S)


def source_files():
    return {path: without_comments(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "src").rglob("*.c"))}


def call_at(code, start):
    """The arguments of a call that opens at `start`, up to the brace that closes it."""
    depth, quoted, at = 0, False, start
    while at < len(code):
        c = code[at]
        if quoted:
            at += c == "\\"
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c in "()":
            depth += 1 if c == "(" else -1
            if depth == 0:
                break
        at += 1
    return code[start:at]


def literal_length(form):
    return len(CONVERSION.sub("", form))


def form_pattern(form):
    """What a printf format can print, as a regular expression."""
    parts, last = [], 0
    for match in CONVERSION.finditer(form):
        parts += [re.escape(form[last:match.start()]), "%" if match.group() == "%%" else ".*"]
        last = match.end()
    return re.compile("".join(parts) + re.escape(form[last:]), re.S)


def expand(pattern, number=None):
    """All texts that a pattern can be, with ARGUMENT for each argument; and the names that each of them binds."""
    at, pieces = 0, [[("", ())]]
    while at < len(pattern):
        if pattern[at] == "#" and number:
            pieces.append([(ARGUMENT, (number,))])
            at += 1
        elif pattern[at:at + 2] in ("'{", "'}"):  # braces in apostrophes are printed
            end = pattern.index("'", at + 1)
            pieces.append([(pattern[at + 1:end], ())])
            at = end + 1
        elif pattern[at] != "{":
            pieces.append([(pattern[at], ())])
            at += 1
        else:
            end = closing(pattern, at)
            pieces.append(argument_texts(pattern[at + 1:end]))
            at = end + 1
    for combination in itertools.product(*pieces):
        yield "".join(text for text, _ in combination), tuple(name for _, names in combination for name in names)


def closing(pattern, at):
    depth = 0
    for i in range(at, len(pattern)):
        depth += {"{": 1, "}": -1}.get(pattern[i], 0)
        if depth == 0:
            return i
    raise ValueError(f"a brace is not closed in {pattern!r}")


def argument_texts(inner):
    name, _, rest = (part.strip() for part in inner.partition(","))
    kind, _, branches = (part.strip() for part in rest.partition(","))
    if kind not in ("plural", "select"):
        return [(ARGUMENT, (name,))]
    found, at = [], 0
    while match := re.compile(r"\s*(=?\w+)\s*\{").match(branches, at):
        end = closing(branches, match.end() - 1)
        word = match.group(1)
        told = (name,) if kind == "select" or word != "other" else ()
        found += [(text, names + told) for text, names in
                  expand(branches[match.end():end], name if kind == "plural" else None)]
        at = end + 1
    return found


def check_english(english, files):
    forms = {text_of(m.group()).removesuffix("\n") for code in files.values() for m in LITERALS.finditer(code)}
    patterns = {form: form_pattern(form) for form in forms}
    for key, message in english.items():
        names = {name for name, _, _ in parse(message)[0]}
        for text, bound in expand(message):
            if set(bound) != names:
                yield f"en.yaml: {key}: {sorted(names - set(bound))} cannot be read from {text!r}"
            if ARGUMENT * 2 in text:
                yield f"en.yaml: {key}: two arguments stand side by side, and nothing tells them apart"
            own = len(text.replace(ARGUMENT, ""))
            if text.replace(ARGUMENT, "") in forms:
                continue
            if not any(2 * literal_length(form) >= own and pattern.fullmatch(text)
                       for form, pattern in patterns.items()):
                yield f"en.yaml: {key}: no sentence of the source is {text.replace(ARGUMENT, '...')!r}"


def sentences(files, calls):
    """Formats of the calls: literals with a space in them, other than rule names."""
    for path, code in files.items():
        for match in calls.finditer(code):
            call = call_at(code, match.end() - 1)
            for literal in LITERALS.finditer(call):
                text = text_of(literal.group())
                if " " in text.strip() and literal_length(text) > 6:
                    yield path.relative_to(ROOT), text


def without_key(english, files, calls):
    texts = [text for message in english.values() for text, _ in expand(message)]
    for path, form in sentences(files, calls):
        pattern = form_pattern(form)
        if not any(pattern.fullmatch(text) or form in text for text in texts):
            yield path, form


def check_lengths(lang, messages):
    most = {"held-back.sheet/rows": 31, "held-back.sheet/title": 32, "held-back.sheet/hint": 225}
    for key, length in most.items():
        if len(messages.get(key, "")) > length:
            yield f"{lang}.yaml: {key} is longer than {length} characters, which Excel does not take"
    if re.search(r"[\[\]:*?/\\]", messages.get("held-back.sheet/rows", "")):
        yield f"{lang}.yaml: held-back.sheet/rows is no name of a sheet"


def check_language(lang, english, own, first):
    for key in own.keys() - english.keys():
        yield f"{lang}.yaml: {key} is not in en.yaml"
    for key in english.keys() - own.keys():
        if lang in WHOLE or key in first or REQUIRED.match(key):
            yield f"{lang}.yaml: {key} is missing"
    for key in english.keys() & own.keys():
        parsed = parse(own[key])[0]
        wanted, given = ({name for name, _, _ in parts} for parts in (parse(english[key])[0], parsed))
        if wanted != given:
            yield f"{lang}.yaml: {key} has the arguments {sorted(given)}, English {sorted(wanted)}"
        for name, kind, keywords in parsed:
            plain = {word for word in keywords if not word.startswith("=")}
            if kind == "plural" and lang != "en" and plain != CATEGORIES[lang]:
                yield f"{lang}.yaml: {key}: plural of {name} has {sorted(plain)}, not {sorted(CATEGORIES[lang])}"
    yield from check_lengths(lang, own)


def main():
    listing = sys.argv[1:] == ["--new"]
    folder = pathlib.Path(sys.argv[1]) if sys.argv[1:] and not listing else ROOT / "layouts" / "messages"
    english, files = read(folder, "en"), source_files()
    if listing:
        for path, form in without_key(english, files, REPORTS):
            print(f"{path}: {form!r}")
        return 0
    complaints = list(check_english(english, files))
    complaints += [f"{path}: no key of en.yaml says {form!r}" for path, form in without_key(english, files, SPOKEN)]
    first = list(english)[:list(english).index("held-back.head/line")]  # why a row is held back
    langs = sorted(path.stem for path in folder.glob("*.yaml"))
    complaints += [f"{lang}.yaml is missing" for lang in CATEGORIES.keys() - set(langs)]
    for lang in langs:
        complaints += sorted(check_language(lang, english, read(folder, lang), set(first)))
    print("\n".join(complaints) if complaints else f"{len(english)} sentences agree in {len(langs)} languages")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
