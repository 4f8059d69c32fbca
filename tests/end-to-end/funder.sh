#!/usr/bin/env bash
# The report to the granting authority: the class on every page, figures that add up, the derivation of
# a figure, how it was counted, what changed since an earlier edition, and what is said about a configuration that is wrong.
# Judges: pdftotext, qpdf, Python.
set -u

failed=0
project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
chmod -R u+w "$project"
umask 077
printf '%064d\n' 9 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

ok() {
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1: wanted $2, found $3"
        failed=1
    fi
}

build() {
    "$PACTPRESS" build -C "$project" --period 2022-Q1 --out "$BUILD/out" --class restricted "$@" \
        >"$BUILD/build.log" 2>&1
    ok "the report is built ($*)" 0 $?
}

build
folder=$BUILD/out/candidate/restricted/2022-Q1
pdf=$folder/compliance/epi-compliance-2022-Q1-en.pdf
pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
marked=0
for page in $(seq 1 "$pages"); do
    pdftotext -f "$page" -l "$page" "$pdf" - | grep -q 'Restricted' && marked=$((marked + 1))
done
ok "every page says its class" "$pages" "$marked"
pdftotext -layout "$pdf" "$BUILD/report.txt"
for words in 'Progress report, January–March 2022' 'Grant agreement: 863614' 'Summary against targets' \
    'Register of events' 'RIGA/22Q1/01' 'Row accounts' 'not-attended' 'Deviations and reasons' \
    'Signature, place and date' 'Data protection and retention' 'kept for five years'; do
    ok "the report has \"$words\"" 1 "$(grep -cF -m 1 "$words" "$BUILD/report.txt")"
done
ok "annex and inputs stand in it" 2 "$(pdfdetach -list "$pdf" | grep -c 'annex-compliance.*xlsx$\|inputs.json$')"
# Each target once, though it is set anew from a later day on; what is no indicator, too.
ok "the summary has every target" 15 "$(sed -n '/Summary against targets/,/Indicators and targets/p' "$BUILD/report.txt" |
    grep -cE '  (on course|behind|reached|not reported)$')"
