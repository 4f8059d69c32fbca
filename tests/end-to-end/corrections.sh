#!/usr/bin/env bash
# Rows that are held back are given out for correcting, taken back as XLSX and as CSV, kept, and applied by
# every later build, as long as the export is the same.
set -u

failed=0
project=$BUILD/project
mkdir -p "$project/data"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

verdict() { # NAME PROBLEM
    if [ -z "$2" ]; then
        echo "ok corrections: $1"
    else
        echo "not ok corrections: $1: $2"
        failed=1
    fi
}

cat >"$project/pactpress.yaml" <<'YAML'
project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: lv}
  - {id: lublin, name: Lublin, country: PL, lang: pl}
frameworks:
  - {id: dac, name: Criteria, scale: {min: 1, max: 5, labels: {1: never, 5: always}}, dimensions: [{code: impact, label: Impact, question: Does it matter?}]}
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
outputs:
  - {layout: bulletin, scope: project, langs: [en], formats: [xlsx], class: public}
sources:
  - {id: list, kind: attendance, files: data/list.csv, columns: {event: Pasākums, date: Datums, city: Pilsēta, name: Vārds}}
YAML
printf 'Vārds;Pasākums;Datums;Pilsēta\r\nJānis Bērziņš;Kafejnīca;20.01.2022;Riga\r\nLīga Kļava;Kafejnīca;31.02.2022;Riga\r\n=1+1;"Kafejnīca; ""otrā""";21.01.2022;Rgia\r\nTorn;row\r\nĢirts Ūdris;Kafejnīca;;Riga\r\n' |
    iconv -f utf-8 -t cp1257 >"$project/data/list.csv"

# account: read, used and held back of the file, from the manifest-free dump.
build() { # OPTIONS...: builds a candidate; what is said goes to $BUILD/said
    "$PACTPRESS" build -C "$project" --out "$BUILD/out" --period 2022-Q1 --as-of 2022-06-01 "$@" \
        >"$BUILD/printed" 2>"$BUILD/said"
}
account() {
    "$PACTPRESS" build -C "$project" --dump=records --period 2022-Q1 --as-of 2022-06-01 2>/dev/null |
        sed -n 's/^file.*\tread=\([0-9]*\)\tused=\([0-9]*\)\t.*held-back=\([0-9]*\)\tfirst.*/\1 \2 \3/p'
}
is() { # NAME WANTED FOUND
    verdict "$1" "$([ "$2" = "$3" ] || echo "wanted $2, found $3; $(cat "$BUILD/said")")"
}

build
is "four of five rows are held back" "5 1 4" "$(account)"
held=$project/private/held-back/list
is "files of the folder" "list.correct.csv list.csv list.reasons.csv list.xlsx" \
    "$(ls "$held" | tr '\n' ' ' | sed 's/ $//')"
is "only the owner may look" "700 700 600 600" \
    "$(stat -c %a "$project/private" "$held" "$held/list.xlsx" "$held/list.correct.csv" | tr '\n' ' ' | sed 's/ $//')"

first=$(sha256sum <"$held/list.xlsx")
build
is "the same rows make the same workbook" "$first" "$(sha256sum <"$held/list.xlsx")"

# The workbook, as another program sees it, and corrected by it: its own shared strings, another order of rows.
/usr/bin/python3 - "$held/list.xlsx" "$BUILD/corrected.xlsx" >"$BUILD/seen" <<'PYTHON'
import sys
import openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.active
for row in sheet.iter_rows(values_only=True):
    print('|'.join('' if cell is None else str(cell) for cell in row[1:]))
print([(str(v.sqref), v.formula1) for v in sheet.data_validations.dataValidation])
print({cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None})
sheet['E2'] = '28.02.2022'
sheet['F3'] = 'lublin'
sheet.delete_rows(4, 2)  # nobody knows what these two should be
book.save(sys.argv[2])
PYTHON
wanted='reason|Vārds|Pasākums|Datums|Pilsēta
Datums: "31.02.2022": this is no date (2022-01-20, 20.01.2022 and 20 January 2022 are)|Līga Kļava|Kafejnīca|31.02.2022|Riga
Pilsēta: "Rgia": no city of the project is called that; nearest is riga|=1+1|Kafejnīca; "otrā"|21.01.2022|Rgia
the row has 2 fields, the header has 4|Torn|row||
Datums: the date is missing|Ģirts Ūdris|Kafejnīca||Riga'
is "reason, cells and drop-down lists stand in the workbook" "$wanted
[('F2:F5', '\"riga,lublin\"')]
{'s'}" "$(cat "$BUILD/seen")"

build --corrected "$BUILD/corrected.xlsx"
is "rows corrected in a workbook are used" "5 3 2" "$(account)"
grep -q '2 corrected rows taken' "$BUILD/said" "$BUILD/printed"
verdict "and it is said how many" "$([ $? -eq 0 ] || cat "$BUILD/said")"
is "corrections are their owner's alone" 600 "$(stat -c %a "$project"/private/corrections/*.csv)"
build
is "later builds apply them" "5 3 2" "$(account)"

# The CSV, as a Latvian Excel saves it: semicolons, windows-1257; one row only.
/usr/bin/python3 - "$held/list.correct.csv" "$BUILD/corrected.csv" <<'PYTHON'
import csv
import sys
rows = list(csv.reader(open(sys.argv[1], encoding='utf-8-sig', newline='')))
last = rows[-1]
last[4] = '22.01.2022'
csv.writer(open(sys.argv[2], 'w', encoding='cp1257', newline=''), delimiter=';').writerows([rows[0], last])
PYTHON
build --corrected "$BUILD/corrected.csv"
is "rows corrected in CSV are used too" "5 4 1" "$(account)"

# What is no sheet for correcting is refused, and nothing is lost.
build --corrected "$project/data/list.csv"
is "another file is refused" 1 $?
grep -q 'This is no sheet for correcting' "$BUILD/said"
verdict "with a sentence" "$([ $? -eq 0 ] || cat "$BUILD/said")"
is "earlier corrections stay" "5 4 1" "$(account)"

# Another export: the corrections are not for it.
printf 'Anna Liepa;Kafejn\356ca;23.01.2022;Riga\r\n' >>"$project/data/list.csv"
is "another export is read as it is" "6 2 4" "$(account)"

# A cell that no workbook takes: it stands in the CSV, and the list says that the workbook ends before it.
python3 -c "print('L' * 40000 + ';Caf;31.02.2022;Riga', end='\r\n')" >>"$project/data/list.csv"
build
grep -q 'holds the first 4 of 5 rows that are held back.*workbook-cut' "$BUILD/said"
verdict "a row too long for a workbook is told" "$([ $? -eq 0 ] || cat "$BUILD/said")"
is "and stands in the CSV, not in the workbook" "6 5" "$(/usr/bin/python3 - "$held" <<'PYTHON'
import csv
import sys
import openpyxl
rows = list(csv.reader(open(sys.argv[1] + '/list.correct.csv', encoding='utf-8-sig', newline='')))
print(len(rows), openpyxl.load_workbook(sys.argv[1] + '/list.xlsx').active.max_row)
PYTHON
)"

# --strict: what is held back ends the run.
build --strict
is "a strict build fails" 1 $?
# Nobody's name is in what was said or published.
if grep -rqE 'Bērziņš|Kļava|Ūdris|Liepa' "$BUILD/said" "$BUILD/printed" "$BUILD/out" 2>/dev/null; then
    verdict "no name leaves" "a name was found"
else
    verdict "no name leaves" ""
fi
exit $failed
