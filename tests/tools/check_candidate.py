#!/usr/bin/env python3
"""Judges the folder that `pactpress build` leaves for the sample project: the set of its files, the
manifest, figures.csv, every PDF (check_pdf.py), and that nobody of the exports can be found in it.

    check_candidate.py PROJECT CANDIDATE PERIOD SHARE

PROJECT is the project folder, SHARE the folder with layouts/. Prints `ok` and `not ok` lines. What
is expected is read out of the project's YAML and exports by this program alone. Needs python3-yaml.
"""

import csv
import hashlib
import io
import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))
import check_pdf  # noqa: E402  (beside this file)

COLUMNS = "address,measure,city,framework,dimension,breakdown,period,state,value,n,unit"
VALUES = {  # of a state in figures.csv
    "exact": r"-?\d+(\.\d+)?", "rounded": r"-?\d+(\.\d+)?",
    "estimated": r"-?\d+(\.\d+)?(\.\.-?\d+(\.\d+)?)?", "at_least": r"-?\d+(\.\d+)?\.\.",
    "suppressed": "", "unknown": "", "not_assessed": ""}
MANIFEST_KEYS = {
    "": {"format", "program", "project", "grant", "class", "period", "data_state", "draft", "privacy",
         "files", "inputs", "inputs_sha256", "rows", "warnings"},
    "files": {"path", "size", "sha256", "layout", "city", "lang", "title", "pages"},
    "inputs": {"source"},
    "rows": {"read", "used", "excluded", "superseded", "duplicates", "held_back"}}
# Headings of the catalogue that every bulletin of the sample carries.
HEADINGS = ["events.title", "coming.title", "heat.title", "resources.title", "coverage.title",
            "method.title"]
LETTERS = re.compile(r"[^\W\d_]{3,}")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class World:
    """The project, and what its outputs must be."""

    def __init__(self, project, candidate, period, share):
        self.project, self.candidate = Path(project), Path(candidate)
        self.period, self.share = period, Path(share)
        self.yaml = read_yaml(self.project / "pactpress.yaml")
        issues = {path: read_yaml(path) for path in self.project.glob("content/*/issue.yaml")}
        self.issue_path, self.issue = next(
            (path, issue) for path, issue in issues.items()
            if issue["period"] == period and issue.get("layout", "bulletin") == "bulletin")
        self.cities = {city["id"]: city for city in self.yaml["cities"]}
        self.strings = {path.stem: read_yaml(path)["strings"]
                        for path in (self.share / "layouts/strings").glob("*.yaml")}

    def documents(self):
        """(name without ending, city or None, language, formats) of every output declared."""
        for output in self.yaml["outputs"]:
            if output["class"] != "public":
                continue
            cities = [None] if output["scope"] == "project" else output.get("cities", self.cities)
            for city in cities:
                for lang in output["langs"]:
                    lang = self.cities[city]["lang"] if lang == "home" else lang
                    place = f"-{city}" if city else ""
                    name = f"{self.yaml['project']['id']}-%s-{self.period}{place}-{lang}"
                    yield output["layout"], name, city, lang, output["formats"]

    def budget(self, layout, city):
        """How many pages the documents of this layout may have."""
        scope = "city" if city else "project"
        return min((output["pages"] for output in self.yaml["outputs"]
                    if (output["layout"], output["scope"]) == (layout, scope) and "pages" in output),
                   default=1000)

    def files(self):
        expected = {"figures.csv", "manifest.json"}
        for layout, name, _, _, formats in self.documents():
            if "pdf" in formats:
                expected.add(f"{layout}/{name % layout}.pdf")
            if "xlsx" in formats:
                expected.add(f"annex/{name % 'annex'}.xlsx")
        return expected


def read_yaml(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file)


def in_language(text, lang):
    return text.get(lang, text.get("en")) if isinstance(text, dict) else text


# ---- The folder and its two tables.

