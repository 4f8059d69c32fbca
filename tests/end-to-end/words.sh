#!/usr/bin/env bash
# The program speaks the language of its user: on the terminal, in the reasons for rows that are held back and in the
# workbook for correcting them. What is published, and what machines read, stays as it is. No locale is installed.
set -u

failed=0
project=$BUILD/project
mkdir -p "$project/data"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
unset LC_ALL LC_MESSAGES LANG LANGUAGE

verdict() { # NAME PROBLEM
    if [ -z "$2" ]; then
        echo "ok words: $1"
    else
        echo "not ok words: $1: $2"
        failed=1
    fi
}
is() { # NAME WANTED FOUND
    verdict "$1" "$([ "$2" = "$3" ] || echo "wanted $2, found $3")"
}

cat >"$project/pactpress.yaml" <<'YAML'
project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [sv, en]
cities:
  - {id: riga, name: Riga, country: LV, lang: lv}
  - {id: lublin, name: Lublin, country: PL, lang: pl}
frameworks:
  - {id: dac, name: Criteria, scale: {min: 1, max: 5, labels: {1: never, 5: always}}, dimensions: [{code: impact, label: Impact, question: Does it matter?}]}
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
outputs:
  - {layout: bulletin, scope: project, langs: [en], formats: [pdf, xlsx], class: public}
sources:
  - {id: list, kind: attendance, files: data/list.csv, columns: {event: Event, date: Date, city: City, name: Name}}
  - {id: answers, kind: assessment, framework: dac, files: data/answers.csv, columns: {respondent: Who, dimension: Dimension, score: Score, city: City, date: Date}}
YAML
printf '%s\n' 'Name,Event,Date,City' 'Anna Liepa,Forum,2022-01-20,Riga' 'Jan Lipa,Forum,2022-01-20,Rgia' \
    'torn,row' >"$project/data/list.csv"
printf '%s\n' 'Who,Dimension,Score,City,Date' '1,impact,3,Riga,2022-01-20' \
    '2,impact,17,Riga,2022-01-20' >"$project/data/answers.csv"

# build NAME VARIABLES... -- OPTIONS...: into $BUILD/NAME, with what was said in $BUILD/NAME.said
build() {
    local name=$1 variables=()
    shift
    while [ "$1" != -- ]; do
        variables+=("$1")
        shift
    done
    shift
    env "${variables[@]}" "$PACTPRESS" build -C "$project" --out "$BUILD/$name" --period 2022-Q1 --as-of 2022-06-01 "$@" \
        2>"$BUILD/$name.said"
    rm -rf "$BUILD/$name.held"
    cp -R "$project/private/held-back" "$BUILD/$name.held"
}

# Heads, rules and sentences of the reasons, as another program reads them; and what the workbook says.
cat >"$BUILD/read.py" <<'PYTHON'
import csv
import sys
import openpyxl
held = sys.argv[1]
for name in ('answers', 'list'):
    rows = list(csv.reader(open(f'{held}/{name}/{name}.reasons.csv', encoding='utf-8-sig', newline='')))
    print(','.join(rows[0]))
    print(rows[-1][3])
sheet = openpyxl.load_workbook(f'{held}/list/list.xlsx').active
(hint,) = sheet.data_validations.dataValidation
assert hint.prompt == hint.error and hint.promptTitle == hint.errorTitle and hint.showInputMessage
print('|'.join((sheet.title, sheet['A1'].value, sheet['B1'].value, hint.promptTitle, sheet['B3'].value)))
PYTHON

says() { # NAME WORDS
    if grep -qF -- "$2" "$BUILD/$1.said"; then
        verdict "$1 on the terminal" ""
    else
        verdict "$1 on the terminal" "no \"$2\" in: $(cat "$BUILD/$1.said")"
    fi
}

# speaks NAME OFF-SCALE TORN HEADS SHEET VARIABLES...
speaks() {
    local name=$1 off=$2 torn=$3 heads=$4 sheet=$5
    shift 5
    build "$name" "$@" --
    says "$name" "$off"
    is "$name in what is held back" "$heads
\"17\": $off
$heads
$torn
$sheet|$torn" "$(/usr/bin/python3 "$BUILD/read.py" "$BUILD/$name.held" 2>&1)"
}

speaks Italian "la scala va da 1 a 5" "la riga ha 2 campi, l’intestazione ne ha 4" \
    "riga,colonna,regola,frase" "Righe|pactpress|motivo|Un valore del progetto" LC_ALL=it_IT.UTF-8
speaks Latvian "skala ir no 1 līdz 5" "rindā ir 2 lauki, virsrakstā – 4" \
    "rinda,kolonna,kārtula,paskaidrojums" "Rindas|pactpress|iemesls|Projekta vērtība" LC_MESSAGES=lv_LV.UTF-8 LANG=de_DE
speaks Swedish "skalan går från 1 till 5" "raden har 2 fält, rubrikraden har 4" \
    "rad,kolumn,regel,förklaring" "Rader|pactpress|orsak|Ett värde från projektet" LC_ALL=en_GB.UTF-8 LANGUAGE=sv:lv
for english in LC_ALL=C LANG=POSIX LC_ALL=tlh_XX.UTF-8; do
    speaks "English ($english)" "the scale goes from 1 to 5" "the row has 2 fields, the header has 4" \
        "line,column,rule,sentence" "Rows|pactpress|reason|A value of the project" "$english"
