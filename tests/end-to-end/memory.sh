# Many documents in one run: what each one more takes of memory is bounded, and what is said of a
# language is said once. bench/batch.py does the same with 10,000.
set -u

failed=0
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
CITIES=50 LAYOUTS=10 MOST=3 # [kB] a document more; it is about one

# The sanitizers hold memory of their own, so that theirs says nothing.
[ -z "${SANITIZED:-}" ] || CITIES=10 LAYOUTS=3 MOST=1000

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

# build LAYOUTS [OPTION...]: prints the most memory [kB] that it held at a time
build() {
    local project=$BUILD/sheets-$1
    python3 "$SOURCE/tests/tools/make_many.py" "$project" $CITIES "$1" en lv
    shift
    python3 "$SOURCE/tests/tools/peak_memory.py" "$PACTPRESS" build -C "$project" --period 2022-Q1 --jobs 1 "$@" 2>"$BUILD/log"
}

few=$(build 1) && ok "a sheet a city and language" || not_ok "a sheet a city and language: $(tail -n 1 "$BUILD/log")"
many=$(build $LAYOUTS) && ok "many more" || not_ok "many more: $(tail -n 1 "$BUILD/log")"
made=$(find "$BUILD/sheets-$LAYOUTS/out/candidate" -name '*.pdf' | wc -l)
[ "$made" -eq $((CITIES * 2 * LAYOUTS)) ] && ok "all were made" || not_ok "all were made: $made"
more=$((CITIES * 2 * (LAYOUTS - 1)))
[ $(((many - few) / more)) -lt $MOST ] && ok "each takes less than $MOST kB more" ||
    not_ok "each takes less than $MOST kB more: $few kB, and $many kB with $more more"

for lang in en lv; do
    said=$(grep -c "strings in \"$lang\" are not marked as reviewed" "$BUILD/log")
    [ "$said" -eq 1 ] && ok "words that nobody reviewed are said once: $lang" ||
        not_ok "words that nobody reviewed are said once: $lang: $said times"
done
build 1 --draft >/dev/null && ! grep -q 'wording.unreviewed' "$BUILD/log" && ok "and of drafts not at all" ||
    not_ok "and of drafts not at all"

exit $failed