def check_files(world):
    found = {str(path.relative_to(world.candidate)) for path in world.candidate.rglob("*")
             if not path.is_dir()}
    for name in sorted(world.files() - found):
        yield f"{name} is missing"
    for name in sorted(found - world.files()):
        yield f"{name} is too much"
    for path in world.candidate.rglob("*"):
        if path.is_symlink():
            yield f"{path.name} is a link"
        if path.name.startswith("."):
            yield f"{path.name} is left over"


def check_private(world):
    private = world.project / "private"
    if private.exists() and stat.S_IMODE(private.stat().st_mode) != 0o700:
        yield f"private/ has the mode {stat.S_IMODE(private.stat().st_mode):o}, not 700"
    if not list(private.rglob("*.csv")):
        yield "no row is held back, though some are wrong"
    out = world.candidate.parents[2]
    for path in out.rglob("*"):
        if "private" in path.name or "held-back" in path.name or ".reasons" in path.name:
            yield f"{path.relative_to(out)} lies under the outputs"


def strangers(value, keys, allowed):
    if isinstance(value, dict):
        for key in sorted(set(value) - allowed[keys]):
            yield f"manifest.json: \"{key}\" is not foreseen in a public manifest"


def check_manifest(world):
    text = (world.candidate / "manifest.json").read_text(encoding="utf-8")
    try:
        manifest = json.loads(text)
    except ValueError as error:
        yield f"manifest.json: {error}"
        return
    yield from strangers(manifest, "", MANIFEST_KEYS)
    for part in ("files", "inputs"):
        for row in manifest.get(part, []):
            yield from strangers(row, part, MANIFEST_KEYS)
    yield from strangers(manifest.get("rows", {}), "rows", MANIFEST_KEYS)
    listed = {row["path"]: row for row in manifest["files"]}
    if len(listed) != len(manifest["files"]):
        yield "manifest.json: a file stands twice"
    for name in sorted(set(listed) ^ (world.files() - {"manifest.json"})):
        yield f"manifest.json: {name} is listed or declared, not both"
    for name, row in listed.items():
        path = world.candidate / name
        if path.is_file() and path.stat().st_size != row["size"]:
            yield f"manifest.json: {name} has {path.stat().st_size} bytes, not {row['size']}"
        if path.is_file() and digest(path) != row["sha256"]:
            yield f"manifest.json: the digest of {name} is another"
    if re.search(r'[": ]/|\\\\|data/|\d\d:\d\d:\d\d', text):
        yield "manifest.json: there is a path or a time in it"
    yield from check_rows(world, manifest)


