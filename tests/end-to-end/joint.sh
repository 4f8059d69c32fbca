#!/usr/bin/env bash
# An edition whose numbers are harmless alone, and tell a withheld count together with earlier ones: it is refused, by
# `release` and by `build`, and nothing of it is published. What earlier editions told without it is no reason.
set -u

failed=0
project=$BUILD/town
mkdir -p "$project/data"
(umask 077 && printf '%064d\n' 5 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

. "$SOURCE/tests/tools/is.sh"
run() { # COMMAND...: what is said goes to $BUILD/said
    "$PACTPRESS" "$@" -C "$project" >/dev/null 2>"$BUILD/said"
}
published() {
    ls "$project/out/public" 2>/dev/null | tr '\n' ' '
}
errors() { # the rules of errors, each once
    sed -n 's/.* error: .*\[\(.*\)\]$/\1/p' "$BUILD/said" | sort -u | tr '\n' ' '
}

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
outputs:
  - {layout: quarterly, scope: project, langs: [en], formats: [xlsx], class: public}
  - {layout: bulletin, scope: city, langs: [en], formats: [xlsx], class: public}
sources:
  - {id: answers, kind: assessment, files: data/answers.csv, dates: yyyy-MM-dd, columns: {respondent: id, date: date, city: city, dimensions: {a: a}}}
YAML
# answers COUNT...: of Riga in three months; of Lublin there are enough in each
answers() {
    python3 - "$project/data/answers.csv" "$@" <<'PYTHON'
import sys
rows = ["id,date,city,a"]
for month, count in enumerate(map(int, sys.argv[2:]), 1):
    for city, many in (("riga", count), ("lublin", 14 + month)):
        rows += [f"{city}-{month}-{i},2022-0{month}-10,{city},{1 + i % 5}" for i in range(many)]
open(sys.argv[1], "w", encoding="utf-8").write("\n".join(rows) + "\n")
PYTHON
}

# A quarter of 12 + 3 + 10 answers: its candidate is made while nothing is published, and withholds nothing.
answers 12 3 10
run build --period 2022-Q1 --as-of 2022-05-01
is "a quarter is built" 0 $?
is "and withholds nothing" 0 "$(grep -c ',suppressed,' "$project/out/candidate/public/2022-Q1/figures.csv")"
for month in 01 02 03; do
    run build --release --period 2022-$month --as-of 2022-05-01
    is "month $month is published" 0 $?
done
is "one month withholds" yes \
    "$(grep -q '^"assessment.n\[city=riga.*,2022-02,suppressed,,' "$project/out/public/2022-02/figures.csv" && echo yes)"
run release --period 2022-Q1
is "the quarter is not released: it leaves what the months do not say" 1 $?
is "which is said" "audit.told " "$(errors)"
is "with the count that would be told" yes \
    "$(grep -qF 'The figure assessment.n[city=riga, framework=f, dimension=a] of 2022-02 is withheld, and what several editions say together tells it to the last person.' "$BUILD/said" && echo yes)"
is "and nothing of it is published" "2022-01 2022-02 2022-03 " "$(published)"
run build --release --period 2022-Q1 --as-of 2022-05-01
is "built again, it withholds what it must, and is published" 0 $?
is "the sum" yes \
    "$(grep -q '^"assessment.n\[city=riga.*,2022-Q1,suppressed,,' "$project/out/public/2022-Q1/figures.csv" && echo yes)"
"$PACTPRESS" audit "$project"/out/editions/public-2022-0[123]-1 "$project/out/editions/public-2022-Q1-1" >/dev/null 2>"$BUILD/said"
is "all four tell nothing together" 0 $?

told=$(tail -n 1 "$BUILD/said")
run audit
is "all editions of the project are these four" "0 $told" "$? $(tail -n 1 "$BUILD/said")"
run audit public-2022-01-1 public-2022-Q1-1
is "editions are named by their ids" 0 $?
run audit public-2022-01-7
is "one that is not there is said, with the nearest" "1 yes" \
    "$? $(grep -q 'did you mean .public-2022-01-1' "$BUILD/said" && echo yes)"
run audit --out "$BUILD/elsewhere"
is "without editions there is nothing to attack" "1 edition.none " "$? $(errors)"

# The archive of somebody who published otherwise: the quarter printed after all. Now a month more has no part in that.
python3 - "$project/archive.db" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as archive:
    for measure in ("assessment.n", "assessment.respondents"):
        for city, value in (("riga", 25), ("lublin", 48)):
            archive.execute("UPDATE figures SET state = 'exact', value = ? WHERE period = '2022-Q1' AND address LIKE ?",
                            (str(value), f"{measure}[city={city}%"))
archive.close()
PYTHON
run build --release --period 2022-04 --as-of 2022-05-05
is "what was told before refuses nothing" 0 $?
exit $failed
