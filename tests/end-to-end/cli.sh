# The command line as people and cron jobs meet it: help, mistakes, exit statuses, filters, dumps, streams
# that are closed or full, a lock held by others.
set -u

failed=0
umask 022
project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
[ -z "${SANITIZED:-}" ] || sed -i -f "$SOURCE/tests/tools/smaller.sed" "$project/pactpress.yaml"
rm -rf "$project/private"
export PACTPRESS_KEY_FILE=$BUILD/key NO_COLOR=
unset SOURCE_DATE_EPOCH

verdict() { # NAME PROBLEM: no problem is good
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $2"
        failed=1
    fi
}

# run ARGUMENT...: sets status; leaves $BUILD/stdout and $BUILD/stderr.
run() {
    "$PACTPRESS" "$@" >"$BUILD/stdout" 2>"$BUILD/stderr"
    status=$?
}

# expect NAME STATUS PATTERN ARGUMENT...: the status, the words on standard error, and a summary last.
expect() {
    local name=$1 wanted=$2 pattern=$3 problem=
    shift 3
    run "$@"
    [ $status -eq "$wanted" ] || problem="status $status, not $wanted: $(tail -n 1 "$BUILD/stderr")"
    grep -qE -- "$pattern" "$BUILD/stderr" ||
        problem=${problem:-"\"$pattern\" was not said: $(head -n 1 "$BUILD/stderr")"}
    verdict "$name" "$problem"
}

# ---- Help.
run --help
problem=
[ $status -eq 0 ] || problem="status $status"
# The table of commands is the program's, so is the one of options.
commands=$(LC_ALL=C sed -n 's/^    {"\([a-z]*\)", ".*/\1/p' "$SOURCE/src/commands/commands.c")
[ -n "$commands" ] || problem="the commands cannot be read out of the source"
for command in $commands; do
    grep -qE "^  $command +[A-Z]" "$BUILD/stdout" || problem=${problem:-"$command is not there"}
done
grep -q '130, 143' "$BUILD/stdout" || problem=${problem:-"the exit statuses are not there"}
[ -s "$BUILD/stderr" ] && problem=${problem:-"something is on standard error"}
verdict "--help tells of every command" "$problem"

problem=
for command in $commands; do
    run "$command" --help
    [ $status -eq 0 ] || problem=${problem:-"$command --help: status $status"}
    cat "$BUILD/stdout" >>"$BUILD/help"
done
options=$(LC_ALL=C sed -n 's/^    {"\([a-z][a-z-]*\)", [0'"'"'a-z]*, [A-Z]*, AT(.*/\1/p' "$SOURCE/src/commands/options.c")
[ "$(echo "$options" | wc -l)" -ge 15 ] || problem=${problem:-"the options cannot be read out of the source"}
for option in $options; do
    LC_ALL=C grep -qE -- "--$option( |\$)" "$BUILD/help" || problem=${problem:-"--$option is explained nowhere"}
done
verdict "the commands' --help tells of every option" "$problem"

run --version
verdict "--version" "$([ $status -eq 0 ] && grep -qx "pactpress $(cat "$SOURCE/VERSION")" "$BUILD/stdout" ||
    head -n 1 "$BUILD/stdout")"

# ---- Mistakes, each with what would be right.
expect "no command is status 2" 2 "usage: pactpress COMMAND"
expect "an unknown command" 2 'did you mean "build"' bild
expect "an unknown option" 2 "did you mean --period" build --peroid 2022-Q1
expect "an option of another command" 2 "there is no option --release" check --release
expect "a missing value" 2 "needs a value" build --period
expect "a value too much" 2 "takes no value" build --draft=yes
expect "a value that is none of the choices" 2 "pdf, xlsx" build -C "$project" --format docx
expect "an unknown city" 2 'did you mean "riga"' build -C "$project" --city rigga
expect "an unknown language" 2 'language "de"' build -C "$project" --lang de
expect "an unknown layout" 2 'did you mean "bulletin"' build -C "$project" --layout buletin
expect "an unknown issue" 2 'no issue "2021"' build -C "$project" --issue 2021
expect "a period that is none" 2 "2022-Q5" build -C "$project" --period 2022-Q5
expect "a day that is none" 2 "2022-02-30" build -C "$project" --as-of 2022-02-30
cp "$project/pactpress.yaml" "$BUILD/declared.yaml"
sed -i '/layout: compliance/d' "$project/pactpress.yaml"
expect "a class without documents" 2 "class restricted" build -C "$project" --class restricted
cp "$BUILD/declared.yaml" "$project/pactpress.yaml"
mkdir "$BUILD/bare"
expect "a folder without a project" 2 "pactpress.yaml" build -C "$BUILD/bare"
expect "a release with a filter" 2 "everything that .outputs:. declares" build -C "$project" \
    --release --city riga
