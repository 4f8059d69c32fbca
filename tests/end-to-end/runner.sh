# Gives the runner of the tests programs that behave badly, and expects it to count them as failed.
set -u
unset MAY_LEAVE_OUT ONLY

house=$BUILD/house
failed=0

build_house() {
    rm -rf "$house"
    mkdir -p "$house/tests/unit" "$house/tests/golden" "$house/tests/end-to-end" \
        "$house/tests/fuzz/corpus/eat" "$house/tree/tests" "$house/tree/locale/de_DE.UTF-8"
    cp "$SOURCE/tests/run" "$house/tests/"
}

# unit NAME: a program out of a script on standard input.
unit() {
    touch "$house/tests/unit/test_$1.c"
    { echo '#!/bin/sh'; cat; } >"$house/tree/tests/test_$1"
    chmod +x "$house/tree/tests/test_$1"
}

# expect NAME LAST-LINE STATUS
expect() {
    said=$("$house/tests/run" tree 2>&1)
    status=$?
    last=$(printf '%s\n' "$said" | tail -n 1)
    if [ "$last" = "$2" ] && [ $status -eq "$3" ]; then
        echo "ok runner: $1"
    else
        echo "not ok runner: $1: last line '$last', status $status"
        failed=1
    fi
    build_house
}

build_house
expect "nothing to run is no success" "0 passed, 1 failed" 1

unit good <<'END'
echo '[==========] Running 3 test(s).'
echo '[  PASSED  ] 3 test(s).'
echo '[==========] Running 2 test(s).'
echo '[  PASSED  ] 2 test(s).'
END
expect "groups add up" "5 passed, 0 failed" 0

unit bad <<'END'
echo '[==========] Running 3 test(s).'
echo '[  PASSED  ] 2 test(s).'
echo '[  FAILED  ] 1 test(s), listed below:'
exit 1
END
expect "a failure counts" "2 passed, 1 failed" 1

unit crash <<'END'
echo '[==========] Running 3 test(s).'
kill -SEGV $$
END
expect "a crash fails what it did not run" "0 passed, 3 failed" 1

unit late <<'END'
echo '[==========] Running 1 test(s).'
echo '[  PASSED  ] 1 test(s).'
exit 1
END
expect "a leak after the last test counts" "1 passed, 1 failed" 1

unit skip <<'END'
echo '[==========] Running 2 test(s).'
echo '[  PASSED  ] 1 test(s).'
echo '[  SKIPPED ] 1 test(s), listed below:'
END
expect "a skipped test is a failed one" "1 passed, 1 failed" 1

unit silent </dev/null
expect "silence is failure" "0 passed, 1 failed" 1

touch "$house/tests/unit/test_absent.c"
expect "a test that was not built has failed" "0 passed, 1 failed" 1

printf 'echo "ok one"; echo "not ok two: because"; exit 1\n' >"$house/tests/golden/a.sh"
printf 'echo "ok three"; test -d "$BUILD" && echo "ok four"\n' >"$house/tests/end-to-end/a.sh"
expect "scripts count their lines" "3 passed, 1 failed" 1

printf 'echo "ok one"; exit 3\n' >"$house/tests/golden/a.sh"
expect "a script that breaks off counts" "1 passed, 1 failed" 1

printf 'echo "ok one"; echo "left out two: no network"\n' >"$house/tests/golden/a.sh"
expect "what is left out has failed" "1 passed, 1 failed" 1

printf 'echo "ok one"; echo "left out two: no network"\n' >"$house/tests/golden/a.sh"
export MAY_LEAVE_OUT=1
expect "what may be left out counts neither way" "1 passed, 0 failed" 0
unset MAY_LEAVE_OUT

touch "$house/tests/fuzz/replay.c" "$house/tests/fuzz/eat.c"
printf '#!/bin/sh\necho "replayed 2 files"\n' >"$house/tree/tests/fuzz_eat"
chmod +x "$house/tree/tests/fuzz_eat"
expect "a fuzz target is one test" "1 passed, 0 failed" 0

exit $failed
