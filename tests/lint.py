#!/usr/bin/env python3
"""Checks the rules of the house that a compiler does not know (docs/contributing.md).

    tests/lint.py          checks the repository it lies in; exit status 1 when a rule is broken

Needs the C compiler ($CC, default gcc) and clang-format besides Python's own library.
"""

import os
import re
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Folders in their order: a file includes headers of its own or an earlier folder.
FOLDERS = ["base", "project", "ingest", "figures", "text", "document", "page", "output", "verify",
           "commands"]

# What an earlier folder still must not give: the attacker and the read-back shall not share code
# with what they judge.
FORBIDDEN = {"verify": ["figures"]}

# A public header belongs to the folder that holds the .c of its name. These have none.
HOMELESS = {
    "status.h": "base",
    "limits.h": "base",
    "record.h": "ingest",
    "made_file.h": "output",
}

# Third-party headers: each library belongs to one file. ICU is many libraries in one: each of its
# headers may have one file per folder.
LIBRARIES = {
    "libharu": r"hpdf\w*\.h",
    "libxlsxwriter": r"xlsxwriter(/\w+)?\.h",
    "libcsv": r"csv\.h",
    "PCRE2": r"pcre2\.h",
    "libhyphen": r"hyphen\.h",
    "libcmark-gfm": r"cmark-gfm[\w-]*\.h",
    "libyaml": r"yaml\.h",
    "SQLite": r"sqlite3\.h",
    "OpenSSL": r"openssl/\w+\.h",
    "libpng": r"png\.h",
    "Little CMS": r"lcms2\.h",
    "qpdf": r"qpdf/[\w.-]+",
    "libzip": r"zip\.h",
    "expat": r"expat\.h",
    "HarfBuzz shaping": r"hb(-(ft|ot|icu))?\.h",
    "HarfBuzz subsetting": r"hb-subset[\w-]*\.h",
    "libdeflate": r"libdeflate\.h",
    "libmicrohttpd": r"microhttpd\.h",
    "libqrencode": r"qrencode\.h",
    "zlib": r"zlib\.h",
}
ICU = r"unicode/\w+\.h"
# The attacker shares no code with the engine: each has a hold of its own on the solvers.
COIN_OR = r"coin/\w+\.h"
# hb-subset.h cannot be used without hb.h.
COMPANIONS = {"HarfBuzz shaping": "HarfBuzz subsetting"}

BANNED = {
    "strcpy": "pp_arena_strdup or struct pp_str",
    "strcat": "struct pp_str",
    "strncpy": "pp_arena_strndup",
    "strncat": "struct pp_str",
    "sprintf": "snprintf or pp_arena_printf",
    "vsprintf": "vsnprintf or pp_arena_vprintf",
    "strtok": "strcspn and strspn",
    "gets": "pp_file_read",
    "gmtime": "the functions of period.h",
    "localtime": "the functions of period.h",
    "ctime": "the functions of period.h",
    "asctime": "the functions of period.h",
    "mktime": "the functions of period.h",
    "strftime": "the functions of locale.h",
    "atoi": "a reader that reports what it cannot read",
    "atol": "a reader that reports what it cannot read",
    "atof": "a reader that reports what it cannot read",
    "setlocale": "ICU (text/), which needs no global locale",
    "rand": "pp_random, or nothing: output never depends on chance",
    "srand": "nothing: output never depends on chance",
    "random": "pp_random, or nothing: output never depends on chance",
    "setjmp": "a status",
    "longjmp": "a status",
    "alloca": "an arena",
    "system": "posix_spawn",
    "popen": "posix_spawn",
    "strtod": "the one reader of numbers",
    "exit": "a status that main returns",
    "abort": "a status that main returns",
}
# Where a banned name is right after all.
ALLOWED = {
    "strtod": {"src/project/key_value.c"},
}

LONGEST_FUNCTION, LONG_FUNCTION = 80, 60  # [lines]
LONGEST_FILE = 600  # [lines]

MACHINE_PATHS = re.compile(r"(?<![\w.$}/-])/(?:work|root|tmp|home|Users|mnt)/[\w.-]")
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
TEXT_ENDINGS = {".c", ".h", ".md", ".sh", ".py", ".yaml", ".yml", ".csv", ".json", ".abnf", ".txt",
                ""}
# This file must name what it looks for.
NOT_SEARCHED = {"tests/lint.py"}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


