# Builds the annexes of the sample, twice, and has other programs read them: openpyxl compares every
# cell with figures.csv (tests/tools/check_annex.py), LibreOffice opens one. Then wrong numbers are
# planted, and must be found.
set -u

failed=0
project=$BUILD/epi
python=/usr/bin/python3
check=$SOURCE/tests/tools/check_annex.py
strings=$SOURCE/layouts/strings
cp -R "$SOURCE/samples/epi" "$project"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

say() {
    if [ "$1" -eq 0 ]; then
        echo "ok $2"
    else
        echo "not ok $2"
        failed=1
    fi
}

# build OUT TIMEZONE: the annexes of the first quarter of 2022.
build() {
    TZ=$2 "$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --format xlsx \
        --out "$BUILD/$1" --quiet >"$BUILD/$1.log" 2>&1
    local status=$?
    say $status "the annexes of the sample are built in $2"
    [ $status -eq 0 ] || {
        tail -n 5 "$BUILD/$1.log"
        exit 1
    }
}

build out UTC
build again Asia/Kathmandu
folder=$BUILD/out/candidate/public/2022-Q1
[ "$(find "$folder/annex" -name '*.xlsx' | wc -l)" -eq 14 ]
say $? "the sample has 14 annexes"
diff -r "$folder/annex" "$BUILD/again/candidate/public/2022-Q1/annex" >"$BUILD/differences"
say $? "two builds in two time zones are the same bytes"

"$python" "$check" "$folder" "$strings" 2022-04-08 || failed=1

# plant NAME SCRIPT: figures.csv is changed, and no annex agrees with it any more.
plant() {
    rm -rf "$BUILD/planted"
    cp -R "$folder" "$BUILD/planted"
    sed -E "$2" "$folder/figures.csv" >"$BUILD/planted/figures.csv"
    if cmp -s "$folder/figures.csv" "$BUILD/planted/figures.csv"; then
        say 1 "$1: nothing was changed"
        return
    fi
    "$python" "$check" "$BUILD/planted" "$strings" 2022-04-08 >"$BUILD/planted.log"
    [ "$(grep -c '^not ok' "$BUILD/planted.log")" -eq "$3" ]
    say $? "$1 is found in $3 annexes ($(grep -c '^not ok' "$BUILD/planted.log"))"
}

# Riga has two annexes of its own, Cluj-Napoca, whose event is the first withheld, one; the project four.
plant "another number of persons" \
    's/^(attendance\.persons\[city=riga\],.*,2022-Q1,exact,)([0-9]*)([0-9]),/\1\2\3\3,/' 6
plant "a number that is withheld in the annex" \
    '0,/^event\.part.*,suppressed,/{/^event\.part/s/,suppressed,,,/,exact,3,3,/}' 5
plant "a row that the annex lacks" \
    's/^(events\.held)(\[city=riga\],.*,2022-Q1,.*)$/\1\2\nevents.held[city=riga],events.held,riga,,,,2021-Q3,exact,3,,events\r/' 6

# LibreOffice keeps a profile; this one goes with the test.
office="soffice -env:UserInstallation=file://$(cd "$BUILD" && pwd)/office --headless"
sheet=6
for lang in en lv; do
    mkdir -p "$BUILD/csv-$lang"
    $office --convert-to "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,$sheet" \
        --outdir "$BUILD/csv-$lang" "$folder/annex/epi-annex-2022-Q1-$lang.xlsx" \
        >"$BUILD/office.log" 2>&1
    "$python" "$check" --csv "$(find "$BUILD/csv-$lang" -name '*.csv')" "$folder" "$strings" $lang ||
        failed=1
done
exit $failed
