# --jobs: files and messages are the same for any number of threads; --keep-going shows all errors.
set -u

failed=0
project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
[ -z "${SANITIZED:-}" ] || sed -i -f "$SOURCE/tests/tools/smaller.sed" "$project/pactpress.yaml"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

build() {
    "$PACTPRESS" build -C "$project" --out "$BUILD/out" "$@" 2>"$BUILD/log"
}

# expect NAME STATUS [OPTION...]
expect() {
    local name=$1 wanted=$2 status
    shift 2
    build "$@"
    status=$?
    if [ $status -eq "$wanted" ]; then ok "$name"; else
        not_ok "$name: status $status, not $wanted: $(tail -n 1 "$BUILD/log")"
    fi
}

# A word that fits no line, and a character of no font: messages of single documents.
printf '\nA word of \xf0\x94\x90\x80 and %0200d.\n' 5 >>"$project/content/2022-Q1-bulletin/en/lead-riga.md"
for jobs in 1 3; do
    rm -rf "$BUILD/out"
    build --draft --jobs $jobs
    echo $? >>"$BUILD/log"
    mv "$BUILD/log" "$BUILD/log-$jobs"
done
grep -q 'text\.' "$BUILD/log-1" && ok "documents have something to say" ||
    not_ok "documents have something to say"
cmp -s "$BUILD/log-1" "$BUILD/log-3" && ok "their messages are the same for 3 threads" ||
    not_ok "their messages are the same for 3 threads: $(diff "$BUILD/log-1" "$BUILD/log-3" | head -n 2)"
cp "$SOURCE/samples/epi/content/2022-Q1-bulletin/en/lead-riga.md" \
    "$project/content/2022-Q1-bulletin/en/lead-riga.md"

for jobs in 1 2 7; do
    rm -rf "$BUILD/out"
    expect "$jobs at a time" 0 --jobs $jobs
    (cd "$BUILD/out/candidate/public" && find . -type f ! -name '.record-*' -exec sha256sum {} + |
        sort) >"$BUILD/sums-$jobs"
    cmp -s "$BUILD/sums-1" "$BUILD/sums-$jobs" && [ -s "$BUILD/sums-1" ] &&
        ok "files of $jobs at a time are the same" || not_ok "files of $jobs at a time are the same"
done
expect "the number of jobs is a number" 2 --jobs many

# A broken file of data, and a broken story.
printf 'no,such\nheader,here\n' >"$project/data/riga/dalibnieki-2022-q1.csv"
printf '\nA \xf0\x94\x90\x80 nobody has.\n' >>"$project/content/2022-Q1-bulletin/en/lead-riga.md"
find "$BUILD/out" -type f -exec sha256sum {} + | sort >"$BUILD/before"
expect "broken data ends with 1" 1
grep -q 'text.missing-glyph' "$BUILD/log" && not_ok "which ends before documents" ||
    ok "which ends before documents"
expect "with --keep-going, too" 1 --keep-going
grep -q 'text.missing-glyph' "$BUILD/log" && ok "which shows errors of documents" ||
    not_ok "which shows errors of documents"
find "$BUILD/out" -type f -exec sha256sum {} + | sort | cmp -s - "$BUILD/before" &&
    ok "and makes nothing" || not_ok "and makes nothing"

exit $failed
