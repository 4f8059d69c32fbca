#!/usr/bin/env bash
# Which files an edition was made from, and which of them are others now: pactpress verify names each
# that was changed, is gone or is new, by its path where the manifest or the archive tells it. The
# edition itself is as good as before. Judge: sha256sum.
set -u

failed=0
. "$SOURCE/tests/tools/is.sh"

umask 077
printf '%064d\n' 5 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
project=$BUILD/small
mkdir -p "$project/data"
cat >"$project/pactpress.yaml" <<'YAML'
project: {id: small, name: Small, start: 2022-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: en}
event_types:
  - {id: club, name: Club}
visibility: {statement: Co-funded by the European Union, disclaimer: Views}
sources:
  - {id: rows, kind: attendance, files: 'data/*.csv', constants: {city: riga}, columns: {event: event, date: date, person: person}}
outputs:
  - {layout: bulletin, scope: project, langs: [en], formats: [pdf], class: public}
  - {layout: bulletin, scope: project, langs: [en], formats: [pdf], class: restricted}
YAML
for file in a b c; do
    echo 'event,date,person'
    for i in $(seq 1 12); do echo "club $file,2022-02-01,P$i"; done
done >"$BUILD/all"
for file in a b c; do
    { echo 'event,date,person' && grep "^club $file" "$BUILD/all"; } >"$project/data/$file.csv"
done
before=$(sha256sum <"$project/data/b.csv" | cut -d ' ' -f 1)

# try STATUS COMMAND...: its messages are in $BUILD/said.
try() {
    local wanted=$1 command=$2
    shift 2
    "$PACTPRESS" "$command" -C "$project" "$@" >"$BUILD/said" 2>&1
    is "$command $* ends with $wanted" "$wanted" $?
}
# said NAME WORDS [TIMES]
said() { is "$1" "${3:-1}" "$(grep -cF -- "$2" "$BUILD/said")"; }

try 0 build --period 2022-Q1 --as-of 2022-04-08
try 0 build --period 2022-Q1 --as-of 2022-04-08 --class restricted
public=$project/out/candidate/public/2022-Q1 restricted=$project/out/candidate/restricted/2022-Q1
try 0 verify "$public"
said "it is built again from the same files" "Rebuilt: every file has the same bytes."
said "and none is another" "[verify.input]" 0

echo 'club b,2022-02-01,P13' >>"$project/data/b.csv"
rm "$project/data/c.csv"
{ echo 'event,date,person' && echo 'club d,2022-02-02,P1'; } >"$project/data/d.csv"
try 0 verify "$restricted"
said "it is not built again" "Not rebuilt: "
said "a changed file is named" "data/b.csv: warning: This file is not as it was when the edition was made from it (SHA-256 $before)."
said "one that is gone" "data/c.csv: warning: The edition was made from this file, too (SHA-256 "
said "and a new one" "data/d.csv: warning: The edition was not made from this file of source rows, as it is now."
said "and no other" "[verify.input]" 3

# A public manifest names no files, and no archive knows this candidate.
try 0 verify "$public"
said "it is told that they are others" "The edition was made from other files than those that are there (SHA-256 of their digests: "
said "and no digest of a single one" "$before" 0
is "the public manifest names no file" 0 "$(grep -c 'data/' "$public/manifest.json")"

# What was released stands in the archive with its paths.
cp "$project/data/b.csv" "$BUILD/b.csv"
try 0 build --period 2022-Q1 --as-of 2022-04-08 --release
printf '\nclub b,2022-02-01,P14\n' >>"$project/data/b.csv"
try 0 verify public-2022-Q1-1
said "of a public edition a changed file is named" "data/b.csv: warning: This file is not as it was when the edition was made from it (SHA-256 $(sha256sum <"$BUILD/b.csv" | cut -d ' ' -f 1))."
said "and only that" "[verify.input]"
rm "$project"/data/[a-d].csv
try 0 verify public-2022-Q1-1
said "all that are gone are named" "The edition was made from this file, too" 3
said "and nothing else is said of the files that are not there" "[file.none]" 0
cp "$BUILD/b.csv" "$project/data/b.csv"
try 0 verify public-2022-Q1-1
said "what is as it was is not named" "data/b.csv" 0

exit $failed
