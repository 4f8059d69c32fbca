#!/usr/bin/env bash
# An export that is held back whole and is long: every row is kept byte for byte, in memory that does not follow
# the file; the workbook for correcting has a length that somebody can correct, and it is said.
set -u

failed=0
rows=${SANITIZED:+30000}
rows=${rows:-400000}
project=$BUILD/project
mkdir -p "$project/data"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
cat >"$project/pactpress.yaml" <<'YAML'
project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: lv}
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
outputs:
  - {layout: bulletin, scope: project, langs: [en], formats: [xlsx], class: public}
sources:
  - {id: list, kind: attendance, files: data/list.csv, columns: {event: Event, date: Date, name: Name}, constants: {city: riga}}
YAML
awk -v rows="$rows" 'BEGIN { print "Event,Date,Name,Comment"
    for (i = 1; i <= rows; i++)
        printf "Language café %d,on some day,Invented Person %d,\"a comment, number %d, that is neither short nor long\"\r\n", i % 40, i, i }' \
    >"$project/data/list.csv"

ok() { # NAME COMMAND...
    local name=$1
    shift
    if "$@"; then
        echo "ok held back whole: $name"
    else
        echo "not ok held back whole: $name: $(tail -n 3 "$BUILD/said")"
        failed=1
    fi
}

memory=$(python3 "$SOURCE/tests/tools/peak_memory.py" "$PACTPRESS" build -C "$project" --out "$BUILD/out" \
    --period 2022-Q1 --as-of 2022-06-01 2>"$BUILD/said")
memory=$((memory / 1024)) # [MB]
held=$project/private/held-back/list

ok "it is said" grep -q "^data/list.csv:2:[0-9]*: warning: $rows rows of this file are held back" "$BUILD/said"
ok "every row is there, byte for byte" cmp -s "$project/data/list.csv" "$held/list.csv"
ok "and why" test "$(grep -c ',"Date","bad-date","' "$held/list.reasons.csv")" = "$rows"
ok "and once more to correct in" test "$(grep -c ':[0-9]*","Date: ' "$held/list.correct.csv")" = "$rows"
ok "the workbook has the first rows" grep -q \
    "The workbook for correcting holds the first 20000 of $rows rows that are held back; all of them stand in private/held-back/list/list.correct.csv" "$BUILD/said"
ok "as a spreadsheet reader finds" /usr/bin/python3 - "$held/list.xlsx" <<'PYTHON'
import sys, openpyxl
rows = list(openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True))
assert len(rows) == 20001, len(rows)
assert rows[20000][4] == "Invented Person 20000", rows[20000]
PYTHON
# AddressSanitizer keeps what is freed, and a shadow of it all.
[ -n "${SANITIZED-}" ] || ok "in $memory MB" test "$memory" -lt 110
exit $failed
