# The figures of a small project (tests/golden/figures), for both classes, and what is said on the way.
# The texts in that folder are the expected ones.
#   UPDATE=1 ONLY='golden-figures' tests/run build      writes them anew: look at the difference
set -u

expected=$SOURCE/tests/golden/figures
failed=0
cp -R "$expected" "$BUILD/small"
chmod -R u+w "$BUILD/small"

make_key() {
    printf '%064d\n' "$1" >"$BUILD/key-$1"
    chmod 600 "$BUILD/key-$1"
}

# dump NAME KEY OPTION...: figures in $BUILD/NAME, messages in $BUILD/NAME.all, status.
dump() {
    local name=$1 key=$2
    shift 2
    PACTPRESS_KEY_FILE=$BUILD/key-$key "$PACTPRESS" build -C "$BUILD/small" --dump=figures \
        --period 2022-Q1 --as-of 2022-04-08 "$@" >"$BUILD/$name" 2>"$BUILD/$name.all"
    status=$?
}

same() {
    if [ -n "${UPDATE-}" ]; then
        cp "$2" "$expected/$(basename "$2")"
    fi
    if diff -u "$expected/$(basename "$2")" "$2"; then
        echo "ok $1"
    else
        echo "not ok $1: it is not the text in tests/golden/figures"
        failed=1
    fi
}

. "$SOURCE/tests/tools/is.sh"

make_key 1
make_key 2
dump public 1
is "figures are printed" 0 $status
same "figures of class public" "$BUILD/public"
grep -E '^data/.*: (error|warning|note): ' "$BUILD/public.all" >"$BUILD/messages"
same "messages about events and attendance" "$BUILD/messages"
dump restricted 1 --class restricted
is "figures of the funder are printed" 0 $status
same "figures of class restricted" "$BUILD/restricted"
is "nothing is withheld from the funder" 0 "$(grep -c ' suppressed ' "$BUILD/restricted")"

# The files in another order and split otherwise, under another key: the same figures.
(
    cd "$BUILD/small/data" || exit 1
    head -n 1 list-q1.csv >list-a.csv
    { tail -n +2 list-q1.csv; tail -n +2 list-q4.csv; } | sort -r >rows
    head -n 20 rows >>list-a.csv
    { head -n 1 list-q1.csv; tail -n +21 rows; } >list-b.csv
    { head -n 1 survey.csv; tail -n +2 survey.csv | sort -r; } >survey.new
    mv survey.new survey.csv
    rm rows list-q1.csv list-q4.csv
)
dump shuffled 2
# how many files a figure came from is told, and differs
sed 's/ files=[0-9]*//' "$BUILD/public" >"$BUILD/public.plain"
sed 's/ files=[0-9]*//' "$BUILD/shuffled" >"$BUILD/shuffled.plain"
if cmp "$BUILD/public.plain" "$BUILD/shuffled.plain"; then
    echo "ok neither order nor files nor key show"
else
    echo "not ok neither order nor files nor key show"
    failed=1
fi
exit $failed