expect "proof without a story" 2 "takes one story" proof
for command in proof inspect verify audit "protect --threshold 5 $BUILD" "build -C $project --corrected" "audit $BUILD --table"; do
    # shellcheck disable=SC2086
    expect "${command%% *} of a file that is not there" 2 "absent.md: error: There is no such file" $command "$BUILD/absent.md"
done
sed 's/^languages:/langages:/' "$project/pactpress.yaml" >"$BUILD/bare/pactpress.yaml"
expect "a required key that is misspelt" 2 'did you mean "languages"' check -C "$BUILD/bare"
verdict "it is one mistake" "$(grep -c '^not done: 1 error' "$BUILD/stderr" | grep -vx 1; grep -m 1 'missing-key' "$BUILD/stderr")"
rm "$BUILD/bare/pactpress.yaml"
verdict "mistakes write nothing" "$(ls -d "$project/out" "$project/private" 2>/dev/null | head -n 1)"

# ---- The whole build, and what it says.
expect "a build is status 0, its last line the summary" 0 "" build -C "$project" --out "$BUILD/out"
tail -n 1 "$BUILD/stderr" >"$BUILD/last"
verdict "the summary is one line" "$(grep -qE '^[0-9]+ files for 2022-Q1 .* rows used, [0-9]+ held back; [0-9]+ warnings$' \
    "$BUILD/last" || cat "$BUILD/last")"
verdict "no progress bar without a terminal" "$(grep -lq "$(printf '[\r\033]')" "$BUILD/stderr" && echo "there is one")"
whole=$BUILD/out/candidate/public/2022-Q1

