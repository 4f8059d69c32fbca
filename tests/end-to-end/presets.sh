#!/usr/bin/env bash
# One export of every tool that has a preset, as that tool writes it, read with nothing but the preset's
# name, the city and (where the export does not know it) the event. The records are compared.
set -u

failed=0
project=$BUILD/project
mkdir -p "$project/data"
printf '%064d\n' 1 >"$BUILD/key"
chmod 600 "$BUILD/key"
export PACTPRESS_KEY_FILE=$BUILD/key

cat >"$project/base.yaml" <<'YAML'
project: {id: small, name: Small, start: 2021-01-01, end: 2022-12-31}
timezone: Europe/Riga
languages: [en]
cities:
  - {id: riga, name: Riga, country: LV, lang: lv}
frameworks:
  - id: dac
    name: Criteria
    scale: {min: 1, max: 5, labels: {1: never, 5: always}}
    dimensions:
      - {code: relevance, label: Relevance, question: Is it right?}
      - {code: impact, label: Impact, question: Does it matter?}
event_types:
  - {id: workshop, name: Workshop}
visibility: {statement: Co-funded, disclaimer: Views}
YAML

# expect NAME FILE SOURCE WANTED: what is read of data/FILE, one record a line, without its place.
expect() {
    { cat "$project/base.yaml"; printf 'sources:\n  - {id: one, files: data/%s, %s}\n' "$2" "$3"; } \
        >"$project/pactpress.yaml"
    found=$("$PACTPRESS" build -C "$project" --dump=records --period 2022-Q1 --as-of 2022-06-01 \
        2>"$BUILD/said" | grep -v '^file' | cut -f1,3- | tr '\t' ' ')
    if [ "$found" = "$4" ]; then
        echo "ok preset $1"
    else
        echo "not ok preset $1: read $found; said $(cat "$BUILD/said")"
        failed=1
    fi
}

cd "$project/data" || exit 1

printf '%s\r\n' 'Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Attendee Status,Event Name,Event Date' \
    '31,2022-01-02 10:00:00,Anna,Liepa,anna@example.org,1,Free,91,Checked In,Café,2022-01-20' \
    '32,2022-01-02 10:00:00,Bo,Egle,bo@example.org,1,Free,92,Attending,Café,2022-01-20' >eventbrite.csv
expect eventbrite eventbrite.csv \
    'kind: attendance, preset: eventbrite, constants: {city: riga}, columns: {date: Event Date}' \
    'attendance person=p1 name=Café day=2022-01-20 cities=riga'

printf '%s\n' '"start";"end";"relevance";"impact";"_id";"_uuid";"_submission_time";"_index"' \
    '"";"";"#indicator";"#indicator";"";"";"";""' \
    '"2022-01-20T23:40:39.000+01:00";"2022-01-20T23:50:39.000+01:00";"4";"5";"7";"u-1";"2022-01-20T22:50:40";"1"' >kobo.csv
expect kobo kobo.csv \
    'kind: assessment, preset: kobo, constants: {city: riga}, columns: {dimensions: {relevance: relevance, impact: impact}}' \
    'answer respondent=p1 cities=riga framework=dac dimension=relevance day=2022-01-21 score=4
answer respondent=p1 cities=riga framework=dac dimension=impact day=2022-01-21 score=5'

printf '\357\273\277"id";"submitdate";"lastpage";"startlanguage";"seed";"Q1[SQ001]";"Q1[SQ002]"\r\n"1";"2022-02-03 10:00:00";"3";"lv";"9";"A4";"A5"\r\n"2";"";"1";"lv";"8";"A1";""\r\n\r\n' >limesurvey.csv
expect limesurvey limesurvey.csv \
    'kind: assessment, preset: limesurvey, constants: {city: riga}, columns: {dimensions: {relevance: {column: "Q1[SQ001]", values: {A1: 1, A4: 4}}, impact: {column: "Q1[SQ002]", values: {A5: 5}}}}' \
    'answer respondent=p1 cities=riga framework=dac dimension=relevance day=2022-02-03 score=4
answer respondent=p1 cities=riga framework=dac dimension=impact day=2022-02-03 score=5'
printf '\357\273\277"Response ID";"Date submitted";"Last page";"Start language";"Relevance";"Impact"\r\n"1";"2022-02-03 10:00:00";"3";"lv";"4";"5"\r\n\r\n' >limesurvey-full.csv
expect "limesurvey with full headings" limesurvey-full.csv \
    'kind: assessment, preset: limesurvey, constants: {city: riga}, columns: {dimensions: {relevance: Relevance, impact: Impact}}' \
    'answer respondent=p1 cities=riga framework=dac dimension=relevance day=2022-02-03 score=4
answer respondent=p1 cities=riga framework=dac dimension=impact day=2022-02-03 score=5'

printf '"Timestamp","Email Address","Workshop"\n"2022/01/20 11:08:44 PM GMT+1","anna@example.org","Café"\n' >google.csv
expect google-forms google.csv \
    'kind: attendance, preset: google-forms, constants: {city: riga}, columns: {event: Workshop}' \
    'attendance person=p1 name=Café day=2022-01-21 cities=riga'
