# Charts at their edges: one city, all values equal, all zero, all withheld, every state at once; names of three lines;
# more cities than a map has room for. Every kind is drawn, in the layout and from a story, or says why not; nothing stands
# where nothing should stand (tests/tools/page_geometry.py).
set -u

failed=0
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key
say() { # NAME STATUS [WHY]
    if [ "$2" = 0 ]; then echo "ok $1"; else
        echo "not ok $1: $3"
        failed=1
    fi
}
# Projects of cities with counts of two quarters, and answers to two questions.
python3 - "$BUILD" <<'END_PYTHON'
import os, sys
KINDS = ["change", "groups", "map", "slope", "bars", "likert", "heat", "trend"]
LONG = "Sankt Johannes am Weiten Felde und an den Unteren Mühlen bei der Alten Brücke"
def project(name, cities, answers=12, fence=None):
    """cities: (name, latitude, longitude, count before, count now); a count None: no event at all."""
    folder = os.path.join(sys.argv[1], name)
    for part in ("data", "layouts", "content/issue/en"):
        os.makedirs(os.path.join(folder, part), exist_ok=True)
    def write(path, text):
        open(os.path.join(folder, path), "w", encoding="utf-8").write(text)
    ids = [f"c{i}" for i in range(len(cities))]
    write("pactpress.yaml", "project: {id: edge, name: Edges, start: 2020-01-01, end: 2022-12-31}\ntimezone: Europe/Berlin\nlanguages: [en]\ncities:\n" +
        "".join(f"  - {{id: {i}, name: \"{c[0]}\", country: DE, lang: de, position: {{lat: {c[1]}, lon: {c[2]}}}}}\n"
                for i, c in zip(ids, cities)) +
        "frameworks:\n  - id: f\n    name: Questions\n    scale: {min: 1, max: 5}\n    dimensions:\n" +
        f"      - {{code: a, label: First, question: \"One?\"}}\n      - {{code: b, label: \"{LONG}\", question: \"Two?\"}}\n" +
        "sources:\n  - {id: counts, kind: attendance, shape: counts, files: data/counts.csv, dates: yyyy-MM-dd,\n"
        "     columns: {event_id: event, date: date, city: city, count: count}}\n"
        "  - {id: answers, kind: assessment, files: data/answers.csv, dates: yyyy-MM-dd,\n"
        "     columns: {respondent: id, date: date, city: city, dimensions: {a: a, b: b}}}\n"
        "outputs:\n  - {layout: charts, scope: project, langs: [en], formats: [pdf], class: public}\n"
        "  - {layout: told, scope: project, langs: [en], formats: [pdf], class: public}\n"
        "visibility: {statement: {en: Co-funded by the European Union}}\n")
    def layout(blocks):
        return "title: {en: Charts}\npage: a4\nfield: ochre\nfield_text: ink\nblocks:\n  - kind: masthead\n" + \
            "".join(f"  - {b}\n" for b in blocks) + "  - kind: chart_tables\n  - kind: imprint\n"
    figured = {"slope": ", figures: [attendance.persons]", "groups": ", figures: [attendance.persons]"}
    write("layouts/charts.yaml", layout([f"{{kind: {k}{figured.get(k, '')}}}" for k in KINDS]))
    write("layouts/told.yaml", layout(["{kind: story, slot: lead, columns: 2}"]))
    write("content/issue/issue.yaml", "number: 1\ndate: 2022-03-30\nperiod: 2022-Q1\n")
    write("content/issue/en/lead.md", "---\ntitle: Told\nslot: lead\n---\nWords before.\n\n" + "".join(
        f"```chart\nkind: {k}\n" + ("figure: attendance.persons\n" if k in figured else "") + "```\n\nWords behind.\n\n"
        for k in (fence or KINDS)))
    rows = [(i, day, c[at]) for i, c in zip(ids, cities) for at, day in ((3, "2021-11-04"), (4, "2022-02-03"))]
    write("data/counts.csv", "event,date,city,count\n" +
        "".join(f"{i}-{day},{day},{i},{count}\n" for i, day, count in rows if count is not None))
    write("data/answers.csv", "id,date,city,a,b\n" + "".join(
        f"{i}-{day}-{k},{day},{i},{1 + k % 5},{1 + (k + 1) % 5}\n"
        for i in ids for day in ("2021-11-04", "2022-02-03") for k in range(answers)))
spread = [("Riga", 57, 24), ("Lublin", 51, 22), ("Monza", 45.6, 9), ("Cluj", 46.8, 23.6), ("Turku", 60.4, 22.3)]
project("one", [spread[0] + (20, 31)])
project("equal", [c + (30, 30) for c in spread], 10)
project("zero", [c + (0, 0) for c in spread])
project("withheld", [c + (2, 2) for c in spread], 2)
project("few", [spread[0] + (2, 2)], 2)
project("states", [spread[0] + (40, 30), spread[1] + (50, "c. 40"), spread[2] + (20, ""), spread[3] + ("20-30", "more than 12"),
                   spread[4] + (None, 77), ("Narva", 59.4, 28.2, 33, 2)])
