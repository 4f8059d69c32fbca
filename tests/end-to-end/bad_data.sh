#!/usr/bin/env bash
# What is wrong with data that can be read: persons told in two ways, events out of the project's time,
# lists without an event, targets without an indicator, a silent period, a silent city, an archive that
# is locked, broken, newer or gone, a table that cannot be protected. Each time the sentence, the status,
# and the figures. Judge: Python reads figures.csv and holds the archive.
set -u

failed=0
. "$SOURCE/tests/tools/is.sh"

umask 077
printf '%064d\n' 5 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

# A project of two cities in $BUILD/$1: a club in each, ten people in one and eight in the other.
make_project() {
    rm -rf "${BUILD:?}/$1"
    mkdir -p "$BUILD/$1/data"
    cd "$BUILD/$1" || exit 1
    cat >pactpress.yaml <<'YAML'
project: {id: small, name: Small, start: 2022-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: en}
  - {id: lublin, name: Lublin, country: PL, lang: en}
event_types:
  - {id: club, name: Club}
indicators:
  profile: amif-2014-2020
  map:
    - {indicator: C2.1, types: [club]}
visibility: {statement: Co-funded by the European Union, disclaimer: Views}
sources:
  - {id: events-riga, kind: events, files: data/events-riga.csv, constants: {city: riga}, columns: {id: id, date: date, type: type}}
  - {id: events-lublin, kind: events, files: data/events-lublin.csv, constants: {city: lublin}, columns: {id: id, date: date, type: type}}
  - {id: rows, kind: attendance, files: data/rows.csv, columns: {event_id: event, date: date, city: city, person: person, gender: gender, birth_year: born}}
outputs:
  - {layout: bulletin, scope: project, langs: [en], formats: [pdf, html], class: public}
  - {layout: compliance, scope: project, langs: [en], formats: [pdf], class: restricted}
YAML
    printf 'id,date,type\nr1,2022-02-01,club\n' >data/events-riga.csv
    printf 'id,date,type\nl1,2022-02-08,club\n' >data/events-lublin.csv
    {
        echo 'event,date,city,person,gender,born'
        for i in $(seq 1 10); do echo "r1,2022-02-01,riga,R$i,female,1980"; done
        for i in $(seq 1 8); do echo "l1,2022-02-08,lublin,L$i,male,1990"; done
    } >data/rows.csv
}

# try STATUS COMMAND...: its messages are in $BUILD/said.
try() {
    local wanted=$1
    shift
    "$PACTPRESS" "$@" >"$BUILD/said" 2>&1
    is "$* ends with $wanted" "$wanted" $?
}

build() { try 0 build --period 2022-Q1 --as-of 2022-04-08 --out out --format csv "$@"; }
restricted() { try 0 build --period 2022-Q1 --as-of 2022-04-08 --out out --class restricted "$@"; }

# said NAME WORDS: just once.
said() { is "$1" 1 "$(grep -cF -- "$2" "$BUILD/said")"; }

# state CLASS ADDRESS [PERIOD]
state() {
    python3 - "out/candidate/$1/${3:-2022-Q1}/figures.csv" "$2" "${3:-2022-Q1}" <<'PYTHON'
import csv, sys
path, address, period = sys.argv[1:]
rows = [r for r in csv.DictReader(open(path, encoding="utf-8", newline="")) if (r["address"], r["period"]) == (address, period)]
print(*(f"{r['state']} {r['value']}".strip() for r in rows) if rows else ["no row"])
PYTHON
}

make_project persons
sed -i 's/^r1,2022-02-01,riga,R2,female,1980/&\nl1,2022-02-08,lublin,R2,male,1981/' data/rows.csv
restricted
said "two genders of somebody are said" 'data/rows.csv:4:25: warning: Somebody stands here with another gender than in data/rows.csv:3:23; what was told first counts.'
said "two years of birth are said" 'data/rows.csv:4:30: warning: Somebody stands here with another year of birth than in data/rows.csv:3:30; what was told first counts.'
is "that person counts once" "exact 18" "$(state restricted attendance.persons)"
is "with the gender that was told first" "exact 10" "$(state restricted 'indicator.persons[gender=female, indicator=C2.1]')"

# The place is that of the cell, which may stand below the first line of its row.
awk -F, 'NR == 1 { print "event,date,city,person,note,gender,born"; next }
    { printf "%s,%s,%s,%s,\"two\nlines\",%s,%s\n", $1, $2, $3, $4, $5, $6 }' data/rows.csv >data/rows.new
mv data/rows.new data/rows.csv
restricted
said "two genders, below a line break" 'data/rows.csv:7:8: warning: Somebody stands here with another gender than in data/rows.csv:5:8;'
said "two years of birth, below a line break" 'data/rows.csv:7:13: warning: Somebody stands here with another year of birth than in data/rows.csv:5:15;'

