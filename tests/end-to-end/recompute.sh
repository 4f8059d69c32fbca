# Builds the sample project and has every figure of figures.csv recomputed from the CSV exports by
# another program (tests/tools/recompute.py). Then a wrong number is planted, and must be found.
set -u

failed=0
project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
umask 077
printf '%064d\n' 7 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

# build PERIOD CLASS: leaves the path of figures.csv in $figures.
build() {
    figures=$BUILD/out/candidate/$2/$1/figures.csv
    "$PACTPRESS" build -C "$project" --period "$1" --as-of 2022-04-08 --out "$BUILD/out" --quiet \
        --class "$2" >"$BUILD/build-$1.log" 2>&1
    local status=$?
    if [ $status -eq 0 ] && [ -s "$figures" ]; then
        echo "ok the $2 sample of $1 is built"
    else
        echo "not ok the $2 sample of $1 is built: status $status"
        tail -n 5 "$BUILD/build-$1.log"
        exit 1
    fi
}

recompute() {
    python3 "$SOURCE/tests/tools/recompute.py" "$project" "$1" "$2"
}

for period in 2022-Q1 2021-Q4; do
    for class in restricted public; do
        build $period $class
        recompute "$figures" $period || failed=1
    done
done

# plant NAME SCRIPT ROWS [CLASS]: the change must be made, and found in so many rows.
plant() {
    local class=${4:-public}
    figures=$BUILD/out/candidate/$class/2022-Q1/figures.csv
    mkdir -p "$BUILD/$class/planted"
    sed -E "$2" "$figures" >"$BUILD/$class/planted/figures.csv"
    if cmp -s "$figures" "$BUILD/$class/planted/figures.csv"; then
        echo "not ok $1: nothing was changed"
        failed=1
    elif recompute "$BUILD/$class/planted/figures.csv" 2022-Q1 >"$BUILD/planted.log"; then
        echo "not ok $1: it was not found"
        failed=1
    elif [ "$(grep -c '^not ok' "$BUILD/planted.log")" -eq "$3" ]; then
        echo "ok $1 is found"
    else
        echo "not ok $1: it led to $(grep -c '^not ok' "$BUILD/planted.log") rows, not $3"
        failed=1
    fi
}

plant "a wrong number of persons" \
    's/^(attendance\.persons\[city=riga\],.*,2022-Q1,exact,)([0-9]*)([0-9]),/\1\2\3\3,/' 1
plant "a measure that nobody recomputes" \
    's/^events\.shared,events\.shared,(.*,2022-Q1,)/events.own,events.own,\1/' 2
plant "a wrong share" \
    '/^"assessment\.share\[city=riga,.*=impact, answer=4\]".*,2022-Q1,/s/exact,([0-9]+),/exact,1\1,/' 1
plant "a wrong indicator" 's/^(indicator\.total\[indicator=C2\.1\],.*,exact,)([0-9]+),/\11\2,/' 1 restricted
plant "a wrong quartile" \
    '/^"assessment\.quartile3\[city=riga,.*=impact\]".*,2022-Q1,/s/exact,([0-9])/exact,9\1/' 1
plant "a wrong interval" \
    '/^"assessment\.mean_from\[framework=dac, dimension=impact\]".*,2022-Q1,/s/exact,([0-9])/exact,1\1/' 1
plant "a missing figure" '/^events\.held\[city=lublin\],.*,2022-Q1,/d' 1
plant "a row too many" \
    's/^(events\.held)(\[city=riga\],.*,2022-Q1,.*)$/\1\2\n\1[city=rome],\1,rome,,,,2022-Q1,exact,3,,events\r/' 1
plant "an estimate sold as exact" '0,/^event\.part.*,estimated,/{/^event\.part/s/,estimated,/,exact,/}' 1
plant "a withheld count with its n" '0,/^event\.part.*,suppressed,/{/^event\.part/s/,suppressed,,,/,suppressed,,3,/}' 1
exit $failed
