# What ingest makes of exports in many shapes (tests/data/ingest), and what it says about files that
# cannot be read (tests/data/ingest-refused). The texts beside this script are the expected ones.
#   UPDATE=1 ONLY='golden-records' tests/run build      writes them anew: look at the difference
set -u

expected=$SOURCE/tests/golden/records
failed=0

# A key of its own for each run: nothing that is printed may depend on it.
make_key() {
    printf '%064d\n' "$1" >"$BUILD/key-$1"
    chmod 600 "$BUILD/key-$1"
}

# dump PROJECT KEY [FOLDER]: leaves records, messages and status in $BUILD.
dump() {
    (
        cd "$SOURCE/${3-tests/data}/$1" &&
            PACTPRESS_KEY_FILE=$BUILD/key-$2 "$PACTPRESS" build --dump=records --verbose --period 2022-Q1 \
                --as-of 2022-06-01 >"$BUILD/$1.records" 2>"$BUILD/$1.all"
    )
    status=$?
    # The last line of a run and the source lines under a message are tested elsewhere.
    grep -E ': (error|warning|note): ' "$BUILD/$1.all" >"$BUILD/$1.messages"
}

# same NAME FILE
same() {
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$expected" && cp "$2" "$expected/$(basename "$2")"
    fi
    if diff -u "$expected/$(basename "$2")" "$2"; then
        echo "ok $1"
    else
        echo "not ok $1: it is not the text in tests/golden/records"
        failed=1
    fi
}

. "$SOURCE/tests/tools/is.sh"

make_key 1
make_key 2

dump ingest 1
is "exports that can be read end well" 0 $status
same "records of exports in many shapes" "$BUILD/ingest.records"
same "messages about exports in many shapes" "$BUILD/ingest.messages"
cp "$BUILD/ingest.records" "$BUILD/first"
dump ingest 2
if cmp -s "$BUILD/first" "$BUILD/ingest.records"; then
    echo "ok another key prints the same records"
else
    echo "not ok another key prints the same records"
    failed=1
fi

dump ingest-refused 1
is "exports that cannot be read end in 1" 1 $status
same "messages about exports that cannot be read" "$BUILD/ingest-refused.messages"

# One export of every tool that has a preset.
dump exports 1 samples
is "the sample of every tool ends well" 0 $status
same "records of the sample of every tool" "$BUILD/exports.records"
same "messages about the sample of every tool" "$BUILD/exports.messages"
for preset in "$SOURCE"/layouts/presets/*.yaml; do
    preset=$(basename "$preset" .yaml)
    is "the sample uses preset $preset" yes \
        "$(grep -qE "preset: $preset\b" "$SOURCE/samples/exports/pactpress.yaml" && echo yes || echo no)"
done

# Each account adds up: read = used + excluded + superseded + duplicates + held back.
sum=$(sed -n 's/^file.*\tread=\([0-9]*\)\tused=\([0-9]*\)\texcluded=\([0-9]*\)\tsuperseded=\([0-9]*\)\tduplicates=\([0-9]*\)\theld-back=\([0-9]*\).*/\1-\2-\3-\4-\5-\6/p' \
    "$BUILD/first" | awk -F- '$1 != $2+$3+$4+$5+$6 { bad++ } { n++ } END { print n ":" bad+0 }')
is "row accounts add up" 7:0 "$sum"

# Names and addresses of the test's persons are nowhere in what was printed.
if grep -iqE 'Bērziņa|Kļaviņš|Klavins|Ģērmane|Ūdre|example\.org[^/]|citat' \
    "$BUILD/first" "$BUILD/ingest.all" "$BUILD/ingest-refused.all" ||
    grep -iqE 'Liepa|Ozols|Egle|Vitola|Rossi|Bianchi|Müller|Groß|Koval|فاطمة|example\.org' \
        "$BUILD/exports.records" "$BUILD/exports.all"; then
    echo "not ok nobody's name is printed"
    failed=1
else
    echo "ok nobody's name is printed"
fi
exit $failed
