# Stops builds by signals at many moments, and takes the room for their files away. The old candidate stays
# as it was, byte for byte; what was begun is gone, at the latest when the next build begins.
set -u

failed=0
umask 022
cp -R "$SOURCE/samples/epi" "$BUILD/epi"
[ -z "${SANITIZED:-}" ] || sed -i -f "$SOURCE/tests/tools/smaller.sed" "$BUILD/epi/pactpress.yaml"
rm -rf "$BUILD/epi/private"
export PACTPRESS_KEY_FILE=$BUILD/key
out=$BUILD/out

verdict() { # NAME PROBLEM: no problem is good
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1: $2"
        failed=1
    fi
}

# The candidate of before, and after a change of the project another one.
"$PACTPRESS" build -C "$BUILD/epi" --out "$out" --quiet 2>"$BUILD/said" || {
    echo "not ok interrupt: the first build failed"
    exit 1
}
cp -R "$out/candidate" "$BUILD/old"
sed -i 's/^number: 9$/number: 10/' "$BUILD/epi/content/2022-Q1-bulletin/issue.yaml"
"$PACTPRESS" build -C "$BUILD/epi" --out "$BUILD/other" --quiet 2>"$BUILD/said" || {
    echo "not ok interrupt: the second build failed"
    exit 1
}
if diff -rq -x '.record-*' "$BUILD/old" "$BUILD/other/candidate" >"$BUILD/said"; then
    echo "not ok interrupt: both candidates are the same, nothing could be told apart"
    exit 1
fi

restore() {
    rm -rf "$out/candidate" && cp -R "$BUILD/old" "$out/candidate"
}

# whole: nothing when there is a whole candidate, the old or the new one, and nothing else.
whole() {
    local left
    left=$(ls -A "$out/candidate/public" | grep -vx .record-2022-Q1)
    if [ "$left" != 2022-Q1 ]; then
        echo "under candidate/public lie: $(echo "$left" | tr '\n' ' ')"
    elif ! diff -rq -x '.record-*' "$BUILD/old" "$out/candidate" >/dev/null &&
        ! diff -rq -x '.record-*' "$BUILD/other/candidate" "$out/candidate" >/dev/null; then
        echo "the candidate is neither the old nor the new one"
    fi
}

# How long a build takes [ms].
begin=$(date +%s%N)
"$PACTPRESS" build -C "$BUILD/epi" --out "$out" --quiet 2>/dev/null
takes=$((($(date +%s%N) - begin) / 1000000))

# stop SIGNAL PERCENT: starts a build, sends the signal after so much of its time; sets status.
stop() {
    restore
    "$PACTPRESS" build -C "$BUILD/epi" --out "$out" >/dev/null 2>"$BUILD/stopped" &
    local child=$!
    sleep "$(awk "BEGIN { print $takes * $2 / 100000 }")"
    kill "-$1" $child 2>/dev/null
    wait $child 2>/dev/null
    status=$?
}

# Each moment once per signal. A build that was through before the signal came counts as stopped at
# its end, but not all of them may be.
moments="2 10 25 40 55 70 80 90 97"
[ -z "${SANITIZED:-}" ] || moments="10 60"
for signal in INT TERM; do
    case $signal in INT) expected=130 ;; TERM) expected=143 ;; esac
    stopped=0
    problem=
    for moment in $moments; do
        stop $signal "$moment"
        case $status in
        "$expected") stopped=$((stopped + 1)) ;;
        0) ;;
        *) problem=${problem:-"status $status at $moment % of its time"} ;;
        esac
        [ $status -ne 0 ] && ! diff -rq -x '.record-*' "$BUILD/old" "$out/candidate" >/dev/null &&
            [ -z "$problem" ] && problem="status $status, but the candidate was replaced"
        left=$(whole)
        problem=${problem:-${left:+"at $moment % of its time $left"}}
    done
    [ $stopped -ge 2 ] || problem=${problem:-"only $stopped of the builds were stopped"}
    verdict "SIG$signal ends with $expected and leaves the old candidate" "$problem"
done

# SIGKILL leaves what it leaves; the next build tidies up.
problem=
killed=0
for moment in $moments; do
    stop KILL "$moment"
    [ $status -eq 137 ] && killed=$((killed + 1))
    # Killed between the two renames the old one lies beside; the next build puts it back first. What a
    # reader finds in its place is never half a candidate.
    if [ -e "$out/candidate/public/2022-Q1" ] &&
        ! diff -rq -x '.record-*' "$BUILD/old/public/2022-Q1" "$out/candidate/public/2022-Q1" >/dev/null &&
        ! diff -rq -x '.record-*' "$BUILD/other/candidate/public/2022-Q1" "$out/candidate/public/2022-Q1" >/dev/null; then
        problem=${problem:-"at $moment % half a candidate was left"}
    fi
done
[ $killed -ge 2 ] || problem=${problem:-"only $killed of the builds were killed"}
"$PACTPRESS" build -C "$BUILD/epi" --out "$out" --quiet 2>"$BUILD/said" ||
    problem=${problem:-"the next build failed"}
left=$(whole)
verdict "after SIGKILL the next build tidies up" "${problem:-$left}"

# A tree as a kill between the two renames leaves it.
restore
mv "$out/candidate/public/2022-Q1" "$out/candidate/public/.old-2022-Q1"
mkdir -p "$out/candidate/public/.staging-2022-Q1/bulletin"
touch "$out/candidate/public/.staging-2022-Q1/bulletin/half.pdf"
problem=
"$PACTPRESS" build -C "$BUILD/epi" --out "$out" --quiet 2>"$BUILD/said" || problem="the build failed"
left=$(whole)
verdict "a kill between the renames is settled" "${problem:-$left}"

# full NAME COMMAND...: a build for whose files there is no room.
full() {
    local name=$1
    shift
    restore
    "$@" >"$BUILD/said" 2>&1
    local status=$? problem=
    [ $status -eq 3 ] || problem="status $status: $(grep -v warning "$BUILD/said" | tail -n 1)"
    grep -qE ': error: .*\[[a-z]+\.[a-z-]+\]' "$BUILD/said" || problem=${problem:-"no error was told"}
    diff -rq -x '.record-*' "$BUILD/old" "$out/candidate" >"$BUILD/differs" ||
        problem=${problem:-"$(head -n 1 "$BUILD/differs")"}
    verdict "$name" "$problem"
}

limited() {
    bash -c 'ulimit -f 100 && exec "$0" "$@"' "$PACTPRESS" build -C "$BUILD/epi" --out "$out"
}
full "files that may not grow are status 3, the old candidate stays" limited
left=$(whole)
verdict "files that may not grow leave nothing half done" "$left"

# A full disk, where this user may mount one: it has room for the old candidate and half of another.
mkdir "$BUILD/disk"
room=$(($(du -sk "$BUILD/old" | cut -f 1) * 3 / 2))
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=${room}k tmpfs "$BUILD/disk" 2>/dev/null; then
    trap 'umount "$BUILD/disk"' EXIT
    restore
    mv "$out" "$BUILD/disk/out"
    out=$BUILD/disk/out
    filled() { "$PACTPRESS" build -C "$BUILD/epi" --out "$out"; }
    restore() { :; }
    full "a full disk is status 3, the old candidate stays" filled
    left=$(whole)
    verdict "a full disk leaves nothing half done" "$left"
fi
exit $failed
