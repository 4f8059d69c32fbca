# privacy: {method: round}: the sample with every count of persons rounded to 5. Python rounds by itself; the attacker
# knows the rule, and finds what rounded numbers pin where it is planted.
set -u

failed=0
project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
umask 077
printf '%064d\n' 7 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
sed -i 's/^privacy:/&\n  method: round/' "$project/pactpress.yaml"

. "$SOURCE/tests/tools/is.sh"

"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --out "$BUILD/out" --city riga --city project \
    --lang en --layout bulletin --quiet >"$BUILD/said" 2>&1
is "the sample is built" 0 $?
candidate=$BUILD/out/candidate/public/2022-Q1
sed -i 's/^outputs:$/&\n  - {layout: bulletin, scope: project, langs: [en], formats: [pdf], class: restricted}/' \
    "$project/pactpress.yaml"
"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --class restricted --dump=figures \
    >"$BUILD/true" 2>/dev/null
cp -R "$candidate" "$BUILD/pinned"
python3 - "$candidate/figures.csv" "$BUILD/true" "$BUILD/pinned/figures.csv" <<'END' || failed=1
import csv, re, sys

COUNTS = ("event.participants", "attendance.persons", "attendance.attendances", "attendance.new_persons",
          "attendance.persons_before")
true = {}
for line in open(sys.argv[2], encoding="utf-8"):
    found = re.match(r"(.*) @(\S+) exact (\d+) \w+ ", line)
    if found:
        true[found[1], found[2]] = int(found[3])
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
counts = [row for row in rows if row["measure"] in COUNTS and (row["address"], row["period"]) in true]
wrong = [row["address"] for row in counts if row["state"] != "suppressed" and (
    row["state"] != "rounded" or int(row["value"]) != (true[row["address"], row["period"]] + 2) // 5 * 5)]
unrounded = [row["address"] for row in rows if row["measure"] in COUNTS and row["value"]
             and any(int(end) % 5 for end in row["value"].split("..") if end)]
small = sum(0 < true[row["address"], row["period"]] < 5 for row in counts)
shown = sum(row["state"] == "rounded" for row in counts)
problem = wrong or unrounded or (small < 4 and f"only {small} small counts") or (
    shown < 0.95 * len(counts) and f"only {shown} of {len(counts)} are printed")
print(f"not ok counts are rounded: {problem}" if problem else f"ok {shown} counts are rounded, {small} of them small")

# All events are 0 to 2 each, and the attendances so many that each of them is 2.
events = [row for row in rows if row["measure"] == "event.participants" and row["value"]]
for row in events:
    row["state"], row["value"] = "rounded", "0"
held = {row["breakdown"] for row in events if row["period"] == "2022-Q1"}
for row in rows:
    if row["address"] == "attendance.attendances" and row["period"] == "2022-Q1":
        row["state"], row["value"] = "rounded", str(2 * len(held) + 2)
with open(sys.argv[3], "w", encoding="utf-8", newline="") as file:
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(row for row in rows if not row["measure"].startswith("attendance.")
                     or row["address"] == "attendance.attendances" and row["period"] == "2022-Q1")
sys.exit(bool(problem))
END
"$PACTPRESS" audit "$candidate" >/dev/null 2>"$BUILD/said"
is "nothing is told" 0 $?
is "rounded counts were attacked" yes "$(grep -qE '[1-9][0-9]{2,} counts among them attacked, 0 told' "$BUILD/said" && echo yes)"
"$PACTPRESS" audit "$BUILD/pinned" >/dev/null 2>"$BUILD/said"
is "what rounded numbers pin is an error" 1 $?
is "and is said" yes "$(grep -q '[a-z]*-22q1-[0-9]*\] of 2022-Q1 is rounded, and what is published tells it to the last person' "$BUILD/said" && echo yes)"
is "pages say how counts are rounded" yes "$(pdftotext "$candidate"/bulletin/*-riga-en.pdf - | tr '\n' ' ' |
    grep -q 'rounded to the nearest 5, each on its own' && echo yes)"
"$PACTPRESS" verify "$candidate" >/dev/null 2>"$BUILD/said"
is "every file agrees with figures.csv" 0 $?
exit $failed
