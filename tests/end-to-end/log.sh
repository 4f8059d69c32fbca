# What a run says: lines of --log=json fit docs/log.schema.json, no command is silent about its end, and
# a terminal gets progress, and colours where they are wanted.
set -u

failed=0
export XDG_CONFIG_HOME=$BUILD/config
unset PACTPRESS_KEY_FILE
log=$BUILD/all.json
: >"$log"

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

# said STATUS LAST-EVENT COMMAND...
said() {
    local wanted=$1 event=$2 status
    shift 2
    "$PACTPRESS" "$@" --log=json >/dev/null 2>"$BUILD/one.json"
    status=$?
    cat "$BUILD/one.json" >>"$log"
    if [ $status -eq "$wanted" ] && tail -n 1 "$BUILD/one.json" | grep -q "^{\"event\":\"$event\""; then
        ok "$1 ends with $event"
    else
        not_ok "$1 ends with $event: status $status, $(tail -n 1 "$BUILD/one.json")"
    fi
}

town=$BUILD/town
said 0 done init "$town"
said 0 done build -C "$town" --release --verbose
said 0 done build -C "$town" --release
said 0 done status -C "$town"
said 0 done plan -C "$town"
said 0 done release -C "$town"
said 0 withdrawn withdraw -C "$town" public-2026-Q1-1
said 2 failed withdraw -C "$town" public-2026-Q1-9
said 0 done doctor -C "$town"
"$PACTPRESS" check -C "$town" --log=json 2>>"$log"
printf '\n{{ attendance.nothing, number }}\n' >>"$town/content/first-issue/en/lead.md"
said 1 failed build -C "$town"
said 2 failed bild
said 2 failed build -C "$town" --peroid 2026-Q1
said 2 failed build -C "$BUILD/nowhere"
said 2 failed proof "$BUILD/nowhere.md"
said 1 failed verify "$town/pactpress.yaml"
: >"$BUILD/file"
said 3 failed build -C "$town" --out "$BUILD/file/out"
cp -R "$town" "$BUILD/broken"
printf 'cities: [\n' >>"$BUILD/broken/pactpress.yaml"
said 2 failed check -C "$BUILD/broken"
rm -rf "$BUILD/broken/data" && cp "$town/pactpress.yaml" "$BUILD/broken"
said 1 failed build -C "$BUILD/broken"
python3 - "$town/out/.lock" >"$BUILD/held" <<'END' &
import fcntl, sys, time
lock = open(sys.argv[1], "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(600)
END
holder=$!
until [ -s "$BUILD/held" ]; do sleep 0.05; done
said 4 failed build -C "$town" --wait 1
kill $holder
wait $holder 2>/dev/null
python3 - "$SOURCE" "$log" <<'END' && ok "every line fits the schema" || not_ok "every line fits the schema"
import json, sys
from pathlib import Path
import jsonschema
schema = json.loads(Path(sys.argv[1], "docs/log.schema.json").read_text())
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
lines = Path(sys.argv[2]).read_text().splitlines()
events = set()
for line in lines:
    event = json.loads(line)
    events.add(event["event"])
    for error in validator.iter_errors(event):
        sys.exit(f"{line}: {error.message}")
assert {"diagnostic", "published", "same", "done", "withdrawn", "failed"} <= events, events
for wrong in ({"event": "party", "message": "x"}, {"event": "diagnostic", "message": "x"}):
    assert not validator.is_valid(wrong)
END
python3 - "$SOURCE" <<'END' && ok "the schema knows the events of the source, and no others" || not_ok "the schema knows the events of the source, and no others"
import json, re, sys
from pathlib import Path
schema = json.loads(Path(sys.argv[1], "docs/log.schema.json").read_text())
known = set(schema["oneOf"][1]["properties"]["event"]["enum"])
used = set()
for path in Path(sys.argv[1], "src").rglob("*.c"):
    used |= set(re.findall(r'pp_say\(\s*[\w>.-]+,\s*"([a-z-]+)"', path.read_text()))
if known != used:
    sys.exit(f"{known ^ used}")
END
"$PACTPRESS" build -C "$town" --quiet 2>"$BUILD/one.json"
grep -qv 'error' <(grep -v '^  ' "$BUILD/one.json") && not_ok "--quiet says errors only" || ok "--quiet says errors only"

# on_terminal VARIABLE=VALUE ARGUMENT...: runs on a terminal of 100 columns, prints what it shows.
on_terminal() {
    python3 - "$PACTPRESS" "$@" <<'END'
import fcntl, os, pty, struct, sys, termios
variable, *arguments = sys.argv[2:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 100, 0, 0))
    name, value = variable.split("=")
    os.environ.update({name: value, "TERM": "xterm"})
    os.execv(sys.argv[1], [sys.argv[1], *arguments])
shown = b""
try:
    while piece := os.read(terminal, 65536):
        shown += piece
except OSError:
    pass
sys.stdout.buffer.write(shown)
END
}

cp -R "$SOURCE/samples/epi" "$BUILD/epi"
on_terminal NO_COLOR= build -C "$BUILD/epi" --out "$BUILD/out" --draft --jobs 1 >"$BUILD/shown"
grep -q 'documents.*\[#.*/s.*left' "$BUILD/shown" && ok "a terminal gets progress, rate and time left" ||
    not_ok "a terminal gets progress, rate and time left"
grep -q $'\033\[1;35m' "$BUILD/shown" && ok "and colours" || not_ok "and colours"
on_terminal NO_COLOR=1 status -C "$BUILD/epi" --verbose >"$BUILD/shown"
grep -q $'\033\[1;3' "$BUILD/shown" && not_ok "none with NO_COLOR" || ok "none with NO_COLOR"
# Named from the project's folder: a name is never parted, and where the tests run may lie deep.
cd "$BUILD/epi" || exit 1
for command in "inspect data/linkoping/results-survey863614-2022-q1.csv" status \
    "explain attendance.persons[city=riga] --period 2022-Q1"; do
    # shellcheck disable=SC2086
    on_terminal NO_COLOR=1 $command --quiet | tr -d '\r' | sed '/^  source$/,$d' >"$BUILD/shown"
    # shellcheck disable=SC2086
    "$PACTPRESS" $command --quiet 2>/dev/null | sed '/^  source$/,$d' >"$BUILD/whole"
    python3 - "$BUILD/shown" "$BUILD/whole" <<'END' && ok "lines of ${command%% *} fit a terminal, and nothing is lost" ||
import sys
shown, whole = (open(path, encoding="utf-8").read() for path in sys.argv[1:])
wide = [line for line in shown.splitlines() if len(line) > 100]
assert not wide, wide[0]
assert "".join(shown.split()) == "".join(whole.split()) != ""
END
        not_ok "lines of ${command%% *} fit a terminal, and nothing is lost"
done
"$PACTPRESS" status -C "$BUILD/epi" --verbose --color=always 2>&1 >/dev/null | grep -q $'\033\[1;3' &&
    ok "some with --color=always" || not_ok "some with --color=always"

exit $failed