make_project time
printf 'early,2021-11-30,club\n' >>data/events-riga.csv
printf 'late,2023-01-10,club\n' >>data/events-lublin.csv
restricted
said "an event before the project is said" 'data/events-riga.csv:3:7: warning: 1 row of this file is held back. The first: column "date": "2021-11-30": this day lies before the start of the project, 2022-01-01'
said "an event after its end is said" 'data/events-lublin.csv:3:6: warning: 1 row of this file is held back. The first: column "date": "2023-01-10": this day lies after the end of the project, 2022-12-31'
is "neither is counted" "exact 2" "$(state restricted events.held)"

make_project lists
printf '%s\n' 'r9,2022-02-09,riga,R20,female,1980' 'r8,2022-02-09,,R21,female,1980' >>data/rows.csv
restricted
said "a list without an event is said" 'data/rows.csv:20: warning: Attendance names the event `r9`, which no register holds; it is counted as an event of its own.'
said "one that nothing places is held back" 'no city is named, and the event is in no events list that would tell'
is "the people of the first are not lost" "exact 19" "$(state restricted attendance.persons)"

make_project targets
printf 'targets:\n  - {figure: "indicator.total[indicator=C9]", value: 100, due: 2022-12-31}\n' >>pactpress.yaml
try 2 check --period 2022-Q1
said "a target without its indicator is said" '[indicator.target]'

make_project silence
try 0 build --period 2022-Q3 --as-of 2022-10-08 --out out --class restricted
said "a period without data is said" 'No export has anything of 2022-Q3: neither an event nor an answer.'
is "its people are unknown, not 0" unknown "$(state restricted attendance.persons 2022-Q3)"

make_project city
rm data/events-lublin.csv
try 1 build --period 2022-Q1 --out out --class restricted
said "a file that is missing is named" 'Source events-lublin: there is no file data/events-lublin.csv in the project folder.'
echo 'id,date,type' >data/events-lublin.csv
sed -i '/^l1/d' data/rows.csv
restricted
is "the silent city is unknown, not 0" unknown "$(state restricted 'attendance.persons[city=lublin]')"
is "the project has at least the others" "at_least 10.." "$(state restricted attendance.persons)"
pdftotext -layout out/candidate/restricted/2022-Q1/compliance/*.pdf "$BUILD/report.txt"
is "the page says that nothing came" 1 "$(grep -m 1 -c 'Lublin.*[Nn]othing' "$BUILD/report.txt")"

make_project archive
try 0 build --period 2022-Q1 --as-of 2022-04-08 --out out --release
cp archive.db "$BUILD/archive.db"
sed -i 's/^r1,2022-02-01,riga,R9,.*/r1,2022-02-01,riga,R9,male,1980/' data/rows.csv
release() { try "$1" build --period 2022-Q1 --as-of 2022-04-09 --out out --release; }
python3 - archive.db "$BUILD/held" <<'PYTHON' &
import pathlib, sqlite3, sys, time
archive = sqlite3.connect(sys.argv[1], isolation_level=None)
archive.execute("BEGIN EXCLUSIVE")
pathlib.Path(sys.argv[2]).write_text("held")
while pathlib.Path(sys.argv[2]).exists():
    time.sleep(0.05)
PYTHON
while [ ! -e "$BUILD/held" ]; do sleep 0.05; done
release 4
said "a locked archive is said" '[archive.locked]'
rm "$BUILD/held"
wait
head -c 2000 /dev/zero | tr '\0' x | dd of=archive.db conv=notrunc bs=1 status=none
release 3
said "a corrupt archive is said" '[archive.corrupt]'
cp "$BUILD/archive.db" archive.db
python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA user_version = 999").close()' archive.db
release 3
said "a newer archive is said" '[archive.newer]'
rm -f archive.db*
try 0 build --period 2022-Q1 --as-of 2022-04-09 --out out
said "a candidate without the archive says what is lost" 'what earlier periods withheld is not known here'
release 3
said "a deleted archive is said" '[edition.no-archive]'
said "and what is lost with it" 'Without it, nobody knows what earlier periods withheld'
cp "$BUILD/archive.db" archive.db
release 0

# Three people at the only event: parts and total are the same three.
make_project bare
sed -i '/^l1/d' data/events-lublin.csv
sed -i '/^l1/d; /,R[4-9]/d; /,R10/d' data/rows.csv
try 0 build --period 2022-Q1 --as-of 2022-04-08 --out out
is "where nothing protects a count, its total is withheld, too" suppressed "$(state public attendance.persons)"
printf 'cell,count\na,3\nt,3\n' >"$BUILD/cells.csv"
printf 'total,part\nt,a\n' >"$BUILD/equations.csv"
try 0 protect "$BUILD/cells.csv" "$BUILD/equations.csv" --threshold 5
is "so it is in any table" "a,suppressed, t,suppressed," "$(grep -E '^[at],' "$BUILD/said" | tr '\n' ' ' | sed 's/ $//')"
exit $failed