class Findings:
    def __init__(self):
        self.errors = 0

    def error(self, path, line, sentence):
        self.errors += 1
        print(f"{path}:{line}: error: {sentence}")

    @staticmethod
    def note(path, line, sentence):
        print(f"{path}:{line}: note: {sentence}")


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def without_comments_and_strings(text):
    """The same text with comments and the insides of literals blanked; offsets stay."""
    def blank(match):
        found = match.group(0)
        keep = found[0] if found[0] in "\"'" else " "
        inner = re.sub(r"[^\n]", " ", found[1:-1])
        return keep + inner + (found[-1] if found[0] in "\"'" else " ")
    pattern = r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
    return re.sub(pattern, blank, text, flags=re.S)


def files_of_git():
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others",
                             "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    return [Path(name) for name in listed.stdout.decode("utf-8").split("\0") if name]


def files_below_root():
    """For a tree that came without git."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [f for f in folders if not f.startswith(".") and f != "build"]
        yield from (Path(folder, name).relative_to(ROOT) for name in names)


def files_of_house():
    files = files_of_git() if (ROOT / ".git").exists() else files_below_root()
    return sorted(path for path in files if (ROOT / path).is_file())


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


class House:
    def __init__(self, files):
        self.files = files
        self.sources = [f for f in files if f.parts[0] == "src" and f.suffix in (".c", ".h")]
        self.headers = [f for f in files if f.parts[:2] == ("include", "pactpress")]
        self.text = {f: read(f) for f in self.sources + self.headers}
        self.home = {}
        for source in self.sources:
            if source.suffix == ".c" and len(source.parts) == 3:
                self.home.setdefault(source.stem + ".h", source.parts[1])

    def folder_of_header(self, name):
        return HOMELESS.get(name) or self.home.get(name)

    def folder_of(self, path):
        if path.parts[0] == "include":
            return self.folder_of_header(path.name)
        return path.parts[1] if len(path.parts) == 3 else "main"


def rank(folder):
    return FOLDERS.index(folder) if folder in FOLDERS else len(FOLDERS)


def folder_of_include(house, path, name):
    """The folder an own header belongs to; None for a third-party or system one."""
    if name.startswith("pactpress/"):
        return house.folder_of_header(name.split("/", 1)[1])
    first = name.split("/")[0]
    if first in FOLDERS:
        return first
    if "/" not in name and (ROOT / path.parent / name).is_file():
        return house.folder_of(path)
    return None


def check_directions(house, findings):
    for header in house.headers:
        if house.folder_of_header(header.name) is None:
            findings.error(header, 1, f"No src/<folder>/{header.stem}.c gives this header a folder; "
                                      "name it in the table HOMELESS of tests/lint.py.")
    for stem in HOMELESS:
        if not (ROOT / "include/pactpress" / stem).is_file():
            continue
        if stem in house.home:
            findings.error("tests/lint.py", 1, f"{stem} has a .c in {house.home[stem]}/ by now; "
                                               "take it out of the table HOMELESS.")
    for path, text in house.text.items():
        folder = house.folder_of(path)
        if folder is None:
            continue
        for match in INCLUDE.finditer(text):
            target = folder_of_include(house, path, match.group(2))
            if target is None:
                continue
            line = line_of(text, match.start())
            if rank(target) > rank(folder):
                findings.error(path, line, f"{folder}/ must not include {match.group(2)}: it "
                                           f"belongs to {target}/, a later folder.")
            if target in FORBIDDEN.get(folder, []):
                findings.error(path, line, f"{folder}/ must share no code with {target}/, which "
                                           f"{match.group(2)} belongs to.")


def third_party_includes(house):
    for path, text in house.text.items():
        for match in INCLUDE.finditer(text):
            yield path, line_of(text, match.start()), match.group(2)


def check_owners(house, findings):
    owners = {}
    for path, line, name in third_party_includes(house):
        if re.fullmatch(ICU, name):
            use = f"ICU's {name} in {house.folder_of(path)}/"
            owners.setdefault(use, {}).setdefault(path, line)
        if re.fullmatch(COIN_OR, name):
            use = f"COIN-OR in {house.folder_of(path)}/"
            owners.setdefault(use, {}).setdefault(path, line)
        for library, pattern in LIBRARIES.items():
            if re.fullmatch(pattern, name):
                owners.setdefault(library, {}).setdefault(path, line)
    for library, companion in COMPANIONS.items():
        for path in owners.get(companion, {}):
            owners.get(library, {}).pop(path, None)
    for library, places in sorted(owners.items()):
        if len(places) > 1:
            first, *others = sorted(places)
            for other in others:
                findings.error(other, places[other], f"{library} belongs to one file, and {first} "
                                                     "includes it already.")
    for header in house.headers:
        for path, line, name in ((p, l, n) for p, l, n in third_party_includes(house)
                                 if p == header):
            patterns = list(LIBRARIES.values()) + [ICU, COIN_OR]
            if any(re.fullmatch(pattern, name) for pattern in patterns):
                findings.error(path, line, f"A header of the house shows no library: {name} "
                                           "belongs in the .c file.")


def check_banned(house, findings):
    names = re.compile(r"(?<![\w.>])(" + "|".join(BANNED) + r")(?:_r)?\s*\(")
    for path in house.sources:
        text = without_comments_and_strings(house.text[path])
        for match in names.finditer(text):
            name = match.group(1)
            if str(path) not in ALLOWED.get(name, set()):
                findings.error(path, line_of(text, match.start()),
                               f"{name} is not used here; use {BANNED[name]}.")


def functions(text):
    """Yields (name, first line, lines) of each function: the layout puts its opening brace into
    column one, and its closing one too."""
    lines = without_comments_and_strings(text).split("\n")
    for number, line in enumerate(lines):
        if line != "{":
            continue
        end = next((i for i in range(number, len(lines)) if lines[i] == "}"), None)
        start = number
        while start > 0 and lines[start - 1].strip() and not lines[start - 1].startswith(("#", "}")):
            start -= 1
        head = " ".join(lines[start:number])
        name = re.search(r"(\w+)\s*\(", head)
        if end is not None and name is not None:
            yield name.group(1), start + 1, end - start + 1


def check_sizes(house, findings):
    for path in house.sources:
        text = house.text[path]
        for name, line, count in functions(text):
            if count > LONGEST_FUNCTION:
                findings.error(path, line, f"{name} has {count} lines, more than "
                                           f"{LONGEST_FUNCTION}; split it by what it does.")
            elif count > LONG_FUNCTION:
                findings.note(path, line, f"{name} has {count} lines.")
        count = text.count("\n")
        if count > LONGEST_FILE:
            findings.error(path, 1, f"The file has {count} lines, more than {LONGEST_FILE}; split "
                                    "it by subject.")


def compile_alone(header):
    command = shlex.split(os.environ.get("CC", "gcc")) + [
        "-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
        "-Iinclude", "-Isrc", "-I/usr/include/harfbuzz", "-fsyntax-only", "-x", "c", "-"]
    name = Path(*header.parts[1:])
    # ISO C wants a declaration in every unit, and a header may hold macros alone.
    unit = f'#include "{name}"\n#include "{name}"\nextern int pp_lint_unit;\n'
    return header, subprocess.run(command, cwd=ROOT, input=unit, text=True, capture_output=True,
                                  check=False)


def check_headers_alone(house, findings):
    headers = house.headers + [f for f in house.sources if f.suffix == ".h"]
    with ThreadPoolExecutor(2) as pool:
        for header, result in pool.map(compile_alone, headers):
            if result.returncode != 0:
                findings.error(header, 1, "The header does not compile alone:\n" + result.stderr)


def check_layout(house, findings):
    files = [f for f in house.files if f.suffix in (".c", ".h")]
    files = [f for f in files if f.parts[0] in ("src", "include", "tests")]
    result = subprocess.run(["clang-format", "--dry-run", "-Werror", *map(str, files)], cwd=ROOT,
                            capture_output=True, text=True, check=False)
    places = re.findall(r"^(\S+?):(\d+):\d+: error:", result.stderr, re.M)
    for path in sorted({path for path, _ in places}):
        line = next(number for name, number in places if name == path)
        findings.error(path, line, "The layout differs from .clang-format; run make format.")
    if result.returncode != 0 and not places:
        findings.error(".clang-format", 1, "clang-format failed: " + result.stderr)


def check_texts(house, findings):
    for path in house.files:
        if path.suffix not in TEXT_ENDINGS or str(path) in NOT_SEARCHED:
            continue
        if path.parts[:2] == ("tests", "fuzz") and "corpus" in path.parts:
            continue
        try:
            text = read(path)
        except UnicodeDecodeError:
            continue  # exports in other encodings are data
        for match in MACHINE_PATHS.finditer(text):
            findings.error(path, line_of(text, match.start()),
                           f"{match.group(0)}... is a path of one machine.")
        if path.suffix != ".csv":
            for match in UNFINISHED.finditer(text):
                findings.error(path, line_of(text, match.start()),
                               f"{match.group(0)}: finish it, or make it an issue.")


def main():
    findings = Findings()
    house = House(files_of_house())
    for check in (check_directions, check_owners, check_banned, check_sizes, check_headers_alone,
                  check_layout, check_texts):
        check(house, findings)
    print(f"lint: {len(house.files)} files, {findings.errors} errors")
    return 1 if findings.errors else 0


if __name__ == "__main__":
    sys.exit(main())
