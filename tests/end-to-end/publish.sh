# release, withdraw, status and --wait as people use them, each exit status in turn.
set -u

failed=0
project=$BUILD/epi
out=$BUILD/out
cp -R "$SOURCE/samples/epi" "$project"
sed -i '/^ *- {layout: bulletin, scope: city/d; s/langs: \[en, it, sv, lv\]/langs: [en]/' \
    "$project/pactpress.yaml"
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

# expect NAME STATUS COMMAND [ARGUMENT...]
expect() {
    local name=$1 wanted=$2 command=$3 status
    shift 3
    "$PACTPRESS" "$command" -C "$project" --out "$out" "$@" >"$BUILD/said" 2>"$BUILD/log"
    status=$?
    if [ $status -eq "$wanted" ]; then
        ok "$name"
    else
        not_ok "$name: status $status, not $wanted: $(grep -v ': warning:' "$BUILD/log" | tail -n 2)"
    fi
}

# says NAME PATTERN FILE
says() {
    if grep -q "$2" "$3"; then ok "$1"; else not_ok "$1: $(tail -n 3 "$3")"; fi
}

is_linked() {
    local now
    now=$(basename "$(readlink "$out/public/2022-Q1")" 2>/dev/null)
    if [ "$now" = "$2" ]; then ok "$1"; else not_ok "$1: the link names '$now'"; fi
}

expect "without a candidate nothing is released" 2 release
[ ! -e "$out" ] && ok "and no folder is made" || not_ok "and no folder is made"
expect "a part is built" 0 build --format pdf
expect "a part is not released" 2 release
expect "a draft is built" 0 build --draft
expect "a draft is not released" 2 release
expect "a candidate is built" 0 build
expect "status knows that it waits" 0 status
says "status says new" '^candidate: new' "$BUILD/said"
says "status names the late city" '^late: cluj-napoca' "$BUILD/said"
says "status counts rows that wait" '^waiting: 4 rows of data/events/events-2022.csv' "$BUILD/said"
expect "status --strict ends with 1 as long as rows wait" 1 status --strict

expect "status --require-complete ends with 1 as long as a city is late" 1 status --require-complete
expect "so does a build" 1 build --require-complete
says "which names the city" 'pactpress.yaml:[0-9:]*: error: .*"cluj-napoca".*build.incomplete' "$BUILD/log"

# The data changes after the build: what is released is what was built.
figures=$out/candidate/public/2022-Q1/figures.csv
cp "$figures" "$BUILD/figures.csv"
sed -i '2d' "$project/data/riga/dalibnieki-2022-q1.csv"
expect "the candidate is released" 0 release
is_linked "it is edition 1" public-2022-Q1-1
cmp -s "$out/public/2022-Q1/figures.csv" "$BUILD/figures.csv" &&
    ok "with the figures that were built" || not_ok "with the figures that were built"
python3 - "$project/archive.db" "$BUILD/figures.csv" <<'END' && ok "the archive holds just those" || not_ok "the archive holds just those"
import csv, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT address, period, state, value, n FROM figures")
kept = sorted((a, p, s, v, "" if n is None else str(n)) for a, p, s, v, n in rows)
made = sorted((r["address"], r["period"], r["state"], r["value"], r["n"])
              for r in csv.DictReader(open(sys.argv[2], newline="")))
sys.exit(kept != made or not made)
END
python3 - "$project/archive.db" <<'END' && ok "and the inputs by path" || not_ok "and the inputs by path"
import sqlite3, sys
paths = [p for p, in sqlite3.connect(sys.argv[1]).execute("SELECT path FROM inputs")]
sys.exit("data/riga/dalibnieki-2022-q1.csv" not in paths)
END
expect "released again it is nothing new" 0 release
says "which is said" 'Nothing new' "$BUILD/log"
expect "build --release publishes what is there now" 0 build --release
is_linked "as edition 2" public-2022-Q1-2

# A candidate that somebody touched.
expect "a candidate is built again" 0 build
echo >>"$figures"
expect "a changed candidate is not released" 3 release
says "the file is named" 'figures.csv: error: .*\[release.changed\]' "$BUILD/log"
expect "a candidate is built once more" 0 build
echo '{}' >"$out/candidate/public/2022-Q1/manifest.json"
expect "nor one with another manifest" 2 release

expect "an unknown edition cannot be withdrawn" 2 withdraw public-2022-Q1-3
says "the nearest one is named" 'did you mean "public-2022-Q1-[12]"' "$BUILD/log"
expect "withdraw takes one edition" 2 withdraw
expect "an edition is withdrawn" 0 withdraw public-2022-Q1-2
is_linked "readers get the one before" public-2022-Q1-1
expect "again, it was withdrawn before" 0 withdraw public-2022-Q1-2
expect "the last one is withdrawn" 0 withdraw public-2022-Q1-1
[ ! -L "$out/public/2022-Q1" ] && ok "the link is gone" || not_ok "the link is gone"
[ -f "$out/editions/public-2022-Q1-1/manifest.json" ] &&
    ok "the folders stay" || not_ok "the folders stay"

# What a stopped run left.
mkdir -p "$out/candidate/public/.staging-2022-Q1" "$out/editions/.public-2022-Q1-3.new"
expect "status looks at what is left over" 0 status --json
python3 - "$BUILD/said" <<'END' && ok "and lists it as JSON" || not_ok "and lists it as JSON"
import json, sys
status = json.load(open(sys.argv[1]))
assert status["project"] == "epi" and status["period"] == "2022-Q1"
assert [e["state"] for e in status["editions"]] == ["withdrawn", "withdrawn"]
assert len(status["left_over"]) == 2, status["left_over"]
assert {c["city"] for c in status["cities"] if c["late"]} == {"cluj-napoca"}
assert sum(w["rows"] for w in status["waiting"]) == 42
assert status["running"] == 0 and status["candidate"] == "none"
END

# Another run.
hold() {
    : >"$BUILD/held"
    python3 - "$out/.lock" "$1" >"$BUILD/held" <<'END' &
import fcntl, sys, time
lock = open(sys.argv[1], "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
END
    holder=$!
    until [ -s "$BUILD/held" ]; do sleep 0.05; done
}
hold 600
for command in build release; do
    expect "beside another run $command ends with 4" 4 $command
    says "$command says which process it is" "process $holder" "$BUILD/log"
done
expect "so does withdraw" 4 withdraw public-2022-Q1-1
expect "and with patience it ends with 4 later" 4 build --wait 1
expect "status does not wait" 0 status
says "status says who works" "^running: process $holder" "$BUILD/said"
kill $holder
wait $holder 2>/dev/null
# The other one ends once somebody waits, however long that takes to begin.
hold 600
: >"$BUILD/log"
(
    until grep -q "waiting for another run" "$BUILD/log"; do sleep 0.05; done
    kill $holder
) &
expect "a run that waits gets its turn" 0 build --wait 600
says "and says that it waited" "waiting for another run (process $holder)" "$BUILD/log"
kill $holder $! 2>/dev/null
wait
expect "--wait takes seconds" 2 build --wait soon

exit $failed