project("before", [spread[0] + ("", 30), spread[1] + ("c. 40", 50), spread[2] + (20, ""), spread[3] + (44, 44)])
project("long", [(LONG + " " + str(i), 45 + i, 10 + i, 40 + i, 60 - i) for i in range(5)])
project("crowd", [(f"Weitenfelderstadt {i}", 50 + 0.02 * (i % 6), 10 + 0.02 * (i // 6), 30 + i, 40 + i) for i in range(36)])
END_PYTHON

make() { # PROJECT LAYOUT
    "$PACTPRESS" build -C "$BUILD/$1" --draft --period 2022-Q1 --as-of 2022-04-10 --layout "$2" --out "$BUILD/$1/out" \
        >/dev/null 2>"$BUILD/said"
    status=$?
    pdf=$(find "$BUILD/$1/out/" -name "*$2*.pdf")
    pdftotext "$pdf" "$BUILD/text" 2>/dev/null
    "$PACTPRESS" build -C "$BUILD/$1" --draft --period 2022-Q1 --as-of 2022-04-10 --layout "$2" --dump=pages \
        >"$BUILD/pages" 2>/dev/null
    python3 "$SOURCE/tests/tools/page_geometry.py" "$BUILD/pages" >"$BUILD/faults" 2>&1
    geometry=$?
}
for project in one equal zero withheld few states before long crowd; do
    for layout in charts told; do
        make $project $layout
        say "$project, $layout: built" $status "$(grep -m1 error "$BUILD/said")"
        say "$project, $layout: nothing out of its place" $geometry "$(head -3 "$BUILD/faults")"
        cp "$pdf" "$BUILD/$project-$layout.pdf"
        cp "$BUILD/pages" "$BUILD/$project-$layout.pages"
        cp "$BUILD/said" "$BUILD/$project-$layout.said"
        cp "$BUILD/text" "$BUILD/$project-$layout.text"
    done
done

# has FILE COUNT TEXT: so often in the text of the pages, over line ends
has() {
    count=$(tr -s ' \n' ' ' <"$BUILD/$1.text" | grep -o "$3" | wc -l)
    [ "$count" = "$2" ]
    say "$1: $2 times \"$3\"" $? "$count times"
}
for layout in charts told; do
    has "one-$layout" 4 "n = 31" # change, groups, map, slope
    has "equal-$layout" 4 "n 30–150"
    for state in "≈ estimated by the organiser" "≥ at least: a part was not reported" "? not reported"; do
        has "states-$layout" 4 "$state"
    done
    has "states-$layout" 4 "withheld to protect individuals"
    has "few-$layout" 2 "So few people answered that their answers are withheld"
    has "crowd-$layout" 1 "Names that have no room on the map"
    # Every city stands on the map or below it.
    missing=$(tr -s ' \n' ' ' <"$BUILD/crowd-$layout.text" | grep -o "Where the cities are.*The area of a circle" | head -1 |
        grep -o "Weitenfelderstadt [0-9]* [0-9]*" | sort -u | wc -l)
    say "crowd, $layout: every city is named" $((missing != 36)) "$missing of 36"
    # A story says where nothing can be shown; here everything can.
    said=$(cat "$BUILD"/*-told.said | grep -c "story.nothing-to-show")
    say "stories have all their charts" "$said" "$said have nothing to show"
done
# Before: a number that is not there is said in the column of changes.
has before-charts 1 "October–December 2021: ?"

# Every state has a form of its own: an estimate is white, what is unknown dashed, what is withheld hatched. Of the four
# charts of cities two show what is unknown now only, two also before.
forms() {
    mutool trace "$BUILD/$1-charts.pdf" 2>/dev/null >"$BUILD/trace"
    echo "$(grep -c 'dash="2 2"' "$BUILD/trace") dashed, $(grep -c 'stroke_path linewidth=".6"' "$BUILD/trace") hatched," \
        "$(grep -c 'fill_path.* color="1"' "$BUILD/trace") white"
}
states=$(forms states) equal=$(forms equal)
case "$states / $equal" in
"6 dashed, "[1-9]*" hatched, "*" / 0 dashed, 0 hatched, "*) result=0 ;;
*) result=1 ;;
esac
say "states are dashed and hatched, exact numbers are not" $result "$states / $equal"
[ "$(echo "$states" | sed 's/.* hatched, //; s/ white//')" -gt "$(echo "$equal" | sed 's/.* hatched, //; s/ white//')" ]
say "estimates are white" $? "$states / $equal"
exit $failed