done

# Under cron nobody says a language: messages are English, what the project's people will read is in theirs.
build cron --
says cron 'the scale goes from 1 to 5'
is "the project's language for its people" '"17": skalan går från 1 till 5' \
    "$(/usr/bin/python3 "$BUILD/read.py" "$BUILD/cron.held" 2>&1 | sed -n 2p)"

# Last lines, mistakes on the command line, and what status prints.
says Italian 'usate 2 righe su 5, trattenute 3'
says Latvian 'izmantotas 2 no 5 rindām, aizturētas 3'
says Swedish '2 av 5 rader använda, 3 tillbakahållna'
LC_ALL=it_IT.UTF-8 "$PACTPRESS" bild 2>"$BUILD/bild.said"
is "status 2" 2 $?
says bild 'errore: il comando «bild» non esiste, forse era «build»? Si veda pactpress --help'
is "status in Latvian" 'gaida: 2 rindas no data/list.csv' \
    "$(LC_ALL=lv_LV.UTF-8 "$PACTPRESS" status -C "$project" --period 2022-Q1 2>/dev/null | grep list.csv)"
is "its JSON is everybody's" "$(LC_ALL=C "$PACTPRESS" status --json -C "$project" --period 2022-Q1 2>/dev/null)" \
    "$(LC_ALL=lv_LV.UTF-8 "$PACTPRESS" status --json -C "$project" --period 2022-Q1 2>/dev/null)"

# What lies there already is said anew for who comes next, and only once.
build cron LC_ALL=lv_LV.UTF-8 --
says cron 'skala ir no 1 līdz 5'
build cron LC_ALL=lv_LV.UTF-8 --
says cron 'Viss ir atjaunināts'

# What is published does not depend on it, and neither does what machines read.
is "there is something to compare" 5 "$(find "$BUILD/Italian/candidate" -type f | wc -l)"
for name in Latvian Swedish cron; do
    verdict "the same bytes in $name" "$(diff -r -x '.record-*' "$BUILD/Italian" "$BUILD/$name" 2>&1 | head -n 3)"
done
log() { # NAME VARIABLES...
    build "$1" "${@:2}" -- --log=json --fresh
    sed "s|$BUILD/$1|OUT|g" "$BUILD/$1.said"
}
is "the same log for machines" "$(log json-en LC_ALL=C)" "$(log json-it LC_ALL=it_IT.UTF-8)"
says json-it '2 rows of this file are held back'

# Rows that were corrected under Latvian heads come back under any locale.
sed 's/Rgia/riga/g' "$BUILD/Latvian.held/list/list.correct.csv" >"$BUILD/corrected.csv"
build corrected LC_ALL=sv_SE.UTF-8 -- --corrected "$BUILD/corrected.csv"
is "a sheet with Latvian heads is taken under Swedish" 1 "$(sed 1d "$BUILD/corrected.held/list/list.reasons.csv" | wc -l)"

# The sentences of all languages against the English ones, and those against the source, by another program; and
# mistakes planted in a copy, each of which must be found.
compare=$SOURCE/tests/tools/compare_messages.py
verdict "the languages agree" "$(python3 "$compare" 2>&1 | grep -v ' sentences agree in ' | head -n 5)"
finds() { # NAME FILE SED-SCRIPT WORDS
    rm -rf "$BUILD/messages" && cp -R "$SOURCE/layouts/messages" "$BUILD/messages"
    sed -i "$3" "$BUILD/messages/$2"
    python3 "$compare" "$BUILD/messages" >"$BUILD/compared" 2>&1
    if [ $? -eq 1 ] && grep -qF "$4" "$BUILD/compared"; then
        verdict "$1 is found" ""
    else
        verdict "$1 is found" "it said $(head -n 1 "$BUILD/compared")"
    fi
}
finds "a missing reason" fi.yaml '/^  off-scale:/d' "off-scale is missing"
finds "a misspelt argument" de.yaml '/^  off-scale:/s/{min}/{von}/' "off-scale has the arguments"
finds "a plural of another language" pl.yaml '/^  torn-row:/s/few {[^}]*} many {[^}]*}//' "plural of fields has"
finds "a sentence that the source no longer says" en.yaml '/^  off-scale:/s/goes from/runs from/' "no sentence of the source"
finds "a reason without a key" en.yaml '/^  bad-yes-no:/d' "no key of en.yaml says"
finds "a hint that Excel does not take" uk.yaml '/held-back.sheet\/title:/s/: ".*"/: "123456789012345678901234567890123"/' "longer than 32"
# Every language of the catalogues says what any run may meet.
english='there is no candidate|another run|Nothing new|not done'
for file in "$SOURCE"/layouts/messages/*.yaml; do
    lang=$(basename "$file" .yaml)
    LANGUAGE=$lang "$PACTPRESS" release -C "$project" --out "$BUILD/none" --period 2022-Q1 2>"$BUILD/$lang.said"
    case $lang in en) wanted=2 ;; *) wanted=0 ;; esac
    is "no candidate, in $lang" "$wanted" "$(grep -cE "$english" "$BUILD/$lang.said")"
done

exit $failed
