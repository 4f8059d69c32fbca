#!/usr/bin/env bash
# Exports at their limits, as files of a project: each time the outcome and the words.
set -u

failed=0
project=$BUILD/project
mkdir -p "$project/data"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key LC_ALL=C

cat >"$project/base.yaml" <<'YAML'
project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: lv}
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
YAML

# reads NAME STATUS ACCOUNT WORDS [MORE]: data/NAME.csv; ACCOUNT is a part of the file's line of the dump (-: it
# has none), WORDS a part of what is said (-: nothing is asked).
reads() {
    { cat "$project/base.yaml"; printf 'sources:\n  - {id: one, kind: attendance, files: "data/%s.csv", columns: {event: Event, date: Date, email: Email}, constants: {city: riga}%s}\n' "$1" "${5-}"; } \
        >"$project/pactpress.yaml"
    # AddressSanitizer wants address space without end.
    ([ -n "${SANITIZED-}" ] || ulimit -v 700000; timeout 120 "$PACTPRESS" build -C "$project" --dump=records --period 2022-Q1 \
        --as-of 2022-06-01 >"$BUILD/records" 2>"$BUILD/said")
    status=$?
    if [ $status -ne "$2" ]; then
        problem="status $status; said $(tail -n 2 "$BUILD/said")"
    elif [ "$3" != - ] && ! grep -qF "$3" "$BUILD/records"; then
        problem="the account is $(grep '^file' "$BUILD/records")"
    elif [ "$4" != - ] && ! grep -qF "$4" "$BUILD/said"; then
        problem="said $(head -n 2 "$BUILD/said")"
    else
        echo "ok limit: $1"
        return
    fi
    echo "not ok limit: $1: $problem"
    failed=1
}

cd "$project/data" || exit 1
row='Event,Date,Email\n'

# A row of 1 MiB and one byte is held back, the rows around it are read; one that never seems to end costs no memory.
{ printf "$row"; printf 'A,2022-01-01,a@example.org\n'; head -c 1100000 /dev/zero | tr '\0' x; printf ',2022-01-02,b@example.org\nA,2022-01-03,c@example.org\n'; } >long.csv
reads long 0 'read=3	used=2	excluded=0	superseded=0	duplicates=0	held-back=1' 'the row is longer than 1048576 bytes'
{ printf "$row"; printf 'A,2022-01-01,a@example.org\n'; head -c 300000000 /dev/zero | tr '\0' x; printf '\nA,2022-01-03,c@example.org\n'; } >endless.csv
reads endless 0 'read=3	used=2	excluded=0	superseded=0	duplicates=0	held-back=1' 'the row is longer than 1048576 bytes'
rm endless.csv

# 4,096 columns are read, one more is not a table.
wide() { seq -s , 4 "$1" | sed 's/^/Event,Date,Email,/'; printf 'A,2022-01-01,a@example.org'; seq -s , 4 "$1" | sed 's/^/,/'; }
wide 4096 >columns.csv
reads columns 0 'read=1	used=1' -
wide 4097 >columns-more.csv
reads columns-more 1 - 'The header has 4097 columns; the limit is 4096.'

# The number of fields drifts: most rows are not as wide as the header.
{ printf "$row"; for i in 1 2 3 4 5 6 7 8 9; do printf 'A,2022-01-0%d,a%d@example.org,more\n' $i $i; done; printf 'A,2022-01-09,c@example.org\n'; } >drift.csv
reads drift 0 'read=10	used=1	excluded=0	superseded=0	duplicates=0	held-back=9' '9 rows of this file are held back. The first: the row has 4 fields, the header has 3'
reads drift 1 'held-back=9' '9 of 10 rows of source one are held back, more than the 5 % that it allows.' ', max_rejected: "5 %"'

# Files of a source: 10,000 are read, one more is not.
mkdir many && cd many || exit 1
printf 'Event,Date,Email\nA,2022-01-01,a@example.org\n' >0.csv
seq 1 10000 | xargs -I{} ln 0.csv {}.csv
cd ..
reads 'many/*' 1 - 'Source one has more than 10000 files.'
rm -r many

# A link to nowhere, and a file that another takes the place of while it is read.
ln -s nowhere.csv gone.csv
reads gone 1 - 'This is a link, and the file that it leads to is not there.'
awk 'BEGIN { print "Event,Date,Email"; for (i = 0; i < 400000; i++) print "A,2022-01-01," i "@example.org" }' >goes.csv
cp goes.csv other.csv
(while :; do cp other.csv new.tmp && mv new.tmp goes.csv; done) &
mover=$!
reads goes 1 - 'This file changed while it was read. Run again when nothing writes to it.'
kill $mover
wait $mover 2>/dev/null
exit $failed
