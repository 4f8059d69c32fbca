# People who are in the data and named in a story: an error with its place, which tells nobody's name,
# unless the head of the story lists them under people:.
set -u

failed=0
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
project=$BUILD/epi
rm -rf "$project" && cp -R "$SOURCE/samples/epi" "$project"
story=$project/content/2022-Q1-newsletter/en/workshops.md
cp "$story" "$BUILD/story.md"
is() {
    if [ "$2" = "$3" ]; then
        echo "ok $1"
    else
        echo "not ok $1: got $2 in place of $3: $(grep 'story\.' "$BUILD/said" | grep -v typed | head -3)"
        failed=1
    fi
}
checked() {
    "$PACTPRESS" check -C "$project" --period 2022-Q1 --as-of 2022-04-10 >"$BUILD/out" 2>"$BUILD/said"
    result="$? $(grep -c 'story.person' "$BUILD/said")"
}
# Writes the story with a line more, and a line more in its head.
write() {
    awk -v head="${2:-}" 'NR == 2 && head != "" { print head } { print }' "$BUILD/story.md" >"$story"
    printf '\n%b\n' "$1" >>"$story"
}

# Somebody who came, with first and last name in columns of their own, somebody who is staff, and
# somebody whom another source has in one column; out of the exports.
names=$(python3 - "$project" <<'END_PYTHON'
import csv, glob, sys
def rows(pattern, encoding, delimiter):
    for path in sorted(glob.glob(sys.argv[1] + "/data/" + pattern)):
        with open(path, encoding=encoding, errors="replace", newline="") as file:
            yield from csv.DictReader(file, delimiter=delimiter)
riga = [row for row in rows("riga/dalibnieki-2022-q1.csv", "windows-1257", ";") if row["Loma"]]
def name(row):
    return row["Vārds"].strip() + ";" + row["Uzvārds"].strip()
letters = [row for row in riga if not name(row).isascii()]
print(name(letters[0]))
print(name([row for row in riga if row["Loma"] == "lektors"][0]))
print(next(rows("dietzenbach/anwesenheit-*.csv", "utf-8-sig", ";"))["Name"])
END_PYTHON
)
first=$(echo "$names" | sed -n '1s/;.*//p') last=$(echo "$names" | sed -n '1s/.*;//p')
staff=$(echo "$names" | sed -n '2s/;/ /p') german=$(echo "$names" | sed -n 3p)

checked
is "the sample names nobody" "$result" "0 0"
write "Nobody knows $first, nor Mr. $last."
checked
is "half a name is nobody's" "$result" "0 0"
write "It was $first $last who spoke."
checked
line=$(wc -l <"$story")
is "a name is an error" "$result" "1 1"
is "with its place" "$(grep -c "workshops.md:$line:8: error: .*story.person" "$BUILD/said")" 1
is "and the messages tell nobody's name" "$(cat "$BUILD/said" "$BUILD/out" | grep -c "$last")" 0
"$PACTPRESS" build -C "$project" --draft --quiet --period 2022-Q1 --as-of 2022-04-10 --out "$BUILD/made" >/dev/null 2>&1
is "nothing is built with it" "$? $(find "$BUILD/made" -name '*.pdf' 2>/dev/null | wc -l)" "1 0"

for text in "$last, $first" "**$first** *$last*" "$first\n$last" "Dear $(echo "$first $last" | tr '[:lower:]' '[:upper:]'):" \
    "> said $first $last.\n" "$staff" "$german" "\`\`\`terms\nGUEST: $first $last\n\`\`\`"; do
    write "$text"
    checked
    is "found: $(printf '%s' "$text" | sed "s/$first/F/g; s/$last/L/g; s/$staff/S/; s/$german/G/" | tr '\n' ' ')" "$result" "1 1"
done
write "$first\n\n$last"
checked
is "two paragraphs are no name" "$result" "0 0"
write "Text." "byline: $first $last"
checked
is "who wrote it is printed, too" "$result" "1 1"
write "$first $last came, and $first $last left with $staff." "people: [\"$last $first\"]"
checked
is "who is listed may be named, others may not" "$result" "1 1"
write "$first $last came with $staff." "people: [\"$first $last\", \"$staff\"]"
checked
is "all are listed" "$result" "0 0"
cp "$BUILD/story.md" "$story"
printf 'Who,What\n"%s %s",a word\n' "$first" "$last" >"$project/content/2022-Q1-newsletter/tables/guests.csv"
write '```table\nfile: guests.csv\n```'
checked
is "ready tables are looked at" "$result" "1 1"
exit $failed
