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
sed -i 's/^languages:.*/languages: [en, tlh]/' "$town/pactpress.yaml"
expect "a language without words is missing" 3 doctor -C "$town"
expect "doctor works without a project" 0 doctor -C "$BUILD"
says "on the program alone" '^good .*language "en"' "$BUILD/said"

exit $failed
