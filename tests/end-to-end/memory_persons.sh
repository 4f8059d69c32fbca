# Attendances and persons beyond what memory is set aside for: twice as many take hardly more of it,
# their figures are right, and nothing is left behind where they were on the disk, when all goes well,
# when the disk is full and when the run is killed. bench/persons.py does the same with 10,000,000.
set -u

failed=0
. "$SOURCE/tests/tools/is.sh"

(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
FEW=2700000 MOST=40000 # [rows], [kB] more for as many rows again; a set of digests took 90,000 more
# The sanitizers hold memory of their own, and are slow.
[ -z "${SANITIZED:-}" ] || FEW=20000 MOST=1000000

# make_rows FROM TO: person n at event n mod 100; half of the persons of a city are those of another.
make_rows() {
    awk -v from="$1" -v to="$2" 'BEGIN {
        print "date,city,event,person"
        for (i = from; i < to; i++)
            printf "2022-0%d-11,%s,evening %d,K-%d\n", 1 + i % 3, i % 2 ? "riga" : "lublin", i % 100, int(i / 2) }'
}

# make_project NAME
make_project() {
    mkdir -p "$BUILD/$1"
    cat >"$BUILD/$1/pactpress.yaml" <<'YAML'
project: {id: many, name: Many, start: 2022-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: en}
  - {id: lublin, name: Lublin, country: PL, lang: en}
event_types:
  - {id: club, name: Club}
visibility: {statement: Co-funded by the European Union, disclaimer: Views}
sources:
  - {id: rows, kind: attendance, files: '*.csv', encoding: utf-8, delimiter: ",", dates: yyyy-MM-dd, columns: {event: event, date: date, city: city, person: person}}
outputs:
  - {layout: bulletin, scope: project, langs: [en], formats: [xlsx], class: restricted}
YAML
}

# dump NAME: figures to $BUILD/NAME.figures; prints the most memory [kB] that it held at a time
dump() {
    python3 "$SOURCE/tests/tools/peak_memory.py" sh -c 'exec "$0" build -C "$1" --dump=figures --class restricted \
        --period 2022-Q1 --as-of 2022-06-01 --jobs 2 >"$1.figures"' "$PACTPRESS" "$BUILD/$1" 2>"$BUILD/said"
}

# figure NAME ADDRESS
figure() { sed -n "s/^$2 @2022-Q1 exact \([0-9]*\).*/\1/p" "$BUILD/$1.figures"; }

mkdir "$BUILD/tmp"
export TMPDIR=$BUILD/tmp
make_project few
make_project many
make_rows 0 $FEW >"$BUILD/few/a.csv"
cp "$BUILD/few/a.csv" "$BUILD/many/a.csv"
make_rows $FEW $((2 * FEW)) >"$BUILD/many/b.csv"
sed -n 2,1001p "$BUILD/few/a.csv" >>"$BUILD/many/b.csv" # once more, in another file
few=$(dump few)
is "many attendances are read" 0 $?
many=$(dump many)
is "and twice as many" 0 $?
is "every person counts once" $((FEW / 2)) "$(figure few attendance.persons)"
is "over files, too" "$FEW" "$(figure many attendance.persons)"
is "and cities" "$FEW" "$(figure many 'attendance.persons\[city=riga\]')"
is "rows that stand in both files count once" 1000 "$(figure many rows.duplicates)"
is "as many rows again take less than $MOST kB more" yes \
    "$([ $((many - few)) -lt $MOST ] && echo yes || echo "$few kB, then $many kB")"
is "nothing is left behind" "" "$(ls "$TMPDIR")"

# A limit on files is a disk that is full.
(
    ulimit -f 64
    trap '' XFSZ
    "$PACTPRESS" build -C "$BUILD/many" --dump=figures --class restricted --period 2022-Q1 --as-of 2022-06-01
) >"$BUILD/out" 2>"$BUILD/said"
status=$?
if [ -z "${SANITIZED:-}" ]; then # fewer rows need no disk
    is "a full disk ends it with status 3" 3 $status
    is "and is said" 1 "$(grep -c '\[sorter.failed\]' "$BUILD/said")"
fi
is "nothing is left of it" "" "$(ls "$TMPDIR")"

"$PACTPRESS" build -C "$BUILD/many" --dump=figures --class restricted --period 2022-Q1 --as-of 2022-06-01 >"$BUILD/out" 2>"$BUILD/said" &
pid=$!
sleep 2
kill -9 $pid 2>/dev/null
wait $pid 2>/dev/null
is "nothing is left of a run that is killed" "" "$(ls "$TMPDIR")"

exit $failed