# filter NAME PATTERN NUMBER ARGUMENT...: so many PDFs and workbooks, all with a name that fits; the same figures.
filter() {
    local name=$1 pattern=$2 number=$3 problem= found
    shift 3
    run build -C "$project" --out "$BUILD/filtered" "$@"
    local folder
    folder=$(echo "$BUILD"/filtered/candidate/*/*)
    found=$(cd "$folder" 2>/dev/null && find . -name '*.pdf' -o -name '*.xlsx' | sort)
    [ $status -eq 0 ] || problem="status $status: $(tail -n 1 "$BUILD/stderr")"
    [ "$(echo "$found" | grep -c .)" -eq "$number" ] ||
        problem=${problem:-"$(echo "$found" | grep -c .) documents, not $number"}
    echo "$found" | grep -vqE -e "$pattern" && problem=${problem:-"$(echo "$found" | grep -vE -e "$pattern" | head -n 1)"}
    cmp -s "$whole/figures.csv" "$folder/figures.csv" || problem=${problem:-"figures.csv is another"}
    verdict "$name" "$problem"
    rm -rf "$BUILD/filtered"
}

filter "--city" '-riga-(en|lv)\.(pdf|xlsx)$' 4 --city riga
filter "--city of two" '-(riga|lublin)-' 6 --city riga --city=lublin
filter "--city project" 'Q1-(en|it|sv|lv)\.' "$(find "$whole" -name '*.pdf' -o -name '*.xlsx' | LC_ALL=C grep -cE 'Q1-[a-z]+\.')" --city project
filter "--lang" '-lv\.' 4 --lang lv
filter "--format" '\.pdf$' 1 --format pdf --city lublin
filter "--format xlsx" '\.xlsx$' 1 --format xlsx --city lublin
filter "--layout" '' 2 --layout bulletin --city cartagena
filter "--issue" '' 2 --issue 2022-Q1-bulletin --city cartagena
filter "--class" '' 2 --class public --city cartagena
filter "--period of the issue" '' 2 --period 2022-Q1 --city cartagena
filter "--as-of the day of the issue" '' 2 --as-of 2022-03-30 --city cartagena

run build -C "$project" --out "$BUILD/filtered" --city riga --lang lv
verdict "a document is the same with a filter and without" "$(cmp \
    "$whole/bulletin/epi-bulletin-2022-Q1-riga-lv.pdf" \
    "$BUILD/filtered/candidate/public/2022-Q1/bulletin/epi-bulletin-2022-Q1-riga-lv.pdf" 2>&1)"

run build -C "$project" --out "$BUILD/filtered" --period previous-quarter --as-of 2022-02-10 --city riga --lang en
verdict "--period previous-quarter counts from --as-of" \
    "$([ $status -eq 0 ] && [ -s "$BUILD/filtered/candidate/public/2021-Q4/manifest.json" ] || tail -n 1 "$BUILD/stderr")"

run build -C "$project" --out "$BUILD/draft" --draft --city riga --lang lv --format pdf
problem=
pdftotext "$BUILD/draft/candidate/public/2022-Q1/bulletin/epi-bulletin-2022-Q1-riga-lv.pdf" "$BUILD/draft.txt" ||
    problem="there is no draft"
draft=$(sed -n 's/^  page.draft: "\(.*\)"$/\1/p' "$SOURCE/layouts/strings/lv.yaml")
pages=$(tr -cd '\f' <"$BUILD/draft.txt" | wc -c)
marked=$(awk -v word="$draft" 'BEGIN { RS = "\f" } index($0, word) { n++ } END { print n + 0 }' "$BUILD/draft.txt")
[ -n "$draft" ] && [ "$marked" -eq "$pages" ] || problem=${problem:-"\"$draft\" stands on $marked of $pages pages"}
grep -q '"draft": true' "$BUILD/draft/candidate/public/2022-Q1/manifest.json" ||
    problem=${problem:-"the manifest does not say so"}
pdftotext "$whole/bulletin/epi-bulletin-2022-Q1-riga-lv.pdf" - | grep -qF "$draft" &&
    problem=${problem:-"what is no draft says \"$draft\" too"}
verdict "--draft marks every page" "$problem"

# ---- How loud.
expect "--strict with rows held back is status 1" 1 "\[(build|rows)\.strict\]" build -C "$project" --out "$BUILD/strict" --strict
verdict "--strict leaves no candidate" "$(ls -d "$BUILD/strict/candidate/public/2022-Q1" 2>/dev/null)"
one="--city riga --lang en --format pdf"
# shellcheck disable=SC2086  # words
{
    run build -C "$project" --out "$BUILD/filtered" $one --quiet
    verdict "--quiet says nothing when all is well" "$(head -n 1 "$BUILD/stderr" "$BUILD/stdout" | grep -v '^==>' | grep .)"
    run build -C "$project" --out "$BUILD/filtered" $one
    usual=$(wc -l <"$BUILD/stderr")
    verdict "--color=auto is none without a terminal" "$(grep -c "$(printf '\033')" "$BUILD/stderr" | grep -vx 0)"
    run build -C "$project" --out "$BUILD/filtered" $one --verbose
    verdict "--verbose says more" "$([ "$(wc -l <"$BUILD/stderr")" -gt "$usual" ] || echo "it does not")"
    run build -C "$project" --out "$BUILD/filtered" $one --color=always
    verdict "--color=always" "$(grep -q "$(printf '\033')" "$BUILD/stderr" || echo "there is none")"
    run build -C "$project" --out "$BUILD/filtered" $one --log=json
}
verdict "--log=json: every line is an object, the last one the summary" "$(/usr/bin/python3 -c '
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert len(rows) > 5, "there are few lines"
assert all(isinstance(row, dict) and row["event"] and row["message"] for row in rows), "no event"
assert rows[-1]["event"] == "done", rows[-1]' "$BUILD/stderr" 2>&1 | tail -n 1)"
run build --log=json -C "$project" --city nowhere
verdict "--log=json: mistakes too" "$(/usr/bin/python3 -c '
import json, sys
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
assert rows[0]["severity"] == "error" and rows[0]["rule"] == "plan.unknown", rows[0]
assert rows[-1]["event"] != "diagnostic", "the summary is missing"' "$BUILD/stderr" 2>&1 | tail -n 1)"
run build -C "$project" --city nowhere
verdict "a failed run ends with a summary too" "$(tail -n 1 "$BUILD/stderr" | grep -E '\[[a-z]+\.[a-z-]+\]$')"

# ---- What writes nothing. As another user the folder could be made read-only; as root it is compared.
snapshot() {
    (cd "$project" && find . -printf '%p %y %m %s %T@\n' | sort)
}
cp "$whole/figures.csv" "$BUILD/figures-before.csv"
run build -C "$project" --out "$BUILD/filtered" --city riga # private/ is as every build leaves it
snapshot >"$BUILD/before"
problem=
for stage in records figures document lines pages; do
    # shellcheck disable=SC2086
    run build -C "$project" --out "$BUILD/dumped" $one --dump=$stage
    [ $status -eq 0 ] || problem=${problem:-"$stage: status $status: $(tail -n 1 "$BUILD/stderr")"}
    [ -s "$BUILD/stdout" ] || problem=${problem:-"$stage: nothing was printed"}
done
[ -e "$BUILD/dumped" ] && problem=${problem:-"there are outputs"}
snapshot | cmp -s - "$BUILD/before" || problem=${problem:-"the project folder was changed"}
verdict "--dump prints every stage and writes nothing" "$problem"

chmod -R a-w "$project"
expect "check is status 0 in a folder that may not be written" 0 \
    "$(find "$whole" -name '*.pdf' | wc -l) documents for 2022-Q1 would be built" check -C "$project"
chmod -R u+w "$project"
verdict "check writes nothing" "$(snapshot | sed 's/ [0-7]* / /' >"$BUILD/after"
    sed 's/ [0-7]* / /' "$BUILD/before" | diff - "$BUILD/after" | head -n 1)"
rm -f "$BUILD/no-key"
PACTPRESS_KEY_FILE=$BUILD/no-key run check -C "$project"
verdict "check makes no key" "$([ $status -eq 0 ] || echo "status $status")$(ls "$BUILD/no-key" 2>/dev/null)"
expect "check --strict is status 1" 1 "." check -C "$project" --strict

# ---- One story on a page.
cp "$project/content/2022-Q1-bulletin/lv/replication.md" "$BUILD/story.md"
cp -R "$project/content/2022-Q1-bulletin/images" "$BUILD/images"
expect "proof of a story" 0 "1 page" proof "$BUILD/story.md" --lang lv
verdict "proof sets the story" "$(pdftotext "$BUILD/story.pdf" - 2>&1 | grep -q 'Četri semināri' || echo "its title is missing")"
expect "proof -o" 0 "1 page" proof -o "$BUILD/other.pdf" "$BUILD/story.md" --lang lv
verdict "proof repeats its bytes" "$(cmp "$BUILD/story.pdf" "$BUILD/other.pdf" 2>&1)"

# ---- Streams.
"$PACTPRESS" --help >&- 2>"$BUILD/stderr"
verdict "--help with standard output closed is status 3" "$([ $? -eq 3 ] || echo "another")"
"$PACTPRESS" --help >/dev/full 2>"$BUILD/stderr"
verdict "--help into a full device is status 3" "$([ $? -eq 3 ] && grep -q "standard output cannot be written" "$BUILD/stderr" || echo "another")"
"$PACTPRESS" build -C "$project" --dump=figures >/dev/full 2>"$BUILD/stderr"
verdict "--dump into a full device is status 3" "$([ $? -eq 3 ] || echo "another")"
# shellcheck disable=SC2086
"$PACTPRESS" build -C "$project" --out "$BUILD/closed" $one <&- >&- 2>&-
verdict "a build with all streams closed is made whole" "$([ $? -eq 0 ] && cmp \
    "$whole/bulletin/epi-bulletin-2022-Q1-riga-en.pdf" \
    "$BUILD/closed/candidate/public/2022-Q1/bulletin/epi-bulletin-2022-Q1-riga-en.pdf" 2>&1 || echo "it was not")"
"$PACTPRESS" build -C "$project" --dump=figures 2>/dev/null | head -n 1 >"$BUILD/first"
verdict "a reader that leaves early is no crash" "$([ "${PIPESTATUS[0]}" -lt 128 ] && [ -s "$BUILD/first" ] || echo "it is")"

# ---- Outputs that cannot be written, and a lock.
touch "$BUILD/file"
expect "outputs under a file are status 3" 3 "file" build -C "$project" --out "$BUILD/file/out"
mkdir -p "$BUILD/locked"
mkfifo "$BUILD/hold"
/usr/bin/python3 -c '
import fcntl, sys
lock = open(sys.argv[1], "w")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()' "$BUILD/locked/.lock" <"$BUILD/hold" >"$BUILD/held" &
holder=$!
exec 9>"$BUILD/hold"
for _ in $(seq 100); do [ -s "$BUILD/held" ] && break || sleep 0.05; done
expect "a lock held by another run is status 4" 4 "another run \(process $holder\)" build -C "$project" --out "$BUILD/locked"
verdict "a run that finds a lock writes nothing" "$(ls -d "$BUILD/locked/candidate" 2>/dev/null)"
exec 9>&-
wait $holder
expect "a lock that was given back is free" 0 "." build -C "$project" --out "$BUILD/locked" --city riga
exit $failed
