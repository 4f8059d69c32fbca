# More cities, questions and events than a page holds: charts and tables go on, nothing runs into anything, and
# other programs read what was made. A word of 90 letters, cities without a number and without a place are among them.
set -u

project=$BUILD/wide
python3 "$SOURCE/tests/tools/make_wide.py" "$project" 30 16 60 en ar || exit 1
mkdir -p "$project/layouts"
cat >"$project/layouts/wide.yaml" <<'END'
title: {en: Summary, ar: ملخص}
page: a4
field: none
field_text: ink
blocks:
  - {kind: change, figures: [attendance.persons]}
  - kind: map
  - kind: slope
  - {kind: slope, figures: [attendance.persons]}
  - {kind: groups, figures: [attendance.persons]}
  - {kind: groups, framework: ours}
  - kind: bars
  - kind: likert
  - kind: trend
  - kind: heat
  - kind: events
  - kind: chart_tables
END
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
failed=0

# say NAME: what is in $BUILD/why is the reason that it is not ok
say() {
    if [ -s "$BUILD/why" ]; then
        echo "not ok $1: $(head -n 3 "$BUILD/why")"
        failed=1
    else
        echo "ok $1"
    fi
}

for lang in en ar; do
    "$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --dump=pages \
        --lang $lang >"$BUILD/$lang.pages" 2>"$BUILD/why"
    grep -v ': warning: ' "$BUILD/why" >"$BUILD/errors"
    mv "$BUILD/errors" "$BUILD/why"
    [ -s "$BUILD/why" ] || python3 "$SOURCE/tests/tools/page_geometry.py" "$BUILD/$lang.pages" >"$BUILD/why"
    say "a wide project on its pages, $lang"
done

# Every city in both pieces of the table of cities, and once more in each chart of cities.
: >"$BUILD/why"
for city in Aa Ak Az Bd; do
    found=$(grep -c "\"City $city\(\"\| \)" "$BUILD/en.pages")
    [ "$found" -ge 5 ] || echo "City $city stands in $found places" >>"$BUILD/why"
done
say "no city is lost"
grep -q 'continued' "$BUILD/en.pages" || echo "nothing says that it goes on" >"$BUILD/why"
say "what goes on says so"
exit $failed
