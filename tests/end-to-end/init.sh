# init makes a project that builds; doctor says what is missing.
set -u

failed=0
export XDG_CONFIG_HOME=$BUILD/config
unset PACTPRESS_KEY_FILE
umask 022

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

# expect NAME STATUS COMMAND...
expect() {
    local name=$1 wanted=$2 status
    shift 2
    "$PACTPRESS" "$@" >"$BUILD/said" 2>"$BUILD/log"
    status=$?
    if [ $status -eq "$wanted" ]; then ok "$name"; else
        not_ok "$name: status $status, not $wanted: $(tail -n 2 "$BUILD/log")"
    fi
}

# says NAME PATTERN FILE
says() {
    if grep -q -e "$2" "$3"; then ok "$1"; else not_ok "$1: $(tail -n 3 "$3")"; fi
}

town="$BUILD/Our Town 2"
expect "init asks nothing" 0 init "$town" </dev/null
[ "$(stat -c %a "$town/private")" = 700 ] && ok "private is private" || not_ok "private is private"
key=$XDG_CONFIG_HOME/pactpress/our-town-2.key
[ "$(stat -c %a "$key")" = 600 ] && ok "the key lies outside the project" || not_ok "the key lies outside the project"
grep -q '^private/' "$town/.gitignore" && grep -q '^out/' "$town/.gitignore" && ok "git ignores what it should" ||
    not_ok "git ignores what it should"
grep -rq '@ID@' "$town" && not_ok "nothing of the template is left" || ok "nothing of the template is left"
[ "$(grep -c '^ *#' "$town/pactpress.yaml")" -gt 10 ] && ok "the YAML explains itself" || not_ok "the YAML explains itself"
expect "it checks" 0 check -C "$town"
expect "it is released" 0 build --release -C "$town"
[ "$(find -L "$town/out/public/2026-Q1" -name '*.pdf' | wc -l)" = 3 ] && ok "three bulletins are there" ||
    not_ok "three bulletins are there"
says "every row of a person is used" '0 held back' "$BUILD/log"

data=$SOURCE/layouts/start/data
yours="$BUILD/yours"
expect "init starts from exports" 0 init "$yours" --from "$data/attendance.csv" "$SOURCE/samples/epi/data/riga/anketas-2022-q1.csv"
cmp -s "$data/attendance.csv" "$yours/data/attendance.csv" && [ "$(ls "$yours/data" | wc -l)" = 2 ] &&
    ok "they stand in data/ as they came, and no example beside them" || not_ok "they stand in data/ as they came"
/usr/bin/python3 -c '
import sys, yaml
attendance = yaml.safe_load(open(sys.argv[1] + "/sources/attendance.yaml"))
survey = yaml.safe_load(open(sys.argv[1] + "/sources/anketas-2022-q1.yaml"))
assert attendance["kind"] == "attendance" and attendance["columns"]["email"] == "email", attendance
assert survey["kind"] == "assessment" and survey["encoding"] == "windows-1257", survey
assert survey["columns"]["score"] == "Vērtējums" and survey["files"] == "data/anketas-2022-q1.csv", survey
' "$yours" 2>"$BUILD/said" && ok "a source is proposed for each" || not_ok "a source is proposed for each: $(tail -n 1 "$BUILD/said")"
! grep -q '^sources:' "$yours/pactpress.yaml" && [ "$(grep -c '^outputs:\|^visibility:' "$yours/pactpress.yaml")" = 2 ] &&
    ok "those of the example are gone, and nothing else" || not_ok "those of the example are gone, and nothing else"
expect "check says what is still missing in them" 2 check -C "$yours"
says "with the file and the field" 'sources/anketas-2022-q1.yaml:.*`city`' "$BUILD/log"
rm "$yours/sources/anketas-2022-q1.yaml"
expect "what is complete checks" 0 check -C "$yours"

# A questionnaire with a column for each answer, exported in Finnish; the folder stands last.
printf 'Vastaus ID,Kaupunki,Päivä,Hyödyllisyys,Selkeys\n' >"$BUILD/kysely.csv"
printf '%d,Tampere,3.9.2026,%d,%d\n' 1 4 5 2 5 5 3 3 4 4 4 5 5 5 4 6 2 3 >>"$BUILD/kysely.csv"
printf 'Nimi;Sähköposti;Tapahtuma;Päivä;Syntymävuosi;Läsnä;Lapsia;Kieliä\nAino Aalto;aino@example.org;Kielikahvila;3.9.2026;1990;kyllä;2;3\nMehmet Kaya;mehmet@example.org;Kielikahvila;3.9.2026;1985;kyllä;2;3\n' >"$BUILD/lista.csv"
expect "the folder may stand behind the exports" 0 init --from "$BUILD/kysely.csv" "$BUILD/lista.csv" "$BUILD/suomi"
survey=$BUILD/suomi/sources/kysely.yaml list=$BUILD/suomi/sources/lista.yaml
grep -q '^kind: assessment' "$survey" && grep -q '^  respondent: "Vastaus ID"' "$survey" &&
    grep -q '^  #   answer-2: "Selkeys"' "$survey" && ! grep -q 'answer-3' "$survey" &&
    ok "a questionnaire is known by its answers, not by its running number" ||
    not_ok "a questionnaire is known by its answers: $(cat "$survey")"
grep -q '^kind: attendance' "$list" && grep -q '^  birth_year: "Syntymävuosi"' "$list" &&
    grep -q '^  status: "Läsnä"' "$list" && ! grep -q 'answer' "$list" &&
    ok "small numbers beside names are no answers" || not_ok "small numbers beside names: $(cat "$list")"
expect "check asks which answer is which" 2 check -C "$BUILD/suomi"
says "as it is to be written" 'dimensions: {code: column}' "$BUILD/log"

expect "two exports of one name are refused" 2 init "$BUILD/two" --from "$data/survey.csv" --from "$data/../data/survey.csv"
expect "what is no export is refused" 1 init "$BUILD/two" --from "$SOURCE/docs/pictures/bulletin.png"
[ -e "$BUILD/two" ] && not_ok "nothing is left of it" || ok "nothing is left of it"

expect "init writes nothing over" 2 init "$town"
: >"$BUILD/file"
expect "init makes no folder of a file" 2 init "$BUILD/file"
expect "init takes one folder" 2 init
expect "a folder that cannot be made is 3" 3 init /proc/nowhere/project
expect "a name without letters does" 0 init "$BUILD/2026"
says "and gets an id" '^  id: project ' "$BUILD/2026/pactpress.yaml"

expect "doctor finds nothing missing" 0 doctor -C "$town"
says "it names the key" "^good .*$key" "$BUILD/said"
says "and the archive" '^good .*archive.db' "$BUILD/said"
mv "$key" "$key.away"
expect "without a key it can be made" 0 doctor -C "$town"
says "which is said, with what to bring" '^lacking .*bring that key' "$BUILD/said"
printf 'x' >"$key" && chmod 644 "$key"
expect "a key that all may read is missing" 3 doctor -C "$town"
mv "$key.away" "$key"
printf 'no database' >"$town/archive.db"
expect "a broken archive is missing" 3 doctor -C "$town"
expect "doctor works without a project" 0 doctor -C "$BUILD"
says "on the program alone" '^good .*language "en"' "$BUILD/said"

exit $failed
