#!/usr/bin/env bash
# Indicators by target group: counted anew by Python over the list itself, the same in figures.csv, on
# the page and in the workbook; in public small groups and what would tell them are withheld, and the
# attack finds nothing. Words that fit no group are said. Judges: Python, pdftotext, openpyxl.
set -u

failed=0
. "$SOURCE/tests/tools/is.sh"

umask 077
printf '%064d\n' 5 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
mkdir -p "$BUILD/project/data" "$BUILD/project/layouts"
cd "$BUILD/project" || exit 1
cat >pactpress.yaml <<'YAML'
project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: en}
event_types:
  - {id: club, name: Club}
indicators:
  profile: amif-2014-2020
  map:
    - {indicator: C2.1, types: [club]}
  target_groups:
    - {code: refugees, name: {en: Refugees}, labels: [bēglis, "refugee status"]}
    - {code: family, name: {en: Family members}}
    - {code: workers, name: {en: Workers}, labels: [strādnieks]}
visibility: {statement: Co-funded by the European Union, disclaimer: Views}
sources:
  - {id: events, kind: events, files: data/events.csv, columns: {id: id, date: date, city: city, type: type}}
  - {id: rows, kind: attendance, files: data/rows.csv, columns: {event_id: event, date: date, city: city, person: person, target_group: group}}
outputs:
  - {layout: compliance, scope: project, langs: [en], formats: [pdf, xlsx], class: restricted}
  - {layout: groups, scope: project, langs: [en], formats: [pdf, xlsx], class: public}
YAML
cat >layouts/groups.yaml <<'YAML'
title: {en: Groups}
blocks:
  - {kind: masthead}
  - {kind: breakdown}
YAML
/usr/bin/python3 - <<'PYTHON'
import random
random.seed(8)
words = ["bēglis"] * 40 + ["Refugee Status"] * 20 + ["family"] * 3 + ["Strādnieks"] * 30 + [""] * 12 + ["tourist"] * 2
with open("data/events.csv", "w", encoding="utf-8") as out:
    out.write("id,date,city,type\na,2021-12-10,riga,club\nb,2022-01-10,riga,club\nc,2022-02-10,riga,club\n")
rows = [("b", "2022-01-10", f"K{i}", word) for i, word in enumerate(words)]
rows += [("a", "2021-12-10", f"K{i}", random.choice(words)) for i in range(40)]
rows += [("c", "2022-02-10", f"K{i}", random.choice(words)) for i in range(20, 130)]
random.shuffle(rows)
with open("data/rows.csv", "w", encoding="utf-8") as out:
    out.write("event,date,city,person,group\n")
    for event, day, person, group in rows:
        out.write(f"{event},{day},riga,{person},{group}\n")
PYTHON
for class in restricted public; do
    "$PACTPRESS" build --period 2022-Q1 --as-of 2022-04-08 --class $class --out "$BUILD/out" >"$BUILD/$class.log" 2>&1
    is "class $class is built" 0 $?
done
is "words that fit no group are said once" 1 "$(grep -c "none of the project's target groups.*\[row.unknown-target_group\]" "$BUILD/restricted.log")"
restricted=$BUILD/out/candidate/restricted/2022-Q1
public=$BUILD/out/candidate/public/2022-Q1
pdftotext -layout "$restricted"/compliance/*.pdf "$BUILD/restricted.txt"
pdftotext -layout "$public"/groups/*.pdf "$BUILD/public.txt"

/usr/bin/python3 - "$restricted" "$public" "$BUILD/restricted.txt" "$BUILD/public.txt" <<'PYTHON' || failed=1
import csv, pathlib, re, sys
import openpyxl
restricted, public, pages, public_pages = sys.argv[1:]
CODES = {"bēglis": "refugees", "Refugee Status": "refugees", "family": "family", "Strādnieks": "workers"}
NAMES = {"refugees": "Refugees", "family": "Family members", "workers": "Workers", "unknown": "Not recorded"}
first = {}
for row in sorted(csv.DictReader(open("data/rows.csv", encoding="utf-8")), key=lambda r: r["date"]):
    person = first.setdefault(row["person"], {"day": row["date"], "group": None})
    person["group"] = person["group"] or CODES.get(row["group"])
bad = []

def check(name, truth):
    print(f"ok {name}" if truth else f"not ok {name}: see above")
    if not truth:
        bad.append(name)

def table(folder):
    with open(pathlib.Path(folder, "figures.csv"), encoding="utf-8", newline="") as file:
        return {(r["address"], r["period"]): r for r in csv.DictReader(file)}

said, open_ones = table(restricted), table(public)
agree = same_page = True
for code, name in NAMES.items():
    of = [p for p in first.values() if (p["group"] or "unknown") == code]
    new = sum(p["day"] >= "2022-01-01" for p in of)
    address = f"indicator.persons[indicator=C2.1, target_group={code}]"
    found = [said[address, period]["value"] for period in ("2022-Q1", "..2022-Q1")]
    if found != [str(new), str(len(of))]:
        print(f"# {address}: {found}, not {new} and {len(of)}")
        agree = False
    # the main indicator is printed, and here it has one part
    same_page = same_page and re.search(rf"{name}\s+{new}\s+{len(of)}\b", open(pages, encoding="utf-8").read())
check("Python counts the same persons", agree)
check("the page of the report has them", same_page)

def values(figures, code):
    return [figures[f"indicator.persons[indicator=C2, target_group={code}]", p]["value"] for p in ("2022-Q1", "..2022-Q1")]

hidden = [code for code in NAMES if values(open_ones, code)[1] == ""]
check("a small group is withheld in public, never alone", "family" in hidden and len(hidden) > 1)
check("what is printed in public is the truth",
      all(v in ("", w) for c in NAMES for v, w in zip(values(open_ones, c), values(said, c))))
shown = open(public_pages, encoding="utf-8").read()
check("the public page has the printed groups and no others",
      all(re.search(rf"{NAMES[c]}\s+\S*[^\d\s]", shown) if c in hidden and values(open_ones, c)[0] == "" else True for c in NAMES)
      and "Family members" in shown)
book = openpyxl.load_workbook(next(pathlib.Path(public).glob("annex/*.xlsx")))
cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)}
check("the workbook has their addresses", f"indicator.persons[indicator=C2, target_group=family]" in cells)
sys.exit(bool(bad))
PYTHON
"$PACTPRESS" audit "$public" >/dev/null 2>"$BUILD/audit.log"
is "the attack finds nothing" 0 $?
"$PACTPRESS" explain 'indicator.persons[indicator=C2, target_group=refugees]' --period 2022-Q1 --class restricted >"$BUILD/explain.txt" 2>&1
is "explain says whose rows it shows" 1 "$(grep -c 'the rows are those of all persons that the indicator looks at' "$BUILD/explain.txt")"

sed -i 's/code: workers/code: unknown/' pactpress.yaml
"$PACTPRESS" check --period 2022-Q1 >"$BUILD/check.log" 2>&1
is "a group called unknown is refused" 2 $?
is "and the message says why" 1 "$(grep -c 'indicator.unknown-group' "$BUILD/check.log")"
exit $failed
