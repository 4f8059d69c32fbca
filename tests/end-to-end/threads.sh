#!/usr/bin/env bash
# Exports that are large enough to be read in chunks, with quotes that nothing closes, rows that are torn,
# superseded, repeated or held back, in several encodings: what is read, said, counted and held back is the
# same with one thread and with four, and the counts are those that Python made them with.
set -u

failed=0
project=$BUILD/project
mkdir -p "$project/data"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

cat >"$project/pactpress.yaml" <<'YAML'
project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en, lv]
cities:
  - {id: riga, name: {en: Riga, lv: Rīga}, country: LV, lang: lv}
  - {id: cesis, name: {en: Cesis, lv: Cēsis}, country: LV, lang: lv}
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
sources:
  - {id: ids, kind: attendance, files: "data/ids-*.csv", columns: {record: nr, date: date, city: city, event: event, name: who, type: type}}
  - {id: rows, kind: attendance, files: "data/rows-*.csv", dates: yyyy-MM-dd, decimal: ".", columns: {date: date, city: city, event: event, email: who}}
outputs:
  - {layout: bulletin, scope: project, langs: [en], formats: [xlsx], class: restricted}
YAML

# Rows whose fate is known: the expected account of each file is written beside it.
python3 - "$project/data" "$BUILD/expected" <<'PYTHON'
import random, sys
folder, expected = sys.argv[1:]
ends = {"ids-a": ("utf-8-sig", "\n"), "ids-b": ("utf-16", "\r\n"), "rows-a": ("windows-1257", "\r"),
        "rows-b": ("utf-8", "\n"), "rows-c": ("utf-8", "\r\n")}
last = {}
files = {}
for name, (encoding, end) in ends.items():
    rng = random.Random(name)
    files[name] = rows = []
    for i in range(9000):
        record = f"{rng.randrange(12000)}" if name.startswith("ids") else f"{i}"
        note = rng.choice(["", "ok", '"ja, ""labi"""', '"divas\nrindas"', '"' + "garš teksts " * 4 + '"'])
        city = rng.choice(["Rīga", "Cēsis"])
        who = f"Zane {name} Ozola{i}" if name.startswith("ids") else f"p{name}{i}@example.org"
        fate = rng.choice(["used"] * 9 + ["date", "torn", "stray", "twice"])
        cells = [record, f"2022-0{1 + i % 3}-{13 + i % 15}", city, f"nodarbība {i % 50}", who, "workshop", note]
        if fate == "date":
            cells[1] = "2022-02-31"
        elif fate == "torn":
            cells[6:] = ["note", "more"]
        elif fate == "stray":
            cells[6] = '"open'
        rows.append((fate, ",".join(cells)))
        if fate == "twice":
            rows.append((fate, rows[-1][1]))
            rows[-2] = ("used", rows[-2][1])
keep = {}
for name in ("ids-a", "ids-b"):
    for at, (fate, row) in enumerate(files[name]):
        if fate in ("used", "date", "twice"):
            keep[row.split(",")[0]] = (name, at, row)
with open(expected, "w") as out:
    for name, (encoding, end) in ends.items():
        text = "nr,date,city,event,who,type,note" + end + "".join(row + end for _, row in files[name])
        open(f"{folder}/{name}.csv", "wb").write(text.encode(encoding))
        count = {"used": 0, "superseded": 0, "duplicates": 0, "held": 0}
        for at, (fate, row) in enumerate(files[name]):
            number = row.split(",")[0]
            if fate in ("torn", "stray"):
                count["held"] += 1
            elif name.startswith("ids") and keep[number][:2] != (name, at):
                count["duplicates" if keep[number][2] == row else "superseded"] += 1
            elif fate == "twice" and not name.startswith("ids"):
                count["duplicates"] += 1
            else:
                count["held" if fate == "date" else "used"] += 1
        print(f"data/{name}.csv", len(files[name]), *count.values(), file=out)
PYTHON

# The same project with N threads: what is said, what is read, what is held back.
reading() { # N
    rm -rf "$project/private"
    "$PACTPRESS" build -C "$project" --jobs "$1" --dump=records --period 2022-Q1 --as-of 2022-06-01 >"$BUILD/records.$1" 2>"$BUILD/said.$1"
    "$PACTPRESS" build -C "$project" --jobs "$1" --class restricted --draft --period 2022-Q1 --as-of 2022-06-01 --out "$BUILD/out" >/dev/null 2>&1
    (cd "$project/private" && find . -name '*.csv' -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) >"$BUILD/private.$1"
}

reading 1
reading 4
for what in records said private; do
    if [ -s "$BUILD/$what.1" ] && cmp -s "$BUILD/$what.1" "$BUILD/$what.4"; then
        echo "ok threads: $what are the same"
    else
        echo "not ok threads: $what differ, or there are none"
        failed=1
    fi
done

sed -n 's/^file\t[^\t]*\t\([^\t]*\)\t.*\tread=\([0-9]*\)\tused=\([0-9]*\)\texcluded=0\tsuperseded=\([0-9]*\)\tduplicates=\([0-9]*\)\theld-back=\([0-9]*\)\t.*/\1 \2 \3 \4 \5 \6/p' "$BUILD/records.1" >"$BUILD/accounts"
if cmp -s "$BUILD/accounts" "$BUILD/expected"; then
    echo "ok threads: every row is accounted for"
else
    diff "$BUILD/accounts" "$BUILD/expected" | sed 's/^/# /'
    echo "not ok threads: the accounts are not those of the rows as they were made"
    failed=1
fi
exit $failed
