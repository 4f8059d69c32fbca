#!/usr/bin/env bash
# The sample, broken in one way after the other. Each time: the exit status, every message that is new
# (where, what, what would be right), under another locale too; and the candidate that was there before
# stays as it was, without anything half-made beside it. What can go on goes on.
set -u

sample=$SOURCE/samples/epi
project=$BUILD/project
out=$BUILD/out
failed=0

printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key LC_ALL=C

verdict() { # NAME PROBLEM
    if [ -z "$2" ]; then
        echo "ok bad input: $1"
    else
        echo "not ok bad input: $1: $2"
        failed=1
    fi
}

fresh() {
    rm -rf "$project"
    mkdir -p "$project"
    cp -R "$sample/pactpress.yaml" "$sample/data" "$sample/content" "$project/"
}

german=(LOCPATH="$GERMAN_LOCPATH" LC_ALL=de_DE.UTF-8)
locale=()

# One document only: the figures are those of all, as always.
build() {
    (cd "$project" && env "${locale[@]}" "$PACTPRESS" build --out "$out" --city riga --lang en --format pdf "$@" 2>&1)
}

# Every name under the outputs, with the digest of what it holds.
outputs() {
    (cd "$out" && find . | LC_ALL=C sort && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}

# The number before WORDS in the summary of a run.
number() { # WORDS FILE
    tail -n 1 "$2" | sed -n "s/.*[^0-9]\([0-9][0-9]*\) $1.*/\1/p"
}

new_lines() { # FILE
    grep -vxF -f "$BUILD/before" "$1"
}

# A run that was not done says so in its last line.
summed_up() { # FILE
    tail -n 1 "$1" | grep -qE '^not done: [1-9][0-9]* errors?, [0-9]+ warnings?$'
}

under_german_locale() { # NAME [OPTION...]
    local name=$1
    shift
    locale=("${german[@]}")
    build "$@" >"$BUILD/german"
    locale=()
    verdict "$name, under a German locale" "$(cmp -s "$BUILD/said" "$BUILD/german" || echo "other messages")"
}

# The messages to come are on standard input; a run that fails changes nothing.
refused() { # NAME STATUS [OPTION...]
    local name=$1 wanted=$2 status
    shift 2
    cat >"$BUILD/wanted"
    build "$@" >"$BUILD/said"
    status=$?
    new_lines "$BUILD/said" | sed '$d' >"$BUILD/new"
    if ! diff "$BUILD/wanted" "$BUILD/new" >"$BUILD/diff"; then
        cat "$BUILD/diff"
        verdict "$name" "other messages than expected"
    elif ! summed_up "$BUILD/said"; then
        verdict "$name" "no summary in the last line"
    elif [ $status -ne "$wanted" ]; then
        verdict "$name" "status $status, wanted $wanted"
    elif ! outputs | cmp -s - "$BUILD/outputs"; then
        verdict "$name" "the candidate is not what it was"
    else
        verdict "$name" ""
    fi
    [ -n "${SANITIZED:-}" ] || under_german_locale "$name" "$@" # once is slow enough there
    fresh
}

# One row more is held back, the message is the one on standard input, and the run is a good one.
held_back() { # NAME FOLDER-OF-HELD-BACK-ROWS BYTES-OF-THE-ROW
    local name=$1 status problem=""
    cat >"$BUILD/wanted"
    build >"$BUILD/said"
    status=$?
    new_lines "$BUILD/said" | sed '$d' >"$BUILD/new"
    if ! diff "$BUILD/wanted" "$BUILD/new"; then
        problem="other messages than expected"
    elif [ $status -ne 0 ]; then
        problem="status $status"
    elif [ "$(number 'held back' "$BUILD/said")" -ne $((held + 1)) ] ||
        [ "$(number 'of [0-9]* rows used' "$BUILD/said")" -ne $((used - 1)) ]; then
        problem="$(tail -n 1 "$BUILD/said")"
    elif ! grep -qaF -- "$3" "$project/private/held-back/$2"; then
        problem="the row is not in private/held-back"
    elif ls "$out" | grep -q private || find "$out" -name '*held*' | grep -q .; then
        problem="held-back rows stand among the outputs"
    fi
    verdict "$name" "$problem"
    # The next ones compare with the candidate of the good sample.
    fresh
    build >/dev/null
}

fresh
build >"$BUILD/before"
verdict "the sample itself is built" "$([ $? -eq 0 ] || tail -n 3 "$BUILD/before")"
outputs >"$BUILD/outputs"
held=$(number 'held back' "$BUILD/before")
used=$(number 'of [0-9]* rows used' "$BUILD/before")

### Files

rm "$project"/data/riga/dalibnieki-*.csv
refused "a missing file" 1 <<'END'
pactpress.yaml:247:5: error: Source riga-attendance: no file in the project folder matches data/riga/dalibnieki-*.csv. Put the export there, or correct `files:`. [file.none]
END

rm "$project/data/riga/dalibnieki-2022-q1.csv"
ln -s nowhere.csv "$project/data/riga/dalibnieki-2022-q1.csv"
refused "a dead link" 1 <<'END'
data/riga/dalibnieki-2022-q1.csv: error: This is a link, and the file that it leads to is not there. Put the export here, or mend the link. [file.dead-link]
END

rm "$project/data/riga/dalibnieki-2022-q1.csv"
mkdir "$project/data/riga/dalibnieki-2022-q1.csv"
refused "a folder instead of a file" 1 <<'END'
data/riga/dalibnieki-2022-q1.csv: error: This is a folder; a regular file is expected here. [file.not-a-file]
END

: >"$project/data/riga/dalibnieki-2022-q1.csv"
refused "an empty file" 1 <<'END'
data/riga/dalibnieki-2022-q1.csv: error: The file is empty. Export it again, or take it out of the folder. [file.not-csv]
END

printf 'PK\003\004 and so on' >"$project/data/lublin/report-2022-q1.csv"
refused "a workbook instead of CSV" 1 <<'END'
data/lublin/report-2022-q1.csv: error: This is a ZIP archive or an Excel workbook (XLSX), not CSV. Open it in a spreadsheet program and save it as "CSV UTF-8". [file.not-csv]
END

printf '\201\215\217,\220\n\235,\201\n' >"$project/data/lublin/report-2022-q1.csv"
refused "bytes that are nothing in the encoding" 1 <<'END'
data/lublin/report-2022-q1.csv:1: error: None of the columns that source lublin-attendance names ("Attendee #", "Event ID", "Event Date", ...) stands in this header, read as utf-8 with comma between the fields. Is this the right file? If so, correct `encoding:`, `delimiter:`, `skip:` or `columns:` of the source. [columns.none]
END

printf '\201\215\217,\220\n\235,\201\n' >"$project/data/lublin/report-2022-q1.csv"
sed -i '/- id: lublin-attendance/,/encoding/s/encoding: utf-8/encoding: auto/' "$project/pactpress.yaml"
refused "bytes that are nothing in any encoding" 1 <<'END'
data/lublin/report-2022-q1.csv: error: The bytes over 127 make no sense as letters of the project's languages in any encoding that was tried; nearest is macintosh. Write `encoding:` in the source; known are utf-8, utf-16le, utf-16be, windows-1250 to windows-1258, iso-8859-1 to iso-8859-16, macroman, koi8-r, koi8-u. [encoding.unknown]
END

sed -i 's/encoding: windows-1257/encoding: windows-1275/' "$project/pactpress.yaml"
refused "an encoding that there is not" 2 <<'END'
pactpress.yaml:250:15: error: "windows-1275" is not an encoding known here; did you mean "windows-1255"? [source.encoding]
      encoding: windows-1275
                ^
pactpress.yaml:271:15: error: "windows-1275" is not an encoding known here; did you mean "windows-1255"? [source.encoding]
      encoding: windows-1275
                ^
END

### Columns and rows

sed -i '1s/Event Date/Day of the Event/' "$project/data/lublin/report-2022-q1.csv"
refused "a missing column" 1 <<'END'
data/lublin/report-2022-q1.csv:1: error: There is no column "Event Date" here (field "date" of source lublin-attendance); nearest is "Event Name". There are: "Order #", "Order Date", "First Name", "Last Name", "Email", "Quantity", "Ticket Type", "Attendee #", "Order Type", "Currency", "Total Paid", "Attendee Status", "Event ID", "Event Name", "Day of the Event", "Gender", "Year of birth". [columns.missing]
END

sed -i '1s/Ticket Type/Email/' "$project/data/lublin/report-2022-q1.csv"
refused "a doubled column" 1 <<'END'
data/lublin/report-2022-q1.csv:1: error: "Email" (field "email") fits two columns, number 5 and number 7. Name one by its position: `#5` or `#7`. [columns.doubled]
data/lublin/report-2022-q1.csv:1: error: There is no column "Ticket Type" here (field "role" of source lublin-attendance). There are: "Order #", "Order Date", "First Name", "Last Name", "Email", "Quantity", "Email", "Attendee #", "Order Type", "Currency", "Total Paid", "Attendee Status", "Event ID", "Event Name", "Event Date", "Gender", "Year of birth". [columns.missing]
END

sed -i '2s/,Free Order.*/\r/' "$project/data/lublin/report-2022-q1.csv"
held_back "a torn row" lublin-attendance/report-2022-q1.csv '3200007170,2022-01-10' <<'END'
data/lublin/report-2022-q1.csv:2: warning: 4 rows of this file are held back. The first: the row has 8 fields, the header has 17; see private/held-back/lublin-attendance/report-2022-q1.csv. [rows.held-back]
END

sed -i '3s/"Cartagena"/"Cartagina"/' "$project/data/cartagena/asistencia-2022-q1.csv"
held_back "an unknown city" cartagena-attendance/asistencia-2022-q1.csv '"Cartagina"' <<'END'
data/cartagena/asistencia-2022-q1.csv:3:85: warning: 4 rows of this file are held back. The first: column "Municipio": no city of the project is called that; nearest is cartagena; see private/held-back/cartagena-attendance/asistencia-2022-q1.csv. [rows.held-back]
END

sed -i '2s/5,0/55,0/' "$project/data/riga/anketas-2022-q1.csv"
held_back "a score off the scale" riga-survey/anketas-2022-q1.csv '55,0' <<'END'
data/riga/anketas-2022-q1.csv:2:30: warning: 5 rows of this file are held back. The first: column "Vērtējums": "55,0": the scale goes from 1 to 5; see private/held-back/riga-survey/anketas-2022-q1.csv. [rows.held-back]
END

printf '22-001;06.02.2022;Ietekme;4,0;\xff\xfe"\r\n' | sed -i '1r /dev/stdin' "$project/data/riga/anketas-2022-q1.csv"
refused "strict: a row held back ends the run" 1 --strict <<'END'
data/riga/anketas-2022-q1.csv:2: warning: 5 rows of this file are held back. The first: the row has 5 fields, the header has 4; see private/held-back/riga-survey/anketas-2022-q1.csv. [rows.held-back]
pactpress: error: 43 rows are held back, and --strict allows none. Correct them (see private/held-back/), or leave --strict out. [rows.strict]
END

### Configuration

sed -i 's/^timezone:/timezne:/' "$project/pactpress.yaml"
refused "a wrong key" 2 <<'END'
pactpress.yaml:25:1: error: "timezne" is not a key of pactpress.yaml; did you mean "timezone"? [yaml.unknown-key]
  timezne: Europe/Brussels        # a day begins at midnight of this place
  ^
END

sed -i 's/^grant:.*/&\ngrant: "2"/' "$project/pactpress.yaml"
refused "a doubled key" 2 <<'END'
pactpress.yaml:24:1: error: the key "grant" stands here for the second time (first in line 23); keep one of them [yaml.doubled-key]
  grant: "2"
  ^
END

sed -i 's/^  start: 2020/\tstart: 2020/' "$project/pactpress.yaml"
refused "a tab in YAML" 2 <<'END'
pactpress.yaml:20:1: error: this is not YAML: found character that cannot start any token; use spaces instead of the tab [yaml.syntax]
  	start: 2020-01-01              # "so far" is counted from here
  ^
END

sed -i 's/^    lang: lv$/    lang: [lv/' "$project/pactpress.yaml"
refused "an open bracket in YAML" 2 <<'END'
pactpress.yaml:39:13: error: this is not YAML: did not find expected ',' or ']' (while parsing a flow sequence that starts in line 38); close the brackets, and put quotes around values that hold , [ ] { or } [yaml.syntax]
      position: {lat: 56.95, lon: 24.11}
              ^
END

: >"$project/pactpress.yaml"
refused "an empty pactpress.yaml" 2 <<'END'
pactpress.yaml:1:1: error: pactpress.yaml needs the key "project": a map of keys [yaml.missing-key]
pactpress.yaml:1:1: error: pactpress.yaml needs the key "timezone": a text [yaml.missing-key]
pactpress.yaml:1:1: error: pactpress.yaml needs the key "languages": a list of language codes (en, lv, pt-PT) [yaml.missing-key]
pactpress.yaml:1:1: error: pactpress.yaml needs the key "cities": a list; each item is one city [yaml.missing-key]
pactpress.yaml:1:1: error: pactpress.yaml needs the key "visibility": a map of keys [yaml.missing-key]
END

rm "$project/pactpress.yaml"
refused "no pactpress.yaml" 2 <<'END'
pactpress: error: there is no pactpress.yaml in this folder; go to a project folder, name one with -C, or make one with "pactpress init" [project.none]
END

rm "$project/pactpress.yaml"
mkdir "$project/pactpress.yaml"
refused "a folder instead of pactpress.yaml" 2 <<'END'
pactpress.yaml: error: This is a folder; a regular file is expected here. [file.not-a-file]
END

sed -i 's/replication.md/replicaton.md/' "$project/content/2022-Q1-bulletin/issue.yaml"
refused "an issue that names a story that is not there" 2 <<'END'
content/2022-Q1-bulletin/issue.yaml:19:15: error: there is no story replicaton.md in any language's folder of content/2022-Q1-bulletin; did you mean "replication.md"? [issue.no-story]
      stories: [replicaton.md]
                ^
END

cp -R "$project/content/2022-Q1-bulletin" "$project/content/second"
refused "two issues for the same pages" 2 <<'END'
content/second/issue.yaml:3:1: error: This issue and content/2022-Q1-bulletin/issue.yaml are both of the period 2022-Q1 and for the layout bulletin. Choose one with --issue 2022-Q1-bulletin or --issue second, or give them different periods or layouts. [issue.rivals]
END

### Stories

story=content/2022-Q1-bulletin/en/lead-riga.md
sed -i '0,/{{ attendance.persons,/s//{{ attendance.person,/' "$project/$story"
refused "an unknown placeholder" 1 <<'END'
content/2022-Q1-bulletin/en/lead-riga.md:21:27: error: There is no measure "attendance.person"; the nearest is "attendance.persons". [story.unknown-figure]
  From January to March, {{ attendance.person, plural, one {# person} other {# people}
                            ^
END

sed -i 's/^title:/titel:/' "$project/$story"
refused "a wrong key of front matter" 1 <<'END'
content/2022-Q1-bulletin/en/lead-riga.md:2:1: error: "titel" is not a key of front matter; did you mean "title"? [yaml.unknown-key]
  titel: Ninety minutes without a red pencil
  ^
END

rm "$project/content/2022-Q1-bulletin/images/shelf.png"
refused "a missing picture" 1 <<'END'
content/2022-Q1-bulletin/en/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
content/2022-Q1-bulletin/it/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
content/2022-Q1-bulletin/sv/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
content/2022-Q1-bulletin/lv/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
END

rm "$project/content/2022-Q1-bulletin/images/shelf.png"
ln -s nowhere.png "$project/content/2022-Q1-bulletin/images/shelf.png"
refused "a picture that is a dead link" 1 <<'END'
content/2022-Q1-bulletin/en/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
content/2022-Q1-bulletin/it/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
content/2022-Q1-bulletin/sv/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
content/2022-Q1-bulletin/lv/replication.md:5:8: error: There is no picture "images/shelf.png" beside the story or in the folder of its issue. [story.missing-picture]
  image: images/shelf.png
         ^
END

head -c 500 "$sample/content/2022-Q1-bulletin/images/table.png" >"$project/content/2022-Q1-bulletin/images/table.png"
refused "half a picture" 1 <<'END'
content/2022-Q1-bulletin/images/table.png: error: The picture cannot be used: it is damaged or cut off. [pdf.picture]
END

printf 'A byte \xff that is none.\n' >>"$project/$story"
refused "a story that is not UTF-8" 1 <<'END'
content/2022-Q1-bulletin/en/lead-riga.md:34:8: error: The text is not UTF-8 from here on; save the file as UTF-8. [story.encoding]
END

exit $failed
