# Attacks the candidate of the sample project, then copies of it in which one withheld figure is told:
# each must be found.
set -u

failed=0
project=$BUILD/epi
cp -R "$SOURCE/samples/epi" "$project"
umask 077
printf '%064d\n' 7 >"$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

. "$SOURCE/tests/tools/is.sh"

"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --out "$BUILD/out" --quiet \
    >"$BUILD/build.log" 2>&1
is "the sample is built" 0 $?
candidate=$BUILD/out/candidate/public/2022-Q1
"$PACTPRESS" audit "$candidate" >/dev/null 2>"$BUILD/said"
is "nothing is told" 0 $?
if grep -q '^[1-9][0-9]* figures withheld, [1-9][0-9]* counts among them attacked, 0 told$' \
    "$BUILD/said"; then
    echo "ok the attack had something to attack"
else
    echo "not ok the attack had something to attack: $(tail -n 1 "$BUILD/said")"
    failed=1
fi

# figures.csv goes on withholding, and one other place tells: a cell, a chart's memory, an alternative text, a bar.
mkdir "$BUILD/leaks"
python3 "$SOURCE/tests/tools/plant_leaks.py" "$candidate" "$BUILD/leaks" >"$BUILD/planted"
is "leaks are planted" 0 $?
while IFS='	' read -r name words; do
    "$PACTPRESS" audit "$BUILD/leaks/$name" >/dev/null 2>"$BUILD/said"
    is "a leak is an error: $name" 1 $?
    is "and is said" yes "$(grep -F "$words" "$BUILD/said" | grep -qF '[audit.shown]' && echo yes)"
done <"$BUILD/planted"
rm -r "$BUILD/leaks"

# Every withheld count of persons, told in turn in all its periods: another one must then be told:
# the withheld figures are as few as can be, so none of them can be spared.
sed -i 's/^outputs:$/&\n  - {layout: bulletin, scope: project, langs: [en], formats: [pdf], class: restricted}/' \
    "$project/pactpress.yaml"
"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --class restricted \
    --dump=figures >"$BUILD/true" 2>/dev/null
cp -R "$candidate" "$BUILD/leak"
python3 - "$candidate/figures.csv" "$BUILD/true" "$BUILD/leak" "$PACTPRESS" <<'END' || failed=1
import csv, os, re, subprocess, sys

path, true, folder, program = sys.argv[1:5]
values = {}
for line in open(true, encoding="utf-8"):
    found = re.match(r"(.*) @(\S+) exact (\d+) \w+ ", line)
    if found:
        values[found[1], found[2]] = found[3]
rows = list(csv.DictReader(open(path, encoding="utf-8", newline="")))
counts = sorted({r["address"] for r in rows if r["state"] == "suppressed"
                 and r["measure"] in ("event.participants", "assessment.n")})
missed = []
for address in counts[::4] if "SANITIZED" in os.environ else counts:  # slow there
    with open(folder + "/figures.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        for row in rows:
            if row["address"] == address and row["state"] == "suppressed":
                row = dict(row, state="exact", value=values[address, row["period"]])
            writer.writerow(row)
    done = subprocess.run([program, "audit", folder], capture_output=True, text=True)
    if done.returncode != 1 or "[audit.told]" not in done.stderr:
        missed.append(address)
if len(counts) < 8:
    print(f"not ok leaks: only {len(counts)} counts are withheld")
elif missed:
    print(f"not ok {len(missed)} of {len(counts)} leaks are not found: {missed}")
else:
    print(f"ok all of {len(counts)} planted leaks are found")
sys.exit(len(counts) < 8 or bool(missed))
END

# Gender and age of who counts under an indicator, for the public: hundreds of cells more to protect.
mkdir "$project/layouts"
cat >"$project/layouts/table.yaml" <<'END'
title: {en: Who took part}
page: a4
field: none
field_text: ink
blocks:
  - kind: masthead
  - kind: indicators
  - kind: breakdown
  - kind: imprint
END
sed -i -e '/^  [-#].*/{/layout:\|^  #/d}' -e 's/^outputs:$/&\n  - {layout: table, scope: project, langs: [en], formats: [pdf, xlsx], class: public}/' \
    "$project/pactpress.yaml"
"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --out "$BUILD/table" --quiet \
    >"$BUILD/build.log" 2>&1
is "a table of gender and age is built" 0 $?
figures=$BUILD/table/candidate/public/2022-Q1/figures.csv
"$PACTPRESS" audit "${figures%/*}" >/dev/null 2>"$BUILD/said"
is "nothing of it is told" 0 $?
is "small cells are withheld" "" "$(grep '^"\?indicator\.persons' "$figures" | grep -E ',(exact|at_least),[1-4](\.\.)?,')"
if [ "$(grep '^"\?indicator\.persons' "$figures" | grep -c ',suppressed,')" -gt 20 ]; then
    echo "ok with company"
else
    echo "not ok with company"
    failed=1
fi

sed -i 's/{layout: table,/{layout: compliance,/' "$project/pactpress.yaml"
"$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --out "$BUILD/table" >"$BUILD/said" 2>&1
is "what tells of single rows is not for the public" 2 $?
is "and that is said" 3 "$(grep -c 'pactpress.yaml:[0-9]*:.*\[plan.restricted\]' "$BUILD/said")"

"$PACTPRESS" audit "$BUILD" >/dev/null 2>&1
is "a folder that is no candidate is refused" 1 $?
exit $failed
