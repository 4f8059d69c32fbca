#!/usr/bin/env bash
# All rows that were used, less all that is printed, are the one event that is withheld: in public they are told only where
# that tells nothing, neither among the figures nor in the annex, the pages or the manifest.
set -u

failed=0
project=$BUILD/town
mkdir -p "$project/data"
(umask 077 && printf '%064d\n' 5 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

. "$SOURCE/tests/tools/is.sh"
cat >"$project/pactpress.yaml" <<'YAML'
project: {id: town, name: Town, start: 2022-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: lv}
  - {id: lublin, name: Lublin, country: PL, lang: pl}
frameworks:
  - {id: f, name: Questions, scale: {min: 1, max: 5}, dimensions: [{code: a, label: First, question: One?}]}
visibility: {statement: Co-funded, disclaimer: Views}
privacy: {threshold: 5}
outputs:
  - {layout: quarterly, scope: project, langs: [en], formats: [pdf, xlsx], class: public}
  - {layout: quarterly, scope: project, langs: [en], formats: [pdf, xlsx], class: restricted}
sources:
  - {id: people, kind: attendance, files: data/people.csv, dates: yyyy-MM-dd, columns: {event: event, date: date, city: city, name: name}}
  - {id: answers, kind: assessment, files: data/answers.csv, dates: yyyy-MM-dd, columns: {respondent: id, date: date, city: city, dimensions: {a: a}}}
YAML
echo event,date,city,name >"$project/data/people.csv"
echo id,date,city,a >"$project/data/answers.csv"
came() { # CITY MONTH COUNT
    for ((i = 0; i < $3; i++)); do echo "$1 $2,2022-$2-10,$1,$1 $2 $i"; done >>"$project/data/people.csv"
}
answered() { # MONTH COUNT
    for ((i = 0; i < $2; i++)); do echo "$1 $i,2022-$1-11,riga,$((1 + i % 5))"; done >>"$project/data/answers.csv"
}
# told MONTH CLASS: of all rows, what figures, manifest, annex and pages say
told() {
    local out=$project/out/$2/2022-$1
    "$PACTPRESS" build -C "$project" --release --period "2022-$1" --as-of 2022-12-05 --class "$2" >"$BUILD/said" 2>&1 || echo "status $?"
    sed -n 's/^rows\.\(read\|used\),.*,exact,\([0-9]*\),.*/\1 \2/p' "$out/figures.csv" | tr '\n' ' '
    sed -n 's/^  "rows": {"read": \([0-9]*\), "used": \([0-9]*\),.*/\1 \2/p' "$out/manifest.json" | tr '\n' ' '
    python3 - "$out" <<'PYTHON'
import pathlib, re, sys, zipfile
with zipfile.ZipFile(next(pathlib.Path(sys.argv[1]).glob("annex/*.xlsx"))) as book:
    strings = re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.S)
    for part in book.namelist():
        if part.startswith("xl/worksheets/sheet"):
            for row in re.findall(r"<row .*?</row>", book.read(part).decode(), re.S):
                cells = re.findall(r'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>(?:<v>(.*?)</v>)?</c>)', row)
                if any(v and "All sources" in (strings[int(v)] if v.isdigit() and int(v) < len(strings) else "") for _, v in cells[:1]):
                    print("annex", *(v or "-" for c, v in cells if c in "DE"), end=" ")
PYTHON
    pdftotext "$out"/quarterly/*.pdf - | tr '\n' ' ' | grep -o '[0-9]* rows read: [0-9]* used'
}

came riga 01 20
answered 01 9
is "where nothing is withheld, rows are told" "read 29 used 29 29 29 annex 29 29 29 rows read: 29 used" "$(told 01 public | tr -s ' \n' ' ' | sed 's/ $//')"
came riga 02 12
came lublin 02 3
is "where all people are withheld, they are not" "annex - -" "$(told 02 public | tr -s ' \n' ' ' | sed 's/ $//')"
is "and are for the funder" "read 44 used 44 44 44 annex 44 44 44 rows read: 44 used" "$(told 02 restricted | tr -s ' \n' ' ' | sed 's/ $//')"
came riga 03 30
came lublin 03 30
is "nor later: two of them would be subtracted" "annex - -" "$(told 03 public | tr -s ' \n' ' ' | sed 's/ $//')"
rm -r "$project/out" "$project/archive.db"
is "rows of months to come are not told" "annex - -" "$(told 01 public | tr -s ' \n' ' ' | sed 's/ $//')"
rm -r "$project/out" "$project/archive.db"
sed -i 's/^privacy:.*/privacy: {method: round}/' "$project/pactpress.yaml"
is "nor beside rounded numbers" "annex - -" "$(told 03 public | tr -s ' \n' ' ' | sed 's/ $//')"
exit $failed
