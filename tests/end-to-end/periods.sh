# Releases months, quarters and a correction of the sample, each bound by those before, and then attacks all
# editions together by subtraction: whatever a reader can add up over periods must agree with what stays
# withheld.
set -u

failed=0
project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
umask 077
printf '%064d\n' 7 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

. "$SOURCE/tests/tools/is.sh"

# release PERIOD: one annex is enough, the figures are those of all outputs.
sed -i '/^outputs:$/,/^$/{/layout: bulletin, scope: city/d
s/langs: \[en, it, sv, lv\], formats: \[pdf, xlsx\]/langs: [en], formats: [xlsx]/}' "$project/pactpress.yaml"
rm -r "$project/content"
release() {
    "$PACTPRESS" build -C "$project" --period "$1" --as-of 2022-04-08 --release --quiet \
        >"$BUILD/release.log" 2>&1
    is "$1 is released" 0 $?
}

for period in 2021-Q4 2022-01 2022-02 2022-03 2022-Q1; do release $period; done

# The same data again: nothing changes, though every decision is bound by now.
"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --quiet >/dev/null 2>&1
cmp -s "$project/out/candidate/public/2022-Q1/figures.csv" "$project/out/public/2022-Q1/figures.csv"
is "what is built again is what was published" 0 $?

python3 - "$project/out/public" <<'END' || failed=1
import csv, pathlib, sys

THRESHOLD = 5
bad = 0
state, value = {}, {}
events = {}
for path in sorted(pathlib.Path(sys.argv[1]).glob("*/figures.csv")):
    for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
        key = row["address"], row["period"]
        hidden = row["state"] == "suppressed"
        if row["measure"] == "event.participants" and row["state"] != "not_assessed":
            events.setdefault(row["address"], {})[path.parent.name, row["period"]] = (
                hidden, row["value"])
        if state.setdefault(key, hidden) != hidden:
            bad += 1
            print(f"not ok {key} is withheld in one edition and printed in another")
        if row["value"] and ".." not in row["value"]:
            value[key] = row["value"]
for address, seen in events.items():
    if len({hidden for hidden, _ in seen.values()}) > 1:
        bad += 1
        print(f"not ok {address} is withheld in one period and printed in another: {seen}")
withheld = sum(any(h for h, _ in seen.values()) for seen in events.values())
if withheld < 6:
    bad += 1
    print(f"not ok only {withheld} events are withheld: the test has nothing to do")

# cumulative - cumulative before = period, month + month + month = quarter: the only one of these that is
# withheld would be told
cities = {a.partition("[")[2] for a, _ in state if a.startswith("attendance.attendances")}
lines = [("..2022-Q1", "..2021-Q4", "2022-Q1"), ("2022-Q1", "2022-01", "2022-02", "2022-03"),
         ("..2022-02", "..2022-01", "2022-02"), ("..2022-03", "..2022-02", "2022-03")]
told = 0
for city in cities:
    address = "attendance.attendances" + ("[" + city if city else "")
    for line in lines:
        hidden = [p for p in line if state.get((address, p))]
        known = [p for p in line if (address, p) in value]
        if len(hidden) == 1 and len(known) == len(line) - 1:
            told += 1
            print(f"not ok {address} of {hidden[0]} is told by {known}")
if not bad and not told:
    print(f"ok {withheld} withheld events and their totals stay withheld over all periods")
sys.exit(bool(bad or told))
END

"$PACTPRESS" audit "$project"/out/editions/*/ >/dev/null 2>"$BUILD/said"
is "no edition tells what it withholds, and all together do not" 0 $?

# Two editions that differ by one person; and a quarter that prints what its last month withholds.
editions=$project/out/editions
sed -i 's/^outputs:$/&\n  - {layout: bulletin, scope: project, langs: [en], formats: [pdf], class: restricted}/' \
    "$project/pactpress.yaml"
"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --class restricted \
    --dump=figures >"$BUILD/true" 2>/dev/null
cp -R "$editions/public-2022-01-1" "$BUILD/public-2022-01-2"
cp -R "$editions/public-2022-Q1-1" "$BUILD/quarter"
chmod -R u+w "$BUILD/public-2022-01-2" "$BUILD/quarter"
python3 - "$BUILD" <<'END' || failed=1
import re, sys

path = sys.argv[1] + "/public-2022-01-2/figures.csv"
text = open(path, newline="").read()
more, count = re.subn(r"(attendance\.persons\[city=riga\],attendance\.persons,riga,,,,2022-01,exact,)(\d+),\d+",
                      lambda found: f"{found[1]}{int(found[2]) + 1},{int(found[2]) + 1}", text)
open(path, "w", newline="").write(more)
path = sys.argv[1] + "/quarter/figures.csv"
text = open(path, newline="").read()
true = re.search(r"^attendance\.new_persons @2022-Q1 (\w+) (\S+) ", open(sys.argv[1] + "/true").read(), re.M)
told, counts = re.subn(r"(attendance\.new_persons,attendance\.new_persons,,,,,2022-Q1,)suppressed,,",
                       rf"\g<1>{true[1]},{true[2]},", text)
open(path, "w", newline="").write(told)
if (count, counts) != (1, 1):
    print(f"not ok the leaks between editions are planted: {count}, {counts}")
    sys.exit(1)
END
"$PACTPRESS" audit "$editions/public-2022-01-1" "$BUILD/public-2022-01-2" >/dev/null 2>"$BUILD/said"
is "one person more in the next edition is an error" 1 $?
is "and is said" 1 "$(grep -c 'attendance.persons\[city=riga\] of 2022-01 differs by 1 .*\[audit.difference\]' "$BUILD/said")"
"$PACTPRESS" audit "$editions"/public-2022-0?-1 "$BUILD/quarter" >/dev/null 2>"$BUILD/said"
is "what a quarter tells of its last month is an error" 1 $?
is "and that is said" 1 "$(grep -c 'attendance.new_persons of 2022-03 is withheld, and what several editions' "$BUILD/said")"

exit $failed