printf 'Informazioni cronologiche,Indirizzo email,Incontro,Incontro\n20/01/2022 13.49.22,anna@example.org,Café,x\n' >google-it.csv
expect "google-forms through an Italian sheet" google-it.csv \
    'kind: attendance, preset: google-forms, constants: {city: riga}, columns: {event: "#3"}' \
    'attendance person=p1 name=Café day=2022-01-20 cities=riga'

printf '\357\273\277Id;Startzeit;Fertigstellungszeit;E-Mail;Name;"Lange\nFrage";Bewertung.Relevanz\r\n1;27.04.2022 11:34;27.04.2022 11:40;anonymous;;A;4\r\n' >msforms.csv
expect ms-forms msforms.csv \
    'kind: assessment, preset: ms-forms, constants: {city: riga}, columns: {dimensions: {relevance: Bewertung.Relevanz}}' \
    'answer respondent=p1 cities=riga framework=dac dimension=relevance day=2022-04-27 score=4'

printf 'Alias;city-survey;;\r\nExport Date;03/04/2022;;\r\n;;;\r\nRelevance;Impact;Contribution ID;Creation date\r\n4;5;c-1;13/02/2022 10:00\r\n' >eusurvey.csv
expect eusurvey eusurvey.csv \
    'kind: assessment, preset: eusurvey, constants: {city: riga}, columns: {dimensions: {relevance: Relevance, impact: Impact}}' \
    'answer respondent=p1 cities=riga framework=dac dimension=relevance day=2022-02-13 score=4
answer respondent=p1 cities=riga framework=dac dimension=impact day=2022-02-13 score=5'

# Zoom: the meeting's own lines on top; Anna lost her line and joined again; Bo has no address.
printf '%s\r\n' 'Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants' \
    '123 456,Café online,01/20/2022 06:00:00 PM,01/20/2022 07:30:00 PM,host@example.org,90,3' '' \
    'Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest' \
    'Anna Liepa,anna@example.org,01/20/2022 06:01:15 PM,01/20/2022 06:31:15 PM,30,Yes' \
    'Bo Egle,,01/20/2022 06:02:00 PM,01/20/2022 07:02:00 PM,60,Yes' \
    'Anna Liepa,anna@example.org,01/20/2022 06:35:00 PM,01/20/2022 07:20:00 PM,45,Yes' >zoom.csv
expect zoom zoom.csv \
    'kind: attendance, preset: zoom, constants: {city: riga, event: Café online}' \
    'attendance person=p1 name=Café online day=2022-01-20 cities=riga minutes=75
attendance person=p2 name=Café online day=2022-01-20 cities=riga minutes=60'

# Teams: UTF-16 with tabs, a summary over the participants, activities below them.
printf '%s\r\n' '1. Summary' $'Meeting title\tCafé online' $'Attended participants\t2' \
    $'Start time\t1/20/22, 6:00:00 PM' '' '2. Participants' \
    $'Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole' \
    $'Anna Liepa\t1/20/22, 6:01:15 PM\t1/20/22, 7:31:20 PM\t1h 30m 5s\tanna@example.org\tanna@example.org\tOrganizer' \
    $'Bo Egle\t1/20/22, 6:02:00 PM\t1/20/22, 6:47:10 PM\t45m 10s\tbo@example.org\tbo@example.org\tAttendee' '' \
    '3. In-Meeting Activities' $'Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole' \
    $'Anna Liepa\t1/20/22, 6:01:15 PM\t1/20/22, 7:31:20 PM\t1h 30m 5s\tanna@example.org\tOrganizer' \
    | { printf '\377\376'; iconv -f utf-8 -t utf-16le; } >teams.csv
expect teams teams.csv \
    'kind: attendance, preset: teams, constants: {city: riga, event: Café online}' \
    'attendance person=p1 staff=yes name=Café online day=2022-01-20 cities=riga minutes=90
attendance person=p2 name=Café online day=2022-01-20 cities=riga minutes=45'
printf '%s\r\n' $'Full Name\tUser Action\tTimestamp' $'Anna Liepa\tJoined\t1/20/2022, 6:01:15 PM' \
    $'Anna Liepa\tLeft\t1/20/2022, 6:31:15 PM' $'Bo Egle\tJoined\t1/20/2022, 6:02:00 PM' \
    | { printf '\377\376'; iconv -f utf-8 -t utf-16le; } >teams-old.csv
expect "teams, the older list" teams-old.csv \
    'kind: attendance, preset: teams, constants: {city: riga, event: Café online}' \
    'attendance person=p1 name=Café online day=2022-01-20 cities=riga
attendance person=p2 name=Café online day=2022-01-20 cities=riga'

printf 'name,event,date,city\nAnna Liepa,Café,2022-01-20,Riga\n' >plain.csv
expect plain plain.csv 'kind: attendance, preset: plain' \
    'attendance person=p1 name=Café day=2022-01-20 cities=riga'
exit $failed
