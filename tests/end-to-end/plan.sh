# plan: every output with its reason, each kind of reason in turn, in words and as JSON; and what is missing before
# anything is made.
set -u

failed=0
umask 022
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
town=$BUILD/town
export PACTPRESS_SHARE=$BUILD/share
mkdir -p "$PACTPRESS_SHARE"
cp -R "$SOURCE/layouts" "$SOURCE/fonts" "$PACTPRESS_SHARE"
cp "$PACTPRESS" "$BUILD/pactpress"

verdict() { # NAME PROBLEM: no problem is good
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $2"
        failed=1
    fi
}

plan() {
    "$BUILD/pactpress" plan -C "$town" "$@" >"$BUILD/plan" 2>"$BUILD/log" || echo "plan ends with $?"
}

build() {
    "$BUILD/pactpress" build -C "$town" --quiet "$@" 2>"$BUILD/log" || echo "build ends with $?"
}

# because NAME COUNT REASON: so many files would be made, each for a reason that fits; then they are.
because() {
    local problem made
    problem=$(plan)
    made=$(grep '^make ' "$BUILD/plan")
    [ "$(echo "$made" | grep -c .)" = "$2" ] || problem=${problem:-"$(echo "$made" | grep -c .) files would be made"}
    echo "$made" | grep -vE "  $3\$" | grep -q . && problem=${problem:-"$(echo "$made" | grep -vE "  $3\$" | head -n 1)"}
    verdict "$1" "${problem:-$(build)}"
}

"$BUILD/pactpress" init "$town" 2>"$BUILD/log" || verdict "init" "it ends with $?"
plan >/dev/null
all=$(grep -c . "$BUILD/plan")
pdfs=$(grep -c '\.pdf' "$BUILD/plan")
because "at first all is new" "$all" new
because "then all is up to date" 0 none
plan --json
verdict "in JSON, too" "$(python3 -c '
import json, sys
outputs = json.load(open(sys.argv[1]))["outputs"]
assert len(outputs) == int(sys.argv[2]), len(outputs)
assert all(not o["make"] and o["reason"] == "up to date" for o in outputs)
assert len({o["path"] for o in outputs}) == len(outputs)
assert all(o["lang"] in o["path"] and o["layout"] in ("bulletin",) and (o["city"] or "") in o["path"] for o in outputs)' \
    "$BUILD/plan" "$all" 2>&1 | tail -n 1)"

story=$(find "$town"/content -name 'lead.md' | head -n 1)
echo 'One more sentence.' >>"$story"
because "a story" "$(plan >/dev/null; grep -c '^make ' "$BUILD/plan")" "changed: text by ${story#"$town"/}"
cp "$town/data/attendance.csv" "$BUILD/attendance.csv"
if [ -z "${SANITIZED:-}" ]; then # many builds; the program is the same for each kind
sed -i '$d' "$town/data/attendance.csv"
because "data, by its file" "$all" 'changed: (text|figures) by data/attendance.csv'
cp "$BUILD/attendance.csv" "$town/data"
build
echo '# another word' >>"$town/pactpress.yaml"
because "a setting" "$all" 'changed: settings by pactpress.yaml'
mkdir "$town/layouts"
cp "$SOURCE/layouts/bulletin.yaml" "$town/layouts"
because "a layout of the project" "$all" 'changed: settings by layouts/bulletin.yaml'
echo '# another word' >>"$PACTPRESS_SHARE/layouts/flash.yaml"
because "a layout as installed" "$all" 'changed: layouts'
mkdir "$town/strings"
printf 'lang: en\nstrings:\n  state.withheld: "held"\n' >"$town/strings/en.yaml"
because "a string" "$all" 'changed: settings, strings(, text)? by strings/en.yaml'
mkdir "$town/fonts"
cp "$SOURCE/fonts/stacks.yaml" "$town/fonts"
because "a font" "$all" 'changed: fonts, settings by fonts/stacks.yaml'
touch "$BUILD/pactpress"
because "the program" "$all" 'changed: program'
fi
plan --as-of 2026-05-05
verdict "the date" "$(grep '^make ' "$BUILD/plan" | grep -v 'changed: date' | head -n 1
    grep -q '^make ' "$BUILD/plan" || head -n 1 "$BUILD/plan")"
rm "$(find "$town/out/candidate" -name '*.pdf' | head -n 1)"
plan
verdict "a file that somebody took away is made again" "$(build; find "$town/out/candidate" -name '*.pdf' | wc -l |
    grep -vx "$pdfs")"

# An edition of other data comes in between, and the data is as before: its figures are corrections now.
sed -i '5,9d' "$town/data/attendance.csv"
build --release --out "$BUILD/other"
cp "$BUILD/attendance.csv" "$town/data"
plan
verdict "what an edition published" "$(grep '^make ' "$BUILD/plan" | grep -v 'by what earlier editions published$' | head -n 1
    grep -q '^make ' "$BUILD/plan" || head -n 1 "$BUILD/plan")"

# Missing stories are named before anything is made.
sed -i 's/^languages:.*/languages: [en, lv]/; s/langs: \[en\]/langs: [en, lv]/' "$town/pactpress.yaml"
before=$(find "$town/out" | sort | cksum)
"$BUILD/pactpress" plan -C "$town" >"$BUILD/plan" 2>"$BUILD/log"
status=$?
verdict "no story in a language is status 1" "$([ $status -eq 1 ] || echo "status $status: $(tail -n 1 "$BUILD/log")")"
verdict "each is named" "$(grep -qE 'error: .*lv' "$BUILD/log" || tail -n 2 "$BUILD/log")"
verdict "and nothing is made" "$([ "$(find "$town/out" | sort | cksum)" = "$before" ] || echo "something is")"
exit $failed
