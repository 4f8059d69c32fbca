#!/usr/bin/env bash
# The attacker measures charts, in PDFs and in web pages: every kind of shape that draws a withheld figure is found, and
# charts that draw none are passed (tests/tools/plant_shapes.py).
set -u

failed=0
. "$SOURCE/tests/tools/is.sh"

(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
python3 "$SOURCE/tests/tools/plant_shapes.py" project "$BUILD/edge"
"$PACTPRESS" build -C "$BUILD/edge" --period 2022-Q1 --as-of 2022-04-08 --out "$BUILD/out" --quiet >"$BUILD/log" 2>&1
is "charts of every kind are built" 0 $?
candidate=$BUILD/out/candidate/public/2022-Q1
"$PACTPRESS" audit "$candidate" >/dev/null 2>"$BUILD/said"
is "nothing is told in them" 0 $?
mkdir "$BUILD/leaks"
python3 "$SOURCE/tests/tools/plant_shapes.py" leaks "$candidate" "$BUILD/leaks" >"$BUILD/planted"
is "leaks are planted" 0 $?
while IFS='	' read -r name words; do
    "$PACTPRESS" audit "$BUILD/leaks/$name" >/dev/null 2>"$BUILD/said"
    is "a leak is an error: $name" 1 $?
    is "and is said, and nothing else" "yes 1" \
        "$(grep -F "$words" "$BUILD/said" | grep -qF '[audit.shown]' && echo yes) $(grep -cF '[audit.shown]' "$BUILD/said")"
done <"$BUILD/planted"
exit $failed