def check_rows(world, manifest):
    inputs = sorted(digest(path) for path in world.project.glob("data/**/*.csv"))
    if manifest["inputs_sha256"] != hashlib.sha256("".join(f"{one}\n" for one in inputs).encode()).hexdigest():
        yield "manifest.json: the digest of the inputs is not that of the exports"
    if len(manifest["inputs"]) != len(inputs):
        yield f"manifest.json: {len(manifest['inputs'])} inputs, not {len(inputs)}"
    rows = manifest["rows"]
    parts = sum(rows[key] for key in ("used", "excluded", "superseded", "duplicates", "held_back"))
    if rows["read"] != parts or rows["read"] == 0:
        yield f"manifest.json: {rows['read']} rows read, {parts} told of"


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_figures(world):
    with open(world.candidate / "figures.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def check_figures(world):
    data = (world.candidate / "figures.csv").read_bytes()
    lines = data.decode("utf-8").split("\r\n")
    if lines[0] != COLUMNS or lines[-1] != "" or "\n" in data.decode("utf-8").replace("\r\n", ""):
        yield "figures.csv: the head or the ends of its lines are not those of docs/figures.md"
        return
    seen = set()
    rows = read_figures(world)
    for number, row in enumerate(rows, 2):
        where = f"figures.csv:{number}: {row['address']}"
        if None in row or None in row.values():
            yield f"{where}: there are more or fewer than 11 fields"
            continue
        if (row["address"], row["period"]) in seen:
            yield f"{where}: stands twice for {row['period']}"
        seen.add((row["address"], row["period"]))
        yield from (f"{where}: {what}" for what in wrong_row(row))
    if len(rows) < 1000:
        yield f"figures.csv: there are {len(rows)} rows only"


def wrong_row(row):
    if row["state"] not in VALUES:
        yield f"the state is \"{row['state']}\""
    elif not re.fullmatch(VALUES[row["state"]], row["value"]):
        yield f"the value of {row['state']} is \"{row['value']}\""
    if row["state"] == "suppressed" and row["n"]:
        yield f"it is withheld, and its n stands there: {row['n']}"
    if not re.fullmatch(r"\d*", row["n"]):
        yield f"n is \"{row['n']}\""
    match = re.fullmatch(r"([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+)(?:\[(.*)\])?", row["address"])
    keys = dict(part.split("=", 1) for part in (match[2] or "").split(", ") if part) if match else {}
    if not match or match[1] != row["measure"]:
        yield f"the measure is \"{row['measure']}\""
    for key in ("city", "framework", "dimension"):
        if keys.pop(key, "") != row[key]:
            yield f"the column {key} is \"{row[key]}\""
    if ";".join(f"{key}={value}" for key, value in sorted(keys.items())) != row["breakdown"]:
        yield f"the breakdown is \"{row['breakdown']}\""


# ---- The documents.

def pattern_of(message):
    """What a simple message of the catalogue can look like, as a pattern."""
    return r"[\s\S]+".join(re.escape(part) for part in re.split(r"\{[^{}]*\}", message))


def strip_placeholders(text):
    """Without {{ ... }}, whose branches nest."""
    kept, depth, at = [], 0, 0
    while at < len(text):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
        elif depth == 0:
            kept.append(text[at])
        at += 1
    return "".join(kept)


def story_words(path):
    text = path.read_text(encoding="utf-8")
    text = text.split("\n---\n", 1)[1] if text.startswith("---\n") else text
    text = strip_placeholders(re.sub(r"(?ms)^```.*?^```", "", text))
    text = re.sub(r"\]\([^)]*\)", "]", text)
    return set(LETTERS.findall(text))


def stories_of(world, city, lang):
    folder = world.issue_path.parent / lang
    lead = folder / f"lead-{city}.md"
    yield lead if lead.exists() else folder / "lead.md"
    yield folder / "replication.md"


def flat(text):
    return re.sub(r"\s+", " ", text.replace("\u00ad", ""))


def check_words(world, pdf, city, lang):
    """The document says what its city, language and stories make it say."""
    strings = world.strings[lang]
    place = in_language(world.cities[city]["name"], lang) if city else None
    name = in_language(world.yaml["project"]["name"], lang)
    issue = strings["masthead.issue"].replace("{number, number}", str(world.issue["number"]))
    text = flat(pdf.text)
    titles = list(check_pdf.outline_titles(
        pdf, (pdf.look(pdf.root.get("/Outlines")) or {}).get("/First")))
    for key in HEADINGS:
        if strings[key] not in [flat(title or "") for title in titles]:
            pdf.say(f"the heading \"{strings[key]}\" is missing")
    for number, page in enumerate(pdf.pages, 1):
        for word in [issue] + [place or name]:
            if word not in flat(page):
                pdf.say(f"\"{word}\" does not stand on it", number)
    for word in [name, place or name, str(world.issue["number"])]:
        if word not in pdf.info.get("Title", ""):
            pdf.say(f"\"{word}\" is not in the title \"{pdf.info.get('Title')}\"")
    if in_language(world.yaml["visibility"]["statement"], lang) not in text:
        pdf.say("the funding statement is missing")
    printed = set(LETTERS.findall(pdf.text))
    for story in stories_of(world, city, lang):
        # A story may stand there in its shorter variant.
        versions = [story, story.with_stem(story.stem + "-short")]
        missing = min((sorted(story_words(version) - printed) for version in versions
                       if version.exists()), key=len)
        if missing:
            pdf.say(f"of the story {story.name} these words are missing: {', '.join(missing[:5])}")


def as_printed(row):
    """What may be printed of a figure in the row of key figures, as a pattern without spaces."""
    low, dots, high = row["value"].partition("..")
    if row["state"] == "exact":
        return re.escape(row["value"])
    if row["state"] == "at_least":
        return "≥?" + re.escape(low)
    if row["state"] == "estimated":
        return f"≈?{re.escape(low)}(–{re.escape(high)})?" if dots else f"≈?{re.escape(low)}"
    return r"[^\d]*"


def check_key_figures(world, pdf, city, figures):
    layout = read_yaml(world.share / "layouts/bulletin.yaml")
    measures = next(block["figures"] for block in layout["blocks"]
                    if block["kind"] == "key_figures")
    printed = check_pdf.key_figures(pdf)
    if len(printed) != len(measures):
        pdf.say(f"there are {len(printed)} key figures, not {len(measures)}", 1)
    for measure, shown in zip(measures, printed):
        row = figures.get((measure, city or ""))
        shown = re.sub(r"\s", "", shown)
        if row is None:
            pdf.say(f"{measure} is shown as {shown} and not in figures.csv", 1)
        elif not re.fullmatch(as_printed(row), shown):
            pdf.say(f"{measure} is shown as {shown}, in figures.csv it is {row['state']} "
                    f"{row['value']}", 1)


def check_document(world, path, city, lang, figures):
    manifest = json.loads((world.candidate / "manifest.json").read_text(encoding="utf-8"))
    made = next((row for row in manifest["files"] if path.name in row["path"]), {})
    strings = world.strings[lang]
    pdf = check_pdf.check(path, {
        "title": made.get("title"), "pages": made.get("pages"), "lang": lang,
        "date": str(world.issue["date"]),
        "actual": [pattern_of(text) for key, text in strings.items()
                   if key.startswith(("state.", "mark."))]})
    budget = world.budget(path.name.split("-")[1], city)
    if len(pdf.pages) > budget:
        pdf.say(f"there are {len(pdf.pages)} pages, and may be {budget}")
    if pdf.objects and pdf.pages and "-bulletin-" in path.name:
        check_words(world, pdf, city, lang)
        check_key_figures(world, pdf, city, figures)
    return [finding.replace(str(path), path.name) for finding in pdf.findings]


# ---- Persons.

def exports(world):
    """(fields that name a person, rows) of each export with attendance."""
    for source in world.yaml["sources"]:
        columns = {key: value.get("column") if isinstance(value, dict) else value
                   for key, value in source.get("columns", {}).items() if key != "dimensions"}
        fields = [columns[key] for key in ("first_name", "last_name", "name", "email")
                  if isinstance(columns.get(key), str)]
        if not fields:
            continue
        for path in sorted(world.project.glob(source["files"])):
            encoding = source.get("encoding", "utf-8").replace("utf-8", "utf-8-sig")
            text = path.read_bytes().decode(encoding, "replace")
            head = text.splitlines()[0]
            delimiter = max(",;\t", key=head.count)
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            yield path, fields, rows


def key_of(column):
    return re.sub(r"\s", "", column).casefold()


def persons(world):
    """E-mail addresses, and names as tuples of words in lower case, of everybody in the exports."""
    mails, names = set(), set()
    for path, fields, rows in exports(world):
        head = next((row for row in rows[:5] if key_of(fields[0]) in map(key_of, row)), None)
        if head is None:
            raise ValueError(f"{path.name}: no column is called {fields[0]}")
        places = [list(map(key_of, head)).index(key_of(field)) for field in fields]
        for row in rows[rows.index(head) + 1:]:
            cells = [row[place] for place in places if place < len(row)]
            mails.update(cell.strip().casefold() for cell in cells if "@" in cell)
            words = [word for cell in cells if "@" not in cell
                     for word in WORD.findall(cell.casefold())]
            if len(words) > 1:
                names.update([tuple(words), tuple(words[1:] + words[:1])])
    return mails, names


def haystack(path):
    """Everything readable of a file."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return "\n".join(book.read(name).decode("utf-8", "replace")
                             for name in book.namelist())
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    data = subprocess.run(["qpdf", "--qdf", "--object-streams=disable", str(path), "-"],
                          capture_output=True, check=False).stdout
    pdf = check_pdf.Pdf(path)
    texts = ["\n".join(pdf.pages), json.dumps(pdf.objects, ensure_ascii=False)]
    texts += [bytes.fromhex(found.decode()).decode("utf-16-be", "replace")
              for found in re.findall(rb"<FEFF((?:[0-9A-Fa-f]{4})*)>", data, re.I)]
    # Pixels and outlines of letters are no text, and slow to search.
    streams = re.findall(rb"\nstream\n(.*?)\nendstream\n", data, re.S)
    texts += [stream.decode("utf-8", "replace") for stream in streams
              if b"\0" not in stream and stream[:1000].isascii()]
    return "\n".join(texts)


def check_nobody(path, mails, names, own, digests, places):
    """Nobody of the exports, no digest but the manifest's, no path of this machine."""
    text = haystack(path)
    for mail in set(re.findall(r"(?<![\w.+-])[\w.+-]+@[\w.-]*\w", text.casefold())) & mails - own:
        yield f"{path.name}: the e-mail address of somebody in the exports ({len(mail)} letters)"
    words = WORD.findall(text.casefold())
    pairs = set(zip(words, words[1:]))
    line = None
    for name in names:
        if all(pair in pairs for pair in zip(name, name[1:])):
            line = line or " ".join(words)
            if " ".join(name) in line:
                yield f"{path.name}: the name of somebody in the exports ({len(name)} words)"
    if path.suffix != ".pdf":
        for found in set(re.findall(r"\b[0-9a-f]{32,}\b", text)) - digests:
            yield f"{path.name}: a digest that is no file's, {found[:8]}..."
    for place in places:
        if place in text:
            yield f"{path.name}: a path of this machine"


def check_persons(world):
    mails, names = persons(world)
    if len(mails) < 200 or len(names) < 400:
        yield f"only {len(mails)} addresses and {len(names)} names were found in the exports"
    own = {world.yaml["contact"]["email"]}
    manifest = (world.candidate / "manifest.json").read_text(encoding="utf-8")
    digests = set(re.findall(r"\b[0-9a-f]{64}\b", manifest))
    places = {os.path.abspath(world.project), os.path.abspath(world.candidate),
              os.path.abspath(world.share)}
    for path in sorted(world.candidate.rglob("*")):
        if path.is_file():
            yield from check_nobody(path, mails, names, own, digests, places)


# ---- All of it.

FOLDER_CHECKS = [
    ("the files are those that outputs: declares", check_files),
    ("what is private stays private", check_private),
    ("manifest.json tells the truth", check_manifest),
    ("figures.csv is well formed", check_figures),
    ("nobody of the exports is in the outputs", check_persons),
]


def figures_of(world):
    """Those without a dimension or a breakdown, by measure and city."""
    return {(row["measure"], row["city"]): row for row in read_figures(world)
            if row["period"] == world.period and not row["dimension"] and not row["breakdown"]}


def verdict(name, findings):
    findings = list(findings)
    if not findings:
        print(f"ok {name}")
        return True
    print(f"not ok {name}: {findings[0]}")
    for finding in findings[1:20]:
        print(f"#   {finding}")
    return False


def main():
    world = World(*sys.argv[1:5])
    good = True
    for name, each in FOLDER_CHECKS:
        good = verdict(name, each(world)) and good
    figures = figures_of(world)
    documents = [(world.candidate / layout / f"{name % layout}.pdf", city, lang)
                 for layout, name, city, lang, formats in world.documents() if "pdf" in formats]
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda job: check_document(world, *job, figures), documents)
        for (path, _, _), findings in zip(documents, results):
            good = verdict(f"{path.name} is sound", findings) and good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
