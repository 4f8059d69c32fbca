# Releases a copy of the sample: once, again, after a change, with kill -9 at random moments, on a
# full disk, beside another run. tests/tools/editions.py looks at link, folders and archive.
set -u

failed=0
project=$BUILD/epi
out=$BUILD/out
story=$project/content/2022-Q1-bulletin/en/lead.md
cp -R "$SOURCE/samples/epi" "$project"
[ -z "${SANITIZED:-}" ] || sed -i -f "$SOURCE/tests/tools/smaller.sed" "$project/pactpress.yaml"
umask 022
(umask 077 && printf '%064d\n' 7 >"$BUILD/key")
export PACTPRESS_KEY_FILE=$BUILD/key
RANDOM=863614

ok() {
    echo "ok $1"
}

not_ok() {
    echo "not ok $1"
    failed=1
}

release() {
    "$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --release --out "$out" \
        >"$BUILD/log" 2>&1
}

# expect NAME STATUS COMMAND...
expect() {
    local name=$1 wanted=$2 status
    shift 2
    "$@"
    status=$?
    if [ $status -eq "$wanted" ]; then
        ok "$name"
    else
        not_ok "$name: status $status, not $wanted"
        grep -v ': warning:' "$BUILD/log" | tail -n 5
    fi
}

settled() {
    python3 "$SOURCE/tests/tools/editions.py" settled "$project" "$out" >"$BUILD/wrong"
}

reader() {
    python3 "$SOURCE/tests/tools/editions.py" reader "$out" >"$BUILD/wrong"
}

# agree NAME settled|reader
agree() {
    if $2; then
        ok "$1"
    else
        not_ok "$1: $(head -n 1 "$BUILD/wrong")"
    fi
}

linked() {
    basename "$(readlink "$out/public/2022-Q1")"
}

# is_linked NAME ID
is_linked() {
    if [ "$(linked)" = "$2" ]; then ok "$1"; else not_ok "$1: the link names $(linked)"; fi
}

# Names, inodes, modes, sizes and bytes below the folders.
picture() {
    find "$@" -printf '%p %i %m %s %l\n' | sort
    find "$@" -type f -exec sha256sum {} + | sort
}

change_story() {
    printf '\n%s\n' "$1" >>"$story"
}

[ -f "$story" ] || not_ok "the story to be changed is there"

# Once, again, and after a change.
expect "a first release" 0 release
agree "after it all agree" settled
is_linked "it is edition 1" public-2022-Q1-1
picture "$out/editions" >"$BUILD/before"
expect "a second release" 0 release
agree "after it all agree, too" settled
picture "$out/editions" | cmp -s - "$BUILD/before" &&
    grep -q 'Nothing new' "$BUILD/log" &&
    ok "it publishes nothing new" || not_ok "it publishes nothing new"

picture "$out/editions/public-2022-Q1-1" | sed 's/ [0-9]*$//' >"$BUILD/before"
change_story "One more sentence."
expect "a release after a change" 0 release
agree "after the change all agree" settled
is_linked "it is edition 2" public-2022-Q1-2
picture "$out/editions/public-2022-Q1-1" | sed 's/ [0-9]*$//' | cmp -s - "$BUILD/before" &&
    ok "edition 1 is as it was" || not_ok "edition 1 is as it was"
[ "$out/editions/public-2022-Q1-1/figures.csv" -ef "$out/editions/public-2022-Q1-2/figures.csv" ] &&
    ok "what did not change is there once" || not_ok "what did not change is there once"

# A full disk, played by a limit on the size of files: first in the candidate, then only in the
# archive, which is larger than any file of an edition.
limited() {
    (ulimit -f "$1" && release)
}

largest=$(find "$out/editions/public-2022-Q1-2" -type f -printf '%k\n' | sort -n | tail -n 1)
archive=$(du -k "$project/archive.db" | cut -f 1)
picture "$out/editions" "$out/public" >"$BUILD/before"
change_story "A sentence for a full disk."
expect "a full disk ends with status 3" 3 limited 20
agree "the old edition is whole" settled
if [ $((largest + 20)) -lt "$archive" ]; then
    expect "a full disk under the archive ends with status 3" 3 limited $((largest + 20))
    agree "the old edition is whole again" settled
else
    not_ok "the archive is larger than the largest file"
fi
picture "$out/editions" "$out/public" | cmp -s - "$BUILD/before" &&
    ok "a full disk changed nothing" || not_ok "a full disk changed nothing"
expect "with room it is released" 0 release
is_linked "it is edition 3" public-2022-Q1-3

# Another run.
python3 - "$out/.lock" >"$BUILD/held" <<'END' &
import fcntl, sys, time
lock = open(sys.argv[1], "r+")
fcntl.lockf(lock, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(600)
END
holder=$!
until [ -s "$BUILD/held" ]; do sleep 0.05; done
expect "beside another run the status is 4" 4 release
kill $holder
wait $holder 2>/dev/null
agree "the other run was not disturbed" settled

# Kills. One document is enough for them.
sed -i '/^ *- {layout: bulletin, scope: city/d; s/langs: \[en, it, sv, lv\]/langs: [en]/' \
    "$project/pactpress.yaml"
expect "a release of fewer documents" 0 release
started=$(date +%s%N)
release
took=$((($(date +%s%N) - started) / 1000000)) # [ms]

pause() {
    sleep "$(awk -v ms="$1" 'BEGIN { print ms / 1000 }')"
}

# kill_one: even kills come anywhere, odd ones after the candidate's manifest was written.
kill_one() {
    local staging=$out/candidate/public/.staging-2022-Q1/manifest.json child
    change_story "Before kill x$1x."
    "$PACTPRESS" build -C "$project" --period 2022-Q1 --as-of 2022-04-08 --release --out "$out" \
        >"$BUILD/log" 2>&1 &
    child=$!
    if [ $(($1 % 2)) -eq 0 ]; then
        pause $((RANDOM % (took + 1)))
    else
        while [ ! -e "$staging" ] && kill -0 $child 2>/dev/null; do :; done
        pause $((RANDOM % (took / 4 + 1)))
    fi
    kill -9 $child 2>/dev/null && killed=$((killed + 1))
    wait $child 2>/dev/null
}

killed=0
broken=0
kills=20
[ -z "${SANITIZED:-}" ] || kills=5
for i in $(seq $kills); do
    kill_one "$i"
    reader || {
        broken=$((broken + 1))
        echo "# after kill $i: $(head -n 1 "$BUILD/wrong")"
    }
    if [ $((i % 5)) -eq 0 ]; then
        expect "a release after $i kills" 0 release
        agree "after $i kills all agree" settled
    fi
done
if [ $killed -ge $((kills / 4)) ]; then ok "$killed runs were killed"; else not_ok "only $killed runs were killed"; fi
if [ $broken -eq 0 ]; then ok "readers saw whole editions all the time"; else
    not_ok "readers saw whole editions all the time: not after $broken kills"
fi

exit $failed
