# plan, and builds that take what is there: after each of many edits the result equals a clean build,
# byte for byte, messages too; and plan says before what is made and why.
set -u

failed=0
project=$BUILD/epi
content=$project/content/2022-Q1-bulletin
cp -R "$SOURCE/samples/epi" "$project"
[ -z "${SANITIZED:-}" ] || sed -i -f "$SOURCE/tests/tools/smaller.sed" "$project/pactpress.yaml"
sed -i 's/langs: \[en, it, sv, lv\]/langs: [en, lv]/' "$project/pactpress.yaml"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
RANDOM=${SEED:-20220404}
options=()

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

# build OUT [OPTION...]
build() {
    local out=$1
    shift
    "$PACTPRESS" build -C "$project" --out "$BUILD/$out" "${options[@]}" "$@" 2>"$BUILD/$out.log"
}

plan() {
    "$PACTPRESS" plan -C "$project" --out "$BUILD/out" "${options[@]}" "$@" 2>"$BUILD/plan.log" >"$BUILD/plan"
}

messages() {
    grep -v -e '^Up to date' "$BUILD/$1.log" | sed "s#$BUILD/$1#OUT#g"
}

# agree NAME: the incremental result is that of a clean build.
agree() {
    build out || not_ok "$1: the build ends with $?: $(tail -n 1 "$BUILD/out.log")"
    rm -rf "$BUILD/clean"
    build clean || not_ok "$1: the clean build ends with $?"
    if ! diff -r "$BUILD/out/candidate/public/2022-Q1" "$BUILD/clean/candidate/public/2022-Q1" >"$BUILD/differ"; then
        not_ok "$1: $(head -n 3 "$BUILD/differ")"
    elif ! diff <(messages out) <(messages clean) >"$BUILD/differ"; then
        not_ok "$1: messages: $(head -n 3 "$BUILD/differ")"
    else
        ok "$1"
    fi
}

# made NAME COUNT PATTERN: plan will make so many files, each of them for a reason that fits.
made() {
    plan || not_ok "$1: plan ends with $?"
    local count
    count=$(grep -c '^make ' "$BUILD/plan")
    if [ "$count" = "$2" ] && ! grep '^make ' "$BUILD/plan" | grep -qv "$3"; then
        ok "$1"
    else
        not_ok "$1: $count files: $(grep '^make ' "$BUILD/plan" | grep -v "$3" | head -n 2)"
    fi
}

plan
all=$(grep -c . "$BUILD/plan")
[ "$all" -gt 10 ] && made "at first everything is new" "$all" '  new$' || not_ok "a plan of many files"
agree "a first build"
made "then nothing is made" 0 none
inode() { stat -c %i "$BUILD/out/candidate/public/2022-Q1/$1"; }
before=$(inode figures.csv)
build out
grep -q '^Up to date' "$BUILD/out.log" && [ "$(inode figures.csv)" = "$before" ] &&
    ok "and a build leaves the candidate" || not_ok "and a build leaves the candidate"

echo 'One more sentence.' >>"$content/en/lead-riga.md"
made "a story makes what prints it" 1 'bulletin-2022-Q1-riga-en.pdf  changed: text by content/.*/en/lead-riga.md$'
kept=bulletin/epi-bulletin-2022-Q1-lublin-en.pdf
before=$(inode $kept)
agree "a changed story"
[ "$(inode $kept)" = "$before" ] && ok "other files are those of before" || not_ok "other files are those of before"

plan --json
python3 - "$BUILD/plan" <<'END' && ok "plan prints JSON" || not_ok "plan prints JSON"
import json, sys
plan = json.load(open(sys.argv[1]))
assert plan["period"] == "2022-Q1" and plan["class"] == "public"
assert all(not o["make"] and o["reason"] == "up to date" for o in plan["outputs"])
assert {o["lang"] for o in plan["outputs"]} >= {"en", "lv"}
END

# Edits of every kind, in random order, some of them together.
edit() {
    case $1 in
    story) printf '\nSentence %d, *in italics*.\n' $RANDOM >>"$content/lv/$(ls "$content/lv" | head -n 1)" ;;
    lead) sed -i "s/^title:.*/title: Title $RANDOM/" "$content/en/lead-lublin.md" "$content/en/lead.md" 2>/dev/null ;;
    data) sed -i '5d' "$project/data/lublin/report-2022-q1.csv" ;;
    survey) sed -i '7d' "$project/data/riga/anketas-2022-q1.csv" ;;
    issue) sed -i "s/^number:.*/number: $((1 + RANDOM % 90))/" "$content/issue.yaml" ;;
    link) sed -i "s#https://www.epi-project.com#https://www.example.org/$RANDOM#" "$content"/en/*.md ;;
    settings) sed -i "0,/threshold: [0-9]*/s//threshold: $((5 + RANDOM % 3))/" "$project/pactpress.yaml" ;;
    picture) cp "$content/images/table.png" "$BUILD/old.png" && cp "$content/images/street.png" "$content/images/table.png" ;;
    alt) sed -i "s/^alt:.*/alt: Words for those who do not see it, $RANDOM./" "$content/en/lead-riga.md" ;;
    words)
        mkdir -p "$project/strings"
        printf 'lang: en\nstrings:\n  state.withheld: "held %s"\n' "$(tr 0-9 a-j <<<$RANDOM)" >"$project/strings/en.yaml" ;;
    layout) mkdir -p "$project/layouts" && sed "s/^# .*/# $RANDOM/" "$SOURCE/layouts/bulletin.yaml" >"$project/layouts/bulletin.yaml" ;;
    date) options=(--as-of "2022-04-0$((1 + RANDOM % 9))") ;;
    draft) if [ "${options[*]}" = --draft ]; then options=(); else options=(--draft); fi ;;
    touched) echo >>"$BUILD/out/candidate/public/2022-Q1/$kept" ;;
    lost) rm "$BUILD/out/candidate/public/2022-Q1/figures.csv" "$BUILD/out/candidate/public/2022-Q1/$kept" ;;
    held) rm -rf "$project/private/held-back" ;;
    record) sed -i '3,$d' "$BUILD/out/candidate/public/.record-2022-Q1" ;;
    esac
}
rounds=${SANITIZED:+3} # slow there
rounds=${rounds:-99}
for round in $(shuf -e story lead data survey issue link settings picture alt words layout date draft touched lost held \
    record --random-source=<(yes "$RANDOM") | head -n "$rounds"); do
    edit "$round"
    if [ $((RANDOM % 4)) -eq 0 ]; then continue; fi # together with the next one
    agree "after an edit of kind $round"
    [ -d "$project/private/held-back" ] || not_ok "rows held back are there again"
done

# Two outputs on one path are found before anything is made.
sed -i 's/^outputs:/outputs:\n  - {layout: bulletin, scope: project, langs: [en], formats: [pdf]}/' "$project/pactpress.yaml"
"$PACTPRESS" plan -C "$project" --out "$BUILD/out" >"$BUILD/plan" 2>"$BUILD/plan.log"
status=$?
if [ $status -eq 2 ] && grep -q 'pactpress.yaml:[0-9:]*: error: .*\[output.\(same-path\|doubled\)\]' "$BUILD/plan.log"; then
    ok "two outputs on one path are an error"
else
    not_ok "two outputs on one path are an error: $status: $(tail -n 2 "$BUILD/plan.log")"
fi

exit $failed
