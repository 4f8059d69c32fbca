# A long table of a story: what each row more takes of memory is bounded, and every row is printed. docs/pdf.md has what
# 100,000 rows take.
set -u

failed=0
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
FEW=500 MANY=6000 MOST=5 # [kB] a row of six cells more; it is about four

# The sanitizers hold memory of their own, so that theirs says nothing.
[ -z "${SANITIZED:-}" ] || MANY=1500 MOST=1000

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

# build ROWS: prints the most memory [kB] that it held at a time
build() {
    python3 "$SOURCE/tests/tools/make_long.py" "$BUILD/long-$1" "$1"
    python3 "$SOURCE/tests/tools/peak_memory.py" "$PACTPRESS" build -C "$BUILD/long-$1" --draft --jobs 1 2>"$BUILD/log"
}

few=$(build $FEW) && ok "a table of $FEW rows" || not_ok "a table of $FEW rows: $(tail -n 1 "$BUILD/log")"
many=$(build $MANY) && ok "a table of $MANY rows" || not_ok "a table of $MANY rows: $(tail -n 1 "$BUILD/log")"
[ $(((many - few) / (MANY - FEW))) -lt $MOST ] && ok "each row takes less than $MOST kB more" ||
    not_ok "each row takes less than $MOST kB more: $few kB, and $many kB with $((MANY - FEW)) more"

pdf=$(find "$BUILD/long-$MANY/out/candidate" -name '*.pdf')
printed=$(pdftotext -layout "$pdf" - | grep -c '^ *R[0-9]\{6\} ')
[ "$printed" -eq $MANY ] && ok "every row is printed" || not_ok "every row is printed: $printed of $MANY"
exit $failed
