# Numbers typed into stories: one that is withheld is an error with its place, others are listed by
# check; days, years, shares, labels and addresses are no counts.
set -u

failed=0
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
project=$BUILD/epi
rm -rf "$project" && cp -R "$SOURCE/samples/epi" "$project"
story=$project/content/2022-Q1-bulletin/en/replication.md
checked() { "$PACTPRESS" check -C "$project" --period 2022-Q1 --as-of 2022-04-10 >/dev/null 2>"$BUILD/said"; }
is() {
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1: got $2 in place of $3: $(grep 'story\.' "$BUILD/said" | head -3)"
        failed=1
    fi
}

checked
is "the sample types no withheld number" "$? $(grep -c 'story.withheld-number' "$BUILD/said")" "0 0"
is "Latvian forms of months make days" "$(grep -c 'lv/.*story.typed-number' "$BUILD/said")" 0

# What is withheld: the smallest count of an event that figures.csv leaves blank, from the register.
number=$(python3 - "$project" <<'END_PYTHON'
import csv, glob, sys
counts = {}
for path in sorted(glob.glob(sys.argv[1] + "/data/riga/dalibnieki-2022-q1.csv")):
    with open(path, encoding="windows-1257", errors="replace", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            if (row["Statuss"] or "").strip() == "apmeklēja" and (row["Loma"] or "").strip() != "lektors":
                counts.setdefault(row["Pasākuma kods"], set()).add(row["Apmeklējuma Nr."])
print(min(len(people) for people in counts.values()))
END_PYTHON
)
cp "$story" "$BUILD/story.md"
printf '\nOnly %s people came to the smallest evening.\n' "$number" >>"$story"
line=$(wc -l <"$story")
checked
is "a withheld number is an error with its place" \
    "$? $(grep -c "replication.md:$line:6: error: $number is a number that is withheld" "$BUILD/said")" "1 1"
rm -rf "$BUILD/out"
"$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --layout bulletin --city riga \
    --out "$BUILD/out" >/dev/null 2>&1
is "and nothing is built with it" "$? $(find "$BUILD/out" -name '*.pdf' 2>/dev/null | wc -l)" "1 0"

{
    cat "$BUILD/story.md"
    for text in "on $number March" "March $number" "from $number to $number March" "the $number %" "€ $number" "$number €" \
        "at 10:$number" "room B$number" "[a link](https://example.org/$number)" "{{ attendance.persons[city=riga], plural,
        =$number {so many} one {# person} other {# people} withheld {few} unknown {some} estimated {#} at_least {#} }}" \
        "in 2022" "\`$number\`"; do
        printf '\nNo count: %s of it.\n' "$text"
    done
    printf '\n%s. a label\n' "$number"
} >"$story"
checked
is "days, shares, money, times, labels and addresses are no counts" "$? $(grep -c 'en/replication.md.*story.withheld' "$BUILD/said")" "0 0"

{ cat "$BUILD/story.md" && printf '\nIt was seen by 4321 people and 98,765 others.\n'; } >"$story"
checked
is "other typed numbers are listed" "$? $(grep -c 'replication.md:.*note: \(4321\|98,765\) is typed' "$BUILD/said")" "0 2"
exit $failed