ok "also of a city" 1 "$(grep -cE '^ *Riga · People who took part +360 ' "$BUILD/report.txt")"
book=${pdf%/compliance/*}/annex/epi-annex-compliance-2022-Q1-en.xlsx
ok "every printed sheet says its class" "$(unzip -l "$book" | grep -c 'worksheets/sheet')" \
    "$(unzip -p "$book" 'xl/worksheets/sheet*.xml' | grep -o '<oddHeader>&amp;R&amp;8&amp;B Restricted · contains small counts; do not publish<' | wc -l)"
ok "it names nobody" 0 "$(grep -c '@example' "$BUILD/report.txt")"
ok "unverified wordings are warned about" 5 "$(grep -c 'indicator.unverified' "$BUILD/build.log")"

python3 - "$folder/figures.csv" <<'PYTHON' || failed=1
import csv, sys
rows = {(r["address"], r["period"]): r for r in csv.DictReader(open(sys.argv[1], encoding="utf-8", newline=""))}
value = lambda address, period: int(rows[address, period]["value"].rstrip("."))
now, until = "2022-Q1", "..2022-Q1"
bad = []
codes = [a[len("indicator.total[indicator="):-1] for a, p in rows if a.startswith("indicator.total[")]
for code in codes:
    one = f"[indicator={code}]"
    if value("indicator.before" + one, now) + value("indicator.new" + one, now) != value("indicator.total" + one, until):
        bad.append(f"{code}: before + new is not the total")
ages, genders = ["under_18", "18_60", "over_60", "unknown"], ["female", "male", "nonbinary", "unknown"]
broken = [c for c in codes if ("indicator.persons[indicator=%s]" % c, now) in rows]
for code in broken:
    for period in (now, until):
        cell = lambda *pairs: value("indicator.persons[%s]" % ", ".join([*pairs, f"indicator={code}"]), period)
        for keys, other, names in ((ages, genders, ("age", "gender")), (genders, ages, ("gender", "age"))):
            if sum(cell(f"{names[0]}={k}") for k in keys) != cell():
                bad.append(f"{code}: {names[0]} does not add up")
            for k in keys:
                parts = [sorted([f"{names[0]}={k}", f"{names[1]}={o}"]) for o in other]
                if sum(cell(*p) for p in parts) != cell(f"{names[0]}={k}"):
                    bad.append(f"{code}: {k} does not add up")
ways = ["used", "excluded", "superseded", "duplicates", "held_back"]
files = value("files.read", now)
for n in range(1, files + 1):
    if value(f"rows.read[file={n}]", now) != sum(value(f"rows.{w}[file={n}]", now) for w in ways):
        bad.append(f"file {n}: rows do not add up")
for way in ["read"] + ways:
    if value(f"rows.{way}", now) != sum(value(f"rows.{way}[file={n}]", now) for n in range(1, files + 1)):
        bad.append(f"{way}: files do not add up")
for way in ("excluded", "held_back"):
    rules = [r for (a, p), r in rows.items() if r["measure"] == f"rows.{way}" and r["breakdown"].startswith("rule=")]
    if value(f"rows.{way}", now) != sum(int(r["value"]) for r in rules) or not rules:
        bad.append(f"{way}: rules do not add up")
if value("indicator.total.expected[indicator=C2]", until) != round(1500 * (31 + 28 + 31 + 366 + 365) / (366 + 365 + 181)) or len(broken) != 4:
    bad.append("what is expected of C2 by now, on a straight line")
print("\n".join("not ok " + b for b in bad) or f"ok {len(codes)} indicators and {files} row accounts add up")
sys.exit(bool(bad))
PYTHON

# --- why rows were left out: a phrase for each rule that occurs, on the page and in the annex, in their language

sed -i '/layout: compliance/s/langs: \[en\]/langs: [sv]/' "$project/pactpress.yaml"
"$PACTPRESS" build -C "$project" --period 2022-Q1 --out "$BUILD/swedish" --class restricted --draft \
    >"$BUILD/build.log" 2>&1
ok "the report is built in Swedish" 0 $?
cp "$SOURCE/samples/epi/pactpress.yaml" "$project/pactpress.yaml"
pdftotext -layout "$BUILD"/swedish/candidate/restricted/2022-Q1/compliance/*-sv.pdf "$BUILD/swedish.txt"
/usr/bin/python3 - "$folder/figures.csv" "$SOURCE/layouts/strings/sv.yaml" "$BUILD/swedish.txt" \
    "$BUILD"/swedish/candidate/restricted/2022-Q1/annex/*-sv.xlsx <<'PYTHON' || failed=1
import csv, re, sys
import openpyxl, yaml
figures, words, text, book = sys.argv[1:]
words = yaml.safe_load(open(words, encoding="utf-8"))["strings"]
rules = {f["breakdown"][5:] for f in csv.DictReader(open(figures, encoding="utf-8", newline=""))
         if f["breakdown"].startswith("rule=")} | {"superseded", "duplicates"}
text = open(text, encoding="utf-8").read()
text = text[text.index(words["exclusions.title"]):text.rindex("epi-project.com")]
notes = {row[2]: row[1] for row in openpyxl.load_workbook(book)[words["annex.sheet.notes"]].values if row[2]}
bad = []
for rule in sorted(rules):
    phrase = words[f"rule.{rule}"]
    # The table's lines: the first words of the phrase stand in the line of the rule.
    if not re.search(rf"{re.escape(' '.join(phrase.split()[:3]))}.* {re.escape(rule)}\b", text):
        bad.append(f"the page does not say why: {rule}")
    if notes.get(rule) != phrase:
        bad.append(f"the annex says of {rule}: {notes.get(rule)}")
print("\n".join("not ok " + b for b in bad) or f"ok {len(rules)} rules are said in Swedish")
sys.exit(bool(bad) or len(rules) < 15)
PYTHON

# --- how we count: the printed block, the annex and docs/methodology.md say the same rules

qpdf --json --json-key=qpdf "$pdf" >"$BUILD/objects.json"
pdftotext "$pdf" "$BUILD/plain.txt"
python3 - "$BUILD/plain.txt" "${pdf%/compliance/*}/annex/epi-annex-compliance-2022-Q1-en.xlsx" \
    "$SOURCE/docs/methodology.md" "$BUILD/objects.json" <<'PYTHON' || failed=1
import json, re, sys, xml.etree.ElementTree as ET, zipfile
text, book, manual, objects = sys.argv[1:]
text = open(text, encoding="utf-8").read()
text = " ".join(" ".join(l for l in text.splitlines() if not re.search(r"Restricted ·|epi-project\.com|^EPI ·", l)).split())
part = open(manual, encoding="utf-8").read().split("<!-- measures -->")[1].split("### Sources")[0]
rules = {}
for block in part.split("\n### ")[1:]:
    name, body = block.split("\n", 1)
    find = lambda pattern: (re.search(pattern, body, re.M) or [None, None])[1]
    rules[name] = find(r"^    (.*)$"), find(r"^Source: (.*)\.$"), find(r"^Printed: \*(.*)\*$")
with zipfile.ZipFile(book) as z:
    sheets = [ET.fromstring(z.read(n)) for n in z.namelist() if re.match("xl/(worksheets/|sharedStrings)", n) and n.endswith(".xml")]
kinds = ["{http://schemas.openxmlformats.org/spreadsheetml/2006/main}" + k for k in ("is", "si")]
strings = ["".join(x.itertext()) for s in sheets for k in kinds for x in s.iter(k)]
used = [name for name in rules if name in strings] + ["protection"]
notes = " ".join(strings)
bad = [] if len(used) > 20 else ["only %d rules are used" % len(used)]
for name in used:
    formula, source, printed = rules[name]
    line = name + (": " + formula if formula else "") + (f" ({source})" if source else "")
    said = ".*?".join(re.escape(x) for x in printed.split("..."))
    if name == "protection":
        said = "This edition is for the funder"
    for where, what in (("page", text), ("annex", notes)):
        if line not in what.replace("\u00a0", " "):
            bad.append(f"the {where} has not \"{line}\"")
        if not re.search(said, what.replace("\u00a0", " ")):
            bad.append(f"the {where} does not say {name}")
pages = json.load(open(objects))["qpdf"][1]
links = [o["value"] for o in pages.values() if isinstance(o.get("value"), dict) and o["value"].get("/Subtype") == "/Link"]
inside = [l for l in links if "/Dest" in l]
places = {(l["/Dest"][0], l["/Dest"][3]) for l in inside}
if len(inside) < 20 or len(places) < 4 or {l["/Contents"] for l in inside} != {"u:How we count"}:
    bad.append(f"{len(inside)} links lead from figures to {len(places)} rules")
print("\n".join("not ok " + b for b in bad) or f"ok {len(used)} rules are printed as the manual has them; {len(inside)} heads link to them")
sys.exit(bool(bad))
PYTHON

# --- explain

explain() {
    "$PACTPRESS" explain -C "$project" --period 2022-Q1 --class restricted "$@" >"$BUILD/said" 2>"$BUILD/err"
}
explain 'indicator.total[indicator=C2.2]' --rows --sample 4 --seed riga
ok "a figure is explained" 0 $?
"$PACTPRESS" build -C "$project" --period 2022-Q1 --class restricted --dump=figures 2>"$BUILD/err" \
    >"$BUILD/dump"
wanted=$(sed -n 's/^indicator\.total\[indicator=C2\.2\] .* rows=\([0-9]*\) .*/\1/p' "$BUILD/dump")
ok "its rows are those that entered" "$wanted" "$(sed -n 's/^rows  *//p' "$BUILD/said")"
python3 - "$BUILD/said" "$project" <<'PYTHON' || failed=1
import hashlib, re, sys
text, project = open(sys.argv[1], encoding="utf-8").read(), sys.argv[2]
rows, digest, path = [], {}, None
for line in text.splitlines():
    if line.startswith("file "):
        path = line.split(None, 1)[1]
        digest[path] = hashlib.sha256(open(f"{project}/{path}", "rb").read()).hexdigest()
    found = re.match(r" +lines (.*)", line)
    for part in found[1].split(", ") if found else []:
        first, _, last = part.partition("-")
        rows += [(path, n) for n in range(int(first), int(last or first) + 1)]
draw = sorted(rows, key=lambda r: hashlib.sha256(f"riga\n{digest[r[0]]}\n{r[1]}\n".encode()).digest())[:4]
said = re.findall(r"^ +(\S.*):(\d+)$", text, re.M)
bad = []
if [(p, str(n)) for p, n in draw] != said:
    bad.append("the draw cannot be repeated")
if any(d not in text for d in digest.values()) or len(digest) < 5:
    bad.append("the digests are not those of the files")
if "@" in text or len(rows) != int(re.search(r"^rows +(\d+)", text, re.M)[1]):
    bad.append("the rows are not all named, or somebody is")
print("\n".join("not ok " + b for b in bad) or f"ok {len(rows)} rows named, the draw repeated by another program")
sys.exit(bool(bad))
PYTHON
# explains FIGURE WORDS...: the derivation of a figure that is computed from others names these
explains() {
    local figure=$1 words missing=
    shift
    explain "$figure"
    for words in "$@"; do
        tr -s ' \n' '  ' <"$BUILD/said" | grep -qF "$words" || missing="$missing \"$words\""
    done
    ok "$figure says what it is computed from" "" "$missing"
}
explains attendance.persons_change 'from attendance.persons of 2022-Q1: ' 'from attendance.persons of 2021-Q4: '
explains 'indicator.total[indicator=C2]' 'from indicator.before[indicator=C2] of 2022-Q1: 756 (exact)' \
    'from indicator.new[indicator=C2] of 2022-Q1: 487.. (at_least)'
explains 'indicator.total.of_target[indicator=C2]' 'target 1500, line ' 'in force from 2022-01-01, due 2022-06-30' \
    'from indicator.total[indicator=C2] of ..2022-Q1: 1243..'
explains 'assessment.share_top_from[framework=dac, dimension=impact]' 'from assessment.n[framework=dac, dimension=impact]' \
    'from attendance.persons of 2022-Q1: '
explains coverage.delivered 'delivered riga: attendance ' 'delivered linkoping: '
explains 'rows.used[file=3]' 'data/riga/dalibnieki-2021-q4.csv' 'read 338 = used 306 + excluded 28'
ok "only that file" 1 "$(grep -c '^file' "$BUILD/said")"
explain rows.used
ok "the row accounts of all files" 34 "$(grep -c '^file' "$BUILD/said")"
explain 'indicator.totl[indicator=C2]'
ok "an unknown measure ends with status 2" 2 $?
ok "the nearest one is named" 1 "$(grep -c 'did you mean "indicator.total"' "$BUILD/err")"
explain 'indicator.new[indicator=C9]'
ok "the nearest address is named" 1 "$(grep -c 'did you mean "indicator.new\[indicator=C' "$BUILD/err")"
explain 'indicator.new[indicator'
ok "a broken address ends with status 2" 2 $?
withheld=$("$PACTPRESS" build -C "$project" --period 2022-Q1 --dump=figures 2>"$BUILD/err" |
    sed -n 's/^\(event\.participants\[[^]]*\]\) @2022-Q1 suppressed .*/\1/p' | head -n 1)
"$PACTPRESS" explain -C "$project" --period 2022-Q1 --rows "$withheld" >"$BUILD/said" 2>"$BUILD/err"
ok "the rows of a withheld figure are withheld" 0 "$(grep -c 'lines\|^file' "$BUILD/said")"

# --- what changed: four rows of Riga are taken out after a release

build --release

# The archive knows the versions of program and fonts, and one of an older version is brought forward.
lato=$(find /usr/share/fonts -name Lato-Regular.ttf | head -n 1)
python3 - "$project/archive.db" "$("$PACTPRESS" --version)" "$lato" <<'PYTHON' || failed=1
import sqlite3, struct, sys
path, program, lato = sys.argv[1:]
db = sqlite3.connect(path)
what = {w for (w,) in db.execute("SELECT what FROM made_with JOIN editions ON seq = edition WHERE state = 'published'")}
font = open(lato, "rb").read()
tables = (struct.unpack(">4sIII", font[12 + 16 * i:28 + 16 * i]) for i in range(struct.unpack(">H", font[4:6])[0]))
head = next(t[2] for t in tables if t[0] == b"head")
lato = f"Lato-Regular {struct.unpack('>I', font[head + 4:head + 8])[0] / 65536:.3f}"
print("ok the archive knows program and fonts" if {program, lato} <= what and len(what) > 5
      else f"not ok the archive knows program and fonts: {program}, {lato}; has {sorted(what)[:3]}")
db.executescript("DROP TABLE made_with; PRAGMA user_version = 1")
sys.exit(not {program, lato} <= what)
PYTHON
"$PACTPRESS" status -C "$project" --out "$BUILD/out" >"$BUILD/said" 2>"$BUILD/err"
ok "an archive of an older version is opened" 0 $?
ok "and has its editions" 1 "$(grep -c 'restricted-2022-Q1-1' "$BUILD/said")"
sed -i '30,33d' "$project/data/riga/dalibnieki-2022-q1.csv"
build
pdftotext -layout "$pdf" "$BUILD/report.txt"
ok "the block of changes is there" 1 "$(grep -c '[0-9] What changed since the last issue' "$BUILD/report.txt")"
ok "old and new value stand beside each other" 1 \
    "$(grep -cE 'Attendances +EPI +January–March 2022 +≥ 1 733 +≥ 1 730 \(r\)' "$BUILD/report.txt")"

# An event that no register holds has nothing but its id, which stands there once.
printf 'R-9999;riga-22q1-99;;15.03.2022;Nobody;Else;nobody.else@example.org;;apmeklēja;2;;\r\n' |
    iconv -f UTF-8 -t WINDOWS-1257 >>"$project/data/riga/dalibnieki-2022-q1.csv"
build
pdftotext -layout "$pdf" "$BUILD/report.txt"
ok "an event without a register is in it" 1 "$(grep -c 'riga-22q1-99' "$BUILD/report.txt")"

# --- what is wrong is said in a sentence

# complains NAME RULE STATUS SED-SCRIPT
complains() {
    sed -E "$4" "$SOURCE/samples/epi/pactpress.yaml" >"$project/pactpress.yaml"
    "$PACTPRESS" explain -C "$project" --period 2022-Q1 --class restricted files.read \
        >"$BUILD/said" 2>"$BUILD/err"
    local status=$?
    if [ $status -eq "$3" ] && grep -q "pactpress.yaml:[0-9].*\[$2\]" "$BUILD/err"; then
        echo "ok $1"
    else
        echo "not ok $1: status $status, $(grep -v warning "$BUILD/err" | head -n 1)"
        failed=1
    fi
}
complains "an unknown profile" indicator.no-profile 2 's/profile: amif-2014-2020/profile: amif-2014/'
complains "an unknown indicator" indicator.no-indicator 2 's/\{indicator: C2\.2/{indicator: C2.9/'
complains "an unknown event type" indicator.no-event-type 2 's/types: \[advice\]/types: [advise]/'
complains "a forgotten event type" indicator.unmapped-type 0 's/not_counted: \[public, /not_counted: [/'
complains "a target without indicator" indicator.target 2 's/total\[indicator=C2\.4\]/total[indicator=C2.3]/'
complains "a target for a figure that is not there" figures.target-without-figure 0 \
    's/(figure: "attendance\.persons\[city=)lublin/\1lubin/'
ok "the nearest address is proposed" 1 "$(grep -c 'perhaps to attendance.persons\[city=lublin\]' "$BUILD/err")"
complains "a value without figure" indicator.no-figure 2 's/\{indicator: C3, figure: [a-z.]*\}/{indicator: C3}/'
complains "a figure for what rows tell" indicator.figure 2 \
    's/indicator: C2\.2, types: \[advice\]/indicator: C2.2, figure: strategies.adopted/'
exit $failed
